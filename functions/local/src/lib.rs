#![doc = include_str!("../README.md")]

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
