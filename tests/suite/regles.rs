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
