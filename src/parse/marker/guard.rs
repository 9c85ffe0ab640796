//! What stands around a marker, and what that makes of it.
//!
//! Each guard answers for one kind of look-alike. They are asked in order; the first that
//! recognises its kind decides. A guard that is sure says [`Verdict::Text`]; one that is not
//! adds a doubt, which becomes a diagnostic with the other reading.

use super::Evidence;
use super::isotope::{is_formula, is_nuclide};
use super::scan::{Marker, Notation, Part};
use super::units::{
    is_function, is_length, is_misprinted_formula, is_naming, is_quantity, is_squared, is_unit,
    is_vitamer, is_word_too,
};
use crate::parse::characters::{
    closes_clause, is_dash, is_delimiter, is_invisible, is_space, is_subscript,
    is_superscript_letter, is_superscript_sign, is_unspaced, last_visible, leading,
    superscript_digit, table, tail, trailing, without_trailing,
};

/// How a marker is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It points at references.
    Citation,
    /// It is part of the text.
    Text,
}

/// A verdict, and what else the marker could have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// How the marker is read.
    pub verdict: Verdict,
    /// Why another reading would have been possible, as the end of a sentence.
    pub doubt: Option<&'static str>,
}

const CITATION: Reading = Reading {
    verdict: Verdict::Citation,
    doubt: None,
};
const TEXT: Reading = Reading {
    verdict: Verdict::Text,
    doubt: None,
};

const fn perhaps_citation(doubt: &'static str) -> Reading {
    Reading {
        verdict: Verdict::Citation,
        doubt: Some(doubt),
    }
}

const fn perhaps_text(doubt: &'static str) -> Reading {
    Reading {
        verdict: Verdict::Text,
        doubt: Some(doubt),
    }
}

/// How many characters before and after a marker are looked at.
const WINDOW: usize = 80;

/// Whether a marker can begin with this character; a cheap test before reading one.
pub(crate) fn may_begin_marker(character: char) -> bool {
    matches!(character, '^' | '<' | '[' | '⁽') || superscript_digit(character).is_some()
}

/// Bytes with which a marker may begin.
const MARKER_BYTES: [bool; 256] = table(b"^<[\xC2\xE2");

/// Where the next character stands with which a marker can begin, from a place on.
pub(super) fn next_marker(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += rest
            .iter()
            .position(|byte| MARKER_BYTES.get(usize::from(*byte)) == Some(&true))?;
        let character = text.get(at..).and_then(|rest| rest.chars().next());
        if character.is_some_and(may_begin_marker) {
            return Some(at);
        }
        at += 1;
    }
}

/// Judges a marker by what stands before and after it and by what the article shows.
///
/// `before` and `after` are the rest of the block on either side.
///
/// ```
/// use scholion::parse::marker::{Evidence, Verdict, judge, marker};
/// let evidence = Evidence::numbered(47);
/// let read = |before: &str, rest: &str| {
///     let found = marker(rest).unwrap();
///     judge(&found, before, &rest[found.printed.len()..], &evidence).verdict
/// };
/// assert_eq!(read("a hip fracture.", "² Within"), Verdict::Citation);
/// assert_eq!(read("a flux measured by ", "⁴¹Ca labelling"), Verdict::Text);
/// assert_eq!(read("above 31 kg/m", "² was"), Verdict::Text);
/// ```
pub fn judge(marker: &Marker, before: &str, after: &str, evidence: &Evidence) -> Reading {
    if evidence.numbers.is_empty() {
        return TEXT;
    }
    if marker.notation == Notation::Forced {
        return CITATION;
    }
    let around = Around::new(before, after);
    let known = marker
        .printed_numbers()
        .any(|number| evidence.numbers.contains(number));
    let reading = match marker.notation {
        Notation::Footnote => CITATION,
        Notation::Bracket => bracket(marker, &around, evidence),
        _ => raised(marker, &around),
    };
    if reading.verdict == Verdict::Text {
        return reading;
    }
    if !known {
        return beyond_the_list(marker, &around, evidence);
    }
    if marker.notation.is_raised() && !around.after_clause() {
        return in_style(marker, reading, evidence);
    }
    reading
}

