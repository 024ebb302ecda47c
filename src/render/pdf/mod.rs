//! Official papers as PDF: a [`Papier`] (values already formatted in French) goes in, the bytes of one file come out.
//!
//! The chain: a report model of `etat/` → one file here (`crf.rs`…) makes its [`Papier`] → `couverture` keeps what the
//! fonts can draw → `monde` gives typst the template and the data, and nothing else → a PDF/A and PDF/UA file.
//! The same paper gives the same bytes in any process: neither clock, nor disk, nor system font is read.
//!
//! Not here: the figures (`etat/`), where files are written (the edge), the layout itself (`modeles/*.typ`).
//!
//! To add a paper: its model in `etat/`, a file here with its `emission` and its `etablir`, its template, and a line in
//! `modeles!`.

mod action;
mod adhesion;
mod arrete_de_caisse;
mod attestation;
mod cahier;
mod changement_mandataire;
mod choix;
mod conclusion;
mod couverture;
mod cra;
pub mod crf;
mod en_tete;
mod engagement;
mod impressions;
mod inventaire;
mod liste;
mod mesure;
mod monde;
mod noms;
mod polices;
mod quitus;
mod rapport_de_cloture;
mod rapprochement;
mod signatures;
mod subventions;
mod typographie;

use std::fmt;

use chrono::Datelike;
use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::calcul::Comptes;
use crate::controle::{Brouillon, DossierControle};
use crate::coop::Date;
use crate::coop::date::DateDuPapier;
use crate::etat::identite::Identite;
use crate::parse::Dossier;
use crate::source::{Hacheur, empreinte};
pub use choix::{Attente, Choix};
use couverture::Imprimable;
pub use impressions::imprimer_tous;
use monde::Monde;
use typographie::abrege;

/// What a [`Modele`] is printed with.
struct Gabarit {
    /// Name of the paper on the command line and in file names, and of its template: `crf`.
    nom: &'static str,
    texte: &'static str,
    /// What the paper is called, in its title and at the foot of its pages.
    intitule: &'static str,
}

/// A paper is one line below: neither the list nor the templates can forget it.
macro_rules! modeles {
    ($($variante:ident: $nom:literal, $intitule:literal, $emission:path, $etablir:path;)+) => {
        /// The papers that this program knows how to print.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Modele {
            $($variante),+
        }

        impl Modele {
            /// Every paper; `TOUS[modele as usize]` is `modele`.
            pub const TOUS: &'static [Modele] = &[$(Modele::$variante),+];

            const fn gabarit(self) -> Gabarit {
                match self {
                    $(Modele::$variante => {
                        Gabarit { nom: $nom, texte: include_str!(concat!("modeles/", $nom, ".typ")), intitule: $intitule }
                    })+
                }
            }

            /// Whether the paper, dated `date`, has something to say for the exercice of these accounts, and may.
            pub fn emission(self, dossier: &Dossier, comptes: &Comptes, date: DateDuPapier) -> Emission {
                match self {
                    $(Modele::$variante => $emission(dossier, comptes, date.into())),+
                }
            }

            /// The paper of one exercice, dated `date`, from accounts without errors; several where one is made for each thing of
            /// a kind.
            pub fn etablir(self, controle: &DossierControle, date: DateDuPapier) -> Vec<Papier> {
                match self {
                    $(Modele::$variante => $etablir(controle, date.into())),+
                }
            }
        }
    };
}

modeles! {
    Crf: "crf", "Compte rendu financier", crf::emission, crf::etablir;
    Cra: "cra", "Compte rendu d’activités", cra::emission, cra::etablir;
    Quitus: "quitus", "Commission de contrôle des comptes", quitus::emission, quitus::etablir;
    Cahier: "cahier", "Cahier de comptes", cahier::emission, cahier::etablir;
    Rapprochement: "rapprochement", "État de rapprochement bancaire", rapprochement::emission, rapprochement::etablir;
    ArreteDeCaisse: "arrete-de-caisse", "Arrêté de caisse", arrete_de_caisse::emission, arrete_de_caisse::etablir;
    Subventions: "subventions", "Tableau des subventions", subventions::emission, subventions::etablir;
    Inventaire: "inventaire", "Cahier d’inventaire", inventaire::emission, inventaire::etablir;
    Action: "action", "Bilan d’une action", action::emission, action::etablir;
    Adhesion: "adhesion", "Bulletin d’adhésion", adhesion::emission, adhesion::etablir;
    Engagement: "engagement", "Engagement du mandataire", engagement::emission, engagement::etablir;
    ChangementMandataire: "changement-mandataire", "Changement de mandataire ou de signataire", changement_mandataire::emission, changement_mandataire::etablir;
    AttestationAdhesion: "attestation-adhesion", "Attestation d’adhésion", attestation::emission_de_l_adhesion, attestation::adhesion;
    AttestationAssurance: "attestation-assurance", "Attestation d’assurance", attestation::emission_de_l_assurance, attestation::assurance;
    RapportDeCloture: "rapport-de-cloture", "Rapport de clôture", rapport_de_cloture::emission, rapport_de_cloture::etablir;
}

