//! Bad input: a clear error with its code and place, nothing written, nothing lost, never a panic.

use std::fs;
use std::os::unix::fs::symlink;

use super::commun::{Dossier, commande, retkoop};
use super::exemples::annee_a_la_main;

fn codes(dossier: &Dossier) -> Vec<String> {
    dossier.constats().into_iter().map(|c| c.code).collect()
}

#[test]
fn unreadable_files_are_told_and_their_consequences_are_not() {
    for (contenu, code) in [
        (&b"\xff\xfe[\0"[..], "L006"),
        (b"libelle = \"\xe9cole\"", "L006"),
        (b"[[ecriture]]\npiece = \"13\"\nlibelle = \"a\0\"\nsortie.banque = 1\nventilation.6181 = 1\n", "L001"),
        (b"\0\0\0\0", "L001"),
        (b"]]]]]]]", "L001"),
        (b"a = \"", "L001"),
    ] {
        let dossier = annee_a_la_main();
        dossier.ecrire("2023-2024/cahier/b.toml", contenu);
        assert_eq!(codes(&dossier), [code], "{contenu:?}");
        assert_eq!(dossier.retkoop(&["bilan"]).code, 1);
    }
}

#[test]
fn empty_files_bom_and_crlf_are_fine() {
    let dossier = annee_a_la_main();
    for (chemin, contenu) in [
        ("2023-2024/cahier/vide.toml", ""),
        ("inventaire.toml", "# rien\n"),
        ("departement.toml", "\u{feff}"),
        ("2023-2024/controle.toml", "\n"),
    ] {
        dossier.ecrire(chemin, contenu);
    }
    let cahier = dossier.lire("2023-2024/cahier/a.toml");
    dossier.ecrire("2023-2024/cahier/a.toml", format!("\u{feff}{}", cahier.replace('\n', "\r\n")));
    assert_eq!(codes(&dossier), [] as [&str; 0]);
    dossier.ecrire("2023-2024/cahier/a.toml", format!("\u{feff}x = 1\r\n{}", cahier.replace('\n', "\r\n")));
    let constats = dossier.constats();
    assert_eq!((constats[0].code.as_str(), constats[0].ligne, constats.len()), ("L002", 1, 1));
}

#[test]
fn nesting_and_size_have_limits() {
    for ouvrant in ["[", "{a=", "{a.b.c=["] {
        let dossier = annee_a_la_main();
        dossier.ecrire("2023-2024/cahier/b.toml", format!("x = {}\n", ouvrant.repeat(10_000)));
        assert_eq!(codes(&dossier), ["L001"], "{ouvrant}");
    }
    let dossier = annee_a_la_main();
    let fichier = fs::File::create(dossier.chemin().join("2023-2024/cahier/gros.toml")).unwrap();
    fichier.set_len(200_000_000).unwrap();
    assert_eq!(codes(&dossier), ["L006"]);
}

#[test]
fn links_and_paths_do_not_leave_the_folder() {
    let ailleurs = Dossier::new([("secret.toml", "[[ecriture]]\n"), ("recu.pdf", "x")]);
    let dossier = annee_a_la_main();
    symlink(ailleurs.chemin().join("secret.toml"), dossier.chemin().join("2023-2024/cahier/b.toml")).unwrap();
    assert_eq!(codes(&dossier), ["L008"]);
    fs::remove_file(dossier.chemin().join("2023-2024/cahier/b.toml")).unwrap();
    symlink(ailleurs.chemin(), dossier.chemin().join("2023-2024/cahier/c")).unwrap();
    assert_eq!(codes(&dossier), ["L008"]);
    fs::remove_file(dossier.chemin().join("2023-2024/cahier/c")).unwrap();
    symlink("absent.toml", dossier.chemin().join("2023-2024/cahier/d.toml")).unwrap();
    assert_eq!(codes(&dossier), ["L008"]);
    fs::remove_file(dossier.chemin().join("2023-2024/cahier/d.toml")).unwrap();
    symlink("cahier/a.toml", dossier.chemin().join("2023-2024/lien.pdf")).unwrap();
    assert_eq!(codes(&dossier), [] as [&str; 0], "a link inside is a file");
    for chemin in ["../../recu.pdf", "/etc/hostname", "pieces/../../../x", "C:\\recu.pdf"] {
        let dossier = annee_a_la_main();
        dossier.remplacer(
            "2023-2024/cahier/a.toml",
            "libelle = \"OCCE\"",
            &format!("libelle = \"OCCE\"\njustificatifs = ['{chemin}']"),
        );
        assert_eq!(codes(&dossier), ["L008"], "{chemin}");
    }
}

