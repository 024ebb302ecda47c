//! What rules say, and keep silent about, in cases beyond their reproducers: each is laid over `tests/explications/base`.

use retkoop::controle::Extrait::{self, Ajout, Fichier};

use super::explications::Base;

const JUIN: &str = "2024-2025/cahier/2025-06.toml";

/// The codes found with these files, in order.
fn codes(extraits: &[Extrait]) -> Vec<String> {
    let dits = Base::new().avec(extraits);
    dits.iter().map(|dit| dit.chars().skip_while(|c| !c.is_ascii_uppercase()).take(4).collect()).collect()
}

/// Two purchases of one day, alike but for these lines.
fn deux_achats(un: &str, autre: &str) -> Vec<String> {
    let achat = |piece: &str, plus: &str| {
        format!(
            "[[ecriture]]\npiece = \"{piece}\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\n{plus}\n"
        )
    };
    let texte = format!("{}{}", achat("06", un), achat("07", autre));
    codes(&[Fichier(JUIN, texte.leak())])
}

#[test]
fn what_both_entries_say_otherwise_tells_them_apart() {
    for (un, autre) in [
        ("cheque = \"2200103\"", "cheque = \"2200104\""),
        ("action_a = \"Jardin\"", "action_a = \"Théâtre\""),
        ("action_b = \"CP\"", "action_b = \"CE1\""),
    ] {
        assert_eq!(deux_achats(un, autre), [""; 0], "{un}, {autre}");
    }
    // The same, or said by one alone.
    for (un, autre) in [("", ""), ("cheque = \"2200103\"", "cheque = \"2200103\""), ("action_a = \"Jardin\"", "")] {
        assert_eq!(deux_achats(un, autre), ["E008"], "{un}, {autre}");
    }
}

#[test]
fn advances_to_two_classes_are_two_operations() {
    let versements = r#"
[[ecriture]]
piece = "06"
date = 2025-06-05
libelle = "Régie d'avance"
sortie.banque = 50.00
regie.versee = 50.00
regie.classe = "CP"

[[ecriture]]
piece = "07"
date = 2025-06-05
libelle = "Régie d'avance"
sortie.banque = 50.00
regie.versee = 50.00
regie.classe = "CE1"

[[ecriture]]
piece = "08"
date = 2025-06-26
libelle = "Retour de la régie des CP"
entree.banque = 50.00
regie.retournee = 50.00
regie.classe = "CP"

[[ecriture]]
piece = "09"
date = 2025-06-26
libelle = "Retour de la régie des CE1"
entree.banque = 50.00
regie.retournee = 50.00
regie.classe = "CE1"
"#;
    assert_eq!(codes(&[Fichier(JUIN, versements)]), [""; 0]);
}

/// A purchase of 6 June under this number.
fn achat_sous(piece: &str) -> Extrait {
    let texte = format!(
        "[[ecriture]]\npiece = \"{piece}\"\ndate = 2025-06-06\nlibelle = \"Terreau\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\n"
    );
    Fichier(JUIN, texte.leak())
}

#[test]
fn zeros_before_a_piece_number_do_not_count() {
    // 05 is the baker's already.
    assert_eq!(codes(&[achat_sous("5")]), ["P002"]);
    let bien = "[[bien]]\ndesignation = \"Appareil photo\"\ndate = 2025-03-13\nvaleur = 120.00\npiece = \"2024-2025/4\"\n";
    assert_eq!(codes(&[Fichier("inventaire.toml", bien)]), [""; 0]);
    let cahier = "classe = \"CP\"\npiece = \"6\"\n[[operation]]\nnumero = \"1\"\ndate = 2025-04-10\nlibelle = \"Plants\"\nentree.especes = 5.00\n\
                  compte = \"7070\"\n[[operation]]\nnumero = \"2\"\ndate = 2025-04-11\nlibelle = \"Terreau\"\nsortie.especes = 5.00\ncompte = \"6181\"\n";
    assert_eq!(codes(&[Fichier("2024-2025/classes/CP.toml", cahier), achat_sous("06")]), ["K003"]);
    let reponse = "[[acquittement]]\nregle = \"P003\"\nexercice = \"2024-2025\"\npiece = \"7\"\nmotif = \"Reçu abîmé\"\n";
    assert_eq!(codes(&[Ajout("retkoop.toml", reponse), achat_sous("007")]), [""; 0]);
}

