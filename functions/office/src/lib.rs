//! The office's tool: what is kept of a complaint is handed out, closed, or erased.
//!
//! 1. A [`Command`] is what somebody typed. [`Office::run`] does it on a register and says what was done.
//! 2. `export` makes two files of everything that the register has under a reference: JSON, and a page to read.
//! 3. `erase` makes the receipt of what went: no word of the complaint, and not whose it was.
//!
//! Files hold a complaint, so only whoever runs this may read them, and none is written over.

mod command;
mod erase;
mod export;
mod new_file;

pub use command::Command;
pub use export::SCHEMA;
pub use new_file::FileError;

use chrono::{DateTime, Utc};
use complaint::{Reference, day_of_receipt};
use register::{CloseError, DossierError, EraseError, Register};
use site_gen::{Problem, Site, Where};
use std::future::Future;
use std::io::{self, Write};

/// What the office works with. Only a `main` knows where they come from.
pub struct Office<'a> {
    /// The register.
    pub register: Register,
    /// Where it is.
    pub kept: Where,
    /// The words of the site, and how long a complaint is kept.
    pub site: &'a Site,
    /// What time it is.
    pub now: DateTime<Utc>,
}

/// What a register on one machine keeps of a complaint besides its entries, and somebody who is asked before anything goes.
pub trait Surroundings {
    /// Asks to type the reference again, at the terminal, and gives back what was typed.
    ///
    /// # Errors
    /// There is nobody to ask.
    fn ask_again(&mut self, reference: Reference) -> io::Result<String> {
        print!("All that is kept of {reference} will be erased, for good. Type the reference again: ");
        io::stdout().flush()?;
        let mut typed = String::new();
        io::stdin().read_line(&mut typed)?;
        Ok(typed)
    }

    /// Removes whatever there is besides the entries of `reference`, which are gone; tells how many caught mails went.
    ///
    /// # Errors
    /// What is left, in words.
    fn clear(&mut self, reference: Reference) -> impl Future<Output = Result<usize, String>> + Send;
}

/// Why a command was not carried out. No variant holds a word of a complaint.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Nothing is kept under the reference.
    #[error(
        "the register has no complaint {0}\nhint: it may be another register, or the complaint is erased or expired"
    )]
    NotThere(Reference),
    /// What is kept cannot be read back whole.
    #[error("{0}; nothing was written")]
    Dossier(#[from] DossierError),
    /// It is not closed.
    #[error(transparent)]
    Close(#[from] CloseError),
    /// It is not all erased.
    #[error("{0}\nhint: run the same again until there is a receipt: it goes on where this ended")]
    Erase(#[from] EraseError),
    /// The register has nothing left of it, but this machine has.
    #[error(
        "the register has nothing left of {0}, but this machine may: {1}\nhint: `cargo run` clears the rest at its start"
    )]
    NotCleared(Reference, String),
    /// Nobody typed the reference again.
    #[error("not confirmed: nothing was erased\nhint: type the reference again when you are asked, or add --yes")]
    NotConfirmed,
    /// A file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The content or the templates are at fault.
    #[error("{0}")]
    Paper(Problem),
}

impl From<Problem> for OfficeError {
    fn from(problem: Problem) -> Self {
        Self::Paper(problem)
    }
}

impl Office<'_> {
    /// Does what was asked, and gives back what to tell.
    ///
    /// # Errors
    /// See [`OfficeError`].
    pub async fn run(&self, command: Command, around: &mut impl Surroundings) -> Result<String, OfficeError> {
        match command {
            Command::Export { reference, to } => self.export(reference, &to).await,
            Command::Close { reference, on } => {
                let on = on.unwrap_or_else(|| day_of_receipt(self.now));
                let closed = self.register.close(reference, on, self.site.retention(), self.now).await;
                let closed = closed.map_err(|error| match error {
                    CloseError::NotThere(reference) => OfficeError::NotThere(reference),
                    error => error.into(),
                })?;
                let was = if closed.was_closed { "was already closed" } else { "is closed" };
                let goes = day_of_receipt(closed.closing.expires_at);
                Ok(format!(
                    "{reference} {was}, as of {}. All that is kept of it goes on {goes} or a few days later.",
                    closed.closing.on
                ))
            }
            Command::Erase { reference, yes, to } => {
                if !yes {
                    let typed = around.ask_again(reference).unwrap_or_default();
                    if typed.parse() != Ok(reference) {
                        return Err(OfficeError::NotConfirmed);
                    }
                }
                self.erase(reference, &to, around).await
            }
        }
    }
}
