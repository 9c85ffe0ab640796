//! Sources that are made to take long: each is as long as is wanted, and reading it has to take
//! time in proportion to that.

use scholion::model::Article;
use scholion::parse::{self, BibliographyFormat, Format, Parsed};

/// What reads a source.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reader {
    Article(Format),
    Bibliography(BibliographyFormat),
}

impl Reader {
    /// Reads a source; of a bibliography an article that is nothing but its list.
    pub(crate) fn read(self, source: &str) -> Parsed {
        match self {
            Self::Article(format) => parse::text(source, format),
            Self::Bibliography(format) => {
                let read = parse::bibliography_in(source, format);
                Parsed {
                    article: Article {
                        references: read.references,
                        ..Article::default()
                    },
                    diagnostics: read.diagnostics,
                }
            }
        }
    }
}

/// A source that could take long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    pub(crate) name: &'static str,
    pub(crate) reader: Reader,
    shape: Shape,
}

/// How it grows.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// A piece again and again, between a beginning and an end.
    Again(&'static str, &'static str, &'static str),
    /// The same with a number in each piece, in the place of `#`.
    Counted(&'static str, &'static str, &'static str),
    /// A piece so often, then its counterpart as often.
    Nested(&'static str, &'static str, &'static str, &'static str),
    /// What no piece makes.
    Made(fn(usize) -> String),
}

impl Input {
    /// Its format and its name.
    pub(crate) fn full_name(&self) -> String {
        match self.reader {
            Reader::Article(format) => format!("{format:?}: {}", self.name),
            Reader::Bibliography(format) => format!("{format:?}: {}", self.name),
        }
    }

    /// Nearly so many bytes of it, and no more.
    pub(crate) fn source(&self, bytes: usize) -> String {
        match self.shape {
            Shape::Again(before, piece, behind) => {
                let room = bytes.saturating_sub(before.len() + behind.len());
                [before, &piece.repeat(room / piece.len()), behind].concat()
            }
            Shape::Counted(before, piece, behind) => {
                let mut source = before.to_owned();
                let mut count = 0_usize;
                loop {
                    count += 1;
                    let next = piece.replace('#', &count.to_string());
                    if source.len() + next.len() + behind.len() > bytes {
                        break;
                    }
                    source.push_str(&next);
                }
                source + behind
            }
            Shape::Nested(before, open, close, behind) => {
                let room = bytes.saturating_sub(before.len() + 1 + behind.len());
                let deep = room / (open.len() + close.len());
                [before, &open.repeat(deep), "a", &close.repeat(deep), behind].concat()
            }
            Shape::Made(make) => {
                let mut room = bytes;
                loop {
                    let source = make(room);
                    let over = source.len().saturating_sub(bytes);
                    if over == 0 || room == 0 {
                        break source;
                    }
                    room = room.saturating_sub(over);
                }
            }
        }
    }
}

const fn again(
    format: Format,
    name: &'static str,
    [before, piece, behind]: [&'static str; 3],
) -> Input {
    Input {
        name,
        reader: Reader::Article(format),
        shape: Shape::Again(before, piece, behind),
    }
}

const fn counted(
    format: Format,
    name: &'static str,
    [before, piece, behind]: [&'static str; 3],
) -> Input {
    Input {
        name,
        reader: Reader::Article(format),
        shape: Shape::Counted(before, piece, behind),
    }
}

const fn nested(
    format: Format,
    name: &'static str,
    [before, open, close, behind]: [&'static str; 4],
) -> Input {
    Input {
        name,
        reader: Reader::Article(format),
        shape: Shape::Nested(before, open, close, behind),
    }
}

const fn made(format: Format, name: &'static str, make: fn(usize) -> String) -> Input {
    Input {
        name,
        reader: Reader::Article(format),
        shape: Shape::Made(make),
    }
}

const fn works(
    format: BibliographyFormat,
    name: &'static str,
    [before, piece, behind]: [&'static str; 3],
) -> Input {
    Input {
        name,
        reader: Reader::Bibliography(format),
        shape: Shape::Counted(before, piece, behind),
    }
}

use BibliographyFormat::{BibTeX, CslJson, Ris};
use Format::{Html, Jats, Json, Markdown, Print};

/// Two hundred references, in print.
fn listed(body: &str) -> String {
    use std::fmt::Write as _;
    let mut source = format!("On Bones\n\n{body}\n\nReferences\n\n");
    for number in 1..=200 {
        let _ = writeln!(source, "{number}. Doe J. Bones. Bone. 2020;1:{number}.");
    }
    source
}

/// Runs of backticks, each longer than those before: none ends another.
fn backticks(bytes: usize) -> String {
    let mut source = String::new();
    let mut run = 0;
    while source.len() < bytes {
        run += 1;
        source.push('e');
        source.push_str(&"`".repeat(run));
    }
    source
}

/// Entities that are made of entities.
fn laughs(bytes: usize) -> String {
    use std::fmt::Write as _;
    let mut source = String::from("<!DOCTYPE article [<!ENTITY e0 \"laugh\">");
    for at in 1..20 {
        let _ = write!(
            source,
            "<!ENTITY e{at} \"{}\">",
            format!("&e{};", at - 1).repeat(10)
        );
    }
    source.push_str("]><article><front/><body><p>");
    source.push_str(&"&e19; ".repeat(bytes / 6));
    source + "</p></body></article>"
}

/// One long entity, again and again.
fn long_entity(bytes: usize) -> String {
    format!(
        "<!DOCTYPE article [<!ENTITY e \"{}\">]><article><front/><body><p>{}</p></body></article>",
        "long ".repeat(bytes / 10),
        "&e; ".repeat(bytes / 8)
    )
}

/// A table whose cells all claim to be as large as cells can be.
fn wide_cells(bytes: usize) -> String {
    let cell = r#"{"type":"tableCell","colspan":1000,"rowspan":65534,"children":[]}"#;
    let count = (bytes / (cell.len() + 1)).max(1);
    let cells = vec![cell; count].join(",");
    format!(
        r#"{{"scholion":1,"title":[],"children":[{{"type":"table","children":[{{"type":"tableRow","children":[{cells}]}}]}}]}}"#
    )
}

/// The same, a cell in each row.
fn tall_cells(bytes: usize) -> String {
    let row = r#"{"type":"tableRow","children":[{"type":"tableCell","colspan":1000,"rowspan":65534,"children":[]}]}"#;
    let count = (bytes / (row.len() + 1)).max(1);
    let rows = vec![row; count].join(",");
    format!(r#"{{"scholion":1,"title":[],"children":[{{"type":"table","children":[{rows}]}}]}}"#)
}

/// Strings of BibTeX that double each other.
fn doubling(bytes: usize) -> String {
    use std::fmt::Write as _;
    let mut source = String::from("@string{s0 = \"laugh\"}\n");
    for at in 1..40 {
        let _ = writeln!(source, "@string{{s{at} = s{0} # s{0}}}", at - 1);
    }
    let mut count = 0;
    while source.len() < bytes {
        count += 1;
        let _ = writeln!(source, "@misc{{k{count}, title = s39}}");
    }
    source
}

/// Each entry takes what it lacks from the next.
fn heirs(bytes: usize) -> String {
    use std::fmt::Write as _;
    let mut source = String::new();
    let mut count = 0;
    while source.len() < bytes {
        count += 1;
        let _ = writeln!(
            source,
            "@incollection{{k{count}, title = {{A}}, crossref = {{k{}}}}}",
            count + 1
        );
    }
    source
}

const PRINT_END: &str =
    "\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n2. Roe R. Two. Bone. 2012;2:2.\n";
const JATS_BODY: &str = "<article xmlns:xlink=\"x\"><front/><body>";
const JATS_END: &str = "</body><back><ref-list><ref id=\"r1\"><label>1</label><mixed-citation>Doe</mixed-citation></ref></ref-list></back></article>";
const JATS_LIST: &str = "<article><front/><body><p>a</p></body><back><ref-list>";
const JATS_LIST_END: &str = "</ref-list></back></article>";
const JSON_START: &str = "{\"scholion\":1,\"title\":[],\"children\":[";
const JSON_PARAGRAPH: &str =
    "{\"scholion\":1,\"title\":[],\"children\":[{\"type\":\"paragraph\",\"children\":[";
const HTML_START: &str = "<!DOCTYPE html><body><h1>A</h1><p>Hard.<sup>1</sup></p>";
const HTML_END: &str = "<h2>References</h2><ol><li>Doe J. Bones. 2020.</ol>";

/// All of them.
pub(crate) const INPUTS: &[Input] = &[
    // Markdown: what the implementations of CommonMark are tried with.
    nested(
        Markdown,
        "strong in emphasis",
        ["", "*a **a ", " a** a*", ""],
    ),
    again(Markdown, "closers of emphasis alone", ["", "a_ ", ""]),
    again(Markdown, "openers of emphasis alone", ["", "_a ", ""]),
    again(Markdown, "closers of links alone", ["", "a]", ""]),
    again(Markdown, "openers of links alone", ["", "[a", ""]),
    again(
        Markdown,
        "openers and closers that do not match",
        ["", "*a_ ", ""],
    ),
    again(Markdown, "runs of three and of two", ["a***", "b**c* ", ""]),
    again(
        Markdown,
        "openers of links, closers of emphasis",
        ["", "[ a_", ""],
    ),
    again(Markdown, "a link in a link", ["", "[ (](", ""]),
    again(Markdown, "a picture in a link", ["", "![[]()", ""]),
    again(
        Markdown,
        "emphasis across a link",
        ["", "**x [a*b**c*](d)", ""],
    ),
    nested(Markdown, "brackets", ["", "[", "]", ""]),
    nested(
        Markdown,
        "parentheses of an address",
        ["[a](", "(", ")", ")"],
    ),
    nested(Markdown, "pictures", ["", "![", "](a)", ""]),
    again(Markdown, "quotations", ["", "> ", "a"]),
    again(Markdown, "lists in lists", ["", "- ", "a"]),
    made(Markdown, "lists in lists, a line each", |bytes| {
        let mut source = String::new();
        let mut deep = 0;
        while source.len() < bytes {
            source.push_str(&" ".repeat(deep));
            source.push_str("* a\n");
            deep += 1;
        }
        source
    }),
    again(
        Markdown,
        "quotations that are taken up",
        ["> > > > > > > > a\n", "> > > > > > > > a\n", ""],
    ),
    again(Markdown, "items", ["", "- a\n", ""]),
    again(Markdown, "items that are empty", ["", "-\n", ""]),
    again(Markdown, "items with tasks", ["", "- [ ] a\n", ""]),
    again(Markdown, "numbered items", ["", "1. a\n", ""]),
    made(Markdown, "runs of backticks", backticks),
    again(Markdown, "code that does not end", ["", "`a ``", ""]),
    again(
        Markdown,
        "targets in angles that do not end",
        ["", "[a](<b", ""],
    ),
    again(Markdown, "targets that do not end", ["", "[a](b", ""]),
    again(Markdown, "comments that do not end", ["</", "<!--", ""]),
    again(Markdown, "instructions that do not end", ["a ", "<?", ""]),
    again(Markdown, "declarations that do not end", ["a ", "<!A ", ""]),
    again(Markdown, "CDATA that does not end", ["a ", "<![CDATA[", ""]),
    again(Markdown, "tags that do not end", ["", "<a b='", ""]),
    again(Markdown, "NULs", ["", "\0", ""]),
    again(Markdown, "lone CRs", ["", "a\r", ""]),
    again(Markdown, "blank lines", ["a", "\n", "a"]),
    again(
        Markdown,
        "lines that fall short of definitions",
        ["", "[a]:\n", ""],
    ),
    counted(
        Markdown,
        "definitions that are used",
        ["", "[a#]: /u\n[a#]\n\n", ""],
    ),
    again(
        Markdown,
        "a definition again and again",
        ["", "[a]: /u\n", "[a]"],
    ),
    again(
        Markdown,
        "uses of a definition",
        [
            "",
            "[a] ",
            "\n\n[a]: /a-long-address-that-is-taken-again-and-again\n",
        ],
    ),
    counted(Markdown, "notes", ["", "a[^#]\n\n[^#]: b\n\n", ""]),
    counted(
        Markdown,
        "notes that cite notes",
        ["a[^1]\n\n", "[^#]: b [^#] [^1]\n\n", ""],
    ),
    again(Markdown, "uses of a note", ["", "a[^1] ", "\n\n[^1]: b\n"]),
    again(Markdown, "notes without a definition", ["", "[^a] ", ""]),
    again(Markdown, "notes in the line", ["", "^[a ", ""]),
    nested(Markdown, "notes in notes", ["", "^[a ", "]", ""]),
    again(Markdown, "citations", ["", "[@a, p. 1; @b] ", ""]),
    again(Markdown, "a citation of many", ["[", "@a; ", "@b]"]),
    again(Markdown, "citations that do not end", ["", "[@a; ", ""]),
    again(
        Markdown,
        "citations in the sentence",
        ["", "@a [p. 1] ", ""],
    ),
    again(Markdown, "raised figures", ["", "^1-9^ ", ""]),
    again(Markdown, "raised that do not end", ["", "^a", ""]),
    again(Markdown, "lowered that do not end", ["", "~a", ""]),
    again(Markdown, "struck that do not end", ["", "~~a ", ""]),
    again(Markdown, "formulae", ["", "$a$ ", ""]),
    again(Markdown, "formulae that do not end", ["", "$a ", ""]),
    again(Markdown, "one long formula", ["$", "\\frac{a}{b} ", "$"]),
    nested(
        Markdown,
        "fractions in fractions",
        ["$", "\\frac{", "}{b}", "$"],
    ),
    again(Markdown, "formulae set off", ["", "$$\na\n$$\n\n", ""]),
    again(
        Markdown,
        "formulae set off that do not end",
        ["", "$$ a\n", ""],
    ),
    again(Markdown, "attributes", ["", "[a]{.b #c d=e} ", ""]),
    again(Markdown, "attributes that do not end", ["", "[a]{.b ", ""]),
    again(
        Markdown,
        "one long list of attributes",
        ["[a]{", ".b ", "}"],
    ),
    again(Markdown, "divisions", ["", "::: a\nb\n", ""]),
    nested(
        Markdown,
        "divisions in divisions",
        ["", "::: a\n", "\n:::\n", ""],
    ),
    again(
        Markdown,
        "a table of many rows",
        ["|a|b|\n|-|-|\n", "|c|d|\n", ""],
    ),
    made(Markdown, "a table of many columns", |bytes| {
        let wide = bytes / 6;
        ["a|".repeat(wide), "-|".repeat(wide), "b|".repeat(wide)].join("\n")
    }),
    made(Markdown, "a wide table of short rows", |bytes| {
        let wide = bytes / 8;
        ["a|".repeat(wide), "-|".repeat(wide), "b|\n".repeat(wide)].join("\n")
    }),
    again(Markdown, "tables", ["", "|a|\n|-|\n|b|\n\n", ""]),
    again(Markdown, "headings", ["", "# a\n\n", ""]),
    again(
        Markdown,
        "headings deeper and deeper",
        ["", "# a\n## a\n### a\n#### a\n##### a\n###### a\n", ""],
    ),
    again(Markdown, "lines under headings", ["", "a\n===\n", ""]),
    again(Markdown, "elements", ["", "<b>a</b> ", ""]),
    nested(Markdown, "elements in elements", ["", "<b>", "</b>", ""]),
    again(Markdown, "elements that do not end", ["", "<sup>", ""]),
    nested(
        Markdown,
        "blocks of HTML",
        ["", "<div>\n\n", "\n\n</div>", ""],
    ),
    again(
        Markdown,
        "blocks of HTML that do not end",
        ["", "<div>\n", ""],
    ),
    nested(
        Markdown,
        "details",
        [
            "",
            "<details><summary>a</summary>\n\n",
            "\n\n</details>",
            "",
        ],
    ),
    again(Markdown, "addresses", ["", "http://a.org/b ", ""]),
    again(Markdown, "addresses that do not end", ["", "http://", ""]),
    again(Markdown, "www", ["", "www.", ""]),
    again(Markdown, "addresses of mail", ["", "a@b.c.", ""]),
    again(Markdown, "angles", ["", "<a@", ""]),
    again(Markdown, "entities", ["", "&amp;", ""]),
    again(Markdown, "entities that do not end", ["", "&a", ""]),
    again(Markdown, "backslashes", ["", "\\", "a"]),
    again(Markdown, "terms", ["", "a\n: b\n\n", ""]),
    again(Markdown, "a line", ["", "word ", ""]),
    again(Markdown, "a word", ["", "a", ""]),
    again(Markdown, "matter", ["---\n", "a: b\n", "---\n\nc"]),
    again(
        Markdown,
        "matter that nests",
        ["---\na: ", "[", "\n---\n\nc"],
    ),
    counted(
        Markdown,
        "aliases in the matter",
        ["---\na: &a [b]\n", "k#: *a\n", "---\n\nc"],
    ),
    again(Markdown, "bidirectional controls", ["", "a\u{202e}b ", ""]),
    again(
        Markdown,
        "invisible characters",
        ["", "a\u{200b}\u{ad}", ""],
    ),
    again(Markdown, "combining marks", ["a", "\u{301}", ""]),
    again(Markdown, "figures", ["", "![a](b.png)\n\n", ""]),
    counted(
        Markdown,
        "mentions of figures",
        ["![a](b.png){#fig:a}\n\n", "Figure # @fig:a. ", ""],
    ),
    // Text as it is printed.
    again(Print, "words", ["On Bones\n\n", "word ", PRINT_END]),
    again(Print, "one word", ["On Bones\n\n", "a", PRINT_END]),
    again(Print, "markers", ["On Bones\n\n", "Hard.¹ ", PRINT_END]),
    again(
        Print,
        "a marker of many",
        ["On Bones\n\nHard.¹", ",²", PRINT_END],
    ),
    again(Print, "bare markers", ["On Bones\n\n", "¹", PRINT_END]),
    again(
        Print,
        "markers in brackets",
        ["On Bones\n\n", "Hard [1, 2]. ", PRINT_END],
    ),
    again(
        Print,
        "markers that do not end",
        ["On Bones\n\n", "[1, ", PRINT_END],
    ),
    made(Print, "ranges", |bytes| {
        listed(&"Hard.¹⁻²⁰⁰ ".repeat(bytes / 22))
    }),
    made(Print, "ranges in brackets", |bytes| {
        listed(&"Hard [1-200]. ".repeat(bytes / 14))
    }),
    again(
        Print,
        "ranges of huge numbers",
        ["On Bones\n\n", "Hard.¹⁻⁹⁹⁹⁹⁹⁹⁹⁹⁹ ", PRINT_END],
    ),
    again(
        Print,
        "names and years",
        ["On Bones\n\n", "(Doe, 2020; Roe 2012a) ", PRINT_END],
    ),
    counted(
        Print,
        "references",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n",
            "#. Doe J. Bones. Bone. 2020;1:#.\n",
            "",
        ],
    ),
    again(
        Print,
        "references without numbers",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n",
            "Doe J. Bones. Bone. 2020;1:2.\n",
            "",
        ],
    ),
    again(
        Print,
        "references that are the same",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n",
            "1. Doe J. Bones. Bone. 2020;1:2.\n",
            "",
        ],
    ),
    again(
        Print,
        "authors of a reference",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. ",
            "Doe J, ",
            "Bones. Bone. 2020;1:2.\n",
        ],
    ),
    again(
        Print,
        "numbers of a reference",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:",
            "2-3, ",
            "\n",
        ],
    ),
    again(
        Print,
        "identifiers of a reference",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. ",
            "doi:10.1000/a PMID: 1 ",
            "\n",
        ],
    ),
    again(
        Print,
        "identifiers with a SICI",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. ",
            "doi:10.1000/(SICI)1<1::AID-A1>3.0.CO;2-2",
            "\n",
        ],
    ),
    again(
        Print,
        "identifiers with a SICI that does not end",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. ",
            "10.1000/a(SICI)<1::A https://a.org/(SICI)<",
            "\n",
        ],
    ),
    again(
        Print,
        "years of a reference whose days do not end",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe, J. ",
            "(2020, May ",
            "\n",
        ],
    ),
    again(
        Print,
        "chapters of a reference",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. Doe, J. (2020). Bones",
            ". In R. Roe & P. Poe (Eds.), (2nd ed., ",
            "\n",
        ],
    ),
    again(
        Print,
        "authors with their initials first",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. ",
            "J. Doe, ",
            "Bones, Bone 5 (2020) 2.\n",
        ],
    ),
    again(
        Print,
        "years of a reference among figures",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n1. J. Doe, R. Roe, Bones, Bone ",
            "5, 3 (2014) 2014, ",
            "\n",
        ],
    ),
    again(
        Print,
        "references with years among figures",
        [
            "On Bones\n\nHard.¹\n\nReferences\n\n",
            "1. J. Doe, 5, no. 2 (2014) 5, 3 (2015) 6, 4 (2016) 7, 5 (2017) x\n",
            "",
        ],
    ),
    again(
        Print,
        "a long reference",
        ["On Bones\n\nHard.¹\n\nReferences\n\n1. ", "word ", "\n"],
    ),
    again(
        Print,
        "headings",
        ["On Bones\n\n", "A Heading\n\nText. ¹\n\n", PRINT_END],
    ),
    again(
        Print,
        "headings alone",
        ["On Bones\n\n", "A Heading\n\n", PRINT_END],
    ),
    again(
        Print,
        "captions",
        ["On Bones\n\n", "Figure 1. Bones.\n\n", PRINT_END],
    ),
    counted(
        Print,
        "captions with numbers",
        [
            "On Bones\n\n",
            "Figure #. Bones. See Figure #.\n\n",
            PRINT_END,
        ],
    ),
    again(
        Print,
        "mentions",
        [
            "On Bones\n\nFigure 1. Bones.\n\n",
            "Figs. 1, 2 and 3. ",
            PRINT_END,
        ],
    ),
    again(
        Print,
        "columns",
        [
            "On Bones\n\nTable 1. Bones\n\n",
            "  --- ---\n  a   b\n",
            PRINT_END,
        ],
    ),
    again(Print, "items", ["On Bones\n\n", "- a\n", PRINT_END]),
    again(
        Print,
        "items in items",
        ["On Bones\n\n", "  - a\n", PRINT_END],
    ),
    again(
        Print,
        "bylines",
        ["On Bones\n\n", "Written by: A. Doe, MD\n", PRINT_END],
    ),
    again(Print, "parentheses", ["On Bones\n\n", "(1 + ", PRINT_END]),
    again(
        Print,
        "quotation marks",
        ["On Bones\n\n", "“a ‘b ", PRINT_END],
    ),
    again(Print, "emphasis", ["On Bones\n\n", "*a ", PRINT_END]),
    again(
        Print,
        "links that do not end",
        ["On Bones\n\n", "[a](", PRINT_END],
    ),
    again(
        Print,
        "addresses",
        ["On Bones\n\n", "https://a.org/b ", PRINT_END],
    ),
    again(
        Print,
        "addresses in one",
        ["On Bones\n\n", "http://", PRINT_END],
    ),
    again(Print, "blank lines", ["On Bones\n\n", "\n", PRINT_END]),
    again(Print, "lines", ["On Bones\n\n", "a\n", PRINT_END]),
    again(
        Print,
        "bidirectional controls",
        ["On Bones\n\n", "a\u{202e}b ", PRINT_END],
    ),
    again(
        Print,
        "emoji that are joined",
        ["On Bones\n\n", "👩\u{200d}", PRINT_END],
    ),
    again(Print, "sentences", ["On Bones\n\n", "A b. ", PRINT_END]),
    again(
        Print,
        "abbreviations",
        ["On Bones\n\n", "e.g. Dr. A. ", PRINT_END],
    ),
    // JATS.
    nested(
        Jats,
        "sections in sections",
        [JATS_BODY, "<sec><title>a</title>", "</sec>", JATS_END],
    ),
    nested(
        Jats,
        "emphasis in emphasis",
        [JATS_BODY, "<bold>", "</bold>", JATS_END],
    ),
    nested(
        Jats,
        "lists in lists",
        [
            JATS_BODY,
            "<list><list-item>",
            "</list-item></list>",
            JATS_END,
        ],
    ),
    nested(
        Jats,
        "quotations in quotations",
        [JATS_BODY, "<disp-quote>", "</disp-quote>", JATS_END],
    ),
    nested(
        Jats,
        "elements that nobody knows",
        [JATS_BODY, "<x>", "</x>", JATS_END],
    ),
    nested(
        Jats,
        "formulae",
        [
            "<article xmlns:mml=\"http://www.w3.org/1998/Math/MathML\"><front/><body><p><mml:math>",
            "<mml:mrow>",
            "</mml:mrow>",
            "</mml:math></p></body></article>",
        ],
    ),
    nested(
        Jats,
        "tables in tables",
        [
            JATS_BODY,
            "<table-wrap><table><tr><td>",
            "</td></tr></table></table-wrap>",
            JATS_END,
        ],
    ),
    again(Jats, "elements that do not end", [JATS_BODY, "<p>", ""]),
    again(
        Jats,
        "elements that end and never began",
        [JATS_BODY, "</p>", JATS_END],
    ),
    again(Jats, "tags that do not end", [JATS_BODY, "<p a=\"", ""]),
    again(Jats, "comments", [JATS_BODY, "<!-- a -->", JATS_END]),
    again(Jats, "comments that do not end", [JATS_BODY, "<!--", ""]),
    again(Jats, "CDATA", [JATS_BODY, "<![CDATA[a]]>", JATS_END]),
    again(
        Jats,
        "CDATA that does not end",
        [JATS_BODY, "<![CDATA[", ""],
    ),
    again(Jats, "instructions", [JATS_BODY, "<?a b?>", JATS_END]),
    made(Jats, "entities of entities", laughs),
    made(Jats, "a long entity", long_entity),
    again(
        Jats,
        "entities that nobody knows",
        [JATS_BODY, "&a;", JATS_END],
    ),
    again(Jats, "bare ampersands", [JATS_BODY, "&", JATS_END]),
    counted(
        Jats,
        "attributes of an element",
        [
            "<article><front/><body><p ",
            "a#=\"b\" ",
            ">a</p></body></article>",
        ],
    ),
    counted(
        Jats,
        "namespaces",
        [
            "<article><front/><body><p ",
            "xmlns:a#=\"b\" ",
            ">a</p></body></article>",
        ],
    ),
    again(Jats, "paragraphs", [JATS_BODY, "<p>a</p>", JATS_END]),
    again(
        Jats,
        "citations",
        [
            JATS_BODY,
            "<p>a<xref ref-type=\"bibr\" rid=\"r1\">1</xref></p>",
            JATS_END,
        ],
    ),
    again(
        Jats,
        "citations in a row",
        [
            "<article><front/><body><p>a",
            "<xref ref-type=\"bibr\" rid=\"r1\">1</xref>,",
            "</p></body><back><ref-list><ref id=\"r1\"><mixed-citation>a</mixed-citation></ref></ref-list></back></article>",
        ],
    ),
    again(
        Jats,
        "a citation of many",
        [
            "<article><front/><body><p>a<xref ref-type=\"bibr\" rid=\"",
            "r1 ",
            "\">1</xref></p></body><back><ref-list><ref id=\"r1\"><mixed-citation>a</mixed-citation></ref></ref-list></back></article>",
        ],
    ),
    again(
        Jats,
        "citations of nothing",
        [
            JATS_BODY,
            "<xref ref-type=\"bibr\" rid=\"x\">1</xref>",
            JATS_END,
        ],
    ),
    counted(
        Jats,
        "references",
        [
            JATS_LIST,
            "<ref id=\"r#\"><label>#</label><mixed-citation>Doe J. Bones. Bone. 2020;1:2.</mixed-citation></ref>",
            JATS_LIST_END,
        ],
    ),
    again(
        Jats,
        "references of one id",
        [
            JATS_LIST,
            "<ref id=\"r\"><mixed-citation>Doe</mixed-citation></ref>",
            JATS_LIST_END,
        ],
    ),
    again(
        Jats,
        "names of a reference",
        [
            "<article><front/><body><p>a</p></body><back><ref-list><ref id=\"r\"><element-citation>",
            "<name><surname>Doe</surname><given-names>J</given-names></name>",
            "</element-citation></ref></ref-list></back></article>",
        ],
    ),
    counted(Jats, "ids", [JATS_BODY, "<p id=\"a#\">a</p>", JATS_END]),
    again(
        Jats,
        "an id again and again",
        [JATS_BODY, "<sec id=\"a\"><title>a</title></sec>", JATS_END],
    ),
    counted(
        Jats,
        "notes",
        [
            JATS_BODY,
            "<fn id=\"n#\"><p>a</p></fn><xref ref-type=\"fn\" rid=\"n#\">a</xref>",
            JATS_END,
        ],
    ),
    counted(
        Jats,
        "figures",
        [
            JATS_BODY,
            "<fig id=\"f#\"><label>Figure #</label><graphic xlink:href=\"a.png\"/></fig><p><xref ref-type=\"fig\" rid=\"f#\">a</xref></p>",
            JATS_END,
        ],
    ),
    again(
        Jats,
        "rows",
        [
            "<article><front/><body><table-wrap><table>",
            "<tr><td colspan=\"1000\" rowspan=\"60000\">a</td></tr>",
            "</table></table-wrap></body></article>",
        ],
    ),
    again(
        Jats,
        "contributors",
        [
            "<article><front><article-meta><contrib-group>",
            "<contrib contrib-type=\"author\"><name><surname>Doe</surname></name><xref ref-type=\"aff\" rid=\"a\"/></contrib>",
            "</contrib-group><aff id=\"a\">A</aff></article-meta></front><body><p>a</p></body></article>",
        ],
    ),
    again(
        Jats,
        "keywords",
        [
            "<article><front><article-meta><kwd-group>",
            "<kwd>a</kwd>",
            "</kwd-group></article-meta></front><body><p>a</p></body></article>",
        ],
    ),
    // The structured form.
    again(Json, "arrays", [JSON_START, "[", ""]),
    again(Json, "objects", [JSON_START, "{\"a\":", ""]),
    nested(
        Json,
        "quotations",
        [
            JSON_START,
            "{\"type\":\"blockquote\",\"children\":[",
            "]}",
            "]}",
        ],
    ),
    nested(
        Json,
        "emphasis",
        [
            JSON_PARAGRAPH,
            "{\"type\":\"emphasis\",\"children\":[",
            "]}",
            "]}]}",
        ],
    ),
    again(
        Json,
        "paragraphs",
        [
            JSON_START,
            "{\"type\":\"paragraph\",\"children\":[]},",
            "{\"type\":\"paragraph\",\"children\":[]}]}",
        ],
    ),
    again(
        Json,
        "texts",
        [
            JSON_PARAGRAPH,
            "{\"type\":\"text\",\"value\":\"a\"},",
            "{\"type\":\"text\",\"value\":\"a\"}]}]}",
        ],
    ),
    again(
        Json,
        "a text",
        [
            "{\"scholion\":1,\"title\":[],\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"value\":\"",
            "word ",
            "\"}]}]}",
        ],
    ),
    again(
        Json,
        "halves of pairs",
        [
            "{\"scholion\":1,\"title\":[],\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"text\",\"value\":\"",
            "\\ud800",
            "\"}]}]}",
        ],
    ),
    again(
        Json,
        "a number",
        [
            "{\"scholion\":1,\"title\":[],\"children\":[],\"a\":",
            "9",
            "}",
        ],
    ),
    again(
        Json,
        "faults",
        [JSON_START, "{\"type\":\"x\"},", "{\"type\":\"x\"}]}"],
    ),
    counted(
        Json,
        "members that nobody knows",
        [
            "{\"scholion\":1,\"title\":[],\"children\":[]",
            ",\"a#\":1",
            "}",
        ],
    ),
    again(
        Json,
        "a citation of many",
        [
            "{\"scholion\":1,\"title\":[],\"references\":[{\"id\":\"1\",\"children\":[]}],\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"citation\",\"marker\":\"1\",\"references\":[\"1\"",
            ",\"1\"",
            "]}]}]}",
        ],
    ),
    again(
        Json,
        "citations",
        [
            "{\"scholion\":1,\"title\":[],\"references\":[{\"id\":\"1\",\"children\":[]}],\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"citation\",\"marker\":\"1\",\"references\":[\"1\"]}",
            ",{\"type\":\"citation\",\"marker\":\"1\",\"references\":[\"1\"]}",
            "]}]}",
        ],
    ),
    counted(
        Json,
        "references",
        [
            "{\"scholion\":1,\"title\":[],\"children\":[],\"references\":[{\"id\":\"0\",\"children\":[]}",
            ",{\"id\":\"#\",\"children\":[{\"type\":\"text\",\"value\":\"Doe J. Bones. Bone. 2020;1:2.\"}]}",
            "]}",
        ],
    ),
    made(Json, "cells that are wide", wide_cells),
    made(Json, "cells that are tall", tall_cells),
    again(
        Json,
        "blanks",
        ["", " ", "{\"scholion\":1,\"title\":[],\"children\":[]}"],
    ),
    // Pages.
    nested(Html, "divisions", [HTML_START, "<div>", "</div>", HTML_END]),
    nested(
        Html,
        "sections",
        [HTML_START, "<section><h2>a</h2>", "</section>", HTML_END],
    ),
    nested(Html, "emphasis", [HTML_START, "<em>", "</em>", HTML_END]),
    nested(
        Html,
        "lists",
        [HTML_START, "<ul><li>", "</li></ul>", HTML_END],
    ),
    again(
        Html,
        "formatting that does not end",
        [HTML_START, "<b><p>", HTML_END],
    ),
    again(
        Html,
        "fonts that do not end",
        [HTML_START, "<font color=a><p>b", HTML_END],
    ),
    again(Html, "paragraphs", [HTML_START, "<p>a", HTML_END]),
    again(
        Html,
        "raised figures",
        [HTML_START, "<sup>1</sup> ", HTML_END],
    ),
    again(
        Html,
        "markers in brackets",
        [HTML_START, "[1, 2–3] ", HTML_END],
    ),
    again(
        Html,
        "links",
        [HTML_START, "<a href=\"#r1\">1</a>, ", HTML_END],
    ),
    counted(
        Html,
        "links to references",
        [
            HTML_START,
            "<a href=\"#r#\">#</a><p id=\"r#\">#. Doe J. 2020.</p>",
            HTML_END,
        ],
    ),
    again(Html, "tables", [HTML_START, "<table><tr><td>a", HTML_END]),
    again(
        Html,
        "rows",
        [
            "<!DOCTYPE html><body><table>",
            "<tr><td colspan=1000 rowspan=60000>a",
            "</table>",
        ],
    ),
    again(Html, "headings", [HTML_START, "<h2>a</h2>", HTML_END]),
    again(
        Html,
        "entries",
        [
            "<!DOCTYPE html><body><h1>A</h1><p>Hard.<sup>1</sup></p><h2>References</h2><ol>",
            "<li>Doe J. Bones. 2020.",
            "</ol>",
        ],
    ),
    again(Html, "comments", [HTML_START, "<!-- a -->", HTML_END]),
    counted(
        Html,
        "attributes",
        ["<!DOCTYPE html><body><p ", "a#=b ", ">a"],
    ),
    again(Html, "templates", [HTML_START, "<template>", HTML_END]),
    again(Html, "options", [HTML_START, "<select><option>a", HTML_END]),
    again(Html, "drawings", [HTML_START, "<svg><g>a", HTML_END]),
    again(Html, "anchors", [HTML_START, "<a name=b>", HTML_END]),
    // Bibliographies.
    works(
        BibTeX,
        "entries",
        [
            "",
            "@article{k#, author = {Doe, J.}, title = {Bones}, year = 2020}\n",
            "",
        ],
    ),
    works(
        BibTeX,
        "entries of one key",
        ["", "@misc{k, title = {Bones}}\n", ""],
    ),
    works(
        BibTeX,
        "braces that do not end",
        ["@misc{k, title = ", "{", ""],
    ),
    works(
        BibTeX,
        "entries that do not end",
        ["", "@misc{k#, title = {A\n", ""],
    ),
    works(
        BibTeX,
        "authors",
        ["@misc{k, author = {Doe, J.", " and Doe, J.", "}}"],
    ),
    works(BibTeX, "fields", ["@misc{k", ", a# = {b}", "}"]),
    works(
        BibTeX,
        "commands",
        ["@misc{k, title = {", "\\emph{a} \\\"{o} ", "}}"],
    ),
    works(
        BibTeX,
        "commands in commands",
        ["@misc{k, title = {", "\\emph{", "}}"],
    ),
    works(
        BibTeX,
        "concatenations",
        ["@misc{k, title = {a}", " # {b}", "}"],
    ),
    works(BibTeX, "signs", ["", "@", ""]),
    Input {
        name: "strings of strings",
        reader: Reader::Bibliography(BibTeX),
        shape: Shape::Made(doubling),
    },
    Input {
        name: "heirs",
        reader: Reader::Bibliography(BibTeX),
        shape: Shape::Made(heirs),
    },
    works(
        CslJson,
        "items",
        [
            "[{\"id\":\"0\"}",
            ",{\"id\":\"k#\",\"type\":\"book\",\"title\":\"Bones\",\"author\":[{\"family\":\"Doe\"}]}",
            "]",
        ],
    ),
    works(
        CslJson,
        "authors",
        [
            "[{\"id\":\"0\",\"author\":[{\"family\":\"Doe\"}",
            ",{\"family\":\"Doe\"}",
            "]}]",
        ],
    ),
    works(CslJson, "arrays", ["", "[", ""]),
    works(
        Ris,
        "records",
        ["", "TY  - JOUR\nID  - k#\nTI  - Bones\nER  - \n", ""],
    ),
    works(
        Ris,
        "authors",
        ["TY  - JOUR\n", "AU  - Doe, J.\n", "ER  - \n"],
    ),
    works(Ris, "records that do not end", ["", "TY  - JOUR\n", ""]),
];
