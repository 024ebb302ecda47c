//! What `nouveau` and our own repository give to repositories of accounts: each file reads, does what docs/depots.md says, and
//! is shown there as it is.

use std::fs;

use serde_yaml::Value;

use super::commun::{Dossier, racine, retkoop, retkoop_dans};

/// What `nouveau` writes for the top of a repository.
const FICHIERS: [&str; 5] =
    [".gitignore", ".gitattributes", ".pre-commit-config.yaml", ".github/workflows/retkoop.yml", ".gitlab-ci.yml"];

fn nouveau(options: &[&str]) -> Dossier {
    let dossier = Dossier::new([]);
    let chemin = dossier.chemin().join("comptes");
    let arguments = [&["nouveau", chemin.to_str().unwrap(), "--date", "2024-11-07"], options].concat();
    let cree = retkoop(&arguments);
    assert_eq!(cree.code, 0, "{}", cree.erreurs);
    dossier
}

fn yaml(texte: &str) -> Value {
    serde_yaml::from_str(texte).unwrap_or_else(|erreur| panic!("{erreur}\n{texte}"))
}

#[test]
fn the_documents_show_what_nouveau_writes() {
    let docs = fs::read_to_string(racine().join("docs/depots.md")).unwrap();
    for options in [&[][..], &["--departement"]] {
        let dossier = nouveau(options);
        for fichier in FICHIERS {
            let texte = dossier.lire(&format!("comptes/{fichier}"));
            assert!(docs.contains(&format!("\n{texte}```\n")), "{fichier} differs from docs/depots.md:\n{texte}");
        }
    }
}

#[test]
fn a_part_of_a_repository_gets_only_its_own() {
    let departement = nouveau(&["--departement"]);
    let ecole = departement.chemin().join("comptes/groupe/ecole");
    assert_eq!(retkoop(&["nouveau", ecole.to_str().unwrap(), "--date", "2024-11-07"]).code, 0);
    assert!(ecole.join(".gitignore").exists() && ecole.join(".gitattributes").exists());
    assert!(!ecole.join(".gitlab-ci.yml").exists() && !ecole.join(".github").exists());
    let verifie = retkoop_dans(&departement.chemin().join("comptes"), &["verifier", "--strict", "--date", "2024-11-07"]);
    assert_eq!(verifie.code, 0, "{}", verifie.sortie);
}

