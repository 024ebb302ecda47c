//! `attester FICHIER.pdf`: whatever is changed in a printed CRF is seen, and a file that another program only saved again is
//! right.

use std::collections::HashMap;
use std::fs;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde_json::{Value, json};

use retkoop::etat::cahier_d_aujourd_hui::{CahierDAujourdHui, points_du_cahier};
use retkoop::etat::papier_atteste::{PapierAtteste, Point, Verdict};
use retkoop::etat::recomposition::Recomposition;
use retkoop::parse::PapierImprime;
use retkoop::render::pdf::crf::recomposition::recomposer;

use super::commun::{Dossier, Execution, retkoop, retkoop_dans};
use super::exemples::annee_a_la_main;
use super::pdf::crf;
use super::schemas::conforme;

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
fn avec_ces_pages(octets: &[u8], pages: &str) -> Vec<u8> {
    let mut document = ouvert(octets);
    let flux = document.objects.values_mut().filter_map(|objet| objet.as_stream_mut().ok());
    let mut jointes =
        flux.filter(|flux| flux.decompressed_content().is_ok_and(|c| c.windows(11).any(|mots| mots == b"\"composeur\"")));
    jointes.next().expect("pages.json").set_plain_content(pages.as_bytes().to_vec());
    enregistre(document)
}

fn pages_jointes(octets: &[u8]) -> String {
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

/// A paper of another version is no other paper: what that one words otherwise is told, and accuses nobody.
#[test]
fn the_words_of_another_composer_are_not_those_of_another_ledger() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let octets = fs::read(&imprime.fichier).expect("the paper");
    let autres = pages_jointes(&octets).replace("\"composeur\": \"retkoop ", "\"composeur\": \"retkoop 99.");
    fs::write(&imprime.fichier, avec_ces_pages(&octets, &autres)).expect("the paper");
    let (code, document) = imprime.json();
    assert_eq!((code, verdicts(&document)[4]), (0, ("cahier", &json!(true))));
    let reecrit = avec_ces_pages(&octets, &autres.replace("certifie exacts", "certifie sincères"));
    let Recomposition::Faite { octets: reecrit, .. } = recomposer(&lu(&reecrit)) else { panic!("pages") };
    fs::write(&imprime.fichier, reecrit).expect("the paper");
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &Value::Null, ("cahier", &Value::Null)));
    let details = document["points"][4]["details"].as_array().expect("a list");
    assert!(details.len() == 1 && details[0].as_str().is_some_and(|d| d.starts_with("certification : ")), "{details:?}");
}

/// Printed before the entries said their cheques: what they say is compared, and the rest is named.
#[test]
fn entries_of_an_older_version_are_compared_with_what_they_say() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let papier = lu(&octets);
    let texte = |octets: &[u8]| String::from_utf8(octets.to_vec()).expect("UTF-8");
    let cahier = CahierDAujourdHui {
        chiffres: texte(&papier.chiffres),
        ecritures: texte(&papier.ecritures),
        pages: papier.pages.as_deref().map(texte),
    };
    let pages: Value = serde_json::from_slice(papier.pages.as_ref().expect("pages")).expect("JSON");
    let mut redacteur = csv::Writer::from_writer(Vec::new());
    for ligne in csv::ReaderBuilder::new().has_headers(false).from_reader(papier.ecritures.as_slice()).records() {
        redacteur.write_record(ligne.expect("a line").iter().take(11)).expect("a line");
    }
    let ancien = PapierImprime { ecritures: redacteur.into_inner().expect("bytes"), ..papier };
    let points = points_du_cahier(&ancien, Some(&pages), &cahier);
    let [Point { verdict: Verdict::Impossible, details, .. }] = &points[..] else { panic!("{points:?}") };
    assert_eq!(details, &["`ecritures.csv` ne dit rien de : moyen, cheque, pointage, action_a, action_b, justificatifs, annule"]);
    let corrige = CahierDAujourdHui { ecritures: cahier.ecritures.replace("212.00", "210.00"), ..cahier };
    assert_eq!(points_du_cahier(&ancien, Some(&pages), &corrige)[0].verdict, Verdict::Faux);
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

/// A printed CRF in a folder, and how it is attested.
struct Imprime {
    dossier: Dossier,
    fichier: String,
}

