//! The text of a page: from Markdown to HTML, with everything that must be checked noted on the way.

mod addresses;
mod blocks;
mod emphasis;
mod lines;
mod parsed;
mod placed;
mod references;
mod slips;

pub use parsed::events;
pub use placed::Placed;

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem};
use crate::facts::Expanded;
use crate::page::address::address;
use crate::sources::picture::{FROM_A_PAGE, Picture};
use crate::sources::unicode::named;
use complaint::Field;
use parsed::Parsed;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};
use pulldown_cmark_escape::escape_html;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// `[klachtenreglement](lang:nl)` is no link but a passage in another language (WCAG 3.1.2).
const PASSAGE: &str = "lang:";

/// What the text of a page needs to know of the site around it.
#[derive(Clone, Copy)]
pub(crate) struct MarkdownContext<'a> {
    /// The name of its file.
    pub(crate) file: &'a str,
    /// The address of the start page of its language.
    pub(crate) root: &'a str,
    pub(crate) pictures: &'a BTreeMap<String, Arc<Picture>>,
    /// Whether a link with this text says nothing about where it goes.
    pub(crate) is_empty_link: &'a dyn Fn(&str) -> bool,
}

/// The text of a page, made into HTML.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) html: String,
    /// The anchors that links can point at.
    pub(crate) anchors: BTreeSet<String>,
    /// Its links to pages. Whether they lead somewhere is known when all pages are read.
    pub(crate) links: Vec<Link>,
    /// Names of the pictures it shows, and where.
    pub(crate) pictures: Vec<(String, Range<usize>)>,
    /// Its running text, for advice.
    pub(crate) blocks: Vec<PlainBlock>,
}

/// A link to a page.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The file of the page, `None` for the page itself.
    pub(crate) file: Option<String>,
    /// The place on that page.
    pub(crate) anchor: Option<String>,
    /// Where it was written, in bytes of the source.
    pub(crate) place: Range<usize>,
}

/// A paragraph, a line of a list, a cell or a heading, without marks.
#[derive(Debug, Default)]
pub(crate) struct PlainBlock {
    /// With a mark for each fact: what a fact says is no slip of whoever writes the page.
    pub(crate) text: String,
    pub(crate) is_heading: bool,
    /// Pairs of offsets, in bytes, from which this text and the filled text run side by side.
    joints: Vec<(usize, usize)>,
}

impl PlainBlock {
    /// Where the bytes `range` of the passage stand in the filled text.
    pub(crate) fn filled_range(&self, range: &Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let next = self.joints.partition_point(|(own, _)| *own <= offset);
            let (own, filled) = self.joints.get(next.saturating_sub(1)).copied().unwrap_or_default();
            filled + offset.saturating_sub(own)
        };
        // Its end is that of its last character: what follows may stand elsewhere.
        place(range.start)..place(range.end.saturating_sub(1)) + 1
    }
}

/// Reads the text that begins at the byte `start`, and tells what is wrong with it: raw HTML, a heading of the first level, a
/// level that is skipped, an anchor that exists twice, a picture that is not there or has no description, a link that says
/// nothing or is none, slips of the pen. Links to pages are noted, not judged.
pub(crate) fn read(filled: &Expanded<'_>, start: usize, around: MarkdownContext<'_>) -> (Text, Vec<Problem>) {
    let parsed = Parsed::read(&filled.text, start);
    let mut slips = slips::told(&parsed, filled);
    let events = parsed.linked(&filled.text);
    slips.extend(slips::cut_addresses(&events, filled));
    let mut reader =
        Reader { filled, around, text: Text::default(), problems: Vec::new(), level: 1, is_passage: false };
    let mut written = Vec::with_capacity(events.len());
    let mut place = 0;
    while let Some((event, range)) = events.get(place) {
        reader.note_block(event, range);
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let end = end_of(&events, place, TagEnd::Image);
                let alternative = reader.words(&events[place..end]);
                written.push(reader.picture(&filled.in_words(dest_url), &alternative, range));
                place = end;
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let end = end_of(&events, place, TagEnd::Heading(*level));
                let words = reader.words(&events[place..end]);
                let id = id.as_deref().map(|id| filled.in_words(id));
                let id = reader.heading(*level, id.as_deref(), &words, range);
                let classes = classes.iter().map(|class| in_words(filled, class)).collect();
                let attrs = attrs
                    .iter()
                    .map(|(name, value)| (in_words(filled, name), value.as_ref().map(|value| in_words(filled, value))));
                let (level, attrs) = (*level, attrs.collect());
                written.push(Event::Start(Tag::Heading { level, id: Some(id.into()), classes, attrs }));
            }
            Event::Start(Tag::Link { dest_url, title, id, .. }) => {
                let dest_url = filled.in_words(dest_url);
                let text = words(&events[place..end_of(&events, place, TagEnd::Link)]);
                written.push(if let Some(language) = dest_url.strip_prefix(PASSAGE) {
                    reader.passage(language, range)
                } else {
                    let dest_url = reader.link(&dest_url, &text, range).into();
                    let (title, id) = (in_words(filled, title), id.clone());
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
                });
            }
            Event::End(TagEnd::Link) if reader.is_passage => {
                reader.is_passage = false;
                written.push(Event::InlineHtml("</span>".into()));
            }
            Event::Html(_) | Event::InlineHtml(_) => reader.problem(range, ProblemKind::Html),
            // HTML has no slash in these (the checker says so), the renderer writes one.
            Event::HardBreak => written.push(Event::InlineHtml("<br>\n".into())),
            Event::Rule => written.push(Event::Html("<hr>\n".into())),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let language = in_words(filled, language);
                written.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))));
            }
            Event::Text(text) => written.push(Event::Text(in_words(filled, text))),
            Event::Code(text) => written.push(Event::Code(in_words(filled, text))),
            other => written.push(other.clone()),
        }
        place += 1;
    }
    let Reader { mut text, mut problems, .. } = reader;
    problems.append(&mut slips);
    html::push_html(&mut text.html, written.into_iter());
    text.blocks.retain(|block| !block.text.is_empty());
    (text, problems)
}

