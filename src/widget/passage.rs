//! Copying a passage together with the references that it cites.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Range};

use super::{Core, dom};
use crate::behavior::passage::{Effect, Event};
use crate::render::{self, hooks};

/// How far from the selection the control stands, in CSS pixels. A finger's selection has handles.
const GAP: f64 = 8.0;
const GAP_FOR_HANDLES: f64 = 32.0;

/// Elements that a line of text ends with.
const LINES: [&str; 17] = [
    "P",
    "LI",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "DIV",
    "BLOCKQUOTE",
    "FIGCAPTION",
    "TR",
    "PRE",
    "SECTION",
    "ASIDE",
    "HEADER",
    "BR",
];

impl Core {
    /// Tells the machine of the selection what happened and does what it says.
    pub(super) fn selection_event(self: &Rc<Self>, event: Event) {
        let effects = self.state.borrow_mut().passage.handle(event);
        for effect in effects {
            match effect {
                Effect::Wait(token, milliseconds) => {
                    let weak = Rc::downgrade(self);
                    let timer = Timeout::new(milliseconds, move || {
                        if let Some(core) = weak.upgrade() {
                            let done = core.timers.borrow_mut().passage.take();
                            core.selection_event(Event::Timer(token));
                            drop(done);
                        }
                    });
                    self.timers.borrow_mut().passage = Some(timer);
                }
                Effect::Show => self.show_passage(),
                Effect::Hide => {
                    if let Some(control) = self.passage_control() {
                        dom::set_popover(&control, false);
                    }
                }
            }
        }
    }

    /// The pointer is up: now it is worth looking at what is selected.
    pub(super) fn selection_drawn(self: &Rc<Self>) {
        self.selection_event(Event::PointerUp);
        if !self.state.borrow().passage.is_shown() {
            self.selection_changed();
        }
    }

    pub(super) fn selection_changed(self: &Rc<Self>) {
        if self.state.borrow().passage.is_drawing() {
            return;
        }
        let cites = self
            .selected()
            .is_some_and(|range| !self.cited_in(&range).is_empty());
        self.selection_event(Event::Changed { cites });
    }

    fn passage_control(&self) -> Option<HtmlElement> {
        self.state.borrow().passage_control.clone()
    }

    /// What is selected of the text of this article.
    fn selected(&self) -> Option<Range> {
        let range = dom::selected_range(&self.host).filter(|range| !range.collapsed())?;
        let main = self.text()?;
        if !range.intersects_node(&main).ok()? {
            return None;
        }
        // What is selected beyond the text is not the article's.
        let inside = |node: Result<Node, _>| node.is_ok_and(|node| main.contains(Some(&node)));
        if !inside(range.start_container()) {
            range.set_start(&main, 0).ok()?;
        }
        if !inside(range.end_container()) {
            range.set_end(&main, main.child_nodes().length()).ok()?;
        }
        Some(range)
    }

    /// The keys of the references that a range cites, in the order of the text.
    fn cited_in(&self, range: &Range) -> Vec<String> {
        let Ok(around) = range.common_ancestor_container() else {
            return Vec::new();
        };
        let around: Option<Element> = around
            .dyn_into::<Element>()
            .or_else(|node| node.parent_element().ok_or(node))
            .ok();
        let Some(around) = around else {
            return Vec::new();
        };
        // A selection inside a marker is one of figures, not of what they cite.
        let scope = if self.host.contains(Some(&around)) {
            around
        } else {
            self.host.clone().into()
        };
        let mut keys: Vec<String> = Vec::new();
        let markers = format!("{}[{}]", hooks::MARKERS, hooks::DATA_REFERENCES);
        for marker in dom::find_all(&scope, &markers) {
            if range.intersects_node(&marker).unwrap_or(false)
                && marker
                    .closest("[hidden]")
                    .is_ok_and(|hidden| hidden.is_none())
            {
                let own = marker
                    .get_attribute(hooks::DATA_REFERENCES)
                    .unwrap_or_default();
                for key in own.split_ascii_whitespace() {
                    if !keys.iter().any(|known| known == key) {
                        keys.push(key.to_owned());
                    }
                }
            }
        }
        keys
    }

