//! What LaTeX's commands for signs stand for.

/// The combining mark of an accent that is named by a sign.
pub(super) fn accent(sign: char) -> Option<char> {
    Some(match sign {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        _ => return None,
    })
}

/// The combining mark of an accent that is named by a letter.
pub(super) fn letter_accent(letter: char) -> Option<char> {
    Some(match letter {
        'u' => '\u{306}',
        'r' => '\u{30A}',
        'H' => '\u{30B}',
        'v' => '\u{30C}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        't' => '\u{361}',
        _ => return None,
    })
}

/// The sign that an accent over nothing is.
pub(super) fn alone(mark: char) -> Option<char> {
    Some(match mark {
        '\u{300}' => '`',
        '\u{301}' => '´',
        '\u{302}' => '^',
        '\u{303}' => '~',
        '\u{304}' => '¯',
        '\u{307}' => '˙',
        '\u{308}' => '¨',
        _ => return None,
    })
}

/// Switches that set type or space and stand for no text.
pub(super) fn is_switch(name: &str) -> bool {
    matches!(
        name,
        "em" | "bf"
            | "it"
            | "rm"
            | "sl"
            | "sc"
            | "sf"
            | "tt"
            | "bfseries"
            | "itshape"
            | "scshape"
            | "slshape"
            | "upshape"
            | "mdseries"
            | "rmfamily"
            | "sffamily"
            | "ttfamily"
            | "normalfont"
            | "small"
            | "tiny"
            | "large"
            | "Large"
            | "footnotesize"
            | "scriptsize"
            | "normalsize"
            | "relax"
            | "protect"
            | "noindent"
            | "newblock"
            | "displaystyle"
            | "left"
            | "right"
            | "limits"
            | "nolimits"
            | "hskip"
            | "kern"
            | "break"
            | "allowbreak"
            | "nobreak"
            | "linebreak"
            | "bgroup"
            | "egroup"
            | "null"
            | "cal"
            | "bibstring"
    )
}

/// The sign or word of a command without an argument.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    TABLE
        .binary_search_by(|(command, _)| (*command).cmp(name))
        .ok()
        .and_then(|at| TABLE.get(at))
        .map(|(_, text)| *text)
}

/// The journals that the [AAS macros](https://ui.adsabs.harvard.edu/help/actions/journal-macros)
/// name; bibliographies from the Astrophysics Data System are full of them.
pub(super) fn journal(name: &str) -> Option<&'static str> {
    Some(match name {
        "aap" => "Astronomy and Astrophysics",
        "aapr" => "Astronomy and Astrophysics Reviews",
        "aaps" => "Astronomy and Astrophysics, Supplement",
        "actaa" => "Acta Astronomica",
        "aj" => "Astronomical Journal",
        "ao" => "Applied Optics",
        "apj" => "Astrophysical Journal",
        "apjl" => "Astrophysical Journal, Letters",
        "apjs" => "Astrophysical Journal, Supplement",
        "apss" => "Astrophysics and Space Science",
        "araa" => "Annual Review of Astronomy and Astrophysics",
        "baas" => "Bulletin of the American Astronomical Society",
        "icarus" => "Icarus",
        "jcap" => "Journal of Cosmology and Astroparticle Physics",
        "jgr" => "Journal of Geophysical Research",
        "jqsrt" => "Journal of Quantitative Spectroscopy and Radiative Transfer",
        "mnras" => "Monthly Notices of the Royal Astronomical Society",
        "nat" => "Nature",
        "nar" | "newar" => "New Astronomy Reviews",
        "pasa" => "Publications of the Astronomical Society of Australia",
        "pasj" => "Publications of the Astronomical Society of Japan",
        "pasp" => "Publications of the Astronomical Society of the Pacific",
        "physrep" => "Physics Reports",
        "planss" => "Planetary and Space Science",
        "pra" => "Physical Review A",
        "prb" => "Physical Review B",
        "prc" => "Physical Review C",
        "prd" => "Physical Review D",
        "pre" => "Physical Review E",
        "prl" => "Physical Review Letters",
        "procspie" => "Proceedings of the SPIE",
        "qjras" => "Quarterly Journal of the Royal Astronomical Society",
        "rmxaa" => "Revista Mexicana de Astronomía y Astrofísica",
        "solphys" => "Solar Physics",
        "ssr" => "Space Science Reviews",
        _ => return None,
    })
}

