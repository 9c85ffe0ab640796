//! The results as tables.

use std::fmt::Write as _;

use crate::contender::{ALL, Contender, KINDER, LIMIT, SCHOLION};
use crate::goals::{Goal, Wanted};
use crate::growth::growth;
use crate::numbers::{grouped, grouped_float, milliseconds, short};
use crate::results::{Look, Results, STEPS, Timing};

/// The results as a page of Markdown. With a plot the page has a line for it.
pub(crate) fn markdown(results: &Results, goals: &[Goal], plot: Option<&str>) -> String {
    let mut text = String::new();
    head(results, plot, &mut text);
    goals_table(goals, &mut text);
    for article in &results.articles {
        if results.sizes.first() == Some(&article.size) && !results.times.is_empty() {
            times(results, &article.name, &mut text);
        }
    }
    beside(results, &mut text);
    text
}

fn head(results: &Results, plot: Option<&str>, text: &mut String) {
    let machine = &results.machine;
    let _ = writeln!(
        text,
        "# Benchmarks\n\nMade by `make bench-update` on {} on {} ({} cores, {}) in headless {}. All contenders \
         were measured in one run, each in a frame of its own, taking turns round by round: ratios are what counts, \
         milliseconds give the order of magnitude.\n",
        machine.date, machine.processor, machine.cores, machine.system, machine.browser
    );
    if let Some(plot) = plot {
        let _ = writeln!(
            text,
            "![Time from source text to an article laid out, against its length: Scholion, the peers, and the \
             limit.]({plot})\n"
        );
    }
    text.push_str(
        "- **Scholion**: `load(text)` of the element, to where the article can be used.\n\
         - **markdown-it** and **marked** with their footnotes, cleaned by DOMPurify, inserted, with littlefoot for the \
         popovers: what one would put together instead.\n\
         - **marked with one delegated listener** shows the footnotes in one popover: without littlefoot’s weakness.\n\
         - **unified** (remark-gfm, rehype-sanitize) has no popovers at all.\n\
         - **The limit** is pulldown-cmark’s own HTML, made in wasm and thrown away, and ready HTML inserted in sections \
         with `content-visibility: auto`: less than these two no reader of Markdown can do.\n\n\
         The article is the demo, once, ten times and a hundred times over, with renumbered references, as Markdown \
         with footnotes (`[^1]`), which all contenders read.",
    );
    if results
        .articles
        .iter()
        .any(|article| article.name != "demo")
    {
        text.push_str(
            " A second one, which is not ours to distribute, is measured in the same way; `make bench` leaves it out \
             where it is not there.",
        );
    }
    text.push_str("\n\n| article | Markdown, bytes | markers | footnotes marked | references |\n| --- | ---: | ---: | ---: | ---: |\n");
    for article in &results.articles {
        let _ = writeln!(
            text,
            "| {} ×{} | {} | {} | {} | {} |",
            article.name,
            article.size,
            grouped(article.bytes as u64),
            grouped(article.markers as u64),
            grouped(article.marks as u64),
            grouped(article.references as u64)
        );
    }
}

