//! The templates of pages and mails, compiled, with what tells whether they changed.

use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{Problem, Problems};
use crate::page_template::PAGE_TEMPLATES;
use crate::sources::Source;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use views::{RenderError, Templates};

/// The folder of the templates that is not for pages but for documents.
const PAPER: &str = "paper/";

/// Compiled templates and their files.
#[derive(Debug)]
pub(crate) struct CompiledTemplates {
    pub(crate) templates: Arc<Templates>,
    files: Files,
    /// A number for each template of a page that changes with it and with every template that it may use.
    fingerprints: HashMap<&'static str, u64>,
    /// The same for all templates.
    pub(crate) fingerprint_of_all: u64,
}

/// The templates of pages and mails, by name.
type Files = BTreeMap<String, Arc<Source>>;

impl CompiledTemplates {
    /// Compiles the templates among `sources`; assets and what is for paper are skipped.
    ///
    /// # Errors
    /// Every template with a syntax error, otherwise the first unknown component or missing parent.
    pub(crate) fn compile(sources: &Files) -> Result<Self, Problems> {
        let is_page = |name: &str| !name.starts_with("assets/") && !name.starts_with(PAPER);
        let files = sources.iter().filter(|(name, _)| is_page(name));
        let files: Files = files.map(|(name, source)| (name.clone(), Arc::clone(source))).collect();
        let texts = files.iter().map(|(name, source)| (name.clone(), source.text.clone()));
        let templates = Templates::compile(texts.collect()).map_err(|errors| {
            let problems = errors.into_iter().map(|error| problem(&files, error));
            problems.collect::<Problems>()
        })?;
        let fingerprints = PAGE_TEMPLATES
            .map(|page| (page, fingerprint(&files, |name| name == page || !PAGE_TEMPLATES.contains(&name))));
        let fingerprint_of_all = fingerprint(&files, |_| true);
        Ok(Self { templates: Arc::new(templates), files, fingerprints: fingerprints.into(), fingerprint_of_all })
    }

    /// A template's mistake as a problem, with its place.
    pub(crate) fn problem(&self, error: RenderError) -> Problem {
        problem(&self.files, error)
    }

    /// A number that changes with the template `page` and with every one that it may use.
    pub(crate) fn fingerprint(&self, page: &str) -> Option<u64> {
        self.fingerprints.get(page).copied()
    }
}

fn fingerprint(files: &Files, is_used: impl Fn(&str) -> bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    files.iter().filter(|(name, _)| is_used(name)).for_each(|(name, source)| (name, &source.text).hash(&mut hasher));
    hasher.finish()
}

fn problem(files: &Files, error: RenderError) -> Problem {
    let RenderError { file, span: (start, end), detail, .. } = error;
    let kind = ProblemKind::Template { detail };
    match file.strip_prefix("templates/").and_then(|name| files.get(name)).filter(|_| end > 0) {
        Some(source) => Problem::at(&source.shown, &source.text, start..end, kind),
        None => Problem::with_file(file, kind),
    }
}
