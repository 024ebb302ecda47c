//! `controle.toml`: the commission that verifies the accounts, and its discharge (quitus).

use ecow::EcoString;

use super::date::Date;
use crate::source::{FichierId, Span};

#[derive(Debug, Clone)]
pub struct Commission {
    pub fichier: FichierId,
    pub date: Option<Date>,
    pub verificateurs: Vec<Verificateur>,
    pub quitus_donne: Option<bool>,
    pub reserves: EcoString,
}

#[derive(Debug, Clone)]
pub struct Verificateur {
    pub nom: EcoString,
    pub qualite: EcoString,
    pub span: Span,
}
