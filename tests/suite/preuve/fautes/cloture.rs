//! X: closings asked for too early, sealed files that changed, seals that no longer follow each other; Q: the quitus and the
//! return that come after a closing.

use chrono::Days;
use retkoop::coop::Date;

use super::super::chantier::{Chantier, Ligne, euros};
use super::super::classeur::Demande;
use super::{Faute, faute};

/// The closing is asked for, some days before the end of the last day.
fn trop_tot(c: &mut Chantier, jours: usize) -> Option<()> {
    let exercice = c.dossier.exercices.first()?;
    let nom = exercice.nom.to_string();
    c.jour = (0..jours).try_fold(exercice.fin, |jour: Date, _| jour.pred_opt())?;
    if c.lignes("/cahier/", "date").iter().any(|l| l.date() > c.jour) {
        return None;
    }
    c.demande = Demande::Cloture(nom.clone());
    let fin = c.lignes(&format!("{nom}/exercice"), "fin").into_iter().next()?;
    c.ici(&fin)
}

/// Two exercices, by name.
fn deux(c: &Chantier) -> Option<(String, String)> {
    Some((c.dossier.exercices.first()?.nom.to_string(), c.dossier.exercices.get(1)?.nom.to_string()))
}

fn precedent_ouvert(c: &mut Chantier) -> Option<()> {
    let (premier, second) = deux(c)?;
    c.demande = Demande::Cloture(second);
    let fin = c.lignes(&format!("{premier}/exercice"), "fin").into_iter().next()?;
    c.ici(&fin)
}

/// One exercice is sealed, then spoilt.
fn scelle(c: &mut Chantier) -> Option<String> {
    let nom = c.dossier.exercices.first()?.nom.to_string();
    c.classeur.sceller(&nom, c.jour)?;
    Some(nom)
}

/// A file of the ledger of a sealed exercice.
fn cahier(c: &mut Chantier, exercice: &str) -> Option<String> {
    let chemins: Vec<String> =
        c.classeur.textes.keys().filter(|k| k.starts_with(&format!("{exercice}/cahier/"))).cloned().collect();
    c.parmi(&chemins)
}

/// Both are sealed, in their order.
fn deux_scelles(c: &mut Chantier) -> Option<(String, String)> {
    let (premier, second) = deux(c)?;
    c.classeur.sceller(&premier, c.jour)?;
    c.classeur.sceller(&second, c.jour)?;
    Some((premier, second))
}

/// The commission of a sealed exercice met some days before the closing.
fn quitus_anterieur(c: &mut Chantier, exercice: &str, jours: u64) -> Option<()> {
    let donne = c.dossier.exercice(exercice)?.commission.as_ref()?.quitus_donne == Some(true);
    let reunion = c.jour.checked_sub_days(Days::new(jours)).filter(|_| donne)?;
    let rang = c.classeur.reunir(exercice, reunion)?;
    c.ici(&Ligne { fichier: format!("{exercice}/controle.toml"), rang, texte: String::new() })
}

/// Steps of the return of the first exercice, as one writes them by hand; the last of them is wrong.
fn retour(c: &mut Chantier, etapes: &[(&str, Date)]) -> Option<()> {
    let fichier = format!("{}/retour/etat.toml", c.dossier.exercices.first()?.nom);
    let texte: String = etapes.iter().map(|(etat, jour)| format!("[[etape]]\netat = \"{etat}\"\ndate = {jour}\n")).collect();
    c.classeur.textes.insert(fichier.clone(), texte);
    c.ici(&Ligne { fichier, rang: etapes.len() * 3 - 1, texte: String::new() })
}

/// The first exercice was opened again on these days, counted from the closing that follows.
fn rouvert_apres(c: &mut Chantier, jours: &[u64]) -> Option<()> {
    let nom = c.dossier.exercices.first()?.nom.to_string();
    let blocs = jours.iter().map(|jours| {
        let jour = c.jour.checked_add_days(Days::new(*jours))?;
        Some(format!("[[reouverture]]\ndate = {jour}\nmotif = \"Un oubli\"\nsceau = \"{jours:064}\"\n"))
    });
    let texte = blocs.collect::<Option<String>>()?;
    c.classeur.textes.insert(format!("{nom}/reouvertures.toml"), texte);
    c.classeur.sceller(&nom, c.jour)?;
    let fichier = format!("{nom}/cloture.toml");
    let rang = c.classeur.textes.get(&fichier)?.lines().position(|ligne| ligne.starts_with("date = "))?;
    c.ici(&Ligne { fichier, rang, texte: String::new() })
}

/// The first exercice is closed some days after the one on which one looks.
fn clos_apres(c: &mut Chantier, jours: u64) -> Option<()> {
    let nom = c.dossier.exercices.first()?.nom.to_string();
    c.classeur.sceller(&nom, c.jour.checked_add_days(Days::new(jours))?)?;
    let fichier = format!("{nom}/cloture.toml");
    let rang = c.classeur.textes.get(&fichier)?.lines().position(|ligne| ligne.starts_with("date = "))?;
    c.ici(&Ligne { fichier, rang, texte: String::new() })
}

