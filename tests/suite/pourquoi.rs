//! Any figure of the CRF is followed to its entries, its receipts, its statements, its counts, and an opening with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::Montant;
use retkoop::etat::crf::{Bilan, CahierIntegre, Crf};
use retkoop::etat::pourquoi::{Nature, Pourquoi, Terme};
use retkoop::etat::subventions::Subventions;
use retkoop::parse::Dossier as Lu;
use retkoop::source::disque;

use super::commun::{Dossier, JOUR, exemple, retkoop};

/// Figures as they were followed, by exercice and name.
type Suivies = BTreeMap<(String, String), Montant>;

fn lire(dossier: &Path) -> Lu {
    retkoop::parse::charger(disque::lire(dossier).expect("a folder"), None)
}

/// Follows a figure, and everything that it is the sum of, down to what is written in a file.
fn suivre(controle: &Controle, exercice: &str, figure: &str, suivies: &mut Suivies) -> Montant {
    let cle = (exercice.to_owned(), figure.to_owned());
    if let Some(montant) = suivies.get(&cle) {
        return *montant;
    }
    let preuve = DossierControle::prouver(controle, exercice).expect("no error");
    let pourquoi = Pourquoi::etablir(&preuve, figure).unwrap_or_else(|m| panic!("{figure}: {m:?}"));
    assert_eq!(pourquoi.figure, figure);
    assert_eq!(pourquoi.montant, pourquoi.termes.iter().map(|t| t.montant).sum(), "{figure}");
    suivies.insert(cle, pourquoi.montant);
    for terme in &pourquoi.termes {
        if terme.figure.is_empty() {
            assert!(terme.ecriture.is_some(), "{figure}: {terme:?} leads nowhere");
        } else {
            let de = if terme.exercice.is_empty() { exercice } else { &terme.exercice };
            let montant = suivre(controle, de, &terme.figure, suivies);
            assert!(montant == terme.montant || montant == -terme.montant, "{figure}: {terme:?} is {montant}");
        }
        ecrit(controle, terme);
    }
    pourquoi.montant
}

/// The line of the file is what it is said to be.
fn ecrit(controle: &Controle, terme: &Terme) {
    let Some(ecriture) = &terme.ecriture else { return };
    let source = controle.dossier.sources.iter().find(|s| s.chemin == ecriture.place.fichier).expect("a file");
    let ligne = source.texte.lines().nth(ecriture.place.ligne as usize - 1).expect("a line");
    let decimal = terme.montant.abs().decimal();
    let attendu = match ecriture.nature {
        Nature::Ecriture => "[[ecriture]]".to_owned(),
        Nature::OperationDeClasse => "[[operation]]".to_owned(),
        // Where the year writes no carried-over operation, they are those of the year before.
        Nature::Report if ecriture.place.fichier.contains("/cahier/") => "[[ecriture]]".to_owned(),
        Nature::Report => "[[report]]".to_owned(),
        Nature::Subvention => "[[subvention]]".to_owned(),
        Nature::Sceau => "empreinte".to_owned(),
        Nature::Releve => "solde".to_owned(),
        // « 2 × 5,00 € »: the count stands on its line.
        Nature::ArreteDeCaisse => format!("= {}", terme.libelle.split(' ').next().expect("a count")),
        Nature::Ouverture if terme.montant.is_zero() => String::new(),
        Nature::Ouverture => decimal,
    };
    assert!(ligne.contains(&attendu), "{:?}: « {ligne} »", terme);
}

