//! Closing again after a reopening, when the next year has begun: its opening and its reports follow, and what changes is said.

use std::fs;

use super::cloture::{attester, cloturer, constats, mini_annee, reussir};
use super::commun::{Dossier, octets};

/// The mini-year with its last cheque, 4000002 of 23,99, unticked. The bank still has it: 2 018,85 + 23,99 = 2 042,84.
fn cheque_en_route() -> Dossier {
    let dossier = mini_annee();
    dossier.remplacer(
        "2023-2024/cahier/annee.toml",
        "ventilation.6181 = 23.99\npointage = 2024-08-31\n",
        "ventilation.6181 = 23.99\n",
    );
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "2042.84");
    dossier
}

/// Closed, the cheque ticked in the next year with a remark, then reopened.
fn rouverte() -> Dossier {
    let dossier = cheque_en_route();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.remplacer(
        "2024-2025/exercice.toml",
        "sortie.banque = 23.99\n",
        "sortie.banque = 23.99   # vu\npointage = 2024-09-30\n",
    );
    dossier.ecrire("2024-2025/releves/09.toml", "tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = 2018.85\n");
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--date", "2024-10-01", "--motif", "le chèque"]));
    dossier
}

fn reports(dossier: &Dossier) -> Vec<toml::Table> {
    let exercice: toml::Table = dossier.lire("2024-2025/exercice.toml").parse().expect("TOML");
    let reports = exercice.get("report").and_then(|r| r.as_array()).cloned().unwrap_or_default();
    reports.into_iter().map(|report| report.as_table().expect("a table").clone()).collect()
}

#[test]
fn a_corrected_cheque_stays_one_report() {
    let dossier = rouverte();
    // 2,00 more; the bank has not shown it either: its statement stays as it is.
    dossier.remplacer(
        "2023-2024/cahier/annee.toml",
        "sortie.banque = 23.99\nventilation.6181 = 23.99",
        "sortie.banque = 25.99\nventilation.6181 = 25.99",
    );
    let execution = cloturer(&dossier, "2023-2024", "2024-10-02");
    reussir(&execution);
    let lus = reports(&dossier);
    assert_eq!(lus.len(), 1, "{lus:?}");
    assert_eq!(lus[0]["sortie"]["banque"].to_string(), "25.99");
    let texte = dossier.lire("2024-2025/exercice.toml");
    assert!(texte.contains("sortie.banque = 25.99   # vu\npointage = 2024-09-30\n"), "{texte}");
    // 2 018,85 − 2,00.
    assert!(texte.contains("banque = 2016.85\n"), "{texte}");
    for mot in ["4000002", "23,99", "25,99", "pointé", "2\u{202f}018,85", "2\u{202f}016,85"] {
        assert!(execution.erreurs.replace('\u{a0}', " ").contains(mot), "{mot}: {}", execution.erreurs);
    }
    // The statement of September shows 23,99: whoever ticked it looks again.
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["T003"]);
    reussir(&attester(&dossier));
}

