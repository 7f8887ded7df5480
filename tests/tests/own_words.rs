//! A resident's own words, wherever they are shown: in their own direction, and not for a browser to translate.

use local::Command;
use std::fs;
use tests::dom::misplaced;
use tests::{FaultyStore, TestService, complaint, content_repeating_words, typed};

/// In every text that a person writes.
const WORD: &str = "kanarie";

fn full() -> Vec<(&'static str, &'static str)> {
    let fields = ["name", "address", "postcode", "town", "about", "description", "wish", "on_behalf_of"];
    let form = fields.into_iter().fold(complaint(), |form, field| typed(form, field, WORD));
    typed(typed(form, "phone", "000-000 00 00 kanarie"), "email", "kanarie@gmial.com")
}

/// Holds a page to it; what it shows that nobody may translate is `named`.
fn holds(name: &str, html: &str, named: &[&str]) {
    assert!(html.contains(WORD), "no words on {name}: {html}");
    assert_eq!(misplaced(html, &[&[WORD], named].concat()), [""; 0], "{name}");
}

#[tokio::test]
async fn every_page_that_shows_a_persons_words_gives_them_a_place_of_their_own() {
    let service = TestService::start().await;
    holds("the form with mistakes", &service.check(&typed(full(), "email", WORD)).await.html, &[]);
    holds("the form to change something", &service.check(&typed(full(), "change", "about")).await.html, &[]);
    let check = service.check(&full()).await.html;
    assert!(check.contains("kanarie@gmail.com</bdi>"), "{check}");
    holds("the check page", &check, &["kanarie@gmail.com"]);
    holds("the confirmation", &service.send(&full()).await.html, &[]);
    let away = TestService::start_with_store(&FaultyStore::ALL[0].start().await).await;
    holds("the page that nothing was sent", &away.send(&full()).await.html, &[]);
}

#[tokio::test]
async fn every_mail_and_export_that_shows_a_persons_words_gives_them_a_place_of_their_own() {
    let content = content_repeating_words();
    let service = TestService::start_with_content(content.path().to_owned()).await;
    let reference = service.send(&full()).await.reference().to_owned();
    holds("the confirmation by e-mail", &service.mails(2).await[1].html, &[]);
    let list = service.open_with_key("/_lokaal/post").await.html;
    holds("the list of caught mails", &list, &[]);
    let mail = list.split('"').find(|part| part.ends_with("-sender.eml")).unwrap();
    holds("a caught mail", &service.open_with_key(mail).await.html, &[]);
    let to = tempfile::tempdir().unwrap();
    let command = Command::Export { reference: reference.parse().unwrap(), to: Some(to.path().to_owned()) };
    service.office(command).await.unwrap();
    holds("the export", &fs::read_to_string(to.path().join(format!("{reference}.html"))).unwrap(), &[]);
}

#[test]
fn a_word_in_a_place_that_is_not_its_own_is_found() {
    for html in [
        "<p>kanarie</p>",
        "<p dir=auto>kanarie</p>",
        "<p translate=no>kanarie</p>",
        "<p dir=auto translate=no><b translate=yes>kanarie</b></p>",
        "<title>kanarie</title>",
        "<input dir=auto translate=no title=kanarie>",
        "<input value=kanarie>",
    ] {
        assert_eq!(misplaced(html, &[WORD]).len(), 1, "{html}");
    }
    assert_eq!(misplaced("<p translate=no><bdi>kanarie</bdi></p><input type=hidden value=kanarie>", &[WORD]), [""; 0]);
}
