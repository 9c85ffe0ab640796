//! The model's blocks from the tree: sections, figures, tables with captions, boxes, formulae,
//! notes; and at the end what can only be known then.

mod divs;
mod figures;
mod finish;
mod fragments;
mod notes;

pub(super) use figures::align;

use divs::{DivKind, alert, is_refs, kind_of};
use figures::{attributes_first, caption_in_definition, is_table_caption};

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr_iter;

use super::attributes::Attributes;
use super::flat::line_words;
use super::line::{Manner, heading_name, lone_picture, read, read_named, trimmed};
use super::parts::{Part, PartKind};
use super::prepare::Prepared;
use super::tree::{Raw, RawBlock, RawDefinition, RawItem, Tree};
use super::{Context, htmlblock};
use crate::diagnostic::Span;
use crate::model::{
    Block, Blockquote, DefinitionItem, DefinitionList, Heading, Inline, List, ListItem, plain_text,
    prose,
};
use crate::parse::builder::Builder;
use crate::parse::print;

/// Commands of LaTeX that set pages and say nothing.
const PAGE_COMMANDS: [&str; 8] = [
    "\\newpage",
    "\\pagebreak",
    "\\clearpage",
    "\\cleardoublepage",
    "\\bigskip",
    "\\medskip",
    "\\noindent",
    "\\maketitle",
];

/// Builds the article.
pub(super) struct Blocks<'x, 'p> {
    pub(super) context: Context<'x>,
    builder: Builder,
    prepared: &'p Prepared,
    parts: HashMap<String, Part>,
    figures: u32,
    tables: u32,
    formulae: u32,
    /// The number of the figure whose panels are read, and the letters left for them.
    panels: Option<(u32, std::ops::RangeInclusive<char>)>,
    /// Whether every figure and table with a caption has a number, as in LaTeX.
    numbers_all: bool,
    /// Up to where names of blocks have been used.
    named_to: usize,
    /// An empty heading for the list of references, and its place.
    list_heading: Option<(u8, Vec<Inline>, Span)>,
}

impl<'x, 'p> Blocks<'x, 'p> {
    pub(super) fn new(context: Context<'x>, prepared: &'p Prepared, source: &str) -> Self {
        let numbers_all = memchr_iter(b'\\', source.as_bytes()).any(|at| {
            let command = source.get(at..).unwrap_or_default();
            command.starts_with("\\label{fig") || command.starts_with("\\label{tab")
        });
        Self {
            context,
            builder: Builder::default(),
            prepared,
            parts: HashMap::new(),
            figures: 0,
            tables: 0,
            formulae: 0,
            panels: None,
            numbers_all,
            named_to: 0,
            list_heading: None,
        }
    }

    /// Reads the body and its notes.
    pub(super) fn body(&mut self, tree: &Tree<'_>) {
        self.labels(&tree.notes);
        let blocks = self.title(&tree.blocks);
        for block in blocks {
            if let RawBlock::Heading(_, raws, _) = block {
                let words = line_words(raws);
                let words = words.split(" {#").next().unwrap_or_default();
                if words.contains(char::is_alphabetic) {
                    self.context.headings.insert(heading_name(words));
                }
            }
        }
        self.top(blocks);
        self.notes(&tree.notes);
    }

