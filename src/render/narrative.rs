//! The names that a sentence needs: `Doe and Roe [4] say`.

use super::article::Page;
use super::fragment;
use super::messages::Messages;
use crate::model::{Citation, CitationKind, Csl, Direction, Inline, Name};

impl Page<'_> {
    /// The authors of those citations of a group that are part of their sentence, and the space
    /// behind them. They stand in the text, so that they are there too where markers are not.
    pub(super) fn authors_in_sentence(&mut self, group: &[Inline]) {
        let narrative = group.iter().filter_map(|inline| match inline {
            Inline::Citation(citation) if citation.kind == CitationKind::Narrative => {
                Some(citation)
            }
            _ => None,
        });
        for citation in narrative {
            let names = self.named(citation);
            if names.is_empty() {
                continue;
            }
            let direction = Direction::of_text(&names).filter(|own| *own != self.running);
            if direction.is_some() {
                self.html.start("bdi").direction(direction).done();
                self.html.text(&names);
                self.html.close("bdi");
            } else {
                self.html.text(&names);
            }
            self.html.text(" ");
        }
    }

    /// The names of all references of a citation.
    fn named(&self, citation: &Citation) -> String {
        let messages = self.options.messages;
        let names: Vec<String> = citation
            .references
            .iter()
            .filter_map(|id| {
                let key = fragment::key(id.as_str());
                let reference = self.index.reference(self.article, &key)?;
                in_sentence(reference.csl.as_ref()?, messages)
            })
            .collect();
        messages.list(&names)
    }
}

/// Who wrote a work, as a sentence says it: one or two family names, or the first and "et al.";
/// who edited it where nobody is said to have written it, and its title where nobody is named.
fn in_sentence(csl: &Csl, messages: Messages<'_>) -> Option<String> {
    let people = if csl.author.is_empty() {
        &csl.editor
    } else {
        &csl.author
    };
    let more = csl.et_al() && !csl.author.is_empty();
    match people.as_slice() {
        [] => csl.title_short.clone().or(csl.title.clone()),
        [one, other] if !more => {
            let messages = messages.beside(other.family.as_deref().unwrap_or_default());
            Some(messages.list(&[short(one), short(other)]))
        }
        [one] if !more => Some(short(one)),
        [first, ..] => {
            let name = short(first);
            let et_al = messages.beside(&name).et_al();
            Some(format!("{name} {et_al}"))
        }
    }
}

/// `van den Heuvel`, or the name of a group.
fn short(name: &Name) -> String {
    match (&name.family, &name.literal) {
        (Some(family), _) => match &name.non_dropping_particle {
            Some(particle) => format!("{particle} {family}"),
            None => family.clone(),
        },
        (None, Some(literal)) => literal.clone(),
        (None, None) => name.given.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CslType, Custom};

    fn by(families: &[&str]) -> Csl {
        Csl {
            author: families
                .iter()
                .map(|family| Name {
                    family: Some((*family).to_owned()),
                    ..Name::default()
                })
                .collect(),
            title: Some("On Bones".to_owned()),
            ..Csl::new(CslType::Book)
        }
    }

    #[test]
    fn a_sentence_names_two_authors_at_most() {
        let said = |csl: &Csl| in_sentence(csl, Messages::default());
        assert_eq!(said(&by(&["Doe"])).as_deref(), Some("Doe"));
        assert_eq!(said(&by(&["Doe", "Roe"])).as_deref(), Some("Doe and Roe"));
        let three = said(&by(&["Doe", "Roe", "Poe"]));
        assert_eq!(three.as_deref(), Some("Doe et\u{A0}al."));
        assert_eq!(said(&by(&[])).as_deref(), Some("On Bones"));
        let mut more = by(&["Doe"]);
        more.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
        assert_eq!(said(&more).as_deref(), Some("Doe et\u{A0}al."));
        let mut group = by(&[]);
        group.editor = vec![Name::literal("Bone Group")];
        assert_eq!(said(&group).as_deref(), Some("Bone Group"));
    }
}
