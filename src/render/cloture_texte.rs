//! The closing report in the terminal: what was proved, what was answered, what goes on, and the seal.

use std::fmt::Write;

use comfy_table::{ColumnConstraint, Table, Width};

use super::cloture_phrases::phrases;
use super::tableau::Style;
use crate::calcul::egalites::Egalite;
use crate::coop::date;
use crate::diagnostic::{francaise, pluriel};
use crate::etat::cloture::{ControleFait, RapportDeCloture};
use crate::etat::rapprochement::OperationNonPointee;
use crate::source::sans_controle;

/// Columns beyond which an amount is only farther from what it is.
const LARGEUR_MAX: u16 = 80;
const COLONNE_MONTANT: u16 = 19;
const COLONNE_SIGNE: u16 = 4;

pub fn cloture_texte(rapport: &RapportDeCloture, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let mut texte = String::new();
    let i = &rapport.crf.identite;
    let ligne = |texte: &str| textwrap::fill(&francaise(&sans_controle(texte)), style.largeur as usize);
    let _ = writeln!(texte, "{}", style.titre(&ligne(&format!("{}, exercice {}", i.cooperative, i.exercice))));
    let quand = match &rapport.sceau {
        Some(sceau) => format!("clôturé le {} · montants en euros", date::en_toutes_lettres(sceau.date)),
        None => "ouvert · montants en euros".to_owned(),
    };
    let _ = writeln!(texte, "{}", style.discret(&ligne(&quand)));
    let _ = writeln!(texte, "\n{}", ligne(&phrases(rapport).join(" ")));
    for egalite in &rapport.egalites.etablies {
        bloc_d_egalite(&mut texte, egalite, style);
    }
    let detail = |titre: &str, lignes: Vec<String>, texte: &mut String| {
        if !lignes.is_empty() {
            let _ = writeln!(texte, "\n{}", style.titre(titre));
            lignes.iter().for_each(|l| _ = writeln!(texte, "{}", retrait(l, style)));
        }
    };
    let non_pointees =
        rapport.non_pointees.iter().map(|(banque, o)| format!("{banque} : {} : {}", operation_nommee(o), o.montant));
    detail("En route vers la banque, reportées sur l’exercice suivant", non_pointees.collect(), &mut texte);
    let annulations = rapport.annulations.iter().map(|a| {
        let le = a.le.map_or_else(String::new, |le| format!(" du {}", date::en_chiffres(le)));
        format!("{}, de {}, annulée par la pièce {}{le}", operation_nommee(&a.operation), a.operation.montant.abs(), a.par)
    });
    detail("Opérations annulées, que la banque ne verra jamais", annulations.collect(), &mut texte);
    let regies = rapport.regies.iter().map(|r| {
        let au_debut = if r.ouverture.is_zero() { String::new() } else { format!("à l’ouverture {}, ", r.ouverture) };
        let suite = format!("versé {}, retourné {}, expliqué {}, reste {}", r.verse, r.retourne, r.explique, r.tenu);
        format!("{} : {au_debut}{suite}", r.intitule())
    });
    detail("Régies", regies.collect(), &mut texte);
    let classes = rapport.crf.cahiers_de_classe.iter();
    let classes = classes.map(|c| format!("{}, pièce {} : charges {}, produits {}", c.classe, c.piece, c.charges, c.produits));
    detail("Cahiers de classe, comptés dans ces comptes", classes.collect(), &mut texte);
    let subventions = rapport.crf.subventions.lignes.iter();
    let subventions =
        subventions.map(|s| format!("{}, pièce {} : {}, reste à dépenser {}", s.origine, s.piece, s.montant, s.reste_a_depenser));
    detail("Subventions reçues", subventions.collect(), &mut texte);
    let inventaire = rapport.inventaire.iter();
    let inventaire = inventaire.map(|b| {
        format!("{}, achat du {} : {}, vaut {}", b.designation, date::en_chiffres(b.achat), b.valeur, b.valeur_actuelle)
    });
    detail("Inventaire au dernier jour", inventaire.collect(), &mut texte);
    let acquittes = rapport.acquittements.iter().map(|a| format!("{} {} — réponse : {}", a.regle, a.constat, a.motif));
    detail("Constats auxquels la coopérative a répondu", acquittes.collect(), &mut texte);
    let reouvertures = rapport.reouvertures.iter().map(|r| format!("le {} : {}", date::en_chiffres(r.date), r.raison()));
    detail("Réouvertures", reouvertures.collect(), &mut texte);
    let signales = rapport.signales.iter().map(|s| format!("{} {}", s.regle, s.constat));
    detail("Constats signalés, restés sans réponse", signales.collect(), &mut texte);
    let regles = rapport.controles.iter().map(|(titre, regles)| {
        let dit = |r: &ControleFait| match (r.repondus, r.signales, r.reglage) {
            (0, 0, None) if r.sans_objet.is_none() && r.d_apres_la_fin.is_empty() => r.code.to_owned(),
            _ => format!("{} ({})", r.code, r.resultat()),
        };
        // A whole family for one reason: it is given once.
        let raison = regles.first().and_then(|r| r.sans_objet);
        if raison.is_some() && regles.iter().all(|r| r.sans_objet == raison) {
            let codes = regles.iter().map(|r| r.code).collect::<Vec<_>>().join(", ");
            return format!("{titre}, sans objet ({}) : {codes}", raison.unwrap_or_default());
        }
        format!("{titre} : {}", regles.iter().map(dit).collect::<Vec<_>>().join(", "))
    });
    let sans_preuve = rapport.egalites.sans_preuve.iter().map(|e| format!("{} : {}", e.objet, e.manque));
    detail("Égalités sans pièce qui les prouve", sans_preuve.collect(), &mut texte);
    detail("Contrôles ; sans mention, aucun cas trouvé", regles.collect(), &mut texte);
    if let Some(sceau) = &rapport.sceau {
        let _ = writeln!(texte, "\n{}", style.titre("Sceau"));
        let scelles = format!("{} sous le sceau, dont l’empreinte est :", pluriel(sceau.fichiers.len(), "fichier"));
        let _ = writeln!(texte, "{}\n{}", retrait(&scelles, style), retrait(&sceau.empreinte, style));
        let reglages = sceau.reglages.iter().map(|(nom, empreinte)| format!("{nom}, dont il garde le texte : {empreinte}"));
        reglages.for_each(|reglage| _ = writeln!(texte, "{}", retrait(&reglage, style)));
        if let Some(precedent) = &sceau.precedent {
            let _ = writeln!(texte, "{}", retrait(&format!("il suit celui de {} :", precedent.exercice), style));
            let _ = writeln!(texte, "{}", retrait(&precedent.empreinte, style));
        }
    }
    texte
}

