//! The lines between `+++` at the head of a page.

use crate::diagnostics::kind::{ProblemKind, Unpublished};
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem, Problems};
use crate::facts::Expanded;
use crate::page::address::alias;
use crate::sources::toml_file;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a page says about itself. An unknown or missing key is a problem of the build.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The heading of the page, and its name in the browser.
    #[serde(deserialize_with = "toml_file::text")]
    pub title: String,
    /// What the page tells, in one sentence, for search engines.
    #[serde(deserialize_with = "toml_file::text")]
    pub description: String,
    /// What the page shows besides its text.
    #[serde(default)]
    pub kind: PageKind,
    /// The file of the page in the site's own language that this one says in another.
    pub translates: Option<String>,
    /// The day on which what the page says last changed; without it, the day of the file's last commit.
    #[serde(default, deserialize_with = "toml_file::day")]
    pub updated: Option<NaiveDate>,
    /// The day on which somebody last read it to see whether it is still right.
    #[serde(default, deserialize_with = "toml_file::day")]
    pub reviewed: Option<NaiveDate>,
    /// Whether it is not ready to be on the site.
    #[serde(default)]
    pub draft: bool,
    /// The first day on which it is on the site.
    #[serde(default, deserialize_with = "toml_file::day")]
    pub publish: Option<NaiveDate>,
    /// The first day on which it is no longer on the site.
    #[serde(default, deserialize_with = "toml_file::day")]
    pub expires: Option<NaiveDate>,
    /// Addresses at which the page once stood, such as `/old-page/` or `/old-page.html`; each leads to it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether it is a chapter of the whole procedure on paper.
    #[serde(default = "on_paper")]
    pub paper: bool,
    /// The page's place in the menus; a page without one is only on the list of all pages.
    pub menu: Option<MenuPlace>,
}

const fn on_paper() -> bool {
    true
}

/// What a page shows besides its text.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// Nothing.
    #[default]
    Text,
    /// The way to the form and the steps of the procedure.
    Start,
    /// The form. Each language has exactly one.
    Form,
    /// A list of all pages.
    Overview,
    /// The documents that are made of the site. Its text is the leaflet. Each language has at most one.
    Leaflet,
    /// What a visitor sees whose page does not exist. Each language has exactly one.
    NotFound,
}

impl PageKind {
    /// The kinds of which a language has at most one page, as front matter writes them, and whether it must have it.
    pub const ONE_OF_EACH: [(Self, &str, bool); 4] = [
        (Self::Start, "start", true),
        (Self::Form, "form", true),
        (Self::NotFound, "not-found", true),
        (Self::Leaflet, "leaflet", false),
    ];
}

impl FrontMatter {
    /// Whether there is a day on which the page is not on the site.
    #[must_use]
    pub(crate) const fn may_be_unpublished(&self) -> bool {
        self.draft || self.publish.is_some() || self.expires.is_some()
    }

    /// Why the page is not on the site on the day `today`, if it is not.
    #[must_use]
    pub(crate) fn unpublished(&self, today: NaiveDate) -> Option<Unpublished> {
        if self.draft {
            return Some(Unpublished::Draft);
        }
        let not_yet = self.publish.filter(|publish| today < *publish).map(Unpublished::NotYet);
        not_yet.or_else(|| self.expires.filter(|expires| *expires <= today).map(Unpublished::Expired))
    }
}

/// A page's place in the menus.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MenuPlace {
    /// What the menu says.
    #[serde(deserialize_with = "toml_file::text")]
    pub label: String,
    /// Pages with a lower number stand first.
    pub order: u16,
    /// Which menu.
    #[serde(default)]
    pub at: MenuAt,
}

/// Which menu.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum MenuAt {
    /// Above every page.
    #[default]
    Top,
    /// Below every page.
    Foot,
}

const FENCE: &str = "+++\n";

/// Where the front matter and the text of a page stand in its file, in bytes.
pub(crate) struct Parts {
    matter: Range<usize>,
    /// Where the text begins.
    pub(crate) text: usize,
}

impl Parts {
    /// Finds them.
    ///
    /// # Errors
    /// No front matter, or front matter that is not closed.
    pub(crate) fn of(filled: &Expanded<'_>) -> Result<Self, Problem> {
        let first_line = || 0..filled.text.find('\n').unwrap_or(filled.text.len());
        let Some(rest) = filled.text.strip_prefix(FENCE) else {
            return Err(filled.problem(first_line(), ProblemKind::NoFrontMatter));
        };
        let at_the_end = || rest.ends_with("\n+++").then(|| rest.len() - FENCE.len());
        let end = if rest.starts_with(FENCE) {
            Some(0)
        } else {
            rest.find("\n+++\n").or_else(at_the_end).map(|newline| newline + 1)
        };
        let end = end.ok_or_else(|| filled.problem(first_line(), ProblemKind::FrontMatterOpen))?;
        let text = (2 * FENCE.len() + end).min(filled.text.len());
        Ok(Self { matter: FENCE.len()..FENCE.len() + end, text })
    }

    /// Reads the front matter, and notes what is wrong with it. None if it cannot be read.
    pub(crate) fn matter(&self, filled: &Expanded<'_>, problems: &mut Problems) -> Option<FrontMatter> {
        let read = toml_file::read(filled, self.matter.start, &filled.text[self.matter.clone()]);
        let matter: FrontMatter = problems.note_all(read)?;
        if matter.publish.zip(matter.expires).is_some_and(|(publish, expires)| expires <= publish) {
            problems.push(filled.problem(self.key(filled, "expires"), ProblemKind::ExpiresFirst));
        }
        let mut wrong = Vec::new();
        let read = matter.aliases.iter().filter_map(|written| alias(written).map_err(|fault| wrong.push(fault)).ok());
        let aliases = read.collect();
        let place = self.key(filled, "aliases");
        let wrong = wrong.into_iter().take(MOST_OF_A_FILE);
        problems.extend(wrong.map(|fault| filled.problem(place.clone(), fault)));
        Some(FrontMatter { aliases, ..matter })
    }

    /// The line of the front matter that says `key`, in the filled text; its first line if none does.
    pub(crate) fn key(&self, filled: &Expanded<'_>, key: &str) -> Range<usize> {
        let matter = &filled.text[self.matter.clone()];
        let mut start = self.matter.start;
        for line in matter.split_inclusive('\n') {
            if line.split('=').next().is_some_and(|name| name.trim() == key) {
                return start..start + line.trim_end().len();
            }
            start += line.len();
        }
        0..FENCE.len() - 1
    }
}
