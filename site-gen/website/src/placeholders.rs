//! Names in a text that get their value when a page is made for one person, and which texts must have which.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::Problem;
use crate::facts::{Expanded, Placeholders};
use toml::de::DeTable;
use views::placeholder;

/// Texts, by section and key, with their placeholders. Each needs all of them: a promise without its date promises nothing.
const PLACEHOLDERS: [(&str, &str, Placeholders); 42] = [
    ("language", "hours_on_days", &["first_day", "last_day", "opens", "closes"]),
    ("language", "hours_on_day", &["first_day", "opens", "closes"]),
    ("form", "title_mistakes", &["count"]),
    ("form", "characters_left", &["count"]),
    ("form", "characters_over", &["count"]),
    ("mistakes", "too_long", &["label", "over"]),
    ("mistakes", "not_in_month", &["month", "days"]),
    ("check", "email_meant", &["address"]),
    ("confirmation", "contact_by", &["date"]),
    ("confirmation", "answer_by", &["date"]),
    ("confirmation", "extended", &["date", "extended_date"]),
    ("confirmation", "earlier_open", &["date", "reference"]),
    ("confirmation", "earlier_closed", &["date", "reference"]),
    ("mail", "confirmation_subject", &["reference"]),
    ("mail", "arrival_subject", &["reference", "date"]),
    ("mail", "arrival_earlier_open", &["date", "reference"]),
    ("mail", "arrival_earlier_closed", &["date", "reference"]),
    ("mail", "arrival_contact", &["date"]),
    ("mail", "arrival_answer", &["date"]),
    ("mail", "arrival_extended", &["date"]),
    ("mail", "arrival_aim", &["aim"]),
    ("mail", "arrival_language", &["language"]),
    ("mail", "arrival_uncertain", &["year"]),
    ("mail", "undelivered_subject", &["reference"]),
    ("mail", "perhaps_undelivered_subject", &["reference"]),
    ("mail", "undelivered_contact", &["date"]),
    ("mail", "digest_subject", &["count"]),
    ("mail", "digest_lead", &["date", "from", "until"]),
    ("mail", "digest_ordinary", &["count"]),
    ("mail", "digest_suspect", &["count"]),
    ("export", "made_on", &["date"]),
    ("export", "moment", &["date", "time"]),
    ("export", "until", &["date"]),
    ("export", "closed_on", &["date"]),
    ("export", "goes", &["date"]),
    ("erasure", "entries", &["count"]),
    ("erasure", "caught_mails", &["count"]),
    ("paper", "file", &["size"]),
    ("paper", "edition", &["date"]),
    ("paper", "page", &["page", "pages"]),
    ("programs", "not_json", &["line", "column"]),
    ("programs", "did_you_mean", &["field"]),
];

/// The placeholders that a text of `texts.toml` may have which begins where `before` ends.
pub(crate) fn placeholders_at(before: &str) -> Placeholders {
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let key = before[line_start..].split('=').next().unwrap_or_default().trim();
    let headers = before[..line_start].lines().rev().map(str::trim);
    let section = headers.filter(|line| line.starts_with('[')).map(|line| line.trim_matches(['[', ']'])).next();
    let of_this_text =
        PLACEHOLDERS.iter().find(|(in_section, of_key, _)| Some(*in_section) == section && *of_key == key);
    of_this_text.map_or(&[], |(_, _, names)| names)
}

/// A problem for each text that lacks a name it needs.
pub(crate) fn missing(filled: &Expanded<'_>) -> Vec<Problem> {
    let Ok(table) = DeTable::parse(&filled.text) else { return Vec::new() };
    let mut problems = Vec::new();
    for (section, key, names) in PLACEHOLDERS {
        let text = table.get_ref().get(section).and_then(|section| section.get_ref().get(key));
        let Some((text, place)) = text.and_then(|text| Some((text.get_ref().as_str()?, text.span()))) else { continue };
        for lacking in names.iter().map(|name| placeholder(name)).filter(|name| !text.contains(name)) {
            problems.push(filled.problem(place.clone(), ProblemKind::LacksName { key: key.to_owned(), name: lacking }));
        }
    }
    problems
}
