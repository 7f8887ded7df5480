//! The site of a made-up organisation on paper, and what its editor is told where something does not get there.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../../tests/common/mod.rs"]
mod common;
mod pdf;

use common::{Broken, today};
use complaint::{Complaint, Field, Form, Receipt};
use documents::{PdfPrinter, Press};
use lopdf::Document;
use pdf::{broken_rules, codes, documents_of, pages, sizes, unspaced};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use website::{Compiler, Output, Problems, Website};

const LEAFLET: &str = "content/nl/in-het-kort.md";

impl Broken {
    /// What comes of the site and of its documents.
    fn printed(&self) -> Result<Website, Problems> {
        Compiler::for_everybody().printing(Some(Arc::new(PdfPrinter))).compile(&self.0, today())
    }

    fn problems_on_paper(&self) -> Vec<String> {
        self.printed().map_or_else(|problems| problems.iter().map(ToString::to_string).collect(), |_| Vec::new())
    }

    fn has_problem_on_paper(&self, expected: &str) {
        assert_eq!(self.problems_on_paper(), [expected]);
    }
}

/// Every document of a site, by its path.
fn documents(site: &Broken) -> BTreeMap<String, Vec<u8>> {
    documents_of(&site.printed().unwrap())
}

fn document(site: &Broken, path: &str) -> Vec<u8> {
    documents(site).remove(path).unwrap()
}

/// Those of the made-up organisation.
static FIXTURE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| documents(&Broken::site()));

/// Where `words` begin in a file of `site`.
fn place(site: &Broken, path: &str, words: &str) -> String {
    let text = &site.0.content[path.trim_start_matches("content/")].text;
    let (number, line) = text.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
    let column = line[..line.find(words).unwrap()].chars().count();
    format!("{path}:{}:{}", number + 1, column + 1)
}

fn is_for_printers(path: &str) -> bool {
    path.ends_with("vouwfolder.pdf") || path.ends_with("folded-leaflet.pdf")
}

fn complaint(typed: &[(Field, &str)]) -> Complaint {
    let mut form = Form::default();
    for (field, words) in [
        (Field::Lang, "nl"),
        (Field::Name, "Test Voorbeeld"),
        (Field::Address, "Voorbeeldstraat 1"),
        (Field::Town, "Voorbeeldstad"),
        (Field::IncidentMonth, "3"),
        (Field::IncidentYear, "2026"),
        (Field::About, "een verzonnen balie"),
        (Field::Description, "Dit is een verzonnen klacht."),
    ] {
        form.set(field, words);
    }
    for (field, words) in typed {
        form.set(*field, *words);
    }
    form.read(&common::load(&Broken::site().0).site().rules(today())).unwrap()
}

/// The letter that confirms `complaint`, or what stopped it.
fn letter(complaint: &Complaint) -> Result<Vec<u8>, String> {
    let receipt = Receipt { reference: "K-0000-0000".parse().unwrap(), received_on: today(), earlier: None };
    let site = Broken::site();
    let website = common::load(&site.0);
    Press::new(&site.0).confirmation_letter(&website, complaint, &receipt).map_err(|problem| problem.to_string())
}

#[test]
fn each_language_has_its_documents() {
    let names: Vec<String> = FIXTURE.keys().cloned().collect();
    assert_eq!(
        names,
        [
            "en/in-short/complaint-form.pdf",
            "en/in-short/complaints-procedure.pdf",
            "en/in-short/folded-leaflet.pdf",
            "en/in-short/leaflet.pdf",
            "in-het-kort/folder.pdf",
            "in-het-kort/klachtenformulier.pdf",
            "in-het-kort/klachtenregeling.pdf",
            "in-het-kort/vouwfolder.pdf",
        ]
    );
}

/// The judge of PDF/UA does judge: the sheet for a printer is not tagged, on purpose.
#[test]
fn a_sheet_for_a_printer_breaks_them() {
    let sheet = &FIXTURE["in-het-kort/vouwfolder.pdf"];
    assert!(!broken_rules(sheet).is_empty());
    assert_eq!(Document::load_mem(sheet).unwrap().get_pages().len(), 2);
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    assert_eq!(documents(&Broken::site()), *FIXTURE);
}

