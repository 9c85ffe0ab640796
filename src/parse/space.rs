//! White space between words: in XML and HTML it is for whoever reads the source.

/// Whether a character may become a single space. Spaces that do not break, and those of a
/// certain width, are meant.
pub(in crate::parse) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// A text with single spaces, and none at its ends.
pub(in crate::parse) fn single(text: &str) -> String {
    collapsed(text).trim_matches(' ').to_owned()
}

/// A text whose runs of white space are single spaces.
pub(in crate::parse) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        if is_blank(character) {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else {
            out.push(character);
            blank = false;
        }
    }
    out
}

/// Whether there is nothing but white space.
pub(in crate::parse) fn is_all_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}
