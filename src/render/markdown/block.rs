//! What stands between paragraphs.

use super::braces::Braces;
use super::inline::{marks_note, picture};
use super::{Writer, escape, table};
use crate::model::{
    Aside, Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Heading,
    Inline, List, ListItem, Math, Section,
};

/// Markdown knows six ranks of headings.
const DEEPEST: usize = 6;

impl<'a> Writer<'a> {
    /// Blocks with an empty line between them. `level` is the rank of the headings in them.
    pub(super) fn blocks(self, blocks: &'a [Block], level: usize) -> String {
        // From the last to the first: whether what follows ends a section by its heading.
        let mut ends = true;
        let mut parts: Vec<String> = Vec::new();
        for (at, block) in blocks.iter().enumerate().rev() {
            let before = at.checked_sub(1).and_then(|at| blocks.get(at));
            let part = match block {
                Block::Section(section) => {
                    ends &= level <= DEEPEST;
                    self.section(section, level, ends)
                }
                Block::Aside(aside) if self.is_pandoc() && level > DEEPEST => {
                    div("{.section}", &self.aside(aside, level, false))
                }
                Block::Aside(aside) => {
                    ends = true;
                    self.aside(aside, level, matches!(before, Some(Block::Section(_))))
                }
                block => {
                    ends = false;
                    self.block(block, level)
                }
            };
            if !part.is_empty() {
                parts.push(part);
            }
            if runs_together(before, block) {
                // Nothing that shows, but it ends the one before.
                parts.push("<!-- -->".to_owned());
            }
        }
        parts.reverse();
        parts.join("\n\n")
    }

    fn block(self, block: &'a Block, level: usize) -> String {
        match block {
            Block::Section(section) => self.section(section, level, true),
            Block::Aside(aside) => self.aside(aside, level, false),
            Block::Heading(heading) => self.minor_heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(&paragraph.children),
            Block::Blockquote(quote) => self.quotation(quote, level),
            Block::Figure(figure) => self.figure(figure, level),
            Block::Caption(caption) => self.caption(caption, level),
            Block::Image(image) => self.image(image, Braces::default().class("image")),
            Block::List(list) => self.list(list, level),
            Block::DefinitionList(list) => self.definitions(list, level),
            Block::Table(table) => table::write(self, table, level),
            Block::Code(code) => fenced(code),
            Block::Math(math) => self.math(math),
            Block::ThematicBreak => "* * *".to_owned(),
        }
    }

    /// A section. Where something follows that belongs to it no more and does not say so by a
    /// heading, it stands in a div.
    fn section(self, section: &'a Section, level: usize, ends_itself: bool) -> String {
        let rank = if self.is_pandoc() { level } else { level + 1 };
        let title = self.one_line(&section.title);
        let name = self.said(
            Braces::default()
                .name(Some(&section.identifier))
                .purpose(section.purpose),
        );
        let body = self.blocks(&section.children, level + 1);
        let text = joined(format!("{} {title}{name}", hashes(rank)), &body);
        if !self.is_pandoc() || ends_itself {
            text
        } else {
            div("{.section}", &text)
        }
    }

    /// A box. The rank of its heading says what it stands in; `headed` asks for one in any case.
    fn aside(self, aside: &'a Aside, level: usize, headed: bool) -> String {
        let title = self.one_line(&aside.title);
        let subtitle = self.one_line(&aside.subtitle);
        let mut text = String::new();
        if self.is_pandoc() {
            // A heading that comes first would be taken for the title.
            let headed = headed
                || matches!(
                    aside.children.first(),
                    Some(Block::Section(_) | Block::Heading(_))
                );
            if !title.is_empty() {
                // Braces at its end would be said of the heading.
                let own = if title.ends_with('}') {
                    " {.unlisted}"
                } else {
                    ""
                };
                text = format!("{} {title}{own}", hashes(level));
            } else if headed {
                text = hashes(level);
            }
            if !subtitle.is_empty() {
                text = joined(text, &div("{.subtitle}", &self.paragraph(&aside.subtitle)));
            }
            text = joined(text, &self.blocks(&aside.children, level + 1));
            let name = Braces::default()
                .name(Some(&aside.identifier))
                .class("box")
                .purpose(aside.purpose);
            return div(&name.done(), &text);
        }
        for line in [title, subtitle] {
            if !line.is_empty() {
                text = joined(text, &format!("**{line}**"));
            }
        }
        quoted(&joined(text, &self.blocks(&aside.children, level + 1)))
    }

    /// A heading that begins no section.
    fn minor_heading(self, heading: &Heading) -> String {
        let words = self.one_line(&heading.children);
        let class = self.said(Braces::default().class("unlisted"));
        format!("{} {words}{class}", hashes(heading.depth.into()))
    }

    /// Text; a picture by itself would be taken for a figure.
    fn paragraph(self, children: &[Inline]) -> String {
        let text = self.line(children);
        match children {
            [Inline::Image(image)] if self.is_pandoc() && !image.alt.is_empty() => {
                text + "<!-- -->"
            }
            _ => text,
        }
    }

