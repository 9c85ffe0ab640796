//! The article that the tests were first written for, marker by marker.

use fantoccini::key::Key;
use serde_json::Value;

use crate::page::Page;
use crate::server;

const SEED: &str = "src=/seed/000_40da847189e70bed.txt";

fn expected() -> Value {
    let text = std::fs::read_to_string(server::seed().join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A real pointer on each of the 36 markers finds a visible card with exactly its references.
pub(crate) async fn every_marker_shows_its_references(page: &Page<'_>) {
    let expected = expected();
    page.open_article(SEED).await;
    let ids = page
        .run("return [...document.querySelectorAll('.sch-marker')].map((marker) => marker.id);")
        .await;
    let citations: Vec<&Value> = expected["parts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|part| part["citations"].as_array().unwrap())
        .collect();
    assert_eq!((ids.as_array().unwrap().len(), citations.len()), (36, 36));
    let mut sizes = Vec::new();
    for (id, citation) in ids.as_array().unwrap().iter().zip(citations) {
        let id = id.as_str().unwrap();
        let numbers: Vec<String> = citation["refs"]
            .as_array()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        let card = page.hover(&format!("#{id}")).await;
        assert_eq!(
            (card.marker.as_str(), &card.labels),
            (id, &numbers),
            "{citation}"
        );
        card.is_well_placed();
        for (number, title) in numbers.iter().zip(&card.titles) {
            let reference = &expected["references"][number.parse::<usize>().unwrap() - 1];
            assert_eq!(
                title.as_deref(),
                reference["title"].as_str(),
                "reference {number}"
            );
        }
        sizes.push((
            citation["marker"].as_str().unwrap().to_owned(),
            card.labels.len(),
        ));
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
    assert!(sizes.contains(&("⁴⁰⁻⁴²".to_owned(), 3)) && sizes.contains(&("²⁵⁻³⁵".to_owned(), 11)));
    page.went_well().await;
}

pub(crate) async fn every_section_closes_and_opens_by_mouse_and_keyboard(page: &Page<'_>) {
    page.open_article(SEED).await;
    let parts = page.run("return [...document.querySelectorAll('.sch-toggle')].map((toggle) => toggle.getAttribute('aria-controls'));").await;
    let parts: Vec<&str> = parts
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        parts.len(),
        13,
        "nine sections, three boxes and the list: {parts:?}"
    );
    for part in parts {
        let toggle = format!("[aria-controls='{part}']");
        let state = format!(
            "const body = document.getElementById('{part}');
             const open = document.querySelector(\"{toggle}\").getAttribute('aria-expanded') === 'true';
             return open === !body.hasAttribute('hidden') && open === body.firstElementChild.checkVisibility({{ contentVisibilityAuto: false }}) && String(open);"
        );
        page.click(&toggle).await;
        page.until(
            &format!("{part} is closed by the mouse"),
            &state.replace("String(open)", "!open"),
        )
        .await;
        let hidden = page
            .text(&format!(
                "return document.getElementById('{part}').getAttribute('hidden');"
            ))
            .await;
        assert_eq!(hidden, "until-found");
        page.click(&toggle).await;
        page.until(
            &format!("{part} is opened by the mouse"),
            &state.replace("String(open)", "open"),
        )
        .await;
        page.run(&format!("document.querySelector(\"{toggle}\").focus();"))
            .await;
        page.press(Key::Enter).await;
        page.until(
            &format!("{part} is closed by Enter"),
            &state.replace("String(open)", "!open"),
        )
        .await;
        page.press_char(' ').await;
        page.until(
            &format!("{part} is opened by the space bar"),
            &state.replace("String(open)", "open"),
        )
        .await;
    }
    page.went_well().await;
}
