//! A chain of seals with something wrong in it: what is missing is named, and no year that did not change is accused.

use super::cloture::{annee_calme, attester, cloturer, constats, mini_annee, reussir};
use super::commun::Dossier;
use super::sceau::resceller;

/// Three closed years and the next one, open. In the first, cheque 4000009 of 60,00 is still on its way at the end; the second
/// was opened again, and answers a question (dues without insurance).
fn chaine() -> Dossier {
    let dossier = mini_annee();
    let cahier = dossier.lire("2023-2024/cahier/annee.toml");
    dossier.ecrire(
        "2023-2024/cahier/annee.toml",
        cahier + "[[ecriture]]\npiece = \"09\"\ndate = 2024-08-28\nlibelle = \"Librairie\"\ncheque = \"4000009\"\nsortie.banque = 60.00\nventilation.6181 = 60.00\n",
    );
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    // 2 018,85 − 60,00 = 1 958,85 in the ledger; the bank shows the cheque in September.
    dossier.remplacer("2024-2025/exercice.toml", "sortie.banque = 60.00", "sortie.banque = 60.00\npointage = 2024-09-30");
    dossier.ecrire("2024-2025/releves/09.toml", "tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = 1958.85\n");
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2024-10-10\nlibelle = \"OCCE\"\nsortie.banque = 10.00\nventilation.6586 = 10.00\npointage = 2025-08-31\n",
    );
    let retkoop = dossier.lire("retkoop.toml");
    dossier.ecrire("retkoop.toml", retkoop + "[[acquittement]]\nregle = \"A001\"\nmotif = \"La mairie assure\"\n");
    annee_calme(&dossier, "2024-2025", "1948.85");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-05"));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2024-2025", "--date", "2025-09-06", "--motif", "un oubli"]));
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-07"));
    annee_calme(&dossier, "2025-2026", "1948.85");
    reussir(&cloturer(&dossier, "2025-2026", "2026-09-05"));
    reussir(&attester(&dossier));
    assert_eq!(constats(&dossier).into_iter().filter(|c| c.niveau == "erreur").count(), 0);
    dossier
}

/// The lines that `attester` says of a year, and its exit status.
fn dit_de(dossier: &Dossier, exercice: &str) -> (i32, String) {
    let execution = attester(dossier);
    let lignes = execution.sortie.lines().skip_while(|l| !l.starts_with(exercice));
    let lignes: Vec<&str> =
        lignes.enumerate().take_while(|(rang, l)| *rang == 0 || l.starts_with("   ")).map(|(_, l)| l).collect();
    (execution.code, lignes.join("\n").replace('\u{a0}', " "))
}

fn erreurs(dossier: &Dossier) -> Vec<(String, String)> {
    let erreurs = constats(dossier).into_iter().filter(|c| c.niveau == "erreur");
    erreurs.map(|c| (c.code, c.message.replace('\u{a0}', " "))).collect()
}

/// Whoever makes a seal again gets its fingerprint right; all that it says is said by its files too.
#[test]
fn a_seal_made_again_is_held_against_all_that_its_files_say() {
    let dossier = chaine();
    let libelle = "libelle = \"Librairie\"\npiece = \"09\"\ncheque = \"4000009\"";
    let reouverture = "[[reouverture]]\ndate = 2025-09-06\nmotif = \"un oubli\"";
    let fautes = [
        ("2024-2025", "version = 2", "version = 3", "la forme 3"),
        ("2024-2025", "exercice = \"2024-2025\"", "exercice = \"2021-2022\"", "celui de l’exercice 2021-2022"),
        (
            "2024-2025",
            "debut = 2024-09-01",
            "debut = 2024-09-02",
            "donne 02/09/2024 pour le premier jour, les fichiers qu’il scelle donnent 01/09/2024",
        ),
        (
            "2024-2025",
            "fin = 2025-08-31",
            "fin = 2025-08-30",
            "donne 30/08/2025 pour le dernier jour, les fichiers qu’il scelle donnent 31/08/2025",
        ),
        ("2024-2025", "\ndate = 2025-09-07", "\ndate = 2025-08-31", "posé le 31/08/2025, et l’exercice finit le 31/08/2025"),
        ("2025-2026", "\ndate = 2026-09-05", "\ndate = 2026-08-02", "posé le 02/08/2026, et l’exercice finit le 31/08/2026"),
        (
            "2024-2025",
            reouverture,
            "[[reouverture]]\ndate = 2025-09-06\nmotif = \"rien\"",
            "dit une réouverture, « rien » du 06/09/2025",
        ),
        ("2023-2024", libelle, "libelle = \"Librairie\"\npiece = \"10\"\ncheque = \"4000009\"", "(pièce 10, chèque 4000009)"),
        ("2023-2024", libelle, "libelle = \"Librairie\"\npiece = \"09\"\ncheque = \"4000010\"", "(pièce 09, chèque 4000010)"),
        ("2024-2025", "motif = \"La mairie assure\"", "motif = \"parce que\"", "répondu à A001, pièce 01 « parce que »"),
        ("2024-2025", "6586 = 10.00", "6168 = 10.00", "donne 10,00"),
    ];
    for (exercice, vrai, faux, mot) in fautes {
        let sceau = dossier.lire(&format!("{exercice}/cloture.toml"));
        assert!(sceau.contains(vrai), "{vrai}: {sceau}");
        resceller(&dossier, exercice, &sceau.replacen(vrai, faux, 1));
        let (code, dit) = dit_de(&dossier, exercice);
        assert!(code == 1 && dit.contains("ROMPU") && dit.contains(mot), "{mot}: {dit}");
        // One finding for one seal, however much of it is wrong.
        let x002: Vec<_> = erreurs(&dossier).into_iter().filter(|(code, _)| code == "X002").collect();
        assert!(x002.len() == 1 && x002[0].1.contains(mot), "{mot}: {x002:?}");
        dossier.ecrire(&format!("{exercice}/cloture.toml"), sceau);
    }
    // A seal older than the one that it follows: the year before was closed again since, and this one only changed the name.
    let sceau = dossier.lire("2025-2026/cloture.toml");
    let empreinte = |texte: &str| texte.trim_end().rsplit('"').nth(1).expect("a fingerprint").to_owned();
    let avant = dossier.lire("2024-2025/cloture.toml");
    let apres = resceller(&dossier, "2024-2025", &avant.replacen("\ndate = 2025-09-07", "\ndate = 2026-09-06", 1));
    resceller(&dossier, "2025-2026", &sceau.replace(&empreinte(&avant), &apres));
    let (code, dit) = dit_de(&dossier, "2025-2026");
    assert!(code == 1 && dit.contains("avant celui de 2024-2025 qu’il suit, posé le 06/09/2026"), "{dit}");
}

