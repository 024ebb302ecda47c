//! N: answers that answer nothing, levels that do not apply.

use super::super::chantier::Chantier;
use super::{Faute, faute};

fn acquitter(c: &mut Chantier, texte: &str) -> Option<()> {
    c.ajouter("retkoop.toml", &format!("\n[[acquittement]]\n{texte}"))
}

pub static FAUTES: &[Faute] = &[
    faute("N001", "rien à acquitter", |c| acquitter(c, "@regle = \"P003\"\nmotif = \"Carnet déchiré\"\n")),
    faute("N001", "une règle qui n’existe pas", |c| acquitter(c, "@regle = \"Z123\"\nmotif = \"Faute de frappe\"\n")),
    faute("N001", "une règle qui ne s’acquitte pas", |c| acquitter(c, "@regle = \"E001\"\nmotif = \"On verra plus tard\"\n")),
    faute("N001", "un point bloquant", |c| acquitter(c, "@regle = \"releve-discordant\"\nmotif = \"La banque se trompe\"\n")),
    faute("N001", "expiré", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Essai\"\nentree.banque = 1.00\nsortie.banque = 1.00\n",
        )?;
        acquitter(c, "regle = \"P003\"\nmotif = \"Carnet déchiré\"\n@jusqu_au = 2024-12-31\n")
    }),
    faute("N002", "une erreur ignorée", |c| c.ajouter("departement.toml", "\n[niveaux]\n@E001 = \"ignorer\"\n")),
    faute("N002", "une erreur abaissée par son nom", |c| {
        c.ajouter("departement.toml", "\n[niveaux]\n@toml-invalide = \"remarque\"\n")
    }),
    faute("N002", "elle-même", |c| c.ajouter("departement.toml", "\n[niveaux]\n@N002 = \"ignorer\"\n")),
    faute("N002", "un code et un nom", |c| {
        c.ajouter("departement.toml", "\n[niveaux]\nP003 = \"ignorer\"\n@numerotation-trouee = \"erreur\"\n")
    }),
];
