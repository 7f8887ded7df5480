//! The register: complaints in one DynamoDB table.
//!
//! 1. [`Register::connect`] takes a [`Connection`]: on AWS the one of the function's environment, on one machine the
//!    address of an embedded store.
//! 2. [`Register::keep`] writes one complaint with one conditional `PutItem`, and gives back its receipt; the same
//!    complaint sent again gets the first receipt.
//! 3. [`Entry::read`] reads it back from what a stream of the table tells.
//! 4. [`Register::claim`] and [`Register::mark`] see to it that each mail about it goes out once.
//! 5. For the office [`Register::dossier`] reads back all that is kept under a reference, [`Register::close`] ends its handling and
//!    says when it goes, [`Register::erase`] takes it away at once.
//!
//! The store refuses, the code does not look first. Only this crate names an attribute of the table.

mod connection;
mod dossier;
mod entry;
mod erase;
mod item;
mod keep;
mod marks;
mod step;
mod store;
mod table;

/// What a [`Connection`] goes over.
pub use aws_sdk_dynamodb::config::SharedHttpClient as HttpClient;
pub use connection::{Connection, MissingVariable};
pub use dossier::{Dossier, DossierError, MailMark};
pub use entry::{Entry, EntryError};
pub use erase::{EraseError, Erased};
/// The attribute under whose value everything of a complaint stands: its reference.
pub use item::REFERENCE as PARTITION_KEY;
pub use keep::{KeepError, Kept, Register};
pub use marks::{CLAIM_SECONDS, CONFIRMATIONS_A_DAY, Claim, Claimed, Mail, MailState, MarkError, NotAMail};
/// An item of the table as a stream tells it: reads DynamoDB's own JSON.
pub use serde_dynamo::Item as Image;
pub use step::{CloseError, Closed, Closing};
pub use store::StoreError;
pub use table::TableError;
