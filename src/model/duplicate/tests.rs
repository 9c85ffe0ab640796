use proptest::prelude::*;

use super::*;
use crate::model::{CslType, ReferenceId};

const LONG: &str = "Vitamin K and the bones of mice";

/// A reference of a DOI, a PMID, a title and a year; what is empty or 0 is not there.
fn reference(doi: &str, pmid: &str, title: &str, year: i32) -> Reference {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Reference {
        id: ReferenceId::new("any"),
        label: None,
        children: Vec::new(),
        csl: Some(Csl {
            doi: text(doi),
            pmid: text(pmid),
            title: text(title),
            issued: (year != 0).then(|| Date::new(year, None, None)),
            ..Csl::new(CslType::ArticleJournal)
        }),
        position: None,
    }
}

fn by_doi(doi: &str) -> Reference {
    reference(doi, "", "", 0)
}

fn by_title(title: &str, year: i32) -> Reference {
    reference("", "", title, year)
}

fn same(one: Reference, other: Reference) -> bool {
    let found = same_source(&[one, other]);
    assert_eq!(found[0], None);
    found[1] == Some(0)
}

#[test]
fn a_doi_is_the_same_in_every_dress() {
    for other in [
        "10.1000/ABC.1",
        "doi:10.1000/abc.1",
        "DOI: 10.1000/abc.1",
        "https://doi.org/10.1000/abc.1",
        "http://dx.doi.org/10.1000/Abc.1",
        "https://www.doi.org/10.1000/abc.1",
        " 10.1000/abc.1 ",
    ] {
        assert!(same(by_doi("10.1000/abc.1"), by_doi(other)), "{other}");
    }
    assert!(!same(by_doi("10.1000/abc.1"), by_doi("10.1000/abc.12")));
}

#[test]
fn what_is_no_number_is_not_compared() {
    for nothing in ["n/a", "doi:", "10.", "none"] {
        assert!(!same(by_doi(nothing), by_doi(nothing)), "{nothing}");
    }
    let by_pmid = |pmid| reference("", pmid, "", 0);
    assert!(same(by_pmid("123"), by_pmid("PMID: 123")));
    assert!(!same(by_pmid("pending"), by_pmid("pending")));
    assert!(!same(by_pmid("0"), by_pmid("0")));
}

#[test]
fn a_title_is_compared_by_its_letters_and_digits() {
    for (one, other) in [
        (
            "Vitamin K₂ and bone: a trial",
            "VITAMIN K2 and bone—a trial.",
        ),
        ("Über das Öl der Bären", "Uber das Ol der Baren"),
        ("Une étude du squelette", "Une e\u{301}tude du squelette"),
        ("Follow-up after a fall", "Followup after a fall"),
        ("骨粗鬆症の診断と治療", "骨粗鬆症の診断と治療。"),
    ] {
        assert!(
            same(by_title(one, 2001), by_title(other, 2001)),
            "{one} / {other}"
        );
    }
    let (one, other) = (
        "Effects of α-tocopherol on bone",
        "Effects of β-tocopherol on bone",
    );
    assert!(!same(by_title(one, 2001), by_title(other, 2001)));
}

#[test]
fn a_title_needs_a_year_and_three_words() {
    assert!(!same(by_title(LONG, 2001), by_title(LONG, 2002)));
    assert!(!same(by_title(LONG, 0), by_title(LONG, 0)));
    assert!(!same(by_title(LONG, 2001), by_title(LONG, 0)));
    for short in ["In reply", "Editorial", "Bone – health", "骨粗鬆症"] {
        assert!(
            !same(by_title(short, 2001), by_title(short, 2001)),
            "{short}"
        );
    }
}

#[test]
fn different_numbers_overrule_an_equal_title() {
    let of = |doi, pmid| reference(doi, pmid, LONG, 2001);
    assert!(!same(of("10.1000/a", ""), of("10.1000/b", "")));
    assert!(!same(of("", "1"), of("", "2")));
    assert!(!same(of("10.1000/a", "1"), of("", "2")));
    assert!(same(of("10.1000/a", ""), of("", "2")));
    assert!(same(of("10.1000/a", "1"), of("", "")));
    // Two numbers that agree are stronger than one that does not.
    assert!(same(of("10.1000/a", "1"), of("10.1000/a", "2")));
}

#[test]
fn being_the_same_goes_from_entry_to_entry() {
    let list = [
        by_doi("10.1000/a"),
        by_doi("10.1000/other"),
        reference("10.1000/a", "", LONG, 2001),
        by_title(LONG, 2001),
    ];
    assert_eq!(
        duplicates(&list)[3],
        Some(Duplicate {
            first: 0,
            by: SameBy::TitleAndYear,
            with: 2
        })
    );
    // What leads to the first may stand behind.
    let turned = [
        by_title(LONG, 2001),
        by_doi("10.1000/a"),
        reference("10.1000/a", "", LONG, 2001),
    ];
    assert_eq!(same_source(&turned), [None, Some(0), Some(0)]);
    assert_eq!(
        duplicates(&turned)[1],
        Some(Duplicate {
            first: 0,
            by: SameBy::Doi,
            with: 2
        })
    );
}

