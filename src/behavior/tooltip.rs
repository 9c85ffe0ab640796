//! The life of the card: when it opens, stays, and goes.
//!
//! The numbers are those that readers of MediaWiki's reference previews are used to; the rules
//! for hovering and focus are [WCAG 1.4.13](https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus.html):
//! what appears can be dismissed without moving, hovered itself, and stays until it is dismissed.

/// How long the pointer rests on a marker before the card opens, in milliseconds.
pub const OPEN_AFTER: u32 = 150;
/// How long the card stays after the pointer has left marker and card.
pub const CLOSE_AFTER: u32 = 300;
/// How long after a card has closed the next one opens at once.
pub const WARM_FOR: u64 = 300;

/// The form in which a card appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Beside its marker.
    Card,
    /// At the bottom of the screen, for fingers.
    Sheet,
}

/// Names a timer; a timer that runs out under an old name is nobody's.
pub type Token = u64;

/// What has happened. `M` names a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<M> {
    /// The pointer moved on a marker. `on_the_way`: it may be crossing it on its way from the
    /// open card's marker to that card.
    PointerOnMarker {
        /// The marker.
        marker: M,
        /// Whether another card's way leads over it.
        on_the_way: bool,
    },
    /// The pointer moved in the card.
    PointerOnCard,
    /// The pointer moved anywhere else. `on_the_way`: between marker and card.
    PointerElsewhere {
        /// Whether it may be on its way to the card.
        on_the_way: bool,
    },
    /// A marker got the focus in a way that shows (`:focus-visible`).
    FocusOnMarker(M),
    /// A marker got the focus in a way that does not show: by a mouse, by a jump.
    FocusUnseen(M),
    /// The focus went into the card.
    FocusInCard,
    /// The focus went elsewhere in the page.
    FocusElsewhere,
    /// This marker will get the focus without the reader asking for its card: with the window
    /// that comes back, or at the end of a jump.
    FocusWillCome(M),
    /// A marker was clicked or tapped.
    Press {
        /// The marker.
        marker: M,
        /// Beside the marker for a mouse, at the bottom for a finger.
        form: Form,
    },
    /// A marker was activated by the keyboard.
    Enter(M),
    /// The reader went on from the card to this marker, another use of a reference, and takes
    /// the card along.
    Follow {
        /// The marker.
        marker: M,
        /// The form that the card had.
        form: Form,
    },
    /// A click or tap outside of marker and card.
    PressElsewhere,
    /// The Escape key.
    Escape,
    /// The card's own button, or a jump out of the card.
    Close {
        /// Whether the focus goes back to the marker.
        refocus: bool,
    },
    /// A timer ran out.
    Timer(Token),
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect<M> {
    /// Send [`Event::Timer`] with this token after so many milliseconds.
    Wait(Token, u32),
    /// Show the card of this marker, in place of any other.
    Show(M, Form),
    /// The card stays now: it becomes a labelled dialog.
    Pin,
    /// Put the focus into the card.
    FocusCard,
    /// Put the focus on this marker.
    FocusMarker(M),
    /// Take the card away.
    Hide,
}

/// Where the focus is, as far as the open card is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Elsewhere,
    /// On the card's own marker, where it shows: that keeps the card.
    Marker,
    Card,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State<M> {
    Closed,
    /// The pointer rests on a marker.
    Opening {
        marker: M,
        token: Token,
    },
    Open {
        marker: M,
        pinned: bool,
        /// The pointer has left; the card goes when this timer runs out.
        leaving: Option<Token>,
        /// The pointer is on another marker on the way to the card; if it rests there, that
        /// marker's card comes.
        next: Option<(M, Token)>,
        focus: Focus,
    },
}

/// The machine. One for each article: there is one card at a time.
///
/// ```
/// use scholion::behavior::tooltip::{Effect, Event, Form, Tooltip, OPEN_AFTER};
/// let mut tooltip = Tooltip::new();
/// let waiting = tooltip.handle(Event::PointerOnMarker { marker: 7, on_the_way: false }, 1_000);
/// assert_eq!(waiting, [Effect::Wait(1, OPEN_AFTER)]);
/// assert_eq!(tooltip.handle(Event::Timer(1), 1_150), [Effect::Show(7, Form::Card)]);
/// ```
#[derive(Debug, Clone)]
pub struct Tooltip<M> {
    state: State<M>,
    token: Token,
    /// When the last card closed.
    closed_at: Option<u64>,
    /// A marker whose card the reader sent away while the pointer was on it: it stays away until
    /// the pointer has left.
    muted: Option<M>,
    /// A marker whose next focus was not the reader's doing.
    unasked_focus: Option<M>,
}