#[test]
fn the_leaflet_is_read_in_its_order() {
    let words = pages(&FIXTURE["in-het-kort/folder.pdf"]).concat();
    let mut rest = words.as_str();
    for part in [
        "Huis De Vlier",
        "Samen in Vlierdorp",
        "De klachtenregeling in het kort",
        "Praat eerst met ons",
        "Zo dient u een klacht in",
        "Met het formulier",
        "Per e-mail: info@devlier.example",
        "Per brief: Huis De Vlier, Vlierpad 1, 9999 ZZ Vlierdorp",
        "Per telefoon: 0123-11 22 33",
        "Aan de balie: Balie De Vlier",
        "1 week",
        "Binnen één week",
        "6 weken",
        "Binnen zes weken",
        "10 weken",
        "vier weken langer",
        "t.a.v. Klachtencommissie",
        "Wij zijn er voor Vlierdorp",
        "Balie De Vlier",
        "maandag tot en met donderdag van 9.00 tot 16.00 uur",
        "www.devlier.example",
    ] {
        let Some(at) = rest.find(&unspaced(part)) else { unreachable!("{part} is not in what follows: {rest}") };
        rest = &rest[at..];
    }
}

/// As the web form asks it: the same labels, hints and lengths.
#[test]
fn the_paper_form_asks_what_the_web_form_asks_on_two_pages() {
    let site = Broken::site();
    let pages = pages(&FIXTURE["in-het-kort/klachtenformulier.pdf"]);
    assert_eq!(pages.len(), 2);
    let words = pages.concat();
    let page = common::load(&site.0).site().form_page(&Form::default(), None).unwrap();
    let texts = site.0.content["nl/texts.toml"].text.clone();
    let form = texts.split("[form]").nth(1).unwrap().split("[mistakes]").next().unwrap();
    let asked = form.lines().filter(|line| ["label", "hint"].iter().any(|key| line.starts_with(key)));
    let asked: Vec<&str> = asked.filter_map(|line| line.split('"').nth(1)).collect();
    assert!(asked.len() > 15, "{asked:?}");
    for text in asked
        .into_iter()
        .map(|text| text.replace("{{ lengths.description }}", "5000").replace("{{ lengths.wish }}", "1000"))
    {
        assert!(words.contains(&unspaced(&text)), "the paper form does not say: {text}");
        assert!(page.contains(&text), "the web form does not say: {text}");
    }
    assert!(words.contains("Vlierpad1,9999ZZVlierdorp"));
}

#[test]
fn the_whole_procedure_has_each_page_of_the_menus_but_those_about_the_site() {
    let words = pages(&FIXTURE["in-het-kort/klachtenregeling.pdf"]);
    for title in
        ["Zo gaat het met uw klacht", "Dien een klacht in", "De klachtencommissie", "Wat er met uw gegevens gebeurt"]
    {
        let [contents, chapters @ ..] = words.as_slice() else { unreachable!("no pages") };
        assert!(contents.contains(&unspaced(title)), "{title} is not in the contents");
        assert!(chapters.concat().contains(&unspaced(title)), "{title} is no chapter");
    }
    assert!(!words.concat().contains(&unspaced("Kan iedereen deze website gebruiken?")));
}

#[test]
fn a_term_that_changes_changes_on_paper() {
    let site = Broken::site().replacing("content/organisation.toml", "answer_weeks = 6", "answer_weeks = 8");
    let words = pages(&document(&site, "in-het-kort/folder.pdf")).concat();
    assert!(["8 weken", "Binnen acht weken", "12 weken"].iter().all(|term| words.contains(&unspaced(term))), "{words}");
}

/// What an editor writes is never code.
#[test]
fn marks_of_typst_are_only_text() {
    let hostile = r#"#panic("x") $x^2$ @label <tag> #let a = 1 *#"#;
    let site = Broken::site().replacing(
        LEAFLET,
        "Dat kan altijd.",
        &format!("Dat kan altijd. {}", hostile.replace('<', "\\<").replace('*', "\\*")),
    );
    let words = pages(&document(&site, "in-het-kort/folder.pdf")).concat();
    assert!(words.contains(&unspaced("#panic(“x”) $x^2$ @label <tag> #let a = 1 *#")), "{words}");
}

