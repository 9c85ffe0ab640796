//! The entries of a BibTeX file, their fields as written, and the macros.
//!
//! What is between entries is a comment. A field that cannot be read costs that field, and a
//! brace that is never closed costs no more than its own entry: a line that begins like an entry
//! begins one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::bibliography::place;

/// The most that one macro may stand for, in bytes.
const LONGEST_MACRO: usize = 4096;

/// The most that all macros together may add, in bytes: a few lines can define doubling macros.
const MOST_EXPANSION: usize = 16 * 1024 * 1024;

/// How far a line is looked into to see whether it begins an entry.
const LONGEST_HEAD: usize = 256;

/// The months, which every style defines.
const MONTHS: [(&str, &str); 12] = [
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
];

/// An entry with its fields as LaTeX, macros replaced.
#[derive(Debug)]
pub(super) struct Entry {
    /// In small letters.
    pub(super) kind: String,
    pub(super) key: String,
    pub(super) fields: Vec<Field>,
    pub(super) span: Span,
}

/// A field of an entry.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// In small letters.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) span: Span,
}

/// Reads all entries, in their order.
pub(super) fn entries(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut scanner = Scanner {
        text,
        at: 0,
        macros: MONTHS
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        expanded: 0,
        diagnostics,
    };
    let mut entries = Vec::new();
    while scanner.find_sign() {
        entries.extend(scanner.entry());
    }
    entries
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    macros: HashMap<String, String>,
    expanded: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Scanner<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn take_while(&mut self, rule: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.byte().is_some_and(&rule) {
            self.at += 1;
        }
        self.slice(start..self.at)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.byte() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// White space, and between fields the comments that some programs write there.
    fn skip_blank(&mut self) {
        loop {
            self.take_while(|byte| byte.is_ascii_whitespace());
            if self.byte() != Some(b'%') {
                return;
            }
            self.take_while(|byte| byte != b'\n');
        }
    }

    /// Goes to the next `@`; false at the end. A line that begins with `%` is a comment: BibTeX
    /// itself would read an entry there, but no author who writes the sign means that.
    fn find_sign(&mut self) -> bool {
        loop {
            self.take_while(|byte| !matches!(byte, b'@' | b'%'));
            match self.byte() {
                Some(b'%') if self.begins_line() => {
                    self.take_while(|byte| byte != b'\n');
                }
                Some(b'%') => self.at += 1,
                found => return found.is_some(),
            }
        }
    }

    /// Whether nothing but blanks stands before this place on its line.
    fn begins_line(&self) -> bool {
        let before = self.text.as_bytes().get(..self.at).unwrap_or_default();
        let mark = before
            .iter()
            .rev()
            .find(|byte| !matches!(byte, b' ' | b'\t'));
        mark.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
    }

    fn report(&mut self, code: Code, range: Range<usize>, message: String, hint: &'static str) {
        let span = place(self.text, range);
        self.diagnostics
            .push(Diagnostic::new(code, span, message).with_hint(hint));
    }

    /// Reads what begins at an `@`: an entry, or something that gives none.
    fn entry(&mut self) -> Option<Entry> {
        let start = self.at;
        self.at += 1;
        self.take_while(|byte| byte.is_ascii_whitespace());
        let kind = self
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            .to_ascii_lowercase();
        self.take_while(|byte| byte.is_ascii_whitespace());
        let close = match self.byte() {
            Some(b'{') if !kind.is_empty() => b'}',
            Some(b'(') if !kind.is_empty() => b')',
            // An `@` in a comment, such as that of an address.
            _ => return None,
        };
        match kind.as_str() {
            "comment" | "preamble" => {
                self.group(close);
                None
            }
            "string" => {
                self.at += 1;
                self.macro_definition(close, start);
                None
            }
            _ => {
                self.at += 1;
                Some(self.work(kind, close, start))
            }
        }
    }

    fn work(&mut self, kind: String, close: u8, start: usize) -> Entry {
        self.skip_blank();
        let key_start = self.at;
        let key = self
            .take_while(|byte| !matches!(byte, b',' | b'\n' | b'\r' | b'=') && byte != close)
            .trim()
            .to_owned();
        let key = if self.byte() == Some(b'=') {
            // `@book{title = …`: the key is missing and this was the first field.
            self.at = key_start;
            String::new()
        } else {
            self.skip_blank();
            self.eat(b',');
            key
        };
        let fields = self.fields(close);
        let span = Span::new(start, self.at);
        if key.is_empty() {
            self.report(
                Code::UnreadableEntry,
                start..key_start,
                format!("this @{kind} has no key, so nothing can cite it"),
                "write a key and a comma after the opening brace",
            );
        }
        Entry {
            kind,
            key,
            fields,
            span,
        }
    }

    /// Reads fields up to the end of their entry.
    fn fields(&mut self, close: u8) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut names = HashSet::new();
        let mut separated = true;
        loop {
            self.skip_blank();
            let start = self.at;
            match self.byte() {
                None => {
                    self.unclosed(start);
                    return fields;
                }
                Some(b',') => {
                    self.at += 1;
                    separated = true;
                    continue;
                }
                Some(b'@') if self.begins_entry(self.at) => {
                    self.unclosed(start);
                    return fields;
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    return fields;
                }
                Some(_) => {}
            }
            if !separated {
                self.report(
                    Code::UnreadableEntry,
                    start..start + 1,
                    "a comma is missing before this field".to_owned(),
                    "fields of an entry are divided by commas",
                );
            }
            separated = false;
            if let Some(field) = self.field() {
                if names.insert(field.name.clone()) {
                    fields.push(field);
                } else {
                    let message = format!(
                        "the field `{}` stands twice in this entry; the first one counts",
                        field.name
                    );
                    let range = field.span.range();
                    self.report(
                        Code::DuplicateField,
                        range.start..range.start + field.name.len(),
                        message,
                        "remove one of the two",
                    );
                }
            } else {
                self.skip_field(close);
                self.report(
                    Code::UnreadableEntry,
                    start..self.at,
                    "this is no field and is left out".to_owned(),
                    "a field is a name, an equals sign, and a value in braces or quotation marks",
                );
            }
        }
    }

    fn unclosed(&mut self, at: usize) {
        self.report(
            Code::UnreadableEntry,
            at.saturating_sub(1)..at,
            "an entry ends here without its closing brace".to_owned(),
            "look for a brace that is missing in this entry or one too many",
        );
    }

    /// One field; `None` where something else stands there.
    fn field(&mut self) -> Option<Field> {
        let start = self.at;
        let name = self
            .take_while(|byte| {
                !byte.is_ascii_whitespace()
                    && !matches!(byte, b'=' | b',' | b'{' | b'}' | b'"' | b'#' | b'(' | b')')
            })
            .to_lowercase();
        self.skip_blank();
        if name.is_empty() || !self.eat(b'=') {
            return None;
        }
        let value = self.value()?;
        Some(Field {
            name,
            value,
            span: Span::new(start, self.at),
        })
    }

    /// Goes behind what is no field, to the comma or the end of the entry.
    fn skip_field(&mut self, close: u8) {
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'@' if self.begins_entry(self.at) => return,
                b',' if depth == 0 => return,
                byte if byte == close && depth == 0 => return,
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
        }
    }

    /// A value: pieces in braces, in quotation marks, numbers and macros, joined by `#`.
    fn value(&mut self) -> Option<String> {
        let mut value = String::new();
        loop {
            self.skip_blank();
            match self.byte()? {
                b'{' => {
                    let inside = self.group(b'}')?;
                    value.push_str(self.slice(inside));
                }
                b'"' => {
                    let inside = self.quoted()?;
                    value.push_str(self.slice(inside));
                }
                _ => {
                    let start = self.at;
                    let word = self.take_while(|byte| {
                        !byte.is_ascii_whitespace()
                            && !matches!(
                                byte,
                                b',' | b'#' | b'{' | b'}' | b'"' | b'=' | b'(' | b')'
                            )
                    });
                    if word.is_empty() {
                        return None;
                    }
                    self.word(word, start, &mut value);
                }
            }
            self.skip_blank();
            if !self.eat(b'#') {
                return Some(value);
            }
        }
    }

    /// A number stands for itself, and a name for what its macro says.
    fn word(&mut self, word: &str, start: usize, value: &mut String) {
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        let known = self.macros.get(&word.to_lowercase());
        if let Some(known) = known.filter(|known| self.expanded + known.len() <= MOST_EXPANSION) {
            self.expanded += known.len();
            value.push_str(known);
            return;
        }
        value.push_str(word);
        // Years and pages without braces are common and mean what they say.
        if !number && !word.starts_with(|c: char| c.is_ascii_digit()) {
            self.report(
                Code::UnknownMacro,
                start..start + word.len(),
                format!("the macro `{word}` is not defined; its name is taken as text"),
                "define it with @string before this entry, or put the text in braces",
            );
        }
    }

    /// What stands inside of balanced braces, or parentheses that may hold braces; `None` where
    /// they do not close before the end or the next entry.
    fn group(&mut self, close: u8) -> Option<Range<usize>> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                byte if byte == close && depth == 0 => {
                    self.at += 1;
                    return Some(start..self.at - 1);
                }
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'@' if self.begins_entry(self.at) => return None,
                _ => {}
            }
            self.at += 1;
        }
        None
    }

    /// What stands between quotation marks; those in braces are text.
    fn quoted(&mut self) -> Option<Range<usize>> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' if depth == 0 => {
                    self.at += 1;
                    return Some(start..self.at - 1);
                }
                b'{' => depth += 1,
                // A brace that closes the entry: the second mark is missing.
                b'}' if depth == 0 => return None,
                b'}' => depth -= 1,
                b'@' if self.begins_entry(self.at) => return None,
                _ => {}
            }
            self.at += 1;
        }
        None
    }

    /// Whether an `@` is the first sign of its line and begins `@word{key,`.
    fn begins_entry(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        if at > 0 && !matches!(bytes.get(at - 1), Some(b'\n' | b'\r')) {
            return false;
        }
        let mut rest = bytes
            .iter()
            .skip(at + 1)
            .take(LONGEST_HEAD)
            .copied()
            .peekable();
        let mut letters = 0;
        while rest.next_if(u8::is_ascii_alphabetic).is_some() {
            letters += 1;
        }
        while rest.next_if(|byte| matches!(byte, b' ' | b'\t')).is_some() {}
        if letters == 0 || !matches!(rest.next(), Some(b'{' | b'(')) {
            return false;
        }
        while rest.next_if(|byte| matches!(byte, b' ' | b'\t')).is_some() {}
        let mut key = 0;
        while rest
            .next_if(|byte| {
                !byte.is_ascii_whitespace()
                    && !matches!(byte, b',' | b'{' | b'}' | b'(' | b')' | b'=')
            })
            .is_some()
        {
            key += 1;
        }
        key > 0 && matches!(rest.next(), Some(b',' | b'=' | b' '))
    }

    fn macro_definition(&mut self, close: u8, start: usize) {
        self.skip_blank();
        let Some(field) = self.field() else {
            self.skip_field(close);
            self.eat(close);
            self.report(
                Code::UnreadableEntry,
                start..self.at,
                "this macro cannot be read".to_owned(),
                "a macro is written @string{name = {text}}",
            );
            return;
        };
        self.skip_blank();
        self.eat(b',');
        self.skip_blank();
        if !self.eat(close) {
            self.unclosed(self.at);
        }
        let mut value = field.value;
        if value.len() > LONGEST_MACRO {
            let end = (0..=LONGEST_MACRO)
                .rev()
                .find(|end| value.is_char_boundary(*end));
            value.truncate(end.unwrap_or(0));
            self.report(
                Code::UnknownMacro,
                start..self.at,
                format!(
                    "the macro `{}` stands for more than {LONGEST_MACRO} bytes and is cut there",
                    field.name
                ),
                "write such a text into its entries",
            );
        }
        self.macros.insert(field.name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Entry>, Vec<Code>) {
        let mut diagnostics = Vec::new();
        let entries = entries(text, &mut diagnostics);
        let codes = diagnostics.iter().map(|found| found.code).collect();
        (entries, codes)
    }

    fn value<'a>(entry: &'a Entry, name: &str) -> &'a str {
        entry
            .fields
            .iter()
            .find(|field| field.name == name)
            .map_or("", |field| &field.value)
    }

    #[test]
    fn values_are_joined_and_macros_replaced() {
        let (entries, codes) = read(
            "A comment, mail me@example.org\n@string{b = \"Bone \" # {Lore}}\n\
             @Article(doe, Journal = b # { Quarterly}, month = 10 # \"~\" # jan, year = 2020)",
        );
        assert_eq!(codes, []);
        let entry = &entries[0];
        assert_eq!(
            (entry.kind.as_str(), entry.key.as_str()),
            ("article", "doe")
        );
        assert_eq!(value(entry, "journal"), "Bone Lore Quarterly");
        assert_eq!(value(entry, "month"), "10~January");
        assert_eq!(value(entry, "year"), "2020");
    }

    #[test]
    fn a_bad_entry_costs_itself_alone() {
        let (entries, codes) = read(
            "@book{a, title = {One}, author ? {X}, year = 1999}\n@book{b, title = {Two, year = 2000}\n\n@book{c, title = {Three}}\n",
        );
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["a", "b", "c"]);
        assert_eq!(value(&entries[0], "year"), "1999");
        assert_eq!(value(&entries[2], "title"), "Three");
        assert!(codes.contains(&Code::UnreadableEntry));
    }

    #[test]
    fn what_is_said_twice_or_not_defined_costs_a_remark() {
        let (entries, codes) = read("@misc{a, title = {One}, TITLE = {Two}, journal = apj}");
        assert_eq!(codes, [Code::DuplicateField, Code::UnknownMacro]);
        assert_eq!(value(&entries[0], "title"), "One");
        assert_eq!(value(&entries[0], "journal"), "apj");
    }

    #[test]
    fn comments_give_no_entries() {
        let (entries, codes) =
            read("@comment{ @book{x, title={y}} }\n@preamble{\"\\newcommand\"}\n@misc{z}");
        assert_eq!(codes, []);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].key, "z");
        let (entries, codes) =
            read("  % @book{x,\n%  title={y}}\n50 % of @misc{z, title = {a % b}}");
        assert_eq!((entries.len(), codes.len()), (1, 0));
        assert_eq!(value(&entries[0], "title"), "a % b");
    }

    #[test]
    fn doubling_macros_stay_small() {
        let mut text = String::from("@string{a0 = {xxxxxxxx}}\n");
        for n in 1..40 {
            let before = n - 1;
            text.extend(["@string{a", &n.to_string(), " = a", &before.to_string()]);
            text.extend([" # a", &before.to_string(), "}\n"]);
        }
        text += "@misc{k, title = a39 # a39}";
        let (entries, codes) = read(&text);
        assert!(value(&entries[0], "title").len() <= 2 * LONGEST_MACRO);
        assert!(codes.contains(&Code::UnknownMacro));
    }
}
