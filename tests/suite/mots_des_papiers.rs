//! What papers say where something is amiss: no figure that differs goes by in silence.

use super::cahier_de_papier::de_nombreux_comptes;
use super::commun::Dossier;
use super::pdf::pages;
use super::tous_les_papiers::{EXERCICE, RETKOOP, dossier as dossier_neuf, imprimer};

/// The example, whose statement, count and table of subsidies no longer agree with the ledger, with a second cash box that nobody
/// counted and three goods that no account shows.
fn avec_ecarts() -> Dossier {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    dossier.remplacer("2024-2025/releves/2025-08-31.toml", "2400.56", "2400.50");
    dossier.remplacer("2024-2025/caisse/2025-08-29.toml", "\"1\"    = 2", "\"1\"    = 3");
    dossier.remplacer("2024-2025/subventions.toml", "300.00", "310.00");
    ajouter(&dossier, "inventaire.toml", "[[bien]]\ndesignation = \"Tapis\"\ndate = 2024-10-02\nvaleur = 1.00\nquantite = 3\n");
    ajouter(&dossier, "retkoop.toml", "[tresorerie.tiroir]\ncompte = \"530\"\n");
    let don =
        "[[ecriture]]\npiece = \"34\"\ndate = 2025-07-05\nlibelle = \"Don\"\nentree.tiroir = 5.00\nventilation.7562 = 5.00\n";
    ajouter(&dossier, "2024-2025/cahier/2025-07.toml", don);
    dossier
}

fn ajouter(dossier: &Dossier, chemin: &str, texte: &str) {
    dossier.ecrire(chemin, dossier.lire(chemin) + "\n" + texte);
}

fn texte(dossier: &Dossier, papier: &str) -> String {
    let papiers = imprimer(dossier, &[papier, "--exercice", "2024-2025"]);
    let (_, octets) = papiers.first_key_value().expect("a paper");
    pages(octets).join(" ").replace(['\u{202f}', '\u{a0}'], " ")
}

#[track_caller]
fn dit(texte: &str, phrases: &[&str]) {
    for phrase in phrases {
        assert!(texte.contains(phrase), "{phrase}\n{texte}");
    }
}

#[test]
fn the_crf_says_what_its_separate_papers_say() {
    let dossier = avec_ecarts();
    let crf = texte(&dossier, "crf");
    let phrases = [
        ("rapprochement", "À expliquer : le relevé et le cahier diffèrent de 0,06 €."),
        ("arrete-de-caisse", "À expliquer : la caisse contient 1,00 € de plus que le cahier."),
        ("subventions", "À expliquer : le tableau et le compte 7410 du cahier diffèrent de 10,00 €."),
    ];
    for (papier, phrase) in phrases {
        dit(&crf, &[phrase]);
        dit(&texte(&dossier, papier), &[phrase]);
    }
    dit(
        &crf,
        &[
            "Tiroir : aucun arrêté de caisse n’a été établi, le cahier y tient 5,00 €.",
            "Avant de signer, un écart reste à expliquer dans l’état de rapprochement (3), l’arrêté de caisse (4) et les subventions (5).",
        ],
    );
    // The drawer has its blank sheet behind the three counts of the box.
    dit(&texte(&dossier, "arrete-de-caisse"), &["Tiroir Espèces comptées le"]);

    let juste = texte(&Dossier::de_l_exemple("ecole-jules-ferry"), "crf");
    dit(
        &juste,
        &["Le relevé et le cahier concordent.", "La caisse comptée et le cahier concordent.", "7410 du cahier concordent."],
    );
    assert!(!juste.contains("À expliquer") && !juste.contains("Avant de signer"));
}

#[test]
fn a_count_sheet_is_due_for_a_cash_box_that_moved_since_it_was_counted() {
    let dossier = Dossier::de_l_exemple("premiers-pas");
    let fait = |dossier: &Dossier| {
        let papiers = imprimer(dossier, &["tout"]);
        papiers.iter().find(|(nom, _)| nom.starts_with("arrete-de-caisse")).map(|(_, octets)| pages(octets).len())
    };
    assert_eq!(fait(&dossier), Some(1));
    std::fs::remove_file(dossier.chemin().join("2024-2025/caisse/2025-07-03.toml")).expect("the only count");
    assert_eq!(fait(&dossier), Some(1), "a blank sheet");
    let vide = dossier_neuf(RETKOOP, EXERCICE, &[]);
    assert_eq!(fait(&vide), None, "nothing to count");
}

