//! What the generator says: to an editor in sentences, to a program in JSON.

use crate::project::BuildReport;
use crate::writer::{BuildError, Changes, WriteError};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::time::Duration;
use website::{MessageLanguage, Plainness, Problem, ProblemKind, Problems, Severity};

/// Says things in one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// The language.
    pub language: MessageLanguage,
    /// Whether whoever reads it can show colours.
    pub is_coloured: bool,
}

/// What a program reads.
#[derive(Serialize)]
struct Json<'a> {
    problems: Vec<JsonProblem<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Plainness>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<&'a Changes>,
}

#[derive(Serialize)]
struct JsonProblem<'a> {
    severity: Severity,
    file: &'a str,
    line: usize,
    column: usize,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    fault: &'a ProblemKind,
}

impl Report {
    fn is_dutch(self) -> bool {
        self.language == MessageLanguage::Dutch
    }

    /// Each problem with its place, the line with a mark under the place, and what to do. Ends in a summary.
    #[must_use]
    pub fn problems(self, problems: &Problems) -> String {
        let shown: Vec<String> = problems.iter().map(|problem| self.problem(problem)).collect();
        if shown.is_empty() { String::new() } else { format!("{}\n\n{}", shown.join("\n\n"), self.summary(problems)) }
    }

    /// One problem.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        let level = match (problem.severity(), self.is_dutch()) {
            (Severity::Error, true) => Level::ERROR.with_name("fout"),
            (Severity::Error, false) => Level::ERROR,
            (Severity::Warning, true) => Level::WARNING.with_name("let op"),
            (Severity::Warning, false) => Level::WARNING,
            (Severity::Advice, true) => Level::INFO.with_name("advies"),
            (Severity::Advice, false) => Level::INFO.with_name("advice"),
        };
        let title = level.primary_title(problem.message(self.language));
        let Problem { file, line, column, excerpt, marked: (start, end), .. } = problem;
        let mut group = if excerpt.is_empty() {
            Group::with_title(title).element(Origin::path(file).line(*line).char_column(*column))
        } else {
            let next = excerpt.ceil_char_boundary((start + 1).min(excerpt.len()));
            let mark = AnnotationKind::Primary.span(*start..(*end).max(next));
            Group::with_title(title).element(Snippet::source(excerpt).line_start(*line).path(file).annotation(mark))
        };
        let help = if self.is_dutch() { Level::HELP.with_name("tip") } else { Level::HELP.with_name("hint") };
        if let Some(hint) = problem.hint(self.language) {
            group = group.element(help.message(hint));
        }
        let renderer = if self.is_coloured { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// How many problems there are: "2 fouten, 1 waarschuwing".
    #[must_use]
    pub fn summary(self, problems: &Problems) -> String {
        let names = if self.is_dutch() {
            [("fout", "fouten"), ("keer let op", "keer let op"), ("advies", "adviezen")]
        } else {
            [("error", "errors"), ("warning", "warnings"), ("piece of advice", "pieces of advice")]
        };
        let severities = [Severity::Error, Severity::Warning, Severity::Advice];
        let counts =
            severities.into_iter().zip(names).filter_map(|(severity, (one, many))| match problems.count(severity) {
                0 => None,
                1 => Some(format!("1 {one}")),
                count => Some(format!("{count} {many}")),
            });
        counts.collect::<Vec<_>>().join(", ")
    }

    /// That nothing was written, because there is an error.
    #[must_use]
    pub const fn nothing_written(self) -> &'static str {
        match self.language {
            MessageLanguage::Dutch => "Er is niets veranderd aan de website. Los eerst de fouten op.",
            MessageLanguage::English => "Nothing was written. Mend the errors first.",
        }
    }

    /// A table of how plain each page is, for each formula, and what it cannot see.
    #[must_use]
    pub fn plainness(self, pages: &[Plainness]) -> String {
        let tables =
            pages.chunk_by(|one, next| one.name == next.name).map(|pages| self.plainness_by_one_formula(pages));
        tables.collect::<Vec<_>>().join("\n\n")
    }

    fn plainness_by_one_formula(self, pages: &[Plainness]) -> String {
        let Some(Plainness { name, at_least, most_words, .. }) = pages.first() else { return String::new() };
        let head = if self.is_dutch() {
            ["woorden", "woorden per zin", "bestand"]
        } else {
            ["words", "words per sentence", "file"]
        };
        let (middle, width) = (head[1].len(), name.chars().count().max(5));
        let mut lines = vec![format!("{:>7}  {:>middle$}  {:>width$}  {}", head[0], head[1], name, head[2])];
        lines.extend(pages.iter().map(|page| {
            let Plainness { words, words_per_sentence, score, file, .. } = page;
            let is_hard = score < at_least || words_per_sentence > most_words;
            let mark = if is_hard { "  <--" } else { "" };
            let (per_sentence, score) = (self.number(*words_per_sentence, 1), self.number(*score, 0));
            format!("{words:>7}  {per_sentence:>middle$}  {score:>width$}  {file}{mark}")
        }));
        let at_least = self.number(*at_least, 0);
        lines.push(if self.is_dutch() {
            format!(
                "{name}: hoger is makkelijker. Goed is {at_least} of meer, met gemiddeld hooguit {most_words} woorden per zin. De maat telt alleen\n\
                 woorden en lettergrepen. Of een tekst duidelijk, juist en vriendelijk is, ziet die niet. Geen maat meet B1."
            )
        } else {
            format!(
                "{name}: higher is plainer. Good is {at_least} or more, with {most_words} words in a sentence on average. It only counts words\n\
                 and syllables. Whether a text is clear, right and kind it cannot see. No measure measures B1."
            )
        });
        lines.join("\n")
    }

    fn number(self, number: f64, decimals: usize) -> String {
        let number = format!("{number:.decimals$}");
        if self.is_dutch() { number.replace('.', ",") } else { number }
    }

    /// What a build wrote: "26 bestanden, 2 vernieuwd, in 12 ms".
    #[must_use]
    pub fn written(self, written: &Changes, took: Duration) -> String {
        let Changes { files, changed, removed } = written;
        let took = self.took(took);
        let (changed, removed) = (changed.len(), removed.len());
        if self.is_dutch() {
            let removed = if removed > 0 { format!(", {removed} weggehaald") } else { String::new() };
            format!("{files} bestanden, {changed} vernieuwd{removed}, in {took}")
        } else {
            let removed = if removed > 0 { format!(", {removed} taken away") } else { String::new() };
            format!("{files} files, {changed} written{removed}, in {took}")
        }
    }

    /// What a change in a preview did, in one line.
    #[must_use]
    pub fn rebuilt(self, rebuilt: &BuildReport) -> String {
        let took = self.took(rebuilt.took);
        match &rebuilt.result {
            Ok((_, written)) => {
                let paths: Vec<String> =
                    written.changed.iter().chain(&written.removed).map(|path| shown(path)).collect();
                let (named, others) = paths.split_at(paths.len().min(5));
                let more = match (others.len(), self.is_dutch()) {
                    (0, _) => String::new(),
                    (count, true) => format!(" en nog {count}"),
                    (count, false) => format!(" and {count} more"),
                };
                let named = named.join(", ");
                match (paths.len(), self.is_dutch()) {
                    (0, true) => format!("Niets veranderd ({took})"),
                    (0, false) => format!("Nothing changed ({took})"),
                    (_, true) => format!("Vernieuwd in {took}: {named}{more}"),
                    (_, false) => format!("BuildReport in {took}: {named}{more}"),
                }
            }
            Err(BuildError::Problems(problems)) => {
                let kept = if self.is_dutch() {
                    "de laatste goede pagina's blijven staan"
                } else {
                    "the last good pages stay"
                };
                let errors: Vec<String> = problems
                    .iter()
                    .filter(|problem| problem.severity() == Severity::Error)
                    .map(|problem| self.problem(problem))
                    .collect();
                format!("{}\n\n{}; {kept}", errors.join("\n\n"), self.summary(problems))
            }
            Err(BuildError::Write(error)) => self.write_error(error),
        }
    }

    /// Why a folder was not written, and what to do.
    #[must_use]
    pub fn write_error(self, error: &WriteError) -> String {
        match (error, self.is_dutch()) {
            (WriteError::Refused { path, source }, true) => format!(
                "fout: {} kan niet worden geschreven: {}\ntip: kies een andere map, of maak deze schrijfbaar",
                path.display(),
                self.system_words(source)
            ),
            (WriteError::Refused { path, source }, false) => {
                format!(
                    "error: cannot write {}: {source}\nhint: choose another folder, or make it writable",
                    path.display()
                )
            }
            (WriteError::Within { path, input }, true) => format!(
                "fout: {} ligt in {}, en daarvan wordt de website gemaakt\ntip: kies een andere map",
                path.display(),
                input.display()
            ),
            (WriteError::Within { path, input }, false) => format!(
                "error: {} is in {}, which the site is made from\nhint: choose another folder",
                path.display(),
                input.display()
            ),
            (WriteError::Around { path, input }, true) => format!(
                "fout: {} ligt in {}, en daarvan wordt de website gemaakt\ntip: kies een andere map voor de pagina's",
                input.display(),
                path.display()
            ),
            (WriteError::Around { path, input }, false) => format!(
                "error: {} is in {}, and the site is made from it\nhint: choose another folder for the pages",
                input.display(),
                path.display()
            ),
            (WriteError::NotOurs { path }, true) => {
                format!(
                    "fout: {} is niet door site-gen gemaakt, en wordt niet overschreven\ntip: haal het bestand weg, of kies een andere map",
                    path.display()
                )
            }
            (WriteError::NotOurs { path }, false) => {
                format!(
                    "error: {} was not made by site-gen, and is not overwritten\nhint: take the file away, or choose another folder",
                    path.display()
                )
            }
        }
    }

    /// What the operating system says.
    #[must_use]
    pub fn system_words(self, error: &std::io::Error) -> String {
        self.language.system_words(error)
    }

    fn took(self, took: Duration) -> String {
        if took.as_millis() < 1000 {
            return format!("{} ms", took.as_millis().max(1));
        }
        format!("{} s", self.number(took.as_secs_f64(), 1))
    }

    /// Everything at once, as one JSON document.
    ///
    /// # Shape
    /// `problems`, each with `severity` (error, warning, advice), `file`, `line`, `column`, `message`, perhaps `hint`, and
    /// `fault` with its `code` and what it is about; `pages`, if asked for, as [`Plainness`]; `written`, if something was, with `files`, `changed` and `removed`.
    #[must_use]
    pub fn json(self, problems: &Problems, pages: Vec<Plainness>, written: Option<&Changes>) -> String {
        let problems = problems.iter().map(|problem| JsonProblem {
            severity: problem.severity(),
            file: &problem.file,
            line: problem.line,
            column: problem.column,
            message: problem.message(self.language),
            hint: problem.hint(self.language),
            fault: problem.kind(),
        });
        let json = Json { problems: problems.collect(), pages, written };
        serde_json::to_string_pretty(&json).unwrap_or_default()
    }
}

/// `contact/index.html` is `/contact/` to a visitor.
fn shown(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}
