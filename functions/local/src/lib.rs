//! The whole service on one machine: the pages, the form and a store.
//!
//! 1. [`Service::start`] builds the site, opens the embedded store, makes the table and takes the port.
//! 2. [`Service::run`] serves pages and functions until it is told to stop.
//!
//! Only this crate and the tests know that DynamoDB can be embedded.

mod service;
mod store;

pub use service::{Look, Service, Settings, StartError, TABLE};
