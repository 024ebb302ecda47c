//! Rules that meet: one year read beside its neighbours, two rules near one cause, and each finding said once, for the right one.

use retkoop::controle::Controle;
use retkoop::parse::charger;
use retkoop::source::Arborescence;

const RETKOOP: &str = "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0002\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n";
const EXERCICE: &str = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 1000\ncaisse = 50\n";

/// The codes of what is said on 15 October 2025 of a cooperative with one exercice, and these files.
fn codes(fichiers: &[(&str, &str)]) -> Vec<&'static str> {
    let mut tous = vec![("retkoop.toml", RETKOOP), ("2024-2025/exercice.toml", EXERCICE)];
    tous.extend(fichiers);
    let dossier = charger(Arborescence::en_memoire(tous), None);
    let jour = "2025-10-15".parse().expect("a day");
    Controle::new(&dossier, jour).diagnostics().iter().map(|d| d.code.0).collect()
}

/// Of all that is said, the codes of one family.
fn de_la_famille(lettre: char, fichiers: &[(&str, &str)]) -> Vec<&'static str> {
    codes(fichiers).into_iter().filter(|code| code.starts_with(lettre)).collect()
}

/// An entry of the bank, or of the cash box: `sens` is `entree.banque`, `sortie.caisse`…
fn ecriture(piece: u32, date: &str, sens: &str, montant: &str, suite: &str) -> String {
    format!("[[ecriture]]\npiece = \"{piece}\"\ndate = {date}\nlibelle = \"Opération {piece}\"\n{sens} = {montant}\n{suite}\n")
}

const DEUX_CLASSES: &str = "[[classe]]\nnom = \"CP-CE1\"\nenseignants = [{ nom = \"x\" }]\neleves = 20\n[[classe]]\nnom = \"Maternelle\"\nenseignants = [{ nom = \"y\" }]\neleves = 20\n";

fn regies(cahier: &str) -> Vec<&'static str> {
    de_la_famille('R', &[("2024-2025/adhesion.toml", DEUX_CLASSES), ("2024-2025/cahier/a.toml", cahier)])
}

#[test]
fn a_misspelt_class_that_holds_nothing_hides_no_other() {
    let regie = |piece, date, sens, montant, quoi, classe| {
        ecriture(piece, date, sens, montant, &format!("regie.{quoi} = {montant}\nregie.classe = \"{classe}\""))
    };
    // Given back on 1 October before it was given, in December: overdrawn, though settled at the end.
    let decouverte = regie(1, "2024-10-01", "entree.banque", "10", "retournee", "CP-CE1")
        + &regie(2, "2024-12-01", "sortie.banque", "10", "versee", "CP-CE1");
    assert_eq!(regies(&decouverte), ["R003"]);
    let soldee = regie(3, "2024-11-01", "sortie.banque", "10", "versee", "CP-CE2")
        + &regie(4, "2024-11-02", "entree.banque", "10", "retournee", "CP-CE2");
    assert_eq!(regies(&(decouverte + &soldee)), ["R003", "R004"]);
    // Given under the misspelt name, explained in two steps under the right one: R004 says it all.
    let expliquee = |piece, date, montant| {
        ecriture(piece, date, "regie.expliquee", montant, &format!("regie.classe = \"CP-CE1\"\nventilation.6181 = {montant}"))
    };
    let confondue = regie(1, "2024-10-01", "sortie.banque", "150", "versee", "CP-CE2")
        + &expliquee(2, "2024-11-01", "100")
        + &expliquee(3, "2024-12-01", "50");
    assert_eq!(regies(&confondue), ["R004"]);
}
