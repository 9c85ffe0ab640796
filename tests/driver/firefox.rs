//! Firefox's own scope, which sees what no page does. The driver has to be started with
//! `--allow-system-access`.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

#[derive(Debug)]
struct Context(&'static str);

impl WebDriverCompatibleCommand for Context {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/moz/context"))
    }

    fn method_and_body(&self, _address: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "context": self.0 }).to_string();
        (http::Method::POST, Some(body))
    }
}

/// Runs a script in the browser's scope; gives what the script passes to its last argument.
pub(crate) async fn in_browser(client: &Client, script: &str) -> Result<Value, CmdError> {
    client.issue_cmd(Context("chrome")).await?;
    let answer = client.execute_async(script, Vec::new()).await;
    client.issue_cmd(Context("content")).await?;
    answer
}
