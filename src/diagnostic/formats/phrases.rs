//! The last line of a report, in words.

use crate::diagnostic::{Niveau, Resume, pluriel};

/// `2 erreurs, 1 avertissement (3 coopératives, 27 fichiers, 412 écritures)`.
pub fn bilan_en_une_phrase(resume: Resume) -> String {
    let trouve = constats_en_une_phrase(resume);
    let mut lu = vec![pluriel(resume.fichiers, "fichier"), pluriel(resume.ecritures, "écriture")];
    if resume.cooperatives != 1 {
        lu.insert(0, pluriel(resume.cooperatives, "coopérative"));
    }
    let acquittes = constats_acquittes(resume.acquittes).map(|n| format!(", {n}")).unwrap_or_default();
    format!("{trouve}{acquittes} ({})", lu.join(", "))
}

/// `2 erreurs, 1 avertissement`, or that there is nothing.
pub fn constats_en_une_phrase(resume: Resume) -> String {
    let nombres = nombres(resume, &Niveau::TOUS);
    if nombres.is_empty() { "rien à signaler".to_owned() } else { nombres.join(", ") }
}

/// `1 bloquant, 2 constats acquittés : « retkoop verifier » les montre`: what sound accounts leave to settle, if anything.
pub fn reste_en_une_phrase(resume: Resume) -> Option<String> {
    let a_regler = [Niveau::Bloquant, Niveau::Question, Niveau::Avertissement];
    let mut nombres = nombres(resume, &a_regler);
    if nombres.is_empty() {
        return None;
    }
    nombres.extend(constats_acquittes(resume.acquittes));
    let total = resume.acquittes + a_regler.into_iter().map(|niveau| resume.nombre(niveau)).sum::<usize>();
    let les = if total > 1 { "les" } else { "le" };
    Some(format!("{} : `retkoop verifier` {les} montre", nombres.join(", ")))
}

/// `2 erreurs`, `1 avertissement`: of these levels, those that have any.
fn nombres(resume: Resume, niveaux: &[Niveau]) -> Vec<String> {
    let presents = niveaux.iter().filter(|niveau| resume.nombre(**niveau) > 0);
    presents.map(|niveau| pluriel(resume.nombre(*niveau), niveau.nom())).collect()
}

/// `2 constats acquittés`; nothing for none.
fn constats_acquittes(nombre: usize) -> Option<String> {
    (nombre > 0).then(|| format!("{} acquitté{}", pluriel(nombre, "constat"), if nombre > 1 { "s" } else { "" }))
}
