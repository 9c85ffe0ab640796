//! The reference list on the page: filter, order, sentences, export.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::observe::AfterFrame;
use super::{Core, dom};
use crate::behavior::list::{Effect, Entry, Event, List, Sort};
use crate::behavior::search;
use crate::model::{Csl, Date, Name, Reference, plain_text};
use crate::render::{self, ExportFormat, fragment, hooks};

/// The list's machine, and the items that it speaks of.
#[derive(Debug)]
pub(super) struct ListState {
    machine: List,
    items: Rc<Items>,
}

/// The items of the list, in printed order, and what holds them.
#[derive(Debug)]
struct Items {
    all: Vec<HtmlElement>,
    runs: Vec<Run>,
}

/// An element that holds items, and how many of them: one for the whole list, or several where that is
/// long (`hooks::RUNS`).
#[derive(Debug)]
struct Run {
    element: HtmlElement,
    length: usize,
}

impl Core {
    /// Tells the list's machine what the reader wants and does what it says.
    fn list_event(&self, event: Event) {
        self.know_list();
        let effects = match self.list.borrow_mut().as_mut() {
            Some(state) => state.machine.handle(event),
            None => return,
        };
        // No borrow is held: moving items makes events where one of them has the focus.
        let Some(items) = self.known_items() else {
            return;
        };
        let Items { all, runs } = &*items;
        let item = |at: usize| all.get(at);
        let moves = |effect: &Effect| {
            matches!(effect, Effect::Show(_) | Effect::Hide(_) | Effect::Order(_))
        };
        let are_runs_others = runs.len() > 1 && effects.iter().any(moves);
        for effect in effects {
            match effect {
                Effect::Show(at) => {
                    let _ = item(at).map(|item| {
                        // In a run, it is not the parent that says what an item is.
                        let role = if runs.len() > 1 {
                            item.set_attribute("role", "listitem")
                        } else {
                            item.remove_attribute("role")
                        };
                        item.remove_attribute("hidden").and(role)
                    });
                }
                // Find-in-page still finds what a filter hides.
                Effect::Hide(at) => {
                    let _ = item(at).map(|item| {
                        item.set_attribute("hidden", "until-found")
                            .and(item.set_attribute("role", "presentation"))
                    });
                }
                Effect::Order(order) => {
                    let places = runs
                        .iter()
                        .flat_map(|run| std::iter::repeat_n(&run.element, run.length));
                    for (at, place) in order.into_iter().zip(places) {
                        let _ = item(at).map(|item| place.append_child(item));
                    }
                }
                Effect::Count { shown, of } => {
                    self.say_found(shown, of);
                    self.offer_shown(shown, of);
                }
                Effect::ClearQuery => {
                    if let Some(field) = self.tool::<HtmlInputElement>(hooks::FILTER) {
                        field.set_value("");
                    }
                }
                Effect::Check(at, checked) => {
                    let mark = item(at)
                        .and_then(|item| dom::find(item, &format!(".{}", hooks::PICK)))
                        .and_then(|mark| mark.dyn_into::<HtmlInputElement>().ok());
                    if let Some(mark) = mark {
                        mark.set_checked(checked);
                    }
                }
                Effect::Selected(count) => {
                    self.say_in_list(&self.words().messages().selected(count));
                }
            }
        }
        if are_runs_others {
            self.say_shown_in_runs(runs);
        }
    }

    /// Tells the style sheet how many entries of each run a filter shows: how high a run is that is
    /// skipped while it is far away, nobody knows better.
    fn say_shown_in_runs(&self, runs: &[Run]) {
        let list = self.list.borrow();
        let Some(machine) = list.as_ref().map(|state| &state.machine) else {
            return;
        };
        let mut order = machine.order().iter();
        let shown: Vec<usize> = runs
            .iter()
            .map(|run| {
                let own = order.by_ref().take(run.length);
                own.filter(|at| machine.is_shown(**at)).count()
            })
            .collect();
        let is_filtered = runs
            .iter()
            .zip(&shown)
            .any(|(run, shown)| *shown < run.length);
        for (run, shown) in runs.iter().zip(shown) {
            dom::flag(&run.element, hooks::DATA_FILTERED, is_filtered);
            let style = run.element.style();
            // Neither throws for a name and a number of ours.
            if is_filtered {
                let _ = style.set_property(hooks::STYLE_SHOWN, &shown.to_string());
            } else {
                let _ = style.remove_property(hooks::STYLE_SHOWN);
            }
        }
    }

