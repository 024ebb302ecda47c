//! The home page and the state of the return.

use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::{Date, EtatDuRetour};
use retkoop::etat::crf::Crf;
use retkoop::parse::charger;
use retkoop::source::disque;
use unicode_width::UnicodeWidthStr;

use super::commun::{Dossier, commande, exemple, octets, retkoop};
use super::schemas::conforme;

fn dossier() -> Dossier {
    Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"Coopérative du Bois Joli\"\nnumero = \"046-0411\"\n[tresorerie.banque]\ncompte = \"512\"\n",
        ),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 120.50\n"),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n"),
    ])
}

fn commission(reunion: &str) -> String {
    format!(
        "date = {reunion}\n[[verificateur]]\nnom = \"Sabine Orlaveau\"\nqualite = \"parent\"\n[[verificateur]]\nnom = \"Thibaut Cazelmont\"\n\
         qualite = \"enseignant\"\n[quitus]\ndonne = true\n"
    )
}

fn etat(dossier: &Dossier, jour: &str) -> String {
    let execution = dossier.retkoop(&["etat", "--date", jour]);
    assert_eq!((execution.code, execution.erreurs.as_str()), (0, ""));
    let alone = dossier.retkoop(&["--date", jour]);
    assert_eq!(alone.sortie, execution.sortie, "`retkoop` alone is the home page");
    execution.sortie.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_home_page_shows_what_can_be_read_and_tells_the_errors() {
    let dossier = dossier();
    dossier.ecrire("2023-2024/cahier/x.toml", "[[ecriture]]\npiece = \"09\"\ndate = 2024-05-02\nlibelle = \"Fleurs\"\n");
    for commande in [&["etat"][..], &["etat", "--format", "json"], &[]] {
        let execution = dossier.retkoop(&[commande, &["--date", "2024-06-30"]].concat());
        assert_eq!((execution.code, execution.erreurs.lines().count()), (1, 2), "{}", execution.erreurs);
        assert!(execution.erreurs.starts_with("2023-2024/cahier/x.toml:1:1: erreur[E003] "), "{}", execution.erreurs);
        assert!(execution.sortie.contains("120,50") || execution.sortie.contains("120.50"), "{}", execution.sortie);
    }
}

#[test]
fn the_home_page_says_what_is_due_and_what_to_do() {
    let dossier = dossier();
    let page = etat(&dossier, "2024-09-10");
    for mot in [
        "30/09/2024  clôture 2023-2024",
        "dans 20 jours",
        "120,50 €",
        "clôturer 2023-2024 : aucune règle ne s’y oppose",
        "retkoop ouvrir",
    ] {
        assert!(page.contains(mot), "{mot}: {page}");
    }
    assert!(etat(&dossier, "2024-10-10").contains("en retard de 10 jours"));
    assert_eq!(dossier.retkoop(&["cloturer", "--date", "2024-09-12"]).code, 0);
    let page = etat(&dossier, "2024-09-20");
    for mot in [
        "faite le 12/09/2024",
        "faire signer le quitus de 2023-2024",
        "adhésion 2024-2025",
        "dans 10 jours",
        "renouveler l’adhésion",
    ] {
        assert!(page.contains(mot), "{mot}: {page}");
    }
    // The commission met the day before the closing: these are not the accounts that it saw.
    for (reunion, dit) in
        [("2024-09-11", "avant la clôture : à demander de nouveau"), ("2024-09-12", "quitus 2023-2024 donné, papier signé à")]
    {
        dossier.ecrire("2023-2024/controle.toml", commission(reunion));
        let page = etat(&dossier, "2024-09-20").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(dit) && (page.contains("faire signer le quitus") == dit.contains("nouveau")), "{page}");
    }
    dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
    let page = etat(&dossier, "2024-09-20").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("✓ 30/09/2024 quitus 2023-2024 donné") && !page.contains("le quitus"), "{page}");
    dossier.ecrire("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.51\n");
    let rompu = dossier.retkoop(&["etat", "--date", "2024-09-20"]);
    assert_eq!(rompu.code, 1, "X002 is an error");
    assert!(rompu.sortie.contains("retkoop attester") && rompu.erreurs.contains("X002"), "{}{}", rompu.sortie, rompu.erreurs);
}

