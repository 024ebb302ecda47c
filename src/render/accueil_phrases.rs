//! The words of the home page: each value of its report as people read it.

use crate::controle::etapes_du_retour::Peremption;
use crate::coop::date;
use crate::diagnostic::enumeration;
use crate::diagnostic::formats::constats_en_une_phrase;
use crate::diagnostic::pluriel;
use crate::etat::accueil::{Accueil, Echeance, EtatDeLAdhesion, Objet, Pas, Pointage, Preuve, RegieTenue, Subventions, Ton};
use crate::etat::fin_d_annee::{EtatDUnCompteRendu, EtatDeLaCloture, EtatDuQuitus, Retour};

/// What became of the accounts of a return.
fn peremption(perime: Peremption) -> &'static str {
    match perime {
        Peremption::ComptesChanges => "les comptes ont changé ensuite",
        Peremption::Ouvert => "l’exercice n’est pas clôturé",
        Peremption::ClotureDeNouveau => "clôturé de nouveau ensuite",
    }
}

/// What is due, and where it stands.
pub fn echeance(echeance: &Echeance) -> (String, String) {
    let fait = |mot: &str| echeance.le.map_or_else(|| mot.to_owned(), |jour| format!("{mot} le {}", date::en_chiffres(jour)));
    let (quoi, etat) = match &echeance.objet {
        Objet::Adhesion(etat) => (
            "adhésion",
            match etat {
                EtatDeLAdhesion::ExerciceAOuvrir => "exercice à ouvrir : `retkoop ouvrir`".to_owned(),
                EtatDeLAdhesion::ARenouveler => "à renouveler : écrire adhesion.toml".to_owned(),
                EtatDeLAdhesion::ACorriger => "adhesion.toml est à corriger".to_owned(),
                EtatDeLAdhesion::ClassesAInscrire => "classes à inscrire".to_owned(),
                EtatDeLAdhesion::APayer => "à payer".to_owned(),
                EtatDeLAdhesion::EngagementAEnvoyer => "engagement du mandataire à envoyer".to_owned(),
                EtatDeLAdhesion::Envoyee => "envoyée, en attente du département".to_owned(),
                EtatDeLAdhesion::Validee => fait("validée"),
            },
        ),
        Objet::Cloture(etat) => (
            "clôture",
            match etat {
                EtatDeLaCloture::AFaire => "à faire".to_owned(),
                EtatDeLaCloture::Rouverte => format!("{}, à faire de nouveau", fait("rouverte")),
                EtatDeLaCloture::Faite => fait("faite"),
                EtatDeLaCloture::SceauRompu => "le sceau est rompu".to_owned(),
                EtatDeLaCloture::SceauIllisible => "le sceau ne se lit pas".to_owned(),
            },
        ),
        Objet::Cra(etat) => ("CRA", compte_rendu(*etat, echeance.ton, &fait)),
        Objet::Crf { etat, manques } if manques.is_empty() => ("CRF", compte_rendu(*etat, echeance.ton, &fait)),
        Objet::Crf { etat, manques } => {
            ("CRF", format!("{} ; {}", compte_rendu(*etat, echeance.ton, &fait), manque_au_dossier(manques)))
        }
        Objet::Quitus { etat, accepte, reserves } => (
            "quitus",
            match etat {
                EtatDuQuitus::ADemander if *accepte => "pas noté ici, le retour est accepté",
                EtatDuQuitus::Refuse if *accepte => "refusé, le retour est accepté",
                EtatDuQuitus::AvantLaCloture if *accepte => "donné avant la clôture, le retour est accepté",
                EtatDuQuitus::Irregulier | EtatDuQuitus::SansDate | EtatDuQuitus::ANumeriser if *accepte => {
                    "donné, le retour est accepté"
                }
                EtatDuQuitus::ACorriger => "controle.toml est à corriger",
                EtatDuQuitus::ADemander => "à demander aux vérificateurs",
                EtatDuQuitus::Refuse => "refusé",
                EtatDuQuitus::AvantLaCloture => "donné avant la clôture : à demander de nouveau",
                EtatDuQuitus::Irregulier => "donné par une commission irrégulière",
                EtatDuQuitus::SansDate => "donné, sans le jour de la réunion",
                EtatDuQuitus::ANumeriser => "donné, papier signé à numériser",
                EtatDuQuitus::Donne if *reserves && !*accepte => "donné avec des réserves",
                EtatDuQuitus::Donne => "donné",
            }
            .to_owned(),
        ),
    };
    (format!("{quoi} {}", echeance.exercice), etat)
}

