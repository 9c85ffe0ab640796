//! The only writer of markup, and the only escaper.
//!
//! Names of elements and attributes are constants of the crate; values and text are escaped as
//! they are written. There is no way to write a string of an article unescaped.

use super::hooks;

/// HTML being written.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
    /// Whether what has a class of ours is a part as well.
    parts: bool,
}

impl Html {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            parts: false,
        }
    }

    /// Names what has a class of ours as a [part](https://drafts.csswg.org/css-shadow-parts/), for
    /// a page outside of the shadow tree that this is put into: `sch-entry-title` is the part
    /// `entry-title`.
    pub(super) fn with_parts(mut self, parts: bool) -> Self {
        self.parts = parts;
        self
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Begins a start tag; attributes follow, then [`Tag::done`].
    pub(super) fn start(&mut self, name: &'static str) -> Tag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Tag { html: self }
    }

    /// A start tag with a class and nothing else.
    pub(super) fn open(&mut self, name: &'static str, class: &'static str) {
        self.start(name).class(class).done();
    }

    /// An end tag.
    pub(super) fn close(&mut self, name: &'static str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Text of the article.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// The document type, which every document begins with.
    pub(super) fn doctype(&mut self) {
        self.out.push_str("<!DOCTYPE html>\n");
    }

    /// A line end between the elements of a head, for those who look at the source.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }

    /// Data in a `<script>` that runs nothing. The value is written as JSON, in which no character
    /// is left that could end the element, begin a comment or a reference, or end a line of
    /// JavaScript ([HTML, restrictions for scripts](https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements)):
    /// they stand within strings alone, and there an escape means the same.
    ///
    /// XSS-Safety: `<`, `>` and `&` become escapes of JSON, so that `</script` and `<!--` cannot be
    /// written.
    pub(super) fn data(
        &mut self,
        media_type: &'static str,
        class: Option<&'static str>,
        value: &impl serde::Serialize,
    ) {
        // Strings, numbers and maps with keys of text can all be written.
        if let Ok(json) = serde_json::to_string(value) {
            self.data_text(media_type, class, &json);
        }
    }

    /// The same of data that is a text of JSON already.
    pub(super) fn data_text(
        &mut self,
        media_type: &'static str,
        class: Option<&'static str>,
        json: &str,
    ) {
        let tag = self.start("script").attr("type", media_type);
        match class {
            Some(class) => tag.class(class).done(),
            None => tag.done(),
        }
        let mut clean_from = 0;
        for (at, character) in json.char_indices() {
            let replacement = match character {
                '<' => "\\u003c",
                '>' => "\\u003e",
                '&' => "\\u0026",
                '\u{2028}' => "\\u2028",
                '\u{2029}' => "\\u2029",
                _ => continue,
            };
            self.out
                .push_str(json.get(clean_from..at).unwrap_or_default());
            self.out.push_str(replacement);
            clean_from = at + character.len_utf8();
        }
        self.out
            .push_str(json.get(clean_from..).unwrap_or_default());
        self.close("script");
    }

    /// A whole article.
    ///
    /// XSS-Safety: takes what [`super::html()`] has written, which is escaped already; private to
    /// the renderer, and called in one place.
    pub(super) fn article(&mut self, rendered: &str) {
        self.out.push_str(rendered);
    }

    /// What a publisher has written for the pages of their site.
    ///
    /// XSS-Safety: the publisher's own HTML, as their templates are; nothing of an article.
    pub(super) fn publishers(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// What another of this kind has written.
    pub(super) fn append(&mut self, other: &Self) {
        self.out.push_str(&other.out);
    }

    /// An element with text alone.
    pub(super) fn element(&mut self, name: &'static str, class: &'static str, text: &str) {
        self.open(name, class);
        self.text(text);
        self.close(name);
    }

    /// A drawing of ours.
    ///
    /// XSS-Safety: takes constants of this crate only, which `&'static str` stands for here;
    /// nothing that was read from a source lives that long.
    pub(super) fn drawing(&mut self, svg: &'static str) {
        self.out.push_str(svg);
    }
}

/// A start tag being written.
#[must_use = "a tag is not closed before `done`"]
pub(super) struct Tag<'a> {
    html: &'a mut Html,
}

impl Tag<'_> {
    pub(super) fn class(self, class: &'static str) -> Self {
        self.classes(&[class])
    }

    /// Several classes, or a string with several.
    pub(super) fn classes(self, classes: &[&str]) -> Self {
        let tag = self.list("class", classes.iter().copied());
        if !tag.html.parts {
            return tag;
        }
        let names = classes.iter().flat_map(|class| class.split(' '));
        tag.list("part", names.map(hooks::part))
    }

    fn list<'v>(self, name: &'static str, values: impl Iterator<Item = &'v str>) -> Self {
        let out = &mut self.html.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        for (at, value) in values.enumerate() {
            if at > 0 {
                out.push(' ');
            }
            escape(value, out);
        }
        out.push('"');
        self
    }

    /// An attribute with a value.
    pub(super) fn attr(self, name: &'static str, value: &str) -> Self {
        self.attr_parts(name, &[value])
    }

    /// An attribute whose value is put together.
    pub(super) fn attr_parts(self, name: &'static str, parts: &[&str]) -> Self {
        let out = &mut self.html.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        for part in parts {
            escape(part, out);
        }
        out.push('"');
        self
    }

    /// An attribute that is there or not.
    pub(super) fn attr_if(self, condition: bool, name: &'static str, value: &str) -> Self {
        if condition {
            self.attr(name, value)
        } else {
            self
        }
    }

    /// An attribute that is there where its value is.
    pub(super) fn attr_some(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    pub(super) fn done(self) {
        self.html.out.push('>');
    }
}