#[test]
fn it_stays_in_eighty_columns_and_without_colour_says_as_much() {
    let chemin = exemple("ecole-jules-ferry");
    let chemin = chemin.to_str().expect("UTF-8");
    for jour in ["2023-09-10", "2024-12-12", "2025-09-12", "2026-02-01"] {
        let page = retkoop(&["-C", chemin, "--date", jour]).sortie;
        for ligne in page.lines() {
            assert!(ligne.width() <= 80, "{ligne}");
        }
        let colore = retkoop(&["-C", chemin, "--date", jour, "--couleur", "toujours"]).sortie;
        let mut nu = String::new();
        for (rang, morceau) in colore.split('\u{1b}').enumerate() {
            nu.push_str(if rang == 0 { morceau } else { morceau.split_once('m').expect("an end of sequence").1 });
        }
        assert_eq!(nu, page);
    }
}

#[test]
fn the_return_goes_through_its_states_and_late_entries_are_seen() {
    let dossier = dossier();
    assert_eq!(dossier.retkoop(&["cloturer", "--date", "2024-09-12"]).code, 0);
    let retour = |arguments: &[&str]| {
        let mut tous = vec!["retour", "--exercice", "2023-2024"];
        tous.extend(arguments);
        dossier.retkoop(&tous)
    };
    assert_eq!(retour(&["envoye"]).code, 2);
    for (etat, note) in [("saisi", "par courriel"), ("a-completer", "le relevé manque"), ("valide", ""), ("accepte", "")] {
        let execution = retour(&[etat, "--note", note, "--date", "2024-09-25"]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    }
    let dit = retour(&[]).sortie;
    assert!(dit.contains("à compléter") && dit.contains("le relevé manque") && dit.trim_end().ends_with("accepté"), "{dit}");
    // The return is written after the closing: the seal holds.
    assert_eq!(dossier.retkoop(&["attester"]).code, 0);
    let page = |d: &Dossier| d.retkoop(&["etat", "--exercice", "2023-2024", "--date", "2024-10-01"]).sortie;
    assert!(!page(&dossier).contains("ont changé"), "{}", page(&dossier));
    assert_eq!(dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "oubli"]).code, 0);
    assert!(!page(&dossier).contains("ont changé"), "opened again, they are the same: {}", page(&dossier));
    dossier.ecrire("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.51\n");
    assert!(page(&dossier).contains("les comptes ont changé"), "{}", page(&dossier));
    // The page of the year that goes on says it too, and so does the return itself.
    for page in [etat(&dossier, "2024-10-02"), retour(&[]).sortie.replace('\u{a0}', " ")] {
        assert!(page.contains("les comptes ont changé"), "{page}");
    }
    dossier.ecrire("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n\n");
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-10-02"]).code, 0);
    let page = etat(&dossier, "2024-10-02");
    assert!(page.contains("renvoyer le retour de 2023-2024"), "{page}");
    // The return that is printed then says that it takes the place of the other.
    let depasse = || {
        let lu = charger(disque::lire(dossier.chemin()).expect("a folder"), None);
        let controle = Controle::new(&lu, Date::from_ymd_opt(2024, 10, 2).expect("a day"));
        let crf = Crf::etablir(&DossierControle::prouver(&controle, "2023-2024").expect("sound accounts"));
        crf.retour_depasse.map(|(etat, jour)| (etat, jour.to_string()))
    };
    assert_eq!(depasse(), Some((EtatDuRetour::Accepte, "2024-09-25".to_owned())));
    assert_eq!(retour(&["saisi", "--date", "2024-10-02"]).code, 0);
    assert_eq!(depasse(), None);
    assert!(!etat(&dossier, "2024-10-02").contains("ont changé"));
}

