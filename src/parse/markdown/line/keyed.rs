//! Citations by key, and mentions of parts: Pandoc's, LaTeX's and MyST's ways.

use std::ops::Range;

use super::{LONGEST_RAISED, Reader, short};
use crate::diagnostic::Span;
use crate::model::{CitationKind, Formula, Inline};
use crate::parse::markdown::cite::{self, Item};
use crate::parse::markdown::flat::{OBJECT, unshielded};
use crate::parse::markdown::parts::{looks_like_part, lost_part};
use crate::parse::markdown::tree::Raw;
use crate::parse::markdown::{Mention, Words};
use crate::parse::marker;

impl Reader<'_, '_, '_, '_, '_> {
    /// `[Methods]`, which mentions the section of that heading.
    pub(super) fn heading_by_words(&mut self) -> Option<usize> {
        if self.manner.linked || self.context.headings.is_empty() {
            return None;
        }
        let close = self
            .flat
            .bracket(self.at)
            .filter(|close| *close < self.end)?;
        let inner = self.at + 1..close;
        if inner.len() > LONGEST_RAISED {
            return None;
        }
        let name = heading_name(&self.flat.plain(inner.clone()));
        if !self.context.headings.contains(&name) {
            return None;
        }
        let whole = close + 1 - self.at;
        let span = self.span(whole);
        let children = self.stretch(inner);
        let identifier = self.context.mention(Mention {
            name,
            span,
            manner: Words::Own,
        });
        self.push(Inline::CrossReference {
            identifier,
            children,
        });
        Some(whole)
    }

    /// `[see @a, p. 33; @b]`, or mentions of parts in the same form.
    pub(super) fn group(&mut self, inner: Range<usize>, whole: usize) -> Option<usize> {
        if self.flat.is_deep(self.at) {
            return None;
        }
        let text = self.flat.shielded().get(inner.clone())?;
        if !text.contains('@') || self.context.exact && has_brackets(text) {
            return None;
        }
        let items = cite::group(&self.flat.shielded_plain(inner))?;
        let items: Vec<Item> = items.into_iter().map(|item| item.map(unshielded)).collect();
        let all_parts = items
            .iter()
            .all(|item| !self.context.library.knows(&item.key) && self.context.is_part(&item.key));
        let span = self.span(whole);
        if all_parts {
            for (at, item) in items.into_iter().enumerate() {
                if at > 0 {
                    self.push_text(", ");
                }
                self.extend(
                    item.prefix
                        .map(|prefix| Inline::text(prefix + " "))
                        .into_iter()
                        .collect(),
                );
                let bare = item.suppress;
                let printed = format!("@{}", item.key);
                self.mention(&item.key, &printed, bare, span);
                self.extend(
                    item.suffix
                        .map(|suffix| Inline::text(format!(" {suffix}")))
                        .into_iter()
                        .collect(),
                );
            }
            return Some(whole);
        }
        let kind = CitationKind::Parenthetical;
        let citation = self.context.library.citation(items, kind, span);
        self.push(citation.into());
        Some(whole)
    }

    /// `@a says`, `@fig:x`, a mail address, or a sign.
    pub(super) fn at_sign(&mut self, rest: &str) -> Option<usize> {
        let previous = self.previous();
        if previous.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '/'))
        {
            return self.mail(rest);
        }
        let (key, length) = cite::key(rest.get(1..)?)?;
        let length = length + 1;
        let library = &self.context.library;
        let cited = library.knows(&key);
        if !cited && self.context.is_part(&key) {
            let before = self.before();
            let bare = names_part(&before);
            let span = self.span(length);
            self.mention(&key, rest.get(..length)?, bare, span);
            return Some(length);
        }
        if !cited && (!library.is_given() || looks_like_part(&key)) {
            if looks_like_part(&key) {
                let span = self.span(length);
                self.context.diagnostics.push(lost_part(&key, span));
            }
            return None;
        }
        let mut item = Item {
            key,
            ..Item::default()
        };
        let more = self.locator_behind(length, &mut item);
        let whole = length + more;
        let span = self.span(whole);
        let citation = self
            .context
            .library
            .citation(vec![item], CitationKind::Narrative, span);
        self.push(citation.into());
        Some(whole)
    }

    /// `@a [p. 33]`: the locator of a citation in the sentence. Says how long it is.
    pub(super) fn locator_behind(&mut self, length: usize, item: &mut Item) -> usize {
        let at = self.at + length;
        let behind = self.flat.text.get(at..self.end).unwrap_or_default();
        let gap = behind.len() - behind.trim_start_matches([' ', '\n']).len();
        if gap > 1 || !behind.get(gap..).is_some_and(|text| text.starts_with('[')) {
            return 0;
        }
        let Some(close) = self
            .flat
            .bracket(at + gap)
            .filter(|close| *close < self.end)
        else {
            return 0;
        };
        // A span that has attributes is none.
        if self
            .flat
            .text
            .get(close + 1..)
            .is_some_and(|behind| behind.starts_with('{'))
        {
            return 0;
        }
        let inner = self.flat.plain(at + gap + 1..close);
        let mut found = Item::default();
        found.behind(&inner);
        if found.locator.is_none()
            || inner.contains('@')
            || marker::marker(&format!("[{inner}]")).is_some()
        {
            return 0;
        }
        item.locator = found.locator;
        item.label = found.label;
        item.printed = found.printed;
        item.suffix = found.suffix;
        close + 1 - at
    }

    /// `-@a`: the sentence has named the authors.
    pub(super) fn suppressed(&mut self, rest: &str) -> Option<usize> {
        if self.previous().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let (key, length) = cite::key(rest.get(2..)?)?;
        if !self.context.library.knows(&key) {
            return None;
        }
        let item = Item {
            key,
            suppress: true,
            ..Item::default()
        };
        let span = self.span(length + 2);
        let kind = CitationKind::Parenthetical;
        let citation = self.context.library.citation(vec![item], kind, span);
        self.push(citation.into());
        Some(length + 2)
    }

    /// A mention of a part; its words are found when all parts are known.
    pub(super) fn mention(&mut self, name: &str, printed: &str, bare: bool, span: Span) {
        let manner = if bare { Words::Number } else { Words::Full };
        let identifier = self.context.mention(Mention {
            name: name.to_owned(),
            span,
            manner,
        });
        self.push(Inline::CrossReference {
            identifier,
            children: vec![Inline::text(printed)],
        });
    }

    /// Commands of LaTeX that have a meaning in running text.
    pub(super) fn command(&mut self, rest: &str) -> Option<usize> {
        let (name, argument) = rest.get(1..)?.split_once('{')?;
        if name.len() > 12 || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return None;
        }
        let argument = short(argument).split('}').next().filter(|inner| {
            argument.len() > inner.len()
                && !inner.is_empty()
                && !inner.contains([OBJECT, '{', '\n'])
        })?;
        let length = name.len() + argument.len() + 3;
        if name == "label" {
            self.context.label = Some(argument.to_owned());
            return Some(length);
        }
        let span = self.span(length);
        if MENTIONS.contains(&name) {
            if !self.context.is_part(argument) {
                return None;
            }
            let bare = !matches!(name, "autoref" | "cref" | "Cref" | "nameref");
            self.mention(argument, rest.get(..length)?, bare, span);
            return Some(length);
        }
        let (_, kind) = CITES.iter().find(|(known, _)| *known == name)?;
        let items: Vec<Item> = argument
            .split(',')
            .map(|key| Item {
                key: key.trim().to_owned(),
                ..Item::default()
            })
            .collect();
        if !items
            .iter()
            .all(|item| self.context.library.knows(&item.key))
        {
            return None;
        }
        let citation = self.context.library.citation(items, *kind, span);
        self.push(citation.into());
        Some(length)
    }

    /// `` {cite:p}`a,b` ``, `` {ref}`fig-x` ``, `` {sub}`2` ``: roles of MyST, whose text stands
    /// in backticks.
    pub(super) fn role(&mut self, rest: &str) -> Option<usize> {
        let (name, _) = short(rest.get(1..)?).split_once('}')?;
        let opening = name.len() + 2;
        let Some(Raw::Code(value, _)) = self.flat.object(self.at + opening) else {
            return None;
        };
        let whole = opening + OBJECT.len_utf8();
        if self.at + whole > self.end {
            return None;
        }
        let span = self.span(whole);
        // `` {ref}`Words <name>` `` says its own words.
        let named = value
            .strip_suffix('>')
            .and_then(|inner| inner.rsplit_once('<'));
        let (words, target) = named.map_or((None, &**value), |(words, target)| {
            (Some(words.trim()), target)
        });
        match name {
            "cite" | "cite:p" | "cite:ps" | "cite:t" | "cite:ts" => {
                let kind = if name.starts_with("cite:t") {
                    CitationKind::Narrative
                } else {
                    CitationKind::Parenthetical
                };
                let items: Vec<Item> = value
                    .split([',', ';'])
                    .map(|key| Item {
                        key: key.trim().to_owned(),
                        ..Item::default()
                    })
                    .filter(|item| !item.key.is_empty())
                    .collect();
                if items.is_empty() || !items.iter().all(|item| cite::is_key(&item.key)) {
                    return None;
                }
                let citation = self.context.library.citation(items, kind, span);
                self.push(citation.into());
            }
            "ref" | "numref" | "eq" | "prf:ref" if self.context.is_part(target) => match words {
                Some(words) => {
                    let identifier = self.context.mention(Mention {
                        name: target.to_owned(),
                        span,
                        manner: Words::Own,
                    });
                    self.push(Inline::CrossReference {
                        identifier,
                        children: vec![Inline::text(words)],
                    });
                }
                None => self.mention(target, value, name == "eq", span),
            },
            "sub" | "subscript" => self.push(Inline::Subscript {
                children: vec![Inline::text(&**value)],
            }),
            "sup" | "superscript" => self.push(Inline::Superscript {
                children: vec![Inline::text(&**value)],
            }),
            "kbd" => self.push(Inline::Keyboard {
                children: vec![Inline::text(&**value)],
            }),
            "math" => self.push(Inline::from(Formula {
                value: value.to_string(),
                mathml: None,
                position: Some(span),
            })),
            _ => return None,
        }
        Some(whole)
    }
}

