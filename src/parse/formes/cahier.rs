//! `cahier/**/*.toml`: the entries. The only files that may be long: read in chunks, by several threads.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU64};

use ecow::EcoString;
use rayon::prelude::*;

use super::Contexte;
use crate::coop::{Ecriture, Lignes, Manques, MouvementDeRegie, Moyen, Ventilation};
use crate::diagnostic::Constat;
use crate::parse::arbre::Arbre;
use crate::parse::fichier::{FichierLu, constats_de_syntaxe};
use crate::parse::forme::{Forme, Genre, cle, requise, requise_par};
use crate::parse::lecture::{Entree, Table};
use crate::parse::{conformite, decoupe, proposition};
use crate::source::{Span, Spanned};

pub static FORME: Forme = Forme {
    nom: "un fichier du cahier",
    cles: &[cle("ecriture", Genre::Tables(&ECRITURE), "aucune écriture", "une écriture ; les clés qui suivent sont les siennes")],
};

static ECRITURE: Forme = Forme {
    nom: "cette écriture",
    cles: &[
        requise_par(
            "P001",
            "piece",
            Genre::Texte,
            "le numéro inscrit sur le justificatif. Les numéros repartent de 1 chaque année ; `\"01\"`, `\"D1\"`, `\"R1\"` sont trois séries distinctes. Plusieurs écritures d’une même pièce ont la même date ou le même libellé",
        ),
        requise("date", Genre::Date, "le jour de l’opération ; pour un chèque, le jour où il est fait. Dans l’exercice (E002)"),
        requise("libelle", Genre::Texte, "à qui et pour quoi ; pas vide (E005)"),
        cle("moyen", Genre::Choix(Moyen::NOMS), "non précisé", "le moyen de paiement"),
        cle("cheque", Genre::Texte, "pas de chèque", "le numéro du chèque"),
        cle("entree", MOUVEMENTS, "rien n’entre", "ce qui entre dans ce compte"),
        cle("sortie", MOUVEMENTS, "rien ne sort", "ce qui sort de ce compte"),
        cle("regie", Genre::Table(&REGIE), "pas de régie", "une avance à une classe : versée, rendue ou expliquée"),
        cle(
            "ventilation",
            Genre::Carte("compte", &Genre::Montant),
            "rien n’est ventilé",
            "à quoi sert l’argent : un compte en 6 est une dépense, un compte en 7 une recette. Négatif pour un remboursement",
        ),
        cle("pointage", POINTAGE, "pas encore vu par la banque", "la date du relevé qui montre l’opération"),
        cle("action_a", Genre::Texte, "aucune", "le projet ou l’action"),
        cle("action_b", Genre::Texte, "aucun", "la classe ou le groupe"),
        cle(
            "justificatifs",
            Genre::Liste(&Genre::Texte),
            "aucun",
            "les fichiers qui prouvent l’opération, depuis le dossier de l’exercice : `[\"pieces/02-occe.pdf\"]`",
        ),
        cle(
            "annule",
            Genre::Texte,
            "n’annule rien",
            "le numéro de pièce d’une opération que la banque ne verra jamais ; celle-ci est du montant opposé, et aucune des deux n’est pointée",
        ),
    ],
};

pub(super) const MOUVEMENTS: Genre = Genre::Carte("trésorerie", &Genre::MontantPositif);
pub(super) const POINTAGE: Genre = Genre::Ou(&[Genre::Date, Genre::Carte("trésorerie", &Genre::Date)]);

static REGIE: Forme = Forme {
    nom: "cette régie",
    cles: &[
        cle("versee", Genre::MontantPositif, "0", "ce que l’on confie à une classe"),
        cle("retournee", Genre::MontantPositif, "0", "ce qu’elle rend"),
        cle(
            "expliquee",
            Genre::Montant,
            "0",
            "ce qu’elle a dépensé, moins ce qu’elle a encaissé ; négatif si elle a encaissé plus",
        ),
        cle(
            "classe",
            Genre::Texte,
            "une régie sans nom (R004)",
            "la classe, telle que la nomme `adhesion.toml` ; chacune est suivie à part",
        ),
    ],
};

/// Keys of an entry and what is missing when their value cannot be read.
const MANQUES: &[(&str, Manques)] = &[
    ("piece", Manques::PIECE),
    ("date", Manques::DATE),
    ("libelle", Manques::LIBELLE),
    ("moyen", Manques::AUCUN),
    ("cheque", Manques::AUCUN),
    ("entree", Manques::MOUVEMENTS),
    ("sortie", Manques::MOUVEMENTS),
    ("regie", Manques::REGIE),
    ("ventilation", Manques::VENTILATION),
    ("pointage", Manques::POINTAGE),
    ("action_a", Manques::AUCUN),
    ("action_b", Manques::AUCUN),
    ("justificatifs", Manques::JUSTIFICATIFS),
    ("annule", Manques::ANNULE),
];