#[test]
fn a_new_folder_is_quiet_and_git_changes_none_of_its_bytes() {
    let dossier = nouveau(&[]);
    let comptes = dossier.chemin().join("comptes");
    let git = |arguments: &[&str]| {
        let fait = std::process::Command::new("git").args(arguments).current_dir(&comptes).output().unwrap();
        assert!(fait.status.success(), "{}", String::from_utf8_lossy(&fait.stderr));
        String::from_utf8(fait.stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["config", "core.autocrlf", "true"]);
    dossier.ecrire("comptes/2024-2025/cahier/b.toml", "# fin de ligne de Windows\r\n# et d’ailleurs\n");
    dossier.ecrire("comptes/documents/crf.pdf", "x");
    dossier.ecrire("comptes/2024-2025/pieces/documents/05-vente.pdf", "un justificatif");
    git(&["add", "-A"]);
    assert_eq!(git(&["show", ":2024-2025/cahier/b.toml"]), "# fin de ligne de Windows\r\n# et d’ailleurs\n");
    // Papers are printed again; a receipt is not, whatever the name of its folder.
    let suivis: Vec<String> = git(&["ls-files"]).lines().filter(|f| f.contains("documents")).map(String::from).collect();
    assert_eq!(suivis, ["2024-2025/pieces/documents/05-vente.pdf"]);
    fs::remove_dir_all(comptes.join("2024-2025/pieces/documents")).unwrap();
    let verifie =
        retkoop_dans(&comptes, &["verifier", "--strict", "--date", "2024-11-07", "--format", "json", "--depuis", "HEAD"]);
    assert_eq!(verifie.code, 0, "{}", verifie.sortie);
    assert!(verifie.sortie.contains("\"diagnostics\": []"), "{}", verifie.sortie);
}

/// Each example of the `LISEZMOI.md`, in a file of the name that it gives, with its class in the adhésion.
#[test]
fn the_models_of_a_new_folder_read() {
    let dossier = nouveau(&[]);
    let adhesion = dossier.lire("comptes/2024-2025/adhesion.toml");
    let decommenter = |ligne: &str| match ligne.strip_prefix("# ") {
        Some(modele) if modele.contains(" = ") || modele.starts_with('[') => format!("{modele}\n"),
        _ => format!("{ligne}\n"),
    };
    dossier.ecrire("comptes/2024-2025/adhesion.toml", adhesion.lines().map(decommenter).collect::<String>());
    let mut nombre = 0;
    for sorte in ["releves", "caisse", "classes"] {
        let lisezmoi = dossier.lire(&format!("comptes/2024-2025/{sorte}/LISEZMOI.md"));
        for bloc in lisezmoi.split("```toml\n").skip(1).map(|b| b.split("```").next().unwrap()) {
            let nom = bloc.lines().next().and_then(|l| l.strip_prefix("# ")).expect("its name");
            dossier.ecrire(&format!("comptes/2024-2025/{sorte}/{nom}"), bloc);
            nombre += 1;
        }
    }
    assert_eq!(nombre, 3);
    let verifie = retkoop_dans(&dossier.chemin().join("comptes"), &["verifier", "--date", "2025-02-01", "--format", "json"]);
    let constats = super::commun::constats(&verifie.sortie);
    assert!(constats.iter().all(|c| c.niveau != "erreur"), "{constats:#?}");
    // The statement and the count of the models are read, and compared with books that have no entry yet.
    let codes: Vec<&str> = constats.iter().map(|c| c.code.as_str()).collect();
    assert!(codes.contains(&"T003") && codes.contains(&"C001"), "{codes:?}");
}

#[test]
fn remarks_are_aligned_whatever_the_answers() {
    let dossier = nouveau(&["--nom", "École # « {numero} »  # x", "--numero", "046-0410-annexe-de-la-route-de-Cahors-1"]);
    let texte = dossier.lire("comptes/retkoop.toml");
    assert!(texte.contains("nom = \"École # « {numero} »  # x\"\n"), "{texte}");
    for bloc in texte.split("\n\n") {
        let colonnes: Vec<usize> = bloc
            .lines()
            .filter(|l| !l.starts_with("# ") && !l.starts_with("nom = \"École"))
            .filter_map(|l| Some(l[..l.find("  # ")?].chars().count()))
            .collect();
        let colonnes: std::collections::BTreeSet<usize> = colonnes.into_iter().collect();
        assert!(colonnes.len() <= 1, "{bloc}");
    }
}

/// The commands of the templates are ours: every option that they use exists.
#[test]
fn the_commands_of_the_templates_run() {
    let dossier = nouveau(&[]);
    let comptes = dossier.chemin().join("comptes");
    let gitlab = yaml(&dossier.lire("comptes/.gitlab-ci.yml"));
    let commande = gitlab["retkoop"]["script"][1].as_str().expect("a command");
    let arguments: Vec<&str> = commande.strip_prefix(".retkoop/bin/retkoop ").expect("our program").split(' ').collect();
    let execution = retkoop_dans(&comptes, &arguments);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    for rapport in gitlab["retkoop"]["artifacts"]["reports"].as_mapping().expect("reports").values() {
        assert!(comptes.join(rapport.as_str().expect("a file")).exists());
    }
    let locale = yaml(&dossier.lire("comptes/.pre-commit-config.yaml"));
    let nos_crochets = yaml(&fs::read_to_string(racine().join(".pre-commit-hooks.yaml")).unwrap());
    let mut crochets = nos_crochets.as_sequence().expect("hooks").clone();
    crochets.push(locale["repos"][0]["hooks"][0].clone());
    for crochet in crochets {
        let entree: Vec<&str> = crochet["entry"].as_str().expect("an entry").split(' ').skip(1).collect();
        assert_eq!(retkoop_dans(&comptes, &[entree, vec!["retkoop.toml"]].concat()).code, 0);
    }
    let action = yaml(&fs::read_to_string(racine().join(".github/actions/verifier/action.yml")).unwrap());
    let github = yaml(&dossier.lire("comptes/.github/workflows/retkoop.yml"));
    let etapes = github["jobs"]["verifier"]["steps"].as_sequence().expect("steps");
    assert_eq!(etapes.last().unwrap()["uses"].as_str(), Some("./.retkoop/.github/actions/verifier"));
    // The last step of the action, as the runner would start it.
    let script = action["runs"]["steps"].as_sequence().unwrap().last().unwrap()["run"].as_str().expect("a script");
    let maison = Dossier::new([]);
    fs::create_dir_all(maison.chemin().join(".cache/retkoop/bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_retkoop"), maison.chemin().join(".cache/retkoop/bin/retkoop")).unwrap();
    dossier.ecrire("comptes/inventaire.toml", "[[bien]]\n");
    let lancer = |strict: &str, sarif: &str| {
        let mut bash = std::process::Command::new("bash");
        bash.args(["-eo", "pipefail", "-c", script]).current_dir(dossier.chemin()).env("HOME", maison.chemin());
        bash.envs([("DOSSIER", "comptes"), ("STRICT", strict), ("DEPUIS", ""), ("SARIF", sarif)])
            .env_remove("GITHUB_STEP_SUMMARY");
        let fait = bash.output().expect("bash");
        (fait.status.code(), String::from_utf8(fait.stdout).unwrap())
    };
    let (code, sortie) = lancer("true", "r.sarif");
    assert_eq!(code, Some(1));
    assert!(sortie.starts_with("::error file=inventaire.toml,line=1"), "{sortie}");
    assert!(dossier.lire("r.sarif").contains("\"2.1.0\""));
    assert_eq!(lancer("false", "").0, Some(1));
}
