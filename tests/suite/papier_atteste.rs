//! `attester FICHIER.pdf`: whatever is changed in a printed CRF is seen, and a file that another program only saved again is
//! right.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde_json::{Value, json};

use retkoop::etat::papier_atteste::{PapierAtteste, Verdict};
use retkoop::etat::recomposition::Recomposition;
use retkoop::parse::PapierImprime;
use retkoop::render::pdf::crf::recomposition::recomposer;

use super::commun::Dossier;
use super::exemples::annee_a_la_main;
use super::pdf::crf;

pub fn lu(octets: &[u8]) -> PapierImprime {
    PapierImprime::lire(octets).expect("a CRF")
}

pub fn ouvert(octets: &[u8]) -> Document {
    Document::load_mem(octets).expect("a PDF")
}

pub fn enregistre(mut document: Document) -> Vec<u8> {
    let mut octets = Vec::new();
    document.save_to(&mut octets).expect("a file");
    octets
}

/// The verdict and the details of the point `pages`.
fn pages(octets: &[u8], recomposition: &Recomposition) -> (Verdict, Vec<String>) {
    let atteste = PapierAtteste::etablir(octets, &lu(octets), recomposition).expect("figures");
    let point = atteste.points.into_iter().find(|point| point.cle == "pages").expect("a point");
    (point.verdict, point.details.iter().map(|detail| detail.replace('\u{a0}', " ")).collect())
}

fn page(document: &Document, rang: u32) -> ObjectId {
    document.get_pages()[&rang]
}

fn contenu(document: &Document, page: ObjectId) -> Content {
    Content::decode(&document.get_page_content(page)).expect("operations")
}

fn poser_le_contenu(document: &mut Document, page: ObjectId, octets: Vec<u8>) {
    let flux = document.add_object(Stream::new(Dictionary::new(), octets));
    document.get_dictionary_mut(page).expect("a page").set("Contents", flux);
}

/// The strings of an operation that shows text.
fn chaines(operandes: &mut [Object]) -> Vec<&mut Vec<u8>> {
    let mut chaines = Vec::new();
    for operande in operandes {
        match operande {
            Object::String(octets, _) => chaines.push(octets),
            Object::Array(objets) => chaines.extend(objets.iter_mut().filter_map(|objet| match objet {
                Object::String(octets, _) => Some(octets),
                _ => None,
            })),
            _ => {}
        }
    }
    chaines
}

/// The runs of text of a page that hold a digit: their number, and one in `pas` of them with its last digit changed: what it
/// said, and the file.
fn morceaux_falsifies(octets: &[u8], rang: u32, pas: usize) -> (usize, Vec<(String, Vec<u8>)>) {
    let document = ouvert(octets);
    let id = page(&document, rang);
    let polices = document.get_page_fonts(id).expect("fonts");
    let codages: HashMap<&[u8], _> =
        polices.iter().map(|(nom, police)| (nom.as_slice(), police.get_font_encoding(&document).expect("an encoding"))).collect();
    let mut operations = contenu(&document, id).operations;
    // What each font writes each digit with, and where digits are.
    let mut glyphes: HashMap<(Vec<u8>, char), Vec<u8>> = HashMap::new();
    let mut places: Vec<(usize, Vec<u8>, usize, usize, char, String)> = Vec::new();
    let mut police = Vec::new();
    for (rang, operation) in operations.iter_mut().enumerate() {
        if operation.operator == "Tf" {
            police = operation.operands[0].as_name().expect("a font").to_vec();
        }
        if operation.operator != "Tj" && operation.operator != "TJ" {
            continue;
        }
        let (mut texte, mut dernier) = (String::new(), None);
        for (chaine, octets) in chaines(&mut operation.operands).into_iter().enumerate() {
            for (glyphe, code) in octets.chunks(2).enumerate() {
                let signe = Document::decode_text(&codages[police.as_slice()], code).expect("a letter");
                texte.push_str(&signe);
                if let Some(chiffre) = signe.chars().next().filter(char::is_ascii_digit) {
                    glyphes.insert((police.clone(), chiffre), code.to_vec());
                    dernier = Some((chaine, glyphe, chiffre));
                }
            }
        }
        places.extend(dernier.map(|(chaine, glyphe, chiffre)| (rang, police.clone(), chaine, glyphe, chiffre, texte)));
    }
    let nombre = places.len();
    let mut falsifies = Vec::new();
    for (rang, police, chaine, glyphe, chiffre, texte) in places.into_iter().step_by(pas) {
        let mut autres = ('0'..='9').filter(|autre| *autre != chiffre).filter_map(|autre| glyphes.get(&(police.clone(), autre)));
        let Some(autre) = autres.next() else { continue };
        let mut operations = operations.clone();
        chaines(&mut operations[rang].operands)[chaine][2 * glyphe..2 * glyphe + 2].copy_from_slice(autre);
        let mut faux = document.clone();
        poser_le_contenu(&mut faux, id, Content { operations }.encode().expect("a content"));
        falsifies.push((texte, enregistre(faux)));
    }
    (nombre, falsifies)
}

