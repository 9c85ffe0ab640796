//! Chromium's DevTools protocol, in ChromeDriver's wrapping.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

#[derive(Debug)]
struct DevTools {
    body: String,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _address: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.clone()))
    }
}

/// Sends a command of the protocol; gives its answer.
pub(crate) async fn devtools(
    client: &Client,
    command: &str,
    parameters: &Value,
) -> Result<Value, CmdError> {
    let body = json!({ "cmd": command, "params": parameters }).to_string();
    client.issue_cmd(DevTools { body }).await
}
