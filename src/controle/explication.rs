//! Why a rule exists and how one gets out of its finding: what `retkoop expliquer`, `docs/regles/` and the help of machine
//! formats say, written once, beside the rule.
//!
//! The examples are run by the tests: [`Explication::exemple`] fires its rule and no other, [`Explication::correction`] nothing.

/// In French, in plain words, for a volunteer who keeps the books. Prose is a little Markdown: paragraphs, lists (`- `), `code`.
/// Ordinary spaces before `:` `;` `?` `!` `€`: what shows it makes them no-break.
#[derive(Debug)]
pub struct Explication {
    /// What the rule looks at, and when it speaks.
    pub quoi: &'static str,
    /// What becomes of the accounts if it is left so: for the cooperative, the OCCE, the auditor.
    pub pourquoi: &'static str,
    /// The mistake, laid over the small cooperative of `tests/explications/base`, checked on 15 September 2025.
    pub exemple: &'static [Extrait],
    /// What to do, in the order of what is most likely.
    pub corriger: &'static str,
    /// The same put right, laid over the same cooperative (not over the example).
    pub correction: &'static [Extrait],
    /// Where the rule comes from: the OCCE's guides, the format of the files, accounting, or a precaution of ours.
    pub reference: &'static str,
}

/// A file of an example. The path comes first, from the cooperative's folder.
#[derive(Debug)]
pub enum Extrait {
    /// A whole text.
    Fichier(&'static str, &'static str),
    /// What is written at the end of a file that stands already.
    Ajout(&'static str, &'static str),
    /// A text that an old editor saved in Latin-1 (« ANSI »), not in UTF-8.
    EnLatin1(&'static str, &'static str),
    /// A receipt, with its content.
    Recu(&'static str, &'static str),
    /// The file that a command writes, the command, and the exercice that it works on.
    Commande(&'static str, &'static str, &'static str),
    /// No such file.
    Absent(&'static str),
}

impl Explication {
    /// What a reader is shown, in order.
    pub fn sections(&self) -> [Section; 5] {
        let section = |titre, texte, extraits| Section { titre, texte, extraits };
        [
            section("Ce que la règle vérifie", self.quoi, &[][..]),
            section("Pourquoi", self.pourquoi, &[]),
            section("Exemple", "", self.exemple),
            section("Comment corriger", self.corriger, self.correction),
            section("Référence", self.reference, &[]),
        ]
    }
}

/// A titled part: prose, then files.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    pub titre: &'static str,
    pub texte: &'static str,
    pub extraits: &'static [Extrait],
}

impl Extrait {
    pub fn chemin(&self) -> &'static str {
        match self {
            Extrait::Fichier(chemin, _)
            | Extrait::Ajout(chemin, _)
            | Extrait::EnLatin1(chemin, _)
            | Extrait::Recu(chemin, _)
            | Extrait::Commande(chemin, ..)
            | Extrait::Absent(chemin) => chemin,
        }
    }

    /// The text as a reader is shown it; none for a file that is not there.
    pub fn texte(&self) -> Option<&'static str> {
        match self {
            Extrait::Fichier(_, texte) | Extrait::Ajout(_, texte) | Extrait::EnLatin1(_, texte) | Extrait::Recu(_, texte) => {
                Some(texte.trim_matches('\n'))
            }
            Extrait::Commande(_, commande, _) => Some(commande),
            Extrait::Absent(_) => None,
        }
    }

    /// What is said of the file beside its path.
    pub fn precision(&self) -> &'static str {
        match self {
            Extrait::Fichier(..) => "",
            Extrait::Ajout(..) => "à la fin",
            Extrait::EnLatin1(..) => "enregistré en Latin-1, ou « ANSI »",
            Extrait::Recu(..) => "un justificatif, qui contient",
            Extrait::Commande(..) => "ce que cette commande écrit",
            Extrait::Absent(_) => "ce fichier n’existe pas",
        }
    }
}
