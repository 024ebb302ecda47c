//! Syntax errors in French. The library's own words are English and general: each kind gets its sentence here, and the
//! likely mistakes of someone who types accounts get theirs.

use toml_parser::ParseError;
use toml_parser::decoder::Encoding;

use super::scalaire::Erreur;
use super::virgules::{virgule, virgule_decimale, virgules_decimales};
use crate::coop::Date;
use crate::diagnostic::abrege;
use crate::source::Span;

const FENETRE: usize = 200;

/// One syntax error, placed in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErreurDeSyntaxe {
    pub span: Span,
    pub message: String,
    pub aide: String,
    /// A few words under the place.
    pub etiquette: &'static str,
    /// The other place of a duplicate key, with its words.
    pub lien: Option<(Span, String)>,
    /// It may swallow what follows: later errors of the same text are its consequences.
    pub structurelle: bool,
    /// The value that it spoils is known to be spoilt: the rest of the table can be trusted.
    pub rattachee: bool,
    /// A decimal comma: there may be several on a line, each told.
    pub virgule: bool,
}

impl ErreurDeSyntaxe {
    pub(super) fn new(span: Span, message: impl Into<String>, aide: impl Into<String>) -> ErreurDeSyntaxe {
        ErreurDeSyntaxe {
            span,
            message: message.into(),
            aide: aide.into(),
            etiquette: "illisible ici",
            lien: None,
            structurelle: false,
            rattachee: false,
            virgule: false,
        }
    }

    pub(super) fn rattachee(mut self) -> ErreurDeSyntaxe {
        self.rattachee = true;
        self
    }

    fn structurelle(mut self) -> ErreurDeSyntaxe {
        self.structurelle = true;
        self
    }

    pub fn deplacee(mut self, base: usize) -> ErreurDeSyntaxe {
        self.span = Span::new(self.span.debut as usize + base, self.span.fin as usize + base);
        self
    }
}

/// Keeps the first error of each line, and nothing after one that swallows what follows.
pub fn une_par_ligne(texte: &str, base: usize, mut erreurs: Vec<ErreurDeSyntaxe>) -> Vec<ErreurDeSyntaxe> {
    // The most telling first: a value's own error before the parser's general one on the same line.
    erreurs.sort_by_key(|e| (e.span.debut, !e.rattachee));
    let mut retenues: Vec<ErreurDeSyntaxe> = Vec::new();
    let mut curseur = base;
    for erreur in erreurs {
        let position = (erreur.span.debut as usize).clamp(curseur, texte.len());
        let autre_ligne = memchr::memchr(b'\n', &texte.as_bytes()[curseur..position]).is_some();
        curseur = position;
        if !autre_ligne && !retenues.is_empty() {
            continue;
        }
        let structurelle = erreur.structurelle;
        if erreur.virgule {
            retenues.extend(virgules_decimales(texte, position).map(|(span, nombre)| virgule(span, &nombre)));
        } else {
            retenues.push(erreur);
        }
        if structurelle {
            break;
        }
    }
    retenues
}

