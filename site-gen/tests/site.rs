//! The site of a made-up organisation, built; and the same site with mistakes in it.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use common::{Broken, fixture, fixture_output, load, page, root, today};
use complaint::{Field, Form, Language, Receipt};
use std::path::Path;
use std::sync::Arc;
use views::{Confirmation, Message, Site};
use website::Sources;

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(fixture_output(), fixture_output());
}

#[test]
fn no_name_of_a_fact_is_left_on_a_page() {
    for (path, text) in output_of(&Broken::site()) {
        assert!(!text.contains("{{"), "{path}");
    }
}

#[test]
fn the_pages_carry_the_facts() {
    let output = output_of(&Broken::site());
    let pages: String = output.iter().map(|(_, text)| text.replace('\u{a0}', " ")).collect();
    for fact in [
        "Huis De Vlier",
        "Samen in Vlierdorp",
        "www.devlier.example",
        "Balie De Vlier",
        "Vlierpad 1",
        "9999 ZZ Vlierdorp",
        "0123-11 22 33",
        "tel:+31123112233",
        "maandag tot en met donderdag van 9.00 tot 16.00 uur",
        "vrijdag van 9.00 tot 13.00 uur",
        "info@devlier.example",
        "commissie@devlier.example",
        "één week",
        "zes weken",
        "vier weken",
        "tien weken",
        "t.a.v. Klachtencommissie",
        "twee jaar",
        "5000 tekens",
    ] {
        assert!(pages.contains(fact), "no page says {fact}");
    }
}

#[test]
fn a_term_that_changes_changes_on_every_page() {
    let site = Broken::site().replacing("content/organisation.toml", "answer_weeks = 6", "answer_weeks = 8");
    let pages: String = output_of(&site).into_iter().map(|(_, text)| text).collect();
    assert!(pages.contains("acht weken") && pages.contains("twaalf weken"));
    assert!(!pages.contains("zes weken") && !pages.contains("tien weken"));
}

#[test]
fn a_dead_link_is_told_with_the_page_that_was_meant() {
    Broken::site().with("content/nl/test.md", &page("Zie [dit](klachtencomissie.md).")).has_problem(
        "error: no page `klachtencomissie.md`\n --> content/nl/test.md:6:5\nhint: did you mean `klachtencommissie.md`?",
    );
}

#[test]
fn a_dead_anchor_is_told_with_the_heading_that_was_meant() {
    Broken::site().with("content/nl/test.md", &page("Zie [dit](hoe-het-gaat.md#kontact).")).has_problem(
        "error: no heading `#kontact` on the page `hoe-het-gaat.md`\n --> content/nl/test.md:6:5\nhint: did you mean `contact`?",
    );
}

#[test]
fn a_link_that_is_neither_page_nor_address_is_told() {
    Broken::site().with("content/nl/test.md", &page("Zie [dit](/contact/).")).has_problem(
        "error: `/contact/` is no page and no address\n --> content/nl/test.md:6:5\nhint: link to a page by its file, such as `contact.md`, or to an address with https://",
    );
}

