//! The first run in a browser that has never seen the program.

use serde::Deserialize;
use serde_json::json;

use crate::contender::{Contender, FROM_JSON, KINDER, MARKED, SCHOLION};
use crate::results::Cold;
use crate::session::Session;
use crate::statistics::Summary;

/// Who is started cold: in a page, marked is what is reached for where little is to be loaded.
const CONTENDERS: [Contender; 4] = [SCHOLION, FROM_JSON, KINDER, MARKED];

#[derive(Deserialize)]
struct Start {
    cold: f64,
    marks: usize,
}

/// Starts each contender in a new browser for each repetition: what a browser has compiled once it
/// keeps.
pub(crate) async fn measure(
    address: &str,
    article: &str,
    repetitions: usize,
) -> Result<Vec<Cold>, String> {
    let mut times = CONTENDERS.map(|_| Vec::new());
    for repetition in 0..repetitions {
        for turn in 0..CONTENDERS.len() {
            let place = (turn + repetition) % CONTENDERS.len();
            let contender = CONTENDERS[place];
            let session = Session::start(address).await?;
            let start = once(&session, contender, article).await;
            session.stop().await;
            let start = start?;
            if start.marks == 0 {
                return Err(format!("{}: a cold start showed nothing", contender.title));
            }
            times[place].push(start.cold);
        }
    }
    let all = CONTENDERS.iter().zip(&times);
    all.map(|(contender, times)| {
        Ok(Cold {
            contender: contender.title,
            time: Summary::of(times).ok_or("no cold start was measured")?,
        })
    })
    .collect()
}

async fn once(session: &Session, contender: Contender, article: &str) -> Result<Start, String> {
    session.open("cold.html").await?;
    let given = [contender.frame, article, contender.form].map(|word| json!(word));
    session.run("return cold(...given);", &given).await
}
