//! What the dialects add, each in a line or two.

use super::*;
use crate::model::{Block, CitationKind, Csl, CslType, Name, plain_text, walk};

fn works(ids: &[&str]) -> Vec<Reference> {
    ids.iter()
        .map(|id| Reference {
            id: ReferenceId::new(*id),
            csl: Some(Csl {
                author: vec![Name::literal(*id)],
                ..Csl::new(CslType::Book)
            }),
            ..Reference::default()
        })
        .collect()
}

fn read(text: &str, ids: &[&str]) -> Parsed {
    markdown(text, &works(ids))
}

/// Markers with the places that they were read from.
fn markers<'t>(text: &'t str, parsed: &Parsed) -> Vec<(String, &'t str)> {
    walk::citations(&parsed.article)
        .iter()
        .map(|found| {
            let span = found.citation.position.unwrap();
            (
                found.citation.marker.clone(),
                text.get(span.range()).unwrap(),
            )
        })
        .collect()
}

fn owned<'t>(pairs: &[(&str, &'t str)]) -> Vec<(String, &'t str)> {
    pairs
        .iter()
        .map(|(marker, place)| ((*marker).to_owned(), *place))
        .collect()
}

/// The text of an article's paragraphs.
fn paragraphs(parsed: &Parsed) -> Vec<String> {
    parsed
        .article
        .children
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(plain_text(&paragraph.children)),
            _ => None,
        })
        .collect()
}

#[test]
fn citations_know_where_they_stand() {
    let text = "Café [see @b, *p.* 3; @a]. @b says, @{a} [p. 7] too\\@b, **[-@a]**.\n";
    let parsed = read(text, &["a", "b"]);
    assert_eq!(
        markers(text, &parsed),
        owned(&[
            ("[see 1, p. 3; 2]", "[see @b, *p.* 3; @a]"),
            ("[1]", "@b"),
            ("[2, p. 7]", "@{a} [p. 7]"),
            ("[2]", "[-@a]"),
        ])
    );
    let kinds: Vec<_> = walk::citations(&parsed.article)
        .iter()
        .map(|found| found.citation.kind == CitationKind::Narrative)
        .collect();
    assert_eq!(kinds, [false, true, true, false]);
}

#[test]
fn an_at_sign_is_no_citation_by_itself() {
    let text = "Write to a@b.org or @doe, see @fig:x and medium.com/@roe.\n";
    assert_eq!(markers(text, &read(text, &[])), []);
    let given = read(text, &["x"]);
    assert_eq!(markers(text, &given), owned(&[("[doe?]", "@doe")]));
    assert_eq!(given.diagnostics[0].code, Code::DanglingCrossReference);
    let named = read("---\nbibliography: a.bib\n---\n@doe says.\n", &[]);
    assert_eq!(walk::citations(&named.article).len(), 1);
    let bracketed = "An unknown one [@doe].\n";
    assert_eq!(
        markers(bracketed, &read(bracketed, &[])),
        owned(&[("[doe?]", "[@doe]")])
    );
}

#[test]
fn only_what_is_cited_is_listed() {
    let ids = |parsed: &Parsed| -> Vec<String> {
        let list = parsed.article.references.iter();
        list.map(|reference| reference.id.to_string()).collect()
    };
    assert_eq!(
        ids(&read("[@c] and [@a; @c]", &["a", "b", "c"])),
        ["c", "a"]
    );
    let nocite = "---\nnocite: |\n  @b, @c\n---\n[@c]";
    assert_eq!(ids(&read(nocite, &["a", "b", "c"])), ["c", "b"]);
    let all = "---\nnocite: '@*'\n---\n[@c]";
    assert_eq!(ids(&read(all, &["a", "b", "c"])), ["c", "a", "b"]);
}

#[test]
fn a_formula_may_begin_behind_words() {
    let formulae = |text: &str| -> Vec<String> {
        let blocks = read(text, &[]).article.children;
        let found = blocks.iter().filter_map(|block| match block {
            Block::Math(math) => Some(math.formula.value.clone()),
            _ => None,
        });
        found.collect()
    };
    let whole = "\\begin{eqnarray}\\label{eq:q}\nQ = 1\n\\end{eqnarray}";
    assert_eq!(formulae(&format!("into $Q$, {whole}\nA matrix.")).len(), 1);
    assert_eq!(
        formulae("It is \\begin{equation}a\\end{equation} or \\begin{equation}b\\end{equation}.")
            .len(),
        2
    );
    for text in [
        "Write `\\begin{equation}\nx\n\\end{equation}` here.",
        "Write \\begin{equation} first.\nThen close it: \\end{equation}",
        "A path \\\\begin{equation}\nx\n\\end{equation}",
        "It is \\begin{itemize}\nx\n\\end{itemize}",
    ] {
        assert_eq!(formulae(text), [""; 0], "{text}");
    }
}