/// The parser's own errors, by their description.
pub fn traduire(texte: &str, erreur: &ParseError) -> ErreurDeSyntaxe {
    let endroit = erreur.unexpected().or(erreur.context()).map_or(0, |s| s.start()).min(texte.len());
    let contexte = erreur.context().map(|s| Span::new(s.start(), s.end()));
    let debut = texte.floor_char_boundary(endroit);
    let ici =
        Span::new(debut, (debut + texte[debut..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8)).max(debut));
    if let Some((span, nombre)) = virgule_decimale(texte, debut) {
        return virgule(span, &nombre);
    }
    match erreur.description() {
        "unexpected key or value" => apres_la_valeur(texte, ici),
        "key with no value" | "missing value for key" => ErreurDeSyntaxe::new(
            ici,
            "une clé sans valeur",
            "écrivez la clé, un signe «\u{a0}=\u{a0}» et sa valeur : `libelle = \"Millet, peinture\"`",
        ),
        "invalid key-value pair" | "missing value" => {
            ErreurDeSyntaxe::new(ici, "il manque une valeur", "écrivez la clé, «\u{a0}=\u{a0}», puis sa valeur")
        }
        "unclosed table" | "unclosed array table" => {
            let double = erreur.description().contains("array");
            let (message, aide) = if double {
                ("un en-tête mal fermé", "un en-tête de liste s’écrit avec deux crochets de chaque côté : `[[ecriture]]`")
            } else {
                ("un en-tête mal fermé", "un en-tête s’écrit entre crochets : `[ouverture]`")
            };
            ErreurDeSyntaxe::new(contexte.unwrap_or(ici), message, aide)
        }
        "invalid table" => ErreurDeSyntaxe::new(
            contexte.unwrap_or(ici),
            "un en-tête sans nom",
            "écrivez son nom entre les crochets : `[[ecriture]]`",
        ),
        "missing table open" => {
            ErreurDeSyntaxe::new(ici, "un crochet fermant sans son ouvrant", "un en-tête s’écrit `[[ecriture]]` ou `[ouverture]`")
        }
        "unclosed array" => ErreurDeSyntaxe::new(
            contexte.unwrap_or(ici),
            "une liste n’est pas fermée",
            "ajoutez le crochet «\u{a0}]\u{a0}» qui manque",
        )
        .structurelle(),
        "unclosed inline table" => table_en_ligne_ouverte(contexte.unwrap_or(ici)),
        "missing comma between array elements" => ErreurDeSyntaxe::new(
            ici,
            "il manque une virgule entre deux éléments de la liste",
            "séparez-les par une virgule : `[\"a\", \"b\"]`",
        ),
        "extra comma in array" => ErreurDeSyntaxe::new(ici, "une virgule de trop dans la liste", "enlevez-la"),
        "missing comma between key-value pairs" => ErreurDeSyntaxe::new(
            ici,
            "il manque une virgule entre deux clés",
            "séparez-les par une virgule : `{ banque = 10.00, caisse = 5.00 }`",
        ),
        "extra comma in inline table" => ErreurDeSyntaxe::new(ici, "une virgule de trop", "enlevez-la"),
        "missing assignment between key-value pairs" => {
            ErreurDeSyntaxe::new(ici, "il manque un signe «\u{a0}=\u{a0}»", "écrivez `clé = valeur`")
        }
        "extra `=`" | "extra assignment between key-value pairs" | "unexpected `=` in array" => {
            ErreurDeSyntaxe::new(ici, "un signe «\u{a0}=\u{a0}» de trop", "enlevez-le")
        }
        "missing key for inline table element" | "invalid inline table element" => {
            ErreurDeSyntaxe::new(ici, "une valeur sans sa clé", "entre accolades, chaque valeur a sa clé : `{ banque = 10.00 }`")
        }
        "missing array opening" => ErreurDeSyntaxe::new(
            ici,
            "un crochet fermant sans son ouvrant",
            "ajoutez «\u{a0}[\u{a0}» avant la liste, ou enlevez «\u{a0}]\u{a0}»",
        ),
        "missing inline table opening" => ErreurDeSyntaxe::new(
            ici,
            "une accolade fermante sans son ouvrante",
            "ajoutez «\u{a0}{\u{a0}», ou enlevez «\u{a0}}\u{a0}»",
        ),
        "cannot recurse further; max recursion depth met" => ErreurDeSyntaxe::new(
            ici,
            "des crochets ou des accolades trop imbriqués",
            "aucun fichier de retkoop n’en demande autant : enlevez-les",
        )
        .structurelle(),
        "invalid comment character" => {
            ErreurDeSyntaxe::new(ici, "un caractère de contrôle dans un commentaire", "effacez ce caractère invisible")
        }
        "carriage return must be followed by newline" => {
            ErreurDeSyntaxe::new(ici, "un retour chariot isolé", "enregistrez le fichier avec des fins de ligne ordinaires")
        }
        _ => inattendu(texte, ici),
    }
}

