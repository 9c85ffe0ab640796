//! What an article is about, in a line: the description that search engines and shared links show.

use crate::model::{Article, Block, prose, sentences};
use crate::render::export::one_line;

/// The most characters of a description: search engines cut what is longer.
const LONGEST: usize = 200;

/// The first sentences of the abstract; without one the deck, without that the first paragraph.
/// Whole sentences, as many as there is room for; a first sentence that is too long is cut between
/// words and says so.
pub(super) fn of(article: &Article) -> Option<String> {
    let texts = [
        first_text(&article.r#abstract),
        Some(one_line(&prose(&article.subtitle))).filter(|deck| !deck.is_empty()),
        first_text(&article.children),
    ];
    texts
        .into_iter()
        .flatten()
        .next()
        .map(|text| shortened(&text))
}

/// The first paragraph that says something, in sections and boxes too.
fn first_text(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => {
            Some(one_line(&prose(&paragraph.children))).filter(|text| !text.is_empty())
        }
        Block::Section(_) | Block::Blockquote(_) => first_text(block.children()),
        _ => None,
    })
}

/// The whole text of blocks, a paragraph on a line.
pub(super) fn whole_text(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    collect(blocks, &mut lines);
    lines.join("\n")
}

fn collect(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        let own = match block {
            Block::Paragraph(paragraph) => &paragraph.children,
            Block::Heading(heading) => &heading.children,
            Block::Section(section) => &section.title,
            _ => {
                collect(block.children(), lines);
                continue;
            }
        };
        lines.extend(Some(one_line(&prose(own))).filter(|line| !line.is_empty()));
        collect(block.children(), lines);
    }
}

/// As many whole sentences as there is room for.
fn shortened(text: &str) -> String {
    let mut end = 0;
    for range in sentences(text) {
        if text
            .get(..range.end)
            .is_none_or(|kept| kept.chars().count() > LONGEST)
        {
            break;
        }
        end = range.end;
    }
    if end > 0 {
        return text.get(..end).unwrap_or_default().trim().to_owned();
    }
    let mut kept = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        length += word.chars().count() + 1;
        // The sign that something is missing is a character too.
        if length > LONGEST {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        // A script without spaces.
        kept = text.chars().take(LONGEST - 1).collect();
    }
    let words = kept.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    [words, "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stay_whole() {
        let sentence = "Bones are hard as long as they get what they need, e.g. calcium. ";
        let text = sentence.repeat(5);
        assert_eq!(shortened(&text), sentence.repeat(3).trim_end());
        assert_eq!(shortened("Short."), "Short.");
    }

    #[test]
    fn what_has_no_end_is_cut_between_words() {
        let cut = shortened(&"word ".repeat(100));
        assert!(
            cut.ends_with("word…") && cut.chars().count() <= LONGEST,
            "{cut}"
        );
        let cut = shortened(&format!("{}and more", "word, ".repeat(34)));
        assert!(cut.ends_with("word…"), "{cut}");
        assert_eq!(shortened(&"字".repeat(300)).chars().count(), LONGEST);
    }
}
