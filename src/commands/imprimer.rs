//! `retkoop imprimer`: papers as PDF, from accounts without errors — or as drafts that say so.

mod dossier;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Charge, Communs, Console, Echec, Issue, charger, creer_dossier, ecrire, est_dans};
use crate::controle::{Brouillon, Controle};
use crate::diagnostic::{Niveau, pluriel};
use crate::parse::la_plus_proche;
use crate::render::pdf::{self, Modele, Papier};

/// Imprimer des papiers en PDF ; sans nom, en donner la liste
#[derive(Debug, Args)]
pub struct Imprimer {
    /// Papiers à imprimer ; tout, ceux qui ont quelque chose à dire
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// Dossier où écrire [par défaut : documents/ dans la coopérative]
    #[arg(long, value_name = "DOSSIER")]
    sortie: Option<PathBuf>,
    /// Imprimer malgré des erreurs : « BROUILLON » et leur liste sur chaque page
    #[arg(long)]
    brouillon: bool,
}

/// Stands for the bundle that is sent with the returns.
const DOSSIER: &str = "dossier";

/// Stands for every paper that applies.
const TOUT: &str = "tout";

/// Where papers go unless one says otherwise, in the cooperative's folder.
const DOCUMENTS: &str = "documents";

pub fn executer(commande: &Imprimer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    if commande.documents.is_empty() {
        console.sortie(&liste())?;
        return Ok(Issue::Reussite);
    }
    if commande.documents.iter().any(|nom| nom == DOSSIER) {
        return dossier_a_envoyer(commande, communs, console);
    }
    let nommes = commande.documents.iter().filter(|nom| *nom != TOUT).map(|nom| modele(nom)).collect::<Result<Vec<_>, _>>()?;
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    // A paper's date is the data's own, never the clock's.
    let date = communs.date.or(exercice.cloture.as_ref().map(|c| c.date)).unwrap_or(exercice.fin);
    let controle = if nommes.iter().any(|m| m.demande_la_cotisation()) {
        Controle::avec_cotisation(&charge.dossier, charge.jour, &exercice.nom)
    } else {
        Controle::new(&charge.dossier, charge.jour)
    };
    let modeles = completer(nommes, commande, &charge, &controle, &exercice.nom);
    let papiers: Vec<Papier> = if commande.brouillon {
        let erreurs = controle.diagnostics().iter().filter(|d| d.niveau == Niveau::Erreur).count();
        console.note(&format!("brouillon : {}, que chaque page rappelle", pluriel(erreurs, "erreur")));
        let etablir = |modele: &Modele| Brouillon::etablir(&controle, &exercice.nom, |c| modele.etablir(c, date));
        modeles.iter().filter_map(etablir).map(|brouillon| brouillon.estampiller()).collect()
    } else {
        let Some(preuve) = super::prouver(&charge, &controle, &exercice.nom, console) else { return Ok(Issue::Constats) };
        modeles.iter().map(|modele| modele.etablir(&preuve, date)).collect()
    };
    if refuser(&modeles, &charge, &controle, &exercice.nom, console) {
        return Ok(Issue::Constats);
    }
    // Everything is laid out before anything is written.
    let rendus = papiers.iter().map(imprimer).collect::<Result<Vec<_>, _>>()?;
    let dossier = dossier_de_sortie(&charge, commande.sortie.as_deref())?;
    for (modele, rendu) in modeles.iter().zip(&rendus) {
        // A draft never takes the place of the paper itself.
        let suite = if commande.brouillon { "-brouillon" } else { "" };
        let numero = nom_de_fichier(&charge.dossier.cooperative.numero);
        let nom = format!("{}-{numero}-{}{suite}.pdf", modele.nom(), exercice.nom);
        let chemin = dossier.join(nom);
        ecrire(&chemin, &rendu.octets)?;
        if !rendu.caracteres_remplaces.is_empty() {
            let caracteres: Vec<String> = rendu.caracteres_remplaces.iter().map(|c| format!("U+{:04X}", *c as u32)).collect();
            console.note(&format!("remplacés par « □ », que la police ne dessine pas : {}", caracteres.join(", ")));
        }
        console.ligne(&format!("{} ({})", chemin.display(), pluriel(rendu.pages, "page")))?;
    }
    Ok(Issue::Reussite)
}

