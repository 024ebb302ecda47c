//! `attester FICHIER.pdf -C DOSSIER`: whether a printed CRF is what the ledger of today would give.

use std::collections::HashMap;
use std::fs;

use serde_json::{Value, json};

use retkoop::etat::cahier_d_aujourd_hui::{CahierDAujourdHui, points_du_cahier};
use retkoop::etat::papier_atteste::{Point, Verdict};
use retkoop::etat::recomposition::Recomposition;
use retkoop::parse::PapierImprime;
use retkoop::render::pdf::crf::recomposition::recomposer;

use super::cloture::{cloturer, mini_annee, reussir};
use super::commun::{Dossier, Execution, retkoop, retkoop_dans};
use super::exemples::annee_a_la_main;
use super::papier_atteste::{avec_ces_pages, lu, pages_jointes};
use super::pdf::crf;
use super::schemas::conforme;

/// A printed CRF in a folder, and how it is attested.
struct Imprime {
    dossier: Dossier,
    fichier: String,
}

impl Imprime {
    fn new(dossier: Dossier, exercice: &str) -> Imprime {
        Imprime::avec(dossier, &["--exercice", exercice])
    }

    fn avec(dossier: Dossier, options: &[&str]) -> Imprime {
        let (execution, octets) = crf(&dossier, options);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        dossier.ecrire("crf.pdf", &octets);
        let fichier = dossier.chemin().join("crf.pdf").to_str().expect("UTF-8").to_owned();
        Imprime { dossier, fichier }
    }

    fn seul(&self) -> Execution {
        retkoop(&["attester", &self.fichier])
    }

    fn au_cahier(&self) -> Execution {
        self.dossier.retkoop(&["attester", &self.fichier])
    }

    fn json(&self) -> (i32, Value) {
        let execution = self.dossier.retkoop(&["attester", &self.fichier, "--format", "json"]);
        conforme("attester-papier.schema.json", &execution.sortie);
        (execution.code, serde_json::from_str(&execution.sortie).expect("JSON"))
    }
}

fn clair(execution: &Execution) -> String {
    execution.sortie.replace(['\u{a0}', '\u{202f}'], " ")
}

fn verdicts(document: &Value) -> Vec<(&str, &Value)> {
    let points = document["points"].as_array().expect("a list");
    points.iter().map(|point| (point["cle"].as_str().expect("a key"), &point["juste"])).collect()
}

#[test]
fn a_printed_crf_is_attested() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let (oui, non, rien) = (json!(true), json!(false), Value::Null);
    let seul = imprime.seul();
    assert_eq!((seul.code, seul.sortie.matches("oui  ").count()), (0, 4), "{}", seul.sortie);
    assert!(
        clair(&seul).contains("il n’est pas comparé à un cahier : ce dossier n’est pas celui d’une coopérative"),
        "{}",
        seul.sortie
    );
    let (code, document) = imprime.json();
    let justes = ["empreinte", "chiffres", "pages", "somme", "cahier"].map(|cle| (cle, &oui));
    assert_eq!((code, &document["juste"], verdicts(&document)), (0, &oui, justes.to_vec()));

    // The ledger moves on: both numbers are told, and the entry once.
    let cahier = imprime.dossier.lire("2023-2024/cahier/a.toml");
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "210.00").replace("= 233.00", "= 231.00"));
    let execution = imprime.au_cahier();
    assert_eq!(execution.code, 1);
    for attendu in [
        "6586 Cotisations à l’OCCE : 212,00 € dans le papier, 210,00 € au cahier",
        "résultat : 555,01 € dans le papier, 557,01 € au cahier",
        "pièce 01 du 12/10/2023, OCCE : 512 banque, sortie 233,00 €, 6586 Cotisations à l’OCCE, dépense 212,00 € dans le papier, \
         512 banque, sortie 231,00 €, 6586 Cotisations à l’OCCE, dépense 210,00 € au cahier",
    ] {
        assert!(clair(&execution).contains(attendu), "{attendu}: {}", clair(&execution));
    }
    assert_eq!(imprime.seul().code, 0, "the paper itself has not changed");

    // Accounts in error compare with nothing: it is said where programs read it.
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "213.00"));
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &rien, ("cahier", &rien)));
    let execution = imprime.au_cahier();
    assert!(clair(&execution).contains("?    il n’est pas comparé au cahier, qui a des erreurs"), "{}", execution.sortie);
    imprime.dossier.ecrire("2023-2024/cahier/a.toml", &cahier);

    // Another cooperative: named, it is wrong; around, it is none of the paper's business.
    imprime.dossier.remplacer("retkoop.toml", "046-0001", "046-0411");
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &non, ("cahier", &non)));
    assert!(clair(&imprime.au_cahier()).contains("celui d’une autre coopérative"));
    let autour = retkoop_dans(imprime.dossier.chemin(), &["attester", "crf.pdf"]);
    assert_eq!(autour.code, 0);
    assert!(clair(&autour).contains("–    il n’est pas comparé à un cahier : ce dossier est celui d’une autre coopérative"));

    imprime.dossier.ecrire("crf.pdf", "%PDF-1.7 nothing of ours");
    assert_eq!(imprime.seul().code, 2);
    fs::remove_file(&imprime.fichier).unwrap();
    assert_eq!(imprime.seul().code, 2);
}

