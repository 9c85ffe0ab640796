//! `scholion serve ARTICLE`: what an author sees while they write.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::page::Page;
use crate::server::Server;

/// An author's folder, which goes with its scenario.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        // Engines run side by side.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("scholion-preview-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        // What a run that was ended has left.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// As editors write: beside the file, and renamed.
    fn save(&self, name: &str, text: &str) {
        let beside = self.file(&format!(".{name}.new"));
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, self.file(name)).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const WORKS: &str = "@article{doe, title = {On bones}, author = {Doe, Jane}, year = 2020}\n";

/// Twelve sections of three paragraphs; `more` stands in the first section, `late` in the
/// eighth.
fn article(more: &str, late: &str) -> String {
    let mut text = "---\ntitle: On Bones\nbibliography: works.bib\n---\n\n".to_owned();
    for section in 1..=12 {
        let _ = write!(text, "# Part number {section}\n\n");
        for paragraph in ["One", "Two", "Three"] {
            let filling =
                format!("they thin with age in part {section}, which milk slows, ").repeat(5);
            let _ = write!(text, "{paragraph}: {filling}as is known [@doe].\n\n");
        }
        match section {
            1 => text.push_str(more),
            3 => text.push_str("![A bone](bone.svg)\n\n"),
            8 => text.push_str(late),
            _ => {}
        }
    }
    text
}

fn picture(width: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"40\"/>")
}

/// The paragraph that is read: the second of the seventh part.
const READ: &str = "const read = [...document.querySelectorAll('.sch-main p')].find((p) => p.textContent.startsWith('Two') && p.textContent.includes('part 7,')); ";

pub(crate) async fn a_change_is_on_screen_at_once(page: &Page<'_>) {
    let folder = Folder::new();
    folder.save("works.bib", WORKS);
    folder.save("bone.svg", &picture(60));
    folder.save("bones.md", &article("", ""));
    let server = Server::start(&[&folder.file("bones.md").display().to_string()]);
    page.open_address(&server.address).await;
    page.until(
        "nothing is wrong",
        "return document.querySelector('#tally').textContent === 'Nothing to report';",
    )
    .await;
    page.click("#part-number-2 .sch-toggle").await;
    page.run(&format!("{READ} scrollBy({{ top: read.getBoundingClientRect().top - innerHeight * 0.2, behavior: 'instant' }});"))
        .await;
    page.rest(300).await;
    let place = format!("{READ} return read.getBoundingClientRect().top;");
    let before = page.run(&place).await.as_f64().unwrap();

    // The machine may be busy with other browsers: the middle one of three counts.
    let mut times = Vec::new();
    for count in 1..=3 {
        let more = "A new thought.\n\n".repeat(count);
        let late = format!("But who said so {count} times [@lost]?\n\n");
        let saved = Instant::now();
        folder.save("bones.md", &article(&more, &late));
        page.until(
            "the change is on the screen",
            &format!("return document.querySelector('.sch-main').textContent.includes('said so {count} times');"),
        )
        .await;
        times.push(saved.elapsed());
    }
    times.sort();
    println!("changes are on the screen after {times:?}");
    assert!(times[1] < Duration::from_secs(1), "{times:?}");

    // The reader stays where they are, and what was closed stays closed.
    page.rest(300).await;
    let after = page.run(&place).await.as_f64().unwrap();
    assert!((before - after).abs() < 2.0, "{before} became {after}");
    assert!(
        page.holds("return document.querySelector('#part-number-2 .sch-toggle').getAttribute('aria-expanded') === 'false' && document.querySelector('#part-number-3 .sch-toggle').getAttribute('aria-expanded') === 'true';")
            .await
    );

    // The finding stands in the list and, in the margin, at its line; one leads to the other.
    let found = page
        .run("return [...document.querySelectorAll('.finding')].map((one) => [one.dataset.severity, one.querySelector('code').textContent, one.querySelector('.source').textContent.split(':').length]);")
        .await;
    assert_eq!(found, json!([["error", "dangling-citation", 3]]));
    page.click_here(".finding").await;
    let beside = "
        const mark = document.querySelector('.mark').getBoundingClientRect();
        const marker = document.querySelector('.sch-dangling').getBoundingClientRect();
        const text = document.querySelector('.sch-main').getBoundingClientRect();
        const y = mark.top + mark.height / 2;
        return document.querySelectorAll('.mark').length === 1 && y > marker.top - 4 && y < marker.bottom + 4 &&
          mark.right <= text.left && mark.left >= 0 && marker.top > 0 && marker.bottom < innerHeight &&
          document.querySelector('.sch-dangling').hasAttribute('data-finding');";
    page.until("the mark is at its line", beside).await;
}

pub(crate) async fn what_an_article_hangs_on_is_watched(page: &Page<'_>) {
    let folder = Folder::new();
    folder.save("bone.svg", &picture(60));
    folder.save("bones.md", &article("", ""));
    let server = Server::start(&[&folder.file("bones.md").display().to_string()]);
    page.open_address(&server.address).await;
    let codes = |codes: &[&str]| {
        format!(
            "return JSON.stringify([...new Set([...document.querySelectorAll('.finding .severity code')].map((one) => one.textContent))]) === '{}';",
            json!(codes)
        )
    };
    // A bibliography that is not there yet.
    page.until(
        "the bibliography is missed",
        &codes(&["missing-bibliography", "dangling-citation"]),
    )
    .await;
    folder.save("works.bib", WORKS);
    page.until("the bibliography is read", &codes(&[])).await;
    // A picture that becomes another one.
    let width = |width: u32| {
        format!("return document.querySelector('.sch-main img').naturalWidth === {width};")
    };
    page.until("the picture is shown", &width(60)).await;
    folder.save("bone.svg", &picture(90));
    page.until("the other picture is shown", &width(90)).await;
    // What is broken leaves the last article on the screen, and says what is wrong.
    let standing = "const failure = document.querySelector('#failure'); const main = document.querySelector('.sch-main'); return main.textContent.includes('Part number 12') && ";
    for (what, broken) in [("is empty", true), ("is gone", false)] {
        if broken {
            folder.save("bones.md", "");
        } else {
            fs::remove_file(folder.file("bones.md")).unwrap();
        }
        page.until(
            what,
            &format!("{standing} !failure.hidden && failure.textContent.length > 10;"),
        )
        .await;
        folder.save("bones.md", &article(&format!("Since it {what}.\n\n"), ""));
        page.until(
            "it is there again",
            &format!("{standing} failure.hidden && main.textContent.includes('Since it {what}.');"),
        )
        .await;
    }
    // The configuration says what counts.
    folder.save("bones.md", &article("![](bone.svg)\n\n", ""));
    page.until("a finding is told", &codes(&["missing-alt-text"]))
        .await;
    folder.save("scholion.toml", "[check]\nallow = [\"missing-alt-text\"]\n");
    page.until("it is allowed", &codes(&[])).await;
}
