//! What a department decides stands in its `departement.toml` alone: the same year under other settings is judged by them.

use std::fs;

use serde_json::Value;

use super::commun::{Dossier, racine};
use super::exemples::annee_a_la_main;

fn codes(dossier: &Dossier) -> Vec<String> {
    dossier.constats().into_iter().map(|c| c.code).collect()
}

/// Dues on 6281, subsidies on 7420, no 6586 nor 7410, and three régies of 150,00, 150,00 and 150,00 under a ceiling of 149,99.
const AILLEURS: &str = r#"
[departement]
nom = "OCCE d'ailleurs"

[plan]
cotisation = "6281"
subvention = "7420"

[[plan.compte]]
numero  = "6281"
libelle = "Cotisation départementale"
suffixe = "0050"

[[plan.compte]]
numero  = "7420"
libelle = "Aides publiques"

[[plan.compte]]
numero  = "6181"
libelle = "Sorties et projets"

[[plan.compte]]
numero = "6586"
retire = true

[[plan.compte]]
numero = "7410"
retire = true

[seuils]
ecritures_non_pointees = 0
plafond_regie = 149.99

[controle]
verificateurs = 1
parent_obligatoire = false
"#;

#[test]
fn the_chart_of_the_department_is_the_one_that_counts() {
    let dossier = annee_a_la_main();
    dossier.ecrire("departement.toml", AILLEURS.split("[seuils]").next().expect("the chart"));
    // The accounts of the ordinary chart are retired here, and the subsidies are looked for elsewhere.
    assert_eq!(codes(&dossier), ["E004", "E004"]);
    dossier.remplacer("2023-2024/cahier/a.toml", "6586 = 212.00", "62810050 = 212.00");
    dossier.remplacer("2023-2024/cahier/a.toml", "ventilation.74100008", "ventilation.7420");
    assert_eq!(codes(&dossier), [] as [&str; 0]);
    let bilan = dossier.retkoop(&["bilan", "--format", "json", "--exercice", "2023-2024"]);
    let bilan: Value = serde_json::from_str(&bilan.sortie).expect("JSON");
    let libelle = |sens: &str, numero: &str| {
        let compte = bilan[sens].as_array().expect("a list").iter().find(|c| c["compte"] == numero);
        compte.map(|c| format!("{} {}", c["libelle"].as_str().unwrap_or_default(), c["montant"].as_str().unwrap_or_default()))
    };
    assert_eq!(libelle("charges", "6281").as_deref(), Some("Cotisation départementale 212.00"));
    assert_eq!(libelle("charges", "6181").as_deref(), Some("Sorties et projets 371.99"));
    assert_eq!(libelle("produits", "7420").as_deref(), Some("Aides publiques 500.00"));
    assert_eq!(bilan["subventions"]["ecart"], "0.00");
    // A subsidy booked elsewhere, dues without insurance: judged by the department's own accounts.
    dossier.remplacer("2023-2024/cahier/a.toml", "ventilation.7420 = 500", "ventilation.7511 = 500");
    assert_eq!(codes(&dossier), ["S001"]);
    dossier.remplacer("2023-2024/cahier/a.toml", "ventilation.7511 = 500", "ventilation.7420 = 500");
    dossier.remplacer("2023-2024/cahier/a.toml", "6168 = 21.00", "6181 = 21.00");
    assert_eq!(codes(&dossier), ["A001"]);
    dossier.remplacer("2023-2024/cahier/a.toml", "62810050 = 212.00", "62810008 = 212.00");
    assert_eq!(codes(&dossier), ["E004"], "the suffix is that of the chart");
}

