//! Every state that an exercice which is over may be in, its closing by its quitus by its return: what the home page ticks, what
//! it warns of and what it says to do agree with each other, and with what the commands accept.

use std::fs;

use retkoop::controle::etapes_du_retour::refus_d_etape;
use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::{Date, EtatDuRetour};
use retkoop::etat::accueil::{Pas, Ton};
use retkoop::etat::envoi::Envoi;
use retkoop::etat::fin_d_annee::{EtatDUnCompteRendu, FinDAnnee};
use retkoop::parse::charger;
use retkoop::source::disque;

use super::commun::{Dossier, octets};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Open,
    Closed,
    Reopened,
    ClosedAgain,
    /// With an entry more.
    ClosedOtherwise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quitus {
    None,
    BeforeTheClosing,
    OneVerifier,
    NotScanned,
    Signed,
}

const NOM: &str = "2023-2024";

/// Bank only, 120,50 all year; the CRA is written. Closed on 12 September 2024, its return noted from the 15th on, opened again
/// on 1 October and closed again on the 5th.
fn folder(year: Year, steps: &[&str]) -> Dossier {
    let dossier = Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"Coopérative du Bois Joli\"\nnumero = \"046-0411\"\n[tresorerie.banque]\ncompte = \"512\"\n",
        ),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 120.50\n"),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n"),
        ("2023-2024/activites.toml", ""),
    ]);
    let run = |arguments: &[&str]| {
        let execution = dossier.retkoop(&[arguments, &["--exercice", NOM]].concat());
        assert_eq!(execution.code, 0, "{arguments:?}: {}", execution.erreurs);
    };
    if year == Year::Open {
        return dossier;
    }
    run(&["cloturer", "--date", "2024-09-12"]);
    for (rang, step) in steps.iter().enumerate() {
        run(&["retour", step, "--date", ["2024-09-15", "2024-09-16"][rang]]);
    }
    if year == Year::Closed {
        return dossier;
    }
    run(&["rouvrir", "--motif", "Un oubli", "--date", "2024-10-01"]);
    if year == Year::ClosedOtherwise {
        // 20,00 and its refund: the statement is what it was.
        let ecriture = |piece: &str, sens: &str, montant: &str| {
            format!(
                "[[ecriture]]\npiece = \"{piece}\"\ndate = 2024-05-02\nlibelle = \"Graines {piece}\"\n{sens}.banque = 20.00\n\
                 ventilation.6181 = {montant}\npointage = 2024-08-31\n"
            )
        };
        let deux = [ecriture("01", "sortie", "20.00"), ecriture("02", "entree", "-20.00")].concat();
        dossier.ecrire("2023-2024/cahier/a.toml", deux);
    }
    if year != Year::Reopened {
        run(&["cloturer", "--date", "2024-10-05"]);
    }
    dossier
}

/// The members met two days before the last closing, or the day after it. The statement of the bank is scanned with what they
/// signed.
fn commission(dossier: &Dossier, year: Year, quitus: Quitus) {
    let closed_again = matches!(year, Year::ClosedAgain | Year::ClosedOtherwise);
    let jour = match (quitus == Quitus::BeforeTheClosing, closed_again) {
        (true, false) => "2024-09-10",
        (false, false) => "2024-09-13",
        (true, true) => "2024-10-03",
        (false, true) => "2024-10-06",
    };
    let parent = "[[verificateur]]\nnom = \"Sabine Orlaveau\"\nqualite = \"parent\"\n";
    let autre = "[[verificateur]]\nnom = \"Thibaut Cazelmont\"\nqualite = \"enseignant\"\n";
    let autre = if quitus == Quitus::OneVerifier { "" } else { autre };
    if quitus != Quitus::None {
        dossier.ecrire("2023-2024/controle.toml", format!("date = {jour}\n{parent}{autre}[quitus]\ndonne = true\n"));
    }
    if !matches!(quitus, Quitus::None | Quitus::NotScanned) {
        dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
    }
    if quitus == Quitus::Signed {
        dossier.ecrire("2023-2024/retour/releve.jpg", b"\xff\xd8\xff\xe0 photo");
    }
}

