//! Puts a site on paper: what each document is made of, and what is told to its editor if it does not get there.

use crate::address::{address, url};
use crate::documents::{Document, DocumentKind};
use crate::facts::{Filled, fill_in};
use crate::fault::{Fault, Severity};
use crate::form_view::FormView;
use crate::front_matter::{MenuAt, PageKind, Parts};
use crate::markdown::{events, file_and_anchor, leads_elsewhere, own_slug};
use crate::organisation::{Organisation, PostalAddress, Shown, without_scheme};
use crate::page::{Basis, Page};
use crate::pages::{Promises, no_such_language};
use crate::parallel;
use crate::picture::{FROM_A_PAGE, Picture};
use crate::problem::{Problem, Problems};
use crate::site::{LanguageSite, Site};
use crate::sources::{Source, Sources};
use crate::templates::PAPER;
use crate::texts::{ConfirmationTexts, FormTexts, PaperTexts};
use crate::words::{Row, rows};
use complaint::{Complaint, Form, Receipt};
use paper::{Around, Goal, Inputs, Printer, Sheets, Tagging, Text};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The sizes of letters that are tried for the folded leaflet, in points: larger is better, and a smaller one is hard to read.
const SIZES_PT: [f64; 5] = [12.5, 12.0, 11.5, 11.0, SMALLEST_PT];
const SMALLEST_PT: f64 = 10.5;

/// The size of letters of the leaflet to read, in points.
const LARGE_PT: f64 = 14.0;

/// How many panels a sheet has that is folded in three: cover, three inside, the flap and the back.
const PANELS: usize = 6;

/// Both sides of a sheet.
const FORM_PAGES: usize = 2;

/// What may stand behind a heading of the leaflet, as `{.ways}`.
const WAYS: &str = "ways";
const FLAP: &str = "flap";
const TERMS: [&str; 3] = ["term-contact", "term-answer", "term-extended"];

/// Prints the documents of a site.
#[derive(Debug)]
pub(crate) struct Press {
    printer: Printer,
    templates: BTreeMap<String, Arc<Source>>,
}

/// A language, and what its pages were read with.
#[derive(Clone, Copy)]
pub(crate) struct Printed<'a> {
    pub(crate) language: &'a LanguageSite,
    pub(crate) basis: &'a Basis,
    pub(crate) texts: &'a Source,
}

/// What every template gets.
#[derive(Clone, Serialize)]
struct Common<'a> {
    lang: &'a str,
    own_lang: &'a str,
    title: &'a str,
    description: &'a str,
    organisation: Shown<'a>,
    website_name: &'a str,
    postal: &'a PostalAddress,
    opening_hours: &'a [String],
    site: Address<'a>,
    texts: &'a PaperTexts,
    /// The day on which what it says last changed, in words; empty if that is not known.
    edition: String,
}

#[derive(Clone, Copy, Serialize)]
struct Address<'a> {
    address: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct LeafletInputs<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    subtitle: &'a str,
    /// The round mark beside a heading, by the class of the heading.
    badges: BTreeMap<&'a str, Badge<'a>>,
    /// The file of the page with the form: what leads there is the way of the form.
    form_file: &'a str,
    narrow: bool,
    size: f64,
    /// How many panels are there to write on.
    blank: usize,
}

#[derive(Serialize)]
struct Badge<'a> {
    number: u16,
    unit: &'a str,
}

#[derive(Serialize)]
struct FormInputs<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    form: FormView<'a>,
    form_texts: &'a FormTexts,
}

#[derive(Serialize)]
struct Chapter<'a> {
    title: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct LetterInputs<'a> {
    #[serde(flatten)]
    common: Common<'a>,
    #[serde(flatten)]
    promises: Promises,
    confirmation: &'a ConfirmationTexts,
    weeks: [u16; 3],
    rows: Vec<Row<'a>>,
}

/// The text of a page, facts filled in, and where it begins.
struct Written<'a> {
    page: &'a Page,
    filled: Filled<'a>,
    start: usize,
}

impl Press {
    /// A press with the fonts and the templates for paper of a site.
    pub(crate) fn new(sources: &Sources) -> Self {
        let templates = sources.templates.iter().filter_map(|(name, source)| Some((name.strip_prefix(PAPER)?, source)));
        let templates: BTreeMap<String, Arc<Source>> =
            templates.map(|(name, source)| (name.to_owned(), Arc::clone(source))).collect();
        let texts = templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        let printer = Printer::new(sources.fonts.values().map(|font| font.to_vec()), texts);
        Self { printer, templates }
    }

