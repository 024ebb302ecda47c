//! R003 — regie-retour-excessif. A class that spent its own money is given a complementary versement first (domain.md).

use super::regie_non_soldee::DitesAilleurs;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date, nom_du_detenteur};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("R003"),
    nom: "regie-retour-excessif",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Regies, Partie::Classes, Partie::Ouverture, Partie::Cahier],
    resume: "une classe a rendu ou expliqué plus qu’elle ne détenait à la fin d’une journée",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut ailleurs = None;
    let lacunes = &vue.exercice.lacunes;
    for regie in vue.comptes.regies().iter().filter(|r| lacunes.regie_connue(&r.classe)) {
        for (jour, _) in vue.comptes.periodes_negatives(&regie.chronique) {
            if ailleurs.get_or_insert_with(|| DitesAilleurs::de(vue)).le(regie, jour) {
                continue;
            }
            let tenu = regie.chronique.le(jour);
            if lacunes.est_un_ecart(tenu) {
                continue;
            }
            let classe = nom_du_detenteur(&regie.classe);
            // A class that has a ledger explains by what it spends.
            let fait = if regie.depenses.is_zero() { "a rendu ou expliqué" } else { "a rendu, expliqué ou dépensé" };
            constats.push(
                Constat::new(
                    REGLE.code,
                    vue.lieu_de_la_regie(regie, jour),
                    format!("le {}, {classe} {fait} {} de plus qu’elle ne détenait", date::en_chiffres(jour), tenu.abs()),
                )
                .etiquette("la régie passe sous zéro")
                .aide("vérifiez les dates et les montants ; si la classe a avancé de l’argent, versez-lui d’abord le complément (`regie.versee`)")
                .donnee("trouve", tenu.decimal())
                .sujet(format!("{} {jour}", regie.classe)),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "À la fin d’aucune journée, une classe n’a rendu ou expliqué plus que ce qu’elle détenait.",
    pourquoi: "Une classe ne rend pas l’argent qu’elle n’a pas. Une date ou un montant est faux ; ou bien l’enseignant a avancé la \
               différence, et la coopérative la lui doit.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 95.00
regie.classe     = "CP"
ventilation.6181 = 95.00

[[ecriture]]
piece   = "08"
date    = 2025-06-26
libelle = "Complément de régie, classe CP"
sortie.banque = 15.00
regie.versee  = 15.00
regie.classe  = "CP"
"#,
    )],
    corriger: "Vérifiez les dates et les montants. Si la classe a dépensé plus que son avance, versez-lui d’abord le complément, puis \
               expliquez le tout.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Complément de régie, classe CP"
sortie.banque = 15.00
regie.versee  = 15.00
regie.classe  = "CP"

[[ecriture]]
piece   = "08"
date    = 2025-06-12
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 95.00
regie.classe     = "CP"
ventilation.6181 = 95.00
"#,
    )],
    reference: "Les trois temps d’une régie d’avance selon l’OCCE : en cas de dépassement, un versement complémentaire.",
};
