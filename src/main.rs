//! The binary: everything is in the library, so that tests and other programs use the same code.

use std::process::ExitCode;

fn main() -> ExitCode {
    retkoop::cli::executer(std::env::args_os())
}