/// Entries that one thread reads in a row, at least.
const ECRITURES_D_UNE_TACHE: usize = 256;

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<Vec<Ecriture>> {
    lire_une_a_une(contexte, texte).unwrap_or_else(|| lire_par_morceaux(contexte, texte))
}

/// Reads a file of plain entries of which there is nothing to say, as nearly all are: each entry alone, straight to its place.
fn lire_une_a_une(contexte: Contexte, texte: &str) -> Option<FichierLu<Vec<Ecriture>>> {
    let debuts = decoupe::en_tetes_de_tableau(texte, "ecriture");
    let preambule = 0..*debuts.first()?;
    let mut arbre = Arbre::new(texte);
    if !arbre.lire_les_lignes(preambule) || arbre.enfants(Arbre::RACINE).next().is_some() {
        return None;
    }
    let (refus, volume) = (AtomicBool::new(false), AtomicU64::new(0));
    let lire = |(arbre, noms): &mut (Arbre, Noms), rang: usize| {
        let fin = debuts.get(rang + 1).copied().unwrap_or(texte.len());
        // Once one entry is refused, the others are not read for nothing.
        if refus.load(Relaxed) || !lire_une_ecriture(contexte, arbre, debuts[rang]..fin) {
            refus.store(true, Relaxed);
            arbre.vider();
        }
        volume.fetch_add(arbre.volume, Relaxed);
        let racine = Table::racine(arbre);
        ecriture(contexte, racine.tables("ecriture").next().unwrap_or(racine), true, noms)
    };
    let rangs = (0..debuts.len()).into_par_iter().with_min_len(ECRITURES_D_UNE_TACHE);
    let valeur: Vec<Ecriture> = rangs.map_init(|| (Arbre::new(texte), Noms::default()), lire).collect();
    (!refus.into_inner()).then(|| FichierLu { valeur, volume: volume.into_inner(), ..FichierLu::default() })
}

/// Whether the text is one plain entry, and there is nothing to say of it.
fn lire_une_ecriture(contexte: Contexte, arbre: &mut Arbre, plage: std::ops::Range<usize>) -> bool {
    let mut constats = Vec::new();
    arbre.vider();
    arbre.volume = 0;
    arbre.lire_les_lignes(plage) && {
        conformite::controler(arbre, contexte.fichier, Arbre::RACINE, &FORME, &mut constats);
        constats.is_empty()
    }
}

/// Reads any file, whatever it holds.
fn lire_par_morceaux(contexte: Contexte, texte: &str) -> FichierLu<Vec<Ecriture>> {
    let lire_morceaux = |morceaux: Vec<std::ops::Range<usize>>| -> FichierLu<Vec<Ecriture>> {
        let lus: Vec<_> = morceaux
            .into_par_iter()
            .map_init(
                || (Arbre::new(texte), Vec::new()),
                |(arbre, jetons), morceau| lire_morceau(contexte, texte, morceau, arbre, jetons),
            )
            .collect();
        FichierLu::reunir(lus)
    };
    let lu = lire_morceaux(decoupe::morceaux(texte, "ecriture"));
    // A long string may hold a line that looks like a header: only then can cutting first have been wrong.
    if lu.abime && decoupe::contient_un_texte_long(texte) {
        return lire_morceaux(std::iter::once(0..texte.len()).collect());
    }
    lu
}

fn lire_morceau(
    contexte: Contexte,
    texte: &str,
    morceau: std::ops::Range<usize>,
    arbre: &mut Arbre,
    jetons: &mut Vec<toml_parser::lexer::Token>,
) -> FichierLu<Vec<Ecriture>> {
    let lu = decoupe::lire(arbre, texte, morceau, jetons);
    arbre.volume = 0;
    let mut constats: Vec<Constat> = constats_de_syntaxe(contexte.fichier, &lu);
    conformite::controler(arbre, contexte.fichier, Arbre::RACINE, &FORME, &mut constats);
    let (racine, saine, mut noms) = (Table::racine(arbre), constats.is_empty(), Noms::default());
    let ecritures: Vec<Ecriture> = racine.tables("ecriture").map(|table| ecriture(contexte, table, saine, &mut noms)).collect();
    let hors_des_ecritures = racine.is_abimee()
        || racine.entrees().any(|e| e.is_inconnue() || (e.cle() == "ecriture" && e.elements().any(|t| t.table().is_none())));
    FichierLu {
        valeur: ecritures,
        abime: !lu.erreurs.is_empty(),
        incomplet: hors_des_ecritures || lu.est_incomplet(),
        volume: arbre.volume,
        constats,
    }
}

