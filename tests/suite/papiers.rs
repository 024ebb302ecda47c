//! The papers around the membership: what they say, when they are refused, blank forms, and the code that a bank reads.

#![allow(clippy::disallowed_types)] // Lengths on a page are no money.

use std::fs;

use lopdf::content::Content;
use lopdf::{Document, Object};

use super::commun::{Dossier, Execution, JOUR, commande, exemple, retkoop};
use super::pdf::{Case, pages, tables, valide};

const PAPIERS: [&str; 5] = ["adhesion", "engagement", "changement-mandataire", "attestation-adhesion", "attestation-assurance"];

/// Prints one paper and reads the file back.
fn imprime(dossier: &Dossier, papier: &str, options: &[&str]) -> (Execution, Vec<u8>) {
    imprime_a_sa_date(dossier, papier, &[&["--date", JOUR], options].concat())
}

/// The same, without a day unless `options` ask for one.
fn imprime_a_sa_date(dossier: &Dossier, papier: &str, options: &[&str]) -> (Execution, Vec<u8>) {
    let sortie = Dossier::new([]);
    let (chemin, vers) = (dossier.chemin().to_str().unwrap(), sortie.chemin().to_str().unwrap());
    let execution = retkoop(&[&["-C", chemin, "imprimer", papier, "--sortie", vers], options].concat());
    let fichier = fs::read_dir(sortie.chemin()).ok().and_then(|mut d| d.next()).and_then(Result::ok);
    (execution, fichier.map(|f| fs::read(f.path()).expect("a file")).unwrap_or_default())
}

fn jules_ferry(papier: &str) -> Vec<u8> {
    let (dossier, sortie) = (exemple("ecole-jules-ferry"), Dossier::new([]));
    let (chemin, vers) = (dossier.to_str().unwrap(), sortie.chemin().to_str().unwrap());
    let execution = retkoop(&["-C", chemin, "--exercice", "2024-2025", "imprimer", papier, "--sortie", vers]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    fs::read(sortie.chemin().join(format!("{papier}-099-0412-2024-2025.pdf"))).expect("the named file")
}

#[test]
fn each_paper_says_what_it_is_for_on_a_valid_file() {
    for (papier, attendus) in [
        (
            "adhesion",
            &["71 élèves × 2,00 €", "142,00", "180,50", "28,83", "209,33 €", "Maëlle Rivoiret", "Étamine", "rem 05"][..],
        ),
        ("engagement", &["Hélène Courtaban, mandataire", "numéroter les pièces", "m’engage", "quitus", "17 septembre 2024"]),
        ("changement-mandataire", &["FR76 3000 6000 0112 3456 7890 189", "Ne jamais l’envoyer à la banque"]),
        ("attestation-adhesion", &["OCCE du Val-de-Brume (099)", "à compter du 4 octobre 2024", "31 août 2025", "rem 05", "76"]),
        (
            "attestation-assurance",
            &["3 650,00 €, franchise de 2 000,00 €", "à compter du 4 octobre 2024", "Prélèvement 2024-10-0412"],
        ),
    ] {
        let octets = jules_ferry(papier);
        valide(&octets, '2');
        assert!(octets == jules_ferry(papier), "{papier}: same folder, same bytes");
        let pages = pages(&octets);
        let texte = pages.join(" ");
        for attendu in attendus {
            // A long word may be cut by a space of no width.
            let serre = |texte: &str| texte.split_whitespace().collect::<String>();
            assert!(serre(&texte).contains(&serre(attendu)), "{papier}: {attendu} in {texte}");
        }
        for page in &pages {
            assert!(page.contains("099-0412") && page.contains("2024-2025"), "{papier}: identity on every page: {page}");
        }
    }
}

const RETKOOP: &str = "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n";
const ADHESION: &str =
    "date = 2023-09-18\n[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Agathe Merlinval\" }]\neleves = 20\n";

fn essai(departement: &str, adhesion: &str) -> Dossier {
    Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("departement.toml", departement),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n"),
        ("2023-2024/adhesion.toml", adhesion),
    ])
}

const BAREME: &str = "[[bareme]]\nexercice = \"2023-2024\"\neleve = 2.00\n";
/// 40,00 € of membership; 21 × 0,50 = 10,50 € of insurance; 50,50 €.
const BAREME_ASSURE: &str = "[[bareme]]\nexercice = \"2023-2024\"\neleve = 2.00\nassurance.cooperateur = 0.50\n";

