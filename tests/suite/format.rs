//! The format is said once, beside the code that reads it: its JSON Schemas and the tables of `docs/format.md` are made from
//! there. `RETKOOP_ATTENDUS=ecrire` writes both: read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use retkoop::diagnostic::francaise;
use retkoop::parse::{Cle, FICHIERS, FichierDuFormat, Forme, Genre, Presence};
use retkoop::render::schema_json::schema;
use serde_json::Value;

use super::commun::{Dossier, constats, exemple, racine, retkoop};

/// What is written at `chemin` is `attendu`, or becomes it.
fn tenir(chemin: &Path, attendu: &str) {
    if std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire") {
        fs::create_dir_all(chemin.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(chemin, attendu).expect("a file");
    }
    let ecrit = fs::read_to_string(chemin).unwrap_or_default();
    assert!(ecrit == attendu, "{} is out of date: RETKOOP_ATTENDUS=ecrire cargo test writes it", chemin.display());
}

#[test]
fn the_schemas_are_those_of_the_reader() {
    let dossier = racine().join("schemas/fichiers");
    for fichier in FICHIERS {
        tenir(&dossier.join(format!("{}.schema.json", fichier.nom)), &schema(fichier));
    }
    assert_eq!(fs::read_dir(&dossier).expect("the folder of schemas").count(), FICHIERS.len(), "a schema of nothing");
}

#[test]
fn the_command_gives_the_schemas() {
    let liste = retkoop(&["schema"]).sortie;
    for fichier in FICHIERS {
        assert!(liste.contains(fichier.nom) && liste.contains(fichier.exemple), "{liste}");
        assert_eq!(retkoop(&["schema", fichier.nom]).sortie, schema(fichier));
        assert_eq!(retkoop(&["schema", fichier.exemple]).sortie, schema(fichier));
    }
    let inconnu = retkoop(&["schema", "cahie"]);
    assert_eq!((inconnu.code, inconnu.sortie.as_str()), (2, ""));
    assert!(inconnu.erreurs.contains("vouliez-vous dire `cahier`"), "{}", inconnu.erreurs);
    let dossier = Dossier::new([]);
    let vers = dossier.chemin().join("a/b");
    assert_eq!(retkoop(&["schema", "--sortie", vers.to_str().expect("UTF-8")]).code, 0);
    assert_eq!(fs::read_dir(vers).expect("a folder").count(), FICHIERS.len());
}

/// No `null`, which TOML cannot say, and nothing but what every checker knows.
#[test]
fn the_schemas_are_plain() {
    fn parcourir(valeur: &Value, faire: &mut impl FnMut(&serde_json::Map<String, Value>)) {
        match valeur {
            Value::Object(objet) => {
                faire(objet);
                objet.values().for_each(|v| parcourir(v, faire));
            }
            Value::Array(liste) => liste.iter().for_each(|v| parcourir(v, faire)),
            _ => {}
        }
    }
    for fichier in FICHIERS {
        let texte = schema(fichier);
        assert!(!texte.contains("null") && !texte.contains("multipleOf"), "{}", fichier.nom);
        let document: Value = serde_json::from_str(&texte).expect("JSON");
        jsonschema::meta::validate(&document).expect("a valid schema");
        parcourir(&document, &mut |objet| {
            if let Some(Value::Object(proprietes)) = objet.get("properties") {
                assert!(objet.contains_key("additionalProperties"), "{}: open to anything", fichier.nom);
                for (cle, propriete) in proprietes {
                    let sens = propriete["description"].as_str().unwrap_or_default();
                    assert!(sens.chars().count() > 5, "{}: `{cle}` says nothing of itself", fichier.nom);
                }
            }
        });
    }
}

fn en_json(valeur: &toml::Value) -> Value {
    match valeur {
        toml::Value::String(texte) => texte.as_str().into(),
        toml::Value::Integer(entier) => (*entier).into(),
        toml::Value::Float(nombre) => (*nombre).into(),
        toml::Value::Boolean(vrai) => (*vrai).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(liste) => liste.iter().map(en_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(cle, v)| (cle.clone(), en_json(v))).collect(),
    }
}

/// What a checker says of a file; `None` when the file is no TOML, or has no schema.
fn dit_du_schema(chemin: &str, texte: &str) -> Option<Vec<String>> {
    let fichier = FichierDuFormat::au_chemin(chemin)?;
    let schema: Value = serde_json::from_str(&schema(fichier)).expect("JSON");
    let validateur = jsonschema::options().should_validate_formats(true).build(&schema).expect("a valid schema");
    let document = en_json(&toml::Value::Table(texte.parse().ok()?));
    Some(validateur.iter_errors(&document).map(|e| format!("{chemin} {} : {e}", e.instance_path())).collect())
}