#[test]
fn a_cheque_that_is_on_its_way_no_more_leaves_the_next_year() {
    let dossier = rouverte();
    // Found on the statement of August after all.
    dossier.remplacer(
        "2023-2024/cahier/annee.toml",
        "ventilation.6181 = 23.99\n",
        "ventilation.6181 = 23.99\npointage = 2024-08-31\n",
    );
    dossier.remplacer("2023-2024/releves/fin.toml", "2042.84", "2018.85");
    let avant = octets(dossier.chemin());
    // A statement of the next year shows it: one of the two is wrong, and nobody but the treasurer knows which.
    let refus = cloturer(&dossier, "2023-2024", "2024-10-02");
    assert_eq!((refus.code, octets(dossier.chemin())), (1, avant), "{}", refus.erreurs);
    for mot in ["4000002", "2024-2025/exercice.toml", "pointé"] {
        assert!(refus.erreurs.contains(mot), "{mot}: {}", refus.erreurs);
    }
    assert_eq!(dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024"]).code, 1);
    let page = dossier.retkoop(&["etat", "--date", "2024-10-02"]).sortie;
    let lever = "lever ce qui empêche de clôturer 2023-2024 (1 raison)";
    assert!(page.replace('\u{a0}', " ").contains(lever), "the home page knows: {page}");
    dossier.remplacer("2024-2025/exercice.toml", "pointage = 2024-09-30\n", "");
    let execution = cloturer(&dossier, "2023-2024", "2024-10-02");
    reussir(&execution);
    assert_eq!(reports(&dossier), []);
    assert!(execution.erreurs.contains("4000002") && execution.erreurs.contains("enlevé"), "{}", execution.erreurs);
    assert_eq!(constats(&dossier), []);
}

#[test]
fn a_report_copied_by_hand_is_known_again() {
    let dossier = cheque_en_route();
    let bornes = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n";
    let report = "[[report]]\ndate = 2024-06-06\nlibelle = \"Beaulac\"\ncheque = \"4000002\"\nsortie.banque = 23.99\npointage = 2024-09-30\n";
    dossier.ecrire("2024-2025/exercice.toml", format!("{bornes}[ouverture]\nbanque = 2000.00 # à voir\ncaisse = 0.00\n{report}"));
    dossier.ecrire("2024-2025/releves/09.toml", "tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = 2018.85\n");
    let execution = cloturer(&dossier, "2023-2024", "2024-10-02");
    reussir(&execution);
    let texte = dossier.lire("2024-2025/exercice.toml");
    // The day and the words are those of the ledger; the tick stays.
    let report = report.replace("2024-06-06", "2024-06-04").replace("Beaulac", "Papeterie Beaulac");
    assert_eq!(texte, format!("{bornes}[ouverture]\nbanque = 2018.85 # à voir\ncaisse = 0.00\n{report}"));
    let dit = execution.erreurs.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(
        dit.contains(
            "le report « Beaulac » du 06/06/2024 (chèque 4000002) est maintenant le report « Papeterie Beaulac » du 04/06/2024"
        ),
        "{dit}"
    );
    assert!(dit.contains("l’ouverture de banque passe de 2 000,00 € à 2 018,85 €"), "{dit}");
    assert_eq!(constats(&dossier), []);
}

/// Who was paid, by which cheque, on which day: once the year is sealed, its reports say what it said, and are only ticked.
#[test]
fn a_report_keeps_its_payee_and_its_cheque() {
    let dossier = cheque_en_route();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let exercice = dossier.lire("2024-2025/exercice.toml");
    let (libelle, cheque, date) = ("Papeterie Beaulac", "4000002", "date = 2024-06-04");
    for (changements, avant_et_apres) in [
        (&[(cheque, "4000003")][..], &["chèque : 4000002, devenu 4000003"][..]),
        (&[("cheque = \"4000002\"\n", "")], &["chèque : 4000002, devenu aucun"]),
        (&[(libelle, "Un ami")], &["« Papeterie Beaulac », devenu « Un ami »"]),
        (&[(date, "date = 2024-06-05")], &["04/06/2024, devenu 05/06/2024"]),
        (
            &[(libelle, "Un ami"), (cheque, "4000003"), (date, "date = 2024-06-05"), ("piece = \"08\"\n", "")],
            &["« Un ami »", "4000003", "05/06/2024"],
        ),
    ] {
        let change = changements.iter().fold(exercice.clone(), |texte, (de, en)| {
            assert!(texte.contains(de), "{de}: {texte}");
            texte.replacen(de, en, 1)
        });
        dossier.ecrire("2024-2025/exercice.toml", change);
        let trouves = constats(&dossier);
        assert_eq!(trouves.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["T011"], "{changements:?}");
        let dit = trouves[0].message.replace('\u{a0}', " ");
        assert!(avant_et_apres.iter().all(|mot| dit.contains(mot)), "{dit}");
    }
    dossier.ecrire("2024-2025/exercice.toml", exercice.replace("sortie.banque", "pointage = 2024-09-30\nsortie.banque"));
    dossier.ecrire("2024-2025/releves/09.toml", "tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = 2018.85\n");
    assert_eq!(constats(&dossier), []);
}

/// The opening that somebody wrote takes the closing's figures; what does not change, régies and remarks, stays as it was.
#[test]
fn an_opening_written_by_hand_keeps_what_does_not_change() {
    let dossier = mini_annee();
    let exercice = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n\n[ouverture]\nbanque = 2000.00   # à vérifier\n\n[ouverture.regies]\n# la caisse de la classe est vide\nCP = 0.00\n";
    dossier.ecrire("2024-2025/exercice.toml", exercice);
    let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&execution);
    assert_eq!(dossier.lire("2024-2025/exercice.toml"), exercice.replace("2000.00", "2018.85"));
    assert!(execution.erreurs.contains("2\u{202f}000,00"), "{}", execution.erreurs);
}

