//! Small pages, and what is read of them.

use super::*;
use crate::model::{Block, plain_text, walk};

/// A page with a list of four references that have ids `r1` to `r4`.
fn with_list(body: &str) -> Tree {
    Tree::parse(&format!(
        "<title>On bones</title><body><h1>On bones</h1>{body}<h2>References</h2><ol>
         <li id=r1>Doe J. On bones. Bone. 2020;1:2-3.</li>
         <li id=r2>Roe A. On milk. Milk. 2021;2:3-4.</li>
         <li id=r3>Poe P. On cheese. Milk. 2022;3:4-5.</li>
         <li id=r4>Coe C. On stairs. Stair. 2023;4:5-6.</li></ol>"
    ))
}

/// The markers of a page as they are printed, with the references that they name.
fn cited(tree: &Tree) -> Vec<(String, String)> {
    let article = html(tree).article;
    walk::citations(&article)
        .iter()
        .map(|found| {
            let ids = found.citation.references.iter().map(ToString::to_string);
            (
                found.citation.marker.clone(),
                ids.collect::<Vec<_>>().join(" "),
            )
        })
        .collect()
}

#[test]
fn markers_are_read_in_every_habit() {
    for (body, marker, references) in [
        ("Hard.<sup>1</sup>", "1", "1"),
        ("Hard.<sup>1,2</sup>", "1,2", "1 2"),
        ("Hard.<sup>1&ndash;3</sup>", "1–3", "1 2 3"),
        ("Hard.<sup>[1]</sup>", "^[1]^", "1"),
        ("Hard.¹⁻³", "¹⁻³", "1 2 3"),
        ("Hard [3, 1].", "[3, 1]", "3 1"),
        ("Hard.<sup><a href='#r2'>2</a></sup>", "2", "2"),
        ("Hard.<a href='#r2'><sup>2</sup></a>", "2", "2"),
        (
            "Hard.<sup><a href='#r1'>1</a>,<a href='#r3'>3</a></sup>",
            "1,3",
            "1 3",
        ),
        (
            "Hard <sup>[<a href='#r1'>1</a>–<a href='#r4'>4</a>]</sup>",
            "^[1–4]^",
            "1 2 3 4",
        ),
        (
            "Hard [<a href='#r1'>1</a>, <a href='#r2'>2</a>-<a href='#r4'>4</a>].",
            "[1, 2-4]",
            "1 2 3 4",
        ),
        ("Hard <a href='#r1'>[1–3]</a>.", "[1–3]", "1 2 3"),
        ("Hard (<a href='#r4'>Coe, 2023</a>).", "Coe, 2023", "4"),
        (
            "Hard <cite><a href='#r4'>Coe, 2023</a></cite>.",
            "Coe, 2023",
            "4",
        ),
        (
            "Hard <a href='/paper.html#r2' class='bibr'>2</a>.",
            "2",
            "2",
        ),
        (
            "Hard <span rid='r2 r3' class='bibr'>2,3</span>.",
            "2,3",
            "2 3",
        ),
        ("Hard.<span class=superscript>2</span>", "2", "2"),
        (
            "Hard.<span style='vertical-align: super'>2</span>",
            "2",
            "2",
        ),
        ("Hard.<sup><i>2</i>,3</sup>", "2,3", "2 3"),
        ("Hard <a href='#'>[2]</a>.", "[2]", "2"),
    ] {
        let tree = with_list(&format!("<p>{body}</p>"));
        let expected = [(marker.to_owned(), references.to_owned())];
        assert_eq!(cited(&tree), expected, "{body}");
    }
}

#[test]
fn look_alikes_are_no_markers() {
    for body in [
        "Of 10<sup>3</sup> people",
        "above 31 kg/m<sup>2</sup>",
        "the 1<sup>st</sup> of May, the 2<sup>nd</sup>",
        "Stairs<sup>®</sup> are hard",
        "H<sub>2</sub>O and Ca<sup>2+</sup>",
        "in the year [2020] as in [the first]",
        "see <a href='https://example.org/#r1'>Doe's page</a> or <a href='#top'>1</a>",
        "<code>a[1]</code> and <kbd>[2]</kbd>",
        "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
        "as <a href='#fig1'>1</a> shows",
        "[12] and <sup>7</sup> are not in the list",
    ] {
        let tree = with_list(&format!(
            "<p>{body}</p><figure id=fig1><img src=a.png><figcaption>Fig</figcaption></figure>"
        ));
        let found = cited(&tree);
        // A link to another site's part of the same name is no marker by its look.
        assert!(found.is_empty(), "{body}: {found:?}");
    }
    let byline = with_list("<p class=authors>Jane Doe<sup>1</sup>, Adam Roe<sup>2</sup></p>");
    assert!(cited(&byline).is_empty());
}

