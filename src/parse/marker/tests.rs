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
fn a_range_is_absurd_where_it_is_long_and_goes_beyond_the_list() {
    for (text, last, count, codes) in [
        ("^{4-4}", 47, 1, vec![]),
        ("^{1-201}", 47, 201, vec![]),
        ("^{1-202}", 47, 48, vec![Code::AbsurdRange]),
        ("^{10-400}", 47, 39, vec![Code::AbsurdRange]),
        ("^{300-350}", 47, 51, vec![]),
        ("^{300-600}", 47, 2, vec![Code::AbsurdRange]),
        ("^{1-300}", 300, 300, vec![]),
        ("^{1-301}", 300, 301, vec![Code::AbsurdRange]),
    ] {
        let (references, found) = ids(text, last);
        assert_eq!((references.len(), found), (count, codes), "{text}");
    }
}

#[test]
fn an_exponent_ends_where_a_citation_has_run_into_it() {
    let evidence = Evidence::numbered(60);
    for (before, rest, exponent) in [
        ("kWh", "⁻¹⁴⁶", Some("⁻¹")),
        ("(kg m)", "⁻²⁴⁶", Some("⁻²")),
        ("kWh", "⁻¹ and", Some("⁻¹")),
        ("kWh", "⁻⁴⁶", Some("⁻⁴⁶")),
        ("kWh", "⁻¹⁹⁹", Some("⁻¹⁹⁹")),
        ("10", "⁻¹⁴⁶", Some("⁻¹⁴⁶")),
        ("Ca", "⁺", Some("⁺")),
        ("kWh", "¹", None),
        ("kWh", "", None),
    ] {
        let length = exponent_before_citation(rest, before, Some(&evidence));
        assert_eq!(length, exponent.map(str::len), "{before}{rest}");
    }
    assert_eq!(
        exponent_before_citation("⁻¹⁴⁶", "kWh", None),
        Some("⁻¹⁴⁶".len()),
        "without a list nothing is cited"
    );
}

#[test]
fn markers_are_looked_for_where_one_can_begin() {
    let text = "a²b ^{4} <i> [7] ⁽¹²⁾ é ⁻¹ x₂ — ¼";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = guard::next_marker(text, from) {
        found.push(at);
        from = at + 1;
    }
    let wanted = |c: char| "²^<[⁽¹".contains(c);
    let expected: Vec<usize> = text.match_indices(wanted).map(|(at, _)| at).collect();
    assert_eq!(found, expected);
    assert_eq!(guard::next_marker("no one", 0), None);
    for character in "²⁰^<[⁽".chars() {
        assert!(guard::may_begin_marker(character), "{character}");
    }
    for character in "a2 ⁻)]".chars() {
        assert!(!guard::may_begin_marker(character), "{character}");
    }
}

#[test]
fn numbers_are_kept_up_to_a_bound() {
    let mut numbers = NumberSet::default();
    assert!(numbers.is_empty());
    assert_eq!(numbers.highest(), 0);
    assert!(numbers.insert(7) && !numbers.insert(7));
    assert!(!numbers.is_empty());
    assert!(numbers.contains(7) && !numbers.contains(6) && !numbers.contains(8));
    assert_eq!(numbers.highest(), 7);
    assert!(numbers.insert(99_999) && numbers.contains(99_999) && !numbers.insert(99_999));
    assert!(numbers.insert(100_000) && numbers.insert(100_000));
    assert!(!numbers.contains(100_000));
    assert_eq!(numbers.highest(), 99_999);
}

#[test]
fn what_ranges_stand_for_is_counted_beyond_their_ends() {
    for (text, inside) in [
        ("^{4}", 0),
        ("^{4,5}", 0),
        ("^{4-5}", 0),
        ("^{4-6}", 1),
        ("^{6-4}", 1),
        ("^{1-3,10-20}", 10),
        ("^{1-9999}", 199),
        ("^{300-400}", 99),
    ] {
        let found = marker(text).unwrap();
        let mut evidence = Evidence::numbered(47);
        evidence.allow(inside);
        assert_eq!(evidence.spend(&found, Span::default()), Ok(()), "{text}");
        if inside == 0 {
            continue;
        }
        let over = evidence.spend(&found, Span::new(3, 5)).unwrap_err();
        assert_eq!(
            (over.code, over.span),
            (Code::OverLimit, Some(Span::new(3, 5)))
        );
        evidence.allow(inside - 1);
        assert!(evidence.spend(&found, Span::default()).is_err(), "{text}");
    }
}

