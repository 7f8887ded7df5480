//! Bare addresses in running text become links, as on GitHub: `https://…`, `www.…`, `info@…`.
//!
//! # Source
//! GitHub Flavored Markdown, “Autolinks (extension)”; `www.` leads to https here, and where an address ends is what `linkify`
//! says: before a full stop, a comma or a bracket that is not its own.

use super::placed::Placed;
use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// What may follow an address and is no part of it, though it could be in an IRI.
const CLOSINGS: [char; 9] = ['”', '“', '’', '‘', '„', '«', '»', '…', '|'];

/// Where an address stands in a text, and where it leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) place: Range<usize>,
    pub(crate) leads_to: String,
}

/// The addresses in `text`, in their order.
pub(crate) fn addresses(text: &str) -> Vec<Address> {
    if !["://", "www.", "WWW.", "@"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let parts = text.split_inclusive(CLOSINGS).scan(0, |start, part| {
        *start += part.len();
        Some((*start - part.len(), part.trim_end_matches(CLOSINGS)))
    });
    let found = parts.flat_map(|(start, part)| {
        let addresses = finder.links(part).filter_map(move |link| {
            let place = start + link.start()..start + link.end();
            Some(Address { place, leads_to: goal(link.as_str(), link.kind())? })
        });
        addresses.collect::<Vec<_>>()
    });
    found.collect()
}

/// Where an address leads; nowhere if it is only the name of a host or a file, or of another scheme.
fn goal(address: &str, kind: &LinkKind) -> Option<String> {
    let rest = |sign: &str| {
        let begin = address.get(..sign.len()).filter(|begin| begin.eq_ignore_ascii_case(sign));
        begin.and_then(|_| address.get(sign.len()..)).filter(|rest| !rest.is_empty())
    };
    if *kind == LinkKind::Email {
        return Some(format!("mailto:{address}"));
    }
    let of_scheme = |scheme: &str| Some(format!("{scheme}{}", rest(scheme)?));
    let bare = || rest("www.").map(|_| format!("https://{address}"));
    of_scheme("https://").or_else(|| of_scheme("http://")).or_else(bare)
}

/// The events with a link around each address that is neither in a link, nor in code, nor in the description of a picture.
pub(super) fn linked<'a>(events: Vec<Placed<'a>>, text: &str) -> Vec<Placed<'a>> {
    let mut linked = Vec::with_capacity(events.len());
    let mut words: Vec<Placed<'a>> = Vec::new();
    let mut closed = 0_usize;
    for (event, range) in events {
        if matches!(event, Event::Text(_)) && closed == 0 {
            words.push((event, range));
            continue;
        }
        link_words(&mut words, text, &mut linked);
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => closed = closed.saturating_sub(1),
            _ => {}
        }
        linked.push((event, range));
    }
    link_words(&mut words, text, &mut linked);
    linked
}

/// Puts words that follow each other behind `linked`.
fn link_words<'a>(words: &mut Vec<Placed<'a>>, text: &str, linked: &mut Vec<Placed<'a>>) {
    // The parser parts words at each mark that it looked at, and makes `--` in an address a dash.
    let typed: Vec<&str> = words.iter().map(|(event, range)| typed(event, &text[range.clone()])).collect();
    let run = typed.concat();
    let lengths: Vec<usize> = typed.iter().map(|typed| typed.len()).collect();
    let mut found = addresses(&run).into_iter().peekable();
    if found.peek().is_none() {
        linked.append(words);
        return;
    }
    let mut start = 0;
    for ((event, range), length) in words.drain(..).zip(lengths) {
        let piece = start..start + length;
        start = piece.end;
        let is_as_typed = length == range.len();
        let placed = |part: &Range<usize>| {
            let offset = range.start + part.start - piece.start;
            if is_as_typed { offset..offset + part.len() } else { range.clone() }
        };
        let mut done = piece.start;
        while let Some(address) = found.peek().filter(|address| address.place.start < piece.end) {
            let within = address.place.start.max(piece.start)..address.place.end.min(piece.end);
            if done < within.start {
                let before = done..within.start;
                linked.push((Event::Text(owned(&run[before.clone()])), placed(&before)));
            }
            if address.place.start >= piece.start {
                let (link_type, dest_url) = (LinkType::Autolink, address.leads_to.clone().into());
                let tag = Tag::Link { link_type, dest_url, title: "".into(), id: "".into() };
                linked.push((Event::Start(tag), placed(&within)));
            }
            linked.push((Event::Text(owned(&run[within.clone()])), placed(&within)));
            done = within.end;
            if address.place.end > piece.end {
                break;
            }
            linked.push((Event::End(TagEnd::Link), placed(&within)));
            found.next();
        }
        if done == piece.start {
            linked.push((event, range));
        } else if done < piece.end {
            let rest = done..piece.end;
            linked.push((Event::Text(owned(&run[rest.clone()])), placed(&rest)));
        }
    }
}

/// What stood there: the words of an entity such as `&amp;`, and otherwise what was typed.
fn typed<'t>(event: &'t Event<'_>, source: &'t str) -> &'t str {
    match event {
        Event::Text(words) if words.as_ref() == source || source.starts_with('&') => words,
        _ => source,
    }
}

fn owned(words: &str) -> CowStr<'static> {
    CowStr::from(words.to_owned())
}