#[test]
fn who_links_markers_links_all_of_them() {
    let links = "<p>Hard <a href='#r1'>[1]</a> <a href='#r2'>[2]</a> <a href='#r3'>[3]</a>.</p>";
    let table = "<table><tr><td>Milk.<sup>1</sup></td><td>2</td></tr></table>";
    let tree = with_list(&format!("{links}{table}"));
    assert_eq!(cited(&tree).len(), 3);
    assert_eq!(cited(&with_list(table)).len(), 1);
}

#[test]
fn both_ends_of_a_range_name_all_of_it() {
    let tree = with_list("<p>Hard.<sup><a href='#r1'>1</a>–<a href='#r3'>3</a></sup></p>");
    let places = html(&tree).places;
    let [marker] = places.markers.as_slice() else {
        unreachable!("{places:?}");
    };
    let all: Vec<ReferenceId> = (1..=3).map(ReferenceId::from).collect();
    assert_eq!(marker.targets.len(), 2);
    for target in &marker.targets {
        assert_eq!(target.leads_to, LeadsTo::References(all.clone()));
        assert!(matches!(target.at, At::Element(node) if tree.name(node) == "a"));
    }
}

#[test]
fn a_plain_marker_is_a_piece_of_its_text() {
    let tree = with_list("<p>Härte zählt [2, 3], und mehr.¹</p>");
    let places = html(&tree).places;
    let pieces: Vec<&str> = places
        .markers
        .iter()
        .flat_map(|marker| &marker.targets)
        .filter_map(|target| match target.at {
            At::Text { node, start, end } => tree.text(node)?.get(start..end),
            At::Element(_) => None,
        })
        .collect();
    assert_eq!(pieces, ["[2, 3]", "¹"]);
}

#[test]
fn lists_are_found_in_every_shape() {
    let entries = [
        "Doe J. On bones. Bone. 2020;1:2-3.",
        "Roe A. On milk. Milk. 2021;2:3-4.",
    ];
    let shapes = [
        "<h2>Literatur</h2><ul><li id=a>%1</li><li id=b>%2</li></ul>",
        "<div class=ref-list><div id=a>1. %1</div><div id=b>2. %2</div></div>",
        "<p><b>References</b></p><p id=a>1. %1</p><p id=b>2. %2</p>",
        "<p><a name=a></a>1. %1</p><p><a name=b></a>2. %2</p>",
        "<div><a id=a></a><p>[1] %1</p><a id=b></a><p>[2] %2</p></div>",
        "<dl><dt id=a>1</dt><dd>%1</dd><dt id=b>2</dt><dd>%2</dd></dl>",
        "<ol><li><span id=a>%1</span></li><li><p id=b>%2</p></li></ol>",
        "<table><tr id=a><td>1.</td><td>%1</td></tr><tr id=b><td>2.</td><td>%2</td></tr></table>",
        "<ol><li><span class=label><a href='#m'>[1]</a></span><span class=reference id=a>%1</span></li><li><span class=label>[2]</span><span class=reference id=b>%2</span></li></ol>",
        "<ol class=c-article-references><li data-counter='1.'><p id=a>%1</p></li><li data-counter='2.'><p id=b>%2</p></li></ol>",
        "<div><p><a href='#m' name=a><span>[1]</span></a> %1</p></div><div><p><a href='#m' name=b><span>[2]</span></a> %2</p></div>",
        "<form><h2>Links</h2></form><div><div class=csl-entry id=a>%1</div><div class=csl-entry id=b>%2</div></div>",
        "<section role=doc-bibliography><h2>Works</h2><ol><li id=a role=doc-biblioentry>%1</li><li id=b role=doc-biblioentry>%2</li></ol></section>",
    ];
    for shape in shapes {
        let list = shape.replace("%1", entries[0]).replace("%2", entries[1]);
        let tree = Tree::parse(&format!(
            "<body><h1>On bones</h1><p>They are hard <a name=m href='#a'>[1]</a> and white <a href='#b'>[2]</a>.</p>{list}"
        ));
        let reading = html(&tree);
        let printed: Vec<String> = reading
            .article
            .references
            .iter()
            .map(|reference| plain_text(&reference.children))
            .collect();
        assert_eq!(printed, entries, "{shape}");
        let ids: Vec<_> = reading
            .places
            .references
            .iter()
            .map(|place| place.id.as_deref())
            .collect();
        assert_eq!(ids, [Some("a"), Some("b")], "{shape}");
        assert_eq!(cited(&tree).len(), 2, "{shape}");
        let headed = ["Literatur", "<b>", "Works"]
            .iter()
            .any(|word| shape.contains(word));
        let title = &reading.article.references_title;
        assert_eq!(!title.is_empty(), headed, "{shape}");
    }
}

