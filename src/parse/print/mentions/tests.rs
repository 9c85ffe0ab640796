use std::path::{Path, PathBuf};

use serde_json::Value;

use super::*;

/// A line in which mentions stand in braces.
fn show(line: &[Inline]) -> String {
    line.iter()
        .map(|inline| match inline {
            Inline::CrossReference {
                identifier,
                children,
            } => format!("{{{}|{identifier}}}", show(children)),
            Inline::Strong { children } => format!("<b>{}</b>", show(children)),
            Inline::Emphasis { children } => format!("<i>{}</i>", show(children)),
            other => crate::model::plain_text(std::slice::from_ref(other)),
        })
        .collect()
}

/// The first paragraph of an article with captions of the Figures 1 to 3, 2a and S1, of the
/// Tables 1, 2 and IV, of Equation 1 and of Box 1.
fn linked(paragraph: &str) -> String {
    let text = format!(
        "Parts\n\n{paragraph}\n\n\
         Figure 1. One.\n\nFigure 2. Two.\n\nFig. 3: Three.\n\nFig. 2b. Two again.\n\n\
         Figure S1. More.\n\nTable 1. One.\n\nTABLE 2. Two.\n\nTable IV. Four.\n\n\
         Equation 1. One.\n\nBox 1: What Matters\n\nAll of it.\n\nReferences\n\n\
         1. Doe J. On bones. Bone. 2020;1:2.\n2. Roe R. On joints. Bone. 2021;2:3.\n"
    );
    let article = crate::parse::print(&text).article;
    let Some(Block::Paragraph(first)) = article.children.first() else {
        panic!("{text}");
    };
    show(&first.children)
}

#[test]
fn mentions_of_parts_are_linked() {
    for (text, expected) in [
        ("See Fig. 2.", "See {Fig. 2|figure-2}."),
        (
            "See (FIGURE 2), it is.",
            "See ({FIGURE 2|figure-2}), it is.",
        ),
        ("As in fig. 2, all is.", "As in {fig. 2|figure-2}, all is."),
        ("Figure 2a shows it.", "{Figure 2a|figure-2} shows it."),
        ("Figure 2b shows it.", "{Figure 2b|figure-2b} shows it."),
        ("Figure 2(c) shows it.", "{Figure 2(c)|figure-2} shows it."),
        ("Figure 2A–C shows it.", "{Figure 2A–C|figure-2} shows it."),
        (
            "Figs. 1 and 2 do.",
            "{Figs. 1|figure-1} and {2|figure-2} do.",
        ),
        ("Figures 1–3 do.", "{Figures 1|figure-1}–{3|figure-3} do."),
        ("Tables 1, 2 do.", "{Tables 1|table-1}, {2|table-2} do."),
        (
            "Figs. 1, 2, and 9 do.",
            "{Figs. 1|figure-1}, {2|figure-2}, and 9 do.",
        ),
        ("Figs. 9 and 2 do.", "Figs. 9 and {2|figure-2} do."),
        (
            "Figures 1a, 2 to 3 do.",
            "{Figures 1a|figure-1}, {2|figure-2} to {3|figure-3} do.",
        ),
        (
            "Abb. 1 und 2 zeigen es.",
            "{Abb. 1|figure-1} und {2|figure-2} zeigen es.",
        ),
        (
            "La Figura 3 y el Cuadro 1.",
            "La {Figura 3|figure-3} y el {Cuadro 1|table-1}.",
        ),
        ("Va al Cuadro 1.", "Va al {Cuadro 1|table-1}."),
        (
            "Le Tableau 1 le montre.",
            "Le {Tableau 1|table-1} le montre.",
        ),
        (
            "Fig. S1 and Table IV do.",
            "{Fig. S1|figure-s1} and {Table IV|table-iv} do.",
        ),
        (
            "It follows from Eq. (1).",
            "It follows from {Eq. (1)|equation-1}.",
        ),
        (
            "What counts is in Box 1.",
            "What counts is in {Box 1|box-1-what-matters}.",
        ),
        (
            "All is **bold, as Fig. 1**.",
            "All is <b>bold, as {Fig. 1|figure-1}</b>.",
        ),
        (
            "All is so (Fig. 2*a*).",
            "All is so ({Fig. 2|figure-2}<i>a</i>).",
        ),
        ("It is so (Table 1).¹", "It is so ({Table 1|table-1}).¹"),
        (
            "Figure 1/Table 1 show.",
            "{Figure 1|figure-1}/{Table 1|table-1} show.",
        ),
        ("In Table 1 [1] it is.", "In {Table 1|table-1} [1] it is."),
        (
            "In Table 1 of this text.",
            "In {Table 1|table-1} of this text.",
        ),
        (
            "In Table 1 reference values are.",
            "In {Table 1|table-1} reference values are.",
        ),
        (
            "In Figure 1 in Norway it is.",
            "In {Figure 1|figure-1} in Norway it is.",
        ),
        (
            "See Figs. 1 and 2, 3 of them.",
            "See {Figs. 1|figure-1} and {2|figure-2}, 3 of them.",
        ),
    ] {
        assert_eq!(linked(text), expected);
    }
}

