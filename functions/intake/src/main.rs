//! The intake as an AWS Lambda function, behind an HTTP API or a function URL.
//!
//! What it needs of the site is in the binary (build.rs); where the register is, the environment says.

mod stage;

use intake::{Intake, standalone};
use lambda_http::tower::ServiceExt;
use register::{Connection, Register};
use site_gen::Site;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

static SITE: &str = include_str!(concat!(env!("OUT_DIR"), "/site.json"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // Only our own lines: those of a library could hold what was sent.
    let ours = Targets::new().with_target("intake", LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer().without_time().with_ansi(false);
    tracing_subscriber::registry().with(lines).with(ours).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), lambda_http::Error> {
    let register = Register::connect(Connection::from_environment(|name| std::env::var(name).ok())?);
    let intake = Intake::new(Site::from_built(SITE)?, register, chrono::Utc::now);
    lambda_http::run(standalone(intake).map_request(stage::without_stage)).await
}
