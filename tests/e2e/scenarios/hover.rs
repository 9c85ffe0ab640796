//! Opening and closing by the pointer.

use crate::page::Page;

const RANGE: &str = "[data-sch-references='40 41 42']";
const DEMO: &str = "/index.html";

pub(crate) async fn a_passing_pointer_opens_nothing(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run(&format!(
        "const marker = document.querySelector(\"{RANGE}\");
         marker.addEventListener('pointerenter', (event) => {{ window.entered = event.timeStamp; window.crossed = null; }});
         marker.addEventListener('pointerleave', (event) => {{ window.crossed = event.timeStamp - window.entered; }});"
    ))
    .await;
    let mut passes = 0;
    for _ in 0..8 {
        let (x, y) = page.bring(RANGE, 0.5).await;
        page.way(&[(x - 60.0, y), (x, y), (x + 60.0, y)], 0).await;
        page.until(
            "the pointer has passed",
            "return typeof window.crossed === 'number';",
        )
        .await;
        // On a busy machine even this pointer may have rested there.
        if page.run("return window.crossed;").await.as_f64() < Some(120.0) {
            page.stays_without_card(500).await;
            passes += 1;
            break;
        }
        page.no_card().await;
    }
    assert_eq!(
        passes, 1,
        "this machine is too slow for a pointer that passes"
    );
    // The same marker does open for a pointer that rests.
    assert_eq!(page.hover(RANGE).await.labels.len(), 3);
}

pub(crate) async fn the_card_can_be_entered_and_left(page: &Page<'_>) {
    page.open(DEMO).await;
    let card = page.hover(RANGE).await;
    assert_eq!(card.role, None, "a card that nobody pinned is no dialog");
    let [left, top, right, bottom] = card.rect;
    let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    page.way(
        &[
            (
                f64::midpoint(card.at[0], middle.0),
                f64::midpoint(card.at[3], top),
            ),
            middle,
        ],
        20,
    )
    .await;
    page.keeps_card(700).await;
    page.point(1.0, 1.0).await;
    page.no_card().await;
    assert_eq!(
        page.run("return document.querySelectorAll('[data-sch-open]').length;")
            .await,
        0
    );
}

/// From the marker to the farthest corners of the card, slower than the card would stay.
pub(crate) async fn the_diagonal_way_keeps_the_card(page: &Page<'_>) {
    page.open(DEMO).await;
    for corner in [0, 2] {
        let card = page.hover(RANGE).await;
        let start = (
            f64::midpoint(card.at[0], card.at[2]),
            f64::midpoint(card.at[1], card.at[3]),
        );
        // Into the card at its near edge, close to the corner.
        let inward = if corner == 0 { 8.0 } else { -8.0 };
        let below = card.rect[1] > card.at[1];
        let edge = if below {
            card.rect[1] + 6.0
        } else {
            card.rect[3] - 6.0
        };
        let end = (card.rect[corner] + inward, edge);
        let way: Vec<(f64, f64)> = (1..=12)
            .map(|step| {
                let part = f64::from(step) / 12.0;
                (
                    start.0 + (end.0 - start.0) * part,
                    start.1 + (end.1 - start.1) * part,
                )
            })
            .collect();
        page.way(&way, 60).await;
        page.keeps_card(400).await;
        assert_eq!(
            page.card().await.marker,
            card.marker,
            "and it is the same card"
        );
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

pub(crate) async fn escape_sends_the_card_away(page: &Page<'_>) {
    page.open(DEMO).await;
    page.hover(RANGE).await;
    page.press(fantoccini::key::Key::Escape).await;
    page.no_card().await;
    // The pointer still rests on the marker, and trembles.
    let (x, y) = page.bring(RANGE, 0.4).await;
    page.way(&[(x + 1.0, y), (x, y)], 30).await;
    page.stays_without_card(500).await;
    assert_eq!(
        page.hover(RANGE).await.labels.len(),
        3,
        "after leaving it comes back"
    );
}

pub(crate) async fn scrolling_under_a_resting_pointer_opens_nothing(page: &Page<'_>) {
    page.open(DEMO).await;
    let (x, y) = page.bring(RANGE, 0.5).await;
    // The pointer comes to rest below the marker; then the page moves the marker under it.
    page.way(&[(x - 40.0, y + 120.0), (x, y + 120.0)], 20).await;
    page.wheel((x, y + 120.0), -120).await;
    page.rest(300).await;
    let script = format!(
        "const box = document.querySelector(\"{RANGE}\").getClientRects()[0]; return [box.left + box.width / 2, box.top + box.height / 2];"
    );
    let at = page.run(&script).await;
    let off = at[1].as_f64().unwrap() - (y + 120.0);
    // Whatever is left of the way is scrolled by the page itself.
    page.run(&format!("scrollBy({{ top: {off}, behavior: 'instant' }});"))
        .await;
    page.stays_without_card(700).await;
    let under = format!(
        "return !!document.elementFromPoint({x}, {})?.closest('.sch-marker');",
        y + 120.0
    );
    assert!(
        page.holds(&under).await,
        "the marker is under the pointer now"
    );
}
