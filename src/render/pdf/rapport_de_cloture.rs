//! The closing report on paper: what the closing proved, with both sides of each identity, and what it sealed. Amounts and dates
//! are written in French here; no figure is computed.

use serde_json::{Value, json};

use super::crf::graphique;
use super::liste::liste;
use super::signatures::cases_des_mandataires;
use super::typographie::{en_colonne, sans_code};
use super::{Emission, Modele, Papier, par_groupes};
use crate::calcul::Comptes;
use crate::calcul::egalites::Egalite;
use crate::controle::DossierControle;
use crate::coop::{Date, date};
use crate::diagnostic::{francaise, pluriel};
use crate::etat::cloture::{RapportDeCloture, SceauPose};
use crate::etat::rapprochement::OperationNonPointee;
use crate::parse::Dossier;
use crate::render::cloture_phrases::phrases;

/// Banque, date, opération, chèque, montant.
const NON_POINTEES: [u64; 5] = [46_000, 19_000, 67_000, 25_000, 25_000];

/// Only what is closed is reported.
pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    if comptes.exercice.cloture.as_ref().is_some_and(|c| c.authentique) {
        return Emission::Remplie;
    }
    Emission::Refusee {
        attendu: format!("la clôture de l’exercice {}", comptes.exercice.nom),
        aide: "`retkoop cloturer --essai` dit ce qui manque encore",
    }
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let rapport = RapportDeCloture::etablir(controle);
    vec![Papier::new(Modele::RapportDeCloture, &rapport.crf.identite, date, donnees(&rapport))]
}

fn donnees(rapport: &RapportDeCloture) -> Value {
    let crf = &rapport.crf;
    let non_pointee = |(banque, o): &(String, OperationNonPointee)| {
        [banque.clone(), date::en_chiffres(o.date), o.libelle.clone(), en_colonne(&o.cheque), o.montant.sans_unite()]
    };
    let non_pointees: Vec<_> = rapport.non_pointees.iter().map(non_pointee).collect();
    json!({
        "phrase": phrases(rapport).join(" "),
        "chiffres": [
            { "nom": "Report à nouveau", "valeur": crf.bilan.report_a_nouveau.to_string() },
            { "nom": "Résultat de l’exercice", "valeur": crf.resultat.to_string() },
            { "nom": format!("Avoir au {}", date::en_toutes_lettres(crf.identite.fin)), "valeur": crf.bilan.total_actif.to_string() },
        ],
        "egalites": rapport.egalites.etablies.iter().map(egalite).collect::<Vec<_>>(),
        "sans_preuve": rapport.egalites.sans_preuve.iter().map(|e| [e.objet.clone(), francaise(&e.manque)]).collect::<Vec<_>>(),
        "controles": rapport
            .controles
            .iter()
            .map(|(titre, regles)| {
                let lignes: Vec<[String; 3]> =
                    regles.iter().map(|r| [r.code.to_owned(), sans(r.resume), francaise(&r.resultat())]).collect();
                json!({ "titre": titre, "lignes": lignes })
            })
            .collect::<Vec<_>>(),
        "signales": rapport
            .signales
            .iter()
            .map(|s| [s.regle.to_owned(), s.piece.clone(), sur_papier(rapport, &s.constat)])
            .collect::<Vec<_>>(),
        "acquittements": rapport
            .acquittements
            .iter()
            .map(|a| [a.regle.to_string(), a.piece.to_string(), sur_papier(rapport, &a.constat), a.motif.to_string()])
            .collect::<Vec<_>>(),
        "non_pointees": liste(&NON_POINTEES, &non_pointees, rapport.non_pointees.iter().map(|(_, o)| [o.montant])),
        "annulations": rapport
            .annulations
            .iter()
            .map(|a| {
                let o = &a.operation;
                let par = a.le.map_or_else(|| a.par.clone(), |le| format!("{}, le {}", a.par, date::en_chiffres(le)));
                [date::en_chiffres(o.date), o.libelle.clone(), en_colonne(&o.cheque), par, o.montant.sans_unite()]
            })
            .collect::<Vec<_>>(),
        "cahiers_de_classe": crf
            .cahiers_de_classe
            .iter()
            .map(|c| [c.classe.clone(), c.piece.clone(), c.charges.sans_unite(), c.produits.sans_unite()])
            .collect::<Vec<_>>(),
        "regies": rapport
            .regies
            .iter()
            .map(|r| {
                let montants = [r.ouverture, r.verse, r.retourne, r.explique, r.tenu].map(|m| m.sans_unite());
                std::iter::once(r.intitule()).chain(montants).collect::<Vec<_>>()
            })
            .collect::<Vec<_>>(),
        "inventaire": rapport
            .inventaire
            .iter()
            .map(|b| [b.designation.clone(), date::en_chiffres(b.achat), b.valeur.sans_unite(), b.valeur_actuelle.sans_unite()])
            .collect::<Vec<_>>(),
        "subventions": crf
            .subventions
            .lignes
            .iter()
            .map(|s| [s.origine.clone(), s.designation.clone(), s.piece.clone(), s.montant.sans_unite(), s.reste_a_depenser.sans_unite()])
            .collect::<Vec<_>>(),
        "ouverture": rapport.ouverture_suivante.iter().map(|(nom, montant)| [nom.clone(), montant.sans_unite()]).collect::<Vec<_>>(),
        "reouvertures": rapport
            .reouvertures
            .iter()
            .map(|r| [date::en_chiffres(r.date), r.raison(), r.sceau.chars().take(16).collect()])
            .collect::<Vec<[String; 3]>>(),
        "comptes_en_image": graphique::barres(crf),
        "tresorerie_en_image": graphique::tresorerie(&crf.tresorerie_par_mois),
        "sceau": rapport.sceau.as_ref().map(sceau),
        "cases": cases_des_mandataires(&crf.identite),
    })
}

fn egalite(egalite: &Egalite) -> Value {
    let termes: Vec<[String; 2]> = egalite.termes.iter().map(|(nom, montant)| [nom.clone(), montant.sans_unite()]).collect();
    json!({
        "objet": egalite.objet,
        "termes": termes,
        "gauche": egalite.gauche.sans_unite(),
        "attendu": egalite.attendu,
        "droite": egalite.droite.sans_unite(),
        "ecart": egalite.ecart().sans_unite(),
    })
}

fn sceau(sceau: &SceauPose) -> Value {
    let fichiers: Vec<[String; 2]> =
        sceau.fichiers.iter().map(|f| [f.chemin.replace("/", "/\u{200b}").to_string(), f.sha256.to_string()]).collect();
    json!({
        "nombre": pluriel(sceau.fichiers.len(), "fichier"),
        "empreinte": par_groupes(&sceau.empreinte),
        "precedent": sceau.precedent.as_ref().map(|p| json!({ "exercice": p.exercice.as_str(), "empreinte": par_groupes(&p.empreinte) })),
        "fichiers": fichiers,
        "reglages": sceau.reglages,
    })
}

/// A finding in the words of the paper, where an account has the name that people know.
fn sur_papier(rapport: &RapportDeCloture, constat: &str) -> String {
    sans_code(constat, |cle| rapport.crf.bilan.actif.iter().find(|ligne| ligne.nom == cle).map(|ligne| ligne.intitule.as_str()))
}

/// A rule's summary as a sentence on paper: backquotes are for screens.
fn sans(resume: &str) -> String {
    francaise(&resume.replace('`', ""))
}
