//! What a printed CRF proves of itself: its pages show the figures that it carries, they are those of its fingerprint, they balance,
//! and they are (or are no longer) those of the ledger.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::chiffres_joints::{Chiffre, Place, Valeur, chiffres, differences};
use crate::coop::Montant;
use crate::diagnostic::pluriel;
use crate::parse::PapierImprime;

#[derive(Debug, Clone)]
pub struct PapierAtteste {
    pub exercice: String,
    /// Number and name of the cooperative; `None`: the paper does not carry them.
    pub cooperative: Option<(String, String)>,
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

/// More differences than this would tell no more.
const DETAILS_MAX: usize = 20;

impl Point {
    fn new(juste: bool, phrase: &str, mut details: Vec<String>) -> Point {
        if details.len() > DETAILS_MAX {
            let reste = details.len() - DETAILS_MAX;
            details.truncate(DETAILS_MAX);
            details.push(format!("… et {}", pluriel(reste, "autre")));
        }
        Point { juste, phrase: phrase.to_owned(), details }
    }
}

impl PapierAtteste {
    /// Pages, fingerprint and sums, from the file alone. `None`: what it carries is not the figures of a CRF.
    pub fn etablir(papier: &PapierImprime) -> Option<PapierAtteste> {
        let joints: Value = serde_json::from_slice(&papier.chiffres).ok()?;
        let exercice = joints.get("exercice")?.as_str()?.to_owned();
        let champ = |nom: &str| joints["cooperative"][nom].as_str().map(str::to_owned);
        let cooperative = champ("numero").zip(champ("nom"));
        let empreinte = papier.empreinte_calculee();
        let points = vec![
            point_de_l_empreinte(papier, &empreinte),
            point_des_pages(papier, &exercice, cooperative.as_ref(), &chiffres(&joints)),
            equilibre(&joints, &papier.ecritures),
        ];
        let porte_le_precedent = joints.get("precedent").is_some();
        Some(PapierAtteste { exercice, cooperative, empreinte, porte_le_precedent, points })
    }

    /// Beside the ledger of today: `joints` and `ecritures` are what a CRF printed now would carry.
    pub fn comparer(&mut self, papier: &PapierImprime, joints: &str, ecritures: &str) {
        let lire = |octets: &[u8]| serde_json::from_slice(octets).unwrap_or(Value::Null);
        let (avant, apres): (Value, Value) = (lire(&papier.chiffres), lire(joints.as_bytes()));
        let numero = |document: &Value| document["cooperative"]["numero"].as_str().unwrap_or_default().to_owned();
        if numero(&avant) != numero(&apres) {
            let details = vec![
                format!("le papier : {}", cooperative_en_mots(&avant)),
                format!("ce dossier : {}", cooperative_en_mots(&apres)),
            ];
            self.points.push(Point::new(false, "ce papier est celui d’une autre coopérative", details));
            return;
        }
        let mut details = differences(&chiffres(&avant), &chiffres(&apres));
        details.extend(ecritures_differentes(&papier.ecritures, ecritures.as_bytes()));
        let juste = papier.chiffres == joints.as_bytes() && papier.ecritures == ecritures.as_bytes();
        let phrase =
            if juste { "ce sont ceux du cahier d’aujourd’hui" } else { "ce ne sont plus ceux du cahier d’aujourd’hui" };
        self.points.push(Point::new(juste, phrase, details));
    }

    pub fn est_juste(&self) -> bool {
        self.points.iter().all(|point| point.juste)
    }
}

fn cooperative_en_mots(document: &Value) -> String {
    let champ = |nom: &str| document["cooperative"][nom].as_str().unwrap_or("?").to_owned();
    format!("{}, {}", champ("numero"), champ("nom"))
}

fn point_de_l_empreinte(papier: &PapierImprime, calculee: &str) -> Point {
    match papier.empreinte_imprimee() {
        Some(imprimee) if imprimee == calculee => {
            Point::new(true, "les chiffres joints sont ceux de l’empreinte imprimée", vec![])
        }
        Some(imprimee) => Point::new(
            false,
            "les chiffres joints ne sont pas ceux de l’empreinte imprimée : le fichier a été modifié",
            vec![format!("imprimée {imprimee}"), format!("calculée {calculee}")],
        ),
        None => Point::new(false, "ses pages ne montrent pas d’empreinte qui se lise : le fichier a été modifié", vec![]),
    }
}

/// Whether the pages show what the file carries: each account in its row, each total after its name, everything else somewhere.
fn point_des_pages(papier: &PapierImprime, exercice: &str, cooperative: Option<&(String, String)>, joints: &[Chiffre]) -> Point {
    let mut details = Vec::new();
    let mut montre = |quoi: &str, texte: &str| {
        if !papier.lignes.iter().any(|ligne| ligne == texte) {
            details.push(format!("{quoi} {texte} : introuvable sur les pages"));
        }
    };
    montre("le titre", &format!("Exercice {exercice}"));
    if let Some((numero, _)) = cooperative.filter(|(numero, _)| !numero.trim().is_empty()) {
        montre("le numéro", numero);
    }
    let montants: BTreeSet<&str> = papier.lignes.iter().filter_map(|ligne| en_montant(ligne)).collect();
    let lignes = papier.lignes.as_slice();
    let bilan = lignes.iter().position(|ligne| ligne.starts_with("2. Bilan"));
    let rangees = rangees_de_comptes(lignes);
    let rangees = |compte: &str| rangees.get(compte).map(Vec::as_slice).unwrap_or_default();
    for chiffre in joints {
        let Valeur::Montant(montant) = &chiffre.valeur else { continue };
        let sur_les_pages = |montant: Montant| montant.sans_unite().split_whitespace().collect::<Vec<_>>().join(" ");
        let attendu = sur_les_pages(*montant);
        for place in &chiffre.places {
            let lus: Vec<&str> = match place {
                Place::Compte(compte) => rangees(compte).first().and_then(|r| montant_apres(lignes, *r)).into_iter().collect(),
                Place::Actif { compte, rang } => {
                    let de_l_actif = rangees(compte).iter().filter(|r| bilan.is_some_and(|bilan| **r > bilan));
                    de_l_actif
                        .filter(|r| lignes[**r] == *compte)
                        .nth(*rang)
                        .and_then(|r| montant_apres(lignes, *r))
                        .into_iter()
                        .collect()
                }
                Place::Apres(titre) => montants_apres(lignes, |ici| commence_par(ici, titre)).take(1).collect(),
                Place::SansSigneApres(titre) => {
                    let sans_signe = sur_les_pages(montant.abs());
                    let faux = montants_apres(lignes, |ici| commence_par(ici, titre)).find(|lu| *lu != sans_signe);
                    vec![faux.unwrap_or(&attendu)]
                }
                Place::Quelque => montants.get(attendu.as_str()).into_iter().copied().collect(),
            };
            if lus.first() != Some(&attendu.as_str()) {
                let lu = lus.first().map_or_else(|| "introuvable sur les pages".to_owned(), |lu| format!("{lu} € sur la page"));
                details.push(format!("{} : {montant} joint, {lu}", chiffre.nom));
            }
        }
    }
    if details.is_empty() {
        Point::new(true, "ses pages montrent les chiffres joints", details)
    } else {
        Point::new(false, "ses pages ne montrent pas les chiffres joints : le fichier a été modifié", details)
    }
}

/// Where each number stands alone on its line, or before digits of the cooperative's own.
fn rangees_de_comptes(lignes: &[String]) -> HashMap<&str, Vec<usize>> {
    let mut rangees: HashMap<&str, Vec<usize>> = HashMap::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        let (numero, suffixe) = ligne.split_once(' ').unwrap_or((ligne, ""));
        if suffixe.bytes().all(|o| o.is_ascii_digit()) {
            rangees.entry(numero).or_default().push(rang);
        }
    }
    rangees
}

