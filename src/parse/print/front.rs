//! Title, deck and byline.

use super::lines::Chunk;
use super::shape::{atx, item, looks_like_heading};
use super::{Reader, byline, trimmed};
use crate::parse::marker;

/// The longest title and the longest deck, in characters.
const LONGEST_TITLE: usize = 300;
const LONGEST_DECK: usize = 360;
/// How many chunks after the title are looked at.
const FRONT_CHUNKS: usize = 5;

/// Reads the front off the chunks; says how many it took.
pub(super) fn read(chunks: &[Chunk<'_>], reader: &mut Reader<'_>) -> usize {
    let Some(first) = chunks.first().filter(|chunk| is_title(chunk, chunks.len())) else {
        return 0;
    };
    let start = first.lines.first().map_or(0, |line| {
        line.start + atx(line.text).map_or(0, |(_, text)| text)
    });
    let range = trimmed(reader.text, start..first.range().end);
    reader.builder.article.title = reader.plain_inlines(range);

    let mut taken = 1;
    while let Some(chunk) = chunks.get(taken).filter(|_| taken <= FRONT_CHUNKS) {
        let range = trimmed(reader.text, chunk.range());
        if reader.builder.article.byline.is_empty() && read_byline(chunk, reader) {
            taken += 1;
        } else if reader.builder.article.subtitle.is_empty()
            && is_deck(chunk, chunks.get(taken + 1), reader)
        {
            reader.builder.article.subtitle = reader.plain_inlines(range);
            taken += 1;
        } else {
            break;
        }
    }
    taken
}

/// A title is the first thing in the text, stands alone, and does not end like a sentence.
fn is_title(chunk: &Chunk<'_>, chunks: usize) -> bool {
    let Some(first) = chunk.lines.first() else {
        return false;
    };
    if chunk.lines.len() == 1 && atx(first.text).is_some_and(|(level, _)| level == 1) {
        return true;
    }
    let length: usize = chunk
        .lines
        .iter()
        .map(|line| line.text.chars().count())
        .sum();
    let last = chunk.lines.last().map_or("", super::lines::Line::trimmed);
    chunks > 1
        && chunk.lines.len() <= 3
        && length <= LONGEST_TITLE
        && item(first.text).is_none()
        && atx(first.text).is_none()
        && first.trimmed().starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '"' | '“' | '‘' | '«' | '¿' | '*' | '_')
        })
        && !last.ends_with(['.', ',', ';', ':'])
        && !last.trim_end_matches(['*', '_']).ends_with('.')
}

fn read_byline(chunk: &Chunk<'_>, reader: &mut Reader<'_>) -> bool {
    let range = trimmed(reader.text, chunk.range());
    let source = reader.source(range.clone()).to_owned();
    if byline::is_author_line(&source) {
        reader.builder.article.author = byline::authors(&source);
        reader.builder.article.byline = reader.plain_inlines(range);
        return true;
    }
    // Labels are looked for in the text without markup: `[Dr. A](#)` is `Dr. A`.
    let plain = crate::model::plain_text(&crate::parse::inline::read(
        &source,
        0,
        None,
        &mut Vec::new(),
    ));
    let Some(found) = byline::read(&plain) else {
        return false;
    };
    reader.builder.article.byline = reader.plain_inlines(range);
    let article = &mut reader.builder.article;
    article.author = found.authors;
    article.reviewer = found.reviewers;
    article.reviewed = found.reviewed;
    article.issued = found.issued;
    true
}

/// A deck is one short paragraph right under the title that cites nothing, with the byline or
/// the first heading behind it. Otherwise it is the beginning of the text.
fn is_deck(chunk: &Chunk<'_>, next: Option<&Chunk<'_>>, reader: &Reader<'_>) -> bool {
    let source = reader.source(trimmed(reader.text, chunk.range()));
    let Some(next) = next else { return false };
    let short = chunk.lines.len() <= 3 && source.chars().nth(LONGEST_DECK).is_none();
    let starts_list = chunk
        .lines
        .first()
        .is_some_and(|line| item(line.text).is_some() || atx(line.text).is_some());
    let cites = source
        .char_indices()
        .any(|(at, _)| source.get(at..).and_then(marker::marker).is_some());
    if !short || starts_list || cites {
        return false;
    }
    let next_source = reader.source(trimmed(reader.text, next.range()));
    let byline_follows = reader.builder.article.byline.is_empty()
        && (byline::is_author_line(next_source)
            || byline::read(&crate::model::plain_text(&crate::parse::inline::read(
                next_source,
                0,
                None,
                &mut Vec::new(),
            )))
            .is_some());
    let heading_follows = next
        .only_line()
        .is_some_and(|line| atx(line.text).is_some() || looks_like_heading(line.trimmed()));
    let ends_like_sentence = source.ends_with(['.', '?', '!', '…', '؟', '。', '？', '！']);
    byline_follows || heading_follows && ends_like_sentence
}