    /// The documents of each of some languages. A language without a page of the kind `leaflet` has none.
    pub(crate) fn documents(
        &self,
        organisation: &Organisation,
        languages: &[Printed<'_>],
        problems: &mut Problems,
    ) -> BTreeMap<String, Vec<Document>> {
        let own_leaflet = |printed: &Printed<'_>| {
            printed.language.page(PageKind::Leaflet).is_some_and(|page| !page.is_fallback_in(&printed.language.tag))
        };
        let languages = languages.iter().filter(|printed| own_leaflet(printed));
        let jobs: Vec<(&Printed<'_>, DocumentKind)> =
            languages.flat_map(|printed| DocumentKind::ALL.map(|kind| (printed, kind))).collect();
        let made = parallel::map(&jobs, |(printed, kind)| {
            let job = Job { press: self, organisation, printed: **printed };
            job.document(*kind)
        });
        let mut documents: BTreeMap<String, Vec<Document>> = BTreeMap::new();
        for ((printed, _), document) in jobs.iter().zip(made) {
            let Some(document) = problems.note_all(document) else { continue };
            let others = documents.entry(printed.language.tag.clone()).or_default();
            if others.iter().any(|other| other.address == document.address) {
                let fault = Fault::SameAddress { address: document.address, file: printed.texts.shown.clone() };
                problems.push(Problem::with_file(&printed.texts.shown, fault));
            } else {
                others.push(document);
            }
        }
        documents
    }

    /// What the template gets.
    fn inputs(&self, template: &str, values: &impl Serialize) -> Result<Inputs, Problem> {
        Inputs::of(values).map_err(|error| self.template_problem(template, 0..0, &error.to_string()))
    }

    fn template_problem(&self, file: &str, place: Range<usize>, message: &str) -> Problem {
        let fault = Fault::Template { detail: message.to_owned() };
        match self.templates.get(file) {
            Some(source) => Problem::at(&source.shown, &source.text, place, fault),
            None => Problem::with_file(format!("templates/{PAPER}{file}"), fault),
        }
    }

    /// What a document lacks on paper, at the place of its words in one of some texts, or else with the first of them.
    fn problem(&self, fault: paper::Fault, texts: &[(&Filled<'_>, usize)]) -> Problem {
        let (words, fault) = match fault {
            paper::Fault::Template { file, place, message } => return self.template_problem(&file, place, &message),
            paper::Fault::OverTheEdge { words } => (words.clone(), Fault::OverTheEdge { words }),
            paper::Fault::NoGlyph { character } => {
                let number = format!("U+{:04X}", u32::from(character));
                (character.to_string(), Fault::NotInTheFont { character: character.to_string(), number })
            }
        };
        // A line holds more words than the one that is too long.
        let longest = words.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
        for wanted in [words.as_str(), longest].into_iter().filter(|wanted| !wanted.is_empty()) {
            // A title says what the text says again: the text first.
            let find = |text: &Filled<'_>, from: usize| {
                let words = text.words(text.text.get(from..)?);
                let start = words.text.find(wanted)?;
                let place = words.marked_range(&(start..start + wanted.len()));
                Some(place.start + from..place.end + from)
            };
            let found = texts.iter().find_map(|(text, start)| Some((text, find(text, *start)?)));
            let anywhere = || texts.iter().find_map(|(text, _)| Some((text, find(text, 0)?)));
            if let Some((text, place)) = found.or_else(anywhere) {
                return text.problem(place, fault);
            }
        }
        match texts.first() {
            Some((text, _)) => text.problem(0..0, fault),
            None => Problem::with_file("content", fault),
        }
    }
}

/// One document of one language.
#[derive(Clone, Copy)]
struct Job<'a> {
    press: &'a Press,
    organisation: &'a Organisation,
    printed: Printed<'a>,
}

impl<'a> Job<'a> {
    fn document(self, kind: DocumentKind) -> Result<Document, Problems> {
        let Printed { language, .. } = self.printed;
        let title = &kind.text(&language.texts.paper).title;
        let home = language.page(PageKind::Leaflet).map_or("", |page| page.address.as_str());
        let address = format!("{home}{}.pdf", slug::slugify(title));
        let pdf = match kind {
            DocumentKind::Leaflet => self.leaflet(&address, false),
            DocumentKind::Folded => self.leaflet(&address, true),
            DocumentKind::Form => self.form(&address),
            DocumentKind::Procedure => self.procedure(&address),
        };
        Ok(Document { kind, address, bytes: Arc::new(pdf?) })
    }

