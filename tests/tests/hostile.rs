//! Hostile texts on every way out: each arrives as the text that it is.
//!
//! Each way is gone twice, with a hostile text and with its harmless twin, in which every sign that could mean something is an
//! `x`. What comes out must be the same but for these signs: no element, attribute, header or line more. There is no export
//! as CSV, so a formula has nowhere to be run; that it is kept as typed is looked at all the same.

use complaint::Field;
use mail_parser::MessageParser;
use serde_json::{Value, json};
use tests::dom::{Part, as_shown, parts, texts};
use tests::{
    Answer, Counter, HOSTILE, Log, Store, TestMailer, complaint, content_repeating_words, kept, notices_of, typed,
    website_of,
};
use website::Website;

const CHECK: &str = "/formulier/controleren";
const SEND: &str = "/formulier/versturen";

/// The text with an `x` for every sign that could mean something to a program.
fn masked(text: &str) -> String {
    let sign = |letter: char| letter.is_ascii_punctuation() && !matches!(letter, '@' | '.');
    text.chars().map(|letter| if sign(letter) { 'x' } else { letter }).collect()
}

fn masked_parts(html: &str, reference: &str) -> Vec<Part> {
    let masked = |text: &str| masked(&text.replace(reference, "K-0000-0000"));
    let masked_part = |part: Part| Part {
        attributes: part.attributes.iter().map(|(name, value)| (name.clone(), masked(value))).collect(),
        text: masked(&part.text),
        name: part.name,
    };
    parts(html).into_iter().map(masked_part).collect()
}

/// What somebody types: everything that is needed, and `text` in `field`.
fn form<'a>(field: Field, text: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    let form = typed(typed(complaint(), "email", email), "address", "Straat 1");
    let form = typed(typed(form, "postcode", "0000 AA"), "phone", "000-000 00 00");
    typed(form, field.name(), text)
}

/// The attribute of the register that holds a field.
fn attribute(item: &Value, field: Field) -> Option<String> {
    let value = match field {
        Field::Address => &item["address"]["M"]["street"],
        Field::Postcode | Field::Town => &item["address"]["M"][field.name()],
        _ => &item[field.name()],
    };
    value["S"].as_str().map(str::to_owned)
}

/// Whether a page holds exactly `text`, as a text or as the value of an attribute.
fn holds(page: &[Part], text: &str) -> bool {
    page.iter().any(|part| part.text == text || part.attributes.iter().any(|(_, value)| value == text))
}

fn reference(answer: &Answer) -> String {
    let parts = parts(&answer.text);
    (*texts(&parts, "strong").first().expect("a reference")).to_owned()
}

/// The fields whose text a page shows again whatever it is.
fn is_shown_again(field: Field) -> bool {
    !matches!(field, Field::Lang | Field::ContactBy)
}

struct Desk {
    store: Store,
    counter: Counter,
    without_register: Counter,
    log: Log,
    /// The mails show what was written only there.
    repeating_words: Website,
}

impl Desk {
    async fn open() -> Self {
        let store = Store::open().await;
        let (counter, without_register) = (Counter::with(&store), Counter::without_register().await);
        let repeating_words = website_of(content_repeating_words().path());
        Self { store, counter, without_register, log: Log::of_this_thread(), repeating_words }
    }

    /// Goes a way with the text and with its twin, compares the pages, and gives the first.
    async fn page(
        &self,
        name: &str,
        counter: &Counter,
        path: &str,
        form: &[(&str, &str)],
        twin: &[(&str, &str)],
    ) -> Answer {
        let (answer, other) = (counter.post(path, form).await, counter.post(path, twin).await);
        let is_email = form.iter().zip(twin).all(|(one, other)| one == other || one.0 == "email");
        if answer.status != other.status || (is_email && answer.status == 422) {
            // An address may be right because of its signs, or wrong, or wrong in another way.
            assert!(is_email, "{name}: {form:?}");
            return answer;
        }
        let [own, others] = [&answer, &other].map(|answer| match answer.status.as_u16() {
            201 => reference(answer),
            _ => "K-0000-0000".to_owned(),
        });
        assert_eq!(masked_parts(&answer.text, &own), masked_parts(&other.text, &others), "{name}: {form:?}");
        for header in answer.headers.keys().chain(other.headers.keys()) {
            let values = |answer: &Answer| answer.headers.get(header).filter(|_| header != "content-length").cloned();
            assert_eq!(values(&answer), values(&other), "{name}: {form:?}");
        }
        answer
    }

