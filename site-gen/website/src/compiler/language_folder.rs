//! The folders of the content: one for each language.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{Problem, Problems};
use crate::organisation::Organisation;
use crate::page::address::is_name;
use crate::sources::{Source, Sources};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The files of one language.
pub(super) struct LanguageFolder<'a> {
    pub(super) tag: &'a str,
    pub(super) is_default: bool,
    pub(super) texts: Option<&'a Arc<Source>>,
    /// The list of words for advice on plain language.
    pub(super) words: Option<&'a Arc<Source>>,
    /// Each page, by the name of its file.
    pub(super) pages: BTreeMap<&'a str, &'a Arc<Source>>,
}

/// The folders of the content, that of the site's own language first; anything else in the content is a problem.
pub(super) fn all<'a>(
    sources: &'a Sources,
    organisation: &Organisation,
    problems: &mut Problems,
) -> Vec<LanguageFolder<'a>> {
    let default = organisation.site.default_language.as_str();
    let mut folders: BTreeMap<(bool, &str), LanguageFolder<'a>> = BTreeMap::new();
    for (path, source) in &sources.content {
        let is_page = Path::new(path).extension().is_some_and(|ending| ending == "md");
        let Some((tag, name)) = path.split_once('/') else {
            if path != "organisation.toml" && path != "README.md" {
                problems.push(Problem::with_file(&source.shown, ProblemKind::UnusedFile));
            }
            continue;
        };
        let is_default = tag == default;
        if !(name == "texts.toml" || name == "words.toml" || (is_page && !name.contains('/'))) {
            problems.push(Problem::with_file(&source.shown, ProblemKind::UnusedFile));
            continue;
        }
        let stem = name.trim_end_matches(".md");
        if is_page && (!is_name(stem) || stem.chars().any(char::is_uppercase)) {
            problems.push(Problem::with_file(&source.shown, ProblemKind::FileName));
        }
        let new = || LanguageFolder { tag, is_default, texts: None, words: None, pages: BTreeMap::new() };
        // The default sorts first: false is before true.
        let folder = folders.entry((!is_default, tag)).or_insert_with(new);
        match name {
            "texts.toml" => folder.texts = Some(source),
            "words.toml" => folder.words = Some(source),
            _ => drop(folder.pages.insert(name, source)),
        }
    }
    if folders.get(&(false, default)).is_none_or(|folder| folder.texts.is_none()) {
        problems.push(Problem::with_file("content", ProblemKind::NoDefaultLanguage { tag: default.to_owned() }));
    }
    folders.into_values().collect()
}
