//! The key of this machine. Loopback is open to every user of it, so whoever opens a page with words of residents must hold the key.
//!
//! 1. The first start makes it, from the randomness of the operating system, in a file that only its owner can read.
//! 2. Each start tells an address with the key in it. Whoever opens that gets a cookie, and goes on to the address without it.
//! 3. A program sends `Authorization: Bearer` with the key.

use crate::page::page;
use crate::secret;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::io;
use std::path::Path;
use subtle::ConstantTimeEq;

/// The name of the file.
const FILE: &str = "kantoor.key";
/// What the key is called in an address and in a cookie.
const NAME: &str = "sleutel";

/// Opens the pages that hold words of residents. Prints as its name only.
#[derive(Clone)]
pub(crate) struct Key(String);

impl Key {
    /// The key in `folder`, from its first start on.
    pub(crate) fn kept_in(folder: &Path) -> io::Result<Self> {
        secret::kept_in::<16>(folder, FILE).map(|secret| Self(base16ct::lower::encode_string(&secret)))
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