#[test]
fn every_printed_figure_is_held() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let (_, octets) = crf(&dossier, &["--exercice", "2024-2025"]);
    let recomposition = recomposer(&lu(&octets));
    assert_eq!(pages(&octets, &recomposition), (Verdict::Juste, vec![]));
    let mut morceaux = 0;
    for rang in ouvert(&octets).get_pages().into_keys() {
        // A prime: whatever the number of columns, each is met.
        let (nombre, falsifies) = morceaux_falsifies(&octets, rang, 7);
        for (texte, faux) in falsifies {
            let (verdict, details) = pages(&faux, &recomposition);
            assert_eq!((verdict, details.len()), (Verdict::Faux, 1), "page {rang}, {texte}: {details:?}");
            assert!(details[0].starts_with(&format!("page {rang} : «")) && details[0].contains("» au lieu de «"), "{details:?}");
        }
        morceaux += nombre;
    }
    // Five blocks, two years side by side, thirteen months, and the numbers of the pages.
    assert!(morceaux > 250, "{morceaux}");
}

/// What is done to the file, and what is said of it.
type Alteration = (&'static str, fn(&mut Document));

const ALTERATIONS: [Alteration; 12] = [
    ("page 1 : le texte est le même, mais quelque chose est déplacé, caché", |d| {
        ajouter_au_contenu(d, b" q 1 1 1 rg 0 0 600 900 re f Q")
    }),
    ("page 1 : le texte est le même, mais quelque chose est déplacé, caché", |d| ajouter_au_contenu(d, b" 0 0 0 0 k")),
    ("page 1 : « 9 » en trop", |d| {
        let id = page(d, 1);
        let police = contenu(d, id).operations.iter().find(|o| o.operator == "Tf").expect("a font").operands[0].clone();
        let nom = String::from_utf8_lossy(police.as_name().expect("a name")).into_owned();
        ajouter_au_contenu(d, format!(" BT /{nom} 9 Tf 1 0 0 1 500 480 Tm {} Tj ET", glyphe_neuf(d, id, &nom)).as_bytes());
    }),
    ("page 1 : une annotation est posée par-dessus", |d| {
        let note = d.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "F" => 4, "Contents" => Object::string_literal("9 999,99"),
            "Rect" => vec![440.into(), 490.into(), 560.into(), 504.into()],
        });
        de_la_page(d, "Annots", vec![note.into()].into());
    }),
    ("page 1 : elle est recadrée ou tournée", |d| {
        de_la_page(d, "CropBox", vec![0.into(), 300.into(), 595.into(), 842.into()].into())
    }),
    ("page 1 : elle est recadrée ou tournée", |d| de_la_page(d, "Rotate", 180.into())),
    ("page 1 : elle porte autre chose que son dessin", |d| de_la_page(d, "AA", dictionary! { "O" => "x" }.into())),
    ("pages au lieu de", |d| {
        let (premiere, parent) = (page(d, 1), catalogue_des_pages(d));
        let copie = d.get_object(premiere).expect("a page").clone();
        let copie = d.add_object(copie);
        let racine = d.get_dictionary_mut(parent).expect("the pages");
        racine.get_mut(b"Kids").and_then(Object::as_array_mut).expect("pages").push(copie.into());
    }),
    ("absente, ou retouchée", |d| d.delete_pages(&[1])),
    ("pièce jointe étrangère : « autre.exe »", |d| {
        let flux = d.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"MZ".to_vec()));
        let piece = d.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => flux } });
        let noms = noms_des_pieces(d);
        noms.extend([Object::string_literal("autre.exe"), piece.into()]);
    }),
    ("le fichier exécute quelque chose à l’ouverture", |d| {
        d.catalog_mut()
            .expect("a catalogue")
            .set("OpenAction", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") });
    }),
    ("page 1 : le texte est le même, mais ses lettres", |d| {
        let polices: Vec<ObjectId> =
            d.objects.iter().filter(|(_, o)| o.as_dict().is_ok_and(|p| p.has(b"FontFile2"))).map(|(id, _)| *id).collect();
        for police in polices {
            d.get_dictionary_mut(police).expect("a font").remove(b"FontFile2");
        }
    }),
];

