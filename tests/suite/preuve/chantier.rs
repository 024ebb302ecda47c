//! One fault being made in one folder: lines are chosen by chance, changed, and the place where the finding must stand is noted.

use retkoop::coop::{Date, Exercice};
use retkoop::parse::Dossier;

use super::classeur::{Classeur, Demande};
use super::hasard::Hasard;

pub struct Chantier<'a> {
    pub classeur: Classeur,
    /// The folder before the fault, as the program read it.
    pub dossier: &'a Dossier,
    /// One exercice of it, by chance: where what is added goes.
    pub exercice: &'a Exercice,
    pub hasard: Hasard,
    pub jour: Date,
    pub demande: Demande,
    /// Where the rule must speak: file, line.
    pub attendus: Vec<(String, usize)>,
}

/// A line of a file; `rang` counts from 0.
#[derive(Debug, Clone)]
pub struct Ligne {
    pub fichier: String,
    pub rang: usize,
    pub texte: String,
}

impl Ligne {
    /// What follows `=`, without its remark.
    pub fn valeur(&self) -> &str {
        let valeur = self.texte.split_once('=').map_or("", |(_, v)| v);
        let est_un_texte = valeur.trim_start().starts_with('"');
        let fin = if est_un_texte {
            valeur.rfind('"').map_or(valeur.len(), |f| f + 1)
        } else {
            valeur.find('#').unwrap_or(valeur.len())
        };
        valeur[..fin].trim()
    }

    /// In cents, of an amount with two decimals.
    pub fn centimes(&self) -> i64 {
        let (euros, decimales) = self.valeur().split_once('.').unwrap_or((self.valeur(), "00"));
        euros.parse::<i64>().expect("euros") * 100 + decimales.parse::<i64>().expect("cents")
    }

    pub fn date(&self) -> Date {
        self.valeur().parse().expect("a date")
    }
}

pub fn euros(centimes: i64) -> String {
    format!("{}{}.{:02}", if centimes < 0 { "-" } else { "" }, centimes.abs() / 100, centimes.abs() % 100)
}

