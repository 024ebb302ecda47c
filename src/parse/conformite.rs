//! One walk holds a tree against its shape, reports what differs (L002–L005) and turns numbers into exact amounts; the builders
//! then only pick values.

use std::borrow::Cow;

use super::arbre::{Arbre, Degat, NoeudId, Valeur};
use super::forme::{Cle, Forme, Genre, Presence};
use super::{nombre, proposition};
use crate::coop::{EFFECTIF_MAX, Montant, MontantInvalide};
use crate::diagnostic::{Constat, abrege, code, enumeration};
use crate::source::{FichierId, Lieu, Span};

/// Findings kept of one text read at once (64 kB of a long file): a hostile one has a hundred times more.
pub const CONSTATS_MAX: usize = 2_000;

/// Holds a table against its shape. Values become typed; those that do not fit become [`Valeur::Invalide`].
pub fn controler(arbre: &mut Arbre, fichier: FichierId, table: NoeudId, forme: &Forme, constats: &mut Vec<Constat>) {
    Controle { arbre, fichier, constats, en_tete_absent_dit: false, mouvements: false }.table(table, forme);
}

impl Forme {
    /// The rank of a key, looked for from `depart` on: keys are mostly written in the order of the format.
    fn rang(&self, cle: &str, depart: usize) -> Option<usize> {
        let (avant, apres) = self.cles.split_at(depart);
        let trouve = apres.iter().position(|c| c.nom == cle).map(|rang| depart + rang);
        trouve.or_else(|| avant.iter().position(|c| c.nom == cle))
    }
}

struct Controle<'a, 's> {
    arbre: &'a mut Arbre<'s>,
    fichier: FichierId,
    constats: &'a mut Vec<Constat>,
    en_tete_absent_dit: bool,
    /// Within `entree` or `sortie`.
    mouvements: bool,
}

const SENS: &str = "écrivez le montant sans signe : ce qui entre va dans `entree`, ce qui sort dans `sortie`";

impl Controle<'_, '_> {
    fn signaler(&mut self, constat: Constat) {
        if self.constats.len() < CONSTATS_MAX {
            self.constats.push(constat);
        }
    }

    fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    fn table(&mut self, table: NoeudId, forme: &Forme) {
        let mut presentes: u64 = 0;
        let mut attendue = 0;
        let mut suivant = self.arbre.enfants(table).next();
        while let Some(id) = suivant {
            suivant = self.arbre.suivant(id);
            match forme.rang(&self.arbre.noeud(id).cle, attendue) {
                Some(rang) => {
                    attendue = rang + 1;
                    presentes |= 1 << rang;
                    self.valeur(id, &forme.cles[rang].genre);
                    if forme.cles[rang].presence == Presence::Requise {
                        self.texte_vide(id, forme);
                    }
                }
                // What an unclosed bracket swallowed is no key.
                None if self.arbre.noeud(table).degat == Degat::Structure => self.arbre.noeud_mut(id).inconnue = true,
                None if table == Arbre::RACINE && self.en_tete_absent(id, forme) => {}
                None => {
                    if let Some(proche) = self.cle_inconnue(id, forme)
                        && let Some(rang) = forme.cles.iter().position(|c| c.nom == proche)
                    {
                        // The key that was meant is not also missing.
                        presentes |= 1 << rang;
                    }
                }
            }
        }
        if self.arbre.noeud(table).degat != Degat::Aucun {
            return;
        }
        // Below a bare header, what another rule would miss is missing for the same reason.
        let nu = table != Arbre::RACINE && self.arbre.enfants(table).next().is_none();
        let manquantes = forme.cles.iter().enumerate().filter(|(rang, cle)| match cle.presence {
            Presence::Requise => presentes & (1 << rang) == 0,
            Presence::RequisePar(_) => nu,
            Presence::Facultative(_) => false,
        });
        let manquantes: Vec<&Cle> = manquantes.map(|(_, cle)| cle).collect();
        if !manquantes.is_empty() {
            self.cles_manquantes(table, forme, &manquantes, nu);
        }
    }

