#![doc = include_str!("../README.md")]

mod program;
mod ses;
mod stage;
mod tls;

pub use program::{Failure, run};
pub use ses::SesMailer;
pub use stage::without_stage;
pub use tls::{BundleError, ConnectionError, connection};
