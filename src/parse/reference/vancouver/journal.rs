//! The title and the journal, told apart.

use std::ops::Range;

use super::line::{self, Line};
use super::numbers::{self, Numbers};
use super::sentence;

/// Words of journal titles as ISO 4 shortens them, for those who print the dot.
const SHORTENED: [&str; 103] = [
    "Acad",
    "Acta",
    "Am",
    "Anal",
    "Ann",
    "Annu",
    "Appl",
    "Arch",
    "Assoc",
    "Behav",
    "Biochem",
    "Biochim",
    "Bioeng",
    "Biol",
    "Biomed",
    "Biophys",
    "Biotechnol",
    "Bot",
    "Br",
    "Bull",
    "Can",
    "Cardiol",
    "Cardiovasc",
    "Cell",
    "Chem",
    "Clin",
    "Commun",
    "Comput",
    "Curr",
    "Dent",
    "Dermatol",
    "Dev",
    "Diagn",
    "Dis",
    "Ecol",
    "Econ",
    "Educ",
    "Endocr",
    "Endocrinol",
    "Eng",
    "Engl",
    "Environ",
    "Epidemiol",
    "Eur",
    "Evol",
    "Exp",
    "Front",
    "Gastroenterol",
    "Gen",
    "Genet",
    "Geol",
    "Gynaecol",
    "Gynecol",
    "Hum",
    "Immunol",
    "Inf",
    "Inst",
    "Int",
    "Lett",
    "Mar",
    "Mech",
    "Med",
    "Metab",
    "Microbiol",
    "Miner",
    "Mol",
    "Nat",
    "Natl",
    "Neurol",
    "Neurosci",
    "Nutr",
    "Obstet",
    "Oncol",
    "Opin",
    "Orthop",
    "Pathol",
    "Pediatr",
    "Pharmacol",
    "Philos",
    "Phys",
    "Physiol",
    "Proc",
    "Psychiatr",
    "Psychol",
    "Q",
    "Radiol",
    "Rep",
    "Res",
    "Rev",
    "Rheumatol",
    "Sci",
    "Soc",
    "Softw",
    "Stat",
    "Struct",
    "Surg",
    "Syst",
    "Technol",
    "Ther",
    "Toxicol",
    "Trans",
    "Transl",
    "Zool",
];

/// The two halves of what stands between the authors and the imprint.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Halves {
    /// The title.
    pub(super) title: Option<String>,
    /// The journal, or the book.
    pub(super) container: Option<String>,
}

/// Parts title and journal.
///
/// Italics before the imprint are the journal. Without them it is the last sentence, which may
/// have dots of its own (`J. Bone Miner. Res.`). One sentence alone is a title. In a style that parts its
/// fields by commas the journal is what stands behind the last one.
pub(super) fn part(line: &Line, range: Range<usize>, commas: bool) -> Halves {
    let marks = ['.', ',', ';', ':', ' '];
    let italic = line.emphasis_before(range.end, &marks);
    let start = match italic {
        Some(italic) if italic.start >= range.start => italic.start,
        _ => quoted(line.get(range.clone()))
            .or_else(|| {
                commas
                    .then(|| behind_comma(line.get(range.clone())))
                    .flatten()
            })
            .map(|length| range.start + length)
            .or_else(|| last(line.get(0..range.end), range.start))
            .unwrap_or(range.end),
    };
    Halves {
        title: line::field(line.get(range.start..start)),
        container: line::field(line.get(start..range.end)),
    }
}

/// The length of a title that a text begins with, in quotation marks: `‘On bones’, Journal of Bone`, as
/// Harvard has it, `“On bones,” J. Bone`, as IEEE, `“On Bones.” Journal of Bone`, as Chicago. Single
/// marks, which may be apostrophes, need their comma.
fn quoted(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(['.', ' ']);
    let marks = text.len() - bare.len();
    let quotes = [("‘", "’, "), ("“", "”"), ("'", "', "), ("\"", "\"")];
    quotes.iter().find_map(|(open, close)| {
        let (title, behind) = bare.strip_prefix(open)?.split_once(close)?;
        let closed = close.ends_with(' ') || behind.starts_with([',', ' ']);
        closed.then(|| marks + open.len() + title.len() + close.len())
    })
}

/// Where a journal begins behind the last comma of a text: `Bones of the hand, J. Bone`.
fn behind_comma(text: &str) -> Option<usize> {
    let text = text.trim_end_matches([' ', ',']);
    let (title, journal) = text.rsplit_once(", ")?;
    let capital = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(')
            || matches!(word, "of" | "and" | "the" | "in" | "for" | "&" | "-" | "–")
    };
    let words = journal.split(' ');
    let named = words.clone().count() <= 12 && words.into_iter().all(capital);
    named.then(|| title.len() + ", ".len())
}

/// Where the last field of a text begins, if it is not the only one.
fn last(text: &str, from: usize) -> Option<usize> {
    let fields = sentence::segments(text, from);
    let mut at = fields.len().checked_sub(1)?;
    // The first field is the title, however short it is.
    while at > 1
        && let Some(before) = fields.get(at - 1)
        && is_shortened(text.get(before.clone()).unwrap_or_default())
    {
        at -= 1;
    }
    fields.get(at).filter(|_| at > 0).map(|field| field.start)
}

