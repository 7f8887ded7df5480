//! Files for one reader, never written over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is there, and empty until it is [`NewFile::finish`]ed. Dropped before that, it goes.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    file: File,
    is_whole: bool,
}

/// Why a file is not written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It would be written over.
    #[error("{} is there already, and is not written over", .0.display())]
    Exists(PathBuf),
    /// The operating system says no.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

impl NewFile {
    /// Makes the file `name` in `folder`, for whoever runs this and nobody else. An empty one that a crash left is taken.
    ///
    /// # Errors
    /// See [`FileError`].
    pub(crate) fn create(folder: &Path, name: &str) -> Result<Self, FileError> {
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let opened = options.open(&path).or_else(|error| {
            let is_empty = || fs::symlink_metadata(&path).is_ok_and(|there| there.is_file() && there.len() == 0);
            if error.kind() == io::ErrorKind::AlreadyExists && is_empty() {
                fs::remove_file(&path)?;
                return options.open(&path);
            }
            Err(error)
        });
        match opened {
            Ok(file) => Ok(Self { path, file, is_whole: false }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(FileError::Exists(path)),
            Err(cause) => Err(FileError::Write { path, cause }),
        }
    }

    /// Writes the whole of it to the disk, and tells where it is.
    ///
    /// # Errors
    /// See [`FileError`]; then there is no file.
    pub(crate) fn finish(mut self, text: &str) -> Result<PathBuf, FileError> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_all());
        written.map_err(|cause| FileError::Write { path: self.path.clone(), cause })?;
        self.is_whole = true;
        Ok(self.path.clone())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_whole {
            // Half of it is worse than none; if even that fails, the error was told already.
            drop(fs::remove_file(&self.path));
        }
    }
}
