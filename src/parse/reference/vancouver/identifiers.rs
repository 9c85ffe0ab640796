//! DOI, PMID, PMCID and addresses, wherever in an entry they stand.

use std::ops::Range;

use memchr::memchr_iter;

use super::address::{self, Address, printed, without_punctuation};
use super::line::Line;
use crate::model::Csl;
use crate::parse::characters::Word;

/// What a DOI begins with.
const BEGINS_DOI: Word = Word::new("10.");

/// What a PMCID begins with.
const BEGINS_PMCID: Word = Word::new("PMC");

/// What announces a PMID.
const LABELS_PMID: [Word; 3] = [Word::new("PMID"), Word::new("pmid"), Word::new("PubMed")];

/// What announces an identifier and goes with it. A longer phrase comes before its own ending.
const LABELS: [&str; 19] = [
    "available online at",
    "available online",
    "available at",
    "available from",
    "retrieved from",
    "accessed at",
    "available",
    "pubmed central pmcid",
    "pubmed pmid",
    "pubmed central",
    "pmcid",
    "pmid",
    "pubmed",
    "doi",
    "url",
    "website",
    "full text",
    "online at",
    "from",
];

/// Moves the identifiers and the addresses of an entry into its fields.
///
/// Of each kind the first is kept. All are blanked out, with the words that announce them.
pub(super) fn take(line: &mut Line, csl: &mut Csl) {
    addresses(line, csl);
    let mut taken = Vec::new();
    for range in dois(line.text()) {
        csl.doi
            .get_or_insert_with(|| line.get(range.clone()).to_owned());
        taken.push(labelled(line.text(), range));
    }
    line.blank(taken);
    let damaged: Vec<_> = announced(line.text()).collect();
    line.blank(damaged);
    numbers(line, csl);
}

/// Reads links and printed addresses.
fn addresses(line: &mut Line, csl: &mut Csl) {
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut behind_words = Vec::new();
    for anchor in line.anchors() {
        let Some(address) = address::read(&anchor.url) else {
            continue;
        };
        if anchor.bare {
            keep(address, csl);
            taken.push(anchor.range.clone());
        } else {
            behind_words.push(address);
        }
    }
    // Those of the links among them are known by now.
    for range in printed(line.text()) {
        if let Some(address) = address::read(line.get(range.clone())) {
            keep(address, csl);
        }
        taken.push(range);
    }
    // What a reader sees comes before what lies behind the words.
    for address in behind_words {
        keep(address, csl);
    }
    let taken = taken.into_iter().map(|range| labelled(line.text(), range));
    let taken = taken.collect();
    line.blank(taken);
}

/// Fills the field of an address that is still empty.
fn keep(address: Address, csl: &mut Csl) {
    let (field, value) = match address {
        Address::Doi(value) => (&mut csl.doi, value),
        Address::Pmid(value) => (&mut csl.pmid, value),
        Address::Pmcid(value) => (&mut csl.pmcid, value),
        Address::Url(value) => (&mut csl.url, value),
    };
    field.get_or_insert(value);
}

/// The DOIs that stand in a text.
fn dois(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut free = 0;
    for start in BEGINS_DOI.places(text) {
        let before = text
            .get(..start)
            .and_then(|before| before.chars().next_back());
        if start < free || before.is_some_and(|c| c.is_alphanumeric() || c == '.') {
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "<>\"“”".contains(c));
        let end = address::with_sici(rest, end.unwrap_or(rest.len()));
        let doi = without_punctuation(rest.get(..end).unwrap_or_default());
        free = start + doi.len().max(1);
        // `10.1000/journal. pone.1`: no sentence begins with a small letter, so this goes on.
        let after = text.get(free..).unwrap_or_default().strip_prefix(". ");
        if after.is_some_and(|after| after.starts_with(char::is_lowercase)) {
            continue;
        }
        let registrant = doi.get(3..).and_then(|rest| rest.split_once('/'));
        if registrant.is_some_and(|(number, suffix)| {
            let digits = number.split('.').all(is_number);
            digits && number.len() >= 4 && !suffix.is_empty()
        }) {
            found.push(start..free);
        }
    }
    found
}

/// What is announced as a DOI and is none: `doi:0.1000/x`. It is no part of any other field.
fn announced(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    // Most entries have no such word, and need not be divided into words.
    let text = if has_label(text) { text } else { "" };
    text.split_inclusive(' ').filter_map(move |word| {
        let range = start..start + word.len();
        start = range.end;
        let label = word
            .get(..4)
            .is_some_and(|label| label.eq_ignore_ascii_case("doi:"));
        label.then_some(range)
    })
}

