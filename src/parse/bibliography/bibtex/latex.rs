//! The LaTeX of a field to plain text: accents, symbols, quotation marks, simple formulae.
//!
//! Commands that set type (`\emph`, `\textbf`) leave what they set. A command that nobody knows
//! leaves its argument, and without one its own name, so that nothing is lost.

mod symbols;

use std::iter::Peekable;
use std::str::Chars;

use unicode_normalization::char::compose;

use crate::model::MAX_DEPTH;

/// The text that a field says, on one line.
///
/// ```text
/// {\"U}ber \emph{die} G{\"o}del--Nummer  ->  Über die Gödel–Nummer
/// ```
pub(super) fn text(latex: &str) -> String {
    // Most values are plain, and this is called for each of them.
    let plain = |byte: u8| {
        !matches!(
            byte,
            b'\\' | b'{' | b'}' | b'$' | b'~' | b'-' | b'`' | b'\'' | b'<' | b'>'
        )
    };
    let mut out = if latex.bytes().all(plain) {
        latex.to_owned()
    } else {
        let mut reader = Reader {
            chars: latex.chars().peekable(),
            out: String::with_capacity(latex.len()),
            depth: 0,
        };
        reader.run(None);
        reader.out
    };
    if out.contains(|c: char| c.is_whitespace() && c != ' ' || c.is_control())
        || out.contains("  ")
        || out.starts_with(' ')
        || out.ends_with(' ')
    {
        out = out
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    out
}

/// An address or an identifier: only braces and escapes go.
pub(super) fn verbatim(latex: &str) -> String {
    let latex = latex.trim();
    let latex = latex
        .strip_prefix("\\url{")
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap_or(latex);
    let mut out = String::with_capacity(latex.len());
    let mut chars = latex.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                // `\_` is a line, and a command such as `\textasciitilde` its symbol.
                let mut name = String::new();
                while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                    name.push(letter);
                }
                if name.is_empty() {
                    out.extend(chars.next());
                } else if let Some(symbol) = symbols::symbol(&name) {
                    out.push_str(symbol);
                    chars.next_if_eq(&' ');
                } else {
                    out.push('\\');
                    out.push_str(&name);
                }
            }
            '{' | '}' | '$' => {}
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    out: String,
    depth: usize,
}

