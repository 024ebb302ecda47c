//! Régies and carried-over operations through the year's end, in several years (domain.md).

use super::commun::{Dossier, Execution};

const RETKOOP: &str =
    "[cooperative]\nnom = \"Coopérative des Trois Fontaines\"\nnumero = \"046-0410\"\n[tresorerie.banque]\ncompte = \"512\"\n";

/// Bank only; 1 000,00 on 1 September 2023.
fn dossier(cahier: &str, releve: &str) -> Dossier {
    Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 1000.00\n"),
        ("2023-2024/adhesion.toml", "[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Mme Orlaveau\" }]\neleves = 21\n"),
        ("2023-2024/cahier/a.toml", cahier),
        ("2023-2024/releves/fin.toml", &format!("tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = {releve}\n")),
    ])
}

fn reussir(execution: &Execution) {
    assert_eq!(execution.code, 0, "{}{}", execution.sortie, execution.erreurs);
}

fn cloturer(dossier: &Dossier, exercice: &str, jour: &str) -> Execution {
    dossier.retkoop(&["cloturer", "--exercice", exercice, "--date", jour])
}

fn codes(dossier: &Dossier, jour: &str) -> Vec<String> {
    let sortie = dossier.retkoop(&["verifier", "--format", "json", "--date", jour]).sortie;
    super::commun::constats(&sortie).into_iter().map(|c| c.code).collect()
}

/// The advance of 150,00 to the CP, as every case of domain.md begins.
const VERSEMENT: &str = "[[ecriture]]\npiece = \"01\"\ndate = 2023-09-27\nlibelle = \"Régie d’avance\"\nsortie.banque = 150.00\nregie = { versee = 150.00, classe = \"CP\" }\npointage = 2024-08-31\n";

fn explication(piece: &str, montant: &str) -> String {
    format!(
        "[[ecriture]]\npiece = \"{piece}\"\ndate = 2024-06-12\nlibelle = \"Emploi de la régie\"\nregie = {{ expliquee = {montant}, classe = \"CP\" }}\nventilation.6181 = {montant}\n"
    )
}

/// domain.md: 25,00 given back and 125,00 explained; a complement of 15,00 and 165,00 explained; 150,00 spent to the cent. What
/// the bank has at the end: 1 000,00 − 125,00 = 875,00; 1 000,00 − 165,00 = 835,00; 1 000,00 − 150,00 = 850,00.
#[test]
fn the_three_regies_close() {
    let retour = "[[ecriture]]\npiece = \"02\"\ndate = 2024-06-10\nlibelle = \"Retour\"\nentree.banque = 25.00\nregie = { retournee = 25.00, classe = \"CP\" }\npointage = 2024-08-31\n";
    let complement = "[[ecriture]]\npiece = \"02\"\ndate = 2024-06-10\nlibelle = \"Complément\"\nsortie.banque = 15.00\nregie = { versee = 15.00, classe = \"CP\" }\npointage = 2024-08-31\n";
    for (cahier, banque, charges) in [
        (format!("{VERSEMENT}{retour}{}", explication("03", "125.00")), "875.00", "125.00"),
        (format!("{VERSEMENT}{complement}{}", explication("03", "165.00")), "835.00", "165.00"),
        (format!("{VERSEMENT}{}", explication("02", "150.00")), "850.00", "150.00"),
    ] {
        let dossier = dossier(&cahier, banque);
        assert_eq!(codes(&dossier, "2024-09-05"), [""; 0], "{cahier}");
        let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-05"]);
        reussir(&essai);
        assert!(essai.sortie.contains("rien ne manque"), "{}", essai.sortie);
        reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
        let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
        let chiffre = |cle: &str| sceau["chiffres"][cle].as_float().map(|f| format!("{f:.2}"));
        assert_eq!(chiffre("total_charges").as_deref(), Some(charges));
        assert_eq!(sceau["chiffres"]["tresorerie"]["banque"].as_float().map(|f| format!("{f:.2}")).as_deref(), Some(banque));
        assert!(sceau["chiffres"].get("regies").is_none(), "nothing is held");
        assert!(dossier.lire("2024-2025/exercice.toml").contains(&format!("banque = {banque}\n")));
        assert_eq!(codes(&dossier, "2024-10-01"), [""; 0]);
    }
}

