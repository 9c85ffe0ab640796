//! Where in the article the reader is: the section at the reading line.

/// The sections that the reading line crosses, told one by one as they come and go.
///
/// ```
/// use scholion::behavior::reading::Reading;
/// let mut reading = Reading::new(["methods", "sample", "results"]);
/// assert!(reading.crosses("methods", true));
/// assert!(reading.crosses("sample", true));
/// assert_eq!(reading.current(), Some("sample"), "the innermost");
/// reading.crosses("sample", false);
/// assert_eq!(reading.current(), Some("methods"));
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reading {
    /// In the order of the text, so that a section stands before those inside it.
    sections: Vec<(String, bool)>,
}

impl Reading {
    /// The ids of all sections in the order of the text.
    pub fn new<S: Into<String>>(sections: impl IntoIterator<Item = S>) -> Self {
        Self {
            sections: sections.into_iter().map(|id| (id.into(), false)).collect(),
        }
    }

    /// A section has come to the reading line or has left it. Returns whether the section that is
    /// being read is another one now.
    pub fn crosses(&mut self, id: &str, crosses: bool) -> bool {
        let before = self.at();
        if let Some(section) = self.sections.iter_mut().find(|(known, _)| known == id) {
            section.1 = crosses;
        }
        self.at() != before
    }

    /// The id of the section that is being read: the innermost at the line.
    pub fn current(&self) -> Option<&str> {
        let at = self.at()?;
        self.sections.get(at).map(|(id, _)| id.as_str())
    }

    fn at(&self) -> Option<usize> {
        self.sections.iter().rposition(|(_, crosses)| *crosses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_sections_none_is_read() {
        let mut reading = Reading::new(["a", "b"]);
        assert_eq!(reading.current(), None);
        assert!(reading.crosses("a", true));
        assert!(!reading.crosses("a", true));
        // The next one is told before the last one goes.
        assert!(reading.crosses("b", true));
        assert!(!reading.crosses("a", false));
        assert_eq!(reading.current(), Some("b"));
        assert!(reading.crosses("b", false));
        assert_eq!(reading.current(), None);
        assert!(!reading.crosses("unknown", true));
    }
}
