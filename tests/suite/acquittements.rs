//! Answers recorded in `retkoop.toml`, and levels changed in `departement.toml`: what they settle, and what is said of the
//! others.

use super::commun::{Dossier, constats, retkoop};

/// A sound year, but for two gaps in the numbers: 02 and 05 are missing (P003, a remark each).
fn annee_trouee() -> Dossier {
    let ecriture = |piece: &str, jour: &str| {
        format!(
            "[[ecriture]]\npiece = \"{piece}\"\ndate = {jour}\nlibelle = \"Vente {piece}\"\nentree.banque = 10.00\n\
             ventilation.7070 = 10.00\npointage = 2025-08-31\n"
        )
    };
    let cahier = ["01", "03", "04", "06"].map(|piece| ecriture(piece, &format!("2025-01-{piece}"))).concat();
    Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"E\"\nnumero = \"098-1\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("departement.toml", ""),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 100\n"),
        ("2024-2025/cahier/a.toml", &cahier),
        ("2024-2025/releves/a.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 140.00\n"),
        ("2025-2026/exercice.toml", "[exercice]\ndebut = 2025-09-01\nfin = 2026-08-31\n"),
    ])
}

/// Codes of the findings, and how many were acknowledged, with these answers and these levels.
fn avec(acquittements: &str, niveaux: &str) -> (Vec<String>, u64) {
    juger(&annee_trouee(), acquittements, niveaux, &[])
}

fn juger(dossier: &Dossier, acquittements: &str, niveaux: &str, options: &[&str]) -> (Vec<String>, u64) {
    dossier.ecrire("retkoop.toml", format!("{}{acquittements}", dossier.lire("retkoop.toml")));
    dossier.ecrire("departement.toml", format!("[niveaux]\n{niveaux}"));
    let json = dossier.retkoop(&[&["verifier", "--format", "json"], options].concat()).sortie;
    let document: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let acquittes = document["resume"]["acquittes"].as_u64().expect("always counted");
    (constats(&json).into_iter().map(|c| c.code).collect(), acquittes)
}

fn acquittement(lignes: &str) -> String {
    format!("[[acquittement]]\nmotif = \"Carnet abîmé\"\n{lignes}\n")
}

#[test]
fn an_answer_settles_what_it_is_limited_to() {
    assert_eq!(avec("", ""), (vec!["P003".into(), "P003".into()], 0));
    for regle in ["P003", "numerotation-trouee"] {
        assert_eq!(avec(&acquittement(&format!("regle = \"{regle}\"")), ""), (vec![], 2));
    }
    assert_eq!(avec(&acquittement("regle = \"P003\"\nexercice = \"2024-2025\""), ""), (vec![], 2));
    let une_piece = acquittement("regle = \"P003\"\nexercice = \"2024-2025\"\npiece = \"03\"");
    assert_eq!(avec(&une_piece, ""), (vec!["P003".into()], 1));
    // Good on its last day: the check is made on 2025-10-15.
    assert_eq!(avec(&acquittement("regle = \"P003\"\njusqu_au = 2025-10-15"), ""), (vec![], 2));
    // Two answers to the same finding are both needed.
    assert_eq!(avec(&format!("{}{une_piece}", acquittement("regle = \"P003\"")), ""), (vec![], 2));
}

#[test]
fn an_answer_that_nothing_needs_is_told() {
    let cas = [
        // No such finding, no such exercice, no such piece.
        ("regle = \"T004\"", 2),
        ("regle = \"P003\"\nexercice = \"2022-2023\"", 2),
        ("regle = \"P003\"\nexercice = \"2025-2026\"", 2),
        ("regle = \"P003\"\nexercice = \"2024-2025\"\npiece = \"04\"", 2),
        // Expired the day before.
        ("regle = \"P003\"\njusqu_au = 2025-10-14", 2),
        // No such rule; names are written exactly.
        ("regle = \"P0003\"", 2),
        ("regle = \"p003\"", 2),
    ];
    for (lignes, restants) in cas {
        let (mut codes, acquittes) = avec(&acquittement(lignes), "");
        codes.sort();
        let mut attendus = vec!["N001".to_owned()];
        attendus.extend(vec!["P003".to_owned(); restants]);
        assert_eq!((codes, acquittes), (attendus, 0), "{lignes}");
    }
    // Where the department ignores the rule, nothing is left to answer.
    assert_eq!(avec(&acquittement("regle = \"P003\""), "P003 = \"ignorer\""), (vec!["N001".into()], 0));
}

#[test]
fn an_answer_of_another_exercice_is_not_useless() {
    let dossier = annee_trouee();
    let reponse = acquittement("regle = \"P003\"\nexercice = \"2024-2025\"");
    assert_eq!(juger(&dossier, &reponse, "", &["--exercice", "2025-2026"]), (vec![], 0));
}

