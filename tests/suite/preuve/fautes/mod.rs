//! The faults, at least three kinds a rule: how each is made, and where it must be found.

mod activites;
mod adhesion;
mod cloture;
mod ecritures;
mod lecture;
mod niveaux;
mod pieces;
mod tresorerie;

use super::chantier::Chantier;

pub struct Faute {
    pub code: &'static str,
    pub quoi: &'static str,
    /// Other rules that the same fault truly breaks.
    pub aussi: &'static [&'static str],
    /// `None`: this folder has nothing to spoil so.
    pub poser: fn(&mut Chantier) -> Option<()>,
}

const fn faute(code: &'static str, quoi: &'static str, poser: fn(&mut Chantier) -> Option<()>) -> Faute {
    Faute { code, quoi, aussi: &[], poser }
}

impl Faute {
    const fn aussi(self, aussi: &'static [&'static str]) -> Faute {
        Faute { aussi, ..self }
    }
}

pub fn toutes() -> impl Iterator<Item = &'static Faute> {
    [
        lecture::FAUTES,
        ecritures::FAUTES,
        pieces::FAUTES,
        tresorerie::FAUTES,
        adhesion::FAUTES,
        activites::FAUTES,
        niveaux::FAUTES,
        cloture::FAUTES,
    ]
    .into_iter()
    .flatten()
}
