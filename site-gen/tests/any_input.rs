//! Whatever stands in a file of the site: a build ends in pages or in problems that can be told.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

mod common;

use common::{Broken, fixture, page, today};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use site_gen::Report;
use std::cell::RefCell;
use std::collections::BTreeMap;
use website::{Audience, Compiler, MessageLanguage, Problems, Severity, Sources};

/// What has a meaning in Markdown, TOML or templates, and what has none in most programs.
const PIECES: [&str; 96] = [
    "+++\n",
    "+++",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "#",
    "## ",
    "###### ",
    "{#a}",
    "{#",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[a](b.md)",
    "[a](#a)",
    "[a](lang:en)",
    "[a](lang:",
    "[a]: b\n",
    "[a][b]",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "<a@b.nl>",
    "<https://a.example>",
    "`",
    "```\n",
    "*",
    "**",
    "_",
    "~",
    "|",
    "|-|\n",
    "a|b\n",
    "- ",
    "1. ",
    "> ",
    "---\n",
    "===\n",
    "\\",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "{{",
    "}}",
    "{{ organisation.phone }}",
    "{{ date }}",
    "{{ x",
    "{%",
    "%}",
    "{% if x %}",
    "{% endif %}",
    "{% block main %}",
    "{% extends \"base.html\" %}",
    "{% include \"x\" %}",
    "{{ <words rows={rows} /> }}",
    "{#",
    "#}",
    "{% raw %}",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "=",
    "[[",
    "]]",
    ".",
    ",",
    "true",
    "1979-05-27",
    "9999-99-99",
    "-1",
    "1e400",
    "99999999999999999999",
    "0x",
    "%A",
    "%",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "e\u{301}",
    "👩‍👩‍👧‍👦",
    "\u{10ffff}",
    "٣",
    "AVG (",
];

fn text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![8 => select(PIECES.as_slice()).prop_map(str::to_owned), 2 => "[a-z]{1,6} ", 1 => any::<String>()];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What happens to a file.
#[derive(Clone, Debug)]
enum Change {
    PutIn(Index, String),
    TakeOut(Index, usize),
    Repeat(Index, usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let piece = || prop_oneof![4 => select(PIECES.as_slice()).prop_map(str::to_owned), 1 => any::<String>()];
    let change = prop_oneof![
        (any::<Index>(), piece()).prop_map(|(place, text)| Change::PutIn(place, text)),
        (any::<Index>(), 1usize..80).prop_map(|(place, length)| Change::TakeOut(place, length)),
        (any::<Index>(), 1usize..80).prop_map(|(place, length)| Change::Repeat(place, length)),
    ];
    vec(change, 1..6)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for change in changes {
        let (Change::PutIn(place, _) | Change::TakeOut(place, _) | Change::Repeat(place, _)) = change;
        let place = place.index(letters.len() + 1);
        let end = |length: &usize| (place + length).min(letters.len());
        match change {
            Change::PutIn(_, text) => drop(letters.splice(place..place, text.chars())),
            Change::TakeOut(_, length) => drop(letters.drain(place..end(length))),
            Change::Repeat(_, length) => {
                let again: Vec<char> = letters[place..end(length)].to_vec();
                letters.splice(place..place, again);
            }
        }
    }
    letters.into_iter().collect()
}

/// In a short run few cases: each is a whole site.
fn config() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: 48, ..default } }
}

thread_local! {
    static SOURCES: Sources = fixture();
    /// It reads again only what changed, so that many cases fit in little time.
    static BUILDER: RefCell<Compiler> = RefCell::new(Compiler::new(Audience::Editors, BTreeMap::new));
}

/// The fixture: the same files each time.
fn site() -> Broken {
    Broken(SOURCES.with(Sources::clone))
}

/// Builds everything and says all there is to say, in both languages.
fn build(sources: &Sources) -> Result<(), TestCaseError> {
    let site = BUILDER.with_borrow_mut(|builder| builder.compile(sources, today()));
    match site.and_then(|site| Ok((site.output()?, site))) {
        Ok((output, site)) => {
            prop_assert!(output.files().any(|(path, _)| path == "index.html"));
            prop_assert!(site.plainness().len() > 1);
            tell(site.notes())
        }
        Err(problems) => {
            prop_assert!(problems.count(Severity::Error) > 0, "nothing is wrong, and there are no pages");
            tell(&problems)
        }
    }
}

fn tell(problems: &Problems) -> Result<(), TestCaseError> {
    for language in [MessageLanguage::Dutch, MessageLanguage::English] {
        for problem in problems {
            prop_assert!(!problem.message(language).is_empty());
            let (from, to) = problem.marked;
            prop_assert!(problem.excerpt.get(from..to).is_some(), "{:?}", problem);
        }
        let report = Report { language, is_coloured: true };
        prop_assert_eq!(report.problems(problems).is_empty(), problems.iter().next().is_none());
    }
    Ok(())
}

