//! Clean years of schools that never were: régies, class ledgers, cash counts, statements, subsidies, a savings account,
//! cancelled cheques, operations carried over. The same seed writes the same folder, in which there is nothing to find.

#![allow(clippy::inconsistent_digit_grouping)] // Euros, then cents.

use std::fmt::Write as _;

use chrono::{Days, Months, NaiveDate};

use super::classeur::Classeur;
use super::hasard::Hasard;

/// Amounts are in cents; the folder's exercice is 2024-2025, followed by 2025-2026 for some seeds.
pub fn generer(graine: u64) -> Classeur {
    let mut hasard = Hasard(graine);
    let classes = classes(&mut hasard);
    let mut ecole = Ecole {
        classeur: Classeur::default(),
        banque: 600_00 + hasard.sous(2_000_00),
        livret: 0,
        caisse: hasard.sous(80_00),
        en_route: Vec::new(),
        classes,
        a_un_livret: hasard.sous(3) == 0,
        inventaire: String::new(),
        hasard,
    };
    for rang in 0..hasard_des_reports(&mut ecole.hasard) {
        let montant = 20_00 + ecole.hasard.sous(90_00);
        let date = jour(2024, 7, 2) + Days::new(3 * rang as u64);
        ecole.en_route.push(EnRoute { date, montant, cheque: format!("31004{rang:02}") });
    }
    ecole.identite(graine);
    ecole.annee(2024, true);
    if graine.is_multiple_of(3) {
        ecole.annee(2025, false);
    }
    ecole.classeur.textes.insert("inventaire.toml".to_owned(), ecole.inventaire.clone());
    ecole.classeur
}

/// After the last day of every generated year.
pub fn lendemain() -> NaiveDate {
    jour(2026, 9, 20)
}

struct Ecole {
    classeur: Classeur,
    hasard: Hasard,
    /// Balances of the ledger.
    banque: i64,
    livret: i64,
    caisse: i64,
    /// Cheques that the bank has not shown.
    en_route: Vec<EnRoute>,
    classes: Vec<Classe>,
    a_un_livret: bool,
    inventaire: String,
}

#[derive(Debug, Clone)]
struct EnRoute {
    date: NaiveDate,
    montant: i64,
    cheque: String,
}

struct Classe {
    nom: &'static str,
    eleves: i64,
    /// Follows its régie by hand, in a ledger of its own, or has none.
    suivi: Suivi,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suivi {
    ALaMain,
    Cahier,
    Aucun,
}

/// An entry before it has its number: the lines after `piece`.
struct Ligne {
    date: NaiveDate,
    /// Same number as the line before: parts of one piece.
    suite: bool,
    texte: String,
    /// Movement of the bank and of the savings account, with the statement that shows it.
    banque: (i64, Option<NaiveDate>),
    livret: (i64, Option<NaiveDate>),
    caisse: i64,
    justificatif: bool,
    /// Filled with the number: a good to put in the inventory, a subsidy to put in the table.
    bien: Option<i64>,
    subvention: Option<i64>,
    annule_la_precedente: bool,
}

fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).expect("a day")
}

fn fin_de_mois(jour: NaiveDate, mois_de_plus: u32) -> NaiveDate {
    let premier = chrono::Datelike::with_day(&jour, 1).expect("a first day");
    premier + Months::new(mois_de_plus + 1) - Days::new(1)
}

fn euros(centimes: i64) -> String {
    format!("{}{}.{:02}", if centimes < 0 { "-" } else { "" }, centimes.abs() / 100, centimes.abs() % 100)
}

fn hasard_des_reports(hasard: &mut Hasard) -> i64 {
    hasard.sous(3)
}

fn classes(hasard: &mut Hasard) -> Vec<Classe> {
    let noms = ["CP", "CE1", "CE2", "CM1-CM2"];
    let nombre = 3 + hasard.sous(2) as usize;
    let suivi = |rang: usize, hasard: &mut Hasard| match (rang + 1 == nombre, hasard.sous(2)) {
        (true, _) => Suivi::Aucun,
        (false, 0) => Suivi::ALaMain,
        (false, _) => Suivi::Cahier,
    };
    noms[..nombre]
        .iter()
        .enumerate()
        .map(|(rang, nom)| Classe { nom, eleves: 14 + hasard.sous(15), suivi: suivi(rang, hasard) })
        .collect()
}

