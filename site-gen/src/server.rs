//! The built pages over HTTP, and what an editor sees on them.

mod headers;
mod host;
pub(crate) mod http;
mod preview;
pub(crate) mod static_files;

pub use host::is_own_host;
pub use preview::Preview;
