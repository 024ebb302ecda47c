//! The CRF on paper. In: the model [`Crf`], and how it is printed. Out: a [`Papier`] whose data are what `modeles/crf.typ`
//! reads: amounts and dates written in French, tables as rows of texts, drawings as lengths (`graphique`).
//!
//! Each sentence that depends on the figures is chosen here, in one place; the template holds the fixed words and the
//! layout. No figure is computed here.

pub(super) mod graphique;

use serde_json::{Value, json};

use super::en_tete::{cases_des_mandataires, en_tete, enumerer};
use super::{Modele, Papier, PieceJointe, Tirage, pied_de_page};
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date, iban};
use crate::etat::crf::{Arrete, Bilan, Crf, Emargement, LigneDeCompte, OperationNonPointee, Rapprochement, Subventions};
use crate::render::bilan_json::bilan_json;
use crate::render::ecritures_csv::ecritures_csv;
use crate::source::Hacheur;

/// Rows for signatures when the classes are not known: the sheet is filled in by hand.
const EMARGEMENT_VIERGE: usize = 6;

/// The CRF, carrying its figures (the `bilan` JSON) and the entries behind them (CSV); its fingerprint is that of both.
pub fn etablir(controle: &DossierControle, date: Date) -> Papier {
    let crf = Crf::etablir(controle);
    let jointe = |nom: &str, type_mime: &str, description: &str, texte: String| PieceJointe {
        nom: nom.to_owned(),
        type_mime: type_mime.to_owned(),
        description: description.to_owned(),
        octets: texte.into_bytes(),
    };
    let pieces_jointes = vec![
        jointe("bilan.json", "application/json", "Les chiffres de ce compte rendu", bilan_json(&crf)),
        jointe("ecritures.csv", "text/csv", "Les écritures dont ils viennent", ecritures_csv(controle)),
    ];
    let mut hacheur = Hacheur::default();
    for piece in &pieces_jointes {
        hacheur.ajouter(&piece.octets);
    }
    papier(&crf, date, Tirage::Definitif { empreinte: hacheur.finir(), pieces_jointes })
}

fn papier(crf: &Crf, date: Date, tirage: Tirage) -> Papier {
    let identite = &crf.identite;
    let modele = Modele::Crf;
    Papier {
        modele,
        titre: format!("{}\u{a0}: {}, exercice {}", modele.intitule(), identite.cooperative, identite.exercice),
        auteur: identite.cooperative.clone(),
        mots_cles: ["OCCE", "coopérative scolaire", "CRF", &identite.numero, &identite.exercice].map(str::to_owned).to_vec(),
        date,
        pied: pied_de_page(identite),
        donnees: donnees(crf, date),
        tirage,
    }
}

fn donnees(crf: &Crf, etabli_le: Date) -> Value {
    json!({
        "en_tete": en_tete(&crf.identite, etabli_le),
        "fin": date::en_toutes_lettres(crf.identite.fin),
        "chiffres": chiffres_cles(crf),
        "ecritures": nombre_d_ecritures(crf.ecritures),
        "charges": comptes(&crf.charges),
        "produits": comptes(&crf.produits),
        "total_charges": euros(crf.total_charges),
        "total_produits": euros(crf.total_produits),
        "resultat": { "intitule": intitule_du_resultat(crf.resultat), "montant": euros(crf.resultat.abs()) },
        "bilan": bilan(&crf.bilan),
        "rapprochements": crf.rapprochements.iter().map(|r| rapprochement(r, &crf.bilan)).collect::<Vec<_>>(),
        "arretes": crf.arretes.iter().map(arrete).collect::<Vec<_>>(),
        "sans_arrete": sans_arrete(crf),
        "subventions": subventions(&crf.subventions),
        "comptes_en_image": graphique::barres(crf),
        "tresorerie_en_image": graphique::tresorerie(&crf.tresorerie_par_mois),
        "emargement": emargement(&crf.emargement),
        "certification": certification(crf),
    })
}

fn chiffres_cles(crf: &Crf) -> Value {
    json!([
        { "nom": "Recettes de l’exercice", "valeur": crf.total_produits.to_string() },
        { "nom": "Dépenses de l’exercice", "valeur": crf.total_charges.to_string() },
        { "nom": intitule_du_resultat(crf.resultat), "valeur": crf.resultat.abs().to_string() },
        { "nom": format!("Avoir au {}", date::en_toutes_lettres(crf.identite.fin)), "valeur": crf.bilan.total_actif.to_string() },
    ])
}

fn intitule_du_resultat(resultat: Montant) -> &'static str {
    match resultat {
        Montant::ZERO => "Résultat nul",
        deficit if deficit.is_negative() => "Déficit de l’exercice",
        _ => "Excédent de l’exercice",
    }
}

/// In columns whose heading says that they are euros.
fn euros(montant: Montant) -> String {
    montant.sans_unite()
}

