//! The CRF on paper. In: the model [`Crf`], and how it is printed. Out: a [`Papier`] whose data are what `modeles/crf.typ`
//! reads: amounts and dates written in French, tables as rows of texts, drawings as lengths (`graphique`).
//!
//! No figure is computed here; the sentences that depend on them are `phrases`.

pub(super) mod graphique;
mod phrases;
pub mod recomposition;

use serde_json::{Value, json};

use super::signatures::{cases_des_signataires, soussignes};
use super::typographie::{cumuls, euros};
use super::{Emission, Modele, Papier, PieceJointe, Tirage, arrete_de_caisse, rapprochement, subventions};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, Sens, date, nom_de_la_regie};
use crate::etat::crf::{Bilan, CahierIntegre, Crf, LigneDeCompte};
use crate::etat::precedent::DeuxAns;
use crate::parse::{Dossier, PIECE_DES_CHIFFRES, PIECE_DES_ECRITURES, PIECE_DES_PAGES};
use crate::render::bilan_json::bilan_json;
use crate::render::ecritures_csv::ecritures_csv;
use crate::source::Hacheur;
use phrases::{
    a_expliquer, arrete_au, difference, intitule_du_resultat, nombre_d_ecritures, non_clotures, non_comptee, resultat_au_passif,
    resultat_en_mots, sans_caisse,
};

/// Rows for signatures when the classes are not known: the sheet is filled in by hand.
const EMARGEMENT_VIERGE: usize = 6;
/// Beyond so many rows, or letters in one of their names (two lines), or mandataires, the signatures and the certification may
/// take more than a page.
const EMARGEMENT_D_UNE_PAGE: usize = 8;
const NOM_COURT: usize = 60;
const MANDATAIRES_D_UNE_PAGE: usize = 2;

pub fn emission(_: &Dossier, _: &Comptes, _: Date) -> Emission {
    Emission::Remplie
}

/// The CRF, carrying its figures (the `bilan` JSON) and the entries behind them (CSV), whose fingerprint it prints, and what its
/// pages are composed from.
pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let crf = Crf::etablir(controle);
    let mut papier = papier(&crf, date, Tirage::simple());
    let (chiffres, ecritures) = (bilan_json(&crf).into_bytes(), ecritures_csv(controle).into_bytes());
    let mut hacheur = Hacheur::default();
    hacheur.ajouter(&chiffres);
    hacheur.ajouter(&ecritures);
    let pieces_jointes = pieces_jointes(chiffres, ecritures, recomposition::pages_json(&papier).into_bytes());
    papier.tirage = Tirage::Definitif { empreinte: hacheur.finir(), pieces_jointes };
    vec![papier]
}

/// What the pages of this CRF are composed from, as its file carries it.
pub fn donnees_des_pages(crf: &Crf, date: Date) -> String {
    recomposition::pages_json(&papier(crf, date, Tirage::simple()))
}

fn pieces_jointes(chiffres: Vec<u8>, ecritures: Vec<u8>, pages: Vec<u8>) -> Vec<PieceJointe> {
    let jointe = |nom: &str, type_mime: &str, description: &str, octets: Vec<u8>| PieceJointe {
        nom: nom.to_owned(),
        type_mime: type_mime.to_owned(),
        description: description.to_owned(),
        sous_l_empreinte: nom != PIECE_DES_PAGES,
        octets,
    };
    vec![
        jointe(PIECE_DES_CHIFFRES, "application/json", "Les chiffres de ce compte rendu", chiffres),
        jointe(PIECE_DES_ECRITURES, "text/csv", "Les écritures dont ils viennent", ecritures),
        jointe(PIECE_DES_PAGES, "application/json", "Ce dont ses pages sont composées", pages),
    ]
}

fn papier(crf: &Crf, date: Date, tirage: Tirage) -> Papier {
    Papier { tirage, ..Papier::new(Modele::Crf, &crf.identite, date, donnees(crf, date)) }
}

