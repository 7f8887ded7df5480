//! The register: complaints in one DynamoDB table.
//!
//! 1. [`Register::connect`] takes a [`Connection`]: on AWS the one of the function's environment, on one machine the
//!    address of an embedded store.
//! 2. [`Register::keep`] writes one complaint with one conditional `PutItem`, and gives back its receipt; the same
//!    complaint sent again gets the first receipt.
//! 3. [`Entry::read`] reads it back from what a stream of the table tells.
//! 4. [`Register::claim`] and [`Register::mark`] see to it that each mail about it goes out once.
//!
//! The store refuses, the code does not look first. Only this crate names an attribute of the table.

mod connection;
mod entry;
mod item;
mod keep;
mod marks;
mod table;

pub use connection::{Connection, EnvironmentError};
pub use entry::{Entry, EntryError};
pub use keep::{KeepError, Kept, Register};
pub use marks::{CLAIM_SECONDS, CONFIRMATIONS_A_DAY, Claim, Claimed, Mail, MailState, MarkError, NotAMail};
/// An item of the table as a stream tells it: reads DynamoDB's own JSON.
pub use serde_dynamo::Item as Image;
pub use table::TableError;
