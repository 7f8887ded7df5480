//! Begins of lines that look like a heading, a list or a table, and are none.

use super::blocks::{Block, Kind, PartKind};
use crate::diagnostics::kind::ProblemKind;
use std::ops::Range;

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begin {
    kind: Look,
    is_sure: bool,
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Heading,
    /// A list, by the character that begins it: one line alone may be a dash in a sentence.
    List(char),
    Table,
}

/// What word processors put before a line of a list. Their symbol fonts have more, from U+F000 on.
const BULLETS: [char; 10] = ['•', '·', '▪', '◦', '●', '■', '‣', '⁃', '➢', '∙'];

/// Each line that was meant to be something else than words.
pub(super) fn almost(blocks: &[Block<'_>], text: &str) -> Vec<(Range<usize>, ProblemKind)> {
    let mut lines: Vec<(usize, Option<Begin>)> = Vec::new();
    for block in blocks.iter().filter(|block| matches!(block.kind, Kind::Running | Kind::Item)) {
        let mut is_start = true;
        for (number, part) in block.parts.iter().enumerate() {
            if is_start {
                let rest = &text[part.place.start..];
                let line = rest.find(['\n', '\r']).map_or(rest, |end| &rest[..end]);
                // The parser makes dashes of the line below the head of a table.
                let is_typed = part.kind == PartKind::Words || is_ruler(line);
                lines.push((part.place.start, begin(line, number == 0).filter(|_| is_typed)));
            }
            is_start = part.kind == PartKind::Break;
        }
    }
    let kind = |place: Option<usize>| Some(lines.get(place?)?.1?.kind);
    let told = lines.iter().enumerate().filter_map(|(place, (start, begin))| {
        let begin = (*begin)?;
        let neighbours = [place.checked_sub(1), Some(place + 1)].map(kind);
        let is_told = match begin.kind {
            // One of a table is enough.
            Look::Table => neighbours[0] != Some(Look::Table),
            kind => begin.is_sure || neighbours.contains(&Some(kind)),
        };
        let fault = match begin.kind {
            Look::Heading => ProblemKind::HashesAlone,
            Look::List(_) => ProblemKind::AlmostList,
            Look::Table => ProblemKind::AlmostTable,
        };
        is_told.then(|| (*start..*start + begin.length, fault))
    });
    told.collect()
}

fn begin(line: &str, begins_block: bool) -> Option<Begin> {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    let mut letters = bare.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let next = rest.chars().next();
    let sure = |kind, length| Some(Begin { kind, is_sure: true, length: indent + length });
    let row = |kind, length, is_sure| Some(Begin { kind, is_sure, length: indent + length });
    // A blank that is none for Markdown: it does not break a line.
    let is_hard_blank =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_whitespace() && !letter.is_ascii());
    let is_blank = next.is_some_and(char::is_whitespace);
    let begins_word = |rest: &str| {
        let mut letters = rest.chars();
        let first = letters.next();
        let is_word = first.is_some_and(char::is_alphabetic) && letters.next().is_some_and(char::is_alphabetic);
        is_word || rest.starts_with("**") || rest.starts_with('[')
    };
    match first {
        '#' if next == Some('#') || is_hard_blank(next) => {
            sure(Look::Heading, bare.len() - bare.trim_start_matches('#').len())
        }
        '|' if bare.len() > 1 && bare.trim_end().ends_with('|') => sure(Look::Table, bare.trim_end().len()),
        '|' | '-' | ':' if is_ruler(bare) => sure(Look::Table, bare.trim_end().len()),
        bullet if BULLETS.contains(&bullet) && (is_blank || begins_word(rest)) => {
            sure(Look::List(bullet), bullet.len_utf8())
        }
        '\u{f000}'..='\u{f0ff}' => sure(Look::List(first), first.len_utf8()),
        'o' if next == Some('\t') => sure(Look::List('o'), 1),
        '-' | '*' | '+' if is_hard_blank(next) => sure(Look::List(first), 1),
        '–' | '—' if is_blank => row(Look::List(first), first.len_utf8(), false),
        '-' if begins_word(rest) => row(Look::List(first), 1, begins_block),
        '+' if begins_word(rest) => row(Look::List(first), 1, false),
        '*' if next.is_some_and(char::is_alphabetic) => row(Look::List(first), 1, false),
        '0'..='9' => {
            let digits = bare.len() - bare.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            let rest = bare[digits..].strip_prefix(['.', ')']).filter(|_| digits <= 3)?;
            match rest.chars().next() {
                next if is_hard_blank(next) => sure(Look::List('1'), digits + 1),
                _ if begins_word(rest) && !rest.starts_with('[') => row(Look::List('1'), digits + 1, begins_block),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether this is the line below the head of a table.
fn is_ruler(line: &str) -> bool {
    let has = |mark| line.contains(mark);
    has('|') && has('-') && line.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' ' | '\t'))
}