/// What is owed has one line each, with its own state, from the end of the year until the department accepts.
#[test]
fn each_thing_owed_has_its_own_line() {
    let dossier = dossier();
    let lignes = |jour: &str| {
        let page = etat(&dossier, jour);
        let debut = |nom: &str| -> String {
            let mut trouvees = page
                .lines()
                .filter(|l| l.contains(&format!("/2024 {nom} 2023-2024")) || l.contains(&format!("  {nom} 2023-2024")));
            let ligne =
                trouvees.next().unwrap_or_else(|| panic!("{nom}: {page}")).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(trouvees.next().is_none(), "{nom} twice: {page}");
            ligne
        };
        ["clôture", "CRA", "CRF", "quitus"].map(debut)
    };
    let retour = |etat: &str, jour: &str| dossier.retkoop(&["retour", etat, "--exercice", "2023-2024", "--date", jour]);
    let attendre = |jour: &str, attendues: [&str; 4]| {
        for (ligne, attendue) in lignes(jour).iter().zip(attendues) {
            assert!(ligne.starts_with(attendue), "{jour}: {ligne}");
        }
    };
    attendre(
        "2024-09-10",
        [
            "• 30/09/2024 clôture 2023-2024 à faire · dans 20 jours",
            "• 30/09/2024 CRA 2023-2024 à écrire : activites.toml · dans 20 jours",
            "30/09/2024 CRF 2023-2024 après la clôture",
            "• 30/09/2024 quitus 2023-2024 à demander aux vérificateurs · dans 20 jours",
        ],
    );
    assert_eq!(dossier.retkoop(&["cloturer", "--date", "2024-09-12"]).code, 0);
    // By post, with nothing here: noted, told, and still asked for.
    let saisi = retour("saisi", "2024-09-20");
    assert_eq!(saisi.code, 0);
    let dit = saisi.erreurs.replace('\u{a0}', " ");
    for mot in ["Quitus signé", "Compte rendu d’activités", "retour/", "retkoop imprimer dossier"] {
        assert!(dit.contains(mot), "{mot}: {dit}");
    }
    attendre(
        "2024-10-10",
        [
            "✓ 30/09/2024 clôture 2023-2024 faite le 12/09/2024",
            "! 30/09/2024 CRA 2023-2024 à écrire : activites.toml · en retard de",
            "30/09/2024 CRF 2023-2024 envoyé le 20/09/2024",
            "! 30/09/2024 quitus 2023-2024 à demander aux vérificateurs · en",
        ],
    );
    let page = etat(&dossier, "2024-10-10");
    assert!(
        page.contains("écrire le compte rendu d’activités de 2023-2024") && page.contains("faire signer le quitus"),
        "{page}"
    );
    // Accepted, nothing of it is late.
    assert_eq!(retour("accepte", "2024-10-11").code, 0);
    attendre(
        "2024-10-12",
        [
            "✓ 30/09/2024 clôture 2023-2024 faite le 12/09/2024",
            "✓ 30/09/2024 CRA 2023-2024 accepté le 11/10/2024",
            "✓ 30/09/2024 CRF 2023-2024 accepté le 11/10/2024",
            "✓ 30/09/2024 quitus 2023-2024 pas noté ici, le retour est accepté",
        ],
    );
    let page = etat(&dossier, "2024-10-12");
    assert!(!page.contains("quitus de 2023-2024") && !page.contains("activités de 2023-2024"), "{page}");
}

#[test]
fn a_step_is_not_added_to_a_file_that_cannot_be_read() {
    let dossier = dossier();
    assert_eq!(dossier.retkoop(&["cloturer", "--date", "2024-09-12"]).code, 0);
    let abime = "[[etape]\netat = \"saisi\"\n";
    dossier.ecrire("2023-2024/retour/etat.toml", abime);
    let execution = dossier.retkoop(&["retour", "saisi", "--exercice", "2023-2024", "--date", "2024-09-15"]);
    assert_eq!((execution.code, execution.sortie.as_str()), (2, ""));
    assert!(execution.erreurs.contains("2023-2024/retour/etat.toml` ne se lit pas (ligne 1)"), "{}", execution.erreurs);
    assert_eq!(dossier.lire("2023-2024/retour/etat.toml"), abime);
}

