//! The bibliographies that come with an article, each read as it arrives.

use crate::diagnostic::{Diagnostic, LineIndex};
use crate::model::Reference;
use crate::parse::{self, Limits, Promise};

/// What has been read of the bibliographies of one article.
#[derive(Debug, Default)]
pub(super) struct Library {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    name: String,
    text: String,
    references: Vec<Reference>,
    diagnostics: Vec<Diagnostic>,
}

impl Library {
    /// Reads a bibliography. The name, a file's name or an address, helps to tell its format and
    /// is that under which its findings are told.
    pub(super) fn add(&mut self, bytes: &[u8], name: String, limits: &Limits) {
        let promise = Promise {
            name: &name,
            ..Promise::default()
        };
        let (text, read) = parse::read_bibliography(bytes, &promise, limits);
        self.files.push(File {
            text: text.into_owned(),
            references: read.references,
            diagnostics: read.diagnostics,
            name,
        });
    }

    /// Notes a bibliography that could not be had, and why. The article is shown without it.
    pub(super) fn miss(&mut self, name: String, reason: &str) {
        let found = Diagnostic::missing_bibliography(reason, None).with_hint(
            "an address in the attribute is taken from the page, one in the article from the article",
        );
        self.files.push(File {
            name,
            text: String::new(),
            references: Vec::new(),
            diagnostics: vec![found],
        });
    }

    /// The references of all of them, in the order in which they were added.
    pub(super) fn references(&self) -> Vec<Reference> {
        let all = self.files.iter().flat_map(|file| &file.references);
        all.cloned().collect()
    }

    /// Tells each finding with the lines and the name of its file.
    pub(super) fn findings<'a, T>(
        &'a self,
        tell: impl Fn(&'a Diagnostic, &LineIndex<'_>, &'a str) -> T,
    ) -> Vec<T> {
        let mut all = Vec::new();
        for file in &self.files {
            let lines = LineIndex::new(&file.text);
            let found = file.diagnostics.iter();
            all.extend(found.map(|found| tell(found, &lines, &file.name)));
        }
        all
    }
}