fn donnees(crf: &Crf, date: Date) -> Value {
    let p = crf.precedent.as_ref();
    json!({
        // Headings of the columns of amounts: one, or one a year.
        "annees": p.map_or_else(
            || vec!["Montant (€)".to_owned()],
            |p| [&crf.identite.exercice, &p.exercice].map(|annee| format!("{annee} (€)")).to_vec(),
        ),
        "chiffres": chiffres_cles(crf, date),
        "non_clotures": non_clotures(crf),
        "arrete_au": arrete_au(crf, date),
        "ecritures": nombre_d_ecritures(crf.ecritures),
        "precedent": p.map(|p| format!("L’exercice {} présentait {}.", p.exercice, resultat_en_mots(p.resultat))),
        "charges": comptes(&crf.comptes_compares(Sens::Charge)),
        "produits": comptes(&crf.comptes_compares(Sens::Produit)),
        "total_charges": deux_ans(crf.total_charges, p.map(|p| p.total_charges)),
        "total_produits": deux_ans(crf.total_produits, p.map(|p| p.total_produits)),
        "resultat": {
            "intitule": format!("{} ({})", intitule_du_resultat(crf.resultat), difference(crf.resultat)),
            "montant": crf.resultat.abs().to_string(),
        },
        "cahiers_de_classe": crf.cahiers_de_classe.iter().map(cahier_de_classe).collect::<Vec<_>>(),
        "bilan": bilan(crf),
        "rapprochements": crf.rapprochements.iter().map(|r| rapprochement::bloc(r, crf.avancement.arrete_au(date))).collect::<Vec<_>>(),
        "arretes": crf.arretes.iter().map(arrete_de_caisse::bloc).collect::<Vec<_>>(),
        "sans_caisse": sans_caisse(crf),
        "caisses_non_comptees": crf.caisses_non_comptees.iter().filter(|c| c.a_servi).map(non_comptee).collect::<Vec<_>>(),
        "subventions": subventions::bloc(&crf.subventions),
        "comptes_en_image": graphique::barres(crf),
        "tresorerie_en_image": graphique::tresorerie(&crf.tresorerie_connue(date)),
        "emargement": emargement(crf),
        "retour_depasse": crf.retour_depasse.map(|(etat, jour)| {
            format!(
                "Ces comptes ont changé depuis le compte rendu «\u{a0}{}\u{a0}» noté le {}\u{a0}: celui-ci le remplace.",
                etat.intitule(),
                date::en_toutes_lettres(jour)
            )
        }),
        "certification": certification(crf, date),
    })
}

fn chiffres_cles(crf: &Crf, date: Date) -> Value {
    let avoir = if crf.avancement.est_en_cours(date) {
        "Avoir à ce jour".to_owned()
    } else {
        format!("Avoir au {}", date::en_toutes_lettres(crf.identite.fin))
    };
    json!([
        { "nom": "Recettes de l’exercice", "valeur": crf.total_produits.to_string() },
        { "nom": "Dépenses de l’exercice", "valeur": crf.total_charges.to_string() },
        { "nom": intitule_du_resultat(crf.resultat), "valeur": crf.resultat.abs().to_string() },
        { "nom": avoir, "valeur": crf.bilan.total_actif.to_string() },
    ])
}

fn cahier_de_classe(cahier: &CahierIntegre) -> [String; 5] {
    let resultat = cahier.produits - cahier.charges;
    [cahier.classe.clone(), cahier.piece.clone(), euros(cahier.charges), euros(cahier.produits), euros(resultat)]
}

/// The amounts at the end of a row: that of the year before where there is one.
fn deux_ans(montant: Montant, precedent: Option<Montant>) -> Vec<String> {
    std::iter::once(montant).chain(precedent).map(euros).collect()
}

fn comptes(lignes: &[DeuxAns<LigneDeCompte>]) -> Value {
    let ligne = |l: &DeuxAns<LigneDeCompte>| {
        let compte = format!("{}\u{a0}{}", l.ligne.compte, l.ligne.suffixe);
        [vec![compte, l.ligne.libelle.clone()], deux_ans(l.montant, l.precedent)].concat()
    };
    let compare = lignes.iter().any(|l| l.precedent.is_some());
    let cumuls = match compare {
        true => cumuls(lignes.iter().map(|l| [l.montant, l.precedent.unwrap_or_default()])),
        false => cumuls(lignes.iter().map(|l| [l.montant])),
    };
    json!({ "lignes": lignes.iter().map(ligne).collect::<Vec<_>>(), "cumuls": cumuls })
}