/// The text around a marker, with the delimiters of emphasis out of the way.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
    /// Nothing but space stands before it in its block.
    first: bool,
    /// Nothing but space stands after it in its block.
    last: bool,
}

impl<'a> Around<'a> {
    fn new(before: &'a str, after: &'a str) -> Self {
        let hidden = |c: char| is_delimiter(c) || is_invisible(c);
        let before_trimmed = tail(before, WINDOW).trim_end_matches(hidden);
        // `a*b*²`: the delimiters around b are seen through, so that b's word is known.
        let after_trimmed = after.trim_start_matches(hidden);
        Self {
            before: before_trimmed,
            after: after_trimmed,
            first: before.chars().all(|c| is_space(c) || is_delimiter(c)),
            last: after.chars().all(|c| is_space(c) || is_delimiter(c)),
        }
    }

    fn base(&self) -> Option<char> {
        last_visible(self.before)
    }

    fn next(&self) -> Option<char> {
        self.after.chars().next()
    }

    fn after_clause(&self) -> bool {
        self.base().is_some_and(closes_clause)
    }

    /// The word that the marker is attached to, subscripts included.
    fn word(&self) -> &'a str {
        trailing(self.before, |c| {
            c.is_alphabetic() || is_subscript(c) || is_delimiter(c)
        })
        .trim_start_matches(is_delimiter)
    }

    /// What stands before the word that the marker is attached to.
    fn before_word(&self) -> &'a str {
        without_trailing(self.before, self.word()).trim_end_matches(is_delimiter)
    }
}

/// A raised marker: the guards one after the other.
fn raised(marker: &Marker, around: &Around<'_>) -> Reading {
    let Some(base) = around.base().filter(|_| !around.first) else {
        return note_mark(around);
    };
    if let Some(reading) = followed(marker, around, base) {
        return reading;
    }
    if is_space(base) {
        return spaced(marker, around);
    }
    if base.is_numeric() && base.is_ascii() {
        return after_number(marker, around);
    }
    if superscript_digit(base).is_some() || is_superscript_sign(base) {
        return perhaps_citation("it may be part of the exponent before it");
    }
    if is_superscript_letter(base) {
        return TEXT;
    }
    if base.is_alphabetic() || is_subscript(base) {
        return after_word(marker, around);
    }
    match base {
        ')' | ']' => after_bracket(marker, around),
        // An operator or a slash makes a formula of what follows.
        '/' | '×' | '÷' | '=' | '+' | '<' | '>' | '~' | '±' | '√' | '∆' | '−' | '-' | '\\'
        | '^' | '⋅' | '·' => TEXT,
        _ => CITATION,
    }
}

/// `¹ Values are means`, `¹Department of Medicine`: a mark at the start of a block labels the
/// block. Alone in its block, as in a table's column of sources, it is a citation.
fn note_mark(around: &Around<'_>) -> Reading {
    if around.last { CITATION } else { TEXT }
}

