//! `retkoop adhesion --ecriture`: the entry of the fees, once.

use super::{Adhesion, sans_adhesion, sans_bareme};
use crate::cli::{Charge, Console, Echec, Issue};
use crate::commands::ecrire_ou_montrer;
use crate::controle::DossierControle;
use crate::etat::ecriture_de_cotisation::{EcritureDeCotisation, Obstacle};
use crate::rewrite::{NouvelleEcriture, ajouter_bloc};

pub fn executer(commande: &Adhesion, charge: &Charge, preuve: &DossierControle, console: &Console) -> Result<Issue, Echec> {
    let exercice = preuve.exercice();
    let proposition = EcritureDeCotisation::proposer(preuve, commande.tresorerie.as_deref(), commande.cheque.as_deref());
    match proposition.map_err(|obstacle| echec(obstacle, &exercice.nom))? {
        EcritureDeCotisation::AEcrire { chemin, ecriture } => {
            let avant = charge.dossier.sources.iter().find(|s| s.chemin == chemin).map_or("", |s| &s.texte);
            let issue = ecrire_ou_montrer(charge, &[(chemin.clone(), ajouter_bloc(avant, &ecriture.bloc()))], console)?;
            if issue == Issue::Reussite {
                console.ligne(&format!("{chemin}\u{a0}: {}", resume(&ecriture)))?;
            }
            Ok(issue)
        }
        EcritureDeCotisation::DejaEcrite { pieces, ecrit, calcule } if ecrit == calcule => {
            console.ligne(&format!("La cotisation est déjà dans le cahier\u{a0}: pièce {}, {ecrit}.", pieces.join(", ")))?;
            Ok(Issue::Reussite)
        }
        EcritureDeCotisation::DejaEcrite { pieces, ecrit, calcule } => {
            console.note(&format!(
                "la cotisation est déjà dans le cahier (pièce {}) : {ecrit} écrits, {calcule} calculés ; différence {}\n   aide : corrigez l’écriture, ou écrivez le complément : rien n’a été changé",
                pieces.join(", "),
                (ecrit - calcule).abs()
            ));
            Ok(Issue::Constats)
        }
        EcritureDeCotisation::RienAPayer => {
            console.ligne("Rien à écrire\u{a0}: la cotisation est nulle.")?;
            Ok(Issue::Reussite)
        }
    }
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
            "déclarez-le dans retkoop.toml, ou nommez le compte qui paie : `--tresorerie caisse`",
        ),
        Obstacle::PlusieursBanques(noms) => Echec::new(
            format!("plusieurs banques : {}", noms.join(", ")),
            format!("nommez celle qui paie : `--tresorerie {}`", noms.first().map_or("", String::as_str)),
        ),
        Obstacle::TresorerieInconnue(noms) => Echec::new(
            "ce compte de trésorerie n’est pas déclaré",
            format!("les comptes de cette coopérative : {}", noms.join(", ")),
        ),
    }
}