struct Reader<'a> {
    filled: &'a Expanded<'a>,
    around: MarkdownContext<'a>,
    text: Text,
    problems: Vec<Problem>,
    /// The level of the last heading.
    level: usize,
    /// Links do not nest, so one mark is enough.
    is_passage: bool,
}

impl Reader<'_> {
    fn problem(&mut self, range: &Range<usize>, fault: ProblemKind) {
        self.note(|reader| reader.filled.problem(range.clone(), fault));
    }

    fn note(&mut self, problem: impl FnOnce(&Self) -> Problem) {
        if self.problems.len() < MOST_OF_A_FILE {
            self.problems.push(problem(self));
        }
    }

    /// The words in some events: also those that describe a picture.
    fn words(&self, events: &[Placed<'_>]) -> String {
        let words = words(events);
        self.filled.in_words(&words).into_owned()
    }

    /// Notes the running text, block by block.
    fn note_block(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let blocks = &mut self.text.blocks;
        match event {
            Event::Start(Tag::Heading { .. }) => blocks.push(PlainBlock { is_heading: true, ..PlainBlock::default() }),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::BlockQuote(_))
            | Event::End(TagEnd::Item | TagEnd::Heading(_))
            | Event::HardBreak => blocks.push(PlainBlock::default()),
            // Words of another language are not judged by this one's list.
            Event::Text(_) | Event::Code(_) if self.is_passage => {}
            Event::Text(text) | Event::Code(text) => {
                if blocks.is_empty() {
                    blocks.push(PlainBlock::default());
                }
                let Some(block) = blocks.last_mut() else { return };
                // Code stands between marks.
                let marks = range.len().saturating_sub(text.len()) / 2;
                block.joints.push((block.text.len(), range.start + marks));
                block.text.push_str(text);
            }
            Event::SoftBreak => {
                if let Some(block) = blocks.last_mut() {
                    block.joints.push((block.text.len(), range.start));
                    block.text.push(' ');
                }
            }
            _ => {}
        }
    }

    /// The anchor of a heading: its own, or one made from its words.
    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, words: &str, range: &Range<usize>) -> String {
        if level == HeadingLevel::H1 {
            self.problem(range, ProblemKind::SecondTitle);
        } else {
            if level as usize > self.level + 1 {
                self.problem(range, ProblemKind::LevelSkipped);
            }
            self.level = level as usize;
        }
        if words.trim().is_empty() {
            self.problem(range, ProblemKind::EmptyHeading);
            return String::new();
        }
        let anchor = id.map_or_else(|| own_slug(words), str::to_owned);
        if is_taken(&anchor) {
            self.problem(range, ProblemKind::AnchorTaken { anchor: anchor.clone() });
        } else if !self.text.anchors.insert(anchor.clone()) {
            self.problem(range, ProblemKind::AnchorTwice { anchor: anchor.clone() });
        }
        anchor
    }

    fn passage(&mut self, language: &str, range: &Range<usize>) -> Event<'static> {
        self.is_passage = true;
        // BCP 47, as far as its form goes.
        let mut parts = language.split('-');
        let is_tag = parts.next().is_some_and(|name| (2..=3).contains(&name.len()))
            && language
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
        if !is_tag {
            self.problem(range, ProblemKind::NotALanguage { written: language.to_owned() });
            return Event::InlineHtml("<span>".into());
        }
        Event::InlineHtml(format!("<span lang=\"{language}\">").into())
    }

    /// Where a link goes on the site.
    fn link(&mut self, url: &str, text: &str, range: &Range<usize>) -> String {
        // What a fact says is never nothing.
        if !Expanded::has_facts(text) && (text.trim().is_empty() || (self.around.is_empty_link)(text)) {
            self.problem(range, ProblemKind::EmptyLinkText { text: text.trim().to_owned() });
        }
        if leads_elsewhere(url) {
            return url.to_owned();
        }
        let (file, anchor) = file_and_anchor(url);
        let is_file = std::path::Path::new(&file).extension().is_some_and(|ending| ending == "md");
        if !is_file && (!file.is_empty() || anchor.is_none()) {
            self.problem(range, ProblemKind::NotALink { url: url.to_owned() });
            return String::new();
        }
        let file = Some(file).filter(|file| !file.is_empty());
        let mut address = address(file.as_deref().unwrap_or(self.around.file), self.around.root);
        if let Some(anchor) = &anchor {
            address = format!("{address}#{anchor}");
        }
        let place = self.filled.written_at(range.clone());
        self.text.links.push(Link { file, anchor, place });
        address
    }

    fn picture(&mut self, url: &str, alternative: &str, range: &Range<usize>) -> Event<'static> {
        if alternative.trim().is_empty() {
            self.problem(range, ProblemKind::NoAlternative);
        }
        let Some(name) = url.strip_prefix(FROM_A_PAGE) else {
            let is_elsewhere = url.contains("://");
            let (url, file) = (url.to_owned(), url.to_owned());
            self.problem(
                range,
                if is_elsewhere { ProblemKind::PictureElsewhere { url } } else { ProblemKind::NoPicture { file } },
            );
            return Event::SoftBreak;
        };
        let (name, pictures) = (named(name), self.around.pictures);
        let Some(picture) = pictures.get(&name) else {
            let fault = ProblemKind::NoPicture { file: name.clone() };
            let known = pictures.keys().map(String::as_str);
            self.note(|reader| reader.filled.problem(range.clone(), fault).did_you_mean(&name, known));
            return Event::SoftBreak;
        };
        self.text.pictures.push((name, self.filled.written_at(range.clone())));
        let mut html = format!("<img src=\"{}\" alt=\"", picture.address);
        // Writing into a string does not fail.
        let _ = escape_html(&mut html, alternative.trim());
        html.push('"');
        if let Some((width, height)) = picture.size_px {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
        }
        html.push_str(" loading=\"lazy\">");
        Event::InlineHtml(html.into())
    }
}

