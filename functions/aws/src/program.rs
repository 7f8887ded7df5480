//! What every function does before it asks for its first event.

use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Why a function ended. Lambda logs its words.
pub type Failure = lambda_http::Error;

/// Logs the lines of the crate `name`, runs `function`, and says why if it ends.
///
/// Only our own lines are logged: those of a library could hold what was sent.
pub async fn run(name: &'static str, function: impl Future<Output = Result<(), Failure>>) -> ExitCode {
    let ours = Targets::new().with_target(name, LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer().without_time().with_ansi(false);
    tracing_subscriber::registry().with(lines).with(ours).init();
    match function.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
