//! The contract of the command line: exit statuses, where things are written, colours, words.

use std::io::Read;
use std::process::Stdio;

use retkoop::controle::REGLES;
use retkoop::render::explication_texte::explication_texte;
use retkoop::render::tableau::Style;

use super::commun::{Dossier, JOUR, commande, exemple, retkoop, retkoop_dans};
use super::exemples::annee_a_la_main;

#[test]
fn exit_statuses_are_those_of_the_contract() {
    let dossier = annee_a_la_main();
    for format in ["complet", "concis", "json"] {
        assert_eq!(dossier.retkoop(&["verifier", "--format", format]).code, 0);
    }
    dossier.remplacer("2023-2024/releves/fin.toml", "1636.84", "1636.85");
    assert_eq!(dossier.retkoop(&["verifier"]).code, 0, "a bloquant is no error");
    assert_eq!(dossier.retkoop(&["verifier", "--strict"]).code, 1);
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00");
    for format in ["complet", "concis", "json"] {
        assert_eq!(dossier.retkoop(&["verifier", "--format", format]).code, 1, "{format}");
    }
    for usage in [&["verifie"][..], &["verifier", "--format", "xml"], &["--date", "07/11/2024", "verifier"], &["imprimer", "cfr"]]
    {
        let execution = dossier.retkoop(usage);
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""), "{usage:?}");
        assert!(
            execution.erreurs.starts_with("impossible\u{a0}: ") && execution.erreurs.contains("aide\u{a0}: "),
            "{}",
            execution.erreurs
        );
    }
    assert_eq!(retkoop(&["-C", "/nulle/part", "verifier"]).code, 2);
    let vide = Dossier::new([]);
    assert_eq!(retkoop_dans(vide.chemin(), &["verifier"]).code, 2);
}

#[test]
fn nothing_is_printed_from_accounts_with_an_error() {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00");
    for commande in [&["bilan"][..], &["bilan", "--format", "json"], &["bilan", "--format", "csv"], &["imprimer", "crf"]] {
        let execution = dossier.retkoop(commande);
        assert_eq!((execution.code, execution.sortie.as_str()), (1, ""), "{commande:?}");
        assert!(execution.erreurs.contains("E001"), "{}", execution.erreurs);
    }
    assert!(!dossier.chemin().join("documents").exists());
}

#[test]
fn a_changed_file_stands_for_its_whole_cooperative() {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/releves/fin.toml", "1636.84", "1.00");
    let fichier = dossier.chemin().join("2023-2024/cahier/a.toml");
    let disparu = dossier.chemin().join("2023-2024/cahier/disparu.toml");
    for fichiers in [vec![&fichier], vec![&disparu], vec![&fichier, &disparu, &fichier]] {
        let mut arguments = vec!["verifier", "--date", JOUR, "--format", "concis"];
        arguments.extend(fichiers.iter().map(|f| f.to_str().expect("UTF-8")));
        let execution = retkoop(&arguments);
        assert_eq!(execution.sortie.matches("T003").count(), 1, "{}", execution.sortie);
    }
}

#[test]
fn a_department_checks_all_its_cooperatives_and_tells_its_own_mistakes_once() {
    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE\"\n[seuils]\nplafond = 150\n")]);
    for nom in ["b", "a", "groupe/c"] {
        departement.ecrire(&format!("{nom}/retkoop.toml"), "[cooperative]\nnom = \"École\"\nnumero = \"1\"\n");
        departement
            .ecrire(&format!("{nom}/2023-2024/exercice.toml"), "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-30\nfni = 1\n");
    }
    let execution = departement.retkoop(&["verifier", "--format", "concis"]);
    let lignes: Vec<&str> = execution.sortie.lines().collect();
    assert_eq!(lignes.len(), 5, "{}", execution.sortie);
    assert!(lignes[0].starts_with("departement.toml:4:1: erreur[L002]"), "{}", lignes[0]);
    for (ligne, nom) in lignes[1..].iter().zip(["a", "b", "groupe/c"]) {
        assert!(ligne.starts_with(&format!("{nom}/2023-2024/exercice.toml:4:1: erreur[L002]")), "{ligne}");
    }
    assert!(lignes[4].contains("3\u{a0}coopératives"), "{}", lignes[4]);
}

