//! A long table in the terminal: a line a row, columns as wide as what stands in them, the one of words cut with « … » so that
//! the rest fits. Written row by row: a hundred thousand cost what they are.

use textwrap::core::display_width;

use super::tableau::Style;

/// Narrower, a label says nothing: the line then goes past the edge.
const SOUPLE_MIN: usize = 12;

#[derive(Debug)]
pub struct Grille {
    pub colonnes: Vec<Colonne>,
    pub lignes: Vec<Rangee>,
}

#[derive(Debug)]
pub struct Colonne {
    pub titre: String,
    pub genre: Genre,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    Mot,
    /// On the right edge, never cut.
    Montant,
    /// Words, cut where they do not fit: one column at most.
    Souple,
}

#[derive(Debug)]
pub struct Rangee {
    pub cases: Vec<String>,
    pub ton: Ton,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ton {
    Ordinaire,
    Discret,
    /// Under a rule.
    Total,
}

impl Grille {
    /// What is left for the column of words.
    pub fn place(&self, largeur: usize) -> usize {
        let fixes: usize =
            self.largeurs().iter().zip(&self.colonnes).filter(|(_, c)| c.genre != Genre::Souple).map(|(l, _)| l).sum();
        largeur.saturating_sub(fixes + self.colonnes.len().saturating_sub(1))
    }

    fn largeurs(&self) -> Vec<usize> {
        let mut largeurs: Vec<usize> = self.colonnes.iter().map(|c| display_width(&c.titre)).collect();
        for ligne in &self.lignes {
            for (largeur, case) in largeurs.iter_mut().zip(&ligne.cases) {
                *largeur = (*largeur).max(display_width(case));
            }
        }
        largeurs
    }

    pub fn ecrire(&self, style: Style) -> String {
        let mut largeurs = self.largeurs();
        if let Some(souple) = self.colonnes.iter().position(|c| c.genre == Genre::Souple) {
            largeurs[souple] = largeurs[souple].min(self.place(style.largeur as usize).max(SOUPLE_MIN));
        }
        let mut texte = String::new();
        let titres: Vec<String> = self.colonnes.iter().map(|c| c.titre.clone()).collect();
        texte += &style.discret(&self.ligne(&titres, &largeurs));
        texte.push('\n');
        for rangee in &self.lignes {
            let ligne = self.ligne(&rangee.cases, &largeurs);
            match rangee.ton {
                Ton::Ordinaire => texte += &ligne,
                Ton::Discret => texte += &style.discret(&ligne),
                Ton::Total => {
                    texte += &self.filet(&largeurs);
                    texte.push('\n');
                    texte += &style.gras(&ligne);
                }
            }
            texte.push('\n');
        }
        texte
    }

    /// Over the amounts.
    fn filet(&self, largeurs: &[usize]) -> String {
        let traits: Vec<String> = self
            .colonnes
            .iter()
            .zip(largeurs)
            .map(|(colonne, &largeur)| (if colonne.genre == Genre::Montant { "─" } else { " " }).repeat(largeur))
            .collect();
        traits.join(" ").trim_end().to_owned()
    }

    fn ligne(&self, cases: &[String], largeurs: &[usize]) -> String {
        let mut ligne = String::new();
        for ((case, colonne), &largeur) in cases.iter().zip(&self.colonnes).zip(largeurs) {
            if !ligne.is_empty() {
                ligne.push(' ');
            }
            let coupee = couper(case, largeur);
            let vide = " ".repeat(largeur.saturating_sub(display_width(&coupee)));
            match colonne.genre {
                Genre::Montant => ligne.extend([vide.as_str(), &coupee]),
                Genre::Mot | Genre::Souple => ligne.extend([coupee.as_str(), &vide]),
            }
        }
        ligne.truncate(ligne.trim_end().len());
        ligne
    }
}

/// At most `largeur` columns, « … » at the end of what is cut.
fn couper(texte: &str, largeur: usize) -> String {
    if display_width(texte) <= largeur {
        return texte.to_owned();
    }
    let mut coupe = String::new();
    let mut occupe = 1;
    for lettre in texte.chars() {
        occupe += display_width(lettre.encode_utf8(&mut [0; 4]));
        if occupe > largeur {
            break;
        }
        coupe.push(lettre);
    }
    coupe.truncate(coupe.trim_end().len());
    coupe + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_amounts_are_not() {
        let colonnes = vec![
            Colonne { titre: "Libellé".to_owned(), genre: Genre::Souple },
            Colonne { titre: "Entrée".to_owned(), genre: Genre::Montant },
        ];
        let rangee = |libelle: &str, montant: &str, ton| Rangee { cases: vec![libelle.to_owned(), montant.to_owned()], ton };
        let lignes =
            vec![rangee("日本のお話の本を買いました", "9 999 999 999,99", Ton::Ordinaire), rangee("Colle", "1,00", Ton::Total)];
        let texte = Grille { colonnes, lignes }.ecrire(Style { couleurs: false, largeur: 30 });
        assert_eq!(
            texte.lines().collect::<Vec<_>>(),
            [
                "Libellé                 Entrée",
                "日本のお話の… 9 999 999 999,99",
                "              ────────────────",
                "Colle                     1,00",
            ]
        );
    }
}
