//! What the shape of a line says: heading, capitals, list item, caption, rule.

use super::label::{self, Kind, SetOff};
use crate::parse::characters::{
    is_delimiter, is_invisible, is_space, is_superscript_sign, superscript_digit,
};
use crate::parse::marker;

/// The longest heading, in characters and in words. Print sets headings on one line.
const LONGEST_HEADING: usize = 140;
const MOST_HEADING_WORDS: usize = 18;

/// A line without the emphasis, quotes and citation markers at its end.
fn bare_end(line: &str) -> &str {
    let mut line = line;
    loop {
        let trimmed = line
            .trim_end_matches(|c: char| is_space(c) || is_delimiter(c) || is_invisible(c))
            .trim_end_matches(|c: char| {
                superscript_digit(c).is_some()
                    || is_superscript_sign(c)
                    || matches!(c, '"' | '”' | '’' | '»')
            });
        let trimmed =
            trailing_marker(trimmed).map_or(trimmed, |at| trimmed.get(..at).unwrap_or_default());
        if trimmed.len() == line.len() {
            return line;
        }
        line = trimmed;
    }
}

/// Where the marker that ends a line begins: `^{4,11}`, `[12]`, `<sup>4</sup>`, `^4^`.
fn trailing_marker(line: &str) -> Option<usize> {
    let opener = match line.chars().next_back()? {
        '}' => "^{",
        ']' => "[",
        '>' => "<sup>",
        '^' => "^",
        '⁾' => "⁽",
        _ => return None,
    };
    let body = line.get(..line.len() - line.chars().next_back()?.len_utf8())?;
    let at = body.rfind(opener)?;
    let found = marker::marker(line.get(at..)?)?;
    (at + found.printed.len() == line.len()).then_some(at)
}

/// Whether a line could be a title or a heading: short, with letters, beginning like a
/// sentence, and not ending like one. `?` and `!` may end a heading; a colon announces a list.
pub(super) fn looks_like_heading(line: &str) -> bool {
    // A paragraph need not be looked through to see that it is too long.
    if line.len() > LONGEST_HEADING * 4 || line.chars().nth(LONGEST_HEADING).is_some() {
        return false;
    }
    let words = line.split(is_space).filter(|word| !word.is_empty()).count();
    if words == 0 || words > MOST_HEADING_WORDS {
        return false;
    }
    let end = bare_end(line);
    if end.ends_with([
        '.', ',', ';', ':', '…', '،', '؛', '۔', '。', '、', '，', '：', '—', '–', '-', '=', '+',
    ]) {
        return false;
    }
    let start = line.trim_start_matches(|c: char| is_delimiter(c) || is_space(c));
    let Some(first) = start
        .trim_start_matches(['"', '“', '‘', '«', '¿', '¡', '('])
        .chars()
        .next()
    else {
        return false;
    };
    let begins = first.is_uppercase()
        || first.is_ascii_digit()
        || first.is_alphabetic() && !first.is_lowercase();
    let letters = end.chars().filter(|c| c.is_alphabetic()).count();
    // An address, a DOI or a file name is one word with slashes or dots in it.
    let address = words == 1 && end.contains(['/', '@', '\\'])
        || words == 1 && end.contains('.') && end.contains(|c: char| c.is_ascii_digit());
    let listed = item(line).is_some_and(|item| item.number.is_none());
    begins
        && !address
        && !listed
        && letters >= 2
        && letters * 2 >= end.chars().filter(|c| !is_space(*c)).count()
}

/// Whether every letter is a capital, and there are enough of them to be on purpose: two
/// words, or one long enough to be no acronym.
pub(super) fn is_capitals(line: &str) -> bool {
    let letters: Vec<char> = line.chars().filter(|c| c.is_alphabetic()).collect();
    let words = line
        .split(is_space)
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    // Scripts without case have no capitals to tell by.
    letters.iter().any(|c| c.is_uppercase())
        && letters
            .iter()
            .all(|c| c.is_uppercase() || !c.is_lowercase() && !c.is_uppercase())
        && (words >= 2 || letters.len() >= 6)
}

/// Sections that journals set in capitals: where these are, capitals mean a heading, not a box.
const STANDARD_SECTIONS: &[&str] = &[
    "abstract",
    "introduction",
    "background",
    "methods",
    "method",
    "materials and methods",
    "methods and materials",
    "results",
    "results and discussion",
    "discussion",
    "conclusion",
    "conclusions",
    "acknowledgments",
    "acknowledgements",
    "limitations",
    "funding",
    "appendix",
    "supplementary material",
    "conflict of interest",
    "conflicts of interest",
    "summary",
];

