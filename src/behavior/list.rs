//! What a reader does with the reference list: filter it, sort it, choose from it.
//!
//! The machine knows neither references nor a page. It is told once what each entry is found
//! and sorted by; entries go by their index in printed order.

/// What an entry is found and sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// All that a search looks at, joined and folded by [`fold`](super::search::fold): authors,
    /// title, journal, year, label.
    pub search: String,
    /// The number or key as printed.
    pub label: String,
    /// The year.
    pub year: Option<i32>,
    /// What it is sorted by among authors, folded: the first author, else the title. Empty if
    /// there is nothing.
    pub author: String,
    /// Its place in the order of first citations; `None` if nothing cites it.
    pub first_use: Option<usize>,
}

/// An order of the list. Entries that lack what is sorted by come last, and what is equal keeps
/// the printed order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As printed.
    #[default]
    Printed,
    /// By first citation.
    Cited,
    /// By year, the newest first.
    Year,
    /// By the first author's name.
    Author,
}

impl Sort {
    /// Every order there is.
    pub const ALL: [Self; 4] = [Self::Printed, Self::Cited, Self::Year, Self::Author];

    /// The name by which a page calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Cited => "cited",
            Self::Year => "year",
            Self::Author => "author",
        }
    }

    /// The order of this name.
    ///
    /// ```
    /// use scholion::behavior::list::Sort;
    /// assert_eq!(Sort::from_name("year"), Some(Sort::Year));
    /// assert_eq!(Sort::from_name("colour"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// What has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The filter field reads this, folded by [`fold`](super::search::fold).
    Filter(String),
    /// The reader wants another order.
    Sort(Sort),
    /// A jump leads to this entry: it has to be seen.
    Reveal(usize),
    /// Choosing begins or ends. Only while it lasts can entries be selected; when it ends,
    /// nothing is selected any more.
    Choose(bool),
    /// An entry is selected or no longer so.
    Select(usize, bool),
    /// All that are shown are selected or no longer so; what is hidden stays as it is.
    SelectAll(bool),
    /// Everything as it was at first.
    Reset,
}

/// What has to be done. Only changes are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show this entry.
    Show(usize),
    /// Hide this entry.
    Hide(usize),
    /// Put the entries, hidden ones too, into this order.
    Order(Vec<usize>),
    /// Say how many are shown.
    Count {
        /// How many are shown.
        shown: usize,
        /// How many there are.
        of: usize,
    },
    /// Empty the filter field, without another [`Event::Filter`].
    ClearQuery,
    /// Let this entry look selected or not.
    Check(usize, bool),
    /// Say how many are selected.
    Selected(usize),
}

/// The machine, one for each list. At first everything is shown as printed, and nothing is
/// selected.
///
/// A query is words, and an entry is shown if it has them all. A word occurs anywhere in the
/// text, inside another word too; a word of digits is the beginning of the label, of the year,
/// or of a word in the text, so that `2` does not find every year of this millennium by its
/// middle.
///
/// ```
/// use scholion::behavior::list::{Effect, Entry, Event, List};
/// let entry = |search: &str| Entry { search: search.into(), ..Entry::default() };
/// let mut list = List::new(vec![entry("doe bones"), entry("roe joints")]);
/// assert_eq!(
///     list.handle(Event::Filter("joi".into())),
///     [Effect::Hide(0), Effect::Count { shown: 1, of: 2 }],
/// );
/// assert_eq!(list.handle(Event::Filter("join".into())), []);
/// assert_eq!(
///     list.handle(Event::Reveal(0)),
///     [Effect::ClearQuery, Effect::Show(0), Effect::Count { shown: 2, of: 2 }],
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// In printed order.
    items: Vec<Item>,
    /// The words of the query.
    words: Vec<String>,
    sort: Sort,
    order: Vec<usize>,
    choosing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    entry: Entry,
    shown: bool,
    selected: bool,
}

impl List {
    /// A list of these entries, in printed order.
    pub fn new(entries: Vec<Entry>) -> Self {
        let item = |entry| Item {
            entry,
            shown: true,
            selected: false,
        };
        Self {
            order: (0..entries.len()).collect(),
            items: entries.into_iter().map(item).collect(),
            words: Vec::new(),
            sort: Sort::Printed,
            choosing: false,
        }
    }

