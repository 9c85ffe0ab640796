//! Chromium's DevTools protocol, in ChromeDriver's wrapping.

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::command::Command;

/// Sends a command of the protocol; gives its answer.
pub(crate) async fn devtools(
    client: &Client,
    command: &str,
    parameters: &Value,
) -> Result<Value, CmdError> {
    let path = "goog/cdp/execute".to_owned();
    let body = Some(json!({ "cmd": command, "params": parameters }));
    client.issue_cmd(Command { path, body }).await
}