impl Ecole {
    fn ecrire(&mut self, chemin: String, texte: String) {
        assert!(self.classeur.textes.insert(chemin.clone(), texte).is_none(), "{chemin} is written twice");
    }

    fn identite(&mut self, graine: u64) {
        let livret = if self.a_un_livret { "\n[tresorerie.livret]\ncompte = \"514\"\n" } else { "" };
        self.ecrire(
            "retkoop.toml".to_owned(),
            format!(
                "[cooperative]\nnom = \"École nº {graine}\"\nnumero = \"099-{graine:04}\"\nuai = \"0990412K\"\n\n[[mandataire]]\nnom = \"Odile Tassigneau\"\n\n\
                 [tresorerie.banque]\ncompte = \"512\"\niban = \"FR7630006000011234567890189\"\n\n[tresorerie.caisse]\ncompte = \"530\"\n{livret}"
            ),
        );
        // Dues: 10,00 for the cooperative and 1,50 a pupil; insurance: 0,20 a person.
        let bareme = |exercice: &str| {
            format!("[[bareme]]\nexercice = \"{exercice}\"\nforfait = 10.00\neleve = 1.50\nassurance.cooperateur = 0.20\n\n")
        };
        let texte = format!(
            "[departement]\nnom = \"OCCE du Val-de-Brume\"\nnumero = \"099\"\n\n{}{}[seuils]\necritures_non_pointees = 5\nplafond_regie = 150.00\n\n[controle]\nverificateurs = 2\nparent_obligatoire = true\n",
            bareme("2024-2025"),
            bareme("2025-2026")
        );
        self.ecrire("departement.toml".to_owned(), texte);
    }

    fn annee(&mut self, debut: i32, premiere: bool) {
        let exercice = format!("{debut}-{}", debut + 1);
        let (premier, dernier) = (jour(debut, 9, 1), jour(debut + 1, 8, 31));
        let (banque, livret, caisse) = (self.banque, self.livret, self.caisse);
        let reports = std::mem::take(&mut self.en_route);
        let lignes = self.lignes(premier, dernier);
        self.cahier(&exercice, &lignes);
        self.releves(&exercice, premier, ("banque", banque), &reports, premiere, lignes.iter().map(|l| l.banque).collect());
        if self.a_un_livret {
            self.releves(&exercice, premier, ("livret", livret), &[], premiere, lignes.iter().map(|l| l.livret).collect());
        }
        self.arretes(&exercice, caisse, &lignes, dernier);
        self.adhesion(&exercice);
        let mut texte = format!("[exercice]\ndebut = {premier}\nfin = {dernier}\n");
        if premiere {
            let _ = write!(texte, "\n[ouverture]\nbanque = {}\ncaisse = {}\n", euros(banque), euros(caisse));
            for report in &reports {
                let _ = write!(
                    texte,
                    "\n[[report]]\ndate = {}\nlibelle = \"Matériel de juillet\"\ncheque = \"{}\"\nsortie.banque = {}\npointage = {}\n",
                    report.date,
                    report.cheque,
                    euros(report.montant),
                    fin_de_mois(premier, 0)
                );
            }
        } else {
            // The opening is not written: it follows, and with it the cheques that the bank has not shown.
            self.en_route.extend(reports);
        }
        self.ecrire(format!("{exercice}/exercice.toml"), texte);
        self.ecrire(
            format!("{exercice}/controle.toml"),
            format!(
                "date = {}\n\n[[verificateur]]\nnom = \"Aurèle Fontbrunet\"\nqualite = \"parent\"\n\n[[verificateur]]\nnom = \"Firmin Lorvaux\"\nqualite = \"enseignant\"\n\n[quitus]\ndonne = true\n",
                dernier + Days::new(9)
            ),
        );
    }

