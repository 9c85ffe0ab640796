//! Addresses of the web, and what they lead to.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter};

use super::identifiers::{is_number, is_pmid};
use crate::parse::address::absolute;

/// Hosts that resolve a DOI.
const RESOLVERS: [&str; 4] = ["doi.org/", "dx.doi.org/", "www.doi.org/", "doi.dx.org/"];

/// What an address tells.
#[derive(Debug, PartialEq)]
pub(super) enum Address {
    /// A DOI, behind a resolver.
    Doi(String),
    /// An entry of PubMed.
    Pmid(String),
    /// An article of PubMed Central.
    Pmcid(String),
    /// Any other page.
    Url(String),
}

/// What an address leads to; nothing if it is none.
pub(super) fn read(url: &str) -> Option<Address> {
    let lower = url.to_ascii_lowercase();
    let host = ["https://", "http://", "ftp://"]
        .iter()
        .find_map(|scheme| lower.strip_prefix(scheme))
        .or_else(|| lower.starts_with("www.").then_some(lower.as_str()))?;
    if !host.contains('.') {
        return None;
    }
    let rest = |start: &str| {
        let skip = host.strip_prefix(start)?.len();
        url.get(url.len() - skip..)
    };
    if let Some(doi) = RESOLVERS.iter().find_map(|start| rest(start)) {
        let doi = decoded(doi);
        if doi.starts_with("10.") && doi.contains('/') {
            return Some(Address::Doi(doi));
        }
    }
    let pubmed = ["pubmed.ncbi.nlm.nih.gov/", "www.ncbi.nlm.nih.gov/pubmed/"];
    if let Some(number) = pubmed.iter().find_map(|start| rest(start)) {
        let number = number.trim_end_matches('/');
        if is_pmid(number) {
            return Some(Address::Pmid(number.to_owned()));
        }
    }
    let central = [
        "www.ncbi.nlm.nih.gov/pmc/articles/",
        "pmc.ncbi.nlm.nih.gov/articles/",
    ];
    if let Some(number) = central.iter().find_map(|start| rest(start)) {
        let number = number.trim_end_matches('/');
        if number.strip_prefix("PMC").is_some_and(is_number) {
            return Some(Address::Pmcid(number.to_owned()));
        }
    }
    Some(Address::Url(absolute(url).into_owned()))
}

/// A DOI out of an address, where some of its characters are written `%28`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let mut ahead = rest.clone();
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The addresses that stand in a text without being links.
pub(super) fn printed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !may_have_address(text) {
        return found;
    }
    let ends = |c: char| c.is_whitespace() || "<>\"“”".contains(c);
    let mut start = 0;
    let mut free = 0;
    for word in text.split_inclusive(ends) {
        if start < free {
            // A part of the address before it.
            start += word.len();
            continue;
        }
        let inner = word.trim_end_matches(ends);
        let lower = inner.to_ascii_lowercase();
        let scheme = ["http://", "https://", "ftp://"]
            .iter()
            .filter_map(|start| lower.find(start));
        let bare = lower.starts_with("www.").then_some(0);
        // A damaged scheme (`ttps://`) is an address nobody can follow, and still no title.
        let damaged = lower.contains("://").then_some(0);
        if let Some(from) = scheme.min().or(bare).or(damaged) {
            let from = start + from;
            let rest = text.get(from..).unwrap_or_default();
            let end = with_sici(rest, inner.len() + start - from);
            let address = without_punctuation(rest.get(..end).unwrap_or_default());
            free = from + address.len();
            found.push(from..from + address.len());
        }
        start += word.len();
    }
    found
}

/// What stands in a SICI's angle brackets is no longer, in characters.
const LONGEST_IN_SICI: usize = 64;

