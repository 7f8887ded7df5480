//! Which files there are below a folder.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{Problem, Problems};
use crate::sources::left_about::FileOrigin;
use crate::sources::unicode::composed;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files below a folder.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub(crate) files: Vec<Found>,
    /// Copies that programs made of an editor's files, as the editor would name them.
    pub(crate) copies: Vec<String>,
    /// Where links lead that leave the folder.
    pub(crate) outside: BTreeSet<PathBuf>,
    /// Whether a folder that was found was gone when it was its turn.
    pub(crate) is_torn: bool,
}

/// A file that was found in a folder.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Its path within the folder, with `/` between folders, in Unicode's composed form.
    pub(crate) within: String,
}

/// A folder that is still to be looked at.
struct Folder {
    path: PathBuf,
    within: String,
    /// What it is when all links are followed.
    real: PathBuf,
}

/// Finds every file below `folder`. Links are followed, but each folder is read once, however many links lead to it, so that
/// links in a circle come to an end. What is neither a file nor a folder, such as a pipe, is passed over.
pub(crate) fn list(folder: &Path, problems: &mut Problems) -> Listing {
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let mut listing = Listing::default();
    let mut seen = BTreeSet::from([root.clone()]);
    let mut folders = vec![Folder { path: folder.to_owned(), within: String::new(), real: root.clone() }];
    let mut links = Vec::new();
    // Links last: a folder is known by the place where it is.
    while let Some(folder) = folders.pop().or_else(|| links.pop()) {
        let entries = fs::read_dir(&folder.path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let is_gone = entries.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        listing.is_torn |= is_gone && !folder.within.is_empty();
        let entries = entries.map_err(|error| unreadable(&folder.path, &error));
        for entry in problems.note(entries).unwrap_or_default() {
            let (path, name) = (entry.path(), entry.file_name());
            let shown = composed(&name.to_string_lossy()).into_owned();
            let within = format!("{}{shown}", folder.within);
            match FileOrigin::of(&shown) {
                FileOrigin::Written => {}
                FileOrigin::BackupCopy => {
                    listing.copies.push(within);
                    continue;
                }
                FileOrigin::LeftAbout => continue,
            }
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_file() {
                listing.files.push(Found { path, within });
            } else if kind.is_dir() {
                let real = folder.real.join(&name);
                if seen.insert(real.clone()) {
                    folders.push(Folder { path, within: format!("{within}/"), real });
                }
            } else if let Ok(real) = fs::canonicalize(&path) {
                if !real.starts_with(&root) {
                    listing.outside.insert(real.clone());
                }
                if real.is_file() {
                    listing.files.push(Found { path, within });
                } else if real.is_dir() {
                    // A folder around this one holds this one too.
                    if root.starts_with(&real) || !seen.insert(real.clone()) {
                        problems.push(Problem::with_file(path.to_string_lossy(), ProblemKind::LinkInCircles));
                    } else {
                        links.push(Folder { path, within: format!("{within}/"), real });
                    }
                }
            }
        }
    }
    problems.extend(same_names(&listing.files));
    listing
}

/// A problem for each file whose name differs from that of another only in how Unicode writes it.
fn same_names(files: &[Found]) -> Vec<Problem> {
    let mut names: BTreeMap<&str, &Found> = BTreeMap::new();
    let mut problems = Vec::new();
    for file in files {
        if names.insert(&file.within, file).is_some() {
            problems.push(Problem::with_file(file.path.to_string_lossy(), ProblemKind::SameName));
        }
    }
    problems
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::with_file(path.to_string_lossy(), ProblemKind::Unreadable { reason: error.to_string() })
}
