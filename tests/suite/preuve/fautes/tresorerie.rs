//! T, C, R: banks, cash boxes, régies.

#![allow(clippy::inconsistent_digit_grouping)] // Euros, then cents.

use chrono::Months;
use retkoop::calcul::Comptes;
use retkoop::coop::Date;

use super::super::chantier::{Chantier, Ligne, euros};
use super::{Faute, faute};

fn solde(c: &mut Chantier, ecart: i64) -> Option<()> {
    let l = c.ligne("/releves/", "solde")?;
    c.valeur(&l, &euros(l.centimes() + ecart));
    c.ici(&l)
}

/// The balance of the statement of a bank on a day, in the folder of an exercice.
fn releve(c: &Chantier, exercice: &str, banque: &str, jour: Date) -> Option<Ligne> {
    let soldes = c.lignes(&format!("{exercice}/releves/"), "solde");
    let du_fichier = |l: &Ligne, cle: &str| c.lignes(&l.fichier, cle).into_iter().next();
    soldes.into_iter().find(|l| {
        du_fichier(l, "date").is_some_and(|d| d.date() == jour)
            && du_fichier(l, "tresorerie").is_some_and(|t| t.valeur().trim_matches('"') == banque)
    })
}

fn exercice_de(l: &Ligne) -> &str {
    l.fichier.split('/').next().unwrap_or_default()
}

/// Six movements of the first day that no statement shows, nothing in all.
fn six_non_pointees(c: &mut Chantier, montant: &str, suite: &str) -> Option<()> {
    // They would wait in the next year too, where its opening follows; and what waits since the year before comes first.
    if c.dossier.exercices.last()?.nom != c.exercice.nom || c.exercice.ouverture.is_none() {
        return None;
    }
    let texte: String = ["{P}", "{P1}", "{P2}", "{P3}", "{P4}", "{P5}"]
        .iter()
        .enumerate()
        .map(|(rang, piece)| {
            let (sens, signe) = if rang % 2 == 0 { ("entree", "-") } else { ("sortie", "") };
            let marque = if rang == 0 { "@" } else { "" };
            format!("{marque}[[ecriture]]\npiece = \"{piece}\"\ndate = {{DEBUT}}\nlibelle = \"En attente {rang}\"\n{sens}.banque = {montant}\nventilation.6181 = {signe}{montant}\n{suite}\n")
        })
        .collect();
    c.ajouter("{EX}/cahier/zz.toml", &texte)
}

/// A lot of money out on the last day but one, and back the day after, on the same statement.
fn creux(c: &mut Chantier, compte: &str, ventile: bool) -> Option<()> {
    let fin = c.exercice.fin;
    let jour = fin.pred_opt()?.pred_opt()?;
    if compte == "caisse" && c.lignes("/caisse/", "date").iter().any(|l| l.date() >= jour && l.date() <= fin) {
        return None;
    }
    let autre = if ventile { "ventilation.6181 = {S}50000.00" } else { "{A}.livret = 50000.00" };
    let pointage = if compte == "banque" { format!("pointage = {fin}\n") } else { String::new() };
    if compte == "banque" {
        releve(c, &c.exercice.nom, "banque", fin)?;
    }
    let ligne = |piece: &str, jour: Date, sens: &str, signe: &str, marque: &str| {
        let autre = autre.replace("{S}", signe).replace("{A}", if sens == "sortie" { "entree" } else { "sortie" });
        format!(
            "[[ecriture]]\npiece = \"{piece}\"\ndate = {jour}\nlibelle = \"{sens} du {jour}\"\n{marque}{sens}.{compte} = 50000.00\n{autre}\n{pointage}\n"
        )
    };
    let texte = ligne("{P}", jour, "sortie", "", "@") + &ligne("{P1}", jour.succ_opt()?, "entree", "-", "");
    c.ajouter("{EX}/cahier/zz.toml", &texte)
}

/// The opening of a year that follows a sealed one.
fn ouverture(c: &mut Chantier, cle: &str) -> Option<()> {
    let second = c.dossier.exercices.get(1)?.nom.to_string();
    let premier = c.dossier.exercices.first()?.nom.to_string();
    let l = c.lignes(&format!("{second}/exercice"), cle).into_iter().next()?;
    c.classeur.sceller(&premier, c.jour)?;
    c.valeur(&l, &euros(l.centimes() + 1_00));
    c.ici(&l)
}

