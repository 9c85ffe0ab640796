//! How the pages look, held against pictures in `tests/e2e/pictures/`.
//!
//! Words are set in fonts that npm pins, with hinting off, so a line breaks where it broke when
//! the pictures were made. A picture keeps the mean colour of squares of four pixels, in steps of
//! eight: enough to see a number sink to its line or a label go, too little to see how a machine
//! draws the edges of a letter. Looking is for people: every run leaves
//! `tests/e2e/output/pictures/index.html` with what was, what is, and where they differ.
//!
//! `make pictures` compares, `make pictures-update` makes the pictures anew. Another major version
//! of Chromium may lay a page out in another way: a difference is then told and not counted.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::Skipped;
use crate::page::Page;

const DEMO: &str = "/index.html";

/// The edge of a square, in pixels of the page.
const SQUARE: usize = 4;
/// Colours are kept in steps of this.
const STEP: u8 = 8;
/// From which distance on, of 255, two squares are not the same.
const UNLIKE: u8 = 32;
/// How many squares may be unlike: a caret or a stray edge, no letter.
const FEW: usize = 12;

/// The fonts, and whatever stirs by itself put to rest.
const SETTING: &str = "
    const face = (family, file, weight, style) =>
      `@font-face { font-family: '${family}'; src: url('/node_modules/@fontsource/${file}-latin-${weight}-${style}.woff2'); font-weight: ${weight}; font-style: ${style}; }`;
    const serif = ['Picture Serif', 'source-serif-4/files/source-serif-4'];
    const sans = ['Picture Sans', 'source-sans-3/files/source-sans-3'];
    const faces = [[...serif, 400, 'normal'], [...serif, 400, 'italic'], [...serif, 700, 'normal'], [...sans, 400, 'normal'], [...sans, 600, 'normal']];
    const style = document.createElement('style');
    style.textContent = faces.map((parts) => face(...parts)).join(' ') + `
      body { font-family: 'Picture Serif' !important; }
      .masthead, .masthead .name, footer { font-family: 'Picture Sans' !important; }
      scholion-article { --scholion-ui-font: 'Picture Sans' !important; }
      * { transition: none !important; caret-color: transparent !important; scrollbar-width: none; }`;
    document.head.append(style);
    const done = arguments[0];
    Promise.all(faces.map(([family, , weight, style]) => document.fonts.load(`${style} ${weight} 16px '${family}'`)))
      .then((loaded) => done(loaded.every((found) => found.length > 0)), (error) => done(String(error)));";

/// A view of a page.
#[derive(Debug, Clone, Copy)]
struct View {
    name: &'static str,
    path: &'static str,
    size: (u32, u32),
    dark: bool,
    /// What is done with the page, with `article` as the element.
    act: &'static str,
    /// A marker that a finger taps.
    tap: &'static str,
    paper: bool,
}

impl View {
    const fn new(name: &'static str, width: u32, act: &'static str) -> Self {
        Self {
            name,
            path: DEMO,
            size: (width, if width < 600 { 740 } else { 900 }),
            dark: false,
            act,
            tap: "",
            paper: false,
        }
    }

    const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    const fn tapped(self, tap: &'static str) -> Self {
        Self { tap, ..self }
    }

    const fn on_paper(self) -> Self {
        Self {
            paper: true,
            ..self
        }
    }

    const fn of(self, path: &'static str) -> Self {
        Self { path, ..self }
    }
}

const TOP: &str = "";
const MIDDLE: &str = "show('#two-years-two-groups');";
const BOX: &str = "show('#drugs-that-thin-bone');";
const LIST: &str = "show('#references');";
const CARD: &str = "show('#drugs-that-thin-bone'); article.openCitation('cite-40-1');";
const FIGURE: &str = "show('#figure-1');";

const VIEWS: [View; 16] = [
    View::new("top-1280", 1280, TOP),
    View::new("top-1280-dark", 1280, TOP).dark(),
    View::new("top-768", 768, TOP),
    View::new("top-360", 360, TOP),
    View::new("middle-1280", 1280, MIDDLE),
    View::new("middle-360", 360, MIDDLE),
    View::new("box-768", 768, BOX),
    View::new("list-1280", 1280, LIST),
    View::new("list-768-dark", 768, LIST).dark(),
    View::new("list-360", 360, LIST),
    View::new("card-768", 768, CARD),
    View::new("card-768-dark", 768, CARD).dark(),
    View::new("sheet-360", 360, TOP).tapped("#cite-40-1"),
    View::new(
        "closed-768",
        768,
        "article.collapseAll(); show('#a-break-is-rarely-just-a-break');",
    ),
    View::new("tour-768", 768, FIGURE)
        .of("/tests/e2e/pages/article.html?src=/tests/e2e/articles/tour.json"),
    View::new("paper-768", 768, MIDDLE).on_paper(),
];

