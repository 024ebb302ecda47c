//! The identities that closed accounts satisfy (domain.md, E2 to E8), each with both its sides, computed two ways: what a closing
//! refuses when it is false, and what its report shows.

use super::comptes::Comptes;
use crate::coop::{Cloture, Compte, Montant, OperationDeClasse, Sens, TresorerieId, date};
use crate::diagnostic::enumeration;

/// An identity, with both its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Egalite {
    pub genre: GenreDEgalite,
    /// What it is about: « Rapprochement, Crédit Mutuel, compte courant ».
    pub objet: String,
    /// The terms of the left side with their signs, in words: what they are, and how much each is.
    pub termes: Vec<(String, Montant)>,
    pub gauche: Montant,
    /// What the right side is.
    pub attendu: String,
    pub droite: Montant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenreDEgalite {
    /// E5.
    Ouverture(TresorerieId),
    /// E2.
    Solde(TresorerieId),
    /// E3.
    Resultat,
    /// E4.
    Bilan,
    /// E6.
    Rapprochement(TresorerieId),
    /// E7.
    ArreteDeCaisse(TresorerieId),
    /// E8.
    Subventions,
}

/// An identity of which one side is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SansPreuve {
    pub objet: String,
    /// « aucun relevé ».
    pub manque: String,
}

#[derive(Debug, Clone, Default)]
pub struct Egalites {
    /// In the order in which one reads them.
    pub etablies: Vec<Egalite>,
    pub sans_preuve: Vec<SansPreuve>,
}

/// What the identities look at, beside the accounts themselves.
#[derive(Debug, Clone, Copy)]
pub struct Alentours<'a> {
    /// The accounts of the next exercice, once it is opened.
    pub suivant: Option<&'a Comptes<'a>>,
    /// The sealed closing of the exercice before, when this one follows it.
    pub precedente: Option<&'a Cloture>,
    /// The account of the chart for subsidies, usually 7410.
    pub subventions: Compte,
}

impl Egalite {
    fn new(genre: GenreDEgalite, objet: String, termes: Vec<(String, Montant)>, attendu: &str, droite: Montant) -> Egalite {
        let gauche = termes.iter().map(|(_, montant)| *montant).sum();
        Egalite { genre, objet, termes, gauche, attendu: attendu.to_owned(), droite }
    }

    /// Zero when it holds.
    pub fn ecart(&self) -> Montant {
        self.gauche - self.droite
    }
}

impl Egalites {
    pub fn de(comptes: &Comptes, alentours: Alentours) -> Egalites {
        let mut egalites = Egalites::default();
        for (id, tresorerie) in comptes.cooperative.tresoreries() {
            egalites.soldes(comptes, alentours, id, &tresorerie.intitule());
        }
        egalites.resultat_et_bilan(comptes);
        for id in comptes.banques() {
            egalites.rapprochement(comptes, id);
        }
        for id in comptes.caisses() {
            egalites.arrete(comptes, alentours, id);
        }
        egalites.subventions(comptes, alentours.subventions);
        egalites
    }

    /// Those that do not hold.
    pub fn fausses(&self) -> impl Iterator<Item = &Egalite> {
        self.etablies.iter().filter(|egalite| !egalite.ecart().is_zero())
    }

    fn soldes(&mut self, comptes: &Comptes, alentours: Alentours, id: TresorerieId, intitule: &str) {
        if let Some(precedente) = alentours.precedente {
            let termes = vec![("ouverture".to_owned(), comptes.ouverture(id))];
            let (genre, objet) = (GenreDEgalite::Ouverture(id), format!("Ouverture, {intitule}"));
            let droite = precedente.solde(&comptes.cooperative.tresorerie(id).nom);
            let attendu = format!("clôture de {}", precedente.exercice);
            self.etablies.push(Egalite::new(genre, objet, termes, &attendu, droite));
        }
        let (entrees, sorties) = comptes.mouvements_de(id);
        let termes = [("ouverture", comptes.ouverture(id)), ("entrées", entrees), ("sorties", -sorties)];
        let termes = termes.map(|(nom, montant)| (nom.to_owned(), montant)).into();
        self.etablies.push(Egalite::new(
            GenreDEgalite::Solde(id),
            intitule.to_owned(),
            termes,
            "solde du cahier",
            comptes.cloture(id),
        ));
    }

