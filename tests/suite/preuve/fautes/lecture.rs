//! L: what cannot be read hides itself alone, never its consequences.

use retkoop::source::Defaut;

use super::super::chantier::Chantier;
use super::{Faute, faute};

/// A line with an amount, in any file that has one.
fn montant(c: &mut Chantier) -> Option<super::super::chantier::Ligne> {
    let (dans, cle) = c.parmi(&[
        ("/cahier/", "sortie.banque"),
        ("/cahier/", "entree.caisse"),
        ("/cahier/", "ventilation.6181"),
        ("/cahier/", "regie.versee"),
        ("/releves/", "solde"),
        ("/subventions", "montant"),
        ("/classes/", "sortie.especes"),
        ("/exercice", "banque"),
        ("/exercice", "sortie.banque"),
        ("inventaire", "valeur"),
        ("departement", "plafond_regie"),
        ("departement", "forfait"),
    ])?;
    c.ligne(dans, cle)
}

/// A line with a date, in any file that has one.
fn date(c: &mut Chantier) -> Option<super::super::chantier::Ligne> {
    let (dans, cle) = c.parmi(&[
        ("/cahier/", "date"),
        ("/cahier/", "pointage"),
        ("/releves/", "date"),
        ("/caisse/", "date"),
        ("/classes/", "date"),
        ("/subventions", "date"),
        ("/exercice", "debut"),
        ("/exercice", "fin"),
        ("/controle", "date"),
        ("inventaire", "date"),
    ])?;
    c.ligne(dans, cle)
}

/// A line with a text, in any file that has one.
fn texte(c: &mut Chantier) -> Option<super::super::chantier::Ligne> {
    let (dans, cle) = c.parmi(&[
        ("/cahier/", "libelle"),
        ("/cahier/", "piece"),
        ("/cahier/", "cheque"),
        ("/cahier/", "regie.classe"),
        ("/releves/", "tresorerie"),
        ("/caisse/", "tresorerie"),
        ("/classes/", "compte"),
        ("/classes/", "classe"),
        ("/subventions", "origine"),
        ("/adhesion", "nom"),
        ("/controle", "nom"),
        ("retkoop", "nom"),
        ("retkoop", "numero"),
        ("retkoop", "compte"),
        ("inventaire", "designation"),
        ("departement", "numero"),
    ])?;
    c.ligne(dans, cle)
}

/// One file of the format, by chance.
fn fichier(c: &mut Chantier) -> Option<String> {
    let chemins: Vec<String> = c.classeur.textes.keys().cloned().collect();
    c.parmi(&chemins)
}

/// A required key, with what holds it.
fn requise(c: &mut Chantier, en_bloc: bool) -> Option<super::super::chantier::Ligne> {
    let blocs: &[(&str, &str)] = &[
        ("/cahier/", "date"),
        ("/cahier/", "libelle"),
        ("/subventions", "origine"),
        ("/subventions", "montant"),
        ("/subventions", "date"),
        ("/classes/", "libelle"),
        ("/controle", "qualite"),
        ("inventaire", "designation"),
        ("inventaire", "valeur"),
    ];
    let racines: &[(&str, &str)] = &[
        ("/releves/", "solde"),
        ("/releves/", "date"),
        ("/releves/", "tresorerie"),
        ("/caisse/", "date"),
        ("/caisse/", "tresorerie"),
        ("/classes/", "piece"),
    ];
    let (dans, cle) = c.parmi(if en_bloc { blocs } else { racines })?;
    c.ligne(dans, cle)
}

