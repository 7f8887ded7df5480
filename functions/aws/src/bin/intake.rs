//! The intake as an AWS Lambda function, behind a REST API.
//!
//! What it needs of the site is in the binary (build.rs); where the register is, the environment says.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use intake::{Intake, standalone};
use lambda_http::tower::ServiceExt;
use register::Register;
use std::process::ExitCode;
use views::Site;

static SITE: &str = include_str!(concat!(env!("OUT_DIR"), "/intake.json"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    aws::run("intake", run()).await
}

async fn run() -> Result<(), aws::Failure> {
    let register = Register::connect(aws::connection(|name| std::env::var(name).ok())?);
    let key = aws::digest_key(|name| std::env::var(name).ok())?;
    let intake = Intake::new(Site::from_embedded(SITE)?, register, key, chrono::Utc::now);
    let intake = standalone(intake).map_request(aws::plain_without_accept).map_request(aws::without_stage);
    lambda_http::run(intake).await
}
