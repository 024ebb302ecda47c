//! The fees of a membership, proved by hand: the printed examples of the guides, tariffs of several shapes, properties.

use proptest::prelude::*;
use serde_json::{Value, json};

use retkoop::calcul::Cotisation;
use retkoop::coop::Montant;
use retkoop::parse::charger;
use retkoop::source::Arborescence;

use super::commun::{Dossier, Execution, codes_montres};

const RETKOOP: &str = "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n";

/// The three classes of the guides' example: 2 teachers and 23 pupils, 1 and 22, 1 and 18.
const CLASSES: &str = r#"
[[classe]]
nom = "CE1"
enseignants = [{ nom = "Agathe Merlinval" }, { nom = "Yves Cournouaille" }]
eleves = 23
[[classe]]
nom = "CE2"
enseignants = [{ nom = "Rose Tavernelle" }]
eleves = 22
[[classe]]
nom = "CP"
enseignants = [{ nom = "Colin Brasquet" }]
eleves = 18
"#;

fn dossier(bareme: &str, adhesion: &str) -> Dossier {
    Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("departement.toml", &format!("[[bareme]]\nexercice = \"2013-2014\"\n{bareme}")),
        ("2013-2014/exercice.toml", "[exercice]\ndebut = 2013-09-01\nfin = 2014-08-31\n"),
        ("2013-2014/adhesion.toml", &format!("date = 2013-09-18\n{adhesion}")),
    ])
}

fn json_de(dossier: &Dossier) -> Value {
    let Execution { code, sortie, erreurs } = dossier.retkoop(&["adhesion", "--format", "json"]);
    assert_eq!(code, 0, "{erreurs}");
    serde_json::from_str(&sortie).expect("JSON")
}

/// `[("eleves", 63, "1.73", "108.99"), …]`.
fn lignes(json: &Value) -> Vec<(String, i64, String, String)> {
    let texte = |v: &Value| v.as_str().expect("a string").to_owned();
    let lignes = json["lignes"].as_array().expect("a list").iter();
    lignes
        .map(|l| (texte(&l["cle"]), l["quantite"].as_i64().unwrap(), texte(&l["prix_unitaire"]), texte(&l["montant"])))
        .collect()
}

fn attendues(lignes: &[(&str, i64, &str, &str)]) -> Vec<(String, i64, String, String)> {
    lignes.iter().map(|(cle, n, prix, montant)| ((*cle).to_owned(), *n, (*prix).to_owned(), (*montant).to_owned())).collect()
}

fn totaux(json: &Value) -> [&str; 3] {
    ["total_adhesion", "total_assurance", "total"].map(|cle| json[cle].as_str().expect("a string"))
}

const ABONNEMENT: &str =
    "[[bareme.abonnement]]\ncle = \"animation-education\"\nlibelle = \"Abonnement Animation & Éducation\"\nprix = 4.00\n";

/// domain.md: 8,00 + 63 × 1,73 + 4 × 4,00 + 4,00 = 8,00 + 108,99 + 16,00 + 4,00 = 136,99.
#[test]
fn the_printed_example_to_the_cent() {
    let bareme = format!("forfait = 8.00\neleve = 1.73\nenseignant = 4.00\nautre_adulte = 0.00\n{ABONNEMENT}");
    let json = json_de(&dossier(&bareme, &format!("{CLASSES}[abonnements]\nanimation-education = true\n")));
    assert_eq!(json["effectifs"], json!({"classes": 3, "enseignants": 4, "eleves": 63, "autres_adultes": 0, "cooperateurs": 67}));
    assert_eq!(
        lignes(&json),
        attendues(&[
            ("forfait", 1, "8.00", "8.00"),
            ("eleves", 63, "1.73", "108.99"),
            ("enseignants", 4, "4.00", "16.00"),
            ("abonnement:animation-education", 1, "4.00", "4.00"),
        ])
    );
    assert_eq!(totaux(&json), ["136.99", "0.00", "136.99"]);
    assert_eq!(json["lignes"][1]["raison"], "63\u{a0}élèves × 1,73\u{202f}€");
    assert_eq!(json["lignes"][3]["raison"], "1\u{a0}abonnement × 4,00\u{202f}€");
}