/// Every amount of the CRF, under the name by which it is asked for. The patterns name each field: a new one must say what it is.
fn chiffres(crf: &Crf) -> Vec<(String, Montant)> {
    let Crf {
        identite: _,
        charges,
        produits,
        total_charges,
        total_produits,
        resultat,
        cahiers_de_classe,
        bilan,
        rapprochements,
        arretes,
        caisses_non_comptees: _,
        subventions,
        emargement: _,
        tresorerie_par_mois,
        ecritures,
        retour_depasse: _,
        avancement: _,
        precedent: _,
    } = crf;
    let mut chiffres: Vec<(String, Montant)> = vec![
        ("total_charges".into(), *total_charges),
        ("total_produits".into(), *total_produits),
        ("resultat".into(), *resultat),
        ("operations".into(), Montant::from_centimes(100 * *ecritures as i64)),
    ];
    chiffres.extend(charges.iter().chain(produits).map(|l| (l.compte.to_string(), l.montant)));
    for CahierIntegre { classe, piece: _, charges, produits } in cahiers_de_classe {
        chiffres.extend([
            (format!("charges.{classe}"), *charges),
            (format!("produits.{classe}"), *produits),
            (format!("cahier.{classe}"), *produits - *charges),
        ]);
    }
    let Bilan { actif, regies, total_regies, total_actif, report_a_nouveau, resultat: _, total_passif } = bilan;
    chiffres.extend(actif.iter().map(|l| (l.nom.clone(), l.montant)));
    let nom = |classe: &str| if classe.is_empty() { "sans-classe".to_owned() } else { classe.to_owned() };
    chiffres.extend(regies.iter().map(|(classe, montant)| (format!("regie.{}", nom(classe)), *montant)));
    chiffres.extend([
        ("regies".into(), *total_regies),
        ("total_actif".into(), *total_actif),
        ("report_a_nouveau".into(), *report_a_nouveau),
        ("total_passif".into(), *total_passif),
    ]);
    for r in rapprochements {
        let nom = &r.tresorerie;
        chiffres.extend([
            (format!("sorties_non_pointees.{nom}"), r.sorties_non_pointees),
            (format!("entrees_non_pointees.{nom}"), r.entrees_non_pointees),
            (format!("solde_du_cahier.{nom}"), r.solde_cahier),
        ]);
        if let (Some((_, solde)), Some(attendu), Some(ecart)) = (r.releve, r.solde_attendu, r.ecart) {
            chiffres.extend([
                (format!("solde_du_releve.{nom}"), solde),
                (format!("rapprochement.{nom}"), attendu),
                (format!("ecart.{nom}"), ecart),
            ]);
        }
    }
    for a in arretes {
        chiffres.extend([
            (format!("arrete_de_caisse.{}", a.tresorerie), a.compte),
            (format!("solde_du_cahier.{}", a.tresorerie), a.solde),
            (format!("ecart.{}", a.tresorerie), a.ecart),
        ]);
    }
    let Subventions { lignes, total, total_du_reste, compte, total_du_compte, ecart } = subventions;
    chiffres.extend([
        ("subventions".into(), *total),
        ("reste_a_depenser".into(), *total_du_reste),
        (compte.to_string(), *total_du_compte),
        ("ecart_des_subventions".into(), *ecart),
    ]);
    for l in lignes {
        chiffres.extend([
            (format!("subvention.{}", l.piece), l.montant),
            (format!("reste_a_depenser.{}", l.piece), l.reste_a_depenser),
        ]);
    }
    let mois = tresorerie_par_mois.iter().enumerate().map(|(rang, (jour, montant))| match rang {
        0 => ("tresorerie.ouverture".into(), *montant),
        _ => (format!("tresorerie.{}", jour.format("%Y-%m")), *montant),
    });
    chiffres.into_iter().chain(mois).collect()
}

/// Asks for every figure of the CRFs of a folder, and follows each to the end.
fn tout_suivre(dossier: &Path) -> Suivies {
    let lu = lire(dossier);
    let controle = Controle::new(&lu, JOUR.parse().expect("a day"));
    let mut suivies = Suivies::new();
    for exercice in &lu.exercices {
        let crf = Crf::etablir(&DossierControle::prouver(&controle, &exercice.nom).expect("no error"));
        for (figure, montant) in chiffres(&crf) {
            assert_eq!(suivre(&controle, &exercice.nom, &figure, &mut suivies), montant, "{figure}");
        }
    }
    suivies
}

