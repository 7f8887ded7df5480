//! A template that asks for something that its page does not have.

/// A page could not be made. The build of the website makes every page once, so that it meets this first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {detail}")]
pub struct RenderError {
    /// The name of the template, such as `templates/form.html`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The place in the template: from and to which byte. Both are 0 if the error has no place of its own.
    pub span: (usize, usize),
    /// What is wrong, as the template engine says it.
    pub detail: String,
}

impl RenderError {
    /// An error without a place of its own.
    pub(crate) fn with_file(file: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { file: file.into(), line: 1, column: 1, span: (0, 0), detail: detail.into() }
    }

    /// An error at the bytes `start..end` of `text`, which is what `file` holds.
    pub(crate) fn at(file: impl Into<String>, text: &str, (start, end): (usize, usize), detail: &str) -> Self {
        let (line, column) = line_and_column(text, start);
        Self { line, column, span: (start, end), ..Self::with_file(file, detail) }
    }
}

/// The line and the column, in characters, of the byte `offset` of `text`, both from 1.
///
/// ```
/// assert_eq!(views::line_and_column("één\ntwee", "één\ntw".len()), (2, 3));
/// ```
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
