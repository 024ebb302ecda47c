//! T005 — ouverture-discordante. Held against a sealed exercice only: until then the opening may still follow (domain.md, E5).

use std::collections::{BTreeMap, HashMap};

use crate::calcul::Comptes;
use crate::calcul::en_route::ecarts_de_reports;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{AnneesManquantes, Regle, Verification, Vue};
use crate::coop::{Exercice, Montant, Partie, date, nom_de_la_regie};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("T005"),
    nom: "ouverture-discordante",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite],
    resume: "l’ouverture n’est pas la clôture de l’exercice précédent, compte par compte",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(comptes) = vue.cloture_precedente() else { return };
    let precedent = comptes.exercice;
    let mut ecarts = Vec::new();
    comparer(vue, comptes, &mut ecarts);
    if let Some(manquantes) = vue.annees_manquantes() {
        constats.extend(ne_suit_pas(vue, comptes, &ecarts).then(|| annee_manquante(vue, precedent, &ecarts, &manquantes)));
        return;
    }
    sans_suite(vue, comptes, constats);
    let fin = date::en_chiffres(precedent.fin);
    for Ecart { nom, attendu, trouve, span } in ecarts {
        let difference = (attendu - trouve).abs();
        let message = format!("l’ouverture de {nom} est de {trouve}, sa clôture au {fin} de {attendu} ; différence {difference}");
        constats.push(
            Constat::new(REGLE.code, vue.exercice.lieu(span), message)
                .etiquette(format!("{difference} d’écart"))
                .aide(format!("reprenez la clôture de {} : {}", precedent.nom, attendu.decimal()))
                .ecart(attendu, trouve)
                .sujet(nom),
        );
    }
}

/// Whether the sums show that a whole year is missing before this one: it is told here. Where they do not, L010 tells it.
pub fn nomme_l_annee_manquante(vue: &Vue) -> bool {
    let Some(comptes) = vue.cloture_precedente().filter(|_| vue.annees_manquantes().is_some()) else { return false };
    let mut ecarts = Vec::new();
    comparer(vue, comptes, &mut ecarts);
    REGLE.peut_juger(vue.exercice) && ne_suit_pas(vue, comptes, &ecarts)
}

/// Whether what an exercice opens with is anything else than what that closing left.
fn ne_suit_pas(vue: &Vue, comptes: &Comptes, ecarts: &[Ecart]) -> bool {
    !ecarts.is_empty() || !ecarts_de_reports(comptes, vue.comptes).is_empty()
}

/// An account, or what a class held, that does not begin with what the year before closed with.
struct Ecart {
    nom: String,
    attendu: Montant,
    trouve: Montant,
    span: Span,
}

/// A whole year between the two is not in the folder: the figures of another prove nothing against this one.
fn annee_manquante(vue: &Vue, precedent: &Exercice, ecarts: &[Ecart], manquantes: &AnneesManquantes) -> Constat {
    let (nom, avant) = (&vue.exercice.nom, &precedent.nom);
    let suite = ecarts.first().map_or_else(
        || format!("les reports de {nom} ne sont pas ceux que laissait {avant}"),
        |e| format!("l’ouverture de {} est de {}, la clôture de {avant} de {}", e.nom, e.trouve, e.attendu),
    );
    let span = ecarts.first().map(|e| e.span).or(vue.exercice.ouverture.as_ref().map(|o| o.span));
    Constat::new(REGLE.code, vue.exercice.lieu(span.unwrap_or_default()), format!("il manque {} entre {avant} et {nom} : {suite}", manquantes.exercices()))
        .etiquette("rien ne prouve ces sommes")
        .aide(format!("remettez {} depuis une sauvegarde : cette ouverture en vient", manquantes.dossiers()))
        .donnee("attendu", manquantes.premiere.as_str())
        .sujet(manquantes.premiere.as_str())
}

