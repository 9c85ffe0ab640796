//! What single parts of the reader do.

use super::jats;
use crate::diagnostic::Code;
use crate::model::{Block, Citation, Csl, CslType, Inline, MAX_DEPTH, plain_text, walk};

fn body(xml: &str) -> Vec<Block> {
    jats(&format!("<article><body>{xml}</body></article>"))
        .article
        .children
}

fn line(xml: &str) -> Vec<Inline> {
    match body(&format!("<p>{xml}</p>")).as_slice() {
        [Block::Paragraph(paragraph)] => paragraph.children.clone(),
        other => panic!("{other:?}"),
    }
}

fn text(xml: &str) -> String {
    plain_text(&line(xml))
}

/// The citations of a line in an article with nine references, as markers and ids.
fn cited(xml: &str) -> Vec<(String, String)> {
    let refs = (1..=9).fold(String::new(), |all, n| {
        all + &format!("<ref id='r{n}'><label>{n}</label></ref>")
    });
    let xml =
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
            .iter()
            .fold(xml.to_owned(), |xml, n| {
                xml.replace(
                    &format!("{{{n}}}"),
                    &format!("<xref ref-type='bibr' rid='r{n}'>{n}</xref>"),
                )
                .replace(
                    &format!("{{[{n}]}}"),
                    &format!("<xref ref-type='bibr' rid='r{n}'>[{n}]</xref>"),
                )
            });
    let source = format!(
        "<article><body><p>{xml}</p></body><back><ref-list>{refs}</ref-list></back></article>"
    );
    let article = jats(&source).article;
    walk::citations(&article)
        .iter()
        .map(|found| {
            let Citation {
                references, marker, ..
            } = found.citation;
            let ids: Vec<&str> = references
                .iter()
                .map(crate::model::ReferenceId::as_str)
                .collect();
            (marker.clone(), ids.join(" "))
        })
        .collect()
}

#[test]
fn numbers_of_a_bracket_are_one_marker() {
    for (xml, expected) in [
        ("a [{1}].", &[("[1]", "1")][..]),
        ("a [{1},{2}, {4}] b", &[("[1,2, 4]", "1 2 4")]),
        ("a [{1}-{3}] b [{5}]", &[("[1-3]", "1 2 3"), ("[5]", "5")]),
        ("a [ {1} – {3} ] b", &[("[1 – 3]", "1 2 3")]),
        ("a ({2}) b", &[("(2)", "2")]),
        ("a [{1}, but also {4}] b", &[("[1, but also 4]", "1 4")]),
        ("a {[1]}–{[3]} b", &[("[1]–[3]", "1 2 3")]),
        ("a {[1]}, {[3]} b", &[("[1]", "1"), ("[3]", "3")]),
        ("a<sup>{1},{3}–{5}</sup> b", &[("1,3–5", "1 3 4 5")]),
        ("a {3}–{1} b", &[("3–1", "3 1")]),
        ("a [{1}] [{2}] b", &[("[1]", "1"), ("[2]", "2")]),
        ("a [<bold>{1}</bold>] b", &[("[1]", "1")]),
        ("a (<italic>{1}, {2}</italic>) b", &[("(1, 2)", "1 2")]),
        ("a<sup>({1})</sup> b", &[("^(1)^", "1")]),
        ("a<sup>[{1},{2}]</sup> b", &[("^[1,2]^", "1 2")]),
        (
            "a [{1}; see the words that come here and go on for long {2}] b",
            &[("1", "1"), ("2", "2")],
        ),
    ] {
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(marker, ids)| ((*marker).to_owned(), (*ids).to_owned()))
            .collect();
        assert_eq!(cited(xml), expected, "{xml}");
    }
}

