//! Articles at random: every kind of node, and text with every sign that Markdown knows.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use scholion::model::{
    Article, Aside, Block, Blockquote, Caption, CellAlign, Citation, CitationItem, CitationKind,
    Code, Csl, CslType, Date, DefinitionItem, DefinitionList, Direction, Figure, Footnote, Formula,
    Heading, Identifier, Image, Inline, Link, List, ListItem, Math, Name, Purpose, Reference,
    ReferenceId, Section, Table, TableCell, TableRow,
};

/// Pieces of text that could mean something, and words between them.
const PIECES: &[&str] = &[
    "bone",
    "a",
    "x",
    "Ossa",
    "骨",
    "é",
    " ",
    "  ",
    " a ",
    "1",
    "12",
    "1.",
    "2)",
    "(3)",
    "-",
    "--",
    "+",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "^",
    "^2^",
    "`",
    "``",
    "[",
    "]",
    "[x]",
    "[1]",
    "](",
    "](y)",
    "![",
    "[^1]",
    "[@a]",
    "@a",
    "a@b.org",
    "-@a",
    "{",
    "}",
    "{.mark}",
    "{#x}",
    "{=html}",
    "<",
    ">",
    "<b>",
    "</td>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "&#32;",
    "$",
    "$x$",
    "$$",
    "\\",
    "\\\\",
    "\\(",
    "\\begin{equation}",
    ":",
    "::",
    ":::",
    "::: {.box}",
    "#",
    "##",
    "=",
    "===",
    "---",
    "|",
    "%",
    "!",
    "\"",
    "'",
    ";",
    ",",
    ".",
    "/",
    "http://x.org",
    "www.x.org",
    "https://a.b/c_d",
    "\n",
    "\n\n",
    "\t",
    "Table:",
    "Table: x",
    "> q",
    "- [ ] x",
    "¹",
    "⁴⁰⁻⁴²",
    "[4, 11–13]",
    "\u{A0}",
    "\u{200D}",
    "...",
    "i.",
    "A.",
    "{%",
    "%}",
    "(x)=",
    "[x]: y",
    "term\n: def",
    "\u{2028}",
    "~x~",
];

fn text() -> impl Strategy<Value = String> {
    vec(prop::sample::select(PIECES), 1..5).prop_map(|pieces| pieces.concat())
}

/// Lines that nobody wrote on purpose.
pub(crate) fn rubble() -> impl Strategy<Value = String> {
    vec(text(), 0..40).prop_map(|lines| lines.join("\n"))
}

/// A text of one line that begins and ends with a word.
fn words() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("w{}w", text.replace('\n', " ")))
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "b2",
        "fig:x",
        "sec-1",
        "tbl_3",
        "S1.p",
        "ref",
        "a b",
        "ü",
        "x\"y",
        "10.1/a(b)",
        "{}",
    ])
    .prop_map(str::to_owned)
}

fn identifier() -> impl Strategy<Value = Identifier> {
    name().prop_map(Identifier::new)
}

fn note() -> impl Strategy<Value = Identifier> {
    prop::sample::select(vec!["1", "n-2", "fn:3"]).prop_map(Identifier::new)
}

fn id() -> impl Strategy<Value = ReferenceId> {
    prop::sample::select(vec![
        "1",
        "2",
        "3",
        "doe2020",
        "doi:10.1/x",
        "a b",
        "no-one",
        "x:y/z",
    ])
    .prop_map(ReferenceId::new)
}

fn formula() -> impl Strategy<Value = Formula> {
    let tex = prop::sample::select(vec![
        "x",
        "a^2",
        r"\frac{a}{b}",
        "p < 0.05",
        r"\ce{H2O}",
        "a|b",
        "x$y",
        " y ",
        "a\nb",
        r"\\",
        "a*b_c*",
        "[1]",
        "`",
        r"x\,",
        "- a",
        r"\begin{matrix} a & b \\ c & d \end{matrix}",
        "# a",
        "a\n# b",
        "x @a",
    ]);
    let mathml = prop::sample::select(vec![
        "<math><mi>z</mi></math>",
        "<math display=\"block\"><mo>&lt;</mo><mi>`*a*`</mi></math>",
        "<math>\n<mi>q</mi>\n</math>",
    ]);
    (option::weighted(0.8, tex), option::weighted(0.3, mathml)).prop_map(|(tex, mathml)| {
        let value = tex.unwrap_or_default().to_owned();
        let mathml = mathml.map(str::to_owned);
        Formula {
            mathml: if value.is_empty() {
                mathml.or_else(|| Some("<math><mn>1</mn></math>".to_owned()))
            } else {
                mathml
            },
            value,
            position: None,
        }
    })
}

