//! What a printed CRF proves of itself: its figures are those of its fingerprint, they balance, and they are (or are no longer)
//! those of the ledger.

use serde_json::Value;

use crate::coop::Montant;
use crate::parse::PapierImprime;

#[derive(Debug, Clone)]
pub struct PapierAtteste {
    pub exercice: String,
    /// In hexadecimal, of what the file carries.
    pub empreinte: String,
    /// Whether it shows the figures of the year before.
    pub porte_le_precedent: bool,
    pub points: Vec<Point>,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub juste: bool,
    pub phrase: String,
    /// What differs, each with both numbers.
    pub details: Vec<String>,
}

impl PapierAtteste {
    /// Fingerprint and sums, from the file alone. `None`: what it carries is not the figures of a CRF.
    pub fn etablir(papier: &PapierImprime) -> Option<PapierAtteste> {
        let chiffres: Value = serde_json::from_slice(&papier.chiffres).ok()?;
        let exercice = chiffres.get("exercice")?.as_str()?.to_owned();
        let empreinte = papier.empreinte_calculee();
        let points = vec![point_de_l_empreinte(papier, &empreinte), equilibre(&chiffres, &papier.ecritures)];
        let porte_le_precedent = chiffres.get("precedent").is_some();
        Some(PapierAtteste { exercice, empreinte, porte_le_precedent, points })
    }

    /// Beside the ledger of today: `chiffres` and `ecritures` are what a CRF printed now would carry.
    pub fn comparer(&mut self, papier: &PapierImprime, chiffres: &str, ecritures: &str) {
        let mut details = Vec::new();
        if papier.chiffres != chiffres.as_bytes() {
            let lire = |octets: &[u8]| serde_json::from_slice(octets).unwrap_or(Value::Null);
            differences("", &lire(&papier.chiffres), &lire(chiffres.as_bytes()), &mut details);
        }
        let memes_ecritures = papier.ecritures == ecritures.as_bytes();
        if !memes_ecritures {
            let lignes = |octets: &[u8]| octets.iter().filter(|o| **o == b'\n').count().saturating_sub(1);
            let (avant, apres) = (lignes(&papier.ecritures), lignes(ecritures.as_bytes()));
            details.push(format!("écritures : {avant} lignes dans le papier, {apres} au cahier, et elles diffèrent"));
        }
        let juste = details.is_empty() && papier.chiffres == chiffres.as_bytes();
        let phrase =
            if juste { "ce sont ceux du cahier d’aujourd’hui" } else { "ce ne sont plus ceux du cahier d’aujourd’hui" };
        self.points.push(Point { juste, phrase: phrase.to_owned(), details });
    }

    pub fn est_juste(&self) -> bool {
        self.points.iter().all(|point| point.juste)
    }
}

fn point_de_l_empreinte(papier: &PapierImprime, calculee: &str) -> Point {
    let (juste, phrase, details) = match &papier.empreinte {
        Some(ecrite) if ecrite == calculee => (true, "les chiffres joints sont ceux de l’empreinte imprimée", vec![]),
        Some(ecrite) => (
            false,
            "les chiffres joints ne sont pas ceux de l’empreinte imprimée : le fichier a été modifié",
            vec![format!("imprimée {ecrite}"), format!("calculée {calculee}")],
        ),
        None => (false, "le fichier ne dit pas l’empreinte de ses chiffres : il a été modifié", vec![]),
    };
    Point { juste, phrase: phrase.to_owned(), details }
}

