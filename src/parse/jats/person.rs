//! Names of people and groups, in the front matter and in references alike.

use super::tree::Node;
use crate::model::Name;
use crate::parse::space::single;

/// The name of a person or a group; nothing where an element names nobody.
pub(super) fn name(node: Node<'_>) -> Option<Name> {
    match node.name() {
        "name" | "string-name" | "speaker" => person(node),
        "name-alternatives" | "collab-alternatives" => node.elements().find_map(name),
        "collab" | "on-behalf-of" | "institution" | "collab-name" => {
            // Members of a group are contributors of their own.
            let own: String = node
                .children()
                .filter(|child| !matches!(child.name(), "contrib-group" | "aff" | "xref" | "fn"))
                .map(|child| match child.text() {
                    Some(text) => text.to_owned(),
                    None => child.prose(),
                })
                .collect();
            let own = single(&own);
            (!own.is_empty()).then(|| Name::literal(own))
        }
        _ => None,
    }
}

fn person(node: Node<'_>) -> Option<Name> {
    let part = |part: &str| {
        let text = node.child(part)?.prose();
        (!text.is_empty()).then_some(text)
    };
    let mut name = Name {
        prefix: part("prefix"),
        given: part("given-names"),
        family: part("surname"),
        suffix: part("suffix"),
        ..Name::default()
    };
    if name.family.is_none() && name.given.is_none() {
        let whole = node.prose();
        let whole = whole.trim_matches([',', ';', ' ']);
        return (!whole.is_empty()).then(|| Name::literal(whole));
    }
    if name.family.is_none() {
        // A person with one name.
        return name.given.take().map(Name::literal);
    }
    Some(name)
}

/// A name as it stands in a line.
pub(super) fn written(name: &Name) -> String {
    [&name.given, &name.family, &name.suffix, &name.literal]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect::<Vec<_>>()
        .join(" ")
}

/// An ORCID iD without the address around it.
pub(super) fn orcid(text: &str) -> Option<String> {
    let id = text.trim().trim_end_matches('/');
    let id = id.rsplit('/').next()?;
    let digits = id.chars().filter(char::is_ascii_alphanumeric).count();
    (digits == 16 && id.len() == 19).then(|| id.to_owned())
}
