//! One document of one language.

use crate::code::code;
use crate::folding::{FLAP, PANELS, first_that_does_not_fit};
use crate::inputs::{Also, Badge, Chapter, Common, FormInputs, LeafletInputs, common};
use crate::press::{Press, no_such_language};
use chrono::NaiveDate;
use complaint::Form;
use paper::{Inputs, LaidOut, LayoutError, LinkDestination, Tagging, Text, TextContext};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use views::FormView;
use website::{
    Document, DocumentKind, Expanded, FROM_A_PAGE, MenuAt, Organisation, Page, PageKind, Picture, Problem, ProblemKind,
    Problems, Severity, WebsiteLanguage, address, events, file_and_anchor, leads_elsewhere, own_slug, url,
};

/// The sizes of letters that are tried for the folded leaflet, in points: larger is better, and a smaller one is hard to read.
const SIZES_PT: [f64; 8] = [14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, SMALLEST_PT];
const SMALLEST_PT: f64 = 10.5;

/// The size of letters of the leaflet to read, in points.
const LARGE_PT: f64 = 14.0;

/// Both sides of a sheet.
const FORM_PAGES: usize = 2;

/// What may stand behind a heading of the leaflet, as `{.ways}`.
const WAYS: &str = "ways";
const TERMS: [&str; 3] = ["term-contact", "term-answer", "term-extended"];

/// The text of a page, facts filled in, and where it begins.
struct Written<'a> {
    page: &'a Page,
    expanded: Expanded<'a>,
    start: usize,
}

/// One document of one language.
#[derive(Clone, Copy)]
pub(crate) struct DocumentJob<'a> {
    pub(crate) press: &'a Press,
    pub(crate) organisation: &'a Organisation,
    pub(crate) language: &'a WebsiteLanguage,
    /// Those that have a leaflet of their own, this one too.
    pub(crate) languages: &'a [&'a WebsiteLanguage],
}

