use proptest::prelude::*;

use super::*;

type Place = u32;

/// A browser with a history, as far as the machine deals with it: what `history.state` holds of
/// ours in each entry. Going back is not done at once, as in a real browser.
struct Browser {
    trail: Trail<Place>,
    entries: Vec<Entry>,
    at: usize,
    clock: Step,
    /// Where the reader is.
    here: Place,
    sheet: bool,
    control: bool,
    marked: bool,
    /// Steps back that have been asked for and not been done.
    backs: u32,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Entry {
    step: Option<Step>,
    place: Option<Place>,
    fragment: String,
}

const TARGET: Place = 1_000;

impl Browser {
    fn new(history: bool) -> Self {
        Self {
            trail: Trail::new(history),
            entries: vec![Entry::default()],
            at: 0,
            clock: 0,
            here: 0,
            sheet: false,
            control: false,
            marked: false,
            backs: 0,
        }
    }

    fn push(&mut self, entry: Entry) {
        self.entries.truncate(self.at + 1);
        self.entries.push(entry);
        self.at += 1;
    }

    fn event(&mut self, event: Event<Place>) {
        for effect in self.trail.handle(event) {
            match effect {
                Effect::Remember(place) => self.entries[self.at].place = Some(place),
                Effect::Push(fragment, step) => self.push(Entry {
                    step: Some(step),
                    place: None,
                    fragment,
                }),
                Effect::Replace(fragment, step) => {
                    self.entries[self.at] = Entry {
                        step: Some(step),
                        place: None,
                        fragment,
                    };
                }
                Effect::Land(_) => {
                    self.here = TARGET;
                    self.marked = true;
                }
                Effect::Return(place) => self.here = place,
                Effect::HistoryBack => self.backs += 1,
                Effect::Guard => {
                    let copy = self.entries[self.at].clone();
                    self.push(copy);
                }
                Effect::CloseSheet => {
                    assert!(self.sheet, "there is no sheet to close");
                    self.sheet = false;
                }
                Effect::ShowControl => {
                    assert!(!std::mem::replace(&mut self.control, true), "shown twice");
                }
                Effect::HideControl => {
                    assert!(std::mem::replace(&mut self.control, false), "hidden twice");
                }
                Effect::Unmark => {
                    assert!(std::mem::replace(&mut self.marked, false), "unmarked twice");
                }
            }
        }
    }

    /// Does what has been asked of the history.
    fn settle(&mut self) {
        while self.backs > 0 {
            self.backs -= 1;
            self.browser_back();
        }
    }

    fn browser_back(&mut self) {
        if let Some(before) = self.at.checked_sub(1) {
            self.at = before;
            self.popped();
        }
    }

    fn popped(&mut self) {
        let Entry { step, place, .. } = self.entries[self.at].clone();
        self.event(Event::Popped { step, place });
    }

    fn jump(&mut self, link: bool) -> Place {
        let from = self.here;
        self.clock += 1;
        self.event(Event::Jump {
            from,
            to: "ref-11".into(),
            step: self.clock,
            link,
        });
        // A jump out of a sheet closes it.
        if std::mem::take(&mut self.sheet) {
            self.event(Event::SheetClosed { at_guard: true });
        }
        from
    }

    fn press_back(&mut self) {
        let step = self.entries[self.at].step;
        self.event(Event::Back { step });
        self.settle();
    }

    fn open_sheet(&mut self) {
        self.sheet = true;
        self.event(Event::SheetOpened { guard: true });
    }

