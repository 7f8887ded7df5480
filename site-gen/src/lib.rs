//! Content and templates into pages.
//!
//! 1. [`Sources`] holds the files. A [`Builder`] makes a [`Site`] of them: facts, texts, front matter, Markdown, templates,
//!    every link checked. All [`Problems`] are told in one go, each with its place.
//! 2. [`Workshop`] makes the public pages and puts them in a folder.
//! 3. The functions make their own pages and mails from the same site ([`Site::for_functions`], [`Site::from_built`]):
//!    [`Site::form_page`], [`Site::check_page`], [`Site::confirmation_page`], [`Site::not_sent_page`],
//!    [`Site::message_page`]; [`Site::confirmation_mail`], [`Site::arrival_mail`], [`Site::undelivered_mail`]. The office has
//!    papers made of it: [`Site::export_page`], [`Site::erasure_text`].
//!
//! What only editors need (writing, watching, advice, previews) is behind the feature `tool`; documents for paper are behind
//! `pdf` ([`Site::confirmation_letter`] and those of the site itself).
#![cfg_attr(not(feature = "tool"), allow(dead_code, reason = "the functions tell no editor anything"))]

mod address;
#[cfg_attr(not(feature = "tool"), path = "advice/none.rs")]
mod advice;
mod assets;
mod builder;
mod built;
mod calendar;
#[cfg(feature = "command-line")]
mod command_line;
mod documents;
mod facts;
mod fault;
mod form_view;
mod frame;
mod front_matter;
mod headers;
#[cfg(feature = "tool")]
mod history;
mod left_about;
mod linking;
mod listing;
mod locale;
mod mails;
mod markdown;
mod misfit;
#[cfg(feature = "tool")]
mod new_page;
mod organisation;
mod output;
mod page;
mod pages;
mod papers;
mod parallel;
mod phone;
mod picture;
#[cfg(feature = "tool")]
mod plain_language;
#[cfg(feature = "pdf")]
mod press;
#[cfg(feature = "tool")]
mod preview;
mod problem;
#[cfg(feature = "tool")]
mod real_path;
#[cfg(feature = "tool")]
mod report;
#[cfg(feature = "tool")]
mod served;
#[cfg(feature = "tool")]
mod shelf;
mod site;
mod sources;
#[cfg(feature = "tool")]
mod spelled_out;
mod templates;
mod texts;
mod toml_file;
#[cfg(feature = "tool")]
mod turn;
mod unicode;
#[cfg(feature = "command-line")]
mod voice;
#[cfg(feature = "tool")]
mod watching;
mod wording;
mod words;
#[cfg(feature = "tool")]
mod workshop;
#[cfg(feature = "tool")]
mod writer;

pub use builder::{Audience, Builder};
pub use built::{BuiltError, embed};
#[cfg(feature = "command-line")]
pub use command_line::{English, Part, Speech, read as read_command_line};
pub use fault::{MessageLanguage, Severity};
pub use headers::SECURITY_HEADERS;
pub use mails::{Confirmation, MailText, Undelivered};
pub use misfit::Misfit;
pub use output::Output;
pub use pages::Message;
pub use papers::{Erasure, Export, ExportMail, ExportState, Where};
pub use problem::{Problem, Problems};
pub use site::Site;
pub use sources::{Source, SourceReader, Sources};
#[cfg(feature = "tool")]
pub use writer::{BuildError, Copies, WriteError, Written};
#[cfg(feature = "tool")]
pub use {
    new_page::{NewPage, NewPageError},
    preview::Preview,
    report::{Plainness, Report},
    watching::Watch,
    workshop::{Folders, Rebuilt, Workshop},
};
