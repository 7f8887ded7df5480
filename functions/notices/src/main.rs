//! The notices as an AWS Lambda function, called by the register's stream and by what Amazon SES tells.
//!
//! What it needs of the site is in the binary (build.rs); where the register is and which addresses mails have, the environment says.

use lambda_runtime::{LambdaEvent, service_fn};
use notices::{Mailboxes, Notices, SesMailer};
use register::{Connection, EnvironmentError, Register};
use serde_json::Value;
use site_gen::Site;
use std::pin::Pin;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

static SITE: &str = include_str!(concat!(env!("OUT_DIR"), "/site.json"));

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
    let needed = |name: &'static str| variable(name).ok_or(EnvironmentError::Missing(name));
    let connection = Connection::from_environment(variable)?;
    let mailboxes = Mailboxes::read(&needed("MAIL_FROM")?, &needed("MAIL_OFFICE")?)?;
    let mailer = SesMailer::from_environment(&connection, variable)?;
    Ok(Notices::new(Site::from_built(SITE)?, mailboxes, Register::connect(connection), mailer, chrono::Utc::now))
}
