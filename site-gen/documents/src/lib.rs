#![doc = include_str!("../README.md")]

mod document_job;
mod folding;
mod inputs;
mod letter;
mod press;

pub use press::{PdfPrinter, Press};
