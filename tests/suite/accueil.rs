//! The home page and the state of the return.

use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::{Date, EtatDuRetour};
use retkoop::etat::crf::Crf;
use retkoop::parse::charger;
use retkoop::source::disque;
use unicode_width::UnicodeWidthStr;

use super::commun::{Dossier, exemple, retkoop};

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

fn etat(dossier: &Dossier, jour: &str) -> String {
    let execution = dossier.retkoop(&["etat", "--date", jour]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    let alone = dossier.retkoop(&["--date", jour]);
    assert_eq!(alone.sortie, execution.sortie, "`retkoop` alone is the home page");
    execution.sortie.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_home_page_says_what_is_due_and_what_to_do() {
    let dossier = dossier();
    let page = etat(&dossier, "2024-09-10");
    for mot in
        ["30/09/2024  clôture 2023-2024", "dans 20 jours", "120,50 €", "clôturer 2023-2024 : rien ne manque", "retkoop ouvrir"]
    {
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
    dossier.ecrire("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.51\n");
    assert!(etat(&dossier, "2024-09-20").contains("retkoop attester"));
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
