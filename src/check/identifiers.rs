//! Numbers of works that cannot be: what no registry has ever given out.
//!
//! Form and check digit alone are looked at. Whether a number leads to the work, or anywhere, only
//! its registry could say, and nothing here asks the network.

mod book;
mod doi;
mod pubmed;

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Csl, Inline};

/// A check of a value: what is wrong with it, if anything is.
type Check = fn(&str) -> Option<String>;

/// What a number is called, what is reported, how it is checked, and what to do.
struct Kind {
    code: Code,
    check: Check,
    hint: &'static str,
}

const DOI: Kind = Kind {
    code: Code::InvalidDoi,
    check: doi::wrong,
    hint: "a DOI begins with `10.`, a registrant's number and a slash; look the work up at https://search.crossref.org/",
};
const PMID: Kind = Kind {
    code: Code::InvalidPmid,
    check: pubmed::wrong_pmid,
    hint: "look the work up at https://pubmed.ncbi.nlm.nih.gov/",
};
const PMCID: Kind = Kind {
    code: Code::InvalidPmcid,
    check: pubmed::wrong_pmcid,
    hint: "look the work up at https://pmc.ncbi.nlm.nih.gov/",
};
const ISBN: Kind = Kind {
    code: Code::InvalidIsbn,
    check: book::wrong_isbn,
    hint: "compare it with the one printed in the book",
};
const ISSN: Kind = Kind {
    code: Code::InvalidIssn,
    check: book::wrong_issn,
    hint: "look the journal up at https://portal.issn.org/",
};

/// The numbers of the article and of its references, and links to DOIs.
pub(super) fn invalid(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let article = outline.article;
    let own = [
        (&DOI, &article.doi),
        (&PMID, &article.pmid),
        (&PMCID, &article.pmcid),
    ];
    let own = own
        .into_iter()
        .filter_map(|(kind, value)| Some((kind, value.as_deref()?)));
    let issn = article.issn.iter().map(|value| (&ISSN, value.as_str()));
    for (at, (kind, value)) in own.chain(issn).enumerate() {
        let place = (at < SEVERAL).then(|| outline.find(value, front(outline)));
        found.extend(kind.of(value, place.flatten()));
    }
    // A printed entry mostly links to the DOI that its fields have.
    let mut told = false;
    outline.each(|node, place| match node {
        Node::Reference(reference) => {
            told = reference.csl.as_ref().is_some_and(|csl| csl.doi.is_some());
            if let Some(csl) = &reference.csl {
                found.extend(numbers(csl).filter_map(|(kind, value)| {
                    kind.of(value, None).map(|found| Diagnostic {
                        span: outline.narrow(value, place),
                        ..found
                    })
                }));
            }
        }
        Node::Inline(Inline::Link(link)) if !told => {
            found.extend(doi::linked(&link.url).and_then(|doi| DOI.of(&doi, place)));
        }
        Node::Inline(_) | Node::Block(_) => {}
    });
    found
}

/// How many numbers of the article itself are looked for in its source, and how far.
const SEVERAL: usize = 8;
const FRONT: usize = 1 << 16;

/// Where an article says its own numbers.
fn front(outline: &Outline<'_>) -> Span {
    Span::new(0, outline.text.floor_char_boundary(FRONT))
}

fn numbers(csl: &Csl) -> impl Iterator<Item = (&'static Kind, &str)> {
    [
        (&DOI, &csl.doi),
        (&PMID, &csl.pmid),
        (&PMCID, &csl.pmcid),
        (&ISBN, &csl.isbn),
        (&ISSN, &csl.issn),
    ]
    .into_iter()
    .filter_map(|(kind, value)| Some((kind, value.as_deref()?)))
}

impl Kind {
    fn of(&self, value: &str, place: Option<Span>) -> Option<Diagnostic> {
        let wrong = (self.check)(value)?;
        Some(Diagnostic::new(self.code, place, wrong).with_hint(self.hint))
    }
}

/// A value as a message shows it.
fn shown(value: &str) -> String {
    match value.char_indices().nth(80) {
        Some((end, _)) => format!("`{}…`", value.get(..end).unwrap_or_default()),
        None => format!("`{value}`"),
    }
}
