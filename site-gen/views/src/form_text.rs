//! The page with the form.

use serde::{Deserialize, Serialize};

/// The page with the form, as an editor wrote it: functions show it again, with what was typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct FormText {
    /// The heading of the page.
    pub title: String,
    /// The language of the text, where it is not that of the layout.
    pub text_lang: Option<String>,
    /// The address, as links write it.
    pub address: String,
    /// The text of the page.
    pub html: String,
}
