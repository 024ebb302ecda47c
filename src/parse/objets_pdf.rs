//! Whether two PDFs hold the same object, whatever the numbers of their objects, how their streams are compressed, and what is
//! written inline or apart.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// Two documents, walked side by side.
pub struct Vis<'d> {
    pub ici: &'d Document,
    pub la: &'d Document,
    /// The pages of each, by their rank: compared apart, met from anywhere.
    pub pages_ici: HashMap<ObjectId, usize>,
    pub pages_la: HashMap<ObjectId, usize>,
}

/// How a stream is written says nothing of what it holds, nor do the day and the size of an attached file.
const CLES_DE_FORME: [&[u8]; 5] = [b"Length", b"Filter", b"DecodeParms", b"DL", b"Params"];

/// What those of our streams that are compressed are compressed with, and what other programs may choose.
const FILTRES: [&[u8]; 4] = [b"FlateDecode", b"LZWDecode", b"ASCII85Decode", b"ASCIIHexDecode"];

impl<'d> Vis<'d> {
    /// Of an absent key, `None`.
    pub fn memes(&self, ici: Option<&'d Object>, la: Option<&'d Object>) -> bool {
        // No recursion: a file may chain objects without end. Pairs already met are not looked at again.
        let mut a_voir = vec![(ici.unwrap_or(&Object::Null), la.unwrap_or(&Object::Null))];
        let mut vus: HashSet<(ObjectId, ObjectId)> = HashSet::new();
        while let Some((ici, la)) = a_voir.pop() {
            let ((id_ici, ici), (id_la, la)) = (resolu(self.ici, ici), resolu(self.la, la));
            if let (Some(un), Some(autre)) = (id_ici, id_la) {
                let (page_ici, page_la) = (self.pages_ici.get(&un), self.pages_la.get(&autre));
                if page_ici != page_la {
                    return false;
                }
                if page_ici.is_some() || !vus.insert((un, autre)) {
                    continue;
                }
            }
            let memes = match (ici, la) {
                (Object::Null, Object::Null) => true,
                (Object::Boolean(un), Object::Boolean(autre)) => un == autre,
                (Object::Name(un), Object::Name(autre)) | (Object::String(un, _), Object::String(autre, _)) => un == autre,
                (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => nombre(ici) == nombre(la),
                (Object::Array(un), Object::Array(autre)) => {
                    a_voir.extend(un.iter().zip(autre));
                    un.len() == autre.len()
                }
                (Object::Dictionary(un), Object::Dictionary(autre)) => {
                    a_voir.extend(entrees(un, autre, &[]));
                    true
                }
                (Object::Stream(un), Object::Stream(autre)) => {
                    a_voir.extend(entrees(&un.dict, &autre.dict, &CLES_DE_FORME));
                    contenu(un, usize::MAX).is_some_and(|attendu| contenu(autre, attendu.len()).is_some_and(|c| c == attendu))
                }
                _ => false,
            };
            if !memes {
                return false;
            }
        }
        true
    }
}

/// The values of both under each key that either has: an absent one is null.
fn entrees<'d>(ici: &'d Dictionary, la: &'d Dictionary, sauf: &[&[u8]]) -> Vec<(&'d Object, &'d Object)> {
    let valeur = |dictionnaire: &'d Dictionary, cle: &[u8]| dictionnaire.get(cle).unwrap_or(&Object::Null);
    let seulement_la = la.iter().filter(|(cle, _)| ici.get(cle).is_err());
    let cles = ici.iter().chain(seulement_la).map(|(cle, _)| cle.as_slice()).filter(|cle| !sauf.contains(cle));
    cles.map(|cle| (valeur(ici, cle), valeur(la, cle))).collect()
}

/// Where a reference leads, and under which number; to nothing: null, as the format has it.
pub fn resolu<'d>(document: &'d Document, objet: &'d Object) -> (Option<ObjectId>, &'d Object) {
    document.dereference(objet).unwrap_or((None, &Object::Null))
}

/// As it is written at its shortest: `1` and `1.0` are one number.
fn nombre(objet: &Object) -> String {
    match objet {
        Object::Integer(entier) => entier.to_string(),
        Object::Real(reel) => reel.to_string(),
        _ => String::new(),
    }
}

/// Decompressed; `None`: longer than `maximum`, damaged, or of a kind that we never write.
pub fn contenu(flux: &Stream, maximum: usize) -> Option<Vec<u8>> {
    let connus = match flux.dict.get(b"Filter") {
        Err(_) => true,
        Ok(_) => flux.filters().is_ok_and(|noms| noms.iter().all(|nom| FILTRES.contains(nom))),
    };
    // Its bytes may be said to be in another file.
    let ici = connus && !flux.dict.has(b"F");
    ici.then(|| flux.get_plain_content_with_limit(maximum.max(1)).ok())?
}
