//! What the office may ask for, as it is typed.

use complaint::Reference;
use std::path::PathBuf;

/// One act of the office.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Schrijft alles wat er van een klacht is bewaard in twee bestanden: JSON en een pagina om te lezen
    Export {
        /// Het nummer van de klacht, zoals K-7Q4M-2X9B
        #[arg(value_name = "NUMMER")]
        reference: Reference,
        /// De map voor wat er wordt geschreven. Zonder dit is het `uitvoer` bij het register; op AWS noemt u er altijd een
        #[arg(long, value_name = "MAP")]
        to: Option<PathBuf>,
    },
    /// Sluit een klacht: die is niet meer open, en verdwijnt als de bewaartijd voorbij is
    Close {
        /// Het nummer van de klacht, zoals K-7Q4M-2X9B
        #[arg(value_name = "NUMMER")]
        reference: Reference,
        /// De dag waarop de klacht is gesloten, zoals 24-11-2026; zonder dit is het vandaag
        #[arg(long, value_name = "DATUM")]
        on: Option<String>,
    },
    /// Toont elke open klacht, met de dag waarop er iets gedaan moet zijn
    List,
    /// Verstuurt de e-mails over een klacht opnieuw die niet zijn verstuurd of zijn teruggekomen
    Resend {
        /// Het nummer van de klacht; zonder dit gaat het om elke open klacht
        #[arg(value_name = "NUMMER")]
        which: Option<Reference>,
    },
    /// Wist alles wat er van een klacht is bewaard, voorgoed, en schrijft daar een bewijs van
    Erase {
        /// Het nummer van de klacht, zoals K-7Q4M-2X9B
        #[arg(value_name = "NUMMER")]
        reference: Reference,
        /// Vraag niet om het nummer opnieuw
        #[arg(long)]
        yes: bool,
        /// De map voor wat er wordt geschreven. Zonder dit is het `uitvoer` bij het register; op AWS noemt u er altijd een
        #[arg(long, value_name = "MAP")]
        to: Option<PathBuf>,
    },
}

/// What each part is for, in English, for [`command_line::English`].
pub const ENGLISH: [(&str, &str, &str); 10] = [
    ("export", "Writes all that is kept of a complaint into two files, JSON and a page to read", ""),
    ("close", "Closes a complaint: it is no longer open, and goes when it was kept as long as needed", ""),
    ("list", "Shows each open complaint, with the day on which something must have been done", ""),
    ("resend", "Sends the mails about a complaint again that did not go out, or came back", ""),
    ("which", "What the complaint is called; without it, every open complaint", "REFERENCE"),
    ("erase", "Erases all that is kept of a complaint, for good, and writes a receipt", ""),
    ("reference", "What the complaint is called, such as K-7Q4M-2X9B", "REFERENCE"),
    (
        "to",
        "The folder for what is written. If it is not given, `uitvoer` beside the register; on AWS it must be given",
        "DIR",
    ),
    ("on", "The day on which it was closed, such as 2026-11-24; today if it is not given", "DATE"),
    ("yes", "Do not ask for the reference again", ""),
];
