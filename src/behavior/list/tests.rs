use std::cmp::Ordering;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn entry(search: &str, label: &str, year: Option<i32>) -> Entry {
    Entry {
        search: search.to_owned(),
        label: label.to_owned(),
        year,
        author: search.split(' ').next().unwrap_or_default().to_owned(),
        first_use: None,
    }
}

fn list() -> List {
    List::new(vec![
        entry("roe bones of mice 2011 1", "1", Some(2011)),
        entry("doe vitamin k2 and bones 1999 2", "2", Some(1999)),
        entry("moe 25 oh d 515 21 12", "12", None),
        entry("doe joints 2011 21", "21", Some(2011)),
    ])
}

fn shown_by(query: &str) -> Vec<usize> {
    let mut list = list();
    list.handle(Event::Filter(query.to_owned()));
    let shown: Vec<usize> = list.shown().collect();
    for at in 0..5 {
        assert_eq!(list.is_shown(at), shown.contains(&at), "{query}: {at}");
    }
    shown
}

#[test]
fn every_word_has_to_occur() {
    assert_eq!(shown_by(""), [0, 1, 2, 3]);
    assert_eq!(shown_by("bone"), [0, 1]);
    assert_eq!(shown_by("bone doe"), [1]);
    assert_eq!(shown_by("oint"), [3], "inside a word");
    assert_eq!(shown_by("k2"), [1], "letters and digits mixed");
    assert!(shown_by("doe roe").is_empty());
}

#[test]
fn a_word_of_digits_is_a_beginning() {
    assert_eq!(shown_by("12"), [2], "the label");
    assert_eq!(shown_by("201"), [0, 3], "the year");
    assert_eq!(shown_by("51"), [2], "a number in the text");
    assert!(shown_by("011").is_empty(), "not the middle of a year");
    assert_eq!(shown_by("2"), [0, 1, 2, 3]);
    assert_eq!(shown_by("2011 2"), [0, 3]);
    assert_eq!(shown_by("2011 21"), [3]);
    // Label and year count even where the text leaves them out.
    let mut bare = List::new(vec![
        entry("doe", "7", Some(2011)),
        entry("roe", "8", Some(2012)),
    ]);
    bare.handle(Event::Filter("7 2011".to_owned()));
    assert_eq!(bare.shown().collect::<Vec<_>>(), [0]);
}

#[test]
fn only_what_changes_is_told() {
    let mut list = list();
    assert_eq!(
        list.handle(Event::Filter("d".to_owned())),
        [Effect::Hide(0), Effect::Count { shown: 3, of: 4 }]
    );
    assert_eq!(
        list.handle(Event::Filter("do".to_owned())),
        [Effect::Hide(2), Effect::Count { shown: 2, of: 4 }]
    );
    assert_eq!(list.handle(Event::Filter("doe".to_owned())), []);
    assert_eq!(
        list.handle(Event::Filter("bones".to_owned())),
        [Effect::Show(0), Effect::Hide(3)],
        "still two"
    );
    assert_eq!(list.handle(Event::Sort(Sort::Printed)), []);
}

#[test]
fn sorting_keeps_the_printed_order_among_equals() {
    let mut list = list();
    assert_eq!(
        list.handle(Event::Sort(Sort::Year)),
        [Effect::Order(vec![0, 3, 1, 2])]
    );
    assert_eq!(
        list.handle(Event::Sort(Sort::Author)),
        [Effect::Order(vec![1, 3, 2, 0])]
    );
    assert_eq!(
        list.handle(Event::Sort(Sort::Cited)),
        [Effect::Order(vec![0, 1, 2, 3])],
        "nothing is cited"
    );
    assert_eq!(list.sort(), Sort::Cited);

    let used = |author: &str, first_use| Entry {
        author: author.to_owned(),
        first_use,
        ..Entry::default()
    };
    let mut list = List::new(vec![
        used("", Some(2)),
        used("roe", None),
        used("doe", Some(0)),
    ]);
    assert_eq!(
        list.handle(Event::Sort(Sort::Cited)),
        [Effect::Order(vec![2, 0, 1])]
    );
    assert_eq!(
        list.handle(Event::Sort(Sort::Author)),
        [Effect::Order(vec![2, 1, 0])]
    );
}

