//! T010 — report-reinscrit. Ours: what the bank had not shown in August is carried over, never entered again (domain.md,
//! « Pointage »). By its cheque number; without one, by what the bank shows once where the ledger counts it twice, so that two
//! bills of one amount are no mistake.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Ecriture, Manques, Montant, Moyen, Operation, Partie, Report, TresorerieId, date, sans_accent};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T010"),
    nom: "report-reinscrit",
    niveau: Niveau::Question,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite],
    resume: "une opération reportée de l’année d’avant est inscrite de nouveau, dans le cahier ou les reports",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for reinscription in reinscriptions(vue) {
        let Reinscription { report, ecriture, meme_cheque, .. } = reinscription;
        let lien = Lieu { fichier: report.fichier, span: report.span };
        let (message, aide) = if meme_cheque {
            (
                format!("le chèque {}, reporté de l’année d’avant, est inscrit une seconde fois", abrege(report.cheque.trim())),
                "enlevez cette écriture, et pointez le report : `pointage = AAAA-MM-JJ`, la date du relevé qui montre le chèque".to_owned(),
            )
        } else {
            let montant: Montant = vue.comptes.banques().map(|banque| report.mouvement(banque)).sum();
            (
                format!(
                    "la pièce {}, de {}, ressemble au report « {} » du {} : la banque n’en a montré qu’un",
                    ecriture.numero(),
                    montant.abs(),
                    abrege(report.libelle.trim()),
                    date::en_chiffres(report.date.valeur)
                ),
                "si c’est la même opération, enlevez cette écriture et pointez le report, à la date du relevé qui la montre ; si ce sont \
                 deux opérations, dites-le : un `[[acquittement]]` de T010 avec sa pièce et son motif"
                    .to_owned(),
            )
        };
        constats.push(
            Constat::new(REGLE.code, ecriture.lieu(ecriture.span), message)
                .etiquette(if meme_cheque { "compté deux fois" } else { "compté deux fois ?" })
                .lien(lien, "déjà compté dans l’ouverture")
                .aide(aide)
                .donnee("trouve", abrege(if meme_cheque { report.cheque.trim() } else { report.libelle.trim() }))
                .piece(Some(ecriture.numero())),
        );
    }
    reporte_deux_fois(vue, constats);
}

/// A report, and the entry that most likely is the same operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reinscription<'a> {
    /// Rank of the report.
    pub rang: usize,
    report: &'a Report,
    ecriture: &'a Ecriture,
    meme_cheque: bool,
}

/// Of the same movements, an entry of the same cheque; else the first, in order of date, that looks like it and that the bank has
/// not shown beside it.
pub(super) fn reinscriptions<'a>(vue: &'a Vue) -> Vec<Reinscription<'a>> {
    let comptes = vue.comptes;
    if comptes.reports().is_empty() {
        return Vec::new();
    }
    let banques: Vec<TresorerieId> = comptes.banques().collect();
    let mouvements = |operation: &dyn Operation| -> Vec<Montant> { banques.iter().map(|b| operation.mouvement(*b)).collect() };
    let mut semblables: HashMap<Vec<Montant>, Semblables> =
        comptes.reports().iter().map(|report| (mouvements(report), Semblables::default())).collect();
    for ecriture in vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::MONTANTS)) {
        if let Some(semblables) = semblables.get_mut(&mouvements(ecriture)) {
            semblables.ajouter(ecriture);
        }
    }
    let annulees: HashSet<*const Ecriture> = comptes.annulations().flat_map(|(par, _)| [std::ptr::from_ref(par)]).collect();
    let mut prises: HashSet<*const Ecriture> = HashSet::new();
    let mut trouvees = Vec::new();
    for (rang, report) in comptes.reports().iter().enumerate().filter(|(_, r)| r.manques.is_aucun() && !r.est_vide()) {
        let semblables = &semblables[&mouvements(report)];
        let du_cheque = semblables.par_cheque.get(report.cheque.trim());
        let libres = semblables.premieres.iter().filter(|e| {
            let ici = std::ptr::from_ref(**e);
            !annulees.contains(&ici) && !prises.contains(&ici)
        });
        let est_annule = comptes.annulation_du_report(rang).is_some();
        let ressemblant = || libres.copied().find(|e| !est_annule && ressemble(vue, report, e));
        let Some(ecriture) = du_cheque.copied().or_else(ressemblant) else { continue };
        prises.insert(ecriture);
        trouvees.push(Reinscription { rang, report, ecriture, meme_cheque: du_cheque.is_some() });
    }
    trouvees
}

/// Entries of one amount that are compared with a report.
const CANDIDATS_MAX: usize = 50;

/// The entries of the same movements.
#[derive(Debug, Default)]
struct Semblables<'a> {
    premieres: Vec<&'a Ecriture>,
    /// The first of each cheque.
    par_cheque: HashMap<&'a str, &'a Ecriture>,
}

impl<'a> Semblables<'a> {
    fn ajouter(&mut self, ecriture: &'a Ecriture) {
        if self.premieres.len() < CANDIDATS_MAX {
            self.premieres.push(ecriture);
        }
        if let Some(cheque) = ecriture.cheque.as_ref().map(|cheque| cheque.trim()).filter(|cheque| !cheque.is_empty()) {
            self.par_cheque.entry(cheque).or_insert(ecriture);
        }
    }
}

