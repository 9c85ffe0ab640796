//! Where the card stands.

use crate::page::Page;

/// Markers at every height of windows of every width: the card is whole, and its marker free.
pub(crate) async fn the_card_stays_in_the_window(page: &Page<'_>) {
    for width in [360, 768, 1280] {
        page.resize(width, 800).await;
        page.open("/index.html").await;
        // The marker farthest to the left, the one farthest to the right, and the longest card.
        let ends = page
            .run("const markers = [...document.querySelectorAll('.sch-marker')];
                document.querySelectorAll('.sch-section, .sch-box, .sch-long, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });
                const left = (marker) => marker.getClientRects()[0].left;
                markers.sort((a, b) => left(a) - left(b));
                return [markers[0].id, markers.at(-1).id, document.querySelector(\"[data-sch-references^='25 26']\").id];")
            .await;
        for id in ends.as_array().unwrap() {
            let marker = format!("#{}", id.as_str().unwrap());
            for height in [0.06, 0.5, 0.94] {
                let card = page.hover_at(&marker, height).await;
                // It has faded in when it is looked at.
                page.rest(150).await;
                let card = page.card_now().await.unwrap_or(card);
                card.is_well_placed();
                page.point(1.0, 1.0).await;
                page.no_card().await;
            }
        }
    }
}

/// What stands above the marker of a card that a script has opened turns out higher than it was
/// taken for: the marker stays where it is, and so does the card.
pub(crate) async fn the_card_stays_while_the_page_grows(page: &Page<'_>) {
    page.resize(1280, 800).await;
    page.open("/index.html").await;
    // Or the browser itself would keep the marker in its place.
    page.run("document.documentElement.style.overflowAnchor = 'none';")
        .await;
    let marker = "[data-sch-references='12']";
    let (_, before) = page.bring(marker, 0.8).await;
    page.run(
        "const article = document.querySelector('scholion-article');
         // The page was going somewhere else just now.
         article.goTo('references');
         const marker = document.querySelector(\"[data-sch-references='12']\");
         scrollBy({ top: marker.getBoundingClientRect().top - innerHeight * 0.8, behavior: 'instant' });
         article.openCitation(marker.id);
         setTimeout(() => { document.querySelector('.sch-header').style.paddingTop = '300px'; }, 20);",
    )
    .await;
    // Longer than a jump is looked after.
    page.rest(1200).await;
    let card = page.card_now().await.expect("the card is there");
    card.is_well_placed();
    let after = page
        .run("return document.querySelector(\"[data-sch-references='12']\").getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap();
    assert!((after - before).abs() < 30.0, "{before} {after}");
}

/// A marker at the very edge, where no text of the demo's stands.
pub(crate) async fn the_card_stays_in_the_window_at_its_edges(page: &Page<'_>) {
    for width in [360, 1280] {
        page.resize(width, 800).await;
        page.open("/index.html").await;
        page.run("document.body.style.overflowX = 'clip';").await;
        for references in ["12", "40 41 42"] {
            let marker = format!("[data-sch-references='{references}']");
            for edge in ["left", "right"] {
                page.bring(&marker, 0.4).await;
                // Moved aside, not laid out anew.
                let aside = if edge == "left" {
                    "4 - box.left"
                } else {
                    "document.documentElement.clientWidth - 4 - box.right"
                };
                page.run(&format!(
                    "const article = document.querySelector('scholion-article');
                     article.style.position = 'relative';
                     article.style.left = '0';
                     const box = document.querySelector(\"{marker}\").getBoundingClientRect();
                     article.style.left = `${{{aside}}}px`;"
                ))
                .await;
                let card = page.hover_at(&marker, 0.4).await;
                let gap = if edge == "left" {
                    card.at[0]
                } else {
                    card.window[0] - card.at[2]
                };
                assert!((gap - 4.0).abs() < 1.0, "not at the edge: {card:?}");
                card.is_well_placed();
                page.point(1.0, 1.0).await;
                page.no_card().await;
            }
        }
    }
}

/// The demo as it looks, in every width, light and dark, with cards at every edge.
pub(crate) async fn pictures(page: &Page<'_>) {
    for (name, width, height) in [
        ("phone", 360, 800),
        ("tablet", 768, 1024),
        ("desk", 1280, 900),
    ] {
        for scheme in ["light", "dark"] {
            page.resize(width, height).await;
            page.open("/index.html").await;
            page.run(&format!(
                "document.documentElement.style.colorScheme = '{scheme}';"
            ))
            .await;
            let shot = async |what: &str| {
                let path = crate::output(&format!("{}-{name}-{scheme}-{what}.png", page.engine));
                page.photograph(&path).await.unwrap();
            };
            shot("top").await;
            let edges = page
                .run(
                    "const markers = [...document.querySelectorAll('.sch-marker')];
                    const left = (marker) => marker.getClientRects()[0].left;
                    markers.sort((a, b) => left(a) - left(b));
                    return [markers[0].id, markers.at(-1).id];",
                )
                .await;
            let edge = |at: usize| format!("#{}", edges[at].as_str().unwrap());
            for (what, marker, at) in [
                ("card-left", edge(0), 0.4),
                ("card-right", edge(1), 0.4),
                (
                    "card-top",
                    "[data-sch-references='40 41 42']".to_owned(),
                    0.05,
                ),
                (
                    "card-bottom",
                    "[data-sch-references='40 41 42']".to_owned(),
                    0.95,
                ),
                (
                    "card-long",
                    "[data-sch-references^='25 26']".to_owned(),
                    0.5,
                ),
            ] {
                page.hover_at(&marker, at).await;
                page.rest(250).await;
                shot(what).await;
                page.point(1.0, 1.0).await;
                page.no_card().await;
            }
            page.run("document.querySelector('scholion-article').goTo('references');")
                .await;
            page.rest(400).await;
            shot("references").await;
            page.run("document.querySelector('scholion-article').collapseAll(); scrollTo({ top: 600, behavior: 'instant' });").await;
            page.rest(300).await;
            shot("closed").await;
        }
    }
}
