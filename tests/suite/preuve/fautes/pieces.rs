//! P, K, S: pieces and receipts, class ledgers, subsidies.

use retkoop::coop::Ecriture;

use super::super::chantier::{Chantier, Ligne, NEUTRE, euros};
use super::{Faute, faute};

fn piece(c: &mut Chantier, valeur: Option<&str>) -> Option<()> {
    let l = c.ligne("/cahier/", "piece")?;
    match valeur {
        Some(valeur) => {
            c.valeur(&l, valeur);
            c.ici(&l)
        }
        None => {
            c.enlever(&l);
            c.en_tete(&l)
        }
    }
}

/// A receipt of the exercice that some entry names.
fn recu(c: &mut Chantier) -> Option<(Ligne, String)> {
    let l = c.ligne_ou("/cahier/", "justificatifs", |_, l| l.texte.matches('"').count() == 2)?;
    let nom = l.texte.split('"').nth(1)?.to_owned();
    Some((l, nom))
}

fn annexe(c: &mut Chantier, nom: &str, contenu: &str) -> Option<()> {
    let chemin = format!("{}/{nom}", c.exercice.nom);
    c.classeur.annexes.insert(chemin.clone(), contenu.to_owned());
    Some(())
}

fn orphelin(c: &mut Chantier, nom: &str) -> Option<()> {
    annexe(c, nom, "personne ne le nomme")?;
    let chemin = format!("{}/{nom}", c.exercice.nom);
    c.en_haut(&chemin)
}

fn classe(c: &mut Chantier, fichier: &str) -> Option<Ligne> {
    c.ligne(fichier, "classe")
}

/// The row of a subsidy names another entry of its exercice.
fn piece_d_une_subvention(c: &mut Chantier, autre: impl Fn(&Ecriture) -> bool) -> Option<()> {
    let l = c.ligne("/subventions", "piece")?;
    let exercice = c.dossier.exercice(l.fichier.split('/').next()?)?;
    let du_numero = |numero: &str| exercice.ecritures.iter().filter(move |e| e.numero() == numero).all(&autre);
    let numero = exercice.ecritures.iter().map(|e| e.numero()).find(|numero| du_numero(numero))?.to_owned();
    c.valeur(&l, &format!("\"{numero}\""));
    c.ici(&l)
}

/// The first amount of the table of an exercice: where S001 stands.
fn premiere_subvention(c: &mut Chantier, fichier: &str) -> Option<()> {
    let premiere = c.lignes(fichier, "montant").into_iter().next()?;
    c.ici(&premiere)
}

fn reste(c: &mut Chantier, de: impl Fn(i64) -> i64) -> Option<()> {
    let l = c.ligne("/subventions", "montant")?;
    let reste = c.voisine(&l, "reste_a_depenser")?;
    c.valeur(&reste, &euros(de(l.centimes())));
    c.ici(&reste)
}

