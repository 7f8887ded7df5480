//! A new page that has all it needs.

use chrono::NaiveDate;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What a new page is to be.
#[derive(Clone, Debug)]
pub struct NewPage<'a> {
    /// What its heading says.
    pub title: &'a str,
    /// The folder of its language.
    pub language: &'a str,
    /// The file of the page that it translates.
    pub translates: Option<&'a str>,
    /// The day.
    pub today: NaiveDate,
}

/// Why there is no new page.
#[derive(Debug, thiserror::Error)]
pub enum NewPageError {
    /// A title without a letter or a digit names no file.
    #[error("no file can be named after this title")]
    NoName,
    /// There is no folder for the language.
    #[error("there is no folder {0}")]
    NoLanguage(PathBuf),
    /// There is no page to translate.
    #[error("there is no page {0} to translate")]
    NoOriginal(String),
    /// There is a page with this name.
    #[error("{0} is there already")]
    Exists(PathBuf),
    /// It cannot be written.
    #[error("cannot write {0}: {1}")]
    Refused(PathBuf, io::Error),
}

impl NewPage<'_> {
    /// Writes the page into `content`, as a draft: it passes every check, and is not on the site before its editor says so.
    ///
    /// # Errors
    /// See [`NewPageError`]. A page that is there is never overwritten.
    pub fn write(&self, content: &Path) -> Result<PathBuf, NewPageError> {
        let name = slug::slugify(self.title);
        if name.is_empty() {
            return Err(NewPageError::NoName);
        }
        let folder = content.join(self.language);
        if !folder.is_dir() {
            return Err(NewPageError::NoLanguage(folder));
        }
        if let Some(original) = self.translates.filter(|original| !is_page_elsewhere(content, &folder, original)) {
            return Err(NewPageError::NoOriginal(original.to_owned()));
        }
        let file = content.join(self.language).join(format!("{name}.md"));
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => NewPageError::Exists(file.clone()),
            _ => NewPageError::Refused(file.clone(), error),
        };
        let mut opened = OpenOptions::new().write(true).create_new(true).open(&file).map_err(refused)?;
        opened.write_all(self.text().as_bytes()).map_err(refused)?;
        Ok(file)
    }

    fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let is_english = self.language == "en";
        let (description, text) = if is_english {
            ("One sentence that says what this page tells.", "Write here what readers must know.")
        } else {
            ("Eén zin die zegt wat er op deze pagina staat.", "Schrijf hier wat de lezer moet weten.")
        };
        let translates = self.translates.map(|of| format!("translates = {}\n", quoted(of))).unwrap_or_default();
        format!(
            "+++\ntitle = {}\ndescription = {}\n{translates}updated = \"{}\"\ndraft = true\n+++\n\n{text}\n",
            quoted(self.title),
            quoted(description),
            self.today
        )
    }
}

/// Whether another language than that of `folder` has a page in this file.
fn is_page_elsewhere(content: &Path, folder: &Path, file: &str) -> bool {
    let folders = fs::read_dir(content).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    folders.filter(|other| other != folder).any(|other| other.join(file).is_file())
}
