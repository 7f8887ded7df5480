//! A DynamoDB-compatible store inside this process, that the register talks to as it talks to AWS.

use dynoxide::Database;
use rusqlite::Connection;
use std::path::Path;
use std::{fs, io, thread};
use tokio::net::TcpListener;
use tokio::runtime;

/// The store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder of the store cannot be made.
    #[error("cannot make the folder {0}: {1}")]
    Folder(String, io::Error),
    /// The file of the store cannot be opened.
    #[error("cannot open the store {0}: {1}")]
    Open(String, String),
    /// No loopback port or no thread is free.
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
    let refused = |why: String| StoreError::Open(shown(&file), why);
    let database = open().map_err(|error| refused(error.to_string()))?;
    index_stream(&file).map_err(|error| refused(error.to_string()))?;
    // An ephemeral port: the store answers any page that asks, so its address must not be known.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let listener = listener.into_std()?;
    // It blocks whoever runs it while it writes, so pages must not wait in the same line.
    let runtime = runtime::Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    thread::Builder::new().name("store".to_owned()).spawn(move || {
        runtime.block_on(async {
            if let Ok(listener) = TcpListener::from_std(listener) {
                dynoxide::server::serve_on(listener, database).await;
            }
        });
    })?;
    Ok(endpoint)
}

/// One for a request that writes, one for those that come meanwhile.
const WORKERS: usize = 2;

/// Each write of the engine looks for the newest record of the stream, and each reader for those after a place, through all
/// that there are. With this they look in one place.
const INDEX: &str = "CREATE INDEX IF NOT EXISTS stream_records_by_number \
                     ON _stream_records (table_name, CAST(sequence_number AS INTEGER))";

fn index_stream(file: &Path) -> rusqlite::Result<()> {
    Connection::open(file)?.execute(INDEX, ()).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two questions that the engine asks of the stream (its `storage.rs`).
    #[test]
    fn the_stream_is_looked_up_and_not_searched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("register.db");
        let database = Database::new(&file.to_string_lossy()).unwrap();
        index_stream(&file).unwrap();
        let connection = Connection::open(&file).unwrap();
        for question in [
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'a'",
            "SELECT keys_json FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b' \
             AND CAST(sequence_number AS INTEGER) > 1 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 9",
        ] {
            let plan: String =
                connection.query_row(&format!("EXPLAIN QUERY PLAN {question}"), (), |row| row.get("detail")).unwrap();
            assert!(plan.contains("INDEX stream_records_by_number (table_name=?"), "{plan}");
        }
        drop(database);
    }
}
