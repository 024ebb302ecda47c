//! What a printed paper proves of itself, in the terminal.

use std::fmt::Write;

use super::tableau::Style;
use crate::diagnostic::francaise;
use crate::etat::papier_atteste::{PapierAtteste, Verdict};
use crate::source::sans_controle;

pub fn attestation_texte(papier: &PapierAtteste, style: Style) -> String {
    let mut texte = format!("{}\n", style.titre(&format!("Compte rendu financier {}", sans_controle(&papier.exercice))));
    for point in &papier.points {
        let signe = match point.verdict {
            Verdict::Juste => "oui",
            Verdict::Faux => "NON",
            Verdict::Impossible => "?  ",
            Verdict::SansObjet => "–  ",
        };
        let _ = writeln!(texte, "   {signe}  {}", francaise(&point.phrase));
        for detail in &point.details {
            let _ = writeln!(texte, "        {}", francaise(&sans_controle(detail)));
        }
    }
    let groupes: Vec<&str> =
        (0..papier.empreinte.len()).step_by(4).filter_map(|rang| papier.empreinte.get(rang..rang + 4)).collect();
    let _ = writeln!(texte, "   {}", style.discret(&francaise("empreinte, à comparer avec celle de la dernière page :")));
    for ligne in groupes.chunks(8) {
        let _ = writeln!(texte, "   {}", style.discret(&ligne.join(" ")));
    }
    texte
}
