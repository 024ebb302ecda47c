//! E: what an entry says wrongly.

use retkoop::coop::Date;

use super::super::chantier::{Chantier, Ligne, euros};
use super::{Faute, faute};

/// A line of the ledger that is alone with one movement and one account in its entry.
fn simple(c: &mut Chantier, cle: &str) -> Option<Ligne> {
    c.ligne_ou("/cahier/", cle, |c, l| {
        let bloc = c.bloc(l);
        let lignes = |mot: &str| bloc.iter().filter(|l| l.texte.starts_with(mot)).count();
        lignes("sortie.") + lignes("entree.") == 1 && lignes("ventilation.") == 1 && lignes("regie") + lignes("annule") == 0
    })
}

fn plus(c: &mut Chantier, cle: &str) -> Option<()> {
    let l = simple(c, cle)?;
    let ecart = 1 + c.hasard.sous(500);
    c.valeur(&l, &euros(l.centimes() + ecart));
    c.en_tete(&l)
}

/// The day of the check moved before the last entries: all of them are in the future.
fn avant_la_fin(c: &mut Chantier, rang: usize) -> Option<()> {
    let mut jours: Vec<Date> = c.dossier.exercices.last()?.ecritures.iter().filter_map(|e| Some(e.date?.valeur)).collect();
    jours.sort();
    jours.dedup();
    let jour = *jours.get(jours.len().checked_sub(rang + 2)?)?;
    c.jour = jour;
    let futures: Vec<Ligne> = c.lignes("/cahier/", "date").into_iter().filter(|l| l.date() > jour).collect();
    futures.iter().try_for_each(|l| c.ici(l))
}

/// An operation carried over, at the end of `exercice.toml`; an opening that follows the year before would lose its own.
fn report(c: &mut Chantier, cles: &str) -> Option<()> {
    c.exercice.ouverture.as_ref()?;
    c.ajouter("{EX}/exercice.toml", &format!("\n[[report]]\n{cles}"))
}

const TEXTES: &[(&str, &str)] = &[("/cahier/", "libelle"), ("/classes/", "libelle")];

fn libelle(c: &mut Chantier, vide: &str) -> Option<()> {
    let (dans, cle) = c.parmi(TEXTES)?;
    let l = c.ligne(dans, cle)?;
    c.valeur(&l, vide);
    c.ici(&l)
}