#[test]
fn a_list_that_nothing_names_or_cites_stays_text() {
    let tree = Tree::parse(
        "<body><h1>On bones</h1><p>Climb like this:</p><ol><li>Up.</li><li>Down.</li></ol>
         <p>Of 10<sup>2</sup> stairs.</p><h2>See also</h2><ul><li id=x>Doe J. On bones. 2020.</li></ul>",
    );
    let article = html(&tree).article;
    assert!(article.references.is_empty() && article.footnotes.is_empty());
    let lists = serde_json::to_string(&article).unwrap_or_default();
    assert_eq!(lists.matches(r#""type":"list""#).count(), 2, "{lists}");
}

#[test]
fn notes_are_told_from_references_by_their_look() {
    let page = |note: &str| {
        Tree::parse(&format!(
            "<body><h1>On bones</h1><p>Hard.<sup><a href='#n1' id=b1>1</a></sup></p>
             <section class=footnotes><ol><li id=n1><p>{note} <a href='#b1'>↩</a></p></li></ol></section>"
        ))
    };
    let note = html(&page("As everybody knows who has bitten one."));
    assert_eq!(
        (note.article.references.len(), note.article.footnotes.len()),
        (0, 1)
    );
    let Some(Block::Paragraph(words)) = note.article.footnotes[0].children.first() else {
        unreachable!("{:?}", note.article.footnotes);
    };
    assert_eq!(
        plain_text(&words.children),
        "As everybody knows who has bitten one."
    );
    assert_eq!(note.places.notes[0].back_links.len(), 1);
    let source = html(&page("Doe J. On bones. Bone. 2020;1:2-3."));
    assert_eq!(
        (
            source.article.references.len(),
            source.article.footnotes.len()
        ),
        (1, 0)
    );
    assert_eq!(
        plain_text(&source.article.references[0].children),
        "Doe J. On bones. Bone. 2020;1:2-3."
    );
}

#[test]
fn notes_of_a_wiki_stand_beside_its_references() {
    let tree = Tree::parse(
        "<body><h1>Bone</h1><p>Hard<sup class=reference><a href='#cite_note-a'>[note 1]</a></sup> and
         white.<sup class=reference><a href='#cite_note-1'>[1]</a></sup></p>
         <h2>Notes</h2><div class=reflist><ol class=references><li id=cite_note-a>By most accounts.</li></ol></div>
         <h2>References</h2><ol class=references><li id=cite_note-1><cite class='citation web'>\"Bones\".
         Retrieved 2020.</cite></li></ol>",
    );
    let reading = html(&tree);
    assert_eq!(reading.article.references.len(), 1);
    assert_eq!(reading.article.footnotes.len(), 1);
    let kinds: Vec<_> = reading
        .places
        .sections
        .iter()
        .map(|place| place.kind)
        .collect();
    assert_eq!(kinds, [SectionKind::Notes, SectionKind::References]);
}

#[test]
fn formulae_come_as_they_stand_in_pages() {
    let tree = Tree::parse(
        r#"<body><h1>Bone</h1>
        <p>Of <span class=katex><span class=katex-mathml><math><semantics><mi>a</mi><annotation
        encoding="application/x-tex">a</annotation></semantics></math></span><span class=katex-html
        aria-hidden=true>a</span></span> and <script type="math/tex">b^2</script>.</p>
        <math display="block"><mi>c</mi></math>"#,
    );
    let mut article = html(&tree).article;
    let mut found = Vec::new();
    walk::each_formula(&mut article, &mut |formula, set_off| {
        found.push((formula.value.clone(), set_off));
    });
    let expected = [("a", false), ("b^2", false), ("", true)];
    let expected: Vec<_> = expected
        .map(|(tex, set_off)| (tex.to_owned(), set_off))
        .into();
    assert_eq!(found, expected);
}

#[test]
fn what_is_hidden_or_a_control_is_no_text() {
    let tree = Tree::parse(
        "<body><nav>Menu</nav><main><h1>Bone</h1><p>Seen <span hidden>unseen</span><button>press</button>
         <span style='display : none'>gone</span></p><form><input value=a><p>Your name</p></form>
         <noscript>no script</noscript><noframes>no frames</noframes><iframe>frame</iframe><template><p>later</p></template></main>",
    );
    let words: Vec<String> = html(&tree)
        .article
        .children
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(plain_text(&paragraph.children)),
            _ => None,
        })
        .collect();
    assert_eq!(words, ["Seen"]);
}