#[test]
fn only_letters_then_digits_are_a_numbered_series() {
    for piece in ["F-2025-117", "06-2", "2025/12", "D 1", "D1"] {
        assert_eq!(codes(&[achat_sous(piece)]), [""; 0], "{piece}");
    }
    for piece in ["08", "D2", "D 2"] {
        assert_eq!(codes(&[achat_sous(piece)]), ["P003"], "{piece}");
    }
}

#[test]
fn an_entry_pasted_twice_in_its_file_is_told() {
    let achat =
        "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\n";
    assert_eq!(codes(&[Fichier(JUIN, achat.repeat(2).leak())]), ["E008"]);
    // Two lines of one piece.
    let autre = achat.replace("Cahiers", "Feutres");
    assert_eq!(codes(&[Fichier(JUIN, format!("{achat}{autre}").leak())]), [""; 0]);
}

#[test]
fn a_label_that_draws_nothing_is_empty() {
    for libelle in ["\u{200b}", "\u{feff} \u{2060}", "\u{3164}"] {
        let texte = format!(
            "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"{libelle}\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\n"
        );
        assert_eq!(codes(&[Fichier(JUIN, texte.leak())]), ["E005"], "{libelle:?}");
    }
}

/// The day of the check is 15 September 2025.
#[test]
fn what_is_dated_in_days_to_come_proves_nothing_yet() {
    let arrete = "date = 2025-10-03\ntresorerie = \"caisse\"\n[coupures]\n\"20\" = 1\n\"10\" = 1\n";
    assert_eq!(codes(&[Fichier("2024-2025/caisse/2025-07-03.toml", arrete)]), ["C003"]);
    let releve = "tresorerie = \"banque\"\ndate = 2025-09-30\nsolde = 796.00\n";
    assert_eq!(codes(&[Fichier("2024-2025/releves/2025-08-31.toml", releve)]), ["T007"]);
    // The same, a month later.
    let base = Base::new().0;
    base.ecrire("2024-2025/caisse/2025-07-03.toml", arrete);
    base.ecrire("2024-2025/releves/2025-08-31.toml", releve);
    assert_eq!(base.constats(), []);
}

