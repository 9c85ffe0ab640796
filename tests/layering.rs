//! The one-way rule: no layer reaches up, and siblings do not know one another.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::path::{Path, PathBuf};

/// What each layer may use of the crate, besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("form", &[]),
    ("model", &["diagnostic", "form"]),
    ("tex", &[]),
    ("parse", &["diagnostic", "form", "model", "tex"]),
    ("check", &["diagnostic", "model"]),
    ("render", &["model", "tex"]),
    ("behavior", &["form"]),
    (
        "widget",
        &[
            "behavior",
            "check",
            "diagnostic",
            "form",
            "model",
            "parse",
            "render",
        ],
    ),
    ("cli", &["check", "diagnostic", "model", "parse", "render"]),
];

/// Crates that only the widget may name.
const WEB: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "serde_wasm_bindgen",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The layer that a file is in.
fn layer(path: &Path) -> Option<String> {
    let inner = path.strip_prefix(support::root().join("src")).ok()?;
    let first = inner.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

/// The modules of this crate that a line names: `crate::parse`, `scholion::render`.
fn named(line: &str) -> Vec<&str> {
    ["crate::", "scholion::"]
        .iter()
        .flat_map(|root| line.split(root).skip(1))
        .flat_map(|rest| {
            // `crate::{a, b::c}` names several.
            let list = rest
                .strip_prefix('{')
                .map_or(rest, |inner| inner.split('}').next().unwrap_or(inner));
            let several = rest.starts_with('{');
            list.split(',').take(if several { usize::MAX } else { 1 })
        })
        .map(|path| {
            path.trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default()
        })
        .filter(|name| LAYERS.iter().any(|(layer, _)| layer == name))
        .collect()
}

#[test]
fn no_layer_reaches_up() {
    let mut seen = 0;
    for path in sources(&support::root().join("src")) {
        let Some(own) = layer(&path).filter(|name| name != "lib" && name != "main") else {
            continue;
        };
        let (_, allowed) = LAYERS
            .iter()
            .find(|(name, _)| *name == own)
            .unwrap_or_else(|| {
                panic!(
                    "{}: a layer of its own? say what it may use",
                    path.display()
                )
            });
        for (number, line) in support::read(&path).lines().enumerate() {
            let code = line.trim_start();
            // Documentation may point anywhere.
            if code.starts_with("//") {
                continue;
            }
            for name in named(code) {
                seen += 1;
                assert!(
                    name == own || allowed.contains(&name),
                    "{}:{}: `{own}` may not use `{name}`",
                    path.display(),
                    number + 1
                );
            }
            for web in WEB {
                assert!(
                    own == "widget" || !code.contains(&format!("{web}::")),
                    "{}:{}: only the widget knows the browser",
                    path.display(),
                    number + 1
                );
            }
        }
    }
    assert!(
        seen > 50,
        "the rule was applied to {seen} uses only; is it reading the sources?"
    );
}

#[test]
fn the_rule_finds_what_it_forbids() {
    assert_eq!(named("use crate::parse::marker;"), ["parse"]);
    assert_eq!(
        named("use crate::{model::Inline, render};"),
        ["model", "render"]
    );
    assert_eq!(named("let x = scholion::check::article(&a);"), ["check"]);
    assert!(named("use std::fmt;").is_empty());
}

/// Markup is written in one file: nobody else puts angle brackets into strings of HTML.
#[test]
fn one_file_writes_markup() {
    let mut checked = 0;
    for path in sources(&support::root().join("src/render")) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // Markdown's elements are text that our own reader, or another, has to read first.
        // Tests say what they expect.
        if name == "html.rs"
            || name == "tests.rs"
            || path.parent().is_some_and(|home| home.ends_with("markdown"))
        {
            continue;
        }
        let text = support::read(&path);
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        checked += 1;
        for (number, line) in code.lines().enumerate() {
            let line = line.trim_start();
            // Drawings are constants; markers in print notation are input, not output.
            let constant =
                line.starts_with("const ") || line.contains("trim_") || line.starts_with("\"<svg");
            assert!(
                line.starts_with("//") || constant || !line.contains("\"<"),
                "{}:{}: {line}",
                path.display(),
                number + 1
            );
        }
    }
    assert!(checked >= 8);
}

/// No handler, no inline style: nothing that a strict content security policy would refuse.
#[test]
fn nothing_rendered_needs_a_lax_policy() {
    for path in sources(&support::root().join("src/render")) {
        let text = support::read(&path);
        for forbidden in ["\"style\"", "\"onclick\"", "\"onload\"", "\"srcdoc\""] {
            assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
        }
    }
}
