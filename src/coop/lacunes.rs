//! What could not be read, of an entry and of a whole exercice: a rule that depends on it is not evaluated, so that one mistake
//! gives one finding.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::compte::Compte;
use super::cooperative::TresorerieId;
use super::montant::Montant;

/// What of an entry, a report or a file could not be read. A rule that depends on it is not evaluated, so that one mistake
/// gives one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manques(u16);

impl Manques {
    pub const AUCUN: Manques = Manques(0);
    pub const DATE: Manques = Manques(1);
    /// Amounts of movements on accounts whose names are known.
    pub const MOUVEMENTS: Manques = Manques(1 << 1);
    pub const VENTILATION: Manques = Manques(1 << 2);
    pub const REGIE: Manques = Manques(1 << 3);
    pub const POINTAGE: Manques = Manques(1 << 4);
    pub const PIECE: Manques = Manques(1 << 5);
    pub const LIBELLE: Manques = Manques(1 << 6);
    pub const JUSTIFICATIFS: Manques = Manques(1 << 7);
    pub const ANNULE: Manques = Manques(1 << 8);
    /// A header with nothing below: all that is missing was told with its required keys.
    pub const TOUTE_CLE: Manques = Manques(1 << 9);
    /// Anything may be missing, accounts that nothing names included.
    pub const TOUT: Manques = Manques(u16::MAX);
    /// What the equation of an entry needs.
    pub const MONTANTS: Manques = Manques(0b1110);

    pub const fn et(self, autre: Manques) -> Manques {
        Manques(self.0 | autre.0)
    }

    pub const fn touche(self, autre: Manques) -> bool {
        self.0 & autre.0 != 0
    }

    pub fn ajoute(&mut self, autre: Manques) {
        self.0 |= autre.0;
    }

    pub const fn is_tout(self) -> bool {
        self.0 == u16::MAX
    }

    pub const fn is_aucun(self) -> bool {
        self.0 == 0
    }
}

/// Parts of an exercice that a rule may need, and that a mistake in the files may have taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partie {
    /// First and last day.
    Bornes,
    Ouverture,
    Cahier,
    Numerotation,
    Justificatifs,
    Regies,
    Ventilation,
    Classes,
    Caisse,
    Releves,
    Subventions,
    Adhesion,
    Commission,
    /// The seal.
    Cloture,
    /// The cooperative's inventory, which all exercices share.
    Inventaire,
    /// The department's tariffs.
    Bareme,
    Plan,
    Seuils,
    Identite,
}

/// What could not be read, per part and per treasury account.
#[derive(Debug, Clone, Default)]
pub struct Lacunes {
    parties: BTreeSet<Partie>,
    /// Accounts whose balance is not known; all of them when `toutes`.
    tresoreries: BTreeSet<TresorerieId>,
    pointages: BTreeSet<TresorerieId>,
    toutes: bool,
    tous_pointages: bool,
    /// Classes of which what they hold is not known.
    regies: BTreeSet<EcoString>,
    /// Accounts of the chart that an unbalanced entry names: one of its amounts is wrong, nobody knows which.
    comptes: BTreeSet<Compte>,
    /// By how much entries are unbalanced, without sign: a sum that was forgotten may be missing elsewhere too.
    ecarts: BTreeSet<Montant>,
}

impl Lacunes {
    pub fn perdre(&mut self, partie: Partie) {
        self.parties.insert(partie);
    }

    pub fn perdre_toute_la_tresorerie(&mut self) {
        self.toutes = true;
        self.tous_pointages = true;
    }

    pub fn perdre_tous_les_pointages(&mut self) {
        self.tous_pointages = true;
    }

    pub fn perdre_tresorerie(&mut self, tresorerie: TresorerieId) {
        self.tresoreries.insert(tresorerie);
        self.pointages.insert(tresorerie);
    }

    pub fn perdre_pointage(&mut self, tresorerie: TresorerieId) {
        self.pointages.insert(tresorerie);
    }