pub static FAUTES: &[Faute] = &[
    faute("E001", "une dépense ventilée pour trop", |c| plus(c, "ventilation.6181")),
    faute("E001", "une recette ventilée pour trop", |c| plus(c, "ventilation.7562")),
    faute("E001", "une sortie mal recopiée", |c| plus(c, "sortie.banque")).aussi(&["T004", "P007"]),
    faute("E001", "des espèces mal recopiées", |c| plus(c, "entree.caisse")),
    faute("E001", "une ventilation oubliée", |c| {
        let l = simple(c, "ventilation.6181")?;
        c.enlever(&l);
        c.en_tete(&l)
    }),
    faute("E001", "une régie et une sortie différentes", |c| {
        let l = c.ligne("/cahier/", "regie.versee")?;
        c.valeur(&l, &euros(l.centimes() - 1_00));
        c.en_tete(&l)
    }),
    faute("E001", "un virement ventilé", |c| {
        c.neutre("ventilation.6181 = 12.00\n").and_then(|()| c.ajouter("{EX}/cahier/zz-essai.toml", "")).and_then(|()| {
            let fichier = format!("{}/cahier/zz-essai.toml", c.exercice.nom);
            c.en_haut(&fichier)
        })
    }),
    faute("E002", "avant le premier jour", |c| {
        let l = c.ligne("/cahier/", "date")?;
        c.valeur(&l, &l.date().format("2019-%m-11").to_string());
        c.ici(&l)
    }),
    faute("E002", "après le dernier jour", |c| {
        let l = c.ligne_ou("/cahier/", "date", |c, l| !c.bloc_contient(l, "pointage"))?;
        c.valeur(&l, &l.date().format("2029-%m-11").to_string());
        c.ici(&l)
    })
    .aussi(&["E007"]),
    faute("E002", "dans un cahier de classe", |c| {
        let l = c.ligne("/classes/", "date")?;
        c.valeur(&l, &l.date().format("2020-%m-11").to_string());
        c.ici(&l)
    }),
    faute("E002", "la veille de l’exercice", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "[[ecriture]]\npiece = \"{P}\"\n@date = {AVANT}\nlibelle = \"Essai\"\nentree.banque = 3.00\nsortie.banque = 3.00\n",
        )
    }),
    faute("E002", "un comptage d’avant l’exercice", |c| {
        c.ajouter("{EX}/caisse/zz.toml", "@date = {AVANT}\ntresorerie = \"caisse\"\n[coupures]\n\"500\" = 1\n")
    }),
    faute("E002", "un report de l’année", |c| report(c, "@date = {DEBUT}\nlibelle = \"Essai\"\nsortie.banque = 3.00\n")),
    faute("E002", "un report d’une année suivante", |c| {
        report(c, "@date = {APRES}\nlibelle = \"Essai\"\nsortie.banque = 3.00\npointage = {FIN}\n")
    }),
    faute("E003", "aucun montant", |c| {
        c.ajouter("{EX}/cahier/zz.toml", "@[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"À compléter\"\n")
    }),
    faute("E003", "des zéros", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "@[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Zéro\"\nsortie.banque = 0.00\nventilation.6181 = 0\n",
        )
    }),
    faute("E003", "une écriture pointée sans montant", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "@[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"À compléter\"\nsortie.banque = 0.00\npointage = {APRES}\n",
        )
    }),
    faute("E003", "un report sans montant", |c| {
        let fichier = format!("{}/exercice.toml", c.exercice.nom);
        c.ajouter(&fichier, "\n@[[report]]\ndate = {AVANT}\nlibelle = \"À compléter\"\npointage = {FIN}\n")
    }),
    faute("E003", "une opération de classe à zéro", |c| {
        let l = c.ligne("/classes/", "sortie.especes")?;
        c.valeur(&l, "0.00");
        c.en_tete(&l)
    }),
    faute("E003", "une opération de classe sans montant", |c| {
        let l = c.ligne("/classes/", "sortie.especes")?;
        if l.fichier.split('/').next()? != c.exercice.nom.as_str() {
            return None;
        }
        c.ajouter(&l.fichier, "\n@[[operation]]\ndate = {FIN}\nlibelle = \"À compléter\"\ncompte = \"6181\"\n")
    }),
    faute("E003", "une régie de zéro", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "@[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Zéro\"\nregie = { versee = 0.00, classe = \"{CL}\" }\n",
        )
    }),
    faute("E004", "un chiffre à côté", |c| {
        let l = c.ligne("/cahier/", "ventilation.6181")?;
        c.cle(&l, "ventilation.6182");
        c.ici(&l)
    }),
    faute("E004", "un suffixe d’un autre compte", |c| {
        let l = c.ligne("/cahier/", "ventilation.6181")?;
        c.cle(&l, "ventilation.\"6181 1008\"");
        c.ici(&l)
    }),
    faute("E004", "un compte de trésorerie", |c| {
        let l = c.ligne("/cahier/", "ventilation.7080")?;
        c.cle(&l, "ventilation.512");
        c.ici(&l)
    }),
    faute("E004", "dans un cahier de classe", |c| {
        let l = c.ligne("/classes/", "compte")?;
        c.valeur(&l, "\"6999\"");
        c.ici(&l)
    }),
    faute("E004", "un compte retiré", |c| {
        let lignes: Vec<Ligne> =
            c.lignes("/cahier/", "ventilation.6270").into_iter().chain(c.lignes("/cahier/", "6270")).collect();
        if lignes.is_empty() {
            return None;
        }
        c.ajouter("departement.toml", "\n[[plan.compte]]\nnumero = \"6270\"\nretire = true\n")?;
        lignes.iter().try_for_each(|l| c.ici(l))
    }),
    faute("E005", "vide", |c| libelle(c, "\"\"")),
    faute("E005", "des espaces", |c| libelle(c, "\"   \"")),
    faute("E005", "une tabulation", |c| libelle(c, "\"\\t\"")),
    faute("E006", "une lettre en moins", |c| {
        let l = c.ligne("/cahier/", "sortie.banque")?;
        c.cle(&l, "sortie.banqe");
        c.ici(&l)
    }),
    faute("E006", "un compte jamais déclaré", |c| {
        let l = c.ligne("/cahier/", "entree.caisse")?;
        c.cle(&l, "entree.tirelire");
        c.ici(&l)
    }),
    faute("E006", "sur un relevé", |c| {
        let l = c.ligne("/releves/", "tresorerie")?;
        c.valeur(&l, "\"bnaque\"");
        c.ici(&l)
    }),
    faute("E006", "dans l’ouverture", |c| {
        let l = c.ligne("/exercice", "caisse")?;
        c.cle(&l, "caise");
        c.ici(&l)
    }),
    faute("E006", "sur un arrêté de caisse", |c| {
        let l = c.ligne("/caisse/", "tresorerie")?;
        c.valeur(&l, "\"casse\"");
        c.ici(&l)
    }),
    faute("E006", "sur un report", |c| {
        let l = c.ligne("/exercice", "sortie.banque")?;
        c.cle(&l, "sortie.bank");
        c.ici(&l)
    }),
    faute("E006", "un pointage", |c| {
        let l = c.ligne("/cahier/", "pointage")?;
        c.cle(&l, "pointage.postale");
        c.ici(&l)
    }),
    faute("E007", "la dernière date", |c| avant_la_fin(c, 0)),
    faute("E007", "les deux dernières", |c| avant_la_fin(c, 1)),
    faute("E007", "les trois dernières", |c| avant_la_fin(c, 2)),
    faute("E008", "une écriture saisie deux fois", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &format!("{}@{}", UNE, UNE.replace("{P}", "{P1}")))
    }),
    faute("E008", "avec une majuscule de plus", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &format!("{}@{}", UNE, UNE.replace("{P}", "{P1}").replace("Essai", "ESSAI")))
    }),
    faute("E008", "saisie trois fois", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &format!("{}@{}@{}", UNE, UNE.replace("{P}", "{P1}"), UNE.replace("{P}", "{P2}")))
    }),
    faute("E009", "dans deux fichiers", |c| {
        c.ajouter("{EX}/cahier/zy.toml", UNE)?;
        c.ajouter("{EX}/cahier/zz.toml", &format!("@{UNE}"))
    }),
    faute("E009", "un fichier recopié", |c| {
        let deux = format!("{UNE}{}", UNE.replace("{P}", "{P1}").replace("Essai", "Autre"));
        c.ajouter("{EX}/cahier/zy.toml", &deux)?;
        c.ajouter("{EX}/cahier/zz.toml", &format!("@{deux}"))
    }),
    faute("E009", "un mois recopié", |c| {
        let fichiers: Vec<String> = c.classeur.textes.keys().filter(|chemin| chemin.contains("/cahier/")).cloned().collect();
        let fichier = c.parmi(&fichiers)?;
        let texte = c.classeur.textes[&fichier].clone();
        let premiere = texte.lines().position(|l| l.starts_with("[[ecriture]]"))?;
        let copie = format!("{}/cahier/zz - Copie.toml", fichier.split('/').next()?);
        c.classeur.textes.insert(copie.clone(), texte);
        c.attendus.push((copie, premiere + 1));
        Some(())
    }),
    faute("E009", "dans trois fichiers", |c| {
        c.ajouter("{EX}/cahier/zx.toml", UNE)?;
        c.ajouter("{EX}/cahier/zy.toml", &format!("@{UNE}"))?;
        c.ajouter("{EX}/cahier/zz.toml", &format!("@{UNE}"))
    }),
];

const UNE: &str =
    "[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Essai de la preuve\"\nentree.banque = 7.00\nsortie.banque = 7.00\n";
