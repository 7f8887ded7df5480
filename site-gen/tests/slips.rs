//! Slips of the pen in Markdown: each is told with its place, and what is right is never told.
#![expect(clippy::panic, reason = "a test may stop where it stands")]

mod common;

use common::{Broken, Desk, page};
use insta::assert_snapshot;
use proptest::collection::vec;
use proptest::prelude::prop_assert_eq;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
use std::fmt::Write as _;
use website::{MessageLanguage, Problem, Severity};

/// What is told of a page with this text, but for advice.
fn slips(desk: &mut Desk, text: &str) -> Vec<Problem> {
    desk.told(text).into_iter().filter(|problem| problem.severity() != Severity::Advice).collect()
}

/// A line for what was written, and below it all that is told of it, in both languages.
fn table(cases: &[&str]) -> String {
    let (mut desk, mut table) = (Desk::new(), String::new());
    for case in cases {
        let _ = writeln!(table, "{case:?}");
        for problem in slips(&mut desk, case) {
            let (from, to) = problem.marked;
            let _ = write!(table, "  {}:{} «{}»", problem.line - 5, problem.column, &problem.excerpt[from..to]);
            for language in [MessageLanguage::Dutch, MessageLanguage::English] {
                let hint = problem.hint(language).unwrap_or_default();
                let _ = write!(table, "\n    {} -> {hint}", problem.message(language));
            }
            table.push('\n');
        }
    }
    table
}

#[test]
fn links_by_a_name_that_is_none() {
    assert_snapshot!(table(&[
        "Ga naar [de commissie][comissie].\n\n[commissie]: klachtencommissie.md",
        "Ga naar [de commissie][].",
        "Ga naar [comissie].\n\n[commissie]: klachtencommissie.md",
        "Ga naar [de commissie][c].\n\n[C]: klachtencommissie.md\n\n[d]: contact.md",
        "Ga naar [de commissie][c].\n[c]: klachtencommissie.md",
        "![De balie][balie]",
    ]));
}

#[test]
fn bold_and_italic_letters_that_are_none() {
    assert_snapshot!(table(&[
        "**Let op:**bel ons.",
        "** let op** en bel.",
        "Dit is **let op ** en bel.",
        "** let op ** en bel.",
        "Dit is *let op * en bel.",
        "Zeg _woord_en niet.",
        "Zeg __x__y niet.",
        "**Let op: bel ons.",
        "Let op:** bel ons.",
        "**Let op: bel\n\nons**.",
        "**Let op* en bel.",
        "*Let op** en bel.",
        "**Let **op** en bel.",
        "Dat is 2*3*4 vakken.",
    ]));
}

#[test]
fn what_other_programs_know_and_pages_do_not() {
    assert_snapshot!(table(&[
        "Een zin.[^1]\n\n[^1]: De noot zelf.",
        "Een zin.[^1]\n\n[^1]: Noot",
        "Dat mag ~~niet~~ wel.",
        "- [ ] een\n- [x] twee\n- [] drie",
        "Dat is ==heel belangrijk== hier.",
        "Lees [[contact]] nog eens.",
        "> [!NOTE]\n> Let op.",
        "## Kop {ways}",
        "Een zin. {.ways}",
        "Dat is fijn :smile: en :tada:.",
        "::: note\nLet op.\n:::",
    ]));
}

#[test]
fn tables_that_lose_a_cell_or_are_none() {
    assert_snapshot!(table(&[
        "| dag | tijd |\n| --- | --- |\n| maandag | 9.00 | 16.00 |",
        "| dag | tijd |\n| --- |\n| maandag | 9.00 |",
        "dag | tijd | wie\n--- | ---\nmaandag | 9.00 | Test",
        "| maandag | 9.00 |",
        "| dag | tijd |\n| --- | --- |\n| maandag | 9.00 |\nBel ons daarna.",
    ]));
}

#[test]
fn lists_and_headings_that_are_none() {
    assert_snapshot!(table(&[
        "-\u{a0}een punt\n-\u{a0}nog een",
        "1.\u{a0}een punt",
        "-een punt",
        "1.een punt\n2.nog een",
        "*een punt\n*nog een",
        "•\u{a0}een punt\n• nog een",
        "·een punt",
        "o\teen punt",
        "\u{f0b7}een punt",
        "– een punt\n– nog een",
        "Neem mee:\n-een pas\n-een pen",
        "##\u{a0}Kop",
        "Tekst.\n##Kop",
    ]));
}

#[test]
fn blanks_and_lines_that_make_something_else() {
    assert_snapshot!(table(&[
        "Tekst.\n\n    Vier spaties ervoor.",
        "\tEen tab ervoor.",
        "Een zin\n---\n\nNog een.",
        "`s ochtends en `s avonds",
        "```\ncode\n\nEn de rest van de pagina.",
        "Vlierpad 1\\\nVlierdorp\\\n\nBel ons.",
        "Vlierpad 1\\ \nVlierdorp",
        "Kijk op https://voorbeeld.nl/_nieuws_/vandaag nu.",
    ]));
}

/// Everything that is right, and looks a little like something that is not.
const GOOD: &str = r#"
Een zin met **vette woorden**, *schuine woorden* en ***allebei***, ook binnen een woord: on**bekend**e, *half*hoog.
**Let op:** bel ons. (**Ook zo.**) “*En zo.*” **‘Of zo’**, en _zo_, __en zo__.

Reken mee: 5 * 3 * 2 = 30, 2*3 is 6, 2 ** 3 is 8, en 10 x 10. Prijs: € 5,-* per keer, of € 8** voor twee.

\* Alleen op maandag.
\** Alleen voor \_leden\_ van de \[club\] \(of \~vrienden\~\).

