//! The control at a selection: "Copy with 3 references".
//!
//! It comes when a selection has come to rest, and goes when the selection changes or ends. What
//! Ctrl+C and ⌘C copy is none of its business.

/// How long a selection rests before the control comes, in milliseconds.
pub const REST: u32 = 250;

/// Names a timer; one that runs out under an old name is nobody's.
pub type Token = u64;

/// What has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The selection has changed. `cites`: it has text of the article with a marker in it.
    Changed {
        /// Whether there is something to copy with references.
        cites: bool,
    },
    /// The pointer is down: the selection is being drawn.
    PointerDown,
    /// The pointer is up again.
    PointerUp,
    /// A timer ran out.
    Timer(Token),
    /// The Escape key.
    Close,
}

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Send [`Event::Timer`] with this token after so many milliseconds.
    Wait(Token, u32),
    /// Show the control beside the selection.
    Show,
    /// Take it away.
    Hide,
}

/// The machine.
///
/// ```
/// use scholion::behavior::passage::{Effect, Event, Passage, REST};
/// let mut passage = Passage::default();
/// assert_eq!(passage.handle(Event::Changed { cites: true }), [Effect::Wait(1, REST)]);
/// assert_eq!(passage.handle(Event::Timer(1)), [Effect::Show]);
/// assert_eq!(passage.handle(Event::Changed { cites: false }), [Effect::Hide]);
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Passage {
    /// There is something to copy with references.
    cites: bool,
    /// The pointer is down.
    drawing: bool,
    control: Control,
    token: Token,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Control {
    #[default]
    Away,
    /// It comes when the last timer runs out.
    Coming,
    Shown,
}

impl Passage {
    /// Whether the control is shown.
    pub fn is_shown(&self) -> bool {
        self.control == Control::Shown
    }

    /// Whether the pointer is down. What is selected need not be looked at before it is up.
    pub fn is_drawing(&self) -> bool {
        self.drawing
    }

    /// Takes an event; says what has to be done, in order.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Changed { cites } => {
                self.cites = cites;
                self.begin_again()
            }
            Event::PointerDown => {
                self.drawing = true;
                self.begin_again()
            }
            Event::PointerUp => {
                self.drawing = false;
                if self.is_shown() {
                    Vec::new()
                } else {
                    self.begin_again()
                }
            }
            Event::Timer(token) if self.control == Control::Coming && token == self.token => {
                self.control = Control::Shown;
                vec![Effect::Show]
            }
            Event::Timer(_) => Vec::new(),
            Event::Close => {
                self.cites = false;
                self.begin_again()
            }
        }
    }

    /// Hides what is shown; waits where there is something to show.
    fn begin_again(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.is_shown() {
            effects.push(Effect::Hide);
        }
        self.control = Control::Away;
        if self.cites && !self.drawing {
            self.control = Control::Coming;
            self.token += 1;
            effects.push(Effect::Wait(self.token, REST));
        }
        effects
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_comes_while_the_selection_is_being_drawn() {
        let mut passage = Passage::default();
        assert!(!passage.is_drawing());
        assert_eq!(passage.handle(Event::PointerDown), []);
        assert!(passage.is_drawing());
        assert_eq!(passage.handle(Event::Changed { cites: true }), []);
        assert_eq!(passage.handle(Event::PointerUp), [Effect::Wait(1, REST)]);
        assert!(!passage.is_drawing());
        assert_eq!(passage.handle(Event::Timer(1)), [Effect::Show]);
        assert_eq!(passage.handle(Event::PointerDown), [Effect::Hide]);
    }

    #[test]
    fn a_changing_selection_waits_anew() {
        let mut passage = Passage::default();
        passage.handle(Event::Changed { cites: true });
        assert_eq!(
            passage.handle(Event::Changed { cites: true }),
            [Effect::Wait(2, REST)]
        );
        assert_eq!(passage.handle(Event::Timer(1)), [], "that one is old");
        assert_eq!(passage.handle(Event::Timer(2)), [Effect::Show]);
        assert_eq!(passage.handle(Event::Close), [Effect::Hide]);
        assert_eq!(passage.handle(Event::PointerUp), []);
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        let event = prop_oneof![
            any::<bool>().prop_map(|cites| Event::Changed { cites }),
            Just(Event::PointerDown),
            Just(Event::PointerUp),
            Just(Event::Close),
            (0_u64..20).prop_map(Event::Timer),
        ];
        prop::collection::vec(event, 0..60)
    }

    proptest! {
        /// Whatever happens: the page shows what the machine thinks, never while the pointer
        /// draws, never without something to copy; and a timer that can still act is the last one.
        #[test]
        fn the_control_is_there_only_for_a_selection_at_rest(events in events()) {
            let mut passage = Passage::default();
            let (mut shown, mut cites, mut down) = (false, false, false);
            let mut last = None;
            for event in events {
                match event {
                    Event::Changed { cites: now } => cites = now,
                    Event::PointerDown => down = true,
                    Event::PointerUp => down = false,
                    Event::Close => cites = false,
                    Event::Timer(_) => {}
                }
                for effect in passage.handle(event) {
                    match effect {
                        Effect::Wait(token, _) => last = Some(token),
                        Effect::Show => {
                            prop_assert!(!shown && cites && !down);
                            prop_assert_eq!(event, Event::Timer(last.unwrap()));
                            shown = true;
                        }
                        Effect::Hide => {
                            prop_assert!(shown);
                            shown = false;
                        }
                    }
                }
                prop_assert_eq!(shown, passage.is_shown());
            }
            passage.handle(Event::PointerUp);
            passage.handle(Event::Changed { cites: true });
            // At rest it always comes in the end.
            let token = passage.token;
            prop_assert_eq!(passage.handle(Event::Timer(token)), vec![Effect::Show]);
        }
    }
}
