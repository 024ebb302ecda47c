//! `cloture.toml`: a seal as text. Its last line is the fingerprint of all that stands above it, so that any computer can check
//! it: `head -n -1 cloture.toml | sha256sum`.

use std::fmt::Write;

use ecow::EcoString;

use crate::controle::NouveauSceau;
use crate::coop::{Compte, Montant, Sceau};

use crate::rewrite::{chaine, cle};
use crate::source::empreinte;

use super::reglages_toml::{en_vigueur, facultatif};

const EN_TETE: &str = "\
# Le sceau d’un exercice clôturé, écrit par « retkoop cloturer ». N’y touchez pas : le moindre changement se voit.
# « retkoop attester » le vérifie. Sans retkoop : « sha256sum » sur chaque fichier, et « head -n -1 cloture.toml | sha256sum »
# pour la dernière ligne.
";

pub fn cloture_toml(nouveau: &NouveauSceau) -> String {
    let sceau = &nouveau.sceau;
    let mut texte = String::from(EN_TETE);
    let t = &mut texte;
    let _ = writeln!(t, "version = {}\n\n[cloture]\nexercice = {}", sceau.version, chaine(&sceau.exercice));
    let _ = writeln!(t, "debut = {}\nfin = {}\ndate = {}", sceau.debut, sceau.fin, sceau.date);
    let _ = writeln!(t, "outil = {}", chaine(&sceau.outil));
    chiffres(t, sceau);
    for operation in &sceau.non_pointees {
        let _ = writeln!(t, "\n[[non_pointee]]\ntresorerie = {}\ndate = {}", chaine(&operation.tresorerie), operation.date);
        let _ = writeln!(t, "libelle = {}", chaine(&operation.libelle));
        facultatif(t, "piece", &operation.piece);
        facultatif(t, "cheque", &operation.cheque);
        let _ = writeln!(t, "montant = {}", operation.montant.decimal());
    }
    for acquitte in &sceau.acquittements {
        let _ = writeln!(t, "\n[[acquittement]]\nregle = {}", chaine(&acquitte.regle));
        facultatif(t, "piece", &acquitte.piece);
        let _ = writeln!(t, "constat = {}\nmotif = {}", chaine(&acquitte.constat), chaine(&acquitte.motif));
    }
    sceau.reouvertures.iter().for_each(|reouverture| _ = write!(t, "\n{}", reouverture.bloc()));
    reglages(t, sceau);
    t.push_str(&en_vigueur(&nouveau.en_vigueur));
    for fichier in &sceau.fichiers {
        let _ = writeln!(t, "\n[[fichier]]\nchemin = {}\nsha256 = {}", chaine(&fichier.chemin), chaine(&fichier.sha256));
    }
    let _ = writeln!(t, "\n[sceau]\nalgorithme = \"sha256\"");
    if let Some(precedent) = &sceau.precedent {
        let (exercice, empreinte) = (chaine(&precedent.exercice), chaine(&precedent.empreinte));
        let _ = writeln!(t, "precedent = {{ exercice = {exercice}, empreinte = {empreinte} }}");
    }
    let tout = empreinte(texte.as_bytes());
    texte + &format!("empreinte = \"{tout}\"\n")
}

fn chiffres(t: &mut String, sceau: &Sceau) {
    let _ = writeln!(t, "\n[chiffres]");
    for (nom, montant) in [
        ("total_charges", sceau.chiffres.total_charges),
        ("total_produits", sceau.chiffres.total_produits),
        ("resultat", sceau.chiffres.resultat),
        ("report_a_nouveau", sceau.chiffres.report_a_nouveau),
    ] {
        let _ = writeln!(t, "{nom} = {}", montant.decimal());
    }
    let comptes =
        |lignes: &[(Compte, Montant)]| lignes.iter().map(|(c, m)| (EcoString::from(c.to_string()), *m)).collect::<Vec<_>>();
    for (nom, lignes) in [
        ("charges", &comptes(&sceau.chiffres.charges)),
        ("produits", &comptes(&sceau.chiffres.produits)),
        ("ouverture", &sceau.chiffres.ouverture),
        ("tresorerie", &sceau.tresorerie),
        ("regies", &sceau.regies),
    ] {
        if lignes.is_empty() {
            continue;
        }
        let _ = writeln!(t, "\n[chiffres.{nom}]");
        for (ligne, montant) in lignes {
            let _ = writeln!(t, "{} = {}", cle(ligne), montant.decimal());
        }
    }
}

fn reglages(t: &mut String, sceau: &Sceau) {
    let r = &sceau.reglages;
    let _ = writeln!(t, "\n[reglages]\nretkoop = {}", chaine(&r.retkoop));
    for (nom, contenu) in [("inventaire", &r.inventaire), ("departement", &r.departement)] {
        if let Some(contenu) = contenu {
            let _ = writeln!(t, "{nom} = {}", chaine(contenu));
        }
    }
}
