//! One article on its way to its page.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use scholion::check;
use scholion::diagnostic::Severity;
use scholion::model::{Article, prose};
use scholion::render::{self, PageOptions};

use super::local;
use super::manifest::{Entry, hash};
use super::plan::Job;
use super::{Site, frame};
use crate::cli::{Input, Kind, Manner, Source};

/// What became of an article.
pub(super) enum Outcome {
    /// Its page was written.
    Built(Entry),
    /// Its page is as it would be written.
    Unchanged(Entry),
}

impl Outcome {
    pub(super) fn entry(&self) -> &Entry {
        match self {
            Self::Built(entry) | Self::Unchanged(entry) => entry,
        }
    }
}

impl Site<'_> {
    /// Reads an article and writes its page, unless nothing has changed since that was done.
    ///
    /// # Errors
    ///
    /// Why there is no page: nothing could be read, or it could not be written.
    pub(super) fn article(&self, job: &Job) -> Result<Outcome, String> {
        let path = &job.found.path;
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        let made_of = hash(&[self.key.as_bytes(), job.page.as_bytes(), &bytes]);
        let earlier = self.earlier.pages.get(&job.page);
        if let Some(earlier) = earlier.filter(|_| !self.arguments.force)
            && earlier.made_of == made_of
            && self.is_there(job, earlier)
        {
            return Ok(Outcome::Unchanged(earlier.clone()));
        }
        let input = Input {
            path: path.clone(),
            manner: Manner {
                from: None,
                bibliography: self.arguments.bibliography.clone(),
                limits: self.arguments.limits,
            },
        };
        let mut source = input.read()?;
        let shown = self.arguments.limits.unwrap_or_default().shown;
        if source.text.len() > shown {
            return Err(format!(
                "it is longer than {shown} bytes, and a page would lack the rest; divide it, or raise the limit `shown`"
            ));
        }
        if let Some(reason) = nothing(&source) {
            return Err(reason);
        }
        let is_article = |file: &str| self.is_article(job, file);
        let article = &mut source.parsed.article;
        let mut files = local::files(article, &job.found.place);
        let linked = local::lead_to_pages(article, &job.found.place, is_article);
        files.retain(|file| !linked.contains(file));
        let article = &source.parsed.article;
        let page = self.page(job, article);
        let target = self.arguments.output.join(&job.page);
        if is_same_file(path, &target) {
            return Err("its page would be the article itself; choose another folder".to_owned());
        }
        if earlier.is_none() && !self.arguments.force && is_foreign(&target) {
            return Err(format!(
                "{} is no page of ours; --force writes over it",
                target.display()
            ));
        }
        self.writer.put(&target, page.as_bytes())?;
        let (errors, warnings) = findings(&source);
        Ok(Outcome::Built(Entry {
            made_of,
            beside: beside(path, named(path, &source)),
            page: hash(&[page.as_bytes()]),
            widget: self.widget.beside().map(str::to_owned),
            title: title(job, article),
            language: article.language_tag().map(str::to_owned),
            errors,
            warnings,
            files,
            linked,
        }))
    }

    /// Whether the page that an entry tells of is there, and what it was made of is as it was.
    fn is_there(&self, job: &Job, entry: &Entry) -> bool {
        let page = fs::read(self.arguments.output.join(&job.page));
        page.is_ok_and(|page| hash(&[&page]) == entry.page)
            && entry.linked.iter().all(|file| self.is_article(job, file))
            && !entry.files.iter().any(|file| self.is_article(job, file))
            && beside(&job.found.path, entry.beside.keys()) == entry.beside
    }

    /// Whether a file that an article names becomes a page too.
    fn is_article(&self, job: &Job, file: &str) -> bool {
        self.sources.has(&job.found.root, file)
    }

    fn page(&self, job: &Job, article: &Article) -> String {
        let depth = job.page.matches('/').count();
        let folder = self.widget.folder(depth);
        let parts = self.widget.parts();
        let address = self.address(&job.page);
        let name = title(job, article);
        let styles = self.arguments.styles(depth);
        let around = self.around(depth);
        render::page(
            article,
            &PageOptions {
                element: self.arguments.element(),
                name: &name,
                address: address.as_deref(),
                site_name: self.arguments.site_name.as_deref(),
                styles: &styles,
                frame: frame(&around),
                assets: self.widget.linked(&folder, &parts),
            },
        )
    }
}

/// The title of an article; the name of its file where it has none.
fn title(job: &Job, article: &Article) -> String {
    let title = prose(&article.title);
    let title: Vec<&str> = title.split_whitespace().collect();
    if title.is_empty() {
        let name = job.page.rsplit('/').next().unwrap_or(&job.page);
        name.trim_end_matches(".html").to_owned()
    } else {
        title.join(" ")
    }
}

/// Why a source is no article; nothing of one that is.
fn nothing(source: &Source) -> Option<String> {
    if source.kind == Kind::Bibliography {
        return Some("this is a bibliography, and no article".to_owned());
    }
    let found = &source.parsed.diagnostics;
    let error = found
        .iter()
        .find(|found| found.severity() == Severity::Error)?;
    (source.parsed.article == Article::default()).then(|| error.message.to_string())
}

/// How many errors and warnings there are about a source, and about what was read with it.
fn findings(source: &Source) -> (usize, usize) {
    let checked = check::article(&source.parsed.article);
    let read = source
        .beside
        .iter()
        .chain(std::iter::once(source))
        .flat_map(|source| &source.parsed.diagnostics);
    let all: Vec<Severity> = read
        .chain(&checked)
        .map(scholion::diagnostic::Diagnostic::severity)
        .collect();
    let count = |severity| all.iter().filter(|own| **own == severity).count();
    (count(Severity::Error), count(Severity::Warning))
}

/// The bibliographies that an article names, by their paths from its folder.
fn named(article: &Path, source: &Source) -> Vec<String> {
    let folder = article.parent().unwrap_or(Path::new(""));
    let names = source.named.iter().filter_map(|file| {
        let name = file.strip_prefix(folder).ok()?;
        name.to_str().map(str::to_owned)
    });
    names.collect()
}

/// The hashes of files beside an article; none of one that cannot be read.
fn beside(
    article: &Path,
    names: impl IntoIterator<Item = impl AsRef<str>>,
) -> BTreeMap<String, Option<String>> {
    let folder = article.parent().unwrap_or(Path::new(""));
    names
        .into_iter()
        .map(|name| {
            let name = name.as_ref();
            let bytes = fs::read(folder.join(name)).ok();
            (name.to_owned(), bytes.map(|bytes| hash(&[&bytes])))
        })
        .collect()
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether there is a page that somebody else has written.
pub(super) fn is_foreign(path: &Path) -> bool {
    fs::read(path).is_ok_and(|page| !render::is_our_page(&String::from_utf8_lossy(&page)))
}
