//! Everything that editors can do wrong, provoked, and what they read then, word for word.
//!
//! Each message is a file in `snapshots/`. `INSTA_UPDATE=always cargo test -p site-gen --test problems` writes them anew.

mod common;

use common::{Broken, page};
use insta::assert_snapshot;
use site_gen::Report;
use std::sync::Arc;
use website::{MessageLanguage, Severity, Source, Sources};

/// What an editor reads, without advice on the pages of the fixture.
fn told(site: &Broken) -> String {
    told_in(site, MessageLanguage::Dutch)
}

fn told_in(site: &Broken, language: MessageLanguage) -> String {
    let report = Report { language, is_coloured: false };
    let problems = site.told();
    let own = problems.iter().filter(|problem| problem.severity() != Severity::Advice || problem.file.contains("test"));
    own.map(|problem| report.problem(problem)).collect::<Vec<_>>().join("\n\n")
}

fn with_page(text: &str) -> Broken {
    Broken::site().with("content/nl/test.md", &page(text))
}

fn with_head(lines: &str) -> Broken {
    let page = format!("+++\ntitle = \"Test\"\ndescription = \"Test\"\n{lines}\n+++\n\nTekst.\n");
    Broken::site().with("content/nl/test.md", &page)
}

#[test]
fn unknown_and_missing_keys_and_wrong_values_in_the_head_of_a_page() {
    let head = "+++\ntitel = \"Test\"\nkind = \"formulier\"\nupdated = \"gisteren\"\ndraft = \"ja\"\n[menu]\nlabel = 3\n+++\n\nTekst.\n";
    assert_snapshot!(told(&Broken::site().with("content/nl/test.md", head)));
}

#[test]
fn a_head_that_is_no_toml() {
    let head = "+++\ntitle = Test\ndescription \"Test\"\ntitle = \"Nog een\"\n+++\n\nTekst.\n";
    assert_snapshot!(told(&Broken::site().with("content/nl/test.md", head)));
}

#[test]
fn no_head_and_one_that_is_not_closed() {
    let site =
        Broken::site().with("content/nl/test-a.md", "Tekst\n").with("content/nl/test-b.md", "+++\ntitle = \"Test\"\n");
    assert_snapshot!(told(&site));
}

#[test]
fn dead_links_and_anchors() {
    assert_snapshot!(told(&with_page(
        "Zie [de commissie](klachtencomissie.md), [het contact](hoe-het-gaat.md#kontact),\n[een pad](/contact/) of [niets](weg.md)."
    )));
}

#[test]
fn links_that_say_nothing() {
    assert_snapshot!(told(&with_page("Zie [klik hier](contact.md) of [](contact.md).")));
}

#[test]
fn pictures_that_are_not_there_or_not_described() {
    let site = with_page(
        "![](../pictures/balie.png)\n\n![De balie](../pictures/bali.png)\n\n![De balie](balie.png)\n\n![De balie](https://elders.example/x.png)",
    );
    assert_snapshot!(told(&site));
}

