//! What is wrong with the content or the templates, and where it can be mended.

use crate::fault::{Fault, MessageLanguage, Severity, did_you_mean};
use std::fmt;
use std::ops::Range;

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
    pub(crate) fault: Box<Fault>,
    /// The name that was probably meant.
    pub(crate) meant: Option<String>,
}

impl Problem {
    /// A problem with a whole file.
    pub(crate) fn with_file(file: impl Into<String>, fault: Fault) -> Self {
        let (excerpt, severity) = (String::new(), fault.severity());
        Self {
            file: file.into(),
            line: 1,
            column: 1,
            excerpt,
            marked: (0, 0),
            severity,
            fault: Box::new(fault),
            meant: None,
        }
    }

    /// A problem at the bytes `range` of `text`, which is what `file` holds.
    pub(crate) fn at(file: impl Into<String>, text: &str, range: Range<usize>, fault: Fault) -> Self {
        let start = text.floor_char_boundary(range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        // What goes on over several lines is marked to the end of the first.
        let end = text.floor_char_boundary(range.end).clamp(start, line_end);
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            excerpt: text[line_start..line_end].to_owned(),
            marked: (start - line_start, end - line_start),
            ..Self::with_file(file, fault)
        }
    }

    /// The same problem, with the one of `known` that was probably meant.
    #[must_use]
    pub(crate) fn did_you_mean<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.meant = nearest(written, 0.75, known).map(str::to_owned);
        self
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
        self.fault.message(language)
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, language: MessageLanguage) -> Option<String> {
        self.meant.as_ref().map(|name| did_you_mean(name, language)).or_else(|| self.fault.hint(language))
    }
}

/// More problems of one kind in a file are told in the next run. Each holds its line, so a file that is one long line would
/// otherwise be held as often as it has problems.
pub(crate) const MOST_OF_A_FILE: usize = 500;

/// What is longer is no slip of the pen. To compare two texts takes as long as the product of their lengths.
///
/// # Units
/// Bytes.
const LONGEST_NAME_BYTES: usize = 200;

/// The one of `known` that `written` probably means: that most like it, from 0 (nothing) to 1 (the same).
pub(crate) fn nearest<'a>(
    written: &str,
    least_likeness: f64,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let is_name = |name: &str| name.len() <= LONGEST_NAME_BYTES;
    let likeness = |name: &'a str| (strsim::jaro_winkler(written, name), name);
    let names = known.into_iter().filter(|name| is_name(written) && is_name(name));
    let alike = names.map(likeness).filter(|(likeness, _)| *likeness > least_likeness);
    alike.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

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
    pub(crate) fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// The value, or nothing after noting what was wrong with it.
    pub(crate) fn note<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// The value, or nothing after noting everything that was wrong with it.
    pub(crate) fn note_all<T>(&mut self, result: Result<T, impl IntoIterator<Item = Problem>>) -> Option<T> {
        result.map_err(|problems| self.extend(problems)).ok()
    }

    /// The problems one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// Whether a file or folder could not be read at all.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.iter().any(|problem| matches!(*problem.fault, Fault::Unreadable { .. }))
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|problem| problem.severity() == severity).count()
    }

    /// `value` with what does not stop it, or the problems in order if one of them is an error.
    ///
    /// # Errors
    /// All problems, if one of them is an error.
    pub(crate) fn or<T>(mut self, value: Option<T>) -> Result<(T, Self), Self> {
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