#[test]
fn every_figure_of_the_crf_is_followed_to_what_is_written() {
    for nom in ["ecole-jules-ferry", "premiers-pas"] {
        assert!(tout_suivre(&exemple(nom)).len() > 40, "{nom}");
    }
}

/// Each amount that the pages print is one that was followed, or one of what it is the sum of, this year or the year before.
#[test]
fn every_amount_on_the_pages_of_the_crf_was_followed() {
    let dossier = exemple("ecole-jules-ferry");
    let lu = lire(&dossier);
    let controle = Controle::new(&lu, JOUR.parse().expect("a day"));
    let mut connus: BTreeSet<String> = retkoop::coop::COUPURES.iter().map(|valeur| valeur.sans_unite()).collect();
    for (exercice, figure) in tout_suivre(&dossier).into_keys() {
        let preuve = DossierControle::prouver(&controle, &exercice).expect("no error");
        let pourquoi = Pourquoi::etablir(&preuve, &figure).expect("a figure");
        let montants = pourquoi.termes.iter().map(|t| t.montant).chain([pourquoi.montant]);
        connus.extend(montants.flat_map(|m| [m, m.abs()]).map(|m| m.sans_unite()));
    }
    let pages = std::fs::read_to_string(super::commun::racine().join("tests/papiers/crf.txt")).expect("the pages");
    let mots: Vec<&str> = pages.split_whitespace().map(|mot| mot.trim_end_matches(['€', '.'])).collect();
    let mut imprimes = 0;
    for (rang, mot) in mots.iter().enumerate().filter(|(_, mot)| est_la_fin_d_un_montant(mot)) {
        // A space of thousands is written as any other: « 39 1 250,00 » may end with three amounts, of which one is printed.
        let debuts = (0..=rang.min(3)).map(|groupes| mots[rang - groupes..=rang].join("\u{202f}"));
        assert!(debuts.into_iter().any(|montant| connus.contains(&montant)), "{}", mots[rang.saturating_sub(3)..=rang].join(" "));
        imprimes += usize::from(*mot != "0,00");
    }
    assert!(imprimes > 90, "{imprimes}");
}

/// `5,00`, or the `007,35` of `5 007,35`.
fn est_la_fin_d_un_montant(mot: &str) -> bool {
    let nu = mot.trim_start_matches('\u{2212}');
    nu.split_once(',').is_some_and(|(entiers, decimales)| {
        let chiffres = |texte: &str| !texte.is_empty() && texte.bytes().all(|b| b.is_ascii_digit());
        decimales.len() == 2 && chiffres(entiers) && chiffres(decimales)
    })
}

/// What `pourquoi` answers, its spaces made plain.
fn texte(dossier: &Dossier, figure: &str) -> String {
    let execution = dossier.retkoop(&["-q", "--exercice", "2024-2025", "pourquoi", figure]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    execution.sortie.replace(['\u{202f}', '\u{a0}'], " ")
}

/// What it answers when it cannot tell.
fn refus(dossier: &Dossier, figure: &str) -> String {
    let execution = dossier.retkoop(&["-q", "--exercice", "2024-2025", "pourquoi", figure]);
    assert_eq!((execution.code, execution.sortie.as_str()), (2, ""), "{}", execution.erreurs);
    execution.erreurs.replace(['\u{202f}', '\u{a0}'], " ")
}

const OUVERTURE: &str = "[ouverture]\nbanque = 2374.03\ncaisse = 32.00\n";

#[test]
fn an_opening_is_followed_to_its_line_to_the_year_before_or_to_its_seal() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let ecrite = texte(&dossier, "report_a_nouveau");
    assert!(ecrite.contains("2024-2025/exercice.toml:7") && ecrite.contains("pourquoi banque --exercice 2023-2024"), "{ecrite}");
    dossier.remplacer("2024-2025/exercice.toml", OUVERTURE, "");
    tout_suivre(dossier.chemin());
    let suivie = texte(&dossier, "report_a_nouveau");
    assert!(!suivie.contains(".toml") && suivie.contains("pourquoi banque --exercice 2023-2024"), "{suivie}");
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-15"]).code, 0);
    // The closing wrote the opening; without it, the seal is what is followed.
    let exercice = dossier.lire("2024-2025/exercice.toml");
    let (avant, _) = exercice.split_once("[ouverture]").expect("the closing writes it");
    dossier.ecrire("2024-2025/exercice.toml", avant);
    tout_suivre(dossier.chemin());
    assert!(texte(&dossier, "report_a_nouveau").contains("2023-2024/cloture.toml:"));
}

