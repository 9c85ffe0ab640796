//! Looks ahead and around, each of a bounded length, so that reading stays linear.

use memchr::memchr3_iter;

/// The longest code span or raised text, in bytes.
pub(super) const LONGEST_SPAN: usize = 1024;

/// For every `[`, the `]` that closes it: offsets in ascending order.
pub(super) fn partners(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    let mut escaped = None;
    let bytes = text.as_bytes();
    for at in memchr3_iter(b'\\', b'[', b']', bytes) {
        if escaped == Some(at) {
            continue;
        }
        match bytes.get(at) {
            Some(b'\\') => escaped = Some(at + 1),
            Some(b'[') => open.push(at),
            _ => {
                if let Some(start) = open.pop() {
                    pairs.push((start, at));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Where a run of exactly as many backticks as the fence has begins.
pub(super) fn closing_fence(inner: &str, fence: &str) -> Option<usize> {
    let mut from = 0;
    while from <= LONGEST_SPAN {
        let found = from
            + bounded(inner, from + LONGEST_SPAN)
                .get(from..)?
                .find(fence)?;
        let run = inner.get(found..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == fence.len() {
            return Some(found);
        }
        from = found + length;
    }
    None
}

/// At most `length` bytes of a text, cut at a character boundary.
pub(super) fn bounded(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The text between two equal signs: no spaces, no second sign, not empty (Pandoc's rule).
pub(super) fn between(rest: &str, sign: char) -> Option<&str> {
    let inner = bounded(rest.get(sign.len_utf8()..)?, 64);
    let end = inner.find(|c: char| c == sign || c.is_whitespace())?;
    (end > 0 && inner.get(end..)?.starts_with(sign))
        .then(|| inner.get(..end))
        .flatten()
}

pub(super) fn is_empty_target(target: &str) -> bool {
    matches!(
        target.trim(),
        "" | "#" | "#!" | "javascript:void(0)" | "javascript:void(0);" | "javascript:;"
    )
}

/// CommonMark's left- and right-flanking rules: may the run open, may it close?
pub(super) fn flanking(
    delimiter: char,
    previous: Option<char>,
    next: Option<char>,
) -> (bool, bool) {
    let white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mark = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let left = !white(next) && (!mark(next) || white(previous) || mark(previous));
    let right = !white(previous) && (!mark(previous) || white(next) || mark(next));
    if delimiter == '*' {
        (left, right)
    } else {
        (
            left && (!right || mark(previous)),
            right && (!left || mark(next)),
        )
    }
}
