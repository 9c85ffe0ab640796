use super::*;

fn html(text: &str) -> String {
    fn show(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text { value } => value.clone(),
                Inline::Strong { children } => format!("<b>{}</b>", show(children)),
                Inline::Emphasis { children } => format!("<i>{}</i>", show(children)),
                Inline::Superscript { children } => format!("<sup>{}</sup>", show(children)),
                Inline::Subscript { children } => format!("<sub>{}</sub>", show(children)),
                Inline::InlineCode { value } => format!("<code>{value}</code>"),
                Inline::Link(link) => format!("<a {}>{}</a>", link.url, show(&link.children)),
                Inline::InlineMath(formula) => format!("<math {}>", formula.text()),
                Inline::Image(image) => format!("<img {} {}>", image.url, image.alt),
                Inline::Break => "<br>".to_owned(),
                Inline::Citation(citation) => format!("<cite {}>", citation.marker),
                Inline::FootnoteReference { identifier } => format!("<fn {identifier}>"),
                Inline::CrossReference { identifier, .. } => format!("<to {identifier}>"),
                other => unreachable!("print has no {other:?}"),
            })
            .collect()
    }
    show(&read(
        text,
        0,
        Some(&Evidence::numbered(47)),
        &mut Vec::new(),
    ))
}

#[test]
fn emphasis_follows_commonmark() {
    for (text, expected) in [
        ("**bold** and *soft*", "<b>bold</b> and <i>soft</i>"),
        ("***both*** x", "<i><b>both</b></i> x"),
        ("**a *b* c**", "<b>a <i>b</i> c</b>"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("P < 0.05*, Q < 0.1**", "P < 0.05*, Q < 0.1**"),
        ("snake_case_word", "snake_case_word"),
        ("_soft_", "<i>soft</i>"),
        ("**open", "**open"),
        ("*a **b*", "*a *<i>b</i>"),
        (
            "“*bone full of holes.*” So",
            "“<i>bone full of holes.</i>” So",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn links_need_a_target_that_a_page_may_follow() {
    for (text, expected) in [
        ("[a *b*](u) c", "<a u>a <i>b</i></a> c"),
        ("[Osteoporosis](#) is", "Osteoporosis is"),
        ("[a](javascript:alert(1)) b", "a b"),
        ("[a](java\tscript:x) b", "[a](java\tscript:x) b"),
        ("[a] (b)", "[a] (b)"),
        ("[a [b](u)](v)", "<a v>a [b](u)</a>"),
        (
            "<https://a.b/c#d>.",
            "<a https://a.b/c#d>https://a.b/c#d</a>.",
        ),
        (
            "see https://a.b/c_(d). So",
            "see <a https://a.b/c_(d)>https://a.b/c_(d)</a>. So",
        ),
        ("(https://a.b/c)", "(<a https://a.b/c>https://a.b/c</a>)"),
        ("![alt text](p.png)", "<img p.png alt text>"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let mut diagnostics = Vec::new();
    read("[a](#) [b](javascript:x)", 0, None, &mut diagnostics);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::EmptyLink, Code::UnsafeLink]);
}

#[test]
fn an_author_overrules_with_a_backslash_or_braces() {
    for (text, expected) in [
        ("bone loss.¹²", "bone loss.<cite ¹²>"),
        ("bone loss.\\¹²", "bone loss.¹²"),
        ("risk\\^{4,11} x", "risk^{4,11} x"),
        ("10^{6} x", "10<cite ^{6}> x"),
        ("\\[12\\] x", "[12] x"),
        ("a \\* b \\n", "a * b \\n"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn a_unit_and_a_citation_that_ran_together_are_told_apart() {
    assert_eq!(html("0.205 kWh⁻¹⁴⁶) is"), "0.205 kWh⁻¹<cite ⁴⁶>) is");
    assert_eq!(html("5 × 10⁻¹⁴ M"), "5 × 10⁻¹⁴ M");
    assert_eq!(html("per ha⁻¹ now"), "per ha⁻¹ now");
}

#[test]
fn small_elements_and_lines() {
    assert_eq!(
        html("H~2~O and 5^th^ x<sub>i</sub><br>y"),
        "H<sub>2</sub>O and 5<sup>th</sup> x<sub>i</sub><br>y"
    );
    assert_eq!(html("one  \r\n  two\nthree"), "one two three");
    assert_eq!(
        html("`a*b*¹` `` c`d ``"),
        "<code>a*b*¹</code> <code>c`d</code>"
    );
    assert_eq!(
        html("<script>alert(1)</script>"),
        "<script>alert(1)</script>"
    );
}

#[test]
fn hostile_nesting_is_flattened_and_linear() {
    for piece in [
        "[", "*a ", "**a", "](", "^{", "<sup>", "`", "![", "_a*", "[a](", "http://",
    ] {
        let text = piece.repeat(20_000);
        let inlines = read(&text, 0, Some(&Evidence::numbered(47)), &mut Vec::new());
        assert!(!inlines.is_empty());
    }
}
