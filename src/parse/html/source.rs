//! The source of a page, read as browsers read it, into our tree. Native only: in a page the
//! browser has done it already.
//!
//! `html5ever` follows the standard, which in places takes time quadratic in the depth of nesting
//! or makes many elements of one tag. So what nests deeper than any author means loses its tags,
//! and keeps its text.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{
    ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink,
};
use html5ever::{Attribute, QualName, expanded_name, local_name, ns};

use super::drafts::{At, Drafts, Kind};
use super::tree::Tree;

/// How deep elements may nest. Browsers stop at 512.
const MOST_DEPTH: usize = 400;

/// How many tags of fonts, weights and links may be open at once. The standard opens each again in
/// every paragraph that follows.
const MOST_FORMATTING: usize = 32;

/// How many attributes a tag may have. The tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 256;

/// A source in which no tag has more attributes than may be: behind so many it ends, and what
/// follows is text.
fn with_short_tags(text: &str) -> Cow<'_, str> {
    let mut ends = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'<', text.as_bytes().get(from..).unwrap_or_default()) {
        let start = from + at + 1;
        let (end, too_long) = tag_end(text.as_bytes(), start);
        if too_long {
            ends.push(end);
        }
        from = end;
    }
    if ends.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + ends.len());
    let mut from = 0;
    for end in ends {
        out.push_str(text.get(from..end).unwrap_or_default());
        out.push('>');
        from = end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where a tag ends whose name begins at a place, or has to, since it has too many attributes. It
/// is always at a blank or a sign of markup, so never inside of a character.
fn tag_end(bytes: &[u8], start: usize) -> (usize, bool) {
    if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
        return (start, false);
    }
    let is_blank = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    // `before` is the last sign that is no blank: a quotation begins behind `=` alone.
    let (mut quote, mut before, mut last, mut ends) = (None, b' ', b' ', 0);
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match quote {
            Some(sign) if byte == sign => {
                quote = None;
                ends += 1;
            }
            None if byte == b'>' => return (at, false),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if is_blank(byte) && !is_blank(last) => {
                ends += 1;
                if ends > MOST_ATTRIBUTES {
                    return (at, true);
                }
            }
            Some(_) | None => {}
        }
        last = byte;
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (bytes.len(), false)
}

