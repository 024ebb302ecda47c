//! Which cooperatives a run checks: files given, as a commit hook does; what changed since a revision of git.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::commun::{Dossier, Execution, JOUR, commande, constats, retkoop, retkoop_dans};

/// A department of three cooperatives, each of three years, each year with one unknown key: a finding of its own.
fn departement() -> Dossier {
    let dossier = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE\"\n"), ("LISEZMOI.md", "Nos écoles\n")]);
    for (rang, nom) in ["a", "b c", "groupe/é"].into_iter().enumerate() {
        let identite = format!("[cooperative]\nnom = \"École\"\nnumero = \"{rang}\"\n[tresorerie.banque]\ncompte = \"512\"\n");
        dossier.ecrire(&format!("{nom}/retkoop.toml"), identite);
        for annee in [2022, 2023, 2024] {
            let (debut, fin) = (format!("{annee}-09-01"), format!("{}-08-31", annee + 1));
            let exercice = format!("{nom}/{annee}-{}", annee + 1);
            dossier.ecrire(&format!("{exercice}/exercice.toml"), format!("[exercice]\ndebut = {debut}\nfin = {fin}\nfni = 1\n"));
            dossier.ecrire(&format!("{exercice}/cahier/a.toml"), "# rien\n");
        }
    }
    dossier
}

fn git(dossier: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=Essai", "-c", "user.email=essai@example.org", "-c", "commit.gpgsign=false"]).args(arguments);
    let fait = git.current_dir(dossier).output().expect("git is installed");
    assert!(fait.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&fait.stderr));
}

fn enregistrer(dossier: &Dossier) {
    git(dossier.chemin(), &["add", "-A"]);
    git(dossier.chemin(), &["commit", "-qm", "état"]);
}

fn depot() -> Dossier {
    let dossier = departement();
    git(dossier.chemin(), &["init", "-q", "-b", "main"]);
    enregistrer(&dossier);
    dossier
}

/// The folders of the exercices that a run tells of.
fn vus(execution: &Execution) -> Vec<String> {
    assert!([0, 1].contains(&execution.code), "{}", execution.erreurs);
    let dossiers: BTreeSet<String> =
        constats(&execution.sortie).into_iter().map(|c| c.fichier.trim_end_matches("/exercice.toml").to_owned()).collect();
    dossiers.into_iter().collect()
}

fn depuis(dossier: &Dossier, revision: &str) -> Vec<String> {
    vus(&dossier.retkoop(&["verifier", "--format", "json", "--depuis", revision]))
}

#[test]
fn only_what_changed_is_checked() {
    let depot = depot();
    let rien = depot.retkoop(&["verifier", "--depuis", "HEAD"]);
    assert_eq!(rien.code, 0, "{}", rien.sortie);
    assert_eq!(rien.erreurs, "rien n’a changé depuis `HEAD`\n");
    let tout = depot.retkoop(&["verifier", "--format", "json"]);
    assert_eq!(vus(&tout).len(), 9);
    // A file changed, then recorded: the year, the one before, whose last statement may show it, and the one that opens with its
    // closing.
    depot.ecrire("a/2023-2024/cahier/a.toml", "# une remarque\n");
    let attendu = ["a/2022-2023", "a/2023-2024", "a/2024-2025"];
    assert_eq!(depuis(&depot, "HEAD"), attendu);
    git(depot.chemin(), &["add", "-A"]);
    assert_eq!(depuis(&depot, "HEAD"), attendu, "staged");
    enregistrer(&depot);
    assert_eq!(depuis(&depot, "HEAD"), [] as [&str; 0]);
    assert_eq!(depuis(&depot, "HEAD~1"), attendu);
    // A new file, a removed one; names of any kind.
    depot.ecrire("b c/2024-2025/pieces/reçu\n\"1\" .pdf", "x");
    fs::remove_file(depot.chemin().join("groupe/é/2024-2025/cahier/a.toml")).unwrap();
    let (b, e) = ("b c/2024-2025/pieces/reçu\n\"1\" .pdf", "groupe/é/2024-2025");
    assert_eq!(depuis(&depot, "HEAD"), ["b c/2023-2024", "b c/2024-2025", b, "groupe/é/2023-2024", e]);
    assert_eq!(depot.retkoop(&["verifier", "--depuis", "HEAD"]).code, 1);
}

