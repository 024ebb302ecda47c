//! What a closing seals: the figures, what was answered and why, what the figures depend on outside the exercice's folder, and
//! every file of it by its fingerprint.

use std::collections::BTreeMap;

use super::rapprochement::OperationNonPointee;
use crate::controle::scelle::{Present, fichiers_sous_le_sceau};
use crate::controle::{Controle, DossierControle};
use crate::coop::{Compte, ConstatAcquitte, Date, Montant, Reouverture, SceauPrecedent, Sens};
use crate::source::empreinte;

#[derive(Debug, Clone)]
pub struct Sceau {
    pub exercice: String,
    pub debut: Date,
    pub fin: Date,
    /// The day of the closing.
    pub date: Date,
    pub charges: Vec<(Compte, Montant)>,
    pub produits: Vec<(Compte, Montant)>,
    pub total_charges: Montant,
    pub total_produits: Montant,
    pub resultat: Montant,
    pub report_a_nouveau: Montant,
    /// Each treasury account: its name, its opening, its closing.
    pub tresorerie: Vec<(String, Montant, Montant)>,
    /// What classes still held.
    pub regies: Vec<(String, Montant)>,
    /// By bank.
    pub non_pointees: Vec<(String, OperationNonPointee)>,
    pub acquittements: Vec<ConstatAcquitte>,
    pub reouvertures: Vec<Reouverture>,
    pub reglages: Reglages,
    /// Path from the exercice's folder and SHA-256, in order of path.
    pub fichiers: Vec<(String, String)>,
    pub precedent: Option<SceauPrecedent>,
}

/// The texts, that day, of what the figures depend on outside the exercice.
#[derive(Debug, Clone)]
pub struct Reglages {
    pub retkoop: String,
    pub inventaire: Option<String>,
    pub departement: Option<String>,
}

impl Sceau {
    /// `annexes`: fingerprints of the receipts and other files that are no text of ours, by path from the exercice's folder.
    ///
    /// Errors: the file whose fingerprint is missing.
    pub fn etablir(controle: &Controle, preuve: &DossierControle, annexes: &BTreeMap<String, String>) -> Result<Sceau, String> {
        let (dossier, exercice, comptes) = (preuve.dossier(), preuve.exercice(), preuve.comptes());
        let texte = |chemin: &str| dossier.source(chemin).map(|s| s.texte.clone());
        let fichiers = fichiers_sous_le_sceau(dossier, exercice).into_iter().map(|(chemin, present)| {
            let sha256 = match present {
                Present::Texte(_, texte) => empreinte(texte.as_bytes()),
                Present::Annexe(_) => annexes.get(chemin).ok_or_else(|| chemin.to_owned())?.clone(),
            };
            Ok((chemin.to_owned(), sha256))
        });
        let rang = controle.comptes.iter().position(|c| c.exercice.nom == exercice.nom).unwrap_or(0);
        let precedent = rang.checked_sub(1).map(|rang| controle.comptes[rang].exercice);
        let nom = |id| comptes.cooperative.tresorerie(id).nom.to_string();
        let non_pointees = |id| comptes.non_pointees(id, exercice.fin);
        Ok(Sceau {
            exercice: exercice.nom.to_string(),
            debut: exercice.debut,
            fin: exercice.fin,
            date: controle.jour,
            charges: comptes.totaux(Sens::Charge).collect(),
            produits: comptes.totaux(Sens::Produit).collect(),
            total_charges: comptes.total(Sens::Charge),
            total_produits: comptes.total(Sens::Produit),
            resultat: comptes.resultat(),
            report_a_nouveau: comptes.report_a_nouveau(),
            tresorerie: comptes
                .cooperative
                .tresoreries()
                .map(|(id, t)| (t.nom.to_string(), comptes.ouverture(id), comptes.cloture(id)))
                .collect(),
            regies: comptes.regies().iter().filter(|r| !r.tenu().is_zero()).map(|r| (r.classe.clone(), r.tenu())).collect(),
            non_pointees: comptes
                .banques()
                .flat_map(|id| non_pointees(id).iter().map(|n| (nom(id), OperationNonPointee::de(n))).collect::<Vec<_>>())
                .collect(),
            acquittements: controle
                .reponses(&exercice.nom)
                .into_iter()
                .map(|(constat, reponse)| ConstatAcquitte {
                    regle: constat.code.0.into(),
                    piece: constat.piece.clone().unwrap_or_default(),
                    constat: constat.message.as_str().into(),
                    motif: reponse.motif.valeur.clone(),
                })
                .collect(),
            reouvertures: exercice.reouvertures.clone(),
            reglages: Reglages {
                retkoop: texte("retkoop.toml").unwrap_or_default(),
                inventaire: texte("inventaire.toml"),
                departement: dossier.fichier_du_departement.map(|f| dossier.sources[f.0 as usize].texte.clone()),
            },
            fichiers: fichiers.collect::<Result<_, String>>()?,
            precedent: precedent
                .and_then(|p| Some(SceauPrecedent { exercice: p.nom.clone(), empreinte: p.cloture.as_ref()?.empreinte.clone() })),
        })
    }
}
