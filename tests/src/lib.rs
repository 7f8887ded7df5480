//! The whole service in a test: what a person does, one method each.

mod faulty_store;
mod mail;
mod resident;
mod service;
mod store;

pub use faulty_store::FaultyStore;
pub use mail::{ReceivedMail, TestMailer, notices};
pub use resident::{Page, complaint, typed};
pub use service::TestService;
pub use store::Store;
