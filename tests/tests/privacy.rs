//! The canary: words of a complaint are in the register and in the answers to its sender, and nowhere else.

use tests::{FaultyStore, TestService, complaint, typed};

const CANARY: &str = "kanarievogel";

#[tokio::test]
async fn no_header_of_an_answer_holds_a_word() {
    let service = TestService::start().await;
    let without_register = TestService::start_with_store(&FaultyStore::Away.start().await).await;
    let form = typed(complaint(), "description", CANARY);
    let mistaken = typed(form.clone(), "email", CANARY);
    for page in [
        service.check(&form).await,
        service.send(&form).await,
        service.send(&mistaken).await,
        without_register.send(&form).await,
    ] {
        assert!(page.html.contains(CANARY), "the sender sees the words");
        assert!(!format!("{:?}", page.headers).contains(CANARY));
    }
}

#[tokio::test]
async fn a_refusal_repeats_no_value_that_was_sent() {
    let service = TestService::start().await;
    let unknown = format!("{{\"onbekend\":\"{CANARY}\"}}");
    let broken = format!("{{\"name\":\"{CANARY}\",,}}");
    for (content_type, body) in
        [("application/json", unknown), ("application/json", broken), ("text/plain", CANARY.to_owned())]
    {
        let request = service.request("POST", "/formulier/versturen").header("content-type", content_type);
        let answer = request.body(body).send().await.unwrap();
        assert!(!answer.text().await.unwrap().contains(CANARY));
    }
}