/// TOML files below a folder, by path.
fn fichiers(dossier: &Path) -> Vec<(String, PathBuf)> {
    let mut trouves = Vec::new();
    for element in fs::read_dir(dossier).expect("a folder").flatten() {
        let nom = element.file_name().to_string_lossy().into_owned();
        if nom.starts_with('.') {
            continue;
        }
        if element.path().is_dir() {
            trouves.extend(fichiers(&element.path()).into_iter().map(|(chemin, p)| (format!("{nom}/{chemin}"), p)));
        } else if nom.ends_with(".toml") {
            trouves.push((nom, element.path()));
        }
    }
    trouves
}

#[test]
fn the_schemas_accept_the_examples_and_what_nouveau_writes() {
    let neuf = Dossier::new([]);
    let (ecole, departement) = (neuf.chemin().join("école"), neuf.chemin().join("département"));
    let nouveau = |chemin: &Path, suite: &[&str]| {
        let arguments: Vec<&str> =
            ["nouveau", chemin.to_str().expect("UTF-8")].into_iter().chain(suite.iter().copied()).collect();
        assert_eq!(retkoop(&arguments).code, 0);
    };
    nouveau(&ecole, &["--uai", "0460410L", "--commune", "Brumeval", "--mandataire", "Odile Tassigneau"]);
    nouveau(&departement, &["--departement"]);
    let mut nombre = 0;
    for dossier in [exemple("ecole-jules-ferry"), exemple("premiers-pas"), ecole.clone(), departement.clone()] {
        for (chemin, fichier) in fichiers(&dossier) {
            let texte = fs::read_to_string(fichier).expect("a file");
            assert_eq!(dit_du_schema(&chemin, &texte), Some(Vec::new()));
            nombre += 1;
        }
    }
    assert!(nombre > 80, "{nombre}");
    // The first line of each new file leads to its schema.
    for dossier in [ecole, departement] {
        for (chemin, fichier) in fichiers(&dossier) {
            let texte = fs::read_to_string(&fichier).expect("a file");
            let vers = texte.lines().next().and_then(|l| l.strip_prefix("#:schema ")).expect("a schema line");
            let trouve = fs::read_to_string(fichier.parent().expect("a folder").join(vers)).expect("its schema");
            assert_eq!(trouve, schema(FichierDuFormat::au_chemin(&chemin).expect("a file of the format")));
        }
    }
}

/// The commented models of `nouveau` are accepted too, once their `# ` are taken off.
#[test]
fn the_schemas_accept_the_models_of_nouveau_uncommented() {
    let neuf = Dossier::new([]);
    for (nom, options) in [("école", &[][..]), ("département", &["--departement"])] {
        let chemin = neuf.chemin().join(nom);
        let arguments: Vec<&str> =
            ["nouveau", chemin.to_str().expect("UTF-8")].into_iter().chain(options.iter().copied()).collect();
        assert_eq!(retkoop(&arguments).code, 0);
        for (chemin, fichier) in fichiers(&chemin) {
            let texte = fs::read_to_string(fichier).expect("a file");
            let est_une_cle =
                |debut: &str| debut.trim_end().bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
            let est_du_toml =
                |ligne: &str| ligne.starts_with('[') || ligne.split_once(" = ").is_some_and(|(cle, _)| est_une_cle(cle));
            let ligne = |ligne: &str| ligne.strip_prefix("# ").filter(|nue| est_du_toml(nue)).unwrap_or(ligne).to_owned();
            let decommente = texte.lines().map(ligne).collect::<Vec<_>>().join("\n");
            assert_eq!(dit_du_schema(&chemin, &decommente), Some(Vec::new()), "{decommente}");
        }
    }
}

/// A file of a reproducer that the reader refuses for its keys, its types or its amounts is refused by its schema, and no other.
/// What no schema can say: `PAS_DITS`.
#[test]
fn the_schemas_refuse_what_the_reader_refuses() {
    /// Two decimals at most, and how a number is spelt: gone once TOML is read.
    const PAS_DITS: &[&str] = &[
        "L005-montant-invalide",
        "L005-montant-invalide-exposant",
        "L005-montant-invalide-hexadecimal",
        "L005-montant-invalide-plus",
        "L005-montant-invalide-souligne",
    ];
    let (mut refuses, mut acceptes) = (0, 0);
    for reproducteur in fs::read_dir(racine().join("tests/erreurs")).expect("the reproducers").flatten() {
        let nom = reproducteur.file_name().to_string_lossy().into_owned();
        let dossier = reproducteur.path().join("dossier");
        if PAS_DITS.contains(&nom.as_str()) {
            continue;
        }
        let verification = retkoop(&["-C", dossier.to_str().expect("UTF-8"), "verifier", "--format", "json"]).sortie;
        let constats = constats(&verification);
        for (chemin, fichier) in fichiers(&dossier) {
            let Some(dit) = fs::read_to_string(fichier).ok().and_then(|texte| dit_du_schema(&chemin, &texte)) else { continue };
            let du_fichier = constats.iter().filter(|c| c.fichier == chemin);
            let a_refuser =
                du_fichier.into_iter().any(|c| matches!(c.code.as_str(), "L002" | "L003" | "L004" | "L005" | "P001" | "E005"));
            assert_eq!(!dit.is_empty(), a_refuser, "{nom}: {dit:#?}");
            *(if a_refuser { &mut refuses } else { &mut acceptes }) += 1;
        }
    }
    assert!(refuses >= 20 && acceptes >= 500, "{refuses} refused, {acceptes} accepted");
}