/// More than a pipe holds, so that the program meets the closed end.
#[test]
fn a_closed_pipe_is_no_failure() {
    let dossier = annee_a_la_main();
    dossier.ecrire("2023-2024/cahier/b.toml", "[[ecriture]]\npiece = \"1\"\ndate = 2024-01-01\nlibelle = \"x\"\n".repeat(2_000));
    let chemin = dossier.chemin().to_str().unwrap();
    let tout = retkoop(&["-C", chemin, "verifier", "--format", "concis"]).sortie.len();
    assert!(tout > 2 * 65_536, "{tout}");
    let mut enfant = commande(&["-C", chemin, "verifier", "--format", "concis"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut un_octet = [0];
    enfant.stdout.take().unwrap().read_exact(&mut un_octet).unwrap();
    assert!(enfant.wait().unwrap().success());
}

#[test]
fn colours_only_where_they_are_wanted() {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00");
    let couleur = |arguments: &[&str]| dossier.retkoop(arguments).sortie.contains('\u{1b}');
    assert!(!couleur(&["verifier"]));
    assert!(couleur(&["verifier", "--couleur", "toujours"]));
    assert!(!couleur(&["verifier", "--couleur", "jamais"]));
}

#[test]
fn control_characters_of_the_data_never_reach_the_terminal() {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/cahier/a.toml", "\"OCCE\"", "\"OCCE \\u001b[31m\\u0007 \u{202e}ecrevni\"");
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00 # \u{1b}[2J \u{9b}1m");
    for format in ["complet", "concis"] {
        let execution = dossier.retkoop(&["verifier", "--format", format]);
        assert!(!execution.sortie.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{}", execution.sortie);
    }
}

#[test]
fn a_new_cooperative_verifies_clean_and_prints() {
    let dossier = Dossier::new([]);
    let nouvelle = dossier.chemin().join("école neuve");
    let chemin = nouvelle.to_str().unwrap();
    let cree = retkoop(&[
        "nouveau",
        chemin,
        "--nom",
        "École « Les \"Tilleuls\" »",
        "--numero",
        "046-0410",
        "--uai",
        "0460410W",
        "--date",
        "2024-11-07",
    ]);
    assert_eq!(cree.code, 0, "{}", cree.erreurs);
    let verifie = retkoop(&["-C", chemin, "verifier", "--strict", "--date", "2024-11-07", "--format", "json"]);
    assert_eq!(verifie.code, 0, "{}", verifie.sortie);
    assert_eq!(retkoop(&["-C", chemin, "imprimer", "crf"]).code, 0);
    assert!(nouvelle.join("documents/crf-046-0410-2024-2025.pdf").exists());
    assert_eq!(retkoop(&["nouveau", chemin]).code, 2, "nothing is ever overwritten");
    let departement = dossier.chemin().join("département");
    assert_eq!(retkoop(&["nouveau", departement.to_str().unwrap(), "--departement", "--nom", "OCCE du Lot"]).code, 0);
    let dedans = departement.join("a");
    assert_eq!(retkoop(&["nouveau", dedans.to_str().unwrap(), "--exercice", "2031-2032"]).code, 0);
    assert!(dedans.join("2031-2032/cahier/2031-09.toml").exists());
    for nom in ["2031-2033", "2031", "a031-2032"] {
        assert_eq!(retkoop(&["nouveau", departement.join("b").to_str().unwrap(), "--exercice", nom]).code, 2, "{nom}");
    }
    assert_eq!(retkoop(&["-C", departement.to_str().unwrap(), "verifier", "--strict"]).code, 0);
}

#[test]
fn the_words_are_french() {
    for arguments in [&["--aide"][..], &["verifier", "--aide"], &["imprimer", "-h"], &["nouveau", "--help"]] {
        let execution = retkoop(arguments);
        assert_eq!(execution.code, 0);
        for anglais in ["Usage", "Options:", "Commands:", "Arguments:", "default:", "possible values", "Print", "help for"] {
            assert!(!execution.sortie.contains(anglais), "{anglais} in {}", execution.sortie);
        }
    }
}

/// Every help, folded for a narrow terminal: a sign that follows a space begins no line (French typography).
#[test]
fn no_line_of_the_help_begins_with_a_sign() {
    fn noms(commande: &clap::Command, chemin: &[String], tous: &mut Vec<Vec<String>>) {
        tous.push(chemin.to_vec());
        for sous in commande.get_subcommands() {
            noms(sous, &[chemin, &[sous.get_name().to_owned()]].concat(), tous);
        }
    }
    let mut tous = Vec::new();
    noms(&retkoop::cli::commande_clap(), &[], &mut tous);
    assert!(tous.len() > 15, "{tous:?}");
    for chemin in tous {
        let arguments = [chemin.as_slice(), &["--help".to_owned()]].concat();
        let aide = retkoop(&arguments).sortie;
        assert!(aide.contains("Utilisation"), "{chemin:?}: {aide}");
        for signe in [';', ':', '!', '?', '»'] {
            assert!(!aide.contains(&format!(" {signe}")), "{chemin:?}: a breaking space before {signe}: {aide}");
        }
    }
}

#[test]
fn a_rule_is_explained_in_eighty_columns_without_markup() {
    for regle in REGLES {
        let texte = explication_texte(regle, Style { couleurs: false, largeur: 200 });
        assert!(texte.starts_with(&format!("{} · {}\n", regle.code.0, regle.nom)), "{texte}");
        assert!(!texte.contains(['`', '\u{1b}']), "{texte}");
        // Files are shown as they are; prose is folded.
        let longue = texte.lines().find(|l| !l.starts_with("     ") && l.chars().count() > 80);
        assert_eq!(longue, None, "{}", regle.nom);
    }
    for nom in ["E001", "e001", "Écriture-Déséquilibrée"] {
        let execution = retkoop(&["expliquer", nom]);
        assert_eq!((execution.code, execution.erreurs.as_str()), (0, ""), "{nom}");
        assert!(execution.sortie.starts_with("E001 · ecriture-desequilibree\n"), "{}", execution.sortie);
    }
    let en_couleur = retkoop(&["--couleur", "toujours", "expliquer", "E001"]).sortie;
    assert!(en_couleur.contains("\u{1b}["), "{en_couleur}");
}

#[test]
fn all_rules_are_listed_by_family_with_their_level() {
    let liste = retkoop(&["expliquer"]).sortie;
    for regle in REGLES {
        let point = if regle.immuable { '●' } else { ' ' };
        let debut = format!("  {} {point} {}", regle.code.0, regle.niveau);
        assert!(liste.lines().any(|l| l.starts_with(&debut) && l.ends_with(regle.nom)), "{debut}");
    }
    assert!(liste.starts_with("Lecture des fichiers\n"), "{liste}");
    assert!(liste.lines().all(|l| l.chars().count() <= 80), "{liste}");
}

#[test]
fn a_mistyped_command_is_answered_by_the_nearest() {
    for (ecrit, propose) in [("verifer", "verifier"), ("cloturrer", "cloturer"), ("atester", "attester")] {
        let execution = retkoop(&[ecrit]);
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""));
        assert!(execution.erreurs.contains(&format!("vouliez-vous dire `{propose}`")), "{}", execution.erreurs);
    }
}