/// 150,00 advanced, 125,00 explained, 25,00 still in the class: refused once the year is over, by a trial on any day.
#[test]
fn an_outstanding_regie_refuses() {
    let dossier = dossier(&format!("{VERSEMENT}{}", explication("02", "125.00")), "850.00");
    assert_eq!(codes(&dossier, "2024-08-31"), [""; 0]);
    assert_eq!(codes(&dossier, "2024-09-05"), ["R001"]);
    for (essai, jour) in [(true, "2024-06-30"), (true, "2024-09-05"), (false, "2024-09-05")] {
        let mut arguments = vec!["cloturer", "--exercice", "2023-2024", "--date", jour];
        arguments.extend(essai.then_some("--essai"));
        let execution = dossier.retkoop(&arguments);
        let dit = if essai { &execution.sortie } else { &execution.erreurs };
        assert_eq!(execution.code, 1);
        assert!(dit.contains("R001") && dit.contains("25,00"), "{dit}");
        assert!(!dossier.chemin().join("2023-2024/cloture.toml").exists());
    }
}

/// 12,00 held since the year before, 150,00 advanced, 162,00 explained: nothing is left, and the report says each term. 10,00
/// more at the opening stay: 10,00 + 12,00 + 150,00 − 162,00 = 10,00.
#[test]
fn what_a_class_held_at_the_opening_is_a_term_of_its_sum() {
    let ouvrir_avec = |detenu: &str| {
        let dossier = dossier(&format!("{VERSEMENT}{}", explication("02", "162.00")), "850.00");
        let regies = format!("banque = 1000.00\nregies = {{ {detenu} }}\n");
        dossier.remplacer("2023-2024/exercice.toml", "banque = 1000.00\n", &regies);
        dossier
    };
    let soldee = cloturer(&ouvrir_avec("CP = 12.00"), "2023-2024", "2024-09-05");
    reussir(&soldee);
    let lignes = soldee.sortie.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let attendu = "CP : à l’ouverture 12,00 €, versé 150,00 €, retourné 0,00 €, expliqué 162,00 €, reste 0,00 €";
    assert!(lignes.contains(attendu), "{lignes}");
    assert_eq!(codes(&ouvrir_avec("CP = 22.00"), "2024-09-05"), ["R001"]);
    let codes_sans_la_classe = |detenu: &str| codes(&ouvrir_avec(detenu), "2024-08-31");
    assert_eq!(codes_sans_la_classe("CP = 12.00, GS = 5.00"), ["R004"], "unknown, and the year goes on");
    assert_eq!(codes_sans_la_classe("CP = 12.00, \"\" = 5.00"), ["R004"], "unnamed");
    assert_eq!(codes_sans_la_classe("CP = 12.00, GS = 0.00"), [""; 0], "it holds nothing");
}

const CHEQUE: &str = "[[ecriture]]\npiece = \"01\"\ndate = 2024-07-06\nlibelle = \"Millet, matériel\"\ncheque = \"9670034\"\nsortie.banque = 28.99\nventilation.6181 = 28.99\n";

/// A cheque that is never presented: cancelled next year by an entry that says so. 1 000,00 − 28,99 = 971,01, then 28,99 back.
#[test]
fn a_carried_cheque_is_cancelled_by_an_entry_that_says_so() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2025-03-10\nlibelle = \"Chèque jamais présenté\"\nentree.banque = 28.99\nventilation.7700 = 28.99\nannule = \"9670034\"\n",
    );
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 1000.00\n");
    assert_eq!(codes(&dossier, "2025-09-01"), [""; 0]);
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-01"));
    let suivant = dossier.lire("2025-2026/exercice.toml");
    assert!(suivant.contains("banque = 1000.00\n") && !suivant.contains("[[report]]"), "{suivant}");
}

/// What is on its way two years running is carried twice, and stays one operation.
#[test]
fn a_cheque_may_be_on_its_way_for_two_years() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    for (nom, fin) in [("2024-2025", "2025-08-31"), ("2025-2026", "2026-08-31")] {
        dossier.ecrire(&format!("{nom}/releves/fin.toml"), format!("tresorerie = \"banque\"\ndate = {fin}\nsolde = 1000.00\n"));
        reussir(&cloturer(&dossier, nom, &fin.replace("08-31", "09-01")));
    }
    let suivant = dossier.lire("2026-2027/exercice.toml");
    assert_eq!((suivant.matches("[[report]]").count(), suivant.contains("banque = 971.01\n")), (1, true), "{suivant}");
    assert_eq!(dossier.retkoop(&["attester"]).sortie.matches("sceau intact").count(), 3);
}

