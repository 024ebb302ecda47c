//! T003 — releve-discordant. Formula of format.md, « Balances of a bank on a day ». A difference that stays the same from one
//! statement to the next has one cause: it is told once, where it appears.

use std::collections::{HashMap, HashSet};

use super::ouverture_decalee::{ouverture_decalee, reports_oublies};
use super::report_discordant::pointes_autrement_prouves;
use crate::controle::desequilibres::Desequilibres;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::preuves_a_juger::{conseil_sur, preuves_a_juger};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::calcul::en_route::{EcartDeReport, ecarts_de_reports};
use crate::calcul::pointages_tardifs::{PointageTardif, pointages_tardifs};
use crate::calcul::{Comptes, Origine};
use crate::coop::{Date, Montant, Partie, Releve, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T003"),
    nom: "releve-discordant",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Releves, Partie::Ouverture, Partie::Bornes],
    resume: "le solde d’un relevé n’est pas celui que donnent les opérations pointées",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let faux = vue.cloture_precedente().map(|precedent| {
        let pointages = pointes_autrement_prouves(vue, precedent);
        departs_faux(precedent, vue.comptes, pointages.iter().map(|(p, _)| p))
    });
    let faux = faux.unwrap_or_default();
    // What the next year opens with may be this one's closing of before a correction: its own closing brings it up to date, and
    // writes the ticks that its reports do not have yet.
    let tardifs = vue.suivant.map(|suivant| pointages_tardifs(vue.comptes, suivant)).unwrap_or_default();
    let (a_ecrire, discords): (Vec<_>, Vec<_>) = tardifs.into_iter().partition(PointageTardif::est_a_ecrire);
    let suite_fausse = vue.suivant.map(|suivant| departs_faux(vue.comptes, suivant, &discords)).unwrap_or_default();
    let mut a_ecrire_par_banque: HashMap<TresorerieId, Vec<(Date, Montant)>> = HashMap::new();
    for p in a_ecrire {
        a_ecrire_par_banque.entry(p.banque).or_default().push((p.dit.date, p.montant));
    }
    let desequilibres = Desequilibres::de(vue);
    let mut conseils = 0;
    for banque in vue.comptes.banques() {
        if !vue.exercice.lacunes.solde_connu(banque) || !vue.exercice.lacunes.pointage_connu(banque) {
            continue;
        }
        if faux.contains(&banque) {
            continue;
        }
        let nom = &vue.comptes.cooperative.tresorerie(banque).nom;
        // A difference that was there at the end of the year before is the same one.
        let precedent = vue.precedent.filter(|_| vue.comptes.suit_le_precedent());
        let mut precedente = precedent.and_then(|p| p.ecart_du_rapprochement(banque)).unwrap_or_default();
        let mut d_avant: Option<Date> = None;
        let mut a_ecrire = a_ecrire_par_banque.remove(&banque).unwrap_or_default();
        a_ecrire.sort_unstable();
        let (mut a_ecrire, mut ecrits) = (a_ecrire.into_iter().peekable(), Montant::ZERO);
        for releve in preuves_a_juger::<Releve>(vue, banque) {
            let jour = releve.date.valeur;
            if jour > vue.exercice.fin && suite_fausse.contains(&banque) {
                continue;
            }
            let Some(attendu) = vue.comptes.solde_du_releve(vue.suivant, banque, jour) else { continue };
            // All after the last day, like the statements that show them.
            while let Some((_, montant)) = a_ecrire.next_if(|(pointage, _)| *pointage <= jour) {
                ecrits += montant;
            }
            let attendu = attendu + ecrits;
            let ecart = releve.solde.valeur - attendu;
            let apparu = ecart - std::mem::replace(&mut precedente, ecart);
            let d_avant = d_avant.replace(jour);
            if apparu.is_zero() || ecart.is_zero() || desequilibres.expliquent(banque, apparu, d_avant, jour) {
                continue;
            }
            conseils += 1;
            let bavard = conseils <= CONSEILS_MAX;
            let autre = bavard.then(|| autre_du_meme_jour(vue, releve)).flatten();
            let aide = match autre {
                Some(autre) => {
                    let fichier = &vue.dossier.sources[autre.fichier.0 as usize].chemin;
                    format!("`{fichier}` dit {} pour le même compte et le même jour : l’un des deux est mal recopié", autre.solde.valeur)
                }
                None if bavard => conseil(vue, banque, jour, ecart),
                None => A_COMPARER.to_owned(),
            };
            let constat =
                Constat::new(
                    REGLE.code,
                    releve.lieu(releve.solde.span),
                    format!(
                        "le relevé de `{nom}` du {} dit {}, l’ouverture et les opérations pointées donnent {attendu} ; différence {}",
                        date::en_chiffres(jour),
                        releve.solde.valeur,
                        ecart.abs()
                    ),
                )
                .etiquette(format!("{} d’écart", ecart.abs()))
                .aide(conseil_sur(vue, releve, aide))
                .ecart(attendu, releve.solde.valeur)
                .sujet(format!("{nom} {jour}"));
            constats.push(match autre {
                Some(autre) => constat.lien(autre.lieu(autre.solde.span), "le même jour"),
                None => constat,
            });
        }
    }
}