    /// Every way of `text` in `field`. Whether it was right, so that a complaint was kept.
    async fn go(&self, field: Field, text: &str, number: usize) -> bool {
        let email = format!("test{number}@voorbeeld.example");
        let twin_text = masked(text);
        let (form, twin) = (form(field, text, &email), form(field, &twin_text, &email));
        let checked = self.page("check", &self.counter, CHECK, &form, &twin).await;
        let changing: Vec<(&str, &str)> = form.iter().copied().chain([("change", "about")]).collect();
        let change = self.counter.post(CHECK, &changing).await;
        if is_shown_again(field) {
            for page in [&checked, &change] {
                assert!(holds(&parts(&page.text), &as_shown(text)), "{field:?} {text:?}: {}", page.text);
            }
        }
        let body = json!(form.iter().copied().collect::<std::collections::BTreeMap<_, _>>()).to_string();
        if checked.status == 422 {
            let sent = self.page("mistakes", &self.counter, SEND, &form, &twin).await;
            assert_eq!(sent.text, checked.text);
            let problem = self.counter.post_json(SEND, body).await;
            let problem: Value = serde_json::from_str(&problem.text).expect("JSON");
            assert!(problem["errors"].as_array().is_some_and(|errors| !errors.is_empty()), "{problem}");
            assert!(text.len() < 4 || !problem.to_string().contains(text), "{problem}");
            let logged = self.log.take();
            // The twin of what is no address may be one.
            assert!(logged.is_empty() || (field == Field::Email && !logged.contains(text)), "{logged}");
            return false;
        }
        assert_eq!(checked.status, 200, "{field:?} {text:?}");
        let lost = self.page("not sent", &self.without_register, SEND, &form, &twin).await;
        assert_eq!(lost.status, 503);
        assert!(holds(&parts(&lost.text), &as_shown(text)), "{field:?} {text:?}");
        assert_eq!(
            self.log.take(),
            "ERROR intake: complaint not confirmed error=the store refused: ResourceNotFoundException\n".repeat(2)
        );

        let sent = self.page("confirmation", &self.counter, SEND, &form, &twin).await;
        assert_eq!(sent.status, 201);
        let (reference, kept) = (reference(&sent), kept(field, text));
        let logged = self.log.take();
        assert_eq!(
            logged.lines().filter(|line| line.starts_with(" INFO intake: complaint kept reference=K-")).count(),
            2,
            "{logged}"
        );
        assert_eq!(logged.lines().count(), 2, "{logged}");
        assert!(text.len() < 4 || !logged.contains(text), "{logged}");
        let page = parts(&sent.text);
        if attribute(&self.store.complaint(&reference), field).is_some()
            && !matches!(field, Field::Lang | Field::ContactBy)
        {
            assert_eq!(attribute(&self.store.complaint(&reference), field).as_deref(), Some(kept.as_str()));
            let words = texts(&page, "dd");
            assert!(
                words.iter().any(|words| words
                    .split('\n')
                    .any(|line| line.contains(kept.split('\n').next().unwrap_or_default()))),
                "{words:?}"
            );
            assert!(
                matches!(field, Field::Address | Field::Postcode | Field::Town) || words.contains(&kept.as_str()),
                "{kept:?} {words:?}"
            );
        }
        let again = self.counter.post_json(SEND, body).await;
        let receipt: Value = serde_json::from_str(&again.text).expect("JSON");
        assert_eq!((again.status.as_u16(), receipt["reference"].as_str()), (201, Some(reference.as_str())));
        assert_eq!(receipt.as_object().map(serde_json::Map::len), Some(5), "{receipt}");
        self.calendar(&page).await;
        assert_eq!(self.log.take().lines().count(), 1);
        true
    }