#[test]
fn a_list_without_labels_is_numbered_as_the_text_counts_it() {
    let ids = |mentions: &str| -> Vec<String> {
        let source = format!(
            "<article><body><p>{mentions}</p></body><back><ref-list><ref id='a'/><ref id='b'/></ref-list></back></article>"
        );
        let references = jats(&source).article.references;
        references
            .iter()
            .map(|reference| reference.id.to_string())
            .collect()
    };
    let mention =
        |id: &str, words: &str| format!("<xref ref-type='bibr' rid='{id}'>{words}</xref>");
    assert_eq!(ids(&(mention("a", "1") + &mention("b", "[2]"))), ["1", "2"]);
    assert_eq!(ids(&(mention("a", "1–2") + &mention("b", "2"))), ["1", "2"]);
    assert_eq!(ids(&(mention("b", "1") + &mention("a", "2"))), ["a", "b"]);
    assert_eq!(
        ids(&(mention("a", "1") + &mention("b", "Doe 2"))),
        ["a", "b"]
    );
    assert_eq!(ids(""), ["a", "b"]);
}

#[test]
fn no_character_is_lost_around_markers() {
    for (xml, expected) in [
        ("a [{1}]. b [{2},{3}], c", "a [1]. b [2,3], c"),
        ("a [{1}, but also {4}] b", "a [1, but also 4] b"),
        ("a [{1}; nothing closes {2} b", "a [1; nothing closes 2 b"),
        ("a ({1} b", "a (1 b"),
        ("a {1}{2} b", "a 12 b"),
        ("<sup>{1}, x</sup> b", "1, x b"),
    ] {
        let refs = "<back><ref-list><ref id='r1'/><ref id='r2'/><ref id='r3'/><ref id='r4'/></ref-list></back>";
        let xml = (1..=4).fold(xml.to_owned(), |xml, n| {
            xml.replace(&format!("{{{n}}}"), &format!("<xref rid='r{n}'>{n}</xref>"))
        });
        let article = jats(&format!(
            "<article><body><p>{xml}</p></body>{refs}</article>"
        ))
        .article;
        let [Block::Paragraph(paragraph)] = article.children.as_slice() else {
            panic!("{article:?}");
        };
        assert_eq!(plain_text(&paragraph.children), expected, "{xml}");
    }
}

#[test]
fn white_space_is_that_of_print() {
    assert_eq!(text("  a\n  <italic> b </italic>\n c  "), "a b c");
    assert_eq!(text("a<bold> </bold>b"), "a b");
    assert_eq!(text("a<!-- x --> b<?x?>c"), "a bc");
    assert_eq!(text("a\u{A0} b\u{2009}c"), "a\u{A0} b\u{2009}c");
    assert_eq!(text("<bold>a</bold> <italic>b</italic>"), "a b");
}

#[test]
fn what_nobody_knows_keeps_its_text() {
    assert_eq!(
        text("a <x:unheard y='1'>b <deep>c</deep></x:unheard>"),
        "a b c"
    );
    assert_eq!(body("<unheard><p>a</p><p>b</p></unheard>").len(), 2);
}

#[test]
fn names_of_any_namespace_are_read() {
    let math =
        "<q:math xmlns:q='http://www.w3.org/1998/Math/MathML' q:x='1'><q:mi>a</q:mi></q:math>";
    let line = line(&format!("<inline-formula>{math}</inline-formula>"));
    let [Inline::InlineMath(formula)] = line.as_slice() else {
        panic!("{line:?}");
    };
    assert_eq!(
        formula.mathml.as_deref(),
        Some("<math x=\"1\"><mi>a</mi></math>")
    );
}

#[test]
fn formulae_in_a_row_are_all_there() {
    let math = "<math><mi>a</mi></math><math><mi>b</mi></math>";
    for source in [
        format!("<p><inline-formula>{math}</inline-formula></p>"),
        format!("<disp-formula id='e'>{math}<label>(1)</label></disp-formula>"),
    ] {
        let json = serde_json::to_string(&body(&source)).unwrap();
        assert!(
            json.contains("<mi>a</mi>") && json.contains("<mi>b</mi>"),
            "{json}"
        );
    }
}

