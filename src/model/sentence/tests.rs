use super::super::{Citation, Identifier, Image, Inline, Link, ReferenceId, plain_text};
use super::*;

fn cite(number: u32) -> Inline {
    Inline::from(Citation {
        references: vec![ReferenceId::from(number)],
        marker: format!("[{number}]"),
        ..Citation::default()
    })
}

fn strong(children: Vec<Inline>) -> Inline {
    Inline::Strong { children }
}

fn emphasis(children: Vec<Inline>) -> Inline {
    Inline::Emphasis { children }
}

fn citations<'a>(line: &'a [Inline], found: &mut Vec<&'a Citation>) {
    for inline in line {
        match inline {
            Inline::Citation(citation) => found.push(citation),
            other => citations(other.children(), found),
        }
    }
}

/// The sentences around the citations of a line, in order.
fn around(line: &[Inline]) -> Vec<Vec<Inline>> {
    let mut found = Vec::new();
    citations(line, &mut found);
    found
        .into_iter()
        .map(|citation| sentence_around(line, citation))
        .collect()
}

fn texts(line: &[Inline]) -> Vec<String> {
    around(line).iter().map(|part| plain_text(part)).collect()
}

#[test]
fn a_marker_belongs_to_the_sentence_that_it_follows() {
    let line = [
        Inline::text("Falls are common."),
        cite(1),
        cite(2),
        Inline::text(" Hips break."),
        cite(1),
        Inline::text(" Few"),
        cite(3),
        Inline::text(" mend. "),
        cite(4),
    ];
    assert_eq!(
        texts(&line),
        [
            "Falls are common.[1][2]",
            "Falls are common.[1][2]",
            "Hips break.[1]",
            "Few[3] mend. [4]",
            "Few[3] mend. [4]"
        ]
    );
}

#[test]
fn a_marker_at_the_start_belongs_to_what_it_begins() {
    let line = [cite(1), Inline::text(" Falls are common. So it is.")];
    assert_eq!(texts(&line), ["[1] Falls are common."]);
    let line = [
        Inline::text("It is so. "),
        cite(2),
        Inline::text(" deny it."),
    ];
    assert_eq!(texts(&line), ["[2] deny it."]);
    assert_eq!(texts(&[cite(7)]), ["[7]"]);
}

#[test]
fn nested_formatting_is_cut_and_kept() {
    let to_a = |children| {
        Inline::from(Link {
            url: "#a".into(),
            children,
            ..Link::default()
        })
    };
    let line = [
        Inline::text("First. "),
        strong(vec![
            Inline::text("Bold one. Then "),
            emphasis(vec![Inline::text("both"), cite(5)]),
            Inline::text(" end. "),
        ]),
        to_a(vec![
            Inline::text("A link."),
            cite(6),
            Inline::text(" Last"),
        ]),
    ];
    assert_eq!(
        around(&line),
        [
            vec![strong(vec![
                Inline::text("Then "),
                emphasis(vec![Inline::text("both"), cite(5)]),
                Inline::text(" end."),
            ])],
            vec![to_a(vec![Inline::text("A link."), cite(6)])],
        ]
    );
}

#[test]
fn bold_lead_ins_and_items_without_a_full_stop_are_whole() {
    let line = [
        strong(vec![Inline::text("Warfarin")]),
        Inline::text(" (Coumadin®), given against clots."),
        cite(40),
    ];
    assert_eq!(around(&line), [line.to_vec()]);
    let line = [
        strong(vec![Inline::text("Zinc")]),
        Inline::text(", 5 mg"),
        cite(9),
    ];
    assert_eq!(around(&line), [line.to_vec()]);
}

#[test]
fn what_is_no_text_is_never_cut() {
    let raised = Inline::Superscript {
        children: vec![Inline::text("a. B")],
    };
    let code = Inline::InlineCode {
        value: "run. Now".into(),
    };
    let picture = Inline::from(Image {
        url: "x.png".into(),
        alt: "One. Two".into(),
        ..Image::default()
    });
    let note = Inline::FootnoteReference {
        identifier: Identifier::new("fn-1"),
    };
    let second = vec![
        code.clone(),
        Inline::text(" shows"),
        Inline::Break,
        picture.clone(),
        Inline::text(" and x"),
        raised.clone(),
        Inline::text("."),
        note.clone(),
        cite(3),
    ];
    let mut line = vec![Inline::text("Before."), Inline::Break];
    line.extend(second.clone());
    line.extend([Inline::Break, Inline::text("After.")]);
    assert_eq!(around(&line), [second]);
}

#[test]
fn a_raised_mark_ends_and_begins_sentences() {
    let raised = |text| Inline::Superscript {
        children: vec![Inline::text(text)],
    };
    let line = [
        Inline::text("It is 5 m."),
        raised("2"),
        Inline::text(" That"),
        cite(1),
        Inline::text(" is seen. "),
        raised("14"),
        Inline::text("C"),
        cite(2),
        Inline::text(" dates it."),
    ];
    assert_eq!(texts(&line), ["That[1] is seen.", "14C[2] dates it."]);
}

#[test]
fn a_citation_in_raised_text_is_found() {
    let line = [
        Inline::text("One. Two."),
        Inline::Superscript {
            children: vec![emphasis(vec![cite(1)])],
        },
        Inline::text(" Three."),
    ];
    assert_eq!(texts(&line), ["Two.[1]"]);
}

#[test]
fn a_citation_of_another_line_has_no_sentence() {
    let line = [Inline::text("One."), cite(1)];
    let other = line.clone();
    let mut found = Vec::new();
    citations(&other, &mut found);
    assert_eq!(found.len(), 1);
    for citation in found {
        assert!(sentence_around(&line, citation).is_empty());
        assert!(sentence_around(&[], citation).is_empty());
    }
}

#[test]
fn nothing_has_no_sentences() {
    assert!(sentences("").is_empty());
    assert!(sentences(" \n\u{A0}\u{200B} ").is_empty());
    assert_eq!(sentences("?!"), vec![0..2]);
    assert_eq!(sentences(" A b. \n C "), [1..5, 8..9]);
}
