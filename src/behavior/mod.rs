//! What the reader experiences, as pure state machines: an event and the time in, effects out.
//!
//! Nothing here knows a browser. The widget translates DOM events into [`tooltip::Event`]s and
//! [`list::Event`]s and carries out the effects; the tests do the same with a clock of their own.
//! What a reader types is compared as [`search::fold`] leaves it.

pub mod geometry;
pub mod list;
pub mod memory;
pub mod overflow;
pub mod passage;
pub mod reading;
pub mod search;
pub mod sections;
pub mod tooltip;
pub mod trail;