    fn show_passage(&self) {
        let (Some(control), Some(range)) = (self.passage_control(), self.selected()) else {
            return;
        };
        let count = self.cited_in(&range).len();
        let Some(button) = dom::find(&control, &format!(".{}", hooks::PASSAGE_COPY)) else {
            return;
        };
        button.set_text_content(Some(&self.words().messages().copy_passage(count)));
        dom::set_popover(&control, true);
        self.place_passage(&control, &range);
    }

    /// Under the end of the selection, or above where there is no room; inside the window.
    fn place_passage(&self, control: &HtmlElement, range: &Range) {
        let (Some((width, height)), Some(window)) = (dom::window_size(), dom::window()) else {
            return;
        };
        let lines = range.get_client_rects();
        let last = lines.and_then(|lines| lines.item(lines.length().checked_sub(1)?));
        let Some(line) = last.map(|line| dom::rect(&line)) else {
            return;
        };
        let gap = if self.state.borrow().pressed_by_touch {
            GAP_FOR_HANDLES
        } else {
            GAP
        };
        let (own_width, own_height) = (
            f64::from(control.offset_width()),
            f64::from(control.offset_height()),
        );
        let below = line.bottom + gap;
        let above = line.top - gap - own_height;
        let top = if below + own_height <= height || above < 0.0 {
            below.min(height - own_height - GAP).max(GAP)
        } else {
            above
        };
        let left = (line.right - own_width / 2.0)
            .min(width - own_width - GAP)
            .max(GAP);
        // In the page, so that it goes along when the page is scrolled.
        let scrolled = |scroll: Result<f64, _>| scroll.unwrap_or_default();
        let style = control.style();
        let _ = style.set_property("left", &dom::pixels(left + scrolled(window.scroll_x())));
        let _ = style.set_property("top", &dom::pixels(top + scrolled(window.scroll_y())));
    }

    /// The selected passage and the references that it cites, as plain text.
    pub(super) fn passage_text(&self) -> Option<String> {
        let range = self.selected()?;
        let keys = self.cited_in(&range);
        let mut text = String::new();
        write_text(&range.clone_contents().ok()?.into(), &mut text);
        let (state, words) = (self.state.borrow(), self.words());
        let list: Vec<String> = keys
            .iter()
            .filter_map(|key| {
                let reference = state.index.reference(&state.article, key)?;
                let label = state.index.label(&state.article, key);
                Some(format!(
                    "{label}. {}",
                    render::entry_text(reference, words.messages())
                ))
            })
            .collect();
        Some(format!("{}\n\n{}", tidy(&text), list.join("\n")))
    }
}

/// The text of a piece of the page: markers in brackets, a line for what stands on one.
fn write_text(node: &Node, text: &mut String) {
    let children = node.child_nodes();
    for child in (0..children.length()).filter_map(|at| children.get(at)) {
        let Some(element) = child.dyn_ref::<Element>() else {
            if child.node_type() == Node::TEXT_NODE {
                text.push_str(&child.node_value().unwrap_or_default());
            }
            continue;
        };
        let classes = element.class_list();
        let ours = [
            hooks::COUNT,
            hooks::TOOLS,
            hooks::LINKS,
            hooks::BACK,
            hooks::CONTEXTS,
            hooks::CONTEXTS_HOME,
            hooks::PICK,
            hooks::UNCITED,
            hooks::EXTRAS,
        ];
        let silent = ours.iter().any(|class| classes.contains(class))
            || matches!(element.tag_name().as_str(), "SCRIPT" | "STYLE" | "TEMPLATE")
            || element.has_attribute("hidden");
        if silent {
            continue;
        }
        // Markers of a page's own stand in brackets already, or are raised.
        let raised = element.tag_name() == "SUP"
            && dom::find(element, &format!("[{}]", hooks::DATA_MARKER)).is_some();
        if classes.contains(hooks::MARKER) || raised {
            let figures = element.text_content().unwrap_or_default();
            if figures.starts_with(['[', '(']) {
                text.push_str(&figures);
            } else {
                text.push('[');
                text.push_str(&figures);
                text.push(']');
            }
            continue;
        }
        write_text(&child, text);
        match element.tag_name().as_str() {
            "TD" | "TH" => text.push('\t'),
            name if LINES.contains(&name) => text.push('\n'),
            _ => {}
        }
    }
}

/// No more than one empty line, no white space at the ends of lines.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n\n")
}