/// The sums of the CRF, done again (domain.md, E3 and E4), and those of the entries.
fn equilibre(chiffres: &Value, ecritures: &[u8]) -> Point {
    let montant = |valeur: &Value| valeur.as_str().and_then(|texte| Montant::parse(texte).ok()).map_or(0, Montant::centimes);
    let somme = |lignes: &Value| -> i128 {
        lignes.as_array().into_iter().flatten().map(|ligne| i128::from(montant(&ligne["montant"]))).sum()
    };
    let lu = |valeur: &Value| i128::from(montant(valeur));
    let d_une_annee = |chiffres: &Value| {
        let bilan = &chiffres["bilan"];
        [
            ("total des charges", lu(&chiffres["total_charges"]), somme(&chiffres["charges"])),
            ("total des produits", lu(&chiffres["total_produits"]), somme(&chiffres["produits"])),
            ("résultat", lu(&chiffres["resultat"]), somme(&chiffres["produits"]) - somme(&chiffres["charges"])),
            ("total de l’actif", lu(&bilan["total_actif"]), somme(&bilan["actif"]) + lu(&bilan["regies"])),
            ("total du passif", lu(&bilan["total_passif"]), lu(&bilan["report_a_nouveau"]) + lu(&bilan["resultat"])),
            ("actif et passif", lu(&bilan["total_actif"]), lu(&bilan["total_passif"])),
        ]
    };
    let (charges_du_csv, produits_du_csv) = totaux_des_ecritures(ecritures);
    let des_ecritures = [
        ("charges des écritures jointes", charges_du_csv, somme(&chiffres["charges"])),
        ("produits des écritures jointes", produits_du_csv, somme(&chiffres["produits"])),
    ];
    let ecrire = |centimes: i128| Montant::from_centimes(i64::try_from(centimes).unwrap_or(i64::MAX)).to_string();
    let dire = |annee: &str, (nom, dit, refait): (&str, i128, i128)| {
        let phrase = || format!("{nom}{annee} : {} dans le papier, {} en refaisant la somme", ecrire(dit), ecrire(refait));
        (dit != refait).then(phrase)
    };
    let mut details: Vec<String> =
        d_une_annee(chiffres).into_iter().chain(des_ecritures).filter_map(|somme| dire("", somme)).collect();
    if let Some(precedent) = chiffres.get("precedent") {
        let annee = format!(" de {}", precedent["exercice"].as_str().unwrap_or("l’exercice précédent"));
        details.extend(d_une_annee(precedent).into_iter().filter_map(|somme| dire(&annee, somme)));
    }
    let juste = details.is_empty();
    let phrase = if juste { "ils s’équilibrent, sommes refaites" } else { "ils ne s’équilibrent pas" };
    Point { juste, phrase: phrase.to_owned(), details }
}

/// Charges, then produits.
fn totaux_des_ecritures(ecritures: &[u8]) -> (i128, i128) {
    let mut lecteur = csv::ReaderBuilder::new().flexible(true).from_reader(ecritures);
    let colonnes = lecteur.headers().cloned().unwrap_or_default();
    let rang = |nom: &str| colonnes.iter().position(|colonne| colonne == nom);
    let (charge, produit) = (rang("charge"), rang("produit"));
    let mut totaux = (0, 0);
    for ligne in lecteur.records().flatten() {
        let montant = |rang: Option<usize>| {
            rang.and_then(|rang| Montant::parse(ligne.get(rang)?).ok()).map_or(0, |montant| i128::from(montant.centimes()))
        };
        totaux.0 += montant(charge);
        totaux.1 += montant(produit);
    }
    totaux
}

/// Each value that differs, by its path.
fn differences(chemin: &str, papier: &Value, cahier: &Value, details: &mut Vec<String>) {
    /// More would tell no more.
    const DETAILS_MAX: usize = 20;
    if papier == cahier || details.len() >= DETAILS_MAX {
        return;
    }
    let sous = |cle: &str| if chemin.is_empty() { cle.to_owned() } else { format!("{chemin}.{cle}") };
    match (papier, cahier) {
        (Value::Object(un), Value::Object(autre)) => {
            let cles = un.keys().chain(autre.keys().filter(|cle| !un.contains_key(*cle)));
            for cle in cles {
                differences(&sous(cle), un.get(cle).unwrap_or(&Value::Null), autre.get(cle).unwrap_or(&Value::Null), details);
            }
        }
        (Value::Array(un), Value::Array(autre)) => {
            // Accounts by their number, the rest by rank.
            let cle = |rang: usize, valeur: &Value| valeur["compte"].as_str().map_or_else(|| rang.to_string(), str::to_owned);
            let nommes = |liste: &[Value]| {
                liste.iter().enumerate().map(|(rang, v)| (cle(rang, v), v.clone())).collect::<serde_json::Map<_, _>>()
            };
            differences(chemin, &Value::Object(nommes(un)), &Value::Object(nommes(autre)), details);
        }
        _ => {
            let dire = |valeur: &Value| match valeur {
                Value::Null => "rien".to_owned(),
                Value::String(texte) => texte.clone(),
                Value::Object(champs) => {
                    let nom = champs.get("montant").or_else(|| champs.get("exercice"));
                    nom.and_then(Value::as_str).unwrap_or("autre chose").to_owned()
                }
                autre => autre.to_string(),
            };
            details.push(format!("{chemin} : {} dans le papier, {} au cahier", dire(papier), dire(cahier)));
        }
    }
}