#[test]
fn an_unknown_rule_is_answered_by_the_nearest() {
    for (ecrit, propose) in [("ecriture-desequilibre", "ecriture-desequilibree"), ("Q0002", "Q002")] {
        let execution = retkoop(&["expliquer", ecrit]);
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""));
        assert!(execution.erreurs.contains(&format!("vouliez-vous dire `{propose}`")), "{}", execution.erreurs);
    }
    assert!(retkoop(&["expliquer", "montgolfière"]).erreurs.contains("en donne la liste"));
}

#[test]
fn the_schema_of_a_file_is_found_from_where_one_stands() {
    let ici = exemple("premiers-pas");
    let annee = std::fs::read_dir(&ici).unwrap().map(|e| e.unwrap().path()).find(|p| p.join("exercice.toml").is_file()).unwrap();
    let attendu = retkoop(&["schema", "exercice"]);
    assert_eq!(attendu.code, 0, "{}", attendu.erreurs);
    assert_eq!(retkoop_dans(&annee, &["schema", "exercice.toml"]).sortie, attendu.sortie);
    assert_eq!(retkoop_dans(&annee, &["schema", "../retkoop.toml"]).sortie, retkoop(&["schema", "retkoop"]).sortie);
    assert_eq!(retkoop_dans(&annee, &["schema", "cahier/2030-01.toml"]).sortie, retkoop(&["schema", "cahier"]).sortie);
    assert_eq!(retkoop_dans(&annee, &["schema", "autre.toml"]).code, 2);
}