fn url() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "https://example.org/a?b=1&c=2#d",
        "a b.png",
        "#x",
        "<x>",
        "a(b)c",
        "x\\y",
        "javascript:alert(1)",
        "a|b",
        "é.png",
        "mailto:a@b.org",
        "*x*_y_",
        "a\"b'c",
        "&amp;",
    ])
    .prop_map(str::to_owned)
}

fn image() -> impl Strategy<Value = Image> {
    (
        url(),
        option::of(words()),
        option::of(words()),
        option::of(1u32..2000),
        option::of(1u32..2000),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(url, alt, title, width, height, decorative)| Image {
            url,
            alt: alt.unwrap_or_default(),
            title,
            width,
            height,
            decorative,
            position: None,
        })
}

fn item() -> impl Strategy<Value = CitationItem> {
    (
        id(),
        option::weighted(0.2, prop::sample::select(vec!["see", "cf.", "z.B."])),
        option::weighted(
            0.3,
            (
                prop::sample::select(vec!["33", "33–35", "3, 5", "iv"]),
                prop::sample::select(vec![
                    "page",
                    "chapter",
                    "section",
                    "figure",
                    "volume",
                    "paragraph",
                ]),
            ),
        ),
        option::weighted(
            0.2,
            prop::sample::select(vec!["and passim", "(sic)", "and more; or [less]"]),
        ),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(id, prefix, locator, suffix, suppress_author)| CitationItem {
                id,
                prefix: prefix.map(str::to_owned),
                locator: locator.map(|(locator, _)| locator.to_owned()),
                label: locator.map(|(_, label)| label.to_owned()),
                suffix: suffix.map(str::to_owned),
                suppress_author,
            },
        )
}

fn citation() -> impl Strategy<Value = Citation> {
    let marker = prop::sample::select(vec![
        "⁴⁰⁻⁴²",
        "[1, 2]",
        "^{4, 11}",
        "<sup>4</sup>",
        "(Doe et al., 2020)",
        "*",
        "[1]",
        "[doe2020?]",
        "\"x\"",
        "[^1]",
    ]);
    (vec(item(), 1..4), marker, any::<bool>()).prop_map(|(mut items, marker, narrative)| {
        let mut seen = Vec::new();
        items.retain(|item| {
            let new = !seen.contains(&item.id);
            seen.push(item.id.clone());
            new
        });
        let plain = |item: &CitationItem| {
            *item
                == CitationItem {
                    id: item.id.clone(),
                    ..CitationItem::default()
                }
        };
        Citation {
            references: items.iter().map(|item| item.id.clone()).collect(),
            marker: marker.to_owned(),
            kind: if narrative {
                CitationKind::Narrative
            } else {
                CitationKind::Parenthetical
            },
            items: if items.iter().all(plain) {
                Vec::new()
            } else {
                items
            },
            position: None,
        }
    })
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => text().prop_map(Inline::text),
        1 => words().prop_map(|value| Inline::InlineCode { value }),
        1 => formula().prop_map(Inline::from),
        1 => image().prop_map(Inline::from),
        1 => Just(Inline::Break),
        2 => citation().prop_map(Inline::from),
        1 => note().prop_map(|identifier| Inline::FootnoteReference { identifier }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let children = vec(inner, 1..4);
        prop_oneof![
            children
                .clone()
                .prop_map(|children| Inline::Strong { children }),
            children
                .clone()
                .prop_map(|children| Inline::Emphasis { children }),
            children
                .clone()
                .prop_map(|children| Inline::Superscript { children }),
            children
                .clone()
                .prop_map(|children| Inline::Subscript { children }),
            children
                .clone()
                .prop_map(|children| Inline::Delete { children }),
            children
                .clone()
                .prop_map(|children| Inline::Underline { children }),
            children
                .clone()
                .prop_map(|children| Inline::SmallCaps { children }),
            children
                .clone()
                .prop_map(|children| Inline::Mark { children }),
            children
                .clone()
                .prop_map(|children| Inline::Keyboard { children }),
            (option::of(words()), children.clone())
                .prop_map(|(title, children)| Inline::Abbreviation { title, children }),
            (url(), option::of(words()), children.clone()).prop_map(|(url, title, children)| {
                Inline::from(Link {
                    url,
                    title,
                    children,
                    position: None,
                })
            }),
            (identifier(), children).prop_map(|(identifier, children)| Inline::CrossReference {
                identifier,
                children
            }),
        ]
    })
}

pub(crate) fn line() -> impl Strategy<Value = Vec<Inline>> {
    vec(inline(), 1..5).prop_map(|line| unlinked(line, false))
}