#[test]
fn attestations_wait_for_payment_and_engagement() {
    let dossier = essai(BAREME_ASSURE, ADHESION);
    for (validation, manque) in [
        ("", "le paiement et l’engagement du mandataire"),
        ("[validation]\npaiement = { montant = 50.50 }\nengagement = 2023-10-01\n", "le paiement"),
        ("[validation]\npaiement = { date = 2023-10-01, montant = 50.50 }\n", "l’engagement du mandataire"),
    ] {
        dossier.ecrire("2023-2024/adhesion.toml", format!("{ADHESION}{validation}"));
        for papier in ["attestation-adhesion", "attestation-assurance"] {
            let (execution, octets) = imprime(&dossier, papier, &[]);
            assert_eq!((execution.code, octets.len()), (1, 0), "{papier} {validation}");
            assert!(execution.erreurs.contains(&format!("validé {manque}\n")), "{}", execution.erreurs);
        }
        assert_eq!(imprime(&dossier, "engagement", &[]).0.code, 0);
    }
    // Nobody changes, but that is the department's to write in its own box.
    let (_, bulletin) = imprime(&dossier, "adhesion", &[]);
    assert!(pages(&bulletin)[0].contains("Changement de mandataire Code d’enregistrement"), "{}", pages(&bulletin)[0]);
    dossier.retkoop(&["adhesion", "valider", "--paiement", "2023-10-01", "--engagement", "2023-10-02"]);
    for papier in ["attestation-adhesion", "attestation-assurance"] {
        let (execution, octets) = imprime(&dossier, papier, &["--date", "2023-10-05"]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        assert!(pages(&octets)[0].contains("le 5 octobre 2023"));
    }
    // A payment whose sum was not written proves no sum.
    dossier.ecrire(
        "2023-2024/adhesion.toml",
        format!("{ADHESION}[validation]\npaiement = {{ date = 2023-10-01, reference = \"CCP 26\" }}\nengagement = 2023-10-02\n"),
    );
    let (execution, octets) = imprime(&dossier, "attestation-adhesion", &[]);
    assert_eq!((execution.code, octets.len()), (1, 0));
    assert!(execution.erreurs.contains("50,50") && !execution.erreurs.contains("\u{a0}0,00"), "{}", execution.erreurs);
    fs::remove_file(dossier.chemin().join("2023-2024/adhesion.toml")).unwrap();
    let (execution, _) = imprime(&dossier, "attestation-adhesion", &[]);
    assert_eq!(execution.code, 1);
    assert!(execution.erreurs.contains("attend l’adhésion de l’exercice 2023-2024"), "{}", execution.erreurs);
    assert!(execution.erreurs.contains("écrivez adhesion.toml"), "{}", execution.erreurs);
}

#[test]
fn attestations_vouch_for_a_whole_payment_already_received() {
    let validee = |paiement: &str| format!("{ADHESION}[validation]\npaiement = {paiement}\nengagement = 2023-10-01\n");
    let entier = validee("{ date = 2023-10-04, montant = 50.50 }");
    let sans_tarif = BAREME.replace("2023-2024", "2022-2023");
    for (bareme, adhesion, papier, options, manque) in [
        // 50,50 − 50,00.
        (BAREME_ASSURE, validee("{ date = 2023-10-04, montant = 50.00 }"), "adhesion", &[][..], "il manque 0,50"),
        (BAREME_ASSURE, validee("{ date = 2023-10-04 }"), "assurance", &[], "d’au moins 50,50"),
        (BAREME_ASSURE, entier.clone(), "adhesion", &["--date", "2023-10-03"], "au plus tard\u{a0}: le sien est du"),
        (
            BAREME_ASSURE,
            validee("{ date = 2024-09-02, montant = 50.50 }"),
            "adhesion",
            &["--date", "2024-09-30"],
            "au plus tard\u{a0}: le sien est du",
        ),
        // Paid in October, engaged in March.
        (
            BAREME_ASSURE,
            entier.replace("engagement = 2023-10-01", "engagement = 2024-03-02"),
            "adhesion",
            &["--date", "2023-11-22"],
            "un engagement validé le",
        ),
        (BAREME, entier.clone(), "assurance", &[], "une assurance dans la cotisation"),
        (&sans_tarif, entier.clone(), "assurance", &[], "le barème de l’exercice 2023-2024"),
        (&sans_tarif, validee("{ date = 2023-10-04 }"), "adhesion", &[], "la somme reçue"),
    ] {
        let (execution, octets) = imprime(&essai(bareme, &adhesion), &format!("attestation-{papier}"), options);
        assert_eq!((execution.code, octets.len()), (1, 0), "{manque}");
        assert!(execution.erreurs.contains(manque), "{manque}: {}", execution.erreurs);
    }
    for (bareme, papier) in
        [(BAREME_ASSURE, "adhesion"), (BAREME_ASSURE, "assurance"), (BAREME, "adhesion"), (&sans_tarif, "adhesion")]
    {
        let (execution, _) = imprime(&essai(bareme, &entier), &format!("attestation-{papier}"), &["--date", "2023-10-04"]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    }
}

/// Checked on 15 January 2024, without a day asked for: the clock never dates the paper, and what has not come is not vouched for.
#[test]
fn attestations_vouch_for_no_day_to_come() {
    let validee = |paiement: &str, engagement: &str| {
        format!("{ADHESION}[validation]\npaiement = {{ date = {paiement}, montant = 50.50 }}\nengagement = {engagement}\n")
    };
    // Seconds to the beginning of 15 January 2024: 54 years, 13 of them leap years, and 14 days.
    let verification = ((54 * 365 + 13 + 14) * 86_400).to_string();
    for (paiement, engagement, attendu) in [
        ("2023-10-01", "2024-01-15", Ok("le 15 janvier 2024")),
        (
            "2023-10-01",
            "2024-01-16",
            Err("un engagement validé le 15 janvier 2024 au plus tard : le sien est du 16 janvier 2024"),
        ),
        ("2024-01-16", "2023-10-01", Err("un paiement reçu le 15 janvier 2024 au plus tard : le sien est du 16 janvier 2024")),
        ("2030-01-01", "2030-01-01", Err("un paiement reçu le 15 janvier 2024 au plus tard : le sien est du 1er janvier 2030")),
    ] {
        let dossier = essai(BAREME_ASSURE, &validee(paiement, engagement));
        let execution = commande(&["-C", dossier.chemin().to_str().unwrap(), "imprimer", "attestation-adhesion"])
            .env("SOURCE_DATE_EPOCH", &verification)
            .output()
            .unwrap();
        let erreurs = String::from_utf8(execution.stderr).unwrap().replace(['\u{a0}', '\u{202f}'], " ");
        let papier = fs::read(dossier.chemin().join("documents/attestation-adhesion-046-0001-2023-2024.pdf"));
        match attendu {
            Ok(jour) => {
                assert_eq!(execution.status.code(), Some(0), "{erreurs}");
                assert!(pages(&papier.unwrap())[0].contains(jour));
            }
            Err(attendu) => {
                assert_eq!((execution.status.code(), papier.is_err()), (Some(1), true), "{erreurs}");
                let sans_coupe = erreurs.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(sans_coupe.contains(attendu) && sans_coupe.contains("`[validation]`"), "{erreurs}");
            }
        }
    }
}

/// A year of which two months are written: 100,00 € at the opening, 20,00 € paid on 7 November.
#[test]
fn the_return_of_a_running_year_tells_how_far_it_is_written() {
    let dossier = Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("departement.toml", ""),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 100.00\n"),
        (
            "2023-2024/cahier/2023-11.toml",
            "[[ecriture]]\npiece = \"1\"\ndate = 2023-11-07\nlibelle = \"Craies\"\nmoyen = \"carte\"\n\
             sortie.banque = 20.00\nventilation = { 6070 = 20.00 }\n",
        ),
    ]);
    let texte = |options: &[&str]| {
        let (execution, octets) = imprime_a_sa_date(&dossier, "crf", options);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        pages(&octets).join(" ")
    };
    for (options, bilan) in [
        (&[][..], "Bilan au 31 août 2024"),
        (&["--date", "2023-12-20"], "Bilan au 20 décembre 2023, exercice en cours"),
        // Of a day before what is written, the accounts are still those that are written.
        (&["--date", "2023-10-15"], "Bilan au 7 novembre 2023, exercice en cours"),
    ] {
        let texte = texte(options);
        assert!(texte.contains(bilan), "{options:?} {texte}");
        assert!(texte.contains("Comptes non clôturés") && texte.contains("jusqu’au 7 novembre 2023"), "{options:?} {texte}");
        let mois = match options {
            [_, "2023-12-20"] => "Fin octobre 2023 100,00 Fin novembre 2023 80,00 Décembre 2023 80,00 7.",
            _ => "Fin octobre 2023 100,00 Novembre 2023 80,00 7.",
        };
        assert!(texte.contains(mois), "{options:?} {texte}");
    }
    // Once the year is over, its twelve months have passed, whatever was written in them.
    let texte = texte(&["--date", "2024-09-15"]);
    assert!(texte.contains("Fin novembre 2023 80,00") && texte.contains("Fin août 2024 80,00"), "{texte}");
    assert!(texte.contains("Comptes non clôturés") && texte.contains("arrêtés au 31 août 2024, qui"), "{texte}");
    // Nothing written is written up to no day.
    fs::remove_file(dossier.chemin().join("2023-2024/cahier/2023-11.toml")).unwrap();
    let (_, octets) = imprime_a_sa_date(&dossier, "crf", &[]);
    let texte = pages(&octets).join(" ");
    assert!(texte.contains("aucune écriture n’y est encore") && !texte.contains("jusqu’au"), "{texte}");
}

