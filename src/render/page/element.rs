//! The element with an article in it, as the widget takes it over: of our own pages, and for those
//! of others.

use super::super::article::html as article_html;
use super::super::fragment;
use super::super::html::Html;
use super::super::messages::{Messages, Table};
use super::super::{Collapse, Options, Outward, hooks};
use crate::model::Article;

/// What the element's attributes say where it is not the default.
#[derive(Debug, Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own"
)]
pub struct ElementOptions<'a> {
    /// Its id, if it has one. From the second article of a page on, fragments begin with it.
    pub id: Option<&'a str>,
    /// Its place among the articles of its page, from 1.
    pub place: usize,
    /// What is closed at first.
    pub collapse: Collapse,
    /// The level of the title's heading, from 1 to 6.
    pub heading_level: usize,
    /// Whether there is a list of sections.
    pub contents: bool,
    /// Whether there are controls for the list and the article.
    pub tools: bool,
    /// Whether the browser's history may be used.
    pub history: bool,
    /// Whether it is shown how much has been read.
    pub progress: bool,
    /// What is remembered, and for how long: `session` or `local`.
    pub persist: Option<&'a str>,
    /// Whether the markers are dimmed.
    pub quiet: bool,
    /// `light` or `dark`, whatever the page is.
    pub theme: Option<&'a str>,
    /// The language of our words, where it is not the article's.
    pub ui_language: Option<&'a str>,
    /// What links and pictures say that lead elsewhere.
    pub outward: Outward<'a>,
}

impl Default for ElementOptions<'_> {
    fn default() -> Self {
        let options = Options::default();
        Self {
            id: None,
            place: 1,
            collapse: options.collapse,
            heading_level: options.heading_level,
            contents: options.contents,
            tools: options.tools,
            history: true,
            progress: true,
            persist: None,
            quiet: false,
            theme: None,
            ui_language: None,
            outward: options.outward,
        }
    }
}

impl<'a> ElementOptions<'a> {
    /// What the element's attributes say, by name and value, as in HTML. For the article at this
    /// place of its page, from 1.
    ///
    /// ```
    /// use scholion::render::{Collapse, ElementOptions};
    /// let options = ElementOptions::from_attributes(1, [("collapse", "boxes"), ("quiet", "")]).unwrap();
    /// assert_eq!(options.collapse, Collapse::Boxes);
    /// assert!(options.quiet);
    /// assert_eq!(ElementOptions::from_attributes(1, [("src", "a.md")]).unwrap_err(), "src");
    /// ```
    ///
    /// # Errors
    ///
    /// The name of an attribute that means nothing to an article that is there already.
    pub fn from_attributes(
        place: usize,
        attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, &'a str> {
        let mut options = Self {
            place,
            ..Self::default()
        };
        for (name, value) in attributes {
            match name {
                "id" => options.id = said(value),
                "collapse" => options.collapse = Collapse::from_attribute(value),
                "heading-level" => options.heading_level = value.parse().unwrap_or(1),
                "contents" => options.contents = value != "none",
                "tools" => options.tools = value != "none",
                "history" => options.history = value != "off",
                "progress" => options.progress = value != "none",
                "persist" => options.persist = said(value),
                "quiet" => options.quiet = true,
                "theme" => options.theme = said(value),
                "ui-lang" => options.ui_language = said(value),
                "link-rel" => options.outward.rel = value,
                "referrer-policy" => options.outward.referrer_policy = value,
                _ => return Err(name),
            }
        }
        Ok(options)
    }

    /// The article inside of the element, in a page of a language.
    pub(super) fn rendered(&self, article: &Article, page_language: Option<&str>) -> String {
        let prefix = fragment::prefix(self.place, self.id.unwrap_or_default());
        let options = Options {
            id_prefix: &prefix,
            heading_level: self.level(),
            collapse: self.collapse,
            contents: self.contents,
            tools: self.tools,
            outward: self.outward,
            messages: words(article, self.ui_language, page_language).messages(),
            page_language,
            ..Options::default()
        };
        article_html(article, &options)
    }

    fn level(&self) -> usize {
        self.heading_level.clamp(1, 6)
    }
}

/// Our words, chosen as the widget chooses them: of the language that the element asks for, of
/// the article, of the page; the first that there is.
fn words<'t>(article: &'t Article, wanted: Option<&'t str>, page: Option<&'t str>) -> &'t Table {
    let wanted = [wanted, article.language_tag(), page];
    Messages::in_language(wanted.into_iter().flatten()).own_table()
}

/// Renders the element with the article in it: it can be read without a script, and the widget takes
/// it over. This is what stands in the body of a [`page`](super::page()), for a page that somebody
/// else makes; `page_language` is that page's.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n").article;
/// let element = render::element(&article, &render::ElementOptions::default(), Some("en"));
/// assert!(element.starts_with("<scholion-article data-sch-built"));
/// assert!(element.ends_with("</script></scholion-article>"));
/// assert!(render::page(&article, &render::PageOptions::default()).contains(&element));
/// ```
pub fn element(
    article: &Article,
    options: &ElementOptions<'_>,
    page_language: Option<&str>,
) -> String {
    // Strings, numbers and maps with keys of text can all be written.
    let json = serde_json::to_string(article).unwrap_or_default();
    element_with_data(article, &json, options, page_language)
}

/// The same where the article has been written as JSON already: by a browser, for example, which
/// brings its own means to do that.
pub fn element_with_data(
    article: &Article,
    json: &str,
    options: &ElementOptions<'_>,
    page_language: Option<&str>,
) -> String {
    let rendered = options.rendered(article, page_language);
    let mut html = Html::with_capacity(rendered.len() + json.len() + 1024);
    write(&mut html, options, &rendered, json);
    html.finish()
}

/// Writes the element around what [`ElementOptions::rendered`] gives, and the article as JSON.
pub(super) fn write(html: &mut Html, options: &ElementOptions<'_>, rendered: &str, json: &str) {
    let collapse = match options.collapse {
        Collapse::None => None,
        Collapse::All => Some("all"),
        Collapse::AfterFirst => Some("after-first"),
        Collapse::Boxes => Some("boxes"),
    };
    let level = options.level();
    // The browser paints what it has while the page is still coming.
    let listed = rendered.contains(&format!("class=\"{}\"", hooks::CONTENTS));
    html.start(hooks::ELEMENT)
        .attr_some("id", options.id)
        .attr(hooks::DATA_BUILT, if listed { "contents" } else { "" })
        .attr_some("collapse", collapse)
        .attr_if(level != 1, "heading-level", &level.to_string())
        .attr_if(!options.contents, "contents", "none")
        .attr_if(!options.tools, "tools", "none")
        .attr_if(!options.history, "history", "off")
        .attr_if(!options.progress, "progress", "none")
        .attr_some("persist", options.persist)
        .attr_if(options.quiet, "quiet", "")
        .attr_some("theme", options.theme)
        .attr_some("ui-lang", options.ui_language)
        .attr_some("link-rel", said(options.outward.rel))
        .attr_some("referrer-policy", said(options.outward.referrer_policy))
        .done();
    html.article(rendered);
    html.data_text("application/json", Some(hooks::ARTICLE_DATA), json);
    html.close(hooks::ELEMENT);
}

/// A value, if it is one.
fn said(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}
