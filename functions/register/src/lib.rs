#![doc = include_str!("../README.md")]

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