    /// The entries of a year in order of date, while the money lasts.
    fn lignes(&mut self, premier: NaiveDate, dernier: NaiveDate) -> Vec<Ligne> {
        let mut lignes: Vec<Ligne> = Vec::new();
        let eleves: i64 = self.classes.iter().map(|c| c.eleves).sum();
        let enseignants = self.classes.len() as i64;
        let (cotisation, assurance) = (10_00 + 150 * eleves, 20 * (eleves + enseignants));
        let mut cahiers = 0;
        let mut date = premier + Days::new(3);
        let mut mois_de_la_cotisation = true;
        let mut regies: Vec<usize> = (0..self.classes.len()).filter(|&c| self.classes[c].suivi != Suivi::Aucun).collect();
        let mut rang_de_cheque = 0;
        while date < dernier - Days::new(8) {
            date = date + Days::new(1 + self.hasard.sous(7) as u64);
            let releve = fin_de_mois(date, 0);
            let montant = 8_00 + self.hasard.sous(70_00);
            if mois_de_la_cotisation && date > premier + Days::new(30) {
                mois_de_la_cotisation = false;
                let texte = format!(
                    "libelle = \"OCCE, cotisation et assurance\"\nmoyen = \"prelevement\"\nsortie.banque = {}\nventilation = {{ 6586 = {}, 6168 = {} }}\n",
                    euros(cotisation + assurance),
                    euros(cotisation),
                    euros(assurance)
                );
                self.banque -= cotisation + assurance;
                lignes.push(Ligne::banque(date, texte, -(cotisation + assurance), Some(releve)));
            } else if let Some(classe) = (date > premier + Days::new(40)).then(|| regies.pop()).flatten() {
                lignes.extend(self.regie(classe, date, releve, &mut cahiers));
            } else {
                rang_de_cheque += 1;
                lignes.extend(self.ordinaire(date, releve, montant, rang_de_cheque, dernier));
            }
        }
        lignes
    }

    /// A versement, its return at once and its explanation some days later; or the versement of a class that keeps a ledger.
    fn regie(&mut self, classe: usize, date: NaiveDate, releve: NaiveDate, cahiers: &mut u32) -> Vec<Ligne> {
        let (nom, suivi) = (self.classes[classe].nom, self.classes[classe].suivi);
        let verse = 50_00 + self.hasard.sous(100_00);
        if self.banque < verse + 100_00 {
            return Vec::new();
        }
        let depense = verse - self.hasard.sous(40_00);
        let reste = verse - depense;
        self.banque -= depense;
        let versement = format!(
            "libelle = \"Régie d'avance, classe de {nom}\"\ncheque = \"41000{classe}\"\nsortie.banque = {}\nregie.versee = {}\nregie.classe = \"{nom}\"\n",
            euros(verse),
            euros(verse)
        );
        let mut lignes = vec![Ligne::banque(date, versement, -verse, Some(releve))];
        if reste > 0 {
            let retour = format!(
                "libelle = \"Retour de régie, classe de {nom}\"\nentree.banque = {}\nregie.retournee = {}\nregie.classe = \"{nom}\"\n",
                euros(reste),
                euros(reste)
            );
            lignes.push(Ligne::banque(date, retour, reste, Some(releve)));
        }
        if suivi == Suivi::ALaMain {
            let part = depense / 3;
            let texte = format!(
                "libelle = \"Dépenses de la classe de {nom}\"\nregie.expliquee = {}\nregie.classe = \"{nom}\"\nventilation.6181 = {}\nventilation.6070 = {}\n",
                euros(depense),
                euros(depense - part),
                euros(part)
            );
            lignes.push(Ligne { justificatif: true, ..Ligne::new(date, texte) });
        } else {
            *cahiers += 1;
            let vente = 5_00 + self.hasard.sous(20_00);
            let (d, exercice) = (date + Days::new(2), exercice_de(date));
            let texte = format!(
                "classe = \"{nom}\"\npiece = \"K{}\"\n\n[[operation]]\nnumero = \"1\"\ndate = {d}\nlibelle = \"Vente de sablés\"\nentree.especes = {}\ncompte = \"7070\"\n\n\
                 [[operation]]\nnumero = \"2\"\ndate = {d}\nlibelle = \"Graines et terreau\"\nsortie.especes = {}\ncompte = \"6181\"\n",
                cahiers,
                euros(vente),
                euros(vente + depense)
            );
            self.ecrire(format!("{exercice}/classes/{nom}.toml"), texte);
        }
        lignes
    }

