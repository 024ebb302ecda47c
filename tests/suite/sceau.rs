//! The seal itself: one for each closing, over every receipt that the accounts name.

use std::fs;
use std::thread;

use retkoop::controle::Controle;
use retkoop::coop::Date;
use retkoop::etat::sceaux::SceauxDeCooperative;
use retkoop::parse::charger;
use retkoop::render::sceaux_texte::sceaux_texte;
use retkoop::render::tableau::Style;
use retkoop::source::{Defaut, disque};

use super::cloture::{annee_calme, attester, cloturer, constats, mini_annee, reussir};
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

/// Writes a seal whose fingerprint is right, and gives it.
pub fn resceller(dossier: &Dossier, exercice: &str, texte: &str) -> String {
    let (dessus, _) = texte.trim_end().rsplit_once('\n').expect("lines");
    let dessus = format!("{dessus}\n");
    let empreinte = retkoop::source::empreinte(dessus.as_bytes());
    dossier.ecrire(&format!("{exercice}/cloture.toml"), format!("{dessus}empreinte = \"{empreinte}\"\n"));
    empreinte
}

/// A seal made again by hand, its fingerprint right: the files that it names say otherwise.
#[test]
fn figures_that_the_files_contradict_are_found() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let sceau = dossier.lire("2023-2024/cloture.toml");
    for (vrai, faux, mot) in [
        ("resultat = 617.01", "resultat = 617.10", "le résultat"),
        ("6168 = 21.00", "6168 = 12.00", "6168"),
        ("[chiffres.tresorerie]\nbanque = 2018.85", "[chiffres.tresorerie]\nbanque = 2018.58", "la clôture de banque"),
        (
            "\n[reglages]",
            "\n[[non_pointee]]\ntresorerie = \"banque\"\ndate = 2024-08-01\nlibelle = \"Remise\"\nmontant = 500.00\n\n[reglages]",
            "« Remise »",
        ),
    ] {
        assert!(sceau.contains(vrai), "{vrai}");
        resceller(&dossier, "2023-2024", &sceau.replacen(vrai, faux, 1));
        let execution = attester(&dossier);
        assert_eq!(execution.code, 1, "{mot}: {}", execution.sortie);
        let dit = execution.sortie.replace('\u{a0}', " ");
        assert!(dit.contains(mot) && dit.contains("ROMPU"), "{mot}: {dit}");
        assert!(constats(&dossier).iter().any(|c| c.code == "X002" && c.message.replace('\u{a0}', " ").contains(mot)), "{mot}");
    }
}

/// What was sealed and is gone is told once: what its file said is not found missing as well. Nor is a receipt that came later
/// found useless too.
#[test]
fn a_sealed_file_that_is_gone_is_one_finding() {
    let dossier = mini_annee();
    dossier.ecrire("2023-2024/caisse/LISEZMOI.md", "Comptée à deux.");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let codes = || constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>();
    for chemin in ["caisse/fin.toml", "releves/fin.toml", "subventions.toml", "cahier/annee.toml", "pieces/05-mairie.pdf"] {
        let chemin = format!("2023-2024/{chemin}");
        let contenu = dossier.lire(&chemin);
        fs::remove_file(dossier.chemin().join(&chemin)).expect("a file");
        assert_eq!(codes(), ["X002"], "{chemin}");
        dossier.ecrire(&chemin, contenu);
    }
    dossier.ecrire("2023-2024/pieces/06-beaulac.pdf", "une facture");
    assert_eq!(codes(), ["X002"]);
    fs::remove_file(dossier.chemin().join("2023-2024/pieces/06-beaulac.pdf")).expect("a file");
    // What is beside the accounts hides nothing of theirs.
    dossier.remplacer("2023-2024/caisse/fin.toml", "\"20\" = 0", "\"20\" = 1");
    fs::remove_file(dossier.chemin().join("2023-2024/caisse/LISEZMOI.md")).expect("a file");
    assert_eq!(codes(), ["X002", "C001", "X002"]);
}

