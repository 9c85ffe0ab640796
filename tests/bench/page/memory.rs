//! Whether anything is left behind by articles that are gone.

use serde_json::{Value, json};

use crate::results::{Look, STEP};
use crate::session::Session;

/// Shows an article and takes it away, `STEP` times between two looks.
pub(crate) async fn measure(
    session: &Session,
    article: &str,
    mounts: usize,
) -> Result<Vec<Look>, String> {
    session.devtools("Performance.enable", json!({})).await?;
    let mut looks = Vec::new();
    for step in 1..=mounts.div_ceil(STEP) {
        let given = [json!(article), json!("markdown"), json!(STEP)];
        let wasm: f64 = session.run("return mountAgain(...given);", &given).await?;
        // The second time collects what the first has let go of.
        for _ in 0..2 {
            session
                .devtools("HeapProfiler.collectGarbage", json!({}))
                .await?;
        }
        let answer = session
            .devtools("Performance.getMetrics", json!({}))
            .await?;
        let metric = |name: &str| {
            let metrics = answer["metrics"].as_array();
            let metric = metrics
                .into_iter()
                .flatten()
                .find(|one| one["name"] == name);
            metric
                .and_then(|one: &Value| one["value"].as_f64())
                .ok_or_else(|| format!("the browser does not tell {name}"))
        };
        looks.push(Look {
            mounts: step * STEP,
            heap: metric("JSHeapUsedSize")?,
            wasm,
            nodes: metric("Nodes")?,
            listeners: metric("JSEventListeners")?,
        });
    }
    Ok(looks)
}
