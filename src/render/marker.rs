//! Markers: how they are shown, and what they are called.
//!
//! On the page a marker is a link to its first source, which works before any script runs. In
//! a card it is a button that opens its sources in place. In a quotation it is mere text.

use std::borrow::Cow;

use super::article::{Mode, Page};
use super::messages::Messages;
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{Citation, Direction, Identifier, Inline};

impl<'a> Page<'a> {
    /// Citations that touch, as one marker. Inside a control they are left out, and written
    /// behind it.
    pub(super) fn citations(&mut self, group: &[Inline], controls: bool) {
        let shown = Shown::of(group);
        if self.mode == Mode::Quote {
            let citing = group.iter().any(|inline| self.is_quoted_for(inline));
            self.quoted(&shown, citing);
            return;
        }
        if !controls {
            return;
        }
        let mut keys: Vec<Cow<'_, str>> = Vec::new();
        for id in citations(group).flat_map(|citation| &citation.references) {
            let key = fragment::key(id.as_str());
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let known = keys.iter().find(|key| self.index.has(key));
        let name = self
            .options
            .messages
            .marker(keys.len(), &shown.spoken(self.options.messages));
        let tongue = self.tongue_of_marker(&shown.text);
        if shown.raised {
            self.html.open("sup", hooks::RAISED);
        }
        let classes = match known {
            Some(_) => hooks::MARKER,
            None => hooks::MARKER_DANGLING,
        };
        if self.mode == Mode::Card {
            self.inner_marker(classes)
                .attr_if(keys.len() < 2, "aria-label", &name)
                .attr(hooks::DATA_REFERENCES, &keys.join(" "))
                .tongue(tongue)
                .done();
            self.figures(&shown, keys.len(), &name, group);
            self.html.close("button");
        } else {
            let at = self.markers_written;
            self.markers_written += 1;
            let own = self.index.marker(at);
            let prefix = self.options.id_prefix;
            let target =
                known.map_or_else(|| own.to_owned(), |key| fragment::reference(prefix, key));
            self.html
                .start("a")
                .class(classes)
                .attr("id", own)
                .attr_parts("href", &["#", &target])
                .attr("role", hooks::ROLE_MARKER)
                .attr_if(keys.len() < 2, "aria-label", &name)
                .attr(hooks::DATA_REFERENCES, &keys.join(" "))
                .tongue(tongue)
                .done();
            self.figures(&shown, keys.len(), &name, group);
            self.html.close("a");
        }
        if shown.raised {
            self.html.close("sup");
        }
    }

    /// The mark of a footnote.
    pub(super) fn note_mark(&mut self, identifier: &Identifier, controls: bool) {
        let key = fragment::key(identifier.as_str());
        let label = self.index.note_label(&key);
        if self.mode == Mode::Quote {
            self.html.element("sup", hooks::RAISED, &label);
            return;
        }
        if !controls {
            return;
        }
        let known = self.index.note(self.article, &key).is_some();
        let name = self.options.messages.note(&label);
        let tongue = self.tongue_of_marker(&label);
        self.html.open("sup", hooks::RAISED);
        let classes = if known {
            hooks::MARKER
        } else {
            hooks::MARKER_DANGLING
        };
        if self.mode == Mode::Card {
            self.inner_marker(classes)
                .attr("aria-label", &name)
                .attr(hooks::DATA_NOTE, &key)
                .tongue(tongue)
                .done();
            self.html.text(&label);
            self.html.close("button");
        } else {
            let at = self.markers_written;
            self.markers_written += 1;
            let own = self.index.marker(at);
            let target = if known {
                fragment::note(self.options.id_prefix, identifier.as_str())
            } else {
                own.to_owned()
            };
            self.html
                .start("a")
                .class(classes)
                .attr("id", own)
                .attr_parts("href", &["#", &target])
                .attr("role", hooks::ROLE_NOTE)
                .attr("aria-label", &name)
                .attr(hooks::DATA_NOTE, &key)
                .tongue(tongue)
                .done();
            self.html.text(&label);
            self.html.close("a");
        }
        self.html.close("sup");
    }

    /// The language of a marker's name. Where anything runs from right to left its signs keep their
    /// own direction: the dash of "40–42" would turn the range around.
    fn tongue_of_marker(&self, signs: &str) -> Tongue<'a> {
        let tongues = self.tongues;
        let own = Direction::of_text(signs).unwrap_or(Direction::Ltr);
        Tongue {
            direction: tongues.rtl.then_some(own),
            ..tongues.ours
        }
    }

