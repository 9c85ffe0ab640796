//! Where a sentence ends: the decision.

use std::ops::Range;

use super::character::{RAISED, continues, is_hiragana, is_space, is_terminator, marker, space};
use super::enclosed::enclosed;
use super::surroundings::{After, Before, Kind, Mark, Terminator, rest};
use super::words::{self, Known};

/// See [`crate::model::sentences`].
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut enclosures = Enclosures::of(text);
    let mut start = space(text);
    let mut at = start;
    while let Some(distance) = rest(text, at).find(is_terminator) {
        let mark = Mark::read(text, at + distance);
        at = mark.end;
        if enclosures.hold(start, mark.end) {
            continue;
        }
        if let Some(end) = end(text, start, &mark) {
            found.push(start..end);
            start = end + space(rest(text, end));
            at = start;
        }
    }
    let last = text.trim_end_matches(is_space).len();
    if start < last {
        found.push(start..last);
    }
    found
}

/// Brackets and quotations that a sentence holds.
struct Enclosures {
    all: std::iter::Peekable<std::vec::IntoIter<(usize, usize)>>,
    until: usize,
}

impl Enclosures {
    fn of(text: &str) -> Self {
        Self {
            all: enclosed(text).into_iter().peekable(),
            until: 0,
        }
    }

    /// Whether this place stands in one that began after the sentence did. Places come in order.
    fn hold(&mut self, sentence: usize, place: usize) -> bool {
        while let Some((open, close)) = self.all.next_if(|(open, _)| *open < place) {
            if open > sentence {
                self.until = self.until.max(close);
            }
        }
        place <= self.until
    }
}

/// Where the sentence ends that this terminator ends, if it ends one.
fn end(text: &str, start: usize, mark: &Mark) -> Option<usize> {
    let gap = mark.end + space(rest(text, mark.end));
    if gap == text.len() {
        return Some(mark.end);
    }
    if mark.start == start {
        return None;
    }
    let directly = gap == mark.end;
    if mark.terminator == Terminator::Free {
        let next = rest(text, gap).chars().next()?;
        let goes_on = continues(next) || (directly && mark.closed && is_hiragana(next));
        return (!goes_on).then(|| with_markers(text, mark.end).0);
    }
    let full_stop = mark.terminator == Terminator::FullStop;
    let before = if full_stop {
        Before::read(text, mark.start)
    } else {
        match Before::read(text, mark.start) {
            Before::Alone => Before::Alone,
            _ => Before::Word { plain: false },
        }
    };
    let direct = After::read(rest(text, gap));
    if directly {
        // White space was lost: “…likely.¹³Calcium”, “…(Doe 1991).The”
        let word = matches!(before, Before::Word { plain: true })
            || text
                .get(..mark.start)
                .is_some_and(|text| text.ends_with([')', ']']));
        let after = rest(text, gap).strip_prefix(direct.word);
        let clear = direct.starts() && after.is_some_and(|after| after.starts_with(' '));
        let lost = word && full_stop && direct.kind == Kind::Upper && (mark.marked || clear);
        return lost.then_some(mark.end);
    }
    if before == Before::Known(Known::Never)
        || (full_stop && !mark.closed && is_enumerator(text, start, mark.start))
    {
        return None;
    }
    if let (Before::Known(Known::BeforeNumber), Kind::Marker) = (before, direct.kind) {
        return None;
    }
    let (end, next) = with_markers(text, mark.end);
    if next == text.len() {
        return Some(end);
    }
    let sentence = Surroundings {
        before,
        after: After::read(rest(text, next)),
        marked: mark.marked || end > mark.end,
        closed: mark.closed,
        full_stop,
    };
    sentence.ends(rest(text, next)).then_some(end)
}

