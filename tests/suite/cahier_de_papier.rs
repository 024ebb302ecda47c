//! The ledger on paper: an open book, whatever its accounts, whose facing pages are about the same entries.

use std::collections::BTreeSet;

use super::commun::Dossier;
use super::pdf::{pages, titres_des_donnees, valide};
use super::tous_les_papiers::{EXERCICE, RETKOOP, dossier, ecritures, imprimer};

/// The pages of a ledger of one volume.
fn livre(dossier: &Dossier) -> Vec<String> {
    pages(&imprimer(dossier, &["cahier"]).into_values().next().expect("a volume"))
}

/// An opening with last year's operations, of 1,00 each.
fn ouverture_avec_des_reports(nombre: usize) -> String {
    let report = |n: usize| {
        format!(
            "[[report]]\ndate = 2023-07-{:02}\nlibelle = \"Une opération de l’exercice précédent, {n}\"\nsortie.banque = 1\n",
            1 + n % 31
        )
    };
    let reports: String = (1..=nombre).map(report).collect();
    format!("{EXERCICE}[ouverture]\nbanque = 100.00\n{reports}")
}

/// An open book: an even page is on the left.
#[test]
fn the_treasury_is_on_the_left_and_the_ventilation_in_face_of_it() {
    let court = dossier(RETKOOP, &ouverture_avec_des_reports(14), &[("cahier/a.toml", &ecritures(80, "papeterie"))]);
    let long = dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", &ecritures(1_400, "papeterie"))]);
    for (dossier, tomes) in [(court, 1), (long, 2)] {
        let fichiers = imprimer(&dossier, &["cahier"]);
        assert_eq!(fichiers.len(), tomes);
        for (fichier, octets) in fichiers {
            let pages = pages(&octets);
            assert!(pages[0].starts_with("OFFICE CENTRAL"), "{fichier}: a cover says whose it is");
            for (rang, page) in pages.iter().enumerate() {
                if page.starts_with("Trésorerie feuillet") {
                    assert_eq!(rang % 2, 1, "{fichier}: page {}", rang + 1);
                    assert!(pages[rang + 1].starts_with("Ventilation feuillet"), "{fichier}: {}", pages[rang + 1]);
                }
                assert_eq!(page.contains("tome"), tomes > 1, "{fichier}: {page}");
            }
        }
    }
}

/// Two pieces, and two cheques, that begin alike are read whole, on both pages; so is the piece of last year's operation.
#[test]
fn long_numbers_of_the_ledger_are_whole() {
    let ouverture = ouverture_avec_des_reports(1).replace("[[report]]\n", "[[report]]\npiece = \"R-77\"\n");
    let ecriture = |n: u8| {
        format!(
            "[[ecriture]]\npiece = \"2023-FACTURE-000{n}\"\ndate = 2023-10-0{n}\nlibelle = \"Objet {n}\"\ncheque = \"4000000000000000{n}\"\n\
             sortie.banque = 1\nventilation.6181 = 1\n"
        )
    };
    let pages = livre(&dossier(RETKOOP, &ouverture, &[("cahier/a.toml", &format!("{}{}", ecriture(1), ecriture(2)))]));
    assert!(pages[0].contains("R-77"), "{}", pages[0]);
    let serrees = |page: &str| page.replace(' ', "");
    for n in 1..=2 {
        for page in &pages[1..3] {
            assert!(serrees(page).contains(&format!("2023-FACTURE-000{n}")), "{page}");
        }
        assert!(serrees(&pages[1]).contains(&format!("ch.4000000000000000{n}")), "{}", pages[1]);
    }
}