#[test]
fn a_leaflet_that_is_too_long_is_told_where_it_no_longer_fits() {
    let long = "Dit is een zin die de folder langer maakt. ".repeat(130);
    let site = Broken::site().replacing(LEAFLET, "Dat kan altijd.", &long);
    let place = place(&site, LEAFLET, "## Hebt u een vraag?");
    site.has_problem_on_paper(&format!(
        "error: from here on, the text does not fit on the folded leaflet\n --> {place}\nhint: make the text shorter: not even letters of 10.5 points fit"
    ));
}

#[test]
fn smaller_letters_are_tried_before_a_leaflet_is_too_long() {
    let longer = "Dit is een zin die de folder langer maakt. ".repeat(55);
    let site = Broken::site().replacing(LEAFLET, "Dat kan altijd.", &longer);
    // The cover has the same letters whatever the text has.
    assert_ne!(sizes(&document(&site, "in-het-kort/vouwfolder.pdf")), sizes(&FIXTURE["in-het-kort/vouwfolder.pdf"]));
}

#[test]
fn a_word_that_is_too_wide_is_told_with_its_place() {
    let word = "klachtenbehandelingsprocedure".repeat(4);
    let site = Broken::site().replacing(LEAFLET, "Dat kan altijd.", &word);
    let place = place(&site, LEAFLET, &word);
    site.has_problem_on_paper(&format!(
        "error: “{word}” goes over the edge of the paper\n --> {place}\nhint: use shorter words or shorter paragraphs, or put a hyphen into a long word"
    ));
}

#[test]
fn a_character_that_the_font_lacks_is_told_with_its_place() {
    for (path, old, new) in [
        (LEAFLET, "Dat kan altijd.", "語"),
        ("content/nl/texts.toml", "Vul dit formulier in met een pen.", "Vul dit 語 in."),
    ] {
        let site = Broken::site().replacing(path, old, new);
        let place = place(&site, path, "語");
        site.has_problem_on_paper(&format!(
            "error: the font for paper has no `語` (U+8A9E)\n --> {place}\nhint: use another character, or write it in words"
        ));
    }
}

#[test]
fn a_form_that_takes_more_than_a_sheet_is_told() {
    let long = format!("hint = \"{}\"", "Dit is een lange uitleg bij een vraag. ".repeat(90));
    let site = Broken::site().replacing("content/nl/texts.toml", "hint = \"Bijvoorbeeld naam@voorbeeld.nl\"", &long);
    site.has_problem_on_paper("error: the form on paper does not fit on both sides of a sheet\n --> content/nl/texts.toml:1:1\nhint: make the questions and their hints shorter");
}

#[test]
fn a_font_that_is_missing_is_told() {
    let problems = Broken::site().without_fonts().problems_on_paper();
    assert!(problems[0].starts_with("error: mistake in the template: unknown font family"), "{problems:?}");
}

#[test]
fn english_documents_are_in_english() {
    let all = FIXTURE.iter().filter(|(path, _)| path.starts_with("en/") && !is_for_printers(path));
    let words: BTreeMap<&str, String> = all.map(|(path, pdf)| (path.as_str(), pages(pdf).concat())).collect();
    for (path, said) in [
        ("en/in-short/leaflet.pdf", "Within six weeks you get an answer"),
        ("en/in-short/complaint-form.pdf", "What happened?"),
        ("en/in-short/complaints-procedure.pdf", "What is a complaint?"),
    ] {
        assert!(words[path].contains(&unspaced(said)), "{path} does not say {said}");
    }
    for (path, words) in &words {
        assert!(words.contains("Page1of") || words.contains("Page2of"), "{path}");
        for dutch in ["Pagina", "klacht in", "weken", "Inhoud", "verplicht"] {
            assert!(!words.contains(&unspaced(dutch)), "{path} says {dutch}");
        }
    }
}