/// A statement taken away, and the seal made again without it: the figures are right, and the year could not have been closed.
#[test]
fn a_year_that_could_not_have_been_closed_is_told() {
    let dossier = chaine();
    let sceau = dossier.lire("2025-2026/cloture.toml");
    let debut = sceau.find("[[fichier]]\nchemin = \"releves/fin.toml\"").expect("the statement");
    let fin = debut + sceau[debut..].find("\n\n").expect("the end of a table") + 2;
    resceller(&dossier, "2025-2026", &format!("{}{}", &sceau[..debut], &sceau[fin..]));
    std::fs::remove_file(dossier.chemin().join("2025-2026/releves/fin.toml")).expect("a file");
    let dit = dossier.retkoop(&["attester", "--date", "2026-10-01"]);
    assert_eq!(dit.code, 1);
    assert!(dit.sortie.contains("T007") && dit.sortie.contains("31/08/2026"), "{}", dit.sortie);
}

#[test]
fn a_year_that_is_missing_is_named_and_no_other_accused() {
    let dossier = chaine();
    let cache = dossier.chemin().join(".cache");
    std::fs::rename(dossier.chemin().join("2024-2025"), &cache).expect("a folder");
    let (code, dit) = dit_de(&dossier, "2025-2026");
    assert!(code == 1 && dit.contains("suit celui de 2024-2025, dont le dossier n’est plus là"), "{dit}");
    assert!(dit_de(&dossier, "2023-2024").1.contains("intact"));
    let dites = erreurs(&dossier);
    assert!(dites.len() == 1 && dites[0].0 == "X003" && dites[0].1.contains("2024-2025"), "{dites:?}");
    // Of a year that is open, its opening comes from the missing one.
    std::fs::remove_file(dossier.chemin().join("2025-2026/cloture.toml")).expect("a seal");
    std::fs::remove_dir_all(dossier.chemin().join("2026-2027")).expect("a folder");
    let dites = erreurs(&dossier);
    assert!(dites.len() == 1 && dites[0].0 == "T005" && dites[0].1.contains("il manque l’exercice 2024-2025"), "{dites:?}");
}

/// Nothing in the sums shows it: the opening that follows, or one that is the closing of the year before the missing one.
#[test]
fn a_year_that_is_missing_is_told_though_the_sums_agree() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    std::fs::remove_dir_all(dossier.chemin().join("2024-2025")).expect("a folder");
    let exercice = "[exercice]\ndebut = 2025-09-01\nfin = 2026-08-31\n";
    let dits = |ouverture: &str| {
        dossier.ecrire("2025-2026/exercice.toml", format!("{exercice}{ouverture}"));
        let constats = constats(&dossier).into_iter().filter(|c| c.niveau != "remarque");
        constats.map(|c| (c.code, c.message)).collect::<Vec<_>>()
    };
    for ouverture in ["", "[ouverture]\nbanque = 2018.85\n"] {
        let dits = dits(ouverture);
        assert!(dits.len() == 1 && dits[0].0 == "L010" && dits[0].1.contains("il manque l’exercice 2024-2025"), "{dits:?}");
    }
    let dits = dits("[ouverture]\nbanque = 2000.00\n");
    assert!(dits.len() == 1 && dits[0].0 == "T005" && dits[0].1.contains("il manque l’exercice 2024-2025"), "{dits:?}");
}