/// Five years that follow each other: 100 € at first, 80 € spent in the last one, a statement at each end, and one of 15
/// September 2022 in the folder of 2021-2022.
fn cinq_annees() -> Dossier {
    let identite = "[cooperative]\nnom = \"École\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n";
    let dossier = Dossier::new([("retkoop.toml", identite)]);
    let releve = |chemin: String, jour: String, solde: &str| {
        dossier.ecrire(&chemin, format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {solde}\n"));
    };
    for annee in 2020..2025 {
        let exercice = format!("{annee}-{}", annee + 1);
        let ouverture = if annee == 2020 { "[ouverture]\nbanque = 100\n" } else { "" };
        let bornes = format!("[exercice]\ndebut = {annee}-09-01\nfin = {}-08-31\n{ouverture}", annee + 1);
        dossier.ecrire(&format!("{exercice}/exercice.toml"), bornes);
        let fin = format!("{}-08-31", annee + 1);
        releve(format!("{exercice}/releves/{fin}.toml"), fin, if annee == 2024 { "20" } else { "100" });
    }
    releve("2021-2022/releves/2022-09-15.toml".to_owned(), "2022-09-15".to_owned(), "100");
    dossier.ecrire("2024-2025/cahier/a.toml", achat("2024-10-01", "80", "2025-08-31"));
    git(dossier.chemin(), &["init", "-q", "-b", "main"]);
    enregistrer(&dossier);
    dossier
}

fn achat(date: &str, montant: &str, pointage: &str) -> String {
    format!(
        "[[ecriture]]\npiece = \"1\"\ndate = {date}\nlibelle = \"Achat\"\nsortie.banque = {montant}\nventilation.6181 = {montant}\npointage = {pointage}\n"
    )
}

/// Code and exercice of each finding.
fn dits(dossier: &Dossier, arguments: &[&str]) -> Vec<(String, String)> {
    let tous = [&["verifier", "--format", "json"], arguments].concat();
    let dits = constats(&dossier.retkoop(&tous).sortie).into_iter();
    dits.map(|c| (c.code, c.fichier.split('/').next().unwrap_or_default().to_owned())).collect()
}

#[test]
fn a_mistyped_folder_of_a_department_is_refused() {
    let dossier = departement();
    for chemin in ["d", "groupe/e", "a b/2023-2024"] {
        let dit = retkoop_dans(dossier.chemin(), &["verifier", chemin]);
        assert_eq!((dit.code, dit.sortie.as_str()), (2, ""), "{chemin}");
        assert!(dit.erreurs.contains("n’existe pas"), "{}", dit.erreurs);
    }
    // A file may have been removed: what held it is checked, and told.
    let dit = retkoop_dans(dossier.chemin(), &["verifier", "d/retkoop.toml"]);
    assert_eq!(dit.code, 1);
    assert!(
        dit.erreurs.contains("`./d/retkoop.toml` n’existe pas") && dit.erreurs.contains("tout le département"),
        "{}",
        dit.erreurs
    );
    let dit = retkoop_dans(dossier.chemin(), &["verifier", "a/2023-2024/pieces"]);
    assert_eq!((dit.code, dit.erreurs.as_str()), (1, ""), "a cooperative stands for what it held");
}

#[test]
fn a_change_shows_what_it_does_before_and_two_years_after() {
    let depot = cinq_annees();
    assert_eq!(dits(&depot, &[]), [], "sound to begin with");
    // 30 € more in September 2022, ticked on the 15th: the statement of that day, in the folder of the year before, no longer
    // agrees; nor does the one at the end; and two years later, 100 − 30 − 80 = −10.
    depot.ecrire("2022-2023/cahier/a.toml", achat("2022-09-10", "30", "2022-09-15"));
    let vus = |suite: &[(&str, &str)]| suite.iter().map(|(code, ou)| ((*code).to_owned(), (*ou).to_owned())).collect::<Vec<_>>();
    // (T008: no statement of 15 September is missing, that of the year before counts.)
    let attendus = vus(&[("T003", "2021-2022"), ("T003", "2022-2023"), ("T004", "2024-2025")]);
    assert_eq!(dits(&depot, &["--depuis", "HEAD"]), attendus);
    assert_eq!(dits(&depot, &[]), attendus);
    // A statement removed in one year: its ticks lose their proof there, and the closing of the year before is framed no more.
    git(depot.chemin(), &["checkout", "-q", "."]);
    fs::remove_dir_all(depot.chemin().join("2022-2023/cahier")).unwrap();
    depot.ecrire("2022-2023/releves/2022-09-20.toml", "tresorerie = \"banque\"\ndate = 2022-09-20\nsolde = 100\n");
    fs::remove_file(depot.chemin().join("2021-2022/releves/2022-08-31.toml")).unwrap();
    fs::remove_file(depot.chemin().join("2021-2022/releves/2022-09-15.toml")).unwrap();
    depot.ecrire("2021-2022/releves/2022-06-30.toml", "tresorerie = \"banque\"\ndate = 2022-06-30\nsolde = 100\n");
    enregistrer(&depot);
    assert_eq!(dits(&depot, &[]), [], "framed by the statements of June and September");
    fs::remove_file(depot.chemin().join("2022-2023/releves/2022-09-20.toml")).unwrap();
    fs::remove_file(depot.chemin().join("2022-2023/releves/2023-08-31.toml")).unwrap();
    assert_eq!(dits(&depot, &["--depuis", "HEAD"]), vus(&[("T007", "2021-2022"), ("T007", "2022-2023")]));
}

#[test]
fn what_all_exercices_share_concerns_them_all() {
    let depot = depot();
    depot.ecrire("LISEZMOI.md", "Nos trois écoles\n");
    depot.ecrire("a/.gitignore", "documents/\n");
    assert_eq!(depuis(&depot, "main"), [] as [&str; 0], "not accounts");
    depot.remplacer("groupe/é/retkoop.toml", "École", "L’école");
    assert_eq!(depuis(&depot, "main"), ["groupe/é/2022-2023", "groupe/é/2023-2024", "groupe/é/2024-2025"]);
    depot.remplacer("departement.toml", "OCCE", "OCCE du Lot");
    assert_eq!(depuis(&depot, "main").len(), 9);
    depot.ecrire("groupe/departement.toml", "[departement]\nnom = \"Groupe\"\n");
    git(depot.chemin(), &["checkout", "-q", "departement.toml", "groupe/é/retkoop.toml"]);
    assert_eq!(depuis(&depot, "main").len(), 3, "nearer settings");
    // From a cooperative, and from a folder that is not the repository's root.
    let seule = retkoop(&["-C", depot.chemin().join("a").to_str().unwrap(), "verifier", "--depuis", "main", "--format", "json"]);
    assert_eq!(vus(&seule), [] as [&str; 0]);
}

#[test]
fn a_department_in_a_part_of_a_repository() {
    let depot = Dossier::new([("ailleurs.txt", "x")]);
    let compta = departement();
    let dans = depot.chemin().join("compta");
    assert!(Command::new("cp").arg("-r").arg(compta.chemin()).arg(&dans).status().unwrap().success());
    git(depot.chemin(), &["init", "-q", "-b", "main"]);
    enregistrer(&depot);
    depot.ecrire("ailleurs.txt", "y");
    depot.ecrire("compta/a/2024-2025/cahier/b.toml", "# rien\n");
    // A hook of git runs at the root, and is told so by the environment.
    let arguments = ["-C", dans.to_str().unwrap(), "--date", JOUR, "verifier", "--depuis", "HEAD", "--format", "json"];
    let mut verifier = commande(&arguments);
    verifier.current_dir(depot.chemin()).env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index");
    let sortie = verifier.output().unwrap();
    let execution = Execution {
        code: sortie.status.code().unwrap(),
        sortie: String::from_utf8(sortie.stdout).unwrap(),
        erreurs: String::from_utf8(sortie.stderr).unwrap(),
    };
    assert_eq!(vus(&execution), ["a/2023-2024", "a/2024-2025"]);
}

#[test]
fn what_git_cannot_compare_is_told() {
    let depot = depot();
    let refus = |dossier: &Dossier, revision: &str| {
        let execution = dossier.retkoop(&["verifier", "--depuis", revision]);
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""), "{revision}");
        execution.erreurs
    };
    for revision in ["inconnue", "", "HEAD..main", "--output=piege", "-h", "main:a"] {
        let dit = refus(&depot, revision);
        assert!(dit.contains(&format!("git ne connaît pas la révision `{revision}`")), "{dit}");
    }
    assert!(!depot.chemin().join("piege").exists());
    let dit = refus(&departement(), "HEAD");
    assert!(dit.contains("n’est pas dans un dépôt git"), "{dit}");
    let neuf = departement();
    git(neuf.chemin(), &["init", "-q"]);
    assert_eq!(depuis(&neuf, "HEAD").len(), 9, "without a commit everything is new");
}

