#![doc = include_str!("../README.md")]

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, ValueEnum};
use complaint::ReferenceError;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use website::MessageLanguage;

/// The language in which a program speaks, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Speech {
    /// Dutch.
    Nl,
    /// English.
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

/// What a program is for, in English.
#[derive(Clone, Copy, Debug)]
pub struct English {
    /// The program itself.
    pub about: &'static str,
    /// What stands below its help.
    pub after_help: &'static str,
    /// Each command and argument that only this program has, in lists that programs may share.
    pub parts: &'static [&'static [Part]],
}

/// A command or an argument: its name, what it is for, and what its value is called.
pub type Part = (&'static str, &'static str, &'static str);

/// Where a program finds what it makes pages of.
#[derive(Clone, Debug, Args)]
pub struct ContentFolders {
    /// De map met wat redacteuren schrijven.
    #[arg(long, value_name = "MAP", default_value = "content", global = true)]
    pub content: PathBuf,
    /// De map met hoe de pagina's eruitzien.
    #[arg(long, value_name = "MAP", default_value = "templates", global = true)]
    pub templates: PathBuf,
}

/// What several programs have, in English.
const SHARED: [Part; 3] = [
    ("content", "The folder with what editors write", "DIR"),
    ("templates", "The folder with what pages look like", "DIR"),
    ("lang", "The language in which you are spoken to", "LANG"),
];

/// Reads what was typed. Prints the help if it was asked for, and what is wrong and the way out if something is.
///
/// # Errors
/// The code to exit with: 0 after the help that was asked for, otherwise 2.
pub fn read<A: CommandFactory + FromArgMatches>(typed: &[OsString], english: English) -> Result<A, ExitCode> {
    let language = language_of(typed);
    let command = match language {
        MessageLanguage::Dutch => in_dutch(A::command()),
        MessageLanguage::English => in_english(A::command(), english),
    };
    let matches = command.clone().try_get_matches_from(typed);
    matches.and_then(|matches| A::from_arg_matches(&matches)).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp => {
            // Whoever stops reading it wants no more.
            let _ = io::stdout().write_all(help(&error, language).as_bytes());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", help(&error, language));
            USAGE.into()
        }
        _ => {
            eprint!("{}", wrong(&error, command.get_name(), language));
            USAGE.into()
        }
    })
}

/// The exit code if the command is not right.
pub const USAGE: u8 = 2;

fn help(error: &clap::Error, language: MessageLanguage) -> String {
    let help = error.render().to_string();
    language.pick(help.replace("[OPTIONS]", "[MOGELIJKHEDEN]"), help)
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

fn in_dutch(command: Command) -> Command {
    worded(command, &DUTCH, |argument| argument).mut_subcommands(|command| worded(command, &DUTCH, |argument| argument))
}

fn in_english(command: Command, English { about, after_help, parts }: English) -> Command {
    let english = move |name: &str| {
        let parts = parts.iter().copied().flatten().chain(&SHARED);
        parts.copied().find(|(known, ..)| *known == name)
    };
    let argument = move |argument: Arg| match english(argument.get_id().as_str()) {
        Some((_, help, "")) => argument.help(help),
        Some((_, help, value)) => argument.help(help).value_name(value),
        None => argument,
    };
    worded(command.about(about).after_help(after_help), &ENGLISH, argument).mut_subcommands(move |command| {
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

/// What is wrong with the command of `program`, and what to do.
fn wrong(error: &clap::Error, program: &str, language: MessageLanguage) -> String {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let (argument, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(said).concat();
    let (dutch, english) = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            (format!("`{argument}` hoort hier niet"), format!("`{argument}` does not belong here"))
        }
        ErrorKind::UnknownArgument => (format!("`{argument}` bestaat niet"), format!("there is no `{argument}`")),
        ErrorKind::InvalidSubcommand => {
            let command = said(ContextKind::InvalidSubcommand);
            (format!("`{command}` is geen opdracht"), format!("`{command}` is no command"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("na `{argument}` ontbreekt iets"), format!("something is missing after `{argument}`"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            (format!("`{value}` kan niet bij `{argument}`"), format!("`{argument}` cannot be `{value}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            (format!("dit ontbreekt: {argument}"), format!("this is missing: {argument}"))
        }
        ErrorKind::ArgumentConflict => {
            (format!("`{argument}` staat er twee keer"), format!("`{argument}` is there twice"))
        }
        ErrorKind::InvalidUtf8 => (
            "hier staat een teken dat niet kan worden gelezen".into(),
            "there is a character that cannot be read".into(),
        ),
        ErrorKind::MissingSubcommand => ("er ontbreekt een opdracht".into(), "a command is missing".into()),
        _ => ("deze opdracht klopt niet".into(), "this command is not right".into()),
    };
    let known = said(ContextKind::ValidValue);
    let reference = error.source().and_then(|source| source.downcast_ref::<ReferenceError>());
    let (tip, hint) = match (reference, suggested.as_str(), known.as_str()) {
        (Some(reference), ..) => (dutch_hint(*reference), format!("{reference}; it looks like K-7Q4M-2X9B")),
        (None, "", "") => {
            (format!("{program} --help laat zien wat er kan"), format!("{program} --help shows what there is"))
        }
        (None, "", known) => (format!("kies uit: {known}"), format!("choose from: {known}")),
        (None, meant, _) => (format!("bedoelt u `{meant}`?"), format!("did you mean `{meant}`?")),
    };
    format!("{}\n", language.error(language.pick(dutch, english), language.pick(tip, hint)))
}

fn dutch_hint(error: ReferenceError) -> String {
    let why = match error {
        ReferenceError::Length { found } => {
            format!("een nummer heeft na de K 8 letters en cijfers, dit heeft er {found}")
        }
        ReferenceError::Symbol(symbol) => format!("in een nummer staat nooit `{symbol}`"),
        ReferenceError::Check => "een van de letters of cijfers klopt niet".to_owned(),
    };
    format!("{why}; het ziet eruit als K-7Q4M-2X9B")
}
