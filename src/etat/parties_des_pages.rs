//! The parts of the pages of a CRF, in the words of who reads them: where each stands in what they are composed from
//! (`pages.json`).

/// A part of the pages: where it stands in the data (`*`: in each of a list), and what a reader calls it.
pub struct Partie {
    pub chemin: &'static str,
    pub nom: &'static str,
    /// Of a table: its columns. The first ones, `cles`, tell a row from another.
    pub colonnes: &'static [&'static str],
    pub cles: usize,
}

const fn texte(chemin: &'static str, nom: &'static str) -> Partie {
    Partie { chemin, nom, colonnes: &[], cles: 0 }
}

const fn tableau(chemin: &'static str, nom: &'static str, colonnes: &'static [&'static str], cles: usize) -> Partie {
    Partie { chemin, nom, colonnes, cles }
}

/// What neither the figures nor the entries say.
pub const PARTIES: [Partie; 16] = [
    texte("en_tete.uai", "UAI"),
    texte("en_tete.adresse", "adresse"),
    texte("en_tete.departement", "département"),
    texte("en_tete.debut", "premier jour de l’exercice"),
    texte("en_tete.fin", "dernier jour de l’exercice"),
    texte("en_tete.mandataires", "mandataires"),
    texte("en_tete.signataires", "signataires"),
    texte("donnees.bilan.regies", "détenu par les classes"),
    texte("donnees.rapprochements.*.precisions", "compte bancaire"),
    tableau(
        "donnees.rapprochements.*.operations.lignes",
        "opération non pointée",
        &["pièce", "date", "libellé", "chèque", "sortie", "entrée"],
        3,
    ),
    texte("donnees.arretes.*.date", "jour du comptage"),
    texte("donnees.arretes.*.comptee_par", "caisse comptée par"),
    tableau("donnees.arretes.*.billets", "billets", &["billet", "nombre", "montant"], 1),
    tableau("donnees.arretes.*.pieces", "pièces", &["pièce", "nombre", "montant"], 1),
    tableau(
        "donnees.subventions.lignes",
        "subvention",
        &["origine", "désignation", "date", "pièce", "justificatif", "montant", "reste à dépenser"],
        2,
    ),
    tableau("donnees.emargement.lignes", "émargement", &["classe", "nom"], 1),
];

/// What the figures or the entries say too, or what is made of the rest: told when nothing else is.
pub const DITES_AILLEURS: [Partie; 14] = [
    texte("en_tete.cooperative", "nom de la coopérative"),
    texte("en_tete.numero", "numéro de la coopérative"),
    texte("en_tete.commune", "commune"),
    texte("donnees.ecritures", "nombre d’opérations"),
    tableau("donnees.charges.lignes", "dépenses,", COLONNES_DE_COMPTE, 1),
    tableau("donnees.produits.lignes", "recettes,", COLONNES_DE_COMPTE, 1),
    tableau("donnees.cahiers_de_classe", "cahier de la classe", &["classe", "pièce", "dépenses", "recettes", "résultat"], 1),
    tableau("donnees.bilan.actif", "actif du bilan", COLONNES_DE_COMPTE, 1),
    tableau("donnees.bilan.passif", "passif du bilan", &["intitulé", "montant", "montant de l’exercice précédent"], 1),
    texte("donnees.rapprochements.*.intitule", "rapprochement, nom de la banque"),
    texte("donnees.arretes.*.intitule", "arrêté de caisse, nom de la caisse"),
    texte("donnees.caisses_non_comptees", "caisse non comptée"),
    texte("donnees.certification.phrase", "certification"),
    texte("donnees.certification.a_expliquer", "certification, ce qui reste à expliquer"),
];

const COLONNES_DE_COMPTE: &[&str] = &["compte", "intitulé", "montant", "montant de l’exercice précédent"];

/// What a reader calls the place where one finds what stands below this path.
pub fn lieu(chemin: &str) -> &'static str {
    let dessous = |debut: &str| chemin.strip_prefix(debut).is_some_and(|reste| reste.is_empty() || reste.starts_with('.'));
    LIEUX.iter().find(|(debut, _)| dessous(debut)).map_or("ailleurs sur ses pages", |(_, lieu)| *lieu)
}

const LIEUX: [(&str, &str); 22] = [
    ("titre", "titre"),
    ("auteur", "titre"),
    ("pied", "pied de page"),
    ("en_tete", "en-tête"),
    ("donnees.annees", "dépenses et recettes, années comparées"),
    ("donnees.chiffres", "chiffres de la première page"),
    ("donnees.charges", "dépenses"),
    ("donnees.total_charges", "total des dépenses"),
    ("donnees.produits", "recettes"),
    ("donnees.total_produits", "total des recettes"),
    ("donnees.resultat", "résultat de l’exercice"),
    ("donnees.precedent", "exercice précédent"),
    ("donnees.cahiers_de_classe", "cahiers de classe"),
    ("donnees.bilan", "bilan"),
    ("donnees.rapprochements", "état de rapprochement"),
    ("donnees.arretes", "arrêté de caisse"),
    ("donnees.sans_caisse", "arrêté de caisse"),
    ("donnees.subventions", "subventions"),
    ("donnees.comptes_en_image", "dépenses et recettes en image"),
    ("donnees.tresorerie_en_image", "trésorerie en image"),
    ("donnees.emargement", "émargement"),
    ("donnees.certification", "certification"),
];
