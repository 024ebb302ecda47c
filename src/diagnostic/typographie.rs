//! French spacing, in one place: a no-break space before `:` `;` `?` `!` `»` `€` `%` and after `«`. What stands between
//! backquotes is code, to be copied as it is.

/// At most 40 characters of what a user wrote, so that a message stays a message.
pub fn abrege(ecrit: &str) -> String {
    let mut court: String = ecrit.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if ecrit.chars().nth(40).is_some() {
        court.push('…');
    }
    court
}

const INSECABLE: char = '\u{a0}';

pub fn francaise(texte: &str) -> String {
    let mut propre = String::with_capacity(texte.len() + 8);
    let mut code = false;
    let mut caracteres = texte.chars().peekable();
    let mut precedent = ' ';
    while let Some(caractere) = caracteres.next() {
        if caractere == '`' {
            code = !code;
        }
        let avant_un_signe = caracteres.peek().is_some_and(|c| matches!(c, ':' | ';' | '?' | '!' | '»' | '€' | '%'));
        let insecable = caractere == ' ' && !code && (avant_un_signe || precedent == '«');
        propre.push(if insecable { INSECABLE } else { caractere });
        precedent = caractere;
    }
    propre
}

#[cfg(test)]
mod tests {
    use super::francaise;

    #[test]
    fn spaces_before_signs_do_not_break() {
        assert_eq!(
            francaise("vouliez-vous dire « CP » ? oui ; non : `a : b`"),
            "vouliez-vous dire «\u{a0}CP\u{a0}»\u{a0}? oui\u{a0}; non\u{a0}: `a : b`"
        );
        assert_eq!(francaise("à 10:30"), "à 10:30");
    }
}
