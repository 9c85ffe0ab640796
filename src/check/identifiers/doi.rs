//! DOIs, by the [DOI Handbook](https://doi.org/10.1000/182) (2.2) and by what
//! [Crossref has found](https://www.crossref.org/blog/dois-and-matching-regular-expressions/) among
//! those that it gave out: `10.` and four to nine digits, parts of the registrant's own behind full
//! stops, a slash, and signs of any kind but blanks.

use super::shown;
use crate::model::bare_doi;

/// What is wrong with a DOI; a resolver before it is no part of it.
pub(super) fn wrong(value: &str) -> Option<String> {
    let doi = bare_doi(value);
    let why = reason(doi)?;
    Some(format!("{} is no DOI: {why}", shown(doi)))
}

fn reason(doi: &str) -> Option<String> {
    let Some(behind) = doi.strip_prefix("10.") else {
        return Some("it does not begin with `10.`".to_owned());
    };
    let Some((registrant, suffix)) = behind.split_once('/') else {
        return Some("it has no slash behind the registrant's number".to_owned());
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = registrant.split('.');
    let first = parts.next().unwrap_or_default();
    if !digits(first) || !(4..=9).contains(&first.len()) || !parts.all(digits) {
        return Some(format!("{} is no registrant's number", shown(registrant)));
    }
    if suffix.is_empty() {
        return Some("nothing stands behind its slash".to_owned());
    }
    if let Some(blank) = suffix.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Some(if blank == ' ' {
            "it holds a blank".to_owned()
        } else {
            format!("it holds the character U+{:04X}", u32::from(blank))
        });
    }
    if let Some(name) = ["&lt;", "&gt;", "&amp;"]
        .iter()
        .find(|name| suffix.contains(**name))
    {
        return Some(format!("`{name}` is an escape of markup"));
    }
    let last = suffix
        .chars()
        .next_back()
        .filter(|c| matches!(c, '.' | ',' | ';' | ':'));
    last.map(|last| format!("the `{last}` at its end belongs to the sentence"))
}

/// The DOI that a link leads to, if it leads to the resolver with one; not its other pages, and not
/// its [short names](https://shortdoi.org/).
pub(super) fn linked(url: &str) -> Option<String> {
    let url = url.trim();
    let (_, behind) = url.split_once("://")?;
    let (host, path) = behind.split_once('/')?;
    let resolves = ["doi.org", "dx.doi.org", "www.doi.org"]
        .iter()
        .any(|known| host.eq_ignore_ascii_case(known));
    (resolves && path.starts_with("10.")).then(|| unescaped(path))
}

/// A path without the escapes of addresses; what is no escape stays.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let pair = behind.get(..2).filter(|_| *first == b'%');
        let escaped = pair
            .filter(|pair| pair.iter().all(u8::is_ascii_hexdigit))
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = behind.get(escaped.map_or(0, |_| 2)..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_registry_gives_out_is_a_doi() {
        for doi in [
            "10.1000/182",
            "10.1000.10/123",
            "10.1016/j.bone.2020.115312",
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "10.1002/(SICI)1096-8644(199712)104:4<475::AID-AJPA4>3.0.CO;2-#",
            "10.1207/s15327809jls0202_2",
            "10.123456789/ü",
            "https://doi.org/10.1000/182",
            "doi:10.1000/182",
        ] {
            assert_eq!(wrong(doi), None, "{doi}");
        }
    }

    #[test]
    fn what_none_gives_out_says_why() {
        for (doi, expected) in [
            (
                "11.1000/182",
                "`11.1000/182` is no DOI: it does not begin with `10.`",
            ),
            ("", "`` is no DOI: it does not begin with `10.`"),
            (
                "10.1000",
                "`10.1000` is no DOI: it has no slash behind the registrant's number",
            ),
            (
                "10.1016%2Fj",
                "`10.1016%2Fj` is no DOI: it has no slash behind the registrant's number",
            ),
            (
                "10.100/182",
                "`10.100/182` is no DOI: `100` is no registrant's number",
            ),
            (
                "10.1000./1",
                "`10.1000./1` is no DOI: `1000.` is no registrant's number",
            ),
            (
                "10.1000/",
                "`10.1000/` is no DOI: nothing stands behind its slash",
            ),
            ("10.1000/a b", "`10.1000/a b` is no DOI: it holds a blank"),
            (
                "10.1000/a\u{200B}\u{A0}b",
                "`10.1000/a\u{200B}\u{A0}b` is no DOI: it holds the character U+00A0",
            ),
            (
                "10.1000/2-&lt;1",
                "`10.1000/2-&lt;1` is no DOI: `&lt;` is an escape of markup",
            ),
            (
                "10.1000/182.",
                "`10.1000/182.` is no DOI: the `.` at its end belongs to the sentence",
            ),
        ] {
            assert_eq!(wrong(doi).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_link_leads_to_a_doi_or_not() {
        for (url, expected) in [
            ("https://doi.org/10.1000/a%2Fb%3C1%", Some("10.1000/a/b<1%")),
            ("http://DX.doi.org/10.1000", Some("10.1000")),
            ("https://doi.org/", None),
            ("https://doi.org/abc12", None),
            ("https://www.doi.org/the-identifier/what-is-a-doi/", None),
            ("https://example.org/10.1000/1", None),
        ] {
            assert_eq!(linked(url).as_deref(), expected, "{url}");
        }
    }
}