#[test]
fn a_link_to_an_existing_anchor_is_resolved() {
    let site =
        Broken::site().with("content/nl/test.md", &page("[dit](hoe-het-gaat.md#contact) [elders](#kop)\n\n## Kop"));
    let files = output_of(&site);
    let html = file(&files, "test/index.html");
    assert!(html.contains(r#"<a href="/hoe-het-gaat/#contact">dit</a> <a href="/test/#kop">elders</a>"#), "{html}");
}

#[test]
fn an_unknown_key_in_front_matter_is_told_with_the_key_that_was_meant() {
    Broken::site()
        .with("content/nl/test.md", "+++\ntitel = \"Test\"\ndescription = \"Test\"\n+++\nTekst\n")
        .has_problem("error: there is no `titel` here\n --> content/nl/test.md:2:1\nhint: did you mean `title`?");
}

#[test]
fn a_page_without_front_matter_is_told_how_to_begin() {
    let problems = Broken::site().with("content/nl/test.md", "Tekst\n").problems();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("error: the page does not begin with `+++`\n --> content/nl/test.md:1:1\nhint: "));
}

#[test]
fn a_missing_text_of_the_form_stops_the_build() {
    let site = Broken::site().replacing("content/nl/texts.toml", "send = \"Klacht versturen\"\n", "");
    let section = site.0.content["nl/texts.toml"].text.lines().position(|line| line == "[check]").unwrap() + 1;
    site.has_problem(&format!("error: `send` is missing\n --> content/nl/texts.toml:{section}:1"));
}

#[test]
fn an_unknown_text_of_the_form_stops_the_build() {
    let site = Broken::site().replacing("content/nl/texts.toml", "trap = ", "trapp = ");
    assert!(site.problems()[0].contains("there is no `trapp` here"), "{:?}", site.problems());
    assert!(site.problems()[0].ends_with("hint: did you mean `trap`?"), "{:?}", site.problems());
}

#[test]
fn a_fact_that_does_not_exist_is_told_where_it_was_used() {
    Broken::site().with("content/nl/test.md", &page("Bel {{ organisation.telefoon }}.")).has_problem(
        "error: no fact is called `organisation.telefoon`\n --> content/nl/test.md:6:5\nhint: did you mean `organisation.phone`?",
    );
}

#[test]
fn a_name_that_has_a_value_elsewhere_but_not_in_this_text_is_told() {
    let lead = "lead = \"Uw klacht is nog niet verstuurd.";
    let site = Broken::site().replacing("content/nl/texts.toml", lead, "lead = \"{{ date }} ");
    assert!(site.problems()[0].starts_with("error: no fact is called `date`\n --> content/nl/texts.toml:"));
}

#[test]
fn a_broken_organisation_file_is_told() {
    let site = Broken::site().replacing("content/organisation.toml", "answer_weeks = 6", "answer_weeks = \"zes\"");
    let line = 1 + site.0.content["organisation.toml"].text.lines().position(|line| line.contains("\"zes\"")).unwrap();
    let place = format!("content/organisation.toml:{line}:16");
    site.has_problem(&format!("error: this is string \"zes\", where u8 is expected\n --> {place}"));
}

#[test]
fn html_pictures_and_headings_out_of_order_are_told() {
    let text = "<b>vet</b>\n\n![](x.png)\n\n# Kop\n\n#### Een andere kop";
    let problems = Broken::site().with("content/nl/test.md", &page(text)).problems();
    let places: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().nth(1)).collect();
    assert_eq!(
        places,
        [
            " --> content/nl/test.md:6:1",
            " --> content/nl/test.md:6:7",
            " --> content/nl/test.md:8:1",
            " --> content/nl/test.md:8:1",
            " --> content/nl/test.md:10:1",
            " --> content/nl/test.md:12:1",
        ]
    );
}

#[test]
fn an_empty_page_is_told() {
    Broken::site().with("content/nl/test.md", &page("")).has_problem(
        "error: the page has no text\n --> content/nl/test.md:5:1\nhint: write a text below the second `+++`",
    );
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place() {
    let site = Broken::site().replacing("templates/page.html", "html={body}", "html={bodi}");
    let problems = site.problems();
    assert!(problems[0].contains("templates/page.html:4:4"), "{problems:?}");
}

#[test]
fn a_mistake_in_a_template_that_only_a_function_shows_stops_the_build_too() {
    for name in ["check.html", "confirmation.html", "not-sent.html", "message.html"] {
        let site = Broken::site().replacing(&format!("templates/{name}"), "head.heading", "head.headin");
        assert!(site.problems()[0].contains(name), "{name}: {:?}", site.problems());
    }
}

#[test]
fn an_unknown_component_stops_the_build() {
    let site = Broken::site().replacing("templates/base.html", "<help ", "<hulp ");
    assert!(site.problems()[0].contains("hulp"), "{:?}", site.problems());
}

#[test]
fn a_file_that_nothing_uses_is_told() {
    let problems = Broken::site().with("content/nl/foto.jpg", "").problems();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("error: nothing uses this file\n --> content/nl/foto.jpg:1:1"), "{problems:?}");
}

#[test]
fn a_second_page_with_the_form_is_told_and_so_is_a_language_without_one() {
    let second = "+++\ntitle = \"Test\"\ndescription = \"Test\"\nkind = \"form\"\n+++\n";
    Broken::site().with("content/nl/test.md", second).has_problem(
        "error: a second page with `kind = \"form\"`\n --> content/nl/test.md:4:1\nhint: a language has one",
    );
    Broken::site()
        .replacing("content/nl/klacht-indienen.md", "kind = \"form\"\n", "")
        .has_problem("error: no page has `kind = \"form\"`\n --> content/nl:1:1\nhint: a language has one");
}