#[test]
fn a_jump_to_what_is_hidden_gives_up_the_filter() {
    let mut list = list();
    list.handle(Event::Filter("nothing has this".to_owned()));
    assert_eq!(list.shown().count(), 0);
    let effects = list.handle(Event::Reveal(2));
    assert_eq!(effects.first(), Some(&Effect::ClearQuery));
    assert_eq!(effects.last(), Some(&Effect::Count { shown: 4, of: 4 }));
    assert!(!list.is_filtered());
    list.handle(Event::Filter("doe".to_owned()));
    assert_eq!(list.handle(Event::Reveal(1)), [], "it is shown");
    assert_eq!(list.handle(Event::Reveal(99)), []);
    assert!(list.is_filtered());
}

#[test]
fn a_selection_outlives_the_filter_but_not_the_choosing() {
    let mut list = list();
    assert_eq!(list.handle(Event::Select(0, true)), [], "not choosing yet");
    list.handle(Event::Choose(true));
    assert_eq!(
        list.handle(Event::Select(0, true)),
        [Effect::Check(0, true), Effect::Selected(1)]
    );
    list.handle(Event::Filter("doe".to_owned()));
    assert_eq!(
        list.handle(Event::SelectAll(true)),
        [
            Effect::Check(1, true),
            Effect::Check(3, true),
            Effect::Selected(3)
        ]
    );
    list.handle(Event::SelectAll(false));
    assert_eq!(
        list.selected().collect::<Vec<_>>(),
        [0],
        "hidden, and so left alone"
    );
    assert_eq!(
        list.handle(Event::Choose(false)),
        [Effect::Check(0, false), Effect::Selected(0)]
    );
}

#[test]
fn names_lead_back_to_what_they_name() {
    for sort in Sort::ALL {
        assert_eq!(Sort::from_name(sort.name()), Some(sort));
    }
}

#[test]
fn a_list_of_nothing_stays_so() {
    let mut list = List::new(Vec::new());
    for event in [
        Event::Filter("doe".to_owned()),
        Event::Sort(Sort::Year),
        Event::Reveal(0),
        Event::Choose(true),
        Event::SelectAll(true),
    ] {
        assert_eq!(list.handle(event), []);
    }
    assert_eq!(list.handle(Event::Reset), [Effect::ClearQuery]);
}

/// A page that does what it is told, and complains if it was told so in vain.
#[derive(Debug, PartialEq)]
struct Page {
    field: String,
    shown: Vec<bool>,
    order: Vec<usize>,
    checked: Vec<bool>,
    count: usize,
    selected: usize,
}

impl Page {
    fn new(length: usize) -> Self {
        Self {
            field: String::new(),
            shown: vec![true; length],
            order: (0..length).collect(),
            checked: vec![false; length],
            count: length,
            selected: 0,
        }
    }

    fn apply(&mut self, effect: Effect) -> Result<(), TestCaseError> {
        match effect {
            Effect::Show(at) => prop_assert!(!std::mem::replace(&mut self.shown[at], true)),
            Effect::Hide(at) => prop_assert!(std::mem::replace(&mut self.shown[at], false)),
            Effect::Order(order) => {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                prop_assert_eq!(sorted, (0..self.order.len()).collect::<Vec<_>>());
                prop_assert_ne!(&order, &self.order);
                self.order = order;
            }
            Effect::Count { shown, of } => {
                prop_assert_eq!(of, self.shown.len());
                prop_assert_ne!(shown, self.count);
                self.count = shown;
            }
            Effect::ClearQuery => self.field.clear(),
            Effect::Check(at, checked) => {
                prop_assert_ne!(std::mem::replace(&mut self.checked[at], checked), checked);
            }
            Effect::Selected(selected) => {
                prop_assert_ne!(selected, self.selected);
                self.selected = selected;
            }
        }
        Ok(())
    }
}

/// The rules as they are told, worked out anew each time.
#[derive(Debug, Clone, Default)]
struct Told {
    entries: Vec<Entry>,
    query: String,
    sort: Sort,
    choosing: bool,
    selected: BTreeSet<usize>,
}

impl Told {
    fn shows(&self, at: usize) -> bool {
        let entry = &self.entries[at];
        let year = entry.year.map(|year| year.to_string()).unwrap_or_default();
        self.query.split_whitespace().all(|word| {
            if word.chars().all(|character| character.is_ascii_digit()) {
                entry
                    .search
                    .split_whitespace()
                    .chain([entry.label.as_str(), year.as_str()])
                    .any(|printed| printed.starts_with(word))
            } else {
                entry.search.contains(word)
            }
        })
    }