    fn close_sheet(&mut self) {
        if std::mem::take(&mut self.sheet) {
            self.event(Event::SheetClosed { at_guard: true });
            self.settle();
        }
    }
}

fn jump(from: Place, step: Step, link: bool) -> Event<Place> {
    Event::Jump {
        from,
        to: "ref-11".into(),
        step,
        link,
    }
}

#[test]
fn the_last_fifty_jumps_are_kept() {
    let mut trail = Trail::new(false);
    for step in 1..=50 {
        trail.handle(jump(7, step, false));
        assert_eq!(trail.depth() as u64, step);
    }
    trail.handle(jump(7, 51, false));
    assert_eq!(trail.depth(), 50);
}

#[test]
fn an_entry_that_knows_no_place_leads_to_the_first_jump_that_it_undoes() {
    let mut trail = Trail::new(true);
    for (from, step, link) in [(1, 1, true), (2, 2, false), (3, 3, true), (4, 4, true)] {
        trail.handle(jump(from, step, link));
    }
    let popped = Event::Popped {
        step: Some(1),
        place: None,
    };
    assert_eq!(
        trail.handle(popped),
        [Effect::Unmark, Effect::Return(3)],
        "the second made no entry, and the first is not undone"
    );
    assert_eq!(trail.depth(), 1);
}

#[test]
fn a_step_back_that_was_asked_for_is_no_step_of_the_reader() {
    let mut trail = Trail::new(true);
    trail.handle(jump(1, 1, true));
    assert!(!trail.is_guarded());
    trail.handle(Event::SheetOpened { guard: true });
    assert!(trail.is_guarded());
    assert_eq!(
        trail.handle(Event::SheetClosed { at_guard: true }),
        [Effect::HistoryBack]
    );
    assert!(!trail.is_guarded());
    let popped = Event::Popped {
        step: Some(1),
        place: None,
    };
    assert_eq!(trail.handle(popped), []);
    assert_eq!(trail.depth(), 1);
}

#[test]
fn a_sheet_that_the_host_has_gone_on_from_undoes_nothing_of_the_hosts() {
    let mut trail = Trail::new(true);
    trail.handle(jump(1, 1, true));
    trail.handle(Event::SheetOpened { guard: true });
    assert_eq!(trail.handle(Event::SheetClosed { at_guard: false }), []);
    assert!(!trail.is_guarded());
    let popped = Event::Popped {
        step: None,
        place: Some(1),
    };
    assert_eq!(
        trail.handle(popped),
        [Effect::Unmark, Effect::Return(1), Effect::HideControl],
        "the next step back is the reader's"
    );
}

#[test]
fn control_and_browser_lead_back_alike() {
    for by_control in [true, false] {
        let mut browser = Browser::new(true);
        browser.here = 7;
        browser.jump(true);
        assert!(browser.control && browser.marked);
        assert_eq!(browser.entries.len(), 2, "a jump makes an entry");
        if by_control {
            browser.press_back();
        } else {
            browser.browser_back();
        }
        assert_eq!((browser.here, browser.at), (7, 0));
        assert!(!browser.control && !browser.marked);
    }
}

#[test]
fn several_jumps_are_undone_one_by_one() {
    let mut browser = Browser::new(true);
    for here in [7, 8, 9] {
        browser.here = here;
        browser.jump(true);
    }
    for here in [9, 8, 7] {
        assert!(browser.control);
        browser.press_back();
        assert_eq!(browser.here, here);
    }
    assert!(!browser.control);
}

#[test]
fn a_host_that_leaves_nothing_in_its_history_loses_no_way_back() {
    let mut browser = Browser::new(true);
    browser.here = 7;
    browser.jump(true);
    browser.entries[0].place = None;
    browser.entries[1].step = None;
    browser.press_back();
    assert_eq!(browser.here, 7);
    assert_eq!(browser.at, 1, "the history is left alone");
}

#[test]
fn history_that_is_off_is_left_alone() {
    let mut browser = Browser::new(false);
    browser.here = 7;
    browser.jump(true);
    browser.open_sheet();
    browser.close_sheet();
    assert_eq!((browser.entries.len(), browser.at), (1, 0));
    browser.press_back();
    assert_eq!(browser.here, 7);
}

#[test]
fn back_closes_a_sheet_and_goes_nowhere() {
    let mut browser = Browser::new(true);
    browser.open_sheet();
    assert_eq!(browser.entries.len(), 2);
    browser.browser_back();
    assert!(!browser.sheet);
    assert_eq!(browser.at, 0);
}

#[test]
fn a_sheet_that_closes_leaves_no_entry_to_go_through() {
    let mut browser = Browser::new(true);
    browser.here = 7;
    browser.open_sheet();
    browser.close_sheet();
    assert_eq!((browser.at, browser.here), (0, 7));
}

#[test]
fn a_jump_out_of_a_sheet_takes_over_its_entry() {
    let mut browser = Browser::new(true);
    browser.here = 7;
    browser.open_sheet();
    browser.jump(true);
    assert_eq!((browser.entries.len(), browser.at), (2, 1));
    assert_eq!(browser.entries[1].fragment, "ref-11");
    browser.browser_back();
    assert_eq!((browser.at, browser.here), (0, 7));
}

#[test]
fn the_target_is_marked_until_it_has_left() {
    let mut browser = Browser::new(true);
    browser.jump(true);
    browser.event(Event::TargetLeft);
    assert!(!browser.marked && browser.control);
    browser.event(Event::TargetLeft);
}

#[derive(Debug, Clone)]
enum Act {
    Read(Place),
    Jump { link: bool },
    PressBack,
    BrowserBack,
    BrowserForward,
    HostNavigates,
    Dismiss,
    TargetLeaves,
    OpenSheet,
    CloseSheet,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        (1_u32..900).prop_map(Act::Read),
        any::<bool>().prop_map(|link| Act::Jump { link }),
        Just(Act::PressBack),
        Just(Act::BrowserBack),
        Just(Act::BrowserForward),
        Just(Act::HostNavigates),
        Just(Act::Dismiss),
        Just(Act::TargetLeaves),
        Just(Act::OpenSheet),
        Just(Act::CloseSheet),
    ];
    prop::collection::vec(act, 0..40)
}

