//! The plot: time against the article's size, both by orders of magnitude.
//!
//! One drawing for light and dark pages: it takes its colours from the scheme that the reader
//! prefers. Every line has its name at its end, in its colour, so no key has to be looked up.

use std::fmt::Write as _;

use crate::contender::{Contender, KINDER, LIMIT, MARKDOWN_IT, MARKED, SCHOLION, UNIFIED};
use crate::numbers::trimmed;
use crate::results::Results;
use crate::statistics::Summary;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 470.0;
/// The field of the lines: left, top, right, bottom.
const FIELD: [f64; 4] = [58.0, 78.0, 520.0, 414.0];
/// The least distance between the baselines of two names.
const LEADING: f64 = 19.0;
/// Between the outermost times and the edges of the field, in decades.
const AIR: f64 = 0.12;
/// From the end of a line to its name.
const GAP: f64 = 26.0;

/// The lines: whose they are, by which class the sheet below knows them, what they are called.
const LINES: [(Contender, &str, &str); 6] = [
    (MARKED, "peer", "marked, littlefoot"),
    (MARKDOWN_IT, "peer", "markdown-it, littlefoot"),
    (UNIFIED, "peer", "unified, no popovers"),
    (KINDER, "kinder", "marked, one delegated listener"),
    (SCHOLION, "ours", "Scholion"),
    (LIMIT, "limit", "the limit"),
];

