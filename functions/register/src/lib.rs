#![doc = include_str!("../README.md")]

mod claim;
mod close;
mod closing;
mod conditional_put;
mod confirmations;
mod connection;
mod dossier;
mod entry;
mod erase;
mod item;
mod keep;
mod register;
mod store;
mod table;

/// What a [`Connection`] goes over.
pub use aws_sdk_dynamodb::config::SharedHttpClient as HttpClient;
pub use claim::{CLAIM_SECONDS, Claim, Claimed, MailMark, MarkError};
pub use close::{CloseError, Closed};
pub use closing::Closing;
pub use confirmations::CONFIRMATIONS_A_DAY;
pub use connection::{Connection, MissingVariable};
pub use dossier::{Dossier, DossierError};
pub use entry::{Entry, EntryError};
pub use erase::{EraseError, Erased};
/// The attribute under whose value everything of a complaint stands: its reference.
pub use item::REFERENCE as PARTITION_KEY;
pub use keep::{KeepError, Kept};
pub use register::Register;
/// An item of the table as a stream tells it: reads DynamoDB's own JSON.
pub use serde_dynamo::Item as Image;
pub use store::StoreError;
pub use table::TableError;