impl Reader<'_> {
    /// Reads to the end, or behind the sign that closes what is being read.
    fn run(&mut self, close: Option<char>) {
        while let Some(c) = self.chars.next() {
            if Some(c) == close {
                return;
            }
            match c {
                '{' => self.group(),
                '}' => {}
                '\\' => self.command(),
                '$' => {
                    self.chars.next_if_eq(&'$');
                    self.math(Some('$'));
                    self.chars.next_if_eq(&'$');
                }
                '~' => self.out.push(' '),
                '-' => self.dash(),
                '`' => {
                    let double = self.chars.next_if_eq(&'`').is_some();
                    self.out.push(if double { '“' } else { '‘' });
                }
                '\'' => {
                    let double = self.chars.next_if_eq(&'\'').is_some();
                    self.out.push(if double { '”' } else { '’' });
                }
                c => self.out.push(c),
            }
        }
    }

    /// What stands in braces. Deeper than the cap the braces alone are dropped.
    fn group(&mut self) {
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            self.run(Some('}'));
            self.depth -= 1;
        }
    }

    /// One to three hyphens are hyphen, en dash and em dash.
    fn dash(&mut self) {
        let second = self.chars.next_if_eq(&'-').is_some();
        let third = second && self.chars.next_if_eq(&'-').is_some();
        self.out.push(match (second, third) {
            (false, _) => '-',
            (true, false) => '–',
            (true, true) => '—',
        });
    }

    fn command(&mut self) {
        let mut name = String::new();
        while let Some(letter) = self.chars.next_if(char::is_ascii_alphabetic) {
            name.push(letter);
        }
        if name.is_empty() {
            let Some(sign) = self.chars.next() else {
                self.out.push('\\');
                return;
            };
            if let Some(mark) = symbols::accent(sign) {
                self.accent(mark);
                return;
            }
            match sign {
                '\\' | ' ' | ',' | ';' | ':' | '\n' | '\t' => self.out.push(' '),
                '-' | '/' | '!' | '@' | ')' | ']' => {}
                '(' | '[' => self.math(None),
                other => self.out.push(other),
            }
            return;
        }
        self.chars.next_if_eq(&'*');
        let blank = self.skip_blank();
        if let Some(mark) = one_letter(&name).and_then(symbols::letter_accent)
            && self.chars.peek().is_some_and(|next| *next == '{' || blank)
        {
            self.accent(mark);
            return;
        }
        if let Some(symbol) = symbols::symbol(&name).or_else(|| symbols::journal(&name)) {
            self.out.push_str(symbol);
            self.skip_empty_group();
            return;
        }
        let braced = self.chars.peek() == Some(&'{');
        match name.as_str() {
            "url" | "path" if braced => {
                let argument = self.raw_argument();
                self.out.push_str(&verbatim(&argument));
            }
            // The address, then the words.
            "href" if braced => {
                self.raw_argument();
                self.skip_blank();
            }
            // What these hold is there to sort by.
            "noopsort" | "noop" | "SortNoop" | "sortnoop" | "singleletter" if braced => {
                self.raw_argument();
            }
            "textsuperscript" if braced => {
                let argument = self.argument();
                self.raise(&argument, symbols::superscript, "");
            }
            "textsubscript" if braced => {
                let argument = self.argument();
                self.raise(&argument, symbols::subscript, "");
            }
            "enquote" | "mkbibquote" if braced => {
                let argument = self.argument();
                self.out.push('“');
                self.out.push_str(&argument);
                self.out.push('”');
            }
            "ensuremath" if braced => {
                self.chars.next();
                self.math(Some('}'));
            }
            // Its argument is read as text.
            _ if braced => {}
            name if symbols::is_switch(name) => {}
            name => {
                self.out.push('\\');
                self.out.push_str(name);
                if blank {
                    self.out.push(' ');
                }
            }
        }
    }

    fn skip_blank(&mut self) -> bool {
        let mut blank = false;
        while self.chars.next_if(|c| c.is_whitespace()).is_some() {
            blank = true;
        }
        blank
    }

    /// `{}` after a symbol holds the blank behind it.
    fn skip_empty_group(&mut self) {
        let mut ahead = self.chars.clone();
        if ahead.next() == Some('{') && ahead.next() == Some('}') {
            self.chars = ahead;
        }
    }

    /// An accent over the first letter of its argument.
    fn accent(&mut self, mark: char) {
        self.skip_blank();
        let argument = self.argument();
        let mut letters = argument.chars();
        match letters.next() {
            // `\'\i` and `\'i` are the same letter.
            Some(first) => {
                let base = match first {
                    'ı' => 'i',
                    'ȷ' => 'j',
                    other => other,
                };
                if let Some(composed) = compose(base, mark) {
                    self.out.push(composed);
                } else {
                    self.out.push(base);
                    self.out.push(mark);
                }
            }
            None => self.out.extend(symbols::alone(mark)),
        }
        self.out.push_str(letters.as_str());
    }

    /// The argument of a command as text: a group, a command, or one letter.
    fn argument(&mut self) -> String {
        let outside = std::mem::take(&mut self.out);
        match self.chars.peek().copied() {
            Some('{') => {
                self.chars.next();
                self.group();
            }
            Some('\\') if self.depth < MAX_DEPTH => {
                self.chars.next();
                self.depth += 1;
                self.command();
                self.depth -= 1;
            }
            Some('}' | '$') | None => {}
            Some(c) => {
                self.chars.next();
                self.out.push(c);
            }
        }
        std::mem::replace(&mut self.out, outside)
    }

    /// The argument in braces as it is written.
    fn raw_argument(&mut self) -> String {
        self.chars.next();
        let mut depth = 0_usize;
        let mut argument = String::new();
        for c in self.chars.by_ref() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            argument.push(c);
        }
        argument
    }

    /// A formula, as far as a line of text can say it. Without a sign that closes, `\)` does.
    fn math(&mut self, close: Option<char>) {
        while let Some(c) = self.chars.next() {
            if Some(c) == close {
                return;
            }
            match c {
                '\\' => {
                    if close.is_none() && self.chars.next_if(|c| matches!(c, ')' | ']')).is_some() {
                        return;
                    }
                    self.command();
                }
                '^' | '_' => {
                    self.skip_blank();
                    let argument = self.math_argument();
                    if c == '^' {
                        self.raise(&argument, symbols::superscript, "^");
                    } else {
                        self.raise(&argument, symbols::subscript, "_");
                    }
                }
                '{' => {
                    if self.depth < MAX_DEPTH {
                        self.depth += 1;
                        self.math(Some('}'));
                        self.depth -= 1;
                    }
                }
                '}' | '&' => {}
                '-' => self.out.push('−'),
                '\'' => self.out.push('′'),
                c => self.out.push(c),
            }
        }
    }

    fn math_argument(&mut self) -> String {
        if self.chars.peek() == Some(&'{') && self.depth < MAX_DEPTH {
            let outside = std::mem::take(&mut self.out);
            self.chars.next();
            self.depth += 1;
            self.math(Some('}'));
            self.depth -= 1;
            return std::mem::replace(&mut self.out, outside);
        }
        self.argument()
    }

    /// Raised or lowered signs where Unicode has all of them; else the text, after a sign that
    /// says so.
    fn raise(&mut self, argument: &str, table: fn(char) -> Option<char>, sign: &str) {
        let moved: Option<String> = argument.chars().map(table).collect();
        if let Some(moved) = moved {
            self.out.push_str(&moved);
        } else {
            self.out.push_str(sign);
            self.out.push_str(argument);
        }
    }
}

