//! The page « Commission de contrôle des comptes » on paper: the grid already filled from the accounts, the pieces to look at,
//! the discharge and its signatures.

use serde_json::{Value, json};

use super::signatures::{cases_des_mandataires, signature};
use super::typographie::{en_colonne, enumerer, euros, lignes};
use super::{Emission, Modele, Papier, par_groupes};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, Qualite, date, par_milliers};
use crate::diagnostic::{francaise, pluriel};
use crate::etat::quitus::{PIECES_AU_SONDAGE, PieceTiree, Quitus};
use crate::etat::rapprochement::Rapprochement;
use crate::parse::Dossier;

/// Beyond so many, a row of the grid would be longer than what it is for.
const CONSTATS_DANS_LA_GRILLE: usize = 8;

pub fn emission(_: &Dossier, _: &Comptes, _: Date) -> Emission {
    Emission::Remplie
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let quitus = Quitus::etablir(controle);
    // It is not dated before the meeting that it tells.
    let date = quitus.date.map_or(date, |reunion| reunion.max(date));
    let au = controle.exercice().avancement().arrete_au(date);
    vec![Papier::new(Modele::Quitus, &quitus.identite, date, donnees(&quitus, au))]
}

/// `au`: the day of the balance sheet.
fn donnees(quitus: &Quitus, au: Date) -> Value {
    json!({
        "date": quitus.date.map_or_else(String::new, date::en_toutes_lettres),
        "composition": composition(quitus),
        "membres": membres(quitus),
        "grille": grille(quitus, au).into_iter().map(|(point, chiffres)| json!([point, chiffres])).collect::<Vec<_>>(),
        "sondage": sondage(quitus),
        "tirees": quitus.tirees.iter().map(tiree).collect::<Vec<_>>(),
        "donne": quitus.donne,
        "sceau": quitus.sceau.as_ref().map(|(jour, empreinte)| json!({
            "jour": date::en_toutes_lettres(*jour),
            "empreinte": par_groupes(empreinte),
        })),
        "attentions": attentions(quitus),
        "reserves": lignes(&quitus.reserves),
        "signatures": signatures(quitus),
        "rappel": rappel(quitus),
        "a_qui": a_qui(quitus),
        "vu_par": if quitus.identite.mandataires.len() > 1 { "Vu par les mandataires, qui ont remis" } else { "Vu par le mandataire, qui a remis" },
        "contreseing": cases_des_mandataires(&quitus.identite),
    })
}

/// What who reads a discharge must not miss: what it is of, and who gave it. A form to be filled in accuses nobody.
fn attentions(quitus: &Quitus) -> Vec<String> {
    let irregularites = (quitus.donne.is_some() && !quitus.irregularites.is_empty()).then(|| quitus.irregularites.join(" ; "));
    let phrases = quitus.avant_la_cloture.iter().chain(&irregularites);
    phrases.map(|phrase| francaise(&format!("Attention : {phrase}."))).collect()
}

/// What those read who sign on the page after the decision: which it is, and of which accounts.
fn rappel(quitus: &Quitus) -> String {
    let a_qui = a_qui(quitus);
    let decision = match quitus.donne {
        Some(true) if quitus.reserves.is_empty() => format!("donne quitus {a_qui}, sans réserve"),
        Some(true) => format!("donne quitus {a_qui}, avec les réserves dites plus haut"),
        Some(false) => "ne donne pas quitus, pour les raisons dites plus haut".to_owned(),
        None => "a pris la décision cochée plus haut".to_owned(),
    };
    let comptes = match &quitus.sceau {
        Some((jour, empreinte)) => {
            format!("clôturés le {}, empreinte du sceau {}", date::en_toutes_lettres(*jour), par_groupes(empreinte))
        }
        None => "qui ne sont pas encore clôturés".to_owned(),
    };
    format!("Comptes de l’exercice {}, {comptes}\u{a0}: la commission {decision}.", quitus.identite.exercice)
}

fn a_qui(quitus: &Quitus) -> &'static str {
    if quitus.identite.mandataires.len() > 1 { "aux mandataires" } else { "au mandataire" }
}

fn composition(quitus: &Quitus) -> String {
    let parent = if quitus.parent_demande { ", dont un parent d’élève" } else { "" };
    let nombre = match quitus.demandes {
        0 | 1 => "un vérificateur au moins".to_owned(),
        n => format!("{n}\u{a0}vérificateurs au moins"),
    };
    format!("La commission doit compter {nombre}{parent}\u{a0}; aucun ne peut être mandataire ni signataire de la coopérative.")
}

