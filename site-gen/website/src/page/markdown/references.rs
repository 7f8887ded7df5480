//! Links by a name: `[text][name]` in a sentence, and `[name]: file.md` on a line of its own.

use super::parsed::{Broken, Parsed};
use crate::diagnostics::kind::{Construct, ProblemKind};
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem};
use crate::facts::Expanded;
use pulldown_cmark::{Event, LinkType, Tag};
use std::collections::BTreeSet;
use std::ops::Range;
use views::most_similar;

/// How like a name must be, from 0 to 1, for words in brackets to be a slip of it.
const LIKE_A_NAME: f64 = 0.88;

/// For more links than this it is not told which name was meant: each is compared with all.
const MOST_MEANT: usize = 50;

/// Each link by a name that is none, and each name that no link uses.
pub(super) fn told(parsed: &Parsed<'_>, filled: &Expanded<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    // A name that was only misspelt in a link is no second slip.
    let mut used: BTreeSet<String> = parsed.events.iter().filter_map(|(event, _)| used(event)).collect();
    for (number, broken) in parsed.broken.iter().enumerate() {
        let meant = Some(broken).filter(|_| number < MOST_MEANT).and_then(|broken| meant(broken, parsed));
        if let Some((place, fault)) = slip(broken, parsed, &filled.text, meant.is_some()) {
            let mut problem = filled.problem(place, fault);
            problem.meant = meant.map(str::to_owned);
            used.extend(meant.map(plain));
            problems.push(problem);
        }
        if problems.len() == MOST_OF_A_FILE {
            break;
        }
    }
    let unused = parsed.definitions.iter().filter(|(name, _)| !used.contains(&plain(name)));
    let unused = unused.filter(|(name, _)| !name.starts_with('^'));
    let problem = |(name, place): &(String, Range<usize>)| {
        filled.problem(place.clone(), ProblemKind::UnusedDefinition { name: name.clone() })
    };
    problems.extend(unused.take(MOST_OF_A_FILE).map(problem));
    problems
}

/// Whether `rest`, up to `end`, is where a link could lead.
pub(super) fn is_goal(rest: &str, end: char) -> bool {
    let goal = rest.split([end, ' ', '\n']).next().unwrap_or_default();
    is_address(goal)
}

fn is_address(goal: &str) -> bool {
    let goal = goal.trim_start_matches('<');
    super::leads_elsewhere(goal)
        || ["www.", "#", "../"].iter().any(|begin| goal.starts_with(begin))
        || [".md", ".md#"].iter().any(|file| goal.contains(file))
}

fn slip(broken: &Broken, parsed: &Parsed<'_>, text: &str, is_meant: bool) -> Option<(Range<usize>, ProblemKind)> {
    let Broken { name, kind, place } = broken;
    let not_here = |place: Range<usize>, what| Some((place, ProblemKind::NotHere { what }));
    let no_definition = || Some((place.clone(), ProblemKind::NoDefinition { name: name.clone() }));
    if name.starts_with('^') {
        return not_here(place.clone(), Construct::Footnote);
    }
    if *kind != LinkType::Shortcut && *kind != LinkType::ShortcutUnknown {
        // “[1][2]” is how books are cited.
        let is_number =
            |letters: &str| letters.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '[' | ']'));
        let is_citation =
            is_number(&text[place.clone()]) && !parsed.definitions.iter().any(|(name, _)| is_number(name));
        return if is_citation { None } else { no_definition() };
    }
    if name.starts_with('!') {
        return not_here(place.clone(), Construct::Callout);
    }
    let (before, after) = (&text[..place.start], &text[place.end..]);
    if before.ends_with('[') && after.starts_with(']') {
        return not_here(place.start - 1..place.end + 1, Construct::WikiLink);
    }
    let begins_line = before.is_empty() || before.ends_with('\n');
    let goal = after.strip_prefix(" :").or_else(|| after.strip_prefix(':')).filter(|_| begins_line);
    if goal.is_some_and(|goal| is_goal(goal.trim_start_matches(' '), '\n')) {
        return Some((place.start..place.end + 1, ProblemKind::AlmostDefinition));
    }
    if is_meant { no_definition() } else { None }
}

/// The name that was meant. Words in brackets may be no more than that, so they must be very like it.
fn meant<'p>(broken: &Broken, parsed: &'p Parsed<'_>) -> Option<&'p str> {
    let is_shortcut = matches!(broken.kind, LinkType::Shortcut | LinkType::ShortcutUnknown);
    let is_name = !is_shortcut || broken.name.chars().nth(3).is_some();
    let names = parsed.definitions.iter().map(|(name, _)| name.as_str());
    most_similar(&broken.name, if is_shortcut { LIKE_A_NAME } else { 0.75 }, names).filter(|_| is_name)
}

fn used(event: &Event<'_>) -> Option<String> {
    let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event else { return None };
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut).then(|| plain(id))
}

/// Names are the same whatever their capitals and blanks.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
