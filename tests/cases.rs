//! Discovered cases: a source in `tests/cases/`, and beside it what becomes of it.
//!
//! `NAME.txt` (or `.md`, `.json`, `.xml`) is read; `NAME.article.json`, `NAME.html` and `NAME.diagnostics.json`
//! hold the article, its HTML, and what reading and checking report. `UPDATE=1` writes them anew;
//! look at the difference before you commit it. A case without expected files fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[cfg(not(target_arch = "wasm32"))]
mod support;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    use libtest_mimic::{Arguments, Failed, Trial};
    use scholion::diagnostic::LineIndex;
    use scholion::model::Article;
    use scholion::parse::Promise;
    use scholion::{check, parse, render};
    use serde_json::{Value, json};
    use similar::TextDiff;

    use super::support;

    pub(crate) fn main() -> ExitCode {
        let arguments = Arguments::from_args();
        let mut cases: Vec<PathBuf> = std::fs::read_dir(support::root().join("tests/cases"))
            .expect("tests/cases is there")
            .map(|entry| entry.unwrap().path())
            .filter(|path| is_source(path))
            .collect();
        cases.sort();
        assert!(!cases.is_empty(), "tests/cases holds no case");
        let trials = cases
            .into_iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                Trial::test(name, move || run(&path))
            })
            .collect();
        libtest_mimic::run(&arguments, trials).exit_code()
    }

    /// A source has one ending; what is expected has two.
    fn is_source(path: &Path) -> bool {
        let name = path.file_name().unwrap().to_str().unwrap();
        let ending = path.extension().and_then(|ending| ending.to_str());
        matches!(ending, Some("txt" | "md" | "xml"))
            || ending == Some("json") && name.matches('.').count() == 1
    }

    fn run(path: &Path) -> Result<(), Failed> {
        let bytes = std::fs::read(path)?;
        let promise = Promise {
            name: path.to_str().unwrap(),
            ..Promise::default()
        };
        let (text, mut parsed) =
            parse::read_article(&bytes, &promise, &[], &parse::Limits::default());
        let mut diagnostics = std::mem::take(&mut parsed.diagnostics);
        diagnostics.extend(check::source(&parsed.article, &text));
        diagnostics.sort_by_key(|found| found.span.map_or(0, |span| span.start));

        let lines = LineIndex::new(&text);
        let found: Vec<Value> = diagnostics
            .iter()
            .map(|found| {
                let place = found.span.map(|span| lines.line_column(span.range().start));
                json!({
                    "code": found.code.as_str(),
                    "place": place.map(|place| format!("{}:{}", place.line, place.column)),
                    "message": found.message,
                })
            })
            .collect();
        let article = serde_json::to_string_pretty(&parsed.article)? + "\n";
        let html = render::html(&parsed.article, &render::Options::default());
        // What is printed is what is loaded, to the letter.
        let again: Article = serde_json::from_str(&article)?;
        if render::html(&again, &render::Options::default()) != html {
            return Err("the article and its JSON render differently".into());
        }
        expect(path, "article.json", &article)?;
        // One element a line, so that a difference can be read.
        expect(path, "html", &(html.replace("><", ">\n<") + "\n"))?;
        expect(
            path,
            "diagnostics.json",
            &(serde_json::to_string_pretty(&found)? + "\n"),
        )
    }

    fn expect(source: &Path, ending: &str, actual: &str) -> Result<(), Failed> {
        let path = source.with_extension(ending);
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            std::fs::write(&path, actual)?;
            return Ok(());
        }
        let expected = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}; UPDATE=1 writes it", path.display()))?;
        if expected == actual {
            return Ok(());
        }
        let diff = TextDiff::from_lines(&expected, actual)
            .unified_diff()
            .header("expected", "actual")
            .to_string();
        Err(format!("{} differs:\n{diff}", path.display()).into())
    }
}
