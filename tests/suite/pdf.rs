//! The papers: valid, reproducible, true to the accounts, and never printed from wrong ones without saying so.

use std::collections::BTreeSet;
use std::fs;

use lopdf::{Dictionary, Document, Object};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::commun::{Dossier, Execution, commande, exemple};
use super::exemples::annee_a_la_main;

/// Prints the CRF and reads the file back.
pub(super) fn crf(dossier: &Dossier, options: &[&str]) -> (Execution, Vec<u8>) {
    imprime(dossier, "crf", options)
}

fn imprime(dossier: &Dossier, papier: &str, options: &[&str]) -> (Execution, Vec<u8>) {
    let sortie = dossier.chemin().join(format!("sortie-{papier}"));
    let mut arguments = vec!["imprimer", papier, "--sortie", sortie.to_str().unwrap()];
    arguments.extend(options);
    let execution = dossier.retkoop(&arguments);
    let fichier = fs::read_dir(&sortie).ok().and_then(|mut d| d.next()).and_then(Result::ok);
    (execution, fichier.map(|f| fs::read(f.path()).expect("a file")).unwrap_or_default())
}

/// The text of each page, with ordinary spaces.
pub(super) fn pages(octets: &[u8]) -> Vec<String> {
    textes(&Document::load_mem(octets).expect("a PDF"))
}

pub(super) fn textes(document: &Document) -> Vec<String> {
    let numeros: Vec<u32> = document.get_pages().into_keys().collect();
    numeros
        .iter()
        .map(|n| {
            document
                .extract_text(&[*n])
                .expect("its text")
                .replace(['\u{a0}', '\u{202f}'], " ")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                // What is raised is a text apart.
                .replace("1 er ", "1er ")
        })
        .collect()
}

fn catalogue(document: &Document) -> &Dictionary {
    document.catalog().expect("a catalogue")
}

/// Every structure element, by its type.
fn elements(document: &Document) -> Vec<String> {
    let est_element = |o: &&Object| o.as_dict().is_ok_and(|d| d.get(b"S").is_ok() && d.get(b"P").is_ok());
    let genre =
        |o: &Object| String::from_utf8_lossy(o.as_dict().unwrap().get(b"S").unwrap().as_name().unwrap_or_default()).into_owned();
    document.objects.values().filter(est_element).map(genre).collect()
}

/// A cell of a table, as it is read aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// The heading of its column.
    DeColonne,
    /// What its row is about.
    DeRangee,
    Donnee,
    Vide,
}

/// The rows of each table, by their cells.
pub(super) fn tables(document: &Document) -> Vec<Vec<Vec<Case>>> {
    let est = |element: &Dictionary, genre: &[u8]| element.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == genre);
    let tables = document.objects.values().filter_map(|o| o.as_dict().ok()).filter(|d| est(d, b"Table") && d.get(b"P").is_ok());
    let rangee = |tr: &Dictionary| enfants(document, tr).into_iter().map(|cellule| case(document, cellule)).collect();
    tables
        .map(|table| {
            let parties = enfants(document, table).into_iter();
            let rangees = parties.flat_map(|partie| if est(partie, b"TR") { vec![partie] } else { enfants(document, partie) });
            rangees.map(rangee).collect()
        })
        .collect()
}

/// The structure elements right under one.
fn enfants<'a>(document: &'a Document, element: &'a Dictionary) -> Vec<&'a Dictionary> {
    let objets = match element.get_deref(b"K", document) {
        Ok(Object::Array(objets)) => objets.iter().collect(),
        Ok(objet) => vec![objet],
        Err(_) => vec![],
    };
    let elements = objets.into_iter().filter_map(|o| document.dereference(o).ok()?.1.as_dict().ok());
    elements.filter(|d| d.get(b"S").is_ok()).collect()
}

/// Of the headings below an element, as they are read.
fn niveaux_des_titres(document: &Document, element: &Dictionary) -> Vec<u8> {
    let mut niveaux = Vec::new();
    for enfant in enfants(document, element) {
        match enfant.get(b"S").and_then(Object::as_name).expect("a type") {
            [b'H', niveau @ b'1'..=b'6'] => niveaux.push(niveau - b'0'),
            _ => niveaux.extend(niveaux_des_titres(document, enfant)),
        }
    }
    niveaux
}