/// The line of the second seal that names the first.
fn chaine(c: &mut Chantier, second: &str) -> Option<()> {
    let fichier = format!("{second}/cloture.toml");
    let rang = c.classeur.textes.get(&fichier)?.lines().position(|l| l.starts_with("precedent = "))?;
    c.ici(&Ligne { fichier, rang, texte: String::new() })
}

/// A year is to be closed, in a department that does not apply `regle`.
fn sans_la_regle(c: &mut Chantier, regle: &str) -> Option<String> {
    let exercice = c.dossier.exercices.first()?.nom.to_string();
    let reglages = c.classeur.textes.get_mut("departement.toml").filter(|texte| !texte.contains("[niveaux]"))?;
    reglages.push_str(&format!("\n[niveaux]\n{regle} = \"ignorer\"\n"));
    c.demande = Demande::Cloture(exercice.clone());
    Some(exercice)
}

/// The last of the files of an exercice that begin so, by the date that they bear.
fn dernier(c: &Chantier, exercice: &str, dossier: &str) -> Option<String> {
    let fin = c.dossier.exercice(exercice)?.fin;
    let dates = c.lignes(&format!("{exercice}/{dossier}/"), "date");
    let dernier = dates.into_iter().filter(|l| l.date() <= fin).max_by_key(Ligne::date)?;
    Some(dernier.fichier)
}

fn releve_faux(c: &mut Chantier, centimes: i64) -> Option<()> {
    let exercice = sans_la_regle(c, "T003")?;
    let banques = c.dossier.cooperative.tresoreries().filter(|(_, t)| t.compte.is_banque()).count();
    let fichier = dernier(c, &exercice, "releves").filter(|_| banques == 1)?;
    let solde = c.lignes(&fichier, "solde").into_iter().next()?;
    c.valeur(&solde, &euros(solde.centimes() + centimes));
    c.ici(&solde)
}

fn comptage_faux(c: &mut Chantier) -> Option<()> {
    let exercice = sans_la_regle(c, "C001")?;
    let fichier = dernier(c, &exercice, "caisse")?;
    let texte = c.classeur.textes.get_mut(&fichier)?;
    *texte = format!("{}\n\"0.02\" = 7\n", texte.trim_end());
    let date = c.lignes(&fichier, "date").into_iter().next()?;
    c.ici(&date)
}

/// The second year begins some days after the end of the first; nothing of it is dated before.
fn un_trou(c: &mut Chantier, jours: u64) -> Option<()> {
    let (_, second) = deux(c)?;
    let debut = c.lignes(&format!("{second}/exercice"), "debut").into_iter().next()?;
    let plus_tard = debut.date().checked_add_days(chrono::Days::new(jours))?;
    let dates = c.lignes(&format!("{second}/"), "date");
    // A report is of the year before.
    if dates.iter().any(|l| l.date() < plus_tard && !l.fichier.ends_with("exercice.toml")) {
        return None;
    }
    c.valeur(&debut, &plus_tard.to_string());
    c.ici(&debut)
}