fn one_letter(name: &str) -> Option<char> {
    let mut letters = name.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_the_text_that_they_set() {
        for (latex, expected) in [
            ("plain", "plain"),
            (
                r#"{\"U}ber \emph{die} G{\"o}del--Nummer"#,
                "Über die Gödel–Nummer",
            ),
            (r"Mar{\'\i}a Corbal{\'{a}}n", "María Corbalán"),
            (
                r"\v{C}ech, \c{c}a, \H o, \k{a}, Erd{\H o}s",
                "Čech, ça, ő, ą, Erdős",
            ),
            (
                r#"{\AA}ngstr{\"o}m, S{\o}ren, \L{}ukasz, stra{\ss}e"#,
                "Ångström, Søren, Łukasz, straße",
            ),
            ("``Quoted'' and `so'", "“Quoted” and ‘so’"),
            (r"AT\&T, 50\%, a\_b", "AT&T, 50%, a_b"),
            (r"H$_2$O and CO\textsubscript{2}", "H₂O and CO₂"),
            (r"$\alpha^{-1}$-helix", "α⁻¹-helix"),
            (r"the 11$^{th}$", "the 11ᵗʰ"),
            (r"\unknown{kept} \unheard of", r"kept \unheard of"),
            ("W.~M.", "W. M."),
            ("two\n   lines", "two lines"),
            (r"{\noopsort{1973b}}1973", "1973"),
            (r"\TeX{}book and \LaTeX\ too", "TeXbook and LaTeX too"),
            (
                r"\url{https://example.org/a_b~c}",
                "https://example.org/a_b~c",
            ),
            ("unbalanced } and {open", "unbalanced and open"),
            (r"\", "\\"),
        ] {
            assert_eq!(text(latex), expected, "{latex}");
        }
    }

    #[test]
    fn addresses_keep_their_signs() {
        assert_eq!(
            verbatim(r"https://x.org/a\_b--c\%20{d}"),
            "https://x.org/a_b--c%20d"
        );
        assert_eq!(verbatim(r"\url{http://x.org/\~{}me}"), "http://x.org/~me");
        assert_eq!(verbatim(r"10.1007/s00\_11"), "10.1007/s00_11");
    }

    #[test]
    fn nesting_has_an_end() {
        let deep = "{".repeat(100_000) + "x" + &"}".repeat(100_000);
        assert_eq!(text(&deep), "x");
        let deep = "\\'".repeat(100_000);
        assert!(text(&deep).len() < 1_000_000);
        let deep = "$^{".repeat(100_000);
        assert!(text(&deep).len() < 1_000_000);
    }
}
