//! What several test files need.
#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(unreachable_pub, reason = "test files are crates of their own")]

pub mod random;

use std::path::{Path, PathBuf};
use std::time::Duration;

/// The package's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the material that lies beside the package and is no part of it. Where it is
/// absent the test says so and has nothing to test.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = root().join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("SKIPPED: ../shared/{path} is not there");
    None
}

/// The least time in which this work was done, of several runs, and what it gave. It is the
/// time that the thread had a processor: what else runs on the machine adds little to it.
pub fn least_time<T>(runs: usize, work: impl Fn() -> T) -> (Duration, T) {
    let once = || {
        let start = cpu_time::ThreadTime::now();
        let made = std::hint::black_box(work());
        (start.elapsed(), made)
    };
    (1..runs).fold(once(), |least, _| {
        let next = once();
        if next.0 < least.0 { next } else { least }
    })
}

/// Reads a file of the package or fails with its name.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
