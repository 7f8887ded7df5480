//! Style sheet and script, each named by what it holds, so that a browser may keep it for ever.

use crate::sources::Source;
use crate::sources::digest::with_digest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files under `templates/assets`, by their path there. Fonts are for paper: pages use those of the reader's machine.
#[derive(Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

#[derive(Debug)]
struct Asset {
    address: String,
    text: String,
}

impl Assets {
    /// Names every asset of the templates.
    #[must_use]
    pub fn named(templates: &BTreeMap<String, Arc<Source>>) -> Self {
        let assets = templates.iter().filter_map(|(path, source)| {
            let name = path.strip_prefix("assets/").filter(|name| !name.starts_with("fonts/"))?;
            let address = format!("/assets/{}", with_digest(name, &source.text));
            Some((name.to_owned(), Asset { address, text: source.text.clone() }))
        });
        Self(assets.collect())
    }

    /// Where each asset stands on the site, by its name in `templates/assets`.
    #[must_use]
    pub fn addresses(&self) -> BTreeMap<&str, &str> {
        self.0.iter().map(|(name, asset)| (name.as_str(), asset.address.as_str())).collect()
    }

    /// Pairs of an address and what stands there.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.values().map(|asset| (asset.address.as_str(), asset.text.as_str()))
    }
}