    /// The accounts of the chart on one side; on the other what entries moved, then what there is at the end.
    fn resultat_et_bilan(&mut self, comptes: &Comptes) {
        let totaux = [("total des produits", comptes.total(Sens::Produit)), ("total des charges", -comptes.total(Sens::Charge))];
        let termes = totaux.map(|(nom, montant)| (nom.to_owned(), montant)).into();
        self.etablies.push(Egalite::new(
            GenreDEgalite::Resultat,
            "Résultat de l’exercice".to_owned(),
            termes,
            "entrées moins sorties des opérations",
            resultat_des_operations(comptes),
        ));
        let tresoreries = comptes.cooperative.tresoreries();
        let mut termes: Vec<_> = tresoreries.map(|(id, t)| (t.intitule(), comptes.cloture(id))).collect();
        termes.push(("détenu par les classes".to_owned(), comptes.total_des_regies()));
        let (report, resultat) = (comptes.report_a_nouveau(), comptes.resultat());
        let attendu = format!("report à nouveau ({report}) et résultat ({resultat})");
        self.etablies.push(Egalite::new(GenreDEgalite::Bilan, "Bilan".to_owned(), termes, &attendu, report + resultat));
    }

    fn rapprochement(&mut self, comptes: &Comptes, id: TresorerieId) {
        let objet = format!("Rapprochement, {}", comptes.cooperative.tresorerie(id).intitule());
        let Some(releve) = comptes.releve_de_rapprochement(id) else {
            // An account that was never used has nothing to prove.
            if !comptes.est_inutilise(id) {
                self.sans_preuve.push(SansPreuve { objet, manque: "aucun relevé".to_owned() });
            }
            return;
        };
        let non_pointees = comptes.non_pointees_du_rapprochement(id);
        let somme =
            |sorties: bool| non_pointees.iter().map(|n| n.montant).filter(|m| m.is_negative() == sorties).sum::<Montant>();
        let termes = vec![
            (format!("relevé du {}", date::en_chiffres(releve.date.valeur)), releve.solde.valeur),
            ("sorties non pointées".to_owned(), somme(true)),
            ("entrées non pointées".to_owned(), somme(false)),
        ];
        let genre = GenreDEgalite::Rapprochement(id);
        self.etablies.push(Egalite::new(genre, objet, termes, "solde du cahier", comptes.cloture(id)));
    }

    fn arrete(&mut self, comptes: &Comptes, alentours: Alentours, id: TresorerieId) {
        let objet = format!("Arrêté de caisse, {}", comptes.cooperative.tresorerie(id).intitule());
        let arrete = comptes.arrete_de_cloture(id);
        let solde = |jour| comptes.solde_a_compter(alentours.suivant, id, jour);
        let compte = arrete.and_then(|arrete| Some((arrete, arrete.compte()?, solde(arrete.date.valeur)?)));
        let Some((arrete, compte, solde)) = compte else {
            if comptes.chronique(id).dernier_mouvement().is_some() {
                self.sans_preuve.push(SansPreuve { objet, manque: "caisse non comptée".to_owned() });
            }
            return;
        };
        let mut nom = format!("espèces comptées le {}", date::en_chiffres(arrete.date.valeur));
        if !arrete.comptee_par.is_empty() {
            nom += &format!(" par {}", enumeration(arrete.comptee_par.iter().map(ToString::to_string)));
        }
        let genre = GenreDEgalite::ArreteDeCaisse(id);
        self.etablies.push(Egalite::new(genre, objet, vec![(nom, compte)], "solde du cahier ce jour-là", solde));
    }

    fn subventions(&mut self, comptes: &Comptes, compte: Compte) {
        let totaux = comptes.subventions(compte);
        let objet = "Subventions".to_owned();
        if !comptes.exercice.subventions.is_empty() {
            let termes = vec![("total du tableau".to_owned(), totaux.tableau)];
            let attendu = format!("compte {compte}");
            self.etablies.push(Egalite::new(GenreDEgalite::Subventions, objet, termes, &attendu, totaux.au_compte));
        } else if !totaux.au_compte.is_zero() {
            let manque = format!("compte {compte} à {}, sans tableau", totaux.au_compte);
            self.sans_preuve.push(SansPreuve { objet, manque });
        }
    }
}

/// What every operation brought to the treasury and to what classes hold: by the equation of an entry, its produits less its
/// charges.
fn resultat_des_operations(comptes: &Comptes) -> Montant {
    let exercice = comptes.exercice;
    let ecritures = exercice.ecritures.iter().flat_map(|e| {
        let mouvements = e.mouvements.iter().filter(|m| m.tresorerie.connue().is_some()).map(|m| m.montant);
        mouvements.chain(e.regie.as_ref().map(|regie| regie.solde()))
    });
    let operations = exercice.cahiers_de_classe.iter().flat_map(|c| &c.operations).filter(|o| o.ventile().is_some());
    ecritures.chain(operations.map(OperationDeClasse::solde)).sum()
}