/// Between `<!-- clés : NOM -->` and `<!-- fin des clés -->`, the tables of `docs/format.md`.
#[test]
fn the_tables_of_the_document_are_those_of_the_reader() {
    let chemin = racine().join("docs/format.md");
    let mut document = fs::read_to_string(&chemin).expect("the document");
    for fichier in FICHIERS {
        let debut = format!("<!-- clés : {} -->\n", fichier.nom);
        let (avant, reste) = document.split_once(&debut).unwrap_or_else(|| panic!("no « {} » in the document", debut.trim()));
        let (_, apres) = reste.split_once("<!-- fin des clés -->\n").expect("the end of a table");
        document = format!("{avant}{debut}\n{}\n<!-- fin des clés -->\n{apres}", tableau(fichier.forme));
    }
    tenir(&chemin, &document);
}

fn tableau(forme: &Forme) -> String {
    let mut lignes = vec!["| Clé | Genre | Requise | Sans elle | Sens |".to_owned(), "|---|---|---|---|---|".to_owned()];
    lignes_de(forme, "", &mut lignes);
    lignes.join("\n") + "\n"
}

fn lignes_de(forme: &Forme, prefixe: &str, lignes: &mut Vec<String>) {
    for cle in forme.cles {
        let chemin = format!("{prefixe}{}", cle.nom);
        ligne(cle, &chemin, lignes);
    }
}

fn ligne(cle: &Cle, chemin: &str, lignes: &mut Vec<String>) {
    let (requise, sans) = match cle.presence {
        Presence::Requise => ("oui".to_owned(), ""),
        Presence::RequisePar(regle) => (format!("oui ({regle})"), ""),
        Presence::Facultative(sans) => ("non".to_owned(), sans),
    };
    let mut ajouter = |nom: &str, genre: &Genre| {
        let cellules = [nom, &en_clair(genre), &requise, sans, cle.sens]
            .map(|c| if c.is_empty() { " ".to_owned() } else { format!(" {c} ") });
        lignes.push(francaise(&format!("|{}|", cellules.join("|"))));
    };
    match &cle.genre {
        Genre::Table(forme) => {
            ajouter(&format!("`[{chemin}]`"), &cle.genre);
            lignes_de(forme, &format!("{chemin}."), lignes);
        }
        Genre::Tables(forme) => {
            ajouter(&format!("`[[{chemin}]]`"), &cle.genre);
            lignes_de(forme, &format!("{chemin}."), lignes);
        }
        Genre::Carte(libre, Genre::Table(forme)) => {
            ajouter(&format!("`[{chemin}.<{libre}>]`"), &Genre::Table(forme));
            lignes_de(forme, &format!("{chemin}.<{libre}>."), lignes);
        }
        Genre::Carte(libre, genre) => ajouter(&format!("`{chemin}.<{libre}>`"), genre),
        Genre::Regles(genre) => ajouter(&format!("`{chemin}.<règle>`"), genre),
        Genre::CarteAvec(reservee, libre, genre) => {
            ajouter(&format!("`{chemin}.<{libre}>`"), genre);
            ligne(reservee, &format!("{chemin}.{}", reservee.nom), lignes);
        }
        Genre::Coupures => ajouter(&format!("`{chemin}.\"<coupure>\"`"), &Genre::Entier),
        _ => ajouter(&format!("`{chemin}`"), &cle.genre),
    }
}

fn en_clair(genre: &Genre) -> String {
    match genre {
        Genre::Texte => "texte".to_owned(),
        Genre::Montant => "montant".to_owned(),
        Genre::MontantPositif => "montant positif".to_owned(),
        Genre::Taux => "taux".to_owned(),
        Genre::Entier => "entier".to_owned(),
        Genre::Nombre => "entier de 0 à 9\u{202f}999".to_owned(),
        Genre::Date => "date".to_owned(),
        Genre::Booleen => "oui/non".to_owned(),
        Genre::Choix([seul]) => format!("`\"{seul}\"`"),
        Genre::Choix(choix) => format!("choix : {}", choix.iter().map(|c| format!("`\"{c}\"`")).collect::<Vec<_>>().join(", ")),
        Genre::Liste(genre) => format!("liste de {}s", en_clair(genre)),
        Genre::Table(_) => "table".to_owned(),
        Genre::Tables(_) => "tables".to_owned(),
        Genre::Carte(libre, genre) | Genre::CarteAvec(_, libre, genre) => format!("table : {libre} = {}", en_clair(genre)),
        Genre::Regles(genre) => format!("table : règle = {}", en_clair(genre)),
        Genre::Coupures => "table : coupure = entier".to_owned(),
        Genre::Ou(genres) => genres.iter().map(en_clair).collect::<Vec<_>>().join(", ou "),
    }
}