/// A string that shows a 9 in this font of the page.
fn glyphe_neuf(document: &Document, page: ObjectId, nom: &str) -> String {
    let polices = document.get_page_fonts(page).expect("fonts");
    let codage = polices[nom.as_bytes()].get_font_encoding(document).expect("an encoding");
    let codes = (1_u16..4_000).map(u16::to_be_bytes);
    let mut neufs = codes.filter(|code| Document::decode_text(&codage, code).is_ok_and(|texte| texte == "9"));
    neufs.next().map(|[a, b]| format!("<{a:02x}{b:02x}>")).expect("its head shows a 9")
}

fn ajouter_au_contenu(document: &mut Document, suite: &[u8]) {
    let id = page(document, 1);
    let octets = [document.get_page_content(id).as_slice(), suite].concat();
    poser_le_contenu(document, id, octets);
}

fn de_la_page(document: &mut Document, cle: &str, valeur: Object) {
    let id = page(document, 1);
    document.get_dictionary_mut(id).expect("a page").set(cle, valeur);
}

fn catalogue_des_pages(document: &Document) -> ObjectId {
    document.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).expect("the pages")
}

fn noms_des_pieces(document: &mut Document) -> &mut Vec<Object> {
    let catalogue = document.catalog_mut().expect("a catalogue");
    let noms = catalogue.get_mut(b"Names").and_then(Object::as_dict_mut).expect("names");
    let fichiers = noms.get_mut(b"EmbeddedFiles").and_then(Object::as_dict_mut).expect("attachments");
    fichiers.get_mut(b"Names").and_then(Object::as_array_mut).expect("their names")
}

#[test]
fn what_is_laid_over_hidden_or_added_is_seen() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    for (attendu, alterer) in ALTERATIONS {
        let mut document = ouvert(&octets);
        alterer(&mut document);
        let (verdict, details) = pages(&enregistre(document), &recomposition);
        assert_eq!(verdict, Verdict::Faux, "{attendu}");
        assert!(details.iter().any(|detail| detail.contains(attendu)), "{attendu}: {details:?}");
    }
}

#[test]
fn a_file_saved_again_is_right() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let enregistrements: [fn(&mut Document); 6] = [
        |_| {},
        |document| document.decompress(),
        |document| {
            document.decompress();
            document.renumber_objects_with(2_000);
            document.compress();
        },
        // Metadata of one's own, none for who hears the paper.
        |document| {
            document.trailer.set("Info", dictionary! { "Producer" => Object::string_literal("Autre") });
            let catalogue = document.catalog_mut().expect("a catalogue");
            catalogue.remove(b"Metadata");
            catalogue.remove(b"StructTreeRoot");
            catalogue.set("PageMode", "UseOutlines");
        },
        // The same signs, cut in two streams and spaced otherwise.
        |document| {
            let id = page(document, 1);
            let operations = contenu(document, id).operations;
            let (debut, fin) = operations.split_at(operations.len() / 2);
            let morceaux: Vec<Object> = [debut, fin]
                .map(|operations| Content { operations: operations.to_vec() }.encode().expect("a content"))
                .map(|octets| document.add_object(Stream::new(Dictionary::new(), octets)).into())
                .to_vec();
            document.get_dictionary_mut(id).expect("a page").set("Contents", morceaux);
        },
        // The format of the page said once for all, and twice for this one.
        |document| {
            let (id, racine) = (page(document, 1), catalogue_des_pages(document));
            let feuille = document.get_dictionary_mut(id).expect("a page").remove(b"MediaBox").expect("a format");
            de_la_page(document, "CropBox", feuille.clone());
            de_la_page(document, "Rotate", 0.into());
            document.get_dictionary_mut(racine).expect("the pages").set("MediaBox", feuille);
        },
    ];
    for (rang, enregistrer) in enregistrements.into_iter().enumerate() {
        let mut document = ouvert(&octets);
        enregistrer(&mut document);
        let autre = enregistre(document);
        assert_ne!(autre, octets);
        let atteste = PapierAtteste::etablir(&autre, &lu(&autre), &recomposition).expect("figures");
        assert!(atteste.est_juste(), "{rang}: {:?}", atteste.points);
        assert!(atteste.points.iter().any(|point| point.phrase.contains("dessin identique")), "{rang}: {:?}", atteste.points);
    }
}

