//! Browsers: their drivers are started here, and ended again.

use std::fmt;
use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// How long a driver or a browser may take to start.
const START: Duration = Duration::from_mins(1);
/// How long it may take to end before it is made to.
const END: Duration = Duration::from_secs(10);

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

impl Engine {
    const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The engines that the environment's `BROWSERS` names; all without it.
    pub(crate) fn chosen() -> Result<Vec<Self>, String> {
        let Ok(names) = std::env::var("BROWSERS") else {
            return Ok(Self::ALL.to_vec());
        };
        let engines: Vec<Self> = names
            .split_whitespace()
            .map(|name| {
                Self::ALL
                    .into_iter()
                    .find(|engine| engine.to_string() == name)
                    .ok_or_else(|| {
                        format!("BROWSERS names {name:?}; there are: chromium firefox webkit")
                    })
            })
            .collect::<Result<_, _>>()?;
        if engines.is_empty() {
            return Err("BROWSERS is empty: nothing would be tested".to_owned());
        }
        Ok(engines)
    }

    fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    fn capabilities(self, arguments: &[&str]) -> Value {
        match self {
            Self::Chromium => {
                let usual = [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-dev-shm-usage",
                    // Letters are as wide on every machine.
                    "--font-render-hinting=none",
                ];
                let arguments = [usual.as_slice(), arguments].concat();
                let mut options = json!({ "args": arguments });
                let names = [
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                ];
                if let Some(binary) = names.into_iter().find_map(on_path) {
                    options["binary"] = json!(binary);
                }
                json!({ "browserName": "chrome", "goog:chromeOptions": options })
            }
            Self::Firefox => {
                let mut options = json!({ "args": ["-headless"] });
                // The driver finds `firefox` by itself.
                if let (None, Some(binary)) = (on_path("firefox"), on_path("firefox-esr")) {
                    options["binary"] = json!(binary);
                }
                json!({ "browserName": "firefox", "moz:firefoxOptions": options })
            }
            // The driver starts the MiniBrowser that it comes with.
            Self::WebKit => json!({ "browserName": "MiniBrowser" }),
        }
    }
}

/// A running browser with its driver.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) client: Client,
    /// The driver, and before it what it needs.
    processes: Vec<Child>,
}

impl Browser {
    /// A browser that is ready. Starting one fails now and then on a busy machine, which says
    /// nothing about the page: it is told and tried once more. `arguments` are more of them for
    /// Chromium.
    pub(crate) async fn start(engine: Engine, arguments: &[&str]) -> Result<Self, String> {
        match Self::try_start(engine, arguments).await {
            Ok(browser) => Ok(browser),
            Err(problem) => {
                println!("{engine} could not be started and is tried once more: {problem}");
                Self::try_start(engine, arguments).await
            }
        }
    }

    async fn try_start(engine: Engine, arguments: &[&str]) -> Result<Self, String> {
        let name = engine.driver();
        let driver = on_path(name).ok_or_else(|| {
            format!("{name} is not on PATH; `make browsers geckodriver` installs what is missing, or names it")
        })?;
        let mut processes = Vec::new();
        let port = free_port()?;
        let mut command = Command::new(driver);
        command.arg(format!("--port={port}"));
        match engine {
            Engine::Chromium => {}
            Engine::Firefox => {
                command.args(["--websocket-port", "0", "--allow-system-access"]);
            }
            Engine::WebKit => {
                let (screen, display) = screen().await?;
                processes.push(screen);
                command.env("DISPLAY", display);
            }
        }
        let log = crate::output(&format!("{engine}-driver.log"));
        let file = File::create(&log).map_err(|error| error.to_string())?;
        let also = file.try_clone().map_err(|error| error.to_string())?;
        command.stdout(file).stderr(also).stdin(Stdio::null());
        processes.push(spawn(&mut command)?);

        let capabilities = engine.capabilities(arguments);
        let address = format!("http://127.0.0.1:{port}");
        let session = async {
            loop {
                // The driver refuses connections until it is ready.
                if tokio::net::TcpStream::connect(("127.0.0.1", port))
                    .await
                    .is_ok()
                {
                    break;
                }
                sleep(Duration::from_millis(50)).await;
            }
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities.as_object().cloned().unwrap_or_default())
                .connect(&address)
                .await
        };
        let client = timeout(START, session)
            .await
            .map_err(|_| format!("no answer after {START:?}; see {}", log.display()))?
            .map_err(|error| format!("{error}; see {}", log.display()))?;
        Ok(Self { client, processes })
    }

    /// Ends browser and driver.
    pub(crate) async fn stop(&mut self) {
        // The browser ends with its session.
        let _ = timeout(END, self.client.clone().close()).await;
        while let Some(mut process) = self.processes.pop() {
            let _ = process.kill().await;
        }
    }
}

/// A screen that nobody sees: WebKitGTK opens windows even for a driver.
async fn screen() -> Result<(Child, String), String> {
    let program = on_path("Xvfb").ok_or("Xvfb is not on PATH; `make browsers` installs it")?;
    let mut command = Command::new(program);
    command
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1200x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut screen = spawn(&mut command)?;
    let output = screen.stdout.take().ok_or("Xvfb has no output")?;
    let mut lines = BufReader::new(output).lines();
    let line = timeout(START, lines.next_line()).await;
    let number = line.ok().and_then(Result::ok).flatten();
    let number = number.ok_or("Xvfb did not say which display it is")?;
    Ok((screen, format!(":{}", number.trim())))
}

fn spawn(command: &mut Command) -> Result<Child, String> {
    command
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("{command:?}: {error}"))
}

fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| error.to_string())
}

fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
