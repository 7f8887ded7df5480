//! A second implementation of DynamoDB and SES: moto, with the stack that functions/template.yaml declares.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A moto server, which ends with this.
pub struct Moto {
    /// Where it answers.
    pub endpoint: String,
    /// What tests/judges/stack.py tells of the stack.
    pub stack: Value,
    client: Client,
    _server: Child,
    /// Where it records what it is asked.
    _folder: TempDir,
}

/// A mail that SES was given.
#[derive(Debug)]
pub struct SentMail {
    /// To whom.
    pub to: String,
    /// The message, as MIME.
    pub raw: String,
}

impl Moto {
    /// Starts a server and makes the stack in it.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Command::new(tool("moto_server"))
            .current_dir(folder.path())
            .args(["-H", "127.0.0.1", "-p", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{error}: tests/judges/install brings moto"));
        let client = Client::new();
        // A port that is free when we ask may be another program's when moto takes it: moto takes one itself and says which.
        let mut said = BufReader::new(server.stderr.take().expect("a pipe")).lines();
        let endpoint = loop {
            let line = said.next_line().await.expect("text").expect("a moto server that starts");
            if let Some((_, endpoint)) = line.split_once("Running on ") {
                break endpoint.trim().to_owned();
            }
        };
        // It logs each request, and would wait for us to read.
        tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
        let made = Command::new(tool("python")).arg(root().join("tests/judges/stack.py")).arg(&endpoint).output().await;
        let made = made.expect("python");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let stack = serde_json::from_slice(&made.stdout).expect("JSON");
        let moto = Self { endpoint, stack, client, _server: server, _folder: folder };
        moto.own("recorder/start-recording").await;
        moto
    }

    /// The table of the stack.
    #[must_use]
    pub fn table(&self) -> &str {
        self.stack["table"].as_str().expect("a name")
    }

    /// Every item of the table, as DynamoDB's own JSON.
    pub async fn items(&self) -> Vec<Value> {
        let answer = self.ask("DynamoDB_20120810.Scan", &json!({ "TableName": self.table() })).await;
        answer["Items"].as_array().expect("a list").clone()
    }

    /// What the table's stream tells of, as the event that Lambda hands on.
    pub async fn stream_event(&self) -> Value {
        let arn = &self.stack["stream_arn"];
        let described = self.ask("DynamoDBStreams_20120810.DescribeStream", &json!({ "StreamArn": arn })).await;
        let shard = &described["StreamDescription"]["Shards"][0]["ShardId"];
        let from = json!({ "StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON" });
        let iterator = self.ask("DynamoDBStreams_20120810.GetShardIterator", &from).await;
        let iterator = json!({ "ShardIterator": iterator["ShardIterator"] });
        let mut records = self.ask("DynamoDBStreams_20120810.GetRecords", &iterator).await["Records"].take();
        for record in records.as_array_mut().expect("a list") {
            record["eventSourceARN"] = arn.clone();
        }
        json!({ "Records": records })
    }

    /// Every mail that SES was given since [`Moto::forget`], in order.
    pub async fn mails(&self) -> Vec<SentMail> {
        let sent = self.asked("ses:SendEmail").await.into_iter();
        sent.map(|asked| {
            let to = asked["Destination"]["ToAddresses"][0].as_str().expect("an address").to_owned();
            SentMail { to, raw: String::from_utf8(decode(&asked["Content"]["Raw"]["Data"])).expect("text") }
        })
        .collect()
    }

    /// What programs asked of one action since [`Moto::forget`], in order.
    pub async fn asked(&self, of: &str) -> Vec<Value> {
        let requests = self.requests().await.into_iter().filter(|request| action(request) == of);
        requests.map(|request| serde_json::from_slice(&decode(&request["body"])).expect("JSON")).collect()
    }

    /// The actions that programs asked for since [`Moto::forget`], as policies name them.
    pub async fn calls(&self) -> BTreeSet<String> {
        self.requests().await.iter().map(action).collect()
    }

    /// Forgets what was asked.
    pub async fn forget(&self) {
        self.own("recorder/reset-recording").await;
    }

    /// What programs asked for; this harness is none of them.
    async fn requests(&self) -> Vec<Value> {
        let recorded =
            self.client.get(self.own_address("recorder/download-recording")).send().await.expect("an answer");
        let recorded = recorded.text().await.expect("text");
        let requests = recorded.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let by_program = |request: &Value| {
            request["headers"]["User-Agent"].as_str().is_some_and(|agent| agent.starts_with("aws-sdk-rust"))
        };
        requests.filter(by_program).collect()
    }

    async fn ask(&self, target: &str, request: &Value) -> Value {
        let scope = "AWS4-HMAC-SHA256 Credential=test/20261124/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none";
        let asked = self.client.post(&self.endpoint).header("x-amz-target", target).header("authorization", scope);
        let answer = asked.header("content-type", "application/x-amz-json-1.0").body(request.to_string()).send().await;
        answer.expect("an answer").json().await.expect("JSON")
    }

    fn own_address(&self, path: &str) -> String {
        format!("{}/moto-api/{path}", self.endpoint)
    }

    async fn own(&self, path: &str) {
        let asked = self.client.post(self.own_address(path));
        assert!(asked.send().await.expect("an answer").status().is_success(), "{path}");
    }
}

fn decode(text: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(text.as_str().expect("a text")).expect("base64")
}

/// What a request of the SDK asks for, as an IAM policy names it.
fn action(request: &Value) -> String {
    if let Some(target) = request["headers"]["X-Amz-Target"].as_str() {
        let (service, operation) = target.split_once('.').expect("a target");
        assert!(service.starts_with("DynamoDB"), "{target}");
        return format!("dynamodb:{operation}");
    }
    let (method, address) = (&request["method"], request["url"].as_str().expect("an address"));
    match (method.as_str(), address.ends_with("/v2/email/outbound-emails")) {
        (Some("POST"), true) => "ses:SendEmail".to_owned(),
        _ => panic!("{method} {address}: which action is that?"),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn tool(name: &str) -> PathBuf {
    let folder = std::env::var_os("JUDGES").map_or_else(|| root().join("target/judges/services"), PathBuf::from);
    folder.join("bin").join(name)
}
