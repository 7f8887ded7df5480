//! Accessible PDF: what people wrote, laid out by Typst templates.
//!
//! 1. [`Text`] reads Markdown into Typst's own elements. Nothing that an editor or a resident wrote is ever parsed as code.
//! 2. [`Inputs`] is what a template gets: typed values and texts, under `sys.inputs`.
//! 3. A [`Printer`] holds fonts and templates. It lays out a template ([`Sheets`]), which then becomes the bytes of a PDF.
//!
//! Everything comes in as an argument: no file, no clock, no network. The same input gives the same bytes.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may stop where it stands"))]

mod fault;
mod inputs;
mod printer;
mod sheets;
mod text;

pub use fault::Fault;
pub use inputs::Inputs;
pub use printer::Printer;
pub use sheets::{Mark, Sheets, Tagging};
pub use text::{Around, Goal, Heading, Text};