/// Five accounts of 100,00, less five times 1,00: what all hold is said by its name, not under the balances of one.
#[test]
fn the_balance_of_all_accounts_stands_under_none() {
    let noms = ["a", "b", "c", "d", "e"];
    let comptes: String = noms.iter().map(|nom| format!("[tresorerie.{nom}]\ncompte = \"512\"\n")).collect();
    let ouverture: String = noms.iter().map(|nom| format!("{nom} = 100.00\n")).collect();
    let ecriture = |nom: &&str| {
        format!(
            "[[ecriture]]\npiece = \"{nom}\"\ndate = 2023-10-01\nlibelle = \"Objet\"\nsortie.{nom} = 1\nventilation.6181 = 1\n"
        )
    };
    let cahier: String = noms.iter().map(ecriture).collect();
    let retkoop = format!("[cooperative]\nnom = \"É\"\nnumero = \"046-0001\"\n{comptes}");
    let page = &livre(&dossier(&retkoop, &format!("{EXERCICE}[ouverture]\n{ouverture}"), &[("cahier/a.toml", &cahier)]))[1];
    for (debut, somme) in [("Existence au début de l’exercice", "500,00"), ("Total de l’exercice", "495,00")] {
        assert!(page.contains(&format!("{debut}, solde de tous les comptes réunis : {somme} €")), "{page}");
        assert_eq!(page.matches(somme).count(), 1, "{page}");
    }
}

/// 60 operations of 1,00 take two pages behind the cover: the sum carried from the first is the number of its rows.
#[test]
fn many_operations_of_last_year_have_their_own_pages() {
    let essai = dossier(RETKOOP, &ouverture_avec_des_reports(60), &[("cahier/a.toml", &ecritures(3, "papeterie"))]);
    let pages = livre(&essai);
    assert!(pages[0].contains("La banque n’avait pas encore vu 60 opérations"), "{}", pages[0]);
    let lignes = pages[1].matches("exercice précédent,").count();
    assert!((20..60).contains(&lignes) && pages[1].contains(&format!("À reporter {lignes},00")), "{}", pages[1]);
    assert!(pages[2].contains(&format!("Sortie (€) {lignes},00")) && pages[2].contains("Total 60,00"), "{}", pages[2]);
    assert!(pages[3].starts_with("Trésorerie feuillet"), "{}", pages[3]);
}

/// 60 entries of 1,00, turn by turn on each treasury account (from which 8 are taken) and each account of the chart.
pub fn de_nombreux_comptes(tresoreries: usize, comptes: usize) -> (Dossier, Vec<String>) {
    let des_classes: String =
        (0..tresoreries).map(|n| format!("[tresorerie.t{n}]\ncompte = \"512\"\nlibelle = \"Banque {n}\"\n")).collect();
    let retkoop = format!("[cooperative]\nnom = \"É\"\nnumero = \"046-0001\"\n{des_classes}");
    let numeros: Vec<String> = (0..comptes).map(|n| format!("{}", if n % 2 == 0 { 6100 + n } else { 7100 + n })).collect();
    let plan: String = numeros.iter().map(|n| format!("[[plan.compte]]\nnumero = \"{n}\"\nlibelle = \"Compte {n}\"\n")).collect();
    let ouverture: String = (0..tresoreries).map(|n| format!("t{n} = 100.00\n")).collect();
    let cahier: String = (0..60)
        .map(|n| {
            let (tresorerie, compte) = (n % tresoreries, &numeros[n % comptes]);
            let sens = if compte.starts_with('6') { "sortie" } else { "entree" };
            format!(
                "[[ecriture]]\npiece = \"{n}\"\ndate = 2023-10-01\nlibelle = \"Objet-{n}.\"\n{sens}.t{tresorerie} = 1\nventilation.{compte} = 1\n"
            )
        })
        .collect();
    let essai = dossier(&retkoop, &format!("{EXERCICE}[ouverture]\n{ouverture}"), &[("cahier/a.toml", &cahier)]);
    essai.ecrire("departement.toml", plan);
    (essai, numeros)
}

fn objets(page: &str) -> BTreeSet<&str> {
    page.split(' ').filter(|mot| mot.starts_with("Objet-")).collect()
}