/// Look-alikes that the following characters give away.
fn followed(marker: &Marker, around: &Around<'_>, base: char) -> Option<Reading> {
    let next = around.next()?;
    // `Ca²⁺`, `Ca²+`, `SO₄²⁻`, `SO4²-`: the charge of an ion.
    if is_superscript_sign(next) {
        return Some(TEXT);
    }
    if matches!(next, '+' | '-' | '−' | '–') && base.is_alphanumeric() | is_subscript(base) {
        let beyond = around.after.chars().nth(1);
        let word = trailing(around.before, |c| c.is_alphanumeric() || is_subscript(c));
        if beyond.is_none_or(|c| !c.is_alphanumeric()) && is_formula(word) {
            return Some(TEXT);
        }
    }
    // `¹ˢᵗ`, `⁹⁹ᵐTc`, `²ᵃ`.
    if is_superscript_letter(next) {
        return Some(TEXT);
    }
    // `⁴¹Ca`, `¹⁸F-FDG`; but also `… this condition.¹These`, where only the space is missing.
    // Between letters of a script without spaces there is none to miss.
    if next.is_alphabetic() && (base.is_ascii() || !is_unspaced(next)) {
        let nuclide = marker
            .single()
            .is_some_and(|mass| is_nuclide(mass, around.after));
        return Some(
            if nuclide || !closes_clause(base) || matches!(base, ')' | ']') {
                TEXT
            } else {
                perhaps_citation("a letter follows it without a space")
            },
        );
    }
    if next.is_ascii_digit() {
        return Some(TEXT);
    }
    // `∆⁹-THC`, `N⁶-methyladenosine`: a locant sits on a single letter and is followed by a name.
    if is_dash(next)
        && around.word().chars().count() == 1
        && around.after.chars().nth(1).is_some_and(char::is_alphabetic)
    {
        return Some(TEXT);
    }
    // `[Arg⁸]-vasopressin`: so does one inside a bracket that a name goes on behind.
    let mut behind = around.after.chars().skip(1);
    if matches!(next, ')' | ']')
        && base.is_alphabetic()
        && behind.next().is_some_and(is_dash)
        && behind.next().is_some_and(char::is_alphabetic)
    {
        return Some(TEXT);
    }
    None
}

/// A marker set off by a space: ` ¹².`. Before a capital after a comma, or at the beginning of
/// a line, it labels what follows, as affiliations do.
fn spaced(marker: &Marker, around: &Around<'_>) -> Reading {
    // `82,925 km ²`: print has set the exponent of a unit apart.
    let apart = around.before.trim_end_matches(is_space);
    let unit = trailing(apart, char::is_alphabetic);
    let counted = without_trailing(apart, unit);
    if matches!(marker.single(), Some(2 | 3))
        && counted.ends_with(is_space)
        && counted
            .trim_end_matches(is_space)
            .ends_with(|c: char| c.is_ascii_digit())
        && is_length(unit)
    {
        return perhaps_text("it follows a unit, like an exponent");
    }
    let follower = around.after.trim_start_matches(is_space).chars().next();
    let lead = around.before.trim_end_matches(is_space);
    let before = last_visible(lead);
    let gap = around.before.get(lead.len()..).unwrap_or_default();
    let begins_line = gap.ends_with('\n');
    let labels = around.next().is_some_and(is_space)
        && follower.is_some_and(char::is_uppercase)
        && (begins_line || before.is_none_or(|c| matches!(c, ',' | ';' | '|')));
    if labels { TEXT } else { CITATION }
}

/// `10⁶` is a power; `in 2004¹²` and `COVID-19⁵` are citations.
fn after_number(marker: &Marker, around: &Around<'_>) -> Reading {
    let number = trailing(around.before, |c| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '\u{2009}' | '\u{202F}' | '\'')
    });
    let lead = without_trailing(around.before, number);
    let mut lead_back = lead.chars().rev();
    let (one, two) = (lead_back.next(), lead_back.next());
    // The number ends a name: `K2`, `IL-6`, `MK-4`, `CD₄8`.
    let in_name = one.is_some_and(|c| c.is_alphabetic() || is_subscript(c))
        || one.is_some_and(is_dash) && two.is_some_and(char::is_alphabetic);
    if in_name {
        return CITATION;
    }
    let digits = number.trim_matches(|c: char| !c.is_ascii_digit());
    if digits == "10" {
        return TEXT;
    }
    let Some(value) = marker.single() else {
        // `2⁵⁻¹` is a factorial design; after a longer number only citations come in lists.
        return if digits.len() == 1 {
            perhaps_text("it stands right after a number, like a power")
        } else {
            perhaps_citation("it stands right after a number")
        };
    };
    if one.is_some_and(|c| matches!(c, '×' | '·' | '⋅' | '*' | '^'))
        || lead.trim_end().ends_with(['×', '·', '⋅', '=', '√'])
    {
        return TEXT;
    }
    let is_year = digits.len() == 4
        && digits.chars().all(|c| c.is_ascii_digit())
        && matches!(
            digits.get(..2),
            Some("15" | "16" | "17" | "18" | "19" | "20")
        );
    if is_year {
        return CITATION;
    }
    // Powers are small numbers to small exponents; nobody prints 35 to the 11th.
    if value <= 3 && digits.len() <= 3 || value <= 20 && matches!(digits, "2" | "3" | "4" | "5") {
        return perhaps_text("it stands right after a number, like a power");
    }
    if value <= 9 && digits.len() == 1 {
        return perhaps_text("it stands right after a number, like a power");
    }
    if value >= 100 && digits.len() == 1 {
        return TEXT;
    }
    perhaps_citation("it stands right after a number")
}