/// From inside the cooperative's folder, it is the ledger of the paper: no need to name it.
#[test]
fn inside_its_folder_a_paper_is_compared() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let dedans =
        || retkoop_dans(&imprime.dossier.chemin().join("2023-2024"), &["--date", "2025-10-15", "attester", "../crf.pdf"]);
    assert_eq!((dedans().code, dedans().sortie.matches("oui  ").count()), (0, 5));
    imprime.dossier.remplacer("2023-2024/cahier/a.toml", "libelle = \"OCCE\"", "libelle = \"O.C.C.E.\"");
    let execution = dedans();
    assert_eq!(execution.code, 1);
    assert!(clair(&execution).contains("« OCCE », 512 banque"), "{}", clair(&execution));
}

/// The same accounts, closed since: told apart, and wrong of nothing.
#[test]
fn accounts_closed_since_are_told_apart() {
    let imprime = Imprime::new(mini_annee(), "2023-2024");
    reussir(&cloturer(&imprime.dossier, "2023-2024", "2024-09-05"));
    let (code, document) = imprime.json();
    assert_eq!(code, 0, "{document}");
    assert!(verdicts(&document).contains(&("cahier", &json!(true))), "{document}");
    assert!(verdicts(&document).contains(&("cloture", &json!(true))), "{document}");
}

/// Of a year that runs: dated before its last day. Closed since without a figure more, it is still right.
#[test]
fn the_return_of_a_running_year_is_attested() {
    let imprime = Imprime::avec(mini_annee(), &["--exercice", "2023-2024", "--date", "2024-06-30"]);
    assert_eq!((imprime.seul().code, imprime.json().0), (0, 0), "{}", imprime.seul().sortie);
    reussir(&cloturer(&imprime.dossier, "2023-2024", "2024-09-05"));
    let (code, document) = imprime.json();
    assert!(code == 0 && verdicts(&document).contains(&("cloture", &json!(true))), "{document}");
}

