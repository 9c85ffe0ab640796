//! Addresses of links and pictures, as the page that shows the article has to write them.

use std::borrow::Cow;

/// An address of the article from where the page stands. `base` is the address of the article's
/// source; where it is empty, addresses are relative to the page already.
///
/// Joined as [RFC 3986, 5.2](https://www.rfc-editor.org/rfc/rfc3986#section-5.2) has it, but for
/// dots in the path, which browsers remove. DOIs are followed at doi.org.
pub(super) fn from_page<'a>(url: &'a str, base: &str) -> Cow<'a, str> {
    if let Some((scheme, doi)) = url.split_once(':')
        && scheme.eq_ignore_ascii_case("doi")
    {
        return format!("https://doi.org/{}", doi.trim_start_matches('/')).into();
    }
    let is_whole = || {
        let head = url.split(['/', '?', '#']).next().unwrap_or_default();
        head.contains(':')
    };
    if base.is_empty() || url.is_empty() || url.starts_with('#') || is_whole() {
        return url.into();
    }
    let path = base.split(['?', '#']).next().unwrap_or_default();
    let root = path.find("://").map_or(0, |at| {
        let host = path.get(at + 3..).unwrap_or_default();
        at + 3 + host.find('/').unwrap_or(host.len())
    });
    let scheme = path.find("//").unwrap_or_default();
    let kept = match url.as_bytes() {
        [b'/', b'/', ..] => scheme,
        [b'/', ..] => root,
        [b'?', ..] => path.len(),
        _ => path.rfind('/').map_or(0, |at| at + 1).max(root),
    };
    let kept = path.get(..kept).unwrap_or_default();
    // A host alone has no folder yet.
    let gap = if kept.len() == root && root > 0 && !url.starts_with(['/', '?']) {
        "/"
    } else {
        ""
    };
    [kept, gap, url].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined_to_that_of_the_article() {
        let whole = "https://example.org/a/b.md?x=1/2#y";
        for (url, base, expected) in [
            ("c.png", whole, "https://example.org/a/c.png"),
            ("../c.png", whole, "https://example.org/a/../c.png"),
            ("/c.png", whole, "https://example.org/c.png"),
            ("//other.org/c.png", whole, "https://other.org/c.png"),
            ("?z", whole, "https://example.org/a/b.md?z"),
            ("#c", whole, "#c"),
            ("", whole, ""),
            ("http://x.org/", whole, "http://x.org/"),
            ("mailto:a@x.org", whole, "mailto:a@x.org"),
            ("c:d/e.png", whole, "c:d/e.png"),
            ("c/d:e.png", whole, "https://example.org/a/c/d:e.png"),
            ("c.png", "https://example.org", "https://example.org/c.png"),
            ("/c.png", "https://example.org", "https://example.org/c.png"),
            ("c.png", "articles/b.md", "articles/c.png"),
            ("/c.png", "articles/b.md", "/c.png"),
            ("//x.org/c.png", "articles/b.md", "//x.org/c.png"),
            ("c.png", "/articles/b.md", "/articles/c.png"),
            ("c.png", "b.md", "c.png"),
            ("c.png", "", "c.png"),
            ("doi:10.1000/x", "", "https://doi.org/10.1000/x"),
        ] {
            assert_eq!(from_page(url, base), expected, "{url} in {base}");
        }
    }
}
