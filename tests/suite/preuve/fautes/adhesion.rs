//! A, I, Q, D: the membership, the inventory, the control commission, the department's settings.

use retkoop::coop::Date;

use super::super::chantier::{Chantier, Ligne, euros};
use super::super::classeur::Demande;
use super::{Faute, faute};

/// An amount of dues or insurance moved to another account of the entry.
fn porter_ailleurs(c: &mut Chantier, compte: &str) -> Option<()> {
    let l = c.ligne("/cahier/", &format!("ventilation.{compte}"))?;
    let autre = if compte == "6168" { "6586" } else { "6168" };
    let autre = c.voisine(&l, &format!("ventilation.{autre}"))?;
    c.cle(&l, "ventilation.6588");
    c.ici(&autre)
}

/// Both accounts are there, and the sum is right; the tariff says otherwise.
fn glisser(c: &mut Chantier, centimes: i64) -> Option<()> {
    let cotisation = c.ligne("/cahier/", "ventilation.6586")?;
    let assurance = c.voisine(&cotisation, "ventilation.6168")?;
    c.valeur(&cotisation, &euros(cotisation.centimes() + centimes));
    c.valeur(&assurance, &euros(assurance.centimes() - centimes));
    c.ici(&cotisation)?;
    c.ici(&assurance)
}

/// The dues of the exercice, in whatever spelling of the entry.
fn cotisation_de(c: &Chantier, exercice: &str) -> Option<(Ligne, Ligne)> {
    let dossier = format!("{exercice}/cahier/");
    let cotisation = c.lignes(&dossier, "ventilation.6586").into_iter().next()?;
    let assurance = c.lignes(&dossier, "ventilation.6168").into_iter().next()?;
    Some((cotisation, assurance))
}

/// The day of the membership of the exercice, whether it had one or not.
fn dater_l_adhesion(c: &mut Chantier, jour: &str) -> Option<()> {
    let fichier = format!("{}/adhesion.toml", c.exercice.nom);
    let dates = c.lignes(&fichier, "date");
    if let Some(l) = dates.into_iter().next() {
        c.valeur(&l, jour);
        return c.ici(&l);
    }
    let texte = c.classeur.textes.get_mut(&fichier)?;
    *texte = format!("date = {jour}\n{texte}");
    c.en_haut(&fichier)
}

fn effectif(c: &mut Chantier, cle: &str, valeur: &str) -> Option<()> {
    let l = c.ligne("/adhesion", cle)?;
    c.valeur(&l, valeur);
    c.ici(&l)
}

fn sans_bareme(c: &mut Chantier) -> Option<()> {
    let exercice = c.exercice.nom.to_string();
    let l = c.lignes("departement", "exercice").into_iter().find(|l| l.valeur().contains(&exercice))?;
    c.valeur(&l, "\"2001-2002\"");
    Some(())
}

/// The fees of the exercice are asked for, and cannot be computed.
fn cotisation_demandee(c: &mut Chantier) -> Option<()> {
    let exercice = c.exercice.nom.to_string();
    c.exercice.adhesion.as_ref()?;
    c.en_haut(&format!("{exercice}/adhesion.toml"))?;
    c.demande = Demande::Cotisation(exercice);
    Some(())
}

fn bien(c: &mut Chantier, cle: &str, valeur: &str) -> Option<()> {
    let l = c.ligne("inventaire", cle)?;
    c.valeur(&l, valeur);
    c.en_tete(&l)
}

/// The line names a piece of one of the exercices.
fn bien_achete(c: &Chantier, piece: &Ligne) -> bool {
    let ecrite = piece.valeur().trim_matches('"');
    c.dossier.exercices.iter().any(|e| ecrite.strip_prefix(e.nom.as_str()).is_some_and(|reste| reste.starts_with('/')))
}