/// `kg/m²`, `x²`, `CO²` and `vitamin K²` are not citations; `bone²` is.
fn after_word(marker: &Marker, around: &Around<'_>) -> Reading {
    let word = around.word();
    let lead = around.before_word();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    // `PM²·⁵` is a size of particles whose subscript came out raised.
    if word == "PM"
        && matches!(
            marker.parts.as_slice(),
            [Part::One(2), Part::One(5)] | [Part::One(1 | 10)]
        )
    {
        return perhaps_text("`PM` takes a subscript");
    }
    let Some(value) = marker.single() else {
        return CITATION;
    };
    let exponent = matches!(value, 2..=4);
    let before_name = lead.trim_end_matches(is_space);
    let namer = trailing(before_name, char::is_alphabetic);
    // `Doe et al.'s⁸⁵` is no power of seconds.
    if word == "s" && lead.ends_with(['\'', '’']) {
        return CITATION;
    }
    // Nobody squares the decilitres of `mg/dL`, nor the litres of `g/L`.
    if exponent && lead.ends_with('/') && is_unit(word) && !is_squared(word) {
        return perhaps_citation("it stands on a unit, like an exponent");
    }
    if letters == 1 {
        // `TNF-α¹²`, `HbA1c²`, `IL-1β⁴`: the letter ends a name.
        if ends_a_name(lead) && !is_unit(word) {
            return CITATION;
        }
        // "vitamins D² and K²": the letter after "and" is named by what stands further before.
        let listed = matches!(namer, "and" | "or") && around.before.contains("itamin");
        if is_naming(namer) || listed {
            let vitamin = listed || namer.to_ascii_lowercase().starts_with("vitamin");
            return if vitamin && is_vitamer(word, value) {
                perhaps_text("the figure belongs to the name of a vitamin")
            } else {
                CITATION
            };
        }
        if value <= 3 || exponent && takes_exponent(word, lead) {
            return TEXT;
        }
        let lower = word.chars().any(|c| c.is_lowercase() || !c.is_ascii());
        return match (lower, value > 9) {
            (true, false) => TEXT,
            (true, true) => perhaps_text("it stands on a single letter, like a power"),
            (false, false) => {
                perhaps_text("it stands on a single letter, like a power or a locant")
            }
            (false, true) => perhaps_citation("it stands on a single letter"),
        };
    }
    if exponent && takes_exponent(word, lead) {
        return TEXT;
    }
    if exponent && is_function(word) {
        return TEXT;
    }
    if exponent && is_misprinted_formula(word) {
        return perhaps_text("the subscript of a formula may have come out raised");
    }
    // `E = mc²`, `y = ax² + b`: a short word between signs of an equation.
    if exponent && letters <= 3 && !is_unit(word) {
        let before_sign =
            before_name.ends_with(['=', '+', '−', '×', '<', '>', '≤', '≥', '≈', '∝', '/']);
        let after_sign = around
            .after
            .trim_start()
            .starts_with(['=', '+', '−', '×', '≈', '/']);
        if before_sign || after_sign {
            return TEXT;
        }
    }
    CITATION
}

/// Whether a letter that follows is the end of a name: behind a hyphen and a word, or behind a figure
/// of the name's own.
fn ends_a_name(lead: &str) -> bool {
    let lettered = |text: &str, least: usize| {
        let name = trailing(text, char::is_alphanumeric);
        name.chars().filter(|c| c.is_alphabetic()).count() >= least
    };
    let figures = trailing(lead, |c: char| c.is_ascii_digit());
    let before = without_trailing(lead, figures);
    let joined = before.strip_suffix(is_dash);
    match (figures.is_empty(), joined) {
        (_, Some(name)) => lettered(name, 2),
        (true, None) => false,
        (false, None) => lettered(before, 2),
    }
}

