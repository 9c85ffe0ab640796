//! Formulae: MathML, let through element by element.
//!
//! The MathML of a formula is read as XML and written anew with the names of MathML Core. Any
//! other element becomes a row (`mrow`) of what it holds, text where MathML has none becomes
//! `mtext`, annotations are left out: they are the same formula once more. Inside of a token
//! (`mi`, `mo` and their like) stands text alone, so that no markup of HTML can begin there.

use std::borrow::Cow;
use std::collections::VecDeque;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::article::Page;
use super::hooks;
use super::html::Html;
use crate::model::Formula;

/// How many elements may be open at once; what is deeper becomes text. Parsers of HTML flatten
/// beyond a few hundred.
const DEEPEST: usize = 100;

/// Elements that hold text.
const TOKENS: [&str; 5] = ["mi", "mn", "mo", "ms", "mtext"];

/// Elements that hold elements, or nothing.
const LAYOUT: [&str; 20] = [
    "mfrac",
    "mmultiscripts",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtr",
    "munder",
    "munderover",
    "merror",
];

/// Other forms of the same formula.
const ANNOTATIONS: [&str; 2] = ["annotation", "annotation-xml"];

/// None of these holds an address, a style or a script.
const ATTRIBUTES: [&str; 23] = [
    "accent",
    "accentunder",
    "columnspan",
    "depth",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

impl Page<'_> {
    /// A formula; one that has no MathML, or none that can be read, is shown as it is written.
    pub(super) fn formula(&mut self, formula: &Formula, set_off: bool) {
        let mathml = formula.mathml.as_deref();
        if let Some(written) = mathml.and_then(|mathml| rewritten(mathml, set_off)) {
            self.html.append(&written);
        } else {
            self.html.start("code").done();
            self.html.text(&formula.text());
            self.html.close("code");
        }
    }
}

/// MathML written anew; nothing where it is no XML with one element `math` around everything.
fn rewritten(mathml: &str, set_off: bool) -> Option<Html> {
    let mut reader = Reader::from_str(mathml);
    reader.config_mut().expand_empty_elements = true;
    let mut sieve = Sieve::default();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if sieve.open.is_empty() => sieve.root(&tag, set_off)?,
            Event::Start(tag) => sieve.start(&tag),
            Event::End(_) => sieve.end(),
            Event::Text(text) => sieve.text(&text.xml10_content()),
            Event::CData(text) => sieve.text(&text.xml10_content()),
            Event::GeneralRef(name) => sieve.text(&character(&name)),
            Event::Eof => break,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    (sieve.begun && sieve.open.is_empty()).then_some(sieve.html)
}

/// What a reference such as `&lt;` or `&#x3B1;` stands for; an unknown one stays as it is.
fn character<'a>(name: &'a BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    resolve_predefined_entity(name)
        .map_or_else(|| Cow::Owned(format!("&{};", &**name)), Cow::Borrowed)
}

/// The writer of a formula.
#[derive(Debug, Default)]
struct Sieve {
    html: Html,
    open: Vec<Open>,
    begun: bool,
}

/// An element of the source that is open.
#[derive(Debug)]
struct Open {
    /// What it is in the output; nothing where its tags are left out.
    written: Option<&'static str>,
    inside: Inside,
    fence: Option<Fence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Elements,
    /// A token: tags in it are left out.
    Text,
    /// An annotation.
    Nothing,
}

/// What an `mfenced` puts around and between what it holds. MathML Core has no such element.
#[derive(Debug)]
struct Fence {
    close: String,
    separators: VecDeque<char>,
    /// Whether something stands in it already.
    filled: bool,
}

