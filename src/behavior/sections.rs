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

    /// Whether every part is open.
    pub fn are_all_open(&self) -> bool {
        self.parts.iter().all(|part| part.open)
    }

    /// Every part and whether it is open, in the order in which they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts.iter().map(|part| (part.id.as_str(), part.open))
    }

    /// The reader has pressed a part's button.
    pub fn toggle(&mut self, id: &str) -> Vec<Effect> {
        let wanted = self.is_open(id).map(|open| !open);
        wanted.map_or_else(Vec::new, |wanted| self.set(|part| part.id == id, wanted))
    }

    /// The reader has pressed the button that opens or closes everything: what is closed is
    /// opened first.
    pub fn toggle_all(&mut self) -> Vec<Effect> {
        let open = !self.are_all_open();
        self.set(|_| true, open)
    }

    /// Something inside these parts has to be seen: a fragment, a match of a search.
    pub fn reveal<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Effect> {
        let ids: Vec<&str> = ids.into_iter().collect();
        self.set(|part| ids.contains(&part.id.as_str()), true)
    }

    /// Parts are as they were left. Of what is not there any more nothing comes.
    pub fn restore<'a>(&mut self, left: impl IntoIterator<Item = (&'a str, bool)>) -> Vec<Effect> {
        left.into_iter()
            .flat_map(|(id, open)| self.set(|part| part.id == id, open))
            .collect()
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

    fn one_closed() -> Sections {
        let mut sections = Sections::default();
        sections.add("a", true);
        sections.add("b", false);
        sections
    }

    #[test]
    fn only_what_changes_is_carried_out() {
        let mut sections = one_closed();
        assert_eq!(sections.expand_all(), [Effect::Open("b".into())]);
        assert_eq!(sections.collapse_all().len(), 2);
        assert_eq!(sections.collapse_all(), []);
        assert_eq!(sections.toggle("unknown"), []);
        assert_eq!(sections.is_open("a"), Some(false));
    }

    #[test]
    fn a_button_is_of_its_part_alone() {
        let mut sections = one_closed();
        assert_eq!(sections.is_open("a"), Some(true));
        assert_eq!(sections.is_open("b"), Some(false));
        assert_eq!(sections.is_open("c"), None);
        assert_eq!(sections.toggle("b"), [Effect::Open("b".into())]);
        assert_eq!(sections.toggle("a"), [Effect::Close("a".into())]);
        assert_eq!(sections.toggle("b"), [Effect::Close("b".into())]);
    }

    #[test]
    fn what_has_to_be_seen_is_opened_and_nothing_else() {
        let mut sections = one_closed();
        sections.add("c", false);
        assert_eq!(
            sections.reveal(["a", "c", "gone"]),
            [Effect::Open("c".into())]
        );
        assert_eq!(sections.reveal(["c"]), []);
        assert_eq!(sections.is_open("b"), Some(false));
    }

    #[test]
    fn the_one_button_opens_what_is_closed_before_it_closes_anything() {
        let mut sections = one_closed();
        assert_eq!(sections.toggle_all(), [Effect::Open("b".into())]);
        assert!(sections.are_all_open());
        assert_eq!(sections.toggle_all().len(), 2);
        assert_eq!(sections.toggle_all().len(), 2);
    }

    #[test]
    fn what_was_left_comes_back_as_far_as_it_is_still_there() {
        let mut sections = one_closed();
        let left = [("a", false), ("gone", true), ("b", false)];
        assert_eq!(sections.restore(left), [Effect::Close("a".into())]);
        let state: Vec<_> = sections.iter().collect();
        assert_eq!(state, [("a", false), ("b", false)]);
    }
}
