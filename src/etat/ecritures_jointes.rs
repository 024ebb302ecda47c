//! The entries that a CRF carries (`ecritures.csv`) beside those of the ledger today: each change in words, with both sides.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::coop::{Date, Montant, date};
use crate::diagnostic::{abrege, quelques};

/// An entry, as readers name it: its piece and its date, which may be no date.
type Ecriture = (String, String);

/// Columns of an amount, and what a reader calls it.
const MONTANTS: [(&str, &str); 5] =
    [("entree", "entrée"), ("sortie", "sortie"), ("charge", "dépense"), ("produit", "recette"), ("regie", "régie")];
/// Columns of what is said of an entry beside its amounts.
const PRECISIONS: [(&str, &str); 7] = [
    ("moyen", "moyen"),
    ("cheque", "chèque"),
    ("pointage", "pointage"),
    ("action_a", "action (axe A)"),
    ("action_b", "action (axe B)"),
    ("justificatifs", "justificatifs"),
    ("annule", "annule"),
];

/// In order of date, then of piece. What one of the sides has no column for is not compared.
pub fn ecritures_differentes(papier: &[u8], cahier: &[u8]) -> Vec<String> {
    let absentes = [colonnes_absentes(papier, cahier), colonnes_absentes(cahier, papier)].concat();
    let (avant, apres) = (lignes(papier, &absentes), lignes(cahier, &absentes));
    let mut ecritures: Vec<&Ecriture> = avant.keys().chain(apres.keys()).collect();
    ecritures.sort_by_key(|(piece, jour)| (jour, piece));
    ecritures.dedup();
    let aucune = Vec::new();
    let une = |ecriture: &Ecriture| {
        let [du_papier, du_cahier] = [&avant, &apres].map(|lignes| lignes.get(ecriture).unwrap_or(&aucune));
        let ecart = ecart(du_papier, du_cahier)?;
        let (piece, jour) = ecriture;
        Some(format!("pièce {piece} du {}, {ecart}", en_francais(jour)))
    };
    ecritures.into_iter().filter_map(une).collect()
}

/// The columns that only one side has, which another version of the program did not write yet, or does not write any more.
pub fn colonnes_d_une_autre_version(papier: &[u8], cahier: &[u8]) -> Vec<String> {
    let [absentes, nouvelles] = [colonnes_absentes(papier, cahier), colonnes_absentes(cahier, papier)];
    let absentes = (!absentes.is_empty()).then(|| format!("`ecritures.csv` ne dit rien de : {}", absentes.join(", ")));
    // Those of the paper are anybody's words.
    let nouvelles: Vec<String> = nouvelles.iter().map(|colonne| abrege(colonne)).collect();
    let nouvelles: Vec<&str> = nouvelles.iter().map(String::as_str).collect();
    let nouvelles = (!nouvelles.is_empty())
        .then(|| format!("`ecritures.csv` dit aussi ce que cette version ne lit pas : {}", quelques(&nouvelles)));
    absentes.into_iter().chain(nouvelles).collect()
}

/// Columns of `autres` that `ecritures` do not have.
fn colonnes_absentes(ecritures: &[u8], autres: &[u8]) -> Vec<String> {
    let colonnes = |octets| csv::Reader::from_reader(octets).headers().cloned().unwrap_or_default();
    let (presentes, autres) = (colonnes(ecritures), colonnes(autres));
    let presentes: HashSet<&str> = presentes.iter().collect();
    autres.iter().filter(|colonne| !presentes.contains(colonne)).map(str::to_owned).collect()
}

/// What an entry does to one account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ligne {
    libelle: String,
    /// « 6586 Cotisations à l’OCCE, dépense 212,00 € ».
    mouvement: String,
    /// In the order of [`PRECISIONS`]; empty: nothing is said.
    precisions: [String; 7],
    /// Of the account: a statement is that of one bank.
    nom: String,
}

