//! A store that a test can look into.

use dynoxide::Database;
use local::TABLE;
use register::{Connection, Register};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
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
        let store = Self::serve(Database::memory().expect("a store")).await;
        store.register.create_table().await.expect("a table");
        store
    }

    /// Opens the one that a service left in the folder of its data.
    pub async fn left_in(data: &Path) -> Self {
        Self::serve(Database::new(&data.join("register.db").to_string_lossy()).expect("a store")).await
    }

    async fn serve(database: Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(dynoxide::server::serve_on(listener, database.clone()));
        let register = Register::connect(Connection::to_local_store(&endpoint, TABLE));
        Self { register, endpoint, database }
    }

    /// The table, as DynamoDB describes it.
    #[must_use]
    pub fn described(&self) -> Value {
        let described = self.database.describe_table(read(&json!({ "TableName": TABLE }))).expect("a table");
        value(described)["Table"].take()
    }

    /// The records of the table's stream, as AWS Lambda hands them over.
    #[must_use]
    pub fn event(&self) -> Value {
        let stream = self.database.list_streams(read(&json!({ "TableName": TABLE }))).expect("streams");
        let stream = value(stream)["Streams"][0]["StreamArn"].take();
        let shards = self.database.describe_stream(read(&json!({ "StreamArn": stream }))).expect("shards");
        let mut records = Vec::new();
        for shard in value(shards)["StreamDescription"]["Shards"].as_array().expect("a list") {
            let first =
                json!({ "StreamArn": stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON" });
            let mut place = value(self.database.get_shard_iterator(read(&first)).expect("a place"));
            let mut next = place["ShardIterator"].take();
            while next.is_string() {
                let page = self.database.get_records(read(&json!({ "ShardIterator": next }))).expect("records");
                let mut page = value(page);
                let Some(more @ [_, ..]) = page["Records"].as_array().map(Vec::as_slice) else { break };
                records.extend_from_slice(more);
                next = page["NextShardIterator"].take();
            }
        }
        json!({ "Records": records })
    }

    /// The references of complaints that were written over, or taken away, after they were kept.
    #[must_use]
    pub fn written_over(&self) -> Vec<String> {
        let event = self.event();
        let records = event["Records"].as_array().expect("a list").iter();
        let changed =
            records.filter(|record| record["eventName"] != "INSERT").map(|record| &record["dynamodb"]["Keys"]);
        let complaints = changed.filter(|keys| keys["entry"]["S"] == "complaint");
        complaints.map(|keys| keys["reference"]["S"].as_str().expect("a reference").to_owned()).collect()
    }

    /// What was received: the items of the table that are no mark of a mail.
    #[must_use]
    pub fn complaints(&self) -> Vec<Value> {
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

    /// Whether there is a complaint of that name.
    #[must_use]
    pub fn keeps(&self, reference: &str) -> bool {
        let key = json!({ "reference": { "S": reference }, "entry": { "S": "complaint" } });
        let found = self.database.get_item(read(&json!({ "TableName": TABLE, "Key": key, "ConsistentRead": true })));
        !value(found.expect("an answer"))["Item"].is_null()
    }

    /// What each complaint is called.
    #[must_use]
    pub fn references(&self) -> BTreeSet<String> {
        let name = |item: &Value| item["reference"]["S"].as_str().expect("a reference").to_owned();
        self.complaints().iter().map(name).collect()
    }

    /// The complaints that a digest tells the office of.
    #[must_use]
    pub fn counted(&self) -> Vec<String> {
        let items = self.items().into_iter();
        let counted = items.filter(|item| item["entry"]["S"] == "mail#office" && item["state"]["S"] == "counted");
        counted.map(|item| item["reference"]["S"].as_str().expect("a reference").to_owned()).collect()
    }

    /// Every item of the table, as DynamoDB's own JSON.
    #[must_use]
    pub fn items(&self) -> Vec<Value> {
        let response = self.database.scan(read(&json!({ "TableName": TABLE }))).expect("items");
        let response = serde_json::to_value(response).expect("JSON");
        response["Items"].as_array().expect("a list").clone()
    }
}

fn read<T: serde::de::DeserializeOwned>(request: &Value) -> T {
    serde_json::from_value(request.clone()).expect("a request")
}

fn value(answer: impl serde::Serialize) -> Value {
    serde_json::to_value(answer).expect("JSON")
}
