//! The pages of one language, read and linked.

use crate::facts::{Facts, Filled};
use crate::front_matter::{self, FrontMatter, PageKind};
use crate::markdown::{LinkError, Markdown, PageLink};
use crate::problem::{Problem, Problems};
use crate::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A page as its editor wrote it, ready for a template.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file, as its editor names it.
    pub file: String,
    /// What it has in common with the same page in another language: the file in the site's own language.
    pub key: String,
    /// The language of its text.
    pub language: String,
    /// The address on the site, such as `/contact/`.
    pub address: String,
    /// What the page says about itself.
    pub matter: FrontMatter,
    /// Its text.
    pub html: String,
}

impl Page {
    /// Whether its text is in another language than the `language` it stands in.
    #[must_use]
    pub fn is_fallback_in(&self, language: &str) -> bool {
        self.language != language
    }

    /// The same page below another language's `root`, where there is no translation: its text stays as it is.
    #[must_use]
    pub fn as_fallback(&self, root: &str) -> Self {
        Self { address: format!("{root}{}", self.address.trim_start_matches('/')), ..self.clone() }
    }
}

/// Where the pages of a language stand.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The language's tag.
    pub tag: &'a str,
    /// The address of its start page.
    pub root: &'a str,
    /// The files of the site's own language, which this one translates; `None` for that language itself.
    pub originals: Option<&'a BTreeSet<&'a str>>,
}

/// Reads the pages of a language, given by file name, and resolves the links between them.
///
/// # Errors
/// Every problem of every page.
pub fn read_pages(files: &BTreeMap<&str, &Source>, facts: &Facts, place: Place<'_>) -> Result<Vec<Page>, Problems> {
    let mut problems = Problems::default();
    let filled: BTreeMap<&str, Filled<'_>> = files
        .iter()
        .filter_map(|(file, source)| {
            let filled = facts.fill(source, |_| &[]).map_err(|found| problems.extend(found)).ok()?;
            Some((*file, filled))
        })
        .collect();
    let drafts: BTreeMap<&str, Draft<'_>> = filled
        .iter()
        .filter_map(|(file, filled)| {
            let draft = Draft::read(file, filled, place).map_err(|found| problems.extend(found)).ok()?;
            Some((*file, draft))
        })
        .collect();
    // A page that was refused is still a page: a link to it is not a second problem. So is one without a translation.
    let translated: BTreeSet<&str> = drafts.values().map(|draft| draft.key.as_str()).collect();
    let untranslated = place.originals.into_iter().flatten().filter(|original| !translated.contains(*original));
    let addresses: BTreeMap<&str, String> =
        untranslated.chain(files.keys()).map(|file| (*file, address(file, place.root))).collect();
    let pages = drafts
        .iter()
        .filter_map(|(file, draft)| {
            let html = draft.text.html(|link| resolve(link, file, &drafts, &addresses));
            let html = html.map_err(|found| problems.extend(found)).ok()?;
            Some(Page {
                file: files[file].shown.clone(),
                key: draft.key.clone(),
                language: place.tag.to_owned(),
                address: addresses[file].clone(),
                matter: draft.matter.clone(),
                html,
            })
        })
        .collect();
    problems.or(Some(pages))
}

struct Draft<'a> {
    key: String,
    matter: FrontMatter,
    text: Markdown<'a>,
}

impl<'a> Draft<'a> {
    fn read(file: &str, filled: &'a Filled<'a>, place: Place<'_>) -> Result<Self, Vec<Problem>> {
        let (matter, start) = front_matter::read(filled).map_err(|problem| vec![problem])?;
        let text = Markdown::parse(filled, start)?;
        let needs_text = matches!(matter.kind, PageKind::Text | PageKind::NotFound);
        if needs_text && text.is_empty() {
            return Err(vec![filled.problem(start, "the page has no text")]);
        }
        if (file == "404.md") != (matter.kind == PageKind::NotFound) {
            return Err(vec![filled.problem(0, "the page `404.md`, and no other, has `kind = \"not-found\"`")]);
        }
        let key = key(file, &matter, place, filled).map_err(|problem| vec![problem])?;
        Ok(Self { key, matter, text })
    }
}

/// What the page has in common with its translations.
///
/// # Errors
/// A translation of nothing.
fn key(file: &str, matter: &FrontMatter, place: Place<'_>, filled: &Filled<'_>) -> Result<String, Problem> {
    match (&matter.translates, place.originals) {
        (None, None) => Ok(file.to_owned()),
        (None, Some(_)) => Ok(format!("{}/{file}", place.tag)),
        (Some(original), Some(originals)) if originals.contains(original.as_str()) => Ok(original.clone()),
        (Some(original), originals) => {
            let line = filled.text.find("\ntranslates").map_or(0, |newline| newline + 1);
            let problem = filled.problem(line, format!("no page `{original}` to translate"));
            Err(problem.did_you_mean(original, originals.into_iter().flatten().copied()))
        }
    }
}

/// `index.md` is the start page, `404.md` a file of its own, every other page a folder.
fn address(file: &str, root: &str) -> String {
    match file.trim_end_matches(".md") {
        "index" => root.to_owned(),
        "404" => format!("{root}404.html"),
        name => format!("{root}{name}/"),
    }
}

fn resolve(
    link: PageLink<'_>,
    own_file: &str,
    drafts: &BTreeMap<&str, Draft<'_>>,
    addresses: &BTreeMap<&str, String>,
) -> Result<String, LinkError> {
    let file = link.file.unwrap_or(own_file);
    let Some(address) = addresses.get(file) else {
        let known = addresses.keys().map(|file| (*file).to_owned()).collect();
        return Err(LinkError {
            message: format!("no page `{file}`"),
            written_and_known: Some((file.to_owned(), known)),
        });
    };
    let Some(anchor) = link.anchor else { return Ok(address.clone()) };
    match drafts.get(file) {
        Some(draft) if !draft.text.anchors.contains(anchor) => Err(LinkError {
            message: format!("no heading `#{anchor}` on the page `{file}`"),
            written_and_known: Some((anchor.to_owned(), draft.text.anchors.iter().cloned().collect())),
        }),
        _ => Ok(format!("{address}#{anchor}")),
    }
}
