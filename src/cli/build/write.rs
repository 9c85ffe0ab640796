//! Files that are there whole or not at all: written beside their place and moved into it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ignore::WalkBuilder;

/// How the names of files begin that are being written.
const TEMPORARY: &str = ".scholion-tmp-";

/// Writes files for one run.
pub(super) struct Writer {
    /// How this run's files begin, so that no other run takes them for its own.
    prefix: String,
    next: AtomicU64,
}

impl Writer {
    /// A writer of the run for this part of the work; `all` where there is only one.
    pub(super) fn new(part: &str) -> Self {
        Self {
            prefix: format!("{TEMPORARY}{part}-{}-", std::process::id()),
            next: AtomicU64::new(0),
        }
    }

    /// Puts a file there, with the folders around it, unless it is there already with these
    /// contents.
    pub(super) fn put(&self, path: &Path, contents: &[u8]) -> Result<(), String> {
        if fs::read(path).is_ok_and(|there| there == contents) {
            return Ok(());
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = folder.join(format!("{}{number}", self.prefix));
        let written = fs::create_dir_all(folder)
            .and_then(|()| fs::File::create(&beside))
            .and_then(|mut file| file.write_all(contents))
            .and_then(|()| fs::rename(&beside, path));
        written.map_err(|error| {
            // What could not be moved is of no use; that it may not be there is no further news.
            let _ = fs::remove_file(&beside);
            format!("{}: {error}", path.display())
        })
    }
}

/// Removes what a run left behind that was ended before its time. Another part's files stay, since
/// that run may still go on.
pub(super) fn clean(folder: &Path, part: Option<&str>) -> Result<(), String> {
    let prefix = match part {
        Some(part) => format!("{TEMPORARY}{part}-"),
        None => TEMPORARY.to_owned(),
    };
    let walk = WalkBuilder::new(folder).standard_filters(false).build();
    let left: Vec<PathBuf> = walk
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&prefix))
        })
        .collect();
    for path in left {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(format!("{}: {error}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}