impl Imprime {
    fn new(dossier: Dossier, exercice: &str) -> Imprime {
        let (execution, octets) = crf(&dossier, &["--exercice", exercice]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        dossier.ecrire("crf.pdf", &octets);
        let fichier = dossier.chemin().join("crf.pdf").to_str().expect("UTF-8").to_owned();
        Imprime { dossier, fichier }
    }

    fn seul(&self) -> Execution {
        retkoop(&["attester", &self.fichier])
    }

    fn au_cahier(&self) -> Execution {
        self.dossier.retkoop(&["attester", &self.fichier])
    }

    fn json(&self) -> (i32, Value) {
        let execution = self.dossier.retkoop(&["attester", &self.fichier, "--format", "json"]);
        conforme("attester-papier.schema.json", &execution.sortie);
        (execution.code, serde_json::from_str(&execution.sortie).expect("JSON"))
    }
}

fn clair(execution: &Execution) -> String {
    execution.sortie.replace(['\u{a0}', '\u{202f}'], " ")
}

fn verdicts(document: &Value) -> Vec<(&str, &Value)> {
    let points = document["points"].as_array().expect("a list");
    points.iter().map(|point| (point["cle"].as_str().expect("a key"), &point["juste"])).collect()
}

#[test]
fn a_printed_crf_is_attested() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let (oui, non, rien) = (json!(true), json!(false), Value::Null);
    let seul = imprime.seul();
    assert_eq!((seul.code, seul.sortie.matches("oui  ").count()), (0, 4), "{}", seul.sortie);
    assert!(
        clair(&seul).contains("il n’est pas comparé à un cahier : ce dossier n’est pas celui d’une coopérative"),
        "{}",
        seul.sortie
    );
    let (code, document) = imprime.json();
    let justes = ["empreinte", "chiffres", "pages", "somme", "cahier"].map(|cle| (cle, &oui));
    assert_eq!((code, &document["juste"], verdicts(&document)), (0, &oui, justes.to_vec()));

    // The ledger moves on: both numbers are told, and the entry once.
    let cahier = imprime.dossier.lire("2023-2024/cahier/a.toml");
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "210.00").replace("= 233.00", "= 231.00"));
    let execution = imprime.au_cahier();
    assert_eq!(execution.code, 1);
    for attendu in [
        "6586 Cotisations à l’OCCE : 212,00 € dans le papier, 210,00 € au cahier",
        "résultat : 555,01 € dans le papier, 557,01 € au cahier",
        "pièce 01 du 12/10/2023, OCCE : 512 banque, sortie 233,00 €, 6586 Cotisations à l’OCCE, dépense 212,00 € dans le papier, \
         512 banque, sortie 231,00 €, 6586 Cotisations à l’OCCE, dépense 210,00 € au cahier",
    ] {
        assert!(clair(&execution).contains(attendu), "{attendu}: {}", clair(&execution));
    }
    assert_eq!(imprime.seul().code, 0, "the paper itself has not changed");

    // Accounts in error compare with nothing: it is said where programs read it.
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "213.00"));
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &rien, ("cahier", &rien)));
    let execution = imprime.au_cahier();
    assert!(clair(&execution).contains("?    il n’est pas comparé au cahier, qui a des erreurs"), "{}", execution.sortie);
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", &cahier);

    // Another cooperative: named, it is wrong; around, it is none of the paper's business.
    imprime.dossier.remplacer("retkoop.toml", "046-0001", "046-0411");
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &non, ("cahier", &non)));
    assert!(clair(&imprime.au_cahier()).contains("celui d’une autre coopérative"));
    let autour = retkoop_dans(imprime.dossier.chemin(), &["attester", "crf.pdf"]);
    assert_eq!(autour.code, 0);
    assert!(clair(&autour).contains("–    il n’est pas comparé à un cahier : ce dossier est celui d’une autre coopérative"));

    imprime.dossier.ecrire("crf.pdf", "%PDF-1.7 nothing of ours");
    assert_eq!(imprime.seul().code, 2);
    fs::remove_file(&imprime.fichier).unwrap();
    assert_eq!(imprime.seul().code, 2);
}

/// From inside the cooperative's folder, it is the ledger of the paper: no need to name it.
#[test]
fn inside_its_folder_a_paper_is_compared() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let dedans =
        || retkoop_dans(&imprime.dossier.chemin().join("2023-2024"), &["--date", "2025-10-15", "attester", "../crf.pdf"]);
    assert_eq!((dedans().code, dedans().sortie.matches("oui  ").count()), (0, 5));
    imprime.dossier.remplacer("2023-2024/cahier/a.toml", "libelle = \"OCCE\"", "libelle = \"O.C.C.E.\"");
    let execution = dedans();
    assert_eq!(execution.code, 1);
    assert!(clair(&execution).contains("« OCCE », 512 banque"), "{}", clair(&execution));
}