/// The same paper, carrying other data to compose its pages from.
pub fn avec_ces_pages(octets: &[u8], pages: &str) -> Vec<u8> {
    let mut document = ouvert(octets);
    let flux = document.objects.values_mut().filter_map(|objet| objet.as_stream_mut().ok());
    let mut jointes =
        flux.filter(|flux| flux.decompressed_content().is_ok_and(|c| c.windows(11).any(|mots| mots == b"\"composeur\"")));
    jointes.next().expect("pages.json").set_plain_content(pages.as_bytes().to_vec());
    enregistre(document)
}

pub fn pages_jointes(octets: &[u8]) -> String {
    String::from_utf8(lu(octets).pages.expect("pages.json")).expect("UTF-8")
}

#[test]
fn another_composer_says_what_was_compared() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let propres = pages_jointes(&octets);
    let autres = propres.replace("\"composeur\": \"retkoop ", "\"composeur\": \"retkoop 99.");
    assert_ne!(autres, propres);
    // Its version changes nothing to what it drew.
    let paru = avec_ces_pages(&octets, &autres);
    let recomposition = recomposer(&lu(&paru));
    assert_eq!(pages(&paru, &recomposition).0, Verdict::Juste);
    // Nor does it excuse what it did not draw: nothing is attested.
    let mut document = ouvert(&paru);
    ajouter_au_contenu(&mut document, b" q 1 1 1 rg 0 0 600 900 re f Q");
    let couvert = enregistre(document);
    let (verdict, details) = pages(&couvert, &recomposition);
    assert_eq!(verdict, Verdict::Impossible);
    assert!(details[0].contains("les comptes, les totaux et le bilan"), "{details:?}");
    let atteste = PapierAtteste::etablir(&couvert, &lu(&couvert), &recomposition).expect("figures");
    assert_eq!((atteste.verdict(), atteste.est_juste()), (Verdict::Impossible, false));
    // Nor does data of a shape that only it knows accuse the paper.
    let illisibles = avec_ces_pages(&octets, &autres.replace("\"annees\"", "\"annees_comparees\""));
    let recomposition = recomposer(&lu(&illisibles));
    assert!(matches!(recomposition, Recomposition::Refusee { autre_composeur: Some(_) }), "{recomposition:?}");
    assert_eq!(pages(&illisibles, &recomposition).0, Verdict::Impossible);
    // Without them, no more.
    let sans = PapierImprime { pages: None, ..lu(&octets) };
    assert_eq!(recomposer(&sans), Recomposition::SansDonnees);
    assert_eq!(pages(&octets, &Recomposition::SansDonnees).0, Verdict::Impossible);
}

/// Data that say something else than the attached figures: their pages are composed, and contradict them.
#[test]
fn pages_of_other_figures_are_seen() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let autres = avec_ces_pages(&octets, &pages_jointes(&octets).replace("212,00", "211,00"));
    let Recomposition::Faite { octets: recomposes, .. } = recomposer(&lu(&autres)) else { panic!("pages") };
    let atteste = PapierAtteste::etablir(&recomposes, &lu(&recomposes), &recomposer(&lu(&recomposes))).expect("figures");
    let faux: Vec<&str> = atteste.points.iter().filter(|point| point.verdict == Verdict::Faux).map(|point| point.cle).collect();
    assert_eq!(faux, ["chiffres"], "{:?}", atteste.points);
}

