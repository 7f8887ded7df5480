//! The notices as an AWS Lambda function, called by the register's stream and by what Amazon SES tells.
//!
//! What it needs of the site is in the binary (build.rs); where the register is and which addresses mails have, the environment says.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use aws::{SesMailer, SqsDeadLetters};
use lambda_runtime::{LambdaEvent, service_fn};
use notices::{Mailboxes, Notices};
use register::{MissingVariable, Register};
use serde_json::Value;
use std::pin::Pin;
use std::process::ExitCode;
use views::Site;

static SITE: &str = include_str!(concat!(env!("OUT_DIR"), "/notices.json"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    aws::run("notices", run()).await
}

async fn run() -> Result<(), aws::Failure> {
    let notices = &notices()?;
    // Its type is forgotten: the runtime's own around it would be more than the compiler follows.
    let handle =
        |event: LambdaEvent<Value>| -> Handling<'_> { Box::pin(async { Ok(notices.handle(event.payload).await?) }) };
    lambda_runtime::run(service_fn(handle)).await
}

type Handling<'a> = Pin<Box<dyn Future<Output = Result<Value, aws::Failure>> + Send + 'a>>;

fn notices() -> Result<Notices<SesMailer, SqsDeadLetters>, aws::Failure> {
    let variable = |name: &str| std::env::var(name).ok();
    let needed = |name: &'static str| variable(name).ok_or(MissingVariable(name));
    let connection = aws::connection(variable)?;
    let mailboxes = Mailboxes::read(&needed("MAIL_FROM")?, &needed("MAIL_OFFICE")?)?;
    let mailer = SesMailer::from_environment(&connection, variable)?;
    let dead_letters = SqsDeadLetters::from_environment(&connection, variable)?;
    let register = Register::connect(connection);
    let notices = Notices::new(Site::from_embedded(SITE)?, mailboxes, register, mailer, chrono::Utc::now);
    Ok(notices.setting_aside(dead_letters))
}