/// domain.md: declared 5 000 → 3 000 × 0,00688 = 20,64; below the franchise, Retkoop's own words.
#[test]
fn goods_and_instruments_above_their_franchises() {
    let bareme = "assurance.biens = { franchise = 2000.00, taux = 0.00688 }\nassurance.instruments = { franchise = 15000.00, taux = 0.00688 }\n";
    let declare = |assurance: &str| json_de(&dossier(bareme, &format!("{CLASSES}[assurance]\n{assurance}")));
    let json = declare("biens = 5000.00\n");
    assert_eq!(
        lignes(&json),
        attendues(&[("assurance_biens", 1, "20.64", "20.64"), ("assurance_instruments", 1, "0.00", "0.00")])
    );
    assert_eq!(totaux(&json), ["0.00", "20.64", "20.64"]);
    assert_eq!((&json["lignes"][0]["assiette"], &json["lignes"][0]["taux"]), (&json!("3000.00"), &json!("0.00688")));
    assert_eq!(json["lignes"][1]["raison"], "0,00\u{202f}€ est inférieur à 15\u{202f}000,00\u{202f}€");
    // 15 000,73 is 73 cents above: 0,0050224 € is half a cent and more: 1 cent; 72 cents make 0,0049536: nothing.
    assert_eq!(totaux(&declare("instruments = 15000.73\n"))[1], "0.01");
    assert_eq!(totaux(&declare("instruments = 15000.72\n"))[1], "0.00");
    assert_eq!(totaux(&declare("biens = 2000.00\n"))[1], "0.00");
}

/// One euro above the franchise, at rates that make half a cent, a hair less, and halves between an odd and an even cent.
#[test]
fn half_a_cent_goes_up() {
    for (taux, prime) in
        [("0.005", "0.01"), ("0.0049999999", "0.00"), ("0.015", "0.02"), ("0.025", "0.03"), ("0.0249999999", "0.02")]
    {
        let bareme = format!("assurance.biens = {{ franchise = 2000.00, taux = {taux} }}\n");
        let json = json_de(&dossier(&bareme, &format!("{CLASSES}[assurance]\nbiens = 2001.00\n")));
        assert_eq!(totaux(&json)[1], prime, "{taux}");
        assert_eq!(json["lignes"][0]["taux"], taux);
    }
}

/// domain.md: goods of 1 000 (2001), 1 000 (2005), 400 (2008), 300 (2009) are worth 1 290 in 2010. Franchise 290, rate 1/1000:
/// 1,00.
#[test]
fn the_inventory_is_valued_on_the_day_of_the_membership() {
    let bareme = "assurance.biens = { franchise = 290.00, taux = 0.001 }\n";
    let dossier = Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("departement.toml", &format!("[[bareme]]\nexercice = \"2010-2011\"\n{bareme}")),
        ("2010-2011/exercice.toml", "[exercice]\ndebut = 2010-09-01\nfin = 2011-08-31\n"),
        ("2010-2011/adhesion.toml", &format!("date = 2010-09-18\n{CLASSES}[assurance]\nbiens = \"inventaire\"\n")),
        (
            "inventaire.toml",
            "bien = [\n{ designation = \"a\", date = 2001-09-10, valeur = 1000 },\n{ designation = \"b\", date = 2005-09-10, valeur = 1000 },\n{ designation = \"c\", date = 2008-09-10, valeur = 400 },\n{ designation = \"d\", date = 2009-09-10, valeur = 300 },\n{ designation = \"e\", date = 2009-09-10, valeur = 900, cession = { date = 2010-01-01, motif = \"volé\" } },\n{ designation = \"f\", date = 2010-12-01, valeur = 50 },\n]\n",
        ),
    ]);
    let json = json_de(&dossier);
    assert_eq!(totaux(&json), ["0.00", "1.00", "1.00"]);
    assert_eq!(json["lignes"][0]["raison"], "(1\u{202f}290,00\u{202f}€ − 290,00\u{202f}€) × 0,001");
}

