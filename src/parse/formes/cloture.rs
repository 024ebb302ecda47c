//! `cloture.toml`: the seal of an exercice, written by `retkoop cloturer` only.
//!
//! Its last line is the fingerprint of all that stands above it: what `head -n -1 cloture.toml | sha256sum` says.

use super::departement;
use super::reouvertures::{self, REOUVERTURE};
use crate::bareme::Departement;
use ecow::EcoString;

use crate::coop::{
    ChiffresScelles, Cloture, Compte, ConstatAcquitte, FichierScelle, NonPointeeScellee, Sceau, SceauPrecedent, TextesScelles,
};
use crate::diagnostic::code;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::{FichierId, Span, empreinte};

pub static FORME: Forme = Forme {
    nom: "cloture.toml",
    cles: &[
        requise(
            "version",
            Genre::Entier,
            "la version de cette forme : 2 ; 1 dans un sceau qui peut ne pas avoir `[reglages.en_vigueur]`",
        ),
        requise("cloture", Genre::Table(&CLOTURE), "ce qui est clôturé, et quand"),
        requise("chiffres", Genre::Table(&CHIFFRES), "les chiffres de la clôture"),
        cle(
            "non_pointee",
            Genre::Tables(&NON_POINTEE),
            "aucune",
            "une opération que la banque n’avait pas montrée au dernier jour",
        ),
        cle("acquittement", Genre::Tables(&ACQUITTEMENT), "aucun", "un constat auquel la coopérative a répondu, et sa raison"),
        cle("reouverture", Genre::Tables(&REOUVERTURE), "jamais rouvert", "une réouverture qui précède cette clôture"),
        requise(
            "reglages",
            Genre::Table(&REGLAGES),
            "le texte, ce jour-là, de ce dont les chiffres dépendent hors de l’exercice",
        ),
        cle("fichier", Genre::Tables(&FICHIER), "aucun", "un fichier de l’exercice, justificatifs compris"),
        requise("sceau", Genre::Table(&SCEAU), "le sceau"),
    ],
};

static CLOTURE: Forme = Forme {
    nom: "[cloture]",
    cles: &[
        requise("exercice", Genre::Texte, "l’exercice : `\"2024-2025\"`"),
        requise("debut", Genre::Date, "son premier jour"),
        requise("fin", Genre::Date, "son dernier jour"),
        requise("date", Genre::Date, "le jour de la clôture"),
        cle("outil", Genre::Texte, "inconnu", "le programme qui l’a écrite, et sa version"),
    ],
};

static CHIFFRES: Forme = Forme {
    nom: "[chiffres]",
    cles: &[
        requise("total_charges", Genre::Montant, "le total des charges"),
        requise("total_produits", Genre::Montant, "le total des produits"),
        requise("resultat", Genre::Montant, "produits moins charges"),
        requise("report_a_nouveau", Genre::Montant, "ce qu’il y avait au premier jour"),
        cle("charges", Genre::Carte("compte", &Genre::Montant), "aucune", "le total de chaque compte de charges"),
        cle("produits", Genre::Carte("compte", &Genre::Montant), "aucun", "le total de chaque compte de produits"),
        cle("ouverture", Genre::Carte("trésorerie", &Genre::Montant), "rien", "le solde de chaque compte au premier jour"),
        cle("tresorerie", Genre::Carte("trésorerie", &Genre::Montant), "rien", "le solde de chaque compte au dernier jour"),
        cle("regies", Genre::Carte("classe", &Genre::Montant), "rien", "ce que chaque classe détenait encore"),
    ],
};

static NON_POINTEE: Forme = Forme {
    nom: "cette opération",
    cles: &[
        requise("tresorerie", Genre::Texte, "la banque"),
        requise("date", Genre::Date, "sa date"),
        requise("libelle", Genre::Texte, "à qui, pour quoi"),
        cle("piece", Genre::Texte, "vide", "sa pièce"),
        cle("cheque", Genre::Texte, "vide", "le numéro du chèque"),
        requise("montant", Genre::Montant, "positif si l’argent entre, négatif s’il sort"),
    ],
};

