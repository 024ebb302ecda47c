//! `attester FICHIER.pdf`: what the file of a printed CRF says beside its pages, and what is around it.

use lopdf::{Dictionary, Document, Object, text_string};

use retkoop::etat::papier_atteste::{PapierAtteste, Verdict};
use retkoop::etat::recomposition::Recomposition;
use retkoop::parse::{Illisible, PapierImprime};
use retkoop::render::attestation_json::attestation_json;
use retkoop::render::pdf::crf::recomposition::recomposer;

use super::exemples::annee_a_la_main;
use super::papier_atteste::{enregistre, lu, ouvert};
use super::pdf::crf;
use super::schemas::conforme;

/// The same file, whose XMP says something else.
fn xmp_retouche(octets: &[u8], avant: &str, apres: &str) -> Vec<u8> {
    let mut document = ouvert(octets);
    let id = document.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
    let flux = document.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
    let xmp = String::from_utf8(flux.get_plain_content().expect("metadata")).expect("UTF-8");
    assert!(xmp.contains(avant), "{xmp}");
    flux.set_plain_content(xmp.replacen(avant, apres, 1).into_bytes());
    enregistre(document)
}

fn proprietes(document: &mut Document) -> &mut Dictionary {
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("properties");
    document.get_dictionary_mut(info).expect("properties")
}

/// The points of the file that are wrong, with their details.
fn faux_du_fichier(octets: &[u8], recomposition: &Recomposition) -> Vec<(&'static str, Vec<String>)> {
    let atteste = PapierAtteste::etablir(octets, &lu(octets), recomposition).expect("figures");
    let faux = atteste.points.into_iter().filter(|point| point.verdict == Verdict::Faux);
    faux.map(|point| (point.cle, point.details.iter().map(|d| d.replace('\u{a0}', " ")).collect())).collect()
}

#[test]
fn a_file_that_is_cut_is_told() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    for ote in [1, 5, 40] {
        assert_eq!(faux_du_fichier(&octets[..octets.len() - ote], &recomposition), [("fichier", vec![])], "{ote}");
    }
    // What a mailer or a disk leaves behind the end is no cut.
    for suite in ["\n", "\r\n\r\n", "\n-- \nenvoyé par une messagerie\n"] {
        assert_eq!(faux_du_fichier(&[&octets, suite.as_bytes()].concat(), &recomposition), [], "{suite:?}");
    }
    assert_eq!(PapierImprime::lire(&octets[..octets.len() / 2]), Err(Illisible::Tronque));
}

/// In either of the two places where a PDF has them.
#[test]
fn a_title_that_is_changed_is_told() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let titre_du_xmp = |avant: &str, apres: &str| xmp_retouche(&octets, avant, apres);
    let dit = |faux: &[u8]| faux_du_fichier(faux, &recomposition);
    let [("proprietes", details)] = &dit(&titre_du_xmp(">Compte rendu financier", ">Compte &amp; faux"))[..] else { panic!() };
    assert!(details.len() == 1 && details[0].starts_with("titre : « Compte & faux : "), "{details:?}");
    assert!(details[0].contains("» au lieu de « Compte rendu financier : "), "{details:?}");
    // Another prefix, another day, another program: the same title.
    assert_eq!(
        dit(&titre_du_xmp("xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", "xmlns:dc='http://purl.org/dc/elements/1.1/'")),
        []
    );
    assert_eq!(dit(&titre_du_xmp("2025-10-15T00", "2026-08-31T00")), []);
    let mut document = ouvert(&octets);
    let info = proprietes(&mut document);
    info.set("Title", Object::string_literal("Autre"));
    info.set("Subject", Object::string_literal("Rien"));
    info.set("Producer", Object::string_literal("Un programme"));
    let dits = dit(&enregistre(document));
    let [("proprietes", details)] = &dits[..] else { panic!("{dits:?}") };
    assert!(details[0].starts_with("titre : « Autre » au lieu de") && details[1] == "sujet : « Rien » en trop", "{details:?}");
}

