//! `cargo run`: the whole service on this machine.

use clap::Parser;
use local::{Command, CommandError, Look, POST, Service, Settings, StartError, office};
use site_gen::{BuildError, MessageLanguage, Rebuilt, Report};
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

#[derive(Parser)]
#[command(
    about = "Runs the pages, the form and a store on this machine; or does what the office asks, on the same register"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The port on 127.0.0.1.
    #[arg(long, value_name = "N", default_value_t = 8000)]
    port: u16,
    /// Where complaints are kept, and the built pages are put.
    #[arg(long, value_name = "DIR", default_value = ".local", global = true)]
    data: PathBuf,
    /// What editors write.
    #[arg(long, value_name = "DIR", default_value = "content", global = true)]
    content: PathBuf,
    /// What pages look like.
    #[arg(long, value_name = "DIR", default_value = "templates", global = true)]
    templates: PathBuf,
    /// Show just what is published: no drafts, no pages that load again, compressed copies.
    #[arg(long)]
    published: bool,
    /// The language in which you are spoken to: nl or en.
    #[arg(long, value_name = "LANG", default_value = "nl", value_parser = ["nl", "en"])]
    lang: String,
}

const DUTCH: Report = Report { language: MessageLanguage::Dutch, is_coloured: false };
const ENGLISH: Report = Report { language: MessageLanguage::English, is_coloured: false };

#[tokio::main]
async fn main() -> ExitCode {
    write_no_core_file();
    // Only our own lines: those of a library could hold what was sent.
    let ours = ["intake", "notices", "local"].map(|name| (name, LevelFilter::INFO));
    let ours = Targets::new().with_targets(ours);
    let lines = tracing_subscriber::fmt::layer().without_time().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(ours).init();

    // Each visitor takes a file handle, and where the usual number of them is few, a thousand idle ones would take all.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "no more file handles");
    }

    let Arguments { command, port, data, content, templates, published, lang } = Arguments::parse();
    let store = std::env::var("AWS_ENDPOINT_URL_DYNAMODB").ok();
    let (report, on_rebuilt): (_, fn(&Rebuilt)) = match lang.as_str() {
        "en" => (ENGLISH, |rebuilt| eprintln!("{}", ENGLISH.rebuilt(rebuilt))),
        _ => (DUTCH, |rebuilt| eprintln!("{}", DUTCH.rebuilt(rebuilt))),
    };
    let look = if published { Look::Published } else { Look::Preview { language: report.language, on_rebuilt } };
    let settings = Settings { content, templates, data, port, store, look, now: chrono::Utc::now };
    if let Some(command) = command {
        return match office(&settings, command).await {
            Ok(said) => {
                println!("{said}");
                ExitCode::SUCCESS
            }
            Err(CommandError::Content(problems)) => {
                eprintln!("{}", report.problems(&problems));
                ExitCode::FAILURE
            }
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    let service = match Service::start(&settings).await {
        Ok(service) => service,
        Err(StartError::Build(BuildError::Problems(problems))) => {
            eprintln!("{}\n{}", report.problems(&problems), report.nothing_written());
            return ExitCode::FAILURE;
        }
        Err(StartError::Build(BuildError::Write(error))) => {
            eprintln!("{}", report.write_error(&error));
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let kept_in = settings.store.unwrap_or_else(|| settings.data.display().to_string());
    println!("{} files built; complaints are kept in {kept_in}", service.pages());
    println!("Open http://{0}/ (Ctrl-C stops); mails stay here: http://{0}{POST}", service.address());
    service.run(async { drop(tokio::signal::ctrl_c().await) }).await;
    println!("Stopped");
    ExitCode::SUCCESS
}

/// A core file would hold the words of whoever was sending when the process fell. Where the system refuses even this, it was never
/// allowed to write one.
fn write_no_core_file() {
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}
