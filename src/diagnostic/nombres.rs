//! How many things there are, and which, in words.

use crate::coop::par_milliers;

/// Names that one may read: a dozen, and how many more there are.
pub fn quelques(noms: &[&str]) -> String {
    const MONTRES: usize = 12;
    let (montres, reste) = noms.split_at(noms.len().min(MONTRES));
    let reste = if reste.is_empty() { String::new() } else { format!(", et {}", pluriel(reste.len(), "autre")) };
    format!("{}{reste}", montres.join(", "))
}

/// `1 fichier`, `9 950 fichiers`.
pub fn pluriel(nombre: usize, mot: &str) -> String {
    format!("{}\u{a0}{mot}{}", par_milliers(i64::try_from(nombre).unwrap_or(i64::MAX)), if nombre > 1 { "s" } else { "" })
}

/// `a`, `a et b`, `a, b et c`.
pub fn enumeration(mots: impl IntoIterator<Item = String>) -> String {
    let mut mots: Vec<String> = mots.into_iter().collect();
    match mots.pop() {
        Some(dernier) if !mots.is_empty() => format!("{} et {dernier}", mots.join(", ")),
        dernier => dernier.unwrap_or_default(),
    }
}
