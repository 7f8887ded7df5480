//! A site that is built again whenever somebody saves a file.

use crate::builder::{Audience, Builder};
use crate::history::last_changed;
use crate::served;
use crate::shelf::Shelf;
use crate::site::Site;
use crate::sources::SourceReader;
use crate::writer::{BuildError, Copies, WriteError, Writer, Written, unreadable};
use axum::Router;
use chrono::NaiveDate;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
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
    /// What was written and could not be read back.
    unread: Written,
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
            unread: Written::default(),
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
        let result = self.build(on_site, on_file);
        Rebuilt { result, took: start.elapsed() }
    }

    fn build(
        &mut self,
        on_site: impl FnOnce(usize),
        on_file: impl Fn() + Sync + Send,
    ) -> Result<(Arc<Site>, Written), BuildError> {
        self.writer.refuse_within(&self.reader.folders())?;
        let sources = self.reader.read()?;
        let site = self.builder.load(&sources, (self.today)())?;
        let written = self.writer.write(&site, on_site, on_file)?;
        if let Some(shelf) = &self.shelf {
            self.unread.changed.extend_from_slice(&written.changed);
            self.unread.removed.extend_from_slice(&written.removed);
            shelf.follow(&self.unread).map_err(unreadable)?;
            self.unread = Written::default();
        }
        Ok((Arc::new(site), written))
    }

    /// Serves, from memory, the pages that were written last, and from each further build what it changed.
    ///
    /// # Errors
    /// A page cannot be read back.
    pub fn serve(&mut self) -> Result<Router, WriteError> {
        let pages = Arc::new(self.writer.shelf()?);
        self.shelf = Some(Arc::clone(&pages));
        Ok(served::serve(pages))
    }

    /// Calls `on_rebuilt` each time somebody saved something and it was built again, until what is returned is dropped.
    ///
    /// # Errors
    /// The operating system does not tell what is saved.
    pub fn watch(mut self, on_rebuilt: impl Fn(&Rebuilt) + Send + 'static) -> Result<Watch, notify::Error> {
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(move |event: Result<notify::Event, notify::Error>| {
            // Reading is no change; and what cannot be told is looked at.
            if event.as_ref().map_or(true, |event| !event.kind.is_access()) {
                let _ = sender.send(());
            }
        })?;
        for folder in self.reader.folders() {
            watcher.watch(folder, RecursiveMode::Recursive)?;
        }
        thread::spawn(move || {
            // Somebody may have saved something since the last build.
            let first = self.rebuild();
            if first.result.as_ref().is_ok_and(|(_, written)| !written.is_nothing()) {
                on_rebuilt(&first);
            }
            while events.recv().is_ok() {
                if quiet(&events).is_err() {
                    break;
                }
                on_rebuilt(&self.rebuild());
            }
        });
        Ok(Watch { _watcher: watcher })
    }
}

/// Keeps watching until it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// How long no more events must come before a save is taken to be done: some editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(5);

/// After this long it is built all the same.
const LONGEST: Duration = Duration::from_secs(1);

/// Waits until no more events come.
fn quiet(events: &mpsc::Receiver<()>) -> Result<(), RecvTimeoutError> {
    let start = Instant::now();
    while start.elapsed() < LONGEST {
        match events.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(ended) => return Err(ended),
        }
    }
    Ok(())
}

impl Folders {
    /// The folders with these names.
    pub fn new(content: impl AsRef<Path>, templates: impl AsRef<Path>, output: impl AsRef<Path>) -> Self {
        let [content, templates, output] =
            [content.as_ref(), templates.as_ref(), output.as_ref()].map(Path::to_path_buf);
        Self { content, templates, output }
    }
}
