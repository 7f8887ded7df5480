//! The site of a made-up organisation, and the same site with something else in it.
#![expect(clippy::panic, reason = "a test may stop where it stands")]
#![allow(dead_code, reason = "each test file uses what it needs")]

use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;
use website::{Audience, Compiler, Output, Problem, Problems, Source, Sources, Website};

/// The root of the project: this crate, or one within it, is where the tests run.
pub fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = crate_folder.ancestors().find(|folder| folder.join("content").is_dir());
    root.unwrap_or(crate_folder).to_path_buf()
}

/// The day on which the tests are: the same every day.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default()
}

/// The made-up organisation of the tests.
fn fixture_content() -> PathBuf {
    root().join("tests/fixtures/content")
}

/// A folder with the fixture on disk, as `content` and `templates`, which a test may change.
pub fn fixture_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let mut copy = Command::new("cp");
    copy.arg("-r").arg(fixture_content()).arg(root().join("templates")).arg(folder.path());
    assert!(copy.status().is_ok_and(|status| status.success()));
    folder
}

/// The made-up organisation of the tests, in the templates of the real site.
pub fn fixture() -> Sources {
    sources(&fixture_content())
}

/// What residents get.
pub fn real_sources() -> Sources {
    sources(&root().join("content"))
}

/// The last day on which a page was changed or appeared. Not today: what is right now would be wrong when a page has not been
/// reviewed for a year.
pub fn last_change(sources: &Sources) -> NaiveDate {
    let lines = sources.content.values().flat_map(|source| source.text.lines());
    let written = lines.filter_map(|line| line.strip_prefix("updated = ").or_else(|| line.strip_prefix("publish = ")));
    written.filter_map(|day| day.trim_matches('"').parse().ok()).max().unwrap_or_else(today)
}

fn sources(content: &Path) -> Sources {
    let sources = Sources::read(content, &root().join("templates"));
    let mut sources = sources.unwrap_or_else(|problems| panic!("{problems}"));
    for (folder, files) in [("content", &mut sources.content), ("templates", &mut sources.templates)] {
        for (path, source) in files {
            Arc::make_mut(source).shown = format!("{folder}/{path}");
        }
    }
    sources
}

pub fn load(sources: &Sources) -> Website {
    Compiler::for_everybody().compile(sources, today()).unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn fixture_output() -> Output {
    load(&fixture()).output().unwrap_or_else(|problems| panic!("{problems}"))
}

/// A site, usually the fixture's, in which some files were written anew.
pub struct Broken(pub Sources);

impl Broken {
    pub fn site() -> Self {
        Self(fixture())
    }

    pub fn with(mut self, path: &str, text: &str) -> Self {
        let source = Arc::new(Source { shown: path.to_owned(), text: text.to_owned() });
        match path.split_once('/') {
            Some(("content", file)) => self.0.content.insert(file.to_owned(), source),
            Some(("templates", file)) => self.0.templates.insert(file.to_owned(), source),
            _ => panic!("neither content nor templates: {path}"),
        };
        self
    }

    pub fn with_picture(self, name: &str, bytes: &[u8]) -> Self {
        self.texts_and(&[(format!("content/pictures/{name}"), bytes)])
    }

    pub fn with_files(self, files: &[(String, &[u8])]) -> Self {
        self.texts_and(files)
    }

    pub fn without_fonts(self) -> Self {
        self.texts_and(&[])
    }

    /// The texts, without fonts and pictures, and `more` files.
    fn texts_and(self, more: &[(String, &[u8])]) -> Self {
        let folders = [("content", &self.0.content), ("templates", &self.0.templates)];
        let texts = folders.into_iter().flat_map(|(folder, files)| {
            files.iter().map(move |(path, source)| (format!("{folder}/{path}"), source.text.as_bytes()))
        });
        let files: Vec<(String, &[u8])> = texts.chain(more.iter().cloned()).collect();
        let files = files.iter().map(|(path, bytes)| (path.as_str(), *bytes));
        Self(Sources::from_files(files).unwrap_or_else(|problems| panic!("{problems}")))
    }

    pub fn without(mut self, path: &str) -> Self {
        let file = path.trim_start_matches("content/");
        assert!(self.0.content.remove(file).is_some(), "no {path}");
        self
    }

    pub fn replacing(self, path: &str, old: &str, new: &str) -> Self {
        let files = if path.starts_with("content/") { &self.0.content } else { &self.0.templates };
        let text = &files[path.split_once('/').map_or("", |(_, file)| file)].text;
        assert!(text.contains(old), "{path} has no {old}");
        let text = text.replacen(old, new, 1);
        self.with(path, &text)
    }

    /// Everything that is wrong, errors or not.
    pub fn told(&self) -> Problems {
        let mut builder = Compiler::new(Audience::Public, std::collections::BTreeMap::new).giving_advice();
        let found = builder.compile(&self.0, today()).and_then(|site| site.output().map(|_| site));
        found.map_or_else(|problems| problems, |site| site.notes().clone())
    }

    pub fn problems(&self) -> Vec<String> {
        let found = Compiler::for_everybody().compile(&self.0, today()).and_then(|site| site.output());
        found.map_or_else(
            |problems| {
                let errors = problems.iter().filter(|problem| problem.severity() == website::Severity::Error);
                errors.map(ToString::to_string).collect()
            },
            |_| Vec::new(),
        )
    }

    pub fn has_problem(&self, expected: &str) {
        assert_eq!(self.problems(), [expected]);
    }
}

/// A page with this text. Its text begins on line 6.
pub fn page(text: &str) -> String {
    format!("+++\ntitle = \"Test\"\ndescription = \"Test\"\n+++\n\n{text}\n")
}

/// Builds the fixture with a page of its own, again and again: the other pages are read once.
pub struct Desk {
    site: Broken,
    builder: Compiler,
}

impl Desk {
    pub fn new() -> Self {
        Self { site: Broken::site(), builder: Compiler::new(Audience::Editors, std::collections::BTreeMap::new) }
    }

    /// Everything that is told of a page with this text.
    pub fn told(&mut self, text: &str) -> Vec<Problem> {
        let site = Broken(self.site.0.clone()).with("content/nl/test.md", &page(text));
        let built = self.builder.compile(&site.0, today());
        let problems = built.map_or_else(|problems| problems, |site| site.notes().clone());
        problems.iter().filter(|problem| problem.file.contains("test.md")).cloned().collect()
    }
}
