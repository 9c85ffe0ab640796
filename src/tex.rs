//! TeX to MathML, which browsers lay out by themselves.
//!
//! TeX is read by [`math_core`]. It recurses with the nesting of a formula, and its errors end in
//! a message here; a formula that it cannot read keeps its TeX and is shown as that.

use math_core::{LatexToMathML, MathDisplay};

/// How deep a formula may nest before it is shown as it is written. A fraction in a root counts
/// four; print hardly ever goes beyond ten.
const MAX_NESTING: usize = 40;

/// Environments that number their lines, and those that set them in the same way without. The
/// number of a formula is its `enumerator`.
const UNNUMBERED: [(&str, &str); 15] = [
    ("align", "aligned"),
    ("align*", "aligned"),
    ("split", "aligned"),
    ("gather", "gathered"),
    ("gather*", "gathered"),
    ("equation", ""),
    ("equation*", ""),
    ("displaymath", ""),
    ("math", ""),
    ("eqnarray", "aligned"),
    ("eqnarray*", "aligned"),
    ("flalign", "aligned"),
    ("flalign*", "aligned"),
    ("multline", "gathered"),
    ("multline*", "gathered"),
];

/// Commands that take what follows them in their group into a level of its own.
const SWITCHES: [&str; 5] = [
    "color",
    "displaystyle",
    "textstyle",
    "scriptstyle",
    "scriptscriptstyle",
];

/// Converts TeX; made once for many formulae.
#[derive(Default)]
pub(crate) struct Converter(LatexToMathML);

impl Converter {
    /// The formula as MathML, set off from the text or in a line.
    ///
    /// # Errors
    ///
    /// What of the TeX is not known here, as a clause.
    pub(crate) fn mathml(&self, tex: &str, set_off: bool) -> Result<String, String> {
        mathml(&self.0, tex, set_off)
    }
}

fn mathml(converter: &LatexToMathML, tex: &str, set_off: bool) -> Result<String, String> {
    if nesting(tex) > MAX_NESTING {
        return Err(format!("it nests more than {MAX_NESTING} deep"));
    }
    let display = if set_off {
        MathDisplay::Block
    } else {
        MathDisplay::Inline
    };
    converter
        .convert_with_local_state(&unnumbered(tex), display)
        .map(|converted| aligned(converted.mathml))
        .map_err(|error| {
            // A clause, as messages are here, where math_core has a sentence.
            let sentence = error.error_message();
            let mut letters = sentence.trim_end_matches('.').chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        })
}

/// Says with MathML's own attribute how cells are aligned: a style is nothing that a page lets
/// through.
fn aligned(mut mathml: String) -> String {
    for side in ["left", "right"] {
        let style = format!("<mtd style=\"text-align: {side};");
        if mathml.contains(&style) {
            let attribute = style.replace("<mtd", &format!("<mtd columnalign=\"{side}\""));
            mathml = mathml.replace(&style, &attribute);
        }
    }
    mathml
}

/// The formula without numbers of its own.
fn unnumbered(tex: &str) -> String {
    let mut tex = tex.to_owned();
    if tex.contains("\\begin") {
        for (numbered, plain) in UNNUMBERED {
            for edge in ["begin", "end"] {
                let to = match plain {
                    "" => String::new(),
                    plain => format!("\\{edge}{{{plain}}}"),
                };
                tex = tex.replace(&format!("\\{edge}{{{numbered}}}"), &to);
            }
        }
    }
    tex
}

/// How deep reading a formula can recurse: groups in groups, and commands that wait for their
/// arguments. It is an upper bound; commands in a row that take none count as well.
fn nesting(tex: &str) -> usize {
    let mut deepest = 0;
    // What is open, and the level around it; `base` is the level inside of the innermost.
    let mut open: Vec<(char, usize)> = Vec::new();
    let (mut base, mut level) = (0, 0);
    let mut rest = tex.chars().peekable();
    while let Some(character) = rest.next() {
        let mut name = String::new();
        if character == '\\' {
            while let Some(letter) = rest.next_if(char::is_ascii_alphabetic) {
                name.push(letter);
            }
            if name.is_empty() {
                // A sign such as `\,` or `\{`.
                rest.next();
                continue;
            }
        }
        match (character, name.as_str()) {
            // An argument in square brackets stands behind a command, or it is none.
            ('[', _) if level > base => open_at(&mut open, '[', &mut base, &mut level),
            ('{', _) | (_, "left" | "begin") => open_at(&mut open, '{', &mut base, &mut level),
            (']', _) if open.last().is_some_and(|(sign, _)| *sign == '[') => {
                base = open.pop().unwrap_or_default().1;
                // The command still waits for what follows.
                level = base + 1;
            }
            ('}', _) | (_, "right" | "end") => {
                base = open.pop().unwrap_or_default().1;
                level = base;
            }
            (_, name) if SWITCHES.contains(&name) => {
                base += 1;
                level += 1;
            }
            ('\\' | '^' | '_', _) => level += 1,
            (character, _) if character.is_whitespace() => {}
            _ => level = base,
        }
        deepest = deepest.max(level);
    }
    deepest
}