/// Those who are named, and empty rows up to what the department asks.
fn membres(quitus: &Quitus) -> Vec<[String; 2]> {
    let mut membres: Vec<[String; 2]> = quitus.verificateurs.iter().map(|(nom, titre)| [nom.clone(), qualite(*titre)]).collect();
    let voulus = usize::try_from(quitus.demandes).unwrap_or(2).clamp(2, 12);
    membres.resize(membres.len().max(voulus), Default::default());
    membres
}

fn qualite(qualite: Option<Qualite>) -> String {
    let titre = match qualite {
        Some(Qualite::Parent) => "Parent d’élève",
        Some(Qualite::Enseignant) => "Enseignante, enseignant",
        Some(Qualite::Autre) => "Autre",
        None => "",
    };
    titre.to_owned()
}

/// Each point to check, and what the accounts say of it.
fn grille(quitus: &Quitus, au: Date) -> Vec<(&'static str, String)> {
    let mut grille = vec![("Pièces justificatives numérotées et classées", pieces(quitus))];
    grille.extend(quitus.rapprochements.iter().map(|r| ("Solde de la banque rapproché du relevé", banque(r))));
    grille.extend(quitus.arretes.iter().map(|a| {
        let ecart = ecart(a.ecart);
        let jour = date::en_toutes_lettres(a.date);
        (
            "Espèces comptées et comparées au cahier",
            format!("{}\u{a0}: {} au comptage du {jour}, {} au cahier{ecart}.", a.intitule, a.compte, a.solde),
        )
    }));
    let non_comptees = quitus.caisses_non_comptees.iter().filter(|c| c.a_servi);
    grille.extend(non_comptees.map(|c| {
        (
            "Espèces comptées et comparées au cahier",
            format!("{}\u{a0}: aucun arrêté de caisse, {} au cahier.", c.intitule, c.montant),
        )
    }));
    if quitus.arretes.is_empty() && quitus.caisses_non_comptees.iter().all(|c| !c.a_servi) {
        grille.push(("Espèces comptées et comparées au cahier", "Aucun arrêté de caisse.".to_owned()));
    }
    grille.push(("Comptes de l’exercice", resultat(quitus)));
    grille.push(("Bilan", bilan(quitus, au)));
    grille.push(("Argent confié aux classes", regies(quitus)));
    let s = &quitus.subventions;
    grille.push((
        "Subventions",
        match s.lignes.len() {
            0 if s.total_du_compte.is_zero() => "Aucune subvention.".to_owned(),
            _ => {
                let justifiees = s.lignes.iter().filter(|l| l.justificatif).count();
                format!(
                    "{} au tableau, {} au compte {}{}\u{a0}; {} pour {}.",
                    s.total,
                    s.total_du_compte,
                    s.compte,
                    ecart(s.ecart),
                    pluriel(justifiees, "justificatif"),
                    pluriel(s.lignes.len(), "ligne"),
                )
            }
        },
    ));
    let i = &quitus.inventaire;
    let biens = match i.nombre {
        0 => "Aucun bien à l’inventaire".to_owned(),
        n => format!(
            "{}\u{a0}bien{} à l’inventaire, prix d’achat {}",
            par_milliers(n),
            if n > 1 { "s" } else { "" },
            i.total_achat
        ),
    };
    grille.push(("Cahier d’inventaire", format!("{biens}\u{a0}; {} d’achats cette année au compte {}.", i.achats, i.compte)));
    let payees = format!("{} de cotisation et {} d’assurance au cahier", quitus.cotisation, quitus.assurance);
    grille.push(("Cotisation et assurance de l’OCCE", avec_constats(payees, &quitus.constats_de_la_cotisation)));
    grille.push(("Dépenses décidées par le conseil de coopérative", String::new()));
    grille
}

fn pieces(quitus: &Quitus) -> String {
    let p = quitus.pieces;
    let cahiers = match p.cahiers_de_classe {
        0 => String::new(),
        1 => ", et un cahier de classe".to_owned(),
        n => format!(", et {n}\u{a0}cahiers de classe"),
    };
    let nombres =
        format!("{}{cahiers}\u{a0}; {} avec justificatif dans le dossier", pluriel(p.ecritures, "écriture"), p.avec_justificatif);
    avec_constats(nombres, &quitus.constats_des_pieces)
}

/// What the accounts say, then what is to be looked at.
fn avec_constats(chiffres: String, constats: &[String]) -> String {
    let montres = constats.iter().take(CONSTATS_DANS_LA_GRILLE).cloned().collect::<Vec<_>>().join(" ; ");
    let suite = match constats.len().saturating_sub(CONSTATS_DANS_LA_GRILLE) {
        0 => String::new(),
        1 => " ; et un autre constat, que « retkoop verifier --tout » montre".to_owned(),
        n => format!(" ; et {n} autres constats, que « retkoop verifier --tout » montre"),
    };
    let a_revoir = if constats.is_empty() { String::new() } else { format!(". À regarder : {montres}{suite}") };
    francaise(&format!("{chiffres}{a_revoir}."))
}