/// « 14/06/2023, Millet, matériel, chèque 4000005 ».
fn operation_nommee(o: &OperationNonPointee) -> String {
    let cheque = if o.cheque.is_empty() { String::new() } else { format!(", chèque {}", o.cheque) };
    format!("{}, {}{cheque}", date::en_chiffres(o.date), o.libelle)
}

/// Terms one below the other, the sum between rules, and the other side.
fn bloc_d_egalite(texte: &mut String, egalite: &Egalite, style: Style) {
    let mut table = style.table();
    let libelle = style.largeur.saturating_sub(COLONNE_MONTANT + COLONNE_SIGNE).max(20);
    table.set_header(["", "", ""]);
    table.set_constraints([libelle, COLONNE_MONTANT, COLONNE_SIGNE].map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
    if egalite.termes.len() > 1 {
        for (nom, montant) in &egalite.termes {
            table.add_row([style.texte(nom), style.montant(*montant), style.texte("")]);
        }
    }
    let nom = if let [(seul, _)] = egalite.termes.as_slice() { seul.as_str() } else { "ensemble" };
    table.add_row([style.fort(style.texte(nom)), style.fort(style.montant(egalite.gauche)), style.texte("")]);
    let signe = if egalite.ecart().is_zero() { "=" } else { "≠" };
    table.add_row([style.fort(style.texte(&egalite.attendu)), style.fort(style.montant(egalite.droite)), style.texte(signe)]);
    let _ = writeln!(texte, "\n{}\n{}", style.titre(&sans_controle(&egalite.objet)), sans_vides(&table));
}

fn sans_vides(table: &Table) -> String {
    table.lines().map(|l| l.trim_end().to_owned()).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

fn retrait(ligne: &str, style: Style) -> String {
    let options = textwrap::Options::new(style.largeur as usize).initial_indent(" ").subsequent_indent("   ");
    textwrap::fill(&francaise(&sans_controle(ligne)), options)
}
