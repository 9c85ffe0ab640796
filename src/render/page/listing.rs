//! The page that lists the others.

use super::super::html::Html;
use super::super::messages::{direction, same_language};
use super::{DEFAULT_LANGUAGE, Frame, begin_head, own_style};

/// A page in the list.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// Its address from the list.
    pub address: &'a str,
    /// The title of its article.
    pub title: &'a str,
    /// The language of its article, if that is known.
    pub language: Option<&'a str>,
}

/// Renders a page that lists others, in the order given, under a title. It is in the language of
/// the articles where they share one.
///
/// ```
/// use scholion::render::{Frame, Listed, listing};
/// let listed = Listed { address: "bones.html", title: "On Bones", language: Some("en") };
/// let page = listing("The Marrow", &[listed], &[], Frame::default());
/// assert!(page.contains("<li><a href=\"bones.html\">On Bones</a></li>"));
/// ```
pub fn listing(title: &str, pages: &[Listed<'_>], styles: &[String], frame: Frame<'_>) -> String {
    let shared = pages.first().and_then(|page| page.language);
    let shared = shared.filter(|first| {
        let mut languages = pages.iter().map(|page| page.language);
        languages.all(|language| language.is_some_and(|language| same_language(language, first)))
    });
    let language = shared
        .filter(|language| !language.is_empty())
        .unwrap_or(DEFAULT_LANGUAGE);
    let mut html = Html::with_capacity(1024 + 256 * pages.len());
    html.doctype();
    html.start("html")
        .attr("lang", language)
        .attr("dir", direction(language).as_str())
        .done();
    begin_head(&mut html);
    html.start("title").done();
    html.text(title);
    html.close("title");
    html.line();
    for address in styles {
        own_style(&mut html, address);
    }
    html.publishers(frame.head);
    html.close("head");
    html.line();
    html.start("body").done();
    html.publishers(frame.before);
    for name in ["main", "h1"] {
        html.start(name).done();
    }
    html.text(title);
    html.close("h1");
    html.line();
    html.start("ul").done();
    html.line();
    for page in pages {
        html.start("li").done();
        let own = page
            .language
            .filter(|own| !own.is_empty() && !same_language(own, language));
        let own_direction = own.map(direction).filter(|own| *own != direction(language));
        html.start("a")
            .attr("href", page.address)
            .attr_some("lang", own)
            .direction(own_direction)
            .done();
        html.text(page.title);
        html.close("a");
        html.close("li");
        html.line();
    }
    html.close("ul");
    html.close("main");
    html.publishers(frame.after);
    html.close("body");
    html.line();
    html.close("html");
    html.line();
    html.finish()
}
