//! What stands between paragraphs.

use super::inline::picture;
use super::{Writer, escape, table};
use crate::model::{
    Aside, Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Heading,
    Identifier, Inline, List, Math, Purpose, Section,
};

/// Markdown knows six ranks of headings.
const DEEPEST: usize = 6;

impl<'a> Writer<'a> {
    /// Blocks with an empty line between them. `level` is the rank of the headings in them.
    pub(super) fn blocks(self, blocks: &'a [Block], level: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| blocks.get(at));
            if runs_together(before, block) {
                // Nothing that shows, but it ends the one before.
                parts.push("<!-- -->".to_owned());
            }
            let last = blocks.len() == at + 1;
            let next_is_section = matches!(blocks.get(at + 1), Some(Block::Section(_)));
            let part = match block {
                Block::Section(section) => self.section(section, level, last || next_is_section),
                block => self.block(block, level),
            };
            if !part.is_empty() {
                parts.push(part);
            }
        }
        parts.join("\n\n")
    }

    fn block(self, block: &'a Block, level: usize) -> String {
        match block {
            Block::Section(section) => self.section(section, level, true),
            Block::Aside(aside) => self.aside(aside, level),
            Block::Heading(heading) => self.minor_heading(heading),
            Block::Paragraph(paragraph) => self.line(&paragraph.children),
            Block::Blockquote(quote) => self.quotation(quote, level),
            Block::Figure(figure) => self.figure(figure, level),
            Block::Caption(caption) => self.caption(caption, level),
            Block::Image(image) => picture(image, &escape::text(&image.alt, self.dialect)),
            Block::List(list) => self.list(list, level),
            Block::DefinitionList(list) => self.definitions(list, level),
            Block::Table(table) => table::write(self, table, level),
            Block::Code(code) => fenced(code),
            Block::Math(math) => self.math(math),
            Block::ThematicBreak => "* * *".to_owned(),
        }
    }

    /// A section; where something follows that belongs to it no more, it stands in a div.
    fn section(self, section: &'a Section, level: usize, ends_itself: bool) -> String {
        let rank = if self.is_pandoc() { level } else { level + 1 };
        let title = self.inlines(&section.title, false).replace('\n', " ");
        let name = self.attributes(Some(&section.identifier), &[], section.purpose);
        let body = self.blocks(&section.children, level + 1);
        let text = joined(format!("{} {title}{name}", hashes(rank)), &body);
        if ends_itself || !self.is_pandoc() {
            text
        } else {
            div("{.section}", &text)
        }
    }

    fn aside(self, aside: &'a Aside, level: usize) -> String {
        let title = self.inlines(&aside.title, false).replace('\n', " ");
        let subtitle = self.inlines(&aside.subtitle, false).replace('\n', " ");
        let mut text = String::new();
        if self.is_pandoc() {
            if !title.is_empty() {
                text = format!("{} {title}", hashes(level));
            }
            if !subtitle.is_empty() {
                text = joined(text, &div("{.subtitle}", &subtitle));
            }
            text = joined(text, &self.blocks(&aside.children, level + 1));
            let name = self.attributes(Some(&aside.identifier), &["box"], aside.purpose);
            return div(name.trim_start(), &text);
        }
        for line in [title, subtitle] {
            if !line.is_empty() {
                text = joined(text, &format!("**{line}**"));
            }
        }
        quoted(&joined(text, &self.blocks(&aside.children, level + 1)))
    }

    fn minor_heading(self, heading: &Heading) -> String {
        let words = self.inlines(&heading.children, false).replace('\n', " ");
        format!("{} {words}", hashes(heading.depth.into()))
    }

    fn quotation(self, quote: &'a Blockquote, level: usize) -> String {
        let mut text = String::new();
        for block in &quote.children {
            let part = match block {
                Block::Caption(caption) if self.is_pandoc() => {
                    div("{.attribution}", &self.blocks(&caption.children, level))
                }
                Block::Caption(caption) => format!("— {}", self.blocks(&caption.children, level)),
                block => self.block(block, level),
            };
            text = joined(text, &part);
        }
        quoted(&text)
    }

    /// A figure: a picture with its caption in one line where that is all, else a div.
    fn figure(self, figure: &'a Figure, level: usize) -> String {
        let name = |classes: &[&str]| {
            let mut name = self.attributes(figure.identifier.as_ref(), classes, None);
            if let Some(number) = &figure.enumerator {
                name = with_pair(&name, "number", number);
            }
            name
        };
        if let [Block::Image(image), Block::Caption(caption)] = figure.children.as_slice()
            && let [Block::Paragraph(words)] = caption.children.as_slice()
        {
            let words = self.inlines(&words.children, false).replace('\n', " ");
            let mut name = name(&[]);
            if self.is_pandoc() {
                for (key, value) in [
                    ("alt", (!image.alt.is_empty()).then(|| image.alt.clone())),
                    ("width", image.width.map(|width| width.to_string())),
                    ("height", image.height.map(|height| height.to_string())),
                ] {
                    if let Some(value) = value {
                        name = with_pair(&name, key, &value);
                    }
                }
                return picture(image, &words) + name.trim_start();
            }
            let alt = escape::text(&image.alt, self.dialect);
            return joined(picture(image, &alt), &words);
        }
        let text = self.blocks(&figure.children, level);
        if self.is_pandoc() {
            div(name(&["figure"]).trim_start(), &text)
        } else {
            text
        }
    }

    fn caption(self, caption: &'a Caption, level: usize) -> String {
        let text = self.blocks(&caption.children, level);
        if self.is_pandoc() {
            div("{.caption}", &text)
        } else {
            text
        }
    }

    fn list(self, list: &'a List, level: usize) -> String {
        let first = list.start.unwrap_or(1);
        let mut items = Vec::new();
        for (number, item) in (first..).zip(&list.children) {
            let mark = if list.ordered {
                format!("{number}. ")
            } else {
                "- ".to_owned()
            };
            let mut text = self.list_item(&item.children, list.spread, level);
            if let Some(done) = item.checked {
                text = format!("[{}] {text}", if done { "x" } else { " " });
            }
            items.push(hanging(&mark, &text));
        }
        items.join(if list.spread { "\n\n" } else { "\n" })
    }

    /// What an item holds. In a tight list a list stands directly below the words.
    fn list_item(self, blocks: &'a [Block], spread: bool, level: usize) -> String {
        if let ([Block::Paragraph(words), Block::List(inner)], false) = (blocks, spread) {
            let words = self.line(&words.children);
            return format!("{words}\n{}", self.list(inner, level));
        }
        self.blocks(blocks, level)
    }

    /// Terms with what they mean below them; where there is no form for that, in bold.
    fn definitions(self, list: &'a DefinitionList, level: usize) -> String {
        let mut text = String::new();
        let mut after_term = false;
        for item in &list.children {
            match item {
                DefinitionItem::Term { children } => {
                    let term = self.inlines(children, false).replace('\n', " ");
                    let term = if self.is_pandoc() {
                        escape::paragraph(&term)
                    } else {
                        format!("**{term}**")
                    };
                    text = joined(text, &term);
                    after_term = true;
                }
                DefinitionItem::Description { children } => {
                    let body = self.blocks(children, level);
                    if self.is_pandoc() {
                        let gap = if after_term { "\n" } else { "\n\n" };
                        text = text + gap + &hanging(":   ", &body);
                    } else {
                        text = joined(text, &body);
                    }
                    after_term = false;
                }
            }
        }
        text
    }

    fn math(self, math: &Math) -> String {
        let tex = math.formula.value.trim();
        if tex.is_empty() {
            return escape::paragraph(&escape::text(&math.formula.text(), self.dialect));
        }
        let mut name = self.attributes(math.identifier.as_ref(), &[], None);
        if let Some(number) = math.enumerator.as_ref().filter(|_| self.is_pandoc()) {
            name = with_pair(&name, "number", number);
        }
        format!("$$\n{tex}\n$${name}")
    }

    /// A name, classes and a purpose in braces, a space before them; nothing in CommonMark.
    pub(super) fn attributes(
        self,
        identifier: Option<&Identifier>,
        classes: &[&str],
        purpose: Option<Purpose>,
    ) -> String {
        if !self.is_pandoc() {
            return String::new();
        }
        let mut parts: Vec<String> = Vec::new();
        parts.extend(identifier.map(|name| format!("#{name}")));
        parts.extend(classes.iter().map(|class| format!(".{class}")));
        if let Some(purpose) = purpose.and_then(|purpose| serde_json::to_value(purpose).ok()) {
            parts.push(format!("purpose={purpose}"));
        }
        if parts.is_empty() {
            return String::new();
        }
        format!(" {{{}}}", parts.join(" "))
    }
}