/// The points of the file, which are told only when there is something to say: key, verdict, details.
fn dits_du_fichier(octets: &[u8], recomposition: &Recomposition) -> Vec<(&'static str, Verdict, Vec<String>)> {
    let atteste = PapierAtteste::etablir(octets, &lu(octets), recomposition).expect("figures");
    conforme("attester-papier.schema.json", &attestation_json(&atteste));
    let points = atteste.points.into_iter().filter(|p| ["fichier", "proprietes", "enregistrement"].contains(&p.cle));
    points.map(|p| (p.cle, p.verdict, p.details.iter().map(|d| d.replace('\u{a0}', " ")).collect())).collect()
}

#[test]
fn what_a_program_loses_is_told_and_accuses_nobody() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    assert_eq!(dits_du_fichier(&octets, &recomposition), []);
    assert_eq!(dits_du_fichier(&enregistre(ouvert(&octets)), &recomposition), []);
    for (cles, attendus) in [
        (&["StructTreeRoot"][..], &["il n’est plus balisé"][..]),
        (&["MarkInfo"], &["il n’est plus balisé"]),
        (&["StructTreeRoot", "MarkInfo", "Outlines"], &["il n’est plus balisé", "il n’a plus de signets"]),
        (&["Metadata"], &["il n’est plus marqué PDF/A", "il n’est plus marqué PDF/UA"]),
        (&["Lang", "OutputIntents"], &["il ne dit plus dans quelle langue", "il n’a plus son profil de couleurs"]),
    ] {
        let mut document = ouvert(&octets);
        for cle in cles {
            assert!(document.catalog_mut().expect("a catalogue").remove(cle.as_bytes()).is_some(), "{cle}");
        }
        let dits = dits_du_fichier(&enregistre(document), &recomposition);
        let [("enregistrement", Verdict::Juste, details)] = &dits[..] else { panic!("{cles:?}: {dits:?}") };
        assert_eq!(details.len(), attendus.len(), "{details:?}");
        assert!(details.iter().zip(attendus).all(|(detail, debut)| detail.starts_with(debut)), "{details:?}");
    }
}

/// The hand-made year is checked on 15 October 2025: such is the day of its paper.
#[test]
fn what_a_program_writes_of_itself_is_told_and_accuses_nobody() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let mut document = ouvert(&octets);
    let info = proprietes(&mut document);
    info.set("Producer", Object::string_literal("Un programme"));
    info.set("CreationDate", Object::string_literal("D:19990101120000+02'00'"));
    let dits = dits_du_fichier(&enregistre(document), &recomposition);
    let [("enregistrement", Verdict::Juste, details)] = &dits[..] else { panic!("{dits:?}") };
    assert_eq!(
        details,
        &["fichier écrit par : « Un programme » en trop", "date de création : « 01/01/1999 » au lieu de « 15/10/2025 »"]
    );
    // A label of confidentiality, of the form that Microsoft documents; what only looks like one is somebody's words.
    let etiquette = |cle: &str| {
        let mut document = ouvert(&octets);
        proprietes(&mut document).set(cle, Object::string_literal("Interne"));
        dits_du_fichier(&enregistre(document), &recomposition)
    };
    let dits = etiquette("MSIP_Label_f42aa342-8706-4288-bd11-ebb85995028c_Name");
    let [("enregistrement", Verdict::Juste, details)] = &dits[..] else { panic!("{dits:?}") };
    assert_eq!(details, &["propriété « MSIP_Label_f42aa342-8706-4288-bd11-ebb85995028c_Name » : « Interne » en trop"]);
    for fausse in ["MSIP_Label_Approbation", "MSIP_Label_f42aa342-8706-4288-bd11-ebb85995028c_Comptes"] {
        assert!(matches!(etiquette(fausse)[..], [("proprietes", Verdict::Faux, _)]), "{fausse}");
    }
    // The same day is the same, however it is written.
    let mut document = ouvert(&octets);
    proprietes(&mut document).set("CreationDate", Object::string_literal("D:20251015000000+00'00'"));
    assert_eq!(dits_du_fichier(&enregistre(document), &recomposition), []);
    let dits = dits_du_fichier(&xmp_retouche(&octets, "CreateDate>2025-10-15", "CreateDate>1999-12-31"), &recomposition);
    let [("enregistrement", Verdict::Juste, details)] = &dits[..] else { panic!("{dits:?}") };
    assert_eq!(details, &["date de création : « 31/12/1999 » au lieu de « 15/10/2025 »"]);
}

