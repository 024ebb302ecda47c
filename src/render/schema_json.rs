//! The JSON Schema (draft 7, which editors know best) of a file of the format, from the shape that the reader itself uses.
//!
//! A schema says what one file alone can say: keys, types, values permitted. Two decimals at most cannot be said: `multipleOf` is
//! computed in binary by some checkers, and refuses 0.07.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::controle::REGLES;
use crate::coop::{EFFECTIF_MAX, Montant};
use crate::diagnostic::francaise;
use crate::parse::{Cle, FichierDuFormat, Forme, Genre, Presence};

/// Pretty JSON, with a final newline.
pub fn schema(fichier: &FichierDuFormat) -> String {
    let mut schema = vec![
        ("$schema", texte("http://json-schema.org/draft-07/schema#")),
        ("title", texte(fichier.exemple)),
        ("description", Json::Texte(francaise(fichier.sens))),
    ];
    schema.extend(objet(fichier.forme));
    serde_json::to_string_pretty(&Json::Objet(schema)).unwrap_or_default() + "\n"
}

/// A JSON value whose keys stay in their order.
enum Json {
    Texte(String),
    Entier(i64),
    Booleen(bool),
    Liste(Vec<Json>),
    Objet(Vec<(&'static str, Json)>),
    /// An object of one key, which is made here.
    Motif(String, Box<Json>),
}

type Champs = Vec<(&'static str, Json)>;

fn texte(texte: &str) -> Json {
    Json::Texte(texte.to_owned())
}

fn objet(forme: &Forme) -> Champs {
    let requises = forme.cles.iter().filter(|c| !matches!(c.presence, Presence::Facultative(_)));
    let mut champs = vec![
        ("type", texte("object")),
        ("additionalProperties", Json::Booleen(false)),
        ("required", Json::Liste(requises.map(|c| texte(c.nom)).collect())),
        ("properties", Json::Objet(forme.cles.iter().map(|c| (c.nom, propriete(c))).collect())),
    ];
    champs.retain(|(_, champ)| !matches!(champ, Json::Liste(liste) if liste.is_empty()));
    champs
}

fn propriete(cle: &Cle) -> Json {
    let sens = match cle.presence {
        Presence::Facultative(sans) => format!("{}\n\nSans elle : {sans}", cle.sens),
        Presence::Requise | Presence::RequisePar(_) => format!("{}\n\nObligatoire", cle.sens),
    };
    let mut champs = vec![("description", Json::Texte(francaise(&sens)))];
    champs.extend(valeur(&cle.genre));
    if matches!(cle.genre, Genre::Texte) && !matches!(cle.presence, Presence::Facultative(_)) {
        // A text of spaces says nothing.
        champs.push(("pattern", texte("\\S")));
    }
    Json::Objet(champs)
}

fn valeur(genre: &Genre) -> Champs {
    let de_type = |nom| vec![("type", texte(nom))];
    match genre {
        Genre::Texte => de_type("string"),
        Genre::Montant => montant("exclusiveMinimum", -BORNE),
        Genre::MontantPositif => montant("minimum", 0),
        Genre::Taux => vec![("type", texte("number")), ("minimum", Json::Entier(0))],
        Genre::Entier => de_type("integer"),
        Genre::Nombre => {
            vec![("type", texte("integer")), ("minimum", Json::Entier(0)), ("maximum", Json::Entier(EFFECTIF_MAX))]
        }
        Genre::Date => vec![("type", texte("string")), ("format", texte("date"))],
        Genre::Booleen => de_type("boolean"),
        Genre::Choix(choix) => vec![("type", texte("string")), ("enum", Json::Liste(choix.iter().map(|c| texte(c)).collect()))],
        Genre::Liste(genre) => vec![("type", texte("array")), ("items", Json::Objet(valeur(genre)))],
        Genre::Table(forme) => objet(forme),
        Genre::Tables(forme) => vec![("type", texte("array")), ("items", Json::Objet(objet(forme)))],
        Genre::Carte(_, genre) => carte(genre),
        Genre::Regles(genre) => regles(genre),
        Genre::CarteAvec(cle, _, genre) => {
            let mut champs = carte(genre);
            champs.push(("properties", Json::Objet(vec![(cle.nom, propriete(cle))])));
            champs
        }
        Genre::Coupures => vec![
            ("type", texte("object")),
            ("additionalProperties", Json::Booleen(false)),
            ("patternProperties", Json::Objet(vec![("^[0-9]+([.][0-9]{1,2})?$", Json::Objet(valeur(&Genre::Entier)))])),
        ],
        Genre::Ou(genres) => vec![("anyOf", Json::Liste(genres.iter().map(|g| Json::Objet(valeur(g))).collect()))],
    }
}

fn carte(genre: &Genre) -> Champs {
    vec![("type", texte("object")), ("additionalProperties", Json::Objet(valeur(genre)))]
}

/// Each rule is named by its code or its name.
fn regles(genre: &Genre) -> Champs {
    let noms: Vec<&str> = REGLES.iter().flat_map(|regle| [regle.code.0, regle.nom]).collect();
    vec![
        ("type", texte("object")),
        ("additionalProperties", Json::Booleen(false)),
        ("patternProperties", Json::Motif(format!("^({})$", noms.join("|")), Box::new(Json::Objet(valeur(genre))))),
    ]
}

/// Amounts stay below, in euros: the first whole number that none reaches.
const BORNE: i64 = Montant::MAX_SAISI.centimes() / 100 + 1;

fn montant(minimum: &'static str, borne: i64) -> Champs {
    vec![("type", texte("number")), (minimum, Json::Entier(borne)), ("exclusiveMaximum", Json::Entier(BORNE))]
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Texte(texte) => serializer.serialize_str(texte),
            Json::Entier(entier) => serializer.serialize_i64(*entier),
            Json::Booleen(vrai) => serializer.serialize_bool(*vrai),
            Json::Liste(liste) => {
                let mut suite = serializer.serialize_seq(Some(liste.len()))?;
                liste.iter().try_for_each(|element| suite.serialize_element(element))?;
                suite.end()
            }
            Json::Motif(cle, valeur) => serializer.collect_map([(cle, valeur)]),
            Json::Objet(champs) => {
                let mut suite = serializer.serialize_map(Some(champs.len()))?;
                champs.iter().try_for_each(|(cle, valeur)| suite.serialize_entry(cle, valeur))?;
                suite.end()
            }
        }
    }
}
