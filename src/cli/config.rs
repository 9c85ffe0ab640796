//! `scholion.toml`: what a folder of articles says about how they are treated.
//!
//! It is looked for from the folder of an input upwards, as far as the folder that git keeps; the
//! first one counts. A name that it should not have is an error: a setting that is misspelt would
//! be none.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use globset::{GlobBuilder, GlobMatcher};
use scholion::diagnostic::{Code, Span};
use serde::Deserialize;
use toml::Spanned;

use super::levels::{self, Denied, Levels};
use super::report;

/// The name of the file.
const NAME: &str = "scholion.toml";

/// What the file may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    check: Check,
}

/// `[check]`: what is reported.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Check {
    deny: Vec<Spanned<String>>,
    allow: Vec<Spanned<String>>,
    /// The same for the files that a pattern names.
    files: BTreeMap<Spanned<String>, Words>,
}

/// What is said of some files.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    deny: Vec<Spanned<String>>,
    allow: Vec<Spanned<String>>,
}

/// A file that has been read.
#[derive(Debug)]
pub(super) struct Config {
    /// Its folder: what patterns are relative to.
    folder: PathBuf,
    all: Said,
    /// In the order of the file.
    files: Vec<(GlobMatcher, Said)>,
}

#[derive(Debug, Default)]
struct Said {
    deny: Vec<Denied>,
    allow: Vec<Code>,
}

/// Something wrong with the file: where, and what.
struct Wrong {
    span: Option<std::ops::Range<usize>>,
    message: String,
}

impl Config {
    /// Reads a file. What is wrong with it is shown on standard error, with its line.
    fn read(path: &Path) -> Result<Self, String> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        Self::of(path, &text).map_err(|wrong| {
            let span = wrong.span.map(|span| Span::new(span.start, span.end));
            let shown = report::error(&name, &text, span, &wrong.message);
            anstream::eprintln!("{shown}\n");
            format!("{name} cannot be used")
        })
    }

    fn of(path: &Path, text: &str) -> Result<Self, Wrong> {
        let written: Written = toml::from_str(text).map_err(|error| Wrong {
            span: error.span(),
            message: error.message().to_owned(),
        })?;
        let check = written.check;
        let mut files: Vec<(Spanned<String>, Words)> = check.files.into_iter().collect();
        files.sort_by_key(|(pattern, _)| pattern.span().start);
        let files = files
            .into_iter()
            .map(|(pattern, words)| Ok((glob(&pattern)?, Said::of(&words.deny, &words.allow)?)))
            .collect::<Result<_, Wrong>>()?;
        Ok(Self {
            folder: absolute(path).parent().unwrap_or(Path::new("")).to_owned(),
            all: Said::of(&check.deny, &check.allow)?,
            files,
        })
    }

    /// What it says of a file.
    fn levels(&self, path: &Path) -> Levels {
        let mut levels = Levels::default();
        levels.say(&self.all.deny, &self.all.allow);
        let path = absolute(path);
        let inside = path.strip_prefix(&self.folder).unwrap_or(&path);
        for (pattern, said) in &self.files {
            if pattern.is_match(inside) {
                levels.say(&said.deny, &said.allow);
            }
        }
        levels
    }
}

impl Said {
    fn of(deny: &[Spanned<String>], allow: &[Spanned<String>]) -> Result<Self, Wrong> {
        let said = Self {
            deny: each(deny, Denied::read)?,
            allow: each(allow, levels::code)?,
        };
        let Some(code) = levels::contradiction(&said.deny, &said.allow) else {
            return Ok(said);
        };
        let place = allow.iter().find(|name| name.get_ref() == code.as_str());
        Err(Wrong {
            span: place.map(Spanned::span),
            message: format!("`{code}` is both denied and allowed"),
        })
    }
}