    fn ordinaire(&mut self, date: NaiveDate, releve: NaiveDate, montant: i64, rang: i64, dernier: NaiveDate) -> Vec<Ligne> {
        match self.hasard.sous(20) {
            0..=3 if self.banque > montant + 50_00 => {
                self.banque -= montant;
                // Most cheques are cashed within the month, some the next; one of August waits for the next year.
                let attente = u32::from(self.hasard.sous(4) == 0);
                let attendu = fin_de_mois(date, attente);
                let vu = (attendu <= dernier).then_some(attendu);
                let cheque = format!("31005{rang:03}");
                if vu.is_none() {
                    self.en_route.push(EnRoute { date, montant, cheque: cheque.clone() });
                }
                let texte = format!(
                    "libelle = \"Millet, commande {rang}\"\nmoyen = \"cheque\"\ncheque = \"{cheque}\"\nsortie.banque = {}\nventilation.6181 = {}\naction_a = \"Arts\"\n",
                    euros(montant),
                    euros(montant)
                );
                vec![Ligne { justificatif: true, ..Ligne::banque(date, texte, -montant, vu) }]
            }
            4..=5 if self.banque > montant + 50_00 => {
                self.banque -= montant;
                let frais = 1_00 + self.hasard.sous(4_00);
                let texte = format!(
                    "libelle = \"Cars du Val, facture {rang}\"\nmoyen = \"virement\"\n[ecriture.sortie]\nbanque = {}\n[ecriture.ventilation]\n6181 = {}\n6270 = {}\n",
                    euros(montant),
                    euros(montant - frais),
                    euros(frais)
                );
                vec![Ligne { justificatif: true, ..Ligne::banque(date, texte, -montant, Some(releve)) }]
            }
            6..=8 => {
                self.banque += 2 * montant;
                let texte = format!(
                    "libelle = \"Familles, remise {rang}\"\nentree.banque = {}\nventilation.7562 = {}\n",
                    euros(2 * montant),
                    euros(2 * montant)
                );
                vec![Ligne::banque(date, texte, 2 * montant, Some(releve))]
            }
            9..=11 => {
                self.caisse += montant;
                let texte = format!(
                    "libelle = \"Goûter, vente {rang}\"\nmoyen = \"especes\"\nentree.caisse = {}\nventilation.7080 = {}\naction_a = \"Goûters\"\n",
                    euros(montant),
                    euros(montant)
                );
                vec![Ligne { caisse: montant, ..Ligne::new(date, texte) }]
            }
            12..=13 if self.caisse > 30_00 => {
                let depot = self.caisse / 2;
                self.caisse -= depot;
                self.banque += depot;
                let texte = format!(
                    "libelle = \"Dépôt d'espèces {rang}\"\nsortie.caisse = {}\nentree.banque = {}\n",
                    euros(depot),
                    euros(depot)
                );
                vec![Ligne { caisse: -depot, ..Ligne::banque(date, texte, depot, Some(releve)) }]
            }
            14 if self.caisse > 20_00 => {
                self.caisse -= 12_00;
                let texte =
                    format!("libelle = \"Boulangerie, galettes {rang}\"\nsortie.caisse = 12.00\nventilation.6181 = 12.00\n");
                vec![Ligne { caisse: -12_00, ..Ligne::new(date, texte) }]
            }
            15 => {
                self.banque += 300_00;
                let texte = format!(
                    "libelle = \"Mairie, subvention {rang}\"\nmoyen = \"virement\"\nentree.banque = 300.00\nventilation.\"7410 0008\" = 300.00\n"
                );
                vec![Ligne { subvention: Some(300_00), ..Ligne::banque(date, texte, 300_00, Some(releve)) }]
            }
            16 if self.banque > 250_00 => {
                self.banque -= 180_00;
                let texte = format!(
                    "libelle = \"Optique de la Halle, appareil {rang}\"\nmoyen = \"carte\"\nsortie.banque = 180.00\nventilation.6800 = 180.00\n"
                );
                vec![Ligne { bien: Some(180_00), ..Ligne::banque(date, texte, -180_00, Some(releve)) }]
            }
            17 if self.a_un_livret && self.banque > 200_00 => {
                self.banque -= 50_00;
                self.livret += 50_00;
                let vu = releve;
                let texte = format!(
                    "libelle = \"Virement vers le livret {rang}\"\nsortie.banque = 50.00\nentree.livret = 50.00\npointage = {{ banque = {vu}, livret = {vu} }}\n"
                );
                let ligne = Ligne::banque(date, texte, -50_00, None);
                vec![Ligne { banque: (-50_00, Some(vu)), livret: (50_00, Some(vu)), ..ligne }]
            }
            18 if self.banque > 100_00 => {
                // A cheque never presented, and the entry that cancels it: neither is ever on a statement.
                let cheque = |libelle: &str, sens: &str, signe: &str| {
                    format!(
                        "libelle = \"{libelle} {rang}\"\ncheque = \"32{rang:03}\"\n{sens}.banque = 9.00\nventilation.6181 = {signe}9.00\n"
                    )
                };
                let premiere = Ligne::banque(date, cheque("Chèque perdu", "sortie", ""), -9_00, None);
                let seconde = Ligne::banque(date, cheque("Annulation du chèque", "entree", "-"), 9_00, None);
                vec![premiere, Ligne { annule_la_precedente: true, ..seconde }]
            }
            _ => {
                self.banque += 3_00;
                let texte = format!("libelle = \"Amis de l'école, don {rang}\"\nentree.banque = 2.50\nventilation.7511 = 2.50\n");
                let premiere = Ligne::banque(date, texte, 2_50, Some(releve));
                let texte = format!("libelle = \"Amis de l'école, don {rang}\"\nentree.banque = 0.50\nventilation.7511 = 0.50\n");
                vec![premiere, Ligne { suite: true, ..Ligne::banque(date, texte, 50, Some(releve)) }]
            }
        }
    }

