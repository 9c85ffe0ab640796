//! The way back: where jumps came from, and how they lie in the browser's history.
//!
//! Every jump (from a marker to its reference, from a reference to a use, from the contents to
//! a section) leaves a way back in two forms: a control of ours, and an entry in the browser's
//! history. Both lead to the same place, the line that the reader was at, at the height at which
//! it stood. The entry of a jump is marked with a step, a number that grows, so that the machine
//! can tell which of its jumps a "Back" of the browser has undone.
//!
//! A sheet that covers the page is closed by Back, too, as readers of telephones expect. Where the
//! browser has no word for that (a `CloseWatcher`), the sheet stands on a history entry of its
//! own, the guard: going back from it closes the sheet, and closing the sheet goes back from it.

/// Marks the history entry of a jump. Later jumps have greater ones, also after the page has
/// been loaded anew; the time in milliseconds serves.
pub type Step = u64;

/// What has happened. `P` is a place in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<P> {
    /// The reader has asked for a part of the article.
    Jump {
        /// Where the reader is.
        from: P,
        /// The fragment of the part.
        to: String,
        /// The step of the entry that the jump makes.
        step: Step,
        /// Whether the jump belongs into the browser's history: the reader follows a link.
        link: bool,
    },
    /// The control has been pressed. `step` is that of the history's current entry.
    Back {
        /// The step of the current entry, if a jump made it.
        step: Option<Step>,
    },
    /// The reader sends the control away.
    Dismiss,
    /// The browser has gone to another entry of its history.
    Popped {
        /// The step of that entry, if a jump made it.
        step: Option<Step>,
        /// Where the reader was when that entry was left.
        place: Option<P>,
    },
    /// The marked target is out of the window.
    TargetLeft,
    /// A sheet has opened. `guard`: it has to stand on a history entry of its own.
    SheetOpened {
        /// Whether it needs one.
        guard: bool,
    },
    /// The sheet has closed by itself. `at_guard`: the history is at its entry; the host may have
    /// gone on from there.
    SheetClosed {
        /// Whether it is.
        at_guard: bool,
    },
}

/// What has to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect<P> {
    /// Note in the current history entry that the reader was here.
    Remember(P),
    /// Make a history entry with this fragment in the address, and note the step in it.
    Push(String, Step),
    /// Put the fragment in place of the current entry's address, and note the step.
    Replace(String, Step),
    /// Open what hides this part, bring it into view, mark it, give it the focus.
    Land(String),
    /// Go back to this place, and give it the focus.
    Return(P),
    /// Go one step back in the history.
    HistoryBack,
    /// Make a history entry for the sheet, with the address and the state of the current one.
    Guard,
    /// Close the sheet.
    CloseSheet,
    /// Show the control.
    ShowControl,
    /// Take the control away.
    HideControl,
    /// Mark the target no longer.
    Unmark,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Jump<P> {
    from: P,
    step: Step,
    /// Whether the history has an entry of this jump.
    has_entry: bool,
}

/// The machine. One for each article.
///
/// ```
/// use scholion::behavior::trail::{Effect, Event, Trail};
/// let mut trail = Trail::new(true);
/// let jump = Event::Jump { from: "cite-11-1", to: "ref-11".into(), step: 1, link: true };
/// assert_eq!(
///     trail.handle(jump),
///     [
///         Effect::Remember("cite-11-1"),
///         Effect::Push("ref-11".into(), 1),
///         Effect::Land("ref-11".into()),
///         Effect::ShowControl,
///     ]
/// );
/// assert_eq!(trail.handle(Event::Back { step: Some(1) }), [Effect::HistoryBack]);
/// let popped = Event::Popped { step: None, place: Some("cite-11-1") };
/// assert_eq!(
///     trail.handle(popped),
///     [Effect::Unmark, Effect::Return("cite-11-1"), Effect::HideControl]
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Trail<P> {
    /// Whether the browser's history may be used.
    history: bool,
    jumps: Vec<Jump<P>>,
    marked: bool,
    /// Whether the current entry is the guard of a sheet.
    guarded: bool,
    /// The place to go to when a step back that the machine has asked for is done.
    returning: Option<P>,
    /// How many steps back the machine has asked for only to be rid of a guard.
    retreats: u32,
}

/// More ways back than anyone follows; older ones are forgotten.
const LONGEST: usize = 50;

