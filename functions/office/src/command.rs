//! What the office may ask for, as it is typed.

use chrono::NaiveDate;
use complaint::Reference;
use std::path::PathBuf;

/// One act of the office.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Writes all that the register has of a complaint into two files, JSON and a page to read
    Export {
        /// What the complaint is called, such as K-7Q4M-2X9B
        reference: Reference,
        /// The folder for the files
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
    /// Closes a complaint: it leaves the list of open ones, and goes when it was kept as long as needed
    Close {
        /// What the complaint is called, such as K-7Q4M-2X9B
        reference: Reference,
        /// The day on which it was closed, such as 2026-11-24; today if it is not given
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Erases all that the register has of a complaint, for good, and writes a receipt
    Erase {
        /// What the complaint is called, such as K-7Q4M-2X9B
        reference: Reference,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The folder for the receipt
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
}
