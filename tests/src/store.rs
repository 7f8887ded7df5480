//! A store that a test can look into.

use dynoxide::Database;
use local::TABLE;
use register::{Connection, Register};
use tokio::net::TcpListener;

/// An empty embedded store with the register's table.
pub struct Store {
    /// The register on it.
    pub register: Register,
    /// Where it answers.
    pub endpoint: String,
    database: Database,
}

impl Store {
    /// Opens one in memory.
    pub async fn open() -> Self {
        let database = Database::memory().expect("a store");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        let register = Register::connect(Connection::to_local_store(&endpoint, TABLE));
        register.create_table().await.expect("a table");
        Self { register, endpoint, database }
    }

    /// The table, as DynamoDB describes it.
    #[must_use]
    pub fn described(&self) -> serde_json::Value {
        let request = serde_json::from_value(serde_json::json!({ "TableName": TABLE })).expect("a request");
        let described = self.database.describe_table(request).expect("a table");
        serde_json::to_value(described).expect("JSON")["Table"].take()
    }

    /// Every item of the table, as DynamoDB's own JSON.
    #[must_use]
    pub fn items(&self) -> Vec<serde_json::Value> {
        let request = serde_json::from_value(serde_json::json!({ "TableName": TABLE })).expect("a request");
        let response = self.database.scan(request).expect("items");
        let response = serde_json::to_value(response).expect("JSON");
        response["Items"].as_array().expect("a list").clone()
    }
}
