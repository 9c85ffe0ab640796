//! What readers of other systems have stumbled over, as far as no browser is needed to see that it
//! does not happen here. The whole list stands in `tests/e2e/scenarios/asks.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use scholion::model::walk;
use scholion::{parse, render};

/// An article of these lines with a list of thirty references.
fn article(lines: &str) -> scholion::model::Article {
    let entries: Vec<String> = (1..=30)
        .map(|number| format!("{number}. Doe J. Study number {number}. *Bone*. 2020;1:{number}."))
        .collect();
    let list = entries.join("\n");
    parse::print(&format!(
        "A Title\n\nIt is known.¹\n\n{lines}\n\nReferences\n\n{list}\n"
    ))
    .article
}

fn markers(lines: &str) -> Vec<String> {
    walk::citations(&article(lines))
        .iter()
        .skip(1)
        .map(|found| found.citation.marker.clone())
        .collect()
}

#[test]
fn a06_isotopes_units_and_affiliations_are_no_citations() {
    for line in [
        "The target was ¹⁰B, enriched to 96%.",
        "The wall measured 12 m² and weighed 3 × 10⁴ g.",
        "Labelled with ⁴¹Ca and ¹⁴C, the bones were weighed.",
        "The flow was 5 ml·min⁻¹ at 20 kg/m².",
    ] {
        assert!(markers(line).is_empty(), "{line}: {:?}", markers(line));
    }
    let byline = "On Bones\n\nJane Doe¹, Richard Roe²\n\n¹ Department of Bones, Sample University\n² Institute of Examples\n\nThey are hard.³\n\nReferences\n\n1. Doe J. One. Bone. 2020;1:1.\n2. Doe J. Two. Bone. 2020;1:2.\n3. Doe J. Three. Bone. 2020;1:3.\n";
    let cited: Vec<String> = walk::citations(&parse::print(byline).article)
        .iter()
        .map(|found| found.citation.marker.clone())
        .collect();
    assert_eq!(cited, ["³"]);
    // And a citation beside them is one.
    assert_eq!(markers("The target was ¹⁰B.⁷"), ["⁷"]);
}

#[test]
fn a08_a_marker_is_written_once() {
    let article = article("Bones thin with age.²⁻⁴ They break.^{5,6} They heal.⁷·⁸");
    let html = render::html(&article, &render::Options::default());
    for id in ["cite-1-1", "cite-2-1", "cite-5-1", "cite-7-1"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert_eq!(html.matches("class=\"sch-marker\"").count(), 4);
    assert_eq!(html.matches("<sup").count(), 4, "raised ones, each once");
}

#[test]
fn a22_links_back_are_told_apart() {
    let article = article(
        "First Part\n\nBones thin.² They break.²\n\nSecond Part\n\nThey heal.² Not always.³",
    );
    let html = render::html(&article, &render::Options::default());
    for name in [
        "Back to use 1 of 3 in First Part",
        "Back to use 2 of 3 in First Part",
        "Back to use 3 of 3 in Second Part",
        "Back to its use in Second Part",
    ] {
        let label = format!("role=\"doc-backlink\" aria-label=\"{name}\"");
        assert_eq!(html.matches(&label).count(), 1, "{name}");
    }
}