    /// Gathers it before the first key, as soon as what has led here is on the screen.
    pub(super) fn know_list_soon(self: &Rc<Self>) {
        if self.list.borrow().is_none() {
            let known = AfterFrame::new(self, |core| core.know_list());
            self.timers.borrow_mut().list = Some(known);
        }
    }

    /// Gathers what the list is found and sorted by, when it is needed first.
    fn know_list(&self) {
        if self.list.borrow().is_some() {
            return;
        }
        let Some(items) = self.find_items() else {
            return;
        };
        let state = self.state.borrow();
        let entries = state
            .article
            .references
            .iter()
            .map(|reference| {
                let key = fragment::key(reference.id.as_str());
                entry(reference, state.index.first_use(&key))
            })
            .collect();
        self.list.replace(Some(ListState {
            machine: List::new(entries),
            items: Rc::new(items),
        }));
    }

    fn known_items(&self) -> Option<Rc<Items>> {
        let list = self.list.borrow();
        list.as_ref().map(|state| Rc::clone(&state.items))
    }

    fn find_items(&self) -> Option<Items> {
        let run = |element: HtmlElement, length| Run { element, length };
        if let Some(standing) = self.standing.borrow().as_ref() {
            let (list, entries) = standing.entries()?;
            return Some(Items {
                all: entries.to_vec(),
                runs: vec![run(list, entries.len())],
            });
        }
        let list = self.written_list()?;
        let lists = if list.class_list().contains(hooks::RUNS) {
            dom::html_children(&list)
        } else {
            vec![list]
        };
        let mut all = Vec::new();
        let runs = lists.into_iter().map(|list| {
            let own = dom::html_children(&list);
            let length = own.len();
            all.extend(own);
            run(list, length)
        });
        let runs = runs.collect();
        Some(Items { all, runs })
    }

    /// The reference list of an article of ours, or what holds its parts.
    fn written_list(&self) -> Option<HtmlElement> {
        let id = format!(
            "{}{}",
            self.settings.borrow().id_prefix(),
            fragment::REFERENCE_LIST
        );
        self.part(&id)
    }

    /// A control of the list's tools.
    fn tool<T: JsCast>(&self, class: &str) -> Option<T> {
        // They stand before the list: what comes before that need not be looked through.
        let list = if self.standing.borrow().is_none() {
            self.written_list()
        } else {
            None
        };
        let beside = list.and_then(|list| list.parent_element());
        let home = beside.as_ref().unwrap_or(&self.host);
        dom::find(home, &format!(".{} .{class}", hooks::TOOLS))?
            .dyn_into()
            .ok()
    }

    fn say_found(&self, shown: usize, of: usize) {
        let text = if shown == of {
            String::new()
        } else {
            self.words().messages().found(shown, of)
        };
        self.say_in_list(&text);
    }

    /// Says how many references there are, as it is now.
    fn say_found_now(&self) {
        let of = self.state.borrow().article.references.len();
        self.say_found(self.shown().len(), of);
    }

    /// The choice of what is exported has those that the filter shows, and their number.
    fn offer_shown(&self, shown: usize, of: usize) {
        let Some(choice) = self.tool::<HtmlSelectElement>(hooks::EXPORT_WHAT) else {
            return;
        };
        let selector = format!("option[value={}]", dom::quoted(render::WHAT_SHOWN));
        let there = dom::find(&choice, &selector);
        let option = match there {
            Some(option) if shown < of => option,
            Some(option) => {
                option.remove();
                return;
            }
            None if shown < of => {
                let document = self.host.owner_document();
                let made = document.and_then(|document| dom::element(&document, "option", ""));
                let Some(option) = made else { return };
                let _ = option.set_attribute("value", render::WHAT_SHOWN);
                let first = choice.first_element_child();
                let _ = first.map(|first| first.after_with_node_1(&option));
                option
            }
            None => return,
        };
        option.set_text_content(Some(&self.words().messages().export_shown(shown)));
    }

    fn say_in_list(&self, text: &str) {
        if let Some(place) = self.tool::<HtmlElement>(hooks::FOUND) {
            place.set_text_content(Some(text));
        }
    }

