//! `retkoop imprimer dossier`: one folder, and the same as an archive, with everything that the department expects, and the list
//! of what is complete and what is missing.

use std::path::Path;

use super::imprimer;
use crate::cli::{Charge, Console, Echec, Issue, creer_dossier, dossier_des_papiers, ecrire, vider};
use crate::controle::DossierControle;
use crate::coop::date::DateDuPapier;
use crate::diagnostic::pluriel;
use crate::etat::envoi::{Envoi, JOINTS};
use crate::etat::identite::Identite;
use crate::render::envoi_texte::{liste, refus_texte};
use crate::render::pdf::{Emission, Modele, Papier};
use crate::render::zip::zip;
use crate::source::nom_de_fichier;

const LISTE: &str = "liste.txt";

pub fn executer(
    charge: &Charge,
    preuve: &DossierControle,
    sortie: Option<&Path>,
    date: DateDuPapier,
    console: &Console,
) -> Result<Issue, Echec> {
    let exercice = preuve.exercice();
    let envoi = Envoi::etablir(preuve, charge.jour, |chemin| charge.octets_d_annexe(exercice, chemin));
    if let Some(refus) = refus_texte(&envoi, &exercice.nom) {
        console.lignes_d_erreur(&refus);
        return Ok(Issue::Constats);
    }
    let emission = |m: &Modele| m.emission(&charge.dossier, preuve.comptes(), date);
    let permis = |m: &Modele| !matches!(emission(m), Emission::Refusee { .. });
    let modeles: Vec<Modele> = Modele::DU_DOSSIER.into_iter().filter(permis).collect();
    let mut fichiers = Vec::new();
    let numero = nom_de_fichier(&charge.dossier.cooperative.numero, "sans-numero");
    let papiers: Vec<Papier> = modeles.iter().flat_map(|modele| modele.etablir(preuve, date)).collect();
    for (rang, (papier, rendu)) in papiers.iter().zip(imprimer(&papiers)?).enumerate() {
        let nom = papier.nom_de_base(&charge.dossier.cooperative.numero, &exercice.nom);
        fichiers.push((format!("{:02}-{nom}.pdf", rang + 1), rendu.octets));
    }
    for (nom, chemin) in envoi.joints() {
        fichiers.push((nom, charge.lire_annexe(exercice, chemin, u64::MAX)?));
    }
    let mention = |m: &Modele| match emission(m) {
        _ if *m == Modele::Cra && exercice.activites.is_none() => " (à remplir à la main)",
        Emission::Vierge => " (vierge)",
        _ => "",
    };
    let intitules: Vec<(&str, &str)> = modeles.iter().map(|m| (m.intitule(), mention(m))).collect();
    let sceau = exercice.cloture.as_ref().map(|cloture| cloture.empreinte.as_str());
    let liste = liste(&envoi, &Identite::de(preuve), sceau, &intitules, &fichiers);
    fichiers.insert(0, (LISTE.to_owned(), liste.clone().into_bytes()));
    let racine = format!("dossier-{numero}-{}", exercice.nom);
    let dossier = dossier_des_papiers(charge, sortie)?;
    // What an earlier bundle enclosed, and this one does not, is no part of it.
    vider(&dossier.join(&racine).join(JOINTS))?;
    for (nom, contenu) in &fichiers {
        let fichier = dossier.join(&racine).join(nom);
        creer_dossier(fichier.parent().unwrap_or(&dossier))?;
        ecrire(&fichier, contenu)?;
    }
    let ranges: Vec<(String, Vec<u8>)> =
        fichiers.into_iter().map(|(nom, contenu)| (format!("{racine}/{nom}"), contenu)).collect();
    let archive = zip(&ranges).map_err(|e| Echec::new(e.to_string(), "envoyez le dossier lui-même"))?;
    ecrire(&dossier.join(format!("{racine}.zip")), &archive)?;
    if !console.est_silencieuse() {
        console.ligne(&format!("{}/ et {racine}.zip ({})", dossier.join(&racine).display(), pluriel(ranges.len(), "fichier")))?;
        console.lignes(&liste)?;
    }
    Ok(Issue::Reussite)
}