fn case(document: &Document, cellule: &Dictionary) -> Case {
    if cellule.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"TD") {
        let vide = cellule.get_deref(b"K", document).map_or(true, |k| k.as_array().is_ok_and(|contenu| contenu.is_empty()));
        return if vide { Case::Vide } else { Case::Donnee };
    }
    let attributs = match cellule.get_deref(b"A", document).expect("attributes") {
        Object::Array(objets) => objets.iter().collect(),
        objet => vec![objet],
    };
    let portee = attributs.into_iter().find_map(|o| document.dereference(o).ok()?.1.as_dict().ok()?.get(b"Scope").ok());
    match portee.expect("a scope").as_name().expect("a name") {
        b"Column" => Case::DeColonne,
        b"Row" => Case::DeRangee,
        autre => panic!("{}", String::from_utf8_lossy(autre)),
    }
}

/// The headings of each data cell, and how many columns it spans.
pub(super) fn titres_des_donnees(document: &Document) -> Vec<(Vec<String>, i64)> {
    let cellules = document.objects.values().filter_map(|o| o.as_dict().ok());
    let donnees = cellules.filter(|d| d.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"TD") && d.get(b"P").is_ok());
    let attributs = donnees.filter_map(|td| match td.get_deref(b"A", document).ok()? {
        Object::Array(objets) => document.dereference(objets.first()?).ok()?.1.as_dict().ok(),
        objet => objet.as_dict().ok(),
    });
    attributs
        .map(|attributs| {
            let titres = attributs.get_deref(b"Headers", document).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
            let nom = |titre: &Object| String::from_utf8_lossy(titre.as_str().expect("a name")).into_owned();
            let etendue = attributs.get(b"ColSpan").and_then(Object::as_i64).unwrap_or(1);
            (titres.iter().map(nom).collect(), etendue)
        })
        .collect()
}

/// What PDF/A-2a or 3a and PDF/UA-1 ask of a file, as far as it can be read from its objects; the file, read.
pub(super) fn valide(octets: &[u8], partie: char) -> Document {
    let document = Document::load_mem(octets).expect("a PDF");
    let catalogue = catalogue(&document);
    let marque = catalogue.get(b"MarkInfo").and_then(|m| m.as_dict()).and_then(|m| m.get(b"Marked")).and_then(Object::as_bool);
    assert!(marque.expect("MarkInfo"), "tagged");
    assert!(catalogue.get(b"Lang").and_then(Object::as_str).expect("a language").starts_with(b"fr"));
    let preferences = catalogue.get(b"ViewerPreferences").and_then(|v| v.as_dict()).expect("preferences");
    assert!(preferences.get(b"DisplayDocTitle").and_then(Object::as_bool).expect("the title is shown"));
    assert!(catalogue.get(b"OutputIntents").is_ok(), "colours have a meaning");
    let metadonnees =
        catalogue.get(b"Metadata").and_then(Object::as_reference).and_then(|id| document.get_object(id)).expect("XMP");
    let flux = metadonnees.as_stream().expect("a stream");
    let xmp = String::from_utf8(flux.decompressed_content().unwrap_or_else(|_| flux.content.clone())).expect("UTF-8");
    assert!(
        xmp.contains(&format!("<pdfaid:part>{partie}</pdfaid:part>"))
            && xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
        "{xmp}"
    );
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
    assert!(xmp.contains(", exercice 20"), "a title");

    let elements = elements(&document);
    let nombre = |genre: &str| elements.iter().filter(|e| *e == genre).count();
    for table in tables(&document) {
        assert!(table[0].iter().all(|case| *case == Case::DeColonne) && !table[0].is_empty(), "each table has its header");
    }
    assert_eq!(nombre("H1"), 1, "the title of the paper: {elements:?}");
    let racine = catalogue.get_deref(b"StructTreeRoot", &document).and_then(Object::as_dict).expect("a structure");
    let niveaux = niveaux_des_titres(&document, racine);
    assert_eq!(niveaux.first(), Some(&1), "{niveaux:?}");
    assert!(niveaux.windows(2).all(|paire| paire[1] <= paire[0] + 1), "no level is left out: {niveaux:?}");
    let mut a_voir = vec![racine];
    while let Some(parent) = a_voir.pop() {
        let genre_de = |element: &Dictionary| element.get(b"S").and_then(Object::as_name).unwrap_or_default().to_vec();
        // Of what only groups others; the root has no type.
        let groupe = [&b""[..], b"Document", b"Part", b"Sect", b"Div"].contains(&genre_de(parent).as_slice());
        for enfant in enfants(&document, parent) {
            let seul = groupe && [&b"Span"[..], b"Strong", b"Em"].contains(&genre_de(enfant).as_slice());
            assert!(!seul, "{xmp}: a text that no paragraph holds");
            a_voir.push(enfant);
        }
    }
    for objet in document.objects.values() {
        let Ok(dictionnaire) = objet.as_dict() else { continue };
        if dictionnaire.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"Figure") {
            let alt = dictionnaire.get(b"Alt").and_then(Object::as_str).expect("an alternative text");
            assert!(alt.len() > 7, "that says something");
        }
        if dictionnaire.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == b"FontDescriptor") {
            assert!([&b"FontFile2"[..], b"FontFile3"].iter().any(|f| dictionnaire.get(f).is_ok()), "embedded fonts");
        }
        assert!(dictionnaire.get(b"JS").is_err() && dictionnaire.get(b"Encrypt").is_err());
    }
    document
}