    fn order(&self) -> Vec<usize> {
        fn last<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
            match (one, other) {
                (Some(one), Some(other)) => one.cmp(&other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            }
        }
        let name = |entry: &Entry| (!entry.author.is_empty()).then(|| entry.author.clone());
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|one, other| {
            let (one, other) = (&self.entries[*one], &self.entries[*other]);
            match self.sort {
                Sort::Printed => Ordering::Equal,
                Sort::Cited => last(one.first_use, other.first_use),
                Sort::Year => last(one.year.map(|year| -year), other.year.map(|year| -year)),
                Sort::Author => last(name(one), name(other)),
            }
        });
        order
    }

    fn handle(&mut self, event: &Event) {
        let length = self.entries.len();
        let mut select = |at: usize, selected: bool| {
            if selected {
                self.selected.insert(at);
            } else {
                self.selected.remove(&at);
            }
        };
        match event {
            Event::Filter(query) => self.query.clone_from(query),
            Event::Sort(sort) => self.sort = *sort,
            Event::Reveal(at) => {
                if *at < length && !self.shows(*at) {
                    self.query.clear();
                }
            }
            Event::Choose(choosing) => {
                self.choosing = *choosing;
                if !choosing {
                    self.selected.clear();
                }
            }
            Event::Select(at, selected) => {
                if self.choosing && *at < length {
                    select(*at, *selected);
                }
            }
            Event::SelectAll(selected) => {
                let shown: Vec<usize> = (0..length).filter(|at| self.shows(*at)).collect();
                if self.choosing && *selected {
                    self.selected.extend(shown);
                } else if self.choosing {
                    self.selected.retain(|at| !shown.contains(at));
                }
            }
            Event::Reset => {
                *self = Self {
                    entries: std::mem::take(&mut self.entries),
                    ..Self::default()
                }
            }
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "b", "bone", "bones", "doe", "e", "k2", "2", "20", "2011", "11", "1", "15", "515",
    ]);
    prop::collection::vec(word, 0..3).prop_map(|words| words.join(" "))
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (
        words(),
        prop::sample::select(vec!["", "doe", "moe", "roe"]),
        prop::sample::select(vec![None, Some(1999), Some(2011), Some(2015)]),
        prop::option::of(0..6_usize),
    );
    prop::collection::vec(one, 0..9).prop_map(|entries| {
        let entry = |(at, (words, author, year, first_use)): (usize, (String, &str, _, _))| Entry {
            search: format!("{author} {words}").trim().to_owned(),
            label: (at + 1).to_string(),
            year,
            author: author.to_owned(),
            first_use,
        };
        entries.into_iter().enumerate().map(entry).collect()
    })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => words().prop_map(Event::Filter),
        2 => prop::sample::select(Sort::ALL.to_vec()).prop_map(Event::Sort),
        2 => (0..10_usize).prop_map(Event::Reveal),
        2 => prop::bool::weighted(0.7).prop_map(Event::Choose),
        4 => (0..10_usize, any::<bool>()).prop_map(|(at, selected)| Event::Select(at, selected)),
        2 => any::<bool>().prop_map(Event::SelectAll),
        1 => Just(Event::Reset),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn page_machine_and_rules_agree(
        entries in entries(),
        events in prop::collection::vec(event(), 0..24),
    ) {
        let fresh = List::new(entries.clone());
        let mut list = fresh.clone();
        let mut page = Page::new(entries.len());
        let mut told = Told { entries, ..Told::default() };
        for event in events {
            if let Event::Filter(query) = &event {
                page.field.clone_from(query);
            }
            told.handle(&event);
            for effect in list.handle(event.clone()) {
                page.apply(effect)?;
            }

            // The machine against the rules.
            let order = told.order();
            let shown: Vec<usize> = order.iter().copied().filter(|at| told.shows(*at)).collect();
            let selected: Vec<usize> =
                order.iter().copied().filter(|at| told.selected.contains(at)).collect();
            prop_assert_eq!(list.shown().collect::<Vec<_>>(), &shown[..]);
            prop_assert_eq!(list.selected().collect::<Vec<_>>(), &selected[..]);
            prop_assert_eq!(list.order(), &order[..]);
            prop_assert_eq!(list.sort(), told.sort);
            prop_assert_eq!(list.is_choosing(), told.choosing);
            prop_assert_eq!(list.is_filtered(), !told.query.is_empty());

            // The page against the rules.
            prop_assert_eq!(&page, &Page {
                field: told.query.clone(),
                shown: (0..order.len()).map(|at| told.shows(at)).collect(),
                checked: (0..order.len()).map(|at| told.selected.contains(&at)).collect(),
                count: shown.len(),
                selected: selected.len(),
                order,
            });

            match event {
                Event::Reveal(at) if at < page.shown.len() => prop_assert!(page.shown[at]),
                Event::Reset => prop_assert_eq!(&list, &fresh),
                _ => {}
            }
        }
    }
}
