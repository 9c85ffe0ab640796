//! What is wrong with a value, and the way to it.

use std::borrow::Cow;
use std::fmt;

/// A step from a value into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// The member of an object.
    Member(&'static str),
    /// The item of a list, from 0.
    Item(usize),
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault(Box<Told>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    /// From the innermost value outwards.
    way: Vec<Step>,
    problem: Cow<'static, str>,
}

impl Fault {
    /// Something is wrong with a value itself.
    pub(crate) fn new(problem: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Told {
            way: Vec::new(),
            problem: problem.into(),
        }))
    }

    /// The value is a word, and none of these.
    pub(crate) fn unknown(word: &str, known: &[&str]) -> Self {
        let known = known.join("`, `");
        Self::new(format!("`{word}` is not known; there are `{known}`"))
            .inside(Step::Member("type"))
    }

    /// What is wrong is wrong inside of another value.
    pub(crate) fn inside(mut self, step: Step) -> Self {
        self.0.way.push(step);
        self
    }

    /// The way to it from the outermost value.
    pub(crate) fn way(&self) -> impl Iterator<Item = &Step> {
        self.0.way.iter().rev()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.way().enumerate() {
            match step {
                Step::Member(name) if at == 0 => out.write_str(name)?,
                Step::Member(name) => write!(out, ".{name}")?,
                Step::Item(item) => write!(out, "[{item}]")?,
            }
        }
        if !self.0.way.is_empty() {
            out.write_str(": ")?;
        }
        out.write_str(&self.0.problem)
    }
}
