//! `cahier` in the terminal: a line an entry, balances running beside, a total at the end.

use std::fmt::Write;

use super::grille::{Colonne, Genre, Grille, Rangee, Ton};
use super::tableau::Style;
use crate::coop::{Date, Montant, date};
use crate::diagnostic::pluriel;
use crate::etat::cahier::Cahier;
use crate::etat::consultation::{Consultation, LigneConsultee, Vue};
use crate::source::sans_controle;

/// From this width on, dates are written with their year, which the title tells.
const LARGEUR_DES_ANNEES: u16 = 100;
/// Less room for a label, and the balances of several accounts make one.
const LIBELLE_VOULU: usize = 22;

pub fn cahier_texte(consultation: &Consultation, style: Style) -> String {
    let mut texte = en_tete(consultation, style);
    reports(&mut texte, consultation, style);
    if consultation.lignes.is_empty() {
        texte.push_str("\nAucune écriture.\n");
        return texte;
    }
    let grille = grille(consultation, style, true);
    let etroite = consultation.depart.len() > 1 && grille.place(style.largeur as usize) < LIBELLE_VOULU;
    let grille = if etroite { self::grille(consultation, style, false) } else { grille };
    let _ = write!(texte, "\n{}", grille.ecrire(style));
    if consultation.lignes.iter().any(|l| passe_par_une_banque(consultation, l)) {
        let annulee = consultation.lignes.iter().any(|l| l.ligne.annulation.is_some());
        let fin = consultation.exercice.fin;
        let vue_apres = consultation.lignes.iter().any(|l| l.ligne.pointage.is_some_and(|jour| jour > fin))
            || consultation.reports.iter().any(|report| report.pointage.is_some_and(|jour| jour > fin));
        let mut legende = "✓ pointée   · à pointer".to_owned();
        legende.extend(annulee.then_some("   × annulation"));
        legende.extend(vue_apres.then(|| format!("   → vue par la banque après le {}", date::en_chiffres(fin))));
        let _ = writeln!(texte, "\n{}", style.discret(&legende));
    }
    texte
}

fn en_tete(consultation: &Consultation, style: Style) -> String {
    let i = &consultation.cahier.identite;
    let mut texte = style.titre(&textwrap::fill(&sans_controle(&i.cooperative), style.largeur as usize));
    let mut precisions = vec![format!("{} · cahier {} · montants en euros", sans_controle(&i.numero), i.exercice)];
    if let Vue::Compte(compte) = consultation.vue
        && let Some(colonne) = consultation.cahier.comptes.iter().find(|c| c.compte == compte)
    {
        precisions.push(sans_controle(&colonne.libelle).into_owned());
    }
    precisions.extend(consultation.criteres.iter().map(|critere| sans_controle(critere).into_owned()));
    for ligne in textwrap::wrap(&precisions.join(" · "), style.largeur as usize) {
        let _ = write!(texte, "\n{}", style.discret(&ligne));
    }
    texte.push('\n');
    texte
}

/// Apart, since the opening counts them already.
fn reports(texte: &mut String, consultation: &Consultation, style: Style) {
    if consultation.reports.is_empty() {
        return;
    }
    let mot = |titre: &str| Colonne { titre: titre.to_owned(), genre: Genre::Mot };
    let montant = |titre: &str| Colonne { titre: titre.to_owned(), genre: Genre::Montant };
    let libelle = Colonne { titre: "Libellé".to_owned(), genre: Genre::Souple };
    let colonnes = vec![mot("Date"), libelle, mot("Chèque"), montant("Entrée"), montant("Sortie"), mot("")];
    let fin = consultation.exercice.fin;
    let lignes = consultation.reports.iter().map(|report| {
        let signe =
            |sortie: bool| report.mouvements.iter().filter(|m| m.is_negative() == sortie).map(|m| m.abs()).sum::<Montant>();
        let cases = vec![
            date::en_chiffres(report.date),
            libelle_de(&report.libelle, report.annulation.as_deref()),
            sans_controle(&report.cheque).into_owned(),
            ou_rien(signe(false)),
            ou_rien(signe(true)),
            pointage(report.pointage, fin, report.annulation.is_some(), true),
        ];
        Rangee { cases, ton: Ton::Ordinaire }
    });
    let grille = Grille { colonnes, lignes: lignes.collect() };
    let titre = style.titre("Opérations de l’exercice précédent, comptées dans l’ouverture");
    let _ = write!(texte, "\n{titre}\n{}", grille.ecrire(style));
}

