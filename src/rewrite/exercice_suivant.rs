//! The next exercice: its `exercice.toml`, new or brought up to date at the closing of the one before, and the classes carried
//! into its `adhesion.toml`.

use std::fmt::Write;

use toml_edit::{Item, Table};

use super::bloc::{ajouter_bloc, chaine, cle};
use super::cles::{Illisible, fixer, fixer_lignes, modifier_cles};
use crate::coop::{Adhesion, Date, Montant};

/// What the year before closed with.
#[derive(Debug, Clone, Default)]
pub struct OuvertureASuivre {
    /// By name of the treasury account.
    pub soldes: Vec<(String, Montant)>,
    /// By class.
    pub regies: Vec<(String, Montant)>,
}

/// An operation that the bank had not yet shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportASuivre {
    pub date: Date,
    pub libelle: String,
    pub piece: String,
    pub cheque: String,
    /// By name of the bank: positive when money enters.
    pub mouvements: Vec<(String, Montant)>,
    /// The banks whose statement already shows it, after the last day.
    pub pointages: Vec<(String, Date)>,
}

/// What becomes of the reports of an exercice that stands already; ranks are those of its `[[report]]`, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportsASuivre {
    pub manquants: Vec<ReportASuivre>,
    /// Those that say otherwise what is on its way: their ticks and their remarks stay, a tick that is missing is added.
    pub corriges: Vec<(usize, ReportASuivre)>,
    pub en_trop: Vec<usize>,
}

const SUIT_LE_PRECEDENT: &str = "\
# Sans [ouverture], l’exercice part de la clôture du précédent, et de ses opérations non pointées ;
# « retkoop cloturer » les écrira ici.
";

/// `exercice.toml` of a new exercice. Without an opening, it follows the year before until its closing.
pub fn exercice_toml(debut: Date, fin: Date, ouverture: Option<&OuvertureASuivre>, reports: &[ReportASuivre]) -> String {
    let texte = format!(
        "# L’exercice : ses bornes, et ce que la coopérative possédait le premier jour.\n\n[exercice]\ndebut = {debut}\nfin = {fin}\n"
    );
    match ouverture {
        Some(ouverture) => {
            let texte = ajouter_bloc(&texte, &bloc_d_ouverture(ouverture));
            reports.iter().fold(texte, |texte, report| ajouter_bloc(&texte, &report.bloc()))
        }
        None => format!("{texte}\n{SUIT_LE_PRECEDENT}"),
    }
}

/// `exercice.toml` of an exercice that stands already, with the closing of the year before: the amounts of `[ouverture]` (all of
/// them, or those that change where the table is written), and its reports.
pub fn reprendre_la_cloture(texte: &str, ouverture: &OuvertureASuivre, reports: &ReportsASuivre) -> Result<String, Illisible> {
    let presente = texte.parse::<toml_edit::DocumentMut>().map_err(|_| Illisible)?.contains_key("ouverture");
    // What `ouvrir` announced is done.
    let texte = texte.replacen(SUIT_LE_PRECEDENT, "", 1);
    let texte = if presente {
        modifier_cles(&texte, |document| {
            let table = document.get_mut("ouverture").ok_or(Illisible)?;
            let en_cles = |montants: &[(String, Montant)]| -> Vec<(String, String)> {
                montants.iter().map(|(nom, montant)| (nom.clone(), montant.decimal())).collect()
            };
            let mut cles = en_cles(&ouverture.soldes);
            match table.get_mut("regies").filter(|_| !ouverture.regies.is_empty()) {
                Some(presentes) => {
                    let changees = en_cles(&ouverture.regies);
                    fixer(presentes, &changees.iter().map(|(cle, valeur)| (cle.as_str(), valeur.clone())).collect::<Vec<_>>())?;
                }
                None if ouverture.regies.is_empty() => {}
                None => cles.push(("regies".to_owned(), regies(ouverture))),
            }
            let cles: Vec<(&str, String)> = cles.iter().map(|(cle, valeur)| (cle.as_str(), valeur.clone())).collect();
            fixer(table, &cles)
        })?
    } else {
        ajouter_bloc(&texte, &bloc_d_ouverture(ouverture))
    };
    let texte = if reports.en_trop.is_empty() && reports.corriges.is_empty() {
        texte
    } else {
        modifier_cles(&texte, |document| {
            let Some(Item::ArrayOfTables(tables)) = document.get_mut("report") else { return Err(Illisible) };
            for (rang, report) in &reports.corriges {
                report.corriger(tables.get_mut(*rang).ok_or(Illisible)?)?;
            }
            let mut en_trop = reports.en_trop.clone();
            en_trop.sort_unstable();
            en_trop.iter().rev().for_each(|&rang| _ = tables.remove(rang));
            Ok(())
        })?
    };
    let texte = reports.manquants.iter().fold(texte, |texte, report| ajouter_bloc(&texte, &report.bloc()));
    // A list written `report = [ … ]` cannot be followed by a `[[report]]`.
    texte.parse::<toml_edit::DocumentMut>().map(|_| texte).map_err(|_| Illisible)
}

fn bloc_d_ouverture(ouverture: &OuvertureASuivre) -> String {
    let mut bloc = String::from("[ouverture]                          # la clôture de l’exercice précédent\n");
    for (nom, montant) in &ouverture.soldes {
        let _ = writeln!(bloc, "{} = {}", cle(nom), montant.decimal());
    }
    if !ouverture.regies.is_empty() {
        let _ = writeln!(bloc, "regies = {}", regies(ouverture));
    }
    bloc
}

