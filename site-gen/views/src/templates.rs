//! The templates, compiled.

use crate::head::Head;
use crate::render_error::RenderError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::{Context, ErrorKind, Tera, Value};

/// The templates of a site, by name, such as `form.html` or `components/help.html`.
#[derive(Debug)]
pub struct Templates {
    texts: BTreeMap<String, String>,
    tera: OnceLock<Tera>,
}

/// What stands around a page.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'a> {
    /// What every page of the language has around it.
    pub of_language: &'a Value,
    /// The head of this page.
    pub head: &'a Head<'a>,
}

impl Templates {
    /// Compiles every template.
    ///
    /// # Errors
    /// Every template with a syntax error, otherwise the first unknown component or missing parent.
    pub fn compile(texts: BTreeMap<String, String>) -> Result<Self, Vec<RenderError>> {
        let templates = Self::compiled_before(texts);
        let Err(first) = templates.compiled() else { return Ok(templates) };
        // Tera stops at the first. Each alone says whether it can be read; what it needs of others is not there then.
        let alone = |(name, text): (&String, &String)| Tera::new().add_raw_template(name, text).err();
        let unread =
            templates.texts.iter().filter_map(alone).filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)));
        Err(std::iter::once(first).chain(unread).map(|error| templates.error("", &error)).collect())
    }

    /// Templates that a build has compiled before: here they are compiled when the first is used. A function that starts for
    /// one answer needs none of them sooner.
    pub(crate) const fn compiled_before(texts: BTreeMap<String, String>) -> Self {
        Self { texts, tera: OnceLock::new() }
    }

    /// Pairs of a name and a text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&String, &String)> {
        self.texts.iter()
    }

    fn compiled(&self) -> Result<&Tera, tera::Error> {
        if let Some(tera) = self.tera.get() {
            return Ok(tera);
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(self.texts.iter())?;
        Ok(self.tera.get_or_init(|| tera))
    }

    /// Fills the template `name` with a typed page, around which `layout` stands.
    ///
    /// # Errors
    /// A name that the page does not have, with its place in the template.
    pub fn render(&self, name: &str, layout: Option<Layout<'_>>, page: &impl Serialize) -> Result<String, RenderError> {
        let context = Context::from_serialize(page).and_then(|mut context| {
            if let Some(Layout { of_language, head }) = layout {
                context.insert_value("frame", of_language.clone());
                context.insert_value("head", Value::try_from_serializable(head)?);
            }
            Ok(context)
        });
        context.and_then(|context| self.compiled()?.render(name, &context)).map_err(|error| self.error(name, &error))
    }

    fn error(&self, name: &str, error: &tera::Error) -> RenderError {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let (name, span) = (report.filename(), report.span().range.clone());
                match self.texts.get(name) {
                    Some(text) => RenderError::at(file(name), text, (span.start, span.end), report.message()),
                    None => RenderError::with_file(name, report.message()),
                }
            }
            other => RenderError::with_file(file(name), other.to_string()),
        }
    }
}

/// The template as its author names it.
fn file(name: &str) -> String {
    if name.is_empty() { "templates".to_owned() } else { format!("templates/{name}") }
}
