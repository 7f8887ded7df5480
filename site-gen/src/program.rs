//! The whole program: what editors ask of the generator.
#![expect(clippy::disallowed_methods, reason = "a program reads its clock and its environment")]

mod arguments;

use crate::{BuildError, BuildReport, Compression, Folders, NewPage, NewPageError, Preview, Project, Report};
use arguments::{Act, Arguments, ENGLISH, Format};
use chrono::NaiveDate;
use command_line::{ContentFolders, USAGE};
use indicatif::{ProgressBar, ProgressStyle};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use website::{Audience, Compiler, MessageLanguage, Printer, Problems, Severity, Sources};

/// Content or templates have errors.
const PROBLEMS: u8 = 1;
/// Reading or writing does not work.
const IO: u8 = 3;

/// Does what was `typed`, the name of the program first. Documents for paper are made by `printer`.
///
/// # Errors
/// The exit code is 1 if content or templates have errors, 2 if the command is not right, 3 if reading or writing does not work; what
/// is wrong is on standard error.
pub fn run(typed: &[OsString], printer: Option<Arc<dyn Printer>>) -> ExitCode {
    let Arguments { act, lang } = match command_line::read(typed, ENGLISH) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let report = Report { language: lang.into(), is_coloured: io::stderr().is_terminal() };
    let code = match act {
        Act::Check { from, said } => check(&from, said.format, printer, report),
        Act::Build { from, said, output, compress } => {
            let compression = if compress { Compression::BrotliAndGzip } else { Compression::None };
            let folders = Folders::new(from.content, from.templates, output);
            let project = Project::new(&folders, Audience::Public, compression, today).printing(printer);
            build(project, &folders.output, said.format, report)
        }
        Act::Serve { from, output, port } => {
            let folders = Folders::new(from.content, from.templates, output);
            let project = Project::new(&folders, Audience::Editors, Compression::None, today).printing(printer);
            show(project, port, report)
        }
        Act::New { title, content, language, translates } => {
            let page =
                NewPage { title: &title, language: &language, translates: translates.as_deref(), today: today() };
            new(&page, &content, report)
        }
    };
    code.into()
}

/// Looks at everything and writes nothing.
fn check(
    ContentFolders { content, templates }: &ContentFolders,
    format: Format,
    printer: Option<Arc<dyn Printer>>,
    report: Report,
) -> u8 {
    let last_changed = Project::last_changed_in(content);
    let site = Sources::read(content, templates)
        .and_then(|sources| {
            let compiler = Compiler::new(Audience::Public, last_changed).giving_advice();
            compiler.printing(printer).compile(&sources, today())
        })
        .and_then(|site| site.output().map(|_| site));
    let nothing = Problems::default();
    let (problems, plainness) = match &site {
        Ok(site) => (site.notes(), site.plainness()),
        Err(problems) => (problems, Vec::new()),
    };
    if format == Format::Json {
        print(&format!("{}\n", report.json(problems, plainness, None)));
    } else {
        // As long as there are errors, advice would only stand in their way.
        if site.is_ok() {
            tell(report, problems);
        } else {
            tell(report, &without_advice(problems));
        }
        let table = report.plainness(&plainness);
        if !table.is_empty() {
            print(&format!("{table}\n"));
        }
        if *problems == nothing {
            print(said(report, "Alles is in orde.\n", "All is well.\n"));
        }
    }
    if site.is_ok() { 0 } else { code_of(problems) }
}

/// Builds and writes the site.
fn build(mut project: Project, output: &Path, format: Format, report: Report) -> u8 {
    let bar = progress();
    let rebuilt = project.rebuild_telling(|files| bar.set_length(files as u64), || bar.inc(1));
    bar.finish_and_clear();
    let BuildReport { result, took } = &rebuilt;
    let nothing = Problems::default();
    let (problems, written, code) = match result {
        Ok((site, written)) => (site.notes(), Some(written), 0),
        Err(BuildError::Problems(problems)) => (problems, None, code_of(problems)),
        Err(BuildError::Write(error)) => {
            eprintln!("{}", report.write_error(error));
            (&nothing, None, IO)
        }
    };
    if format == Format::Json {
        print(&format!("{}\n", report.json(problems, Vec::new(), written)));
        return code;
    }
    tell(report, &without_advice(problems));
    if let Some(written) = written {
        print(&format!("{}: {}\n", output.display(), report.written(written, *took)));
    }
    code
}

