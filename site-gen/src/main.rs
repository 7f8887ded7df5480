//! `site-gen`: the editor's tool. `site-gen --help` lists its commands.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    site_gen::run(&typed, None)
}