#[test]
fn every_problem_of_the_site_is_told_in_one_go() {
    let problems = Broken::site()
        .with("content/nl/een.md", &page("[a](weg.md) [b](ook-weg.md)"))
        .with("content/nl/twee.md", &page("{{ weg }}"))
        .with("content/nl/drie.md", "geen kop")
        .replacing("content/nl/texts.toml", "trap = ", "trapp = ")
        .replacing("templates/page.html", "{% endblock main %}", "")
        .problems();
    let files: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().nth(1)).collect();
    for file in ["een.md:6:1", "een.md:6:13", "twee.md:6:1", "drie.md:1:1", "texts.toml:", "page.html:"] {
        assert!(files.iter().any(|place| place.contains(file)), "{file} is not in {files:?}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_told_with_its_place() {
    let problems = Sources::from_files([("content/nl/a.md", &b"een\ntw\xE9\n"[..])]).unwrap_err();
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["error: this is not UTF-8 text\n --> content/nl/a.md:2:3\nhint: save the file again with the encoding UTF-8"]
    );
}

#[test]
fn windows_line_endings_and_byte_order_marks_are_welcome() {
    let site = Broken::site();
    let files: Vec<(String, String)> = site
        .0
        .content
        .iter()
        .map(|(path, source)| (format!("content/{path}"), &source.text))
        .chain(site.0.templates.iter().map(|(path, source)| (format!("templates/{path}"), &source.text)))
        .map(|(path, text)| (path, format!("\u{feff}{}", text.replace('\n', "\r\n"))))
        .collect();
    let sources = Sources::from_files(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()))).unwrap();
    assert_eq!(load(&sources).output().unwrap(), fixture_output());
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let problems = Sources::read(Path::new("nergens"), &root().join("templates")).unwrap_err();
    assert!(problems.to_string().contains("--content"), "{problems}");
}

fn output_of(site: &Broken) -> Vec<(String, String)> {
    let output = load(&site.0).output().unwrap_or_else(|problems| panic!("{problems}"));
    output.files().map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

fn file<'a>(files: &'a [(String, String)], wanted: &str) -> &'a str {
    files.iter().find(|(path, _)| path == wanted).map_or_else(|| panic!("no {wanted}"), |(_, text)| text)
}

