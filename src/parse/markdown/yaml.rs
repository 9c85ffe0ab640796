//! YAML as a tree in which every value knows its place. The events come from `saphyr-parser`,
//! which does not recurse; the tree is capped in depth and in size, and aliases are not expanded.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

use crate::diagnostic::Span;

/// How deep front matter may nest.
const DEEPEST: usize = 24;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Yaml {
    pub(super) node: Node,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A scalar; true where it was written without quotes, so that it may be a number or nothing.
    Scalar(String, bool),
    Sequence(Vec<Yaml>),
    Mapping(Vec<(String, Yaml)>),
}

/// What went wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YamlError {
    pub(super) message: String,
    pub(super) span: Span,
}

/// What is open while reading.
enum Open {
    Sequence(Vec<Yaml>, usize),
    Mapping(Vec<(String, Yaml)>, Option<String>, usize),
}

/// Reads YAML that stands at an offset of the source. What was read before an error is kept.
pub(super) fn read(text: &str, offset: usize) -> (Option<Yaml>, Option<YamlError>) {
    let places = Places::new(text, offset);
    let mut parser = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut error = None;
    let fail = |message: String, span: Span| Some(YamlError { message, span });
    while let Some(next) = parser.next_event() {
        let (event, span) = match next {
            Ok(next) => next,
            Err(found) => {
                let at = found.marker().index();
                let span = Span::new(places.byte(at), places.byte(at + 1));
                error = fail(found.info().to_owned(), span);
                break;
            }
        };
        let start = places.byte(span.start.index());
        let end = places.byte(span.end.index());
        let own = Span::new(start, end);
        let done = match event {
            Event::Scalar(value, style, ..) => Some(Yaml {
                node: Node::Scalar(value.into_owned(), style == ScalarStyle::Plain),
                span: own,
            }),
            Event::Alias(_) => Some(Yaml {
                node: Node::Scalar(String::new(), true),
                span: own,
            }),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                error = fail(format!("it nests more than {DEEPEST} deep"), own);
                break;
            }
            Event::SequenceStart(..) => {
                open.push(Open::Sequence(Vec::new(), start));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Vec::new(), None, start));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| close(open, end)),
            Event::StreamEnd | Event::DocumentEnd => break,
            _ => None,
        };
        if let Some(done) = done {
            place(done, &mut open, &mut root);
        }
    }
    while let Some(last) = open.pop() {
        let done = close(last, offset + text.len());
        place(done, &mut open, &mut root);
    }
    (root, error)
}

fn close(open: Open, end: usize) -> Yaml {
    match open {
        Open::Sequence(items, start) => Yaml {
            node: Node::Sequence(items),
            span: Span::new(start, end),
        },
        Open::Mapping(pairs, _, start) => Yaml {
            node: Node::Mapping(pairs),
            span: Span::new(start, end),
        },
    }
}

fn place(done: Yaml, open: &mut [Open], root: &mut Option<Yaml>) {
    match open.last_mut() {
        None => *root = Some(done),
        Some(Open::Sequence(items, _)) => items.push(done),
        Some(Open::Mapping(pairs, key, _)) => match key.take() {
            None => {
                *key = Some(match done.node {
                    Node::Scalar(text, _) => text,
                    _ => String::new(),
                });
            }
            Some(name) => pairs.push((name, done)),
        },
    }
}

/// Offsets in characters to offsets in bytes.
struct Places<'t> {
    text: &'t str,
    offset: usize,
    /// Every so many characters the byte at which they begin.
    steps: Vec<usize>,
}

const STEP: usize = 64;

impl<'t> Places<'t> {
    fn new(text: &'t str, offset: usize) -> Self {
        let steps = text
            .char_indices()
            .step_by(STEP)
            .map(|(at, _)| at)
            .collect();
        Self {
            text,
            offset,
            steps,
        }
    }

    fn byte(&self, character: usize) -> usize {
        let Some(from) = self.steps.get(character / STEP) else {
            return self.offset + self.text.len();
        };
        let rest = self.text.get(*from..).unwrap_or_default();
        let more = rest.char_indices().nth(character % STEP);
        self.offset + more.map_or(self.text.len(), |(at, _)| from + at)
    }
}

impl Yaml {
    /// The value of a key.
    pub(super) fn get(&self, name: &str) -> Option<&Yaml> {
        match &self.node {
            Node::Mapping(pairs) => pairs
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a scalar that says something.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.node {
            Node::Scalar(text, plain) => {
                let nothing =
                    *plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
                Some(text.trim()).filter(|text| !nothing && !text.is_empty())
            }
            _ => None,
        }
    }

    /// The text of a key's scalar.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The items of a sequence; anything else is the only item.
    pub(super) fn items(&self) -> &[Yaml] {
        match &self.node {
            Node::Sequence(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// The same as JSON. Scalars are strings but for plain `true`, `false`, `null` and numbers that
    /// JSON would write in the same way: the issue `1.10` is none.
    pub(super) fn json(&self) -> Value {
        match &self.node {
            Node::Scalar(text, true) => match serde_json::from_str(text) {
                Ok(Value::Number(number)) if number.to_string() == *text => Value::Number(number),
                Ok(value @ (Value::Bool(_) | Value::Null)) => value,
                _ => Value::from(text.clone()),
            },
            Node::Scalar(text, false) => Value::from(text.clone()),
            Node::Sequence(items) => Value::Array(items.iter().map(Self::json).collect()),
            Node::Mapping(pairs) => {
                let pairs: BTreeMap<String, Value> = pairs
                    .iter()
                    .map(|(name, value)| (name.clone(), value.json()))
                    .collect();
                Value::Object(pairs.into_iter().collect::<Map<String, Value>>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_places() {
        let text = "---\ntitle: Über *Knochen*\nlist: [a, 'b']\n";
        let (root, error) = read(text.get(4..).unwrap(), 4);
        assert_eq!(error, None);
        let root = root.unwrap();
        let title = root.get("title").unwrap();
        assert_eq!(text.get(title.span.range()), Some("Über *Knochen*"));
        assert_eq!(root.get("list").unwrap().items().len(), 2);
        assert_eq!(root.json()["list"][1], "b");
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let (root, error) = read("title: Bones\nauthor: [a\nx: : y\n", 0);
        assert_eq!(root.unwrap().field("title"), Some("Bones"));
        assert!(error.is_some());
        let deep = "[".repeat(10_000);
        assert!(read(&deep, 0).1.is_some());
        let deep = "- ".repeat(40) + "a";
        assert!(read(&deep, 0).1.unwrap().message.contains("deep"));
    }
}
