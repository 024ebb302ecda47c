//! A closing made ready: everything that `cloturer` does but write it, so that a trial finds what the closing would; then what
//! is told of it.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::chargement::{Charge, charger};
use super::modification::{Epreuve, NouveauTexte, eprouver};
use super::{Communs, Console, Echec, Perimetre, Sortie, obstacle_a_l_ecriture};
use crate::controle::scelle::annexes_sous_le_sceau;
use crate::controle::{Controle, DossierControle, NouveauSceau, fiches};
use crate::coop::{Date, Exercice};
use crate::diagnostic::formats::{COMPLET, CONCIS, Edition, JSON};
use crate::diagnostic::{Constat, Rapport, code};
use crate::etat::cloture::RapportDeCloture;
use crate::parse::Dossier;
use crate::proposition::cloture::{Empechement, EssaiDeCloture, SceauConnu, examiner};
use crate::render::cloture_texte::cloture_texte;
use crate::render::cloture_toml::cloture_toml;
use crate::render::essai_json::essais_json;
use crate::render::essai_texte::{essais_texte, hors_des_constats};
use crate::source::disque::{self, message_systeme};

/// What is written, the seal last: until it stands, the exercice is open.
#[derive(Debug)]
pub struct CloturePrete {
    pub textes: Vec<NouveauTexte>,
    /// What it makes one say of the accounts, and that nobody said before.
    pub avertissements: Box<Rapport>,
}

/// `chemin`: the cooperative's folder, from the department's. `essai`: any day, and the day of the closing is not judged.
///
/// Errors: the folder cannot be read again.
pub fn preparer_la_cloture(
    charge: &mut Charge,
    exercice: &str,
    chemin: &str,
    essai: bool,
) -> Result<(EssaiDeCloture, Option<CloturePrete>), Echec> {
    lire_les_annexes(&charge.racine, &mut charge.dossier, exercice);
    let charge = &*charge;
    let faire = if essai { Controle::pour_essayer_de_cloturer } else { Controle::pour_cloturer };
    let controle = faire(&charge.dossier, charge.jour, exercice);
    let Some(exercice) = charge.dossier.exercice(exercice) else {
        return Err(Echec::new(format!("il n’y a pas d’exercice `{exercice}`"), "vérifiez son nom : `AAAA-AAAA`"));
    };
    let rendre = |empechement| EssaiDeCloture::new(&controle, exercice, chemin, empechement);
    let (preuve, suite) = match examiner(&controle, exercice) {
        Ok(permise) => permise,
        Err(empechement) => return Ok((rendre(Some(empechement)), None)),
    };
    let annexes = annexes_sous_le_sceau(exercice).filter_map(|a| Some((a.chemin.clone(), a.empreinte.clone()?)));
    let annexes: BTreeMap<String, String> = annexes.collect();
    let mut sceau = NouveauSceau::etablir(&controle, &preuve, &annexes)
        .map_err(|chemin| Echec::new(format!("`{chemin}` ne peut pas être scellé"), "remplacez-le par un fichier ordinaire"))?;
    sceau.sceau.date = sceau.sceau.date.max(premier_jour(exercice));
    let mut textes = suite.textes;
    textes.push((format!("{}/cloture.toml", exercice.nom), cloture_toml(&sceau)));
    let mut essai = rendre(None);
    let avertissements = match eprouver(charge, &textes)? {
        Epreuve::Permise { avertissements, ensuite } => {
            essai.ensuite = ensuite;
            avertissements
        }
        Epreuve::Refusee(rapport) => return Ok((rendre(Some(Empechement::Constats(rapport))), None)),
        Epreuve::Scellee(nom) => return Ok((rendre(Some(Empechement::Suivi(nom))), None)),
    };
    if let Some((message, aide)) = textes.iter().find_map(|(chemin, _)| obstacle_a_l_ecriture(&charge.racine, chemin)) {
        return Ok((rendre(Some(Empechement::Disque { message, aide })), None));
    }
    (essai.suivant, essai.changements) = (suite.exercice, suite.changements);
    Ok((essai, Some(CloturePrete { textes, avertissements })))
}

/// The report, and its seal, are those of the files as they stand now, read again. `None`: they are no longer those that were
/// sealed.
pub fn relire_la_cloture(communs: &Communs, exercice: &str) -> Result<Option<(RapportDeCloture, SceauConnu)>, Echec> {
    let charge = charger(communs)?;
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Ok(preuve) = DossierControle::prouver(&controle, exercice) else { return Ok(None) };
    let rapport = RapportDeCloture::etablir(&preuve);
    let sceau = rapport.sceau.as_ref().map(|pose| SceauConnu { date: pose.date, empreinte: pose.empreinte.as_str().into() });
    Ok(sceau.map(|sceau| (rapport, sceau)))
}