/// What `ouvrir` announced is written: the announcement goes.
#[test]
fn the_opening_takes_the_place_of_its_announcement() {
    let dossier = mini_annee();
    reussir(&dossier.retkoop(&["ouvrir", "--date", "2024-09-01"]));
    assert!(dossier.lire("2024-2025/exercice.toml").contains("# Sans [ouverture]"));
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let texte = dossier.lire("2024-2025/exercice.toml");
    assert!(!texte.contains("# Sans [ouverture]") && texte.contains("banque = 2018.85"), "{texte}");
    // The same, byte for byte, as when the closing makes the folder.
    fs::remove_dir_all(dossier.chemin().join("2024-2025")).expect("a folder");
    fs::remove_file(dossier.chemin().join("2023-2024/cloture.toml")).expect("a seal");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    assert_eq!(dossier.lire("2024-2025/exercice.toml"), texte);
    // Somebody wrote the opening below it, and otherwise.
    fs::remove_dir_all(dossier.chemin().join("2024-2025")).expect("a folder");
    fs::remove_file(dossier.chemin().join("2023-2024/cloture.toml")).expect("a seal");
    reussir(&dossier.retkoop(&["ouvrir", "--date", "2024-09-01"]));
    let annonce = dossier.lire("2024-2025/exercice.toml");
    dossier.ecrire("2024-2025/exercice.toml", format!("{annonce}\n[ouverture]\nbanque = 2000.00\n"));
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let texte = dossier.lire("2024-2025/exercice.toml");
    assert!(!texte.contains("# Sans [ouverture]") && texte.contains("banque = 2018.85"), "{texte}");
}

#[test]
fn a_broken_next_year_is_told_as_what_it_is() {
    let dossier = mini_annee();
    dossier.ecrire("2024-2025/exercice.toml", "[exercice\n");
    for options in [&["--essai"][..], &[]] {
        let execution = dossier.retkoop(&[&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-05"], options].concat());
        assert_eq!(execution.code, 1, "{}", execution.erreurs);
        assert!(
            execution.erreurs.contains("2024-2025/exercice.toml") && execution.erreurs.contains("L001"),
            "{}",
            execution.erreurs
        );
    }
}

/// The seal that a return was made with: opened again with its trace, erased with it, taken away by hand.
#[test]
fn a_seal_that_the_return_knew_does_not_vanish_unseen() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
    let empreinte = sceau["sceau"]["empreinte"].as_str().expect("a fingerprint").to_owned();
    let dans = |arguments: &[&str]| dossier.retkoop(&[&["--exercice", "2023-2024", "--date", "2024-09-20"], arguments].concat());
    reussir(&dans(&["retour", "saisi"]));
    assert!(dossier.lire("2023-2024/retour/etat.toml").contains(&format!("sceau = \"{empreinte}\"\n")));
    let codes = || constats(&dossier).into_iter().map(|c| (c.code, c.fichier)).collect::<Vec<_>>();
    let disparu = [("X003".to_owned(), "2023-2024/retour/etat.toml".to_owned())];
    assert_eq!(codes(), []);
    // By hand, and put back.
    let texte = dossier.lire("2023-2024/cloture.toml");
    fs::remove_file(dossier.chemin().join("2023-2024/cloture.toml")).expect("a seal");
    assert_eq!(codes(), disparu);
    assert_eq!(attester(&dossier).code, 1);
    dossier.ecrire("2023-2024/cloture.toml", texte);
    // As it should be, the trace being there; then the trace erased, and the year closed again.
    reussir(&dans(&["rouvrir", "--motif", "le reçu de mai"]));
    assert_eq!(codes(), []);
    let trace = dossier.lire("2023-2024/reouvertures.toml");
    fs::remove_file(dossier.chemin().join("2023-2024/reouvertures.toml")).expect("a trace");
    dossier.remplacer("2023-2024/cahier/annee.toml", "Papeterie Beaulac", "Papeterie Beaulac, cahiers");
    assert_eq!(codes(), disparu);
    let refus = dans(&["cloturer"]);
    assert!(refus.code == 1 && refus.erreurs.contains("X003") && refus.erreurs.contains(&empreinte), "{}", refus.erreurs);
    // What the message says to put back is enough.
    dossier.ecrire("2023-2024/reouvertures.toml", trace);
    reussir(&dans(&["cloturer"]));
    assert_eq!(codes(), []);
    reussir(&dans(&["retour", "saisi"]));
    // Under the second seal, the trace of the first is no longer to be erased either.
    fs::remove_file(dossier.chemin().join("2023-2024/reouvertures.toml")).expect("a trace");
    let codes: Vec<String> = codes().into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["X002"], "one cause, one finding");
}

/// A bank only: 500,00 at first, a cheque of 140,00 that the bank shows on 20 September, with 360,00 left.
fn releve_d_apres_la_fin(solde: &str) -> Dossier {
    let releve = |jour: &str, solde: &str| format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {solde}\n");
    Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"M\"\nnumero = \"046-9\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 500.00\n"),
        (
            "2024-2025/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2025-06-25\nlibelle = \"Ferme\"\ncheque = \"1\"\nsortie.banque = 140.00\n\
             ventilation.6181 = 140.00\npointage = 2025-09-20\n",
        ),
        ("2024-2025/releves/a.toml", &releve("2025-08-20", "500.00")),
        ("2024-2025/releves/b.toml", &releve("2025-09-20", solde)),
    ])
}

