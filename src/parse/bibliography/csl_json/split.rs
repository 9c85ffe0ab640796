//! Where the items of a CSL-JSON file are.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::bibliography::place;

/// An item, as a range of the text, and the key under which an object holds it.
pub(super) struct Item {
    pub(super) range: Range<usize>,
    pub(super) key: Option<String>,
}

/// The items of the file, read no further than their brackets.
pub(super) fn items(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Item> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
    };
    scanner.skip_blank();
    let start = scanner.at;
    match scanner.byte() {
        Some(b'[') => list(&mut scanner),
        Some(b'{') => object(text, start, &mut scanner),
        None => Vec::new(),
        Some(_) => {
            diagnostics.push(
                Diagnostic::new(
                    Code::InvalidJson,
                    place(text, start..start + 1),
                    "this is no CSL-JSON, which begins with a bracket or a brace",
                )
                .with_hint("export the library anew as CSL-JSON"),
            );
            Vec::new()
        }
    }
}

fn list(scanner: &mut Scanner<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    scanner.at += 1;
    loop {
        scanner.skip_blank();
        let start = scanner.at;
        match scanner.byte() {
            None | Some(b']') => {
                scanner.at += 1;
                return items;
            }
            Some(b',') => {
                scanner.at += 1;
                continue;
            }
            Some(_) => scanner.skip_value(),
        }
        items.push(Item {
            range: start..scanner.at,
            key: None,
        });
    }
}

/// An object is a wrapper, a file of items by their ids, or the one item.
fn object(text: &str, start: usize, scanner: &mut Scanner<'_>) -> Vec<Item> {
    let mut by_key = Vec::new();
    let mut only_objects = true;
    scanner.at += 1;
    loop {
        scanner.skip_blank();
        match scanner.byte() {
            None | Some(b'}') => break,
            Some(b',') => {
                scanner.at += 1;
                continue;
            }
            Some(_) => {}
        }
        let key = scanner.at;
        scanner.skip_value();
        let key = text.get(key..scanner.at).unwrap_or_default();
        let key: String = serde_json::from_str(key).unwrap_or_default();
        scanner.skip_blank();
        if scanner.byte() == Some(b':') {
            scanner.at += 1;
        }
        scanner.skip_blank();
        let value = scanner.at;
        if matches!(key.as_str(), "items" | "references") && scanner.byte() == Some(b'[') {
            return list(scanner);
        }
        only_objects &= scanner.byte() == Some(b'{');
        scanner.skip_value();
        by_key.push(Item {
            range: value..scanner.at,
            key: Some(key),
        });
    }
    if only_objects && !by_key.is_empty() {
        return by_key;
    }
    vec![Item {
        range: start..text.len(),
        key: None,
    }]
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes behind a value: to the comma or bracket after it.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        let start = self.at;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.skip_string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' | b':' if depth == 0 => break,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        // Whatever stands there, it is gone past.
        if self.at == start {
            self.at += 1;
        }
    }

    /// Goes behind a string; a string that is not closed ends with its line.
    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\n' => return,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
    }
}
