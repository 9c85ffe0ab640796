//! Lists of works by their first entry.

use super::uncommented_lines;

/// Lines that are indented further are code in Markdown.
const DEEPEST: usize = 3;

/// Where the first entry of BibTeX begins, if the source begins with one and what follows it is
/// another. Prose behind it makes an article of the source, which then begins with an example.
pub(super) fn bibtex(text: &str, whole: bool) -> Option<usize> {
    let (at, line) = uncommented_lines(text).next()?;
    let at = at + indent(line)?;
    let rest = text.get(at..)?;
    let inner = entry(rest)?;
    let Some(length) = group(inner) else {
        // Its end is out of sight, or missing.
        return Some(at);
    };
    let behind = inner.get(length..).unwrap_or_default();
    // What closes the entry can be followed by a comma, as people leave it there.
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    match uncommented_lines(behind).next() {
        Some((_, next)) => {
            let next = next.trim_start();
            // The head may end within a line.
            let cut = !whole && next.len() < 2;
            (next.starts_with('@') || cut).then_some(at)
        }
        None => Some(at),
    }
}

/// The text behind the opening brace, if an entry, a macro or a comment begins here:
/// `@article{key, title =`, `@string{name =`, `@comment{`.
fn entry(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('@')?;
    let kind_end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let kind = rest.get(..kind_end)?.to_ascii_lowercase();
    let inner = rest.get(kind_end..)?.trim_start().strip_prefix('{')?;
    let assigned = |fields: &str| {
        let fields = fields.trim_start();
        let name = fields.trim_start_matches(|c: char| c.is_alphanumeric() || "-_:+".contains(c));
        name.len() < fields.len() && name.trim_start().starts_with('=')
    };
    let plain = match kind.as_str() {
        "" => false,
        "comment" | "preamble" => true,
        "string" => assigned(inner),
        _ => {
            let (key, fields) = inner.split_once(',')?;
            !key.trim()
                .contains(|c: char| c.is_whitespace() || "{}=\"".contains(c))
                && assigned(fields)
        }
    };
    plain.then_some(inner)
}

/// How long the group is whose brace has been opened before this text, its closing brace included.
fn group(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Where the first record of RIS begins, if the source begins with one: `TY  - JOUR`, and another
/// tag on the next line. Its number may stand before it.
pub(super) fn ris(text: &str) -> Option<usize> {
    let number = |line: &str| line.trim().trim_end_matches('.').parse::<u32>().is_ok();
    let mut lines = uncommented_lines(text).skip_while(|(_, line)| number(line));
    let (at, first) = lines.next()?;
    let at = at + indent(first)?;
    let (tag, kind) = tagged(first)?;
    let kind = kind.trim();
    let record = match lines.next() {
        Some((_, next)) => !kind.is_empty() && tagged(next).is_some(),
        None => kind.len() > 1 && kind.bytes().all(|byte| byte.is_ascii_uppercase()),
    };
    (tag == "TY" && record).then_some(at)
}

/// The tag and the value of a line of RIS.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once('-')?;
    let tag = tag.trim_start().strip_suffix(' ')?.trim_end();
    let shape = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (tag.len() == 2 && tag.bytes().all(shape)).then_some((tag, value))
}

/// How far a line is indented; `None` where that makes code of it.
fn indent(line: &str) -> Option<usize> {
    let width = line.len() - line.trim_start().len();
    (width <= DEEPEST && !line.starts_with('\t')).then_some(width)
}
