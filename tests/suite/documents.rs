//! The documents are true: the examples of `docs/format.md` make one sound cooperative, and the README's ledger entry reads.

use std::collections::BTreeMap;
use std::fs;

use retkoop::controle::REGLES;
use retkoop::render::explication_markdown::{nom_de_la_page, page, table};
use retkoop::render::pdf::Modele;

use super::commun::{Dossier, racine};

/// The TOML blocks of a document whose first line says where they go, by path, in their order.
fn blocs(document: &str) -> BTreeMap<String, String> {
    let texte = fs::read_to_string(racine().join(document)).expect("a document");
    let mut fichiers: BTreeMap<String, String> = BTreeMap::new();
    for bloc in texte.split("```toml\n").skip(1) {
        let bloc = bloc.split("```").next().expect("a closed block");
        if let Some(chemin) = bloc.lines().next().and_then(|l| l.strip_prefix("# ")).filter(|c| c.ends_with(".toml")) {
            fichiers.entry(chemin.to_owned()).or_default().push_str(bloc);
        }
    }
    fichiers
}

#[test]
fn the_examples_of_the_format_make_a_sound_cooperative() {
    let fichiers = blocs("docs/format.md");
    assert!(fichiers.len() >= 12, "{:?}", fichiers.keys());
    let dossier = Dossier::new(fichiers.iter().map(|(chemin, texte)| (chemin.as_str(), texte.as_str())));
    // Receipts are files that a document cannot show.
    for (chemin, texte) in &fichiers {
        let Some((exercice, _)) = chemin.split_once('/') else { continue };
        for nom in texte.split('"').filter(|morceau| morceau.starts_with("pieces/") || morceau.starts_with("retour/")) {
            dossier.ecrire(&format!("{exercice}/{nom}"), nom);
        }
    }
    let erreurs: Vec<_> = dossier.constats().into_iter().filter(|c| c.niveau == "erreur").collect();
    assert_eq!(erreurs, []);
    assert_eq!(dossier.retkoop(&["bilan", "--exercice", "2024-2025"]).code, 0);
    // What the document computes by hand.
    let cotisation = dossier.retkoop(&["adhesion", "--exercice", "2024-2025"]).sortie;
    for (nom, montant) in [("l’adhésion", "138,60"), ("l’assurance", "16,40"), ("Total à payer", "155,00")] {
        assert!(cotisation.lines().any(|l| l.contains(nom) && l.ends_with(montant)), "{nom} {montant} in {cotisation}");
    }
}

#[test]
fn the_entry_of_the_readme_reads() {
    let readme = fs::read_to_string(racine().join("README.md")).expect("the README");
    let bloc = readme.split("```toml\n").nth(1).and_then(|b| b.split("```").next()).expect("an entry");
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"E\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2026-2027/exercice.toml", "[exercice]\ndebut = 2026-09-01\nfin = 2027-08-31\n[ouverture]\nbanque = 100\n"),
        ("2026-2027/cahier/a.toml", bloc),
        ("2026-2027/releves/a.toml", "tresorerie = \"banque\"\ndate = 2026-09-30\nsolde = 54.10\n"),
        ("2026-2027/pieces/01-millet.pdf", "x"),
    ]);
    let niveaux: Vec<String> = dossier.constats().into_iter().map(|c| c.niveau).collect();
    assert!(niveaux.iter().all(|niveau| niveau == "avertissement"), "{niveaux:?}");
}

/// Each paper has its row, its picture, and each picture is that of something.
#[test]
fn the_papers_are_all_shown() {
    let page = fs::read_to_string(racine().join("docs/documents.md")).expect("the page");
    for modele in Modele::TOUS {
        let nom = modele.nom();
        assert!(page.contains(&format!("\n| `{nom}` | ")), "{nom} is in no table");
        let image = if nom == "cahier" { "cahier-tresorerie" } else { nom };
        assert!(page.contains(&format!("(images/{image}.png)")), "{nom} is not shown");
    }
    let textes = page + &fs::read_to_string(racine().join("README.md")).expect("the README");
    for image in fs::read_dir(racine().join("docs/images")).expect("pictures").flatten() {
        let nom = image.file_name().into_string().expect("a plain name");
        assert!(textes.contains(&format!("images/{nom})")), "{nom} is shown nowhere");
    }
    for image in textes.split("images/").skip(1).filter_map(|suite| suite.split_once(')')).map(|(nom, _)| nom) {
        assert!(racine().join("docs/images").join(image).exists(), "{image} is missing");
    }
}

const DEBUT: &str = "<!-- table des règles : engendrée -->\n";
const FIN: &str = "<!-- fin de la table -->";

/// `RETKOOP_ATTENDUS=ecrire` writes the pages: read the difference before committing it.
#[test]
fn the_pages_of_the_rules_say_what_the_program_says() {
    let ecrire = std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire");
    let docs = racine().join("docs");
    let index = fs::read_to_string(docs.join("regles.md")).expect("the index");
    let (avant, reste) = index.split_once(DEBUT).expect("the table begins");
    let (_, apres) = reste.split_once(FIN).expect("the table ends");
    let mut attendus: BTreeMap<String, String> =
        REGLES.iter().map(|regle| (format!("regles/{}", nom_de_la_page(regle)), page(regle))).collect();
    attendus.insert("regles.md".to_owned(), format!("{avant}{DEBUT}{}\n{FIN}{apres}", table()));
    let presents = fs::read_dir(docs.join("regles")).into_iter().flatten().flatten();
    for present in presents.map(|e| format!("regles/{}", e.file_name().to_string_lossy())) {
        let de_trop = !attendus.contains_key(&present);
        if de_trop && ecrire {
            fs::remove_file(docs.join(&present)).expect("a page");
        }
        assert!(ecrire || !de_trop, "docs/{present} is the page of no rule");
    }
    for (chemin, attendu) in attendus {
        if ecrire {
            fs::create_dir_all(docs.join("regles")).expect("a folder");
            fs::write(docs.join(&chemin), attendu).expect("a page");
        } else {
            let ecrit = fs::read_to_string(docs.join(&chemin)).unwrap_or_default();
            assert_eq!(ecrit, attendu, "docs/{chemin}");
        }
    }
}
