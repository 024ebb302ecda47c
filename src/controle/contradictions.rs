//! What a seal states, against what its own files say: a seal made again by hand may have its fingerprint right. The seal is made
//! anew from the files, and compared with the one that was written.
//!
//! Not here: the settings outside the exercice, which may change after the closing, and the seal before, which X003 judges.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::en_vigueur::{en_clair, en_vigueur};
use super::regles::regle_nommee;
use super::scelle::{Difference, GenreDeDifference, differences};
use crate::bareme::Departement;
use crate::calcul::Comptes;
use crate::coop::{
    Acquittement, Cloture, ConstatAcquitte, Date, Montant, NonPointeeScellee, NumeroDePiece, Partie, Reouverture, Sceau, date,
};
use crate::parse::{Dossier, lire_departement};
use crate::source::{Source, Span};

/// Something that a seal states and its own files, or its dates, contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What it is about: « le résultat », « le compte 6168 ».
    pub sujet: String,
    /// One sentence, without its final point.
    pub phrase: String,
    /// What the files give, then what the seal states: of an amount.
    pub ecart: Option<(Montant, Montant)>,
}

/// All that is wrong with one seal.
#[derive(Debug, Clone, Default)]
pub struct Examen {
    /// Files that are not what was sealed.
    pub differences: Vec<Difference>,
    /// Looked for only where the files are what was sealed: what they say otherwise has one cause.
    pub contradictions: Vec<Contradiction>,
}

impl Examen {
    pub fn is_sans_reproche(&self) -> bool {
        self.differences.is_empty() && self.contradictions.is_empty()
    }

    /// The first file that cannot be read, from the cooperative's folder, and why: nobody can say whether it has changed.
    pub fn illisible(&self) -> Option<(&str, &str)> {
        self.differences.iter().find_map(|d| match &d.genre {
            GenreDeDifference::Illisible(cause) => Some((d.chemin.as_str(), cause.as_str())),
            _ => None,
        })
    }

    /// The files that differ, from the exercice's folder: what its reopening keeps.
    pub fn fichiers(&self, exercice: &str) -> Vec<String> {
        let nom = |chemin: &str| chemin.strip_prefix(exercice).and_then(|c| c.strip_prefix('/')).unwrap_or(chemin).to_owned();
        let contredit = self.contradictions.first().map(|_| "cloture.toml".to_owned());
        self.differences.iter().map(|d| nom(&d.chemin)).chain(contredit).collect()
    }
}

/// Holds the seal of an exercice against its files; of one that is open, nothing but the seal that should be gone.
pub fn examiner(dossier: &Dossier, comptes: &Comptes) -> Examen {
    let exercice = comptes.exercice;
    let sur = exercice.cloture.as_ref().filter(|cloture| cloture.authentique);
    if let Some(etranger) = sur.and_then(|cloture| etranger(cloture, &exercice.nom)) {
        return Examen { contradictions: vec![etranger], ..Examen::default() };
    }
    let differences = differences(dossier, exercice);
    let contradictions = match sur {
        Some(cloture) if differences.is_empty() => contradictions(dossier, comptes, cloture),
        _ => Vec::new(),
    };
    Examen { differences, contradictions }
}

/// Of a form that is not known, or of another exercice: nothing else of it can be compared.
fn etranger(cloture: &Cloture, exercice: &str) -> Option<Contradiction> {
    let phrase = if !(1..=Sceau::VERSION).contains(&cloture.version) {
        let (version, connue) = (cloture.version, Sceau::VERSION);
        format!(
            "le sceau de {exercice} est écrit sous la forme {version}, que ce programme ne connaît pas (il connaît 1 à {connue})"
        )
    } else if cloture.exercice != exercice {
        format!("le sceau du dossier {exercice} est celui de l’exercice {}", cloture.exercice)
    } else {
        return None;
    };
    Some(Contradiction { sujet: "cloture.toml".to_owned(), phrase, ecart: None })
}

/// In the order of the seal.
fn contradictions(dossier: &Dossier, comptes: &Comptes, cloture: &Cloture) -> Vec<Contradiction> {
    let exercice = comptes.exercice;
    let refait = Sceau::des_comptes(comptes, cloture.date);
    let mut comparaison = Comparaison { exercice: &exercice.nom, contradictions: Vec::new() };
    if !exercice.lacunes.manque(Partie::Bornes) {
        comparaison.textes("le premier jour", jour(cloture.debut), jour(refait.debut));
        comparaison.textes("le dernier jour", jour(cloture.fin), jour(refait.fin));
    }
    comparaison.dates(dossier, cloture);
    let lacunes = &exercice.lacunes;
    let connus = comptes.cooperative.tresoreries().all(|(id, _)| lacunes.solde_connu(id)) && lacunes.tous_pointages_connus();
    // What follows another year is that year's to say.
    if connus && !comptes.suit_le_precedent() {
        comparaison.chiffres(cloture, &refait);
    }
    let acquittements = &dossier.cooperative_de(exercice).acquittements;
    comparaison.reponses(cloture, &exercice.nom, acquittements);
    comparaison.listes("une réouverture,", &cloture.reouvertures, &refait.reouvertures, dire_reouverture);
    if cloture.version == Sceau::VERSION && !cloture.en_vigueur {
        let phrase = format!("le sceau de {} n’a pas `[reglages.en_vigueur]`, que toute clôture y écrit", exercice.nom);
        comparaison.noter("reglages.en_vigueur", phrase, None);
    } else if cloture.version == Sceau::VERSION && cloture.outil == Sceau::OUTIL {
        comparaison.reglages(cloture, dossier.departement_de(exercice));
    }
    comparaison.contradictions
}