#[test]
fn a_page_without_a_translation_stands_in_the_other_language_and_says_so() {
    let link = "[about us](over-ons.md)\n\n## Website";
    let mut site = Broken::site().replacing("content/en/contact.md", "## Website", link);
    site.0.content.remove("en/about-us.md");
    let files = output_of(&site);
    assert!(file(&files, "en/contact/index.html").contains("<a href=\"/en/over-ons/\">about us</a>"));
    let page = file(&files, "en/over-ons/index.html");
    assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(page.contains("<p class=\"notice\">We do not have this page in English yet."));
    assert!(page.contains("<h1 lang=\"nl\">Over Huis De Vlier</h1>\n<div lang=\"nl\" dir=\"auto\">"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://klachten.devlier.example/over-ons/\">"));
    assert!(!page.contains("hreflang=\"x-default\" href=\"https://klachten.devlier.example/en/"));
    let start = file(&files, "en/index.html");
    assert!(start.contains("<a href=\"/en/over-ons/\" lang=\"nl\" hreflang=\"nl\">Over Huis De Vlier</a>"));
    assert!(!file(&files, "sitemap.xml").contains("/en/over-ons/"));
}

#[test]
fn a_third_language_is_a_folder_with_one_file_of_texts() {
    let texts = fixture().content["en/texts.toml"].text.replace("name = \"English\"", "name = \"Frysk\"");
    let texts = texts.replace("en_GB", "fy_NL");
    let files = output_of(&Broken::site().with("content/fy/texts.toml", &texts));
    assert_eq!(files.iter().filter(|(path, _)| path.starts_with("fy/")).count(), 12, "every page, as a fallback");
    assert!(file(&files, "index.html").contains("<a href=\"/fy/\" lang=\"fy\" hreflang=\"fy\">Frysk</a>"));
    assert!(file(&files, "fy/contact/index.html").contains("Moandei"), "days in its own words");
}

#[test]
fn each_page_names_its_translations_and_the_switch_stays_on_it() {
    let files = output_of(&Broken::site());
    let (dutch, english) = (file(&files, "klacht-indienen/index.html"), file(&files, "en/make-a-complaint/index.html"));
    for page in [dutch, english] {
        for link in [
            "<link rel=\"alternate\" hreflang=\"nl\" href=\"https://klachten.devlier.example/klacht-indienen/\">",
            "<link rel=\"alternate\" hreflang=\"en\" href=\"https://klachten.devlier.example/en/make-a-complaint/\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://klachten.devlier.example/klacht-indienen/\">",
        ] {
            assert!(page.contains(link), "{link}");
        }
    }
    assert!(dutch.contains("<a href=\"/en/make-a-complaint/\" lang=\"en\" hreflang=\"en\">English</a>"));
    assert!(english.contains("<a href=\"/klacht-indienen/\" lang=\"nl\" hreflang=\"nl\">Nederlands</a>"));
    assert!(file(&files, "sitemap.xml").contains(
        "<url><loc>https://klachten.devlier.example/klacht-indienen/</loc><lastmod>2026-11-22</lastmod>\n\
         <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://klachten.devlier.example/en/make-a-complaint/\"/>"
    ));
}

#[test]
fn a_translation_of_nothing_is_told_with_the_page_that_was_meant() {
    Broken::site().replacing("content/en/contact.md", "translates = \"contact.md\"", "translates = \"contakt.md\"").has_problem(
        "error: no page `contakt.md` to translate\n --> content/en/contact.md:4:1\nhint: did you mean `contact.md`?",
    );
}

#[test]
fn two_pages_with_one_address_are_told() {
    Broken::site().replacing("content/en/contact.md", "translates = \"contact.md\"\n", "").has_problem(
        "error: `content/nl/contact.md` has the address `/en/contact/` too\n --> content/en/contact.md:1:1\nhint: rename one of them, or say with `translates` which page it is in another language",
    );
}

#[test]
fn a_promise_without_its_date_is_told() {
    let site = Broken::site().replacing("content/nl/texts.toml", "Uiterlijk {{ date }} nemen wij", "Wij nemen");
    assert!(
        site.problems()[0].starts_with("error: the text `contact_by` lacks `{{ date }}`\n --> content/nl/texts.toml:")
    );
}

#[test]
fn a_pattern_that_does_not_fit_a_day_is_told() {
    let site = Broken::site().replacing("content/nl/texts.toml", "month = \"%B %Y\"", "month = \"%H\"");
    assert!(
        site.problems()[0]
            .starts_with("error: not a pattern that strftime knows for this\n --> content/nl/texts.toml:")
    );
}

#[test]
fn a_heading_does_not_take_the_name_of_a_field() {
    let site = Broken::site().with("content/nl/test.md", &page("## About\n\n## Hulp"));
    let files = output_of(&site);
    assert!(file(&files, "test/index.html").contains("<h2 id=\"about-kop\">About</h2>\n<h2 id=\"hulp-kop\">"));
    Broken::site().with("content/nl/test.md", &page("## Over {#about}")).has_problem(
        "error: the page itself uses the anchor `#about`\n --> content/nl/test.md:6:1\nhint: give the heading another name: `## Heading {#name}`",
    );
}

#[test]
fn front_matter_may_end_with_the_file() {
    let page = "+++\ntitle = \"Test\"\ndescription = \"Test\"\nkind = \"overview\"\n+++";
    assert_eq!(Broken::site().with("content/nl/test.md", page).problems(), Vec::<String>::new());
}

#[test]
fn two_translations_of_one_page_are_told() {
    let second = "+++\ntitle = \"Test\"\ndescription = \"Test\"\ntranslates = \"contact.md\"\n+++\nText\n";
    Broken::site()
        .with("content/en/second.md", second)
        .has_problem("error: a second translation of `contact.md`\n --> content/en/second.md:4:1\nhint: take one of the two away, or change `translates`");
}

#[test]
fn a_passage_in_another_language_is_marked() {
    let files = output_of(&Broken::site());
    let page = file(&files, "en/complaints-regulation/index.html");
    assert!(page.contains("it is called <span lang=\"nl\">klachtenreglement</span>."));
}

#[test]
fn a_search_engine_reads_the_organisation_its_address_and_its_hours() {
    let files = output_of(&Broken::site());
    let (_, rest) = file(&files, "index.html").split_once("<script type=\"application/ld+json\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(data["@type"], "Organization");
    assert_eq!(data["contactPoint"]["telephone"], "+31123112233");
    assert_eq!(
        data["contactPoint"]["hoursAvailable"][0]["dayOfWeek"],
        serde_json::json!(["Monday", "Tuesday", "Wednesday", "Thursday"])
    );
    assert_eq!(data["contactPoint"]["hoursAvailable"][1]["closes"], "13:00");
}

#[test]
fn the_calendar_has_three_days_and_nothing_about_a_person() {
    let website = load(&fixture());
    let site = website.site();
    let calendar = |tag: &str| site.calendar(&complaint::Language::new(tag), "2026-11-22".parse().unwrap());
    let dutch = calendar("nl").unwrap();
    let lines: Vec<&str> = dutch.split("\r\n").filter(|line| line.starts_with("DTSTART")).collect();
    assert_eq!(lines, ["DTSTART;VALUE=DATE:20261129", "DTSTART;VALUE=DATE:20270103", "DTSTART;VALUE=DATE:20270131"]);
    assert!(dutch.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && dutch.ends_with("END:VCALENDAR\r\n"));
    assert!(dutch.lines().all(|line| line.len() <= 75), "RFC 5545 folds lines at 75 bytes");
    assert_eq!(Some(&dutch), calendar("nl").as_ref(), "the same day, the same bytes");
    assert!(calendar("en").unwrap().contains("last day for the answer to your complaint"));
    assert_eq!(calendar("xx"), None);
}

#[test]
fn the_style_sheet_stays_small_and_knows_no_left_or_right() {
    let css = &fixture().templates["assets/site.css"].text;
    assert!(css.len() <= 12_000, "{} bytes", css.len());
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
        " left:",
        " right:",
        "border-left",
        "border-right",
    ] {
        assert!(!css.contains(physical), "{physical} does not turn around in a language that runs from right to left");
    }
}

/// What a function has of the site, and the whole site that it was made of.
fn embedded_and_whole() -> (Site, Arc<Site>) {
    let whole = Arc::clone(load(&fixture()).site());
    (Site::from_embedded(&whole.to_embedded(|_| true).unwrap()).unwrap(), whole)
}

#[test]
fn a_function_answers_with_the_very_pages_and_mails_of_the_whole_site() {
    let (embedded, whole) = embedded_and_whole();
    for language in ["nl", "en"] {
        let mut form = Form::default();
        form.set(Field::Lang, language);
        let mistakes = form.read(&whole.rules(today())).unwrap_err();
        assert_eq!(
            embedded.form_page(&form, Some(&mistakes)).unwrap(),
            whole.form_page(&form, Some(&mistakes)).unwrap()
        );
        for (field, typed) in [
            (Field::Name, "Test Voorbeeld"),
            (Field::Email, "test@voorbeeld.example"),
            (Field::IncidentMonth, "3"),
            (Field::IncidentYear, "2026"),
            (Field::About, "een verzonnen balie"),
            (Field::Description, "Verzonnen <b>klacht</b>."),
        ] {
            form.set(field, typed);
        }
        let complaint = form.read(&embedded.rules(today())).unwrap();
        let receipt = Receipt { reference: "K-0000-0000".parse().unwrap(), received_on: today(), earlier: None };
        let answers = |site: &Site| {
            [
                site.check_page(&form, &complaint).unwrap(),
                site.confirmation_page(&complaint, &receipt).unwrap(),
                site.not_sent_page(&form, &complaint).unwrap(),
                site.message_page(&Language::new(language), Message::NotFound).unwrap(),
                site.confirmation_mail(&complaint, &receipt).unwrap().html,
                site.arrival_mail(&receipt, complaint.language(), Confirmation::Sent).unwrap().text,
                site.calendar(&Language::new(language), today()).unwrap(),
            ]
        };
        assert_eq!(answers(&embedded), answers(&whole));
    }
}

#[test]
fn what_a_function_has_of_a_site_is_the_same_for_the_same_day() {
    let embedded = || load(&fixture()).site().to_embedded(|_| true).unwrap();
    assert_eq!(embedded(), embedded());
}

#[test]
fn files_that_editors_leave_about_are_no_content_in_memory_either() {
    let files = [("content/.DS_Store", &b"\xff"[..]), ("content/nl/.x.md.swp", b"\xff"), ("content/nl/a.md~", b"\xff")];
    assert_eq!(Sources::from_files(files).unwrap().content.len(), 0);
}