/// What the return prints and neither `bilan.json` nor the entries hold.
#[test]
fn whatever_the_return_prints_is_compared_with_the_ledger() {
    let imprime = Imprime::new(Dossier::de_l_exemple("ecole-jules-ferry"), "2024-2025");
    assert_eq!(imprime.au_cahier().code, 0);
    for (fichier, avant, apres, attendu) in [
        (
            "2024-2025/subventions.toml",
            "reste_a_depenser = 276.60",
            "reste_a_depenser = 200.00",
            "reste à dépenser : 276,60 € dans le papier, 200,00 € au cahier",
        ),
        (
            "2024-2025/caisse/2025-08-29.toml",
            "\"2\"    = 1\n\"1\"    = 2",
            "\"2\"    = 2\n\"1\"    = 0",
            "2 €, nombre : « 1 » dans le papier, « 2 » au cahier",
        ),
        (
            "retkoop.toml",
            "nom    = \"Bastien Vauquelard\"",
            "nom    = \"Bastien Vauquelin\"",
            "signataires : « Bastien Vauquelard » dans le papier, « Bastien Vauquelin » au cahier",
        ),
        (
            "2024-2025/caisse/2025-08-29.toml",
            "\"Bastien Vauquelard\"",
            "\"Lucas Thébertin\"",
            "caisse comptée par : « Hélène Courtaban et Bastien Vauquelard »",
        ),
        ("2024-2025/cahier/2025-07.toml", "8841238", "8841239", "chèque : « 8841238 » dans le papier, « 8841239 » au cahier"),
        (
            "2024-2025/cahier/2024-11.toml",
            "moyen   = \"virement\"",
            "moyen   = \"carte\"",
            "pièce 08 du 08/11/2024, Association de parents « Les Amis des Tilleuls », don annuel, \
             moyen : « virement » dans le papier, « carte » au cahier",
        ),
        (
            "2024-2025/cahier/2024-11.toml",
            "action_a = \"Stage de cirque\"\naction_b = \"École\"\npointage = 2024-11-30",
            "action_a = \"Cirque\"\naction_b = \"École\"\npointage = 2024-12-31",
            "don annuel, pointage (banque) : 30/11/2024 dans le papier, 31/12/2024 au cahier ; \
             action (axe A) : « Stage de cirque » dans le papier, « Cirque » au cahier",
        ),
        ("2024-2025/cahier/2024-12.toml", "8841232", "8841299", "chèque : « 8841232 » dans le papier, « 8841299 » au cahier"),
        (
            "2024-2025/adhesion.toml",
            "nom = \"Maëlle Rivoiret\"",
            "nom = \"Maëlle Rivoirat\"",
            "émargement CP, nom : « Maëlle Rivoiret » dans le papier, « Maëlle Rivoirat » au cahier",
        ),
    ] {
        let texte = imprime.dossier.lire(fichier);
        imprime.dossier.remplacer(fichier, avant, apres);
        let execution = imprime.au_cahier();
        assert_eq!(execution.code, 1, "{attendu}");
        assert!(clair(&execution).contains(attendu), "{attendu}: {}", clair(&execution));
        imprime.dossier.ecrire(fichier, texte);
    }
    // A paper of another day says another day, and is no less that of the ledger.
    let (_, octets) = crf(&imprime.dossier, &["--exercice", "2024-2025", "--date", "2025-09-20"]);
    imprime.dossier.ecrire("crf.pdf", &octets);
    assert_eq!(imprime.au_cahier().code, 0, "{}", clair(&imprime.au_cahier()));
}

/// From the attached entries alone: what no statement shows, and what an action received and spent.
#[test]
fn an_auditor_does_the_reconciliation_again_from_the_entries() {
    let (_, octets) = crf(&Dossier::de_l_exemple("ecole-jules-ferry"), &["--exercice", "2024-2025"]);
    let ecritures = lu(&octets).ecritures;
    let mut lecteur = csv::Reader::from_reader(ecritures.as_slice());
    let lignes: Vec<HashMap<String, String>> = lecteur.deserialize().map(|ligne| ligne.expect("a line")).collect();
    let somme = |colonne: &str, choisie: &dyn Fn(&HashMap<String, String>) -> bool| {
        let montants = lignes.iter().filter(|ligne| choisie(ligne)).map(|ligne| ligne[colonne].replace('.', ""));
        montants.map(|centimes| centimes.parse::<i64>().unwrap_or(0)).sum::<i64>()
    };
    // The cheque of piece 32, given on the last Tuesday; both cheques of the year before were cashed.
    let en_route = |ligne: &HashMap<String, String>| ligne["compte"] == "512" && ligne["pointage"].is_empty();
    assert_eq!((somme("sortie", &en_route), somme("entree", &en_route)), (19_260, 0));
    // 1 020,00 on the statement; 156,00 in the cash box, that no statement shows.
    let photos: Vec<[&str; 3]> = lignes
        .iter()
        .filter(|ligne| ligne["piece"] == "09")
        .map(|ligne| ["compte", "entree", "pointage"].map(|colonne| ligne[colonne].as_str()))
        .collect();
    assert_eq!(photos, [["512", "1020.00", "2024-11-30"], ["530", "156.00", ""], ["7070", "", ""]]);
    // Pieces 28 to 30: 104,84 and 52,00 spent; 642,15 and 60,00 received.
    let kermesse = |ligne: &HashMap<String, String>| ligne["action_a"] == "Kermesse";
    assert_eq!((somme("charge", &kermesse), somme("produit", &kermesse)), (15_684, 70_215));
    let librairie = lignes.iter().find(|ligne| ligne["piece"] == "32").expect("the cheque");
    assert_eq!(
        ["moyen", "cheque", "action_b", "justificatifs"].map(|colonne| librairie[colonne].as_str()),
        ["", "8841238", "CM1-CM2", "pieces/32-librairie-du-tilleul.pdf"]
    );
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