/// The bank had money when the first exercice was closed, and has another number from then on.
fn renumeroter(c: &mut Chantier, avant: &str, apres: &str) -> Option<()> {
    let (premier, second) = (c.dossier.exercices.first()?.nom.to_string(), c.dossier.exercices.get(1)?.nom.to_string());
    c.lignes(&format!("{second}/exercice"), "banque").into_iter().find(|l| l.centimes() != 0)?;
    let en_tete = c.lignes("retkoop", "[tresorerie.banque]").into_iter().next()?;
    let compte = c.lignes("retkoop", "compte").into_iter().find(|l| l.rang > en_tete.rang)?;
    c.valeur(&compte, &format!("\"{avant}\""));
    c.classeur.sceller(&premier, c.jour)?;
    c.valeur(&compte, &format!("\"{apres}\""));
    c.ici(&en_tete)
}

/// The first exercice sealed; the headers of the reports of the second.
fn reports_apres_le_sceau(c: &mut Chantier) -> Option<Vec<Ligne>> {
    let second = c.dossier.exercices.get(1)?.nom.to_string();
    let premier = c.dossier.exercices.first()?.nom.to_string();
    let reports = c.lignes(&format!("{second}/exercice"), "[[report]]");
    c.classeur.sceller(&premier, c.jour)?;
    (!reports.is_empty()).then_some(reports)
}

/// Takes reports away after the seal: the opening stands without them.
fn sans_reports(c: &mut Chantier, nombre: usize) -> Option<()> {
    let reports = reports_apres_le_sceau(c)?;
    let blocs: Vec<Ligne> = reports.get(..nombre)?.iter().flat_map(|l| c.bloc(l)).collect();
    blocs.iter().rev().for_each(|l| c.enlever(l));
    let ouverture = c.lignes(&reports[0].fichier, "[ouverture]").into_iter().next()?;
    c.ici(&ouverture)
}

/// A report of the year after the seal with another value.
fn autre_report(c: &mut Chantier, cle: &str, faire: impl Fn(&Ligne) -> String) -> Option<()> {
    let reports = reports_apres_le_sceau(c)?;
    let report = c.parmi(&reports)?;
    let l = c.voisine(&report, cle)?;
    c.valeur(&l, &faire(&l));
    c.ici(&report)
}

/// A year opened by hand after the last one, `de_trop` on one account, and without the last `oublies` operations carried over.
fn ouvrir_a_la_main(c: &mut Chantier, compte: &str, de_trop: i64, oublies: usize) -> Option<()> {
    let tous = Comptes::de_tous(c.dossier);
    let dernier = tous.last()?;
    let (debut, fin) = (dernier.exercice.fin.succ_opt()?, dernier.exercice.fin.checked_add_months(Months::new(12))?);
    c.jour = debut;
    let mut texte = format!("[exercice]\ndebut = {debut}\nfin = {fin}\n\n{}[ouverture]\n", if oublies > 0 { "@" } else { "" });
    for (id, tresorerie) in c.dossier.cooperative.tresoreries() {
        let (marque, ecart) = if tresorerie.nom == compte { ("@", de_trop) } else { ("", 0) };
        texte += &format!("{marque}{} = {}\n", tresorerie.nom, euros(dernier.cloture(id).centimes() + ecart));
    }
    let reports = dernier.reports_a_suivre();
    for report in &reports[..reports.len().checked_sub(oublies)?] {
        texte += &format!("\n[[report]]\ndate = {}\nlibelle = \"{}\"\n", report.date.valeur, report.libelle.valeur);
        for mouvement in &report.mouvements {
            let sens = if mouvement.montant.is_negative() { "sortie" } else { "entree" };
            let nom = &c.dossier.cooperative.tresorerie(mouvement.tresorerie.connue()?).nom;
            texte += &format!("{sens}.{nom} = {}\n", mouvement.montant.abs().decimal());
        }
    }
    let nom = format!("{}-{}", debut.format("%Y"), fin.format("%Y"));
    c.ajouter(&format!("{nom}/exercice.toml"), &texte)
}