/// No link stands in another one.
fn unlinked(line: Vec<Inline>, inside: bool) -> Vec<Inline> {
    line.into_iter()
        .flat_map(|mut inline| {
            let leads = matches!(inline, Inline::Link(_) | Inline::CrossReference { .. });
            if let Some(children) = inline.children_mut() {
                *children = unlinked(std::mem::take(children), inside || leads);
                if leads && inside {
                    return std::mem::take(children);
                }
            }
            vec![inline]
        })
        .collect()
}

/// A line without space at its ends, as headings, captions and cells have them.
fn title() -> impl Strategy<Value = Vec<Inline>> {
    line().prop_map(|mut line| {
        line.insert(0, Inline::text("T"));
        if !matches!(
            line.last(),
            Some(Inline::Citation(_) | Inline::Underline { .. })
        ) {
            line.push(Inline::text("t"));
        }
        line
    })
}

fn purpose() -> impl Strategy<Value = Option<Purpose>> {
    option::weighted(
        0.2,
        prop::sample::select(vec![
            Purpose::ConflictOfInterest,
            Purpose::Correction,
            Purpose::Warning,
        ]),
    )
}

fn paragraph() -> impl Strategy<Value = Block> {
    line().prop_map(Block::paragraph)
}

fn table() -> impl Strategy<Value = Block> {
    let align = option::weighted(
        0.3,
        prop::sample::select(vec![CellAlign::Left, CellAlign::Center, CellAlign::Right]),
    );
    let span = || option::weighted(0.1, 2u32..4);
    let cell = (
        any::<bool>(),
        align,
        span(),
        span(),
        option::weighted(0.9, title()),
    )
        .prop_map(|(header, align, colspan, rowspan, children)| TableCell {
            header,
            align,
            colspan,
            rowspan,
            children: children.unwrap_or_default(),
        });
    let rows = vec(
        vec(cell, 1..4).prop_map(|children| TableRow { children }),
        1..4,
    );
    let legend = option::weighted(0.3, paragraph());
    (
        option::of(identifier()),
        option::of(words()),
        option::of(title()),
        rows,
        any::<bool>(),
        legend,
    )
        .prop_map(
            |(identifier, enumerator, caption, mut rows, regular, legend)| {
                if regular {
                    let width = rows[0].children.len();
                    for (at, row) in rows.iter_mut().enumerate() {
                        row.children.resize(width, TableCell::default());
                        for cell in &mut row.children {
                            cell.header = at == 0;
                            (cell.align, cell.colspan, cell.rowspan) = (None, None, None);
                        }
                    }
                }
                Block::from(Table {
                    identifier,
                    enumerator,
                    caption: caption.unwrap_or_default(),
                    children: rows,
                    legend: legend.into_iter().collect(),
                    position: None,
                })
            },
        )
}

fn block() -> impl Strategy<Value = Block> {
    let code = prop_oneof![
        text(),
        Just(String::new()),
        Just("a\n".to_owned()),
        Just("```\n::: {.box}\n$$\n".to_owned()),
        Just("\n a\n\n  b".to_owned()),
    ];
    let lang = prop::sample::select(vec!["rust", "c++", "math", "{r}", "{=html}", "note", "a b"]);
    let leaf = prop_oneof![
        6 => paragraph(),
        1 => (1u8..=6, title()).prop_map(|(depth, children)| Block::Heading(Heading { depth, children })),
        1 => image().prop_map(Block::from),
        1 => (code, option::of(lang)).prop_map(|(value, lang)| Block::Code(Code {
            value,
            lang: lang.map(str::to_owned),
        })),
        1 => (option::of(identifier()), formula(), option::of(words())).prop_map(
            |(identifier, formula, enumerator)| Block::from(Math { identifier, formula, enumerator })
        ),
        1 => Just(Block::ThematicBreak),
        2 => table(),
        1 => (option::of(identifier()), option::of(words()), image(), line()).prop_map(
            |(identifier, enumerator, image, caption)| Block::Figure(Figure {
                identifier,
                enumerator,
                children: vec![
                    image.into(),
                    Block::Caption(Caption { children: vec![Block::paragraph(caption)] }),
                ],
            })
        ),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let children = vec(inner, 1..4);
        let item = (option::weighted(0.1, any::<bool>()), children.clone())
            .prop_map(|(checked, children)| ListItem { checked, children });
        prop_oneof![
            (identifier(), title(), purpose(), children.clone()).prop_map(
                |(identifier, title, purpose, children)| Block::Section(Section {
                    identifier,
                    title,
                    purpose,
                    children,
                    position: None,
                })
            ),
            (
                identifier(),
                option::of(title()),
                option::weighted(0.3, line()),
                purpose(),
                children.clone()
            )
                .prop_map(|(identifier, title, subtitle, purpose, children)| {
                    Block::from(Aside {
                        identifier,
                        title: title.unwrap_or_default(),
                        subtitle: subtitle.unwrap_or_default(),
                        purpose,
                        children,
                        position: None,
                    })
                }),
            children
                .clone()
                .prop_map(|children| Block::Blockquote(Blockquote { children })),
            children
                .clone()
                .prop_map(|children| Block::Caption(Caption { children })),
            (option::of(identifier()), children.clone()).prop_map(|(identifier, children)| {
                Block::Figure(Figure {
                    identifier,
                    enumerator: None,
                    children,
                })
            }),
            (
                any::<bool>(),
                option::of(2u32..30),
                any::<bool>(),
                vec(item, 1..4)
            )
                .prop_map(|(ordered, start, spread, children)| Block::List(List {
                    ordered,
                    start: start.filter(|_| ordered),
                    spread,
                    children,
                })),
            vec(
                prop_oneof![
                    title().prop_map(|children| DefinitionItem::Term { children }),
                    children.prop_map(|children| DefinitionItem::Description { children }),
                ],
                1..5
            )
            .prop_map(|children| Block::DefinitionList(DefinitionList { children })),
        ]
    })
}