impl Modele {
    /// Papers of the bundle that is sent, in the order in which one reads them.
    pub const DU_DOSSIER: [Modele; 9] = [
        Modele::Crf,
        Modele::Cra,
        Modele::Quitus,
        Modele::RapportDeCloture,
        Modele::Rapprochement,
        Modele::ArreteDeCaisse,
        Modele::Subventions,
        Modele::Inventaire,
        Modele::Cahier,
    ];

    pub const fn intitule(self) -> &'static str {
        self.gabarit().intitule
    }

    pub const fn nom(self) -> &'static str {
        self.gabarit().nom
    }

    /// It says what the accounts are on the last day of the exercice.
    pub const fn arrete_les_comptes(self) -> bool {
        matches!(self, Modele::Crf | Modele::Quitus | Modele::Rapprochement)
    }

    /// It prints the fees: a tariff is needed (A004).
    pub const fn demande_la_cotisation(self) -> bool {
        matches!(self, Modele::Adhesion)
    }

    pub fn from_nom(nom: &str) -> Option<Modele> {
        Modele::TOUS.iter().copied().find(|modele| modele.nom() == nom)
    }
}

/// Whether a paper has something to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emission {
    Remplie,
    /// Nothing to print in it: blank boxes, to be filled in by hand.
    Vierge,
    /// It lacks a part, which is left blank; until then `tout` leaves it out.
    Incomplete {
        /// « le barème de l’exercice ».
        attendu: String,
        /// What to do.
        aide: &'static str,
    },
    /// It may not be made yet.
    Refusee {
        /// What it waits for: « la clôture de l’exercice ».
        attendu: String,
        /// What to do.
        aide: &'static str,
    },
}

impl Emission {
    fn si(remplie: bool) -> Emission {
        if remplie { Emission::Remplie } else { Emission::Vierge }
    }
}

impl Brouillon<Vec<Papier>> {
    /// The papers, stamped: « BROUILLON » and the errors on every page, no attachment, no fingerprint.
    pub fn estampiller(&self) -> Vec<Papier> {
        let (papiers, erreurs) = self.ouvrir();
        let tirage = Tirage::Brouillon { erreurs: erreurs.to_vec() };
        papiers.iter().map(|papier| Papier { tirage: tirage.clone(), ..papier.clone() }).collect()
    }
}

/// One document, ready to be laid out. Every text in it is data: markup characters print as they are.
#[derive(Debug, Clone)]
pub struct Papier {
    pub modele: Modele,
    /// What it is about, where one is made for each thing of a kind; empty otherwise.
    pub sujet: String,
    /// What kind of thing that is, where there are several; empty otherwise.
    pub genre: &'static str,
    /// Its name, at the head of its first page.
    pub intitule: String,
    /// Title of the PDF, shown by readers in place of the file's name.
    pub titre: String,
    pub auteur: String,
    pub mots_cles: Vec<String>,
    /// The document's own day, never the clock's.
    pub date: Date,
    /// On every page.
    pub pied: String,
    /// The head of its first page.
    en_tete: Value,
    /// What the template reads.
    pub donnees: Value,
    /// Only this module and the papers' own choose it: sound accounts, or a stamped draft.
    tirage: Tirage,
}

/// Whether the accounts behind the paper are sound. A draft proves nothing, so it can carry neither fingerprint nor file.
#[derive(Debug, Clone)]
pub enum Tirage {
    Definitif {
        /// Fingerprint of the accounts, in hexadecimal; empty: none is printed.
        empreinte: String,
        pieces_jointes: Vec<PieceJointe>,
    },
    Brouillon {
        erreurs: Vec<String>,
    },
}

