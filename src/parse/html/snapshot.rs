//! A page as a browser has it, told in JSON.
//!
//! A text is a string. An element is `["name", {"attribute": "value"}, child, child, …]`. What is
//! neither is `null`, so that nodes can be counted. Of scripts those hold text that are data: of the
//! types `application/ld+json`, `math/tex`, `text/bibliography` and `text/bibtex`. Arrays are read without recursion: a page may
//! nest deeper than a stack.

use super::tree::{Element, Growing, Tree};

impl Tree {
    /// Reads a snapshot; `None` where the text is none.
    ///
    /// ```
    /// use scholion::parse::html::{NodeId, Tree};
    /// let tree = Tree::from_snapshot(r#"["p", {"id": "a"}, "Bones", null, ["b", {}, "!"]]"#).unwrap();
    /// assert_eq!(tree.attribute(NodeId::ROOT, "id"), Some("a"));
    /// assert_eq!(tree.text_inside(NodeId::ROOT), "Bones!");
    /// assert!(Tree::from_snapshot(r#"["p", {}, 3]"#).is_none());
    /// ```
    pub fn from_snapshot(json: &str) -> Option<Tree> {
        let mut reader = Reader { json, at: 0 };
        let mut tree = Growing::default();
        if reader.next()? != '[' {
            return None;
        }
        reader.element(&mut tree)?;
        while tree.depth() > 0 {
            match reader.next()? {
                ']' => tree.close(),
                ',' => match reader.next()? {
                    '[' => reader.element(&mut tree)?,
                    '"' => tree.text(reader.string()?),
                    'n' => {
                        reader.word("ull")?;
                        tree.other();
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
        reader.blank();
        (reader.at == json.len()).then_some(())?;
        tree.finish()
    }
}

struct Reader<'j> {
    json: &'j str,
    at: usize,
}

impl<'j> Reader<'j> {
    fn rest(&self) -> &'j str {
        self.json.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self) {
        let rest = self.rest();
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        self.at += rest.len() - rest.trim_start_matches(blank).len();
    }

    /// The next sign that is not blank.
    fn next(&mut self) -> Option<char> {
        self.blank();
        let sign = self.rest().chars().next()?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word).then_some(())?;
        self.at += word.len();
        Some(())
    }

    /// The name and the attributes of an element whose bracket is behind us.
    fn element(&mut self, tree: &mut Growing) -> Option<()> {
        (self.next()? == '"').then_some(())?;
        let name = self.string()?.to_ascii_lowercase();
        (self.next()? == ',' && self.next()? == '{').then_some(())?;
        let mut attributes: Vec<(String, String)> = Vec::new();
        let mut sign = self.next()?;
        while sign != '}' {
            (sign == '"').then_some(())?;
            let name = self.string()?.to_ascii_lowercase();
            (self.next()? == ':' && self.next()? == '"').then_some(())?;
            attributes.push((name, self.string()?));
            sign = match self.next()? {
                ',' => self.next().filter(|sign| *sign == '"')?,
                other => other,
            };
        }
        tree.open(Element { name, attributes });
        Some(())
    }

    /// The string whose opening mark is behind us.
    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.find(['"', '\\'])?;
            text.push_str(rest.get(..plain)?);
            self.at += plain + 1;
            if rest.get(plain..)?.starts_with('"') {
                return Some(text);
            }
            let escaped = self.rest().chars().next()?;
            self.at += escaped.len_utf8();
            text.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'b' => '\u{8}',
                'f' => '\u{C}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    /// A character by its number. Half of a pair alone becomes the sign for what is lost, as
    /// browsers do when they encode a text.
    fn unicode(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !(0xD800..0xDC00).contains(&unit) {
            return Some(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let back = self.at;
        let low = self.word("\\u").and_then(|()| self.unit());
        if let Some(low) = low.filter(|low| (0xDC00..0xE000).contains(low)) {
            return char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        }
        self.at = back;
        Some(char::REPLACEMENT_CHARACTER)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        digits
            .chars()
            .all(|c| c.is_ascii_hexdigit())
            .then_some(())?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}
