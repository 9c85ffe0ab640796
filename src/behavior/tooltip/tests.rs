use super::*;

/// A reader with a clock: runs timers out when their time has come.
struct Reader {
    tooltip: Tooltip<u32>,
    now: u64,
    timers: Vec<(u64, Token)>,
    effects: Vec<Effect<u32>>,
}

impl Reader {
    fn new() -> Self {
        Self {
            tooltip: Tooltip::new(),
            now: 10_000,
            timers: Vec::new(),
            effects: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<u32>) -> &mut Self {
        for effect in self.tooltip.handle(event, self.now) {
            if let Effect::Wait(token, after) = effect {
                self.timers.push((self.now + u64::from(after), token));
            } else {
                self.effects.push(effect);
            }
        }
        self
    }

    fn hover(&mut self, marker: u32) -> &mut Self {
        self.event(Event::PointerOnMarker {
            marker,
            on_the_way: false,
        })
    }

    fn leave(&mut self) -> &mut Self {
        self.event(Event::PointerElsewhere { on_the_way: false })
    }

    fn wait(&mut self, milliseconds: u64) -> &mut Self {
        let until = self.now + milliseconds;
        self.timers.sort_unstable();
        while let Some((at, token)) = self.timers.first().copied().filter(|(at, _)| *at <= until) {
            self.timers.remove(0);
            self.now = at;
            self.event(Event::Timer(token));
        }
        self.now = until;
        self
    }

    fn open(&self) -> Option<u32> {
        self.tooltip.open_marker().copied()
    }

    fn take(&mut self) -> Vec<Effect<u32>> {
        std::mem::take(&mut self.effects)
    }
}

#[test]
fn a_resting_pointer_opens_after_150_ms() {
    let mut reader = Reader::new();
    assert_eq!(reader.hover(7).wait(149).open(), None);
    assert_eq!(reader.wait(1).open(), Some(7));
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card)]);
}

#[test]
fn a_pointer_that_moves_within_a_marker_is_still_on_it() {
    let mut reader = Reader::new();
    assert_eq!(reader.hover(7).wait(100).hover(7).wait(50).open(), Some(7));
    assert_eq!(reader.hover(7).wait(1_000).open(), Some(7));
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card)]);
    assert!(!reader.tooltip.is_pinned());

    let otherwise = |marker| Event::PointerOnMarker {
        marker,
        on_the_way: true,
    };
    reader.event(otherwise(8)).wait(100);
    assert_eq!(reader.event(otherwise(8)).wait(49).open(), Some(7));
    assert_eq!(
        reader.wait(1).open(),
        Some(8),
        "the wait began at the first"
    );
    reader.event(otherwise(7)).wait(100);
    assert_eq!(reader.event(otherwise(9)).wait(149).open(), Some(8));
    assert_eq!(reader.wait(1).open(), Some(9), "the last one rested on");
}

#[test]
fn a_timer_that_is_not_waited_for_any_more_changes_nothing() {
    let mut reader = Reader::new();
    reader.hover(7).wait(150);
    let old = Event::Timer(1);
    reader.event(Event::PointerOnMarker {
        marker: 8,
        on_the_way: true,
    });
    assert_eq!(reader.event(old.clone()).open(), Some(7));
    assert_eq!(reader.leave().event(old).open(), Some(7));
}

#[test]
fn a_passing_pointer_opens_nothing() {
    let mut reader = Reader::new();
    reader.hover(7).wait(100).leave().wait(1_000);
    assert_eq!((reader.open(), reader.take()), (None, vec![]));
    reader.hover(7).wait(100).hover(8).wait(100);
    assert_eq!(
        reader.open(),
        None,
        "the time on one marker does not count for the next"
    );
}

