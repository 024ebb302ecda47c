//! The inventory held against the purchases (I003): what is told, what is kept silent about, and what a closing changes. Laid
//! over `tests/explications/base`, whose piece 04 spends 120.00 on durable goods.

use retkoop::controle::Extrait::{self, Fichier};

use super::explications::Base;

const JUIN: &str = "2024-2025/cahier/2025-06.toml";

fn bien(nom: &str, valeur: &str, suite: &str) -> String {
    format!("[[bien]]\ndesignation = \"{nom}\"\ndate = 2025-03-13\nvaleur = {valeur}\n{suite}\n")
}

fn inventaire(biens: &[(&str, &str, &str)]) -> Extrait {
    let texte: String = biens.iter().map(|(nom, valeur, suite)| bien(nom, valeur, suite)).collect();
    Fichier("inventaire.toml", texte.leak())
}

/// The codes found with these files, in order.
fn codes(extraits: &[Extrait]) -> Vec<String> {
    let dits = Base::new().avec(extraits);
    dits.iter().map(|dit| dit.chars().skip_while(|c| !c.is_ascii_uppercase()).take(4).collect()).collect()
}

/// Another entry on the account of durable goods.
fn autre_piece(montant: &str, sens: &str) -> Extrait {
    let texte = format!(
        "[[ecriture]]\npiece = \"06\"\ndate = 2025-06-05\nlibelle = \"Optique Vermeillon\"\n{sens}.banque = {}\nventilation.6800 = {montant}\n",
        montant.trim_start_matches('-')
    );
    Fichier(JUIN, texte.leak())
}

const PIECE_04: &str = "piece = \"2024-2025/04\"";

#[test]
fn goods_that_make_up_the_purchase_say_nothing() {
    // 100 + 20 = 120.
    assert_eq!(codes(&[inventaire(&[("Appareil", "100.00", PIECE_04), ("Housse", "20.00", "piece = \"4\"")])]), [""; 0]);
    // 100 + 25 = 125, told once, of the first.
    assert_eq!(codes(&[inventaire(&[("Appareil", "100.00", PIECE_04), ("Housse", "25.00", PIECE_04)])]), ["I003"]);
    // Of a year that is not in the folder; a gift, which only I002 speaks of.
    let ancien = ("Globe", "77.00", "piece = \"2019-2020/04\"");
    assert_eq!(codes(&[inventaire(&[("Appareil", "120.00", PIECE_04), ancien])]), [""; 0]);
    assert_eq!(codes(&[inventaire(&[("Appareil", "120.00", PIECE_04), ("Don", "77.00", "")])]), ["I002"]);
}

#[test]
fn what_another_piece_makes_up_is_no_mistake() {
    // A balance of 30.00 paid apart: 120 + 30 = 150. Only the piece that no good names is told.
    let total = inventaire(&[("Appareil", "150.00", PIECE_04)]);
    assert_eq!(codes(&[total, autre_piece("30.00", "sortie")]), ["I001"]);
    // 30.00 given back by the seller: 120 − 30 = 90.
    let net = || inventaire(&[("Appareil", "90.00", PIECE_04)]);
    assert_eq!(codes(&[net(), autre_piece("-30.00", "entree")]), [""; 0]);
    // Twice 15.00 given back, in two pieces: 120 − 15 − 15 = 90.
    let seconde = "[[ecriture]]\npiece = \"07\"\ndate = 2025-06-06\nlibelle = \"Optique Vermeillon, le reste\"\nentree.banque = 15.00\n\
                   ventilation.6800 = -15.00\n";
    let Fichier(_, premiere) = autre_piece("-15.00", "entree") else { panic!("a file") };
    assert_eq!(codes(&[net(), Fichier(JUIN, format!("{premiere}{seconde}").leak())]), [""; 0]);
    // Another sum makes nothing up.
    assert_eq!(codes(&[net(), autre_piece("-31.00", "entree")]), ["I003"]);
}

#[test]
fn the_price_of_one_for_several_is_told_as_such() {
    let base = Base::new().0;
    base.ecrire("inventaire.toml", bien("Casques", "40.00", &format!("quantite = 3\n{PIECE_04}")));
    let dit = base.retkoop(&["verifier", "--date", "2025-09-15"]).sortie;
    let dit = dit.split_whitespace().collect::<Vec<_>>().join(" ");
    // 3 × 40 = 120; 120 − 40 = 80.
    for mot in ["[I003]", "vaut 40,00 €", "dépense 120,00 €", "différence 80,00 €", "pour 3, écrivez 120.00", "2025-03.toml:7"]
    {
        assert!(dit.contains(mot), "{mot}: {dit}");
    }
}

/// The inventory of a closed year is sealed with it; today's goes on, and is held against the purchases of that year too.
#[test]
fn a_closed_year_still_says_what_its_goods_cost() {
    let base = Base::new().0;
    let verifier = || {
        let dit = base.retkoop(&["verifier", "--date", "2025-09-20"]).sortie;
        dit.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(base.retkoop(&["cloturer", "--exercice", "2024-2025", "--date", "2025-09-15"]).code, 0);
    assert!(!verifier().contains("I003"), "{}", verifier());
    base.ecrire("inventaire.toml", bien("Appareil", "1200.00", PIECE_04));
    let dit = verifier();
    assert_eq!(dit.matches("[I003]").count(), 1, "{dit}");
    for mot in ["pièce 04 de 2024-2025", "différence 1 080,00 €", "le cahier de 2024-2025 est clôturé", "[inventaire.toml:1:1]"]
    {
        assert!(dit.contains(mot), "{mot}: {dit}");
    }
    assert!(!dit.contains("X002"), "{dit}");
    // Answered when the year was closed, it is not asked again.
    assert_eq!(base.retkoop(&["rouvrir", "--exercice", "2024-2025", "--motif", "Prix", "--date", "2025-09-15"]).code, 0);
    let reponse =
        "\n[[acquittement]]\nregle = \"I003\"\nexercice = \"2024-2025\"\npiece = \"04\"\nmotif = \"Le reste est un don\"\n";
    base.ecrire("retkoop.toml", base.lire("retkoop.toml") + reponse);
    assert_eq!(base.retkoop(&["cloturer", "--exercice", "2024-2025", "--date", "2025-09-15"]).code, 0);
    assert!(!verifier().contains("I003"), "{}", verifier());
}
