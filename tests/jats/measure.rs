//! What is compared of an article, figure by figure.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use scholion::model::{
    Article, Block, Csl, DefinitionItem, Inline, Name, Reference, Section, bare_doi, plain_text,
    prose, walk,
};
use serde_json::Value;

/// The beginnings of the names of figures of an article.
pub(super) const FIGURES: [&str; 6] = [
    "front ",
    "outline ",
    "count ",
    "citation ",
    "mention ",
    "abstract ",
];

/// How many figures agree.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// For each kind of figure: how many agree, of how many.
    kinds: BTreeMap<String, (usize, usize)>,
    /// File and figure, and what differs.
    pub(super) differences: BTreeMap<(String, String), String>,
}

impl Tally {
    fn equal<T: PartialEq + std::fmt::Debug>(
        &mut self,
        file: &str,
        kind: &str,
        which: &str,
        expected: &T,
        found: &T,
    ) {
        let counts = self.kinds.entry(kind.to_owned()).or_default();
        counts.1 += 1;
        if expected == found {
            counts.0 += 1;
            return;
        }
        let figure = if which.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind} {which}")
        };
        self.differences.insert(
            (file.to_owned(), figure),
            format!("expected {expected:?}, found {found:?}"),
        );
    }

    /// The share of figures that agree.
    pub(super) fn share(&self) -> f64 {
        let (equal, all) = self
            .kinds
            .values()
            .fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
        #[allow(clippy::cast_precision_loss, reason = "a few thousand figures")]
        let share = equal as f64 / all as f64;
        share
    }

    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (kind, (equal, all)) in &self.kinds {
            writeln!(table, "{kind:<28} {equal:>6} of {all:>6}").unwrap();
        }
        writeln!(table, "{:.4} agree", self.share()).unwrap();
        table
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn single(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is compared of titles: their characters; marks of notes are none.
fn title(inlines: &[Inline]) -> String {
    let shown: Vec<Inline> = inlines
        .iter()
        .filter(|inline| !matches!(inline, Inline::FootnoteReference { .. }))
        .cloned()
        .collect();
    single(&plain_text(&shown))
}

fn full(name: &Name) -> String {
    [&name.given, &name.family, &name.suffix, &name.literal]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect::<Vec<_>>()
        .join(" ")
}

/// An article without the letters that come with it, which the script leaves out of its counts.
fn without_companions(article: &Article, source: &str) -> Article {
    let mut main = article.clone();
    let ids: HashSet<&str> = ["<sub-article", "<response"]
        .iter()
        .flat_map(|tag| source.split(tag).skip(1))
        .filter_map(|rest| {
            rest.split('>')
                .next()?
                .split(" id=\"")
                .nth(1)?
                .split('"')
                .next()
        })
        .collect();
    main.children.retain(|block| {
        !matches!(block, Block::Section(section) if ids.contains(section.identifier.as_str()))
    });
    main
}

pub(super) fn article(
    tally: &mut Tally,
    file: &str,
    source: &str,
    article: &Article,
    expected: &Value,
    refs: &[Value],
) {
    let main = without_companions(article, source);
    front(tally, file, &main, expected);
    outline(tally, file, source, &main, expected);
    counts(tally, file, &main, expected);
    let letters = article.children.len() - main.children.len();
    tally.equal(
        file,
        "count",
        "sub-article",
        &expected["n_sub_articles"].as_u64().unwrap(),
        &(letters as u64),
    );
    citations(tally, file, source, article, expected, refs);
}

fn front(tally: &mut Tally, file: &str, article: &Article, expected: &Value) {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    tally.equal(
        file,
        "front title",
        "",
        &single(&text(&expected["title_no_notes"])),
        &title(&article.title),
    );
    tally.equal(
        file,
        "front doi",
        "",
        &text(&expected["doi"]),
        &own(&article.doi),
    );
    tally.equal(
        file,
        "front journal",
        "",
        &text(&expected["journal"]),
        &own(&article.container_title),
    );
    tally.equal(
        file,
        "front genre",
        "",
        &text(&expected["article_type"]),
        &own(&article.genre),
    );
    tally.equal(
        file,
        "front authors",
        "",
        &expected["n_authors"].as_u64().unwrap(),
        &(article.author.len() as u64),
    );
    let first: Vec<String> = article.author.iter().take(3).map(full).collect();
    let wanted: Vec<String> = expected["authors_first3"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| single(name.as_str().unwrap()))
        .collect();
    tally.equal(file, "front first authors", "", &wanted, &first);
    let licence = text(&expected["license"]["href"]);
    if !licence.is_empty() {
        tally.equal(file, "front licence", "", &licence, &own(&article.license));
    }
    let abstracts = expected["abstracts"].as_array().unwrap();
    let chars: u64 = abstracts
        .iter()
        .map(|one| one["chars"].as_u64().unwrap())
        .sum();
    let mut found = String::new();
    texts(&article.r#abstract, &mut found);
    let found = found.chars().filter(|c| !c.is_whitespace()).count() as u64;
    // The script counts single spaces as well; a word in six is one.
    tally.equal(
        file,
        "abstract length",
        "",
        &true,
        &(found <= chars && found * 5 >= chars * 4),
    );
    let sections: u64 = abstracts
        .iter()
        .map(|one| one["sections"].as_u64().unwrap())
        .sum();
    let mut own = Vec::new();
    sections_of(&article.r#abstract, 1, &mut own);
    // A section of ours holds each further abstract that has a title.
    let wrapped = article
        .r#abstract
        .iter()
        .filter(|block| matches!(block, Block::Section(section) if section.identifier.as_str().contains("abstract") || abstracts.len() > 1 && is_kind(section)))
        .count() as u64;
    tally.equal(
        file,
        "abstract sections",
        "",
        &sections,
        &(own.len() as u64 - wrapped),
    );
}

fn is_kind(section: &Section) -> bool {
    let heading = prose(&section.title).to_lowercase();
    heading.contains("summary") || heading.contains("abstract")
}

fn texts(blocks: &[Block], out: &mut String) {
    let value = serde_json::to_value(blocks).unwrap();
    collect(&value, out);
}

fn collect(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if matches!(key.as_str(), "value" | "marker") => {
                        out.push_str(text);
                    }
                    Value::String(_) => {}
                    other => collect(other, out),
                }
            }
        }
        _ => {}
    }
}

