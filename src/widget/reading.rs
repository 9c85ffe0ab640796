//! While a reader reads: the current section in the list of sections, and how far it is to the
//! end. Observers tell; nothing is done while the page scrolls.

use std::rc::Rc;

use web_sys::IntersectionObserverEntry;

use super::observe::Observer;
use super::{Core, dom};
use crate::behavior::reading::Reading;
use crate::render::hooks;

/// The reading line is a quarter of the window from its top. Sections that touch it are read.
const LINE: &str = "-25% 0px -75% 0px";

/// All that has ever been above the reading line, however long the article is. The share of the
/// text that lies in there is what has been read.
const ABOVE_LINE: &str = "10000000px 0px -75% 0px";

/// How many steps the meter takes.
const STEPS: u32 = 200;

impl Core {
    /// Begins to see where the reader is.
    pub(super) fn watch_reading(self: &Rc<Self>) -> Vec<Observer> {
        [self.watch_sections(), self.watch_progress()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn watch_sections(self: &Rc<Self>) -> Option<Observer> {
        // What the list does not name has its parent's entry marked.
        let contents = dom::find(&self.host, &format!(".{}", hooks::CONTENTS))?;
        let listed = dom::find_all(&contents, "li > a");
        let sections: Vec<_> = listed
            .iter()
            .filter_map(|link| self.part(link.get_attribute("href")?.strip_prefix('#')?))
            .collect();
        if sections.is_empty() {
            return None;
        }
        self.state.borrow_mut().reading = Reading::new(sections.iter().map(|part| part.id()));
        let observer = Observer::new(self, LINE, None, |core, entries| core.passed(entries))?;
        for section in &sections {
            observer.observe(section);
        }
        Some(observer)
    }

    fn passed(&self, entries: &[IntersectionObserverEntry]) {
        let current = {
            let reading = &mut self.state.borrow_mut().reading;
            let before = reading.current().map(str::to_owned);
            for entry in entries {
                reading.crosses(&entry.target().id(), entry.is_intersecting());
            }
            let now = reading.current().map(str::to_owned);
            if now == before {
                return;
            }
            now
        };
        // The list stands before the text, which need not be looked through.
        let Some(contents) = dom::find(&self.host, &format!(".{}", hooks::CONTENTS)) else {
            return;
        };
        if let Some(link) = dom::find(&contents, "[aria-current]") {
            let _ = link.remove_attribute("aria-current");
        }
        let Some(id) = current else { return };
        let link = format!("a[href={}]", dom::quoted(&format!("#{id}")));
        if let Some(link) = dom::find(&contents, &link) {
            let _ = link.set_attribute("aria-current", "location");
        }
    }

    fn watch_progress(self: &Rc<Self>) -> Option<Observer> {
        dom::find(&self.host, &format!(":scope > .{}", hooks::METER))?;
        let main = self.text()?;
        let steps: Vec<f64> = (0..=STEPS)
            .map(|step| f64::from(step) / f64::from(STEPS))
            .collect();
        let observer = Observer::new(self, ABOVE_LINE, Some(&steps), |core, entries| {
            if let Some(entry) = entries.last() {
                core.show_progress(entry.intersection_ratio());
            }
        })?;
        observer.observe(&main);
        Some(observer)
    }

    fn show_progress(&self, read: f64) {
        if let Some(meter) = dom::find(&self.host, &format!(":scope > .{}", hooks::METER)) {
            let _ = meter
                .style()
                .set_property(hooks::STYLE_READ, &dom::decimal(read, 1_000));
        }
    }

    /// Opens the list of sections where it has no room beside the text, or closes it.
    pub(super) fn open_contents(&self, open: Option<bool>) {
        let toggle = dom::find(&self.host, &format!(".{}", hooks::CONTENTS_TOGGLE));
        let Some(toggle) = toggle else { return };
        let is_open = toggle.get_attribute("aria-expanded").as_deref() == Some("true");
        let open = open.unwrap_or(!is_open);
        let _ = toggle.set_attribute("aria-expanded", if open { "true" } else { "false" });
    }
}