fn person() -> impl Strategy<Value = Name> {
    (
        words(),
        option::of(words()),
        option::of(words()),
        option::of(words()),
        vec(words(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(family, given, suffix, orcid, affiliation, whole)| {
            if whole {
                Name {
                    affiliation,
                    orcid,
                    ..Name::literal(family)
                }
            } else {
                Name {
                    family: Some(family),
                    given,
                    suffix,
                    affiliation,
                    orcid,
                    ..Name::default()
                }
            }
        })
}

fn date() -> impl Strategy<Value = Date> {
    (
        prop::sample::select(vec![1, 476, 2020, -44, 12000]),
        option::of(1u8..=12),
        option::of(1u8..=28),
        any::<bool>(),
    )
        .prop_map(|(year, month, day, circa)| Date {
            circa,
            ..Date::new(year, month, day.filter(|_| month.is_some()))
        })
}

fn references() -> impl Strategy<Value = Vec<Reference>> {
    let ids = prop::sample::subsequence(
        vec!["1", "2", "3", "doe2020", "doi:10.1/x", "a b", "x:y/z"],
        0..7,
    );
    let rest = || {
        (
            option::of(words()),
            option::of(title()),
            option::of((words(), option::of(date()), vec(person(), 0..2))),
        )
    };
    ids.prop_flat_map(move |ids| {
        let count = ids.len();
        (Just(ids), vec(rest(), count))
    })
    .prop_map(|(ids, rests)| {
        ids.into_iter()
            .zip(rests)
            .map(|(id, (label, children, csl))| Reference {
                id: ReferenceId::new(id),
                label: label.or_else(|| id.parse::<u32>().ok().map(|id| id.to_string())),
                children: children.unwrap_or_default(),
                csl: csl.map(|(title, issued, author)| Csl {
                    title: Some(title),
                    issued,
                    author,
                    volume: Some("1.10".to_owned()),
                    note: Some("true".to_owned()),
                    ..Csl::new(CslType::ArticleJournal)
                }),
                position: None,
            })
            .collect()
    })
}

/// An article.
pub(crate) fn article() -> impl Strategy<Value = Article> {
    let heads = (
        option::of(line()),
        option::of(line()),
        option::of(line()),
        option::of(line()),
    );
    let people = (vec(person(), 0..3), vec(person(), 0..2), vec(words(), 0..3));
    let dates = (
        option::of(date()),
        option::of(date()),
        option::of(words()),
        any::<bool>(),
    );
    let notes = prop::sample::subsequence(vec!["1", "n-2", "fn:3"], 0..3).prop_flat_map(|names| {
        let count = names.len();
        (Just(names), vec(vec(block(), 1..3), count))
    });
    (
        heads,
        people,
        dates,
        vec(block(), 0..3),
        vec(block(), 0..6),
        references(),
        notes,
    )
        .prop_map(
            |(heads, people, dates, summary, children, references, (names, notes))| {
                let mut article = Article {
                    title: heads.0.unwrap_or_default(),
                    subtitle: heads.1.unwrap_or_default(),
                    byline: heads.2.unwrap_or_default(),
                    references_title: heads.3.unwrap_or_default(),
                    author: people.0,
                    reviewer: people.1,
                    keyword: people.2,
                    issued: dates.0,
                    received: dates.1,
                    doi: dates.2.clone(),
                    issn: dates.2.into_iter().collect(),
                    direction: dates.3.then_some(Direction::Rtl),
                    language: Some("no".to_owned()),
                    r#abstract: summary,
                    children,
                    references,
                    ..Article::default()
                };
                for (name, children) in names.into_iter().zip(notes) {
                    article.footnotes.push(Footnote {
                        identifier: Identifier::new(name),
                        children,
                    });
                }
                article
            },
        )
}