#[test]
fn a_return_takes_no_step_that_cannot_be() {
    let dossier = dossier();
    let retour = |etat: &str, jour: &str| {
        let execution = dossier.retkoop(&["retour", "--exercice", "2023-2024", etat, "--date", jour]);
        (execution.code, execution.erreurs)
    };
    assert_eq!(retour("saisi", "2024-08-31").0, 1, "the year is not over");
    for etat in ["a-completer", "valide", "accepte"] {
        let (code, erreurs) = retour(etat, "2024-09-20");
        assert_eq!(code, 1, "{etat}: nothing was sent");
        assert!(erreurs.contains("en construction"), "{erreurs}");
    }
    let (code, erreurs) = retour("saisi", "2024-09-20");
    assert!(code == 1 && erreurs.contains("retkoop cloturer --exercice 2023-2024"), "accounts may still change: {erreurs}");
    assert!(!dossier.chemin().join("2023-2024/retour").exists());
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-12"]).code, 0);
    assert_eq!(retour("saisi", "2024-09-20").0, 0);
    let (code, erreurs) = retour("valide", "2024-09-10");
    assert!(code == 1 && erreurs.contains("20/09/2024"), "{erreurs}");
    assert_eq!(retour("a-completer", "2024-09-21").0, 0);
    assert_eq!(retour("accepte", "2024-09-22").0, 1, "what is asked for was not sent");
    assert_eq!(retour("valide", "2024-09-22").0, 0);
    assert_eq!(retour("accepte", "2024-09-23").0, 0);
    // Opened again because the department asks for it: it says so on an open exercice, and what is completed is closed first.
    assert_eq!(dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "reçu oublié"]).code, 0);
    assert_eq!(retour("a-completer", "2024-09-24").0, 0);
    assert_eq!(retour("valide", "2024-09-25").0, 1);
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-25"]).code, 0);
    assert_eq!(retour("valide", "2024-09-25").0, 0);
}

