//! Where in the page a finding stands: from a span of the source to what the page can find.
//!
//! Nodes that know their place in the source are landmarks. A finding inside of one stands there;
//! any other stands behind the nearest landmark before it, where the page looks for the words of
//! the source that it is about. Costs the logarithm of the article's size for each finding.

use scholion::diagnostic::Span;
use scholion::model::walk::{self, Node};
use scholion::model::{Article, Block, Inline, prose};
use scholion::render::{Index, fragment};
use serde::Serialize;

/// What can be counted in the page, since it has no id of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Counted {
    Image,
    Formula,
    Table,
}

/// A place in the rendered page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    /// The id of the element, or of the last one before the place; none before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// The place is such an element, the so-many-th of the article from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) element: Option<(Counted, usize)>,
    /// The words that it is about, and what stands before them in their line: to be looked for
    /// behind the element with the id. Empty where the element itself is meant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) words: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) before: String,
}

/// What a landmark is in the page.
#[derive(Debug, Clone)]
enum Mark {
    Id(String),
    Element(Counted, usize),
    /// The words of a link.
    Words(String),
}

/// A node that knows its place in the source.
#[derive(Debug, Clone)]
struct Landmark {
    span: Span,
    mark: Mark,
}

/// The landmarks of an article.
#[derive(Debug)]
pub(super) struct Places {
    /// By their beginnings; what holds another is before it.
    landmarks: Vec<Landmark>,
    /// For each landmark, the last one up to it that has an id.
    ids: Vec<Option<usize>>,
}

/// How many landmarks are looked at that end before a place, to find one around it.
const LOOK_BACK: usize = 64;
/// How many characters of the source are looked for, and how many before them.
const WORDS: usize = 60;
const BEFORE: usize = 24;

impl Places {
    /// Looks through an article once.
    pub(super) fn of(article: &Article) -> Self {
        let mut landmarks = Vec::new();
        let index = Index::of(article, "");
        for (at, marker) in walk::markers(article).into_iter().enumerate() {
            for citation in marker.mark.citations() {
                let mark = Mark::Id(index.marker(at).to_owned());
                landmarks.extend(citation.position.map(|span| Landmark { span, mark }));
            }
        }
        let mut cited: Vec<Span> = landmarks.iter().map(|one: &Landmark| one.span).collect();
        cited.sort();
        // A reference out of a bibliography stands in the source where it is first cited.
        let is_cited_at = |span: Span| {
            let before = cited.partition_point(|one| one.start <= span.start);
            let last = before.checked_sub(1).and_then(|last| cited.get(last));
            last.is_some_and(|one| span.end <= one.end)
        };
        let (mut images, mut formulae, mut tables) = (0, 0, 0);
        walk::each_node(article, &mut |node, _| {
            let part = |id: &str| Mark::Id(fragment::part("", id));
            let found = match node {
                Node::Block(Block::Section(one)) => (one.position, part(one.identifier.as_str())),
                Node::Block(Block::Aside(one)) => (one.position, part(one.identifier.as_str())),
                Node::Block(Block::Table(one)) => {
                    let mark = Mark::Element(Counted::Table, next(&mut tables));
                    (one.position, mark)
                }
                Node::Block(Block::Math(one)) => {
                    let mark = Mark::Element(Counted::Formula, next(&mut formulae));
                    (one.formula.position, mark)
                }
                Node::Inline(Inline::InlineMath(one)) => {
                    let mark = Mark::Element(Counted::Formula, next(&mut formulae));
                    (one.position, mark)
                }
                Node::Block(Block::Image(one)) | Node::Inline(Inline::Image(one)) => {
                    let mark = Mark::Element(Counted::Image, next(&mut images));
                    (one.position, mark)
                }
                Node::Inline(Inline::Link(one)) => (
                    one.position,
                    Mark::Words(first(&prose(&one.children), WORDS)),
                ),
                Node::Reference(one) => {
                    let mark = Mark::Id(fragment::reference("", one.id.as_str()));
                    (one.position.filter(|span| !is_cited_at(*span)), mark)
                }
                Node::Block(_) | Node::Inline(_) => return,
            };
            let (position, mark) = found;
            landmarks.extend(position.map(|span| Landmark { span, mark }));
        });
        landmarks.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
        let mut last = None;
        let ids = landmarks
            .iter()
            .enumerate()
            .map(|(at, one)| {
                if matches!(one.mark, Mark::Id(_)) {
                    last = Some(at);
                }
                last
            })
            .collect();
        Self { landmarks, ids }
    }

