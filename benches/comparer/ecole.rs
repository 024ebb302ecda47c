//! Schools that never were: the same seed writes the same bytes, on every machine and on every day.
//!
//! A school is in good order (nothing for `verifier --strict` to say) and writes what schools write: cheques, transfers,
//! cash taken and brought to the bank, invoices on two accounts, statements of every month, a count of the cash box at the end.

#![allow(clippy::inconsistent_digit_grouping)] // Euros, then cents.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::hasard::Hasard;

/// How the entries are laid out in `cahier/`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cahier {
    ParMois,
    UnSeulFichier,
}

const DEBUT: NaiveDate = NaiveDate::from_ymd_opt(2023, 9, 1).unwrap();
const JOURS: usize = 366;
/// Existence at the beginning, in cents.
const BANQUE: i64 = 1_401_84;
const CAISSE: i64 = 45_00;
/// More cash than this is brought to the bank; less money than this at the bank, and nothing is bought.
const CAISSE_MAX: i64 = 500_00;
const BANQUE_MIN: i64 = 800_00;

/// What is bought or received, how it is paid, its account in the chart (0: none), and its project.
type Modele = (&'static str, &'static str, u16, &'static str);

const DEPENSES: [Modele; 6] = [
    ("Librairie des Tilleuls, albums", "cheque", 6181, "Bibliothèque"),
    ("Cars du Val, sortie à la ferme", "virement", 6181, "Classe de découverte"),
    ("Papeterie Beaulac, fournitures", "carte", 6588, "Vie de la coopérative"),
    ("Studio Lumière, photos de classe", "cheque", 6070, "Photos de classe"),
    ("Théâtre du Fil, spectacle", "virement", 6181, "Théâtre"),
    ("Banque, frais de tenue de compte", "prelevement", 6270, "Vie de la coopérative"),
];
const RECETTES: [Modele; 3] = [
    ("Familles, participation volontaire", "cheque", 7562, "Vie de la coopérative"),
    ("Photos de classe, ventes", "cheque", 7070, "Photos de classe"),
    ("Amis de l'école, don", "virement", 7511, "Classe de découverte"),
];
const CAISSE_RECETTES: [Modele; 2] =
    [("Marché de Noël, vente", "especes", 7070, "Marché de Noël"), ("Kermesse, jeux", "especes", 7080, "Kermesse")];
const CLASSES: [&str; 6] = ["CP", "CE1", "CE2", "CM1", "CM2", "École"];

/// Writes a cooperative of `nombre` entries into `dossier`, and the same transactions for ledger tools into `pair`.
pub fn ecrire(dossier: &Path, nombre: usize, graine: u64, cahier: Cahier, pair: Option<&Path>) -> io::Result<()> {
    let exercice = dossier.join("2023-2024");
    for sous_dossier in ["cahier", "releves", "caisse"] {
        fs::create_dir_all(exercice.join(sous_dossier))?;
    }
    fs::write(dossier.join("retkoop.toml"), identite(graine))?;
    fs::write(exercice.join("exercice.toml"), ouverture())?;

    let mut annee = Annee { hasard: Hasard(graine), nombre, rang: 0, banque: BANQUE, caisse: CAISSE };
    let mut pair = pair.map(File::create).transpose()?.map(BufWriter::new);
    let mut ouvert: Option<(String, BufWriter<File>)> = None;
    let mut releves = [0; 12];
    for ecriture in annee.by_ref() {
        let nom = match cahier {
            Cahier::ParMois => ecriture.date.format("%Y-%m.toml").to_string(),
            Cahier::UnSeulFichier => "tout.toml".to_owned(),
        };
        if ouvert.as_ref().is_none_or(|(courant, _)| *courant != nom) {
            let fichier = BufWriter::new(File::create(exercice.join("cahier").join(&nom))?);
            ouvert = Some((nom, fichier));
        }
        if let Some((_, fichier)) = &mut ouvert {
            fichier.write_all(ecriture.en_toml().as_bytes())?;
        }
        if let Some(pair) = &mut pair {
            pair.write_all(ecriture.en_ledger().as_bytes())?;
        }
        if let Some(pointage) = ecriture.pointage {
            releves[mois(pointage)] += ecriture.banque;
        }
    }
    let mut solde = BANQUE;
    for (rang, mouvement) in releves.into_iter().enumerate() {
        solde += mouvement;
        let jour = fin_du_mois(DEBUT + Months::new(rang as u32));
        let releve = format!("tresorerie = \"banque\"\ndate = {jour}\nsolde = {}\n", euros(solde));
        fs::write(exercice.join(format!("releves/{jour}.toml")), releve)?;
    }
    let dernier = DEBUT + Days::new(JOURS as u64 - 1);
    fs::write(exercice.join(format!("caisse/{dernier}.toml")), arrete(dernier, annee.caisse))
}

/// Writes a cooperative of `nombre` projects and nothing else: three entries each, and as many papers to print.
pub fn ecrire_projets(dossier: &Path, nombre: usize) -> io::Result<()> {
    ecrire(dossier, 0, 1, Cahier::ParMois, None)?;
    let mut texte = String::new();
    for rang in 1..=nombre {
        for (suite, sens, montant, compte) in
            [("a", "entree", 45_00, 7562), ("b", "sortie", 30_00, 6181), ("c", "sortie", 12_50, 6588)]
        {
            let montant = euros(montant);
            let _ = writeln!(
                texte,
                "[[ecriture]]\npiece = \"{rang}{suite}\"\ndate = {DEBUT}\nlibelle = \"Projet {rang}, {suite}\"\n\
                 {sens}.banque = {montant}\nventilation.{compte} = {montant}\naction_a = \"Projet {rang:03}\"\n"
            );
        }
    }
    fs::write(dossier.join("2023-2024/cahier/projets.toml"), texte)
}

/// Writes a department of `nombre` schools, each a year of `ecritures` entries in monthly files.
pub fn ecrire_departement(dossier: &Path, nombre: u64, ecritures: usize) -> io::Result<()> {
    fs::create_dir_all(dossier)?;
    let reglages = "[departement]\nnom = \"OCCE du Val-de-Brume\"\nnumero = \"099\"\ncommune = \"Brumeval\"\n";
    fs::write(dossier.join("departement.toml"), reglages)?;
    (0..nombre).try_for_each(|rang| ecrire(&dossier.join(format!("ecole-{rang:04}")), ecritures, rang, Cahier::ParMois, None))
}

fn identite(graine: u64) -> String {
    format!(
        "[cooperative]\nnom = \"Coopérative scolaire n° {graine}\"\nnumero = \"099-{graine:04}\"\ncommune = \"Brumeval\"\n\n\
         [tresorerie.banque]\ncompte = \"512\"\n\n[tresorerie.caisse]\ncompte = \"530\"\n"
    )
}

fn ouverture() -> String {
    let fin = DEBUT + Days::new(JOURS as u64 - 1);
    let (banque, caisse) = (euros(BANQUE), euros(CAISSE));
    format!("[exercice]\ndebut = {DEBUT}\nfin = {fin}\n\n[ouverture]\nbanque = {banque}\ncaisse = {caisse}\n")
}

/// A count of the cash box, in as few notes and coins as can be.
fn arrete(jour: NaiveDate, mut reste: i64) -> String {
    let mut texte = format!("date = {jour}\ntresorerie = \"caisse\"\n\n[coupures]\n");
    for coupure in [50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1] {
        let nom = if coupure < 1_00 { euros(coupure) } else { (coupure / 1_00).to_string() };
        let _ = writeln!(texte, "\"{nom}\" = {}", reste / coupure);
        reste %= coupure;
    }
    texte
}

struct Ecriture {
    rang: usize,
    date: NaiveDate,
    modele: Modele,
    classe: &'static str,
    /// Movements, in cents: what enters is positive.
    banque: i64,
    caisse: i64,
    /// Accounts of the chart, each in its own sense.
    ventilation: Vec<(u16, i64)>,
    pointage: Option<NaiveDate>,
}

impl Ecriture {
    fn libelle(&self) -> String {
        format!("{} n° {}", self.modele.0, self.rang)
    }

    fn en_toml(&self) -> String {
        let (_, moyen, _, action) = self.modele;
        let mut texte = format!(
            "[[ecriture]]\npiece = \"{}\"\ndate = {}\nlibelle = \"{}\"\nmoyen = \"{moyen}\"\n",
            self.rang,
            self.date,
            self.libelle()
        );
        for (tresorerie, montant) in [("banque", self.banque), ("caisse", self.caisse)] {
            let sens = if montant > 0 { "entree" } else { "sortie" };
            if montant != 0 {
                let _ = writeln!(texte, "{sens}.{tresorerie} = {}", euros(montant.abs()));
            }
        }
        for (compte, montant) in &self.ventilation {
            let _ = writeln!(texte, "ventilation.{compte} = {}", euros(*montant));
        }
        let _ = writeln!(texte, "action_a = \"{action}\"\naction_b = \"{}\"", self.classe);
        if let Some(pointage) = self.pointage {
            let _ = writeln!(texte, "pointage = {pointage}");
        }
        texte.push('\n');
        texte
    }

    fn en_ledger(&self) -> String {
        let mut texte = format!("{} * ({}) {}\n", self.date.format("%Y/%m/%d"), self.rang, self.libelle());
        for (tresorerie, montant) in [("Assets:Banque", self.banque), ("Assets:Caisse", self.caisse)] {
            if montant != 0 {
                let _ = writeln!(texte, "    {tresorerie}  {} EUR", euros(montant));
            }
        }
        for &(compte, montant) in &self.ventilation {
            let (racine, montant) = if compte < 7000 { ("Expenses", montant) } else { ("Income", -montant) };
            let _ = writeln!(texte, "    {racine}:{compte}  {} EUR", euros(montant));
        }
        texte.push('\n');
        texte
    }
}

/// The entries of a year, in order of date, while the money lasts.
struct Annee {
    hasard: Hasard,
    nombre: usize,
    rang: usize,
    banque: i64,
    caisse: i64,
}

impl Iterator for Annee {
    type Item = Ecriture;

    fn next(&mut self) -> Option<Ecriture> {
        if self.rang == self.nombre {
            return None;
        }
        let date = DEBUT + Days::new((self.rang * JOURS / self.nombre) as u64);
        self.rang += 1;
        let montant = 5_00 + self.hasard.sous(120_00);
        let de = self.hasard.sous(100);
        let (modele, banque, caisse) = if self.caisse > CAISSE_MAX {
            (("Dépôt d'espèces à la banque", "especes", 0, "Vie de la coopérative"), 400_00, -400_00)
        } else if de < 12 {
            (self.hasard.choisir(&CAISSE_RECETTES), 0, montant)
        } else if de < 40 || self.banque < BANQUE_MIN {
            (self.hasard.choisir(&RECETTES), 2 * montant, 0)
        } else {
            (self.hasard.choisir(&DEPENSES), -montant, 0)
        };
        self.banque += banque;
        self.caisse += caisse;
        let ventilation = match (modele.2, (banque + caisse).abs()) {
            (0, _) => Vec::new(),
            (6181, montant) if de % 4 == 0 => vec![(6181, montant - 4_50), (6588, 4_50)],
            (compte, montant) => vec![(compte, montant)],
        };
        // A cheque in eight is cashed a month later; the last statement shows everything.
        let attente = Months::new(u32::from(modele.1 == "cheque" && de % 8 == 0 && mois(date) < 11));
        let pointage = (banque != 0).then(|| fin_du_mois(date.with_day(1).map_or(date, |premier| premier + attente)));
        let classe = self.hasard.choisir(&CLASSES);
        Some(Ecriture { rang: self.rang, date, modele, classe, banque, caisse, ventilation, pointage })
    }
}

/// Rank of a day's month in the exercice: 0 is September.
fn mois(jour: NaiveDate) -> usize {
    (jour.month0() as usize + 4) % 12
}

fn fin_du_mois(jour: NaiveDate) -> NaiveDate {
    jour.with_day(1).map_or(jour, |premier| premier + Months::new(1) - Days::new(1))
}

fn euros(centimes: i64) -> String {
    let signe = if centimes < 0 { "-" } else { "" };
    format!("{signe}{}.{:02}", centimes.abs() / 100, centimes.abs() % 100)
}
