//! The templates, compiled, and their mistakes as problems.

use crate::problem::{Problem, Problems};
use crate::sources::Source;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};

/// Every template of the site.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// Name of a template -> the file as the editor names it.
    shown: BTreeMap<String, String>,
}

impl Templates {
    /// Compiles every template. Assets are none.
    ///
    /// # Errors
    /// The first mistake in a template, an unknown component or a missing parent.
    pub fn compile(sources: &BTreeMap<String, Source>) -> Result<Self, Problems> {
        let is_template = |name: &str| !name.starts_with("assets/");
        let files = || sources.iter().filter(|(name, _)| is_template(name));
        let shown = files().map(|(name, source)| (name.clone(), source.shown.clone())).collect();
        let mut tera = Tera::new();
        let compiled = tera.add_raw_templates(files().map(|(name, source)| (name, &source.text)));
        let templates = Self { tera, shown };
        compiled.map_err(|error| templates.problem("templates", &error))?;
        Ok(templates)
    }

    /// Fills the template `name` with a typed page.
    ///
    /// # Errors
    /// A name that the page does not have, with its place in the template.
    pub fn render(&self, name: &str, page: &impl Serialize) -> Result<String, Problem> {
        Context::from_serialize(page)
            .and_then(|context| self.tera.render(name, &context))
            .map_err(|error| self.problem(name, &error))
    }

    fn problem(&self, name: &str, error: &tera::Error) -> Problem {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let mut problem = Problem::with_file(self.shown(report.filename()), report.message());
                (problem.line, problem.column) = (span.start_line, span.start_col + 1);
                problem
            }
            other => Problem::with_file(self.shown(name), other.to_string()),
        }
    }

    fn shown(&self, name: &str) -> String {
        self.shown.get(name).map_or_else(|| name.to_owned(), Clone::clone)
    }
}
