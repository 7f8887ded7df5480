//! A document that a page offers.

use serde::Serialize;
use std::borrow::Cow;

/// A document of the site, as a page offers it.
#[derive(Debug, Hash, Serialize)]
pub struct DocumentLink<'a> {
    /// Where it stands.
    pub address: Cow<'a, str>,
    /// What it is called.
    pub title: &'a str,
    /// What it is for.
    pub about: &'a str,
    /// Its type and size.
    pub file: String,
}
