//! The seal of an exercice, made from its files: at the closing, which writes it, then again whenever the one that was written is
//! held against them ([`super::contradictions`]).

use std::collections::BTreeMap;

use super::en_vigueur::en_vigueur;
use super::moteur::Controle;
use super::preuve::DossierControle;
use super::scelle::{Present, fichiers_sous_le_sceau};
use crate::bareme::Departement;
use crate::calcul::Comptes;
use crate::coop::{
    ChiffresScelles, ConstatAcquitte, Date, FichierScelle, Montant, NonPointeeScellee, Sceau, SceauPrecedent, Sens,
    TextesScelles, TresorerieId,
};
use crate::source::{Span, empreinte};

/// What a closing writes.
#[derive(Debug, Clone)]
pub struct NouveauSceau {
    pub sceau: Sceau,
    /// What the year will be read by.
    pub en_vigueur: Departement,
}

impl NouveauSceau {
    /// What the closing of a proved exercice seals. `annexes`: fingerprints of the receipts and other files that are no text of
    /// ours, by path from the exercice's folder.
    ///
    /// Errors: the file whose fingerprint is missing.
    pub fn etablir(
        controle: &Controle,
        preuve: &DossierControle,
        annexes: &BTreeMap<String, String>,
    ) -> Result<NouveauSceau, String> {
        let (dossier, exercice) = (preuve.dossier(), preuve.exercice());
        let texte = |chemin: &str| dossier.source(chemin).map(|s| s.texte.as_str().into());
        let fichiers = fichiers_sous_le_sceau(dossier, exercice).into_iter().map(|(chemin, present)| {
            let sha256 = match present {
                Present::Texte(_, texte) => empreinte(texte.as_bytes()),
                Present::Annexe(_) => annexes.get(chemin).ok_or_else(|| chemin.to_owned())?.clone(),
            };
            Ok(FichierScelle { chemin: chemin.into(), sha256: sha256.into(), span: Span::default() })
        });
        let rang = controle.rang(&exercice.nom).unwrap_or(0);
        let precedent = rang.checked_sub(1).map(|rang| controle.comptes[rang].exercice);
        let reponses = controle.reponses(&exercice.nom).into_iter();
        let sceau = Sceau {
            acquittements: reponses
                .map(|(constat, reponse)| ConstatAcquitte {
                    regle: constat.code.0.into(),
                    piece: constat.piece.clone().unwrap_or_default(),
                    constat: constat.message.as_str().into(),
                    motif: reponse.motif.valeur.clone(),
                })
                .collect(),
            reglages: TextesScelles {
                retkoop: texte("retkoop.toml").unwrap_or_default(),
                inventaire: texte("inventaire.toml"),
                departement: dossier.fichier_du_departement.map(|f| dossier.sources[f.0 as usize].texte.as_str().into()),
            },
            fichiers: fichiers.collect::<Result<_, String>>()?,
            precedent: precedent
                .and_then(|p| Some(SceauPrecedent { exercice: p.nom.clone(), empreinte: p.cloture.as_ref()?.empreinte.clone() })),
            ..Sceau::des_comptes(preuve.comptes(), controle.jour)
        };
        Ok(NouveauSceau { sceau, en_vigueur: en_vigueur(preuve.departement(), &exercice.nom) })
    }
}

impl Sceau {
    /// What the files of an exercice alone decide of its seal, but for the day; the rest is left empty.
    pub(super) fn des_comptes(comptes: &Comptes, jour: Date) -> Sceau {
        let exercice = comptes.exercice;
        let soldes = |de: &dyn Fn(TresorerieId) -> Montant| {
            comptes.cooperative.tresoreries().map(|(id, t)| (t.nom.clone(), de(id))).collect()
        };
        let non_pointees = comptes.banques().flat_map(|id| {
            let tresorerie = &comptes.cooperative.tresorerie(id).nom;
            comptes.non_pointees(id, exercice.fin).into_iter().map(move |n| NonPointeeScellee {
                tresorerie: tresorerie.clone(),
                date: n.origine.date(),
                libelle: n.origine.libelle().into(),
                piece: n.origine.piece().into(),
                cheque: n.origine.cheque().into(),
                montant: n.montant,
                span: Span::default(),
            })
        });
        Sceau {
            version: Sceau::VERSION,
            exercice: exercice.nom.clone(),
            debut: exercice.debut,
            fin: exercice.fin,
            date: jour,
            outil: Sceau::OUTIL.into(),
            tresorerie: soldes(&|id| comptes.cloture(id)),
            regies: comptes
                .regies()
                .iter()
                .filter(|r| !r.tenu().is_zero())
                .map(|r| (r.classe.as_str().into(), r.tenu()))
                .collect(),
            chiffres: ChiffresScelles {
                charges: comptes.totaux(Sens::Charge).collect(),
                produits: comptes.totaux(Sens::Produit).collect(),
                ouverture: soldes(&|id| comptes.ouverture(id)),
                total_charges: comptes.total(Sens::Charge),
                total_produits: comptes.total(Sens::Produit),
                resultat: comptes.resultat(),
                report_a_nouveau: comptes.report_a_nouveau(),
            },
            non_pointees: non_pointees.collect(),
            acquittements: Vec::new(),
            reouvertures: exercice.reouvertures.clone(),
            reglages: TextesScelles::default(),
            fichiers: Vec::new(),
            precedent: None,
        }
    }
}
