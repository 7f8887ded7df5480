//! The office's tool on AWS: `cargo run -p office -- export K-7Q4M-2X9B`. On one machine the local service has the same commands.

use clap::Parser;
use complaint::{Reference, day_of_receipt};
use office::{Command, Office, Surroundings};
use register::{Connection, Register};
use site_gen::{Site, Sources, Where};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    about = "Hands out, closes and erases what the register on AWS keeps of a complaint",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// What editors write.
    #[arg(long, value_name = "DIR", default_value = "content", global = true)]
    content: PathBuf,
    /// What pages look like.
    #[arg(long, value_name = "DIR", default_value = "templates", global = true)]
    templates: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<String, String> {
    let Arguments { command, content, templates } = arguments;
    let now = chrono::Utc::now();
    let connection = Connection::from_environment(|name| std::env::var(name).ok()).map_err(|error| {
        format!("{error}\nhint: REGISTER_TABLE is the stack's output RegisterTable, and eval \"$(aws configure export-credentials --format env)\" sets the credentials")
    })?;
    let site = Sources::read(&content, &templates).and_then(|sources| Site::load(&sources, day_of_receipt(now)));
    let site = site.map_err(|problems| format!("the content has problems:\n{problems}"))?;
    let office = Office { register: Register::connect(connection), kept: Where::Aws, site: &site, now };
    office.run(command, &mut Terminal).await.map_err(|error| error.to_string())
}

/// On AWS there is nothing besides the entries but what the receipt names.
struct Terminal;

impl Surroundings for Terminal {
    async fn clear(&mut self, _: Reference) -> Result<usize, String> {
        Ok(0)
    }
}