/// With 20 treasury accounts and 46 others as with 3 and 5: what a spread shows on the left is what it shows on the right.
#[test]
fn the_facing_pages_are_about_the_same_entries_whatever_the_accounts() {
    for tresoreries in [3, 4, 8, 20] {
        for comptes in [5, 30, 46] {
            let (essai, numeros) = de_nombreux_comptes(tresoreries, comptes);
            let pages = livre(&essai);
            let debut = pages.iter().position(|page| page.starts_with("Trésorerie")).expect("a sheet");
            assert_eq!(debut % 2, 1, "the first sheet is on a left page");
            let mut vus = BTreeSet::new();
            let mut totaux = 0;
            for double in pages[debut..].chunks(2) {
                let [gauche, droite] = double else { panic!("a page alone: {double:?}") };
                let nom = format!("{tresoreries} treasuries, {comptes} accounts");
                assert!(gauche.starts_with("Trésorerie") && droite.starts_with("Ventilation"), "{nom}: {gauche} {droite}");
                let feuillet = |page: &str| page.split_once("feuillet ").map(|(_, suite)| suite[..1].to_owned());
                assert_eq!(feuillet(gauche), feuillet(droite), "{nom}");
                assert!(!objets(gauche).is_empty() && objets(gauche) == objets(droite), "{nom}: {gauche}\n{droite}");
                vus.extend(numeros.iter().filter(|numero| droite.contains(&format!(" {numero} "))));
                // Each account moves 60 / comptes times, by 1,00; of the last volets too, nothing is left out.
                let fin = droite.rsplit_once("Total de l’exercice").map_or("", |(_, fin)| fin);
                let montants = fin.split(' ').filter_map(|mot| mot.strip_suffix(",00")?.parse::<usize>().ok());
                totaux += montants.sum::<usize>();
            }
            assert_eq!(vus.len(), comptes, "each account has its column");
            assert_eq!(totaux, 60, "what the columns add up to");
            // Each balance is at the foot of the last left page: 100,00 and what the account received.
            let derniere = &pages[pages.len() - 2];
            for rang in (0..tresoreries).filter(|_| tresoreries > 4) {
                assert!(derniere.contains(&format!("512 Banque {rang} ")), "{derniere}");
            }
        }
    }
}

/// Two banks, two statements: both dates, the entry once.
#[test]
fn a_transfer_ticked_on_two_statements_shows_both() {
    let retkoop = format!("{RETKOOP}[tresorerie.livret]\ncompte = \"512\"\n");
    let virement = |pointage: &str| {
        format!(
            "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"Objet-1.\"\nsortie.banque = 10\nentree.livret = 10\n{pointage}\n"
        )
    };
    let ouverture = format!(
        "{EXERCICE}[ouverture]\nbanque = 100.00\n[[report]]\ndate = 2023-07-06\nlibelle = \"Ancien\"\nsortie.banque = 3\nentree.livret = 3\n\
         pointage = {{ banque = 2023-09-05, livret = 2023-09-06 }}\n"
    );
    let livre = |pointage: &str| livre(&dossier(&retkoop, &ouverture, &[("cahier/a.toml", &virement(pointage))]));
    let deux = livre("pointage = { banque = 2023-10-03, livret = 2023-10-05 }");
    assert!(deux[0].contains("05/09/2023, 06/09/2023"), "{}", deux[0]);
    assert!(deux[1].contains("10,00 90,00 03/10/2023 10,00 10,00 05/10/2023"), "{}", deux[1]);
    assert_eq!(deux[1].matches("Objet-1.").count(), 1, "{}", deux[1]);
    assert_eq!(deux[1].matches("01/10/2023").count(), 1, "{}", deux[1]);
    // What the two rows move is counted once.
    assert!(deux[1].contains("Total de l’exercice 0,00 10,00 90,00 0,00 0,00 0,00 10,00 0,00 10,00"), "{}", deux[1]);
    let une = livre("pointage = 2023-10-03");
    assert_eq!(une[1].matches("03/10/2023").count(), 1, "{}", une[1]);
    // One bank only has shown it: its date is not the other's.
    let moitie = livre("pointage.banque = 2023-10-03");
    assert!(moitie[1].contains("10,00 90,00 03/10/2023 10,00 10,00 Total"), "{}", moitie[1]);
}

