//! The page benchmark: Scholion beside what a web developer would put together instead, in one run
//! in headless Chromium. `make bench` builds what is measured and runs it.
//!
//! | environment | what it says |
//! | --- | --- |
//! | `SIZES` | how many times over the article is: `1 10 100` |
//! | `ROUNDS` | how many rounds count behind those to warm up, at most, instead of [`PLANS`]; a quick look is `ROUNDS=3` |
//! | `ARTICLES` | which articles: `demo seed` |
//! | `PARTS` | what is measured: `times cold reader memory native` |
//! | `UPDATE=1` | writes `docs/benchmarks.md`, `docs/benchmarks.svg` and the table of README, too |
//! | `CHECK=1` | a goal that is not reached is a failure |
//!
//! The results are in `target/bench/`: `results.json`, `results.md`, `results.svg`. What cannot be
//! measured is a failure, whatever else went well.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what the end-to-end tests share with this fails by panicking"
)]
#![allow(
    unused_imports,
    reason = "the parts' tests are run by tests/bench.rs; without a harness their imports alone are left of them"
)]

mod articles;
mod bytes;
mod cold;
#[path = "../../driver/command.rs"]
mod command;
mod contender;
#[path = "../../driver/devtools.rs"]
mod devtools;
#[path = "../../driver/engine.rs"]
#[allow(dead_code, reason = "the end-to-end tests run in more engines")]
mod engine;
mod goals;
mod growth;
mod limit;
mod machine;
mod memory;
mod numbers;
mod plot;
mod reader;
mod readme;
mod report;
mod results;
#[path = "../../driver/server.rs"]
#[allow(dead_code, reason = "the end-to-end tests have more servers")]
mod server;
mod session;
mod statistics;
mod times;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use results::{Article, Import, Machine, Reader, Results, Timing};
use server::Server;
use session::Session;
use times::Plan;

/// How often the articles of each size are shown.
const PLANS: [Plan; 3] = [
    Plan {
        size: 1,
        warm_up: 8,
        rounds: 40,
        slow_warm_up: 8,
        slow_rounds: 40,
    },
    Plan {
        size: 10,
        warm_up: 3,
        rounds: 15,
        slow_warm_up: 3,
        slow_rounds: 15,
    },
    Plan {
        size: 100,
        warm_up: 1,
        rounds: 7,
        slow_warm_up: 0,
        slow_rounds: 3,
    },
];

/// What clocks of pages are exact under: 5 µs instead of 100.
const ISOLATED: [&str; 4] = [
    "--header",
    "Cross-Origin-Opener-Policy: same-origin",
    "--header",
    "Cross-Origin-Embedder-Policy: require-corp",
];

/// How often each contender is started cold.
const COLD_STARTS: usize = 12;
/// On how many markers the pointer rests.
const MARKERS: usize = 12;
/// How often everything is pressed that can be.
const PRESSES: usize = 10;
/// To how many sections links lead.
const FRAGMENTS: usize = 6;
/// How many articles come and go.
const MOUNTS: usize = 1_000;

