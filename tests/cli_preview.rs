//! `scholion serve ARTICLE`, as a browser meets it: what is answered to whom, and what is told
//! when files change.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("scholion-cli-preview-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server that ends with its test.
struct Server {
    child: Child,
    address: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
    command.arg("serve").args(arguments);
    command
}

fn refused(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// Whether there is a widget to be shown; a program without it says so and ends.
fn has_widget() -> bool {
    let there = support::root().join("www/pkg/scholion_bg.wasm").is_file();
    if !there {
        println!("SKIPPED: the widget is not built; run `make build`");
    }
    there
}

impl Server {
    fn start(mut command: Command) -> Self {
        let mut child = command
            .args(["--port", "0"])
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

    fn ask(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.ask(path, &self.address)
            .read_to_end(&mut answer)
            .unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn shown(&self) -> Value {
        let answer = self.get("/preview.json");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("no-store"), "{head}");
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The news of a server, one after another.
struct News(BufReader<TcpStream>);

impl News {
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "no more news");
            if let Some(revision) = line.strip_prefix("data: ") {
                return revision.trim().to_owned();
            }
        }
    }
}

const ARTICLE: &str = "---\ntitle: Bones\nbibliography: works.bib\n---\n\nThey thin [@doe].\n\n\
    ![](fig/bone.svg)\n";

#[test]
fn an_article_is_shown_with_its_findings_at_their_places() {
    if !has_widget() {
        return;
    }
    let folder = Folder::new("findings");
    let article = folder.put("bones.md", ARTICLE);
    folder.put(
        "works.bib",
        "@book{doe, title = {Bones}, isbn = {978-0-306-40615-8}}\n",
    );
    let mut command = command(&[article.to_str().unwrap(), "--deny", "missing-alt-text"]);
    let server = Server::start({
        command.current_dir(&folder.0);
        command
    });
    let shown = server.shown();
    assert_eq!(shown["failure"], Value::Null);
    assert_eq!(shown["article"]["title"][0]["value"], "Bones");
    let findings: Vec<_> = shown["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap(),
                one["severity"].as_str().unwrap(),
                one["line"].as_u64().unwrap(),
                one["place"].to_string(),
            )
        })
        .collect();
    assert_eq!(
        findings,
        [
            (
                "missing-alt-text",
                "error",
                8,
                r#"{"element":["image",0],"id":"cite-doe-1"}"#.to_owned()
            ),
            (
                "invalid-isbn",
                "warning",
                1,
                r#"{"id":"ref-doe"}"#.to_owned()
            ),
        ]
    );
}

#[test]
fn changes_are_told_and_what_is_broken_leaves_the_last_article() {
    if !has_widget() {
        return;
    }
    let folder = Folder::new("changes");
    let article = folder.put("bones.md", ARTICLE);
    let server = Server::start(command(&[article.to_str().unwrap()]));
    let mut news = News(BufReader::new(server.ask("/events", &server.address)));
    let first = news.next();
    let code = |at: usize| server.shown()["findings"][at]["code"].clone();
    assert_eq!(code(0), "missing-bibliography");
    // A bibliography comes; its news is there within a second.
    let begun = Instant::now();
    folder.put("works.bib", "@book{doe, title = {Bones}}\n");
    let second = news.next();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_ne!(first, second);
    assert_eq!(code(0), "missing-alt-text");
    let base = server.shown()["base"].clone();
    // The article is gone, and comes back as it was: so does what is shown.
    fs::remove_file(&article).unwrap();
    news.next();
    let shown = server.shown();
    assert_eq!(shown["article"]["title"][0]["value"], "Bones");
    assert!(
        shown["failure"].as_str().unwrap().contains("bones.md"),
        "{shown}"
    );
    folder.put("bones.md", ARTICLE);
    assert_eq!(news.next(), second);
    // A picture comes: it is asked for under another address.
    folder.put("fig/bone.svg", "<svg/>");
    news.next();
    assert_ne!(server.shown()["base"], base);
    // A configuration that cannot be read is told, too.
    folder.put("scholion.toml", "[check]\nallow = [\"missing-alt\"]\n");
    news.next();
    let failure = server.shown()["failure"].clone();
    assert!(
        failure.as_str().unwrap().contains("scholion.toml"),
        "{failure}"
    );
    folder.put("scholion.toml", "[check]\nallow = [\"missing-alt-text\"]\n");
    news.next();
    let shown = server.shown();
    assert_eq!(
        (&shown["failure"], &shown["findings"]),
        (&Value::Null, &Value::Array(vec![]))
    );
}

