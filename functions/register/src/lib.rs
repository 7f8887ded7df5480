//! The register: complaints in one DynamoDB table.
//!
//! 1. [`Register::connect`] takes a [`Connection`]: on AWS the one of the function's environment, on one machine the
//!    address of an embedded store.
//! 2. [`Register::keep`] writes one complaint with one conditional `PutItem`, and gives back its receipt; the same
//!    complaint sent again gets the first receipt.
//!
//! The store refuses, the code does not look first. Only this crate names an attribute of the table.

mod connection;
mod item;
mod keep;
mod table;

pub use connection::{Connection, EnvironmentError};
pub use keep::{KeepError, Kept, Register};
pub use table::TableError;
