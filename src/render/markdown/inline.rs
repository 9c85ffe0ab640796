//! What stands inside a line.

use super::braces::Braces;
use super::{Writer, escape};
use crate::model::{
    Citation, CitationItem, CitationKind, Formula, Image, Inline, KeyedSource, Link, ReferenceId,
    keyed_marker,
};

impl Writer<'_> {
    /// Inlines as a line, or several; nothing in them begins a block.
    pub(super) fn line(self, inlines: &[Inline]) -> String {
        escape::paragraph(&self.inlines(inlines, false))
    }

    /// Inlines in one line of the source.
    pub(super) fn one_line(self, inlines: &[Inline]) -> String {
        let line = self.inlines(inlines, false);
        escape::spaced(&line.replace("\\\n", "<br>").replace('\n', " "))
    }

    /// Inlines inside of something; `marked` says that they stand between marks of emphasis.
    pub(super) fn inlines(self, inlines: &[Inline], marked: bool) -> String {
        let mut out = String::new();
        for (at, inline) in inlines.iter().enumerate() {
            let next = inlines.get(at + 1);
            let written = self.inline(inline, &out, next, marked);
            join(&mut out, &written);
            if let (Inline::Text { .. }, Some(Inline::Text { .. })) = (inline, next)
                && self.is_pandoc()
            {
                // Two pieces of text that stay two.
                out.push_str("<!-- -->");
            }
        }
        out
    }

    /// The writer of what stands inside of another inline.
    fn inside(self) -> Self {
        Self {
            nested: true,
            ..self
        }
    }

    fn inline(self, inline: &Inline, before: &str, next: Option<&Inline>, marked: bool) -> String {
        match inline {
            Inline::Text { value } => escape::text(value, self.dialect),
            Inline::Strong { children } => {
                self.emphasis("**", "strong", children, before, next, marked)
            }
            Inline::Emphasis { children } => {
                self.emphasis("*", "em", children, before, next, marked)
            }
            Inline::Superscript { children } => self.raised('^', "sup", children),
            Inline::Subscript { children } => self.raised('~', "sub", children),
            Inline::Delete { children } => self.deleted(children),
            Inline::Underline { children } => self.classed("underline", "u", children),
            Inline::Mark { children } => self.classed("mark", "mark", children),
            Inline::Keyboard { children } => self.classed("kbd", "kbd", children),
            Inline::SmallCaps { children } if self.is_pandoc() => {
                format!("[{}]{{.smallcaps}}", self.inside().inlines(children, false))
            }
            Inline::SmallCaps { children } => self.inside().inlines(children, marked),
            Inline::Abbreviation { title, children } => {
                let title = title.as_deref().map(escape::value);
                let title = title.map(|title| format!(" title=\"{title}\""));
                format!(
                    "<abbr{}>{}</abbr>",
                    title.unwrap_or_default(),
                    self.inside().inlines(children, false)
                )
            }
            // At the beginning of a paragraph a bracket and a colon would define a link.
            Inline::InlineCode { value } if self.is_pandoc() && value.contains("]:") => {
                format!("<code>{}</code>", escape::text(value, self.dialect))
            }
            Inline::InlineCode { value } => escape::code(value),
            Inline::InlineMath(formula) => self.formula(formula, next),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image, Braces::default()),
            Inline::Break => line_break(before, next),
            Inline::Citation(citation) if self.is_pandoc() => self.citation(citation, before, next),
            Inline::Citation(citation) => self.cited(citation),
            Inline::FootnoteReference { identifier } => {
                format!("[^{}]", self.note_name(identifier))
            }
            Inline::CrossReference {
                identifier,
                children,
            } => self.anchor(&format!("#{identifier}"), None, None, children),
        }
    }

    /// Emphasis by asterisks where they can stand
    /// ([CommonMark 6.2](https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis)), else by
    /// an element.
    fn emphasis(
        self,
        mark: &str,
        element: &str,
        children: &[Inline],
        before: &str,
        next: Option<&Inline>,
        marked: bool,
    ) -> String {
        let inner = self.inside().inlines(children, true);
        let firm = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let free = !before.ends_with('*')
            && !matches!(next, Some(Inline::Strong { .. } | Inline::Emphasis { .. }));
        if !marked && free && firm(inner.chars().next()) && firm(inner.chars().next_back()) {
            format!("{mark}{inner}{mark}")
        } else {
            format!("<{element}>{inner}</{element}>")
        }
    }

    /// Raised and lowered text; Pandoc's marks hold no space.
    fn raised(self, mark: char, element: &str, children: &[Inline]) -> String {
        let inner = self.inside().inlines(children, false);
        let simple = matches!(children, [Inline::Text { .. }])
            && !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | ',' | '.' | '−' | '–'));
        if self.is_pandoc() && simple {
            format!("{mark}{inner}{mark}")
        } else {
            format!("<{element}>{inner}</{element}>")
        }
    }

    /// Struck out by tildes where none stands inside.
    fn deleted(self, children: &[Inline]) -> String {
        let inner = self.inside().inlines(children, false);
        let edge = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '\\');
        let plain = edge(inner.chars().next()) && edge(inner.chars().next_back());
        if plain && !inner.contains('~') {
            format!("~~{inner}~~")
        } else {
            format!("<del>{inner}</del>")
        }
    }

    fn tagged(self, element: &str, children: &[Inline]) -> String {
        format!(
            "<{element}>{}</{element}>",
            self.inside().inlines(children, false)
        )
    }

    fn classed(self, class: &str, element: &str, children: &[Inline]) -> String {
        if self.is_pandoc() {
            format!("[{}]{{.{class}}}", self.inside().inlines(children, false))
        } else {
            self.tagged(element, children)
        }
    }

    fn formula(self, formula: &Formula, next: Option<&Inline>) -> String {
        let tex = formula.value.trim();
        if self.is_pandoc() {
            return self.exact_formula(formula, tex, next);
        }
        if tex.is_empty() {
            return escape::text(&formula.text(), self.dialect);
        }
        format!("${tex}$")
    }

    /// A formula between dollars, and what these cannot say in a span around it.
    fn exact_formula(self, formula: &Formula, tex: &str, next: Option<&Inline>) -> String {
        let mathml = formula.mathml.as_deref();
        if let Some(mathml) = mathml.filter(|_| formula.value.is_empty()) {
            let code = format!("{}{{=html}}", escape::code(mathml));
            if mathml.contains('\n') {
                let braces = Braces::default().pair("mathml", Some(mathml));
                return format!("[{code}]{}", braces.done());
            }
            return code;
        }
        // Between dollars stands what has neither a dollar nor space at its ends.
        let plain = !tex.is_empty()
            && tex == formula.value
            && !tex.contains(['$', '\n', '`'])
            && !tex.contains("]:")
            && is_balanced(tex);
        let shown: String = if plain {
            tex.to_owned()
        } else {
            let kept = tex.chars().map(|c| if c == '\n' { ' ' } else { c });
            let kept: String = kept.filter(|c| !matches!(c, '$' | '`')).collect();
            let kept = if is_balanced(&kept) {
                kept
            } else {
                kept.replace(['{', '}', '\\'], "")
            };
            format!("{{{}}}", kept.replace("]:", "] :"))
        };
        let other = mathml.filter(|_| !self.is_made(formula, false));
        if !plain || other.is_some() {
            let braces = Braces::default()
                .pair("tex", Some(&*formula.value).filter(|_| !plain))
                .pair("mathml", other);
            return format!("[${shown}$]{}", braces.done());
        }
        // A digit behind the second dollar would make an amount of money of it.
        let digit = matches!(next, Some(Inline::Text { value }) if value.starts_with(|c: char| c.is_ascii_digit()));
        format!("${shown}${}", if digit { "<!-- -->" } else { "" })
    }

    /// Whether the MathML of a formula is the one that reading its TeX makes.
    pub(super) fn is_made(self, formula: &Formula, set_off: bool) -> bool {
        let made = self.converter.mathml(&formula.value, set_off).ok();
        made.as_deref() == formula.mathml.as_deref()
    }

    fn link(self, link: &Link) -> String {
        // A part of the article is mentioned, and no link, unless that is said.
        let like_mention = link.url.starts_with('#') && link.title.is_none();
        let class = (self.is_pandoc() && like_mention).then_some("link");
        self.anchor(&link.url, link.title.as_deref(), class, &link.children)
    }

    /// What leads somewhere; the mark of a note cannot stand between brackets that are a link.
    fn anchor(
        self,
        url: &str,
        title: Option<&str>,
        class: Option<&str>,
        children: &[Inline],
    ) -> String {
        let words = self.inside().inlines(children, false);
        if !marks_note(children) {
            let target = escape::target(url, title);
            let braces = class.map(|class| Braces::default().class(class).done());
            return format!("[{words}]({target}){}", braces.unwrap_or_default());
        }
        let mut tag = format!("<a href=\"{}\"", escape::value(url));
        for (name, value) in [("title", title), ("class", class)] {
            if let Some(value) = value {
                tag.extend([" ", name, "=\"", &escape::value(value), "\""]);
            }
        }
        format!("{tag}>{words}</a>")
    }

    /// A picture with the words that stand for it.
    pub(super) fn image(self, image: &Image, braces: Braces) -> String {
        let alt = escape::text(&image.alt, self.dialect);
        let braces = if self.is_pandoc() {
            let braces = braces.decorative(image.decorative);
            let braces = braces.number("width", image.width);
            braces.number("height", image.height).done()
        } else {
            String::new()
        };
        picture(image, &alt) + &braces
    }

    /// A citation by the keys of its references.
    fn citation(self, citation: &Citation, before: &str, next: Option<&Inline>) -> String {
        let items: Vec<CitationItem> = if citation.items.is_empty() {
            let ids = citation.references.iter();
            ids.map(|id| CitationItem {
                id: id.clone(),
                ..CitationItem::default()
            })
            .collect()
        } else {
            citation.items.clone()
        };
        if items.is_empty() {
            return escape::text(&citation.marker, self.dialect);
        }
        let sources: Vec<KeyedSource> = items.iter().map(|item| self.source(item)).collect();
        let is_made = keyed_marker(&sources) == citation.marker;
        let narrative = citation.kind == CitationKind::Narrative;
        if let (true, true, [first]) = (is_made, narrative, items.as_slice())
            && first.prefix.is_none()
            && !first.suppress_author
            && (first.suffix.is_none() || first.locator.is_some())
            // Behind anything else it could be a mail address, and in a span a citation's end.
            && !self.nested
            && (before.is_empty() || before.ends_with([' ', '\n', '(']))
        {
            let more = self.behind(first);
            let key = if may_go_on(next) {
                format!("{{{}}}", first.id)
            } else {
                key(&first.id)
            };
            return if more.is_empty() {
                format!("@{key}")
            } else {
                format!("@{key} [{}]", more.trim_start_matches([',', ' ']))
            };
        }
        let items: Vec<String> = items.iter().map(|item| self.item(item)).collect();
        let group = format!("[{}]", items.join("; "));
        if is_made && !narrative {
            return group;
        }
        let braces = Braces::default()
            .pair("marker", Some(&citation.marker))
            .pair("kind", narrative.then_some("narrative"));
        format!("[{group}]{}", braces.done())
    }

    /// A source as its marker shows it, if no other is printed.
    fn source(self, item: &CitationItem) -> KeyedSource {
        let sign = match self.works.get(item.id.as_str()) {
            Some(work) => work.label.clone().unwrap_or_else(|| work.id.to_string()),
            None => format!("{}?", item.id),
        };
        let number = sign.parse().ok();
        let trimmed = |text: &Option<String>| {
            let text = text
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        KeyedSource {
            sign,
            number,
            prefix: trimmed(&item.prefix),
            locator: locator(item),
            suffix: trimmed(&item.suffix),
        }
    }

    fn item(self, item: &CitationItem) -> String {
        let prefix = item.prefix.as_deref().map(str::trim).unwrap_or_default();
        let prefix = match prefix {
            "" => String::new(),
            prefix => self.said_of(prefix) + " ",
        };
        let silent = if item.suppress_author { "-" } else { "" };
        format!("{prefix}{silent}@{}{}", key(&item.id), self.behind(item))
    }

    /// Words in a citation, of which no sign ends it.
    fn said_of(self, words: &str) -> String {
        let parts = words
            .split(';')
            .map(|part| escape::text(part, self.dialect));
        parts.collect::<Vec<String>>().join("\\;")
    }

    /// Locator and suffix.
    fn behind(self, item: &CitationItem) -> String {
        let mut behind = String::new();
        if let Some(locator) = locator(item) {
            behind = format!(", {locator}");
        }
        match item.suffix.as_deref().map(str::trim).unwrap_or_default() {
            "" => {}
            suffix => {
                if item.locator.is_none() && may_be_locator(suffix) {
                    behind.push_str("{}");
                }
                if !suffix.starts_with([',', ';']) {
                    behind.push_str(if item.locator.is_some() { ", " } else { " " });
                }
                behind.push_str(&self.said_of(suffix));
            }
        }
        behind
    }
}