fn bloquants(dossier: &Dossier) -> Vec<(String, String)> {
    let constats = constats(dossier).into_iter().filter(|c| c.niveau == "bloquant");
    constats.map(|c| (c.code, c.fichier)).collect()
}

/// The statement of September shows 25,00 of the new year that nobody has written yet: that year's to answer, whatever is written
/// there, and the seal stays what it is.
#[test]
fn a_closed_year_does_not_depend_on_the_open_one() {
    let dossier = releve_d_apres_la_fin("335.00");
    let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2024-2025", "--date", "2025-09-25"]);
    reussir(&essai);
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-25"));
    reussir(&attester(&dossier));
    assert_eq!(bloquants(&dossier), [("T003".to_owned(), "2024-2025/releves/b.toml".to_owned())]);
    // It refuses the closing of the new year only.
    let dit = |exercice: &str| dossier.retkoop(&["verifier", "--exercice", exercice, "--format", "json"]).sortie;
    assert!(dit("2025-2026").contains("retkoop rouvrir --exercice 2024-2025"), "the statement is under its seal");
    assert!(dit("2025-2026").contains("\"exercice\": \"2025-2026\"") && dit("2025-2026").contains("\"difference\": \"25.00\""));
    dossier.ecrire(
        "2025-2026/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2025-09-12\nlibelle = \"Fournitures\"\nsortie.banque = 25.00\n\
         ventilation.6181 = 25.00\npointage = 2025-09-20\n",
    );
    assert_eq!(bloquants(&dossier), []);
    reussir(&attester(&dossier));
}

/// 15,00 of 30 August were forgotten, that the bank showed on 20 September: 375,00. The opening that the first closing wrote in
/// the next year is not yet brought up to date, and is no reason to refuse.
#[test]
fn closing_again_is_not_refused_for_what_it_will_correct() {
    let dossier = releve_d_apres_la_fin("360.00");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-25"));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2024-2025", "--date", "2025-10-01", "--motif", "don oublié"]));
    dossier.remplacer("2024-2025/releves/b.toml", "360.00", "375.00");
    let cahier = dossier.lire("2024-2025/cahier/a.toml");
    let don = "\n[[ecriture]]\npiece = \"02\"\ndate = 2025-08-30\nlibelle = \"Don\"\nentree.banque = 15.00\n\
               ventilation.7562 = 15.00\npointage = 2025-09-20\n";
    dossier.ecrire("2024-2025/cahier/a.toml", cahier + don);
    // A false one is: held against the opening that it would bring up to date.
    dossier.remplacer("2024-2025/releves/b.toml", "375.00", "99999.00");
    let avant = octets(dossier.chemin());
    for options in [&["--essai"][..], &[]] {
        let refus = dossier.retkoop(&[&["cloturer", "--exercice", "2024-2025", "--date", "2025-10-02"], options].concat());
        let dit = refus.sortie + &refus.erreurs;
        assert!(refus.code == 1 && dit.contains("T003") && dit.replace('\u{202f}', " ").contains("99 999,00"), "{dit}");
        assert_eq!(octets(dossier.chemin()), avant);
    }
    dossier.remplacer("2024-2025/releves/b.toml", "99999.00", "375.00");
    reussir(&cloturer(&dossier, "2024-2025", "2025-10-02"));
    assert!(dossier.lire("2025-2026/exercice.toml").contains("banque = 375.00"));
    reussir(&attester(&dossier));
    assert_eq!(bloquants(&dossier), []);
}

/// The day on which the bank showed the cheque, noted in the year that is open again: its report takes it, and says so.
#[test]
fn a_late_tick_reaches_the_report() {
    let dossier = cheque_en_route();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--date", "2024-10-01", "--motif", "le relevé"]));
    let pointe = "ventilation.6181 = 23.99\npointage = 2024-09-20\n";
    dossier.remplacer("2023-2024/cahier/annee.toml", "ventilation.6181 = 23.99\n", pointe);
    let releve = |solde: &str| format!("tresorerie = \"banque\"\ndate = 2024-09-20\nsolde = {solde}\n");
    // 2 042,84 − 23,99 = 2 018,85: without the cheque it is false.
    dossier.ecrire("2023-2024/releves/zz.toml", releve("2042.84"));
    let avant = octets(dossier.chemin());
    let refus = cloturer(&dossier, "2023-2024", "2024-10-02");
    assert_eq!((refus.code, octets(dossier.chemin())), (1, avant), "{}", refus.erreurs);
    assert!(refus.erreurs.contains("T003") && refus.erreurs.contains("2\u{202f}018,85"), "{}", refus.erreurs);
    dossier.ecrire("2023-2024/releves/zz.toml", releve("2018.85"));
    let execution = cloturer(&dossier, "2023-2024", "2024-10-02");
    reussir(&execution);
    assert!(execution.erreurs.contains("est pointé le 20/09/2024 sur banque"), "{}", execution.erreurs);
    assert_eq!(reports(&dossier)[0]["pointage"]["banque"].to_string(), "2024-09-20");
    assert_eq!(constats(&dossier), []);
    reussir(&attester(&dossier));
}

