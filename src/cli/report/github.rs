//! Annotations for [GitHub's workflows](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message),
//! which show them beside the lines of a change.

use scholion::diagnostic::{LineIndex, Severity};

use super::{Checked, Finding};

/// A command for each finding, a line each.
pub(in crate::cli) fn github(all: &[Checked]) -> String {
    let mut text = String::new();
    for checked in all {
        let lines = LineIndex::new(&checked.source.text);
        let path = checked.path();
        let file = path.to_string_lossy().replace('\\', "/");
        for finding in &checked.findings {
            text += &command(finding, &file, &lines);
        }
    }
    text
}

fn command(finding: &Finding, file: &str, lines: &LineIndex<'_>) -> String {
    let diagnostic = &finding.diagnostic;
    let name = match finding.severity {
        Severity::Info => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut properties = vec![("file", file.to_owned())];
    if let Some(span) = diagnostic.span {
        let start = lines.line_column(span.range().start);
        let end = lines.line_column(span.range().end);
        properties.push(("line", start.line.to_string()));
        // Columns are shown of one line alone.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
        }
        properties.push(("endLine", end.line.to_string()));
        if start.line == end.line {
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", diagnostic.code.to_string()));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, value)| format!("{name}={}", property(&value)))
        .collect();
    format!(
        "::{name} {}::{}\n",
        properties.join(","),
        data(&finding.text())
    )
}

/// A message, as the runner
/// [unescapes it](https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts).
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property, in which two more signs have a meaning.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(data("100 %\r\nof a: b, c"), "100 %25%0D%0Aof a: b, c");
        assert_eq!(property("a:b,c%3A\n"), "a%3Ab%2Cc%253A%0A");
    }
}
