//! The widget beside the pages, or elsewhere.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha384};

use super::{article, build, ends_in, folder, support, tree, widget, write};

/// The addresses in attributes of a page, of elements with this beginning.
fn addresses<'p>(page: &'p str, element: &str, attribute: &str) -> Vec<&'p str> {
    page.split(element)
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
        .filter_map(|tag| tag.split(&format!("{attribute}=\"")).nth(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// What a module imports, as it says itself.
fn imports(module: &str) -> Vec<&str> {
    module
        .lines()
        .filter(|line| line.starts_with("import ") || line.contains("import("))
        .filter_map(|line| line.split(['"', '\'']).rev().nth(1))
        .collect()
}

#[test]
fn pages_find_the_widget_beside_them() {
    if !widget() {
        println!("SKIPPED: www/pkg is not built");
        return;
    }
    let home = folder("beside");
    write(&home.join("in/a.md"), &article("A"));
    write(&home.join("in/b/c/d.md"), &article("D"));
    build(&home, &["in", "-o", "site"]).well();
    let site = home.join("site");
    for (page, folder) in [("a.html", "."), ("b/c/d.html", "b/c")] {
        let text = support::read(site.join(page));
        let mut found = addresses(&text, "<link rel=", "href");
        found.extend(addresses(&text, "<script type=\"module\"", "src"));
        // The style sheet, six modules, the core, and the first module.
        assert_eq!(found.len(), 9, "{found:?}");
        for address in found {
            let path = site.join(folder).join(address);
            assert!(path.is_file(), "{}", path.display());
        }
    }
    // Every module that one imports is there.
    let files = tree(&site);
    let mut followed = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| ends_in(name, "js")) {
        for import in imports(std::str::from_utf8(bytes).unwrap()) {
            let path = site.join(name).parent().unwrap().join(import);
            assert!(path.is_file(), "{name} imports {import}");
            followed += 1;
        }
    }
    assert!(followed >= 8, "{followed}");
}

#[test]
fn files_elsewhere_have_their_hashes() {
    if !widget() {
        println!("SKIPPED: www/pkg is not built");
        return;
    }
    let home = folder("elsewhere");
    write(&home.join("a.md"), &article("A"));
    build(&home, &["a.md", "-o", "own"]).well();
    let own = tree(&home.join("own"));
    let hashes: BTreeMap<String, String> = own
        .iter()
        .filter_map(|(name, bytes)| {
            let (_, path) = name.strip_prefix("scholion-assets/")?.split_once('/')?;
            let hash = STANDARD.encode(Sha384::digest(bytes));
            Some((path.to_owned(), format!("sha384-{hash}")))
        })
        .collect();
    let cdn = "https://cdn.example/scholion/1";
    build(&home, &["a.md", "-o", "cdn", "--assets", cdn]).well();
    assert!(!home.join("cdn/scholion-assets").exists());
    let page = support::read(home.join("cdn/a.html"));
    let mut held = 0;
    for tag in page
        .split('<')
        .filter(|tag| tag.contains(cdn) && !tag.starts_with("script type=\"importmap"))
    {
        let attribute = |name: &str| {
            let rest = tag
                .split(&format!("{name}=\""))
                .nth(1)
                .unwrap_or_else(|| panic!("{tag}"));
            rest.split('"').next().unwrap()
        };
        let address = attribute(if tag.starts_with("script") {
            "src"
        } else {
            "href"
        });
        let path = address.strip_prefix(cdn).unwrap().trim_start_matches('/');
        assert_eq!(attribute("integrity"), hashes[path], "{path}");
        assert_eq!(attribute("crossorigin"), "anonymous");
        held += 1;
    }
    // The rest is fetched when it is needed: the full build and the words of other languages.
    assert_eq!(held, 9);
    let map = page.split("<script type=\"importmap\">").nth(1).unwrap();
    let map: Value = serde_json::from_str(map.split("</script>").next().unwrap()).unwrap();
    let mapped = map["integrity"].as_object().unwrap();
    let linked = ["scholion.css", "pkg/reader_bg.wasm"];
    assert_eq!(mapped.len(), hashes.len() - linked.len());
    for path in hashes
        .keys()
        .filter(|path| !linked.contains(&path.as_str()))
    {
        assert_eq!(mapped[&format!("{cdn}/{path}")], hashes[path], "{path}");
    }
}

#[test]
fn a_widget_that_no_page_links_goes() {
    if !widget() {
        println!("SKIPPED: www/pkg is not built");
        return;
    }
    let home = folder("versions");
    write(&home.join("a.md"), &article("A"));
    build(&home, &["a.md", "-o", "site"]).well();
    let fresh = tree(&home.join("site"));
    // As an earlier version would have left it.
    let record = support::read(home.join("site/.scholion-build.json"));
    let current = fresh
        .keys()
        .find_map(|name| name.strip_prefix("scholion-assets/")?.split('/').next())
        .unwrap();
    let old = "0.0.9-0123456789abcdef";
    write(
        &home.join("site/.scholion-build.json"),
        &record
            .replace(current, old)
            .replace("\"made_of\": \"", "\"made_of\": \"x"),
    );
    write(
        &home
            .join("site/scholion-assets")
            .join(old)
            .join("scholion.js"),
        "1",
    );
    write(&home.join("site/scholion-assets/mine/notes.txt"), "mine");
    build(&home, &["a.md", "-o", "site"]).well();
    std::fs::remove_dir_all(home.join("site/scholion-assets/mine")).unwrap();
    assert!(tree(&home.join("site")) == fresh);
    // Linked elsewhere, it is not needed any more.
    build(&home, &["a.md", "-o", "site", "--assets", super::ELSEWHERE]).well();
    assert!(!home.join("site/scholion-assets").exists());
}