impl<M: Clone + PartialEq> Default for Tooltip<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M: Clone + PartialEq> Tooltip<M> {
    /// A machine with no card.
    pub fn new() -> Self {
        Self {
            state: State::Closed,
            token: 0,
            closed_at: None,
            muted: None,
            unasked_focus: None,
        }
    }

    /// The marker whose card is shown.
    pub fn open_marker(&self) -> Option<&M> {
        match &self.state {
            State::Open { marker, .. } => Some(marker),
            _ => None,
        }
    }

    /// Whether the card stays until it is sent away.
    pub fn is_pinned(&self) -> bool {
        matches!(self.state, State::Open { pinned: true, .. })
    }

    /// Takes an event at a time in milliseconds; says what has to be done, in order.
    pub fn handle(&mut self, event: Event<M>, now: u64) -> Vec<Effect<M>> {
        match event {
            Event::PointerOnMarker { marker, on_the_way } => {
                self.pointer_on_marker(marker, on_the_way, now)
            }
            Event::PointerOnCard => self.pointer_stays(),
            Event::PointerElsewhere { on_the_way } => self.pointer_elsewhere(on_the_way),
            Event::FocusOnMarker(marker) => self.focus_on_marker(marker),
            Event::FocusUnseen(marker) => {
                // It has come, and the next one is the reader's own.
                if self.unasked_focus.as_ref() == Some(&marker) {
                    self.unasked_focus = None;
                }
                Vec::new()
            }
            Event::FocusInCard => self.focus_moved(Focus::Card, now),
            Event::FocusElsewhere => self.focus_moved(Focus::Elsewhere, now),
            Event::FocusWillCome(marker) => {
                self.unasked_focus = Some(marker);
                Vec::new()
            }
            Event::Press { marker, form } => self.press(marker, form, now),
            Event::Enter(marker) => self.enter(marker),
            Event::Follow { marker, form } => {
                let mut effects = self.show(marker, form, true);
                effects.push(Effect::FocusCard);
                effects
            }
            Event::PressElsewhere => self.close(now),
            Event::Escape => self.escape(now),
            Event::Close { refocus } => self.close_by_reader(refocus, now),
            Event::Timer(token) => self.timer(token, now),
        }
    }

    fn wait(&mut self, milliseconds: u32) -> (Token, Effect<M>) {
        self.token += 1;
        (self.token, Effect::Wait(self.token, milliseconds))
    }

    fn show(&mut self, marker: M, form: Form, pinned: bool) -> Vec<Effect<M>> {
        self.muted = None;
        self.state = State::Open {
            marker: marker.clone(),
            pinned,
            leaving: None,
            next: None,
            focus: Focus::Elsewhere,
        };
        let mut effects = vec![Effect::Show(marker, form)];
        if pinned {
            effects.push(Effect::Pin);
        }
        effects
    }

    fn close(&mut self, now: u64) -> Vec<Effect<M>> {
        let was_open = matches!(self.state, State::Open { .. });
        self.state = State::Closed;
        if !was_open {
            return Vec::new();
        }
        self.closed_at = Some(now);
        vec![Effect::Hide]
    }

    /// Closes on the reader's word: the card does not come back under a resting pointer.
    fn close_by_reader(&mut self, refocus: bool, now: u64) -> Vec<Effect<M>> {
        let marker = self.open_marker().cloned();
        let mut effects = self.close(now);
        self.closed_at = None;
        self.muted.clone_from(&marker);
        if let (true, Some(marker)) = (refocus, marker) {
            self.unasked_focus = Some(marker.clone());
            effects.push(Effect::FocusMarker(marker));
        }
        effects
    }

    fn is_warm(&self, now: u64) -> bool {
        self.closed_at
            .is_some_and(|closed| now.saturating_sub(closed) <= WARM_FOR)
    }

    fn pointer_on_marker(&mut self, marker: M, on_the_way: bool, now: u64) -> Vec<Effect<M>> {
        if self.muted.as_ref().is_some_and(|muted| *muted != marker) {
            self.muted = None;
        }
        let warm = self.is_warm(now);
        match &mut self.state {
            State::Closed if self.muted.as_ref() == Some(&marker) => Vec::new(),
            State::Closed if warm => self.show(marker, Form::Card, false),
            State::Opening {
                marker: waiting, ..
            } if *waiting == marker => Vec::new(),
            State::Closed | State::Opening { .. } => {
                let (token, wait) = self.wait(OPEN_AFTER);
                self.state = State::Opening { marker, token };
                vec![wait]
            }
            State::Open {
                marker: open,
                leaving,
                next,
                ..
            } if *open == marker => {
                *leaving = None;
                *next = None;
                Vec::new()
            }
            // Nor does a card go from under the focus.
            State::Open { pinned: true, .. }
            | State::Open {
                focus: Focus::Card, ..
            } => Vec::new(),
            State::Open {
                next: Some((waiting, _)),
                ..
            } if *waiting == marker => Vec::new(),
            // Only who rests on another marker wants its card in place of the one that has the focus.
            State::Open { focus, .. } if on_the_way || *focus == Focus::Marker => {
                let (token, wait) = self.wait(OPEN_AFTER);
                if let State::Open { next, leaving, .. } = &mut self.state {
                    *next = Some((marker, token));
                    *leaving = None;
                }
                vec![wait]
            }
            State::Open { .. } => self.show(marker, Form::Card, false),
        }
    }

