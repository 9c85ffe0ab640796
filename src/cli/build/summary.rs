//! What is said at the end of a build.

use std::fmt::Write;

/// What was done.
#[derive(Default)]
pub(super) struct Summary {
    pub(super) built: usize,
    pub(super) unchanged: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// Whether the widget is linked elsewhere without a hash of its files.
    pub(super) unheld: bool,
    /// Files copied beside the pages, or there already.
    pub(super) files: usize,
    /// Articles without a page, and why.
    pub(super) failed: Vec<(String, String)>,
    /// Articles, and files that they name and that are not there or outside of their folder.
    pub(super) missing: Vec<(String, Vec<String>)>,
    /// What was found in folders and is no article.
    pub(super) aside: Vec<String>,
}

/// How many names are shown of many.
const SHOWN: usize = 5;

/// How many articles are shown that miss files. Those that failed are shown, every one.
const MISSING: usize = 20;

/// How wide the column of names may become.
const WIDEST: usize = 60;

impl Summary {
    /// The whole of it, in lines.
    pub(super) fn text(&self, output: &str) -> String {
        let mut text = format!("{output}: {}", counted(self.built, "page", "built"));
        let mut more = |part: String| {
            text.push_str(", ");
            text.push_str(&part);
        };
        if self.unchanged > 0 {
            more(format!("{} unchanged", self.unchanged));
        }
        if self.files > 0 {
            more(counted(self.files, "file", "beside them"));
        }
        if !self.failed.is_empty() {
            more(format!("{} failed", self.failed.len()));
        }
        text.push('\n');
        if self.errors + self.warnings > 0 {
            let errors = counted(self.errors, "error", "");
            let warnings = counted(self.warnings, "warning", "");
            line(
                &mut text,
                &format!("{errors}and {warnings}in the articles; `scholion check` shows them"),
            );
        }
        if self.unheld {
            line(
                &mut text,
                "the widget is linked without hashes, since this program was built without it",
            );
        }
        if !self.aside.is_empty() {
            let names = first_of(&self.aside, SHOWN);
            line(&mut text, &format!("no articles, and left aside: {names}"));
        }
        let missing: Vec<(String, String)> = self
            .missing
            .iter()
            .take(MISSING)
            .map(|(article, files)| (article.clone(), first_of(files, 1)))
            .collect();
        let heading = "name files that are not there, or outside of their folder:";
        table(&mut text, heading, &missing);
        if self.missing.len() > MISSING {
            let more = self.missing.len() - MISSING;
            line(&mut text, &format!("  and {more} more articles"));
        }
        table(&mut text, "failed:", &self.failed);
        text
    }
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

/// `1 page built`, `2 pages built`.
fn counted(count: usize, word: &str, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural} {what}")
}

/// The first of several things, and how many more there are.
fn first_of(all: &[String], most: usize) -> String {
    let shown = all.get(..most).unwrap_or(all).join(", ");
    match all.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A line for each article, what is said of it in a column.
fn table(text: &mut String, heading: &str, rows: &[(String, String)]) {
    if rows.is_empty() {
        return;
    }
    line(text, heading);
    let width = rows.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or_default().min(WIDEST);
    for (name, what) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name:width$}  {what}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said() {
        let summary = Summary {
            built: 1,
            unchanged: 2,
            warnings: 3,
            failed: vec![("a/b.md".into(), "this is a PDF".into())],
            missing: vec![("c.md".into(), vec!["x.png".into(), "y.png".into()])],
            aside: (0..7).map(|number| format!("{number}.json")).collect(),
            ..Summary::default()
        };
        let text = summary.text("site");
        assert!(text.starts_with(
            "site: 1 page built, 2 unchanged, 1 failed\n0 errors and 3 warnings in the articles;"
        ));
        assert!(text.contains("4.json and 2 more\n"), "{text}");
        assert!(
            text.ends_with("failed:\n  a/b.md  this is a PDF\n"),
            "{text}"
        );
    }
}
