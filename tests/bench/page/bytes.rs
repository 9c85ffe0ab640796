//! What is shipped: bytes as they are, and by brotli at its best.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::results::Shipped;

/// What our builds and the peers ship. Of Scholion each build of the core is one: its wasm and its
/// glue, with the element's modules and its style sheet.
pub(crate) fn measure(root: &Path, built: &Path) -> Result<Vec<Shipped>, String> {
    let mut shipped = Vec::new();
    let element = [
        "scholion-define.js",
        "scholion.js",
        "core.js",
        "reading.js",
        "messages.js",
        "scholion.css",
    ];
    let mut cores = Vec::new();
    find(&root.join("www/pkg"), &mut cores)?;
    cores.sort();
    let wasm: Vec<&PathBuf> = cores.iter().filter(|path| ends(path, "wasm")).collect();
    for core in &wasm {
        let folder = core.parent().unwrap_or(root);
        let name = core.file_stem().and_then(|name| name.to_str());
        let name = name.unwrap_or_default().trim_end_matches("_bg");
        let mut files: Vec<PathBuf> = element.map(|file| root.join("www").join(file)).into();
        files.push((*core).clone());
        files.push(folder.join(format!("{name}.js")));
        let snippets = folder.join("snippets");
        files.extend(
            cores
                .iter()
                .filter(|path| path.starts_with(&snippets))
                .cloned(),
        );
        let what = if name == "scholion" { "full" } else { name };
        shipped.push(compressed(&format!("Scholion, {what}"), &files)?);
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

fn ends(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// Every module and every wasm below a folder.
fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if ends(&path, "js") || ends(&path, "wasm") {
            found.push(path);
        }
    }
    Ok(())
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
