#![doc = include_str!("../README.md")]

mod claim;
mod close;
mod closing;
mod conditional_put;
mod connection;
mod dossier;
mod entry;
mod erase;
mod item;
mod keep;
mod open;
mod reach;
mod register;
mod resend;
mod slots;
mod store;
mod table;
mod tally;

/// What a [`Connection`] goes over.
pub use aws_sdk_dynamodb::config::SharedHttpClient as HttpClient;
pub use claim::{CLAIM_SECONDS, Claim, Claimed, MailMark, MarkError};
pub use close::{CloseError, Closed};
pub use closing::Closing;
pub use connection::{Connection, MissingVariable, endpoint};
pub use dossier::{Dossier, DossierError};
pub use entry::{Entry, EntryError};
pub use erase::{EraseError, Erased};
/// The attribute that tells apart what stands under one reference.
pub use item::ENTRY as SORT_KEY;
/// The attribute under whose value everything of a complaint stands: its reference.
pub use item::REFERENCE as PARTITION_KEY;
/// The attribute of a complaint that says that its mails were asked for again.
pub use item::RESENT_AT;
pub use keep::{KeepError, Kept};
pub use open::OpenComplaint;
pub use register::Register;
pub use resend::ResendError;
/// An item of the table as a stream tells it: reads DynamoDB's own JSON.
pub use serde_dynamo::Item as Image;
pub use slots::{CONFIRMATIONS_A_DAY, CONFIRMATIONS_A_DAY_IN_ALL, OFFICE_MAILS_AN_HOUR};
pub use store::StoreError;
pub use table::TableError;
pub use tally::Tally;