/// A picture in red, green and blue.
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    fn read(file: &[u8]) -> Result<Self, String> {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
        let size = reader.output_buffer_size().ok_or("too large a picture")?;
        let mut bytes = vec![0; size];
        let info = reader
            .next_frame(&mut bytes)
            .map_err(|error| error.to_string())?;
        let channels = info.color_type.samples();
        Ok(Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels: bytes
                .chunks_exact(channels)
                .map(|pixel| [pixel[0], pixel[channels / 2], pixel[channels.min(3) - 1]])
                .collect(),
        })
    }

    fn write(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let (width, height) = (
            self.width.try_into().unwrap(),
            self.height.try_into().unwrap(),
        );
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        file
    }

    /// The mean colour of each square.
    fn squares(&self) -> Self {
        let (width, height) = (self.width / SQUARE, self.height / SQUARE);
        let mean = |column: usize, row: usize| {
            let mut sum = [0_usize; 3];
            for y in row * SQUARE..(row + 1) * SQUARE {
                for x in column * SQUARE..(column + 1) * SQUARE {
                    for (sum, part) in sum.iter_mut().zip(self.pixels[y * self.width + x]) {
                        *sum += usize::from(part);
                    }
                }
            }
            sum.map(|sum| u8::try_from(sum / (SQUARE * SQUARE)).unwrap() / STEP * STEP)
        };
        Self {
            width,
            height,
            pixels: (0..height)
                .flat_map(|row| (0..width).map(move |column| (column, row)))
                .map(|(column, row)| mean(column, row))
                .collect(),
        }
    }

    /// Where this is unlike another; everywhere, where the sizes differ.
    fn unlike(&self, other: &Self) -> Vec<bool> {
        if (self.width, self.height) != (other.width, other.height) {
            return vec![true; self.pixels.len()];
        }
        self.pixels
            .iter()
            .zip(&other.pixels)
            .map(|(one, two)| {
                one.iter()
                    .zip(two)
                    .any(|(one, two)| one.abs_diff(*two) > UNLIKE)
            })
            .collect()
    }

    /// This picture, pale, with what is unlike in red.
    fn marked(&self, unlike: &[bool]) -> Self {
        let pixels = self
            .pixels
            .iter()
            .zip(unlike)
            .map(|(pixel, unlike)| {
                if *unlike {
                    [220, 0, 0]
                } else {
                    pixel.map(|part| 190 + part / 4)
                }
            })
            .collect();
        Self {
            pixels,
            ..self.clone()
        }
    }
}

fn count(unlike: &[bool]) -> usize {
    unlike.iter().filter(|unlike| **unlike).count()
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/pictures"))
}

/// The picture that was made of a view; none if there is none yet.
fn kept(view: View) -> Option<Picture> {
    let file = std::fs::read(folder().join(format!("{}.png", view.name))).ok()?;
    Some(Picture::read(&file).unwrap_or_else(|error| panic!("{}: {error}", view.name)))
}

