//! [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), which editors
//! and code hosts read.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use scholion::diagnostic::{Code, LineIndex, Severity, Span};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Checked, Finding, pretty};

/// The schema that the log names.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What is not escaped in a part of a path ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The page that says more of each code.
const PAGE: &str = include_str!("../../../docs/diagnostics.md");

/// One log with one run. `failures` says what could not be read.
pub(in crate::cli) fn sarif(all: &[Checked], failures: &[String]) -> Result<String, String> {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = all.iter().flat_map(results).collect();
    let notifications: Vec<Value> = failures
        .iter()
        .map(|failure| json!({ "level": "error", "message": { "text": failure } }))
        .collect();
    let mut driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let home = [
        option_env!("CARGO_PKG_HOMEPAGE"),
        option_env!("CARGO_PKG_REPOSITORY"),
    ];
    let home = home.into_iter().flatten().find(|home| !home.is_empty());
    if let (Some(fields), Some(home)) = (driver.as_object_mut(), home) {
        fields.insert("informationUri".to_owned(), json!(home));
    }
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    }))
}

fn rule(code: Code) -> Value {
    let about = row(code).unwrap_or(code.description());
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.description() },
        "fullDescription": { "text": about.replace('`', "") },
        "help": { "text": about.replace('`', ""), "markdown": about },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

/// What the page says of a code, in Markdown.
fn row(code: Code) -> Option<&'static str> {
    let head = format!("| `{code}` | {} | ", code.severity());
    PAGE.lines()
        .find_map(|line| line.strip_prefix(&head)?.strip_suffix(" |"))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn results(checked: &Checked) -> Vec<Value> {
    let text = &checked.source.text;
    let lines = LineIndex::new(text);
    let uri = uri(&checked.path());
    let mut counts: HashMap<String, usize> = HashMap::new();
    let result = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        let about = match diagnostic.span {
            Some(span) => text.get(span.range()).unwrap_or_default(),
            None => &diagnostic.message,
        };
        let print = fingerprint(diagnostic.code, about);
        let count = counts.entry(print.clone()).or_default();
        *count += 1;
        let mut place = json!({ "artifactLocation": { "uri": uri } });
        if let (Some(fields), Some(span)) = (place.as_object_mut(), diagnostic.span) {
            fields.insert("region".to_owned(), region(span, &lines));
        }
        json!({
            "ruleId": diagnostic.code.as_str(),
            "ruleIndex": Code::ALL.iter().position(|code| *code == diagnostic.code),
            "level": level(finding.severity),
            "message": { "text": finding.text() },
            "locations": [{ "physicalLocation": place }],
            "partialFingerprints": { "scholion/v1": format!("{print}:{count}") },
        })
    };
    checked.findings.iter().map(result).collect()
}

fn region(span: Span, lines: &LineIndex<'_>) -> Value {
    let start = lines.line_column(span.range().start);
    let end = lines.line_column(span.range().end);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// How many bytes tell a finding from others: many may be about one long text.
const LONGEST_PRINT: usize = 1024;

/// What makes a finding the same one in another state of its file: its code and what it is about,
/// wherever that stands and however its lines are broken. Equal ones are counted.
fn fingerprint(code: Code, about: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(code.as_str());
    let about = about
        .get(..about.floor_char_boundary(LONGEST_PRINT))
        .unwrap_or_default();
    for word in about.split_whitespace() {
        hash.update(" ");
        hash.update(word);
    }
    let mut print = String::new();
    for byte in hash.finalize().iter().take(8) {
        // A string takes whatever is written to it.
        let _ = write!(print, "{byte:02x}");
    }
    print
}

/// A path as an address: relative to where the program runs, or that of a file.
fn uri(path: &Path) -> String {
    let mut uri = if path.is_absolute() {
        "file://".to_owned()
    } else {
        String::new()
    };
    for part in path.components() {
        match part {
            Component::RootDir => continue,
            Component::CurDir if uri.is_empty() => continue,
            _ => {}
        }
        if !uri.is_empty() {
            uri.push('/');
        }
        uri.extend(utf8_percent_encode(
            &part.as_os_str().to_string_lossy(),
            ESCAPED,
        ));
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        for (path, expected) in [
            ("a b/ü:1.md", "a%20b/%C3%BC%3A1.md"),
            ("./a.md", "a.md"),
            ("../a#.md", "../a%23.md"),
            ("-", "-"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
        if cfg!(unix) {
            assert_eq!(uri(Path::new("/a/b?.md")), "file:///a/b%3F.md");
        }
    }

    #[test]
    fn a_fingerprint_is_of_the_words() {
        let own = fingerprint(Code::InvalidDoi, "a  b\nc");
        assert_eq!(own, fingerprint(Code::InvalidDoi, " a b c"));
        assert_ne!(own, fingerprint(Code::InvalidDoi, "ab c"));
        assert_ne!(own, fingerprint(Code::InvalidIsbn, "a b c"));
    }

    #[test]
    fn every_code_has_its_row() {
        for code in Code::ALL {
            assert!(row(*code).is_some_and(|row| !row.is_empty()), "{code}");
        }
    }
}
