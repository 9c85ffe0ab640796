//! Which page each input becomes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use scholion::parse::{self, Format, Kind, Promise};
use sha2::{Digest, Sha256};

use super::assets;
use crate::cli::inputs::Found;

/// A page to be built.
pub(super) struct Job {
    pub(super) found: Found,
    /// The page's place in the output folder, with slashes.
    pub(super) page: String,
}

/// What is to be done.
pub(super) struct Plan {
    /// The pages, in the order of their places.
    pub(super) jobs: Vec<Job>,
    /// What was found beside articles and is none.
    pub(super) aside: Vec<String>,
    /// The articles that become pages, in this part of the work or in another.
    pub(super) sources: Sources,
}

/// The articles that become pages: their places in the folders that they belong to.
#[derive(Debug, Default)]
pub(super) struct Sources(BTreeMap<PathBuf, BTreeSet<String>>);

impl Sources {
    /// Whether a file of a folder becomes a page.
    pub(super) fn has(&self, root: &Path, place: &str) -> bool {
        let places = self.0.get(root);
        places.is_some_and(|places| places.contains(place))
    }

    fn of<'f>(found: impl Iterator<Item = &'f Found>) -> Self {
        let mut sources = Self::default();
        for found in found {
            let places = sources.0.entry(found.root.clone()).or_default();
            places.insert(found.place.clone());
        }
        sources
    }
}

/// A part of the work: the first of four is `1/4`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// Reads `1/4`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "write it as NUMBER/OF, as in 1/4".to_owned();
        let (number, of) = text.split_once('/').ok_or_else(wrong)?;
        let number = number.parse().map_err(|_| wrong())?;
        let of = of.parse().map_err(|_| wrong())?;
        if number == 0 || number > of {
            return Err(wrong());
        }
        Ok(Self { number, of })
    }

    /// In the names of files.
    pub(super) fn name(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }

    /// Whether a page is in this part: its place alone decides, so every machine agrees.
    pub(super) fn has(self, page: &str) -> bool {
        let hash = Sha256::digest(page);
        let number = hash
            .iter()
            .take(8)
            .fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        number % self.of == self.number - 1
    }
}

impl Plan {
    /// Puts every article in its place.
    ///
    /// # Errors
    ///
    /// Where two inputs would be one page, or a page would stand among the widget's files.
    pub(super) fn of(found: Vec<Found>, shard: Option<Shard>) -> Result<Self, String> {
        let (articles, others): (Vec<Found>, Vec<Found>) = found
            .into_par_iter()
            .partition(|found| found.named || is_article(found));
        let mut pages: BTreeMap<String, Found> = BTreeMap::new();
        let mut wrong = Vec::new();
        for found in articles {
            let page = page_place(&found.place);
            if page.starts_with(&format!("{}/", assets::FOLDER)) {
                let path = found.path.display();
                wrong.push(format!(
                    "{path} would be {page}, which is the widget's place"
                ));
                continue;
            }
            match pages.get(&page) {
                Some(other) => wrong.push(format!(
                    "{} and {} would both be {page}",
                    other.path.display(),
                    found.path.display()
                )),
                None => {
                    pages.insert(page, found);
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong.join("\nscholion: "));
        }
        let sources = Sources::of(pages.values());
        let jobs = pages
            .into_iter()
            .filter(|(page, _)| shard.is_none_or(|shard| shard.has(page)))
            .map(|(page, found)| Job { found, page })
            .collect();
        let aside = others
            .iter()
            .map(|found| found.path.display().to_string())
            .collect();
        Ok(Self {
            jobs,
            aside,
            sources,
        })
    }
}

/// The page of an article: its place with another ending.
pub(super) fn page_place(place: &str) -> String {
    let (folder, name) = place.rsplit_once('/').unwrap_or(("", place));
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    let slash = if folder.is_empty() { "" } else { "/" };
    [folder, slash, stem, ".html"].concat()
}

/// How much of a file says what it is.
const HEAD: u64 = 8 * 1024;

/// Whether a file that was found in a folder is meant as an article. A bibliography is none, and
/// JSON is only where it says that it is one: folders hold settings and data too. What cannot be
/// read is, so that somebody hears of it.
fn is_article(found: &Found) -> bool {
    let name = found.path.display().to_string();
    let json = Format::from_name(&name) == Some(Format::Json);
    let Ok(bytes) = head(&found.path, if json { u64::MAX } else { HEAD }) else {
        return true;
    };
    if json {
        let key = b"\"scholion\"";
        return bytes.windows(key.len()).any(|window| window == key);
    }
    let promise = Promise {
        name: &name,
        ..Promise::default()
    };
    !matches!(
        parse::identify(&bytes, &promise),
        Ok(identified) if matches!(identified.kind, Kind::Bibliography(_))
    )
}

fn head(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_where_their_articles_do() {
        for (place, page) in [
            ("a/b.md", "a/b.html"),
            ("b.c.txt", "b.c.html"),
            ("b", "b.html"),
            ("a.d/b", "a.d/b.html"),
        ] {
            assert_eq!(page_place(place), page);
        }
    }

    #[test]
    fn parts_make_a_whole() {
        let parts: Vec<Shard> = ["1/3", "2/3", "3/3"]
            .iter()
            .map(|text| Shard::parse(text).unwrap())
            .collect();
        let mut sizes = [0; 3];
        for number in 0..300 {
            let page = format!("{number}.html");
            let homes: Vec<usize> = (0..3).filter(|at| parts[*at].has(&page)).collect();
            assert_eq!(homes.len(), 1);
            sizes[homes[0]] += 1;
        }
        assert!(sizes.iter().all(|size| *size > 60), "{sizes:?}");
        for wrong in ["0/3", "4/3", "3", "a/b", "1/0"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