impl Chantier<'_> {
    /// Lines of the key `cle` in the files whose path holds `dans`.
    pub fn lignes(&self, dans: &str, cle: &str) -> Vec<Ligne> {
        let fichiers = self.classeur.textes.iter().filter(|(chemin, _)| chemin.contains(dans));
        let lignes = fichiers.flat_map(|(fichier, texte)| {
            texte.lines().enumerate().map(move |(rang, l)| Ligne { fichier: fichier.clone(), rang, texte: l.to_owned() })
        });
        lignes.filter(|l| l.texte.split(['=', '#']).next().is_some_and(|c| c.trim() == cle)).collect()
    }

    pub fn parmi<T: Clone>(&mut self, choix: &[T]) -> Option<T> {
        let rangs: Vec<usize> = (0..choix.len()).collect();
        (!rangs.is_empty()).then(|| choix[self.hasard.choisir(&rangs)].clone())
    }

    pub fn ligne(&mut self, dans: &str, cle: &str) -> Option<Ligne> {
        let lignes = self.lignes(dans, cle);
        self.parmi(&lignes)
    }

    pub fn ligne_ou(&mut self, dans: &str, cle: &str, voulue: impl Fn(&Self, &Ligne) -> bool) -> Option<Ligne> {
        let lignes: Vec<Ligne> = self.lignes(dans, cle).into_iter().filter(|l| voulue(self, l)).collect();
        self.parmi(&lignes)
    }

    /// The lines of the block `[[…]]` that holds a line, from its header.
    pub fn bloc(&self, ligne: &Ligne) -> Vec<Ligne> {
        let lignes: Vec<&str> = self.classeur.textes[&ligne.fichier].lines().collect();
        let debut =
            (0..=ligne.rang.min(lignes.len().saturating_sub(1))).rev().find(|&r| lignes[r].starts_with("[[")).unwrap_or(0);
        let fin = (debut + 1..lignes.len()).find(|&r| lignes[r].starts_with("[[")).unwrap_or(lignes.len());
        (debut..fin).map(|rang| Ligne { fichier: ligne.fichier.clone(), rang, texte: lignes[rang].to_owned() }).collect()
    }

    /// The line of another key of the same block.
    pub fn voisine(&self, ligne: &Ligne, cle: &str) -> Option<Ligne> {
        self.bloc(ligne).into_iter().find(|l| l.texte.split('=').next().is_some_and(|c| c.trim() == cle))
    }

    pub fn bloc_contient(&self, ligne: &Ligne, mot: &str) -> bool {
        self.bloc(ligne).iter().any(|l| l.texte.contains(mot))
    }

    fn changer(&mut self, fichier: &str, faire: impl FnOnce(&mut Vec<String>)) {
        let texte = self.classeur.textes.get_mut(fichier).expect("a file");
        let mut lignes: Vec<String> = texte.lines().map(str::to_owned).collect();
        faire(&mut lignes);
        *texte = lignes.join("\n") + "\n";
    }

    pub fn mettre(&mut self, ligne: &Ligne, nouvelle: impl Into<String>) {
        let (rang, nouvelle) = (ligne.rang, nouvelle.into());
        self.changer(&ligne.fichier, |lignes| lignes[rang] = nouvelle);
    }

    /// Changes what follows `=`.
    pub fn valeur(&mut self, ligne: &Ligne, valeur: &str) {
        let cle = ligne.texte.split('=').next().unwrap_or_default().to_owned();
        self.mettre(ligne, format!("{cle}= {valeur}"));
    }

    pub fn cle(&mut self, ligne: &Ligne, cle: &str) {
        let reste = ligne.texte.split_once('=').map_or("", |(_, reste)| reste).to_owned();
        self.mettre(ligne, format!("{cle} ={reste}"));
    }

    pub fn enlever(&mut self, ligne: &Ligne) {
        let rang = ligne.rang;
        self.changer(&ligne.fichier, |lignes| {
            lignes.remove(rang);
        });
    }

    pub fn inserer_apres(&mut self, ligne: &Ligne, nouvelle: &str) {
        let (rang, nouvelle) = (ligne.rang + 1, nouvelle.to_owned());
        self.changer(&ligne.fichier, |lignes| lignes.insert(rang, nouvelle));
    }

    /// The finding stands on this line.
    pub fn ici(&mut self, ligne: &Ligne) -> Option<()> {
        self.attendus.push((ligne.fichier.clone(), ligne.rang + 1));
        Some(())
    }

    /// On the line below, that was not there before.
    pub fn dessous(&mut self, ligne: &Ligne) -> Option<()> {
        self.attendus.push((ligne.fichier.clone(), ligne.rang + 2));
        Some(())
    }

    /// On the header of its block.
    pub fn en_tete(&mut self, ligne: &Ligne) -> Option<()> {
        let en_tete = self.bloc(ligne).into_iter().next()?;
        self.ici(&en_tete)
    }

    /// On the first line of a file, or of one that is not there.
    pub fn en_haut(&mut self, fichier: &str) -> Option<()> {
        self.attendus.push((fichier.to_owned(), 1));
        Some(())
    }

    /// Writes at the end of a file of the exercice, or a new one. Lines that begin with `@` are those of the findings; `{…}` are
    /// filled: P, P1, P2 the next numbers, DEBUT, FIN, AVANT and APRES days, EX the exercice, CL a class.
    pub fn ajouter(&mut self, fichier: &str, texte: &str) -> Option<()> {
        let mut numeros = self.prochaines_pieces();
        let jours = Date::iter_days;
        let avant = self.exercice.debut.pred_opt()?;
        let apres = jours(&self.exercice.fin).nth(1)?;
        let classe =
            self.exercice.adhesion.as_ref().and_then(|a| a.classes.first()).map_or("CP".to_owned(), |c| c.nom.to_string());
        let mut texte = texte.to_owned();
        for cle in ["{P}", "{P1}", "{P2}", "{P3}", "{P4}", "{P5}"] {
            texte = texte.replace(cle, &numeros.next()?);
        }
        for (cle, valeur) in [
            ("{DEBUT}", self.exercice.debut.to_string()),
            ("{FIN}", self.exercice.fin.to_string()),
            ("{AVANT}", avant.to_string()),
            ("{APRES}", apres.to_string()),
            ("{EX}", self.exercice.nom.to_string()),
            ("{CL}", classe),
        ] {
            texte = texte.replace(cle, &valeur);
        }
        let fichier = if fichier.contains("{EX}") { fichier.replace("{EX}", &self.exercice.nom) } else { fichier.to_owned() };
        let ancien = self.classeur.textes.entry(fichier.clone()).or_default();
        if !ancien.is_empty() && !ancien.ends_with('\n') {
            ancien.push('\n');
        }
        let debut = ancien.lines().count();
        for (rang, ligne) in texte.trim_start_matches('\n').lines().enumerate() {
            if let Some(marquee) = ligne.strip_prefix('@') {
                self.attendus.push((fichier.clone(), debut + rang + 1));
                ancien.push_str(marquee);
            } else {
                ancien.push_str(ligne);
            }
            ancien.push('\n');
        }
        Some(())
    }

    /// An entry that moves nothing in all, with something more in it.
    pub fn neutre(&mut self, suite: &str) -> Option<()> {
        self.ajouter("{EX}/cahier/zz-essai.toml", &format!("{NEUTRE}{suite}"))
    }

    fn prochaines_pieces(&self) -> impl Iterator<Item = String> + use<> {
        let entrees = self.exercice.ecritures.iter().map(|e| e.numero());
        let classes = self.exercice.cahiers_de_classe.iter().map(|c| c.piece.as_str());
        let dernier = entrees.chain(classes).filter_map(|p| p.parse::<u32>().ok()).max().unwrap_or(0);
        (dernier + 1..).map(|numero| format!("{numero:02}"))
    }
}

/// Twelve euros in, twelve out of the same bank.
pub const NEUTRE: &str = r#"
[[ecriture]]
piece = "{P}"
date = {FIN}
libelle = "Essai de la preuve"
entree.banque = 12.00
sortie.banque = 12.00
"#;