fn nombre_d_ecritures(nombre: usize) -> String {
    match nombre {
        0 => "Aucune opération comptable n’a été enregistrée.".to_owned(),
        1 => "Ces comptes résument une seule opération comptable.".to_owned(),
        _ => format!("Ces comptes résument {nombre}\u{a0}opérations comptables."),
    }
}

fn comptes(lignes: &[LigneDeCompte]) -> Value {
    lignes
        .iter()
        .map(|ligne| json!([format!("{}\u{a0}{}", ligne.compte, ligne.suffixe), ligne.libelle, euros(ligne.montant)]))
        .collect()
}

fn bilan(bilan: &Bilan) -> Value {
    let mut actif: Vec<[String; 3]> =
        bilan.actif.iter().map(|ligne| [ligne.compte.to_owned(), ligne.intitule.clone(), euros(ligne.montant)]).collect();
    actif.push([String::new(), "Régies et cahiers de classe".to_owned(), euros(bilan.total_regies)]);
    let regies: Vec<String> = bilan.regies.iter().map(|(classe, montant)| format!("{classe}, {montant}")).collect();
    json!({
        "actif": actif,
        "passif": [
            ["Report à nouveau".to_owned(), euros(bilan.report_a_nouveau)],
            [intitule_du_resultat(bilan.resultat).to_owned(), euros(bilan.resultat)],
        ],
        "regies": regies.join("\u{a0}; "),
        "total_actif": euros(bilan.total_actif),
        "total_passif": euros(bilan.total_passif),
    })
}

fn rapprochement(rapprochement: &Rapprochement, bilan: &Bilan) -> Value {
    let numero = bilan.actif.iter().find(|ligne| ligne.nom == rapprochement.tresorerie).map_or("", |ligne| ligne.compte);
    let mut precisions = vec![];
    if !numero.is_empty() {
        precisions.push(format!("compte {numero}"));
    }
    if !rapprochement.iban.is_empty() {
        precisions.push(format!("IBAN {}", iban::presenter(&rapprochement.iban)));
    }
    json!({
        "intitule": rapprochement.intitule,
        "precisions": precisions.join(" · "),
        "operations": rapprochement.operations.iter().map(operation).collect::<Vec<_>>(),
        "sorties": euros(rapprochement.sorties_non_pointees),
        "entrees": euros(rapprochement.entrees_non_pointees),
        "solde_cahier": rapprochement.solde_cahier.to_string(),
        "preuve": rapprochement.releve.map(|releve| preuve(rapprochement, releve)),
        "conclusion": rapprochement.ecart.map(conclusion),
    })
}

fn preuve(rapprochement: &Rapprochement, (jour, solde): (Date, Montant)) -> Value {
    let attendu = solde - rapprochement.sorties_non_pointees + rapprochement.entrees_non_pointees;
    json!({
        "releve": [format!("Solde du relevé au {}", date::en_toutes_lettres(jour)), euros(solde)],
        "sorties": euros(rapprochement.sorties_non_pointees),
        "entrees": euros(rapprochement.entrees_non_pointees),
        "attendu": euros(attendu),
        "cahier": euros(rapprochement.solde_cahier),
        "ecart": rapprochement.ecart.map_or_else(String::new, euros),
    })
}

fn conclusion(ecart: Montant) -> String {
    if ecart.is_zero() {
        "Le relevé et le cahier concordent.".to_owned()
    } else {
        format!("Le relevé et le cahier diffèrent de {}.", ecart.abs())
    }
}

fn operation(operation: &OperationNonPointee) -> Value {
    let piece = if operation.report { "report" } else { &operation.piece };
    let libelle =
        if operation.report { format!("{} (exercice précédent)", operation.libelle) } else { operation.libelle.clone() };
    let (sortie, entree) = match operation.montant {
        sortie if sortie.is_negative() => (euros(sortie.abs()), String::new()),
        entree => (String::new(), euros(entree)),
    };
    json!([en_colonne(piece), date::en_chiffres(operation.date), libelle, en_colonne(&operation.cheque), sortie, entree])
}

/// Lets a long number be cut, for the narrow columns of piece and cheque numbers.
fn en_colonne(numero: &str) -> String {
    let signes: Vec<char> = numero.chars().collect();
    if signes.len() <= 9 {
        return numero.to_owned();
    }
    signes.chunks(6).map(|bout| bout.iter().collect::<String>()).collect::<Vec<_>>().join("\u{200b}")
}

fn arrete(arrete: &Arrete) -> Value {
    let cinq_euros = Montant::from_centimes(500);
    let lignes = |billets: bool| -> Vec<Value> {
        let coupures = arrete.coupures.iter().filter(|(valeur, ..)| (*valeur >= cinq_euros) == billets);
        coupures.map(|&(valeur, nombre, montant)| json!([coupure(valeur), nombre.to_string(), euros(montant)])).collect()
    };
    json!({
        "intitule": arrete.intitule,
        "date": date::en_toutes_lettres(arrete.date),
        "comptee_par": enumerer(&arrete.comptee_par),
        "billets": lignes(true),
        "pieces": lignes(false),
        "compte": euros(arrete.compte),
        "solde": euros(arrete.solde),
        "ecart": euros(arrete.ecart),
    })
}

