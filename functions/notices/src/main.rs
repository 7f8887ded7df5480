//! The notices as an AWS Lambda function, called by the register's stream and by what Amazon SES tells.
//!
//! Content and templates are in the binary; where the register is and which addresses mails have, the environment says.

use include_dir::{Dir, include_dir};
use lambda_runtime::{LambdaEvent, service_fn};
use notices::{Mailboxes, Notices, SesMailer};
use register::{Connection, MissingVariable, Register};
use serde_json::Value;
use site_gen::{Site, Sources};
use std::pin::Pin;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../content");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // Only our own lines: those of a library could hold what was sent.
    let ours = Targets::new().with_target("notices", LevelFilter::INFO);
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

async fn run() -> Result<(), lambda_runtime::Error> {
    let notices = &notices()?;
    // Its type is forgotten: the runtime's own around it would be more than the compiler follows.
    let handle =
        |event: LambdaEvent<Value>| -> Handling<'_> { Box::pin(async { Ok(notices.handle(event.payload).await?) }) };
    lambda_runtime::run(service_fn(handle)).await
}

type Handling<'a> = Pin<Box<dyn Future<Output = Result<Value, lambda_runtime::Error>> + Send + 'a>>;

fn notices() -> Result<Notices<SesMailer>, lambda_runtime::Error> {
    let variable = |name: &str| std::env::var(name).ok();
    let needed = |name: &'static str| variable(name).ok_or(MissingVariable(name));
    let connection = Connection::from_environment(variable)?;
    let mailboxes = Mailboxes::read(&needed("MAIL_FROM")?, &needed("MAIL_OFFICE")?)?;
    let mailer = SesMailer::from_environment(&connection, variable)?;
    let mut files = Vec::new();
    collect(&CONTENT, "content", &mut files);
    collect(&TEMPLATES, "templates", &mut files);
    let sources = Sources::from_files(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)))?;
    let site = Site::load_built(&sources, complaint::day_of_receipt(chrono::Utc::now()))?;
    Ok(Notices::new(site, mailboxes, Register::connect(connection), mailer, chrono::Utc::now))
}

fn collect(folder: &'static Dir<'static>, name: &str, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        files.push((format!("{name}/{}", file.path().display()), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, name, files);
    }
}
