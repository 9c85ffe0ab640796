//! Articles as the humanities cite them, whose imprint is told in words: Chicago's notes and
//! bibliography, `“On Bones.” *Journal of Bone* 5, no. 2 (2015): 3–9`, and MLA's works cited,
//! `“On Bones.” *Journal of Bone*, vol. 5, no. 2, 2015, pp. 3–9`.

use super::line::{Line, field};
use super::numbers::Numbers;
use crate::model::Date;
use crate::parse::characters::leading;
use crate::parse::date;

/// An article that is read.
#[derive(Debug, PartialEq)]
pub(super) struct Article {
    pub(super) title: String,
    pub(super) container: String,
    pub(super) issued: Date,
    pub(super) numbers: Numbers,
}

/// Reads one from its title in quotation marks on: a journal in italics follows, and a year somewhere
/// behind that.
pub(super) fn read(line: &Line, from: usize) -> Option<Article> {
    let text = line.text();
    let rest = text.get(from..)?.trim_start();
    let (title, behind) = rest.strip_prefix('“')?.split_once('”')?;
    let behind = behind.trim_start_matches([',', '.', ' ']);
    let journal = line.emphasis_at(text.len() - behind.len())?;
    let imprint = text.get(journal.end..)?.trim_start_matches(['.', ',', ' ']);
    Some(Article {
        title: field(title)?,
        container: field(line.get(journal.clone()))?,
        issued: year(imprint)?,
        numbers: Numbers {
            volume: number(imprint.strip_prefix("vol. ").unwrap_or(imprint)),
            issue: imprint
                .split_once("no. ")
                .and_then(|(_, issue)| number(issue)),
            page: imprint
                .split_once("pp. ")
                .or_else(|| imprint.split_once("): "))
                .map(|(_, pages)| leading(pages, |c| c.is_ascii_alphanumeric() || "-–".contains(c)))
                .filter(|pages| pages.starts_with(|c: char| c.is_ascii_digit()))
                .map(str::to_owned),
        },
    })
}

/// A volume or an issue: no more than three figures, since four are a year.
fn number(text: &str) -> Option<String> {
    let digits = leading(text, |c| c.is_ascii_digit());
    (1..=3).contains(&digits.len()).then(|| digits.to_owned())
}

/// The year, alone or behind a month or a season: `(2015)`, `(Spring 2015)`, `, 2015`.
fn year(imprint: &str) -> Option<Date> {
    let mut words = imprint.split(|c: char| !c.is_ascii_alphanumeric());
    let year = words.find_map(|word| date::year(word).filter(|_| word.len() == 4))?;
    Some(Date::new(year, None, None))
}