/// The amounts that the pages show after the lines of a kind, in their order.
fn montants_apres(lignes: &[String], est_le_repere: impl Fn(&[String]) -> bool) -> impl Iterator<Item = &str> {
    let reperes = (0..lignes.len()).filter(move |rang| est_le_repere(&lignes[*rang..]));
    reperes.filter_map(|rang| montant_apres(lignes, rang))
}

fn montant_apres(lignes: &[String], rang: usize) -> Option<&str> {
    /// An account's name may take many lines.
    const LIGNES_ENTRE: usize = 60;
    lignes[rang + 1..].iter().take(LIGNES_ENTRE).find_map(|ligne| en_montant(ligne))
}

/// Whether the text begins so, were it over several lines: a narrow column breaks its headings.
fn commence_par(lignes: &[String], titre: &str) -> bool {
    let mut reste = titre;
    for ligne in lignes {
        if ligne.starts_with(reste) {
            return true;
        }
        match reste.strip_prefix(ligne.as_str()).and_then(|suite| suite.strip_prefix(' ')) {
            Some(suite) => reste = suite,
            None => return false,
        }
    }
    false
}

/// `1 250,00 €` → `1 250,00`; `None` when the line is no amount.
fn en_montant(ligne: &str) -> Option<&str> {
    let montant = ligne.strip_suffix('€').unwrap_or(ligne).trim_end();
    let (entiers, centimes) = montant.strip_prefix('−').unwrap_or(montant).split_once(',')?;
    let chiffres = |texte: &str| !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_digit());
    (centimes.len() == 2 && chiffres(centimes) && entiers.split(' ').all(chiffres)).then_some(montant)
}

/// The lines of the entries that are only on one side, in words.
fn ecritures_differentes(papier: &[u8], cahier: &[u8]) -> Vec<String> {
    let (avant, apres) = (lignes_d_ecritures(papier), lignes_d_ecritures(cahier));
    let mut details = Vec::new();
    for (ligne, nombre) in &avant {
        if apres.get(ligne).copied().unwrap_or(0) < *nombre {
            details.push(format!("{ligne} : dans le papier seulement"));
        }
    }
    for (ligne, nombre) in &apres {
        if avant.get(ligne).copied().unwrap_or(0) < *nombre {
            details.push(format!("{ligne} : au cahier seulement"));
        }
    }
    details
}

/// Each line of the entries, and how many times it is there.
fn lignes_d_ecritures(ecritures: &[u8]) -> BTreeMap<String, usize> {
    let mut lecteur = csv::ReaderBuilder::new().flexible(true).from_reader(ecritures);
    let mut lignes = BTreeMap::new();
    for ligne in lecteur.records().flatten() {
        let champs: Vec<&str> = ligne.iter().skip(1).filter(|champ| !champ.is_empty()).collect();
        let piece = ligne.get(0).unwrap_or_default();
        *lignes.entry(format!("pièce {piece}, {}", champs.join(", "))).or_default() += 1;
    }
    lignes
}

/// The sums of the CRF, done again (domain.md, E3 and E4), and those of the entries.
fn equilibre(chiffres: &Value, ecritures: &[u8]) -> Point {
    let montant = |valeur: &Value| valeur.as_str().and_then(Montant::relire).map_or(0, Montant::centimes);
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
    Point::new(juste, phrase, details)
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
            rang.and_then(|rang| Montant::relire(ligne.get(rang)?)).map_or(0, |montant| i128::from(montant.centimes()))
        };
        totaux.0 += montant(charge);
        totaux.1 += montant(produit);
    }
    totaux
}
