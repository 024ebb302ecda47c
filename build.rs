//! Links the program at a fixed address where that is known to work. A program that can be loaded anywhere is corrected in
//! 200 000 places each time it starts: a third of what `verifier` takes, and 7 of its 16 MiB.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A program at the edge.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let cible = |cle: &str| env::var(cle).unwrap_or_default();
    let statique = cible("CARGO_CFG_TARGET_FEATURE").split(',').any(|option| option == "crt-static");
    // Of the program alone: flags for every crate would have typst compiled again.
    if cible("CARGO_CFG_TARGET_OS") == "linux" && cible("CARGO_CFG_TARGET_ENV") == "gnu" && !statique {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
