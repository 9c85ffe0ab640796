//! A whole document around an article: it can be read without a script, says to search engines and
//! reference managers what it is, and hands the structured article to the widget.
//!
//! `page/description.rs` says what the article is about in a line, `page/work.rs` puts its
//! bibliographic data into the terms that both vocabularies need, `page/scholar.rs` writes the
//! tags that Google Scholar and Zotero read, `page/json_ld.rs` schema.org's.
//!
//! The body is one element (`page/element.rs`) whose contents the widget takes over as they are:
//!
//! ```html
//! <main><scholion-article data-sch-built="contents" collapse="boxes"><div class="scholion">…</div><script type="application/json" class="sch-article">{…}</script></scholion-article></main>
//! ```
//!
//! The `div` is what [`render::html`](super::html) gives for the structured article in the
//! `<script>` with the options that the element's attributes say, within a page of the language
//! of `<html lang>`; nothing stands between the three. The widget renders the same bytes and so
//! has nothing to replace.

mod description;
mod element;
mod json_ld;
mod listing;
mod scholar;
mod work;

#[cfg(test)]
mod tests;

use super::hooks;
use super::html::Html;
use super::reference::encode;
use super::tongue::article_direction;
use crate::model::Article;
pub use element::{ElementOptions, element, element_with_data};
pub use listing::{Listed, listing};
use work::Work;

/// The language of a page whose article does not say its own.
const DEFAULT_LANGUAGE: &str = "en";

/// The tag by which our own pages are known, up to the version.
const GENERATOR: &str = "name=\"generator\" content=\"Scholion ";

/// How far into a page that tag is looked for.
const OUR_HEAD: usize = 512;

/// What a page is made with, beside the article.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageOptions<'a> {
    /// How the element behaves, and how the article is rendered in it.
    pub element: ElementOptions<'a>,
    /// The title of a page whose article has none.
    pub name: &'a str,
    /// The address under which the page will stand, if it is known.
    pub address: Option<&'a str>,
    /// The name of the site; that of the journal stands for it otherwise.
    pub site_name: Option<&'a str>,
    /// Addresses of style sheets of the publisher's own, behind the widget's.
    pub styles: &'a [String],
    /// What the publisher has around every article.
    pub frame: Frame<'a>,
    /// The widget's files.
    pub assets: Assets<'a>,
}

/// HTML of the publisher's own, which is written into pages as it is: navigation, a masthead,
/// a footer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frame<'a> {
    /// At the end of the head.
    pub head: &'a str,
    /// Before the article.
    pub before: &'a str,
    /// Behind it.
    pub after: &'a str,
}

/// The widget's files, as a page links them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Assets<'a> {
    /// The address of their folder, with a slash at its end.
    pub folder: &'a str,
    /// The style sheet.
    pub style: Asset<'a>,
    /// The module that registers the element.
    pub script: Asset<'a>,
    /// The modules that this one imports, and theirs.
    pub modules: &'a [Asset<'a>],
    /// What is fetched when it is needed.
    pub later: &'a [Asset<'a>],
    /// The WebAssembly module.
    pub core: Asset<'a>,
    /// Whether they come from elsewhere and are held against their hashes.
    pub foreign: bool,
}

impl Assets<'_> {
    /// The hash that a file from elsewhere is held against, if it is known.
    fn held<'a>(&self, asset: &Asset<'a>) -> Option<&'a str> {
        Some(asset.integrity).filter(|hash| self.foreign && !hash.is_empty())
    }
}

/// A file of the widget.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asset<'a> {
    /// Its path in the folder.
    pub path: &'a str,
    /// Its hash, as [Subresource Integrity](https://www.w3.org/TR/sri-2/) writes it; empty where it
    /// is not known.
    pub integrity: &'a str,
}

/// Renders a whole document.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n").article;
/// let page = render::page(&article, &render::PageOptions::default());
/// assert!(page.contains("<title>On Bones</title>"));
/// let options = render::Options { page_language: Some("en"), ..render::Options::default() };
/// assert!(page.contains(&render::html(&article, &options)));
/// ```
pub fn page(article: &Article, options: &PageOptions<'_>) -> String {
    let language = article.language_tag();
    let language = language
        .filter(|lang| !lang.is_empty())
        .unwrap_or(DEFAULT_LANGUAGE);
    let rendered = options.element.rendered(article, Some(language));
    let mut document = Document {
        html: Html::with_capacity(rendered.len() * 3 + 16 * 1024),
        article,
        options,
        work: Work::of(article),
    };
    document.html.doctype();
    document
        .html
        .start("html")
        .attr("lang", language)
        .attr("dir", article_direction(article, Some(language)).as_str())
        .attr(hooks::DATA_BUILT, "")
        .done();
    document.head();
    document.body(&rendered);
    document.html.close("html");
    document.html.line();
    document.html.finish()
}

/// How a page with this path, with slashes, is written in an address: what has a meaning of its own
/// there is encoded.
///
/// ```
/// use scholion::render::page_address;
/// assert_eq!(page_address("2020/a b#1.html"), "2020/a%20b%231.html");
/// ```
pub fn page_address(path: &str) -> String {
    encode(path, true)
}

/// Whether this page was written here, and not by somebody else: then it may be written over.
pub fn is_our_page(text: &str) -> bool {
    // It stands in the head, which no text of the article comes before.
    text.get(..text.len().min(OUR_HEAD))
        .unwrap_or(text)
        .contains(GENERATOR)
}

/// What the head of every page of ours begins with.
fn begin_head(html: &mut Html) {
    html.start("head").done();
    html.line();
    html.start("meta").attr("charset", "utf-8").done();
    html.line();
    meta(html, "viewport", "width=device-width, initial-scale=1");
    meta(
        html,
        "generator",
        concat!("Scholion ", env!("CARGO_PKG_VERSION")),
    );
}

