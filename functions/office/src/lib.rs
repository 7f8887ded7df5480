#![doc = include_str!("../README.md")]

mod command;
mod erase;
mod export;
mod folder;
mod new_file;
mod open;
mod said;

pub use command::{Command, ENGLISH};
pub use export::SCHEMA;
pub use folder::FolderError;
pub use new_file::FileError;

use chrono::{DateTime, NaiveDate, Utc};
use complaint::{MistakeKind, Reference, day_of_receipt};
use register::{CloseError, DossierError, EraseError, Register, ResendError, StoreError};
use std::future::Future;
use std::io::{self, Write};
use std::path::PathBuf;
use views::{RegisterLocation, RenderError, Site};
use website::MessageLanguage;

/// What the office works with. Only a `main` knows where they come from.
pub struct Office<'a> {
    /// The register.
    pub register: Register,
    /// Where it is.
    pub kept: RegisterLocation,
    /// The words of the site, and how long a complaint is kept.
    pub site: &'a Site,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// The language in which whoever runs this is spoken to.
    pub language: MessageLanguage,
    /// Where what is written goes if nobody says where, if there is such a folder.
    pub usual_folder: Option<PathBuf>,
}

/// What a register on one machine keeps of a complaint besides its entries, and somebody who is asked before anything goes.
pub trait Surroundings {
    /// Asks `question` at the terminal, and gives back what was typed.
    ///
    /// # Errors
    /// There is nobody to ask.
    fn ask(&mut self, question: &str) -> io::Result<String> {
        print!("{question} ");
        io::stdout().flush()?;
        let mut typed = String::new();
        io::stdin().read_line(&mut typed)?;
        Ok(typed)
    }

    /// Removes whatever there is besides the entries of `reference`, which are gone; tells how many caught mails went.
    ///
    /// # Errors
    /// What is left, in words of the language in which is spoken.
    fn clear(&mut self, reference: Reference) -> impl Future<Output = Result<usize, String>> + Send;
}

/// Why a command was not carried out. No variant holds a word of a complaint.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Nothing is kept under the reference.
    #[error("the register has no complaint {0}")]
    NotThere(Reference),
    /// What is kept cannot be read back whole.
    #[error("{0}; nothing was written")]
    Dossier(#[from] DossierError),
    /// What was typed is no day, or nobody knows which.
    #[error("`{0}` is no day, or it is not clear which")]
    NotADay(String),
    /// What was typed is a day after today.
    #[error("`{0}` is still to come")]
    ToCome(String),
    /// It is not closed.
    #[error(transparent)]
    Close(#[from] CloseError),
    /// Its mails are not sent again.
    #[error(transparent)]
    Resend(#[from] ResendError),
    /// The list of open complaints cannot be read.
    #[error(transparent)]
    List(StoreError),
    /// It is not all erased.
    #[error(transparent)]
    Erase(#[from] EraseError),
    /// The register has nothing left of it, but this machine has.
    #[error("the register has nothing left of {0}, but this machine may: {1}")]
    NotCleared(Reference, String),
    /// Nobody typed the reference again.
    #[error("not confirmed: nothing was erased")]
    NotConfirmed,
    /// Nothing may be written to the folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A file cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The content or the templates are at fault.
    #[error("{}:{}: mistake in the template: {}", .0.file, .0.line, .0.detail)]
    Paper(RenderError),
}

impl From<RenderError> for OfficeError {
    fn from(problem: RenderError) -> Self {
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
            Command::List => self.list().await,
            Command::Resend { which } => self.resend(which).await,
            Command::Export { reference, to } => {
                let folder = folder::folder(to, self.usual_folder.as_deref())?;
                self.export(reference, &folder).await
            }
            Command::Close { reference, on } => {
                let today = day_of_receipt(self.now);
                let on = on.map_or(Ok(today), |typed| {
                    self.site.rules(today).day(&typed).map_err(|kind| match kind {
                        MistakeKind::InTheFuture => OfficeError::ToCome(typed),
                        _ => OfficeError::NotADay(typed),
                    })
                })?;
                let closed = self.register.close(reference, on, self.site.retention(), self.now).await;
                let closed = closed.map_err(|error| match error {
                    CloseError::NotThere(reference) => OfficeError::NotThere(reference),
                    error => error.into(),
                })?;
                let (was, is) =
                    self.language.pick(("was al gesloten", "is gesloten"), ("was already closed", "is closed"));
                let state = if closed.was_closed { was } else { is };
                let day = |day: NaiveDate| day.format(self.language.pick("%-d-%-m-%Y", "%Y-%m-%d"));
                let (on, goes) = (day(closed.closing.on), day(day_of_receipt(closed.closing.expires_at)));
                Ok(self.language.pick(
                    format!("{reference} {state}, per {on}. Alles wat ervan is bewaard, verdwijnt op {goes} of een paar dagen later."),
                    format!("{reference} {state}, as of {on}. All that is kept of it goes on {goes} or a few days later."),
                ))
            }
            Command::Erase { reference, yes, to } => {
                let folder = folder::folder(to, self.usual_folder.as_deref())?;
                if !yes {
                    let question = self.language.pick(
                        format!(
                            "Alles wat er van {reference} is bewaard, wordt voorgoed gewist. Typ het nummer opnieuw:"
                        ),
                        format!("All that is kept of {reference} will be erased, for good. Type the reference again:"),
                    );
                    let typed = around.ask(&question).unwrap_or_default();
                    if typed.parse() != Ok(reference) {
                        return Err(OfficeError::NotConfirmed);
                    }
                }
                self.erase(reference, &folder, around).await
            }
        }
    }
}
