//! Hearing of what is saved in some folders, also after they were taken away and came back.

use notify::event::{EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};
use website::FileOrigin;

/// Watches folders, and begins anew with one that is another than it was.
pub(crate) struct Watcher {
    notify: RecommendedWatcher,
    told: mpsc::Receiver<Told>,
    /// What was told before anybody waited for it.
    early: Option<Told>,
    /// What each folder was when watching it began; none as long as it is not there.
    places: BTreeMap<PathBuf, Option<Identity>>,
    /// Single files elsewhere. Of the folders that hold them nothing else counts.
    files: BTreeSet<PathBuf>,
    /// Folders of which it was told that they went. Another may have their name by now, and even their number.
    lost: BTreeSet<PathBuf>,
}

/// Ends the watching when it is dropped.
pub struct WatchGuard(mpsc::Sender<Told>);

/// What there is to do.
pub(crate) enum Next {
    /// Somebody saved something.
    Saved,
    /// Nobody said anything for a while, but a folder went or came.
    Moved,
    /// Nobody said anything for a while.
    Quiet,
    /// Nothing any more.
    Ended,
}

enum Told {
    Event(Option<Event>),
    Stop,
}

/// What tells a folder from another that has its name later.
#[derive(PartialEq)]
struct Identity {
    real: PathBuf,
    number: (u64, u64),
    made: Option<SystemTime>,
}

/// How long no more events must come before a save is taken to be done: some editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(5);

/// After this long it is built all the same.
const LONGEST: Duration = Duration::from_secs(1);

/// How often folders are looked at: what a folder is told of says nothing of one that takes its place.
const LOOK_EVERY: Duration = Duration::from_millis(500);

impl Watcher {
    /// Watches `folders`, with all that is below them.
    ///
    /// # Errors
    /// The operating system does not tell what is saved, or a folder is not there.
    pub(crate) fn begin(folders: &[&Path]) -> Result<(Self, WatchGuard), notify::Error> {
        let (sender, told) = mpsc::channel();
        let stop = WatchGuard(sender.clone());
        let tell = move |event: notify::Result<Event>| {
            // Reading is no change; and what cannot be told is looked at.
            if event.as_ref().map_or(true, |event| !event.kind.is_access()) {
                let _ = sender.send(Told::Event(event.ok()));
            }
        };
        // Where links lead is watched by itself.
        let notify = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
        let (places, files, lost) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        let mut watching = Self { notify, told, early: None, places, files, lost };
        watching.follow(folders, &BTreeSet::new())?;
        match watching.places.iter().find(|(_, identity)| identity.is_none()) {
            Some((folder, _)) => Err(notify::Error::path_not_found().add_path(folder.clone())),
            None => Ok((watching, stop)),
        }
    }

    /// Watches `folders` and what is `outside` them as they are now. Tells whether one is another than before.
    ///
    /// # Errors
    /// The operating system refuses a folder that is there; the next time it is tried again.
    pub(crate) fn follow(&mut self, folders: &[&Path], outside: &BTreeSet<PathBuf>) -> Result<bool, notify::Error> {
        let mut wanted = BTreeMap::new();
        self.files = outside.iter().filter(|path| !path.is_dir()).cloned().collect();
        for file in self.files.iter().filter_map(|file| file.parent()) {
            wanted.insert(file.to_owned(), RecursiveMode::NonRecursive);
        }
        let deep = outside.iter().filter(|path| path.is_dir()).map(PathBuf::as_path).chain(folders.iter().copied());
        wanted.extend(deep.map(|folder| (folder.to_owned(), RecursiveMode::Recursive)));

        let (mut is_moved, mut refused) = (false, Ok(()));
        let unwanted: Vec<PathBuf> = self.places.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
        for identity in unwanted.iter().filter_map(|path| self.places.remove(path)?) {
            let _ = self.notify.unwatch(&identity.real);
        }
        for (path, mode) in wanted {
            let (now, before) = (Identity::of(&path), self.places.get(&path));
            let is_lost = now.as_ref().is_some_and(|now| self.lost.contains(&now.real));
            if before.is_some_and(|before| *before == now) && !is_lost {
                continue;
            }
            is_moved |= before.is_some();
            if let Some(Some(before)) = before {
                let _ = self.notify.unwatch(&before.real);
            }
            let watched = now.as_ref().map_or(Ok(()), |now| self.notify.watch(&now.real, mode));
            let now = now.filter(|_| watched.is_ok());
            refused = refused.and(watched);
            self.places.insert(path, now);
        }
        self.lost.clear();
        refused.map(|()| is_moved)
    }

