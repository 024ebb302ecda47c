//! What is wrong with an IBAN, as a finding (A008): of the department's account while its settings are read, of the cooperative's
//! by the rule.

use ecow::EcoString;

use crate::coop::iban::{self, IbanInvalide};
use crate::diagnostic::{Constat, abrege, code};
use crate::source::{Lieu, Spanned};

/// `de_qui`: « le compte « banque » ». An empty IBAN is one that was not given.
pub fn juger_l_iban(de_qui: &str, ecrit: &Spanned<EcoString>, lieu: Lieu) -> Option<Constat> {
    if ecrit.trim().is_empty() {
        return None;
    }
    let (defaut, etiquette) = match iban::verifier(ecrit).err()? {
        IbanInvalide::Forme => (
            "n’en est pas un : deux lettres, deux chiffres, puis le numéro (27 caractères en France)".to_owned(),
            "forme inattendue",
        ),
        IbanInvalide::CleIban { cle_rib_juste: Some(true) } => (
            "a une clé fausse (modulo 97), mais sa clé RIB est juste : l’erreur est dans les deux chiffres après « FR »"
                .to_owned(),
            "clé IBAN fausse",
        ),
        IbanInvalide::CleIban { cle_rib_juste: Some(false) } => (
            "a une clé fausse (modulo 97), et sa clé RIB l’est aussi : un caractère du numéro est faux".to_owned(),
            "clé IBAN fausse",
        ),
        IbanInvalide::CleIban { cle_rib_juste: None } => ("a une clé fausse (modulo 97)".to_owned(), "clé IBAN fausse"),
        IbanInvalide::CleRib { ecrite, attendue } => {
            (format!("a une clé RIB fausse : {ecrite:02} écrite, {attendue:02} calculée"), "clé RIB fausse")
        }
    };
    Some(
        Constat::new(code::IBAN_INVALIDE, lieu, format!("{de_qui} : l’IBAN « {} » {defaut}", abrege(ecrit)))
            .etiquette(etiquette)
            .aide("recopiez l’IBAN du relevé d’identité bancaire, avec ou sans espaces")
            .donnee("trouve", iban::normaliser(&abrege(ecrit)))
            .sujet(de_qui),
    )
}
