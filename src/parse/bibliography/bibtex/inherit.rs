//! What an entry takes over from others: `xdata`, `crossref`, and the first member of a set.
//!
//! The rules are those of the
//! [BibLaTeX manual, appendix B](https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf):
//! a field of its own is never overwritten, and the title of a book becomes the book title of
//! its parts. Chains and circles end.

use std::collections::{HashMap, HashSet};

use super::latex;
use super::scan::{Entry, Field};
use crate::diagnostic::{Code, Diagnostic};

/// How many entries one entry can take fields over from.
const MOST_PARENTS: usize = 32;

/// The entries by their keys and by the other names (`ids`) that they go by.
pub(super) struct Family<'a> {
    entries: &'a [Entry],
    keys: HashMap<String, usize>,
}

impl<'a> Family<'a> {
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let mut keys = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            keys.entry(entry.key.clone()).or_insert(index);
        }
        for (index, entry) in entries.iter().enumerate() {
            for alias in entry.fields.iter().filter(|field| field.name == "ids") {
                for alias in list(&alias.value) {
                    keys.entry(alias.to_owned()).or_insert(index);
                }
            }
        }
        Self { entries, keys }
    }

    /// The fields of an entry and those that it inherits.
    pub(super) fn fields(&self, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) -> Vec<Field> {
        let mut fields = entry.fields.clone();
        if !fields.iter().any(|field| is_link(&field.name)) {
            return fields;
        }
        let mut names: HashSet<String> = fields.iter().map(|field| field.name.clone()).collect();
        let mut seen = HashSet::from([entry.key.as_str()]);
        // Depth first, so that the nearest parent comes first.
        let mut open: Vec<Step<'_>> = steps(entry, &entry.kind);
        open.reverse();
        while let Some(step) = open.pop() {
            let Some(parent) = self.keys.get(step.key).and_then(|at| self.entries.get(*at)) else {
                diagnostics.push(dangling(&step, step.from));
                continue;
            };
            let circle = !seen.insert(parent.key.as_str());
            if circle || seen.len() > MOST_PARENTS {
                if circle && step.link != Link::Data {
                    diagnostics.push(circular(entry, &step));
                }
                continue;
            }
            let kind = step.kind;
            for field in &parent.fields {
                let name = match step.link {
                    Link::Data => Some(field.name.as_str()),
                    Link::Parent | Link::Set => inherited(&parent.kind, kind, &field.name),
                };
                let Some(name) = name.filter(|name| !is_link(name) && !is_own(name)) else {
                    continue;
                };
                if is_date(name)
                    && names.iter().any(|name| is_date(name))
                    && !from(&fields, parent, name)
                {
                    continue;
                }
                if names.insert(name.to_owned()) {
                    fields.push(Field {
                        name: name.to_owned(),
                        ..field.clone()
                    });
                }
            }
            // Through data the fields of its own parents come as if they were its own.
            let mut next = steps(
                parent,
                if step.link == Link::Data {
                    kind
                } else {
                    &parent.kind
                },
            );
            next.reverse();
            open.extend(next);
        }
        fields
    }
}

/// Whether the date of the entry so far comes from this parent: year and month go together.
fn from(fields: &[Field], parent: &Entry, name: &str) -> bool {
    fields
        .iter()
        .filter(|field| is_date(&field.name))
        .all(|field| {
            field.name != name
                && parent
                    .fields
                    .iter()
                    .any(|other| other.name == field.name && other.span == field.span)
        })
}

#[derive(Clone, Copy, PartialEq)]
enum Link {
    Data,
    Parent,
    Set,
}

struct Step<'a> {
    link: Link,
    key: &'a str,
    /// The kind of entry for which fields are inherited.
    kind: &'a str,
    from: &'a Field,
}

/// Where an entry takes fields from, the strongest first.
fn steps<'a>(entry: &'a Entry, kind: &'a str) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    for (name, link) in [
        ("xdata", Link::Data),
        ("crossref", Link::Parent),
        ("entryset", Link::Set),
    ] {
        for field in entry.fields.iter().filter(|field| field.name == name) {
            let keys = list(&field.value).take(match link {
                Link::Data => MOST_PARENTS,
                Link::Parent | Link::Set => 1,
            });
            steps.extend(keys.map(|key| Step {
                link,
                key,
                kind,
                from: field,
            }));
        }
    }
    steps
}

/// The keys of a list.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(|key| !key.is_empty())
}

fn is_link(name: &str) -> bool {
    matches!(name, "xdata" | "crossref" | "entryset")
}

fn is_date(name: &str) -> bool {
    matches!(name, "date" | "year" | "month" | "day")
}