/// Photographs a view; `broken` is a rule that stands above those of the style sheet.
async fn photograph(page: &Page<'_>, view: View, broken: &str) -> Vec<u8> {
    let (width, height) = view.size;
    page.emulate_window(width, height).await;
    page.open(view.path).await;
    let fonts = page.run_async(SETTING).await;
    assert_eq!(
        fonts,
        json!(true),
        "the fonts are there; `npm ci` brings them"
    );
    if view.paper {
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
    }
    page.run_with(
        "const [act, dark, broken] = arguments[0];
         // The first layer's important rules are above those of every other.
         const style = document.createElement('style');
         style.textContent = `@layer broken { ${broken} }`;
         document.head.prepend(style);
         document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
         const article = document.querySelector('scholion-article');
         const show = (selector) => {
           // Parts far away have estimated heights.
           for (let i = 0; i < 3; i += 1) document.querySelector(selector).scrollIntoView({ block: 'start', behavior: 'instant' });
         };
         new Function('article', 'show', act)(article, show);",
        json!([view.act, view.dark, broken]),
    )
    .await;
    if !view.tap.is_empty() {
        page.tap(view.tap).await;
        page.point(1.0, 1.0).await;
    }
    // The place of the page, the card and its fading in come to rest.
    page.rest(400).await;
    let picture = page.screenshot().await;
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await;
    page.emulate_nothing().await;
    picture
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

fn maker() -> PathBuf {
    folder().join("made-with.txt")
}

pub(crate) async fn the_pages_look_as_they_did(page: &Page<'_>) {
    let browser = page.browser_version().await;
    let report = crate::output("pictures");
    std::fs::create_dir_all(&report).unwrap();
    let mut rows = String::new();
    let mut failures = Vec::new();
    for view in VIEWS {
        let shot = photograph(page, view, "").await;
        let now = Picture::read(&shot)
            .expect("a screenshot can be read")
            .squares();
        let before = kept(view);
        if is_update() {
            std::fs::write(folder().join(format!("{}.png", view.name)), now.write()).unwrap();
        }
        let unlike = match &before {
            Some(before) => now.unlike(before),
            None => vec![true; now.pixels.len()],
        };
        let name = view.name;
        std::fs::write(report.join(format!("{name}-now.png")), &shot).unwrap();
        if let Some(before) = &before {
            std::fs::write(report.join(format!("{name}-before.png")), before.write()).unwrap();
        }
        std::fs::write(
            report.join(format!("{name}-difference.png")),
            now.marked(&unlike).write(),
        )
        .unwrap();
        let count = count(&unlike);
        if count > FEW {
            failures.push(format!("{name}: {count} squares"));
        }
        let _ = writeln!(
            rows,
            "<h2>{name}{}</h2><div><img src=\"{name}-before.png\" alt=\"before\"><img src=\"{name}-now.png\" alt=\"now\"><img src=\"{name}-difference.png\" alt=\"difference\"></div>",
            if count > FEW {
                format!(": {count} squares differ")
            } else {
                String::new()
            },
        );
    }
    let index = report.join("index.html");
    std::fs::write(
        &index,
        format!(
            "<!doctype html><meta charset=\"utf-8\"><title>Pictures</title>\
             <style>body {{ font: 1rem/1.5 sans-serif; margin: 2rem }} div {{ display: flex; gap: 1rem }} img {{ inline-size: 32%; border: 1px solid #ccc; image-rendering: pixelated }}</style>\n\
             <h1>Before, now, difference</h1>\n{rows}"
        ),
    )
    .unwrap();
    if is_update() {
        std::fs::write(maker(), format!("{browser}\n")).unwrap();
        return;
    }
    let made_with = std::fs::read_to_string(maker()).unwrap_or_default();
    let major = |version: &str| version.split('.').next().unwrap_or_default().to_owned();
    let told = format!("{}; see {}", failures.join(", "), index.display());
    if !failures.is_empty() && major(&made_with) != major(&browser) {
        std::panic::panic_any(Skipped(format!(
            "the pictures are of {}, this is {browser}, and they differ: {told}",
            made_with.trim()
        )));
    }
    assert!(failures.is_empty(), "{told}");
}

/// What has to be noticed, and in which view.
const BROKEN: [(&str, &str, &str); 7] = [
    (
        "markers on the line",
        "middle-1280",
        ".sch-raised { inset-block-start: 0 !important }",
    ),
    (
        "markers as large as the text",
        "middle-1280",
        ".sch-raised { font-size: 1em !important }",
    ),
    (
        "a bare card",
        "card-768",
        ".sch-card:popover-open { border: 0 !important; padding: 0 !important; background: none !important; box-shadow: none !important }",
    ),
    (
        "no labels in the list",
        "list-1280",
        ".sch-label { display: none !important }",
    ),
    (
        "a wide column",
        "top-1280",
        ".scholion { grid-template-columns: 14rem 52rem !important }",
    ),
    (
        "no accent in the dark",
        "card-768-dark",
        "scholion-article { --scholion-accent: #777 !important }",
    ),
    (
        "a list that does not part from the text",
        "middle-360",
        "p, li { margin-block-end: 0 !important }",
    ),
];

pub(crate) async fn broken_looks_are_noticed(page: &Page<'_>) {
    for (what, name, rule) in BROKEN {
        let view = VIEWS.into_iter().find(|view| view.name == name).unwrap();
        let sound = Picture::read(&photograph(page, view, "").await).unwrap();
        let broken = Picture::read(&photograph(page, view, rule).await).unwrap();
        let count = count(&sound.squares().unlike(&broken.squares()));
        assert!(count > 2 * FEW, "{what}: {count} squares in {name}");
    }
}
