//! A page as a reader sees and handles it.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MouseActions, PointerAction, TouchActions, WheelAction,
    WheelActions,
};
use fantoccini::key::Key;
use fantoccini::wd::PrintConfiguration;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::command::Command;
use crate::devtools::devtools;
use crate::engine::Engine;
use crate::firefox::in_browser;
use crate::server::Sites;

/// How long the page may take to do what it should. The machine may be busy.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is asked.
const PULSE: Duration = Duration::from_millis(25);

/// The state of the card, as the page has it.
const CARD: &str = "
    const card = document.querySelector('.sch-card:popover-open');
    if (!card) return null;
    const box = card.getBoundingClientRect();
    const marker = document.querySelector('[data-sch-open]');
    // A wrapped marker is met at one of its lines, where its anchor stands.
    const anchor = marker.dataset.schOpen === 'wrapped' ? document.querySelector('.sch-anchor') : marker;
    const at = anchor.getBoundingClientRect();
    return {
      labels: [...card.querySelectorAll('.sch-card-list > li > .sch-label')].map((e) => e.textContent),
      titles: [...card.querySelectorAll('.sch-card-list > li')].map((e) => e.querySelector('.sch-entry-title')?.textContent ?? null),
      here: card.querySelector('.sch-here > .sch-label')?.textContent ?? null,
      marker: marker.id,
      role: card.getAttribute('role'),
      sheet: card.classList.contains('sch-sheet'),
      box: [box.left, box.top, box.right, box.bottom],
      at: [at.left, at.top, at.right, at.bottom],
      window: [document.documentElement.clientWidth, innerHeight],
      whole: innerWidth,
      rem: parseFloat(getComputedStyle(card).getPropertyValue('--sch-rem')),
    };";

/// What the card shows and where.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) labels: Vec<String>,
    pub(crate) titles: Vec<Option<String>>,
    /// The label of the entry that is marked.
    pub(crate) here: Option<String>,
    pub(crate) marker: String,
    pub(crate) role: Option<String>,
    pub(crate) sheet: bool,
    /// Left, top, right, bottom.
    pub(crate) rect: [f64; 4],
    /// The marker's.
    pub(crate) at: [f64; 4],
    /// Width and height of the window.
    pub(crate) window: [f64; 2],
    /// The window's width with its scroll bar, which `vw` counts.
    whole: f64,
    rem: f64,
}

impl Card {
    fn of(value: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let numbers = |key: &str| -> Vec<f64> {
            value[key]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_f64().unwrap())
                .collect()
        };
        Some(Self {
            labels: value
                .get("labels")?
                .as_array()?
                .iter()
                .filter_map(text)
                .collect(),
            titles: value["titles"].as_array()?.iter().map(text).collect(),
            here: text(&value["here"]),
            marker: text(&value["marker"])?,
            role: text(&value["role"]),
            sheet: value["sheet"].as_bool()?,
            rect: numbers("box").try_into().ok()?,
            at: numbers("at").try_into().ok()?,
            window: numbers("window").try_into().ok()?,
            whole: value["whole"].as_f64()?,
            rem: value["rem"].as_f64()?,
        })
    }

    /// Fails unless the card is wholly in the window and leaves its marker uncovered.
    pub(crate) fn is_well_placed(&self) {
        let [left, top, right, bottom] = self.rect;
        let [width, height] = self.window;
        let inside = left >= -0.5 && top >= -0.5 && right <= width + 0.5 && bottom <= height + 0.5;
        assert!(inside, "the card is cut off: {self:?}");
        let [_, marker_top, _, marker_bottom] = self.at;
        let clear = top >= marker_bottom - 1.0 || bottom <= marker_top + 1.0;
        assert!(clear, "the card covers its marker: {self:?}");
        assert!(
            right - left <= (22.0 * self.rem).min(0.9 * self.whole) + 1.0,
            "too wide: {self:?}"
        );
        assert!(bottom - top <= 0.6 * height + 1.0, "too high: {self:?}");
        assert!(bottom - top >= 40.0, "a sliver: {self:?}");
    }
}

