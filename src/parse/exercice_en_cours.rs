//! An exercice while its files come in: what each became, what is missing, and the exercice that they make together.

use std::collections::HashSet;

use ecow::EcoString;

use super::constats_du_dossier::exercice_mal_nomme;
use super::fichier::FichierLu;
use super::formes::{self, Contexte};
use super::plan_du_dossier::RoleDExercice;
use super::regle_ferme::est_ferme;
use crate::bareme::Departement;
use crate::coop::{
    Activites, Adhesion, AnnexeDExercice, ArreteDeCaisse, CahierDeClasse, Cloture, Commission, Cooperative, Date, Ecriture,
    EtapeDuRetour, Exercice, Lacunes, Manques, Partie, Reference, Releve, Reouverture, Subvention, TresorerieId, annees_du_nom,
    de_la_rentree_a_l_ete, recopiees,
};
use crate::diagnostic::{Constat, code};
use crate::source::{FichierId, Span, Spanned};

/// What one file of an exercice became.
pub(super) enum Contenu {
    Exercice(formes::exercice::EnTete),
    Adhesion(Adhesion),
    Cahier(Vec<Ecriture>),
    Classe(CahierDeClasse),
    Caisse(Option<ArreteDeCaisse>),
    Releve(Option<Releve>),
    Subventions(Vec<Subvention>),
    Controle(Commission),
    Cloture(Option<Cloture>),
    Reouvertures(Vec<Reouverture>),
    Retour(Vec<EtapeDuRetour>),
    Activites(Activites),
}

pub(super) fn lire_contenu(contexte: Contexte, role: RoleDExercice, texte: &str) -> FichierLu<Contenu> {
    fn en<T>(lu: FichierLu<T>, contenu: impl FnOnce(T) -> Contenu) -> FichierLu<Contenu> {
        FichierLu {
            valeur: contenu(lu.valeur),
            constats: lu.constats,
            abime: lu.abime,
            incomplet: lu.incomplet,
            volume: lu.volume,
        }
    }
    match role {
        RoleDExercice::Exercice => en(formes::exercice::lire(contexte, texte), Contenu::Exercice),
        RoleDExercice::Adhesion => en(formes::adhesion::lire(contexte, texte), Contenu::Adhesion),
        RoleDExercice::Cahier => en(formes::cahier::lire(contexte, texte), Contenu::Cahier),
        RoleDExercice::Classe => en(formes::classe::lire(contexte, texte), Contenu::Classe),
        RoleDExercice::Caisse => en(formes::caisse::lire(contexte, texte), Contenu::Caisse),
        RoleDExercice::Releve => en(formes::releve::lire(contexte, texte), Contenu::Releve),
        RoleDExercice::Subventions => en(formes::subventions::lire(contexte, texte), Contenu::Subventions),
        RoleDExercice::Controle => en(formes::controle::lire(contexte.fichier, texte), Contenu::Controle),
        RoleDExercice::Cloture => en(formes::cloture::lire(contexte.fichier, texte), Contenu::Cloture),
        RoleDExercice::Reouvertures => en(formes::reouvertures::lire(contexte.fichier, texte), Contenu::Reouvertures),
        RoleDExercice::Retour => en(formes::retour::lire(contexte.fichier, texte), Contenu::Retour),
        RoleDExercice::Activites => en(formes::activites::lire(contexte.fichier, texte), Contenu::Activites),
    }
}

/// An exercice while its files come in.
#[derive(Default)]
pub(super) struct Assemblage {
    en_tete: Option<(FichierId, formes::exercice::EnTete)>,
    a_des_textes: bool,
    /// `exercice.toml` stands there but could not be read.
    illisible: bool,
    /// The whole folder could not be.
    ferme: bool,
    ecritures: Vec<Ecriture>,
    cahiers_de_classe: Vec<CahierDeClasse>,
    arretes: Vec<ArreteDeCaisse>,
    releves: Vec<Releve>,
    subventions: Vec<Subvention>,
    fichier_subventions: Option<FichierId>,
    adhesion: Option<Adhesion>,
    commission: Option<Commission>,
    activites: Option<Activites>,
    annexes: Vec<AnnexeDExercice>,
    /// A `cloture.toml` stands there.
    cloture_presente: bool,
    cloture: Option<Cloture>,
    reouvertures: Vec<Reouverture>,
    retour: Vec<EtapeDuRetour>,
    lacunes: Lacunes,
}

