//! Whose turn it is to write into a folder: builds and previews of one folder wait for each other.

use std::fs::{File, TryLockError};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;

/// In the output folder. It is locked while somebody writes there, and holds the mark of who did last.
pub(crate) const LOCK: &str = ".site-gen-lock";

/// The turn of this program. It ends when it is dropped, or with the process, however that ends.
#[derive(Debug)]
pub(crate) struct Turn {
    file: File,
    /// Whether the others really wait.
    is_alone: bool,
    /// Who wrote last.
    pub(crate) found: Mark,
}

/// What one writer leaves at each of its turns; none where nobody wrote yet.
pub(crate) type Mark = Option<u64>;

impl Turn {
    /// Waits for the turn to write into `folder`, which is there. Some network drives know no locks: then nobody waits, and two
    /// at once are on their own.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn wait(folder: &Path) -> io::Result<Self> {
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(folder.join(LOCK))?;
        let is_alone = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => file.lock().is_ok(),
            Err(TryLockError::Error(_)) => false,
        };
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(Self { file, is_alone, found: read(&text) })
    }

    /// Who wrote last into `folder`, without waiting.
    pub(crate) fn last(folder: &Path) -> Mark {
        std::fs::read_to_string(folder.join(LOCK)).ok().and_then(|text| read(&text))
    }

    /// Whether nobody else writes now.
    pub(crate) const fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// Leaves a new mark, which no other writer has.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn sign(&mut self) -> io::Result<Mark> {
        // The keys of a hasher are drawn at random.
        let mark = RandomState::new().hash_one(std::process::id());
        self.file.set_len(0)?;
        self.file.rewind()?;
        write!(self.file, "{mark:016x}")?;
        Ok(Some(mark))
    }
}

fn read(text: &str) -> Mark {
    u64::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_seen_by_the_next_and_ends_with_who_had_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Turn::wait(folder.path()).unwrap();
        assert!(first.found.is_none() && first.is_alone());
        let mark = first.sign().unwrap();
        assert!(mark.is_some() && mark == Turn::last(folder.path()));
        let path = folder.path().to_owned();
        let next = std::thread::spawn(move || Turn::wait(&path).unwrap().found);
        drop(first);
        assert_eq!(next.join().unwrap(), mark);
    }
}
