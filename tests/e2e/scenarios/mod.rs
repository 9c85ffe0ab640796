//! What is tried, by topic. A scenario is a function of a page; it fails by panicking.

mod asks;
mod built;
mod demo;
mod elements;
mod embedding;
mod faults;
mod foreign;
mod formats;
mod hostile;
mod hosts;
mod hover;
mod in_place;
mod isolate;
mod keyboard;
mod list;
mod looks;
mod names;
mod package;
mod paper;
mod pictures;
mod placement;
mod press;
mod preview;
mod reading;
mod recipes;
mod runs;
mod sections;
mod seed;
mod selection;
mod site;
mod soak;
mod speech;
mod still;
mod trail;
mod words;

use std::pin::Pin;

use crate::engine::Engine;
use crate::page::Page;

type Steps<'p> = Pin<Box<dyn Future<Output = ()> + 'p>>;

/// Something that a reader does, and what has to come of it.
#[derive(Debug, Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says what one driver cannot do"
)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) run: for<'p> fn(&'p Page<'p>) -> Steps<'p>,
    needs_seed: bool,
    /// Whether a driver without touch can run it.
    by_touch: bool,
    /// Whether it asks Chromium's DevTools protocol.
    by_devtools: bool,
    /// Whether it prints.
    by_print: bool,
    /// Whether it reads pages on which no script runs.
    by_sandbox: bool,
    /// Whether it takes long and looks at memory.
    long: bool,
}

