//! Which way a script runs.

use serde::{Deserialize, Serialize};

use crate::form::word;

/// The direction in which the article's script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

word!(Direction);

impl Direction {
    /// The value of a `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// The direction of a text by its first letter, as `dir="auto"` has it ([Unicode
    /// Bidirectional Algorithm, P2](https://www.unicode.org/reports/tr9/#P2)); `None` where there
    /// is no letter.
    ///
    /// ```
    /// use scholion::model::Direction;
    /// assert_eq!(Direction::of_text("40–42: Doe"), Some(Direction::Ltr));
    /// assert_eq!(Direction::of_text("«العظام»"), Some(Direction::Rtl));
    /// assert_eq!(Direction::of_text("40–42"), None);
    /// ```
    pub fn of_text(text: &str) -> Option<Self> {
        text.chars().find_map(Self::of_letter)
    }

    /// The direction of a letter; `None` for anything else.
    pub(crate) fn of_letter(letter: char) -> Option<Self> {
        match letter {
            letter if !letter.is_alphabetic() => None,
            // Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, then their presentation
            // forms, then the ancient and the African scripts.
            '\u{590}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}' => Some(Self::Rtl),
            _ => Some(Self::Ltr),
        }
    }
}