/// A closed year changes no more, and its check says nothing of the cheque that lapsed in it; its report is of what held that
/// day.
#[test]
fn the_report_of_a_closed_year_tells_what_its_check_no_longer_says() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 1000.00\n");
    assert_eq!(codes(&dossier, "2025-09-01"), ["T014"]);
    let cloture = cloturer(&dossier, "2024-2025", "2025-09-01");
    reussir(&cloture);
    assert!(cloture.sortie.contains("T014 (1\u{a0}signalé)"), "{}", cloture.sortie);
    assert!(cloture.sortie.contains("\n T014 le chèque 9670034"), "{}", cloture.sortie);
    // Of the next year alone, which carries the cheque on.
    assert_eq!(codes(&dossier, "2025-09-02"), ["T014"]);
    let verifiee = dossier.retkoop(&["verifier", "--format", "concis", "--date", "2025-09-02"]).sortie;
    assert!(verifiee.starts_with("2025-2026/exercice.toml"), "{verifiee}");
    // Answered, it stays answered: neither the check nor the next closing asks for what is settled.
    let reponse = "[[acquittement]]\nregle = \"T014\"\nmotif = \"Millet a fermé, la somme reste due\"\n";
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}{reponse}"));
    assert_eq!(codes(&dossier, "2025-09-02"), [""; 0]);
}

/// The next year is closed itself: one opens from the last to the oldest, closes in order, and the chain holds again.
#[test]
fn closing_again_when_the_next_year_is_closed_too() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 1000.00\n");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-01"));
    let rouvrir =
        |nom| dossier.retkoop(&["rouvrir", "--exercice", nom, "--motif", "Le chèque était de 30,99", "--date", "2025-09-10"]);
    assert_eq!(rouvrir("2023-2024").code, 1, "the year after it is closed");
    reussir(&rouvrir("2024-2025"));
    reussir(&rouvrir("2023-2024"));
    dossier.ecrire("2023-2024/cahier/a.toml", CHEQUE.replace("28.99", "30.99"));
    assert_eq!(cloturer(&dossier, "2024-2025", "2025-09-11").code, 1, "the year before it is open");
    reussir(&cloturer(&dossier, "2023-2024", "2025-09-11"));
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-11"));
    for nom in ["2024-2025", "2025-2026"] {
        let texte = dossier.lire(&format!("{nom}/exercice.toml"));
        assert!(texte.contains("banque = 969.01\n") && texte.contains("sortie.banque = 30.99\n"), "{texte}");
        assert_eq!(texte.matches("[[report]]").count(), 1, "{texte}");
    }
    // Of 6 July 2024, it lapsed on 14 July 2025.
    assert_eq!(codes(&dossier, "2025-10-15"), ["T014"]);
    let attester = dossier.retkoop(&["attester"]);
    assert_eq!((attester.code, attester.sortie.matches("sceau intact").count()), (0, 2), "{}", attester.sortie);
}

/// The bank shows 28,99 once in September 2024: 1 000,00 − 28,99 = 971,01 from then on. The ledger counts it twice, in the
/// opening and in an entry without a cheque number: 971,01 − 28,99 = 942,02.
#[test]
fn a_carried_operation_entered_again_without_its_number_is_asked_about() {
    let ecriture = |libelle: &str, jour: &str, suite: &str| {
        format!(
            "[[ecriture]]\npiece = \"01\"\ndate = {jour}\nlibelle = \"{libelle}\"\nsortie.banque = 28.99\nventilation.6181 = 28.99\npointage = 2024-09-30\n{suite}"
        )
    };
    let annee = |cahier: &str, pointe: &str| {
        let dossier = dossier(CHEQUE, "1000.00");
        reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
        let exercice = dossier.lire("2024-2025/exercice.toml");
        dossier.ecrire("2024-2025/exercice.toml", format!("{exercice}{pointe}"));
        dossier.ecrire("2024-2025/cahier/a.toml", cahier);
        dossier
    };
    for (quoi, cahier, pointe, attendu) in [
        ("same label", ecriture("millet, MATERIEL", "2024-09-02", ""), "", vec!["T010"]),
        ("later in the year", ecriture("Millet, matériel", "2024-09-28", ""), "", vec!["T010"]),
        ("another label, far in time", ecriture("Papeterie Beaulac", "2024-09-02", ""), "", vec![]),
        ("another cheque", ecriture("Millet, matériel", "2024-09-02", "cheque = \"9670035\"\n"), "", vec![]),
        ("the bank shows both", ecriture("Millet, matériel", "2024-09-02", ""), "pointage = 2024-09-30\n", vec![]),
        ("another amount", ecriture("Millet, matériel", "2024-09-02", "").replace("28.99", "28.90"), "", vec![]),
    ] {
        let dossier = annee(&cahier, pointe);
        let montant = if quoi == "another amount" { 97_110 } else { 97_101 };
        let solde = if pointe.is_empty() { montant } else { 94_202 };
        let (euros, centimes) = (solde / 100, solde % 100);
        for jour in ["2024-09-30", "2024-12-31"] {
            dossier.ecrire(
                &format!("2024-2025/releves/{jour}.toml"),
                format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {euros}.{centimes:02}\n"),
            );
        }
        assert_eq!(codes(&dossier, "2025-01-10"), attendu, "{quoi}");
    }
    // Unanswered, it refuses the closing; answered, it does not. (The lapsed cheque is no reason.)
    let dossier = annee(&ecriture("Millet, matériel", "2024-09-02", ""), "");
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 971.01\n");
    let refus = cloturer(&dossier, "2024-2025", "2025-09-01");
    assert_eq!(super::commun::codes_montres(&refus.erreurs), ["T010"], "{}", refus.erreurs);
    let reponse =
        "[[acquittement]]\nregle = \"T010\"\nexercice = \"2024-2025\"\npiece = \"01\"\nmotif = \"Deux factures du même prix\"\n";
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}{reponse}"));
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-01"));
}

