//! What a cooperative owes for one exercice under its department's tariff, line by line, each with its reason.
//!
//! Quantities times prices are exact; only a rate on a declared value is rounded, half up to the cent, line by line.

use std::collections::HashSet;
use std::fmt;

use ecow::{EcoString, eco_format};
use rust_decimal::Decimal;

use super::arrondi::part;
use super::inventaire;
use crate::bareme::{AuDelaDUneFranchise, Bareme, Plan};
use crate::coop::{Adhesion, Bien, Biens, Classe, Compte, Date, Exercice, Montant, Partie, par_milliers};
use crate::parse::Dossier;

/// Head counts of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effectifs {
    pub classes: i64,
    pub enseignants: i64,
    pub eleves: i64,
    pub autres_adultes: i64,
}

/// The fees of one membership.
#[derive(Debug, Clone)]
pub struct Cotisation {
    /// The decision that fixed the tariff.
    pub reference: String,
    pub effectifs: Effectifs,
    /// Every component that the tariff prices, in the order of the form.
    pub lignes: Vec<LigneDeCotisation>,
    /// Everything but the insurance.
    pub total_adhesion: Montant,
    pub total_assurance: Montant,
    pub total: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDeCotisation {
    pub composant: Composant,
    pub libelle: String,
    pub quantite: i64,
    pub prix_unitaire: Montant,
    pub montant: Montant,
    /// « 63 élèves × 1,73 € ».
    pub raison: String,
    /// What exceeds the franchise, and the rate on it, where that is what makes the price.
    pub assiette: Option<(Montant, Decimal)>,
}

/// What a line of the fee pays for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Composant {
    Forfait,
    Eleves,
    Enseignants,
    AutresAdultes,
    Cooperateurs,
    AssuranceDesCooperateurs,
    AssuranceDesBiens,
    AssuranceDesInstruments,
    /// By its key in the tariff.
    Abonnement(EcoString),
    ParticipationVolontaire,
}

impl Composant {
    /// `eleves`, `abonnement:animation-education`… (cli.md).
    pub fn cle(&self) -> EcoString {
        match self {
            Composant::Forfait => "forfait".into(),
            Composant::Eleves => "eleves".into(),
            Composant::Enseignants => "enseignants".into(),
            Composant::AutresAdultes => "autres_adultes".into(),
            Composant::Cooperateurs => "cooperateurs".into(),
            Composant::AssuranceDesCooperateurs => "assurance_cooperateurs".into(),
            Composant::AssuranceDesBiens => "assurance_biens".into(),
            Composant::AssuranceDesInstruments => "assurance_instruments".into(),
            Composant::Abonnement(cle) => eco_format!("abonnement:{cle}"),
            Composant::ParticipationVolontaire => "participation_volontaire".into(),
        }
    }

    /// Paid on the insurance's account; all the rest is dues.
    pub fn is_assurance(&self) -> bool {
        matches!(self, Composant::AssuranceDesCooperateurs | Composant::AssuranceDesBiens | Composant::AssuranceDesInstruments)
    }
}

impl Effectifs {
    pub fn de(adhesion: &Adhesion) -> Effectifs {
        adhesion.classes.iter().map(Effectifs::de_la_classe).fold(Effectifs::default(), Effectifs::plus)
    }

    /// Counts that no class has (A006) count for none.
    pub fn de_la_classe(classe: &Classe) -> Effectifs {
        Effectifs {
            classes: 1,
            enseignants: i64::try_from(classe.enseignants.len()).unwrap_or(i64::MAX),
            eleves: classe.eleves.valeur.max(0),
            autres_adultes: classe.autres_adultes.valeur.max(0),
        }
    }

    pub fn plus(self, autre: Effectifs) -> Effectifs {
        Effectifs {
            classes: self.classes.saturating_add(autre.classes),
            enseignants: self.enseignants.saturating_add(autre.enseignants),
            eleves: self.eleves.saturating_add(autre.eleves),
            autres_adultes: self.autres_adultes.saturating_add(autre.autres_adultes),
        }
    }

