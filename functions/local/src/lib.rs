#![doc = include_str!("../README.md")]

mod connections;
mod expiry;
mod in_process;
mod key;
mod mail_catcher;
mod office;
mod page;
mod private;
mod program;
mod said;
mod secret;
mod service;
mod store;
mod stream;

pub use ::office::{Command, ENGLISH as OFFICE_IN_ENGLISH};
pub use office::{CommandError, office};
pub use private::FolderError;
pub use program::run;
pub use service::{Mode, Service, Settings, StartError, TABLE};