impl Assemblage {
    pub(super) fn ajouter(
        &mut self,
        fichier: FichierId,
        role: RoleDExercice,
        lu: FichierLu<Contenu>,
        trop: bool,
        constats: &mut Vec<Constat>,
    ) {
        constats.extend(lu.constats);
        self.a_des_textes = true;
        self.cloture_presente |= role == RoleDExercice::Cloture;
        if trop {
            role.perdre(&mut self.lacunes);
            return;
        }
        // The header of the exercice tells itself what it lacks.
        if lu.incomplet && role != RoleDExercice::Exercice {
            role.perdre(&mut self.lacunes);
        }
        match lu.valeur {
            Contenu::Exercice(en_tete) => self.en_tete = Some((fichier, en_tete)),
            Contenu::Adhesion(adhesion) => self.adhesion = Some(adhesion),
            Contenu::Cahier(ecritures) if self.ecritures.is_empty() => self.ecritures = ecritures,
            Contenu::Cahier(ecritures) => self.ecritures.extend(ecritures),
            Contenu::Classe(cahier) => self.cahiers_de_classe.push(cahier),
            Contenu::Caisse(arrete) => self.arretes.extend(arrete),
            Contenu::Releve(releve) => self.releves.extend(releve),
            Contenu::Subventions(subventions) => {
                self.subventions = subventions;
                self.fichier_subventions = Some(fichier);
            }
            Contenu::Controle(commission) => self.commission = Some(commission),
            Contenu::Cloture(cloture) => self.cloture = cloture,
            Contenu::Reouvertures(reouvertures) => self.reouvertures = reouvertures,
            Contenu::Retour(retour) => self.retour = retour,
            Contenu::Activites(activites) => self.activites = Some(activites),
        }
    }

    /// A file that stands there and could not be read.
    pub(super) fn perdre_un_fichier(&mut self, role: RoleDExercice) {
        role.perdre(&mut self.lacunes);
        self.cloture_presente |= role == RoleDExercice::Cloture;
        self.illisible |= role == RoleDExercice::Exercice;
    }

    /// The whole folder could not be read.
    pub(super) fn perdre_le_dossier(&mut self) {
        self.ferme = true;
        for role in [RoleDExercice::Exercice, RoleDExercice::Cahier, RoleDExercice::Classe, RoleDExercice::Adhesion] {
            self.perdre_un_fichier(role);
        }
    }

    pub(super) fn annexer(&mut self, annexe: AnnexeDExercice) {
        self.annexes.push(annexe);
    }

    /// Whether nothing at all stands in the folder.
    fn est_vide(&self) -> bool {
        !self.a_des_textes && self.annexes.is_empty()
    }