fn lignes(ecritures: &[u8], sans: &[String]) -> BTreeMap<Ecriture, Vec<Ligne>> {
    let mut lecteur = csv::ReaderBuilder::new().flexible(true).from_reader(ecritures);
    let colonnes = lecteur.headers().cloned().unwrap_or_default();
    let mut rangs: HashMap<&str, usize> = HashMap::new();
    colonnes.iter().enumerate().for_each(|(rang, colonne)| _ = rangs.entry(colonne).or_insert(rang));
    let rang = |nom: &str| rangs.get(nom).copied().filter(|_| !sans.iter().any(|absente| absente == nom));
    let mut lues: BTreeMap<Ecriture, Vec<Ligne>> = BTreeMap::new();
    for ligne in lecteur.records().flatten() {
        let champ = |nom: &str| rang(nom).and_then(|rang| ligne.get(rang)).unwrap_or_default().to_owned();
        lues.entry((champ("piece"), champ("date"))).or_default().push(Ligne {
            libelle: champ("libelle"),
            mouvement: mouvement(champ),
            precisions: PRECISIONS.map(|(colonne, _)| champ(colonne)),
            nom: champ("nom"),
        });
    }
    lues
}

fn mouvement(champ: impl Fn(&str) -> String) -> String {
    let compte = [champ("compte"), champ("nom")].into_iter().filter(|texte| !texte.is_empty()).collect::<Vec<_>>().join(" ");
    let montant = |(colonne, nom): (&str, &str)| {
        let texte = champ(colonne);
        let lu = || Montant::relire(&texte).map_or_else(|| texte.clone(), |montant| montant.to_string());
        (!texte.is_empty()).then(|| format!("{nom} {}", lu()))
    };
    let classe = Some(champ("classe")).filter(|classe| !classe.is_empty()).map(|classe| format!("classe {classe}"));
    let parties = Some(compte).filter(|compte| !compte.is_empty()).into_iter();
    parties.chain(MONTANTS.into_iter().filter_map(montant)).chain(classe).collect::<Vec<_>>().join(", ")
}

/// Of one entry, in words; `None`: both sides say the same.
fn ecart(du_papier: &[Ligne], du_cahier: &[Ligne]) -> Option<String> {
    let (perdues, venues) = (de_plus(du_papier, du_cahier), de_plus(du_cahier, du_papier));
    let (perdues, venues, memes) = apparier(perdues, venues);
    let precisions = precisions_differentes(&memes);
    let dit = match (perdues.as_slice(), venues.as_slice()) {
        ([], []) if precisions.is_empty() => return None,
        ([], []) => format!("{}, {}", memes.first().map_or("", |(avant, _)| &avant.libelle), precisions.join(" ; ")),
        ([], _) => format!("{} : au cahier seulement", en_mots(&venues, None)),
        (_, []) => format!("{} : dans le papier seulement", en_mots(&perdues, None)),
        ([premiere, ..], [autre, ..]) => {
            let commun = Some(premiere.libelle.as_str()).filter(|libelle| *libelle == autre.libelle);
            let titre = commun.map_or_else(String::new, |libelle| format!("{libelle} : "));
            format!("{titre}{} dans le papier, {} au cahier", en_mots(&perdues, commun), en_mots(&venues, commun))
        }
    };
    let suite = if perdues.is_empty() && venues.is_empty() { &[][..] } else { &precisions };
    Some(suite.iter().fold(dit, |dit, precision| format!("{dit} ; {precision}")))
}

/// The lines that do the same to the same account, which only say something else of it, are taken out of both sides.
fn apparier(perdues: Vec<Ligne>, venues: Vec<Ligne>) -> (Vec<Ligne>, Vec<Ligne>, Vec<(Ligne, Ligne)>) {
    let cle = |ligne: &Ligne| (ligne.libelle.clone(), ligne.mouvement.clone());
    let mut restantes: BTreeMap<(String, String), VecDeque<(usize, Ligne)>> = BTreeMap::new();
    for (rang, ligne) in venues.into_iter().enumerate() {
        restantes.entry(cle(&ligne)).or_default().push_back((rang, ligne));
    }
    let (mut seules, mut memes) = (Vec::new(), Vec::new());
    for ligne in perdues {
        match restantes.get_mut(&cle(&ligne)).and_then(VecDeque::pop_front) {
            Some((_, autre)) => memes.push((ligne, autre)),
            None => seules.push(ligne),
        }
    }
    let mut autres: Vec<(usize, Ligne)> = restantes.into_values().flatten().collect();
    autres.sort();
    (seules, autres.into_iter().map(|(_, ligne)| ligne).collect(), memes)
}