#[test]
fn the_inventory_and_the_quitus_tell_goods_that_no_account_shows() {
    let dossier = avec_ecarts();
    dit(
        &texte(&dossier, "inventaire"),
        &[
            "Achats de biens durables de l’exercice : 0,00 € d’après le compte 6800 du cahier, 1,00 € d’après l’inventaire (3 biens).",
        ],
    );
    // The camera of the year before, and three carpets.
    dit(
        &texte(&dossier, "quitus"),
        &[
            "4 biens à l’inventaire, prix d’achat 290,00 € ; 0,00 € d’achats cette année au compte 6800.",
            "Tiroir : aucun arrêté de caisse, 5,00 € au cahier.",
            "2 227,96 € au 31 août 2025 : 2 406,03 € au début de l’exercice, plus le résultat de −178,07 €.",
        ],
    );
}

/// What left the inventory says how many, and from where, as what is there.
#[test]
fn goods_that_left_keep_their_number_and_place() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let bien = "[[bien]]\ndesignation = \"Loupes\"\ndate = 2021-10-02\nvaleur = 12.34\nquantite = 137\nlieu = \"Préau nord\"\n\
                cession = { date = 2025-01-10, motif = \"cassées\" }\n";
    ajouter(&dossier, "inventaire.toml", bien);
    dit(&texte(&dossier, "inventaire"), &["Loupes Préau nord 10/01/2025 cassées 137 12,34 Total"]);
}

/// An address that a line holds is on one line, however its points invite to cut it.
#[test]
fn an_address_is_not_cut_at_its_points() {
    let classe = "[[classe]]\nnom = \"CP\"\nenseignants = [{ nom = \"Mme Prénom-Composé Nom-de-Famille\", \
                  mel = \"prenom.nom.composee@example.org\" }]\neleves = 20\nactions_pedagogiques = [\"Étamine\"]\n";
    let bareme = "[departement]\nnom = \"OCCE\"\nnumero = \"046\"\n[[bareme]]\nexercice = \"2023-2024\"\neleve = 1.00\n";
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("adhesion.toml", classe), ("../departement.toml", bareme)]);
    let papiers = imprimer(&dossier, &["adhesion"]);
    let octets = papiers.values().next().expect("a paper");
    dit(&pages(octets).join(" "), &["(prenom.nom.composee@example.org)"]);
}

/// What an attestation waits for is said in a sentence.
#[test]
fn what_a_paper_waits_for_is_said_in_french() {
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[]);
    let sortie = Dossier::new([]);
    let dit =
        dossier.retkoop(&["imprimer", "tout", "--sortie", sortie.chemin().to_str().unwrap()]).erreurs.replace('\u{a0}', " ");
    assert!(dit.contains("`attestation-adhesion` n’est pas imprimé : il attend l’adhésion de l’exercice 2023-2024"), "{dit}");
}

/// The members met on the 12th, before the closing of the 20th: the paper says so, as the bundle refuses it.
#[test]
fn a_quitus_given_before_the_closing_says_so() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let phrase = "a commission s’est réunie le 19 septembre 2024, avant la clôture du 20 septembre 2024 : ce ne sont pas ces comptes \
                  qu’elle a vus";
    let quitus = |dossier: &Dossier| {
        let papiers = imprimer(dossier, &["quitus", "--exercice", "2023-2024"]);
        pages(papiers.values().next().expect("a paper")).join(" ").replace(['\u{202f}', '\u{a0}'], " ")
    };
    assert!(!quitus(&dossier).contains(phrase));
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-20"]).code, 0);
    dit(&quitus(&dossier), &[&format!("Attention : l{phrase}.")]);
    let envoi = dossier.retkoop(&["imprimer", "dossier", "--exercice", "2023-2024"]);
    let refus = envoi.erreurs.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(envoi.code == 1 && refus.contains(phrase), "{refus}");
}

