//! Each number that the CRF prints is asked for by the words beside which it stands.

use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::{Montant, date};
use retkoop::etat::crf::{CahierIntegre, Crf};
use retkoop::etat::pourquoi::Pourquoi;
use retkoop::parse::charger;
use retkoop::source::disque;

use super::commun::{Dossier, JOUR, exemple, racine};

/// What stands on the page: words, perhaps those of its block too, and the number beside them.
struct Imprime {
    mots: String,
    /// What tells it from the same words in another block.
    de: String,
    montant: Montant,
}

fn imprime(mots: impl Into<String>, de: impl Into<String>, montant: Montant) -> Imprime {
    Imprime { mots: mots.into(), de: de.into(), montant }
}

/// The words are those of the templates, written here by hand.
fn imprimes(crf: &Crf) -> Vec<Imprime> {
    let fin = date::en_toutes_lettres(crf.identite.fin);
    let seul = |mots: &str, montant| imprime(mots, "", montant);
    let (mot, difference) = match crf.resultat.is_negative() {
        true => ("Déficit", "charges moins produits"),
        false => ("Excédent", "produits moins charges"),
    };
    let mut tous = vec![
        seul("Recettes de l’exercice", crf.total_produits),
        seul("Dépenses de l’exercice", crf.total_charges),
        seul(&format!("{mot} de l’exercice"), crf.resultat),
        seul(&format!("Avoir au {fin}"), crf.bilan.total_actif),
        seul("Total des charges", crf.total_charges),
        seul("Total des produits", crf.total_produits),
        seul(&format!("{mot} de l’exercice ({difference})"), crf.resultat),
        seul("opérations comptables", Montant::from_centimes(100 * crf.ecritures as i64)),
        seul("Régies et cahiers de classe", crf.bilan.total_regies),
        seul("Report à nouveau", crf.bilan.report_a_nouveau),
        seul("Résultat de l’exercice", crf.bilan.resultat),
        seul("Total de l’actif", crf.bilan.total_actif),
        seul("Total du passif", crf.bilan.total_passif),
        seul("Total des subventions", crf.subventions.total),
        seul(&format!("Total du compte {}", crf.subventions.compte), crf.subventions.total_du_compte),
        seul("Reste à dépenser", crf.subventions.total_du_reste),
    ];
    for ligne in crf.charges.iter().chain(&crf.produits) {
        let (compte, suffixe, libelle) = (ligne.compte, &ligne.suffixe, &ligne.libelle);
        tous.extend([
            seul(&format!("{compte} {suffixe} {libelle}"), ligne.montant),
            // In the drawing.
            seul(&format!("{compte} {libelle}"), ligne.montant),
        ]);
    }
    for CahierIntegre { classe, charges, produits, .. } in &crf.cahiers_de_classe {
        tous.extend([
            imprime("Charges", classe, *charges),
            imprime("Produits", classe, *produits),
            imprime("Résultat", classe, *produits - *charges),
            seul(&format!("classe.{classe}"), *produits - *charges),
        ]);
    }
    tous.extend(crf.bilan.actif.iter().map(|l| seul(&format!("{} {}", l.compte, l.intitule), l.montant)));
    for (classe, montant) in &crf.bilan.regies {
        let classe = if classe.is_empty() { "la régie sans classe" } else { classe };
        tous.push(imprime("Détenu par les classes", classe, *montant));
    }
    for r in &crf.rapprochements {
        let de = &r.intitule;
        tous.extend(r.operations.iter().map(|o| imprime(&o.libelle, de, o.montant.abs())));
        if let (Some((jour, solde)), Some(attendu), Some(ecart)) = (r.releve, r.solde_attendu, r.ecart) {
            tous.extend([
                imprime(format!("Solde du relevé au {}", date::en_toutes_lettres(jour)), de, solde),
                imprime("Sorties non pointées", de, r.sorties_non_pointees),
                imprime("Entrées non pointées", de, r.entrees_non_pointees),
                imprime("Solde auquel conduit le relevé", de, attendu),
                imprime(format!("Solde du cahier au {fin}"), de, r.solde_cahier),
                imprime("Écart", de, ecart),
            ]);
        }
    }
    for a in &crf.arretes {
        let jour = date::en_toutes_lettres(a.date);
        tous.extend([
            imprime(format!("Espèces comptées le {jour}"), &a.intitule, a.compte),
            imprime("Total compté", &a.intitule, a.compte),
            imprime("Solde du cahier ce jour", &a.intitule, a.solde),
            imprime("Écart", &a.intitule, a.ecart),
        ]);
        // « 50 € », « 0,50 € ».
        let nom = |valeur: Montant| valeur.to_string().replace(",00", "");
        tous.extend(a.coupures.iter().map(|(valeur, _, montant)| imprime(nom(*valeur), &a.intitule, *montant)));
    }
    tous.extend(crf.caisses_non_comptees.iter().map(|c| seul(&c.intitule, c.montant)));
    for s in &crf.subventions.lignes {
        tous.extend([
            seul(&format!("{} {}", s.origine, s.designation), s.montant),
            imprime("Reste à dépenser", format!("de {} {}", s.origine, s.designation), s.reste_a_depenser),
        ]);
    }
    for (rang, (jour, montant)) in crf.tresorerie_par_mois.iter().enumerate() {
        let mots = match rang {
            0 => "Ouverture".to_owned(),
            _ => format!("Fin {} {}", date::nom_du_mois(*jour), jour.format("%Y")),
        };
        tous.push(seul(&mots, *montant));
    }
    tous
}