/// One rate per coopérateur with insurance: 67 × 2,30 = 154,10 and 67 × 0,20 = 13,40. Then pupils 2,25 and adults 8,00, with
/// three other adults: 63 × 2,25 = 141,75; 4 × 8,00 = 32,00; 3 × 8,00 = 24,00.
#[test]
fn tariffs_of_other_shapes() {
    let json = json_de(&dossier("cooperateur = 2.30\nassurance.cooperateur = 0.20\n", CLASSES));
    assert_eq!(
        lignes(&json),
        attendues(&[("cooperateurs", 67, "2.30", "154.10"), ("assurance_cooperateurs", 67, "0.20", "13.40")])
    );
    assert_eq!(totaux(&json), ["154.10", "13.40", "167.50"]);
    let adultes = CLASSES.replace("eleves = 18", "eleves = 18\nautres_adultes = 3");
    let json = json_de(&dossier("eleve = 2.25\nenseignant = 8.00\nautre_adulte = 8.00\n", &adultes));
    assert_eq!(
        lignes(&json),
        attendues(&[
            ("eleves", 63, "2.25", "141.75"),
            ("enseignants", 4, "8.00", "32.00"),
            ("autres_adultes", 3, "8.00", "24.00")
        ])
    );
    assert_eq!(totaux(&json), ["197.75", "0.00", "197.75"]);
    // A tariff of nothing is a tariff.
    assert_eq!(totaux(&json_de(&dossier("", CLASSES))), ["0.00", "0.00", "0.00"]);
    // What one chooses to give is part of the membership, not of the insurance.
    let json = json_de(&dossier("forfait = 10\n", &format!("{CLASSES}[paiement]\nparticipation_volontaire = 5.50\n")));
    assert_eq!(totaux(&json), ["15.50", "0.00", "15.50"]);
}

#[test]
fn wrong_declarations_are_told_and_nothing_is_computed() {
    let bareme = "eleve = 1.00\n";
    for (adhesion, tarif, code) in [
        (CLASSES.replace("eleves = 22", "eleves = -1"), bareme, "A006"),
        (CLASSES.replace("\"CE2\"", "\"CE1\""), bareme, "A005"),
        (CLASSES.to_owned(), "eleve = -1.00\n", "L005"),
        (CLASSES.to_owned(), "assurance.biens = { franchise = 2000, taux = 0.00000000001 }\n", "L005"),
    ] {
        let dossier = dossier(tarif, &adhesion);
        let execution = dossier.retkoop(&["adhesion", "--format", "json"]);
        assert_eq!((execution.code, execution.sortie.as_str()), (1, ""), "{code}");
        assert!(execution.erreurs.contains(&format!("[{code}]")), "{code}: {}", execution.erreurs);
    }
    // A rate of ten decimals is exact: (9 999 999 999,99 − 0) × 0,0000000001 = 0,99999… rounds to 1,00.
    let exact = dossier("assurance.biens = { taux = 0.0000000001 }\n", &format!("{CLASSES}[assurance]\nbiens = 9999999999.99\n"));
    assert_eq!(totaux(&json_de(&exact)), ["0.00", "1.00", "1.00"]);
    let sans_enseignant = dossier(bareme, "[[classe]]\nnom = \"CP\"\neleves = 20\n");
    assert_eq!(sans_enseignant.constats().iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["A009"]);
    assert_eq!(totaux(&json_de(&sans_enseignant)), ["20.00", "0.00", "20.00"]);
    let note = sans_enseignant.retkoop(&["adhesion"]).erreurs;
    assert!(note.contains("1\u{a0}avertissement\u{a0}: `retkoop verifier` le montre"), "{note}");
}

/// What to write instead is right where the slip stands, and holds what was written.
#[test]
fn slips_in_a_table_are_told_with_what_to_write() {
    for (adhesion, propose) in [
        ("[[classe]]\nnom = \"CP\"\nenseignants = [\"Rose Tavernelle\"]\n", "`{ nom = \"Rose Tavernelle\" }`"),
        ("[[classe]]\nnom = \"CP\"\nenseignants = \"Rose\"\n", "`enseignants = [{ nom = \"…\" }]`"),
        ("[validation]\npaiement = 2013-10-01\n", "`paiement = { date = 2024-11-07 }`"),
        ("paiement = \"cheque\"\n", "`[paiement]`"),
        ("[[classe]]\nnom = \"CP\"\neleves = \"23\"\n", "sans guillemets\u{a0}: `eleves = 23`"),
    ] {
        let execution = dossier("eleve = 1.00\n", adhesion).retkoop(&["verifier"]);
        assert!(execution.code == 1 && execution.sortie.contains("[L004]"), "{}", execution.sortie);
        assert!(execution.sortie.contains(propose), "{propose}: {}", execution.sortie);
    }
}

