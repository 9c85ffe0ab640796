//! The marker of a citation by key, where the source prints none of its own.

/// One source of a citation by key, as its marker shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyedSource {
    /// What stands for it: its label in the list, or its key and a question mark.
    pub sign: String,
    /// Its number, where the label is one.
    pub number: Option<u32>,
    /// What is said before it: `see`.
    pub prefix: Option<String>,
    /// Where in the work, with the word for what is counted: `p. 33`.
    pub locator: Option<String>,
    /// What is said behind it.
    pub suffix: Option<String>,
}

impl KeyedSource {
    /// Whether there is nothing to say but which source it is.
    pub fn is_plain(&self) -> bool {
        self.prefix.is_none() && self.locator.is_none() && self.suffix.is_none()
    }
}

/// The marker of these sources, in their order: figures, of which three in a row or more are a
/// range, or what is said of each source beside its sign.
///
/// ```
/// use scholion::model::{KeyedSource, keyed_marker};
/// let number = |number: u32| KeyedSource {
///     sign: number.to_string(),
///     number: Some(number),
///     ..KeyedSource::default()
/// };
/// assert_eq!(keyed_marker(&[number(1), number(3), number(4), number(5)]), "[1, 3–5]");
/// let see = KeyedSource { prefix: Some("see".into()), ..number(1) };
/// let at = KeyedSource { locator: Some("p. 33".into()), ..number(2) };
/// assert_eq!(keyed_marker(&[see, at]), "[see 1; 2, p. 33]");
/// ```
pub fn keyed_marker(sources: &[KeyedSource]) -> String {
    let plain = sources.iter().all(KeyedSource::is_plain);
    format!(
        "[{}]",
        if plain {
            figures(sources)
        } else {
            told(sources)
        }
    )
}

/// `1, 3–5`: three numbers in a row are a range.
fn figures(sources: &[KeyedSource]) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut rest = sources;
    while let Some(first) = rest.first() {
        let run = rest
            .windows(2)
            .take_while(|pair| match pair {
                [one, next] => one.number.is_some() && next.number == one.number.map(|n| n + 1),
                _ => false,
            })
            .count();
        if let (true, Some(last)) = (run >= 2, rest.get(run)) {
            shown.push(format!("{}–{}", first.sign, last.sign));
            rest = rest.get(run + 1..).unwrap_or_default();
        } else {
            shown.push(first.sign.clone());
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    shown.join(", ")
}

/// `see 1, p. 33; 2`: what is said of each source stands beside it.
fn told(sources: &[KeyedSource]) -> String {
    let shown: Vec<String> = sources
        .iter()
        .map(|source| {
            let mut text = String::new();
            if let Some(prefix) = &source.prefix {
                text.push_str(prefix);
                text.push(' ');
            }
            text.push_str(&source.sign);
            if let Some(locator) = &source.locator {
                text.push_str(", ");
                text.push_str(locator);
            }
            if let Some(suffix) = &source.suffix {
                let apart =
                    suffix.starts_with(|c: char| c.is_ascii_punctuation() && c != '(' && c != '[');
                text.push_str(if apart { "" } else { ", " });
                text.push_str(suffix);
            }
            text
        })
        .collect();
    shown.join("; ")
}
