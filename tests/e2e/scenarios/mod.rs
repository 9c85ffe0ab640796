//! What is tried, by topic. A scenario is a function of a page; it fails by panicking.

mod demo;
mod embedding;
mod hover;
mod keyboard;
mod placement;
mod press;
mod sections;
mod seed;

use std::pin::Pin;

use crate::engine::Engine;
use crate::page::Page;

type Steps<'p> = Pin<Box<dyn Future<Output = ()> + 'p>>;

/// Something that a reader does, and what has to come of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) run: for<'p> fn(&'p Page<'p>) -> Steps<'p>,
    needs_seed: bool,
    /// Whether a driver without touch can run it.
    by_touch: bool,
}

impl Scenario {
    /// WebKitGTK's driver has no touch: its pointer of that type is a mouse.
    pub(crate) fn runs_in(self, engine: Engine) -> bool {
        !(self.by_touch && engine == Engine::WebKit)
    }

    pub(crate) fn needs_seed(self) -> bool {
        self.needs_seed
    }

    const fn with_seed(self) -> Self {
        Self {
            needs_seed: true,
            ..self
        }
    }

    const fn by_touch(self) -> Self {
        Self {
            by_touch: true,
            ..self
        }
    }
}

macro_rules! scenario {
    ($topic:ident :: $name:ident) => {
        Scenario {
            name: concat!(stringify!($topic), "::", stringify!($name)),
            run: |page| Box::pin($topic::$name(page)),
            needs_seed: false,
            by_touch: false,
        }
    };
}

/// Every scenario, the quick ones first.
pub(crate) fn all() -> Vec<Scenario> {
    let mut all = vec![
        scenario!(demo::the_article_is_there),
        scenario!(demo::nothing_goes_wrong),
        scenario!(demo::markers_leave_its_lines_alone),
        scenario!(demo::axe_finds_nothing),
        scenario!(demo::axe_finds_nothing_in_the_dark),
        scenario!(hover::a_passing_pointer_opens_nothing),
        scenario!(hover::the_card_can_be_entered_and_left),
        scenario!(hover::the_diagonal_way_keeps_the_card),
        scenario!(hover::escape_sends_the_card_away),
        scenario!(hover::scrolling_under_a_resting_pointer_opens_nothing),
        scenario!(keyboard::focus_opens_and_goes_on),
        scenario!(keyboard::enter_goes_in_and_escape_comes_back),
        scenario!(keyboard::space_opens_too),
        scenario!(press::a_click_pins_until_it_is_sent_away),
        scenario!(press::the_close_button_closes),
        scenario!(press::a_modified_click_is_the_browsers),
        scenario!(press::the_card_leads_into_the_list_and_the_list_back),
        scenario!(press::a_tap_opens_a_sheet).by_touch(),
        scenario!(sections::a_fragment_opens_what_hides_it),
        scenario!(sections::a_fragment_is_honoured_after_loading),
        scenario!(sections::a_text_fragment_opens_what_hides_it),
        scenario!(sections::the_attribute_says_what_is_closed),
        scenario!(placement::the_card_stays_in_the_window),
        scenario!(placement::the_card_stays_in_the_window_at_its_edges),
        scenario!(embedding::it_works_under_a_strict_policy),
        scenario!(embedding::what_fails_leaves_the_page_readable),
        scenario!(embedding::two_articles_share_a_page),
        scenario!(embedding::a_moved_element_goes_on_and_a_removed_one_ends),
        scenario!(embedding::what_a_removed_element_leaves_is_silent),
        scenario!(embedding::hostile_text_runs_nothing),
        scenario!(embedding::markers_leave_the_lines_alone),
        scenario!(seed::every_section_closes_and_opens_by_mouse_and_keyboard).with_seed(),
        scenario!(seed::every_marker_shows_its_references).with_seed(),
    ];
    // Pictures to look at, on demand: SCREENSHOTS=1.
    if std::env::var_os("SCREENSHOTS").is_some_and(|value| value == "1") {
        all.push(scenario!(placement::pictures));
    }
    all
}