/// Escapes for element content and for double-quoted attribute values alike
/// ([HTML, escaping a string](https://html.spec.whatwg.org/multipage/parsing.html#escapingString)).
/// U+0000 is not allowed in HTML and becomes U+FFFD, as the browser's own parser would have it, and
/// a carriage return that stood bare would become a line feed there
/// ([HTML, preprocessing](https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream)).
fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_escaped) {
        let (clean, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(clean);
        let mut behind = behind.chars();
        out.push_str(match behind.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\r') => "&#13;",
            _ => "\u{FFFD}",
        });
        rest = behind.as_str();
    }
    out.push_str(rest);
}

/// Whether a byte is escaped, by a table: every byte of a page is asked for.
fn is_escaped(byte: u8) -> bool {
    const ESCAPED: [bool; 256] = {
        let mut table = [false; 256];
        table[b'&' as usize] = true;
        table[b'<' as usize] = true;
        table[b'>' as usize] = true;
        table[b'"' as usize] = true;
        table[b'\r' as usize] = true;
        table[0] = true;
        table
    };
    ESCAPED[usize::from(byte)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_parts_where_that_is_wanted() {
        let mut html = Html::default().with_parts(true);
        html.start("li")
            .classes(&["sch-entry sch-here", "sch-inner"])
            .done();
        assert_eq!(
            html.finish(),
            "<li class=\"sch-entry sch-here sch-inner\" part=\"entry here inner\">"
        );
    }

    #[test]
    fn data_ends_no_script() {
        let mut html = Html::default();
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}\0\"\\";
        html.data("application/json", Some("x"), &hostile);
        let html = html.finish();
        let json = html
            .strip_prefix("<script type=\"application/json\" class=\"x\">")
            .and_then(|rest| rest.strip_suffix("</script>"))
            .unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\0']));
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), hostile);
    }

    #[test]
    fn a_publishers_html_stays_as_it_is() {
        let mut html = Html::default();
        html.publishers("<meta name=\"a\">");
        html.publishers("&amp;");
        assert_eq!(html.finish(), "<meta name=\"a\">&amp;");
    }

    #[test]
    fn what_is_written_stands_in_the_order_in_which_it_was_written() {
        let mut inner = Html::default();
        inner.element("b", "sch-label", "1 < 2");
        let mut html = Html::with_capacity(64);
        html.doctype();
        html.open("p", "sch-note");
        html.append(&inner);
        html.drawing("<svg></svg>");
        html.close("p");
        html.line();
        html.article("<i>done</i>");
        assert_eq!(
            html.finish(),
            "<!DOCTYPE html>\n<p class=\"sch-note\"><b class=\"sch-label\">1 &lt; 2</b><svg></svg></p>\n<i>done</i>"
        );
    }

    #[test]
    fn everything_is_escaped_everywhere() {
        let mut html = Html::default();
        html.start("a").attr("title", "\"><script>&\0").done();
        html.text("<b>&amp; é\0\r");
        html.close("a");
        assert_eq!(
            html.finish(),
            "<a title=\"&quot;&gt;&lt;script&gt;&amp;\u{FFFD}\">&lt;b&gt;&amp;amp; é\u{FFFD}&#13;</a>"
        );
    }
}
