//! The benchmark's own parts, without a browser: the articles that it measures, what it makes of
//! the times, and how it shows them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    dead_code,
    reason = "the benchmark uses more of its parts than is tested here"
)]

#[path = "bench/page/articles.rs"]
mod articles;
#[path = "bench/page/contender.rs"]
mod contender;
#[path = "bench/page/goals.rs"]
mod goals;
#[path = "bench/page/growth.rs"]
mod growth;
#[path = "bench/page/limit.rs"]
mod limit;
#[path = "bench/page/numbers.rs"]
mod numbers;
#[path = "bench/page/plot.rs"]
mod plot;
#[path = "bench/page/readme.rs"]
mod readme;
#[path = "bench/page/report.rs"]
mod report;
#[path = "bench/page/results.rs"]
mod results;
#[path = "bench/page/statistics.rs"]
mod statistics;