    fn leaflet(self, identity: &str, is_folded: bool) -> Result<Vec<u8>, Problems> {
        let Printed { language, .. } = self.printed;
        let page = language.page(PageKind::Leaflet).ok_or_else(no_such_language)?;
        let written = self.written(page)?;
        let text = self.text(&written, 0, &|url| Goal::Address(self.address_of(page, url)));
        let unknown = unknown_classes(&text, &written);
        if unknown.count(Severity::Error) > 0 {
            return Err(unknown);
        }
        let paper_texts = &language.texts.paper;
        let title = page.matter().title.as_str();
        let form_file = language.page(PageKind::Form).map_or("", |page| page.draft.name.as_str());
        let weeks = self.organisation.terms.weeks();
        let wording = &language.texts.language;
        let unit = |count: u16| if count == 1 { wording.week.as_str() } else { wording.weeks.as_str() };
        let badges = TERMS.into_iter().zip(weeks).map(|(class, number)| (class, Badge { number, unit: unit(number) }));
        let inputs = LeafletInputs {
            common: self.common(title, &page.matter().description, page.updated),
            subtitle: &page.matter().description,
            badges: badges.collect(),
            form_file,
            narrow: is_folded,
            size: LARGE_PT,
            blank: 0,
        };
        let inputs = self.press.inputs("leaflet.typ", &inputs)?.with_text("blocks", &text);
        if !is_folded {
            return self.print("leaflet.typ", inputs, identity, &[&written]);
        }
        let panels = self.panels(&inputs, &text, &written)?;
        let told = |fault| self.problem(fault, &[&written]);
        let panels = panels.pdf(identity, Tagging::Accessible).map_err(told)?;
        let title = format!("{title} – {}", paper_texts.folded.title);
        let sheet = self.press.inputs("folded.typ", &BTreeMap::from([("title", title)]))?.with_file("panels", panels);
        let sheet = self.press.printer.lay_out("folded.typ", sheet).map_err(told)?;
        Ok(sheet.pdf(identity, Tagging::PrintOnly).map_err(told)?)
    }

    /// The panels of the folded leaflet, in the largest letters that fit.
    fn panels(self, inputs: &Inputs, text: &Text, written: &Written<'_>) -> Result<Sheets, Problems> {
        let lay_out = |size: f64, blank: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a handful of panels")]
            let inputs = inputs.clone().with_number("size", size).with_number("blank", blank as f64);
            let sheets = self.press.printer.lay_out("leaflet.typ", inputs);
            sheets.map_err(|fault| self.problem(fault, &[written]).into())
        };
        let mut wrong = Problems::default();
        for size in SIZES_PT {
            let sheets = match lay_out(size, 0) {
                Ok(sheets) => sheets,
                Err(problems) => {
                    wrong = problems;
                    continue;
                }
            };
            match (first_that_does_not_fit(&sheets, text), sheets.pages()) {
                (None, PANELS) => return Ok(sheets),
                (None, pages) if pages < PANELS => return lay_out(size, PANELS - pages),
                (place, _) => {
                    let fault = Fault::TooLongForPaper { least: SMALLEST_PT.to_string() };
                    wrong = written.filled.problem(place.unwrap_or(0..0), fault).into();
                }
            }
        }
        Err(wrong)
    }

    fn form(self, identity: &str) -> Result<Vec<u8>, Problems> {
        let texts = &self.printed.language.texts;
        let form = Form::default();
        let title = texts.paper.form.title.as_str();
        let inputs = FormInputs {
            common: self.common(title, &texts.paper.form.about, None),
            form: FormView::new(texts, &self.organisation.lengths, &form, None),
            form_texts: &texts.form,
        };
        let inputs = self.press.inputs("form.typ", &inputs)?;
        let told = |fault| self.problem(fault, &[]);
        let sheets = self.press.printer.lay_out("form.typ", inputs).map_err(told)?;
        if sheets.pages() != FORM_PAGES {
            return Err(Problem::with_file(&self.printed.texts.shown, Fault::FormTooLongForPaper).into());
        }
        Ok(sheets.pdf(identity, Tagging::Accessible).map_err(told)?)
    }

