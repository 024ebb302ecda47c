//! What a person looked at: every page of the examples' papers, as pictures. A page is drawn from the PDF itself, small and grey
//! (`hayro`, which typst already links), and held against `tests/images/<paper>-<page>.png`.
//!
//! `RETKOOP_ATTENDUS=ecrire cargo test --test suite images` draws them again: look at each picture that has changed before
//! keeping it.

#![allow(clippy::disallowed_types)] // Pixels, not money.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use image::GrayImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use super::commun::{Dossier, commande, exemple, racine};

/// Pixels in a typographic point: 40 an inch.
const ECHELLE: f32 = 0.556;

/// Levels of grey, of 255, that the arithmetic of another processor may change; the palest rule, taken off, changes twice as
/// many.
const TOLERANCE: u8 = 6;

/// Example, exercice, day, papers, and what is put before the names of their pictures.
type Tirage = (&'static str, &'static str, &'static str, &'static [&'static str], &'static str);

/// Together they hold every paper, filled in or blank.
const TIRAGES: [Tirage; 3] = [
    (
        "ecole-jules-ferry",
        "2024-2025",
        "2025-09-15",
        &[
            "crf",
            "cra",
            "quitus",
            "cahier",
            "rapprochement",
            "arrete-de-caisse",
            "subventions",
            "inventaire",
            "action",
            "adhesion",
            "engagement",
            "attestation-adhesion",
            "attestation-assurance",
        ],
        "",
    ),
    ("ecole-jules-ferry", "2023-2024", "2024-09-15", &["rapport-de-cloture"], ""),
    (
        "premiers-pas",
        "2024-2025",
        "2025-09-15",
        &["crf", "cra", "quitus", "cahier", "arrete-de-caisse", "inventaire", "changement-mandataire"],
        "premiers-pas-",
    ),
];

#[test]
fn the_pages_look_as_they_did() {
    let ecrire = std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire");
    let attendus = racine().join("tests/images");
    let mut vues = BTreeSet::new();
    let mut ecarts = Vec::new();
    for (dossier, exercice, jour, papiers, avant) in TIRAGES {
        let sortie = Dossier::new([]);
        let ecole = Dossier::de_l_exemple(dossier);
        if papiers.contains(&"rapport-de-cloture") {
            assert_eq!(ecole.retkoop(&["cloturer", "--exercice", exercice]).code, 0);
        }
        let communs = ["-C", ecole.chemin().to_str().unwrap(), "--exercice", exercice, "--date", jour, "imprimer", "--sortie"];
        let execution = commande(&communs).arg(sortie.chemin()).args(papiers).output().unwrap();
        assert!(execution.status.success(), "{dossier}: {}", String::from_utf8_lossy(&execution.stderr));
        for papier in papiers {
            // Several actions are one layout: the first is enough.
            let fichiers: BTreeSet<_> = fs::read_dir(sortie.chemin()).unwrap().flatten().map(|e| e.path()).collect();
            let fichier = fichiers.into_iter().find(|f| est_le_papier(f, papier)).expect("it was asked for");
            // The closing report goes on with the rules and the fingerprints, which change with each rule and each example.
            let pages = if *papier == "rapport-de-cloture" { 2 } else { usize::MAX };
            for (rang, image) in dessiner(fs::read(fichier).unwrap()).iter().take(pages).enumerate() {
                let nom = format!("{avant}{papier}-{}.png", rang + 1);
                let attendu = attendus.join(&nom);
                if ecrire && lire(&attendu).is_none_or(|attendue| difference(&attendue, image).is_some()) {
                    fs::create_dir_all(&attendus).unwrap();
                    enregistrer(&attendu, image);
                }
                match lire(&attendu) {
                    None => ecarts.push(format!("{nom}: no such reference")),
                    Some(attendue) => ecarts.extend(difference(&attendue, image).map(|d| format!("{nom}: {d}"))),
                }
                vues.insert(nom);
            }
        }
    }
    assert!(ecarts.is_empty(), "RETKOOP_ATTENDUS=ecrire draws them again, to be looked at:\n{}", ecarts.join("\n"));
    let gardees: BTreeSet<String> =
        fs::read_dir(&attendus).unwrap().flatten().map(|e| e.file_name().into_string().unwrap()).collect();
    assert_eq!(vues, gardees, "a picture of no page");
}

/// `crf-099-0412-…pdf` is `crf`.
fn est_le_papier(fichier: &Path, papier: &str) -> bool {
    let nom = fichier.file_name().unwrap().to_str().unwrap();
    nom.strip_prefix(papier)
        .and_then(|suite| suite.strip_prefix('-'))
        .is_some_and(|suite| suite.starts_with(|c: char| c.is_ascii_digit()))
}

fn lire(fichier: &Path) -> Option<GrayImage> {
    Some(image::open(fichier).ok()?.into_luma8())
}

fn enregistrer(fichier: &Path, image: &GrayImage) {
    let fichier = fs::File::create(fichier).expect("a file");
    let png = PngEncoder::new_with_quality(fichier, CompressionType::Best, FilterType::Adaptive);
    image.write_with_encoder(png).expect("a picture is written");
}

fn dessiner(octets: Vec<u8>) -> Vec<GrayImage> {
    let pdf = Pdf::new(octets).expect("a PDF");
    let memoire = RenderCache::new();
    let reglages = RenderSettings { x_scale: ECHELLE, y_scale: ECHELLE, bg_color: WHITE, ..RenderSettings::default() };
    let pages = pdf.pages().iter().map(|page| {
        let page = hayro::render(page, &memoire, &InterpreterSettings::default(), &reglages);
        // Rec. 709, on integers; the paper is opaque.
        let gris = page.data().iter().map(|p| (u32::from(p.r) * 54 + u32::from(p.g) * 183 + u32::from(p.b) * 19) / 256);
        let gris = gris.map(|g| g as u8).collect();
        GrayImage::from_raw(page.width().into(), page.height().into(), gris).expect("as many pixels")
    });
    pages.collect()
}

/// Where two pictures part, for who has to look there.
fn difference(attendue: &GrayImage, image: &GrayImage) -> Option<String> {
    if attendue.dimensions() != image.dimensions() {
        return Some(format!("{:?} pixels, then {:?}", attendue.dimensions(), image.dimensions()));
    }
    let differents = attendue.enumerate_pixels().zip(image.pixels()).filter(|((_, _, a), b)| a[0].abs_diff(b[0]) > TOLERANCE);
    let lieux: Vec<(u32, u32)> = differents.map(|((x, y, _), _)| (x, y)).collect();
    let (x, y) = *lieux.first()?;
    let millimetres = |pixels: u32| (pixels as f32 / ECHELLE / 72.0 * 25.4).round();
    Some(format!(
        "{} pixels differ, first at {} mm from the left and {} mm from the top",
        lieux.len(),
        millimetres(x),
        millimetres(y)
    ))
}

#[test]
fn a_missing_rule_is_seen() {
    let pages = |papier: &str| {
        let sortie = Dossier::new([]);
        let exemple = exemple("premiers-pas");
        let arguments = ["-C", exemple.to_str().unwrap(), "--date", "2025-09-15", "imprimer", papier, "--sortie"];
        assert!(commande(&arguments).arg(sortie.chemin()).output().unwrap().status.success());
        dessiner(fs::read(fs::read_dir(sortie.chemin()).unwrap().flatten().next().unwrap().path()).unwrap())
    };
    let page = pages("inventaire").remove(0);
    assert_eq!(difference(&page, &page.clone()), None);
    // The palest rule of the page, taken off.
    let mut sans = page.clone();
    let (largeur, hauteur) = page.dimensions();
    let filet =
        (0..hauteur).filter(|y| (0..largeur).filter(|x| page.get_pixel(*x, *y)[0] < 245).count() > largeur as usize * 3 / 4);
    let palissime = filet.max_by_key(|y| page.get_pixel(largeur / 2, *y)[0]).expect("a rule across the page");
    (0..largeur).for_each(|x| sans.put_pixel(x, palissime, image::Luma([255])));
    assert!(difference(&page, &sans).is_some());
}