#[test]
fn an_attestation_is_signed_the_day_of_its_validation() {
    // Paid on the 4th, the undertaking received on the 9th: nothing could be vouched for before.
    let adhesion =
        format!("{ADHESION}[validation]\npaiement = {{ date = 2023-10-04, montant = 50.50 }}\nengagement = 2023-10-09\n");
    let dossier = essai(BAREME_ASSURE, &adhesion);
    for papier in ["attestation-adhesion", "attestation-assurance"] {
        for (options, jour) in [
            (&[][..], "9 octobre 2023"),
            (&["--date", "2023-12-05"], "5 décembre 2023"),
            // The day that the other papers have by default.
            (&["--date", "2024-08-31"], "31 août 2024"),
        ] {
            let texte = pages(&imprime_a_sa_date(&dossier, papier, options).1).join(" ");
            assert!(texte.contains(&format!("Document établi le {jour}")), "{papier}: {texte}");
            assert!(texte.contains(&format!(", le {jour}")), "{papier}: {texte}");
        }
    }
}

#[test]
fn papers_of_the_membership_name_who_is_in_function_that_day() {
    let dossier = essai(BAREME, ADHESION);
    let gens = "[[mandataire]]\nnom = \"Agathe Merlinval\"\njusqu_au = 2023-12-31\n[[mandataire]]\nnom = \"Colin Brasquet\"\ndepuis = 2024-01-01\n";
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}{gens}"));
    for papier in ["adhesion", "engagement"] {
        let texte = pages(&imprime(&dossier, papier, &[]).1).join(" ");
        assert!(texte.contains("Agathe Merlinval") && !texte.contains("Colin Brasquet"), "{papier}: {texte}");
    }
}