/// A page in a browser.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    client: Client,
    pub(crate) engine: Engine,
    sites: &'a Sites,
}

impl<'a> Page<'a> {
    pub(crate) fn new(client: Client, engine: Engine, sites: &'a Sites) -> Self {
        Self {
            client,
            engine,
            sites,
        }
    }

    /// A window as wide as a desk's, and a pointer that rests nowhere.
    pub(crate) async fn reset(&self) {
        let _ = self.client.release_actions().await;
        self.resize(1280, 900).await;
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.client
            .set_window_size(width, height)
            .await
            .expect("the window has a size");
    }

    /// Where the pages come from: scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.sites.plain
    }

    /// Opens an address of the repository, without waiting for an article.
    pub(crate) async fn visit(&self, path: &str) {
        self.client
            .goto(&format!("{}{path}", self.sites.plain))
            .await
            .expect("the page opens");
    }

    /// Opens an address and waits until its article is there.
    pub(crate) async fn open(&self, path: &str) {
        // A fragment alone would not load the page anew.
        self.client
            .goto("about:blank")
            .await
            .expect("an empty page opens");
        self.visit(path).await;
        self.ready().await;
    }

    /// Opens a page of another server, without waiting for an article.
    pub(crate) async fn visit_address(&self, address: &str) {
        self.client.goto(address).await.expect("the page opens");
    }

    /// Opens a page of another server and waits for its article.
    pub(crate) async fn open_address(&self, address: &str) {
        self.client.goto(address).await.expect("the page opens");
        self.ready().await;
    }

    /// The same under the strict policy.
    pub(crate) async fn open_strictly(&self, path: &str) {
        self.visit_strictly(path).await;
        self.ready().await;
    }

    /// The same without waiting.
    pub(crate) async fn visit_strictly(&self, path: &str) {
        let address = format!("{}{path}", self.sites.strict);
        self.client.goto(&address).await.expect("the page opens");
    }

    /// The same where no script of a page runs.
    pub(crate) async fn visit_without_script(&self, path: &str) {
        let address = format!("{}{path}", self.sites.without_script);
        self.client.goto(&address).await.expect("the page opens");
    }

    /// Clicks an element as the driver does it: brought into view, in its middle.
    pub(crate) async fn click_element(&self, selector: &str) {
        let found = self.client.find(Locator::Css(selector)).await;
        let element = found.unwrap_or_else(|error| panic!("{selector}: {error}"));
        let clicked = element.click().await;
        clicked.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Waits until the address has this fragment and the element of this id is in the window.
    pub(crate) async fn arrived(&self, id: &str) {
        let id = json!(id);
        self.until(
            &format!("the page is at {id}"),
            &format!(
                "const box = document.getElementById({id}).getBoundingClientRect();
                 return decodeURIComponent(location.hash) === '#' + {id} && box.height > 0 && box.bottom > 0 && box.top < innerHeight;"
            ),
        )
        .await;
    }

    /// A page of the tests' own with one article.
    pub(crate) async fn open_article(&self, query: &str) {
        self.open(&format!("/tests/e2e/pages/article.html?{query}"))
            .await;
    }

    pub(crate) async fn ready(&self) {
        self.until(
            "the article is there",
            "return document.querySelector('scholion-article')?.state === 'ready';",
        )
        .await;
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    pub(crate) async fn run_with(&self, script: &str, argument: Value) -> Value {
        self.client
            .execute(script, vec![argument])
            .await
            .unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    /// Runs a script that calls its last argument when it is done.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        self.client
            .execute_async(script, Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    /// The same with one argument before that.
    pub(crate) async fn run_async_with(&self, script: &str, argument: Value) -> Value {
        self.client
            .execute_async(script, vec![argument])
            .await
            .unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    /// Lays the page out as in a window of this size, which may be narrower than windows can be
    /// made.
    pub(crate) async fn emulate_window(&self, width: u32, height: u32) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Lays the page out as the window is, from now on.
    pub(crate) async fn emulate_nothing(&self) {
        self.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
            .await;
    }

    pub(crate) async fn text(&self, script: &str) -> String {
        match self.run(script).await {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    pub(crate) async fn holds(&self, script: &str) -> bool {
        self.run(script).await == Value::Bool(true)
    }

    /// Waits until a script says true; what it says instead is told when it never does.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        let start = Instant::now();
        loop {
            let said = self.run(script).await;
            if said == Value::Bool(true) {
                return;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited in vain until {what}: {said}"
            );
            sleep(PULSE).await;
        }
    }

    /// Waits until nothing on the page moves: half-faded text has half the contrast, and a host may
    /// let everything take its time. WebKit does not tell of a fade before it has been drawn.
    pub(crate) async fn settled(&self) {
        self.until(
            "nothing moves",
            "const faded = [...document.querySelectorAll(':popover-open')].filter((card) => getComputedStyle(card).opacity !== '1');
             return faded.length === 0 && document.getAnimations().every((moving) => moving.playState !== 'running');",
        )
        .await;
    }

    pub(crate) async fn rest(&self, milliseconds: u64) {
        sleep(Duration::from_millis(milliseconds)).await;
    }

    /// Brings an element to a height of the window (0 top, 1 bottom) and gives its middle.
    /// Parts far away have estimated heights, so it has to stay there for some frames.
    pub(crate) async fn bring(&self, selector: &str, height: f64) -> (f64, f64) {
        let script = "
            const [[selector, height], done] = arguments;
            // As a reader does who scrolls there.
            document.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
            let last = [NaN, NaN];
            let still = 0;
            let frames = 0;
            const look = () => {
              const element = document.querySelector(selector);
              const box = element.getBoundingClientRect();
              scrollTo({ top: scrollY + (box.top + box.bottom) / 2 - innerHeight * height, behavior: 'instant' });
              const first = element.getClientRects()[0];
              const now = [first.left + first.width / 2, first.top + first.height / 2];
              still = Math.hypot(now[0] - last[0], now[1] - last[1]) < 0.5 ? still + 1 : 0;
              last = now;
              frames += 1;
              if (still >= 4 || frames >= 300) { done(still >= 4 ? now : null); } else { requestAnimationFrame(look); }
            };
            look();";
        let found = self
            .client
            .execute_async(script, vec![json!([selector, height])])
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        match (found[0].as_f64(), found[1].as_f64()) {
            (Some(x), Some(y)) => (x, y),
            _ => panic!("{selector} does not come to rest"),
        }
    }

    /// Moves the pointer there in one step.
    pub(crate) async fn point(&self, x: f64, y: f64) {
        self.way(&[(x, y)], 0).await;
    }

    /// Moves the pointer along points, pausing at each.
    pub(crate) async fn way(&self, points: &[(f64, f64)], pause: u64) {
        let mut actions = MouseActions::new("mouse".to_owned());
        for (x, y) in points {
            let duration = Some(Duration::ZERO);
            actions = actions.then(PointerAction::MoveTo {
                duration,
                x: x.round(),
                y: y.round(),
            });
            if pause > 0 {
                actions = actions.then(PointerAction::Pause {
                    duration: Duration::from_millis(pause),
                });
            }
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("the pointer moves");
    }

    /// Presses at one point, moves to another, rests there, and lets go.
    pub(crate) async fn draw(&self, from: (f64, f64), to: (f64, f64), rest: u64) {
        let to_point = |(x, y): (f64, f64)| PointerAction::MoveTo {
            duration: Some(Duration::ZERO),
            x: x.round(),
            y: y.round(),
        };
        let halfway = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let actions = MouseActions::new("mouse".to_owned())
            .then(to_point(from))
            .then(PointerAction::Down { button: 0 })
            .then(to_point(halfway))
            .then(to_point(to))
            .then(PointerAction::Pause {
                duration: Duration::from_millis(rest),
            })
            .then(PointerAction::Up { button: 0 });
        self.client
            .perform_actions(actions)
            .await
            .expect("the pointer draws");
    }

    pub(crate) async fn click_at(&self, x: f64, y: f64) {
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: Some(Duration::ZERO),
                x: x.round(),
                y: y.round(),
            })
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Up { button: 0 });
        self.client
            .perform_actions(actions)
            .await
            .expect("the pointer presses");
    }

    /// Brings an element to the middle of the window and clicks it.
    pub(crate) async fn click(&self, selector: &str) {
        for _ in 0..8 {
            let (x, y) = self.bring(selector, 0.5).await;
            // What came into view may move the page once more.
            self.rest(60).await;
            if self.is_under(selector, x, y).await {
                return self.click_at(x, y).await;
            }
        }
        panic!("{selector} is under something else");
    }

    /// Brings something inside the card into its view and clicks it.
    pub(crate) async fn click_in_card(&self, selector: &str) {
        let (x, y) = self.in_card(selector).await;
        self.click_at(x, y).await;
    }

    /// The same with a finger.
    pub(crate) async fn tap_in_card(&self, selector: &str) {
        let (x, y) = self.in_card(selector).await;
        self.tap_at(x, y).await;
    }

    /// Where something inside the card is, when it is in view there.
    async fn in_card(&self, selector: &str) -> (f64, f64) {
        let script = "
            const element = document.querySelector(`.sch-card:popover-open ${arguments[0]}`);
            const scroller = element.closest('.sch-card > .sch-card-list, .sch-card > .sch-card-body');
            const before = element.getBoundingClientRect();
            const around = scroller?.getBoundingClientRect();
            if (around && (before.top < around.top || before.bottom > around.bottom)) {
              scroller.scrollTop += before.top - around.top - 20;
            }
            const box = element.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];";
        // A card goes along with its marker while the page around it settles.
        let mut last = (f64::NAN, f64::NAN);
        for _ in 0..40 {
            let at = self.run_with(script, json!(selector)).await;
            let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
            let still = (x - last.0).hypot(y - last.1) < 0.5;
            if still && self.is_under(selector, x, y).await {
                return (x, y);
            }
            last = (x, y);
            self.rest(60).await;
        }
        panic!("{selector} in the card does not come to rest, or is under something else");
    }

    /// Brings an element to the middle of the window and taps it.
    pub(crate) async fn tap(&self, selector: &str) {
        let (x, y) = self.bring(selector, 0.3).await;
        let under = self.is_under(selector, x, y).await;
        assert!(under, "{selector} is under something else");
        self.tap_at(x, y).await;
    }

    /// Clicks an element where it is.
    pub(crate) async fn click_here(&self, selector: &str) {
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];";
        let at = self.run_with(script, json!(selector)).await;
        self.click_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
            .await;
    }

    pub(crate) async fn tap_at(&self, x: f64, y: f64) {
        let actions = TouchActions::new("finger".to_owned())
            .then(PointerAction::MoveTo {
                duration: Some(Duration::ZERO),
                x: x.round(),
                y: y.round(),
            })
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Pause {
                duration: Duration::from_millis(40),
            })
            .then(PointerAction::Up { button: 0 });
        self.client
            .perform_actions(actions)
            .await
            .expect("the finger taps");
    }

    /// Turns the wheel under a pointer that rests there.
    pub(crate) async fn wheel(&self, (x, y): (f64, f64), down: i64) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "windows are no billion pixels wide"
        )]
        let (x, y) = (x.round() as i64, y.round() as i64);
        let mut actions = WheelActions::new("wheel".to_owned());
        actions.push(WheelAction::Scroll {
            duration: None,
            x,
            y,
            delta_x: 0,
            delta_y: down,
        });
        self.client
            .perform_actions(actions)
            .await
            .expect("the wheel turns");
    }

    pub(crate) async fn press(&self, key: Key) {
        self.press_char(key.into()).await;
    }

    pub(crate) async fn press_char(&self, value: char) {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client
            .perform_actions(actions)
            .await
            .expect("the key goes down");
    }

    /// Holds one key down while another is pressed.
    pub(crate) async fn press_with(&self, held: Key, value: char) {
        let held = held.into();
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.client
            .perform_actions(actions)
            .await
            .expect("the keys go down");
    }

    pub(crate) async fn type_text(&self, text: &str) {
        for value in text.chars() {
            self.press_char(value).await;
        }
    }

    /// Presses Tab (or Shift and Tab) until the focused element matches.
    pub(crate) async fn tab_to(&self, selector: &str, backwards: bool) {
        for _ in 0..400 {
            if backwards {
                self.press_with(Key::Shift, Key::Tab.into()).await;
            } else {
                self.press(Key::Tab).await;
            }
            let script = "return document.activeElement.matches(arguments[0]);";
            if self.run_with(script, json!(selector)).await == Value::Bool(true) {
                return;
            }
        }
        panic!("Tab does not come to {selector}");
    }

    /// What the clipboard holds, as a paste into a field of the page's own shows it.
    pub(crate) async fn pasted(&self) -> String {
        self.run(
            "const field = document.createElement('textarea');
             field.id = 'paste-here';
             field.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9';
             document.body.append(field);
             window.focused_before = document.activeElement;
             field.focus({ preventScroll: true });",
        )
        .await;
        self.press_with(Key::Control, 'v').await;
        self.until(
            "something is pasted",
            "return document.getElementById('paste-here').value !== '';",
        )
        .await;
        self.text(
            "const field = document.getElementById('paste-here');
             const text = field.value;
             field.remove();
             window.focused_before.focus({ preventScroll: true });
             return text;",
        )
        .await
    }

    /// The name that the browser computes for an element, as an assistive technology gets it.
    pub(crate) async fn computed_label(&self, selector: &str) -> String {
        let element = self
            .client
            .find(fantoccini::Locator::Css(selector))
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        // WebDriver's Get Computed Label.
        let command = Command {
            path: format!("element/{}/computedlabel", element.element_id()),
            body: None,
        };
        let label = self
            .client
            .issue_cmd(command)
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
        label.as_str().unwrap_or_default().to_owned()
    }

    /// A command of Chromium's DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        devtools(&self.client, command, &parameters)
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Runs a script in Firefox's own scope; gives what it passes to its last argument.
    pub(crate) async fn in_browser(&self, script: &str) -> Value {
        in_browser(&self.client, script)
            .await
            .unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    /// Rests the pointer on an element, coming from beside the text, and gives the card.
    pub(crate) async fn hover(&self, selector: &str) -> Card {
        self.hover_at(selector, 0.4).await
    }

    pub(crate) async fn hover_at(&self, selector: &str, height: f64) -> Card {
        for _ in 0..8 {
            let (x, y) = self.bring(selector, height).await;
            self.way(&[(1.0, 1.0), (x - 3.0, y), (x, y)], 0).await;
            self.rest(120).await;
            // What came into view may have moved the text once more.
            if self.is_under(selector, x, y).await {
                return self.card().await;
            }
        }
        panic!("{selector} does not stay under the pointer");
    }

    /// Whether an element is what a pointer at this place is on.
    pub(crate) async fn is_under(&self, selector: &str, x: f64, y: f64) -> bool {
        let script = "return !!document.elementFromPoint(arguments[0][1], arguments[0][2])?.closest(arguments[0][0]);";
        self.run_with(script, json!([selector, x.round(), y.round()]))
            .await
            == Value::Bool(true)
    }

    /// The card, when there is one.
    pub(crate) async fn card(&self) -> Card {
        let start = Instant::now();
        loop {
            if let Some(card) = self.card_now().await {
                return card;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for a card");
            sleep(PULSE).await;
        }
    }

    /// The card of this name, when there is one.
    pub(crate) async fn card_of(&self, name: &str) {
        self.until(
            &format!("there is a card named {name}"),
            &format!(
                "return document.querySelector('.sch-card:popover-open .sch-card-title')?.textContent === {};",
                json!(name)
            ),
        )
        .await;
    }

    /// Puts a query into the filter of the list, as typing does.
    pub(crate) async fn filter(&self, query: &str) {
        self.run_with(
            "const field = document.querySelector('.sch-filter');
             field.focus({ preventScroll: true });
             field.value = arguments[0];
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
            json!(query),
        )
        .await;
    }

    pub(crate) async fn card_now(&self) -> Option<Card> {
        Card::of(&self.run(CARD).await)
    }

    pub(crate) async fn no_card(&self) {
        self.until(
            "the card is gone",
            "return !document.querySelector('.sch-card:popover-open');",
        )
        .await;
    }

    /// Fails if a card opens within this time.
    pub(crate) async fn stays_without_card(&self, milliseconds: u64) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(milliseconds) {
            assert!(self.card_now().await.is_none(), "a card has opened");
            sleep(PULSE).await;
        }
    }

    /// Fails if the card closes within this time.
    pub(crate) async fn keeps_card(&self, milliseconds: u64) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(milliseconds) {
            assert!(self.card_now().await.is_some(), "the card has closed");
            sleep(PULSE).await;
        }
    }

    /// The id of the focused element, or its class where it has none.
    pub(crate) async fn focus(&self) -> String {
        self.text("return document.activeElement.id || document.activeElement.className;")
            .await
    }

    /// Waits until what this selector means has the focus.
    pub(crate) async fn focus_is(&self, selector: &str) {
        self.until(
            &format!("{selector} has the focus"),
            &format!(
                "return document.activeElement.matches({});",
                json!(selector)
            ),
        )
        .await;
    }

    /// Fails if anything went wrong on a page of the tests' own.
    pub(crate) async fn went_well(&self) {
        let seen = self
            .run("return window.seen ? [seen.errors, seen.violations] : [[], []];")
            .await;
        assert_eq!(seen, json!([[], []]), "errors, violations");
    }

    /// Nothing was against the policy of the page, but for pictures from elsewhere, which are the
    /// article's good right and which the page does not want.
    /// No id stands twice, whatever articles there are.
    pub(crate) async fn has_single_ids(&self) {
        let twice = self
            .run(
                "const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
                 return ids.filter((id, at) => ids.indexOf(id) !== at);",
            )
            .await;
        assert_eq!(twice, json!([]), "ids that stand twice");
    }

    pub(crate) async fn breaks_no_policy(&self) {
        let broken = self
            .run("return seen.violations.filter((one) => !/^img-src https?:/.test(one));")
            .await;
        assert_eq!(broken, json!([]), "violations of the policy");
    }

    /// The page on paper, as a PDF.
    pub(crate) async fn print(&self) -> Vec<u8> {
        self.client
            .print(PrintConfiguration::default())
            .await
            .expect("the page is printed")
    }

    /// What the window shows, as a PNG.
    pub(crate) async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a screenshot")
    }

    /// The browser's version, as in `140.0.7339.80`.
    pub(crate) async fn browser_version(&self) -> String {
        let version = self.devtools("Browser.getVersion", json!({})).await;
        let product = version["product"].as_str().expect("it has a version");
        product.rsplit('/').next().unwrap_or(product).to_owned()
    }

    pub(crate) async fn photograph(&self, path: &Path) -> Result<(), String> {
        let picture = self
            .client
            .screenshot()
            .await
            .map_err(|error| error.to_string())?;
        std::fs::write(path, picture).map_err(|error| error.to_string())
    }
}
