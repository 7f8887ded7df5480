//! The functions' own programs against the stack that functions/template.yaml declares, in a second implementation of DynamoDB
//! and SES.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use tests::{Function, Moto, Store, event};
use tokio::process::Command;

const OFFICE: &str = "kantoor@wij.example";

/// What Lambda sets for a function of the stack.
fn variables(moto: &Moto) -> Vec<(&str, &str)> {
    let address = moto.stack["mail_address"].as_str().unwrap();
    vec![
        ("AWS_ENDPOINT_URL", moto.endpoint.as_str()),
        ("REGISTER_TABLE", moto.table()),
        ("DIGEST_KEY", tests::DIGEST_KEY),
        ("MAIL_FROM", address),
        ("MAIL_OFFICE", OFFICE),
        ("MAIL_CONFIGURATION_SET", "klachten"),
        ("DEAD_LETTERS_URL", "http://127.0.0.1:9/queue"),
    ]
}

/// The complaint that is kept.
async fn complaint(moto: &Moto) -> Value {
    moto.items().await.into_iter().find(|item| item["entry"]["S"] == "complaint").unwrap()
}

async fn start(name: &str, moto: &Moto) -> Function {
    Function::start(name, program(name), &variables(moto)).await.unwrap()
}

/// The program of a function.
fn program(name: &str) -> &'static Path {
    let program = if name == "intake" { env!("CARGO_BIN_EXE_intake") } else { env!("CARGO_BIN_EXE_notices") };
    Path::new(program)
}

/// The actions that a policy of the stack allows, but for what Lambda itself does with the role: logs, the stream, dead letters.
fn allowed(policy: &Value) -> BTreeSet<String> {
    let by_lambda = [
        "logs:",
        "sqs:",
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
    ];
    let statements = policy.as_array().unwrap().iter();
    let actions = statements.flat_map(|statement| {
        assert_eq!(statement["Effect"], "Allow");
        let is_one = |resource: &Value| resource.as_str().is_some_and(|resource| resource != "*");
        match &statement["Resource"] {
            Value::Array(resources) => assert!(resources.iter().all(is_one), "{statement}"),
            resource => assert!(is_one(resource), "{statement}"),
        }
        match &statement["Action"] {
            Value::Array(actions) => actions.clone(),
            action => vec![action.clone()],
        }
    });
    let actions = actions.map(|action| action.as_str().unwrap().to_owned());
    actions.filter(|action| !by_lambda.iter().any(|theirs| action.starts_with(theirs))).collect()
}

/// Whether each item that was written is under a key that the policy's condition names, and none asks what it wrote over.
///
/// moto looks at no condition: it is compared here.
async fn keys_are_allowed(moto: &Moto, policy: &Value) {
    let statements = policy.as_array().unwrap().iter();
    let put = statements.filter(|statement| statement["Action"] == "dynamodb:PutItem").collect::<Vec<_>>();
    let condition = &put.first().unwrap()["Condition"];
    assert_eq!(condition["StringEqualsIfExists"]["dynamodb:ReturnValues"], "NONE");
    let patterns = condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"].as_array().unwrap();
    let starts: Vec<&str> =
        patterns.iter().map(|pattern| pattern.as_str().unwrap().strip_suffix('*').unwrap()).collect();
    let written = moto.asked("dynamodb:PutItem").await;
    assert!(!written.is_empty());
    for put in written {
        let key = put["Item"]["reference"]["S"].as_str().unwrap();
        assert!(starts.iter().any(|start| key.starts_with(start)), "{key} is under none of {starts:?}");
        assert!(put.get("ReturnValues").is_none_or(|returned| returned == "NONE"), "{put}");
    }
}