fn meta(html: &mut Html, name: &'static str, content: &str) {
    html.start("meta")
        .attr("name", name)
        .attr("content", content)
        .done();
    html.line();
}

/// A style sheet of the publisher's own.
fn own_style(html: &mut Html, address: &str) {
    html.start("link")
        .attr("rel", "stylesheet")
        .attr("href", address)
        .done();
    html.line();
}

/// A document being written.
struct Document<'a> {
    html: Html,
    article: &'a Article,
    options: &'a PageOptions<'a>,
    work: Work,
}

impl Document<'_> {
    fn head(&mut self) {
        let options = self.options;
        begin_head(&mut self.html);
        self.html.start("title").done();
        let title = self.title();
        self.html.text(&title);
        self.html.close("title");
        self.html.line();
        let about = description::of(self.article);
        if let Some(about) = &about {
            self.meta("description", about);
        }
        if let Some(address) = options.address {
            self.html
                .start("link")
                .attr("rel", "canonical")
                .attr("href", address)
                .done();
            self.html.line();
        }
        self.links();
        self.open_graph(&title, about.as_deref());
        self.scholar();
        let described = self.work.json_ld(self.article, options);
        self.html.data("application/ld+json", None, &described);
        self.html.line();
        self.html.publishers(options.frame.head);
        self.html.close("head");
        self.html.line();
    }

    /// The title of the page.
    fn title(&self) -> String {
        match &self.work.title {
            Some(title) => title.clone(),
            None => self.options.name.to_owned(),
        }
    }

    fn meta(&mut self, name: &'static str, content: &str) {
        meta(&mut self.html, name, content);
    }

    /// Style sheets and scripts, and what the browser may fetch early. Nothing runs that stands in
    /// the page itself; files from elsewhere are held against their hashes, and for the modules
    /// that a module imports an import map alone can say these
    /// ([HTML, import maps](https://html.spec.whatwg.org/multipage/webappapis.html#import-maps)).
    fn links(&mut self) {
        let assets = &self.options.assets;
        if assets.script.path.is_empty() {
            return;
        }
        let folder = assets.folder;
        self.link("stylesheet", &assets.style);
        for address in self.options.styles {
            own_style(&mut self.html, address);
        }
        if assets.foreign && !assets.script.integrity.is_empty() {
            let hashes: serde_json::Map<String, serde_json::Value> =
                std::iter::once(&assets.script)
                    .chain(assets.modules)
                    .chain(assets.later)
                    .map(|asset| ([folder, asset.path].concat(), asset.integrity.into()))
                    .collect();
            let map = serde_json::json!({ "integrity": hashes });
            self.html.data("importmap", None, &map);
            self.html.line();
        }
        for module in assets.modules {
            self.link("modulepreload", module);
        }
        // As `fetch` asks for it without credentials of another origin: else it comes twice.
        self.html
            .start("link")
            .attr("rel", "preload")
            .class(hooks::CORE_LINK)
            .attr_parts("href", &[folder, assets.core.path])
            .attr("as", "fetch")
            .attr("type", "application/wasm")
            .attr("crossorigin", "anonymous")
            .attr_some("integrity", assets.held(&assets.core))
            .done();
        self.html.line();
        self.html
            .start("script")
            .attr("type", "module")
            .attr_parts("src", &[folder, assets.script.path])
            .attr_some("integrity", assets.held(&assets.script))
            .attr_if(assets.foreign, "crossorigin", "anonymous")
            .done();
        self.html.close("script");
        self.html.line();
    }

    fn link(&mut self, rel: &'static str, asset: &Asset<'_>) {
        let assets = &self.options.assets;
        self.html
            .start("link")
            .attr("rel", rel)
            .attr_parts("href", &[assets.folder, asset.path])
            .attr_some("integrity", assets.held(asset))
            .attr_if(assets.foreign, "crossorigin", "anonymous")
            .done();
        self.html.line();
    }

    /// [The Open Graph protocol](https://ogp.me/), which shows a shared link as a card.
    fn open_graph(&mut self, title: &str, about: Option<&str>) {
        let (article, options) = (self.article, self.options);
        self.property("og:type", Some("article"));
        self.property("og:title", Some(title));
        self.property("og:description", about);
        self.property("og:url", options.address);
        // It asks for a territory; none is made up.
        let locale = article.language_tag().and_then(locale);
        self.property("og:locale", locale.as_deref());
        let site = options.site_name.or(article.container_title.as_deref());
        self.property("og:site_name", site);
        let published = self.work.published.clone();
        self.property("article:published_time", published.as_deref());
        for keyword in &article.keyword {
            self.property("article:tag", Some(keyword));
        }
    }

    fn property(&mut self, name: &'static str, content: Option<&str>) {
        if let Some(content) = content {
            self.html
                .start("meta")
                .attr("property", name)
                .attr("content", content)
                .done();
            self.html.line();
        }
    }

    fn body(&mut self, rendered: &str) {
        let frame = self.options.frame;
        self.html.start("body").done();
        self.html.publishers(frame.before);
        self.html.start("main").done();
        // Strings, numbers and maps with keys of text can all be written.
        let json = serde_json::to_string(self.article).unwrap_or_default();
        element::write(&mut self.html, &self.options.element, rendered, &json);
        self.html.close("main");
        self.html.publishers(frame.after);
        self.html.close("body");
        self.html.line();
    }
}

/// `de_AT` of the tag `de-AT`; nothing of a tag without a territory.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    let is_territory =
        |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
    // A script may stand before it; what follows a single letter is an extension.
    let territory = parts.take_while(|part| part.len() > 1).find(is_territory)?;
    Some([&language, "_", &territory.to_ascii_uppercase()].concat())
}