    fn procedure(self, identity: &str) -> Result<Vec<u8>, Problems> {
        let Printed { language, .. } = self.printed;
        let menus = [MenuAt::Top, MenuAt::Foot].into_iter().flat_map(|at| language.menu(at));
        let is_chapter = |page: &&Page| {
            page.matter().paper
                && matches!(page.kind(), PageKind::Text | PageKind::Form)
                && page.unpublished.is_none()
                && !page.is_fallback_in(&language.tag)
        };
        let pages: Vec<&Page> = menus.map(|(page, _)| page).filter(is_chapter).collect();
        let written = pages.iter().map(|page| self.written(page)).collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<Text> = written
            .iter()
            .map(|chapter| self.text(chapter, 1, &|url| self.goal_among(&pages, chapter.page, url)))
            .collect();
        let updated = pages.iter().filter_map(|page| page.updated).max();
        let paper_texts = &language.texts.paper;
        let inputs = self.common(&paper_texts.procedure.title, &paper_texts.procedure.about, updated);
        let inputs = self.press.inputs("procedure.typ", &inputs)?;
        let chapters = pages.iter().map(|page| {
            let chapter = Chapter { title: &page.matter().title, name: &page.draft.name };
            self.press.inputs("procedure.typ", &chapter)
        });
        let chapters = chapters.collect::<Result<Vec<_>, _>>()?;
        let inputs = inputs.with_chapters("chapters", chapters.into_iter().zip(&texts));
        self.print("procedure.typ", inputs, identity, &written.iter().collect::<Vec<_>>())
    }

    /// An accessible document, whose words stand in `written`, or else in the texts of the language.
    fn print(
        self,
        template: &str,
        inputs: Inputs,
        identity: &str,
        written: &[&Written<'_>],
    ) -> Result<Vec<u8>, Problems> {
        let sheets = self.press.printer.lay_out(template, inputs);
        let pdf = sheets.and_then(|sheets| sheets.pdf(identity, Tagging::Accessible));
        Ok(pdf.map_err(|fault| self.problem(fault, written))?)
    }

    /// What does not get onto paper, where it stands in `written`, or else in the texts of the language.
    fn problem(self, fault: paper::Fault, written: &[&Written<'_>]) -> Problem {
        let texts = self.printed.basis.facts.fill(self.printed.texts, crate::texts::later);
        let written = written.iter().map(|written| (&written.filled, written.start));
        self.press.problem(fault, &written.chain(texts.iter().map(|texts| (texts, 0))).collect::<Vec<_>>())
    }

    fn common(self, title: &'a str, description: &'a str, updated: Option<chrono::NaiveDate>) -> Common<'a> {
        common(self.organisation, self.printed.language, title, description, updated)
    }

    fn written(self, page: &'a Page) -> Result<Written<'a>, Problems> {
        let filled = self.printed.basis.facts.fill(&page.draft.source, |_| &[]).map_err(Problems::from_iter)?;
        let start = Parts::of(&filled)?.text;
        Ok(Written { page, filled, start })
    }

    fn text(self, written: &Written<'_>, deeper: usize, goal: &dyn Fn(&str) -> Goal) -> Text {
        let Written { page, filled, start } = written;
        let around = Around {
            goal,
            words: &|marked| filled.in_words(marked).into_owned(),
            anchor: &own_slug,
            within: &|anchor| format!("{}#{anchor}", page.draft.name),
            picture: &|url| picture(&self.printed.basis.pictures, url),
            deeper,
        };
        Text::read(events(&filled.text, *start), around)
    }

    /// Where a link of `page` goes on the web.
    fn address_of(self, page: &Page, link: &str) -> String {
        if leads_elsewhere(link) {
            return link.to_owned();
        }
        let (file, anchor) = file_and_anchor(link);
        if file.contains('@') {
            return format!("mailto:{file}");
        }
        let file = if file.is_empty() { page.draft.name.as_str() } else { file.as_str() };
        let anchor = anchor.map(|anchor| format!("#{}", url(&anchor))).unwrap_or_default();
        let address = address(file, &self.printed.language.root);
        format!("{}{}{anchor}", self.organisation.site.address, url(&address))
    }

    /// Where a link of `page` goes in a document that has these pages.
    fn goal_among(self, pages: &[&Page], page: &Page, url: &str) -> Goal {
        let (file, anchor) = file_and_anchor(url);
        let file = if file.is_empty() { page.draft.name.as_str() } else { file.as_str() };
        if pages.iter().any(|page| page.draft.name == file) {
            Goal::Place(anchor.map_or_else(|| file.to_owned(), |anchor| format!("{file}#{anchor}")))
        } else {
            Goal::Address(self.address_of(page, url))
        }
    }
}

impl Site {
    /// The confirmation of a complaint that is kept, as a letter: the bytes of an accessible PDF (PDF/UA-1).
    ///
    /// # Errors
    /// A site that was not read from its templates; a template that asks for what is not there; a character that the fonts
    /// lack. What a browser prints of [`Site::confirmation_page`] has them all.
    pub fn confirmation_letter(&self, complaint: &Complaint, receipt: &Receipt) -> Result<Vec<u8>, Problem> {
        let language = self.language(complaint.language()).ok_or_else(no_such_language)?;
        let press = self.press.as_ref().ok_or_else(no_templates)?;
        let texts = &language.texts.confirmation;
        let promises = self.promises(language, receipt);
        let identity = receipt.reference.to_string();
        let inputs = LetterInputs {
            common: common(&self.organisation, language, &texts.title, &identity, None),
            promises,
            confirmation: texts,
            weeks: self.terms().weeks(),
            rows: rows(&language.texts, complaint).into_iter().filter(Row::is_filled).collect(),
        };
        let inputs = press.inputs("letter.typ", &inputs)?;
        let letter = press.printer.lay_out("letter.typ", inputs);
        // What does not get onto paper are the words of a person: no problem may repeat them, nor what Typst says of them.
        letter.and_then(|letter| letter.pdf(&identity, Tagging::Accessible)).map_err(|fault| match fault {
            paper::Fault::Template { file, place, .. } => {
                press.template_problem(&file, place, "the letter cannot be made")
            }
            paper::Fault::OverTheEdge { .. } => press.template_problem("letter.typ", 0..0, "words go over the edge"),
            paper::Fault::NoGlyph { .. } => press.template_problem("letter.typ", 0..0, "the font lacks a character"),
        })
    }
}

/// A site that a function has was made without them.
fn no_templates() -> Problem {
    Problem::with_file("templates/paper", Fault::Template { detail: "no templates for paper were read".to_owned() })
}

fn common<'a>(
    organisation: &'a Organisation,
    language: &'a LanguageSite,
    title: &'a str,
    description: &'a str,
    updated: Option<chrono::NaiveDate>,
) -> Common<'a> {
    let texts = &language.texts;
    let edition = |day| fill_in(&texts.paper.edition, &[("date", &texts.language.date(day))]);
    Common {
        lang: primary(&language.tag),
        own_lang: primary(&organisation.site.default_language),
        title,
        description,
        organisation: organisation.identity.shown(),
        website_name: without_scheme(&organisation.identity.website),
        postal: &organisation.address,
        opening_hours: &language.opening_hours,
        site: Address { address: &organisation.site.address, name: without_scheme(&organisation.site.address) },
        texts: &texts.paper,
        edition: updated.map(edition).unwrap_or_default(),
    }
}