#[test]
fn a_membership_without_a_class_is_a_form_to_fill_in() {
    let departement =
        format!("[departement]\nnom = \"OCCE\"\niban = \"FR14 2004 1010 0505 0001 3M02 606\"\n{BAREME}forfait = 8.00\n");
    let (execution, octets) = imprime(&essai(&departement, "date = 2023-09-18\n"), "adhesion", &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    assert!(!pages(&octets).join(" ").contains("8,00"));
    assert_eq!(noirs(&octets), [] as [Noir; 0]);
}

/// 60 classes of 20 pupils and a teacher: 1 200 pupils, 60 adults, 1 260 in all; after n classes, 20 n, n and 21 n.
#[test]
fn head_counts_are_carried_from_page_to_page() {
    let classes: String = (1..=60)
        .map(|n| format!("[[classe]]\nnom = \"CM2 {n}\"\nenseignants = [{{ nom = \"Agathe Merlinval\" }}]\neleves = 20\n"))
        .collect();
    let pages = pages(&imprime(&essai(BAREME, &format!("date = 2023-09-18\n{classes}")), "adhesion", &[]).1);
    let report = |page: &str, mot: &str| {
        let suite = page.split_once(mot).unwrap_or_else(|| panic!("{mot}: {page}")).1;
        suite.split_whitespace().filter_map(|n| n.parse::<u32>().ok()).take(3).collect::<Vec<_>>()
    };
    let a_reporter = report(&pages[0], "À reporter");
    let n = a_reporter[1];
    assert!((10..60).contains(&n) && a_reporter == [20 * n, n, 21 * n], "{a_reporter:?}");
    assert_eq!(report(&pages[1], "Report"), a_reporter);
    assert!(pages[1].contains("Ensemble : 60 classes, 60 enseignants 1 200 60 1 260"), "{}", pages[1]);
}

/// 80 subscriptions of 1,00 € and 40,00 € for the pupils: after the line of the pupils and n subscriptions, 40 + n.
#[test]
fn fees_are_carried_from_page_to_page() {
    let (mut bareme, mut adhesion) = (BAREME.to_owned(), format!("{ADHESION}[abonnements]\n"));
    for n in 1..=80 {
        bareme.push_str(&format!("[[bareme.abonnement]]\ncle = \"revue-{n}\"\nprix = 1.00\n"));
        adhesion.push_str(&format!("revue-{n} = true\n"));
    }
    let pages = pages(&imprime(&essai(&bareme, &adhesion), "adhesion", &[]).1);
    let (page, suivante) = (&pages[0], &pages[1]);
    let lignes = page.matches("1 abonnement ×").count();
    assert!((10..80).contains(&lignes), "{lignes}");
    let porte = format!("{},00", 40 + lignes);
    assert!(page.contains(&format!("À reporter {porte}")), "{porte}: {page}");
    assert!(suivante.starts_with(&format!("Adhésion Report Calcul Montant (€) {porte} ")), "{porte}: {suivante}");
    assert!(pages.concat().contains("Total de l’adhésion 120,00") && pages.concat().contains("Total à payer 120,00 €"));
}

#[test]
fn all_that_apply_and_no_other() {
    let noms = |dossier: &Dossier| {
        let sortie = Dossier::new([]);
        let execution = dossier.retkoop(&["imprimer", "tout", "--sortie", sortie.chemin().to_str().unwrap()]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        let mut noms: Vec<String> =
            fs::read_dir(sortie.chemin()).unwrap().flatten().map(|e| e.file_name().into_string().unwrap()).collect();
        noms.sort();
        noms.into_iter().map(|nom| nom.replace("-046-0001-2023-2024.pdf", "")).collect::<Vec<_>>()
    };
    let dossier = essai(BAREME_ASSURE, ADHESION);
    assert_eq!(noms(&dossier), ["adhesion", "cahier", "cra", "crf", "engagement", "quitus", "rapprochement"]);
    dossier.ecrire("departement.toml", "");
    assert_eq!(noms(&dossier), ["cahier", "cra", "crf", "engagement", "quitus", "rapprochement"]);
    let sortie = Dossier::new([]);
    let dit = dossier.retkoop(&["imprimer", "tout", "--sortie", sortie.chemin().to_str().unwrap()]).erreurs;
    assert!(dit.contains("`adhesion` n’est pas imprimé") && dit.contains("A004"), "{dit}");
    dossier.ecrire("departement.toml", BAREME_ASSURE);
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}[[mandataire]]\nnom = \"Colin Brasquet\"\ndepuis = 2024-01-01\n"));
    assert!(!noms(&dossier).contains(&"changement-mandataire".to_owned()), "a first mandataire takes nobody's place");
    dossier.remplacer(
        "retkoop.toml",
        "[[mandataire]]",
        "[[mandataire]]\nnom = \"Agathe Merlinval\"\njusqu_au = 2023-12-31\n[[mandataire]]",
    );
    dossier.retkoop(&["adhesion", "valider", "--paiement", "2023-10-01", "--engagement", "2023-10-02"]);
    assert_eq!(
        noms(&dossier),
        [
            "adhesion",
            "attestation-adhesion",
            "attestation-assurance",
            "cahier",
            "changement-mandataire",
            "cra",
            "crf",
            "engagement",
            "quitus",
            "rapprochement"
        ]
    );
}

