//! Markdown as events: the one reading of a text that pages, paper and the search for slips share.

use super::addresses;
use super::placed::Placed;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// A text as its parser sees it.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    pub(super) events: Vec<Placed<'a>>,
    /// What is written as a link by a name, without anything of that name.
    pub(super) broken: Vec<Broken>,
    /// The names that links may use, and where each is given.
    pub(super) definitions: Vec<(String, Range<usize>)>,
}

/// `[text][name]`, `[name][]` or `[name]`, which may be no more than words in brackets.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) name: String,
    pub(super) kind: LinkType,
    pub(super) place: Range<usize>,
}

impl<'a> Parsed<'a> {
    /// Reads what begins at the byte `start` of `text`.
    pub(super) fn read(text: &'a str, start: usize) -> Self {
        // Nobody may strike words out or write tasks here, but who does must be told.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_SMART_PUNCTUATION
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let placed = |range: Range<usize>| range.start + start..range.end + start;
        let mut broken = Vec::new();
        let mut note = |link: BrokenLink<'a>| -> Option<(CowStr<'a>, CowStr<'a>)> {
            let (name, place) = (link.reference.into_string(), placed(link.span));
            broken.push(Broken { name, kind: link.link_type, place });
            None
        };
        let parser = Parser::new_with_broken_link_callback(&text[start..], options, Some(&mut note));
        let definitions = parser.reference_definitions().iter();
        let definitions = definitions.map(|(name, given)| (name.to_owned(), placed(given.span.clone()))).collect();
        let events = parser.into_offset_iter().map(|(event, range)| (event, placed(range))).collect();
        Self { events, broken, definitions }
    }

    /// The events, with a link wherever an address of the web or of mail stands in the running text.
    pub(super) fn linked(self, text: &str) -> Vec<Placed<'a>> {
        addresses::linked(self.events.into_iter().map(of_mail).collect(), text)
    }
}

/// The events of a text as readers see it.
#[must_use]
pub fn events(text: &str, start: usize) -> Vec<Placed<'_>> {
    Parsed::read(text, start).linked(text)
}

/// `<info@voorbeeld.nl>` leads where `mailto:` leads.
fn of_mail((event, range): Placed<'_>) -> Placed<'_> {
    match event {
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, title, id }) => {
            let dest_url = format!("mailto:{dest_url}").into();
            (Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, title, id }), range)
        }
        _ => (event, range),
    }
}