impl<'a> DocumentJob<'a> {
    pub(crate) fn document(self, kind: DocumentKind) -> Result<Document, Problems> {
        let language = self.language;
        let title = &kind.text(&language.views.texts.paper).title;
        let home = language.pages.page(PageKind::Leaflet).map_or("", |page| page.address.as_str());
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
        let language = self.language;
        let page = language.pages.page(PageKind::Leaflet).ok_or_else(no_such_language)?;
        let written = self.written(page)?;
        let text = self.text(&written, 0, &|url| LinkDestination::Address(self.address_of(page, url)));
        let unknown = unknown_classes(&text, &written);
        if unknown.count(Severity::Error) > 0 {
            return Err(unknown);
        }
        let paper_texts = &language.views.texts.paper;
        let title = page.matter().title.as_str();
        let form = language.pages.page(PageKind::Form).ok_or_else(no_such_language)?;
        let site_address = self.organisation.site.address.as_str();
        let form_address = format!("{site_address}{}", url(&form.address));
        let others = self.languages.iter().filter(|other| other.views.tag != language.views.tag);
        let weeks = self.organisation.terms.weeks();
        let patterns = &language.views.phrasing.patterns;
        let unit = |count: u16| if count == 1 { patterns.week.as_str() } else { patterns.weeks.as_str() };
        let badges = TERMS.into_iter().zip(weeks).map(|(class, number)| (class, Badge { number, unit: unit(number) }));
        let inputs = LeafletInputs {
            common: self.common(title, &page.matter().description, page.updated),
            subtitle: &page.matter().description,
            badges: badges.collect(),
            form_file: form.name(),
            code: code(&form_address),
            form_address: &form_address,
            also: others.filter_map(|other| Also::of(site_address, other)).collect(),
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
        let sheet = self.press.typesetter.lay_out("folded.typ", sheet).map_err(told)?;
        Ok(sheet.pdf(identity, Tagging::PrintOnly).map_err(told)?)
    }

    /// The panels of the folded leaflet, in the largest letters that fit.
    fn panels(self, inputs: &Inputs, text: &Text, written: &Written<'_>) -> Result<LaidOut, Problems> {
        let lay_out = |size: f64, blank: usize| {
            #[expect(clippy::cast_precision_loss, reason = "a handful of panels")]
            let inputs = inputs.clone().with_number("size", size).with_number("blank", blank as f64);
            let sheets = self.press.typesetter.lay_out("leaflet.typ", inputs);
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
                    let fault = ProblemKind::TooLongForPaper { least: SMALLEST_PT.to_string() };
                    wrong = written.expanded.problem(place.unwrap_or(0..0), fault).into();
                }
            }
        }
        Err(wrong)
    }

    fn form(self, identity: &str) -> Result<Vec<u8>, Problems> {
        let texts = &self.language.views.texts;
        let form = Form::default();
        let title = texts.paper.form.title.as_str();
        let inputs = FormInputs {
            common: self.common(title, &texts.paper.form.about, None),
            form: FormView::new(&self.language.views, &self.organisation.lengths, &form, None),
            form_texts: &texts.form,
        };
        let inputs = self.press.inputs("form.typ", &inputs)?;
        let told = |fault| self.problem(fault, &[]);
        let sheets = self.press.typesetter.lay_out("form.typ", inputs).map_err(told)?;
        if sheets.pages() != FORM_PAGES {
            return Err(Problem::with_file(&self.language.texts.shown, ProblemKind::FormTooLongForPaper).into());
        }
        Ok(sheets.pdf(identity, Tagging::Accessible).map_err(told)?)
    }

    fn procedure(self, identity: &str) -> Result<Vec<u8>, Problems> {
        let language = self.language;
        let menus = [MenuAt::Top, MenuAt::Foot].into_iter().flat_map(|at| language.pages.menu(at));
        let is_chapter = |page: &&Page| {
            page.matter().paper
                && matches!(page.kind(), PageKind::Text | PageKind::Form)
                && page.unpublished.is_none()
                && !page.is_fallback_in(&language.views.tag)
        };
        let pages: Vec<&Page> = menus.map(|(page, _)| page).filter(is_chapter).collect();
        let written = pages.iter().map(|page| self.written(page)).collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<Text> = written
            .iter()
            .map(|chapter| self.text(chapter, 1, &|url| self.destination_among(&pages, chapter.page, url)))
            .collect();
        let updated = pages.iter().filter_map(|page| page.updated).max();
        let paper_texts = &language.views.texts.paper;
        let inputs = self.common(&paper_texts.procedure.title, &paper_texts.procedure.about, updated);
        let inputs = self.press.inputs("procedure.typ", &inputs)?;
        let chapters = pages.iter().map(|page| {
            let chapter = Chapter { title: &page.matter().title, name: page.name() };
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
        let sheets = self.press.typesetter.lay_out(template, inputs);
        let pdf = sheets.and_then(|sheets| sheets.pdf(identity, Tagging::Accessible));
        Ok(pdf.map_err(|fault| self.problem(fault, written))?)
    }

    /// What does not get onto paper, where it stands in `written`, or else in the texts of the language.
    fn problem(self, fault: LayoutError, written: &[&Written<'_>]) -> Problem {
        let texts = self.language.expanded_texts();
        let written = written.iter().map(|written| (&written.expanded, written.start));
        self.press.problem(fault, &written.chain(texts.iter().map(|texts| (texts, 0))).collect::<Vec<_>>())
    }

    fn common(self, title: &'a str, description: &'a str, updated: Option<NaiveDate>) -> Common<'a> {
        common(self.organisation, self.language, title, description, updated)
    }

    fn written(self, page: &'a Page) -> Result<Written<'a>, Problems> {
        let (expanded, start) = page.expanded(&self.language.context)?;
        Ok(Written { page, expanded, start })
    }

    fn text(self, written: &Written<'_>, deeper: usize, destination: &dyn Fn(&str) -> LinkDestination) -> Text {
        let Written { page, expanded, start } = written;
        let around = TextContext {
            destination,
            words: &|marked| expanded.in_words(marked).into_owned(),
            anchor: &own_slug,
            within: &|anchor| format!("{}#{anchor}", page.name()),
            picture: &|url| picture(&self.language.context.pictures, url),
            deeper,
        };
        Text::read(events(&expanded.text, *start), around)
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
        let file = if file.is_empty() { page.name() } else { file.as_str() };
        let anchor = anchor.map(|anchor| format!("#{}", url(&anchor))).unwrap_or_default();
        let address = address(file, &self.language.views.root);
        format!("{}{}{anchor}", self.organisation.site.address, url(&address))
    }

    /// Where a link of `page` goes in a document that has these pages.
    fn destination_among(self, pages: &[&Page], page: &Page, url: &str) -> LinkDestination {
        let (file, anchor) = file_and_anchor(url);
        let file = if file.is_empty() { page.name() } else { file.as_str() };
        if pages.iter().any(|page| page.name() == file) {
            LinkDestination::Place(anchor.map_or_else(|| file.to_owned(), |anchor| format!("{file}#{anchor}")))
        } else {
            LinkDestination::Address(self.address_of(page, url))
        }
    }
}

/// A problem for each class of a heading that means nothing on paper.
fn unknown_classes(text: &Text, written: &Written<'_>) -> Problems {
    let known = || TERMS.into_iter().chain([WAYS, FLAP]);
    let of_heading = |heading: &paper::Heading| {
        let unknown = heading.classes.iter().filter(|class| !known().any(|name| name == *class)).cloned();
        unknown.map(|found| (heading.place.clone(), found)).collect::<Vec<_>>()
    };
    let problem = |(place, found): (Range<usize>, String)| {
        let fault = ProblemKind::UnknownValue { found: found.clone(), known: known().map(str::to_owned).collect() };
        written.expanded.problem(place, fault).did_you_mean(&found, known())
    };
    text.headings().flat_map(of_heading).map(problem).collect()
}

/// The bytes of a picture, if it is of a kind that gets onto paper.
fn picture(pictures: &BTreeMap<String, Arc<Picture>>, url: &str) -> Option<Vec<u8>> {
    let name = url.strip_prefix(FROM_A_PAGE)?;
    let is_avif = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("avif"));
    pictures.get(name).filter(|_| !is_avif).map(|picture| picture.bytes.clone())
}
