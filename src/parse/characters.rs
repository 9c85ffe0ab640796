//! What single characters are: superscripts, dashes, spaces, closing marks.

use memchr::memchr_iter;

/// Which bytes are among some, to look through a text byte by byte.
#[allow(
    clippy::indexing_slicing,
    reason = "a table has every byte, and is made when this is compiled"
)]
pub(crate) const fn table(some: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < some.len() {
        table[some[at] as usize] = true;
        at += 1;
    }
    table
}

/// How common a byte is in running text: the letters from the rarest up, anything else rarer still.
#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a table has every byte, and is made when this is compiled; there are few letters"
)]
const COMMON: [u8; 256] = {
    let letters = b"qzxjkvbygpwfmcudlhrsnioate ";
    let mut table = [0; 256];
    let mut at = 0;
    while at < letters.len() {
        table[letters[at] as usize] = at as u8 + 1;
        at += 1;
    }
    table
};

/// A word to look for, which does not overlap itself. It is looked for by its rarest letter: many
/// words are looked for in many short texts, and most stand in none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    text: &'static str,
    /// Its rarest letter, and where in the word that stands.
    rarest: u8,
    offset: usize,
}

impl Word {
    /// Made when this is compiled, where it is a constant.
    #[allow(
        clippy::indexing_slicing,
        reason = "a table has every byte, and the word's length is looked at"
    )]
    pub(crate) const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut offset = 0;
        let mut at = 1;
        while at < bytes.len() {
            if COMMON[bytes[at] as usize] < COMMON[bytes[offset] as usize] {
                offset = at;
            }
            at += 1;
        }
        Self {
            text,
            rarest: bytes[offset],
            offset,
        }
    }

    /// In bytes.
    pub(crate) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Where it stands in a text, as [`str::match_indices`] has it.
    pub(crate) fn places(self, text: &str) -> impl Iterator<Item = usize> + use<'_> {
        memchr_iter(self.rarest, text.as_bytes()).filter_map(move |at| {
            let start = at.checked_sub(self.offset)?;
            let rest = text.as_bytes().get(start..)?;
            rest.starts_with(self.text.as_bytes()).then_some(start)
        })
    }
}

/// The digit that a superscript digit stands for.
pub(crate) fn superscript_digit(character: char) -> Option<u32> {
    match character {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(u32::from(character) - u32::from('⁰')),
        _ => None,
    }
}

/// A raised sign: the exponent of `10⁻³`, the charge of `Ca²⁺`.
pub(crate) fn is_superscript_sign(character: char) -> bool {
    matches!(character, '⁺' | '⁻' | '⁼')
}

/// Where the next sign stands that has a meaning, from a place on; the end of the text where there
/// is none. `may_mean` has the bytes with which one may begin; `means` looks at the bytes from
/// there on.
#[inline]
pub(super) fn next_sign(
    text: &str,
    from: usize,
    may_mean: &[bool; 256],
    means: impl Fn(&[u8]) -> bool,
) -> usize {
    /// How many bytes are looked at together: most have no meaning.
    const TOGETHER: usize = 8;
    let may_mean = |byte: &u8| may_mean.get(usize::from(*byte)) == Some(&true);
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(mut rest) = bytes.get(at..) {
        while let Some((some, behind)) = rest.split_first_chunk::<TOGETHER>()
            && !some
                .iter()
                .fold(false, |found, byte| found | may_mean(byte))
        {
            rest = behind;
        }
        at = bytes.len() - rest.len();
        let Some(length) = rest.iter().position(may_mean) else {
            break;
        };
        at += length;
        if means(bytes.get(at..).unwrap_or_default()) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// A raised letter: the ordinal of `1ˢᵗ`, the table note of `5ᵃ`, the state of `⁹⁹ᵐTc`.
pub(crate) fn is_superscript_letter(character: char) -> bool {
    matches!(character,
        'ª' | 'º' | 'ʰ'..='ʸ' | 'ˠ'..='ˤ' | 'ᴬ'..='ᵡ' | 'ᶛ'..='ᶿ' | 'ⁱ' | 'ⁿ')
}

/// A subscript digit or letter.
pub(crate) fn is_subscript(character: char) -> bool {
    matches!(character, '₀'..='₎' | 'ₐ'..='ₜ' | 'ᵢ'..='ᵪ')
}

/// Anything that joins the two ends of a range.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '⁻' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Whether nothing but a dash stands between two ends of a range.
pub(crate) fn is_range(between: &str) -> bool {
    let mut signs = between.chars().filter(|sign| !sign.is_whitespace());
    signs.next().is_some_and(is_dash) && signs.next().is_none()
}

/// A space within a line, of any width.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// Characters that print leaves behind and nobody sees: soft hyphen, zero widths, BOM.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// A mark that ends a clause, a quotation or a parenthesis: the usual place of a citation.
pub(crate) fn closes_clause(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '?'
            | '!'
            | '…'
            | ')'
            | ']'
            | '"'
            | '”'
            | '’'
            | '\''
            | '»'
            | '›'
            | '%'
            | '®'
            | '™'
            | '。'
            | '、'
            | '，'
            | '؟'
            | '،'
            | '؛'
            | '۔'
            | '；'
            | '：'
            | '」'
            | '』'
            | '）'
    )
}

/// A letter of a script that has no spaces between words.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A mark that can be emphasised text's delimiter and hides what stands beside it.
pub(crate) fn is_delimiter(character: char) -> bool {
    matches!(character, '*' | '_')
}

/// The last character of a text that is neither a delimiter of emphasis nor invisible.
pub(crate) fn last_visible(text: &str) -> Option<char> {
    text.chars()
        .rev()
        .find(|c| !is_delimiter(*c) && !is_invisible(*c))
}

/// The first character of a text that is neither a delimiter of emphasis nor invisible.
pub(crate) fn first_visible(text: &str) -> Option<char> {
    text.chars()
        .find(|c| !is_delimiter(*c) && !is_invisible(*c))
}

/// At most `count` characters from the end of a text.
pub(crate) fn tail(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The longest run of characters at the end of a text for which `keep` holds.
pub(crate) fn trailing(text: &str, keep: impl Fn(char) -> bool) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, character)| keep(*character))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// The longest run of characters at the beginning of a text for which `keep` holds.
pub(crate) fn leading(text: &str, keep: impl Fn(char) -> bool) -> &str {
    let end = text.find(|character| !keep(character));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// A text without this ending; the whole text where it does not end so.
pub(crate) fn without_trailing<'a>(text: &'a str, suffix: &str) -> &'a str {
    text.strip_suffix(suffix).unwrap_or(text)
}
