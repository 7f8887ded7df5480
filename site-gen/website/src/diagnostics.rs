//! Everything that can be wrong with content or templates: its kind, its place, and what an editor is told about it.

pub(crate) mod kind;
pub(crate) mod problem;
mod voice;
