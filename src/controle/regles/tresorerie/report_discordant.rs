//! T011 — report-discordant. Ours, T005's twin (domain.md, E5 and E6): the opening counts what the bank has not shown yet, so
//! that an invented report hides money that is gone. Held against a sealed exercice only, like the opening.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::calcul::en_route::{EcartDeReport, EnRoute, ecarts_de_reports};
use crate::calcul::pointages_tardifs::{PointageTardif, pointages_tardifs};
use crate::calcul::{Comptes, Origine};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::preuves_a_juger::a_rouvrir_d_abord;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::differences;
use crate::coop::{Date, Montant, Partie, Pointage, Report, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege, pluriel};
use crate::rewrite::chaine;
use crate::source::{Lieu, Span};

pub static REGLE: Regle = Regle {
    code: Code("T011"),
    nom: "report-discordant",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite],
    resume: "les reports ne sont pas les opérations que la clôture précédente laissait en route",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    // With a year missing between the two, T005 says so.
    let Some(precedent) = vue.cloture_precedente().filter(|_| vue.annees_manquantes().is_none()) else { return };
    let nom = &precedent.exercice.nom;
    let (autrement, ecarts): (Vec<_>, Vec<_>) = apparier_l_argent(ecarts_de_reports(precedent, vue.comptes));
    let mut dits: Vec<Span> = Vec::new();
    for (laisse, lieu, porte, report) in autrement {
        // One that moves two banks is one report.
        if !dits.contains(&report.span) {
            dits.push(report.span);
            constats.push(dit_autrement(vue, nom, (&laisse, lieu), (&porte, report)));
        }
    }
    let pointages = chacun_une_fois(pointes_autrement_prouves(vue, precedent));
    constats.extend(pointages.iter().map(|p| pointe_autrement(vue, REGLE.code, precedent, p)));
    let mut manquants = Vec::new();
    for EcartDeReport { attendu, trouve } in ecarts {
        let Some((porte, report)) = trouve else {
            manquants.extend(attendu);
            continue;
        };
        let (trouve, attendue) = (porte.montant(), attendu.as_ref().map_or(Montant::ZERO, |(laisse, _)| laisse.montant()));
        let constat = match &attendu {
            Some((laisse, _)) => {
                let message = format!("le report {} est de {}, la clôture de {nom} laissait en route {} ; différence {}", nommer(&porte), somme(&porte), somme(laisse), (attendue - trouve).abs());
                Constat::new(REGLE.code, vue.exercice.lieu(report.span), message)
                    .etiquette(format!("{} d’écart", (attendue - trouve).abs()))
                    .aide(format!("reprenez ce que dit `{nom}/cloture.toml` ; si c’est lui qui se trompe, rouvrez l’année : {}", rouvrir(nom)))
            }
            None => {
                let message = format!("le report {}, de {}, n’est pas une opération que la clôture de {nom} laissait en route", nommer(&porte), somme(&porte));
                Constat::new(REGLE.code, vue.exercice.lieu(report.span), message)
                    .etiquette("inconnu de l’année d’avant")
                    .aide(format!("enlevez-le : un report ne s’ajoute pas, il vient de la clôture ; une opération oubliée s’écrit dans le cahier de son année, rouverte : {}", rouvrir(nom)))
            }
        };
        let constat = match &attendu {
            Some((_, lieu)) => constat.lien(*lieu, "ce que le sceau dit"),
            None => constat,
        };
        constats.push(constat.ecart(attendue, trouve).sujet(format!("{} {}", porte.libelle, porte.date)));
    }
    // Taken away together, they have one cause.
    let Some((premier, lieu)) = manquants.first() else { return };
    let span = vue.exercice.ouverture.as_ref().map_or(Span::default(), |ouverture| ouverture.span);
    let total: Montant = manquants.iter().map(|(laisse, _)| laisse.montant()).sum();
    let message = match manquants.len() {
        1 => format!("il manque le report {}, de {}, que la clôture de {nom} laissait en route", nommer(premier), somme(premier)),
        nombre => format!("il manque {} que la clôture de {nom} laissait en route, dont {}, de {} ; en tout {total}", pluriel(nombre, "report"), nommer(premier), somme(premier)),
    };
    let cles = |l: &EnRoute| {
        let (banque, montant) = l.mouvements.first().copied().unwrap_or_default();
        let sens = if montant.is_negative() { "sortie" } else { "entree" };
        let cheque = if l.cheque.is_empty() { String::new() } else { format!(", `cheque = {}`", chaine(&abrege(l.cheque))) };
        format!("`[[report]]`, `date = {}`, `libelle = {}`{cheque}, `{sens}.{banque} = {}`", l.date, chaine(&abrege(l.libelle)), montant.abs().decimal())
    };
    constats.push(
        Constat::new(REGLE.code, vue.exercice.lieu(span), message)
            .etiquette("sans ce qui était en route")
            .lien(*lieu, "ce que le sceau dit")
            .aide(format!("remettez ce que dit `{nom}/cloture.toml` : {}", cles(premier)))
            .ecart(total, Montant::ZERO)
            .sujet("manquants"),
    );
}

