//! Which form of a word goes with a number: the plural rules of the
//! [CLDR](https://www.unicode.org/cldr/charts/48/supplemental/language_plural_rules.html), release
//! 48, for whole numbers, which are all that is counted here. A crate with the rules for fractions
//! as well would weigh more than the rest of the messages.

/// A form of a word, by its name in the CLDR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// For nought, where a language has a form of its own for it.
    Zero,
    /// For one, and for what is counted like it.
    One,
    /// For two.
    Two,
    /// For a few.
    Few,
    /// For many.
    Many,
    /// For whatever has no other.
    Other,
}

use Category::{Few, Many, One, Other, Two, Zero};

impl Category {
    /// Every form.
    pub const ALL: [Self; 6] = [Zero, One, Two, Few, Many, Other];

    /// Its name in the CLDR and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Zero => "zero",
            One => "one",
            Two => "two",
            Few => "few",
            Many => "many",
            Other => "other",
        }
    }
}

/// The form for so many things. A language without rules has one form.
///
/// ```
/// use scholion::render::messages::plural::{Category, cardinal};
/// assert_eq!(cardinal("en-GB", 1), Category::One);
/// assert_eq!(cardinal("ar", 11), Category::Many);
/// assert_eq!(cardinal("ja", 1), Category::Other);
/// ```
pub fn cardinal(language: &str, n: usize) -> Category {
    let (ten, hundred) = (n % 10, n % 100);
    let above_ten = matches!(hundred, 11..=19);
    match primary(language) {
        "af" | "an" | "asa" | "ast" | "az" | "bal" | "bem" | "bez" | "bg" | "brx" | "ce"
        | "cgg" | "chr" | "ckb" | "da" | "de" | "dv" | "ee" | "el" | "en" | "eo" | "et" | "eu"
        | "fi" | "fo" | "fur" | "fy" | "gl" | "gsw" | "ha" | "haw" | "hu" | "ia" | "ie" | "io"
        | "jgo" | "jmc" | "ka" | "kaj" | "kcg" | "kk" | "kkj" | "kl" | "ks" | "ksb" | "ku"
        | "ky" | "lb" | "lg" | "lij" | "mas" | "mgo" | "ml" | "mn" | "mr" | "nah" | "nb" | "nd"
        | "ne" | "nl" | "nn" | "nnh" | "no" | "nr" | "ny" | "nyn" | "om" | "or" | "os" | "pap"
        | "ps" | "rm" | "rof" | "rwk" | "saq" | "sc" | "sd" | "sdh" | "seh" | "sn" | "so"
        | "sq" | "ss" | "ssy" | "st" | "sv" | "sw" | "syr" | "ta" | "te" | "teo" | "tig" | "tk"
        | "tn" | "tr" | "ts" | "ug" | "ur" | "uz" | "ve" | "vo" | "vun" | "wae" | "xh" | "xog"
        | "yi" => match n {
            1 => One,
            _ => Other,
        },
        "ak" | "am" | "as" | "bho" | "bn" | "csw" | "doi" | "fa" | "ff" | "gu" | "guw" | "hi"
        | "hy" | "kab" | "kn" | "kok" | "ln" | "mg" | "nso" | "pa" | "pcm" | "si" | "ti" | "wa"
        | "zu" => match n {
            0 | 1 => One,
            _ => Other,
        },
        "ca" | "es" | "it" | "lld" | "scn" | "vec" => match n {
            1 => One,
            _ => or_millions(n),
        },
        "pt" if is_within(language, "pt-PT") => match n {
            1 => One,
            _ => or_millions(n),
        },
        "fr" | "pt" => match n {
            0 | 1 => One,
            _ => or_millions(n),
        },
        "be" | "ru" | "uk" => match ten {
            1 if !above_ten => One,
            2..=4 if !above_ten => Few,
            _ => Many,
        },
        "bs" | "hr" | "sh" | "sr" => match ten {
            1 if !above_ten => One,
            2..=4 if !above_ten => Few,
            _ => Other,
        },
        "pl" => match ten {
            _ if n == 1 => One,
            2..=4 if !above_ten => Few,
            _ => Many,
        },
        "cs" | "sk" => match n {
            1 => One,
            2..=4 => Few,
            _ => Other,
        },
        "lt" => match ten {
            1 if !above_ten => One,
            2..=9 if !above_ten => Few,
            _ => Other,
        },
        "sgs" => match ten {
            1 if !above_ten => One,
            _ if n == 2 => Two,
            2..=9 if !above_ten => Few,
            _ => Other,
        },
        "lv" | "prg" => match ten {
            0 => Zero,
            _ if above_ten => Zero,
            1 => One,
            _ => Other,
        },
        "is" | "mk" => match ten {
            1 if hundred != 11 => One,
            _ => Other,
        },
        "mo" | "ro" => match hundred {
            _ if n == 1 => One,
            _ if n == 0 => Few,
            1..=19 => Few,
            _ => Other,
        },
        "ar" | "ars" => match hundred {
            _ if n < 3 => [Zero, One, Two].get(n).copied().unwrap_or(Other),
            3..=10 => Few,
            11..=99 => Many,
            _ => Other,
        },
        "he" | "iu" | "naq" | "sat" | "se" | "sma" | "smi" | "smj" | "smn" | "sms" => match n {
            1 => One,
            2 => Two,
            _ => Other,
        },
        "blo" | "cv" | "ksh" | "lag" => match n {
            0 => Zero,
            1 => One,
            _ => Other,
        },
        "br" => {
            let tens = matches!(hundred / 10, 1 | 7 | 9);
            match ten {
                1 if !tens => One,
                2 if !tens => Two,
                3 | 4 | 9 if !tens => Few,
                _ => or_millions(n),
            }
        }
        "ceb" | "fil" | "tl" => match ten {
            4 | 6 | 9 => Other,
            _ => One,
        },
        "cy" => match n {
            0 => Zero,
            1 => One,
            2 => Two,
            3 => Few,
            6 => Many,
            _ => Other,
        },
        "dsb" | "hsb" | "sl" => match hundred {
            1 => One,
            2 => Two,
            3 | 4 => Few,
            _ => Other,
        },
        "ga" => match n {
            1 => One,
            2 => Two,
            3..=6 => Few,
            7..=10 => Many,
            _ => Other,
        },
        "gd" => match n {
            1 | 11 => One,
            2 | 12 => Two,
            3..=19 => Few,
            _ => Other,
        },
        "gv" => match ten {
            1 => One,
            2 => Two,
            0 if hundred.is_multiple_of(20) => Few,
            _ => Other,
        },
        "kw" => match hundred {
            _ if n == 0 => Zero,
            _ if n == 1 => One,
            2 | 22 | 42 | 62 | 82 => Two,
            3 | 23 | 43 | 63 | 83 => Few,
            1 | 21 | 41 | 61 | 81 => Many,
            0 if is_cornish_two(n) => Two,
            _ => Other,
        },
        "mt" => match hundred {
            _ if n == 1 => One,
            _ if n == 2 => Two,
            _ if n == 0 => Few,
            3..=10 => Few,
            11..=19 => Many,
            _ => Other,
        },
        "shi" => match n {
            0 | 1 => One,
            2..=10 => Few,
            _ => Other,
        },
        "tzm" => match n {
            0 | 1 | 11..=99 => One,
            _ => Other,
        },
        _ => Other,
    }
}

