//! The text of a page: from Markdown to HTML, with every link checked.

use crate::facts::Filled;
use crate::problem::Problem;
use complaint::Field;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use std::collections::BTreeSet;
use std::ops::Range;

/// `[klachtenreglement](lang:nl)` is no link but a passage in another language (WCAG 3.1.2).
const PASSAGE: &str = "lang:";

/// A text that was parsed, whose links are not yet resolved.
#[derive(Debug)]
pub struct Markdown<'a> {
    filled: &'a Filled<'a>,
    events: Vec<(Event<'a>, Range<usize>)>,
    /// The anchors that links can point at.
    pub anchors: BTreeSet<String>,
}

/// Where a link points to, as its page sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLink<'a> {
    /// The file of the page, `None` for the page itself.
    pub file: Option<&'a str>,
    /// The place on that page.
    pub anchor: Option<&'a str>,
}

impl<'a> Markdown<'a> {
    /// Parses the text that begins at the byte `start`, and gives every heading an anchor.
    ///
    /// # Errors
    /// Raw HTML, a picture, a heading of the first level, a level that is skipped, an anchor that exists twice.
    pub fn parse(filled: &'a Filled<'a>, start: usize) -> Result<Self, Vec<Problem>> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_SMART_PUNCTUATION;
        let events = Parser::new_ext(&filled.text[start..], options)
            .into_offset_iter()
            .map(|(event, range)| (event, range.start + start..range.end + start))
            .collect();
        let mut markdown = Self { filled, events, anchors: BTreeSet::new() };
        let mut problems = markdown.unwanted();
        problems.extend(markdown.anchor_headings());
        if problems.is_empty() { Ok(markdown) } else { Err(problems) }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The HTML, with each link to a page replaced by what `resolve` makes of it.
    ///
    /// # Errors
    /// Every link that `resolve` refuses, and every one that is neither a page, an address nor a phone number.
    pub fn html(&self, resolve: impl Fn(PageLink<'_>) -> Result<String, LinkError>) -> Result<String, Vec<Problem>> {
        let mut problems = Vec::new();
        // Links do not nest, so one mark is enough.
        let mut is_passage = false;
        let events: Vec<Event<'_>> = self
            .events
            .iter()
            .map(|(event, range)| match event {
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(PASSAGE) => {
                    is_passage = true;
                    let tag =
                        dest_url.trim_start_matches(PASSAGE).replace(|c: char| !c.is_alphanumeric() && c != '-', "");
                    Event::InlineHtml(format!("<span lang=\"{tag}\">").into())
                }
                Event::End(TagEnd::Link) if is_passage => {
                    is_passage = false;
                    Event::InlineHtml("</span>".into())
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let url = resolve_link(*link_type, dest_url, &resolve).unwrap_or_else(|error| {
                        problems.push(error.at(self.filled, range.start));
                        String::new()
                    });
                    let (title, id) = (title.clone(), id.clone());
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url: url.into(), title, id })
                }
                // HTML has no slash in these (the checker says so), the renderer writes one.
                Event::HardBreak => Event::InlineHtml("<br>\n".into()),
                Event::Rule => Event::Html("<hr>\n".into()),
                other => other.clone(),
            })
            .collect();
        let mut written = String::new();
        html::push_html(&mut written, events.into_iter());
        if problems.is_empty() { Ok(written) } else { Err(problems) }
    }

    fn unwanted(&self) -> Vec<Problem> {
        let mut level_before = 1;
        let mut problems = Vec::new();
        for (event, range) in &self.events {
            let at = |message: &str| self.filled.problem(range.start, message);
            problems.extend(match event {
                Event::Html(_) | Event::InlineHtml(_) => {
                    Some(at("HTML in a page").hint("write Markdown; to show a `<`, write `\\<`"))
                }
                Event::Start(Tag::Image { .. }) => {
                    Some(at("a picture").hint("pages have no pictures yet: leave it out, or describe it in words"))
                }
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                    Some(at("a second heading of the first level").hint("the title is the first; write `##`"))
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let skipped = *level as usize > level_before + 1;
                    level_before = *level as usize;
                    skipped.then(|| at("a heading that skips a level").hint("write one `#` less"))
                }
                _ => None,
            });
        }
        problems
    }

    /// Gives each heading without an anchor of its own one made from its words.
    fn anchor_headings(&mut self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for place in 0..self.events.len() {
            let words = heading_words(&self.events[place..]);
            let (Event::Start(Tag::Heading { id, .. }), range) = &mut self.events[place] else { continue };
            let anchor = id.take().map_or_else(|| own_slug(&words), CowStr::into_string);
            if is_taken(&anchor) {
                let problem = self.filled.problem(range.start, format!("the page itself uses the anchor `#{anchor}`"));
                problems.push(problem.hint("give the heading another name: `## Heading {#name}`"));
            } else if !self.anchors.insert(anchor.clone()) {
                let problem = self.filled.problem(range.start, format!("two headings have the anchor `#{anchor}`"));
                problems.push(problem.hint("give one of them a name of its own: `## Heading {#name}`"));
            }
            *id = Some(anchor.into());
        }
        problems
    }
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// What is wrong.
    pub message: String,
    /// What was written and what could have been, for "did you mean".
    pub written_and_known: Option<(String, Vec<String>)>,
}

impl LinkError {
    fn at(self, filled: &Filled<'_>, offset: usize) -> Problem {
        let problem = filled.problem(offset, self.message);
        match &self.written_and_known {
            Some((written, known)) => problem.did_you_mean(written, known.iter().map(String::as_str)),
            None => problem.hint("link to a page by its file, such as `contact.md`, or to an address with https://"),
        }
    }
}

fn resolve_link(
    link_type: LinkType,
    url: &str,
    resolve: impl Fn(PageLink<'_>) -> Result<String, LinkError>,
) -> Result<String, LinkError> {
    if link_type == LinkType::Email {
        return Ok(format!("mailto:{url}"));
    }
    if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(url.to_owned());
    }
    let (file, anchor) = url.split_once('#').map_or((url, None), |(file, anchor)| (file, Some(anchor)));
    let is_file = std::path::Path::new(file).extension().is_some_and(|ending| ending == "md");
    if is_file || (file.is_empty() && anchor.is_some()) {
        resolve(PageLink { file: Some(file).filter(|file| !file.is_empty()), anchor })
    } else {
        Err(LinkError { message: format!("`{url}` is no page and no address"), written_and_known: None })
    }
}

fn heading_words(events: &[(Event<'_>, Range<usize>)]) -> String {
    let within = events.iter().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_))));
    within
        .filter_map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect()
}

/// The slug of a heading, which is not one that the page itself uses.
fn own_slug(words: &str) -> String {
    let slug = slug(words);
    if is_taken(&slug) { format!("{slug}-kop") } else { slug }
}

/// Whether the templates give this `id` to a part of the page, as they do to each field of the form. Nothing is no name.
fn is_taken(anchor: &str) -> bool {
    anchor.is_empty()
        || ["inhoud", "hulp", "fouten", "fouten-titel"].contains(&anchor)
        || Field::named(anchor).is_some()
}

fn slug(words: &str) -> String {
    let plain: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}