/// Each once, although every line of the entry says it.
fn precisions_differentes(memes: &[(Ligne, Ligne)]) -> Vec<String> {
    let (mut dites, mut vues) = (Vec::new(), HashSet::new());
    for (rang, (colonne, nom)) in PRECISIONS.into_iter().enumerate() {
        for (avant, apres) in memes.iter().filter(|(avant, apres)| avant.precisions[rang] != apres.precisions[rang]) {
            let de = if colonne == "pointage" { format!(" ({})", avant.nom) } else { String::new() };
            let [ici, la] = [avant, apres].map(|ligne| match ligne.precisions[rang].as_str() {
                "" => "rien".to_owned(),
                jour if colonne == "pointage" => en_francais(jour),
                texte => format!("« {texte} »"),
            });
            let dite = format!("{nom}{de} : {ici} dans le papier, {la} au cahier");
            if vues.insert(dite.clone()) {
                dites.push(dite);
            }
        }
    }
    dites
}

/// A date as one reads it; as it is written, if it is none.
fn en_francais(jour: &str) -> String {
    jour.parse::<Date>().map_or_else(|_| jour.to_owned(), date::en_chiffres)
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
    fn what_is_said_of_an_entry_is_told_once() {
        const TITRES: &str =
            "piece,date,libelle,compte,nom,entree,sortie,charge,produit,regie,classe,moyen,cheque,pointage,action_a";
        let ecriture = |cheque: &str, pointage: &str, action: &str| {
            format!(
                "{TITRES}\n04,2024-10-04,Colle,512,banque,,9.00,,,,,,{cheque},{pointage},{action}\n\
                 04,2024-10-04,Colle,6181,Fournitures,,,9.00,,,,,{cheque},,{action}\n"
            )
        };
        let lues = |papier: &str, cahier: &str| {
            let lues = ecritures_differentes(papier.as_bytes(), cahier.as_bytes());
            lues.iter().map(|d| d.replace(['\u{202f}', '\u{a0}'], " ")).collect::<Vec<_>>()
        };
        let papier = ecriture("11", "2024-10-31", "Arts");
        assert_eq!(lues(&papier, &papier), [""; 0]);
        assert_eq!(
            lues(&papier, &ecriture("12", "", "Arts")),
            ["pièce 04 du 04/10/2024, Colle, chèque : « 11 » dans le papier, « 12 » au cahier ; \
              pointage (banque) : 31/10/2024 dans le papier, rien au cahier"]
        );
        assert_eq!(
            lues(&papier, &ecriture("11", "2024-10-31", "Théâtre").replace("512,banque,,9.00", "512,banque,,8.00")),
            ["pièce 04 du 04/10/2024, Colle : 512 banque, sortie 9,00 € dans le papier, 512 banque, sortie 8,00 € au cahier ; \
              action (axe A) : « Arts » dans le papier, « Théâtre » au cahier"]
        );
        // A paper of before these columns says nothing of them.
        let ancien = "piece,date,libelle,compte,nom,entree,sortie,charge\n04,2024-10-04,Colle,512,banque,,9.00,\n\
                      04,2024-10-04,Colle,6181,Fournitures,,,9.00\n";
        assert_eq!(lues(ancien, &papier), [""; 0]);
        assert_eq!(
            colonnes_absentes(ancien.as_bytes(), papier.as_bytes()),
            ["produit", "regie", "classe", "moyen", "cheque", "pointage", "action_a"]
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
