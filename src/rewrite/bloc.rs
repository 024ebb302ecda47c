//! A block at the end of a text, and the spelling of keys and strings.

/// `bloc` at the end of `texte`, after an empty line, with the line endings of the text. What stood there is untouched: comments
/// that end the file stay before the block.
pub fn ajouter_bloc(texte: &str, bloc: &str) -> String {
    let fin = if texte.contains("\r\n") { "\r\n" } else { "\n" };
    let mut nouveau = texte.to_owned();
    if !sans_bom(texte).is_empty() {
        if !texte.ends_with('\n') {
            nouveau.push_str(fin);
        }
        if !sans_bom(&nouveau).trim_end_matches([' ', '\t']).ends_with(&format!("{fin}{fin}")) {
            nouveau.push_str(fin);
        }
    }
    for ligne in bloc.trim_matches('\n').lines() {
        nouveau.push_str(ligne);
        nouveau.push_str(fin);
    }
    nouveau
}

fn sans_bom(texte: &str) -> &str {
    texte.strip_prefix('\u{feff}').unwrap_or(texte)
}

/// A TOML string, quotes included.
pub fn chaine(texte: &str) -> String {
    toml_edit::Value::from(texte).to_string()
}

/// A list of TOML strings, on one line.
pub fn chaines<'a>(textes: impl IntoIterator<Item = &'a str>) -> String {
    format!("[{}]", textes.into_iter().map(chaine).collect::<Vec<_>>().join(", "))
}

/// A key, quoted where it must be.
pub fn cle(nom: &str) -> String {
    toml_edit::Key::new(nom).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_is_untouched() {
        let bloc = "[[e]]\na = 1\n";
        assert_eq!(ajouter_bloc("", bloc), "[[e]]\na = 1\n");
        assert_eq!(ajouter_bloc("# fin", bloc), "# fin\n\n[[e]]\na = 1\n");
        assert_eq!(ajouter_bloc("x = 1\n\n", bloc), "x = 1\n\n[[e]]\na = 1\n");
        assert_eq!(ajouter_bloc("x = 1\r\n", bloc), "x = 1\r\n\r\n[[e]]\r\na = 1\r\n");
        assert_eq!(ajouter_bloc("\u{feff}", bloc), "\u{feff}[[e]]\na = 1\n");
    }

    #[test]
    fn strings_and_keys_are_spelt_as_toml_wants() {
        assert_eq!(chaine("École « Jules \"Ferry\" »"), "'École « Jules \"Ferry\" »'");
        assert_eq!(chaine("a\nb"), "\"\"\"\na\nb\"\"\"");
        assert_eq!((cle("banque"), cle("banque postale")), ("banque".to_owned(), "\"banque postale\"".to_owned()));
    }
}