    /// The calendar holds no word: its address and its bytes follow from the day alone.
    async fn calendar(&self, page: &[Part]) {
        let address =
            page.iter().find(|part| part.attribute("download").is_some()).and_then(|part| part.attribute("href"));
        assert_eq!(address, Some("/formulier/datums/nl/2026-11-22.ics"));
        let calendar = self.counter.open(address.expect("an address")).await.text;
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3);
    }

    /// The mails of a complaint.
    async fn mails(&self, reference: &str) -> Vec<Vec<u8>> {
        let mailer = TestMailer::default();
        let image = self.store.complaint(reference);
        let record = json!({ "eventName": "INSERT", "dynamodb": { "SequenceNumber": "1", "NewImage": &image } });
        // With marks of its own: of all complaints of an hour only the first few are mailed.
        let marks = Store::open().await;
        let noon = || "2026-11-22T11:00:00Z".parse().expect("an instant");
        let notices = notices_of(&self.repeating_words, noon, &marks.register, mailer.clone());
        let answer = notices.handle(json!({ "Records": [record] })).await.expect("handled");
        assert_eq!(answer, json!({ "batchItemFailures": [] }), "{image} {}", self.log.take());
        mailer.sent().into_iter().map(|mail| mail.mime).collect()
    }
}

#[tokio::test]
async fn a_hostile_text_in_any_field_arrives_as_text_on_every_page_in_json_in_the_register_and_in_no_line_of_the_log() {
    let desk = Desk::open().await;
    // In a short run every text and every field, in a long one each text in each field.
    let step = if std::env::var_os("TESTS_LONG").is_some() { 1 } else { 8 };
    let (mut right, mut wrong) = (0, 0);
    for (number, text) in HOSTILE.iter().enumerate() {
        for (place, field) in Field::ALL.into_iter().enumerate().filter(|(place, _)| (number + place) % step == 0) {
            if desk.go(field, text, number * 100 + place).await {
                right += 1;
            } else {
                wrong += 1;
            }
        }
    }
    println!("{right} were kept, {wrong} refused");
    assert!(right > 400 / step && wrong > 200 / step, "{right} kept, {wrong} refused");
}

/// The headers of a mail, each as one line.
fn headers(mime: &[u8], reference: &str) -> Vec<(String, String)> {
    let mail = MessageParser::default().parse(mime).expect("a mail");
    let raw = mail.headers_raw().map(|(name, value)| (name.to_owned(), value.replace(reference, "K-0000-0000")));
    raw.filter(|(name, _)| name != "Content-Type").collect()
}

