//! The seal itself: one for each closing, over every receipt that the accounts name.

use std::thread;

use super::cloture::{attester, cloturer, constats, mini_annee, reussir};
use super::commun::Dossier;

/// Whoever comes second is told, and the seal on the disk is the one whose fingerprint was said.
#[test]
fn of_two_closings_at_once_one_succeeds() {
    for _ in 0..3 {
        let dossier = mini_annee();
        let jours = ["2024-09-05", "2024-09-06", "2024-09-07", "2024-09-08"];
        let executions = thread::scope(|scope| {
            let lances = jours.map(|jour| scope.spawn(|| cloturer(&dossier, "2023-2024", jour)));
            lances.map(|lance| lance.join().expect("it ends"))
        });
        let reussies: Vec<_> = executions.iter().filter(|e| e.code == 0).collect();
        assert_eq!(reussies.len(), 1, "{executions:?}");
        let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
        let empreinte = sceau["sceau"]["empreinte"].as_str().expect("a fingerprint");
        assert!(reussies[0].sortie.contains(empreinte), "{}", reussies[0].sortie);
        reussir(&attester(&dossier));
    }
}

/// Receipts stand under the seal wherever they are kept; the papers of the returns do not.
#[test]
fn a_receipt_kept_with_the_returns_is_sealed() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/cahier/annee.toml", "pieces/05-mairie.pdf", "./retour/05-mairie.pdf");
    dossier.remplacer("2023-2024/subventions.toml", "pieces/05-mairie.pdf", "retour/convention.pdf");
    std::fs::remove_dir_all(dossier.chemin().join("2023-2024/pieces")).expect("a folder");
    dossier.ecrire("2023-2024/retour/05-mairie.pdf", "l’avis de versement");
    dossier.ecrire("2023-2024/retour/convention.pdf", "la convention");
    dossier.ecrire("2023-2024/retour/engagement.pdf", "signé");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("2023-2024/retour/quitus.pdf", "signé");
    dossier.ecrire("2023-2024/retour/engagement.pdf", "signé de nouveau");
    reussir(&attester(&dossier));
    for chemin in ["2023-2024/retour/05-mairie.pdf", "2023-2024/retour/convention.pdf"] {
        let contenu = dossier.lire(chemin);
        dossier.ecrire(chemin, "autre chose");
        let execution = attester(&dossier);
        assert_eq!(execution.code, 1);
        assert!(execution.sortie.contains(&format!("modifié\u{a0}: {chemin}")), "{}", execution.sortie);
        std::fs::remove_file(dossier.chemin().join(chemin)).expect("a file");
        assert!(attester(&dossier).sortie.contains(&format!("retiré\u{a0}: {chemin}")));
        dossier.ecrire(chemin, contenu);
    }
    reussir(&attester(&dossier));
}

/// A closed year with what it depends on outside its folder, then all of that changed; the year after goes on.
fn changee(retkoop: &str) -> Dossier {
    let dossier = mini_annee();
    dossier.ecrire("inventaire.toml", "[[bien]]\ndesignation = \"Appareil photo\"\ndate = 2021-02-03\nvaleur = 240.00\n");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("retkoop.toml", retkoop);
    dossier.ecrire("inventaire.toml", "[[bien]]\ndesignation = \"Une perceuse\"\ndate = 2021-02-03\nvaleur = 99.00\n");
    dossier
}

const AUJOURD_HUI: &str = r#"
[cooperative]
nom = "Coopérative du Bois Joli"
numero = "046-0410"
[[mandataire]]
nom = "Zélie Ardouin"
[tresorerie.banque]
compte = "512"
libelle = "Banque des Deux-Rives"
[tresorerie.caisse]
compte = "530"
"#;