/// The raised form of a sign.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'a' => 'ᵃ',
        'b' => 'ᵇ',
        'c' => 'ᶜ',
        'd' => 'ᵈ',
        'e' => 'ᵉ',
        'f' => 'ᶠ',
        'g' => 'ᵍ',
        'h' => 'ʰ',
        'i' => 'ⁱ',
        'j' => 'ʲ',
        'k' => 'ᵏ',
        'l' => 'ˡ',
        'm' => 'ᵐ',
        'n' => 'ⁿ',
        'o' => 'ᵒ',
        'p' => 'ᵖ',
        'r' => 'ʳ',
        's' => 'ˢ',
        't' => 'ᵗ',
        'u' => 'ᵘ',
        'v' => 'ᵛ',
        'w' => 'ʷ',
        'x' => 'ˣ',
        'y' => 'ʸ',
        'z' => 'ᶻ',
        '®' | '™' | '∗' | '*' | '°' | '∘' | '′' => c,
        _ => return None,
    })
}

/// The lowered form of a sign.
pub(super) fn subscript(c: char) -> Option<char> {
    Some(match c {
        '0' => '₀',
        '1' => '₁',
        '2' => '₂',
        '3' => '₃',
        '4' => '₄',
        '5' => '₅',
        '6' => '₆',
        '7' => '₇',
        '8' => '₈',
        '9' => '₉',
        '+' => '₊',
        '-' | '−' => '₋',
        '=' => '₌',
        '(' => '₍',
        ')' => '₎',
        'a' => 'ₐ',
        'e' => 'ₑ',
        'h' => 'ₕ',
        'i' => 'ᵢ',
        'j' => 'ⱼ',
        'k' => 'ₖ',
        'l' => 'ₗ',
        'm' => 'ₘ',
        'n' => 'ₙ',
        'o' => 'ₒ',
        'p' => 'ₚ',
        'r' => 'ᵣ',
        's' => 'ₛ',
        't' => 'ₜ',
        'u' => 'ᵤ',
        'v' => 'ᵥ',
        'x' => 'ₓ',
        _ => return None,
    })
}