impl Tirage {
    /// Sound accounts, but neither fingerprint nor attachment.
    pub fn simple() -> Tirage {
        Tirage::Definitif { empreinte: String::new(), pieces_jointes: Vec::new() }
    }
}

/// A file carried inside the PDF.
#[derive(Debug, Clone)]
pub struct PieceJointe {
    /// `bilan.json`: a name, not a path.
    pub nom: String,
    pub type_mime: String,
    pub description: String,
    /// The fingerprint that is printed is that of it too.
    pub sous_l_empreinte: bool,
    pub octets: Vec<u8>,
}

#[derive(Debug, Clone)]
pub struct Rendu {
    pub octets: Vec<u8>,
    pub pages: usize,
    /// Characters that the fonts cannot draw, printed as « □ »: the user is told. In order, each once.
    pub caracteres_remplaces: Vec<char>,
    /// What typst found odd in the template. Empty, unless this program has a fault.
    pub avertissements: Vec<String>,
}

impl Rendu {
    /// SHA-256 of the file, in hexadecimal.
    pub fn empreinte(&self) -> String {
        empreinte(&self.octets)
    }
}

/// typst refused the paper: a fault of this program (or of its templates), never of the data.
#[derive(Debug, Clone)]
pub struct ErreurDImpression {
    pub modele: Modele,
    /// As typst says them, in English.
    pub messages: Vec<String>,
}

impl fmt::Display for ErreurDImpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "impression impossible («\u{a0}{}\u{a0}»)\u{a0}: {}", self.modele.intitule(), self.messages.join("\u{a0}; "))
    }
}

impl std::error::Error for ErreurDImpression {}

