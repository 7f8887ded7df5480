//! The whole service in a test: what a person does, one method each.
//!
//! With the feature `cloud` also the programs of the functions, as AWS runs them: a `Function` is handed events by a
//! stand-in for Lambda, and keeps complaints in a [`Store`] or a `TlsStore`.

pub mod any;
mod counter;
pub mod dom;
mod faulty_store;
pub mod fire;
#[cfg(feature = "cloud")]
mod function;
mod hostile;
mod kept;
mod log;
mod mail;
#[cfg(feature = "cloud")]
mod moto;
mod patience;
mod program;
mod programs;
mod resident;
#[cfg(feature = "cloud")]
mod runtime_api;
mod service;
mod store;
#[cfg(feature = "cloud")]
mod tls_store;

pub use counter::{Answer, Counter};
pub use faulty_store::FaultyStore;
#[cfg(feature = "cloud")]
pub use function::{Function, NotStarted, functions_folder};
pub use hostile::HOSTILE;
pub use kept::kept;
pub use log::Log;
pub use mail::{ReceivedMail, TestMailer, notices};
#[cfg(feature = "cloud")]
pub use moto::{Moto, SentMail};
pub use patience::{LONGEST_WAIT, wait_until};
pub use program::Program;
pub use programs::programs_folder;
pub use resident::{Page, complaint, rules, typed};
pub use service::TestService;
pub use store::Store;
#[cfg(feature = "cloud")]
pub use tls_store::TlsStore;