/// Commands in the order of their bytes.
const TABLE: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("AMS", "AMS"),
    ("AMSTeX", "AMSTeX"),
    ("AmS", "AMS"),
    ("AmSTeX", "AMSTeX"),
    ("BibTeX", "BibTeX"),
    ("ConTeXt", "ConTeXt"),
    ("DH", "Ð"),
    ("DJ", "Đ"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("IJ", "Ĳ"),
    ("L", "Ł"),
    ("LaTeX", "LaTeX"),
    ("LaTeXe", "LaTeX2ε"),
    ("Lambda", "Λ"),
    ("Leftarrow", "⇐"),
    ("LuaLaTeX", "LuaLaTeX"),
    ("LuaTeX", "LuaTeX"),
    ("METAFONT", "METAFONT"),
    ("MF", "METAFONT"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("Omega", "Ω"),
    ("P", "¶"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("PostScript", "PostScript"),
    ("Psi", "Ψ"),
    ("Rightarrow", "⇒"),
    ("S", "§"),
    ("SS", "ẞ"),
    ("Sigma", "Σ"),
    ("TH", "Þ"),
    ("TUGboat", "TUGboat"),
    ("TeX", "TeX"),
    ("Theta", "Θ"),
    ("Upsilon", "Υ"),
    ("XeLaTeX", "XeLaTeX"),
    ("XeTeX", "XeTeX"),
    ("Xi", "Ξ"),
    ("aa", "å"),
    ("adddot", "."),
    ("addspace", " "),
    ("ae", "æ"),
    ("aleph", "ℵ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("ast", "∗"),
    ("backslash", "\\"),
    ("beta", "β"),
    ("bibrangedash", "–"),
    ("bullet", "•"),
    ("cap", "∩"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("chi", "χ"),
    ("circ", "∘"),
    ("copyright", "©"),
    ("cos", "cos"),
    ("cup", "∪"),
    ("dag", "†"),
    ("ddag", "‡"),
    ("degree", "°"),
    ("delta", "δ"),
    ("dh", "ð"),
    ("div", "÷"),
    ("dj", "đ"),
    ("dots", "…"),
    ("eTeX", "eTeX"),
    ("ell", "ℓ"),
    ("emdash", "—"),
    ("endash", "–"),
    ("epsilon", "ϵ"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("euro", "€"),
    ("exists", "∃"),
    ("exp", "exp"),
    ("flqq", "«"),
    ("forall", "∀"),
    ("frqq", "»"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("gg", "≫"),
    ("glqq", "„"),
    ("grqq", "“"),
    ("gtrsim", "≳"),
    ("guillemetleft", "«"),
    ("guillemetright", "»"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("hbar", "ℏ"),
    ("i", "ı"),
    ("ij", "ĳ"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("iota", "ι"),
    ("j", "ȷ"),
    ("kappa", "κ"),
    ("l", "ł"),
    ("lambda", "λ"),
    ("langle", "⟨"),
    ("lbrace", "{"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftarrow", "←"),
    ("leftrightarrow", "↔"),
    ("leq", "≤"),
    ("lesssim", "≲"),
    ("ll", "≪"),
    ("ln", "ln"),
    ("log", "log"),
    ("lq", "‘"),
    ("max", "max"),
    ("mid", "|"),
    ("min", "min"),
    ("mp", "∓"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("ng", "ŋ"),
    ("notin", "∉"),
    ("nu", "ν"),
    ("o", "ø"),
    ("odot", "⊙"),
    ("oe", "œ"),
    ("omega", "ω"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("partial", "∂"),
    ("pdfTeX", "pdfTeX"),
    ("perp", "⊥"),
    ("phi", "ϕ"),
    ("pi", "π"),
    ("pm", "±"),
    ("pounds", "£"),
    ("prime", "′"),
    ("prod", "∏"),
    ("propto", "∝"),
    ("psi", "ψ"),
    ("qquad", " "),
    ("quad", " "),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("rangle", "⟩"),
    ("rbrace", "}"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("rq", "’"),
    ("setminus", "∖"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("simeq", "≃"),
    ("sin", "sin"),
    ("slash", "/"),
    ("space", " "),
    ("sqrt", "√"),
    ("square", "□"),
    ("ss", "ß"),
    ("star", "⋆"),
    ("subset", "⊂"),
    ("subseteq", "⊆"),
    ("sum", "∑"),
    ("tan", "tan"),
    ("tau", "τ"),
    ("textasciicircum", "^"),
    ("textasciigrave", "`"),
    ("textasciitilde", "~"),
    ("textasteriskcentered", "∗"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textbullet", "•"),
    ("textcopyright", "©"),
    ("textdagger", "†"),
    ("textdaggerdbl", "‡"),
    ("textdegree", "°"),
    ("textdollar", "$"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("texteuro", "€"),
    ("textexclamdown", "¡"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("textonehalf", "½"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textparagraph", "¶"),
    ("textperiodcentered", "·"),
    ("textquestiondown", "¿"),
    ("textquotedbl", "\""),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textregistered", "®"),
    ("textsection", "§"),
    ("textsterling", "£"),
    ("texttimes", "×"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("textvertline", "|"),
    ("textvisiblespace", "␣"),
    ("th", "þ"),
    ("theta", "θ"),
    ("times", "×"),
    ("to", "→"),
    ("tubtitle", "TUGboat"),
    ("upsilon", "υ"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("varsigma", "ς"),
    ("vartheta", "ϑ"),
    ("vee", "∨"),
    ("vert", "|"),
    ("wedge", "∧"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(symbol("ss"), Some("ß"));
        assert_eq!(symbol("sss"), None);
    }
}