#[test]
fn each_file_stands_for_its_cooperative() {
    let dossier = departement();
    let donner =
        |fichiers: &[&str]| vus(&retkoop_dans(dossier.chemin(), &[&["verifier", "--format", "json"], fichiers].concat()));
    assert_eq!(donner(&["a/2023-2024/cahier/a.toml", "a/2024-2025/disparu.toml"]), ["2022-2023", "2023-2024", "2024-2025"]);
    // Paths of two cooperatives begin where one stands.
    let deux = donner(&["groupe/é/2023-2024/pieces/disparu/x.pdf", "a/retkoop.toml"]);
    assert_eq!(deux.len(), 6);
    assert!(deux[..3].iter().all(|f| f.starts_with("a/")) && deux[3..].iter().all(|f| f.starts_with("groupe/é/")), "{deux:?}");
    assert_eq!(donner(&["departement.toml", "a/2023-2024/cahier/a.toml"]).len(), 9, "settings are everyone's, each once");
    dossier.ecrire("departement.toml", "[departement]\nmon = 1\n");
    let execution = retkoop_dans(dossier.chemin(), &["verifier", "--format", "concis", "a/retkoop.toml", "b c/retkoop.toml"]);
    assert_eq!(
        execution.sortie.lines().filter(|l| l.starts_with("departement.toml:2:1: erreur[L002]")).count(),
        1,
        "{}",
        execution.sortie
    );
    let depuis_un_dossier = retkoop_dans(&dossier.chemin().join("groupe"), &["verifier", "--format", "concis", "é", "../a"]);
    assert!(depuis_un_dossier.sortie.contains("\na/2022-2023/exercice.toml"), "{}", depuis_un_dossier.sortie);
}

