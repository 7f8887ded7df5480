//! Words that belong to a person, and that no log may print by accident.

use std::fmt;

/// A value that came from a resident.
///
/// It has no `Display`, and its `Debug` hides it. Whoever needs the value says so with [`Personal::reveal`], which is
/// easy to search for.
///
/// ```
/// let name = complaint::Personal::new("Test Voorbeeld".to_owned());
/// assert_eq!(format!("{name:?}"), "Personal(…)");
/// assert_eq!(name.reveal(), "Test Voorbeeld");
/// ```
///
/// ```compile_fail,E0277
/// println!("{}", complaint::Personal::new("Test Voorbeeld"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Hides `value`.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself: for the register, and for an answer to the person it belongs to.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Personal(…)")
    }
}
