//! Stores that do not answer as they should.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use std::time::Duration;
use tokio::net::TcpListener;

/// A fault of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultyStore {
    /// Nobody listens.
    Away,
    /// It takes the request and never answers.
    Stuck,
    /// It says that there are too many requests.
    Throttled,
    /// It fails.
    Broken,
    /// It has no such table.
    WithoutTable,
    /// It answers, but not as DynamoDB does.
    Garbled,
    /// Something in between says 200, and nothing else.
    Empty,
    /// It refuses a second complaint under one reference, and does not say which has it.
    Forgetful,
}

impl FaultyStore {
    /// Every fault.
    pub const ALL: [Self; 8] = [
        Self::Away,
        Self::Stuck,
        Self::Throttled,
        Self::Broken,
        Self::WithoutTable,
        Self::Garbled,
        Self::Empty,
        Self::Forgetful,
    ];

    /// Starts the store and tells its address.
    pub async fn start(self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        if self != Self::Away {
            let router = Router::new().route("/", post(move || self.answer()));
            tokio::spawn(async { axum::serve(listener, router).await });
        }
        address
    }

    async fn answer(self) -> (StatusCode, &'static str) {
        match self {
            Self::Away | Self::Empty => (StatusCode::OK, ""),
            Self::Stuck => {
                tokio::time::sleep(Duration::from_mins(1)).await;
                (StatusCode::OK, "{}")
            }
            Self::Throttled => {
                (StatusCode::BAD_REQUEST, r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}"#)
            }
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, r#"{"__type":"InternalServerError"}"#),
            Self::WithoutTable => {
                (StatusCode::BAD_REQUEST, r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"#)
            }
            Self::Garbled => (StatusCode::OK, "<html>no JSON</html>"),
            Self::Forgetful => (
                StatusCode::BAD_REQUEST,
                r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}"#,
            ),
        }
    }
}
