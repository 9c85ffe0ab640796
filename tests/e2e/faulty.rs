//! A server that answers as servers should not: by one of these paths, each with a good article
//! or the real WebAssembly behind it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A short article.
const ARTICLE: &str =
    "On Bones\n\nBones are hard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n";

/// How long an answer waits that is slow.
const SLOWLY: Duration = Duration::from_millis(1_500);

/// A server of one scenario, which ends with it.
pub(crate) struct Faulty {
    pub(crate) address: String,
    over: Arc<AtomicBool>,
}

impl Faulty {
    /// `elsewhere` is where it sends those who are to be sent elsewhere.
    pub(crate) fn start(elsewhere: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let over = Arc::new(AtomicBool::new(false));
        let (ended, elsewhere) = (Arc::clone(&over), elsewhere.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (ended, elsewhere) = (Arc::clone(&ended), elsewhere.clone());
                // Who has asked may be gone: then there is nobody to answer.
                std::thread::spawn(move || drop(answer(stream, &ended, &elsewhere)));
            }
        });
        Self { address, over }
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // The listener looks up once more.
        let address = self.address.trim_start_matches("http://");
        drop(TcpStream::connect(address));
    }
}

fn answer(mut stream: TcpStream, over: &AtomicBool, elsewhere: &str) -> std::io::Result<()> {
    let path = path_of(&stream)?;
    match path.as_str() {
        "/500" => whole(
            &mut stream,
            "500 Internal Server Error",
            "text/plain",
            b"oh",
        ),
        "/page.md" => whole(
            &mut stream,
            "200 OK",
            "text/html",
            b"<!doctype html><title>Sign in</title><form><input></form>",
        ),
        "/slow.txt" => {
            std::thread::sleep(SLOWLY);
            whole(&mut stream, "200 OK", "text/plain", ARTICLE.as_bytes())
        }
        // Less than was promised.
        "/cut.txt" => {
            head(&mut stream, "200 OK", "text/plain", Some(5_000))?;
            stream.write_all(ARTICLE.as_bytes())?;
            stream.shutdown(Shutdown::Both)
        }
        // A beginning, and then nothing.
        "/stalled.txt" => {
            head(&mut stream, "200 OK", "text/plain", None)?;
            stream.write_all(ARTICLE.as_bytes())?;
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
            }
            Ok(())
        }
        "/endless.txt" => {
            head(&mut stream, "200 OK", "text/plain", None)?;
            stream.write_all(b"On Bones\n\n")?;
            while !over.load(Ordering::Relaxed) {
                stream.write_all(&b"Bones are hard. ".repeat(100))?;
            }
            Ok(())
        }
        "/private.txt" => {
            let start = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                ARTICLE.len()
            );
            stream.write_all(start.as_bytes())?;
            stream.write_all(ARTICLE.as_bytes())
        }
        "/elsewhere" => {
            let start = format!(
                "HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(start.as_bytes())
        }
        "/article.txt" => whole(&mut stream, "200 OK", "text/plain", ARTICLE.as_bytes()),
        "/core-cut.wasm" => {
            let wasm = wasm()?;
            let half = wasm.get(..wasm.len() / 2).unwrap_or_default();
            whole(&mut stream, "200 OK", "application/wasm", half)
        }
        "/core-as-text.wasm" => whole(&mut stream, "200 OK", "text/plain", &wasm()?),
        "/core-page.wasm" => whole(&mut stream, "200 OK", "text/html", b"<p>Sign in</p>"),
        "/core-stalled.wasm" => {
            head(&mut stream, "200 OK", "application/wasm", None)?;
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
            }
            Ok(())
        }
        _ => whole(&mut stream, "404 Not Found", "text/plain", b"gone"),
    }
}

/// The path that is asked for; the rest of the question is read, too.
fn path_of(stream: &TcpStream) -> std::io::Result<String> {
    let mut lines = BufReader::new(stream.take(64 * 1024)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    Ok(path.split('?').next().unwrap_or_default().to_owned())
}

fn wasm() -> std::io::Result<Vec<u8>> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/pkg/scholion_bg.wasm"))
}

fn head(
    stream: &mut TcpStream,
    status: &str,
    media_type: &str,
    length: Option<usize>,
) -> std::io::Result<()> {
    let length = length.map_or_else(String::new, |length| {
        format!("Content-Length: {length}\r\n")
    });
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{length}Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())
}

fn whole(
    stream: &mut TcpStream,
    status: &str,
    media_type: &str,
    body: &[u8],
) -> std::io::Result<()> {
    head(stream, status, media_type, Some(body.len()))?;
    stream.write_all(body)
}
