//! Articles that mean harm: vectors of cross-site scripting in every position of every format.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::engine::Engine;
use crate::page::Page;
use crate::turns;

/// How long the vectors of a file may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// Vectors of our own.
const OWN: &str = "/tests/e2e/articles/vectors.json";

/// Known ones, out of the collections of others.
const KNOWN: &str = "/corpus/xss/payloads.json";

/// The part of the articles that an engine tries, `later` parts behind its own: what the page is asked
/// for, and how many parts there are.
fn part(engine: Engine, later: usize) -> (String, u64) {
    let (own, of) = turns::part(engine);
    (format!("part={}/{of}", (own + later) % of + 1), of as u64)
}

/// Tries the vectors of a file, and tells how many that were.
async fn none_runs(page: &Page<'_>, vectors: &str, at_least: u64) {
    page.until(
        "the page is ready",
        "return document.documentElement.dataset.ready === '';",
    )
    .await;
    page.run_with("void tryAll(arguments[0]);", json!(vectors))
        .await;
    let begun = Instant::now();
    let outcome = loop {
        sleep(Duration::from_millis(250)).await;
        let outcome: Value = page.run("return window.outcome ?? null;").await;
        if !outcome.is_null() {
            break outcome;
        }
        assert!(begun.elapsed() < PATIENCE, "{vectors} take too long");
    };
    println!(
        "{vectors}: {} vectors in {} positions, {} articles tried, {} of them shown, {} refused",
        outcome["vectors"],
        outcome["positions"],
        outcome["tried"],
        outcome["read"],
        outcome["refused"]
    );
    assert!(outcome["tried"].as_u64() >= Some(at_least), "{outcome}");
    assert!(outcome["read"].as_u64() >= Some(at_least / 2), "{outcome}");
    assert_eq!(outcome["found"], json!([]), "what came of them");
    assert_eq!(outcome["trips"], json!([]), "what ran");
}

/// Another part than under the policy, which lets less through.
pub(crate) async fn our_vectors_run_nothing(page: &Page<'_>) {
    let (part, of) = part(page.engine, 1);
    page.visit(&format!("/tests/e2e/pages/hostile.html?{part}"))
        .await;
    none_runs(page, OWN, 6_000 / of).await;
}

pub(crate) async fn our_vectors_break_no_policy(page: &Page<'_>) {
    let (part, of) = part(page.engine, 0);
    page.visit_strictly(&format!("/tests/e2e/pages/hostile.html?strict&{part}"))
        .await;
    none_runs(page, OWN, 6_000 / of).await;
    page.breaks_no_policy().await;
}

pub(crate) async fn known_vectors_break_no_policy(page: &Page<'_>) {
    let (part, of) = part(page.engine, 0);
    page.visit_strictly(&format!("/tests/e2e/pages/hostile.html?strict&{part}"))
        .await;
    none_runs(page, KNOWN, 15_000 / of).await;
    page.breaks_no_policy().await;
}

pub(crate) async fn known_vectors_run_nothing_in_pages(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/hostile.html?only=html").await;
    none_runs(page, KNOWN, 800).await;
}

/// Long words that run through elements of a line, in columns of every width: WebKit ends where such a
/// line is to be broken well.
pub(crate) async fn no_line_is_too_hard_to_break(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/hostile.html").await;
    let mut text = String::from("# Hard to break\n\nSaid.[^1]\n\n[^1]: A note.\n\n");
    for paragraph in 0..10 {
        for at in 0..16 {
            text.push_str(&"x".repeat((at * at * 7 + paragraph * 13 + at * paragraph) % 31 + 1));
            // What stands in backticks is an element. Their number is even.
            text.push_str(match ((at + paragraph) % 3, at % 2) {
                (0, 0) => "` ",
                (0, _) => " `",
                _ => "`",
            });
        }
        text.push_str("\n\n");
    }
    let height = page
        .run_async_with(
            "const [text, done] = arguments;
             const element = document.createElement('scholion-article');
             document.body.append(element);
             customElements.whenDefined('scholion-article').then(() => element.load(text, { format: 'markdown' })).then(() => {
               element.openCitation(element.querySelector('.sch-marker'));
               let height = 0;
               for (let width = 250; width < 750; width += 5) {
                 element.style.width = `${width}px`;
                 height += element.offsetHeight;
               }
               element.remove();
               done(height);
             });",
            json!(text),
        )
        .await;
    assert!(height.as_f64() > Some(10_000.0), "{height}");
}
