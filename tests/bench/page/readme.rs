//! What README says of the results: a table between two marks.

use std::fmt::Write as _;

use crate::contender::{ALL, Contender, SCHOLION};
use crate::numbers::{milliseconds, short};
use crate::results::Results;

const BEGIN: &str = "<!-- The table is written by `make bench-update`. -->\n";
const END: &str = "<!-- The end of the table. -->\n";

/// The totals of all contenders for an article of each size, with how many times ours they are;
/// none where nothing was timed.
pub(crate) fn table(results: &Results, article: &str) -> Option<String> {
    let total = |contender: Contender, size: usize| {
        let timing = results.times.iter().find(|timing| {
            timing.article == article && timing.size == size && timing.contender == contender.title
        });
        timing.and_then(|timing| timing.median("total"))
    };
    let ours: Vec<f64> = results
        .sizes
        .iter()
        .map(|size| total(SCHOLION, *size))
        .collect::<Option<_>>()?;
    let machine = &results.machine;
    let mut text = format!(
        "From source text to an article that can be used, in milliseconds, and how many times ours that is: the demo \
         article once, ten and a hundred times over. `make bench-update` on {}, {} ({} cores), headless {}.\n\n|",
        machine.date, machine.processor, machine.cores, machine.browser
    );
    for size in &results.sizes {
        let _ = write!(text, " | ×{size}");
    }
    text.push_str(" |\n| ---");
    text.push_str(&" | ---:".repeat(results.sizes.len()));
    text.push_str(" |\n");
    for contender in ALL {
        let _ = write!(text, "| {}", contender.title);
        for (size, ours) in results.sizes.iter().zip(&ours) {
            match total(contender, *size) {
                Some(time) if contender == SCHOLION => {
                    let _ = write!(text, " | {}", milliseconds(time));
                }
                Some(time) => {
                    let _ = write!(text, " | {} ({}×)", milliseconds(time), short(time / ours));
                }
                None => text.push_str(" | –"),
            }
        }
        text.push_str(" |\n");
    }
    Some(text)
}

/// README with this between its marks.
pub(crate) fn put(readme: &str, table: &str) -> Result<String, String> {
    let parts = readme
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, behind) =
        parts.ok_or_else(|| format!("README.md has no lines {BEGIN:?} and {END:?}"))?;
    Ok([before, BEGIN, table, END, behind].concat())
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, put};

    #[test]
    fn the_table_takes_the_place_of_the_one_before() {
        let readme = ["Before\n", BEGIN, "| old |\n", END, "Behind\n"].concat();
        let put_once = put(&readme, "| new |\n").unwrap();
        assert_eq!(
            put_once,
            ["Before\n", BEGIN, "| new |\n", END, "Behind\n"].concat()
        );
        assert!(put("Before\nBehind\n", "| new |\n").is_err());
    }
}
