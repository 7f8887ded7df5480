//! The whole program: the service on this machine, and the office's commands.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

use crate::{Command, Mode, OFFICE_IN_ENGLISH, Service, Settings, office, private};
use clap::Parser;
use command_line::{ContentFolders, English, Part, Speech};
use site_gen::{BuildReport, Report};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Runtime;
use website::{MessageLanguage, Printer};

/// Laat de pagina's, het formulier en het register zien op deze computer. Of doet op hetzelfde register wat het kantoor vraagt.
#[derive(Parser)]
#[command(name = "local", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// De poort op 127.0.0.1.
    #[arg(long, value_name = "N", default_value_t = 8000)]
    port: u16,
    /// De map waar klachten worden bewaard, en de pagina's komen.
    #[arg(long, value_name = "MAP", default_value = ".local", global = true)]
    data: PathBuf,
    #[command(flatten)]
    folders: ContentFolders,
    /// Laat alleen zien wat er op de website komt: geen concepten, niets wordt vanzelf ververst.
    #[arg(long)]
    published: bool,
    /// In welke taal u de meldingen leest.
    #[arg(long, global = true, value_name = "TAAL", default_value = "nl")]
    lang: Speech,
}

/// The same in English.
const PARTS: [Part; 3] = [
    ("port", "The port on 127.0.0.1", "N"),
    ("data", "The folder where complaints are kept, and the built pages are put", "DIR"),
    ("published", "Show just what is published: no drafts, no pages that load again, compressed copies", ""),
];

const IN_ENGLISH: English = English {
    about: "Runs the pages, the form and a store on this machine; or does what the office asks, on the same register",
    after_help: "",
    parts: &[&OFFICE_IN_ENGLISH, &PARTS],
};

const DUTCH: Report = Report { language: MessageLanguage::Dutch, is_coloured: false };
const ENGLISH: Report = Report { language: MessageLanguage::English, is_coloured: false };

/// Does what was `typed`, the name of the program first, until Ctrl-C. Documents for paper are made by `printer`.
///
/// # Errors
/// The exit code says that it failed, and standard error says why.
#[must_use]
pub fn run(typed: &[OsString], printer: Option<Arc<dyn Printer>>) -> ExitCode {
    logging::start(["intake", "notices", "local"], std::io::stderr);
    match Runtime::new() {
        Ok(runtime) => runtime.block_on(program(typed, printer)),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn program(typed: &[OsString], printer: Option<Arc<dyn Printer>>) -> ExitCode {
    private::by_default();
    write_no_core_file();
    // Each visitor takes a file handle, and where the usual number of them is few, a thousand idle ones would take all.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "no more file handles");
    }

    let Arguments { command, port, data, folders, published, lang } = match command_line::read(typed, IN_ENGLISH) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let ContentFolders { content, templates } = folders;
    let store = std::env::var("AWS_ENDPOINT_URL_DYNAMODB").ok();
    let (report, on_rebuilt): (_, fn(&BuildReport)) = match lang {
        Speech::En => (ENGLISH, |report| eprintln!("{}", ENGLISH.rebuilt(report))),
        Speech::Nl => (DUTCH, |report| eprintln!("{}", DUTCH.rebuilt(report))),
    };
    let mode = if published { Mode::Published } else { Mode::Preview { language: report.language, on_rebuilt } };
    let settings = Settings { content, templates, data, port, store, mode, printer, now: chrono::Utc::now };
    if let Some(command) = command {
        return match office(&settings, command, report.language).await {
            Ok(said) => {
                println!("{said}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{}", error.said(report));
                ExitCode::FAILURE
            }
        };
    }
    let service = match Service::start(&settings).await {
        Ok(service) => service,
        Err(error) => {
            eprintln!("{}", error.said(report));
            return ExitCode::FAILURE;
        }
    };
    let kept_in = settings.store.unwrap_or_else(|| settings.data.display().to_string());
    let (pages, address, mails) = (service.pages(), service.address(), service.caught_mails());
    println!(
        "{}",
        report.language.pick(
            format!("{pages} bestanden gemaakt; klachten worden bewaard in {kept_in}\nOpen http://{address}/ (stoppen: Ctrl-C); e-mails blijven hier: http://{address}{mails}"),
            format!("{pages} files built; complaints are kept in {kept_in}\nOpen http://{address}/ (Ctrl-C stops); mails stay here: http://{address}{mails}"),
        )
    );
    service.run(async { drop(tokio::signal::ctrl_c().await) }).await;
    println!("{}", report.language.pick("Gestopt", "Stopped"));
    ExitCode::SUCCESS
}

/// A core file would hold the words of whoever was sending when the process fell. Where the system refuses even this, it was never
/// allowed to write one.
fn write_no_core_file() {
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}
