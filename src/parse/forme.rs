//! The shape of each file as data: keys, kinds of values, what is required, what each is for. The reader, the JSON Schemas and
//! the tables of `docs/format.md` all follow it.

/// A table of the format.
#[derive(Debug)]
pub struct Forme {
    /// How a message names it: « cette écriture ».
    pub nom: &'static str,
    pub cles: &'static [Cle],
}

impl Forme {
    /// `{ nom = "…" }`: its first key.
    pub(super) fn exemple(&self) -> String {
        self.exemple_avec("…")
    }

    /// The same, with a text that was written there.
    pub(super) fn exemple_avec(&self, texte: &str) -> String {
        let Some(cle) = self.cles.first() else { return "{}".to_owned() };
        let valeur = if matches!(cle.genre, Genre::Texte) { format!("\"{texte}\"") } else { cle.genre.exemple() };
        format!("{{ {} = {valeur} }}", cle.nom)
    }
}

/// A key of the format.
#[derive(Debug)]
pub struct Cle {
    pub nom: &'static str,
    pub genre: Genre,
    pub presence: Presence,
    /// What the key is for: told by `docs/format.md` and by editors, that read the JSON Schemas.
    pub sens: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Requise,
    /// By the rule of this code, which tells its absence in place of L003.
    RequisePar(&'static str),
    /// What its absence means.
    Facultative(&'static str),
}

/// The kind of a value.
#[derive(Debug)]
pub enum Genre {
    Texte,
    /// Euros, at most two decimals; may be negative.
    Montant,
    /// Euros, never negative.
    MontantPositif,
    /// An exact decimal, `0.00688`.
    Taux,
    Entier,
    /// How many people, goods, meetings: from 0 to [`EFFECTIF_MAX`].
    ///
    /// [`EFFECTIF_MAX`]: crate::coop::EFFECTIF_MAX
    Nombre,
    Date,
    Booleen,
    Choix(&'static [&'static str]),
    Liste(&'static Genre),
    Table(&'static Forme),
    /// `[[nom]]`, or a list of inline tables.
    Tables(&'static Forme),
    /// Free keys, and how documents call them; values of one kind.
    Carte(&'static str, &'static Genre),
    /// Keys that are codes or names of rules, which reading does not know: those are judged with the rules (L002).
    Regles(&'static Genre),
    /// Free keys, but for one key of the format.
    CarteAvec(&'static Cle, &'static str, &'static Genre),
    /// Denominations and their counts: quoted keys, whole numbers.
    Coupures,
    /// One or the other, by the TOML type of what is written.
    Ou(&'static [Genre]),
}

pub const fn requise(nom: &'static str, genre: Genre, sens: &'static str) -> Cle {
    Cle { nom, genre, presence: Presence::Requise, sens }
}

pub const fn requise_par(regle: &'static str, nom: &'static str, genre: Genre, sens: &'static str) -> Cle {
    Cle { nom, genre, presence: Presence::RequisePar(regle), sens }
}

/// `sans`: what its absence means.
pub const fn cle(nom: &'static str, genre: Genre, sans: &'static str, sens: &'static str) -> Cle {
    Cle { nom, genre, presence: Presence::Facultative(sans), sens }
}

impl Genre {
    pub(super) fn veut_un_nombre(&self) -> bool {
        match self {
            Genre::Montant | Genre::MontantPositif | Genre::Taux | Genre::Entier | Genre::Nombre => true,
            Genre::Ou(genres) => genres[0].veut_un_nombre(),
            _ => false,
        }
    }

    pub(super) fn veut_une_date(&self) -> bool {
        match self {
            Genre::Date => true,
            Genre::Ou(genres) => genres[0].veut_une_date(),
            _ => false,
        }
    }

    pub(super) fn nom(&self) -> String {
        match self {
            Genre::Texte => "un texte entre guillemets".to_owned(),
            Genre::Montant | Genre::MontantPositif => "un montant".to_owned(),
            Genre::Taux => "un taux".to_owned(),
            Genre::Entier | Genre::Nombre => "un nombre entier".to_owned(),
            Genre::Date => "une date".to_owned(),
            Genre::Booleen => "`true` ou `false`".to_owned(),
            Genre::Choix(choix) => {
                format!("l’un de {}", choix.iter().map(|c| format!("`\"{c}\"`")).collect::<Vec<_>>().join(", "))
            }
            Genre::Liste(_) => "une liste entre crochets".to_owned(),
            Genre::Table(_) | Genre::Carte(..) | Genre::Regles(_) | Genre::CarteAvec(..) | Genre::Coupures => {
                "une table".to_owned()
            }
            Genre::Tables(_) => "une liste de tables".to_owned(),
            Genre::Ou(genres) => genres.iter().map(Genre::nom).collect::<Vec<_>>().join(" ou "),
        }
    }

    /// A right spelling, as TOML.
    pub(super) fn exemple(&self) -> String {
        match self {
            Genre::Texte => "\"…\"".to_owned(),
            Genre::Montant | Genre::MontantPositif => "45.90".to_owned(),
            Genre::Taux => "0.00688".to_owned(),
            Genre::Entier | Genre::Nombre => "23".to_owned(),
            Genre::Date => "2024-11-07".to_owned(),
            Genre::Booleen => "true".to_owned(),
            Genre::Choix(choix) => format!("\"{}\"", choix[0]),
            Genre::Liste(genre) => format!("[{}]", genre.exemple()),
            Genre::Carte(_, genre) | Genre::Regles(genre) => format!("{{ … = {} }}", genre.exemple()),
            Genre::Table(forme) => forme.exemple(),
            Genre::CarteAvec(..) => "{ … }".to_owned(),
            Genre::Coupures => "{ \"20\" = 1 }".to_owned(),
            Genre::Tables(forme) => format!("[{}]", forme.exemple()),
            Genre::Ou(genres) => genres[0].exemple(),
        }
    }
}
