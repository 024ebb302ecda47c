//! E009 — ecriture-recopiee. Ours: a file copied beside itself (« septembre - Copie.toml ») would double every figure, and the
//! pieces, being the same, would look like lines of one piece.

use std::collections::BTreeMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, recopiees};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};
use crate::source::FichierId;

pub static REGLE: Regle = Regle {
    code: Code("E009"),
    nom: "ecriture-recopiee",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "une même écriture, pièce comprise, est dans deux fichiers",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut recopies: BTreeMap<(FichierId, FichierId), (usize, &Ecriture, &Ecriture)> = BTreeMap::new();
    for (premiere, copie) in recopiees(&vue.exercice.ecritures) {
        let (nombre, premieres, copies) = recopies.entry((premiere.fichier, copie.fichier)).or_insert((0, premiere, copie));
        *nombre += 1;
        // Told at the first one of its file.
        if copie.span.debut < copies.span.debut {
            (*premieres, *copies) = (premiere, copie);
        }
    }
    for ((un, autre), (nombre, premiere, copie)) in recopies {
        let chemin = |fichier: FichierId| vue.dossier.sources[fichier.0 as usize].chemin.as_str();
        let (un, autre) = (chemin(un), chemin(autre));
        let message = format!("{} de `{autre}` sont aussi dans `{un}` : elles comptent deux fois", pluriel(nombre, "écriture"));
        let une_seule = format!("l’écriture {} est dans deux fichiers : elle compte deux fois", copie.numero());
        constats.push(
            Constat::new(REGLE.code, copie.lieu(copie.span), if nombre > 1 { message } else { une_seule })
                .etiquette("la même écriture, pièce comprise")
                .lien(premiere.lieu(premiere.span), "déjà écrite ici")
                .aide("gardez un seul des deux fichiers, ou enlevez les écritures recopiées ; si ce sont deux opérations, distinguez leurs libellés")
                .donnee("trouve", nombre.to_string())
                .piece(Some(copie.numero()))
                .sujet(autre),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "La même écriture, numéro de pièce compris, se trouve dans deux fichiers différents du cahier.",
    pourquoi: "C’est ce qui arrive quand on copie un fichier avant de le modifier (« 2025-06 - Copie.toml ») : toutes ses écritures \
               comptent alors deux fois.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06 - Copie.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
        ),
    ],
    corriger: "Gardez un seul des deux fichiers : une copie de sauvegarde se range hors du dossier `cahier/`. Si ce sont deux \
               opérations, distinguez leurs libellés.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Une précaution : tous les fichiers de `cahier/` comptent.",
};