/// The order of domain.md: the year is closed, then the members sign, then everything is sent, until the department accepts.
fn expected(year: Year, quitus: Quitus, etat: EtatDuRetour) -> Vec<Pas> {
    let nom = || NOM.to_owned();
    let closed = matches!(year, Year::Closed | Year::ClosedAgain | Year::ClosedOtherwise);
    if !closed || (year == Year::Closed && etat == EtatDuRetour::Accepte) {
        return vec![];
    }
    let awaits_the_department = year == Year::Closed && matches!(etat, EtatDuRetour::Saisi | EtatDuRetour::Valide);
    let du_quitus = match quitus {
        Quitus::None | Quitus::BeforeTheClosing => Some(Pas::FaireSignerLeQuitus(nom())),
        Quitus::OneVerifier => Some(Pas::CompleterLaCommission(nom())),
        Quitus::NotScanned => (!awaits_the_department).then(|| Pas::NumeriserLeQuitus(nom())),
        Quitus::Signed => None,
    };
    let releve = (quitus != Quitus::Signed && !awaits_the_department)
        .then(|| Pas::CompleterLeDossier(nom(), vec!["Relevé de banque au dernier jour"]));
    let envoi = match (etat, year) {
        (EtatDuRetour::EnConstruction, _) => du_quitus.is_none().then(|| Pas::EnvoyerLeRetour(nom())),
        (_, Year::ClosedOtherwise) => Some(Pas::RenvoyerLeRetour(nom())),
        (EtatDuRetour::ACompleter, _) => Some(Pas::CompleterLeRetour(nom())),
        (_, Year::ClosedAgain) => Some(Pas::RenvoyerSousLeNouveauSceau(nom())),
        _ => None,
    };
    du_quitus.into_iter().chain(releve).chain(envoi).collect()
}

#[test]
fn ticks_warnings_steps_and_commands_agree_in_every_state() {
    let jour = Date::from_ymd_opt(2024, 9, 30).expect("a day");
    let years = [Year::Open, Year::Closed, Year::Reopened, Year::ClosedAgain, Year::ClosedOtherwise];
    let quitus = [Quitus::None, Quitus::BeforeTheClosing, Quitus::OneVerifier, Quitus::NotScanned, Quitus::Signed];
    let returns: [(EtatDuRetour, &[&str]); 5] = [
        (EtatDuRetour::EnConstruction, &[]),
        (EtatDuRetour::Saisi, &["saisi"]),
        (EtatDuRetour::ACompleter, &["saisi", "a-completer"]),
        (EtatDuRetour::Valide, &["saisi", "valide"]),
        (EtatDuRetour::Accepte, &["saisi", "accepte"]),
    ];
    for (year, (etat, steps)) in years.iter().flat_map(|year| returns.iter().map(move |r| (*year, *r))) {
        if year == Year::Open && etat != EtatDuRetour::EnConstruction {
            continue;
        }
        let base = folder(year, steps);
        for quitus in quitus {
            let dossier = Dossier::new([]);
            octets(base.chemin()).iter().for_each(|(chemin, contenu)| dossier.ecrire(chemin, contenu));
            commission(&dossier, year, quitus);
            let lu = charger(disque::lire(dossier.chemin()).expect("a folder"), None);
            // On the last day on which nothing of it is late; closed again, it is.
            let jour =
                if matches!(year, Year::Open | Year::Closed) { jour } else { Date::from_ymd_opt(2024, 10, 7).expect("a day") };
            let controle = Controle::new(&lu, jour);
            let exercice = lu.exercice(NOM).expect("the exercice");
            let fin = FinDAnnee::de(&controle, exercice);
            let preuve = DossierControle::prouver(&controle, NOM).expect("sound accounts");
            let lire = |chemin: &str| fs::read(dossier.chemin().join(NOM).join(chemin)).unwrap_or_default();
            let envoi = Envoi::etablir(&preuve, jour, lire);
            let (refus, autres) = envoi.manques();
            let cas = format!("{year:?} {quitus:?} {etat:?}: {fin:?}");

            assert_eq!(fin.pas(), expected(year, quitus, etat), "{cas}");
            // Ticked: closed, and accepted of this seal.
            let [cloture, _, crf, du_quitus] = fin.tons();
            let closed = matches!(year, Year::Closed | Year::ClosedAgain | Year::ClosedOtherwise);
            let accepted = year == Year::Closed && etat == EtatDuRetour::Accepte;
            assert_eq!(cloture == Ton::Fait, closed, "{cas}");
            assert_eq!((fin.crf == EtatDUnCompteRendu::Accepte, crf == Ton::Fait), (accepted, accepted), "{cas}");
            assert_eq!(fin.retour.ton() == Ton::Fait, accepted, "{cas}");
            assert_eq!(du_quitus == Ton::Fait, accepted || (closed && quitus == Quitus::Signed), "{cas}");
            // What the page calls done, the bundle takes; what it says to send can be sent.
            assert_eq!(refus.is_empty(), closed && quitus == Quitus::Signed, "{cas}");
            let to_send = fin.pas().iter().any(|pas| matches!(pas, Pas::EnvoyerLeRetour(_)));
            assert!(!to_send || refus.is_empty(), "{cas}");
            // What the page says is missing is what the list of the bundle does, until the department accepts.
            let missing: Vec<&str> = autres.iter().map(|element| element.quoi).collect();
            assert_eq!(fin.pieces_manquantes, if closed && !accepted { missing } else { vec![] }, "{cas}");
            // A closed year warns exactly when there is something to do.
            if closed {
                let warns = fin.ton() >= Ton::Attention;
                assert_eq!(warns, !fin.pas().is_empty(), "{cas}");
            }
            // The cooperative sends closed accounts only.
            assert_eq!(refus_d_etape(&controle, exercice, EtatDuRetour::Saisi).is_none(), closed, "{cas}");
        }
    }
}

