//! `departement.toml`: chart of accounts, tariffs, thresholds, control commission, levels.

use std::collections::HashMap;

use super::texte_requis;
use crate::bareme::{Abonnement, AuDelaDUneFranchise, Bareme, CommissionVoulue, CompteDuPlan, Departement, Plan, Seuils};
use crate::coop::{Compte, Montant};
use crate::diagnostic::{Constat, Niveau, abrege, code};
use crate::parse::cles_bancaires::juger_l_iban;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::{FichierId, Lieu, Span};

pub static FORME: Forme = Forme {
    nom: "departement.toml",
    cles: &[
        cle("departement", Genre::Table(&DEPARTEMENT)),
        cle("bareme", Genre::Tables(&BAREME)),
        cle("plan", Genre::Table(&PLAN)),
        cle("seuils", Genre::Table(&SEUILS)),
        cle("controle", Genre::Table(&CONTROLE)),
        cle("niveaux", Genre::Carte(&NIVEAU)),
    ],
};

const NIVEAU: Genre = Genre::Choix(&["ignorer", "remarque", "avertissement", "question", "bloquant", "erreur"]);

static DEPARTEMENT: Forme = Forme {
    nom: "[departement]",
    cles: &[cle("nom", Genre::Texte), cle("numero", Genre::Texte), cle("commune", Genre::Texte), cle("iban", Genre::Texte)],
};

static BAREME: Forme = Forme {
    nom: "ce barème",
    cles: &[
        requise("exercice", Genre::Texte),
        cle("reference", Genre::Texte),
        cle("forfait", Genre::MontantPositif),
        cle("eleve", Genre::MontantPositif),
        cle("enseignant", Genre::MontantPositif),
        cle("autre_adulte", Genre::MontantPositif),
        cle("cooperateur", Genre::MontantPositif),
        cle("assurance", Genre::Table(&ASSURANCE)),
        cle("abonnement", Genre::Tables(&ABONNEMENT)),
    ],
};

static ASSURANCE: Forme = Forme {
    nom: "l’assurance du barème",
    cles: &[
        cle("cooperateur", Genre::MontantPositif),
        cle("biens", Genre::Table(&FRANCHISE)),
        cle("instruments", Genre::Table(&FRANCHISE)),
    ],
};

static FRANCHISE: Forme =
    Forme { nom: "cette assurance", cles: &[cle("franchise", Genre::MontantPositif), cle("taux", Genre::Taux)] };

static ABONNEMENT: Forme = Forme {
    nom: "cet abonnement",
    cles: &[cle("cle", Genre::Texte), cle("libelle", Genre::Texte), cle("prix", Genre::MontantPositif)],
};

static PLAN: Forme = Forme {
    nom: "[plan]",
    cles: &[
        cle("cotisation", Genre::Texte),
        cle("assurance", Genre::Texte),
        cle("subvention", Genre::Texte),
        cle("biens_durables", Genre::Texte),
        cle("compte", Genre::Tables(&COMPTE)),
    ],
};

static COMPTE: Forme = Forme {
    nom: "ce compte du plan",
    cles: &[
        requise("numero", Genre::Texte),
        cle("libelle", Genre::Texte),
        cle("suffixe", Genre::Texte),
        cle("retire", Genre::Booleen),
    ],
};

static SEUILS: Forme =
    Forme { nom: "[seuils]", cles: &[cle("ecritures_non_pointees", Genre::Entier), cle("plafond_regie", Genre::MontantPositif)] };

static CONTROLE: Forme =
    Forme { nom: "[controle]", cles: &[cle("verificateurs", Genre::Entier), cle("parent_obligatoire", Genre::Booleen)] };

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Departement> {
    let mut constats = Vec::new();
    let mut lu = fichier::lire(fichier, texte, &FORME, |racine| departement(fichier, racine, &mut constats));
    lu.constats.extend(constats);
    let juges = juger(fichier, &lu.valeur);
    lu.constats.extend(juges);
    lu
}

fn departement(fichier: FichierId, racine: Table, constats: &mut Vec<Constat>) -> Departement {
    let identite = racine.table("departement");
    let texte = |cle| identite.map_or_else(Default::default, |i| i.texte_ou_vide(cle));
    let seuils = racine.table("seuils");
    let voulue = racine.table("controle");
    let defaut = CommissionVoulue::default();
    let mut plan_lu = Plan::default();
    if let Some(table) = racine.table("plan") {
        plan(fichier, table, &mut plan_lu, constats);
    }
    Departement {
        nom: texte("nom"),
        numero: texte("numero"),
        commune: texte("commune"),
        iban: identite.and_then(|i| i.texte("iban")),
        plan: plan_lu,
        baremes: racine.tables("bareme").map(bareme).collect(),
        seuils: Seuils {
            ecritures_non_pointees: seuils
                .and_then(|s| s.entier("ecritures_non_pointees"))
                .unwrap_or(Seuils::default().ecritures_non_pointees),
            plafond_regie: seuils.and_then(|s| s.montant("plafond_regie")).map_or(Seuils::default().plafond_regie, |m| m.valeur),
        },
        commission: CommissionVoulue {
            verificateurs: voulue.and_then(|c| c.entier("verificateurs")).unwrap_or(defaut.verificateurs),
            parent_obligatoire: voulue.and_then(|c| c.booleen("parent_obligatoire")).unwrap_or(defaut.parent_obligatoire),
        },
        niveaux: racine
            .table("niveaux")
            .into_iter()
            .flat_map(|t| t.entrees())
            .filter_map(|e| Some((e.cle().into(), Niveau::from_nom(&e.texte()?.valeur))))
            .collect(),
        plan_illisible: racine.is_abimee()
            || racine.entrees().any(|e| e.is_inconnue())
            || racine.entree("plan").is_some_and(|e| e.a_un_defaut())
            || !constats.is_empty(),
        baremes_illisibles: racine.is_abimee()
            || racine.entrees().any(|e| e.is_inconnue())
            || racine.entree("bareme").is_some_and(|e| e.a_un_defaut()),
    }
}