/// An action and a group of one name, and actions whose names make one file name.
#[test]
fn statements_of_one_name_say_which_is_which() {
    let ecriture = |axe: &str, nom: &str| {
        format!(
            "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"{nom}\"\nsortie.banque = 1\nventilation.6181 = 1\naction_{axe} = \"{nom}\"\n"
        )
    };
    let cahier = [("a", "Fête"), ("b", "Fête"), ("a", "fête !")].map(|(axe, nom)| ecriture(axe, nom)).concat();
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("cahier/a.toml", &cahier)]);
    let bilans = imprimer(&dossier, &["action"]);
    // `printf "fête !" | sha256sum` begins with d9aaca33, that of « Fête » with 20b9d0ba.
    let titre = |nom: &str| pages(&bilans[nom]).join(" ").replace('\u{a0}', " ");
    dit(&titre("action-046-0001-2023-2024-groupe-fete.pdf"), &["Bilan d’une classe ou d’un groupe", "Classe ou groupe Fête"]);
    dit(&titre("action-046-0001-2023-2024-fete-20b9d0ba.pdf"), &["Bilan d’une action", "Action ou projet Fête"]);
    dit(&titre("action-046-0001-2023-2024-fete-d9aaca33.pdf"), &["Bilan d’une action", "Action ou projet fête !"]);
    let sortie = Dossier::new([]);
    let table = dossier.retkoop(&["imprimer", "action", "--sortie", sortie.chemin().to_str().expect("UTF-8")]).sortie;
    dit(
        &table.replace('\u{a0}', " "),
        &["-fete-20b9d0ba.pdf (« Fête »)", "-fete-d9aaca33.pdf (« fête ! »)", "-groupe-fete.pdf  "],
    );
    // Both of that name, on the two axes.
    assert_eq!(imprimer(&dossier, &["action", "--action", "Fête"]).len(), 2);
    // Alone, it has the name that it has among all: it takes no other's place.
    let seule = imprimer(&dossier, &["action", "--action", "fête !"]);
    assert_eq!(seule.into_keys().collect::<Vec<_>>(), ["action-046-0001-2023-2024-fete-d9aaca33.pdf"]);
    // One more, which comes before them in the alphabet and by its day, moves neither.
    let avant = ecriture("a", "FETE").replace("\"1\"", "\"2\"").replace("2023-10-01", "2023-09-10");
    dossier.ecrire("2023-2024/cahier/a.toml", cahier + &avant);
    for (nom, fichier) in [("fête !", "fete-d9aaca33.pdf"), ("Fête", "fete-20b9d0ba.pdf")] {
        let noms: Vec<String> = imprimer(&dossier, &["action", "--action", nom]).into_keys().collect();
        assert!(noms.contains(&format!("action-046-0001-2023-2024-{fichier}")), "{noms:?}");
    }
}

/// Their fingerprints (`printf … | sha256sum`) begin with the same eight signs: both have theirs whole, in any order.
#[test]
fn statements_whose_fingerprints_begin_alike_have_them_whole() {
    let deux = ["Fete !!!!?????!!!!!!!?!!?", "Fete !!!??!?!!?!!??!???!!"];
    let ecriture = |(rang, nom): (usize, &str)| {
        format!(
            "[[ecriture]]\npiece = \"{rang}\"\ndate = 2023-10-0{}\nlibelle = \"x\"\nsortie.banque = 1\nventilation.6181 = 1\naction_a = \"{nom}\"\n",
            rang + 1
        )
    };
    for ordre in [deux, [deux[1], deux[0]]] {
        let cahier: String = ordre.into_iter().enumerate().map(ecriture).collect();
        let bilans = imprimer(&dossier_neuf(RETKOOP, EXERCICE, &[("cahier/a.toml", &cahier)]), &["action"]);
        assert_eq!(bilans.len(), 2);
        for (nom, hache) in deux.into_iter().zip([
            "669fec3dcb0200dc68dd7f4dfd1ef2c0bd8fed9178fd1b39730cde2260182f21",
            "669fec3de08e1985f528745564ef969ca9a5aad4b89933882cfc558a11ae6eb2",
        ]) {
            let texte = pages(&bilans[&format!("action-046-0001-2023-2024-fete-{hache}.pdf")]).join(" ");
            // The no-break spaces that French wants may stand before any of the signs.
            let serre = |texte: &str| texte.split_whitespace().collect::<String>();
            assert!(serre(&texte).contains(&serre(nom)), "{nom}: {texte}");
        }
    }
}