/// The bank shows within so many days what is not on its way for some other reason.
const DELAI: i64 = 31;
/// So near, two operations of one label need no statement to be doubted.
const TRES_PROCHE: i64 = 15;

/// Whether an entry of the same movements may be the report itself. What the bank has shown twice is two operations; so are two
/// cheques of different numbers, and a cheque and a transfer, unless they bear the same label.
fn ressemble(vue: &Vue, report: &Report, ecriture: &Ecriture) -> bool {
    let Some(date) = ecriture.date.map(|date| date.valeur) else { return false };
    let illisible = ecriture.manques.touche(Manques::POINTAGE.et(Manques::LIBELLE));
    let numero = ecriture.cheque.as_ref().map_or("", |cheque| cheque.trim());
    let deux_cheques = !numero.is_empty() && !report.cheque.trim().is_empty();
    let ecart = (date - report.date.valeur).num_days().abs();
    let meme_libelle = sans_accent(report.libelle.trim()) == sans_accent(ecriture.libelle.trim());
    let autre_moyen = !report.cheque.trim().is_empty() && ecriture.moyen.is_some_and(|moyen| moyen != Moyen::Cheque);
    if illisible || deux_cheques || (autre_moyen && !meme_libelle) || !(meme_libelle || ecart <= DELAI) {
        return false;
    }
    let bouge = |banque: &TresorerieId| !report.mouvement(*banque).is_zero();
    vue.comptes.banques().filter(bouge).any(|banque| {
        let attendue = |operation: &dyn Operation, depuis: Date| {
            let mut releves = vue.exercice.releves.iter().filter(|r| r.tresorerie.connue() == Some(banque));
            operation.pointage(banque).is_none() && releves.any(|r| (r.date.valeur - depuis).num_days() > DELAI)
        };
        let jamais_vue = attendue(report, report.date.valeur) || attendue(ecriture, date);
        let vues = [report.pointage(banque), ecriture.pointage(banque)].iter().flatten().count();
        // Until a statement comes, both may be on their way.
        (jamais_vue && vues == 1) || (vues < 2 && meme_libelle && ecart <= TRES_PROCHE)
    })
}

/// One cheque written in two reports. Once the year before is sealed, T011 knows which one it left.
fn reporte_deux_fois(vue: &Vue, constats: &mut Vec<Constat>) {
    if vue.precedent.is_some_and(|precedent| precedent.exercice.scelle) {
        return;
    }
    let mut premiers: HashMap<(&str, Vec<Montant>), &Report> = HashMap::new();
    for report in vue.exercice.reports.iter().filter(|r| r.manques.is_aucun() && !r.cheque.trim().is_empty()) {
        let montants = vue.comptes.banques().map(|banque| report.mouvement(banque)).collect();
        match premiers.entry((report.cheque.trim(), montants)) {
            Entry::Vacant(libre) => _ = libre.insert(report),
            Entry::Occupied(premier) => constats.push(
                Constat::new(
                    REGLE.code,
                    Lieu { fichier: report.fichier, span: report.span },
                    format!("le chèque {} est reporté deux fois", abrege(report.cheque.trim())),
                )
                .etiquette("compté deux fois")
                .lien(Lieu { fichier: premier.get().fichier, span: premier.get().span }, "le même")
                .aide("enlevez l’un des deux, et gardez celui qui est pointé")
                .donnee("trouve", abrege(report.cheque.trim()))
                .sujet(report.cheque.trim()),
            ),
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un chèque de l’été que la banque n’avait pas encore débité au 31 août est un `[[report]]` de l’exercice suivant. La règle \
           cherche dans le cahier une écriture du même numéro de chèque et du même montant, et un second report du même chèque. Sans \
           numéro (un virement, une carte, un dépôt, un numéro oublié), elle cherche le même compte, le même sens et le même montant, avec \
           le même libellé ou une date voisine, quand la banque n’a montré que l’une des deux opérations.",
    pourquoi: "Le report est déjà compté dans l’ouverture : inscrit de nouveau, le même argent sort deux fois, et le solde du cahier ne \
               rejoint plus jamais celui de la banque.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/exercice.toml",
            r#"
[exercice]
debut = 2024-09-01
fin   = 2025-08-31

[ouverture]
banque = 440.00
caisse = 0.00

[[report]]
date     = 2024-08-27
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque = 60.00
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece    = "06"
date     = 2025-06-02
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque    = 60.00
ventilation.6181 = 60.00
"#,
        ),
    ],
    corriger: "Enlevez l’écriture. Quand un relevé montre l’opération, pointez le report dans `exercice.toml`. Si ce sont vraiment deux \
               opérations, répondez par un `[[acquittement]]` qui nomme la pièce et dit pourquoi.",
    correction: &[Extrait::Fichier(
            "2024-2025/exercice.toml",
            r#"
[exercice]
debut = 2024-09-01
fin   = 2025-08-31

[ouverture]
banque = 440.00
caisse = 0.00

[[report]]
date     = 2024-08-27
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque = 60.00
"#,
        )],
    reference: "Guide de l’OCCE : les opérations de l’année précédente se pointent, elles ne se réinscrivent jamais.",
};
