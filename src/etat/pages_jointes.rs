//! What the pages of a CRF are composed from (`pages.json`), beside what they would be composed from today: what is printed and
//! is neither an account nor an entry (cash counted, subsidies, operations not ticked, names…), each change in words.

use serde_json::Value;

use super::parties_des_pages::{DITES_AILLEURS, PARTIES, Partie, lieu};

const RETOUR: &str = "/donnees/retour_depasse";
const COMPTES_OUVERTS: &str = "/donnees/non_clotures";
/// What the pages say of the folder's state, and not of the figures: by its name, and where it stands.
const ETATS: [(&str, &str); 2] = [("retour", RETOUR), ("cloture", COMPTES_OUVERTS)];
/// Who composed the pages: nor of them.
const COMPOSEUR: &str = "/composeur";

/// A state that the paper tells otherwise than one printed today would; `None`: it says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EtatChange<'v> {
    pub nom: &'static str,
    pub phrase: &'static str,
    pub avant: Option<&'v str>,
    pub apres: Option<&'v str>,
}

/// What differs from the paper to the ledger. Empty although they differ: no part of their own does.
pub fn pages_differentes(papier: &Value, cahier: &Value) -> Vec<String> {
    PARTIES.iter().flat_map(|partie| partie.differences(papier, cahier)).collect()
}

/// What differs besides, whatever the states of the folder are: what other parts say too, else the first thing that does.
pub fn autres_differences(papier: &Value, cahier: &Value) -> Vec<String> {
    let ailleurs: Vec<String> = DITES_AILLEURS.iter().flat_map(|partie| partie.differences(papier, cahier)).collect();
    if !ailleurs.is_empty() {
        return ailleurs;
    }
    let [mut papier, mut cahier] = [papier.clone(), cahier.clone()];
    for document in [&mut papier, &mut cahier] {
        for muette in ETATS.iter().map(|(_, chemin)| *chemin).chain([COMPOSEUR]) {
            document.pointer_mut(muette).map(Value::take);
        }
    }
    difference(&papier, &cahier, "").into_iter().collect()
}

/// Whether the same version composed both.
pub fn memes_composeurs(papier: &Value, cahier: &Value) -> bool {
    papier.pointer(COMPOSEUR) == cahier.pointer(COMPOSEUR)
}

pub fn etats_changes<'v>(papier: &'v Value, cahier: &'v Value) -> Vec<EtatChange<'v>> {
    let etat = |(nom, chemin)| {
        let [avant, apres] = [papier, cahier].map(|document| mention(document, chemin));
        let phrase = match chemin {
            RETOUR => "seul l’état du retour, noté depuis, se dirait autrement : ce n’est pas un chiffre",
            _ if avant.is_some() && apres.is_some() => {
                "les comptes, qui ne sont pas clôturés, vont aujourd’hui jusqu’à un autre jour"
            }
            _ => "les comptes ont été clôturés, ou rouverts, depuis ; ce n’est pas un chiffre",
        };
        (avant != apres).then_some(EtatChange { nom, phrase, avant, apres })
    };
    ETATS.into_iter().filter_map(etat).collect()
}

/// What the pages say of accounts that are not closed.
pub fn mention_des_comptes_ouverts(pages: &Value) -> Option<&str> {
    mention(pages, COMPTES_OUVERTS)
}

/// The same pages, of accounts that are.
pub fn comme_clotures(mut pages: Value) -> Value {
    pages.pointer_mut(COMPTES_OUVERTS).map(Value::take);
    pages
}

fn mention<'v>(pages: &'v Value, chemin: &str) -> Option<&'v str> {
    pages.pointer(chemin).and_then(Value::as_str)
}

/// `chemin`: where both stand, as in a [`Partie`].
fn difference(papier: &Value, cahier: &Value, chemin: &str) -> Option<String> {
    let sous = |cle: &str| if chemin.is_empty() { cle.to_owned() } else { format!("{chemin}.{cle}") };
    match (papier, cahier) {
        _ if papier == cahier => None,
        (Value::Object(avant), Value::Object(apres)) => {
            let cles = avant.keys().chain(apres.keys().filter(|cle| !avant.contains_key(*cle)));
            let valeur = |cote: &serde_json::Map<String, Value>, cle: &str| cote.get(cle).cloned().unwrap_or_default();
            cles.into_iter().find_map(|cle| difference(&valeur(avant, cle), &valeur(apres, cle), &sous(cle)))
        }
        (Value::Array(avant), Value::Array(apres)) if avant.len() == apres.len() => {
            avant.iter().zip(apres).find_map(|(a, b)| difference(a, b, &sous("*")))
        }
        _ => Some(dire(lieu(chemin), papier, cahier)),
    }
}