/// Whether brackets stand in a citation outside of its keys.
fn has_brackets(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth <= 0 && matches!(c, '[' | ']')
    })
}

/// Commands of LaTeX that mention a part.
const MENTIONS: [&str; 7] = ["ref", "autoref", "cref", "Cref", "eqref", "vref", "nameref"];

/// Commands of LaTeX that cite.
const CITES: [(&str, CitationKind); 8] = [
    ("cite", CitationKind::Parenthetical),
    ("citep", CitationKind::Parenthetical),
    ("parencite", CitationKind::Parenthetical),
    ("autocite", CitationKind::Parenthetical),
    ("citealp", CitationKind::Parenthetical),
    ("citet", CitationKind::Narrative),
    ("textcite", CitationKind::Narrative),
    ("citealt", CitationKind::Narrative),
];

/// The name by which a heading can be mentioned by its words.
pub(in crate::parse::markdown) fn heading_name(words: &str) -> String {
    let mut name = String::with_capacity("heading ".len() + words.len());
    name.push_str("heading ");
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            name.push(' ');
        }
        if word.is_ascii() {
            name.extend(
                word.bytes()
                    .map(|byte| char::from(byte.to_ascii_lowercase())),
            );
        } else {
            name.push_str(&word.to_lowercase());
        }
    }
    name
}

/// Whether a text ends in the word that names a kind of part, so that its number alone follows.
fn names_part(before: &str) -> bool {
    const WORDS: [&str; 22] = [
        "figure",
        "figures",
        "fig.",
        "figs.",
        "fig",
        "table",
        "tables",
        "tab.",
        "tbl.",
        "equation",
        "equations",
        "eq.",
        "eqs.",
        "eqn.",
        "section",
        "sections",
        "sec.",
        "abbildung",
        "abb.",
        "tabelle",
        "gleichung",
        "abschnitt",
    ];
    let word = before
        .trim_end_matches([' ', '\u{A0}', '(', '~'])
        .rsplit([' ', '\u{A0}', '(', '\n'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    before.ends_with([' ', '\u{A0}', '(']) && WORDS.contains(&word.as_str())
}