#[test]
fn notations_are_counted_where_only_citations_stand() {
    let seen = |text: &str| {
        let mut evidence = Evidence::numbered(20);
        evidence.observe(text);
        let raised = [
            Notation::Unicode,
            Notation::Caret,
            Notation::Forced,
            Notation::SupTag,
        ];
        let like = raised.map(|notation| evidence.raised_like(notation));
        assert_eq!(evidence.raised_total(), like.iter().sum::<u32>());
        (like, evidence.brackets())
    };
    for (text, like, brackets) in [
        ("", [0; 4], 0),
        ("Bones break.² Often,³ they heal.⁴", [3, 0, 0, 0], 0),
        (
            "Some.^4^ More.^{5} Most.<sup>6</sup> All.<sup>7,8</sup>",
            [0, 1, 1, 2],
            0,
        ),
        ("On a word² or before one.³word", [0; 4], 0),
        ("Before a mark.²) And; not.³x", [1, 0, 0, 0], 0),
        (
            "What is [no] marker, <i> or ^: it is passed.²",
            [1, 0, 0, 0],
            0,
        ),
        ("Beyond the list.²¹ Partly.²,²¹", [0; 4], 0),
        ("Escaped.\\[2] Not so [3]; nor [4, 5], but [21]", [0; 4], 2),
        ("A note.[^3]", [0; 4], 0),
        ("In é.² a row.³,⁴ and [1]", [2, 0, 0, 0], 1),
    ] {
        assert_eq!(seen(text), (like, brackets), "{text}");
    }
    let mut nothing = Evidence::default();
    nothing.observe("Bones break.² [2]");
    assert_eq!((nothing.raised_total(), nothing.brackets()), (0, 0));
    assert_eq!(nothing.raised_like(Notation::Bracket), 0);
}

#[test]
fn reading_a_marker_looks_at_a_bounded_piece_of_text() {
    let long = format!("[{}", "1,".repeat(100_000));
    assert!(marker(&long).is_none());
    assert!(marker(&format!("^{{{}", " ".repeat(100_000))).is_none());
}

/// The citations of a line, each as its references: what is left of reading where a format has no
/// signs of its own.
fn cited(line: &str, evidence: &Evidence) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((before, rest)) = line.split_at_checked(at)
        && !rest.is_empty()
    {
        if let Some(length) = exponent_before_citation(rest, before, Some(evidence)) {
            at += length;
            continue;
        }
        let Some(read) = marker(rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if let Some(length) = leading_exponent(&read, before) {
            at += length;
            continue;
        }
        at += read.printed.len();
        let after = line.get(at..).unwrap_or_default();
        if judge(&read, before, after, evidence).verdict == Verdict::Citation {
            let (ids, _) = expand(&read, evidence, Span::default());
            found.push(ids.iter().map(ToString::to_string).collect());
        }
    }
    found
}

/// Collected lines, without those of bylines and those in which signs of a format decide.
fn collected(text: &str) -> Vec<&str> {
    let mut category = "";
    let lines = text.lines().filter(|line| {
        if let Some(name) = line.strip_prefix("# ") {
            category = name;
        }
        let signs = line.contains(['`', '\\']) || line.contains("://");
        let said = !line.trim().is_empty() && !line.starts_with("# ");
        said && !signs && category != "affiliations"
    });
    lines.collect()
}

#[test]
fn collected_notations_are_told_from_what_looks_like_them() {
    let evidence = Evidence::numbered(60);
    let genuine = collected(include_str!("../../../tests/markers/genuine.tsv"));
    let decoys = collected(include_str!("../../../tests/markers/decoys.txt"));
    assert!(genuine.len() > 150 && decoys.len() > 150);
    for line in genuine {
        let (sentence, expected) = line.split_once('\t').expect(line);
        let expected: Vec<Vec<String>> = expected
            .split('|')
            .map(|marker| marker.split_whitespace().map(str::to_owned).collect())
            .collect();
        assert_eq!(cited(sentence, &evidence), expected, "{sentence}");
    }
    for line in decoys {
        assert_eq!(cited(line, &evidence), [] as [Vec<String>; 0], "{line}");
    }
}

/// How a marker is read, as a sign: a citation (`c`) or text (`t`), with a doubt (`?`) or without.
fn reading(before: &str, rest: &str, evidence: &Evidence) -> String {
    let found = marker(rest).expect(rest);
    let after = rest.get(found.printed.len()..).unwrap_or_default();
    let reading = judge(&found, before, after, evidence);
    let verdict = match reading.verdict {
        Verdict::Citation => "c",
        Verdict::Text => "t",
    };
    format!(
        "{verdict}{}",
        if reading.doubt.is_some() { "?" } else { "" }
    )
}

