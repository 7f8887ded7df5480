//! What a build wrote, held in memory: every file in all its encodings, with the headers of each.

use super::headers::head;
use crate::writer::{Changes, WriteError, copy_beside};
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::ETAG;
use base16ct::lower::encode_string;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::{fs, io};
use website::file_at;

/// The files of a folder by the path in their address. A build that follows changes all at once.
#[derive(Debug)]
pub(crate) struct StaticFiles {
    folder: PathBuf,
    files: RwLock<HashMap<String, Arc<StaticFile>>>,
}

/// One file, as it is and compressed.
#[derive(Debug)]
pub(crate) struct StaticFile {
    plain: Representation,
    brotli: Option<Representation>,
    gzip: Option<Representation>,
}

/// The bytes that travel, and the headers that say what they are.
#[derive(Debug)]
pub(crate) struct Representation {
    pub(crate) head: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl StaticFiles {
    /// Reads the files at `paths` in `folder`; one that is not there is left out.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(crate) fn read(folder: &Path, paths: impl IntoIterator<Item = String>) -> Result<Self, WriteError> {
        let files = Self { folder: folder.to_owned(), files: RwLock::default() };
        let changed = paths.into_iter().collect();
        files.follow(&Changes { changed, ..Changes::default() })?;
        Ok(files)
    }

    /// Takes in what a build wrote.
    ///
    /// # Errors
    /// A file cannot be read; nothing changes then.
    pub(crate) fn follow(&self, written: &Changes) -> Result<(), WriteError> {
        let read: Vec<_> = written.changed.iter().map(|path| self.keep(path)).collect::<Result<_, _>>()?;
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        for path in &written.removed {
            files.remove(&address(path));
        }
        for (path, kept) in written.changed.iter().zip(read) {
            match kept {
                Some(kept) => files.insert(address(path), Arc::new(kept)),
                None => files.remove(&address(path)),
            };
        }
        Ok(())
    }

    /// Takes in everything anew, from what is at `paths` now, and tells what is other than it was.
    ///
    /// # Errors
    /// A file cannot be read; nothing changes then.
    pub(crate) fn follow_all(&self, paths: impl IntoIterator<Item = String>) -> Result<Changes, WriteError> {
        let new = Self::read(&self.folder, paths)?;
        let new = new.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let tag = |kept: &Arc<StaticFile>| kept.plain.head.get(ETAG).cloned();
        let is_changed =
            |(address, kept): &(&String, &Arc<StaticFile>)| files.get(*address).map(tag) != Some(tag(kept));
        let changed = new.iter().filter(is_changed).map(|(address, _)| file_at(address)).collect();
        let removed =
            files.keys().filter(|address| !new.contains_key(*address)).map(|address| file_at(address)).collect();
        let written = Changes { files: new.len(), changed, removed };
        *files = new;
        Ok(written)
    }

    /// What is at the path of an address.
    pub(crate) fn at(&self, path: &str) -> Option<Arc<StaticFile>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    fn keep(&self, path: &str) -> Result<Option<StaticFile>, WriteError> {
        let file = self.folder.join(path);
        let Some(plain) = read(&file)? else { return Ok(None) };
        let tag = encode_string(&Sha256::digest(&plain)[..TAG_BYTES]);
        let compressed = |ending: &str, encoding| {
            let Some(bytes) = read(&copy_beside(&file, ending))? else { return Ok::<_, WriteError>(None) };
            let head = head(path, &format!("{tag}-{ending}"), Some(encoding));
            Ok(Some(Representation { head, bytes: bytes.into() }))
        };
        let (brotli, gzip) = (compressed("br", "br")?, compressed("gz", "gzip")?);
        let plain = Representation { head: head(path, &tag, None), bytes: plain.into() };
        Ok(Some(StaticFile { plain, brotli, gzip }))
    }
}

impl StaticFile {
    /// The smallest copy for a client that takes brotli, or gzip, or neither.
    pub(crate) fn representation_for(&self, (brotli, gzip): (bool, bool)) -> &Representation {
        let brotli = self.brotli.as_ref().filter(|_| brotli);
        brotli.or_else(|| self.gzip.as_ref().filter(|_| gzip)).unwrap_or(&self.plain)
    }
}

/// Enough of a digest to tell two versions of a page apart.
const TAG_BYTES: usize = 12;

/// `contact/index.html` is at `/contact/`.
fn address(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}"),
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(WriteError::Refused { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(files: &StaticFiles, path: &str, taken: (bool, bool)) -> Option<Vec<u8>> {
        files.at(path).map(|kept| kept.representation_for(taken).bytes.to_vec())
    }

    #[test]
    fn what_a_build_wrote_is_served_until_the_next_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
        fs::create_dir(folder.path().join("contact")).unwrap();
        for (path, text) in
            [("contact/index.html", "een"), ("contact/index.html.br", "br"), ("ander.txt", "van niemand")]
        {
            write(path, text);
        }
        let files = StaticFiles::read(folder.path(), ["contact/index.html".to_owned(), "weg.html".to_owned()]).unwrap();
        assert_eq!(bytes(&files, "/contact/", (true, true)).unwrap(), b"br");
        assert_eq!(bytes(&files, "/contact/", (false, true)).unwrap(), b"een", "there is no copy in gzip");
        assert!(files.at("/weg.html").is_none() && files.at("/ander.txt").is_none());

        let tag = |files: &StaticFiles| files.at("/contact/").unwrap().plain.head["etag"].clone();
        let first = tag(&files);
        write("contact/index.html", "twee");
        fs::remove_file(folder.path().join("contact/index.html.br")).unwrap();
        assert_eq!(bytes(&files, "/contact/", (true, true)).unwrap(), b"br", "until it is told");
        files.follow(&Changes { changed: vec!["contact/index.html".into()], ..Changes::default() }).unwrap();
        assert_eq!(bytes(&files, "/contact/", (true, true)).unwrap(), b"twee");
        assert_ne!(tag(&files), first);
        files.follow(&Changes { removed: vec!["contact/index.html".into()], ..Changes::default() }).unwrap();
        assert!(files.at("/contact/").is_none());
    }

    #[test]
    fn a_file_that_cannot_be_read_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "a").unwrap();
        fs::create_dir(folder.path().join("b.txt")).unwrap();
        let files = StaticFiles::read(folder.path(), ["a.txt".to_owned()]).unwrap();
        fs::write(folder.path().join("a.txt"), "b").unwrap();
        let error =
            files.follow(&Changes { changed: vec!["a.txt".into(), "b.txt".into()], ..Changes::default() }).unwrap_err();
        assert!(matches!(error, WriteError::Refused { path, .. } if path.ends_with("b.txt")));
        assert_eq!(bytes(&files, "/a.txt", (false, false)).unwrap(), b"a");
    }
}
