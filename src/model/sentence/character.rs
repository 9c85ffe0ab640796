//! What single characters mean for sentences, and how long a marker is.

/// Stands for a citation or footnote marker in the flat text of a line.
pub(super) const CITATION: char = '\u{FFFC}';

/// Stands for raised text that is no citation.
pub(super) const RAISED: char = '\u{FFFB}';

/// Stands for code or a picture.
pub(super) const OBJECT: char = '□';

/// How many bytes a marker in square brackets or braces may have.
const MAX_MARKER: usize = 40;

/// White space, or a character that print leaves behind and nobody sees.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

/// A mark that can end a sentence.
pub(super) fn is_terminator(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‼' | '⁇'..='⁉') || is_free_terminator(character)
}

/// A mark that ends a sentence, is used for nothing else, and needs no white space after it.
pub(super) fn is_free_terminator(character: char) -> bool {
    matches!(
        character,
        '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '။' | '។' | '\u{37E}'
    )
}

/// A quotation mark or bracket that may stand between the end of a sentence and white space,
/// or what is left of light markup. Some open a quotation in other languages.
pub(super) fn closes(character: char) -> bool {
    matches!(character, '*' | '_' | '“' | '‘' | '«' | '‹') || is_closing(character)
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '"' | '”'
            | '’'
            | '\''
            | '»'
            | '›'
            | ')'
            | ']'
            | '}'
            | '）'
            | '］'
            | '」'
            | '』'
            | '】'
            | '》'
    )
}

/// A quotation mark, bracket, dash or bullet before the first word of a sentence.
pub(super) fn opens(character: char) -> bool {
    is_bracket(character)
        || matches!(
            character,
            '"' | '“'
                | '„'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '\''
                | '‘'
                | '‚'
                | '”'
                | '’'
                | '「'
                | '『'
                | '《'
                | '¿'
                | '¡'
                | '-'
                | '–'
                | '—'
                | '―'
                | '−'
                | '•'
                | '*'
                | '_'
        )
}

/// A bracket that opens.
pub(super) fn is_bracket(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '（' | '［' | '【')
}

/// A mark that goes on with a sentence after a terminator: `行く。」、`.
pub(super) fn continues(character: char) -> bool {
    matches!(
        character,
        ',' | ';' | ':' | '，' | '、' | '；' | '：' | '،' | '؛'
    ) || is_terminator(character)
        || is_closing(character)
}

/// Whether this is Japanese syllabic script of the kind that particles are written in.
pub(super) fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ')
}

/// A letter that a sentence or name begins with, where a script has such.
pub(super) fn is_upper(character: char) -> bool {
    character.is_uppercase() || matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

/// The length of the citation marker that a text begins with.
pub(super) fn marker(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, CITATION | RAISED) {
        return Some(first.len_utf8());
    }
    if is_raised_figure(first) {
        let end = text
            .find(|c| !is_raised_figure(c) && !matches!(c, '⁻' | ',' | '-' | '–' | '˒' | '⸴'))
            .unwrap_or(text.len());
        let run = text.get(..end)?;
        return Some(run.trim_end_matches([',', '-', '–']).len());
    }
    let inner = text
        .strip_prefix('[')
        .map(|inner| (inner, ']', 1))
        .or_else(|| text.strip_prefix("^{").map(|inner| (inner, '}', 2)));
    let (inner, close, before) = inner?;
    let end = inner
        .char_indices()
        .take(MAX_MARKER)
        .find(|(_, c)| !c.is_ascii_digit() && !matches!(c, ',' | ';' | '-' | '–' | ' '))?;
    let (length, stop) = end;
    (stop == close && length > 0).then_some(before + length + close.len_utf8())
}

fn is_raised_figure(character: char) -> bool {
    matches!(character, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// How many bytes of white space a text begins with.
pub(super) fn space(text: &str) -> usize {
    text.find(|c| !is_space(c)).unwrap_or(text.len())
}