#[test]
fn the_card_goes_300_ms_after_the_pointer_has_left_both() {
    let mut reader = Reader::new();
    reader.hover(7).wait(150).leave().wait(299);
    assert_eq!(reader.open(), Some(7));
    reader.event(Event::PointerOnCard).wait(5_000);
    assert_eq!(reader.open(), Some(7), "the card can be hovered itself");
    assert_eq!(reader.leave().wait(300).open(), None);
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card), Effect::Hide]);
}

#[test]
fn the_way_to_the_card_never_closes_it() {
    let mut reader = Reader::new();
    reader.hover(7).wait(150);
    for _ in 0..50 {
        reader
            .event(Event::PointerElsewhere { on_the_way: true })
            .wait(100);
    }
    assert_eq!(reader.event(Event::PointerOnCard).open(), Some(7));
    // Another marker on the way does not take the card's place, unless the pointer rests there.
    reader
        .event(Event::PointerOnMarker {
            marker: 8,
            on_the_way: true,
        })
        .wait(100)
        .event(Event::PointerOnCard)
        .wait(500);
    assert_eq!(reader.open(), Some(7));
    reader
        .event(Event::PointerOnMarker {
            marker: 8,
            on_the_way: true,
        })
        .wait(150);
    assert_eq!(reader.open(), Some(8));
}

#[test]
fn the_next_card_opens_at_once() {
    let mut reader = Reader::new();
    reader.hover(7).wait(150).hover(8);
    assert_eq!(reader.open(), Some(8), "while one is open");
    reader.leave().wait(300);
    assert_eq!(reader.wait(299).hover(9).open(), Some(9), "shortly after");
    reader.leave().wait(300).wait(301);
    assert_eq!(reader.hover(7).open(), None, "but not later");
}

#[test]
fn a_click_pins() {
    let mut reader = Reader::new();
    reader.hover(7).wait(150).event(Event::Press {
        marker: 7,
        form: Form::Card,
    });
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card), Effect::Pin]);
    assert_eq!(reader.leave().wait(10_000).open(), Some(7));
    assert_eq!(
        reader.hover(8).wait(1_000).open(),
        Some(7),
        "hovering replaces no pinned card"
    );
    assert_eq!(
        reader
            .event(Event::Press {
                marker: 8,
                form: Form::Card
            })
            .open(),
        Some(8),
        "another marker does"
    );
    assert_eq!(reader.event(Event::PressElsewhere).open(), None);
}

#[test]
fn a_second_click_unpins_and_the_resting_pointer_brings_nothing_back() {
    let mut reader = Reader::new();
    let press = Event::Press {
        marker: 7,
        form: Form::Card,
    };
    reader
        .hover(7)
        .event(press.clone())
        .event(press)
        .hover(7)
        .wait(1_000);
    assert_eq!(reader.open(), None);
    assert_eq!(
        reader.leave().hover(7).wait(150).open(),
        Some(7),
        "after leaving it does again"
    );
}

#[test]
fn escape_closes_and_leaves_the_focus_alone_unless_the_card_had_it() {
    let mut reader = Reader::new();
    reader
        .hover(7)
        .wait(150)
        .event(Event::Escape)
        .hover(7)
        .wait(1_000);
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card), Effect::Hide]);
    reader
        .event(Event::Enter(7))
        .event(Event::FocusInCard)
        .event(Event::Escape);
    assert_eq!(
        reader.take(),
        [
            Effect::Show(7, Form::Card),
            Effect::Pin,
            Effect::FocusCard,
            Effect::Hide,
            Effect::FocusMarker(7)
        ]
    );
}

#[test]
fn the_keyboard_opens_at_once_and_goes_on() {
    let mut reader = Reader::new();
    assert_eq!(reader.event(Event::FocusOnMarker(7)).open(), Some(7));
    assert_eq!(reader.event(Event::FocusOnMarker(8)).open(), Some(8));
    assert_eq!(reader.event(Event::FocusElsewhere).open(), None);
    reader
        .event(Event::FocusOnMarker(7))
        .event(Event::Enter(7))
        .event(Event::FocusInCard);
    assert!(reader.tooltip.is_pinned());
    assert_eq!(
        reader.event(Event::FocusElsewhere).open(),
        Some(7),
        "a pinned card stays"
    );
}

