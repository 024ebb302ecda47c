//! Which lines of the ledger are those that were asked for.

use std::collections::HashSet;

use super::{Filtre, Source, Vue, est_nomme};
use crate::calcul::{Comptes, Origine};
use crate::coop::{Date, Exercice, Montant, Report, sans_accent};
use crate::etat::cahier::{Cahier, LigneDeCahier, OperationReportee};
use crate::source::Lieu;

/// Which lines are kept.
pub(super) struct Tri<'f> {
    filtre: &'f Filtre,
    vue: &'f Vue,
    colonnes: Option<usize>,
    cherche: Option<Recherche>,
    /// Where what no statement shows is written.
    non_pointees: Option<HashSet<Lieu>>,
    exercice: &'f Exercice,
}

impl<'f> Tri<'f> {
    pub(super) fn new(filtre: &'f Filtre, comptes: &Comptes<'f>, cahier: &Cahier, vue: &'f Vue) -> Tri<'f> {
        let exercice = comptes.exercice;
        let lieux = || comptes.operations_non_pointees(exercice.fin).into_iter().map(Origine::lieu).collect();
        Tri {
            filtre,
            vue,
            colonnes: match vue {
                Vue::Compte(compte) => cahier.comptes.iter().position(|colonne| colonne.compte == *compte),
                _ => None,
            },
            cherche: filtre.cherche.as_deref().map(Recherche::new),
            non_pointees: filtre.non_pointees.then(lieux),
            exercice,
        }
    }

    pub(super) fn garde(&self, source: Source, ligne: &LigneDeCahier) -> bool {
        let pointage = match (&self.non_pointees, source) {
            (None, _) => true,
            (Some(lieux), Source::Ecriture(ecriture)) => lieux.contains(&ecriture.lieu(ecriture.span)),
            (Some(_), Source::CahierDeClasse(_)) => false,
        };
        let du_compte = match self.vue {
            Vue::Tresorerie(_) if self.filtre.compte.is_none() => true,
            Vue::Tresorerie(rangs) => {
                rangs.iter().any(|&r| !ligne.tresorerie[r].entree.is_zero() || !ligne.tresorerie[r].sortie.is_zero())
            }
            Vue::Compte(_) => ligne.ventilation.iter().any(|(rang, _)| Some(*rang) == self.colonnes),
            Vue::Depenses => true,
        };
        pointage
            && du_compte
            && self.est_du_temps(ligne.date)
            && self.est_de_l_action(source)
            && self.est_de_la_classe(source)
            && self.se_lit(source, ligne)
    }

    fn est_du_temps(&self, date: Option<Date>) -> bool {
        let Some(date) = date else { return self.filtre.du.is_none() && self.filtre.au.is_none() };
        self.filtre.du.is_none_or(|du| date >= du) && self.filtre.au.is_none_or(|au| date <= au)
    }

    fn est_de_l_action(&self, source: Source) -> bool {
        self.filtre.action.as_ref().is_none_or(|voulue| match source {
            Source::Ecriture(ecriture) => est_nomme(&ecriture.action_a, voulue),
            Source::CahierDeClasse(_) => false,
        })
    }

    fn est_de_la_classe(&self, source: Source) -> bool {
        let nom = |ecrit| self.exercice.nom_de_classe(ecrit);
        self.filtre.classe.as_ref().is_none_or(|voulue| match source {
            Source::Ecriture(ecriture) => {
                let regie = ecriture.regie.as_ref().and_then(|r| r.classe.as_ref());
                est_nomme(&ecriture.action_b, voulue) || regie.is_some_and(|classe| est_nomme(nom(classe), voulue))
            }
            Source::CahierDeClasse(cahier) => est_nomme(nom(&cahier.classe), voulue),
        })
    }

    fn se_lit(&self, source: Source, ligne: &LigneDeCahier) -> bool {
        let Some(cherche) = &self.cherche else { return true };
        let contient = |texte: &str| cherche.est_dans(texte);
        let mouvements = || {
            ligne
                .tresorerie
                .iter()
                .flat_map(|c| [c.entree, c.sortie])
                .chain(ligne.ventilation.iter().map(|(_, m)| *m))
                .chain(ligne.regie)
        };
        contient(&ligne.libelle)
            || contient(&ligne.piece)
            || contient(&ligne.reglement)
            || mouvements().any(|montant| cherche.est(montant))
            || match source {
                Source::Ecriture(e) => contient(&e.action_a) || contient(&e.action_b),
                Source::CahierDeClasse(cahier) => cahier.operations.iter().any(|o| contient(&o.libelle)),
            }
    }

    /// Carried-over operations have neither action nor account: they are shown where only dates, words or ticks are asked for.
    pub(super) fn garde_le_report(&self, origine: &Report, report: &OperationReportee) -> bool {
        let f = self.filtre;
        let de_la_vue = match self.vue {
            Vue::Tresorerie(rangs) => rangs.iter().any(|&rang| !report.mouvements[rang].is_zero()),
            _ => false,
        };
        let pointage = self.non_pointees.as_ref().is_none_or(|lieux| lieux.contains(&Origine::Report(origine).lieu()));
        let texte = self.cherche.as_ref().is_none_or(|cherche| {
            [&report.libelle, &report.cheque].into_iter().any(|texte| cherche.est_dans(texte))
                || report.mouvements.iter().any(|montant| cherche.est(*montant))
        });
        de_la_vue && pointage && texte && f.action.is_none() && f.classe.is_none() && self.est_du_temps(Some(report.date))
    }
}

/// What is looked for, as words and as an amount.
struct Recherche {
    texte: String,
    /// As one writes it: `45,90`, `45.90`, `1 176`, with or without spaces between thousands and the sign of the euro.
    montant: String,
}

impl Recherche {
    fn new(ecrit: &str) -> Recherche {
        let chiffres: String = ecrit.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
        Recherche { texte: sans_accent(ecrit.trim()), montant: chiffres.replace(',', ".") }
    }

    fn est_dans(&self, texte: &str) -> bool {
        sans_accent(texte).contains(self.texte.as_str())
    }

    fn est(&self, montant: Montant) -> bool {
        if montant.is_zero() {
            return false;
        }
        let decimal = montant.abs().decimal();
        decimal == self.montant
            || decimal.strip_suffix(".00") == Some(&self.montant)
            || decimal.strip_suffix('0') == Some(&self.montant)
    }
}