/// Lays a paper out and writes its PDF. Safe from several plain threads at once, but **not** from rayon's pool, which
/// typst and krilla use themselves: a worker that waits for a page would steal another whole document.
pub fn imprimer(papier: &Papier) -> Result<Rendu, ErreurDImpression> {
    let Imprimable { mut donnees, caracteres_remplaces, polices } = couverture::imprimable(donnees_du_gabarit(papier));
    donnees["papier"]["polices"] = json!(polices.familles);
    let json = serde_json::to_vec(&donnees).expect("a JSON value is always writable");
    let jointes = papier.pieces_jointes();
    let options = PdfOptions {
        ident: Smart::Custom(identifiant(papier.modele, &json, jointes)),
        creator: Smart::Custom(Some(concat!("retkoop ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Some(horodatage(papier.date)),
        standards: normes(!jointes.is_empty()),
        ..PdfOptions::default()
    };
    let monde = Monde::new(papier.modele, polices, json, jointes);
    let echec = |erreurs: &[SourceDiagnostic]| ErreurDImpression { modele: papier.modele, messages: monde.situer(erreurs) };

    let compile = typst::compile::<PagedDocument>(&monde);
    let document = compile.output.map_err(|erreurs| echec(&erreurs))?;
    let pages = document.pages().len();
    if pages > PAGES_RETENUES {
        // Its own steps are of no use to its writing, which takes their place.
        oublier(pages);
    }
    let octets = typst_pdf::pdf(&document, &options).map_err(|erreurs| echec(&erreurs))?;
    drop(document);
    oublier(pages);
    Ok(Rendu { octets, pages, caracteres_remplaces, avertissements: monde.situer(&compile.warnings) })
}

/// A document of more pages leaves nothing in memory.
const PAGES_RETENUES: usize = 12;

/// Frees what typst remembers and has not used for the last document: what all papers share stays, the rest does not add up.
fn oublier(pages: usize) {
    typst::comemo::evict(usize::from(pages <= PAGES_RETENUES));
}

impl Papier {
    /// A paper from sound accounts, without attachment.
    fn new(modele: Modele, identite: &Identite, date: Date, donnees: Value) -> Papier {
        Papier::intitule(modele, modele.intitule(), identite, date, donnees)
    }

    /// The same, of a kind of papers that have several names.
    fn intitule(modele: Modele, intitule: &str, identite: &Identite, date: Date, donnees: Value) -> Papier {
        Papier {
            modele,
            sujet: String::new(),
            genre: "",
            intitule: intitule.to_owned(),
            titre: format!("{intitule}\u{a0}: {}, exercice {}", identite.cooperative, identite.exercice),
            auteur: identite.cooperative.clone(),
            mots_cles: ["OCCE", "coopérative scolaire", intitule, &identite.numero, &identite.exercice]
                .map(str::to_owned)
                .to_vec(),
            date,
            pied: en_tete::pied_de_page(intitule, identite),
            en_tete: en_tete::en_tete(identite, date),
            donnees,
            tirage: Tirage::simple(),
        }
    }

    fn pieces_jointes(&self) -> &[PieceJointe] {
        match &self.tirage {
            Tirage::Definitif { pieces_jointes, .. } => pieces_jointes,
            Tirage::Brouillon { .. } => &[],
        }
    }
}

/// Lines of errors on each page of a draft: all of them, or the first ones and how many follow.
fn lignes_d_erreurs(modele: Modele) -> usize {
    match modele {
        // A page of the ledger is low, and its rows are many.
        Modele::Cahier => 5,
        _ => 10,
    }
}

/// The data file of the template: what is common to every paper, then the paper's own.
fn donnees_du_gabarit(papier: &Papier) -> Value {
    let (empreinte, brouillon) = match &papier.tirage {
        Tirage::Definitif { empreinte, .. } => (par_groupes(empreinte), Value::Null),
        Tirage::Brouillon { erreurs } => {
            let lignes = lignes_d_erreurs(papier.modele);
            let sur_la_page = if erreurs.len() > lignes { lignes - 1 } else { erreurs.len() };
            let rappel: Vec<String> = erreurs.iter().take(sur_la_page).map(|erreur| abrege(erreur, 125)).collect();
            let suite = erreurs.len() - rappel.len();
            (String::new(), json!({ "erreurs": erreurs, "rappel": rappel, "suite": suite }))
        }
    };
    let mut mots_cles = papier.mots_cles.clone();
    if let Tirage::Definitif { empreinte, .. } = &papier.tirage
        && !empreinte.is_empty()
    {
        mots_cles.push(format!("empreinte SHA-256 {empreinte}"));
    }
    let jointes: Vec<Value> = papier
        .pieces_jointes()
        .iter()
        .enumerate()
        .map(|(rang, jointe)| {
            json!({
                "fichier": monde::chemin_de_la_piece_jointe(rang),
                "nom": jointe.nom,
                "type_mime": jointe.type_mime,
                "description": jointe.description,
                "sous_l_empreinte": jointe.sous_l_empreinte,
            })
        })
        .collect();
    json!({
        "papier": {
            "intitule": papier.intitule,
            "titre": papier.titre,
            "auteur": papier.auteur,
            "mots_cles": mots_cles,
            "pied": papier.pied,
            "en_tete": papier.en_tete,
            "empreinte": empreinte,
            "pieces_jointes": jointes,
            "brouillon": brouillon,
        },
        "donnees": papier.donnees,
    })
}

/// `3f2a91bc…` → `3f2a 91bc …`: what is read aloud or compared by eye.
fn par_groupes(hexadecimal: &str) -> String {
    let chiffres: Vec<char> = hexadecimal.chars().filter(|c| !c.is_whitespace()).collect();
    chiffres.chunks(4).map(|groupe| groupe.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Archival and accessible at once. Only PDF/A-3 admits attachments.
fn normes(avec_pieces_jointes: bool) -> PdfStandards {
    let archivage = if avec_pieces_jointes { PdfStandard::A_3a } else { PdfStandard::A_2a };
    PdfStandards::new(&[archivage, PdfStandard::Ua_1]).expect("PDF/A-2a and 3a go with PDF/UA-1")
}

fn horodatage(date: Date) -> Timestamp {
    let jour = Datetime::from_ymd_hms(date.year(), date.month() as u8, date.day() as u8, 0, 0, 0);
    Timestamp::new_utc(jour.expect("a calendar day is a valid typst date"))
}

/// Two files have the same PDF identifier if and only if they print and carry the same things.
fn identifiant(modele: Modele, json: &[u8], jointes: &[PieceJointe]) -> String {
    let mut hacheur = Hacheur::default();
    for partie in [modele.intitule().as_bytes(), json].into_iter().chain(jointes.iter().map(|jointe| jointe.octets.as_slice())) {
        hacheur.ajouter(&(partie.len() as u64).to_le_bytes());
        hacheur.ajouter(partie);
    }
    hacheur.finir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_four_digits_at_a_time() {
        assert_eq!(par_groupes("3f2a91bc07"), "3f2a 91bc 07");
        assert_eq!(par_groupes(""), "");
    }
}
