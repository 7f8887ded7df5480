//! Pages, functions and store, put together.

use crate::connections::{self, Limits};
use crate::key::Key;
use crate::mail_catcher::{self, MailCatcher};
use crate::private::{self, FolderError};
use crate::secret;
use crate::store::{NOWHERE, Store, StoreError};
use crate::{expiry, stream};
use aws_sdk_dynamodbstreams::Client as Stream;
use chrono::{DateTime, Utc};
use complaint::DigestKey;
use intake::{Intake, routes, secured};
use notices::{Mailboxes, NoAddress, Notices};
use register::{Connection, Register, TableError};
use site_gen::{BuildError, BuildReport, Compression, Folders, Preview, Project, WatchGuard};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use views::Site;
use website::{Audience, MessageLanguage, Printer};

/// Where everything is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What editors write.
    pub content: PathBuf,
    /// What pages look like.
    pub templates: PathBuf,
    /// Where complaints are kept, and the built pages are put.
    pub data: PathBuf,
    /// The port on 127.0.0.1; 0 for one that is free.
    pub port: u16,
    /// A store to use instead of the embedded one. It must have a table [`TABLE`].
    pub store: Option<String>,
    /// Who looks at it.
    pub mode: Mode,
    /// What makes the documents for paper, if anything does.
    pub printer: Option<Arc<dyn Printer>>,
    /// What time it is.
    pub now: fn() -> DateTime<Utc>,
}

impl Settings {
    /// The store in the folder of the data, unless another one is named.
    pub(crate) fn open_store(&self) -> Result<Option<Store>, StoreError> {
        self.store.is_none().then(|| Store::open(&self.data)).transpose()
    }

    /// How the register is reached: within this process if its `store` is given, and else over the port of the other one.
    pub(crate) fn connection(&self, store: Option<&Store>) -> Connection {
        store.map_or_else(|| Connection::to_local_store(self.endpoint(), TABLE), Store::connection)
    }

    fn endpoint(&self) -> &str {
        self.store.as_deref().unwrap_or(NOWHERE)
    }
}

/// Who looks at the service.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Everybody: just what is published.
    Published,
    /// An editor: drafts too, and pages that load again whenever a file is saved.
    Preview {
        /// The language in which the editor is spoken to.
        language: MessageLanguage,
        /// Hears of each time that the site is built again.
        on_rebuilt: fn(&BuildReport),
    },
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The pages cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The operating system does not tell which files are saved.
    #[error("cannot watch the files: {0}")]
    Watch(String),
    /// The folder of the data is none for complaints.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A key of this machine cannot be kept.
    #[error("cannot keep a key in {0}: {1}")]
    Key(String, io::Error),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table cannot be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// No mail can come from the organisation's address.
    #[error("the organisation's e-mail address takes no mail: {0}")]
    Mailbox(#[from] NoAddress),
    /// Another program has the port.
    #[error("port {0} is taken")]
    PortTaken(u16),
    /// The port cannot be used.
    #[error("cannot use port {0}: {1}")]
    Port(u16, io::Error),
}

/// The file with the key of the digests by which the same complaint is known again.
const DIGEST_KEY: &str = "kenmerk.key";

/// The name of the table.
pub const TABLE: &str = "complaints";

/// A service that has its port, and does not answer yet.
pub struct Service {
    listener: TcpListener,
    router: axum::Router,
    address: SocketAddr,
    pages: usize,
    caught_mails: String,
    previewed: Option<(Preview, WatchGuard)>,
    stream: Stream,
    notices: Notices<MailCatcher>,
    /// None if another store is used, which sees to its own.
    store: Option<Store>,
    caught: MailCatcher,
}

