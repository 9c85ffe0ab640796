//! Articles that are made to be measured: the same one in every format, as long as is wanted. Once
//! over, it is as long as a long magazine article (about 20 KB, 36 markers, 47 references).

#[path = "../support/random.rs"]
mod random;

use std::fmt::Write as _;

use random::Random;
use scholion::parse::{self, Parsed};

/// The formats that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Markdown whose references are footnotes.
    Notes,
    /// Markdown that cites by key, as Pandoc has it. The works are given beside it.
    Keys,
    /// Text as it is printed, with raised figures and a numbered list.
    Print,
    /// JATS XML.
    Jats,
    /// The structured article.
    Json,
    /// The references alone.
    Bibtex,
    /// The same as CSL-JSON.
    CslJson,
    /// The same as RIS.
    Ris,
}

impl Kind {
    /// All of them, with the names they are asked for by.
    pub(crate) const ALL: [(Self, &str); 8] = [
        (Self::Notes, "markdown"),
        (Self::Keys, "pandoc"),
        (Self::Print, "print"),
        (Self::Jats, "jats"),
        (Self::Json, "json"),
        (Self::Bibtex, "bibtex"),
        (Self::CslJson, "csl-json"),
        (Self::Ris, "ris"),
    ];
}

/// An article in a format, so many times over. The same call always gives the same text.
pub(crate) fn source(kind: Kind, times: usize) -> String {
    let article = Article::of(times);
    match kind {
        Kind::Notes => article.markdown(
            &|numbers| {
                let marks: Vec<_> = numbers.iter().map(|n| format!("[^{n}]")).collect();
                marks.concat()
            },
            true,
        ),
        Kind::Keys => article.markdown(
            &|numbers| {
                let keys: Vec<_> = numbers.iter().map(|n| format!("@work{n}")).collect();
                format!(" [{}]", keys.join("; "))
            },
            false,
        ),
        Kind::Print => article.print(),
        Kind::Jats => article.jats(),
        Kind::Json => {
            let notes = source(Kind::Notes, times);
            serde_json::to_string(&scholion::parse::markdown(&notes, &[]).article)
                .unwrap_or_default()
        }
        Kind::Bibtex => article.bibtex(),
        Kind::CslJson => article.csl_json(),
        Kind::Ris => article.ris(),
    }
}

/// Reads a source; of a bibliography an article that is nothing but its list.
pub(crate) fn read(kind: Kind, source: &str) -> Parsed {
    let references = |format| Parsed {
        article: scholion::model::Article {
            references: parse::bibliography_in(source, format).references,
            ..Default::default()
        },
        diagnostics: Vec::new(),
    };
    match kind {
        Kind::Notes | Kind::Keys => parse::markdown(source, &[]),
        Kind::Print => parse::print(source),
        Kind::Jats => parse::jats(source),
        Kind::Json => parse::json(source),
        Kind::Bibtex => references(parse::BibliographyFormat::BibTeX),
        Kind::CslJson => references(parse::BibliographyFormat::CslJson),
        Kind::Ris => references(parse::BibliographyFormat::Ris),
    }
}

const SECTIONS: usize = 6;
const PARAGRAPHS: usize = 6;
const WORKS: usize = 47;

const WORDS: [&str; 60] = [
    "bone",
    "density",
    "the",
    "of",
    "a",
    "loss",
    "fracture",
    "risk",
    "in",
    "older",
    "women",
    "and",
    "men",
    "was",
    "lower",
    "than",
    "placebo",
    "after",
    "two",
    "years",
    "treatment",
    "with",
    "vitamin",
    "dose",
    "daily",
    "trial",
    "patients",
    "who",
    "had",
    "been",
    "given",
    "calcium",
    "for",
    "hip",
    "spine",
    "measured",
    "by",
    "absorption",
    "markers",
    "turnover",
    "evidence",
    "suggests",
    "that",
    "intake",
    "from",
    "food",
    "is",
    "rarely",
    "enough",
    "to",
    "raise",
    "levels",
    "in",
    "blood",
    "naïve",
    "observers",
    "found",
    "no",
    "difference",
    "between",
];
const FAMILIES: [&str; 8] = [
    "Marrow", "Tibia", "Ulna", "Femur", "Núñez", "Radius", "Carpal", "Orbit",
];
const JOURNALS: [&str; 4] = [
    "Bone",
    "J Bone Miner Res",
    "Osteoporos Int",
    "Calcif Tissue Int",
];

/// A piece of a paragraph.
enum Piece {
    Text(String),
    Strong(String),
    Emphasis(String),
    Link(String),
    Cited(Vec<usize>),
}

