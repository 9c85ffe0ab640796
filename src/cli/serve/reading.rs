//! What the preview shows: the article as it is now, or the last one that could be read, and what
//! there is to say about it.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use scholion::diagnostic::{Diagnostic, Severity, Span};
use scholion::model::Article;
use scholion::render::fragment;
use serde_json::{Value, json};

use super::super::build::local;
use super::super::check::{Rules, is_unreadable};
use super::super::config::Configs;
use super::super::report::{self, Checked};
use super::super::{Kind, Manner, Source};
use super::place::{Place, Places};

/// How an article is read, and the last one that could be.
pub(super) struct Reader {
    /// From the root of the file system.
    pub(super) path: PathBuf,
    /// As it was given.
    pub(super) name: String,
    pub(super) manner: Manner,
    pub(super) rules: Rules,
    /// What the page itself is made of; another one loads anew.
    pub(super) preview: String,
    good: Value,
    /// How often anything but the article has changed: its pictures are then asked for anew.
    times: usize,
}

/// What is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// Tells two of them apart.
    pub(super) revision: String,
    /// JSON, as `www/preview/preview.js` takes it.
    pub(super) text: String,
}

impl Reader {
    pub(super) fn new(path: &Path, manner: Manner, rules: Rules, preview: String) -> Self {
        Self {
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            name: path.display().to_string(),
            manner,
            rules,
            preview,
            good: Value::Null,
            times: 0,
        }
    }

    /// Takes note of files that have changed.
    pub(super) fn note(&mut self, changed: &[PathBuf]) {
        if changed.iter().any(|file| *file != self.path) {
            self.times += 1;
        }
    }

    /// Reads the article: what is to be shown, and the files that this hangs on.
    pub(super) fn read(&mut self) -> (Shown, Vec<PathBuf>) {
        let mut files = vec![self.path.clone()];
        files.extend(self.manner.bibliography.iter().cloned());
        match &self.rules.config {
            Some(config) => files.push(config.clone()),
            None => files.extend(Configs::candidates(&self.path)),
        }
        let (failure, findings) = match self.checked(&mut files) {
            Ok(checked) => self.told(&checked),
            Err(message) => (Some(message), Vec::new()),
        };
        let text = json!({
            "preview": self.preview,
            "name": self.name,
            "base": format!("/files/{}/", self.times),
            "article": self.good,
            "failure": failure,
            "findings": findings,
        })
        .to_string();
        let mut hasher = DefaultHasher::new();
        hasher.write(text.as_bytes());
        let revision = format!("{:016x}", hasher.finish());
        let files = files
            .iter()
            .map(|file| std::path::absolute(file).unwrap_or_else(|_| file.clone()))
            .collect();
        (Shown { revision, text }, files)
    }

    /// The article and its bibliographies with their findings.
    fn checked(&self, files: &mut Vec<PathBuf>) -> Result<Vec<Checked>, String> {
        let mut configs = self.rules.configs()?;
        let source = self.manner.read(Path::new(&self.name))?;
        files.extend(source.named.iter().cloned());
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let own = self.path.file_name().unwrap_or_default().to_string_lossy();
        let beside = local::files(&source.parsed.article, &own);
        files.extend(beside.iter().map(|file| folder.join(file)));
        self.rules.check(source, &mut configs)
    }

    /// What has failed, if anything has, and the findings as objects with their places.
    fn told(&mut self, all: &[Checked]) -> (Option<String>, Vec<Value>) {
        // The bibliographies come first.
        let Some((own, beside)) = all.split_last() else {
            return (None, Vec::new());
        };
        let article = &own.source.parsed.article;
        if is_unreadable(&own.source) {
            return (Some(reason(own)), objects(own, |_| None));
        }
        self.good = serde_json::to_value(article).unwrap_or_default();
        let places = Places::of(article);
        let text = &own.source.text;
        let mut findings = objects(own, |span| Some(places.find(span, text)));
        for checked in beside {
            findings.extend(objects(checked, |span| {
                entry(&checked.source, span, article)
            }));
        }
        // What has no place comes first.
        findings.sort_by_key(|finding| finding.get("place").is_some());
        (None, findings)
    }
}

/// Why nothing of a source can be shown.
fn reason(checked: &Checked) -> String {
    let found = checked.findings.iter().map(|finding| &finding.diagnostic);
    let errors = |found: &&Diagnostic| found.severity() == Severity::Error;
    match found.clone().find(errors).or_else(|| found.clone().next()) {
        Some(found) => match &found.hint {
            Some(hint) => format!("{}: {hint}", found.message),
            None => found.message.to_string(),
        },
        None => "nothing of it can be read".to_owned(),
    }
}

/// The findings as `check` tells them to programs, with their places in the page.
fn objects(checked: &Checked, place: impl Fn(Span) -> Option<Place>) -> Vec<Value> {
    let mut objects = report::objects(checked);
    for (object, finding) in objects.iter_mut().zip(&checked.findings) {
        let found = finding.diagnostic.span.and_then(&place);
        if let (Some(fields), Some(found)) = (object.as_object_mut(), found) {
            fields.insert("place".to_owned(), json!(found));
        }
    }
    objects
}

/// The place of a finding about an entry of a bibliography: where the article lists it.
fn entry(source: &Source, span: Span, article: &Article) -> Option<Place> {
    if source.kind != Kind::Bibliography {
        return None;
    }
    let mut entries = source.parsed.article.references.iter();
    let entry = entries.find(|entry| {
        entry
            .position
            .is_some_and(|own| own.start <= span.start && span.start < own.end)
    })?;
    article.reference(&entry.id)?;
    Some(Place {
        id: Some(fragment::reference("", entry.id.as_str())),
        ..Place::default()
    })
}
