//! The shape of citations in [Pandoc's way](https://pandoc.org/MANUAL.html#citation-syntax), with
//! the keys that [Manubot](https://manubot.org) adds.

/// One source of a citation as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) prefix: Option<String>,
    pub(super) locator: Option<String>,
    /// What the locator counts, in CSL's words.
    pub(super) label: Option<&'static str>,
    /// The locator with its word as it is written: `pp. 33–35`.
    pub(super) printed: Option<String>,
    pub(super) suffix: Option<String>,
    pub(super) suppress: bool,
}

/// The longest key, in bytes.
const LONGEST_KEY: usize = 512;

/// Beginnings of keys that say by themselves which work is meant.
pub(super) const SCHEMES: [&str; 8] = [
    "doi", "pmid", "pmcid", "arxiv", "isbn", "url", "http", "https",
];

/// Whether a key says by itself which work is meant.
pub(super) fn names_work(key: &str) -> bool {
    let scheme = key
        .split_once(':')
        .map(|(scheme, rest)| (scheme, !rest.is_empty()));
    scheme.is_some_and(|(scheme, more)| {
        more && SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    })
}

/// Whether a word that stands by itself can be a key. It holds no sign of other markup, so that behind an
/// `@` it says the same; DOIs of old have angles and brackets, `<1661::AID>` and `[0001:X]`.
pub(super) fn is_key(word: &str) -> bool {
    let marked = word.starts_with('_') && word.ends_with('_');
    let element = word.split('<').skip(1).any(|inner| {
        inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    });
    let mut depth = 0_i32;
    let paired = word.chars().all(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth >= 0
    });
    let other = word.contains(['{', '}', '*', '\\', '&', '$', '`', '\n']) || word.contains("](");
    !marked && !element && paired && depth == 0 && !other
}

/// The key behind an `@`: the key, and how long it is as written.
pub(super) fn key(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix('{') {
        let end = inner.find(['}', '{', '\n'])?;
        let key = inner.get(..end)?;
        let closed = inner.get(end..)?.starts_with('}');
        return (closed && !key.is_empty() && end <= LONGEST_KEY)
            .then(|| (key.to_owned(), end + 2));
    }
    let first = text.chars().next()?;
    if !first.is_alphanumeric() && first != '_' {
        return None;
    }
    if names_work(text.split([' ', '\n', ']', ';']).next().unwrap_or_default()) {
        return work_key(text);
    }
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if at > LONGEST_KEY {
            return None;
        }
        let inner = matches!(
            c,
            ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/'
        );
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        if plain(c) || inner && characters.peek().is_some_and(|(_, next)| plain(*next)) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    Some((text.get(..end)?.to_owned(), end))
}

/// A key that holds a DOI or an address: up to a space, a separator or the closing bracket that
/// does not belong to it.
fn work_key(text: &str) -> Option<(String, usize)> {
    let mut depth = 0_i32;
    let end = text
        .char_indices()
        .find(|(at, c)| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            depth < 0
                || c.is_whitespace()
                || matches!(c, ';' | '\u{FFFC}' | '{' | '}')
                || *at > LONGEST_KEY
        })
        .map_or(text.len(), |(at, _)| at);
    let found = text
        .get(..end)?
        .trim_end_matches(['.', ',', ':', '?', '!', '"', '\'']);
    (!found.is_empty()).then(|| (found.to_owned(), found.len()))
}

/// The citations between two brackets; `None` where any part between semicolons has no key.
pub(super) fn group(inner: &str) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    for part in parts(inner) {
        items.push(item(part)?);
    }
    Some(items)
}

