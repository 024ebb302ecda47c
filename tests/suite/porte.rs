//! What a closing refuses whatever a department sets, and what its report says: nothing that the figures do not say.

use super::cloture::{attester, cloturer, mini_annee, reussir};
use super::commun::{Dossier, codes_montres, octets};

fn regles_abaissees(dossier: &Dossier, regles: &[(&str, &str)]) {
    let niveaux: String = regles.iter().map(|(code, niveau)| format!("{code} = \"{niveau}\"\n")).collect();
    dossier.ecrire(
        "departement.toml",
        format!("[departement]\nnom = \"OCCE des Hautes-Brumes\"\nnumero = \"046\"\n[niveaux]\n{niveaux}"),
    );
}

fn sans_espaces_fines(texte: &str) -> String {
    texte.replace(['\u{a0}', '\u{202f}'], " ")
}

/// On one line, as one reads it.
fn d_un_trait(texte: &str) -> String {
    sans_espaces_fines(texte).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mini-year ends with 2 018,85 at the bank, nothing in the cash box, 500,00 of subsidies; each document is wrong by a sum
/// worked by hand: 9 999,56 − 2 018,85 = 7 980,71; one note of 20; 500,00 − 400,00 = 100,00.
#[test]
fn a_false_identity_refuses_the_seal_at_any_level() {
    for (regle, fichier, avant, apres, sommes) in [
        ("T003", "2023-2024/releves/fin.toml", "2018.85", "9999.56", ["9 999,56 €", "2 018,85 €", "7 980,71 €"]),
        ("C001", "2023-2024/caisse/fin.toml", "\"20\" = 0", "\"20\" = 1", ["20,00 €", "0,00 €", "différence 20,00 €"]),
        ("S001", "2023-2024/subventions.toml", "500.00", "400.00", ["400,00 €", "500,00 €", "100,00 €"]),
    ] {
        for niveau in ["ignorer", "remarque", "avertissement"] {
            let dossier = mini_annee();
            dossier.remplacer(fichier, avant, apres);
            regles_abaissees(&dossier, &[(regle, niveau)]);
            let tel_quel = octets(dossier.chemin());
            let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-05"]);
            let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
            assert_eq!((execution.code, essai.code), (1, 1), "{regle} {niveau}");
            assert_eq!(essai.sortie, execution.erreurs);
            assert_eq!(codes_montres(&execution.erreurs), ["X005"], "{}", execution.erreurs);
            let dit = d_un_trait(&execution.erreurs);
            assert!(sommes.iter().all(|somme| dit.contains(somme)), "{sommes:?}: {dit}");
            assert_eq!(octets(dossier.chemin()), tel_quel, "nothing is written");
        }
        // Told once: by the rule itself where it refuses.
        let dossier = mini_annee();
        dossier.remplacer(fichier, avant, apres);
        assert_eq!(codes_montres(&cloturer(&dossier, "2023-2024", "2024-09-05").erreurs), [regle]);
    }
}

/// A question can be answered; a false sum cannot.
#[test]
fn an_answered_question_does_not_make_a_sum_right() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "9999.56");
    regles_abaissees(&dossier, &[("T003", "question")]);
    let reponse = "[[acquittement]]\nregle = \"T003\"\nexercice = \"2023-2024\"\nmotif = \"La banque verra\"\n";
    dossier.ecrire("retkoop.toml", format!("{}\n{reponse}", dossier.lire("retkoop.toml")));
    assert_eq!(codes_montres(&cloturer(&dossier, "2023-2024", "2024-09-05").erreurs), ["X005"]);
}

