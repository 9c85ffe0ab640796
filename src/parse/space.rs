//! White space between words: in XML and HTML it is for whoever reads the source.

use std::borrow::Cow;

/// Whether a character may become a single space. Spaces that do not break, and those of a
/// certain width, are meant.
pub(in crate::parse) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// A text with single spaces, and none at its ends.
pub(in crate::parse) fn single(text: &str) -> String {
    let mut single = Single::default();
    single.push(text);
    single.finish()
}

/// A text that is put together, with single spaces, and none at its ends.
#[derive(Debug, Default)]
pub(in crate::parse) struct Single {
    text: String,
    /// Whether white space stands behind it.
    blank: bool,
}

impl Single {
    /// Adds a piece.
    pub(in crate::parse) fn push(&mut self, text: &str) {
        if is_collapsed(text) {
            let inner = text.trim_matches(' ');
            if inner.is_empty() {
                self.blank |= !text.is_empty();
                return;
            }
            if (self.blank || text.starts_with(' ')) && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(inner);
            self.blank = text.ends_with(' ');
            return;
        }
        let mut rest = text;
        loop {
            let behind = rest.trim_start_matches(is_blank);
            self.blank |= behind.len() < rest.len();
            if behind.is_empty() {
                return;
            }
            let end = behind.bytes().position(|byte| is_blank(byte.into()));
            let (run, after) = behind
                .split_at_checked(end.unwrap_or(behind.len()))
                .unwrap_or((behind, ""));
            if self.text.is_empty() {
                self.text.reserve(rest.len());
            } else if self.blank {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push_str(run);
            rest = after;
        }
    }

    /// The text.
    pub(in crate::parse) fn finish(self) -> String {
        self.text
    }
}

/// A text whose runs of white space are single spaces.
pub(in crate::parse) fn collapsed(text: &str) -> Cow<'_, str> {
    if is_collapsed(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.bytes().position(|byte| is_blank(byte.into())) {
        let (run, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        out.push_str(run);
        out.push(' ');
        rest = behind.trim_start_matches(is_blank);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether white space in a text is single spaces. All of it is looked at, many bytes at once.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let is = |byte: u8, sign: u8| u8::from(byte == sign);
    let others = bytes.iter().fold(0, |found, byte| {
        found | is(*byte, b'\n') | is(*byte, b'\t') | is(*byte, b'\r')
    });
    let doubled = bytes.iter().zip(behind).fold(0, |found, (byte, next)| {
        found | is(*byte, b' ') & is(*next, b' ')
    });
    others == 0 && doubled == 0
}

/// Whether there is nothing but white space.
pub(in crate::parse) fn is_all_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}