/// The attachments, by name.
fn pieces_jointes(octets: &[u8]) -> Vec<(String, Vec<u8>)> {
    let document = Document::load_mem(octets).expect("a PDF");
    let fichiers = document.objects.values().filter_map(|o| o.as_dict().ok());
    let mut jointes: Vec<_> = fichiers
        .filter(|d| d.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == b"Filespec"))
        .map(|d| {
            let nom = String::from_utf8_lossy(d.get(b"F").and_then(Object::as_str).expect("a name")).into_owned();
            let reference =
                d.get(b"EF").and_then(|e| e.as_dict()).and_then(|e| e.get(b"F")).and_then(Object::as_reference).expect("a file");
            let flux = document.get_object(reference).and_then(Object::as_stream).expect("a stream");
            (nom, flux.decompressed_content().unwrap_or_else(|_| flux.content.clone()))
        })
        .collect();
    jointes.sort();
    jointes
}

#[test]
fn the_crf_says_the_figures_on_a_valid_file() {
    let dossier = annee_a_la_main();
    let (execution, octets) = crf(&dossier, &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    valide(&octets, '3');
    assert!(elements(&Document::load_mem(&octets).expect("a PDF")).iter().filter(|e| *e == "Table").count() >= 4);
    let texte = pages(&octets).join(" ");
    for attendu in [
        "665,00",
        "1 220,01",
        "555,01",
        "1 636,84",
        "320,01",
        "1 956,85",
        "École de l’essai",
        "046-0001",
        "2023-2024",
        "31 août 2024",
    ] {
        assert!(texte.contains(attendu), "{attendu} in {texte}");
    }
    for page in pages(&octets) {
        assert!(page.contains("046-0001") && page.contains("2023-2024"), "identity on every page: {page}");
        assert!(!page.contains("BROUILLON"));
    }
}

#[test]
fn the_crf_carries_its_figures_and_their_fingerprint() {
    let dossier = annee_a_la_main();
    let (_, octets) = crf(&dossier, &[]);
    let jointes = pieces_jointes(&octets);
    assert_eq!(jointes.iter().map(|(nom, _)| nom.as_str()).collect::<Vec<_>>(), ["bilan.json", "ecritures.csv", "pages.json"]);
    let bilan: Value = serde_json::from_slice(&jointes[0].1).expect("JSON");
    assert_eq!(bilan["resultat"], "555.01");
    let bilan_imprime = dossier.retkoop(&["bilan", "--format", "json"]).sortie;
    assert_eq!(String::from_utf8(jointes[0].1.clone()).unwrap(), bilan_imprime, "the same figures as the command's");
    let mut totaux = [0_i64; 2];
    for ligne in csv::Reader::from_reader(jointes[1].1.as_slice()).records() {
        let ligne = ligne.expect("CSV");
        for (total, colonne) in totaux.iter_mut().zip([7, 8]) {
            *total += ligne[colonne].replace('.', "").parse::<i64>().unwrap_or(0);
        }
    }
    assert_eq!(totaux, [66_500, 122_001], "the entries add up to the figures");
    let mut hacheur = Sha256::new();
    jointes[..2].iter().for_each(|(_, octets)| hacheur.update(octets));
    let empreinte: String = hacheur.finalize().iter().map(|o| format!("{o:02x}")).collect();
    let texte: String = pages(&octets).concat().split_whitespace().collect();
    assert!(texte.contains(&empreinte), "{empreinte}");
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let sortie = |fils: &str| {
        let dossier = Dossier::new([]);
        let exemple = exemple("ecole-jules-ferry");
        let execution = commande(&["-C", exemple.to_str().unwrap(), "--exercice", "2024-2025", "imprimer", "crf", "--sortie"])
            .arg(dossier.chemin())
            .env("RAYON_NUM_THREADS", fils)
            .env("TZ", if fils == "1" { "Pacific/Auckland" } else { "UTC" })
            .output()
            .unwrap();
        assert!(execution.status.success());
        fs::read(dossier.chemin().join("crf-099-0412-2024-2025.pdf")).expect("the named file")
    };
    assert!(sortie("1") == sortie("4"));
}

#[test]
fn a_draft_says_so_on_every_page_and_carries_nothing() {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00");
    assert_eq!(crf(&dossier, &[]).0.code, 1);
    let (execution, octets) = crf(&dossier, &["--brouillon"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    valide(&octets, '2');
    assert_eq!(pieces_jointes(&octets), []);
    let pages = pages(&octets);
    for page in &pages {
        // Across the page, and above its text.
        assert_eq!(page.matches("BROUILLON").count(), 2, "{page}");
        assert!(page.contains("E001"), "{page}");
        assert!(!page.contains("SHA-256"));
    }
    // One euro is missing from one side; nobody is asked to certify that.
    let texte = pages.join(" ").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(texte.contains("ne s’équilibrent pas") && texte.contains("différence 1,00 €"), "{texte}");
    assert!(texte.contains("Un brouillon ne se certifie pas") && !texte.contains("certifie exacts"), "{texte}");
    // Nor to give the discharge.
    let (_, octets) = imprime(&dossier, "quitus", &["--brouillon"]);
    let quitus = self::pages(&octets).join(" ").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(quitus.contains("différence 1,00 €") && quitus.contains("Aucun quitus ne se donne sur un brouillon"), "{quitus}");
    assert!(!quitus.contains("donne quitus") && !quitus.contains("Date et signature"), "{quitus}");
    // Nor to sign anything else; and a draft is of no seal.
    let (_, octets) = imprime(&dossier, "rapprochement", &["--brouillon"]);
    let signe = self::pages(&octets).join(" ");
    assert!(signe.contains("Un brouillon ne se signe pas") && !signe.contains("Date et signature"), "{signe}");
    let rompu = annee_a_la_main();
    assert_eq!(rompu.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-10"]).code, 0);
    rompu.remplacer("2023-2024/cahier/a.toml", "OCCE", "O.C.C.E.");
    let (_, octets) = imprime(&rompu, "rapport-de-cloture", &["--brouillon", "--exercice", "2023-2024"]);
    let rapport = self::pages(&octets).join(" ");
    assert!(rapport.contains("X002") && !rapport.contains("Empreinte du sceau") && !rapport.contains("SHA-256"), "{rapport}");
    // What is refused all the same is only refused: no draft is announced.
    let refuse = dossier.retkoop(&["imprimer", "--brouillon", "rapport-de-cloture"]);
    assert_eq!(refuse.code, 1);
    assert!(refuse.erreurs.contains("attend la clôture") && !refuse.erreurs.contains("erreur"), "{}", refuse.erreurs);
    let (execution, sans_erreur) = crf(&annee_a_la_main(), &["--brouillon"]);
    // In the band, and across the page.
    assert!(self::pages(&sans_erreur).iter().all(|page| page.matches("BROUILLON").count() == 2));
    assert!(execution.erreurs.contains("rien à corriger"), "{}", execution.erreurs);
    // What refuses the closing is no error, and is not nothing.
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/releves/fin.toml", "solde = ", "solde = 1");
    let (execution, _) = crf(&dossier, &["--brouillon"]);
    assert!(execution.erreurs.replace('\u{a0}', " ").contains("aucune erreur, mais 1 bloquant"), "{}", execution.erreurs);
    // An error of another year is not that of these pages.
    dossier.ecrire("2019-2020/exercice.toml", "[exercice]\ndebut = 2019-09-01\nfin = 2020-08-31\ncle = 1\n");
    let (execution, _) = crf(&dossier, &["--exercice", "2023-2024", "--brouillon"]);
    assert!(execution.erreurs.replace('\u{a0}', " ").contains("aucune erreur, mais 1 bloquant"), "{}", execution.erreurs);
    // Nor does a year that ends before it begins stop one.
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/exercice.toml", "debut = 2023-09-01", "debut = 2025-09-01");
    let (execution, _) = crf(&dossier, &["--brouillon"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
}

/// Ten hold on each page, five on those of the ledger; of one more, the others and how many follow.
#[test]
fn each_page_of_a_draft_lists_the_errors() {
    for (papier, erreurs, listees) in [("crf", 10, 10), ("crf", 11, 9), ("cahier", 5, 5), ("cahier", 6, 4)] {
        let dossier = annee_a_la_main();
        let feuilles = |options: &[&str]| {
            let papiers = super::tous_les_papiers::imprimer(&dossier, &[&[papier], options].concat());
            pages(papiers.values().next().expect("a paper"))
        };
        let avant = feuilles(&[]).len();
        let vides: String = (0..erreurs)
            .map(|n| format!("[[ecriture]]\npiece = \"{}\"\ndate = 2023-10-02\nlibelle = \"Vide {n}\"\n", 700 + n))
            .collect();
        dossier.ecrire("2023-2024/cahier/z.toml", vides);
        let pages = feuilles(&["--brouillon"]);
        let (derniere, autres) = pages.split_last().expect("pages");
        for page in autres {
            assert_eq!(page.matches("E003").count(), listees, "{page}");
            assert_eq!(page.contains("et 2 autres"), erreurs > listees, "{page}");
        }
        assert_eq!(derniere.matches("E003").count(), listees + erreurs, "the whole list too: {derniere}");
        assert_eq!(autres.len(), avant, "{papier}: the page of errors is the only one more");
    }
}

#[test]
fn text_of_ledgers_is_data() {
    let dossier = annee_a_la_main();
    let nom = r##"#panic() $x^2$ *gras* _it_ `c` @lien <a> \\ #include \"retkoop.toml\" // fin"##;
    let retkoop_toml = dossier.lire("retkoop.toml").replace("École de l’essai", nom);
    dossier.ecrire("retkoop.toml", retkoop_toml);
    let (execution, octets) = crf(&dossier, &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    let texte = pages(&octets).join(" ");
    for signe in ["#panic()", "$x^2$", "*gras*", "_it_", "`c`", "@lien", "<a>", "#include \"retkoop.toml\""] {
        assert!(texte.contains(signe), "{signe} in {texte}");
    }
}

#[test]
fn what_the_font_cannot_draw_is_replaced_and_told() {
    let dossier = annee_a_la_main();
    dossier.remplacer("retkoop.toml", "École de l’essai", "École du 🌞, 学校");
    let (execution, octets) = crf(&dossier, &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    // In the order of Unicode.
    assert!(execution.erreurs.contains("学 (U+5B66), 校 (U+6821), 🌞 (U+1F31E)"), "{}", execution.erreurs);
    valide(&octets, '3');
    assert!(pages(&octets)[0].contains("École du □, □□"));
}

/// Hebrew and Arabic: drawn with their own letters, which a reader of the file finds again; fonts that no other paper carries.
#[test]
fn names_from_right_to_left_are_drawn() {
    let dossier = annee_a_la_main();
    let polices = |octets: &[u8]| {
        let document = valide(octets, '3');
        let noms = document.objects.values().filter_map(|o| o.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok());
        let noms: Vec<String> = noms.map(|nom| String::from_utf8_lossy(nom).into_owned()).collect();
        ["SourceSans3", "NotoSansHebrew", "NotoSansArabic"].map(|police| noms.iter().any(|nom| nom.contains(police)))
    };
    assert_eq!(polices(&crf(&dossier, &[]).1), [true, false, false]);
    dossier.remplacer("retkoop.toml", "École de l’essai", "École שלום, مدرسة");
    let (execution, octets) = crf(&dossier, &[]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    assert!(!execution.erreurs.contains('□'), "{}", execution.erreurs);
    assert_eq!(polices(&octets), [true; 3]);
    let page = pages(&octets).remove(0);
    assert!("שלוםمدرسة".chars().all(|lettre| page.contains(lettre)) && !page.contains('□'), "{page}");
    let fichier = dossier.chemin().join("crf.pdf");
    std::fs::write(&fichier, &octets).expect("a file");
    assert_eq!(dossier.retkoop(&["attester", fichier.to_str().unwrap()]).code, 0);
}

/// No entry, one entry, a deficit, the largest amounts, many classes, names of 200 letters.
#[test]
fn awkward_accounts_print_valid_files() {
    let base = "[cooperative]\nnom = \"E\"\nnumero = \"../../x y\"\n[tresorerie.banque]\ncompte = \"512\"\n";
    let exercice = "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n";
    let vide = Dossier::new([("retkoop.toml", base), ("2023-2024/exercice.toml", exercice)]);
    let deficit = Dossier::new([
        ("retkoop.toml", base),
        ("2023-2024/exercice.toml", &format!("{exercice}[ouverture]\nbanque = 9999999999.99\n")),
        (
            "2023-2024/cahier/a.toml",
            "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"x\"\nsortie.banque = 9999999999.99\nventilation.6181 = 9999999999.99\n",
        ),
    ]);
    let long = "É".repeat(200);
    let mut adhesion = String::new();
    let mut cahier = String::new();
    for n in 1..=30 {
        adhesion.push_str(&format!("[[classe]]\nnom = \"{n} {long}\"\nenseignants = [{{ nom = \"{long}\" }}]\n"));
    }
    for n in 1..=90 {
        cahier.push_str(&format!(
            "[[ecriture]]\npiece = \"{n}\"\ndate = 2023-10-01\nlibelle = \"{n} {long}\"\ncheque = \"{n}\"\nentree.banque = 1\nventilation.7080 = 1\n"
        ));
    }
    let grand = Dossier::new([
        ("retkoop.toml", base),
        ("2023-2024/exercice.toml", exercice),
        ("2023-2024/adhesion.toml", adhesion.as_str()),
        ("2023-2024/cahier/a.toml", cahier.as_str()),
    ]);
    for (dossier, pages_min) in [(&vide, 1), (&deficit, 1), (&grand, 6)] {
        let (execution, octets) = crf(dossier, &[]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        valide(&octets, '3');
        assert!(pages(&octets).len() >= pages_min);
    }
    assert!(pages(&crf(&deficit, &[]).1).join(" ").contains("Déficit"));
    let noms: BTreeSet<_> = fs::read_dir(vide.chemin().join("sortie-crf")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(noms, BTreeSet::from(["crf-------x-y-2023-2024.pdf".into()]), "a number cannot lead out of the folder");
}

#[test]
fn a_link_does_not_lead_papers_out_of_the_folder() {
    let dossier = annee_a_la_main();
    let ailleurs = Dossier::new([]);
    std::os::unix::fs::symlink(ailleurs.chemin(), dossier.chemin().join("documents")).unwrap();
    let execution = dossier.retkoop(&["imprimer", "crf"]);
    assert_eq!(execution.code, 1, "L008: {}", execution.sortie);
    assert_eq!(fs::read_dir(ailleurs.chemin()).unwrap().count(), 0);
}