/// What the return prints and neither `bilan.json` nor the entries hold.
#[test]
fn whatever_the_return_prints_is_compared_with_the_ledger() {
    let imprime = Imprime::new(Dossier::de_l_exemple("ecole-jules-ferry"), "2024-2025");
    assert_eq!(imprime.au_cahier().code, 0);
    for (fichier, avant, apres, attendu) in [
        (
            "2024-2025/subventions.toml",
            "reste_a_depenser = 276.60",
            "reste_a_depenser = 200.00",
            "reste à dépenser : 276,60 € dans le papier, 200,00 € au cahier",
        ),
        (
            "2024-2025/caisse/2025-08-29.toml",
            "\"2\"    = 1\n\"1\"    = 2",
            "\"2\"    = 2\n\"1\"    = 0",
            "2 €, nombre : « 1 » dans le papier, « 2 » au cahier",
        ),
        (
            "retkoop.toml",
            "nom    = \"Bastien Vauquelard\"",
            "nom    = \"Bastien Vauquelin\"",
            "signataires : « Bastien Vauquelard » dans le papier, « Bastien Vauquelin » au cahier",
        ),
        (
            "2024-2025/caisse/2025-08-29.toml",
            "\"Bastien Vauquelard\"",
            "\"Lucas Thébertin\"",
            "caisse comptée par : « Hélène Courtaban et Bastien Vauquelard »",
        ),
        ("2024-2025/cahier/2025-07.toml", "8841238", "8841239", "chèque : « 8841238 » dans le papier, « 8841239 » au cahier"),
        (
            "2024-2025/cahier/2024-11.toml",
            "moyen   = \"virement\"",
            "moyen   = \"carte\"",
            "pièce 08 du 08/11/2024, Association de parents « Les Amis des Tilleuls », don annuel, \
             moyen : « virement » dans le papier, « carte » au cahier",
        ),
        (
            "2024-2025/cahier/2024-11.toml",
            "action_a = \"Stage de cirque\"\naction_b = \"École\"\npointage = 2024-11-30",
            "action_a = \"Cirque\"\naction_b = \"École\"\npointage = 2024-12-31",
            "don annuel, pointage (banque) : 30/11/2024 dans le papier, 31/12/2024 au cahier ; \
             action (axe A) : « Stage de cirque » dans le papier, « Cirque » au cahier",
        ),
        ("2024-2025/cahier/2024-12.toml", "8841232", "8841299", "chèque : « 8841232 » dans le papier, « 8841299 » au cahier"),
        (
            "2024-2025/adhesion.toml",
            "nom = \"Maëlle Rivoiret\"",
            "nom = \"Maëlle Rivoirat\"",
            "émargement CP, nom : « Maëlle Rivoiret » dans le papier, « Maëlle Rivoirat » au cahier",
        ),
    ] {
        let texte = imprime.dossier.lire(fichier);
        imprime.dossier.remplacer(fichier, avant, apres);
        let execution = imprime.au_cahier();
        assert_eq!(execution.code, 1, "{attendu}");
        assert!(clair(&execution).contains(attendu), "{attendu}: {}", clair(&execution));
        imprime.dossier.ecrire(fichier, texte);
    }
    // A paper of another day says another day, and is no less that of the ledger.
    let (_, octets) = crf(&imprime.dossier, &["--exercice", "2024-2025", "--date", "2025-09-20"]);
    imprime.dossier.ecrire("crf.pdf", &octets);
    assert_eq!(imprime.au_cahier().code, 0, "{}", clair(&imprime.au_cahier()));
}

/// From the attached entries alone: what no statement shows, and what an action received and spent.
#[test]
fn an_auditor_does_the_reconciliation_again_from_the_entries() {
    let (_, octets) = crf(&Dossier::de_l_exemple("ecole-jules-ferry"), &["--exercice", "2024-2025"]);
    let ecritures = lu(&octets).ecritures;
    let mut lecteur = csv::Reader::from_reader(ecritures.as_slice());
    let lignes: Vec<HashMap<String, String>> = lecteur.deserialize().map(|ligne| ligne.expect("a line")).collect();
    let somme = |colonne: &str, choisie: &dyn Fn(&HashMap<String, String>) -> bool| {
        let montants = lignes.iter().filter(|ligne| choisie(ligne)).map(|ligne| ligne[colonne].replace('.', ""));
        montants.map(|centimes| centimes.parse::<i64>().unwrap_or(0)).sum::<i64>()
    };
    // The cheque of piece 32, given on the last Tuesday; both cheques of the year before were cashed.
    let en_route = |ligne: &HashMap<String, String>| ligne["compte"] == "512" && ligne["pointage"].is_empty();
    assert_eq!((somme("sortie", &en_route), somme("entree", &en_route)), (19_260, 0));
    // 1 020,00 on the statement; 156,00 in the cash box, that no statement shows.
    let photos: Vec<[&str; 3]> = lignes
        .iter()
        .filter(|ligne| ligne["piece"] == "09")
        .map(|ligne| ["compte", "entree", "pointage"].map(|colonne| ligne[colonne].as_str()))
        .collect();
    assert_eq!(photos, [["512", "1020.00", "2024-11-30"], ["530", "156.00", ""], ["7070", "", ""]]);
    // Pieces 28 to 30: 104,84 and 52,00 spent; 642,15 and 60,00 received.
    let kermesse = |ligne: &HashMap<String, String>| ligne["action_a"] == "Kermesse";
    assert_eq!((somme("charge", &kermesse), somme("produit", &kermesse)), (15_684, 70_215));
    let librairie = lignes.iter().find(|ligne| ligne["piece"] == "32").expect("the cheque");
    assert_eq!(
        ["moyen", "cheque", "action_b", "justificatifs"].map(|colonne| librairie[colonne].as_str()),
        ["", "8841238", "CM1-CM2", "pieces/32-librairie-du-tilleul.pdf"]
    );
}

