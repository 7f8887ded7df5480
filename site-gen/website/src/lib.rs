#![doc = include_str!("../README.md")]

mod advice;
mod assets;
mod compiler;
mod diagnostics;
mod documents;
mod embed;
mod facts;
mod language_table;
mod layout;
mod locale;
mod organisation;
mod output;
mod page;
mod placeholders;
mod rehearsal;
mod sources;
mod website;
mod written_page;

pub use advice::Plainness;
pub use compiler::{Audience, Compiler};
pub use diagnostics::kind::{Construct, FactKind, MessageLanguage, ProblemKind, Severity, Unpublished};
pub use diagnostics::problem::{Problem, Problems};
pub use documents::{Document, DocumentKind, Documents, Printer};
pub use embed::{EmbedError, EmbeddedFunction, embed};
pub use facts::{Expanded, Words};
pub use organisation::{
    Commission, Elsewhere, Keeping, OpeningHours, Organisation, Place, PostalAddress, without_scheme,
};
pub use output::{File, Output};
pub use page::address::{address, file_at, url};
pub use page::front_matter::{FrontMatter, MenuAt, MenuPlace, PageKind};
pub use page::linking::LanguagePages;
pub use page::markdown::{Placed, events, file_and_anchor, leads_elsewhere, own_slug};
pub use page::{Page, PageContext};
pub use sources::left_about::FileOrigin;
pub use sources::picture::{FROM_A_PAGE, Picture};
pub use sources::{Source, SourceReader, Sources};
pub use website::{Website, WebsiteLanguage};