fn inattendu(texte: &str, ici: Span) -> ErreurDeSyntaxe {
    match texte[ici.range()].chars().next() {
        Some(c) if c.is_control() => ErreurDeSyntaxe::new(
            ici,
            format!("un caractère de contrôle (U+{:04X}) au milieu du texte", c as u32),
            "effacez ce caractère invisible",
        ),
        Some(c) => ErreurDeSyntaxe::new(
            ici,
            format!("«\u{a0}{c}\u{a0}» n’est pas attendu ici"),
            "chaque ligne s’écrit `clé = valeur`, ou `[[ecriture]]` pour commencer une écriture",
        ),
        None => ErreurDeSyntaxe::new(ici, "la ligne s’arrête trop tôt", "chaque ligne s’écrit `clé = valeur`"),
    }
}

fn apres_la_valeur(texte: &str, ici: Span) -> ErreurDeSyntaxe {
    let ligne = ligne_de(texte, ici.debut as usize);
    let avant = &texte[ligne.start..ici.debut as usize];
    let avant = avant.trim_end();
    if commence_par_une_cle(&texte[ici.debut as usize..ligne.end]) {
        // What the rest of the line was meant to say is lost.
        return ErreurDeSyntaxe::new(ici, "une seconde clé sur la même ligne", "écrivez une seule clé par ligne");
    }
    let erreur = if avant.ends_with('"') && avant.matches('"').count() == 2 && texte[ici.range()].chars().all(|c| !c.is_control())
    {
        ErreurDeSyntaxe::new(
            ici,
            "le texte continue après son guillemet fermant",
            "à l’intérieur d’un texte, écrivez des guillemets français «\u{a0}…\u{a0}», ou `\\\"`",
        )
    } else if avant.ends_with(']') && !avant.contains('=') && texte[ici.debut as usize..].starts_with(']') {
        ErreurDeSyntaxe::new(
            ici,
            "un crochet fermant de trop",
            "un en-tête s’ouvre et se ferme du même nombre de crochets : `[[ecriture]]`, ou `[ouverture]`",
        )
    } else if avant.ends_with(']') && !avant.contains('=') {
        ErreurDeSyntaxe::new(
            ici,
            "du texte après l’en-tête",
            "un en-tête est seul sur sa ligne : mettez la suite sur la ligne d’après",
        )
    } else {
        ErreurDeSyntaxe::new(
            ici,
            "du texte après la valeur",
            "une seule valeur par ligne ; un texte se met entre guillemets droits, une remarque après «\u{a0}#\u{a0}»",
        )
    };
    erreur.rattachee()
}

/// `, sortie.banque = 45.90`: one more key, whatever was put between the two.
fn commence_par_une_cle(reste: &str) -> bool {
    let Some((cle, _)) = reste.trim_start_matches([',', ';', ' ', '\t']).split_once('=') else { return false };
    let cle = cle.trim_end();
    !cle.is_empty() && cle.bytes().all(|o| o.is_ascii_alphanumeric() || b"_-.\"'".contains(&o))
}

/// The line around `position`, at most [`FENETRE`] bytes on each side: a hostile file may be a single line.
pub(super) fn ligne_de(texte: &str, position: usize) -> std::ops::Range<usize> {
    let position = position.min(texte.len());
    let gauche = texte.floor_char_boundary(position.saturating_sub(FENETRE));
    let droite = texte.floor_char_boundary((position + FENETRE).min(texte.len()));
    let debut = memchr::memrchr(b'\n', &texte.as_bytes()[gauche..position]).map_or(gauche, |p| gauche + p + 1);
    let fin = memchr::memchr(b'\n', &texte.as_bytes()[position..droite]).map_or(droite, |p| position + p);
    debut..fin
}

pub fn cle_en_double(cle: &str, span: Span, premier: Span) -> ErreurDeSyntaxe {
    ErreurDeSyntaxe {
        lien: Some((premier, "déjà écrite ici".to_owned())),
        etiquette: "écrite une seconde fois",
        ..ErreurDeSyntaxe::new(
            span,
            format!("la clé `{}` est écrite deux fois", abrege(cle)),
            "gardez la bonne et enlevez l’autre",
        )
    }
}

