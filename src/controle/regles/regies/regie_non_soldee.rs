//! R001 — regie-non-soldee. Opening + versé − retourné − expliqué + receipts − expenses of its ledger ≠ 0 (domain.md), class by
//! class.

use std::collections::{HashMap, HashSet};

use super::regie_retour_excessif;
use crate::calcul::{Comptes, Regie};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, nom_du_detenteur};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::{Connus, est_ferme};

pub static REGLE: Regle = Regle {
    code: Code("R001"),
    nom: "regie-non-soldee",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Regies, Partie::Classes, Partie::Ouverture, Partie::Cahier],
    resume: "une classe détient encore de l’argent à la fin de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    if vue.comptes.regies().iter().all(|regie| regie.tenu().is_zero()) {
        return;
    }
    // Where nothing was advanced, giving back or explaining is the one fault: R003.
    let r003 = &regie_retour_excessif::REGLE;
    let sans_avance_est_r003 = est_ferme([r003.code.0, r003.nom], vue.departement(), &vue.dossier.cooperative);
    let ailleurs = DitesAilleurs::de(vue);
    let cahiers = vue.exercice.cahiers_par_classe();
    for regie in vue.comptes.regies() {
        let tenu = regie.tenu();
        // E001: what an entry forgot to explain is not explained.
        if !vue.exercice.lacunes.regie_connue(&regie.classe) || vue.exercice.lacunes.est_un_ecart(tenu) {
            continue;
        }
        if tenu.is_zero() || (sans_avance_est_r003 && regie.est_sans_avance()) || ailleurs.a_la_fin(regie) {
            continue;
        }
        let detenteur = nom_du_detenteur(&regie.classe);
        let detail = composition(regie);
        let message = match tenu.is_negative() {
            true => format!("{detenteur} a dépensé {} de trop ({detail})", tenu.abs()),
            false => format!("{detenteur} détient encore {tenu} ({detail})"),
        };
        let aide = match (tenu.is_negative(), cahiers.contains_key(regie.classe.as_str())) {
            (true, _) => {
                "si la classe a avancé de l’argent, versez-lui le complément (`regie.versee`) ; sinon vérifiez les montants rendus et \
                 expliqués"
            }
            (false, true) => {
                "faites rendre le reste (`regie.retournee`), ou inscrivez la dépense qui manque dans le cahier de la classe"
            }
            (false, false) => {
                "faites rendre le reste (`regie.retournee`), ou expliquez la dépense avec ses pièces (`regie.expliquee` et la \
                 ventilation)"
            }
        };
        constats.push(
            Constat::new(REGLE.code, vue.lieu_de_la_regie(regie, vue.exercice.fin), message)
                .etiquette("dernière écriture de cette régie")
                .aide(aide)
                .donnee("attendu", "0.00")
                .donnee("trouve", tenu.decimal())
                .donnee("difference", tenu.abs().decimal())
                .sujet(regie.classe.as_str()),
        );
    }
}

/// Every term of what the class holds.
fn composition(regie: &Regie) -> String {
    let mut detail = format!("versé {}, retourné {}, expliqué {}", regie.verse, regie.retourne, regie.explique);
    if !regie.ouverture.is_zero() {
        detail.insert_str(0, &format!("à l’ouverture {}, ", regie.ouverture));
    }
    if !regie.recettes.is_zero() || !regie.depenses.is_zero() {
        detail.push_str(&format!(", recettes {} et dépenses {} de son cahier", regie.recettes, regie.depenses));
    }
    detail
}

/// Classes of which another finding tells the cause: K003 says that one is explained twice, R004 that its name is misspelt.
/// Each misspelt name is paired with the nearest class, and only money that is there on the day can be the other's.
pub(super) struct DitesAilleurs<'a> {
    expliquees_deux_fois: HashSet<&'a str>,
    /// By the name of each of the two.
    confondues: HashMap<&'a str, Vec<&'a Regie>>,
    /// What cannot be followed: a ledger without its class (K002) may be any other's.
    inconnues: Vec<&'a Regie>,
}

