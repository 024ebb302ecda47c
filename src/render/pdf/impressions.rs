//! Several papers at once: the long ones one after the other, then the others on several threads. What is given back is in their
//! order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::Value;

use super::{ErreurDImpression, Papier, Rendu, imprimer};

/// More texts and numbers than this make a paper of dozens of pages, which holds some hundred megabytes while it is laid out: two
/// of them would hold twice that, and typst already lays one out on several threads.
const LONG: usize = 5_000;
/// What short papers hold is held that many times at most.
const FILS_MAX: usize = 4;

/// `fils`: how many threads may work. The error is that of the first paper that has one.
pub fn imprimer_tous(papiers: &[Papier], fils: usize) -> Result<Vec<Rendu>, ErreurDImpression> {
    let (longs, courts): (Vec<usize>, Vec<usize>) = (0..papiers.len()).partition(|&rang| valeurs(&papiers[rang].donnees) > LONG);
    let faits: Vec<Mutex<Option<Result<Rendu, ErreurDImpression>>>> = papiers.iter().map(|_| Mutex::new(None)).collect();
    let faire = |rang: usize| *faits[rang].lock().unwrap_or_else(PoisonError::into_inner) = Some(imprimer(&papiers[rang]));
    longs.into_iter().for_each(faire);
    let suivant = AtomicUsize::new(0);
    let travailler = || {
        courts.get(suivant.fetch_add(1, Ordering::Relaxed)).is_some_and(|&rang| {
            faire(rang);
            true
        })
    };
    // Plain threads: typst lays out on rayon's.
    thread::scope(|portee| {
        for _ in 1..fils.min(FILS_MAX).min(courts.len()) {
            portee.spawn(|| while travailler() {});
        }
        while travailler() {}
    });
    let fait = |fait: Mutex<Option<_>>| fait.into_inner().unwrap_or_else(PoisonError::into_inner).expect("each was taken");
    faits.into_iter().map(fait).collect()
}

/// How many texts and numbers a paper is made of.
fn valeurs(donnees: &Value) -> usize {
    match donnees {
        Value::Array(elements) => elements.iter().map(valeurs).sum(),
        Value::Object(champs) => champs.values().map(valeurs).sum(),
        _ => 1,
    }
}
