//! The sentence that closes a proof: both sides agree, or something is left to explain, which stands out even without colours.

use serde_json::{Value, json};

/// `a_expliquer`: what the reader must not miss; the sentence then follows « À expliquer : ». An empty one is not printed.
pub fn conclusion(phrase: impl Into<String>, a_expliquer: bool) -> Value {
    let mut phrase = phrase.into();
    if let Some(majuscule) = phrase.chars().next().filter(|_| a_expliquer) {
        phrase.replace_range(..majuscule.len_utf8(), &majuscule.to_lowercase().to_string());
    }
    json!({ "phrase": phrase, "a_expliquer": a_expliquer })
}