#[test]
fn fees_without_a_tariff_are_not_printed() {
    let dossier = essai("", ADHESION);
    let (execution, octets) = imprime(&dossier, "adhesion", &[]);
    assert_eq!((execution.code, octets.len()), (1, 0));
    assert!(execution.erreurs.contains("[A004]"), "{}", execution.erreurs);
    let (execution, octets) = imprime(&dossier, "adhesion", &["--brouillon"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    assert!(pages(&octets)[0].contains("BROUILLON") && pages(&octets)[0].contains("A004"));
    assert_eq!(imprime(&dossier, "engagement", &[]).0.code, 0, "it prints no fee");
}

#[test]
fn blank_forms_and_crowded_ones() {
    let vierge = essai("", ADHESION);
    fs::remove_file(vierge.chemin().join("2023-2024/adhesion.toml")).unwrap();
    let long = "É".repeat(200);
    let mut adhesion =
        "date = 2023-09-18\n[validation]\npaiement = { date = 2023-10-01, montant = 9999999999.99 }\nengagement = 2023-10-01\n"
            .to_owned();
    for n in 0..40 {
        adhesion.push_str(&format!(
            "[[classe]]\nnom = \"{n} {long}\"\nenseignants = [{{ nom = \"{long}\", mel = \"{long}\" }}]\neleves = 9999\n"
        ));
    }
    let plein = essai(&format!("[departement]\nnom = \"{long}\"\n{BAREME_ASSURE}"), &adhesion);
    let gens: String = (0..9)
        .map(|n| format!("[[mandataire]]\nnom = \"{n} #panic() {long}\"\ndepuis = 2023-10-01\njusqu_au = 2024-08-31\n"))
        .collect();
    plein.ecrire("retkoop.toml", format!("{RETKOOP}{gens}"));
    for papier in PAPIERS {
        if !papier.starts_with("attestation") {
            let (execution, octets) = imprime(&vierge, papier, &[]);
            assert_eq!(execution.code, 0, "{papier}: {}", execution.erreurs);
            valide(&octets, '2');
        }
        let (execution, octets) = imprime(&plein, papier, &[]);
        assert_eq!(execution.code, 0, "{papier}: {}", execution.erreurs);
        valide(&octets, '2');
    }
}

#[test]
fn who_leaves_and_who_comes_are_named() {
    let dossier = essai(BAREME, ADHESION);
    let gens = "[[mandataire]]\nnom = \"Agathe Merlinval\"\ndepuis = 2020-09-01\njusqu_au = 2023-12-31\n[[mandataire]]\nnom = \"Colin Brasquet\"\nmel = \"colin@example.org\"\ndepuis = 2024-01-01\n[[mandataire]]\nnom = \"Rose Tavernelle\"\nrole = \"signataire\"\ndepuis = 2019-09-01\n";
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}{gens}"));
    let texte = pages(&imprime(&dossier, "changement-mandataire", &[]).1).join(" ");
    assert!(texte.contains("Agathe Merlinval mandataire 31 décembre 2023"), "{texte}");
    assert!(texte.contains("Colin Brasquet mandataire colin@example.org 1er janvier 2024"), "{texte}");
    assert_eq!(texte.matches("Rose Tavernelle").count(), 1, "in the heading only: {texte}");
}

/// A change on the first day of a year: who left the eve is on that year's paper, not on that of the year before.
#[test]
fn who_leaves_on_the_last_day_leaves_to_who_comes_on_the_first() {
    let dossier = essai(BAREME, ADHESION);
    dossier.ecrire("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n");
    let gens = "[[mandataire]]\nnom = \"Agathe Merlinval\"\ndepuis = 2020-09-01\njusqu_au = 2024-08-31\n[[mandataire]]\nnom = \"Colin Brasquet\"\ndepuis = 2024-09-01\n";
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}{gens}"));
    let texte = |exercice| pages(&imprime(&dossier, "changement-mandataire", &["--exercice", exercice]).1).join(" ");
    let change = texte("2024-2025");
    assert!(change.contains("Agathe Merlinval mandataire 31 août 2024"), "{change}");
    assert!(change.contains("Colin Brasquet mandataire 1er septembre 2024"), "{change}");
    let avant = texte("2023-2024");
    assert!(!avant.contains("Agathe Merlinval mandataire"), "{avant}");
}

