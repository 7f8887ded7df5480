//! Who will see a website.

/// Who will see the website.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: no drafts, and no page before or after its days.
    #[default]
    Public,
    /// Its editors: every page, and what is wrong with a draft stops the build too.
    Editors,
}
