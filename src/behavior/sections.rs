//! What is open and what is closed.

/// A part that folds: its id and whether it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    id: String,
    open: bool,
}

/// A change that has to be carried out on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show what this part holds.
    Open(String),
    /// Hide what this part holds.
    Close(String),
}

/// The state of every part of an article that folds, by the id of its body.
///
/// ```
/// use scholion::behavior::sections::{Effect, Sections};
/// let mut sections = Sections::default();
/// sections.add("summary_body", true);
/// assert_eq!(sections.toggle("summary_body"), [Effect::Close("summary_body".into())]);
/// assert_eq!(sections.reveal(["summary_body"]), [Effect::Open("summary_body".into())]);
/// assert_eq!(sections.reveal(["summary_body"]), []);
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sections {
    parts: Vec<Part>,
}

impl Sections {
    /// Takes in a part as the page has it.
    pub fn add(&mut self, id: impl Into<String>, open: bool) {
        self.parts.push(Part {
            id: id.into(),
            open,
        });
    }

    /// Whether a part is open; `None` if there is none of this id.
    pub fn is_open(&self, id: &str) -> Option<bool> {
        self.parts
            .iter()
            .find(|part| part.id == id)
            .map(|part| part.open)
    }

    /// The reader has pressed a part's button.
    pub fn toggle(&mut self, id: &str) -> Vec<Effect> {
        let wanted = self.is_open(id).map(|open| !open);
        wanted.map_or_else(Vec::new, |wanted| self.set(|part| part.id == id, wanted))
    }

    /// Something inside these parts has to be seen: a fragment, a match of a search.
    pub fn reveal<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Effect> {
        let ids: Vec<&str> = ids.into_iter().collect();
        self.set(|part| ids.contains(&part.id.as_str()), true)
    }

    /// Opens everything.
    pub fn expand_all(&mut self) -> Vec<Effect> {
        self.set(|_| true, true)
    }

    /// Closes everything.
    pub fn collapse_all(&mut self) -> Vec<Effect> {
        self.set(|_| true, false)
    }

    fn set(&mut self, concerned: impl Fn(&Part) -> bool, open: bool) -> Vec<Effect> {
        self.parts
            .iter_mut()
            .filter(|part| part.open != open && concerned(part))
            .map(|part| {
                part.open = open;
                if open {
                    Effect::Open(part.id.clone())
                } else {
                    Effect::Close(part.id.clone())
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_carried_out() {
        let mut sections = Sections::default();
        sections.add("a", true);
        sections.add("b", false);
        assert_eq!(sections.expand_all(), [Effect::Open("b".into())]);
        assert_eq!(sections.collapse_all().len(), 2);
        assert_eq!(sections.collapse_all(), []);
        assert_eq!(sections.toggle("unknown"), []);
        assert_eq!(sections.is_open("a"), Some(false));
    }
}
