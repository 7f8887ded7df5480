//! The lines between `+++` at the head of a page.

use crate::facts::Filled;
use crate::problem::Problem;
use crate::toml_file;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, de};

/// What a page says about itself. An unknown or missing key is a problem of the build.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The heading of the page, and its name in the browser.
    pub title: String,
    /// What the page tells, in one sentence, for search engines.
    pub description: String,
    /// What the page shows besides its text.
    #[serde(default)]
    pub kind: PageKind,
    /// The file of the page in the site's own language that this one says in another.
    pub translates: Option<String>,
    /// The day on which what the page says last changed, as `2026-11-22`.
    #[serde(default, deserialize_with = "day")]
    pub updated: Option<NaiveDate>,
    /// The page's place in the menus; a page without one is only on the list of all pages.
    pub menu: Option<MenuPlace>,
}

/// What a page shows besides its text.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
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
    /// What a visitor sees whose page does not exist. Each language has exactly one.
    NotFound,
}

impl PageKind {
    /// The kinds of which each language has exactly one page, as front matter writes them.
    pub const ONE_OF_EACH: [(Self, &str); 3] =
        [(Self::Start, "start"), (Self::Form, "form"), (Self::NotFound, "not-found")];
}

/// A page's place in the menus.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MenuPlace {
    /// What the menu says.
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

/// Splits a page into its front matter and the byte offset at which its text begins.
///
/// # Errors
/// No front matter, front matter that is not closed, or what [`toml_file::read`] refuses.
pub fn read(filled: &Filled<'_>) -> Result<(FrontMatter, usize), Problem> {
    let example = "begin the page with `+++`, lines such as `title = \"…\"` and `description = \"…\"`, and `+++` again";
    let Some(rest) = filled.text.strip_prefix(FENCE) else {
        return Err(filled.problem(0, "the page does not begin with `+++`").hint(example));
    };
    let at_the_end = || rest.ends_with("\n+++").then(|| rest.len() - FENCE.len());
    let end = if rest.starts_with(FENCE) {
        Some(0)
    } else {
        rest.find("\n+++\n").or_else(at_the_end).map(|newline| newline + 1)
    };
    let Some(end) = end else {
        return Err(filled.problem(0, "the lines at the head of the page are not closed by `+++`").hint(example));
    };
    let matter = toml_file::read(filled, FENCE.len(), &rest[..end])?;
    Ok((matter, (2 * FENCE.len() + end).min(filled.text.len())))
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    let hint = |_| de::Error::custom("not a day; write one such as \"2026-11-22\"");
    String::deserialize(from)?.parse().map(Some).map_err(hint)
}