/// A carried-over cheque entered in the ledger too, as one does who finds it on the statement.
fn reinscrire(c: &mut Chantier, avant: &str, apres: &str) -> Option<()> {
    let exercice = c.exercice.nom.to_string();
    let reports = c.lignes(&format!("{exercice}/exercice"), "cheque");
    let l = c.parmi(&reports)?;
    let (cheque, libelle) =
        (l.valeur().trim_matches('"').to_owned(), c.voisine(&l, "libelle")?.valeur().trim_matches('"').to_owned());
    let montant = euros(c.voisine(&l, "sortie.banque")?.centimes());
    c.ajouter("{EX}/cahier/zz.toml", &format!("@[[ecriture]]\npiece = \"{{P}}\"\ndate = {{FIN}}\nlibelle = \"{avant}{libelle}\"\ncheque = \"{cheque}{apres}\"\nsortie.banque = {montant}\nventilation.6181 = {montant}\n"))
}

/// One euro carried over so many days before the first, counted in the opening, and that no statement shows.
fn jamais_vu(c: &mut Chantier, jours: u64, cle: &str) -> Option<()> {
    if c.dossier.exercices.last()?.nom != c.exercice.nom {
        return None;
    }
    let fichier = format!("{}/exercice.toml", c.exercice.nom);
    let ouverture = c.lignes(&fichier, "banque").into_iter().next()?;
    let avant = ouverture.centimes();
    c.valeur(&ouverture, &euros(if cle.starts_with("entree") { avant + 1_00 } else { avant - 1_00 }));
    let date = c.exercice.debut.checked_sub_days(chrono::Days::new(jours))?;
    c.ajouter(&fichier, &format!("\n@[[report]]\ndate = {date}\nlibelle = \"Reliquat du voyage\"\n{cle} = 1.00\n"))
}

/// An entry that moves nothing in all, paid with a cheque of another one.
fn cheque_deja_pris(c: &mut Chantier, cle: &str) -> Option<()> {
    let dossier = format!("{}/cahier/", c.exercice.nom);
    let l = c.ligne_ou(&dossier, "cheque", |c, l| {
        let pris =
            c.lignes(&dossier, "annule").iter().any(|a| Some(a.valeur()) == c.voisine(l, "piece").as_ref().map(Ligne::valeur));
        c.bloc_contient(l, "sortie.banque") && !c.bloc_contient(l, "annule") && !pris
    })?;
    if c.voisine(&l, "date")?.date() == c.exercice.fin {
        return None;
    }
    c.neutre(&format!("@{}", cle.replace("{CH}", l.valeur().trim_matches('"'))))
}

/// The lines of the counts of an exercice.
fn coupure(c: &mut Chantier) -> Option<Ligne> {
    let coupures: Vec<Ligne> =
        ["\"20\"", "\"5\"", "\"1\"", "\"0.10\""].iter().flat_map(|cle| c.lignes("/caisse/", cle)).collect();
    c.parmi(&coupures)
}

fn compte_faux(c: &mut Chantier, ecart: i64) -> Option<()> {
    let l = coupure(c)?;
    let nombre: i64 = l.valeur().parse().ok()?;
    if nombre + ecart < 0 {
        return None;
    }
    c.valeur(&l, &(nombre + ecart).to_string());
    let date = c.lignes(&l.fichier, "date").into_iter().next()?;
    c.ici(&date)
}

fn coupure_de_plus(c: &mut Chantier, texte: &str) -> Option<()> {
    let l = coupure(c)?;
    c.inserer_apres(&l, texte);
    c.dessous(&l)
}

fn plafond(c: &mut Chantier, euros: i64) -> Option<()> {
    let l = c.ligne("departement", "plafond_regie")?;
    c.valeur(&l, &format!("{euros}.00"));
    let versements = c.lignes("/cahier/", "regie.versee").into_iter().filter(|l| l.centimes() > euros * 100).collect::<Vec<_>>();
    versements.iter().try_for_each(|l| c.ici(l))?;
    (!versements.is_empty()).then_some(())
}

/// An explanation made smaller, with what it explains: the class still holds the rest.
fn moins_explique(c: &mut Chantier, de: i64) -> Option<()> {
    let l =
        c.ligne_ou("/cahier/", "regie.expliquee", |c, l| c.voisine(l, "ventilation.6181").is_some_and(|v| v.centimes() > 20_00))?;
    let ventile = c.voisine(&l, "ventilation.6181")?;
    let classe = c.voisine(&l, "regie.classe")?.valeur().to_owned();
    let date = c.voisine(&l, "date")?.date();
    // The finding stands on the last movement of the class.
    let autres = c.lignes(&format!("{}/cahier/", exercice_de(&l)), "regie.classe");
    if autres.iter().any(|a| a.valeur() == classe && c.voisine(a, "date").is_some_and(|d| d.date() > date)) {
        return None;
    }
    c.valeur(&l, &euros(l.centimes() - de));
    c.valeur(&ventile, &euros(ventile.centimes() - de));
    c.ici(&l)
}