/// The bundle is whole: it goes with no other paper, and never as a draft.
fn dossier_a_envoyer(commande: &Imprimer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    if commande.documents.len() > 1 || commande.brouillon {
        return Err(Echec::new("`dossier` s’imprime seul, et pas en brouillon", "il contient déjà tous les papiers attendus"));
    }
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let date = communs.date.or(exercice.cloture.as_ref().map(|c| c.date)).unwrap_or(exercice.fin);
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&charge, &controle, &exercice.nom, console) else { return Ok(Issue::Constats) };
    dossier::executer(&charge, &controle, &preuve, commande.sortie.as_deref(), date, console)
}

/// The papers named, then, for `tout`, all those that apply.
fn completer(mut modeles: Vec<Modele>, commande: &Imprimer, charge: &Charge, controle: &Controle, exercice: &str) -> Vec<Modele> {
    if let Some(comptes) = controle.comptes_de(exercice).filter(|_| commande.documents.iter().any(|nom| nom == TOUT)) {
        let appliques: Vec<Modele> =
            Modele::TOUS.iter().copied().filter(|m| !modeles.contains(m) && m.s_applique(&charge.dossier, comptes)).collect();
        modeles.extend(appliques);
    }
    modeles
}

/// Says which papers wait for the department, and for what; nothing is printed then.
fn refuser(modeles: &[Modele], charge: &Charge, controle: &Controle, exercice: &str, console: &Console) -> bool {
    let Some(comptes) = controle.comptes_de(exercice) else { return false };
    let mut refuse = false;
    for modele in modeles {
        let Some((attendu, aide)) = modele.attend(&charge.dossier, comptes) else { continue };
        refuse = true;
        console.echec(&Echec::new(format!("`{}` attend {attendu}", modele.nom()), aide));
    }
    refuse
}

fn imprimer(papier: &Papier) -> Result<pdf::Rendu, Echec> {
    pdf::imprimer(papier).map_err(|e| Echec::new(e.to_string(), "c’est un défaut de retkoop : signalez-le avec ce message"))
}

fn liste() -> String {
    let lignes = Modele::TOUS.iter().map(|modele| format!("  {:<24}{}\n", modele.nom(), modele.intitule()));
    let tout = format!("  {TOUT:<24}Tous ceux qui ont quelque chose à dire\n");
    let dossier = format!("  {DOSSIER:<24}Le dossier à envoyer au département\u{a0}: papiers, pièces jointes, liste, archive\n");
    format!("Papiers que retkoop imprime\u{a0}:\n\n{}\n{tout}{dossier}", lignes.collect::<String>())
}

fn modele(nom: &str) -> Result<Modele, Echec> {
    Modele::from_nom(nom).ok_or_else(|| {
        let aide = match la_plus_proche(nom, Modele::TOUS.iter().map(|m| m.nom())) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => "`retkoop imprimer` en donne la liste".to_owned(),
        };
        Echec::new(format!("papier inconnu : `{nom}`"), aide)
    })
}

/// `--sortie`, else `documents/`: that one must not lead out of the cooperative by a link.
fn dossier_de_sortie(charge: &Charge, explicite: Option<&Path>) -> Result<PathBuf, Echec> {
    if let Some(dossier) = explicite {
        creer_dossier(dossier)?;
        return Ok(dossier.to_owned());
    }
    let dossier = charge.racine.join(DOCUMENTS);
    creer_dossier(&dossier)?;
    if est_dans(&dossier, &charge.racine) {
        Ok(dossier)
    } else {
        Err(Echec::new(
            format!("`{DOCUMENTS}/` est un lien qui sort du dossier de la coopérative"),
            "enlevez ce lien, ou nommez un dossier avec `--sortie`",
        ))
    }
}

/// A number may hold anything: a file's name only letters, digits, `.`, `-` and `_`.
fn nom_de_fichier(numero: &str) -> String {
    let nom: String = numero.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect();
    if nom.is_empty() { "sans-numero".to_owned() } else { nom }
}
