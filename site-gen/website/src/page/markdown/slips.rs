//! Slips of the pen: what an editor meant as Markdown, and what readers would see as it was typed, see as something else, or not
//! see at all.

use super::blocks::{Block, Kind, OPAQUE, PartKind, blocks, place_of};
use super::parsed::Parsed;
use super::placed::Placed;
use super::{emphasis, lines, references};
use crate::diagnostics::kind::{Construct, ProblemKind};
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem};
use crate::facts::Expanded;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Each slip in a text.
pub(super) fn told(parsed: &Parsed<'_>, filled: &Expanded<'_>) -> Vec<Problem> {
    let text = filled.text.as_str();
    let blocks = blocks(&parsed.events, text);
    let marks = emphasis::left_marks(&blocks, text).into_iter().map(|place| {
        let written = &text[place.clone()];
        let marks = written.chars().take_while(|mark| written.starts_with(*mark)).collect();
        (place, ProblemKind::MarksLeft { marks })
    });
    let slips = of_events(&parsed.events, text).into_iter();
    let slips = slips.chain(lines::almost(&blocks, text)).chain(marks);
    let slips = slips.chain(blocks.iter().flat_map(of_block));
    let slips = slips.take(MOST_OF_A_FILE).map(|(place, fault)| filled.problem(place, fault));
    slips.chain(references::told(parsed, filled)).collect()
}

/// Each address that marks of Markdown cut in two: `https://voorbeeld.nl/_a_/`.
pub(super) fn cut_addresses(linked: &[Placed<'_>], filled: &Expanded<'_>) -> Vec<Problem> {
    let mut cut = Vec::new();
    for pair in linked.windows(2) {
        if let [
            (Event::End(TagEnd::Link), link),
            (Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough), next),
        ] = pair
            && link.end == next.start
            && !filled.text[..link.end].ends_with(['>', ')', ']'])
        {
            cut.push(link.start..next.end);
        }
    }
    cut.into_iter().take(MOST_OF_A_FILE).map(|place| filled.problem(place, ProblemKind::CutAddress)).collect()
}