/// Several keys of a table come again: the header of the next entry is what is missing.
pub fn en_tete_oublie(erreur: &mut ErreurDeSyntaxe) {
    erreur.aide = "si une nouvelle écriture commence ici, ajoutez son en-tête au-dessus : `[[ecriture]]` ; sinon gardez la bonne clé et enlevez l’autre".to_owned();
}

pub fn table_en_ligne_ouverte(span: Span) -> ErreurDeSyntaxe {
    ErreurDeSyntaxe::new(
        span,
        "une accolade n’est pas refermée sur sa ligne",
        "ajoutez «\u{a0}}\u{a0}» : `sortie = { banque = 12.50 }` tient sur une ligne",
    )
    .structurelle()
}

/// TOML 1.1 allows it; our format is TOML 1.0, that every tool reads.
pub fn virgule_finale(span: Span) -> ErreurDeSyntaxe {
    ErreurDeSyntaxe::new(span, "une virgule n’est suivie de rien avant l’accolade", "enlevez cette virgule").rattachee()
}

pub fn cle_mal_ecrite(texte: &str, base: usize, cle: &str, span: Span) -> ErreurDeSyntaxe {
    let locale = span.debut as usize - base;
    if let Some((place, nombre)) = virgule_decimale(texte, locale) {
        return virgule(place, &nombre).deplacee(base);
    }
    if cle.is_empty() {
        return ErreurDeSyntaxe::new(
            span,
            "il manque une clé",
            "écrivez le nom de la valeur avant le signe «\u{a0}=\u{a0}» ou dans l’en-tête",
        );
    }
    if cle.starts_with(['"', '\'']) {
        return ErreurDeSyntaxe::new(
            span,
            "une clé entre guillemets mal écrite",
            "fermez le guillemet, ou écrivez la clé sans guillemets",
        );
    }
    if let Some(c) = cle.chars().find(|c| c.is_control()) {
        return ErreurDeSyntaxe::new(
            span,
            format!("un caractère de contrôle (U+{:04X}) au milieu du texte", c as u32),
            "effacez ce caractère invisible",
        );
    }
    let ligne = ligne_de(texte, locale);
    let entiere = texte[ligne].split('=').next().unwrap_or_default().trim();
    if entiere.starts_with(cle) && entiere.len() > cle.len() && entiere.contains(' ') {
        return ErreurDeSyntaxe::new(
            span,
            format!("la clé `{}` a une espace", abrege(entiere)),
            format!("mettez-la entre guillemets : `\"{}\"`", abrege(entiere)),
        );
    }
    let sans_accent = crate::coop::sans_accent(cle);
    let aide = if sans_accent != cle && sans_accent.bytes().all(|o| o.is_ascii_alphanumeric() || o == b'_' || o == b'-') {
        format!("les clés s’écrivent sans accent : `{}`", abrege(&sans_accent))
    } else {
        "une clé s’écrit avec des lettres sans accent, des chiffres, «\u{a0}_\u{a0}» et «\u{a0}-\u{a0}» ; sinon entre guillemets"
            .to_owned()
    };
    ErreurDeSyntaxe::new(span, format!("la clé `{}` est mal écrite", abrege(cle)), aide)
}

