//! A JSON text as a tree of places: where each value and each name stands.

use crate::diagnostic::Span;
use crate::form::Step;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Object(Vec<Member<'a>>),
    Array(Vec<Node<'a>>),
    Scalar,
}

/// A name in an object and its value.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// The name as it is written, without its quotes.
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The value of a name; of the last one where it is there twice.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    pub(super) fn member(&self, name: &str) -> Option<&Member<'a>> {
        match &self.kind {
            Kind::Object(members) => members.iter().rev().find(|member| member.name == name),
            _ => None,
        }
    }

    /// Where a way leads; as far as there is something.
    pub(super) fn at<'s>(&self, way: impl Iterator<Item = &'s Step>) -> &Self {
        let mut here = self;
        for step in way {
            let next = match step {
                Step::Member(name) => here.get(name),
                Step::Item(at) => here.items().get(*at),
            };
            let Some(next) = next else { break };
            here = next;
        }
        here
    }

    pub(super) fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => &[],
        }
    }
}

/// The tree of a text from which an article was read: it is JSON, and no deeper than the reader
/// of JSON allows.
pub(super) fn tree(text: &str) -> Option<Node<'_>> {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    Scanner { text, at: start }.value()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn value(&mut self) -> Option<Node<'a>> {
        self.space();
        let start = self.at;
        let kind = match self.peek()? {
            b'{' => Kind::Object(self.members()?),
            b'[' => Kind::Array(self.elements()?),
            b'"' => {
                self.string()?;
                Kind::Scalar
            }
            _ => {
                self.skip_while(|byte| !matches!(byte, b',' | b']' | b'}') && !is_space(byte));
                Kind::Scalar
            }
        };
        let span = Span::new(start, self.at);
        Some(Node { span, kind })
    }

    fn members(&mut self) -> Option<Vec<Member<'a>>> {
        let mut members = Vec::new();
        self.at += 1;
        loop {
            self.space();
            match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(members);
                }
                b',' => self.at += 1,
                _ => {
                    let start = self.at;
                    let name = self.string()?;
                    let span = Span::new(start, self.at);
                    self.space();
                    // The colon.
                    self.at += 1;
                    let value = self.value()?;
                    members.push(Member { name, span, value });
                }
            }
        }
    }

    fn elements(&mut self) -> Option<Vec<Node<'a>>> {
        let mut elements = Vec::new();
        self.at += 1;
        loop {
            self.space();
            match self.peek()? {
                b']' => {
                    self.at += 1;
                    return Some(elements);
                }
                b',' => self.at += 1,
                _ => elements.push(self.value()?),
            }
        }
    }

    /// What stands between quotes.
    fn string(&mut self) -> Option<&'a str> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        self.text.get(start..self.at - 1)
    }

    fn space(&mut self) {
        self.skip_while(is_space);
    }

    fn skip_while(&mut self, goes_on: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&goes_on) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_have_their_places() {
        let text = "\u{FEFF}{ \"a\": [1, {\"b\\\"\": \"\\\\\"}], \"c\" : true }";
        let tree = tree(text).unwrap();
        let at = |node: &Node<'_>| text.get(node.span.range()).unwrap().to_owned();
        let list = tree.get("a").unwrap();
        assert_eq!(at(&list.items()[0]), "1");
        assert_eq!(at(list.items()[1].get("b\\\"").unwrap()), "\"\\\\\"");
        assert_eq!(at(tree.get("c").unwrap()), "true");
        let name = tree.member("c").unwrap().span;
        assert_eq!(text.get(name.range()), Some("\"c\""));
    }

    #[test]
    fn a_text_that_is_cut_short_has_no_tree() {
        for text in ["", "{", "{\"a", "{\"a\"", "{\"a\":", "[1,", "\"\\"] {
            assert!(tree(text).is_none(), "{text}");
        }
    }
}