/// Renamed, it is still read: a year that follows the closing is judged all the same.
#[test]
fn a_renamed_file_of_a_sealed_year_hides_nothing_of_the_next() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n");
    // 2 018,85 at the closing, and nothing since.
    dossier.ecrire("2024-2025/releves/octobre.toml", "tresorerie = \"banque\"\ndate = 2024-10-31\nsolde = 2000.00\n");
    let codes = || constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>();
    assert_eq!(codes(), ["T003"]);
    let cahier = dossier.chemin().join("2023-2024/cahier");
    fs::rename(cahier.join("annee.toml"), cahier.join("an.toml")).expect("a file");
    assert_eq!(codes(), ["X002", "X002", "T003"]);
}

/// A reopening that nobody asked for, or that was stopped: the seal that it voids is still there, and that is said.
#[test]
fn a_seal_beside_its_reopening_is_told() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
    let trace = format!("[[reouverture]]\ndate = 2024-09-06\nmotif = \"x\"\nsceau = {}\n", sceau["sceau"]["empreinte"]);
    dossier.ecrire("2023-2024/reouvertures.toml", trace);
    let execution = attester(&dossier);
    assert_eq!(execution.code, 1);
    assert!(execution.sortie.contains("2023-2024/cloture.toml"), "{}", execution.sortie);
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["X002"]);
    // Going on is enough.
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]));
    assert_eq!(constats(&dossier), []);
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-05"));
    reussir(&attester(&dossier));
}

/// Whoever touched a closed year, then opens it again, leaves the names of what they touched in every later seal.
#[test]
fn a_seal_that_was_broken_already_is_opened_with_what_broke_it() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("2023-2024/pieces/05-mairie.pdf", "autre chose");
    dossier.ecrire("2023-2024/pieces/nouvelle.pdf", "qui n’y était pas");
    let rouvrir = || dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--date", "2024-10-01", "--motif", "x"]);
    let dit = rouvrir();
    reussir(&dit);
    assert!(dit.erreurs.contains("pieces/05-mairie.pdf"), "{}", dit.erreurs);
    let differences = |fichier: &str| {
        let lu: toml::Table = dossier.lire(fichier).parse().expect("TOML");
        let de = |r: &toml::Value| r.get("differences").map(|d| d.clone().try_into::<Vec<String>>().expect("names"));
        lu["reouverture"].as_array().expect("a list").iter().map(de).collect::<Vec<_>>()
    };
    let touches = Some(vec!["pieces/05-mairie.pdf".to_owned(), "pieces/nouvelle.pdf".to_owned()]);
    let une_fois = vec![touches.clone()];
    assert_eq!(differences("2023-2024/reouvertures.toml"), une_fois);
    let rapport = cloturer(&dossier, "2023-2024", "2024-10-05");
    reussir(&rapport);
    assert_eq!(differences("2023-2024/cloture.toml"), une_fois);
    let atteste = attester(&dossier);
    reussir(&atteste);
    for texte in [&rapport.sortie, &atteste.sortie] {
        let dit: String = texte.split_whitespace().collect();
        assert!(dit.contains("déjàrompu:pieces/05-mairie.pdf,pieces/nouvelle.pdf"), "{texte}");
    }
    let json: serde_json::Value = serde_json::from_str(&dossier.retkoop(&["attester", "--format", "json"]).sortie).expect("JSON");
    let lues = &json["cooperatives"][0]["exercices"][0]["reouvertures"][0]["differences"];
    assert_eq!(*lues, serde_json::json!(touches));
    // Nothing was touched in the meantime: a second reopening says nothing of the kind.
    reussir(&rouvrir());
    assert_eq!(differences("2023-2024/reouvertures.toml"), [touches, None]);
}