    /// The reader has typed into a field or made a choice.
    pub(super) fn changed(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(element) = dom::target(event) else {
            return;
        };
        let classes = element.class_list();
        if classes.contains(hooks::FILTER) {
            if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
                self.list_event(Event::Filter(folded(&field.value())));
            }
        } else if classes.contains(hooks::SORT) {
            if let Some(choice) = element.dyn_ref::<HtmlSelectElement>() {
                let sort = Sort::from_name(&choice.value()).unwrap_or_default();
                self.list_event(Event::Sort(sort));
            }
        } else if classes.contains(hooks::EXPORT_WHAT) {
            if let Some(choice) = element.dyn_ref::<HtmlSelectElement>() {
                self.pick(choice.value() == render::WHAT_SELECTED);
            }
        } else if classes.contains(hooks::PICK)
            && let Some(mark) = element.dyn_ref::<HtmlInputElement>()
            && let Some(at) = self.item_of(&element)
        {
            self.list_event(Event::Select(at, mark.checked()));
        }
    }

    /// Where in the printed order the item stands that an element is in.
    fn item_of(&self, element: &Element) -> Option<usize> {
        let list = self.list.borrow();
        let items = &list.as_ref()?.items;
        items
            .all
            .iter()
            .position(|item| item.contains(Some(element)))
    }

    /// A jump leads into the list: its target is shown, whatever the filter says.
    pub(super) fn reveal_reference(&self, element: &Element) {
        if let Some(at) = self.item_of(element) {
            self.list_event(Event::Reveal(at));
        }
    }

    /// Puts a box before every reference, or takes them away again.
    fn pick(&self, on: bool) {
        self.know_list();
        let Some(items) = self.known_items() else {
            return;
        };
        let Items { all, runs } = &*items;
        for run in runs {
            dom::flag(&run.element, hooks::DATA_PICKING, on);
        }
        // No borrow is held: a box that goes may take the focus with it, which makes events.
        let labels: Vec<String> = {
            let state = self.state.borrow();
            let references = state.article.references.iter();
            references
                .map(|reference| reference.label.as_deref().unwrap_or(reference.id.as_str()))
                .map(str::to_owned)
                .collect()
        };
        for (item, label) in all.iter().zip(&labels) {
            match dom::find(item, &format!(".{}", hooks::PICK)) {
                Some(mark) if !on => mark.remove(),
                None if on => {
                    let name = self.words().messages().pick(label);
                    let mark = self.pick_box(&name);
                    if let Some(mark) = &mark {
                        let (state, settings) = (self.state.borrow(), self.settings.borrow());
                        let tongue = render::our_tongue(&state.article, &settings.options());
                        dom::say_tongue(mark, tongue);
                    }
                    let _ = mark.map(|mark| item.prepend_with_node_1(&mark));
                }
                _ => {}
            }
        }
        self.list_event(Event::Choose(on));
        if on {
            self.say_in_list(&self.words().messages().selected(0));
        } else {
            self.say_found_now();
        }
    }

    fn pick_box(&self, name: &str) -> Option<HtmlElement> {
        let document = self.host.owner_document()?;
        let mark = dom::element(&document, "input", hooks::PICK)?;
        mark.set_attribute("type", "checkbox").ok()?;
        mark.set_attribute("aria-label", name).ok()?;
        Some(mark)
    }

    /// Opens the sentences that cite a reference, and closes them.
    pub(super) fn toggle_contexts(&self, button: &Element) {
        let open = button.get_attribute("aria-expanded").as_deref() == Some("true");
        let _ = button.set_attribute("aria-expanded", if open { "false" } else { "true" });
        let entry = dom::closest(button, hooks::ENTRY);
        let Some(entry) = entry.or_else(|| dom::closest(button, hooks::EXTRAS)) else {
            return;
        };
        if open {
            if let Some(list) = dom::find(&entry, &format!(".{}", hooks::CONTEXTS_HOME)) {
                list.remove();
            }
            return;
        }
        let Some(document) = self.host.owner_document() else {
            return;
        };
        let Some(home) = dom::element(&document, "div", hooks::CONTEXTS_HOME) else {
            return;
        };
        let key = button.get_attribute(hooks::DATA_KEY).unwrap_or_default();
        let html = {
            let (state, settings) = (self.state.borrow(), self.settings.borrow());
            render::contexts(&state.article, &state.index, &key, &settings.options())
        };
        // XSS-Safety: `render::contexts` has escaped whatever came from the source.
        dom::set_markup(&home, &html);
        let _ = entry.append_child(&home);
    }

    /// Opens the choices of export, and closes them.
    pub(super) fn toggle_export(&self, button: &Element) {
        let Some(panel) = button
            .get_attribute("aria-controls")
            .and_then(|id| self.part(&id))
        else {
            return;
        };
        let open = panel.has_attribute("hidden");
        let _ = button.set_attribute("aria-expanded", if open { "true" } else { "false" });
        dom::flag(&panel, "hidden", !open);
        self.pick(false);
        if open {
            self.prepare_exporters();
            let html = {
                let (state, settings) = (self.state.borrow(), self.settings.borrow());
                let shown = self.shown().len();
                render::export_panel(&state.article, &state.index, shown, &settings.options())
            };
            // XSS-Safety: `render::export_panel` has escaped whatever came from the source.
            dom::set_markup(&panel, &html);
        }
    }

    /// The references that the filter shows, by their place in the list.
    fn shown(&self) -> Vec<usize> {
        self.know_list();
        self.list
            .borrow()
            .as_ref()
            .map_or_else(Vec::new, |state| state.machine.shown().collect())
    }

    /// What the choices around a button say is to be exported.
    pub(super) fn chosen(&self, button: &Element) -> Option<Chosen> {
        let panel = dom::closest(button, hooks::EXPORT)?;
        let value = |class: &str| -> Option<String> {
            let choice = dom::find(&panel, &format!(".{class}"))?;
            Some(choice.dyn_into::<HtmlSelectElement>().ok()?.value())
        };
        let format = ExportFormat::from_name(&value(hooks::EXPORT_FORMAT)?)?;
        let state = self.state.borrow();
        let stem = file_stem(&plain_text(&state.article.title));
        let Some(what) = value(hooks::EXPORT_WHAT) else {
            return Some(Chosen {
                name: format!("{stem}.{}", format.extension()),
                format,
                places: None,
            });
        };
        let all = 0..state.article.references.len();
        let places: Vec<usize> = if what == render::WHAT_SHOWN {
            self.shown()
        } else if what == render::WHAT_SELECTED {
            let list = self.list.borrow();
            list.as_ref()?.machine.selected().collect()
        } else if let Some(section) = what.strip_prefix(render::WHAT_SECTION) {
            render::section_references(&state.article, section)
        } else {
            all.collect()
        };
        if places.is_empty() {
            self.say_in_list(&self.words().messages().selected(0));
            return None;
        }
        Some(Chosen {
            name: format!("{stem}-references.{}", format.extension()),
            format,
            places: Some(places),
        })
    }
}