#[test]
fn what_may_not_be_answered_is_refused() {
    for lignes in [
        // ●, refuses the closing, speaks of answers; what is aimed at a piece of no year.
        "regle = \"E001\"",
        "regle = \"releve-discordant\"",
        "regle = \"N001\"",
        "regle = \"P003\"\npiece = \"03\"",
    ] {
        let (mut codes, acquittes) = avec(&acquittement(lignes), "");
        codes.sort();
        assert_eq!((codes, acquittes), (vec!["N001".into(), "P003".into(), "P003".into()], 0), "{lignes}");
    }
    // What is wrong in the answer itself is said once: neither that it settles nothing, nor what it was meant to settle.
    for (suite, code) in [("", "L003"), ("motif = \"  \"\n", "L003"), ("motif = 3\n", "L004")] {
        let (codes, acquittes) = avec(&format!("[[acquittement]]\nregle = \"P003\"\n{suite}"), "");
        assert_eq!((codes, acquittes), (vec![code.to_owned()], 2), "{suite}");
    }
    let (codes, _) = avec(&acquittement("regle = \"P003\"\nexercice = 2024\npiece = \"03\""), "");
    assert_eq!(codes.iter().filter(|c| *c != "P003").collect::<Vec<_>>(), ["L004"]);
    // A department that raises a rule to bloquant takes the answer away; one that lowers another gives it.
    let (codes, acquittes) = avec(&acquittement("regle = \"P003\""), "P003 = \"bloquant\"");
    assert_eq!((codes.contains(&"N001".to_owned()), acquittes), (true, 0));
    let dossier = annee_trouee();
    dossier.remplacer("2024-2025/releves/a.toml", "140.00", "141.00");
    let reponse = acquittement("regle = \"T003\"\nexercice = \"2024-2025\"");
    let (codes, acquittes) = juger(&dossier, &reponse, "T003 = \"avertissement\"\nP003 = \"ignorer\"", &[]);
    assert_eq!((codes, acquittes), (vec![], 1));
}

/// An error hides what the accounts would otherwise say: the answers that wait for it are not judged.
#[test]
fn an_error_makes_no_answer_useless() {
    let dossier = annee_trouee();
    dossier.remplacer("2024-2025/cahier/a.toml", "entree.banque = 10.00", "entree.banque = 10,00");
    let (codes, _) = juger(&dossier, &acquittement("regle = \"T004\""), "", &[]);
    assert!(codes.contains(&"L001".to_owned()) && !codes.contains(&"N001".to_owned()), "{codes:?}");
}

#[test]
fn a_department_lowers_what_may_be_lowered() {
    assert_eq!(avec("", "P003 = \"ignorer\"").0, [] as [&str; 0]);
    assert_eq!(avec("", "numerotation-trouee = \"ignorer\"").0, [] as [&str; 0]);
    let dossier = annee_trouee();
    juger(&dossier, "", "P003 = \"erreur\"", &[]);
    assert_eq!(dossier.retkoop(&["verifier"]).code, 1);
    // ●: it stays an error, and that is said; its own level changes nothing.
    let dossier = annee_trouee();
    dossier.remplacer("2024-2025/cahier/a.toml", "ventilation.7070 = 10.00", "ventilation.7070 = 11.00");
    for (niveau, attendus) in [("ignorer", 2), ("remarque", 2), ("erreur", 1)] {
        let (codes, _) = juger(&dossier, "", &format!("E001 = \"{niveau}\"\nP003 = \"ignorer\"\n"), &[]);
        assert_eq!(codes.len(), attendus, "{codes:?}");
        assert!(codes.contains(&"E001".to_owned()));
        assert_eq!(codes.contains(&"N002".to_owned()), attendus == 2);
        assert_eq!(dossier.retkoop(&["verifier"]).code, 1);
    }
    // One rule, two names: the code's level counts.
    let (codes, _) = avec("", "numerotation-trouee = \"erreur\"\nP003 = \"ignorer\"");
    assert_eq!(codes, ["N002"]);
    // No such rule.
    let (codes, _) = avec("", "P003 = \"ignorer\"\nP0003 = \"ignorer\"");
    assert_eq!(codes, ["L002"]);
}

/// The mistakes of settings shared by many cooperatives are told once.
#[test]
fn a_department_s_levels_are_judged_once() {
    let departement = Dossier::new([("departement.toml", "[niveaux]\nE001 = \"ignorer\"\nZ999 = \"ignorer\"\n")]);
    for nom in ["a", "b", "c"] {
        let ecole = annee_trouee();
        for chemin in ["retkoop.toml", "2024-2025/exercice.toml", "2024-2025/cahier/a.toml", "2024-2025/releves/a.toml"] {
            departement.ecrire(&format!("{nom}/{chemin}"), ecole.lire(chemin));
        }
    }
    let codes = |dossier: &std::path::Path| {
        let sortie =
            retkoop(&["-C", dossier.to_str().expect("UTF-8"), "verifier", "--format", "json", "--date", "2025-10-15"]).sortie;
        constats(&sortie)
            .into_iter()
            .filter(|c| c.code != "P003")
            .map(|c| format!("{} {}", c.code, c.fichier))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(departement.chemin()), ["N002 departement.toml", "L002 departement.toml"]);
    // From one school, its settings stand above.
    assert_eq!(codes(&departement.chemin().join("b")), ["N002 ../departement.toml", "L002 ../departement.toml"]);
}

#[test]
fn what_was_answered_stays_counted() {
    let dossier = annee_trouee();
    juger(&dossier, &acquittement("regle = \"P003\""), "", &[]);
    assert!(dossier.retkoop(&["verifier"]).sortie.contains("2\u{a0}constats acquittés"));
    for format in ["complet", "concis"] {
        assert_eq!(dossier.retkoop(&["verifier", "--tout", "--format", format]).sortie.matches("(acquitté)").count(), 2);
    }
    let bilan = dossier.retkoop(&["bilan", "--exercice", "2024-2025"]).erreurs;
    assert!(bilan.contains("2\u{a0}constats acquittés"), "{bilan}");
}

/// A level that the department may not give (N002) stands in its own file: a school that cannot correct it may answer it.
#[test]
fn a_school_may_answer_what_the_department_wrote() {
    let niveau = "E001 = \"avertissement\"\nP003 = \"ignorer\"";
    assert_eq!(avec("", niveau), (vec!["N002".into()], 0));
    assert_eq!(avec(&acquittement("regle = \"N002\""), niveau), (vec![], 1));
}