/// One that was alone of its name had it plain; an earlier one of that name, written later, leaves that file as it was.
#[test]
fn a_statement_of_the_same_name_takes_no_file_of_another() {
    let ecriture = |nom: &str, jour: &str| {
        format!(
            "[[ecriture]]\npiece = \"{jour}\"\ndate = {jour}\nlibelle = \"{nom}\"\nsortie.banque = 1\nventilation.6181 = 1\naction_a = \"{nom}\"\n"
        )
    };
    let (fete, autre) = (ecriture("Fête", "2024-01-10"), ecriture("fête !", "2023-12-10"));
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("cahier/a.toml", &fete)]);
    let sortie = Dossier::new([]);
    let imprimer = || {
        let execution = dossier.retkoop(&["imprimer", "action", "--sortie", sortie.chemin().to_str().expect("UTF-8")]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
    };
    imprimer();
    let simple = sortie.chemin().join("action-046-0001-2023-2024-fete.pdf");
    let avant = std::fs::read(&simple).expect("the plain name");
    dossier.ecrire("2023-2024/cahier/a.toml", fete + &autre);
    imprimer();
    assert!(std::fs::read(&simple).expect("still there") == avant, "the plain name is another's");
    for nom in ["fete-20b9d0ba", "fete-d9aaca33"] {
        assert!(sortie.chemin().join(format!("action-046-0001-2023-2024-{nom}.pdf")).exists(), "{nom}");
    }
}

#[test]
fn what_is_asked_for_beside_a_refused_paper_is_not_said_to_be_printed() {
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[]);
    let refus = dossier.retkoop(&["imprimer", "inventaire", "cra", "rapport-de-cloture"]);
    let erreurs = refus.erreurs.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(refus.code, 1);
    dit(&erreurs, &["rien n’est imprimé ; à demander à part : `cra` et `inventaire`"]);
    assert!(!erreurs.contains("cases vides") && !dossier.chemin().join("documents").exists(), "{erreurs}");
}

#[test]
fn the_papers_of_a_year_that_runs_say_so() {
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[]);
    let note = "l’exercice 2023-2024 court encore jusqu’au 31 août 2024 : ces papiers le disent tel qu’il est écrit aujourd’hui";
    let dite = |jour: &str, papier: &str| {
        let execution = dossier.retkoop(&["imprimer", papier, "--date", jour]);
        execution.erreurs.split_whitespace().collect::<Vec<_>>().join(" ").contains(note)
    };
    assert!(dite("2023-11-22", "crf") && !dite("2023-11-22", "inventaire") && !dite("2024-09-01", "crf"));
}

/// On papers of a day before the last one, balances are of that day.
#[test]
fn the_balances_of_a_running_year_are_of_the_day_of_the_paper() {
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[]);
    for (papier, dit) in [
        ("rapprochement", "Solde du cahier au 22 novembre 2023"),
        ("quitus", "0,00 € au 22 novembre 2023"),
        ("cahier", "Au 22 novembre 2023 (€)"),
    ] {
        let le = |jour: &str| {
            let papiers = imprimer(&dossier, &[papier, "--date", jour]);
            pages(papiers.values().next().expect("a paper")).join(" ")
        };
        self::dit(&le("2023-11-22"), &[dit]);
        self::dit(&le("2024-08-31"), &[&dit.replace("22 novembre 2023", "31 août 2024")]);
    }
}

/// Ferry's last entry of 2024-2025 is of 3 July, its last statement of 31 August.
#[test]
fn papers_dated_before_what_they_tell_say_so() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let note = "datés du 30 juin 2025, ces papiers disent aussi ce qui est écrit ensuite, jusqu’au 31 août 2025";
    let dite = |jour: &str, papier: &str| {
        let execution = dossier.retkoop(&["imprimer", papier, "--exercice", "2024-2025", "--date", jour]);
        execution.erreurs.split_whitespace().collect::<Vec<_>>().join(" ").contains(note)
    };
    assert!(dite("2025-06-30", "crf") && !dite("2025-06-30", "inventaire") && !dite("2025-08-31", "crf"));
}

