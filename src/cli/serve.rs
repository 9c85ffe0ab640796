//! `scholion serve`: a folder on this machine's own address, for demos and tests.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{CLEAN, print};

/// Where to look first, and how far to look on if that port is taken.
const DEFAULT_PORT: u16 = 8000;
const PORTS_TRIED: u16 = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
    /// The port; 0 for any. Without this, 8000 or the next that is free
    #[arg(long)]
    port: Option<u16>,
    /// Another folder under a path of its own, as in `/seed=../shared/seed`
    #[arg(long, value_name = "PATH=FOLDER", value_parser = mount)]
    mount: Vec<(String, PathBuf)>,
    /// A header for every answer, as in `Content-Security-Policy: default-src 'self'`
    #[arg(long, value_name = "NAME: VALUE", value_parser = header_line)]
    header: Vec<(HeaderName, HeaderValue)>,
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
    for folder in
        std::iter::once(&arguments.folder).chain(arguments.mount.iter().map(|(_, folder)| folder))
    {
        if !folder.is_dir() {
            return Err(format!("{} is no folder", folder.display()));
        }
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(serve(arguments))?;
    Ok(CLEAN)
}

async fn serve(arguments: &Arguments) -> Result<(), String> {
    let listener = listen(arguments.port).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let mut router = Router::new().fallback_service(ServeDir::new(&arguments.folder));
    for (path, folder) in &arguments.mount {
        router = router.nest_service(path, ServeDir::new(folder));
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
    print(&format!(
        "Serving {} at http://{address}/ (Ctrl-C ends it)\n",
        arguments.folder.display()
    ))?;
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
