//! Links and pictures that lead out of the article.

use super::html::Tag;

/// What the page says of links and pictures that lead elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outward<'a> {
    /// What links elsewhere say by
    /// [`rel`](https://html.spec.whatwg.org/multipage/links.html#linkTypes), as in `nofollow ugc`;
    /// nothing where it is empty.
    pub rel: &'a str,
    /// The [policy](https://www.w3.org/TR/referrer-policy/#referrer-policies) by which these links
    /// and pictures tell where the reader comes from, as in `no-referrer`. Of the page's own where
    /// it is empty, or no policy that there is.
    pub referrer_policy: &'a str,
}

impl<'a> Outward<'a> {
    /// The policies that there are.
    pub const POLICIES: [&'static str; 8] = [
        "no-referrer",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    ];

    fn policy(self) -> Option<&'a str> {
        Self::POLICIES
            .contains(&self.referrer_policy)
            .then_some(self.referrer_policy)
    }
}

impl Tag<'_> {
    /// The address of a link that may lead elsewhere. One to a place in the page says no more.
    pub(super) fn link(self, address: &str, outward: Outward<'_>) -> Self {
        let tag = self.attr("href", address);
        if address.starts_with('#') {
            return tag;
        }
        tag.attr_if(!outward.rel.is_empty(), "rel", outward.rel)
            .attr_some("referrerpolicy", outward.policy())
    }

    /// The address of a picture.
    pub(super) fn picture(self, address: &str, outward: Outward<'_>) -> Self {
        self.attr("src", address)
            .attr_some("referrerpolicy", outward.policy())
    }
}

#[cfg(test)]
mod tests {
    use super::super::html::Html;
    use super::*;

    #[test]
    fn what_leads_elsewhere_says_what_the_page_wants() {
        let said = Outward {
            rel: "nofollow ugc",
            referrer_policy: "no-referrer",
        };
        let link = |address, outward| {
            let mut html = Html::default();
            html.start("a").link(address, outward).done();
            html.finish()
        };
        assert_eq!(
            link("https://example.org/", said),
            "<a href=\"https://example.org/\" rel=\"nofollow ugc\" referrerpolicy=\"no-referrer\">"
        );
        assert_eq!(link("#a", said), "<a href=\"#a\">");
        assert_eq!(link("b.html", Outward::default()), "<a href=\"b.html\">");
        let unknown = Outward {
            rel: "",
            referrer_policy: "all of it",
        };
        assert_eq!(link("b.html", unknown), "<a href=\"b.html\">");
        let mut html = Html::default();
        html.start("img").picture("c.png", said).done();
        assert_eq!(
            html.finish(),
            "<img src=\"c.png\" referrerpolicy=\"no-referrer\">"
        );
    }
}
