//! What goes in, and where it comes out.

use std::path::Path;

use super::{article, build, folder, names, support, write};

#[test]
fn a_folder_keeps_its_shape() {
    let home = folder("shape");
    for place in [
        "in/a.md",
        "in/2020/b.md",
        "in/2020/c/d.md",
        "in/.hidden/e.md",
        "in/.f.md",
    ] {
        write(&home.join(place), &article(place));
    }
    write(&home.join("in/refs.bib"), "@book{a, title = {A}}");
    write(&home.join("in/refs.txt"), "TY  - BOOK\nTI  - A\nER  - \n");
    write(&home.join("in/package.json"), "{ \"name\": \"x\" }");
    write(&home.join("in/script.js"), "1");
    // An output folder among the inputs is left out, at the second run as well.
    for says in ["3 pages built", "0 pages built, 3 unchanged"] {
        let said = build(&home, &["in", "-o", "in/site"]).well();
        assert!(said.starts_with(&format!("in/site: {says}")), "{said}");
        assert!(
            said.contains("left aside: in/package.json, in/refs.txt\n"),
            "{said}"
        );
    }
    assert_eq!(
        names(&home.join("in/site")),
        ["2020/b.html", "2020/c/d.html", "a.html", "index.html"]
    );
    let index = support::read(home.join("in/site/index.html"));
    let first = index
        .find("<a href=\"2020/b.html\">in/2020/b.md</a>")
        .unwrap();
    assert!(first < index.find("<a href=\"a.html\">in/a.md</a>").unwrap());
}

#[test]
fn files_and_patterns_stand_where_they_do() {
    let home = folder("patterns");
    for place in ["a/b.md", "a/c/d.md", "a/c/e.txt", "f.md"] {
        write(&home.join(place), &article(place));
    }
    build(&home, &["a/b.md", "f.md", "-o", "files"]).well();
    assert_eq!(
        names(&home.join("files")),
        ["a/b.html", "f.html", "index.html"]
    );
    build(&home, &["a/**/*.md", "-o", "pattern", "--no-index"]).well();
    assert_eq!(names(&home.join("pattern")), ["a/b.html", "a/c/d.html"]);
    build(&home, &["a/*/e.*", "-o", "one"]).well();
    assert_eq!(names(&home.join("one")), ["a/c/e.html"]);
    // By whatever way a file is found, it is one page.
    build(&home, &["f.md", "*.md", "f.md", "-o", "twice"]).well();
    assert_eq!(names(&home.join("twice")), ["f.html"]);
    let whole = home.join("a/b.md");
    build(&home, &[whole.to_str().unwrap(), "-o", "whole"]).well();
    assert_eq!(names(&home.join("whole")), ["b.html"]);
    for wrong in ["nothing.md", "x/*.md"] {
        let built = build(&home, &[wrong, "-o", "wrong"]);
        assert_eq!(built.code(), 2);
        assert!(built.complains().contains(wrong), "{}", built.complains());
        assert!(!home.join("wrong").exists());
    }
}

#[test]
fn two_articles_are_never_one_page() {
    let home = folder("collisions");
    for place in [
        "in/a.md",
        "in/a.txt",
        "other/a.md",
        "in/scholion-assets/b.md",
    ] {
        write(&home.join(place), &article(place));
    }
    let built = build(&home, &["in", "-o", "site"]);
    assert_eq!(built.code(), 2);
    let complains = built.complains();
    assert!(
        complains.contains("in/a.md and in/a.txt would both be a.html"),
        "{complains}"
    );
    assert!(complains.contains("in/scholion-assets/b.md"), "{complains}");
    assert!(!home.join("site").exists());
    let built = build(&home, &["in/a.md", "other", "-o", "site"]);
    assert_eq!(
        built.code(),
        0,
        "a file keeps its folder, a folder is the root"
    );
    let built = build(&home, &["other", "other/../in/a.md", "-o", "site"]);
    assert_eq!(built.code(), 2);
}

#[test]
fn a_bad_article_costs_itself_alone() {
    let home = folder("bad");
    write(&home.join("in/good.md"), &article("Good"));
    write(&home.join("in/bad.xml"), "%PDF-1.7\n");
    write(&home.join("in/works.bib"), "@book{a, title = {A}}");
    write(
        &home.join("in/dangling.txt"),
        "On Bones\n\nHard.⁷\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n",
    );
    let built = build(&home, &["in", "in/works.bib", "-o", "site"]);
    assert_eq!(built.code(), 1, "{}", built.complains());
    let says = built.says();
    assert!(
        says.starts_with("site: 2 pages built, 2 failed\n"),
        "{says}"
    );
    assert!(says.contains("1 error and "), "{says}");
    let failed = says.split("failed:\n").nth(1).unwrap();
    assert!(
        failed.contains("in/bad.xml    ") && failed.contains("PDF"),
        "{says}"
    );
    assert!(
        failed.contains("in/works.bib") && failed.contains("bibliography"),
        "{says}"
    );
    assert_eq!(
        names(&home.join("site")),
        ["dangling.html", "good.html", "index.html"]
    );
    let index = support::read(home.join("site/index.html"));
    assert!(!index.contains("bad"));
    let built = build(&home, &["in/bad.xml", "-o", "none"]);
    assert_eq!(built.code(), 2);
}

