//! A DynamoDB-compatible store inside this process, that the register talks to as it talks to AWS.

use dynoxide::Database;
use std::path::Path;
use std::{fs, io};
use tokio::net::TcpListener;

/// The store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder of the store cannot be made.
    #[error("cannot make the folder {0}: {1}")]
    Folder(String, io::Error),
    /// The file of the store cannot be opened.
    #[error("cannot open the store {0}: {1}")]
    Open(String, String),
    /// No loopback port is free.
    #[error("cannot listen on 127.0.0.1: {0}")]
    Listen(#[from] io::Error),
}

/// Opens the store in `folder` and serves it on a port of this machine that nobody else knows.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn open(folder: &Path) -> Result<String, StoreError> {
    let shown = |path: &Path| path.display().to_string();
    fs::create_dir_all(folder).map_err(|error| StoreError::Folder(shown(folder), error))?;
    let file = folder.join("register.db");
    let open = || Database::new(&file.to_string_lossy());
    let database = open().map_err(|error| StoreError::Open(shown(&file), error.to_string()))?;
    // An ephemeral port: the store answers any page that asks, so its address must not be known.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    Ok(endpoint)
}