type Heading = (usize, String, String);

fn sections_of(blocks: &[Block], depth: usize, out: &mut Vec<Heading>) {
    for block in blocks {
        if let Block::Section(section) = block {
            out.push((depth, section.identifier.to_string(), title(&section.title)));
            sections_of(&section.children, depth + 1, out);
        }
    }
}

/// Every section that the script found is there, at its depth and in its order. What is there
/// beside them is what JATS has elements of its own for.
fn outline(tally: &mut Tally, file: &str, source: &str, article: &Article, expected: &Value) {
    let mut own = Vec::new();
    sections_of(&article.children, 1, &mut own);
    let mut at = 0;
    let mut named = HashSet::new();
    for part in ["sections_body", "sections_back"] {
        for (number, entry) in expected[part]["outline"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            let label = text(&entry["label"]);
            let heading = single(&format!("{label} {}", text(&entry["title"])));
            let wanted = (
                usize::try_from(entry["depth"].as_u64().unwrap()).unwrap(),
                text(&entry["id"]),
                heading,
            );
            let same = |found: &Heading| {
                found.0 == wanted.0
                    && found.2 == wanted.2
                    && (wanted.1.is_empty() || found.1 == wanted.1)
            };
            let found = own.iter().skip(at).position(same);
            named.insert(wanted.2.clone());
            let which = format!("{part} {}", number + 1);
            if let Some(skipped) = found {
                tally.equal(file, "outline", &which, &wanted, &wanted);
                at += skipped + 1;
            } else {
                let next = own.get(at).cloned().unwrap_or_default();
                tally.equal(file, "outline", &which, &wanted, &next);
            }
        }
    }
    // Beside them are the parts that JATS has elements of its own for, under their own headings or
    // under ours.
    let strange: Vec<&String> = own
        .iter()
        .map(|(_, _, heading)| heading)
        .filter(|heading| {
            !source.contains(&format!(">{heading}<"))
                && !OUR_HEADINGS.contains(&heading.as_str())
                && !named.contains(heading.as_str())
        })
        .collect();
    tally.equal(file, "outline", "beside", &Vec::new(), &strange);
}