    /// The place of a span of the source.
    pub(super) fn find(&self, span: Span, source: &str) -> Place {
        let behind = self
            .landmarks
            .partition_point(|one| one.span.start <= span.start);
        // The innermost around it; else the first that it holds itself.
        let around = self
            .landmarks
            .iter()
            .enumerate()
            .take(behind)
            .rev()
            .take(LOOK_BACK)
            .find(|(_, one)| one.span.end > span.start || one.span == span)
            .map(|(at, _)| at);
        let held = || {
            let next = self.landmarks.get(behind)?;
            (next.span.start < span.end).then_some(behind)
        };
        let before = behind.checked_sub(1);
        match around.or_else(held) {
            Some(at) => self.at(at),
            None => Place {
                id: before.and_then(|at| self.id(at)),
                words: words(source, span),
                before: line_before(source, span),
                element: None,
            },
        }
    }

    fn at(&self, at: usize) -> Place {
        let id = self.id(at);
        match self.landmarks.get(at).map(|one| &one.mark) {
            Some(Mark::Element(kind, number)) => Place {
                id,
                element: Some((*kind, *number)),
                ..Place::default()
            },
            Some(Mark::Words(words)) => Place {
                id,
                words: words.clone(),
                ..Place::default()
            },
            Some(Mark::Id(_)) | None => Place {
                id,
                ..Place::default()
            },
        }
    }

