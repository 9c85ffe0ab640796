//! A line as it is read: single spaces, none at the ends, nothing empty.

use crate::model::Inline;

/// Tidies a line.
pub(in crate::parse) fn line(line: &mut Vec<Inline>) {
    let mut blank = true;
    inside(line, &mut blank);
    trim_end(line);
    drop_empty(line);
    while line.last() == Some(&Inline::Break) {
        line.pop();
        trim_end(line);
        drop_empty(line);
    }
    let first = line
        .iter()
        .take_while(|inline| **inline == Inline::Break)
        .count();
    line.drain(..first.min(line.len()));
}

/// Takes away spaces behind spaces; `blank` says whether what stands before ends in one.
fn inside(line: &mut [Inline], blank: &mut bool) {
    for inline in line {
        match inline {
            Inline::Text { value } => {
                if *blank && value.starts_with(' ') {
                    value.remove(0);
                }
                if !value.is_empty() {
                    *blank = value.ends_with(' ');
                }
            }
            Inline::Break => *blank = true,
            other => match other.children_mut() {
                Some(children) => inside(children, blank),
                None => *blank = false,
            },
        }
    }
}

/// Takes away the space at the end of a line, however deep it stands.
fn trim_end(line: &mut Vec<Inline>) {
    while let Some(last) = line.last_mut() {
        match last {
            Inline::Text { value } => {
                value.truncate(value.trim_end_matches(' ').len());
                if !value.is_empty() {
                    return;
                }
                line.pop();
            }
            other => {
                if let Some(children) = other.children_mut() {
                    trim_end(children);
                }
                return;
            }
        }
    }
}

/// Takes away what holds nothing, and joins texts that touch then.
fn drop_empty(line: &mut Vec<Inline>) {
    line.retain_mut(|inline| match inline.children_mut() {
        Some(children) => {
            drop_empty(children);
            !children.is_empty()
        }
        None => !matches!(inline, Inline::Text { value } if value.is_empty()),
    });
    join_texts(line);
}

/// Makes one piece of texts that stand beside each other.
pub(in crate::parse) fn join_texts(line: &mut Vec<Inline>) {
    line.dedup_by(|next, before| match (before, next) {
        (Inline::Text { value }, Inline::Text { value: more }) => {
            value.push_str(more);
            true
        }
        _ => false,
    });
}

/// Adds an inline; texts that touch become one.
pub(in crate::parse) fn push(out: &mut Vec<Inline>, inline: Inline) {
    match inline {
        Inline::Text { value }
            if value.is_empty() || matches!(out.last(), Some(Inline::Text { .. })) =>
        {
            push_text(out, &value);
        }
        other => out.push(other),
    }
}

/// Adds text to a line.
pub(in crate::parse) fn push_text(out: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { value }) = out.last_mut() {
        value.push_str(text);
    } else {
        out.push(Inline::text(text));
    }
}