/// Whether `doi:` stands anywhere in a text.
fn has_label(text: &str) -> bool {
    memchr_iter(b':', text.as_bytes()).any(|at| {
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let label = before.get(before.len().saturating_sub(3)..);
        label.is_some_and(|label| label.eq_ignore_ascii_case(b"doi"))
    })
}

/// A PMCID, and a PMID: announced as such, or alone where the entry ends.
fn numbers(line: &mut Line, csl: &mut Csl) {
    let mut taken = Vec::new();
    for start in BEGINS_PMCID.places(line.text()) {
        let digits = leading_digits(line.text(), start + 3);
        let before = line.get(0..start).chars().next_back();
        if digits.len() >= 3 && !before.is_some_and(char::is_alphanumeric) {
            let range = start..digits.end;
            csl.pmcid
                .get_or_insert_with(|| line.get(range.clone()).to_owned());
            taken.push(labelled(line.text(), range));
        }
    }
    for label in LABELS_PMID {
        for start in label.places(line.text()) {
            let rest = line.get(start + label.len()..line.text().len());
            let gap = rest.len() - rest.trim_start_matches([' ', ':', '#']).len();
            let digits = leading_digits(line.text(), start + label.len() + gap);
            if is_pmid(line.get(digits.clone())) {
                csl.pmid
                    .get_or_insert_with(|| line.get(digits.clone()).to_owned());
                taken.push(labelled(line.text(), digits));
            }
        }
    }
    line.blank(taken);
    // `45–61. 10.1000/x 24045497`: nothing else of an entry is such a number at its end.
    let text = line.text().trim_end_matches([' ', '.']);
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let number = text.get(start..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let apart = before.trim_end().len() + 1 < before.len() || before.ends_with(". ");
    let long = number.len() >= if csl.doi.is_some() { 6 } else { 7 };
    if apart && long && is_pmid(number) && csl.pmid.is_none() {
        csl.pmid = Some(number.to_owned());
        let range = start..text.len();
        line.blank(vec![range]);
    }
}

/// The digits that stand at a place.
fn leading_digits(text: &str, from: usize) -> Range<usize> {
    let rest = text.get(from..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    from..from + digits
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// PubMed counts without leading zeros and has not passed eight digits.
pub(super) fn is_pmid(text: &str) -> bool {
    is_number(text) && text.len() <= 8 && !text.starts_with('0')
}

/// A range with the words that announce it, and with the brackets around both.
fn labelled(text: &str, range: Range<usize>) -> Range<usize> {
    let mut before = text.get(..range.start).unwrap_or_default();
    let mut end = range.end;
    // Labels come one or two together, brackets around them likewise.
    for _ in 0..4 {
        let outer = before.trim_end_matches([' ', ':', '=']);
        if let Some(outer) = enclosed(outer, text.get(end..).unwrap_or_default()) {
            before = outer;
            end += 1;
        } else if let Some(outer) = LABELS.iter().find_map(|label| without_label(outer, label)) {
            before = outer;
        } else {
            break;
        }
    }
    before.len()..end
}

/// What stands before an opening bracket, if the matching one follows.
fn enclosed<'a>(before: &'a str, after: &str) -> Option<&'a str> {
    [('(', ')'), ('[', ']'), ('<', '>')]
        .iter()
        .find_map(|(open, close)| {
            let outer = before.strip_suffix(*open)?;
            after.starts_with(*close).then_some(outer)
        })
}

/// What stands before a label.
fn without_label<'a>(before: &'a str, label: &str) -> Option<&'a str> {
    let at = before.len().checked_sub(label.len())?;
    let (outer, found) = before.split_at_checked(at)?;
    let word = !outer.ends_with(char::is_alphanumeric);
    (word && found.eq_ignore_ascii_case(label)).then_some(outer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CslType, Inline, Link};

    fn read(children: &[Inline]) -> (Csl, String) {
        let mut line = Line::of(children);
        let mut csl = Csl::new(CslType::Document);
        take(&mut line, &mut csl);
        let rest: Vec<&str> = line.text().split_ascii_whitespace().collect();
        (csl, rest.join(" "))
    }

    fn plain(text: &str) -> (Csl, String) {
        read(&[Inline::text(text)])
    }

    #[test]
    fn what_is_announced_as_a_doi_is_taken_out_though_it_is_none() {
        let found: Vec<_> = announced("On doi:0.1 bones DOI:x").collect();
        assert_eq!(found, [3..11, 17..22]);
        for text in ["", "On bones", "On bones: doi", "Odoi:0.1", "é:"] {
            assert_eq!(announced(text).next(), None, "{text}");
        }
        let (csl, rest) = plain("On bones. doi:0.1000/x");
        assert_eq!((csl.doi, rest.as_str()), (None, "On bones."));
    }

    fn link(url: &str, text: &str) -> Inline {
        Inline::from(Link {
            url: url.to_owned(),
            children: vec![Inline::text(text)],
            ..Link::default()
        })
    }

    #[test]
    fn a_doi_is_found_in_every_dress() {
        for text in [
            "Bone. 10.1000/ab-c.1(2)x",
            "Bone. doi:10.1000/ab-c.1(2)x.",
            "Bone. DOI 10.1000/ab-c.1(2)x",
            "Bone. doi: https://doi.org/10.1000/ab-c.1(2)x.",
            "Bone. http://dx.doi.org/10.1000/ab-c.1%282%29x,",
            "Bone. (doi:10.1000/ab-c.1(2)x)",
        ] {
            let (csl, rest) = plain(text);
            assert_eq!(csl.doi.as_deref(), Some("10.1000/ab-c.1(2)x"), "{text}");
            assert_eq!(rest.trim_end_matches([' ', '.', ',']), "Bone", "{text}");
        }
        for text in [
            "Arcgis 10.1. Bern",
            "110.1000/x",
            "10.1/2",
            "10.1000/",
            "v10.2000/3",
        ] {
            assert_eq!(plain(text).0.doi, None, "{text}");
        }
    }

    #[test]
    fn the_numbers_of_pubmed() {
        let (csl, rest) = plain("Bone. PMID: 123; PMCID: PMC45678.");
        assert_eq!(
            (csl.pmid.as_deref(), csl.pmcid.as_deref()),
            (Some("123"), Some("PMC45678"))
        );
        assert_eq!(rest, "Bone. ; .");
        let (csl, _) = plain("Bone. 2010;5: 3–9. 10.1000/x 2404549");
        assert_eq!(
            (csl.doi.as_deref(), csl.pmid.as_deref()),
            (Some("10.1000/x"), Some("2404549"))
        );
        let (csl, _) = plain("Bone 5: 3–9. 2404549");
        assert_eq!(csl.pmid.as_deref(), Some("2404549"));
        for text in [
            "Bone. 2010;5:4629383",
            "Bone. 2010",
            "Bone 10. 236 p.",
            "Bone 5 2404549",
            "Bone. PMID: none",
            "Bone. PMID: 0123456",
            "Bone. PMID: 123456789",
        ] {
            assert_eq!(plain(text).0.pmid, None, "{text}");
        }
    }

    #[test]
    fn a_doi_may_hold_a_sici() {
        let sici = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2";
        for before in ["doi:", "https://doi.org/", "Stat Med. 1998;17:1661. "] {
            let text = format!("{before}{sici}.");
            assert_eq!(plain(&text).0.doi.as_deref(), Some(sici), "{text}");
        }
        let (csl, _) = plain("doi:10.1000/a(SICI)<em>b</em>");
        assert_eq!(csl.doi.as_deref(), Some("10.1000/a(SICI)"));
    }

    #[test]
    fn an_address_keeps_all_that_is_its_own() {
        for (text, url) in [
            (
                "At: http://a.example/x?y=1&z#part-2.",
                "http://a.example/x?y=1&z#part-2",
            ),
            ("See (https://a.example/b_(c)).", "https://a.example/b_(c)"),
            ("www.a.example/b,", "http://www.a.example/b"),
            ("<https://a.example/>", "https://a.example/"),
        ] {
            assert_eq!(plain(text).0.url.as_deref(), Some(url), "{text}");
        }
        let (csl, rest) = plain("Bones. Available from: ttps://a.example/b");
        assert_eq!((csl.url, rest.as_str()), (None, "Bones."));
    }

    #[test]
    fn links_lead_somewhere() {
        let (csl, rest) = read(&[
            Inline::text("Bones. Available at: "),
            link("https://a.example/b.", "https://a.example/b."),
            Inline::text(". "),
            link("https://doi.org/10.1000/x", "CrossRef"),
        ]);
        assert_eq!(csl.url.as_deref(), Some("https://a.example/b."));
        assert_eq!(csl.doi.as_deref(), Some("10.1000/x"));
        assert_eq!(rest, "Bones. . CrossRef");
        let (csl, _) = read(&[
            link("#", "Gary"),
            link("https://pubmed.ncbi.nlm.nih.gov/12/", "x"),
        ]);
        assert_eq!((csl.url, csl.pmid.as_deref()), (None, Some("12")));
    }
}
