//! The articles that are measured: one of print, several times over, in every form that the
//! contenders read.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use scholion::model::{ReferenceId, walk};
use scholion::parse;
use scholion::render::messages::Messages;
use scholion::render::{Dialect, markdown};

/// An article in the forms that the contenders read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    /// As it comes out of print.
    pub(crate) print: String,
    /// As Markdown with footnotes, `[^1]`, which the contenders all read.
    pub(crate) markdown: String,
    /// As the structured article.
    pub(crate) json: String,
    /// How many markers the article has.
    pub(crate) markers: usize,
    /// How many footnotes the Markdown refers to, each time that it does: a marker of three
    /// references is three of these.
    pub(crate) marks: usize,
    /// How many references it has.
    pub(crate) references: usize,
}

/// An article of print `times` over: its text each time as it is, with a heading of its own and
/// with numbers of its own, and behind them one list of all references.
///
/// # Errors
///
/// A message where the text has no citations, no numbered references or no heading above them, or
/// where what was made is not read as what it was made of.
pub(crate) fn forms(print: &str, times: usize) -> Result<Forms, String> {
    let print = repeated(print, times)?;
    let parsed = parse::print(&print);
    let citations = walk::citations(&parsed.article);
    Ok(Forms {
        markdown: markdown(&parsed.article, Dialect::CommonMark, Messages::default()),
        json: serde_json::to_string(&parsed.article).map_err(|error| error.to_string())?,
        markers: walk::markers(&parsed.article).len(),
        marks: citations
            .iter()
            .map(|one| one.citation.references.len())
            .sum(),
        references: parsed.article.references.len(),
        print,
    })
}

/// A piece of the source with the numbers of references in it.
struct Numbered {
    place: Range<usize>,
    numbers: Vec<usize>,
}

fn repeated(print: &str, times: usize) -> Result<String, String> {
    let article = parse::print(print).article;
    let mut markers = Vec::new();
    for found in walk::citations(&article) {
        let citation = found.citation;
        let place = citation.position.ok_or("a citation without a place")?;
        let numbers = citation.references.iter().filter_map(ReferenceId::number);
        markers.push(Numbered {
            place: place.range(),
            numbers: numbers.map(|number| number as usize).collect(),
        });
    }
    markers.sort_by_key(|marker| marker.place.start);
    let mut entries = Vec::new();
    for reference in &article.references {
        let place = reference.position.ok_or("a reference without a place")?;
        let number = reference
            .id
            .number()
            .ok_or("a reference without a number")?;
        entries.push(Numbered {
            place: place.range(),
            numbers: vec![number as usize],
        });
    }
    let first = entries.first().ok_or("an article without references")?;
    if markers.is_empty() {
        return Err("an article without citations".to_owned());
    }
    let step = entries.iter().flat_map(|entry| &entry.numbers).max();
    let step = step.copied().unwrap_or_default();

    // The last line before the list that has words is its heading.
    let before = print
        .get(..first.place.start)
        .ok_or("a place that is none")?
        .trim_end();
    let (text, heading) = before
        .rsplit_once('\n')
        .ok_or("no heading above the list")?;
    let mut written = String::new();
    for copy in 0..times {
        let mut from = 0;
        for marker in &markers {
            written += text
                .get(from..marker.place.start)
                .ok_or("citations that overlap")?;
            let numbers: BTreeSet<usize> = marker
                .numbers
                .iter()
                .map(|number| number + copy * step)
                .collect();
            let _ = write!(written, "^{{{}}}", ranges(&numbers));
            from = marker.place.end;
        }
        written += text.get(from..).ok_or("a citation in the list")?;
        written += "\n\n";
    }
    written += heading;
    written += "\n\n";
    for copy in 0..times {
        for entry in &entries {
            let printed = print
                .get(entry.place.clone())
                .ok_or("a place that is none")?;
            let number: usize = entry.numbers.iter().sum::<usize>() + copy * step;
            let words = printed.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let _ = writeln!(written, "{number}{}", words.trim_end());
        }
    }
    Ok(written)
}

/// Numbers as a marker prints them: `4,11-13`.
fn ranges(numbers: &BTreeSet<usize>) -> String {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(run) if run.end == number => run.end += 1,
            _ => runs.push(number..number + 1),
        }
    }
    let printed: Vec<String> = runs
        .into_iter()
        .map(|run| match run.len() {
            1 => run.start.to_string(),
            2 => format!("{},{}", run.start, run.end - 1),
            _ => format!("{}-{}", run.start, run.end - 1),
        })
        .collect();
    printed.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_copy_has_numbers_of_its_own() {
        const BONES: &str = "On Bones\n\nThey thin with age.¹ So it is said.²⁻⁴\n\nA Heading\n\nMuch is \
        left to find.^{2,4}\n\nReferences\n\n1. Doe J. On bones. *Bone*. 2020;1:2-3.\n2. Roe R. More \
        of them. *Bone*. 2021;2:3-4.\n3. Poe P. Less. *Bone*. 2022;3:4-5.\n4. Moe M. Least. *Bone*. \
        2023;4:5-6.\n";
        let forms = forms(BONES, 3).unwrap();
        assert_eq!((forms.markers, forms.marks, forms.references), (9, 18, 12));
        assert!(forms.print.contains("So it is said.^{10-12}"));
        assert!(forms.print.contains("\n12. Moe M. Least."));
        assert!(forms.markdown.contains("Much is left to find.[^6][^8]"));
        assert!(forms.markdown.contains("[^12]: Moe M. Least."));
        assert_eq!(forms.markdown.matches("]: ").count(), 12);
    }

    #[test]
    fn the_demo_is_as_long_as_it_says() {
        let demo = include_str!("../../../www/articles/vitamin-k2.txt");
        let once = forms(demo, 1).unwrap();
        assert_eq!((once.markers, once.references), (37, 47));
        let ten = forms(demo, 10).unwrap();
        assert_eq!((ten.markers, ten.references), (370, 470));
        assert_eq!(ten.marks, 10 * once.marks);
    }

    #[test]
    fn what_has_no_list_is_refused() {
        assert!(forms("On Bones\n\nThey thin with age.¹\n", 2).is_err());
    }

    #[test]
    fn three_numbers_in_a_row_are_a_range() {
        assert_eq!(ranges(&BTreeSet::from([1, 2, 4, 5, 6, 9])), "1,2,4-6,9");
    }
}