/// Asks for each number of the CRFs of a folder; where its words are those of several, they are told, and it is one of them.
/// Gives the words of its last exercice.
fn tout_demander(dossier: &std::path::Path) -> Vec<String> {
    let lu = charger(disque::lire(dossier).expect("a folder"), None);
    let controle = Controle::new(&lu, JOUR.parse().expect("a day"));
    let mut mots = vec![];
    for exercice in &lu.exercices {
        let preuve = DossierControle::prouver(&controle, &exercice.nom).expect("no error");
        let crf = Crf::etablir(&preuve);
        mots.clear();
        for Imprime { mots: dits, de, montant } in imprimes(&crf) {
            let precises = if de.is_empty() { dits.clone() } else { format!("{dits}, {de}") };
            let trouve = Pourquoi::etablir(&preuve, &precises).unwrap_or_else(|m| panic!("{}: {precises}: {m:?}", exercice.nom));
            assert_eq!(trouve.montant, montant, "{}: {precises}", exercice.nom);
            // Words that stand in several blocks are refused with the names of all.
            if let Err(manque) = Pourquoi::etablir(&preuve, &dits) {
                assert!(manque.aide.contains(&format!("`{}`", trouve.figure)), "{dits}: {manque:?}");
            }
            mots.push(dits);
        }
    }
    mots
}

#[test]
fn each_number_of_the_example_is_asked_for_in_the_words_of_its_page() {
    let mots = tout_demander(&exemple("ecole-jules-ferry"));
    let page = std::fs::read_to_string(racine().join("tests/papiers/crf.txt")).expect("the pages");
    let nue = |texte: &str| texte.replace(['\u{202f}', '\u{a0}'], " ").replace("Val- de", "Val-de");
    let page = nue(&page);
    for mots in mots.iter().filter(|mots| !mots.starts_with("classe.") && !mots.contains("Reste à dépenser")) {
        assert!(page.contains(&nue(mots)), "the page does not say « {mots} »");
    }
    assert!(mots.len() > 60, "{}", mots.len());
    tout_demander(&exemple("premiers-pas"));
}

/// Two banks with a statement, one without, two cash boxes of which one is not counted, a carried-over operation not ticked,
/// advances with and without a class, two subsidies of one giver.
#[test]
fn words_that_stand_in_several_blocks_are_told_apart() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let comptes = "[tresorerie.livret]\ncompte = \"514\"\nlibelle = \"Livret\"\n[tresorerie.poste]\ncompte = \"514\"\n\
                   [tresorerie.ecole]\ncompte = \"530\"\nlibelle = \"Tiroir\"\n";
    dossier.ecrire("retkoop.toml", dossier.lire("retkoop.toml") + comptes);
    dossier.remplacer("2024-2025/exercice.toml", "pointage      = 2024-10-31\n", "");
    dossier.remplacer("2024-2025/subventions.toml", "Conseil départemental du Val-de-Brume", "Mairie de Saint-Loup-les-Tilleuls");
    let ecriture = |piece: &str, lignes: &str| {
        format!("\n[[ecriture]]\npiece = \"{piece}\"\ndate = 2025-07-04\nlibelle = \"Pièce {piece}\"\n{lignes}\n")
    };
    let entrees = ecriture("34", "entree.livret = 12.00\nventilation.7562 = 12.00")
        + &ecriture("35", "sortie.livret = 4.00\nregie.versee = 4.00")
        + &ecriture("36", "sortie.banque = 9.00\nregie = { versee = 9.00, classe = \"CP\" }")
        + &ecriture("37", "entree.poste = 30.00\nventilation.7562 = 30.00\npointage = 2025-08-31")
        + &ecriture("38", "entree.ecole = 5.00\nventilation.7562 = 5.00");
    dossier.ecrire("2024-2025/cahier/2025-07.toml", dossier.lire("2024-2025/cahier/2025-07.toml") + &entrees);
    dossier.ecrire("2024-2025/releves/poste.toml", "tresorerie = \"poste\"\ndate = 2025-08-31\nsolde = 30.00\n");
    tout_demander(dossier.chemin());
}
