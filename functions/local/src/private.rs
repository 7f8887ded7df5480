//! Folders and files for nobody but whoever runs the service. Loopback and a folder in `/tmp` are open to every user of the machine.

use rustix::fs::Mode;
use rustix::process::{geteuid, umask};
use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// A folder that cannot hold complaints.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It is not there, and cannot be made; or it is there, and cannot be closed.
    #[error("cannot use the folder {0}: {1}")]
    Unusable(String, io::Error),
    /// It belongs to another user, who can open it whenever they like.
    #[error("the folder {0} belongs to another user")]
    NotOurs(String),
    /// Others may put files into it, and take files away.
    #[error("others may write to the folder {0}")]
    Shared(String),
}

/// What this process makes from now on is closed to everybody else, even if whoever makes it forgets to say so.
pub(crate) fn by_default() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// The [`folder`] of all that is kept, wherever it is: no git takes anything of it.
///
/// # Errors
/// See [`FolderError`].
pub(crate) fn data_folder(path: &Path) -> Result<(), FolderError> {
    folder(path)?;
    match file().create_new(true).open(path.join(".gitignore")) {
        Ok(mut ignored) => ignored.write_all(b"*\n"),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
    .map_err(|error| FolderError::Unusable(path.display().to_string(), error))
}

/// Makes `folder`, or closes it if others may read it. An earlier version made it so that they could.
///
/// # Errors
/// See [`FolderError`].
pub(crate) fn folder(folder: &Path) -> Result<(), FolderError> {
    let name = || folder.display().to_string();
    let unusable = |error| FolderError::Unusable(name(), error);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(unusable)?;
    let found = fs::metadata(folder).map_err(unusable)?;
    if found.uid() != geteuid().as_raw() {
        return Err(FolderError::NotOurs(name()));
    }
    if found.mode() & OTHERS_WRITE != 0 {
        return Err(FolderError::Shared(name()));
    }
    close(folder).map_err(unusable)
}

/// How a file is opened for writing, made if it is not there.
pub(crate) fn file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).mode(0o600);
    options
}

/// Takes from others whatever they may do with `path`, if it is there.
pub(crate) fn close(path: &Path) -> io::Result<()> {
    let mode = match fs::metadata(path) {
        Ok(found) => found.mode(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if mode & OTHERS == 0 { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS)) }
}

const OTHERS: u32 = 0o077;
const OTHERS_WRITE: u32 = 0o022;

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::chown;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn a_new_folder_is_closed_and_one_that_others_read_is_closed_again() {
        let within = tempfile::tempdir().unwrap();
        let ours = within.path().join("new/folder");
        for _ in 0..2 {
            folder(&ours).unwrap();
            assert_eq!(mode(&ours), 0o700);
            fs::set_permissions(&ours, Permissions::from_mode(0o755)).unwrap();
        }
    }

    #[test]
    fn a_folder_into_which_others_write_is_refused_and_left_as_it_is() {
        let shared = tempfile::tempdir().unwrap();
        for others in [0o770, 0o707, 0o1777] {
            fs::set_permissions(shared.path(), Permissions::from_mode(others)).unwrap();
            assert!(matches!(folder(shared.path()), Err(FolderError::Shared(_))), "{others:o}");
            assert_eq!(mode(shared.path()), others & 0o777);
        }
    }

    #[test]
    fn the_folder_of_another_user_is_refused() {
        let theirs = tempfile::tempdir().unwrap();
        let theirs = if geteuid().is_root() {
            chown(theirs.path(), Some(65534), None).unwrap();
            theirs.path()
        } else {
            Path::new("/")
        };
        assert!(matches!(folder(theirs), Err(FolderError::NotOurs(_))));
    }
}