impl<'a> DitesAilleurs<'a> {
    pub(super) fn de(vue: &Vue<'a>) -> DitesAilleurs<'a> {
        let regies = vue.comptes.regies();
        // What a class held at the end of the year before is what it begins with.
        let precedent = vue.precedent.filter(|_| vue.comptes.suit_le_precedent());
        let deux_fois = |comptes: &'a Comptes<'a>| {
            let cahiers = comptes.exercice.cahiers_par_classe();
            let expliquees = comptes.regies().iter().filter(|r| !r.explique.is_zero()).map(|r| r.classe.as_str());
            expliquees.filter(move |classe| cahiers.contains_key(classe))
        };
        let expliquees_deux_fois = deux_fois(vue.comptes).chain(precedent.into_iter().flat_map(deux_fois)).collect();
        let mut confondues: HashMap<&str, Vec<&Regie>> = HashMap::new();
        if let Some(adhesion) = &vue.exercice.adhesion {
            let (connues, inconnues): (Vec<&Regie>, Vec<&Regie>) = regies.iter().partition(|r| adhesion.classe(&r.classe).is_some());
            let connues: HashMap<&str, &Regie> = connues.into_iter().map(|r| (r.classe.as_str(), r)).collect();
            let mut noms = Connus::new(adhesion.classes.iter().map(|c| c.nom.as_str()));
            for inconnue in inconnues {
                if let Some(connue) = noms.la_plus_proche(&inconnue.classe).and_then(|nom| connues.get(nom)) {
                    confondues.entry(&connue.classe).or_default().push(inconnue);
                    confondues.entry(&inconnue.classe).or_default().push(connue);
                }
            }
        }
        let inconnues = regies.iter().filter(|r| !vue.exercice.lacunes.regie_connue(&r.classe)).collect();
        DitesAilleurs { expliquees_deux_fois, confondues, inconnues }
    }

    /// What the class holds at the end, or lacks, is what another name lacks or holds.
    fn a_la_fin(&self, regie: &Regie) -> bool {
        let oppose = |autre: &&Regie| !regie.tenu().is_zero() && autre.tenu() == -regie.tenu();
        self.expliquees_deux_fois.contains(regie.classe.as_str()) || self.autres(regie).any(|autre| oppose(&autre))
    }

    /// What the class lacks on `jour` is held under another name.
    pub(super) fn le(&self, regie: &Regie, jour: Date) -> bool {
        let couvre = |autre: &&Regie| !(autre.chronique.le(jour) + regie.chronique.le(jour)).is_negative();
        self.expliquees_deux_fois.contains(regie.classe.as_str()) || self.autres(regie).any(|autre| couvre(&autre))
    }

    fn autres(&self, regie: &Regie) -> impl Iterator<Item = &'a Regie> {
        let confondues = self.confondues.get(regie.classe.as_str()).map_or(&[][..], Vec::as_slice);
        confondues.iter().chain(&self.inconnues).copied()
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "À la fin de l’exercice, aucune classe ne détient plus d’argent : ce qui lui a été versé est rendu ou expliqué, cahier de \
           classe compris. La règle dit ce que chaque classe détient encore, et de quoi cela se compose.",
    pourquoi: "L’argent d’une régie est sorti de la banque sans être encore une dépense. Tant qu’il n’est pas expliqué, il manque au \
               résultat ; et la clôture ne peut pas dire où il est.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 67.40
regie.classe     = "CP"
ventilation.6181 = 67.40
"#,
    )],
    corriger: "Faites rendre le reste (`regie.retournee`), ou expliquez la dépense qui manque, avec ses pièces (`regie.expliquee` et sa \
               ventilation).",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 67.40
regie.classe     = "CP"
ventilation.6181 = 67.40

[[ecriture]]
piece   = "08"
date    = 2025-06-26
libelle = "Retour de régie, classe CP"
entree.banque   = 12.60
regie.retournee = 12.60
regie.classe    = "CP"
"#,
    )],
    reference: "Les trois temps d’une régie d’avance selon l’OCCE : versement, retour, explication. Elle est soldée quand versé = \
                retourné + expliqué.",
};