/// `a` is closed and sent, `b` has an entry that does not balance, `c/d` is closed and its next year goes on, `e` has no
/// exercice, which is an error of its own.
#[test]
fn a_department_has_its_page_too() {
    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\nnumero = \"046\"\n")]);
    let poser = |nom: &str, numero: &str| {
        for (chemin, contenu) in octets(dossier().chemin()) {
            let texte = String::from_utf8(contenu).expect("UTF-8").replace("046-0411", numero);
            departement.ecrire(&format!("{nom}/{chemin}"), texte);
        }
    };
    [("a", "046-0009"), ("b", "046-0002"), ("c/d", "046-0001")].into_iter().for_each(|(nom, numero)| poser(nom, numero));
    departement.ecrire(
        "e/retkoop.toml",
        "[cooperative]\nnom = \"Coopérative des Sources\"\nnumero = \"046-0003\"\n[tresorerie.banque]\ncompte = \"512\"\n",
    );
    let bancale = "[[ecriture]]\npiece = \"01\"\ndate = 2023-10-01\nlibelle = \"Craies\"\nsortie.banque = 1.00\n";
    departement.ecrire("b/2023-2024/cahier/a.toml", bancale);
    let dans = |nom: &str, arguments: &[&str]| {
        let chemin = departement.chemin().join(nom);
        let execution = retkoop(&[&["-C", chemin.to_str().expect("UTF-8")], arguments].concat());
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    };
    for nom in ["a", "c/d"] {
        dans(nom, &["cloturer", "--exercice", "2023-2024", "--date", "2024-09-12"]);
    }
    dans("a", &["retour", "saisi", "--exercice", "2023-2024", "--date", "2024-09-15"]);
    let page = |arguments: &[&str]| {
        let execution = departement.retkoop(arguments);
        assert_eq!(execution.code, 1, "two cooperatives have an error: {}", execution.erreurs);
        execution.sortie.replace(['\u{a0}', '\u{202f}'], " ")
    };
    let texte = page(&["--date", "2024-09-20"]);
    assert_eq!(texte, page(&["etat", "--date", "2024-09-20"]), "`retkoop` alone is the home page");
    let lignes: Vec<String> = texte.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    // Closed on time, nothing is late on the 20th: the quitus is awaited, and the return where it is not sent.
    let attendues = [
        "! 046-0003 Coopérative des Sources aucun 1",
        "• 046-0001 Coopérative du Bois Joli 2023-2024 faite attendu attendu",
        "! 046-0002 Coopérative du Bois Joli 2023-2024 1 à faire attendu attendu",
        "• 046-0009 Coopérative du Bois Joli 2023-2024 faite attendu saisi",
        "4 coopératives 2 2 sur 3 0 sur 3 1 sur 3",
        "1. corriger 2 erreurs dans 2 coopératives",
        "2. lever ce qui empêche de clôturer 1 coopérative (b)",
        "3. obtenir le compte rendu d’activités de 2 coopératives (c/d, a)",
        "retkoop -C DOSSIER",
        "4. obtenir le quitus de 2 coopératives (c/d, a)",
        "5. obtenir le retour de 1 coopérative (c/d)",
        "retkoop -C c/d",
        "6. répondre au retour de 1 coopérative (a)",
        "retkoop -C a retour accepte",
    ];
    let rangs =
        attendues.map(|attendue| lignes.iter().position(|l| l == attendue).unwrap_or_else(|| panic!("{attendue}: {texte}")));
    assert!(rangs.is_sorted(), "{texte}");
    // Without what refuses it, it is to be closed.
    departement.ecrire("b/2023-2024/cahier/a.toml", "");
    assert!(page(&["--date", "2024-09-20"]).contains("2. clôturer 1 coopérative"));
    departement.ecrire("b/2023-2024/cahier/a.toml", bancale);
    // After the 30th it is late.
    assert!(page(&["--date", "2024-10-02"]).contains("! 046-0001"));
    let json = |arguments: &[&str]| -> serde_json::Value {
        let sortie = page(&[&["etat", "--format", "json"], arguments].concat());
        conforme("etat-departement.schema.json", &sortie);
        serde_json::from_str(&sortie).expect("JSON")
    };
    let totaux = json(&["--date", "2024-09-20"])["totaux"].clone();
    let voulus = serde_json::json!({
        "cooperatives": 4, "avec_erreurs": 2, "erreurs": 2, "terminees": 3, "cloturees": 2, "quitus_donnes": 0,
        "retours_envoyes": 1, "retours_acceptes": 0
    });
    assert_eq!(totaux, voulus);
    // Accepted, the year that goes on takes its place; the one that is named shows it again.
    dans("a", &["retour", "accepte", "--exercice", "2023-2024", "--date", "2024-09-25"]);
    let exercice = |json: serde_json::Value| {
        let a = json["cooperatives"].as_array().expect("a list").iter().find(|c| c["dossier"] == "a").cloned().expect("a");
        (a["exercice"].clone(), a["fin_d_annee"]["retour"]["etat"].clone())
    };
    assert_eq!(exercice(json(&["--date", "2024-09-26"])), ("2024-2025".into(), serde_json::Value::Null));
    let nommee = json(&["--date", "2024-09-26", "--exercice", "2023-2024"]);
    assert_eq!(nommee["cooperatives"].as_array().map(Vec::len), Some(3), "one has no such exercice");
    assert_eq!(exercice(nommee), ("2023-2024".into(), "accepte".into()));
    let dit = departement.retkoop(&["--exercice", "2023-2024"]).erreurs.replace('\u{a0}', " ");
    assert_eq!(dit, "sans exercice 2023-2024 : 1 coopérative (e)\n");
    assert_eq!(departement.retkoop(&["--exercice", "2030-2031"]).code, 2);
    // What is wrong with its own settings is told too.
    departement.ecrire("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\ncouleur = 1\n");
    assert!(page(&["--date", "2024-09-20"]).contains("Réglages du département : 1 erreur"));
}

#[test]
fn the_page_of_a_department_stays_in_eighty_columns_and_keeps_the_end_of_names() {
    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\n")]);
    for (dossier, nom) in [("a", "Coopérative scolaire de l’école élémentaire publique du Moulin Rouge"), ("b", "Coopérative")]
    {
        let retkoop_toml =
            format!("[cooperative]\nnom = \"{nom}\"\nnumero = \"046-0410\"\n[tresorerie.banque]\ncompte = \"512\"\n");
        departement.ecrire(&format!("{dossier}/retkoop.toml"), retkoop_toml);
        departement.ecrire(&format!("{dossier}/2023-2024/exercice.toml"), "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n");
    }
    let lancer = |colonnes: &str| {
        let chemin = departement.chemin().to_str().expect("UTF-8").to_owned();
        let sortie = commande(&["-C", &chemin, "--date", "2024-09-20"]).env("COLUMNS", colonnes).output().expect("a run");
        String::from_utf8(sortie.stdout).expect("UTF-8")
    };
    let page = lancer("80");
    assert!(page.contains("… élémentaire publique du Moulin Rouge") || page.contains("… publique du Moulin Rouge"), "{page}");
    assert!(page.lines().all(|ligne| ligne.width() <= 80), "{page}");
    assert!(lancer("120").contains("Coopérative scolaire de l’école élémentaire publique du Moulin Rouge"));
}