/// Without any statement nor count, and with a department that asks for none: the year is closed, and its report says what nobody
/// proved and which rules were not applied, instead of what it says of a year that is proved.
#[test]
fn the_report_names_what_was_not_proved_nor_applied() {
    let prouvee = mini_annee();
    let execution = cloturer(&prouvee, "2023-2024", "2024-09-05");
    reussir(&execution);
    let dit = d_un_trait(&execution.sortie);
    assert!(dit.contains("Chaque égalité ci-dessous est vérifiée."), "{dit}");
    assert!(!dit.contains("réglage du département"), "{dit}");

    let dossier = mini_annee();
    regles_abaissees(&dossier, &[("T007", "ignorer"), ("C003", "remarque"), ("P003", "ignorer")]);
    for fichier in ["2023-2024/releves/fin.toml", "2023-2024/caisse/fin.toml"] {
        std::fs::remove_file(dossier.chemin().join(fichier)).expect("a file");
    }
    let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&execution);
    let dit = d_un_trait(&execution.sortie);
    for mots in [
        "Le département abaisse ou ignore 2 règles qui refusent d’ordinaire une clôture : T007, C003.",
        "Sans pièce qui les prouve : Rapprochement, Banque (aucun relevé) ; Arrêté de caisse, Caisse (caisse non comptée).",
        "T007 (non appliquée : réglage du département)",
        "C003 (1 signalé, remarque : réglage du département)",
        "P003 (non appliquée : réglage du département)",
    ] {
        assert!(dit.contains(mots), "{mots}: {dit}");
    }
    assert!(!dit.contains("Chaque égalité"), "{dit}");
}

/// A year on which nothing is missing, in the middle of it: only the day has not come.
#[test]
fn a_trial_in_the_middle_of_the_year_only_waits_for_its_end() {
    let dossier = mini_annee();
    let essai = |jour| dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", jour]);
    let en_cours = essai("2024-06-30");
    assert_eq!(en_cours.code, 0, "{}", en_cours.erreurs);
    let dit = sans_espaces_fines(&en_cours.sortie);
    assert_eq!(dit, "rien ne manque : l’exercice 2023-2024 pourra être clôturé à partir du 01/09/2024 (X001)\n");
    let le_jour_venu = essai("2024-09-01");
    assert_eq!(sans_espaces_fines(&le_jour_venu.sortie), "rien ne manque : l’exercice 2023-2024 peut être clôturé\n");
    // The closing itself is refused until then.
    assert_eq!(codes_montres(&cloturer(&dossier, "2023-2024", "2024-06-30").erreurs), ["X001"]);
}

/// What the disk would refuse, a trial says, in the words of the closing; and nothing is written.
#[cfg(unix)]
#[test]
fn a_trial_says_what_the_disk_would_refuse() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let refus = |preparer: &dyn Fn(&Dossier), mots: &[&str]| {
        let dossier = mini_annee();
        preparer(&dossier);
        let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-05"]);
        let cloture = cloturer(&dossier, "2023-2024", "2024-09-05");
        let dit = d_un_trait(&(essai.sortie + &essai.erreurs));
        assert_eq!((essai.code, cloture.code), (1, 1), "{dit}");
        assert_eq!(d_un_trait(&cloture.erreurs), dit);
        assert!(mots.iter().all(|mot| dit.contains(mot)), "{mots:?}: {dit}");
        assert!(!dossier.chemin().join("2023-2024/cloture.toml").exists());
    };
    let octet = |dossier: &Dossier| {
        let nom = dossier.chemin().join("2023-2024/pieces").join(OsStr::from_bytes(b"re\xe7u.pdf"));
        std::fs::write(nom, "un reçu").expect("a file");
    };
    refus(&octet, &["L006", r"2023-2024/pieces/re\xe7u.pdf", "UTF-8", "renommez"]);
    refus(&|dossier| dossier.ecrire("2024-2025", "rien"), &["2024-2025` n’est pas un dossier", "renommez"]);
    let lien = |dossier: &Dossier| {
        std::fs::create_dir(dossier.chemin().join("2024-2025")).expect("a folder");
        let lien = dossier.chemin().join("2023-2024/reouvertures-a-part.txt");
        std::fs::write(lien, "une note").expect("a file");
        std::os::unix::fs::symlink("absent.toml", dossier.chemin().join("2024-2025/adhesion.toml")).expect("a link");
    };
    refus(&lien, &["adhesion.toml", "lien"]);
}

