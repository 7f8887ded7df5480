#![doc = include_str!("../README.md")]

mod advice;
mod assets;
mod audience;
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
mod page_template;
mod placeholders;
mod printer;
mod rehearsal;
mod sources;
mod website;
mod written_page;

pub use advice::Plainness;
pub use audience::Audience;
pub use compiler::Compiler;
pub use diagnostics::kind::{Construct, FactKind, MessageLanguage, ProblemKind, Severity, Unpublished};
pub use diagnostics::problem::{Problem, Problems};
pub use documents::{Document, DocumentKind, Documents};
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
pub use printer::Printer;
pub use sources::left_about::FileOrigin;
pub use sources::picture::{FROM_A_PAGE, Picture};
pub use sources::{Source, SourceReader, Sources};
pub use website::{Website, WebsiteLanguage};