#[test]
fn cash_is_proved_by_counts_and_a_bank_by_statements() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let caisse = texte(&dossier, "caisse");
    assert!(caisse.contains("2024-2025/cahier/2024-09.toml:15, compté le 19/12/2024") && !caisse.contains("relevé"), "{caisse}");
    let banque = texte(&dossier, "512");
    assert!(banque.contains("2024-2025/cahier/2024-09.toml:15, relevé du 30/09/2024") && !banque.contains("compté"), "{banque}");
    assert!(banque.contains("2024-2025/releves/2025-08-31.toml:"), "{banque}");
    // Piece 02 puts 438.00 on the bank and 165.00 in the cash box: both prove the 603.00.
    assert!(texte(&dossier, "7562").contains("relevé du 30/09/2024, compté le 19/12/2024"));
}

#[test]
fn what_differs_is_followed_too() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    dossier.remplacer("2024-2025/releves/2025-08-31.toml", "2400.56", "2400.50");
    dossier.remplacer("2024-2025/caisse/2025-08-29.toml", "\"1\"    = 2", "\"1\"    = 3");
    dossier.remplacer("2024-2025/subventions.toml", "300.00", "310.00");
    tout_suivre(dossier.chemin());
    for (figure, ecart) in [("ecart.banque", "−0,06"), ("ecart.caisse", "1,00"), ("ecart_des_subventions", "10,00")] {
        assert!(texte(&dossier, figure).trim_end().ends_with(&format!("  {ecart}")), "{figure}");
    }
    assert!(texte(&dossier, "banque").contains("2 400,50 €, mais le cahier conduit à 2 400,56 € ; différence 0,06 €"));
}

/// 15.00 at the end of August, 3.00 sold on 3 September: 18.00 counted on the fifth.
#[test]
fn a_count_of_september_is_held_against_the_next_year() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    for avant in ["2024-12-19", "2025-06-20"] {
        std::fs::remove_file(dossier.chemin().join(format!("2024-2025/caisse/{avant}.toml"))).expect("a file");
    }
    dossier.remplacer("2024-2025/caisse/2025-08-29.toml", "2025-08-29", "2025-09-05");
    dossier.remplacer("2024-2025/caisse/2025-08-29.toml", "\"1\"    = 2", "\"1\"    = 5");
    dossier.ecrire("2025-2026/exercice.toml", "[exercice]\ndebut = 2025-09-01\nfin = 2026-08-31\n");
    dossier.ecrire(
        "2025-2026/cahier/2025-09.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2025-09-03\nlibelle = \"Vente\"\nentree.caisse = 3.00\nventilation.7070 = 3.00\n",
    );
    tout_suivre(dossier.chemin());
    let ce_jour = texte(&dossier, "solde_du_cahier.caisse");
    assert!(ce_jour.contains("2025-2026/cahier/2025-09.toml:1, compté le 05/09/2025") && ce_jour.contains("18,00"), "{ce_jour}");
}

