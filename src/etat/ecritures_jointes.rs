//! The entries that a CRF carries (`ecritures.csv`) beside those of the ledger today: each change in words, with both sides.

use std::collections::BTreeMap;

use crate::coop::{Date, Montant, date};

/// An entry, as readers name it: its piece and its date, which may be no date.
type Ecriture = (String, String);

/// Columns of an amount, and what a reader calls it.
const MONTANTS: [(&str, &str); 5] =
    [("entree", "entrée"), ("sortie", "sortie"), ("charge", "dépense"), ("produit", "recette"), ("regie", "régie")];

/// In order of date, then of piece.
pub fn ecritures_differentes(papier: &[u8], cahier: &[u8]) -> Vec<String> {
    let (avant, apres) = (lignes(papier), lignes(cahier));
    let mut ecritures: Vec<&Ecriture> = avant.keys().chain(apres.keys()).collect();
    ecritures.sort_by_key(|(piece, jour)| (jour, piece));
    ecritures.dedup();
    let aucune = Vec::new();
    let une = |ecriture: &Ecriture| {
        let [du_papier, du_cahier] = [&avant, &apres].map(|lignes| lignes.get(ecriture).unwrap_or(&aucune));
        let (perdues, venues) = (de_plus(du_papier, du_cahier), de_plus(du_cahier, du_papier));
        let ecarts = match (perdues.as_slice(), venues.as_slice()) {
            ([], []) => return None,
            ([], _) => format!("{} : au cahier seulement", en_mots(&venues, None)),
            (_, []) => format!("{} : dans le papier seulement", en_mots(&perdues, None)),
            ([premiere, ..], [autre, ..]) => {
                let commun = Some(premiere.libelle.as_str()).filter(|libelle| *libelle == autre.libelle);
                let titre = commun.map_or_else(String::new, |libelle| format!("{libelle} : "));
                format!("{titre}{} dans le papier, {} au cahier", en_mots(&perdues, commun), en_mots(&venues, commun))
            }
        };
        let (piece, jour) = ecriture;
        let jour = jour.parse::<Date>().map_or_else(|_| jour.clone(), date::en_chiffres);
        Some(format!("pièce {piece} du {jour}, {ecarts}"))
    };
    ecritures.into_iter().filter_map(une).collect()
}

/// What an entry does to one account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ligne {
    libelle: String,
    /// « 6586 Cotisations à l’OCCE, dépense 212,00 € ».
    mouvement: String,
}

fn lignes(ecritures: &[u8]) -> BTreeMap<Ecriture, Vec<Ligne>> {
    let mut lecteur = csv::ReaderBuilder::new().flexible(true).from_reader(ecritures);
    let colonnes = lecteur.headers().cloned().unwrap_or_default();
    let rang = |nom: &str| colonnes.iter().position(|colonne| colonne == nom);
    let mut lues: BTreeMap<Ecriture, Vec<Ligne>> = BTreeMap::new();
    for ligne in lecteur.records().flatten() {
        let champ = |nom: &str| rang(nom).and_then(|rang| ligne.get(rang)).unwrap_or_default().to_owned();
        let compte = [champ("compte"), champ("nom")].into_iter().filter(|texte| !texte.is_empty()).collect::<Vec<_>>().join(" ");
        let montant = |(colonne, nom): (&str, &str)| {
            let texte = champ(colonne);
            let lu = || Montant::relire(&texte).map_or_else(|| texte.clone(), |montant| montant.to_string());
            (!texte.is_empty()).then(|| format!("{nom} {}", lu()))
        };
        let classe = Some(champ("classe")).filter(|classe| !classe.is_empty()).map(|classe| format!("classe {classe}"));
        let parties = Some(compte).filter(|compte| !compte.is_empty()).into_iter();
        let mouvement = parties.chain(MONTANTS.into_iter().filter_map(montant)).chain(classe).collect::<Vec<_>>().join(", ");
        lues.entry((champ("piece"), champ("date"))).or_default().push(Ligne { libelle: champ("libelle"), mouvement });
    }
    lues
}

/// Those that the other side does not have, or has fewer times.
fn de_plus(lignes: &[Ligne], autres: &[Ligne]) -> Vec<Ligne> {
    let mut reste: BTreeMap<&Ligne, usize> = BTreeMap::new();
    for ligne in autres {
        *reste.entry(ligne).or_default() += 1;
    }
    let mut de_plus = Vec::new();
    for ligne in lignes {
        match reste.get_mut(ligne) {
            Some(nombre) if *nombre > 0 => *nombre -= 1,
            _ => de_plus.push(ligne.clone()),
        }
    }
    de_plus
}

/// `commun`: the libellé that is told apart.
fn en_mots(lignes: &[Ligne], commun: Option<&str>) -> String {
    let mut dit = commun;
    let mut mots = Vec::new();
    for ligne in lignes {
        if dit != Some(&ligne.libelle) {
            mots.push(format!("« {} »", ligne.libelle));
            dit = Some(&ligne.libelle);
        }
        mots.push(ligne.mouvement.clone());
    }
    mots.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITRES: &str = "piece,date,libelle,compte,nom,entree,sortie,charge,produit,regie,classe\n";

    fn differences(papier: &str, cahier: &str) -> Vec<String> {
        let lu = |lignes: &str| format!("{TITRES}{lignes}").into_bytes();
        ecritures_differentes(&lu(papier), &lu(cahier)).iter().map(|d| d.replace(['\u{202f}', '\u{a0}'], " ")).collect()
    }

    #[test]
    fn a_corrected_entry_is_one_change() {
        let ecriture = |montant: &str| {
            format!("04,2024-10-04,OCCE,512,banque,,{montant},,,,\n04,2024-10-04,OCCE,6586,Cotisations,,,{montant},,,\n")
        };
        assert_eq!(differences(&ecriture("47.90"), &ecriture("47.90")), [""; 0]);
        assert_eq!(
            differences(&ecriture("47.90"), &ecriture("1249.70")),
            ["pièce 04 du 04/10/2024, OCCE : 512 banque, sortie 47,90 €, 6586 Cotisations, dépense 47,90 € dans le papier, \
              512 banque, sortie 1 249,70 €, 6586 Cotisations, dépense 1 249,70 € au cahier"]
        );
        let libelle = |nom: &str| format!("05,2024-10-07,{nom},,,,,,,140.00,CP\n");
        assert_eq!(
            differences(&libelle("Avance"), &libelle("Régie")),
            [
                "pièce 05 du 07/10/2024, « Avance », régie 140,00 €, classe CP dans le papier, « Régie », régie 140,00 €, classe CP au cahier"
            ]
        );
    }

    #[test]
    fn what_is_on_one_side_is_told_once() {
        let une = "06,2024-10-08,Timbres,530,caisse,,3.00,,,,\n";
        assert_eq!(
            differences(une, ""),
            ["pièce 06 du 08/10/2024, « Timbres », 530 caisse, sortie 3,00 € : dans le papier seulement"]
        );
        assert_eq!(
            differences(une, &une.repeat(2)),
            ["pièce 06 du 08/10/2024, « Timbres », 530 caisse, sortie 3,00 € : au cahier seulement"]
        );
    }
}