#[test]
fn texts_keep_their_lines_and_their_paragraphs() {
    let dossier = Dossier::de_l_exemple("premiers-pas");
    dossier.ecrire(
        "2024-2025/controle.toml",
        "[quitus]\ndonne = true\nreserves = \"\"\"\nUn reçu manque.\n\nLe suivant est illisible.\n\"\"\"\n",
    );
    let papiers = imprimer(&dossier, &["quitus"]);
    let octets = papiers.values().next().expect("a paper");
    let texte = pages(octets).join(" ");
    dit(&texte, &["Un reçu manque. Le suivant est illisible.", "avec les réserves ci-dessous"]);
}

/// What is signed apart from what it says proves nothing: up to nine verifiers sign on the page of the decision.
#[test]
fn verifiers_sign_on_the_page_of_their_decision() {
    for combien in [2, 4, 5, 7, 9] {
        let pages = pages_du_quitus_de(combien);
        let signee = pages.iter().find(|page| page.contains("donne quitus")).expect("the decision");
        for rang in 1..=combien {
            assert!(signee.contains(&format!("Verifie-{rang}")), "{rang} of {combien}: {signee}");
        }
        assert!(signee.contains("Hélène Courtaban"), "{combien}: {signee}");
    }
}

/// Beyond nine, who signs on the next page reads there which decision it is, and of which accounts.
#[test]
fn who_signs_after_the_page_of_the_decision_reads_it_again() {
    for combien in [10, 14, 30] {
        let pages = pages_du_quitus_de(combien);
        let suite = pages.iter().position(|page| page.contains("Décision (suite des signatures)")).expect("the next page");
        assert!(pages[suite - 1].contains("Verifie-9") && !pages[suite - 1].contains("Verifie-10"));
        let rappel = "Comptes de l’exercice 2024-2025, qui ne sont pas encore clôturés : la commission donne quitus au mandataire, sans réserve.";
        dit(&pages[suite], &[rappel, "Verifie-10"]);
        dit(pages.last().expect("a page"), &[rappel, &format!("Verifie-{combien}"), "Hélène Courtaban"]);
    }
}

fn pages_du_quitus_de(combien: u32) -> Vec<String> {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let nommes = (1..=combien).map(|rang| format!("[[verificateur]]\nnom = \"Verifie-{rang}\"\nqualite = \"parent\"\n"));
    let commission = format!("date = 2025-09-11\n{}[quitus]\ndonne = true\n", nommes.collect::<String>());
    dossier.ecrire("2024-2025/controle.toml", commission);
    let papiers = imprimer(&dossier, &["quitus"]);
    pages(papiers.values().next().expect("a paper"))
}

/// What the rules find of a commission that gave its discharge is on the paper that it signs; a form to be filled in accuses
/// nobody.
#[test]
fn an_irregular_quitus_says_so() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let seule = "date = 2025-09-11\n[[verificateur]]\nnom = \"Hélène Courtaban\"\nqualite = \"enseignant\"\n";
    let phrase = "Attention : la commission de contrôle compte 1 vérificateur, le département en demande 2 ; « Hélène Courtaban », \
                  mandataire de l’exercice 2024-2025, en vérifie les comptes ; aucun parent d’élève ne vérifie les comptes.";
    dossier.ecrire("2024-2025/controle.toml", format!("{seule}[quitus]\ndonne = true\n"));
    dit(&texte(&dossier, "quitus"), &[phrase]);
    dossier.ecrire("2024-2025/controle.toml", seule);
    assert!(!texte(&dossier, "quitus").contains("Attention"));
    assert!(!texte(&Dossier::de_l_exemple("ecole-jules-ferry"), "quitus").contains("Attention"));
}