#[tokio::test]
async fn a_hostile_text_in_any_field_arrives_as_text_in_the_mail_to_its_sender_and_not_at_all_at_the_office() {
    let desk = Desk::open().await;
    let fields =
        [Field::Name, Field::Address, Field::Town, Field::About, Field::Description, Field::Wish, Field::OnBehalfOf];
    let mut count = 0;
    for (number, text) in HOSTILE.iter().enumerate() {
        let email = format!("test{number}@voorbeeld.example");
        let twin = masked(text);
        let whole = |text: &str, email: &str| {
            let form = fields.into_iter().fold(complaint(), |form, field| typed(form, field.name(), "Test"));
            let form = typed(typed(form, "email", "x"), "postcode", "0000 AA");
            let form = form.into_iter().map(|(name, typed)| (name, typed.to_owned()));
            let typed = |(name, typed): (&'static str, String)| match Field::named(name) {
                Some(Field::Email) => (name, email.to_owned()),
                Some(field) if fields.contains(&field) => (name, text.to_owned()),
                _ => (name, typed),
            };
            form.map(typed).collect::<Vec<_>>()
        };
        let sent = desk.counter.post(SEND, &whole(text, &email)).await;
        let other_email = email.replace("test", "twin");
        let other = desk.counter.post(SEND, &whole(&twin, &other_email)).await;
        if sent.status == 422 {
            continue;
        }
        let names = [reference(&sent), reference(&other)];
        let (mails, others) = (desk.mails(&names[0]).await, desk.mails(&names[1]).await);
        assert_eq!((mails.len(), others.len()), (2, 2), "{text:?}");
        for (mime, other) in mails.iter().zip(&others) {
            let to_test = |headers: Vec<(String, String)>| {
                headers.into_iter().map(|(name, value)| (name, value.replace("twin", "test")))
            };
            let [own, others] = [headers(mime, &names[0]), headers(other, &names[1])]
                .map(|headers| to_test(headers).collect::<Vec<_>>());
            assert_eq!(own, others, "{text:?}");
        }
        for [mime, other] in [[&mails[0], &others[0]], [&mails[1], &others[1]]] {
            let read = |mime: &[u8], name: &str| {
                let mail = tests::ReceivedMail::read(mime);
                let [to, text, html] = [mail.to, mail.text, mail.html].map(|text| text.replace("twin", "test"));
                (to, masked(&text.replace(name, "K-0000-0000")), masked_parts(&html, name))
            };
            assert_eq!(read(mime, &names[0]), read(other, &names[1]), "{text:?}");
            let mail = MessageParser::default().parse(mime.as_slice()).expect("a mail");
            let addresses = [mail.to(), mail.cc(), mail.bcc()].map(|list| list.map_or(0, |list| list.iter().count()));
            assert_eq!(addresses, [1, 0, 0], "{text:?}");
        }
        let office = tests::ReceivedMail::read(&mails[0]);
        assert!(text.trim().len() < 4 || !office.text.contains(text.trim()), "{}", office.text);
        assert_eq!(office.to, "kantoor@wij.example");
        let mail = tests::ReceivedMail::read(&mails[1]);
        assert_eq!(mail.to, email);
        let html = parts(&mail.html);
        let words = texts(&html, "dd");
        for field in fields {
            let kept = kept(field, text);
            assert!(mail.text.contains(&kept), "{kept:?}\n{}", mail.text);
            assert!(words.iter().any(|words| words.contains(&kept)), "{kept:?} {words:?}");
        }
        count += 1;
    }
    println!("{count} mails");
    assert!(count > 60, "{count}");
}

#[tokio::test]
async fn an_address_of_a_kind_that_nobody_expects_gets_one_mail_or_none() {
    let desk = Desk::open().await;
    for (place, email) in [
        "\"a b\"@voorbeeld.example",
        "\"a,b\"@voorbeeld.example",
        "\"a@b\"@voorbeeld.example",
        "\"a\\\"b\"@voorbeeld.example",
        "a'b@voorbeeld.example",
        "a+b=c%d!e@voorbeeld.example",
        "a{{7*7}}@voorbeeld.example",
        "jan@münchen.example",
        "jän@voorbeeld.example",
        "a@[127.0.0.1]",
        "a@xn--bcher-kva.example",
        "漢字@漢字.example",
    ]
    .into_iter()
    .enumerate()
    {
        let about = format!("geval {place}");
        let sent = desk.counter.post(SEND, &typed(typed(complaint(), "email", email), "about", &about)).await;
        if sent.status == 422 {
            continue;
        }
        assert_eq!(sent.status, 201, "{email}");
        let mails = desk.mails(&reference(&sent)).await;
        let to: Vec<Vec<String>> = mails
            .iter()
            .map(|mime| {
                let mail = MessageParser::default().parse(mime.as_slice()).expect("a mail");
                let to = mail.to().expect("to").iter();
                to.map(|one| one.address().unwrap_or_default().to_owned()).collect()
            })
            .collect();
        println!("{email}: {to:?}");
        assert!(to.iter().all(|to| to.len() == 1), "{email}: {to:?}");
    }
}
