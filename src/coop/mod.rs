//! The vocabulary of a school cooperative's accounts, one notion a file. Values only: no reading, no rule, no layout.

mod activites;
mod adhesion;
mod annee_scolaire;
mod annexe;
mod avancement;
mod caisse;
mod classe;
mod cloture;
mod commission;
mod compte;
mod cooperative;
pub mod date;
mod ecriture;
mod exercice;
pub mod iban;
mod inventaire;
mod lacunes;
mod montant;
pub(crate) mod mots;
mod nombre;
mod numero_de_piece;
mod ordre_des_noms;
mod personne;
mod releve;
mod retour;
mod semblables;
mod subvention;
pub mod uai;

pub use activites::{ActionNationale, Activites, Conseil, Ecole, Formation, GenreDEcole, Projet, Solidarite};
pub use adhesion::{
    Adhesion, Biens, Changement, Classe, Classes, EFFECTIF_MAX, Enseignant, ModeDePaiement, NOM_DE_CAHIER_MAX, PaiementRecu,
    Validation, cle_du_nom,
};
pub use annee_scolaire::{annee_scolaire, annees_du_nom, de_la_rentree_a_l_ete, est_un_nom_d_exercice, nom_d_exercice};
pub use annexe::{AnnexeDExercice, en_nfc};
pub use avancement::Avancement;
pub use caisse::{ArreteDeCaisse, COUPURES, Coupure, nom_de_la_coupure};
pub use classe::{CahierDeClasse, OperationDeClasse, ParMoyen, nom_de_la_regie, nom_du_detenteur};
pub use cloture::{
    ChiffresScelles, Cloture, ConstatAcquitte, FichierScelle, NonPointeeScellee, Reouverture, Sceau, SceauPrecedent,
    TextesScelles, est_sous_le_sceau,
};
pub use commission::{Commission, Qualite, Verificateur};
pub use compte::{Compte, CompteDeTresorerie, Sens};
pub use cooperative::{Acquittement, Cooperative, Mandataire, Role, Tresorerie, TresorerieId};
pub use date::Date;
pub use ecriture::{Ecriture, Lignes, Mouvement, MouvementDeRegie, Moyen, Operation, Pointage, Reference, Report, Ventilation};
pub use exercice::{Achat, Exercice, Ouverture};
pub use inventaire::Bien;
pub use lacunes::{Lacunes, Manques, Partie};
pub use montant::{Montant, MontantInvalide};
pub use nombre::par_milliers;
pub use numero_de_piece::{NumeroDePiece, serie_et_chiffres};
pub use ordre_des_noms::RangDuNom;
pub use personne::{cle_d_abrege, cle_de_personne, cles_des_abreges, sans_accent};
pub use releve::Releve;
pub use retour::{EtapeDuRetour, EtatDuRetour};
pub use semblables::{montants, recopiees, semblables};
pub use subvention::Subvention;
