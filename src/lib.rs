//! The accounts of French school cooperatives (OCCE), kept as plain text.
//!
//! ```text
//!  folder ──▶ source::Arborescence ──▶ parse::Dossier ──▶ controle::Controle ──▶ controle::DossierControle
//!             texts, places            spanned values      findings, levels      proof: no error
//!                                      + what is wrong                                   │
//!                                                                                        ▼
//!                                         bytes ◀── render (texte, csv, json, pdf) ◀── etat::crf::Crf
//!                                           │
//!                                           ▼
//!                                cli writes them, once, atomically
//! ```
//!
//! Layers, each looking only down:
//!
//! | layer | modules | what it is |
//! |---|---|---|
//! | 4 edge | [`cli`], [`commands`] | disk, terminal, clock, environment |
//! | 3 outputs | [`render`], [`etat`], [`proposition`] | values → bytes; values → texts to write; pure |
//! | 2 meaning | [`controle`], [`calcul`] | rules and figures, pure |
//! | 1 strings ↔ values | [`parse`], [`rewrite`] | TOML → values with their places; edits that keep every other byte |
//! | 0 vocabulary | [`bareme`], [`diagnostic`], [`coop`], [`source`] | what the words mean |

pub mod bareme;
pub mod calcul;
pub mod cli;
pub mod commands;
pub mod controle;
pub mod coop;
pub mod diagnostic;
pub mod etat;
pub mod parse;
pub mod proposition;
pub mod render;
pub mod rewrite;
pub mod source;
