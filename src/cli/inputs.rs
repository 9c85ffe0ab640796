//! What the command line names as inputs: files, folders, patterns.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use scholion::parse::Format;
use scholion::render::is_our_page;

/// How much of a page says who has made it, in bytes.
const HEAD: u64 = 1024;

/// An input: a file that may be an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// The file.
    pub(crate) path: PathBuf,
    /// The folder that it belongs to: what an article names outside of it is not touched.
    pub(crate) root: PathBuf,
    /// Where it stands in that folder, with slashes.
    pub(crate) place: String,
    /// Whether it was named itself. What was only found where somebody has looked may be no
    /// article at all.
    pub(crate) named: bool,
}

/// Finds the inputs, in their order by folder and place, each once.
///
/// A folder stands for every file in it, at any depth, whose name ends as an article's does; its
/// root is the folder itself. HTML is not among them: pages that stand beside articles are mostly
/// what became of them. A pattern (`'papers/**/*.md'`, in quotes, for a shell that does not expand
/// it as we do) stands for the same among what it matches, and for HTML where it asks for that,
/// but for pages that were built here. Hidden files, and what lies in `leave_out`, are not found;
/// links to elsewhere are not followed. The root of a file, and of what a pattern matches, is the
/// folder that we run in; of a file that is not below it, the file's own folder.
///
/// # Errors
///
/// Where a name is neither a file nor a folder, and no pattern that matches anything.
pub(crate) fn find(names: &[PathBuf], leave_out: Option<&Path>) -> Result<Vec<Found>, String> {
    let leave_out = leave_out.and_then(|path| path.canonicalize().ok());
    let mut found = BTreeSet::new();
    for name in names {
        if name.is_dir() {
            for path in files_in(name, leave_out.as_deref(), Pages::LeftOut) {
                let place = path.strip_prefix(name).unwrap_or(&path).to_owned();
                add(&mut found, path, name.clone(), &place, false)?;
            }
        } else if name.exists() {
            let (root, place) = root_of(name);
            add(&mut found, name.clone(), root, &place, true)?;
        } else {
            for path in matching(name, leave_out.as_deref())? {
                let (root, place) = root_of(&path);
                add(&mut found, path, root, &place, false)?;
            }
        }
    }
    // A file that is named is so, whatever else it was found by.
    let mut found = Vec::from_iter(found);
    found.dedup_by(|next, one| {
        let same = next.path == one.path && next.place == one.place;
        one.named |= same && next.named;
        same
    });
    Ok(found)
}

fn add(
    found: &mut BTreeSet<Found>,
    path: PathBuf,
    root: PathBuf,
    place: &Path,
    named: bool,
) -> Result<(), String> {
    let parts: Option<Vec<&str>> = place
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_str())
        .collect();
    let Some(parts) = parts else {
        return Err(format!("{}: the name is no Unicode", path.display()));
    };
    found.insert(Found {
        place: parts.join("/"),
        path,
        root,
        named,
    });
    Ok(())
}

/// The folder that a file belongs to, and its place there.
fn root_of(path: &Path) -> (PathBuf, PathBuf) {
    let below = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if below {
        return (PathBuf::from("."), path.to_owned());
    }
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    (
        root,
        path.file_name().map_or_else(PathBuf::new, PathBuf::from),
    )
}

/// Whether HTML is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pages {
    Wanted,
    LeftOut,
}

/// Every file of a folder whose name ends as an article's does.
fn files_in(folder: &Path, leave_out: Option<&Path>, pages: Pages) -> Vec<PathBuf> {
    let own = folder.canonicalize().ok();
    // An output folder that holds the inputs leaves none of them out.
    let leave_out = leave_out
        .filter(|out| own.as_ref().is_none_or(|own| !own.starts_with(out)))
        .map(Path::to_owned);
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder
                || leave_out.is_none()
                || entry.path().canonicalize().ok().as_deref() != leave_out.as_deref()
        })
        .build();
    walk.filter_map(Result::ok)
        .filter(|entry| entry.depth() > 0)
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_article_by_name(path) && path.is_file())
        .filter(|path| !is_page(path) || pages == Pages::Wanted && !is_own_page(path))
        .filter(|path| {
            // A link that leads out of the folder is none of its files.
            let whole = path.canonicalize().ok();
            matches!((whole, &own), (Some(path), Some(own)) if path.starts_with(own))
        })
        .collect()
}

fn is_article_by_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.contains('.') && Format::from_name(name).is_some())
}

/// Whether a file is a page of HTML by its name.
fn is_page(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(Format::from_name) == Some(Format::Html)
}

/// Whether a page was built here: it may stand beside its article, and is none.
fn is_own_page(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && is_our_page(&String::from_utf8_lossy(&head))
}

/// The files that a pattern matches.
fn matching(pattern: &Path, leave_out: Option<&Path>) -> Result<Vec<PathBuf>, String> {
    let missing = || format!("{}: there is no such file or folder", pattern.display());
    let text = pattern.to_str().ok_or_else(missing)?;
    if !text.contains(['*', '?', '[', '{']) {
        return Err(missing());
    }
    let glob = GlobBuilder::new(text.trim_start_matches("./"))
        .literal_separator(true)
        .build()
        .map_err(|error| error.to_string())?
        .compile_matcher();
    // Everything before the first part with a sign of a pattern is a folder.
    let base: PathBuf = pattern
        .components()
        .take_while(|part| {
            let part = part.as_os_str().to_string_lossy();
            !part.contains(['*', '?', '[', '{'])
        })
        .collect();
    let base = if base.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        base
    };
    let ending = text.rsplit(['/', '.']).next().unwrap_or_default();
    let pages = if ending.starts_with("htm") || ending.starts_with("xht") {
        Pages::Wanted
    } else {
        Pages::LeftOut
    };
    let found: Vec<PathBuf> = files_in(&base, leave_out, pages)
        .into_iter()
        .map(|path| path.strip_prefix(".").unwrap_or(&path).to_owned())
        .filter(|path| glob.is_match(path))
        .collect();
    if found.is_empty() {
        return Err(format!("{text}: no article matches this"));
    }
    Ok(found)
}