/// One operation, seen on two days: which is wrong, nobody but the treasurer knows.
#[test]
fn two_ticks_of_one_operation_agree() {
    let dossier = rouverte();
    let pointe = |jour: &str| format!("ventilation.6181 = 23.99\npointage = {jour}\n");
    dossier.remplacer("2023-2024/cahier/annee.toml", "ventilation.6181 = 23.99\n", &pointe("2024-09-20"));
    // Whatever a statement says, true of one of the two or of none.
    for solde in ["2018.85", "2042.84", "1.00"] {
        dossier.ecrire("2023-2024/releves/zz.toml", format!("tresorerie = \"banque\"\ndate = 2024-09-20\nsolde = {solde}\n"));
        let avant = octets(dossier.chemin());
        let refus = cloturer(&dossier, "2023-2024", "2024-10-02");
        assert_eq!((refus.code, octets(dossier.chemin())), (1, avant), "{}", refus.erreurs);
        for mot in ["T011", "20/09/2024", "30/09/2024", "2023-2024/cahier/annee.toml", "2024-2025/exercice.toml:"] {
            assert!(refus.erreurs.contains(mot), "{mot}: {}", refus.erreurs);
        }
        assert!(!refus.erreurs.contains("T003"), "one cause: {}", refus.erreurs);
    }
    // Open years: said before anybody closes.
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["T012"]);
    dossier.ecrire("2023-2024/releves/zz.toml", "tresorerie = \"banque\"\ndate = 2024-09-20\nsolde = 2018.85\n");
    dossier.remplacer("2024-2025/exercice.toml", "pointage = 2024-09-30", "pointage = 2024-09-20");
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
    assert_eq!(constats(&dossier), []);
    dossier.remplacer("2024-2025/exercice.toml", "pointage = 2024-09-20", "pointage = 2024-09-30");
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["T011"]);
}

/// What the closing changes in the next year is known before: in the terminal and to programs.
#[test]
fn a_trial_says_what_the_closing_will_change() {
    let dossier = rouverte();
    let cahier = dossier.lire("2023-2024/cahier/annee.toml");
    let oublie = "\n[[ecriture]]\npiece = \"40\"\ndate = 2024-06-20\nlibelle = \"Fleuriste\"\ncheque = \"4000040\"\nsortie.banque = 10.00\nventilation.6181 = 10.00\n";
    // 2,00 more, and a cheque of 10,00 that was forgotten: 2 018,85 − 12,00 = 2 006,85.
    let corrige =
        cahier.replace("sortie.banque = 23.99\nventilation.6181 = 23.99", "sortie.banque = 25.99\nventilation.6181 = 25.99");
    dossier.ecrire("2023-2024/cahier/annee.toml", corrige + oublie);
    let avant = octets(dossier.chemin());
    let essai = |format: &str| {
        let essai = ["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-10-02", "--format", format];
        let execution = dossier.retkoop(&essai);
        reussir(&execution);
        execution.sortie
    };
    let (texte, json) = (essai("complet"), essai("json"));
    assert_eq!(octets(dossier.chemin()), avant);
    let fait = cloturer(&dossier, "2023-2024", "2024-10-02");
    reussir(&fait);
    super::schemas::conforme("cloturer.schema.json", &json);
    let document: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let changements = document["cooperatives"][0]["changements"].as_array().expect("changes").clone();
    assert_eq!(changements.len(), 3, "{changements:?}");
    let clair = |texte: &str| texte.replace(['\u{a0}', '\u{202f}'], " ");
    for attendu in [
        "l’ouverture de banque passe de 2 018,85 € à 2 006,85 €",
        "(chèque 4000002) passe de 23,99 € à 25,99 €",
        "le report « Fleuriste » du 20/06/2024 (chèque 4000040), de 10,00 €, est encore en route : il est ajouté",
    ] {
        let dit = changements.iter().any(|c| clair(c["message"].as_str().unwrap_or_default()).contains(attendu));
        assert!(dit && changements.iter().all(|c| c["fichier"] == "2024-2025/exercice.toml"), "{attendu}: {changements:?}");
        assert!(clair(&texte).contains(attendu), "{attendu}: {texte}");
        assert!(clair(&fait.erreurs).contains(attendu), "{attendu}: {}", fait.erreurs);
    }
}