/// A cheque of 6 July 2024 is to be presented by 14 July 2024, and lapses one year later.
#[test]
fn a_cheque_that_nobody_presents_lapses() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    dossier.ecrire("2024-2025/releves/mi.toml", "tresorerie = \"banque\"\ndate = 2025-06-30\nsolde = 1000.00\n");
    assert_eq!(codes(&dossier, "2025-07-14"), [""; 0]);
    assert_eq!(codes(&dossier, "2025-07-15"), ["T014"]);
    // The advice is good: an entry cancels it, and says so wherever the cheque is shown.
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2025-07-15\nlibelle = \"Chèque périmé\"\nentree.banque = 28.99\nventilation.7700 = 28.99\nannule = \"9670034\"\n",
    );
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 1000.00\n");
    assert_eq!(codes(&dossier, "2025-07-15"), [""; 0]);
    let cahier = dossier.retkoop(&["cahier", "--exercice", "2024-2025", "--date", "2025-07-15"]).sortie;
    assert!(cahier.contains("annulée par la pièce 01") && cahier.contains("annule le chèque 9670034"), "{cahier}");
    assert!(!cahier.lines().any(|ligne| ligne.contains("28,99") && ligne.trim_end().ends_with('·')), "{cahier}");
    let cloture = cloturer(&dossier, "2024-2025", "2025-09-01");
    reussir(&cloture);
    let dit = cloture.sortie.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(dit.contains("chèque 9670034, de 28,99 €, annulée par la pièce 01 du 15/07/2025"), "{}", cloture.sortie);
    // A closed year has nothing to do any more.
    assert_eq!(codes(&dossier, "2026-08-01"), [""; 0]);
}

/// The amount of a cheque that the next year cancelled is corrected in its own year: 1 000,00 − 30,99 = 969,01. The year is
/// closed; the next one, which is open, has to follow, and says so.
#[test]
fn the_amount_of_a_cheque_that_the_next_year_cancelled_is_corrected() {
    let dossier = dossier(CHEQUE, "1000.00");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    let annulation = |montant| {
        format!(
            "[[ecriture]]\npiece = \"01\"\ndate = 2025-03-10\nlibelle = \"Chèque jamais présenté\"\nentree.banque = {montant}\nventilation.7700 = {montant}\nannule = \"9670034\"\n"
        )
    };
    dossier.ecrire("2024-2025/cahier/a.toml", annulation("28.99"));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "30,99", "--date", "2025-04-01"]));
    dossier.ecrire("2023-2024/cahier/a.toml", CHEQUE.replace("28.99", "30.99"));
    let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2025-04-01"]);
    reussir(&essai);
    for mot in ["rien ne manque", "1 erreur à corriger avant sa propre clôture", "P007", "30,99"] {
        assert!(essai.sortie.replace('\u{a0}', " ").contains(mot), "{mot}: {}", essai.sortie);
    }
    let cloture = cloturer(&dossier, "2023-2024", "2025-04-01");
    reussir(&cloture);
    assert!(cloture.erreurs.contains("P007"), "{}", cloture.erreurs);
    let suivant = dossier.lire("2024-2025/exercice.toml");
    assert!(suivant.contains("banque = 969.01\n") && suivant.contains("sortie.banque = 30.99\n"), "{suivant}");
    assert_eq!(codes(&dossier, "2025-04-01"), ["P007"]);
    // What it says to do is enough.
    dossier.ecrire("2024-2025/cahier/a.toml", annulation("30.99"));
    assert_eq!(codes(&dossier, "2025-04-01"), [""; 0]);
}
