//! The sentence that closes a proof: both sides agree, or something is left to explain, which stands out even without colours.

use serde_json::{Value, json};

/// `a_expliquer`: what the reader must not miss. An empty sentence is not printed.
pub fn conclusion(phrase: impl Into<String>, a_expliquer: bool) -> Value {
    json!({ "phrase": phrase.into(), "a_expliquer": a_expliquer })
}
