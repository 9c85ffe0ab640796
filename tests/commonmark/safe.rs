//! The safe form of a suite's HTML: what the allow-list of `docs/markdown.md` makes of it.
//!
//! HTML in, HTML out, by the tokens of the HTML standard (13.2.5) and by lists of our own here;
//! nothing of the reader is called. Tags of the allow-list stay, comments go, `script` and its
//! like are code, any other tag is text as it is written, and so is a tag in a line that has no
//! partner there. Text that stands in a block without a paragraph gets one, as the article has no
//! loose text.

/// What a tag stands for in the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// In a line: kept.
    Line,
    /// A block: kept. Loose text in it is a paragraph.
    Block,
    /// A block that holds a line: kept as it is.
    Holder,
    /// Around blocks, without a meaning: its content.
    Hull,
    /// Text that no tag is read in: shown as code.
    Raw,
    /// Not let through.
    Other,
}

fn role(name: &str) -> Role {
    const LINE: &str = " a abbr acronym b big bdi bdo br cite code del dfn em font i img input ins \
        kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr ";
    const BLOCK: &str = " blockquote dl figure hr ol table tbody thead tfoot tr ul ";
    const HOLDER: &str = " caption dd dt figcaption h1 h2 h3 h4 h5 h6 li p pre td th ";
    const HULL: &str = " address article aside center col colgroup details div footer header \
        hgroup main nav picture section summary ";
    let among = |list: &str| list.split(' ').any(|own| own == name);
    if matches!(name, "script" | "style" | "textarea") {
        Role::Raw
    } else if among(LINE) {
        Role::Line
    } else if among(BLOCK) {
        Role::Block
    } else if among(HOLDER) {
        Role::Holder
    } else if among(HULL) {
        Role::Hull
    } else {
        Role::Other
    }
}

/// A token as it is written.
enum Token<'a> {
    Text(&'a str),
    Comment,
    Tag {
        name: String,
        closes: bool,
    },
    /// A declaration, an instruction, what begins like a tag and is none.
    Bogus,
}

/// The safe form.
pub(crate) fn safe(html: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (token, length) = token(rest);
        let (written, behind) = rest.split_at(length);
        rest = behind;
        match token {
            Token::Comment => {}
            Token::Text(text) => writer.text(text),
            Token::Bogus => writer.shown(written),
            Token::Tag { name, closes } => match role(&name) {
                Role::Other => writer.shown(written),
                Role::Raw if writer.in_line() || closes => writer.shown(written),
                Role::Raw => {
                    let end = format!("</{name}");
                    let inside = rest.to_ascii_lowercase().find(&end);
                    let close = inside.map_or(rest.len(), |at| {
                        at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1)
                    });
                    // The block ends with the line.
                    let line = rest[close..]
                        .find('\n')
                        .map_or(rest.len(), |end| close + end);
                    writer.code(&format!("{written}{}", &rest[..line]));
                    rest = &rest[line..];
                }
                Role::Line => writer.line(&name, closes, written),
                Role::Hull => {
                    writer.edge();
                    // The suites put their notes into these.
                    if matches!(name.as_str(), "div" | "section") {
                        writer.out.push_str(written);
                    }
                }
                role => writer.block(&name, closes, written, role),
            },
        }
    }
    writer.edge();
    writer.out
}

/// The name by which the article's page has an element of a line; `None` where its content stays
/// alone.
fn meaning(name: &str) -> Option<&str> {
    Some(match name {
        "i" | "cite" | "var" | "dfn" => "em",
        "b" => "strong",
        "s" | "strike" => "del",
        "ins" => "u",
        "tt" | "samp" => "code",
        "acronym" => "abbr",
        "big" | "font" | "bdi" | "bdo" | "time" | "label" | "nobr" | "small" => return None,
        same => same,
    })
}

/// A piece of a line: what is written, and the tag that it is.
struct Piece {
    written: String,
    tag: Option<(String, bool)>,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The blocks that are open, and whether each holds a line.
    open: Vec<(String, bool)>,
    line: Vec<Piece>,
    /// Whether loose text has opened a paragraph.
    loose: bool,
}

impl Writer {
    fn in_line(&self) -> bool {
        self.loose || self.open.last().is_some_and(|(_, holds)| *holds)
    }

    fn piece(&mut self, written: String, tag: Option<(String, bool)>) {
        self.line.push(Piece { written, tag });
    }

