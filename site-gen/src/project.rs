//! A site that is built again whenever somebody saves a file.

use crate::history::last_changed;
use crate::server::http;
use crate::server::static_files::StaticFiles;
use crate::watcher::{Next, WatchGuard, Watcher};
use crate::writer::{BuildError, Changes, Compression, WriteError, Writer};
use axum::Router;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use website::{Audience, Compiler, Printer, Problems, SourceReader, Website};

/// Reads, builds and writes a site, each time only what changed.
pub struct Project {
    reader: SourceReader,
    compiler: Compiler,
    writer: Writer,
    today: Box<dyn Fn() -> NaiveDate + Send>,
    /// What is served, if it is.
    static_files: Option<Arc<StaticFiles>>,
    /// Whether the last build was made of other files than the one before.
    is_changed: bool,
    /// The problems of the last build.
    told: Option<Problems>,
    /// Whether they may hold something else than what was written last.
    is_behind: bool,
}

/// What became of building a site again.
#[derive(Debug)]
pub struct BuildReport {
    /// The site and what was written of it, or why nothing was.
    pub result: Result<(Arc<Website>, Changes), BuildError>,
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

impl Project {
    /// A project of which nothing is built yet, and that asks `today` which day it is each time it builds.
    #[must_use]
    pub fn new(
        folders: &Folders,
        audience: Audience,
        compression: Compression,
        today: impl Fn() -> NaiveDate + Send + 'static,
    ) -> Self {
        Self {
            reader: SourceReader::new(&folders.content, &folders.templates),
            compiler: Compiler::new(audience, Self::last_changed_in(&folders.content)),
            writer: Writer::new(&folders.output, compression),
            today: Box::new(today),
            static_files: None,
            is_changed: false,
            told: None,
            is_behind: false,
        }
    }

    /// The same project, with documents made by `printer`.
    #[must_use]
    pub fn printing(mut self, printer: Option<Arc<dyn Printer>>) -> Self {
        self.compiler = self.compiler.printing(printer);
        self
    }

    /// Asks git, when it is needed, on which day each file below `content` last changed.
    pub fn last_changed_in(content: &Path) -> impl FnOnce() -> BTreeMap<String, NaiveDate> + Send + 'static {
        let content = content.to_owned();
        move || last_changed(&content)
    }

    /// Builds and writes what changed.
    pub fn rebuild(&mut self) -> BuildReport {
        self.rebuild_telling(|_| (), || ())
    }

    /// Builds and writes what changed. `on_site` hears how many files there are before they are written, `on_file` hears of
    /// each.
    pub fn rebuild_telling(&mut self, on_site: impl FnOnce(usize), on_file: impl Fn() + Sync + Send) -> BuildReport {
        let start = Instant::now();
        self.is_changed = false;
        let result = self.build(on_site, on_file);
        let rebuilt = BuildReport { result, took: start.elapsed() };
        self.told = problems_of(&rebuilt).cloned();
        rebuilt
    }

    fn build(
        &mut self,
        on_site: impl FnOnce(usize),
        on_file: impl Fn() + Sync + Send,
    ) -> Result<(Arc<Website>, Changes), BuildError> {
        self.writer.refuse_within(&self.reader.folders())?;
        let last = self.writer.last();
        let mut site = self.load()?;
        let mut turn = self.writer.turn()?;
        if turn.found != last {
            // Who wrote meanwhile may have read what is newer.
            site = self.load()?;
        }
        // Until all is done, nobody knows what they hold.
        let is_behind = std::mem::replace(&mut self.is_behind, true) || self.writer.is_after_another(&turn);
        let mut written = self.writer.write(&mut turn, &site, on_site, on_file)?;
        match &self.static_files {
            Some(pages) if is_behind => written = pages.follow_all(self.writer.manifest())?,
            Some(pages) => pages.follow(&written)?,
            None => {}
        }
        self.is_behind = false;
        Ok((Arc::new(site), written))
    }

    fn load(&mut self) -> Result<Website, Problems> {
        let sources = self.reader.read();
        self.is_changed |= self.reader.is_changed();
        let sources = sources?;
        self.compiler.compile(&sources, (self.today)())
    }

    /// Serves, from memory, the pages that were written last, and from each further build what it changed.
    ///
    /// # Errors
    /// A page cannot be read back.
    pub fn serve(&mut self) -> Result<Router, WriteError> {
        let turn = self.writer.turn()?;
        // What the manifest names, and nothing else that is in the folder.
        let pages = Arc::new(StaticFiles::read(self.writer.folder(), self.writer.manifest())?);
        drop(turn);
        self.static_files = Some(Arc::clone(&pages));
        Ok(http::serve(pages))
    }

    /// Whether it is worth telling of a build that nobody asked for, after one that had the problems `before`.
    fn is_news(&self, rebuilt: &BuildReport, before: Option<&Problems>) -> bool {
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
    pub fn watch(mut self, on_rebuilt: impl Fn(&BuildReport) + Send + 'static) -> Result<WatchGuard, notify::Error> {
        let (mut watching, watch) = Watcher::begin(&self.reader.folders())?;
        thread::spawn(move || {
            // Somebody may have saved something since the last build.
            let mut next = Next::Moved;
            let (mut is_settled, mut is_put_off) = (true, false);
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
                    // What was saved while it was read may have been read half: a problem is told when it is still there.
                    is_put_off = !is_put_off && rebuilt.result.is_err() && watching.has_heard_within(MOMENT);
                    if is_put_off {
                        self.told = before;
                    } else if matches!(next, Next::Saved) || self.is_news(&rebuilt, before.as_ref()) {
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

/// How long it takes at most, as a rule, until it is told of what was saved.
const MOMENT: Duration = Duration::from_millis(50);

fn problems_of(rebuilt: &BuildReport) -> Option<&Problems> {
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