impl Tree {
    /// Reads the source of a page. Whatever it is, a tree comes out.
    ///
    /// ```
    /// use scholion::parse::html::{NodeId, Tree};
    /// let tree = Tree::parse("<p>Bones<p>are <b>hard");
    /// assert_eq!(tree.name(NodeId::ROOT), "html");
    /// assert_eq!(tree.text_inside(NodeId::ROOT), "Bonesare hard");
    /// ```
    pub fn parse(text: &str) -> Tree {
        let sink = Capped {
            builder: TreeBuilder::new(Sink::default(), TreeBuilderOpts::default()),
            dropped: Cell::new(0),
            formatting: Cell::new(0),
        };
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        let text = with_short_tags(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        input.push_back(StrTendril::from_slice(&text));
        // Scripts and what a page says of its encoding interrupt the tokenizer; here no script is
        // run, and the text is decoded already.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.builder.sink.finish()
    }
}

/// Hands tokens on, but for tags that nest too deep.
struct Capped {
    builder: TreeBuilder<At, Sink>,
    /// Start tags that were dropped and whose end tags are still to come.
    dropped: Cell<usize>,
    formatting: Cell<usize>,
}

impl Capped {
    fn passes(&self, tag: &Tag) -> bool {
        // Their text is no markup; they are closed before anything else begins.
        if matches!(
            tag.name,
            local_name!("script")
                | local_name!("style")
                | local_name!("textarea")
                | local_name!("title")
        ) {
            return true;
        }
        let formatting = matches!(
            tag.name,
            local_name!("a")
                | local_name!("b")
                | local_name!("big")
                | local_name!("code")
                | local_name!("em")
                | local_name!("font")
                | local_name!("i")
                | local_name!("nobr")
                | local_name!("s")
                | local_name!("small")
                | local_name!("strike")
                | local_name!("strong")
                | local_name!("tt")
                | local_name!("u")
        );
        if tag.kind == TagKind::EndTag {
            if self.dropped.get() > 0 {
                self.dropped.set(self.dropped.get() - 1);
                return false;
            }
            if formatting {
                self.formatting.set(self.formatting.get().saturating_sub(1));
            }
            return true;
        }
        let too_many = formatting && self.formatting.get() >= MOST_FORMATTING;
        if too_many || self.builder.sink.depth.get() > MOST_DEPTH {
            if !is_void(tag) {
                self.dropped.set(self.dropped.get() + 1);
            }
            return false;
        }
        if formatting {
            self.formatting.set(self.formatting.get() + 1);
        }
        true
    }
}

fn is_void(tag: &Tag) -> bool {
    tag.self_closing
        || matches!(
            &*tag.name,
            "area"
                | "base"
                | "br"
                | "col"
                | "embed"
                | "hr"
                | "img"
                | "input"
                | "link"
                | "meta"
                | "source"
                | "track"
                | "wbr"
        )
}

impl TokenSink for Capped {
    type Handle = At;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<At> {
        if let Token::TagToken(tag) = &token
            && !self.passes(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tree that html5ever grows.
#[derive(Debug, Default)]
struct Sink {
    nodes: RefCell<Drafts>,
    /// How deep the last open element stands.
    depth: Cell<usize>,
}

impl Sink {
    /// Puts a node or a text into a parent, before one of its children or at the end.
    fn insert(&self, parent: At, next: Option<At>, child: NodeOrText<At>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => self.depth.set(nodes.insert(parent, next, child)),
            NodeOrText::AppendText(text) => nodes.insert_text(parent, next, &text),
        }
    }
}

impl TreeSink for Sink {
    type Handle = At;
    type Output = Tree;
    type ElemName<'a> = Named;

    fn finish(self) -> Tree {
        self.nodes.into_inner().grown().unwrap_or_else(Tree::empty)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> At {
        At::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a At) -> Named {
        let nodes = self.nodes.borrow();
        Named(match nodes.kind(*target) {
            Some(Kind::Element { name, .. }) => name.clone(),
            _ => QualName::new(None, ns!(), local_name!("")),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> At {
        let mut nodes = self.nodes.borrow_mut();
        let contents = flags.template.then(|| nodes.create(Kind::Other));
        nodes.create(Kind::Element {
            name,
            attributes: pairs(attrs),
            contents,
        })
    }

    fn create_comment(&self, _: StrTendril) -> At {
        self.nodes.borrow_mut().create(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> At {
        self.nodes.borrow_mut().create(Kind::Other)
    }

    fn append(&self, parent: &At, child: NodeOrText<At>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &At, previous: &At, child: NodeOrText<At>) {
        if self.nodes.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &At) {
        let depth = self.nodes.borrow().depth(*node);
        self.depth.set(depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &At) -> At {
        match self.nodes.borrow().kind(*target) {
            Some(Kind::Element {
                contents: Some(contents),
                ..
            }) => *contents,
            _ => *target,
        }
    }

    fn same_node(&self, one: &At, other: &At) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &At, child: NodeOrText<At>) {
        let parent = self.nodes.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &At, attrs: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(Kind::Element { attributes, .. }) = nodes.kind_mut(*target) {
            for (name, value) in pairs(attrs) {
                if !attributes.iter().any(|(known, _)| *known == name) {
                    attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &At) {
        self.nodes.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &At, new_parent: &At) {
        self.nodes.borrow_mut().move_children(*node, *new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &At) -> bool {
        let nodes = self.nodes.borrow();
        let Some(Kind::Element {
            name, attributes, ..
        }) = nodes.kind(*handle)
        else {
            return false;
        };
        name.expanded() == expanded_name!(mathml "annotation-xml")
            && attributes.iter().any(|(name, value)| {
                name == "encoding"
                    && (value.eq_ignore_ascii_case("text/html")
                        || value.eq_ignore_ascii_case("application/xhtml+xml"))
            })
    }
}

fn pairs(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes
        .into_iter()
        .map(|attribute| {
            // `xlink:href` is called so in a page too.
            let local = attribute.name.local.to_ascii_lowercase();
            let name = match &attribute.name.prefix {
                Some(prefix) => format!("{prefix}:{local}"),
                None => local.to_string(),
            };
            (name, attribute.value.to_string())
        })
        .collect()
}

/// The name of an element, kept beside the tree while it changes.
#[derive(Debug)]
struct Named(QualName);

impl html5ever::interface::ElemName for Named {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }
}
