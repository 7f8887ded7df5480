//! The running text of a page, block by block, part by part, as its parser cut it: what slips are looked for in.

use super::placed::Placed;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A paragraph, a line of a list, a heading or a cell of a table.
#[derive(Debug)]
pub(super) struct Block<'t> {
    pub(super) kind: Kind,
    pub(super) parts: Vec<Part<'t>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Running,
    /// The begin of a line of a list.
    Item,
    Heading,
    Cell,
}

#[derive(Debug)]
pub(super) struct Part<'t> {
    pub(super) kind: PartKind,
    /// What readers see of it.
    pub(super) words: &'t str,
    /// Where it stands in the whole text, in bytes.
    pub(super) place: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Words as they were typed.
    Words,
    /// Words whose first character stands behind a `\`: it is meant as it is.
    Escaped,
    /// Code, or words that the parser made of others, such as `&amp;`: nothing in them is a mark.
    Opaque,
    /// The begin or the end of bold letters, a link and the like.
    Mark,
    Break,
}

/// What stands for a character that is meant as it is.
pub(super) const OPAQUE: char = '\u{fffc}';

impl Block<'_> {
    /// Its text with [`OPAQUE`] for all that is no mark, and where each of its bytes stands in the whole text.
    pub(super) fn visible(&self) -> (String, Vec<(usize, usize)>) {
        let (mut text, mut joints) = (String::new(), Vec::new());
        for part in &self.parts {
            joints.push((text.len(), part.place.start));
            match part.kind {
                PartKind::Words => text.push_str(part.words),
                PartKind::Escaped => {
                    let mut letters = part.words.chars();
                    let first = letters.next().map_or(0, char::len_utf8);
                    text.push(OPAQUE);
                    joints.push((text.len(), part.place.start + first));
                    text.push_str(letters.as_str());
                }
                PartKind::Opaque => text.push(OPAQUE),
                PartKind::Mark => {}
                PartKind::Break => text.push(' '),
            }
        }
        (text, joints)
    }
}

/// Where the byte `offset` of a visible text stands in the whole text.
pub(super) fn place_of(joints: &[(usize, usize)], offset: usize) -> usize {
    let next = joints.partition_point(|(own, _)| *own <= offset);
    let (own, place) = joints.get(next.saturating_sub(1)).copied().unwrap_or_default();
    place + offset.saturating_sub(own)
}

/// Cuts a text into its blocks. Blocks of code are none.
pub(super) fn blocks<'t>(events: &'t [Placed<'_>], text: &str) -> Vec<Block<'t>> {
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let mut is_code = false;
    let mut last_end = 0;
    for (event, place) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            _ => {}
        }
        let kind = match event {
            Event::Start(Tag::Heading { .. }) => Some(Kind::Heading),
            Event::Start(Tag::TableCell) => Some(Kind::Cell),
            Event::Start(Tag::Item) => Some(Kind::Item),
            Event::Start(tag) if !is_inline(tag) => Some(Kind::Running),
            Event::End(TagEnd::Item | TagEnd::List(_) | TagEnd::Paragraph | TagEnd::Table) => Some(Kind::Running),
            _ => None,
        };
        if let Some(kind) = kind {
            match blocks.last_mut() {
                // A paragraph that begins a line of a list is that line.
                Some(block) if block.parts.is_empty() && block.kind == Kind::Item && kind == Kind::Running => {}
                Some(block) if block.parts.is_empty() => block.kind = kind,
                _ => blocks.push(Block { kind, parts: Vec::new() }),
            }
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| !is_code) else { continue };
        let part = |kind, words| Part { kind, words, place: place.clone() };
        match event {
            Event::Text(words) => {
                let is_as_typed = text.get(place.clone()) == Some(words.as_ref());
                let is_escaped = last_end < place.start && text[..place.start].ends_with('\\');
                let kind = match (is_as_typed, is_escaped) {
                    (false, _) => PartKind::Opaque,
                    (true, false) => PartKind::Words,
                    (true, true) => PartKind::Escaped,
                };
                block.parts.push(part(kind, words));
            }
            Event::Code(words) => block.parts.push(part(PartKind::Opaque, words)),
            Event::SoftBreak | Event::HardBreak => block.parts.push(part(PartKind::Break, " ")),
            _ => block.parts.push(part(PartKind::Mark, "")),
        }
        last_end = if matches!(event, Event::Start(_)) { place.start } else { place.end };
    }
    blocks
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
