//! What stands between the service and its store, and spoils what passes.

use super::fault::{Fault, Kind, Tally};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::collections::HashMap;
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// What goes wrong.
#[derive(Clone, Debug)]
pub enum Plan {
    /// What a seed says, of each request about a complaint by its reference and number.
    Seed(u64),
    /// These, one request after the other; nothing afterwards.
    Script(Vec<Fault>),
    /// A mistake of ours: the store is asked to write without a condition.
    Unconditional,
    /// A mistake of ours: "written" is said, and nothing is.
    ConfirmsUnwritten,
}

/// Which requests go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those that write a complaint.
    Complaints,
    /// Those, and those that mark a mail.
    Marks,
}

/// A proxy before a store, which spoils requests by a [`Plan`].
#[derive(Clone)]
pub struct FaultProxy {
    /// Where it answers.
    pub endpoint: String,
    shared: Arc<Shared>,
}

struct Shared {
    store: String,
    client: reqwest::Client,
    plan: Plan,
    reach: Reach,
    met: Mutex<Met>,
    under_way: AtomicUsize,
}

#[derive(Default)]
struct Met {
    faults: HashMap<String, Vec<Fault>>,
    requests: usize,
    is_calm: bool,
}

/// DynamoDB's name for an answer.
const REQUEST_ID: &str = "x-amzn-requestid";

/// A connection that ends without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no answer")]
enum Cut {
    Closed,
    Reset,
}

impl FaultProxy {
    /// Starts one before the store at `store`.
    pub async fn start(store: &str, plan: Plan, reach: Reach) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared {
            store: store.to_owned(),
            client: reqwest::Client::new(),
            plan,
            reach,
            met: Mutex::default(),
            under_way: AtomicUsize::new(0),
        });
        let serving = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&serving)));
            }
        });
        Self { endpoint, shared }
    }

    /// From now on nothing goes wrong, once what is under way has ended. What a mistake of ours does, it still does.
    pub async fn calm(&self) {
        self.shared.met.lock().expect("a lock").is_calm = true;
        while self.shared.under_way.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What happened to the requests about `reference`.
    #[must_use]
    pub fn faults_of(&self, reference: &str) -> Vec<Fault> {
        self.shared.met.lock().expect("a lock").faults.get(reference).cloned().unwrap_or_default()
    }

    /// How many requests met which fault.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        let met = self.shared.met.lock().expect("a lock");
        met.faults.values().flatten().for_each(|fault| tally.count(*fault));
        tally
    }
}

/// Answers on one connection, and ends it as [`Cut`] says.
async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        // By itself: what was sent to a store is done there, also when who sent it has gone.
        let answer = tokio::spawn(async move { shared.answer(request).await });
        Box::pin(async move { answer.await.expect("an answer") })
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = (&mut connection).await;
    let cut = ended.as_ref().err().and_then(|error| error.source()?.downcast_ref::<Cut>());
    if cut == Some(&Cut::Reset) {
        // It may be gone already.
        drop(connection.into_parts().io.into_inner().set_zero_linger());
    }
}

