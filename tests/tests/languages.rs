//! English beside Dutch, the whole way.

use tests::{TestService, complaint, typed};

#[tokio::test]
async fn the_whole_way_is_english_for_who_begins_in_english() {
    let service = TestService::start().await;
    let form = typed(typed(complaint(), "lang", "en"), "incident_month", "march");
    let mistaken = service.check(&typed(form.clone(), "name", "")).await;
    assert!(mistaken.title().starts_with("Mistake: Make a complaint"), "{}", mistaken.title());
    assert!(mistaken.html.contains("<a href=\"#name\">Fill in your name.</a>"));
    let checked = service.check(&form).await;
    assert!(checked.title().starts_with("Check your complaint"));
    assert!(checked.html.contains("Tuesday 3 March 2026") && checked.html.contains("<html lang=\"en\" dir=\"ltr\">"));
    let confirmed = service.send(&form).await;
    assert!(confirmed.title().starts_with("We have your complaint"));
    assert!(confirmed.html.contains("We will contact you by "));
    assert!(confirmed.html.contains("/formulier/datums/en/"));
}

#[tokio::test]
async fn the_same_complaint_in_another_language_is_the_same_complaint() {
    let service = TestService::start().await;
    let dutch = service.send(&complaint()).await;
    let english = service.send(&typed(complaint(), "lang", "en")).await;
    assert_eq!(dutch.reference(), english.reference());
}

#[tokio::test]
async fn an_answer_to_what_names_no_language_is_in_the_one_that_the_browser_prefers() {
    let service = TestService::start().await;
    for (accepted, title) in [
        ("en-GB,en;q=0.9,nl;q=0.8", "Did you get a number?"),
        ("nl,en;q=0.5", "Hebt u een nummer gekregen?"),
        ("en-GB", "Did you get a number?"),
        ("EN-us, nl;q=0.5", "Did you get a number?"),
        ("en;q=0, de", "Hebt u een nummer gekregen?"),
        ("de", "Hebt u een nummer gekregen?"),
        ("", "Hebt u een nummer gekregen?"),
    ] {
        let request = service.request("GET", "/formulier/versturen").header("accept-language", accepted);
        let html = request.send().await.unwrap().text().await.unwrap();
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{accepted}");
    }
}

#[tokio::test]
async fn what_does_not_exist_below_en_says_so_in_english() {
    let service = TestService::start().await;
    let page = service.open("/en/nothing-here/").await;
    assert_eq!(page.status, 404);
    assert!(page.html.contains("<h1>This page does not exist</h1>"));
}