/// The department accepts what was sent: that the accounts changed before it did is seen all the same.
#[test]
fn an_answer_does_not_hide_that_the_accounts_changed() {
    let dossier = folder(Year::ClosedOtherwise, &["saisi"]);
    let accepte = dossier.retkoop(&["retour", "accepte", "--exercice", NOM, "--date", "2024-10-06"]);
    assert!(accepte.code == 0 && accepte.erreurs.contains("les comptes ont changé"), "{}", accepte.erreurs);
    let page = || {
        let page = dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-10-07"]).sortie;
        page.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(page().contains("! Retour 2023-2024 accepté depuis le 06/10/2024 : les comptes ont changé"), "{}", page());
    // Sent again under this seal, and accepted.
    for etat in ["saisi", "accepte"] {
        assert_eq!(dossier.retkoop(&["retour", etat, "--exercice", NOM, "--date", "2024-10-06"]).code, 0);
    }
    assert!(page().contains("✓ Retour 2023-2024 accepté"), "{}", page());
}

#[test]
fn a_return_of_a_seal_that_is_no_more_says_so() {
    let dossier = folder(Year::ClosedAgain, &["saisi", "accepte"]);
    let dit = dossier.retkoop(&["retour", "--exercice", NOM]).sortie.replace('\u{a0}', " ");
    assert!(dit.contains("clôturé de nouveau depuis l’envoi"), "{dit}");
    let page = dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-10-06"]).sortie.replace('\u{a0}', " ");
    for mots in
        ["à renvoyer : clôturé de nouveau", "faire signer le quitus", "renvoyer le retour de 2023-2024 : il porte un autre"]
    {
        assert!(page.contains(mots), "{mots}: {page}");
    }
    let dossier = folder(Year::Reopened, &["saisi", "accepte"]);
    let dit = dossier.retkoop(&["retour", "--exercice", NOM]).sortie.replace('\u{a0}', " ");
    assert!(dit.contains("l’exercice n’est pas clôturé"), "{dit}");
}

/// A broken seal, or an error of the accounts once they are closed: `imprimer` refuses, so nothing is ready to be sent.
#[test]
fn what_cannot_be_printed_is_not_ready() {
    for (fichier, faute) in
        [("2023-2024/exercice.toml", "# une ligne de plus\n"), ("inventaire.toml", "[[bien]]\ndesignation = \n")]
    {
        let dossier = folder(Year::Closed, &[]);
        let page = || dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-09-20"]).sortie.replace('\u{a0}', " ");
        assert!(page().contains("prêt, à envoyer"), "{}", page());
        let ecrit = fs::read_to_string(dossier.chemin().join(fichier)).unwrap_or_default();
        dossier.ecrire(fichier, ecrit + faute);
        assert_eq!(dossier.retkoop(&["imprimer", "crf", "--exercice", NOM]).code, 1, "{fichier}");
        let page = page();
        assert!(!page.contains("prêt") && page.matches("après correction").count() == 2, "{fichier}: {page}");
        let json = dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-09-20", "--format", "json"]).sortie;
        assert_eq!(json.matches("\"attend-une-correction\"").count(), 2, "the CRA and the CRF: {json}");
    }
}

/// Nothing is computed from a file that holds an error (format.md): neither ticked nor said to be missing, it is to be corrected,
/// and the page names it; the return says what the bundle refuses.
#[test]
fn what_a_file_of_the_return_says_wrongly_is_not_ticked() {
    let faults: [(&str, &str, &str, &str); 5] = [
        ("controle.toml", "quitus", "reserves = 3\n", "L004"),
        ("controle.toml", "quitus", "couleur = \"vert\"\n", "L002"),
        ("controle.toml", "quitus", "x = = 3\n", "L001"),
        ("activites.toml", "CRA", "x = = 3\n", "L001"),
        ("activites.toml", "CRA", "couleur = \"vert\"\n", "L002"),
    ];
    for (steps, (fichier, ligne, faute, code)) in [vec![], vec!["saisi"], vec!["saisi", "accepte"]]
        .iter()
        .flat_map(|steps: &Vec<&str>| faults.iter().map(move |fault| (steps, *fault)))
    {
        let dossier = folder(Year::Closed, steps);
        commission(&dossier, Year::Closed, Quitus::Signed);
        let page = || {
            let page = dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-09-20"]).sortie;
            page.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert!(!page().contains("corriger"), "{}", page());
        let chemin = format!("{NOM}/{fichier}");
        dossier.ecrire(&chemin, dossier.lire(&chemin) + faute);
        let page = page();
        let cas = format!("{steps:?} {chemin} {faute}: {page}");
        assert!(page.contains(&format!("{ligne} 2023-2024 {fichier} est à corriger")), "{cas}");
        assert!(!page.contains(&format!("✓ {ligne}")), "{cas}");
        assert!(page.contains(&format!("corriger {chemin}")) && !page.contains("corriger 1 erreur"), "{cas}");
        let json = dossier.retkoop(&["etat", "--exercice", NOM, "--date", "2024-09-20", "--format", "json"]).sortie;
        assert_eq!(json.matches("\"a-corriger\"").count(), 1, "{json}");
        let retour = dossier.retkoop(&["retour", "saisi", "--exercice", NOM, "--date", "2024-09-20"]);
        let papiers = dossier.retkoop(&["imprimer", "dossier", "--exercice", NOM]);
        assert_eq!((retour.code, papiers.code), (0, 1), "{cas}");
        for dit in [&retour.erreurs, &papiers.erreurs] {
            assert!(dit.contains(code) && dit.contains(&chemin), "{cas}: {dit}");
        }
    }
}

/// A seal of 20 September, seen on the 10th: its day is to come, and, of a year opened again on 1 October, is also before the
/// reopening. The first finding keeps its fingerprint beside the second.
#[test]
fn two_wrong_days_of_one_seal_are_two_findings() {
    let seen = |dossier: &Dossier| -> Vec<(String, String)> {
        let json = dossier.retkoop(&["verifier", "--format", "json", "--date", "2024-09-10"]).sortie;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let all = json["diagnostics"].as_array().expect("a list").iter().filter(|d| d["code"] == "X006");
        all.map(|d| (d["message"].to_string(), d["empreinte"].to_string())).collect()
    };
    let close = |dossier: &Dossier, jour| {
        let execution = dossier.retkoop(&["cloturer", "--exercice", NOM, "--date", jour]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    };
    let one = folder(Year::Open, &[]);
    close(&one, "2024-09-20");
    let both = folder(Year::Reopened, &[]);
    close(&both, "2024-09-20");
    let (one, both) = (seen(&one), seen(&both));
    assert_eq!((one.len(), both.len()), (1, 2), "{one:?} {both:?}");
    let to_come = both.iter().find(|(message, _)| message.contains("à venir")).expect("the day is to come");
    assert_eq!(to_come.1, one[0].1, "{both:?}");
}

/// The first reason is told, and how many others there are: files that a closed year does not have.
#[test]
fn the_other_reasons_of_a_broken_seal_are_counted() {
    for (ajoutes, suite) in [(1, None), (2, Some("1 autre raison :")), (3, Some("2 autres raisons :"))] {
        let dossier = folder(Year::Closed, &["saisi"]);
        (0..ajoutes).for_each(|rang| dossier.ecrire(&format!("2023-2024/pieces/{rang}.pdf"), "%PDF-"));
        let refus = dossier.retkoop(&["retour", "saisi", "--exercice", NOM, "--date", "2024-09-20"]);
        assert_eq!(refus.code, 1);
        let dit = refus.erreurs.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(dit.contains("autre"), suite.is_some(), "{dit}");
        assert!(suite.is_none_or(|suite| dit.contains(suite)), "{dit}");
    }
}

/// The returns are made from closed accounts: those whose seal proves nothing are not. What the department says is noted all the
/// same. A trial of the closing says neither that it can be made, nor that it is done.
#[test]
fn nothing_is_sent_of_a_broken_seal() {
    type Fault = fn(&Dossier);
    let faults: [(&str, &str, Fault); 3] = [
        ("2023-2024/exercice.toml", "modifié", |d| d.remplacer("2023-2024/exercice.toml", "[ouverture]", "\n[ouverture]")),
        ("2023-2024/pieces/1.pdf", "ajouté", |d| d.ecrire("2023-2024/pieces/1.pdf", "%PDF-")),
        ("2023-2024/cloture.toml", "sceau", |d| d.remplacer("2023-2024/cloture.toml", "12", "13")),
    ];
    for (chemin, mot, fault) in faults {
        let dossier = folder(Year::Closed, &["saisi"]);
        fault(&dossier);
        let avant = octets(dossier.chemin());
        for etat in ["saisi", "valide"] {
            let refus = dossier.retkoop(&["retour", etat, "--exercice", NOM, "--date", "2024-09-20"]);
            assert_eq!((refus.code, refus.sortie.as_str()), (1, ""), "{chemin}: {}", refus.erreurs);
            let dit = refus.erreurs.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(dit.contains("le sceau de l’exercice 2023-2024 est rompu") && dit.contains(mot), "{dit}");
            assert!(dit.contains("X002") && dit.contains("sauvegarde") || mot == "ajouté" && dit.contains("enlevez-le"), "{dit}");
        }
        assert_eq!(dossier.retkoop(&["imprimer", "dossier", "--exercice", NOM]).code, 1);
        assert_eq!(octets(dossier.chemin()), avant, "nothing is written");

        let essai = |options: &[&str]| {
            dossier.retkoop(&[&["cloturer", "--essai", "--exercice", NOM, "--date", "2024-09-20"], options].concat())
        };
        let texte = essai(&[]);
        assert_eq!(texte.code, 1);
        assert!(texte.sortie.contains("X002") && texte.sortie.contains(chemin), "{}", texte.sortie);
        assert!(!texte.sortie.contains("refusée") && texte.erreurs.contains("son sceau est rompu"), "{}", texte.erreurs);
        let json: serde_json::Value = serde_json::from_str(&essai(&["--format", "json"]).sortie).expect("JSON");
        let lue = &json["cooperatives"][0];
        assert_eq!((lue["etat"].as_str(), lue["raisons"][0]["code"].as_str()), (Some("sceau-rompu"), Some("X002")), "{json}");

        let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\nnumero = \"046\"\n")]);
        for (nom, fichiers) in [("a", folder(Year::Closed, &[])), ("b", dossier)] {
            octets(fichiers.chemin())
                .iter()
                .for_each(|(chemin, contenu)| departement.ecrire(&format!("{nom}/{chemin}"), contenu));
        }
        let tous = departement.retkoop(&["cloturer", "--essai", "--exercice", NOM, "--date", "2024-09-20"]);
        let dit = tous.sortie.replace('\u{a0}', " ");
        assert_eq!(tous.code, 1, "{dit}");
        assert!(dit.contains("rien ne manque à 0, 0 refusée, 1 déjà clôturée, 1 au sceau rompu"), "{dit}");
        let accepte = departement.chemin().join("b");
        let accepte = ["-C", accepte.to_str().expect("UTF-8"), "retour", "accepte", "--exercice", NOM, "--date", "2024-09-20"];
        assert_eq!(super::commun::retkoop(&accepte).code, 0, "{chemin}");
    }
}

