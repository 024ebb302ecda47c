//! `bilan --format csv`: one line a figure, for a spreadsheet. Separator `;`, amounts with a decimal comma, as French
//! spreadsheets read them; UTF-8.

use crate::coop::Montant;
use crate::etat::crf::Crf;
use crate::source::sans_controle;

/// Columns: `bloc`, `compte`, `libelle`, `montant`.
pub fn bilan_csv(crf: &Crf) -> String {
    let mut lignes: Vec<[String; 4]> = Vec::new();
    let mut ligne = |bloc: &str, compte: &str, libelle: &str, montant: Montant| {
        lignes.push([bloc.to_owned(), cellule(compte), cellule(libelle), montant.decimal().replace('.', ",")]);
    };
    for charge in &crf.charges {
        ligne("charges", &charge.compte.to_string(), &charge.libelle, charge.montant);
    }
    ligne("charges", "", "Total des charges", crf.total_charges);
    for produit in &crf.produits {
        ligne("produits", &produit.compte.to_string(), &produit.libelle, produit.montant);
    }
    ligne("produits", "", "Total des produits", crf.total_produits);
    ligne("resultat", "", "Résultat de l’exercice", crf.resultat);
    for tresorerie in &crf.bilan.actif {
        ligne("bilan-actif", tresorerie.compte, &tresorerie.intitule, tresorerie.montant);
    }
    for (classe, montant) in &crf.bilan.regies {
        ligne("bilan-actif", "", &format!("Détenu par la classe {classe}"), *montant);
    }
    ligne("bilan-actif", "", "Total de l’actif", crf.bilan.total_actif);
    ligne("bilan-passif", "", "Report à nouveau", crf.bilan.report_a_nouveau);
    ligne("bilan-passif", "", "Résultat de l’exercice", crf.bilan.resultat);
    ligne("bilan-passif", "", "Total du passif", crf.bilan.total_passif);
    for rapprochement in &crf.rapprochements {
        let bloc = "rapprochement";
        if let Some((date, solde)) = rapprochement.releve {
            ligne(
                bloc,
                &rapprochement.tresorerie,
                &format!("Solde du relevé du {}", crate::coop::date::en_chiffres(date)),
                solde,
            );
        }
        ligne(bloc, &rapprochement.tresorerie, "Sorties non pointées", rapprochement.sorties_non_pointees);
        ligne(bloc, &rapprochement.tresorerie, "Entrées non pointées", rapprochement.entrees_non_pointees);
        ligne(bloc, &rapprochement.tresorerie, "Solde du cahier", rapprochement.solde_cahier);
        if let Some(ecart) = rapprochement.ecart {
            ligne(bloc, &rapprochement.tresorerie, "Écart", ecart);
        }
    }
    for arrete in &crf.arretes {
        let compte = format!("Espèces comptées le {}", crate::coop::date::en_chiffres(arrete.date));
        ligne("arrete-de-caisse", &arrete.tresorerie, &compte, arrete.compte);
        ligne("arrete-de-caisse", &arrete.tresorerie, "Solde du cahier", arrete.solde);
        ligne("arrete-de-caisse", &arrete.tresorerie, "Écart", arrete.ecart);
    }
    ligne("subventions", "", "Total du tableau", crf.subventions.total);
    ligne("subventions", &crf.subventions.compte.to_string(), "Total du compte", crf.subventions.total_du_compte);
    ligne("subventions", "", "Écart", crf.subventions.ecart);

    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let ecrire = |redacteur: &mut csv::Writer<Vec<u8>>, champs: [String; 4]| {
        redacteur.write_record(champs).expect("a Vec takes every byte")
    };
    ecrire(&mut redacteur, ["bloc", "compte", "libelle", "montant"].map(str::to_owned));
    for champs in lignes {
        ecrire(&mut redacteur, champs);
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

/// A text as one cell: nothing that a spreadsheet would run as a formula, nothing that acts on a terminal.
pub fn cellule(texte: &str) -> String {
    let propre = sans_controle(texte);
    if propre.starts_with(['=', '+', '-', '@']) { format!("'{propre}") } else { propre.into_owned() }
}
