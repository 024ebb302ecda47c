//! The seal itself: one for each closing, over every receipt that the accounts name.

use std::thread;

use super::cloture::{attester, cloturer, mini_annee, reussir};

/// Whoever comes second is told, and the seal on the disk is the one whose fingerprint was said.
#[test]
fn of_two_closings_at_once_one_succeeds() {
    for _ in 0..3 {
        let dossier = mini_annee();
        let jours = ["2024-09-05", "2024-09-06", "2024-09-07", "2024-09-08"];
        let executions = thread::scope(|scope| {
            let lances = jours.map(|jour| scope.spawn(|| cloturer(&dossier, "2023-2024", jour)));
            lances.map(|lance| lance.join().expect("it ends"))
        });
        let reussies: Vec<_> = executions.iter().filter(|e| e.code == 0).collect();
        assert_eq!(reussies.len(), 1, "{executions:?}");
        let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
        let empreinte = sceau["sceau"]["empreinte"].as_str().expect("a fingerprint");
        assert!(reussies[0].sortie.contains(empreinte), "{}", reussies[0].sortie);
        reussir(&attester(&dossier));
    }
}

/// Receipts stand under the seal wherever they are kept; the papers of the returns do not.
#[test]
fn a_receipt_kept_with_the_returns_is_sealed() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/cahier/annee.toml", "pieces/05-mairie.pdf", "./retour/05-mairie.pdf");
    dossier.remplacer("2023-2024/subventions.toml", "pieces/05-mairie.pdf", "retour/convention.pdf");
    std::fs::remove_dir_all(dossier.chemin().join("2023-2024/pieces")).expect("a folder");
    dossier.ecrire("2023-2024/retour/05-mairie.pdf", "l’avis de versement");
    dossier.ecrire("2023-2024/retour/convention.pdf", "la convention");
    dossier.ecrire("2023-2024/retour/engagement.pdf", "signé");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire("2023-2024/retour/quitus.pdf", "signé");
    dossier.ecrire("2023-2024/retour/engagement.pdf", "signé de nouveau");
    reussir(&attester(&dossier));
    for chemin in ["2023-2024/retour/05-mairie.pdf", "2023-2024/retour/convention.pdf"] {
        let contenu = dossier.lire(chemin);
        dossier.ecrire(chemin, "autre chose");
        let execution = attester(&dossier);
        assert_eq!(execution.code, 1);
        assert!(execution.sortie.contains(&format!("modifié\u{a0}: {chemin}")), "{}", execution.sortie);
        std::fs::remove_file(dossier.chemin().join(chemin)).expect("a file");
        assert!(attester(&dossier).sortie.contains(&format!("retiré\u{a0}: {chemin}")));
        dossier.ecrire(chemin, contenu);
    }
    reussir(&attester(&dossier));
}