#[tokio::test]
async fn a_complaint_goes_the_whole_way_and_each_function_does_what_its_policy_allows_and_nothing_else() {
    let moto = Moto::start().await;

    // The intake, twice with the same complaint.
    let intake = start("intake", &moto).await;
    let first = intake.invoke(&event("json")).await.unwrap();
    let again = intake.invoke(&event("json")).await.unwrap();
    assert_eq!(first["statusCode"], 201, "{first}");
    assert_eq!(first["body"], again["body"], "the first receipt");
    assert_eq!(moto.items().await.len(), 1);
    let mut reach = event("calendar");
    reach["path"] = json!("/formulier/bereikbaar");
    assert_eq!(intake.invoke(&reach).await.unwrap()["statusCode"], 204);
    assert_eq!(moto.items().await.len(), 1);
    assert_eq!(moto.calls().await, allowed(&moto.stack["intake_policy"]));
    keys_are_allowed(&moto, &moto.stack["intake_policy"]).await;
    moto.forget().await;

    // The notices, with what the stream tells; twice, as a stream may.
    let notices = start("notices", &moto).await;
    let told = moto.stream_event().await;
    for _ in 0..2 {
        let answer = notices.invoke(&told).await.unwrap();
        assert_eq!(answer["batchItemFailures"], json!([]), "{answer}");
    }
    // And that an hour is over.
    assert_eq!(notices.invoke(&json!({ "source": "clock" })).await.unwrap(), Value::Null);
    let mails = moto.mails().await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, [OFFICE, "test@voorbeeld.example"], "once each: {mails:?}");
    let mut asked = moto.calls().await;
    // SES checks this for a message that was made here, also when it is sent with SendEmail.
    asked.insert("ses:SendRawEmail".to_owned());
    assert_eq!(asked, allowed(&moto.stack["notices_policy"]));
    keys_are_allowed(&moto, &moto.stack["notices_policy"]).await;
    let reference = complaint(&moto).await["reference"]["S"].as_str().unwrap().to_owned();
    for function in [intake, notices] {
        let said = function.end().await;
        assert!(said.contains(&reference), "{said}");
        let is_told = |word| said.contains(word);
        assert!(!["Test Voorbeeld", "voorbeeld.example", "verzonnen"].into_iter().any(is_told), "{said}");
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_handled_is_a_failure_of_the_function_without_a_word() {
    let moto = Moto::start().await;
    let notices = start("notices", &moto).await;
    let reported = notices.invoke(&json!({ "kanarievogel": "kanarievogel" })).await.unwrap_err();
    let said = notices.end().await;
    assert!(!format!("{reported} {said}").contains("kanarievogel"), "{reported} {said}");
}

#[tokio::test]
async fn the_table_of_the_template_is_the_one_that_the_register_makes() {
    let (moto, store) = (Moto::start().await, Store::open().await);
    let made = store.described();
    let names = |indexes: &Value| -> Vec<Value> {
        let index =
            |index: &Value| json!([index["IndexName"], index["KeySchema"], index["Projection"]["ProjectionType"]]);
        indexes.as_array().unwrap().iter().map(index).collect()
    };
    let by_name = |attributes: &Value| -> BTreeSet<String> {
        attributes.as_array().unwrap().iter().map(ToString::to_string).collect()
    };
    assert_eq!(moto.stack["keys"], made["KeySchema"]);
    assert_eq!(by_name(&moto.stack["attributes"]), by_name(&made["AttributeDefinitions"]));
    assert_eq!(names(&moto.stack["indexes"]), names(&made["GlobalSecondaryIndexes"]));
    assert_eq!(moto.stack["stream"], made["StreamSpecification"]);
    assert_eq!(moto.stack["time_to_live"]["AttributeName"], "expires_at");
}

/// What the program `office` says, if all went well, or else what it complains of.
async fn office(moto: &Moto, arguments: &[&str]) -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let credentials = [("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];
    let mut program = Command::new(env!("CARGO_BIN_EXE_office"));
    program.args(arguments).arg("--content").arg(tests::content()).current_dir(root).env_clear().envs(credentials);
    let ended = program.envs(variables(moto)).output().await.unwrap();
    let [said, complained] = [ended.stdout, ended.stderr].map(|text| String::from_utf8(text).unwrap());
    if ended.status.success() { Ok(said) } else { Err(complained) }
}

#[tokio::test]
async fn the_office_exports_closes_and_erases_with_the_rights_of_the_policy() {
    let moto = Moto::start().await;
    let intake = start("intake", &moto).await;
    assert_eq!(intake.invoke(&event("json")).await.unwrap()["statusCode"], 201);
    let notices = start("notices", &moto).await;
    notices.invoke(&moto.stream_event().await).await.unwrap();
    let first = complaint(&moto).await;
    let reference = first["reference"]["S"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    moto.forget().await;

    let unnamed = office(&moto, &["export", reference]).await.unwrap_err();
    assert!(unnamed.contains("tip: noem met --to een map") && moto.calls().await.is_empty(), "{unnamed}");
    office(&moto, &["export", reference, "--to", to]).await.unwrap();
    let exported = std::fs::read_to_string(folder.path().join(format!("{reference}.json"))).unwrap();
    let exported: Value = exported.parse().unwrap();
    assert_eq!(exported["complaint"]["name"], "Test Voorbeeld", "{exported}");
    assert_eq!(exported["mails"].as_array().unwrap().len(), 2);
    let asked = |names: [&str; 2]| BTreeSet::from(names.map(|name| format!("dynamodb:{name}")));
    // A transaction asks for the rights of what is in it: to put and to update.
    assert_eq!(
        moto.stack["office_actions"],
        json!(["Query", "PutItem", "UpdateItem", "DeleteItem"].map(|name| format!("dynamodb:{name}")))
    );
    assert_eq!(moto.calls().await, asked(["Query", "Query"]));

    let said = office(&moto, &["close", reference]).await.unwrap();
    assert!(said.starts_with(&format!("{reference} is gesloten, per ")), "{said}");
    let items = moto.items().await;
    let of_it = items.iter().filter(|item| item["reference"]["S"] == reference);
    assert!(of_it.clone().count() == 4 && of_it.clone().all(|item| item["expires_at"]["N"].is_string()), "{items:?}");
    assert!(office(&moto, &["close", reference]).await.unwrap().contains("was al gesloten"));
    assert_eq!(moto.calls().await, asked(["Query", "TransactWriteItems"]));
    moto.forget().await;
    assert_eq!(notices.invoke(&moto.stream_event().await).await.unwrap()["batchItemFailures"], json!([]));
    assert!(moto.mails().await.is_empty(), "closing sends nothing");
    moto.forget().await;

    office(&moto, &["erase", reference, "--yes", "--to", to]).await.unwrap();
    assert!(moto.items().await.is_empty(), "what counts confirmations too");
    let receipt = std::fs::read_to_string(folder.path().join(format!("{reference}-erased.txt"))).unwrap();
    assert!(receipt.contains(reference) && receipt.contains("35 dagen") && !receipt.contains("Voorbeeld"), "{receipt}");
    assert_eq!(moto.calls().await, asked(["Query", "DeleteItem"]));
    let refused = office(&moto, &["erase", reference, "--yes", "--to", to]).await.unwrap_err();
    assert!(refused.contains("is er al"), "{refused}");
    let missing = office(&moto, &["export", reference, "--to", to]).await.unwrap_err();
    assert!(missing.starts_with(&format!("fout: in het register staat geen klacht {reference}\n")), "{missing}");
}

#[tokio::test]
async fn each_function_gets_the_variables_that_it_needs() {
    let moto = Moto::start().await;
    for (function, declared) in [("intake", "intake_variables"), ("notices", "notices_variables")] {
        for missing in moto.stack[declared].as_array().unwrap() {
            let missing = missing.as_str().unwrap();
            let others: Vec<_> = variables(&moto).into_iter().filter(|(name, _)| *name != missing).collect();
            let Err(ended) = Function::start(function, program(function), &others).await else {
                panic!("{function} starts without {missing}");
            };
            assert!(ended.said.contains(missing), "{function}: {}", ended.said);
        }
        let declared = moto.stack[declared].as_array().unwrap();
        let only: Vec<_> = variables(&moto)
            .into_iter()
            .filter(|(name, _)| *name == "AWS_ENDPOINT_URL" || declared.iter().any(|declared| declared == name))
            .collect();
        Function::start(function, program(function), &only).await.unwrap();
    }
}