fn bilan(crf: &Crf) -> Value {
    let avant = |de: fn(&Bilan) -> Montant| crf.precedent.as_ref().map(|p| de(&p.bilan));
    let ligne = |textes: &[&str], montant, precedent| {
        [textes.iter().map(|t| (*t).to_owned()).collect(), deux_ans(montant, precedent)].concat()
    };
    let compares = crf.actif_compare();
    let montants = compares.iter().map(|l| (l.montant, l.precedent)).chain([(crf.bilan.total_regies, avant(|b| b.total_regies))]);
    let cumuls = match crf.precedent.is_some() {
        true => cumuls(montants.map(|(montant, precedent)| [montant, precedent.unwrap_or_default()])),
        false => cumuls(montants.map(|(montant, _)| [montant])),
    };
    let mut actif: Vec<Vec<String>> =
        compares.iter().map(|l| ligne(&[l.ligne.compte, &l.ligne.intitule], l.montant, l.precedent)).collect();
    let bilan = &crf.bilan;
    actif.push(ligne(&["", "Régies et cahiers de classe"], bilan.total_regies, avant(|b| b.total_regies)));
    let regies: Vec<String> =
        bilan.regies.iter().map(|(classe, montant)| format!("{}, {montant}", nom_de_la_regie(classe))).collect();
    // Of two results, each with its sign, one heading cannot say « déficit » for both.
    let resultat = if crf.precedent.is_some() { "Résultat de l’exercice" } else { resultat_au_passif(bilan.resultat) };
    json!({
        "actif": actif,
        "cumuls": cumuls,
        "passif": [
            ligne(&["Report à nouveau"], bilan.report_a_nouveau, avant(|b| b.report_a_nouveau)),
            ligne(&[resultat], bilan.resultat, avant(|b| b.resultat)),
        ],
        "regies": regies.join("\u{a0}; "),
        // Only in a draft.
        "desequilibre": (bilan.total_actif != bilan.total_passif).then(|| {
            let (actif, passif) = (bilan.total_actif, bilan.total_passif);
            format!("L’actif et le passif ne s’équilibrent pas\u{a0}: {actif} et {passif}, différence {}.", (actif - passif).abs())
        }),
        "total_actif": deux_ans(bilan.total_actif, avant(|b| b.total_actif)),
        "total_passif": deux_ans(bilan.total_passif, avant(|b| b.total_passif)),
    })
}

/// One row a teacher: each one signs.
fn emargement(crf: &Crf) -> Value {
    let mut lignes: Vec<[&str; 2]> = vec![];
    for classe in &crf.emargement {
        match classe.enseignants.as_slice() {
            [] => lignes.push([&classe.classe, ""]),
            enseignants => lignes.extend(enseignants.iter().map(|enseignant| [classe.classe.as_str(), enseignant.as_str()])),
        }
    }
    if lignes.is_empty() {
        lignes = vec![["", ""]; EMARGEMENT_VIERGE];
    }
    let tient = lignes.len() <= EMARGEMENT_D_UNE_PAGE
        && crf.identite.mandataires.len() <= MANDATAIRES_D_UNE_PAGE
        && lignes.iter().flatten().all(|nom| nom.chars().count() <= NOM_COURT);
    json!({ "lignes": lignes, "tient": tient })
}

