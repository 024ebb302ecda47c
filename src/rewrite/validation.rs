//! `[validation]` of `adhesion.toml`: what the department records of a membership.

use super::bloc::{ajouter_bloc, chaine};
use super::cles::{Illisible, fixer, modifier_cles};
use crate::coop::{Changement, Date, Montant, Validation};

/// What is to be recorded: what is not given stays as it was.
#[derive(Debug, Clone, Default)]
pub struct SaisieDeValidation {
    pub paiement: Option<Date>,
    pub montant: Option<Montant>,
    pub reference: Option<String>,
    pub engagement: Option<Date>,
    pub changement: Option<Changement>,
    pub code: Option<String>,
}

impl SaisieDeValidation {
    pub fn is_vide(&self) -> bool {
        self.cles_du_paiement().is_empty() && self.autres_cles().is_empty()
    }

    /// A payment of another day than the one recorded, and what is known of that one is not given anew: its sum, its reference.
    pub fn remplace_un_paiement(&self, deja: &Validation) -> bool {
        let Some((jour, paiement)) = self.paiement.zip(deja.paiement.as_ref()) else { return false };
        let autre_jour = paiement.date.is_some_and(|date| date.valeur != jour);
        let somme_gardee = self.montant.is_none() && paiement.montant.is_some();
        let reference_gardee = self.reference.is_none() && !paiement.reference.is_empty();
        autre_jour && (somme_gardee || reference_gardee)
    }

    /// A payment without its sum, neither given nor recorded before.
    pub fn ignore_la_somme(&self, deja: &Validation) -> bool {
        let connue = deja.paiement.as_ref().is_some_and(|p| p.montant.is_some());
        self.paiement.is_some() && self.montant.is_none() && !connue
    }

    /// The text of `adhesion.toml` with what is recorded.
    pub fn ecrire(&self, texte: &str) -> Result<String, Illisible> {
        let presente = texte.parse::<toml_edit::DocumentMut>().map_err(|_| Illisible)?.contains_key("validation");
        // A new table goes after the last comment, which is about what stands before it.
        let texte = if presente { texte.to_owned() } else { ajouter_bloc(texte, "[validation]\n") };
        modifier_cles(&texte, |document| {
            let validation = document.get_mut("validation").filter(|item| !item.is_none()).ok_or(Illisible)?;
            let paiement = self.cles_du_paiement();
            match validation.get_mut("paiement").filter(|item| !item.is_none()) {
                Some(table) => fixer(table, &paiement)?,
                None if paiement.is_empty() => {}
                None => {
                    let cles: Vec<String> = paiement.iter().map(|(cle, valeur)| format!("{cle} = {valeur}")).collect();
                    fixer(validation, &[("paiement", format!("{{ {} }}", cles.join(", ")))])?;
                }
            }
            fixer(validation, &self.autres_cles())
        })
    }

    fn cles_du_paiement(&self) -> Vec<(&'static str, String)> {
        let date = self.paiement.map(|d| ("date", d.to_string()));
        let montant = self.montant.map(|m| ("montant", m.decimal()));
        let reference = self.reference.as_ref().map(|r| ("reference", chaine(r)));
        [date, montant, reference].into_iter().flatten().collect()
    }

    fn autres_cles(&self) -> Vec<(&'static str, String)> {
        let engagement = self.engagement.map(|d| ("engagement", d.to_string()));
        let changement = self.changement.map(|changement| match changement {
            Changement::SansObjet => ("changement", chaine(Changement::SANS_OBJET)),
            Changement::Recu(date) => ("changement", date.to_string()),
        });
        let code = self.code.as_ref().map(|c| ("code", chaine(c)));
        [engagement, changement, code].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(n: u32) -> Date {
        Date::from_ymd_opt(2024, 10, n).unwrap()
    }

    #[test]
    fn every_spelling_of_the_table_is_filled_where_it_stands() {
        let saisie = SaisieDeValidation {
            paiement: Some(jour(4)),
            montant: Some(Montant::from_centimes(13_699)),
            reference: Some("CCP 1".to_owned()),
            code: Some("rem 09".to_owned()),
            ..SaisieDeValidation::default()
        };
        for (avant, apres) in [
            (
                "# adhésion\n# fin\n",
                "# adhésion\n# fin\n\n[validation]\npaiement = { date = 2024-10-04, montant = 136.99, reference = \"CCP 1\" }\ncode = \"rem 09\"\n",
            ),
            (
                "[validation]\npaiement = { montant = 1.00 }  # reçu\nengagement = 2024-10-01\n[papiers]\n",
                "[validation]\npaiement = { montant = 136.99, date = 2024-10-04, reference = \"CCP 1\" }  # reçu\nengagement = 2024-10-01\ncode = \"rem 09\"\n[papiers]\n",
            ),
            (
                "[validation]\npaiement.date = 2024-10-01\ncode = 'x' # vieux\n",
                "[validation]\npaiement.date = 2024-10-04\npaiement.montant = 136.99\npaiement.reference = \"CCP 1\"\ncode = \"rem 09\" # vieux\n",
            ),
            (
                "[validation.paiement]\ndate = 2024-10-01\n",
                "[validation]\ncode = \"rem 09\"\n[validation.paiement]\ndate = 2024-10-04\nmontant = 136.99\nreference = \"CCP 1\"\n",
            ),
        ] {
            assert_eq!(saisie.ecrire(avant).as_deref(), Ok(apres), "{avant}");
        }
        assert_eq!(SaisieDeValidation::default().ecrire("[validation]\na = 1\n").unwrap(), "[validation]\na = 1\n");
    }
}
