//! T012 — ouverture-decalee. Ours: an opening written by hand beside a year that is not sealed yet (T005 and T011 are for those
//! that are), and operations still on their way that it forgot to carry over. Where a statement or a count already shows the
//! difference, T003 or C001 tells it, and why.

use std::collections::{HashMap, HashSet};

use super::releve_discordant;
use super::report_discordant::{chacun_une_fois, pointe_autrement, pointes_autrement};
use crate::calcul::Comptes;
use crate::calcul::en_route::{EnRoute, ecarts_de_reports};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Montant, Partie, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T012"),
    nom: "ouverture-decalee",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite, Partie::Bornes],
    resume: "l’ouverture écrite n’est pas la clôture de l’année d’avant, ou oublie un report",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(precedent) = precedent(vue) else { return };
    let mut oublies = reports_oublies(vue);
    let tresoreries = || vue.comptes.cooperative.tresoreries();
    // Each statement is looked at once, whatever is said of its account.
    let prouvees_fausses: HashSet<_> =
        tresoreries().map(|(id, _)| id).filter(|id| est_prouvee_fausse(vue, precedent, *id)).collect();
    for (id, tresorerie) in tresoreries() {
        if prouvees_fausses.contains(&id) {
            continue;
        }
        let nom = &tresorerie.nom;
        if let Some((attendu, trouve)) = ouverture_decalee(vue, id) {
            let ouverture = vue.exercice.ouverture.iter();
            let ecrite = ouverture.clone().flat_map(|o| &o.soldes).find(|(t, ..)| *t == id).map(|(.., span)| *span);
            let span = ecrite.or(ouverture.map(|o| o.span).next()).unwrap_or(vue.exercice.span_debut);
            constats.push(
                Constat::new(
                    REGLE.code,
                    vue.exercice.lieu(span),
                    format!("l’ouverture de {nom} est de {trouve}, l’exercice {} finit avec {attendu} ; différence {}", precedent.exercice.nom, (attendu - trouve).abs()),
                )
                .etiquette(format!("{} d’écart", (attendu - trouve).abs()))
                .lien(precedent.exercice.lieu(precedent.exercice.span_fin), "pas encore clôturé")
                .aide(format!("écrivez `{nom} = {}`, ou enlevez `[ouverture]` : sans elle, l’exercice suit le précédent de lui-même", attendu.decimal()))
                .ecart(attendu, trouve)
                .sujet(nom.as_str()),
            );
            continue;
        }
        for (laisse, lieu) in oublies.remove(&id).unwrap_or_default() {
            let (montant, jour) = (laisse.montant(), date::en_chiffres(laisse.date));
            let (sens, cle) = if montant.is_negative() { ("une sortie", "sortie") } else { ("une entrée", "entree") };
            constats.push(
                Constat::new(
                    REGLE.code,
                    vue.exercice.lieu(vue.exercice.ouverture.as_ref().map_or(vue.exercice.span_debut, |o| o.span)),
                    format!("{sens} de {} du {jour}, que la banque n’avait pas vue à la fin de {}, n’est pas reportée", montant.abs(), precedent.exercice.nom),
                )
                .etiquette("un report manque")
                .lien(lieu, format!("non pointée : {}", laisse.libelle))
                .aide(format!(
                    "ajoutez à exercice.toml : `[[report]]`, `date = {}`, `libelle = \"…\"`, `{cle}.{nom} = {}` ; ou pointez-la dans {} si un relevé la montre",
                    laisse.date,
                    montant.abs().decimal(),
                    precedent.exercice.nom
                ))
                .donnee("attendu", montant.decimal())
                .sujet(format!("{} {nom} {}", laisse.libelle, laisse.date)),
            );
        }
    }
    pointages(vue, precedent, &prouvees_fausses, constats);
    regies(vue, precedent, constats);
}

/// A report that is ticked on another day than its operation.
fn pointages(vue: &Vue, precedent: &Comptes, prouvees_fausses: &HashSet<TresorerieId>, constats: &mut Vec<Constat>) {
    let mut pointages = if precedent.exercice.scelle { Vec::new() } else { pointes_autrement(precedent, vue.comptes) };
    pointages.retain(|(p, _)| !prouvees_fausses.contains(&p.banque));
    constats.extend(chacun_une_fois(pointages).iter().map(|p| pointe_autrement(vue, REGLE.code, precedent, p)));
}

