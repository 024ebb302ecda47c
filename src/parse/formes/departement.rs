//! `departement.toml`: chart of accounts, tariffs, thresholds, control commission, levels.

use std::collections::HashMap;

use super::{plan, texte_requis};
use crate::bareme::{Abonnement, AuDelaDUneFranchise, Bareme, CommissionVoulue, Departement, Plan, Reglage, Seuils};
use crate::coop::{Montant, Partie, annees_du_nom};
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
        cle("plan", Genre::Table(&plan::FORME), "le plan ordinaire", "les changements au plan comptable"),
        cle("seuils", Genre::Table(&SEUILS), "les seuils ordinaires", "les seuils"),
        cle(
            "controle",
            Genre::Table(&CONTROLE),
            "la commission ordinaire",
            "la commission de contrôle que le département demande",
        ),
        cle(
            "niveaux",
            Genre::Regles(&NIVEAU),
            "les niveaux ordinaires",
            "la sévérité d’une règle, par son code ou son nom : `\"ignorer\"`, `\"remarque\"`, `\"avertissement\"`, `\"question\"`, `\"bloquant\"`, `\"erreur\"`. Celles qui gardent les comptes lisibles et justes ne changent pas",
        ),
    ],
};

/// What was in force on a day, whoever had set it: every key that the figures depend on, the ordinary ones too.
pub static EN_VIGUEUR: Forme = Forme {
    nom: "[reglages.en_vigueur]",
    cles: &[
        requise("departement", Genre::Table(&DEPARTEMENT), "l’identité du département"),
        requise("plan", Genre::Table(&plan::FORME), "le plan comptable, compte par compte"),
        requise("seuils", Genre::Table(&SEUILS), "les seuils"),
        requise("controle", Genre::Table(&CONTROLE), "la commission de contrôle demandée"),
        requise("niveaux", Genre::Regles(&NIVEAU), "la sévérité de chaque règle qui se règle ; une règle absente n’existait pas"),
        cle("bareme", Genre::Tables(&BAREME), "aucun tarif", "les prix de cet exercice"),
    ],
};

const NIVEAU: Genre = Genre::Choix(&[
    "ignorer",
    Niveau::Remarque.nom(),
    Niveau::Avertissement.nom(),
    Niveau::Question.nom(),
    Niveau::Bloquant.nom(),
    Niveau::Erreur.nom(),
]);

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

