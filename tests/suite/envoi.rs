//! The bundle that is sent with the returns: what it takes, and what it says is missing.

use std::fs;

use super::commun::{Dossier, Execution, octets};

/// Bank only, 120,50 all year.
fn open() -> Dossier {
    Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"Coopérative du Bois Joli\"\nnumero = \"046-0411\"\n[tresorerie.banque]\ncompte = \"512\"\n",
        ),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 120.50\n"),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n"),
    ])
}

/// Closed on 12 September 2024; the commission met on the 14th.
fn closed() -> Dossier {
    let dossier = open();
    close(&dossier);
    dossier
}

fn close(dossier: &Dossier) {
    let cloture = dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-12"]);
    assert_eq!(cloture.code, 0, "{}", cloture.erreurs);
}

const COMMISSION: &str = "date = 2024-09-14\n[[verificateur]]\nnom = \"Sabine Orlaveau\"\nqualite = \"parent\"\n[[verificateur]]\n\
                          nom = \"Thibaut Cazelmont\"\nqualite = \"enseignant\"\n[quitus]\ndonne = true\n";

fn bundle(dossier: &Dossier) -> Execution {
    dossier.retkoop(&["imprimer", "dossier", "--exercice", "2023-2024"])
}

/// Every way in which a paper comes out of the program, under the name of the signed one: none is signed.
#[test]
fn a_paper_as_printed_is_not_a_signed_one() {
    let dossier = closed();
    let imprimer = |arguments: &[&str]| {
        let sortie = dossier.chemin().join("papiers");
        let mut tous = vec!["imprimer", "--exercice", "2023-2024", "--sortie", sortie.to_str().expect("UTF-8")];
        tous.extend(arguments);
        let execution = dossier.retkoop(&tous);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        let imprimes = octets(&sortie);
        fs::remove_dir_all(sortie).expect("a folder");
        imprimes
    };
    // Before the commission is written, on another day, as a draft, and every other paper.
    let mut imprimes: Vec<Vec<u8>> = imprimer(&["quitus"]).into_values().collect();
    dossier.ecrire("2023-2024/controle.toml", COMMISSION);
    dossier.ecrire("2023-2024/activites.toml", "");
    imprimes.extend(imprimer(&["tout"]).into_values());
    imprimes.extend(imprimer(&["quitus", "--brouillon"]).into_values());
    imprimes.extend(imprimer(&["quitus", "--date", "2024-10-01"]).into_values());
    // The quitus three times, and the CRF, the CRA, the quitus, the cahier, the reconciliation, the report at least.
    assert!(imprimes.len() >= 3 + 6, "{}", imprimes.len());
    for imprime in &imprimes {
        dossier.ecrire("2023-2024/retour/quitus-signe.pdf", imprime);
        let refus = bundle(&dossier);
        assert!(refus.code == 1 && refus.erreurs.contains("tel que retkoop l’a imprimé"), "{}", refus.erreurs);
    }
    // The home page knows as much.
    let quitus_signe = || {
        let accueil = dossier.retkoop(&["etat", "--date", "2024-10-15"]).sortie;
        let ligne = accueil.lines().find(|ligne| ligne.contains("quitus")).expect("a line").to_owned();
        (ligne.contains('✓'), ligne)
    };
    assert!(!quitus_signe().0, "{}", quitus_signe().1);
    // What is added afterwards comes after the end, as a signature does; a program that saves the file writes it otherwise.
    let quitus = imprimes.first().expect("one");
    let signe = [quitus, b"\n1 0 obj\n<</Type/Sig>>\nendobj\ntrailer\n<</Prev 1>>\nstartxref\n1\n%%EOF\n".as_slice()].concat();
    let mut enregistre = Vec::new();
    lopdf::Document::load_mem(quitus).expect("a PDF").save_to(&mut enregistre).expect("saved");
    for signe in [signe, enregistre, b"%PDF-1.7 scan".to_vec(), b"\xff\xd8\xff\xe0 photo".to_vec()] {
        dossier.ecrire("2023-2024/retour/quitus-signe.pdf", &signe);
        let envoi = bundle(&dossier);
        assert!(envoi.code == 0 && envoi.sortie.contains("[x] Quitus signé"), "{}{}", envoi.sortie, envoi.erreurs);
        assert!(quitus_signe().0, "{}", quitus_signe().1);
    }
    // The blank one beside it harms nothing, and is not enclosed.
    dossier.ecrire("2023-2024/retour/quitus-a-signer.pdf", quitus);
    let envoi = bundle(&dossier);
    assert!(envoi.code == 0 && !envoi.sortie.contains("quitus-a-signer"), "{}", envoi.sortie);
}

