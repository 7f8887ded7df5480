//! What makes the documents of a website, which this crate does not do itself.

use crate::diagnostics::problem::Problems;
use crate::documents::Documents;
use crate::sources::Sources;
use crate::website::Website;
use std::fmt::Debug;

/// Makes documents of a website.
pub trait Printer: Debug + Send + Sync {
    /// The documents of `website`, made with the fonts and the templates for paper among the `sources`.
    ///
    /// # Errors
    /// Everything that does not get onto paper, each with its place.
    fn print(&self, sources: &Sources, website: &Website) -> Result<Documents, Problems>;
}
