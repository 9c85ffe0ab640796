//! Text that means itself in Markdown.

use super::Dialect;

/// Text inside a line. Whatever could begin a mark has a backslash before it
/// ([CommonMark 2.4](https://spec.commonmark.org/0.31.2/#backslash-escapes)).
pub(super) fn text(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let escaped = match character {
            '\\' | '`' | '*' | '[' | ']' | '>' | '~' | '|' => true,
            // In a cell of HTML a backslash would not keep it from being a tag.
            '<' => dialect == Dialect::CommonMark,
            // Inside of a word it is no mark.
            '_' => !(is_word(before) && is_word(next)),
            '&' => next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '!' => next == Some('['),
            // What looks like an address becomes a link.
            ':' => next == Some('/'),
            '^' | '$' | '@' | '{' | '}' => dialect == Dialect::Pandoc || character == '@',
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        match character {
            '\r' => out.push_str("&#13;"),
            '<' if dialect == Dialect::Pandoc => out.push_str("&lt;"),
            '\n' if dialect == Dialect::Pandoc => out.push_str("&#10;"),
            '\n' => line_end(&mut out, next),
            '\u{A0}' => out.push_str("&nbsp;"),
            other => out.push(other),
        }
        before = Some(character);
    }
    without_www(&out)
}

/// A line end that is one in the text. Space before it would be a break, an empty line would end
/// the paragraph.
fn line_end(out: &mut String, next: Option<char>) {
    if out.ends_with([' ', '\t']) || out.ends_with('\n') || matches!(next, None | Some(' ' | '\t'))
    {
        out.push_str("&#10;");
    } else {
        out.push('\n');
    }
}

fn without_www(text: &str) -> String {
    text.replace("www.", "www\\.")
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// A line or several that stand as a paragraph: what would begin a block is escaped, and space at
/// both ends is kept.
pub(super) fn paragraph(text: &str) -> String {
    let out: Vec<String> = text.split('\n').map(beginning).collect();
    spaced(&out.join("\n"))
}

/// A text whose space at both ends is kept.
pub(super) fn spaced(text: &str) -> String {
    let mut out: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if let Some(first) = out.first_mut()
        && first.starts_with([' ', '\t'])
    {
        *first = format!("{}{}", entity(first.chars().next()), rest(first));
    }
    if let Some(last) = out.last_mut()
        && last.ends_with([' ', '\t'])
    {
        let end = last.pop();
        last.push_str(entity(end));
    }
    out.join("\n")
}

fn entity(space: Option<char>) -> &'static str {
    match space {
        Some('\t') => "&#9;",
        _ => "&#32;",
    }
}

fn rest(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// A line whose first sign could begin a block.
fn beginning(line: &str) -> String {
    let start = line.trim_start_matches([' ', '\t']);
    let lead = line.strip_suffix(start).unwrap_or_default();
    let Some(first) = start.chars().next() else {
        return line.to_owned();
    };
    // The words of a caption below a table.
    if let Some(behind) = start.strip_prefix("Table:") {
        return format!("{lead}Table\\:{behind}");
    }
    if matches!(first, '#' | '+' | '-' | '=' | ':' | '%') {
        return format!("{lead}\\{start}");
    }
    // `1.` and `1)`, and Pandoc's `a.`, `iv.`, `(1)`.
    let word = start.trim_start_matches('(');
    let end = word
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(word.len());
    let mark = word.get(end..).unwrap_or_default();
    let name = word.get(..end).unwrap_or_default();
    let counts = name.bytes().all(|byte| byte.is_ascii_digit())
        || name.len() == 1
        || name.bytes().all(|byte| b"ivxlcdmIVXLCDM".contains(&byte));
    if !name.is_empty()
        && counts
        && mark.starts_with(['.', ')'])
        && rest(mark).chars().next().is_none_or(char::is_whitespace)
    {
        let kept = start.strip_suffix(mark).unwrap_or_default();
        return format!("{lead}{kept}\\{mark}");
    }
    line.to_owned()
}

/// Code in a line, between more backticks than it has in a row.
pub(super) fn code(value: &str) -> String {
    let fence = "`".repeat(longest_run(value, '`') + 1);
    let value = value.replace('\n', " ");
    let pad = value.starts_with(['`', ' ']) || value.ends_with(['`', ' ']);
    if pad && !value.trim().is_empty() || value.is_empty() {
        format!("{fence} {value} {fence}")
    } else {
        format!("{fence}{value}{fence}")
    }
}

/// How often a sign stands in a row at most.
pub(super) fn longest_run(text: &str, sign: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == sign { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The target of a link or a picture, and what is shown beside the pointer.
pub(super) fn target(url: &str, title: Option<&str>) -> String {
    let plain = !url.is_empty()
        && url
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._/:?=#%+,~".contains(c));
    let mut out = if plain {
        url.to_owned()
    } else {
        let mut out = String::from("<");
        for character in url.chars() {
            match character {
                '<' | '>' | '\\' => {
                    out.push('\\');
                    out.push(character);
                }
                '&' => out.push_str("&amp;"),
                '\n' => out.push_str("&#10;"),
                '\r' => out.push_str("&#13;"),
                // It would end a cell.
                '|' => out.push_str("&#124;"),
                other => out.push(other),
            }
        }
        out + ">"
    };
    if let Some(title) = title {
        out.push_str(" \"");
        for character in title.chars() {
            match character {
                '"' | '\\' => {
                    out.push('\\');
                    out.push(character);
                }
                '&' => out.push_str("&amp;"),
                '\n' => out.push_str("&#10;"),
                '|' => out.push_str("&#124;"),
                other => out.push(other),
            }
        }
        out.push('"');
    }
    out
}

/// A value of an attribute in braces or in a tag: whatever could mean something there or in
/// Markdown is a character reference.
pub(super) fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' | '\t' | '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '^' | '~'
            | '$' | '@' | '|' | '!' | '\'' | ';' => {
                out.extend(["&#", &u32::from(character).to_string(), ";"]);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_where_they_could_mean_something() {
        for (given, expected) in [
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("5 * 3 [1] & &amp;", "5 \\* 3 \\[1\\] & \\&amp;"),
            ("a@b.c costs $5 ^2^", "a\\@b.c costs \\$5 \\^2\\^"),
            ("see https://x.org", "see https\\://x.org"),
            ("one\ntwo <b>", "one&#10;two &lt;b\\>"),
        ] {
            assert_eq!(text(given, Dialect::Pandoc), expected);
        }
        assert_eq!(
            text("one \ntwo\n\nthree", Dialect::CommonMark),
            "one &#10;two\n&#10;three"
        );
    }

    #[test]
    fn a_paragraph_begins_no_other_block() {
        for (given, expected) in [
            ("# x", "\\# x"),
            ("12. x", "12\\. x"),
            ("iv) x", "iv\\) x"),
            ("(1) x", "(1\\) x"),
            ("A. Smith", "A\\. Smith"),
            ("1.5 mg", "1.5 mg"),
            ("- x\n+ y", "\\- x\n\\+ y"),
            (" x ", "&#32;x&#32;"),
        ] {
            assert_eq!(paragraph(given), expected);
        }
    }

    #[test]
    fn code_keeps_its_backticks() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("x"), "`x`");
    }
}
