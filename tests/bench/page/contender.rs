//! Who is measured.

/// A contender, by the name of its frame (`pages/frame.js`), and the form of the article that it
/// reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contender {
    /// The name of the frame.
    pub(crate) frame: &'static str,
    /// The form of the article.
    pub(crate) form: &'static str,
    /// What it is called in tables.
    pub(crate) title: &'static str,
    /// Whether littlefoot is a part of it, which takes seconds for a hundredfold article.
    pub(crate) slow: bool,
}

const fn contender(frame: &'static str, title: &'static str, slow: bool) -> Contender {
    Contender {
        frame,
        form: "markdown",
        title,
        slow,
    }
}

/// Scholion, reading the Markdown that all read.
pub(crate) const SCHOLION: Contender = contender("scholion", "Scholion", false);
/// Scholion, reading print text.
pub(crate) const FROM_PRINT: Contender = Contender {
    form: "print",
    title: "Scholion, from print text",
    ..SCHOLION
};
/// Its reader build, which has no importers, showing the structured article.
pub(crate) const FROM_JSON: Contender = Contender {
    frame: "reader",
    form: "json",
    title: "Scholion’s reader, from the structured article",
    ..SCHOLION
};
/// What a web developer would put together instead.
pub(crate) const MARKDOWN_IT: Contender =
    contender("markdown-it", "markdown-it, DOMPurify, littlefoot", true);
/// The same with marked.
pub(crate) const MARKED: Contender = contender("marked", "marked, DOMPurify, littlefoot", true);
/// The same without littlefoot's weakness.
pub(crate) const KINDER: Contender =
    contender("kinder", "marked, DOMPurify, one delegated listener", false);
/// No popovers at all.
pub(crate) const UNIFIED: Contender =
    contender("unified", "unified, rehype-sanitize, no popovers", false);
/// What nobody can be faster than.
pub(crate) const LIMIT: Contender = contender("limit", "the limit", false);

/// All of them, in the order of the tables.
pub(crate) const ALL: [Contender; 8] = [
    SCHOLION,
    FROM_PRINT,
    FROM_JSON,
    LIMIT,
    KINDER,
    MARKDOWN_IT,
    MARKED,
    UNIFIED,
];
