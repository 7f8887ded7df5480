//! The intake as an AWS Lambda function, behind an HTTP API or a function URL.
//!
//! Content and templates are in the binary; where the register is, the environment says.

mod stage;

use include_dir::{Dir, include_dir};
use intake::{Intake, standalone};
use lambda_http::tower::ServiceExt;
use register::{Connection, Register};
use site_gen::{Site, Sources};
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../content");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

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
    let mut files = Vec::new();
    collect(&CONTENT, "content", &mut files);
    collect(&TEMPLATES, "templates", &mut files);
    let sources = Sources::from_files(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)))?;
    let today = complaint::day_of_receipt(chrono::Utc::now());
    let register = Register::connect(Connection::from_environment(|name| std::env::var(name).ok())?);
    let intake = Intake::new(Site::load_built(&sources, today)?, register, chrono::Utc::now);
    lambda_http::run(standalone(intake).map_request(stage::without_stage)).await
}

fn collect(folder: &'static Dir<'static>, name: &str, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        files.push((format!("{name}/{}", file.path().display()), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, name, files);
    }
}
