//! The command line: what can be asked, and what is said of a question that cannot be read. In Dutch, or in English.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use site_gen::MessageLanguage;
use std::ffi::OsString;
use std::path::PathBuf;

/// Maakt de website van Markdown en sjablonen.
#[derive(Debug, Parser)]
#[command(name = "site-gen", disable_help_subcommand = true, after_help = EXIT_CODES.0)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) act: Act,
    /// In welke taal u de meldingen leest.
    #[arg(long, global = true, value_name = "TAAL", default_value = "nl")]
    pub(crate) lang: Speech,
}

const EXIT_CODES: (&str, &str) = (
    "Eindcodes: 0 gelukt, 1 er staan fouten in de inhoud of de sjablonen, 2 de opdracht klopt niet, 3 lezen of schrijven lukt niet",
    "Exit codes: 0 done, 1 content or templates have errors, 2 the command is not right, 3 cannot read or write",
);

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    /// Kijkt alles na, en geeft advies over moeilijke taal. Schrijft niets.
    Check {
        #[command(flatten)]
        from: Input,
        #[command(flatten)]
        said: Said,
    },
    /// Maakt de pagina's. Zolang er een fout is, verandert er niets.
    Build {
        #[command(flatten)]
        from: Input,
        #[command(flatten)]
        said: Said,
        /// De map waar de pagina's komen.
        #[arg(long, value_name = "MAP", default_value = "public")]
        output: PathBuf,
        /// Maak van elk bestand ook een kleinere kopie: .br en .gz.
        #[arg(long)]
        compress: bool,
    },
    /// Laat de pagina's zien in uw browser, ook concepten, en ververst ze als u een bestand opslaat.
    Serve {
        #[command(flatten)]
        from: Input,
        /// De map waar de pagina's van het voorbeeld komen.
        #[arg(long, value_name = "MAP", default_value = ".local/preview")]
        output: PathBuf,
        /// De poort op 127.0.0.1.
        #[arg(long, value_name = "N", default_value_t = 8080)]
        port: u16,
    },
    /// Maakt een nieuwe pagina, als concept.
    New {
        /// De titel.
        #[arg(value_name = "TITEL")]
        title: String,
        /// De map met wat u schrijft.
        #[arg(long, value_name = "MAP", default_value = "content")]
        content: PathBuf,
        /// De taal van de pagina: de naam van een map in de inhoud.
        #[arg(long = "in", value_name = "TAAL", default_value = "nl")]
        language: String,
        /// Het bestand van de pagina die u vertaalt, zoals contact.md.
        #[arg(long, value_name = "BESTAND")]
        translates: Option<String>,
    },
}

/// Where the site comes from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// De map met wat u schrijft.
    #[arg(long, value_name = "MAP", default_value = "content")]
    pub(crate) content: PathBuf,
    /// De map met hoe de pagina's eruitzien.
    #[arg(long, value_name = "MAP", default_value = "templates")]
    pub(crate) templates: PathBuf,
}

/// How it is said.
#[derive(Debug, Args)]
pub(crate) struct Said {
    /// Hoe u de uitkomst krijgt. Een ander programma leest json.
    #[arg(long, value_name = "VORM", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Speech {
    Nl,
    En,
}

impl From<Speech> for MessageLanguage {
    fn from(speech: Speech) -> Self {
        match speech {
            Speech::Nl => Self::Dutch,
            Speech::En => Self::English,
        }
    }
}

impl Arguments {
    /// Reads what was typed.
    ///
    /// # Errors
    /// What to print instead, and whether it was asked for (`--help`).
    pub(crate) fn read(typed: &[OsString]) -> Result<Self, (String, bool)> {
        let language = language_of(typed);
        let command = match language {
            MessageLanguage::Dutch => in_dutch(Self::command()),
            MessageLanguage::English => in_english(Self::command()),
        };
        let matches = command.clone().try_get_matches_from(typed);
        matches.and_then(|matches| Self::from_arg_matches(&matches)).map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp => (help(&error, language), true),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (help(&error, language), false),
            _ => (complaint(&error, language), false),
        })
    }
}

fn help(error: &clap::Error, language: MessageLanguage) -> String {
    let help = error.render().to_string();
    match language {
        MessageLanguage::Dutch => help.replace("[OPTIONS]", "[MOGELIJKHEDEN]"),
        MessageLanguage::English => help,
    }
}

/// The language is needed before the rest is read: `--lang en` or `--lang=en`, wherever it stands.
fn language_of(typed: &[OsString]) -> MessageLanguage {
    let typed: Vec<_> = typed.iter().map(|word| word.to_string_lossy()).collect();
    let is_english = typed.iter().any(|word| word == "--lang=en")
        || typed.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if is_english { MessageLanguage::English } else { MessageLanguage::Dutch }
}

/// Clap's own words, in one language.
struct ClapWords {
    template: &'static str,
    commands: &'static str,
    command: &'static str,
    arguments: &'static str,
    options: &'static str,
    help: &'static str,
    default: &'static str,
    or: &'static str,
}

const DUTCH: ClapWords = ClapWords {
    template: "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}",
    commands: "Opdrachten",
    command: "OPDRACHT",
    arguments: "Nodig",
    options: "Mogelijkheden",
    help: "Toon deze hulp",
    default: "anders",
    or: " of ",
};