    fn pointer_stays(&mut self) -> Vec<Effect<M>> {
        if let State::Open { leaving, next, .. } = &mut self.state {
            *leaving = None;
            *next = None;
        }
        Vec::new()
    }

    fn pointer_elsewhere(&mut self, on_the_way: bool) -> Vec<Effect<M>> {
        self.muted = None;
        match &mut self.state {
            State::Opening { .. } => {
                self.state = State::Closed;
                Vec::new()
            }
            State::Open {
                next,
                leaving,
                focus,
                ..
            } if on_the_way || *focus == Focus::Marker => {
                *next = None;
                *leaving = None;
                Vec::new()
            }
            State::Open {
                pinned: false,
                leaving: None,
                focus: Focus::Elsewhere,
                next,
                ..
            } => {
                *next = None;
                let (token, wait) = self.wait(CLOSE_AFTER);
                if let State::Open { leaving, .. } = &mut self.state {
                    *leaving = Some(token);
                }
                vec![wait]
            }
            State::Closed | State::Open { .. } => Vec::new(),
        }
    }

    fn focus_on_marker(&mut self, marker: M) -> Vec<Effect<M>> {
        if self
            .unasked_focus
            .take()
            .is_some_and(|unasked| unasked == marker)
        {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if self.open_marker() != Some(&marker) {
            effects = self.show(marker, Form::Card, false);
        }
        if let State::Open { focus, leaving, .. } = &mut self.state {
            *focus = Focus::Marker;
            *leaving = None;
        }
        effects
    }

    fn focus_moved(&mut self, to: Focus, now: u64) -> Vec<Effect<M>> {
        let State::Open {
            pinned,
            focus,
            leaving,
            next,
            ..
        } = &mut self.state
        else {
            return Vec::new();
        };
        *focus = to;
        let inside = to == Focus::Card;
        if inside {
            *leaving = None;
            *next = None;
        }
        if inside || *pinned {
            Vec::new()
        } else {
            self.close(now)
        }
    }

    fn press(&mut self, marker: M, form: Form, now: u64) -> Vec<Effect<M>> {
        match &mut self.state {
            State::Open {
                marker: open,
                pinned,
                leaving,
                ..
            } if *open == marker => {
                if *pinned {
                    return self.close_by_reader(false, now);
                }
                *pinned = true;
                *leaving = None;
                if form == Form::Sheet {
                    self.show(marker, form, true)
                } else {
                    vec![Effect::Pin]
                }
            }
            _ => self.show(marker, form, true),
        }
    }

    fn enter(&mut self, marker: M) -> Vec<Effect<M>> {
        let mut effects = if self.open_marker() == Some(&marker) {
            if let State::Open {
                pinned, leaving, ..
            } = &mut self.state
            {
                *pinned = true;
                *leaving = None;
            }
            vec![Effect::Pin]
        } else {
            self.show(marker, Form::Card, true)
        };
        effects.push(Effect::FocusCard);
        effects
    }

    /// Escape closes any card. The focus goes back to the marker if the card had it, or was
    /// pinned; an untouched focus stays where it is.
    fn escape(&mut self, now: u64) -> Vec<Effect<M>> {
        match self.state {
            State::Open { pinned, focus, .. } => {
                self.close_by_reader(pinned || focus == Focus::Card, now)
            }
            State::Opening { .. } => {
                self.state = State::Closed;
                Vec::new()
            }
            State::Closed => Vec::new(),
        }
    }

    fn timer(&mut self, token: Token, now: u64) -> Vec<Effect<M>> {
        match &self.state {
            State::Opening { marker, token: own } if *own == token => {
                let marker = marker.clone();
                self.show(marker, Form::Card, false)
            }
            State::Open {
                next: Some((marker, own)),
                pinned: false,
                ..
            } if *own == token => {
                let marker = marker.clone();
                self.show(marker, Form::Card, false)
            }
            State::Open {
                leaving: Some(own), ..
            } if *own == token => self.close(now),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