proptest! {
    /// Whatever a reader does, in whatever order: the control is shown exactly while there is a
    /// way back, marks and controls are never set or taken twice (the browser above fails then),
    /// a sheet never outlives its guard, and no step back is left undone.
    #[test]
    fn no_order_of_events_loses_the_way(history in any::<bool>(), acts in acts()) {
        let mut browser = Browser::new(history);
        for act in acts {
            match act {
                Act::Read(place) => browser.here = place,
                Act::Jump { link } => { browser.jump(link); }
                Act::PressBack => browser.press_back(),
                Act::BrowserBack => browser.browser_back(),
                Act::BrowserForward => {
                    if browser.at + 1 < browser.entries.len() && !browser.trail.is_guarded() {
                        browser.at += 1;
                        browser.popped();
                    }
                }
                Act::HostNavigates => {
                    if !browser.sheet {
                        browser.push(Entry::default());
                    }
                }
                Act::Dismiss => browser.event(Event::Dismiss),
                Act::TargetLeaves => browser.event(Event::TargetLeft),
                Act::OpenSheet => browser.open_sheet(),
                Act::CloseSheet => browser.close_sheet(),
            }
            browser.settle();
            prop_assert_eq!(browser.control, browser.trail.depth() > 0);
            prop_assert!(!browser.trail.is_guarded() || browser.sheet);
            prop_assert_eq!(browser.trail.retreats, 0);
            if !history {
                prop_assert!(browser.entries.iter().all(|entry| entry.step.is_none()));
            }
        }
    }

    /// A jump and the control's way back lead to the same place, whatever came before.
    #[test]
    fn a_jump_is_always_undone_by_its_control(history in any::<bool>(), acts in acts(), here in 1_u32..900, link in any::<bool>()) {
        let mut browser = Browser::new(history);
        for act in acts {
            match act {
                Act::Read(place) => browser.here = place,
                Act::Jump { link } => { browser.jump(link); }
                Act::PressBack => browser.press_back(),
                Act::BrowserBack => browser.browser_back(),
                Act::HostNavigates => browser.push(Entry::default()),
                _ => {}
            }
            browser.settle();
        }
        browser.here = here;
        browser.jump(link);
        browser.settle();
        browser.press_back();
        prop_assert_eq!(browser.here, here);
    }
}