impl Service {
    /// Builds the site, opens the store and takes the port.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: &Settings) -> Result<Self, StartError> {
        let port = settings.port;
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(port),
            _ => StartError::Port(port, error),
        })?;
        let address = listener.local_addr().map_err(|error| StartError::Port(port, error))?;
        private::data_folder(&settings.data)?;
        let no_key = |error| StartError::Key(settings.data.display().to_string(), error);
        let key = Key::kept_in(&settings.data).map_err(&no_key)?;
        let digest_key = secret::kept_in(&settings.data, DIGEST_KEY).map(DigestKey::from).map_err(no_key)?;
        let folders = Folders::new(&settings.content, &settings.templates, settings.data.join("public"));
        let (audience, compression, preview) = match settings.mode {
            Mode::Published => (Audience::Public, Compression::BrotliAndGzip, None),
            Mode::Preview { language, on_rebuilt } => {
                (Audience::Editors, Compression::None, Some((Preview::new(language), on_rebuilt)))
            }
        };
        let now = settings.now;
        let project = Project::new(&folders, audience, compression, move || complaint::day_of_receipt(now()));
        let mut project = project.printing(settings.printer.clone());
        let first = project.rebuild();
        if let Some((preview, _)) = &preview {
            preview.show(&first);
        }
        let (website, changes) = first.result?;
        let site = Arc::clone(website.site());
        let (_, mailbox) = site.mailbox();
        let mailboxes = Mailboxes::read(mailbox, mailbox)?;
        let sites = watch::Sender::new(site);
        let store = settings.open_store()?;
        let connection = settings.connection(store.as_ref());
        let stream = Stream::new(&connection.for_service(Some(settings.endpoint().to_owned())));
        let register = Register::connect(connection);
        if store.is_some() {
            make_table(&register).await?;
        }
        let mails = settings.data.join("post");
        private::folder(&mails)?;
        let caught = MailCatcher::new(mails, now);
        let notices = Notices::following(sites.subscribe(), mailboxes, register.clone(), caught.clone(), now);
        let intake = Intake::following(sites.subscribe(), register, digest_key, settings.now);
        let pages = project.serve().map_err(BuildError::Write)?;
        let router = secured(routes(intake)).merge(pages);
        let (router, previewed) = match preview {
            None => (router, None),
            Some((preview, on_rebuilt)) => {
                let watched = project.watch(following(preview.clone(), sites, on_rebuilt));
                let watched = watched.map_err(|error| StartError::Watch(error.to_string()))?;
                (preview.around(router), Some((preview, watched)))
            }
        };
        let caught_mails = key.address(mail_catcher::ADDRESS);
        let router = router.merge(caught.clone().routes(key, secured));
        let pages = changes.files;
        Ok(Self { listener, router, address, pages, caught_mails, previewed, stream, notices, store, caught })
    }

    /// Where it will answer.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many files the site has.
    #[must_use]
    pub const fn pages(&self) -> usize {
        self.pages
    }

    /// The path under which mails are shown, with the key that they ask for.
    #[must_use]
    pub fn caught_mails(&self) -> &str {
        &self.caught_mails
    }

    /// Answers, and makes the mails of what is sent, until `stop` is done; requests and mails that run are finished first.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let preview = self.previewed.as_ref().map(|(preview, _)| preview.clone());
        let stop = async move {
            stop.await;
            // Pages that wait for news would keep the service from stopping.
            preview.iter().for_each(Preview::end);
        };
        let (stopping, is_stopping) = watch::channel(false);
        if let Some(store) = &self.store {
            // Before the stream is read from its beginning: what has expired must not be mailed again.
            expiry::sweep(store, &self.caught).await;
        }
        let expiry = self
            .store
            .map(|store| tokio::spawn(expiry::follow(store, self.caught, expiry::EVERY, is_stopping.clone())));
        let mails = tokio::spawn(stream::follow(self.stream, TABLE, self.notices, is_stopping));
        connections::serve(self.listener, self.router, Limits::USUAL, stop).await;
        stopping.send_replace(true);
        // They only end by themselves.
        drop(mails.await);
        if let Some(expiry) = expiry {
            drop(expiry.await);
        }
    }
}

/// Hands a site that was built again to whoever looks, and to the form.
fn following(
    preview: Preview,
    sites: watch::Sender<Arc<Site>>,
    on_rebuilt: fn(&BuildReport),
) -> impl Fn(&BuildReport) + Send + 'static {
    move |report| {
        if let Ok((website, _)) = &report.result {
            sites.send_replace(Arc::clone(website.site()));
        }
        preview.show(report);
        on_rebuilt(report);
    }
}

/// Makes the table in the store within. It answers, however busy the machine is: a client that did not wait for it asks again.
async fn make_table(register: &Register) -> Result<(), TableError> {
    for _ in 1..MOST_TRIES {
        if register.create_table().await.is_ok() {
            return Ok(());
        }
    }
    register.create_table().await
}

/// Each takes 8 seconds at most.
const MOST_TRIES: usize = 8;
