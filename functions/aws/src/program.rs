//! What every function does before it asks for its first event.

use std::process::ExitCode;

/// Why a function ended. Lambda logs its words.
pub type Failure = lambda_http::Error;

/// Logs the lines of the crate `name`, runs `function`, and says why if it ends.
pub async fn run(name: &'static str, function: impl Future<Output = Result<(), Failure>>) -> ExitCode {
    logging::start([name], std::io::stdout);
    match function.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