    /// The last id up to a landmark.
    fn id(&self, at: usize) -> Option<String> {
        let at = (*self.ids.get(at)?)?;
        match &self.landmarks.get(at)?.mark {
            Mark::Id(id) => Some(id.clone()),
            Mark::Element(..) | Mark::Words(_) => None,
        }
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

/// The first characters of a text.
fn first(text: &str, count: usize) -> String {
    text.trim().chars().take(count).collect()
}

/// The beginning of what a span holds, as far as its line goes.
fn words(source: &str, span: Span) -> String {
    let text = source.get(span.range()).unwrap_or_default().trim_start();
    first(text.lines().next().unwrap_or_default(), WORDS)
}

/// The end of what stands before a span in its line.
fn line_before(source: &str, span: Span) -> String {
    let before = source.get(..span.range().start).unwrap_or_default();
    // A line may be as long as the source; more than this is not looked at.
    let from = before
        .char_indices()
        .rev()
        .take(BEFORE)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let near = before.get(from..).unwrap_or_default();
    let line = near.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use scholion::parse::{self, Format};

    use super::*;

    const SOURCE: &str = "# On Bones\n\nThey thin [@a; @b] with age. Then 10^4^ of them \
        [break](https://example.org/x).\n\n## Care\n\nMilk helps [@a].\n\n![](milk.png) and \
        ![](cheese.png)\n\n| a | b |\n| - | - |\n| 1 | [@b] |\n\nMore words here.\n\n$$ \\frac{1}{2} $$\n";

    fn places(source: &str) -> Places {
        let works = "@book{a, title = {A}}\n@book{b, title = {B}}\n";
        let works = parse::bibliography_in(works, parse::BibliographyFormat::BibTeX);
        let references = works.references;
        let parsed = parse::text_with_references(source, Format::Markdown, &references);
        Places::of(&parsed.article)
    }

    fn find(words: &str) -> Place {
        let start = SOURCE.find(words).unwrap();
        places(SOURCE).find(Span::new(start, start + words.len()), SOURCE)
    }

    fn id(id: &str) -> Place {
        Place {
            id: Some(id.to_owned()),
            ..Place::default()
        }
    }

    #[test]
    fn a_finding_stands_at_the_node_that_holds_it() {
        assert_eq!(find("[@a; @b]"), id("cite-a-1"));
        assert_eq!(find("@b] with"), id("cite-a-1"));
        assert_eq!(find("[@a]."), id("cite-a-2"));
        assert_eq!(find("## Care"), id("care"));
        let image = Place {
            element: Some((Counted::Image, 1)),
            ..id("cite-a-2")
        };
        assert_eq!(find("![](cheese.png)"), image);
        let table = Place {
            element: Some((Counted::Table, 0)),
            ..id("cite-a-2")
        };
        assert_eq!(find("| a | b |"), table);
        assert_eq!(find("[@b] |"), id("cite-b-1"));
        let link = Place {
            words: "break".to_owned(),
            ..id("cite-a-1")
        };
        assert_eq!(find("https://example.org/x"), link);
        let formula = Place {
            element: Some((Counted::Formula, 0)),
            ..id("cite-b-1")
        };
        assert_eq!(find("\\frac{1}{2}"), formula);
    }

    #[test]
    fn any_other_stands_behind_the_last_one_with_its_words() {
        let found = find("^4^");
        assert_eq!(found.before.chars().count(), BEFORE);
        assert!(found.before.ends_with("] with age. Then 10"), "{found:?}");
        assert_eq!(found.id.as_deref(), Some("cite-a-1"));
        assert_eq!(found.words, "^4^");
        assert_eq!(find("More").id, id("cite-b-1").id);
        let first = find("On Bones");
        assert_eq!((first.id, first.words.as_str()), (None, "On Bones"));
        assert_eq!(first.before, "# ");
    }

    /// What is counted in the article can be counted in the page.
    #[test]
    fn the_page_has_as_many_as_the_article() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> = std::fs::read_dir(root.join("tests/cases"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        paths.push(root.join("www/articles/elements.json"));
        let mut counted = [0; 3];
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.display().to_string();
            let promise = parse::Promise {
                name: &name,
                ..parse::Promise::default()
            };
            let (_, parsed) = parse::read_article(&bytes, &promise, &[], &parse::Limits::default());
            let mut article = [0; 3];
            walk::each_node(&parsed.article, &mut |node, _| match node {
                Node::Block(Block::Image(_)) | Node::Inline(Inline::Image(_)) => article[0] += 1,
                Node::Block(Block::Math(_)) | Node::Inline(Inline::InlineMath(_)) => {
                    article[1] += 1;
                }
                Node::Block(Block::Table(_)) => article[2] += 1,
                _ => {}
            });
            let options = scholion::render::Options {
                contents: false,
                ..scholion::render::Options::default()
            };
            let html = scholion::render::html(&parsed.article, &options);
            let count = |signs: &[&str]| signs.iter().map(|sign| html.matches(sign).count()).sum();
            let page: [usize; 3] = [
                count(&["<img ", "class=\"sch-missing\""]),
                count(&["class=\"sch-formula\"", "class=\"sch-math\""]),
                count(&["class=\"sch-table\""]),
            ];
            assert_eq!(article, page, "{name}: images, formulae, tables");
            for (sum, more) in counted.iter_mut().zip(page) {
                *sum += more;
            }
        }
        assert!(counted.iter().all(|count| *count > 5), "{counted:?}");
    }

    #[test]
    fn places_that_are_none_are_survived() {
        let places = places(SOURCE);
        for (start, end) in [(0, 0), (9_999, 99_999), (0, usize::MAX)] {
            places.find(Span::new(start, end), SOURCE);
        }
        assert_eq!(places.find(Span::new(9_999, 9_999), "").words, "");
        assert_eq!(
            Places::of(&Article::default()).find(Span::new(1, 2), "é"),
            Place::default()
        );
    }
}