type Autrement<'a> = (EnRoute<'a>, Lieu, EnRoute<'a>, &'a Report);

/// Those of which the money is what was left, and the rest is told otherwise, apart: what is missing and what is unknown are one
/// report where they move the same.
fn apparier_l_argent<'a>(ecarts: Vec<EcartDeReport<'a>>) -> (Vec<Autrement<'a>>, Vec<EcartDeReport<'a>>) {
    let (mut autrement, mut reste, mut manquants) = (Vec::new(), Vec::new(), Vec::new());
    for ecart in ecarts {
        match (ecart.attendu, ecart.trouve) {
            (Some((laisse, lieu)), Some((porte, report))) if laisse.mouvements == porte.mouvements => {
                autrement.push((laisse, lieu, porte, report));
            }
            (Some(attendu), None) => manquants.push(attendu),
            (attendu, trouve) => reste.push(EcartDeReport { attendu, trouve }),
        }
    }
    reste.retain(|ecart| {
        let (None, Some((porte, report))) = (&ecart.attendu, &ecart.trouve) else { return true };
        let Some(rang) = manquants.iter().position(|(laisse, _)| laisse.mouvements == porte.mouvements) else { return true };
        let (laisse, lieu) = manquants.remove(rang);
        autrement.push((laisse, lieu, porte.clone(), report));
        false
    });
    reste.extend(manquants.into_iter().map(|attendu| EcartDeReport { attendu: Some(attendu), trouve: None }));
    (autrement, reste)
}

/// The same money, for another, on another day, by another cheque.
fn dit_autrement(vue: &Vue, nom: &str, (laisse, lieu): (&EnRoute, Lieu), (porte, report): (&EnRoute, &Report)) -> Constat {
    let cite = |texte: &str| if texte.is_empty() { "rien".to_owned() } else { format!("« {} »", abrege(texte)) };
    let cheque = |numero: &str| if numero.is_empty() { "aucun".to_owned() } else { abrege(numero) };
    let jour = |jour| date::en_chiffres(jour);
    let changes: Vec<(&str, String, String)> = [
        ("chèque", cheque(laisse.cheque), cheque(porte.cheque)),
        ("date", jour(laisse.date), jour(porte.date)),
        ("libellé", cite(laisse.libelle), cite(porte.libelle)),
    ]
    .into_iter()
    .filter(|(_, avant, apres)| avant != apres)
    .collect();
    let dits: Vec<String> = changes.iter().map(|(quoi, avant, apres)| format!("{quoi} : {avant}, devenu {apres}")).collect();
    let dits = dits.join(" ; ");
    let quoi = changes.iter().map(|(quoi, ..)| format!("autre {quoi}")).collect::<Vec<_>>().join(", ");
    let (avant, apres) = (nommer(laisse), nommer(porte));
    Constat::new(
        REGLE.code,
        vue.exercice.lieu(report.span),
        format!("un report de {} ne dit plus ce que disait la clôture de {nom} : {dits}", somme(porte)),
    )
    .etiquette(quoi)
    .lien(lieu, "ce que le sceau dit")
    .aide(format!("reprenez ce que dit `{nom}/cloture.toml` ; un report se pointe, et le reste ne change pas ; si c’est lui qui se trompe, rouvrez l’année : {}", rouvrir(nom)))
    .donnee("attendu", avant)
    .donnee("trouve", apres)
    .sujet(format!("{} {}", laisse.libelle, laisse.date))
}

/// A report that is ticked on another day than the year before ticks its operation, after its last day; and its own tick.
pub(super) type PointeAutrement<'a> = (PointageTardif<'a>, &'a Pointage);

/// Bank by bank.
pub(super) fn pointes_autrement<'a>(precedent: &'a Comptes, comptes: &'a Comptes) -> Vec<PointeAutrement<'a>> {
    let pointages = pointages_tardifs(precedent, comptes).into_iter();
    pointages.filter_map(|p| p.contredit().map(|repris| (p, repris))).collect()
}

/// Each once: one tick may be of two banks.
pub(super) fn chacun_une_fois(mut pointages: Vec<PointeAutrement>) -> Vec<PointeAutrement> {
    let mut dits = HashSet::new();
    pointages.retain(|(p, repris)| dits.insert((p.report.span, repris.span)));
    pointages
}