/// `detail`: one column a treasury account; else one balance for all.
fn grille(consultation: &Consultation, style: Style, detail: bool) -> Grille {
    let cahier = &consultation.cahier;
    let mot = |titre: &str| Colonne { titre: titre.to_owned(), genre: Genre::Mot };
    let montant = |titre: &str| Colonne { titre: sans_controle(titre).into_owned(), genre: Genre::Montant };
    let libelle = Colonne { titre: "Libellé".to_owned(), genre: Genre::Souple };
    let mut colonnes = vec![mot("Pièce"), mot("Date"), libelle];
    let soldes = |soldes: &[Montant]| -> Vec<String> {
        match detail {
            true => soldes.iter().map(|m| m.sans_unite()).collect(),
            false => vec![soldes.iter().copied().sum::<Montant>().sans_unite()],
        }
    };
    match &consultation.vue {
        Vue::Tresorerie(rangs) => {
            colonnes.extend([mot("Compte"), montant("Entrée"), montant("Sortie")]);
            match detail && rangs.len() > 1 {
                true => colonnes.extend(rangs.iter().map(|&rang| montant(&cahier.tresoreries[rang].nom))),
                false => colonnes.push(montant("Solde")),
            }
            colonnes.push(mot(""));
        }
        Vue::Compte(_) => colonnes.extend([montant("Montant"), montant("Cumul")]),
        Vue::Depenses => colonnes.extend([mot("Compte"), montant("Dépense"), montant("Recette"), montant("Solde")]),
    }
    let tresorerie = matches!(consultation.vue, Vue::Tresorerie(_));
    let rangee = |textes: [String; 3], compte: String, montants: [Montant; 2], apres: Vec<String>, pointage: String, ton| {
        let mut cases = textes.to_vec();
        match consultation.vue {
            Vue::Compte(_) => cases.push(montants[0].sans_unite()),
            _ => cases.extend([compte, ou_rien(montants[0]), ou_rien(montants[1])]),
        }
        cases.extend(apres);
        if tresorerie {
            cases.push(pointage);
        }
        Rangee { cases, ton }
    };
    let vide = String::new;
    let mut lignes = Vec::with_capacity(consultation.lignes.len() + 2);
    if consultation.se_suivent {
        let nom = if consultation.depuis_l_ouverture { "Existence au début" } else { "Report" };
        let depart = soldes(&consultation.depart);
        lignes.push(rangee([vide(), vide(), nom.to_owned()], vide(), [Montant::ZERO; 2], depart, vide(), Ton::Discret));
    }
    let (annees, fin) = (style.largeur >= LARGEUR_DES_ANNEES, consultation.exercice.fin);
    lignes.extend(consultation.lignes.iter().map(|l| {
        let textes = [
            sans_controle(&l.ligne.piece).into_owned(),
            jour(l.ligne.date, annees),
            libelle_de(&l.ligne.libelle, l.ligne.annulation.as_deref()),
        ];
        let pointage = pointage(l.ligne.pointage, fin, l.ligne.annulation.is_some(), passe_par_une_banque(consultation, l));
        rangee(textes, comptes(cahier, l), l.montants, soldes(&l.soldes), pointage, Ton::Ordinaire)
    }));
    let total = format!("Total, {}", pluriel(consultation.lignes.len(), "écriture"));
    // Of lines picked here and there, the last balance is not what they come to.
    let fin = match tresorerie && !consultation.se_suivent {
        true => vec![String::new(); soldes(&consultation.depart).len()],
        false => soldes(consultation.soldes()),
    };
    lignes.push(rangee([vide(), vide(), total], vide(), consultation.totaux(&consultation.vue), fin, vide(), Ton::Total));
    Grille { colonnes, lignes }
}

fn jour(date: Option<Date>, annees: bool) -> String {
    let entiere = date.map_or_else(String::new, date::en_chiffres);
    if annees { entiere } else { entiere.chars().take(5).collect() }
}

fn comptes(cahier: &Cahier, l: &LigneConsultee) -> String {
    match l.ligne.ventilation.as_slice() {
        [] => String::new(),
        [(rang, _)] => cahier.comptes[*rang].compte.to_string(),
        [(rang, _), autres @ ..] => format!("{} +{}", cahier.comptes[*rang].compte, autres.len()),
    }
}

/// One that is shown.
fn passe_par_une_banque(consultation: &Consultation, l: &LigneConsultee) -> bool {
    let Vue::Tresorerie(rangs) = &consultation.vue else { return false };
    let cases = rangs.iter().map(|&rang| (&l.ligne.tresorerie[rang], &consultation.cahier.tresoreries[rang]));
    cases.into_iter().any(|(case, t)| t.is_banque && (!case.entree.is_zero() || !case.sortie.is_zero()))
}

/// What no statement will ever show says why.
fn libelle_de(libelle: &str, annulation: Option<&str>) -> String {
    let entier = annulation.map(|annulation| format!("{libelle} ({annulation})"));
    sans_controle(entier.as_deref().unwrap_or(libelle)).into_owned()
}

/// `fin`: last day of the exercice; what was shown later is still on its way on that day.
fn pointage(date: Option<Date>, fin: Date, annulation: bool, par_une_banque: bool) -> String {
    match (par_une_banque, annulation, date) {
        (false, ..) => "",
        (true, true, _) => "×",
        (true, false, Some(jour)) if jour > fin => "→",
        (true, false, Some(_)) => "✓",
        (true, false, None) => "·",
    }
    .to_owned()
}

fn ou_rien(montant: Montant) -> String {
    if montant.is_zero() { String::new() } else { montant.sans_unite() }
}
