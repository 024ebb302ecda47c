//! Commands that write: what they add reads back as meant, every other byte stays, nothing is written when it would be wrong.

use std::fs;

use proptest::prelude::*;

use retkoop::coop::Montant;
use retkoop::rewrite::{SaisieDeValidation, ajouter_bloc, fixer, modifier_cles};

use super::commun::{Dossier, octets, retkoop};

const RETKOOP: &str = "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n";
const DEPARTEMENT: &str = "[departement]\nnom = \"OCCE du Val-de-Brume\"\n[[bareme]]\nexercice = \"2024-2025\"\nforfait = 10\neleve = 1.50\nassurance.cooperateur = 0.25\n";
const EXERCICE: &str = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 500\n";
const ADHESION: &str = "# L’adhésion\ndate = 2024-09-17\n[[classe]]\nnom = \"CP\"   # la petite\nenseignants = [{ nom = \"Agathe Merlinval\" }]\neleves = 20\ncahier = \"CP\"\n[[classe]]\nnom = \"CE1\"\nenseignants = [{ nom = \"Yves Cournouaille\" }]\neleves = 22\n[paiement]\nmode = \"virement\"\n";
const SEPTEMBRE: &str = "# Septembre\n[[ecriture]]\npiece = \"03\"\ndate = 2024-09-12\nlibelle = \"Ferme\"   # deux   espaces\nsortie.banque = 20\nventilation = { 6181 = 20.00 }\n# fin du mois";

fn dossier() -> Dossier {
    Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("departement.toml", DEPARTEMENT),
        ("2024-2025/exercice.toml", EXERCICE),
        ("2024-2025/adhesion.toml", ADHESION),
        ("2024-2025/cahier/2024-09.toml", SEPTEMBRE),
    ])
}

/// By hand: 10 + 42 × 1,50 = 73,00 on 6586, 44 × 0,25 = 11,00 on 6168, 84,00 out of the bank. After piece 03 comes 04.
const ECRITURE: &str = "[[ecriture]]\npiece = \"04\"\ndate = 2024-09-17\nlibelle = \"OCCE du Val-de-Brume, cotisation et assurance 2024-2025\"\nmoyen = \"virement\"\nsortie.banque = 84.00\nventilation.6586 = 73.00\nventilation.6168 = 11.00\n";

#[test]
fn the_dues_are_posted_once() {
    let dossier = dossier();
    let avant = octets(dossier.chemin());
    let premiere = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!(premiere.code, 0, "{}", premiere.erreurs);
    assert!(premiere.sortie.contains("pièce 04 du 17/09/2024"), "{}", premiere.sortie);
    let apres = octets(dossier.chemin());
    assert_eq!(dossier.lire("2024-2025/cahier/2024-09.toml"), format!("{SEPTEMBRE}\n\n{ECRITURE}"));
    for (nom, contenu) in avant.iter().filter(|(nom, _)| *nom != "2024-2025/cahier/2024-09.toml") {
        assert_eq!(apres.get(nom), Some(contenu), "{nom}");
    }
    assert_eq!(avant.len(), apres.len(), "no file is left behind");
    let seconde = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((seconde.code, octets(dossier.chemin())), (0, apres), "{}", seconde.erreurs);
    assert!(seconde.sortie.contains("déjà"), "{}", seconde.sortie);
}

/// A rename would replace it without asking.
#[test]
fn a_read_only_file_stays() {
    let dossier = dossier();
    let cahier = dossier.chemin().join("2024-2025/cahier/2024-09.toml");
    let mut droits = fs::metadata(&cahier).expect("a file").permissions();
    droits.set_readonly(true);
    fs::set_permissions(&cahier, droits).expect("a file of ours");
    let avant = octets(dossier.chemin());
    let refus = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((refus.code, octets(dossier.chemin())), (2, avant), "{}", refus.erreurs);
    assert!(refus.erreurs.contains("2024-09.toml` est en lecture seule"), "{}", refus.erreurs);
}

