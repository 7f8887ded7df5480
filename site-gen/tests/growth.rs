//! Eight times as much of anything that an editor can write takes less than forty times as long.
//!
//! The only test of this file, so that the processor time of the process is its own.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]
#![expect(clippy::disallowed_methods, reason = "a test may read the clock and its environment")]

mod common;

use common::{Broken, page, today};
use nix::time::{ClockId, clock_gettime};
use site_gen::Report;
use std::collections::BTreeMap;
use std::time::Duration;
use website::{Audience, Compiler, MessageLanguage};

/// Repeats `piece` to `size_bytes`.
fn filled(piece: &str, size_bytes: usize) -> String {
    piece.repeat(size_bytes / piece.len() + 1)
}

/// Repeats `piece` to `size_bytes`, with a number of its own for each `№`.
fn numbered(piece: &str, size_bytes: usize) -> String {
    (0..=size_bytes / piece.len()).map(|number| piece.replace('№', &number.to_string())).collect()
}

fn nested(open: &str, close: &str, size_bytes: usize) -> String {
    let depth = size_bytes / (open.len() + close.len());
    format!("{}x{}", open.repeat(depth), close.repeat(depth))
}

/// What a file of the site is, by its path, when it has about so many bytes.
type Changes = Box<dyn Fn(usize) -> (String, String)>;

/// Pages: a name, and what is written.
#[expect(clippy::too_many_lines, reason = "a list: each pattern has its line")]
fn pages() -> Vec<(String, Changes)> {
    let mut patterns: Vec<(String, Changes)> = Vec::new();
    let mut add = |name: &str, written: Changes| patterns.push((name.to_owned(), written));
    for piece in [
        "[",
        "![",
        "*_",
        "*a_ ",
        "**a ",
        "<",
        "<!--",
        "<b>",
        "<a href=\"",
        "`",
        "`` ` ",
        "> ",
        "- ",
        "1. ",
        "a **",
        "[a](",
        "[a](b",
        "[a]: <",
        "[a][b]",
        "![a](b)",
        "[x](#y) ",
        "\\",
        "&amp;",
        "&",
        "||",
        "a|b\n",
        "{#a",
        "\"'",
        "...",
        "--",
        "a\n",
        "\n\n",
        "\t",
        "{{ x }}",
        "{{ ",
        "}} ",
        "AVG (",
        "a.b.",
        "A.\n\n",
        "0",
        "023-",
        "a@",
        "a.",
        "9999 ZZ ",
        "zes weken ",
        "binnen 6 ",
        "\u{200d}",
        "e\u{301}",
        "\u{202e}a",
        "**a **b ",
        "a** ",
        "** ",
        "*a\n",
        "**a\n\n",
        "_a_b ",
        "~~",
        "~~a~~ ",
        "==a ",
        "{.a",
        ":a",
        "a\\\n",
        "- [ ] a\n",
        "[[a]] ",
        "[^1] ",
        "[a][] ",
        "-\u{a0}a\n",
        "-aa\n",
        "1.aa\n",
        "|a|\n",
        "] (",
        "`a `",
        "\ta\n\nb\n\n",
        "a\n---\n",
        "www.",
        "https://a.nl ",
        "https://a.nl/_a_",
        "a@b.nl ",
        "NL91 ABNA 0417 ",
        "01-12-2026 ",
        "978",
        "ISBN ",
        "0612345678 ",
    ] {
        add(&format!("Markdown: {piece:?}"), Box::new(move |size| at_page(&filled(piece, size))));
    }
    for piece in [
        "[№]: a\n",
        "[№]: <a> \"b\"\n",
        "[№][№] ",
        "## a№ {#a№}\n\n",
        "## a№\n\n",
        "[x](a№.md)\n",
        "[x](#a№)\n",
        "[^№]: a\n\n",
        "a№ b№\n: c\n",
        "![a№](../pictures/№.png)\n",
    ] {
        add(&format!("Markdown, numbered: {piece:?}"), Box::new(move |size| at_page(&numbered(piece, size))));
    }
    for (open, close) in
        [("[", "](a.md)"), ("*", "*"), ("![", "](x)"), ("> ", ""), ("[", "]"), ("(", ")"), ("- ", "\n")]
    {
        add(&format!("Markdown, nested: {open:?}"), Box::new(move |size| at_page(&nested(open, close, size))));
    }
    add(
        "Markdown: a wide table",
        Box::new(|size| at_page(&format!("{}\n{}\n{}", filled("|a", size), filled("|-", size), filled("|b", size)))),
    );
    add(
        "Markdown: a table with long lines missing",
        Box::new(|size| {
            at_page(&format!("{}\n{}\n{}", filled("|a", size / 3), filled("|-", size / 3), filled("a\n", size / 3)))
        }),
    );
    add(
        "Markdown: a table with rows that are too long",
        Box::new(|size| at_page(&format!("|a|b|\n|-|-|\n{}", filled("|a|b|c|d|\n", size)))),
    );
    add(
        "Markdown: names and links that are nearly them",
        Box::new(|size| at_page(&(numbered("[kop№]\n", size / 2) + "\n\n" + &numbered("[kap№]: a.md\n", size / 2)))),
    );
    add(
        "Markdown: one long heading and a link to nearly it",
        Box::new(|size| at_page(&format!("## {}\n\n[x](#{}y)", filled("a", size / 2), filled("a", size / 2)))),
    );
    add(
        "Markdown: headings and links to nearly them",
        Box::new(|size| at_page(&(numbered("## kop№\n\n", size / 2) + &numbered("[x](#kap№)\n", size / 2)))),
    );
    patterns
}