/// Fields that are about an entry and not about a work.
fn is_own(name: &str) -> bool {
    matches!(
        name,
        "ids"
            | "xref"
            | "entrysubtype"
            | "execute"
            | "label"
            | "options"
            | "presort"
            | "related"
            | "relatedoptions"
            | "relatedstring"
            | "relatedtype"
            | "shortauthor"
            | "shorteditor"
            | "shorthand"
            | "sortkey"
            | "sortname"
            | "sortyear"
            | "sorttitle"
            | "sortshorthand"
            | "langid"
            | "keywords"
            | "indextitle"
            | "key"
    )
}

/// What a field of a parent is called in the child; `None` where it is not inherited.
fn inherited<'a>(parent: &str, child: &str, name: &'a str) -> Option<&'a str> {
    let book = matches!(
        parent,
        "book"
            | "collection"
            | "reference"
            | "proceedings"
            | "mvbook"
            | "mvcollection"
            | "mvreference"
            | "mvproceedings"
            | "conference"
            | "booklet"
            | "manual"
    );
    let part = matches!(
        child,
        "inbook"
            | "bookinbook"
            | "suppbook"
            | "incollection"
            | "suppcollection"
            | "inreference"
            | "inproceedings"
            | "conference"
    );
    let volumes = parent.starts_with("mv");
    let issue = parent == "periodical";
    Some(match name {
        "title" if volumes => "maintitle",
        "subtitle" if volumes => "mainsubtitle",
        "titleaddon" if volumes => "maintitleaddon",
        "title" if issue => "journaltitle",
        "subtitle" if issue => "journalsubtitle",
        "title" if book && part => "booktitle",
        "subtitle" if book && part => "booksubtitle",
        "titleaddon" if book && part => "booktitleaddon",
        "author" if book && part => "bookauthor",
        "shorttitle" if book || issue => return None,
        other => other,
    })
}

fn dangling(step: &Step<'_>, field: &Field) -> Diagnostic {
    let key = latex::text(step.key);
    Diagnostic::new(
        Code::DanglingCrossref,
        field.span,
        format!(
            "`{}` names the entry `{key}`, which is not there",
            field.name
        ),
    )
    .with_hint("add that entry, or remove the field")
}

fn circular(entry: &Entry, step: &Step<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::CircularCrossref,
        entry.span,
        format!(
            "the entries that `{}` inherits from form a circle at `{}`",
            entry.key, step.key
        ),
    )
    .with_hint("remove one of the fields `crossref` that form the circle")
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    fn resolved(text: &str, key: &str) -> (HashMap<String, String>, Vec<Code>) {
        let mut diagnostics = Vec::new();
        let entries = scan::entries(text, &mut diagnostics);
        let family = Family::of(&entries);
        let entry = entries.iter().find(|entry| entry.key == key).unwrap();
        let fields = family.fields(entry, &mut diagnostics);
        let codes = diagnostics.iter().map(|found| found.code).collect();
        let fields = fields.into_iter().map(|field| (field.name, field.value));
        (fields.collect(), codes)
    }

    #[test]
    fn a_part_takes_over_from_its_book() {
        let (fields, codes) = resolved(
            "@inbook{a, title={Part}, crossref={b}}\n@book{b, title={Book}, author={A}, publisher={P}, year=1999, month=may, crossref={c}}\n@mvbook{c, title={Works}, year=1900}",
            "a",
        );
        assert_eq!(codes, []);
        assert_eq!(fields["title"], "Part");
        assert_eq!(fields["booktitle"], "Book");
        assert_eq!(fields["bookauthor"], "A");
        assert_eq!(fields["maintitle"], "Works");
        assert_eq!(
            (fields["year"].as_str(), fields["month"].as_str()),
            ("1999", "May")
        );
    }

    #[test]
    fn a_date_of_its_own_is_not_mixed() {
        let (fields, _) = resolved(
            "@inbook{a, date={2004}, crossref={b}}\n@book{b, year=1999, month=may}",
            "a",
        );
        assert_eq!(fields["date"], "2004");
        assert!(!fields.contains_key("year") && !fields.contains_key("month"));
    }

    #[test]
    fn circles_and_missing_parents_end() {
        let text = "@book{a, crossref={b}}\n@book{b, crossref={c}, title={B}}\n@book{c, crossref={a}}\n@book{d, xdata={e, none}}\n@xdata{e, xdata={e}, publisher={P}}";
        let (fields, codes) = resolved(text, "a");
        assert_eq!(fields["title"], "B");
        assert_eq!(codes, [Code::CircularCrossref]);
        let (fields, codes) = resolved(text, "d");
        assert_eq!(fields["publisher"], "P");
        assert_eq!(codes, [Code::DanglingCrossref]);
    }
}