#[test]
fn a_bank_without_a_statement_and_accounts_of_one_number_say_so() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let comptes = "\n[tresorerie.livret]\ncompte = \"514\"\n\n[tresorerie.ecole]\ncompte = \"530\"\nlibelle = \"Tiroir\"\n";
    dossier.ecrire("retkoop.toml", dossier.lire("retkoop.toml") + comptes);
    // Of the 12.00 given, 4.00 are held by nobody says whom.
    let ecriture = |piece: &str, lignes: &str| {
        format!("\n[[ecriture]]\npiece = \"{piece}\"\ndate = 2025-07-04\nlibelle = \"Pièce {piece}\"\n{lignes}\n")
    };
    let entrees = ecriture("34", "entree.livret = 12.00\nventilation.7562 = 12.00")
        + &ecriture("35", "sortie.livret = 4.00\nregie.versee = 4.00");
    dossier.ecrire("2024-2025/cahier/2025-07.toml", dossier.lire("2024-2025/cahier/2025-07.toml") + &entrees);
    tout_suivre(dossier.chemin());
    let sans_releve = refus(&dossier, "rapprochement.livret");
    for mots in ["aucun relevé", "8,00 €", "`pourquoi livret`", "2024-2025/releves/2025-08-31.toml"] {
        assert!(sans_releve.contains(mots), "{mots}: {sans_releve}");
    }
    assert!(refus(&dossier, "arrete_de_caisse.ecole").contains("n’a pas été comptée"));
    assert!(!refus(&dossier, "xyz").contains("rapprochement.livret"));
    let deux = texte(&dossier, "530");
    assert!(deux.contains("`pourquoi caisse`") && deux.contains("`pourquoi ecole`"), "{deux}");
    assert!(texte(&dossier, "514").starts_with("514 Livret"));
    assert!(texte(&dossier, "regie.sans-classe").starts_with("Détenu par la régie sans classe, exercice 2024-2025"));
    assert!(refus(&dossier, "écart").contains("`ecart.banque`, `ecart.caisse`, `ecart_des_subventions`"));
}

/// Their own statement, which ticks nothing, too: the operations were all seen in June.
#[test]
fn the_balance_of_a_statement_names_its_file() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let solde = texte(&dossier, "solde_du_releve.banque");
    assert!(
        solde.contains("relevé du 31/08/2025 : 2 400,56 €") && solde.contains("2024-2025/releves/2025-08-31.toml:4"),
        "{solde}"
    );
    // Received in January, on the bank's statement of that month.
    let subvention = texte(&dossier, "subvention.15");
    assert!(subvention.contains("2024-2025/subventions.toml:1, relevé du 31/01/2025"), "{subvention}");
}

/// The words of the page and the name, spelt in any way, are the same figure.
#[test]
fn a_figure_is_asked_for_in_the_words_in_which_it_is_printed() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    for (dit, nom) in [
        ("Total des charges", "total_charges"),
        ("DÉPENSES DE L'EXERCICE", "total_charges"),
        ("Déficit de l’exercice", "resultat"),
        ("Avoir au 31 août 2025", "total_actif"),
        ("Régies et cahiers de classe", "regies"),
        ("Banque des Deux-Rives, compte courant", "banque"),
        ("530", "caisse"),
        ("6070 0008", "6070"),
        ("Activités éducatives", "6181"),
        ("Solde auquel conduit le relevé", "rapprochement.banque"),
        ("Sorties non pointées", "sorties_non_pointees.banque"),
        ("Total compté", "arrete_de_caisse.caisse"),
        ("Total du compte 7410", "7410"),
        ("Reste à dépenser", "reste_a_depenser"),
        ("Fin octobre 2024", "tresorerie.2024-10"),
        ("Ouverture", "tresorerie.ouverture"),
        ("regie cp", "regie.CP"),
        ("classe.CP", "cahier.CP"),
        ("tresorerie.2024-08", "tresorerie.ouverture"),
        ("Fin août 2024", "tresorerie.ouverture"),
        ("Mairie de Saint-Loup-les-Tilleuls", "subvention.15"),
        // As they are printed: the number, with its unit or not, and the piece beside it.
        ("958,04", "6070"),
        ("3\u{202f}994,65\u{202f}€", "6181"),
        ("−183,07", "resultat"),
        ("-183.07", "resultat"),
        ("32", "non_pointee.banque.1"),
        ("pièce 16", "subvention.16"),
        ("39 opérations comptables", "operations"),
        ("Ces comptes résument 39 opérations comptables.", "operations"),
    ] {
        assert_eq!(texte(&dossier, dit), texte(&dossier, nom), "{dit}");
    }
    for (dit, noms) in [
        // Both sides of the balance sheet; the ledger of a class has three figures.
        ("2 222,96", &["total_actif", "total_passif", "tresorerie.2025-08"][..]),
        ("27", &["charges.CP", "produits.CP", "cahier.CP"]),
        // No figure: those that have one of the words.
        ("subventions de la mairie", &["subvention.15", "ecart_des_subventions"]),
    ] {
        let execution = dossier.retkoop(&["--exercice", "2024-2025", "pourquoi", dit]);
        assert_eq!(execution.code, 2, "{dit}");
        noms.iter().for_each(|nom| assert!(execution.erreurs.contains(&format!("`{nom}`")), "{dit}: {}", execution.erreurs));
    }
}