struct Comparaison<'a> {
    exercice: &'a str,
    contradictions: Vec<Contradiction>,
}

impl Comparaison<'_> {
    fn noter(&mut self, sujet: &str, phrase: String, ecart: Option<(Montant, Montant)>) {
        self.contradictions.push(Contradiction { sujet: sujet.to_owned(), phrase, ecart });
    }

    fn textes(&mut self, quoi: &str, scelle: String, refait: String) {
        if scelle != refait {
            let exercice = self.exercice;
            let phrase = format!("le sceau de {exercice} donne {scelle} pour {quoi}, les fichiers qu’il scelle donnent {refait}");
            self.noter(quoi, phrase, None);
        }
    }

    fn montants(&mut self, quoi: &str, scelle: Montant, refait: Montant) {
        if scelle != refait {
            let (exercice, ecart) = (self.exercice, (scelle - refait).abs());
            let phrase = format!(
                "le sceau de {exercice} donne {scelle} pour {quoi}, les fichiers qu’il scelle donnent {refait} ; différence {ecart}"
            );
            self.noter(quoi, phrase, Some((refait, scelle)));
        }
    }

    /// Amounts by what they are about: what one of the two does not name is zero there.
    fn soldes<C: Ord + Clone>(&mut self, nom: impl Fn(&C) -> String, scelles: &[(C, Montant)], refaits: &[(C, Montant)]) {
        let mut lignes: BTreeMap<C, (Montant, Montant)> = BTreeMap::new();
        scelles.iter().for_each(|(cle, montant)| lignes.entry(cle.clone()).or_default().0 += *montant);
        refaits.iter().for_each(|(cle, montant)| lignes.entry(cle.clone()).or_default().1 += *montant);
        lignes.iter().for_each(|(cle, (scelle, refait))| self.montants(&nom(cle), *scelle, *refait));
    }

    /// Things told whole, one by one: those that only one of the two has are put side by side, in their order.
    fn listes<T: PartialEq>(&mut self, quoi: &str, scelles: &[T], refaits: &[T], dire: impl Fn(&T) -> String) {
        let mut en_trop: Vec<&T> = refaits.iter().collect();
        let mut contredits = Vec::new();
        for scelle in scelles {
            match en_trop.iter().position(|refait| *refait == scelle) {
                Some(rang) => _ = en_trop.remove(rang),
                None => contredits.push(scelle),
            }
        }
        let exercice = self.exercice;
        for rang in 0..contredits.len().max(en_trop.len()) {
            let phrase = match (contredits.get(rang).map(|t| dire(t)), en_trop.get(rang).map(|t| dire(t))) {
                (Some(scelle), Some(refait)) => {
                    format!("le sceau de {exercice} dit {quoi} {scelle}, les fichiers qu’il scelle disent {refait}")
                }
                (Some(scelle), None) => format!("le sceau de {exercice} dit {quoi} {scelle}, que ses fichiers n’ont pas"),
                (None, Some(refait)) => format!("le sceau de {exercice} tait {quoi} {refait}, que ses fichiers ont"),
                (None, None) => continue,
            };
            self.noter(quoi, phrase, None);
        }
    }

    fn chiffres(&mut self, cloture: &Cloture, refait: &Sceau) {
        let (c, r) = (&cloture.chiffres, &refait.chiffres);
        self.montants("le total des charges", c.total_charges, r.total_charges);
        self.montants("le total des produits", c.total_produits, r.total_produits);
        self.montants("le résultat", c.resultat, r.resultat);
        self.montants("le report à nouveau", c.report_a_nouveau, r.report_a_nouveau);
        self.soldes(|compte| format!("le compte {compte}"), &c.charges, &r.charges);
        self.soldes(|compte| format!("le compte {compte}"), &c.produits, &r.produits);
        self.soldes(|nom: &EcoString| format!("l’ouverture de {nom}"), &c.ouverture, &r.ouverture);
        self.soldes(|nom: &EcoString| format!("la clôture de {nom}"), &cloture.tresorerie, &refait.tresorerie);
        self.soldes(|classe: &EcoString| format!("ce que détient la classe {classe}"), &cloture.regies, &refait.regies);
        let operations = |sceau: &Sceau| sceau.non_pointees.iter().map(sans_lieu).collect::<Vec<_>>();
        self.listes("une opération en route,", &operations(cloture), &operations(refait), dire_operation);
    }

    /// The settings that it says were in force, against the department's text that it holds: by the program that wrote both,
    /// since what is ordinary changes with programs.
    fn reglages(&mut self, cloture: &Cloture, scelles: &Departement) {
        let du_texte = cloture
            .reglages
            .departement
            .as_ref()
            .map(|texte| lire_departement("departement.toml", Ok(Source::new("", texte.as_str()))));
        let ordinaire = Departement::default();
        let du_texte = du_texte.as_ref().map_or(&ordinaire, |lu| lu.departement());
        let [scelles, du_texte] = [scelles, du_texte].map(|d| en_clair(&en_vigueur(d, self.exercice)));
        let noms: BTreeSet<&String> = scelles.keys().chain(du_texte.keys()).collect();
        for nom in noms.into_iter().filter(|nom| scelles.get(*nom) != du_texte.get(*nom)) {
            let dit = |reglages: &BTreeMap<String, String>| reglages.get(nom).map_or("rien", String::as_str).to_owned();
            let (scelle, ecrit, exercice) = (dit(&scelles), dit(&du_texte), self.exercice);
            let phrase = format!(
                "le sceau de {exercice} donne {scelle} pour {nom}, les réglages du département qu’il contient donnent {ecrit}"
            );
            self.noter(nom, phrase, None);
        }
    }

    /// A day that no closing can have: `cloturer` waits for the day after the last (X001), and closes in order (X004).
    fn dates(&mut self, dossier: &Dossier, cloture: &Cloture) {
        let exercice = self.exercice;
        let clos = format!("le sceau de {exercice} dit avoir été posé le {}", jour(cloture.date));
        if cloture.date <= cloture.fin {
            self.noter("date", format!("{clos}, et l’exercice finit le {}", jour(cloture.fin)), None);
        }
        let suivi = cloture.precedent.as_ref().and_then(|suivi| dossier.exercice(&suivi.exercice)?.cloture.as_ref());
        if let Some(suivi) = suivi.filter(|suivi| suivi.authentique && suivi.date > cloture.date) {
            self.noter(
                "date",
                format!("{clos}, avant celui de {} qu’il suit, posé le {}", suivi.exercice, jour(suivi.date)),
                None,
            );
        }
    }

    /// Each answer of the seal was given in the `retkoop.toml` that it holds.
    fn reponses(&mut self, cloture: &Cloture, exercice: &str, acquittements: &[Acquittement]) {
        for scellee in &cloture.acquittements {
            if acquittements.iter().any(|donnee| repond(donnee, scellee, exercice)) {
                continue;
            }
            let piece = if scellee.piece.is_empty() { String::new() } else { format!(", pièce {}", scellee.piece) };
            let phrase = format!(
                "le sceau de {exercice} dit que la coopérative a répondu à {}{piece} « {} » ; le `retkoop.toml` qu’il contient n’a pas cette \
                 réponse",
                scellee.regle, scellee.motif
            );
            self.noter(&format!("réponse {} {}", scellee.regle, scellee.piece), phrase, None);
        }
    }
}