    fn quotation(self, quote: &'a Blockquote, level: usize) -> String {
        if self.is_pandoc() {
            return quoted(&self.blocks(&quote.children, level));
        }
        let mut text = String::new();
        for block in &quote.children {
            let part = match block {
                Block::Caption(caption) => format!("— {}", self.blocks(&caption.children, level)),
                block => self.block(block, level),
            };
            text = joined(text, &part);
        }
        quoted(&text)
    }

    /// A figure: a picture with its caption in one line where that is all, else a div.
    fn figure(self, figure: &'a Figure, level: usize) -> String {
        let name = Braces::default().name(figure.identifier.as_ref());
        let number = figure.enumerator.as_deref();
        if let [Block::Image(image), Block::Caption(caption)] = figure.children.as_slice()
            && let [Block::Paragraph(words)] = caption.children.as_slice()
            && !words.children.is_empty()
            && !(self.is_pandoc() && marks_note(&words.children))
        {
            let words = self.one_line(&words.children);
            if self.is_pandoc() {
                let alt = Some(image.alt.as_str()).filter(|alt| !alt.is_empty());
                let braces = name
                    .pair("number", number)
                    .pair("alt", alt)
                    .decorative(image.decorative)
                    .number("width", image.width)
                    .number("height", image.height);
                return picture(image, &words) + &braces.done();
            }
            let alt = escape::text(&image.alt, self.dialect);
            return joined(picture(image, &alt), &words);
        }
        let text = self.blocks(&figure.children, level);
        if self.is_pandoc() {
            div(&name.class("figure").pair("number", number).done(), &text)
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
        let text = self.bare_list(list, level);
        // A box to tick stands before words alone.
        let unsaid = |item: &ListItem| {
            item.checked.is_some() && !matches!(item.children.first(), Some(Block::Paragraph(_)))
        };
        let unticked = list.children.iter().any(unsaid);
        if !self.is_pandoc() || is_spread(list) == Some(list.spread) && !unticked {
            return text;
        }
        let ticks: String = list
            .children
            .iter()
            .map(|item| match item.checked {
                Some(true) => 'x',
                Some(false) => 'o',
                None => '-',
            })
            .collect();
        let braces = Braces::default()
            .class("list")
            .pair("spread", Some(&list.spread.to_string()))
            .pair("checked", unticked.then_some(&ticks));
        div(&braces.done(), &text)
    }

    fn bare_list(self, list: &'a List, level: usize) -> String {
        let first = list.start.unwrap_or(1);
        let mut items = Vec::new();
        for (number, item) in (first..).zip(&list.children) {
            let mark = if list.ordered {
                format!("{number}. ")
            } else {
                "- ".to_owned()
            };
            let mut text = self.list_item(&item.children, list.spread, level);
            let words = matches!(item.children.first(), Some(Block::Paragraph(_)));
            if let Some(done) = item.checked.filter(|_| words || !self.is_pandoc()) {
                text = format!("[{}] {text}", if done { "x" } else { " " });
            }
            items.push(hanging(&mark, &text));
        }
        items.join(if list.spread { "\n\n" } else { "\n" })
    }

    /// What an item holds. In a tight list a list stands directly below the words.
    fn list_item(self, blocks: &'a [Block], spread: bool, level: usize) -> String {
        if let ([Block::Paragraph(words), Block::List(inner)], false) = (blocks, spread)
            && follows_words(inner)
        {
            let words = self.paragraph(&words.children);
            return format!("{words}\n{}", self.bare_list(inner, level));
        }
        self.blocks(blocks, level)
    }

    /// Terms with what they mean below them; where there is no form for that, in bold.
    fn definitions(self, list: &'a DefinitionList, level: usize) -> String {
        if self.is_pandoc() && !alternates(list) {
            return self.parted_definitions(list, level);
        }
        let mut text = String::new();
        let mut after_term = false;
        for item in &list.children {
            match item {
                DefinitionItem::Term { children } => {
                    let term = self.one_line(children);
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

    /// Definitions that no sign says: terms that share a description, or that have none.
    fn parted_definitions(self, list: &'a DefinitionList, level: usize) -> String {
        let parts: Vec<String> = list
            .children
            .iter()
            .map(|item| match item {
                DefinitionItem::Term { children } => div("{.term}", &self.paragraph(children)),
                DefinitionItem::Description { children } => {
                    div("{.description}", &self.blocks(children, level))
                }
            })
            .collect();
        div("{.definitions}", &parts.join("\n\n"))
    }

    fn math(self, math: &Math) -> String {
        let formula = &math.formula;
        let tex = formula.value.trim();
        if !self.is_pandoc() {
            if tex.is_empty() {
                return escape::paragraph(&escape::text(&formula.text(), self.dialect));
            }
            return format!("$$\n{tex}\n$$");
        }
        let name = Braces::default()
            .name(math.identifier.as_ref())
            .pair("number", math.enumerator.as_deref());
        let other = formula
            .mathml
            .as_deref()
            .filter(|_| !self.is_made(formula, true));
        // Between dollars stands what has neither a dollar nor an empty line.
        let plain = !tex.is_empty()
            && tex == formula.value
            && !tex.contains(['$', '\r'])
            && !tex.ends_with('\\')
            && tex.lines().all(|line| !line.trim().is_empty());
        if plain {
            let name = name.pair("mathml", other).behind_space();
            return format!("$$\n{tex}\n$${name}");
        }
        let code = match &formula.mathml {
            Some(mathml) if formula.value.is_empty() => code_of("{=html}", mathml),
            _ => code_of("tex", &formula.value),
        };
        let name = name
            .class("math")
            .pair("mathml", other.filter(|_| !formula.value.is_empty()));
        div(&name.done(), &code)
    }

    /// Attributes behind a space; nothing in CommonMark.
    fn said(self, braces: Braces) -> String {
        if self.is_pandoc() {
            braces.behind_space()
        } else {
            String::new()
        }
    }
}

/// Whether each term has a description of its own, and nothing is empty.
fn alternates(list: &DefinitionList) -> bool {
    let is_term = |item: &DefinitionItem| matches!(item, DefinitionItem::Term { .. });
    let full = list.children.iter().all(|item| match item {
        DefinitionItem::Term { children } => !children.is_empty(),
        DefinitionItem::Description { children } => {
            matches!(children.first(), Some(Block::Paragraph(_)))
        }
    });
    let apart = |pair: &[DefinitionItem]| !pair.iter().all(is_term);
    full && list.children.first().is_some_and(is_term)
        && !list.children.last().is_some_and(is_term)
        && list.children.windows(2).all(apart)
}

/// Whether a list is read as one with space between its items; `None` where that depends on how
/// its blocks are written.
fn is_spread(list: &List) -> Option<bool> {
    let items = || list.children.iter().map(|item| item.children.as_slice());
    let is_words = |block: &Block| matches!(block, Block::Paragraph(_));
    // Written as one block to CommonMark, whatever is in it.
    let is_one = |block: &Block| match block {
        Block::Paragraph(_)
        | Block::Heading(_)
        | Block::Blockquote(_)
        | Block::Code(_)
        | Block::ThematicBreak => true,
        Block::List(inner) => is_spread(inner) == Some(inner.spread),
        _ => false,
    };
    if !items().flatten().all(is_one) {
        return None;
    }
    let apart = |blocks: &[Block]| match blocks {
        [Block::Paragraph(_), Block::List(inner)] if !list.spread => !follows_words(inner),
        blocks => blocks.len() > 1,
    };
    let gaps = list.spread && list.children.len() > 1 || items().any(apart);
    Some(gaps && items().flatten().any(is_words))
}

/// Whether a list can stand directly below words and be none of them.
fn follows_words(list: &List) -> bool {
    let first = list.children.first();
    Some(list.spread) == is_spread(list)
        && (!list.ordered || list.start.is_none_or(|start| start == 1))
        && first.is_some_and(|item| matches!(item.children.first(), Some(Block::Paragraph(_))))
}

/// Whether a text begins with a fence, which is seen at the beginning of its line alone.
pub(super) fn opens_fence(text: &str) -> bool {
    let inner = text.trim_start_matches(['>', ' ']);
    [":::", "$$", "```", "~~~"]
        .iter()
        .any(|fence| inner.starts_with(fence))
}

/// A div with more colons than any in it.
pub(super) fn div(attributes: &str, text: &str) -> String {
    let colons = ":".repeat(3.max(longest_fence(text) + 1));
    // HTML goes on to the next empty line.
    let gap = if text.ends_with('>') { "\n" } else { "" };
    format!("{colons} {attributes}\n{text}\n{gap}{colons}")
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
    let fenced = opens_fence(text);
    let mut out = if fenced { mark.trim_end() } else { mark }.to_owned();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 || fenced {
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

fn fenced(code: &Code) -> String {
    let lang = code.lang.as_deref().unwrap_or_default().trim();
    code_of(
        &lang.replace('\\', "\\\\").replace('&', "&amp;"),
        &code.value,
    )
}

/// Code between more backticks than it has in a row, or tildes where its language has one.
fn code_of(lang: &str, value: &str) -> String {
    let sign = if lang.contains('`') { '~' } else { '`' };
    let fence = sign
        .to_string()
        .repeat(3.max(escape::longest_run(value, sign) + 1));
    let end = if value.is_empty() { "" } else { "\n" };
    format!("{fence}{lang}\n{value}{end}{fence}")
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
        // A pipe in it would end the cell, and a backslash before it is its own.
        Inline::InlineCode { value } => !value.contains('|'),
        Inline::InlineMath(formula) => !formula.value.contains('|'),
        other => is_plain(other.children()),
    })
}