/// Whatever the data to compose from, they are composed or refused.
#[test]
fn hostile_data_are_composed_or_refused() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let papier = lu(&octets);
    let avec = |pages: String| recomposer(&PapierImprime { pages: Some(pages.into_bytes()), ..papier.clone() });
    let propres: Value = serde_json::from_str(&pages_jointes(&octets)).expect("JSON");
    assert!(matches!(avec(propres.to_string()), Recomposition::Faite { .. }));
    let changees = |chemin: &str, valeur: Value| {
        let mut pages = propres.clone();
        *pages.pointer_mut(chemin).expect("a place") = valeur;
        avec(pages.to_string())
    };
    for (chemin, valeur) in [
        ("/version", json!(2)),
        ("/date", json!("2024-02-30")),
        ("/date", json!("+200000-01-01")),
        ("/donnees", json!([])),
        ("/donnees/annees", json!([])),
        ("/donnees/chiffres", json!([])),
        ("/donnees/bilan", Value::Null),
        ("/donnees/charges/cumuls", json!([])),
        ("/donnees/comptes_en_image/charges/barres/0/longueur", json!(1e300)),
        ("/donnees/comptes_en_image/charges/barres/0/longueur", json!(-1)),
        ("/donnees/certification/phrase", json!("x ".repeat(50_000))),
        ("/en_tete/mandataires", json!({ "a": 1 })),
        ("/titre", json!(7)),
    ] {
        assert_eq!(changees(chemin, valeur.clone()), Recomposition::Refusee { autre_composeur: None }, "{chemin}");
    }
    for texte in ["", "[", "{}", "null", &"[".repeat(100_000)] {
        assert_eq!(avec(texte.to_owned()), Recomposition::Refusee { autre_composeur: None });
    }
    let endless = [changees("/donnees/emargement", json!(vec![["x", ""]; 50_000])), avec(" ".repeat(5_000_000))];
    assert_eq!(endless, [Recomposition::TropLongue, Recomposition::TropLongue]);
    // Any value of another kind, at any place.
    let mut chemins = Vec::new();
    feuilles(&propres["donnees"], "/donnees", &mut chemins);
    let etranges = [
        json!(null),
        json!(true),
        json!(10_000),
        json!(""),
        json!("#panic() \u{200b}\u{feff}"),
        json!([]),
        json!({}),
        json!([[[["x"]]]]),
    ];
    for (rang, chemin) in chemins.iter().enumerate().step_by(chemins.len() / 40) {
        changees(chemin, etranges[rang % etranges.len()].clone());
    }
}

/// The paths of every value below.
fn feuilles(valeur: &Value, chemin: &str, trouvees: &mut Vec<String>) {
    trouvees.push(chemin.to_owned());
    match valeur {
        Value::Array(valeurs) => {
            valeurs.iter().enumerate().for_each(|(rang, v)| feuilles(v, &format!("{chemin}/{rang}"), trouvees))
        }
        Value::Object(champs) => champs.iter().for_each(|(cle, v)| feuilles(v, &format!("{chemin}/{cle}"), trouvees)),
        _ => {}
    }
}

/// One cent in what the file carries.
#[test]
fn an_attachment_that_was_changed_is_seen() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    for (piece, avant, apres, attendus) in [
        (lu(&octets).chiffres, "212.00", "211.00", &["empreinte", "chiffres", "somme"][..]),
        (lu(&octets).ecritures, "212.00", "211.00", &["empreinte", "somme"]),
        (lu(&octets).pages.expect("pages.json"), "212,00", "211,00", &["chiffres", "pages"]),
    ] {
        let mut document = ouvert(&octets);
        let flux = document.objects.values_mut().filter_map(|objet| objet.as_stream_mut().ok());
        let mut jointe = flux.filter(|flux| flux.get_plain_content().is_ok_and(|contenu| contenu == piece));
        let texte = String::from_utf8(piece.clone()).expect("UTF-8").replace(avant, apres);
        jointe.next().expect("the attachment").set_plain_content(texte.into_bytes());
        let octets = enregistre(document);
        let atteste = PapierAtteste::etablir(&octets, &lu(&octets), &recomposer(&lu(&octets))).expect("figures");
        let faux: Vec<&str> =
            atteste.points.iter().filter(|point| point.verdict == Verdict::Faux).map(|point| point.cle).collect();
        assert_eq!(faux, attendus, "{:?}", atteste.points);
    }
}

/// Whatever the bytes, a paper is read or refused: nothing else.
#[test]
fn a_damaged_paper_is_read_or_refused() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let mut graine: u64 = 7;
    let mut tirer = |jusqu_a: usize| {
        graine = graine.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (graine >> 33) as usize % jusqu_a
    };
    for _ in 0..200 {
        let mut abime = octets.clone();
        for _ in 0..1 + tirer(8) {
            let place = tirer(abime.len());
            abime[place] = tirer(256) as u8;
        }
        if tirer(4) == 0 {
            abime.truncate(tirer(octets.len()));
        }
        if let Ok(papier) = PapierImprime::lire(&abime) {
            let _ = PapierAtteste::etablir(&abime, &papier, &recomposition);
        }
    }
}