pub static FAUTES: &[Faute] = &[
    faute("P001", "pas de numéro", |c| piece(c, None)).aussi(&["I001", "I002"]),
    faute("P001", "un numéro vide", |c| piece(c, Some("\"\""))).aussi(&["I001", "I002"]),
    faute("P001", "un numéro blanc", |c| piece(c, Some("\"  \""))).aussi(&["I001", "I002"]),
    faute("P002", "le numéro d’une autre", |c| {
        let premiere = c.exercice.ecritures.first()?.numero().to_owned();
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece = \"{P}\"", &format!("\n@piece = \"{premiere}\"")))
    }),
    faute("P002", "le numéro de deux autres", |c| {
        let deux: Vec<String> = c.exercice.ecritures.iter().take(3).map(|e| e.numero().to_owned()).collect();
        for (rang, numero) in [deux.first()?, deux.last()?].into_iter().enumerate() {
            let texte = NEUTRE
                .replace("\npiece = \"{P}\"", &format!("\n@piece = \"{numero}\""))
                .replace("Essai", &format!("Essai {rang}"));
            c.ajouter("{EX}/cahier/zz.toml", &texte)?;
        }
        Some(())
    }),
    faute("P002", "un numéro neuf pour deux opérations", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("{FIN}", "{DEBUT}"))?;
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece", "\n@piece").replace("Essai", "Autre"))
    }),
    faute("P003", "un numéro sauté", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece = \"{P}\"", "\n@piece = \"{P1}\""))
    }),
    faute("P003", "trois numéros sautés", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece = \"{P}\"", "\n@piece = \"{P3}\""))
    }),
    faute("P003", "une série qui ne part pas de 1", |c| {
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece = \"{P}\"", "\n@piece = \"R2\""))
    }),
    faute("P004", "un nom de fichier mal recopié", |c| {
        let (l, nom) = recu(c)?;
        c.mettre(&l, l.texte.replace(&nom, &nom.replace("pieces/", "pieces/x")));
        c.ici(&l)
    }),
    faute("P004", "une majuscule", |c| {
        let (l, nom) = recu(c)?;
        c.mettre(&l, l.texte.replace(&nom, &nom.replace(".p", ".P")));
        c.ici(&l)
    }),
    faute("P004", "un fichier jamais joint", |c| c.neutre("@justificatifs = [\"pieces/facture-a-venir-de-juillet.pdf\"]\n")),
    faute("P004", "la preuve d’une subvention", |c| {
        let l = c.ligne("/subventions", "justificatif")?;
        c.valeur(&l, &l.valeur().replace(".pdf", "f.pdf"));
        c.ici(&l)
    }),
    faute("P005", "une photo oubliée", |c| orphelin(c, "pieces/photo-du-telephone-de-juin.jpg")),
    faute("P005", "dans un sous-dossier", |c| orphelin(c, "pieces/en attente/ticket_0042.pdf")),
    faute("P005", "une copie de tableur", |c| orphelin(c, "pieces/comptes de l'an dernier.ods")),
    faute("P006", "une copie sous un autre nom", |c| {
        let (l, nom) = recu(c)?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        if exercice != c.exercice.nom.as_str() {
            return None;
        }
        let contenu = c.classeur.annexes.get(&format!("{exercice}/{nom}"))?.clone();
        annexe(c, "pieces/la-meme.pdf", &contenu)?;
        c.neutre("@justificatifs = [\"pieces/la-meme.pdf\"]\n")
    }),
    faute("P006", "le même fichier", |c| {
        let (l, nom) = recu(c)?;
        if l.fichier.split('/').next()? != c.exercice.nom.as_str() {
            return None;
        }
        c.neutre(&format!("@justificatifs = [\"{nom}\"]\n"))
    }),
    faute("P006", "deux copies neuves", |c| {
        annexe(c, "pieces/un.pdf", "la même facture")?;
        annexe(c, "pieces/deux.pdf", "la même facture")?;
        c.neutre("justificatifs = [\"pieces/un.pdf\"]\n")?;
        c.ajouter(
            "{EX}/cahier/zz-essai.toml",
            &format!("{}@justificatifs = [\"pieces/deux.pdf\"]\n", NEUTRE.replace("{P}", "{P1}").replace("Essai", "Autre")),
        )
    }),
    faute("P007", "une pièce qui n’existe pas", |c| c.neutre("@annule = \"999\"\n")),
    faute("P007", "une pièce déjà pointée", |c| {
        let l = c.ligne_ou("/cahier/", "pointage", |_, l| !l.texte.contains('{'))?;
        if l.fichier.split('/').next()? != c.exercice.nom.as_str() {
            return None;
        }
        let numero = c.voisine(&l, "piece")?.valeur().to_owned();
        c.neutre(&format!("@annule = {numero}\n"))
    }),
    faute("P007", "elle-même", |c| c.neutre("@annule = \"{P}\"\n")),
    faute("K001", "un nom trop long", |c| {
        let l = c.ligne("/adhesion", "cahier")?;
        let ancien = l.valeur().to_owned();
        let ledger = c.lignes("/classes/", "classe").into_iter().find(|l| l.valeur() == ancien)?;
        if c.voisine(&l, "nom")?.valeur() != ledger.valeur() {
            return None;
        }
        c.valeur(&l, "\"Classe de CE1\"");
        c.ici(&l)
    }),
    faute("K001", "un nom vide", |c| {
        let l = c.ligne("/adhesion", "cahier")?;
        c.valeur(&l, "\"\"");
        c.ici(&l)
    }),
    faute("K001", "un nom à la casse près", |c| {
        let l = c.ligne("/adhesion", "cahier")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        let autre = format!(
            "\n[[classe]]\nnom = \"ULIS\"\nenseignants = [{{ nom = \"M. Duval\" }}]\neleves = 3\n@cahier = {}\n",
            l.valeur().to_lowercase()
        );
        // Three pupils more cost what nobody prices here.
        c.classeur.textes.remove("departement.toml")?;
        c.ajouter(&format!("{exercice}/adhesion.toml"), &autre)
    }),
    faute("K001", "deux cahiers pour une classe", |c| {
        let l = classe(c, "/classes/")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        c.ajouter(&format!("{exercice}/classes/zz.toml"), &format!("@classe = {}\npiece = \"Z1\"\n", l.valeur()))
    }),
    faute("K001", "deux cahiers, dont un en minuscules", |c| {
        let l = classe(c, "/classes/")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        let suite = "[[operation]]\ndate = 2025-03-03\nlibelle = \"Plants\"\nentree.especes = 3.00\ncompte = \"7070\"\n";
        if exercice != "2024-2025" {
            return None;
        }
        let texte = format!("@classe = {}\npiece = \"Z1\"\n{suite}", l.valeur().to_lowercase());
        c.ajouter(&format!("{exercice}/classes/zz.toml"), &texte)
    }),
    faute("K002", "une classe inconnue", |c| {
        let l = c.ligne("/classes/", "classe")?;
        c.valeur(&l, "\"Maternelle des grands\"");
        c.ici(&l)
    })
    .aussi(&["R004"]),
    faute("K002", "un cahier de plus", |c| c.ajouter("{EX}/classes/zz.toml", "@classe = \"ULIS des grands\"\npiece = \"Z1\"\n")),
    faute("K002", "une lettre de trop", |c| {
        let l = c.ligne("/classes/", "classe")?;
        c.valeur(&l, &l.valeur().replacen('"', "\"x", 1));
        c.ici(&l)
    }),
    faute("K003", "sa pièce prise par une écriture", |c| {
        let l = c.ligne("/classes/", "piece")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        if exercice != c.exercice.nom.as_str() {
            return None;
        }
        c.ajouter("{EX}/cahier/zz.toml", &NEUTRE.replace("\npiece = \"{P}\"", &format!("\n@piece = {}", l.valeur())))
    }),
    faute("K003", "expliqué à la main", |c| {
        let l = c.ligne("/classes/", "classe")?;
        if l.fichier.split('/').next()? != c.exercice.nom.as_str() {
            return None;
        }
        let classe = l.valeur().to_owned();
        c.ajouter("{EX}/cahier/zz.toml", &format!("[[ecriture]]\npiece = \"{{P}}\"\ndate = {{FIN}}\nlibelle = \"Essai\"\n@regie = {{ expliquee = 5.00, classe = {classe} }}\nventilation.6181 = 5.00\n"))
    }),
    faute("K003", "deux cahiers sous un numéro", |c| {
        let l = c.ligne("/classes/", "piece")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        let autre =
            c.dossier.exercice(&exercice)?.adhesion.as_ref()?.classes.iter().find(|a| a.cahier.is_none())?.nom.to_string();
        c.ajouter(&format!("{exercice}/classes/zz.toml"), &format!("classe = \"{autre}\"\n@piece = {}\n", l.valeur()))
    })
    // A class explained by hand that now has a ledger too.
    .aussi(&["K003"]),
    faute("S001", "un montant mal recopié", |c| {
        let l = c.ligne("/subventions", "montant")?;
        c.valeur(&l, &euros(l.centimes() + 10_00));
        premiere_subvention(c, &l.fichier)
    })
    .aussi(&["S004"]),
    faute("S001", "une subvention portée ailleurs", |c| {
        let l = c.ligne("/cahier/", "ventilation.7410")?;
        let exercice = l.fichier.split('/').next()?.to_owned();
        c.cle(&l, "ventilation.7510");
        premiere_subvention(c, &format!("{exercice}/subventions"))
    })
    .aussi(&["S004"]),
    faute("S001", "une ligne de trop", |c| {
        c.ajouter(
            "{EX}/subventions.toml",
            "\n[[subvention]]\norigine = \"Région\"\nmontant = 40.00\ndate = {FIN}\njustificatif = \"pieces/region.pdf\"\n",
        )?;
        annexe(c, "pieces/region.pdf", "avis de la région")?;
        let fichier = format!("{}/subventions", c.exercice.nom);
        premiere_subvention(c, &fichier)
    }),
    faute("S004", "une pièce qui n’existe pas", |c| {
        let l = c.ligne("/subventions", "piece")?;
        c.valeur(&l, "\"991\"");
        c.ici(&l)
    })
    // Its proof is then that of two pieces.
    .aussi(&["P006"]),
    faute("S004", "une pièce qui est autre chose", |c| piece_d_une_subvention(c, |e| !e.charges().is_zero())).aussi(&["P006"]),
    faute("S004", "une pièce qui ne ventile rien", |c| {
        piece_d_une_subvention(c, |e| e.charges().is_zero() && e.produits().is_zero())
    })
    .aussi(&["P006"]),
    faute("S002", "pas de preuve", |c| {
        c.ajouter("{EX}/subventions.toml", "\n@[[subvention]]\norigine = \"Région\"\nmontant = 0.00\ndate = {FIN}\n")
    }),
    faute("S002", "une preuve vide", |c| {
        c.ajouter(
            "{EX}/subventions.toml",
            "\n@[[subvention]]\norigine = \"Région\"\nmontant = 0.00\ndate = {FIN}\njustificatif = \"\"\n",
        )
    }),
    faute("S002", "une preuve enlevée", |c| {
        let l = c.ligne("/subventions", "justificatif")?;
        c.enlever(&l);
        c.en_tete(&l)
    })
    .aussi(&["P005"]),
    faute("S003", "un centime de trop", |c| reste(c, |montant| montant + 1)),
    faute("S003", "le double", |c| reste(c, |montant| 2 * montant)),
    faute("S003", "un reste négatif", |c| reste(c, |_| -5_00)),
];
