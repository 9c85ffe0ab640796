//! A browser with a page of the benchmark.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::devtools::devtools;
use crate::engine::{Browser, Engine};

/// No step takes as long: littlefoot's on a hundredfold article takes the better part of a minute
/// on a busy machine.
const LONGEST: Duration = Duration::from_mins(5);

/// What the browser is started with beside what every test starts it with.
const ARGUMENTS: [&str; 2] = [
    // Nothing that one contender has left behind is cleared up in the time of another.
    "--js-flags=--expose-gc",
    "--window-size=1200,900",
];

/// A browser with a page of the benchmark.
pub(crate) struct Session {
    browser: Browser,
    /// The address of the server, without a slash at its end.
    address: String,
}

impl Session {
    /// A new Chromium, which knows nothing of earlier ones.
    pub(crate) async fn start(address: &str) -> Result<Self, String> {
        let browser = Browser::start(Engine::Chromium, &ARGUMENTS).await?;
        let timeouts = fantoccini::wd::TimeoutConfiguration::new(Some(LONGEST), None, None);
        let set = browser.client.update_timeouts(timeouts).await;
        set.map_err(|error| error.to_string())?;
        Ok(Self {
            browser,
            address: address.to_owned(),
        })
    }

    /// Ends the browser.
    pub(crate) async fn stop(mut self) {
        self.browser.stop().await;
    }

    /// Its driver's client.
    pub(crate) fn client(&self) -> &fantoccini::Client {
        &self.browser.client
    }

    /// Opens a page of `tests/bench/pages` and waits until it says that it is ready.
    pub(crate) async fn open(&self, page: &str) -> Result<(), String> {
        let address = format!("{}/tests/bench/pages/{page}", self.address);
        let gone = self.client().goto(&address).await;
        gone.map_err(|error| format!("{page}: {error}"))?;
        let ready = "for (let left = 600; document.documentElement.dataset.ready === undefined; left -= 1) {
               if (left === 0) throw new Error('not ready after 30 s');
               await new Promise((resolve) => setTimeout(resolve, 50));
             }";
        self.run::<Value>(ready, &[]).await.map(drop)
    }

    /// Runs the body of an asynchronous function; its `given` are the arguments.
    pub(crate) async fn run<T: DeserializeOwned>(
        &self,
        body: &str,
        given: &[Value],
    ) -> Result<T, String> {
        let script = format!(
            "const [given, done] = arguments;
             (async () => {{ {body} }})().then(
               (value) => done({{ value: value ?? null }}),
               (error) => done({{ error: String(error?.stack ?? error) }}),
             );"
        );
        let answer = self.client().execute_async(&script, vec![json!(given)]);
        let answer = answer.await.map_err(|error| format!("{error} in {body}"))?;
        if let Some(error) = answer["error"].as_str() {
            return Err(format!("{error}\n  in {body}"));
        }
        serde_json::from_value(answer["value"].clone())
            .map_err(|error| format!("{error}: {} from {body}", answer["value"]))
    }

    /// A command of Chromium's DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value, String> {
        devtools(self.client(), command, &parameters)
            .await
            .map_err(|error| format!("{command}: {error}"))
    }
}
