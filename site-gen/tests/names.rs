//! A name may hold anything that can be read: it arrives everywhere as the characters that it is.
//!
//! The site is built twice, with a harmless name and with one that TOML, Markdown, HTML, JSON or calendars could misread. What comes
//! out must be the same but for the name: no element, attribute, link or line more.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

mod common;

use common::{Broken, today};
use complaint::{Form, Language, Receipt};
use proptest::prelude::*;
use proptest::sample::select;
use scraper::{Html, Node};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use views::{Confirmation, MailText};
use website::{Audience, Compiler, Sources, Website};

/// What is an editor's to choose, as the fixture has it, and its harmless twin.
const NAMES: [(&str, &str); 6] = [
    ("Huis De Vlier", "Qzname"),
    ("Samen in Vlierdorp", "Qzmotto"),
    ("Balie De Vlier", "Qzdesk"),
    ("Vlierpad 1", "Qzstreet"),
    ("Vlierdorp", "Qztown"),
    ("Klachtencommissie", "Qzattention"),
];

/// What some reader could take for more than letters.
const MISREAD: [&str; 40] = [
    "Stichting \"De Brug\"",
    "De *Brug*",
    "_wij_ en ~~hen~~",
    "[x](y) ![x](y) [x][y] [x]",
    "# 1",
    "1. Stichting",
    "- punt",
    "+ punt",
    "> gezegd",
    "--- ... -- 'a' \"b\"",
    "===",
    "eind\\",
    "\\*",
    "<b>vet</b>",
    "<!-- weg",
    "</script><script>alert(1)</script>",
    "</title>",
    "&amp; &lt; &#65; &copy",
    "een | twee |",
    "twee  spaties",
    "`code` ``",
    "```",
    "{{ organisation.phone }}",
    "{{ weg",
    "}}",
    "{% include \"base.html\" %}{# a #}",
    "{#anker .klasse}",
    "<https://a.example>",
    "a@b.example, \"c\" <d@e.example>;",
    "https://a.example/?b=c&d#e",
    "a = 'b' # c",
    "'''",
    "\"\"\"",
    "+++",
    "a;b,c:d",
    "=?utf-8?q?a?=",
    "بيت الجميع (٣)",
    "👩‍👩‍👧‍👦 ❤️",
    "مؤسسة «الجسر»",
    "lang:en](lang:nl)",
];

thread_local! {
    static SOURCES: Sources = {
        // A page that names facts wherever Markdown may have them.
        let page = "+++\ntitle = '{{ organisation.name }}'\ndescription = \"\"\"{{ organisation.motto }} \"{{ address.desk }}\" \"\"\"\n+++\n\n{{ organisation.name }}\n\n## {{ organisation.name }} en *{{ organisation.motto }}*s {#naam .{{ address.town }}}\n\n- {{ address.street }}\n- **{{ address.town }}**. '{{ commission.attention }}'\n\n| {{ address.desk }} | `{{ address.desk }}` |\n| --- | --- |\n| {{ organisation.name }} | [{{ organisation.name }}][verder] |\n\n[{{ organisation.motto }}](contact.md \"{{ organisation.name }}\") <{{ organisation.email }}> {{ address.town }}\\\n{{ organisation.name }}\n\n[verder]: {{ organisation.website }}\n\n```\n{{ address.town }}\n```\n";
        Broken::site().with("content/nl/test.md", page).0
    };
    static TWIN: BTreeMap<String, Vec<String>> = outcome(&site(&NAMES.map(|(_, twin)| twin.to_owned())));
    static BUILDER: RefCell<Compiler> = RefCell::new(Compiler::new(Audience::Public, BTreeMap::new));
}

