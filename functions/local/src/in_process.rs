//! The way to the embedded store: within this process and over no port, so that no web page and no other program can ask it anything.
//!
//! The SDK makes the same requests as for DynamoDB. `InProcess` takes each of them where a connection would, and the thread of the
//! store answers one after another, as the store itself does: whoever writes has all of it.

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, DynoxideError};
use register::HttpClient;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::{io, thread};
use tokio::sync::oneshot;

/// A client of the SDK that reaches `database` and nothing else. Its thread ends with the last copy of it.
///
/// # Errors
/// There is no thread.
pub(crate) fn client(database: Database) -> io::Result<HttpClient> {
    let connector = SharedHttpConnector::new(InProcess::before(database)?);
    Ok(http_client_fn(move |_, _| connector.clone()))
}

#[derive(Debug)]
struct InProcess(Sender<Asked>);

impl InProcess {
    fn before(database: Database) -> io::Result<Self> {
        let (asking, asked) = channel::<Asked>();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            for Asked { operation, body, answering } in asked {
                // Who gave up has told so already: what was not begun is not done.
                if !answering.is_closed() {
                    drop(answering.send(answer(&database, &operation, &body)));
                }
            }
        })?;
        Ok(Self(asking))
    }
}

/// One request, and who waits for its answer.
#[derive(Debug)]
struct Asked {
    operation: String,
    body: Vec<u8>,
    answering: oneshot::Sender<(u16, String)>,
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        // `DynamoDB_20120810.PutItem`
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        let body = request.body().bytes().unwrap_or_default().to_owned();
        let (answering, answer) = oneshot::channel();
        let is_asked = self.0.send(Asked { operation, body, answering }).is_ok();
        HttpConnectorFuture::new(async move {
            let ended = || ConnectorError::io("the store ended".into());
            let (status, body) = answer.await.ok().filter(|_| is_asked).ok_or_else(ended)?;
            let status = StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
            let mut response = HttpResponse::new(status, SdkBody::from(body));
            // The register takes nothing for an answer of the store that has no number.
            response.headers_mut().insert("x-amzn-requestid", "in-process");
            Ok(response)
        })
    }
}

/// The status and the body of the store's answer. Whatever goes wrong within it, the next question is answered too.
fn answer(database: &Database, operation: &str, body: &[u8]) -> (u16, String) {
    let done = catch_unwind(AssertUnwindSafe(|| run(database, operation, body)));
    let error = match done {
        Ok(Ok(answer)) => return (200, answer),
        Ok(Err(error)) => error,
        Err(_) => DynoxideError::InternalServerError("the store ended early".to_owned()),
    };
    (error.status_code(), error.to_json())
}

fn run(database: &Database, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
    match operation {
        "CreateTable" => act(body, |request| database.create_table(request)),
        "DescribeTable" => act(body, |request| database.describe_table(request)),
        "UpdateTable" => act(body, |request| database.update_table(request)),
        "DescribeTimeToLive" => act(body, |request| database.describe_time_to_live(request)),
        "UpdateTimeToLive" => act(body, |request| database.update_time_to_live(request)),
        "PutItem" => act(body, |request| database.put_item(request)),
        "GetItem" => act(body, |request| database.get_item(request)),
        "UpdateItem" => act(body, |request| database.update_item(request)),
        "DeleteItem" => act(body, |request| database.delete_item(request)),
        "Query" => act(body, |request| database.query(request)),
        "BatchGetItem" => act(body, |request| database.batch_get_item(request)),
        "TransactWriteItems" => act(body, |request| database.transact_write_items(request)),
        "ListStreams" => act(body, |request| database.list_streams(request)),
        "DescribeStream" => act(body, |request| database.describe_stream(request)),
        "GetShardIterator" => act(body, |request| database.get_shard_iterator(request)),
        "GetRecords" => act(body, |request| database.get_records(request)),
        _ => Err(DynoxideError::ValidationException("the register does not ask this".to_owned())),
    }
}

fn act<Request: DeserializeOwned, Answer: Serialize>(
    body: &[u8],
    act: impl FnOnce(Request) -> Result<Answer, DynoxideError>,
) -> Result<String, DynoxideError> {
    let request = serde_json::from_slice(body);
    let request = request.map_err(|error| DynoxideError::SerializationException(error.to_string()))?;
    let answer = act(request)?;
    serde_json::to_string(&answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynoxide::storage::Storage;
    use serde_json::json;

    fn asked(operation: &str, table: &str) -> HttpRequest {
        let mut body = json!({ "TableName": table });
        if operation == "CreateTable" {
            body["BillingMode"] = json!("PAY_PER_REQUEST");
            body["AttributeDefinitions"] = json!([{ "AttributeName": "a", "AttributeType": "S" }]);
            body["KeySchema"] = json!([{ "AttributeName": "a", "KeyType": "HASH" }]);
        }
        let mut request = HttpRequest::new(SdkBody::from(body.to_string()));
        request.headers_mut().insert("x-amz-target", format!("DynamoDB_20120810.{operation}"));
        request
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_done() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("register.db").to_string_lossy().into_owned();
        let store = InProcess::before(Database::new(&file).unwrap()).unwrap();
        let other_process = Storage::new(&file).unwrap();
        other_process.conn().execute_batch("BEGIN IMMEDIATE").unwrap();
        let waiting = store.call(asked("CreateTable", "waited-for"));
        drop(store.call(asked("CreateTable", "given-up")));
        other_process.conn().execute_batch("COMMIT").unwrap();
        assert_eq!(waiting.await.unwrap().status().as_u16(), 200);
        for (table, status) in [("waited-for", 200), ("given-up", 400)] {
            let described = store.call(asked("DescribeTable", table)).await.unwrap();
            assert_eq!(described.status().as_u16(), status, "{table}");
        }
    }

    #[tokio::test]
    async fn what_the_register_never_asks_is_refused_and_the_next_question_answered() {
        let store = InProcess::before(Database::memory().unwrap()).unwrap();
        assert_eq!(store.call(asked("DeleteTable", "complaints")).await.unwrap().status().as_u16(), 400);
        assert_eq!(store.call(asked("CreateTable", "complaints")).await.unwrap().status().as_u16(), 200);
    }
}
