//! The pages of one language, read and linked.

use crate::facts::{Facts, Filled};
use crate::front_matter::{self, FrontMatter, PageKind};
use crate::markdown::{LinkError, Markdown, PageLink};
use crate::problem::{Problem, Problems};
use crate::sources::Source;
use std::collections::BTreeMap;

/// A page as its editor wrote it, ready for a template.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file, as its editor names it.
    pub file: String,
    /// The address on the site, such as `/contact/`.
    pub address: String,
    /// What the page says about itself.
    pub matter: FrontMatter,
    /// Its text.
    pub html: String,
}

/// Reads the pages of a language, given by file name, and resolves the links between them.
///
/// # Errors
/// Every problem of every page.
pub fn read_pages(files: &BTreeMap<&str, &Source>, facts: &Facts, root: &str) -> Result<Vec<Page>, Problems> {
    let mut problems = Problems::default();
    let filled: BTreeMap<&str, Filled<'_>> = files
        .iter()
        .filter_map(|(file, source)| {
            let filled = facts.fill(source, &[]).map_err(|found| problems.extend(found)).ok()?;
            Some((*file, filled))
        })
        .collect();
    let drafts: BTreeMap<&str, Draft<'_>> = filled
        .iter()
        .filter_map(|(file, filled)| {
            let draft = Draft::read(file, filled).map_err(|found| problems.extend(found)).ok()?;
            Some((*file, draft))
        })
        .collect();
    // A page that was refused is still a page: a link to it is not a second problem.
    let addresses: BTreeMap<&str, String> = files.keys().map(|file| (*file, address(file, root))).collect();
    let pages = drafts
        .iter()
        .filter_map(|(file, draft)| {
            let html = draft.text.html(|link| resolve(link, file, &drafts, &addresses));
            let html = html.map_err(|found| problems.extend(found)).ok()?;
            Some(Page {
                file: files[file].shown.clone(),
                address: addresses[file].clone(),
                matter: draft.matter.clone(),
                html,
            })
        })
        .collect();
    problems.or(Some(pages))
}

struct Draft<'a> {
    matter: FrontMatter,
    text: Markdown<'a>,
}

impl<'a> Draft<'a> {
    fn read(file: &str, filled: &'a Filled<'a>) -> Result<Self, Vec<Problem>> {
        let (matter, start) = front_matter::read(filled).map_err(|problem| vec![problem])?;
        let text = Markdown::parse(filled, start)?;
        let needs_text = matches!(matter.kind, PageKind::Text | PageKind::NotFound);
        if needs_text && text.is_empty() {
            return Err(vec![filled.problem(start, "the page has no text")]);
        }
        if (file == "404.md") != (matter.kind == PageKind::NotFound) {
            return Err(vec![filled.problem(0, "the page `404.md`, and no other, has `kind = \"not-found\"`")]);
        }
        Ok(Self { matter, text })
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