fn each<T>(
    names: &[Spanned<String>],
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Wrong> {
    names
        .iter()
        .map(|name| {
            read(name.get_ref()).map_err(|message| Wrong {
                span: Some(name.span()),
                message,
            })
        })
        .collect()
}

fn glob(pattern: &Spanned<String>) -> Result<GlobMatcher, Wrong> {
    let glob = GlobBuilder::new(pattern.get_ref())
        .literal_separator(true)
        .build();
    glob.map(|glob| glob.compile_matcher())
        .map_err(|error| Wrong {
            span: Some(pattern.span()),
            message: error.kind().to_string(),
        })
}

/// The files that are found while inputs are read, each read once.
#[derive(Debug, Default)]
pub(super) struct Configs {
    /// The one that was given; no other is looked for.
    given: Option<Rc<Config>>,
    /// By folder.
    found: HashMap<PathBuf, Option<Rc<Config>>>,
}

impl Configs {
    pub(super) fn new(given: Option<&Path>) -> Result<Self, String> {
        Ok(Self {
            given: given.map(Config::read).transpose()?.map(Rc::new),
            found: HashMap::new(),
        })
    }

    /// What is said of a file; `-` is read where the program runs.
    pub(super) fn levels(&mut self, path: &Path) -> Result<Levels, String> {
        let config = match &self.given {
            Some(given) => Some(Rc::clone(given)),
            None => self.look(absolute(path).parent())?,
        };
        Ok(config.map_or_else(Levels::default, |config| config.levels(path)))
    }

    /// The files that could say something of an input, the nearest first; none of them has to be
    /// there.
    pub(super) fn candidates(path: &Path) -> Vec<PathBuf> {
        let path = absolute(path);
        let mut found = Vec::new();
        for folder in path.parent().into_iter().flat_map(Path::ancestors) {
            found.push(folder.join(NAME));
            if folder.join(".git").exists() {
                break;
            }
        }
        found
    }

    fn look(&mut self, folder: Option<&Path>) -> Result<Option<Rc<Config>>, String> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.into_iter().flat_map(Path::ancestors) {
            if let Some(known) = self.found.get(folder) {
                found.clone_from(known);
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(NAME);
            if file.is_file() {
                found = Some(Rc::new(Config::read(&shortest(&file))?));
                break;
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        for folder in passed {
            self.found.insert(folder, found.clone());
        }
        Ok(found)
    }
}

/// A path from the root, without what leads back; nothing has to be there.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// A path as somebody in the current folder writes it.
pub(super) fn shortest(path: &Path) -> PathBuf {
    let here = std::env::current_dir().map(|here| absolute(&here));
    let whole = absolute(path);
    match here.as_ref().map(|here| whole.strip_prefix(here)) {
        Ok(Ok(inside)) => inside.to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use scholion::diagnostic::Severity;

    use super::*;

    fn of(text: &str) -> Result<Config, String> {
        Config::of(Path::new("/articles/scholion.toml"), text).map_err(|wrong| {
            let place = wrong.span.and_then(|span| text.get(span));
            format!("{} at {}", wrong.message, place.unwrap_or("?"))
        })
    }

    #[test]
    fn a_pattern_says_more_about_its_files() {
        let config = of(
            "[check]\ndeny = [\"warnings\"]\nallow = [\"insecure-link\"]\n\
             [check.files.\"old/**/*.md\"]\nallow = [\"missing-alt-text\"]\n\
             [check.files.\"old/new.md\"]\ndeny = [\"missing-alt-text\"]\n",
        )
        .unwrap();
        let alt = |path: &str| {
            config
                .levels(Path::new(path))
                .severity(Code::MissingAltText)
        };
        assert_eq!(alt("/articles/a.md"), Some(Severity::Error));
        assert_eq!(alt("/articles/old/a/b.md"), None);
        assert_eq!(alt("/articles/new/../old/b.md"), None);
        assert_eq!(alt("/articles/old/new.md"), Some(Severity::Error));
        assert_eq!(alt("/elsewhere/old/a.md"), Some(Severity::Error));
        let levels = config.levels(Path::new("/articles/a.md"));
        assert_eq!(levels.severity(Code::InsecureLink), None);
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, expected) in [
            ("[check]\nalow = []\n", "unknown field `alow`"),
            ("[chek]\n", "unknown field `chek`"),
            ("[check]\ndeny = \"warnings\"\n", "invalid type"),
            (
                "[check]\nallow = [\"insecure\"]\n",
                "there is no code `insecure`; near to it: `insecure-link`",
            ),
            (
                "[check]\nallow = [\"warnings\"]\n",
                "`warnings` can be denied, and not allowed at \"warnings\"",
            ),
            (
                "[check]\ndeny = [\"empty-link\"]\nallow = [\"empty-link\"]\n",
                "`empty-link` is both denied and allowed at \"empty-link\"",
            ),
            ("[check.files.\"[\"]\n", "unclosed character class"),
            ("[check\n", "unclosed table"),
        ] {
            let wrong = of(text).unwrap_err();
            assert!(wrong.starts_with(expected), "{text}: {wrong}");
            assert!(!wrong.ends_with(" at ?"), "{text}: {wrong}");
        }
    }
}