#[test]
fn a_focused_marker_keeps_its_card() {
    let mut reader = Reader::new();
    reader.event(Event::FocusOnMarker(7)).leave().wait(5_000);
    assert_eq!(reader.open(), Some(7), "the pointer is nobody's concern");
    reader.hover(8).wait(100).leave().wait(5_000);
    assert_eq!(reader.open(), Some(7), "another marker was only crossed");
    reader.hover(8).wait(150);
    assert_eq!(
        reader.open(),
        Some(8),
        "the pointer rests on another marker"
    );
    reader.leave().wait(300);
    assert_eq!(reader.open(), None);
    reader
        .hover(7)
        .wait(150)
        .event(Event::FocusOnMarker(7))
        .leave()
        .wait(5_000);
    assert_eq!(reader.open(), Some(7), "the focus came to an open card");
    assert_eq!(reader.event(Event::FocusElsewhere).open(), None);
}

#[test]
fn focus_that_nobody_asked_for_opens_nothing() {
    let mut reader = Reader::new();
    reader
        .event(Event::Enter(7))
        .event(Event::FocusInCard)
        .event(Event::Escape);
    reader.event(Event::FocusOnMarker(7));
    assert_eq!(reader.open(), None, "focus that we returned");
    reader
        .event(Event::FocusElsewhere)
        .event(Event::FocusOnMarker(7));
    assert_eq!(reader.open(), Some(7), "the next one is the reader's own");
    reader
        .event(Event::Escape)
        .event(Event::FocusWillCome(7))
        .event(Event::FocusOnMarker(7));
    assert_eq!(reader.open(), None, "focus that came back with the window");
}

#[test]
fn a_finger_opens_a_sheet() {
    let mut reader = Reader::new();
    reader.event(Event::Press {
        marker: 7,
        form: Form::Sheet,
    });
    assert_eq!(reader.take(), [Effect::Show(7, Form::Sheet), Effect::Pin]);
    reader.event(Event::Close { refocus: true });
    assert_eq!(reader.take(), [Effect::Hide, Effect::FocusMarker(7)]);
}

#[test]
fn old_timers_are_nobodys() {
    let mut reader = Reader::new();
    reader
        .hover(7)
        .event(Event::Press {
            marker: 7,
            form: Form::Card,
        })
        .wait(1_000);
    assert_eq!(reader.take(), [Effect::Show(7, Form::Card), Effect::Pin]);
    reader.event(Event::Timer(99)).event(Event::Timer(1));
    assert_eq!(reader.take(), []);
}

#[test]
fn focus_that_does_not_show_uses_up_what_was_announced() {
    let mut reader = Reader::new();
    reader
        .event(Event::FocusWillCome(7))
        .event(Event::FocusUnseen(7));
    assert_eq!(reader.event(Event::FocusOnMarker(7)).open(), Some(7));
}

#[test]
fn the_focus_in_a_card_keeps_it() {
    let mut reader = Reader::new();
    reader
        .hover(7)
        .wait(150)
        .leave()
        .event(Event::FocusInCard)
        .wait(5_000);
    assert_eq!(reader.open(), Some(7), "the pointer had left before");
    assert_eq!(reader.hover(8).wait(5_000).open(), Some(7));
}

#[test]
fn the_card_goes_along_to_the_next_use() {
    let mut reader = Reader::new();
    reader.event(Event::Press {
        marker: 7,
        form: Form::Sheet,
    });
    reader.take();
    reader.event(Event::Follow {
        marker: 8,
        form: Form::Sheet,
    });
    assert_eq!(
        reader.take(),
        [Effect::Show(8, Form::Sheet), Effect::Pin, Effect::FocusCard]
    );
    assert!(reader.tooltip.is_pinned());
}

mod in_any_order {
    use proptest::prelude::*;

