//! What the generator writes.

use crate::front_matter::PageKind;
use crate::problem::Problems;
use crate::site::Site;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The list of what was written, so that the next build can take away what no longer has a source.
const MANIFEST: &str = ".site-gen";

/// Every file of the site, by its path in the output folder. The same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output(BTreeMap<String, String>);

/// A folder that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {source}", path.display())]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
}

#[derive(Serialize)]
struct SiteMap<'a> {
    address: &'a str,
    pages: Vec<&'a str>,
}

impl Site {
    /// Makes every page, and rehearses those that only the functions show.
    ///
    /// # Errors
    /// Every template that asks for what is not there.
    pub fn output(&self) -> Result<Output, Problems> {
        let mut problems = Problems::default();
        let mut files = BTreeMap::new();
        let mut found = Vec::new();
        for language in self.languages.values() {
            for page in &language.pages {
                let html = problems.note(self.written_page(language, page)).unwrap_or_default();
                files.insert(file_at(&page.address), html);
                if page.matter.kind != PageKind::NotFound {
                    found.push(page.address.as_str());
                }
            }
            self.rehearse(language, &mut problems);
        }
        found.sort_unstable();
        let site_map = SiteMap { address: self.address(), pages: found };
        for name in ["sitemap.xml", "robots.txt"] {
            files.extend(problems.note(self.templates.render(name, &site_map)).map(|text| (name.to_owned(), text)));
        }
        files.extend(self.assets.files().map(|(address, text)| (file_at(address), text.to_owned())));
        problems.or(Some(Output(files)))
    }
}

impl Output {
    /// Pairs of a path and what stands there.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Writes the files that changed, and takes away those that an earlier build wrote and this one does not have.
    /// A file that no build wrote is left alone.
    ///
    /// # Errors
    /// The first file or folder that could not be written.
    pub fn write(&self, folder: &Path) -> Result<(), WriteError> {
        let at = |path: PathBuf| move |source| WriteError { path, source };
        for (path, text) in &self.0 {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(at(parent.to_owned()))?;
            }
            if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
                continue;
            }
            fs::write(&path, text).map_err(at(path))?;
        }
        let manifest = folder.join(MANIFEST);
        let before = fs::read_to_string(&manifest).unwrap_or_default();
        let now: BTreeSet<&str> = self.0.keys().map(String::as_str).collect();
        for gone in before.lines().filter(|path| !now.contains(path) && is_within(path)) {
            remove(folder, gone);
        }
        let list = now.into_iter().collect::<Vec<_>>().join("\n");
        fs::write(&manifest, list).map_err(at(manifest))
    }
}

/// `/contact/` is `contact/index.html`.
fn file_at(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A manifest that someone changed must not lead out of the folder.
fn is_within(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn remove(folder: &Path, path: &str) {
    let file = folder.join(path);
    // Gone already is as good; a folder that still holds something stays.
    let _ = fs::remove_file(&file);
    if let Some(parent) = file.parent().filter(|parent| *parent != folder) {
        let _ = fs::remove_dir(parent);
    }
}