#[test]
fn sections_nest_by_rank_or_by_the_elements_around_them() {
    for source in [
        "<body><h1>T</h1><h2>A</h2><p>a</p><h4>B</h4><p>b</p><h2>C</h2><p>c</p>",
        "<title>T</title><body><section><h1>A</h1><p>a</p><section><h1>B</h1><p>b</p></section></section><section><h1>C</h1><p>c</p></section>",
    ] {
        let tree = Tree::parse(source);
        let reading = html(&tree);
        let levels: Vec<_> = reading
            .places
            .sections
            .iter()
            .map(|place| (place.identifier.as_str(), place.level))
            .collect();
        assert_eq!(levels, [("a", 1), ("b", 2), ("c", 1)], "{source}");
        let texts: Vec<String> = reading
            .places
            .sections
            .iter()
            .map(|place| {
                place
                    .body
                    .iter()
                    .map(|node| tree.text_inside(*node))
                    .collect()
            })
            .collect();
        assert_eq!(texts, ["aBb", "b", "c"], "{source}");
        assert_eq!(reading.article.children.len(), 2);
        assert_eq!(plain_text(&reading.article.title), "T");
    }
}

#[test]
fn the_title_is_that_of_the_article_and_not_of_the_site() {
    for (page, title) in [
        (
            "<title>A - Site</title><div><h1>Site</h1></div><main><h2>A</h2><p>Text.</p></main>",
            "A - Site",
        ),
        (
            "<title>A - Site</title><div><h1>A</h1></div><div class=entry-content><h2>B</h2><p>Text.</p></div>",
            "A",
        ),
        (
            "<title>S | A</title><article><h1>A</h1><div class=entry-content><p>Text, text, text.</p></div></article>",
            "A",
        ),
        (
            "<main><h1 id=a><a class=header href='#a'>A</a></h1><p>Text.</p></main>",
            "A",
        ),
    ] {
        let article = html(&Tree::parse(page)).article;
        assert_eq!(article.title, [Inline::text(title)], "{page}");
    }
}

#[test]
fn a_mention_of_a_part_is_one() {
    let tree = Tree::parse(
        "<body><h1>T</h1><h2 id=how>How</h2><p>See <a href='#why'>below</a> and <a href='#f'>Figure 1</a>.</p>
         <figure id=f><img src=a.png alt=A><figcaption>Figure 1. A.</figcaption></figure>
         <h2 id=why>Why not?</h2><p>Because <a href='#how'></a>.</p>",
    );
    let article = html(&tree).article;
    let mut mentions: Vec<(String, String)> = Vec::new();
    walk::each_node(&article, &mut |node, _| {
        if let walk::Node::Inline(Inline::CrossReference {
            identifier,
            children,
            ..
        }) = node
        {
            mentions.push((identifier.to_string(), plain_text(children)));
        }
    });
    let expected = [("why-not", "below"), ("f", "Figure 1"), ("how", "How")];
    let expected: Vec<_> = expected
        .map(|(id, words)| (id.to_owned(), words.to_owned()))
        .into();
    assert_eq!(mentions, expected);
}
