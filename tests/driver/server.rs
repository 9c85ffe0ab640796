//! The servers under test: `scholion serve` as it is built.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// Why scenarios about the seed and the corpus are left out.
pub(crate) const NO_SEED: &str = "../shared/seed and ../shared/corpus are not there";

/// The strictest policy that Scholion promises to work under.
const STRICT: &str = "Content-Security-Policy: default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; require-trusted-types-for 'script'; trusted-types scholion";

/// What switches scripts off as a reader's own setting does: `scripting: none` holds. A driver's
/// own scripts run all the same.
const SCRIPTLESS: &str = "Content-Security-Policy: sandbox allow-same-origin";

/// The repository, served three times.
#[derive(Debug)]
pub(crate) struct Sites {
    /// The address of the plain one, without a slash at its end.
    pub(crate) plain: String,
    /// The address of the one with the strict policy.
    pub(crate) strict: String,
    /// The address of the one on whose pages no script runs.
    pub(crate) without_script: String,
    /// Whether there are a `/seed` and a `/corpus`.
    pub(crate) has_seed: bool,
    children: Mutex<Vec<Child>>,
}

impl Sites {
    pub(crate) fn start() -> Self {
        let (first, plain) = serve(&[]);
        let (second, strict) = serve(&["--header", STRICT]);
        let (third, without_script) = serve(&["--header", SCRIPTLESS]);
        Self {
            plain,
            strict,
            without_script,
            has_seed: shared().all(|(_, folder)| folder.is_dir()),
            children: Mutex::new(vec![first, second, third]),
        }
    }

    pub(crate) fn stop(&self) {
        for mut child in self.children.lock().unwrap().drain(..) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Sites {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The article that the tests were first written for, with what has to be found in it.
pub(crate) fn seed() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seed"))
}

/// Real input from beside the repository: where it is served, and where it is.
fn shared() -> impl Iterator<Item = (&'static str, PathBuf)> {
    ["seed", "corpus"].into_iter().map(|name| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        (name, folder.join(name))
    })
}

/// A server of one scenario, which ends with it.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// `scholion serve` with these arguments, at any port.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
        command.args(["serve", "--port", "0"]).args(arguments);
        let (child, address) = started(command);
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a server; returns its address when it is listening.
fn serve(more: &[&str]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scholion"));
    command
        .args(["serve", env!("CARGO_MANIFEST_DIR"), "--port", "0"])
        .args(more);
    for (name, folder) in shared().filter(|(_, folder)| folder.is_dir()) {
        command.args(["--mount", &format!("/{name}={}", folder.display())]);
    }
    started(command)
}

/// Starts a command that serves; returns its address when it is listening.
fn started(mut command: Command) -> (Child, String) {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().expect("the server starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output is read"))
        .read_line(&mut line)
        .expect("it says where it is");
    let address = line
        .split_whitespace()
        .find_map(|word| word.strip_prefix("http://"))
        .unwrap_or_else(|| panic!("no address in what the server says: {line:?}"))
        .trim_end_matches('/');
    (child, format!("http://{address}"))
}