    /// Waits until somebody saved something and is done with it, or for a moment.
    pub(crate) fn wait(&mut self) -> Next {
        let mut touched = BTreeSet::new();
        let first = self.early.take().map_or_else(|| self.told.recv_timeout(LOOK_EVERY), Ok);
        let mut is_saved = match first {
            Ok(Told::Event(event)) => self.hear(event, &mut touched),
            Ok(Told::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Ended,
            Err(RecvTimeoutError::Timeout) => return if self.is_other() { Next::Moved } else { Next::Quiet },
        };
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            match self.told.recv_timeout(QUIET) {
                Ok(Told::Event(event)) => is_saved |= self.hear(event, &mut touched),
                // Many programs empty a file before they write it, and on a busy machine time passes between the two.
                Err(RecvTimeoutError::Timeout) if touched.iter().any(|path| is_empty_file(path)) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Told::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Ended,
            }
        }
        // As long as a folder is gone, what is said of it is one thing.
        let is_whole = self.places.keys().all(|folder| folder.is_dir());
        match (is_saved, is_whole && self.lost.is_empty()) {
            (true, true) => Next::Saved,
            (false, true) => Next::Quiet,
            (_, false) => Next::Moved,
        }
    }

    /// Whether somebody saved something that nobody waited for yet, now or before `time` is over.
    pub(crate) fn has_heard_within(&mut self, time: Duration) -> bool {
        self.early = self.early.take().or_else(|| self.told.recv_timeout(time).ok());
        matches!(self.early, Some(Told::Event(_)))
    }

    /// Whether a folder is another than when watching it began.
    fn is_other(&self) -> bool {
        self.places.iter().any(|(path, identity)| *identity != Identity::of(path))
    }

    /// Whether an event is of something that the site may be made of. One that cannot be read may be. The files of
    /// the site that it names are added to those that were `touched`.
    fn hear(&mut self, event: Option<Event>, touched: &mut BTreeSet<PathBuf>) -> bool {
        let Some(Event { kind, paths, .. }) = event else { return true };
        if matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            let roots = self.places.values().flatten().map(|identity| &identity.real);
            let lost: Vec<PathBuf> = roots.filter(|root| paths.contains(root)).cloned().collect();
            self.lost.extend(lost);
        }
        let is_beside = |path: &PathBuf| {
            let is_with_a_file = self.files.iter().any(|file| file.parent() == path.parent());
            is_with_a_file && !self.files.contains(path)
        };
        let is_left_about = |path: &PathBuf| {
            path.file_name().is_some_and(|name| FileOrigin::of(&name.to_string_lossy()) == FileOrigin::LeftAbout)
        };
        let is_unnamed = paths.is_empty();
        let own: Vec<PathBuf> = paths.into_iter().filter(|path| !is_beside(path) && !is_left_about(path)).collect();
        let is_own = is_unnamed || !own.is_empty();
        touched.extend(own);
        is_own
    }
}

fn is_empty_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() == 0)
}

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        let real = fs::canonicalize(path).ok()?;
        let about = fs::metadata(&real).ok().filter(fs::Metadata::is_dir)?;
        Some(Self { real, number: number(&about), made: about.created().ok() })
    }
}

#[cfg(unix)]
fn number(about: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (about.dev(), about.ino())
}

#[cfg(not(unix))]
const fn number(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

impl Drop for WatchGuard {
    fn drop(&mut self) {
        let _ = self.0.send(Told::Stop);
    }
}
