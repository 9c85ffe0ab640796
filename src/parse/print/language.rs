//! The language and the direction of a text, where its letters give them away.
//!
//! No word is looked at: a script says which way it runs, and a few languages have letters of
//! their own. What letters leave open (most of Latin, Cyrillic and Han) stays unknown.

use crate::model::Direction;

/// What a script says of a text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Script {
    /// A BCP 47 tag.
    pub(super) language: Option<&'static str>,
    /// From right to left; a text that runs the usual way says nothing.
    pub(super) direction: Option<Direction>,
}

/// How many of a text's letters are of which kind.
#[derive(Debug, Default)]
struct Letters {
    all: usize,
    rtl: usize,
    arabic: usize,
    /// Of those, the ones that Arabic has and its neighbours have not.
    arabic_alone: usize,
    /// The ones that Persian, Urdu, Kurdish and others have added.
    neighbours: usize,
    hebrew: usize,
    kana: usize,
    hangul: usize,
    greek: usize,
}

/// Looks at the letters of a text. Its references are not in it: they are in any language.
pub(super) fn script<'a>(lines: impl IntoIterator<Item = &'a str>) -> Script {
    let mut letters = Letters::default();
    for line in lines {
        // A letter of ASCII is one more and tells nothing.
        letters.all += line.bytes().filter(u8::is_ascii_alphabetic).count();
        let mut rest = line;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let mut behind = rest.get(at..).unwrap_or_default().chars();
            behind
                .next()
                .into_iter()
                .for_each(|letter| letters.count(letter));
            rest = behind.as_str();
        }
    }
    let half = |part: usize| part * 2 > letters.all;
    Script {
        language: if half(letters.arabic) && letters.arabic_alone > letters.neighbours * 4 {
            Some("ar")
        } else if half(letters.hebrew) {
            Some("he")
        } else if half(letters.hangul) {
            Some("ko")
        } else if half(letters.greek) {
            Some("el")
        } else if letters.kana * 5 > letters.all {
            Some("ja")
        } else {
            None
        },
        direction: half(letters.rtl).then_some(Direction::Rtl),
    }
}

impl Letters {
    fn count(&mut self, letter: char) {
        let Some(direction) = Direction::of_letter(letter) else {
            return;
        };
        self.all += 1;
        self.rtl += usize::from(direction == Direction::Rtl);
        match letter {
            '\u{600}'..='\u{6FF}' => {
                self.arabic += 1;
                match letter {
                    'ة' | 'ى' | 'ي' | 'ك' | 'أ' | 'إ' => self.arabic_alone += 1,
                    '\u{671}'..='\u{6D3}' => self.neighbours += 1,
                    _ => {}
                }
            }
            '\u{5D0}'..='\u{5EA}' => self.hebrew += 1,
            '\u{3041}'..='\u{30FF}' => self.kana += 1,
            '\u{AC00}'..='\u{D7A3}' => self.hangul += 1,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => self.greek += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        let rtl = Some(Direction::Rtl);
        for (text, language, direction) in [
            ("العظام نسيج حي، يتجدد كل يوم.", Some("ar"), rtl),
            (
                "استخوان‌ها بافت زنده‌ای هستند که پیوسته نو می‌شوند.",
                None,
                rtl,
            ),
            ("ہڈیاں زندہ بافت ہیں جو مسلسل نئی ہوتی رہتی ہیں۔", None, rtl),
            ("העצמות הן רקמה חיה.", Some("he"), rtl),
            (
                "骨は生きた組織であり、絶えず作り替えられている。",
                Some("ja"),
                None,
            ),
            ("骨骼是活的组织。", None, None),
            ("뼈는 살아 있는 조직이다.", Some("ko"), None),
            ("Τα οστά είναι ζωντανός ιστός.", Some("el"), None),
            ("Bones (العظام) are alive.", None, None),
            ("12", None, None),
        ] {
            let expected = Script {
                language,
                direction,
            };
            assert_eq!(script([text]), expected, "{text}");
        }
    }
}
