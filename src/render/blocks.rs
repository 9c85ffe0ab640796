//! Sections, boxes, lists, figures, tables, paragraphs.

use super::article::{Mode, Page};
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{
    Aside, Block, Figure, Footnote, Identifier, Inline, List, Math, Purpose, Section, Table,
    TableRow, prose, walk,
};

/// HTML knows six levels of headings.
const DEEPEST_HEADING: usize = 6;

const HEADINGS: [&str; DEEPEST_HEADING] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The element of a heading `level` deep, from 1.
pub(super) fn heading(level: usize) -> &'static str {
    HEADINGS
        .get(level.clamp(1, DEEPEST_HEADING) - 1)
        .copied()
        .unwrap_or("h6")
}

/// How a part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Open,
    Closed,
    /// Open, and without a way to close it.
    Fixed,
}

impl State {
    /// What has a purpose that nobody may overlook is never closed.
    fn of(purpose: Option<Purpose>, closed: bool) -> Self {
        match (purpose, closed) {
            (Some(_), _) => Self::Fixed,
            (None, true) => Self::Closed,
            (None, false) => Self::Open,
        }
    }
}

/// A part with a heading; most fold.
pub(super) struct Fold<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a [Inline],
    /// The language of the title.
    pub(super) tongue: Tongue<'a>,
    pub(super) state: State,
    /// How many references its citations stand for; 0 says nothing.
    pub(super) sources: usize,
    /// How deep its heading is, from 1.
    pub(super) level: usize,
}

