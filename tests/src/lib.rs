#![doc = include_str!("../README.md")]

pub mod any;
pub mod clock;
mod counter;
pub mod dom;
mod faulty_store;
pub mod fire;
mod fixture;
mod function;
mod hostile;
mod kept;
mod log;
mod mail;
mod moto;
mod patience;
mod program;
mod resident;
mod runtime_api;
mod service;
mod store;
mod tls_store;

pub use counter::{Answer, Counter};
pub use faulty_store::FaultyStore;
pub use fixture::{content, content_repeating_words, templates, website, website_of};
pub use function::{Function, NotStarted, event};
pub use hostile::HOSTILE;
pub use kept::kept;
pub use log::Log;
pub use mail::{ReceivedMail, TestDeadLetters, TestMailer, notices, notices_by, notices_of};
pub use moto::{Moto, SentMail};
pub use patience::{LONGEST_WAIT, wait_until};
pub use program::Program;
pub use resident::{DIGEST_KEY, Page, complaint, digest_key, rules, typed};
pub use service::TestService;
pub use store::Store;
pub use tls_store::TlsStore;