/// Whether a word is a unit that is squared and cubed here: a length (where it is an English
/// word too, only behind a number), or one of a compound: `m/s²`, `kg·m²`.
fn takes_exponent(word: &str, lead: &str) -> bool {
    let counted = lead
        .trim_end_matches(is_space)
        .ends_with(|c: char| c.is_ascii_digit());
    is_length(word) && (counted || !is_word_too(word))
        || in_compound(lead) && is_unit(word) && (is_squared(word) || !lead.ends_with('/'))
}

/// The length in bytes of a unit's exponent that a list of citations has run into: the `²` of
/// `31 kg/m²,⁵`. What follows is a marker of its own.
pub(crate) fn leading_exponent(marker: &Marker, before: &str) -> Option<usize> {
    let [Part::One(2 | 3), _, ..] = marker.parts.as_slice() else {
        return None;
    };
    let around = Around::new(before, "");
    let unit =
        marker.notation == Notation::Unicode && takes_exponent(around.word(), around.before_word());
    unit.then(|| marker.printed.chars().next().map(char::len_utf8))
        .flatten()
}

/// Whether a unit follows a sign that joins it to another: `m/s²`, `kg·m²`.
fn in_compound(lead: &str) -> bool {
    lead.ends_with(['/', '·', '⋅', '•', '×', '∙'])
}

/// `(1 + r)²` is a power, `(see below)²` a citation.
fn after_bracket(marker: &Marker, around: &Around<'_>) -> Reading {
    let exponent = marker.single().is_some_and(|value| value <= 4);
    let (open, close) = if around.before.ends_with(')') {
        ('(', ')')
    } else {
        ('[', ']')
    };
    let Some(inner) = around.before.strip_suffix(close).filter(|_| exponent) else {
        return CITATION;
    };
    let Some(start) = inner.rfind(open) else {
        return CITATION;
    };
    let inner = inner.get(start + 1..).unwrap_or_default();
    // What is told of a result is no power: `(p = 0.03)²`.
    let formula_sign = !inner.contains('=') && has_operator(inner);
    let long_word = inner
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() > 3 && !is_unit(word) && !is_function(word));
    let one_symbol = inner.chars().count() == 1 || is_length(inner);
    if formula_sign && !long_word || one_symbol {
        TEXT
    } else {
        CITATION
    }
}

/// Whether a sign stands between two operands: `1 + r`, `a/b`; not `−2.1 to 3.4`, `and/or`.
fn has_operator(inner: &str) -> bool {
    inner.char_indices().any(|(at, sign)| {
        let before = inner.get(..at).unwrap_or_default();
        let after = inner.get(at + sign.len_utf8()..).unwrap_or_default();
        match sign {
            '√' => true,
            '+' | '×' | '·' | '^' | '*' | '−' | '÷' => {
                !before.trim_end().is_empty()
                    && before.ends_with(is_space) == after.starts_with(is_space)
            }
            '/' => {
                let one =
                    |text: &str| text.trim().chars().filter(|c| c.is_alphabetic()).count() <= 1;
                one(trailing(before, char::is_alphanumeric))
                    && one(leading(after, char::is_alphanumeric))
            }
            _ => false,
        }
    })
}

/// A bracketed marker: `[4, 11–13]`, unless the sentence uses brackets for something else.
fn bracket(marker: &Marker, around: &Around<'_>, evidence: &Evidence) -> Reading {
    // `[2]rotaxane`, `x[3]`, `[12]-crown`, and a label at the start of a block.
    if around.next().is_some_and(char::is_alphanumeric)
        || around.after.starts_with('-')
            && around
                .after
                .chars()
                .nth(1)
                .is_some_and(char::is_alphanumeric)
        || around.word().chars().count() == 1 && around.base().is_some_and(char::is_lowercase)
        || around.first && !around.last
        || marker.printed_numbers().any(|number| number == 0)
    {
        return TEXT;
    }
    if let Some(reading) = interval(marker, around, evidence) {
        return reading;
    }
    let raised = evidence.raised_total();
    if raised >= 3 && raised > evidence.brackets() {
        return perhaps_text("the article's other markers are raised");
    }
    CITATION
}