/// Names of actions and classes come back all the year: kept once.
#[derive(Default)]
struct Noms(Vec<EcoString>);

impl Noms {
    const MAX: usize = 32;

    fn partager(&mut self, nom: &str) -> EcoString {
        if let Some(connu) = self.0.iter().find(|connu| connu.as_str() == nom) {
            return connu.clone();
        }
        let nom = EcoString::from(nom);
        if self.0.len() < Self::MAX {
            self.0.push(nom.clone());
        }
        nom
    }
}

/// `saine`: nothing was found wrong in the text that holds it.
fn ecriture(contexte: Contexte, table: Table, saine: bool, noms: &mut Noms) -> Ecriture {
    let mut ecriture = Ecriture {
        fichier: contexte.fichier,
        span: table.span(),
        piece: None,
        date: None,
        libelle: Spanned::new(Default::default(), Span::default()),
        moyen: None,
        cheque: None,
        mouvements: Lignes::new(),
        regie: None,
        ventilations: Lignes::new(),
        pointages: Lignes::new(),
        action_a: Default::default(),
        action_b: Default::default(),
        justificatifs: Vec::new(),
        annule: None,
        manques: if table.is_abimee() { Manques::TOUT } else { Manques::AUCUN },
    };
    for entree in table.entrees() {
        if !saine {
            ecriture.manques.ajoute(manques_de(&entree));
        }
        match entree.cle() {
            // Blanks around a number are no part of it.
            "piece" => ecriture.piece = entree.texte_brut().map(|p| Spanned::new(p.trim().into(), entree.span())),
            "date" => ecriture.date = entree.date(),
            "libelle" => {
                if let Some(libelle) = entree.texte() {
                    ecriture.libelle = libelle;
                }
            }
            "moyen" => ecriture.moyen = entree.texte_brut().and_then(Moyen::from_nom),
            "cheque" => ecriture.cheque = entree.texte(),
            cle @ ("entree" | "sortie") => {
                if let Some(table) = entree.table() {
                    contexte.mouvements(table, cle == "sortie", &mut ecriture.mouvements);
                }
            }
            "regie" => {
                ecriture.regie = entree.table().map(|regie| {
                    Box::new(MouvementDeRegie {
                        versee: regie.montant_ou_zero("versee"),
                        retournee: regie.montant_ou_zero("retournee"),
                        expliquee: regie.montant_ou_zero("expliquee"),
                        classe: regie.texte("classe"),
                        span: entree.span_cle().union(regie.span()),
                    })
                });
            }
            "ventilation" => {
                for ligne in entree.elements().filter(Entree::a_un_nom) {
                    ecriture.ventilations.push(Ventilation {
                        compte: contexte.compte(ligne.cle()),
                        montant: ligne.montant().map(|m| m.valeur).unwrap_or_default(),
                        span: ligne.span_cle().union(ligne.span()),
                    });
                }
            }
            "pointage" => ecriture.pointages = contexte.pointages(entree),
            "action_a" => ecriture.action_a = noms.partager(entree.texte_brut().unwrap_or_default()),
            "action_b" => ecriture.action_b = noms.partager(entree.texte_brut().unwrap_or_default()),
            "justificatifs" => ecriture.justificatifs = entree.elements().filter_map(|e| e.texte()).collect(),
            "annule" => ecriture.annule = entree.texte().map(Box::new),
            _ => {}
        }
    }
    if ecriture.date.is_none() {
        ecriture.manques.ajoute(Manques::DATE);
    }
    if table.entrees().next().is_none() {
        ecriture.manques.ajoute(Manques::TOUTE_CLE);
    }
    ecriture
}

/// What a key that cannot be read, or that is not in the format, may have hidden.
fn manques_de(entree: &Entree) -> Manques {
    let defaut = entree.is_inconnue() || entree.a_un_defaut();
    if !defaut {
        return Manques::AUCUN;
    }
    let voulue = proposition::la_plus_proche(entree.cle(), MANQUES.iter().map(|(cle, _)| *cle));
    let connue = MANQUES.iter().find(|(cle, _)| Some(*cle) == voulue);
    match connue {
        // A misspelt or broken `sortie` hides the names of the accounts too.
        Some((_, Manques::MOUVEMENTS)) if entree.is_inconnue() || entree.table().is_none() => Manques::TOUT,
        Some((_, manques)) => *manques,
        None => Manques::TOUT,
    }
}
