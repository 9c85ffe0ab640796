//! References of the AMA, Vancouver and NLM family:
//! `Doe J, Roe A. Title. Journal. 2014 May 16;6(5):1971-80.`
//!
//! An entry is read from both ends, for the title in its middle may hold anything:
//!
//! 1. identifiers and addresses have a shape of their own and are taken out wherever they stand;
//! 2. remarks, such as when a page was looked at, go the same way;
//! 3. the authors are names with initials, or a group, and end at a full stop;
//! 4. the imprint is the year with the most evidence around it: the semicolon, the volume and the
//!    pages of a journal, or the place and the publisher of a book;
//! 5. what is left between them is the title and, in italics or in the last sentence, the journal.
//!
//! Entries that put the year beside the authors, `Doe J (2014) Title. Journal 6: 1971–80.`, are
//! read as well, with names that are spelled out too (`spelled`), and those that have lost all marks
//! between their fields (`bare`). Every step looks at punctuation and shape. A field that does not show itself
//! stays empty, and an entry of which nothing shows itself gives nothing.

mod address;
mod authors;
mod bare;
mod book;
mod bracketed;
mod caseless;
mod chapter;
mod commas;
mod humanities;
mod identifiers;
mod imprint;
mod initials_first;
mod journal;
mod line;
mod names;
mod notes;
mod numbers;
mod person;
mod sentence;
mod spelled;
#[cfg(test)]
mod tests;
mod year_within;

use std::ops::Range;

use self::imprint::{Evidence, Imprint};
use self::line::{Line, field};
use self::numbers::Numbers;
use crate::model::{Csl, CslType, Custom, Inline};

/// Reads a printed entry, its number left out, into bibliographic fields.
///
/// Italics and links are evidence, so the entry comes as inlines and not as a plain text.
///
/// ```
/// use scholion::model::Inline;
/// use scholion::parse::reference::vancouver::read;
///
/// let entry = [
///     Inline::text("van den Brink EG, Roe A, et al. Do bones rest? "),
///     Inline::Emphasis { children: vec![Inline::text("J Bone Lore")] },
///     Inline::text(". 2014 May 16;6(5):71-80."),
/// ];
/// let csl = read(&entry).unwrap();
/// assert_eq!(csl.author[0].non_dropping_particle.as_deref(), Some("van den"));
/// assert_eq!(csl.title.as_deref(), Some("Do bones rest?"));
/// assert_eq!(csl.container_title.as_deref(), Some("J Bone Lore"));
/// assert_eq!(csl.page.as_deref(), Some("71-80"));
/// assert!(csl.et_al());
/// ```
pub fn read(children: &[Inline]) -> Option<Csl> {
    let mut line = Line::of(children);
    let mut csl = Csl::new(CslType::Document);
    identifiers::take(&mut line, &mut csl);
    notes::take(&mut line, &mut csl);
    if bare::read(&line, &mut csl) {
        return Some(csl);
    }
    let head = authors::read(&line);
    if head.people.editors {
        csl.editor = head.people.names;
    } else {
        csl.author = head.people.names;
    }
    if head.people.et_al {
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
    }
    let from = head.end;
    if let Some(issued) = head.issued {
        csl.issued = Some(issued);
        if !(chapter::read(&line, from, &mut csl)
            || humanities::chapter(&line, from, &mut csl)
            || book::read(&line, from, None, &mut csl)
            || with_volume(&line, from, &mut csl))
        {
            document(&line, from..line.text().len(), &mut csl);
        }
    } else {
        let imprint = imprint::find(&line, from);
        let imprint = match imprint {
            Some(found) if found.evidence == Evidence::Full => Some(found),
            found => year_within::find(&line, from).or(found),
        };
        let full = |found: &Imprint| found.evidence == Evidence::Full;
        let read = (!imprint.as_ref().is_some_and(full)
            && (humanities::read(&line, from, &mut csl)
                || bracketed::read(&line, from, &mut csl)
                || (head.commas && commas::read(&line, from, &mut csl))))
            || imprint
                .as_ref()
                .is_some_and(|found| article(&line, from, head.commas, found, &mut csl));
        if !(read || book::read(&line, from, imprint.as_ref(), &mut csl)) {
            let mut end = imprint
                .as_ref()
                .map_or(line.text().len(), |found| found.start);
            if imprint.is_none()
                && let Some((issued, start)) = year_within::closing(&line, from)
            {
                csl.issued = Some(issued);
                end = start;
            }
            if let Some(found) = imprint {
                csl.issued = Some(found.issued);
                csl.page = found
                    .numbers
                    .page
                    .filter(|_| found.evidence == Evidence::Publisher);
            }
            document(&line, from..end, &mut csl);
        }
    }
    csl.title = csl.title.map(unquoted);
    if csl.kind == CslType::Book
        && let Some((title, edition)) = csl.title.as_deref().and_then(book::with_edition)
    {
        csl.edition = Some(edition);
        csl.title = Some(title);
    }
    let web = csl.url.is_some() && (csl.accessed.is_some() || csl.kind == CslType::Document);
    if web && csl.kind != CslType::ArticleJournal && csl.kind != CslType::Chapter {
        csl.kind = CslType::Webpage;
    }
    shows_itself(&csl).then_some(csl)
}