    pub fn adultes(self) -> i64 {
        self.enseignants.saturating_add(self.autres_adultes)
    }

    /// Pupils and adults.
    pub fn cooperateurs(self) -> i64 {
        self.eleves.saturating_add(self.adultes())
    }
}

impl Cotisation {
    /// The fees of an exercice; `None` without a membership, without its tariff (A004), or when one of them cannot be trusted:
    /// something of it could not be read, a head count is no count (A006), two classes have one name (A005).
    pub fn de_l_exercice(dossier: &Dossier, exercice: &Exercice) -> Option<Cotisation> {
        let bareme = dossier.departement_de(exercice).bareme(&exercice.nom)?;
        let adhesion = exercice.adhesion.as_ref()?;
        let perdu = |partie| exercice.lacunes.manque(partie);
        let inventaire_perdu = adhesion.biens == Biens::Inventaire && perdu(Partie::Inventaire);
        let fausse = adhesion.classes_en_double().next().is_some()
            || adhesion.classes.iter().any(|classe| classe.effectifs_invalides().next().is_some());
        if perdu(Partie::Adhesion) || perdu(Partie::Bareme) || inventaire_perdu || fausse {
            return None;
        }
        Some(Cotisation::calculer(adhesion, bareme, dossier.inventaire_de(exercice), adhesion.jour().unwrap_or(exercice.debut)))
    }

    /// What each account of the chart takes of it: the dues' and the insurance's, or the one that is both.
    pub fn par_compte(&self, plan: &Plan) -> Vec<(Compte, Montant)> {
        if plan.cotisation == plan.assurance {
            vec![(plan.cotisation, self.total)]
        } else {
            vec![(plan.cotisation, self.total_adhesion), (plan.assurance, self.total_assurance)]
        }
    }

    /// `jour`: the day on which the goods of the inventory are valued.
    pub fn calculer(adhesion: &Adhesion, bareme: &Bareme, biens: &[Bien], jour: Date) -> Cotisation {
        let effectifs = Effectifs::de(adhesion);
        let mut lignes = lignes_par_tete(bareme, effectifs);
        let (valeur_des_biens, valeur_des_instruments) = valeurs_declarees(adhesion, biens, jour);
        let assurances = [
            (Composant::AssuranceDesBiens, "Assurance des biens", bareme.assurance_biens, valeur_des_biens),
            (
                Composant::AssuranceDesInstruments,
                "Assurance des instruments",
                bareme.assurance_instruments,
                valeur_des_instruments,
            ),
        ];
        lignes.extend(
            assurances
                .into_iter()
                .filter_map(|(composant, libelle, au_dela, valeur)| Some(ligne_au_dela(composant, libelle, au_dela?, valeur))),
        );
        lignes.extend(abonnements(adhesion, bareme));
        if !adhesion.participation_volontaire.is_zero() {
            let montant = adhesion.participation_volontaire;
            let raison = "somme choisie par la coopérative".to_owned();
            let ligne = ligne(Composant::ParticipationVolontaire, "Participation volontaire", 1, montant, String::new());
            lignes.push(LigneDeCotisation { raison, ..ligne });
        }
        let total = |assurance: bool| {
            lignes.iter().filter(|l| l.composant.is_assurance() == assurance).map(|l| l.montant).sum::<Montant>()
        };
        let (total_adhesion, total_assurance) = (total(false), total(true));
        Cotisation {
            reference: bareme.reference.to_string(),
            effectifs,
            total_adhesion,
            total_assurance,
            total: total_adhesion + total_assurance,
            lignes,
        }
    }
}

/// The subscriptions taken, each once: of two of one key, the first is the one that counts (A011).
fn abonnements(adhesion: &Adhesion, bareme: &Bareme) -> Vec<LigneDeCotisation> {
    let mut pris: HashSet<&str> = adhesion.abonnements.iter().map(|a| a.as_str()).collect();
    let retenus = bareme.abonnements.iter().filter(|a| pris.remove(a.cle.as_str()));
    retenus
        .map(|a| {
            let libelle = if a.libelle.is_empty() { format!("Abonnement {}", a.cle.valeur) } else { a.libelle.to_string() };
            ligne(Composant::Abonnement(a.cle.valeur.clone()), &libelle, 1, a.prix, ABONNEMENT.compter(1))
        })
        .collect()
}

