//! N002 — niveau-refuse. Ours: a level that does not apply would be believed. A rule that does not exist is L002.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::controle::regles::REGLES;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::Dossier;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("N002"),
    nom: "niveau-refuse",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "le département abaisse une règle qui ne peut pas l’être, ou en règle une deux fois",
    explication: EXPLICATION,
    verification: Verification::Niveaux(verifier),
};

fn verifier(dossier: &Dossier, constats: &mut Vec<Constat>) {
    let Some(fichier) = dossier.fichier_du_departement else { return };
    let niveaux = &dossier.departement.niveaux;
    for regle in REGLES {
        let (par_code, par_nom) = (niveaux.get(regle.code.0), niveaux.get(regle.nom));
        if let (Some(premier), Some(second)) = (par_code, par_nom) {
            constats.push(
                Constat::new(REGLE.code, Lieu { fichier, span: second.span }, format!("`{}` et `{}` sont la même règle", regle.code.0, regle.nom))
                    .etiquette("second niveau, ignoré")
                    .lien(Lieu { fichier, span: premier.span }, "le niveau qui compte")
                    .aide("gardez une seule des deux lignes")
                    .sujet(regle.nom),
            );
        }
        let fixe = regle.immuable || regle.parle_des_niveaux();
        let Some(reglage) = par_code.or(par_nom).filter(|r| fixe && r.niveau != Some(regle.niveau)) else { continue };
        let voulu = reglage.niveau.map_or("ignorer", Niveau::nom);
        let (nature, aide) = if regle.immuable {
            ("une erreur", "enlevez cette ligne : sans cette règle, les comptes imprimés pourraient être faux")
        } else {
            ("un avertissement", "enlevez cette ligne : cette règle dit seulement quels niveaux sont refusés")
        };
        constats.push(
            Constat::new(REGLE.code, Lieu { fichier, span: reglage.span }, format!("{} ({}) est toujours {nature} : elle ne devient pas « {voulu} »", regle.code.0, regle.nom))
                .etiquette("niveau refusé")
                .aide(aide)
                .donnee("attendu", regle.niveau.nom())
                .donnee("trouve", voulu)
                .sujet(regle.code.0),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le département change le niveau d’une règle dans `[niveaux]` de `departement.toml`. Celles qui portent ● restent des erreurs \
           quoi qu’il y écrive, et celle-ci reste un avertissement ; une règle nommée deux fois, par son code et par son nom, garde le niveau du code.",
    pourquoi: "Ces règles disent que les comptes sont faux ou illisibles. Les abaisser ferait imprimer un compte rendu qui ne tombe pas \
               juste, et l’ajouterait à ceux que consolide le département.",
    exemple: &[Extrait::Ajout(
        "departement.toml",
        r#"
[niveaux]
E001 = "avertissement"
"#,
    )],
    corriger: "Enlevez la ligne. Les autres règles, elles, se règlent librement :",
    correction: &[Extrait::Ajout(
        "departement.toml",
        r#"
[niveaux]
P003 = "ignorer"
"#,
    )],
    reference: "Les niveaux des règles : voir le tableau de `docs/regles.md`.",
};
