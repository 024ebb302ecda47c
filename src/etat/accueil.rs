//! The home page: what is due and when, where each part of the accounts stands, what to do next. Made from accounts as they are,
//! mistakes included.

use chrono::Datelike;

use crate::calcul::formalites::Etape;
use crate::calcul::{Comptes, Formalites, Subventions};
use crate::controle::scelle::{differences, retour_depasse};
use crate::controle::{Controle, DossierControle};
use crate::coop::{Date, EtatDuRetour, Exercice, Montant, Partie, date};
use crate::diagnostic::formats::constats_en_une_phrase;
use crate::diagnostic::{Niveau, pluriel};

#[derive(Debug, Clone)]
pub struct Accueil {
    pub cooperative: String,
    pub numero: String,
    pub exercice: String,
    pub jour: Date,
    /// In order of date.
    pub echeances: Vec<Echeance>,
    pub comptes: Vec<Ligne>,
    pub a_faire: Vec<Pas>,
}

#[derive(Debug, Clone)]
pub struct Echeance {
    pub date: Date,
    pub quoi: String,
    pub etat: String,
    pub ton: Ton,
}

/// Where one part of the accounts stands.
#[derive(Debug, Clone)]
pub struct Ligne {
    pub quoi: String,
    pub valeur: String,
    pub detail: String,
    pub ton: Ton,
}

/// What to do, and the command that helps.
#[derive(Debug, Clone)]
pub struct Pas {
    pub quoi: String,
    pub commande: String,
}

/// How much something asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ton {
    Fait,
    Calme,
    Attention,
    Alerte,
}

impl Accueil {
    pub fn etablir(controle: &Controle, exercice: &str) -> Option<Accueil> {
        let comptes = controle.comptes_de(exercice)?;
        let cooperative = &controle.dossier.cooperative;
        let sceau_rompu = |e: &&Exercice| !differences(controle.dossier, e).is_empty();
        let rompus: Vec<&str> = controle.dossier.exercices.iter().filter(sceau_rompu).map(|e| e.nom.as_str()).collect();
        let mut echeances: Vec<Echeance> = controle
            .dossier
            .exercices
            .iter()
            .filter(|e| e.nom == exercice || e.est_termine(controle.jour))
            .flat_map(|e| echeances(controle, e, &rompus))
            .chain(adhesion_a_ouvrir(controle))
            .filter(|e| e.ton != Ton::Fait || e.date.year() >= controle.jour.year())
            .collect();
        echeances.sort_by_key(|e| e.date);
        let lignes = [
            tresorerie(comptes, controle.jour),
            vec![pointage(controle, comptes)],
            detenu(comptes, controle.jour),
            vec![constats(controle, exercice)],
        ];
        Some(Accueil {
            cooperative: cooperative.nom.to_string(),
            numero: cooperative.numero.to_string(),
            exercice: exercice.to_owned(),
            jour: controle.jour,
            echeances,
            comptes: lignes
                .into_iter()
                .flatten()
                .chain(subventions(controle, comptes))
                .chain([retour(controle, comptes.exercice)])
                .collect(),
            a_faire: a_faire(controle, comptes, &rompus),
        })
    }
}

/// Accounts that are no longer those of the return.
const DEPASSE: &str = "les comptes ont changé ensuite";

/// 30 September: of the first year for the adhésion, of the second for the returns (domain.md, « People and calendar »).
fn le_30_septembre(annee: i32) -> Date {
    Date::from_ymd_opt(annee, 9, 30).unwrap_or_default()
}

