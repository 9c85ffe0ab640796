//! Blocks of an article in its whole form: each has one way in which it is written.

use std::ops::Range;

use super::Exact;
use super::table::is_table;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Aside, Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Formula,
    Heading, Identifier, Image, Inline, List, ListItem, Math, Purpose, Section, prose,
};
use crate::parse::levels::Levels;
use crate::parse::markdown::attributes::Attributes;
use crate::parse::markdown::flat::line_words;
use crate::parse::markdown::htmlblock;
use crate::parse::markdown::line::{
    Manner, RAW_HTML, any_picture, lone_picture, read, read_named, whole_attributes,
};
use crate::parse::markdown::tree::{Raw, RawBlock, RawDefinition, RawItem};

impl Exact<'_> {
    /// Blocks, of which headings begin sections.
    pub(super) fn blocks(&mut self, raws: &[RawBlock<'_>]) -> Vec<Block> {
        let mut nest = Nest::default();
        let mut at = 0;
        while let Some(raw) = raws.get(at) {
            at += 1;
            match raw {
                RawBlock::Heading(rank, words, range) => {
                    let (title, attributes) = read_named(words, &mut self.context);
                    let attributes = attributes.unwrap_or_default();
                    if attributes.has("unlisted") {
                        nest.push(Block::Heading(Heading {
                            depth: *rank,
                            children: title,
                        }));
                    } else {
                        let section = Section {
                            identifier: self.identifier(&attributes, &title),
                            title,
                            purpose: purpose(&attributes),
                            children: Vec::new(),
                            position: Some(self.context.span(range.start, range.end)),
                        };
                        self.context.diagnostics.extend(nest.open(*rank, section));
                    }
                }
                RawBlock::Table(..) | RawBlock::Html(..) if is_table(raw) => {
                    let (table, taken) = self.table(raw, raws.get(at));
                    at += taken;
                    nest.push(table.into());
                }
                RawBlock::Div(attributes, inner, range) if attributes.has("box") => {
                    // A box ends the sections that are no higher than its own heading.
                    if let Some(RawBlock::Heading(rank, ..)) = inner.first() {
                        nest.close_to(*rank);
                    }
                    nest.push(self.aside(attributes, inner, range));
                }
                other => {
                    for block in self.block(other) {
                        nest.push(block);
                    }
                }
            }
        }
        nest.finish()
    }

    fn identifier(&mut self, attributes: &Attributes, title: &[Inline]) -> Identifier {
        match &attributes.id {
            Some(name) => Identifier::new(name.as_str()),
            None => self.identifiers.slug(&prose(title)),
        }
    }

    fn block(&mut self, raw: &RawBlock<'_>) -> Vec<Block> {
        let block = match raw {
            RawBlock::Paragraph(raws, _) => return self.paragraph(raws),
            RawBlock::Quote(_, inner, _) => Block::Blockquote(Blockquote {
                children: self.blocks(inner),
            }),
            RawBlock::Div(attributes, inner, range) if !attributes.has("box") => {
                return self.div(attributes, inner, range);
            }
            RawBlock::Code(info, value, _) => Block::Code(Code {
                value: value.strip_suffix('\n').unwrap_or(value).to_owned(),
                lang: info.as_deref().map(str::trim).and_then(some),
            }),
            RawBlock::Html(html, range) => {
                let only = html.trim();
                if only == "<br>" {
                    return vec![Block::paragraph(vec![Inline::Break])];
                }
                if only.starts_with("<!--") && only.ends_with("-->") {
                    return Vec::new();
                }
                return htmlblock::blocks(html, range.start, &mut self.context);
            }
            RawBlock::List {
                start,
                spread,
                items,
            } => Block::List(self.list(*start, *spread, items)),
            RawBlock::Definitions(items) => Block::DefinitionList(self.definitions(items)),
            RawBlock::Rule => Block::ThematicBreak,
            RawBlock::Heading(..) | RawBlock::Div(..) | RawBlock::Table(..) => {
                return self.blocks(std::slice::from_ref(raw));
            }
            // No tag of Liquid is looked for.
            RawBlock::Liquid(_) => return Vec::new(),
        };
        vec![block]
    }

    /// A figure, a picture, formulae set off from the text, or text.
    fn paragraph(&mut self, raws: &[Raw<'_>]) -> Vec<Block> {
        let source = &*self.context.source;
        if let Some((url, title, words, attributes)) = lone_picture(raws, source) {
            let attributes = attributes.unwrap_or_default();
            let alone = attributes.has("image");
            let alt = if alone {
                line_words(words)
            } else {
                String::new()
            };
            if alone || !words.is_empty() {
                let mut image = any_picture(url, title, alt, Some(&attributes));
                if let Some(range) = raws.first().map(Raw::range) {
                    image.position = Some(self.context.span(range.start, range.end));
                }
                return vec![if alone {
                    image.into()
                } else {
                    self.figure(image, words, &attributes)
                }];
            }
        }
        if let Some((Raw::Math(value, true, span), behind)) = raws.split_first()
            && let Some(attributes) = whole_attributes(behind, &self.context.source)
        {
            return vec![self.math(value.to_string(), None, &attributes, &span.range())];
        }
        let is_display = |raw: &Raw<'_>| matches!(raw, Raw::Math(_, true, _));
        let mut blocks = Vec::new();
        for stretch in raws.chunk_by(|one, next| !is_display(one) && !is_display(next)) {
            if let [Raw::Math(value, true, span)] = stretch {
                let attributes = Attributes::default();
                blocks.push(self.math(value.to_string(), None, &attributes, &span.range()));
                continue;
            }
            let children = read(stretch, Manner::default(), &mut self.context);
            if !children.is_empty() {
                blocks.push(Block::paragraph(children));
            }
        }
        blocks
    }

    /// A picture with its caption.
    fn figure(&mut self, image: Image, words: &[Raw<'_>], attributes: &Attributes) -> Block {
        let caption = read(words, Manner::default(), &mut self.context);
        Block::Figure(Figure {
            identifier: attributes.id.as_deref().map(Identifier::new),
            enumerator: attributes.value("number").map(str::to_owned),
            children: vec![
                image.into(),
                Block::Caption(Caption {
                    children: vec![Block::paragraph(caption)],
                }),
            ],
        })
    }

    fn math(
        &self,
        value: String,
        mathml: Option<String>,
        attributes: &Attributes,
        range: &Range<usize>,
    ) -> Block {
        let other = attributes.value("mathml").map(str::to_owned);
        Block::from(Math {
            identifier: attributes.id.as_deref().map(Identifier::new),
            formula: Formula {
                value,
                mathml: mathml.or(other),
                position: Some(self.context.span(range.start, range.end)),
            },
            enumerator: attributes.value("number").map(str::to_owned),
        })
    }

    /// A div by its class; one whose class says nothing is its content.
    fn div(
        &mut self,
        attributes: &Attributes,
        inner: &[RawBlock<'_>],
        range: &Range<usize>,
    ) -> Vec<Block> {
        let block = match attributes.classes.first().map(String::as_str) {
            Some("figure") => Block::Figure(Figure {
                identifier: attributes.id.as_deref().map(Identifier::new),
                enumerator: attributes.value("number").map(str::to_owned),
                children: self.blocks(inner),
            }),
            Some("caption") => Block::Caption(Caption {
                children: self.blocks(inner),
            }),
            Some("table") => return self.table_with_legend(inner),
            Some("list") => {
                let mut blocks = self.blocks(inner);
                if let Some(Block::List(list)) = blocks.first_mut() {
                    told(list, attributes);
                }
                return blocks;
            }
            Some("definitions") => Block::DefinitionList(self.parted_definitions(inner)),
            Some("math") => match inner {
                [RawBlock::Code(info, value, _)] => {
                    let value = value.strip_suffix('\n').unwrap_or(value).to_owned();
                    if info.as_deref() == Some(RAW_HTML) {
                        self.math(String::new(), Some(value), attributes, range)
                    } else {
                        self.math(value, None, attributes, range)
                    }
                }
                _ => return self.blocks(inner),
            },
            _ => return self.blocks(inner),
        };
        vec![block]
    }

    /// A box: its heading, a second one in a div, what it says.
    fn aside(
        &mut self,
        attributes: &Attributes,
        inner: &[RawBlock<'_>],
        range: &Range<usize>,
    ) -> Block {
        let mut rest = inner;
        let mut title = Vec::new();
        if let Some((RawBlock::Heading(_, words, _), behind)) = rest.split_first() {
            title = read_named(words, &mut self.context).0;
            rest = behind;
        }
        let mut subtitle = Vec::new();
        if let Some((RawBlock::Div(own, lines, _), behind)) = rest.split_first()
            && own.has("subtitle")
        {
            subtitle = self.line_of(lines);
            rest = behind;
        }
        Block::from(Aside {
            identifier: self.identifier(attributes, &title),
            title,
            subtitle,
            purpose: purpose(attributes),
            children: self.blocks(rest),
            position: Some(self.context.span(range.start, range.end)),
        })
    }

    /// The line that a div holds.
    fn line_of(&mut self, raws: &[RawBlock<'_>]) -> Vec<Inline> {
        match self.blocks(raws).into_iter().next() {
            Some(Block::Paragraph(paragraph)) => paragraph.children,
            _ => Vec::new(),
        }
    }

    fn list(&mut self, start: Option<u64>, spread: bool, items: &[RawItem<'_>]) -> List {
        let children = items
            .iter()
            .map(|item| ListItem {
                checked: item.checked,
                children: self.blocks(&item.blocks),
            })
            .collect();
        List {
            ordered: start.is_some(),
            start: start
                .filter(|start| *start != 1)
                .and_then(|start| u32::try_from(start).ok()),
            spread,
            children,
        }
    }

    /// Terms and descriptions that are divs.
    fn parted_definitions(&mut self, parts: &[RawBlock<'_>]) -> DefinitionList {
        let mut children = Vec::new();
        for part in parts {
            match part {
                RawBlock::Div(attributes, lines, _) if attributes.has("term") => {
                    let words = self.line_of(lines);
                    children.push(DefinitionItem::Term { children: words });
                }
                RawBlock::Div(_, blocks, _) => children.push(DefinitionItem::Description {
                    children: self.blocks(blocks),
                }),
                other => children.push(DefinitionItem::Description {
                    children: self.blocks(std::slice::from_ref(other)),
                }),
            }
        }
        DefinitionList { children }
    }

    fn definitions(&mut self, items: &[RawDefinition<'_>]) -> DefinitionList {
        let children = items
            .iter()
            .map(|item| match item {
                RawDefinition::Term(raws) => DefinitionItem::Term {
                    children: read(raws, Manner::default(), &mut self.context),
                },
                RawDefinition::Description(blocks) => DefinitionItem::Description {
                    children: self.blocks(blocks),
                },
            })
            .collect();
        DefinitionList { children }
    }
}

/// What the attributes of a list say that its marks could not.
fn told(list: &mut List, attributes: &Attributes) {
    if let Some(spread) = attributes.value("spread") {
        list.spread = spread == "true";
    }
    let ticks = attributes.value("checked").unwrap_or_default();
    for (item, tick) in list.children.iter_mut().zip(ticks.chars()) {
        item.checked = match tick {
            'x' => Some(true),
            'o' => Some(false),
            _ => None,
        };
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn purpose(attributes: &Attributes) -> Option<Purpose> {
    let name = attributes.value("purpose")?;
    serde_json::from_value(name.into()).ok()
}

/// Sections that are open while their blocks come.
#[derive(Default)]
struct Nest {
    done: Vec<Block>,
    open: Vec<(u8, Section)>,
    levels: Levels,
}

impl Nest {
    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some((_, section)) => section.children.push(block),
            None => self.done.push(block),
        }
    }

    /// Opens a section, and closes those that are no higher; says if its level is one too deep.
    fn open(&mut self, rank: u8, section: Section) -> Option<Diagnostic> {
        let found = self.levels.next(rank.into(), section.position);
        self.close_to(rank);
        self.open.push((rank, section));
        found
    }

    fn close_to(&mut self, rank: u8) {
        while self.open.last().is_some_and(|(other, _)| *other >= rank) {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some((_, section)) = self.open.pop() {
            self.push(Block::Section(section));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }
}