/// Each line: what stands before, the marker with what follows, how it is read. The list has 60
/// entries.
fn are_read(evidence: &Evidence, cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(before, rest, expected)| {
            let read = reading(before, rest, evidence);
            (read != *expected).then(|| format!("{before}|{rest}: {read}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_follows_a_marker_gives_look_alikes_away() {
    are_read(
        &Evidence::numbered(60),
        &[
            // Charges of ions, and what is no formula or goes on.
            ("in Ca", "²– flux", "t"),
            ("in SO₄", "²– ions", "t"),
            ("in Ca", "²–fold", "c"),
            ("in bone", "²– and", "c"),
            ("in Ca", "², and", "c"),
            ("in Ca", "²⁺ flux", "t"),
            // Raised letters.
            ("the ", "¹ˢᵗ day", "t"),
            // Nuclides, and what has lost its space.
            ("a dose of ", "⁴¹Ca", "t"),
            ("was low.", "⁴¹Ca was", "t"),
            ("was low.", "¹These", "c?"),
            ("was low)", "¹These", "t"),
            ("was low", "¹These", "t"),
            ("骨折。", "¹These", "c?"),
            ("骨折。", "¹骨", "c"),
            ("was low.", "¹骨", "c?"),
            ("was low.", "¹2", "t"),
            // Locants.
            ("of N", "⁶-methyl", "t"),
            ("of NN", "⁶-methyl", "c"),
            ("of N", "⁶-2", "t?"),
            ("of N", "⁶ methyl", "t?"),
            ("[Arg", "⁸]-vasopressin", "t"),
            ("[Arg", "⁸] vasopressin", "c"),
            ("[Arg", "⁸]-2", "c"),
            ("[Arg", "⁸-vasopressin", "c"),
        ],
    );
}

#[test]
fn a_raised_marker_is_read_by_what_it_stands_on() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("", "² Values", "t"),
            ("", "²", "c"),
            ("bone⁴", "⁵ x", "c?"),
            ("bone⁻", "⁵ x", "c?"),
            ("boneᵃ", "⁵ x", "t"),
            ("of H₂O", "² x", "c"),
            ("vitamin D₃", "⁵ x", "c"),
            ("a /", "⁵ x", "t"),
            ("said”", "⁵ x", "c"),
            ("31 kg/*m*", "² x", "t"),
            ("a footnote", "[^3] x", "c"),
            ("", "[^3] x", "c"),
            // Set off by a space.
            ("covers 82,925 km ", "² of", "t?"),
            ("covers 82,925 km ", "⁴ of", "c"),
            ("covers many km ", "² of", "c"),
            ("covers 82,925km ", "² of", "c"),
            ("took 30 days ", "² of", "c"),
            ("Voss, ", "¹ Menon", "t"),
            ("Voss, ", "¹ menon", "c"),
            ("Voss, ", "¹. Menon", "c"),
            ("Voss ", "¹ Menon", "c"),
            ("Voss\n", "¹ Menon", "t"),
            ("Voss\n ", "¹ Menon", "c"),
        ],
    );
}

#[test]
fn a_power_is_told_from_a_citation_behind_a_number() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("about 10", "⁶ x", "t"),
            ("of K2", "⁵ x", "c"),
            ("of IL-6", "⁵ x", "c"),
            ("of CD₄8", "⁵ x", "c"),
            ("in 3-6", "⁵ x", "t?"),
            ("3 × 2", "⁴⁰ x", "t"),
            ("3 ×2", "⁴⁰ x", "t"),
            ("x = 2", "⁴⁰ x", "t"),
            ("a 2", "⁵⁻¹ x", "t?"),
            ("a 25", "⁵⁻⁷ x", "c?"),
            ("in 2004", "¹² x", "c"),
            ("in 1499", "¹² x", "c?"),
            ("in 2304", "¹² x", "c?"),
            ("in 20045", "¹² x", "c?"),
            ("in 20.4", "¹² x", "c?"),
            ("got 35", "³ x", "t?"),
            ("got 3500", "³ x", "c?"),
            ("got 35", "⁴ x", "c?"),
            ("got 2", "²⁰ x", "t?"),
            ("got 2", "²¹ x", "c?"),
            ("got 7", "¹⁵ x", "c?"),
            ("got 7", "⁹ x", "t?"),
            ("got 7", "¹⁰ x", "c?"),
            ("got 17", "⁹ x", "c?"),
            ("got 7", "¹⁰⁰ x", "t"),
            ("got 7", "⁹⁹ x", "t?"),
            ("got 17", "¹⁰⁰ x", "t?"),
        ],
    );
}