/// `rompus`: the exercices whose seal is broken, by their names.
fn echeances(controle: &Controle, exercice: &Exercice, rompus: &[&str]) -> Vec<Echeance> {
    let mut echeances = Vec::new();
    if !exercice.est_termine(controle.jour) {
        let (etat, ton) = etat_de_l_adhesion(controle, exercice);
        let date = le_30_septembre(exercice.debut.year());
        echeances.push(Echeance {
            date,
            quoi: format!("adhésion {}", exercice.nom),
            etat,
            ton: retard(ton, date, controle.jour),
        });
    } else {
        let date = le_30_septembre(exercice.fin.year());
        let mut ajouter = |quoi: &str, etat: &str, ton| {
            let ton = retard(ton, date, controle.jour);
            echeances.push(Echeance { date, quoi: format!("{quoi} {}", exercice.nom), etat: etat.to_owned(), ton });
        };
        match &exercice.cloture {
            _ if rompus.contains(&exercice.nom.as_str()) => ajouter("clôture", "le sceau est rompu", Ton::Alerte),
            Some(cloture) => ajouter("clôture", &format!("faite le {}", date::en_chiffres(cloture.date)), Ton::Fait),
            None => ajouter("clôture", "à faire", Ton::Attention),
        }
        let donne = exercice.commission.as_ref().and_then(|c| c.quitus_donne);
        match donne {
            Some(true) => ajouter("quitus", "donné", Ton::Fait),
            Some(false) => ajouter("quitus", "refusé", Ton::Alerte),
            None => ajouter("quitus", "à demander aux vérificateurs", Ton::Attention),
        }
        if let Some(etape) = retour_depasse(controle.dossier, exercice) {
            ajouter("CRA, CRF et quitus", &format!("{} : {DEPASSE}", etape.etat.intitule()), Ton::Alerte);
            return echeances;
        }
        let etat = etat_du_retour(exercice);
        let ton = if etat == EtatDuRetour::Accepte { Ton::Fait } else { Ton::Attention };
        let ton = if matches!(etat, EtatDuRetour::Saisi | EtatDuRetour::Valide) { Ton::Calme } else { ton };
        ajouter("CRA, CRF et quitus", etat.intitule(), ton);
    }
    echeances
}

/// That of the year that no folder holds yet.
fn adhesion_a_ouvrir(controle: &Controle) -> Option<Echeance> {
    let dernier = controle.dossier.exercices.last().filter(|e| e.est_termine(controle.jour))?;
    let annee = dernier.fin.year();
    let date = le_30_septembre(annee);
    let etat = "exercice à ouvrir : `retkoop ouvrir`".to_owned();
    Some(Echeance {
        date,
        quoi: format!("adhésion {annee:04}-{:04}", annee + 1),
        etat,
        ton: retard(Ton::Attention, date, controle.jour),
    })
}

fn retard(ton: Ton, echeance: Date, jour: Date) -> Ton {
    if ton == Ton::Attention && echeance < jour { Ton::Alerte } else { ton }
}

fn etat_du_retour(exercice: &Exercice) -> EtatDuRetour {
    exercice.retour.last().map_or(EtatDuRetour::EnConstruction, |etape| etape.etat)
}

fn etat_de_l_adhesion(controle: &Controle, exercice: &Exercice) -> (String, Ton) {
    let inscrite = exercice.adhesion.as_ref().is_some_and(|a| !a.classes.is_empty());
    let comptes = controle.comptes_de(&exercice.nom).filter(|_| inscrite);
    let Some(formalites) = comptes.and_then(|c| Formalites::de(controle.dossier, c)) else {
        let etat = match &exercice.adhesion {
            _ if exercice.lacunes.manque(Partie::Adhesion) => "adhesion.toml est à corriger",
            Some(_) => "classes à inscrire",
            None => "à renouveler : écrire adhesion.toml",
        };
        return (etat.to_owned(), Ton::Attention);
    };
    match (formalites.paiement, formalites.engagement) {
        (Etape::Validee(jour), Etape::Validee(_)) => (format!("validée le {}", date::en_chiffres(jour)), Ton::Fait),
        (Etape::AFaire, _) => ("à payer".to_owned(), Ton::Attention),
        (_, Etape::AFaire) => ("engagement du mandataire à envoyer".to_owned(), Ton::Attention),
        _ => ("envoyée, en attente du département".to_owned(), Ton::Calme),
    }
}

fn ligne(quoi: &str, valeur: impl Into<String>, detail: impl Into<String>, ton: Ton) -> Ligne {
    Ligne { quoi: quoi.to_owned(), valeur: valeur.into(), detail: detail.into(), ton }
}