/// The language of a tag such as `nl-NL` (BCP 47): Typst knows no more of it.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The heading of the first part that goes on where there is no panel for it.
fn first_that_does_not_fit(sheets: &Sheets, text: &Text) -> Option<Range<usize>> {
    let is_flap =
        |place: usize| text.headings().any(|heading| heading.place.start == place && is_on_flap(&heading.classes));
    let marks = sheets.marks();
    let flap = marks.iter().find(|mark| is_flap(mark.place)).map(|mark| mark.page);
    // The back is the last panel, and the flap before it if there is one.
    let last = if flap.is_some() { PANELS - 2 } else { PANELS - 1 };
    let first = marks.iter().find(|mark| if is_flap(mark.place) { Some(mark.page) != flap } else { mark.page > last });
    let place = first?.place;
    text.headings().find(|heading| heading.place.start == place).map(|heading| heading.place.clone())
}

fn is_on_flap(classes: &[String]) -> bool {
    classes.iter().any(|class| class == FLAP)
}

/// A problem for each class of a heading that means nothing on paper.
fn unknown_classes(text: &Text, written: &Written<'_>) -> Problems {
    let known = || TERMS.into_iter().chain([WAYS, FLAP]);
    let of_heading = |heading: &paper::Heading| {
        let unknown = heading.classes.iter().filter(|class| !known().any(|name| name == *class)).cloned();
        unknown.map(|found| (heading.place.clone(), found)).collect::<Vec<_>>()
    };
    let problem = |(place, found): (Range<usize>, String)| {
        let fault = Fault::UnknownValue { found: found.clone(), known: known().map(str::to_owned).collect() };
        written.filled.problem(place, fault).did_you_mean(&found, known())
    };
    text.headings().flat_map(of_heading).map(problem).collect()
}

/// The bytes of a picture, if it is of a kind that gets onto paper.
fn picture(pictures: &BTreeMap<String, Arc<Picture>>, url: &str) -> Option<Vec<u8>> {
    let name = url.strip_prefix(FROM_A_PAGE)?;
    let is_avif = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("avif"));
    pictures.get(name).filter(|_| !is_avif).map(|picture| picture.bytes.clone())
}
