//! `scholion schema`.

use super::{CLEAN, print};

/// Prints the JSON Schema of the structured article.
pub(super) fn run() -> Result<u8, String> {
    let schema = scholion::model::schema();
    let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
    print(&(text + "\n"))?;
    Ok(CLEAN)
}