    /// The entries that are shown, in the order in which they stand.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        self.in_order(|item| item.shown)
    }

    /// Whether an entry is shown.
    pub fn is_shown(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.shown)
    }

    /// The entries that are selected, hidden ones too, in the order in which they stand.
    pub fn selected(&self) -> impl Iterator<Item = usize> {
        self.in_order(|item| item.selected)
    }

    /// All entries, in the order in which they stand.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// What the list is sorted by.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// Whether there is a query, even one that hides nothing.
    pub fn is_filtered(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether the reader is choosing.
    pub fn is_choosing(&self) -> bool {
        self.choosing
    }

    /// Takes an event; says what has to be done, in order. An entry that does not exist is
    /// nothing to it.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Filter(query) => self.filter(&query),
            Event::Sort(sort) => self.sort_by(sort),
            Event::Reveal(at) => self.reveal(at),
            Event::Choose(choosing) => self.choose(choosing),
            Event::Select(at, selected) => {
                let choosing = self.choosing;
                self.select(selected, |index, _| choosing && index == at)
            }
            Event::SelectAll(selected) => {
                let choosing = self.choosing;
                self.select(selected, |_, item| choosing && item.shown)
            }
            Event::Reset => self.reset(),
        }
    }

    fn in_order(&self, wanted: impl Fn(&Item) -> bool) -> impl Iterator<Item = usize> {
        let is_wanted = move |at: &usize| self.items.get(*at).is_some_and(&wanted);
        self.order.iter().copied().filter(is_wanted)
    }

    fn count(&self, counted: impl Fn(&Item) -> bool) -> usize {
        self.items.iter().filter(|item| counted(item)).count()
    }

    fn filter(&mut self, query: &str) -> Vec<Effect> {
        self.words = query.split_whitespace().map(str::to_owned).collect();
        let before = self.count(|item| item.shown);
        let mut effects = Vec::new();
        for (at, item) in self.items.iter_mut().enumerate() {
            let shown = self.words.iter().all(|word| item.entry.has(word));
            if shown != item.shown {
                item.shown = shown;
                effects.push(if shown {
                    Effect::Show(at)
                } else {
                    Effect::Hide(at)
                });
            }
        }
        let shown = self.count(|item| item.shown);
        if shown != before {
            let of = self.items.len();
            effects.push(Effect::Count { shown, of });
        }
        effects
    }

    fn sort_by(&mut self, sort: Sort) -> Vec<Effect> {
        self.sort = sort;
        let order = match sort {
            Sort::Printed => (0..self.items.len()).collect(),
            Sort::Cited => self
                .ordered(|entry| Some((i64::try_from(entry.first_use?).unwrap_or(i64::MAX), ""))),
            Sort::Year => self.ordered(|entry| Some((-i64::from(entry.year?), ""))),
            Sort::Author => {
                self.ordered(|entry| (!entry.author.is_empty()).then_some((0, &*entry.author)))
            }
        };
        if order == self.order {
            return Vec::new();
        }
        self.order.clone_from(&order);
        vec![Effect::Order(order)]
    }

    /// The entries in the order of a number and a text, those without them last.
    fn ordered<'a>(&'a self, key: fn(&'a Entry) -> Option<(i64, &'a str)>) -> Vec<usize> {
        let keyed = |(at, item): (usize, &'a Item)| {
            let key = key(&item.entry);
            (key.is_none(), key, at)
        };
        let mut keyed: Vec<_> = self.items.iter().enumerate().map(keyed).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, _, at)| at).collect()
    }

    fn reveal(&mut self, at: usize) -> Vec<Effect> {
        if self.items.get(at).is_none_or(|item| item.shown) {
            return Vec::new();
        }
        let mut effects = vec![Effect::ClearQuery];
        effects.extend(self.filter(""));
        effects
    }

    fn choose(&mut self, choosing: bool) -> Vec<Effect> {
        self.choosing = choosing;
        if choosing {
            return Vec::new();
        }
        self.select(false, |_, _| true)
    }

    fn select(&mut self, selected: bool, concerned: impl Fn(usize, &Item) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (at, item) in self.items.iter_mut().enumerate() {
            if item.selected != selected && concerned(at, item) {
                item.selected = selected;
                effects.push(Effect::Check(at, selected));
            }
        }
        if !effects.is_empty() {
            effects.push(Effect::Selected(self.count(|item| item.selected)));
        }
        effects
    }

    /// The field is emptied in any case: signs that fold to nothing may stand in it.
    fn reset(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::ClearQuery];
        effects.extend(self.filter(""));
        effects.extend(self.sort_by(Sort::Printed));
        effects.extend(self.choose(false));
        effects
    }
}

impl Entry {
    /// Whether a word of a query is in it.
    fn has(&self, word: &str) -> bool {
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.search.contains(word);
        }
        self.label.starts_with(word)
            || self
                .year
                .is_some_and(|year| year.to_string().starts_with(word))
            || self
                .search
                .split(' ')
                .any(|printed| printed.starts_with(word))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