    /// The start of a marker in a card: a button, since it opens something where it stands. Its
    /// id would be the second of that name on the page, so it has none.
    fn inner_marker(&mut self, classes: &'static str) -> super::html::Tag<'_> {
        self.html
            .start("button")
            .classes(&[classes, hooks::INNER])
            .attr("type", "button")
            .attr("aria-expanded", "false")
    }

    /// The figures of a marker. Where there are several, each can be pointed at by itself, and
    /// their signs are a picture of what `name` says in words: "40–42" is read "40 to 42". Signs
    /// that stand for words are no label in the sense of WCAG 2.5.3, and a picture's name is
    /// how they get theirs; the control takes its own from it.
    fn figures(&mut self, shown: &Shown, count: usize, name: &str, group: &[Inline]) {
        if count < 2 {
            self.html.text(&shown.text);
            return;
        }
        self.html
            .start("span")
            .attr("role", "img")
            .attr("aria-label", name)
            .done();
        for piece in pieces(&shown.text) {
            if self.is_label(piece, group) {
                self.html.element("span", hooks::NUMBER, piece);
            } else {
                self.html.text(piece);
            }
        }
        self.html.close("span");
    }

    /// Whether a piece of a marker is the label of one of its references.
    fn is_label(&self, piece: &str, group: &[Inline]) -> bool {
        citations(group)
            .flat_map(|citation| &citation.references)
            .any(|id| {
                let key = fragment::key(id.as_str());
                self.index.label(self.article, &key) == piece
            })
    }

    fn quoted(&mut self, shown: &Shown, citing: bool) {
        if citing {
            self.html.open("mark", hooks::CITING);
        }
        let turned = self.tongue_of_marker(&shown.text).direction;
        if shown.raised {
            let tag = self.html.start("sup").class(hooks::RAISED);
            tag.direction(turned).done();
            self.html.text(&shown.text);
            self.html.close("sup");
        } else if turned.is_some() {
            self.html.start("bdi").direction(turned).done();
            self.html.text(&shown.text);
            self.html.close("bdi");
        } else {
            self.html.text(&shown.text);
        }
        if citing {
            self.html.close("mark");
        }
    }
}

fn citations(group: &[Inline]) -> impl Iterator<Item = &Citation> {
    group.iter().filter_map(|inline| match inline {
        Inline::Citation(citation) => Some(&**citation),
        _ => None,
    })
}

/// Figures and letters on the one hand, what stands between them on the other.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let inside = first.is_alphanumeric();
        let end = rest
            .find(|c: char| c.is_alphanumeric() != inside)
            .unwrap_or(rest.len());
        let (piece, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(piece)
    })
}

/// How a marker is shown: raised or in the line, in plain figures with an en dash.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) raised: bool,
    pub(super) text: String,
}

impl Shown {
    /// One or several citations that touch. Raised figures that touched in print are kept apart.
    fn of(group: &[Inline]) -> Self {
        let mut all = citations(group).map(|citation| display(&citation.marker));
        let mut shown = all.next().unwrap_or(Self {
            raised: false,
            text: String::new(),
        });
        for next in all {
            if shown.raised && next.raised {
                shown.text.push(',');
            }
            shown.raised &= next.raised;
            shown.text.push_str(&next.text);
        }
        shown
    }

    /// The marker as it is read out: "40 to 42", "4 and 11", without brackets and commas.
    fn spoken(&self, messages: Messages<'_>) -> String {
        if self.text.chars().any(char::is_alphabetic) {
            return self.text.trim_matches(['[', ']', '(', ')']).to_owned();
        }
        // `[1]–[4]` is one range, as `[1–4]` is.
        let joined: Cow<'_, str> = if self.text.contains('–') {
            self.text.replace("]–[", "–").replace(")–(", "–").into()
        } else {
            self.text.as_str().into()
        };
        let items: Vec<String> = joined
            .split([',', ';', '[', ']', '(', ')'])
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| match item.split_once('–') {
                Some((first, last)) => messages.range(first.trim(), last.trim()),
                None => item.to_owned(),
            })
            .collect();
        messages.list(&items)
    }
}