/// A black shape of a page, in points from its lower left corner: x, y, width, height.
type Noir = [f32; 4];

/// The rectangles that a page fills in black, as its operators draw them.
fn noirs(octets: &[u8]) -> Vec<Noir> {
    let document = Document::load_mem(octets).expect("a PDF");
    let page = document.get_pages()[&1];
    let operations = Content::decode(&document.get_page_content(page)).expect("operators").operations;
    let (mut ctm, mut pile) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Vec::new());
    let (mut noir, mut points, mut formes): (bool, Vec<(f32, f32)>, Vec<Noir>) = (false, Vec::new(), Vec::new());
    let mut trouves = Vec::new();
    for operation in &operations {
        let n: Vec<f32> = operation.operands.iter().filter_map(|o| o.as_float().ok()).collect();
        let place = |c: &[f32; 6], x: f32, y: f32| (c[0] * x + c[2] * y + c[4], c[1] * x + c[3] * y + c[5]);
        match operation.operator.as_str() {
            "q" => pile.push((ctm, noir)),
            "Q" => (ctm, noir) = pile.pop().expect("a saved state"),
            "cm" => {
                let (a, b) = (place(&ctm, n[4], n[5]), ctm);
                ctm = [
                    n[0] * b[0] + n[1] * b[2],
                    n[0] * b[1] + n[1] * b[3],
                    n[2] * b[0] + n[3] * b[2],
                    n[2] * b[1] + n[3] * b[3],
                    a.0,
                    a.1,
                ];
            }
            "scn" | "sc" | "g" | "rg" => noir = !n.is_empty() && n.iter().all(|v| *v == 0.0),
            "m" => points = vec![place(&ctm, n[0], n[1])],
            "l" => points.push(place(&ctm, n[0], n[1])),
            "h" if !points.is_empty() => {
                let (xs, ys): (Vec<f32>, Vec<f32>) = points.drain(..).unzip();
                let borne = |v: &[f32], f: fn(f32, f32) -> f32| v.iter().copied().reduce(f).expect("a point");
                let (x, y) = (borne(&xs, f32::min), borne(&ys, f32::min));
                formes.push([x, y, borne(&xs, f32::max) - x, borne(&ys, f32::max) - y]);
            }
            "f" | "f*" => trouves.extend(formes.drain(..).filter(|_| noir)),
            "n" | "S" | "B" | "b" | "s" => formes.clear(),
            _ => {}
        }
    }
    trouves
}