#[test]
fn the_thresholds_of_the_department_are_those_that_count() {
    let dossier = annee_a_la_main();
    dossier.ecrire("2023-2024/controle.toml", "date = 2024-09-12\n[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"autre\"\n");
    assert_eq!(codes(&dossier), ["Q001", "Q003"]);
    dossier.ecrire("departement.toml", "[controle]\nverificateurs = 1\nparent_obligatoire = false\n");
    assert_eq!(codes(&dossier), [] as [&str; 0]);
    dossier.ecrire(
        "departement.toml",
        "[controle]\nverificateurs = 1\nparent_obligatoire = false\n[seuils]\nplafond_regie = 149.99\n",
    );
    assert_eq!(codes(&dossier), ["R002", "R002", "R002"]);
    // One cheque without its tick: within five, beyond none.
    dossier.remplacer(
        "2023-2024/cahier/a.toml",
        "entree.banque = 8.00\nventilation.6181 = -8.00\npointage = 2024-08-31\n",
        "entree.banque = 8.00\nventilation.6181 = -8.00\n",
    );
    dossier.remplacer("2023-2024/releves/fin.toml", "1636.84", "1628.84");
    dossier.ecrire("departement.toml", "[controle]\nverificateurs = 1\nparent_obligatoire = false\n");
    assert_eq!(codes(&dossier), [] as [&str; 0]);
    dossier.ecrire(
        "departement.toml",
        "[controle]\nverificateurs = 1\nparent_obligatoire = false\n[seuils]\necritures_non_pointees = 0\n",
    );
    assert_eq!(codes(&dossier), ["T001"]);
}

/// What cannot be read in the settings is the only finding: nothing is judged by what stands in its place.
#[test]
fn a_mistake_in_the_settings_is_one_finding() {
    for (reglages, code) in [
        ("[seuils]\nplafond_regie = \"10\"\n", "L004"),
        ("[seuils]\necritures_non_pointees = -3\n", "D001"),
        ("[controle]\nverificateurs = \"trois\"\n", "L004"),
        ("[controle]\nverificateurs = -1\n", "D001"),
        ("[controle]\nverificateur = 9\n", "L002"),
        ("[plan]\nsubvention = \"7999\"\n", "D001"),
        ("[plan]\nsubvention = \"7410 0008 1\"\n", "L004"),
    ] {
        let dossier = annee_a_la_main();
        dossier.ecrire("2023-2024/controle.toml", "[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n");
        dossier.ecrire("departement.toml", reglages);
        let attendus: Vec<&str> = if reglages.contains("[controle]") { vec![code] } else { vec!["Q001", code] };
        assert_eq!(codes(&dossier), attendus, "{reglages}");
    }
}

/// Account numbers stand in the default chart, in what the settings say of themselves and in examples; nowhere else.
#[test]
fn no_account_is_left_in_the_code() {
    fn parcourir(dossier: &std::path::Path, faire: &mut impl FnMut(&std::path::Path)) {
        for element in fs::read_dir(dossier).expect("a folder").flatten().map(|e| e.path()) {
            if element.is_dir() {
                parcourir(&element, faire);
            } else if element.extension().is_some_and(|e| e == "rs" || e == "typ") {
                faire(&element);
            }
        }
    }
    /// The chart itself, the documentation of its keys, a key of the JSON contract, a commented model.
    const PERMIS: &[&str] = &[
        "bareme/plan.rs",
        "parse/formes/plan.rs",
        "render/bilan_json.rs",
        "etat/chiffres_joints.rs",
        "coop/compte.rs",
        "rewrite/cahier_de_classe.rs",
    ];
    let est_un_compte = |mot: &str| mot.len() == 4 && mot.starts_with(['6', '7']) && mot.bytes().all(|b| b.is_ascii_digit());
    parcourir(&racine().join("src"), &mut |fichier| {
        let chemin = fichier.to_string_lossy();
        let texte = fs::read_to_string(fichier).expect("a source");
        let code = texte.split("#[cfg(test)]").next().unwrap_or_default().split("const EXPLICATION").next().unwrap_or_default();
        let lignes = code.lines().filter(|l| !l.trim_start().starts_with("//"));
        for ligne in lignes.filter(|_| !PERMIS.iter().any(|permis| chemin.ends_with(permis))) {
            let trouve = ligne.split(|c: char| !c.is_ascii_alphanumeric()).find(|mot| est_un_compte(mot));
            assert!(trouve.is_none(), "{chemin}: {ligne}");
        }
    });
}
