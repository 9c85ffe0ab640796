//! Pieces of a text that keep their order within one that runs from right to left.
//!
//! The [Unicode Bidirectional Algorithm](https://www.unicode.org/reports/tr9/) knows letters and
//! digits, not quantities: in Arabic text it shows `600 IU` as `IU 600`, `25(OH)D` as `D(OH)25`
//! and the range `30–50` as `50–30`. Such a piece is set apart whole, as its author wrote it.

use super::article::Page;
use crate::model::Direction;

/// A piece of a text, and whether it is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    apart: bool,
}

impl Page<'_> {
    /// Text of the article, in whatever direction it runs.
    pub(super) fn running_text(&mut self, text: &str) {
        if self.running != Direction::Rtl {
            self.html.text(text);
            return;
        }
        for piece in pieces(text) {
            if piece.apart {
                self.html.start("bdi").attr("dir", "ltr").done();
                self.html.text(piece.text);
                self.html.close("bdi");
            } else {
                self.html.text(piece.text);
            }
        }
    }

    /// Year, volume and pages, which keep their order whole; with names in them, running text.
    pub(super) fn imprint(&mut self, text: &str) {
        let turns = text.contains(|c| Direction::of_letter(c) == Some(Direction::Rtl));
        if self.running != Direction::Rtl || turns || text.is_empty() {
            self.running_text(text);
            return;
        }
        self.html.start("bdi").attr("dir", "ltr").done();
        self.html.text(text);
        self.html.close("bdi");
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = run(rest);
        let Some(found) = rest.get(..length).filter(|found| turns(found)) else {
            at += length.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        pieces.push(Piece {
            text: text.get(plain..at).unwrap_or_default(),
            apart: false,
        });
        pieces.push(Piece {
            text: found,
            apart: true,
        });
        at += length;
        plain = at;
    }
    pieces.push(Piece {
        text: text.get(plain..).unwrap_or_default(),
        apart: false,
    });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The length of the run of figures and of letters from left to right at the beginning of a text,
/// with the signs within it.
fn run(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let mut end = 0;
    let mut open = None;
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let follows = next.is_some_and(is_part);
        let goes_on = match character {
            character if is_part(character) => true,
            _ if at == 0 => false,
            ' ' | '\u{A0}' | '\u{202F}' => next.is_some_and(is_letter),
            '(' if open.is_none() && follows => {
                open = Some(at);
                true
            }
            ')' => open.take().is_some(),
            ':' | '/' => follows || next == Some('/'),
            '-' | '–' | '.' | ',' | ';' | '+' | '·' | '\'' | '’' | '_' | '?' | '=' | '&' | '#'
            | '@' => follows,
            _ => false,
        };
        if !goes_on {
            break;
        }
        end = at + character.len_utf8();
    }
    // A bracket that closes beyond the run is not of it.
    open.unwrap_or(end)
}

/// Whether the algorithm would turn a run around: it has letters and something else, is a range, or
/// says where something was printed (`2019;12(3):145-52`).
fn turns(run: &str) -> bool {
    let letters = run.contains(is_letter);
    let other = run.contains(|c: char| !is_letter(c) && c != ' ' && c != '\u{A0}');
    letters && other || run.contains(['–', ';', '('])
}

fn is_letter(character: char) -> bool {
    Direction::of_letter(character) == Some(Direction::Ltr)
}

fn is_part(character: char) -> bool {
    is_letter(character) || character.is_ascii_digit() || matches!(character, '₀'..='₉' | '⁰'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(text: &str) -> Vec<&str> {
        let all = pieces(text);
        let whole: String = all.iter().map(|piece| piece.text).collect();
        assert_eq!(whole, text);
        all.iter()
            .filter(|piece| piece.apart)
            .map(|piece| piece.text)
            .collect()
    }

    #[test]
    fn quantities_names_and_ranges_are_set_apart() {
        for (text, expected) in [
            ("نحو 600 IU (أي 15 µg) يوميًّا", &["600 IU", "15 µg"][..]),
            ("تركيز 25(OH)D في المصل", &["25(OH)D"]),
            ("إلى 25-hydroxyvitamin D، وهو", &["25-hydroxyvitamin D"]),
            ("بين 30–50 في المئة", &["30–50"]),
            ("كل 1 ng/mL يعادل 2.5 nmol/L.", &["1 ng/mL", "2.5 nmol/L"]),
            ("فيتامين D₃، أي", &["D₃"]),
            ("المجلة. 2019;12(3):145-52.", &["2019;12(3):145-52"]),
            (
                "انظر https://example.org/a-b.",
                &["https://example.org/a-b"],
            ),
        ] {
            assert_eq!(apart(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stays_in_order_is_left_alone() {
        for text in [
            "الداء البطني (celiac disease)؛",
            "في سنة 2020 وفي 3.5 في المئة",
            "من النوع B على",
            "يوم 2020/05/03",
            "(",
            "",
            "نص (25",
        ] {
            assert_eq!(apart(text), Vec::<&str>::new(), "{text}");
        }
    }
}