/// What the caller wants.
struct Wishes {
    articles: BTreeSet<String>,
    plans: Vec<Plan>,
    parts: BTreeSet<String>,
    /// At most so many of everything that is repeated.
    most: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("some goals are not reached, and CHECK is set");
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("could not be measured: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file in the folder of what the benchmark makes.
fn output(name: &str) -> PathBuf {
    root().join("target/bench").join(name)
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
}

fn wishes() -> Result<Wishes, String> {
    let words = |name: &str, usual: &str| -> Vec<String> {
        let said = std::env::var(name).unwrap_or_default();
        let said = if said.trim().is_empty() { usual } else { &said };
        said.split_whitespace().map(str::to_owned).collect()
    };
    let most = match words("ROUNDS", "").first() {
        Some(most) => most.parse().ok().filter(|most| *most > 0),
        None => Some(usize::MAX),
    };
    let most = most.ok_or("ROUNDS is a number from 1 on")?;
    let mut plans = Vec::new();
    for size in words("SIZES", "1 10 100") {
        let plan = PLANS.into_iter().find(|plan| plan.size.to_string() == size);
        let plan = plan.ok_or_else(|| format!("SIZES names {size:?}; there are: 1 10 100"))?;
        plans.push(Plan {
            rounds: plan.rounds.min(most),
            slow_rounds: plan.slow_rounds.min(most),
            ..plan
        });
    }
    let some = |name: &str, all: &str| -> Result<BTreeSet<String>, String> {
        let some: BTreeSet<String> = words(name, all).into_iter().collect();
        let known = |one: &String| all.split(' ').any(|known| known == one);
        match some.iter().find(|one| !known(one)) {
            Some(unknown) => Err(format!("{name} names {unknown:?}; there are: {all}")),
            None => Ok(some),
        }
    };
    Ok(Wishes {
        articles: some("ARTICLES", "demo seed")?,
        parts: some("PARTS", "times cold reader memory native")?,
        plans,
        most,
    })
}

/// Writes a file below `target/bench`.
fn write(name: &str, text: &str) -> Result<(), String> {
    write_to(&output(name), text)
}

fn write_to(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(root());
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Measures; whether all that is asked for is so.
fn run() -> Result<bool, String> {
    let wishes = wishes()?;
    let articles = write_articles(&wishes)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let mut results = runtime.block_on(measure(&wishes, articles))?;
    if wishes.parts.contains("native") {
        println!("importing natively");
        results.imports = import_natively()?;
    }
    results.shipped = bytes::measure(root(), &output(""))?;

    let goals = goals::goals(&results);
    let plot = plot::svg(&results, "demo");
    let name = |file: &'static str| plot.as_ref().map(|_| file);
    let told = report::markdown(&results, &goals, name("results.svg"));
    let json = serde_json::json!({ "results": &results, "goals": &goals });
    let json = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    write("results.json", &(json + "\n"))?;
    write("results.md", &told)?;
    if let Some(plot) = &plot {
        write("results.svg", plot)?;
    }
    println!("\n{told}");
    if is_set("UPDATE") {
        let told = report::markdown(&results, &goals, name("benchmarks.svg"));
        write_to(&root().join("docs/benchmarks.md"), &told)?;
        if let Some(plot) = &plot {
            write_to(&root().join("docs/benchmarks.svg"), plot)?;
        }
        if let Some(table) = readme::table(&results, "demo") {
            let readme = root().join("README.md");
            write_to(&readme, &readme::put(&read(&readme)?, &table)?)?;
        }
    }
    Ok(!is_set("CHECK") || goals.iter().all(goals::Goal::holds))
}

/// What `bench/import.rs` measures, which is a program of its own.
fn import_natively() -> Result<Vec<Import>, String> {
    let program = root().join("target/release/import");
    let told = |problem: &dyn std::fmt::Display| format!("{}: {problem}", program.display());
    let mut command = Command::new(&program);
    command.arg("--json").stderr(Stdio::inherit());
    let output = command.output().map_err(|error| told(&error))?;
    if !output.status.success() {
        return Err(told(&output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| told(&error))
}

/// Makes every article that is measured, in every form. Gives what they are.
fn write_articles(wishes: &Wishes) -> Result<Vec<Article>, String> {
    let mut sources = vec![("demo", root().join("www/articles/vitamin-k2.txt"))];
    let seed = server::seed().join("000_40da847189e70bed.txt");
    if seed.is_file() {
        sources.push(("seed", seed));
    } else {
        println!("SKIPPED: the article of ../shared/seed, which is not there");
    }
    let mut articles = Vec::new();
    for (name, path) in sources {
        let print = read(&path)?;
        // Sizes that are not shown here are needed by what a reader does.
        for size in PLANS.map(|plan| plan.size) {
            let forms = articles::forms(&print, size)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let file = |ending: &str| format!("articles/{name}-{size}.{ending}");
            write(&file("txt"), &forms.print)?;
            write(&file("md"), &forms.markdown)?;
            write(&file("json"), &forms.json)?;
            write(&file("html"), &limit::html(&forms.markdown))?;
            let wanted = wishes.plans.iter().any(|plan| plan.size == size);
            if wanted && wishes.articles.contains(name) {
                articles.push(Article {
                    name: name.to_owned(),
                    size,
                    bytes: forms.markdown.len(),
                    markers: forms.markers,
                    marks: forms.marks,
                    references: forms.references,
                });
            }
        }
    }
    Ok(articles)
}

async fn measure(wishes: &Wishes, articles: Vec<Article>) -> Result<Results, String> {
    let server = Server::start(&[&[env!("CARGO_MANIFEST_DIR")], ISOLATED.as_slice()].concat());
    let address = server.address.as_str();
    let wants = |part: &str| wishes.parts.contains(part);

    let session = Session::start(address).await?;
    let version = session
        .devtools("Browser.getVersion", serde_json::json!({}))
        .await?;
    let browser = version["product"]
        .as_str()
        .unwrap_or("a browser without a name");
    let machine = Machine::here(
        browser
            .replace("HeadlessChrome/", "Chromium ")
            .replace("Chrome/", "Chromium "),
    );
    session.stop().await;

    let mut times = Vec::new();
    if wants("times") {
        for name in ["demo", "seed"] {
            if articles.iter().any(|article| article.name == name) {
                let session = Session::start(address).await?;
                let taken = take_times(&session, wishes, name, &articles).await;
                session.stop().await;
                times.extend(taken?);
            }
        }
    }
    let mut cold = None;
    if wants("cold") {
        println!("cold starts");
        let starts = COLD_STARTS.min(wishes.most);
        cold = Some(cold::measure(address, "demo-1", starts).await?);
    }
    let mut reader = None;
    if wants("reader") {
        let read = async |session: &Session| read_on(session, wishes).await;
        reader = Some(in_a_page(address, read).await?);
    }
    let mut memory = None;
    if wants("memory") {
        println!("articles that come and go");
        let mounts = MOUNTS.min(wishes.most.saturating_mul(results::STEP));
        let look = async |session: &Session| memory::measure(session, "demo-1", mounts).await;
        memory = Some(in_a_page(address, look).await?);
    }
    Ok(Results {
        machine,
        sizes: wishes.plans.iter().map(|plan| plan.size).collect(),
        articles,
        times,
        cold,
        reader,
        memory,
        shipped: Vec::new(),
        imports: Vec::new(),
    })
}

/// Does something in a browser with the page of a reader.
async fn in_a_page<T>(
    address: &str,
    act: impl AsyncFnOnce(&Session) -> Result<T, String>,
) -> Result<T, String> {
    let session = Session::start(address).await?;
    let done = match session.open("reader.html").await {
        Ok(()) => act(&session).await,
        Err(problem) => Err(problem),
    };
    session.stop().await;
    done
}

/// The times of all sizes of an article.
async fn take_times(
    session: &Session,
    wishes: &Wishes,
    name: &str,
    articles: &[Article],
) -> Result<Vec<Timing>, String> {
    session.open("bench.html").await?;
    let frames: BTreeSet<&str> = contender::ALL.iter().map(|one| one.frame).collect();
    for frame in frames {
        let given = [serde_json::json!(frame)];
        session
            .run::<()>("await openFrame(given[0]);", &given)
            .await?;
    }
    let mut taken = Vec::new();
    for plan in &wishes.plans {
        println!("{name} ×{}: {} rounds", plan.size, plan.rounds);
        let timings = times::measure(session, name, *plan).await?;
        let article = articles
            .iter()
            .find(|one| one.name == name && one.size == plan.size);
        let article = article.ok_or("an article that was not made")?;
        for timing in &timings {
            // Those of print and of the structured article are marked as they are.
            if timing.marks != article.marks && timing.marks != article.markers {
                return Err(format!(
                    "{}, {name} ×{}: {} marks, and the article has {}",
                    timing.contender, plan.size, timing.marks, article.marks
                ));
            }
        }
        taken.extend(timings);
    }
    Ok(taken)
}

/// All that a reader does.
async fn read_on(session: &Session, wishes: &Wishes) -> Result<Reader, String> {
    println!("a reader with ×10");
    reader::show(session, "demo-10", "print").await?;
    let responses = reader::responses(session, PRESSES.min(wishes.most)).await?;
    println!("a reader with ×100");
    reader::show(session, "demo-100", "print").await?;
    let [card, bare] = reader::cards(session, MARKERS.min(wishes.most)).await?;
    Ok(Reader {
        card,
        bare,
        responses,
        fragment: reader::fragments(session, FRAGMENTS.min(wishes.most)).await?,
        scroll: reader::scroll(session).await?,
    })
}
