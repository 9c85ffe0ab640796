//! Whole entries. What the single steps do is tested beside them.

use super::*;
use crate::model::{Date, Link, Name};

/// An entry as its source marks it up: `*italics*`, `<https://address>`.
fn entry(text: &str) -> Vec<Inline> {
    let mut children = Vec::new();
    for (at, part) in text.split('*').enumerate() {
        if at % 2 == 1 && part.is_empty() {
            // Of `**bold**` nothing is kept but the text.
            continue;
        }
        if at % 2 == 1 {
            let children_of = vec![Inline::text(part)];
            children.push(Inline::Emphasis {
                children: children_of,
            });
            continue;
        }
        for piece in part.split_inclusive('>') {
            let (text, url) = piece.split_once('<').unwrap_or((piece, ""));
            children.push(Inline::text(text));
            if let Some(url) = url.strip_suffix('>') {
                children.push(Inline::from(Link {
                    url: url.to_owned(),
                    children: vec![Inline::text(url)],
                    ..Link::default()
                }));
            }
        }
    }
    children
}

/// Names in the order in which they are spoken.
pub(super) fn shown(names: &[Name]) -> String {
    let one = |name: &Name| {
        let parts = [
            &name.given,
            &name.non_dropping_particle,
            &name.family,
            &name.suffix,
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        parts.join(" ")
    };
    names.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// All fields that were read, in one line that is easy to compare.
fn fields(text: &str) -> String {
    let Some(csl) = read(&entry(text)) else {
        return String::new();
    };
    let date = |date: Option<Date>| {
        let parts = date.map(|date| date.date_parts).unwrap_or_default();
        let joined = |part: &Vec<i32>| {
            part.iter()
                .map(i32::to_string)
                .collect::<Vec<_>>()
                .join("/")
        };
        (!parts.is_empty()).then(|| parts.iter().map(joined).collect::<Vec<_>>().join(".."))
    };
    let names = |names: &[Name]| {
        let show = |name: &Name| {
            let parts = [
                &name.non_dropping_particle,
                &name.family,
                &name.given,
                &name.suffix,
                &name.literal,
            ];
            parts
                .into_iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        (!names.is_empty()).then(|| names.iter().map(show).collect::<Vec<_>>().join(", "))
    };
    let et_al = csl.et_al().then(|| "yes".to_owned());
    [
        ("author", names(&csl.author)),
        ("et-al", et_al),
        ("editor", names(&csl.editor)),
        ("title", csl.title),
        ("in", csl.container_title),
        ("edition", csl.edition),
        ("place", csl.publisher_place),
        ("publisher", csl.publisher),
        ("issued", date(csl.issued)),
        ("volume", csl.volume),
        ("issue", csl.issue),
        ("page", csl.page),
        ("doi", csl.doi),
        ("pmid", csl.pmid),
        ("pmcid", csl.pmcid),
        ("url", csl.url),
        ("accessed", date(csl.accessed)),
    ]
    .into_iter()
    .fold(
        format!("{:?}", csl.kind),
        |line, (name, value)| match value {
            Some(value) => format!("{line} | {name}: {value}"),
            None => line,
        },
    )
}

/// Chicago's author-date style, as Pandoc writes it.
#[test]
fn names_that_are_spelled_out() {
    for (text, expected) in [
        (
            "Doe, Jane. 2015. “Bundles and Their Cells.” *Tissue* 4: 10–19.",
            "ArticleJournal | author: Doe Jane | title: Bundles and Their Cells | in: Tissue | issued: 2015 | volume: 4 | page: 10–19",
        ),
        (
            "van den Brink, Ellen G., Richard Roe, and Pat Poe. 2020. “What Is “Dense”?” *J Lore* 2 (3): 33–41. https://doi.org/10.1000/182.",
            "ArticleJournal | author: van den Brink Ellen G., Roe Richard, Poe Pat | title: “What Is “Dense”?” | in: J Lore | issued: 2020 | volume: 2 | issue: 3 | page: 33–41 | doi: 10.1000/182",
        ),
        (
            "Doe, Jane, et al. 2015. “On Bones.” *Tissue* 4: 10–19.",
            "ArticleJournal | author: Doe Jane | et-al: yes | title: On Bones | in: Tissue | issued: 2015 | volume: 4 | page: 10–19",
        ),
        (
            "Doe, Jane. 2015. *A Book of Bones*. Springfield: Bone Press.",
            "Book | author: Doe Jane | title: A Book of Bones | place: Springfield | publisher: Bone Press | issued: 2015",
        ),
        (
            "Doe, Jane. *On Bones*. Oxford: Bone Press, 2015.",
            "Book | author: Doe Jane | title: On Bones | place: Oxford | publisher: Bone Press | issued: 2015",
        ),
        (
            "Doe, Jane, and Richard Roe. “On Bones.” *Journal of Bone* 5, no. 2 (2015): 3–9. https://doi.org/10.1000/x",
            "ArticleJournal | author: Doe Jane, Roe Richard | title: On Bones | in: Journal of Bone | issued: 2015 | volume: 5 | issue: 2 | page: 3–9 | doi: 10.1000/x",
        ),
        (
            "Doe, Jane, and Richard Roe. “On Bones.” *Journal of Bone*, vol. 5, no. 2, 2015, pp. 3–9.",
            "ArticleJournal | author: Doe Jane, Roe Richard | title: On Bones | in: Journal of Bone | issued: 2015 | volume: 5 | issue: 2 | page: 3–9",
        ),
        (
            "Bones, Teeth. *Bone*. 2015;4:10-19.",
            "ArticleJournal | title: Bones, Teeth | in: Bone | issued: 2015 | volume: 4 | page: 10-19",
        ),
        // Without quotation marks or italics it may be a title, and is one.
        (
            "Bones, Teeth. 2015. A Report.",
            "Document | title: Bones, Teeth | issued: 2015",
        ),
    ] {
        assert_eq!(fields(text), expected, "{text}");
    }
}

#[test]
fn articles_of_journals() {
    for (text, expected) in [
        (
            "Doe J, Suharto, van den Brink EG, et al. Zinc in bones. *J Lore*. 2014 May 16;6(5):71-80.",
            "ArticleJournal | author: Doe J, Suharto, van den Brink EG | et-al: yes | title: Zinc in bones | in: J Lore | issued: 2014/5/16 | volume: 6 | issue: 5 | page: 71-80",
        ),
        (
            "Doe J. Do bones rest? A survey. *Lore Int (Oxf).* 2018;2018:4629383.",
            "ArticleJournal | author: Doe J | title: Do bones rest? A survey | in: Lore Int (Oxf) | issued: 2018 | volume: 2018 | page: 4629383",
        ),
        (
            "Doe J. [On bones and foods. Zinc]. Lore. 2007 Jun;22(3): 286-96.",
            "ArticleJournal | author: Doe J | title: [On bones and foods. Zinc] | in: Lore | issued: 2007/6 | volume: 22 | issue: 3 | page: 286-96",
        ),
        (
            "Doe J. On bones. Lore. 2010 Jan-Feb;25 Suppl 1:S3-8.",
            "ArticleJournal | author: Doe J | title: On bones | in: Lore | issued: 2010/1..2010/2 | volume: 25 | issue: Suppl 1 | page: S3-8",
        ),
        (
            "Doe J. On bones. J. Bone Miner. Res. 2010; 24(2 Suppl): R131-51.",
            "ArticleJournal | author: Doe J | title: On bones | in: J. Bone Miner. Res | issued: 2010 | volume: 24 | issue: 2 Suppl | page: R131-51",
        ),
        (
            "Bone Study Group. On bones. Lore. 2010;338(1-2). doi:10.1000/x.1. PMID: 123. PMCID: PMC4567.",
            "ArticleJournal | author: Bone Study Group | title: On bones | in: Lore | issued: 2010 | volume: 338 | issue: 1-2 | doi: 10.1000/x.1 | pmid: 123 | pmcid: PMC4567",
        ),
        (
            "Doe J. On bones. *Lore*. 2020 Mar 3. [Epub ahead of print]",
            "ArticleJournal | author: Doe J | title: On bones | in: Lore | issued: 2020/3/3",
        ),
        (
            "Doe J. Bones of 1999. Lore. 2010;5:3-9. Epub 2009 Dec 1.",
            "ArticleJournal | author: Doe J | title: Bones of 1999 | in: Lore | issued: 2010 | volume: 5 | page: 3-9",
        ),
        (
            "The bones of old houses. Lore. 2010;5:e12345.",
            "ArticleJournal | title: The bones of old houses | in: Lore | issued: 2010 | volume: 5 | page: e12345",
        ),
    ] {
        assert_eq!(fields(text), expected);
    }
}

#[test]
fn print_that_lost_its_spaces() {
    assert_eq!(
        fields(
            "DoeJ, van BrinkHHE, O’RoeB, et al On bones. Lore Sci. 2016;6: 452–461. 10.1000/n29 24045497"
        ),
        "ArticleJournal | author: Doe J, van Brink HHE, O’Roe B | et-al: yes | title: On bones | in: Lore Sci | issued: 2016 | volume: 6 | page: 452–461 | doi: 10.1000/n29 | pmid: 24045497",
    );
    assert_eq!(
        fields("DoeJRoeABStoneC: On bones.Lore Sci.2016;6(2):45–46."),
        "ArticleJournal | author: Doe J, Roe AB, Stone C | title: On bones | in: Lore Sci | issued: 2016 | volume: 6 | issue: 2 | page: 45–46",
    );
    assert_eq!(
        fields("DoeJ. On bones. Lore. 2017 10.1000/x"),
        "ArticleJournal | author: Doe J | title: On bones | in: Lore | issued: 2017 | doi: 10.1000/x",
    );
    assert_eq!(
        fields("DoeJ. On bones. Lore. Huber Publishing; 2015;2"),
        "ArticleJournal | author: Doe J | title: On bones | in: Lore | issued: 2015 | volume: 2",
    );
}

#[test]
fn the_year_beside_the_authors() {
    assert_eq!(
        fields("Doe J, Roe A (2014) On bones. Journal of Lore 25: 211–220."),
        "ArticleJournal | author: Doe J, Roe A | title: On bones | in: Journal of Lore | issued: 2014 | volume: 25 | page: 211–220",
    );
    assert_eq!(
        fields("Doe, J.B., de Roe, A., 2014. On bones. Front. Zool. 21, 13–21.e3."),
        "ArticleJournal | author: Doe J.B., de Roe A. | title: On bones | in: Front. Zool | issued: 2014 | volume: 21 | page: 13–21.e3",
    );
    // Harvard, with the journal in italics or by the quotation marks of the title alone.
    for text in [
        "Doe, J. and Roe, A. (2010) ‘On bones’, *Journal of Bone*, 5(2), pp. 3–9.",
        "Doe, J. and Roe, A. (2010) 'On bones', Journal of Bone, 5(2), pp. 3–9.",
    ] {
        assert_eq!(
            fields(text),
            "ArticleJournal | author: Doe J., Roe A | title: On bones | in: Journal of Bone | issued: 2010 | volume: 5 | issue: 2 | page: 3–9",
        );
    }
    assert_eq!(
        fields(
            "Doe, J. (2010). *Bones and health*. Oxford University Press. https://doi.org/10.1000/x"
        ),
        "Book | author: Doe J | title: Bones and health | publisher: Oxford University Press | issued: 2010 | doi: 10.1000/x",
    );
    assert_eq!(
        fields("Doe J (2014) On bones. Bern: Huber. 480 p."),
        "Book | author: Doe J | title: On bones | place: Bern | publisher: Huber | issued: 2014",
    );
    assert_eq!(
        fields("Doe J (2014) On bones: A Story. Part Two: Further Tales."),
        "Document | author: Doe J | title: On bones: A Story | issued: 2014",
    );
}

#[test]
fn books_and_chapters() {
    for (text, expected) in [
        (
            "Doe J, Roe A. Bones. A reader. 2nd ed. St. Louis, MO: Mosby; 2010.",
            "Book | author: Doe J, Roe A | title: Bones. A reader | edition: 2nd | place: St. Louis, MO | publisher: Mosby | issued: 2010",
        ),
        (
            "Doe J, Roe A, eds. *Bones*. Bern, Switzerland: Huber & Co; 2010. p. 3-9.",
            "Book | editor: Doe J, Roe A | title: Bones | place: Bern, Switzerland | publisher: Huber & Co | issued: 2010 | page: 3-9",
        ),
        (
            "Doe J. Old bones. In: Roe A, Stone B, eds. *Bones*. Vol 2. 3rd ed. Bern: Huber; 2010:3-9.",
            "Chapter | author: Doe J | editor: Roe A, Stone B | title: Old bones | in: Bones | edition: 3rd | place: Bern | publisher: Huber | issued: 2010 | volume: 2 | page: 3-9",
        ),
        (
            "Doe J (2010) Old bones. In: Roe A, editor. Bones. Bern: Huber. pp. 3–9.",
            "Chapter | author: Doe J | editor: Roe A | title: Old bones | in: Bones | place: Bern | publisher: Huber | issued: 2010 | page: 3–9",
        ),
        (
            "World Bone Organization. State of bones. Geneva; 2010.",
            "Document | author: World Bone Organization | title: State of bones | issued: 2010",
        ),
    ] {
        assert_eq!(fields(text), expected);
    }
}

#[test]
fn pages_of_the_web() {
    for (text, expected) in [
        (
            "Available at: <https://a.example/b#c>. Accessed July 7, 2020,",
            "Webpage | url: https://a.example/b#c | accessed: 2020/7/7",
        ),
        (
            "Bone Foundation. Facts on bones. Bone Pages. Published May 3, 2019. Accessed 2020 Oct 5. <https://a.example/?x=1>",
            "Webpage | author: Bone Foundation | title: Facts on bones | in: Bone Pages | issued: 2019/5/3 | url: https://a.example/?x=1 | accessed: 2020/10/5",
        ),
        (
            "Doe J. Facts on bones [Internet]. Bern: Huber; 2008 [cited 2020 Oct 5]. Available from: https://a.example/b.",
            "Webpage | author: Doe J | title: Facts on bones | place: Bern | publisher: Huber | issued: 2008 | url: https://a.example/b | accessed: 2020/10/5",
        ),
    ] {
        assert_eq!(fields(text), expected);
    }
}

#[test]
fn what_cannot_be_read_is_left_out() {
    for text in [
        "",
        ".",
        "See above.",
        "On bones",
        "Personal letter. Attic box",
    ] {
        assert_eq!(fields(text), "", "{text}");
    }
    assert_eq!(fields("10.1000/x"), "Document | doi: 10.1000/x");
    assert_eq!(
        fields("Doe J. On bones. doi:0.1000/x. 10.1000/journal. pone.1"),
        "Document | author: Doe J | title: On bones",
    );
}

#[test]
fn invisible_characters_go() {
    assert_eq!(
        fields("Doe\u{A0}J. On bo\u{AD}nes. Lore. 2010;5:3."),
        "ArticleJournal | author: Doe J | title: On bones | in: Lore | issued: 2010 | volume: 5 | page: 3",
    );
}

#[test]
fn long_damage_is_read() {
    let parts = [
        "2010;",
        "2010.",
        "2010. ",
        ", 2010",
        "In: ",
        "Doe J, ",
        "Doe J and ",
        "St.",
        "((",
        "[.",
        "]",
        "https://a.b ",
        "10.1000/",
        "doi: ",
        "Accessed ",
        ", et al",
        "a. ",
        "A. ",
        "A.",
        "1 ",
        "1-1-",
        "pp. 3",
        ": ",
        ";",
        ",",
        "PMID: ",
        "AbC",
        "ä",
        "2010 Jan ",
        "(2010)",
        ", eds",
        "p. ",
        "<",
    ];
    for part in parts {
        let text = part.repeat(20_000 / part.len());
        drop(read(&[Inline::text(text.clone())]));
        drop(read(&[Inline::text(format!("Doe J (2010) {text}"))]));
        drop(read(&[Inline::text(format!("Doe J. A. B. 2010;{text}"))]));
    }
}

/// The entries of `entries.txt`, each with what is read of it now.
#[test]
fn entries_in_the_habits_of_many_styles() {
    let told = include_str!("entries.txt");
    let mut read = String::new();
    for line in told.lines().filter(|line| !line.starts_with("    ")) {
        read.push_str(line);
        read.push('\n');
        if !line.is_empty() && !line.starts_with('#') {
            let fields = fields(line);
            let fields = if fields.is_empty() {
                "nothing"
            } else {
                &fields
            };
            read.extend(["    ", fields, "\n"]);
        }
    }
    assert!(told == read, "other than entries.txt has it:\n{read}");
}
