//! The list of sections.

use super::article::Page;
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{Block, Section, prose};

/// The fewest parts for which a list of sections is worth its room.
const FEWEST: usize = 3;

/// The fewest entries of a list that is skipped one by one while they are not in sight: more than a
/// window shows.
const LONG: usize = 40;

/// How deep the list goes.
const DEEPEST: usize = 2;

impl Page<'_> {
    /// The sections of the article and of these, the notes, the references.
    pub(super) fn contents(&mut self) {
        let article = self.article;
        if sections(&article.children).count() < FEWEST {
            return;
        }
        let (messages, prefix) = (self.options.messages, self.options.id_prefix);
        let title = messages.contents();
        self.html
            .start("nav")
            .class(hooks::CONTENTS)
            .attr("aria-label", title)
            .tongue(self.tongues.ours)
            .done();
        self.html
            .start("p")
            .class(hooks::KICKER)
            .attr("aria-hidden", "true")
            .done();
        self.html.text(title);
        self.html.close("p");
        if self.options.tools {
            self.html
                .start("button")
                .class(hooks::CONTENTS_TOGGLE)
                .attr("type", "button")
                .attr("aria-expanded", "false")
                .attr_parts("aria-controls", &[prefix, fragment::CONTENTS])
                .done();
            self.html.text(title);
            self.html.close("button");
        }
        let ol = self.html.start("ol");
        let ol = if entries(&article.children, 1) < LONG {
            ol
        } else {
            ol.class(hooks::LONG)
        };
        ol.attr_parts("id", &[prefix, fragment::CONTENTS])
            .tongue(self.tongues.theirs)
            .done();
        self.listed(&article.children, 1);
        if !article.footnotes.is_empty() {
            self.html.start("li").done();
            let tongue = self.tongues.ours;
            self.contents_entry(fragment::FOOTNOTES, messages.notes(), tongue, None);
            self.html.close("li");
        }
        if !article.references.is_empty() {
            self.html.start("li").done();
            let heading = self.references_title(article);
            let count = article.references.len();
            let tongue = self.tongue_of_references(article);
            self.contents_entry(fragment::REFERENCES, &heading, tongue, Some(count));
            self.html.close("li");
        }
        self.html.close("ol");
        self.html.close("nav");
    }

    fn listed(&mut self, blocks: &[Block], depth: usize) {
        for section in sections(blocks) {
            self.html.start("li").done();
            let title = prose(&section.title);
            self.contents_entry(section.identifier.as_str(), &title, Tongue::default(), None);
            if depth < DEEPEST && sections(&section.children).next().is_some() {
                self.html.start("ol").done();
                self.listed(&section.children, depth + 1);
                self.html.close("ol");
            }
            self.html.close("li");
        }
    }

    fn contents_entry(
        &mut self,
        name: &str,
        title: &str,
        tongue: Tongue<'_>,
        tally: Option<usize>,
    ) {
        let id = fragment::part(self.options.id_prefix, name);
        self.html
            .start("a")
            .attr_parts("href", &["#", &id])
            .tongue(tongue)
            .done();
        self.html.text(title);
        if let Some(tally) = tally {
            self.html.text(" ");
            self.html.element("span", hooks::TALLY, &tally.to_string());
        }
        self.html.close("a");
    }
}

/// How many entries the list has for the sections among these blocks.
fn entries(blocks: &[Block], depth: usize) -> usize {
    sections(blocks)
        .map(|section| match depth {
            DEEPEST.. => 1,
            _ => 1 + entries(&section.children, depth + 1),
        })
        .sum()
}

/// The sections among these blocks. Print has boxes anywhere; they are no part of the list.
fn sections(blocks: &[Block]) -> impl Iterator<Item = &Section> {
    blocks.iter().filter_map(|block| match block {
        Block::Section(section) => Some(section),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::LONG;
    use crate::model::Article;
    use crate::render;

    /// So many sections, and in the first of them one more.
    fn article(sections: usize) -> Article {
        let section = |name: String, children: Value| {
            json!({
                "type": "section",
                "identifier": name,
                "title": [{ "type": "text", "value": name }],
                "children": children,
            })
        };
        let inner = || section("inner".to_owned(), json!([]));
        let children: Vec<Value> = (0..sections)
            .map(|at| {
                section(
                    format!("s{at}"),
                    if at == 0 { json!([inner()]) } else { json!([]) },
                )
            })
            .collect();
        serde_json::from_value(json!({ "scholion": 1, "children": children })).unwrap()
    }

    #[test]
    fn a_list_that_no_window_shows_is_a_long_one() {
        let long = "<ol class=\"sch-long\" id=\"contents_list\">";
        let short = "<ol id=\"contents_list\">";
        for (sections, list) in [(LONG - 2, short), (LONG - 1, long)] {
            let html = render::html(&article(sections), &render::Options::default());
            assert!(html.contains(list), "{sections}");
        }
    }
}