const SHEET: &str = "
    svg { color-scheme: light dark; --ink: #262626; --soft: #6b6b6b; --hair: #e3e1dc; --ours: #9a3412; --kinder: #1f5f8b; --peer: #6b6b6b; --limit: #707070; }
    @media (prefers-color-scheme: dark) {
      svg { --ink: #e4e2de; --soft: #a3a09a; --hair: #3a3936; --ours: #f2995c; --kinder: #7db8e0; --peer: #a8a5a0; --limit: #85827d; }
    }
    text { font: 12.5px/1 'Source Sans 3', 'Segoe UI', system-ui, 'Helvetica Neue', Arial, sans-serif; fill: var(--ink); font-variant-numeric: lining-nums tabular-nums; }
    .title { font-size: 16px; font-weight: 600; }
    .soft { fill: var(--soft); }
    .hair { stroke: var(--hair); stroke-width: 1; }
    .line { fill: none; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
    .lead { stroke-width: .75; fill: none; opacity: .6; }
    .ours { --of: var(--ours); } .kinder { --of: var(--kinder); } .peer { --of: var(--peer); } .limit { --of: var(--limit); }
    .line, .lead, .spread { stroke: var(--of); } .spread { stroke-width: 1.5; } .dot, .name { fill: var(--of); }
    .ours .line { stroke-width: 2.5; } .ours .name { font-weight: 600; }
    .limit .line { stroke-dasharray: 2 4; }
";

/// A line of the plot in its units: bytes, and times in ms.
struct Line {
    class: &'static str,
    name: &'static str,
    points: Vec<(f64, Summary)>,
}

/// The plot of an article's times; none where there are less than two sizes of it.
pub(crate) fn svg(results: &Results, article: &str) -> Option<String> {
    let sizes: Vec<(usize, usize)> = results
        .articles
        .iter()
        .filter(|one| one.name == article)
        .map(|one| (one.size, one.bytes))
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "bytes of articles")]
    let points = |contender: Contender| {
        sizes
            .iter()
            .filter_map(|(size, bytes)| {
                let timing = results.times.iter().find(|timing| {
                    timing.article == article
                        && timing.size == *size
                        && timing.contender == contender.title
                });
                Some((*bytes as f64, *timing?.steps.get("total")?))
            })
            .collect::<Vec<_>>()
    };
    let lines: Vec<Line> = LINES
        .into_iter()
        .map(|(contender, class, name)| Line {
            class,
            name,
            points: points(contender),
        })
        .filter(|line| line.points.len() > 1)
        .collect();
    // Its first number says enough here.
    let browser = results.machine.browser.split('.').next();
    (!lines.is_empty()).then(|| draw(&lines, browser.unwrap_or_default()))
}

fn draw(lines: &[Line], browser: &str) -> String {
    let all = || lines.iter().flat_map(|line| &line.points);
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::MAX, f64::min);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::MIN, f64::max);
    let bytes = [
        least(&mut all().map(|(bytes, _)| *bytes)).log10(),
        most(&mut all().map(|(bytes, _)| *bytes)).log10(),
    ];
    // What lies outermost has a little air.
    let times = [
        least(&mut all().map(|(_, time)| time.lower)).log10() - AIR,
        most(&mut all().map(|(_, time)| time.upper)).log10() + AIR,
    ];
    let [left, top, right, bottom] = FIELD;
    // The first and the last size stand a little inside of the field.
    let across = |value: f64| {
        let share = (value.log10() - bytes[0]) / (bytes[1] - bytes[0]);
        left + 24.0 + share * (right - left - 24.0)
    };
    let up = |value: f64| {
        let share = (value.log10() - times[0]) / (times[1] - times[0]);
        bottom - share * (bottom - top)
    };

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
         height=\"{HEIGHT}\" role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">From source text to an article laid out</title>\n\
         <desc id=\"description\">{}</desc>\n<style>{SHEET}</style>\n\
         <text class=\"title\" x=\"{left}\" y=\"26\">From source text to an article laid out</text>\n\
         <text class=\"soft\" x=\"{left}\" y=\"47\">Medians of one run with their quartiles, in {browser}. Both scales are by tens.</text>\n",
        described(lines),
    );
    let mut decade = times[0].ceil();
    while decade <= times[1] {
        let value = 10_f64.powf(decade);
        let at = up(value);
        let _ = writeln!(
            svg,
            "<path class=\"hair\" d=\"M{left} {at:.1}H{right}\"/><text class=\"soft\" x=\"{:.1}\" \
             y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left - 8.0,
            at + 4.0,
            duration(value)
        );
        decade += 1.0;
    }
    if let Some(line) = lines.iter().max_by_key(|line| line.points.len()) {
        for (bytes, _) in &line.points {
            let at = across(*bytes);
            let _ = writeln!(
                svg,
                "<path class=\"hair\" d=\"M{at:.1} {bottom}v6\"/><text class=\"soft\" x=\"{at:.1}\" \
                 y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                bottom + 21.0,
                size(*bytes)
            );
        }
    }
    let _ = writeln!(
        svg,
        "<text class=\"soft\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">length of the article</text>",
        f64::midpoint(left + 24.0, right),
        bottom + 43.0
    );
    let ends: Vec<f64> = lines
        .iter()
        .filter_map(|line| Some(up(line.points.last()?.1.median)))
        .collect();
    let names = apart(&ends, LEADING, [top, bottom]);
    for (line, (end, name)) in lines.iter().zip(ends.iter().zip(names)) {
        let _ = writeln!(svg, "<g class=\"{}\">", line.class);
        let places: Vec<(f64, f64)> = line
            .points
            .iter()
            .map(|(bytes, time)| (across(*bytes), up(time.median)))
            .collect();
        let way: Vec<String> = places
            .iter()
            .map(|(x, y)| format!("{x:.1} {y:.1}"))
            .collect();
        let _ = writeln!(svg, "<path class=\"line\" d=\"M{}\"/>", way.join("L"));
        for ((x, y), (_, time)) in places.iter().zip(&line.points) {
            let (low, high) = (up(time.lower), up(time.upper));
            let _ = writeln!(
                svg,
                "<path class=\"spread\" d=\"M{x:.1} {low:.1}V{high:.1}\"/><circle class=\"dot\" \
                 cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
            );
        }
        let _ = writeln!(
            svg,
            "<path class=\"lead\" d=\"M{:.1} {end:.1}L{:.1} {name:.1}\"/><text class=\"name\" x=\"{:.1}\" \
             y=\"{:.1}\">{}</text>\n</g>",
            right + 6.0,
            right + GAP - 4.0,
            right + GAP,
            name + 4.0,
            line.name
        );
    }
    svg + "</svg>\n"
}

/// What the plot shows, for those who do not see it.
fn described(lines: &[Line]) -> String {
    let told = lines.iter().map(|line| {
        let times = line
            .points
            .iter()
            .map(|(bytes, time)| format!("{} for {}", duration(time.median), size(*bytes)));
        format!("{}: {}", line.name, times.collect::<Vec<_>>().join(", "))
    });
    told.collect::<Vec<_>>().join(". ") + "."
}

