//! `[plan]` of `departement.toml`: what a department changes in the default chart of accounts, and which account is what.

use std::collections::BTreeMap;

use crate::bareme::{CompteDuPlan, Plan};
use crate::coop::{Compte, Sens};
use crate::diagnostic::{Constat, abrege, code};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::{FichierId, Lieu, Span};

pub static FORME: Forme = Forme {
    nom: "[plan]",
    cles: &[
        cle("cotisation", Genre::Texte, "`\"6586\"`", "le compte de la cotisation, en quatre chiffres"),
        cle("assurance", Genre::Texte, "`\"6168\"`", "le compte de l’assurance"),
        cle("subvention", Genre::Texte, "`\"7410\"`", "le compte des subventions"),
        cle("biens_durables", Genre::Texte, "`\"6800\"`", "le compte des biens durables, que l’inventaire énumère"),
        cle("compte", Genre::Tables(&COMPTE), "aucun changement", "un compte ajouté ou changé"),
    ],
};

static COMPTE: Forme = Forme {
    nom: "ce compte du plan",
    cles: &[
        requise("numero", Genre::Texte, "son numéro : quatre chiffres, commençant par 6 (dépenses) ou 7 (recettes)"),
        cle("libelle", Genre::Texte, "l’ancien ; son numéro pour un compte nouveau", "son intitulé"),
        cle("suffixe", Genre::Texte, "l’ancien ; `\"0008\"` pour un compte nouveau", "les quatre chiffres de l’OCCE"),
        cle("retire", Genre::Booleen, "l’ancien ; `false`", "`true` : le compte ne s’emploie plus (E004)"),
    ],
};

/// A part that one account plays in the accounts.
struct Emploi {
    cle: &'static str,
    nom: &'static str,
    sens: Sens,
    compte: fn(&mut Plan) -> &mut Compte,
}

const EMPLOIS: &[Emploi] = &[
    Emploi { cle: "cotisation", nom: "la cotisation", sens: Sens::Charge, compte: |p| &mut p.cotisation },
    Emploi { cle: "assurance", nom: "l’assurance", sens: Sens::Charge, compte: |p| &mut p.assurance },
    Emploi { cle: "subvention", nom: "les subventions", sens: Sens::Produit, compte: |p| &mut p.subvention },
    Emploi { cle: "biens_durables", nom: "les biens durables", sens: Sens::Charge, compte: |p| &mut p.biens_durables },
];

/// Applies the department's changes to a chart, and tells those that cannot be (L004, D001).
pub fn lire(fichier: FichierId, table: Table, mut plan: Plan) -> (Plan, Vec<Constat>) {
    let mut constats = Vec::new();
    comptes(fichier, table, &mut plan, &mut constats);
    for emploi in EMPLOIS {
        let Some(ecrit) = table.texte(emploi.cle) else { continue };
        let Some((compte, _)) = Compte::parse_avec_suffixe(&ecrit) else {
            constats.push(pas_un_compte(fichier, ecrit.span, &ecrit));
            continue;
        };
        *(emploi.compte)(&mut plan) = compte;
        let nom = emploi.nom;
        let (message, aide) = if compte.sens() != emploi.sens {
            let (attendu, chiffre) = if emploi.sens == Sens::Charge { ("de dépenses", 6) } else { ("de recettes", 7) };
            (
                format!("{nom} ne peut pas être au compte {compte} : c’est un compte {attendu} qu’il faut"),
                format!("nommez un compte du plan qui commence par {chiffre}"),
            )
        } else if plan.compte(compte).is_none() {
            (
                format!("le compte {compte}, pour {nom}, n’est pas dans le plan comptable"),
                format!(
                    "ajoutez-le : `[[plan.compte]]`, `numero = \"{compte}\"`, `libelle = \"…\"` ; ou nommez un compte du plan"
                ),
            )
        } else if plan.compte(compte).is_some_and(|c| c.retire) {
            (
                format!("le compte {compte}, pour {nom}, est retiré du plan comptable"),
                format!("nommez celui qui le remplace : `{} = \"…\"` ; ou gardez le compte {compte}", emploi.cle),
            )
        } else {
            continue;
        };
        constats.push(
            super::departement::incoherent(Lieu { fichier, span: ecrit.span }, message)
                .etiquette(format!("pour {nom}"))
                .aide(aide)
                .donnee("trouve", compte.to_string())
                .sujet(emploi.cle),
        );
    }
    (plan, constats)
}

/// Adds, renames and retires accounts.
fn comptes(fichier: FichierId, table: Table, plan: &mut Plan, constats: &mut Vec<Constat>) {
    let mut lignes: BTreeMap<Compte, Span> = BTreeMap::new();
    for ligne in table.tables("compte") {
        let Some(numero) = ligne.texte("numero") else { continue };
        let Some(compte) = Compte::parse(&numero) else {
            constats.push(pas_un_compte(fichier, numero.span, &numero));
            continue;
        };
        if let Some(premiere) = lignes.get(&compte) {
            constats.push(
                super::departement::incoherent(
                    Lieu { fichier, span: numero.span },
                    format!("le compte {compte} est décrit deux fois"),
                )
                .etiquette("déjà décrit")
                .lien(Lieu { fichier, span: *premiere }, "d’abord ici")
                .aide("réunissez les deux blocs `[[plan.compte]]`, ou corrigez l’un des deux numéros")
                .donnee("trouve", compte.to_string())
                .sujet(format!("compte {compte}")),
            );
            continue;
        }
        lignes.insert(compte, numero.span);
        let suffixe = ligne.texte("suffixe");
        if let Some(suffixe) = suffixe.as_ref().filter(|s| s.len() != 4 || !s.bytes().all(|b| b.is_ascii_digit())) {
            let lieu = Lieu { fichier, span: suffixe.span };
            constats.push(
                super::departement::incoherent(lieu, format!("le suffixe du compte {compte} n’a pas quatre chiffres"))
                    .etiquette("quatre chiffres attendus")
                    .aide("écrivez les quatre chiffres qui suivent le numéro sur les papiers de l’OCCE : `suffixe = \"0008\"`")
                    .donnee("trouve", abrege(suffixe))
                    .sujet(format!("suffixe {compte}")),
            );
            continue;
        }
        let ancien = plan.compte(compte).cloned();
        let ancien = ancien.unwrap_or(CompteDuPlan { libelle: numero.valeur.clone(), suffixe: "0008".into(), retire: false });
        plan.definir(
            compte,
            CompteDuPlan {
                libelle: ligne.texte("libelle").map_or(ancien.libelle, |t| t.valeur),
                suffixe: suffixe.map_or(ancien.suffixe, |t| t.valeur),
                retire: ligne.booleen("retire").unwrap_or(ancien.retire),
            },
        );
    }
}

fn pas_un_compte(fichier: FichierId, span: Span, ecrit: &str) -> Constat {
    let message = format!("`{}` n’est pas un numéro de compte", abrege(ecrit));
    Constat::new(code::TYPE_INATTENDU, Lieu { fichier, span }, message)
        .etiquette("quatre chiffres attendus")
        .aide("un compte du plan a quatre chiffres et commence par 6 (charges) ou 7 (produits) : `6181`")
        .sujet(ecrit)
}
