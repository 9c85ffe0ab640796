//! `scholion build`, from the outside: what is in its folder, whatever was there before and
//! however it ended.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod assets;
mod folders;
mod killed;
mod pages;
mod runs;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where the widget is said to be while it is not built.
const ELSEWHERE: &str = "https://cdn.example/widget/";

/// The record of a build.
const RECORD: &str = ".scholion-build.json";

/// Whether there is a widget that pages can be built with. Without one it is linked elsewhere, and
/// nothing else changes.
fn widget() -> bool {
    support::root().join("www/pkg/scholion_bg.wasm").exists()
}

/// A folder of its own for a test, with nothing in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("build")
        .join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Whether a file's name ends so, behind the dot.
fn ends_in(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == ending)
}

fn write(path: &Path, content: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

/// An article in Markdown, with as many words as it takes to be one.
fn article(title: &str) -> String {
    format!("---\ntitle: {title}\nlang: en\n---\n\n# Results\n\nBones are hard.\n")
}

/// A build that is run in a folder.
fn command(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
    command.arg("build").args(arguments).current_dir(home);
    if !widget() && !arguments.contains(&"--assets") {
        command.args(["--assets", ELSEWHERE]);
    }
    command
}

fn build(home: &Path, arguments: &[&str]) -> Built {
    Built(command(home, arguments).output().unwrap())
}

/// What a build has said.
struct Built(Output);

impl Built {
    fn code(&self) -> i32 {
        self.0.status.code().expect("it ends by itself")
    }

    fn says(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    fn complains(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// Fails unless the build has gone well; what it says.
    fn well(self) -> String {
        assert_eq!(self.code(), 0, "{}{}", self.says(), self.complains());
        self.says()
    }
}

/// Every file below a folder, by its path with slashes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, before: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{before}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}

/// The names of what is below a folder, apart from the widget and the record.
fn names(folder: &Path) -> Vec<String> {
    tree(folder)
        .into_keys()
        .filter(|name| !name.starts_with("scholion-assets/") && name != RECORD)
        .collect()
}

/// Fails with the first difference between two folders.
fn same_trees(one: &Path, other: &Path, when: &str) {
    let (one, other) = (tree(one), tree(other));
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<String>>();
    assert_eq!(names(&one), names(&other), "{when}");
    for (name, bytes) in &one {
        assert!(bytes == &other[name], "{when}: {name} differs");
    }
}