/// The grid tells of pieces and dues what the rules do, with the answers; of a sound ledger, nothing. Ferry's pieces of 2024-2025
/// go from 01 to 33, and it paid the 180,50 € of its tariff: pieces 34 to 36 are missing before a 37, and 5,00 € more are 5,00 €
/// too many.
#[test]
fn the_grid_of_the_quitus_tells_gaps_and_dues() {
    let sain = texte(&Dossier::de_l_exemple("ecole-jules-ferry"), "quitus");
    assert!(!sain.contains("À regarder"), "{sain}");
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let don = "[[ecriture]]\npiece = \"37\"\ndate = 2025-07-05\nlibelle = \"Don\"\nentree.banque = 5.00\nventilation.7562 = 5.00\n\
               [[ecriture]]\npiece = \"38\"\ndate = 2025-07-06\nlibelle = \"Don rendu, cotisation\"\nsortie.banque = 5.00\n\
               ventilation.6586 = 5.00\n";
    ajouter(&dossier, "2024-2025/cahier/2025-07.toml", don);
    dit(
        &texte(&dossier, "quitus"),
        &[
            "À regarder : il manque les pièces 34 à 36 avant la pièce 37.",
            "À regarder : la cotisation : 185,50 € au compte 6586, le barème en calcule 180,50 € ; différence 5,00 €.",
        ],
    );
    let reponse = "[[acquittement]]\nregle = \"P003\"\nexercice = \"2024-2025\"\npiece = \"37\"\nmotif = \"Carnet perdu\"\n";
    ajouter(&dossier, "retkoop.toml", reponse);
    let phrase = "il manque les pièces 34 à 36 avant la pièce 37 (réponse de la coopérative : « Carnet perdu »).";
    dit(&texte(&dossier, "quitus"), &[phrase]);
}

/// Of 1 to 60 treasury accounts, some fill a page to the last row of the bilan: its totals are never alone on the next, nor a
/// proof without the name of its bank.
#[test]
fn totals_and_proofs_stay_with_what_they_are_about() {
    for tresoreries in [22, 30, 33] {
        let (dossier, _) = de_nombreux_comptes(tresoreries, 5);
        let papiers = imprimer(&dossier, &["crf"]);
        for page in pages(papiers.values().next().expect("a paper")).iter().skip(1) {
            let seuls = ["Total de l’actif", "Total des charges", "Preuve", "Aucun relevé fourni"];
            assert!(seuls.iter().all(|debut| !page.starts_with(debut)), "{tresoreries}: {page}");
        }
    }
}

/// What a page can hold of the balance sheet is on one; what it cannot is carried over.
#[test]
fn the_bilan_is_on_a_page_or_carries_its_totals() {
    let du_bilan = |tresoreries| -> Vec<String> {
        let (dossier, _) = de_nombreux_comptes(tresoreries, 5);
        let pages = pages(imprimer(&dossier, &["crf"]).values().next().expect("a paper"));
        let debut = pages.iter().position(|page| page.contains("2. Bilan")).expect("its title");
        let fin = pages.iter().position(|page| page.contains("Total de l’actif")).expect("its totals");
        pages[debut..=fin].to_vec()
    };
    for tresoreries in [5, 22, 35] {
        assert_eq!(du_bilan(tresoreries).len(), 1, "{tresoreries}");
    }
    let longues = du_bilan(60);
    assert!(longues.len() > 1);
    for (page, suivante) in longues.iter().zip(&longues[1..]) {
        let (_, bas) = page.split_once("À reporter ").expect("what is carried over");
        let reporte = &bas[..bas.find(",00").expect("an amount") + 3];
        let haut: String = suivante.chars().take(60).collect();
        assert!(haut.contains("Report") && haut.contains(reporte), "{reporte}: {haut}");
    }
}

/// Thirty names to sign, wherever on a page they begin: one alone never stays behind. Each subsidy moves them down by a row.
#[test]
fn the_emargement_does_not_begin_with_a_lone_row() {
    let classe =
        |n: usize| format!("[[classe]]\nnom = \"C{n:02}\"\nenseignants = [{{ nom = \"Prénom Nom {n:02}\" }}]\neleves = 20\n");
    let adhesion: String = (1..=30).map(classe).collect();
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("adhesion.toml", &adhesion)]);
    for lignes in [1, 4, 7, 10, 13, 16, 19] {
        let subvention = |n: usize| format!("[[subvention]]\norigine = \"Mairie {n}\"\nmontant = 1.00\ndate = 2023-10-01\n");
        dossier.ecrire("2023-2024/subventions.toml", (0..lignes).map(subvention).collect::<String>());
        let papiers = imprimer(&dossier, &["crf"]);
        let pages = pages(papiers.values().next().expect("a paper"));
        let debut = pages.iter().find(|page| page.contains("7. Émargement")).expect("its title");
        assert_ne!(debut.matches("Prénom Nom").count(), 1, "{lignes}: {debut}");
    }
}

