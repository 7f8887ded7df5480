//! The files that a site is made of, read once.

pub(crate) mod digest;
pub(crate) mod left_about;
mod listing;
pub(crate) mod picture;
pub(crate) mod toml_file;
pub(crate) mod unicode;

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{Problem, Problems};
use crate::sources::left_about::FileOrigin;
use crate::sources::listing::{Found, list, unreadable};
use crate::sources::picture::{PICTURES, Picture};
use crate::sources::unicode::composed;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One file of the content or the templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file as the editor names it, for problems.
    pub shown: String,
    /// What it holds, in Unicode's composed form, with line ends of one character.
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
    /// `assets/fonts/*.ttf` by their path: documents are made with them.
    pub fonts: BTreeMap<String, Arc<Vec<u8>>>,
    /// Copies that programs made of the content, which are no part of it.
    pub(crate) copies: Vec<String>,
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
            let (is_template, within) = (folder == "templates", composed(within));
            match FileOrigin::of_path(&within) {
                FileOrigin::Written => {
                    if let Some(kept) = problems.note(Kept::read(&within, path, bytes.to_vec())) {
                        sources.keep(is_template, &within, kept);
                    }
                }
                FileOrigin::BackupCopy if !is_template => sources.copies.push(within.into_owned()),
                _ => {}
            }
        }
        problems.into_result(Some(sources)).map(|(sources, _)| sources)
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

/// Reads the files of a site, and knows what did not change.
///
/// Each file is read each time. When it was written, how long it is and which file it is tells nothing for certain: two saves can
/// fall within one tick of a clock, and copying and unpacking put times back. To read 10,000 pages takes a tenth of a second.
#[derive(Debug)]
pub struct SourceReader {
    content: PathBuf,
    templates: PathBuf,
    /// What each file held when it was last read.
    known: HashMap<PathBuf, Kept>,
    /// Whether the last reading found anything else than the one before.
    is_changed: bool,
    outside: BTreeSet<PathBuf>,
}

/// So often everything is read at most, where something goes each time.
const MOST_LOOKS: usize = 10;

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
enum Kept {
    Text(Arc<Source>),
    Picture(Arc<Picture>),
    Font(Arc<Vec<u8>>),
}

impl SourceReader {
    /// A reader of these two folders that has read nothing yet.
    #[must_use]
    pub fn new(content: &Path, templates: &Path) -> Self {
        let (content, templates) = (content.to_owned(), templates.to_owned());
        Self { content, templates, known: HashMap::new(), is_changed: false, outside: BTreeSet::new() }
    }

    /// The folders that it reads.
    #[must_use]
    pub fn folders(&self) -> [&Path; 2] {
        [&self.content, &self.templates]
    }

    /// Whether a file is new, gone or other since it read before.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The files and folders elsewhere to which links led when it last read.
    #[must_use]
    pub const fn outside(&self) -> &BTreeSet<PathBuf> {
        &self.outside
    }

    /// Reads everything. What did not change is the very same [`Source`] as before.
    ///
    /// # Errors
    /// Every file that cannot be read or is not UTF-8, every picture in the wrong place, and a folder that is not there.
    pub fn read(&mut self) -> Result<Sources, Problems> {
        self.is_changed = false;
        let (mut read, mut is_torn) = self.look();
        for _ in 1..MOST_LOOKS {
            if !is_torn {
                break;
            }
            (read, is_torn) = self.look();
        }
        read
    }

    /// Reads everything once, and says whether something was taken away meanwhile: then half of it may be from before.
    fn look(&mut self) -> (Result<Sources, Problems>, bool) {
        let mut problems = Problems::default();
        let [content, templates] = self.folders().map(|folder| list(folder, &mut problems));
        self.outside = &content.outside | &templates.outside;
        let is_torn = AtomicBool::new(content.is_torn || templates.is_torn);
        let mut sources = Sources { copies: content.copies, ..Sources::default() };
        let content = content.files.into_iter().map(|file| (false, file));
        let found: Vec<(bool, Found)> = content.chain(templates.files.into_iter().map(|file| (true, file))).collect();
        let read: Vec<_> = found
            .par_iter()
            .map(|(_, file)| {
                let bytes = fs::read(&file.path).map_err(|error| {
                    is_torn.fetch_or(error.kind() == io::ErrorKind::NotFound, Ordering::Relaxed);
                    unreadable(&file.path, &error)
                });
                self.read_file(file, bytes?)
            })
            .collect();
        let mut known = HashMap::new();
        for ((is_template, file), read) in found.into_iter().zip(read) {
            if let Some(kept) = problems.note(read) {
                sources.keep(is_template, &file.within, kept.clone());
                known.insert(file.path, kept);
            }
        }
        let is_known = |(path, kept): (&PathBuf, &Kept)| self.known.get(path).is_some_and(|before| before.is(kept));
        self.is_changed |= known.len() != self.known.len() || !known.iter().all(is_known);
        self.known = known;
        (problems.into_result(Some(sources)).map(|(sources, _)| sources), is_torn.into_inner())
    }

    fn read_file(&self, file: &Found, bytes: Vec<u8>) -> Result<Kept, Problem> {
        let known = self.known.get(&file.path);
        if let Some(known) = known.filter(|known| known.holds(&bytes)) {
            return Ok(known.clone());
        }
        let read = Kept::read(&file.within, &file.path.to_string_lossy(), bytes)?;
        Ok(known.filter(|known| **known == read).cloned().unwrap_or(read))
    }
}

impl Kept {
    /// Whether it is the very same.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Arc::ptr_eq(one, other),
            (Self::Picture(one), Self::Picture(other)) => Arc::ptr_eq(one, other),
            (Self::Font(one), Self::Font(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// Whether it is what these bytes hold. They may hold it although this says no: line ends differ.
    fn holds(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Text(source) => source.text.as_bytes() == bytes,
            Self::Picture(picture) => picture.bytes == bytes,
            Self::Font(font) => **font == bytes,
        }
    }

    fn read(within: &str, shown: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        if is_font(within) {
            return Ok(Self::Font(Arc::new(bytes)));
        }
        if within.starts_with(PICTURES) {
            return Picture::read(shown, bytes).map(|picture| Self::Picture(Arc::new(picture)));
        }
        if Picture::is_one(within) {
            return Err(Problem::with_file(shown, ProblemKind::UnusedPictureFile));
        }
        decode(shown, bytes).map(|source| Self::Text(Arc::new(source)))
    }
}

fn is_font(within: &str) -> bool {
    within.starts_with("assets/fonts/") && Path::new(within).extension().is_some_and(|ending| ending == "ttf")
}

fn decode(shown: &str, bytes: Vec<u8>) -> Result<Source, Problem> {
    match String::from_utf8(bytes) {
        // Windows' editors begin a file with a mark and end lines with two characters.
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
            Ok(Source { shown: shown.to_owned(), text: composed(&text).into_owned() })
        }
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let seen = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // What is no text shows as one mark of three bytes.
            Err(Problem::at(shown, &seen, start..start + '\u{fffd}'.len_utf8(), ProblemKind::NotUtf8))
        }
    }
}