/// The days that a chain records follow each other.
#[test]
fn the_days_of_a_chain_follow_each_other() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-01"));
    let rouvrir = |jour| dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "Un oubli", "--date", jour]);
    let avant_la_cloture = rouvrir("2024-09-30");
    reussir(&avant_la_cloture);
    assert!(avant_la_cloture.erreurs.contains("sa clôture est du 01/10/2024"), "{}", avant_la_cloture.erreurs);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-01"));
    reussir(&rouvrir("2024-10-05"));
    let avant_sa_reouverture = cloturer(&dossier, "2023-2024", "2024-10-04");
    reussir(&avant_sa_reouverture);
    // Not a word only: it is a finding, that the report, the check and the attestation keep.
    for dit in [&avant_sa_reouverture.erreurs, &avant_sa_reouverture.sortie] {
        let dit = dit.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(dit.contains("X006") && dit.contains("réouverture du 05/10/2024"), "{dit}");
    }
    let attestee = attester(&dossier);
    reussir(&attestee);
    assert!(
        d_un_trait(&attestee.sortie).contains("clôturé le 04/10/2024, avant sa réouverture du 05/10/2024 (X006)"),
        "{}",
        attestee.sortie
    );
    let sans_rien_a_dire = rouvrir("2024-10-05");
    reussir(&sans_rien_a_dire);
    assert!(!sans_rien_a_dire.erreurs.contains("pourtant"), "{}", sans_rien_a_dire.erreurs);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-05"));
    // The next year, closed before this one was.
    dossier.ecrire("2024-2025/exercice.toml", dossier.lire("2024-2025/exercice.toml").replace("2025-08-31", "2024-09-15"));
    let renomme = dossier.chemin().join("2024-2024");
    std::fs::rename(dossier.chemin().join("2024-2025"), renomme).expect("a folder");
    dossier.ecrire("2024-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-09-15\nsolde = 2018.85\n");
    let avant_la_precedente = cloturer(&dossier, "2024-2024", "2024-09-16");
    assert_eq!(codes_montres(&avant_la_precedente.erreurs), ["X001"], "{}", avant_la_precedente.erreurs);
    assert!(avant_la_precedente.erreurs.contains("05/10/2024"), "{}", avant_la_precedente.erreurs);
    reussir(&cloturer(&dossier, "2024-2024", "2024-10-05"));
}

/// Another machine's clock may be right: a day to come is told, and written; then it is a finding until that day has come.
#[test]
fn a_day_to_come_is_told() {
    let dossier = mini_annee();
    let execution = cloturer(&dossier, "2023-2024", "2999-01-01");
    reussir(&execution);
    assert!(execution.erreurs.contains("01/01/2999 est un jour à venir"), "{}", execution.erreurs);
    let essai = mini_annee().retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2999-01-01"]);
    assert!(!essai.erreurs.contains("à venir"), "{}", essai.erreurs);
    let commande = |arguments: &[&str], jour| {
        let execution = dossier.retkoop(&[arguments, &["--date", jour]].concat());
        d_un_trait(&format!("{}{}", execution.sortie, execution.erreurs))
    };
    let phrase = "dit avoir été clôturé le 01/01/2999, un jour à venir : nous sommes le 15/10/2025";
    for arguments in [&["verifier"][..], &["attester"], &["attester", "--format", "json"]] {
        let (avant, ce_jour) = (commande(arguments, "2025-10-15"), commande(arguments, "2999-01-01"));
        assert!(avant.contains(phrase) && avant.contains("X006"), "{avant}");
        assert!(!ce_jour.contains("à venir") && !ce_jour.contains("X006"), "{ce_jour}");
    }
    let page = commande(&["etat", "--exercice", "2023-2024"], "2025-10-15");
    assert!(page.contains("retkoop rouvrir --exercice 2023-2024"), "{page}");
    // The next year cannot be closed before it: the wrong day is named where it stands, and how to mend it, not how to copy it.
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 2018.85\n");
    let refus = d_un_trait(&cloturer(&dossier, "2024-2025", "2025-10-15").erreurs);
    let sceau = dossier.lire("2023-2024/cloture.toml");
    let ligne = sceau.lines().position(|ligne| ligne.starts_with("date = 2999-01-01")).expect("the day") + 1;
    for mot in ["X001", "retkoop rouvrir --exercice 2023-2024 --motif", &format!("2023-2024/cloture.toml:{ligne} : le jour")] {
        assert!(refus.contains(mot), "{mot}: {refus}");
    }
    assert!(!refus.contains("sans `--date`"), "{refus}");
}