/// What we head parts with that come without a title.
const OUR_HEADINGS: [&str; 7] = [
    "Acknowledgments",
    "Author contributions",
    "Author notes",
    "Competing interests",
    "Funding",
    "Glossary",
    "Notes",
];

#[derive(Debug, Default)]
struct Counts {
    figures: u64,
    tables: u64,
    boxes: u64,
    displayed: u64,
    in_line: u64,
    lists: u64,
    definitions: u64,
    quotations: u64,
    mentions: u64,
}

impl Counts {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    self.line(&section.title);
                    self.blocks(&section.children);
                }
                Block::Aside(aside) => {
                    self.boxes += 1;
                    self.line(&aside.title);
                    self.blocks(&aside.children);
                }
                Block::Heading(heading) => self.line(&heading.children),
                Block::Paragraph(paragraph) => self.line(&paragraph.children),
                Block::Blockquote(quote) => {
                    self.quotations += 1;
                    self.blocks(&quote.children);
                }
                Block::Figure(figure) => {
                    self.figures += 1;
                    for child in &figure.children {
                        if !matches!(child, Block::Image(_)) {
                            self.blocks(std::slice::from_ref(child));
                        }
                    }
                }
                Block::Caption(caption) => self.blocks(&caption.children),
                Block::Image(_) | Block::Math(_) => self.displayed += 1,
                Block::List(list) => {
                    self.lists += 1;
                    list.children
                        .iter()
                        .for_each(|item| self.blocks(&item.children));
                }
                Block::DefinitionList(list) => {
                    self.definitions += 1;
                    for item in &list.children {
                        match item {
                            DefinitionItem::Term { children } => self.line(children),
                            DefinitionItem::Description { children } => self.blocks(children),
                        }
                    }
                }
                Block::Table(table) => {
                    self.tables += 1;
                    self.line(&table.caption);
                    for cell in table.children.iter().flat_map(|row| &row.children) {
                        self.line(&cell.children);
                    }
                    self.blocks(&table.legend);
                }
                Block::Code(_) | Block::ThematicBreak => {}
            }
        }
    }

    fn line(&mut self, line: &[Inline]) {
        for inline in line {
            match inline {
                Inline::InlineMath(_) | Inline::Image(_) => self.in_line += 1,
                Inline::CrossReference { .. } => self.mentions += 1,
                _ => {}
            }
            self.line(inline.children());
        }
    }
}