/// What the department expects, and the bundle goes without.
fn manque_au_dossier(manques: &[&str]) -> String {
    format!("manque au dossier : {}", enumeration(manques.iter().map(|quoi| quoi.to_lowercase())))
}

/// The CRA or the CRF. `fait`: a word, with its day.
fn compte_rendu(etat: EtatDUnCompteRendu, ton: Ton, fait: &dyn Fn(&str) -> String) -> String {
    match etat {
        EtatDUnCompteRendu::AEcrire => "à écrire : activites.toml".to_owned(),
        EtatDUnCompteRendu::ACorriger => "activites.toml est à corriger".to_owned(),
        EtatDUnCompteRendu::AttendLaCloture => "après la clôture".to_owned(),
        EtatDUnCompteRendu::AttendUneCorrection => "après correction : `retkoop verifier`".to_owned(),
        EtatDUnCompteRendu::Pret if ton == Ton::Calme => "prêt".to_owned(),
        EtatDUnCompteRendu::Pret => "prêt, à envoyer".to_owned(),
        EtatDUnCompteRendu::Envoye => fait("envoyé"),
        EtatDUnCompteRendu::ACompleter => fait("à compléter, demandé"),
        EtatDUnCompteRendu::ComptesChanges => format!("à renvoyer : {}", peremption(Peremption::ComptesChanges)),
        EtatDUnCompteRendu::Rouvert => format!("à renvoyer : {}", peremption(Peremption::Ouvert)),
        EtatDUnCompteRendu::ClotureDeNouveau => format!("à renvoyer : {}", peremption(Peremption::ClotureDeNouveau)),
        EtatDUnCompteRendu::Accepte => fait("accepté"),
    }
}

/// What was found of the exercice that is looked at, and the errors of the others.
pub fn verification(accueil: &Accueil) -> (String, String) {
    let erreurs = accueil.erreurs_ailleurs.iter().map(|(nom, nombre)| format!("{} en {nom}", pluriel(*nombre, "erreur")));
    let ailleurs: Vec<String> = erreurs.collect();
    let ici = match accueil.verification {
        resume if resume.is_vide() && !ailleurs.is_empty() => format!("rien en {}", accueil.exercice),
        resume => constats_en_une_phrase(resume),
    };
    (ici, ailleurs.join(", "))
}

/// What was last held against the balance of an account.
pub fn preuve(preuve: Preuve) -> String {
    match preuve {
        Preuve::Releve(None) => "aucun relevé".to_owned(),
        Preuve::Releve(Some(jour)) => format!("dernier relevé du {}", date::en_chiffres(jour)),
        Preuve::Arrete { jour: None, mouvements: false } => "sans mouvement".to_owned(),
        Preuve::Arrete { jour: None, mouvements: true } => "jamais comptée".to_owned(),
        Preuve::Arrete { jour: Some(jour), mouvements } => {
            format!("comptée le {}{}", date::en_chiffres(jour), if mouvements { ", mouvements depuis" } else { "" })
        }
    }
}

/// What is to be ticked, and what the closing will count.
pub fn pointage(pointage: Pointage) -> (String, String) {
    let seuil = format!("{} au plus à la clôture", pointage.seuil);
    match (pointage.a_pointer, pointage.vues_apres) {
        (0, 0) => ("à jour".to_owned(), String::new()),
        (n, 0) => (format!("{n} à pointer"), seuil),
        (0, n) => ("à jour".to_owned(), format!("{n} vues après la fin, {seuil}")),
        (n, apres) => (format!("{n} à pointer"), format!("et {apres} vues après la fin, {seuil}")),
    }
}

/// Whose régie, and what becomes of it.
pub fn regie(regie: &RegieTenue) -> (String, &'static str) {
    let classe = if regie.classe.is_empty() { "sans classe" } else { &regie.classe };
    let suite = if regie.tenu.is_negative() { "plus dépensé ou rendu que reçu" } else { "à expliquer, à rendre" };
    (format!("Régie, {classe}"), suite)
}

pub fn subventions(subventions: &Subventions) -> String {
    let totaux = &subventions.totaux;
    match (totaux.ecart.is_zero(), subventions.sans_justificatif) {
        (false, _) => format!("{} dans le tableau, {} au compte {}", totaux.tableau, totaux.au_compte, subventions.compte),
        (true, 0) => "tableau et compte égaux".to_owned(),
        (true, n) => format!("{} sans justificatif", pluriel(n, "ligne")),
    }
}

