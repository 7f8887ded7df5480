//! The office's commands on the register of this machine; the service may run meanwhile.

use crate::mail_catcher::MailCatcher;
use crate::private::{self, FolderError};
use crate::store::{Store, StoreError};
use crate::{Settings, expiry};
use complaint::{Reference, day_of_receipt};
use office::{Command, Office, OfficeError, Surroundings};
use register::Register;
use views::RegisterLocation;
use website::{Compiler, MessageLanguage, Problems, Sources};

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The content has problems.
    #[error("{0}")]
    Content(#[from] Problems),
    /// The folder of the data is none for complaints.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There is no register here.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The office's own.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

/// Does what the office asks on the register that `settings` name, and gives back what to tell, in `language`.
///
/// # Errors
/// See [`CommandError`].
pub async fn office(settings: &Settings, command: Command, language: MessageLanguage) -> Result<String, CommandError> {
    let now = (settings.now)();
    let sources = Sources::read(&settings.content, &settings.templates)?;
    let website = Compiler::for_everybody().compile(&sources, day_of_receipt(now))?;
    // Before anything is made: where there is no register, none comes to be.
    if settings.store.is_none() && !Store::is_in(&settings.data) {
        return Err(StoreError::NoStore(settings.data.display().to_string()).into());
    }
    private::data_folder(&settings.data)?;
    let store = settings.open_store()?;
    let register = Register::connect(settings.connection(store.as_ref()));
    let post = MailCatcher::new(settings.data.join("post"), settings.now);
    let usual_folder = Some(settings.data.join("uitvoer"));
    let office =
        Office { register, kept: RegisterLocation::Machine, site: website.site(), now, language, usual_folder };
    Ok(office.run(command, &mut Machine { store, post, language }).await?)
}

/// What this machine has of a complaint besides its entries.
struct Machine {
    /// None if another store is used: what that one leaves behind is its own.
    store: Option<Store>,
    post: MailCatcher,
    language: MessageLanguage,
}

impl Surroundings for Machine {
    async fn clear(&mut self, reference: Reference) -> Result<usize, String> {
        let (store, post) = (self.store.clone(), self.post.clone());
        let cleared = tokio::task::spawn_blocking(move || {
            let mails = post.forget(reference)?;
            store.map_or(Ok(mails), |store| Ok(mails + expiry::clear(&store, &post)?))
        });
        let cleared: Result<usize, expiry::Left> =
            cleared.await.map_err(|_| self.language.pick("het hield te vroeg op", "it ended early").to_owned())?;
        cleared.map_err(|left| left.said(self.language))
    }
}