/// What the parser itself sees and pages do not have, or what it makes of blanks and lines that were not meant so.
fn of_events(events: &[Placed<'_>], text: &str) -> Vec<(Range<usize>, ProblemKind)> {
    let mut slips = Vec::new();
    let mut columns = 0;
    let mut last_cell_end = 0;
    for (event, place) in events {
        let written = &text[place.clone()];
        let not_here = |what| Some(ProblemKind::NotHere { what });
        let mut marked = place.clone();
        let fault = match event {
            Event::Start(Tag::Strikethrough) => not_here(Construct::Strikethrough),
            Event::TaskListMarker(_) => not_here(Construct::Task),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some(ProblemKind::IndentedCode),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if !is_closed(written) => {
                Some(ProblemKind::OpenFence)
            }
            Event::Start(Tag::Heading { .. }) if !written.starts_with('#') => Some(ProblemKind::UnderlinedHeading),
            Event::Start(Tag::Heading { attrs, .. }) if !attrs.is_empty() => not_here(Construct::Attributes),
            Event::Code(_) if is_lopsided(written) => Some(ProblemKind::SpacedCode),
            Event::Start(Tag::Emphasis) if is_product(text, place) => Some(ProblemKind::MarksGone),
            Event::Start(Tag::Link { link_type: LinkType::Shortcut, id, .. }) if id.starts_with('^') => {
                not_here(Construct::Footnote)
            }
            Event::Start(Tag::Table(alignments)) => {
                columns = alignments.len();
                None
            }
            Event::Start(Tag::TableRow) if columns > 1 && !written.contains('|') => Some(ProblemKind::RowWithoutCells),
            Event::End(TagEnd::TableCell) => {
                last_cell_end = place.end;
                None
            }
            Event::End(TagEnd::TableRow) => {
                let rest = text.get(last_cell_end..place.end).unwrap_or_default();
                marked.start = last_cell_end;
                let rest = rest.strip_prefix('|').unwrap_or(rest);
                (!rest.trim_matches(|letter: char| letter.is_whitespace() || letter == '|').is_empty())
                    .then_some(ProblemKind::CellsTooMany)
            }
            _ => None,
        };
        slips.extend(fault.map(|fault| (marked, fault)));
        if slips.len() >= MOST_OF_A_FILE {
            break;
        }
    }
    slips
}

/// Whether a fenced block of code has its end: without it, the rest of the page is code.
fn is_closed(block: &str) -> bool {
    let block = block.trim_end();
    block.contains('\n') && (block.ends_with("```") || block.ends_with("~~~"))
}

/// Whether code has a blank at one end only: then its marks are most often apostrophes, as in `` `s ochtends en `s avonds ``.
fn is_lopsided(code: &str) -> bool {
    let within = code.trim_matches('`');
    within.starts_with(char::is_whitespace) != within.ends_with(char::is_whitespace)
}

/// Whether marks that make letters italic stand between numbers: `2*3*4`.
fn is_product(text: &str, place: &Range<usize>) -> bool {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    is_digit(text[..place.start].chars().next_back()) && is_digit(text[place.end..].chars().next())
}

/// What is left in the words of a block and looks like a mark.
fn of_block(block: &Block<'_>) -> Vec<(Range<usize>, ProblemKind)> {
    let (visible, joints) = block.visible();
    let mut slips = Vec::new();
    let mut note = |place: Option<Range<usize>>, fault: ProblemKind| {
        slips.extend(place.map(|place| (place_of(&joints, place.start)..place_of(&joints, place.end - 1) + 1, fault)));
    };
    note(almost_link(&visible), ProblemKind::AlmostLink);
    note(highlight(&visible), ProblemKind::NotHere { what: Construct::Highlight });
    note(attributes(&visible, block.kind), ProblemKind::NotHere { what: Construct::Attributes });
    note(emoji(&visible), ProblemKind::NotHere { what: Construct::Emoji });
    note(visible.starts_with(":::").then_some(0..3), ProblemKind::NotHere { what: Construct::Container });
    let is_task = block.kind == Kind::Item && visible.starts_with("[] ");
    note(is_task.then_some(0..2), ProblemKind::NotHere { what: Construct::Task });
    let breaks = block.parts.iter().enumerate().filter(|(number, part)| {
        let is_last = block.parts.get(number + 1).is_none_or(|next| next.kind == PartKind::Break);
        is_last && part.kind == PartKind::Words && part.words.ends_with('\\') && block.kind != Kind::Cell
    });
    slips.extend(breaks.map(|(_, part)| (part.place.end - 1..part.place.end, ProblemKind::LineBreakAlone)));
    slips
}

/// `[text] (file.md)`, `(text)[file.md]`, and a link whose address ends too late.
fn almost_link(text: &str) -> Option<Range<usize>> {
    let marks = ["](", "] (", ".md)", ".md]", ")["];
    let found = marks.iter().flat_map(|mark| text.match_indices(mark)).filter(|(place, mark)| {
        let rest = &text[place + mark.len()..];
        match *mark {
            "] (" => references::is_goal(rest, ')'),
            ")[" => references::is_goal(rest, ']'),
            _ => true,
        }
    });
    found.map(|(place, mark)| place..place + mark.len()).min_by_key(|place| place.start)
}

/// `==words==`
fn highlight(text: &str) -> Option<Range<usize>> {
    let begins = |place: usize| {
        let before = text[..place].chars().next_back();
        let after = text[place + 2..].chars().next();
        before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '=')
            && after.is_some_and(char::is_alphanumeric)
    };
    let start = text.match_indices("==").map(|(place, _)| place).find(|place| begins(*place))?;
    let end = start + 2 + text[start + 2..].find("==")?;
    (!text[..end].ends_with(char::is_whitespace)).then_some(start..end + 2)
}

/// `{.class}`, which belongs to a heading, and what stands behind a heading and is none.
fn attributes(text: &str, kind: Kind) -> Option<Range<usize>> {
    let is_name =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '#' | '.' | ' ' | '=' | ':' | '"');
    let end_of = |start: usize| Some(start + text[start..].find('}')? + 1);
    if kind == Kind::Heading && text.trim_end().ends_with('}') {
        let start = text.rfind('{')?;
        return Some(start..end_of(start)?);
    }
    let starts = ["{.", "{#", "{:"].iter().filter_map(|mark| text.find(mark));
    starts.min().and_then(|start| {
        let end = end_of(start)?;
        text[start + 1..end - 1].chars().all(is_name).then_some(start..end)
    })
}

/// `:smile:`
fn emoji(text: &str) -> Option<Range<usize>> {
    let is_name = |name: &str| {
        name.len() > 1
            && name.starts_with(|letter: char| letter.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let mut start = 0;
    let mut colons = text.match_indices(':').map(|(place, _)| place).peekable();
    while let Some(colon) = colons.next() {
        let before = text[start..colon].chars().next_back();
        let is_apart = before.is_none_or(|letter| !letter.is_alphanumeric() && letter != OPAQUE && letter != ':');
        start = colon;
        if let Some(next) = colons.peek().copied().filter(|next| is_apart && is_name(&text[colon + 1..*next]))
            && !text[next + 1..].starts_with(|letter: char| letter.is_alphanumeric() || letter == ':')
        {
            return Some(colon..next + 1);
        }
    }
    None
}
