//! References to entities: `&minus;`, `&#x2212;`, and what a document declares by itself.
//!
//! The names that only a DTD defines are those of ISO 8879 and ISO 9573-13; most of them are
//! names of [HTML](https://html.spec.whatwg.org/multipage/named-characters.html) as well. DTDs
//! are never fetched. What a document declares is put in as text, once: an entity that refers to
//! others is left as it is written, so that nothing can grow without end.

use std::borrow::Cow;
use std::collections::HashMap;

use htmlize::ENTITIES;

use crate::diagnostic::{Code, Diagnostic, Span};

/// How much text the entities of a document may add beyond the length of the document itself.
const ALLOWANCE: usize = 64 * 1024;

/// The entities of a document.
#[derive(Debug)]
pub(super) struct Entities<'a> {
    declared: HashMap<&'a str, Declared<'a>>,
    allowance: usize,
}

#[derive(Debug)]
enum Declared<'a> {
    /// What it stands for.
    Text(Cow<'a, str>),
    /// Its text refers to other declared entities.
    Nested,
    /// It stands for another file.
    External,
}

/// What a reference stands for.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// Its characters; the reference itself where it is not replaced.
    pub(super) text: Cow<'a, str>,
    why: Option<&'static str>,
}

impl Found<'_> {
    /// Why the reference was left as it is.
    pub(super) fn fault(&self, name: &str, span: Span) -> Option<Diagnostic> {
        let why = self.why?;
        Some(
            Diagnostic::new(Code::UnknownEntity, span, format!("`&{name};` {why}"))
                .with_hint("write the character itself, or its number, as in `&#x2212;`"),
        )
    }
}

impl<'a> Entities<'a> {
    /// None yet, of a document of this length.
    pub(super) fn of(length: usize) -> Self {
        Self {
            declared: HashMap::new(),
            allowance: length + ALLOWANCE,
        }
    }

    /// Reads the declarations in `<!DOCTYPE … [ … ]>`; the first of a name counts.
    pub(super) fn declare(&mut self, doctype: &'a str) {
        for declaration in doctype.split("<!ENTITY").skip(1) {
            let Some((name, rest)) = declaration
                .trim_start()
                .split_once(|c: char| c.is_ascii_whitespace())
            else {
                continue;
            };
            let rest = rest.trim_start();
            let value = match rest.chars().next() {
                // Parameter entities are for the DTD alone.
                _ if name == "%" => continue,
                Some(quote @ ('"' | '\'')) => rest
                    .get(1..)
                    .and_then(|rest| rest.split_once(quote))
                    .map_or(Declared::External, |(value, _)| plain(value)),
                _ => Declared::External,
            };
            self.declared.entry(name).or_insert(value);
        }
    }

    /// What a reference stands for.
    pub(super) fn text(&mut self, name: &str) -> Found<'a> {
        let kept = |why| Found {
            text: Cow::Owned(format!("&{name};")),
            why: Some(why),
        };
        if let Some(number) = name.strip_prefix('#') {
            return character(number).map_or_else(
                || kept("is no character of Unicode and stays as it is written"),
                |character| Found {
                    text: Cow::Owned(character.to_string()),
                    why: None,
                },
            );
        }
        match self.declared.get(name) {
            Some(Declared::Text(text)) => {
                if text.len() > self.allowance {
                    return kept(
                        "makes the text longer than it may become; it stays as it is written",
                    );
                }
                self.allowance -= text.len();
                return Found {
                    text: text.clone(),
                    why: None,
                };
            }
            Some(Declared::Nested) => {
                return kept("is made of other entities and stays as it is written");
            }
            Some(Declared::External) => {
                return kept("stands for another file, which is not fetched");
            }
            None => {}
        }
        named(name).map_or_else(
            || kept("is not known and stays as it is written"),
            |text| Found {
                text: Cow::Borrowed(text),
                why: None,
            },
        )
    }
}

/// The text of a declaration, with its characters decoded.
fn plain(value: &str) -> Declared<'_> {
    if !value.contains('&') {
        return Declared::Text(Cow::Borrowed(value));
    }
    let mut text = String::new();
    for (at, piece) in value.split('&').enumerate() {
        match piece.split_once(';') {
            _ if at == 0 => text.push_str(piece),
            Some((name, rest)) => {
                match name.strip_prefix('#').and_then(character) {
                    Some(character) => text.push(character),
                    None => match named(name) {
                        Some(characters) => text.push_str(characters),
                        None => return Declared::Nested,
                    },
                }
                text.push_str(rest);
            }
            None => {
                text.push('&');
                text.push_str(piece);
            }
        }
    }
    Declared::Text(Cow::Owned(text))
}

/// The character of a number, as in `x2212` or `8722`, if XML allows it.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| {
        matches!(character, '\t' | '\n' | '\r') || !character.is_control() || *character > '\u{7F}'
    })
}

/// The characters of a name that HTML or ISO gives them.
pub(super) fn named(name: &str) -> Option<&'static str> {
    html(name).or_else(|| {
        iso()
            .find(|(known, _)| *known == name)
            .map(|(_, characters)| characters)
    })
}

/// The characters of a name of HTML.
fn html(name: &str) -> Option<&'static str> {
    let characters = ENTITIES.get(format!("&{name};").as_bytes())?;
    std::str::from_utf8(characters).ok()
}