/// Since when the return is where it stands; nothing before its first step.
pub fn retour(retour: &Retour) -> String {
    let Some(jour) = retour.depuis else { return String::new() };
    let depuis = format!("depuis le {}", date::en_chiffres(jour));
    match retour.perime {
        Some(perime) => format!("{depuis} : {}", peremption(perime)),
        None if retour.note.is_empty() => depuis,
        None => format!("{depuis} : {}", retour.note),
    }
}

/// What to do, and the command that helps.
pub fn pas(pas: &Pas) -> (String, String) {
    match pas {
        Pas::RetablirLesSceaux(exercices) => {
            let noms = enumeration(exercices.iter().cloned());
            (format!("remettre {noms} comme à la clôture : le sceau ne correspond plus"), "retkoop attester".to_owned())
        }
        Pas::CorrigerLesErreurs(nombre) => (format!("corriger {}", pluriel(*nombre, "erreur")), "retkoop verifier".to_owned()),
        Pas::AccorderAvecLeSceau(nom, nombre) => (
            format!(
                "accorder le cahier d’aujourd’hui avec {} sous le sceau de {nom} : le compléter ; une preuve mal recopiée se corrige \
                 après `retkoop rouvrir --exercice {nom}`",
                pluriel(*nombre, "preuve")
            ),
            "retkoop verifier".to_owned(),
        ),
        Pas::Cloturer(nom) => {
            (format!("clôturer {nom} : aucune règle ne s’y oppose"), format!("retkoop cloturer --exercice {nom}"))
        }
        Pas::LeverLesRaisons(nom, nombre) => (
            format!("lever ce qui empêche de clôturer {nom} ({})", pluriel(*nombre, "raison")),
            format!("retkoop cloturer --essai --exercice {nom}"),
        ),
        Pas::RedaterLaCloture(nom) => (
            format!("rouvrir {nom}, puis le clôturer à son jour vrai : celui que donne sa clôture est impossible"),
            format!("retkoop rouvrir --exercice {nom} --motif \"…\""),
        ),
        Pas::RenvoyerLeRetour(nom) => (
            format!("renvoyer le retour de {nom} : les comptes ont changé depuis qu’il a été noté"),
            format!("retkoop imprimer dossier --exercice {nom}"),
        ),
        Pas::RenvoyerSousLeNouveauSceau(nom) => (
            format!("renvoyer le retour de {nom} : il porte un autre sceau que la clôture"),
            format!("retkoop imprimer dossier --exercice {nom}"),
        ),
        Pas::CompleterLeRetour(nom) => (
            format!("compléter le retour de {nom}, comme le département le demande"),
            format!("retkoop imprimer dossier --exercice {nom}"),
        ),
        Pas::CorrigerLeCra(nom) | Pas::CorrigerLaCommission(nom) => {
            let fichier = if matches!(pas, Pas::CorrigerLeCra(_)) { "activites.toml" } else { "controle.toml" };
            (
                format!("corriger {nom}/{fichier} : avec ses erreurs, rien n’en est repris"),
                format!("retkoop verifier --exercice {nom}"),
            )
        }
        Pas::CompleterLaCommission(nom) => (
            format!("compléter la commission de contrôle de {nom} ({nom}/controle.toml)"),
            format!("retkoop imprimer quitus --exercice {nom}"),
        ),
        Pas::NumeriserLeQuitus(nom) => (
            format!("numériser le quitus signé de {nom}, dans {nom}/retour/"),
            format!("retkoop imprimer dossier --exercice {nom}"),
        ),
        Pas::FaireSignerLeQuitus(nom) => {
            (format!("faire signer le quitus de {nom}"), format!("retkoop imprimer quitus --exercice {nom}"))
        }
        Pas::EcrireLeCra(nom) => (
            format!("écrire le compte rendu d’activités de {nom} ({nom}/activites.toml)"),
            format!("retkoop imprimer cra --exercice {nom}"),
        ),
        Pas::CompleterLeDossier(nom, manques) => (
            format!("mettre dans {nom}/retour/ ce qui {}", manque_au_dossier(manques)),
            format!("retkoop imprimer dossier --exercice {nom}"),
        ),
        Pas::EnvoyerLeRetour(nom) => {
            (format!("envoyer le retour de {nom}"), format!("retkoop imprimer dossier --exercice {nom}"))
        }
        Pas::OuvrirLeSuivant => ("ouvrir l’exercice suivant".to_owned(), "retkoop ouvrir".to_owned()),
        Pas::RenouvelerLAdhesion => ("renouveler l’adhésion".to_owned(), "retkoop adhesion".to_owned()),
        Pas::Pointer => ("pointer les opérations que le relevé montre".to_owned(), "retkoop rapprochement".to_owned()),
    }
}
