//! The table of the figures that may be asked for: their names, the words that papers print for them, what they may be asked
//! about, and what they are the sum of.

use super::enquete::Enquete;
use super::{Manque, Terme, Unite, banque, bilan, caisse, classes, fonctionnement, mois, ouverture, subventions};
use crate::coop::{Date, Montant, TresorerieId};

/// What a figure comes to about each of its subjects, in their order, in one reading of what is written. `None`: nothing is
/// written of it.
pub type Montants = fn(&Enquete) -> Vec<Option<Montant>>;

pub struct Figure {
    /// Empty: it is asked for by its subject alone.
    pub nom: &'static str,
    /// What papers print, that of headings first; `{}` stands for the subject, `{jour}` for its day, `{fin}` for the last day.
    pub dits: &'static [&'static str],
    pub sujets: fn(&Enquete) -> Vec<Sujet>,
    pub termes: fn(&Enquete, &str) -> Vec<Terme>,
    /// Of a figure with a subject for each account, piece or class. Without it, the sum of the terms of each.
    pub montants: Option<Montants>,
    pub unite: Unite,
    /// The statements and counts that prove it, besides those that prove its terms.
    pub preuves: fn(&Enquete, &str) -> Vec<(TresorerieId, Date)>,
}

/// What a figure may be asked about.
#[derive(Debug, Clone, Default)]
pub struct Sujet {
    /// As one writes it after the figure's name; empty: there is nothing to say.
    pub cle: String,
    /// As sentences say it, that of headings first.
    pub dits: Vec<String>,
    /// Of its statement, or of its count.
    pub jour: Option<Date>,
    /// Why it cannot be told.
    pub manque: Option<Manque>,
}

/// As one asks for what a page prints beside the number of a piece.
pub fn de_la_piece(piece: &str) -> Vec<String> {
    if piece.is_empty() { vec![] } else { vec![piece.to_owned(), format!("pièce {piece}")] }
}

fn sans_sujet(_: &Enquete) -> Vec<Sujet> {
    vec![Sujet { dits: vec![String::new()], ..Sujet::default() }]
}

const ORDINAIRE: Figure = Figure {
    nom: "",
    dits: &["{}"],
    sujets: sans_sujet,
    termes: |_, _| vec![],
    montants: None,
    unite: Unite::Euro,
    preuves: |_, _| vec![],
};

