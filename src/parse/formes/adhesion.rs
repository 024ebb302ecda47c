//! `adhesion.toml`: the yearly membership.

use ecow::EcoString;

use super::{Contexte, texte_requis};
use crate::coop::{Adhesion, Biens, Changement, Classe, Enseignant, Manques, ModeDePaiement, Montant, PaiementRecu, Validation};
use crate::parse::arbre::Valeur;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "adhesion.toml",
    cles: &[
        cle("date", Genre::Date, "non datée", "le jour de l’adhésion"),
        cle("classe", Genre::Tables(&CLASSE), "aucune classe", "une classe"),
        cle("assurance", Genre::Table(&ASSURANCE), "rien à assurer", "les valeurs déclarées"),
        cle(
            "abonnements",
            Genre::Carte("clé", &Genre::Booleen),
            "aucun",
            "les abonnements pris ; leurs clés sont celles du barème du département",
        ),
        cle("paiement", Genre::Table(&PAIEMENT), "non précisé", "le paiement"),
        cle("validation", Genre::Table(&VALIDATION), "rien de validé", "ce que le département a reçu"),
        cle("papiers", Genre::Table(&PAPIERS), "aucun", "les papiers numérisés"),
    ],
};

static CLASSE: Forme = Forme {
    nom: "cette classe",
    cles: &[
        requise("nom", Genre::Texte, "son nom, employé par les régies et les cahiers de classe"),
        cle("enseignants", Genre::Tables(&ENSEIGNANT), "aucun", "ses enseignants"),
        cle("eleves", Genre::Entier, "0", "le nombre d’élèves"),
        cle("autres_adultes", Genre::Entier, "0", "le nombre d’adultes qui ne sont pas enseignants"),
        cle("actions_pedagogiques", Genre::Liste(&Genre::Texte), "aucune", "les actions nationales auxquelles elle prend part"),
        cle("cahier", Genre::Texte, "pas de cahier", "le nom de son cahier de classe : dix caractères au plus, unique (K001)"),
    ],
};

static ENSEIGNANT: Forme = Forme {
    nom: "cet enseignant",
    cles: &[
        cle("nom", Genre::Texte, "l’enseignant compte s’il a un `mel`", "prénom et nom"),
        cle("mel", Genre::Texte, "vide", "adresse électronique"),
    ],
};

static ASSURANCE: Forme = Forme {
    nom: "[assurance]",
    cles: &[
        cle(
            "biens",
            Genre::Ou(&[Genre::MontantPositif, Genre::Choix(&["inventaire"])]),
            "0",
            "la valeur des biens ; `\"inventaire\"` prend celle du cahier d’inventaire, vétusté déduite",
        ),
        cle("instruments", Genre::MontantPositif, "0", "la valeur des instruments de musique"),
    ],
};

static PAIEMENT: Forme = Forme {
    nom: "[paiement]",
    cles: &[
        cle("mode", Genre::Choix(ModeDePaiement::NOMS), "non précisé", "comment on paie"),
        cle("participation_volontaire", Genre::MontantPositif, "0", "ce que l’on donne en plus"),
    ],
};

static VALIDATION: Forme = Forme {
    nom: "[validation]",
    cles: &[
        cle("paiement", Genre::Table(&PAIEMENT_RECU), "pas reçu", "le paiement reçu"),
        cle("engagement", Genre::Date, "pas reçu", "le jour où l’engagement signé du mandataire est reçu"),
        cle(
            "changement",
            Genre::Ou(&[Genre::Date, Genre::Choix(&[Changement::SANS_OBJET])]),
            "pas reçu",
            "le changement de mandataire ou de signataire",
        ),
        cle("code", Genre::Texte, "vide", "le code d’enregistrement"),
    ],
};

static PAIEMENT_RECU: Forme = Forme {
    nom: "ce paiement",
    cles: &[
        cle("date", Genre::Date, "non datée", "le jour de sa réception"),
        cle("montant", Genre::MontantPositif, "non précisé", "la somme reçue"),
        cle("reference", Genre::Texte, "vide", "le numéro du chèque, du virement…"),
    ],
};

static PAPIERS: Forme = Forme {
    nom: "[papiers]",
    cles: &[cle(
        "engagement_signe",
        Genre::Texte,
        "pas encore signé",
        "l’engagement, depuis le dossier de l’exercice ; il peut ne pas être encore là",
    )],
};

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<Adhesion> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| adhesion(contexte, racine))
}

fn adhesion(contexte: Contexte, racine: Table) -> Adhesion {
    let assurance = racine.table("assurance");
    let biens = match assurance.and_then(|a| a.entree("biens")) {
        Some(entree) if entree.texte().is_some() => Biens::Inventaire,
        Some(entree) => Biens::Declares(entree.montant().map(|m| m.valeur).unwrap_or_default()),
        None => Biens::Declares(Montant::ZERO),
    };
    let abonnements = racine.table("abonnements").into_iter().flat_map(|t| t.entrees());
    let paiement = racine.table("paiement");
    Adhesion {
        fichier: contexte.fichier,
        date: racine.date("date"),
        classes: racine.tables("classe").map(classe).collect(),
        biens,
        instruments: assurance.map_or(Montant::ZERO, |a| a.montant_ou_zero("instruments")),
        abonnements: abonnements
            .filter(|e| *e.valeur() == Valeur::Booleen(true))
            .map(|e| Spanned::new(EcoString::from(e.cle()), e.span_cle()))
            .collect(),
        mode: paiement.and_then(|p| ModeDePaiement::from_nom(&p.texte("mode")?)),
        participation_volontaire: paiement.map_or(Montant::ZERO, |p| p.montant_ou_zero("participation_volontaire")),
        validation: racine.table("validation").map(validation).unwrap_or_default(),
        engagement_signe: racine.table("papiers").and_then(|p| p.texte("engagement_signe")),
        manques: if racine.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}

fn classe(table: Table) -> Classe {
    let effectif = |cle| {
        let span = table.entree(cle).map_or(table.span(), |e| e.span());
        Spanned::new(table.entier(cle).unwrap_or(0), span)
    };
    Classe {
        nom: texte_requis(&table, "nom"),
        enseignants: table
            .tables("enseignants")
            .map(|e| Enseignant { nom: e.texte_ou_vide("nom"), mel: e.texte_ou_vide("mel") })
            .filter(|e| !e.nom.trim().is_empty() || !e.mel.trim().is_empty())
            .collect(),
        eleves: effectif("eleves"),
        autres_adultes: effectif("autres_adultes"),
        actions_pedagogiques: table.textes("actions_pedagogiques").into_iter().map(|t| t.valeur).collect(),
        cahier: table.texte("cahier"),
        span: table.span(),
    }
}

fn validation(table: Table) -> Validation {
    let changement = table.entree("changement");
    Validation {
        paiement: table.table("paiement").map(|p| PaiementRecu {
            date: p.date("date"),
            montant: p.montant("montant").map(|m| m.valeur),
            reference: p.texte_ou_vide("reference"),
        }),
        engagement: table.date("engagement"),
        changement: changement.and_then(|e| match e.date() {
            Some(date) => Some(Spanned::new(Changement::Recu(date.valeur), date.span)),
            None => e.texte().map(|texte| Spanned::new(Changement::SansObjet, texte.span)),
        }),
        code: table.texte_ou_vide("code"),
    }
}