/// A régie given and given back at once.
fn aller_retour(c: &mut Chantier, classe: &str) -> Option<()> {
    let suite = if classe.is_empty() { String::new() } else { format!(", classe = \"{classe}\"") };
    c.ajouter("{EX}/cahier/zz.toml", &format!("[[ecriture]]\npiece = \"{{P}}\"\ndate = {{FIN}}\nlibelle = \"Essai\"\n@regie = {{ versee = 5.00, retournee = 5.00{suite} }}\n"))
}

/// A return or an explanation dated before anything was given.
fn avant_le_versement(c: &mut Chantier, cle: &str) -> Option<()> {
    let l = c.ligne(if cle == "date" { "/classes/" } else { "/cahier/" }, cle)?;
    if cle == "date" {
        if !c.bloc_contient(&l, "sortie.") {
            return None;
        }
        let debut = c.dossier.exercice(exercice_de(&l))?.debut;
        c.valeur(&l, &debut.to_string());
        return c.en_tete(&l);
    }
    let debut = c.dossier.exercice(exercice_de(&l))?.debut;
    let date = c.voisine(&l, "date")?;
    c.valeur(&date, &debut.to_string());
    // The régie of the entry is where its first key stands.
    let premiere = c.bloc(&l).into_iter().find(|l| l.texte.starts_with("regie"))?;
    c.ici(&premiere)
}