/// Treasury accounts first: their names are the user's.
pub const FIGURES: &[Figure] = &[
    Figure {
        sujets: bilan::tresoreries,
        termes: bilan::tresorerie,
        montants: Some(bilan::clotures),
        preuves: bilan::preuves,
        ..ORDINAIRE
    },
    Figure { sujets: bilan::numeros, termes: bilan::du_numero, ..ORDINAIRE },
    // --- 1
    Figure {
        nom: "total_charges",
        dits: &["Total des charges", "Dépenses de l’exercice", "Charges"],
        termes: fonctionnement::charges,
        ..ORDINAIRE
    },
    Figure {
        nom: "total_produits",
        dits: &["Total des produits", "Recettes de l’exercice", "Produits"],
        termes: fonctionnement::produits,
        ..ORDINAIRE
    },
    Figure {
        nom: "resultat",
        dits: &[
            "Résultat de l’exercice (produits moins charges)",
            "Résultat de l’exercice",
            "Excédent de l’exercice",
            "Excédent de l’exercice (produits moins charges)",
            "Résultat de l’exercice (excédent)",
            "Déficit de l’exercice",
            "Déficit de l’exercice (charges moins produits)",
            "Résultat de l’exercice (déficit)",
            "Résultat nul",
            "Résultat nul (produits moins charges)",
            "Résultat de l’exercice (nul)",
        ],
        termes: fonctionnement::resultat,
        ..ORDINAIRE
    },
    Figure {
        nom: "operations",
        dits: &["Opérations comptables", "{}", "Ces comptes résument {}"],
        sujets: fonctionnement::nombre_d_operations,
        termes: fonctionnement::operations,
        unite: Unite::Operation,
        ..ORDINAIRE
    },
    Figure {
        sujets: fonctionnement::comptes,
        termes: fonctionnement::du_compte,
        montants: Some(fonctionnement::totaux_des_comptes),
        ..ORDINAIRE
    },
    Figure {
        nom: "charges",
        dits: &["Charges du cahier de {}", "Charges, {}", "{}"],
        sujets: classes::cahiers,
        termes: classes::charges,
        montants: Some(classes::montants_des_charges),
        ..ORDINAIRE
    },
    Figure {
        nom: "produits",
        dits: &["Produits du cahier de {}", "Produits, {}", "{}"],
        sujets: classes::cahiers,
        termes: classes::produits,
        montants: Some(classes::montants_des_produits),
        ..ORDINAIRE
    },
    Figure {
        nom: "cahier",
        dits: &["Résultat du cahier de {}", "Résultat, {}", "Classe {}", "{}"],
        sujets: classes::cahiers,
        termes: classes::resultat,
        montants: Some(classes::montants_des_resultats),
        ..ORDINAIRE
    },
    // --- 2
    Figure {
        nom: "regies",
        dits: &["Détenu par les classes", "Régies et cahiers de classe"],
        termes: classes::ensemble,
        ..ORDINAIRE
    },
    Figure {
        nom: "regie",
        dits: &["Détenu par {}", "Détenu par les classes, {}", "{}"],
        sujets: classes::regies,
        termes: classes::regie,
        montants: Some(classes::montants_des_regies),
        ..ORDINAIRE
    },
    Figure {
        nom: "total_actif",
        dits: &["Total de l’actif", "Avoir au {fin}", "Avoir à ce jour"],
        termes: bilan::actif,
        ..ORDINAIRE
    },
    Figure { nom: "report_a_nouveau", dits: &["Report à nouveau"], termes: ouverture::report_a_nouveau, ..ORDINAIRE },
    Figure { nom: "total_passif", dits: &["Total du passif"], termes: bilan::passif, ..ORDINAIRE },
    // --- 3
    Figure {
        nom: "rapprochement",
        dits: &["Solde auquel conduit le relevé, {}"],
        sujets: banque::rapprochees,
        termes: banque::rapprochement,
        montants: Some(banque::soldes_rapproches),
        ..ORDINAIRE
    },
    Figure {
        nom: "solde_du_releve",
        dits: &["Solde du relevé, {}", "Solde du relevé au {jour}, {}"],
        sujets: banque::rapprochees,
        termes: banque::solde_du_releve,
        montants: Some(banque::soldes_des_releves),
        preuves: banque::son_releve,
        ..ORDINAIRE
    },
    Figure {
        nom: "sorties_non_pointees",
        dits: &["Sorties non pointées, {}", "Total des opérations non pointées, {}"],
        sujets: banque::banques,
        termes: banque::sorties_non_pointees,
        montants: Some(banque::sommes_des_sorties),
        ..ORDINAIRE
    },
    Figure {
        nom: "entrees_non_pointees",
        dits: &["Entrées non pointées, {}", "Total des opérations non pointées, {}"],
        sujets: banque::banques,
        termes: banque::entrees_non_pointees,
        montants: Some(banque::sommes_des_entrees),
        ..ORDINAIRE
    },
    Figure {
        nom: "solde_du_cahier",
        dits: &["Solde du cahier, {}", "Solde du cahier au {fin}, {}"],
        sujets: banque::banques,
        termes: caisse::solde_du_cahier,
        montants: Some(banque::soldes_des_banques),
        preuves: bilan::preuves,
        ..ORDINAIRE
    },
    Figure {
        nom: "non_pointee",
        dits: &["{}"],
        sujets: banque::operations_non_pointees,
        termes: banque::operation_non_pointee,
        montants: Some(banque::montants_non_pointes),
        ..ORDINAIRE
    },
    // --- 4
    Figure {
        nom: "coupure",
        dits: &["{}"],
        sujets: caisse::coupures,
        termes: caisse::coupure,
        montants: Some(caisse::montants_des_coupures),
        ..ORDINAIRE
    },
    Figure {
        nom: "arrete_de_caisse",
        dits: &["Total compté, {}", "Espèces comptées, {}", "Espèces comptées le {jour}, {}"],
        sujets: caisse::comptees,
        termes: caisse::arrete,
        montants: Some(caisse::totaux_comptes),
        ..ORDINAIRE
    },
    Figure {
        nom: "solde_du_cahier",
        dits: &["Solde du cahier, {}", "Solde du cahier ce jour, {}"],
        sujets: caisse::caisses,
        termes: caisse::solde_du_cahier,
        montants: Some(caisse::soldes_des_caisses),
        preuves: bilan::preuves,
        ..ORDINAIRE
    },
    Figure {
        nom: "ecart",
        dits: &["Écart, {}"],
        sujets: caisse::prouvees,
        termes: caisse::ecart,
        montants: Some(caisse::ecarts),
        ..ORDINAIRE
    },
    // --- 5
    Figure {
        nom: "subvention",
        dits: &["Subvention de {}", "{}"],
        sujets: subventions::rangs,
        termes: subventions::montant,
        montants: Some(subventions::montants),
        ..ORDINAIRE
    },
    Figure {
        nom: "reste_a_depenser",
        dits: &["Reste à dépenser de {}"],
        sujets: subventions::rangs,
        termes: subventions::reste,
        montants: Some(subventions::restes),
        ..ORDINAIRE
    },
    Figure {
        nom: "subventions",
        dits: &["Total du tableau des subventions", "Total des subventions"],
        termes: subventions::tableau,
        ..ORDINAIRE
    },
    Figure {
        nom: "reste_a_depenser",
        dits: &["Reste à dépenser des subventions", "Reste à dépenser"],
        termes: subventions::reste_a_depenser,
        ..ORDINAIRE
    },
    Figure { nom: "ecart_des_subventions", dits: &["Écart des subventions", "Écart"], termes: subventions::ecart, ..ORDINAIRE },
    // --- drawings
    Figure { nom: "tresorerie", dits: &["Trésorerie, {}", "{}"], sujets: mois::mois, termes: mois::tresorerie, ..ORDINAIRE },
];
