//! The folder for what is written: for whoever runs this, and where no git takes what a resident wrote.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that nothing is written to.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// None is named, and there is none for what nobody named.
    #[error("no folder is named for what is written")]
    NotNamed,
    /// With all the others there, git would keep the words of a resident for ever, and pass them on.
    #[error("{} is among what git keeps, in {}", folder.display(), root.display())]
    InGit {
        /// The folder.
        folder: PathBuf,
        /// What git keeps.
        root: PathBuf,
    },
    /// The operating system says no.
    #[error("cannot make the folder {}: {cause}", folder.display())]
    NotMade {
        /// The folder.
        folder: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

/// The folder that is `named`, or else the `usual` one, which is made if it is not there.
///
/// # Errors
/// See [`FolderError`].
pub(crate) fn folder(named: Option<PathBuf>, usual: Option<&Path>) -> Result<PathBuf, FolderError> {
    let folder = match (named, usual) {
        (Some(named), _) => named,
        (None, Some(usual)) => {
            make(usual).map_err(|cause| FolderError::NotMade { folder: usual.to_owned(), cause })?;
            usual.to_owned()
        }
        (None, None) => return Err(FolderError::NotNamed),
    };
    match kept_by_git(&folder) {
        Some(root) => Err(FolderError::InGit { folder, root }),
        None => Ok(folder),
    }
}

fn make(folder: &Path) -> io::Result<()> {
    let mut new = fs::DirBuilder::new();
    new.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut new, 0o700);
    new.create(folder)
}

/// What git keeps, if `folder` is part of it. A `.gitignore` of nothing but `*` on the way keeps all that is below it out, as the local
/// service has it in the folder of its data.
fn kept_by_git(folder: &Path) -> Option<PathBuf> {
    // A folder that is not there is told when it is written to.
    let folder = folder.canonicalize().ok()?;
    let is_out = |above: &Path| fs::read_to_string(above.join(".gitignore")).is_ok_and(|lines| lines.trim() == "*");
    let within = folder.ancestors().take_while(|above| !is_out(above));
    // In a linked work tree `.git` is a file.
    within.filter(|above| above.join(".git").exists()).map(Path::to_owned).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_git_is_refused_unless_git_ignores_all_on_the_way() {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().join("clone");
        let below = root.join("some/where");
        fs::create_dir_all(&below).unwrap();
        let is_taken = |folder: &Path| super::folder(Some(folder.to_owned()), None).is_ok();
        assert!(is_taken(&below));
        // As a linked work tree has it; in others it is a folder.
        fs::write(root.join(".git"), "gitdir: elsewhere").unwrap();
        for within in [&root, &below, &below.join("..")] {
            assert!(!is_taken(within), "{}", within.display());
        }
        assert!(is_taken(outside.path()));
        let ignored = root.join("some/.gitignore");
        fs::write(&ignored, "# some\n*.txt\n").unwrap();
        assert!(!is_taken(&below));
        fs::write(&ignored, "*\n").unwrap();
        assert!(is_taken(&below) && !is_taken(&root));
    }

    #[test]
    fn where_none_is_usual_one_must_be_named() {
        assert!(matches!(folder(None, None), Err(FolderError::NotNamed)));
    }
}
