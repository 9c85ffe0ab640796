//! Reading a page's own article and enhancing it where it stands.

use std::rc::Rc;

use super::Standing;
use super::annotate::{Annotator, Page};
use crate::behavior::trail::Trail;
use crate::model::Article;
use crate::parse;
use crate::parse::html::{Places, Reading, SectionKind, SectionPlace, Tree};
use crate::render::{Collapse, Index, Names, fragment, hooks};
use crate::widget::import::Noticed;
use crate::widget::{Core, State, dom};

impl Core {
    /// Reads the article that the element holds and enhances it where it stands.
    pub(in crate::widget) fn enhance(self: &Rc<Self>) -> Result<(), String> {
        let quiet = self.state.borrow().quiet;
        self.close_card();
        self.unmount();
        let snapshot = dom::snapshot(&self.host);
        let tree = Tree::from_snapshot(&snapshot.json())
            .ok_or("what the page holds could not be read; it is left as it is")?;
        let Reading {
            article,
            diagnostics,
            places,
        } = parse::html::html_with_references(&tree, &self.library.borrow().references());
        if article == Article::default() {
            return Err("the element holds no article: put it around one".to_owned());
        }
        self.noticed
            .replace(Noticed::imported(String::new(), diagnostics));
        let page = Page {
            tree: &tree,
            nodes: snapshot.nodes(),
        };
        self.stand(article, &places, &page);
        if quiet {
            self.set_quiet(true);
        }
        Ok(())
    }

    /// Does it again, in other words. What is open stays open.
    pub(in crate::widget) fn enhance_again(self: &Rc<Self>) {
        let before = self.state.borrow().sections.clone();
        if self.enhance().is_ok() {
            let effects = self.state.borrow_mut().sections.restore(before.iter());
            self.fold(&effects);
        }
    }

    fn stand(self: &Rc<Self>, article: Article, places: &Places, page: &Page<'_>) {
        let around = self.around();
        let language = around.language().map(str::to_owned);
        self.settings.borrow_mut().choose_words(&article, language);
        let settings = self.settings.borrow();
        let options = settings.options();
        let index = Index::of(&article, options.id_prefix);
        let Some(document) = self.host.owner_document() else {
            return;
        };
        let mut annotator = Annotator {
            page,
            document,
            host: &self.host,
            options: &options,
            article: &article,
            index: &index,
            standing: Standing::default(),
            names: Names::default(),
        };
        annotator.entries(places);
        annotator.markers(places);
        let names = std::mem::take(&mut annotator.names);
        let index = index.clone().named(names);
        annotator.extras(places, &index);
        annotator.tools(places, &index);
        annotator.sections(places);
        let mut standing = annotator.standing;
        let closed = closed_at_first(places, options.collapse, options.id_prefix);
        drop(settings);
        let trail = Trail::new(self.settings.borrow().history());
        standing.edits.keep(&self.host, hooks::DATA_QUIET);
        self.standing.replace(Some(standing));
        self.state.replace(State {
            article,
            index,
            trail,
            ..State::default()
        });
        let sections = self.collect_sections();
        self.state.borrow_mut().sections = sections;
        self.append_own(&around);
        if let Some(standing) = self.standing.borrow_mut().as_mut() {
            for own in self.own_elements() {
                standing.edits.inserted(&own);
            }
        }
        self.listen();
        self.watch_soon();
        let effects = {
            let closed = closed.iter().map(|id| (id.as_str(), false));
            self.state.borrow_mut().sections.restore(closed)
        };
        self.fold(&effects);
        self.recall_parts();
        self.arrive_standing(true);
    }
}

/// The parts that are closed at first.
fn closed_at_first(places: &Places, collapse: Collapse, prefix: &str) -> Vec<String> {
    let outermost = places.sections.iter().map(|section| section.level).min();
    let outer = places
        .sections
        .iter()
        .filter(|section| Some(section.level) == outermost);
    let skipped = match collapse {
        Collapse::None | Collapse::Boxes => return Vec::new(),
        Collapse::All => 0,
        Collapse::AfterFirst => 1,
    };
    outer
        .skip(skipped)
        .map(|section| part_id(prefix, section))
        .collect()
}

/// The id of the part that a heading begins, by the page's own id for it. No element has it: what
/// folds is a run of elements.
pub(super) fn part_id(prefix: &str, section: &SectionPlace) -> String {
    let name = match (&section.id, section.kind) {
        (Some(id), _) => return format!("{}_body", fragment::key(id)),
        (None, SectionKind::References) => fragment::REFERENCES,
        (None, SectionKind::Notes) => fragment::FOOTNOTES,
        (None, SectionKind::Text) => &section.identifier,
    };
    format!("{}_body", fragment::part(prefix, name))
}
