//! The files that a site is made of, read once.

use crate::problem::{Problem, Problems};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
    pub content: BTreeMap<String, Source>,
    /// `page.html`, `components/*.html`, `assets/*` …
    pub templates: BTreeMap<String, Source>,
}

impl Sources {
    /// Reads both folders from disk.
    ///
    /// # Errors
    /// Every file that cannot be read or is not UTF-8, and a folder that is not there.
    pub fn read(content: &Path, templates: &Path) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let sources =
            Self { content: read_folder(content, &mut problems), templates: read_folder(templates, &mut problems) };
        problems.or(Some(sources))
    }

    /// Sources that are already in memory, as pairs of a path such as `content/nl/index.md` and the bytes of the file.
    ///
    /// # Errors
    /// Every file that is not UTF-8.
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut sources = Self::default();
        for (path, bytes) in files {
            let Some(source) = problems.note(decode(path, bytes.to_vec())) else { continue };
            if let Some(path) = path.strip_prefix("content/") {
                sources.content.insert(path.to_owned(), source);
            } else if let Some(path) = path.strip_prefix("templates/") {
                sources.templates.insert(path.to_owned(), source);
            }
        }
        problems.or(Some(sources))
    }
}

fn read_folder(folder: &Path, problems: &mut Problems) -> BTreeMap<String, Source> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, within)) = folders.pop() {
        let entries = fs::read_dir(&path)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| unreadable(&path.to_string_lossy(), &error));
        for entry in problems.note(entries).unwrap_or_default() {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Editors and operating systems leave hidden files about.
            if name.starts_with('.') {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                folders.push((path, format!("{within}{name}/")));
            } else {
                let shown = path.to_string_lossy();
                let source =
                    fs::read(&path).map_err(|error| unreadable(&shown, &error)).and_then(|bytes| decode(&shown, bytes));
                files.extend(problems.note(source).map(|source| (format!("{within}{name}"), source)));
            }
        }
    }
    files
}

fn unreadable(shown: &str, error: &std::io::Error) -> Problem {
    Problem::with_file(shown, format!("cannot read this: {error}"))
        .hint("start in the folder that holds `content` and `templates`, or name them with --content and --templates")
}

fn decode(shown: &str, bytes: Vec<u8>) -> Result<Source, Problem> {
    match String::from_utf8(bytes) {
        // Windows' editors begin a file with a mark and end lines with two characters.
        Ok(text) => {
            Ok(Source { shown: shown.to_owned(), text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n") })
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            Err(Problem::at(shown, &before, valid, "this is not UTF-8 text")
                .hint("save the file again with the encoding UTF-8"))
        }
    }
}
