//! Watching files: the system tells of changes where it can, and the files are looked at now and
//! then in any case.
//!
//! Editors write in place, or beside the file and then rename: their folders are watched, not the
//! files. What counts is in the end whether a file holds something else than before.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{RecursiveMode, Watcher};

/// A change is over when nothing has happened for so long,
const QUIET: Duration = Duration::from_millis(40);
/// and is not waited for any longer than this.
const LONGEST: Duration = Duration::from_millis(300);
/// A file that is gone or empty may only be about to be written.
const GRACE: Duration = Duration::from_millis(120);
/// How often files are looked at that nobody tells of: on a network, behind a link.
const PULSE: Duration = Duration::from_millis(400);

/// What a file was when it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    content: u64,
}

/// The files that are watched.
pub(super) struct Watch {
    /// Nothing where the system tells nothing.
    system: Option<notify::RecommendedWatcher>,
    /// The names of files that something has happened to.
    told: Receiver<OsString>,
    /// Keeps the receiver from being at its end where the system tells nothing.
    _teller: Sender<OsString>,
    files: BTreeMap<PathBuf, Option<Stamp>>,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    pub(super) fn new() -> Self {
        let (teller, told) = channel();
        let tell = teller.clone();
        let system = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            // Reading is no change.
            if event.kind.is_access() {
                return;
            }
            for path in event.paths {
                // Nobody listens any more when the program ends.
                let _ = tell.send(path.file_name().unwrap_or_default().to_owned());
            }
        });
        Self {
            system: system.ok(),
            ..Self::without_system(told, teller)
        }
    }

    fn without_system(told: Receiver<OsString>, teller: Sender<OsString>) -> Self {
        Self {
            system: None,
            told,
            _teller: teller,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
        }
    }

    /// Says which files are watched, whether they are there or not. Those that were watched before
    /// are compared to what they were then.
    pub(super) fn set(&mut self, files: impl IntoIterator<Item = PathBuf>) {
        let mut before = std::mem::take(&mut self.files);
        for file in files {
            let stamp = before.remove(&file).unwrap_or_else(|| stamp(&file));
            self.files.insert(file, stamp);
        }
        let folders: BTreeSet<PathBuf> = self
            .files
            .keys()
            .filter_map(|file| file.parent())
            .map(Path::to_owned)
            .collect();
        if let Some(system) = &mut self.system {
            for gone in self.folders.difference(&folders) {
                // Most probably it is not there any more.
                let _ = system.unwatch(gone);
            }
            // All of them, once more: a folder may have been removed and be another one now.
            // One that cannot be watched is looked at now and then.
            for folder in &folders {
                let _ = system.watch(folder, RecursiveMode::NonRecursive);
            }
        }
        self.folders = folders;
    }

    /// Waits until files have changed, and says which.
    pub(super) fn changed(&mut self) -> Vec<PathBuf> {
        loop {
            let names = self.wait();
            let mut changed = self.compare(&names);
            if changed.iter().any(|file| self.is_nothing(file)) {
                std::thread::sleep(GRACE);
                changed.extend(self.compare(&names));
                changed.sort();
                changed.dedup();
            }
            if !changed.is_empty() {
                return changed;
            }
        }
    }

    /// The names of files that something has happened to, when it is over. Nothing after a while.
    fn wait(&self) -> BTreeSet<OsString> {
        let mut names = BTreeSet::new();
        match self.told.recv_timeout(PULSE) {
            Ok(name) => names.insert(name),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return names,
        };
        let begun = Instant::now();
        while begun.elapsed() < LONGEST
            && let Ok(name) = self.told.recv_timeout(QUIET)
        {
            names.insert(name);
        }
        names
    }

    /// The files that hold something else now. A file is read if it seems to be another, or if the
    /// system has told of its name.
    fn compare(&mut self, names: &BTreeSet<OsString>) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (file, before) in &mut self.files {
            let told = file.file_name().is_some_and(|name| names.contains(name));
            if !told && seems(file) == before.map(|stamp| (stamp.length, stamp.modified)) {
                continue;
            }
            let now = stamp(file);
            if now.map(|stamp| stamp.content) != before.map(|stamp| stamp.content) {
                changed.push(file.clone());
            }
            *before = now;
        }
        changed
    }

    fn is_nothing(&self, file: &Path) -> bool {
        let stamp = self.files.get(file).copied().flatten();
        stamp.is_none_or(|stamp| stamp.length == 0)
    }
}