fn display(printed: &str) -> Shown {
    let tagged = printed.starts_with('<') || printed.ends_with('>');
    let inner = if tagged {
        printed
            .trim_start_matches("<sup>")
            .trim_start_matches("<SUP>")
            .trim_end_matches("</sup>")
            .trim_end_matches("</SUP>")
    } else {
        printed
    };
    // Names and years stand in the line, unless print had raised them.
    let wordy = inner
        .chars()
        .filter(|character| character.is_alphabetic())
        .nth(1)
        .is_some();
    let raised = inner.len() < printed.len()
        || printed.starts_with('^')
        || !(printed.starts_with(['[', '(']) || wordy);
    let mut text = String::with_capacity(inner.len());
    for character in inner.chars() {
        match character {
            '^' | '{' | '}' | '⁽' | '⁾' => {}
            '⁰' => text.push('0'),
            '¹' => text.push('1'),
            '²' => text.push('2'),
            '³' => text.push('3'),
            '⁴' => text.push('4'),
            '⁵' => text.push('5'),
            '⁶' => text.push('6'),
            '⁷' => text.push('7'),
            '⁸' => text.push('8'),
            '⁹' => text.push('9'),
            '-' if wordy => text.push('-'),
            '-' | '⁻' | '‐' | '‑' | '‒' | '—' | '−' => text.push('–'),
            '·' | '˒' | ';' if raised => text.push(','),
            '[' | ']' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' if raised => {}
            other => text.push(other),
        }
    }
    Shown { raised, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(markers: &[&str]) -> Vec<Inline> {
        markers
            .iter()
            .map(|marker| {
                Inline::from(Citation {
                    references: Vec::new(),
                    marker: (*marker).to_owned(),
                    ..Citation::default()
                })
            })
            .collect()
    }

    #[test]
    fn printed_markers_are_shown_in_plain_figures() {
        for (printed, raised, text) in [
            ("⁴⁰⁻⁴²", true, "40–42"),
            ("²·³", true, "2,3"),
            ("^{4, 11}", true, "4,11"),
            ("^4^", true, "4"),
            ("<sup>[4,11-13]</sup>", true, "4,11–13"),
            ("[4, 11–13]", false, "[4, 11–13]"),
            ("[^12]", false, "[12]"),
            (
                "(Doe et al., 2020; Roe-Poe, 2021)",
                false,
                "(Doe et al., 2020; Roe-Poe, 2021)",
            ),
            ("Doe 2020", false, "Doe 2020"),
            ("^a^", true, "a"),
        ] {
            assert_eq!(
                display(printed),
                Shown {
                    raised,
                    text: text.to_owned()
                },
                "{printed}"
            );
        }
    }

    #[test]
    fn markers_that_touch_are_one_and_stay_apart() {
        assert_eq!(Shown::of(&cited(&["¹⁾", "²⁾"])).text, "1,2");
        assert_eq!(Shown::of(&cited(&["[1]", "[2]"])).text, "[1][2]");
    }

    #[test]
    fn signs_are_read_out_as_words() {
        for (printed, spoken) in [
            (&["⁴⁰⁻⁴²"][..], "40 to 42"),
            (&["^{4,11}"], "4 and 11"),
            (&["[4, 11–13, 20]"], "4, 11 to 13 and 20"),
            (&["[1]", "[2]"], "1 and 2"),
            (&["[1]–[4]"], "1 to 4"),
            (&["(Doe 2020)"], "Doe 2020"),
        ] {
            assert_eq!(
                Shown::of(&cited(printed)).spoken(Messages::default()),
                spoken,
                "{printed:?}"
            );
        }
    }

    #[test]
    fn a_marker_falls_into_its_numbers() {
        let all: Vec<&str> = pieces("[4, 11–13]").collect();
        assert_eq!(all, ["[", "4", ", ", "11", "–", "13", "]"]);
    }
}
