//! The head of an entry: who wrote it, and the year where that stands beside the authors.

use super::caseless;
use super::commas;
use super::line::Line;
use super::names::{self, People};
use super::person;
use super::sentence;
use super::spelled;
use super::year_within;
use crate::model::Date;
use crate::parse::date;

/// What calls the people before it editors.
const ROLES: [&str; 8] = [
    "(editors)",
    "(editor)",
    "(eds.)",
    "(eds)",
    "(ed.)",
    "(ed)",
    "(Eds.)",
    "(Ed.)",
];

/// Month and day are no longer, in characters.
const LONGEST_DAY: usize = 24;

/// What an entry begins with.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Head {
    /// The authors, or the editors of a book.
    pub(super) people: People,
    /// The year, in entries that put it after the authors: `Doe J (2010) Title.`
    pub(super) issued: Option<Date>,
    /// Where the rest begins.
    pub(super) end: usize,
    /// Whether commas part the fields behind.
    pub(super) commas: bool,
}

/// Reads the authors that an entry begins with; an entry without any begins with its title.
pub(super) fn read(line: &Line) -> Head {
    let text = line.text();
    if let Some((people, end)) = caseless::read(text) {
        return Head {
            people,
            end,
            ..Head::default()
        };
    }
    if let Some(head) = initials_first(line) {
        return head;
    }
    let end = extent(text);
    let printed = text.get(..end).unwrap_or_default();
    if let Some(head) = chicago(line, end) {
        return head;
    }
    let Some(people) = names::list(printed.trim_end_matches([' ', ',', ':'])) else {
        return run(text).or_else(|| before_colon(text)).unwrap_or_default();
    };
    let rest = text.get(end..).unwrap_or_default();
    let mut head = Head {
        people,
        end,
        ..Head::default()
    };
    // `Doe J, Roe A (editors) (2010) Title.`
    let mut after = rest.trim_start_matches([' ', '.', ',']);
    if let Some(rest) = ROLES.iter().find_map(|role| after.strip_prefix(role)) {
        head.people.editors = true;
        after = rest.trim_start_matches([' ', '.', ',']);
        head.end = text.len() - after.len();
    }
    if let Some((issued, after)) = year(after) {
        head.issued = Some(issued);
        head.end = text.len() - after.len();
    }
    head
}

/// Reads authors whose initials come first. One alone, which could be anything, shows itself by what
/// follows: a title in quotation marks or italics, an imprint or a publisher.
fn initials_first(line: &Line) -> Option<Head> {
    let (people, end) = super::initials_first::head(line)?;
    let titled = || {
        let rest = line.text().get(end..).unwrap_or_default();
        rest.starts_with(['“', '"']) || line.is_emphasised(end)
    };
    let shows = || year_within::find(line, end).is_some() || commas::shows(line, end);
    (people.names.len() > 1 || titled() || shows()).then_some(Head {
        people,
        issued: None,
        end,
        commas: true,
    })
}

/// Reads authors before a colon: `Doe J, Roe R: Title.`, as older journals of medicine have them.
fn before_colon(text: &str) -> Option<Head> {
    let (printed, _) = text.split_once(": ")?;
    let people = (!printed.contains(['.', '?', '!']))
        .then(|| names::list(printed))
        .flatten()?;
    // `Vitamin K: a review`, `Type II: a review` and `HIV AIDS: a review` begin with their titles.
    let surely = match people.names.as_slice() {
        [name] => {
            let given = name.given.as_deref().unwrap_or_default();
            let family = name.family.as_deref().unwrap_or_default();
            let spelled = family.contains(char::is_lowercase);
            given.len() > 1 && !person::suffix(given) && spelled
        }
        names => names.iter().any(|name| name.family.is_some()),
    };
    surely.then_some(Head {
        people,
        end: printed.len() + ": ".len(),
        ..Head::default()
    })
}

/// Reads authors whose names are spelled out, up to a title in quotation marks or in italics, or to a
/// year before that: `Doe, Jane. 2015. “Title.”`, `Doe, Jane. “Title.”`
fn chicago(line: &Line, end: usize) -> Option<Head> {
    let text = line.text();
    let rest = text.get(end..)?.trim_start_matches([' ', '.']);
    let (issued, after) = match year(rest) {
        Some((issued, after)) => (Some(issued), after),
        None => (None, rest),
    };
    let title = text.len() - after.len();
    // Italics that figures follow may be the journal behind a title like `Bones, Teeth`.
    let is_book = || {
        let behind = line
            .emphasis_at(title)
            .and_then(|range| text.get(range.end..));
        let behind = behind.map(|behind| behind.trim_start_matches(['.', ' ']));
        behind.is_some_and(|behind| issued.is_some() || behind.starts_with(char::is_uppercase))
    };
    (after.starts_with(['“', '"']) || is_book()).then_some(())?;
    Some(Head {
        people: spelled::read(text.get(..end)?)?,
        issued,
        end: title,
        commas: false,
    })
}

