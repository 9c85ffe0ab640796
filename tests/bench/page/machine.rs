//! Where and when something was measured.

use std::process::Command;

use crate::results::Machine;

impl Machine {
    /// This machine, now. `browser` is the name that the browser gives itself.
    pub(crate) fn here(browser: String) -> Self {
        Self {
            date: said("date", &["-u", "+%Y-%m-%d"]),
            processor: processor(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: said("uname", &["-sm"]),
            browser,
        }
    }
}

fn processor() -> String {
    let table = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = table.lines().find(|line| line.starts_with("model name"));
    match model.and_then(|line| line.split_once(':')) {
        Some((_, model)) => model.trim().to_owned(),
        // macOS.
        None => said("sysctl", &["-n", "machdep.cpu.brand_string"]),
    }
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    said.ok()
        .filter(|said| !said.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
