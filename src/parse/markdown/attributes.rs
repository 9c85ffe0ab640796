//! Attributes in braces: `{#id .class key=value}` as Pandoc, Quarto and MyST write them, and
//! `{: #id .class}` as kramdown does.

/// The longest run of attributes, in bytes.
const LONGEST: usize = 8 * 1024;

/// An element's own name, its classes and whatever else is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
    /// The words behind a directive: its title or what it is about.
    pub(super) argument: String,
}

impl Attributes {
    /// Attributes with a name alone.
    pub(super) fn named(id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// The attributes at the beginning of a text, and how long they are; `None` where the braces
    /// hold anything else.
    pub(super) fn read(text: &str) -> Option<(Self, usize)> {
        let inner = text.strip_prefix('{')?;
        let mut found = Self::default();
        let mut rest = inner.strip_prefix(':').unwrap_or(inner);
        let mut any = false;
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            if text.len() - rest.len() > LONGEST {
                return None;
            }
            if let Some(behind) = rest.strip_prefix('}') {
                return any.then_some((found, text.len() - behind.len()));
            }
            any = true;
            rest = found.one(rest)?;
        }
    }

    /// Reads one attribute; gives what is behind it.
    fn one<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let first = text.chars().next()?;
        if first == '#' || first == '.' {
            let word = text.get(1..)?;
            let end = word
                .find(|c: char| c.is_whitespace() || matches!(c, '}' | '{' | '=' | '"' | '#'))
                .unwrap_or(word.len());
            let (name, rest) = word.split_at_checked(end)?;
            if name.is_empty() {
                return None;
            }
            if first == '#' {
                self.id = Some(name.to_owned());
            } else {
                self.classes.push(name.to_owned());
            }
            return Some(rest);
        }
        if first == '-' && text.get(1..)?.starts_with(['}', ' ']) {
            self.classes.push("unnumbered".to_owned());
            return text.get(1..);
        }
        let end =
            text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'))?;
        let (name, rest) = text.split_at_checked(end)?;
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let value = rest.strip_prefix('=')?;
        let (value, rest) = if let Some(quote @ ('"' | '\'')) = value.chars().next() {
            let inner = value.get(1..)?;
            let end = inner.find(quote)?;
            (inner.get(..end)?, inner.get(end + 1..)?)
        } else {
            let end = value.find(|c: char| c.is_whitespace() || c == '}')?;
            value.split_at_checked(end)?
        };
        match name {
            "id" | "name" | "label" => self.id = Some(value.to_owned()),
            "class" => self
                .classes
                .extend(value.split_whitespace().map(str::to_owned)),
            _ => self.pairs.push((name.to_owned(), value.to_owned())),
        }
        Some(rest)
    }

    /// What stands behind the colons or backticks of a block: attributes, or a word that is its
    /// class, or a directive in braces and its title.
    pub(super) fn of_fence(text: &str) -> Option<Self> {
        if let Some((mut attributes, length)) = Self::read(text) {
            text.get(length..)?
                .trim()
                .clone_into(&mut attributes.argument);
            return Some(attributes);
        }
        let (name, argument) = match text.strip_prefix('{') {
            Some(inner) => inner.split_once('}')?,
            None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
        };
        let name = name.trim_start_matches('.');
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
        if name.is_empty() || !name.chars().all(plain) {
            return None;
        }
        let mut attributes = match Self::read(argument.trim()) {
            Some((attributes, _)) => attributes,
            None => Self {
                argument: argument.trim().to_owned(),
                ..Self::default()
            },
        };
        attributes.classes.insert(0, name.to_owned());
        Some(attributes)
    }

    /// An option of a directive.
    pub(super) fn option(&mut self, name: &str, value: &str) {
        match name {
            "name" | "label" => self.id = Some(value.to_owned()),
            "class" => self
                .classes
                .extend(value.split_whitespace().map(str::to_owned)),
            _ => self.pairs.push((name.to_owned(), value.to_owned())),
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }

    /// The same with every name and value as `own` makes it.
    pub(super) fn map(self, own: impl Fn(&str) -> String) -> Self {
        Self {
            id: self.id.map(|id| own(&id)),
            classes: self.classes.iter().map(|class| own(class)).collect(),
            pairs: self
                .pairs
                .into_iter()
                .map(|(name, value)| (name, own(&value)))
                .collect(),
            argument: own(&self.argument),
        }
    }

    /// Takes over what another one says.
    pub(super) fn merge(&mut self, other: Self) {
        self.id = other.id.or(self.id.take());
        self.classes.extend(other.classes);
        self.pairs.extend(other.pairs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_every_dialect_are_read() {
        let read = |text: &str| {
            Attributes::read(text)
                .map(|(found, length)| (found.id, found.classes, found.pairs, length))
        };
        let owned = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("{#fig:one .wide width=\"50 %\"} on"),
            Some((
                Some("fig:one".into()),
                owned(&["wide"]),
                vec![("width".into(), "50 %".into())],
                29
            ))
        );
        assert_eq!(read("{: .lead}"), Some((None, owned(&["lead"]), vec![], 9)));
        assert_eq!(read("{-}"), Some((None, owned(&["unnumbered"]), vec![], 3)));
        for text in ["{}", "{a}", "{% raw %}", "{{x}}", "{#}", "{1=2}", "{.a"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn fences_name_what_they_open() {
        let tip = Attributes::of_fence("{tip} Mind this").unwrap();
        assert_eq!(
            (tip.classes, tip.argument.as_str()),
            (vec!["tip".to_owned()], "Mind this")
        );
        let note = Attributes::of_fence("{.callout-note title=\"So\"}").unwrap();
        assert_eq!(note.value("title"), Some("So"));
        assert!(Attributes::of_fence("{%x%}").is_none());
    }
}
