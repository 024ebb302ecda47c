//! Changes keys of a text where they stand. `toml_edit` does the work, but writes every line ending as `\n` and drops a byte
//! order mark: of what it gives, only the lines that changed are taken.

use toml_edit::{DocumentMut, Item, TableLike, Value};

/// Byte order mark: kept, and no part of a line.
const MARQUE: char = '\u{feff}';

/// The text is not TOML: nothing is edited that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Illisible;

/// `changer` edits the document; every line that it does not change stays byte for byte.
pub fn modifier_cles(texte: &str, changer: impl FnOnce(&mut DocumentMut) -> Result<(), Illisible>) -> Result<String, Illisible> {
    let marque = if texte.starts_with(MARQUE) { MARQUE.len_utf8() } else { 0 };
    let (marque, texte) = texte.split_at(marque);
    let mut document: DocumentMut = texte.parse().map_err(|_| Illisible)?;
    let neutre = document.to_string();
    changer(&mut document)?;
    let change = document.to_string();
    let (avant, neutres, apres) = (lignes(texte), lignes(&neutre), lignes(&change));
    if avant.len() != neutres.len() {
        return Err(Illisible);
    }
    let debut = neutres.iter().zip(&apres).take_while(|(a, b)| a == b).count();
    let au_plus = neutres.len().min(apres.len()) - debut;
    let fin = neutres.iter().rev().zip(apres.iter().rev()).take(au_plus).take_while(|(a, b)| a == b).count();
    let retour = if texte.contains("\r\n") { "\r\n" } else { "\n" };
    let changees = apres[debut..apres.len() - fin].iter().map(|ligne| match ligne.strip_suffix('\n') {
        Some(ligne) => format!("{}{retour}", ligne.trim_end_matches('\r')),
        None => (*ligne).to_owned(),
    });
    let gardees = |lignes: &[&str]| lignes.concat();
    Ok(format!("{marque}{}{}{}", gardees(&avant[..debut]), changees.collect::<String>(), gardees(&avant[avant.len() - fin..])))
}

fn lignes(texte: &str) -> Vec<&str> {
    texte.split_inclusive('\n').collect()
}

/// Gives keys of a table, of any spelling, their values, written as TOML; what stood around an old value (spaces, a comment at
/// the end of the line) stays, and a new key of an inline table is spaced as those that stand there.
///
/// Errors: `cible` is no table, or a value is not TOML.
pub fn fixer(cible: &mut Item, cles: &[(&str, String)]) -> Result<(), Illisible> {
    let Some(table) = cible.as_inline_table_mut() else {
        return fixer_toutes(cible.as_table_like_mut().ok_or(Illisible)?, cles, Espaces::ORDINAIRES);
    };
    let serree = table.iter().next().is_some_and(|(cle, _)| {
        let avant = table.key(cle).and_then(|cle| cle.leaf_decor().suffix()?.as_str().map(str::is_empty));
        avant.unwrap_or(true)
    });
    let espaces = if serree { Espaces::AUCUN } else { Espaces::ORDINAIRES };
    // The space before the closing brace belongs to the last value: it goes to the new last one.
    let vide = table.is_empty();
    let espace = table.iter_mut().last().and_then(|(_, valeur)| {
        let suffixe = valeur.decor().suffix()?.as_str()?.to_owned();
        valeur.decor_mut().set_suffix("");
        Some(suffixe)
    });
    fixer_toutes(table, cles, espaces)?;
    if vide {
        table.set_trailing("");
    }
    let espace = if vide { Some(" ".to_owned()) } else { espace };
    if let (Some(espace), Some((_, dernier))) = (espace, table.iter_mut().last()) {
        dernier.decor_mut().set_suffix(espace);
    }
    Ok(())
}

/// What stands around the `=` of a new key.
#[derive(Clone, Copy)]
struct Espaces(&'static str);

impl Espaces {
    const ORDINAIRES: Espaces = Espaces(" ");
    const AUCUN: Espaces = Espaces("");
}

/// The same, of a table with a line for each key.
pub(super) fn fixer_lignes(table: &mut dyn TableLike, cles: &[(&str, String)]) -> Result<(), Illisible> {
    fixer_toutes(table, cles, Espaces::ORDINAIRES)
}

fn fixer_toutes(table: &mut dyn TableLike, cles: &[(&str, String)], Espaces(espace): Espaces) -> Result<(), Illisible> {
    for (cle, valeur) in cles {
        let mut nouvelle: Value = valeur.parse().map_err(|_| Illisible)?;
        match table.get_mut(cle) {
            Some(Item::Value(ancienne)) => {
                *nouvelle.decor_mut() = ancienne.decor().clone();
                *ancienne = nouvelle;
            }
            _ => {
                table.insert(cle, Item::Value(nouvelle.decorated(espace, "")));
                if let Some(mut cle) = table.key_mut(cle) {
                    cle.leaf_decor_mut().set_suffix(espace);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixe(texte: &str, cle: &str, valeur: &str) -> String {
        modifier_cles(texte, |d| fixer(d.as_item_mut(), &[(cle, valeur.to_owned())])).unwrap()
    }

    #[test]
    fn only_the_line_of_the_key_changes() {
        let texte = "\u{feff}# tête\r\na   =  1   # un\r\n\r\nb = { c = 2 } # deux\r\n# fin";
        assert_eq!(fixe(texte, "a", "10"), texte.replace("1   # un", "10   # un"));
        assert_eq!(fixe(texte, "d", "\"é\""), texte.replace("# deux\r\n", "# deux\r\nd = \"é\"\r\n"));
        assert_eq!(fixe("\u{feff}", "a", "1"), "\u{feff}a = 1\n");
        assert_eq!(fixe("a = 1\n[t]\nx = 1\n", "b", "2"), "a = 1\nb = 2\n[t]\nx = 1\n");
    }

    #[test]
    fn a_new_key_of_an_inline_table_looks_as_those_beside_it() {
        for (avant, apres) in [
            ("{}", "{ b = 2 }"),
            ("{ }", "{ b = 2 }"),
            ("{a=1}", "{a=1, b=2}"),
            ("{ a = 1 }", "{ a = 1, b = 2 }"),
            ("{a = 1}", "{a = 1, b = 2}"),
            ("{ a=1 }", "{ a=1, b=2 }"),
        ] {
            let fixe = modifier_cles(&format!("t = {avant} # r\n"), |d| fixer(&mut d["t"], &[("b", "2".to_owned())]));
            assert_eq!(fixe, Ok(format!("t = {apres} # r\n")), "{avant}");
        }
    }

    #[test]
    fn what_is_no_toml_is_refused() {
        assert_eq!(modifier_cles("a = \n", |_| Ok(())), Err(Illisible));
        assert_eq!(modifier_cles("a = 1\n", |d| fixer(d.as_item_mut(), &[("b", "07/11/2024".to_owned())])), Err(Illisible));
    }
}
