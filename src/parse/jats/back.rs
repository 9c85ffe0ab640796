//! What stands behind the body: acknowledgements, appendices, notes about the article and its
//! authors, and the letters and reviews that come with it.

use super::block::purpose;
use super::front::{self, contributor_name};
use super::reader::Reader;
use super::tree::Node;
use super::{person, references};
use crate::model::{Article, Block, Inline, Purpose};

/// The back matter of an article, part by part.
pub(super) fn read<'t>(reader: &mut Reader<'t>, back: Node<'t>, article: &mut Article) {
    let mut out = Vec::new();
    for child in back.elements() {
        match child.name() {
            "ref-list" => {
                list(reader, child, article, &mut out);
            }
            "fn-group" => {
                let before = out.len();
                reader.notes_of_group(child, &mut out);
                // Without a heading the notes would seem to belong to what stands before them.
                let loose: Vec<Block> = match out.get(before) {
                    Some(Block::Section(_)) | None => Vec::new(),
                    Some(_) => out.drain(before..).collect(),
                };
                if !loose.is_empty() {
                    let about = purpose(child).or_else(|| child.all("fn").find_map(purpose));
                    out.push(headed(reader, child, reader.words.notes, loose, about));
                }
            }
            "app-group" | "sec" | "app" | "ack" | "glossary" | "notes" | "bio" => {
                inner_lists(reader, child, article, &mut out);
                reader.block(child, &mut out);
            }
            _ => reader.block(child, &mut out),
        }
    }
    article.children.append(&mut out);
}

/// A section under a heading of ours.
fn headed<'t>(
    reader: &mut Reader<'t>,
    node: Node<'t>,
    heading: &'static str,
    children: Vec<Block>,
    about: Option<Purpose>,
) -> Block {
    let mut section = reader.section(node, vec![Inline::text(heading)], children, node.span());
    section.purpose = about;
    Block::Section(section)
}

/// A reference list: its heading, and what it says beside its entries.
fn list<'t>(reader: &mut Reader<'t>, node: Node<'t>, article: &mut Article, out: &mut Vec<Block>) {
    let title = reader.title_of(node);
    if article.references_title.is_empty() {
        article.references_title = title;
    } else if !title.is_empty() && title != article.references_title {
        out.push(Block::paragraph(title));
    }
    references::notes(reader, node, out);
}

/// Lists inside of another part.
fn inner_lists<'t>(
    reader: &mut Reader<'t>,
    node: Node<'t>,
    article: &mut Article,
    out: &mut Vec<Block>,
) {
    let lists: Vec<Node<'t>> = node
        .inside()
        .filter(|inner| {
            inner.is("ref-list") && !inner.parent().is_some_and(|around| around.is("ref-list"))
        })
        .collect();
    for inner in lists {
        list(reader, inner, article, out);
    }
}