    fn begin(&mut self) {
        if !self.in_line() {
            self.piece("<p>".to_owned(), None);
            self.loose = true;
        }
    }

    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.begin();
        }
        self.piece(text.to_owned(), None);
    }

    fn shown(&mut self, written: &str) {
        self.begin();
        self.piece(escaped(written), None);
    }

    fn line(&mut self, name: &str, closes: bool, written: &str) {
        self.begin();
        match name {
            "img" if !written.contains("alt=") => {
                let inner = written.trim_end_matches(['/', '>']);
                self.piece(format!("{inner} alt=\"\">"), None);
            }
            "br" | "img" | "input" | "wbr" => self.piece(written.to_owned(), None),
            _ => self.piece(written.to_owned(), Some((name.to_owned(), closes))),
        }
    }

    fn code(&mut self, written: &str) {
        self.edge();
        let code = escaped(written.trim_end());
        self.out.extend([
            "<pre><code class=\"language-html\">",
            &code,
            "\n</code></pre>",
        ]);
    }

    fn block(&mut self, name: &str, closes: bool, written: &str, role: Role) {
        self.edge();
        if closes {
            let Some(at) = self.open.iter().rposition(|(own, _)| own == name) else {
                return;
            };
            self.open.truncate(at);
        } else if name != "hr" {
            self.open.push((name.to_owned(), role == Role::Holder));
        }
        self.out.push_str(written);
    }

    /// Ends a line, and a paragraph of loose text with it.
    fn edge(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut paired = vec![false; line.len()];
        for (at, piece) in line.iter().enumerate() {
            match &piece.tag {
                Some((name, false)) => open.push((at, name)),
                Some((name, true)) => {
                    if let Some(begin) = open.iter().rposition(|(_, own)| own == name) {
                        paired[at] = true;
                        paired[open[begin].0] = true;
                        open.truncate(begin);
                    }
                }
                None => {}
            }
        }
        for (piece, paired) in line.iter().zip(paired) {
            match &piece.tag {
                None => self.out.push_str(&piece.written),
                Some(_) if !paired => self.out.push_str(&escaped(&piece.written)),
                Some((name, closes)) => {
                    if let Some(meant) = meaning(name) {
                        let begin = if *closes { "</" } else { "<" };
                        let attributes = &piece.written[begin.len() + name.len()..];
                        self.out.extend([begin, meant, attributes]);
                    }
                }
            }
        }
        if self.loose {
            self.out.push_str("</p>");
            self.loose = false;
        }
    }
}

/// The token at the beginning of a text, and its length.
fn token(text: &str) -> (Token<'_>, usize) {
    let until = |end: &str, from: usize| {
        text[from..]
            .find(end)
            .map_or(text.len(), |at| from + at + end.len())
    };
    if text.starts_with("<!-->") || text.starts_with("<!--->") {
        return (Token::Comment, until(">", 0));
    }
    if text.starts_with("<!--") {
        return (Token::Comment, until("-->", 4));
    }
    // As CommonMark has them, since the page shows them whole.
    for (open, end) in [("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
        if text.starts_with(open) {
            return (Token::Bogus, until(end, open.len()));
        }
    }
    let closes = text.starts_with("</");
    let name_at = if closes { 2 } else { 1 };
    let name: String = text
        .get(name_at..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '>'))
        .collect();
    if text.starts_with('<') && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return match tag_end(&text[name_at + name.len()..]) {
            Some(length) => {
                let length = name_at + name.len() + length;
                let name = name.to_ascii_lowercase();
                (Token::Tag { name, closes }, length)
            }
            // The end of the text stands in the tag.
            None => (Token::Bogus, text.len()),
        };
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let length = text[first..].find('<').map_or(text.len(), |at| first + at);
    (Token::Text(&text[..length]), length)
}

/// Where a tag ends, behind its name: the states of attributes in the standard.
fn tag_end(text: &str) -> Option<usize> {
    #[derive(Clone, Copy)]
    enum State {
        Name,
        BeforeValue,
        Quoted(char),
        Bare,
    }
    let mut state = State::Name;
    for (at, c) in text.char_indices() {
        state = match (state, c) {
            (State::Quoted(open), c) if c == open => State::Name,
            (State::Quoted(open), _) => State::Quoted(open),
            (_, '>') => return Some(at + 1),
            (State::Name, '=') => State::BeforeValue,
            (State::BeforeValue, '"' | '\'') => State::Quoted(c),
            (State::BeforeValue, c) if c.is_whitespace() => State::BeforeValue,
            (State::BeforeValue, _) => State::Bare,
            (State::Bare, c) if c.is_whitespace() => State::Name,
            (state, _) => state,
        };
    }
    None
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