/// `14 [12–15] days`, `62 years [55–70]`, `the interval [1, 5]`, `IQR [3–9]`: the bracket holds
/// the spread of a number that stands before it, or follows a word that says so. A year, or
/// a count outside of the bracket's bounds, is no such number; nor is a marker, `[16], [17]`. Where
/// the article cites in brackets, a number that is not right before them is the text's own.
fn interval(marker: &Marker, around: &Around<'_>, evidence: &Evidence) -> Option<Reading> {
    let lead = around.before.trim_end_matches(is_space);
    let bare = |word: &'_ str| -> String {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '∈');
        bare.to_lowercase()
    };
    let value = |word: &str| {
        let number = word.trim_end_matches('%');
        let number = number.trim_start_matches(|c: char| !c.is_ascii_digit());
        number.parse::<f64>().ok()
    };
    let bounds = match marker.parts.as_slice() {
        [Part::Range(low, high)] | [Part::One(low), Part::One(high)] => {
            Some((f64::from(*low), f64::from(*high)))
        }
        _ => None,
    };
    let says_so = |word: &str| {
        matches!(
            bare(word).as_str(),
            "interval"
                | "intervals"
                | "range"
                | "ranges"
                | "between"
                | "ci"
                | "iqr"
                | "quartile"
                | "quartiles"
                | "limits"
                | "bounds"
                | "scale"
                | "∈"
                | "interquartile"
        )
    };
    let mut words = lead.rsplit(is_space);
    let (touching, further) = (words.next().unwrap_or_default(), words.next());
    let nearest = [Some(touching), further];
    if bounds.is_some() && nearest.iter().flatten().any(|word| says_so(word)) {
        return Some(TEXT);
    }
    let Some((low, high)) = bounds else {
        // `54 [12] years`: a spread between a number and its unit. A year takes no unit.
        let follower = around.after.trim_start_matches(is_space);
        let unit = leading(follower, char::is_alphabetic);
        let is_measured = follower.starts_with('%') || is_quantity(unit);
        let spread = is_measured
            && marker.single().is_some()
            && value(touching).is_some_and(|value| value < 1000.0);
        return spread.then_some(TEXT);
    };
    let within = |word: &str| value(word).is_some_and(|value| low <= value && value <= high);
    let doubt = "it may be the spread of the number before it";
    if within(touching) {
        return Some(if evidence.brackets() < 3 {
            TEXT
        } else {
            perhaps_text(doubt)
        });
    }
    further.is_some_and(within).then(|| {
        if evidence.brackets() >= 3 {
            perhaps_citation(doubt)
        } else if is_quantity(&bare(touching)) {
            TEXT
        } else {
            perhaps_text(doubt)
        }
    })
}

/// No number of the marker is in the list. After a clause and not far off it is a citation
/// whose reference is missing; anywhere else it is a number that somebody raised.
fn beyond_the_list(marker: &Marker, around: &Around<'_>, evidence: &Evidence) -> Reading {
    let highest = evidence.numbers.highest();
    let near = marker
        .printed_numbers()
        .all(|number| number > 0 && number <= highest + highest / 4 + 10);
    if near && around.after_clause() && marker.notation != Notation::Bracket {
        CITATION
    } else {
        perhaps_text("the reference list has no such number")
    }
}

/// In a doubtful place the article's own habit decides: where its plain citations are all
/// written in another notation, a raised figure on a word is more probably something else.
fn in_style(marker: &Marker, reading: Reading, evidence: &Evidence) -> Reading {
    let foreign = evidence.raised_like(marker.notation) == 0
        && (evidence.raised_total() >= 3 || evidence.brackets() >= 3);
    if foreign && marker.printed_numbers().nth(1).is_none() {
        return perhaps_text("the article's other markers are written differently");
    }
    reading
}