/// The same command again, as after a stop, leaves the same bytes; another day or another word is another step.
#[test]
fn a_step_is_noted_once() {
    let dossier = folder(Year::Closed, &[]);
    let noter = |arguments: &[&str]| dossier.retkoop(&[&["retour"], arguments, &["--exercice", NOM]].concat());
    let etapes = || dossier.lire("2023-2024/retour/etat.toml").matches("[[etape]]").count();
    for (arguments, nombre) in [
        (&["saisi", "--date", "2024-09-15"][..], 1),
        (&["saisi", "--date", "2024-09-15", "--note", "par la poste"], 2),
        (&["saisi", "--date", "2024-09-16"], 3),
        (&["valide", "--date", "2024-09-17"], 4),
        (&["accepte", "--date", "2024-09-18"], 5),
    ] {
        let premiere = noter(arguments);
        assert_eq!((premiere.code, etapes()), (0, nombre), "{arguments:?}: {}", premiere.erreurs);
        let ecrit = octets(dossier.chemin());
        let seconde = noter(arguments);
        assert_eq!(seconde.code, 0, "{arguments:?}: {}", seconde.erreurs);
        assert!(seconde.erreurs.contains("noté déjà ce jour-là"), "{}", seconde.erreurs);
        assert_eq!(octets(dossier.chemin()), ecrit, "{arguments:?}");
    }
}
