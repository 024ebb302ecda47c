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
        cle("departement", Genre::Table(&DEPARTEMENT), "vide", "l’identité du département"),
        cle("bareme", Genre::Tables(&BAREME), "aucun tarif", "les prix d’un exercice"),
        cle("plan", Genre::Table(&PLAN), "le plan ordinaire", "les changements au plan comptable"),
        cle("seuils", Genre::Table(&SEUILS), "les seuils ordinaires", "les seuils"),
        cle(
            "controle",
            Genre::Table(&CONTROLE),
            "la commission ordinaire",
            "la commission de contrôle que le département demande",
        ),
        cle(
            "niveaux",
            Genre::Carte("règle", &NIVEAU),
            "les niveaux ordinaires",
            "la sévérité d’une règle, par son code ou son nom : `\"ignorer\"`, `\"remarque\"`, `\"avertissement\"`, `\"question\"`, `\"bloquant\"`, `\"erreur\"`. Celles qui gardent les comptes lisibles et justes ne changent pas",
        ),
    ],
};

const NIVEAU: Genre = Genre::Choix(&["ignorer", "remarque", "avertissement", "question", "bloquant", "erreur"]);

static DEPARTEMENT: Forme = Forme {
    nom: "[departement]",
    cles: &[
        cle("nom", Genre::Texte, "vide", "son nom"),
        cle("numero", Genre::Texte, "vide", "son numéro"),
        cle("commune", Genre::Texte, "vide", "sa commune"),
        cle("iban", Genre::Texte, "non imprimé", "le compte où l’on paie"),
    ],
};

static BAREME: Forme = Forme {
    nom: "ce barème",
    cles: &[
        requise("exercice", Genre::Texte, "l’exercice : `\"2024-2025\"`"),
        cle("reference", Genre::Texte, "vide", "la décision qui les a fixés"),
        cle("forfait", Genre::MontantPositif, "0", "par coopérative"),
        cle("eleve", Genre::MontantPositif, "0", "par élève"),
        cle("enseignant", Genre::MontantPositif, "0", "par enseignant"),
        cle("autre_adulte", Genre::MontantPositif, "0", "par autre adulte"),
        cle("cooperateur", Genre::MontantPositif, "0", "par coopérateur, c’est-à-dire par élève et par adulte"),
        cle("assurance", Genre::Table(&ASSURANCE), "rien", "l’assurance"),
        cle("abonnement", Genre::Tables(&ABONNEMENT), "aucun", "un abonnement proposé"),
    ],
};

static ASSURANCE: Forme = Forme {
    nom: "l’assurance du barème",
    cles: &[
        cle("cooperateur", Genre::MontantPositif, "0", "par coopérateur"),
        cle("biens", Genre::Table(&FRANCHISE), "biens non assurés", "les biens"),
        cle("instruments", Genre::Table(&FRANCHISE), "instruments non assurés", "les instruments de musique"),
    ],
};

static FRANCHISE: Forme = Forme {
    nom: "cette assurance",
    cles: &[
        cle("franchise", Genre::MontantPositif, "0", "la valeur au-delà de laquelle on paie"),
        cle("taux", Genre::Taux, "0", "le taux sur ce qui dépasse la franchise"),
    ],
};

static ABONNEMENT: Forme = Forme {
    nom: "cet abonnement",
    cles: &[
        cle("cle", Genre::Texte, "vide", "la clé employée dans `[abonnements]` de l’adhésion"),
        cle("libelle", Genre::Texte, "vide", "son nom"),
        cle("prix", Genre::MontantPositif, "0", "son prix"),
    ],
};

static PLAN: Forme = Forme {
    nom: "[plan]",
    cles: &[
        cle("cotisation", Genre::Texte, "`\"6586\"`", "le compte de la cotisation, en quatre chiffres"),
        cle("assurance", Genre::Texte, "`\"6168\"`", "le compte de l’assurance"),
        cle("subvention", Genre::Texte, "`\"7410\"`", "le compte des subventions"),
        cle("biens_durables", Genre::Texte, "`\"6800\"`", "le compte des biens durables, que l’inventaire énumère"),
        cle("compte", Genre::Tables(&COMPTE), "aucun changement", "un compte ajouté ou changé"),
    ],
};

static COMPTE: Forme = Forme {
    nom: "ce compte du plan",
    cles: &[
        requise("numero", Genre::Texte, "son numéro : quatre chiffres, commençant par 6 (dépenses) ou 7 (recettes)"),
        cle("libelle", Genre::Texte, "l’ancien ; vide pour un compte nouveau", "son intitulé"),
        cle("suffixe", Genre::Texte, "l’ancien ; `\"0008\"` pour un compte nouveau", "les quatre chiffres de l’OCCE"),
        cle("retire", Genre::Booleen, "l’ancien ; `false`", "`true` : le compte ne s’emploie plus (E004)"),
    ],
};

static SEUILS: Forme = Forme {
    nom: "[seuils]",
    cles: &[
        cle(
            "ecritures_non_pointees",
            Genre::Entier,
            "5",
            "combien d’opérations au plus restent sans pointage à la clôture (T001)",
        ),
        cle("plafond_regie", Genre::MontantPositif, "150.00", "le plus que l’on confie à une classe en une fois (R002)"),
    ],
};

static CONTROLE: Forme = Forme {
    nom: "[controle]",
    cles: &[
        cle("verificateurs", Genre::Entier, "2", "combien de vérificateurs au moins"),
        cle("parent_obligatoire", Genre::Booleen, "`true`", "s’il faut parmi eux un parent d’élève"),
    ],
};

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
