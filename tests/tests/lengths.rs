//! Every text of the form at its greatest length, in the heaviest characters there are, goes all the way.

use complaint::{Field, Lengths};
use local::Command;
use std::path::Path;
use tests::TestService;
use website::{Compiler, Sources};

/// Every field as long as `lengths` allow, in characters of 4 bytes, which are 12 bytes on their way.
fn full(lengths: &Lengths) -> Vec<(&'static str, String)> {
    let mut form = vec![
        ("lang", "nl".to_owned()),
        ("incident_day", "3".to_owned()),
        ("incident_month", "3".to_owned()),
        ("incident_year", "2026".to_owned()),
    ];
    for field in Field::ALL {
        let Some(length) = lengths.of(field) else { continue };
        let text = match field {
            Field::Email => "test@voorbeeld.example".to_owned(),
            Field::Phone => format!("0000000{}", "👍".repeat(length - 7)),
            _ => "👍".repeat(length),
        };
        form.push((field.name(), text));
    }
    form
}

async fn goes_all_the_way(content: &Path) {
    let today = complaint::day_of_receipt(chrono::Utc::now());
    let sources = Sources::read(content, &tests::templates()).unwrap();
    let website = Compiler::for_everybody().compile(&sources, today).unwrap();
    let lengths = website.site().rules(today).lengths;
    let service = TestService::start_with_content(content.to_owned()).await;
    let form = full(&lengths);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let description = "👍".repeat(lengths.description);

    let checked = service.check(&form).await;
    assert_eq!(checked.status, 200);
    assert!(checked.html.matches(&description).count() >= 2, "shown, and kept to be sent");
    let sent = service.send(&form).await;
    assert_eq!(sent.status, 201);
    assert!(sent.html.contains(&description));
    service.mails(2).await;

    // As a program may write it, it is the same complaint.
    let pairs: Vec<String> = form.iter().map(|(name, text)| format!("\"{name}\":\"{text}\"")).collect();
    let json = format!("{{{}}}", pairs.join(",")).replace('👍', "\\ud83d\\udc4d");
    let request = service.request("POST", "/formulier/versturen").header("content-type", "application/json");
    let receipt: serde_json::Value = request.body(json).send().await.unwrap().json().await.unwrap();
    assert_eq!(receipt["reference"], sent.reference());

    let to = tempfile::tempdir().unwrap();
    let export = Command::Export { reference: sent.reference().parse().unwrap(), to: Some(to.path().to_owned()) };
    service.office(export).await.unwrap();
    let page = std::fs::read_to_string(to.path().join(format!("{}.html", sent.reference()))).unwrap();
    assert!(page.contains(&description));
}

/// The real lengths: whatever they are, people must be able to use them.
#[tokio::test]
async fn every_text_at_its_length_goes_all_the_way() {
    goes_all_the_way(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).await;
}

#[tokio::test]
async fn every_text_at_the_greatest_lengths_there_may_be_goes_all_the_way() {
    let desk = tempfile::tempdir().unwrap();
    let copied = std::process::Command::new("cp").arg("-r").arg(tests::content()).arg(desk.path()).status();
    assert!(copied.unwrap().success());
    let content = desk.path().join("content");
    let file = content.join("organisation.toml");
    let organisation = std::fs::read_to_string(&file).unwrap();
    let usual = 100 + 100 + 20 + 100 + 50 + 254 + 300 + 1000 + 200;
    let description = Lengths::MOST_CHARS - usual;
    std::fs::write(&file, organisation.replace("description = 5000", &format!("description = {description}"))).unwrap();
    goes_all_the_way(&content).await;
}