/// The year is over and the next one is not opened: its adhésion is due all the same.
#[test]
fn the_adhesion_of_a_year_not_opened_is_due() {
    let dossier = dossier();
    for (jour, mots) in [("2024-09-01", "dans 29 jours"), ("2024-10-01", "depuis hier")] {
        let page = etat(&dossier, jour);
        let ligne = page.lines().find(|l| l.contains("adhésion 2024-2025"));
        assert!(ligne.is_some_and(|l| l.contains("30/09/2024")) && page.contains(mots), "{page}");
    }
    assert!(!etat(&dossier, "2024-08-31").contains("adhésion 2024-2025"));
    assert_eq!(dossier.retkoop(&["ouvrir", "--date", "2024-09-02"]).code, 0);
    assert_eq!(etat(&dossier, "2024-09-03").matches("adhésion 2024-2025").count(), 1);
}

/// A page of the past tells what was known that day.
#[test]
fn a_page_of_a_day_gone_by_does_not_know_what_came_after() {
    let chemin = exemple("ecole-jules-ferry");
    let page = retkoop(&["-C", chemin.to_str().expect("UTF-8"), "--date", "2024-10-20"]).sortie;
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    // 140,00, 120,00 and 150,00 were advanced on 7 and 8 October; the ledger of the CP had spent 23,40 of its own.
    for mots in ["140,00 €", "96,60 €", "150,00 €", "dernier relevé du 30/09/2024"] {
        assert!(page.contains(mots), "{mots}: {page}");
    }
    assert!(!page.contains("/2025"), "{page}");
    // Its subsidies came in January and February.
    assert!(!page.contains("Subventions"), "{page}");
}

/// An error of another year unticks the page's check, and what was to be sent again still is while `controle.toml` is wrong.
#[test]
fn an_error_of_another_year_hides_nothing() {
    let dossier = dossier();
    let faire = |arguments: &[&str]| {
        let execution = dossier.retkoop(&[arguments, &["--exercice", "2023-2024"]].concat());
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    };
    faire(&["cloturer", "--date", "2024-09-12"]);
    faire(&["retour", "saisi", "--date", "2024-09-15"]);
    faire(&["rouvrir", "--motif", "à revoir", "--date", "2024-09-16"]);
    faire(&["cloturer", "--date", "2024-09-17"]);
    dossier.ecrire("2023-2024/controle.toml", "couleur = 1\n");
    let execution = dossier.retkoop(&["etat", "--date", "2024-09-20"]);
    assert_eq!(execution.code, 1);
    let page = execution.sortie.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for mots in ["! Vérification rien en 2024-2025 1 erreur en 2023-2024", "Retour 2024-2025 en construction"] {
        assert!(page.contains(mots), "{mots}: {page}");
    }
    let pas = ["1. corriger 2023-2024/controle.toml", "2. renvoyer le retour de 2023-2024"].map(|pas| page.find(pas));
    assert!(pas[0].is_some() && pas[0] < pas[1], "{page}");
}

#[test]
fn a_quitus_with_reserves_says_so() {
    let dossier = dossier();
    assert_eq!(dossier.retkoop(&["cloturer", "--date", "2024-09-12"]).code, 0);
    dossier.ecrire("2023-2024/retour/quitus-signe.pdf", "%PDF-1.4");
    for (reserves, attendue) in [
        ("", "✓ 30/09/2024 quitus 2023-2024 donné"),
        ("reserves = \"deux factures manquent\"\n", "quitus 2023-2024 donné avec des réserves"),
    ] {
        dossier.ecrire("2023-2024/controle.toml", commission("2024-09-14") + reserves);
        let page = etat(&dossier, "2024-09-20").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(attendue), "{attendue}: {page}");
        assert_eq!(page.contains("✓ 30/09/2024 quitus"), reserves.is_empty(), "{page}");
        let json = dossier.retkoop(&["--date", "2024-09-20", "etat", "--format", "json"]).sortie;
        assert_eq!(json.contains("\"reserves\": true"), !reserves.is_empty(), "{json}");
    }
}