#[test]
fn nothing_is_served_but_what_is_meant_to_be() {
    if !has_widget() {
        return;
    }
    let folder = Folder::new("files");
    let article = folder.put("articles/bones.md", ARTICLE);
    folder.put("articles/fig/bone.svg", "<svg/>");
    folder.put("articles/.hidden/key", "secret");
    let secret = folder.put("secret.txt", "secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, folder.0.join("articles/link.txt")).unwrap();
    let server = Server::start(command(&[article.to_str().unwrap()]));
    let ok = |answer: &str| answer.starts_with("HTTP/1.1 200");
    let page = server.get("/");
    assert!(
        ok(&page) && page.contains("default-src 'none'; script-src 'self'"),
        "{page}"
    );
    assert!(ok(&server.get("/widget/pkg/scholion.js")));
    let picture = server.get("/files/0/fig/bone.svg");
    assert!(
        ok(&picture) && picture.contains("image/svg+xml") && picture.contains("script-src 'none'"),
        "{picture}"
    );
    for path in [
        "/files/0/../secret.txt",
        "/files/0/%2e%2e/secret.txt",
        "/files/0/..%2fsecret.txt",
        "/files/0/link.txt",
        "/files/0/.hidden/key",
        "/files/0//etc/passwd",
        "/files/0/fig",
        "/widget/preview/preview.html",
        "/widget/../Cargo.toml",
        "/preview/../../Cargo.toml",
        "/secret.txt",
    ] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    // Whoever asks by another name is a page elsewhere that was led here.
    for path in [
        "/",
        "/preview.json",
        "/events",
        "/files/0/fig/bone.svg",
        "/widget/scholion.js",
    ] {
        let mut answer = String::new();
        let port = server.address.rsplit(':').next().unwrap();
        server
            .ask(path, &format!("evil.example:{port}"))
            .read_to_string(&mut answer)
            .unwrap();
        assert!(answer.starts_with("HTTP/1.1 421"), "{path}: {answer}");
    }
}

#[test]
fn what_cannot_be_served_is_refused() {
    let folder = support::root().join("tests/cases");
    let article = folder.join("plain.txt");
    let (folder, article) = (folder.to_str().unwrap(), article.to_str().unwrap());
    let refusals: [(&[&str], &str); 5] = [
        (&["no-such-file.md"], "no-such-file.md is not there"),
        (&[folder, "--from", "print"], "is a folder"),
        (&[folder, "--deny", "warnings"], "is a folder"),
        (
            &[article, "--mount", "/www=www"],
            "--mount goes with a folder",
        ),
        (
            &[article, "--deny", "empty-link", "--allow", "empty-link"],
            "both denied and allowed",
        ),
    ];
    for (arguments, expected) in refusals {
        let output = refused(arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(expected), "{told}");
    }
}

/// The browser is opened by whatever the desktop opens addresses with.
#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_where_it_is_wished() {
    use std::os::unix::fs::PermissionsExt;
    if !has_widget() {
        return;
    }
    let folder = Folder::new("open");
    let article = folder.put("bones.md", ARTICLE);
    let told = folder.0.join("opened");
    let desktop = folder.put(
        "xdg-open",
        &format!("#!/bin/sh\necho \"$1\" > '{}'\n", told.display()),
    );
    fs::set_permissions(&desktop, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.0.display(), std::env::var("PATH").unwrap());
    let mut command = command(&[article.to_str().unwrap(), "--open"]);
    command.env("PATH", path);
    let server = Server::start(command);
    let begun = Instant::now();
    let url = loop {
        let url = fs::read_to_string(&told).unwrap_or_default();
        if !url.is_empty() || begun.elapsed() > Duration::from_secs(10) {
            break url;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(url.trim(), format!("http://{}/", server.address));
}
