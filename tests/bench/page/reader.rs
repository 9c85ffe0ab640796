//! What a reader does with an article that is there: with a real pointer, real keys, a real wheel.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{
    InputSource as _, MouseActions, PointerAction, WheelAction, WheelActions,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use scholion::behavior::tooltip;

use crate::results::{Responses, Scroll};
use crate::session::Session;
use crate::statistics::Summary;

/// How long the pointer rests on a marker before the card opens, in ms
/// (`behavior::tooltip::OPEN_AFTER`).
const INTENT: f64 = tooltip::OPEN_AFTER as f64;

/// How long the pointer is away from one marker before it comes to the next: till the card of the
/// one has closed, and the next does not open at once for that.
const AWAY: Duration = Duration::from_millis(tooltip::CLOSE_AFTER as u64 + tooltip::WARM_FOR + 200);

/// The least duration that browsers tell of an interaction, in ms; what is quicker is said to take
/// as long.
const LEAST: f64 = 16.0;

/// How far the wheel turns at a time, in CSS pixels: as far as Page Down goes in this window.
const WHEEL: i64 = 800;

#[derive(Deserialize)]
struct Marker {
    x: f64,
    y: f64,
    count: usize,
}

#[derive(Deserialize)]
struct Interaction {
    duration: f64,
}

#[derive(Deserialize)]
struct Scrolled {
    at: f64,
    end: f64,
}

/// Shows an article in `reader.html`.
pub(crate) async fn show(session: &Session, article: &str, form: &str) -> Result<(), String> {
    let given = [json!(article), json!(form)];
    session.run("await showArticle(...given);", &given).await
}

async fn move_to(session: &Session, x: f64, y: f64) -> Result<(), String> {
    let actions = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveTo {
        duration: Some(Duration::ZERO),
        x: x.round(),
        y: y.round(),
    });
    let moved = session.client().perform_actions(actions).await;
    moved.map_err(|error| error.to_string())
}

/// From the pointer on a marker to the card painted, less the time of intent, in ms: for markers
/// all over the article. And the same with a bare popover.
pub(crate) async fn cards(session: &Session, markers: usize) -> Result<[Summary; 2], String> {
    let card = opened(session, markers, "awaitCard();").await?;
    let bare = opened(session, markers, &format!("awaitBare({INTENT});")).await?;
    Ok([card, bare])
}

/// The same for what a script gets ready to be opened.
async fn opened(session: &Session, markers: usize, ready: &str) -> Result<Summary, String> {
    let mut times = Vec::new();
    for turn in 0..markers {
        // Beside the text, where nothing is.
        move_to(session, 2.0, 300.0).await?;
        sleep(AWAY).await;
        let first: Marker = session.run("return showMarker(0);", &[]).await?;
        let number = first.count * turn / markers;
        let marker: Marker = session
            .run("return showMarker(...given);", &[json!(number)])
            .await?;
        session.run::<()>(ready, &[]).await?;
        move_to(session, marker.x, marker.y).await?;
        let time: f64 = session.run("return cardTime();", &[]).await?;
        times.push(time - INTENT);
    }
    Summary::of(&times).ok_or_else(|| "nothing was opened".to_owned())
}

/// Presses what an article has to be pressed, so many times.
pub(crate) async fn responses(session: &Session, times: usize) -> Result<Responses, String> {
    Ok(Responses {
        toggle: presses(session, "toggle", times).await?,
        expand: presses(session, "expand", times).await?,
        filter: keys(session, times).await?,
    })
}

/// What can be pressed, in view and with the focus on it.
async fn reach(session: &Session, part: &str) -> Result<Element, String> {
    let given = [json!(part)];
    let selector: String = session.run("return reach(given[0]);", &given).await?;
    let found = session.client().find(Locator::Css(&selector)).await;
    found.map_err(|error| format!("{selector}: {error}"))
}

async fn taken(session: &Session) -> Result<Vec<Interaction>, String> {
    session.run("return takeInteractions();", &[]).await
}