/// Each account: its balance on the day, and what was last held against it.
fn tresorerie(comptes: &Comptes, jour: Date) -> Vec<Ligne> {
    let exercice = comptes.exercice;
    let une = |(id, t): (crate::coop::TresorerieId, &crate::coop::Tresorerie)| {
        let solde = comptes.solde(id, jour.min(exercice.fin));
        let detail = if t.compte.is_banque() {
            let releve = exercice.releves.iter().rfind(|r| r.tresorerie.connue() == Some(id) && r.date.valeur <= jour);
            releve
                .map_or_else(|| "aucun relevé".to_owned(), |r| format!("dernier relevé du {}", date::en_chiffres(r.date.valeur)))
        } else {
            let arrete = exercice.arretes.iter().rfind(|a| a.tresorerie.connue() == Some(id) && a.date.valeur <= jour);
            let mouvement = comptes.chronique(id).dernier_mouvement_le(jour);
            match arrete {
                Some(a) if mouvement.is_some_and(|m| m > a.date.valeur) => {
                    format!("comptée le {}, mouvements depuis", date::en_chiffres(a.date.valeur))
                }
                Some(a) => format!("comptée le {}", date::en_chiffres(a.date.valeur)),
                None if mouvement.is_none() && solde.is_zero() => "sans mouvement".to_owned(),
                None => "jamais comptée".to_owned(),
            }
        };
        ligne(t.intitule(), solde.to_string(), detail, if solde.is_negative() { Ton::Alerte } else { Ton::Calme })
    };
    comptes.cooperative.tresoreries().map(une).collect()
}

fn pointage(controle: &Controle, comptes: &Comptes) -> Ligne {
    // What the day's statements show; what is entered for later is not yet to be ticked.
    let jour = controle.jour.min(comptes.exercice.fin);
    let nombre = comptes.operations_non_pointees(jour).iter().filter(|o| o.date() <= jour).count();
    let seuil = controle.dossier.departement_de(comptes.exercice).seuils.ecritures_non_pointees;
    let ton = if nombre as i64 > seuil { Ton::Attention } else { Ton::Calme };
    match nombre {
        0 => ligne("Pointage", "à jour", "", Ton::Fait),
        n => ligne("Pointage", format!("{n} à pointer"), format!("{seuil} au plus à la clôture"), ton),
    }
}

fn detenu(comptes: &Comptes, jour: Date) -> Vec<Ligne> {
    let tenues = comptes.regies().iter().map(|r| (r, r.chronique.le(jour.min(comptes.exercice.fin))));
    let une = |(r, tenu): (&crate::calcul::Regie, Montant)| {
        let nom = if r.classe.is_empty() { "sans classe" } else { &r.classe };
        let (detail, ton) = match tenu.is_negative() {
            true => ("plus dépensé ou rendu que reçu", Ton::Alerte),
            false => ("à expliquer, à rendre", Ton::Calme),
        };
        ligne(&format!("Régie, {nom}"), tenu.to_string(), detail, ton)
    };
    tenues.filter(|(_, tenu)| !tenu.is_zero()).map(une).collect()
}

fn subventions(controle: &Controle, comptes: &Comptes) -> Option<Ligne> {
    let compte = controle.dossier.departement_de(comptes.exercice).plan.subvention;
    let lignes = &comptes.exercice.subventions;
    let Subventions { tableau: total, au_compte: recu, ecart } = comptes.subventions(compte);
    if lignes.is_empty() && recu.is_zero() {
        return None;
    }
    let sans = lignes.iter().filter(|s| s.justificatif.as_ref().is_none_or(|j| j.trim().is_empty())).count();
    let (detail, ton) = match (ecart.is_zero(), sans) {
        (false, _) => (format!("{total} dans le tableau, {recu} au compte {compte}"), Ton::Attention),
        (true, 0) => ("tableau et compte égaux".to_owned(), Ton::Calme),
        (true, n) => (format!("{} sans justificatif", pluriel(n, "ligne")), Ton::Attention),
    };
    Some(ligne("Subventions", recu.to_string(), detail, ton))
}

