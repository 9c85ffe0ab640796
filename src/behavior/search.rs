//! What is compared when a reader searches: text without what readers do not type.

/// Text as it is compared in a search: lower case, without accents, words parted by single
/// spaces.
///
/// In goes text that its caller has decomposed by Unicode's compatibility decomposition
/// ([NFKD](https://unicode.org/reports/tr15/)): the browser has that in
/// `String.prototype.normalize`, and tables for it would be the greater part of a small program.
/// Text that is not decomposed loses nothing, it only keeps the accents that are not characters
/// of their own. Both the searched text and the query go through here.
///
/// - Upper case becomes lower case.
/// - Combining marks are dropped, and so are the vowel points of Arabic and Hebrew, the Arabic
///   lengthening stroke, and characters that are not seen: soft hyphens, joiners, marks of
///   direction.
/// - Letters that readers know as a variant but Unicode does not decompose become what is typed
///   for them: `ø` an `o`, `ß` an `ss`, `æ` an `ae`. A letter of its own right (`ə`) stays.
/// - Digits of other scripts become those of ASCII, so that `٢٠١١` is found by `2011`.
/// - Punctuation, signs and white space become single spaces, none of them at the ends. Letters
///   of every script stay, with the marks that hold a word together: the virama, Thai and Lao
///   tones, the voiced marks of kana.
///
/// ```
/// use scholion::behavior::search::fold;
/// assert_eq!(fold("  Mu\u{308}ller–Ørsted, K.: «Bones» "), "muller orsted k bones");
/// ```
pub fn fold(decomposed: &str) -> String {
    let mut folded = String::with_capacity(decomposed.len());
    let mut gap = false;
    for character in decomposed.chars().flat_map(char::to_lowercase) {
        if is_dropped(character) {
            continue;
        }
        if !(character.is_alphanumeric() || holds_together(character)) {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        match spelling(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(ascii_digit(character).unwrap_or(character)),
        }
    }
    folded
}

/// What leaves no trace, not even a space.
fn is_dropped(character: char) -> bool {
    matches!(
        character,
        // Blocks of combining diacritics, and those of Cyrillic.
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
            // Hebrew accents and points; between them stand a hyphen and other punctuation.
            | '\u{0591}'..='\u{05BD}'
            | '\u{05BF}'
            | '\u{05C1}' | '\u{05C2}'
            | '\u{05C4}' | '\u{05C5}'
            | '\u{05C7}'
            // Arabic vowel points and signs of recitation, and the lengthening stroke.
            | '\u{0610}'..='\u{061A}'
            | '\u{0640}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E4}'
            | '\u{06E7}' | '\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{08D3}'..='\u{08FF}'
            // Apostrophes of transliteration.
            | '\u{02B9}'..='\u{02BF}'
            // What is not seen.
            | '\u{00AD}'
            | '\u{061C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Marks inside words that Unicode does not count among the letters: without them the word would
/// fall apart.
fn holds_together(character: char) -> bool {
    matches!(
        character,
        // Nukta and virama, which stand at the same place in each of the Indian blocks.
        '\u{093C}' | '\u{094D}' // Devanagari
            | '\u{09BC}' | '\u{09CD}' // Bengali
            | '\u{0A3C}' | '\u{0A4D}' // Gurmukhi
            | '\u{0ABC}' | '\u{0ACD}' // Gujarati
            | '\u{0B3C}' | '\u{0B4D}' // Odia
            | '\u{0BCD}' // Tamil
            | '\u{0C3C}' | '\u{0C4D}' // Telugu
            | '\u{0CBC}' | '\u{0CCD}' // Kannada
            | '\u{0D3B}' | '\u{0D3C}' | '\u{0D4D}' // Malayalam
            | '\u{0DCA}' // Sinhala
            | '\u{0E47}'..='\u{0E4E}' // Thai
            | '\u{0EBA}' | '\u{0EC8}'..='\u{0ECE}' // Lao
            | '\u{0F39}' | '\u{0F84}' // Tibetan
            | '\u{1037}' | '\u{1039}' | '\u{103A}' // Burmese
            | '\u{135D}'..='\u{135F}' // Ethiopic
            | '\u{17C9}'..='\u{17D3}' // Khmer
            | '\u{3099}' | '\u{309A}' // kana
    )
}

/// What is typed for a letter that does not decompose.
fn spelling(character: char) -> Option<&'static str> {
    Some(match character {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ð' | 'đ' | 'ɖ' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ĸ' => "k",
        'ł' => "l",
        'ŋ' => "n",
        'ø' => "o",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// The zeros of the scripts whose digits are read: Arabic, Persian, Devanagari, Bengali, Thai.
const ZEROS: [char; 5] = ['\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0E50}'];

fn ascii_digit(character: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::fold;

    fn folded(text: &str) -> String {
        fold(&text.nfkd().collect::<String>())
    }

    #[test]
    fn what_readers_do_not_type_is_gone() {
        for (text, expected) in [
            ("", ""),
            (" \t—«»… ", ""),
            ("Müller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("İstanbul ılık", "istanbul ilik"),
            ("Håkan Ørsted, Łódź; Đặng", "hakan orsted lodz dang"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("Æsop œuvre þorn ðat", "aesop oeuvre thorn dat"),
            ("Ħal ŋ Ŧ ə ĸ", "hal n t ə k"),
            ("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("ﬁbre Ｋ２ K₂ ²³Na", "fibre k2 k2 23na"),
            ("25(OH)D₃: <50 nmol/L", "25 oh d3 50 nmol l"),
            ("O’Brien O'Brien", "o brien o brien"),
            ("osteo\u{AD}porosis no\u{A0}break", "osteoporosis no break"),
            ("Saʿīd Ḥasan", "said hasan"),
            ("Ёлка ЙОД", "елка иод"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn every_script_is_kept() {
        for (text, expected) in [
            ("骨の、健康。", "骨の 健康"),
            ("مُحَمَّد", "محمد"),
            ("كتـــاب ١٢٣ ۴۵", "كتاب 123 45"),
            ("שָׁלוֹם־עולם", "שלום עולם"),
            ("हिन्दी, २०११।", "हिन्दी 2011"),
            ("กระดูก", "กระดูก"),
            ("น้ำ น้ำ", "น\u{E49}\u{E4D}า น\u{E49}\u{E4D}า"),
            ("বাংলা ২০", "বাংলা 20"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_composed_of_parts_stays_apart_from_what_is_not() {
        // Voiced and unvoiced kana are different letters.
        assert_ne!(folded("が"), folded("か"));
        // The decomposed parts of a syllable begin the same way: typing finds it at once.
        assert!(folded("한국").starts_with(&folded("하")));
    }

    #[test]
    fn without_decomposition_nothing_is_lost_but_the_accents_stay() {
        assert_eq!(fold("Ünal, 2011"), "ünal 2011");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_words_and_single_spaces(text in "\\PC*|[ -~À-ž\u{300}-\u{36F}]*") {
            let once = folded(&text);
            prop_assert_eq!(once.split(' ').filter(|word| word.is_empty()).count(), usize::from(once.is_empty()));
            prop_assert!(!once.contains(|c: char| c.is_ascii_punctuation() || c.is_ascii_uppercase()));
            prop_assert!(!once.contains(|c: char| c.is_whitespace() && c != ' '));
            prop_assert_eq!(folded(&once), once, "folding again changes nothing");
        }

        #[test]
        fn case_and_accents_do_not_count(text in "[a-zäöüßéàçñøœłđ ]*") {
            prop_assert_eq!(folded(&text.to_uppercase()), folded(&text));
        }
    }
}