/// The banks of which what the exercice begins with is itself wrong: T005 and T011 say so of a sealed year, T012 of another.
/// `pointages`: the late ticks that make it so.
fn departs_faux<'a>(
    precedent: &Comptes,
    comptes: &Comptes,
    pointages: impl IntoIterator<Item = &'a PointageTardif<'a>>,
) -> HashSet<TresorerieId> {
    let ouvertures = comptes.banques().filter(|banque| precedent.cloture(*banque) != comptes.ouverture(*banque));
    let ecarts = ecarts_de_reports(precedent, comptes).into_iter().filter(EcartDeReport::change_l_argent);
    let cotes = ecarts.flat_map(|e| [e.attendu.map(|(laisse, _)| laisse), e.trouve.map(|(porte, _)| porte)]).flatten();
    let cites = cotes.flat_map(|cote| cote.mouvements).filter_map(|(nom, _)| comptes.cooperative.trouver_tresorerie(nom));
    ouvertures.chain(cites).chain(pointages.into_iter().map(|p| p.banque)).collect()
}

/// Causes are looked for so many times: beyond, nobody reads on.
const CONSEILS_MAX: usize = 50;
const A_COMPARER: &str = "comparez le relevé ligne à ligne avec les opérations pointées à cette date : un montant mal recopié, une opération oubliée ou pointée trop tôt";

/// Whether a statement of this exercice says otherwise than the ledger.
pub(super) fn est_discordante(vue: &Vue, banque: TresorerieId) -> bool {
    let lacunes = &vue.exercice.lacunes;
    let discorde = |r: &Releve| vue.comptes.solde_du_releve(vue.suivant, banque, r.date.valeur).is_some_and(|s| s != r.solde.valeur);
    lacunes.solde_connu(banque) && lacunes.pointage_connu(banque) && preuves_a_juger(vue, banque).into_iter().any(discorde)
}

/// What is most likely the cause: two ticks of one operation, an unticked operation of exactly the difference, an opening that is
/// not last year's closing, a report that is missing, an operation the wrong way round.
fn conseil(vue: &Vue, banque: TresorerieId, jour: Date, ecart: Montant) -> String {
    let ouvert = vue.precedent.filter(|precedent| !precedent.exercice.scelle);
    let discords = ouvert.map(|precedent| pointages_tardifs(precedent, vue.comptes)).unwrap_or_default();
    let discord = discords.iter().find(|p| p.banque == banque && p.montant.abs() == ecart.abs());
    if let Some((discord, repris)) = discord.and_then(|p| Some((p, p.contredit()?.date))) {
        let fichier = &vue.dossier.sources[discord.lieu().fichier.0 as usize].chemin;
        let [dit, repris] = [discord.dit.date, repris].map(date::en_chiffres);
        let libelle = discord.origine.libelle();
        return format!("« {libelle} », justement de {}, est pointée le {dit} dans `{fichier}`, et son report le {repris} : donnez aux deux la date du relevé qui la montre", ecart.abs());
    }
    let suivant = vue.suivant.filter(|_| jour > vue.exercice.fin);
    for comptes in [Some(vue.comptes), suivant].into_iter().flatten() {
        let non_pointees = comptes.non_pointees(banque, jour);
        if let Some(suspecte) = non_pointees.into_iter().find(|n| n.montant == ecart && n.origine.date() <= jour) {
            let (quoi, libelle) = (nommer(vue, comptes, suspecte.origine), suspecte.origine.libelle());
            return format!("{quoi} (« {libelle} ») est justement de {}, sans pointage : le relevé montre-t-il cette opération ?", ecart.abs());
        }
    }
    if let Some((cloture, ouverture)) = ouverture_decalee(vue, banque).filter(|(cloture, ouverture)| *cloture - *ouverture == ecart) {
        return format!("l’ouverture est écrite pour {ouverture}, l’année d’avant finit avec {cloture} : c’est justement la différence");
    }
    let oublies = reports_oublies(vue).remove(&banque).unwrap_or_default();
    if let Some((oublie, _)) = oublies.into_iter().find(|(laisse, _)| -laisse.montant() == ecart) {
        return format!("« {} », du {}, n’était pas pointée à la fin de l’année d’avant et n’est pas reportée : ajoutez son `[[report]]`", oublie.libelle, date::en_chiffres(oublie.date));
    }
    for comptes in [Some(vue.comptes), suivant].into_iter().flatten() {
        // The last that was ticked: it was not there on the statement before.
        let inversees = comptes.pointees(banque, jour).filter(|p| p.montant + p.montant == -ecart);
        if let Some(inversee) = inversees.max_by_key(|p| p.pointage) {
            let (quoi, libelle) = (nommer(vue, comptes, inversee.origine), inversee.origine.libelle());
            let (ecrite, vraie) = if inversee.montant.is_negative() { ("une sortie", "une entrée") } else { ("une entrée", "une sortie") };
            return format!("la différence est justement le double de {} : {quoi} (« {libelle} ») est écrite comme {ecrite} ; le relevé montre-t-il {vraie} ?", inversee.montant.abs());
        }
    }
    let Some(suivant) = suivant else { return A_COMPARER.to_owned() };
    let nom = &suivant.exercice.nom;
    format!("{A_COMPARER} ; ce relevé montre aussi l’exercice {nom} : cherchez de même dans `{nom}/cahier` ce qui n’y est pas encore écrit, ou pas encore pointé")
}

