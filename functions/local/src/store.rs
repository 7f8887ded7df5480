//! A DynamoDB-compatible store inside this process, that the register talks to as it talks to AWS.
//!
//! A file of it may be open in several processes at once: the store writes ahead (WAL), begins each transaction with the right to
//! write, and waits 5 seconds for that.

use crate::{TABLE, in_process, private};
use complaint::Reference;
use dynoxide::Database;
use dynoxide::storage::Storage;
use register::{Connection, HttpClient, PARTITION_KEY, SORT_KEY};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use std::{io, thread};

/// An open store.
#[derive(Clone)]
pub(crate) struct Store {
    client: HttpClient,
    database: Database,
    file: PathBuf,
    /// End with the last copy of this.
    _check_points: Arc<CheckPoints>,
}

/// The address in requests to the store within this process. They go nowhere.
pub(crate) const NOWHERE: &str = "http://store.invalid";

/// The store could not be opened, or what went of it could not be cleared away.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store.
    #[error("there is no register in {0}")]
    NoStore(String),
    /// The file of the store cannot be opened.
    #[error("cannot open the store {0}: {1}")]
    Open(String, String),
    /// No thread is free.
    #[error("no thread is free: {0}")]
    Thread(#[from] io::Error),
    /// What is gone may still stand in the file.
    #[error("the file of the store still holds what is gone: {0}")]
    NotCleared(String),
}

impl Store {
    /// Whether there is a store in `folder`.
    pub(crate) fn is_in(folder: &Path) -> bool {
        file_in(folder).is_file()
    }

    /// Opens the store in `folder`, which is there; makes one if there is none.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let file = file_in(folder);
        close(&file).map_err(|error| not_opened(&file, &error))?;
        let database = Database::new(&file.to_string_lossy()).map_err(|error| not_opened(&file, &error))?;
        index_stream(&file)?;
        let check_points = Arc::new(CheckPoints::begin(second_connection(&file)?)?);
        let client = in_process::client(database.clone())?;
        Ok(Self { client, database, file, _check_points: check_points })
    }

    /// How the register reaches it.
    pub(crate) fn connection(&self) -> Connection {
        Connection::over(self.client.clone(), NOWHERE, TABLE)
    }

    /// Deletes what has expired, which DynamoDB does by itself; tells how many items went.
    ///
    /// # Errors
    /// In the store's words; they hold nothing of an item.
    pub(crate) fn sweep(&self) -> Result<usize, StoreError> {
        self.database.sweep_ttl().map_err(|error| StoreError::NotCleared(error.to_string()))
    }

    /// What has gone from the table since [`Store::clear`] was last called, and is not there again.
    ///
    /// # Errors
    /// As [`Store::clear`].
    pub(crate) fn gone(&self) -> Result<Vec<Reference>, StoreError> {
        let storage = second_connection(&self.file)?;
        let references = || {
            let mut statement = storage.conn().prepare(&format!("WITH gone AS ({GONE}) {GONE_KEYS}"))?;
            let keys = statement.query_map([TABLE, PARTITION_KEY, SORT_KEY], |row| row.get::<_, String>(0))?;
            keys.collect::<Result<Vec<String>, _>>()
        };
        let keys = references().map_err(not_cleared)?;
        // Keys that are no references count mails.
        Ok(keys.iter().filter_map(|key| key.parse().ok()).collect())
    }

    /// Takes what is gone out of the file too. The store's stream, which DynamoDB forgets after 24 hours, holds every item as it
    /// once was, and would be told again at the next start; and `SQLite` leaves on its pages what it deleted.
    ///
    /// # Errors
    /// Another process has the file: to be done again.
    pub(crate) fn clear(&self) -> Result<(), StoreError> {
        let storage = second_connection(&self.file)?;
        let connection = storage.conn();
        let ask = |question: &str| connection.query_row(question, (), |row| row.get::<_, i64>(0)).map_err(not_cleared);
        let forget = || {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            let forget = format!("DELETE FROM _stream_records WHERE id IN (SELECT id FROM ({GONE}))");
            if connection.execute(&forget, [TABLE, PARTITION_KEY, SORT_KEY])? > 0 {
                connection.execute_batch(&format!("PRAGMA user_version = {NOT_CLEARED}"))?;
            }
            connection.execute_batch("COMMIT")
        };
        forget().map_err(not_cleared)?;
        // Whatever stopped an earlier try, this one goes on from there.
        if ask("PRAGMA user_version")? != NOT_CLEARED {
            return Ok(());
        }
        // The copy that VACUUM makes stays in memory, and not in a file for all to see.
        connection.execute_batch("PRAGMA temp_store = MEMORY; VACUUM").map_err(not_cleared)?;
        // A checkpoint refuses at once where another runs, here or in another process.
        let start = Instant::now();
        while ask("PRAGMA wal_checkpoint(TRUNCATE)")? != 0 {
            if start.elapsed() > LONGEST_WAIT {
                return Err(StoreError::NotCleared("another process is using it".into()));
            }
            thread::sleep(BUSY);
        }
        connection.execute_batch("PRAGMA user_version = 0").map_err(not_cleared)
    }
}