/// Values of the goods and of the instruments to insure: as declared, or as the inventory makes them on `jour`.
pub fn valeurs_declarees(adhesion: &Adhesion, biens: &[Bien], jour: Date) -> (Montant, Montant) {
    let valeur_des_biens = match adhesion.biens {
        Biens::Declares(valeur) => valeur,
        Biens::Inventaire => inventaire::valeur(biens, jour),
    };
    (valeur_des_biens, adhesion.instruments)
}

/// The lines that a number of heads makes: those that the tariff prices.
fn lignes_par_tete(bareme: &Bareme, e: Effectifs) -> Vec<LigneDeCotisation> {
    let lignes = [
        (Composant::Forfait, "Forfait par coopérative", 1, bareme.forfait, Unite("coopérative", "coopératives")),
        (Composant::Eleves, "Élèves", e.eleves, bareme.eleve, Unite("élève", "élèves")),
        (Composant::Enseignants, "Enseignants", e.enseignants, bareme.enseignant, Unite("enseignant", "enseignants")),
        (
            Composant::AutresAdultes,
            "Autres adultes",
            e.autres_adultes,
            bareme.autre_adulte,
            Unite("autre adulte", "autres adultes"),
        ),
        (Composant::Cooperateurs, "Coopérateurs", e.cooperateurs(), bareme.cooperateur, COOPERATEUR),
        (
            Composant::AssuranceDesCooperateurs,
            "Assurance des coopérateurs",
            e.cooperateurs(),
            bareme.assurance_cooperateur,
            COOPERATEUR,
        ),
    ];
    let chiffrees = lignes.into_iter().filter(|(_, _, _, prix, _)| !prix.is_zero());
    chiffrees
        .map(|(composant, libelle, quantite, prix, unite)| ligne(composant, libelle, quantite, prix, unite.compter(quantite)))
        .collect()
}

/// Its name for one, then for several.
#[derive(Clone, Copy)]
struct Unite(&'static str, &'static str);

const COOPERATEUR: Unite = Unite("coopérateur", "coopérateurs");
const ABONNEMENT: Unite = Unite("abonnement", "abonnements");

impl Unite {
    fn compter(self, nombre: i64) -> String {
        format!("{}\u{a0}{}", par_milliers(nombre), if nombre > 1 { self.1 } else { self.0 })
    }
}

fn ligne(composant: Composant, libelle: &str, quantite: i64, prix_unitaire: Montant, compte: String) -> LigneDeCotisation {
    LigneDeCotisation {
        composant,
        libelle: libelle.to_owned(),
        quantite,
        prix_unitaire,
        montant: part(prix_unitaire, Decimal::from(quantite)),
        raison: format!("{compte} × {prix_unitaire}"),
        assiette: None,
    }
}

/// Insurance of declared values: a rate on what exceeds the franchise.
fn ligne_au_dela(composant: Composant, libelle: &str, au_dela: AuDelaDUneFranchise, valeur: Montant) -> LigneDeCotisation {
    let AuDelaDUneFranchise { franchise, taux } = au_dela;
    let (montant, raison, assiette) = if valeur > franchise {
        let exces = valeur - franchise;
        let raison = format!("({valeur} − {franchise}) × {}", Taux(taux));
        (part(exces, taux), raison, Some((exces, taux)))
    } else {
        let comparaison = if valeur == franchise { "est égal à" } else { "est inférieur à" };
        (Montant::ZERO, format!("{valeur} {comparaison} {franchise}"), None)
    };
    LigneDeCotisation { raison, assiette, ..ligne(composant, libelle, 1, montant, String::new()) }
}

/// `0,00688`: a rate as the French write it.
struct Taux(Decimal);

impl fmt::Display for Taux {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.normalize().to_string().replace('.', ","))
    }
}