    /// Numbers the pieces, writes the entries by month, the receipts, the inventory and the table of subsidies.
    fn cahier(&mut self, exercice: &str, lignes: &[Ligne]) {
        let mut numero = 0;
        let mut mois: std::collections::BTreeMap<String, String> = Default::default();
        let mut subventions = String::new();
        for ligne in lignes {
            if !ligne.suite {
                numero += 1;
            }
            let piece = format!("{numero:02}");
            // A table header in the text ends the entry's own keys: what follows must stand before.
            let mut texte = format!("[[ecriture]]\npiece = \"{piece}\"\ndate = {}\n", ligne.date);
            if let (_, Some(vu)) = ligne.banque
                && !ligne.texte.contains("pointage")
            {
                let _ = writeln!(texte, "pointage = {vu}");
            }
            if ligne.annule_la_precedente {
                let _ = writeln!(texte, "annule = \"{:02}\"", numero - 1);
            }
            if ligne.justificatif {
                let chemin = format!("pieces/{piece}-facture.pdf");
                let _ = writeln!(texte, "justificatifs = [\"{chemin}\"]");
                self.classeur.annexes.insert(format!("{exercice}/{chemin}"), format!("{exercice} {piece}"));
            }
            let _ = write!(texte, "{}", ligne.texte);
            mois.entry(ligne.date.format("%Y-%m").to_string()).or_default().push_str(&(texte + "\n"));
            if let Some(valeur) = ligne.bien {
                let _ = write!(
                    self.inventaire,
                    "[[bien]]\ndesignation = \"Appareil photo\"\ndate = {}\nvaleur = {}\npiece = \"{exercice}/{piece}\"\n\n",
                    ligne.date,
                    euros(valeur)
                );
            }
            if let Some(montant) = ligne.subvention {
                let chemin = format!("pieces/{piece}-notification.pdf");
                self.classeur.annexes.insert(format!("{exercice}/{chemin}"), format!("notification {exercice} {piece}"));
                let _ = write!(
                    subventions,
                    "[[subvention]]\norigine = \"Mairie\"\nmontant = {}\ndate = {}\nreste_a_depenser = 0.00\npiece = \"{piece}\"\njustificatif = \"{chemin}\"\n\n",
                    euros(montant),
                    ligne.date
                );
            }
        }
        for (mois, texte) in mois {
            self.ecrire(format!("{exercice}/cahier/{mois}.toml"), texte);
        }
        if !subventions.is_empty() {
            self.ecrire(format!("{exercice}/subventions.toml"), subventions);
        }
    }