async fn presses(session: &Session, part: &str, times: usize) -> Result<Summary, String> {
    let button = reach(session, part).await?;
    let mut durations = Vec::new();
    // The first two put everything into place.
    for time in 0..times + 2 {
        let before = state(session).await?;
        let pressed = button.click().await;
        pressed.map_err(|error| error.to_string())?;
        let duration = response(session, &before).await?;
        if time >= 2 {
            durations.push(duration);
        }
    }
    Summary::of(&durations).ok_or_else(|| format!("{part} was not pressed"))
}

/// A word that some references have, typed and taken away again: each of its keys is one value.
async fn keys(session: &Session, times: usize) -> Result<Summary, String> {
    let field = reach(session, "filter").await?;
    taken(session).await?;
    let mut durations = Vec::new();
    for _ in 0..times {
        let back = char::from(Key::Backspace);
        for key in "bone".chars().chain([back; 4]) {
            let before = state(session).await?;
            let typed = field.send_keys(&key.to_string()).await;
            typed.map_err(|error| error.to_string())?;
            durations.push(response(session, &before).await?);
        }
    }
    Summary::of(&durations).ok_or_else(|| "nothing was typed".to_owned())
}

async fn state(session: &Session) -> Result<Value, String> {
    session.run("return state();", &[]).await
}

/// The longest event since something was pressed, in ms; an error where that has changed nothing.
async fn response(session: &Session, before: &Value) -> Result<f64, String> {
    let interactions = taken(session).await?;
    if state(session).await? == *before {
        return Err(format!("what was pressed has changed nothing: {before}"));
    }
    let durations = interactions.iter().map(|one| one.duration);
    Ok(durations.fold(LEAST, f64::max))
}

/// Turns the wheel from the article's beginning to its end.
pub(crate) async fn scroll(session: &Session) -> Result<Scroll, String> {
    session.run::<()>("scrollTo(0, 0);", &[]).await?;
    session
        .run::<Vec<f64>>("return takeLongTasks();", &[])
        .await?;
    let mut turns = 0;
    let mut before = -1.0;
    let height = loop {
        let given = [json!(before)];
        let now: Scrolled = session.run("return scrolled(given[0]);", &given).await?;
        if now.at >= now.end - 1.0 {
            break now.at;
        }
        if now.at <= before {
            return Err(format!("the wheel does not turn the page at {} px", now.at));
        }
        before = now.at;
        let wheel = WheelActions::new("wheel".to_owned()).then(WheelAction::Scroll {
            duration: Some(Duration::ZERO),
            x: 500,
            y: 400,
            delta_x: 0,
            delta_y: WHEEL,
        });
        let turned = session.client().perform_actions(wheel).await;
        turned.map_err(|error| error.to_string())?;
        turns += 1;
    };
    let tasks: Vec<f64> = session.run("return takeLongTasks();", &[]).await?;
    Ok(Scroll {
        turns,
        height,
        longest_task: tasks.iter().copied().reduce(f64::max),
        long_tasks: tasks.len(),
    })
}

/// Follows fragments to so many sections all over the article, the last one first. Gives how far
/// from its place the worst of them comes to rest, in CSS pixels.
pub(crate) async fn fragments(session: &Session, count: usize) -> Result<f64, String> {
    session.run::<()>("scrollTo(0, 0);", &[]).await?;
    let names: Vec<String> = session.run("return sections();", &[]).await?;
    // The last sections cannot reach the top of the window.
    let reachable = names.len().saturating_sub(3);
    if reachable < count {
        return Err(format!("{} sections are too few", names.len()));
    }
    let mut worst: f64 = 0.0;
    for turn in 0..count {
        let name = &names[reachable - 1 - turn * reachable / count];
        let off: f64 = session
            .run("return goTo(...given);", &[json!(name)])
            .await?;
        worst = worst.max(off.abs());
    }
    Ok(worst)
}
