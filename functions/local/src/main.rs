//! `cargo run`: the whole service on this machine.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    local::run(&typed, None)
}