pub(super) fn is_standard_section(line: &str) -> bool {
    is_one_of(line, STANDARD_SECTIONS) || is_references_heading(line)
}

/// Headings of reference lists, in the languages that health journals are printed in.
const REFERENCES: &[&str] = &[
    "references",
    "reference list",
    "references and notes",
    "literature cited",
    "works cited",
    "bibliography",
    "sources",
    "endnotes",
    "citations",
    "literature",
    "further reading and references",
    "cited references",
    "cited literature",
    "notes and references",
    "list of references",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "références",
    "bibliographie",
    "références bibliographiques",
    "referencias",
    "bibliografía",
    "referencias bibliográficas",
    "referências",
    "bibliografia",
    "referências bibliográficas",
    "riferimenti",
    "riferimenti bibliografici",
    "referenties",
    "literatuur",
    "referenser",
    "referanser",
    "referencer",
    "kilder",
    "literatura",
    "piśmiennictwo",
    "zdroje",
    "литература",
    "список литературы",
    "参考文献",
    "文献",
    "引用文献",
    "参考資料",
    "參考文獻",
    "المراجع",
    "المصادر",
    "قائمة المراجع",
    "المصادر والمراجع",
    "المراجع والمصادر",
    "منابع",
    "מקורות",
    "ביבליוגרפיה",
];

/// Whether a line is the heading of a list of references.
pub(in crate::parse) fn is_references_heading(line: &str) -> bool {
    is_one_of(line, REFERENCES)
}

/// How many characters the longest of these headings has, and some more.
const LONGEST_KNOWN: usize = 32;

/// Whether a line is one of these headings, which are in lower case.
fn is_one_of(line: &str, headings: &[&str]) -> bool {
    let plain = plain_heading(line);
    // Most lines are empty, or paragraphs, which need not be put in lower case.
    let fits = match plain.len() {
        0 => false,
        1..=LONGEST_KNOWN => true,
        _ => !plain.is_ascii() && plain.chars().nth(LONGEST_KNOWN).is_none(),
    };
    fits && headings.contains(&plain.to_lowercase().as_str())
}

/// Whether a line underlines a heading, as Markdown has it.
pub(super) fn is_underline(line: &str) -> bool {
    line.len() > 2 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

/// A heading without number, emphasis and final colon.
fn plain_heading(line: &str) -> &str {
    line.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '#' | '*' | '_') || is_space(c)
    })
    .trim_end_matches(|c: char| matches!(c, ':' | '.' | '*' | '_' | '#') || is_space(c))
}

/// An ATX heading, `## Methods`: its level and where its text begins.
pub(super) fn atx(line: &str) -> Option<(usize, usize)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line.get(indent..)?;
    let level = rest.len() - rest.trim_start_matches('#').len();
    let text = rest.get(level..)?;
    let blank = text.len() - text.trim_start().len();
    ((1..=6).contains(&level) && blank > 0 && blank < text.len())
        .then_some((level, indent + level + blank))
}

/// A line of stars, dashes or underscores alone.
pub(super) fn is_thematic_break(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !is_space(*c));
    let Some(first) = marks
        .next()
        .filter(|c| matches!(c, '*' | '-' | '_' | '–' | '—' | '•' | '⁂'))
    else {
        return false;
    };
    let rest: Vec<char> = marks.collect();
    first == '⁂' && rest.is_empty() || rest.len() >= 2 && rest.iter().all(|c| *c == first)
}

/// The beginning of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// The number, in a numbered list.
    pub(super) number: Option<u32>,
    /// Where its text begins in the line.
    pub(super) text: usize,
}

/// A bullet, or a number with a full stop or a bracket, and a space.
pub(super) fn item(line: &str) -> Option<Item> {
    let indent = line.len() - line.trim_start_matches(is_space).len();
    let rest = line.get(indent..)?;
    let first = rest.chars().next()?;
    let (number, mark) = if matches!(
        first,
        '-' | '*' | '+' | '•' | '‣' | '▪' | '◦' | '●' | '■' | '–' | '·'
    ) {
        (None, first.len_utf8())
    } else {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest.get(..digits.min(4))?.parse().ok()?;
        if digits > 3 || !rest.get(digits..)?.starts_with(['.', ')']) {
            return None;
        }
        (Some(number), digits + 1)
    };
    let behind = rest.get(mark..)?;
    let blank = behind.len() - behind.trim_start_matches(is_space).len();
    (blank > 0 && blank < behind.len()).then_some(Item {
        number,
        text: indent + mark + blank,
    })
}