/// What nobody wrote was in force all the same: the seal holds it, and the year is read by it whatever becomes ordinary later.
#[test]
fn a_seal_holds_the_settings_that_nobody_wrote() {
    let dossier = mini_annee();
    dossier.ecrire("2023-2024/pieces/perdue.pdf", "que rien ne nomme");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let texte = dossier.lire("2023-2024/cloture.toml");
    let sceau: toml::Table = texte.parse().expect("TOML");
    let reglages = &sceau["reglages"]["en_vigueur"];
    // domain.md: sixteen accounts; five unticked entries and 150,00 € a régie; two verifiers, one of them a parent.
    assert_eq!(reglages["plan"]["compte"].as_array().map(Vec::len), Some(16));
    assert_eq!(reglages["plan"]["subvention"].as_str(), Some("7410"));
    assert_eq!(reglages["seuils"]["ecritures_non_pointees"].as_integer(), Some(5));
    assert_eq!(reglages["seuils"]["plafond_regie"].to_string(), "150.0");
    assert_eq!(reglages["controle"]["verificateurs"].as_integer(), Some(2));
    let niveaux = reglages["niveaux"].as_table().expect("a table");
    assert_eq!((niveaux["T001"].as_str(), niveaux["P005"].as_str()), (Some("bloquant"), Some("avertissement")));
    assert!(!niveaux.contains_key("E001"), "what no department changes needs no level");
    let codes = || constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>();
    let bilan = || dossier.retkoop(&["bilan", "--exercice", "2023-2024", "--format", "json"]).sortie;
    let avant = bilan();
    assert_eq!(codes(), ["P005"]);

    // The program that wrote it holds the settings against the department's text, or what is ordinary to it.
    let autre = texte.replacen("ecritures_non_pointees = 5", "ecritures_non_pointees = 50", 1);
    resceller(&dossier, "2023-2024", &autre);
    let dit = attester(&dossier);
    assert!(dit.code == 1 && dit.sortie.contains("donne 50 pour le seuil des opérations non pointées"), "{}", dit.sortie);

    // Of another program, whose ordinary settings were others: an account had another name, and a rule did not exist.
    let ancien = texte.replacen("outil = \"retkoop ", "outil = \"retkoop d’avant ", 1);
    let ancien = ancien.replacen("libelle = \"Activités éducatives\"", "libelle = \"Activités de jadis\"", 1);
    resceller(&dossier, "2023-2024", &ancien.replacen("P005 = \"avertissement\"\n", "", 1));
    let dit = attester(&dossier);
    reussir(&dit);
    assert!(dit.sortie.contains("retkoop d’avant") && dit.sortie.contains("règles ne sont pas rejouées"), "{}", dit.sortie);
    assert_eq!(codes(), [""; 0]);
    assert_eq!(bilan(), avant.replacen("Activités éducatives", "Activités de jadis", 1));

    // Whoever takes away what every closing writes shows it; a seal of the first form, that holds no more than the texts, is read
    // as ever.
    let debut = texte.find("\n# Ce qui valait").expect("the settings");
    let fin = texte.find("\n[[fichier]]").expect("the files");
    let sans = format!("{}{}", &texte[..debut], &texte[fin..]);
    resceller(&dossier, "2023-2024", &sans);
    let dit = attester(&dossier);
    assert!(dit.code == 1 && dit.sortie.contains("n’a pas `[reglages.en_vigueur]`"), "{}", dit.sortie);
    assert_eq!(codes(), ["X002", "P005"]);
    resceller(&dossier, "2023-2024", &sans.replacen("version = 2", "version = 1", 1));
    reussir(&attester(&dossier));
    assert_eq!((codes(), bilan()), (vec!["P005".to_owned()], avant));
}

