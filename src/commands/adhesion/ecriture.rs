//! `retkoop adhesion --ecriture`: the entry of the fees, once.

use super::{Adhesion, sans_adhesion, sans_bareme};
use crate::cli::{Charge, Console, Echec, Issue};
use crate::commands::{deja_clos, ecrire_ou_montrer};
use crate::controle::DossierControle;
use crate::coop::{Compte, Montant};
use crate::proposition::ecriture_de_cotisation::{EcritureDeCotisation, Obstacle};
use crate::rewrite::{NouvelleEcriture, ajouter_bloc};

pub fn executer(commande: &Adhesion, charge: &Charge, preuve: &DossierControle, console: &Console) -> Result<Issue, Echec> {
    let exercice = preuve.exercice();
    let proposition = EcritureDeCotisation::proposer(preuve, commande.tresorerie.as_deref(), commande.cheque.as_deref());
    // Whatever is missing, nothing is written in it any more.
    if exercice.scelle && matches!(proposition, Err(_) | Ok(EcritureDeCotisation::AEcrire { .. })) {
        console.echec(&deja_clos(&exercice.nom));
        return Ok(Issue::Constats);
    }
    match proposition.map_err(|obstacle| echec(obstacle, &exercice.nom))? {
        EcritureDeCotisation::AEcrire { chemin, ecriture } => {
            let avant = charge.dossier.source(&chemin).map_or("", |s| &s.texte);
            let issue = ecrire_ou_montrer(charge, &[(chemin.clone(), ajouter_bloc(avant, &ecriture.bloc()))], console)?;
            if issue == Issue::Reussite {
                console.ligne(&format!("{chemin}\u{a0}: {}", resume(&ecriture)))?;
            }
            Ok(issue)
        }
        EcritureDeCotisation::DejaEcrite { pieces, comptes } => deja_ecrite(&pieces, &comptes, console),
        EcritureDeCotisation::RienAPayer => {
            console.ligne("Rien à écrire\u{a0}: la cotisation est nulle.")?;
            Ok(Issue::Reussite)
        }
    }
}

/// Found already: nothing to do when each account holds what the tariff computes for it (A003).
fn deja_ecrite(pieces: &[String], comptes: &[(Compte, Montant, Montant)], console: &Console) -> Result<Issue, Echec> {
    let pieces = pieces.join(", ");
    let ecarts: Vec<String> = comptes
        .iter()
        .filter(|(_, ecrit, calcule)| ecrit != calcule)
        .map(|(compte, ecrit, calcule)| {
            let ecart = (*ecrit - *calcule).abs();
            format!("compte {compte}, {ecrit} écrits, {calcule} calculés, différence {ecart}")
        })
        .collect();
    if ecarts.is_empty() {
        let ecrit: Montant = comptes.iter().map(|(_, ecrit, _)| *ecrit).sum();
        console.ligne(&format!("La cotisation est déjà dans le cahier\u{a0}: pièce {pieces}, {ecrit}."))?;
        return Ok(Issue::Reussite);
    }
    console.echec(&Echec::new(
        format!("la cotisation est déjà dans le cahier (pièce {pieces}), et n’est pas celle du barème : {}", ecarts.join(" ; ")),
        "corrigez l’écriture, ou écrivez le complément : rien n’a été changé",
    ));
    Ok(Issue::Constats)
}

/// « pièce 04 du 17/09/2024, 209,33 € de banque (180,50 € au compte 6586, 28,83 € au compte 6168) ».
fn resume(ecriture: &NouvelleEcriture) -> String {
    let parts: Vec<String> =
        ecriture.ventilations.iter().map(|(compte, montant)| format!("{montant} au compte {compte}")).collect();
    let sorties: Vec<String> = ecriture.sorties.iter().map(|(nom, montant)| format!("{montant} de {nom}")).collect();
    let date = crate::coop::date::en_chiffres(ecriture.date);
    format!("pièce {} du {date}, {} ({})", ecriture.piece, sorties.join(", "), parts.join(", "))
}

fn echec(obstacle: Obstacle, exercice: &str) -> Echec {
    match obstacle {
        Obstacle::SansAdhesion => sans_adhesion(exercice),
        Obstacle::SansBareme => sans_bareme(exercice),
        Obstacle::SansDate => Echec::new(
            "l’adhésion n’a pas de date, et l’écriture prend la sienne",
            format!("écrivez-la dans {exercice}/adhesion.toml : `date = …`"),
        ),
        Obstacle::SansBanque => Echec::new(
            "cette coopérative n’a aucun compte bancaire",
            "la cotisation se paie depuis la banque : déclarez-la dans retkoop.toml",
        ),
        Obstacle::PlusieursBanques(noms) => Echec::new(
            format!("plusieurs banques : {}", noms.join(", ")),
            format!("nommez celle qui paie : `--tresorerie {}`", noms.first().map_or("", String::as_str)),
        ),
        Obstacle::TresorerieInconnue(noms) => Echec::new("ce compte de trésorerie n’est pas déclaré", banques(&noms)),
        Obstacle::PasUneBanque(noms) => {
            Echec::new("la cotisation ne se paie pas en espèces : ce compte est une caisse", banques(&noms))
        }
        Obstacle::PasUnCheque(mode) => Echec::new(
            format!("l’adhésion dit « {} », et `--cheque` donne un numéro de chèque", mode.intitule()),
            format!("enlevez `--cheque`, ou écrivez `mode = \"cheque\"` dans `[paiement]` de {exercice}/adhesion.toml"),
        ),
    }
}

fn banques(noms: &[String]) -> String {
    if noms.is_empty() {
        "cette coopérative n’a aucune banque : déclarez-la dans retkoop.toml".to_owned()
    } else {
        format!("les banques de cette coopérative : {}", noms.join(", "))
    }
}
