//! The figures that a CRF carries (the `bilan` JSON), each under the name that a reader gives it: to hold two sets side by side,
//! or one against the pages that show it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use Place::{Apres, ApresLUnDe, SansSigneApres};

use crate::coop::{Date, Montant, date};

/// One thing that the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffre {
    /// What it is, whatever its wording.
    cle: String,
    /// « 7410 Subventions de l’État », « total des charges ».
    pub nom: String,
    pub valeur: Valeur,
    /// Where the CRF shows it.
    pub places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valeur {
    Montant(Montant),
    Texte(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the row of this account of the chart, whose number stands before the cooperative's.
    Compte(String),
    /// In the row of the assets side that is the `rang`th (from 0) of this treasury account's number.
    Actif { compte: String, rang: usize },
    /// After the first line that begins so.
    Apres(&'static str),
    /// After the first that begins with one or the other.
    ApresLUnDe([&'static str; 2]),
    /// Without its sign, after each of the lines that begin so.
    SansSigneApres(&'static str),
    /// Somewhere on the pages.
    Quelque,
}

impl std::fmt::Display for Valeur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Valeur::Montant(montant) => montant.fmt(f),
            Valeur::Texte(texte) => write!(f, "« {texte} »"),
        }
    }
}

/// In the order of the CRF. What cannot be read says nothing.
pub fn chiffres(document: &Value) -> Vec<Chiffre> {
    let mut lus = Lecture::default();
    let cooperative = &document["cooperative"];
    lus.texte("nom", "nom de la coopérative", &cooperative["nom"]);
    lus.annee(document, "");
    for r in liste(&document["rapprochement"]) {
        let nom = r["tresorerie"].as_str().unwrap_or_default();
        lus.texte(&format!("releve-date {nom}"), &format!("{nom}, date du relevé"), &r["releve"]["date"]);
        for (cle, quoi) in [
            ("sorties_non_pointees", "sorties non pointées"),
            ("entrees_non_pointees", "entrées non pointées"),
            ("solde_cahier", "solde du cahier"),
            ("ecart", "écart du rapprochement"),
        ] {
            lus.montant(&format!("{cle} {nom}"), &format!("{nom}, {quoi}"), &r[cle], &[Place::Quelque]);
        }
        lus.montant(&format!("releve {nom}"), &format!("{nom}, solde du relevé"), &r["releve"]["solde"], &[Place::Quelque]);
    }
    for a in liste(&document["arretes_de_caisse"]) {
        let (nom, jour) = (a["tresorerie"].as_str().unwrap_or_default(), a["date"].as_str().unwrap_or_default());
        let jour_lu = jour.parse::<Date>().map_or_else(|_| jour.to_owned(), date::en_chiffres);
        for (cle, quoi) in [("compte", "espèces comptées"), ("solde", "solde du cahier"), ("ecart", "écart de caisse")] {
            lus.montant(&format!("{cle} {nom} {jour}"), &format!("{nom}, {quoi} le {jour_lu}"), &a[cle], &[Place::Quelque]);
        }
    }
    let subventions = &document["subventions"];
    lus.montant("subventions", "total des subventions", &subventions["total"], &[Place::Apres("Total des subventions")]);
    lus.montant("compte-de-subventions", "total du compte de subventions", &subventions["compte_7410"], &[Place::Quelque]);
    lus.montant("ecart-subventions", "écart des subventions", &subventions["ecart"], &[Place::Quelque]);
    if let Some(precedent) = document.get("precedent") {
        lus.annee(precedent, precedent["exercice"].as_str().unwrap_or("?"));
    }
    lus.0
}

/// What differs from one to the other, in words: what the paper says first, then the ledger.
pub fn differences(papier: &[Chiffre], cahier: &[Chiffre]) -> Vec<String> {
    let par_cle = |chiffres: &'_ [Chiffre]| -> BTreeMap<String, Valeur> {
        chiffres.iter().map(|c| (c.cle.clone(), c.valeur.clone())).collect()
    };
    let (du_papier, du_cahier) = (par_cle(papier), par_cle(cahier));
    let dire = |valeur: Option<&Valeur>| valeur.map_or_else(|| "rien".to_owned(), Valeur::to_string);
    let mut vues = BTreeSet::new();
    let mut differences = Vec::new();
    for Chiffre { cle, nom, .. } in papier.iter().chain(cahier) {
        let (ici, la) = (du_papier.get(cle), du_cahier.get(cle));
        // The wording of an account that one side does not have says nothing more.
        let accessoire = matches!((ici, la), (Some(Valeur::Texte(_)), None) | (None, Some(Valeur::Texte(_))));
        if vues.insert(cle) && ici != la && !accessoire {
            differences.push(format!("{nom} : {} dans le papier, {} au cahier", dire(ici), dire(la)));
        }
    }
    differences
}

fn liste(valeur: &Value) -> impl Iterator<Item = &Value> {
    valeur.as_array().into_iter().flatten()
}

#[derive(Default)]
struct Lecture(Vec<Chiffre>);

impl Lecture {
    /// The accounts and the balance sheet of one year; `an` names it when it is not the paper's own.
    fn annee(&mut self, annee: &Value, an: &str) {
        let propre = an.is_empty();
        let (cle, nom) = (|cle: &str| format!("{an} {cle}"), |nom: &str| suffixe(nom, an));
        let places = |places: Vec<Place>| if propre { places } else { vec![Place::Quelque] };
        for ligne in liste(&annee["charges"]).chain(liste(&annee["produits"])) {
            let (compte, libelle) = (ligne["compte"].as_str().unwrap_or_default(), ligne["libelle"].as_str().unwrap_or_default());
            let intitule = format!("{compte} {libelle}");
            self.montant(&cle(compte), &nom(&intitule), &ligne["montant"], &places(vec![Place::Compte(compte.to_owned())]));
            self.texte(&cle(&format!("libelle {compte}")), &nom(&format!("intitulé du compte {compte}")), &ligne["libelle"]);
        }
        let bilan = &annee["bilan"];
        for (valeur, quoi, ou) in [
            (&annee["total_charges"], "total des charges", vec![Apres("Dépenses de l’exercice"), Apres("Total des charges")]),
            (&annee["total_produits"], "total des produits", vec![Apres("Recettes de l’exercice"), Apres("Total des produits")]),
            (
                &annee["resultat"],
                "résultat",
                vec![
                    SansSigneApres("Excédent de l’exercice"),
                    SansSigneApres("Déficit de l’exercice"),
                    Apres("Résultat de l’exercice"),
                ],
            ),
            (&bilan["regies"], "régies et cahiers de classe", vec![Apres("Régies et cahiers de classe")]),
            (&bilan["report_a_nouveau"], "report à nouveau", vec![Apres("Report à nouveau")]),
            (
                &bilan["total_actif"],
                "total de l’actif",
                vec![ApresLUnDe(["Avoir au", "Avoir à ce jour"]), Apres("Total de l’actif")],
            ),
            (&bilan["total_passif"], "total du passif", vec![Apres("Total du passif")]),
        ] {
            self.montant(&cle(quoi), &nom(quoi), valeur, &places(ou));
        }
        let mut rangs: BTreeMap<&str, usize> = BTreeMap::new();
        for ligne in liste(&bilan["actif"]) {
            let (compte, tresorerie) = (ligne["compte"].as_str().unwrap_or_default(), ligne["nom"].as_str().unwrap_or_default());
            let intitule = format!("{compte} {tresorerie}");
            let rang = rangs.entry(compte).or_insert(0);
            let places = places(vec![Place::Actif { compte: compte.to_owned(), rang: *rang }]);
            *rang += 1;
            self.montant(&cle(&format!("actif {intitule}")), &nom(&intitule), &ligne["montant"], &places);
        }
    }

    fn montant(&mut self, cle: &str, nom: &str, valeur: &Value, places: &[Place]) {
        if let Some(montant) = valeur.as_str().and_then(Montant::relire) {
            self.0.push(Chiffre {
                cle: cle.to_owned(),
                nom: nom.to_owned(),
                valeur: Valeur::Montant(montant),
                places: places.to_vec(),
            });
        }
    }

    fn texte(&mut self, cle: &str, nom: &str, valeur: &Value) {
        if let Some(texte) = valeur.as_str() {
            let valeur = Valeur::Texte(texte.to_owned());
            self.0.push(Chiffre { cle: cle.to_owned(), nom: nom.to_owned(), valeur, places: vec![] });
        }
    }
}

fn suffixe(nom: &str, an: &str) -> String {
    if an.is_empty() { nom.to_owned() } else { format!("{nom} ({an})") }
}