/// The price of a good is not that of the purchase that it names.
fn prix(c: &mut Chantier, autre: impl Fn(i64) -> i64) -> Option<()> {
    let piece = c.ligne_ou("inventaire", "piece", |c, l| bien_achete(c, l))?;
    let valeur = c.voisine(&piece, "valeur")?;
    c.valeur(&valeur, &euros(autre(valeur.centimes())));
    c.en_tete(&valeur)
}

/// The purchase of a good that some line of the inventory names.
fn achat(c: &mut Chantier) -> Option<Ligne> {
    c.ligne("/cahier/", "ventilation.6800")
}

fn verificateurs(c: &mut Chantier, texte: &str) -> Option<()> {
    let fichier = format!("{}/controle.toml", c.exercice.nom);
    c.classeur.textes.remove(&fichier);
    c.ajouter(&fichier, texte)
}

fn mandataire(c: &Chantier) -> Option<String> {
    Some(c.dossier.cooperative.mandataires.first()?.nom.to_string())
}

fn reglage(c: &mut Chantier, texte: &str) -> Option<()> {
    // A department may have its `[plan]` already.
    let plan = c.lignes("departement", "[plan]").into_iter().next();
    match (plan, texte.strip_prefix("[plan]\n")) {
        (Some(plan), Some(suite)) => {
            let (cle, valeur) = suite.trim_start_matches('@').split_once(" = ")?;
            let l = c.lignes("departement", cle).into_iter().find(|l| l.rang > plan.rang)?;
            c.valeur(&l, valeur.trim());
            c.ici(&l)
        }
        _ => c.ajouter("departement.toml", &format!("\n{texte}")),
    }
}