/// 20,00 of one day deposited twice, without a number: the bank showed one on 5 September. 2023-2024 is open, the next year begun.
fn deux_remises(pointages: [Option<&str>; 2], reports: [Option<&str>; 2]) -> Dossier {
    let pointage = |jour: Option<&str>| jour.map_or_else(String::new, |jour| format!("pointage = {jour}\n"));
    let libelle = "date = 2024-08-28\nlibelle = \"Remise de chèques\"\nentree.banque = 20.00\n";
    let remise = |(piece, jour): (&str, Option<&str>)| {
        format!("[[ecriture]]\npiece = \"{piece}\"\n{libelle}ventilation.7562 = 20.00\n{}", pointage(jour))
    };
    let cahier: Vec<String> = ["01", "02"].into_iter().zip(pointages).map(remise).collect();
    let reports = reports.map(|jour| format!("[[report]]\n{libelle}{}", pointage(jour)));
    let bornes = |annee: i32| format!("[exercice]\ndebut = {annee}-09-01\nfin = {}-08-31\n", annee + 1);
    Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"M\"\nnumero = \"046-9\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2023-2024/exercice.toml", &(bornes(2023) + "[ouverture]\nbanque = 100.00\n")),
        ("2023-2024/cahier/a.toml", &cahier.concat()),
        ("2023-2024/releves/a.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 100.00\n"),
        // 100,00 + 40,00.
        ("2024-2025/exercice.toml", &(bornes(2024) + "[ouverture]\nbanque = 140.00\n" + &reports.concat())),
    ])
}

/// The days that the reports give, in order of their names.
fn jours(dossier: &Dossier) -> Vec<String> {
    let jour = |report: toml::Table| report.get("pointage").map(|p| p.get("banque").unwrap_or(p).to_string());
    let mut jours: Vec<String> = reports(dossier).into_iter().map(|report| jour(report).unwrap_or_default()).collect();
    jours.sort();
    jours
}

/// What is found, but that one of the two deposits looks like the other (E008), and that no statement is dated of a tick (T008).
fn des_deux_annees(dossier: &Dossier) -> Vec<String> {
    constats(dossier).into_iter().map(|c| c.code).filter(|code| !["E008", "T008"].contains(&code.as_str())).collect()
}

/// A statement of after the year's end counts the ticks that the closing will write on the reports: 100,00 + 20,00 + 20,00.
#[test]
fn a_late_tick_that_the_report_lacks_is_counted() {
    let cinq = Some("2024-09-05");
    for (solde, attendus) in [("140.00", &[][..]), ("139.00", &["T003"])] {
        let dossier = deux_remises([cinq, cinq], [None, None]);
        let releve = format!("tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = {solde}\n");
        dossier.ecrire("2023-2024/releves/z.toml", releve);
        assert_eq!(des_deux_annees(&dossier), attendus, "{solde}");
        assert_eq!(cloturer(&dossier, "2023-2024", "2024-10-02").code, i32::from(!attendus.is_empty()), "{solde}");
    }
}

/// What the year before says that its bank has shown is not to be cancelled, whether its closing has written it or not.
#[test]
fn what_a_late_tick_shows_is_not_cancelled() {
    let cheque = "date = 2024-06-05\nlibelle = \"Papeterie\"\ncheque = \"777\"\nsortie.banque = 45.90\n";
    for (pointage, attendus) in [("pointage = 2024-09-05\n", &["P007"][..]), ("", &[])] {
        let dossier = deux_remises([None, None], [None, None]);
        dossier.ecrire(
            "2023-2024/cahier/a.toml",
            format!("[[ecriture]]\npiece = \"01\"\n{cheque}ventilation.6181 = 45.90\n{pointage}"),
        );
        let exercice = dossier.lire("2024-2025/exercice.toml");
        let (debut, _) = exercice.split_once("[ouverture]").expect("an opening");
        dossier.ecrire("2024-2025/exercice.toml", format!("{debut}[ouverture]\nbanque = 54.10\n[[report]]\n{cheque}"));
        dossier.ecrire(
            "2024-2025/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2024-09-20\nlibelle = \"Chèque perdu\"\nannule = \"777\"\n\
             entree.banque = 45.90\nventilation.6181 = -45.90\n",
        );
        assert_eq!(des_deux_annees(&dossier), attendus, "{pointage}");
    }
}

/// However one pairs them, a 5th is told as a 30th: that is said, and no statement between the two days is sealed with it.
#[test]
fn equal_operations_may_contradict_each_other_for_certain() {
    let (cinq, trente) = (Some("2024-09-05"), Some("2024-09-30"));
    for (pointages, reports) in [([cinq, cinq], [trente, None]), ([cinq, None], [trente, trente])] {
        let dossier = deux_remises(pointages, reports);
        assert_eq!(des_deux_annees(&dossier), ["T012"], "{pointages:?} {reports:?}");
        dossier.ecrire("2024-2025/releves/a.toml", "tresorerie = \"banque\"\ndate = 2024-09-10\nsolde = 120.00\n");
        assert_eq!(cloturer(&dossier, "2023-2024", "2024-10-02").code, 1, "{pointages:?} {reports:?}");
    }
}

