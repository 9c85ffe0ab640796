//! Tags of Liquid, as sites made with Jekyll have them: `{% include image.html img="…" %}`.

use super::line::picture;
use crate::model::Image;

/// A tag: what it does, and its values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    values: Vec<(String, String)>,
}

/// Reads a tag with its braces.
pub(super) fn read(written: &str) -> Tag {
    let mut rest = written.trim_start_matches("{%").trim_end_matches("%}");
    let mut values = Vec::new();
    while let Some(at) = rest.find('=') {
        let name = rest
            .get(..at)
            .unwrap_or_default()
            .trim_end()
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let behind = rest.get(at + 1..).unwrap_or_default().trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            rest = behind;
            continue;
        };
        let inner = behind.get(1..).unwrap_or_default();
        let end = closing(inner, quote).unwrap_or(inner.len());
        let value = inner
            .get(..end)
            .unwrap_or_default()
            .replace(&format!("\\{quote}"), &quote.to_string());
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        values.push((name.to_owned(), value));
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    Tag { values }
}

/// Where the quotation mark that ends a value stands; one behind a backslash does not.
fn closing(inner: &str, quote: char) -> Option<usize> {
    inner
        .match_indices(quote)
        .map(|(at, _)| at)
        .find(|at| !inner.get(..*at).is_some_and(|head| head.ends_with('\\')))
}

impl Tag {
    /// A value by its name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().find(|(own, _)| own == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The picture that it includes.
    pub(super) fn picture(&self) -> Option<Image> {
        let url = ["img", "src", "image", "file", "image_path"]
            .iter()
            .find_map(|name| self.value(name))?;
        let alt = self
            .value("alt")
            .or(self.value("title"))
            .unwrap_or_default();
        picture(url, "", alt.to_owned(), None)
    }

    /// Where the picture leads.
    pub(super) fn link(&self) -> Option<&str> {
        let url = self.value("url").or(self.value("link"))?;
        crate::model::is_safe_url(url).then_some(url)
    }

    /// Whether it holds words that a reader would miss.
    pub(super) fn has_words(&self) -> bool {
        self.values.iter().any(|(_, value)| value.contains(' '))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_a_picture_has_words() {
        let tag = read(
            "{% include image.html\n  img=\"a/b.jpg\"\n  title=\"Bones\"\n  caption=\"Figure 1. *Two*\n  bones.\" %}",
        );
        assert_eq!(tag.value("caption"), Some("Figure 1. *Two* bones."));
        assert_eq!(
            tag.picture().map(|image| (image.url, image.alt)),
            Some(("a/b.jpg".into(), "Bones".into()))
        );
        assert!(!read("{% raw %}").has_words() && read("{% raw %}").picture().is_none());
    }
}
