//! Content and templates into pages.
//!
//! 1. [`Sources`] holds the files. [`Site::load`] reads them: facts, texts, front matter, Markdown, templates, and checks
//!    every link. All [`Problems`] are told in one go, each with its place.
//! 2. [`Site::output`] makes the public pages; [`Output::write`] puts them in a folder.
//! 3. The functions make their own pages from the same site: [`Site::form_page`], [`Site::check_page`],
//!    [`Site::confirmation_page`], [`Site::not_sent_page`], [`Site::message_page`].

mod assets;
mod calendar;
mod facts;
mod form_view;
mod frame;
mod front_matter;
mod headers;
mod markdown;
mod organisation;
mod output;
mod page;
mod pages;
mod problem;
mod site;
mod sources;
mod templates;
mod texts;
mod toml_file;
mod wording;
mod words;

pub use headers::SECURITY_HEADERS;
pub use output::{Output, WriteError};
pub use pages::Message;
pub use problem::{Problem, Problems};
pub use site::Site;
pub use sources::{Source, Sources};