    /// Keys of an entry before any `[[ecriture]]`: the header is what is missing, told once. `[sortie]` below one: it leaves the
    /// entry, each time.
    fn en_tete_absent(&mut self, id: NoeudId, forme: &Forme) -> bool {
        let noeud = self.arbre.noeud(id);
        let liste = forme.cles.iter().find_map(|c| match c.genre {
            Genre::Tables(element) if element.cles.iter().any(|c| c.nom == noeud.cle) => Some(c.nom),
            _ => None,
        });
        let Some(liste) = liste else { return false };
        let (cle, lieu) = (noeud.cle.to_string(), self.lieu(noeud.span_cle));
        let quittee = self.element_quitte(id, liste);
        self.arbre.noeud_mut(id).inconnue = true;
        let constat = if let Some(element) = quittee {
            let element = self.arbre.noeud_mut(element);
            element.degat = element.degat.max(Degat::Lignes);
            Constat::new(code::CLE_INCONNUE, lieu, format!("l’en-tête `[{cle}]` ne dit pas à quoi il appartient"))
                .etiquette("en-tête hors de l’élément qui précède")
                .aide(format!("écrivez `[{liste}.{cle}]`, ou la clé entière sur sa ligne : `{cle}.… = …`"))
        } else if !std::mem::replace(&mut self.en_tete_absent_dit, true) {
            Constat::new(code::CLE_INCONNUE, lieu, format!("`{cle}` n’est sous aucun en-tête"))
                .etiquette("avant le premier en-tête")
                .aide(format!("ajoutez `[[{liste}]]` au-dessus de cette ligne"))
        } else {
            return true;
        };
        self.signaler(constat.donnee("cle", cle.clone()).sujet(cle));
        true
    }

    /// The last element of the list before a header that leaves it.
    fn element_quitte(&self, id: NoeudId, liste: &str) -> Option<NoeudId> {
        let en_tete = self.arbre.noeud(id);
        let liste = self.arbre.chercher(Arbre::RACINE, liste).filter(|_| self.arbre.a_un_en_tete(id))?;
        self.arbre.enfants(liste).take_while(|e| self.arbre.noeud(*e).span.debut < en_tete.span.debut).last()
    }