/// What a class would begin with, and did not hold. (What it still holds at the end is R001.)
fn regies(vue: &Vue, precedent: &Comptes, constats: &mut Vec<Constat>) {
    let lacunes = &precedent.exercice.lacunes;
    if precedent.exercice.scelle || lacunes.manque(Partie::Regies) || lacunes.manque(Partie::Classes) {
        return;
    }
    let tenues: HashMap<&str, Montant> = precedent.regies().iter().map(|r| (r.classe.as_str(), r.tenu())).collect();
    for (classe, montant, span) in vue.exercice.ouverture.iter().flat_map(|o| &o.regies) {
        let tenue = tenues.get(vue.exercice.nom_de_classe(classe)).copied().unwrap_or_default();
        if !tenue.is_zero() || montant.is_zero() {
            continue;
        }
        constats.push(
            Constat::new(
                REGLE.code,
                vue.exercice.lieu(*span),
                format!("l’ouverture de la régie {classe} est de {montant}, la classe ne détenait rien à la fin de {}", precedent.exercice.nom),
            )
            .etiquette(format!("{} d’écart", montant.abs()))
            .aide("enlevez cette ligne, ou retrouvez dans l’année d’avant le versement qui manque")
            .ecart(tenue, *montant)
            .sujet(classe.as_str()),
        );
    }
}

/// The year that this one follows without a gap.
fn precedent<'a>(vue: &Vue<'a>) -> Option<&'a Comptes<'a>> {
    vue.precedent.filter(|p| !p.exercice.lacunes.manque(Partie::Bornes) && p.exercice.fin.succ_opt() == Some(vue.exercice.debut))
}

/// Whether a proof from outside already says that one of the two years is wrong about this account.
fn est_prouvee_fausse(vue: &Vue, precedent: &Comptes, id: TresorerieId) -> bool {
    let ecart = |ecart: Option<Montant>| ecart.is_some_and(|ecart| !ecart.is_zero());
    if vue.comptes.cooperative.tresorerie(id).compte.is_banque() {
        return ecart(precedent.ecart_du_rapprochement(id)) || releve_discordant::est_discordante(vue, id);
    }
    let arretes = vue.exercice.arretes.iter().filter(|a| a.tresorerie.connue() == Some(id));
    let mut soldes = arretes.map(|a| (a.compte(), vue.comptes.solde_a_compter(vue.suivant, id, a.date.valeur)));
    ecart(precedent.ecart_de_l_arrete(id)) || soldes.any(|(compte, solde)| ecart(compte.zip(solde).map(|(c, s)| c - s)))
}

/// The closing of the year before, not sealed, and the opening written beside it, where they differ.
pub(super) fn ouverture_decalee(vue: &Vue, id: TresorerieId) -> Option<(Montant, Montant)> {
    let precedent = precedent(vue).filter(|p| !p.exercice.scelle && p.exercice.lacunes.solde_connu(id))?;
    vue.exercice.ouverture.as_ref()?;
    let (cloture, ouverture) = (precedent.cloture(id), vue.comptes.ouverture(id));
    // By just what an entry lacks to balance (E001), it is that entry's.
    (cloture != ouverture && !precedent.exercice.lacunes.est_un_ecart(cloture - ouverture)).then_some((cloture, ouverture))
}

/// What a bank had not shown at the end of the year before, not sealed, and is not carried over.
pub(super) fn reports_oublies<'a>(vue: &Vue<'a>) -> HashMap<TresorerieId, Vec<(EnRoute<'a>, Lieu)>> {
    let mut oublies: HashMap<TresorerieId, Vec<_>> = HashMap::new();
    let Some(precedent) = precedent(vue).filter(|p| !p.exercice.scelle) else { return oublies };
    for laisse in ecarts_de_reports(precedent, vue.comptes).into_iter().filter(|e| e.trouve.is_none()).filter_map(|e| e.attendu) {
        let banques = laisse.0.mouvements.iter().filter_map(|(nom, _)| vue.comptes.cooperative.trouver_tresorerie(nom));
        if let Some(banque) = banques.into_iter().find(|banque| vue.exercice.lacunes.pointage_connu(*banque)) {
            oublies.entry(banque).or_default().push(laisse);
        }
    }
    oublies
}

const EXPLICATION: Explication = Explication {
    quoi: "Quand l’ouverture est écrite à la main et que l’année d’avant n’est pas encore clôturée, la règle compare les deux, compte par \
           compte. Elle cherche aussi, parmi les `[[report]]`, chaque opération que la banque n’avait pas vue à la fin de l’année d’avant, \
           et le même jour de pointage quand les deux années en donnent un. Elle se tait quand un relevé ou un arrêté de caisse montre déjà la différence (T003, C001).",
    pourquoi: "Une écriture ajoutée en septembre à l’année qui finit change sa clôture, et l’ouverture recopiée ne la suit plus. Un chèque que \
               l’on oublie de reporter ne pourra jamais être pointé, et le premier relevé qui le montre ne tombera plus juste.",
    exemple: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31

[ouverture]
banque = 769.00     # 796.00, deux chiffres échangés
caisse = 30.00
"#,
    )],
    corriger: "Recopiez la clôture de l’année d’avant, et reportez ce qui n’était pas pointé. Le plus simple est d’enlever `[ouverture]` et les \
               `[[report]]` : l’exercice suit alors le précédent de lui-même, et la clôture les écrira.",
    correction: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31

[ouverture]
banque = 796.00
caisse = 30.00
"#,
    )],
    reference: "La ligne « Existence au début de l’exercice » du cahier de comptes, et le cadre des opérations de l’année précédente.",
};
