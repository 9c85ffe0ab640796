//! Dates as print writes them.