#[test]
fn what_an_article_names_comes_along() {
    let home = folder("local");
    let text = "---\ntitle: Pictures\n---\n\n![One](img/one%20a.png) ![Two](../two.png)\n\n\
        [Data](data.csv) [Next](next.md) [Page](next.html) [Secret](../../secret.txt) \
        [Hidden](.env) [Out](out.txt) [Way](/etc/passwd) [Gone](gone.pdf) [Web](https://x.org/y.png)\n";
    write(&home.join("in/a/b.md"), text);
    write(&home.join("in/a/next.md"), &article("Next"));
    for (place, content) in [
        ("in/a/img/one a.png", "one"),
        ("in/two.png", "two"),
        ("in/a/data.csv", "data"),
        ("in/a/.env", "hidden"),
        ("in/a/unnamed.png", "unnamed"),
        ("secret.txt", "secret"),
    ] {
        write(&home.join(place), content);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(home.join("secret.txt"), home.join("in/a/out.txt")).unwrap();
    let says = build(&home, &["in", "-o", "site"]).well();
    assert_eq!(
        names(&home.join("site")),
        [
            "a/b.html",
            "a/data.csv",
            "a/img/one a.png",
            "a/next.html",
            "index.html",
            "two.png"
        ]
    );
    assert_eq!(support::read(home.join("site/two.png")), "two");
    assert!(says.contains("3 files beside them"), "{says}");
    assert!(
        says.contains("  in/a/b.md  a/gone.pdf and 1 more\n"),
        "{says}"
    );
    // What was changed is copied again, what was lost too.
    write(&home.join("in/two.png"), "new");
    std::fs::remove_file(home.join("site/a/data.csv")).unwrap();
    let says = build(&home, &["in", "-o", "site"]).well();
    assert!(says.contains("0 pages built, 2 unchanged"), "{says}");
    assert_eq!(support::read(home.join("site/two.png")), "new");
    assert_eq!(support::read(home.join("site/a/data.csv")), "data");
}

#[test]
fn links_to_articles_lead_to_their_pages() {
    let home = folder("links");
    let text = "---\ntitle: Links\n---\n\n[One](next.md#part-1) [Two](../a%20b.md?x) \
        [Three](./deep/c.txt) [Not](gone.md) [Whole](https://x.org/next.md)\n";
    write(&home.join("in/a/b.md"), text);
    write(&home.join("in/a/next.md"), &article("Next"));
    write(&home.join("in/a b.md"), &article("Blank"));
    write(&home.join("in/a/deep/c.txt"), "Deep\n\nText.\n");
    let hrefs = |home: &Path| -> Vec<String> {
        let page = support::read(home.join("site/a/b.html"));
        let body = page.split("<main>").nth(1).unwrap();
        let links = body.split("<a ").skip(1);
        let found = links.filter_map(|link| link.split("href=\"").nth(1)?.split('"').next());
        found
            .filter(|href| !href.starts_with('#'))
            .map(str::to_owned)
            .collect()
    };
    build(&home, &["in", "-o", "site"]).well();
    let all = [
        "next.html#part-1",
        "../a%20b.html?x",
        "./deep/c.html",
        "gone.md",
        "https://x.org/next.md",
    ];
    assert_eq!(hrefs(&home), all);
    // Parts of the work lead there too.
    for part in ["1/2", "2/2"] {
        build(&home, &["in", "-o", "site", "--shard", part, "--force"]).well();
    }
    assert_eq!(hrefs(&home), all);
    // One that is no article any more is linked as it is; one that has become one is led to.
    let again = build(&home, &["in", "-o", "site"]).well();
    assert!(again.contains("0 pages built, 4 unchanged"), "{again}");
    std::fs::remove_file(home.join("in/a b.md")).unwrap();
    write(&home.join("in/a/gone.md"), &article("Gone"));
    build(&home, &["in", "-o", "site"]).well();
    let now = [all[0], "../a%20b.md?x", all[2], "gone.html", all[4]];
    assert_eq!(hrefs(&home), now);
}

#[test]
fn a_publisher_has_html_of_their_own_around_every_article() {
    let home = folder("frame");
    write(&home.join("in/a.md"), &article("One"));
    write(&home.join("in/b/c.md"), &article("Two"));
    write(
        &home.join("head.html"),
        "<meta name=\"own\" content=\"yes\">\n",
    );
    write(
        &home.join("before.html"),
        "<nav><a href=\"$root$index.html\">Home</a></nav>\n",
    );
    write(&home.join("after.html"), "<footer>The end</footer>\n");
    let options = [
        "in",
        "-o",
        "site",
        "--include-in-header",
        "head.html",
        "--include-before-body",
        "before.html",
        "--include-after-body",
        "after.html",
    ];
    build(&home, &options).well();
    for (page, way) in [("index.html", ""), ("a.html", ""), ("b/c.html", "../")] {
        let page = support::read(home.join("site").join(page));
        assert!(page.contains("content=\"yes\">\n</head>"), "{page}");
        let nav = format!("<body><nav><a href=\"{way}index.html\">Home</a></nav>\n<main>");
        assert!(page.contains(&nav), "{page}");
        assert!(
            page.contains("</main><footer>The end</footer>\n</body>"),
            "{page}"
        );
    }
    // A change of it is a change of every page.
    write(&home.join("after.html"), "<footer>Else</footer>\n");
    let says = build(&home, &options).well();
    assert!(says.contains("2 pages built\n"), "{says}");
    let says = build(&home, &options).well();
    assert!(says.contains("0 pages built, 2 unchanged"), "{says}");
}

#[test]
fn two_files_are_never_one() {
    let home = folder("clash");
    for (folder, content) in [("x", "one"), ("y", "two")] {
        let text = format!("---\ntitle: {folder}\n---\n\n![Fig](fig.png) ![Same](same.png)\n");
        write(&home.join(folder).join(format!("{folder}.md")), &text);
        write(&home.join(folder).join("fig.png"), content);
        write(&home.join(folder).join("same.png"), "same");
    }
    let built = build(&home, &["x", "y", "-o", "site"]);
    assert_eq!(built.code(), 1);
    let says = built.says();
    assert!(
        says.contains("y/y.md") && says.contains("fig.png"),
        "{says}"
    );
    assert!(!says.contains("would be same.png"), "{says}");
    assert_eq!(support::read(home.join("site/fig.png")), "one");
}

#[test]
fn the_output_may_be_the_folder_itself() {
    let home = folder("in-place");
    write(
        &home.join("a.md"),
        "---\ntitle: A\n---\n\n![Fig](fig.png)\n",
    );
    write(&home.join("fig.png"), "fig");
    for says in ["1 page built", "0 pages built, 1 unchanged"] {
        let said = build(&home, &[".", "-o", "."]).well();
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(names(&home), ["a.html", "a.md", "fig.png"]);
    // A page of somebody else's stays, unless it is said otherwise.
    write(&home.join("b.md"), &article("B"));
    write(&home.join("b.html"), "<p>mine");
    write(&home.join("index.html"), "<p>mine");
    let built = build(&home, &[".", "-o", "."]);
    assert_eq!(built.code(), 1);
    assert!(
        built.says().contains("b.html is no page of ours"),
        "{}",
        built.says()
    );
    assert_eq!(support::read(home.join("b.html")), "<p>mine");
    assert_eq!(support::read(home.join("index.html")), "<p>mine");
    build(&home, &[".", "-o", ".", "--force"]).well();
    assert!(support::read(home.join("b.html")).contains("<scholion-article"));
}

#[test]
fn pages_of_other_systems_are_built_where_they_are_named() {
    let home = folder("pages");
    let page =
        |title: &str| format!("<!DOCTYPE html><title>{title}</title><h1>{title}</h1><p>Text.");
    write(&home.join("in/a.html"), &page("A"));
    write(&home.join("in/b.md"), &article("B"));
    // In a folder they are mostly what became of articles.
    build(&home, &["in", "-o", "site"]).well();
    assert!(!home.join("site/a.html").exists());
    build(&home, &["in/*.html", "-o", "site"]).well();
    assert!(support::read(home.join("site/in/a.html")).contains("<scholion-article"));
    // Nobody's page is written over by what is made of it.
    let built = build(&home, &["in/a.html", "-o", ".", "--force"]);
    assert_eq!(built.code(), 2, "{}", built.says());
    assert!(
        built.says().contains("would be the article itself"),
        "{}",
        built.says()
    );
    assert_eq!(support::read(home.join("in/a.html")), page("A"));
}