fn regies(ouverture: &OuvertureASuivre) -> String {
    let classes: Vec<String> =
        ouverture.regies.iter().map(|(nom, montant)| format!("{} = {}", cle(nom), montant.decimal())).collect();
    if classes.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", classes.join(", ")) }
}

/// A table whose keys are written `entree.banque = …`.
fn pointee() -> Item {
    let mut pointee = Table::new();
    pointee.set_dotted(true);
    Item::Table(pointee)
}

impl ReportASuivre {
    /// What a `[[report]]` says of its operation, where it stands.
    fn corriger(&self, table: &mut Table) -> Result<(), Illisible> {
        for (sens, sort) in [("entree", false), ("sortie", true)] {
            let voulus = self.mouvements.iter().filter(|(_, montant)| montant.is_negative() == sort);
            let voulus: Vec<(&str, String)> = voulus.map(|(nom, m)| (nom.as_str(), m.abs().decimal())).collect();
            if voulus.is_empty() {
                table.remove(sens);
                continue;
            }
            let pointee = table.entry(sens).or_insert_with(pointee);
            let presents = pointee.as_table_like().ok_or(Illisible)?.iter().map(|(nom, _)| nom.to_owned());
            let de_trop: Vec<String> = presents.filter(|nom| voulus.iter().all(|(voulu, _)| voulu != nom)).collect();
            de_trop.iter().for_each(|nom| _ = pointee.as_table_like_mut().and_then(|t| t.remove(nom)));
            fixer(pointee, &voulus)?;
        }
        // One date of all banks ticks them all.
        if table.get("pointage").is_none_or(Item::is_table_like) {
            let ticks = table.get("pointage").and_then(Item::as_table_like);
            let manque = |nom: &str| ticks.is_none_or(|ticks| !ticks.contains_key(nom));
            let pointages = self.pointages.iter().filter(|(nom, _)| manque(nom));
            let pointages: Vec<(&str, String)> = pointages.map(|(nom, jour)| (nom.as_str(), jour.to_string())).collect();
            if !pointages.is_empty() {
                fixer(table.entry("pointage").or_insert_with(pointee), &pointages)?;
            }
        }
        let ecrit = |table: &Table, nom: &str, voulu: &str| {
            table.get(nom).and_then(|valeur| valeur.as_str()).is_some_and(|texte| texte.trim() == voulu.trim())
        };
        if table.get("date").and_then(|valeur| valeur.as_datetime()).is_none_or(|jour| jour.to_string() != self.date.to_string())
        {
            fixer_lignes(table, &[("date", self.date.to_string())])?;
        }
        if !ecrit(table, "libelle", &self.libelle) {
            fixer_lignes(table, &[("libelle", chaine(&self.libelle))])?;
        }
        match self.cheque.is_empty() {
            true => _ = table.remove("cheque"),
            false if !ecrit(table, "cheque", &self.cheque) => fixer_lignes(table, &[("cheque", chaine(&self.cheque))])?,
            false => {}
        }
        Ok(())
    }

    fn bloc(&self) -> String {
        let mut bloc = format!("[[report]]\ndate = {}\nlibelle = {}\n", self.date, chaine(&self.libelle));
        for (nom, valeur) in [("piece", &self.piece), ("cheque", &self.cheque)] {
            if !valeur.is_empty() {
                let _ = writeln!(bloc, "{nom} = {}", chaine(valeur));
            }
        }
        for (nom, montant) in &self.mouvements {
            let sens = if montant.is_negative() { "sortie" } else { "entree" };
            let _ = writeln!(bloc, "{sens}.{} = {}", cle(nom), montant.abs().decimal());
        }
        for (nom, date) in &self.pointages {
            let _ = writeln!(bloc, "pointage.{} = {date}", cle(nom));
        }
        bloc
    }
}

/// `adhesion.toml` of the next exercice: the same classes, teachers and head counts, to be corrected in September.
pub fn adhesion_toml(adhesion: &Adhesion, annee: i32) -> String {
    let mut texte = format!(
        "# L’adhésion de l’année. Les classes sont celles de l’an dernier : corrigez les enseignants et les effectifs à la rentrée.\n\n\
         # date = {annee:04}-09-18\n"
    );
    for classe in &adhesion.classes {
        let _ = writeln!(texte, "\n[[classe]]\nnom = {}", chaine(&classe.nom));
        let enseignants = classe.enseignants.iter().filter(|e| !e.nom.is_empty()).map(|e| {
            let mel = if e.mel.is_empty() { String::new() } else { format!(", mel = {}", chaine(&e.mel)) };
            format!("{{ nom = {}{mel} }}", chaine(&e.nom))
        });
        let _ = writeln!(texte, "enseignants = [{}]", enseignants.collect::<Vec<_>>().join(", "));
        let _ = writeln!(texte, "eleves = {}", classe.eleves.valeur);
        if classe.autres_adultes.valeur != 0 {
            let _ = writeln!(texte, "autres_adultes = {}", classe.autres_adultes.valeur);
        }
        if let Some(cahier) = &classe.cahier {
            let _ = writeln!(texte, "cahier = {}", chaine(cahier));
        }
    }
    texte
}