    pub(super) fn finir(
        mut self,
        nom: EcoString,
        cooperative: &Cooperative,
        departement: &Departement,
        constats: &mut Vec<Constat>,
    ) -> Exercice {
        let (debut_attendu, fin_attendue) = annees_du_nom(&nom).map(de_la_rentree_a_l_ete).unwrap_or_default();
        if self.en_tete.is_none() && !self.illisible {
            let arret = if self.est_vide() {
                " ; si `retkoop ouvrir` ou `retkoop cloturer` s’est arrêté en chemin, relancez-le : il l’écrira ; sinon enlevez ce dossier vide"
            } else {
                ""
            };
            constats.push(
                Constat::new(code::CLE_MANQUANTE, None, format!("il manque le fichier `exercice.toml` de l’exercice {nom}"))
                    .chemin(format!("{nom}/exercice.toml"))
                    .aide(format!("créez-le : `[exercice]`, `debut = {debut_attendu}`, `fin = {fin_attendue}`{arret}"))
                    .sujet("exercice.toml")
                    .exercice(nom.clone()),
            );
            self.lacunes.perdre(Partie::Bornes);
            self.lacunes.perdre(Partie::Ouverture);
            self.lacunes.perdre_toute_la_tresorerie();
        }
        let (fichier, en_tete) = self.en_tete.take().unwrap_or((cooperative.fichier, Default::default()));
        let (debut, fin) = (en_tete.debut, en_tete.fin);
        let bornes_manquantes = debut.is_none() || fin.is_none();
        if let (Some(debut), Some(fin)) = (&debut, &fin) {
            constats.extend(exercice_mal_nomme(fichier, &nom, (debut.valeur, debut.span), (fin.valeur, fin.span)));
        }
        // A file without its bounds may have been cut: its opening too.
        if en_tete.ouverture_illisible || bornes_manquantes {
            self.lacunes.perdre(Partie::Ouverture);
            self.lacunes.perdre_toute_la_tresorerie();
            self.lacunes.perdre(Partie::Regies);
        }
        if cooperative.tresorerie_illisible {
            self.lacunes.perdre(Partie::Identite);
            self.lacunes.perdre_toute_la_tresorerie();
        }
        for &partie in &departement.perdues {
            self.lacunes.perdre(partie);
            if partie == Partie::Plan {
                self.lacunes.perdre(Partie::Ventilation);
            }
        }
        let bornes = debut.map(|d| d.valeur).zip(fin.map(|f| f.valeur)).filter(|(debut, fin)| debut <= fin);
        if bornes.is_none() {
            self.lacunes.perdre(Partie::Bornes);
        }
        if !self.ecritures.is_sorted_by_key(|e| e.date.map(|d| d.valeur)) {
            self.ecritures.sort_by_key(|e| e.date.map(|d| d.valeur));
        }
        self.perdre_ce_qui_est_faux(&en_tete, bornes, est_ferme(["T002", "pointage-anterieur"], departement, cooperative));
        if est_ferme(["E009", "ecriture-recopiee"], departement, cooperative) {
            self.perdre_ce_qui_est_recopie();
        }
        self.arretes.sort_by_key(|a| a.date.valeur);
        self.releves.sort_by_key(|r| r.date.valeur);
        let rompu = |c: &Cloture| c.authentique && self.reouvertures.iter().any(|r| r.sceau == c.empreinte);
        let scelle = self.cloture_presente && !self.cloture.as_ref().is_some_and(rompu);
        Exercice {
            nom,
            fichier,
            debut: debut.map_or(debut_attendu, |d| d.valeur),
            fin: fin.map_or(fin_attendue, |d| d.valeur),
            span_debut: debut.map_or(Span::default(), |d| d.span),
            span_fin: fin.map_or(Span::default(), |d| d.span),
            ouverture: en_tete.ouverture,
            reports: en_tete.reports,
            ecritures: self.ecritures,
            cahiers_de_classe: self.cahiers_de_classe,
            arretes: self.arretes,
            releves: self.releves,
            subventions: self.subventions,
            fichier_subventions: self.fichier_subventions,
            adhesion: self.adhesion,
            commission: self.commission,
            activites: self.activites,
            annexes: self.annexes,
            illisible: self.ferme,
            scelle,
            sceau_annule: self.cloture_presente && !scelle,
            cloture: self.cloture.filter(|_| scelle),
            reouvertures: self.reouvertures,
            retour: self.retour,
            lacunes: self.lacunes,
        }
    }
}