/// Shows the site to its editor until it is stopped.
#[tokio::main]
async fn show(mut project: Project, port: u16, report: Report) -> u8 {
    let listener = match TcpListener::bind(("127.0.0.1", port)).await {
        Ok(listener) => listener,
        Err(error) => {
            let language = report.language;
            let why = language.system_words(&error);
            let message =
                language.pick(format!("poort {port} kan niet: {why}"), format!("cannot use port {port}: {why}"));
            let hint = language.pick(
                "stop het andere programma, of kies een andere poort met --port",
                "stop the other program, or choose another port with --port",
            );
            eprintln!("{}", language.error(message, hint));
            return IO;
        }
    };
    let preview = Preview::new(report.language);
    let on_rebuilt = {
        let preview = preview.clone();
        move |rebuilt: &BuildReport| {
            preview.show(rebuilt);
            eprintln!("{}", report.rebuilt(rebuilt));
        }
    };
    let first = project.rebuild();
    preview.show(&first);
    eprintln!(
        "{}",
        match &first.result {
            Ok((_, written)) => report.written(written, first.took),
            Err(_) => report.rebuilt(&first),
        }
    );
    let pages = match project.serve() {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{}", report.write_error(&error));
            return IO;
        }
    };
    let watch = match project.watch(on_rebuilt) {
        Ok(watch) => watch,
        Err(error) => {
            eprintln!(
                "{}{error}",
                said(report, "fout: de mappen kunnen niet worden gevolgd: ", "error: cannot watch the folders: ")
            );
            return IO;
        }
    };
    let address = listener.local_addr().map_or_else(|_| format!("127.0.0.1:{port}"), |address| address.to_string());
    print(&format!("Open http://{address}/ ({})\n", said(report, "stoppen: Ctrl-C", "Ctrl-C stops")));
    let stop = {
        let preview = preview.clone();
        async move {
            drop(tokio::signal::ctrl_c().await);
            preview.end();
        }
    };
    let pages = preview.around(pages);
    let ended = axum::serve(listener, pages).with_graceful_shutdown(stop).await;
    drop(watch);
    if ended.is_ok() { 0 } else { IO }
}

/// Makes a new page.
fn new(page: &NewPage<'_>, content: &Path, report: Report) -> u8 {
    let is_dutch = report.language == MessageLanguage::Dutch;
    match page.write(content) {
        Ok(file) => {
            let file = file.display();
            print(&if is_dutch {
                format!(
                    "{file} is gemaakt, als concept: alleen `site-gen serve` laat de pagina zien.\nSchrijf de tekst. Klaar? Haal dan de regel `draft = true` weg.\n"
                )
            } else {
                format!(
                    "{file} was made, as a draft: only `site-gen serve` shows the page.\nWrite the text. Done? Then take the line `draft = true` away.\n"
                )
            });
            0
        }
        Err(error) => {
            let (message, code) = why_no_new_page(&error, report);
            eprintln!("{message}");
            code
        }
    }
}

/// Why there is no new page and what to do, and how the program ends.
fn why_no_new_page(error: &NewPageError, report: Report) -> (String, u8) {
    let (dutch, tip, hint, code) = match error {
        NewPageError::NoName => (
            "van deze titel kan geen adres worden gemaakt".to_owned(),
            "gebruik letters of cijfers",
            "use letters or digits",
            USAGE,
        ),
        NewPageError::NoLanguage(folder) => (
            format!("er is geen map {}", folder.display()),
            "start in de map waarin `content` staat, of noem een taal die er is met --in",
            "start in the folder that holds `content`, or name a language that is there with --in",
            IO,
        ),
        NewPageError::NoOriginal(file) => (
            format!("er is geen pagina {file} om te vertalen"),
            "noem het bestand van de Nederlandse pagina, zoals contact.md",
            "name the file of the page that it translates, such as contact.md",
            USAGE,
        ),
        NewPageError::Exists(file) => (
            format!("{} is er al", file.display()),
            "kies een andere titel, of verander dat bestand",
            "choose another title, or change that file",
            USAGE,
        ),
        NewPageError::Refused(file, error) => (
            format!("{} kan niet worden gemaakt: {}", file.display(), report.system_words(error)),
            "kies een kortere titel, of maak de map schrijfbaar",
            "choose a shorter title, or make the folder writable",
            IO,
        ),
    };
    let said = match report.language {
        MessageLanguage::Dutch => format!("fout: {dutch}\ntip: {tip}"),
        MessageLanguage::English => format!("error: {error}\nhint: {hint}"),
    };
    (said, code)
}

/// Prints problems where an editor sees them, and not where a program reads.
fn tell(report: Report, problems: &Problems) {
    let text = report.problems(problems);
    if !text.is_empty() {
        eprintln!("{text}");
    }
    if problems.count(Severity::Error) > 0 {
        eprintln!("{}", report.nothing_written());
    }
}

fn code_of(problems: &Problems) -> u8 {
    if problems.is_unreadable() { IO } else { PROBLEMS }
}

fn without_advice(problems: &Problems) -> Problems {
    problems.iter().filter(|problem| problem.severity() != Severity::Advice).cloned().collect()
}

/// A bar while many files are made; none where no terminal shows it.
fn progress() -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}");
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

const fn said(report: Report, dutch: &'static str, english: &'static str) -> &'static str {
    match report.language {
        MessageLanguage::Dutch => dutch,
        MessageLanguage::English => english,
    }
}

/// Prints to standard output; whoever stops reading it wants no more.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// The day it is in Heemstede, wherever this runs.
fn today() -> NaiveDate {
    complaint::day_of_receipt(chrono::Utc::now())
}
