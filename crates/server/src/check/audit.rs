//! The audit log: whether its chain is whole, and whether the heads that an operator kept are still part of it.

use std::path::Path;

use anyhow::{Context as _, bail};
use care::access;
use care::audit::{self, Head};
use care::db::Db;

/// What stands before each head, so that a whole report can be kept and read again.
const MARK: &str = "Audit head";

/// Verifies it all; gives what there is, and the heads, one a line.
pub(super) async fn log(db: &Db, kept: Option<&Path>) -> anyhow::Result<String> {
    let kept = kept.map(heads).transpose()?.unwrap_or_default();
    let mut tx = access::system().read(db).await?;
    let found = audit::verify(&mut tx, &kept).await?;
    if let Some(fault) = found.fault {
        bail!("{fault}; keep a copy of the database as it is, and compare it with a backup");
    }
    let mut text = format!(
        "{} at {}, unbroken; {} not sealed yet",
        many(found.entries, "entry", "entries"),
        many(found.heads.len() as u64, "place", "places"),
        thousands(found.unsealed)
    );
    if found.erased > 0 {
        text.push_str(&format!("; personal parts erased in {}", thousands(found.erased)));
    }
    if !kept.is_empty() {
        text.push_str(&format!("; {} found again", many(kept.len() as u64, "kept head", "kept heads")));
    }
    for Head { place, number, chain } in found.heads {
        text.push_str(&format!("\n{MARK:<14} {place} {number} {}", hex(&chain)));
    }
    Ok(text)
}

/// The heads in a report that was kept.
fn heads(file: &Path) -> anyhow::Result<Vec<Head>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read heads from {}", file.display()))?;
    let heads: Option<Vec<Head>> =
        text.lines().filter_map(|line| line.strip_prefix(MARK)).map(head).collect();
    match heads {
        Some(heads) if !heads.is_empty() => Ok(heads),
        Some(_) => bail!("{} has no line that begins with \"{MARK}\"", file.display()),
        None => bail!("a head in {} cannot be read; keep the lines as they were printed", file.display()),
    }
}

fn head(text: &str) -> Option<Head> {
    let mut words = text.split_whitespace();
    let (place, number, chain) = (words.next()?, words.next()?, words.next()?);
    let chain: Option<Vec<u8>> =
        (0..chain.len()).step_by(2).map(|at| u8::from_str_radix(chain.get(at..at + 2)?, 16).ok()).collect();
    Some(Head { place: place.parse().ok()?, number: number.parse().ok()?, chain: chain? })
}

fn many(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", thousands(count), if count == 1 { one } else { more })
}

/// 1204 as 1,204.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_was_printed() {
        let printed = " 00000000-0000-0000-0000-000000000000 12 00ff10";
        let read = head(printed).unwrap();
        assert_eq!((read.number, hex(&read.chain)), (12, "00ff10".to_owned()));
        for bad in ["", "x 1 00", "00000000-0000-0000-0000-000000000000 12 0f0", " 1 2"] {
            assert!(head(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_readable() {
        let read: Vec<String> = [0, 999, 1204, 1_000_000].map(thousands).into();
        assert_eq!(read, ["0", "999", "1,204", "1,000,000"]);
    }
}
