//! Fingerprints of contents: SHA-256 in hexadecimal, which any computer can check (`sha256sum`).

use sha2::{Digest, Sha256};

/// A fingerprint in the making.
#[derive(Default)]
pub struct Hacheur(Sha256);

impl Hacheur {
    pub fn ajouter(&mut self, octets: &[u8]) {
        self.0.update(octets);
    }

    /// The first 8 bytes, as a number.
    pub fn debut(self) -> u64 {
        self.0.finalize().iter().take(8).fold(0, |nombre, octet| nombre << 8 | u64::from(*octet))
    }

    /// 64 hexadecimal digits.
    pub fn finir(self) -> String {
        self.0.finalize().iter().map(|octet| format!("{octet:02x}")).collect()
    }
}

/// The fingerprint of nothing: all empty files have it.
pub const EMPREINTE_DU_VIDE: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

pub fn empreinte(octets: &[u8]) -> String {
    let mut hacheur = Hacheur::default();
    hacheur.ajouter(octets);
    hacheur.finir()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_fingerprint_is_sha256() {
        // NIST's example for the message « abc ».
        assert_eq!(super::empreinte(b""), super::EMPREINTE_DU_VIDE);
        assert_eq!(super::empreinte(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let mut hacheur = super::Hacheur::default();
        hacheur.ajouter(b"abc");
        assert_eq!(hacheur.debut(), 0xba78_16bf_8f01_cfea);
    }
}
