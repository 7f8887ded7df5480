#![doc = include_str!("../README.md")]

mod digest_key;
mod encoding;
mod program;
mod ses;
mod sqs;
mod stage;
mod tls;

pub use digest_key::{DigestKeyError, digest_key};
pub use encoding::plain_without_accept;
pub use program::{Failure, run};
pub use ses::SesMailer;
pub use sqs::SqsDeadLetters;
pub use stage::without_stage;
pub use tls::{BundleError, ConnectionError, connection};