static ACQUITTEMENT: Forme = Forme {
    nom: "cet acquittement",
    cles: &[
        requise("regle", Genre::Texte, "la règle"),
        cle("piece", Genre::Texte, "sans pièce", "la pièce dont il s’agit"),
        requise("constat", Genre::Texte, "ce qui était constaté"),
        requise("motif", Genre::Texte, "la raison donnée"),
    ],
};

static REGLAGES: Forme = Forme {
    nom: "[reglages]",
    cles: &[
        requise("retkoop", Genre::Texte, "`retkoop.toml` : identité, mandataires, comptes de trésorerie"),
        cle("inventaire", Genre::Texte, "pas d’inventaire", "`inventaire.toml`"),
        cle("departement", Genre::Texte, "réglages ordinaires", "`departement.toml` : plan, tarifs, seuils, niveaux"),
        cle(
            "en_vigueur",
            Genre::Table(&departement::EN_VIGUEUR),
            "ce que dit `departement`, et pour le reste les réglages ordinaires du programme qui lit",
            "ce qui valait ce jour-là, réglé par le département ou ordinaire : c’est par là que l’année se relit",
        ),
    ],
};

static FICHIER: Forme = Forme {
    nom: "ce fichier",
    cles: &[
        requise("chemin", Genre::Texte, "son chemin, depuis le dossier de l’exercice"),
        requise("sha256", Genre::Texte, "l’empreinte SHA-256 de son contenu"),
    ],
};

static SCEAU: Forme = Forme {
    nom: "[sceau]",
    cles: &[
        requise("algorithme", Genre::Choix(&["sha256"]), "comment les empreintes sont calculées"),
        cle("precedent", Genre::Table(&PRECEDENT), "premier exercice clôturé", "le sceau de l’exercice d’avant"),
        requise("empreinte", Genre::Texte, "l’empreinte de tout ce qui est au-dessus de cette ligne, la dernière"),
    ],
};