/// Of two equal deposits, the one that was forgotten, written since, is the one that gets a report.
#[test]
fn a_piece_tells_which_report_is_missing() {
    let dossier = deux_remises([None, Some("2024-09-05")], [None, None]);
    // 01 alone, closed; then 02.
    let deux = dossier.lire("2023-2024/cahier/a.toml");
    let (une, _) = deux.split_once("[[ecriture]]\npiece = \"02\"").expect("two deposits");
    dossier.ecrire("2023-2024/cahier/a.toml", une);
    std::fs::remove_dir_all(dossier.chemin().join("2024-2025")).expect("removed");
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "oubli", "--date", "2024-10-03"]));
    dossier.ecrire("2023-2024/cahier/a.toml", deux);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-04"));
    let dits = reports(&dossier).into_iter().map(|report| {
        let jour = report.get("pointage").map(|p| p.get("banque").unwrap_or(p).to_string());
        (report["piece"].as_str().expect("a piece").to_owned(), jour.unwrap_or_default())
    });
    assert_eq!(dits.collect::<Vec<_>>(), [("01".to_owned(), String::new()), ("02".to_owned(), "2024-09-05".to_owned())]);
}

/// Two equal deposits: only their ticks tell which is which, in whatever order either year writes them.
#[test]
fn equal_operations_are_paired_by_their_ticks() {
    let (cinq, trente) = (Some("2024-09-05"), Some("2024-09-30"));
    for (pointages, reports) in [([None, cinq], [cinq, None]), ([None, cinq], [cinq, trente]), ([trente, cinq], [cinq, trente])] {
        for (pointages, reports) in [
            (pointages, reports),
            ([pointages[1], pointages[0]], reports),
            (pointages, [reports[1], reports[0]]),
            ([pointages[1], pointages[0]], [reports[1], reports[0]]),
        ] {
            let dossier = deux_remises(pointages, reports);
            // One of the two shown on 5 September: 100,00 + 20,00.
            dossier.ecrire("2023-2024/releves/b.toml", "tresorerie = \"banque\"\ndate = 2024-09-05\nsolde = 120.00\n");
            assert_eq!(des_deux_annees(&dossier), [""; 0], "{pointages:?} {reports:?}");
            let avant = dossier.lire("2024-2025/exercice.toml");
            let execution = cloturer(&dossier, "2023-2024", "2024-10-02");
            reussir(&execution);
            assert_eq!(dossier.lire("2024-2025/exercice.toml"), avant, "{pointages:?} {reports:?}");
            assert!(!execution.erreurs.contains("pointé"), "{}", execution.erreurs);
            assert_eq!(des_deux_annees(&dossier), [""; 0], "{pointages:?} {reports:?}");
        }
    }
}

/// A tick that no report has goes to one of the two, once; one that may be the other report's goes to none.
#[test]
fn a_tick_is_written_in_one_of_two_equal_reports() {
    let (cinq, trente) = (Some("2024-09-05"), Some("2024-09-30"));
    for (pointages, reports, attendus) in [
        ([None, cinq], [None, None], ["", "2024-09-05"]),
        ([trente, cinq], [None, cinq], ["2024-09-05", "2024-09-30"]),
        ([cinq, None], [trente, None], ["", "2024-09-30"]),
    ] {
        let dossier = deux_remises(pointages, reports);
        reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
        assert_eq!(jours(&dossier), attendus, "{pointages:?} {reports:?}");
    }
    // One was not carried over: the other has its tick already, and what is added has none.
    let dossier = deux_remises([None, cinq], [cinq, None]);
    let exercice = dossier.lire("2024-2025/exercice.toml");
    let dernier = exercice.rfind("[[report]]").expect("a report");
    dossier.ecrire("2024-2025/exercice.toml", &exercice[..dernier]);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
    assert_eq!(jours(&dossier), ["", "2024-09-05"]);
}