    /// A statement each month: opening, with the cheques carried over given back until they are shown, and what was ticked.
    fn releves(
        &mut self,
        exercice: &str,
        premier: NaiveDate,
        (nom, ouverture): (&str, i64),
        reports: &[EnRoute],
        pointes: bool,
        mouvements: Vec<(i64, Option<NaiveDate>)>,
    ) {
        for mois in 0..12 {
            let fin = fin_de_mois(premier, mois);
            let caches: i64 = if pointes { 0 } else { reports.iter().map(|r| r.montant).sum() };
            let vus: i64 = mouvements.iter().filter(|(_, vu)| vu.is_some_and(|vu| vu <= fin)).map(|(m, _)| m).sum();
            let texte = format!("tresorerie = \"{nom}\"\ndate = {fin}\nsolde = {}\n", euros(ouverture + caches + vus));
            self.ecrire(format!("{exercice}/releves/{fin}-{nom}.toml"), texte);
        }
    }

    /// A count in the middle of the year, and one after the last movement.
    fn arretes(&mut self, exercice: &str, ouverture: i64, lignes: &[Ligne], dernier: NaiveDate) {
        for jour in [dernier - Days::new(250), dernier - Days::new(1)] {
            let mut reste = ouverture + lignes.iter().filter(|l| l.date <= jour).map(|l| l.caisse).sum::<i64>();
            let mut texte =
                format!("date = {jour}\ntresorerie = \"caisse\"\ncomptee_par = [\"Odile Tassigneau\"]\n\n[coupures]\n");
            for (coupure, nom) in [(20_00, "20"), (5_00, "5"), (1_00, "1"), (10, "0.10"), (1, "0.01")] {
                let _ = writeln!(texte, "\"{nom}\" = {}", reste / coupure);
                reste %= coupure;
            }
            self.ecrire(format!("{exercice}/caisse/{jour}.toml"), texte);
        }
    }

    fn adhesion(&mut self, exercice: &str) {
        let mut texte = String::new();
        for classe in &self.classes {
            let _ = write!(
                texte,
                "[[classe]]\nnom = \"{}\"\nenseignants = [{{ nom = \"Mme Duval\" }}]\neleves = {}\n",
                classe.nom, classe.eleves
            );
            if classe.suivi == Suivi::Cahier {
                let _ = writeln!(texte, "cahier = \"{}\"", classe.nom);
            }
            texte.push('\n');
        }
        self.ecrire(format!("{exercice}/adhesion.toml"), texte);
    }
}

fn exercice_de(date: NaiveDate) -> String {
    let debut = chrono::Datelike::year(&(date - Months::new(8)));
    format!("{debut}-{}", debut + 1)
}

impl Ligne {
    fn new(date: NaiveDate, texte: String) -> Ligne {
        Ligne {
            date,
            suite: false,
            texte,
            banque: (0, None),
            livret: (0, None),
            caisse: 0,
            justificatif: false,
            bien: None,
            subvention: None,
            annule_la_precedente: false,
        }
    }

    fn banque(date: NaiveDate, texte: String, montant: i64, vu: Option<NaiveDate>) -> Ligne {
        Ligne { banque: (montant, vu), ..Ligne::new(date, texte) }
    }
}