#[test]
fn a_pipe_is_not_awaited() {
    let dossier = annee_a_la_main();
    let tube = dossier.chemin().join("2023-2024/cahier/tube.toml");
    assert!(std::process::Command::new("mkfifo").arg(&tube).status().unwrap().success());
    assert_eq!(codes(&dossier), ["L006"]);
}

#[test]
fn amounts_at_the_limits() {
    let dossier = annee_a_la_main();
    let mut cahier = dossier.lire("2023-2024/cahier/a.toml");
    for n in 13..40 {
        cahier.push_str(&format!(
            "[[ecriture]]\npiece = \"{n}\"\ndate = 2024-06-24\nlibelle = \"x{n}\"\nentree.banque = 9999999999.99\nventilation.7080 = 9999999999.99\npointage = 2024-08-31\n"
        ));
    }
    dossier.ecrire("2023-2024/cahier/a.toml", cahier);
    dossier.ecrire(
        "2023-2024/caisse/x.toml",
        "date = 2024-06-30\ntresorerie = \"caisse\"\n[coupures]\n\"500\" = 9223372036854775807\n",
    );
    let codes = codes(&dossier);
    assert!(codes.contains(&"C004".to_owned()) && codes.contains(&"T003".to_owned()), "{codes:?}");
}

/// So many entries of the largest amount that their sum would leave an integer: refused, not wrapped round.
#[test]
fn sums_cannot_overflow() {
    let dossier = annee_a_la_main();
    let entree = "[[ecriture]]\npiece=\"1\"\ndate=2024-06-24\nlibelle=\"x\"\nentree.banque=9999999999.99\nventilation.7080=9999999999.99\n";
    dossier.ecrire("2023-2024/cahier/b.toml", entree.repeat(60_000));
    assert!(codes(&dossier).contains(&"L005".to_owned()));
}

#[test]
fn broken_identities_do_not_stop_the_check() {
    for retkoop_toml in ["", "[cooperative]\n", "]", "[cooperative]\nnom = 1\nnumero = 2\n[tresorerie]\nbanque = 1\n"] {
        let dossier = annee_a_la_main();
        dossier.ecrire("retkoop.toml", retkoop_toml);
        let constats = dossier.constats();
        assert!(!constats.is_empty(), "{retkoop_toml}");
        assert!(constats.iter().all(|c| c.code.starts_with('L') || c.code == "E006"), "{constats:?}");
    }
    assert_eq!(retkoop(&["-C", "/dev/null", "verifier"]).code, 2);
}

/// What has no end is refused, not awaited; a folder is no paper.
#[test]
fn only_ordinary_files_are_attested() {
    for (chemin, dit) in
        [("/dev/zero", "n’est pas un fichier ordinaire"), ("/tmp", "est un dossier"), ("/tmp/-/absent.pdf", "introuvable")]
    {
        let execution = retkoop(&["attester", chemin]);
        assert_eq!(execution.code, 2);
        assert!(execution.erreurs.contains(dit), "{}", execution.erreurs);
    }
}

/// A terminal may say that it is as wide as it likes.
#[test]
fn the_width_of_the_terminal_is_bounded() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let bilan = |colonnes: &str| {
        let mut commande = commande(&["-C", dossier.chemin().to_str().unwrap(), "bilan", "--exercice", "2024-2025"]);
        String::from_utf8(commande.env("COLUMNS", colonnes).output().expect("it runs").stdout).expect("UTF-8")
    };
    assert_eq!(["65537", "99999999999"].map(bilan), ["1000", "1000"].map(bilan));
}