    use super::*;

    /// Where the focus is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Focus {
        Marker(u32),
        Card,
        Elsewhere,
    }

    /// What a reader does. The page below turns it into events, as a browser would.
    #[derive(Debug, Clone, Copy)]
    enum Act {
        PointAt { marker: u32, on_the_way: bool },
        PointAtCard,
        PointElsewhere { on_the_way: bool },
        Tab(u32),
        TabIntoCard,
        TabElsewhere,
        LeaveWindow,
        Press { marker: u32, form: Form },
        Enter,
        PressElsewhere,
        Escape,
        CloseButton,
        Jump { to: u32 },
        Follow { to: u32 },
        Wait(u64),
    }

    /// A page with three markers.
    struct Page {
        tooltip: Tooltip<u32>,
        now: u64,
        /// Those that the machine has asked for; a browser keeps the last one only.
        timer: Option<(u64, Token)>,
        shown: Option<u32>,
        focus: Focus,
    }

    impl Page {
        fn new() -> Self {
            Self {
                tooltip: Tooltip::new(),
                now: 10_000,
                timer: None,
                shown: None,
                focus: Focus::Elsewhere,
            }
        }

        #[allow(clippy::needless_pass_by_value, reason = "as the machine takes it")]
        fn event(&mut self, event: Event<u32>) {
            let inside_before = self.focus == Focus::Card;
            // Focus that the reader takes away by hand is not lost.
            let by_hand = matches!(
                event,
                Event::PressElsewhere
                    | Event::FocusElsewhere
                    | Event::FocusOnMarker(_)
                    | Event::Press { .. }
                    | Event::Close { refocus: false }
            );
            let effects = self.tooltip.handle(event.clone(), self.now);
            let mut focused = Vec::new();
            for effect in &effects {
                match effect {
                    Effect::Wait(token, after) => {
                        self.timer = Some((self.now + u64::from(*after), *token));
                    }
                    Effect::Show(marker, _) => {
                        self.shown = Some(*marker);
                        if self.focus == Focus::Card {
                            self.focus = Focus::Elsewhere;
                        }
                    }
                    Effect::Hide => {
                        assert!(self.shown.take().is_some(), "hidden twice: {event:?}");
                        if self.focus == Focus::Card {
                            self.focus = Focus::Elsewhere;
                        }
                    }
                    Effect::Pin => assert!(self.shown.is_some(), "nothing to pin: {event:?}"),
                    Effect::FocusCard => {
                        assert!(self.shown.is_some(), "no card to focus: {event:?}");
                        self.focus = Focus::Card;
                        focused.push(Event::FocusInCard);
                    }
                    Effect::FocusMarker(marker) => {
                        self.focus = Focus::Marker(*marker);
                        focused.push(Event::FocusOnMarker(*marker));
                    }
                }
            }
            assert!(
                !inside_before || by_hand || self.focus != Focus::Elsewhere,
                "the focus is lost: {event:?} gave {effects:?}"
            );
            for event in focused {
                let before = self.shown;
                self.event(event);
                assert_eq!(
                    self.shown, before,
                    "focus that nobody asked for opens nothing"
                );
            }
            assert_eq!(
                self.tooltip.open_marker().copied(),
                self.shown,
                "the page shows what the machine thinks"
            );
        }

        fn focus(&mut self, focus: Focus) {
            if self.focus != focus {
                self.focus = focus;
                self.event(match focus {
                    Focus::Marker(marker) => Event::FocusOnMarker(marker),
                    Focus::Card => Event::FocusInCard,
                    Focus::Elsewhere => Event::FocusElsewhere,
                });
            }
        }

        fn wait(&mut self, milliseconds: u64) {
            let until = self.now + milliseconds;
            while let Some((at, token)) = self.timer.filter(|(at, _)| *at <= until) {
                self.timer = None;
                self.now = at;
                self.event(Event::Timer(token));
            }
            self.now = until;
        }

        fn act(&mut self, act: Act) {
            match act {
                Act::PointAt { marker, on_the_way } => {
                    self.event(Event::PointerOnMarker { marker, on_the_way });
                }
                Act::PointAtCard if self.shown.is_some() => self.event(Event::PointerOnCard),
                Act::PointElsewhere { on_the_way } => {
                    let on_the_way = on_the_way && self.shown.is_some();
                    self.event(Event::PointerElsewhere { on_the_way });
                }
                Act::Tab(marker) => self.focus(Focus::Marker(marker)),
                Act::TabIntoCard if self.shown.is_some() => self.focus(Focus::Card),
                Act::TabElsewhere => self.focus(Focus::Elsewhere),
                Act::LeaveWindow => {
                    if let Focus::Marker(marker) = self.focus {
                        self.event(Event::FocusWillCome(marker));
                        self.event(Event::FocusOnMarker(marker));
                    }
                }
                Act::Press { marker, form } => {
                    if self.focus == Focus::Card {
                        self.focus(Focus::Elsewhere);
                    }
                    self.event(Event::Press { marker, form });
                }
                Act::Enter => {
                    if let Focus::Marker(marker) = self.focus {
                        self.event(Event::Enter(marker));
                    }
                }
                Act::PressElsewhere => {
                    self.event(Event::PressElsewhere);
                    self.focus(Focus::Elsewhere);
                }
                Act::Escape => self.event(Event::Escape),
                Act::CloseButton if self.shown.is_some() => {
                    self.focus(Focus::Card);
                    self.event(Event::Close { refocus: true });
                }
                Act::Jump { to } => {
                    self.event(Event::Close { refocus: false });
                    self.event(Event::FocusWillCome(to));
                    self.focus(Focus::Marker(to));
                }
                Act::Follow { to } if self.shown.is_some() => {
                    self.event(Event::Follow {
                        marker: to,
                        form: Form::Card,
                    });
                }
                Act::Wait(milliseconds) => self.wait(milliseconds),
                Act::PointAtCard | Act::TabIntoCard | Act::CloseButton | Act::Follow { .. } => {}
            }
        }
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let marker = || 1_u32..4;
        let form = || prop_oneof![Just(Form::Card), Just(Form::Sheet)];
        let act = prop_oneof![
            4 => (marker(), any::<bool>())
                .prop_map(|(marker, on_the_way)| Act::PointAt { marker, on_the_way }),
            2 => Just(Act::PointAtCard),
            2 => any::<bool>().prop_map(|on_the_way| Act::PointElsewhere { on_the_way }),
            2 => marker().prop_map(Act::Tab),
            1 => Just(Act::TabIntoCard),
            1 => Just(Act::TabElsewhere),
            1 => Just(Act::LeaveWindow),
            2 => (marker(), form()).prop_map(|(marker, form)| Act::Press { marker, form }),
            1 => Just(Act::Enter),
            1 => Just(Act::PressElsewhere),
            1 => Just(Act::Escape),
            1 => Just(Act::CloseButton),
            1 => marker().prop_map(|to| Act::Jump { to }),
            1 => marker().prop_map(|to| Act::Follow { to }),
            4 => (0_u64..400).prop_map(Act::Wait),
        ];
        prop::collection::vec(act, 0..80)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        /// One card at a time, the focus is never lost (both are asserted by the page above), and
        /// in the end no timer is left that still does something.
        #[test]
        fn one_card_no_lost_focus_no_timer_left(acts in acts()) {
            let mut page = Page::new();
            for act in acts {
                page.act(act);
            }
            page.act(Act::TabElsewhere);
            page.act(Act::PressElsewhere);
            page.act(Act::PointElsewhere { on_the_way: false });
            prop_assert_eq!(page.shown, None);
            for token in 0..page.tooltip.token + 2 {
                prop_assert_eq!(page.tooltip.handle(Event::Timer(token), page.now), vec![]);
            }
        }
    }
}
