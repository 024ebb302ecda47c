//! Closing a year when the next one has begun: what the closing would do to it, told before anything is written.

use super::cloture::{cloturer, reussir};
use super::commun::Dossier;

/// A bank only: 500,00 at first; a cheque of 140,00 of June that the bank shows on 20 September, with 360,00 left. The next year
/// was begun by hand, with 345,00 for an opening, which is wrong by 15,00.
fn commencee(releve_du_20: &str) -> Dossier {
    let releve = |jour: &str, solde: &str| format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {solde}\n");
    Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"M\"\nnumero = \"046-9\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 500.00\n"),
        (
            "2024-2025/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2025-06-25\nlibelle = \"Ferme\"\ncheque = \"1\"\nsortie.banque = 140.00\n\
             ventilation.6181 = 140.00\npointage = 2025-09-20\n",
        ),
        ("2024-2025/releves/a.toml", &releve("2025-08-31", "500.00")),
        ("2024-2025/releves/b.toml", &releve("2025-09-20", releve_du_20)),
        (
            "2025-2026/exercice.toml",
            "[exercice]\ndebut = 2025-09-01\nfin = 2026-08-31\n[ouverture]\nbanque = 345.00\n[[report]]\ndate = 2025-06-25\n\
             libelle = \"Ferme\"\npiece = \"01\"\ncheque = \"1\"\nsortie.banque = 140.00\npointage = 2025-09-20\n",
        ),
    ])
}

/// What refuses the closing of 2024-2025 on 10 October, by its code and its file: a trial, then the closing, which say the same.
fn raisons(dossier: &Dossier) -> Vec<(String, String)> {
    let [essai, cloture] = [&["--essai"][..], &[]].map(|options| {
        let arguments = ["cloturer", "--exercice", "2024-2025", "--date", "2025-10-10", "--format", "json"];
        let json = dossier.retkoop(&[&arguments, options].concat()).sortie;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let texte = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
        let raisons = json["cooperatives"][0]["raisons"].as_array().expect("a list").clone();
        raisons.iter().map(|d| (texte(&d["code"]), texte(&d["fichier"]))).collect::<Vec<_>>()
    });
    assert_eq!(essai, cloture);
    essai
}

fn paire(code: &str, fichier: &str) -> (String, String) {
    (code.to_owned(), fichier.to_owned())
}

/// The next year holds the true statement of that very day, which its own opening contradicts until the closing corrects it.
#[test]
fn a_statement_of_the_same_day_in_both_years_hides_no_false_one() {
    let dossier = commencee("99999.00");
    dossier.ecrire("2025-2026/releves/a.toml", "tresorerie = \"banque\"\ndate = 2025-09-20\nsolde = 360.00\n");
    assert_eq!(raisons(&dossier), [paire("T003", "2024-2025/releves/b.toml")]);
    dossier.remplacer("2024-2025/releves/b.toml", "99999.00", "360.00");
    reussir(&cloturer(&dossier, "2024-2025", "2025-10-10"));
    assert!(dossier.constats().iter().all(|c| c.niveau == "remarque"), "{:?}", dossier.constats());
}