#[test]
fn a_citation_that_is_there_twice_is_one_reference() {
    let source = "<article><back><ref-list><ref id='a'><mixed-citation>DOE, J. <italic>Bones</italic>.</mixed-citation>
        <element-citation publication-type='book'><name><surname>DOE</surname><given-names>J.</given-names></name><source>Bones</source><date-in-citation>Acesso em: 7 mai. 2022</date-in-citation></element-citation></ref></ref-list></back></article>";
    let references = jats(source).article.references;
    assert_eq!(references.len(), 1);
    assert_eq!(plain_text(&references[0].children), "DOE, J. Bones.");
    let csl = references[0].csl.clone().unwrap();
    assert_eq!(
        (csl.kind, csl.title.as_deref()),
        (CslType::Book, Some("Bones"))
    );
    assert_eq!(csl.note.as_deref(), Some("Acesso em: 7 mai. 2022"));
}

#[test]
fn a_broken_source_keeps_all_its_text() {
    for (xml, expected) in [
        ("a <bold>b <italic>c</bold> d</italic> e", "a b c d e"),
        ("a < b <3 c", "a < b <3 c"),
        ("a & b &c d", "a & b &c d"),
        ("a &#0; b &#x110000; c", "a &#0; b &#x110000; c"),
        ("a <b c=\"d <italic>e</italic>", "a <b c=\"d e"),
        ("a ]]> b", "a ]]> b"),
    ] {
        let parsed = jats(&format!("<article><body><p>{xml}</p></body></article>"));
        let shown: String = parsed
            .article
            .children
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => plain_text(&paragraph.children),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, expected, "{xml}");
    }
}

#[test]
fn damage_is_reported_where_it_is() {
    let places = |source: &str| -> Vec<(Code, usize)> {
        jats(source)
            .diagnostics
            .iter()
            .map(|found| (found.code, found.span.unwrap().range().start))
            .collect()
    };
    assert_eq!(
        places("<article><body><p>a</q></p></body></article>"),
        [(Code::MalformedXml, 19)]
    );
    assert_eq!(places("<article><body><p>a"), [(Code::MalformedXml, 19)]);
    assert_eq!(
        places("<article><body><p>a</p></body><ba"),
        [(Code::MalformedXml, 30), (Code::MalformedXml, 33)]
    );
    assert_eq!(places("<article/>"), [(Code::EmptySource, 0)]);
    assert_eq!(places(""), [(Code::EmptySource, 0)]);
}

#[test]
fn nesting_is_flattened_beyond_the_limit() {
    for tag in [
        "sec",
        "bold",
        "list",
        "disp-quote",
        "boxed-text",
        "fig-group",
    ] {
        let open = format!("<{tag} id='x'><title>t</title>").repeat(MAX_DEPTH * 2);
        let parsed = jats(&format!("<article><body><p/>{open}<p>deep</p>"));
        let json = serde_json::to_string(&parsed.article).unwrap();
        assert!(json.contains("deep"), "{tag}");
        assert!(
            serde_json::from_str::<crate::model::Article>(&json).is_ok(),
            "{tag}"
        );
        assert!(
            parsed
                .diagnostics
                .iter()
                .any(|found| found.code == Code::TooDeep),
            "{tag}"
        );
    }
}

fn csl(citation: &str) -> Csl {
    let source = format!(
        "<article><back><ref-list><ref id='a'>{citation}</ref></ref-list></back></article>"
    );
    jats(&source).article.references[0].csl.clone().unwrap()
}

#[test]
fn the_kind_of_work_decides_what_a_title_is_the_title_of() {
    let of = |kind: &str, titles: &str| {
        let csl = csl(&format!(
            "<element-citation publication-type='{kind}'>{titles}<year>2000</year></element-citation>"
        ));
        (
            csl.kind,
            csl.title.unwrap_or_default(),
            csl.container_title.unwrap_or_default(),
        )
    };
    let part = "<article-title>A.</article-title><source>B</source>";
    let whole = "<source>B</source>";
    let pair = |kind, title: &str, container: &str| (kind, title.to_owned(), container.to_owned());
    assert_eq!(of("journal", part), pair(CslType::ArticleJournal, "A", "B"));
    assert_eq!(of("journal", whole), pair(CslType::ArticleJournal, "", "B"));
    assert_eq!(of("book", part), pair(CslType::Chapter, "A", "B"));
    assert_eq!(of("book", whole), pair(CslType::Book, "B", ""));
    assert_eq!(
        of("confproc", part),
        pair(CslType::PaperConference, "A", "B")
    );
    assert_eq!(of("thesis", whole), pair(CslType::Thesis, "B", ""));
    assert_eq!(of("preprint", part), pair(CslType::Article, "A", "B"));
    assert_eq!(of("unheard-of", whole), pair(CslType::Document, "B", ""));
}

