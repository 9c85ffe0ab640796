//! `scholion serve`: a folder on this machine's own address, for demos and tests; or an article, as
//! it is being written.
//!
//! Of an article a thread reads what it hangs on whenever that changes (`watch`, `reading`, with
//! `place` saying where in the page a finding stands); the page (`www/preview/`) is told, fetches
//! what is to be shown and puts it in place of what was (`preview` has the routes).

mod place;
mod preview;
mod reading;
mod watch;

use std::net::Ipv4Addr;
use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::check::Rules;
use super::{CLEAN, Manner, print};
use reading::Reader;

/// Where to look first, and how far to look on if that port is taken.
const DEFAULT_PORT: u16 = 8000;
const PORTS_TRIED: u16 = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder, or an article to be shown with its findings, and anew whenever it is saved
    #[arg(default_value = ".", value_name = "FOLDER|ARTICLE")]
    path: PathBuf,
    /// The port; 0 for any. Without this, 8000 or the next that is free
    #[arg(long)]
    port: Option<u16>,
    /// Another folder under a path of its own, as in `/seed=../shared/seed`
    #[arg(long, value_name = "PATH=FOLDER", value_parser = mount)]
    mount: Vec<(String, PathBuf)>,
    /// A header for every answer, as in `Content-Security-Policy: default-src 'self'`
    #[arg(long, value_name = "NAME: VALUE", value_parser = header_line)]
    header: Vec<(HeaderName, HeaderValue)>,
    /// Opens the address in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten, next_help_heading = "Of an article")]
    manner: Manner,
    #[command(flatten, next_help_heading = "Of an article")]
    rules: Rules,
}

fn mount(text: &str) -> Result<(String, PathBuf), String> {
    let (path, folder) = text.split_once('=').ok_or("write it as /PATH=FOLDER")?;
    if !path.starts_with('/') || path.len() < 2 || path.contains(['{', '}', '*', ':']) {
        return Err("the path begins with a slash and is not the slash alone".to_owned());
    }
    Ok((path.to_owned(), PathBuf::from(folder)))
}

fn header_line(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text.split_once(':').ok_or("write it as NAME: VALUE")?;
    Ok((
        name.trim()
            .parse()
            .map_err(|_| format!("`{name}` is no header's name"))?,
        value
            .trim()
            .parse()
            .map_err(|_| format!("`{value}` is no header's value"))?,
    ))
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, String> {
    for (_, folder) in &arguments.mount {
        if !folder.is_dir() {
            return Err(format!("{} is no folder", folder.display()));
        }
    }
    let router = if arguments.path.is_dir() {
        folder(arguments)?
    } else if arguments.path.exists() {
        article(arguments)?
    } else {
        return Err(format!("{} is not there", arguments.path.display()));
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(serve(arguments, router))?;
    Ok(CLEAN)
}

fn folder(arguments: &Arguments) -> Result<Router, String> {
    if arguments.manner != Manner::default() || arguments.rules != Rules::default() {
        let folder = arguments.path.display();
        return Err(format!(
            "{folder} is a folder: name an article to be read and checked"
        ));
    }
    Ok(Router::new().fallback_service(ServeDir::new(&arguments.path)))
}

fn article(arguments: &Arguments) -> Result<Router, String> {
    if !arguments.mount.is_empty() {
        return Err("--mount goes with a folder, and not with an article".to_owned());
    }
    // What could never be is said here, and not in the page.
    arguments.rules.configs()?;
    let (manner, rules) = (arguments.manner.clone(), arguments.rules.clone());
    let reader = Reader::new(&arguments.path, manner, rules, preview::mark()?);
    let (router, started) = preview::read(reader);
    started.map_err(|error| error.to_string())?;
    Ok(router)
}

async fn serve(arguments: &Arguments, mut router: Router) -> Result<(), String> {
    let listener = listen(arguments.port).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    for (path, folder) in &arguments.mount {
        router = router.nest_service(path, ServeDir::new(folder));
    }
    if !arguments.path.is_dir() {
        router = preview::local_only(router, address.port());
    }
    // Whoever changes a file wants to see it changed.
    let fresh = HeaderValue::from_static("no-cache");
    router = router.layer(SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        fresh,
    ));
    for (name, value) in &arguments.header {
        router = router.layer(SetResponseHeaderLayer::overriding(
            name.clone(),
            value.clone(),
        ));
    }
    let url = format!("http://{address}/");
    print(&format!(
        "Serving {} at {url} (Ctrl-C ends it)\n",
        arguments.path.display()
    ))?;
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        anstream::eprintln!("scholion: no browser could be opened: {error}");
    }
    axum::serve(listener, router)
        .await
        .map_err(|error| error.to_string())
}

/// A port that was asked for is taken or refused; without one the first free one is taken.
async fn listen(wanted: Option<u16>) -> Result<TcpListener, String> {
    let ports = match wanted {
        Some(port) => port..=port,
        None => DEFAULT_PORT..=DEFAULT_PORT + PORTS_TRIED,
    };
    let mut last = String::new();
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = format!("port {port}: {error}; choose another with --port"),
        }
    }
    Err(last)
}
