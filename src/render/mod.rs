//! The article as HTML, and its references in the formats of reference managers: pure functions,
//! the same natively and in the browser.
//!
//! [`html()`] writes the whole article as one string, [`card()`] what stands in the card of
//! a citation, [`page()`] a whole document around the article, [`export()`] references for other
//! programs. `html.rs` is the only writer of
//! markup, `hooks.rs` names everything that style sheet and widget hold on to, `fragment.rs` says
//! how ids are made, `messages` holds every word of ours that a reader sees, `tongue.rs` says
//! where the language changes.

pub mod export;
pub mod fragment;
pub mod hooks;
pub mod messages;

mod address;
mod article;
mod bidi;
mod blocks;
mod card;
mod contents;
mod context;
mod html;
mod in_place;
mod index;
mod inlines;
mod markdown;
mod marker;
mod mathml;
mod narrative;
mod outward;
mod page;
mod reference;
mod tongue;
mod tools;
mod work;

pub use article::{Collapse, Folding, Options, Written, html, written};
pub use card::{Subject, card, inset};
pub use context::contexts;
pub use export::{ExportFormat, article_reference, entry_text, export, reference_lines};
pub use in_place::{Extras, entry_extras, list_tools, marker_name, note_extras, page_actions};
pub use index::{Index, Names, Usage};
pub use markdown::{Dialect, markdown};
pub use outward::Outward;
pub use page::{
    Asset, Assets, ElementOptions, Frame, Listed, PageOptions, element, element_with_data,
    is_our_page, listing, page, page_address,
};
pub use tongue::{Tongue, article_direction, our_tongue};
pub use tools::{
    WHAT_ALL, WHAT_SECTION, WHAT_SELECTED, WHAT_SHOWN, export_panel, section_references,
};