/// Where an address or a DOI ends that seems to end here: the DOIs of the nineties that hold a SICI
/// (ANSI/NISO Z39.56) have a part in angle brackets, `(SICI)…<1661::AID-SIM968>3.0.CO;2-2`.
pub(super) fn with_sici(text: &str, end: usize) -> usize {
    let inner = || {
        text.get(..end)?.contains("(SICI)").then_some(())?;
        let rest = text.get(end..)?.strip_prefix('<')?;
        let mut signs = rest.char_indices().take(LONGEST_IN_SICI);
        let (close, _) = signs.find(|(_, sign)| *sign == '>')?;
        Some((rest.get(..close)?, rest.get(close + 1..)?))
    };
    match inner() {
        Some((inner, rest)) if inner.contains("::") && !inner.contains(char::is_whitespace) => {
            let more = rest.find(char::is_whitespace).unwrap_or(rest.len());
            end + inner.len() + "<>".len() + more
        }
        _ => end,
    }
}

/// Whether there is anything in a text that an address begins with; most entries have none.
fn may_have_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize, with: &[u8]| {
        let found = bytes.get(at..at + with.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(with))
    };
    memchr_iter(b':', bytes).any(|at| begins(at, b"://"))
        || memchr2_iter(b'w', b'W', bytes).any(|at| begins(at, b"www."))
}

/// An address or a DOI without the punctuation of the sentence around it.
///
/// A closing bracket belongs to it only if it opens there too: `10.1000/S0140(05)1`.
pub(super) fn without_punctuation(text: &str) -> &str {
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    let surplus = |open, close| count(close).saturating_sub(count(open));
    let (mut round, mut square) = (surplus('(', ')'), surplus('[', ']'));
    text.trim_end_matches(|c: char| {
        let bracket = match c {
            ')' => &mut round,
            ']' => &mut square,
            _ => return ".,;:!?'’*".contains(c),
        };
        let spare = *bracket > 0;
        *bracket = bracket.saturating_sub(1);
        spare
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_name_an_identifier() {
        let doi = |doi: &str| Some(Address::Doi(doi.to_owned()));
        assert_eq!(read("https://doi.org/10.1000/x"), doi("10.1000/x"));
        assert_eq!(
            read("http://dx.doi.org/10.1000%2Fx%281%29"),
            doi("10.1000/x(1)")
        );
        assert_eq!(
            read("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234/"),
            Some(Address::Pmcid("PMC1234".to_owned()))
        );
        assert_eq!(
            read("https://pubmed.ncbi.nlm.nih.gov/1234/"),
            Some(Address::Pmid("1234".to_owned()))
        );
        let page = "https://a.example/doi/10.1000/x";
        assert_eq!(read(page), Some(Address::Url(page.to_owned())));
        for url in [
            "",
            "#",
            "mailto:doe@a.example",
            "javascript:x.y",
            "http://here",
        ] {
            assert_eq!(read(url), None, "{url}");
        }
    }

    #[test]
    fn what_a_resolver_is_given_may_be_no_doi() {
        for url in ["https://doi.org/10.1000", "https://doi.org/a/b"] {
            assert_eq!(read(url), Some(Address::Url(url.to_owned())), "{url}");
        }
    }

    #[test]
    fn addresses_go_on_in_a_sici() {
        for (text, expected) in [
            (
                "see https://a.org/(SICI)1<2::b>3 or www.c.org",
                &["https://a.org/(SICI)1<2::b>3", "www.c.org"][..],
            ),
            // What looks like an address in one is a part of it.
            (
                "https://a.org/(SICI)1<2::b://c>3 d",
                &["https://a.org/(SICI)1<2::b://c>3"],
            ),
            ("a <https://b.org>, c", &["https://b.org"]),
        ] {
            let found = printed(text).into_iter();
            let found: Vec<&str> = found.filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_bracket_belongs_to_an_address_if_it_opens_there() {
        for (text, expected) in [
            ("10.1000/S0140(05)1).", "10.1000/S0140(05)1"),
            ("10.1000/S0140(05)", "10.1000/S0140(05)"),
            ("10.1000/S0140[05],", "10.1000/S0140[05]"),
            ("10.1000/S0140[05]]", "10.1000/S0140[05]"),
            ("a.org/b)]", "a.org/b"),
        ] {
            assert_eq!(without_punctuation(text), expected);
        }
    }

    #[test]
    fn broken_escapes_stay() {
        assert_eq!(decoded("a%2"), "a%2");
        assert_eq!(decoded("a%zz%ff"), "a%zz%ff");
    }
}