/// Nothing to print: the book is ruled for a pen, with the chart's accounts, and only what was there at the beginning.
#[test]
fn an_empty_ledger_is_ruled_to_be_filled_in_by_hand() {
    let vide = dossier(RETKOOP, &format!("{EXERCICE}[ouverture]\nbanque = 100.00\ncaisse = 5.00\n"), &[]);
    let pages = livre(&vide);
    assert_eq!(pages.len(), 3);
    assert!(pages[1].contains("Existence au début de l’exercice 100,00 5,00 Total Cahier"), "{}", pages[1]);
    for compte in ["6181 ", "6270 ", "7410 ", "7562 "] {
        assert!(pages[0].contains(compte) && pages[2].contains(compte), "{}", pages[2]);
    }
    assert!(!pages[2].contains(",00"), "{}", pages[2]);
    assert!(pages[0].contains("aucune écriture") && pages[0].contains("530 Caisse 5,00 Total 105,00 Op"), "{}", pages[0]);
}

/// 100,00 given, 20,00 back, 80,00 explained by the class's ledger (90,00 spent, 10,00 received): nothing is held.
#[test]
fn the_class_ledger_explains_its_regie_on_the_page() {
    let dossier = dossier(
        RETKOOP,
        &format!("{EXERCICE}[ouverture]\nbanque = 100.00\n"),
        &[
            ("adhesion.toml", "[[classe]]\nnom = \"CP\"\ncahier = \"CP\"\n"),
            (
                "cahier/a.toml",
                "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"Avance\"\nsortie.banque = 100\n\
                 regie = { versee = 100, classe = \"CP\" }\n\
                 [[ecriture]]\npiece = \"2\"\ndate = 2024-06-01\nlibelle = \"Retour\"\nentree.banque = 20\n\
                 regie = { retournee = 20, classe = \"CP\" }\n",
            ),
            (
                "classes/CP.toml",
                "classe = \"CP\"\npiece = \"3\"\n\
                 [[operation]]\nnumero = \"1\"\ndate = 2023-11-01\nlibelle = \"Livres\"\nsortie.especes = 90\ncompte = \"6181\"\n\
                 [[operation]]\nnumero = \"2\"\ndate = 2023-12-01\nlibelle = \"Vente\"\nentree.especes = 10\ncompte = \"7070\"\n",
            ),
        ],
    );
    let octets = imprimer(&dossier, &["cahier"]).into_values().next().unwrap();
    let pages = pages(&octets);
    // Versée, rendue, expliquée, détenu.
    assert!(pages[1].contains("(intégration) 80,00 0,00"), "{}", pages[1]);
    assert!(pages[1].contains("100,00 20,00 80,00 0,00"), "{}", pages[1]);
    // Its own page: what was given, each operation, what was given back; what it holds after each.
    let lignes = [
        "01/10/2023 Avance (pièce 1) 100,00 100,00",
        "1 01/11/2023 Livres 6181 90,00 10,00",
        "2 01/12/2023 Vente 7070 10,00 20,00",
        "01/06/2024 Retour (pièce 2) 20,00 0,00",
        "Total 100,00 20,00 10,00 0,00 0,00 90,00 0,00 0,00 0,00",
    ];
    assert!(pages[3].contains(&lignes.join(" ")), "{}", pages[3]);
}

