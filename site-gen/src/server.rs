//! The built pages over HTTP, and what an editor sees on them.

pub(crate) mod http;
mod preview;
pub(crate) mod static_files;

pub use preview::Preview;