/// Whether a link leads to no page of the site.
#[must_use]
pub fn leads_elsewhere(url: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme))
}

/// The file that a link names, empty for the page itself, and the place on that page.
#[must_use]
pub fn file_and_anchor(url: &str) -> (String, Option<String>) {
    url.split_once('#').map_or_else(|| (named(url), None), |(file, anchor)| (named(file), Some(named(anchor))))
}

/// The place of the event that ends what begins at `start`.
fn end_of(events: &[Placed<'_>], start: usize, end: TagEnd) -> usize {
    let within = events[start..].iter().position(|(event, _)| *event == Event::End(end));
    within.map_or(events.len(), |within| start + within)
}

/// A text with the values of its facts.
fn in_words<'a>(filled: &Expanded<'_>, text: &CowStr<'a>) -> CowStr<'a> {
    match filled.in_words(text) {
        Cow::Owned(words) => words.into(),
        Cow::Borrowed(_) => text.clone(),
    }
}

/// The words in some events, with marks: also those that describe a picture.
fn words(events: &[Placed<'_>]) -> String {
    let texts = events.iter().filter_map(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    });
    texts.collect()
}

/// The slug of a heading, which is not one that the page itself uses.
#[must_use]
pub fn own_slug(words: &str) -> String {
    let slug = slug(words);
    if is_taken(&slug) { format!("{slug}-kop") } else { slug }
}

/// Where the page of the kind `leaflet` lists the documents: a link may lead there.
pub(crate) const DOCUMENTS: &str = "papier";

/// Whether the templates give this `id` to a part of the page, as they do to each field of the form. Nothing is no name.
fn is_taken(anchor: &str) -> bool {
    anchor.is_empty()
        || ["inhoud", "hulp", "fouten", "fouten-titel", DOCUMENTS].contains(&anchor)
        || Field::named(anchor).is_some()
}

/// A name for an anchor, from words: "Hoe gaat het?" is `hoe-gaat-het`.
fn slug(words: &str) -> String {
    let plain: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}