/// A byte of the seal itself: what it says is no longer sure, and the files that differ from its list are named all the same.
#[test]
fn files_are_named_when_the_seal_changed_too() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let sceau = dossier.lire("2023-2024/cloture.toml");
    dossier.ecrire("2023-2024/cloture.toml", sceau.replacen("617.01", "617.02", 1));
    dossier.ecrire("2023-2024/pieces/05-mairie.pdf", "autre chose");
    let dit = attester(&dossier);
    assert_eq!(dit.code, 1);
    for mot in [
        "modifié\u{a0}: 2023-2024/cloture.toml",
        "modifié\u{a0}: 2023-2024/pieces/05-mairie.pdf",
        "n’est plus sûre",
        "Il dit avoir été posé le 05/09/2024, sur 7\u{a0}fichiers\u{a0}: rien ne le prouve plus",
    ] {
        assert!(dit.sortie.contains(mot), "{mot}: {}", dit.sortie);
    }
    let codes: Vec<_> = constats(&dossier).into_iter().map(|c| (c.code, c.fichier)).collect();
    let attendus = ["2023-2024/cloture.toml", "2023-2024/pieces/05-mairie.pdf"].map(|f| ("X002".to_owned(), f.to_owned()));
    assert_eq!(codes, attendus);
    // The seal that follows knows the fingerprint that it had.
    dossier.ecrire("2023-2024/cloture.toml", sceau.as_str());
    dossier.ecrire("2023-2024/pieces/05-mairie.pdf", "la convention");
    annee_calme(&dossier, "2024-2025", "2018.85");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-05"));
    dossier.ecrire("2023-2024/cloture.toml", sceau.replacen("617.01", "617.02", 1));
    let lu: toml::Table = sceau.parse().expect("TOML");
    let empreinte = lu["sceau"]["empreinte"].as_str().expect("a fingerprint");
    let dit = attester(&dossier).sortie;
    assert!(
        dit.contains(&format!("d’après le sceau de 2024-2025, qui le suit, son empreinte était\u{a0}:\n   {empreinte}")),
        "{dit}"
    );
    // Where only its lines end otherwise, what it says is sure.
    dossier.ecrire("2023-2024/cloture.toml", sceau.replace('\n', "\r\n"));
    let dit = attester(&dossier).sortie;
    assert!(dit.contains("fins de ligne modifiées\u{a0}: 2023-2024/cloture.toml") && !dit.contains("plus sûre"), "{dit}");
}

/// What cannot be read is accused of nothing: the seal, a text and a receipt, whose folder is there and whose content is not
/// known.
#[test]
fn what_cannot_be_read_is_no_broken_seal() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    for chemin in ["2023-2024/cloture.toml", "2023-2024/subventions.toml", "2023-2024/pieces/05-mairie.pdf"] {
        let mut lu = disque::lire(dossier.chemin()).expect("a folder");
        lu.sources.retain(|source| source.chemin != chemin);
        lu.annexes.retain(|annexe| annexe.chemin != chemin);
        lu.defauts.push((chemin.to_owned(), Defaut::Systeme("accès refusé".to_owned())));
        let dossier = charger(lu, None);
        let controle = Controle::new(&dossier, Date::from_ymd_opt(2024, 11, 4).expect("a day"));
        let mut sceaux = [SceauxDeCooperative::de(&controle, "")];
        sceaux[0].garder(Some("2023-2024"));
        let dit = sceaux_texte(&sceaux, Style { couleurs: false, largeur: 100 });
        assert!(!dit.contains("ROMPU") && !dit.contains("modifié"), "{dit}");
        for mot in ["ILLISIBLE", &format!("illisible\u{a0}: {chemin} (accès refusé)"), "rendez lisible"] {
            assert!(dit.contains(mot), "{mot}: {dit}");
        }
        let codes: Vec<_> = controle.diagnostics().iter().map(|d| (d.code.0, d.place.fichier.as_str())).collect();
        assert_eq!(codes, [("L006", chemin)], "told once");
    }
    // A folder in its place.
    fs::remove_file(dossier.chemin().join("2023-2024/cloture.toml")).expect("a file");
    fs::create_dir(dossier.chemin().join("2023-2024/cloture.toml")).expect("a folder");
    let dit = attester(&dossier);
    assert_eq!(dit.code, 1);
    assert!(dit.sortie.contains("ILLISIBLE") && dit.sortie.contains("ce n’est pas un fichier"), "{}", dit.sortie);
    let refus = dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]);
    assert!(refus.code != 0 && refus.erreurs.contains("ne se lit pas (ce n’est pas un fichier)"), "{}", refus.erreurs);
    assert!(!dossier.chemin().join("2023-2024/reouvertures.toml").exists());
}

/// The trace of a reopening is kept for ever: it does not accuse a file that may not have changed.
#[cfg(unix)]
#[test]
fn a_reopening_waits_for_what_cannot_be_read() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let recu = dossier.chemin().join("2023-2024/pieces/05-mairie.pdf");
    let octets = fs::read(&recu).expect("a receipt");
    fs::remove_file(&recu).expect("a file");
    std::os::unix::fs::symlink("nulle-part", &recu).expect("a link");
    let rouvrir = || dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x", "--date", "2024-09-10"]);
    let refus = rouvrir();
    assert_eq!(refus.code, 2);
    assert!(refus.erreurs.contains("`2023-2024/pieces/05-mairie.pdf` ne se lit pas"), "{}", refus.erreurs);
    assert!(dossier.chemin().join("2023-2024/cloture.toml").exists());
    fs::remove_file(&recu).expect("a link");
    fs::write(&recu, octets).expect("a receipt");
    reussir(&rouvrir());
    assert!(!dossier.lire("2023-2024/reouvertures.toml").contains("differences"));
}