/// Whatever figure has it, an amount leads to figures of that amount.
#[test]
fn every_printed_amount_is_found_by_its_amount() {
    for nom in ["ecole-jules-ferry", "premiers-pas"] {
        let lu = lire(&exemple(nom));
        let controle = Controle::new(&lu, JOUR.parse().expect("a day"));
        for exercice in &lu.exercices {
            let preuve = DossierControle::prouver(&controle, &exercice.nom).expect("no error");
            let montants =
                chiffres(&Crf::etablir(&preuve)).into_iter().filter(|(nom, montant)| nom != "operations" && !montant.is_zero());
            for (figure, montant) in montants {
                match Pourquoi::etablir(&preuve, &montant.to_string()) {
                    Ok(pourquoi) => assert_eq!(pourquoi.montant.abs(), montant.abs(), "{figure}"),
                    Err(manque) => assert!(manque.phrase.contains("plusieurs"), "{figure}: {manque:?}"),
                }
            }
        }
    }
}

/// The last of what is written is looked at too.
#[test]
fn an_amount_is_found_at_the_end_of_thousands() {
    let nombre = 8_000;
    let ecriture = |rang: usize| {
        let jour = 1 + rang % 28;
        let montant = if rang + 1 == nombre { "3.33" } else { "1.00" };
        format!(
            "[[ecriture]]\npiece = \"{rang}\"\ndate = 2024-10-{jour:02}\nlibelle = \"Don {rang}\"\nentree.banque = {montant}\nventilation.7080 = {montant}\n"
        )
    };
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n"),
        ("2024-2025/cahier/a.toml", &(0..nombre).map(ecriture).collect::<String>()),
    ]);
    let execution = dossier.retkoop(&["--exercice", "2024-2025", "pourquoi", "3,33"]);
    assert!(execution.sortie.contains("Don 7999"), "{}{}", execution.sortie, execution.erreurs);
}

#[test]
fn an_unknown_option_is_no_figure() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    for option in ["--frmat", "-x"] {
        let execution = dossier.retkoop(&["--exercice", "2024-2025", "pourquoi", option]);
        assert_eq!(execution.code, 2, "{option}");
        assert!(execution.erreurs.contains(option), "{option}: {}", execution.erreurs);
    }
    // An option may hold on to its value, and an amount begin with a hyphen.
    let colle = format!("-C{}", dossier.chemin().display());
    let execution = retkoop(&["pourquoi", &colle, "--exercice", "2024-2025", "-183,07"]);
    assert!(execution.code == 0 && execution.sortie.contains("−183,07"), "{}{}", execution.sortie, execution.erreurs);
}
