//! The key of this machine. Loopback is open to every user of it, so whoever opens a page with words of residents must hold the key.
//!
//! 1. The first start makes it, from the randomness of the operating system, in a file that only its owner can read.
//! 2. Each start tells an address with the key in it. Whoever opens that gets a cookie, and goes on to the address without it.
//! 3. A program sends `Authorization: Bearer` with the key.

use crate::page::page;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use subtle::ConstantTimeEq;
use tempfile::NamedTempFile;

/// The name of the file.
const FILE: &str = "kantoor.key";
/// What the key is called in an address and in a cookie.
const NAME: &str = "sleutel";
const SIZE_BYTES: usize = 16;

/// Opens the pages that hold words of residents. Prints as its name only.
#[derive(Clone)]
pub(crate) struct Key(String);

impl Key {
    /// The key in `folder`; a new one if there is none, or none that can be one.
    pub(crate) fn kept_in(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        match fs::read_to_string(&file) {
            Ok(text) if is_key(text.trim_end()) => return Ok(Self(text.trim_end().to_owned())),
            Ok(_) => fs::remove_file(&file)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let mut bytes = [0; SIZE_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        let key = base16ct::lower::encode_string(&bytes);
        // For its owner only, and under its name when it is whole.
        let mut part = NamedTempFile::new_in(folder)?;
        writeln!(part, "{key}")?;
        part.as_file().sync_all()?;
        match part.persist_noclobber(file) {
            Ok(_) => Ok(Self(key)),
            // Another process was faster.
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Self::kept_in(folder),
            Err(error) => Err(error.error),
        }
    }

    /// `path` with the key in it.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{path}?{NAME}={}", self.0)
    }

    /// Has each of the `pages`, which are all below `path`, ask for the key.
    pub(crate) fn before(self, pages: Router, path: &'static str) -> Router {
        pages.layer(from_fn(move |request: Request, next: Next| {
            let key = self.clone();
            async move {
                if key.is_in_address(&request) {
                    key.remembered(request.uri().path(), path)
                } else if key.is_in_headers(request.headers()) {
                    next.run(request).await
                } else {
                    refused()
                }
            }
        }))
    }

    fn is_in_address(&self, request: &Request) -> bool {
        let query = request.uri().query().unwrap_or_default();
        request.method() == Method::GET
            && form_urlencoded::parse(query.as_bytes()).any(|(name, typed)| name == NAME && self.is(&typed))
    }

    fn is_in_headers(&self, headers: &HeaderMap) -> bool {
        let texts = |name| headers.get_all(name).into_iter().filter_map(|text| text.to_str().ok());
        let is_bearer = |text: &str| {
            text.split_once(' ')
                .is_some_and(|(scheme, key)| scheme.eq_ignore_ascii_case("bearer") && self.is(key.trim()))
        };
        let is_cookie =
            |text: &str| text.split_once('=').is_some_and(|(name, key)| name.trim() == NAME && self.is(key.trim()));
        texts(AUTHORIZATION).any(is_bearer) || texts(COOKIE).flat_map(|text| text.split(';')).any(is_cookie)
    }

    /// Takes as long whichever part of it is right.
    fn is(&self, typed: &str) -> bool {
        self.0.as_bytes().ct_eq(typed.as_bytes()).into()
    }

    /// The browser keeps the key for what is below `path`, and goes on to `page`, whose address does not show it.
    fn remembered(&self, page: &str, path: &str) -> Response {
        let cookie = format!("{NAME}={}; HttpOnly; SameSite=Lax; Path={path}", self.0);
        (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, page.to_owned())]).into_response()
    }
}

fn is_key(text: &str) -> bool {
    text.len() == 2 * SIZE_BYTES && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn refused() -> Response {
    let body = format!(
        "<p>Hier staan woorden van inwoners. Daarom hebt u een sleutel nodig.</p>\n\
         <p>Ga naar het venster waarin u de dienst hebt gestart. Daar staat een adres met <code>?{NAME}=</code> erin. Open dat adres \
         in deze browser.</p>\n\
         <p>Is dat venster er niet meer? Stop de dienst dan, en start die opnieuw.</p>"
    );
    let page = page("U hebt een sleutel nodig", &body);
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")], page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_over_restarts_and_another_folder_has_another() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = Key::kept_in(one.path()).unwrap().0;
        assert!(is_key(&key), "{key}");
        assert_eq!(Key::kept_in(one.path()).unwrap().0, key);
        assert_ne!(Key::kept_in(other.path()).unwrap().0, key);
    }

    #[test]
    fn a_file_that_holds_no_whole_key_gets_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::kept_in(folder.path()).unwrap().0;
        for broken in ["", "\n", &key[1..], &key.to_uppercase().replace(|digit: char| digit.is_ascii_digit(), "A")] {
            fs::write(folder.path().join(FILE), broken).unwrap();
            let new = Key::kept_in(folder.path()).unwrap().0;
            assert!(is_key(&new) && new != key);
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap().trim_end(), new);
        }
    }
}
