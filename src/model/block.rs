//! What stands between paragraphs: sections, boxes, lists, figures, tables, formulae.

use serde::{Deserialize, Serialize};

use super::{Formula, Identifier, Inline, Purpose, prose};
use crate::diagnostic::Span;
use crate::form::{CHILDREN, node, object, word};

/// A block of the article.
///
/// Most blocks are paragraphs: what holds more than others is boxed, so that these stay small.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    /// A section; sections nest.
    Section(Section),
    /// A box beside the running text.
    #[serde(rename = "box")]
    Aside(Box<Aside>),
    /// A heading that begins no section of the article: one inside a quotation or a list.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A quotation set off from the text.
    Blockquote(Blockquote),
    /// A figure: pictures and a caption.
    Figure(Figure),
    /// A caption, inside a figure; inside a quotation, whose words they are.
    Caption(Caption),
    /// A picture.
    Image(Box<Image>),
    /// A list.
    List(List),
    /// Terms and what they mean.
    DefinitionList(DefinitionList),
    /// A table.
    Table(Box<Table>),
    /// Preformatted text.
    Code(Code),
    /// A formula set off from the text.
    Math(Box<Math>),
    /// A break between paragraphs that belong to different thoughts.
    ThematicBreak,
}

node!(Block(object) {
    "section" => Self::Section(Section::of(object)),
    "box" => Aside::of(object).into(),
    "heading" => Self::Heading(Heading::of(object)),
    "paragraph" => Self::Paragraph(Paragraph::of(object)),
    "blockquote" => Self::Blockquote(Blockquote::of(object)),
    "figure" => Self::Figure(Figure::of(object)),
    "caption" => Self::Caption(Caption::of(object)),
    "image" => Image::of(object).into(),
    "list" => Self::List(List::of(object)),
    "definitionList" => Self::DefinitionList(DefinitionList::of(object)),
    "table" => Table::of(object).into(),
    "code" => Self::Code(Code::of(object)),
    "math" => Math::of(object).into(),
    "thematicBreak" => Self::ThematicBreak,
    _ => Self::ThematicBreak,
});

impl From<Aside> for Block {
    fn from(aside: Aside) -> Self {
        Self::Aside(Box::new(aside))
    }
}

impl From<Image> for Block {
    fn from(image: Image) -> Self {
        Self::Image(Box::new(image))
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

impl From<Math> for Block {
    fn from(math: Math) -> Self {
        Self::Math(Box::new(math))
    }
}

impl Block {
    /// A paragraph of these inlines.
    pub fn paragraph(children: Vec<Inline>) -> Self {
        Self::Paragraph(Paragraph { children })
    }

    /// The blocks directly inside, if this kind holds any. Items of lists and definitions are
    /// blocks' homes too, but not blocks: see [`crate::model::walk`].
    pub fn children(&self) -> &[Block] {
        match self {
            Self::Section(section) => &section.children,
            Self::Aside(aside) => &aside.children,
            Self::Blockquote(quote) => &quote.children,
            Self::Figure(figure) => &figure.children,
            Self::Caption(caption) => &caption.children,
            _ => &[],
        }
    }
}

/// A section: a heading and what belongs to it. Its depth is its nesting.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// The fragment.
    pub identifier: Identifier,
    /// The heading.
    pub title: Vec<Inline>,
    /// What it is for, where the source says so; see [`Section::purpose`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// What belongs to it.
    #[serde(default)]
    pub children: Vec<Block>,
    /// Where the heading stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Section {
    identifier: required "identifier",
    title: required "title",
    purpose: optional "purpose",
    children: optional "children",
    position: unsaid,
});

impl Section {
    /// What the section is for: as the source says, else as its heading does.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
            .or_else(|| Purpose::of_heading(&prose(&self.title)))
    }
}

/// A box: a text of its own beside the running text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Aside {
    /// The fragment.
    pub identifier: Identifier,
    /// The heading.
    pub title: Vec<Inline>,
    /// The second heading that print sets under the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Vec<Inline>,
    /// What it is for, where the source says so; see [`Aside::purpose`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// What it says.
    #[serde(default)]
    pub children: Vec<Block>,
    /// Where the heading stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Aside {
    identifier: required "identifier",
    title: required "title",
    subtitle: optional "subtitle",
    purpose: optional "purpose",
    children: optional "children",
    position: unsaid,
});

impl Aside {
    /// What the box is for: as the source says, else as its heading does.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
            .or_else(|| Purpose::of_heading(&prose(&self.title)))
    }
}

/// A heading that begins no section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Heading {
    /// Its rank, from 1 to 6.
    pub depth: u8,
    /// The words.
    pub children: Vec<Inline>,
}

