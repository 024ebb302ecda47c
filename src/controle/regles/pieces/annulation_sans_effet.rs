//! P007 — annulation-sans-effet. Ours: without it, a wrong `annule` would leave two operations unticked for ever, silently.

use std::collections::HashMap;

use crate::calcul::pointages_tardifs::pointages_tardifs;
use crate::calcul::{AnnulationSansEffet, SansEffet};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("P007"),
    nom: "annulation-sans-effet",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cahier, Partie::Numerotation, Partie::Ouverture],
    resume: "`annule` ne désigne aucune opération non pointée du montant opposé",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    if !vue.exercice.lacunes.tous_pointages_connus() {
        return;
    }
    for AnnulationSansEffet { ecriture, visee, raison } in vue.comptes.annulations_sans_effet() {
        let Some(annule) = &ecriture.annule else { continue };
        let n_annule_pas = |pourquoi: &str| format!("l’écriture n’annule pas la pièce {} : {pourquoi}", annule.valeur);
        let message = match raison {
            SansEffet::Introuvable => format!("l’écriture n’annule rien : aucune opération sous la pièce {}", annule.valeur),
            SansEffet::Pointee => n_annule_pas("l’une des deux est pointée"),
            SansEffet::DejaAnnulee => n_annule_pas("une autre écriture l’annule déjà"),
            SansEffet::Montants { attendu, trouve } if attendu == trouve => n_annule_pas("les montants ne sont pas ceux des mêmes comptes"),
            SansEffet::Montants { attendu, trouve } => {
                n_annule_pas(&format!("il faudrait {attendu}, elle fait {trouve} ; différence {}", (attendu - trouve).abs()))
            }
        };
        let mut constat = Constat::new(REGLE.code, ecriture.lieu(annule.span), message);
        if let Some(visee) = visee {
            constat = constat.lien(visee.lieu(), "l’opération à annuler");
        }
        if let SansEffet::Montants { attendu, trouve } = raison {
            constat = constat.ecart(attendu, trouve);
        }
        constat = constat.etiquette("annulation sans effet");
        constats.push(
            constat
                .aide(conseil(&raison))
                .piece(Some(ecriture.numero()))
                .sujet(annule.valeur.as_str()),
        );
    }
    vus_par_l_annee_d_avant(vue, constats);
}

/// Carried over, cancelled, and ticked by the year before after its last day: its closing writes the tick on the report.
fn vus_par_l_annee_d_avant(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(precedent) = vue.precedent else { return };
    let annules: HashMap<Span, &Ecriture> =
        vue.comptes.annulations().map(|(ecriture, visee)| (visee.lieu().span, ecriture)).collect();
    if annules.is_empty() {
        return;
    }
    for p in pointages_tardifs(precedent, vue.comptes).iter().filter(|p| p.est_a_ecrire()) {
        let Some((ecriture, annule)) = annules.get(&p.report.span).and_then(|e| Some((e, e.annule.as_ref()?))) else { continue };
        let (nom, jour) = (&precedent.exercice.nom, date::en_chiffres(p.dit.date));
        constats.push(
            Constat::new(
                REGLE.code,
                ecriture.lieu(annule.span),
                format!("l’écriture n’annule pas la pièce {} : l’exercice {nom} la dit vue par la banque le {jour}", annule.valeur),
            )
            .etiquette("annulation sans effet")
            .lien(p.lieu(), format!("pointée le {jour}"))
            .aide(conseil(&SansEffet::Pointee))
            .piece(Some(ecriture.numero()))
            .sujet(annule.valeur.as_str()),
        );
    }
}

const A_NOMMER: &str = "nommez la pièce (ou, d’un report, le numéro de chèque) de l’opération jamais présentée, avec les mêmes montants en sens inverse, sans `pointage`";

/// What a bank has shown was presented: there is nothing to cancel.
fn conseil(raison: &SansEffet) -> String {
    match raison {
        SansEffet::Pointee => {
            "si la banque a montré l’opération, elle n’est plus à annuler : enlevez l’annulation ; si c’est le pointage qui est faux, enlevez-le".to_owned()
        }
        SansEffet::Introuvable => format!("{A_NOMMER} ; si la banque l’a montrée depuis, elle n’est plus à annuler : enlevez l’annulation"),
        SansEffet::DejaAnnulee | SansEffet::Montants { .. } => A_NOMMER.to_owned(),
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "`annule = \"06\"` dit qu’une écriture en annule une autre : un chèque perdu, que la banque ne verra jamais. Il faut que la \
           pièce nommée existe, que ses mouvements de banque soient exactement inverses, et qu’aucune des deux ne soit pointée.",
    pourquoi: "Les deux écritures sortent alors ensemble des opérations non pointées. Si l’annulation vise à côté, elles y restent \
               toutes deux pour toujours et finissent par empêcher la clôture.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, chèque jamais présenté"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-08-28
libelle = "Annulation du chèque 2200103"
annule  = "60"     # 06, deux chiffres échangés
entree.banque    = 45.90
ventilation.6181 = -45.90
"#,
    )],
    corriger: "Nommez la pièce du chèque annulé (ou, pour un report de l’an passé, son numéro de chèque), avec les mêmes montants en \
               sens inverse, sans `pointage`. Si la banque a finalement montré le chèque, enlevez l’annulation.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, chèque jamais présenté"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-08-28
libelle = "Annulation du chèque 2200103"
annule  = "06"
entree.banque    = 45.90
ventilation.6181 = -45.90
"#,
    )],
    reference: "L’état de rapprochement : un chèque annulé n’est plus en route vers la banque.",
};