pub static FAUTES: &[Faute] = &[
    faute("L001", "une virgule pour les centimes", |c| {
        let l = montant(c)?;
        c.valeur(&l, &l.valeur().replace('.', ","));
        c.ici(&l)
    }),
    faute("L001", "un signe euro", |c| {
        let l = montant(c)?;
        c.valeur(&l, &format!("{} €", l.valeur()));
        c.ici(&l)
    }),
    faute("L001", "une date à la française", |c| {
        let l = date(c)?;
        c.valeur(&l, &l.date().format("%d/%m/%Y").to_string());
        c.ici(&l)
    }),
    faute("L001", "un jour qui n’existe pas", |c| {
        let l = date(c)?;
        c.valeur(&l, &l.date().format("%Y-02-31").to_string());
        c.ici(&l)
    }),
    faute("L001", "un guillemet de fin oublié", |c| {
        let l = texte(c)?;
        c.valeur(&l, l.valeur().trim_end_matches('"'));
        c.ici(&l)
    }),
    faute("L001", "des guillemets typographiques", |c| {
        let l = texte(c)?;
        c.valeur(&l, &format!("“{}”", l.valeur().trim_matches('"')));
        c.ici(&l)
    }),
    faute("L001", "un signe égal oublié", |c| {
        let l = texte(c)?;
        c.mettre(&l, l.texte.replacen('=', " ", 1));
        c.ici(&l)
    }),
    faute("L001", "une clé écrite deux fois", |c| {
        let l = texte(c)?;
        c.inserer_apres(&l, &l.texte);
        c.dessous(&l)
    }),
    faute("L001", "un crochet ouvrant oublié", |c| {
        c.ajouter(
            "{EX}/cahier/zz.toml",
            "@[ecriture]]\npiece = \"{P}\"\ndate = {FIN}\nlibelle = \"Essai\"\nentree.banque = 3.00\nsortie.banque = 3.00\n",
        )
    }),
    faute("L002", "une lettre en moins", |c| {
        let l = texte(c)?;
        let cle = l.texte.split('=').next()?.trim();
        if cle.len() < 5 {
            return None;
        }
        let fautive = cle[..cle.len() - 1].to_owned();
        c.cle(&l, &fautive);
        c.ici(&l)
    }),
    faute("L002", "deux lettres échangées", |c| {
        let l = montant(c)?;
        let mut cle: Vec<char> = l.texte.split('=').next()?.trim().chars().collect();
        if !cle.starts_with(&['s', 'o']) && !cle.starts_with(&['m', 'o']) && !cle.starts_with(&['v', 'a']) {
            return None;
        }
        cle.swap(2, 3);
        c.cle(&l, &cle.iter().collect::<String>());
        c.ici(&l)
    }),
    faute("L002", "une clé d’un autre format", |c| {
        let l = texte(c)?;
        c.inserer_apres(&l, "couleur_du_classeur = \"bleu\"");
        c.dessous(&l)
    }),
    faute("L002", "une majuscule", |c| {
        let l = date(c)?;
        let cle = l.texte.split('=').next()?.trim();
        let fautive = format!("{}{}", cle[..1].to_uppercase(), &cle[1..]);
        c.cle(&l, &fautive);
        c.ici(&l)
    }),
    faute("L003", "une clé obligatoire d’un bloc", |c| {
        let l = requise(c, true)?;
        c.enlever(&l);
        c.en_tete(&l)
    }),
    faute("L003", "une clé obligatoire d’un fichier", |c| {
        let l = requise(c, false)?;
        c.enlever(&l);
        c.en_haut(&l.fichier)
    }),
    faute("L003", "un texte obligatoire vide", |c| {
        let (dans, cle) =
            c.parmi(&[("/subventions", "origine"), ("/controle", "nom"), ("inventaire", "designation"), ("retkoop", "numero")])?;
        let l = c.ligne(dans, cle)?;
        c.valeur(&l, "\"  \"");
        c.ici(&l)
    }),
    faute("L003", "un en-tête sans rien dessous", |c| {
        let en_tete = c.parmi(&["cahier/zz.toml [[ecriture]]", "subventions.toml [[subvention]]", "exercice.toml [[report]]"])?;
        let (fichier, en_tete) = en_tete.split_once(' ')?;
        c.ajouter(&format!("{{EX}}/{fichier}"), &format!("\n@{en_tete}\n"))
    }),
    faute("L003", "exercice.toml oublié", |c| {
        let fichier = format!("{}/exercice.toml", c.exercice.nom);
        c.classeur.textes.remove(&fichier);
        c.en_haut(&fichier)
    }),
    faute("L004", "un montant entre guillemets", |c| {
        let l = montant(c)?;
        c.valeur(&l, &format!("\"{}\"", l.valeur()));
        c.ici(&l)
    }),
    faute("L004", "une date entre guillemets", |c| {
        let l = date(c)?;
        c.valeur(&l, &format!("\"{}\"", l.valeur()));
        c.ici(&l)
    }),
    faute("L004", "un nombre pour un texte", |c| {
        let l = texte(c)?;
        c.valeur(&l, "12");
        c.ici(&l)
    }),
    faute("L004", "une liste pour un texte", |c| {
        let l = texte(c)?;
        c.valeur(&l, &format!("[{}]", l.valeur()));
        c.ici(&l)
    }),
    faute("L004", "une valeur qui n’est pas proposée", |c| {
        let (dans, cle) =
            c.parmi(&[("/cahier/", "moyen"), ("/controle", "qualite"), ("retkoop", "role"), ("retkoop", "compte")])?;
        let l = c.ligne(dans, cle)?;
        c.valeur(&l, "\"troc\"");
        c.ici(&l)
    }),
    faute("L005", "trois décimales", |c| {
        let l = montant(c)?;
        c.valeur(&l, &format!("{}5", l.valeur()));
        c.ici(&l)
    }),
    faute("L005", "un signe plus", |c| {
        let l = montant(c).filter(|l| !l.valeur().starts_with('-'))?;
        c.valeur(&l, &format!("+{}", l.valeur()));
        c.ici(&l)
    }),
    faute("L005", "un exposant", |c| {
        let l = montant(c)?;
        c.valeur(&l, "1e3");
        c.ici(&l)
    }),
    faute("L005", "l’infini", |c| {
        let l = montant(c)?;
        c.valeur(&l, "inf");
        c.ici(&l)
    }),
    faute("L005", "un montant négatif", |c| {
        let l = c.ligne_ou("/cahier/", "sortie.banque", |_, _| true)?;
        c.valeur(&l, &format!("-{}", l.valeur()));
        c.ici(&l)
    }),
    faute("L005", "un montant démesuré", |c| {
        let l = montant(c)?;
        c.valeur(&l, "99999999999.99");
        c.ici(&l)
    }),
    faute("L006", "pas en UTF-8", |c| {
        let chemin = fichier(c)?;
        c.classeur.defauts.push((chemin.clone(), Defaut::PasUtf8 { ligne: 4 }));
        c.attendus.push((chemin, 4));
        Some(())
    }),
    faute("L006", "en UTF-16", |c| {
        let chemin = fichier(c)?;
        c.classeur.defauts.push((chemin.clone(), Defaut::Utf16));
        c.en_haut(&chemin)
    }),
    faute("L006", "trop gros", |c| {
        let chemin = fichier(c)?;
        c.classeur.defauts.push((chemin.clone(), Defaut::TropGros(70_000_000)));
        c.en_haut(&chemin)
    }),
    faute("L006", "sans droit de lecture", |c| {
        let chemin = fichier(c)?;
        c.classeur.defauts.push((chemin.clone(), Defaut::Systeme("accès refusé".to_owned())));
        c.en_haut(&chemin)
    }),
    faute("L007", "à la racine", |c| c.ajouter("cahier.toml", "@[[ecriture]]\nlibelle = \"Égarée\"\n")),
    faute("L007", "à côté de sa place", |c| c.ajouter("{EX}/releve/2024-10-31.toml", "@solde = 5.00\n")),
    faute("L007", "trop profond", |c| c.ajouter("{EX}/caisse/decembre/comptage.toml", "@date = 2024-12-20\n")),
    faute("L007", "une extension cachée", |c| {
        let chemin = format!("{}/cahier/2025-05.toml.txt", c.exercice.nom);
        c.classeur.annexes.insert(chemin.clone(), "une écriture que personne ne lit".to_owned());
        c.en_haut(&chemin)
    }),
    faute("L007", "mal nommé", |c| c.ajouter("{EX}/subvention.toml", "@[[subvention]]\n")),
    faute("L008", "un justificatif au-dessus du dossier", |c| c.neutre("@justificatifs = [\"../../factures/12.pdf\"]\n")),
    faute("L008", "un chemin absolu", |c| c.neutre("@justificatifs = [\"/home/ecole/12.pdf\"]\n")),
    faute("L008", "un chemin de Windows", |c| c.neutre("@justificatifs = ['C:\\factures\\12.pdf']\n")),
    faute("L008", "un lien qui sort", |c| {
        let chemin = fichier(c)?;
        c.classeur.defauts.push((chemin.clone(), Defaut::LienInterdit));
        c.en_haut(&chemin)
    }),
    faute("L009", "une fin d’une autre année", |c| {
        let l = c.ligne("/exercice", "fin")?;
        c.valeur(&l, &l.date().format("2031-%m-%d").to_string());
        let debut = c.lignes(&l.fichier, "debut").into_iter().next()?;
        c.ici(&debut)
    })
    .aussi(&["L009"]),
    faute("L009", "une fin avant le début", |c| {
        let l = c.ligne("/exercice", "fin")?;
        c.valeur(&l, &l.date().format("2019-%m-%d").to_string());
        c.ici(&l)
    }),
    faute("L009", "un dossier mal nommé", |c| {
        c.ajouter("2030-31/exercice.toml", "@[exercice]\ndebut = 2030-09-01\nfin = 2031-08-31\n")
    }),
];
