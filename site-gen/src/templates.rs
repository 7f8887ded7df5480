//! The templates, compiled, and their mistakes as problems.

use crate::fault::Fault;
use crate::frame::Head;
#[cfg(feature = "tool")]
use crate::pages::PAGE_TEMPLATES;
use crate::problem::{Problem, Problems};
use crate::sources::Source;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, ErrorKind, Tera, Value};

/// The folder of the templates that is not for pages but for documents.
pub(crate) const PAPER: &str = "paper/";

/// Every template of the site.
#[derive(Debug)]
pub struct Templates {
    tera: OnceLock<Tera>,
    /// Name of a template -> its file.
    shown: BTreeMap<String, Arc<Source>>,
}

impl Templates {
    /// Compiles every template of a page. Assets are none.
    ///
    /// # Errors
    /// Every template that is none, or else the first unknown component or missing parent.
    pub fn compile(sources: &BTreeMap<String, Arc<Source>>) -> Result<Self, Problems> {
        let is_page = |name: &str| !name.starts_with("assets/") && !name.starts_with(PAPER);
        let files = || sources.iter().filter(|(name, _)| is_page(name));
        let shown = files().map(|(name, source)| (name.clone(), Arc::clone(source))).collect();
        let templates = Self { tera: OnceLock::new(), shown };
        let Err(first) = templates.compiled() else { return Ok(templates) };
        // Tera stops at the first. Each alone tells whether it can be read; what it needs of others is not there then.
        let alone = |(name, source): (&String, &Arc<Source>)| Tera::new().add_raw_template(name, &source.text).err();
        let unread = files().filter_map(alone).filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)));
        let problems: Problems =
            std::iter::once(first).chain(unread).map(|error| templates.problem("templates", &error)).collect();
        Err(problems)
    }

    /// Templates of which a build made sure that they compile: they do so when the first is used. A function that starts for
    /// one answer needs none of them sooner.
    pub(crate) fn built(shown: BTreeMap<String, Arc<Source>>) -> Self {
        Self { tera: OnceLock::new(), shown }
    }

    fn compiled(&self) -> Result<&Tera, tera::Error> {
        if let Some(tera) = self.tera.get() {
            return Ok(tera);
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(self.shown.iter().map(|(name, source)| (name, &source.text)))?;
        Ok(self.tera.get_or_init(|| tera))
    }

    /// Fills the template `name` with a typed page, around which `frame` and `head` stand.
    ///
    /// # Errors
    /// A name that the page does not have, with its place in the template.
    pub fn render(&self, name: &str, around: Option<Around<'_>>, page: &impl Serialize) -> Result<String, Problem> {
        let context = Context::from_serialize(page).and_then(|mut context| {
            if let Some(Around { frame, head }) = around {
                context.insert_value("frame", frame.clone());
                context.insert_value("head", Value::try_from_serializable(head)?);
            }
            Ok(context)
        });
        context.and_then(|context| self.compiled()?.render(name, &context)).map_err(|error| self.problem(name, &error))
    }

    /// Whether the template `name` of a page, and every one that it may use, is the same here and in `other`.
    #[cfg(feature = "tool")]
    pub(crate) fn is_same(&self, other: &Self, name: &str) -> bool {
        let is_used = |(of, _): &(&String, &Arc<Source>)| *of == name || !PAGE_TEMPLATES.contains(&of.as_str());
        let used = |templates: &Self| {
            templates
                .shown
                .iter()
                .filter(is_used)
                .map(|(of, source)| (of.clone(), Arc::as_ptr(source)))
                .collect::<Vec<_>>()
        };
        used(self) == used(other)
    }

    fn problem(&self, name: &str, error: &tera::Error) -> Problem {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let fault = Fault::Template { detail: report.message().to_owned() };
                let span = report.span();
                let Some(source) = self.shown.get(report.filename()) else {
                    return Problem::with_file(report.filename(), fault);
                };
                Problem::at(&source.shown, &source.text, span.range.clone(), fault)
            }
            other => {
                let shown = self.shown.get(name).map_or(name, |source| &source.shown);
                Problem::with_file(shown, Fault::Template { detail: other.to_string() })
            }
        }
    }
}

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around<'a> {
    pub(crate) frame: &'a Value,
    pub(crate) head: &'a Head<'a>,
}
