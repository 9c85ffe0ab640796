//! The preview's server: the page, the widget, what is to be shown, the news of it, and the files
//! beside the article.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::EmbeddedFile;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};
use tower_http::services::ServeFile;

use super::super::assets::{CORE, Preview, Widget};
use super::super::build::local;
use super::reading::{Reader, Shown};
use super::watch::Watch;

/// The page runs what is ours, and shows the pictures of the article wherever they are.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; connect-src 'self'; img-src 'self' data: http: https:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types scholion";

/// Files beside the article are shown and run nothing.
const POLICY_OF_FILES: &str = "script-src 'none'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// How soon a page asks again that has lost the server.
const RETRY: Duration = Duration::from_millis(250);

/// What the routes share.
#[derive(Clone)]
struct Shared {
    shown: watch::Receiver<Arc<Shown>>,
    /// The article's folder.
    folder: Arc<PathBuf>,
}

/// What the page is made of, as a hash; an error where the widget is not in this program.
pub(super) fn mark() -> Result<String, String> {
    if Widget::get(CORE).is_none() {
        return Err(
            "this program was built without the widget: run `make build` and build the program \
             again"
                .to_owned(),
        );
    }
    let mut hasher = DefaultHasher::new();
    let widget = Widget::iter().filter_map(|path| Widget::get(&path));
    let page = Preview::iter().filter_map(|path| Preview::get(&path));
    for file in widget.chain(page) {
        hasher.write(&file.metadata.sha256_hash());
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Reads the article, and again whenever something has changed that it hangs on, on a thread of
/// its own.
pub(super) fn read(mut reader: Reader) -> (Router, std::io::Result<()>) {
    let folder = reader.path.parent().map(PathBuf::from).unwrap_or_default();
    let mut watch = Watch::new();
    // What is written while it is being read is seen.
    watch.set([reader.path.clone()]);
    let (shown, files) = reader.read();
    watch.set(files);
    let (sender, receiver) = watch::channel(Arc::new(shown));
    let reading = std::thread::Builder::new().name("reading".to_owned());
    let started = reading.spawn(move || {
        while !sender.is_closed() {
            let changed = watch.changed();
            reader.note(&changed);
            let (shown, files) = reader.read();
            watch.set(files);
            sender.send_if_modified(|before| {
                let new = **before != shown;
                *before = Arc::new(shown);
                new
            });
        }
    });
    let shared = Shared {
        shown: receiver,
        folder: Arc::new(folder),
    };
    (routes(shared), started.map(|_| ()))
}

fn routes(shared: Shared) -> Router {
    Router::new()
        .route("/", get(async || page("preview.html")))
        .route(
            "/preview/{*path}",
            get(async |Path(path): Path<String>| page(&path)),
        )
        .route("/widget/{*path}", get(widget))
        .route("/preview.json", get(shown))
        .route("/events", get(events))
        .route("/files/{times}/{*path}", get(file))
        .with_state(shared)
}

/// Refuses what was meant for another host: a page elsewhere whose name leads here would read
/// what only this machine's user may.
pub(super) async fn only_for(port: u16, request: Request, next: Next) -> Response {
    if is_ours(request.headers(), port) {
        return next.run(request).await;
    }
    let said = "this server answers to localhost alone\n";
    (StatusCode::MISDIRECTED_REQUEST, said).into_response()
}

/// Keeps a router to requests for this machine by its own names.
pub(super) fn local_only(router: Router, port: u16) -> Router {
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        only_for(port, request, next)
    }))
}

fn is_ours(headers: &HeaderMap, port: u16) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return false;
    };
    let suffix = format!(":{port}");
    let name = match host.strip_suffix(suffix.as_str()) {
        Some(name) => name,
        // A browser leaves out the port that is everybody's.
        None if port == 80 => host,
        None => return false,
    };
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours))
}

fn page(path: &str) -> Response {
    let mut response = embedded(path, Preview::get(path));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}

async fn widget(Path(path): Path<String>) -> Response {
    embedded(&path, Widget::get(&path))
}

/// A file of this program. Its type is told by its name: there are four kinds.
fn embedded(path: &str, file: Option<EmbeddedFile>) -> Response {
    let Some(file) = file else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind)], file.data).into_response()
}

async fn shown(State(shared): State<Shared>) -> Response {
    let shown = Arc::clone(&shared.shown.borrow());
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, shown.text.clone()).into_response()
}

/// Tells the revision of what is shown, now and whenever it is another.
async fn events(
    State(shared): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = WatchStream::new(shared.shown.clone())
        .map(|shown| Ok(Event::default().retry(RETRY).data(&shown.revision)));
    Sse::new(news).keep_alive(KeepAlive::default())
}

/// A file from the article's folder or below; nothing outside of it, and nothing hidden.
async fn file(
    State(shared): State<Shared>,
    Path((_, path)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Some(real) = local::inside(&shared.folder, &path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = match ServeFile::new(real).try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(_) => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY_OF_FILES),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_names_are_answered() {
        let ours = |host: &'static str, port| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            is_ours(&headers, port)
        };
        for host in [
            "localhost:8000",
            "LOCALHOST:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
        ] {
            assert!(ours(host, 8000), "{host}");
        }
        for host in [
            "localhost",
            "localhost:8001",
            "evil.example:8000",
            "localhost.evil.example:8000",
            "127.0.0.1.evil.example:8000",
            ":8000",
            "",
        ] {
            assert!(!ours(host, 8000), "{host}");
        }
        assert!(ours("localhost", 80) && !ours("evil.example", 80));
        assert!(!is_ours(&HeaderMap::new(), 8000));
    }
}