#[test]
fn a_file_of_no_cooperative_is_left_aside() {
    let dossier = Dossier::new([("pyproject.toml", "")]);
    dossier.ecrire("compta/retkoop.toml", "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n");
    let execution = retkoop_dans(dossier.chemin(), &["verifier", "pyproject.toml", "compta/retkoop.toml"]);
    assert!(execution.sortie.contains("cette coopérative n’a aucun exercice"), "{}", execution.sortie);
    assert!(execution.erreurs.contains("pyproject.toml` n’est dans aucune coopérative"), "{}", execution.erreurs);
    let seul = retkoop_dans(dossier.chemin(), &["verifier", "pyproject.toml"]);
    assert_eq!(seul.code, 0, "a commit that touches no accounts is not refused");
    assert!(seul.erreurs.contains("pyproject.toml` n’est dans aucune coopérative"), "{}", seul.erreurs);
    assert_eq!(retkoop_dans(dossier.chemin(), &["verifier", "pyprojet.toml"]).code, 2, "nothing bears this name");
}

#[test]
fn a_department_is_checked_before_its_first_cooperative() {
    let dossier = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE\"\n")]);
    let execution = dossier.retkoop(&["verifier"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    assert!(execution.erreurs.contains("aucune coopérative"), "{}", execution.erreurs);
    dossier.ecrire("departement.toml", "[departement]\nmon = \"OCCE\"\n");
    let execution = retkoop_dans(dossier.chemin(), &["verifier", "--format", "concis", "departement.toml"]);
    assert_eq!(execution.code, 1, "{}", execution.erreurs);
    assert!(execution.sortie.starts_with("departement.toml:2:1: erreur[L002]"), "{}", execution.sortie);
}

#[test]
fn accounts_that_lost_their_cooperative_are_told() {
    let dossier = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE\"\n")]);
    dossier.ecrire("a/2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n");
    let execution = dossier.retkoop(&["verifier", "--format", "concis"]);
    assert_eq!(execution.code, 1, "{}", execution.erreurs);
    assert!(execution.sortie.contains("a/2023-2024:1:1: erreur[L003]"), "{}", execution.sortie);
}