impl Shared {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
        let (head, body) = request.into_parts();
        let body = to_bytes(Body::new(body), usize::MAX).await.map_err(|_| Cut::Closed)?;
        let Some(key) = self.key(&head.headers, &body) else {
            return self.forward(&head.headers, body).await;
        };
        self.under_way.fetch_add(1, Ordering::SeqCst);
        let answer = self.spoil(self.next(key), &head.headers, body).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        answer
    }

    /// What a request writes, if it may be spoilt: a reference, of a mark also which.
    fn key(&self, headers: &HeaderMap, body: &Bytes) -> Option<String> {
        let action = headers.get("x-amz-target")?.to_str().ok()?;
        action.ends_with(".PutItem").then_some(())?;
        let request: Value = serde_json::from_slice(body).ok()?;
        let of = |attribute: &str| request["Item"][attribute]["S"].as_str();
        match (of("reference")?, of("entry")?) {
            (reference, "complaint") => Some(reference.to_owned()),
            (reference, entry) if self.reach == Reach::Marks => Some(format!("{reference} {entry}")),
            _ => None,
        }
    }

    fn next(&self, key: String) -> Fault {
        let mut met = self.met.lock().expect("a lock");
        let number = met.faults.get(&key).map_or(0, Vec::len);
        let fault = match &self.plan {
            Plan::Seed(seed) if !met.is_calm => Fault::drawn(*seed, &key, number),
            Plan::Script(faults) if !met.is_calm => faults.get(met.requests).copied().unwrap_or(Fault::NONE),
            _ => Fault::NONE,
        };
        met.requests += 1;
        met.faults.entry(key).or_default().push(fault);
        fault
    }

    async fn spoil(&self, fault: Fault, headers: &HeaderMap, body: Bytes) -> Result<Response<Body>, Cut> {
        let Fault { kind, is_written } = fault;
        if matches!(kind, Kind::None | Kind::Delayed | Kind::Slow | Kind::Stuck) {
            if is_written {
                let answer = self.write(headers, body).await;
                tokio::time::sleep(kind.wait()).await;
                return answer;
            }
            tokio::time::sleep(kind.wait()).await;
            return self.write(headers, body).await;
        }
        if is_written {
            self.write(headers, body).await?;
        }
        match kind {
            Kind::Dropped => Err(Cut::Closed),
            Kind::Reset => Err(Cut::Reset),
            Kind::Throttled => Ok(refusal("ThrottlingException")),
            Kind::Overloaded => Ok(refusal("ProvisionedThroughputExceededException")),
            Kind::Forgetful => Ok(refusal("ConditionalCheckFailedException")),
            Kind::Failed => Ok(said(StatusCode::INTERNAL_SERVER_ERROR, r#"{"__type":"InternalServerError"}"#.into())),
            Kind::Garbled => Ok(said(StatusCode::OK, "<html>no JSON</html>".into())),
            Kind::Truncated => Ok(said(StatusCode::OK, "{".into())),
            Kind::Empty | Kind::None | Kind::Delayed | Kind::Slow | Kind::Stuck => {
                Ok(said(StatusCode::OK, String::new()))
            }
        }
    }

    async fn write(&self, headers: &HeaderMap, body: Bytes) -> Result<Response<Body>, Cut> {
        match self.plan {
            Plan::ConfirmsUnwritten => {
                Ok(([(REQUEST_ID, "made-up")], said(StatusCode::OK, "{}".into())).into_response())
            }
            Plan::Unconditional => {
                let mut request: Value = serde_json::from_slice(&body).expect("JSON");
                let parts = request.as_object_mut().expect("a request");
                parts.retain(|name, _| matches!(name.as_str(), "TableName" | "Item"));
                self.forward(headers, request.to_string().into()).await
            }
            Plan::Seed(_) | Plan::Script(_) => self.forward(headers, body).await,
        }
    }

    async fn forward(&self, headers: &HeaderMap, body: Bytes) -> Result<Response<Body>, Cut> {
        let mut headers = headers.clone();
        headers.remove(HOST);
        headers.remove(CONTENT_LENGTH);
        let request = self.client.post(&self.store).headers(headers).body(body);
        let answer = request.send().await.map_err(|_| Cut::Closed)?;
        let mut forwarded = Response::builder().status(answer.status());
        for name in [CONTENT_TYPE.as_str(), REQUEST_ID] {
            if let Some(value) = answer.headers().get(name) {
                forwarded = forwarded.header(name, value);
            }
        }
        let body = answer.bytes().await.map_err(|_| Cut::Closed)?;
        Ok(forwarded.body(body.into()).expect("an answer"))
    }
}

fn refusal(code: &str) -> Response<Body> {
    said(StatusCode::BAD_REQUEST, format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}"}}"#))
}

fn said(status: StatusCode, json: String) -> Response<Body> {
    (status, [(CONTENT_TYPE, "application/x-amz-json-1.0")], json).into_response()
}