/// A paper of another version is no other paper: what that one words otherwise is told, and accuses nobody.
#[test]
fn the_words_of_another_composer_are_not_those_of_another_ledger() {
    let imprime = Imprime::new(annee_a_la_main(), "2023-2024");
    let octets = fs::read(&imprime.fichier).expect("the paper");
    let autres = pages_jointes(&octets).replace("\"composeur\": \"retkoop ", "\"composeur\": \"retkoop 99.");
    fs::write(&imprime.fichier, avec_ces_pages(&octets, &autres)).expect("the paper");
    let (code, document) = imprime.json();
    assert_eq!((code, verdicts(&document)[4]), (0, ("cahier", &json!(true))));
    let reecrit = avec_ces_pages(&octets, &autres.replace("certifie exacts", "certifie sincères"));
    let Recomposition::Faite { octets: reecrit, .. } = recomposer(&lu(&reecrit)) else { panic!("pages") };
    fs::write(&imprime.fichier, reecrit).expect("the paper");
    let (code, document) = imprime.json();
    assert_eq!((code, &document["juste"], verdicts(&document)[4]), (1, &Value::Null, ("cahier", &Value::Null)));
    let details = document["points"][4]["details"].as_array().expect("a list");
    assert!(details.len() == 1 && details[0].as_str().is_some_and(|d| d.starts_with("certification : ")), "{details:?}");
}

/// The entries of a paper, each line as `refaire` makes it.
fn autres_ecritures(papier: &PapierImprime, refaire: impl Fn(usize, csv::StringRecord) -> csv::StringRecord) -> PapierImprime {
    let mut redacteur = csv::Writer::from_writer(Vec::new());
    let lignes = csv::ReaderBuilder::new().has_headers(false).from_reader(papier.ecritures.as_slice()).into_records();
    for (rang, ligne) in lignes.enumerate() {
        redacteur.write_record(&refaire(rang, ligne.expect("a line"))).expect("a line");
    }
    PapierImprime { ecritures: redacteur.into_inner().expect("bytes"), ..papier.clone() }
}

/// Printed before the entries said their cheques, or by a version that says more of them: what both say is compared, and the rest
/// is named.
#[test]
fn entries_of_another_version_are_compared_with_what_they_say() {
    let (_, octets) = crf(&annee_a_la_main(), &[]);
    let papier = lu(&octets);
    let texte = |octets: &[u8]| String::from_utf8(octets.to_vec()).expect("UTF-8");
    let cahier = CahierDAujourdHui {
        scelle: false,
        chiffres: texte(&papier.chiffres),
        ecritures: texte(&papier.ecritures),
        pages: papier.pages.as_deref().map(texte),
    };
    let pages: Value = serde_json::from_slice(papier.pages.as_ref().expect("pages")).expect("JSON");
    let ancien = autres_ecritures(&papier, |_, ligne| ligne.iter().take(11).collect());
    let nouveau =
        autres_ecritures(&papier, |rang, ligne| ligne.iter().chain([if rang == 0 { "devise" } else { "EUR" }]).collect());
    let corrige = CahierDAujourdHui { ecritures: cahier.ecritures.replace("212.00", "210.00"), ..cahier.clone() };
    for (autre, attendu) in [
        (ancien, "`ecritures.csv` ne dit rien de : moyen, cheque, pointage, action_a, action_b, justificatifs, annule"),
        (nouveau, "`ecritures.csv` dit aussi ce que cette version ne lit pas : devise"),
    ] {
        let points = points_du_cahier(&autre, Some(&pages), &cahier);
        let [Point { verdict: Verdict::Impossible, details, .. }] = &points[..] else { panic!("{points:?}") };
        assert_eq!(details, &[attendu]);
        assert_eq!(points_du_cahier(&autre, Some(&pages), &corrige)[0].verdict, Verdict::Faux);
    }
    // The same columns and the same entries, in another order: it is not what the ledger gives, and that is said.
    let mut lignes: Vec<&str> = cahier.ecritures.lines().collect();
    lignes[1..].reverse();
    let renverse = CahierDAujourdHui { ecritures: lignes.join("\n") + "\n", ..cahier };
    let points = points_du_cahier(&papier, Some(&pages), &renverse);
    let [Point { verdict: Verdict::Faux, details, .. }] = &points[..] else { panic!("{points:?}") };
    assert!(details.len() == 1 && details[0].contains("dans un autre ordre"), "{details:?}");
}