/// Those of a sealed year that a statement tells of: it shows the operation by one of the two, and not by the other. Between two
/// sealed years, nothing can be corrected; and of a sealed file, or of a seal, that has changed since, X002 speaks.
pub(super) fn pointes_autrement_prouves<'a>(vue: &Vue<'a>, precedent: &'a Comptes) -> Vec<PointeAutrement<'a>> {
    if vue.exercice.scelle {
        return Vec::new();
    }
    let exercices = [Some(precedent.exercice), Some(vue.exercice), vue.suivant.map(|suivant| suivant.exercice)];
    let releves = exercices.into_iter().flatten().flat_map(|exercice| &exercice.releves);
    let mut jours: HashMap<TresorerieId, BTreeSet<Date>> = HashMap::new();
    for (banque, jour) in releves.filter_map(|r| Some((r.tresorerie.connue()?, r.date.valeur))) {
        jours.entry(banque).or_default().insert(jour);
    }
    let entre_les_deux = |(p, repris): &PointeAutrement| {
        let (un, autre) = (p.dit.date.min(repris.date), p.dit.date.max(repris.date));
        jours.get(&p.banque).is_some_and(|jours| jours.range(un..autre).next().is_some())
    };
    let mut pointages = pointes_autrement(precedent, vue.comptes);
    pointages.retain(entre_les_deux);
    if !pointages.is_empty() {
        let change: HashSet<String> = differences(vue.dossier, precedent.exercice).into_iter().map(|d| d.chemin).collect();
        let sceau = format!("{}/cloture.toml", precedent.exercice.nom);
        let fichier = |p: &PointageTardif| &vue.dossier.sources[p.lieu().fichier.0 as usize].chemin;
        pointages.retain(|(p, _)| ![&sceau, fichier(p)].into_iter().any(|chemin| change.contains(chemin)));
    }
    pointages
}

/// `code`: of the rule that says it.
pub(super) fn pointe_autrement(vue: &Vue, code: Code, precedent: &Comptes, (pointage, repris): &PointeAutrement) -> Constat {
    let PointageTardif { report, dit, .. } = pointage;
    let nom = &precedent.exercice.nom;
    // Sealed, or to be by the closing that is tried.
    let suite = if precedent.exercice.scelle { a_rouvrir_d_abord(nom) } else { String::new() };
    let fichier = &vue.dossier.sources[pointage.lieu().fichier.0 as usize].chemin;
    let [attendu, trouve] = [dit.date, repris.date].map(date::en_chiffres);
    let banque = &vue.comptes.cooperative.tresorerie(pointage.banque).nom;
    let report_nomme = nommer(&EnRoute::new(banque, pointage.montant, Origine::Report(report)));
    Constat::new(
        code,
        vue.exercice.lieu(repris.span),
        format!("le report {report_nomme} est pointé le {trouve}, et l’exercice {nom} pointe la même opération le {attendu}"),
    )
    .etiquette("deux dates pour une opération")
    .lien(pointage.lieu(), format!("pointée le {attendu}"))
    .aide(format!("donnez aux deux la date du relevé qui la montre, ici ou dans `{fichier}`{suite}"))
    .donnee("attendu", dit.date.to_string())
    .donnee("trouve", repris.date.to_string())
    .sujet(format!("{} {} {banque}", report.libelle.trim(), report.date.valeur))
}

/// « 28,99 sortis de `banque` ».
fn somme(operation: &EnRoute) -> String {
    let (banque, montant) = operation.mouvements.first().copied().unwrap_or_default();
    let mouvement = if montant.is_negative() { "sortis de" } else { "entrés sur" };
    format!("{} {mouvement} `{banque}`", montant.abs())
}

fn nommer(operation: &EnRoute) -> String {
    let cheque = if operation.cheque.is_empty() { String::new() } else { format!(" (chèque {})", abrege(operation.cheque)) };
    format!("« {} » du {}{cheque}", abrege(operation.libelle), date::en_chiffres(operation.date))
}

fn rouvrir(exercice: &str) -> String {
    format!("`retkoop rouvrir --exercice {exercice} --motif \"…\"`")
}

const EXPLICATION: Explication = Explication {
    quoi: "Les `[[report]]` d’un exercice sont les opérations que la banque n’avait pas montrées au dernier jour du précédent, et rien \
           d’autre : même banque, même sens, même montant, et même chèque, même date, même libellé. Seul le pointage s’y ajoute ; quand \
           l’année d’avant en a noté un d’après son dernier jour, et d’un autre jour, aucun relevé ne doit être daté entre les deux : il montrerait que l’un est faux. La comparaison se fait avec le sceau, dès que l’année précédente est clôturée.",
    pourquoi: "L’ouverture compte un report comme de l’argent déjà entré, ou déjà sorti, que la banque ne montre pas encore. Un report \
               inventé explique donc un trou dans la banque sans que rien d’autre ne le voie ; un bénéficiaire ou un numéro changé fait passer un \
               chèque pour un autre.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2025-2026/exercice.toml",
            r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31

[ouverture]
banque = 796.00
caisse = 30.00

[[report]]              # 2024-2025 s’est close sans rien en route
date     = 2025-07-04
libelle  = "Remise de chèques"
entree.banque = 120.00
"#,
        ),
    ],
    corriger: "Remettez les reports de la clôture, que `cloture.toml` de l’année précédente nomme un par un (`[[non_pointee]]`). Quand \
               c’est l’année précédente qui se trompe, rouvrez-la, corrigez, et clôturez de nouveau : les reports suivent.",
    correction: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2025-2026/exercice.toml",
            r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31

[ouverture]
banque = 796.00
caisse = 30.00
"#,
        ),
    ],
    reference: "L’état de rapprochement bancaire : solde du relevé, moins les sorties et plus les entrées non encore débitées ou \
                créditées, égale solde du cahier.",
};
