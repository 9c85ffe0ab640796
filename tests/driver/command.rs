//! Commands of drivers that fantoccini does not have.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;

/// A command of a session, by its path there: sent with what it says, or asked for without anything.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _address: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}