/// The accounts of dues and insurance are compared with the tariff for as long as the accounts are kept.
#[test]
fn what_was_posted_is_compared_for_ever() {
    let dossier = dossier();
    dossier.retkoop(&["adhesion", "--ecriture"]);
    let codes = |d: &Dossier| d.constats().into_iter().map(|c| c.code).filter(|c| c == "A003").count();
    assert_eq!(codes(&dossier), 0);
    dossier.remplacer("2024-2025/adhesion.toml", "eleves = 22", "eleves = 23");
    assert_eq!(codes(&dossier), 2);
    let encore = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((encore.code, encore.sortie.as_str()), (1, ""));
    // 23 + 20 = 43 pupils: 10 + 43 × 1,50 = 74,50 of dues, 1,50 more; 45 × 0,25 = 11,25 of insurance, 0,25 more.
    for attendu in ["impossible", "73,00", "74,50", "11,00", "11,25", "différence 1,50", "différence 0,25"] {
        assert!(encore.erreurs.contains(attendu), "{attendu}: {}", encore.erreurs);
    }
    assert!(!encore.erreurs.contains('\u{fffd}'), "{}", encore.erreurs);
}

#[test]
fn the_split_between_accounts_is_compared_too() {
    let dossier = dossier();
    dossier.retkoop(&["adhesion", "--ecriture"]);
    dossier.remplacer("2024-2025/cahier/2024-09.toml", "ventilation.6586 = 73.00", "ventilation.6586 = 70.00");
    dossier.remplacer("2024-2025/cahier/2024-09.toml", "ventilation.6168 = 11.00", "ventilation.6168 = 14.00");
    let encore = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((encore.code, encore.sortie.as_str()), (1, ""), "{}", encore.erreurs);
    assert!(encore.erreurs.contains("différence 3,00"), "{}", encore.erreurs);
}

#[test]
fn a_cancelled_payment_is_posted_again() {
    let dossier = dossier();
    dossier.retkoop(&["adhesion", "--ecriture"]);
    let texte = dossier.lire("2024-2025/cahier/2024-09.toml");
    let annulation = ECRITURE
        .replace("\"04\"", "\"05\"")
        .replace("2024-09-17", "2024-09-20")
        .replace("sortie", "entree")
        .replace("= 73.00", "= -73.00")
        .replace("= 11.00", "= -11.00");
    dossier.ecrire("2024-2025/cahier/2024-09.toml", format!("{texte}\n{annulation}annule = \"04\"\n"));
    let encore = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!(encore.code, 0, "{}", encore.erreurs);
    assert!(encore.sortie.contains("pièce 06 du 17/09/2024"), "{}", encore.sortie);
}

#[test]
fn the_means_of_payment_and_its_number_agree() {
    let dossier = dossier();
    dossier.ecrire("retkoop.toml", format!("{RETKOOP}[tresorerie.caisse]\ncompte = \"530\"\n"));
    let avant = octets(dossier.chemin());
    let refuse = |options: &[&str], attendu: &str| {
        let execution = dossier.retkoop(&[&["adhesion", "--ecriture"], options].concat());
        assert_eq!((execution.code, octets(dossier.chemin()) == avant), (2, true), "{}", execution.erreurs);
        assert!(execution.erreurs.contains(attendu), "{attendu}: {}", execution.erreurs);
    };
    refuse(&["--cheque", "2200101"], "virement");
    refuse(&["--cheque", "22\n00101"], "une ligne");
    refuse(&["--tresorerie", "caisse"], "banque");
    dossier.remplacer("2024-2025/adhesion.toml", "mode = \"virement\"", "");
    assert_eq!(dossier.retkoop(&["adhesion", "--ecriture", "--cheque", "2200101"]).code, 0);
    let ecrite = dossier.lire("2024-2025/cahier/2024-09.toml");
    assert!(ecrite.contains("moyen = \"cheque\"\ncheque = \"2200101\"\n"), "{ecrite}");
}

