//! One run after another.

use std::fs;
use std::time::SystemTime;

use super::{RECORD, article, build, ends_in, folder, names, same_trees, support, tree, write};

#[test]
fn what_has_not_changed_is_left_alone() {
    let home = folder("unchanged");
    write(&home.join("in/a.md"), &article("A"));
    let cites = "---\ntitle: B\nbibliography: [refs.bib, later.bib]\n---\n\nSee [@doe].\n";
    write(&home.join("in/b.md"), cites);
    write(
        &home.join("in/refs.bib"),
        "@book{doe, title = {Old}, author = {Doe, J}, year = 2001}",
    );
    let site = home.join("site");
    let written =
        |name: &str| -> SystemTime { fs::metadata(site.join(name)).unwrap().modified().unwrap() };
    let run = |arguments: &[&str]| {
        let mut all = vec!["in", "-o", "site"];
        all.extend(arguments);
        let says = build(&home, &all).well();
        says.lines().next().unwrap().to_owned()
    };
    assert_eq!(run(&[]), "site: 2 pages built");
    let (a, record) = (written("a.html"), written(RECORD));
    assert_eq!(run(&[]), "site: 0 pages built, 2 unchanged");
    assert_eq!((a, record), (written("a.html"), written(RECORD)));
    // A bibliography beside one article, and one that it names and that comes later.
    write(
        &home.join("in/refs.bib"),
        "@book{doe, title = {New}, author = {Doe, J}, year = 2001}",
    );
    assert_eq!(run(&[]), "site: 1 page built, 1 unchanged");
    assert!(support::read(site.join("b.html")).contains("citation_title=New"));
    write(&home.join("in/later.bib"), "@book{roe, title = {Later}}");
    assert_eq!(run(&[]), "site: 1 page built, 1 unchanged");
    // A page that was lost or changed.
    fs::remove_file(site.join("a.html")).unwrap();
    assert_eq!(run(&[]), "site: 1 page built, 1 unchanged");
    let b = fs::read(site.join("b.html")).unwrap();
    fs::write(site.join("b.html"), &b[..b.len() / 2]).unwrap();
    assert_eq!(run(&[]), "site: 1 page built, 1 unchanged");
    assert_eq!(fs::read(site.join("b.html")).unwrap(), b);
    // The record costs time alone.
    let whole = tree(&site);
    for record in [
        "",
        "{ \"pages\": { \"a.html\": 7",
        "{ \"pages\": { \"../x\": {} } }",
    ] {
        fs::write(site.join(RECORD), record).unwrap();
        assert_eq!(run(&[]), "site: 2 pages built");
        assert!(tree(&site) == whole);
    }
    // Options, and a bibliography for all.
    assert_eq!(run(&["--collapse", "boxes"]), "site: 2 pages built");
    assert_eq!(
        run(&["--collapse", "boxes"]),
        "site: 0 pages built, 2 unchanged"
    );
    let all = home.join("all.bib");
    write(&all, "@book{x, title = {X}}");
    let all = all.to_str().unwrap();
    assert_eq!(run(&["--bibliography", all]), "site: 2 pages built");
    write(&home.join("all.bib"), "@book{x, title = {Y}}");
    assert_eq!(run(&["--bibliography", all]), "site: 2 pages built");
    assert_eq!(
        run(&["--bibliography", all, "--force"]),
        "site: 2 pages built"
    );
    // Whatever was built before, the same comes out.
    run(&[]);
    fs::remove_file(home.join("in/later.bib")).unwrap();
    run(&[]);
    build(&home, &["in", "-o", "fresh/site"]).well();
    same_trees(&site, &home.join("fresh/site"), "after all that");
}

#[test]
fn parts_make_the_whole() {
    let home = folder("parts");
    for number in 0..12 {
        write(
            &home.join(format!("in/{number}.md")),
            &article(&number.to_string()),
        );
    }
    build(&home, &["in", "-o", "whole/site"]).well();
    let mut built = vec![0];
    for part in ["1/3", "2/3", "3/3"] {
        build(&home, &["in", "-o", "parts/site", "--shard", part]).well();
        let now = names(&home.join("parts/site"));
        built.push(now.iter().filter(|name| ends_in(name, "html")).count());
    }
    assert!(built.is_sorted_by(|one, next| one < next), "{built:?}");
    assert_eq!(built.last(), Some(&12));
    assert!(!home.join("parts/site/index.html").exists());
    // Nothing is left to be built; the list is written, and one record is left.
    let says = build(&home, &["in", "-o", "parts/site"]).well();
    assert!(says.contains("0 pages built, 12 unchanged"), "{says}");
    same_trees(
        &home.join("whole/site"),
        &home.join("parts/site"),
        "of parts",
    );
}

#[test]
fn other_pages_stay() {
    let home = folder("others");
    write(&home.join("a.md"), &article("A"));
    write(&home.join("b.md"), &article("B"));
    build(&home, &["a.md", "-o", "site"]).well();
    build(&home, &["b.md", "-o", "site"]).well();
    let both = ["a.html", "b.html", "index.html"];
    assert_eq!(names(&home.join("site")), both);
    let says = build(&home, &["a.md", "-o", "site"]).well();
    assert!(says.contains("0 pages built, 1 unchanged"), "{says}");
    // A page that could be built before and cannot be now is kept, and the build says so.
    write(&home.join("a.md"), "%PDF-1.7\n");
    let built = build(&home, &["a.md", "-o", "site"]);
    assert_eq!(built.code(), 2);
    assert_eq!(names(&home.join("site")), both);
    let index = support::read(home.join("site/index.html"));
    assert!(index.contains("a.html") && index.contains("b.html"));
}
