//! Properties: reading never panics, sound accounts satisfy the identities of domain.md, layout changes nothing.

use proptest::prelude::*;

use retkoop::calcul::{Comptes, Cotisation};
use retkoop::controle::Controle;
use retkoop::coop::{Date, Montant, Sens};
use retkoop::parse::{Dossier, charger};
use retkoop::source::Arborescence;

const RETKOOP: &str =
    "[cooperative]\nnom = \"E\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n";

fn dossier(cahier: &str, ouverture: i64) -> Dossier {
    let exercice = format!("[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = {}\n", decimal(ouverture));
    charger(
        Arborescence::en_memoire([
            ("retkoop.toml", RETKOOP),
            ("2023-2024/exercice.toml", &exercice),
            ("2023-2024/cahier/a.toml", cahier),
        ]),
        None,
    )
}

fn decimal(centimes: i64) -> String {
    Montant::from_centimes(centimes).decimal()
}

fn jour() -> Date {
    Date::from_ymd_opt(2025, 10, 15).unwrap()
}

/// A balanced entry: an expense of the bank, a receipt in cash, a deposit, a régie and its explanation.
fn ecriture() -> impl Strategy<Value = String> {
    (0..5_u8, 1..1_000_000_i64, 0..300_u64, prop::bool::ANY).prop_map(|(genre, montant, jours, pointee)| {
        let date = Date::from_ymd_opt(2023, 9, 1).unwrap() + chrono::Days::new(jours);
        let m = decimal(montant);
        let (a, b) = (decimal(montant / 3), decimal(montant - montant / 3));
        let corps = match genre {
            0 => format!("sortie.banque = {m}\nventilation = {{ 6181 = {a}, 6070 = {b} }}"),
            1 => format!("entree.caisse = {m}\nventilation.7080 = {m}"),
            2 => format!("sortie.caisse = {m}\nentree.banque = {m}"),
            3 => format!("sortie.banque = {m}\nregie = {{ versee = {m}, classe = \"CP\" }}"),
            _ => format!("regie.expliquee = {m}\nregie.classe = \"CP\"\n[ecriture.ventilation]\n6181 = {m}"),
        };
        let pointage = if pointee && genre != 1 && genre != 4 { "\npointage = 2024-08-31" } else { "" };
        format!("[[ecriture]]\npiece = \"1\"\ndate = {date}\nlibelle = \"é\"{pointage}\n{corps}\n\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(texte in ".{0,200}") {
        let dossier = dossier(&texte, 0);
        let _ = Controle::new(&dossier, jour());
    }

    #[test]
    fn reading_what_looks_like_a_ledger_never_panics(
        morceaux in prop::collection::vec(prop::sample::select(vec![
            "[[ecriture]]", "[ecriture]", "[ecriture.sortie]", "piece", "date", "sortie", ".", "=", " ", "\n", "\"", "\"\"\"", "'", "{", "}", "[", "]",
            ",", "45,90", "45.90", "07/11/2024", "2024-11-07", "\u{0}", "\r", "é", "#", "\\", "banque", "ventilation.6181", "-", "1e3", "\u{feff}",
        ]), 0..60)
    ) {
        let texte = morceaux.concat();
        let dossier = dossier(&texte, 0);
        let controle = Controle::new(&dossier, jour());
        // Whatever the bytes, each finding is in the text.
        for diagnostic in controle.diagnostics() {
            prop_assert!(diagnostic.place.debut.ligne >= 1 && diagnostic.place.debut.colonne >= 1);
            prop_assert!(diagnostic.place.debut <= diagnostic.place.fin);
        }
    }

    /// Whatever the membership, the tariff and the inventory say, fees are computed or told to be wrong.
    #[test]
    fn fees_of_anything_never_panic(
        adhesion in prop::collection::vec(prop::sample::select(vec![
            "[[classe]]\n", "nom = \"CP\"\n", "eleves = 9223372036854775807\n", "eleves = -1\n", "eleves = 23\n", "autres_adultes = 9999\n", "enseignants = [{}]\n",
            "enseignants = [{ nom = \"x\" }]\n", "cahier = \"\"\n", "date = 0001-01-01\n", "date = 9999-12-31\n", "[assurance]\n", "biens = 9999999999.99\n",
            "biens = \"inventaire\"\n", "[abonnements]\n", "a = true\n", "[validation]\n", "changement = \"sans-objet\"\n", "[paiement]\n", "mode = \"cheque\"\n", "= \n",
        ]), 0..25),
        tarif in prop::collection::vec(prop::sample::select(vec![
            "[[bareme]]\nexercice = \"2023-2024\"\n", "eleve = 9999999999.99\n", "cooperateur = 0.01\n", "assurance.biens = { taux = 999999999.9999999999 }\n",
            "assurance.instruments = { franchise = 9999999999.99, taux = 1 }\n", "[[bareme.abonnement]]\ncle = \"a\"\nprix = 9999999999.99\n", "forfait = -1\n",
            "[departement]\niban = \"FR76\"\n", "[plan]\ncotisation = \"6168\"\n",
        ]), 0..12),
        inventaire in prop::collection::vec(prop::sample::select(vec![
            "[[bien]]\ndesignation = \"b\"\n", "date = 0001-01-01\n", "date = 2023-10-01\n", "valeur = 9999999999.99\n", "piece = \"2023-2024/1\"\n", "piece = \"/\"\n",
            "cession = { date = 9999-12-31 }\n",
        ]), 0..12),
    ) {
        let dossier = charger(
            Arborescence::en_memoire([
                ("retkoop.toml", RETKOOP),
                ("departement.toml", &tarif.concat()),
                ("inventaire.toml", &inventaire.concat()),
                ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n"),
                ("2023-2024/adhesion.toml", &adhesion.concat()),
                ("2023-2024/cahier/a.toml", "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"x\"\nsortie.banque = 3\nventilation = { 6586 = 1, 6168 = 1, 6800 = 1 }\n"),
            ]),
            None,
        );
        let controle = Controle::avec_cotisation(&dossier, jour(), "2023-2024");
        if let Some(cotisation) = Cotisation::de_l_exercice(&dossier, &dossier.exercices[0]) {
            let somme: Montant = cotisation.lignes.iter().map(|l| l.montant).sum();
            prop_assert_eq!(cotisation.total, somme);
            prop_assert!(!somme.is_negative());
        }
        for diagnostic in controle.diagnostics() {
            prop_assert!(diagnostic.place.debut <= diagnostic.place.fin);
        }
    }

    #[test]
    fn amounts_are_read_as_they_are_written(centimes in -999_999_999_999_i64..=999_999_999_999) {
        prop_assert_eq!(Montant::parse(&decimal(centimes)), Ok(Montant::from_centimes(centimes)));
    }

    /// E1 to E4: each entry balances, so the two sides of the bilan are equal, whatever was written.
    #[test]
    fn sound_entries_make_equal_sides(entrees in prop::collection::vec(ecriture(), 0..40), ouverture in 0..10_000_000_i64) {
        let dossier = dossier(&entrees.concat(), ouverture);
        prop_assert!(dossier.constats.is_empty(), "{:?}", dossier.constats);
        let comptes = Comptes::de_tous(&dossier);
        let comptes = &comptes[0];
        let fin = comptes.exercice.fin;
        prop_assert_eq!(comptes.tresorerie_totale(fin) + comptes.total_des_regies(), comptes.report_a_nouveau() + comptes.resultat());
        prop_assert_eq!(comptes.resultat(), comptes.total(Sens::Produit) - comptes.total(Sens::Charge));
        // E6: what the bank has seen, less the unticked outs, plus the unticked ins, is the ledger.
        for banque in comptes.banques() {
            let non_pointees: Montant = comptes.non_pointees(banque, fin).iter().map(|n| n.montant).sum();
            let releve = comptes.solde_du_releve(None, banque, fin).expect("the last day is of the year");
            prop_assert_eq!(releve + non_pointees, comptes.cloture(banque));
        }
        let controle = Controle::new(&dossier, jour());
        prop_assert!(controle.diagnostics().iter().all(|d| d.code.0 != "E001"));
    }

    /// The order of the entries in a file, and in how many files they are, change no figure.
    #[test]
    fn the_order_of_entries_changes_nothing(entrees in prop::collection::vec(ecriture(), 1..20), graine in 0..1_000_usize) {
        let mut autre = entrees.clone();
        let longueur = autre.len();
        autre.rotate_left(graine % longueur);
        let (a, b) = (dossier(&entrees.concat(), 0), dossier(&autre.concat(), 0));
        let (a, b) = (Comptes::de_tous(&a), Comptes::de_tous(&b));
        prop_assert_eq!(a[0].resultat(), b[0].resultat());
        for jours in (0..360).step_by(30) {
            let jour = a[0].exercice.debut + chrono::Days::new(jours);
            prop_assert_eq!(a[0].tresorerie_totale(jour), b[0].tresorerie_totale(jour));
        }
    }

    /// An entry that cannot be read neither damages its neighbours nor hides their mistakes.
    #[test]
    fn damage_stays_in_its_entry(entrees in prop::collection::vec(ecriture(), 2..12), ou in 0..100_usize, degat in prop::sample::select(vec![
        "sortie = { banque = 45.90\n", "libelle = \"abc\n", "x = [1, 2\n", "sortie.banque = 45,90\n", "date == 2024\n", "[[ecriture]\n", "libelle = \"\"\"abc\n",
    ])) {
        let ou = ou % entrees.len();
        let mut abimees = entrees.clone();
        abimees[ou] = format!("[[ecriture]]\npiece = \"9\"\n{degat}");
        let lu = dossier(&abimees.concat(), 0);
        let attendu = if degat == "[[ecriture]\n" { entrees.len() + 1 } else { entrees.len() };
        prop_assert_eq!(lu.exercices[0].ecritures.len(), attendu);
        let erreurs = lu.constats.iter().filter(|c| c.code.0 == "L001").count();
        prop_assert_eq!(erreurs, 1, "{:?}", lu.constats);
    }
}