impl<P: Clone + PartialEq> Trail<P> {
    /// A machine with no jump behind it. `history`: whether it may use the browser's history.
    pub fn new(history: bool) -> Self {
        Self {
            history,
            jumps: Vec::new(),
            marked: false,
            guarded: false,
            returning: None,
            retreats: 0,
        }
    }

    /// How many jumps lie behind.
    pub fn depth(&self) -> usize {
        self.jumps.len()
    }

    /// Whether the sheet stands on a history entry of its own.
    pub fn is_guarded(&self) -> bool {
        self.guarded
    }

    /// Takes an event; says what has to be done, in order. The control is there while there is
    /// a way back.
    pub fn handle(&mut self, event: Event<P>) -> Vec<Effect<P>> {
        let had_way = !self.jumps.is_empty();
        let mut effects = match event {
            Event::Jump {
                from,
                to,
                step,
                link,
            } => self.jump(from, to, step, link),
            Event::Back { step } => self.back(step),
            Event::Dismiss => {
                self.jumps.clear();
                Vec::new()
            }
            Event::Popped { step, place } => self.popped(step, place),
            Event::TargetLeft => self.unmark(),
            Event::SheetOpened { guard } => self.sheet_opened(guard),
            Event::SheetClosed { at_guard } => self.sheet_closed(at_guard),
        };
        match (had_way, !self.jumps.is_empty()) {
            (false, true) => effects.push(Effect::ShowControl),
            (true, false) => effects.push(Effect::HideControl),
            _ => {}
        }
        effects
    }

    fn jump(&mut self, from: P, to: String, step: Step, link: bool) -> Vec<Effect<P>> {
        let mut effects = self.unmark();
        let mut has_entry = false;
        if self.history && self.guarded {
            // The sheet's entry becomes the jump's: what was remembered under it stays below.
            self.guarded = false;
            has_entry = true;
            effects.push(Effect::Replace(to.clone(), step));
        } else if self.history && link {
            has_entry = true;
            effects.push(Effect::Remember(from.clone()));
            effects.push(Effect::Push(to.clone(), step));
        }
        effects.push(Effect::Land(to));
        self.marked = true;
        self.returning = None;
        self.jumps.push(Jump {
            from,
            step,
            has_entry,
        });
        if self.jumps.len() > LONGEST {
            self.jumps.remove(0);
        }
        effects
    }

    fn back(&mut self, step: Option<Step>) -> Vec<Effect<P>> {
        let Some(last) = self.jumps.last() else {
            return Vec::new();
        };
        // The reader may have gone elsewhere in the history since.
        if last.has_entry && !self.guarded && step == Some(last.step) {
            self.returning = Some(last.from.clone());
            return vec![Effect::HistoryBack];
        }
        let from = last.from.clone();
        self.jumps.pop();
        let mut effects = self.unmark();
        effects.push(Effect::Return(from));
        effects
    }

    fn popped(&mut self, step: Option<Step>, place: Option<P>) -> Vec<Effect<P>> {
        if self.retreats > 0 {
            self.retreats -= 1;
            return Vec::new();
        }
        if self.guarded {
            self.guarded = false;
            return vec![Effect::CloseSheet];
        }
        let reached = step.unwrap_or(0);
        let undone = self
            .jumps
            .iter()
            .find(|jump| jump.has_entry && jump.step > reached);
        let place = place
            .or_else(|| self.returning.clone())
            .or_else(|| undone.map(|jump| jump.from.clone()));
        self.returning = None;
        self.jumps.retain(|jump| jump.step <= reached);
        let mut effects = self.unmark();
        effects.extend(place.map(Effect::Return));
        effects
    }

    fn sheet_opened(&mut self, guard: bool) -> Vec<Effect<P>> {
        if !guard || !self.history || self.guarded {
            return Vec::new();
        }
        self.guarded = true;
        vec![Effect::Guard]
    }

    fn sheet_closed(&mut self, at_guard: bool) -> Vec<Effect<P>> {
        if !std::mem::take(&mut self.guarded) || !at_guard {
            return Vec::new();
        }
        self.retreats += 1;
        vec![Effect::HistoryBack]
    }

    fn unmark(&mut self) -> Vec<Effect<P>> {
        if std::mem::take(&mut self.marked) {
            vec![Effect::Unmark]
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests;
