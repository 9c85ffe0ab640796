//! Which findings are reported, and as what: `--deny`, `--allow`, and the same in `scholion.toml`.

use std::collections::HashMap;

use scholion::diagnostic::{Code, Severity};

/// What is said of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// It is an error.
    Deny,
    /// It is not reported.
    Allow,
}

/// What can be denied: a code, or whatever is a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    Code(Code),
    Warnings,
}

/// The name that stands for all warnings.
const WARNINGS: &str = "warnings";

impl Denied {
    /// Reads what follows `--deny`; the message of an error names what is near.
    pub(super) fn read(name: &str) -> Result<Self, String> {
        if name == WARNINGS {
            return Ok(Self::Warnings);
        }
        code(name).map(Self::Code)
    }
}

/// Reads the name of a code, as after `--allow`; the message of an error names what is near.
pub(super) fn code(name: &str) -> Result<Code, String> {
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == name) {
        return Ok(*code);
    }
    if name == WARNINGS {
        return Err(format!("`{name}` can be denied, and not allowed"));
    }
    let near = nearest(name);
    Err(if near.is_empty() {
        format!("there is no code `{name}`; docs/diagnostics.md lists them")
    } else {
        let near: Vec<String> = near.iter().map(|near| format!("`{near}`")).collect();
        format!("there is no code `{name}`; near to it: {}", near.join(", "))
    })
}

/// The codes whose names are like this one, the nearest first.
fn nearest(name: &str) -> Vec<&'static str> {
    const SHOWN: usize = 3;
    const LIKE: f64 = 0.8;
    // Names beyond that are none that was mistyped.
    let name: String = name.chars().take(64).collect();
    let mut all: Vec<(f64, &'static str)> = Code::ALL
        .iter()
        .map(|code| (strsim::jaro_winkler(&name, code.as_str()), code.as_str()))
        .filter(|(like, _)| *like > LIKE)
        .collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

/// How findings are reported: what was said last of a code counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    own: HashMap<Code, Level>,
    warnings: bool,
}

impl Levels {
    /// Says more, which outranks what was said before. What is said of a code by its name
    /// outranks what is said of all warnings, whoever says it: what is allowed stays allowed.
    pub(super) fn say(&mut self, deny: &[Denied], allow: &[Code]) {
        for denied in deny {
            match denied {
                Denied::Code(code) => {
                    self.own.insert(*code, Level::Deny);
                }
                Denied::Warnings => self.warnings = true,
            }
        }
        for code in allow {
            self.own.insert(*code, Level::Allow);
        }
    }

    /// As what a finding is reported; `None` if it is not.
    pub(super) fn severity(&self, code: Code) -> Option<Severity> {
        match self.own.get(&code) {
            Some(Level::Allow) => None,
            Some(Level::Deny) => Some(Severity::Error),
            None if self.warnings && code.severity() == Severity::Warning => Some(Severity::Error),
            None => Some(code.severity()),
        }
    }
}

/// The code that is both denied and allowed in one place, which says nothing.
pub(super) fn contradiction(deny: &[Denied], allow: &[Code]) -> Option<Code> {
    allow
        .iter()
        .copied()
        .find(|code| deny.contains(&Denied::Code(*code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts_and_a_name_outranks_a_group() {
        let mut levels = Levels::default();
        assert_eq!(levels.severity(Code::EmptyLink), Some(Severity::Warning));
        levels.say(&[Denied::Code(Code::InsecureLink)], &[Code::EmptyLink]);
        assert_eq!(levels.severity(Code::EmptyLink), None);
        assert_eq!(levels.severity(Code::InsecureLink), Some(Severity::Error));
        levels.say(&[Denied::Warnings], &[Code::InsecureLink]);
        assert_eq!(levels.severity(Code::EmptyLink), None);
        assert_eq!(levels.severity(Code::InsecureLink), None);
        assert_eq!(levels.severity(Code::InvalidDoi), Some(Severity::Error));
        assert_eq!(levels.severity(Code::AmbiguousMarker), Some(Severity::Info));
    }

    #[test]
    fn a_name_that_is_none_brings_those_near_to_it() {
        assert_eq!(
            code("insecure-links"),
            Err("there is no code `insecure-links`; near to it: `insecure-link`".to_owned())
        );
        let told = code("invalid-dio").unwrap_err();
        assert!(
            told.contains("near to it: `invalid-doi`, `invalid-"),
            "{told}"
        );
        assert_eq!(
            code("xyz"),
            Err("there is no code `xyz`; docs/diagnostics.md lists them".to_owned())
        );
        assert!(code("warnings").is_err() && Denied::read("warnings") == Ok(Denied::Warnings));
        for known in Code::ALL {
            assert_eq!(code(known.as_str()), Ok(*known));
        }
    }
}