/// Reads authors that print ran together, up to their colon: `DoeJRoeAB: Title.`
fn run(text: &str) -> Option<Head> {
    let (printed, _) = text.split_once(": ")?;
    let short = printed.split(' ').count() < 20;
    Some(Head {
        people: short.then(|| names::run(printed)).flatten()?,
        end: printed.len() + 1,
        ..Head::default()
    })
}

/// How far a list of authors would reach if the text began with one.
fn extent(text: &str) -> usize {
    let mut before = ['\0'; 2];
    let mut characters = text.char_indices().peekable();
    let mut left_out = 0;
    while let Some((at, character)) = characters.next() {
        if at < left_out {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        // `Doe, J., . . . Roe, R.`: names that the style leaves out.
        if before == [',', ' ']
            && let Some(length) = dots(rest)
        {
            left_out = at + length;
            continue;
        }
        let next = characters.peek().map(|(_, next)| *next);
        match character {
            '?' | '!' => return 0,
            '(' if year(rest).is_some() => return at,
            '(' if ROLES.iter().any(|role| rest.starts_with(role)) => return at,
            // `Doe, J., Roe, A., 2010. Title.`
            ',' if rest.strip_prefix(", ").and_then(year).is_some() => return at,
            // `Doe J, et al Title`: the dot may be missing.
            ' ' | ',' => {
                if let Some(length) = et_al(rest) {
                    let behind = rest.get(length..).and_then(|rest| rest.strip_prefix("; "));
                    let group = behind.and_then(names::group);
                    return at + length + group.map_or(0, |group| "; ".len() + group);
                }
            }
            // After `Doe J.B.` comes the title, though the dot could be one of `U.S. Office`.
            '.' if (next == Some(' ') || sentence::closes(before, character, next))
                && !goes_on(before, rest) =>
            {
                return at;
            }
            _ => {}
        }
        before = [before[1], character];
    }
    text.len()
}

/// Whether the list goes on after a dot: `Doe J. B.`, `Doe J. and Roe A.`, `St. John J`.
fn goes_on(before: [char; 2], rest: &str) -> bool {
    let next = rest.trim_start_matches(['.', ' ']);
    let initial = before[1].is_uppercase() && !before[0].is_alphabetic();
    if !initial {
        return before == ['S', 't'];
    }
    let word = next.split(' ').next().unwrap_or_default();
    let again = word.ends_with(['.', ',']) && person::initials(word.trim_end_matches([',', ';']));
    again || matches!(word, "and" | "&" | "et")
}

/// The length of an "et al" at the start of a text, its dot included.
fn et_al(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(',').unwrap_or(text);
    let rest = rest.strip_prefix(" et al")?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let ends = !rest.starts_with(char::is_alphanumeric);
    ends.then(|| text.len() - rest.len())
}

/// The length of the dots at the start of a text that stand for names.
fn dots(text: &str) -> Option<usize> {
    let dots = [". . . ", "... ", "… "];
    dots.into_iter()
        .find(|dots| text.starts_with(dots))
        .map(str::len)
}

/// The year at the start of what follows the authors: `(2010)`, `(2010a).`, `2010.`
fn year(text: &str) -> Option<(Date, &str)> {
    let (inner, closing) = match text.strip_prefix('(') {
        Some(inner) => (inner, ')'),
        None => (text, '.'),
    };
    let (digits, rest) = inner.split_at_checked(4)?;
    let year = date::year(digits)?;
    // `(2010, May 5)`
    let day = || {
        let inner = rest.strip_prefix(", ")?;
        let mut signs = inner.char_indices().take(LONGEST_DAY);
        let (end, _) = signs.find(|(_, sign)| *sign == ')')?;
        let (day, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
        let written = format!("{digits} {day}");
        let (date, left) = date::prefix(&written)?;
        (closing == ')' && left.is_empty()).then_some((date, rest))
    };
    if let Some((date, rest)) = day() {
        return Some((date, rest.trim_start_matches([' ', '.', ':', ','])));
    }
    // `2010a` tells two works of a year apart.
    let rest = rest
        .strip_prefix(|c: char| c.is_ascii_lowercase())
        .unwrap_or(rest);
    let rest = rest.strip_prefix(closing)?;
    let rest = rest.trim_start_matches([' ', '.', ':', ',']);
    let title = rest.starts_with(|c: char| c.is_alphanumeric() || "[“\"‘'¿¡(".contains(c));
    title.then_some((Date::new(year, None, None), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn head_of(text: &str) -> Head {
        read(&Line::of(&[Inline::text(text)]))
    }

    fn split(text: &str) -> (usize, &str) {
        let head = head_of(text);
        (head.people.names.len(), text.split_at(head.end).1)
    }

    #[test]
    fn the_list_ends_at_its_full_stop() {
        assert_eq!(split("Doe J, Roe AB. On bones. X."), (2, ". On bones. X."));
        assert_eq!(split("Doe J. B., Roe A. On bones."), (2, ". On bones."));
        assert_eq!(split("Doe J. B. On bones."), (1, ". On bones."));
        assert_eq!(split("St. John J, Roe A. On bones."), (2, ". On bones."));
        assert_eq!(split("DoeJ, RoeA, et al On bones."), (2, " On bones."));
        assert_eq!(split("Doe J, Roe A, et al. On bones."), (2, " On bones."));
        assert_eq!(
            split("Doe J, Roe A, et al; FREEDOM Trial. On bones."),
            (3, ". On bones.")
        );
        assert_eq!(
            split("Doe J, Roe A; on behalf of the Bone Study Group. On bones."),
            (3, ". On bones.")
        );
        assert_eq!(split("Bone Society (BS). On bones."), (1, ". On bones."));
        assert_eq!(split("DoeJRoeAB: On bones."), (2, " On bones."));
        assert_eq!(
            split("World Bone Organization. On bones."),
            (1, ". On bones.")
        );
    }

    #[test]
    fn a_day_fills_its_brackets() {
        assert!(year("(2010, May 5). On bones").is_some());
        for text in ["(2010, May 5 or so). On bones", "2010, May 5) On bones"] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_may_stand_beside_the_authors() {
        let head = head_of("Doe J, Roe A (2010a) On bones. Bone 5: 3.");
        assert_eq!(head.issued, Some(Date::new(2010, None, None)));
        let head = head_of("Doe, J., Roe, A., 2010. On bones. Bone 5, 3.");
        assert_eq!(
            (head.people.names.len(), head.issued),
            (2, Some(Date::new(2010, None, None)))
        );
        let head = head_of("Doe J, Roe A (editors) (2010) On bones. Bern: X.");
        assert!(head.people.editors && head.issued.is_some());
    }

    #[test]
    fn the_list_may_end_at_a_colon() {
        assert_eq!(split("Doe J, Roe R: On bones. X"), (2, "On bones. X"));
        assert_eq!(split("Doe JA: On bones. X"), (1, "On bones. X"));
        assert_eq!(split("Doe J et al: On bones. X"), (1, ": On bones. X"));
        for text in [
            "Vitamin K: a review. X",
            "Type II: a review. X",
            "HIV AIDS: a review. X",
            "Bones, Teeth: a review. X",
            "Dr. Doe J, Roe R: a review. X",
        ] {
            assert_eq!(split(text), (0, text), "{text}");
        }
    }

    #[test]
    fn initials_may_come_first() {
        let (two, one) = ("J. Doe, R. Roe, On bones", "J. Doe, On bones");
        assert_eq!(split(two), (2, "On bones"));
        assert_eq!(split("J. Doe, “On bones,” X"), (1, "“On bones,” X"));
        let dated = "J. Doe, On bones, Bone 5 (2014) 3–9";
        assert_eq!(split(dated), (1, "On bones, Bone 5 (2014) 3–9"));
        // One name alone could be anything.
        assert_eq!(split(one), (0, one));
    }

    #[test]
    fn an_entry_may_begin_with_its_title() {
        assert_eq!(
            split("Bone loss after forty. Bone."),
            (0, "Bone loss after forty. Bone.")
        );
        assert_eq!(split("Why bones? Bone."), (0, "Why bones? Bone."));
        let asked = "Bone Society? No. Bone.";
        assert_eq!(split(asked), (0, asked));
        assert_eq!(split(""), (0, ""));
    }
}