/// Two days for one operation of a closed year: told where a statement is dated between them, since it shows the operation by one
/// and not by the other. Elsewhere every balance is right by both.
#[test]
fn a_late_tick_of_a_closed_year_is_held_against_a_statement() {
    let (cinq, trente) = (Some("2024-09-05"), Some("2024-09-30"));
    let dossier = deux_remises([cinq, cinq], [trente, trente]);
    assert_eq!(des_deux_annees(&dossier), ["T012", "T012"]);
    let ouverte = dossier.retkoop(&["verifier", "--exercice", "2024-2025"]);
    assert!(!(ouverte.sortie + &ouverte.erreurs).contains("retkoop rouvrir"), "2023-2024 is open");
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
    assert_eq!(des_deux_annees(&dossier), [""; 0]);
    let releve = |jour: &str, solde: &str| {
        let releve = format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {solde}\n");
        dossier.ecrire("2024-2025/releves/a.toml", releve);
    };
    // By 2023-2024, 100,00 + 40,00 from 5 September on.
    for (jour, solde, attendus) in [
        ("2024-09-04", "100.00", &[][..]),
        ("2024-09-05", "140.00", &["T011", "T011"]),
        ("2024-09-29", "140.00", &["T011", "T011"]),
        ("2024-09-30", "140.00", &[]),
    ] {
        releve(jour, solde);
        assert_eq!(des_deux_annees(&dossier), attendus, "{jour}");
        let dit = dossier.retkoop(&["verifier", "--exercice", "2024-2025"]);
        let dit = (dit.sortie + &dit.erreurs).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(dit.contains("retkoop rouvrir --exercice 2023-2024"), !attendus.is_empty(), "{dit}");
    }
    // Renamed since, it is the same bank.
    releve("2024-09-10", "140.00");
    let renommes = ["retkoop.toml", "2024-2025/exercice.toml", "2024-2025/releves/a.toml"].map(|nom| (nom, dossier.lire(nom)));
    renommes.iter().for_each(|(nom, texte)| dossier.ecrire(nom, texte.replace("banque", "courant")));
    assert_eq!(des_deux_annees(&dossier), ["T011", "T011"]);
    renommes.iter().for_each(|(nom, texte)| dossier.ecrire(nom, texte));
    // The sealed file changed since: that is all that is told.
    let exercice = dossier.lire("2024-2025/exercice.toml");
    dossier.ecrire("2024-2025/exercice.toml", exercice.replace("2024-09-30", "2024-09-05"));
    assert_eq!(des_deux_annees(&dossier), [""; 0]);
    let cahier = dossier.lire("2023-2024/cahier/a.toml");
    dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("2024-09-05", "2024-09-30"));
    assert_eq!(des_deux_annees(&dossier), ["X002"]);
    dossier.ecrire("2023-2024/cahier/a.toml", cahier);
    // Both closed: nothing can be corrected any more, and no balance is wrong.
    dossier.ecrire("2024-2025/exercice.toml", exercice);
    releve("2025-08-31", "140.00");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-02"));
    assert!(des_deux_annees(&dossier).iter().all(|code| !code.starts_with('T')));
    reussir(&attester(&dossier));
}

/// Two transfers between banks, each with one tick of both: two reports, two findings, whichever bank a statement is of.
#[test]
fn one_tick_of_two_banks_is_told_once() {
    let virement = |montant: &str, jour: &str| {
        format!(
            "date = 2024-08-30\nlibelle = \"Virement de {montant}\"\nsortie.banque = {montant}\nentree.livret = {montant}\npointage = {jour}\n"
        )
    };
    let deux = |titre: &str, jour: &str| {
        let un = |(piece, montant)| {
            let piece = if titre == "ecriture" { format!("piece = \"{piece}\"\n") } else { String::new() };
            format!("[[{titre}]]\n{piece}{}", virement(montant, jour))
        };
        [("01", "20.00"), ("02", "30.00")].into_iter().map(un).collect::<String>()
    };
    let bornes = |annee: i32| format!("[exercice]\ndebut = {annee}-09-01\nfin = {}-08-31\n", annee + 1);
    let releve = |compte: &str, jour: &str, solde: &str| format!("tresorerie = \"{compte}\"\ndate = {jour}\nsolde = {solde}\n");
    let comptes = "[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.livret]\ncompte = \"512\"\n";
    let dossier = Dossier::new([
        ("retkoop.toml", format!("[cooperative]\nnom = \"M\"\nnumero = \"046-9\"\n{comptes}").as_str()),
        ("2023-2024/exercice.toml", &(bornes(2023) + "[ouverture]\nbanque = 100.00\nlivret = 10.00\n")),
        ("2023-2024/cahier/a.toml", &deux("ecriture", "2024-09-05")),
        ("2023-2024/releves/a.toml", &releve("banque", "2024-08-31", "100.00")),
        ("2023-2024/releves/b.toml", &releve("livret", "2024-08-31", "10.00")),
        // 50,00 from one to the other.
        (
            "2024-2025/exercice.toml",
            &(bornes(2024) + "[ouverture]\nbanque = 50.00\nlivret = 60.00\n" + &deux("report", "2024-09-30")),
        ),
    ]);
    let codes = || des_deux_annees(&dossier);
    assert_eq!(codes(), ["T012", "T012"]);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-02"));
    assert_eq!(codes(), [""; 0]);
    for (compte, solde) in [("banque", "50.00"), ("livret", "60.00")] {
        dossier.ecrire("2024-2025/releves/a.toml", releve(compte, "2024-09-10", solde));
        assert_eq!(codes(), ["T011", "T011"], "{compte}");
    }
}