#[test]
fn one_cause_one_finding() {
    let achat = |date: &str, plus: &str| format!("[[ecriture]]\npiece = \"06\"\ndate = {date}\nlibelle = \"Cahiers\"\n{plus}\n");
    let cas: &[(&str, &str, String)] = &[
        // An entry begun, ticked, and left without its amounts.
        ("E003", JUIN, achat("2025-06-05", "pointage = 2025-08-31")),
        // The statement of the closing is missing, and an entry is ticked on it.
        ("T007", "2024-2025/releves/2025-08-31.toml", String::new()),
        // An operation of the year among those of last year.
        (
            "E002",
            "2024-2025/exercice.toml",
            "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 500.00\ncaisse = 0.00\n[[report]]\ndate = 2025-06-05\n\
             libelle = \"Cahiers\"\nsortie.banque = 5.00\npointage = 2024-09-30\n"
                .to_owned(),
        ),
        // Dated the year before, when the box was empty.
        (
            "E002",
            "2024-2025/caisse/2025-07-03.toml",
            "date = 2024-07-03\ntresorerie = \"caisse\"\n[coupures]\n".to_owned(),
        ),
        // Counted the year before, and something in the box.
        (
            "E002",
            "2024-2025/caisse/2024-07-03.toml",
            "date = 2024-07-03\ntresorerie = \"caisse\"\n[coupures]\n\"20\" = 1\n".to_owned(),
        ),
        // A header, and nothing below.
        ("L003", JUIN, "[[ecriture]]\n".to_owned()),
        ("L003", "2024-2025/releves/x.toml", String::new()),
        // One bracket forgotten.
        ("L001", JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation.6181 = 5.00").replacen("[[", "[", 1)),
        ("L004", JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation.6181 = 5.00").replacen("[[ecriture]]", "[ecriture]", 1)),
        // Two keys on one line: nobody knows what the rest of it meant.
        ("L001", JUIN, achat("2025-06-05", "").replace("\"Cahiers\"", "\"Cahiers\", sortie.banque = 5.00, ventilation.6181 = 5.00")),
        ("L001", JUIN, achat("2025-06-05", "").replace("\"Cahiers\"", "\"Cahiers\" ; sortie.banque = 5.00")),
        // A header that leaves the entry takes its amounts away.
        ("L002", JUIN, achat("2025-06-05", "ventilation.6181 = 5.00\n[sortie]\nbanque = 5.00")),
        // One bracket in place of four.
        ("L001", JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation.6181 = 5.00").replacen("[[ecriture]]", "[ecriture", 1)),
        // A key without a name, within a name.
        ("L001", JUIN, achat("2025-06-05", "sortie..banque = 5.00\nventilation.6181 = 5.00")),
        ("L001", JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation..6181 = 5.00")),
        // TOML 1.0 has no such escape; Windows has such paths.
        ("L001", JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation.6181 = 5.00").replace("Cahiers", "C:\\eleves")),
        // A whole month copied beside itself: fees, statement, pieces are all twice there.
        ("E009", "2024-2025/cahier/2024-10 - Copie.toml", Base::new().0.lire("2024-2025/cahier/2024-10.toml")),
        ("E009", "2024-2025/cahier/2025-01 - Copie.toml", Base::new().0.lire("2024-2025/cahier/2025-01.toml")),
        // Explained, and nothing was ever advanced.
        ("R003", JUIN, achat("2025-06-05", "regie.expliquee = 5.00\nregie.classe = \"CP\"\nventilation.6181 = 5.00")),
        (
            "E003",
            "2024-2025/classes/CP.toml",
            "classe = \"CP\"\npiece = \"06\"\n[[operation]]\nnumero = \"1\"\ndate = 2025-04-10\nlibelle = \"Plants\"\nentree.especes = 5.00\n\
             compte = \"7070\"\n[[operation]]\nnumero = \"2\"\ndate = 2025-04-11\nlibelle = \"Terreau\"\nsortie.especes = 0.00\ncompte = \"6181\"\n"
                .to_owned(),
        ),
    ];
    for (code, chemin, texte) in cas {
        let mut extraits = vec![Fichier(chemin, texte.clone().leak())];
        if *code == "T007" {
            extraits = vec![
                Extrait::Absent(chemin),
                Fichier(JUIN, achat("2025-06-05", "sortie.banque = 5.00\nventilation.6181 = 5.00\npointage = 2025-08-31").leak()),
            ];
        }
        assert_eq!(codes(&extraits), [*code], "{chemin}");
    }
}

/// Two independent faults of one entry are two findings.
#[test]
fn a_second_fault_is_not_hidden_by_the_first() {
    for (texte, dits) in [
        ("[[ecriture]]\npiece = \"06\"\n", &["E003", "L003"][..]),
        ("[[ecriture]]\ndate = 2025-06-05\nlibelle = \"Cahiers\"\n", &["E003", "P001"]),
        ("[[ecriture]]\nsortie.banque = 5.00\nventilation.6181 = 5.00\n", &["P001", "L003"]),
        ("[[ecriture]]\npiece = \"06\"\ndate = 2026-06-05\nlibelle = \"Cahiers\"\n", &["E003", "E002"]),
    ] {
        assert_eq!(codes(&[Fichier(JUIN, texte)]), dits, "{texte}");
    }
}

/// What an error silences speaks again once the error is no longer one: the closing would else not see it.
#[test]
fn an_answered_error_silences_nothing() {
    let copie = Base::new().0.lire("2024-2025/cahier/2025-01.toml");
    let copie = || Fichier("2024-2025/cahier/2025-01 - Copie.toml", copie.clone().leak());
    let acquittement =
        |regle: &str| Ajout("retkoop.toml", format!("[[acquittement]]\nregle = \"{regle}\"\nmotif = \"Vu\"\n").leak());
    assert_eq!(codes(&[copie()]), ["E009"]);
    assert_eq!(codes(&[copie(), acquittement("E009")]), ["T003", "S001"]);
    assert_eq!(codes(&[copie(), acquittement("ecriture-recopiee")]), ["T003", "S001"]);
    let niveau = Ajout("departement.toml", "[niveaux]\nE009 = \"remarque\"\n");
    assert_eq!(codes(&[copie(), niveau]), ["E009", "T003", "S001"]);
    // Bought in June, ticked in January: the balances of January to June lack it.
    let pointee = || {
        Fichier(
            JUIN,
            "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\npointage = 2025-01-31\n",
        )
    };
    assert_eq!(codes(&[pointee()]), ["T002"]);
    assert_eq!(codes(&[pointee(), acquittement("T002")]), ["T003"]);
}

/// What an unknown name leaves untold is the money: the numbers and the receipts are read.
#[test]
fn an_unknown_account_hides_no_gap_in_the_pieces() {
    let achat =
        "[[ecriture]]\npiece = \"09\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.bnaque = 5.00\nventilation.6181 = 5.00\n";
    assert_eq!(codes(&[Fichier(JUIN, achat), Extrait::Recu("2024-2025/pieces/oublie.pdf", "x")]), ["P003", "E006", "P005"]);
}

#[test]
fn a_class_ledger_is_held_to_the_rules_of_entries() {
    let cahier = |tete: &str, date: &str| {
        let texte = format!(
            "classe = \"CP\"\n{tete}\n[[operation]]\ndate = {date}\nlibelle = \"Plants\"\nentree.especes = 5.00\ncompte = \"7070\"\n\
             [[operation]]\ndate = {date}\nlibelle = \"Terreau\"\nsortie.especes = 5.00\ncompte = \"6181\"\n"
        );
        codes(&[Fichier("2024-2025/classes/CP.toml", texte.leak())])
    };
    for sans_numero in ["", "piece = \"  \""] {
        assert_eq!(cahier(sans_numero, "2025-04-10"), ["P001"], "{sans_numero:?}");
    }
    assert_eq!(cahier("piece = \"06\"", "2025-04-10"), [""; 0]);
    assert_eq!(cahier("piece = 6", "2025-04-10"), ["L004"]);
}

#[test]
fn the_name_of_a_class_may_be_written_in_small_letters() {
    let regie = "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Avance\"\nsortie.banque = 50.00\nregie.versee = 50.00\nregie.classe = \"CP\"\n\
                 [[ecriture]]\npiece = \"07\"\ndate = 2025-06-26\nlibelle = \"Retour\"\nentree.banque = 50.00\nregie.retournee = 50.00\nregie.classe = \"cp \"\n";
    assert_eq!(codes(&[Fichier(JUIN, regie)]), [""; 0]);
    let adhesion = "date = 2024-09-17\n[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Sabine Orlaveau\" }]\neleves = 20\n\
                    [[classe]]\nnom = \"cp \"\nenseignants = [{ nom = \"Thibaut Cazelmont\" }]\neleves = 22\n";
    assert_eq!(codes(&[Fichier("2024-2025/adhesion.toml", adhesion)]), ["A005"]);
}

/// « é » in one character (an editor's), or in two (a copy made under macOS).
#[test]
fn a_receipt_is_found_under_either_spelling_of_its_accents() {
    let achat = |nom: &str| {
        format!(
            "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.banque = 5.00\nventilation.6181 = 5.00\njustificatifs = [\"pieces/{nom}.pdf\"]\n"
        )
    };
    for (nomme, present) in [("re\u{e7}u", "rec\u{327}u"), ("rec\u{327}u", "re\u{e7}u"), ("re\u{e7}u", "re\u{e7}u")] {
        let chemin = format!("2024-2025/pieces/{present}.pdf");
        let recu = || Extrait::Recu(chemin.clone().leak(), "Facture");
        assert_eq!(codes(&[Fichier(JUIN, achat(nomme).leak()), recu()]), [""; 0], "{nomme:?} {present:?}");
        // The same content under another piece is P006, whatever the spelling.
        let deux = achat(nomme) + &achat(present).replace("\"06\"", "\"07\"").replace("Cahiers", "Feutres");
        assert_eq!(codes(&[Fichier(JUIN, deux.leak()), recu()]), ["P006"], "{nomme:?} {present:?}");
    }
    assert_eq!(codes(&[Fichier(JUIN, achat("recu").leak()), Extrait::Recu("2024-2025/pieces/reçu.pdf", "Facture")]), ["P004"]);
}

/// The mandataire is Sabine Orlaveau.
#[test]
fn a_verifier_is_recognised_by_an_initial_not_by_a_surname_alone() {
    let verificateur = |nom: &str| {
        let texte = format!(
            "date = 2025-09-11\n[[verificateur]]\nnom = \"Mehdi Larroquin\"\nqualite = \"parent\"\n[[verificateur]]\nnom = \"{nom}\"\nqualite = \"autre\"\n"
        );
        codes(&[Fichier("2024-2025/controle.toml", texte.leak())])
    };
    for nom in ["S. Orlaveau", "Mme S. ORLAVEAU", "Orlaveau Sabine", "Mme Orlaveau Sabine"] {
        assert_eq!(verificateur(nom), ["Q002"], "{nom}");
    }
    for nom in ["Mme Orlaveau", "T. Orlaveau", "Sabine O.", "S. Cazelmont"] {
        assert_eq!(verificateur(nom), [""; 0], "{nom}");
    }
}

/// One cheque of 30,00 € drawn twice on one bank, and what is no fault.
#[test]
fn a_cheque_is_drawn_once() {
    let deux = |un: &str, autre: &str| {
        let achat = |plus: &str| format!("[[ecriture]]\ncheque = \"2200103\"\n{plus}\n");
        codes(&[Fichier(JUIN, (achat(un) + &achat(autre)).leak())])
    };
    let six = "piece = \"06\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nsortie.banque = 5.00\nventilation.6181 = 5.00";
    let sept = "piece = \"07\"\ndate = 2025-06-06\nlibelle = \"Feutres\"\nsortie.banque = 6.00\nventilation.6181 = 6.00";
    assert_eq!(deux(six, sept), ["T013"]);
    // One day or one piece, a cheque that was received, or cancelled.
    assert_eq!(deux(six, &sept.replace("-06-06", "-06-05")), [""; 0]);
    assert_eq!(deux(six, &sept.replace("\"07\"", "\"06\"").replace("Feutres", "Cahiers")), [""; 0]);
    assert_eq!(deux(six, &sept.replace("sortie", "entree").replace("6181", "7562")), [""; 0]);
    let annulation = "piece = \"07\"\ndate = 2025-06-06\nlibelle = \"Chèque perdu\"\nannule = \"06\"\nentree.banque = 5.00\nventilation.6181 = -5.00\n";
    let refait = annulation.to_owned() + "[[ecriture]]\ncheque = \"2200103\"\n" + &sept.replace("\"07\"", "\"08\"");
    assert_eq!(deux(six, &refait), [""; 0]);
}

#[test]
fn quiet_says_nothing_of_sound_accounts() {
    let base = Base::new().0;
    for format in ["complet", "concis"] {
        let (calme, dit) =
            (base.retkoop(&["-q", "verifier", "--format", format]), base.retkoop(&["verifier", "--format", format]));
        assert_eq!((calme.code, calme.sortie.as_str(), calme.erreurs.as_str()), (0, "", ""), "{format}");
        assert!(dit.sortie.contains("rien à signaler"), "{}", dit.sortie);
    }
    base.ecrire(JUIN, "[[ecriture]]\n");
    for format in ["complet", "concis"] {
        let (calme, dit) =
            (base.retkoop(&["-q", "verifier", "--format", format]), base.retkoop(&["verifier", "--format", format]));
        assert_eq!((calme.code, &calme.sortie), (1, &dit.sortie), "what is wrong is said all the same");
    }
}

#[test]
fn an_unknown_code_is_told_with_those_of_its_family() {
    let base = Base::new().0;
    for (ecrit, attendu) in
        [("X009", "X001, X002, X003, X004, X005"), ("c9", "C001, C002, C003, C004, C005"), ("caisse-negativ", "caisse-negative")]
    {
        let dit = base.retkoop(&["expliquer", ecrit]);
        assert!(dit.code == 2 && dit.erreurs.contains(attendu), "{}", dit.erreurs);
    }
}

#[test]
fn a_good_may_bear_the_date_of_its_invoice() {
    let bien = "[[bien]]\ndesignation = \"Appareil photo\"\ndate = 2025-03-15\nvaleur = 120.00\n";
    assert_eq!(codes(&[Fichier("inventaire.toml", bien)]), [""; 0]);
    // Another price.
    assert_eq!(codes(&[Fichier("inventaire.toml", bien.replace("120", "121").leak())]), ["I001", "I002"]);
}

#[test]
fn the_advice_fits_what_is_wrong() {
    let dits = |extraits: &[Extrait]| {
        let base = Base::new().0;
        for extrait in extraits {
            base.ecrire(extrait.chemin(), extrait.texte().unwrap_or_default());
        }
        base.retkoop(&["verifier"]).sortie
    };
    let subvention = "[[subvention]]\norigine = \"Mairie\"\nmontant = -200.00\ndate = 2025-01-16\n";
    let dit = dits(&[Fichier("2024-2025/subventions.toml", subvention)]);
    assert!(dit.contains("écrivez le montant sans signe") && !dit.contains("`entree`"), "{dit}");
    let achat = |ligne: &str| {
        let texte =
            format!("[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Cahiers\"\nventilation.6181 = 5.00\n{ligne}\n");
        Fichier(JUIN, texte.leak())
    };
    assert!(dits(&[achat("sortie.banque = -5.00")]).contains("ce qui sort dans `sortie`"));
    for (chemin, raison) in [
        ("pieces\\\\b.pdf", "barre inverse"),
        ("pieces/../pieces/b.pdf", "remonte par `..`"),
        ("../b.pdf", "sort du dossier"),
        ("pieces/../../b.pdf", "sort du dossier"),
        ("C:\\\\b.pdf", "sort du dossier"),
    ] {
        let dit = dits(&[achat(&format!("sortie.banque = 5.00\njustificatifs = [\"{chemin}\"]"))]);
        assert!(dit.contains("L008") && dit.contains(raison), "{chemin}: {dit}");
    }
}

#[test]
fn no_answer_is_advised_where_none_is_taken() {
    let base = Base::new().0;
    base.remplacer("2024-2025/cahier/2024-10.toml", "ventilation.6168", "ventilation.6181");
    assert!(base.retkoop(&["verifier"]).sortie.contains("[[acquittement]]"));
    base.ecrire("departement.toml", format!("{}\n[niveaux]\nA001 = \"bloquant\"\n", base.lire("departement.toml")));
    let dit = base.retkoop(&["verifier"]).sortie;
    assert!(dit.contains("bloquant[A001]") && !dit.contains("[[acquittement]]"), "{dit}");
}