fn certification(crf: &Crf, date: Date) -> Value {
    let identite = &crf.identite;
    let verbe = if identite.mandataires.len() > 1 { "certifions" } else { "certifie" };
    let resultat = resultat_en_mots(crf.resultat);
    json!({
        "phrase": format!(
            "{} de la coopérative scolaire «\u{a0}{}\u{a0}», {verbe} exacts les comptes ci\u{2011}dessus, arrêtés au {}, \
             qui présentent {resultat}.",
            soussignes(identite),
            identite.cooperative,
            arrete_au(crf, date),
        ),
        "a_expliquer": a_expliquer(crf),
        "cases": cases_des_signataires(identite),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{PieceJointe, imprimer};
    use super::*;
    use crate::coop::{Avancement, Compte};
    use crate::etat::identite::Identite;
    use crate::etat::subventions::Subventions;

    fn jour(annee: i32, mois: u32, jour: u32) -> Date {
        Date::from_ymd_opt(annee, mois, jour).unwrap()
    }

    fn euro(euros: i64) -> Montant {
        Montant::from_centimes(100 * euros)
    }

    /// No entry, no statement, no cash, nobody.
    fn vierge() -> Crf {
        Crf {
            identite: Identite {
                cooperative: "École du Bourg".to_owned(),
                numero: "046-0410".to_owned(),
                uai: String::new(),
                adresse: String::new(),
                commune: String::new(),
                departement: String::new(),
                exercice: "2023-2024".to_owned(),
                debut: jour(2023, 9, 1),
                fin: jour(2024, 8, 31),
                mandataires: vec![],
                signataires: vec![],
            },
            charges: vec![],
            produits: vec![],
            total_charges: Montant::ZERO,
            total_produits: Montant::ZERO,
            resultat: Montant::ZERO,
            bilan: Bilan {
                actif: vec![],
                regies: vec![],
                total_regies: Montant::ZERO,
                total_actif: Montant::ZERO,
                report_a_nouveau: Montant::ZERO,
                resultat: Montant::ZERO,
                total_passif: Montant::ZERO,
            },
            rapprochements: vec![],
            arretes: vec![],
            caisses_non_comptees: vec![],
            subventions: Subventions {
                lignes: vec![],
                total: Montant::ZERO,
                total_du_reste: Montant::ZERO,
                compte: Compte::parse("7410").unwrap(),
                total_du_compte: Montant::ZERO,
                ecart: Montant::ZERO,
            },
            emargement: vec![],
            tresorerie_par_mois: vec![],
            ecritures: 0,
            cahiers_de_classe: vec![],
            retour_depasse: None,
            avancement: Avancement { fin: jour(2024, 8, 31), scelle: false, connu_jusqu_au: jour(2024, 8, 31) },
            precedent: None,
        }
    }

    fn piece_jointe() -> Tirage {
        let nom = "bilan.json".to_owned();
        let jointe = PieceJointe {
            nom,
            type_mime: "application/json".to_owned(),
            description: "Chiffres".to_owned(),
            sous_l_empreinte: true,
            octets: b"{}".to_vec(),
        };
        Tirage::Definitif { empreinte: "3f2a91bc".to_owned(), pieces_jointes: vec![jointe] }
    }

    fn octets(crf: &Crf, tirage: Tirage) -> Vec<u8> {
        let rendu = imprimer(&papier(crf, jour(2024, 8, 31), tirage)).unwrap_or_else(|erreur| panic!("{erreur}"));
        assert_eq!(rendu.avertissements, [""; 0]);
        rendu.octets
    }

    #[test]
    fn an_empty_crf_prints_the_same_bytes_twice_in_any_thread() {
        let crf = vierge();
        let premier = octets(&crf, piece_jointe());
        super::super::oublier(usize::MAX);
        std::thread::scope(|fils| {
            let autres: Vec<_> = (0..3).map(|_| fils.spawn(|| octets(&crf, piece_jointe()))).collect();
            autres.into_iter().for_each(|autre| assert!(autre.join().unwrap() == premier));
        });
    }

    #[test]
    fn neither_markup_nor_unknown_letters_stop_a_paper() {
        let mut crf = vierge();
        crf.identite.cooperative = "#panic() $ ` <x> @y \\ 🌞 שלום ".repeat(8);
        crf.identite.mandataires = vec!["x".repeat(300), "#read(\"/etc/passwd\")".to_owned()];
        crf.charges = vec![LigneDeCompte {
            compte: Compte::parse("6181").unwrap(),
            suffixe: "0008".to_owned(),
            libelle: "*_`#".repeat(60),
            montant: euro(12),
        }];
        octets(&crf, piece_jointe());
        let rendu = imprimer(&papier(&crf, jour(2024, 8, 31), Tirage::Brouillon { erreurs: vec!["#".repeat(500); 9] })).unwrap();
        assert_eq!(rendu.caracteres_remplaces, ['🌞']);
    }

    #[test]
    fn a_draft_of_sound_accounts_is_a_draft() {
        octets(&vierge(), Tirage::Brouillon { erreurs: vec![] });
    }
}