/// Where the markers end that follow a terminator after white space, and where what follows
/// them begins. Markers before a small letter begin a sentence themselves: “. [5] showed”.
fn with_markers(text: &str, end: usize) -> (usize, usize) {
    let mut end = end;
    let mut next = end + space(rest(text, end));
    while let Some(length) =
        marker(rest(text, next)).filter(|_| !rest(text, next).starts_with(RAISED))
    {
        let after = next + length;
        let gap = after + space(rest(text, after));
        let kind = After::read(rest(text, gap)).kind;
        let parted = gap > after || gap == text.len();
        if !parted || matches!(kind, Kind::Lower | Kind::Sign) {
            break;
        }
        end = after;
        next = gap;
    }
    (end, next)
}

/// Whether nothing but a number or letter stands before the full stop: an item's own.
fn is_enumerator(text: &str, start: usize, end: usize) -> bool {
    let label = text.get(start..end).unwrap_or_default();
    label.len() <= 8
        && (label.chars().all(|c| c.is_ascii_digit())
            || label.chars().count() == 1
            || label
                .chars()
                .all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
}

/// What decides about a terminator with white space after it.
struct Surroundings<'a> {
    before: Before<'a>,
    after: After<'a>,
    marked: bool,
    closed: bool,
    full_stop: bool,
}

impl Surroundings<'_> {
    fn ends(&self, next: &str) -> bool {
        let kind = self.after.kind;
        match self.before {
            Before::Alone | Before::Known(Known::Never) => false,
            Before::Word { plain } => self.after_word(plain),
            Before::Number(number, word) => self.after_number(number, word),
            Before::Letter { letter, word, kind } => self.after_letter(letter, word, kind, next),
            Before::Known(Known::MayEnd) => {
                !self.is_spaced_pair(next)
                    && (self.after.starts()
                        || (self.marked
                            && matches!(kind, Kind::Upper | Kind::Caseless | Kind::Object)))
            }
            Before::Known(Known::BeforeNumber) => !self.after.counts() && self.after_word(false),
            Before::Known(Known::ListEnd) => self.after_word(false),
        }
    }

    fn after_word(&self, plain: bool) -> bool {
        match self.after.kind {
            Kind::Upper
            | Kind::Caseless
            | Kind::Object
            | Kind::Digit
            | Kind::Marker
            | Kind::End => true,
            Kind::Special | Kind::Bracketed => plain && self.full_stop,
            Kind::Lower => plain && self.full_stop && self.marked && !self.closed,
            Kind::Sign => false,
        }
    }

    fn after_number(&self, number: &str, word: &str) -> bool {
        let short = number.len() <= 2;
        let kind = self.after.kind;
        if short && !self.marked && !self.closed {
            // Days and months in figures: 3. 5. 2020
            let month = word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_digit());
            let day = self.after.dotted && self.after.word.len() <= 2;
            if kind == Kind::Digit && (day || month) {
                return false;
            }
            if kind == Kind::Upper && words::is_ordinal(word, self.after.word) {
                return false;
            }
        }
        self.after_word(false)
    }

    fn after_letter(&self, letter: char, word: &str, of_a_kind: bool, next: &str) -> bool {
        if self.closed || self.marked {
            return self.after_word(false);
        }
        if self.is_spaced_pair(next) {
            return false;
        }
        let initial = self.after.dotted && self.after.word.chars().count() == 1;
        match self.after.kind {
            Kind::End => true,
            Kind::Digit | Kind::Object | Kind::Special | Kind::Caseless => of_a_kind,
            Kind::Upper if initial => false,
            Kind::Upper if letter.is_uppercase() => {
                let no_initial = !word.is_empty() && !word.ends_with('.');
                let no_name = self.after.starts() && !words::is_name(self.after.word);
                of_a_kind || (no_initial && (no_name || self.after.bracketed))
            }
            Kind::Upper => letter.is_lowercase(),
            _ => false,
        }
    }

    /// Whether the words on both sides are one abbreviation printed with a space.
    fn is_spaced_pair(&self, next: &str) -> bool {
        if !self.after.dotted {
            return false;
        }
        let Before::Letter { letter, .. } = self.before else {
            return false;
        };
        // z. B., u. a., т. д.: single letters, the first of them small
        let short = self.after.word.chars().count() == 1;
        (short && next.starts_with(self.after.word))
            || words::is_spaced(&letter.to_string(), self.after.word)
    }
}