pub static FAUTES: &[Faute] = &[
    faute("A001", "l’assurance portée ailleurs", |c| porter_ailleurs(c, "6168")),
    faute("A001", "l’assurance à zéro", |c| {
        let (cotisation, assurance) = cotisation_de(c, &c.exercice.nom)?;
        let tout = cotisation.centimes() + assurance.centimes();
        sans_bareme(c)?;
        c.valeur(&cotisation, &euros(tout));
        c.valeur(&assurance, "0.00");
        c.ici(&cotisation)
    }),
    faute("A001", "l’assurance comptée en activités", |c| {
        let (cotisation, assurance) = cotisation_de(c, &c.exercice.nom)?;
        c.cle(&assurance, "ventilation.6181");
        c.ici(&cotisation)
    }),
    faute("A002", "la cotisation portée ailleurs", |c| porter_ailleurs(c, "6586")),
    faute("A002", "la cotisation comptée en activités", |c| {
        let (cotisation, assurance) = cotisation_de(c, &c.exercice.nom)?;
        c.cle(&cotisation, "ventilation.6181");
        c.ici(&assurance)
    }),
    faute("A002", "la cotisation à zéro", |c| {
        let (cotisation, assurance) = cotisation_de(c, &c.exercice.nom)?;
        let tout = cotisation.centimes() + assurance.centimes();
        sans_bareme(c)?;
        c.valeur(&assurance, &euros(tout));
        c.valeur(&cotisation, "0.00");
        c.ici(&assurance)
    }),
    faute("A003", "un euro d’un compte à l’autre", |c| glisser(c, 1_00)),
    faute("A003", "un centime d’un compte à l’autre", |c| glisser(c, 1)),
    faute("A003", "un prix changé", |c| {
        let exercice = c.exercice.nom.to_string();
        let du_bareme = c.lignes("departement", "exercice").into_iter().find(|l| l.valeur().contains(&exercice))?;
        let forfait = c.voisine(&du_bareme, "forfait")?;
        let (cotisation, _) = cotisation_de(c, &exercice)?;
        c.valeur(&forfait, "3.33");
        c.ici(&cotisation)
    }),
    faute("A004", "pas de barème", |c| {
        sans_bareme(c)?;
        cotisation_demandee(c)
    }),
    faute("A004", "aucun barème du tout", |c| {
        c.classeur.textes.insert("departement.toml".to_owned(), "[departement]\nnom = \"OCCE\"\n".to_owned());
        cotisation_demandee(c)
    }),
    faute("A004", "un barème d’une année à côté", |c| {
        let exercice = c.exercice.nom.to_string();
        let l = c.lignes("departement", "exercice").into_iter().find(|l| l.valeur().contains(&exercice))?;
        c.valeur(&l, "\"1999-2000\"");
        cotisation_demandee(c)
    }),
    faute("A005", "une classe écrite deux fois", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\n@nom = \"{CL}\"\nenseignants = [{ nom = \"M. Duval\" }]\neleves = 3\n")
    }),
    faute("A005", "avec un espace", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\n@nom = \" {CL} \"\nenseignants = [{ nom = \"M. Duval\" }]\neleves = 3\n")
    }),
    faute("A005", "deux classes neuves", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\nnom = \"ULIS\"\nenseignants = [{ nom = \"M. Duval\" }]\neleves = 3\n\n[[classe]]\n@nom = \"ULIS\"\nenseignants = [{ nom = \"M. Duval\" }]\neleves = 3\n")
    }),
    faute("A006", "un nombre d’élèves négatif", |c| effectif(c, "eleves", "-3")),
    faute("A006", "un nombre démesuré", |c| effectif(c, "eleves", "2000000000")),
    faute("A006", "des adultes négatifs", |c| {
        let l = c.ligne("/adhesion", "eleves")?;
        if c.bloc_contient(&l, "autres_adultes") {
            return None;
        }
        c.inserer_apres(&l, "autres_adultes = -1");
        c.dessous(&l)
    }),
    faute("A007", "une autre lettre", |c| {
        let l = c.ligne("retkoop", "uai")?;
        let autre = if l.valeur().ends_with("B\"") { 'C' } else { 'B' };
        c.valeur(&l, &format!("{}{autre}\"", &l.valeur()[..l.valeur().len() - 2]));
        c.ici(&l)
    }),
    faute("A007", "un chiffre de moins", |c| {
        let l = c.ligne("retkoop", "uai")?;
        c.valeur(&l, &l.valeur().replacen("09", "9", 1));
        c.ici(&l)
    }),
    faute("A007", "deux chiffres échangés", |c| {
        let l = c.ligne("retkoop", "uai")?;
        c.valeur(&l, &l.valeur().replacen("09", "90", 1));
        c.ici(&l)
    }),
    faute("A008", "un chiffre changé", |c| {
        let (dans, cle) = c.parmi(&[("retkoop", "iban"), ("departement", "iban")])?;
        let l = c.ligne(dans, cle)?;
        let chiffre = l.valeur().chars().rev().find(char::is_ascii_digit)?;
        let autre = if chiffre == '9' { "8" } else { "9" };
        let (avant, apres) = l.valeur().rsplit_once(chiffre)?;
        c.valeur(&l, &format!("{avant}{autre}{apres}"));
        c.ici(&l)
    }),
    faute("A008", "un chiffre oublié", |c| {
        let l = c.ligne("retkoop", "iban")?;
        c.valeur(&l, &l.valeur().replacen("00", "0", 1));
        c.ici(&l)
    }),
    faute("A008", "deux chiffres échangés", |c| {
        let l = c.ligne("retkoop", "iban")?;
        c.valeur(&l, &l.valeur().replacen("12", "21", 1));
        c.ici(&l)
    }),
    faute("A009", "une classe sans élève", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\n@nom = \"ULIS\"\nenseignants = [{ nom = \"M. Duval\" }]\n")
    }),
    faute("A009", "une classe sans enseignant", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\n@nom = \"ULIS\"\neleves = 9\n")
    }),
    faute("A009", "une classe vide", |c| {
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter("{EX}/adhesion.toml", "\n[[classe]]\n@nom = \"ULIS\"\n")
    }),
    faute("A010", "un abonnement inconnu", |c| {
        c.ajouter("{EX}/adhesion.toml", "\n[abonnements]\n@revue-des-etoiles = true\n").filter(|()| sans_abonnements(c))
    }),
    faute("A010", "un autre abonnement inconnu", |c| {
        c.ajouter("{EX}/adhesion.toml", "\n[abonnements]\n@bulletin = true\n").filter(|()| sans_abonnements(c))
    }),
    faute("A010", "une lettre de trop", |c| {
        let l = c.ligne("/adhesion", "animation-education")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        // What is no longer priced is no longer owed either.
        let bareme = c.lignes("departement", "exercice").into_iter().find(|b| b.valeur().contains(&exercice))?;
        let prix = c.lignes("departement", "prix").into_iter().find(|p| p.rang > bareme.rang)?;
        c.valeur(&prix, "0.00");
        c.cle(&l, "animation-educations");
        c.ici(&l)
    })
    .aussi(&["A003"]),
    faute("A011", "deux barèmes d’une année", |c| {
        c.ajouter("departement.toml", "\n[[bareme]]\nexercice = \"2001-2002\"\n\n[[bareme]]\n@exercice = \"2001-2002\"\n")
    }),
    faute("A011", "un barème recopié", |c| {
        let l = c.ligne("departement", "exercice")?;
        c.ajouter("departement.toml", &format!("\n[[bareme]]\n@exercice = {}\nforfait = 1.00\n", l.valeur()))
    }),
    faute("A011", "trois barèmes d’une année", |c| {
        c.ajouter("departement.toml", "\n[[bareme]]\nexercice = \"2001-2002\"\n\n[[bareme]]\n@exercice = \"2001-2002\"\n\n[[bareme]]\n@exercice = \"2001-2002\"\n")
    }),
    faute("A012", "l’année passée", |c| dater_l_adhesion(c, "2001-09-17")),
    faute("A012", "la veille du premier jour", |c| {
        let veille = c.exercice.debut.pred_opt()?.to_string();
        dater_l_adhesion(c, &veille)
    }),
    faute("A012", "l’adhésion de la rentrée suivante", |c| {
        let rentree = Date::iter_days(&c.exercice.fin).nth(17)?.to_string();
        dater_l_adhesion(c, &rentree)
    }),
    faute("A013", "un changement de demain", |c| match c.ligne("/adhesion", "changement") {
        Some(l) => {
            c.valeur(&l, "2099-10-01");
            c.ici(&l)
        }
        None => c.ajouter("{EX}/adhesion.toml", "\n[validation]\n@changement = 2099-10-01\n"),
    }),
    faute("A013", "un engagement de demain", |c| match c.ligne("/adhesion", "engagement") {
        Some(l) => {
            c.valeur(&l, "2099-10-01");
            c.ici(&l)
        }
        None => c.ajouter("{EX}/adhesion.toml", "\n[validation]\n@engagement = 2099-10-01\n"),
    }),
    faute("A013", "un engagement d’une année trop tôt", |c| {
        let l = c.ligne("/adhesion", "engagement")?;
        c.valeur(&l, "2001-10-01");
        c.ici(&l)
    }),
    faute("A014", "une année trop tôt", |c| {
        c.ajouter("retkoop.toml", "\n@[[mandataire]]\nnom = \"Noé Rivoal\"\ndepuis = 2019-09-01\njusqu_au = 2018-08-31\n")
    }),
    faute("A014", "la veille", |c| {
        c.ajouter("retkoop.toml", "\n@[[mandataire]]\nnom = \"Noé Rivoal\"\njusqu_au = 2019-08-31\ndepuis = 2019-09-01\n")
    }),
    faute("A014", "un signataire", |c| {
        c.ajouter(
            "retkoop.toml",
            "\n@[[mandataire]]\nrole = \"signataire\"\nnom = \"Noé Rivoal\"\ndepuis = 2031-09-01\njusqu_au = 2030-09-01\n",
        )
    }),
    faute("I001", "pas dans l’inventaire", |c| {
        let l = achat(c)?;
        c.classeur.textes.remove("inventaire.toml")?;
        let achats = c.lignes("/cahier/", "ventilation.6800");
        let _ = l;
        achats.iter().try_for_each(|l| c.ici(l))
    }),
    faute("I001", "un achat porté au compte des biens", |c| {
        c.ajouter("{EX}/cahier/zz.toml", "[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Essai\"\n@ventilation.6800 = 90.00\nventilation.6181 = -90.00\n")
    }),
    faute("I001", "un achat de deux comptes", |c| {
        c.ajouter("{EX}/cahier/zz.toml", "[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Essai\"\nentree.banque = 5.00\nsortie.banque = 5.00\n@ventilation.6800 = 60.00\nventilation.6070 = -60.00\n")
    }),
    faute("I002", "un bien sans achat", |c| {
        c.ajouter("inventaire.toml", "\n@[[bien]]\ndesignation = \"Mappemonde\"\ndate = {FIN}\nvaleur = 31.00\n")
    }),
    faute("I002", "une pièce qui n’achète rien", |c| {
        let piece = c.exercice.ecritures.iter().find(|e| e.charges().is_zero())?.numero().to_owned();
        c.ajouter(
            "inventaire.toml",
            &format!("\n@[[bien]]\ndesignation = \"Mappemonde\"\ndate = {{FIN}}\nvaleur = 31.00\npiece = \"{{EX}}/{piece}\"\n"),
        )
    }),
    faute("I002", "une pièce qui n’existe pas", |c| {
        c.ajouter(
            "inventaire.toml",
            "\n@[[bien]]\ndesignation = \"Mappemonde\"\ndate = {FIN}\nvaleur = 31.00\npiece = \"{EX}/998\"\n",
        )
    }),
    faute("I002", "une pièce mal recopiée", |c| bien(c, "piece", "\"2024-2025/997\"")).aussi(&["I001"]),
    faute("I003", "une virgule déplacée", |c| prix(c, |centimes| centimes * 10)),
    faute("I003", "un centime de moins", |c| prix(c, |centimes| centimes - 1)),
    faute("I003", "un second bien, que la pièce n’achète pas", |c| {
        let nomme = c.ligne_ou("inventaire", "piece", |c, l| bien_achete(c, l))?;
        let (piece, date) = (nomme.valeur().to_owned(), c.voisine(&nomme, "date")?.valeur().to_owned());
        let autre = format!("\n[[bien]]\ndesignation = \"Trépied\"\ndate = {date}\nvaleur = 3.00\npiece = {piece}\n");
        c.classeur.textes.get_mut("inventaire.toml")?.push_str(&autre);
        // At the first of the goods that name the piece.
        let premier = c.lignes("inventaire", "piece").into_iter().find(|l| l.valeur() == piece)?;
        c.en_tete(&premier)
    }),
    faute("Q001", "un seul vérificateur", |c| {
        verificateurs(c, "@[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n")
    }),
    faute("Q001", "le même deux fois", |c| {
        verificateurs(
            c,
            "[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n\n@[[verificateur]]\nnom = \"RIVOAL Noe\"\nqualite = \"parent\"\n",
        )
    }),
    faute("Q001", "personne", |c| verificateurs(c, "@date = 2025-09-09\n[quitus]\ndonne = true\n")),
    faute("Q001", "trois demandés", |c| {
        let l = c.ligne("departement", "verificateurs")?;
        c.valeur(&l, "3");
        let exercices: Vec<String> = c.dossier.exercices.iter().map(|e| e.nom.to_string()).collect();
        exercices.iter().try_for_each(|e| {
            let dernier = c.lignes(&format!("{e}/controle"), "[[verificateur]]").pop()?;
            c.ici(&dernier)
        })
    }),
    faute("Q002", "le mandataire", |c| {
        let nom = mandataire(c)?;
        verificateurs(
            c,
            &format!(
                "[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n\n@[[verificateur]]\nnom = \"{nom}\"\nqualite = \"enseignant\"\n"
            ),
        )
    }),
    faute("Q002", "une initiale", |c| {
        let nom = mandataire(c)?;
        let (prenom, famille) = nom.split_once(' ')?;
        let nom = format!("{}. {}", prenom.chars().next()?, famille.to_uppercase());
        verificateurs(
            c,
            &format!(
                "[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n\n@[[verificateur]]\nnom = \"{nom}\"\nqualite = \"enseignant\"\n"
            ),
        )
    }),
    faute("Q002", "en majuscules", |c| {
        let nom = mandataire(c)?.to_uppercase();
        verificateurs(
            c,
            &format!(
                "[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"parent\"\n\n@[[verificateur]]\nnom = \"Mme {nom}\"\nqualite = \"enseignant\"\n"
            ),
        )
    }),
    faute("Q002", "le nom avant le prénom", |c| {
        let nom = mandataire(c)?;
        let (prenom, famille) = nom.split_once(' ')?;
        verificateurs(
            c,
            &format!(
                "@[[verificateur]]\nnom = \"{famille}  {prenom}\"\nqualite = \"parent\"\n\n[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"autre\"\n"
            ),
        )
    }),
    faute("Q003", "deux enseignants", |c| {
        verificateurs(
            c,
            "@[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"enseignant\"\n\n[[verificateur]]\nnom = \"Ève Sorbier\"\nqualite = \"enseignant\"\n",
        )
    }),
    faute("Q003", "ni parent ni enseignant", |c| {
        verificateurs(
            c,
            "@[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"autre\"\n\n[[verificateur]]\nnom = \"Ève Sorbier\"\nqualite = \"autre\"\n",
        )
    }),
    faute("Q003", "trois personnes", |c| {
        verificateurs(
            c,
            "@[[verificateur]]\nnom = \"Noé Rivoal\"\nqualite = \"autre\"\n\n[[verificateur]]\nnom = \"Ève Sorbier\"\nqualite = \"enseignant\"\n\n[[verificateur]]\nnom = \"Paul Amiot\"\nqualite = \"autre\"\n",
        )
    }),
    faute("D001", "un compte hors du plan", |c| reglage(c, "[plan]\n@cotisation = \"6281\"\n")),
    faute("D001", "un compte de recettes pour l’assurance", |c| reglage(c, "[plan]\n@assurance = \"7510\"\n")),
    faute("D001", "un compte décrit deux fois", |c| {
        c.ajouter(
            "departement.toml",
            "\n[[plan.compte]]\nnumero = \"6999\"\nlibelle = \"Un\"\n\n[[plan.compte]]\n@numero = \"6999\"\nlibelle = \"Deux\"\n",
        )
    }),
    faute("D001", "un suffixe trop court", |c| {
        c.ajouter("departement.toml", "\n[[plan.compte]]\nnumero = \"6999\"\n@suffixe = \"8\"\n")
    }),
    faute("D001", "un seuil négatif", |c| {
        let l = c.ligne("departement", "ecritures_non_pointees")?;
        c.valeur(&l, "-1");
        c.ici(&l)
    }),
    faute("D001", "un barème d’aucune année", |c| c.ajouter("departement.toml", "\n[[bareme]]\n@exercice = \"2024\"\n")),
    faute("D001", "un barème de deux ans", |c| c.ajouter("departement.toml", "\n[[bareme]]\n@exercice = \"2013-2015\"\n")),
];

/// Whether no exercice had subscriptions before: a second `[abonnements]` would be a syntax error.
fn sans_abonnements(c: &Chantier) -> bool {
    c.exercice.adhesion.as_ref().is_some_and(|a| a.abonnements.is_empty())
        && c.lignes("departement", "exercice").iter().any(|l| l.valeur().contains(c.exercice.nom.as_str()))
}