fn comparer(vue: &Vue, comptes: &Comptes, ecarts: &mut Vec<Ecart>) {
    let precedent = comptes.exercice;
    // What the seal says, not what its files say now: a file changed since is X002. A seal that says nothing sure is X002 too,
    // and the accounts are then all that is left to compare with.
    let cloture = precedent.cloture.as_ref().filter(|c| c.authentique);
    let lacunes = &precedent.lacunes;
    let Some(ouverture) = &vue.exercice.ouverture else { return };
    let mut juger = |nom: &str, attendu: Montant, trouve: Montant, span: Span| {
        if attendu != trouve {
            ecarts.push(Ecart { nom: nom.to_owned(), attendu, trouve, span });
        }
    };
    let nom_d_alors = |id| comptes.cooperative.tresorerie(id).nom.as_str();
    for (id, tresorerie) in vue.comptes.cooperative.tresoreries().filter(|(id, _)| cloture.is_some() || lacunes.solde_connu(*id)) {
        let ecrit = ouverture.soldes.iter().find(|(t, ..)| *t == id);
        let span = ecrit.map_or(ouverture.span, |(.., span)| *span);
        let attendu = cloture.map_or_else(|| comptes.cloture(id), |c| c.solde(nom_d_alors(id)));
        juger(&tresorerie.nom, attendu, vue.comptes.ouverture(id), span);
    }
    if cloture.is_none() && (lacunes.manque(Partie::Regies) || lacunes.manque(Partie::Classes)) {
        return;
    }
    let tenues: Vec<(&str, Montant)> = match cloture {
        Some(cloture) => cloture.regies.iter().map(|(classe, montant)| (classe.as_str(), *montant)).collect(),
        None => comptes.regies().iter().map(|r| (r.classe.as_str(), r.tenu())).collect(),
    };
    let mut classes: BTreeMap<&str, (Montant, Montant)> = BTreeMap::new();
    for (classe, montant) in tenues {
        classes.entry(classe).or_default().0 += montant;
    }
    for regie in vue.comptes.regies() {
        classes.entry(&regie.classe).or_default().1 = regie.ouverture;
    }
    let ecrites: HashMap<&str, Span> =
        ouverture.regies.iter().rev().map(|(nom, _, span)| (vue.exercice.nom_de_classe(nom), *span)).collect();
    for (classe, (attendu, trouve)) in classes.into_iter().filter(|(classe, _)| cloture.is_some() || lacunes.regie_connue(classe)) {
        let nom = if classe.is_empty() { nom_de_la_regie(classe).to_owned() } else { format!("la régie {classe}") };
        juger(&nom, attendu, trouve, ecrites.get(classe).copied().unwrap_or(ouverture.span));
    }
}

/// Money on an account that is declared no more: the opening cannot tell it.
fn sans_suite(vue: &Vue, comptes: &Comptes, constats: &mut Vec<Constat>) {
    let precedent = comptes.exercice;
    let declaree = |id| vue.comptes.cooperative.tresorerie(id).declaree;
    for (id, tresorerie) in comptes.cooperative.tresoreries().filter(|(id, _)| !declaree(*id)) {
        let cloture = precedent.cloture.as_ref().filter(|c| c.authentique);
        let attendu = cloture.map_or_else(|| comptes.cloture(id), |c| c.solde(&tresorerie.nom));
        let inconnu = cloture.is_none() && !precedent.lacunes.solde_connu(id);
        if attendu.is_zero() || inconnu {
            continue;
        }
        let (nom, fin) = (&tresorerie.nom, date::en_chiffres(precedent.fin));
        let span = vue.exercice.ouverture.as_ref().map_or(Span::default(), |ouverture| ouverture.span);
        constats.push(
            Constat::new(REGLE.code, vue.exercice.lieu(span), format!("la clôture de {} laissait {attendu} sur `{nom}` au {fin}, que retkoop.toml ne déclare plus", precedent.nom))
                .etiquette(format!("sans les {attendu} de `{nom}`"))
                .aide(format!("déclarez de nouveau `[tresorerie.{nom}]` dans retkoop.toml, et gardez-le jusqu’à ce qu’il soit vide : un virement porte l’argent sur le nouveau compte"))
                .ecart(attendu, Montant::ZERO)
                .sujet(nom.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Ce que l’on a au premier jour est ce que l’on avait au dernier jour de l’exercice précédent, compte par compte, classe par \
           classe. La comparaison se fait dès que l’année précédente est clôturée. Quand une année entière manque entre les deux, la règle la \
           nomme.",
    pourquoi: "Un euro qui change entre deux années est un euro dont personne ne répond. L’auditeur additionne les coopératives d’une \
               année sur l’autre : c’est l’une des premières choses qu’il vérifie.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2025-2026/exercice.toml",
            r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31

[ouverture]
banque = 769.00     # 796.00, deux chiffres échangés
caisse = 30.00
"#,
        ),
    ],
    corriger: "Reprenez les soldes de clôture de l’année précédente, ou enlevez `[ouverture]` : sans elle, l’exercice suit le précédent \
               de lui-même.",
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
    reference: "L’égalité du bilan d’ouverture et du bilan de clôture ; la ligne « Existence au début de l’exercice » du cahier de \
                comptes.",
};
