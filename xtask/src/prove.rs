//! What takes too long for every change: run it before a release, and after touching access, codecs or state machines.

use crate::mutants::mutants;
use crate::postgres::{Postgres, cargo_with};
use crate::run::{cargo, on_path, root, run, target};
use anyhow::{Context, Result, bail};

/// How often lives are lived and races run.
const TIMES: &str = "2000";

/// Random cases, every state, races, fuzz targets, mutants: in the order of how soon they speak.
pub(crate) fn prove(minutes: u32) -> Result<()> {
    let server = Postgres::start()?;
    println!("== properties, 100,000 cases each");
    let mut properties =
        cargo_with(&server, &["test", "--locked", "--package", "wire", "--package", "care"])?;
    properties.env("PROPTEST_CASES", "100000");
    run(properties)?;

    println!("== the invitation's life: every state with up to five links in people's hands");
    let mut states = cargo_with(&server, &["test", "--locked", "--package", "model", "--test", "check"])?;
    states.args(["--", "--nocapture"]).env("PORTICO_MODEL_LINKS", "5");
    run(states)?;

    println!("== {TIMES} random lives against the verbs, and {TIMES} of each race, on each database");
    let mut lives = cargo_with(&server, &["test", "--locked", "--package", "model"])?;
    lives.args(["--test", "replay", "--test", "races", "--", "--nocapture"]);
    lives.env("PROPTEST_CASES", TIMES).env("PORTICO_RACES", TIMES);
    run(lives)?;

    println!("== fuzz targets, {minutes} min each");
    fuzz(minutes)?;

    drop(server);
    mutants(&[], false)
}

/// Each target for so many minutes; inputs that reached new code are kept in `fuzz/corpus` for the next time.
fn fuzz(minutes: u32) -> Result<()> {
    if on_path("c++").is_none() {
        bail!("libFuzzer is C++: install a compiler (`apt-get install g++`)")
    }
    let folder = root().join("fuzz");
    let manifest =
        std::fs::read_to_string(folder.join("Cargo.toml")).context("fuzz/Cargo.toml is missing")?;
    for name in targets(&manifest) {
        println!("-- {name}");
        let (corpus, artifacts) = (format!("corpus/{name}"), format!("artifacts/{name}/"));
        for made in [&corpus, &artifacts] {
            std::fs::create_dir_all(folder.join(made)).with_context(|| format!("cannot make fuzz/{made}"))?;
        }
        // The flags that make coverage visible are in fuzz/.cargo/config.toml, which holds inside that folder only.
        let mut command = cargo(&["run", "--quiet", "--locked", "--release", "--bin", name, "--"])?;
        command.current_dir(&folder).env("CARGO_TARGET_DIR", target()?.join("fuzz")).env_remove("RUSTFLAGS");
        command.arg(format!("-max_total_time={}", u64::from(minutes) * 60));
        command.arg(format!("-artifact_prefix={artifacts}"));
        command.args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=2048", "-dict=unum.dict"]).arg(corpus);
        if run(command).is_err() {
            bail!("{name} found an input that breaks it, kept in fuzz/{artifacts}: make it a test of `wire`")
        }
    }
    Ok(())
}

/// The names of the `[[bin]]` tables of a manifest.
fn targets(manifest: &str) -> Vec<&str> {
    let bins = manifest.split("[[bin]]").skip(1);
    bins.filter_map(|table| {
        let line = table.lines().find(|line| line.trim_start().starts_with("name"))?;
        line.split('"').nth(1)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn fuzz_targets_are_read_from_the_manifest() {
        let manifest = "[package]\nname = \"fuzz\"\n[[bin]]\nname = \"reports\"\npath = \"a.rs\"\n\
                        [[bin]]\npath = \"b.rs\"\nname = \"mac\"\n";
        assert_eq!(super::targets(manifest), ["reports", "mac"]);
    }
}