/// The names of the table with their characters.
fn iso() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut words = ISO.split_ascii_whitespace();
    std::iter::from_fn(move || Some((words.next()?, words.next()?)))
}

/// Names of ISO's sets that HTML does not have: the Greek of ISOgrk1, ISOgrk2 and ISOgrk4, and
/// single signs of ISOpub, ISOtech and the NLM's own set.
const ISO: &str = "
    Agr Α agr α Bgr Β bgr β Ggr Γ ggr γ Dgr Δ dgr δ Egr Ε egr ε Zgr Ζ zgr ζ EEgr Η eegr η
    THgr Θ thgr θ Igr Ι igr ι Kgr Κ kgr κ Lgr Λ lgr λ Mgr Μ mgr μ Ngr Ν ngr ν Xgr Ξ xgr ξ
    Ogr Ο ogr ο Pgr Π pgr π Rgr Ρ rgr ρ Sgr Σ sgr σ sfgr ς Tgr Τ tgr τ Ugr Υ ugr υ PHgr Φ
    phgr φ KHgr Χ khgr χ PSgr Ψ psgr ψ OHgr Ω ohgr ω Aacgr Ά aacgr ά Eacgr Έ eacgr έ
    EEacgr Ή eeacgr ή Iacgr Ί iacgr ί Oacgr Ό oacgr ό Uacgr Ύ uacgr ύ OHacgr Ώ ohacgr ώ
    Idigr Ϊ idigr ϊ idiagr ΐ Udigr Ϋ udigr ϋ udiagr ΰ b.alpha 𝛂 b.beta 𝛃 b.gamma 𝛄 b.Gamma 𝚪
    b.delta 𝛅 b.Delta 𝚫 b.epsi 𝛆 b.epsiv 𝛜 b.zeta 𝛇 b.eta 𝛈 b.thetas 𝛉 b.Theta 𝚯 b.thetav 𝛝
    b.iota 𝛊 b.kappa 𝛋 b.kappav 𝛞 b.lambda 𝛌 b.Lambda 𝚲 b.mu 𝛍 b.nu 𝛎 b.xi 𝛏 b.Xi 𝚵 b.pi 𝛑
    b.piv 𝛡 b.Pi 𝚷 b.rho 𝛒 b.rhov 𝛠 b.sigma 𝛔 b.sigmav 𝛓 b.Sigma 𝚺 b.tau 𝛕 b.upsi 𝛖 b.Upsi 𝚼
    b.phis 𝛗 b.phiv 𝛟 b.Phi 𝚽 b.chi 𝛘 b.psi 𝛙 b.Psi 𝚿 b.omega 𝛚 b.Omega 𝛀 b.gammad 𝟋
    b.Gammad 𝟊 thetas θ phis ϕ ohmgr Ω jnodot ȷ franc ₣ lira ₤ peseta ₧ rupee ₨ bmacr ̱
    fence |
";

#[cfg(test)]
mod tests {
    use super::*;

    fn text(doctype: &'static str, name: &str) -> (String, bool) {
        let mut entities = Entities::of(100);
        entities.declare(doctype);
        let found = entities.text(name);
        (found.text.into_owned(), found.why.is_some())
    }

    #[test]
    fn names_of_every_set_are_known() {
        for (name, characters) in [
            ("minus", "−"),
            ("Delta", "Δ"),
            ("lsqb", "["),
            ("percnt", "%"),
            ("ensp", "\u{2002}"),
            ("nles", "⩽\u{338}"),
            ("Abreve", "Ă"),
            ("agr", "α"),
            ("b.alpha", "𝛂"),
            ("#x2212", "−"),
            ("#8722", "−"),
            ("amp", "&"),
        ] {
            assert_eq!(text("", name), (characters.to_owned(), false), "{name}");
        }
    }

    #[test]
    fn the_table_says_nothing_twice() {
        for (at, (name, characters)) in iso().enumerate() {
            let again = iso().skip(at + 1).any(|(other, _)| other == name);
            assert!(!again, "{name} is there twice");
            assert!(html(name).is_none(), "HTML has {name}");
            assert_eq!(characters.chars().count(), 1, "{name}");
        }
    }

    #[test]
    fn what_is_declared_is_put_in_once() {
        const DOCTYPE: &str = "<!DOCTYPE article [<!ENTITY % p 'x'><!ENTITY a \"A &amp; &#66;\">\
            <!ENTITY b \"&a;&a;\"> <!ENTITY f SYSTEM 'file:///secret'>]>";
        assert_eq!(text(DOCTYPE, "a"), ("A & B".to_owned(), false));
        assert_eq!(text(DOCTYPE, "b"), ("&b;".to_owned(), true));
        assert_eq!(text(DOCTYPE, "f"), ("&f;".to_owned(), true));
        assert_eq!(text(DOCTYPE, "unheard"), ("&unheard;".to_owned(), true));
        assert_eq!(text(DOCTYPE, "#xD800"), ("&#xD800;".to_owned(), true));
    }

    #[test]
    fn a_long_entity_cannot_be_used_without_end() {
        let value = "x".repeat(40_000);
        let doctype = format!("<!DOCTYPE a [<!ENTITY x \"{value}\">]>");
        let mut entities = Entities::of(0);
        entities.declare(&doctype);
        assert_eq!(entities.text("x").text.len(), 40_000);
        assert_eq!(entities.text("x").text, "&x;");
    }
}
