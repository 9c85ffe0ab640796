//! The command line as its users meet it: what it prints, and how it ends.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use scholion::diagnostic::Code;
use scholion::render::messages::Messages;
use serde_json::Value;

fn scholion(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scholion"))
        .args(arguments)
        .current_dir(support::root())
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn convert_prints_the_article_and_nothing_else() {
    let output = scholion(&["convert", "tests/cases/plain.txt", "--to", "json"]);
    let article: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(article["references"].as_array().unwrap().len(), 4);
    assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
    let output = scholion(&["convert", "tests/cases/plain.txt", "--to", "html"]);
    let html = text(&output.stdout);
    assert!(html.starts_with("<div class=\"scholion\">"));
    // The element around the same.
    let output = scholion(&["convert", "tests/cases/plain.txt", "--to", "element"]);
    let element = text(&output.stdout);
    assert!(element.starts_with("<scholion-article data-sch-built"));
    assert!(element.contains(html.trim_end()));
    assert!(element.ends_with("}</script></scholion-article>\n"));
}

#[test]
fn convert_prints_the_references_in_every_format() {
    for format in scholion::render::ExportFormat::ALL {
        let output = scholion(&["convert", "tests/cases/plain.txt", "--to", format.name()]);
        assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
        let article = scholion::parse::print(&support::read("tests/cases/plain.txt")).article;
        let expected = scholion::render::export(&article.references, format, Messages::default());
        assert_eq!(text(&output.stdout), expected, "{format:?}");
        assert!(expected.ends_with('\n') && !expected.ends_with("\n\n"));
    }
    let output = scholion(&["convert", "tests/cases/plain.txt", "--to", "bibtex"]);
    assert_eq!(text(&output.stdout).matches("\n}\n").count(), 4);
    let output = scholion(&["convert", "tests/cases/plain.txt", "--to", "endnote"]);
    assert_eq!(code(&output), 2, "a format that there is not");
}

#[test]
fn what_convert_prints_it_reads() {
    let json = scholion(&["convert", "tests/cases/boxes.txt"]).stdout;
    let mut child = Command::new(env!("CARGO_BIN_EXE_scholion"))
        .args(["convert", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&json).unwrap();
    assert_eq!(text(&child.wait_with_output().unwrap().stdout), text(&json));
}

#[test]
fn check_ends_with_what_it_found() {
    for (file, expected) in [
        ("tests/cases/boxes.txt", 0),
        ("tests/cases/doubtful.txt", 1),
        ("tests/cases/empty.txt", 2),
        ("tests/cases/broken.json", 2),
        ("tests/cases/there-is-none.txt", 2),
    ] {
        let output = scholion(&["check", file]);
        assert_eq!(code(&output), expected, "{file}: {output:?}");
    }
    let missing = scholion(&["check", "tests/cases/there-is-none.txt"]);
    assert!(text(&missing.stderr).contains("there-is-none.txt: No such file"));
}

#[test]
fn check_shows_people_the_line() {
    let output = scholion(&["check", "tests/cases/list-trouble.txt"]);
    let shown = text(&output.stdout);
    for expected in [
        "error[dangling-citation]: `¹,²,⁵` cites reference 5, which is not in the list",
        "tests/cases/list-trouble.txt:3:6",
        "3 | Text.¹,²,⁵",
        "1 citation and 4 references",
    ] {
        assert!(shown.contains(expected), "{expected:?} is not in\n{shown}");
    }
    assert!(
        !shown.contains('\u{1b}'),
        "no colours where nobody sees them"
    );
}

/// A finding costs its own length, however many there are and however long their line is.
#[test]
fn check_tells_of_many_findings_in_one_line() {
    const COUNT: usize = 10_000;
    let source = format!("# Bones\n\n{}\n", "They mend [@lost]. ".repeat(COUNT));
    for (format, each) in [
        ("human", "error[dangling-citation]"),
        ("json", "\"dangling-citation\""),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_scholion"))
            .args(["check", "--from", "markdown", "--format", format, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let begin = Instant::now();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(source.as_bytes())
            .unwrap();
        let shown = text(&child.wait_with_output().unwrap().stdout);
        assert_eq!(shown.matches(each).count(), COUNT, "{format}");
        // Counting the line again for each would take minutes.
        assert!(
            begin.elapsed() < Duration::from_mins(1),
            "{format}: {:?}",
            begin.elapsed()
        );
    }
}

#[test]
fn check_tells_programs_every_field() {
    let output = scholion(&["check", "tests/cases/hostile.txt", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let first = &found[0];
    assert_eq!(first["code"], "unsafe-link");
    assert_eq!(first["severity"], "warning");
    assert_eq!(first["file"], "tests/cases/hostile.txt");
    assert_eq!(
        (first["line"].as_u64(), first["column"].as_u64()),
        (Some(3), Some(30))
    );
    assert_eq!(
        (first["endLine"].as_u64(), first["endColumn"].as_u64()),
        (Some(3), Some(54))
    );
    assert!(first["hint"].is_string());
    let clean = scholion(&["check", "tests/cases/boxes.txt", "--format", "json"]);
    assert_eq!(text(&clean.stdout), "[]\n");
}

/// What comes under a name: the exit code, and of the first finding its code, its place and
/// whether the input was read all the same.
fn named(name: &str, source: &[u8], arguments: &[&str]) -> (i32, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, source).unwrap();
    let path = path.to_str().unwrap();
    let output = scholion(&[&["check", path, "--format", "json"], arguments].concat());
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let first = found.first().map_or_else(String::new, |found| {
        assert_eq!(found["file"], path);
        assert!(found["hint"].is_string());
        let text = |field: &str| found[field].as_str().unwrap().to_owned();
        let (line, column) = (&found["line"], &found["column"]);
        format!("{line}:{column} {}: {}", text("code"), text("message"))
    });
    (code(&output), first)
}

#[test]
fn what_a_name_says_wrongly_is_told_and_what_it_is_is_read() {
    let jats = support::read("tests/cases/jats.xml");
    for (name, source, arguments, expected) in [
        (
            "told.md",
            jats.as_str(),
            &[][..],
            "1:1 mistaken-format: this is JATS XML, though its name says Markdown; it is read as JATS XML",
        ),
        (
            "told.xml",
            "% mine\n@book{doe, title = {On bones}, year = 2020}\n",
            &[],
            "2:1 mistaken-format: this is BibTeX, though its name says JATS XML; it is read as BibTeX",
        ),
        (
            "told.json",
            "\n{ \"scholion\": 1, \"title\": [{ \"type\": \"text\", \"value\": \"On bones\" }] }",
            &["--from", "bibtex"],
            "2:1 mistaken-format: this is JSON, though its format was given as BibTeX; it is read as JSON",
        ),
    ] {
        assert_eq!(
            named(name, source.as_bytes(), arguments),
            (1, expected.to_owned())
        );
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("told.xml");
    let output = scholion(&["convert", path.to_str().unwrap(), "--to", "text"]);
    assert_eq!(text(&output.stdout), "On bones. 2020.\n");
    assert_eq!(code(&output), 0, "a warning fails no conversion");
    assert!(text(&output.stderr).contains("warning[mistaken-format]"));
}

#[test]
fn a_page_is_read_as_the_article_that_it_holds() {
    let output = scholion(&["convert", "tests/html/pages/pandoc.html", "--to", "json"]);
    let article: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(article["references"].as_array().unwrap().len(), 5);
    assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
    let output = scholion(&["check", "tests/html/pages/wikipedia.html"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    // A bibliography that the page names stands beside it.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("distill");
    std::fs::create_dir_all(&folder).unwrap();
    let page = "<body><h1>On bones</h1><d-article><p>Hard<d-cite key=doe></d-cite>.</p></d-article>\
                <d-bibliography src=refs.bib></d-bibliography>";
    std::fs::write(folder.join("page.html"), page).unwrap();
    std::fs::write(folder.join("refs.bib"), "@misc{doe, title = {On Bones}}").unwrap();
    let path = folder.join("page.html");
    let output = scholion(&["convert", path.to_str().unwrap(), "--to", "text"]);
    assert_eq!(
        text(&output.stdout),
        "On Bones.\n",
        "{}",
        text(&output.stderr)
    );
    std::fs::remove_file(folder.join("refs.bib")).unwrap();
    let output = scholion(&["check", path.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(
        text(&output.stdout).contains("missing-bibliography"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn what_is_no_article_is_unreadable_and_says_what_it_is() {
    let word = b"PK\x03\x04\x14\0\x06\0\x08\0\xFF\xFEword/document.xml";
    for (name, source, expected) in [
        (
            "page.bib",
            &b"\n<!DOCTYPE html>\n<html><head><title>Sign in</title>"[..],
            "2:1 unreadable-source: this is an HTML page, not a bibliography",
        ),
        (
            "paper.txt",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
            "1:1 unreadable-source: this is a PDF, not an article",
        ),
        (
            "paper.docx",
            word,
            "1:1 unreadable-source: this is a Word document, not an article",
        ),
        (
            "paper.bib",
            word,
            "1:1 unreadable-source: this is a Word document, not a bibliography",
        ),
        (
            "paper.xml",
            b"# On bones\n",
            "1:1 unreadable-source: this is no XML, though its name says JATS XML",
        ),
        (
            "paper.json",
            b"# On bones\n",
            "1:1 invalid-json: this is no JSON: it begins with `#`, and a structured article with `{`",
        ),
        (
            "prose.bib",
            b"% mine\nOn bones\n",
            "2:1 unreadable-entry: no entry begins here: this bibliography has no `@` with a type and a brace",
        ),
    ] {
        assert_eq!(named(name, source, &[]), (2, expected.to_owned()));
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("paper.docx");
    let output = scholion(&["convert", path.to_str().unwrap(), "--to", "html"]);
    assert_eq!((code(&output), text(&output.stdout)), (2, String::new()));
    let shown = text(&output.stderr);
    assert!(
        shown.contains("1 | PK\n") && shown.contains("pandoc -f docx"),
        "{shown}"
    );
}

#[test]
fn an_article_is_no_bibliography() {
    let article = "tests/cases/scholarly.md";
    for (beside, expected) in [
        (
            "tests/cases/jats.xml",
            "this is an article (JATS XML), not a bibliography",
        ),
        (
            article,
            "this is no bibliography: its name says Markdown, and no entry begins here",
        ),
    ] {
        let output = scholion(&[
            "check",
            article,
            "--bibliography",
            beside,
            "--format",
            "json",
        ]);
        assert_eq!(code(&output), 1);
        let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let of_it: Vec<_> = found
            .iter()
            .filter(|found| found["file"] == beside)
            .collect();
        assert_eq!(of_it[0]["code"], "unreadable-source");
        assert_eq!(of_it[0]["message"], expected);
    }
}

/// What nobody could show in a row.
const WITHOUT_EXAMPLE: [Code; 2] = [Code::EmptySource, Code::SourceTooLong];

#[test]
fn every_code_is_documented() {
    let page = support::read(support::root().join("docs/diagnostics.md"));
    for code in Code::ALL {
        let row = format!("| `{code}` | {} |", code.severity());
        let about = page.lines().find_map(|line| line.strip_prefix(&row));
        let about = about.unwrap_or_else(|| panic!("docs/diagnostics.md has no row {row}"));
        let example = about.contains('`') || WITHOUT_EXAMPLE.contains(code);
        assert!(example, "docs/diagnostics.md has no example of {code}");
    }
}

/// A server that ends with its test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_scholion"))
            .arg("serve")
            .args(arguments)
            .current_dir(support::root())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let address = address
            .unwrap_or_else(|| panic!("no address in {line:?}"))
            .to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn serve_serves_folders_with_their_headers() {
    let server = Server::start(&[
        "tests/cases",
        "--port",
        "0",
        "--mount",
        "/www=www",
        "--header",
        "X-Test: yes",
    ]);
    let answer = server.get("/plain.txt");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("On Bones"),
        "{answer}"
    );
    assert!(answer.to_lowercase().contains("x-test: yes"));
    assert!(server.get("/www/scholion.js").contains("text/javascript"));
    assert!(server.get("/../Cargo.toml").starts_with("HTTP/1.1 404"));
}

#[test]
fn serve_takes_another_port_unless_one_was_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = scholion(&["serve", ".", "--port", &port]);
    assert_eq!(code(&refused), 2);
    assert!(
        text(&refused.stderr).contains("choose another with --port"),
        "{refused:?}"
    );
    // Two servers without a wish get two ports.
    let (one, two) = (Server::start(&["."]), Server::start(&["."]));
    assert_ne!(one.address, two.address);
}
