//! The whole service on one machine: the pages, the form, a store and the mails.
//!
//! 1. [`Service::start`] builds the site, opens the embedded store, makes the table and takes the port.
//! 2. [`Service::run`] serves pages and functions until it is told to stop. `stream` calls the notices as AWS Lambda does;
//!    `post` catches the mails and shows them at `/_lokaal/post`; `forgetting` lets go what has expired.
//! 3. [`office()`] is the office's tool on the same register, also while the service runs.
//!
//! Only this crate and the tests know that DynamoDB can be embedded.

mod connections;
mod forgetting;
mod office;
mod post;
mod program;
mod said;
mod service;
mod store;
mod stream;

pub use ::office::{Command, ENGLISH as OFFICE_IN_ENGLISH};
pub use office::{CommandError, office};
pub use post::ADDRESS as POST;
pub use program::run;
pub use service::{Mode, Service, Settings, StartError, TABLE};