#[test]
fn without_a_tariff_or_a_membership() {
    let sans_bareme = dossier("", CLASSES);
    sans_bareme.remplacer("departement.toml", "2013-2014", "2012-2013");
    assert_eq!(sans_bareme.retkoop(&["adhesion", "--format", "json"]).sortie, "");
    let execution = sans_bareme.retkoop(&["adhesion"]);
    assert_eq!(execution.code, 1);
    assert!(execution.sortie.contains("Agathe Merlinval") && !execution.sortie.contains("Total à payer"), "{}", execution.sortie);
    assert!(execution.erreurs.contains("[A004]") && execution.erreurs.contains("2012-2013"), "{}", execution.erreurs);
    assert_eq!(sans_bareme.constats(), [], "accounts are kept without a tariff too");
    assert_eq!(sans_bareme.retkoop(&["bilan"]).code, 0);
    // A year of which nobody asks the fees needs no tariff, even when the next one follows it.
    sans_bareme.ecrire("2014-2015/exercice.toml", "[exercice]\ndebut = 2014-09-01\nfin = 2015-08-31\n");
    sans_bareme.ecrire("2014-2015/adhesion.toml", CLASSES);
    sans_bareme.remplacer("departement.toml", "2012-2013", "2014-2015");
    let json = json_de(&sans_bareme);
    assert_eq!((&json["exercice"], &json["precedente"]["total"]), (&json!("2014-2015"), &Value::Null));
    assert_eq!(json["precedente"]["effectifs"]["eleves"], 63);
    assert_eq!(sans_bareme.retkoop(&["adhesion"]).code, 0);
    std::fs::remove_dir_all(sans_bareme.chemin().join("2014-2015")).unwrap();
    std::fs::remove_file(sans_bareme.chemin().join("2013-2014/adhesion.toml")).unwrap();
    for commande in [&["adhesion"][..], &["adhesion", "--ecriture"], &["adhesion", "valider", "--code", "x"]] {
        let execution = sans_bareme.retkoop(commande);
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""));
        assert!(execution.erreurs.contains("écrivez 2013-2014/adhesion.toml"), "{}", execution.erreurs);
    }
    let accueil = sans_bareme.retkoop(&["etat", "--date", "2013-09-10"]);
    assert!(accueil.sortie.contains("écrire adhesion.toml"), "{}", accueil.sortie);
    // A file that cannot be read is not one that is missing.
    sans_bareme.ecrire("2013-2014/adhesion.toml", b"\xff\xfed\0");
    for commande in [&["adhesion"][..], &["adhesion", "valider", "--code", "x"], &["classes", "creer"]] {
        let execution = sans_bareme.retkoop(commande);
        assert_eq!((execution.code, execution.sortie.as_str()), (1, ""));
        assert!(execution.erreurs.contains("[L006]"), "{}", execution.erreurs);
    }
}

