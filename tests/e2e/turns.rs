//! What would take minutes in every engine is divided among them: of many pages alike each engine
//! takes some, and another one the next. `EVERYTHING=1` (`make test-e2e-all`) leaves none out anywhere.

use crate::engine::Engine;

/// Which of how many equal parts an engine takes, counted from 0.
pub(crate) fn part(engine: Engine) -> (usize, usize) {
    if std::env::var("EVERYTHING").is_ok_and(|value| value == "1") {
        return (0, 1);
    }
    let engines = Engine::chosen().expect("the engines were chosen before a scenario began");
    let own = engines.iter().position(|one| *one == engine);
    (own.expect("only chosen engines run"), engines.len())
}

/// Of things alike, those whose turn it is in an engine.
pub(crate) fn in_turn<T>(engine: Engine, all: &[T]) -> impl Iterator<Item = &T> {
    let (own, of) = part(engine);
    all.iter().skip(own).step_by(of)
}