#[test]
fn words_that_no_program_writes_are_told_as_foreign() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let approuve = "Validé par le département";
    let mut document = ouvert(&octets);
    proprietes(&mut document).set("Approbation", text_string(approuve));
    let etrangere = enregistre(document);
    let droits = format!("<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">{approuve}</rdf:li></rdf:Alt></dc:rights>");
    let description = "</rdf:Description>";
    for (faux, attendu) in [
        (etrangere, "propriété « Approbation » : « Validé par le département » en trop"),
        (
            xmp_retouche(&octets, description, &format!("{droits}{description}")),
            "propriété « rights » : « Validé par le département » en trop",
        ),
        // The short form, as an attribute.
        (
            xmp_retouche(&octets, " rdf:about=\"\"", &format!(" rdf:about=\"\" xmp:Label=\"{approuve}\"")),
            "propriété « Label » : « Validé par le département » en trop",
        ),
        (xmp_retouche(&octets, "pdfaid:part>3", "pdfaid:part>1"), "norme PDF/A, partie : « 1 » au lieu de « 3 »"),
        (xmp_retouche(&octets, "pdfuaid:part>1", "pdfuaid:part>9"), "norme PDF/UA, partie : « 9 » au lieu de « 1 »"),
    ] {
        let dits = dits_du_fichier(&faux, &recomposition);
        assert_eq!(dits, [("proprietes", Verdict::Faux, vec![attendu.to_owned()])]);
    }
}

/// A title that is too long to be looked at, or written otherwise than programs do, is not taken for none.
#[test]
fn properties_that_cannot_be_read_are_not_attested() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let xmp = |contenu: &dyn Fn(String) -> Vec<u8>| {
        let mut document = ouvert(&octets);
        let id = document.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
        let flux = document.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        let faux = String::from_utf8(flux.get_plain_content().expect("metadata")).expect("UTF-8");
        flux.set_plain_content(contenu(faux.replacen("Compte rendu financier", "Compte faux", 1)));
        enregistre(document)
    };
    let long = xmp(&|texte| (texte + &" ".repeat(300_000)).into_bytes());
    let utf16 = xmp(&|texte| texte.encode_utf16().flat_map(u16::to_be_bytes).collect());
    let coupe = xmp(&|texte| format!("<a></b>{texte}").into_bytes());
    for faux in [long, utf16, coupe] {
        let dits = dits_du_fichier(&faux, &recomposition);
        assert!(dits.contains(&("proprietes", Verdict::Impossible, vec![])), "{dits:?}");
    }
}

#[test]
fn what_is_around_the_file_is_told() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let recomposition = recomposer(&lu(&octets));
    let ailleurs = enregistre(ouvert(&octets));
    for fichier in [&octets, &ailleurs] {
        let autour = |avant: &str, apres: &str| [avant.as_bytes(), fichier, apres.as_bytes()].concat();
        for (faux, attendu) in [
            (autour("", "hello"), "5 octets après sa fin : « hello »"),
            (autour("junk\njunk\n", ""), "9 octets avant son début : « junk junk »"),
            (autour("", "\u{1}\u{2}"), "2 octets après sa fin"),
        ] {
            assert_eq!(dits_du_fichier(&faux, &recomposition), [("enregistrement", Verdict::Juste, vec![attendu.to_owned()])]);
        }
        for blancs in ["\n", "\r\n \n"] {
            assert_eq!(dits_du_fichier(&autour("", blancs), &recomposition), []);
        }
    }
    // So much that no reader finds the end: it may show something else, and nothing is attested.
    let suite = "x".repeat(1_500);
    let dits = dits_du_fichier(&[octets.as_slice(), suite.as_bytes()].concat(), &recomposition);
    let [("fichier", Verdict::Faux, _), ("enregistrement", Verdict::Juste, details)] = &dits[..] else { panic!("{dits:?}") };
    assert!(details[0].replace('\u{202f}', " ").starts_with("1 500 octets après sa fin"), "{details:?}");
}
