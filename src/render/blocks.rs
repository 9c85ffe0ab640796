//! Sections, boxes, lists, figures, quotations, tables, code, formulae, paragraphs.

use super::article::{Folding, Mode, Page};
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{
    Aside, Block, Blockquote, Caption, CellAlign, Code, DefinitionItem, DefinitionList, Figure,
    Footnote, Heading, Identifier, Inline, List, Math, Purpose, Section, Table, TableCell,
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
            Block::Heading(heading) => self.minor_heading(heading, level),
            Block::Paragraph(paragraph) => {
                self.html.start("p").done();
                self.inlines(&paragraph.children);
                self.html.close("p");
            }
            Block::Blockquote(quote) => self.quotation(quote, level),
            Block::Figure(figure) => self.figure(figure, level),
            Block::Caption(caption) => self.caption(None, caption, level),
            Block::Image(image) => {
                self.html.start("p").done();
                self.image(image);
                self.html.close("p");
            }
            Block::List(list) => self.list(list, level),
            Block::DefinitionList(list) => self.definitions(list, level),
            Block::Table(table) => self.table(table),
            Block::Code(code) => self.code(code),
            Block::Math(math) => self.math(math),
            Block::ThematicBreak => self.html.start("hr").done(),
        }
    }

    /// A heading that begins no section; it is no higher than what it stands in.
    fn minor_heading(&mut self, minor: &Heading, level: usize) {
        let name = heading(level.max(minor.depth.into()));
        self.html.open(name, hooks::MINOR_HEADING);
        self.inlines(&minor.children);
        self.html.close(name);
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
        let nesting = section
            .children
            .iter()
            .any(|block| matches!(block, Block::Section(_)));
        let classes: &[&str] = if nesting {
            &[hooks::SECTION, hooks::NESTING]
        } else {
            &[hooks::SECTION]
        };
        self.html
            .start("section")
            .classes(classes)
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
        self.folds.push(Folding {
            body: format!("{}_body", fold.id),
            open,
        });
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
        let is_caption = |block: &Block| matches!(block, Block::Caption(_));
        let lost = figure.children.iter().all(is_caption);
        let number = figure.enumerator.as_deref();
        let mut number = number.map(|number| self.options.messages.figure_number(number));
        let id = self.own_id(figure.identifier.as_ref());
        let mut tag = self.html.start("figure");
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.attr_if(lost, "class", hooks::LOST).done();
        for block in &figure.children {
            match block {
                Block::Image(image) => self.image(image),
                Block::Caption(caption) => self.caption(number.take().as_deref(), caption, level),
                other => self.block(other, level),
            }
        }
        if let Some(number) = number {
            self.html.start("figcaption").done();
            self.html.element("span", hooks::ENUMERATOR, &number);
            self.html.close("figcaption");
        }
        self.html.close("figure");
    }

    /// A caption, its number first, in the line of its first paragraph.
    fn caption(&mut self, number: Option<&str>, caption: &Caption, level: usize) {
        self.html.start("figcaption").done();
        match (number, caption.children.as_slice()) {
            (Some(number), [Block::Paragraph(first), rest @ ..]) => {
                self.html.start("p").done();
                self.html.element("span", hooks::ENUMERATOR, number);
                self.html.text(" ");
                self.inlines(&first.children);
                self.html.close("p");
                self.blocks(rest, level);
            }
            (Some(number), blocks) => {
                self.html.element("p", hooks::ENUMERATOR, number);
                self.blocks(blocks, level);
            }
            (None, blocks) => self.blocks(blocks, level),
        }
        self.html.close("figcaption");
    }

    /// A quotation; the words that say whose it is stand below it, outside of what is quoted.
    fn quotation(&mut self, quote: &Blockquote, level: usize) {
        let is_caption = |block: &&Block| matches!(block, Block::Caption(_));
        let attributed = quote.children.iter().any(|block| is_caption(&block));
        if attributed {
            self.html.open("figure", hooks::QUOTE);
        }
        self.html.start("blockquote").done();
        for block in quote.children.iter().filter(|block| !is_caption(block)) {
            self.block(block, level);
        }
        self.html.close("blockquote");
        for block in quote.children.iter().filter(is_caption) {
            self.block(block, level);
        }
        if attributed {
            self.html.close("figure");
        }
    }

    fn definitions(&mut self, list: &DefinitionList, level: usize) {
        self.html.start("dl").done();
        for item in &list.children {
            match item {
                DefinitionItem::Term { children } => {
                    self.html.start("dt").done();
                    self.inlines(children);
                    self.html.close("dt");
                }
                DefinitionItem::Description { children } => {
                    self.html.start("dd").done();
                    self.item(children, level);
                    self.html.close("dd");
                }
            }
        }
        self.html.close("dl");
    }

    /// Code, in a box that scrolls. The language is a class in the way of
    /// [HTML](https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-code-element).
    fn code(&mut self, code: &Code) {
        let name = self.options.messages.code();
        self.scroll_box("pre", hooks::CODE, "group", name, self.tongues.ours);
        let theirs = self.tongues.theirs;
        let tag = self.html.start("code").attr("translate", "no");
        let tag = tag.tongue(theirs);
        match code
            .lang
            .as_deref()
            .and_then(|lang| lang.split_whitespace().next())
        {
            Some(lang) => tag.attr_parts("class", &["language-", lang]),
            None => tag,
        }
        .done();
        self.html.text(&code.value);
        self.html.close("code");
        self.html.close("pre");
    }

    /// The start of a box that scrolls sideways where what it holds is wider. A keyboard scrolls
    /// what has the focus; the widget takes boxes that need not scroll out of the order of Tab.
    fn scroll_box(
        &mut self,
        element: &'static str,
        class: &'static str,
        role: &str,
        name: &str,
        tongue: Tongue<'_>,
    ) {
        self.html
            .start(element)
            .class(class)
            // In the card it would be a second one of the same name.
            .attr_if(self.mode == Mode::Page, "role", role)
            .attr_if(self.mode == Mode::Page, "aria-label", name)
            .attr("tabindex", "0")
            .tongue(tongue)
            .done();
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
            self.html
                .start("li")
                .attr_if(item.checked.is_some(), "class", hooks::TASK)
                .done();
            if let Some(done) = item.checked {
                self.checkbox(done);
            }
            if list.spread {
                self.blocks(&item.children, level);
            } else {
                self.item(&item.children, level);
            }
            self.html.close("li");
        }
        self.html.close(name);
    }

    /// Whether a task is done: to be read, not to be changed.
    fn checkbox(&mut self, done: bool) {
        let messages = self.options.messages;
        let name = if done {
            messages.done()
        } else {
            messages.not_done()
        };
        self.html
            .start("input")
            .attr("type", "checkbox")
            .attr("aria-label", name)
            .tongue(self.tongues.ours)
            .attr_if(done, "checked", "")
            .attr("disabled", "")
            .done();
        self.html.text(" ");
    }

    /// What an item of a list holds; one that is one paragraph needs none.
    fn item(&mut self, blocks: &[Block], level: usize) {
        match blocks {
            [Block::Paragraph(paragraph), rest @ ..]
                if !matches!(rest, [Block::Paragraph(_), ..]) =>
            {
                self.inlines(&paragraph.children);
                self.blocks(rest, level);
            }
            blocks => self.blocks(blocks, level),
        }
    }

    /// A formula set off from the text, its number at the edge.
    pub(super) fn math(&mut self, math: &Math) {
        let id = self.own_id(math.identifier.as_ref());
        let mut tag = self.html.start("div").class(hooks::MATH);
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.done();
        let name = self.options.messages.formula(math.enumerator.as_deref());
        // Formulae run as the article does: the box keeps its direction.
        self.scroll_box("div", hooks::SCROLL, "group", &name, Tongue::default());
        self.formula(&math.formula, true);
        self.html.close("div");
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
    pub(super) fn note(&mut self, note: &Footnote, level: usize, role: Option<&str>) {
        let prefix = self.options.id_prefix;
        let key = fragment::key(note.identifier.as_str());
        let index = self.index;
        self.html
            .start("li")
            .attr("id", &fragment::note(prefix, note.identifier.as_str()))
            .attr_some("role", role)
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

    /// A table. Its caption stands outside of what scrolls.
    pub(super) fn table(&mut self, table: &Table) {
        let messages = self.options.messages;
        let number = table.enumerator.as_deref();
        let number = number.map(|number| messages.table_number(number));
        let id = self.own_id(table.identifier.as_ref());
        let mut tag = self.html.start("figure").class(hooks::TABLE);
        if let Some(id) = &id {
            tag = tag.attr("id", id);
        }
        tag.done();
        let mut name = number.clone().unwrap_or_default();
        if number.is_some() || !table.caption.is_empty() {
            self.html.start("figcaption").done();
            if let Some(number) = &number {
                self.html.element("span", hooks::ENUMERATOR, number);
                self.html.text(" ");
                name.push(' ');
            }
            self.inlines(&table.caption);
            self.html.close("figcaption");
            name.push_str(&crate::model::prose(&table.caption));
        }
        // Landmarks are told apart by their names: one without a name of its own is none.
        let own = Tongue::default();
        let (ours, theirs) = (self.tongues.ours, self.tongues.theirs);
        let (role, name, tongue, inner) = match name.trim() {
            "" => ("group", messages.table(), ours, theirs),
            name => ("region", name, own, own),
        };
        self.scroll_box("div", hooks::SCROLL, role, name, tongue);
        self.html.start("table").tongue(inner).done();
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
        if !table.legend.is_empty() {
            self.html.open("div", hooks::LEGEND);
            self.blocks(&table.legend, DEEPEST_HEADING);
            self.html.close("div");
        }
        self.html.close("figure");
    }

    fn rows(&mut self, group: &'static str, rows: &[TableRow]) {
        if rows.is_empty() {
            return;
        }
        self.html.start(group).done();
        for row in rows {
            self.html.start("tr").done();
            for cell in &row.children {
                self.cell(cell, group == "thead");
            }
            self.html.close("tr");
        }
        self.html.close(group);
    }

    fn cell(&mut self, cell: &TableCell, in_head: bool) {
        let header = cell.header && !cell.children.is_empty();
        let name = if header { "th" } else { "td" };
        let columns = span(cell.colspan, MOST_COLUMNS);
        let rows = span(cell.rowspan, MOST_ROWS);
        let scope = match (in_head, &columns) {
            (true, None) => "col",
            (true, Some(_)) => "colgroup",
            (false, _) => "row",
        };
        let mut tag = self.html.start(name).attr_if(header, "scope", scope);
        for (name, value) in [("colspan", &columns), ("rowspan", &rows)] {
            if let Some(value) = value {
                tag = tag.attr(name, value);
            }
        }
        match cell.align {
            Some(CellAlign::Left) => tag.class(hooks::CELL_LEFT),
            Some(CellAlign::Center) => tag.class(hooks::CELL_CENTER),
            Some(CellAlign::Right) => tag.class(hooks::CELL_RIGHT),
            None => tag,
        }
        .done();
        self.inlines(&cell.children);
        self.html.close(name);
    }
}

/// The most that [HTML](https://html.spec.whatwg.org/multipage/tables.html#forming-a-table)
/// lets a cell span.
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65534;

/// How much a cell spans, if it is more than one.
fn span(cells: Option<u32>, most: u32) -> Option<String> {
    cells
        .filter(|cells| *cells > 1)
        .map(|cells| cells.min(most).to_string())
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
