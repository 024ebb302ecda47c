//! The rules, one a file, by family. To add one: write its file, name it here; tests see to the rest.

use super::regle::Regle;
use crate::coop::sans_accent;
use crate::diagnostic::{Code, Fiche, francaise};
use crate::parse::la_plus_proche;

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
        exercices_disjoints,
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
        report_reinscrit,
        report_discordant,
        ouverture_decalee,
        cheque_reutilise,
        report_jamais_pointe,
        compte_renumerote,
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
        subvention_sans_ecriture,
    }
    classes {
        nom_de_cahier_invalide,
        cahier_sans_classe,
        cahier_compte_deux_fois,
    }
    departement {
        reglage_incoherent,
    }
    niveaux {
        acquittement_inutile,
        niveau_refuse,
    }
    controle {
        verificateurs_insuffisants,
        verificateur_mandataire,
        parent_absent,
        quitus_anterieur,
        retour_mal_date,
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
        mandat_inverse,
        adhesion_hors_exercice,
        validation_invraisemblable,
    }
    inventaire {
        bien_non_inventorie,
        bien_sans_achat,
        bien_discordant,
    }
    activites {
        projet_sans_ecriture,
        projet_de_classe_inconnue,
        projet_mal_date,
    }
    cloture {
        cloture_prematuree,
        exercice_scelle_modifie,
        chaine_rompue,
        exercice_precedent_ouvert,
        egalite_fausse,
        cloture_mal_datee,
    }
}

/// The rule of a code.
pub fn regle(code: Code) -> Option<&'static Regle> {
    REGLES.iter().copied().find(|regle| regle.code == code)
}

/// The rule that a hand names, by its code or its name, in any case.
pub fn regle_nommee(ecrit: &str) -> Option<&'static Regle> {
    let ecrit = sans_accent(ecrit.trim()).replace(['_', ' '], "-");
    REGLES.iter().copied().find(|regle| ecrit.eq_ignore_ascii_case(regle.code.0) || ecrit.eq_ignore_ascii_case(regle.nom))
}

/// The code or name that was most likely meant.
pub fn regle_proche(ecrit: &str) -> Option<&'static str> {
    la_plus_proche(ecrit, REGLES.iter().flat_map(|regle| [regle.code.0, regle.nom]))
}

/// What it checks, then what its explanation says, apart from the files of the example.
fn aide(regle: &Regle) -> String {
    let sections = regle.explication.sections().into_iter().filter(|section| !section.texte.is_empty());
    let debut = format!("Constat\u{a0}: {}.", francaise(regle.resume));
    sections.fold(debut, |aide, section| format!("{aide}\n\n**{}**\n\n{}", section.titre, francaise(section.texte)))
}

/// The registry as reports describe it.
pub fn fiches() -> Vec<Fiche> {
    let fiche = |regle: &&Regle| Fiche {
        code: regle.code.0,
        nom: regle.nom,
        niveau: regle.niveau,
        resume: regle.resume,
        aide: aide(regle),
    };
    REGLES.iter().map(fiche).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::controle::{FAMILLES, Verification};
    use crate::diagnostic::Niveau;

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
            assert!(FAMILLES.iter().any(|f| famille.starts_with(f.lettre)), "{famille} has no family");
            assert!(!regle.resume.ends_with('.'), "{}", regle.nom);
            // Nothing of these is asked for what all exercices share: there is no exercice to look at.
            let d_un_exercice = !matches!(
                regle.verification,
                Verification::Lecture | Verification::Cooperative(_) | Verification::Niveaux(_) | Verification::Acquittements(_)
            );
            assert!(
                d_un_exercice || (regle.besoins.is_empty() && !regle.apres_la_fin),
                "{}: `besoins` and `apres_la_fin` would do nothing",
                regle.nom
            );
            assert!(!regle.immuable || regle.niveau == Niveau::Erreur, "{}: what may not be lowered is an error", regle.nom);
            for autre in &REGLES[rang + 1..] {
                assert!(autre.code != regle.code && autre.nom != regle.nom, "{:?} {:?}", regle.code, autre.code);
            }
        }
    }

    #[test]
    fn a_rule_is_found_as_a_hand_writes_it() {
        for ecrit in ["E001", "e001", "ecriture-desequilibree", "Écriture déséquilibrée", " ecriture_desequilibree"] {
            assert_eq!(regle_nommee(ecrit).map(|r| r.code.0), Some("E001"), "{ecrit}");
        }
        assert!(regle_nommee("E0").is_none());
        assert_eq!(regle_proche("ecriture-desequilibre"), Some("ecriture-desequilibree"));
        assert_eq!(regle_proche("montgolfière"), None);
    }
}