/// What the front matter says of the article and its authors, at the end of the article: notes,
/// funding, correspondence.
pub(super) fn about<'t>(reader: &mut Reader<'t>, front: Node<'t>, article: &mut Article) {
    let meta = front.child("article-meta").unwrap_or(front);
    let words = reader.words;
    let mut out = Vec::new();
    let mut contributions = Vec::new();
    let mut conflicts = Vec::new();
    let mut others = Vec::new();
    for notes in meta.all("author-notes") {
        for child in notes.elements() {
            match child.name() {
                "fn" if reader.is_referred(child) => {}
                "fn" => {
                    let text = reader.note_text(child, true);
                    if purpose(child).is_some() {
                        conflicts.extend(text);
                    } else if child.says("fn-type", &["con"]) {
                        contributions.extend(text);
                    } else {
                        others.extend(text);
                    }
                }
                "corresp" => {
                    let line = reader.line(child);
                    if !line.is_empty() {
                        others.push(Block::paragraph(line));
                    }
                }
                _ => reader.block(child, &mut others),
            }
        }
    }
    let mut lives = Vec::new();
    for group in meta.all("contrib-group") {
        for bio in group.inside().filter(|node| node.is("bio")) {
            lives.extend(reader.blocks(bio));
        }
    }
    let mut funding = Vec::new();
    for statement in meta
        .all("funding-group")
        .flat_map(|group| group.all("funding-statement").collect::<Vec<_>>())
    {
        funding.extend(reader.blocks(statement));
    }
    let home = meta.child("author-notes").unwrap_or(meta);
    for (heading, blocks, about) in [
        (words.contributions, contributions, None),
        (
            words.competing,
            conflicts,
            Some(Purpose::ConflictOfInterest),
        ),
        (words.funding, funding, None),
        (words.author_notes, others, None),
        (words.biography, lives, None),
    ] {
        if !blocks.is_empty() {
            let section = headed(reader, home, heading, blocks, about);
            out.push(section);
        }
    }
    for custom in meta.inside().filter(|node| node.is("custom-meta")) {
        let name = custom
            .child("meta-name")
            .map(Node::prose)
            .unwrap_or_default();
        let is_text = name.to_lowercase().contains("availability");
        if let Some(value) = custom.child("meta-value").filter(|_| is_text) {
            let children = reader.blocks(value);
            if !children.is_empty() {
                let title = vec![Inline::text(name)];
                let section = reader.section(custom, title, children, custom.span());
                out.push(Block::Section(section));
            }
        }
    }
    for supplement in meta.all("supplementary-material") {
        reader.block(supplement, &mut out);
    }
    for notes in front.all("notes").chain(meta.all("notes")) {
        reader.block(notes, &mut out);
    }
    article.children.append(&mut out);
}

/// What the article is about, where it reviews something: the work stands before the text.
pub(super) fn products<'t>(reader: &mut Reader<'t>, front: Node<'t>, article: &mut Article) {
    let meta = front.child("article-meta").unwrap_or(front);
    for product in meta.all("product") {
        let line = reader.line(product);
        if !line.is_empty() {
            article.children.push(Block::paragraph(line));
        }
    }
}

/// A letter, a review, a reply: a section at the end, under its own title.
pub(super) fn companion<'t>(reader: &mut Reader<'t>, node: Node<'t>, article: &mut Article) {
    let stub = node
        .child("front-stub")
        .or_else(|| node.child("front"))
        .unwrap_or(node);
    let meta = stub.child("article-meta").unwrap_or(stub);
    let group = meta.child("title-group").unwrap_or(meta);
    let mut title = group
        .child("article-title")
        .map(|title| reader.line(title))
        .unwrap_or_default();
    if title.is_empty() {
        title.push(Inline::text(reader.words.response));
    }
    let mut children = Vec::new();
    reader.deeper(node, |reader| {
        let names = names(meta);
        if !names.is_empty() {
            children.push(Block::paragraph(vec![Inline::text(names)]));
        }
        for line in front::beside_title(reader, group) {
            children.push(Block::paragraph(line));
        }
        let mut own = Article::default();
        front::abstracts(reader, meta, &mut own);
        products(reader, stub, &mut own);
        children.append(&mut own.r#abstract);
        children.append(&mut own.children);
        if let Some(body) = node.child("body") {
            children.extend(reader.blocks(body));
        }
        let mut inner = Article::default();
        if let Some(back) = node.child("back") {
            read(reader, back, &mut inner);
        }
        about(reader, stub, &mut inner);
        for child in node.elements() {
            match child.name() {
                "floats-group" => inner.children.extend(reader.blocks(child)),
                "sub-article" | "response" => companion(reader, child, &mut inner),
                _ => {}
            }
        }
        children.append(&mut inner.children);
    });
    let section = reader.section(node, title, children, node.span());
    article.children.push(Block::Section(section));
}

/// The people of a letter in one line, with what they do.
fn names(meta: Node<'_>) -> String {
    let people = meta
        .all("contrib-group")
        .flat_map(|group| group.all("contrib").collect::<Vec<_>>());
    let lines: Vec<String> = people
        .filter_map(|contributor| {
            let name = person::written(&contributor_name(contributor)?);
            let role = contributor.child("role").map(Node::prose);
            Some(match role.filter(|role| !role.is_empty()) {
                Some(role) => format!("{name} ({role})"),
                None => name,
            })
        })
        .collect();
    lines.join(", ")
}
