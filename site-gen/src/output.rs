//! What the generator writes.

use crate::front_matter::PageKind;
use crate::page::Page;
use crate::problem::Problems;
use crate::site::Site;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
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
    pages: Vec<MapEntry<'a>>,
}

#[derive(Serialize)]
struct MapEntry<'a> {
    address: &'a str,
    updated: Option<String>,
    /// The page in each language that has it, as a tag and an address.
    translations: Vec<(&'a str, &'a str)>,
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
                if page.matter.kind != PageKind::NotFound && !page.is_fallback_in(&language.tag) {
                    found.push(self.map_entry(page));
                }
            }
            self.rehearse(language, &mut problems);
        }
        found.sort_by_key(|entry| entry.address);
        let site_map = SiteMap { address: self.address(), pages: found };
        for name in ["sitemap.xml", "robots.txt"] {
            files.extend(problems.note(self.templates.render(name, &site_map)).map(|text| (name.to_owned(), text)));
        }
        files.extend(self.assets.files().map(|(address, text)| (file_at(address), text.to_owned())));
        problems.or(Some(Output(files)))
    }

    fn map_entry<'a>(&'a self, page: &'a Page) -> MapEntry<'a> {
        let translations = self.translations(page).filter(|(other, its)| !its.is_fallback_in(&other.tag));
        MapEntry {
            address: &page.address,
            updated: page.matter.updated.map(|day| day.to_string()),
            translations: translations.map(|(other, its)| (other.tag.as_str(), its.address.as_str())).collect(),
        }
    }
}

impl Output {
    /// Pairs of a path and what stands there.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Writes the files that changed, each with a copy in brotli and one in gzip, and takes away those that an earlier
    /// build wrote and this one does not have. A file that no build wrote is left alone.
    ///
    /// # Errors
    /// The first file or folder that could not be written.
    pub fn write(&self, folder: &Path) -> Result<(), WriteError> {
        for (path, text) in &self.0 {
            write_with_copies(&folder.join(path), text)?;
        }
        let manifest = folder.join(MANIFEST);
        let before = fs::read_to_string(&manifest).unwrap_or_default();
        let now: BTreeSet<&str> = self.0.keys().map(String::as_str).collect();
        for gone in before.lines().filter(|path| !now.contains(path) && is_within(path)) {
            remove(folder, gone);
        }
        let list = now.into_iter().collect::<Vec<_>>().join("\n");
        fs::write(&manifest, list).map_err(at(&manifest))
    }
}

type Compress = fn(&[u8]) -> io::Result<Vec<u8>>;

/// The copies beside each file: the ending and how it is made.
const COPIES: [(&str, Compress); 2] = [("br", in_brotli), ("gz", in_gzip)];

fn write_with_copies(path: &Path, text: &str) -> Result<(), WriteError> {
    let copy = |ending: &str| PathBuf::from(format!("{}.{ending}", path.display()));
    let is_same = fs::read(path).is_ok_and(|old| old == text.as_bytes());
    if is_same && COPIES.iter().all(|(ending, _)| copy(ending).exists()) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    // The file itself last: if this stops half-way, the next build sees that it is old.
    for (ending, compress) in COPIES {
        let path = copy(ending);
        compress(text.as_bytes()).and_then(|bytes| fs::write(&path, bytes)).map_err(at(&path))?;
    }
    fs::write(path, text).map_err(at(path))
}

fn in_brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings = BrotliEncoderParams { quality: 11, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn in_gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    move |source| WriteError { path: path.to_owned(), source }
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
    for (ending, _) in COPIES {
        let _ = fs::remove_file(folder.join(format!("{path}.{ending}")));
    }
    if let Some(parent) = file.parent().filter(|parent| *parent != folder) {
        let _ = fs::remove_dir(parent);
    }
}
