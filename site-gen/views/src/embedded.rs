//! The site as a build script puts it into the binary of a function.

use crate::form_text::FormText;
use crate::organisation::Organisation;
use crate::phrasing::Phrasing;
use crate::site::{LanguageViews, Site};
use crate::templates::Templates;
use crate::texts::Texts;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Deserialize, Serialize)]
struct Embedded {
    organisation: Organisation,
    languages: Vec<EmbeddedLanguage>,
    templates: BTreeMap<String, String>,
}

#[derive(Deserialize, Serialize)]
struct EmbeddedLanguage {
    tag: String,
    root: String,
    phrasing: Phrasing,
    texts: Texts,
    form: FormText,
    /// Without the texts, which are there once.
    layout: Map<String, Value>,
}

/// The layout of a language, put together again.
#[derive(Serialize)]
struct WithTexts<'a> {
    #[serde(flatten)]
    rest: Map<String, Value>,
    texts: &'a Texts,
}

/// The embedded site is not one that this version of the code wrote.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// It does not have the form that this code writes.
    #[error("the embedded site cannot be read: {0}")]
    Form(#[from] serde_json::Error),
    /// A template cannot hold it.
    #[error("{0}")]
    Layout(#[from] tera::Error),
}

impl Site {
    /// The site as JSON, with those of the templates whose name `is_used`.
    ///
    /// # Errors
    /// A layout that JSON cannot hold.
    pub fn to_embedded(&self, is_used: impl Fn(&str) -> bool) -> Result<String, EmbeddedError> {
        let languages = self.languages.values().map(|language| {
            let LanguageViews { tag, root, phrasing, texts, form, layout } = language.as_ref().clone();
            let mut layout: Map<String, Value> = serde_json::from_value(serde_json::to_value(layout)?)?;
            layout.remove("texts");
            Ok(EmbeddedLanguage { tag, root, phrasing, texts, form, layout })
        });
        let templates = self.templates.texts().filter(|(name, _)| is_used(name));
        Ok(serde_json::to_string(&Embedded {
            organisation: self.organisation.clone(),
            languages: languages.collect::<serde_json::Result<_>>()?,
            templates: templates.map(|(name, text)| (name.clone(), text.clone())).collect(),
        })?)
    }

    /// The site that [`Site::to_embedded`] gave.
    ///
    /// # Errors
    /// See [`EmbeddedError`].
    pub fn from_embedded(embedded: &str) -> Result<Self, EmbeddedError> {
        let Embedded { organisation, languages, templates } = serde_json::from_str(embedded)?;
        let languages = languages.into_iter().map(|language| {
            let EmbeddedLanguage { tag, root, phrasing, texts, form, layout } = language;
            let layout = tera::Value::try_from_serializable(&WithTexts { rest: layout, texts: &texts })?;
            Ok::<_, tera::Error>(Arc::new(LanguageViews { tag, root, phrasing, texts, form, layout }))
        });
        let languages = languages.collect::<Result<Vec<_>, _>>()?;
        Ok(Self::new(organisation, languages, Arc::new(Templates::compiled_before(templates))))
    }
}
