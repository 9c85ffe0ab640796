use super::*;
use crate::diagnostic::Code;

fn ids(text: &str, last: u32) -> (Vec<String>, Vec<Code>) {
    let found = marker(text).expect(text);
    let (ids, diagnostics) = expand(&found, &Evidence::numbered(last), Span::default());
    (
        ids.iter().map(ToString::to_string).collect(),
        diagnostics.iter().map(|d| d.code).collect(),
    )
}

#[test]
fn every_notation_lists_numbers_and_ranges() {
    for text in [
        "⁴,¹¹⁻¹³",
        "⁴·¹¹–¹³",
        "⁴, ¹¹—¹³",
        "⁴˒¹¹-¹³",
        "⁽⁴,¹¹⁻¹³⁾",
        "^{4,11-13}",
        "^{ 4, 11–13 }",
        "^4,11−13^",
        "<sup>4,11-13</sup>",
        "<SUP>4, 11–13</SUP>",
        "<sup>[4,11‑13]</sup>",
        "[4, 11–13]",
        "[4;11 - 13]",
    ] {
        let found = marker(text).unwrap_or_else(|| panic!("{text} is no marker"));
        assert_eq!(found.parts, [Part::One(4), Part::Range(11, 13)], "{text}");
        assert_eq!(found.printed, text);
    }
}

#[test]
fn a_marker_ends_where_its_list_ends() {
    for (text, printed) in [
        ("¹¹, and", "¹¹"),
        ("¹¹ ²", "¹¹"),
        ("⁴⁰⁻ x", "⁴⁰"),
        ("²⁺", "²"),
        ("¹,² ³", "¹,²"),
        ("^{4} ^{5}", "^{4}"),
        ("[4] [5]", "[4]"),
    ] {
        assert_eq!(
            marker(text).map(|m| m.printed).as_deref(),
            Some(printed),
            "{text}"
        );
    }
    for text in [
        "",
        "⁻¹",
        "^{a}",
        "^{2+}",
        "^{-1}",
        "<sup>th</sup>",
        "[sic]",
        "[12](u)",
        "[^note]",
        "⁽¹²",
        "^4 and",
        "¹²³⁴⁵⁶",
    ] {
        assert!(marker(text).is_none(), "{text}");
    }
}

#[test]
fn odd_ranges_are_read_and_reported() {
    assert_eq!(
        ids("⁴²⁻⁴⁰", 47),
        (
            vec!["40".into(), "41".into(), "42".into()],
            vec![Code::ReversedRange]
        )
    );
    assert_eq!(
        ids("⁴,⁴⁻⁶", 47),
        (
            vec!["4".into(), "5".into(), "6".into()],
            vec![Code::OverlappingRange]
        )
    );
    let (absurd, codes) = ids("^{1–9999}", 47);
    assert_eq!((absurd.len(), codes), (48, vec![Code::AbsurdRange]));
    let (long, codes) = ids("^{1-250}", 300);
    assert_eq!((long.len(), codes.len()), (250, 0));
}

#[test]
fn reading_a_marker_looks_at_a_bounded_piece_of_text() {
    let long = format!("[{}", "1,".repeat(100_000));
    assert!(marker(&long).is_none());
    assert!(marker(&format!("^{{{}", " ".repeat(100_000))).is_none());
}