/// The other files, in the same way.
fn other_files() -> Vec<(String, Changes)> {
    let mut patterns: Vec<(String, Changes)> = Vec::new();
    let mut add = |name: &str, written: Changes| patterns.push((name.to_owned(), written));
    for (name, piece) in [
        ("keys", "a№ = 1\n"),
        ("tables", "[a№]\n"),
        ("arrays of tables", "[[a]]\nb№ = 1\n"),
        ("dotted keys", "a.b№ = 1\n"),
        ("slips", "a№ = \n"),
    ] {
        add(
            &format!("front matter: {name}"),
            Box::new(move |size| {
                ("content/nl/test.md".into(), format!("+++\ntitle = \"a\"\n{}+++\n", numbered(piece, size)))
            }),
        );
        for file in ["content/organisation.toml", "content/nl/texts.toml", "content/nl/words.toml"] {
            add(&format!("{file}: {name}"), Box::new(move |size| extended(file, &numbered(piece, size))));
        }
    }
    for file in ["content/organisation.toml", "content/nl/texts.toml"] {
        for (open, close) in [("[", "]"), ("{a=", "}")] {
            add(
                &format!("{file}: nested {open}"),
                Box::new(move |size| extended(file, &format!("x = {}", nested(open, close, size)))),
            );
        }
        for piece in ["{{ x }} ", "{{ organisation.phone }} ", "{{ ", "}} ", "\u{a0}", "a@b.nl "] {
            add(
                &format!("{file}: {piece:?} in a text"),
                Box::new(move |size| extended(file, &format!("x = \"{}\"\n", filled(piece, size)))),
            );
        }
    }
    add(
        "front matter: an address",
        Box::new(|size| {
            ("content/nl/test.md".into(), format!("+++\naliases = [{}]\n+++\n", numbered("\"/a№/\", ", size)))
        }),
    );
    add(
        "words.toml: words",
        Box::new(|size| extended("content/nl/words.toml", &numbered("\"woord№\" = \"a\"\n", size))),
    );
    for (name, piece) in [
        ("text", "a "),
        ("values", "{{ 1 }}"),
        ("unknown values", "{{ x№ }}"),
        ("set", "{% set a№ = 1 %}"),
        ("comments", "{# a #}"),
        ("sum", "{{ 1 }}{{ 1 + 1 }}"),
        ("open", "{{ "),
        ("if", "{% if 1 %}a{% endif %}"),
    ] {
        add(&format!("template: {name}"), Box::new(move |size| extended("templates/page.html", &filled(piece, size))));
    }
    patterns
}

fn at_page(text: &str) -> (String, String) {
    ("content/nl/test.md".into(), page(text))
}

/// The file of the fixture with something behind it.
fn extended(path: &str, text: &str) -> (String, String) {
    let site = Broken::site();
    let (folder, file) = path.split_once('/').unwrap();
    let files = if folder == "content" { &site.0.content } else { &site.0.templates };
    (path.to_owned(), format!("{}\n{text}", files[file].text))
}

fn processor_time() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).unwrap().into()
}

/// Builds the fixture with another file in it, again and again: of the other files it knows what became of them.
struct Desk {
    site: Broken,
    builder: Compiler,
}

impl Desk {
    /// The processor time that it takes to read and judge everything and to say what is wrong; with a template, to make
    /// the pages too.
    fn time_for(&mut self, (path, text): &(String, String)) -> Duration {
        let site = Broken(self.site.0.clone()).with(path, text);
        let start = processor_time();
        let built = self.builder.compile(&site.0, today()).and_then(|site| {
            let pages = path.starts_with("templates/").then(|| site.output());
            pages.transpose().map(|_| site)
        });
        let told = built.map_or_else(|problems| problems, |site| site.notes().clone());
        let report = Report { language: MessageLanguage::Dutch, is_coloured: false };
        assert_eq!(report.problems(&told).is_empty(), told.iter().next().is_none());
        processor_time().saturating_sub(start)
    }
}

#[test]
fn the_time_for_a_text_grows_with_its_length_and_not_with_its_square() {
    let small_bytes = if std::env::var_os("TESTS_LONG").is_some() { 16_000 } else { 2_000 };
    let mut desk = Desk { site: Broken::site(), builder: Compiler::new(Audience::Editors, BTreeMap::new) };
    let nothing = (0..3).map(|_| desk.time_for(&at_page(""))).min().unwrap();
    let mut slow = Vec::new();
    for (name, written) in pages().into_iter().chain(other_files()) {
        let small = written(small_bytes);
        let small = desk.time_for(&small).min(desk.time_for(&small));
        // Less than this is too little to be measured well.
        let small = small.saturating_sub(nothing).max(Duration::from_millis(10));
        let large = written(8 * small_bytes);
        // What else the machine does only ever adds time: what is too slow once is measured again.
        let times: Vec<Duration> = (0..10)
            .map(|_| desk.time_for(&large).saturating_sub(nothing))
            .take_while(|large| *large >= 40 * small)
            .collect();
        if times.len() == 10 {
            slow.push(format!("{name}: {small:?}, eight times as much {times:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