*Alleen op dinsdag. Dat heet bestand_met_naam.pdf of snake_case__name. Kijk op \#1 en #2.

Een hotel***, een groep van **** en een ***-hotel.

Hij zei [sic] dat het [1] mocht [naam invullen] en [x] en [ ] (zie boven). Zie ook [2] (blz. 3) en [3][4].
Een smiley :-) of :) of ;) of <3 of :* of \o/ of ^_^ of -_- of *_*. Om 10:30:45 uur; a:b:c. Let op:bel:nu.

- een
- twee **vet**
  - genest: `**code**`, `[tekst][naam]`, `~~weg~~`, `| a |` en `- [ ]`
  - nog een

    met een alinea
- drie \
  op een nieuwe regel

1. een
2. twee
   1. genest
10. tien

> Een citaat — met een streep
> – en nog een –
>
> — Test Voorbeeld

In de zon-
-en feestdagen, -5 graden, +31 graden, –
en dan nog een regel – met een streep. Van 3.a tot en met 3.b, of 1.b.
1986. Dat was een jaar. 12.30 uur, 1,5 uur. 50 % | 50 %, ma | di | wo. A = B == C. R&D; H&M; 3 < 4 > 2; ~5 tot ~6.

| dag | van | tot |
| --- | --: | :-: |
| maandag\* | 9.00 | – |
| dinsdag | | - |
| woensdag | 9.00 |
| donderdag | a \| b | `c` |

## Kop met *nadruk* en `code` {#kop}

### Kop: 1. een {#een .klas}

```
    code met **sterren** en [haken][] en https://voorbeeld.nl/_a_
- [ ] niets
```

Mail naar <test@voorbeeld.nl> of kijk op <https://voorbeeld.nl/_a_b>, [hier staat het adres](https://voorbeeld.nl/_a_/*b*), of
[de commissie][Commissie], [commissie][] en [commissie]. In het [Englisch](lang:de): &nbsp;&amp; &copy; 2026.

Een regel met twee spaties erachter  
en een met een streep\
eronder.

---

***

[commissie]: klachtencommissie.md "De commissie"
"#;

#[test]
fn what_is_right_is_never_told() {
    assert_eq!(slips(&mut Desk::new(), GOOD), []);
}

#[test]
fn plain_words_with_punctuation_are_never_told() {
    let line = "[A-Z][a-zé]{1,8}( [a-z’é]{1,7}[,;:!?%/()“”…]? ?[0-9]{0,2}){0,6}[.!?]";
    let desk = RefCell::new(Desk::new());
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let held = runner.run(&vec(line, 1..40), |lines| {
        let told = slips(&mut desk.borrow_mut(), &lines.join("\n\n"));
        prop_assert_eq!(told, []);
        Ok(())
    });
    held.unwrap_or_else(|error| panic!("{error}"));
}

/// What the first paragraph of a page with this text becomes.
fn shown(text: &str) -> String {
    let site = common::load(&Broken::site().with("content/nl/test.md", &page(text)).0);
    let output = site.output().unwrap_or_else(|problems| panic!("{problems}"));
    let (_, bytes) = output.files().find(|(path, _)| *path == "test/index.html").unwrap_or_default();
    let html = String::from_utf8_lossy(bytes);
    let paragraph = html.split("<p>").find(|part| part.contains('§')).unwrap_or_default();
    paragraph.split("</p>").next().unwrap_or_default().trim_start_matches('§').to_owned()
}

#[test]
fn a_bare_address_is_a_link() {
    for (written, expected) in [
        (
            "Kijk op https://voorbeeld.nl/a_b?c=d&amp;e--f.",
            r#"Kijk op <a href="https://voorbeeld.nl/a_b?c=d&amp;e--f">https://voorbeeld.nl/a_b?c=d&amp;e--f</a>."#,
        ),
        (
            "(Zie www.voorbeeld.nl/x_(y).)",
            r#"(Zie <a href="https://www.voorbeeld.nl/x_(y)">www.voorbeeld.nl/x_(y)</a>.)"#,
        ),
        (
            "Mail test@voorbeeld.nl, of **test@voorbeeld.nl**!",
            r#"Mail <a href="mailto:test@voorbeeld.nl">test@voorbeeld.nl</a>, of <strong><a href="mailto:test@voorbeeld.nl">test@voorbeeld.nl</a></strong>!"#,
        ),
        (
            "“https://voorbeeld.nl.” En 'www.voorbeeld.nl'.",
            r#"“<a href="https://voorbeeld.nl">https://voorbeeld.nl</a>.” En ‘<a href="https://www.voorbeeld.nl">www.voorbeeld.nl</a>’."#,
        ),
        (
            "Bestand contact.md, voorbeeld.nl, ftp://voorbeeld.nl, www. en https:// niet.",
            "Bestand contact.md, voorbeeld.nl, ftp://voorbeeld.nl, www. en https:// niet.",
        ),
        (
            "`https://voorbeeld.nl` en [kijk op www.voorbeeld.nl](contact.md)",
            r#"<code>https://voorbeeld.nl</code> en <a href="/contact/">kijk op www.voorbeeld.nl</a>"#,
        ),
        ("<test@voorbeeld.nl>", r#"<a href="mailto:test@voorbeeld.nl">test@voorbeeld.nl</a>"#),
        ("HTTPS://Voorbeeld.nl/A\\_b", r#"<a href="https://Voorbeeld.nl/A_b">HTTPS://Voorbeeld.nl/A_b</a>"#),
    ] {
        assert_eq!(shown(&format!("§{written}")), expected, "{written}");
    }
}
