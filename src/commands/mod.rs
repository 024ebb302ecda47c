//! One command a file. A command reads its options, asks the layers below, and shows: no figure and no rule is made here.

pub mod adhesion;
pub mod attester;
pub mod bilan;
pub mod cahier;
pub mod classes;
pub mod cloturer;
pub mod completions;
pub mod etat;
pub mod expliquer;
#[cfg(feature = "pdf")]
pub mod imprimer;
pub mod nouveau;
pub mod ouvrir;
pub mod pourquoi;
pub mod rapprochement;
pub mod retour;
pub mod rouvrir;
pub mod schema;
pub mod verifier;

use crate::cli::{
    Charge, Cli, Commande, Console, Echec, Issue, Modification, NouveauTexte, SansExercice, modifier, sans_exercice,
};
use crate::controle::{Controle, DossierControle};
use crate::diagnostic::formats::{bilan_en_une_phrase, complet, reste_en_une_phrase};
use crate::diagnostic::{pluriel, quelques};
use crate::etat::envoi::reserve_du_sceau;

pub fn executer(cli: &Cli, console: &Console) -> Result<Issue, Echec> {
    let communs = &cli.communs;
    // Alone: the home page.
    let Some(commande) = &cli.commande else { return etat::executer(&etat::Etat::default(), communs, console) };
    match commande {
        Commande::Etat(commande) => etat::executer(commande, communs, console),
        Commande::Nouveau(commande) => nouveau::executer(commande, communs, console),
        Commande::Verifier(commande) => verifier::executer(commande, communs, console),
        Commande::Adhesion(commande) => adhesion::executer(commande, communs, console),
        Commande::Expliquer(commande) => expliquer::executer(commande, console),
        Commande::Classes(commande) => classes::executer(commande, communs, console),
        Commande::Cahier(commande) => cahier::executer(commande, communs, console),
        Commande::Rapprochement(commande) => rapprochement::executer(commande, communs, console),
        Commande::Bilan(commande) => bilan::executer(commande, communs, console),
        Commande::Pourquoi(commande) => pourquoi::executer(commande, communs, console),
        #[cfg(feature = "pdf")]
        Commande::Imprimer(commande) => imprimer::executer(commande, communs, console),
        Commande::Cloturer(commande) => cloturer::executer(commande, communs, console),
        Commande::Ouvrir(commande) => ouvrir::executer(commande, communs, console),
        Commande::Retour(commande) => retour::executer(commande, communs, console),
        Commande::Rouvrir(commande) => rouvrir::executer(commande, communs, console),
        Commande::Attester(commande) => attester::executer(commande, communs, console),
        Commande::Schema(commande) => schema::executer(commande, console),
        Commande::Completions(commande) => completions::executer(commande, console),
        Commande::Manuel => completions::manuel(console),
    }
}

/// The proof that an exercice may be printed, or its errors shown on stderr.
fn prouver<'a>(controle: &'a Controle<'a>, exercice: &str, console: &Console) -> Option<DossierControle<'a>> {
    match DossierControle::prouver(controle, exercice) {
        Ok(preuve) => {
            let resume = controle.resume(exercice);
            let reserve = reserve_du_sceau(exercice, preuve.preuves_contredites().len());
            let rien = || format!("vérifié : {}", bilan_en_une_phrase(resume));
            let reste = reste_en_une_phrase(resume).or_else(|| reserve.is_none().then(rien));
            reste.into_iter().chain(reserve).for_each(|phrase| console.note(&phrase));
            Some(preuve)
        }
        Err(erreurs) => {
            console.erreurs(&complet(&[controle.rapport_de(erreurs)], console.rendu_erreurs()));
            None
        }
    }
}

/// The cooperatives that have the exercice; of the others, the folders are named on stderr.
///
/// Errors: none has it.
fn garder_ceux_qui_l_ont<T>(lus: Vec<Result<T, SansExercice>>, nomme: Option<&str>, console: &Console) -> Result<Vec<T>, Echec> {
    let (mut gardes, mut sans) = (Vec::new(), Vec::new());
    for lu in lus {
        match lu {
            Ok(garde) => gardes.push(garde),
            Err(absent) => sans.push(absent),
        }
    }
    if gardes.is_empty() && !sans.is_empty() {
        return Err(sans_exercice(nomme, sans.into_iter().flat_map(|absent| absent.connus)));
    }
    if !sans.is_empty() {
        let dossiers: Vec<&str> = sans.iter().map(|absent| absent.dossier.as_str()).collect();
        let exercice = nomme.map_or_else(|| "sans exercice".to_owned(), |nom| format!("sans exercice {nom}"));
        console.note(&format!("{exercice} : {} ({})", pluriel(sans.len(), "coopérative"), quelques(&dossiers)));
    }
    Ok(gardes)
}

/// Nothing of a closed exercice is written.
fn deja_clos(exercice: &str) -> Echec {
    Echec::new(
        format!("l’exercice {exercice} est clôturé : ses fichiers ne changent plus"),
        "un exercice clôturé se rouvre avec `retkoop rouvrir`, qui en garde la trace",
    )
}

/// Writes new texts, with a word of the warnings that they add; or shows the errors that they would add.
fn ecrire_ou_montrer(charge: &Charge, textes: &[NouveauTexte], console: &Console) -> Result<Issue, Echec> {
    match modifier(charge, textes)? {
        Modification::Ecrite(avertissements) => {
            console.signaler(*avertissements);
            Ok(Issue::Reussite)
        }
        Modification::Refusee(rapport) => {
            console.erreurs(&complet(&[*rapport], console.rendu_erreurs()));
            console.note("rien n’a été écrit : les comptes auraient une erreur de plus");
            Ok(Issue::Constats)
        }
        Modification::Scellee(exercice) => {
            console.echec(&deja_clos(&exercice));
            Ok(Issue::Constats)
        }
    }
}