fn counts(tally: &mut Tally, file: &str, article: &Article, expected: &Value) {
    let mut found = Counts::default();
    found.blocks(&article.r#abstract);
    found.blocks(&article.children);
    article
        .footnotes
        .iter()
        .for_each(|note| found.blocks(&note.children));
    let of = |name: &str| expected["counts_main"][name].as_u64().unwrap();
    for (name, wanted, found) in [
        // A table that is a picture is a figure.
        (
            "figures",
            of("fig") + (of("table-wrap") - of("table")),
            found.figures,
        ),
        ("tables", of("table"), found.tables),
        (
            "boxes",
            of("boxed-text") + of("supplementary-material") + of("statement"),
            found.boxes,
        ),
        ("displayed formulae", of("disp-formula"), found.displayed),
        ("formulae in lines", of("inline-formula"), found.in_line),
        ("lists", of("list"), found.lists),
        ("definition lists", of("def-list"), found.definitions),
        ("quotations", of("disp-quote"), found.quotations),
    ] {
        tally.equal(file, "count", name, &wanted, &found);
    }
    let kinds = [
        "fig",
        "table",
        "sec",
        "boxed-text",
        "disp-formula",
        "supplementary-material",
    ];
    let wanted: u64 = kinds
        .iter()
        .filter_map(|kind| expected["xref_by_type"][kind]["n"].as_u64())
        .sum();
    tally.equal(file, "mention", "count", &wanted, &found.mentions);
}

fn citations(
    tally: &mut Tally,
    file: &str,
    source: &str,
    article: &Article,
    expected: &Value,
    refs: &[Value],
) {
    tally.equal(
        file,
        "count",
        "references",
        &refs.len(),
        &article.references.len(),
    );
    let name_of: HashMap<&str, String> = refs
        .iter()
        .zip(&article.references)
        .filter_map(|(entry, reference)| Some((entry["id"].as_str()?, reference.id.to_string())))
        .collect();
    let cited: Vec<Vec<String>> = walk::citations(article)
        .iter()
        .map(|found| {
            found
                .citation
                .references
                .iter()
                .map(ToString::to_string)
                .collect()
        })
        .collect();
    // Every tagged mention in its order, as the source has it.
    let flat: Vec<&String> = cited.iter().flatten().collect();
    let mut at = 0;
    for (number, id) in mentions_in(source).iter().enumerate() {
        let wanted = name_of.get(id.as_str());
        let found =
            wanted.and_then(|wanted| flat.iter().skip(at).take(200).position(|id| *id == wanted));
        if let Some(skipped) = found {
            at += skipped + 1;
        }
        let kind = "citation in order";
        tally.equal(
            file,
            kind,
            &(number + 1).to_string(),
            &Some(id.clone()),
            &found.map(|_| id.clone()),
        );
    }
    let ranges = expected["bibr"]["ranges_between_xrefs"]["list"]
        .as_array()
        .unwrap();
    let order: Vec<&str> = refs
        .iter()
        .map(|entry| entry["id"].as_str().unwrap_or_default())
        .collect();
    for (number, range) in ranges.iter().enumerate() {
        let place = |end: usize| {
            order
                .iter()
                .position(|id| *id == range[end].as_str().unwrap())
                .unwrap()
        };
        let wanted: Vec<&String> = order[place(0)..=place(1)]
            .iter()
            .map(|id| &name_of[id])
            .collect();
        let whole = cited
            .iter()
            .any(|ids| wanted.iter().all(|id| ids.contains(id)));
        tally.equal(
            file,
            "citation range",
            &(number + 1).to_string(),
            &true,
            &whole,
        );
        tally.equal(
            file,
            "citation range size",
            &(number + 1).to_string(),
            &range[2].as_u64().unwrap(),
            &(wanted.len() as u64),
        );
    }
    let known: HashSet<&String> = cited.iter().flatten().collect();
    let uncited: Vec<&str> = order
        .iter()
        .copied()
        .filter(|id| !known.contains(&name_of[id]))
        .collect();
    let mut wanted: Vec<&str> = expected["uncited_refs_after_range_expansion"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    wanted.sort_by_key(|id| order.iter().position(|other| other == id));
    tally.equal(file, "citation uncited", "", &wanted, &uncited);
    let clusters = expected["bibr"]["clusters"]["n"].as_u64().unwrap();
    tally.equal(
        file,
        "citation clusters",
        "",
        &clusters,
        &clusters_of(article),
    );
}

/// The references that the tagged mentions of a source point to.
fn mentions_in(source: &str) -> Vec<String> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    };
    source
        .split("<xref")
        .skip(1)
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            (attribute(tag, "ref-type")? == "bibr").then(|| attribute(tag, "rid"))?
        })
        .flat_map(|ids| {
            ids.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Citations with nothing but signs between them are one cluster.
fn clusters_of(article: &Article) -> u64 {
    let mut lines: Vec<&[Inline]> = Vec::new();
    let mut seen = HashSet::new();
    for marker in walk::markers(article) {
        if seen.insert(marker.line.as_ptr()) {
            lines.push(marker.line);
        }
    }
    let mut clusters = 0;
    for line in lines {
        let mut flat = Vec::new();
        flatten(line, &mut flat);
        let mut between = None;
        for piece in flat {
            match piece {
                None => {
                    let joined = between.as_ref().is_some_and(|text: &String| {
                        text.chars()
                            .all(|c| c.is_whitespace() || "[](),;–—-".contains(c))
                    });
                    clusters += u64::from(!joined);
                    between = Some(String::new());
                }
                Some(text) => {
                    if let Some(between) = &mut between {
                        between.push_str(&text);
                    }
                }
            }
        }
    }
    clusters
}

fn flatten(line: &[Inline], out: &mut Vec<Option<String>>) {
    for inline in line {
        match inline {
            Inline::Citation(_) => out.push(None),
            Inline::Text { value } => out.push(Some(value.clone())),
            Inline::Break => out.push(Some("/".to_owned())),
            other if other.children().is_empty() => out.push(Some("x".to_owned())),
            other => flatten(other.children(), out),
        }
    }
}

/// The fields of every reference that is tagged.
pub(super) fn references(tally: &mut Tally, file: &str, article: &Article, refs: &[Value]) {
    for (entry, reference) in refs.iter().zip(&article.references) {
        let id = text(&entry["id"]);
        let empty = Csl::default();
        let csl = reference.csl.as_ref().unwrap_or(&empty);
        fields(tally, file, &id, entry, csl, reference);
    }
}

fn fields(
    tally: &mut Tally,
    file: &str,
    id: &str,
    entry: &Value,
    csl: &Csl,
    reference: &Reference,
) {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let has = |name: &str| !entry[name].is_null();
    if has("authors") {
        let wanted: Vec<String> = entry["authors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|author| {
                let parts = [
                    &author["surname"],
                    &author["given"],
                    &author["collab"],
                    &author["string"],
                ];
                single(&parts.map(text).join(" "))
            })
            .collect();
        // The script knows authors alone, or editors where there are none, and no suffixes.
        let people = if csl.author.is_empty() {
            &csl.editor
        } else {
            &csl.author
        };
        let found: Vec<String> = people
            .iter()
            .map(|name| {
                let parts = [&name.family, &name.given, &name.literal];
                single(&parts.map(own).join(" "))
            })
            .collect();
        tally.equal(file, "ref authors", id, &wanted, &found);
    }
    if has("etal") {
        tally.equal(file, "ref et al.", id, &true, &csl.et_al());
    }
    let stop = |text: String| single(text.trim_end_matches('.'));
    if has("title") {
        tally.equal(
            file,
            "ref title",
            id,
            &stop(text(&entry["title"])),
            &stop(own(&csl.title)),
        );
    }
    if has("source") {
        let found = if has("title") {
            &csl.container_title
        } else {
            csl.container_title
                .as_ref()
                .map_or(&csl.title, |_| &csl.container_title)
        };
        tally.equal(
            file,
            "ref source",
            id,
            &stop(text(&entry["source"])),
            &stop(own(found)),
        );
    }
    if has("year") {
        let year: String = text(&entry["year"]).chars().take(4).collect();
        let found = csl.issued.as_ref().and_then(scholion::model::Date::year);
        tally.equal(
            file,
            "ref year",
            id,
            &year,
            &found.map(|year| year.to_string()).unwrap_or_default(),
        );
    }
    for (name, found) in [
        ("volume", &csl.volume),
        ("issue", &csl.issue),
        ("pmid", &csl.pmid),
        ("publisher-name", &csl.publisher),
    ] {
        if has(name) {
            tally.equal(
                file,
                &format!("ref {name}"),
                id,
                &single(&text(&entry[name])),
                &own(found),
            );
        }
    }
    if has("pmcid") {
        let wanted = format!("PMC{}", text(&entry["pmcid"]).trim_start_matches("PMC"));
        tally.equal(file, "ref pmcid", id, &wanted, &own(&csl.pmcid));
    }
    if has("fpage") {
        let (first, last) = (text(&entry["fpage"]), text(&entry["lpage"]));
        let wanted = if last.is_empty() || last == first {
            first
        } else {
            format!("{first}-{last}")
        };
        tally.equal(file, "ref pages", id, &wanted, &own(&csl.page));
    }
    if has("doi") {
        let wanted = bare_doi(&text(&entry["doi"])).to_owned();
        tally.equal(file, "ref doi", id, &wanted, &own(&csl.doi));
    }
    if has("label") {
        let wanted = text(&entry["label"]);
        let wanted = wanted.trim_matches(['.', ')', '(', '[', ']', ' ']);
        tally.equal(
            file,
            "ref label",
            id,
            &wanted.to_owned(),
            &own(&reference.label),
        );
    }
    // A printed entry is all there; a record has its fields.
    let printed: String = plain_text(&reference.children);
    if !printed.is_empty() {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
                // An empty `etal` is printed, and no text of the source.
                .replace("etal", "")
        };
        let (wanted, found) = (letters(&text(&entry["text"])), letters(&printed));
        tally.equal(
            file,
            "ref printed",
            id,
            &true,
            &(found.contains(&wanted)
                || wanted.contains(&found) && found.len() * 10 >= wanted.len() * 9),
        );
    }
}