/// Parts between semicolons; none of those in braces or brackets.
fn parts(inner: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let mut from = 0;
    let mut found = Vec::new();
    for (at, c) in inner.char_indices() {
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth -= 1,
            ';' if depth <= 0 => {
                found.push(inner.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(inner.get(from..).unwrap_or_default());
    found
}

fn item(part: &str) -> Option<Item> {
    let (at, (found, length)) = part.match_indices('@').find_map(|(at, _)| {
        let before = part.get(..at)?.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '\\') {
            return None;
        }
        Some((at, key(part.get(at + 1..)?)?))
    })?;
    let before = part.get(..at)?;
    let suppress = before.ends_with('-');
    let prefix = before.strip_suffix('-').unwrap_or(before).trim();
    let mut item = Item {
        key: found,
        prefix: some(prefix),
        suppress,
        ..Item::default()
    };
    item.behind(part.get(at + 1 + length..)?);
    Some(item)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl Item {
    /// The same with every text as `own` makes it.
    pub(super) fn map(self, own: impl Fn(&str) -> String) -> Self {
        let some = |text: Option<String>| text.map(|text| own(&text));
        Self {
            key: own(&self.key),
            prefix: some(self.prefix),
            locator: some(self.locator),
            printed: some(self.printed),
            suffix: some(self.suffix),
            ..self
        }
    }

    /// Reads what stands behind a key: a locator, and whatever else.
    pub(super) fn behind(&mut self, text: &str) {
        let text = text.trim();
        let braced = text
            .trim_start_matches([',', ' '])
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'));
        // Empty braces say that there is no locator.
        if let Some(("", rest)) = braced {
            self.suffix = some(rest.trim_start_matches([',', ' ']).trim());
            return;
        }
        let (candidate, rest) = match braced {
            Some((inner, rest)) => (inner, Some(rest)),
            None => (text.trim_start_matches([',', ' ', ':']), None),
        };
        match locator(candidate) {
            Some((label, printed, value, length)) => {
                self.label = Some(label);
                self.locator = Some(value.to_owned());
                self.printed = some(printed);
                let rest = rest.unwrap_or_else(|| candidate.get(length..).unwrap_or_default());
                self.suffix = some(rest.trim_start_matches([',', ' ']).trim());
            }
            None => self.suffix = some(text.trim_start_matches([',', ' ']).trim()),
        }
    }
}

/// Words before a locator, and what they count.
const LABELS: [(&str, &str); 32] = [
    ("pages", "page"),
    ("page", "page"),
    ("pp.", "page"),
    ("pp", "page"),
    ("p.", "page"),
    ("p", "page"),
    ("S.", "page"),
    ("Seite", "page"),
    ("chapters", "chapter"),
    ("chapter", "chapter"),
    ("chaps.", "chapter"),
    ("chap.", "chapter"),
    ("ch.", "chapter"),
    ("Kap.", "chapter"),
    ("sections", "section"),
    ("section", "section"),
    ("secs.", "section"),
    ("sec.", "section"),
    ("§§", "section"),
    ("§", "section"),
    ("figure", "figure"),
    ("figs.", "figure"),
    ("fig.", "figure"),
    ("volume", "volume"),
    ("vol.", "volume"),
    ("paragraph", "paragraph"),
    ("para.", "paragraph"),
    ("columns", "column"),
    ("col.", "column"),
    ("lines", "line"),
    ("line", "line"),
    ("part", "part"),
];

/// A locator at the beginning of a text: what it counts, the locator with its word, the locator
/// alone, and how long it is.
fn locator(text: &str) -> Option<(&'static str, &str, &str, usize)> {
    let word = LABELS.iter().find_map(|(word, label)| {
        let head = text.get(..word.len())?;
        let behind = text.get(word.len()..)?;
        let apart = word.ends_with(['.', '§']) || behind.starts_with([' ', '\u{A0}']);
        (head.eq_ignore_ascii_case(word) && apart).then_some((word.len(), *label))
    });
    let (skip, label) = word.unwrap_or((0, "page"));
    let behind = text.get(skip..)?;
    let from = skip + (behind.len() - behind.trim_start().len());
    let numbers = text.get(from..)?;
    let mut end = 0;
    let mut rest = numbers;
    loop {
        let token = number(rest, skip > 0)?;
        if token == 0 {
            break;
        }
        end = numbers.len() - rest.len() + token;
        let behind = numbers.get(end..)?;
        let gap = behind.len()
            - behind
                .trim_start_matches([' ', ',', '–', '-', '—', '&'])
                .len();
        if gap == 0 || number(behind.get(gap..)?, false)? == 0 {
            break;
        }
        rest = behind.get(gap..)?;
    }
    if end == 0 {
        return None;
    }
    Some((
        label,
        text.get(..from + end)?,
        numbers.get(..end)?,
        from + end,
    ))
}

/// How long the number at the beginning of a text is: figures, or, behind a word, Roman numerals
/// too. 0 where there is none.
fn number(text: &str, roman: bool) -> Option<usize> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ':' | '*'))
        .unwrap_or(text.len());
    let token = text.get(..end)?.trim_end_matches(['.', ':']);
    let figures = token.starts_with(|c: char| c.is_ascii_digit())
        || token.len() > 1 && token.ends_with(|c: char| c.is_ascii_digit());
    let roman = roman
        && !token.is_empty()
        && token.chars().all(|c| {
            matches!(
                c.to_ascii_lowercase(),
                'i' | 'v' | 'x' | 'l' | 'c' | 'd' | 'm'
            )
        });
    Some(if figures || roman { token.len() } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_no_key() {
        for word in [
            "doe2020",
            "_doe",
            "https://example.org/a_b",
            "a>b",
            "a@b",
            "α.β",
            "doi:10.1000/1(2)3[4:X]5",
            "doi:10.1000/1<2::A>3",
        ] {
            assert!(is_key(word), "{word}");
        }
        for word in [
            "<a>", "a</b", "a<!b", "*a*", "_a_", "a]", "[a", "]a[", "[a](b)", "{a", "a}", "$a$",
            "a&amp", "a\\b",
        ] {
            assert!(!is_key(word), "{word}");
        }
    }

    #[test]
    fn keys_end_where_prose_goes_on() {
        let key = |text: &str| key(text).map(|(key, _)| key);
        assert_eq!(key("doe2020."), Some("doe2020".into()));
        assert_eq!(key("Doe_2020:a-b, and"), Some("Doe_2020:a-b".into()));
        assert_eq!(
            key("{https://example.org/a b} so"),
            Some("https://example.org/a b".into())
        );
        assert_eq!(
            key("doi:10.1016/S0140-6736(17)32129-3); more"),
            Some("doi:10.1016/S0140-6736(17)32129-3".into())
        );
        assert_eq!(
            key("url:https://example.org/?a=1."),
            Some("url:https://example.org/?a=1".into())
        );
        assert_eq!(key(" a"), None);
        assert_eq!(key("'s"), None);
    }

    #[test]
    fn groups_fall_into_prefix_locator_and_suffix() {
        let items =
            group("see @doe, pp. 33-35, 38-39 and *passim*; -@roe [sic]; @poe, chap. IV; @loe 12")
                .unwrap();
        assert_eq!(items.len(), 4);
        assert_eq!(items[0].prefix.as_deref(), Some("see"));
        assert_eq!(items[0].locator.as_deref(), Some("33-35, 38-39"));
        assert_eq!(items[0].suffix.as_deref(), Some("and *passim*"));
        assert!(items[1].suppress);
        assert_eq!(items[1].suffix.as_deref(), Some("[sic]"));
        assert_eq!(
            (items[2].label, items[2].locator.as_deref()),
            (Some("chapter"), Some("IV"))
        );
        assert_eq!(
            (items[3].label, items[3].locator.as_deref()),
            (Some("page"), Some("12"))
        );
    }

    #[test]
    fn what_has_no_key_is_no_group() {
        assert_eq!(group("write to a@b.org"), None);
        assert_eq!(group("@a; and so on"), None);
        assert_eq!(group("@"), None);
    }
}