impl Assemblage {
    /// What a rule will find wrong by itself (a date out of the year, an unknown name) must not be found again in the balances.
    /// `anterieurs`: a tick of before its operation (T002) is one of them.
    fn perdre_ce_qui_est_faux(&mut self, en_tete: &formes::exercice::EnTete, bornes: Option<(Date, Date)>, anterieurs: bool) {
        let dehors = |date: Option<Spanned<Date>>| match (date, bornes) {
            (Some(date), Some((debut, fin))) => date.valeur < debut || date.valeur > fin,
            _ => false,
        };
        for ecriture in &self.ecritures {
            let mut manques = manques_avec_references(ecriture);
            if dehors(ecriture.date) {
                manques.ajoute(Manques::DATE);
            }
            if anterieurs && ecriture.pointages.iter().any(|p| ecriture.date.is_some_and(|d| p.date < d.valeur)) {
                manques.ajoute(Manques::POINTAGE);
            }
            if let Some(ecart) = ecriture.desequilibre() {
                // E001: one of the amounts is wrong, the table of subsidies and the régies need not say so again.
                self.lacunes.douter(ecriture.ventilations.iter().filter_map(|v| v.compte.connue()), ecart);
                match ecriture.regie.as_ref().map(|regie| &regie.classe) {
                    Some(Some(classe)) => self.lacunes.perdre_regie(classe_suivie(self.adhesion.as_ref(), classe)),
                    Some(None) => self.lacunes.perdre(Partie::Regies),
                    None => {}
                }
            }
            // E003: an entry ticked without its amounts hides what the bank saw.
            if !ecriture.pointages.is_empty() && ecriture.est_vide() {
                self.lacunes.perdre_tous_les_pointages();
            }
            // P001, or a number that could not be read.
            if ecriture.numero().is_empty() {
                self.lacunes.perdre(Partie::Numerotation);
            }
            if ecriture.mouvements.iter().any(|m| m.tresorerie.connue().is_none()) {
                self.lacunes.perdre_toute_la_tresorerie();
            }
            self.lacunes.noter(manques, nommees(&ecriture.mouvements));
        }
        for report in &en_tete.reports {
            let mut manques = report.manques;
            if report.mouvements.iter().any(|m| m.tresorerie.connue().is_none()) {
                self.lacunes.perdre_toute_la_tresorerie();
            }
            if report.pointages.iter().any(|p| matches!(p.tresorerie, Some(Reference::Inconnue(_)))) {
                manques.ajoute(Manques::POINTAGE);
            }
            // E002: an operation of the year is not on its way at its beginning.
            let de_l_annee = bornes.is_some_and(|(debut, _)| report.date.valeur >= debut);
            let premier_jour = bornes.map_or(report.date.valeur, |(debut, _)| debut);
            if de_l_annee || (anterieurs && report.pointages.iter().any(|p| p.date < premier_jour)) {
                manques.ajoute(Manques::POINTAGE);
            }
            // E003.
            if !report.pointages.is_empty() && report.est_vide() {
                self.lacunes.perdre_tous_les_pointages();
            }
            self.lacunes.noter(manques, nommees(&report.mouvements));
        }
        if en_tete.ouverture.as_ref().is_some_and(|o| !o.inconnues.is_empty()) {
            self.lacunes.perdre(Partie::Ouverture);
            self.lacunes.perdre_toute_la_tresorerie();
        }
        let mut classes = HashSet::new();
        for cahier in &self.cahiers_de_classe {
            let classe = classe_suivie(self.adhesion.as_ref(), &cahier.classe);
            if cahier.piece.trim().is_empty() {
                self.lacunes.perdre(Partie::Numerotation);
            }
            for operation in &cahier.operations {
                // E002, E003, E004.
                let vide = operation.est_vide();
                let inconnu = matches!(operation.compte.valeur, Reference::Inconnue(_));
                if vide || dehors(operation.date) || inconnu {
                    self.lacunes.perdre_regie(classe);
                }
                if inconnu {
                    self.lacunes.perdre(Partie::Ventilation);
                }
            }
            // K001: two ledgers of one class count its régie twice. K002: the class of such a ledger cannot be followed.
            let sans_classe = self.adhesion.as_ref().is_some_and(|a| a.classe(classe).is_none());
            if !classes.insert(classe.trim()) || sans_classe {
                self.lacunes.perdre_regie(classe);
            }
        }
        if self.releves.iter().any(|r| matches!(r.tresorerie.valeur, Reference::Inconnue(_))) {
            self.lacunes.perdre(Partie::Releves);
        }
        if self.arretes.iter().any(|a| matches!(a.tresorerie.valeur, Reference::Inconnue(_))) {
            self.lacunes.perdre(Partie::Caisse);
        }
    }
}

impl Assemblage {
    /// What an entry written in two files (E009) moves is counted twice.
    fn perdre_ce_qui_est_recopie(&mut self) {
        for (_, copie) in recopiees(&self.ecritures) {
            let regie = if copie.regie.is_some() { Manques::REGIE } else { Manques::AUCUN };
            let ventilation = if copie.ventilations.is_empty() { Manques::AUCUN } else { Manques::VENTILATION };
            self.lacunes.noter(Manques::MOUVEMENTS.et(regie).et(ventilation), nommees(&copie.mouvements));
        }
    }
}

/// The name under which a class is followed: [`Exercice::nom_de_classe`].
fn classe_suivie<'a>(adhesion: Option<&'a Adhesion>, ecrit: &'a str) -> &'a str {
    adhesion.and_then(|a| a.classe(ecrit)).map_or(ecrit, |classe| classe.nom.as_str())
}

/// An unknown name (E004, E006) hides the account that was meant, as an unreadable value would.
fn manques_avec_references(ecriture: &Ecriture) -> Manques {
    let mut manques = ecriture.manques;
    if ecriture.mouvements.iter().any(|m| m.tresorerie.connue().is_none()) {
        manques.ajoute(Manques::MOUVEMENTS);
    }
    if ecriture.ventilations.iter().any(|v| v.compte.connue().is_none()) {
        manques.ajoute(Manques::VENTILATION);
    }
    if ecriture.pointages.iter().any(|p| matches!(p.tresorerie, Some(Reference::Inconnue(_)))) {
        manques.ajoute(Manques::POINTAGE);
    }
    manques
}

fn nommees(mouvements: &[crate::coop::Mouvement]) -> impl Iterator<Item = TresorerieId> + '_ {
    mouvements.iter().filter_map(|m| m.tresorerie.connue())
}
