#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may stop where it stands"))]

mod inputs;
mod laid_out;
mod layout_error;
mod text;
mod typesetter;

pub use inputs::Inputs;
pub use laid_out::{LaidOut, Marker, Tagging};
pub use layout_error::LayoutError;
pub use text::{Heading, LinkDestination, Text, TextContext};
pub use typesetter::Typesetter;