impl Page<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block], level: usize) {
        for block in blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: usize) {
        match block {
            Block::Section(section) => self.section(section, level),
            Block::Aside(aside) => self.aside(aside, level),
            Block::Paragraph(paragraph) => {
                self.html.start("p").done();
                self.inlines(&paragraph.children);
                self.html.close("p");
            }
            Block::Blockquote(quote) => {
                self.html.start("blockquote").done();
                self.blocks(&quote.children, level);
                self.html.close("blockquote");
            }
            Block::Figure(figure) => self.figure(figure, level),
            Block::Caption(caption) => {
                self.html.start("figcaption").done();
                self.blocks(&caption.children, level);
                self.html.close("figcaption");
            }
            Block::Image(image) => {
                self.html.start("p").done();
                self.image(&image.url, &image.alt);
                self.html.close("p");
            }
            Block::List(list) => self.list(list, level),
            Block::Table(table) => self.table(table),
            Block::Code(code) => {
                self.html.start("pre").attr("tabindex", "0").done();
                self.html.start("code").done();
                self.html.text(&code.value);
                self.html.close("code");
                self.html.close("pre");
            }
            Block::Math(math) => self.math(math),
            Block::ThematicBreak => self.html.start("hr").done(),
        }
    }

    /// A part that folds, where it is shown a second time: without ids and without a button.
    fn unfolded(&mut self, title: &[Inline], children: &[Block], level: usize) {
        self.html.open("p", hooks::ENTRY_TITLE);
        self.inlines(title);
        self.html.close("p");
        self.blocks(children, level);
    }

    fn section(&mut self, section: &Section, level: usize) {
        if self.mode != Mode::Page {
            return self.unfolded(&section.title, &section.children, level);
        }
        let id = fragment::part(self.options.id_prefix, section.identifier.as_str());
        let fold = Fold {
            id: &id,
            title: &section.title,
            tongue: Tongue::default(),
            state: State::of(section.purpose(), self.closes_section(level)),
            sources: sources(&section.children),
            level,
        };
        self.html
            .start("section")
            .class(hooks::SECTION)
            .attr("id", &id)
            .attr_parts("aria-labelledby", &[&id, "_heading"])
            .done();
        self.fold_head(&fold);
        self.blocks(&section.children, level + 1);
        self.html.close("div");
        self.html.close("section");
    }

    fn aside(&mut self, aside: &Aside, level: usize) {
        if self.mode != Mode::Page {
            return self.unfolded(&aside.title, &aside.children, level);
        }
        let id = fragment::part(self.options.id_prefix, aside.identifier.as_str());
        let fold = Fold {
            id: &id,
            title: &aside.title,
            tongue: Tongue::default(),
            state: State::of(aside.purpose(), self.closes_box()),
            sources: sources(&aside.children),
            level,
        };
        self.html
            .start("aside")
            .class(hooks::BOX)
            .attr("id", &id)
            .attr_parts("aria-labelledby", &[&id, "_heading"])
            .done();
        self.fold_head(&fold);
        if !aside.subtitle.is_empty() {
            self.html.open("p", hooks::BOX_SUBTITLE);
            self.inlines(&aside.subtitle);
            self.html.close("p");
        }
        self.blocks(&aside.children, level + 1);
        self.html.close("div");
        self.html.close("aside");
    }

    /// The heading with its button and the link to it, and the start of what it opens and closes.
    pub(super) fn fold_head(&mut self, fold: &Fold<'_>) {
        let name = heading(fold.level);
        self.html.open("div", hooks::HEAD);
        self.html
            .start(name)
            .class(hooks::HEADING)
            .attr_parts("id", &[fold.id, "_heading"])
            .done();
        if fold.state == State::Fixed {
            self.inlines(fold.title);
        } else {
            self.toggle(fold);
            self.markers_of(fold.title);
        }
        self.html.close(name);
        let link = self.options.messages.permalink(&prose(fold.title));
        self.html
            .start("a")
            .class(hooks::PERMALINK)
            .attr_parts("href", &["#", fold.id])
            .attr("aria-label", &link)
            .tongue(self.tongues.ours)
            .done();
        self.html.text("#");
        self.html.close("a");
        self.html.close("div");
        self.html
            .start("div")
            .class(hooks::CONTENT)
            .attr_parts("id", &[fold.id, "_body"])
            .attr_if(fold.state == State::Closed, "hidden", "until-found")
            .done();
    }

    /// The button in a heading.
    fn toggle(&mut self, fold: &Fold<'_>) {
        let open = fold.state == State::Open;
        self.html
            .start("button")
            .class(hooks::TOGGLE)
            .attr("type", "button")
            .attr("aria-expanded", if open { "true" } else { "false" })
            .attr_parts("aria-controls", &[fold.id, "_body"])
            .done();
        self.html.start("span").tongue(fold.tongue).done();
        self.inert_inlines(fold.title);
        self.html.close("span");
        if fold.sources > 0 {
            let count = self.options.messages.sources(fold.sources);
            self.html
                .start("span")
                .class(hooks::COUNT)
                .tongue(self.tongues.ours)
                .done();
            self.html.text(&count);
            self.html.close("span");
        }
        self.html.close("button");
    }

    /// The id of a part that has an identifier. What the card shows is on the page already.
    fn own_id(&self, identifier: Option<&Identifier>) -> Option<String> {
        let identifier = identifier.filter(|_| self.mode == Mode::Page)?;
        Some(fragment::part(self.options.id_prefix, identifier.as_str()))
    }

    pub(super) fn figure(&mut self, figure: &Figure, level: usize) {
        let pictured = figure
            .children
            .iter()
            .any(|block| matches!(block, Block::Image(_)));
        let id = self.own_id(figure.identifier.as_ref());
        let mut tag = self.html.start("figure");
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.attr_if(!pictured, "class", hooks::LOST).done();
        for block in &figure.children {
            match block {
                Block::Image(image) => self.image(&image.url, &image.alt),
                other => self.block(other, level),
            }
        }
        self.html.close("figure");
    }

    fn list(&mut self, list: &List, level: usize) {
        let name = if list.ordered { "ol" } else { "ul" };
        let start = list.start.map(|start| start.to_string());
        let mut tag = self.html.start(name);
        if let Some(start) = &start {
            tag = tag.attr("start", start);
        }
        tag.done();
        for item in &list.children {
            self.html.start("li").done();
            match item.children.as_slice() {
                // An item that is one paragraph needs none.
                [Block::Paragraph(paragraph), rest @ ..]
                    if !matches!(rest, [Block::Paragraph(_), ..]) =>
                {
                    self.inlines(&paragraph.children);
                    self.blocks(rest, level);
                }
                blocks => self.blocks(blocks, level),
            }
            self.html.close("li");
        }
        self.html.close(name);
    }

    /// A formula. Until there is a typesetter for it, it is shown as it is written.
    pub(super) fn math(&mut self, math: &Math) {
        let id = self.own_id(math.identifier.as_ref());
        let mut tag = self.html.start("div").class(hooks::MATH);
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.done();
        self.html.start("code").done();
        self.html.text(&math.value);
        self.html.close("code");
        if let Some(number) = &math.enumerator {
            self.html.start("span").done();
            self.html.text("(");
            self.html.text(number);
            self.html.text(")");
            self.html.close("span");
        }
        self.html.close("div");
    }

    /// A footnote with its label and the links back to its marks.
    pub(super) fn note(&mut self, note: &Footnote, level: usize) {
        let prefix = self.options.id_prefix;
        let key = fragment::key(note.identifier.as_str());
        let index = self.index;
        self.html
            .start("li")
            .attr("id", &fragment::note(prefix, note.identifier.as_str()))
            .done();
        self.html
            .element("span", hooks::LABEL, &index.note_label(&key));
        self.html.open("div", hooks::ENTRY);
        self.blocks(&note.children, level);
        let uses: Vec<_> = index.note_uses(&key).collect();
        self.back_links(&uses);
        self.html.close("div");
        self.html.close("li");
    }

    pub(super) fn table(&mut self, table: &Table) {
        let id = self.own_id(table.identifier.as_ref());
        let caption = crate::model::prose(&table.caption);
        let (name, tongue, inner) = if caption.is_empty() {
            let tongues = self.tongues;
            (self.options.messages.table(), tongues.ours, tongues.theirs)
        } else {
            (caption.as_str(), Tongue::default(), Tongue::default())
        };
        let mut tag = self
            .html
            .start("div")
            .class(hooks::SCROLL)
            // In the card it would be a second landmark of the same name.
            .attr_if(self.mode == Mode::Page, "role", "region")
            .attr_if(self.mode == Mode::Page, "aria-label", name)
            .attr("tabindex", "0")
            .tongue(tongue);
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.done();
        self.html.start("table").tongue(inner).done();
        if !table.caption.is_empty() {
            self.html.start("caption").done();
            self.inlines(&table.caption);
            self.html.close("caption");
        }
        let heads = table
            .children
            .iter()
            .take_while(|row| row.children.iter().all(|cell| cell.header))
            .count();
        let (head, body) = table.children.split_at_checked(heads).unwrap_or_default();
        self.rows("thead", head);
        self.rows("tbody", body);
        self.html.close("table");
        self.html.close("div");
    }

    fn rows(&mut self, group: &'static str, rows: &[TableRow]) {
        if rows.is_empty() {
            return;
        }
        self.html.start(group).done();
        for row in rows {
            self.html.start("tr").done();
            for cell in &row.children {
                let header = cell.header && !cell.children.is_empty();
                let name = if header { "th" } else { "td" };
                let scope = if group == "thead" { "col" } else { "row" };
                self.html.start(name).attr_if(header, "scope", scope).done();
                self.inlines(&cell.children);
                self.html.close(name);
            }
            self.html.close("tr");
        }
        self.html.close(group);
    }
}

/// How many different references the citations of these blocks stand for.
fn sources(blocks: &[Block]) -> usize {
    let mut ids: Vec<&str> = walk::citations_in(blocks)
        .iter()
        .flat_map(|found| &found.citation.references)
        .map(crate::model::ReferenceId::as_str)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}