static SEUILS: Forme = Forme {
    nom: "[seuils]",
    cles: &[
        cle(
            "ecritures_non_pointees",
            Genre::Entier,
            "5",
            "combien d’opérations au plus la banque peut n’avoir pas montrées au dernier jour (T001)",
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
    let mut lu = fichier::lire(fichier, texte, &FORME, |racine| departement(fichier, racine, Plan::default(), &mut constats));
    lu.constats.extend(constats);
    let juges = juger(fichier, &lu.valeur);
    lu.constats.extend(juges);
    lu
}

/// `[reglages.en_vigueur]` of a seal: nothing is added to what it says.
pub(super) fn en_vigueur(table: Table) -> Departement {
    let departement = departement(FichierId(0), table, Plan::vide(), &mut Vec::new());
    Departement { niveaux_complets: true, ..departement }
}

/// `plan`: what its own changes begin with.
fn departement(fichier: FichierId, racine: Table, plan: Plan, constats: &mut Vec<Constat>) -> Departement {
    let identite = racine.table("departement");
    let texte = |cle| identite.map_or_else(Default::default, |i| i.texte_ou_vide(cle));
    let seuils = racine.table("seuils");
    let voulue = racine.table("controle");
    let defaut = CommissionVoulue::default();
    let (plan, du_plan) = match racine.table("plan") {
        Some(table) => plan::lire(fichier, table, plan),
        None => (plan, Vec::new()),
    };
    let plan_faux = !du_plan.is_empty();
    constats.extend(du_plan);
    let mut entier = |table: Option<Table>, cle: &str, defaut: i64| {
        let Some(ecrit) = table.and_then(|t| t.entier_et_lieu(cle)) else { return defaut };
        if ecrit.valeur < 0 {
            let message = format!("`{cle}` ne peut pas être négatif : {}", ecrit.valeur);
            let constat = incoherent(Lieu { fichier, span: ecrit.span }, message).etiquette("négatif");
            constats.push(constat.aide(format!("écrivez 0 ou plus ; d’ordinaire, `{cle} = {defaut}`")).sujet(cle));
        }
        ecrit.valeur
    };
    let seuil_de_pointage = entier(seuils, "ecritures_non_pointees", Seuils::default().ecritures_non_pointees);
    let verificateurs = entier(voulue, "verificateurs", defaut.verificateurs);
    let abime = racine.is_abimee() || racine.entrees().any(|e| e.is_inconnue());
    let perdue = |cle: &str| abime || racine.entree(cle).is_some_and(|e| e.a_un_defaut());
    let perdues = [
        (Partie::Plan, perdue("plan") || plan_faux),
        (Partie::Bareme, perdue("bareme")),
        (Partie::Seuils, perdue("seuils") || seuil_de_pointage < 0),
        (Partie::Commission, perdue("controle") || verificateurs < 0),
    ];
    Departement {
        nom: texte("nom"),
        numero: texte("numero"),
        commune: texte("commune"),
        iban: identite.and_then(|i| i.texte("iban")),
        plan,
        baremes: racine.tables("bareme").map(bareme).collect(),
        seuils: Seuils {
            ecritures_non_pointees: seuil_de_pointage,
            plafond_regie: seuils.and_then(|s| s.montant("plafond_regie")).map_or(Seuils::default().plafond_regie, |m| m.valeur),
        },
        commission: CommissionVoulue {
            verificateurs,
            parent_obligatoire: voulue.and_then(|c| c.booleen("parent_obligatoire")).unwrap_or(defaut.parent_obligatoire),
        },
        niveaux: racine
            .table("niveaux")
            .into_iter()
            .flat_map(|t| t.entrees())
            .filter_map(|e| Some((e.cle().into(), Reglage { niveau: Niveau::from_nom(e.texte_brut()?), span: e.span_cle() })))
            .collect(),
        niveaux_complets: false,
        perdues: perdues.into_iter().filter(|(_, perdue)| *perdue).map(|(partie, _)| partie).collect(),
    }
}

/// A setting that contradicts another, or means nothing.
pub(super) fn incoherent(lieu: Lieu, message: String) -> Constat {
    Constat::new(code::REGLAGE_INCOHERENT, lieu, message)
}

fn abonnements_en_double(fichier: FichierId, bareme: &Bareme) -> Vec<Constat> {
    let lieu = |span| Lieu { fichier, span };
    let mut premiers: HashMap<&str, Span> = HashMap::new();
    let cles = bareme.abonnements.iter().map(|a| &a.cle).filter(|cle| !cle.trim().is_empty());
    let en_double = cles.filter_map(|cle| {
        let premier = *premiers.entry(cle.as_str()).or_insert(cle.span);
        (premier != cle.span).then(|| {
            let message = format!("un second abonnement `{}` dans le barème {}", abrege(cle), abrege(&bareme.exercice));
            Constat::new(code::BAREME_EN_DOUBLE, lieu(cle.span), message)
                .etiquette("celui-ci ne compte pas")
                .lien(lieu(premier), "le premier est celui qui compte")
                .aide("gardez un seul prix par abonnement, ou donnez à l’un des deux une autre clé")
                .sujet(format!("{} {}", bareme.exercice.trim(), cle.as_str()))
        })
    });
    en_double.collect()
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
    let sans_annee = departement.baremes.iter().map(|b| &b.exercice).filter(|e| !e.is_empty() && !est_une_annee(e.trim()));
    let sans_annee = sans_annee.map(|exercice| {
        incoherent(lieu(exercice.span), format!("un barème pour « {} », qui n’est pas un exercice", abrege(exercice)))
            .etiquette("jamais appliqué")
            .aide("écrivez les deux années de l’exercice, l’une à la suite de l’autre : `exercice = \"2024-2025\"`")
            .donnee("trouve", abrege(exercice))
            .sujet(exercice.as_str())
    });
    iban.chain(en_double)
        .chain(sans_annee)
        .chain(departement.baremes.iter().flat_map(|b| abonnements_en_double(fichier, b)))
        .collect()
}

/// Two years in a row, or one that is the calendar's.
fn est_une_annee(nom: &str) -> bool {
    annees_du_nom(nom).is_some_and(|(debut, fin)| fin == debut || fin == debut + 1)
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
                cle: texte_requis(&a, "cle"),
                libelle: a.texte_ou_vide("libelle"),
                prix: a.montant_ou_zero("prix"),
            })
            .collect(),
    }
}
