//! A new class ledger, with its commented model of an operation.

use super::bloc::chaine;
use crate::coop::Date;

#[derive(Debug, Clone)]
pub struct NouveauCahierDeClasse {
    pub classe: String,
    /// The piece that it becomes in the school's ledger.
    pub piece: String,
    /// First day of the exercice: the model's date.
    pub debut: Date,
}

impl NouveauCahierDeClasse {
    pub fn texte(&self) -> String {
        format!(
            "# Cahier de la classe : ses opérations sont intégrées automatiquement dans les comptes de l’école, sous cette pièce.\n\
             classe = {}\n\
             piece = {}\n\
             \n\
             # Une opération par bloc ; recopiez ce modèle sans ses « # ».\n\
             # [[operation]]\n\
             # numero = \"1\"\n\
             # date = {}\n\
             # libelle = \"Graines et terreau\"\n\
             # sortie.especes = 12.50             # especes, cheque ou carte ; ce qui entre : entree.especes\n\
             # compte = \"6181\"\n",
            chaine(&self.classe),
            chaine(&self.piece),
            self.debut
        )
    }
}