/// A form to be filled in, with what a few actions received and spent: it holds on both sides of a sheet.
#[test]
fn a_blank_cra_is_two_pages() {
    for actions in ["", "une", "une deux trois"] {
        let ecriture = |nom: &str| {
            format!(
                "[[ecriture]]\npiece = \"{nom}\"\ndate = 2023-10-01\nlibelle = \"{nom}\"\nsortie.banque = 1.00\n\
                 ventilation.6181 = 1.00\naction_a = \"{nom}\"\n"
            )
        };
        let cahier: String = actions.split_whitespace().map(ecriture).collect();
        let mandat = |nom: &str| format!("[[mandataire]]\nnom = \"{nom}\"\nrole = \"{nom}\"\n");
        let retkoop = format!("{RETKOOP}{}{}", mandat("mandataire"), mandat("signataire"));
        let dossier = dossier_neuf(&retkoop, EXERCICE, &[("cahier/1.toml", &cahier)]);
        let papiers = imprimer(&dossier, &["cra"]);
        let pages = pages(papiers.values().next().expect("a paper"));
        assert_eq!(pages.len(), 2, "{actions}: {pages:?}");
    }
}

/// A program reads one file a line, however long its name; `-q` says nothing when all is well.
#[test]
fn what_was_printed_is_read_line_by_line() {
    let longue = "Sortie de fin d’année au musée des beaux-arts et au jardin botanique avec les correspondants";
    let ecriture = |n: usize, nom: &str| {
        format!(
            "[[ecriture]]\npiece = \"{n}\"\ndate = 2023-10-01\nlibelle = \"{n}\"\nsortie.banque = 1.00\n\
             ventilation.6181 = 1.00\naction_a = \"{nom}\"\n"
        )
    };
    let cahier = format!("{}{}", ecriture(1, longue), ecriture(2, &format!("{longue} de Beaulac")));
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("cahier/1.toml", &cahier)]);
    let sortie = Dossier::new([]);
    let arguments = ["imprimer", "action", "--sortie", sortie.chemin().to_str().unwrap()];
    let texte = dossier.retkoop(&arguments).sortie;
    let fichiers = std::fs::read_dir(sortie.chemin()).expect("a folder").flatten();
    let noms: Vec<String> = fichiers.map(|f| f.file_name().into_string().unwrap()).collect();
    assert_eq!(noms.len(), 2);
    for nom in &noms {
        assert!(texte.lines().any(|ligne| ligne.contains(nom) && ligne.contains(" 1 ")), "{nom}\n{texte}");
    }
    let muette = dossier.retkoop(&[&["-q"], arguments.as_slice()].concat());
    assert_eq!((muette.code, muette.sortie.as_str()), (0, ""), "{}", muette.erreurs);
}

/// « Étamine » stands before « Théâ », as in the table above.
#[test]
fn national_actions_are_in_the_order_of_the_alphabet() {
    let adhesion = "[[classe]]\nnom = \"CP\"\nactions_pedagogiques = [\"Théâ\", \"Étamine\", \"Arts visuels\"]\n";
    let dossier = dossier_neuf(RETKOOP, EXERCICE, &[("adhesion.toml", adhesion)]);
    let papiers = imprimer(&dossier, &["cra"]);
    let cra = pages(papiers.values().next().expect("a paper")).join(" ");
    let (_, nationales) = cra.split_once("5. Actions nationales").expect("the block");
    let rangs = ["Arts visuels", "Étamine", "Théâ"].map(|nom| nationales.find(nom).expect(nom));
    assert!(rangs.is_sorted(), "{nationales}");
}

/// What agrees is not to be explained: the receipt that is missing is.
#[test]
fn a_missing_receipt_is_what_remains_to_be_explained() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let subventions = dossier.lire("2024-2025/subventions.toml");
    let sans: String =
        subventions.lines().filter(|ligne| !ligne.starts_with("justificatif")).map(|ligne| format!("{ligne}\n")).collect();
    assert_ne!(sans, subventions);
    dossier.ecrire("2024-2025/subventions.toml", sans);
    let texte = texte(&dossier, "subventions");
    dit(&texte, &["À expliquer : 2 justificatifs restent à joindre."]);
    assert!(!texte.contains("concordent"), "{texte}");
}