pub static FAUTES: &[Faute] = &[
    faute("X005", "un centime au relevé", |c| releve_faux(c, 1)),
    faute("X005", "cent euros de moins au relevé", |c| releve_faux(c, -10_000)),
    faute("X005", "quatorze centimes dans la caisse", comptage_faux),
    faute("L010", "un jour entre deux exercices", |c| un_trou(c, 1)),
    faute("L010", "deux jours", |c| un_trou(c, 2)),
    faute("L010", "trois jours", |c| un_trou(c, 3)),
    faute("X001", "le dernier jour", |c| trop_tot(c, 0)),
    faute("X001", "la veille du dernier jour", |c| trop_tot(c, 1)),
    faute("X001", "trois jours trop tôt", |c| trop_tot(c, 3)),
    faute("X002", "une remarque ajoutée", |c| {
        let nom = scelle(c)?;
        let fichier = cahier(c, &nom)?;
        c.classeur.textes.get_mut(&fichier)?.push_str("# Après coup.\n");
        c.en_haut(&fichier)
    }),
    faute("X002", "des fins de ligne de Windows", |c| {
        let nom = scelle(c)?;
        let fichier = cahier(c, &nom)?;
        let texte = c.classeur.textes.get_mut(&fichier)?;
        *texte = texte.replace('\n', "\r\n");
        c.en_haut(&fichier)
    }),
    faute("X002", "un fichier de plus", |c| {
        let nom = scelle(c)?;
        let fichier = format!("{nom}/cahier/zz-apres-coup.toml");
        c.classeur.textes.insert(fichier.clone(), "# Rien encore.\n".to_owned());
        c.en_haut(&fichier)
    }),
    faute("X002", "un comptage retiré", |c| {
        let nom = scelle(c)?;
        let mut comptages = c.lignes(&format!("{nom}/caisse/"), "date");
        comptages.sort_by_key(Ligne::date);
        let premier = comptages.first()?.fichier.clone();
        c.classeur.textes.remove(&premier);
        let sceau = format!("{nom}/cloture.toml");
        let court = premier.strip_prefix(&format!("{nom}/"))?;
        let rang = c.classeur.textes.get(&sceau)?.lines().position(|l| l.contains(court))?;
        // Under the header `[[fichier]]`.
        c.ici(&Ligne { fichier: sceau, rang: rang - 1, texte: String::new() })
    }),
    faute("X002", "un justificatif remplacé", |c| {
        let nom = scelle(c)?;
        let chemins: Vec<String> =
            c.classeur.annexes.keys().filter(|k| k.starts_with(&format!("{nom}/pieces/"))).cloned().collect();
        let chemin = c.parmi(&chemins)?;
        c.classeur.annexes.insert(chemin.clone(), "une autre facture".to_owned());
        c.en_haut(&chemin)
    }),
    faute("X002", "le sceau lui-même", |c| {
        let nom = scelle(c)?;
        let fichier = format!("{nom}/cloture.toml");
        let texte = c.classeur.textes.get_mut(&fichier)?;
        *texte = texte.replacen("total_charges = ", "total_charges = 1", 1);
        c.en_haut(&fichier)
    }),
    faute("X003", "l’année d’avant scellée de nouveau", |c| {
        let (premier, second) = deux_scelles(c)?;
        let veille = c.jour.pred_opt()?;
        let sceau = c.classeur.textes.remove(&format!("{second}/cloture.toml"))?;
        c.classeur.textes.remove(&format!("{premier}/cloture.toml"));
        c.classeur.sceller(&premier, veille)?;
        c.classeur.textes.insert(format!("{second}/cloture.toml"), sceau);
        chaine(c, &second)
    }),
    faute("X003", "le sceau d’avant effacé", |c| {
        let (premier, second) = deux_scelles(c)?;
        c.classeur.textes.remove(&format!("{premier}/cloture.toml"));
        chaine(c, &second)
    }),
    faute("X003", "l’année d’avant enlevée", |c| {
        let (premier, second) = deux_scelles(c)?;
        let dossier = format!("{premier}/");
        c.classeur.textes.retain(|chemin, _| !chemin.starts_with(&dossier));
        c.classeur.annexes.retain(|chemin, _| !chemin.starts_with(&dossier));
        c.dossier.exercice(&second)?.ouverture.as_ref()?;
        chaine(c, &second)
    }),
    faute("X004", "jamais clôturée", precedent_ouvert),
    faute("X004", "sceau effacé", |c| {
        let (premier, _) = deux(c)?;
        c.classeur.sceller(&premier, c.jour)?;
        c.classeur.textes.remove(&format!("{premier}/cloture.toml"));
        precedent_ouvert(c)
    }),
    faute("X004", "ouverte à la suite", |c| {
        let (_, second) = deux(c)?;
        if c.dossier.exercice(&second)?.ouverture.is_some() {
            return None;
        }
        precedent_ouvert(c)
    }),
    faute("X006", "rouvert un mois après", |c| rouvert_apres(c, &[30])),
    faute("X006", "rouvert le lendemain", |c| rouvert_apres(c, &[1])),
    faute("X006", "clôturé demain", |c| clos_apres(c, 1)),
    faute("X006", "clôturé des années plus tard", |c| clos_apres(c, 2_000)),
    faute("X006", "rouvert deux fois", |c| rouvert_apres(c, &[2, 0])),
    faute("Q004", "la veille", |c| {
        let nom = scelle(c)?;
        quitus_anterieur(c, &nom, 1)
    }),
    faute("Q004", "un mois plus tôt", |c| {
        let nom = scelle(c)?;
        quitus_anterieur(c, &nom, 30)
    }),
    faute("Q004", "celui de la seconde année", |c| {
        let (_, second) = deux_scelles(c)?;
        quitus_anterieur(c, &second, 2)
    }),
    faute("Q005", "accepté des années plus tôt", |c| {
        let debut = c.dossier.exercices.first()?.debut;
        retour(c, &[("accepte", debut.checked_sub_days(Days::new(400))?)])
    }),
    faute("Q005", "saisi le dernier jour", |c| {
        let fin = c.dossier.exercices.first()?.fin;
        retour(c, &[("en-construction", fin), ("saisi", fin)])
    }),
    faute("Q005", "dans le désordre", |c| {
        let fin = c.dossier.exercices.first()?.fin;
        let apres = |jours| fin.checked_add_days(Days::new(jours));
        retour(c, &[("saisi", apres(20)?), ("valide", apres(12)?)])
    }),
];