#[test]
fn a_class_that_means_nothing_is_told() {
    let site = Broken::site().replacing(LEAFLET, "{.ways}", "{.way}");
    let place = place(&site, LEAFLET, "## Zo dient u een klacht in");
    site.has_problem_on_paper(&format!(
        "error: `way` is none of what this can be\n --> {place}\nhint: did you mean `ways`?"
    ));
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place() {
    let site = Broken::site().replacing("templates/paper/form.typ", "asked.who", "asked.whom");
    let problems = site.problems_on_paper();
    assert!(
        problems[0].starts_with("error: mistake in the template: dictionary does not contain key \"whom\""),
        "{problems:?}"
    );
    assert!(problems[0].contains("\n --> templates/paper/form.typ:"), "{problems:?}");
}

#[test]
fn two_documents_with_one_name_are_told() {
    let site = Broken::site().replacing("content/nl/texts.toml", "title = \"Vouwfolder\"", "title = \"Folder\"");
    assert!(
        site.problems_on_paper()[0]
            .starts_with("error: `content/nl/texts.toml` has the address `/in-het-kort/folder.pdf` too")
    );
}

#[test]
fn a_site_without_a_leaflet_has_no_documents() {
    let mut site = Broken::site();
    site = site.replacing(LEAFLET, "kind = \"leaflet\"\n", "");
    site = site.replacing("content/en/in-short.md", "kind = \"leaflet\"\n", "");
    assert_eq!(documents(&site).len(), 0);
}

#[test]
fn the_page_with_the_form_offers_it_on_paper_only_where_it_is_there() {
    let site = Broken::site();
    let page = |output: Output| {
        let page = output.files().find(|(path, _)| *path == "klacht-indienen/index.html").unwrap().1.to_vec();
        String::from_utf8(page).unwrap()
    };
    let offer = "Schrijft u liever op papier? <a href=\"/in-het-kort/klachtenformulier.pdf\"";
    assert!(page(site.printed().unwrap().output().unwrap()).contains(offer));
    let output = common::load(&site.0).output().unwrap();
    for (path, html) in output.files().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"))
    {
        let html = String::from_utf8_lossy(html);
        assert!(!html.contains("op papier?") && !html.contains("id=\"papier\""), "{path}");
    }
}

#[test]
fn the_code_on_a_leaflet_leads_to_the_form_in_its_language_and_each_names_the_other() {
    let site = "https://klachten.devlier.example";
    for (path, form, other) in [
        ("in-het-kort/folder.pdf", "/klacht-indienen/", "available in English"),
        ("in-het-kort/vouwfolder.pdf", "/klacht-indienen/", ""),
        ("en/in-short/leaflet.pdf", "/en/make-a-complaint/", "ook in het Nederlands"),
    ] {
        assert_eq!(codes(&FIXTURE[path]), [format!("{site}{form}")], "{path}");
        assert!(pages(&FIXTURE[path]).concat().contains(&unspaced(other)), "{path}");
    }
}

#[test]
fn the_page_names_each_document_with_its_type_and_size() {
    let output = Broken::site().printed().unwrap().output().unwrap();
    let page = output.files().find(|(path, _)| *path == "in-het-kort/index.html").unwrap().1;
    let page = String::from_utf8_lossy(page);
    for (path, pdf) in FIXTURE.iter().filter(|(path, _)| !path.starts_with("en/")) {
        assert!(page.contains(&format!("<a href=\"/{path}\" type=\"application/pdf\">")), "{path}");
        assert!(page.contains(&format!("(PDF-bestand, {}\u{a0}kB)", pdf.len().div_ceil(1000))), "{path}");
    }
}

#[test]
fn the_letter_says_what_was_sent_and_when_the_sender_will_hear() {
    let hostile = "#panic() <script>alert(1)</script> {{ name }} $x$\n\n*en* een tweede regel";
    let letter = letter(&complaint(&[(Field::Description, hostile)])).unwrap();
    assert_eq!(broken_rules(&letter), [""; 0]);
    let words = pages(&letter).concat();
    for part in [
        "dinsdag 1 december 2026",
        "dinsdag 5 januari 2027",
        "Test Voorbeeld",
        "maart 2026",
        "een verzonnen balie",
        "#panic() <script>alert(1)</script> {{ name }} $x$ *en* een tweede regel",
    ] {
        assert!(words.contains(&unspaced(part)), "{part} is not in: {words}");
    }
}

#[test]
fn a_word_longer_than_a_line_stands_on_several() {
    let word = "q".repeat(300);
    let words = pages(&letter(&complaint(&[(Field::Description, &word)])).unwrap()).concat();
    assert_eq!(words.matches('q').count(), 300);
}

/// What a browser prints has it: the page, not the letter, is the confirmation.
#[test]
fn a_letter_that_lacks_a_character_is_refused_without_a_word_of_it() {
    let refused = letter(&complaint(&[(Field::Description, "geheim 語")])).unwrap_err();
    assert!(refused.contains("the font lacks a character"), "{refused}");
    assert!(!refused.contains("geheim") && !refused.contains('語'), "{refused}");
}