/// What a closed year says is no advice that would break its seal; where closed years follow it, they are opened before it.
#[test]
fn no_advice_breaks_a_seal() {
    let dossier = mini_annee();
    // Ticked on a day without a statement (T008), whose advice is a file to add.
    dossier.remplacer("2023-2024/cahier/annee.toml", "pointage = 2024-08-31", "pointage = 2023-10-31");
    let verifier = |suite: &[&str]| {
        let mut arguments = vec!["verifier", "--date", "2025-10-15"];
        arguments.extend(suite);
        dossier.retkoop(&arguments).sortie
    };
    assert!(verifier(&[]).contains("releves/2023-10-31.toml"), "{}", verifier(&[]));
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let dit = d_un_trait(&verifier(&["--exercice", "2023-2024"]));
    assert!(dit.contains("T008") && dit.contains("l’exercice 2023-2024 est clôturé : il n’y a rien à y changer"), "{dit}");
    assert!(!dit.contains("releves/2023-10-31.toml"), "{dit}");
    // Two closed years, and the first one changed.
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 2018.85\n");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-05"));
    dossier.ecrire("2023-2024/cahier/annee.toml", dossier.lire("2023-2024/cahier/annee.toml") + "# Après coup.\n");
    let dit = d_un_trait(&verifier(&["--exercice", "2023-2024"]));
    assert!(dit.contains("`retkoop rouvrir --exercice 2024-2025 --motif \"…\"`, puis 2023-2024"), "{dit}");
    // Nothing is written there, whatever its membership lacks.
    let ecriture = dossier.retkoop(&["adhesion", "--ecriture", "--exercice", "2024-2025"]);
    assert!(ecriture.code != 0 && !ecriture.erreurs.contains("écrivez-la dans"), "{}", ecriture.erreurs);
}

/// An old `.gitignore` keeps from git what the seal holds: whoever clones the folder would have a broken seal.
#[test]
fn a_sealed_file_that_git_ignores_is_told() {
    for (ignore, dit) in [("documents/\n", true), ("/documents/\n", false)] {
        let dossier = mini_annee();
        dossier.ecrire(".gitignore", ignore);
        dossier.ecrire("2023-2024/pieces/documents/convention.pdf", "la convention");
        let cloture = cloturer(&dossier, "2023-2024", "2024-09-05");
        reussir(&cloture);
        assert_eq!(
            cloture.erreurs.contains("git ignore `2023-2024/pieces/documents/convention.pdf`"),
            dit,
            "{}",
            cloture.erreurs
        );
    }
}

/// « Each check » of the closing report: a rule that no closing asks says why.
#[test]
fn the_closing_report_names_every_rule() {
    let dossier = mini_annee();
    let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&execution);
    let dit = d_un_trait(&execution.sortie);
    let (_, controles) = dit.split_once("Contrôles ;").expect("the checks");
    for regle in retkoop::controle::REGLES {
        assert!(controles.contains(regle.code.0), "{}: {controles}", regle.code.0);
    }
    for raison in
        ["A004 (sans objet : la cotisation", "retour, sans objet (après la clôture) : Q001, Q002", "non les comptes) : N001"]
    {
        assert!(controles.contains(raison), "{raison}: {controles}");
    }
}

#[test]
fn an_unknown_year_is_told_with_those_that_there_are() {
    let dossier = mini_annee();
    for arguments in [&["attester"][..], &["cloturer", "--essai"], &["cloturer"], &["bilan"]] {
        let execution = dossier.retkoop(&[arguments, &["--exercice", "1990-1991"]].concat());
        assert_eq!(execution.code, 2, "{arguments:?}");
        let dit = d_un_trait(&execution.erreurs);
        assert!(dit.contains("`1990-1991`") && dit.contains("les exercices connus : 2023-2024"), "{arguments:?}: {dit}");
    }
}