/// Reads a journal article whose entry ends in its imprint, if this one does.
///
/// `from` is where the title begins; `commas` says what parts it from the journal.
fn article(line: &Line, from: usize, commas: bool, imprint: &Imprint, csl: &mut Csl) -> bool {
    let mut end = imprint.start;
    // `Sci Lore. Huber Publishing; 2015;2:7`: a publisher between journal and year.
    if line.get(from..end).trim_end().ends_with(';') {
        let fields = sentence::segments(line.get(0..end), from);
        if let [_, _, .., publisher] = fields.as_slice() {
            end = publisher.start;
        }
    }
    let italic = line.emphasis_before(end, &['.', ',', ' ']);
    let italic = italic.is_some_and(|range| range.start >= from);
    let mut halves = journal::part(line, from..end, commas);
    let shows = match imprint.evidence {
        Evidence::Full | Evidence::Some => true,
        // `J Lore. 2017 10.1000/x`: an article that is not yet in a volume.
        Evidence::Alone => {
            let month = imprint
                .issued
                .date_parts
                .iter()
                .any(|parts| parts.len() > 1);
            italic || month || csl.doi.is_some() || csl.pmid.is_some() || csl.pmcid.is_some()
        }
        Evidence::Publisher => false,
    };
    if !shows {
        return false;
    }
    if halves.container.is_none() && imprint.evidence == Evidence::Full {
        // Before volume and pages stands the journal, even where nobody names the title.
        halves.container = halves.title.take();
    }
    if halves.container.is_none() {
        return false;
    }
    csl.issued = Some(imprint.issued.clone());
    fill(halves, imprint.numbers.clone(), csl);
    true
}

/// Reads a journal article that ends in its volume, the year being read already.
fn with_volume(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let found = journal::volume(line.text(), from);
    let end = found
        .as_ref()
        .map_or(line.text().len(), |found| found.start);
    let halves = journal::part(line, from..end, false);
    let whole = halves.title.is_some() && halves.container.is_some();
    // `Doe, J. (2010). *Bones and health*. Oxford University Press. doi:10.1000/x`: a book.
    if found.is_none() && whole && line.is_emphasised(from) {
        csl.kind = CslType::Book;
        csl.title = halves.title;
        csl.publisher = halves.container;
        return true;
    }
    // `Doe J (2014) Title. J Lore. doi:10.1000/x`: an article that is not yet in a volume.
    let shows = whole && (found.is_some() || (is_identified(csl) && is_plain(&halves)));
    if shows {
        fill(
            halves,
            found.map(|found| found.numbers).unwrap_or_default(),
            csl,
        );
    }
    shows
}

/// Whether the entry has an identifier that journals give to their articles.
fn is_identified(csl: &Csl) -> bool {
    csl.doi.is_some() || csl.pmid.is_some() || csl.pmcid.is_some()
}

/// Whether the last field looks like a journal: a comma parts a publisher from its place.
fn is_plain(halves: &journal::Halves) -> bool {
    halves
        .container
        .as_deref()
        .is_some_and(|name| !name.contains(','))
}

/// Fills the fields of a journal article.
fn fill(halves: journal::Halves, numbers: Numbers, csl: &mut Csl) {
    csl.kind = CslType::ArticleJournal;
    csl.title = halves.title;
    csl.container_title = halves.container;
    csl.volume = numbers.volume;
    csl.issue = numbers.issue;
    csl.page = numbers.page;
}

/// Reads what is neither an article nor a book: a page of the web, a report.
///
/// The first field is the title. If an address follows, a second and last one is the site.
fn document(line: &Line, range: Range<usize>, csl: &mut Csl) {
    let text = line.get(0..range.end);
    let mut fields = sentence::segments(text, range.start).into_iter();
    let mut next = || fields.next().and_then(|range| field(line.get(range)));
    csl.title = next();
    let (second, third) = (next(), next());
    if csl.url.is_some() && third.is_none() {
        csl.container_title = second;
    }
}

/// A title without the quotation marks that its style puts around it: `“On bones.”`, `‘On bones’`.
fn unquoted(title: String) -> String {
    let quotes = [('“', '”'), ('‘', '’'), ('\'', '\''), ('"', '"')];
    let inner = quotes.iter().find_map(|(open, close)| {
        let rest = title.strip_prefix(*open)?.strip_suffix(*close)?;
        let whole = !rest.contains([*open, *close]);
        whole.then(|| field(rest)).flatten()
    });
    inner.unwrap_or(title)
}

/// Whether anything was read that only a reference has. A title is whatever is left.
fn shows_itself(csl: &Csl) -> bool {
    let named = !csl.author.is_empty() || !csl.editor.is_empty();
    let identified = [&csl.doi, &csl.pmid, &csl.pmcid, &csl.url];
    named || csl.issued.is_some() || identified.iter().any(|field| field.is_some())
}