/// In the formats asked for. `fait`: the report of a closing that is made, which the first of them shows.
pub fn publier_les_essais(
    sorties: &[Sortie],
    essais: &[EssaiDeCloture],
    fait: Option<&RapportDeCloture>,
    perimetre: &Perimetre,
    jour: Date,
    console: &Console,
) -> Result<(), Echec> {
    let mut rapports: Vec<Rapport> = essais.iter().map(EssaiDeCloture::rapport).collect();
    for (essai, rapport) in essais.iter().zip(&mut rapports) {
        (rapport.prefixe, rapport.depot) = perimetre.adresses_de(&essai.dossier);
    }
    Rapport::distinguer(&mut rapports);
    let fiches = fiches();
    let edition = Edition { rapports: &rapports, fiches: &fiches, strict: true, rendu: console.rendu(false) };
    let complet = |rendu| fait.map_or_else(|| essais_texte(essais, rendu), |rapport| cloture_texte(rapport, rendu.into()));
    let tout_dire = [COMPLET.nom, JSON.nom, CONCIS.nom];
    if sorties.iter().any(|sortie| !tout_dire.contains(&sortie.forme.nom)) {
        // The other formats have findings only. Of one cooperative, its obstacle is an error of the command.
        console.erreurs(&hors_des_constats(essais, essais.len() > 1));
    }
    console.publier_selon(sorties, &edition, &|forme, edition, octets| match forme.nom {
        nom if nom == COMPLET.nom => octets.write_all(complet(edition.rendu).as_bytes()),
        nom if nom == JSON.nom => octets.write_all(essais_json(essais, &rapports, jour).as_bytes()),
        nom if nom == CONCIS.nom => {
            let dits = hors_des_constats(essais, true);
            octets.write_all(dits.as_bytes())?;
            // Nothing found is nothing to report only when nothing else stands in the way.
            let muet = !dits.is_empty() && rapports.iter().all(|rapport| rapport.diagnostics.is_empty());
            if muet { Ok(()) } else { (forme.ecrire)(edition, octets) }
        }
        _ => (forme.ecrire)(edition, octets),
    })
}

/// The first day on which an exercice is closed.
fn premier_jour(exercice: &Exercice) -> Date {
    exercice.fin.succ_opt().unwrap_or(exercice.fin)
}

/// Reads what is to be sealed and is no text of ours: its fingerprint, or why there is none (L006).
fn lire_les_annexes(racine: &Path, dossier: &mut Dossier, exercice: &str) {
    let Some(rang) = dossier.exercices.iter().position(|e| e.nom == exercice) else { return };
    let a_sceller: Vec<String> = annexes_sous_le_sceau(&dossier.exercices[rang])
        .filter(|annexe| !annexe.est_refusee())
        .map(|annexe| annexe.chemin.clone())
        .collect();
    let lire = |chemin: String| {
        let lu = disque::empreinte(&racine.join(exercice).join(&chemin));
        (chemin, lu)
    };
    let mut lus: BTreeMap<String, _> = a_sceller.into_par_iter().map(lire).collect();
    for annexe in &mut dossier.exercices[rang].annexes {
        let Some(lu) = lus.remove(&annexe.chemin) else { continue };
        let entier = format!("{exercice}/{}", annexe.chemin);
        match lu {
            Ok(empreinte) => annexe.empreinte = Some(empreinte),
            Err(erreur) => dossier.constats.push(illisible(&entier, &message_systeme(Some(&erreur)), annexe.nom_illisible)),
        }
    }
}

fn illisible(chemin: &str, cause: &str, nom_illisible: bool) -> Constat {
    let (message, aide) = if nom_illisible {
        (
            format!("le nom de `{chemin}` n’est pas écrit en UTF-8 : il ne peut être ni nommé, ni scellé"),
            "renommez ce fichier (il vient souvent d’une archive faite sous Windows), ou enlevez-le".to_owned(),
        )
    } else {
        (
            format!("`{chemin}` ne se lit pas ({cause}) : il ne peut pas être scellé"),
            "donnez-vous le droit de le lire, remettez-le d’une sauvegarde, ou enlevez-le de l’exercice".to_owned(),
        )
    };
    Constat::new(code::FICHIER_ILLISIBLE, None, message).chemin(chemin).aide(aide).sujet(chemin)
}
