//! `activites.toml`: the compte rendu d'activités.

use crate::coop::{ActionNationale, Activites, Conseil, Ecole, Formation, GenreDEcole, Projet, Solidarite};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "activites.toml",
    cles: &[
        cle("date", Genre::Date, "non daté", "le jour du compte rendu"),
        cle("ecole", Genre::Table(&ECOLE), "cases à remplir à la main", "l’école, au-delà de `retkoop.toml`"),
        cle("conseil", Genre::Table(&CONSEIL), "cases à remplir à la main", "le conseil de coopérative"),
        cle("projet", Genre::Tables(&PROJET), "aucun", "un projet ou une action de l’année"),
        cle("action_nationale", Genre::Tables(&ACTION_NATIONALE), "celles de l’adhésion", "une action nationale de l’OCCE"),
        cle("formation", Genre::Tables(&FORMATION), "aucune", "une formation suivie"),
        cle("solidarite", Genre::Tables(&SOLIDARITE), "aucune", "une action de solidarité"),
        cle("bilan", Genre::Texte, "à remplir à la main", "le bilan de l’année, en quelques phrases"),
        cle("voeux", Genre::Liste(&Genre::Texte), "aucun", "ce que l’on souhaite pour l’année suivante"),
    ],
};

static ECOLE: Forme = Forme {
    nom: "[ecole]",
    cles: &[
        cle("niveau", Genre::Choix(GenreDEcole::NOMS), "à remplir à la main", "le genre d’école"),
        cle("direction", Genre::Texte, "vide", "qui la dirige"),
        cle("telephone", Genre::Texte, "vide", "son téléphone"),
        cle("mel", Genre::Texte, "vide", "son adresse électronique"),
    ],
};

static CONSEIL: Forme = Forme {
    nom: "[conseil]",
    cles: &[
        cle("eleves", Genre::Nombre, "à remplir à la main", "combien d’élèves y siègent"),
        cle("enseignants", Genre::Nombre, "à remplir à la main", "combien d’enseignants"),
        cle("parents", Genre::Nombre, "à remplir à la main", "combien de parents"),
        cle("autres", Genre::Nombre, "à remplir à la main", "combien d’autres personnes"),
        cle("eleves_delegues", Genre::Liste(&Genre::Texte), "aucun nom", "les élèves délégués"),
        cle("reunions", Genre::Nombre, "à remplir à la main", "combien de réunions dans l’année"),
        cle("decisions", Genre::Liste(&Genre::Texte), "aucune", "les principales décisions"),
    ],
};

static PROJET: Forme = Forme {
    nom: "ce projet",
    cles: &[
        requise("titre", Genre::Texte, "son nom"),
        cle("action", Genre::Texte, "le titre", "l’`action_a` de ses écritures, d’où viennent ses recettes et ses dépenses"),
        cle("classes", Genre::Liste(&Genre::Texte), "aucune", "les classes qui y prennent part"),
        cle("eleves", Genre::Nombre, "non dit", "combien d’élèves"),
        cle("partenaires", Genre::Liste(&Genre::Texte), "aucun", "avec qui"),
        cle("debut", Genre::Date, "non datée", "son premier jour"),
        cle("fin", Genre::Date, "le premier jour", "son dernier jour"),
        cle("description", Genre::Texte, "vide", "ce que l’on a fait"),
    ],
};

static ACTION_NATIONALE: Forme = Forme {
    nom: "cette action nationale",
    cles: &[
        requise("nom", Genre::Texte, "son nom : Étamine, Théâ, Arts visuels et jardins…"),
        cle("classes", Genre::Liste(&Genre::Texte), "aucune", "les classes qui y prennent part"),
        cle("eleves", Genre::Nombre, "non dit", "combien d’élèves"),
        cle("description", Genre::Texte, "vide", "ce que l’on a fait"),
    ],
};

static FORMATION: Forme = Forme {
    nom: "cette formation",
    cles: &[
        requise("intitule", Genre::Texte, "son sujet"),
        cle("date", Genre::Date, "non datée", "le jour"),
        cle("participants", Genre::Nombre, "non dit", "combien de personnes de la coopérative"),
    ],
};

static SOLIDARITE: Forme = Forme {
    nom: "cette action de solidarité",
    cles: &[
        requise("intitule", Genre::Texte, "ce que l’on a fait"),
        cle("beneficiaire", Genre::Texte, "vide", "pour qui"),
        cle("description", Genre::Texte, "vide", "comment"),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Activites> {
    fichier::lire(fichier, texte, &FORME, |racine| Activites {
        fichier,
        date: racine.date("date"),
        ecole: racine.table("ecole").map(ecole).unwrap_or_default(),
        conseil: racine.table("conseil").map(conseil),
        projets: racine.tables("projet").map(projet).collect(),
        actions_nationales: racine.tables("action_nationale").map(action_nationale).collect(),
        formations: racine
            .tables("formation")
            .map(|t| Formation {
                intitule: t.texte_ou_vide("intitule"),
                date: t.date("date").map(|d| d.valeur),
                participants: t.entier("participants"),
                span: t.span(),
            })
            .collect(),
        solidarites: racine
            .tables("solidarite")
            .map(|t| Solidarite {
                intitule: t.texte_ou_vide("intitule"),
                beneficiaire: t.texte_ou_vide("beneficiaire"),
                description: t.texte_ou_vide("description"),
            })
            .collect(),
        bilan: racine.texte_ou_vide("bilan"),
        voeux: liste(racine, "voeux"),
    })
}

fn liste(table: Table, cle: &str) -> Vec<ecow::EcoString> {
    table.textes(cle).into_iter().map(|t| t.valeur).filter(|t| !t.trim().is_empty()).collect()
}

fn ecole(table: Table) -> Ecole {
    Ecole {
        niveau: table.texte("niveau").and_then(|nom| GenreDEcole::from_nom(&nom)),
        direction: table.texte_ou_vide("direction"),
        telephone: table.texte_ou_vide("telephone"),
        mel: table.texte_ou_vide("mel"),
    }
}

fn conseil(table: Table) -> Conseil {
    Conseil {
        eleves: table.entier("eleves"),
        enseignants: table.entier("enseignants"),
        parents: table.entier("parents"),
        autres: table.entier("autres"),
        eleves_delegues: liste(table, "eleves_delegues"),
        reunions: table.entier("reunions"),
        decisions: liste(table, "decisions"),
    }
}

fn projet(table: Table) -> Projet {
    Projet {
        titre: table.texte_ou_vide("titre"),
        action: table.texte_ou_vide("action"),
        classes: liste(table, "classes"),
        eleves: table.entier("eleves"),
        partenaires: liste(table, "partenaires"),
        debut: table.date("debut").map(|d| d.valeur),
        fin: table.date("fin").map(|d| d.valeur),
        description: table.texte_ou_vide("description"),
        span: table.span(),
    }
}

fn action_nationale(table: Table) -> ActionNationale {
    ActionNationale {
        nom: table.texte_ou_vide("nom"),
        classes: liste(table, "classes"),
        eleves: table.entier("eleves"),
        description: table.texte_ou_vide("description"),
        span: table.span(),
    }
}
