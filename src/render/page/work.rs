//! The bibliographic data of an article, and of a work that it cites, in the pieces that tags for
//! search engines and linked data both are made of. Nothing is made up that the article does not
//! say.

use super::super::export::{joined, name_without_titles, one_line, page_range, points};
use super::super::reference::doi_address;
use crate::model::{Article, Date, Name, bare_doi, prose};

/// What both vocabularies say of the article.
pub(super) struct Work {
    pub(super) title: Option<String>,
    /// The day of publication in [ISO 8601](https://www.w3.org/TR/NOTE-datetime), as far as it is
    /// known.
    pub(super) published: Option<String>,
    /// First and last page.
    pub(super) pages: Option<Pages>,
    /// Without a resolver.
    pub(super) doi: Option<String>,
}

impl Work {
    pub(super) fn of(article: &Article) -> Self {
        Self {
            title: said(&prose(&article.title)),
            published: article.issued.as_ref().and_then(iso),
            pages: article.page.as_deref().and_then(Pages::of),
            doi: article.doi.as_deref().and_then(|doi| said(bare_doi(doi))),
        }
    }
}

/// Pages: the first, and the last where there is a range.
pub(super) struct Pages {
    pub(super) first: String,
    pub(super) last: Option<String>,
}

impl Pages {
    /// Of `515-21`, `R131-51`, `e1004082`; `None` where nothing is said.
    pub(super) fn of(page: &str) -> Option<Self> {
        let page = one_line(page);
        match page_range(&page) {
            Some((first, last)) => Some(Self {
                first: first.to_owned(),
                last: Some(whole_last(first, last)),
            }),
            None => said(&page).map(|first| Self { first, last: None }),
        }
    }
}

/// The last page with the figures that print leaves out: `521` of `515-21`, `R151` of `R131-51`.
fn whole_last(first: &str, last: &str) -> String {
    let figures = |page: &str| page.bytes().all(|b| b.is_ascii_digit());
    let kept = first.len().saturating_sub(last.len());
    match (first.get(..kept), first.get(kept..)) {
        (Some(head), Some(tail)) if kept > 0 && figures(last) && figures(tail) => {
            [head, last].concat()
        }
        _ => last.to_owned(),
    }
}