/// What a reader of codes sees of these shapes, at four pixels a module.
fn decoder(noirs: &[Noir]) -> String {
    const POINTS: usize = 4;
    let module = noirs.iter().map(|n| n[3]).reduce(f32::min).expect("a shape");
    let gauche = noirs.iter().map(|n| n[0]).reduce(f32::min).expect("a shape");
    let haut = noirs.iter().map(|n| n[1] + n[3]).reduce(f32::max).expect("a shape");
    let droite = noirs.iter().map(|n| n[0] + n[2]).reduce(f32::max).expect("a shape");
    let en_modules = |longueur: f32| (longueur / module).round() as usize;
    let cote = en_modules(droite - gauche) + 8;
    let mut image = vec![255_u8; (cote * POINTS).pow(2)];
    for [x, y, largeur, hauteur] in noirs {
        let (x, y) = (en_modules(x - gauche) + 4, en_modules(haut - y - hauteur) + 4);
        for py in y * POINTS..(y + en_modules(*hauteur)) * POINTS {
            image[py * cote * POINTS..][x * POINTS..(x + en_modules(*largeur)) * POINTS].fill(0);
        }
    }
    let mut lue = rqrr::PreparedImage::prepare_from_greyscale(cote * POINTS, cote * POINTS, |x, y| image[y * cote * POINTS + x]);
    let codes = lue.detect_grids();
    assert_eq!(codes.len(), 1, "one code on the page");
    codes[0].decode().expect("a readable code").1
}

