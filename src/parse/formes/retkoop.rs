//! `retkoop.toml`: identity, mandataires, treasury accounts, acknowledgements.

use super::texte_requis;
use crate::coop::{Acquittement, CompteDeTresorerie, Cooperative, Mandataire, Role, Tresorerie};
use crate::diagnostic::{Constat, code};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "retkoop.toml",
    cles: &[
        requise("cooperative", Genre::Table(&COOPERATIVE), "l’identité"),
        cle("mandataire", Genre::Tables(&MANDATAIRE), "personne n’est nommé", "une personne qui tient ou cosigne les comptes"),
        cle(
            "tresorerie",
            Genre::Carte("nom", &Genre::Table(&TRESORERIE)),
            "aucun compte",
            "un endroit où il y a de l’argent. Son nom est libre (`regies` excepté) et sert dans les écritures",
        ),
        cle(
            "acquittement",
            Genre::Tables(&ACQUITTEMENT),
            "aucun",
            "une réponse à un avertissement, une question ou une remarque : le constat répondu n’est plus montré (`verifier --tout` le montre encore)",
        ),
    ],
};

static COOPERATIVE: Forme = Forme {
    nom: "[cooperative]",
    cles: &[
        requise("nom", Genre::Texte, "le nom, imprimé sur tous les papiers"),
        requise("numero", Genre::Texte, "le numéro dans le département, sous la forme que le département emploie"),
        cle("uai", Genre::Texte, "non imprimé", "le code de l’école : sept chiffres et une lettre"),
        cle("commune", Genre::Texte, "vide", "la commune"),
        cle("adresse", Genre::Texte, "vide", "l’adresse complète"),
        cle("departement", Genre::Texte, "vide", "le numéro du département"),
    ],
};

static MANDATAIRE: Forme = Forme {
    nom: "ce mandataire",
    cles: &[
        cle("nom", Genre::Texte, "vide", "prénom et nom"),
        cle("role", Genre::Choix(Role::NOMS), "`\"mandataire\"`", "le rôle"),
        cle("depuis", Genre::Date, "depuis toujours", "premier jour en fonction"),
        cle(
            "jusqu_au",
            Genre::Date,
            "toujours en fonction",
            "dernier jour en fonction. Les papiers d’un exercice nomment ceux qui étaient en fonction à son dernier jour : gardez les anciens, avec leurs dates",
        ),
        cle("mel", Genre::Texte, "vide", "adresse électronique"),
    ],
};

static TRESORERIE: Forme = Forme {
    nom: "ce compte de trésorerie",
    cles: &[
        requise(
            "compte",
            Genre::Choix(CompteDeTresorerie::NUMEROS),
            "512 : banque ; 514 : Banque Postale ; 530 : caisse, c’est-à-dire des espèces",
        ),
        cle("libelle", Genre::Texte, "le nom", "l’intitulé imprimé"),
        cle("iban", Genre::Texte, "non imprimé", "l’IBAN"),
    ],
};

static ACQUITTEMENT: Forme = Forme {
    nom: "cet acquittement",
    cles: &[
        requise("regle", Genre::Texte, "le code ou le nom de la règle : `\"R002\"` ou `\"regie-au-dela-du-plafond\"`"),
        cle("exercice", Genre::Texte, "tous les exercices", "l’exercice auquel la réponse se limite"),
        cle(
            "piece",
            Genre::Texte,
            "toutes les pièces",
            "la pièce à laquelle elle se limite ; elle va toujours avec `exercice`, puisque les numéros recommencent chaque année",
        ),
        requise("motif", Genre::Texte, "la raison ; vide, la réponse ne vaut rien"),
        cle("jusqu_au", Genre::Date, "sans terme", "dernier jour où la réponse vaut"),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Cooperative> {
    let mut lu = fichier::lire(fichier, texte, &FORME, |racine| cooperative(fichier, racine));
    let reserve = lu.valeur.tresorerie.iter().find(|t| t.nom == NOM_RESERVE).map(|t| t.span);
    lu.constats.extend(reserve.map(|span| {
        Constat::new(
            code::CLE_INCONNUE,
            lu.valeur.lieu(span),
            format!("un compte de trésorerie ne peut pas s’appeler `{NOM_RESERVE}`"),
        )
        .etiquette("nom réservé")
        .aide(format!("choisissez un autre nom : dans `[ouverture]`, `{NOM_RESERVE}` est ce que détiennent les classes"))
        .sujet(NOM_RESERVE)
    }));
    lu
}

/// In `[ouverture]`, what classes already held.
const NOM_RESERVE: &str = "regies";

fn cooperative(fichier: FichierId, racine: Table) -> Cooperative {
    let identite = racine.table("cooperative");
    let texte = |cle| identite.map_or_else(Default::default, |i| i.texte_ou_vide(cle));
    let tresorerie = racine.table("tresorerie");
    Cooperative {
        fichier,
        nom: texte("nom"),
        numero: texte("numero"),
        uai: identite.and_then(|i| i.texte("uai")),
        commune: texte("commune"),
        adresse: texte("adresse"),
        departement: texte("departement"),
        mandataires: racine.tables("mandataire").map(mandataire).collect(),
        tresorerie: tresorerie
            .into_iter()
            .flat_map(|t| t.entrees())
            .filter_map(|entree| {
                let table = entree.table()?;
                Some(Tresorerie {
                    nom: entree.cle().into(),
                    compte: CompteDeTresorerie::parse(&table.texte("compte")?)?,
                    libelle: table.texte_ou_vide("libelle"),
                    iban: table.texte("iban"),
                    span: entree.span_cle(),
                    declaree: true,
                })
            })
            .collect(),
        // An unknown key may be a misspelt `tresorerie`.
        tresorerie_illisible: racine.is_abimee()
            || racine.entrees().any(|e| e.is_inconnue())
            || racine.entree("tresorerie").is_some_and(|e| e.a_un_defaut()),
        acquittements: racine.tables("acquittement").filter_map(acquittement).collect(),
    }
}

fn mandataire(table: Table) -> Mandataire {
    Mandataire {
        nom: table.texte_ou_vide("nom"),
        role: table.texte("role").and_then(|nom| Role::from_nom(&nom)).unwrap_or(Role::Mandataire),
        depuis: table.date("depuis").map(|d| d.valeur),
        jusqu_au: table.date("jusqu_au").map(|d| d.valeur),
        mel: table.texte_ou_vide("mel"),
        span: table.span(),
    }
}

/// `None` when reading has already told that it names no rule.
fn acquittement(table: Table) -> Option<Acquittement> {
    Some(Acquittement {
        regle: table.texte("regle").filter(|t| !t.trim().is_empty())?,
        exercice: table.texte("exercice"),
        piece: table.texte("piece"),
        motif: texte_requis(&table, "motif"),
        jusqu_au: table.date("jusqu_au"),
        span: table.span(),
        incomplet: table.a_un_defaut(),
    })
}