impl Scenario {
    /// WebKitGTK's driver has no touch (its pointer of that type is a mouse), does not print, and
    /// runs no script of its own where a page runs none. Nor does it tell of its memory.
    pub(crate) fn runs_in(self, engine: Engine) -> bool {
        match engine {
            Engine::Chromium => true,
            Engine::Firefox => !self.by_devtools,
            Engine::WebKit => {
                !self.by_devtools
                    && !self.by_touch
                    && !self.by_print
                    && !self.by_sandbox
                    && !self.long
            }
        }
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

    const fn by_devtools(self) -> Self {
        Self {
            by_devtools: true,
            ..self
        }
    }

    const fn by_print(self) -> Self {
        Self {
            by_print: true,
            ..self
        }
    }

    const fn for_long(self) -> Self {
        Self { long: true, ..self }
    }

    const fn by_sandbox(self) -> Self {
        Self {
            by_sandbox: true,
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
            by_devtools: false,
            by_print: false,
            by_sandbox: false,
            long: false,
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
        scenario!(demo::axe_finds_nothing_in_what_opens),
        scenario!(demo::axe_finds_nothing_in_a_sheet).by_touch(),
        scenario!(elements::formulae_are_laid_out),
        scenario!(elements::formulae_leave_the_lines_alone),
        scenario!(elements::pictures_keep_their_room),
        scenario!(elements::a_lost_picture_leaves_its_words),
        scenario!(elements::wide_things_scroll_by_themselves),
        scenario!(elements::markers_open_their_card_everywhere),
        scenario!(elements::parts_show_themselves),
        scenario!(elements::axe_finds_nothing),
        scenario!(formats::every_format_opens).with_seed(),
        scenario!(formats::a_page_is_an_article_where_it_is_said_to_be),
        scenario!(formats::bibliographies_come_with_the_element),
        scenario!(formats::declared_encodings_are_read),
        scenario!(formats::pictures_stand_beside_their_article),
        scenario!(hostile::our_vectors_run_nothing),
        scenario!(hostile::our_vectors_break_no_policy),
        scenario!(hostile::known_vectors_run_nothing_in_pages).with_seed(),
        scenario!(hostile::known_vectors_break_no_policy).with_seed(),
        scenario!(hostile::no_line_is_too_hard_to_break),
        scenario!(package::html),
        scenario!(package::vite),
        scenario!(package::webpack),
        scenario!(package::esbuild),
        scenario!(package::react),
        scenario!(package::vue),
        scenario!(package::eleventy),
        scenario!(package::node),
        scenario!(package::the_manifest_is_true),
        scenario!(recipes::first_minutes),
        scenario!(recipes::pandoc),
        scenario!(recipes::hugo),
        scenario!(recipes::mdbook),
        scenario!(recipes::wordpress),
        scenario!(site::the_playground_takes_what_is_dropped).with_seed(),
        scenario!(site::the_playground_takes_what_is_pasted).with_seed(),
        scenario!(site::the_playground_has_examples),
        scenario!(site::the_playground_takes_a_bibliography),
        scenario!(site::the_playground_forgets_what_was_there),
        scenario!(site::the_documentation_is_searched),
        scenario!(site::the_site_works_offline),
        scenario!(site::axe_finds_nothing),
        scenario!(site::no_page_is_wider_than_its_window).by_devtools(),
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
        scenario!(preview::a_change_is_on_screen_at_once),
        scenario!(preview::what_an_article_hangs_on_is_watched),
        scenario!(sections::a_fragment_opens_what_hides_it),
        scenario!(sections::a_fragment_is_honoured_after_loading),
        scenario!(sections::a_text_fragment_opens_what_hides_it),
        scenario!(sections::the_attribute_says_what_is_closed),
        scenario!(reading::the_list_of_sections_marks_the_current_one),
        scenario!(reading::on_a_small_screen_a_button_opens_the_list),
        scenario!(reading::the_meter_follows_the_reader),
        scenario!(reading::one_button_opens_and_closes_everything),
        scenario!(reading::warnings_corrections_and_interests_stay_open),
        scenario!(reading::a_heading_gives_its_address),
        scenario!(reading::a_reload_finds_the_reader_where_they_were),
        scenario!(reading::nothing_is_remembered_unasked),
        scenario!(reading::storage_that_is_denied_or_full_is_survived),
        scenario!(reading::a_changed_article_keeps_what_is_left),
        scenario!(placement::the_card_stays_in_the_window),
        scenario!(placement::the_card_stays_in_the_window_at_its_edges),
        scenario!(placement::the_card_stays_while_the_page_grows),
        scenario!(embedding::it_works_under_a_strict_policy),
        scenario!(embedding::what_fails_leaves_the_page_readable),
        scenario!(embedding::two_articles_share_a_page),
        scenario!(embedding::one_card_for_all_articles_of_a_page),
        scenario!(embedding::a_moved_element_goes_on_and_a_removed_one_ends),
        scenario!(embedding::what_a_removed_element_leaves_is_silent),
        scenario!(embedding::hostile_text_runs_nothing),
        scenario!(embedding::markers_leave_the_lines_alone),
        scenario!(hosts::an_article_that_comes_later_takes_no_ids),
        scenario!(hosts::what_was_given_comes_back),
        scenario!(hosts::another_article_closes_the_card),
        scenario!(hosts::another_article_begins_at_its_beginning),
        scenario!(hosts::jumps_leave_the_hosts_restoration_alone),
        scenario!(hosts::a_pane_that_scrolls_is_known),
        scenario!(hosts::a_base_is_no_part_of_an_address),
        scenario!(hosts::a_script_is_no_source_to_open),
        scenario!(faults::a_source_that_cannot_be_had_is_told),
        scenario!(faults::a_redirect_to_another_origin_is_followed),
        scenario!(faults::a_slow_source_is_waited_for),
        scenario!(faults::a_source_that_stalls_can_be_left),
        scenario!(faults::a_source_that_never_ends_is_cut_short),
        scenario!(faults::of_ten_sources_the_last_one_wins),
        scenario!(faults::an_element_removed_while_loading_ends),
        scenario!(faults::a_core_that_does_not_come_leaves_the_page),
        scenario!(faults::a_core_of_the_wrong_media_type_works),
        scenario!(faults::a_policy_against_the_core_leaves_the_page),
        scenario!(faults::a_panic_leaves_the_article_and_the_others_go_on),
        scenario!(faults::a_panic_while_reading_leaves_what_was_there),
        scenario!(faults::panics_without_an_end_come_to_one),
        scenario!(soak::articles_come_and_go).for_long(),
        scenario!(soak::a_hundred_articles_share_a_page).for_long(),
        scenario!(soak::whatever_a_reader_does_leaves_everything_in_order).for_long(),
        scenario!(built::without_a_script_every_marker_leads_there_and_back).by_sandbox(),
        scenario!(built::without_a_script_every_page_is_whole).by_sandbox(),
        scenario!(built::a_built_page_is_adopted_as_it_is),
        scenario!(built::an_adopted_page_works),
        scenario!(built::a_fragment_is_there_before_the_core),
        scenario!(built::an_early_press_is_answered),
        scenario!(built::a_failing_core_leaves_the_page),
        scenario!(built::files_from_elsewhere_are_held_against_their_hashes),
        scenario!(in_place::markers_of_every_system_have_cards),
        scenario!(in_place::what_is_the_pages_own_survives),
        scenario!(in_place::real_pages_are_enhanced_and_given_back).with_seed(),
        scenario!(in_place::what_is_folded_is_found),
        scenario!(in_place::removing_the_element_gives_the_page_back),
        scenario!(looks::nothing_changes_outside),
        scenario!(looks::a_theme_holds_on_any_page),
        scenario!(looks::without_a_theme_the_page_decides),
        scenario!(looks::a_theme_needs_no_script),
        scenario!(looks::the_themes_can_be_read),
        scenario!(looks::large_and_spaced_text_fits),
        scenario!(looks::forced_colours_leave_states_apart).by_devtools(),
        scenario!(looks::more_contrast_leaves_nothing_pale).by_devtools(),
        scenario!(looks::less_motion_is_none).by_devtools(),
        scenario!(foreign::an_honest_host_has_its_way),
        scenario!(foreign::bootstrap),
        scenario!(foreign::bootstrap_in_the_dark),
        scenario!(foreign::tailwind),
        scenario!(foreign::tailwind_in_its_layer),
        scenario!(foreign::pico),
        scenario!(foreign::a_block_theme),
        scenario!(foreign::modern_normalize),
        scenario!(foreign::the_old_reset),
        scenario!(foreign::the_new_reset),
        scenario!(foreign::everything_initial),
        scenario!(foreign::everything_unset),
        scenario!(foreign::everything_unset_with_all_force),
        scenario!(foreign::harm_to_elements),
        scenario!(foreign::harm_to_elements_with_all_force),
        scenario!(isolate::an_isolated_article_works),
        scenario!(isolate::fragments_reach_into_isolation),
        scenario!(isolate::isolation_lets_in_what_is_meant_for_it),
        scenario!(asks::a01_raised_markers_have_cards),
        scenario!(asks::a02_a_range_is_one_marker),
        scenario!(asks::a03_what_a_range_hides_is_found),
        scenario!(asks::a04_a_citation_of_several_works_shows_them),
        scenario!(asks::a05_citations_that_touch_are_one_marker),
        scenario!(asks::a07_another_link_opens_nothing),
        scenario!(asks::a09_the_diagonal_way_keeps_the_card),
        scenario!(asks::a10_the_text_can_be_reached_and_copied),
        scenario!(asks::a11_a_tap_opens_and_does_not_close).by_touch(),
        scenario!(asks::a12_the_card_is_never_a_sliver),
        scenario!(asks::a13_the_card_stays_on_a_small_screen),
        scenario!(asks::a14_a_table_does_not_cut_the_card_off),
        scenario!(asks::a15_what_is_cited_in_a_card_opens_in_place),
        scenario!(asks::a16_showing_and_jumping_are_two_things),
        scenario!(asks::a17_a_click_leaves_the_reader_in_the_text),
        scenario!(asks::a18_cards_come_from_the_article),
        scenario!(asks::a19_an_address_leads_to_a_note_and_closing_is_told),
        scenario!(asks::a20_the_target_of_a_jump_is_marked),
        scenario!(asks::a21_links_lead_back_by_name_and_are_large_enough),
        scenario!(asks::a22_links_back_have_names_of_their_own),
        scenario!(asks::a23_escape_closes_keeps_the_focus_and_ids_are_single),
        scenario!(asks::a24_the_article_is_in_the_page_itself),
        scenario!(asks::a25_print_opens_everything),
        scenario!(names::markers_are_called_what_they_are).by_devtools(),
        scenario!(names::signs_are_read_as_words),
        scenario!(names::notes_and_mentions_are_called_what_they_are),
        scenario!(names::retractions_come_first),
        scenario!(names::a_missing_reference_is_told),
        scenario!(names::a_wrapped_marker_is_met_at_its_line),
        scenario!(names::quiet_markers_leave_sight_speech_and_the_tab_order),
        scenario!(names::listeners_do_not_depend_on_markers),
        scenario!(list::a_filter_finds_as_one_types),
        scenario!(list::a_jump_shows_what_a_filter_hides),
        scenario!(list::the_browsers_search_finds_what_a_filter_hides),
        scenario!(list::the_list_takes_other_orders),
        scenario!(list::uncited_references_say_so),
        scenario!(list::references_leave_by_the_clipboard),
        scenario!(list::chosen_references_leave_as_a_file),
        scenario!(list::the_article_gives_its_own_citation),
        scenario!(list::a_passage_is_copied_with_its_references),
        scenario!(list::plain_copying_is_left_alone),
        scenario!(trail::back_of_the_browser_leads_back),
        scenario!(trail::several_jumps_are_undone_one_by_one),
        scenario!(trail::contents_lead_there_and_back),
        scenario!(trail::the_control_can_be_sent_away),
        scenario!(trail::history_that_is_off_is_left_alone),
        scenario!(trail::the_card_goes_along_from_use_to_use),
        scenario!(trail::back_closes_a_sheet).by_touch(),
        scenario!(trail::the_machines_own_way_closes_a_sheet).by_touch(),
        scenario!(words::every_word_of_the_page_is_in_the_table),
        scenario!(words::errors_are_told_in_two_languages),
        scenario!(words::the_language_is_chosen),
        scenario!(words::publishers_bring_their_own_words),
        scenario!(words::ranges_are_not_turned_around),
        scenario!(words::what_runs_the_other_way_is_mirrored),
        scenario!(words::the_keyboard_works_from_right_to_left),
        scenario!(words::lines_break_as_the_script_has_it),
        scenario!(paper::the_whole_article_and_nothing_else).by_print(),
        scenario!(paper::addresses_are_shown_once).by_print(),
        scenario!(paper::ink_is_dark_and_paper_white).by_devtools(),
        scenario!(speech::the_demo_reads_well).by_devtools(),
        scenario!(speech::the_tour_reads_well).by_devtools(),
        scenario!(speech::what_opens_reads_well).by_devtools(),
        scenario!(still::nothing_moves_while_the_demo_is_read).by_devtools(),
        scenario!(still::nothing_moves_while_a_long_article_is_read).by_devtools(),
        scenario!(still::nothing_moves_while_the_seed_is_read)
            .by_devtools()
            .with_seed(),
        scenario!(still::nothing_moves_while_the_longest_are_read)
            .by_devtools()
            .with_seed(),
        scenario!(still::no_page_is_wider_than_its_window),
        scenario!(still::no_page_of_the_seed_is_wider_than_its_window).with_seed(),
        scenario!(still::none_of_the_longest_is_wider_than_its_window).with_seed(),
        scenario!(selection::a_selection_is_the_text),
        scenario!(selection::the_whole_page_is_copied),
        scenario!(selection::words_open_nested_sections),
        scenario!(selection::a_pointer_that_draws_opens_nothing),
        scenario!(pictures::the_pages_look_as_they_did).by_devtools(),
        scenario!(pictures::broken_looks_are_noticed).by_devtools(),
        scenario!(runs::by_keyboard),
        scenario!(runs::by_touch).by_touch(),
        scenario!(runs::markers_are_large_enough_for_fingers),
        scenario!(seed::every_section_closes_and_opens_by_mouse_and_keyboard).with_seed(),
        scenario!(seed::every_marker_shows_its_references).with_seed(),
    ];
    // Pictures to look at, on demand: SCREENSHOTS=1.
    if std::env::var_os("SCREENSHOTS").is_some_and(|value| value == "1") {
        all.push(scenario!(placement::pictures));
    }
    all
}