/// Whether what stands in `retkoop.toml` is the answer that a seal tells.
fn repond(donnee: &Acquittement, scellee: &ConstatAcquitte, exercice: &str) -> bool {
    let regle = &donnee.regle.valeur;
    let meme_regle = *regle == scellee.regle || regle_nommee(regle).is_some_and(|r| r.code.0 == scellee.regle);
    let numero = |piece: &str| NumeroDePiece::new(piece).to_string();
    meme_regle
        && donnee.motif.valeur == scellee.motif
        && donnee.exercice.as_ref().is_none_or(|e| e.valeur == exercice)
        && donnee.piece.as_ref().is_none_or(|p| numero(p) == numero(&scellee.piece))
}

fn jour(jour: Date) -> String {
    date::en_chiffres(jour)
}

fn sans_lieu(operation: &NonPointeeScellee) -> NonPointeeScellee {
    NonPointeeScellee { span: Span::default(), ..operation.clone() }
}

/// « « Librairie » du 28/08/2024 (pièce 06, chèque 4000011), −33,33 € sur banque ».
fn dire_operation(o: &NonPointeeScellee) -> String {
    let numeros = [("pièce", &o.piece), ("chèque", &o.cheque)];
    let numeros: Vec<String> =
        numeros.iter().filter(|(_, n)| !n.trim().is_empty()).map(|(mot, n)| format!("{mot} {}", n.trim())).collect();
    let numeros = if numeros.is_empty() { String::new() } else { format!(" ({})", numeros.join(", ")) };
    format!("« {} » du {}{numeros}, {} sur {}", o.libelle.trim(), jour(o.date), o.montant, o.tresorerie)
}

fn dire_reouverture(r: &Reouverture) -> String {
    let sceau: String = r.sceau.chars().take(16).collect();
    format!("« {} » du {} (sceau {sceau}…)", r.raison(), jour(r.date))
}