#[test]
fn an_entry_without_number_does_not_unite_two_sources() {
    let of = |doi| reference(doi, "", LONG, 2001);
    assert_eq!(
        same_source(&[of("10.1000/a"), of(""), of("10.1000/b"), of("")]),
        [None, Some(0), None, Some(0)]
    );
}

#[test]
fn the_strongest_reason_is_given() {
    let of = || reference("10.1000/a", "7", LONG, 2001);
    let by = |list: &[Reference]| duplicates(list)[1].map(|duplicate| duplicate.by);
    assert_eq!(by(&[of(), of()]), Some(SameBy::Doi));
    assert_eq!(
        by(&[of(), reference("", "7", LONG, 2001)]),
        Some(SameBy::Pmid)
    );
}

#[test]
fn unread_references_are_alone() {
    let mut unread = by_doi("10.1000/a");
    unread.csl = None;
    assert_eq!(same_source(&[unread.clone(), unread]), [None, None]);
    assert_eq!(same_source(&[]), []);
}

/// The rule as it is told, comparing everything with everything.
fn told(references: &[Reference]) -> Vec<Option<usize>> {
    let keys: Vec<Keys> = references
        .iter()
        .map(|reference| Keys::of(reference.csl.as_ref().unwrap()))
        .collect();
    let mut group: Vec<usize> = (0..keys.len()).collect();
    let unite = |group: &mut Vec<usize>, one: usize, other: usize| {
        let (into, from) = (group[one].min(group[other]), group[one].max(group[other]));
        for member in group.iter_mut().filter(|member| **member == from) {
            *member = into;
        }
    };
    let shared = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    for later in 0..keys.len() {
        for earlier in 0..later {
            let (one, other) = (&keys[earlier], &keys[later]);
            if shared(&one.doi, &other.doi) || shared(&one.pmid, &other.pmid) {
                unite(&mut group, earlier, later);
            }
        }
    }
    for later in 0..keys.len() {
        let has = |group: &[usize], of: usize, number: fn(&Keys) -> bool| {
            (0..keys.len()).any(|at| group[at] == group[of] && number(&keys[at]))
        };
        let apart = |group: &[usize], earlier: usize| {
            [
                (|keys: &Keys| keys.doi.is_some()) as fn(&Keys) -> bool,
                |keys: &Keys| keys.pmid.is_some(),
            ]
            .into_iter()
            .any(|number| has(group, earlier, number) && has(group, later, number))
        };
        let partner = (0..later).find(|earlier| {
            keys[later].title.is_some()
                && keys[*earlier].title == keys[later].title
                && group[*earlier] != group[later]
                && !apart(&group, *earlier)
        });
        if let Some(earlier) = partner {
            unite(&mut group, earlier, later);
        }
    }
    group
        .into_iter()
        .enumerate()
        .map(|(at, first)| (first != at).then_some(first))
        .collect()
}

fn references() -> impl Strategy<Value = Vec<Reference>> {
    let one = (
        prop::sample::select(vec!["", "", "10.1000/a", "10.1000/b", "10.1000/c"]),
        prop::sample::select(vec!["", "", "1", "2", "3"]),
        prop::sample::select(vec!["", "One long title", "Another long title", "Short"]),
        prop::sample::select(vec![0, 2001, 2001, 2001, 2002]),
    )
        .prop_map(|(doi, pmid, title, year)| reference(doi, pmid, title, year));
    prop::collection::vec(one, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_short_way_finds_what_the_long_way_finds(list in references()) {
        prop_assert_eq!(same_source(&list), told(&list));
    }

    #[test]
    fn every_reason_holds(list in references()) {
        let found = duplicates(&list);
        for (at, duplicate) in found.iter().enumerate() {
            let Some(Duplicate { first, by, with }) = *duplicate else { continue };
            prop_assert!(first < at && found[first].is_none() && with != at);
            prop_assert!(with == first || found[with].is_some_and(|other| other.first == first));
            let keys = |at: usize| Keys::of(list[at].csl.as_ref().unwrap());
            let (one, other) = (keys(at), keys(with));
            let holds = match by {
                SameBy::Doi => one.doi.is_some() && one.doi == other.doi,
                SameBy::Pmid => one.pmid.is_some() && one.pmid == other.pmid,
                SameBy::TitleAndYear => one.title.is_some() && one.title == other.title,
            };
            prop_assert!(holds, "{} and {} by {:?}", at, with, by);
        }
    }
}
