//! The rules, one a file, by family. To add one: write its file, name it here; tests see to the rest.

use super::regle::Regle;
use crate::diagnostic::Code;

macro_rules! registre {
    ($($famille:ident { $($regle:ident),* $(,)? })*) => {
        $(mod $famille { $(pub(super) mod $regle;)* })*

        /// Every rule, in order of code within its family.
        pub static REGLES: &[&Regle] = &[$($(&$famille::$regle::REGLE),*),*];
    };
}

registre! {
    lecture {
        toml_invalide,
        cle_inconnue,
        cle_manquante,
        type_inattendu,
        montant_invalide,
        fichier_illisible,
        fichier_inattendu,
        chemin_interdit,
        exercice_incoherent,
    }
    ecritures {
        ecriture_desequilibree,
        date_hors_exercice,
        ecriture_vide,
        compte_inconnu,
        libelle_vide,
        tresorerie_inconnue,
        date_future,
        doublon_probable,
        ecriture_recopiee,
    }
    pieces {
        piece_manquante,
        piece_reutilisee,
        numerotation_trouee,
        justificatif_introuvable,
        justificatif_orphelin,
        justificatif_reutilise,
        annulation_sans_effet,
    }
    tresorerie {
        trop_d_ecritures_non_pointees,
        pointage_anterieur,
        releve_discordant,
        decouvert,
        ouverture_discordante,
        pointage_sans_banque,
        releve_de_cloture_absent,
        pointage_sans_releve,
        releve_sans_banque,
    }
    caisse {
        arrete_discordant,
        caisse_negative,
        arrete_absent,
        coupure_inconnue,
        arrete_sans_caisse,
    }
    regies {
        regie_non_soldee,
        regie_au_dela_du_plafond,
        regie_retour_excessif,
        regie_de_classe_inconnue,
    }
    subventions {
        subventions_discordantes,
        subvention_sans_justificatif,
        reste_a_depenser_invalide,
    }
    classes {
        nom_de_cahier_invalide,
        cahier_sans_classe,
        cahier_compte_deux_fois,
    }
    controle {
        verificateurs_insuffisants,
        verificateur_mandataire,
        parent_absent,
    }
    adhesion {
        assurance_absente,
        cotisation_absente,
        cotisation_discordante,
        bareme_absent,
        classe_en_double,
        effectif_invalide,
        uai_invalide,
        iban_invalide,
        effectif_vide,
        abonnement_inconnu,
        bareme_en_double,
    }
    inventaire {
        bien_non_inventorie,
        bien_sans_achat,
    }
}

/// The rule of a code.
pub fn regle(code: Code) -> Option<&'static Regle> {
    REGLES.iter().copied().find(|regle| regle.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_well_formed() {
        for (rang, regle) in REGLES.iter().enumerate() {
            let (famille, chiffres) = regle.code.0.split_at(1);
            assert!(
                famille.chars().all(|c| c.is_ascii_uppercase()) && chiffres.len() == 3 && chiffres.parse::<u16>().is_ok(),
                "{:?}",
                regle.code
            );
            assert!(regle.nom.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", regle.nom);
            assert!(!regle.resume.ends_with('.'), "{}", regle.nom);
            for autre in &REGLES[rang + 1..] {
                assert!(autre.code != regle.code && autre.nom != regle.nom, "{:?} {:?}", regle.code, autre.code);
            }
        }
    }
}
