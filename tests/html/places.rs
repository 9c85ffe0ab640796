//! The places of markers and entries in their pages.

use std::fmt::Write;

use scholion::model::walk;
use scholion::parse::html::{At, LeadsTo, NodeId, Tree, html};

use crate::pages;

/// A tree as a browser tells it.
fn snapshot(tree: &Tree, node: NodeId, out: &mut String) {
    if let Some(text) = tree.text(node) {
        out.push_str(&serde_json::to_string(text).unwrap());
    } else if tree.is_element(node) {
        let attributes: serde_json::Map<String, serde_json::Value> = tree
            .attributes(node)
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let name = serde_json::to_string(tree.name(node)).unwrap();
        let attributes = serde_json::Value::Object(attributes);
        write!(out, "[{name},{attributes}").unwrap();
        for child in tree.children(node) {
            out.push(',');
            snapshot(tree, child, out);
        }
        out.push(']');
    } else {
        out.push_str("null");
    }
}

#[test]
fn a_snapshot_is_read_as_the_source_is() {
    for (name, source, _) in pages() {
        let tree = Tree::parse(&source);
        let mut json = String::new();
        snapshot(&tree, NodeId::ROOT, &mut json);
        let told = Tree::from_snapshot(&json).unwrap();
        assert_eq!(told.len(), tree.len(), "{name}");
        let (told, own) = (html(&told), html(&tree));
        assert_eq!(told.article, own.article, "{name}");
        assert_eq!(told.places, own.places, "{name}");
    }
}

#[test]
fn every_marker_has_its_place() {
    for (name, source, _) in pages() {
        let tree = Tree::parse(&source);
        let reading = html(&tree);
        let markers = walk::markers(&reading.article);
        assert_eq!(markers.len(), reading.places.markers.len(), "{name}");
        for (marker, place) in markers.iter().zip(&reading.places.markers) {
            assert!(!place.targets.is_empty(), "{name}");
            let mut named = Vec::new();
            for target in &place.targets {
                if let At::Text { node, start, end } = target.at {
                    let piece = &tree.text(node).unwrap()[start..end];
                    assert!(
                        piece.chars().any(|c| c.is_ascii_digit()) && piece.len() < 12,
                        "{name}: {piece:?}"
                    );
                }
                match &target.leads_to {
                    LeadsTo::References(ids) => named.extend(ids.iter().cloned()),
                    LeadsTo::Note(at) => {
                        let walk::Mark::Note(identifier) = marker.mark else {
                            panic!("{name}: a citation leads to a note");
                        };
                        assert_eq!(reading.article.footnotes[*at].identifier, *identifier);
                    }
                }
            }
            let mut cited: Vec<_> = marker
                .mark
                .citations()
                .flat_map(|citation| citation.references.iter().cloned())
                .collect();
            cited.sort();
            cited.dedup();
            named.sort();
            named.dedup();
            assert_eq!(
                named, cited,
                "{name}: what targets lead to is what the marker cites"
            );
        }
    }
}

#[test]
fn every_entry_has_its_element_and_ways_back() {
    for (name, source, _) in pages() {
        let tree = Tree::parse(&source);
        let reading = html(&tree);
        let places = &reading.places;
        assert_eq!(places.references.len(), reading.article.references.len());
        assert_eq!(places.notes.len(), reading.article.footnotes.len());
        let beside = name == "distill.html";
        for place in &places.references {
            assert_eq!(place.element.is_none(), beside, "{name}");
        }
        assert!(
            places.reference_list.is_some() || places.note_list.is_some() || beside,
            "{name}"
        );
        let all = places.references.iter().chain(&places.notes);
        let back: usize = all.map(|place| place.back_links.len()).sum();
        let expected = match name.as_str() {
            "aria.html" | "pandoc.html" => 1,
            "hugo.html" | "github.html" => 4,
            "kramdown.html" | "easy-footnotes.html" | "substack.html" | "wordpress.html" => 5,
            "markdown-it.html" | "wikipedia.html" => 6,
            _ => 0,
        };
        assert_eq!(back, expected, "{name}: {places:#?}");
    }
}
