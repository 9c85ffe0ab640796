//! Parts of an article that have a name: which there are, and the words that mention them.

use std::collections::{HashMap, HashSet};

use memchr::memchr_iter;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Identifier;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Figure,
    Table,
    Formula,
    Section,
    Box,
}

/// A part with a name.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) identifier: Identifier,
    pub(super) kind: PartKind,
    /// Its number, whoever says it: the caption or the page.
    pub(super) number: Option<String>,
    /// Its heading.
    pub(super) title: String,
}

impl Part {
    /// The words that mention it; its number alone where `bare`.
    pub(super) fn words(&self, bare: bool, language: Option<&str>) -> String {
        let Some(number) = &self.number else {
            return match self.kind {
                PartKind::Section | PartKind::Box if !self.title.is_empty() => self.title.clone(),
                kind => word(kind, language).to_owned(),
            };
        };
        if self.kind == PartKind::Formula && bare {
            return format!("({number})");
        }
        if bare {
            return number.clone();
        }
        format!("{}\u{A0}{number}", word(self.kind, language))
    }
}

/// The parts by their names.
#[derive(Debug, Default)]
pub(super) struct Parts {
    all: Vec<Part>,
    names: HashMap<String, usize>,
}

impl Parts {
    /// Adds a part; of two with one name it means the first.
    pub(super) fn add(&mut self, names: impl IntoIterator<Item = String>, part: Part) {
        let index = self.all.len();
        self.all.push(part);
        for name in names {
            self.names.entry(name).or_insert(index);
        }
    }

    /// Gives more names to the part of this name, if there is one.
    pub(super) fn also(&mut self, name: &str, names: impl IntoIterator<Item = String>) {
        if let Some(index) = self.names.get(name).copied() {
            for name in names {
                self.names.entry(name).or_insert(index);
            }
        }
    }

    /// The part of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Part> {
        self.all.get(*self.names.get(name)?)
    }
}

/// What a part is called in a language; in English where that is not known.
fn word(kind: PartKind, language: Option<&str>) -> &'static str {
    let language = language
        .unwrap_or("en")
        .split(['-', '_'])
        .next()
        .unwrap_or("en");
    let words = match language {
        "de" => ["Abbildung", "Tabelle", "Gleichung", "Abschnitt", "Kasten"],
        "fr" => ["Figure", "Tableau", "Équation", "Section", "Encadré"],
        "es" => ["Figura", "Tabla", "Ecuación", "Sección", "Recuadro"],
        "ar" => ["الشكل", "الجدول", "المعادلة", "القسم", "الإطار"],
        _ => ["Figure", "Table", "Equation", "Section", "Box"],
    };
    let [figure, table, formula, section, aside] = words;
    match kind {
        PartKind::Figure => figure,
        PartKind::Table => table,
        PartKind::Formula => formula,
        PartKind::Section => section,
        PartKind::Box => aside,
    }
}

/// Whether a name begins like that of a figure, table, formula or section, so that it can hardly
/// be the key of a work.
pub(super) fn looks_like_part(name: &str) -> bool {
    ["fig", "tbl", "tab", "eq", "sec"].iter().any(|kind| {
        name.strip_prefix(kind)
            .is_some_and(|rest| rest.starts_with([':', '-']) && rest.len() > 1)
    })
}

/// The finding that a mention leads nowhere.
pub(super) fn lost_part(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DanglingCrossReference,
        span,
        format!("`{name}` is the name of no part of the article; the mention is read as text"),
    )
    .with_hint("give the figure, table, formula or section that name, or mend it here")
}

/// The names that a source gives to its parts: `{#name`, `\label{name}`, `:name: name`,
/// `#| label: name`, `(name)=`.
pub(super) fn declared(source: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut add = |name: &str| {
        let name = name.trim().trim_matches(['"', '\'']);
        if !name.is_empty() && name.len() <= 256 {
            names.insert(name.to_owned());
        }
    };
    for (open, close) in [("{#", [' ', '}']), ("\\label{", ['}', '}'])] {
        let first = open.as_bytes().first().copied().unwrap_or_default();
        for at in memchr_iter(first, source.as_bytes()) {
            let behind = source.get(at..).unwrap_or_default();
            let Some(rest) = behind.strip_prefix(open) else {
                continue;
            };
            let end = rest
                .char_indices()
                .take(256)
                .find(|(_, c)| close.contains(c) || c.is_whitespace());
            if let Some((end, _)) = end {
                add(rest.get(..end).unwrap_or_default());
            }
        }
    }
    let starts = memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1);
    for start in std::iter::once(0).chain(starts) {
        let line = source.get(start..).unwrap_or_default();
        let line = line.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
        if !line.starts_with([':', '#', '%', '(']) {
            continue;
        }
        let line = line.lines().next().unwrap_or_default().trim_end();
        for open in [":name:", ":label:", "#| label:", "%%| label:"] {
            if let Some(name) = line.strip_prefix(open) {
                add(name);
            }
        }
        if let Some(name) = line.strip_prefix('(').and_then(|l| l.strip_suffix(")=")) {
            add(name);
        }
    }
    names
}

/// The number with which a caption begins: `Figure 3.`, `Fig. 3:`, `Table S1`.
pub(super) fn printed_number(caption: &str) -> Option<String> {
    const WORDS: [&str; 8] = [
        "figure",
        "fig.",
        "fig",
        "table",
        "tab.",
        "abbildung",
        "abb.",
        "tabelle",
    ];
    let (word, rest) = caption.trim_start().split_once([' ', '\u{A0}'])?;
    if !WORDS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let number: String = rest
        .chars()
        .take(8)
        .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    let number = number.trim_end_matches(['.', '-']);
    number
        .contains(|c: char| c.is_ascii_digit())
        .then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_dialect() {
        let source = "![a](b){#fig:x .y}\n$$a$$ {#eq-1}\n\\label{tab:z}\n:name: box\n(target)=\n#| label: fig-q\n{# no}";
        let mut names: Vec<String> = declared(source).into_iter().collect();
        names.sort();
        assert_eq!(names, ["box", "eq-1", "fig-q", "fig:x", "tab:z", "target"]);
        assert!(
            looks_like_part("fig:x") && looks_like_part("eq-1") && !looks_like_part("figs2020")
        );
    }

    #[test]
    fn captions_say_their_numbers() {
        assert_eq!(printed_number("Figure 3. Bones"), Some("3".into()));
        assert_eq!(printed_number("Table S1: more"), Some("S1".into()));
        assert_eq!(printed_number("Figure of speech"), None);
    }
}
