//! A long time: articles that come and go, many at once, and a reader who does whatever comes to
//! mind. In a usual run it is a short time; `make soak` makes it long (`SOAK_SECONDS`, `SOAK_MOUNTS`;
//! `SEED` repeats a run, and `TRACE=1` tells each action before it is done). With `CONTROL=1` the
//! reader acts upon a copy of what is shown, to which nothing listens: what the browser and the test
//! hold by themselves; with `REPORTS=1` Firefox tells what has grown in its memory.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::Page;
use crate::random::Random;

const PAGE: &str = "/tests/e2e/pages/soak.html";
const DEMO: &str = "/www/articles/vitamin-k2.txt";

/// How many actions are told of where something is not in order.
const TOLD: usize = 25;

/// How many of Firefox's reports are told, of those that have grown most.
const REPORTED: usize = 40;

/// Has Firefox give back what nothing holds any more, in all its processes, as about:memory does.
const COLLECT: &str = "
    const done = arguments[0];
    Services.obs.notifyObservers(null, 'child-mmu-request');
    Cc['@mozilla.org/memory-reporter-manager;1']
      .getService(Ci.nsIMemoryReporterManager)
      .minimizeMemoryUsage(() => done(true));
";

/// Gives the bytes that Firefox has allocated in all its processes, which about:memory calls explicit:
/// the heap, and what reports have outside of it. Pages that were given back and that the system has
/// not taken yet are none of them, though they count among what a process has.
const HELD: &str = "
    const done = arguments[0];
    let sum = 0;
    const take = (process, path, kind, units, amount) => {
      if (units !== 0) return;
      const outside = kind === 0 && path.startsWith('explicit/') && !path.startsWith('explicit/heap-overhead/');
      if (outside || path === 'heap-allocated') sum += amount;
    };
    Cc['@mozilla.org/memory-reporter-manager;1']
      .getService(Ci.nsIMemoryReporterManager)
      .getReports(take, null, () => done(sum), null, false);
";

