//! `retkoop imprimer dossier`: one folder, and the same as an archive, with everything that the department expects, and the list of
//! what is complete and what is missing.

use std::fmt::Write;
use std::path::Path;

use super::imprimer;
use crate::cli::{Charge, Console, Echec, Issue, creer_dossier, dossier_des_papiers, ecrire, lire_annexe};
use crate::controle::{Controle, DossierControle};
use crate::coop::Date;
use crate::diagnostic::francaise;
use crate::etat::envoi::Envoi;
use crate::render::pdf::{Emission, Modele, Papier};
use crate::render::zip::zip;
use crate::source::nom_de_fichier;

const LISTE: &str = "liste.txt";

pub fn executer(
    charge: &Charge,
    controle: &Controle,
    preuve: &DossierControle,
    sortie: Option<&Path>,
    date: Date,
    console: &Console,
) -> Result<Issue, Echec> {
    let envoi = Envoi::etablir(controle, preuve);
    let exercice = preuve.exercice();
    let refus = envoi.refus();
    if !refus.is_empty() {
        let mut texte = format!("le dossier de {} ne peut pas encore être envoyé :\n", exercice.nom);
        for element in refus {
            let _ = writeln!(texte, "\n{}", element.quoi);
            element.manques.iter().for_each(|manque| _ = writeln!(texte, "  - {manque}"));
        }
        console.erreurs(&francaise(&texte));
        return Ok(Issue::Constats);
    }
    let modeles = envoi.papiers.iter().filter_map(|nom| Modele::from_nom(nom));
    let permis = |m: &Modele| !matches!(m.emission(&charge.dossier, preuve.comptes(), date), Emission::Refusee { .. });
    let modeles: Vec<Modele> = modeles.filter(permis).collect();
    let mut fichiers = vec![(LISTE.to_owned(), liste(&envoi, &modeles, exercice).into_bytes())];
    let numero = nom_de_fichier(&charge.dossier.cooperative.numero, "sans-numero");
    let papiers: Vec<Papier> = modeles.iter().flat_map(|modele| modele.etablir(preuve, date)).collect();
    for (rang, (papier, rendu)) in papiers.iter().zip(imprimer(&papiers)?).enumerate() {
        let nom = papier.nom_de_base(&charge.dossier.cooperative.numero, &exercice.nom);
        fichiers.push((format!("{:02}-{nom}.pdf", rang + 1), rendu.octets));
    }
    for (nom, chemin) in envoi.joints() {
        fichiers.push((nom, lire_annexe(charge, exercice, chemin)?));
    }
    let racine = format!("dossier-{numero}-{}", exercice.nom);
    let dossier = dossier_des_papiers(charge, sortie)?;
    for (nom, contenu) in &fichiers {
        let fichier = dossier.join(&racine).join(nom);
        creer_dossier(fichier.parent().unwrap_or(&dossier))?;
        ecrire(&fichier, contenu)?;
    }
    let ranges: Vec<(String, Vec<u8>)> =
        fichiers.into_iter().map(|(nom, contenu)| (format!("{racine}/{nom}"), contenu)).collect();
    let archive = zip(&ranges).map_err(|e| Echec::new(e.to_string(), "envoyez le dossier lui-même"))?;
    ecrire(&dossier.join(format!("{racine}.zip")), &archive)?;
    console.ligne(&format!("{}/ et {racine}.zip ({} fichiers)", dossier.join(&racine).display(), ranges.len()))?;
    console.sortie(&francaise(&liste(&envoi, &modeles, exercice)))?;
    Ok(Issue::Reussite)
}

fn liste(envoi: &Envoi, modeles: &[Modele], exercice: &crate::coop::Exercice) -> String {
    let mut texte = format!("Dossier de l’exercice {}\n", exercice.nom);
    if let Some(cloture) = &exercice.cloture {
        let _ = writeln!(texte, "Sceau : {}", cloture.empreinte);
    }
    let _ = writeln!(texte, "\nPapiers");
    modeles.iter().for_each(|modele| _ = writeln!(texte, "  [x] {}", modele.intitule()));
    let _ = writeln!(texte, "\nCe que le département attend");
    for element in &envoi.elements {
        let _ = writeln!(texte, "  [{}] {}", if element.manques.is_empty() { "x" } else { " " }, element.quoi);
        element.joints.iter().for_each(|joint| _ = writeln!(texte, "      joint : {joint}"));
        element.manques.iter().for_each(|manque| _ = writeln!(texte, "      manque : {manque}"));
    }
    texte
}