    /// A first heading that is the only one of its rank is the title.
    fn title<'t, 'a>(&mut self, blocks: &'t [RawBlock<'a>]) -> &'t [RawBlock<'a>] {
        let is_comment = |block: &&RawBlock<'_>| matches!(block, RawBlock::Html(text, _) if text.trim_start().starts_with("<!--") && text.trim_end().ends_with("-->"));
        let skipped = blocks.iter().take_while(is_comment).count();
        let Some((first, rest)) = blocks.get(skipped..).and_then(<[_]>::split_first) else {
            return blocks;
        };
        let is_first = |block: &RawBlock<'_>| matches!(block, RawBlock::Heading(1, ..));
        if !self.builder.article.title.is_empty() || !is_first(first) || rest.iter().any(is_first) {
            return blocks;
        }
        if let RawBlock::Heading(_, raws, _) = first {
            let (title, _) = read_named(raws, &mut self.context);
            if title.is_empty() {
                return blocks;
            }
            self.builder.article.title = title;
            self.builder.levels.pass(1);
        }
        rest
    }

    /// Blocks of the article itself: headings begin sections.
    fn top(&mut self, blocks: &[RawBlock<'_>]) {
        let reaches = htmlblock::reaches(blocks);
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            match block {
                RawBlock::Heading(level, raws, range) => {
                    let empty = matches!(blocks.get(at + 1), None | Some(RawBlock::Heading(..)));
                    self.section(*level, raws, range, empty);
                    at += 1;
                }
                RawBlock::Div(attributes, inner, _) if is_refs(attributes, inner) => at += 1,
                RawBlock::Div(attributes, inner, range)
                    if kind_of(attributes, inner, &self.context.source) == DivKind::Plain =>
                {
                    let _ = range;
                    self.top(inner);
                    at += 1;
                }
                _ => {
                    let (found, taken) = self.one(blocks, at, &reaches);
                    for block in found {
                        self.builder.block(block);
                    }
                    at += taken;
                }
            }
        }
    }

    fn section(&mut self, level: u8, raws: &[Raw<'_>], range: &Range<usize>, empty: bool) {
        self.context.label = None;
        let (title, attributes) = read_named(raws, &mut self.context);
        let words = line_words(raws);
        let name = self
            .name(range)
            .and_then(|own| own.id)
            .or(attributes.and_then(|own| own.id))
            .or(self.context.label.take());
        let span = Span::new(range.start, range.end);
        if empty && self.list_heading.is_none() && print::is_references_heading(&plain_text(&title))
        {
            self.builder.levels.pass(level.into());
            self.list_heading = Some((level, title, span));
            return;
        }
        let identifier =
            self.builder
                .named_section(level.into(), title.clone(), name.as_deref(), span);
        let part = Part {
            identifier,
            kind: PartKind::Section,
            number: None,
            title: prose(&title),
        };
        let names = [
            name,
            Some(part.identifier.as_str().to_owned()),
            Some(forge_slug(&words)),
            Some(heading_name(&part.title)),
        ];
        for name in names.into_iter().flatten() {
            self.parts.entry(name).or_insert_with(|| part.clone());
        }
    }

    /// What an author calls the block at a place, by a line before or behind it.
    fn name(&mut self, range: &Range<usize>) -> Option<Attributes> {
        if self.context.fixed.is_some() {
            return None;
        }
        let mut found: Option<Attributes> = None;
        let names = &self.prepared.names;
        let from = self.named_to.min(range.start);
        // Nothing may stand between a name and what it names.
        let before = names.range(from..=range.start).filter(|(at, _)| {
            let gap = self.prepared.copy.get(**at..range.start);
            gap.is_some_and(|gap| gap.trim().is_empty())
        });
        let behind = self.prepared.trailing.range(range.start..=range.end + 1);
        for (_, attributes) in before.chain(behind) {
            match &mut found {
                Some(own) => own.merge(attributes.clone()),
                None => found = Some(attributes.clone()),
            }
        }
        self.named_to = range.start + 1;
        found
    }

    /// Blocks inside of others.
    pub(super) fn each(&mut self, blocks: &[RawBlock<'_>]) -> Vec<Block> {
        let reaches = htmlblock::reaches(blocks);
        let mut all = Vec::new();
        let mut at = 0;
        while at < blocks.len() {
            let (found, taken) = self.one(blocks, at, &reaches);
            if all.is_empty() {
                // One block alone needs no more room than it has.
                all = found;
            } else {
                all.extend(found);
            }
            at += taken;
        }
        all
    }

    /// The block at an index, and how many it took: a table takes its caption too, and an element
    /// of HTML what stands in it.
    fn one(
        &mut self,
        blocks: &[RawBlock<'_>],
        at: usize,
        reaches: &HashMap<usize, usize>,
    ) -> (Vec<Block>, usize) {
        if let Some(inside) = reaches.get(&at).and_then(|end| blocks.get(at..=*end)) {
            return (self.interrupted(inside), inside.len());
        }
        let Some(block) = blocks.get(at) else {
            return (Vec::new(), 1);
        };
        let next = blocks.get(at + 1);
        match (block, next) {
            (RawBlock::Table(alignments, rows, range), Some(RawBlock::Paragraph(words, _)))
            | (RawBlock::Paragraph(words, _), Some(RawBlock::Table(alignments, rows, range)))
                if is_table_caption(words) =>
            {
                (vec![self.table(alignments, rows, range, Some(words))], 2)
            }
            // A caption by a colon alone is a definition to CommonMark's extension.
            (RawBlock::Definitions(items), Some(RawBlock::Table(alignments, rows, range)))
                if let Some((before, words)) = caption_in_definition(items) =>
            {
                let before = trimmed(read(before, Manner::default(), &mut self.context));
                let table = self.table(alignments, rows, range, Some(words));
                (vec![Block::paragraph(before), table], 2)
            }
            _ => (self.block(block), 1),
        }
    }

    /// An element of HTML with Markdown in it, from the block that opens it to the one that closes
    /// it.
    fn interrupted(&mut self, blocks: &[RawBlock<'_>]) -> Vec<Block> {
        let mut element = htmlblock::HtmlBlocks::default();
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if let RawBlock::Html(html, range) = block {
                element.html(html, range.start, &mut self.context);
                at += 1;
            } else {
                let (found, taken) = self.one(blocks, at, &HashMap::new());
                element.blocks(found);
                at += taken;
            }
        }
        element.finish(&mut self.context)
    }

    fn block(&mut self, block: &RawBlock<'_>) -> Vec<Block> {
        match block {
            RawBlock::Paragraph(raws, range) => self.paragraph(raws, range),
            RawBlock::Heading(depth, raws, _) => {
                let (children, _) = read_named(raws, &mut self.context);
                vec![Block::Heading(Heading {
                    depth: *depth,
                    children,
                })]
            }
            RawBlock::Quote(Some(kind), inner, range) => {
                let (class, title) = alert(*kind);
                let children = self.each(inner);
                vec![self.boxed(None, vec![Inline::text(title)], class, children, range)]
            }
            RawBlock::Quote(None, inner, _) => vec![Block::Blockquote(Blockquote {
                children: self.each(inner),
            })],
            RawBlock::Div(attributes, inner, range) => self.div(attributes, inner, range),
            RawBlock::Code(info, value, range) => vec![self.code(info.as_deref(), value, range)],
            RawBlock::Html(html, range) => htmlblock::blocks(html, range.start, &mut self.context),
            RawBlock::List {
                start,
                spread,
                items,
            } => vec![self.list(*start, *spread, items)],
            RawBlock::Definitions(items) => vec![self.definitions(items)],
            RawBlock::Table(alignments, rows, range) => {
                vec![self.table(alignments, rows, range, None)]
            }
            RawBlock::Rule => vec![Block::ThematicBreak],
            RawBlock::Liquid(range) => self.liquid(range),
        }
    }

    /// A paragraph: a figure, formulae set off from the text, or text.
    fn paragraph(&mut self, raws: &[Raw<'_>], range: &Range<usize>) -> Vec<Block> {
        if let Some((url, title, caption, attributes)) =
            lone_picture(raws, &self.context.source.clone())
            && !line_words(caption).trim().is_empty()
            && let Some(figure) = self.figure(url, title, caption, attributes, range)
        {
            return vec![figure];
        }
        if is_page_command(raws) {
            return Vec::new();
        }
        let is_display = |raw: &Raw<'_>| matches!(raw, Raw::Math(_, true, _));
        if !raws.iter().any(is_display) {
            let children = trimmed(read(raws, Manner::default(), &mut self.context));
            return if children.is_empty() {
                Vec::new()
            } else {
                vec![Block::paragraph(children)]
            };
        }
        let mut blocks = Vec::new();
        let mut rest = raws;
        while !rest.is_empty() {
            let length = rest.iter().position(is_display).unwrap_or(rest.len());
            let (text, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let children = trimmed(read(text, Manner::default(), &mut self.context));
            if !children.is_empty() {
                blocks.push(Block::paragraph(children));
            }
            rest = behind;
            if let Some((Raw::Math(value, _, range), behind)) = behind.split_first() {
                let (attributes, taken) = attributes_first(behind);
                blocks.push(self.math(value, attributes, range));
                rest = behind.get(taken..).unwrap_or_default();
            }
        }
        blocks
    }

    fn code(&mut self, info: Option<&str>, value: &str, range: &Range<usize>) -> Block {
        let info = info.unwrap_or_default().trim();
        let value = value.strip_suffix('\n').unwrap_or(value);
        if info == "math" || info.starts_with("{math}") {
            let mut attributes = None;
            let mut tex = String::new();
            for line in value.lines() {
                if let Some(name) = line.strip_prefix(":label:").or(line.strip_prefix(":name:")) {
                    attributes = Some(Attributes::named(name.trim()));
                } else {
                    tex.push_str(line);
                    tex.push('\n');
                }
            }
            return self.math(tex.trim(), attributes, range);
        }
        self.name(range);
        Block::Code(crate::model::Code {
            value: value.to_owned(),
            lang: language(info),
        })
    }

    fn list(&mut self, start: Option<u64>, spread: bool, items: &[RawItem<'_>]) -> Block {
        let children = items
            .iter()
            .map(|item| ListItem {
                checked: item.checked,
                children: self.each(&item.blocks),
            })
            .collect();
        Block::List(List {
            ordered: start.is_some(),
            start: start
                .filter(|start| *start != 1)
                .and_then(|start| u32::try_from(start).ok()),
            spread,
            children,
        })
    }

    fn definitions(&mut self, items: &[RawDefinition<'_>]) -> Block {
        let children = items
            .iter()
            .map(|item| match item {
                RawDefinition::Term(raws) => DefinitionItem::Term {
                    children: trimmed(read(raws, Manner::default(), &mut self.context)),
                },
                RawDefinition::Description(blocks) => DefinitionItem::Description {
                    children: self.each(blocks),
                },
            })
            .collect();
        Block::DefinitionList(DefinitionList { children })
    }
}

/// Whether a line is a command of LaTeX that sets pages.
fn is_page_command(raws: &[Raw<'_>]) -> bool {
    // Most lines begin with words, and need not be put together.
    let begins = match raws.first() {
        Some(Raw::Text(text, _)) => text.trim_start(),
        _ => "",
    };
    (begins.is_empty() || begins.starts_with('\\'))
        && PAGE_COMMANDS.contains(&line_words(raws).trim())
}

/// The language of code: the first word of its info string, or the first class in braces.
fn language(info: &str) -> Option<String> {
    let word = match info.strip_prefix('{') {
        Some(inner) => inner
            .split([' ', ',', '}'])
            .find(|word| !word.is_empty() && !word.starts_with('#'))?
            .trim_start_matches(['.', '=']),
        None => info.split_whitespace().next()?,
    };
    let word = word.split('{').next()?;
    (!word.is_empty()).then(|| word.to_owned())
}

/// The fragment that GitHub and its like give a heading.
fn forge_slug(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
