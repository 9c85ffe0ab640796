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
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

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
    assert!(text(&output.stdout).starts_with("<div class=\"scholion\">"));
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

#[test]
fn every_code_is_documented() {
    let page = support::read(support::root().join("docs/diagnostics.md"));
    for code in scholion::diagnostic::Code::ALL {
        let row = format!("| `{code}` | {} |", code.severity());
        assert!(page.contains(&row), "docs/diagnostics.md has no row {row}");
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
