//! `scholion check` as editors and CI meet it: its formats, what is denied and allowed, and
//! `scholion.toml`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a run printed, and how it ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn check_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_scholion"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Run {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of these files, with nothing above it that counts.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// One error, one warning and one thing to know, each in a line of its own.
const ARTICLE: &str =
    "# Bones\n\nThey are [hard]().\n\nSee [there](http://example.org/).\n\nYes.[^a]\n";

fn codes(run: &Run) -> Vec<String> {
    let found: Vec<Value> =
        serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.out));
    found
        .iter()
        .map(|found| {
            let text = |field: &str| found[field].as_str().unwrap();
            format!("{} {}", text("severity"), text("code"))
        })
        .collect()
}

#[test]
fn several_inputs_are_checked_and_one_that_is_not_there_stops_none() {
    let folder = folder("several", &[("a.md", ARTICLE), ("b.md", "Soft.\n")]);
    let run = check_in(&folder, &["a.md", "b.md"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .contains("a.md: 0 citations and 0 references, 1 error, 1 warning, 1 to know")
    );
    assert!(
        run.out
            .contains("b.md: 0 citations and 0 references, nothing to report")
    );
    let run = check_in(&folder, &["none.md", "b.md", "--format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (2, "[]\n"));
    assert!(run.err.contains("none.md: No such file"), "{}", run.err);
    assert_eq!(check_in(&folder, &["b.md"]).code, 0);
}

#[test]
fn what_is_denied_is_an_error_and_what_is_allowed_is_not_told() {
    let folder = folder("denied", &[("a.md", ARTICLE)]);
    let of = |arguments: &[&str]| {
        let run = check_in(
            &folder,
            &[&["a.md", "--format", "json"], arguments].concat(),
        );
        (run.code, codes(&run))
    };
    let told = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        of(&[]),
        (
            1,
            told(&[
                "warning empty-link",
                "info insecure-link",
                "error dangling-note"
            ])
        )
    );
    assert_eq!(
        of(&[
            "--deny",
            "insecure-link",
            "--allow",
            "dangling-note,empty-link"
        ]),
        (1, told(&["error insecure-link"]))
    );
    assert_eq!(
        of(&[
            "--deny=warnings",
            "--allow",
            "dangling-note",
            "--allow",
            "insecure-link"
        ]),
        (1, told(&["error empty-link"]))
    );
    assert_eq!(
        of(&["--allow", "empty-link,dangling-note"]),
        (0, told(&["info insecure-link"]))
    );
    let run = check_in(
        &folder,
        &["a.md", "--deny", "empty-link", "--allow", "dangling-note"],
    );
    assert!(run.out.contains("error[empty-link]"), "{}", run.out);
}

#[test]
fn a_code_that_is_none_is_refused_with_those_near_to_it() {
    let folder = folder("refused", &[("a.md", ARTICLE)]);
    for (arguments, expected) in [
        (
            ["--deny", "dangling-notes"],
            "there is no code `dangling-notes`; near to it: `dangling-note`",
        ),
        (
            ["--allow", "warnings"],
            "`warnings` can be denied, and not allowed",
        ),
    ] {
        let run = check_in(&folder, &[&["a.md"], &arguments[..]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains(expected), "{}", run.err);
    }
    let run = check_in(
        &folder,
        &["a.md", "--deny", "empty-link", "--allow", "empty-link"],
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("`empty-link` is both denied and allowed"),
        "{}",
        run.err
    );
}

#[test]
fn a_configuration_counts_for_what_is_below_it() {
    let folder = folder(
        "configured",
        &[
            (
                "scholion.toml",
                "[check]\ndeny = [\"insecure-link\"]\nallow = [\"dangling-note\"]\n\n[check.files.\"old/*.md\"]\nallow = [\"empty-link\", \"insecure-link\"]\n",
            ),
            ("new/a.md", ARTICLE),
            ("old/a.md", ARTICLE),
            ("other/.git/keep", ""),
            ("other/a.md", ARTICLE),
            (
                "other.toml",
                "[check]\nallow = [\"empty-link\", \"dangling-note\"]\n",
            ),
        ],
    );
    let of = |arguments: &[&str]| {
        let run = check_in(&folder, &[&["--format", "json"], arguments].concat());
        (run.code, codes(&run).join(", "))
    };
    let own = |code, told: &str| (code, told.to_owned());
    assert_eq!(
        of(&["new/a.md"]),
        own(1, "warning empty-link, error insecure-link")
    );
    assert_eq!(of(&["old/a.md"]), own(0, ""));
    let all = "warning empty-link, info insecure-link, error dangling-note";
    assert_eq!(
        of(&["other/a.md"]),
        own(1, all),
        "git keeps that folder by itself"
    );
    assert_eq!(
        of(&["new/a.md", "--config", "other.toml"]),
        own(0, "info insecure-link")
    );
    // What is said in the command line outranks the file.
    assert_eq!(
        of(&[
            "new/a.md",
            "--allow",
            "insecure-link",
            "--deny",
            "dangling-note"
        ]),
        own(1, "warning empty-link, error dangling-note")
    );
    let below = check_in(&folder.join("new"), &["a.md", "--format", "json"]);
    assert_eq!(
        codes(&below).join(", "),
        "warning empty-link, error insecure-link"
    );
}

#[test]
fn what_is_wrong_in_a_configuration_is_shown_with_its_line() {
    let folder = folder(
        "misspelt",
        &[
            ("a.md", ARTICLE),
            ("scholion.toml", "[check]\nalow = [\"empty-link\"]\n"),
        ],
    );
    let run = check_in(&folder, &["a.md"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for expected in [
        "error: unknown field `alow`",
        "scholion.toml:2:1",
        "2 | alow = [",
        "^^^^",
    ] {
        assert!(run.err.contains(expected), "{expected} in\n{}", run.err);
    }
    let run = check_in(&folder, &["a.md", "--config", "none.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("none.toml: No such file"), "{}", run.err);
}

#[test]
fn what_a_bibliography_says_wrongly_is_told_where_it_is_mended() {
    let folder = folder(
        "works",
        &[
            (
                "a.md",
                "Hard [@doe].\n\nSee [a](http://example.org/) and [b](http://example.org/).\n",
            ),
            (
                "a.bib",
                "@book{doe, title = {On bones}, year = 2020, doi = {10.1000}}\n",
            ),
        ],
    );
    let run = check_in(
        &folder,
        &["a.md", "--bibliography", "a.bib", "--format", "json"],
    );
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|found| {
            format!(
                "{} {}",
                found["file"].as_str().unwrap(),
                found["code"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "a.bib invalid-doi",
            "a.md insecure-link",
            "a.md insecure-link"
        ]
    );
}

#[test]
fn a_bibliography_that_is_not_there_is_found() {
    let files = [
        ("a.md", "---\nbibliography: none.bib\n---\n\nHard.\n"),
        ("b.md", "---\nbibliography: b.bib\n---\n\nHard [@doe].\n"),
        ("b.bib", "@book{doe, title = {On bones}, year = 2020}\n"),
    ];
    let folder = folder("beside", &files);
    let run = check_in(&folder, &["a.md", "--format", "json"]);
    assert_eq!(codes(&run), ["error missing-bibliography"]);
    let run = check_in(&folder, &["b.md", "--format", "json"]);
    assert_eq!((run.code, codes(&run)), (0, Vec::new()));
}

#[test]
fn github_gets_a_command_for_each_finding() {
    let folder = folder("annotated", &[("a, b/ü.md", ARTICLE)]);
    let run = check_in(&folder, &["a, b/ü.md", "--format", "github"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out.lines().collect::<Vec<_>>(),
        [
            "::warning file=a%2C b/ü.md,line=3,col=10,endLine=3,endColumn=18,title=empty-link::the link `hard` has no target and is read as text (help: fill in the address, or remove the brackets)",
            "::notice file=a%2C b/ü.md,line=5,col=5,endLine=5,endColumn=33,title=insecure-link::`http://example.org/` is not protected on its way: anybody on it can read and change it (help: if the server knows it, write `https://example.org/`)",
            "::error file=a%2C b/ü.md,line=7,col=5,endLine=7,endColumn=9,title=dangling-note::`[^a]` marks a footnote that is not there and is read as text (help: add the footnote, mend its name, or put a backslash before the bracket)",
        ]
    );
}

/// The schema that OASIS publishes, from a package of npm that Microsoft keeps.
const SCHEMA: &str = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

fn validator() -> jsonschema::Validator {
    let schema = support::root().join(SCHEMA);
    assert!(
        schema.exists(),
        "{SCHEMA} is not there: `make check` installs the npm packages"
    );
    // Its pattern of languages has a bracket too many, which later editions have mended.
    let text = support::read(schema);
    let mended = text.replace("{2}]?$", "{2}$");
    assert!(text != mended, "there is nothing to mend any more");
    jsonschema::validator_for(&serde_json::from_str(&mended).unwrap()).unwrap()
}

fn sarif(folder: &Path, arguments: &[&str]) -> Value {
    let run = check_in(folder, &[arguments, &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let validator = validator();
    let wrong: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    log
}

#[test]
fn the_schema_of_sarif_refuses_what_is_no_log() {
    let validator = validator();
    let wrong = serde_json::json!({ "version": "2.1.0", "runs": [{ "tool": {} }] });
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn sarif_is_of_its_schema_and_says_where() {
    let folder = folder("logged", &[("a b/ü.md", ARTICLE), ("b.md", "Soft.\n")]);
    let log = sarif(
        &folder,
        &["a b/ü.md", "b.md", "none.md", "--deny", "empty-link"],
    );
    let run = &log["runs"][0];
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), scholion::diagnostic::Code::ALL.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%BC.md");
    }
    assert_eq!(results[0]["level"], "error", "it is denied");
    assert_eq!(results[1]["level"], "note");
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        *region,
        serde_json::json!({ "startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 18 })
    );
    // A file elsewhere has a whole address.
    let path = folder.join("b.md");
    let elsewhere = folder.join("a b");
    std::fs::write(&path, ARTICLE).unwrap();
    let log = sarif(&elsewhere, &[path.to_str().unwrap()]);
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    assert!(uri.as_str().unwrap().starts_with("file:///"), "{uri}");
}

#[test]
fn a_finding_is_known_again_after_other_edits() {
    let text = format!("{ARTICLE}\nThey are [hard]().\n");
    let folder = folder("edited", &[("a.md", &text)]);
    let prints = || -> Vec<String> {
        let log = sarif(&folder, &["a.md"]);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let print = |result: &Value| {
            result["partialFingerprints"]["scholion/v1"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        results.iter().map(print).collect()
    };
    let before = prints();
    assert_eq!(before.len(), 4);
    let mut own = before.clone();
    own.sort();
    own.dedup();
    assert_eq!(own.len(), 4, "equal findings are told apart");
    let edited = text.replace(
        "# Bones\n",
        "# On bones\n\nA new paragraph, and a long one.\n",
    );
    std::fs::write(folder.join("a.md"), edited).unwrap();
    assert_eq!(prints(), before);
}