/// « la pièce 06 », « le report » ; of the next year, with its name.
fn nommer(vue: &Vue, comptes: &Comptes, origine: Origine) -> String {
    let quoi = match origine {
        Origine::Ecriture(ecriture) => format!("la pièce {}", ecriture.numero()),
        Origine::Report(_) => "le report".to_owned(),
    };
    let nom = &comptes.exercice.nom;
    if *nom == vue.exercice.nom { quoi } else { format!("{quoi} de {nom}") }
}

/// Another statement of the same account and day, in this exercice or beside it, that says otherwise.
fn autre_du_meme_jour<'a>(vue: &Vue<'a>, releve: &Releve) -> Option<&'a Releve> {
    let [avant, apres] = [vue.precedent, vue.suivant].map(|comptes| comptes.map(|c| c.exercice));
    let releves = [avant, Some(vue.exercice), apres].into_iter().flatten().flat_map(|exercice| &exercice.releves);
    let de_ce_compte = |r: &&Releve| r.tresorerie.connue() == releve.tresorerie.connue();
    let mut du_jour = releves.filter(|r| r.date.valeur == releve.date.valeur).filter(de_ce_compte);
    du_jour.find(|r| r.solde.valeur != releve.solde.valeur)
}

const EXPLICATION: Explication = Explication {
    quoi: "Le solde d’un relevé doit être celui que donnent l’ouverture et les opérations pointées à sa date, ou avant. Un écart qui \
           reste le même d’un relevé à l’autre n’est dit qu’une fois, là où il apparaît. Un relevé d’après le dernier jour montre déjà \
           l’exercice suivant : il n’est comparé qu’une fois celui-ci ouvert, et, l’année une fois clôturée, c’est au cahier de la \
           suivante d’y répondre.",
    pourquoi: "C’est l’épreuve la plus sûre du cahier : la banque compte de son côté, et les deux doivent tomber d’accord au centime. Un \
               écart révèle un montant mal recopié, une opération oubliée ou pointée par erreur.",
    exemple: &[Extrait::Fichier(
        "2024-2025/releves/2025-08-31.toml",
        r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 786.00     # la banque a prélevé 10,00 de frais
"#,
    )],
    corriger: "Comparez le relevé, ligne à ligne, avec les opérations pointées à cette date. Une ligne de la banque qui n’est pas au \
               cahier (des frais, un prélèvement) s’y ajoute et se pointe.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-08-29
libelle = "Frais de tenue de compte"
sortie.banque    = 10.00
ventilation.6270 = 10.00
pointage = 2025-08-31
"#,
        ),
        Extrait::Fichier(
            "2024-2025/releves/2025-08-31.toml",
            r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 786.00
"#,
        ),
    ],
    reference: "L’état de rapprochement bancaire du compte rendu financier : solde du relevé, moins les sorties et plus les entrées non \
                pointées, égale le solde du cahier.",
};
