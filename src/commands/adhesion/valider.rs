//! `retkoop adhesion valider`: what the department received and validated, into `[validation]`.

use clap::Args;

use crate::calcul::Cotisation;
use crate::cli::{Charge, Console, Echec, Issue, lire_date};
use crate::commands::ecrire_ou_montrer;
use crate::coop::{Changement, Date, Exercice, Montant};
use crate::rewrite::{Illisible, SaisieDeValidation};

/// Enregistrer ce que le département a reçu et validé
#[derive(Debug, Args)]
pub struct Valider {
    /// Jour où le paiement a été reçu
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    paiement: Option<Date>,
    /// Montant reçu [par défaut : celui que le barème calcule]
    #[arg(long, value_name = "EUROS", value_parser = montant)]
    montant: Option<Montant>,
    /// Référence du paiement
    #[arg(long, value_name = "TEXTE")]
    reference: Option<String>,
    /// Jour où l’engagement signé a été validé
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    engagement: Option<Date>,
    /// Jour où le changement de mandataire a été validé, ou sans-objet
    #[arg(long, value_name = "QUAND", value_parser = changement)]
    changement: Option<Changement>,
    /// Code d’enregistrement
    #[arg(long, value_name = "TEXTE")]
    code: Option<String>,
}

pub fn executer(commande: &Valider, charge: &Charge, exercice: &Exercice, console: &Console) -> Result<Issue, Echec> {
    let Some(adhesion) = &exercice.adhesion else { return Err(super::sans_adhesion(&exercice.nom)) };
    let deja = adhesion.validation.paiement.is_some();
    let calcule = || Cotisation::de_l_exercice(&charge.dossier, exercice).map(|c| c.total);
    let saisie = SaisieDeValidation {
        paiement: commande.paiement,
        montant: commande.montant.or_else(|| commande.paiement.filter(|_| !deja).and_then(|_| calcule())),
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

fn montant(texte: &str) -> Result<Montant, String> {
    Montant::parse(texte).ok().filter(|m| !m.is_negative()).ok_or_else(|| "un montant s’écrit avec un point : 136.99".to_owned())
}

fn changement(texte: &str) -> Result<Changement, String> {
    if texte == "sans-objet" { Ok(Changement::SansObjet) } else { lire_date(texte).map(Changement::Recu) }
}