#[test]
fn the_title_is_a_first_heading_that_stands_alone() {
    let title = |text: &str| plain_text(&read(text, &[]).article.title);
    assert_eq!(title("<!-- x -->\n\n# *One* {#one}\n\n## Two\n"), "One");
    assert_eq!(title("# One\n\n# Two\n"), "");
    assert_eq!(title("Text\n\n# One\n"), "");
    assert_eq!(title("---\ntitle: Zero\n---\n# One\n"), "Zero");
}

#[test]
fn a_heading_without_a_list_stays_a_heading() {
    let listed = read("[@a]\n\n# References\n", &["a"]);
    assert_eq!(plain_text(&listed.article.references_title), "References");
    let bare = read("a\n\n# References\n", &[]);
    assert!(bare.article.references_title.is_empty());
    assert!(matches!(&bare.article.children[1], Block::Section(_)));
}

#[test]
fn lines_of_other_dialects_stay_where_code_shows_them() {
    let text = "```\n::: {.note}\n$$\na\n[@tag:x]: doi:1\n```\n\n    {: .x}\n\n`@a` and `[@b]`\n";
    let parsed = read(text, &["a", "b"]);
    assert_eq!(markers(text, &parsed), []);
    let code: Vec<_> = parsed
        .article
        .children
        .iter()
        .filter_map(|block| match block {
            Block::Code(code) => Some(code.value.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(code, ["::: {.note}\n$$\na\n[@tag:x]: doi:1", "{: .x}"]);
}

#[test]
fn formulae_are_read_as_they_are_written() {
    let text = "$$\na\n= b_1 * c_2\n\n- d\n$$\n\n$$\na\n= b_1 * c_2\n- d\n$$\n\n> $x*y*z$\n";
    let parsed = read(text, &[]);
    let mut article = parsed.article.clone();
    let mut tex = Vec::new();
    walk::each_formula(&mut article, &mut |formula, apart| {
        tex.push((formula.value.clone(), apart));
    });
    // A blank line ends a formula, as everywhere in TeX.
    assert_eq!(
        tex,
        [
            ("a\n= b_1 * c_2\n- d".to_owned(), true),
            ("x*y*z".to_owned(), false)
        ]
    );
}

#[test]
fn a_name_belongs_to_the_block_behind_it() {
    let text = "{#one}\n- a list\n\n![b](c.png)\n\n(two)=\n\n![d](e.png)\n\n@two and @one\n";
    let parsed = read(text, &[]);
    assert_eq!(
        paragraphs(&parsed),
        ["Figure\u{A0}1 and @one"],
        "{:?}",
        parsed.diagnostics
    );
}

#[test]
fn a_caption_stands_before_or_behind_its_table() {
    let table = "| a |\n|---|\n| b |\n";
    for text in [
        format!("Table: Cap {{#tbl:x}}\n\n{table}\n@tbl:x\n"),
        format!("{table}\n: Cap {{#tbl:x}}\n\n@tbl:x\n"),
        format!("{table}: Cap {{#tbl:x}}\n\n@tbl:x\n"),
        format!("Before.\n\n: Cap {{#tbl:x}}\n\n{table}\n@tbl:x\n"),
        format!("::: {{#tbl:x}}\n{table}\nCap\n:::\n\n@tbl:x\n"),
    ] {
        let parsed = read(&text, &[]);
        let captions: Vec<_> = parsed
            .article
            .children
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some((plain_text(&table.caption), table.children.len())),
                _ => None,
            })
            .collect();
        assert_eq!(captions, [("Cap".to_owned(), 2)], "{text}");
        let last = paragraphs(&parsed).pop();
        assert_eq!(last.as_deref(), Some("Table\u{A0}1"), "{text}");
    }
}

#[test]
fn unsafe_addresses_are_words() {
    let text = "[a](javascript:x) <javascript:y> ![b](data:z) <a href=\"vbscript:w\">c</a>";
    let parsed = read(text, &[]);
    assert_eq!(paragraphs(&parsed), ["a javascript:y b c"]);
    assert!(
        parsed
            .diagnostics
            .iter()
            .all(|found| found.code == Code::UnsafeLink && found.span.is_some())
    );
    assert_eq!(parsed.diagnostics.len(), 4);
}

#[test]
fn nesting_is_flattened_and_nothing_is_lost() {
    let text = "> ".repeat(200) + "deep " + &"*a ".repeat(100) + &"b* ".repeat(100);
    let parsed = read(&text, &[]);
    assert_eq!(parsed.diagnostics[0].code, Code::TooDeep);
    let json = serde_json::to_string(&parsed.article).unwrap();
    assert!(
        json.contains("deep") && json.matches("b ").count() + json.matches("\"b\"").count() > 0
    );
}