/// What is to be exported.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The name of the file.
    pub(super) name: String,
    pub(super) format: ExportFormat,
    /// The references by their places in the list; none for the article's own citation.
    pub(super) places: Option<Vec<usize>>,
}

/// A name for a file: the first words of a title, in letters that every system takes.
fn file_stem(title: &str) -> String {
    let folded = folded(title);
    let words: Vec<String> = folded
        .split_ascii_whitespace()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .take(6)
        .collect();
    if words.is_empty() {
        "article".to_owned()
    } else {
        words.join("-")
    }
}

/// Text as it is searched; the browser decomposes it.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return search::fold(text);
    }
    let decomposed = js_sys::JsString::from(text).normalize("NFKD");
    search::fold(&String::from(decomposed))
}

fn entry(reference: &Reference, first_use: Option<usize>) -> Entry {
    let label = reference.label.as_deref().unwrap_or(reference.id.as_str());
    let csl = reference.csl.as_ref();
    let year = csl.and_then(|csl| csl.issued.as_ref()?.year());
    let title = csl.and_then(|csl| csl.title.as_deref());
    let text = match (csl, title) {
        (Some(csl), Some(title)) => searched(csl, title, label),
        _ => format!("{label} {}", plain_text(&reference.children)),
    };
    let author = csl
        .and_then(|csl| csl.author.first())
        .and_then(sort_name)
        .or(title)
        .map(folded)
        .unwrap_or_default();
    Entry {
        search: folded(&text),
        label: folded(label),
        year,
        author,
        first_use,
    }
}

/// Number, authors, title, journal, year.
fn searched(csl: &Csl, title: &str, label: &str) -> String {
    let mut text = format!("{label} {title}");
    let names = csl.author.iter().chain(&csl.editor).flat_map(|name| {
        [
            &name.given,
            &name.non_dropping_particle,
            &name.family,
            &name.literal,
        ]
    });
    let year = csl.issued.as_ref().and_then(Date::year);
    let year = year.map(|year| year.to_string());
    let parts = names.chain([&csl.container_title, &csl.publisher, &year]);
    for part in parts.flatten() {
        text.push(' ');
        text.push_str(part);
    }
    text
}

fn sort_name(name: &Name) -> Option<&str> {
    name.family.as_deref().or(name.literal.as_deref())
}
