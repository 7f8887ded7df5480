//! The intake without a network around it: a request goes straight to its router.

use crate::{FaultyStore, Store, digest_key, website};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, Request, StatusCode};
use flate2::read::GzDecoder;
use intake::{Intake, standalone};
use register::{Connection, Register};
use std::io::Read;
use std::sync::Arc;
use tower::ServiceExt;

/// The intake of the made-up organisation, at noon of 22 November 2026. It has no address and no port.
pub struct Counter {
    router: Router,
}

/// What it answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What it says, without compression.
    pub text: String,
}

impl Counter {
    /// A counter that keeps complaints in `store`.
    #[must_use]
    pub fn with(store: &Store) -> Self {
        Self::on(store.register.clone())
    }

    /// A counter whose register refuses everything.
    pub async fn without_register() -> Self {
        let endpoint = FaultyStore::WithoutTable.start().await;
        Self::on(Register::connect(Connection::to_local_store(endpoint, "complaints")))
    }

    fn on(register: Register) -> Self {
        let noon = || "2026-11-22T11:00:00Z".parse().expect("an instant");
        Self { router: standalone(Intake::new(Arc::clone(website().site()), register, digest_key(), noon)) }
    }

    /// Any request.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("a router does not fail");
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = if head.headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip") && !bytes.is_empty()
        {
            let mut text = String::new();
            GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip");
            text
        } else {
            String::from_utf8(bytes.to_vec()).expect("text")
        };
        Answer { status: head.status, headers: head.headers, text }
    }

    /// A form that is posted as a browser does.
    pub async fn post<N: AsRef<str>, T: AsRef<str>>(&self, path: &str, form: &[(N, T)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.header(ACCEPT, "text/html").body(body.into()).expect("a request")).await
    }

    /// What a program posts.
    pub async fn post_json(&self, path: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        self.ask(request.header(ACCEPT, "application/json").body(body.into()).expect("a request")).await
    }

    /// Opens an address.
    pub async fn open(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).expect("a request")).await
    }
}