const ENGLISH: ClapWords = ClapWords {
    template: "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    commands: "Commands",
    command: "COMMAND",
    arguments: "Arguments",
    options: "Options",
    help: "Show this help",
    default: "default",
    or: " or ",
};

/// What each part is for, in English, and what its value is called.
const IN_ENGLISH: [(&str, &str, &str); 14] = [
    ("check", "Checks everything, and gives advice on difficult language; writes nothing", ""),
    ("build", "Makes the pages; as long as there is an error, nothing changes", ""),
    ("serve", "Shows the pages in your browser, drafts too, and again whenever you save a file", ""),
    ("new", "Makes a new page, as a draft", ""),
    ("lang", "The language in which you are spoken to", "LANG"),
    ("content", "The folder with what editors write", "DIR"),
    ("templates", "The folder with what pages look like", "DIR"),
    ("format", "How you get the outcome; programs read json", "FORM"),
    ("output", "The folder where the pages go", "DIR"),
    ("compress", "Make a smaller copy of each file too: .br and .gz", ""),
    ("port", "The port on 127.0.0.1", "N"),
    ("title", "The title", "TITLE"),
    ("language", "The language of the page: the name of a folder in the content", "LANG"),
    ("translates", "The file of the page that this one translates, such as contact.md", "FILE"),
];

fn in_dutch(command: Command) -> Command {
    worded(command, &DUTCH, |argument| argument).mut_subcommands(|command| worded(command, &DUTCH, |argument| argument))
}

fn in_english(command: Command) -> Command {
    let english = |name: &str| IN_ENGLISH.iter().find(|(known, ..)| *known == name).copied();
    let argument = move |argument: Arg| match english(argument.get_id().as_str()) {
        Some((_, help, "")) => argument.help(help),
        Some((_, help, value)) => argument.help(help).value_name(value),
        None => argument,
    };
    let command = command.about("Makes the website from Markdown and templates").after_help(EXIT_CODES.1);
    worded(command, &ENGLISH, argument).mut_subcommands(move |command| {
        let about = english(command.get_name()).map(|(_, about, _)| about).unwrap_or_default();
        worded(command.about(about), &ENGLISH, argument)
    })
}

/// `command` with the headings of one language, and with each argument as `change` makes it.
fn worded(command: Command, words: &'static ClapWords, change: impl Fn(Arg) -> Arg) -> Command {
    let help = Arg::new("help").short('h').long("help").help(words.help).action(ArgAction::Help);
    let command = command
        .help_template(words.template)
        .subcommand_help_heading(words.commands)
        .subcommand_value_name(words.command)
        .disable_help_flag(true)
        .arg(help);
    command.mut_args(|argument| {
        let argument = change(argument);
        if !argument.get_action().takes_values() {
            return argument.help_heading(words.options);
        }
        let known: Vec<String> =
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
        let choice = if known.is_empty() { String::new() } else { format!(": {}", known.join(words.or)) };
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let help = match default {
            Some(default) => format!("{help}{choice} ({}: {default})", words.default),
            None => help,
        };
        let argument = argument.help(help).hide_default_value(true).hide_possible_values(true);
        let heading = if argument.is_positional() { words.arguments } else { words.options };
        argument.help_heading(heading)
    })
}

/// What is wrong with the command, and what to do.
fn complaint(error: &clap::Error, language: MessageLanguage) -> String {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let (argument, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(said).concat();
    let is_dutch = language == MessageLanguage::Dutch;
    let message = match (error.kind(), is_dutch) {
        (ErrorKind::UnknownArgument, true) => format!("`{argument}` bestaat niet"),
        (ErrorKind::UnknownArgument, false) => format!("there is no `{argument}`"),
        (ErrorKind::InvalidSubcommand, true) => format!("`{}` is geen opdracht", said(ContextKind::InvalidSubcommand)),
        (ErrorKind::InvalidSubcommand, false) => format!("`{}` is no command", said(ContextKind::InvalidSubcommand)),
        (ErrorKind::InvalidValue, true) if value.is_empty() => format!("na `{argument}` ontbreekt iets"),
        (ErrorKind::InvalidValue, false) if value.is_empty() => format!("something is missing after `{argument}`"),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, true) => format!("`{value}` kan niet bij `{argument}`"),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, false) => format!("`{argument}` cannot be `{value}`"),
        (ErrorKind::MissingRequiredArgument, true) => format!("dit ontbreekt: {argument}"),
        (ErrorKind::MissingRequiredArgument, false) => format!("this is missing: {argument}"),
        (ErrorKind::ArgumentConflict, true) => format!("`{argument}` staat er twee keer"),
        _ => error.render().to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    let known = said(ContextKind::ValidValue);
    let hint = match (suggested.as_str(), known.as_str(), is_dutch) {
        ("", "", true) => "site-gen --help laat zien wat er kan".to_owned(),
        ("", "", false) => "site-gen --help shows what there is".to_owned(),
        ("", known, true) => format!("kies uit: {known}"),
        ("", known, false) => format!("choose from: {known}"),
        (meant, _, true) => format!("bedoelt u `{meant}`?"),
        (meant, _, false) => format!("did you mean `{meant}`?"),
    };
    let (error, tip) = if is_dutch { ("fout", "tip") } else { ("error", "hint") };
    format!("{error}: {message}\n{tip}: {hint}\n")
}
