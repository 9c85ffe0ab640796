//! Text as LaTeX: nothing in it is a command, and braces are always balanced.

/// Escapes text of one line. Braces become commands, since BibTeX counts even escaped ones;
/// what LaTeX would join (`--`, `''`) is kept apart; letters stay what they are, in UTF-8.
pub(super) fn escape(text: &str) -> String {
    let mut latex = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' => {
                latex.push('\\');
                latex.push(character);
            }
            '\\' => latex.push_str("\\textbackslash{}"),
            '{' => latex.push_str("\\textbraceleft{}"),
            '}' => latex.push_str("\\textbraceright{}"),
            '~' => latex.push_str("\\textasciitilde{}"),
            '^' => latex.push_str("\\textasciicircum{}"),
            '`' => latex.push_str("\\textasciigrave{}"),
            '-' | '\'' if before == character => {
                latex.push_str("{}");
                latex.push(character);
            }
            _ => latex.push(character),
        }
        before = character;
    }
    latex
}

/// An address or a DOI, which is read as it is: what would end the field is percent-encoded.
pub(super) fn verbatim(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => address.push_str("%7B"),
            '}' => address.push_str("%7D"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            _ => address.push(character),
        }
    }
    address
}

/// A title whose capitals stay. Styles put titles into small letters, except in braces, so
/// every word is braced that has to keep a capital: `{NF-kappaB}`, `vitamin {K}`, `{D3}`. Where
/// the title is written like a sentence, a capital inside it is meant, and names are braced too.
pub(super) fn title(text: &str) -> String {
    let sentence = like_a_sentence(text);
    let mut latex = String::with_capacity(text.len() + 16);
    let mut begins = true;
    for word in text.split(' ') {
        if !latex.is_empty() {
            latex.push(' ');
        }
        let core = core(word);
        if keeps_capitals(core, sentence && !begins) {
            let (before, after) = word.split_once(core).unwrap_or_default();
            latex.push_str(&escape(before));
            latex.push('{');
            latex.push_str(&escape(core));
            latex.push('}');
            latex.push_str(&escape(after));
        } else {
            latex.push_str(&escape(word));
        }
        begins = ends_sentence(word);
    }
    latex
}

/// A word without the punctuation around it. A bracket that closes one inside belongs to the
/// word: `K(2)`.
fn core(word: &str) -> &str {
    let from = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let core = from.trim_end_matches(|c: char| !c.is_alphanumeric());
    let after = from.strip_prefix(core).unwrap_or_default();
    [('(', ')'), ('[', ']')]
        .into_iter()
        .find(|(open, close)| core.contains(*open) && after.starts_with(*close))
        .and_then(|(_, close)| from.get(..core.len() + close.len_utf8()))
        .unwrap_or(core)
}

fn ends_sentence(word: &str) -> bool {
    word.ends_with([':', '.', '?', '!', '—', '–'])
}

/// Whether long words inside the title begin with small letters, more than twice as often as
/// with capitals.
fn like_a_sentence(text: &str) -> bool {
    const LONG: usize = 4;
    let (mut capital, mut small) = (0, 0);
    let mut begins = true;
    for word in text.split(' ') {
        let core = core(word);
        if !begins && core.chars().count() >= LONG {
            capital += usize::from(core.starts_with(char::is_uppercase));
            small += usize::from(core.starts_with(char::is_lowercase));
        }
        begins = ends_sentence(word);
    }
    small > 2 * capital
}

fn keeps_capitals(word: &str, names_too: bool) -> bool {
    let capital = word.contains(char::is_uppercase);
    let digit = word.contains(|c: char| c.is_numeric());
    let inner = word.split('-').any(|part| {
        let mut letters = part.chars().filter(|c| c.is_alphabetic());
        let first = letters.next().is_some_and(char::is_uppercase);
        // A letter alone is a name (vitamin K, T-cell), except the article.
        letters.any(char::is_uppercase)
            || first && part.chars().count() == 1 && (part != "A" || word.len() > 1)
    });
    inner || capital && (digit || names_too)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command() {
        assert_eq!(
            escape(r"a_b & 5% of $x^2$ #1 ~ \end{x} -- ''q'' `"),
            r"a\_b \& 5\% of \$x\textasciicircum{}2\$ \#1 \textasciitilde{} \textbackslash{}end\textbraceleft{}x\textbraceright{} -{}- '{}'q'{}' \textasciigrave{}"
        );
        assert_eq!(escape("Kröger, naïve, β"), "Kröger, naïve, β");
        assert_eq!(
            verbatim(r"https://e.org/a_{b}\c d%20"),
            "https://e.org/a_%7Bb%7D%5Cc%20d%20"
        );
    }

    #[test]
    fn capitals_that_mean_something_are_kept() {
        for (plain, expected) in [
            (
                "Vitamin K and the coagulation vitamin in Indonesia and elsewhere",
                "Vitamin {K} and the coagulation vitamin in {Indonesia} and elsewhere",
            ),
            (
                "Vitamin D3 transactivates SLC30A10.",
                "Vitamin {D3} transactivates {SLC30A10}.",
            ),
            (
                "antagonizing NF-kappaB activation",
                "antagonizing {NF-kappaB} activation",
            ),
            (
                "Excess Mortality Following a Fracture: A Survival Analysis",
                "Excess Mortality Following a Fracture: A Survival Analysis",
            ),
            ("(vitamin K(2)), [D[3]]", "(vitamin {K(2)}), [{D[3]}]"),
            ("(MRI) of T-cells", "({MRI}) of {T-cells}"),
            (
                "Long-Term Care, Part Two Again",
                "Long-Term Care, Part Two Again",
            ),
        ] {
            assert_eq!(title(plain), expected);
        }
    }
}