/// A folder under another name, two seals exchanged, a seal that names another year than the one before it.
#[test]
fn a_year_that_is_not_where_it_was_is_told_once() {
    let dossier = chaine();
    let chemin = |nom: &str| dossier.chemin().join(nom);
    let renommer = |de: &str, en: &str| std::fs::rename(chemin(de), chemin(en)).expect("a folder");
    renommer("2024-2025", "2034-2035");
    let (code, dit) = dit_de(&dossier, "2034-2035");
    assert!(code == 1 && dit.contains("ROMPU") && dit.contains("celui de l’exercice 2024-2025"), "{dit}");
    assert!(dit_de(&dossier, "2025-2026").1.contains("intact"));
    assert_eq!(erreurs(&dossier).into_iter().map(|(code, _)| code).collect::<Vec<_>>(), ["L009"]);
    renommer("2034-2035", "2024-2025");
    reussir(&attester(&dossier));

    renommer("2023-2024/cloture.toml", "sceau");
    renommer("2024-2025/cloture.toml", "2023-2024/cloture.toml");
    renommer("sceau", "2024-2025/cloture.toml");
    for (exercice, autre) in [("2023-2024", "2024-2025"), ("2024-2025", "2023-2024")] {
        let dit = dit_de(&dossier, exercice).1;
        assert!(dit.contains(&format!("le sceau du dossier {exercice} est celui de l’exercice {autre}")), "{dit}");
    }
    assert!(dit_de(&dossier, "2025-2026").1.contains("intact"));
    renommer("2023-2024/cloture.toml", "sceau");
    renommer("2024-2025/cloture.toml", "2023-2024/cloture.toml");
    renommer("sceau", "2024-2025/cloture.toml");

    let sceau = dossier.lire("2025-2026/cloture.toml");
    resceller(
        &dossier,
        "2025-2026",
        &sceau.replacen("precedent = { exercice = \"2024-2025\"", "precedent = { exercice = \"2023-2024\"", 1),
    );
    let (code, dit) = dit_de(&dossier, "2025-2026");
    assert!(code == 1 && dit.contains("suit celui de 2023-2024, qui n’est pas l’exercice d’avant"), "{dit}");
    assert!(!attester(&dossier).sortie.contains("refait"));
}

/// What cannot be read is not open. (A link out of the folder: permissions stop nobody where tests run as root.)
#[cfg(unix)]
#[test]
fn a_year_that_cannot_be_read_is_not_open() {
    let dossier = chaine();
    let ailleurs = tempfile::tempdir().expect("a folder");
    let annee = dossier.chemin().join("2024-2025");
    std::fs::rename(&annee, ailleurs.path().join("x")).expect("a folder");
    std::os::unix::fs::symlink(ailleurs.path().join("x"), &annee).expect("a link");
    let (code, dit) = dit_de(&dossier, "2024-2025");
    assert!(code == 1 && dit.contains("ILLISIBLE") && !dit.contains("ouvert"), "{dit}");
    assert!(dit_de(&dossier, "2025-2026").1.contains("intact"));
    assert_eq!(erreurs(&dossier).into_iter().map(|(code, _)| code).collect::<Vec<_>>(), ["L008"]);
    let json = dossier.retkoop(&["attester", "--format", "json"]).sortie;
    super::schemas::conforme("attester.schema.json", &json);
    assert!(json.contains("\"etat\": \"illisible\""), "{json}");
    // The year after it waits.
    std::fs::remove_file(dossier.chemin().join("2025-2026/cloture.toml")).expect("a seal");
    let refus = cloturer(&dossier, "2025-2026", "2026-09-05");
    assert!(refus.code == 1 && refus.erreurs.contains("X004") && refus.erreurs.contains("ne se lit pas"), "{}", refus.erreurs);
}

/// Years without their cooperative: nobody would check them, and an automatic check must not pass.
#[test]
fn years_whose_cooperative_is_gone_are_no_success() {
    let dossier = chaine();
    dossier.ecrire("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\n");
    std::fs::remove_file(dossier.chemin().join("retkoop.toml")).expect("a file");
    let execution = attester(&dossier);
    assert_eq!((execution.code, execution.sortie.as_str()), (2, ""));
    for mot in ["`retkoop.toml` n’est pas là", "2023-2024", "2025-2026", "sauvegarde"] {
        assert!(execution.erreurs.contains(mot), "{mot}: {}", execution.erreurs);
    }
    // Beside a cooperative that is whole, the others are still told.
    let entier = chaine();
    for (chemin, contenu) in super::commun::octets(entier.chemin()) {
        dossier.ecrire(&format!("entiere/{chemin}"), contenu);
    }
    let execution = attester(&dossier);
    assert_eq!(execution.code, 1);
    assert!(
        execution.erreurs.contains("`retkoop.toml` n’est pas là") && execution.sortie.contains("intact"),
        "{}",
        execution.erreurs
    );
}
