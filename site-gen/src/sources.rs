//! The files that a site is made of, read once.

use crate::fault::Fault;
use crate::parallel;
use crate::picture::{PICTURES, Picture};
use crate::problem::{Problem, Problems};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// One file of the content or the templates.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file as the editor names it, for problems.
    pub shown: String,
    /// What it holds.
    pub text: String,
}

/// Content and templates, each by its path within its folder, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `organisation.toml`, `nl/texts.toml`, `nl/*.md` …
    pub content: BTreeMap<String, Arc<Source>>,
    /// `pictures/*`, by name.
    pub(crate) pictures: BTreeMap<String, Arc<Picture>>,
    /// `page.html`, `components/*.html`, `assets/*` …
    pub templates: BTreeMap<String, Arc<Source>>,
    /// `assets/fonts/*.ttf` by their path; only where documents are made.
    pub(crate) fonts: BTreeMap<String, Arc<Vec<u8>>>,
}

impl Sources {
    /// Reads both folders from disk.
    ///
    /// # Errors
    /// As [`SourceReader::read`].
    pub fn read(content: &Path, templates: &Path) -> Result<Self, Problems> {
        SourceReader::new(content, templates).read()
    }

    /// Sources that are already in memory, as pairs of a path such as `content/nl/index.md` and the bytes of the file.
    ///
    /// # Errors
    /// As [`SourceReader::read`].
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut sources = Self::default();
        for (path, bytes) in files {
            let Some((folder, within)) = path.split_once('/') else { continue };
            if within.split('/').any(is_left_about) || is_unused_font(within) {
                continue;
            }
            if let Some(kept) = problems.note(Kept::read(within, path, bytes.to_vec())) {
                sources.keep(folder == "templates", within, kept);
            }
        }
        problems.or(Some(sources)).map(|(sources, _)| sources)
    }

    fn keep(&mut self, is_template: bool, path: &str, kept: Kept) {
        match kept {
            Kept::Text(source) if is_template => drop(self.templates.insert(path.to_owned(), source)),
            Kept::Text(source) => drop(self.content.insert(path.to_owned(), source)),
            Kept::Font(font) => drop(self.fonts.insert(path.to_owned(), font)),
            Kept::Picture(picture) => {
                let name = path.strip_prefix(PICTURES).unwrap_or(path);
                self.pictures.insert(name.to_owned(), picture);
            }
        }
    }
}

/// Reads the files of a site, and again only those that changed.
#[derive(Debug)]
pub struct SourceReader {
    content: PathBuf,
    templates: PathBuf,
    /// What each file held when it was last read, and when and how long it was then.
    known: HashMap<PathBuf, (Stamp, Result<Kept, Problem>)>,
}

type Stamp = (SystemTime, u64);

/// A file that was found in a folder.
struct Found {
    is_template: bool,
    path: PathBuf,
    within: String,
    stamp: Stamp,
}

/// What a file holds.
#[derive(Clone, Debug)]
enum Kept {
    Text(Arc<Source>),
    Picture(Arc<Picture>),
    Font(Arc<Vec<u8>>),
}

impl SourceReader {
    /// A reader of these two folders that has read nothing yet.
    #[must_use]
    pub fn new(content: &Path, templates: &Path) -> Self {
        Self { content: content.to_owned(), templates: templates.to_owned(), known: HashMap::new() }
    }

    /// The folders that it reads.
    #[must_use]
    pub fn folders(&self) -> [&Path; 2] {
        [&self.content, &self.templates]
    }

    /// Reads what is new or changed. What did not change is the very same [`Source`] as before.
    ///
    /// # Errors
    /// Every file that cannot be read or is not UTF-8, every picture in the wrong place, and a folder that is not there.
    pub fn read(&mut self) -> Result<Sources, Problems> {
        let mut problems = Problems::default();
        let mut found = list(&self.content, false, &mut problems);
        found.extend(list(&self.templates, true, &mut problems));
        let changed: Vec<&Found> = found
            .iter()
            .filter(|file| self.known.get(&file.path).is_none_or(|(stamp, _)| *stamp != file.stamp))
            .collect();
        let read = parallel::map(&changed, |file| {
            let shown = file.path.to_string_lossy();
            let bytes = fs::read(&file.path).map_err(|error| unreadable(&shown, &error))?;
            Ok(Kept::read(&file.within, &shown, bytes))
        });
        for (file, read) in changed.into_iter().zip(read) {
            // What could not be read now is tried again: it may be there although the file does not change.
            match problems.note(read) {
                Some(kept) => drop(self.known.insert(file.path.clone(), (file.stamp, kept))),
                None => drop(self.known.remove(&file.path)),
            }
        }
        let mut sources = Sources::default();
        for Found { is_template, path, within, .. } in found {
            if let Some((_, kept)) = self.known.get(&path)
                && let Some(kept) = problems.note(kept.clone())
            {
                sources.keep(is_template, &within, kept);
            }
        }
        problems.or(Some(sources)).map(|(sources, _)| sources)
    }
}

impl Kept {
    fn read(within: &str, shown: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        if is_font(within) {
            return Ok(Self::Font(Arc::new(bytes)));
        }
        if within.starts_with(PICTURES) {
            return Picture::read(shown, bytes).map(|picture| Self::Picture(Arc::new(picture)));
        }
        if Picture::is_one(within) {
            return Err(Problem::with_file(shown, Fault::UnusedPictureFile));
        }
        decode(shown, bytes).map(|source| Self::Text(Arc::new(source)))
    }
}

/// Every file below `folder`.
fn list(folder: &Path, is_template: bool, problems: &mut Problems) -> Vec<Found> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, within)) = folders.pop() {
        let entries = fs::read_dir(&path)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| unreadable(&path.to_string_lossy(), &error));
        for entry in problems.note(entries).unwrap_or_default() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_left_about(&name) {
                continue;
            }
            if is_unused_font(&format!("{within}{name}")) {
                continue;
            }
            let path = entry.path();
            // Not `DirEntry::metadata`, which does not follow a link.
            let Ok(about) = fs::metadata(&path) else { continue };
            if about.is_dir() {
                folders.push((path, format!("{within}{name}/")));
            } else {
                let stamp = (about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len());
                files.push(Found { is_template, path, within: format!("{within}{name}"), stamp });
            }
        }
    }
    files
}

/// Whether a file is one of those that text editors and operating systems leave about: hidden ones and copies.
fn is_left_about(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

fn is_font(within: &str) -> bool {
    within.starts_with("assets/fonts/") && Path::new(within).extension().is_some_and(|ending| ending == "ttf")
}

/// Whether it is a font, and this program makes no documents.
fn is_unused_font(within: &str) -> bool {
    !cfg!(feature = "pdf") && is_font(within)
}

fn unreadable(shown: &str, error: &std::io::Error) -> Problem {
    Problem::with_file(shown, Fault::Unreadable { reason: error.to_string() })
}

fn decode(shown: &str, bytes: Vec<u8>) -> Result<Source, Problem> {
    match String::from_utf8(bytes) {
        // Windows' editors begin a file with a mark and end lines with two characters.
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            Ok(Source { shown: shown.to_owned(), text: text.replace("\r\n", "\n") })
        }
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let seen = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // What is no text shows as one mark of three bytes.
            Err(Problem::at(shown, &seen, start..start + '\u{fffd}'.len_utf8(), Fault::NotUtf8))
        }
    }
}