/// Whether a field ends in a shortened word of a journal's title, so that its dot closes nothing.
fn is_shortened(field: &str) -> bool {
    let last = field.rsplit(' ').next().unwrap_or_default();
    let letter = last.len() == 1 && last.starts_with(|c: char| c.is_ascii_uppercase());
    let capitals = field.split(' ').all(|word| {
        word.starts_with(char::is_uppercase)
            || matches!(word, "of" | "and" | "the" | "&" | "-" | "–")
    });
    capitals && (letter || SHORTENED.contains(&last))
}

/// A journal with its volume at the end of an entry that has its year beside the authors.
#[derive(Debug, PartialEq)]
pub(super) struct Volume {
    /// Where the journal ends.
    pub(super) start: usize,
    /// Volume, issue, pages.
    pub(super) numbers: Numbers,
}

/// Finds `25: 211–220` or `21, 1321–1333` at the end of the text from `from` on.
pub(super) fn volume(text: &str, from: usize) -> Option<Volume> {
    let fields = sentence::segments(text, from);
    let field = fields.last()?.clone();
    let last = text.get(field.clone())?;
    let starts = last.match_indices(' ').map(|(at, _)| at + 1);
    std::iter::once(0).chain(starts).find_map(|at| {
        let rest = last.get(at..)?;
        let counts = rest.starts_with(|c: char| c.is_ascii_digit());
        // The volume stands after the journal, which is a field before it or words before it.
        let follows = at > 0 || fields.len() > 1;
        let (mut numbers, after) = (counts && follows).then(|| numbers::read(rest)).flatten()?;
        // `Lore Abstr: 123`: a colon comes before pages, never before a volume.
        let alone = numbers.issue.is_none() && numbers.page.is_none();
        if alone && last.get(..at)?.ends_with(": ") {
            numbers.page = numbers.volume.take();
        }
        let whole = after.chars().all(|c| " .,".contains(c));
        let start = field.start + at;
        whole.then_some(Volume { start, numbers })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let halves = part(&Line::of(&[Inline::text(text)]), 0..text.len(), false);
        (halves.title, halves.container)
    }

    fn both(title: &str, journal: &str) -> (Option<String>, Option<String>) {
        (Some(title.to_owned()), Some(journal.to_owned()))
    }

    #[test]
    fn the_journal_is_the_last_sentence() {
        assert_eq!(
            read("On bones. A survey. Bone. "),
            both("On bones. A survey", "Bone")
        );
        assert_eq!(
            read("Why bones? Clin Bone (Oxf)."),
            both("Why bones?", "Clin Bone (Oxf)")
        );
        assert_eq!(
            read("[On bones. So]. Bone."),
            both("[On bones. So]", "Bone")
        );
        assert_eq!(read("On bones."), (Some("On bones".to_owned()), None));
    }

    #[test]
    fn shortened_words_keep_their_dots() {
        assert_eq!(
            read("On D. J. Bone Miner. Res. "),
            both("On D", "J. Bone Miner. Res")
        );
        assert_eq!(
            read("On Sci. Proc. Natl. Acad. Sci. "),
            both("On Sci", "Proc. Natl. Acad. Sci")
        );
    }

    #[test]
    fn a_field_ends_shortened_only_among_capitals() {
        for text in ["J", "J. Bone J", "Proc. Natl. Acad", "Proc. of the Soc"] {
            assert!(is_shortened(text), "{text}");
        }
        for text in [
            "",
            "Bone",
            "J. Bone",
            "7",
            "é",
            "the bones of J",
            "On a bone Soc",
        ] {
            assert!(!is_shortened(text), "{text}");
        }
    }

    #[test]
    fn behind_a_comma_a_journal_is_capitalised() {
        let read = |text| behind_comma(text).and_then(|at| str::get(text, at..));
        assert_eq!(read("On bones, teeth, J. Bone"), Some("J. Bone"));
        assert_eq!(
            read("On bones, Bone of the (Dutch) Lore, "),
            Some("Bone of the (Dutch) Lore, ")
        );
        for text in [
            "On bones",
            "On bones, a tale",
            "On bones, Bone tales",
            "On bones, A B C D E F G H I J K L M",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn italics_before_the_title_are_no_journal() {
        let text = "Doe J. ";
        let line = Line::of(&[
            Inline::Emphasis {
                children: vec![Inline::text(format!("{text}Bone"))],
            },
            Inline::text(" 2010"),
        ]);
        let halves = part(&line, text.len()..12, false);
        assert_eq!(
            (halves.title, halves.container),
            (Some("Bone".to_owned()), None)
        );
    }

    #[test]
    fn italics_are_stronger_than_sentences() {
        let line = Line::of(&[
            Inline::text("On bones. "),
            Inline::Emphasis {
                children: vec![Inline::text("Bone. Part A.")],
            },
            Inline::text(" 2010"),
        ]);
        let halves = part(&line, 0..24, false);
        assert_eq!(
            (halves.title, halves.container),
            both("On bones", "Bone. Part A")
        );
    }

    #[test]
    fn a_volume_closes_the_entry() {
        let read = |text: &str| volume(text, 0).map(|found| found.start);
        assert_eq!(read("On bones. Journal of Bone 25: 211–220."), Some(26));
        assert_eq!(read("On bones. Bone. 21, 1321–1333."), Some(16));
        assert_eq!(read("On bones. Bone 31."), Some(15));
        for text in ["On bones", "12", "On 12 bones", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
