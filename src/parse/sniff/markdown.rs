//! Text that only a writer of Markdown writes.

/// Whether a text has what is no light markup of print: metadata in YAML before it, a citation by
/// the key of its work (`[@doe2020]`), or the text of a footnote (`[^1]: …`). Headings and emphasis
/// say nothing: there the readings of both agree.
pub(super) fn is(text: &str) -> bool {
    let text = text.trim_start_matches(super::is_blank);
    has_metadata(text) || text.lines().any(|line| is_note(line) || cites_by_key(line))
}

fn has_metadata(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    if lines.next() != Some("---") {
        return false;
    }
    let mut has_key = false;
    for line in lines {
        if matches!(line, "---" | "...") {
            return has_key;
        }
        has_key |= line.split_once(':').is_some_and(|(key, _)| is_key(key));
    }
    false
}

fn is_note(line: &str) -> bool {
    let label = line
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]:"));
    label.is_some_and(|(label, _)| is_key(label))
}

fn cites_by_key(line: &str) -> bool {
    line.split("[@").skip(1).any(|rest| {
        rest.split_once(']')
            .and_then(|(inside, _)| inside.split([';', ',', ' ']).next())
            .is_some_and(is_key)
    })
}

/// A name as keys of works, labels of notes and fields of metadata are.
fn is_key(word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '/' | '+');
    word.starts_with(|c: char| c.is_alphanumeric() || c == '_') && word.chars().all(is_part)
}
