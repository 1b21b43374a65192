//! What the compiler refuses: a permission cannot be had other than from `care::access`, and a handler that nobody guards is no door.
//!
//! Each file of `compile_fail/` begins with the errors that it must meet, and meets no other. It is compiled against the crates
//! that this very test was linked with, so that nothing is built a second time.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the files of `compile_fail/` may name.
const NAMED: [&str; 3] = ["axum", "care", "web"];

#[test]
fn permits_cannot_be_forged_and_doors_cannot_stay_unguarded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let crates = built();
    let mut wrong = Vec::new();
    let mut files = 0;
    for entry in folder.read_dir().unwrap() {
        let file = entry.unwrap().path();
        let source = std::fs::read_to_string(&file).unwrap();
        let expected: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//! ")).collect();
        let met = errors(&file, &crates);
        if expected.is_empty() || met != expected {
            wrong.push(format!("{}: {met:#?} and not {expected:#?}", file.display()));
        }
        files += 1;
    }
    assert!(files > 8 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The libraries that files may name. The workspace's tests were built a moment ago, so cargo only says where.
fn built() -> BTreeMap<String, PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    // A test inherits what cargo sets for its package; build scripts that look at it would run again.
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR")
    {
        cargo.env_remove(name);
    }
    cargo.args(["test", "--no-run", "--workspace", "--locked", "--offline", "--message-format=json"]);
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let artifact: Value = serde_json::from_str(line).unwrap();
        let name = artifact["target"]["name"].as_str().unwrap_or_default();
        let library =
            artifact["target"]["kind"] == serde_json::json!(["lib"]) && artifact["profile"]["test"] == false;
        if library && NAMED.contains(&name) {
            let files = artifact["filenames"].as_array().unwrap();
            let file = files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".rlib")).unwrap();
            assert!(found.insert(name.to_owned(), file.into()).is_none(), "{name} was built in two ways");
        }
    }
    found
}

/// The errors, in the compiler's own words, that keep this file from being a program.
fn errors(file: &Path, crates: &BTreeMap<String, PathBuf>) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition=2024", "--crate-type=bin", "--emit=metadata", "--error-format=json"]);
    rustc.arg("--out-dir").arg(out.path());
    rustc.arg("-L").arg(std::env::current_exe().unwrap().parent().unwrap());
    for (name, library) in crates {
        rustc.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    let output = rustc.arg(file).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let said = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let errors = said.filter(|it| it["level"] == "error" && !it["code"].is_null());
    errors.map(|it| format!("error[{}]: {}", text(&it["code"]["code"]), text(&it["message"]))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
