//! What is shipped: bytes as they are, and by brotli at its best.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::results::Shipped;

/// What our builds and the peers ship. A build of the core is its wasm, its glue and the snippets
/// that this imports, with the element's modules and its style sheet; words of other languages than
/// English come when they are needed.
pub(crate) fn measure(root: &Path, built: &Path) -> Result<Vec<Shipped>, String> {
    let www = root.join("www");
    let mut modules = files(&www, "js")?;
    modules.push(www.join("scholion.css"));
    let mut shipped = Vec::new();
    for (build, stem) in [("reader", "reader"), ("full", "scholion")] {
        let package = www.join("pkg");
        let glue = package.join(format!("{stem}.js"));
        let text = std::fs::read_to_string(&glue);
        let text = text.map_err(|error| format!("{}: {error}", glue.display()))?;
        let mut build_files = modules.clone();
        build_files.extend(imported(&text).into_iter().map(|path| package.join(path)));
        build_files.push(package.join(format!("{stem}_bg.wasm")));
        build_files.push(glue);
        shipped.push(compressed(&format!("Scholion, {build}"), &build_files)?);
    }
    let peer = |file: &str| built.join("peers").join(file);
    let littlefoot = peer("littlefoot.css");
    for (name, files) in [
        (
            "markdown-it, DOMPurify, littlefoot",
            vec![peer("markdown-it.js"), littlefoot.clone()],
        ),
        (
            "marked, DOMPurify, littlefoot",
            vec![peer("marked.js"), littlefoot],
        ),
        (
            "marked, DOMPurify, one delegated listener",
            vec![peer("kinder.js")],
        ),
        (
            "unified, rehype-sanitize, no popovers",
            vec![peer("unified.js")],
        ),
    ] {
        shipped.push(compressed(name, &files)?);
    }
    Ok(shipped)
}

/// The snippets that a glue names, each once. It may be minified.
fn imported(glue: &str) -> BTreeSet<&str> {
    let texts = glue.split(['"', '\'']);
    let paths = texts.filter_map(|text| text.strip_prefix("./"));
    paths.filter(|path| path.starts_with("snippets/")).collect()
}

/// The files of a folder with an ending, in their order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Node has brotli in it.
fn compressed(name: &str, files: &[PathBuf]) -> Result<Shipped, String> {
    let script = "
        const { readFileSync } = require('node:fs');
        const { brotliCompressSync, constants } = require('node:zlib');
        let [plain, brotli] = [0, 0];
        for (const file of process.argv.slice(1)) {
          const bytes = readFileSync(file);
          plain += bytes.length;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          };
          brotli += brotliCompressSync(bytes, { params }).length;
        }
        console.log(JSON.stringify([plain, brotli]));";
    let mut command = Command::new("node");
    let output = command.args(["-e", script]).args(files).output();
    let output = output.map_err(|error| format!("node: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let counted = serde_json::from_slice(&output.stdout);
    let (plain, brotli) = counted.map_err(|error| format!("{name}: {error}"))?;
    Ok(Shipped {
        name: name.to_owned(),
        plain,
        brotli,
    })
}