/// Held at the beginning 5,00; 3,00 received in cash and 4,00 by cheque; 2,00 paid in cash and 6,00 by card: 4,00. The day of an
/// advance it comes before what is bought, whatever the order of the files.
#[test]
fn a_class_ledger_tells_means_apart_and_ends_with_what_the_class_holds() {
    let dossier = dossier(
        RETKOOP,
        &format!("{EXERCICE}[ouverture]\nbanque = 100.00\nregies = {{ CP = 5.00 }}\n"),
        &[
            ("adhesion.toml", "[[classe]]\nnom = \"CP\"\ncahier = \"CP\"\n[[classe]]\nnom = \"CE1\"\ncahier = \"CE1\"\n"),
            (
                "cahier/a.toml",
                "[[ecriture]]\npiece = \"1\"\ndate = 2023-11-01\nlibelle = \"Avance\"\nsortie.banque = 1.50\n\
                 regie = { versee = 1.50, classe = \"CE1\" }\n",
            ),
            (
                "classes/CE1.toml",
                "classe = \"CE1\"\npiece = \"3\"\n\
                 [[operation]]\nnumero = \"1\"\ndate = 2023-11-01\nlibelle = \"Craies\"\nsortie.carte = 1.50\ncompte = \"6181\"\n",
            ),
            (
                "classes/CP.toml",
                "classe = \"CP\"\npiece = \"2\"\n\
                 [[operation]]\nnumero = \"1\"\ndate = 2023-11-02\nlibelle = \"Vente\"\nentree = { especes = 3, cheque = 4 }\ncompte = \"7070\"\n\
                 [[operation]]\nnumero = \"2\"\ndate = 2023-12-01\nlibelle = \"Livres\"\nsortie = { especes = 2, carte = 6 }\ncompte = \"6181\"\n",
            ),
        ],
    );
    let pages = livre(&dossier);
    let classes = pages.last().expect("the class ledgers");
    let cp = [
        "Détenu au début de l’exercice 5,00",
        "1 02/11/2023 Vente 7070 3,00 4,00 12,00",
        "2 01/12/2023 Livres 6181 2,00 6,00 4,00",
        "Total 0,00 0,00 3,00 4,00 0,00 2,00 0,00 6,00 4,00",
    ];
    assert!(classes.contains(&cp.join(" ")), "{classes}");
    assert!(classes.contains("01/11/2023 Avance (pièce 1) 1,50 1,50 1 01/11/2023 Craies 6181 1,50 0,00 Total"), "{classes}");
    assert!(classes.contains("Régie (€) Entrées (€) Sorties (€) Solde (€)"), "{classes}");
}

/// A screen reader tells all the headings of a cell: an empty one is under one account, never under two. Groups of columns are
/// named in the first row of a heading (`y0`), the columns of an account in the second.
#[test]
fn an_empty_cell_is_under_one_account() {
    let exemple = Dossier::de_l_exemple("ecole-jules-ferry");
    let octets = imprimer(&exemple, &["cahier", "--exercice", "2024-2025"]).into_values().next().expect("a volume");
    let donnees = titres_des_donnees(&valide(&octets, '2'));
    assert!(donnees.len() > 500, "{}", donnees.len());
    // The label of a total is above the texts only: pièce, date, libellé, règlement (or compte).
    let hors_d_un_compte = donnees.iter().filter(|(titres, etendue)| {
        let groupes = titres.iter().filter(|titre| titre.ends_with("y0")).count();
        groupes > 1 || *etendue > 4
    });
    assert_eq!(hors_d_un_compte.count(), 0);
    // Of the ventilation, whose accounts have one column each: 10 accounts, 33 entries and a class ledger, and only 2 or 3
    // amounts a row. Each is under its account's name, in its group, and in the row of its piece.
    let seules = donnees.iter().filter(|(titres, etendue)| *etendue == 1 && titres.len() == 3).count();
    assert!(seules > 34 * 10, "{seules}");
}

/// A word of a heading is in one piece, whatever it takes: wider columns, or names that stand upright.
#[test]
fn the_words_of_headings_are_whole() {
    let essai = |comptes: &[&str]| {
        let cahier: String = comptes
            .iter()
            .enumerate()
            .map(|(n, compte)| {
                let sens = if compte.starts_with('6') { "sortie" } else { "entree" };
                format!("[[ecriture]]\npiece = \"{n}\"\ndate = 2023-10-01\nlibelle = \"Objet\"\n{sens}.caisse = 1\nventilation.{compte} = 1\n")
            })
            .collect();
        livre(&dossier(RETKOOP, &format!("{EXERCICE}[ouverture]\ncaisse = 100.00\n"), &[("cahier/a.toml", &cahier)])).remove(2)
    };
    let quelques = ["6181", "6700", "7562", "7700"];
    let tous =
        ["6070", "6168", "6181", "6270", "6586", "6588", "6700", "6800", "7070", "7080", "7410", "7510", "7511", "7562", "7700"];
    for comptes in [&quelques[..], &tous] {
        let page = essai(comptes);
        for mot in ["Participations volontaires", "exceptionnelles", "Activités éducatives"] {
            assert!(page.contains(mot), "{mot}: {page}");
        }
    }
}