#[test]
fn what_mentions_nothing_of_the_article_stays_text() {
    for text in [
        "See Fig. 9.",
        "On figure 2, table 2 and fig 2 we agree.",
        "The eFigure 2 and the sub-Table 2 are not here.",
        "In Table 2 of reference 5 it stands.",
        "In Table 2 of the ref. 5 it stands.",
        "In Table 2 (ref. 5) it stands.",
        "In Table 2, ref. 5, it stands.",
        "In Table 2 from Ref. [2] it stands.",
        "In Table 2 in [2] it stands.",
        "Figure 3 in Smith et al. says so.",
        "Figures 1 and 3 in Smith and colleagues say so.",
        "Figure 3 of Smith (2019) says so.",
        "Their words, and their Figure 2, say so.",
        "We have Smith’s Table 2 here.",
        "See Supplementary Figure 2 and Supplementary *Table 2*.",
        "Figure 2nd and Figure 2x4 are none.",
        "See Extended Data Fig. 2 and Smith et al., Fig. 3, there.",
        "See [the Figure 2](https://example.org/) there.",
        "It is `Figure 2` that counts.",
        "Box A and Figure Two are none.",
    ] {
        assert!(!linked(text).contains('{'), "{}", linked(text));
    }
}

#[test]
fn a_part_does_not_point_at_itself() {
    let text = "Parts\n\nFigure 1 is old.\n\nFigure 1. Old, as Figure 1 and Figure 2 say.\n\n\
                Figure 2. New, unlike Figure 1.\n";
    let json = serde_json::to_string(&crate::parse::print(text).article).unwrap();
    assert_eq!(
        json.matches(r#""crossReference","identifier":"figure-1""#)
            .count(),
        2
    );
    assert_eq!(
        json.matches(r#""crossReference","identifier":"figure-2""#)
            .count(),
        1
    );
}

#[test]
fn headings_keep_their_names_and_their_silence() {
    let text = "Parts\n\nFigure 1\n\nWhat Figure 1 says.\n\nFigure 1. The picture.\n\n\
                What Figure 1 Means\n\nIt means a lot.\n";
    let article = crate::parse::print(text).article;
    let json = serde_json::to_string(&article).unwrap();
    assert!(
        json.contains(r#""section","identifier":"figure-1""#),
        "{json}"
    );
    assert!(
        json.contains(r#""figure","identifier":"figure-1-2""#),
        "{json}"
    );
    assert!(
        json.contains(r#""crossReference","identifier":"figure-1-2""#),
        "{json}"
    );
    assert_eq!(json.matches("crossReference").count(), 1);
}

/// How deep the inlines of a line nest.
fn depth(line: &[Inline]) -> usize {
    line.iter()
        .map(|inline| 1 + depth(inline.children()))
        .max()
        .unwrap_or(0)
}

#[test]
fn nesting_stays_within_the_cap() {
    let text = format!(
        "Parts\n\n{}Fig. 1{}\n\nFigure 1. One.\n",
        "*a **b ".repeat(40),
        "** *".repeat(40)
    );
    let article = crate::parse::print(&text).article;
    for block in &article.children {
        if let Block::Paragraph(paragraph) = block {
            assert!(depth(&paragraph.children) <= MAX_DEPTH);
        }
    }
}

/// An article without cross-references and without the identifiers of figures and tables.
fn unlinked(value: &Value) -> Value {
    match value {
        Value::Array(values) => {
            let mut flat: Vec<Value> = Vec::new();
            for value in values {
                let inner = unlinked(value);
                let several = match inner {
                    Value::Object(mut fields)
                        if fields
                            .get("type")
                            .is_some_and(|kind| kind == "crossReference") =>
                    {
                        match fields.remove("children") {
                            Some(Value::Array(children)) => children,
                            _ => Vec::new(),
                        }
                    }
                    other => vec![other],
                };
                for value in several {
                    match (flat.last_mut(), &value) {
                        (Some(last), value)
                            if last["type"] == "text" && value["type"] == "text" =>
                        {
                            let joined =
                                [&*last, value].map(|text| text["value"].as_str().unwrap());
                            last["value"] = joined.concat().into();
                        }
                        _ => flat.push(value),
                    }
                }
            }
            Value::Array(flat)
        }
        Value::Object(fields) => {
            let captioned = fields
                .get("type")
                .is_some_and(|kind| kind == "figure" || kind == "table");
            fields
                .iter()
                .filter(|(key, _)| !(captioned && *key == "identifier"))
                .map(|(key, value)| (key.clone(), unlinked(value)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        other => other.clone(),
    }
}

/// Every print text among the cases, and articles that lie beside the package.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = vec![root.join("www/articles/vitamin-k2.txt")];
    for folder in [root.join("tests/cases"), root.join("../shared/seed")] {
        let Ok(files) = std::fs::read_dir(&folder) else {
            println!("SKIPPED: {} is not there", folder.display());
            continue;
        };
        found.extend(
            files
                .map(|file| file.unwrap().path())
                .filter(|path| path.extension().is_some_and(|ending| ending == "txt")),
        );
    }
    found
}

#[test]
fn nothing_but_mentions_and_identifiers_changes() {
    let mut mentions = 0;
    for path in sources() {
        let bytes = std::fs::read(&path).unwrap();
        let (text, _) = crate::parse::decode(&bytes);
        let before = super::super::build(&text, &crate::parse::Limits::default())
            .finish()
            .0;
        let after = serde_json::to_value(crate::parse::print(&text).article).unwrap();
        mentions += after.to_string().matches("crossReference").count();
        let before = serde_json::to_value(before).unwrap();
        assert_eq!(unlinked(&before), unlinked(&after), "{}", path.display());
    }
    assert!(mentions > 0, "the cases mention parts");
}