fn dire(nom: &str, papier: &Value, cahier: &Value) -> String {
    format!("{nom} : {} dans le papier, {} au cahier", en_mots(papier), en_mots(cahier))
}

fn en_mots(valeur: &Value) -> String {
    match valeur {
        Value::Null => "rien".to_owned(),
        Value::String(texte) if texte.is_empty() => "rien".to_owned(),
        Value::String(texte) if est_un_montant(texte) => format!("{texte} €"),
        Value::String(texte) => format!("« {texte} »"),
        Value::Array(valeurs) if valeurs.is_empty() => "rien".to_owned(),
        Value::Array(valeurs) => valeurs.iter().map(en_mots).collect::<Vec<_>>().join(", "),
        autre => autre.to_string(),
    }
}

/// As the pages write them in their columns: `1 250,00`.
fn est_un_montant(texte: &str) -> bool {
    let (entiers, centimes) = texte.strip_prefix('−').unwrap_or(texte).split_once(',').unwrap_or_default();
    let chiffres = |c: char| c.is_ascii_digit() || c.is_whitespace();
    centimes.len() == 2 && !entiers.is_empty() && entiers.chars().chain(centimes.chars()).all(chiffres)
}

impl Partie {
    fn differences(&self, papier: &Value, cahier: &Value) -> Vec<String> {
        let [avant, apres] = [papier, cahier].map(|document| aux_places(document, self.chemin));
        let mut differences = Vec::new();
        for rang in 0..avant.len().max(apres.len()) {
            let [a, b] = [&avant, &apres].map(|places| places.get(rang).copied().unwrap_or(&Value::Null));
            if a == b {
                continue;
            }
            match (a.as_array(), b.as_array()) {
                (Some(a), Some(b)) if !self.colonnes.is_empty() => self.rangees_differentes(a, b, &mut differences),
                _ => differences.push(dire(self.nom, a, b)),
            }
        }
        differences
    }

    /// Rows that have the same keys are one, whose cells changed.
    fn rangees_differentes(&self, papier: &[Value], cahier: &[Value], differences: &mut Vec<String>) {
        let cles = |rangee: &Value| rangee.as_array().map(|cases| cases.iter().take(self.cles).cloned().collect::<Vec<_>>());
        let mut restantes: Vec<&Value> = cahier.iter().collect();
        let prendre = |restantes: &mut Vec<&Value>, convient: &dyn Fn(&Value) -> bool| {
            restantes.iter().position(|rangee| convient(rangee)).map(|rang| restantes.remove(rang).clone())
        };
        // What stayed is set aside first, so that it is not taken for a change of what left.
        let mut changees = Vec::new();
        for rangee in papier {
            if prendre(&mut restantes, &|autre| autre == rangee).is_none() {
                changees.push(rangee);
            }
        }
        for rangee in changees {
            let nom = format!("{} {}", self.nom, en_clair(&cles(rangee).unwrap_or_default()));
            let nom = nom.trim_end();
            match prendre(&mut restantes, &|autre| cles(autre) == cles(rangee)) {
                Some(autre) => {
                    for (rang, colonne) in self.colonnes.iter().enumerate().filter(|(rang, _)| rangee[*rang] != autre[*rang]) {
                        differences.push(dire(&format!("{nom}, {colonne}"), &rangee[rang], &autre[rang]));
                    }
                }
                None => differences.push(format!("{} {} : dans le papier seulement", self.nom, self.rangee(rangee))),
            }
        }
        differences.extend(restantes.iter().map(|rangee| format!("{} {} : au cahier seulement", self.nom, self.rangee(rangee))));
    }

    fn rangee(&self, rangee: &Value) -> String {
        en_clair(rangee.as_array().map(Vec::as_slice).unwrap_or_default())
    }
}

