//! A run that is ended before its time, and the next one.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::BuildHasher;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{build, command, ends_in, folder, names, pages, same_trees, support, write};

/// How often a run is ended.
const TRIES: u32 = 4;

/// A number that nobody has chosen, below another.
fn random(below: u128) -> u128 {
    u128::from(RandomState::new().hash_one(0)) % below
}

/// Our own articles and some of the corpus, in one folder.
fn sources(home: &std::path::Path) {
    let own = support::root().join("www/articles");
    let mut files: Vec<PathBuf> = fs::read_dir(own)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    if let Some(corpus) = support::shared("corpus") {
        files.extend(pages::sample(&corpus));
    }
    for (number, file) in files.iter().enumerate() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let place = if ends_in(name, "svg") {
            home.join("in").join(name)
        } else {
            home.join("in").join(format!("{number}-{name}"))
        };
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(file, place).unwrap();
    }
}

#[test]
fn a_run_that_is_killed_leaves_no_trace() {
    let home = folder("killed");
    sources(&home);
    let start = Instant::now();
    build(&home, &["in", "-o", "whole/site"]).well();
    let whole = start.elapsed();
    let mut early = 0;
    for number in 0..TRIES {
        let output = format!("{number}/site");
        // Twice in a row, at moments of which some are before anything is written, and some
        // after everything is.
        let mut moments = Vec::new();
        for _ in 0..2 {
            let moment = random(whole.as_micros() + whole.as_micros() / 10);
            let moment = Duration::from_micros(u64::try_from(moment).unwrap());
            let mut child = command(&home, &["in", "-o", &output])
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(moment);
            child.kill().unwrap();
            early += u32::from(!child.wait().unwrap().success());
            moments.push(moment);
        }
        build(&home, &["in", "-o", &output]).well();
        let when = format!("after it was killed at {moments:?} of {whole:?}");
        same_trees(&home.join("whole/site"), &home.join(&output), &when);
    }
    assert!(early > 0, "no run was ended before its time");
}

/// What every moment of a run can leave, by hand.
#[test]
fn what_a_killed_run_leaves_is_removed() {
    let home = folder("left");
    write(&home.join("in/a/b.md"), &super::article("B"));
    write(&home.join("site/a/.scholion-tmp-all-1-0"), "half a page");
    write(&home.join("site/.scholion-tmp-1-of-2-1-7"), "half a record");
    write(&home.join("site/a/kept.txt"), "somebody's");
    build(&home, &["in", "-o", "site", "--shard", "2/2"]).well();
    assert!(
        home.join("site/.scholion-tmp-1-of-2-1-7").exists(),
        "another part may still be at work"
    );
    build(&home, &["in", "-o", "site"]).well();
    assert_eq!(names(&home.join("site")), ["a/b.html", "a/kept.txt"]);
}