/// A CRA put back as it came out of the printer, or an empty file under its name, is none; a scan is one. The closing has nothing
/// to say of it.
#[test]
fn a_compte_rendu_is_as_much_written_before_the_closing_as_after() {
    let printed = || {
        let dossier = open();
        let execution = dossier.retkoop(&["imprimer", "cra", "--exercice", "2023-2024"]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        octets(&dossier.chemin().join("documents")).into_values().next().expect("the CRA")
    };
    for (contenu, is_written) in [(printed(), false), (Vec::new(), false), (b"%PDF-1.7 scan".to_vec(), true)] {
        let dossier = open();
        dossier.ecrire("2023-2024/controle.toml", COMMISSION);
        dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
        dossier.ecrire("2023-2024/retour/cra.pdf", contenu);
        let home_page = || {
            let accueil = dossier.retkoop(&["etat", "--exercice", "2023-2024", "--date", "2024-09-15"]).sortie;
            accueil.lines().find(|ligne| ligne.contains("CRA")).expect("a line").to_owned()
        };
        let bundle_says = || {
            let Execution { sortie, erreurs, .. } = bundle(&dossier);
            let missing = erreurs + &sortie;
            let cra = ["`retour/cra.pdf` est tel", "`activites.toml` n’est pas écrit"];
            cra.iter().any(|reason| missing.contains(reason))
        };
        for moment in ["before", "after"] {
            let line = home_page();
            assert_eq!(line.contains("à écrire"), !is_written, "{moment}: {line}");
            assert_eq!(bundle_says(), !is_written, "{moment}: {line}");
            if moment == "before" {
                close(&dossier);
            }
        }
    }
}

/// All that is missing at once: what forbids the bundle, and what it may go without; once it goes, the same list.
#[test]
fn a_refusal_tells_all_that_is_missing() {
    let dossier = closed();
    let refus = bundle(&dossier);
    let dit = refus.erreurs.replace('\u{a0}', " ");
    assert_eq!((refus.code, refus.sortie.as_str()), (1, ""));
    let (refuse, manque) = dit.split_once("Manque aussi, sans empêcher l’envoi :").expect("two parts");
    assert!(refuse.contains("controle.toml") && refuse.contains("quitus.pdf"), "{refuse}");
    assert!(manque.contains("activites.toml") && manque.contains("releve.pdf"), "{manque}");
    assert!(!dit.contains("subventions"), "there is none: {dit}");
    dossier.ecrire("2023-2024/controle.toml", COMMISSION);
    dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
    let envoi = bundle(&dossier);
    let liste = envoi.sortie.replace('\u{a0}', " ");
    for ligne in [
        "  - Compte rendu d’activités (à remplir à la main)\n",
        "  - Tableau des subventions (vierge)\n",
        "  - Compte rendu financier\n",
        "  [x] Quitus signé par les vérificateurs\n",
        "  [ ] Compte rendu d’activités\n",
        "  [ ] Relevé de banque au dernier jour\n",
        "  [-] Justificatifs des subventions : sans objet\n",
    ] {
        assert_eq!(liste.matches(ligne).count(), 1, "{ligne}: {liste}");
    }
    // Written, it is no longer blank.
    dossier.ecrire("2023-2024/activites.toml", "[conseil]\nreunions = 3\n");
    let liste = bundle(&dossier).sortie;
    assert!(liste.contains("  - Compte rendu d’activités\n") && liste.contains("  [x] Compte rendu d’activités\n"), "{liste}");
}

/// The statement of the last day is no scan: the page asks for it before the return is sent, and says that it is missing until the
/// department accepts, or the scan is there. A paper of ours under its name is none.
#[test]
fn what_the_bundle_goes_without_stays_on_the_home_page() {
    let dossier = closed();
    dossier.ecrire("2023-2024/controle.toml", COMMISSION);
    dossier.ecrire("2023-2024/activites.toml", "");
    dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
    let page = |jour: &str| {
        let texte = dossier.retkoop(&["--date", jour]).sortie.replace('\u{a0}', " ");
        texte.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let noter = |etape: &str, jour: &str| {
        assert_eq!(dossier.retkoop(&["retour", etape, "--exercice", "2023-2024", "--date", jour]).code, 0);
    };
    let (demande, rappel) = (
        "mettre dans 2023-2024/retour/ ce qui manque au dossier : relevé de banque au dernier jour",
        "CRF 2023-2024 envoyé le 15/09/2024 ; manque au dossier : relevé de banque au dernier jour",
    );
    assert!(page("2024-09-15").contains(demande), "{}", page("2024-09-15"));
    noter("saisi", "2024-09-15");
    assert!(page("2024-09-15").contains(rappel) && !page("2024-09-15").contains(demande), "{}", page("2024-09-15"));
    noter("valide", "2024-09-15");
    assert!(page("2024-09-16").contains(rappel), "{}", page("2024-09-16"));
    // Ours, printed for the bank: no paper of the bank.
    assert_eq!(dossier.retkoop(&["imprimer", "rapprochement", "--exercice", "2023-2024"]).code, 0);
    let imprime = octets(&dossier.chemin().join("documents")).into_values().next().expect("a paper");
    dossier.ecrire("2023-2024/retour/releve.pdf", &imprime);
    assert!(page("2024-09-16").contains(rappel), "{}", page("2024-09-16"));
    dossier.ecrire("2023-2024/retour/releve.pdf", b"%PDF-1.4 scan");
    assert!(!page("2024-09-16").contains("manque au dossier"), "{}", page("2024-09-16"));
    fs::remove_file(dossier.chemin().join("2023-2024/retour/releve.pdf")).expect("a file");
    noter("accepte", "2024-09-20");
    assert!(!page("2024-09-20").contains("manque au dossier"), "{}", page("2024-09-20"));
    // The same paper of ours beside the statements, under a seal.
    assert_eq!(dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "Un scan", "--date", "2024-09-21"]).code, 0);
    dossier.ecrire("2023-2024/releves/2024-08.pdf", &imprime);
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-22"]).code, 0);
    assert!(page("2024-09-22").contains(demande), "{}", page("2024-09-22"));
}

/// Two scans whose paths come to one name in the bundle: both are in it.
#[test]
fn no_scan_takes_the_place_of_another() {
    let dossier = closed();
    dossier.ecrire("2023-2024/controle.toml", COMMISSION);
    dossier.ecrire("2023-2024/retour/quitus-1.jpg", b"\xff\xd8\xff\xe0 recto");
    dossier.ecrire("2023-2024/retour/quitus/1.jpg", b"\xff\xd8\xff\xe0 verso");
    let envoi = bundle(&dossier);
    assert_eq!(envoi.code, 0, "{}", envoi.erreurs);
    let joints = octets(&dossier.chemin().join("documents/dossier-046-0411-2023-2024/joints"));
    let mut cotes: Vec<&[u8]> = joints.values().map(|contenu| &contenu[5..]).collect();
    cotes.sort_unstable();
    assert_eq!(cotes, [b"recto", b"verso"]);
}
