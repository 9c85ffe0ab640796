use serde_json::{Value, json};

use super::plural::{Category, cardinal, ordinal};
use super::*;

/// Every text of a table, with its declaration and its form.
fn texts(table: &Table) -> Vec<(&'static Declaration, Option<Category>, String)> {
    let mut all = Vec::new();
    for (declaration, texts) in table.messages_with_texts() {
        let counted = matches!(declaration.kind, Kind::Plural | Kind::Ordinal);
        for (at, text) in texts.into_iter().enumerate() {
            let form = counted.then(|| Category::ALL[at]);
            all.extend(text.map(|text| (declaration, form, text.to_owned())));
        }
    }
    all
}

#[test]
fn every_text_says_something_with_placeholders_that_are_declared() {
    for table in LANGUAGES {
        for (declaration, _, text) in texts(table) {
            let place = format!("{}: {}: {text:?}", table.language(), declaration.name());
            assert!(!text.trim().is_empty(), "{place}");
            for name in placeholders(&text) {
                assert!(declaration.placeholders.contains(&name), "{place}");
            }
        }
    }
}

/// What a message is about has to be in it: a number may be a word ("once", a dual) or be left out
/// where it is plain ("its reference"), nothing else may.
#[test]
fn no_text_leaves_out_what_it_is_about() {
    for table in LANGUAGES {
        for (declaration, form, text) in texts(table) {
            let counted = form.is_some();
            for name in declaration.placeholders {
                let may_lack = counted && matches!(*name, "count" | "shown");
                let there = text.contains(&format!("{{{name}}}"));
                assert!(
                    there || may_lack,
                    "{}: {} lacks {{{name}}}: {text:?}",
                    table.language(),
                    declaration.name()
                );
            }
        }
    }
}

#[test]
fn every_language_has_the_forms_that_it_needs() {
    for table in LANGUAGES {
        let language = table.language();
        let needed = |rules: fn(&str, usize) -> Category| {
            let mut needed: Vec<Category> = (0..200).map(|n| rules(language, n)).collect();
            needed.sort_unstable();
            needed.dedup();
            needed
        };
        for declaration in DECLARATIONS {
            let needed = match declaration.kind {
                Kind::Plural => needed(cardinal),
                Kind::Ordinal => needed(ordinal),
                Kind::Text | Kind::Months => continue,
            };
            let given: Vec<Category> = texts(table)
                .into_iter()
                .filter(|(other, _, _)| std::ptr::eq(*other, declaration))
                .filter_map(|(_, form, _)| form)
                .collect();
            assert_eq!(given, needed, "{language}: {}", declaration.name());
        }
    }
}

/// [WCAG 2.5.3](https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html): who says what they
/// see has to be understood.
#[test]
fn names_hold_what_is_shown() {
    for table in LANGUAGES {
        let messages = table.messages();
        for (name, shown) in [
            (messages.go_to("7"), messages.in_the_list()),
            (messages.go_to_note("a"), messages.in_the_notes()),
            (messages.go_to_part("Fig. 1"), messages.in_the_text()),
            (messages.copy_reference("7"), messages.copy()),
            (messages.contexts_of("7"), messages.contexts()),
        ] {
            assert!(
                name.contains(shown),
                "{}: {name:?} {shown:?}",
                table.language()
            );
        }
    }
}

#[test]
fn numbers_take_the_forms_of_their_language() {
    let (de, ar) = (GERMAN.messages(), ARABIC.messages());
    assert_eq!(de.cited(0), "nicht zitiert");
    assert_eq!(de.cited(1), "einmal zitiert");
    assert_eq!(de.cited(12), "12-mal zitiert");
    assert_eq!(ar.sources(1), "مرجع واحد");
    assert_eq!(ar.sources(2), "مرجعان");
    assert_eq!(ar.sources(3), "3 مراجع");
    assert_eq!(ar.sources(11), "11 مرجعًا");
    assert_eq!(ar.sources(100), "100 مرجع");
    assert_eq!(ar.sources(103), "103 مراجع");
    assert_eq!(de.edition("2"), "2. Aufl.");
    assert_eq!(de.edition("2. Auflage"), "2. Auflage");
    assert_eq!(ar.edition("2"), "ط 2");
    let en = ENGLISH.messages();
    assert_eq!(en.edition("11"), "11th ed.");
    assert_eq!(en.edition("23"), "23rd ed.");
}

#[test]
fn lists_and_dates_are_put_together_as_each_language_does() {
    let three = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(ENGLISH.messages().list(&three), "a, b and c");
    assert_eq!(GERMAN.messages().list(&three), "a, b und c");
    assert_eq!(ARABIC.messages().list(&three), "a وb وc");
    assert_eq!(ENGLISH.messages().list(&three[..1]), "a");
    assert_eq!(ENGLISH.messages().list(&[]), "");
    assert_eq!(
        ENGLISH.messages().date(2021, Some(5), Some(3)),
        "3 May 2021"
    );
    assert_eq!(
        GERMAN.messages().date(2021, Some(5), Some(3)),
        "3. Mai 2021"
    );
    assert_eq!(ARABIC.messages().date(2021, Some(5), None), "مايو 2021");
    assert_eq!(GERMAN.messages().date(2021, Some(13), Some(3)), "2021");
    assert_eq!(
        GERMAN.messages().accessed(&[2020, 10, 5]),
        "Abgerufen am 5. Oktober 2020"
    );
    assert_eq!(GERMAN.messages().accessed(&[2020]), "Abgerufen 2020");
}