#[test]
fn a_unit_a_letter_or_a_formula_takes_an_exponent_and_a_word_does_not() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("PM", "²·⁵ x", "t?"),
            ("PM", "¹⁰ x", "t?"),
            ("PM", "⁵ x", "c"),
            ("bones", "²·⁵ x", "c"),
            ("Doe’s", "² x", "c"),
            ("5 s", "² x", "t"),
            ("vitamin K", "² x", "t?"),
            ("vitamin K", "⁵ x", "c"),
            ("vitamins D² and K", "² x", "t?"),
            ("group B", "⁵ x", "c"),
            ("of K", "² x", "t"),
            ("of K", "⁴ x", "t?"),
            ("of K", "⁵ x", "t?"),
            ("of K", "⁹ x", "t?"),
            ("of K", "¹⁰ x", "c?"),
            ("m/N", "⁴ x", "c?"),
            ("mg/dL", "² x", "c?"),
            ("5 g/L", "³ x", "c?"),
            ("mg/dL", "⁵ x", "c"),
            ("m/s", "² x", "t"),
            ("the TNF-α", "⁵ x", "c"),
            ("the IL-1β", "² x", "c"),
            ("the HbA1c", "² x", "c"),
            ("the 2x-y", "² x", "t"),
            ("m/N", "⁵ x", "t?"),
            ("of x", "⁵ y", "t"),
            ("of x", "⁹ y", "t"),
            ("of x", "¹⁰ y", "t?"),
            ("of Ω", "⁵ y", "t"),
            ("of cm", "² x", "t"),
            ("of cm", "⁵ x", "c"),
            ("of kg", "² x", "c"),
            ("m·kg", "² x", "t"),
            ("fell in", "² x", "c"),
            ("5 in", "² x", "t"),
            ("lb/in", "² x", "t"),
            ("take log", "² x", "t"),
            ("take log", "⁵ x", "c"),
            ("of CO", "² x", "t?"),
            ("of CO", "⁵ x", "c"),
            ("E = mc", "² x", "t"),
            ("y = mcde", "² x", "c"),
            ("the mc", "² + b", "t"),
            ("the mc", "⁵ + b", "c"),
            ("the mc", "² b", "c"),
        ],
    );
}

#[test]
fn a_formula_in_brackets_is_raised_to_a_power_and_words_are_cited() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("(1 + r)", "² x", "t"),
            ("(1 + r)", "⁴ x", "t"),
            ("(1 + r)", "⁵ x", "c"),
            ("[a + b]", "² x", "t"),
            ("(see below)", "² x", "c"),
            ("(see)", "² x", "c"),
            ("(n)", "² x", "t"),
            ("(cm)", "² x", "t"),
            ("(1 + rib)", "² x", "t"),
            ("(1 + bone)", "² x", "c"),
            ("(kg + feet)", "² x", "t"),
            ("(cosh + x)", "² x", "t"),
            ("1 + r)", "² x", "c"),
            ("a+(nn)", "² x", "c"),
            ("(a/b)", "² x", "t"),
            ("(and/or)", "² x", "c"),
            ("(a/day)", "² x", "c"),
            ("(√ab)", "² x", "t"),
            ("(p = 0.03)", "² x", "c"),
            ("(−2 to 3)", "² x", "c"),
        ],
    );
}

#[test]
fn brackets_that_hold_a_spread_or_belong_to_a_word_are_text() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("a ", "[2]rotaxane", "t"),
            ("the ", "[12]-crown", "t"),
            ("the ", "[12]- crown", "c"),
            ("the ", "[12], crown", "c"),
            ("of x", "[3] y", "t"),
            ("of X", "[3] y", "c"),
            ("of bone", "[3] y", "c"),
            ("", "[3] y", "t"),
            ("", "[3]", "c"),
            ("see ", "[0] y", "t"),
            ("see ", "[3,0] y", "t"),
            ("the interval ", "[1, 5] x", "t"),
            ("the (interval) ", "[1, 5] x", "t"),
            ("where x ∈ ", "[1, 5] x", "t"),
            ("a range of ", "[3-9] x", "t"),
            ("the interval of all ", "[1, 5] x", "c"),
            ("the interval ", "[5] x", "c"),
            ("14 ", "[12–15] days", "t"),
            ("14 days ", "[12–15] x", "t"),
            ("14 bones ", "[12–15] x", "t?"),
            ("14] bones ", "[12–15] x", "c"),
            ("series [16], ", "[17] were", "c"),
            ("2) ", "[34] years", "c"),
            ("30% ", "[12] in women", "c"),
            ("30% ", "[12,15,18] days", "c"),
            ("14% ", "[12–15] x", "t"),
            ("11 ", "[12–15] x", "c"),
            ("12 ", "[12–15] x", "t"),
            ("15 ", "[12–15] x", "t"),
            ("16 ", "[12–15] x", "c"),
            ("54 ", "[12] years", "t"),
            ("54 ", "[12] Years", "c"),
            ("54 ", "[12]% of", "t"),
            ("2004 ", "[12] years", "c"),
            ("1000 ", "[12] years", "c"),
            ("999 ", "[12] years", "t"),
            ("bones ", "[12] years", "c"),
        ],
    );
}

