//! The widget's files, which are a part of this program.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scholion::render::{Asset, Assets};
use sha2::{Digest, Sha384};

use super::super::assets::{CORE, FULL, SCRIPT, STYLE, Widget as Files};
use super::manifest::hash;
use super::write::Writer;

/// The folder of the widget's files in an output folder. Each version has a folder of its own in
/// it, whose files never change: a server may let them be kept for ever.
pub(super) const FOLDER: &str = "scholion-assets";

/// The widget, and where pages find it.
pub(super) struct Widget {
    /// Path, hash and contents of each file.
    files: Vec<(String, String, Vec<u8>)>,
    /// The name of this version's folder.
    version: String,
    /// The address of the files elsewhere, or their path from the output folder, with a slash at its
    /// end.
    elsewhere: Option<String>,
}

impl Widget {
    /// The widget of this program, to be linked at an address elsewhere or to be written beside the
    /// pages.
    pub(super) fn new(elsewhere: Option<&str>) -> Result<Self, String> {
        let mut files: Vec<(String, String, Vec<u8>)> = Files::iter()
            .filter_map(|path| {
                let contents = Files::get(&path)?.data.into_owned();
                let hash = STANDARD.encode(Sha384::digest(&contents));
                Some((path.into_owned(), format!("sha384-{hash}"), contents))
            })
            .collect();
        files.sort();
        if !files.iter().any(|(path, ..)| path == CORE) {
            if elsewhere.is_none() {
                return Err(
                    "this program was built without the widget: run `make build` and \
                     build the program again, or say with --assets where the widget is"
                        .to_owned(),
                );
            }
            // Its files are where they always are; nothing is known of what is in them.
            files = [STYLE, SCRIPT, CORE]
                .map(|path| (path.to_owned(), String::new(), Vec::new()))
                .to_vec();
        }
        let hashed: Vec<&[u8]> = files
            .iter()
            .flat_map(|(path, hash, _)| [path.as_bytes(), hash.as_bytes()])
            .collect();
        let mark = hash(&hashed);
        let mark = mark.get(..MARK).unwrap_or(&mark);
        Ok(Self {
            version: format!("{}-{mark}", env!("CARGO_PKG_VERSION")),
            files,
            elsewhere: elsewhere.map(|address| format!("{}/", address.trim_end_matches('/'))),
        })
    }

    /// Whether the files elsewhere are held against hashes.
    pub(super) fn is_held(&self) -> bool {
        self.files
            .iter()
            .all(|(_, integrity, _)| !integrity.is_empty())
    }

    /// What of it decides how a page looks.
    pub(super) fn mark(&self) -> String {
        let elsewhere = self.elsewhere.as_deref().unwrap_or_default();
        format!("{} {elsewhere}", self.version)
    }

    /// The address of the folder of the files from a page that stands so many folders deep.
    pub(super) fn folder(&self, depth: usize) -> String {
        match &self.elsewhere {
            Some(path) if is_path(path) => "../".repeat(depth) + path,
            Some(address) => address.clone(),
            None => format!("{}{FOLDER}/{}/", "../".repeat(depth), self.version),
        }
    }

    /// The modules that the first one imports, and theirs; and what is fetched at need.
    pub(super) fn parts(&self) -> (Vec<Asset<'_>>, Vec<Asset<'_>>) {
        self.files
            .iter()
            .filter(|(path, ..)| ![STYLE, SCRIPT, CORE].contains(&path.as_str()))
            .map(|(path, integrity, _)| Asset { path, integrity })
            .partition(|asset| is_module(asset.path) && asset.path != FULL)
    }

    /// As a page links it.
    pub(super) fn linked<'a>(
        &'a self,
        folder: &'a str,
        (modules, later): &'a (Vec<Asset<'a>>, Vec<Asset<'a>>),
    ) -> Assets<'a> {
        let file = |name: &str| {
            let found = self.files.iter().find(|(path, ..)| path == name);
            found.map_or_else(Asset::default, |(path, integrity, _)| Asset {
                path,
                integrity,
            })
        };
        Assets {
            folder,
            style: file(STYLE),
            script: file(SCRIPT),
            modules,
            later,
            core: file(CORE),
            foreign: self
                .elsewhere
                .as_deref()
                .is_some_and(|address| !is_path(address)),
        }
    }

    /// Writes the files, unless pages link them elsewhere.
    pub(super) fn write(&self, output: &Path, writer: &Writer) -> Result<(), String> {
        if self.elsewhere.is_some() {
            return Ok(());
        }
        let folder = output.join(FOLDER).join(&self.version);
        for (path, _, contents) in &self.files {
            writer.put(&folder.join(path), contents)?;
        }
        Ok(())
    }

    /// The version that pages link beside themselves.
    pub(super) fn beside(&self) -> Option<&str> {
        self.elsewhere.is_none().then_some(self.version.as_str())
    }
}

/// Whether this is a path from the output folder, and no address.
pub(super) fn is_path(address: &str) -> bool {
    !address.starts_with('/') && !address.contains("://")
}

/// Removes the folder of a version that no page links any more.
pub(super) fn remove(output: &Path, version: &str) -> Result<(), String> {
    let folder = output.join(FOLDER).join(version);
    if !is_version(version) || !folder.is_dir() {
        return Ok(());
    }
    fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    // The folder around them goes where nothing is left in it.
    let _ = fs::remove_dir(output.join(FOLDER));
    Ok(())
}

fn is_module(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "js")
}

/// How many figures of the hash are in the folder's name.
const MARK: usize = 16;

/// Whether this is the name of a folder that this program makes, and leads nowhere else:
/// `0.1.0-0123456789abcdef`.
fn is_version(name: &str) -> bool {
    name.rsplit_once('-').is_some_and(|(version, mark)| {
        version.starts_with(|c: char| c.is_ascii_digit())
            && !version.contains(['/', '\\'])
            && mark.len() == MARK
            && mark.bytes().all(|b| b.is_ascii_hexdigit())
    })
}
