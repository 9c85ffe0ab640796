//! Instructions, counted by valgrind: a busy machine changes nothing of them.

use std::process::Command;

/// The instructions of a run of this program with such arguments.
pub(crate) fn instructions(arguments: &[&str]) -> Result<u64, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(own)
        .args(arguments)
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("valgrind failed:\n{said}"));
    }
    refs(&said).ok_or_else(|| format!("valgrind counted nothing:\n{said}"))
}

/// What a step takes: a run with it, less one without it.
pub(crate) fn less(whole: u64, part: u64) -> Result<u64, String> {
    let own = whole.checked_sub(part).filter(|own| *own > 0);
    own.ok_or_else(|| {
        format!("{whole} instructions with a step, {part} without it: nothing was counted")
    })
}

/// The number in `==123== I   refs:      1,234,567`; newer releases write `I refs`.
fn refs(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words.as_slice(), [_, "I", "refs:", ..])
    })?;
    let figures: String = line.rsplit(' ').next()?.split(',').collect();
    figures.parse().ok().filter(|count| *count > 0)
}