#[test]
fn a_number_beyond_the_list_is_cited_behind_a_clause_and_not_far_off() {
    are_read(
        &Evidence::numbered(60),
        &[
            ("bone.", "⁶¹ x", "c"),
            ("bone.", "⁸⁵ x", "c"),
            ("bone.", "⁸⁶ x", "t?"),
            ("bone", "⁸⁵ x", "t?"),
            ("bone.", "⁰ x", "t?"),
            ("bone ", "[85] x", "t?"),
            ("bone.", "[85] x", "t?"),
            ("bone", "⁸⁵,² x", "c"),
        ],
    );
    are_read(
        &Evidence::numbered(100),
        &[("bone.", "¹³⁵ x", "c"), ("bone.", "¹³⁶ x", "t?")],
    );
    let mut none = Evidence::default();
    none.observe("Bones.²");
    are_read(&none, &[("bone.", "² x", "t"), ("bone", "^{2} x", "t")]);
}

#[test]
fn the_habit_of_an_article_decides_where_a_place_is_doubtful() {
    let habit = |text: &str| {
        let mut evidence = Evidence::numbered(60);
        evidence.observe(text);
        evidence
    };
    are_read(
        &habit("One.^1^ Two.^2^ Three.^3^"),
        &[
            ("bone", "² x", "t?"),
            ("bone", "²,³ x", "c"),
            ("bone.", "² x", "c"),
            ("bone", "^4^ x", "c"),
            ("bone", "^{4} x", "c"),
            ("bone ", "[4] x", "t?"),
        ],
    );
    are_read(
        &habit("One.^1^ Two.^2^"),
        &[("bone", "² x", "c"), ("bone ", "[4] x", "c")],
    );
    are_read(
        &habit("One [1]. Two [2]. Three [3]."),
        &[
            ("bone", "² x", "t?"),
            ("bone.", "² x", "c"),
            ("bone ", "[4] x", "c"),
            ("14 ", "[12–15] days", "t?"),
            ("14 days ", "[12–15] x", "c?"),
        ],
    );
    are_read(&habit("One [1]. Two [2]."), &[("bone", "² x", "c")]);
    are_read(
        &habit("One.¹ Two.² Three.³ [1] [2] [3]"),
        &[("bone", "² x", "c"), ("bone ", "[4] x", "c")],
    );
    are_read(
        &habit("One.¹ Two.² Three.³ Four.⁴ [1] [2] [3]"),
        &[("bone ", "[4] x", "t?")],
    );
}

#[test]
fn brackets_with_a_dash_between_are_a_range_where_they_rise() {
    for (text, printed) in [
        ("[31]–[33] x", "[31]–[33]"),
        ("[31] - [33]", "[31] - [33]"),
        ("[33]–[31] x", "[33]"),
        ("[31]–[31] x", "[31]"),
        ("[31]–[32, 33] x", "[31]"),
    ] {
        assert_eq!(marker(text).unwrap().printed, printed, "{text}");
    }
}

#[test]
fn a_marker_has_its_greatest_length() {
    let blanks = |count: usize| " ".repeat(count);
    for (lead, trail, is_read) in [
        (159, 0, true),
        (160, 0, false),
        (0, 159, true),
        (0, 160, false),
        (80, 79, true),
        (80, 80, false),
    ] {
        let text = format!("[{}1{}]", blanks(lead), blanks(trail));
        assert_eq!(marker(&text).is_some(), is_read, "{lead}, {trail}");
    }
    let ones = |count: usize| format!("[{}]", vec!["1"; count].join(","));
    assert!(marker(&ones(64)).is_some());
    assert!(marker(&ones(65)).is_none());
}

#[test]
fn blanks_in_running_text_end_a_marker_and_in_brackets_do_not() {
    for (text, printed) in [
        ("¹, ²", "¹, ²"),
        ("¹,  ²", "¹"),
        ("¹ ,²", "¹"),
        ("[1  ,  2]", "[1  ,  2]"),
    ] {
        assert_eq!(marker(text).unwrap().printed, printed, "{text}");
    }
}