struct Work {
    authors: [(&'static str, char); 3],
    title: String,
    journal: &'static str,
    year: usize,
    volume: usize,
    page: usize,
}

struct Article {
    sections: Vec<(String, Vec<Vec<Piece>>)>,
    works: Vec<Work>,
}

impl Random {
    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| self.pick(&WORDS)).collect();
        words.join(" ")
    }

    fn sentence(&mut self, count: usize) -> String {
        let words = self.words(count);
        let (first, rest) = words.split_at(1);
        first.to_uppercase() + rest
    }
}

impl Article {
    fn of(times: usize) -> Self {
        let mut random = Random(0x5eed_0b0e);
        let mut article = Self {
            sections: Vec::new(),
            works: Vec::new(),
        };
        for time in 0..times {
            for section in 0..SECTIONS {
                let paragraphs = (0..PARAGRAPHS)
                    .map(|paragraph| {
                        let marker = section * PARAGRAPHS + paragraph;
                        let mut cited = vec![time * WORKS + marker + 1];
                        if marker < WORKS - SECTIONS * PARAGRAPHS {
                            cited.push(time * WORKS + SECTIONS * PARAGRAPHS + marker + 1);
                        }
                        random.paragraph(cited)
                    })
                    .collect();
                article.sections.push((random.sentence(4), paragraphs));
            }
            for _ in 0..WORKS {
                article.works.push(random.work());
            }
        }
        article
    }
}

impl Random {
    fn paragraph(&mut self, cited: Vec<usize>) -> Vec<Piece> {
        vec![
            Piece::Text(self.sentence(9) + " "),
            Piece::Strong(self.words(2)),
            Piece::Text(format!(", {} ", self.words(8))),
            Piece::Emphasis(self.words(1)),
            Piece::Text(format!(" {}. {} ", self.words(6), self.sentence(10))),
            Piece::Link(self.words(2)),
            Piece::Text(format!(" {}.", self.words(5))),
            Piece::Cited(cited),
            Piece::Text(format!(" {}.", self.sentence(8))),
        ]
    }

    fn work(&mut self) -> Work {
        let initials = ['A', 'B', 'E', 'J', 'M'];
        Work {
            authors: std::array::from_fn(|_| (self.pick(&FAMILIES), self.pick(&initials))),
            title: self.sentence(9),
            journal: self.pick(&JOURNALS),
            year: 1980 + self.below(45),
            volume: 1 + self.below(90),
            page: 10 + self.below(900),
        }
    }
}

impl Work {
    /// As medicine prints it.
    fn printed(&self) -> String {
        let authors: Vec<_> = self
            .authors
            .iter()
            .map(|(family, initial)| format!("{family} {initial}"))
            .collect();
        format!(
            "{}. {}. *{}.* {};{}:{}-{}.",
            authors.join(", "),
            self.title,
            self.journal,
            self.year,
            self.volume,
            self.page,
            self.page + 8
        )
    }
}

impl Article {
    fn markdown(&self, cite: &dyn Fn(&[usize]) -> String, listed: bool) -> String {
        let mut out = String::from("# On bones\n");
        for (title, paragraphs) in &self.sections {
            let _ = write!(out, "\n## {title}\n");
            for paragraph in paragraphs {
                out.push('\n');
                for piece in paragraph {
                    let _ = match piece {
                        Piece::Text(text) => write!(out, "{text}"),
                        Piece::Strong(text) => write!(out, "**{text}**"),
                        Piece::Emphasis(text) => write!(out, "*{text}*"),
                        Piece::Link(text) => write!(out, "[{text}](https://example.org/bones)"),
                        Piece::Cited(numbers) => write!(out, "{}", cite(numbers)),
                    };
                }
                out.push('\n');
            }
        }
        if listed {
            out.push('\n');
            for (at, work) in self.works.iter().enumerate() {
                let _ = writeln!(out, "[^{}]: {}", at + 1, work.printed());
            }
        }
        out
    }

    fn print(&self) -> String {
        let raised = |numbers: &[usize]| {
            let all: Vec<_> = numbers.iter().map(ToString::to_string).collect();
            format!("^{{{}}}", all.join(","))
        };
        let mut out = String::from("On bones\n");
        for (title, paragraphs) in &self.sections {
            let _ = write!(out, "\n{title}\n");
            for paragraph in paragraphs {
                out.push('\n');
                for piece in paragraph {
                    let _ = match piece {
                        Piece::Text(text) => write!(out, "{text}"),
                        Piece::Strong(text) => write!(out, "**{text}**"),
                        Piece::Emphasis(text) => write!(out, "*{text}*"),
                        Piece::Link(text) => write!(out, "[{text}](https://example.org/bones)"),
                        Piece::Cited(numbers) => write!(out, "{}", raised(numbers)),
                    };
                }
                out.push('\n');
            }
        }
        out.push_str("\nReferences\n\n");
        for (at, work) in self.works.iter().enumerate() {
            let _ = writeln!(out, "{}. {}", at + 1, work.printed());
        }
        out
    }

