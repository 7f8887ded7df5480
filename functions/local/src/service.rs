//! Pages, functions and store, put together.

use crate::{pages, store};
use chrono::{DateTime, Utc};
use intake::{Intake, routes, secured};
use register::{Connection, Register, TableError};
use site_gen::{Problems, Site, Sources, WriteError};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;

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
    /// What time it is.
    pub now: fn() -> DateTime<Utc>,
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Content or templates have problems.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The pages cannot be written.
    #[error("error: {0}")]
    Write(#[from] WriteError),
    /// The store cannot be opened.
    #[error("error: {0}\nhint: choose another folder with --data")]
    Store(#[from] store::StoreError),
    /// The table cannot be made.
    #[error("error: {0}")]
    Table(#[from] TableError),
    /// Another program has the port.
    #[error("error: port {0} is taken\nhint: stop the other program, or choose another port with --port")]
    PortTaken(u16),
    /// The port cannot be used.
    #[error("error: cannot use port {0}: {1}")]
    Port(u16, io::Error),
}

/// The name of the table.
pub const TABLE: &str = "complaints";

/// A service that has its port, and does not answer yet.
#[derive(Debug)]
pub struct Service {
    listener: TcpListener,
    router: axum::Router,
    address: SocketAddr,
    pages: usize,
}

impl Service {
    /// Builds the site, opens the store and takes the port.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn start(settings: &Settings) -> Result<Self, StartError> {
        let port = settings.port;
        let site = Site::load(&Sources::read(&settings.content, &settings.templates)?)?;
        let output = site.output()?;
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(port),
            _ => StartError::Port(port, error),
        })?;
        let address = listener.local_addr().map_err(|error| StartError::Port(port, error))?;
        let public = settings.data.join("public");
        output.write(&public)?;
        let endpoint = match &settings.store {
            Some(endpoint) => endpoint.clone(),
            None => store::open(&settings.data).await?,
        };
        let register = Register::connect(Connection::to_local_store(endpoint, TABLE));
        if settings.store.is_none() {
            register.create_table().await?;
        }
        let pages = pages::serve(&public, site.roots());
        let router = secured(routes(Intake::new(site, register, settings.now)).merge(pages));
        Ok(Self { listener, router, address, pages: output.files().count() })
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

    /// Answers until `stop` is done; requests that run are finished first.
    ///
    /// # Errors
    /// The operating system takes the port away.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        axum::serve(self.listener, self.router).with_graceful_shutdown(stop).await
    }
}