/// Words that only a description of a picture has together with a place in it.
const PICTURED: &[&str] = &[
    "image",
    "images",
    "picture",
    "pictures",
    "pictured",
    "photo",
    "photograph",
    "photographs",
    "figure",
    "illustration",
    "drawing",
    "diagram",
    "graph",
    "chart",
    "micrograph",
    "scan",
    "depiction",
    "depictions",
    "shown",
    "x-ray",
];
const PLACES: &[&str] = &[
    "left", "right", "top", "bottom", "above", "below", "centre", "center", "middle", "inset",
    "here", "panel", "arrow", "arrows",
];

/// Whether a paragraph names itself a caption: `Figure 2. …`, `Tab. 1: …`, `Photo: …`.
pub(super) fn is_labelled_caption(line: &str) -> bool {
    if label::leading(line)
        .is_some_and(|found| found.set_off == SetOff::Mark && found.kind != Kind::Box)
    {
        return true;
    }
    let line = line.trim_start_matches(|c: char| is_delimiter(c) || is_space(c));
    let word_end = line
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(line.len());
    let (word, rest) = line.split_at_checked(word_end).unwrap_or_default();
    rest.starts_with(':')
        && matches!(
            word.to_lowercase().as_str(),
            "photo" | "photograph" | "caption" | "illustration" | "image" | "pictured"
        )
}

/// Whether a paragraph describes a picture: it speaks of one and of places in it.
pub(super) fn describes_picture(text: &str) -> bool {
    let has = |known: &[&str]| {
        text.split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| known.iter().any(|k| word.eq_ignore_ascii_case(k)))
    };
    has(PICTURED) && has(PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_bare_lines() {
        for line in [
            "How Bone Loss Happens",
            "What Is Osteoporosis?",
            "VITAMIN K2'S HEART BENEFITS",
            "骨の健康",
            "High-Dose Vitamin K2",
            "2 Methods",
            "Bone Loss¹²",
            "Bone *Density*",
            "Ca²⁺ in Bone",
        ] {
            assert!(looks_like_heading(line), "{line}");
        }
        for line in [
            "It is now available.",
            "It is now available.¹²",
            "helps to:^{4,11}",
            "**Done.**",
            "- item one",
            "10.1371/journal.pone.0234687.t001",
            "lower case start",
            "",
            "^(a)Note",
            "[]",
            "12 34 56",
            "He said “so.”",
            "https://example.org/a",
            "one two, three,",
            "A = b + c +",
        ] {
            assert!(!looks_like_heading(line), "{line}");
        }
    }

    #[test]
    fn known_headings_are_not_too_long_to_be_known() {
        for heading in REFERENCES.iter().chain(STANDARD_SECTIONS) {
            assert!(heading.chars().count() <= LONGEST_KNOWN, "{heading}");
            assert!(is_standard_section(&format!("3. **{heading}**:")));
        }
    }

    #[test]
    fn capitals_are_meant() {
        assert!(
            is_capitals("WHAT YOU NEED TO KNOW")
                && is_capitals("METHODS")
                && is_capitals("VITAMIN K2'S USES")
        );
        assert!(
            !is_capitals("DNA")
                && !is_capitals("What You Need")
                && !is_capitals("骨の健康")
                && !is_capitals("12 34")
        );
    }

    #[test]
    fn captions_name_themselves_or_describe() {
        assert!(
            is_labelled_caption("Figure 2. Density by age")
                && is_labelled_caption("**Fig. 1:** Growth")
        );
        assert!(
            !is_labelled_caption("Figure 2 shows the density")
                && !is_labelled_caption("Figures of speech")
        );
        assert!(describes_picture(
            "Normal (left) and thin bone (right), a simplified picture"
        ));
        assert!(!describes_picture("What is left of the bone is brittle"));
    }

    #[test]
    fn items_begin_with_a_mark_and_a_space() {
        assert_eq!(item("- one").map(|i| i.text), Some(2));
        assert_eq!(
            item("  12) one").map(|i| (i.number, i.text)),
            Some((Some(12), 6))
        );
        for line in [
            "-one",
            "*P < 0.05",
            "1.5 mg",
            "2004. A year",
            "–",
            "**bold** text",
        ] {
            assert!(item(line).is_none(), "{line}");
        }
    }
}
