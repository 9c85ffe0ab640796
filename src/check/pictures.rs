//! Pictures that say nothing to those who cannot see them.

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Image, Inline};

/// Pictures without alternative text ([WCAG 2.2, 1.1.1](https://www.w3.org/TR/WCAG22/#non-text-content)),
/// unless their author says that they are decoration. A caption does not stand for a picture: it
/// says what it is about, and not what is to be seen.
pub(super) fn without_text(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    outline.each(|node, place| {
        let (Node::Block(Block::Image(image)) | Node::Inline(Inline::Image(image))) = node else {
            return;
        };
        if image.decorative || !image.alt.trim().is_empty() {
            return;
        }
        found.push(
            Diagnostic::new(
                Code::MissingAltText,
                place,
                format!("the picture `{}` has no alternative text", name(image)),
            )
            .with_hint("say what is to be seen on it, or mark it as decoration"),
        );
    });
    found
}

/// The address of a picture, without the data that some are.
fn name(image: &Image) -> &str {
    match image.url.split_once(',') {
        Some((head, _)) if head.starts_with("data:") => head,
        _ => &image.url,
    }
}