/// The fixture with these names.
fn site(names: &[String; 6]) -> Website {
    let mut sources = SOURCES.with(Sources::clone);
    let text = &sources.content["organisation.toml"].text;
    let lines = text.lines().map(|line| {
        let value = line.split_once(" = \"").and_then(|(_, value)| value.strip_suffix('"'));
        let number = NAMES.iter().position(|(own, _)| value == Some(*own));
        number.map_or_else(
            || line.to_owned(),
            |number| {
                let (key, _) = line.split_once(" = ").unwrap();
                // JSON's way to write a text is one of TOML's, too.
                format!("{key} = {}", serde_json::to_string(&names[number]).unwrap())
            },
        )
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    sources = Broken(sources).with("content/organisation.toml", &text).0;
    BUILDER
        .with_borrow_mut(|builder| builder.compile(&sources, today()))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// Everything that comes out of a site: HTML as the tree that a browser makes of it, other files as they are.
fn outcome(website: &Website) -> BTreeMap<String, Vec<String>> {
    let site = website.site();
    let output = website.output().unwrap_or_else(|problems| panic!("{problems}"));
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, bytes) in output.files() {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let is_html = Path::new(path).extension().is_some_and(|ending| ending == "html");
        all.insert(path.to_owned(), if is_html { nodes(text) } else { vec![text.to_owned()] });
    }
    for tag in ["nl", "en"] {
        let language = Language::new(tag);
        let mut form = Form::default();
        for (name, typed) in [
            ("name", "T. Est"),
            ("email", "test@voorbeeld.example"),
            ("about", "Test"),
            ("description", "Test"),
            ("lang", tag),
            ("incident_day", "1"),
            ("incident_month", "11"),
            ("incident_year", "2026"),
        ] {
            form.set(complaint::Field::named(name).unwrap(), typed);
        }
        let complaint = form.read(&site.rules(today())).unwrap();
        let receipt = Receipt { reference: "K-0000-0000".parse().unwrap(), received_on: today(), earlier: None };
        for (name, mail) in [
            ("confirmation", site.confirmation_mail(&complaint, &receipt)),
            ("arrival", site.arrival_mail(&receipt, complaint.language(), Confirmation::Sent)),
        ] {
            let MailText { subject, text, html } = mail.unwrap();
            all.insert(format!("{tag} {name}"), [vec![subject, text], nodes(&html)].concat());
        }
        let calendar = site.calendar(&language, today()).unwrap();
        all.insert(format!("{tag} calendar"), vec![unescaped(&calendar)]);
    }
    all
}

/// The nodes of the tree in their order, with their attributes by name; of data for search engines what they say.
fn nodes(html: &str) -> Vec<String> {
    let tree = Html::parse_document(html).tree;
    let shown = |node: &Node| match node {
        Node::Element(element) => {
            let mut attributes: Vec<_> = element.attrs().map(|(name, value)| format!(" {name}=<{value}>")).collect();
            attributes.sort();
            format!("{}{}", element.name(), attributes.concat())
        }
        Node::Text(text) if text.starts_with("{\"@") => said(&serde_json::from_str(text).unwrap()),
        Node::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    };
    tree.root().descendants().skip(1).map(|node| shown(node.value())).collect()
}

fn said(data: &Value) -> String {
    match data {
        Value::String(text) => format!("{text}\n"),
        Value::Object(object) => {
            object.iter().flat_map(|(key, value)| [key.clone(), ": ".to_owned(), said(value)]).collect()
        }
        Value::Array(items) => items.iter().map(said).collect(),
        other => other.to_string(),
    }
}

/// A calendar without its folds and escapes (RFC 5545, 3.1 and 3.3.11).
fn unescaped(calendar: &str) -> String {
    let unfolded = calendar.replace("\r\n ", "");
    let mut letters = unfolded.chars();
    std::iter::from_fn(|| match letters.next()? {
        '\\' => letters.next(),
        letter => Some(letter),
    })
    .collect()
}

/// The anchors of headings are made of their words, so these may differ.
fn without_anchors(text: &str) -> String {
    let mut parts = text.split(" id=<");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('>').map_or("", |(_, rest)| rest))
}

/// The outcome with `names` is that with the twins, in which each name stands where its twin stood.
fn assert_arrives(names: &[String; 6]) {
    let twins = NAMES.map(|(_, twin)| twin.to_owned());
    let (own, other) = (outcome(&site(names)), TWIN.with(Clone::clone));
    assert_eq!(own.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for ((path, own), other) in own.iter().zip(other.values()) {
        assert!(
            !own.iter().any(|part| part.contains(|letter: char| letter as u32 >= 0x10_0000)),
            "{path}: a mark is left"
        );
        let expected: Vec<String> = other.iter().map(|part| with(part, &twins, names)).collect();
        let own: Vec<String> = own.iter().map(|part| without_anchors(part)).collect();
        let expected: Vec<String> = expected.iter().map(|part| without_anchors(part)).collect();
        let differs = own.iter().zip(&expected).find(|(one, other)| one != other);
        assert!(differs.is_none() && own.len() == expected.len(), "{path}: {differs:#?} {names:?}");
    }
}

/// Each twin replaced by its name, all at once: a name may be another's twin.
fn with(text: &str, twins: &[String; 6], names: &[String; 6]) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((place, number)) =
        twins.iter().enumerate().filter_map(|(number, twin)| Some((rest.find(twin.as_str())?, number))).min()
    {
        said.push_str(&rest[..place]);
        said.push_str(&names[number]);
        rest = &rest[place + twins[number].len()..];
    }
    said + rest
}

#[test]
fn what_could_be_misread_arrives_as_it_is() {
    for rest in MISREAD.chunks(6) {
        let names = std::array::from_fn(|number| (*rest.get(number).unwrap_or(&MISREAD[number])).to_owned());
        assert_arrives(&names);
    }
}

/// One line that can be read: no space around it, no character that nobody sees.
fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(MISREAD.as_slice()).prop_map(str::to_owned),
        3 => "[ -~]{1,12}",
        1 => "[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,6}",
    ];
    let name = proptest::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat().trim().to_owned());
    name.prop_filter("nothing to see", |name| {
        !name.is_empty() && !name.contains(['\u{ad}', '\u{61c}', '\u{3164}', '\u{fffc}', '\u{2800}'])
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_name_arrives_as_it_is(names in [name(), name(), name(), name(), name(), name()]) {
        assert_arrives(&names);
    }
}