    /// `classe`: as the adhésion names it.
    pub fn perdre_regie(&mut self, classe: impl Into<EcoString>) {
        self.regies.insert(classe.into());
    }

    /// An entry that was read and does not balance: what it names, and by how much.
    pub fn douter(&mut self, comptes: impl Iterator<Item = Compte>, ecart: Montant) {
        self.comptes.extend(comptes);
        self.ecarts.insert(ecart.abs());
    }

    /// Whether all of it was read, and balances: no rule has to wait.
    pub fn is_aucune(&self) -> bool {
        let Lacunes { parties, tresoreries, pointages, toutes, tous_pointages, regies, comptes, ecarts } = self;
        let aucun_compte = tresoreries.is_empty() && pointages.is_empty() && comptes.is_empty() && ecarts.is_empty();
        parties.is_empty() && aucun_compte && regies.is_empty() && !toutes && !tous_pointages
    }

    pub fn manque(&self, partie: Partie) -> bool {
        self.parties.contains(&partie)
    }

    /// Whether what a class holds can be trusted.
    pub fn regie_connue(&self, classe: &str) -> bool {
        !self.manque(Partie::Regies) && !self.regies.contains(classe)
    }

    /// Whether the total of an account of the chart can be trusted: another sum than `ecart` would be its own mistake.
    pub fn compte_connu(&self, compte: Compte, ecart: Montant) -> bool {
        !self.manque(Partie::Ventilation) && !self.comptes.contains(&compte) && !self.est_un_ecart(ecart)
    }

    /// Whether an entry is unbalanced by just that.
    pub fn est_un_ecart(&self, montant: Montant) -> bool {
        self.ecarts.contains(&montant.abs())
    }

    /// Whether the ledger balance of the account can be trusted.
    pub fn solde_connu(&self, tresorerie: TresorerieId) -> bool {
        !self.toutes && !self.tresoreries.contains(&tresorerie)
    }

    /// Whether what the bank has seen of the account can be trusted.
    pub fn pointage_connu(&self, tresorerie: TresorerieId) -> bool {
        !self.tous_pointages && !self.pointages.contains(&tresorerie)
    }

    pub fn tous_pointages_connus(&self) -> bool {
        !self.tous_pointages && self.pointages.is_empty()
    }

    /// An opening that follows the previous year is known no better than that year's closing.
    pub fn heriter(&mut self, precedent: &Lacunes) {
        self.tresoreries.extend(&precedent.tresoreries);
        self.pointages.extend(&precedent.pointages);
        // Without its last day, no closing.
        self.toutes |= precedent.toutes || precedent.manque(Partie::Bornes);
        self.tous_pointages |= precedent.tous_pointages || precedent.manque(Partie::Bornes);
        if [Partie::Regies, Partie::Classes, Partie::Bornes].into_iter().any(|partie| precedent.manque(partie)) {
            self.perdre(Partie::Regies);
        }
        self.regies.extend(precedent.regies.iter().cloned());
        if precedent.manque(Partie::Ouverture) {
            self.perdre(Partie::Ouverture);
        }
    }

    /// Records what an entry or a report could not say. `nommees`: the treasury accounts that it names.
    pub fn noter(&mut self, manques: Manques, nommees: impl Iterator<Item = TresorerieId>) {
        if manques.is_aucun() {
            return;
        }
        if manques.is_tout() {
            self.perdre_toute_la_tresorerie();
        }
        for tresorerie in nommees {
            if manques.touche(Manques::MOUVEMENTS.et(Manques::DATE)) {
                self.perdre_tresorerie(tresorerie);
            } else if manques.touche(Manques::POINTAGE.et(Manques::ANNULE)) {
                self.perdre_pointage(tresorerie);
            }
        }
        for (manque, partie) in [
            (Manques::JUSTIFICATIFS, Partie::Justificatifs),
            (Manques::REGIE.et(Manques::DATE), Partie::Regies),
            (Manques::VENTILATION, Partie::Ventilation),
        ] {
            if manques.touche(manque) {
                self.perdre(partie);
            }
        }
    }
}
