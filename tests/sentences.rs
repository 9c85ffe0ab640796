//! Where sentences end, against collected lines, whatever characters come, and in real articles.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::time::Duration;

use scholion::model::{
    Block, Citation, Inline, Link, ReferenceId, citing_sentences, plain_text, sentence_around,
    sentences,
};
use scholion::parse;
use support::random::Random;

/// Lines of `tests/sentences/*.txt`: ` | ` where a sentence ends, `|` where no space follows.
fn lines() -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(support::root().join("tests/sentences"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        for (number, line) in support::read(&file).lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with("# ") {
                found.push((format!("{name}:{}", number + 1), line.to_owned()));
            }
        }
    }
    found
}

#[test]
fn collected_lines_are_divided_as_marked() {
    let lines = lines();
    assert!(lines.len() >= 160, "only {} lines", lines.len());
    let mut wrong = Vec::new();
    for (place, line) in lines {
        let text = line.replace(" | ", " ").replace('|', "");
        let found: Vec<&str> = sentences(&text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        let expected: Vec<&str> = line.split('|').map(str::trim).collect();
        if found != expected {
            wrong.push(format!(
                "{place}\n  is        {}\n  should be {line}",
                found.join(" | ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Random {
    /// A text of pieces that mean something here, and of any characters.
    fn text(&mut self, length: usize) -> String {
        const PIECES: &[&str] = &[
            ".", "!", "?", "…", "。", "؟", "।", " ", " ", " ", "\u{A0}", "\n", "\u{200B}", "The",
            "J", "K", "vitamin", "Fig", "al", "e.g", "U.S", "z", "B", "4", "12", "35", "word",
            "mRNA", "van", "(", ")", "[", "]", "“", "”", "„", "«", "»", "\"", "'", "¹²", "[3]",
            "^{4,", "}", ",", ";", "-", "—", "骨", "と", "é", "e\u{301}", "ß", "𝓔", "🦴",
            "\u{FFFC}", "\u{FFFB}", "□", "\u{202E}", "\0",
        ];
        let mut text = String::new();
        for _ in 0..self.below(length) {
            if self.below(12) == 0 {
                let any = u32::try_from(self.below(0x11_0000)).unwrap();
                text.extend(char::from_u32(any));
            } else {
                text.push_str(self.pick(PIECES));
            }
        }
        text
    }

    fn line(&mut self, depth: usize) -> Vec<Inline> {
        (0..self.below(6))
            .map(|_| match self.below(if depth == 0 { 7 } else { 12 }) {
                0..=2 => Inline::text(self.text(12)),
                3 | 4 => Inline::from(Citation {
                    references: vec![ReferenceId::from(1)],
                    marker: "¹".into(),
                    ..Citation::default()
                }),
                5 => Inline::Break,
                6 => Inline::InlineCode {
                    value: self.text(5),
                },
                7 => Inline::Strong {
                    children: self.line(depth - 1),
                },
                8 => Inline::Emphasis {
                    children: self.line(depth - 1),
                },
                9 => Inline::Superscript {
                    children: self.line(depth - 1),
                },
                10 => Inline::Subscript {
                    children: self.line(depth - 1),
                },
                _ => Inline::from(Link {
                    url: "#".into(),
                    children: self.line(depth - 1),
                    ..Link::default()
                }),
            })
            .collect()
    }
}

/// White space and what is invisible, as the sentences have it.
fn is_space(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

#[test]
fn whatever_the_characters_every_one_is_in_one_sentence() {
    let mut random = Random(0x5EED_5E47);
    for round in 0..6_000 {
        let text = random.text(40);
        let mut last = 0;
        for range in sentences(&text) {
            let between = text.get(last..range.start).expect(&text);
            assert!(between.chars().all(is_space), "{round}: {text:?}");
            let sentence = text.get(range.clone()).expect(&text);
            assert!(!sentence.is_empty(), "{round}: {text:?}");
            assert!(
                !sentence.starts_with(is_space) && !sentence.ends_with(is_space),
                "{round}: {text:?}"
            );
            last = range.end;
        }
        assert!(text[last..].chars().all(is_space), "{round}: {text:?}");
    }
}

#[test]
fn whatever_the_line_the_sentence_holds_its_citation() {
    let mut random = Random(0xB04E);
    let mut checked = 0;
    for round in 0..3_000 {
        let line = random.line(3);
        let whole = plain_text(&line);
        let mut found = Vec::new();
        citations(&line, &mut found);
        for citation in found {
            let sentence = sentence_around(&line, citation);
            let all = citing_sentences(&line);
            let same = all.iter().find(|(other, _)| std::ptr::eq(*other, citation));
            assert_eq!(same.map(|(_, all)| all), Some(&sentence));
            let mut inside = Vec::new();
            citations(&sentence, &mut inside);
            assert!(inside.contains(&citation), "{round}: {line:?}");
            assert!(whole.contains(&plain_text(&sentence)), "{round}: {line:?}");
            checked += 1;
        }
    }
    assert!(checked > 4_000, "{checked}");
}

/// Texts made to be scanned again and again: ten times the text takes about ten times as long.
#[test]
fn long_texts_take_linear_time() {
    for piece in [
        ".", ". ", "(", "“(", ").", "¹", ".¹ ", "K. ", ".[1", ". [1] ", ".)", "„“", " ", "a",
        "e.g. ", "The. ", "a.\ta", "¹. ¹ ", ". [1]x", ".^{1",
    ] {
        let takes = |times: usize| {
            let text = piece.repeat(times);
            support::least_time(2, || sentences(&text).len()).0
        };
        let (short, long) = (takes(2_000), takes(20_000));
        assert!(
            long < short * 30 + Duration::from_millis(200),
            "{piece:?}: {short:?}, {long:?}"
        );
    }
}

/// Every line of text in these blocks, and whether it is an item's or a cell's.
fn block_lines<'a>(blocks: &'a [Block], item: bool, found: &mut Vec<(&'a [Inline], bool)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push((&paragraph.children, item)),
            Block::List(list) => {
                for entry in &list.children {
                    block_lines(&entry.children, true, found);
                }
            }
            Block::Table(table) => {
                let cells = table.children.iter().flat_map(|row| &row.children);
                found.extend(cells.map(|cell| (cell.children.as_slice(), true)));
            }
            other => block_lines(other.children(), item, found),
        }
    }
}

fn citations<'a>(line: &'a [Inline], found: &mut Vec<&'a Citation>) {
    for inline in line {
        match inline {
            Inline::Citation(citation) => found.push(citation),
            other => citations(other.children(), found),
        }
    }
}

#[test]
fn a_real_article_is_cited_in_whole_sentences() {
    let Some(path) = support::shared("seed/000_40da847189e70bed.txt") else {
        return;
    };
    let article = parse::print(&support::read(path)).article;
    let mut lines = Vec::new();
    block_lines(&article.children, false, &mut lines);
    let mut checked = 0;
    let mut by_last = 0;
    for (line, item) in lines {
        let whole = plain_text(line);
        let mut found = Vec::new();
        citations(line, &mut found);
        for citation in found {
            let sentence = plain_text(&sentence_around(line, citation));
            let text = sentence.trim_end_matches(&citation.marker);
            assert_ne!(text, sentence, "the marker ends it");
            assert!(
                sentence.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '“'),
                "{sentence}"
            );
            assert!(
                text.ends_with(['.', '!', '?', ':']) || (item && sentence == whole),
                "{sentence}"
            );
            // It begins and ends where others end and begin.
            let start = whole.find(&sentence).unwrap();
            let before = whole[..start].trim_end();
            assert!(
                before.is_empty()
                    || before
                        .trim_end_matches(is_marker)
                        .ends_with(['.', '!', '?']),
                "{before}"
            );
            let inner = text.trim_end_matches(['.', '!', '?', ':']);
            assert!(!inner.contains(['!', '?']), "{sentence}");
            assert!(!inner.contains(". "), "one sentence: {sentence}");
            checked += 1;
            if citation.references.contains(&ReferenceId::from(47)) {
                assert!(text.ends_with('.') && !before.is_empty(), "{sentence}");
                by_last += 1;
            }
        }
    }
    assert_eq!((checked, by_last), (36, 1));
}

fn is_marker(character: char) -> bool {
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁻,^{}".contains(character) || character.is_ascii_digit()
}