fn constats(controle: &Controle, exercice: &str) -> Ligne {
    let resume = controle.resume(exercice);
    let ton = match () {
        _ if resume.is_vide() => Ton::Fait,
        _ if resume.nombre(Niveau::Erreur) > 0 => Ton::Alerte,
        _ => Ton::Calme,
    };
    ligne("Vérification", constats_en_une_phrase(resume), "", ton)
}

fn retour(controle: &Controle, exercice: &Exercice) -> Ligne {
    let Some(etape) = exercice.retour.last() else { return ligne("Retour", "en construction", "", Ton::Calme) };
    let depuis = format!("depuis le {}", date::en_chiffres(etape.date));
    if retour_depasse(controle.dossier, exercice).is_some() {
        return ligne("Retour", etape.etat.intitule(), format!("{depuis} : {DEPASSE}"), Ton::Alerte);
    }
    let detail = if etape.note.is_empty() { depuis } else { format!("{depuis} : {}", etape.note) };
    let ton = match etape.etat {
        EtatDuRetour::Accepte => Ton::Fait,
        EtatDuRetour::ACompleter => Ton::Attention,
        _ => Ton::Calme,
    };
    ligne("Retour", etape.etat.intitule(), detail, ton)
}

/// The next steps, the most pressing first.
fn a_faire(controle: &Controle, comptes: &Comptes, rompus: &[&str]) -> Vec<Pas> {
    let mut pas = Vec::new();
    let mut ajouter = |quoi: String, commande: String| pas.push(Pas { quoi, commande });
    let exercice = comptes.exercice;
    let erreurs = controle.diagnostics().iter().filter(|d| d.niveau == Niveau::Erreur).count();
    if let [debut @ .., dernier] = rompus {
        let noms = if debut.is_empty() { (*dernier).to_owned() } else { format!("{} et {dernier}", debut.join(", ")) };
        ajouter(format!("remettre {noms} comme à la clôture : le sceau ne correspond plus"), "retkoop attester".to_owned());
    } else if erreurs > 0 {
        ajouter(format!("corriger {}", pluriel(erreurs, "erreur")), "retkoop verifier".to_owned());
    }
    for termine in controle.dossier.exercices.iter().filter(|e| e.est_termine(controle.jour)) {
        let nom = &termine.nom;
        if !termine.scelle {
            let essai = Controle::pour_cloturer(controle.dossier, controle.jour, nom);
            match DossierControle::prouver_la_cloture(&essai, nom) {
                Ok(_) => ajouter(format!("clôturer {nom} : rien ne manque"), format!("retkoop cloturer --exercice {nom}")),
                Err(raisons) => ajouter(
                    format!("lever ce qui empêche de clôturer {nom} ({})", pluriel(raisons.len(), "raison")),
                    format!("retkoop cloturer --essai --exercice {nom}"),
                ),
            }
        } else if retour_depasse(controle.dossier, termine).is_some() {
            ajouter(
                format!("renvoyer le retour de {nom} : les comptes ont changé depuis qu’il a été noté"),
                format!("retkoop imprimer dossier --exercice {nom}"),
            );
        } else if termine.commission.as_ref().is_none_or(|c| c.quitus_donne.is_none()) {
            ajouter(format!("faire signer le quitus de {nom}"), format!("retkoop imprimer quitus --exercice {nom}"));
        } else if etat_du_retour(termine) < EtatDuRetour::Saisi {
            ajouter(format!("envoyer le retour de {nom}"), format!("retkoop imprimer dossier --exercice {nom}"));
        }
    }
    if exercice.est_termine(controle.jour)
        && controle.dossier.exercices.last().is_some_and(|e| e.nom == exercice.nom)
        && !exercice.scelle
    {
        ajouter("ouvrir l’exercice suivant".to_owned(), "retkoop ouvrir".to_owned());
    }
    if !exercice.est_termine(controle.jour) && etat_de_l_adhesion(controle, exercice).1 == Ton::Attention {
        ajouter("renouveler l’adhésion".to_owned(), "retkoop adhesion".to_owned());
    }
    if pointage(controle, comptes).ton == Ton::Attention {
        ajouter("pointer les opérations que le relevé montre".to_owned(), "retkoop rapprochement".to_owned());
    }
    pas
}