    fn cle_inconnue(&mut self, id: NoeudId, forme: &Forme) -> Option<&'static str> {
        let noeud = self.arbre.noeud_mut(id);
        noeud.inconnue = true;
        let en_tete_mal_ecrit =
            self.arbre.enfants(id).next().is_some_and(|enfant| self.arbre.noeud(enfant).degat >= Degat::Lignes);
        let noeud = self.arbre.noeud(id);
        let illisible = match noeud.valeur {
            Valeur::Invalide => true,
            Valeur::Tableau => en_tete_mal_ecrit,
            _ => false,
        };
        if noeud.cle.is_empty() || illisible {
            return None; // A key without a name, or a value that cannot be read: L001 said so.
        }
        let (cle, span) = (noeud.cle.to_string(), noeud.span_cle);
        let proche = proposition::la_plus_proche(&cle, forme.cles.iter().map(|c| c.nom));
        let proche = proche.and_then(|p| forme.cles.iter().map(|c| c.nom).find(|nom| *nom == p));
        let aide = match proche {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => format!(
                "les clés possibles ici : {}",
                forme.cles.iter().map(|c| format!("`{}`", c.nom)).collect::<Vec<_>>().join(", ")
            ),
        };
        self.signaler(
            Constat::new(code::CLE_INCONNUE, self.lieu(span), format!("clé inconnue `{}` dans {}", abrege(&cle), forme.nom))
                .etiquette("cette clé n’est pas dans le format")
                .aide(aide)
                .donnee("cle", abrege(&cle))
                .sujet(cle),
        );
        proche
    }

    /// A required text of spaces says nothing. (Labels have a rule of their own, E005.)
    fn texte_vide(&mut self, id: NoeudId, forme: &Forme) {
        let noeud = self.arbre.noeud(id);
        let blanc = |texte: &str| !texte.starts_with(|c: char| c.is_ascii_graphic()) && texte.trim().is_empty();
        let vide = matches!(&noeud.valeur, Valeur::Texte(texte) if blanc(texte));
        if !vide || noeud.cle == "libelle" {
            return;
        }
        let (cle, lieu) = (noeud.cle.to_string(), self.lieu(noeud.span));
        self.signaler(
            Constat::new(code::CLE_MANQUANTE, lieu, format!("`{cle}` est vide dans {}", forme.nom))
                .etiquette("rien à lire ici")
                .aide(format!("écrivez sa valeur : `{cle} = \"…\"`"))
                .donnee("cle", cle.clone())
                .sujet(cle),
        );
        self.invalider(id);
    }

    /// One finding for all that a table lacks; `nu`: it holds nothing at all.
    fn cles_manquantes(&mut self, table: NoeudId, forme: &Forme, manquantes: &[&Cle], nu: bool) {
        let noeud = self.arbre.noeud_mut(table);
        noeud.degat = noeud.degat.max(Degat::Valeurs);
        let span = if table == Arbre::RACINE { Span::default() } else { noeud.span_cle };
        let enumerer = |faire: &dyn Fn(&Cle) -> String| enumeration(manquantes.iter().map(|cle| faire(cle)));
        let noms = enumerer(&|cle| format!("`{}`", cle.nom));
        let lignes = enumerer(&|cle| match &cle.genre {
            Genre::Table(_) => format!("`[{}]`", cle.nom),
            Genre::Tables(_) => format!("`[[{}]]`", cle.nom),
            genre => format!("`{} = {}`", cle.nom, genre.exemple()),
        });
        let verbe = if manquantes.len() == 1 { "est obligatoire" } else { "sont obligatoires" };
        let sinon = if nu { ", ou enlevez cet en-tête, sous lequel il n’y a rien" } else { "" };
        let cles = manquantes.iter().map(|cle| cle.nom).collect::<Vec<_>>().join(", ");
        self.signaler(
            Constat::new(code::CLE_MANQUANTE, self.lieu(span), format!("il manque {noms} dans {}", forme.nom))
                .etiquette(format!("{noms} {verbe} ici"))
                .aide(format!("ajoutez {lignes}{sinon}"))
                .donnee("cle", cles.clone())
                .sujet(cles),
        );
    }

    fn valeur(&mut self, id: NoeudId, genre: &Genre) {
        match (&self.arbre.noeud(id).valeur, genre) {
            (Valeur::Invalide, _) | (Valeur::Texte(_), Genre::Texte) | (Valeur::Date(_), Genre::Date) => return,
            _ => {}
        }
        if matches!(genre, Genre::Tables(_)) && self.arbre.a_un_en_tete(id) {
            self.arbre.mettre_en_tableau(id);
        }
        if !genre.accepte(self.arbre, id) {
            self.type_inattendu(id, genre);
            return;
        }
        match genre {
            Genre::Montant => self.montant(id, false),
            Genre::MontantPositif => self.montant(id, true),
            Genre::Taux => match nombre::taux(self.arbre.ecrit(id)) {
                Some(taux) => self.arbre.noeud_mut(id).valeur = Valeur::Decimal(taux),
                None => self.nombre_invalide(id, "un taux s’écrit `0.00688` : un nombre positif, dix décimales au plus"),
            },
            Genre::Entier | Genre::Nombre => self.entier(id, genre),
            Genre::Choix(choix) => self.choix(id, choix),
            Genre::Liste(genre) => self.elements(id, |controle, element| controle.valeur(element, genre)),
            Genre::Table(forme) => self.table(id, forme),
            Genre::Tables(forme) => {
                self.elements(id, |controle, element| match controle.arbre.noeud(element).valeur {
                    Valeur::Table => {
                        controle.crochet_simple(id, element);
                        controle.table(element, forme);
                    }
                    Valeur::Invalide => {}
                    _ => controle.type_inattendu(element, &Genre::Table(forme)),
                });
            }
            Genre::Carte(_, genre) | Genre::Regles(genre) => {
                self.mouvements = matches!(genre, Genre::MontantPositif);
                self.elements(id, |controle, element| controle.valeur(element, genre));
                self.mouvements = false;
            }
            Genre::CarteAvec(cle, _, genre) => self.elements(id, |controle, element| {
                let reservee = controle.arbre.noeud(element).cle == cle.nom;
                controle.valeur(element, if reservee { &cle.genre } else { genre });
            }),
            Genre::Coupures => self.elements(id, Self::coupure),
            Genre::Ou(genres) => {
                if let Some(genre) = genres.iter().find(|g| g.accepte(self.arbre, id)) {
                    self.valeur(id, genre);
                }
            }
            Genre::Texte | Genre::Date | Genre::Booleen => {}
        }
    }

    /// `[ecriture]` among `[[ecriture]]`: read all the same, and told.
    fn crochet_simple(&mut self, liste: NoeudId, element: NoeudId) {
        let noeud = self.arbre.noeud(element);
        // `[ecriture]]` and `[ecriture` are L001.
        let suite = self.arbre.apres(noeud.span_cle).trim_start_matches([' ', '\t']);
        if !noeud.crochet_simple || !suite.starts_with(']') || suite.starts_with("]]") {
            return;
        }
        let cle = self.arbre.noeud(liste).cle.to_string();
        let lieu = self.lieu(self.arbre.noeud(element).span_cle);
        self.signaler(
            Constat::new(code::TYPE_INATTENDU, lieu, format!("l’en-tête `[{cle}]` n’a qu’un crochet"))
                .etiquette("un seul crochet ici")
                .aide(format!("il peut y en avoir plusieurs : écrivez l’en-tête avec deux crochets, `[[{cle}]]`"))
                .sujet(cle),
        );
    }

    fn elements(&mut self, id: NoeudId, mut faire: impl FnMut(&mut Self, NoeudId)) {
        let mut suivant = self.arbre.enfants(id).next();
        while let Some(element) = suivant {
            suivant = self.arbre.suivant(element);
            faire(self, element);
        }
    }

    fn montant(&mut self, id: NoeudId, positif: bool) {
        let ecrit = self.arbre.ecrit(id);
        let aide = match Montant::parse(ecrit) {
            Ok(montant) if positif && montant.is_negative() => {
                let cle = self.arbre.noeud(id).cle.to_string();
                self.invalider(id);
                let lieu = self.lieu(self.arbre.noeud(id).span);
                self.signaler(
                    Constat::new(
                        code::MONTANT_INVALIDE,
                        lieu,
                        format!("un montant négatif là où il doit être positif : `{ecrit}`"),
                    )
                    .etiquette("négatif")
                    .aide(if self.mouvements { SENS } else { "écrivez le montant sans signe" })
                    .donnee("trouve", montant.decimal())
                    .sujet(cle),
                );
                return;
            }
            Ok(montant) => {
                self.arbre.volume = self.arbre.volume.saturating_add(montant.centimes().unsigned_abs());
                self.arbre.noeud_mut(id).valeur = Valeur::Montant(montant);
                return;
            }
            Err(MontantInvalide::TropDeDecimales) => {
                "un montant a deux décimales au plus : il n’y a rien sous le centime".to_owned()
            }
            Err(MontantInvalide::Exposant) => "écrivez le montant sans exposant : `1000.00` et non `1e3`".to_owned(),
            Err(MontantInvalide::NonFini) => "écrivez un montant en euros : `45.90`".to_owned(),
            Err(MontantInvalide::TropGrand) => format!("un montant va de {} à {}", -Montant::MAX_SAISI, Montant::MAX_SAISI),
            Err(MontantInvalide::Ecriture) => match nombre::en_montant(ecrit) {
                Some(propose) => format!("écrivez-le sans signe plus, sans «\u{a0}_\u{a0}» et en base dix : `{propose}`"),
                None => "écrivez un montant en euros : `45.90`".to_owned(),
            },
        };
        self.nombre_invalide(id, aide);
    }

    /// Of [`Genre::Nombre`], within its bounds.
    fn entier(&mut self, id: NoeudId, genre: &Genre) {
        let borne = matches!(genre, Genre::Nombre);
        let ecrit = self.arbre.ecrit(id);
        match nombre::entier(ecrit).filter(|entier| !borne || (0..=EFFECTIF_MAX).contains(entier)) {
            Some(entier) => self.arbre.noeud_mut(id).valeur = Valeur::Entier(entier),
            // For TOML, another type than a whole number.
            None if nombre::est_a_virgule(ecrit) => self.type_inattendu(id, genre),
            None if borne => {
                self.nombre_invalide(id, format!("écrivez un nombre entier, en chiffres, de 0 à {EFFECTIF_MAX} : `23`"));
            }
            None => self.nombre_invalide(id, "écrivez un nombre entier, en chiffres : `23`"),
        }
    }

    fn nombre_invalide(&mut self, id: NoeudId, aide: impl Into<Cow<'static, str>>) {
        self.invalider(id);
        let noeud = self.arbre.noeud(id);
        let (cle, span) = (noeud.cle.to_string(), noeud.span);
        let ecrit = abrege(self.arbre.ecrit(id));
        self.signaler(
            Constat::new(code::MONTANT_INVALIDE, self.lieu(span), format!("`{ecrit}` n’est pas un nombre permis ici"))
                .etiquette("nombre refusé")
                .aide(aide)
                .donnee("trouve", ecrit)
                .sujet(cle),
        );
    }

    fn choix(&mut self, id: NoeudId, choix: &[&'static str]) {
        let Valeur::Texte(texte) = &self.arbre.noeud(id).valeur else { return };
        if choix.contains(&texte.as_ref()) {
            return;
        }
        let texte = texte.to_string();
        let liste = choix.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
        let aide = match proposition::la_plus_proche(&texte, choix.iter().copied()) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ? (possibles : {liste})"),
            None => format!("écrivez l’un de : {liste}"),
        };
        self.invalider(id);
        let noeud = self.arbre.noeud(id);
        let constat = Constat::new(
            code::TYPE_INATTENDU,
            self.lieu(noeud.span),
            format!("`{}` n’est pas une valeur de `{}`", abrege(&texte), noeud.cle),
        )
        .etiquette("valeur inconnue")
        .aide(aide)
        .donnee("trouve", abrege(&texte))
        .sujet(noeud.cle.to_string());
        self.signaler(constat);
    }

    /// `0.05 = 1` without quotes is, for TOML, the key `05` in the table `0`.
    fn coupure(&mut self, id: NoeudId) {
        if self.arbre.noeud(id).valeur != Valeur::Table {
            return self.valeur(id, &Genre::Entier);
        }
        let noeud = self.arbre.noeud(id);
        let (euros, span) = (noeud.cle.to_string(), noeud.span_cle.union(noeud.span));
        let centimes = self.arbre.enfants(id).next().map_or_else(String::new, |c| self.arbre.noeud(c).cle.to_string());
        self.invalider(id);
        let coupure = abrege(&format!("{euros}.{centimes}"));
        self.signaler(
            Constat::new(code::TYPE_INATTENDU, self.lieu(span), format!("la coupure `{coupure}` est écrite sans guillemets"))
                .etiquette("TOML lit ici une table")
                .aide(format!("mettez-la entre guillemets : `\"{coupure}\" = 1`"))
                .donnee("cle", coupure.clone())
                .sujet(coupure),
        );
    }

    fn type_inattendu(&mut self, id: NoeudId, genre: &Genre) {
        let noeud = self.arbre.noeud(id);
        let span = match noeud.valeur {
            Valeur::Table | Valeur::Tableau => noeud.span_cle.union(Span { fin: noeud.span_cle.fin, ..noeud.span }),
            _ => noeud.span,
        };
        let cle = noeud.cle.to_string();
        let trouve = match &noeud.valeur {
            Valeur::Texte(_) => "un texte entre guillemets",
            Valeur::Nombre if matches!(genre, Genre::Entier | Genre::Nombre) => "un nombre à virgule",
            Valeur::Nombre | Valeur::Montant(_) | Valeur::Entier(_) | Valeur::Decimal(_) => "un nombre",
            Valeur::Date(_) => "une date",
            Valeur::DateEtHeure => "une date avec une heure",
            Valeur::Booleen(_) => "`true` ou `false`",
            Valeur::Table => "une table",
            Valeur::Tableau => "une liste",
            Valeur::Invalide => return,
        };
        // A header names the tables that it is in: only at the top is it the key alone.
        let en_haut = self.arbre.chercher(Arbre::RACINE, &cle) == Some(id);
        let aide = match (&noeud.valeur, genre) {
            (Valeur::Texte(texte), _) if genre.veut_un_nombre() => match nombre::en_montant(texte) {
                Some(propose) if propose.contains('.') => {
                    format!("écrivez le nombre sans guillemets, avec un point : `{cle} = {propose}`")
                }
                Some(propose) => format!("écrivez le nombre sans guillemets : `{cle} = {propose}`"),
                None => format!("écrivez un nombre sans guillemets : `{cle} = {}`", genre.exemple()),
            },
            (Valeur::Texte(texte), _) if genre.veut_une_date() => match nombre::en_date(texte) {
                Some(date) => format!("écrivez la date sans guillemets, année-mois-jour : `{cle} = {date}`"),
                None => format!("écrivez la date sans guillemets, année-mois-jour : `{cle} = 2024-11-07`"),
            },
            (Valeur::DateEtHeure, _) if genre.veut_une_date() => "gardez le jour seul : `2024-11-07`".to_owned(),
            (Valeur::Nombre, Genre::Texte | Genre::Choix(_)) => {
                format!("mettez-le entre guillemets : `{cle} = \"{}\"`", self.arbre.ecrit(id))
            }
            (Valeur::Tableau, Genre::Table(_)) if self.arbre.is_tableau_de_tables(id) => {
                format!("il n’y en a qu’une : écrivez l’en-tête avec un seul crochet, `[{cle}]`")
            }
            (Valeur::Texte(texte), Genre::Liste(_)) => format!("mettez-le entre crochets : `{cle} = [\"{}\"]`", abrege(texte)),
            (Valeur::Texte(texte), Genre::Table(forme)) if cle.is_empty() => {
                format!("écrivez une table entre accolades : `{}`", forme.exemple_avec(&abrege(texte)))
            }
            (_, Genre::Table(_)) if cle.is_empty() => format!("écrivez une table entre accolades : `{}`", genre.exemple()),
            (_, Genre::Table(_)) if en_haut => format!("écrivez un en-tête, `[{cle}]`, ou une table entre accolades"),
            (_, Genre::Table(_)) => format!("écrivez une table entre accolades : `{cle} = {}`", genre.exemple()),
            (_, Genre::Tables(_)) if en_haut => format!("écrivez un en-tête, `[[{cle}]]`"),
            (_, Genre::Tables(_)) => format!("écrivez une liste de tables : `{cle} = {}`", genre.exemple()),
            _ => format!("écrivez `{cle} = {}`", genre.exemple()),
        };
        let sujet = if cle.is_empty() { "un élément de la liste".to_owned() } else { format!("`{}`", abrege(&cle)) };
        self.signaler(
            Constat::new(code::TYPE_INATTENDU, self.lieu(span), format!("{sujet} attend {}, pas {trouve}", genre.nom()))
                .etiquette(format!("{trouve} ici"))
                .aide(aide)
                .sujet(cle),
        );
        self.invalider(id);
    }

    fn invalider(&mut self, id: NoeudId) {
        self.arbre.noeud_mut(id).valeur = Valeur::Invalide;
    }
}

impl Genre {
    /// Whether a value of this TOML type may be of this kind.
    fn accepte(&self, arbre: &Arbre, id: NoeudId) -> bool {
        let valeur = &arbre.noeud(id).valeur;
        match self {
            Genre::Texte | Genre::Choix(_) => matches!(valeur, Valeur::Texte(_)),
            Genre::Montant | Genre::MontantPositif | Genre::Taux | Genre::Entier | Genre::Nombre => {
                matches!(valeur, Valeur::Nombre)
            }
            Genre::Date => matches!(valeur, Valeur::Date(_)),
            Genre::Booleen => matches!(valeur, Valeur::Booleen(_)),
            Genre::Liste(_) | Genre::Tables(_) => matches!(valeur, Valeur::Tableau),
            Genre::Table(_) | Genre::Carte(..) | Genre::Regles(_) | Genre::CarteAvec(..) | Genre::Coupures => {
                matches!(valeur, Valeur::Table)
            }
            Genre::Ou(genres) => genres.iter().any(|g| g.accepte(arbre, id)),
        }
    }
}
