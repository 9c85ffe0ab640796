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
        .event(Event::WindowLeft(7))
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

/// Whatever happens in whatever order: `Show` and `Hide` alternate properly.
#[test]
fn no_order_of_events_loses_the_card() {
    let events = [
        Event::PointerOnMarker {
            marker: 1,
            on_the_way: false,
        },
        Event::PointerOnMarker {
            marker: 2,
            on_the_way: true,
        },
        Event::PointerOnCard,
        Event::PointerElsewhere { on_the_way: false },
        Event::PointerElsewhere { on_the_way: true },
        Event::FocusOnMarker(1),
        Event::FocusInCard,
        Event::FocusElsewhere,
        Event::WindowLeft(1),
        Event::Press {
            marker: 2,
            form: Form::Card,
        },
        Event::Press {
            marker: 1,
            form: Form::Sheet,
        },
        Event::Enter(2),
        Event::PressElsewhere,
        Event::Escape,
        Event::Close { refocus: true },
    ];
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).unwrap()
    };
    let mut reader = Reader::new();
    let mut shown = None;
    for _ in 0..20_000 {
        reader
            .event(events[next(events.len())].clone())
            .wait(next(400) as u64);
        for effect in reader.take() {
            match effect {
                Effect::Show(marker, _) => shown = Some(marker),
                Effect::Hide => assert!(shown.take().is_some(), "hidden twice"),
                Effect::Pin | Effect::FocusCard => assert!(shown.is_some(), "there is no card"),
                Effect::FocusMarker(_) | Effect::Wait(..) => {}
            }
        }
        assert_eq!(
            reader.open(),
            shown,
            "the page shows what the machine thinks"
        );
    }
}
