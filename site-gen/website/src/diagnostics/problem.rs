//! What is wrong with the content or the templates, and where it can be mended.

use crate::diagnostics::kind::{MessageLanguage, ProblemKind, Severity, did_you_mean};
use std::fmt;
use std::ops::Range;
use views::{line_and_column, most_similar};

/// One problem, with the place where it can be mended.
///
/// # Shape
/// Prints, in English and without the line, as
/// ```text
/// error: no page `klachtencomissie.md`
///  --> content/nl/index.md:14:22
/// hint: did you mean `klachtencommissie.md`?
/// ```
/// `Report` shows it to an editor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the editor named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line itself; empty if the problem is with the whole file.
    pub excerpt: String,
    /// The place in the line: from and to which byte.
    pub marked: (usize, usize),
    severity: Severity,
    /// In a box, so that a result that may be a problem stays small.
    kind: Box<ProblemKind>,
    /// The name that was probably meant.
    pub(crate) meant: Option<String>,
}

impl Problem {
    /// A problem with a whole file.
    #[must_use]
    pub fn with_file(file: impl Into<String>, kind: ProblemKind) -> Self {
        let (excerpt, severity) = (String::new(), kind.severity());
        Self {
            file: file.into(),
            line: 1,
            column: 1,
            excerpt,
            marked: (0, 0),
            severity,
            kind: Box::new(kind),
            meant: None,
        }
    }

    /// A problem at the bytes `range` of `text`, which is what `file` holds.
    #[must_use]
    pub fn at(file: impl Into<String>, text: &str, range: Range<usize>, kind: ProblemKind) -> Self {
        let start = text.floor_char_boundary(range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        // What goes on over several lines is marked to the end of the first.
        let end = text.floor_char_boundary(range.end).clamp(start, line_end);
        let (line, column) = line_and_column(text, start);
        Self {
            line,
            column,
            excerpt: text[line_start..line_end].to_owned(),
            marked: (start - line_start, end - line_start),
            ..Self::with_file(file, kind)
        }
    }

    /// The same problem, with the one of `known` that was probably meant.
    #[must_use]
    pub fn did_you_mean<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.meant = most_similar(written, 0.75, known).map(str::to_owned);
        self
    }

    /// What kind of problem it is.
    #[must_use]
    pub const fn kind(&self) -> &ProblemKind {
        &self.kind
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// The same problem on a page that is not on the site: it stops nobody.
    #[must_use]
    pub(crate) fn of_unpublished(mut self) -> Self {
        self.severity = self.severity.max(Severity::Warning);
        self
    }

    /// What is wrong, as a sentence without a full stop.
    #[must_use]
    pub fn message(&self, language: MessageLanguage) -> String {
        self.kind.message(language)
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, language: MessageLanguage) -> Option<String> {
        self.meant.as_ref().map(|name| did_you_mean(name, language)).or_else(|| self.kind.hint(language))
    }
}

/// More problems of one kind in a file are told in the next run. Each holds its line, so a file that is one long line would
/// otherwise be held as often as it has problems.
pub(crate) const MOST_OF_A_FILE: usize = 500;

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, .. } = self;
        let name = match self.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        };
        let message = self.message(MessageLanguage::English);
        write!(formatter, "{name}: {message}\n --> {file}:{line}:{column}")?;
        self.hint(MessageLanguage::English).iter().try_for_each(|hint| write!(formatter, "\nhint: {hint}"))
    }
}

/// Every problem of a whole site, in the order of files and lines. As an error, at least one of them is an error itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// The value, or nothing after noting what was wrong with it.
    pub fn note<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// The value, or nothing after noting everything that was wrong with it.
    pub fn note_all<T>(&mut self, result: Result<T, impl IntoIterator<Item = Problem>>) -> Option<T> {
        result.map_err(|problems| self.extend(problems)).ok()
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// Whether a file or folder could not be read at all.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.iter().any(|problem| matches!(*problem.kind, ProblemKind::Unreadable { .. }))
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|problem| problem.severity() == severity).count()
    }

    /// `value` with the problems that do not stop it, or the problems in order if one of them is an error.
    ///
    /// # Errors
    /// All problems, if one of them is an error.
    pub fn into_result<T>(mut self, value: Option<T>) -> Result<(T, Self), Self> {
        self.0.sort();
        self.0.dedup();
        match value {
            Some(value) if self.count(Severity::Error) == 0 => Ok((value, self)),
            _ => Err(self),
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        self.0.extend(problems);
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        Self(problems.into_iter().collect())
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| write!(formatter, "{problem}\n\n"))?;
        match self.0.len() {
            1 => formatter.write_str("1 problem; nothing was written"),
            count => write!(formatter, "{count} problems; nothing was written"),
        }
    }
}