/// The store has no way to its own stream but to read it.
fn second_connection(file: &Path) -> Result<Storage, StoreError> {
    Storage::new(&file.to_string_lossy()).map_err(not_cleared)
}

fn index_stream(file: &Path) -> Result<(), StoreError> {
    let storage = Storage::new(&file.to_string_lossy()).map_err(|error| not_opened(file, &error))?;
    storage.conn().execute(INDEX, ()).map(drop).map_err(|error| not_opened(file, &error))
}

/// Makes the file for nobody else before `SQLite` does, which gives what stands beside it the same mode; and closes what is there.
fn close(file: &Path) -> io::Result<()> {
    private::file().open(file)?;
    for beside in ["", "-wal", "-shm"] {
        private::close(Path::new(&format!("{}{beside}", file.display())))?;
    }
    Ok(())
}

fn not_opened(file: &Path, error: &impl ToString) -> StoreError {
    StoreError::Open(file.display().to_string(), error.to_string())
}

/// Moves what was written ahead into the file proper, again and again, until this is dropped. `SQLite` would do so within a write, every
/// thousand pages: whoever sends a complaint just then would wait for it.
struct CheckPoints {
    /// Taken when it should end.
    going_on: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl CheckPoints {
    fn begin(storage: Storage) -> io::Result<Self> {
        let written = move || {
            let frames = storage.conn().query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |row| row.get::<_, i64>("log"));
            // What is busy now is not the next time.
            frames.unwrap_or_default()
        };
        let (going_on, ended) = channel();
        let thread = thread::Builder::new().name("checkpoints".to_owned()).spawn(move || {
            let mut before = 0;
            loop {
                let now = written();
                if ended.recv_timeout(if now == before { IDLE } else { BUSY }) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                before = now;
            }
        })?;
        Ok(Self { going_on: Some(going_on), thread: Some(thread) })
    }
}

impl Drop for CheckPoints {
    /// Waits for the one that runs: nothing writes to the file when its store is gone.
    fn drop(&mut self) {
        drop(self.going_on.take());
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// Each record of the stream whose item once went from the table and is not there. `?1` is the table, `?2` and `?3` are the names of
/// its keys. The tables are those of the pinned version of the store; a test reads the file.
const GONE: &str = "
    WITH told AS (SELECT id, event_name, json_extract(keys_json, '$.' || ?2 || '.S') AS key,
                         json_extract(keys_json, '$.' || ?3 || '.S') AS entry
                  FROM _stream_records WHERE table_name = ?1)
    SELECT id, key FROM told
    WHERE (key, entry) IN (SELECT key, entry FROM told WHERE event_name = 'REMOVE')
      AND NOT EXISTS (SELECT 1 FROM complaints WHERE pk = 'S:' || key AND sk = 'S:' || entry)";

/// The keys of which nothing is left, among those of [`GONE`].
const GONE_KEYS: &str =
    "SELECT DISTINCT key FROM gone WHERE NOT EXISTS (SELECT 1 FROM complaints WHERE pk = 'S:' || key)";

fn file_in(folder: &Path) -> PathBuf {
    folder.join("register.db")
}

fn not_cleared(error: impl Into<Box<dyn std::error::Error>>) -> StoreError {
    StoreError::NotCleared(error.into().to_string())
}

/// What the file says of itself from the moment that something went until it is nowhere in it any more.
const NOT_CLEARED: i64 = 1;

/// As long as the store itself waits for another process.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// How long after one checkpoint the next comes, if something was written meanwhile and if not.
const BUSY: Duration = Duration::from_millis(40);
const IDLE: Duration = Duration::from_millis(250);

/// Each write of the engine looks for the newest record of the stream, and each reader for those after a place, through all
/// that there are. With this they look in one place.
const INDEX: &str = "CREATE INDEX IF NOT EXISTS stream_records_by_number \
                     ON _stream_records (table_name, CAST(sequence_number AS INTEGER))";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_try_did_not_clear_is_cleared_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let storage = second_connection(&store.file).unwrap();
        storage.conn().execute_batch("CREATE TABLE complaints (pk, sk); PRAGMA user_version = 1").unwrap();
        store.clear().unwrap();
        let left: i64 = storage.conn().query_row("PRAGMA user_version", (), |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    }

    /// The two questions that the engine asks of the stream (its `storage.rs`).
    #[test]
    fn the_stream_is_looked_up_and_not_searched() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let storage = second_connection(&store.file).unwrap();
        let connection = storage.conn();
        for question in [
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 'a'",
            "SELECT keys_json FROM _stream_records WHERE table_name = 'a' AND shard_id = 'b' \
             AND CAST(sequence_number AS INTEGER) > 1 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 9",
        ] {
            let plan: String =
                connection.query_row(&format!("EXPLAIN QUERY PLAN {question}"), (), |row| row.get("detail")).unwrap();
            assert!(plan.contains("INDEX stream_records_by_number (table_name=?"), "{plan}");
        }
    }
}
