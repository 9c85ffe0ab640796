//! Volume, issue and pages: `6(5):1971-80`, `25 Suppl 1:S3-8`, `24(2 Suppl)`, `;2018:4629383`.

/// Longer than any number of a volume, an issue or a list of pages; what is longer is something
/// else and is not searched to its end.
const LONGEST: usize = 80;

/// Words that begin a part of a volume.
const PARTS: [&str; 10] = [
    "Suppl",
    "Supplement",
    "Suppl.",
    "Pt",
    "Pt.",
    "Part",
    "Spec",
    "Special",
    "No",
    "No.",
];

/// Where in a volume an article stands.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The volume.
    pub(super) volume: Option<String>,
    /// The issue, a supplement included.
    pub(super) issue: Option<String>,
    /// The pages.
    pub(super) page: Option<String>,
}

/// Reads the numbers that a text begins with, and gives what follows them.
pub(super) fn read(text: &str) -> Option<(Numbers, &str)> {
    let mut numbers = Numbers::default();
    let mut issue = Vec::new();
    let mut rest = text.trim_start();
    if let Some((volume, after)) = volume(rest) {
        numbers.volume = Some(volume);
        rest = after;
    }
    while let Some((part, after)) = part(rest.trim_start()).or_else(|| bracketed(rest)) {
        issue.extend((!part.is_empty()).then_some(part));
        rest = after;
    }
    let colon = rest.trim_start().strip_prefix([':', ',']);
    if let Some((page, after)) = colon.and_then(pages) {
        numbers.page = Some(page);
        rest = after;
    }
    if !issue.is_empty() {
        numbers.issue = Some(issue.join(" "));
    }
    // `2020; 1–12.` names pages: two volumes in one would follow each other (`58-59`). A lone
    // number of five digits is an article's: no journal has so many volumes.
    let lone = numbers.issue.is_none() && numbers.page.is_none();
    let paged = |volume: &str| apart(volume) || (volume.len() > 4 && volume.parse::<u64>().is_ok());
    if lone && numbers.volume.as_deref().is_some_and(paged) {
        numbers.page = numbers.volume.take();
    }
    (numbers != Numbers::default()).then_some((numbers, rest))
}

/// The number of a volume: it has a digit, or is a Roman number.
fn volume(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !is_dash(c) && c != '/');
    let (number, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let number = number.trim_end_matches(is_dash);
    let counts = number.contains(|c: char| c.is_ascii_digit()) || is_roman(number);
    (counts && number.len() <= 20).then(|| (number.to_owned(), rest))
}

/// `Suppl 1`, `Pt 2`, `No. 3`: a part that is named outside of brackets.
fn part(text: &str) -> Option<(String, &str)> {
    let (word, after) = word(text)?;
    if !PARTS.contains(&word) {
        return None;
    }
    let label = word.trim_end_matches('.');
    let (number, rest) = after
        .strip_prefix(' ')
        .and_then(self::word)
        .filter(|(number, _)| number.contains(|c: char| c.is_ascii_digit()))
        .unwrap_or(("", after));
    let text = match (label, number) {
        ("No", "") => return None,
        ("No", number) => number.to_owned(),
        (label, "") => label.to_owned(),
        (label, number) => format!("{label} {number}"),
    };
    Some((text, rest))
}

/// A word up to the mark after it; the dot of an abbreviation stays.
fn word(text: &str) -> Option<(&str, &str)> {
    let mut characters = text.char_indices().take(LONGEST);
    let end = characters.find(|(_, c)| *c == ' ' || ":;,()".contains(*c));
    let (word, rest) = text.split_at_checked(end.map_or(text.len(), |(at, _)| at))?;
    if rest.is_empty() {
        // The dot that closes the entry is nobody's abbreviation.
        let bare = word.trim_end_matches('.');
        return Some((bare, word.get(bare.len()..)?));
    }
    (!word.is_empty() && word.len() <= 20).then_some((word, rest))
}

/// `(5)`, `(2 Suppl)`, `(1–2)`, and the `()` of an issue that has no number.
fn bracketed(text: &str) -> Option<(String, &str)> {
    let inner = text.trim_start().strip_prefix('(')?;
    let end = inner
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| *c == ')')?
        .0;
    let issue = super::line::field(inner.get(..end)?).unwrap_or_default();
    Some((issue, inner.get(end + 1..)?))
}

/// Reads the pages that a text begins with, or the number of an article: `R131-51`, `S47– S64`,
/// `e12345`, `114–122.e3`, `3-9, 12`, `pp. 3–9`.
pub(super) fn pages(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let labels = [
        "pp.",
        "pp ",
        "p.",
        "p ",
        "Article ID",
        "Article ",
        "Art. No.",
        "Art. no.",
        "Pages ",
    ];
    let label = labels.iter().find_map(|label| text.strip_prefix(label));
    let text = label.unwrap_or(text).trim_start();
    let (mut pages, mut rest) = range(text)?;
    while let Some((more, after)) = rest.strip_prefix(", ").and_then(range) {
        // What follows a comma is another page only if a number follows it, and nothing else.
        let closed = after.is_empty() || after.starts_with(['.', ',', ';']);
        if !closed || pages.len() > LONGEST || !more.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        pages = format!("{pages}, {more}");
        rest = after;
    }
    Some((pages, rest))
}