    fn jats(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <article xmlns:xlink=\"http://www.w3.org/1999/xlink\"><front><article-meta>\
             <title-group><article-title>On bones</article-title></title-group>\
             </article-meta></front>\n<body>\n",
        );
        for (title, paragraphs) in &self.sections {
            let _ = writeln!(out, "<sec><title>{title}</title>");
            for paragraph in paragraphs {
                out.push_str("<p>");
                for piece in paragraph {
                    let _ = match piece {
                        Piece::Text(text) => write!(out, "{text}"),
                        Piece::Strong(text) => write!(out, "<bold>{text}</bold>"),
                        Piece::Emphasis(text) => write!(out, "<italic>{text}</italic>"),
                        Piece::Link(text) => write!(
                            out,
                            "<ext-link ext-link-type=\"uri\" \
                             xlink:href=\"https://example.org/bones\">{text}</ext-link>"
                        ),
                        Piece::Cited(numbers) => {
                            let all: Vec<_> = numbers
                                .iter()
                                .map(|n| format!("<xref ref-type=\"bibr\" rid=\"r{n}\">{n}</xref>"))
                                .collect();
                            write!(out, "<sup>{}</sup>", all.join(","))
                        }
                    };
                }
                out.push_str("</p>\n");
            }
            out.push_str("</sec>\n");
        }
        out.push_str("</body>\n<back><ref-list><title>References</title>\n");
        for (at, work) in self.works.iter().enumerate() {
            let number = at + 1;
            let _ = write!(
                out,
                "<ref id=\"r{number}\"><label>{number}</label>\
                 <element-citation publication-type=\"journal\">\
                 <person-group person-group-type=\"author\">"
            );
            for (family, initial) in work.authors {
                let _ = write!(
                    out,
                    "<name><surname>{family}</surname><given-names>{initial}</given-names></name>"
                );
            }
            let _ = writeln!(
                out,
                "</person-group><article-title>{}</article-title><source>{}</source>\
                 <year>{}</year><volume>{}</volume><fpage>{}</fpage><lpage>{}</lpage>\
                 </element-citation></ref>",
                work.title,
                work.journal,
                work.year,
                work.volume,
                work.page,
                work.page + 8
            );
        }
        out.push_str("</ref-list></back></article>\n");
        out
    }

    fn bibtex(&self) -> String {
        let mut out = String::new();
        for (at, work) in self.works.iter().enumerate() {
            let authors: Vec<_> = work
                .authors
                .iter()
                .map(|(family, initial)| format!("{family}, {initial}."))
                .collect();
            let _ = writeln!(
                out,
                "@article{{work{},\n  author = {{{}}},\n  title = {{{}}},\n  journal = {{{}}},\n  \
                 year = {{{}}},\n  volume = {{{}}},\n  pages = {{{}--{}}},\n}}\n",
                at + 1,
                authors.join(" and "),
                work.title,
                work.journal,
                work.year,
                work.volume,
                work.page,
                work.page + 8
            );
        }
        out
    }

    fn csl_json(&self) -> String {
        let items: Vec<_> = self
            .works
            .iter()
            .enumerate()
            .map(|(at, work)| {
                let authors: Vec<_> = work
                    .authors
                    .iter()
                    .map(|(family, initial)| {
                        serde_json::json!({ "family": family, "given": format!("{initial}.") })
                    })
                    .collect();
                serde_json::json!({
                    "id": format!("work{}", at + 1),
                    "type": "article-journal",
                    "author": authors,
                    "title": work.title,
                    "container-title": work.journal,
                    "issued": { "date-parts": [[work.year]] },
                    "volume": work.volume.to_string(),
                    "page": format!("{}-{}", work.page, work.page + 8),
                })
            })
            .collect();
        serde_json::to_string_pretty(&items).unwrap_or_default()
    }

    fn ris(&self) -> String {
        let mut out = String::new();
        for (at, work) in self.works.iter().enumerate() {
            let _ = writeln!(out, "TY  - JOUR\nID  - work{}", at + 1);
            for (family, initial) in work.authors {
                let _ = writeln!(out, "AU  - {family}, {initial}.");
            }
            let _ = writeln!(
                out,
                "TI  - {}\nJO  - {}\nPY  - {}\nVL  - {}\nSP  - {}\nEP  - {}\nER  - \n",
                work.title,
                work.journal,
                work.year,
                work.volume,
                work.page,
                work.page + 8
            );
        }
        out
    }
}