/// The form for the so-manieth thing: an edition.
///
/// ```
/// use scholion::render::messages::plural::{Category, ordinal};
/// assert_eq!(ordinal("en", 22), Category::Two);
/// assert_eq!(ordinal("de", 22), Category::Other);
/// ```
pub fn ordinal(language: &str, n: usize) -> Category {
    let (ten, hundred) = (n % 10, n % 100);
    match primary(language) {
        "en" => match ten {
            _ if matches!(hundred, 11..=13) => Other,
            1 => One,
            2 => Two,
            3 => Few,
            _ => Other,
        },
        "bal" | "fil" | "fr" | "ga" | "hy" | "lo" | "mo" | "ms" | "ro" | "tl" | "vi" => match n {
            1 => One,
            _ => Other,
        },
        "sv" => match ten {
            1 | 2 if !matches!(hundred, 11 | 12) => One,
            _ => Other,
        },
        "it" | "lld" | "sc" | "vec" => match n {
            8 | 11 | 80 | 800 => Many,
            _ => Other,
        },
        "lij" | "scn" => match n {
            8 | 11 | 80..=89 | 800..=899 => Many,
            _ => Other,
        },
        "hu" => match n {
            1 | 5 => One,
            _ => Other,
        },
        "ca" => match n {
            1 | 3 => One,
            2 => Two,
            4 => Few,
            _ => Other,
        },
        "as" | "bn" => match n {
            1 | 5 | 7..=10 => One,
            2 | 3 => Two,
            4 => Few,
            6 => Many,
            _ => Other,
        },
        "or" => match n {
            1 | 5 | 7..=9 => One,
            2 | 3 => Two,
            4 => Few,
            6 => Many,
            _ => Other,
        },
        "gu" | "hi" => match n {
            1 => One,
            2 | 3 => Two,
            4 => Few,
            6 => Many,
            _ => Other,
        },
        "kok" | "mr" => match n {
            1 => One,
            2 | 3 => Two,
            4 => Few,
            _ => Other,
        },
        "az" => match (ten, hundred) {
            (1 | 2 | 5 | 7 | 8, _) | (_, 20 | 50 | 70 | 80) => One,
            (3 | 4, _) => Few,
            (0, 0) if !n.is_multiple_of(1000) => Few,
            (6, _) | (_, 40 | 60 | 90) => Many,
            _ if n == 0 => Many,
            _ => Other,
        },
        "be" => match ten {
            2 | 3 if !matches!(hundred, 12 | 13) => Few,
            _ => Other,
        },
        "uk" => match ten {
            3 if hundred != 13 => Few,
            _ => Other,
        },
        "tk" => match ten {
            6 | 9 => Few,
            _ if n == 10 => Few,
            _ => Other,
        },
        "kk" => match ten {
            6 | 9 => Many,
            0 if n != 0 => Many,
            _ => Other,
        },
        "ka" => match hundred {
            _ if n == 1 => One,
            _ if n == 0 => Many,
            2..=20 | 40 | 60 | 80 => Many,
            _ => Other,
        },
        "mk" => match ten {
            1 if hundred != 11 => One,
            2 if hundred != 12 => Two,
            7 | 8 if !matches!(hundred, 17 | 18) => Many,
            _ => Other,
        },
        "sq" => match ten {
            _ if n == 1 => One,
            4 if hundred != 14 => Many,
            _ => Other,
        },
        "ne" => match n {
            1..=4 => One,
            _ => Other,
        },
        "blo" => match n {
            0 => Zero,
            1 => One,
            2..=6 => Few,
            _ => Other,
        },
        "cy" => match n {
            0 | 7..=9 => Zero,
            1 => One,
            2 => Two,
            3 | 4 => Few,
            5 | 6 => Many,
            _ => Other,
        },
        "gd" => match n {
            1 | 11 => One,
            2 | 12 => Two,
            3 | 13 => Few,
            _ => Other,
        },
        "kw" => match hundred {
            1..=4 | 21..=24 | 41..=44 | 61..=64 | 81..=84 => One,
            5 => Many,
            _ => Other,
        },
        _ => Other,
    }
}

/// Whole millions have a form of their own in some languages.
fn or_millions(n: usize) -> Category {
    if n != 0 && n.is_multiple_of(1_000_000) {
        Many
    } else {
        Other
    }
}

/// Cornish counts in twenties, and thousands of them as pairs.
fn is_cornish_two(n: usize) -> bool {
    let thousands =
        n.is_multiple_of(1000) && matches!(n % 100_000, 1000..=20_000 | 40_000 | 60_000 | 80_000);
    thousands || n % 1_000_000 == 100_000
}

/// The language of a tag, without region and script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Whether a tag is another or a more special one: `pt-PT-1990` is within `pt-PT`.
pub(super) fn is_within(tag: &str, wide: &str) -> bool {
    let mut own = tag.split(['-', '_']);
    wide.split(['-', '_'])
        .all(|part| own.next().is_some_and(|own| own.eq_ignore_ascii_case(part)))
}
