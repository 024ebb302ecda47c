//! What each path of a cooperative's folder is for (format.md, « A cooperative »).

use crate::coop::{Lacunes, Partie, est_un_nom_d_exercice};

/// A file of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    Retkoop,
    Departement,
    Inventaire,
    /// A file of the exercice whose folder is named.
    Exercice(&'a str, RoleDExercice),
    /// A TOML file that the format has no place for.
    Inattendu,
}

impl Role<'_> {
    /// Whether two files hold the same kind of things, each in its own exercice.
    pub fn est_le_meme(self, autre: Role) -> bool {
        match (self, autre) {
            (Role::Exercice(_, un), Role::Exercice(_, autre)) => un == autre,
            (un, autre) => un == autre,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleDExercice {
    Exercice,
    Adhesion,
    Cahier,
    Classe,
    Caisse,
    Releve,
    Subventions,
    Activites,
    Controle,
    Cloture,
    Reouvertures,
    Retour,
}

/// Names of the folder's files and folders, to propose one for what is misplaced.
pub const NOMS: &[&str] = &[
    "retkoop.toml",
    "departement.toml",
    "inventaire.toml",
    "exercice.toml",
    "adhesion.toml",
    "subventions.toml",
    "activites.toml",
    "controle.toml",
    "cloture.toml",
    "reouvertures.toml",
    "cahier",
    "classes",
    "caisse",
    "releves",
];

pub fn role(chemin: &str) -> Role<'_> {
    match chemin {
        "retkoop.toml" => return Role::Retkoop,
        "departement.toml" => return Role::Departement,
        "inventaire.toml" => return Role::Inventaire,
        _ => {}
    }
    let Some((exercice, reste)) = chemin.split_once('/').filter(|(dossier, _)| est_un_nom_d_exercice(dossier)) else {
        return Role::Inattendu;
    };
    let directement_dans =
        |dossier: &str| reste.strip_prefix(dossier).and_then(|r| r.strip_prefix('/')).is_some_and(|r| !r.contains('/'));
    let role = match reste {
        "exercice.toml" => RoleDExercice::Exercice,
        "adhesion.toml" => RoleDExercice::Adhesion,
        "subventions.toml" => RoleDExercice::Subventions,
        "activites.toml" => RoleDExercice::Activites,
        "controle.toml" => RoleDExercice::Controle,
        "cloture.toml" => RoleDExercice::Cloture,
        "reouvertures.toml" => RoleDExercice::Reouvertures,
        "retour/etat.toml" => RoleDExercice::Retour,
        _ if reste.starts_with("cahier/") => RoleDExercice::Cahier,
        _ if directement_dans("classes") => RoleDExercice::Classe,
        _ if directement_dans("caisse") => RoleDExercice::Caisse,
        _ if directement_dans("releves") => RoleDExercice::Releve,
        _ => return Role::Inattendu,
    };
    Role::Exercice(exercice, role)
}

impl RoleDExercice {
    /// What is no longer known when such a file cannot be read.
    pub fn perdre(self, lacunes: &mut Lacunes) {
        match self {
            RoleDExercice::Exercice => {
                lacunes.perdre(Partie::Bornes);
                lacunes.perdre(Partie::Ouverture);
                lacunes.perdre_toute_la_tresorerie();
            }
            RoleDExercice::Cahier => {
                lacunes.perdre_toute_la_tresorerie();
                for partie in [Partie::Cahier, Partie::Numerotation, Partie::Justificatifs, Partie::Regies, Partie::Ventilation] {
                    lacunes.perdre(partie);
                }
            }
            RoleDExercice::Classe => {
                for partie in [Partie::Classes, Partie::Regies, Partie::Ventilation, Partie::Numerotation] {
                    lacunes.perdre(partie);
                }
            }
            RoleDExercice::Caisse => lacunes.perdre(Partie::Caisse),
            RoleDExercice::Releve => lacunes.perdre(Partie::Releves),
            RoleDExercice::Subventions => {
                lacunes.perdre(Partie::Subventions);
                lacunes.perdre(Partie::Justificatifs);
            }
            RoleDExercice::Adhesion => {
                lacunes.perdre(Partie::Adhesion);
                lacunes.perdre(Partie::Justificatifs);
            }
            RoleDExercice::Controle => lacunes.perdre(Partie::Commission),
            RoleDExercice::Cloture | RoleDExercice::Reouvertures => lacunes.perdre(Partie::Cloture),
            RoleDExercice::Activites | RoleDExercice::Retour => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_place() {
        let e = |role| Role::Exercice("2023-2024", role);
        assert_eq!(role("retkoop.toml"), Role::Retkoop);
        assert_eq!(role("2023-2024/cahier/a/b.toml"), e(RoleDExercice::Cahier));
        assert_eq!(role("2023-2024/classes/CP.toml"), e(RoleDExercice::Classe));
        assert_eq!(role("2023-2024/classes/a/CP.toml"), Role::Inattendu);
        assert_eq!(role("2023-2024/retkoop.toml"), Role::Inattendu);
        assert_eq!(role("2023/exercice.toml"), Role::Inattendu);
        assert_eq!(role("cahier/2023-09.toml"), Role::Inattendu);
    }
}