static PRECEDENT: Forme = Forme {
    nom: "le sceau précédent",
    cles: &[
        requise("exercice", Genre::Texte, "l’exercice d’avant"),
        requise("empreinte", Genre::Texte, "l’empreinte de son sceau"),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Option<Cloture>> {
    let authentique = est_authentique(texte);
    let fins_de_ligne = !authentique && est_authentique(&texte.replace("\r\n", "\n"));
    let mut lu = fichier::lire(fichier, texte, &FORME, |racine| {
        let (sceau, empreinte, span) = sceau(racine)?;
        let en_vigueur = racine.table("reglages").is_some_and(|reglages| reglages.table("en_vigueur").is_some());
        let span_date = racine.table("cloture")?.date("date")?.span;
        Some(Cloture { fichier, sceau, empreinte, authentique, fins_de_ligne, en_vigueur, span, span_date })
    });
    if !authentique {
        // That it was changed is X002: what the change made of its keys need not be told again.
        lu.constats.retain(|c| c.code == code::TOML_INVALIDE);
    }
    lu
}

/// What an exercice is read by, as its seal holds it.
pub struct ReglagesDuSceau {
    /// Of the seal.
    pub empreinte: EcoString,
    pub textes: TextesScelles,
    /// `None`: the seal holds no more than the department's text.
    pub en_vigueur: Option<Departement>,
}

/// `None` when the seal cannot be trusted.
pub fn reglages(texte: &str) -> Option<ReglagesDuSceau> {
    if !est_authentique(texte) {
        return None;
    }
    let lu = fichier::lire(FichierId(0), texte, &FORME, |racine| {
        Some(ReglagesDuSceau {
            empreinte: racine.table("sceau")?.texte("empreinte")?.valeur,
            textes: textes(racine)?,
            en_vigueur: racine.table("reglages")?.table("en_vigueur").map(departement::en_vigueur),
        })
    });
    lu.valeur
}

fn textes(racine: Table) -> Option<TextesScelles> {
    let reglages = racine.table("reglages")?;
    let texte = |cle| reglages.texte(cle).map(|t| t.valeur);
    Some(TextesScelles { retkoop: texte("retkoop")?, inventaire: texte("inventaire"), departement: texte("departement") })
}

/// Whether the last line is the fingerprint of what stands above it.
fn est_authentique(texte: &str) -> bool {
    let dessus = texte.strip_suffix('\n').and_then(|t| t.rfind('\n')).map_or(0, |fin| fin + 1);
    let (dessus, derniere) = texte.split_at(dessus);
    derniere == format!("empreinte = \"{}\"\n", empreinte(dessus.as_bytes()))
}

/// With its fingerprint, and where it names the seal that it follows.
fn sceau(racine: Table) -> Option<(Sceau, EcoString, Span)> {
    let (tete, chiffres, sceau) = (racine.table("cloture")?, racine.table("chiffres")?, racine.table("sceau")?);
    let montants = |cle| {
        let entrees = chiffres.table(cle).into_iter().flat_map(|t| t.entrees());
        entrees.filter_map(|e| Some((e.cle().into(), e.montant()?.valeur))).collect()
    };
    let comptes = |cle| {
        let entrees = chiffres.table(cle).into_iter().flat_map(|t| t.entrees());
        entrees.filter_map(|e| Some((Compte::parse(e.cle())?, e.montant()?.valeur))).collect()
    };
    // Fingerprints of another kind, or of none that is named, are not ours to compare.
    sceau.texte("algorithme")?;
    let empreinte = sceau.texte("empreinte")?;
    let lu = Sceau {
        version: racine.entier("version")?,
        exercice: tete.texte_ou_vide("exercice"),
        debut: tete.date("debut")?.valeur,
        fin: tete.date("fin")?.valeur,
        date: tete.date("date")?.valeur,
        outil: tete.texte_ou_vide("outil"),
        tresorerie: montants("tresorerie"),
        regies: montants("regies"),
        chiffres: ChiffresScelles {
            charges: comptes("charges"),
            produits: comptes("produits"),
            ouverture: montants("ouverture"),
            total_charges: chiffres.montant_ou_zero("total_charges"),
            total_produits: chiffres.montant_ou_zero("total_produits"),
            resultat: chiffres.montant_ou_zero("resultat"),
            report_a_nouveau: chiffres.montant_ou_zero("report_a_nouveau"),
        },
        non_pointees: racine.tables("non_pointee").filter_map(non_pointee).collect(),
        acquittements: racine
            .tables("acquittement")
            .map(|t| ConstatAcquitte {
                regle: t.texte_ou_vide("regle"),
                piece: t.texte_ou_vide("piece"),
                constat: t.texte_ou_vide("constat"),
                motif: t.texte_ou_vide("motif"),
            })
            .collect(),
        reouvertures: reouvertures::lues(racine),
        reglages: textes(racine)?,
        fichiers: racine
            .tables("fichier")
            .map(|t| FichierScelle { chemin: t.texte_ou_vide("chemin"), sha256: t.texte_ou_vide("sha256"), span: t.span() })
            .collect(),
        precedent: sceau
            .table("precedent")
            .map(|p| SceauPrecedent { exercice: p.texte_ou_vide("exercice"), empreinte: p.texte_ou_vide("empreinte") }),
    };
    Some((lu, empreinte.valeur, sceau.entree("precedent").map_or(empreinte.span, |e| e.span())))
}

fn non_pointee(table: Table) -> Option<NonPointeeScellee> {
    Some(NonPointeeScellee {
        tresorerie: table.texte_ou_vide("tresorerie"),
        date: table.date("date")?.valeur,
        libelle: table.texte_ou_vide("libelle"),
        piece: table.texte_ou_vide("piece"),
        cheque: table.texte_ou_vide("cheque"),
        montant: table.montant("montant")?.valeur,
        span: table.span(),
    })
}