pub fn valeur_mal_ecrite(texte: &str, base: usize, span: Span, pourquoi: Erreur) -> ErreurDeSyntaxe {
    let locale = span.debut as usize - base;
    if let Some((place, nombre)) = virgule_decimale(texte, locale) {
        return virgule(place, &nombre).deplacee(base);
    }
    let texte_nu = matches!(pourquoi, Erreur::TexteSansGuillemets | Erreur::GuillemetsTypographiques);
    let span = if texte_nu { jusqu_au_bout(texte, base, span) } else { span };
    let ecrit = &texte[locale..span.fin as usize - base];
    let (message, aide) = match pourquoi {
        Erreur::Vide => {
            return ErreurDeSyntaxe::new(
                span,
                "il manque la valeur",
                "écrivez-la après le signe «\u{a0}=\u{a0}», ou enlevez la ligne",
            )
            .rattachee();
        }
        Erreur::DateFrancaise(date) => ("une date à la française", date_a_ecrire(date, "une date s’écrit année-mois-jour")),
        Erreur::DateMalEcrite(date) => {
            ("une date mal écrite", date_a_ecrire(date, "une date s’écrit avec quatre, deux et deux chiffres"))
        }
        Erreur::DateImpossible => {
            ("cette date n’existe pas", "vérifiez le jour et le mois : une date s’écrit année-mois-jour, `2024-11-07`".to_owned())
        }
        Erreur::Virgule => (
            "une virgule dans un montant",
            format!(
                "le séparateur décimal est le point : écrivez `{}`",
                ecrit.replace(',', ".").replace([' ', '\u{a0}', '\u{202f}'], "")
            ),
        ),
        Erreur::Espace => (
            "une espace dans un nombre",
            format!("écrivez le nombre sans espace : `{}`", ecrit.replace([' ', '\u{a0}', '\u{202f}'], "")),
        ),
        Erreur::Moins => (
            "un signe moins typographique",
            format!("le signe moins est le tiret du clavier : `-{}`", ecrit.trim_start_matches(['\u{2212}', '–', '—'])),
        ),
        Erreur::Unite => {
            let nombre: String = ecrit
                .chars()
                .filter_map(|c| if c == ',' { Some('.') } else { (c.is_ascii_digit() || c == '.' || c == '-').then_some(c) })
                .collect();
            ("un montant avec son unité", format!("les montants sont en euros, sans le signe : écrivez `{nombre}`"))
        }
        Erreur::Nombre if ecrit.starts_with('0') && ecrit.bytes().all(|o| o.is_ascii_digit()) => (
            "un nombre qui commence par zéro",
            format!(
                "un numéro de pièce ou de chèque se met entre guillemets : `\"{ecrit}\"` ; un montant s’écrit sans zéro devant"
            ),
        ),
        Erreur::Nombre => (
            "un nombre mal écrit",
            "un montant s’écrit `45.90` ou `45` : pas de zéro devant, un chiffre de chaque côté du point".to_owned(),
        ),
        Erreur::Booleen => ("une réponse mal écrite", "écrivez `true` pour oui, `false` pour non".to_owned()),
        Erreur::GuillemetsTypographiques => (
            "des guillemets typographiques autour d’un texte",
            format!(
                "un texte se met entre guillemets droits : `\"{}\"`",
                abrege(ecrit.trim_matches(['“', '”', '„', '«', '»', '‘', '’', '‟', ' ', '\u{a0}', '\u{202f}']))
            ),
        ),
        Erreur::TexteSansGuillemets if attend_une_date(texte, locale) => {
            ("ce n’est pas une date", "une date s’écrit année-mois-jour, sans guillemets : `2024-11-07`".to_owned())
        }
        Erreur::TexteSansGuillemets if ecrit.contains('"') => {
            ("un guillemet manque", "un texte se met entre deux guillemets droits : `\"Millet, peinture\"`".to_owned())
        }
        Erreur::TexteSansGuillemets => {
            ("un texte sans guillemets", format!("mettez-le entre guillemets droits : `\"{}\"`", abrege(ecrit.trim())))
        }
    };
    ErreurDeSyntaxe::new(span, message, aide).rattachee()
}

/// Whether the key before the value at `position` is one of the format's dates.
fn attend_une_date(texte: &str, position: usize) -> bool {
    let ligne = ligne_de(texte, position);
    let cle = texte[ligne.start..position].trim_end().trim_end_matches('=').trim();
    let cle = cle.rsplit(['.', ' ', '{', ',']).next().unwrap_or(cle);
    matches!(cle, "date" | "debut" | "fin" | "pointage" | "depuis" | "jusqu_au")
}

