//! How every program speaks to whoever runs it: Dutch or English, what is wrong and then the way out.

use crate::diagnostics::kind::{MessageLanguage, system_words};
use std::io;

impl MessageLanguage {
    /// The one of two that is in this language.
    #[must_use]
    pub fn pick<T>(self, dutch: T, english: T) -> T {
        match self {
            Self::Dutch => dutch,
            Self::English => english,
        }
    }

    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn error(self, message: impl AsRef<str>, hint: impl AsRef<str>) -> String {
        let (error, tip) = self.pick(("fout", "tip"), ("error", "hint"));
        format!("{error}: {}\n{tip}: {}", message.as_ref(), hint.as_ref())
    }

    /// What the operating system says.
    #[must_use]
    pub fn system_words(self, error: &io::Error) -> String {
        system_words(error, self)
    }
}
