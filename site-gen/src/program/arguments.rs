//! What can be asked of the generator, in Dutch and in English.

use clap::{Args, Parser, Subcommand, ValueEnum};
use command_line::{ContentFolders, English, Speech};
use std::path::PathBuf;

/// Maakt de website van Markdown en sjablonen.
#[derive(Debug, Parser)]
#[command(name = "site-gen", disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) act: Act,
    /// In welke taal u de meldingen leest.
    #[arg(long, global = true, value_name = "TAAL", default_value = "nl")]
    pub(crate) lang: Speech,
}

const EXIT_CODES: &str = "Eindcodes: 0 gelukt, 1 er staan fouten in de inhoud of de sjablonen, 2 de opdracht klopt niet, 3 lezen of schrijven lukt niet";

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    /// Kijkt alles na, en geeft advies over moeilijke taal. Schrijft niets.
    Check {
        #[command(flatten)]
        from: ContentFolders,
        #[command(flatten)]
        said: Said,
    },
    /// Maakt de pagina's. Zolang er een fout is, verandert er niets.
    Build {
        #[command(flatten)]
        from: ContentFolders,
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
        from: ContentFolders,
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
        /// De map met wat redacteuren schrijven.
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

/// The same in English.
pub(crate) const ENGLISH: English = English {
    about: "Makes the website from Markdown and templates",
    after_help: "Exit codes: 0 done, 1 content or templates have errors, 2 the command is not right, 3 cannot read or write",
    parts: &[&[
        ("check", "Checks everything, and gives advice on difficult language; writes nothing", ""),
        ("build", "Makes the pages; as long as there is an error, nothing changes", ""),
        ("serve", "Shows the pages in your browser, drafts too, and again whenever you save a file", ""),
        ("new", "Makes a new page, as a draft", ""),
        ("format", "How you get the outcome; programs read json", "FORM"),
        ("output", "The folder where the pages go", "DIR"),
        ("compress", "Make a smaller copy of each file too: .br and .gz", ""),
        ("port", "The port on 127.0.0.1", "N"),
        ("title", "The title", "TITLE"),
        ("language", "The language of the page: the name of a folder in the content", "LANG"),
        ("translates", "The file of the page that this one translates, such as contact.md", "FILE"),
    ]],
};
