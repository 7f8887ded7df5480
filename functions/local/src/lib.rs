#![doc = include_str!("../README.md")]

mod connections;
mod expiry;
mod in_process;
mod mail_catcher;
mod office;
mod private;
mod program;
mod said;
mod service;
mod store;
mod stream;

pub use ::office::{Command, ENGLISH as OFFICE_IN_ENGLISH};
pub use mail_catcher::ADDRESS as CAUGHT_MAILS;
pub use office::{CommandError, office};
pub use private::FolderError;
pub use program::run;
pub use service::{Mode, Service, Settings, StartError, TABLE};