impl Sieve {
    fn root(&mut self, tag: &BytesStart<'_>, set_off: bool) -> Option<()> {
        if self.begun || tag.local_name().as_ref() != "math" {
            return None;
        }
        self.begun = true;
        let alternative = attribute(tag, "alttext");
        let mut written = self.html.start("math").attr_if(set_off, "display", "block");
        if let Some(alternative) = &alternative {
            written = written.attr("alttext", alternative);
        }
        written.done();
        self.push(Some("math"), Inside::Elements);
        Some(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        let deep = self.open.len() >= DEEPEST;
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        if parent.inside != Inside::Elements {
            let inside = parent.inside;
            return self.push(None, inside);
        }
        if ANNOTATIONS.contains(&name) {
            return self.push(None, Inside::Nothing);
        }
        if let Some(separator) = parent.fence.as_mut().and_then(Fence::separator) {
            self.operator(&separator.to_string());
        }
        let (written, inside) = match known(&TOKENS, name) {
            Some(token) => (token, Inside::Text),
            None if deep => ("mtext", Inside::Text),
            None => (known(&LAYOUT, name).unwrap_or("mrow"), Inside::Elements),
        };
        let mut out = self.html.start(written);
        for attribute in tag.attributes().flatten() {
            if let (Some(name), Ok(value)) = (
                known(&ATTRIBUTES, attribute.key.as_ref()),
                attribute.normalized_value(XmlVersion::Explicit1_0),
            ) {
                out = out.attr(name, &value);
            }
        }
        if let Some(class) = alignment(tag).filter(|_| written == "mtd") {
            out = out.class(class);
        }
        out.done();
        self.push(Some(written), inside);
        if name == "mfenced" && !deep {
            self.fence(tag);
        }
    }

    fn fence(&mut self, tag: &BytesStart<'_>) {
        let of = |name: &str, usual: &str| attribute(tag, name).unwrap_or_else(|| usual.to_owned());
        self.operator(&of("open", "("));
        let separators = of("separators", ",");
        if let Some(own) = self.open.last_mut() {
            own.fence = Some(Fence {
                close: of("close", ")"),
                separators: separators.chars().filter(|c| !c.is_whitespace()).collect(),
                filled: false,
            });
        }
    }

    fn end(&mut self) {
        let Some(ended) = self.open.pop() else { return };
        if let Some(fence) = &ended.fence {
            self.operator(&fence.close);
        }
        if let Some(name) = ended.written {
            self.html.close(name);
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last().map(|parent| parent.inside) {
            Some(Inside::Text) => self.html.text(text),
            Some(Inside::Elements) if !text.trim().is_empty() => self.token("mtext", text),
            // White space between elements, annotations, and what stands around the formula.
            _ => {}
        }
    }

    fn operator(&mut self, sign: &str) {
        if !sign.is_empty() {
            self.token("mo", sign);
        }
    }

    fn token(&mut self, name: &'static str, text: &str) {
        self.html.start(name).done();
        self.html.text(text);
        self.html.close(name);
    }

    fn push(&mut self, written: Option<&'static str>, inside: Inside) {
        self.open.push(Open {
            written,
            inside,
            fence: None,
        });
    }
}

impl Fence {
    /// The sign before the next thing, if one stands there. The last one is repeated.
    fn separator(&mut self) -> Option<char> {
        if !std::mem::replace(&mut self.filled, true) {
            return None;
        }
        if self.separators.len() > 1 {
            self.separators.pop_front()
        } else {
            self.separators.front().copied()
        }
    }
}

/// The name of ours that is equal to this one.
fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().find(|own| **own == name).copied()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
    Some(value.into_owned())
}

/// The class of a cell that is not centred. MathML Core leaves `columnalign` to style sheets.
fn alignment(tag: &BytesStart<'_>) -> Option<&'static str> {
    match attribute(tag, "columnalign")?.as_str() {
        "left" => Some(hooks::MATH_START),
        "right" => Some(hooks::MATH_END),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(mathml: &str) -> Option<String> {
        rewritten(mathml, false).map(Html::finish)
    }

    #[test]
    fn what_is_no_mathml_core_becomes_a_row_or_text() {
        let cases = [
            ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
            (
                "<m:math xmlns:m='u'><m:mfrac><m:mn>1</m:mn><m:mi>&#x3B1;</m:mi></m:mfrac></m:math>",
                "<math><mfrac><mn>1</mn><mi>α</mi></mfrac></math>",
            ),
            (
                "<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>",
                "<math><mrow><mi>x</mi></mrow></math>",
            ),
            (
                "<math><mo>&lt;</mo>stray<mtext>a<![CDATA[<b>]]>&eacute;</mtext></math>",
                "<math><mo>&lt;</mo><mtext>stray</mtext><mtext>a&lt;b&gt;&amp;eacute;</mtext></math>",
            ),
            (
                "<math><mfenced open='[' separators=';,'><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></mfenced></math>",
                "<math><mrow><mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>,</mo><mi>c</mi><mo>,</mo><mi>d</mi><mo>)</mo></mrow></math>",
            ),
            (
                "<math><mtable><mtr><mtd columnalign='right' style='color:red'><mspace width='1em'/></mtd></mtr></mtable></math>",
                "<math><mtable><mtr><mtd class=\"sch-math-end\"><mspace width=\"1em\"></mspace></mtd></mtr></mtable></math>",
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(html(source).as_deref(), Some(expected), "{source}");
        }
    }

    #[test]
    fn nothing_that_runs_or_loads_comes_through() {
        let hostile = [
            "<math href='javascript:alert(1)'><mi href='javascript:alert(1)' xlink:href='javascript:1'>x</mi></math>",
            "<math><maction actiontype='statusline#http://example.org' onclick='alert(1)'><mi>x</mi></maction></math>",
            "<math><annotation-xml encoding='text/html'><img src='x' onerror='alert(1)'/></annotation-xml></math>",
            "<math><mtext><mglyph src='x'/><malignmark/><style>a</style><img src='x' onerror='alert(1)'/></mtext></math>",
            "<math><mtext><table><mglyph><style>&lt;!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'/></mglyph></table></mtext></math>",
            "<math><mi>a</mi><script>alert(1)</script><svg><style>x</style></svg></math>",
            "<math><mi style='background:url(x)' class='sch-toggle' id='ref-1' onload='x'>a</mi></math>",
            "<math><mtext>&lt;/math&gt;&lt;img src=x onerror=alert(1)&gt;</mtext></math>",
            "<math alttext='\"&gt;&lt;img src=x onerror=alert(1)&gt;'><mi>x</mi></math>",
        ];
        for source in hostile {
            let Some(html) = html(source) else {
                panic!("{source} is well-formed");
            };
            for tag in html.split('<').skip(1) {
                let (tag, _) = tag.split_once('>').unwrap();
                let name = tag.trim_start_matches('/').split(' ').next().unwrap();
                assert!(
                    name == "math" || known(&TOKENS, name).or(known(&LAYOUT, name)).is_some(),
                    "{name} in {html}"
                );
                // Values are escaped, so that a name stands before every `="`.
                let mut names: Vec<&str> = tag.split("=\"").collect();
                names.pop();
                for name in names.iter().filter_map(|piece| piece.rsplit(' ').next()) {
                    let own = name == "alttext" || known(&ATTRIBUTES, name).is_some();
                    assert!(own, "{name} in {html}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for broken in [
            "",
            "x",
            "<math>",
            "<math><mi>x</math>",
            "<mi>x</mi>",
            "<math></math><math></math>",
            "<math><mi>x</mi></math></math>",
        ] {
            assert_eq!(html(broken), None, "{broken}");
        }
    }

    #[test]
    fn depth_is_bounded_and_no_text_is_lost() {
        let deep = 100_000;
        let source = format!(
            "<math>{}<mi>x</mi>{}</math>",
            "<msqrt>".repeat(deep),
            "</msqrt>".repeat(deep)
        );
        let html = html(&source).unwrap();
        assert!(html.contains(">x<"), "the text is there");
        assert!(html.matches("<msqrt>").count() < DEEPEST);
    }
}