object!(Heading {
    depth: required "depth",
    children: required "children",
});

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paragraph {
    /// The text.
    pub children: Vec<Inline>,
}

object!(Paragraph {
    children: required "children",
});

/// A quotation set off from the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Blockquote {
    /// What is quoted; a [`Block::Caption`] among it says whose words they are.
    pub children: Vec<Block>,
}

object!(Blockquote {
    children: required "children",
});

/// A figure. One that has nothing but a caption has lost its picture on the way.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The fragment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// Its number, where the caption does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enumerator: Option<String>,
    /// Pictures and caption.
    pub children: Vec<Block>,
}

object!(Figure {
    identifier: optional "identifier",
    enumerator: optional "enumerator",
    children: required "children",
});

/// The caption of a figure, or the words under a quotation that say whose it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Caption {
    /// What it says.
    pub children: Vec<Block>,
}

object!(Caption {
    children: required "children",
});

/// A picture.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Image {
    /// Where the picture is.
    pub url: String,
    /// What stands for the picture where it cannot be seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// What is shown beside the pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its own width in CSS pixels; with the height it keeps the picture's room free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its own height in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Whether its author says that it tells nothing, so that no words have to stand for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decorative: bool,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Image {
    url: required "url",
    alt: optional "alt",
    title: optional "title",
    width: optional "width",
    height: optional "height",
    decorative: optional "decorative",
    position: unsaid,
});

/// A list.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct List {
    /// Whether the items are numbered.
    #[serde(default)]
    pub ordered: bool,
    /// The first number of a numbered list, where it is not 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// Whether its items are set as paragraphs, with space between them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spread: bool,
    /// The items.
    pub children: Vec<ListItem>,
}

object!(List {
    ordered: optional "ordered",
    start: optional "start",
    spread: optional "spread",
    children: required "children",
});

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "listItem")]
pub struct ListItem {
    /// Of a list of tasks, whether this one is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<bool>,
    /// What it says.
    pub children: Vec<Block>,
}

object!(ListItem {
    checked: optional "checked",
    children: required "children",
});

/// A list of terms and what they mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionList {
    /// Terms, each before its descriptions.
    pub children: Vec<DefinitionItem>,
}

object!(DefinitionList {
    children: required "children",
});

/// A piece of a list of definitions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type")]
pub enum DefinitionItem {
    /// What is defined. Several terms in a row share their description.
    #[serde(rename = "definitionTerm")]
    Term {
        /// The words.
        children: Vec<Inline>,
    },
    /// What the terms before it mean.
    #[serde(rename = "definitionDescription")]
    Description {
        /// What it says.
        children: Vec<Block>,
    },
}

node!(DefinitionItem(object) {
    "definitionTerm" => Self::Term { children: object.required(CHILDREN) },
    "definitionDescription" => Self::Description { children: object.required(CHILDREN) },
    _ => Self::Term { children: Vec::new() },
});

/// A table. The rows at its beginning whose cells are all headers are its head.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// The fragment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// Its number, where the caption does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enumerator: Option<String>,
    /// The caption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// The rows.
    pub children: Vec<TableRow>,
    /// What stands below it: notes, sources, the meaning of abbreviations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legend: Vec<Block>,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Table {
    identifier: optional "identifier",
    enumerator: optional "enumerator",
    caption: optional "caption",
    children: required "children",
    legend: optional "legend",
    position: unsaid,
});

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "tableRow")]
pub struct TableRow {
    /// The cells.
    pub children: Vec<TableCell>,
}

object!(TableRow {
    children: required "children",
});

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "tableCell")]
pub struct TableCell {
    /// Whether it is the header of a column or row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    /// How its text is aligned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub align: Option<CellAlign>,
    /// How many columns it spans, where it is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colspan: Option<u32>,
    /// How many rows it spans, where it is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rowspan: Option<u32>,
    /// The text.
    pub children: Vec<Inline>,
}

object!(TableCell {
    header: optional "header",
    align: optional "align",
    colspan: optional "colspan",
    rowspan: optional "rowspan",
    children: required "children",
});

/// How the text of a cell is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CellAlign {
    /// At the left edge.
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}

word!(CellAlign);

/// Preformatted text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Code {
    /// The text with its line breaks.
    pub value: String,
    /// The language, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

object!(Code {
    value: required "value",
    lang: optional "lang",
});

/// A formula set off from the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Math {
    /// The fragment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// The formula.
    #[serde(flatten)]
    pub formula: Formula,
    /// The number printed beside it, without brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enumerator: Option<String>,
}

object!(Math {
    identifier: optional "identifier",
    formula: inside,
    enumerator: optional "enumerator",
});
