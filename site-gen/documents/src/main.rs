//! `documents`: the editor's tool, with the documents for paper. Its commands are those of `site-gen`.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use documents::PdfPrinter;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let typed: Vec<_> = std::env::args_os().collect();
    site_gen::run(&typed, Some(Arc::new(PdfPrinter)))
}