/// Gives the bytes of each of Firefox's reports, by its process and what they are for.
const REPORT: &str = "
    const done = arguments[0];
    const sums = {};
    const kinds = /^(explicit|heap|decommitted|gfx|shmem|resident-unique)/;
    const take = (process, path, kind, units, amount) => {
      if (units !== 0 || !kinds.test(path)) return;
      const of = process.replace(/ \\(pid \\d+.*/, '') || 'browser';
      const what = path.replace(/#[^,)]*/g, '').replace(/0x[0-9a-f]+|\\d+/g, '*');
      const name = `${of}: ${what}`;
      sums[name] = (sums[name] ?? 0) + amount;
    };
    Cc['@mozilla.org/memory-reporter-manager;1']
      .getService(Ci.nsIMemoryReporterManager)
      .getReports(take, null, () => done(sums), null, false);
";

/// A number that the environment says, or this one.
fn wanted(name: &str, usual: u64) -> u64 {
    let said = std::env::var(name).ok();
    said.map_or(usual, |said| {
        said.parse()
            .unwrap_or_else(|_| panic!("{name} is to be a number, not {said:?}"))
    })
}

/// What is held at a moment.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Bytes: of JavaScript's heap in Chromium, what all processes have allocated in Firefox.
    bytes: f64,
    /// Bytes of Firefox's processes.
    processes: Option<f64>,
    /// Bytes of the core's memory, which never shrinks.
    core: f64,
    /// Nodes and listeners, as far as the engine tells.
    counts: Option<(f64, f64)>,
}

async fn open(page: &Page<'_>) {
    page.visit(PAGE).await;
    page.until(
        "the page is ready",
        "return document.documentElement.dataset.ready === '';",
    )
    .await;
}

async fn look(page: &Page<'_>) -> Look {
    let core = page.run("return coreBytes();").await.as_f64().unwrap();
    if page.engine != Engine::Chromium {
        page.in_browser(COLLECT).await;
        page.rest(2_000).await;
        return Look {
            bytes: page.in_browser(HELD).await.as_f64().unwrap(),
            processes: Some(held_by("firefox")),
            core,
            counts: None,
        };
    }
    page.devtools("Performance.enable", json!({})).await;
    // The second time collects what the first has let go of.
    for _ in 0..2 {
        page.devtools("HeapProfiler.collectGarbage", json!({}))
            .await;
    }
    let answer = page.devtools("Performance.getMetrics", json!({})).await;
    let metrics = answer["metrics"].as_array().unwrap().clone();
    let metric = |name: &str| {
        let found = metrics.iter().find(|one| one["name"] == name);
        found.unwrap()["value"].as_f64().unwrap()
    };
    Look {
        bytes: metric("JSHeapUsedSize"),
        processes: None,
        core,
        counts: Some((metric("Nodes"), metric("JSEventListeners"))),
    }
}

/// Bytes of all processes whose names begin so, shared pages divided among those who share them.
fn held_by(name: &str) -> f64 {
    let mut kilobytes = 0.0;
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let path = entry.path();
        let is_one = fs::read_to_string(path.join("cmdline")).is_ok_and(|line| {
            let program = line.split('\0').next().unwrap_or_default();
            program
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .starts_with(name)
        });
        if !is_one {
            continue;
        }
        let rollup = fs::read_to_string(path.join("smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let figures = line.and_then(|line| line.split_whitespace().next());
        kilobytes += figures
            .and_then(|figures| figures.parse::<f64>().ok())
            .unwrap_or(0.0);
    }
    kilobytes * 1024.0
}

type Reports = BTreeMap<String, f64>;

/// What Firefox says that its memory is for; nothing where nobody asked, and in Chromium.
async fn reports(page: &Page<'_>) -> Reports {
    if wanted("REPORTS", 0) == 0 || page.engine != Engine::Firefox {
        return Reports::new();
    }
    let sums = page.in_browser(REPORT).await;
    let sums = sums.as_object().into_iter().flatten();
    sums.filter_map(|(name, bytes)| Some((name.clone(), bytes.as_f64()?)))
        .collect()
}

/// Tells what has grown most, in KB.
fn tell_growth(before: &Reports, after: &Reports) {
    let mut grown: Vec<(f64, &String)> = after
        .iter()
        .map(|(name, bytes)| (bytes - before.get(name).unwrap_or(&0.0), name))
        .collect();
    grown.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (bytes, name) in grown.iter().take(REPORTED) {
        println!("{:>8.0} KB  {name}", bytes / 1e3);
    }
}

fn tell(what: &str, page: &Page<'_>, looks: &[Look]) {
    let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
    let row = |name: &str, of: &dyn Fn(&Look) -> String| {
        let all: Vec<String> = looks.iter().map(of).collect();
        format!("{name} {}", all.join(" / "))
    };
    let mut rows = vec![
        row("MB", &|look| megabytes(look.bytes)),
        row("core MB", &|look| megabytes(look.core)),
    ];
    if looks.iter().all(|look| look.processes.is_some()) {
        rows.push(row("processes MB", &|look| {
            megabytes(look.processes.unwrap())
        }));
    }
    if looks.iter().all(|look| look.counts.is_some()) {
        rows.push(row("nodes", &|look| look.counts.unwrap().0.to_string()));
        rows.push(row("listeners", &|look| look.counts.unwrap().1.to_string()));
    }
    println!("{}, {what}: {}", page.engine, rows.join("; "));
}

/// What is held at the end is what was held in the middle.
fn is_flat(middle: Look, end: Look, what: &str) {
    assert!(
        end.bytes < middle.bytes * 1.2 + 4e6,
        "{what}: {} bytes are {}",
        middle.bytes,
        end.bytes
    );
    assert!(
        end.core < middle.core * 1.1 + 1e6,
        "{what}: the core's {} bytes are {}",
        middle.core,
        end.core
    );
    if let (Some((nodes, listeners)), Some((more_nodes, more_listeners))) =
        (middle.counts, end.counts)
    {
        assert!(
            more_nodes <= nodes + 200.0,
            "{what}: {nodes} nodes are {more_nodes}"
        );
        assert!(
            more_listeners <= listeners,
            "{what}: {listeners} listeners are {more_listeners}"
        );
    }
}

async fn in_order(page: &Page<'_>) -> Vec<String> {
    let wrong = page.run("return disorder();").await;
    let wrong = wrong.as_array().cloned().unwrap_or_default();
    wrong
        .iter()
        .map(|one| one.as_str().unwrap_or_default().to_owned())
        .collect()
}

pub(crate) async fn articles_come_and_go(page: &Page<'_>) {
    let mounts = wanted("SOAK_MOUNTS", 60);
    open(page).await;
    let step = (mounts / 3).max(1);
    let mut looks = Vec::new();
    for _ in 0..3 {
        // As much at a time as a script may take.
        let mut left = step;
        while left > 0 {
            let now = left.min(50);
            page.run_with(
                "window.gone = undefined; comeAndGo(...arguments[0]).then(() => { window.gone = true; }, (error) => { window.gone = String(error); });",
                json!([DEMO, now]),
            )
            .await;
            loop {
                let gone = page.run("return window.gone ?? null;").await;
                if gone != Value::Null {
                    assert_eq!(gone, json!(true));
                    break;
                }
                page.rest(50).await;
            }
            left -= now;
        }
        looks.push(look(page).await);
    }
    tell(&format!("{} mounts and removals", 3 * step), page, &looks);
    is_flat(looks[1], looks[2], "mounts and removals");
    assert_eq!(in_order(page).await, Vec::<String>::new());
}

pub(crate) async fn a_hundred_articles_share_a_page(page: &Page<'_>) {
    open(page).await;
    page.run("void comeAndGo('/www/articles/vitamin-k2.txt', 1);")
        .await;
    page.until(
        "it is gone",
        "return seen.events.includes('ready') && !document.querySelector('scholion-article');",
    )
    .await;
    let before = look(page).await;
    page.run_with(
        "window.there = undefined; side(arguments[0], 100).then(() => { window.there = true; }, (error) => { window.there = String(error); });",
        json!("/tests/e2e/articles/leading.txt"),
    )
    .await;
    let begun = Instant::now();
    loop {
        let there = page.run("return window.there ?? null;").await;
        if there != Value::Null {
            assert_eq!(there, json!(true));
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(90));
        page.rest(100).await;
    }
    let there = look(page).await;
    assert_eq!(in_order(page).await, Vec::<String>::new());
    for place in [1, 50, 100] {
        let selector =
            format!("scholion-article:nth-of-type({place}) [data-sch-references='1 2 3']");
        assert_eq!(page.hover(&selector).await.labels.len(), 3);
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
    page.run(
        "document.querySelectorAll('scholion-article').forEach((element) => element.remove());",
    )
    .await;
    page.rest(500).await;
    let after = look(page).await;
    tell(
        "100 articles: before, with, after",
        page,
        &[before, there, after],
    );
    if let (Some((_, before)), Some((_, after))) = (before.counts, after.counts) {
        assert!(after <= before, "listeners: {before} before, {after} after");
    }
    assert_eq!(in_order(page).await, Vec::<String>::new());
}

/// Something that a reader does, or the page.
#[derive(Debug, Clone, Copy)]
enum Act {
    Point(&'static str),
    Click(&'static str),
    Press(Key),
    Type,
    Scroll,
    Resize,
    Script(&'static str),
    Source(&'static str),
}

impl Act {
    /// Whether it asks something of the element itself.
    fn is_of_the_element(self) -> bool {
        match self {
            Act::Source(_) => true,
            Act::Script(script) => script.contains("scholion-article"),
            _ => false,
        }
    }
}

const SOURCES: [&str; 5] = [
    DEMO,
    "/tests/e2e/articles/leading.txt",
    "/tests/e2e/articles/nested.json",
    "/www/articles/elements.json",
    "/www/articles/vitamin-d-ar.txt",
];

fn act(random: &mut Random) -> Act {
    match random.below(100) {
        0..22 => Act::Point(".sch-marker"),
        22..30 => Act::Click(".sch-marker"),
        30..34 => Act::Point(":popover-open"),
        34..38 => Act::Click(":popover-open :is(button, .sch-go)"),
        38..46 => Act::Click(".sch-toggle"),
        46..50 => Act::Click(".sch-actions button, .sch-tools button"),
        50..53 => Act::Click(".sch-contents a"),
        53..56 => Act::Click(".sch-return button, .sch-return a"),
        56..59 => Act::Type,
        59..67 => Act::Press(random.pick(&[Key::Escape, Key::Tab, Key::Tab, Key::Enter])),
        67..76 => Act::Scroll,
        76..79 => Act::Resize,
        79..82 => Act::Click(".sch-backlinks a, .sch-back"),
        82..97 => Act::Script(random.pick(&[
            "goBack();",
            "history.forward();",
            "document.querySelector('scholion-article').toggleAttribute('quiet');",
            "document.querySelector('scholion-article').expandAll();",
            "document.querySelector('scholion-article').collapseAll();",
            "document.querySelector('scholion-article').setAttribute('ui-lang', 'de');",
            "document.querySelector('scholion-article').setAttribute('ui-lang', 'ar');",
            "document.querySelector('scholion-article').setAttribute('ui-lang', 'en');",
            "const one = document.querySelector('scholion-article'); one.remove(); document.querySelector('main').append(one);",
            "const one = document.querySelector('scholion-article'); document.querySelector('main').prepend(one);",
            "const lines = document.querySelectorAll('.sch-main p'); if (lines.length) getSelection().selectAllChildren(lines[Math.floor(lines.length / 2)]);",
            "getSelection().removeAllRanges();",
            "const parts = document.querySelectorAll('.sch-section [id]'); if (parts.length) location.hash = parts[Math.floor(parts.length / 3)].id;",
            "const choice = document.querySelector('.sch-tools select'); if (choice) { choice.selectedIndex = (choice.selectedIndex + 1) % choice.length; choice.dispatchEvent(new Event('input', { bubbles: true })); }",
            "const field = document.querySelector('.sch-filter'); if (field) { field.value = ''; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }",
        ])),
        _ => Act::Source(random.pick(&SOURCES)),
    }
}

/// Does it; false where there was nothing to do it to.
async fn perform(page: &Page<'_>, act: Act, random: &mut Random) -> bool {
    match act {
        Act::Point(selector) | Act::Click(selector) => {
            let place = page
                .run_async_with(
                    "const [[selector, choice], done] = arguments; placeOf(selector, choice).then(done);",
                    json!([selector, random.below(1_000)]),
                )
                .await;
            let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else {
                return false;
            };
            if matches!(act, Act::Click(_)) {
                page.click_at(x, y).await;
            } else {
                page.way(&[(x - 2.0, y), (x, y)], 0).await;
            }
        }
        Act::Press(key) => page.press(key).await,
        Act::Type => {
            let query = random.pick(&["bone", "2010", "zzz", "é", ""]);
            let typed = page
                .run_with(
                    "const field = document.querySelector('.sch-filter');
                     if (field) {
                       field.value = arguments[0];
                       field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                     }
                     return field !== null;",
                    json!(query),
                )
                .await;
            return typed == json!(true);
        }
        Act::Scroll => {
            let far = [-3_000, -400, 300, 700, 5_000];
            page.run_with(
                "scrollBy({ top: arguments[0], behavior: 'instant' });",
                json!(random.pick(&far)),
            )
            .await;
        }
        Act::Resize => {
            let (width, height) = random.pick(&[(500, 700), (800, 600), (1280, 900), (1600, 1000)]);
            page.resize(width, height).await;
        }
        Act::Script(script) => {
            page.run(script).await;
        }
        Act::Source(source) => {
            page.run_with(
                "document.querySelector('scholion-article').setAttribute('src', arguments[0]);",
                json!(source),
            )
            .await;
            page.ready().await;
        }
    }
    true
}

pub(crate) async fn whatever_a_reader_does_leaves_everything_in_order(page: &Page<'_>) {
    let seconds = wanted("SOAK_SECONDS", 12);
    let seed = wanted("SEED", 0x5eed);
    let traced = wanted("TRACE", 0) > 0;
    let control = wanted("CONTROL", 0) > 0;
    let mut random = Random(seed | 1);
    open(page).await;
    let source = format!(
        "document.querySelector('main').innerHTML = '<scholion-article src=\"{DEMO}\"></scholion-article>';"
    );
    page.run(&source).await;
    page.ready().await;
    if control {
        page.run(
            "const copy = document.createElement('div');
             const one = document.querySelector('scholion-article');
             copy.innerHTML = one.innerHTML;
             one.replaceWith(copy);",
        )
        .await;
    }
    let begun = Instant::now();
    let length = Duration::from_secs(seconds);
    let mut looks = vec![look(page).await];
    let mut reported = vec![reports(page).await];
    let (mut done, mut told) = (0_u64, Vec::new());
    while begun.elapsed() < length {
        let one = act(&mut random);
        if control && one.is_of_the_element() {
            continue;
        }
        if traced {
            println!("{done} {one:?}");
        }
        if !perform(page, one, &mut random).await {
            continue;
        }
        done += 1;
        told.push(format!("{one:?}"));
        let mut wrong = in_order(page).await;
        // What is on its way arrives.
        for _ in 0..20 {
            if wrong.is_empty() {
                break;
            }
            page.rest(50).await;
            wrong = in_order(page).await;
        }
        let last = told.len().saturating_sub(TOLD);
        assert!(
            wrong.is_empty(),
            "SEED={seed}, after {done} actions: {wrong:?}\n{}",
            told[last..].join("\n")
        );
        if looks.len() == 1 && begun.elapsed() > length / 2 {
            looks.push(as_at_first(page, control).await);
            reported.push(reports(page).await);
        }
    }
    looks.push(as_at_first(page, control).await);
    reported.push(reports(page).await);
    tell(
        &format!("{done} actions in {seconds} s, SEED={seed}: start, middle, end"),
        page,
        &looks,
    );
    for pair in reported.windows(2) {
        tell_growth(&pair[0], &pair[1]);
    }
    assert!(done >= seconds, "only {done} actions");
    if looks.len() == 3 && seconds >= 60 {
        is_flat(looks[1], looks[2], "a reader's actions");
    }
}

/// What is held when the article of the beginning is shown, in its window.
async fn as_at_first(page: &Page<'_>, control: bool) -> Look {
    page.resize(1280, 900).await;
    if !control {
        page.run("document.querySelector('scholion-article').setAttribute('src', '/tests/e2e/articles/leading.txt');")
            .await;
        page.run_with(
            "document.querySelector('scholion-article').setAttribute('src', arguments[0]);",
            json!(DEMO),
        )
        .await;
        page.ready().await;
    }
    page.rest(500).await;
    look(page).await
}
