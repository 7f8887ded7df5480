//! The office's tool on AWS: `cargo run -p aws --bin office -- close K-7Q4M-2X9B`. On one machine the local service has the same commands.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use aws::{BundleError, ConnectionError};
use clap::Parser;
use command_line::{ContentFolders, English, Speech};
use complaint::{Reference, day_of_receipt};
use office::{Command, Office, Surroundings};
use register::{MissingVariable, Register};
use std::process::ExitCode;
use views::RegisterLocation;
use website::{Compiler, MessageLanguage, Sources};

/// Geeft uit, sluit en wist wat er in het register op AWS van een klacht is bewaard.
#[derive(Parser)]
#[command(name = "office", disable_help_subcommand = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    folders: ContentFolders,
    /// In welke taal u de meldingen leest.
    #[arg(long, global = true, value_name = "TAAL", default_value = "nl")]
    lang: Speech,
}

const ENGLISH: English = English {
    about: "Hands out, closes and erases what the register on AWS keeps of a complaint",
    after_help: "",
    parts: &[&office::ENGLISH],
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    logging::start(["office"], std::io::stderr);
    let typed: Vec<_> = std::env::args_os().collect();
    let arguments = match command_line::read(&typed, ENGLISH) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    match run(arguments).await {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<String, String> {
    let Arguments { command, folders, lang } = arguments;
    let language = MessageLanguage::from(lang);
    let now = chrono::Utc::now();
    let connection = aws::connection(|name| std::env::var(name).ok()).map_err(|error| {
        let dutch = match &error {
            ConnectionError::Missing(MissingVariable(name)) => format!("in de omgeving ontbreekt {name}"),
            ConnectionError::Bundle(BundleError::Unreadable { path, cause }) => {
                format!("{path}, dat AWS_CA_BUNDLE noemt, kan niet worden gelezen: {}", language.system_words(cause))
            }
            ConnectionError::Bundle(BundleError::Empty(path)) => format!("in {path}, dat AWS_CA_BUNDLE noemt, staat geen certificaat in PEM"),
        };
        language.error(
            language.pick(dutch, error.to_string()),
            language.pick(
                "REGISTER_TABLE is de uitvoer RegisterTable van de stack, en eval \"$(aws configure export-credentials --format env)\" zet de sleutels",
                "REGISTER_TABLE is the stack's output RegisterTable, and eval \"$(aws configure export-credentials --format env)\" sets the credentials",
            ),
        )
    })?;
    let sources = Sources::read(&folders.content, &folders.templates);
    let website = sources.and_then(|sources| Compiler::for_everybody().compile(&sources, day_of_receipt(now)));
    let website = website.map_err(|problems| {
        let first = problems.iter().next();
        let message = first.map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.message(language)));
        let hint = language
            .pick("`site-gen check` laat alles zien wat er mankeert", "`site-gen check` shows all that is wrong");
        language.error(message.unwrap_or_default(), hint)
    })?;
    let office = Office {
        register: Register::connect(connection),
        kept: RegisterLocation::Aws,
        site: website.site(),
        now,
        language,
        // This tool has no folder of its own: whoever runs it says where a complaint may be.
        usual_folder: None,
    };
    office.run(command, &mut Terminal).await.map_err(|error| error.said(language))
}

/// On AWS there is nothing besides the entries but what the receipt names.
struct Terminal;

impl Surroundings for Terminal {
    async fn clear(&mut self, _: Reference) -> Result<usize, String> {
        Ok(0)
    }
}