/// A text on one line, if there is anything in it.
pub(super) fn said(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

/// The first day of a date, as far as it is known: `2020-05`. An estimate is none.
pub(super) fn iso(date: &Date) -> Option<String> {
    let parts = first_point(date)?;
    Some(joined(parts, "-"))
}

/// `2020/05/17`, or the year alone where the day is not known: what
/// [Google Scholar](https://scholar.google.com/intl/en/scholar/inclusion.html#indexing) asks for.
pub(super) fn scholar_date(date: &Date) -> Option<String> {
    let parts = first_point(date)?;
    let parts = if parts.len() == 3 {
        parts
    } else {
        parts.get(..1)?
    };
    Some(joined(parts, "/"))
}

/// Year, month and day that a calendar has.
fn first_point(date: &Date) -> Option<&[i32]> {
    let parts = points(date).next().filter(|_| !date.circa)?;
    let ranges = [1..=9999, 1..=12, 1..=31];
    let valid = parts
        .iter()
        .zip(ranges)
        .take_while(|(part, range)| range.contains(*part))
        .count();
    parts.get(..valid).filter(|parts| !parts.is_empty())
}

/// `Doe, Jane` as [Google Scholar](https://scholar.google.com/intl/en/scholar/inclusion.html#indexing)
/// wants it, without titles and degrees. A name that is not divided stays as it is.
pub(super) fn inverted(name: &Name) -> Option<String> {
    let name = name_without_titles(name);
    let Some(family) = family(&name) else {
        return said(name.literal.as_deref().or(name.given.as_deref())?);
    };
    match given(&name) {
        Some(given) => Some([&family, ", ", &given].concat()),
        None => Some(family),
    }
}

/// The family name with the particle that belongs to it.
pub(super) fn family(name: &Name) -> Option<String> {
    let family = name.family.as_deref()?;
    let particle = name.non_dropping_particle.as_deref().unwrap_or_default();
    said(&[particle, " ", family].concat())
}

/// Given names, the particle that is left out elsewhere, and the generation.
pub(super) fn given(name: &Name) -> Option<String> {
    let parts = [&name.given, &name.dropping_particle, &name.suffix];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    said(&parts.join(" "))
}

/// The whole name in reading order.
pub(super) fn whole_name(name: &Name) -> Option<String> {
    said(&super::super::article::full_name(&name_without_titles(
        name,
    )))
}

/// The address of an ORCID iD; `None` of what is none.
pub(super) fn orcid_address(orcid: &str) -> Option<String> {
    let number = orcid.trim().trim_end_matches('/');
    let number = number.rsplit('/').next()?;
    let shape = number.len() == 19
        && number.bytes().enumerate().all(|(at, byte)| match at {
            4 | 9 | 14 => byte == b'-',
            18 => byte.is_ascii_digit() || byte.eq_ignore_ascii_case(&b'X'),
            _ => byte.is_ascii_digit(),
        });
    shape.then(|| format!("https://orcid.org/{}", number.to_ascii_uppercase()))
}

/// The address of a DOI.
pub(super) fn resolved(doi: &str) -> String {
    doi_address(doi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_whole() {
        for (page, first, last) in [
            ("515-21", "515", Some("521")),
            ("R131–51", "R131", Some("R151")),
            ("99-101", "99", Some("101")),
            ("xi-xiv", "xi", Some("xiv")),
            ("e10-e15", "e10", Some("e15")),
            ("e1004082", "e1004082", None),
            ("1-2, 5-6", "1-2, 5-6", None),
        ] {
            let pages = Pages::of(page).unwrap();
            assert_eq!((pages.first.as_str(), pages.last.as_deref()), (first, last));
        }
        assert!(Pages::of(" ").is_none());
    }

    #[test]
    fn dates_are_those_of_a_calendar() {
        let iso_of = |parts: &[i32]| {
            iso(&Date {
                date_parts: vec![parts.to_vec()],
                ..Date::default()
            })
        };
        assert_eq!(iso_of(&[2020, 5, 7]).as_deref(), Some("2020-05-07"));
        assert_eq!(iso_of(&[2020, 13, 7]).as_deref(), Some("2020"));
        assert_eq!(iso_of(&[0]), None);
        assert_eq!(iso_of(&[]), None);
        let day = Date::new(2020, Some(5), Some(7));
        assert_eq!(scholar_date(&day).as_deref(), Some("2020/05/07"));
        let month = Date::new(2020, Some(5), None);
        assert_eq!(scholar_date(&month).as_deref(), Some("2020"));
    }

    #[test]
    fn names_stand_family_first() {
        let name = Name {
            prefix: Some("Dr.".into()),
            given: Some("Jane".into()),
            non_dropping_particle: Some("van".into()),
            family: Some("Doe".into()),
            suffix: Some("Jr".into()),
            ..Name::default()
        };
        assert_eq!(inverted(&name).as_deref(), Some("van Doe, Jane Jr"));
        assert_eq!(whole_name(&name).as_deref(), Some("Jane van Doe, Jr"));
        let group = Name::literal("Bone Group");
        assert_eq!(inverted(&group).as_deref(), Some("Bone Group"));
    }

    #[test]
    fn orcids_are_addresses() {
        let address = Some("https://orcid.org/0000-0001-0002-000X");
        for orcid in [
            "0000-0001-0002-000x",
            "http://orcid.org/0000-0001-0002-000X/",
        ] {
            assert_eq!(orcid_address(orcid).as_deref(), address);
        }
        assert_eq!(orcid_address("https://orcid.org/"), None);
    }
}