#[test]
fn the_entry_goes_where_one_would_look_for_it() {
    let ecrite_dans = |fichiers: &[(&str, &str)], attendu: &str| {
        let dossier = dossier();
        fs::remove_file(dossier.chemin().join("2024-2025/cahier/2024-09.toml")).unwrap();
        for (chemin, texte) in fichiers {
            dossier.ecrire(&format!("2024-2025/cahier/{chemin}"), texte);
        }
        let execution = dossier.retkoop(&["adhesion", "--ecriture"]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        let texte = dossier.lire(&format!("2024-2025/cahier/{attendu}"));
        assert!(texte.contains("ventilation.6586 = 73.00"), "{attendu}: {texte}");
        let avant = fichiers.iter().find(|(chemin, _)| *chemin == attendu).map_or("", |(_, texte)| texte);
        assert!(texte.starts_with(avant));
        texte
    };
    let ecriture = "[[ecriture]]\npiece = \"1\"\ndate = 2024-10-02\nlibelle = \"x\"\nsortie.banque = 1\nventilation.6181 = 1\n";
    ecrite_dans(&[], "2024-09.toml");
    ecrite_dans(&[("2024-10.toml", ecriture)], "2024-09.toml");
    ecrite_dans(&[("tout.toml", ecriture)], "tout.toml");
    ecrite_dans(&[("a/automne.toml", ecriture), ("hiver.toml", "# rien\n")], "a/automne.toml");
    // Lines that end as Windows ends them; a mark before the first.
    let windows = format!("\u{feff}{}", ecriture.replace('\n', "\r\n"));
    let texte = ecrite_dans(&[("tout.toml", &windows)], "tout.toml");
    assert_eq!(texte.matches('\n').count(), texte.matches("\r\n").count());
    // A list between brackets cannot be followed by a header.
    let liste = "ecriture = [{ piece = \"1\", date = 2024-09-02, libelle = \"x\", sortie.banque = 1, ventilation.6181 = 1 }]\n";
    ecrite_dans(&[("2024-09.toml", liste)], "2024-09-suite.toml");
}

#[test]
fn piece_numbers_follow_the_series_in_use() {
    for (pieces, attendue) in [
        (&["1", "2"][..], "03"),
        (&["099"], "100"),
        (&["009"], "010"),
        (&["R1", "D1", "D2"], "D3"),
        (&["R01"], "R02"),
        (&["facture"], "01"),
    ] {
        let dossier = dossier();
        let ecriture = |(rang, piece): (usize, &&str)| {
            format!(
                "[[ecriture]]\npiece = \"{piece}\"\ndate = 2024-10-02\nlibelle = \"x{rang}\"\nsortie.banque = 1\nventilation.6181 = 1\n"
            )
        };
        dossier.ecrire("2024-2025/cahier/2024-09.toml", pieces.iter().enumerate().map(ecriture).collect::<String>());
        assert_eq!(dossier.retkoop(&["adhesion", "--ecriture"]).code, 0);
        let texte = dossier.lire("2024-2025/cahier/2024-09.toml");
        assert!(texte.contains(&format!("piece = \"{attendue}\"\ndate = 2024-09-17")), "{pieces:?}: {texte}");
    }
}

#[test]
fn which_account_pays_is_asked_where_there_are_several() {
    let dossier = dossier();
    dossier.ecrire(
        "retkoop.toml",
        format!("{RETKOOP}[tresorerie.\"la poste\"]\ncompte = \"514\"\n[tresorerie.caisse]\ncompte = \"530\"\n"),
    );
    dossier.remplacer("2024-2025/adhesion.toml", "\"virement\"", "\"cheque\"");
    let avant = octets(dossier.chemin());
    let sans = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((sans.code, octets(dossier.chemin())), (2, avant.clone()));
    assert!(sans.erreurs.contains("la poste"), "{}", sans.erreurs);
    assert_eq!(dossier.retkoop(&["adhesion", "--ecriture", "--tresorerie", "inconnue"]).code, 2);
    assert_eq!(octets(dossier.chemin()), avant);
    let avec = dossier.retkoop(&["adhesion", "--ecriture", "--tresorerie", "la poste", "--cheque", "4000007"]);
    assert_eq!(avec.code, 0, "{}", avec.erreurs);
    let texte = dossier.lire("2024-2025/cahier/2024-09.toml");
    assert!(texte.contains("cheque = \"4000007\"\nsortie.\"la poste\" = 84.00\n"), "{texte}");
    assert_eq!(dossier.constats().iter().filter(|c| c.niveau == "erreur").count(), 0);
}

#[test]
fn nothing_is_written_that_would_be_wrong() {
    let refuse = |preparer: &dyn Fn(&Dossier), code: i32, mot: &str| {
        let dossier = dossier();
        preparer(&dossier);
        let avant = octets(dossier.chemin());
        let execution = dossier.retkoop(&["adhesion", "--ecriture"]);
        assert_eq!((execution.code, execution.sortie.as_str()), (code, ""), "{}", execution.erreurs);
        assert!(execution.erreurs.contains(mot), "{mot}: {}", execution.erreurs);
        assert_eq!(octets(dossier.chemin()), avant);
    };
    // The date of the membership is that of the entry: it would be out of the year.
    refuse(&|d| d.remplacer("2024-2025/adhesion.toml", "2024-09-17", "2024-08-30"), 1, "E002");
    refuse(&|d| d.remplacer("2024-2025/adhesion.toml", "date = 2024-09-17\n", ""), 2, "date");
    // The account of the dues is retired from the chart.
    refuse(
        &|d| d.ecrire("departement.toml", format!("{DEPARTEMENT}[[plan.compte]]\nnumero = \"6586\"\nretire = true\n")),
        1,
        "E004",
    );
    // Accounts with an error stay as they are.
    refuse(&|d| d.remplacer("2024-2025/cahier/2024-09.toml", "sortie.banque = 20", "sortie.banque = 21"), 1, "E001");
    refuse(&|d| d.remplacer("departement.toml", "2024-2025", "2025-2026"), 1, "A004");
    refuse(&|d| d.ecrire("2024-2025/cloture.toml", ""), 1, "X002");
    refuse(&|d| d.remplacer("retkoop.toml", "\"512\"", "\"530\""), 2, "bancaire");
}

#[test]
fn a_membership_that_costs_nothing_writes_nothing() {
    let dossier = dossier();
    dossier.ecrire("departement.toml", "[[bareme]]\nexercice = \"2024-2025\"\n");
    let avant = octets(dossier.chemin());
    assert_eq!(dossier.retkoop(&["adhesion", "--ecriture"]).code, 0);
    assert_eq!(octets(dossier.chemin()), avant);
}

#[test]
fn the_department_records_its_validation() {
    let dossier = dossier();
    let valider = |options: &[&str]| {
        let mut arguments = vec!["adhesion", "valider"];
        arguments.extend(options);
        dossier.retkoop(&arguments)
    };
    let execution = valider(&["--paiement", "2024-10-03", "--reference", "CCP \"26\"", "--changement", "sans-objet"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    let attendu = "\n[validation]\npaiement = { date = 2024-10-03, montant = 84.00, reference = 'CCP \"26\"' }\nchangement = \"sans-objet\"\n";
    assert_eq!(dossier.lire("2024-2025/adhesion.toml"), format!("{ADHESION}{attendu}"));
    assert_eq!(valider(&["--engagement", "2024-10-05", "--code", "rem 09", "--montant", "83.00"]).code, 0);
    let attendu = attendu.replace("84.00", "83.00") + "engagement = 2024-10-05\ncode = \"rem 09\"\n";
    assert_eq!(dossier.lire("2024-2025/adhesion.toml"), format!("{ADHESION}{attendu}"));
    let avant = octets(dossier.chemin());
    assert_eq!(valider(&["--code", "rem 09"]).code, 0);
    for faux in [&[][..], &["--paiement", "03/10/2024"], &["--montant", "12,50"], &["--montant", "-1"], &["--changement", "non"]]
    {
        assert_eq!(valider(faux).code, 2, "{faux:?}");
    }
    dossier.ecrire("2024-2025/cloture.toml", "");
    assert_eq!(valider(&["--code", "rem 10"]).code, 1);
    fs::remove_file(dossier.chemin().join("2024-2025/cloture.toml")).unwrap();
    assert_eq!(octets(dossier.chemin()), avant);
    // A common option may stand anywhere.
    let chemin = dossier.chemin().to_str().unwrap();
    let ailleurs = retkoop(&["adhesion", "--exercice", "2024-2025", "valider", "-C", chemin, "--code", "x"]);
    assert_eq!(ailleurs.code, 0, "{}", ailleurs.erreurs);
}

#[test]
fn ledgers_that_the_membership_names_are_created() {
    let dossier = dossier();
    let execution = dossier.retkoop(&["classes", "creer"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    let texte = dossier.lire("2024-2025/classes/CP.toml");
    assert!(texte.contains("classe = \"CP\"\npiece = \"04\"\n"), "{texte}");
    assert!(!dossier.chemin().join("2024-2025/classes/CE1.toml").exists());
    let constats = dossier.constats();
    assert_eq!(constats.iter().filter(|c| c.niveau == "erreur").count(), 0, "{constats:?}");
    // The model of an operation is one, once its « # » are gone.
    let modele: String = texte.lines().skip(5).map(|l| format!("{}\n", l.trim_start_matches("# "))).collect();
    dossier.ecrire("2024-2025/classes/CP.toml", format!("classe = \"CP\"\npiece = \"04\"\n{modele}"));
    assert_eq!(dossier.constats().iter().filter(|c| c.niveau == "erreur" && c.code != "R003").count(), 0);
    let avant = octets(dossier.chemin());
    assert_eq!(dossier.retkoop(&["classes", "creer"]).code, 0);
    assert_eq!(dossier.retkoop(&["classes", "creer", "CE1"]).code, 2);
    assert_eq!(dossier.retkoop(&["classes", "creer", "CM2"]).code, 2);
    assert_eq!(octets(dossier.chemin()), avant);
    // A class that has a ledger cannot leave the membership.
    dossier.remplacer("2024-2025/adhesion.toml", "nom = \"CP\"", "nom = \"CE2\"");
    dossier.remplacer("2024-2025/adhesion.toml", "cahier = \"CP\"", "cahier = \"CE2\"");
    assert!(dossier.constats().iter().any(|c| c.code == "K002"));
}

/// Lines of a TOML text that no edit names: comments, spaces, keys of any spelling.
fn texte() -> impl Strategy<Value = String> {
    let ligne = prop::sample::select(vec![
        "",
        "# é",
        "   # «\u{a0}»",
        "a = 1",
        "b   =  2.50 # x",
        "\"c d\" = 'x'",
        "e = [\n  1, # un\n  2,\n]",
        "f = { g = 1 , h = 2 }",
        "[t]",
        "[t.u]",
        "[[v]]",
        "w.x = 2024-09-01",
        "y = \"\"\"\nz\n# pas un commentaire\n\"\"\"",
    ]);
    (prop::collection::vec(ligne, 0..12), prop::sample::select(vec!["\n", "\r\n"]), prop::bool::ANY).prop_map(
        |(lignes, fin, bom)| {
            let mut texte = String::from(if bom { "\u{feff}" } else { "" });
            for ligne in lignes {
                texte.push_str(&ligne.replace('\n', fin));
                texte.push_str(fin);
            }
            texte
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A key that is added is the only line that the text has more; the others are the same bytes, in the same order.
    #[test]
    fn an_edit_keeps_every_other_byte(texte in texte(), centimes in 0..100_000_i64) {
        let valeur = Montant::from_centimes(centimes).decimal();
        let (marque, corps) = texte.split_at(if texte.starts_with('\u{feff}') { 3 } else { 0 });
        let lisible = corps.parse::<toml::Table>().is_ok();
        let Ok(apres) = modifier_cles(&texte, |d| fixer(d.as_item_mut(), &[("nouvelle", valeur.clone())])) else {
            prop_assert!(!lisible, "what can be read can be edited");
            return Ok(());
        };
        prop_assert!(apres.starts_with(marque));
        let apres = &apres[marque.len()..];
        let ajoutee = apres.lines().filter(|l| l.starts_with("nouvelle")).count();
        prop_assert_eq!(ajoutee, 1);
        let sans: String = apres.split_inclusive('\n').filter(|l| !l.starts_with("nouvelle")).collect();
        prop_assert_eq!(sans, corps);
    }

    #[test]
    fn a_block_goes_after_everything(texte in texte()) {
        let apres = ajouter_bloc(&texte, "[[bloc]]\na = 1\n");
        prop_assert!(apres.starts_with(&texte));
        let fin = if texte.contains("\r\n") { "[[bloc]]\r\na = 1\r\n" } else { "[[bloc]]\na = 1\n" };
        prop_assert!(apres.ends_with(fin));
    }

    #[test]
    fn recording_twice_is_recording_once(texte in texte(), code in "[a-z \"'#\\\\é]{0,12}") {
        let saisie = SaisieDeValidation { code: Some(code), ..SaisieDeValidation::default() };
        let Ok(une) = saisie.ecrire(&texte) else { return Ok(()) };
        prop_assert_eq!(saisie.ecrire(&une), Ok(une.clone()));
    }
}
