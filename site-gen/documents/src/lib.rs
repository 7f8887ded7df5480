#![doc = include_str!("../README.md")]

mod code;
mod document_job;
mod folding;
mod inputs;
mod letter;
mod press;
mod printer;

pub use press::Press;
pub use printer::PdfPrinter;