#[cfg(feature = "pdf")]
#[test]
fn a_closed_year_is_printed_as_it_was_known() {
    let dossier = changee(AUJOURD_HUI);
    let texte = |papier: &str, exercice: &str| {
        let sortie = dossier.chemin().join("papiers");
        reussir(&dossier.retkoop(&["imprimer", papier, "--exercice", exercice, "--sortie", sortie.to_str().expect("UTF-8")]));
        let octets = std::fs::read(sortie.join(format!("{papier}-046-0410-{exercice}.pdf"))).expect("a file");
        let document = lopdf::Document::load_mem(&octets).expect("a PDF");
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        document.extract_text(&pages).expect("text").split_whitespace().collect::<String>()
    };
    for (papier, mots) in [
        ("crf", &["TroisFontaines", "AgatheMerlinval"][..]),
        ("rapport-de-cloture", &["TroisFontaines", "Appareilphoto"]),
        ("inventaire", &["TroisFontaines", "Appareilphoto"]),
        ("quitus", &["AgatheMerlinval"]),
    ] {
        let dit = texte(papier, "2023-2024");
        for mot in mots {
            assert!(dit.contains(mot), "{papier}: {mot}: {dit}");
        }
        for mot in ["BoisJoli", "Ardouin", "perceuse", "Deux-Rives"] {
            assert!(!dit.contains(mot), "{papier}: {mot}: {dit}");
        }
    }
    let ouvert = texte("inventaire", "2024-2025");
    assert!(ouvert.contains("BoisJoli") && ouvert.contains("perceuse"), "{ouvert}");
    assert_eq!(constats(&dossier), []);
}

/// The cooperative calls its bank otherwise: what is closed is read as it was, what follows opens with the same money.
#[test]
fn a_renamed_bank_is_the_same_one() {
    let dossier = changee(&AUJOURD_HUI.replace("[tresorerie.banque]", "[tresorerie.rives]"));
    let bilan = |exercice: &str| dossier.retkoop(&["bilan", "--exercice", exercice, "--format", "json"]);
    assert!(bilan("2023-2024").sortie.contains("\"nom\": \"banque\""), "{:?}", bilan("2023-2024"));
    // The next year still opens with the old name: that one is the cooperative's to change, and nothing else is told.
    assert_eq!(
        constats(&dossier).into_iter().map(|c| (c.code, c.fichier)).collect::<Vec<_>>(),
        [("E006".to_owned(), "2024-2025/exercice.toml".to_owned())]
    );
    dossier.remplacer("2024-2025/exercice.toml", "banque = 2018.85", "rives = 2018.85");
    assert_eq!(constats(&dossier), []);
    dossier.remplacer("2024-2025/exercice.toml", "rives = 2018.85", "rives = 2018.58");
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["T005"]);
    // Without an opening of its own, it follows.
    dossier.ecrire("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n");
    assert_eq!(constats(&dossier), []);
    let suivant = bilan("2024-2025").sortie;
    assert!(suivant.contains("\"report_a_nouveau\": \"2018.85\"") && suivant.contains("\"nom\": \"rives\""), "{suivant}");
}

/// An account of another kind is not the same one: its money must be told.
#[test]
fn money_on_an_account_that_is_no_more_is_asked_for() {
    let retkoop = AUJOURD_HUI.replace("[tresorerie.banque]", "[tresorerie.postale]").replace("512", "514");
    let dossier = changee(&retkoop);
    for exercice in ["[ouverture]\npostale = 0.00\ncaisse = 0.00\n", ""] {
        dossier.ecrire("2024-2025/exercice.toml", format!("[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n{exercice}"));
        let trouves = constats(&dossier);
        assert_eq!(trouves.len(), 1, "{trouves:?}");
        assert!(trouves[0].code == "T005" && trouves[0].message.contains("`banque`"), "{trouves:?}");
    }
    // Kept until it is empty.
    dossier.ecrire("retkoop.toml", format!("{retkoop}[tresorerie.banque]\ncompte = \"512\"\n"));
    assert_eq!(constats(&dossier), []);
}

#[test]
fn an_answer_that_was_sealed_stays_given() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/cahier/annee.toml", "6586 = 212.00, 6168 = 21.00", "6586 = 233.00");
    let retkoop = dossier.lire("retkoop.toml");
    dossier.ecrire("retkoop.toml", format!("{retkoop}[[acquittement]]\nregle = \"A001\"\nmotif = \"La mairie assure\"\n"));
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("retkoop.toml", retkoop);
    assert_eq!(constats(&dossier), []);
    let tous = dossier.retkoop(&["verifier", "--tout", "--date", "2024-11-04"]).sortie;
    assert!(tous.contains("question[A001] (acquitté)"), "{tous}");
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]));
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["A001"]);
}
