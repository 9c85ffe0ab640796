//! Where the fields of an entry end: at full stops that close, not at those that shorten.

use std::ops::Range;

/// The fields of `text` from `from` on: what stands between its closing marks.
///
/// A range leaves out a full stop and keeps a question mark. Inside brackets nothing closes:
/// `[Bones and foods. A survey]` is one title. Fields of punctuation alone are not given.
pub(super) fn segments(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = from;
    let tail = text.get(from..).unwrap_or_default();
    let mut brackets = Brackets::of(tail);
    let mut before = ['\0'; 2];
    let mut characters = tail.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        brackets.pass(character);
        let next = characters.peek().map(|(_, next)| *next);
        let shortens = || {
            let [before, after] = [tail.get(..at), tail.get(at..)];
            character == '.' && counts(before.unwrap_or_default(), after.unwrap_or_default())
        };
        if !brackets.inside() && closes(before, character, next) && !shortens() {
            let after = from + at + character.len_utf8();
            let end = if character == '.' { from + at } else { after };
            add(&mut found, text, start..end);
            start = after;
        }
        before = [before[1], character];
    }
    add(&mut found, text, start..text.len());
    found
}

/// Whether a dot shortens a word that counts, with what it counts behind it: `5(2), pp. 3–9`, and not
/// `236 p. 10.1000/x`.
fn counts(before: &str, after: &str) -> bool {
    let number = after
        .strip_prefix(". ")
        .is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    number
        && [" pp", " p", " vol", " Vol", " no"].iter().any(|word| {
            let lead = before.strip_suffix(word);
            lead.is_some_and(|lead| !lead.ends_with(|c: char| c.is_ascii_digit()))
        })
}

/// Whether a mark closes a field, seen from the two characters before it and the one after it.
pub(super) fn closes(before: [char; 2], mark: char, next: Option<char>) -> bool {
    if !matches!(mark, '.' | '?' | '!') {
        return false;
    }
    match next {
        None => true,
        // The second dot of `U.S. Office` ends no field.
        Some(c) if c.is_whitespace() => {
            !(mark == '.' && before[0] == '.' && before[1].is_uppercase())
        }
        // Print that lost its space: `in birds.Ecol Lett`.
        Some(c) => {
            mark == '.'
                && c.is_uppercase()
                && (before[1].is_lowercase() || ")]?".contains(before[1]))
        }
    }
}

fn add(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = text.get(range.clone()).unwrap_or_default();
    if part.contains(char::is_alphanumeric) {
        let start = range.start + (part.len() - part.trim_start().len());
        let end = start + part.trim().len();
        found.push(start..end);
    }
}

/// The brackets that are open, those that are never closed left out.
struct Brackets {
    open: [usize; 2],
    ahead: [usize; 2],
}

impl Brackets {
    fn of(text: &str) -> Self {
        let count = |mark| text.chars().filter(|c| *c == mark).count();
        Self {
            open: [0; 2],
            ahead: [count(')'), count(']')],
        }
    }

    fn pass(&mut self, character: char) {
        let [round, square] = &mut self.open;
        let [rounds, squares] = &mut self.ahead;
        let (open, ahead) = match character {
            '(' | ')' => (round, rounds),
            '[' | ']' => (square, squares),
            _ => return,
        };
        if matches!(character, '(' | '[') {
            *open += usize::from(*open < *ahead);
        } else {
            *open = open.saturating_sub(1);
            *ahead = ahead.saturating_sub(1);
        }
    }

    fn inside(&self) -> bool {
        self.open != [0; 2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        segments(text, 0)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect()
    }

    #[test]
    fn full_stops_close_fields() {
        assert_eq!(
            read("Doe J. Why bones? Bone. "),
            ["Doe J", "Why bones?", "Bone"]
        );
        assert_eq!(read("In birds.Ecol Lett"), ["In birds", "Ecol Lett"]);
        assert_eq!(read("Really?. Bone."), ["Really?", "Bone"]);
        assert_eq!(read(". . "), Vec::<&str>::new());
    }

    #[test]
    fn nothing_closes_inside_brackets() {
        assert_eq!(
            read("[One. Two]. Three (vs. four) x."),
            ["[One. Two]", "Three (vs. four) x"]
        );
        assert_eq!(read("[One. Two. (Three"), ["[One", "Two", "(Three"]);
    }

    #[test]
    fn dots_within_words_close_nothing() {
        assert_eq!(
            read("U.S. Office of E.coli v1.2 2.5 mg"),
            ["U.S. Office of E.coli v1.2 2.5 mg"]
        );
    }
}