fn goals_table(goals: &[Goal], text: &mut String) {
    text.push_str("\n## Goals\n\n| figure | goal | measured | |\n| --- | ---: | ---: | --- |\n");
    for goal in goals {
        let unit = match goal.unit {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        let wanted = match goal.wanted {
            Wanted::AtLeast(least) => format!("≥ {}{unit}", short(least)),
            Wanted::AtMost(most) => format!("≤ {}{unit}", short(most)),
        };
        let measured = goal.measured.map_or_else(
            || "not there".to_owned(),
            |measured| format!("{}{unit}", short(measured)),
        );
        let holds = if goal.holds() {
            "holds"
        } else {
            "**does not hold**"
        };
        let _ = writeln!(text, "| {} | {wanted} | {measured} | {holds} |", goal.name);
    }
}

/// The name of a step in the head of a table.
fn step_name(step: &str) -> &str {
    match step {
        "attach" => "attach popovers",
        "layout" => "first layout",
        "frame" => "first frame",
        other => other,
    }
}

fn times(results: &Results, article: &str, text: &mut String) {
    let of = |contender: Contender, size: usize| {
        results.times.iter().find(|timing| {
            timing.article == article && timing.size == size && timing.contender == contender.title
        })
    };
    for &size in &results.sizes {
        let name = article;
        let _ = writeln!(
            text,
            "\n## {name} ×{size}\n\nMilliseconds: medians; of the total the quartiles, too. The first frame, which \
             browsers paint behind all that, is not in the total.\n"
        );
        let steps = STEPS.map(step_name).join(" | ");
        let _ = writeln!(
            text,
            "| | {steps} | quartiles | rounds | × Scholion’s | × the limit’s | listeners |\n|{}",
            " --- |".to_owned() + &" ---: |".repeat(STEPS.len() + 5)
        );
        let total =
            |contender| of(contender, size).and_then(|timing: &Timing| timing.median("total"));
        let ratio = |one: Option<f64>, other: Option<f64>| {
            one.zip(other)
                .map_or_else(|| "–".to_owned(), |(one, other)| short(one / other))
        };
        for contender in ALL {
            let Some(timing) = of(contender, size) else {
                continue;
            };
            let medians = STEPS.map(|step| {
                timing
                    .median(step)
                    .map_or_else(|| "–".to_owned(), milliseconds)
            });
            let Some(total_time) = timing.steps.get("total") else {
                continue;
            };
            let own = Some(total_time.median);
            let _ = writeln!(
                text,
                "| {} | {} | {}–{} | {} | {} | {} | {} |",
                contender.title,
                medians.join(" | "),
                milliseconds(total_time.lower),
                milliseconds(total_time.upper),
                total_time.count,
                ratio(own, total(SCHOLION)),
                ratio(own, total(LIMIT)),
                timing.listeners
            );
        }
    }
    let growth = |contender: Contender| {
        let [ten, hundred] = [10, 100].map(|size| of(contender, size)?.median("total"));
        Some(short(hundred? / ten?))
    };
    if let (Some(ours), Some(kinder)) = (growth(SCHOLION), growth(KINDER)) {
        let _ = writeln!(
            text,
            "\nFrom ×10 to ×100 Scholion takes {ours} times as long, marked with one delegated listener {kinder} times."
        );
    }
}

fn beside(results: &Results, text: &mut String) {
    if let Some(cold) = &results.cold {
        text.push_str(
            "\n## Cold start\n\nThe demo ×1 in a browser that has been started for this: from the bytes in hand (script, \
             wasm, article) to the article laid out, in milliseconds.\n\n| | median | quartiles | starts |\n| --- | ---: | \
             ---: | ---: |\n",
        );
        for one in cold {
            let time = one.time;
            let _ = writeln!(
                text,
                "| {} | {} | {}–{} | {} |",
                one.contender,
                milliseconds(time.median),
                milliseconds(time.lower),
                milliseconds(time.upper),
                time.count
            );
        }
    }
    if let Some(reader) = &results.reader {
        let responses = &reader.responses;
        text.push_str(
            "\n## What a reader does\n\nWith a real pointer, real keys and a real wheel, from print text. Browsers round \
             interactions to 8 ms and tell none below 16.\n\n| | median | quartiles | greatest | times |\n| --- | ---: | \
             ---: | ---: | ---: |\n",
        );
        for (name, summary) in [
            (
                "pointer on a marker to the card painted, less the 150 ms of intent, ×100",
                reader.card,
            ),
            (
                "the same for a popover that holds a word, in the same page",
                reader.bare,
            ),
            ("opening or closing a section, ×10", responses.toggle),
            ("opening or closing all, ×10", responses.expand),
            ("a key in the filter of the list, ×10", responses.filter),
        ] {
            let _ = writeln!(
                text,
                "| {name} | {} ms | {}–{} | {} | {} |",
                milliseconds(summary.median),
                milliseconds(summary.lower),
                milliseconds(summary.upper),
                milliseconds(summary.greatest),
                summary.count
            );
        }
        let scroll = &reader.scroll;
        let longest = scroll.longest_task.map_or_else(
            || "no task took 50 ms".to_owned(),
            |longest| {
                format!(
                    "{} tasks took 50 ms or more, the longest {longest:.0} ms",
                    scroll.long_tasks
                )
            },
        );
        let _ = writeln!(
            text,
            "\nThe wheel through ×100, {} pixels in {} turns: {longest}. Links to sections all over ×100 came to rest \
             within {} px of their places.",
            grouped_float(scroll.height),
            scroll.turns,
            short(reader.fragment)
        );
    }
    if let Some(looks) = &results.memory {
        memory(looks, text);
    }
    text.push_str(
        "\n## What is shipped\n\n| | bytes | by brotli, quality 11 |\n| --- | ---: | ---: |\n",
    );
    for shipped in &results.shipped {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            shipped.name,
            grouped(shipped.plain),
            grouped(shipped.brotli)
        );
    }
    if !results.imports.is_empty() {
        text.push_str(
            "\n## Importing natively\n\nMB/s on one thread, against the bare library on the same text.\n\n| | Scholion | \
             the library | share |\n| --- | ---: | ---: | ---: |\n",
        );
        for import in &results.imports {
            let _ = writeln!(
                text,
                "| {} ({}) | {} | {} | {} |",
                import.name,
                import.library,
                short(import.ours),
                short(import.theirs),
                short(import.ours / import.theirs)
            );
        }
    }
}

fn memory(looks: &[Look], text: &mut String) {
    let middle = looks.get(looks.len() / 2);
    let (Some(first), Some(middle), Some(last), Some(growth)) =
        (looks.first(), middle, looks.last(), growth(looks))
    else {
        return;
    };
    let mounts = [first, middle, last].map(|look| grouped(look.mounts as u64));
    let _ = writeln!(
        text,
        "\n## Memory\n\nThe demo ×1 shown and taken away {} times; everything was collected before each look. On \
         JavaScript’s heap is also what the engine compiles: its growth is that of the last quarter over the one before. \
         The rest is held against the first look.\n\n| | after {} | growth |\n| --- | ---: | ---: | ---: | ---: |",
        grouped(last.mounts as u64),
        mounts.join(" | after ")
    );
    let looks = [first, middle, last];
    let rows = [
        ("JavaScript’s heap, bytes", looks.map(|look| look.heap)),
        ("the core’s memory, bytes", looks.map(|look| look.wasm)),
        ("nodes", looks.map(|look| look.nodes)),
        ("listeners", looks.map(|look| look.listeners)),
    ];
    for ((name, values), growth) in rows.into_iter().zip(growth) {
        let values = values.map(grouped_float);
        let _ = writeln!(text, "| {name} | {} | {growth:.3} |", values.join(" | "));
    }
}