/// The cells that say something.
fn en_clair(cases: &[Value]) -> String {
    cases.iter().filter_map(Value::as_str).filter(|texte| !texte.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The values at the end of this path, in their order.
fn aux_places<'v>(document: &'v Value, chemin: &str) -> Vec<&'v Value> {
    let mut places = vec![document];
    for cle in chemin.split('.') {
        places = match cle {
            "*" => places.into_iter().filter_map(Value::as_array).flatten().collect(),
            cle => places.into_iter().filter_map(|valeur| valeur.get(cle)).collect(),
        };
    }
    places
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_whose_cell_changed_is_told_by_its_name() {
        let document = |reste: &str, autre: &str| {
            json!({ "donnees": { "subventions": { "lignes": [
                ["Mairie", "Projets", "14/01/2025", "15", "oui", "950,00", reste],
                ["Département", autre, "04/02/2025", "16", "oui", "300,00", "0,00"],
            ] } } })
        };
        assert_eq!(pages_differentes(&document("276,60", "x"), &document("276,60", "x")), [""; 0]);
        assert_eq!(
            pages_differentes(&document("276,60", "x"), &document("200,00", "y")),
            [
                "subvention Mairie, Projets, reste à dépenser : 276,60 € dans le papier, 200,00 € au cahier",
                "subvention Département, x, 04/02/2025, 16, oui, 300,00, 0,00 : dans le papier seulement",
                "subvention Département, y, 04/02/2025, 16, oui, 300,00, 0,00 : au cahier seulement",
            ]
        );
    }

    #[test]
    fn names_and_lists_are_told_with_both_sides() {
        let document = |noms: &[&str]| json!({ "en_tete": { "signataires": noms } });
        assert_eq!(
            pages_differentes(&document(&["Ana", "Bo"]), &document(&[])),
            ["signataires : « Ana », « Bo » dans le papier, rien au cahier"]
        );
    }

    #[test]
    fn the_states_of_the_folder_are_apart() {
        let document = |mention: Value, x: u8| json!({ "donnees": { "retour_depasse": mention, "un_chiffre": [x] } });
        let (avant, apres) = (document(Value::Null, 1), document(json!("Ces comptes ont changé"), 1));
        assert_eq!(autres_differences(&avant, &apres), [""; 0]);
        let changes = etats_changes(&avant, &apres);
        assert_eq!(
            changes.iter().map(|c| (c.nom, c.avant, c.apres)).collect::<Vec<_>>(),
            [("retour", None, Some("Ces comptes ont changé"))]
        );
        assert_eq!(
            autres_differences(&avant, &document(Value::Null, 2)),
            ["ailleurs sur ses pages : 1 dans le papier, 2 au cahier"]
        );
        let ouvert = |mention: Value| json!({ "donnees": { "non_clotures": mention } });
        let avant = ouvert(json!("Comptes non clôturés"));
        let apres = comme_clotures(avant.clone());
        assert_eq!(autres_differences(&avant, &apres), [""; 0]);
        assert_eq!(etats_changes(&avant, &apres).iter().map(|c| c.nom).collect::<Vec<_>>(), ["cloture"]);
        // Both open: what moved is the day up to which they are written.
        let plus_loin = etats_changes(&avant, &ouvert(json!("jusqu’au 31 juillet")))[0].phrase;
        assert!(plus_loin.contains("un autre jour"), "{plus_loin}");
        let composeur = |nom: &str| json!({ "composeur": nom });
        assert_eq!(autres_differences(&composeur("retkoop 1"), &composeur("retkoop 2")), [""; 0]);
    }

    #[test]
    fn other_parts_are_told_in_the_words_of_the_page() {
        let bilan = |banque: &str, total: &str| {
            let actif = json!([["512", banque, "2 207,96"], ["530", "Caisse", "15,00"]]);
            json!({ "donnees": { "bilan": { "actif": actif, "total_actif": [total] } } })
        };
        let papier = bilan("Banque, compte courant", "2 222,96");
        assert_eq!(
            autres_differences(&papier, &bilan("Banque, compte cour", "2 222,96")),
            ["actif du bilan 512, intitulé : « Banque, compte courant » dans le papier, « Banque, compte cour » au cahier"]
        );
        assert_eq!(
            autres_differences(&papier, &bilan("Banque, compte courant", "2 222,95")),
            ["bilan : 2 222,96 € dans le papier, 2 222,95 € au cahier"]
        );
    }

    #[test]
    fn whatever_the_shape_nothing_is_lost() {
        for tordu in
            [json!(null), json!([]), json!({"donnees": 3}), json!({"donnees": {"subventions": {"lignes": ["x", [1], {}]}}})]
        {
            for autre in [json!({"donnees": {"subventions": {"lignes": [["x"], "y"]}}}), json!("z")] {
                let _ = pages_differentes(&tordu, &autre);
                assert_ne!(autres_differences(&tordu, &autre), [""; 0]);
            }
        }
    }
}