/// Names that begin alike, and two that are the same, which their keys tell apart: none is cut, in the rows as below them.
#[test]
fn each_row_names_its_account_whole() {
    let noms = [
        ("courant", "512", "Banque des Deux-Rives, compte courant"),
        ("projets", "512", "Banque des Deux-Rives, compte projets"),
        (
            "livret",
            "512",
            "Banque des Deux-Rives, compte livret ouvert pour les classes de découverte de toutes les années à venir",
        ),
        ("tiroir", "530", "Caisse du bureau"),
        ("coffre", "530", "Caisse du bureau"),
    ];
    let attendus = noms.map(|(cle, compte, nom)| match cle {
        "tiroir" | "coffre" => format!("{compte} {nom} ({cle})"),
        _ => format!("{compte} {nom}"),
    });
    let essai = |noms: &[(&str, &str, &str)]| {
        let comptes: String = noms
            .iter()
            .map(|(cle, compte, nom)| format!("[tresorerie.{cle}]\ncompte = \"{compte}\"\nlibelle = \"{nom}\"\n"))
            .collect();
        let ouverture: String = noms.iter().map(|(cle, ..)| format!("{cle} = 100.00\n")).collect();
        let ecriture = |(rang, (cle, ..)): (usize, &(&str, &str, &str))| {
            format!(
                "[[ecriture]]\npiece = \"{rang}\"\ndate = 2023-10-01\nlibelle = \"Objet\"\nsortie.{cle} = 1\nventilation.6181 = 1\n"
            )
        };
        let cahier: String = noms.iter().enumerate().map(ecriture).collect();
        let retkoop = format!("[cooperative]\nnom = \"É\"\nnumero = \"046-0001\"\n{comptes}");
        livre(&dossier(&retkoop, &format!("{EXERCICE}[ouverture]\n{ouverture}"), &[("cahier/a.toml", &cahier)]))
    };
    let page = &essai(&noms)[1];
    for nom in &attendus {
        assert_eq!(page.matches(nom.as_str()).count(), 2, "{nom}: {page}");
    }
    assert!(!page.contains('…'), "{page}");
    // Three accounts have their columns, under names that are whole too.
    let page = &essai(&noms[..3])[1];
    for nom in &attendus[..2] {
        assert!(page.contains(nom.as_str()), "{nom}: {page}");
    }
}

/// 24 accounts on a side do not hold under the cover's treasury: they are together on the next page, and the page left blank
/// before the first sheet says why. 30 begin on a page of their own.
#[test]
fn the_summary_of_accounts_is_not_cut_for_three_rows() {
    for (comptes, pages_de_garde) in [(10, 1), (48, 3)] {
        let pages = livre(&de_nombreux_comptes(2, comptes).0);
        let debut = pages.iter().position(|page| page.starts_with("Trésorerie feuillet")).expect("a sheet");
        assert_eq!(debut, pages_de_garde, "{comptes} accounts");
        let recapitulation = &pages[usize::from(comptes > 10)];
        let (_, recapitulation) = recapitulation.split_once("Récapitulation des comptes").expect("its title");
        assert_eq!(recapitulation.matches(" Compte ").count(), comptes + 2, "each account, two headings: {recapitulation}");
        assert_eq!(pages[debut - 1].contains("Page laissée blanche"), comptes > 10, "{}", pages[debut - 1]);
    }
    let pages = livre(&de_nombreux_comptes(2, 60).0);
    assert!(pages[1].starts_with("Récapitulation des comptes Dépenses"), "{}", pages[1]);
}