/// A line break by a backslash, or by an element where a backslash could not stand.
fn line_break(before: &str, next: Option<&Inline>) -> String {
    let goes_on = match next {
        Some(Inline::Text { value }) => !value.starts_with(char::is_whitespace),
        Some(Inline::Break) | None => false,
        Some(_) => true,
    };
    let line = if goes_on && !before.is_empty() {
        "\\\n"
    } else {
        "<br>"
    };
    line.to_owned()
}

/// Whether the mark of a note is among inlines, however deep.
pub(super) fn marks_note(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| {
        matches!(inline, Inline::FootnoteReference { .. }) || marks_note(inline.children())
    })
}

/// Whether every brace of TeX has its partner, and a backslash something behind it.
fn is_balanced(tex: &str) -> bool {
    let mut depth = 0_u32;
    let mut escaped = false;
    for c in tex.chars() {
        let opens = if escaped { ' ' } else { c };
        escaped = opens == '\\';
        match opens {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !escaped
}

/// Whether words behind a key could be taken for a locator.
fn may_be_locator(words: &str) -> bool {
    const COUNTED: [&str; 12] = [
        "p", "pp", "page", "pages", "ch", "chap", "chapter", "sec", "section", "fig", "figure",
        "vol",
    ];
    let end = words
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(words.len());
    let first = words.get(..end).unwrap_or_default().to_lowercase();
    words.starts_with(|c: char| c.is_ascii_digit() || c == '§' || c == '{')
        || COUNTED.iter().any(|word| first.starts_with(word))
        || ["seite", "s", "kap", "volume", "para", "col", "line", "part"]
            .iter()
            .any(|word| first.starts_with(word))
}

/// Where in the work, with the word for what is counted.
fn locator(item: &CitationItem) -> Option<String> {
    let locator = item.locator.as_ref()?;
    let label = match item.label.as_deref() {
        None | Some("page") => "p.",
        Some("chapter") => "chap.",
        Some("section") => "sec.",
        Some("figure") => "fig.",
        Some("volume") => "vol.",
        Some("paragraph") => "para.",
        Some(other) => other,
    };
    Some(format!("{label} {locator}"))
}

/// Adds what was written to the line before it, so that nothing new comes of the two.
fn join(out: &mut String, written: &str) {
    let escaped = |out: &str| {
        let before = out.len() - out.trim_end_matches('\\').len();
        before % 2 == 1
    };
    let twice = |sign: char| out.ends_with(sign) && written.starts_with(sign);
    if ['`', '~', '^'].into_iter().any(twice) {
        // Nothing that shows, but it ends the one before.
        out.push_str("<!-- -->");
    } else if out.ends_with(']') && written.starts_with(['(', ':']) {
        // A link, or the beginning of a definition.
        out.push('\\');
    } else if out.ends_with('!') && written.starts_with('[') {
        // A picture.
        out.pop();
        out.push_str(if escaped(out) { "!" } else { "\\!" });
    }
    out.push_str(written);
}

/// Whether what follows a key could be taken for a part of it.
fn may_go_on(next: Option<&Inline>) -> bool {
    match next {
        None | Some(Inline::Break) => false,
        Some(Inline::Text { value }) => {
            let mut characters = value.chars();
            let first = characters.next();
            let firm = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            firm(first) || first.is_some_and(|c| !c.is_whitespace()) && firm(characters.next())
        }
        Some(_) => true,
    }
}

/// The key of a citation, in braces where it holds more than
/// [Pandoc allows](https://pandoc.org/MANUAL.html#citation-syntax).
fn key(id: &ReferenceId) -> String {
    let id = id.as_str();
    let inner = |c: char| c.is_alphanumeric() || c == '_' || ":.#$%&-+?<>~/".contains(c);
    let edge = |c: char| c.is_alphanumeric() || c == '_';
    let mut pairs = id.chars().zip(id.chars().skip(1));
    let doubled = pairs.any(|(one, next)| !edge(one) && !edge(next));
    if id.starts_with(edge) && id.ends_with(edge) && id.chars().all(inner) && !doubled {
        id.to_owned()
    } else {
        format!("{{{id}}}")
    }
}

/// A picture with the words that stand for it, or that stand below it.
pub(super) fn picture(image: &Image, words: &str) -> String {
    format!(
        "![{words}]({})",
        escape::target(&image.url, image.title.as_deref())
    )
}
