#![doc = include_str!("../README.md")]

mod history;
mod new_page;
mod program;
mod project;
mod report;
mod server;
mod watcher;
mod writer;

pub use new_page::{NewPage, NewPageError};
pub use program::run;
pub use project::{BuildReport, Folders, Project};
pub use report::Report;
pub use server::{Preview, is_own_host};
pub use watcher::WatchGuard;
pub use writer::{BuildError, Changes, Compression, WriteError};
