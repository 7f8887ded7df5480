//! The files of a site, written into a folder: only what changed, all or nothing, and never over what is not ours.

mod compression;
mod real_path;
mod turn;

pub use compression::Compression;
pub(crate) use compression::copy_beside;

use compression::COPIES;
use rayon::prelude::*;
use real_path::real;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};
use turn::{Mark, Turn};
use website::{File, Problem, Problems, Severity, Website};

/// The list of what was written, so that the next build can take away what no longer has a source.
const MANIFEST: &str = ".site-gen";

/// Where new files wait until all of them are made, each writer's in a folder of its own.
const STAGING: &str = ".site-gen-new";

/// Writes a site into a folder, and writes it again with little work when little changed.
#[derive(Debug)]
pub(crate) struct Writer {
    folder: PathBuf,
    compression: Compression,
    before: Option<PreviousBuild>,
    /// What this writer left at its last turn.
    signed: Mark,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// How many files the site has.
    pub files: usize,
    /// The paths of those that are new or have other bytes than before.
    pub changed: Vec<String>,
    /// The paths of those that were taken away.
    pub removed: Vec<String>,
}

impl Changes {
    /// Whether everything is as it was.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Content or templates have problems.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The folder cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A folder that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The operating system refuses.
    #[error("cannot write {}: {source}", path.display())]
    Refused {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The folder is one that the site is made from.
    #[error("{} is in {}", path.display(), input.display())]
    Within {
        /// The folder.
        path: PathBuf,
        /// The folder that it is in.
        input: PathBuf,
    },
    /// The site is made from a folder in this one: a page could land there.
    #[error("{} is in {}", input.display(), path.display())]
    Around {
        /// The folder.
        path: PathBuf,
        /// What is in it.
        input: PathBuf,
    },
    /// A file stands where a page goes, and no build wrote it.
    #[error("{} is not a file of this site", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
}

/// What the last build was made from.
#[derive(Debug)]
struct PreviousBuild {
    /// The fingerprint of each page, by path.
    pages: HashMap<String, u64>,
    rehearsal: u64,
}

/// What became of one file.
enum Staged {
    Unchanged,
    /// New bytes, which wait in the staging folder under this number.
    AsNumber(usize),
}

impl Writer {
    /// A writer into `folder`, which need not be there.
    pub(crate) fn new(folder: impl Into<PathBuf>, compression: Compression) -> Self {
        Self { folder: folder.into(), compression, before: None, signed: None }
    }

    /// Refuses to write into one of these folders, by whatever path or link, and into one that holds one of them: what is
    /// written would be read again as content.
    ///
    /// # Errors
    /// The folder is one of them, is in one, or one is in it.
    pub(crate) fn refuse_within(&self, folders: &[&Path]) -> Result<(), WriteError> {
        let (own, path) = (real(&self.folder), || self.folder.clone());
        for (folder, input) in folders.iter().map(|folder| (real(folder), folder.to_path_buf())) {
            if own.starts_with(&folder) {
                return Err(WriteError::Within { path: path(), input });
            }
            if folder.starts_with(&own) {
                return Err(WriteError::Around { path: path(), input });
            }
        }
        Ok(())
    }

    /// Waits for the turn to write.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub(crate) fn turn(&self) -> Result<Turn, WriteError> {
        fs::create_dir_all(&self.folder).map_err(refused(&self.folder))?;
        Turn::wait(&self.folder).map_err(refused(&self.folder))
    }

    /// The folder that it writes into.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Who wrote last.
    pub(crate) fn last(&self) -> Mark {
        Turn::last(&self.folder)
    }

    /// Whether somebody else wrote after this writer did.
    pub(crate) fn is_after_another(&self, turn: &Turn) -> bool {
        self.signed != turn.found
    }

    /// Writes the files that changed, and takes away those that an earlier build wrote and this one does not have.
    /// `on_site` hears how many files there are, `on_file` of each that was looked at.
    ///
    /// Nothing changes in the folder before every file is made. A file that no build wrote is left alone.
    ///
    /// # Errors
    /// Every template that asks for what is not there, or the first file that could not be written.
    pub(crate) fn write(
        &mut self,
        turn: &mut Turn,
        website: &Website,
        on_site: impl FnOnce(usize),
        on_file: impl Fn() + Sync,
    ) -> Result<Changes, BuildError> {
        let files = website.files();
        on_site(files.len());
        let fingerprints: Vec<Option<u64>> = files.par_iter().map(|file| website.fingerprint(file)).collect();
        if self.is_after_another(turn) {
            self.before = None;
        }
        let mark = turn.sign().map_err(refused(&self.folder))?;
        self.signed = mark;
        let all_staging = self.folder.join(STAGING);
        if turn.is_alone() {
            // What is left there is of somebody who did not get to the end.
            let _ = fs::remove_dir_all(&all_staging);
        }
        let staging = all_staging.join(format!("{:016x}", mark.unwrap_or_default()));
        fs::create_dir_all(&staging).map_err(refused(&staging))?;
        let ours = self.manifest();
        // Should this stop half-way, the next build looks at every file again.
        let before = self.before.take();
        let made: Vec<_> = files
            .par_iter()
            .zip(&fingerprints)
            .enumerate()
            .map(|(number, (file, fingerprint))| {
                let known = before.as_ref().and_then(|before| before.pages.get(&file.path));
                let is_unchanged =
                    known.is_some() && known == fingerprint.as_ref() && self.folder.join(&file.path).is_file();
                let staged = if is_unchanged {
                    Ok(Staged::Unchanged)
                } else {
                    self.stage(website, file, &staging.join(number.to_string()), number, &ours)
                };
                on_file();
                staged
            })
            .collect();
        let rehearsal = website.rehearsal_fingerprint();
        let is_rehearsed = before.as_ref().is_some_and(|before| before.rehearsal == rehearsal);
        let mut problems = if is_rehearsed { Problems::default() } else { website.rehearse() };
        let mut staged = Vec::new();
        for (file, made) in files.iter().zip(made) {
            match made {
                Ok(Staged::Unchanged) => {}
                Ok(Staged::AsNumber(number)) => staged.push((file.path.as_str(), number)),
                Err(StageError::Problem(problem)) => problems.push(problem),
                Err(StageError::Write(error)) => return Err(error.into()),
            }
        }
        if problems.count(Severity::Error) > 0 {
            let _ = fs::remove_dir_all(&staging);
            let _ = fs::remove_dir(&all_staging);
            self.before = before;
            return Err(problems
                .into_result(None::<()>)
                .map_or_else(BuildError::Problems, |_| Problems::default().into()));
        }
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let removed = self.move_in(&staging, &staged, &paths, &ours)?;
        let pages = files.iter().zip(fingerprints).filter_map(|(file, print)| Some((file.path.clone(), print?)));
        self.before = Some(PreviousBuild { pages: pages.collect(), rehearsal });
        let changed = staged.into_iter().map(|(path, _)| path.to_owned()).collect();
        Ok(Changes { files: files.len(), changed, removed })
    }