#[test]
fn a_broken_seal_is_named_for_what_it_is() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    // A seal that names no way of making fingerprints.
    let sceau = dossier.lire("2023-2024/cloture.toml");
    resceller(&dossier, "2023-2024", &sceau.replace("algorithme = \"sha256\"\n", ""));
    assert_eq!(attester(&dossier).code, 1);
    dossier.ecrire("2023-2024/cloture.toml", &sceau);
    // Reopened while a file differs: the trace keeps it.
    dossier.ecrire("2023-2024/pieces/05-mairie.pdf", "autre chose");
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]));
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-05"));
    // Closed before the year before was.
    annee_calme(&dossier, "2024-2025", "2018.85");
    let premier = dossier.lire("2023-2024/cloture.toml");
    std::fs::remove_file(dossier.chemin().join("2023-2024/cloture.toml")).expect("a seal");
    std::fs::rename(dossier.chemin().join("2023-2024"), dossier.chemin().join(".cache")).expect("a folder");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-05"));
    std::fs::rename(dossier.chemin().join(".cache"), dossier.chemin().join("2023-2024")).expect("a folder");
    dossier.ecrire("2023-2024/cloture.toml", premier);
    let dit = attester(&dossier).sortie;
    assert!(dit.contains("ne dit pas qu’il suit celui de 2023-2024"), "{dit}");
}

/// What a machine that stopped left behind goes with the next write, and an empty folder is told for what it is.
#[test]
fn what_a_stop_left_is_cleaned() {
    let dossier = mini_annee();
    let [reste, vivant, lien, cible] = [".retkoop-a1b2c3", ".retkoop-vivant", ".retkoop-lien", "pieces/.retkoop-cible"]
        .map(|nom| dossier.chemin().join("2023-2024").join(nom));
    dossier.ecrire("2023-2024/.retkoop-a1b2c3", "la moitié, il y a un instant");
    dossier.ecrire("2023-2024/.retkoop-vivant", "un autre programme écrit");
    let tenu = fs::File::open(&vivant).expect("a file");
    tenu.lock().expect("whoever writes holds its file");
    dossier.ecrire("2023-2024/pieces/.retkoop-cible", "ailleurs");
    std::os::unix::fs::symlink(&cible, &lien).expect("a link");
    std::fs::create_dir(dossier.chemin().join("2024-2025")).expect("a folder");
    let dit = dossier.retkoop(&["verifier"]).sortie;
    assert!(dit.contains("L003") && dit.contains("retkoop cloturer"), "{dit}");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    assert!(!reste.exists() && vivant.exists());
    assert!(lien.is_symlink() && cible.exists(), "no link is followed");
    assert_eq!(constats(&dossier), []);
}

/// What was found and not answered stands in the report, and an answered question is no satisfied rule.
#[test]
fn the_report_says_what_each_check_found() {
    let dossier = mini_annee();
    // The dues without the insurance (A001, answered), a receipt that nothing names (P005, told).
    dossier.remplacer("2023-2024/cahier/annee.toml", "6586 = 212.00, 6168 = 21.00", "6586 = 233.00");
    let retkoop = dossier.lire("retkoop.toml");
    dossier.ecrire("retkoop.toml", format!("{retkoop}[[acquittement]]\nregle = \"A001\"\nmotif = \"La mairie assure\"\n"));
    dossier.ecrire("2023-2024/pieces/perdue.pdf", "que rien ne nomme");
    let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&execution);
    let dit = execution.sortie.replace('\u{a0}', " ");
    for mot in ["A001 (1 répondu)", "P005 (1 signalé)", "P005 ", "perdue.pdf", "La mairie assure"] {
        assert!(dit.contains(mot), "{mot}: {dit}");
    }
    assert!(!dit.contains("satisfait") && !dit.contains("T003 ("), "{dit}");
}
