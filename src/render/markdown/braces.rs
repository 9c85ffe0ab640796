//! Attributes in braces: [Pandoc's way](https://pandoc.org/MANUAL.html#extension-attributes) to
//! give a part its name, its classes and whatever else is said of it.

use super::escape;
use crate::model::{Identifier, Purpose};

/// Attributes in the making.
#[derive(Default)]
pub(super) struct Braces(Vec<String>);

impl Braces {
    pub(super) fn name(mut self, name: Option<&Identifier>) -> Self {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        self.0.extend(name.map(Identifier::as_str).map(|name| {
            if !name.is_empty() && name.chars().all(plain) {
                format!("#{name}")
            } else {
                format!("id=\"{}\"", escape::value(name))
            }
        }));
        self
    }

    pub(super) fn class(mut self, class: &str) -> Self {
        self.0.push(format!(".{class}"));
        self
    }

    /// The class of a picture that tells nothing.
    pub(super) fn decorative(self, decorative: bool) -> Self {
        if decorative {
            self.class("decorative")
        } else {
            self
        }
    }

    pub(super) fn pair(mut self, key: &str, value: Option<&str>) -> Self {
        let value = value.map(|value| format!("{key}=\"{}\"", escape::value(value)));
        self.0.extend(value);
        self
    }

    pub(super) fn number(self, key: &str, value: Option<u32>) -> Self {
        let value = value.map(|value| value.to_string());
        self.pair(key, value.as_deref())
    }

    pub(super) fn purpose(self, purpose: Option<Purpose>) -> Self {
        let name = purpose.and_then(|purpose| serde_json::to_value(purpose).ok());
        self.pair("purpose", name.as_ref().and_then(|name| name.as_str()))
    }

    /// The braces; nothing where there is nothing to say.
    pub(super) fn done(self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        format!("{{{}}}", self.0.join(" "))
    }

    /// The same behind a space.
    pub(super) fn behind_space(self) -> String {
        let braces = self.done();
        if braces.is_empty() {
            return braces;
        }
        format!(" {braces}")
    }
}