/// A bare text runs to the end of its line: a comma in it is part of it.
fn jusqu_au_bout(texte: &str, base: usize, span: Span) -> Span {
    let debut = span.debut as usize - base;
    let ligne = ligne_de(texte, debut);
    if texte[ligne.start..debut].contains(['{', '[']) {
        return span;
    }
    let reste = &texte[debut..ligne.end];
    let reste = reste.split(" #").next().unwrap_or(reste).trim_end();
    Span::new(span.debut as usize, (span.debut as usize + reste.len()).max(span.fin as usize))
}

fn date_a_ecrire(date: Option<Date>, sinon: &str) -> String {
    match date {
        Some(date) => format!("écrivez `{date}` (année-mois-jour, sans guillemets)"),
        None => format!("{sinon}, sans guillemets : `2024-11-07`"),
    }
}

/// `\e` and `\x41` are of TOML 1.1: a reader of TOML 1.0, as the format is, refuses them.
pub fn echappement_trop_recent(ecrit: &str, encodage: Encoding, place: Span) -> Option<ErreurDeSyntaxe> {
    if !matches!(encodage, Encoding::BasicString | Encoding::MlBasicString) {
        return None;
    }
    let mut octets = ecrit.bytes().enumerate();
    while let Some((rang, octet)) = octets.next() {
        let suivant = if octet == b'\\' { octets.next().map(|(_, suivant)| suivant) } else { None };
        if let Some(lettre @ (b'e' | b'x')) = suivant {
            let debut = place.debut as usize + rang;
            let message = format!("`\\{}` n’est pas un échappement de TOML 1.0", char::from(lettre));
            let aide = "écrivez le caractère lui-même, ou son numéro : `\\u0041`";
            return Some(ErreurDeSyntaxe::new(Span::new(debut, debut + 2), message, aide).rattachee());
        }
    }
    None
}

pub fn texte_mal_ecrit(
    source: &str,
    base: usize,
    debut: usize,
    ecrit: &str,
    encodage: Encoding,
    erreur: &ParseError,
) -> ErreurDeSyntaxe {
    let span = Span::new(debut + base, debut + base + ecrit.len());
    if let Some((place, nombre)) = virgule_decimale(source, debut) {
        return virgule(place, &nombre).deplacee(base);
    }
    if ecrit.is_empty() {
        return ErreurDeSyntaxe::new(span, "il manque la valeur", "écrivez-la après le signe «\u{a0}=\u{a0}»").rattachee();
    }
    let delimiteur = match encodage {
        Encoding::LiteralString => "'",
        Encoding::BasicString => "\"",
        Encoding::MlLiteralString => "'''",
        Encoding::MlBasicString => "\"\"\"",
    };
    let ferme = ecrit.len() >= 2 * delimiteur.len() && ecrit.ends_with(delimiteur);
    if !ferme {
        let longue = delimiteur.len() == 3;
        let nom = if longue { "les trois guillemets fermants" } else { "le guillemet fermant" };
        let une_ligne =
            Span::new(span.debut as usize, span.debut as usize + memchr::memchr(b'\n', ecrit.as_bytes()).unwrap_or(ecrit.len()));
        let erreur = ErreurDeSyntaxe::new(une_ligne, "un texte n’est pas fermé", format!("ajoutez {nom} : `{delimiteur}`"));
        return if longue { erreur.structurelle() } else { erreur.rattachee() };
    }
    let ici = erreur.unexpected().map_or(span, |s| Span::new(s.start() + base, s.end() + base));
    match ecrit.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        Some(c) => ErreurDeSyntaxe::new(
            ici,
            format!("un caractère de contrôle (U+{:04X}) dans un texte", c as u32),
            "effacez ce caractère invisible",
        ),
        None => ErreurDeSyntaxe::new(
            ici,
            "une barre oblique inverse mal employée",
            "écrivez `\\\\` pour une barre, ou mettez le texte entre apostrophes : `'C:\\dossier'`",
        ),
    }
    .rattachee()
}
