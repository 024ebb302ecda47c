//! `retkoop adhesion valider`: what the department received and validated, into `[validation]`.

use clap::Args;

use crate::cli::{Charge, Console, Echec, Issue, lire_date};
use crate::commands::{ecrire_ou_montrer, prouver};
use crate::controle::Controle;
use crate::coop::{Changement, Date, Exercice, Montant, PaiementRecu, date};
use crate::rewrite::{Illisible, SaisieDeValidation};

/// Enregistrer ce que le département a reçu et validé
#[derive(Debug, Args)]
pub struct Valider {
    /// Jour où le paiement a été reçu
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    paiement: Option<Date>,
    /// Montant reçu [par défaut : celui que le barème calcule, si les comptes sont sans erreur]
    #[arg(long, value_name = "EUROS", value_parser = montant)]
    montant: Option<Montant>,
    /// Référence du paiement
    #[arg(long, value_name = "TEXTE", value_parser = super::une_ligne)]
    reference: Option<String>,
    /// Jour où l’engagement signé a été validé
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    engagement: Option<Date>,
    /// Jour où le changement de mandataire a été validé, ou sans-objet
    #[arg(long, value_name = "QUAND", value_parser = changement)]
    changement: Option<Changement>,
    /// Code d’enregistrement
    #[arg(long, value_name = "TEXTE", value_parser = super::une_ligne)]
    code: Option<String>,
}

pub fn executer(commande: &Valider, charge: &Charge, exercice: &Exercice, console: &Console) -> Result<Issue, Echec> {
    let Some(adhesion) = &exercice.adhesion else { return Err(super::sans_adhesion(&exercice.nom)) };
    let mut saisie = SaisieDeValidation {
        paiement: commande.paiement,
        montant: commande.montant,
        reference: commande.reference.clone(),
        engagement: commande.engagement,
        changement: commande.changement,
        code: commande.code.clone(),
    };
    if saisie.is_vide() {
        return Err(Echec::new(
            "rien à enregistrer",
            "donnez au moins l’un de `--paiement`, `--montant`, `--reference`, `--engagement`, `--changement`, `--code`",
        ));
    }
    if let Some(paiement) = adhesion.validation.paiement.as_ref().filter(|_| saisie.remplace_un_paiement(&adhesion.validation)) {
        return Err(autre_paiement(paiement));
    }
    if saisie.ignore_la_somme(&adhesion.validation) {
        let controle = Controle::avec_cotisation(&charge.dossier, charge.jour, &exercice.nom);
        let Some(preuve) = prouver(&controle, &exercice.nom, console) else {
            console.note("rien n’a été écrit : la somme ne peut pas être calculée ; donnez celle qui a été reçue, `--montant`");
            return Ok(Issue::Constats);
        };
        saisie.montant = Some(preuve.cotisation().ok_or_else(|| sans_somme(&exercice.nom))?.total);
    }
    let source = &charge.dossier.sources[adhesion.fichier.0 as usize];
    let texte = saisie.ecrire(&source.texte).map_err(|Illisible| {
        Echec::new(format!("`{}` ne peut pas être lu", source.chemin), "`retkoop verifier` montre où ; rien n’a été écrit")
    })?;
    if texte == source.texte {
        console.ligne(&format!("{}\u{a0}: déjà enregistré.", source.chemin))?;
        return Ok(Issue::Reussite);
    }
    let issue = ecrire_ou_montrer(charge, &[(source.chemin.clone(), texte)], console)?;
    if issue == Issue::Reussite {
        console.ligne(&format!("{}\u{a0}: validation enregistrée.", source.chemin))?;
    }
    Ok(issue)
}

/// The sum of one payment is not that of another: it is asked for.
fn autre_paiement(paiement: &PaiementRecu) -> Echec {
    let jour = paiement.date.map_or_else(String::new, |d| format!(" du {}", date::en_chiffres(d.valeur)));
    let somme = paiement.montant.map_or_else(String::new, |m| format!(", {m}"));
    let reference = if paiement.reference.is_empty() { String::new() } else { format!(", {}", paiement.reference) };
    Echec::new(
        format!("un paiement{jour} est déjà noté{somme}{reference}"),
        "donnez aussi la somme et la référence de celui-ci, `--montant` et `--reference`, même si elles n’ont pas changé",
    )
}

/// A department may have silenced A004: there is nothing to compute all the same.
fn sans_somme(exercice: &str) -> Echec {
    Echec::new(
        format!("aucun barème pour l’exercice {exercice} : la somme ne peut pas être calculée"),
        "donnez celle qui a été reçue : `--montant 136.99`",
    )
}

fn montant(texte: &str) -> Result<Montant, String> {
    Montant::parse(texte).ok().filter(|m| !m.is_negative()).ok_or_else(|| "un montant s’écrit avec un point : 136.99".to_owned())
}

fn changement(texte: &str) -> Result<Changement, String> {
    if texte == Changement::SANS_OBJET { Ok(Changement::SansObjet) } else { lire_date(texte).map(Changement::Recu) }
}