#[test]
fn a_card_is_named_after_its_runs() {
    let runs = [("4", "4"), ("11", "13")];
    assert_eq!(
        ENGLISH.messages().card_title(4, &runs),
        "References 4, 11–13"
    );
    assert_eq!(
        ENGLISH.messages().card_title(1, &[("4", "4")]),
        "Reference 4"
    );
    assert_eq!(
        ARABIC.messages().card_title(4, &runs),
        "المراجع 4، \u{2066}11–13\u{2069}"
    );
    assert_eq!(
        ARABIC.messages().card_title(2, &[("4", "4"), ("9", "9")]),
        "المرجعان 4، 9"
    );
}

#[test]
fn a_reference_that_runs_the_other_way_has_english_words() {
    assert_eq!(ARABIC.messages().beside("On bones").et_al(), "et\u{A0}al.");
    assert_eq!(ARABIC.messages().beside("العظام").et_al(), "وآخرون");
    assert_eq!(GERMAN.messages().beside("").language(), "de");
}

#[test]
fn values_are_never_read_as_placeholders() {
    assert_eq!(fill("{a}{b}", &[("a", "{b}"), ("b", "x")]), "{b}x");
    assert_eq!(fill("{a", &[("a", "x")]), "{a");
    assert_eq!(fill("{c} {a}é{", &[("a", "x")]), "{c} xé{");
    assert_eq!(fill("", &[]), "");
}

#[test]
fn what_is_wrong_with_own_words_is_told_and_left_out() {
    let told = |own: &Value| -> Vec<String> {
        let (table, errors) = ENGLISH.with(own);
        assert_eq!(table, ENGLISH, "{own}");
        errors.iter().map(ToString::to_string).collect()
    };
    for (own, expected) in [
        (json!(7), "messages: an object is wanted, not a number"),
        (
            json!({ "close": 7 }),
            "messages.close: a string is wanted, not a number",
        ),
        (
            json!({ "close": "{count}" }),
            "messages.close: {count} is no placeholder here; allowed: none",
        ),
        (
            json!({ "note": "{lable}" }),
            "messages.note: {lable} is no placeholder here; allowed: {label}",
        ),
        (
            json!({ "sources": "7" }),
            "messages.sources: an object of plural forms (zero, one, two, few, many, other) is wanted, not a string",
        ),
        (
            json!({ "sources": { "one": "1" } }),
            "messages.sources: the form \"other\" is missing, which stands for all that are not given",
        ),
        (
            json!({ "sources": { "dual": "2", "other": "" } }),
            "messages.sources.dual: there is no such plural form; there are: zero, one, two, few, many, other",
        ),
        (
            json!({ "sources": { "few": null, "other": "" } }),
            "messages.sources.few: a string is wanted, not nothing",
        ),
        (
            json!({ "months": ["January"] }),
            "messages.months: twelve months are wanted, not 1",
        ),
        (
            json!({ "months": true }),
            "messages.months: an array of twelve months is wanted, not true or false",
        ),
        (
            json!({ "lang": "czech!" }),
            "messages.lang: \"czech!\" is no BCP 47 language tag",
        ),
    ] {
        assert_eq!(told(&own), [expected], "{own}");
    }
    let unknown = told(&json!({ "in_the_list": "x" }));
    assert!(
        unknown[0].starts_with(
            "messages.in_the_list: there is no such message; there are: lang, references, "
        ),
        "{unknown:?}"
    );
    assert!(unknown[0].contains("inTheList"), "{unknown:?}");
}

#[test]
fn own_words_stand_beside_those_of_the_language() {
    let (table, errors) = GERMAN.with(&json!({
        "close": "Zu",
        "note": 3,
        "edition": { "other": "Auflage {number}" },
        "months": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
    }));
    assert_eq!(errors.len(), 1);
    let messages = table.messages();
    assert_eq!(messages.close(), "Zu");
    assert_eq!(messages.note("a"), "Anmerkung a");
    assert_eq!(messages.edition("3"), "Auflage 3");
    assert_eq!(messages.date(2020, Some(2), None), "2 2020");
}

#[test]
fn languages_are_found_by_what_they_are_a_kind_of() {
    let language = |wanted: &[&'static str]| {
        Messages::in_language(wanted.iter().copied())
            .language()
            .to_owned()
    };
    assert_eq!(language(&["de-AT"]), "de");
    assert_eq!(language(&["DE"]), "de");
    assert_eq!(language(&["den", "", "ar-EG"]), "ar");
    assert_eq!(language(&[]), "en");
}