/// A div with more colons than any in it.
pub(super) fn div(attributes: &str, text: &str) -> String {
    let colons = ":".repeat(3.max(longest_fence(text) + 1));
    format!("{colons} {attributes}\n{text}\n{colons}")
}

/// Attributes with one more.
pub(super) fn with_pair(attributes: &str, name: &str, value: &str) -> String {
    let pair = format!("{name}=\"{}\"", escape::value(value));
    match attributes.strip_suffix('}') {
        Some(open) => format!("{open} {pair}}}"),
        None => format!(" {{{pair}}}"),
    }
}

/// Whether a block would be taken for a part of the one before.
fn runs_together(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (Some(Block::List(one)), Block::List(other)) => one.ordered == other.ordered,
        (Some(Block::Blockquote(_)), Block::Blockquote(_))
        | (Some(Block::DefinitionList(_)), Block::DefinitionList(_)) => true,
        _ => false,
    }
}

pub(super) fn joined(mut before: String, text: &str) -> String {
    if !before.is_empty() && !text.is_empty() {
        before.push_str("\n\n");
    }
    before.push_str(text);
    before
}

fn hashes(rank: usize) -> String {
    "#".repeat(rank.clamp(1, DEEPEST))
}

/// Text with a mark before its first line, and the others set in as far.
fn hanging(mark: &str, text: &str) -> String {
    let indent = " ".repeat(mark.len());
    let mut out = mark.to_owned();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&indent);
            }
        }
        out.push_str(line);
    }
    out
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            if line.is_empty() {
                ">".to_owned()
            } else {
                format!("> {line}")
            }
        })
        .collect();
    lines.join("\n")
}

/// Code between more backticks than it has in a row.
fn fenced(code: &Code) -> String {
    let fence = "`".repeat(3.max(escape::longest_run(&code.value, '`') + 1));
    let lang = code.lang.as_deref().unwrap_or_default().replace('`', "");
    let end = if code.value.is_empty() || code.value.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{fence}{}\n{}{end}{fence}", lang.trim(), code.value)
}

/// How many colons begin a line at most.
fn longest_fence(text: &str) -> usize {
    text.lines()
        .map(|line| line.trim_start_matches([' ', '>']))
        .map(|line| line.len() - line.trim_start_matches(':').len())
        .max()
        .unwrap_or_default()
}

/// Whether a line holds nothing but text that a cell or a caption can hold as it is.
pub(super) fn is_plain(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Break => false,
        Inline::Text { value } => !value.contains('\n'),
        other => is_plain(other.children()),
    })
}