/// A page, or a first and a last page.
fn range(text: &str) -> Option<(String, &str)> {
    let (first, rest) = page(text)?;
    let Some(dash) = rest.chars().next().filter(|c| is_dash(*c)) else {
        return Some((first.to_owned(), rest));
    };
    let after = rest
        .get(dash.len_utf8()..)?
        .trim_start_matches([' ', '-', '–']);
    let Some((last, after)) = page(after) else {
        return Some((first.to_owned(), rest.get(dash.len_utf8()..)?));
    };
    Some((format!("{first}{dash}{last}"), after))
}

/// One page: it has a digit, or is a Roman number.
fn page(text: &str) -> Option<(&str, &str)> {
    let mut characters = text.char_indices().take(LONGEST).peekable();
    let mut end = 0;
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        // `122.e3` goes on after its dot, `91.Epub` and `91. PMID` do not.
        let inside = character == '.' && next.is_some_and(|c| c == 'e' || c.is_ascii_digit());
        if !character.is_alphanumeric() && !inside {
            break;
        }
        end = at + character.len_utf8();
    }
    let (page, rest) = text.split_at_checked(end)?;
    let counts = page.contains(|c: char| c.is_ascii_digit()) || is_roman(page);
    counts.then_some((page, rest))
}

/// Whether a text is a range of two numbers that do not follow each other.
fn apart(text: &str) -> bool {
    let Some((first, last)) = text.split_once(is_dash) else {
        return false;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) => first.checked_add(1) != Some(last),
        _ => false,
    }
}

/// Whether a text is a number in Roman digits.
fn is_roman(text: &str) -> bool {
    let roman = |digits: &str| !text.is_empty() && text.chars().all(|c| digits.contains(c));
    roman("ivxlc") || roman("IVXLC")
}

/// Any dash that joins two numbers.
pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> [String; 4] {
        let (numbers, rest) = read(text).unwrap_or_default();
        [
            numbers.volume.unwrap_or_default(),
            numbers.issue.unwrap_or_default(),
            numbers.page.unwrap_or_default(),
            rest.to_owned(),
        ]
    }

    #[test]
    fn volume_issue_and_pages() {
        for (text, expected) in [
            ("6(5):1971-80.", ["6", "5", "1971-80", "."]),
            ("22(3): 286-96.", ["22", "3", "286-96", "."]),
            ("338(1-2):241-54", ["338", "1-2", "241-54", ""]),
            ("2018:4629383.", ["2018", "", "4629383", "."]),
            ("173(3):R131-51.", ["173", "3", "R131-51", "."]),
            ("25 Suppl 1:S3-8.", ["25", "Suppl 1", "S3-8", "."]),
            ("25(3) Suppl 1:S3-8.", ["25", "3 Suppl 1", "S3-8", "."]),
            ("24(2 Suppl):5", ["24", "2 Suppl", "5", ""]),
            ("24(2 Suppl).", ["24", "2 Suppl", "", "."]),
            ("7(): e31.", ["7", "", "e31", "."]),
            ("Suppl 3:S1-S9", ["", "Suppl 3", "S1-S9", ""]),
            ("(7):12-4.", ["", "7", "12-4", "."]),
            ("12, No. 4, pp. 3–9.", ["12", "", "", ", No. 4, pp. 3–9."]),
            ("62: S47– S64.", ["62", "", "S47–S64", "."]),
            ("23, 114–122.e3.", ["23", "", "114–122.e3", "."]),
            ("5:3-9, 12.", ["5", "", "3-9, 12", "."]),
            (
                "5:3-9; discussion 12.",
                ["5", "", "3-9", "; discussion 12."],
            ),
            ("5.", ["5", "", "", "."]),
            ("1–12.", ["", "", "1–12", "."]),
            ("534812.", ["", "", "534812", "."]),
            ("12345(2).", ["12345", "2", "", "."]),
            ("12345:3.", ["12345", "", "3", "."]),
            ("1234.", ["1234", "", "", "."]),
            ("58-59.", ["58-59", "", "", "."]),
            ("xii:iv-x.", ["xii", "", "iv-x", "."]),
            ("36A(2):e12345 Epub", ["36A", "2", "e12345", " Epub"]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_no_numbers() {
        for text in ["", "Bone", ":", "Epub", "(", "()", "( , )"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn pages_go_on_behind_a_comma_up_to_a_length() {
        for (text, expected) in [
            ("3-9, 12.", ("3-9, 12", ".")),
            ("3-9, 12 of them", ("3-9", ", 12 of them")),
            ("3-9, e12.", ("3-9", ", e12.")),
        ] {
            let (page, rest) = pages(text).unwrap();
            assert_eq!((page.as_str(), rest), expected, "{text}");
        }
        let (page, _) = pages(&format!("12{}", ", 1".repeat(1_000))).unwrap();
        assert_eq!(page.len(), LONGEST + ", 1".len());
    }

    #[test]
    fn words_are_short() {
        assert_eq!(word("Suppl. 1"), Some(("Suppl.", " 1")));
        assert_eq!(word("Suppl."), Some(("Suppl", ".")));
        for text in [":5", "abcdefghijklmnopqrstu 1"] {
            assert_eq!(word(text), None, "{text}");
        }
    }

    #[test]
    fn pages_may_be_announced() {
        for text in ["p. 3-9.", "pp. 3-9.", "p 3-9.", " 3-9.", "Article ID 3-9."] {
            assert_eq!(pages(text), Some(("3-9".to_owned(), ".")), "{text}");
        }
    }
}