/// Milliseconds as they are read.
fn duration(time: f64) -> String {
    match time {
        ..10.0 => format!("{} ms", significant(time)),
        ..1_000.0 => format!("{time:.0} ms"),
        _ => format!("{} s", significant(time / 1_000.0)),
    }
}

/// Bytes as they are read.
fn size(bytes: f64) -> String {
    match bytes {
        ..1e6 => format!("{:.0} KB", bytes / 1e3),
        _ => format!("{} MB", significant(bytes / 1e6)),
    }
}

/// Two digits, or one where the other is a nought.
fn significant(value: f64) -> String {
    let digits = match value {
        ..1.0 => 2,
        ..10.0 => 1,
        _ => 0,
    };
    trimmed(value, digits)
}

/// Heights as near to the wanted ones as they can be with so much between them, in the same order;
/// inside of the bounds where all have room there.
fn apart(wanted: &[f64], between: f64, [top, bottom]: [f64; 2]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
    // Runs of names that touch: each is as far up as it is down from where its names belong.
    let mut runs: Vec<(Vec<usize>, f64)> = Vec::new();
    let height = |run: &[usize]| {
        let steps = (0_u16..).map(f64::from).map(|step| step * between);
        let sum: f64 = run
            .iter()
            .zip(steps)
            .map(|(at, step)| wanted[*at] - step)
            .sum();
        #[allow(clippy::cast_precision_loss, reason = "a handful of names")]
        let count = run.len() as f64;
        (sum / count).min(bottom - (count - 1.0) * between).max(top)
    };
    for at in order {
        let mut run = vec![at];
        while let Some((before, begin)) = runs.pop() {
            #[allow(clippy::cast_precision_loss, reason = "a handful of names")]
            let end = begin + before.len() as f64 * between;
            if end <= height(&run) {
                runs.push((before, begin));
                break;
            }
            run = [before, run].concat();
        }
        let begin = height(&run);
        runs.push((run, begin));
    }
    let mut heights = wanted.to_vec();
    for (run, begin) in runs {
        let steps = (0_u16..).map(f64::from).map(|step| step * between);
        for (at, step) in run.into_iter().zip(steps) {
            heights[at] = begin + step;
        }
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_distance_and_their_order() {
        assert_eq!(apart(&[10.0, 50.0], 10.0, [0.0, 100.0]), [10.0, 50.0]);
        assert_eq!(apart(&[52.0, 50.0], 10.0, [0.0, 100.0]), [56.0, 46.0]);
        assert_eq!(
            apart(&[98.0, 99.0, 100.0], 10.0, [0.0, 100.0]),
            [80.0, 90.0, 100.0]
        );
        assert_eq!(
            apart(&[40.0, 30.0, 32.0], 10.0, [0.0, 100.0]),
            [44.0, 24.0, 34.0]
        );
    }

    #[test]
    fn numbers_are_as_they_are_read() {
        let durations = [1.54, 12.4, 999.0, 1_000.0, 8_248.0, 10_127.0];
        let read = durations.map(duration);
        assert_eq!(read, ["1.5 ms", "12 ms", "999 ms", "1 s", "8.2 s", "10 s"]);
        assert_eq!(
            [19_387.0, 194_892.0, 1_959_493.0].map(size),
            ["19 KB", "195 KB", "2 MB"]
        );
    }

    #[test]
    fn every_line_has_its_name_and_all_its_points() {
        let time = |median| Summary {
            median,
            lower: median,
            upper: median,
            greatest: median,
            count: 3,
        };
        let line = |class, name, at: f64| Line {
            class,
            name,
            points: vec![
                (2e4, time(at)),
                (2e5, time(10.0 * at)),
                (2e6, time(100.0 * at)),
            ],
        };
        let drawn = draw(
            &[line("ours", "Scholion", 2.0), line("peer", "marked", 20.0)],
            "Chromium 1",
        );
        assert_eq!(drawn.matches("<circle").count(), 6);
        assert!(drawn.contains(">Scholion</text>") && drawn.contains(">marked</text>"));
        assert!(drawn.contains("Scholion: 2 ms for 20 KB, 20 ms for 200 KB, 200 ms for 2 MB."));
    }
}