pub static FAUTES: &[Faute] = &[
    faute("T001", "six opérations en attente", |c| six_non_pointees(c, "8.00", "")),
    faute("T001", "six centimes en attente", |c| six_non_pointees(c, "0.01", "")),
    faute("T001", "six opérations que la banque n’a vues qu’après", |c| six_non_pointees(c, "8.00", "pointage = {APRES}\n")).aussi(&["T008"]),
    faute("T002", "un an trop tôt", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |_, l| !l.texte.contains('{'))?;
        c.valeur(&l, &l.date().format("2020-%m-%d").to_string().replace("02-29", "02-28"));
        c.ici(&l)
    }),
    faute("T002", "la veille de l’écriture", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |_, l| !l.texte.contains('{'))?;
        let date = c.voisine(&l, "date")?.date();
        c.valeur(&l, &date.pred_opt()?.to_string());
        c.ici(&l)
    }),
    faute("T002", "un report pointé avant sa date", |c| {
        let l = c.ligne("/exercice", "pointage")?;
        let date = c.voisine(&l, "date")?.date();
        c.valeur(&l, &date.pred_opt()?.to_string());
        c.ici(&l)
    }),
    faute("T003", "deux chiffres échangés", |c| solde(c, 9)),
    faute("T003", "dix euros de trop", |c| solde(c, 10_00)),
    faute("T003", "cent euros de moins", |c| solde(c, -100_00)),
    faute("T003", "un pointage oublié", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |c, l| !l.texte.contains('{') && (c.bloc_contient(l, "sortie.banque") || c.bloc_contient(l, "entree.banque")))?;
        let solde = releve(c, exercice_de(&l), "banque", l.date())?;
        c.enlever(&l);
        c.ici(&solde)
    })
    .aussi(&["T001"]),
    faute("T003", "un pointage trop tard", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |c, l| !l.texte.contains('{') && (c.bloc_contient(l, "sortie.banque") || c.bloc_contient(l, "entree.banque")))?;
        let exercice = exercice_de(&l).to_owned();
        let solde = releve(c, &exercice, "banque", l.date())?;
        let mut suivants: Vec<Date> = c.lignes(&format!("{exercice}/releves/"), "date").iter().map(Ligne::date).filter(|d| *d > l.date()).collect();
        suivants.sort();
        c.valeur(&l, &suivants.first()?.to_string());
        c.ici(&solde)
    }),
    faute("T004", "une dépense remboursée le lendemain", |c| creux(c, "banque", true)),
    faute("T004", "un découvert de deux jours sur le livret", |c| {
        c.exercice.ouverture.as_ref()?;
        c.dossier.cooperative.trouver_tresorerie("livret")?;
        creux(c, "banque", false)
    }),
    faute("T004", "dès le premier jour", |c| {
        let fin = c.exercice.fin;
        let debut = c.exercice.debut;
        releve(c, &c.exercice.nom, "banque", fin)?;
        let premier = c.exercice.ecritures.first()?.date?.valeur;
        if premier <= debut.succ_opt()? {
            return None;
        }
        c.ajouter("{EX}/cahier/zz.toml", &format!("[[ecriture]]\npiece = \"{{P}}\"\ndate = {debut}\nlibelle = \"Aller\"\n@sortie.banque = 50000.00\nventilation.6181 = 50000.00\npointage = {fin}\n\n[[ecriture]]\npiece = \"{{P1}}\"\ndate = {}\nlibelle = \"Retour\"\nentree.banque = 50000.00\nventilation.6181 = -50000.00\npointage = {fin}\n", debut.succ_opt()?))
    }),
    faute("T005", "la banque", |c| ouverture(c, "banque")),
    faute("T005", "la caisse", |c| ouverture(c, "caisse")).aussi(&["C001", "C002"]),
    faute("T005", "un compte oublié", |c| {
        let (premier, second) = (c.dossier.exercices.first()?.nom.to_string(), c.dossier.exercices.get(1)?.nom.to_string());
        let l = c.lignes(&format!("{second}/exercice"), "banque").into_iter().next()?;
        c.classeur.sceller(&premier, c.jour)?;
        c.enlever(&l);
        let en_tete = c.lignes(&format!("{second}/exercice"), "[ouverture]").into_iter().next()?;
        c.ici(&en_tete)
    })
    .aussi(&["T004"]),
    faute("T015", "de 512 à 514", |c| renumeroter(c, "512", "514")),
    faute("T015", "de 514 à 512", |c| renumeroter(c, "514", "512")),
    faute("T015", "l’ouverture n’est pas écrite", |c| {
        renumeroter(c, "512", "514")?;
        let fichier = format!("{}/exercice.toml", c.dossier.exercices.get(1)?.nom);
        let texte = c.classeur.textes.get_mut(&fichier)?;
        let (avant, ouverture) = texte.split_once("[ouverture]\n")?;
        let apres = ouverture.find("\n[").map_or("", |fin| &ouverture[fin..]);
        *texte = format!("{avant}{apres}");
        Some(())
    }),
    faute("T006", "une vente en espèces pointée", |c| {
        let l = c.ligne_ou("/cahier/", "entree.caisse", |c, l| !c.bloc_contient(l, "banque"))?;
        let date = c.voisine(&l, "date")?.date();
        c.inserer_apres(&l, &format!("pointage = {date}"));
        c.dessous(&l)
    }),
    faute("T006", "une explication de régie pointée", |c| {
        let l = c.ligne_ou("/cahier/", "regie.expliquee", |c, l| !c.bloc_contient(l, "banque"))?;
        let date = c.voisine(&l, "date")?.date();
        c.inserer_apres(&l, &format!("pointage = {date}"));
        c.dessous(&l)
    }),
    faute("T006", "la caisse pointée", |c| {
        let l = c.ligne_ou("/cahier/", "sortie.caisse", |c, l| !c.bloc_contient(l, "pointage"))?;
        let date = c.voisine(&l, "date")?.date();
        c.inserer_apres(&l, &format!("pointage.caisse = {date}"));
        c.dessous(&l)
    }),
    faute("T007", "le relevé du dernier jour enlevé", |c| {
        let dernier = c.dossier.exercices.last()?;
        let (nom, fin) = (dernier.nom.to_string(), dernier.fin);
        let solde = releve(c, &nom, "banque", fin)?;
        c.classeur.textes.remove(&solde.fichier);
        let l = c.lignes(&format!("{nom}/exercice"), "fin").into_iter().next()?;
        c.ici(&l)
    })
    .aussi(&["T008"]),
    faute("T007", "daté de la veille", |c| {
        let dernier = c.dossier.exercices.last()?;
        let (nom, fin) = (dernier.nom.to_string(), dernier.fin);
        let solde = releve(c, &nom, "banque", fin)?;
        let date = c.lignes(&solde.fichier, "date").into_iter().next()?;
        c.valeur(&date, &fin.pred_opt()?.to_string());
        let l = c.lignes(&format!("{nom}/exercice"), "fin").into_iter().next()?;
        c.ici(&l)
    })
    .aussi(&["T008", "T003"]),
    faute("T007", "les deux derniers enlevés", |c| {
        let dernier = c.dossier.exercices.last()?;
        let (nom, fin) = (dernier.nom.to_string(), dernier.fin);
        let dates = c.lignes(&format!("{nom}/releves/"), "date");
        let mut jours: Vec<Date> = dates.iter().map(Ligne::date).filter(|d| *d <= fin).collect();
        jours.sort();
        jours.dedup();
        let depuis = *jours.get(jours.len().checked_sub(2)?)?;
        for l in dates.iter().filter(|l| l.date() >= depuis) {
            c.classeur.textes.remove(&l.fichier);
        }
        // One finding for each bank that has served.
        let banques = c.dossier.cooperative.tresoreries().filter(|(_, t)| t.compte.is_banque()).count();
        let l = c.lignes(&format!("{nom}/exercice"), "fin").into_iter().next()?;
        (banques == 1).then(|| c.ici(&l))?
    })
    .aussi(&["T008"]),
    faute("T008", "la veille du relevé", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |c, l| !l.texte.contains('{') && c.voisine(l, "date").is_some_and(|d| d.date() < l.date()))?;
        c.valeur(&l, &l.date().pred_opt()?.to_string());
        c.ici(&l)
    }),
    faute("T008", "deux jours avant", |c| {
        let deux = |d: Date| d.pred_opt().and_then(|d| d.pred_opt()).unwrap_or(d);
        let l = c.ligne_ou("/cahier/", "pointage", |c, l| !l.texte.contains('{') && c.voisine(l, "date").is_some_and(|d| d.date() < deux(l.date())))?;
        c.valeur(&l, &deux(l.date()).to_string());
        c.ici(&l)
    }),
    faute("T008", "un report pointé la veille du relevé", |c| {
        let l = c.ligne("/exercice", "pointage")?;
        c.valeur(&l, &l.date().pred_opt()?.to_string());
        c.ici(&l)
    }),
    faute("T009", "un relevé de caisse", |c| c.ajouter("{EX}/releves/zz.toml", "@tresorerie = \"caisse\"\ndate = {FIN}\nsolde = 0.00\n")),
    faute("T009", "un relevé de caisse au premier jour", |c| c.ajouter("{EX}/releves/aa.toml", "@tresorerie = \"caisse\"\ndate = {DEBUT}\nsolde = 12.30\n")),
    faute("T009", "la caisse et sa trésorerie à la fin", |c| c.ajouter("{EX}/releves/zz.toml", "solde = 1.00\ndate = {FIN}\n@tresorerie = \"caisse\"\n")),
    // Counted twice, the money also lacks in the opening of a year that is written already.
    faute("T010", "un report inscrit de nouveau", |c| reinscrire(c, "", "")).aussi(&["T012"]),
    faute("T010", "sous un autre libellé", |c| reinscrire(c, "Rappel : ", "")).aussi(&["T012"]),
    faute("T010", "avec un espace dans le numéro", |c| reinscrire(c, "", " ")).aussi(&["T012"]),
    faute("T010", "un report écrit deux fois", |c| {
        let reports = c.lignes(&format!("{}/exercice", c.exercice.nom), "[[report]]");
        let report = c.parmi(&reports)?;
        let bloc: Vec<String> = c.bloc(&report).into_iter().map(|l| l.texte).filter(|l| !l.starts_with("pointage")).collect();
        c.ajouter("{EX}/exercice.toml", &format!("\n\n@{}\n", bloc.join("\n")))
    })
    .aussi(&["T003"]),
    faute("T014", "un chèque de l’avant-veille des vacances", |c| jamais_vu(c, 60, "cheque = \"3100599\"\nsortie.banque")).aussi(&["T012"]),
    faute("T014", "un chèque de deux ans", |c| jamais_vu(c, 420, "cheque = \"3100598\"\nsortie.banque")).aussi(&["T012"]),
    faute("T014", "un virement", |c| jamais_vu(c, 3, "sortie.banque")).aussi(&["T012"]),
    faute("T014", "une remise", |c| jamais_vu(c, 9, "entree.banque")).aussi(&["T012"]),
    faute("T011", "un report inventé", |c| {
        let reports = reports_apres_le_sceau(c)?;
        c.ajouter(&reports[0].fichier, "@[[report]]\ndate = 2024-08-01\nlibelle = \"Remise de chèques\"\nentree.banque = 500.00\n")
    }),
    faute("T011", "un report inventé, pointé", |c| {
        let reports = reports_apres_le_sceau(c)?;
        let jour = c.voisine(&reports[0], "pointage")?.date();
        c.ajouter(&reports[0].fichier, &format!("@[[report]]\ndate = 2024-08-01\nlibelle = \"Remise de chèques\"\nentree.banque = 500.00\npointage = {jour}\n"))
    }),
    faute("T011", "un report deux fois", |c| {
        let report = reports_apres_le_sceau(c)?.remove(0);
        let bloc: Vec<String> = c.bloc(&report).into_iter().map(|l| l.texte).collect();
        c.ajouter(&report.fichier, &format!("@{}\n", bloc.join("\n")))
    }),
    faute("T011", "un centime de plus", |c| autre_report(c, "sortie.banque", |l| euros(l.centimes() + 1))),
    faute("T011", "vingt euros de moins", |c| autre_report(c, "sortie.banque", |l| euros(l.centimes() - 20_00))),
    faute("T011", "un report enlevé", |c| sans_reports(c, 1)),
    faute("T011", "les deux reports enlevés", |c| sans_reports(c, 2)),
    faute("T012", "un euro de trop en banque", |c| ouvrir_a_la_main(c, "banque", 1_00, 0)),
    faute("T012", "un centime oublié en caisse", |c| ouvrir_a_la_main(c, "caisse", 1, 0)),
    faute("T012", "un report oublié", |c| ouvrir_a_la_main(c, "", 0, 1)),
    faute("T013", "le numéro d’un autre chèque", |c| cheque_deja_pris(c, "cheque = \"{CH}\"\n")),
    faute("T013", "le même, avec des espaces", |c| cheque_deja_pris(c, "cheque = \" {CH} \"\n")),
    faute("T013", "le moyen de paiement est écrit aussi", |c| cheque_deja_pris(c, "cheque = \"{CH}\"\nmoyen = \"cheque\"\n")),
    faute("C001", "une pièce de plus", |c| compte_faux(c, 1)),
    faute("C001", "deux pièces de moins", |c| compte_faux(c, -2)),
    faute("C001", "dix billets de trop", |c| compte_faux(c, 10)),
    faute("C002", "plus d’espèces qu’il n’y en a", |c| creux(c, "caisse", true)).aussi(&["C003"]),
    faute("C002", "une recette datée trop tard", |c| {
        let l = c.ligne_ou("/cahier/", "sortie.caisse", |c, l| c.bloc_contient(l, "ventilation.6181") && !c.bloc_contient(l, "banque"))?;
        let exercice = c.dossier.exercice(exercice_de(&l))?;
        let date = c.voisine(&l, "date")?;
        let ouverture = exercice.ouverture.as_ref()?.soldes.iter().map(|(_, m, _)| m.centimes()).min()?;
        if ouverture >= l.centimes() || exercice.ecritures.first()?.date?.valeur == exercice.debut {
            return None;
        }
        c.valeur(&date, &exercice.debut.to_string());
        c.ici(&l)
    })
    .aussi(&["C001", "P002"]),
    faute("C002", "un retrait de trop", |c| {
        let fin = c.exercice.fin;
        let jour = fin.pred_opt()?.pred_opt()?;
        if c.lignes("/caisse/", "date").iter().any(|l| l.date() >= jour && l.date() <= fin) {
            return None;
        }
        c.ajouter("{EX}/cahier/zz.toml", &format!("[[ecriture]]\npiece = \"{{P}}\"\ndate = {jour}\nlibelle = \"Aller\"\n@sortie.caisse = 70000.00\nventilation.6070 = 70000.00\n\n[[ecriture]]\npiece = \"{{P1}}\"\ndate = {fin}\nlibelle = \"Retour\"\nentree.caisse = 70000.00\nventilation.6070 = -70000.00\n"))
    })
    .aussi(&["C003"]),
    faute("C003", "le dernier arrêté enlevé", |c| {
        let dernier = c.lignes(&format!("{}/caisse/", c.exercice.nom), "date").into_iter().max_by_key(Ligne::date)?;
        c.classeur.textes.remove(&dernier.fichier);
        dernier_mouvement(c)
    }),
    faute("C003", "tous les arrêtés enlevés", |c| {
        let dossier = format!("{}/caisse/", c.exercice.nom);
        c.classeur.textes.retain(|chemin, _| !chemin.starts_with(&dossier));
        dernier_mouvement(c)
    }),
    faute("C003", "une vente après le dernier arrêté", |c| {
        let fin = c.exercice.fin;
        if c.lignes("/caisse/", "date").iter().any(|l| l.date() == fin) {
            return None;
        }
        c.ajouter("{EX}/cahier/zz.toml", "[[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Vente\"\nentree.caisse = 4.00\nventilation.7080 = 4.00\n\n[[ecriture]]\npiece = \"{P1}\"\ndate = {FIN}\nlibelle = \"Achat\"\n@sortie.caisse = 4.00\nventilation.6181 = 4.00\n")
    }),
    faute("C004", "trois euros", |c| coupure_de_plus(c, "\"3\" = 1")),
    faute("C004", "un nombre négatif", |c| coupure_de_plus(c, "\"200\" = -1")),
    faute("C004", "trois centimes", |c| coupure_de_plus(c, "\"0.03\" = 2")),
    faute("C004", "un franc", |c| coupure_de_plus(c, "\"franc\" = 2")),
    faute("C005", "la banque comptée", |c| c.ajouter("{EX}/caisse/zz.toml", "date = {FIN}\n@tresorerie = \"banque\"\n[coupures]\n\"5\" = 1\n")),
    faute("C005", "au premier jour", |c| c.ajouter("{EX}/caisse/aa.toml", "date = {DEBUT}\n@tresorerie = \"banque\"\n[coupures]\n\"5\" = 0\n")),
    faute("C005", "sans une pièce", |c| c.ajouter("{EX}/caisse/zz.toml", "@tresorerie = \"banque\"\ndate = {FIN}\n[coupures]\n")),
    faute("R001", "dix euros non expliqués", |c| moins_explique(c, 10_00)).aussi(&["R001"]),
    faute("R001", "un centime non expliqué", |c| moins_explique(c, 1)).aussi(&["R001"]),
    faute("R001", "cinq euros de trop", |c| moins_explique(c, 5_00)).aussi(&["R001"]),
    faute("R002", "un plafond de cinquante euros", |c| plafond(c, 50)),
    faute("R002", "un plafond de quatre-vingts euros", |c| plafond(c, 80)),
    faute("R002", "un plafond de cent euros", |c| plafond(c, 100)),
    faute("R003", "un retour avant le versement", |c| avant_le_versement(c, "regie.retournee")).aussi(&["R003"]),
    faute("R003", "une explication avant le versement", |c| avant_le_versement(c, "regie.expliquee")),
    faute("R003", "une opération de classe avant le versement", |c| avant_le_versement(c, "date")),
    faute("R003", "une explication sans avance", |c| {
        let cahiers: Vec<String> = c.lignes("/classes/", "classe").iter().map(|l| l.valeur().to_owned()).collect();
        let regies: Vec<String> = c.lignes("/cahier/", "regie.classe").iter().map(|l| l.valeur().to_owned()).collect();
        let sans_argent = |nom: &&String| !cahiers.contains(nom) && !regies.contains(nom);
        let noms: Vec<String> = c.exercice.adhesion.as_ref()?.classes.iter().map(|classe| format!("\"{}\"", classe.nom.valeur)).collect();
        let nom = noms.iter().find(sans_argent)?.clone();
        c.ajouter("{EX}/cahier/zz.toml", &format!("[[ecriture]]\npiece = \"{{P}}\"\ndate = {{FIN}}\nlibelle = \"Emploi\"\n@regie.expliquee = 3.00\nregie.classe = {nom}\nventilation.6181 = 3.00\n"))
    })
    // The closing of a year that follows minds what a class still owes.
    .aussi(&["R001"]),
    faute("R004", "une classe inconnue", |c| aller_retour(c, "Grande section")),
    faute("R004", "pas de classe", |c| aller_retour(c, "")),
    faute("R004", "une classe mal écrite", |c| aller_retour(c, "C.P.")),
];

/// Where C003 stands: the last movement of the cash box.
fn dernier_mouvement(c: &mut Chantier) -> Option<()> {
    let dossier = format!("{}/cahier/", c.exercice.nom);
    let mut mouvements: Vec<Ligne> = c.lignes(&dossier, "entree.caisse");
    mouvements.extend(c.lignes(&dossier, "sortie.caisse"));
    let derniere = mouvements.into_iter().max_by_key(|l| (c.voisine(l, "date").map(|d| d.date()), l.fichier.clone(), l.rang))?;
    c.ici(&derniere)
}