/// What a tariff or an IBAN says that no one file of a cooperative can be blamed for: told with the department's own mistakes.
fn juger(fichier: FichierId, departement: &Departement) -> Vec<Constat> {
    let lieu = |span| Lieu { fichier, span };
    let iban = departement.iban.iter().filter_map(|iban| juger_l_iban("le département", iban, lieu(iban.span)));
    let mut premiers: HashMap<&str, Span> = HashMap::new();
    let en_double = departement.baremes.iter().map(|b| &b.exercice).filter(|e| !e.trim().is_empty()).filter_map(|exercice| {
        let premier = *premiers.entry(exercice.trim()).or_insert(exercice.span);
        (premier != exercice.span).then(|| {
            Constat::new(
                code::BAREME_EN_DOUBLE,
                lieu(exercice.span),
                format!("un second barème pour l’exercice {}", abrege(exercice)),
            )
            .etiquette("celui-ci ne compte pas")
            .lien(lieu(premier), "le premier est celui qui compte")
            .aide("gardez un seul `[[bareme]]` par exercice, ou corrigez l’année de l’un des deux")
            .sujet(exercice.trim())
        })
    });
    iban.chain(en_double).collect()
}

/// Applies the department's changes to the default chart.
fn plan(fichier: FichierId, table: Table, plan: &mut Plan, constats: &mut Vec<Constat>) {
    let mut refuser = |span: Span, ecrit: &str| {
        constats.push(
            Constat::new(
                code::TYPE_INATTENDU,
                Lieu { fichier, span },
                format!("`{}` n’est pas un numéro de compte", abrege(ecrit)),
            )
            .etiquette("quatre chiffres attendus")
            .aide("un compte du plan a quatre chiffres et commence par 6 (charges) ou 7 (produits) : `6181`")
            .sujet(ecrit),
        );
    };
    for ligne in table.tables("compte") {
        let Some(numero) = ligne.texte("numero") else { continue };
        let Some(compte) = Compte::parse(&numero) else {
            refuser(numero.span, &numero);
            continue;
        };
        let connu = plan.compte(compte).cloned();
        let ancien = connu.unwrap_or(CompteDuPlan { libelle: numero.valeur.clone(), suffixe: "0008".into(), retire: false });
        plan.definir(
            compte,
            CompteDuPlan {
                libelle: ligne.texte("libelle").map_or(ancien.libelle, |t| t.valeur),
                suffixe: ligne.texte("suffixe").map_or(ancien.suffixe, |t| t.valeur),
                retire: ligne.booleen("retire").unwrap_or(ancien.retire),
            },
        );
    }
    for (cle, role) in [
        ("cotisation", &mut plan.cotisation),
        ("assurance", &mut plan.assurance),
        ("subvention", &mut plan.subvention),
        ("biens_durables", &mut plan.biens_durables),
    ] {
        let Some(ecrit) = table.texte(cle) else { continue };
        match Compte::parse_avec_suffixe(&ecrit) {
            Some((compte, _)) => *role = compte,
            None => refuser(ecrit.span, &ecrit),
        }
    }
}

fn bareme(table: Table) -> Bareme {
    let assurance = table.table("assurance");
    let franchise = |cle| {
        let table = assurance.and_then(|a| a.table(cle))?;
        Some(AuDelaDUneFranchise { franchise: table.montant_ou_zero("franchise"), taux: table.taux("taux").unwrap_or_default() })
    };
    Bareme {
        exercice: texte_requis(&table, "exercice"),
        reference: table.texte_ou_vide("reference"),
        forfait: table.montant_ou_zero("forfait"),
        eleve: table.montant_ou_zero("eleve"),
        enseignant: table.montant_ou_zero("enseignant"),
        autre_adulte: table.montant_ou_zero("autre_adulte"),
        cooperateur: table.montant_ou_zero("cooperateur"),
        assurance_cooperateur: assurance.map_or(Montant::ZERO, |a| a.montant_ou_zero("cooperateur")),
        assurance_biens: franchise("biens"),
        assurance_instruments: franchise("instruments"),
        abonnements: table
            .tables("abonnement")
            .map(|a| Abonnement {
                cle: a.texte_ou_vide("cle"),
                libelle: a.texte_ou_vide("libelle"),
                prix: a.montant_ou_zero("prix"),
            })
            .collect(),
    }
}