fn open_at(open: &mut Vec<(char, usize)>, sign: char, base: &mut usize, level: &mut usize) {
    open.push((sign, *base));
    *base = *level + 1;
    *level = *base;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(tex: &str) -> Result<String, String> {
        mathml(&LatexToMathML::default(), tex, true)
    }

    #[test]
    fn numbers_are_not_made_up() {
        for environment in ["align", "align*", "gather", "equation", "equation*"] {
            let tex = format!("\\begin{{{environment}}} a = b \\end{{{environment}}}");
            let mathml = read(&tex).unwrap();
            assert!(!mathml.contains("(1)"), "{environment}: {mathml}");
            assert!(mathml.contains("<mi>b</mi>"), "{environment}: {mathml}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert!(read(r"\ce{H2O}").unwrap_err().contains("\\ce"));
        assert!(read(r"\frac{a}").unwrap_err().contains("argument"));
        assert!(read(&"{".repeat(100)).unwrap_err().contains("deep"));
    }

    #[test]
    fn formulae_of_print_are_not_deep() {
        let tex = r"\hat{S}(t) = \prod_{i:\,t_i \le t} \left(1 - \frac{d_i}{n_i}\right)";
        assert!(nesting(tex) < 10, "{}", nesting(tex));
        let intervals = "[0, 1), ".repeat(200);
        assert_eq!(nesting(&intervals), 0);
        let row = r"\alpha\beta\gamma + \sqrt{\mathrm{a}\mathrm{b}\mathrm{c}}".repeat(200);
        assert!(nesting(&row) < 10, "{}", nesting(&row));
    }

    /// Whatever recurses is stopped in time. Rust gives a module in a browser 1 MiB; without
    /// optimisation a level takes several times what it takes there.
    #[test]
    fn nothing_fills_the_stack() {
        const PIECES: [(&str, &str); 20] = [
            ("{", "}"),
            ("[", "]"),
            ("(", ")"),
            ("\\left(", "\\right)"),
            ("\\begin{matrix}", "\\end{matrix}"),
            ("\\begin{cases}a & ", "\\end{cases}"),
            ("\\sqrt ", ""),
            ("\\sqrt[", "]{x}"),
            ("\\frac{", "}{x}"),
            ("\\frac ", ""),
            ("\\hat ", ""),
            ("\\mathrm ", ""),
            ("x^{", "}"),
            ("x_", ""),
            ("\\text{", "}"),
            ("\\color{red} x ", ""),
            ("\\displaystyle x ", ""),
            ("\\not ", ""),
            ("\\sum_", ""),
            ("\\underbrace{", "}_x"),
        ];
        let run = || {
            for (open, close) in PIECES {
                for times in [MAX_NESTING / 3, MAX_NESTING, 20_000] {
                    let _ = read(&format!("{}x{}", open.repeat(times), close.repeat(times)));
                }
            }
        };
        let small = std::thread::Builder::new().stack_size(2 << 20);
        small.spawn(run).unwrap().join().unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_formula_breaks_the_reader(pieces in prop::collection::vec(piece(), 0..24)) {
            let _ = read(&pieces.concat());
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(vec![
                "{",
                "}",
                "[",
                "]",
                "^",
                "_",
                "&",
                "\\\\",
                "\\",
                "\\frac",
                "\\sqrt",
                "\\left",
                "\\right",
                "\\begin{matrix}",
                "\\end{matrix}",
                "\\begin",
                "\\end",
                "\\text{",
                "'",
                "\\not",
                "\\over",
                "\\limits",
                "\\hat",
                "\\mathrm",
                "\\color{",
                "\\hspace{1em}",
                "\\tag{",
                "\\label{a}",
                "\\ref{a}",
                "\\href{",
                "#1",
                "%",
                "~",
                "$",
                "\\middle|",
                "\\begin{array}{l|r}",
                "\\end{array}",
                "\\hline",
                "\\operatorname{",
                "\\substack{",
                "\\big",
                "(",
                ")",
                "\\genfrac",
                "\\prescript",
                "\\mathbb",
                "\\boldsymbol",
                "<",
                ">",
            ])
            .prop_map(str::to_owned),
            "\\\\[a-zA-Z]{1,8}",
            "\\PC{0,3}",
        ]
    }
}