/// 22 pupils of 5,00 € are 110,00 €: known only of a membership without a mistake.
#[test]
fn a_payment_is_recorded_with_the_sum_received_or_with_one_that_is_proved() {
    let (classe, bareme) =
        ("[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Agathe Merlinval\" }]\neleves = 22\n", "eleve = 5.00\n");
    let adhesion = |dossier: &Dossier| std::fs::read_to_string(dossier.chemin().join("2013-2014/adhesion.toml")).unwrap();
    let sans_tarif = dossier(bareme, classe);
    sans_tarif.remplacer("departement.toml", "2013-2014", "2012-2013");
    let tarif_tu = dossier(bareme, classe);
    tarif_tu.remplacer("departement.toml", "2013-2014", "2012-2013");
    tarif_tu.ecrire("departement.toml", "[niveaux]\nA004 = \"ignorer\"\n");
    for (dossier, code) in [(dossier(bareme, &classe.replace("22", "-22")), 1), (sans_tarif, 1), (tarif_tu, 2)] {
        let avant = adhesion(&dossier);
        let refus = dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-01"]);
        assert_eq!((refus.code, refus.sortie.as_str()), (code, ""), "{}", refus.erreurs);
        assert!(refus.erreurs.contains("`--montant"), "{}", refus.erreurs);
        assert_eq!(adhesion(&dossier), avant);
        // What one received needs no computing, nor does a later step.
        let donne = dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-01", "--montant", "107.50"]);
        assert_eq!(donne.code, 0, "{}", donne.erreurs);
        assert!(adhesion(&dossier).contains("paiement = { date = 2013-10-01, montant = 107.50 }"));
        // The sum of one day is not that of another.
        let note = adhesion(&dossier);
        let autre = dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-02"]);
        assert_eq!((autre.code, adhesion(&dossier)), (2, note), "{}", autre.erreurs);
        assert!(autre.erreurs.contains("du 01/10/2013") && autre.erreurs.contains("107,50"), "{}", autre.erreurs);
        assert_eq!(dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-02", "--montant", "110"]).code, 0);
        assert_eq!(dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-02", "--reference", "CCP 3"]).code, 0);
        assert!(adhesion(&dossier).contains("paiement = { date = 2013-10-02, montant = 110.00, reference = \"CCP 3\" }"));
        let sans_reference = dossier.retkoop(&["adhesion", "valider", "--paiement", "2013-10-03", "--montant", "110"]);
        assert!(sans_reference.code == 2 && sans_reference.erreurs.contains("CCP 3"), "{}", sans_reference.erreurs);
    }
    let juste = dossier(bareme, classe);
    assert_eq!(juste.retkoop(&["adhesion", "valider", "--paiement", "2013-10-01"]).code, 0);
    assert!(adhesion(&juste).contains("montant = 110.00"));
    // A sum that nobody wrote is not a sum of nothing.
    juste.ecrire("2013-2014/adhesion.toml", format!("date = 2013-09-18\n{classe}[validation]\npaiement.date = 2013-10-01\n"));
    assert_eq!(json_de(&juste)["etats"]["paiement"]["montant"], Value::Null);
}

/// To look asks for no sound accounts, only for a sound membership; to post asks for both.
/// A day still to come is written, since it is no error, and said at once.
#[test]
fn a_validation_in_the_future_is_told_as_it_is_recorded() {
    for (options, dit) in [(&[][..], true), (&["-q"], false)] {
        let dossier =
            dossier("eleve = 5.00\n", "[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Agathe Merlinval\" }]\neleves = 22\n");
        let mut arguments = vec!["adhesion", "valider", "--engagement", "2031-10-01"];
        arguments.extend(options);
        let execution = dossier.retkoop(&arguments);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        assert_eq!(codes_montres(&execution.erreurs), if dit { vec!["A013"] } else { vec![] });
        assert!(dossier.lire("2013-2014/adhesion.toml").contains("engagement = 2031-10-01"));
        // Recorded again as it was, it adds nothing.
        assert_eq!(dossier.retkoop(&arguments).erreurs, "");
        assert_eq!(codes_montres(&dossier.retkoop(&["adhesion", "valider", "--engagement", "2013-10-01"]).erreurs), [""; 0]);
    }
}

#[test]
fn fees_are_shown_beside_an_error_elsewhere() {
    let dossier = dossier("eleve = 1.00\n", CLASSES);
    dossier.ecrire(
        "2013-2014/cahier/2013-09.toml",
        "[[ecriture]]\npiece = \"1\"\ndate = 2013-09-20\nlibelle = \"x\"\nsortie.banque = 2\nventilation.6181 = 1\n",
    );
    let execution = dossier.retkoop(&["adhesion", "--format", "json"]);
    assert_eq!(execution.code, 1);
    assert!(execution.erreurs.contains("[E001]"), "{}", execution.erreurs);
    let json: Value = serde_json::from_str(&execution.sortie).expect("JSON");
    assert_eq!(totaux(&json), ["63.00", "0.00", "63.00"]);
    let ecriture = dossier.retkoop(&["adhesion", "--ecriture"]);
    assert_eq!((ecriture.code, ecriture.sortie.as_str()), (1, ""));
    for melange in
        [&["adhesion", "--ecriture", "--format", "json"][..], &["adhesion", "--format", "csv", "valider", "--code", "x"]]
    {
        let refus = dossier.retkoop(melange);
        assert_eq!((refus.code, refus.sortie.as_str()), (2, ""), "{melange:?}");
        assert!(refus.erreurs.contains("`--ecriture`") || refus.erreurs.contains("`--format`"), "{}", refus.erreurs);
    }
}

#[test]
fn absurd_prices_overflow_nothing() {
    let json = json_de(&dossier(
        "forfait = 9999999999.99\neleve = 9999999999.99\nenseignant = 9999999999.99\ncooperateur = 9999999999.99\nassurance.cooperateur = 9999999999.99\nassurance.biens = { taux = 999999999 }\n",
        &format!("{CLASSES}[assurance]\nbiens = 9999999999.99\n"),
    ));
    assert_eq!(json["lignes"][1]["montant"], "9999999999.99");
}

#[test]
fn classes_in_the_order_asked() {
    let dossier = dossier("eleve = 1.00\n", CLASSES);
    dossier.remplacer("2013-2014/adhesion.toml", "\"CE1\"", "\"cp petit\"");
    let noms = |ordre: &str| {
        let sortie = dossier.retkoop(&["adhesion", "--format", "json", "--ordre", ordre]).sortie;
        let json: Value = serde_json::from_str(&sortie).expect("JSON");
        json["classes"].as_array().unwrap().iter().map(|c| c["nom"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(noms("saisie"), ["cp petit", "CE2", "CP"]);
    assert_eq!(noms("nom"), ["CE2", "CP", "cp petit"]);
    let nommees: String = ["Zèbres", "CM10", "Étoiles", "cm2", "CM 1", "Fées", "CM02 b"]
        .map(|nom| format!("[[classe]]\nnom = \"{nom}\"\neleves = 1\n"))
        .concat();
    dossier.ecrire("2013-2014/adhesion.toml", nommees);
    assert_eq!(noms("nom"), ["CM 1", "cm2", "CM02 b", "CM10", "Étoiles", "Fées", "Zèbres"]);
}

#[test]
fn last_year_beside_this_year_and_what_is_still_to_send() {
    let chemin = super::commun::exemple("ecole-jules-ferry");
    let run = |arguments: &[&str]| {
        let mut tous = vec!["-C", chemin.to_str().unwrap(), "--exercice", "2024-2025", "adhesion"];
        tous.extend(arguments);
        super::commun::retkoop(&tous)
    };
    let json: Value = serde_json::from_str(&run(&["--format", "json"]).sortie).expect("JSON");
    // By hand: 12,50 + 71 × 2,00 + 4 × 4,60 + 2,10 + 5,50 = 180,50; 76 × 0,23 + 1 650 × 0,00688 = 17,48 + 11,35 = 28,83.
    assert_eq!(totaux(&json), ["180.50", "28.83", "209.33"]);
    assert_eq!(
        json["precedente"],
        json!({"exercice": "2023-2024",
            "effectifs": {"classes": 3, "enseignants": 4, "eleves": 70, "autres_adultes": 1, "cooperateurs": 75},
            "total_adhesion": "173.50", "total_assurance": "26.82", "total": "200.32"})
    );
    assert_eq!(
        json["etats"],
        json!({"paiement": {"etat": "valide", "date": "2024-10-04", "montant": "209.33", "reference": "Prélèvement 2024-10-0412"},
            "engagement": {"etat": "valide", "date": "2024-09-27"}, "changement": {"etat": "sans-objet"},
            "code": "rem 05", "effet": "2024-10-04"})
    );
    let texte = run(&[]).sortie;
    for ligne in texte.lines() {
        assert!(ligne.chars().count() <= 100, "{ligne}");
    }
    let csv = run(&["--format", "csv"]).sortie;
    assert!(csv.contains("adhesion;eleves;Élèves;;;;71;2,00;142,00;71\u{a0}élèves × 2,00\u{202f}€\n"), "{csv}");
    // Nothing sent yet: everything is said.
    let neuf = dossier("eleve = 1.00\n", CLASSES);
    neuf.remplacer("retkoop.toml", "[tresorerie", "[[mandataire]]\nnom = \"Rose Tavernelle\"\njusqu_au = 2013-09-30\n[[mandataire]]\nnom = \"Agathe Merlinval\"\ndepuis = 2013-10-01\n[tresorerie");
    let json = json_de(&neuf);
    let etats = ["paiement", "engagement", "changement"].map(|quoi| json["etats"][quoi]["etat"].as_str().unwrap().to_owned());
    assert_eq!(etats, ["a-envoyer", "a-envoyer", "a-envoyer"]);
    assert_eq!((&json["etats"]["effet"], &json["precedente"]), (&Value::Null, &Value::Null));
    // The scan of the engagement is found by any spelling of its path that a receipt may have.
    neuf.ecrire("2013-2014/retour/engagement.pdf", "%PDF-");
    let scan = |chemin: &str| {
        neuf.ecrire("2013-2014/adhesion.toml", format!("{CLASSES}[papiers]\nengagement_signe = \"{chemin}\"\n"));
        json_de(&neuf)["etats"]["engagement"]["etat"].clone()
    };
    assert_eq!(scan("./retour//./engagement.pdf"), "en-attente");
    assert_eq!(scan("retour/autre.pdf"), "a-envoyer");
}

/// A tariff and classes, as texts.
fn declaration() -> impl Strategy<Value = (String, Vec<String>)> {
    let prix = || 0..2_000_i64;
    let tarif = (prix(), prix(), prix(), prix(), prix(), prix()).prop_map(|(f, e, n, a, c, s)| {
        let m = |centimes| Montant::from_centimes(centimes).decimal();
        format!(
            "forfait = {}\neleve = {}\nenseignant = {}\nautre_adulte = {}\ncooperateur = {}\nassurance.cooperateur = {}\n",
            m(f),
            m(e),
            m(n),
            m(a),
            m(c),
            m(s)
        )
    });
    let classe = (0..60_i64, 0..5_i64, 0..4_usize).prop_map(|(eleves, adultes, enseignants)| {
        let noms = vec!["{ nom = \"x\" }"; enseignants].join(", ");
        format!("eleves = {eleves}\nautres_adultes = {adultes}\nenseignants = [{noms}]\n")
    });
    (tarif, prop::collection::vec(classe, 0..8))
}

fn cotisation(tarif: &str, classes: &[String]) -> Cotisation {
    let adhesion: String = classes.iter().enumerate().map(|(rang, c)| format!("[[classe]]\nnom = \"{rang}\"\n{c}")).collect();
    let dossier = charger(
        Arborescence::en_memoire([
            ("retkoop.toml", RETKOOP),
            ("departement.toml", &format!("[[bareme]]\nexercice = \"2013-2014\"\n{tarif}")),
            ("2013-2014/exercice.toml", "[exercice]\ndebut = 2013-09-01\nfin = 2014-08-31\n"),
            ("2013-2014/adhesion.toml", &adhesion),
        ]),
        None,
    );
    assert!(dossier.constats.is_empty(), "{:?}", dossier.constats);
    Cotisation::de_l_exercice(&dossier, &dossier.exercices[0]).expect("a tariff and a membership")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_total_is_the_sum_of_its_lines((tarif, classes) in declaration()) {
        let c = cotisation(&tarif, &classes);
        prop_assert_eq!(c.total, c.lignes.iter().map(|l| l.montant).sum::<Montant>());
        prop_assert_eq!(c.total, c.total_adhesion + c.total_assurance);
        for l in &c.lignes {
            prop_assert_eq!(l.montant.centimes(), l.quantite * l.prix_unitaire.centimes());
        }
    }

    #[test]
    fn a_pupil_more_never_lowers_the_total((tarif, mut classes) in declaration()) {
        let avant = cotisation(&tarif, &classes).total;
        classes.push("eleves = 1\n".to_owned());
        prop_assert!(cotisation(&tarif, &classes).total >= avant);
    }

    #[test]
    fn the_order_of_classes_changes_nothing((tarif, mut classes) in declaration(), graine in 0..100_usize) {
        let avant = cotisation(&tarif, &classes);
        let tour = graine % classes.len().max(1);
        classes.rotate_left(tour);
        let apres = cotisation(&tarif, &classes);
        prop_assert_eq!((avant.total, avant.effectifs), (apres.total, apres.effectifs));
    }
}
