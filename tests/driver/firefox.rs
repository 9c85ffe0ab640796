//! Firefox's own scope, which sees what no page does. The driver has to be started with
//! `--allow-system-access`.

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::command::Command;

/// Runs a script in the browser's scope; gives what the script passes to its last argument.
pub(crate) async fn in_browser(client: &Client, script: &str) -> Result<Value, CmdError> {
    let scope = |context: &str| Command {
        path: "moz/context".to_owned(),
        body: Some(json!({ "context": context })),
    };
    client.issue_cmd(scope("chrome")).await?;
    let answer = client.execute_async(script, Vec::new()).await;
    client.issue_cmd(scope("content")).await?;
    answer
}
