//! The figures that a seal states, against those that its own files give: a seal made again by hand has its fingerprint right.

use std::collections::BTreeMap;

use crate::calcul::Comptes;
use crate::coop::{Montant, Sens};

/// A figure of a seal that its files contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EcartDeChiffre {
    /// What it is: « le résultat », « le compte 6168 ».
    pub quoi: String,
    pub scelle: Montant,
    pub calcule: Montant,
}

impl EcartDeChiffre {
    /// One sentence, without its final point.
    pub fn phrase(&self, exercice: &str) -> String {
        let EcartDeChiffre { quoi, scelle, calcule } = self;
        let ecart = (*scelle - *calcule).abs();
        format!(
            "le sceau de {exercice} donne {scelle} pour {quoi}, les fichiers qu’il scelle donnent {calcule} ; différence {ecart}"
        )
    }
}

/// Each figure that differs, in the order of the seal; none where the seal cannot be trusted, or where the files cannot all be
/// read, or follow another year's. Only to be asked of files that are what was sealed.
pub fn chiffres_contredits(comptes: &Comptes) -> Vec<EcartDeChiffre> {
    let lacunes = &comptes.exercice.lacunes;
    let connus = comptes.cooperative.tresoreries().all(|(id, _)| lacunes.solde_connu(id)) && lacunes.tous_pointages_connus();
    let Some(cloture) = comptes.exercice.cloture.as_ref().filter(|c| c.authentique && connus && !comptes.suit_le_precedent())
    else {
        return Vec::new();
    };
    let c = &cloture.chiffres;
    let mut paires: Vec<(String, Montant, Montant)> = [
        ("le total des charges", c.total_charges, comptes.total(Sens::Charge)),
        ("le total des produits", c.total_produits, comptes.total(Sens::Produit)),
        ("le résultat", c.resultat, comptes.resultat()),
        ("le report à nouveau", c.report_a_nouveau, comptes.report_a_nouveau()),
    ]
    .map(|(quoi, scelle, calcule)| (quoi.to_owned(), scelle, calcule))
    .into();
    let mut listes = |nom: &dyn Fn(&str) -> String, scelle: Vec<(String, Montant)>, calcule: Vec<(String, Montant)>| {
        let mut lignes: BTreeMap<String, (Montant, Montant)> = BTreeMap::new();
        scelle.into_iter().for_each(|(cle, montant)| lignes.entry(cle).or_default().0 += montant);
        calcule.into_iter().for_each(|(cle, montant)| lignes.entry(cle).or_default().1 += montant);
        paires.extend(lignes.into_iter().map(|(cle, (scelle, calcule))| (nom(&cle), scelle, calcule)));
    };
    for (sens, scelles) in [(Sens::Charge, &c.charges), (Sens::Produit, &c.produits)] {
        let scelles = scelles.iter().map(|(compte, montant)| (compte.to_string(), *montant)).collect();
        let calcules = comptes.totaux(sens).map(|(compte, montant)| (compte.to_string(), montant)).collect();
        listes(&|compte| format!("le compte {compte}"), scelles, calcules);
    }
    let noms = |lignes: &[(ecow::EcoString, Montant)]| lignes.iter().map(|(nom, m)| (nom.to_string(), *m)).collect();
    let par_compte = |solde: &dyn Fn(crate::coop::TresorerieId) -> Montant| {
        comptes.cooperative.tresoreries().map(|(id, t)| (t.nom.to_string(), solde(id))).collect()
    };
    listes(&|nom| format!("l’ouverture de {nom}"), noms(&c.ouverture), par_compte(&|id| comptes.ouverture(id)));
    listes(&|nom| format!("la clôture de {nom}"), noms(&cloture.tresorerie), par_compte(&|id| comptes.cloture(id)));
    let tenues = comptes.regies().iter().map(|r| (r.classe.clone(), r.tenu())).collect();
    listes(&|classe| format!("ce que détient la classe {classe}"), noms(&cloture.regies), tenues);
    let scelles = cloture.non_pointees.iter().map(|n| (format!("{}, « {} » du {}", n.tresorerie, n.libelle, n.date), n.montant));
    let non_pointees = comptes.banques().flat_map(|id| {
        let nom = &comptes.cooperative.tresorerie(id).nom;
        let operations = comptes.non_pointees(id, comptes.exercice.fin).into_iter();
        operations.map(move |n| (format!("{nom}, « {} » du {}", n.origine.libelle(), n.origine.date()), n.montant))
    });
    listes(&|operation| format!("l’opération en route sur {operation}"), scelles.collect(), non_pointees.collect());
    let ecarts = paires.into_iter().filter(|(_, scelle, calcule)| scelle != calcule);
    ecarts.map(|(quoi, scelle, calcule)| EcartDeChiffre { quoi, scelle, calcule }).collect()
}