fn seems(file: &Path) -> Option<(u64, Option<SystemTime>)> {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// What a file is; nothing where none can be read.
fn stamp(file: &Path) -> Option<Stamp> {
    let (length, modified) = seems(file)?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&std::fs::read(file).ok()?);
    Some(Stamp {
        length,
        modified,
        content: hasher.finish(),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    impl Watch {
        /// What has changed since, whatever the system told.
        fn look(&mut self) -> Vec<PathBuf> {
            let names = self.files.keys().filter_map(|file| file.file_name());
            self.compare(&names.map(ToOwned::to_owned).collect())
        }
    }

    /// A folder that goes with its test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("scholion-watch-{name}-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// What a watcher reports of what is done meanwhile, in one report where nothing holds the
    /// writer up: on a busy machine its strokes may lie further apart than a change lasts.
    fn reported(watch: &mut Watch, act: impl FnOnce() + Send) -> Vec<PathBuf> {
        let mut found: BTreeSet<PathBuf> = std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(20));
                act();
            });
            let mut found = BTreeSet::from_iter(watch.changed());
            while !writer.is_finished() {
                found.extend(watch.look());
                std::thread::sleep(Duration::from_millis(5));
            }
            found
        });
        found.extend(watch.look());
        found.into_iter().collect()
    }

    fn tries(mut watch: Watch, name: &str) {
        let folder = Folder::new(name);
        let (article, works) = (folder.file("a.md"), folder.file("works.bib"));
        fs::write(&article, "one").unwrap();
        watch.set([article.clone(), works.clone()]);
        // Beside it, and renamed.
        let found = reported(&mut watch, || {
            fs::write(folder.file("a.md~"), "three").unwrap();
            fs::rename(folder.file("a.md~"), &article).unwrap();
        });
        assert_eq!(found, std::slice::from_ref(&article));
        // One that was not there.
        let found = reported(&mut watch, || fs::write(&works, "@book{a}").unwrap());
        assert_eq!(found, std::slice::from_ref(&works));
        // Gone, and there again with the same: nothing has changed until something else is in it.
        let found = reported(&mut watch, || {
            fs::remove_file(&article).unwrap();
            std::thread::sleep(Duration::from_millis(60));
            fs::write(&article, "four").unwrap();
        });
        assert_eq!(found, std::slice::from_ref(&article));
        let found = reported(&mut watch, || fs::remove_file(&article).unwrap());
        assert_eq!(found, std::slice::from_ref(&article));
        // The whole folder.
        let found = reported(&mut watch, || {
            fs::remove_dir_all(&folder.0).unwrap();
            fs::create_dir_all(&folder.0).unwrap();
            fs::write(&article, "five").unwrap();
        });
        assert!(found.contains(&article), "{found:?}");
    }

    /// In place, in several strokes: one report, of the whole. A busy machine may divide the
    /// strokes, though not every time.
    fn strokes_are_one(mut watch: Watch, name: &str) {
        use std::io::Write;

        let folder = Folder::new(name);
        let article = folder.file("a.md");
        fs::write(&article, "one").unwrap();
        watch.set([article.clone()]);
        let whole = (0..20).any(|round| {
            let (first, more) = std::thread::scope(|scope| {
                let writer = scope.spawn(|| {
                    let mut file = fs::File::create(&article).unwrap();
                    for stroke in 0..5 {
                        write!(file, "{round}.{stroke} ").unwrap();
                        std::thread::sleep(Duration::from_millis(5));
                    }
                });
                let first = watch.changed();
                writer.join().unwrap();
                (first, watch.look())
            });
            assert_eq!(first, std::slice::from_ref(&article));
            more.is_empty()
        });
        assert!(whole, "twenty changes, and none of them in one report");
    }

    #[test]
    fn every_way_of_writing_is_seen() {
        let watch = Watch::new();
        assert!(watch.system.is_some(), "this system tells of changes");
        tries(watch, "told");
        strokes_are_one(Watch::new(), "told-strokes");
    }

    #[test]
    fn every_way_of_writing_is_seen_where_nobody_tells() {
        let deaf = || {
            let (teller, told) = channel();
            Watch::without_system(told, teller)
        };
        tries(deaf(), "looked");
        strokes_are_one(deaf(), "looked-strokes");
    }

    #[test]
    fn what_holds_the_same_has_not_changed() {
        let folder = Folder::new("same");
        let file = folder.file("a.md");
        fs::write(&file, "one").unwrap();
        let mut watch = Watch::new();
        watch.set([file.clone()]);
        let found = reported(&mut watch, || {
            fs::write(&file, "one").unwrap();
            std::thread::sleep(Duration::from_millis(200));
            fs::write(folder.file("other"), "x").unwrap();
            std::thread::sleep(Duration::from_millis(200));
            fs::write(&file, "two").unwrap();
        });
        assert_eq!(found, [file]);
        assert_eq!(fs::read_to_string(folder.file("a.md")).unwrap(), "two");
    }
}
