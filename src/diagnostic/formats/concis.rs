//! `--format concis`: one finding a line, `fichier:ligne:colonne: niveau[code] message`, as editors read them.

use std::io::{self, Write};

use super::complet::couleur;
use super::{Edition, Forme, Rendu, phrases};
use crate::diagnostic::{Rapport, Resume};
use crate::source::sans_controle;

pub static FORME: Forme = Forme { nom: "concis", resume: "un constat par ligne", ecrire, annexe: None };

/// The findings of some cooperatives, and their number.
pub fn concis(rapports: &[Rapport], rendu: Rendu) -> String {
    let mut texte = Vec::new();
    let edition = Edition { rapports, fiches: &[], strict: false, rendu };
    // Nothing fails that writes into memory.
    let _ = ecrire(&edition, &mut texte);
    String::from_utf8(texte).unwrap_or_default()
}

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    for (rapport, diagnostic, acquitte) in edition.constats() {
        let (debut, fin) = if edition.rendu.couleurs { (couleur(diagnostic.niveau), "\u{1b}[0m") } else { ("", "") };
        writeln!(
            sortie,
            "{}:{}:{}: {debut}{}[{}]{fin} {}{}",
            sans_controle(&rapport.chemin(&diagnostic.place)),
            diagnostic.place.debut.ligne,
            diagnostic.place.debut.colonne,
            diagnostic.niveau,
            diagnostic.code.0,
            sans_controle(&diagnostic.message),
            if acquitte { " (acquitté)" } else { "" },
        )?;
    }
    let resume = Resume::de(edition.rapports);
    if edition.rendu.silencieux && resume.is_vide() {
        return Ok(());
    }
    writeln!(sortie, "{}", phrases::bilan_en_une_phrase(resume))
}
