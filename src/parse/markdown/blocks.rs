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
use super::parts::{Part, PartKind, Parts};
use super::prepare::Prepared;
use super::tree::{Raw, RawBlock, RawDefinition, RawItem, Tree};
use super::{Context, htmlblock};
use crate::diagnostic::Span;
use crate::model::{
    Block, Blockquote, DefinitionItem, DefinitionList, Heading, Inline, List, ListItem, plain_text,
    prose,
};
use crate::parse::Limits;
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
    prepared: &'p Prepared<'p>,
    parts: Parts,
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
    pub(super) fn new(
        context: Context<'x>,
        prepared: &'p Prepared<'p>,
        source: &str,
        limits: &Limits,
    ) -> Self {
        let numbers_all = memchr_iter(b'\\', source.as_bytes()).any(|at| {
            let command = source.get(at..).unwrap_or_default();
            command.starts_with("\\label{fig") || command.starts_with("\\label{tab")
        });
        Self {
            context,
            builder: Builder::within(limits),
            prepared,
            parts: Parts::default(),
            figures: 0,
            tables: 0,
            formulae: 0,
            panels: None,
            numbers_all,
            named_to: 0,
            list_heading: None,
        }
    }

    /// Reads the body and its notes. What has been read is let go at once, so that the article
    /// takes its room.
    pub(super) fn body(&mut self, mut tree: Tree<'_>) {
        self.labels(&tree.notes);
        let from = self.title(&tree.blocks);
        tree.blocks.drain(..from);
        if any_bracket(&self.context.source) {
            for block in &tree.blocks {
                if let RawBlock::Heading(_, raws, _) = block {
                    let words = line_words(raws);
                    let words = words.split(" {#").next().unwrap_or_default();
                    if words.contains(char::is_alphabetic) {
                        self.context.headings.insert(heading_name(words));
                    }
                }
            }
        }
        self.top(tree.blocks);
        self.notes(tree.notes);
    }

    /// A first heading that is the only one of its rank is the title. Says how many blocks there
    /// are up to its end; none where there is no title.
    fn title(&mut self, blocks: &[RawBlock<'_>]) -> usize {
        let is_comment = |block: &&RawBlock<'_>| matches!(block, RawBlock::Html(text, _) if text.trim_start().starts_with("<!--") && text.trim_end().ends_with("-->"));
        let skipped = blocks.iter().take_while(is_comment).count();
        let Some((first, rest)) = blocks.get(skipped..).and_then(<[_]>::split_first) else {
            return 0;
        };
        let is_first = |block: &RawBlock<'_>| matches!(block, RawBlock::Heading(1, ..));
        if !self.builder.article.title.is_empty() || !is_first(first) || rest.iter().any(is_first) {
            return 0;
        }
        if let RawBlock::Heading(_, raws, _) = first {
            let (title, _) = read_named(raws, &mut self.context);
            if title.is_empty() {
                return 0;
            }
            self.builder.article.title = title;
            self.builder.levels.pass(1);
        }
        skipped + 1
    }

    /// Blocks of the article itself: headings begin sections.
    fn top(&mut self, mut blocks: Vec<RawBlock<'_>>) {
        let reaches = htmlblock::reaches(&blocks);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            let mut taken = 1;
            match block {
                RawBlock::Heading(level, raws, range) => {
                    let empty = matches!(blocks.get(at + 1), None | Some(RawBlock::Heading(..)));
                    self.section(*level, raws, range, empty);
                }
                RawBlock::Div(attributes, inner, _) if is_refs(attributes, inner) => {}
                RawBlock::Div(attributes, inner, _)
                    if kind_of(attributes, inner, &self.context.source) == DivKind::Plain =>
                {
                    if let Some(RawBlock::Div(_, inner, _)) = blocks.get_mut(at) {
                        let inner = std::mem::take(inner);
                        self.top(inner);
                    }
                }
                _ => {
                    taken = self.one(&blocks, at, &reaches, &mut found);
                    for block in found.drain(..) {
                        self.builder.block(block);
                    }
                }
            }
            for spent in blocks.iter_mut().skip(at).take(taken) {
                *spent = RawBlock::Rule;
            }
            at += taken;
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
        let words_of_title = prose(&title);
        let given = self
            .builder
            .named_section(level.into(), title, name.as_deref(), span);
        let Some(identifier) = given else { return };
        let part = Part {
            identifier,
            kind: PartKind::Section,
            number: None,
            title: words_of_title,
        };
        let names = [
            name,
            Some(part.identifier.as_str().to_owned()),
            Some(forge_slug(&words)),
            Some(heading_name(&part.title)),
        ];
        self.parts.add(names.into_iter().flatten(), part);
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
        let mut all = Vec::with_capacity(blocks.len());
        let mut at = 0;
        while at < blocks.len() {
            at += self.one(blocks, at, &reaches, &mut all);
        }
        all
    }

    /// Reads the block at an index; says how many it took: a table takes its caption too, and an
    /// element of HTML what stands in it.
    fn one(
        &mut self,
        blocks: &[RawBlock<'_>],
        at: usize,
        reaches: &HashMap<usize, usize>,
        out: &mut Vec<Block>,
    ) -> usize {
        if let Some(inside) = reaches.get(&at).and_then(|end| blocks.get(at..=*end)) {
            out.extend(self.interrupted(inside));
            return inside.len();
        }
        let Some(block) = blocks.get(at) else {
            return 1;
        };
        let next = blocks.get(at + 1);
        match (block, next) {
            (RawBlock::Table(alignments, rows, range), Some(RawBlock::Paragraph(words, _)))
            | (RawBlock::Paragraph(words, _), Some(RawBlock::Table(alignments, rows, range)))
                if is_table_caption(words) =>
            {
                out.push(self.table(alignments, rows, range, Some(words)));
                2
            }
            // A caption by a colon alone is a definition to CommonMark's extension.
            (RawBlock::Definitions(items), Some(RawBlock::Table(alignments, rows, range)))
                if let Some((before, words)) = caption_in_definition(items) =>
            {
                let before = trimmed(read(before, Manner::default(), &mut self.context));
                out.push(Block::paragraph(before));
                out.push(self.table(alignments, rows, range, Some(words)));
                2
            }
            _ => {
                self.block(block, out);
                1
            }
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
                let mut found = Vec::new();
                at += self.one(blocks, at, &HashMap::new(), &mut found);
                element.blocks(found);
            }
        }
        element.finish(&mut self.context)
    }

    fn block(&mut self, block: &RawBlock<'_>, out: &mut Vec<Block>) {
        out.push(match block {
            RawBlock::Paragraph(raws, range) => return self.paragraph(raws, range, out),
            RawBlock::Heading(depth, raws, _) => {
                let (children, _) = read_named(raws, &mut self.context);
                Block::Heading(Heading {
                    depth: *depth,
                    children,
                })
            }
            RawBlock::Quote(Some(kind), inner, range) => {
                let (class, title) = alert(*kind);
                let children = self.each(inner);
                self.boxed(None, vec![Inline::text(title)], class, children, range)
            }
            RawBlock::Quote(None, inner, _) => Block::Blockquote(Blockquote {
                children: self.each(inner),
            }),
            RawBlock::Div(attributes, inner, range) => {
                return out.extend(self.div(attributes, inner, range));
            }
            RawBlock::Code(info, value, range) => self.code(info.as_deref(), value, range),
            RawBlock::Html(html, range) => {
                return out.extend(htmlblock::blocks(html, range.start, &mut self.context));
            }
            RawBlock::List {
                start,
                spread,
                items,
            } => self.list(*start, *spread, items),
            RawBlock::Definitions(items) => self.definitions(items),
            RawBlock::Table(alignments, rows, range) => self.table(alignments, rows, range, None),
            RawBlock::Rule => Block::ThematicBreak,
            RawBlock::Liquid(range) => return out.extend(self.liquid(range)),
        });
    }

    /// A paragraph: a figure, formulae set off from the text, or text.
    fn paragraph(&mut self, raws: &[Raw<'_>], range: &Range<usize>, out: &mut Vec<Block>) {
        if let Some((url, title, caption, attributes)) = lone_picture(raws, &self.context.source)
            && !line_words(caption).trim().is_empty()
            && let Some(figure) = self.figure(url, title, caption, attributes, range)
        {
            return out.push(figure);
        }
        if is_page_command(raws) {
            return;
        }
        let is_display = |raw: &Raw<'_>| matches!(raw, Raw::Math(_, true, _));
        let mut rest = raws;
        while !rest.is_empty() {
            let length = rest.iter().position(is_display).unwrap_or(rest.len());
            let (text, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let children = trimmed(read(text, Manner::default(), &mut self.context));
            if !children.is_empty() {
                out.push(Block::paragraph(children));
            }
            rest = behind;
            if let Some((Raw::Math(value, _, span), behind)) = behind.split_first() {
                let (attributes, taken) = attributes_first(behind);
                out.push(self.math(value, attributes, &span.range()));
                rest = behind.get(taken..).unwrap_or_default();
            }
        }
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
    let heading = heading.trim();
    let mut slug = String::with_capacity(heading.len());
    for c in heading.chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            _ if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Whether a text has brackets that can hold the words of a heading: no mark of a note, no
/// citation by key.
fn any_bracket(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'[', bytes).any(|at| !matches!(bytes.get(at + 1), Some(b'^' | b'@')))
}
