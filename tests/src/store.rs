//! A store that a test can look into.

use dynoxide::Database;
use local::TABLE;
use register::{Connection, Register};
use serde_json::json;
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
        let described = self.database.describe_table(read(&json!({ "TableName": TABLE }))).expect("a table");
        serde_json::to_value(described).expect("JSON")["Table"].take()
    }

    /// The records of the table's stream, as AWS Lambda hands them over.
    #[must_use]
    pub fn event(&self) -> serde_json::Value {
        let stream = self.database.list_streams(read(&json!({ "TableName": TABLE }))).expect("streams");
        let stream = serde_json::to_value(stream).expect("JSON")["Streams"][0]["StreamArn"].clone();
        let shards = self.database.describe_stream(read(&json!({ "StreamArn": stream }))).expect("shards");
        let shard = serde_json::to_value(shards).expect("JSON")["StreamDescription"]["Shards"][0]["ShardId"].clone();
        let first = json!({ "StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" });
        let first =
            serde_json::to_value(self.database.get_shard_iterator(read(&first)).expect("a place")).expect("JSON");
        let records = self.database.get_records(read(&json!({ "ShardIterator": first["ShardIterator"] })));
        json!({ "Records": serde_json::to_value(records.expect("records")).expect("JSON")["Records"] })
    }

    /// What was received: the items of the table that are no mark of a mail.
    #[must_use]
    pub fn complaints(&self) -> Vec<serde_json::Value> {
        self.items().into_iter().filter(|item| item["entry"]["S"] == "complaint").collect()
    }

    /// Puts `item` into the table, as another version might.
    pub fn put(&self, item: &serde_json::Value) {
        self.database.put_item(read(&json!({ "TableName": TABLE, "Item": item }))).expect("an item");
    }

    /// The complaint that is called `reference`, as DynamoDB's own JSON.
    #[must_use]
    pub fn complaint(&self, reference: &str) -> serde_json::Value {
        let key = json!({ "reference": { "S": reference }, "entry": { "S": "complaint" } });
        let found = self.database.get_item(read(&json!({ "TableName": TABLE, "Key": key }))).expect("an answer");
        serde_json::to_value(found).expect("JSON")["Item"].take()
    }

    /// Every item of the table, as DynamoDB's own JSON.
    #[must_use]
    pub fn items(&self) -> Vec<serde_json::Value> {
        let response = self.database.scan(read(&json!({ "TableName": TABLE }))).expect("items");
        let response = serde_json::to_value(response).expect("JSON");
        response["Items"].as_array().expect("a list").clone()
    }
}

fn read<T: serde::de::DeserializeOwned>(request: &serde_json::Value) -> T {
    serde_json::from_value(request.clone()).expect("a request")
}