#[test]
fn identifiers_lose_what_is_around_them() {
    let csl = csl("<mixed-citation>A. <ext-link ext-link-type='uri' xlink:href='http://dx.doi.org/10.1000/x.'>link</ext-link>
        <pub-id pub-id-type='pmcid'>77</pub-id> <pub-id pub-id-type='arxiv'>2001.1</pub-id> <uri>https://example.org/</uri></mixed-citation>");
    assert_eq!(csl.doi.as_deref(), Some("10.1000/x"));
    assert_eq!(csl.pmcid.as_deref(), Some("PMC77"));
    assert_eq!(csl.archive.as_deref(), Some("arXiv"));
    assert_eq!(csl.url.as_deref(), Some("https://example.org/"));
}

#[test]
fn fields_whose_tags_touch_are_apart() {
    let printed = |citation: &str| {
        let source =
            format!("<article><back><ref-list><ref>{citation}</ref></ref-list></back></article>");
        plain_text(&jats(&source).article.references[0].children)
    };
    assert_eq!(
        printed(
            "<mixed-citation><person-group><name><surname>Doe</surname><given-names>J</given-names></name><name><surname>Roe</surname><given-names>A</given-names></name><etal/></person-group>: <article-title>Bones.</article-title><source><italic>Bone</italic></source>. <year>2001</year>;<volume>1</volume>:<fpage>2</fpage><lpage>3</lpage><pub-id>5</pub-id></mixed-citation>"
        ),
        "Doe J, Roe A, et al.: Bones. Bone. 2001;1:2–3 5"
    );
    assert_eq!(
        printed(
            "<mixed-citation>A<italic>b</italic><sup>c</sup>d, <year>2001</year><bold>e</bold></mixed-citation>"
        ),
        "Abcd, 2001e"
    );
}

#[test]
fn what_is_no_part_is_not_linked() {
    let source = "<article><body><p>See <xref rid='f'>Fig. 1</xref>, <xref rid='e'>(1)</xref>, <xref rid='p'>here</xref>, <xref rid='s'>there</xref>.</p>
        <table-wrap><table><tr><td><fig id='f'><label>Fig. 1</label></fig><disp-formula id='e'><math/></disp-formula></td></tr></table></table-wrap>
        <p id='p'>x</p><sec id='s'><p>no heading</p></sec></body></article>";
    let parsed = jats(source);
    walk::each_node(&parsed.article, &mut |node, _| {
        let mention = matches!(
            node,
            walk::Node::Inline(crate::model::Inline::CrossReference { .. })
        );
        assert!(!mention, "{node:?}");
    });
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}

#[test]
fn floats_stand_behind_their_first_mention() {
    let source = "<article><body><sec><title>T</title><p>a <xref rid='f2'>Fig. 2</xref> <xref rid='f1'>1</xref></p><p>b <xref rid='f2'>2</xref></p></sec></body>
        <floats-group><fig id='f1'/><fig/><fig id='f2'/><fig id='f3'/></floats-group></article>";
    let article = jats(source).article;
    let name = |block: &Block| match block {
        Block::Figure(figure) => figure
            .identifier
            .as_ref()
            .map_or("-".to_owned(), ToString::to_string),
        Block::Paragraph(paragraph) => plain_text(&paragraph.children),
        Block::Section(_) => "section".to_owned(),
        other => panic!("{other:?}"),
    };
    let names: Vec<String> = article.children.iter().map(name).collect();
    assert_eq!(names, ["section", "-", "f3"]);
    let [Block::Section(section), ..] = article.children.as_slice() else {
        unreachable!()
    };
    let names: Vec<String> = section.children.iter().map(name).collect();
    assert_eq!(names, ["a Fig. 2 1", "f2", "f1", "b 2"]);
}
