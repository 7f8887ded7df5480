//! `cargo run --example documents`: the whole service on this machine, with the documents for paper. They are made anew whenever
//! something is saved. Only this needs Typst, so `cargo run` does not build it.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use documents::PdfPrinter;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    local::run(&typed, Some(Arc::new(PdfPrinter)))
}