const FILES: [&str; 14] = [
    "content/organisation.toml",
    "content/nl/texts.toml",
    "content/en/texts.toml",
    "content/nl/words.toml",
    "content/nl/index.md",
    "content/nl/klacht-indienen.md",
    "content/en/contact.md",
    "templates/base.html",
    "templates/form.html",
    "templates/check.html",
    "templates/components/fields.html",
    "templates/mail/confirmation.txt",
    "templates/assets/site.css",
    "templates/assets/counter.js",
];

/// How pictures begin.
const HEADS: [&[u8]; 12] = [
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"GIF89a",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xc0\0\x11\x08",
    b"RIFF\0\0\0\0WEBPVP8 ",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"RIFF\0\0\0\0WEBPVP8L",
    b"\0\0\0\x20ftypavif",
    b"\0\0\0\x18ftypheic",
    b"<svg",
    b"BM",
    b"",
];

fn original(path: &str) -> String {
    let sources = site().0;
    let (folder, file) = path.split_once('/').unwrap();
    let files = if folder == "content" { sources.content } else { sources.templates };
    files[file].text.clone()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_page(front_matter in prop_oneof![3 => Just(None), 1 => text().prop_map(Some)], text in text()) {
        let whole = match front_matter {
            None => page(&text),
            Some(front_matter) => format!("+++\ntitle = \"Test\"\ndescription = \"Test\"\n{front_matter}\n+++\n{text}"),
        };
        build(&site().with("content/nl/test.md", &whole).0)?;
    }

    #[test]
    fn any_change_of_a_file(path in select(FILES.as_slice()), changes in changes()) {
        build(&site().with(path, &changed(&original(path), &changes)).0)?;
    }

    #[test]
    fn any_file_instead_of_a_file(path in select(FILES.as_slice()), text in text()) {
        build(&site().with(path, &text).0)?;
    }

    #[test]
    fn any_bytes_under_any_name(
        path in prop_oneof![4 => select(FILES.as_slice()).prop_map(str::to_owned), 1 => "content/[a-z./é]{1,12}", 1 => "content/nl/[a-zA-Z0-9 ._é-]{1,8}\\.md"],
        bytes in prop_oneof![vec(any::<u8>(), 0..200), text().prop_map(String::into_bytes)],
    ) {
        let whole = site().0;
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (folder, sources) in [("content", &whole.content), ("templates", &whole.templates)] {
            files.extend(sources.iter().map(|(file, source)| (format!("{folder}/{file}"), source.text.clone().into_bytes())));
        }
        files.insert(path, bytes);
        match Sources::from_files(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))) {
            Ok(sources) => build(&sources)?,
            Err(problems) => tell(&problems)?,
        }
    }

    #[test]
    fn any_picture(
        name in "[a-zA-Z é%\"<]{1,6}\\.(png|gif|jpg|jpeg|webp|avif|svg|heif|txt)",
        head in select(HEADS.as_slice()),
        bytes in vec(any::<u8>(), 0..120),
    ) {
        let path = format!("content/pictures/{name}");
        match Sources::from_files([(path.as_str(), [head, &bytes].concat().as_slice())]) {
            Ok(_) => {}
            Err(problems) => tell(&problems)?,
        }
    }
}

#[test]
fn what_nests_too_deep_or_goes_round_in_circles_is_told() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
    let value = |open, close| format!("{{{{ {} }}}}", nested(open, close));
    let templates = [
        value("(", ")"),
        value("[", "]"),
        value("{\"a\": ", "}"),
        value("a(b=", ")"),
        value("not ", ""),
        value("-", ""),
        value("1 if ", " else 1"),
        value("", ".a"),
        value("", "[a"),
        value("", " + 1"),
        value("", " | upper"),
        nested("{% if 1 %}", "{% endif %}"),
        nested("{% for a in [1] %}", "{% endfor %}"),
        nested("{% set a %}", "{% endset %}"),
        "{% include \"page.html\" %}".into(),
        "{% extends \"page.html\" %}".into(),
        "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}".into(),
        "{% for a in range(end=1000000000000) %}{% endfor %}".into(),
        "{{ 1 / 0 }}".into(),
    ];
    let facts = ["[", "{a = "].map(|open| format!("x = {}", nested(open, if open == "[" { "]" } else { "}" })));
    let facts = facts.into_iter().chain([format!("{} = 1", vec!["a"; 20_000].join("."))]);
    let files = templates.into_iter().map(|text| ("templates/page.html", text));
    for (path, text) in files.chain(facts.map(|text| ("content/organisation.toml", text))) {
        let problems = site().with(path, &text).problems();
        assert_eq!(problems.len(), 1, "{} {problems:?}", &text[..text.len().min(80)]);
    }
}