fn banque(r: &Rapprochement) -> String {
    match r.releve {
        None => format!("{}\u{a0}: aucun relevé, {} au cahier.", r.intitule, r.solde_cahier),
        Some((jour, solde)) => {
            let attente = match r.operations.len() {
                0 => "tout est pointé".to_owned(),
                1 => "une opération non pointée".to_owned(),
                n => format!("{n}\u{a0}opérations non pointées"),
            };
            let jour = date::en_toutes_lettres(jour);
            format!(
                "{}\u{a0}: {solde} au relevé du {jour}, {} au cahier, {attente}{}.",
                r.intitule,
                r.solde_cahier,
                ecart(r.ecart.unwrap_or_default())
            )
        }
    }
}

fn ecart(ecart: Montant) -> String {
    if ecart.is_zero() { ", sans écart".to_owned() } else { format!(", écart de {ecart}") }
}

fn resultat(quitus: &Quitus) -> String {
    let montant = quitus.resultat.abs();
    let resultat = match quitus.resultat {
        nul if nul.is_zero() => "résultat nul".to_owned(),
        perte if perte.is_negative() => format!("déficit de {montant}"),
        _ => format!("excédent de {montant}"),
    };
    format!("{} de recettes, {} de dépenses\u{a0}: {resultat}.", quitus.total_produits, quitus.total_charges)
}

fn bilan(quitus: &Quitus, au: Date) -> String {
    let b = &quitus.bilan;
    // Only in a draft.
    let ecart = match b.total_actif - b.total_passif {
        nul if nul.is_zero() => String::new(),
        ecart => format!(" Cela fait {}, différence {}.", b.total_passif, ecart.abs()),
    };
    format!(
        "{} au {}\u{a0}: {} au début de l’exercice, plus le résultat de {}.{ecart}",
        b.total_actif,
        date::en_toutes_lettres(au),
        b.report_a_nouveau,
        b.resultat,
    )
}

fn regies(quitus: &Quitus) -> String {
    match quitus.bilan.regies.as_slice() {
        [] => "Toutes les régies sont soldées.".to_owned(),
        regies => {
            let noms: Vec<String> = regies.iter().map(|(classe, montant)| format!("{classe} ({montant})")).collect();
            format!("Encore détenu par {}.", enumerer(&noms))
        }
    }
}

/// The rule of the draw, with its numbers: anyone can draw again.
fn sondage(quitus: &Quitus) -> String {
    let s = &quitus.sondage;
    let euros = |centimes: u64| Montant::from_centimes(i64::try_from(centimes).unwrap_or(i64::MAX)).to_string();
    if quitus.tirees.is_empty() {
        return "Aucune écriture\u{a0}: il n’y a rien à tirer.".to_owned();
    }
    format!(
        "Règle du tirage. Les écritures sont mises bout à bout dans l’ordre du cahier, puis les cahiers de classe\u{a0}; une écriture pèse le plus \
         grand de ce qui entre, de ce qui sort et de ce qui est ventilé (signes laissés de côté), un cahier de classe ses recettes et ses \
         dépenses ensemble, et le tout {}. On place {PIECES_AU_SONDAGE}\u{a0}repères\u{a0}: le premier après {}, puis tous les {} (le tout divisé par \
         {PIECES_AU_SONDAGE}, au centime inférieur)\u{a0}; ce qui porte un repère est tiré, une seule fois s’il en porte plusieurs, donc d’autant plus \
         sûrement qu’il est gros. \
         Le premier repère ne se choisit pas\u{a0}: ce sont les douze premiers chiffres hexadécimaux du SHA-256 du texte «\u{a0}{}\u{a0}», en centimes, \
         modulo l’intervalle.",
        euros(s.total),
        euros(s.depart),
        euros(s.intervalle),
        s.graine,
    )
}

fn tiree(piece: &PieceTiree) -> Value {
    let jour = piece.date.map_or_else(String::new, date::en_chiffres);
    json!([en_colonne(&piece.piece), jour, piece.libelle, piece.justificatifs.join(", "), euros(piece.montant)])
}

fn signatures(quitus: &Quitus) -> Vec<Value> {
    let membres = membres(quitus).into_iter();
    let titres = quitus.verificateurs.iter().map(|(_, qualite)| *qualite).chain(std::iter::repeat(None));
    let titre = |voulu| match voulu {
        Some(Qualite::Parent | Qualite::Enseignant) => qualite(voulu),
        Some(Qualite::Autre) | None => "Vérificatrice, vérificateur".to_owned(),
    };
    membres.zip(titres).map(|([nom, _], voulu)| signature(&titre(voulu), &nom)).collect()
}
