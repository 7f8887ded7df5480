//! A site that is built again whenever somebody saves a file.

use crate::builder::{Audience, Builder};
use crate::history::last_changed;
use crate::problem::Problems;
use crate::served;
use crate::shelf::Shelf;
use crate::site::Site;
use crate::sources::SourceReader;
use crate::watching::{Next, Watch, Watching};
use crate::writer::{BuildError, Copies, WriteError, Writer, Written, unreadable};
use axum::Router;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Reads, builds and writes a site, each time only what changed.
pub struct Workshop {
    reader: SourceReader,
    builder: Builder,
    writer: Writer,
    today: Box<dyn Fn() -> NaiveDate + Send>,
    /// What is served, if it is.
    shelf: Option<Arc<Shelf>>,
    /// Whether the last build was made of other files than the one before.
    is_changed: bool,
    /// The problems of the last build.
    told: Option<Problems>,
    /// Whether the shelf may hold something else than what was written last.
    is_behind: bool,
}

/// What became of building a site again.
#[derive(Debug)]
pub struct Rebuilt {
    /// The site and what was written of it, or why nothing was.
    pub result: Result<(Arc<Site>, Written), BuildError>,
    /// How long it took, from reading the files to the last one written.
    pub took: Duration,
}

/// Where a site comes from and where it goes.
#[derive(Clone, Debug)]
pub struct Folders {
    /// What editors write.
    pub content: PathBuf,
    /// What pages look like.
    pub templates: PathBuf,
    /// Where the pages go.
    pub output: PathBuf,
}

impl Workshop {
    /// A workshop that has built nothing yet, and that asks `today` which day it is each time it builds.
    #[must_use]
    pub fn new(
        folders: &Folders,
        audience: Audience,
        copies: Copies,
        today: impl Fn() -> NaiveDate + Send + 'static,
    ) -> Self {
        Self {
            reader: SourceReader::new(&folders.content, &folders.templates),
            builder: Builder::new(audience, Self::last_changed_in(&folders.content)),
            writer: Writer::new(&folders.output, copies),
            today: Box::new(today),
            shelf: None,
            is_changed: false,
            told: None,
            is_behind: false,
        }
    }

    /// Asks git, when it is needed, on which day each file below `content` last changed.
    pub fn last_changed_in(content: &Path) -> impl FnOnce() -> BTreeMap<String, NaiveDate> + Send + 'static {
        let content = content.to_owned();
        move || last_changed(&content)
    }

    /// Builds and writes what changed.
    pub fn rebuild(&mut self) -> Rebuilt {
        self.rebuild_telling(|_| (), || ())
    }

    /// Builds and writes what changed. `on_site` hears how many files there are before they are written, `on_file` hears of
    /// each.
    pub fn rebuild_telling(&mut self, on_site: impl FnOnce(usize), on_file: impl Fn() + Sync + Send) -> Rebuilt {
        let start = Instant::now();
        self.is_changed = false;
        let result = self.build(on_site, on_file);
        let rebuilt = Rebuilt { result, took: start.elapsed() };
        self.told = problems_of(&rebuilt).cloned();
        rebuilt
    }

    fn build(
        &mut self,
        on_site: impl FnOnce(usize),
        on_file: impl Fn() + Sync + Send,
    ) -> Result<(Arc<Site>, Written), BuildError> {
        self.writer.refuse_within(&self.reader.folders())?;
        let last = self.writer.last();
        let mut site = self.load()?;
        let mut turn = self.writer.turn()?;
        if turn.found != last {
            // Who wrote meanwhile may have read what is newer.
            site = self.load()?;
        }
        // Until all is done, nobody knows what is on the shelf.
        let is_behind = std::mem::replace(&mut self.is_behind, true) || self.writer.is_after_another(&turn);
        let mut written = self.writer.write(&mut turn, &site, on_site, on_file)?;
        match &self.shelf {
            Some(pages) if is_behind => written = pages.follow_all(self.writer.manifest()).map_err(unreadable)?,
            Some(pages) => pages.follow(&written).map_err(unreadable)?,
            None => {}
        }
        self.is_behind = false;
        Ok((Arc::new(site), written))
    }

    fn load(&mut self) -> Result<Site, Problems> {
        let sources = self.reader.read();
        self.is_changed |= self.reader.is_changed();
        let sources = sources?;
        self.builder.load(&sources, (self.today)())
    }

    /// Serves, from memory, the pages that were written last, and from each further build what it changed.
    ///
    /// # Errors
    /// A page cannot be read back.
    pub fn serve(&mut self) -> Result<Router, WriteError> {
        let turn = self.writer.turn()?;
        let pages = Arc::new(self.writer.shelf()?);
        drop(turn);
        self.shelf = Some(Arc::clone(&pages));
        Ok(served::serve(pages))
    }

    /// Whether it is worth telling of a build that nobody asked for, after one that had the problems `before`.
    fn is_news(&self, rebuilt: &Rebuilt, before: Option<&Problems>) -> bool {
        match &rebuilt.result {
            Ok((_, written)) => self.is_changed || before.is_some() || !written.is_nothing(),
            Err(_) => problems_of(rebuilt).is_none_or(|problems| Some(problems) != before),
        }
    }

    /// Calls `on_rebuilt` each time somebody saved something and it was built again, until what is returned is dropped. A folder
    /// that goes is told once, and seen again when it comes back.
    ///
    /// # Errors
    /// The operating system does not tell what is saved.
    pub fn watch(mut self, on_rebuilt: impl Fn(&Rebuilt) + Send + 'static) -> Result<Watch, notify::Error> {
        let (mut watching, watch) = Watching::begin(&self.reader.folders())?;
        thread::spawn(move || {
            // Somebody may have saved something since the last build.
            let mut next = Next::Moved;
            let mut is_settled = true;
            loop {
                let is_told = match next {
                    Next::Ended => break,
                    // What was saved while folders came may not have been told of: once more, when all is quiet.
                    Next::Quiet => !std::mem::replace(&mut is_settled, true),
                    Next::Saved | Next::Moved => {
                        is_settled = false;
                        true
                    }
                };
                if is_told {
                    // Before it is read: what is saved from now on is told of.
                    let _ = watching.follow(&self.reader.folders(), self.reader.outside());
                    let before = self.told.take();
                    let rebuilt = self.rebuild();
                    if matches!(next, Next::Saved) || self.is_news(&rebuilt, before.as_ref()) {
                        on_rebuilt(&rebuilt);
                    }
                    let _ = watching.follow(&self.reader.folders(), self.reader.outside());
                }
                next = watching.wait();
            }
        });
        Ok(watch)
    }
}

fn problems_of(rebuilt: &Rebuilt) -> Option<&Problems> {
    match &rebuilt.result {
        Err(BuildError::Problems(problems)) => Some(problems),
        _ => None,
    }
}

impl Folders {
    /// The folders with these names.
    pub fn new(content: impl AsRef<Path>, templates: impl AsRef<Path>, output: impl AsRef<Path>) -> Self {
        let [content, templates, output] =
            [content.as_ref(), templates.as_ref(), output.as_ref()].map(Path::to_path_buf);
        Self { content, templates, output }
    }
}