/// EPC069-12: what a bank's application fills a transfer with. 20 × 2,00 € = 40,00 €.
#[test]
fn a_standard_decoder_reads_the_transfer_on_the_printed_form() {
    let departement =
        format!("[departement]\nnom = \"OCCE du Val-de-Brume\"\niban = \"FR14 2004 1010 0505 0001 3M02 606\"\n{BAREME}");
    let (execution, octets) = imprime(&essai(&departement, ADHESION), "adhesion", &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    assert_eq!(
        decoder(&noirs(&octets)),
        "BCD\n002\n1\nSCT\n\nOCCE du Val-de-Brume\nFR1420041010050500013M02606\nEUR40.00\n\n\nAdhésion 2023-2024 046-0001 École de l’essai"
    );
    // No code where no bank would take it: no IBAN, a wrong one, nothing to pay.
    for departement in [
        format!("[departement]\nnom = \"OCCE\"\n{BAREME}"),
        departement.replace("606", "607"),
        departement.replace("eleve = 2.00", ""),
    ] {
        let (execution, octets) = imprime(&essai(&departement, ADHESION), "adhesion", &[]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        assert_eq!(noirs(&octets), [] as [Noir; 0], "{departement}");
    }
    // Nor where there is no transfer to make.
    for suite in [
        "[paiement]\nmode = \"cheque\"\n",
        "[paiement]\nmode = \"prelevement-decembre\"\n",
        "[validation]\npaiement = { date = 2023-10-01, montant = 40.00 }\n",
    ] {
        let (_, octets) = imprime(&essai(&departement, &format!("{ADHESION}{suite}")), "adhesion", &[]);
        assert_eq!(noirs(&octets), [] as [Noir; 0], "{suite}");
    }
    // What is printed is what the code says, cut once.
    let dossier = essai(&departement, ADHESION);
    dossier.remplacer("retkoop.toml", "École de l’essai", &"École élémentaire ".repeat(20));
    let octets = imprime(&dossier, "adhesion", &[]).1;
    let (texte, code) = (pages(&octets).join(" "), decoder(&noirs(&octets)));
    let motif = code.rsplit_once('\n').expect("lines").1;
    assert!(
        motif.chars().count() == 140 && texte.contains(&format!("Motif {} L’adhésion", motif.trim_end())),
        "{motif} in {texte}"
    );
    // A transfer has a beneficiary, even where the department did not write its name.
    let dossier = essai(&departement.replace("nom = \"OCCE du Val-de-Brume\"", "numero = \"099\""), ADHESION);
    assert!(decoder(&noirs(&imprime(&dossier, "adhesion", &[]).1)).contains("\nOCCE 099\n"));
    // The cooperative may name the department that its settings do not.
    let dossier = essai(&departement.replace("nom = \"OCCE du Val-de-Brume\"\n", ""), ADHESION);
    dossier.ecrire("retkoop.toml", RETKOOP.replace("[tresorerie", "departement = \"OCCE du Val-de-Brume\"\n[tresorerie"));
    assert!(decoder(&noirs(&imprime(&dossier, "adhesion", &[]).1)).contains("OCCE du Val-de-Brume"));
}

/// An object of a figure with its alternative text: who cannot see the code is told the transfer.
#[test]
fn the_code_is_told_to_who_cannot_see_it() {
    let departement =
        format!("[departement]\nnom = \"OCCE du Val-de-Brume\"\niban = \"FR14 2004 1010 0505 0001 3M02 606\"\n{BAREME}");
    let octets = imprime(&essai(&departement, ADHESION), "adhesion", &[]).1;
    let document = Document::load_mem(&octets).expect("a PDF");
    let dites = document.objects.values().filter_map(|o| o.as_dict().ok()?.get(b"Alt").ok()).filter_map(|alt| match alt {
        Object::String(octets, _) => Some(octets.len()),
        _ => None,
    });
    assert_eq!(dites.filter(|longueur| *longueur > 80).count(), 1);
}

/// The boxes of the decision, in the order of the page: a screen reader says which one is ticked.
#[test]
fn the_decision_of_the_quitus_is_told_to_who_cannot_see_it() {
    let dessins = |octets: &[u8]| {
        let document = valide(octets, '2');
        let dictionnaires = document.objects.values().filter_map(|o| o.as_dict().ok());
        dictionnaires
            .filter(|d| d.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"Figure"))
            .map(|d| lopdf::decode_text_string(d.get(b"Alt").expect("an alternative text")).expect("a text"))
            .collect::<Vec<_>>()
    };
    // Those of the grid say which column they are in.
    let decision = |octets: &[u8]| {
        let mut dessins = dessins(octets);
        dessins.retain(|alt| alt == "À cocher" || alt.starts_with("Case"));
        dessins
    };
    assert_eq!(decision(&jules_ferry("quitus")), ["Case cochée", "Case non cochée", "Case non cochée"]);
    // Ten things to check and nine pieces to see: two boxes each.
    let grille = dessins(&jules_ferry("quitus"));
    for (alt, nombre) in [("À cocher\u{a0}: conforme", 10), ("À cocher\u{a0}: vue", 9), ("À cocher\u{a0}: à revoir", 19)] {
        assert_eq!(grille.iter().filter(|dit| *dit == alt).count(), nombre, "{alt}");
    }
    for rangee in tables(&valide(&jules_ferry("quitus"), '2')).iter().flatten() {
        // A piece may have no receipt in the folder.
        assert!(rangee.iter().filter(|case| **case == Case::Vide).count() <= 1, "{rangee:?}");
    }
    let refus = essai("", "");
    for (controle, attendu) in [
        ("", ["À cocher"; 3]),
        ("[quitus]\ndonne = false\n", ["Case non cochée", "Case non cochée", "Case cochée"]),
        ("[quitus]\ndonne = true\nreserves = \"Une pièce manque.\"\n", ["Case non cochée", "Case cochée", "Case non cochée"]),
    ] {
        refus.ecrire("2023-2024/controle.toml", controle);
        let (execution, octets) = imprime(&refus, "quitus", &[]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        assert_eq!(decision(&octets), attendu);
    }
}

/// Eight duties: a screen reader says how many, and which one it reads.
#[test]
fn the_duties_of_the_undertaking_are_a_list() {
    let document = valide(&jules_ferry("engagement"), '2');
    let nombre = |genre: &[u8]| {
        let elements = document.objects.values().filter_map(|o| o.as_dict().ok()).filter(|d| d.get(b"P").is_ok());
        elements.filter(|d| d.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == genre)).count()
    };
    assert_eq!([&b"L"[..], b"LI", b"Lbl", b"LBody"].map(nombre), [1, 8, 8, 8]);
}
