//! The records of an RIS file and their tags.

use crate::diagnostic::{Code, Diagnostic, Span};

/// A record: its tags with their values, in order.
pub(super) struct Record {
    tags: Vec<(String, String)>,
    pub(super) span: Span,
}

impl Record {
    /// The values of the first of these tags that is there, each of its lines.
    pub(super) fn all<'a>(&'a self, tags: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let found = tags
            .iter()
            .find(|tag| self.tags.iter().any(|(name, _)| name == *tag));
        self.tags
            .iter()
            .filter(move |(name, value)| Some(&name.as_str()) == found && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The first value of these tags, the first tag before the others.
    pub(super) fn first(&self, tags: &[&str]) -> Option<&str> {
        tags.iter().find_map(|tag| {
            self.tags
                .iter()
                .find(|(name, value)| name == tag && !value.is_empty())
                .map(|(_, value)| value.as_str())
        })
    }

    /// Whether it says nothing but what kind of work it is.
    pub(super) fn is_bare(&self) -> bool {
        self.tags.iter().skip(1).all(|(_, value)| value.is_empty())
    }

    pub(super) fn text(&self, tags: &[&str]) -> Option<String> {
        self.first(tags).map(str::to_owned)
    }

    /// All values of the first of these tags that is there.
    pub(super) fn joined(&self, tags: &[&str]) -> Option<String> {
        let values: Vec<&str> = self.all(tags).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

/// The two dialects differ in what divides tag and value.
#[derive(Clone, Copy, PartialEq)]
enum Dialect {
    /// `AU  - Doe, J`
    Ris,
    /// `AU Doe, J`, with a line for each further author
    WebOfScience,
}

/// Reads the records. What stands between them, such as their numbers, is no part of any.
pub(super) fn records(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let text = text
        .strip_prefix('\u{FEFF}')
        .map_or((0, text), |rest| (3, rest));
    let (offset, text) = text;
    let dialect = dialect(text);
    let mut records = Vec::new();
    let mut open: Option<Record> = None;
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        match (tag(line, dialect), &mut open) {
            (Some(("ER", _)), record) => {
                if let Some(mut record) = record.take() {
                    record.span = Span::new(record.span.range().start, end);
                    records.push(record);
                }
            }
            (Some((begin @ ("TY" | "PT"), value)), record) => {
                if let Some(mut record) = record.take() {
                    diagnostics.push(unended(record.span.range().start..start));
                    record.span = Span::new(record.span.range().start, start);
                    records.push(record);
                }
                *record = Some(Record {
                    tags: vec![(begin.to_owned(), value.to_owned())],
                    span: Span::new(start, end),
                });
            }
            (Some((tag, value)), Some(record)) => {
                record.tags.push((tag.to_owned(), value.to_owned()));
            }
            (None, Some(record)) => go_on(record, line.trim(), dialect),
            // A tag before the first record begins none: it belongs to the file.
            (_, None) => {}
        }
    }
    if let Some(mut record) = open {
        let start = record.span.range().start;
        diagnostics.push(unended(start..at));
        record.span = Span::new(start, at);
        records.push(record);
    }
    if records.is_empty() && !text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(
                Code::UnreadableEntry,
                Span::new(offset, offset + text.lines().next().map_or(0, str::len)),
                "no record begins here: there is no line with the tag TY",
            )
            .with_hint("each record begins with TY and ends with ER"),
        );
    }
    records
}

fn dialect(text: &str) -> Dialect {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let foreign = first.is_some_and(|line| {
        ["FN ", "PT "].iter().any(|tag| line.starts_with(tag)) && !line.contains(" - ")
    });
    if foreign {
        Dialect::WebOfScience
    } else {
        Dialect::Ris
    }
}

/// The tag and the value of a line.
fn tag(line: &str, dialect: Dialect) -> Option<(&str, &str)> {
    let tag = line.get(..2)?;
    let mut letters = tag.bytes();
    let shape = letters.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && letters
            .next()
            .is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !shape {
        return None;
    }
    let rest = line.get(2..)?;
    let value = match dialect {
        Dialect::Ris => {
            let value = rest.trim_start_matches([' ', '\u{A0}']);
            if value.len() == rest.len() {
                return None;
            }
            let value = value.strip_prefix('-')?;
            (value.is_empty() || value.starts_with(char::is_whitespace)).then_some(value)?
        }
        Dialect::WebOfScience => {
            (rest.trim().is_empty() || rest.starts_with(' ')).then_some(rest)?
        }
    };
    Some((tag, value.trim()))
}

/// A line without a tag goes on with the value before it; in the Web of Science's lists of
/// people it is the next of them.
fn go_on(record: &mut Record, line: &str, dialect: Dialect) {
    let Some((tag, value)) = record.tags.last_mut() else {
        return;
    };
    if line.is_empty() {
        return;
    }
    let people = matches!(tag.as_str(), "AU" | "AF" | "BE" | "CA" | "CR");
    if dialect == Dialect::WebOfScience && people {
        let tag = tag.clone();
        record.tags.push((tag, line.to_owned()));
        return;
    }
    if !value.is_empty() {
        value.push(' ');
    }
    value.push_str(line);
}

fn unended(range: std::ops::Range<usize>) -> Diagnostic {
    let end = range.end.min(range.start + 2);
    Diagnostic::new(
        Code::UnreadableEntry,
        Span::new(range.start, end),
        "the record that begins here has no line ER at its end",
    )
    .with_hint("end each record with a line `ER  - `")
}
