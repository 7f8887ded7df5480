//! What a function needs of a site that was built: read, checked and linked long before the function starts.
//!
//! A build script makes it from content and templates; the function has it in its binary.

use crate::assets::Assets;
use crate::fault::Fault;
use crate::locale::Names;
use crate::organisation::{Commission, Elsewhere, Identity, Keeping, Organisation, Place, PostalAddress};
use crate::problem::{Problem, Problems};
use crate::site::{FormText, LanguageSite, Site};
use crate::sources::{Source, Sources};
use crate::templates::Templates;
use crate::texts::Texts;
use complaint::{Lengths, Terms, day_of_receipt};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{env, fs};

/// Everything that answers and mails are made of; no page.
#[derive(Deserialize, Serialize)]
struct Built {
    site: Place,
    identity: Identity,
    address: PostalAddress,
    commission: Commission,
    terms: Terms,
    retention: Keeping,
    lengths: Lengths,
    languages: Vec<BuiltLanguage>,
    /// Pairs of a name and a text.
    templates: Vec<(String, String)>,
}

#[derive(Deserialize, Serialize)]
struct BuiltLanguage {
    tag: String,
    root: String,
    texts: Texts,
    names: Names,
    form: FormText,
    /// Without the texts.
    frame: serde_json::Map<String, serde_json::Value>,
}

/// The frame of a language, put together again.
#[derive(Serialize)]
struct Frame<'a> {
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
    texts: &'a Texts,
}

/// What a build left is not what this code reads: both must come from one version.
#[derive(Debug, thiserror::Error)]
pub enum BuiltError {
    /// It is not in the form that this code writes.
    #[error("the built site cannot be read: {0}")]
    Form(#[from] serde_json::Error),
    /// A template cannot hold it.
    #[error("{0}")]
    Frame(#[from] tera::Error),
}

impl Site {
    /// Reads, checks and tries content and templates below `root`, and gives what a function needs of them. Of the templates
    /// those whose name `is_used`.
    ///
    /// The day, which decides on what menus show, is today's in Heemstede, or that of `source_date_epoch` (seconds): the same
    /// sources and the same day give the same bytes.
    ///
    /// # Errors
    /// Every problem of the site.
    pub fn for_functions(
        root: &Path,
        source_date_epoch: Option<u64>,
        is_used: impl Fn(&str) -> bool,
    ) -> Result<String, Problems> {
        let now = source_date_epoch
            .map_or_else(SystemTime::now, |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        let sources = Sources::read(&root.join("content"), &root.join("templates"))?;
        let site = Self::load(&sources, day_of_receipt(now.into()))?;
        site.output()?;
        site.built(&sources, is_used).map_err(|error| {
            std::iter::once(Problem::with_file("content", Fault::Template { detail: error.to_string() })).collect()
        })
    }

    fn built(&self, sources: &Sources, is_used: impl Fn(&str) -> bool) -> serde_json::Result<String> {
        let languages = self.languages.values().map(|language| {
            let LanguageSite { tag, root, texts, form, frame, .. } = language;
            Ok(BuiltLanguage {
                tag: tag.clone(),
                root: root.clone(),
                texts: texts.clone(),
                names: texts.language.names.clone(),
                form: form.clone(),
                frame: without_texts(serde_json::to_value(frame)?),
            })
        });
        let templates = sources.templates.iter().filter(|(name, _)| is_used(name));
        let Organisation { site, identity, address, commission, terms, retention, lengths, .. } =
            self.organisation.clone();
        serde_json::to_string(&Built {
            site,
            identity,
            address,
            commission,
            terms,
            retention,
            lengths,
            languages: languages.collect::<serde_json::Result<_>>()?,
            templates: templates.map(|(name, source)| (name.clone(), source.text.clone())).collect(),
        })
    }

    /// The site that [`Site::for_functions`] gave. It has no pages.
    ///
    /// # Errors
    /// See [`BuiltError`].
    pub fn from_built(built: &str) -> Result<Self, BuiltError> {
        let Built { site, identity, address, commission, terms, retention, lengths, languages, templates } =
            serde_json::from_str(built)?;
        let templates = templates.into_iter().map(|(name, text)| {
            let shown = format!("templates/{name}");
            (name, Arc::new(Source { shown, text }))
        });
        let templates = Templates::built(templates.collect());
        let languages = languages.into_iter().map(|BuiltLanguage { tag, root, mut texts, names, form, frame }| {
            texts.language.names = names;
            let frame = tera::Value::try_from_serializable(&Frame { rest: frame, texts: &texts })?;
            let language = LanguageSite {
                tag: tag.clone(),
                root,
                texts,
                form,
                frame,
                opening_hours: Vec::new(),
                #[cfg(feature = "tool")]
                words: None,
                documents: Vec::new(),
                pages: Vec::new(),
                by_key: HashMap::new(),
            };
            Ok((tag, language))
        });
        let languages = languages.collect::<Result<BTreeMap<_, _>, tera::Error>>()?;
        let (opening_hours, elsewhere) = (Vec::new(), Elsewhere::default());
        let organisation =
            Organisation { site, identity, address, opening_hours, commission, terms, retention, lengths, elsewhere };
        Ok(Self {
            organisation,
            languages,
            templates: Arc::new(templates),
            assets: Assets::default(),
            pictures: BTreeMap::new(),
            notes: Problems::default(),
            #[cfg(feature = "pdf")]
            press: None,
        })
    }
}

fn without_texts(frame: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    let serde_json::Value::Object(mut frame) = frame else { return serde_json::Map::new() };
    frame.remove("texts");
    frame
}

/// For the build script of a function: writes what [`Site::for_functions`] gives to `site.json` in its output folder, anew whenever
/// content or templates change, and ends the build with every problem that they have.
///
/// Of the environment it reads what cargo sets for build scripts, and `SOURCE_DATE_EPOCH`.
pub fn embed(is_used: impl Fn(&str) -> bool) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.parent().unwrap_or(here);
    for folder in ["content", "templates"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    if let Err(error) = write_built(root, is_used) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn write_built(root: &Path, is_used: impl Fn(&str) -> bool) -> Result<(), String> {
    let day = env::var("SOURCE_DATE_EPOCH").ok().map(|seconds| seconds.parse()).transpose();
    let day = day.map_err(|_| "error: SOURCE_DATE_EPOCH is no number of seconds")?;
    let site = Site::for_functions(root, day, is_used).map_err(|problems| problems.to_string())?;
    let folder = env::var_os("OUT_DIR").ok_or("error: this is for build scripts")?;
    fs::write(Path::new(&folder).join("site.json"), site).map_err(|error| format!("error: {error}"))
}
