//! Addresses that stand in the text by themselves, by the rules of
//! [GFM](https://github.github.com/gfm/#autolinks-extension-).

use crate::parse::characters::superscript_digit;

/// The longest address, in bytes.
const LONGEST: usize = 2048;

/// Where the scheme of an address begins whose colon stands at a place.
pub(super) fn scheme(text: &str, colon: usize) -> Option<usize> {
    let before = text.as_bytes().get(..colon)?;
    ["https", "http", "ftp"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        let own = before.get(start..)?;
        own.eq_ignore_ascii_case(scheme.as_bytes()).then_some(start)
    })
}

/// Whether the `w` before these bytes may be the first of `www.`.
pub(super) fn is_www(behind: &[u8]) -> bool {
    behind
        .get(..3)
        .is_some_and(|behind| behind.eq_ignore_ascii_case(b"ww."))
}

/// An address at the beginning of a text: how long it is, and where it leads.
pub(super) fn address(rest: &str, before: Option<char>) -> Option<(usize, String)> {
    if before.is_some_and(|c| {
        !(c.is_whitespace()
            || matches!(
                c,
                '*' | '_' | '~' | '(' | '[' | '“' | '"' | '\'' | '‘' | '\u{FFFC}'
            ))
    }) {
        return None;
    }
    let (scheme, implied) = ["http://", "https://", "ftp://", "www."]
        .into_iter()
        .find(|scheme| {
            rest.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| (scheme, scheme == "www."))?;
    let domain_from = if implied { 0 } else { scheme.len() };
    let domain_text = rest.get(domain_from..)?;
    let domain_end = domain_text
        .char_indices()
        .take(256)
        .find(|(_, c)| !is_domain_character(*c))
        .map_or(domain_text.len().min(LONGEST), |(at, _)| at);
    if !is_domain(domain_text.get(..domain_end)?, implied) {
        return None;
    }
    let path = rest.get(domain_from + domain_end..)?;
    let path_end = path
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| {
            c.is_whitespace()
                || matches!(c, '<' | '\u{FFFC}' | '|')
                || superscript_digit(*c).is_some()
        })
        .map_or(path.len(), |(at, _)| at);
    let mut found = rest.get(..domain_from + domain_end + path_end.min(LONGEST))?;
    loop {
        let trimmed =
            found.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"', '”', '’']);
        let trimmed = match trimmed.chars().next_back() {
            Some(')') if count(trimmed, '(') < count(trimmed, ')') => {
                trimmed.strip_suffix(')').unwrap_or(trimmed)
            }
            Some(']') if count(trimmed, '[') < count(trimmed, ']') => {
                trimmed.strip_suffix(']').unwrap_or(trimmed)
            }
            Some(';') => without_entity(trimmed),
            _ => trimmed,
        };
        if trimmed.len() == found.len() {
            break;
        }
        found = trimmed;
    }
    let url = if implied {
        format!("http://{found}")
    } else {
        found.to_owned()
    };
    Some((found.len(), url))
}

/// Letters and figures of any script, and the signs that some registries sell.
fn is_domain_character(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
        || c.is_alphanumeric() && superscript_digit(c).is_none()
        || ('\u{1F300}'..='\u{1FAFF}').contains(&c)
}

fn count(text: &str, sign: char) -> usize {
    text.matches(sign).count()
}

/// An entity at the end is no part of an address; a semicolon alone may be.
fn without_entity(text: &str) -> &str {
    let Some(at) = text.rfind('&') else {
        return text.strip_suffix(';').unwrap_or(text);
    };
    let name = text.get(at + 1..text.len() - 1).unwrap_or_default();
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) {
        text.get(..at).unwrap_or(text)
    } else {
        text.strip_suffix(';').unwrap_or(text)
    }
}

fn is_domain(domain: &str, needs_stop: bool) -> bool {
    let domain = domain.trim_end_matches('.');
    let parts: Vec<&str> = domain.split('.').collect();
    let tail = parts.len().saturating_sub(2);
    !domain.is_empty()
        && (!needs_stop || parts.len() > 1)
        && parts.iter().all(|part| !part.is_empty())
        && parts.iter().skip(tail).all(|part| !part.contains('_'))
}

/// A mail address around an `@`: how long it is before it, and behind it with the `@`.
pub(super) fn mail(before: &str, rest: &str) -> Option<(usize, usize)> {
    let local: usize = before
        .chars()
        .rev()
        .take(128)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
        .map(char::len_utf8)
        .sum();
    if local == 0 {
        return None;
    }
    let domain = rest.strip_prefix('@')?;
    let length: usize = domain
        .chars()
        .take(256)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .map(char::len_utf8)
        .sum();
    let domain = domain.get(..length)?.trim_end_matches('.');
    if domain.contains('.') && is_domain(domain, true) && !domain.ends_with(['-', '_']) {
        Some((local, 1 + domain.len()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_their_sentence_goes_on() {
        let found = |text: &str| {
            address(text, None).map(|(length, url)| (text.get(..length).unwrap().to_owned(), url))
        };
        let own = |text: &str| Some((text.to_owned(), text.to_owned()));
        assert_eq!(
            found("https://example.org/a_(b)). So"),
            own("https://example.org/a_(b)")
        );
        assert_eq!(
            found("https://example.org/a.¹²"),
            own("https://example.org/a")
        );
        assert_eq!(
            found("www.example.org."),
            Some(("www.example.org".into(), "http://www.example.org".into()))
        );
        assert_eq!(found("http://"), None);
        assert_eq!(found("www.a_b.c"), None);
        assert_eq!(address("https://example.org", Some('x')), None);
    }

    #[test]
    fn mail_is_told_from_handles() {
        assert_eq!(mail("write to a.b", "@example.org, please"), Some((3, 12)));
        assert_eq!(mail("a", "@douenislands"), None);
        assert_eq!(mail("", "@example.org"), None);
    }
}