#[test]
fn a_picture_in_the_wrong_place_and_one_that_is_none() {
    let files: [(&str, &[u8]); 2] = [("content/nl/foto.jpg", b"x"), ("content/pictures/foto.jpg", b"geen foto")];
    let problems = Sources::from_files(files).unwrap_err();
    let report = Report::default();
    assert_snapshot!(problems.iter().map(|problem| report.problem(problem)).collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn headings_out_of_order_html_and_an_empty_page() {
    let site = with_page("# Kop\n\n#### Te diep\n\n## Kop\n\n## Kop\n\n## Naam {#name}\n\n<b>vet</b>");
    assert_snapshot!(told(&site.with("content/nl/test-leeg.md", &page(""))));
}

#[test]
fn two_pages_with_one_address_and_an_old_address_that_is_taken() {
    let site = with_head("aliases = [\"/contact/\", \"oud\"]");
    let site = site.replacing("content/en/contact.md", "translates = \"contact.md\"\n", "");
    assert_snapshot!(told(&site));
}

#[test]
fn addresses_that_belong_to_something_else() {
    let site = with_head(
        "aliases = [\"/formulier/\", \"/formulier/oud.html\", \"/500.html\", \"/index.html\", \"/contact/index.html\", \"/goed.html\"]",
    );
    assert_snapshot!(told(&site.with("content/nl/formulier.md", &page("Tekst."))));
}

#[test]
fn copies_that_programs_left_behind() {
    let files = ["content/nl/contact.md.bak", "content/nl/contact_LOCAL_4711.md", "content/nl/Thumbs.db"];
    let problems = Broken::site().with_files(&files.map(|path| (path.to_owned(), &b"\xff"[..]))).told();
    let own = problems.iter().filter(|problem| problem.file == "content");
    assert_snapshot!(own.map(|problem| Report::default().problem(problem)).collect::<String>());
}

#[test]
fn facts_that_are_none_or_are_not_closed() {
    assert_snapshot!(told(&with_page("Bel {{ organisation.telefoon }} of {{ organisation.phone")));
}

#[test]
fn facts_that_contradict_the_organisation() {
    let site = with_page(
        "Bel 023-111 22 33 of +31 20 123 45 67, mail naar hulp@elders.nl,\nschrijf naar 2102 AB Vlierdorp. U hoort het binnen acht weken, of binnen 5 weken.",
    );
    assert_snapshot!(told(&site));
}

#[test]
fn facts_that_are_spelled_out_are_advice() {
    let site = with_page(
        "Bel 0123-11 22 33, mail naar info@elders.nl of schrijf naar 9999 ZZ Vlierdorp. Dat duurt drie weken, en het antwoord komt binnen zes weken.",
    );
    assert_snapshot!(told(&site.replacing("content/organisation.toml", "info@devlier.example", "info@elders.nl")));
}

#[test]
fn what_is_of_another_may_be_allowed() {
    let site = with_page("Bel 0800-1234 of mail naar hulp@elders.example. Dat is binnen twaalf weken.");
    let site =
        site.replacing("content/organisation.toml", "allowed = []", "allowed = [\"0800-1234\", \"twaalf weken\"]");
    assert_eq!(told(&site), "");
}

#[test]
fn a_term_that_changes_contradicts_the_pages_that_spell_it_out() {
    let site = with_page("U hoort het binnen zes weken.");
    assert_snapshot!(told(&site.replacing("content/organisation.toml", "answer_weeks = 6", "answer_weeks = 8")));
}

#[test]
fn mistakes_in_several_templates() {
    let site = Broken::site().replacing("templates/page.html", "{% endblock main %}", "").replacing(
        "templates/start.html",
        "{% for step",
        "{% fro step",
    );
    assert_snapshot!(told(&site));
}

#[test]
fn a_name_that_a_template_does_not_have() {
    assert_snapshot!(told(&Broken::site().replacing("templates/page.html", "html={body}", "html={bodi}")));
}

#[test]
fn a_file_that_is_not_utf_8() {
    let problems = Sources::from_files([("content/nl/a.md", &b"een\ntw\xE9 woorden\n"[..])]).unwrap_err();
    assert_snapshot!(problems.iter().map(|problem| Report::default().problem(problem)).collect::<String>());
}

#[test]
fn files_that_nothing_uses_and_an_organisation_that_is_missing() {
    let site = Broken::site().with("content/nl/notities.txt", "").with("content/los.md", "");
    assert_snapshot!(told(&site.without("content/organisation.toml")));
}

#[test]
fn texts_of_a_language_that_are_missing() {
    let site = Broken::site()
        .replacing("content/nl/texts.toml", "send = \"Klacht versturen\"\n", "")
        .replacing("content/nl/texts.toml", "trap = ", "trapp = ")
        .replacing("content/nl/texts.toml", "Uiterlijk {{ date }} nemen wij", "Wij nemen")
        .with("content/fy/test.md", &page("Tekst."));
    assert_snapshot!(told(&site));
}

#[test]
fn values_of_the_organisation_that_do_not_fit() {
    let site = Broken::site()
        .replacing("content/organisation.toml", "answer_weeks = 6", "answer_weeks = \"zes\"")
        .replacing("content/organisation.toml", "first_day = \"monday\"", "first_day = \"maandag\"")
        .replacing("content/organisation.toml", "opens = \"9:00\"", "opens = \"9 uur\"")
        .replacing("content/organisation.toml", "phone = \"0123", "fone = \"0123");
    assert_snapshot!(told(&site));
}

#[test]
fn an_organisation_is_checked_like_a_form_and_every_mistake_told_at_once() {
    let file = "content/organisation.toml";
    let commission = "\"Klachtencommissie\"\nemail = \"commissie@devlier.example\"";
    let site = Broken::site()
        .replacing(file, commission, "\"\"\nemail = \"commissie\"")
        .replacing(file, "https://klachten.devlier.example", "https://devlier.example/klachten")
        .replacing(file, "review_months = 12", "review_months = 0")
        .replacing(file, "\"Huis De Vlier\"", "\"Huis\\nDe Vlier\"")
        .replacing(file, "\"Samen in Vlierdorp\"", "\"\"")
        .replacing(file, "https://www.devlier.example", "www.devlier.example")
        .replacing(file, "0123-11 22 33", "0123-11 22 3")
        .replacing(file, "info@devlier.example", "info@devlier,example")
        .replacing(file, "\"Balie De Vlier\"", "\"Balie\u{200b}\"")
        .replacing(file, "Vlierpad 1", "   ")
        .replacing(file, "9999 ZZ", "0101 MP");
    assert_snapshot!(told(&site));
}

#[test]
fn hours_terms_and_lengths_that_cannot_be_are_told_at_once() {
    let file = "content/organisation.toml";
    let hours = |first: &str, last: &str, opens: &str, closes: &str| {
        format!(
            "[[opening_hours]]\nfirst_day = \"{first}\"\nlast_day = \"{last}\"\nopens = \"{opens}\"\ncloses = \"{closes}\"\n\n"
        )
    };
    let more = [
        hours("monday", "friday", "8:00", "9:30"),
        hours("saturday", "saturday", "9:00", "10:00"),
        hours("friday", "friday", "20:00", "21:00"),
        hours("sunday", "saturday", "22:00", "22:00"),
    ];
    let site = Broken::site()
        .replacing(file, "[commission]", &format!("{}[commission]", more.concat()))
        .replacing(file, "contact_weeks = 1", "contact_weeks = 0")
        .replacing(file, "extension_weeks = 4", "extension_weeks = 53")
        .replacing(file, "wish = 1000", "wish = 0");
    assert_snapshot!(told(&site));
}

#[test]
fn a_number_for_calls_from_abroad_is_no_longer_a_setting() {
    let phone = "phone = \"0123-11 22 33\"\n";
    let earlier = format!("{phone}phone_international = \"+31123112233\"\n");
    assert_snapshot!(told(&Broken::site().replacing("content/organisation.toml", phone, &earlier)));
}

#[test]
fn addresses_of_websites_are_as_a_browser_writes_them() {
    let told_of = |address: &str| {
        told(&Broken::site().replacing("content/organisation.toml", "https://www.devlier.example", address))
    };
    for right in ["https://devlier.example", "https://devlier.example/klachten", "http://localhost:8000"] {
        assert_eq!(told_of(right), "", "{right}");
    }
    for wrong in [
        "",
        "https://",
        "https://devlier",
        "https://devlier.example/",
        "http://devlier.example",
        "https://de vlier.example",
        "https://www.devlier,example",
        "https://a:b@devlier.example",
        "https://devlier.example?a=b",
        "https://devlier.example#a",
        "ftp://devlier.example",
        "mailto:info@devlier.example",
        "devlier.example",
    ] {
        assert!(told_of(wrong).contains("organisation.toml:11:11"), "{wrong}: {}", told_of(wrong));
    }
}

#[test]
fn a_postcode_is_a_dutch_one() {
    let told_of = |postcode: &str| told(&Broken::site().replacing("content/organisation.toml", "9999 ZZ", postcode));
    for right in ["1000 AA", "9999XZ"] {
        assert_eq!(told_of(right), "", "{right}");
    }
    for wrong in ["0999 AA", "2101", "2101 mp", "2101 M", "2101 MPX", "2101 SS", "B-1000", "21O1 MP", "2101  MP"] {
        assert!(told_of(wrong).contains("dit is geen Nederlandse postcode"), "{wrong}: {}", told_of(wrong));
    }
}

#[test]
fn what_is_of_another_may_be_allowed_however_it_is_written() {
    let site = with_page("Bel 0800-8020 of mail naar Hulp@elders.example, 1234AB.");
    let allowed = "allowed = [\"0800 8020\", \"hulp@elders.example\", \"1234 AB\"]";
    assert_eq!(told(&site.replacing("content/organisation.toml", "allowed = []", allowed)), "");
}

#[test]
fn numbers_of_a_language_that_say_nothing_or_the_same_twice() {
    for wrong in ["\"\"", "\"vijf\""] {
        let told = told(&Broken::site().replacing("content/nl/texts.toml", "\"zes\"", wrong));
        assert!(told.contains("twaalf"), "{told}");
    }
}

#[test]
fn a_character_that_stands_for_a_fact_in_here_is_none_that_a_text_may_have() {
    assert_snapshot!(told(&with_page("Tekst \u{100000} en {{ organisation.name }}.")));
}

#[test]
fn what_a_fact_says_is_no_slip_of_the_page_that_names_it() {
    let name = "Indien](hier) {{ weg }} <b>AVG</b> ##(a)[b.md] 023-111 22 33 binnen negen weken";
    let site =
        with_page("## Bij {{ organisation.name }}\n\n[{{ organisation.name }}](contact.md) {{ organisation.name }}.");
    assert_eq!(told(&site.replacing("content/organisation.toml", "\"Huis De Vlier\"", &format!("'{name}'"))), "");
}

#[test]
fn a_translation_of_nothing_and_one_that_is_older_than_its_original() {
    let site = Broken::site()
        .replacing("content/nl/contact.md", "updated = \"2026-11-22\"", "updated = \"2026-11-24\"")
        .replacing("content/en/about-us.md", "translates = \"over-ons.md\"", "translates = \"over-on.md\"");
    assert_snapshot!(told(&site));
}

#[test]
fn a_page_that_was_reviewed_too_long_ago() {
    assert_snapshot!(told(&with_head("reviewed = \"2025-11-23\"")));
    assert_eq!(told(&with_head("reviewed = \"2025-11-24\"")), "", "a year is not too long");
}

#[test]
fn links_to_pages_that_are_not_on_the_site() {
    let other = |name: &str, line: &str, site: Broken| {
        let page =
            format!("+++\ntitle = \"Test\"\ndescription = \"Test\"\n{line}\n+++\n\nZie [het concept](test-a.md).\n");
        site.with(&format!("content/nl/test-{name}.md"), &page)
    };
    let site = with_page("[een](test-a.md) [twee](test-b.md) [drie](test-c.md)");
    let site = other("a", "draft = true", site);
    let site = other("b", "publish = 2026-11-25", site);
    assert_snapshot!(told(&other("c", "expires = \"2026-11-24\"", site)));
}

#[test]
fn a_page_that_goes_before_it_comes_and_a_form_that_is_a_draft() {
    let site = with_head("publish = \"2026-12-01\"\nexpires = \"2026-12-01\"");
    assert_snapshot!(told(&site.replacing(
        "content/nl/klacht-indienen.md",
        "kind = \"form\"\n",
        "kind = \"form\"\ndraft = true\n"
    )));
}

/// The start page stands at `/`, and what is shown where no page is at `/404.html`: the name of the file says so.
#[test]
fn a_start_page_and_a_page_for_no_page_in_files_of_other_names() {
    let site = Broken::site();
    let text = |path: &str| site.0.content[path].text.clone();
    let (start, missing) = (text("en/index.md"), text("nl/404.md"));
    let site = Broken::site().without("content/en/index.md").with("content/en/start.md", &start);
    assert_snapshot!(told(&site.without("content/nl/404.md").with("content/nl/niets.md", &missing)));
}

#[test]
fn what_is_wrong_with_a_draft_stops_nobody() {
    let site = with_head("draft = true");
    let text = format!("{}[weg](weg.md) <b>vet</b>\n", site.0.content["nl/test.md"].text);
    let site = site.with("content/nl/test.md", &text);
    assert_eq!(site.problems(), Vec::<String>::new());
    assert_snapshot!(told(&site));
}

#[test]
fn a_picture_that_is_heavy_on_a_phone() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\xb0\0\0\x03\x20\x08\x02\0\0\0".to_vec();
    png.resize(200_000, 0);
    let site = with_page("![De balie](../pictures/balie.png)").with_picture("balie.png", &png);
    assert_snapshot!(told(&site));
}

#[test]
fn difficult_language_is_advice() {
    let text = "Indien u een klacht heeft, dan kunt je deze bij ons kenbaar maken middels een brief, en wij zullen dan zo snel als dat voor ons mogelijk is een antwoord aan u sturen per post.\n\nVoor de Wmo en de UAVG geldt iets anders.";
    let site = with_page(text);
    assert_eq!(site.problems(), Vec::<String>::new());
    assert_snapshot!(told(&site));
}

#[test]
fn a_list_of_words_with_a_mistake() {
    assert_snapshot!(told(&Broken::site().replacing("content/nl/words.toml", "[better]", "[beter]")));
}

#[test]
fn the_same_in_english() {
    let site = with_page("# Kop\n\nZie [klik hier](klachtencomissie.md). U hoort het binnen acht weken.");
    assert_snapshot!(told_in(&site, MessageLanguage::English));
}

#[test]
fn a_program_reads_the_same_in_json() {
    let problems = with_page("Zie [de commissie](klachtencomissie.md).").told();
    let own = problems.iter().filter(|problem| problem.file.contains("test")).cloned().collect();
    assert_snapshot!(Report::default().json(&own, Vec::new(), None));
}

#[test]
fn colours_are_for_terminals() {
    let problems = with_page("[weg](weg.md)").told();
    let shown = |is_coloured| Report { is_coloured, ..Report::default() }.problems(&problems);
    assert!(shown(true).contains("\u{1b}[") && !shown(false).contains("\u{1b}["));
}

#[test]
fn a_mark_stands_under_the_place_also_behind_wide_letters() {
    let text = "Één café, naïef: [weg](weg.md)";
    let site = with_page(text);
    let shown = told(&site);
    let lines: Vec<&str> = shown.lines().collect();
    let mark = lines[4].chars().position(|c| c == '^').unwrap_or_else(|| panic!("{shown}"));
    assert_eq!(lines[3].chars().nth(mark), Some('['), "{shown}");
}

#[test]
fn a_source_that_an_editor_sees_is_named_as_the_editor_named_it() {
    let mut site = with_page("[weg](weg.md)");
    let source =
        Arc::new(Source { shown: "C:\\site\\nl\\test.md".into(), text: site.0.content["nl/test.md"].text.clone() });
    site.0.content.insert("nl/test.md".into(), source);
    assert!(told(&site).contains("C:\\site\\nl\\test.md:6:1"));
}

#[test]
fn names_that_cannot_be_addresses() {
    let page = page("Tekst.");
    let site = Broken::site().with("content/nl/test a?.md", &page).with("content/nl/Test.md", &page);
    let aliases =
        "aliases = [\"/robots.txt/\", \"//contact/\", \"/../weg/\", \"/.site-gen/\", \"/a b/\", \"/goed/oud/\"]";
    let head = format!("+++\ntitle = \"Test\"\ndescription = \"Test\"\n{aliases}\n+++\n\nTekst.\n");
    assert_snapshot!(told(&site.with("content/nl/test-b.md", &head)));
}

#[test]
fn an_old_address_that_differs_only_in_its_capitals() {
    assert_snapshot!(told(&with_head("aliases = [\"/Contact/\"]")));
}

#[test]
fn a_draft_of_a_translation_leaves_the_original_in_its_place() {
    let site = Broken::site().without("content/en/about-us.md");
    let site = site.replacing("content/en/contact.md", "## Website", "[about us](over-ons.md)\n\n## Website");
    let draft =
        "+++\ntitle = \"Test\"\ndescription = \"Test\"\ntranslates = \"over-ons.md\"\ndraft = true\n+++\n\nText.\n";
    assert_eq!(site.with("content/en/over-ons.md", draft).problems(), Vec::<String>::new());
}

#[test]
fn a_mark_of_nothing_before_a_wide_letter_is_shown() {
    let site = with_page("Indien. {{ opening_hours }}’s ochtends, indien.");
    assert!(told(&site).contains("“Indien” is moeilijk"));
    let site = Broken::site().replacing("content/nl/texts.toml", "skip = \"", "skip = ’\"");
    assert!(told(&site).contains("texts.toml"));
}

#[test]
fn slips_of_markdown_that_readers_would_see() {
    let site = with_page(
        "Zie [de commissie] (klachtencommissie.md) of (contact)[contact.md].\n\n##Kop\n\n## \n\nBel organisation.phone }}.\n\nIn het [Duits](lang:Duits).",
    );
    assert_snapshot!(told(&site.replacing("content/nl/test.md", "Bel organisation.phone }}", "Bel")));
    assert_snapshot!(told(&with_page("Bel organisation.phone }}.")));
}

#[test]
fn an_organisation_that_contradicts_itself() {
    let site = Broken::site()
        .replacing("content/organisation.toml", "closes = \"16:00\"", "closes = \"8:00\"")
        .replacing("content/organisation.toml", "contact_weeks = 1", "contact_weeks = 7");
    assert_snapshot!(told(&site));
    let numbers = Broken::site().replacing("content/nl/texts.toml", "\"zes\", ", "");
    assert_snapshot!(told(&numbers));
}

#[test]
fn lengths_that_no_form_can_hold_together_are_told_at_the_greatest() {
    let lengths = |line: &str| told(&Broken::site().replacing("content/organisation.toml", "description = 5000", line));
    let told = lengths("description = 77877");
    assert!(told.contains("alle lengtes samen zijn 80001 tekens, en dat past niet"), "{told}");
    assert!(told.contains("description = 77877") && told.contains("samen hooguit 80000"), "{told}");
    assert!(!lengths("description = 77876").contains("alle lengtes"));
}

#[test]
fn a_complaint_that_would_be_kept_for_no_time_or_for_ever() {
    let line = "after_closing_months = 24";
    for wrong in ["after_closing_months = 0", "after_closing_months = 121", "after_closing_months = 70000"] {
        let told = told(&Broken::site().replacing("content/organisation.toml", line, wrong));
        assert!(
            told.contains("zo lang kan een klacht niet worden bewaard") && told.contains("1 tot en met 120"),
            "{told}"
        );
    }
    let told = told(&Broken::site().replacing("content/organisation.toml", line, "after_closing = 24"));
    assert!(told.contains("`after_closing` bestaat hier niet") && told.contains("`after_closing_months`"), "{told}");
}

#[test]
fn nothing_where_there_must_be_something_and_days_that_are_still_to_come() {
    let site = Broken::site().replacing(
        "content/nl/contact.md",
        "title = \"Contact: bellen, mailen of langskomen\"",
        "title = \"\"",
    );
    assert_snapshot!(told(&site));
    assert_snapshot!(told(&with_head("reviewed = \"2032-01-01\"\nupdated = \"2026-11-25\"")));
}

#[test]
fn quotes_of_a_word_processor() {
    let head = "+++\ntitle = “Test”\ndescription = \"Test\"\n+++\n\nTekst.\n";
    assert_snapshot!(told(&Broken::site().with("content/nl/test.md", head)));
}

#[test]
fn a_length_of_time_that_is_no_promise_and_a_year_are_no_facts() {
    assert_eq!(told(&with_page("Wij waren drie weken dicht. In 2026 EN in 2027 ook.")), "");
}

#[test]
fn of_a_file_at_most_five_hundred_problems_are_told_and_an_error_is_one_of_them() {
    let of_tags = Broken::site().with("content/nl/test.md", &page(&"<b>x</b> ".repeat(1000)));
    assert_eq!(of_tags.problems().len(), 500);
    let own = "info@elders.nl ".repeat(1000);
    let site = Broken::site().replacing("content/organisation.toml", "info@devlier.example", "info@elders.nl");
    let site = site.with("content/nl/test.md", &page(&format!("{own} iemand@anders.nl")));
    assert!(site.problems().len() == 1 && site.problems()[0].contains("iemand@anders.nl"), "{:?}", site.problems());
}
