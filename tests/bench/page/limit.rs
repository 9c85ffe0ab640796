//! The limit's HTML: what is left when everything but the insertion is done beforehand.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

/// The HTML of an article in Markdown as `pulldown-cmark` writes it, each heading with what
/// follows it in a `section`, which a style sheet can leave out of layout while it is far away.
pub(crate) fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut depth = 0_usize;
    let mut in_notes = false;
    let events = Parser::new_ext(markdown, options).flat_map(|event| {
        let note = matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        let heading = matches!(event, Event::Start(Tag::Heading { .. }));
        // The notes are one section, however many they are.
        let begins = depth == 0 && (heading || (note && !in_notes));
        in_notes = in_notes && !heading || note;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let cut = begins.then_some(Event::Html(CowStr::Borrowed("</section><section>")));
        cut.into_iter().chain([event])
    });
    let mut written = String::from("<section>");
    html::push_html(&mut written, events);
    written + "</section>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_begins_a_section() {
        let html = html("A[^1]\n\n# B\n\n> # C\n\nD[^2]\n\n## E\n\n[^1]: F\n[^2]: G\n");
        let parts: Vec<&str> = html.split("<section>").skip(1).collect();
        assert_eq!(parts.len(), 4, "{html}");
        assert!(parts[1].contains("<h1>B</h1>") && parts[1].contains("<h1>C</h1>"));
        assert!(parts[2].trim_start().starts_with("<h2>E</h2>"));
        assert_eq!(parts[3].matches("footnote-definition\"").count(), 2);
        assert!(
            parts
                .iter()
                .all(|part| part.trim_end().ends_with("</section>"))
        );
    }
}
