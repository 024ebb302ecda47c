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
        requise("cooperative", Genre::Table(&COOPERATIVE)),
        cle("mandataire", Genre::Tables(&MANDATAIRE)),
        cle("tresorerie", Genre::Carte(&Genre::Table(&TRESORERIE))),
        cle("acquittement", Genre::Tables(&ACQUITTEMENT)),
    ],
};

static COOPERATIVE: Forme = Forme {
    nom: "[cooperative]",
    cles: &[
        requise("nom", Genre::Texte),
        requise("numero", Genre::Texte),
        cle("uai", Genre::Texte),
        cle("commune", Genre::Texte),
        cle("adresse", Genre::Texte),
        cle("departement", Genre::Texte),
    ],
};

static MANDATAIRE: Forme = Forme {
    nom: "ce mandataire",
    cles: &[
        cle("nom", Genre::Texte),
        cle("role", Genre::Choix(&["mandataire", "signataire"])),
        cle("depuis", Genre::Date),
        cle("jusqu_au", Genre::Date),
        cle("mel", Genre::Texte),
    ],
};

static TRESORERIE: Forme = Forme {
    nom: "ce compte de trésorerie",
    cles: &[
        requise("compte", Genre::Choix(CompteDeTresorerie::NUMEROS)),
        cle("libelle", Genre::Texte),
        cle("iban", Genre::Texte),
    ],
};

static ACQUITTEMENT: Forme = Forme {
    nom: "cet acquittement",
    cles: &[
        requise("regle", Genre::Texte),
        cle("exercice", Genre::Texte),
        cle("piece", Genre::Texte),
        requise("motif", Genre::Texte),
        cle("jusqu_au", Genre::Date),
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
                })
            })
            .collect(),
        // An unknown key may be a misspelt `tresorerie`.
        tresorerie_illisible: racine.is_abimee()
            || racine.entrees().any(|e| e.is_inconnue())
            || racine.entree("tresorerie").is_some_and(|e| e.a_un_defaut()),
        acquittements: racine.tables("acquittement").map(acquittement).collect(),
    }
}

fn mandataire(table: Table) -> Mandataire {
    Mandataire {
        nom: table.texte_ou_vide("nom"),
        role: if table.texte_ou_vide("role") == "signataire" { Role::Signataire } else { Role::Mandataire },
        depuis: table.date("depuis").map(|d| d.valeur),
        jusqu_au: table.date("jusqu_au").map(|d| d.valeur),
        mel: table.texte_ou_vide("mel"),
        span: table.span(),
    }
}

fn acquittement(table: Table) -> Acquittement {
    Acquittement {
        regle: texte_requis(&table, "regle"),
        exercice: table.texte("exercice").map(|t| t.valeur),
        piece: table.texte("piece").map(|t| t.valeur),
        motif: table.texte_ou_vide("motif"),
        jusqu_au: table.date("jusqu_au").map(|d| d.valeur),
        span: table.span(),
    }
}