    /// Makes a file, and puts it into the staging folder if its bytes are not those that are there.
    fn stage(
        &self,
        website: &Website,
        file: &File<'_>,
        staged: &Path,
        number: usize,
        ours: &BTreeSet<String>,
    ) -> Result<Staged, StageError> {
        let bytes = website.make(file).map_err(StageError::Problem)?;
        let path = self.folder.join(&file.path);
        let there = match fs::read(&path) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(StageError::Write(refused(&path)(error))),
        };
        let is_same = there.as_ref().is_some_and(|there| *there == *bytes);
        if !is_same && there.is_some() && !ours.contains(&file.path) {
            return Err(StageError::Write(WriteError::NotOurs { path }));
        }
        let has_copies = || COPIES.iter().all(|(ending, _)| copy_beside(&path, ending).exists());
        if is_same && (self.compression == Compression::None || has_copies()) {
            return Ok(Staged::Unchanged);
        }
        let write = |path: &Path, bytes: &[u8]| fs::write(path, bytes).map_err(refused(path));
        write(staged, &bytes).map_err(StageError::Write)?;
        if self.compression == Compression::BrotliAndGzip {
            for (ending, compress) in COPIES {
                let compressed = compress(&bytes).map_err(refused(staged));
                compressed.and_then(|bytes| write(&copy_beside(staged, ending), &bytes)).map_err(StageError::Write)?;
            }
        }
        Ok(Staged::AsNumber(number))
    }

    /// Moves what was staged to its place and takes away what the site no longer has.
    fn move_in(
        &self,
        staging: &Path,
        staged: &[(&str, usize)],
        paths: &BTreeSet<&str>,
        ours: &BTreeSet<String>,
    ) -> Result<Vec<String>, WriteError> {
        let gone: Vec<String> = ours.iter().filter(|path| !paths.contains(path.as_str())).cloned().collect();
        // Should this stop half-way, the next build still knows all that is ours.
        let all: BTreeSet<&str> = paths.iter().copied().chain(ours.iter().map(String::as_str)).collect();
        if paths.len() != ours.len() || !gone.is_empty() {
            self.write_manifest(staging, &all)?;
        }
        for (path, number) in staged {
            let (from, to) = (staging.join(number.to_string()), self.folder.join(path));
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent).map_err(refused(parent))?;
            }
            // The file itself last: if this stops half-way, the next build sees that it is old.
            for (ending, _) in COPIES {
                let to = copy_beside(&to, ending);
                match self.compression {
                    Compression::BrotliAndGzip => fs::rename(copy_beside(&from, ending), &to).map_err(refused(&to))?,
                    // A copy of what was there before would be served instead of the file.
                    Compression::None => drop(fs::remove_file(&to)),
                }
            }
            fs::rename(&from, &to).map_err(refused(&to))?;
        }
        for path in &gone {
            self.remove(path);
        }
        if !gone.is_empty() {
            self.write_manifest(staging, paths)?;
        }
        let _ = fs::remove_dir_all(staging);
        let _ = fs::remove_dir(self.folder.join(STAGING));
        Ok(gone)
    }

    fn write_manifest(&self, staging: &Path, paths: &BTreeSet<&str>) -> Result<(), WriteError> {
        let (manifest, new) = (self.folder.join(MANIFEST), staging.join("list"));
        let list = paths.iter().copied().collect::<Vec<_>>().join("\n");
        fs::write(&new, list).and_then(|()| fs::rename(&new, &manifest)).map_err(refused(&manifest))
    }

    /// What an earlier build wrote. A manifest that someone changed must not lead out of the folder.
    pub(crate) fn manifest(&self) -> BTreeSet<String> {
        let is_within = |path: &&str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let list = fs::read_to_string(self.folder.join(MANIFEST)).unwrap_or_default();
        list.lines().filter(is_within).map(str::to_owned).collect()
    }

    fn remove(&self, path: &str) {
        let file = self.folder.join(path);
        // Gone already is as good; a folder that still holds something stays.
        let _ = fs::remove_file(&file);
        for (ending, _) in COPIES {
            let _ = fs::remove_file(copy_beside(&file, ending));
        }
        let mut parent = file.parent();
        while let Some(folder) = parent.filter(|folder| *folder != self.folder)
            && fs::remove_dir(folder).is_ok()
        {
            parent = folder.parent();
        }
    }
}

/// Why a file was not made.
enum StageError {
    Problem(Problem),
    Write(WriteError),
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Refused { path, source }
}