/// `50 €`, `0,50 €`.
fn coupure(valeur: Montant) -> String {
    valeur.to_string().replace(",00", "")
}

/// What block 4 says when no count stands in it.
fn sans_arrete(crf: &Crf) -> String {
    let mut caisses = crf.bilan.actif.iter().filter(|ligne| ligne.compte == "530").peekable();
    if caisses.peek().is_none() || caisses.all(|caisse| caisse.montant.is_zero() && caisse.ouverture.is_zero()) {
        "Caisse non utilisée pendant l’exercice\u{a0}: aucune espèce n’est détenue.".to_owned()
    } else {
        "Aucun arrêté de caisse n’a été établi.".to_owned()
    }
}

fn subventions(subventions: &Subventions) -> Value {
    let lignes = subventions.lignes.iter().map(|ligne| {
        json!([
            ligne.origine,
            ligne.designation,
            date::en_chiffres(ligne.date),
            en_colonne(&ligne.piece),
            if ligne.justificatif { "oui" } else { "non" },
            euros(ligne.montant),
            euros(ligne.reste_a_depenser),
        ])
    });
    json!({
        "lignes": lignes.collect::<Vec<_>>(),
        "total": euros(subventions.total),
        "reste": euros(subventions.lignes.iter().map(|ligne| ligne.reste_a_depenser).sum()),
        "intitule_du_compte": format!("Total du compte {}", subventions.compte),
        "total_du_compte": euros(subventions.total_du_compte),
        "ecart": euros(subventions.ecart),
    })
}

/// One row a teacher: each one signs.
fn emargement(classes: &[Emargement]) -> Value {
    let mut lignes: Vec<[&str; 2]> = vec![];
    for classe in classes {
        match classe.enseignants.as_slice() {
            [] => lignes.push([&classe.classe, ""]),
            enseignants => lignes.extend(enseignants.iter().map(|enseignant| [classe.classe.as_str(), enseignant.as_str()])),
        }
    }
    if lignes.is_empty() {
        lignes = vec![["", ""]; EMARGEMENT_VIERGE];
    }
    json!(lignes)
}

fn certification(crf: &Crf) -> Value {
    let identite = &crf.identite;
    let nous = identite.mandataires.len() > 1;
    let qui = if identite.mandataires.is_empty() { "…".repeat(24) } else { enumerer(&identite.mandataires) };
    let (sujet, qualite, verbe) =
        if nous { ("Nous soussigné(e)s", "mandataires", "certifions") } else { ("Je soussigné(e)", "mandataire", "certifie") };
    let resultat = match crf.resultat {
        Montant::ZERO => "un résultat nul".to_owned(),
        deficit if deficit.is_negative() => format!("un déficit de {}", deficit.abs()),
        excedent => format!("un excédent de {excedent}"),
    };
    let mut cases = cases_des_mandataires(identite);
    cases.extend(identite.signataires.iter().map(|nom| json!({ "qualite": "Signataire", "nom": nom })));
    json!({
        "phrase": format!(
            "{sujet}, {qui}, {qualite} de la coopérative scolaire «\u{a0}{}\u{a0}», {verbe} exacts les comptes ci-dessus, arrêtés au {}, \
             qui présentent {resultat}.",
            identite.cooperative,
            date::en_toutes_lettres(identite.fin),
        ),
        "cases": cases,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{PieceJointe, imprimer};
    use super::*;
    use crate::coop::Compte;
    use crate::etat::identite::Identite;

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
            subventions: Subventions {
                lignes: vec![],
                total: Montant::ZERO,
                compte: Compte::parse("7410").unwrap(),
                total_du_compte: Montant::ZERO,
                ecart: Montant::ZERO,
            },
            emargement: vec![],
            tresorerie_par_mois: vec![],
            ecritures: 0,
        }
    }

    fn piece_jointe() -> Tirage {
        let nom = "bilan.json".to_owned();
        let jointe = PieceJointe {
            nom,
            type_mime: "application/json".to_owned(),
            description: "Chiffres".to_owned(),
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
        super::super::vider_le_cache();
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
        assert_eq!(rendu.caracteres_remplaces, ['ו', 'ל', 'ם', 'ש', '🌞']);
    }

    #[test]
    fn a_draft_of_sound_accounts_is_a_draft() {
        octets(&vierge(), Tirage::Brouillon { erreurs: vec![] });
    }

    #[test]
    fn the_words_follow_the_figures() {
        assert_eq!(intitule_du_resultat(euro(-1)), "Déficit de l’exercice");
        assert_eq!(intitule_du_resultat(euro(1)), "Excédent de l’exercice");
        assert_eq!(coupure(euro(50)), "50\u{202f}€");
        assert_eq!(coupure(Montant::from_centimes(50)), "0,50\u{202f}€");
        assert_eq!(enumerer(&["A", "B", "C"].map(str::to_owned)), "A, B et C");
    }
}
