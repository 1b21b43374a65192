//! Firmware that is older than what most homes run.
//!
//! Nobody tells the portal which firmware is the right one. But the ISP's homes do: when more than half of those with a model run
//! one version, of ten or more, that is the *usual* one; and who still runs an older one after it has been so for a week was left
//! behind.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::json;

use super::judge::TURN;
use super::store::{firmware as store, text};
use super::{Found, Kind, Subject, found, lasts, over};
use crate::access::{self, Scope};
use crate::audit::Details;
use crate::db::{Db, IspId};
use crate::problem::Result;

/// Homes with a model, at least.
const HOMES: i64 = 10;
/// How long a version has been the usual one before others are old.
const SETTLED_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How many homes with a model run a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) hardware: String,
    pub(super) firmware: String,
    pub(super) homes: i64,
}

/// Looks at all homes of an ISP once.
pub(super) async fn judge(db: &Db, isp: IspId) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    tx.enter(isp).await?;
    let shares = store::shares(&mut tx).await?;
    drop(tx);
    let usual = usual(&shares);
    if !usual.is_empty() {
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        for it in &usual {
            store::keep_usual(&mut tx, it).await?;
        }
        tx.commit().await?;
    }
    close(db, isp).await?;
    let is_behind = |share: &Share| {
        usual.iter().any(|it| it.hardware == share.hardware && is_older(&share.firmware, &it.firmware))
    };
    for behind in shares.iter().filter(|share| is_behind(share)) {
        while open(db, isp, behind).await? == TURN {}
    }
    Ok(())
}

/// Opens the issues of some homes that were left behind with this version; gives how many were looked at.
async fn open(db: &Db, isp: IspId, behind: &Share) -> Result<i64> {
    let mut tx = access::system().write(db).await?;
    tx.enter(isp).await?;
    tx.take_turn().await?;
    let settled = tx.now() - SETTLED_MS;
    let Some((usual, since)) = store::usual(&mut tx, &behind.hardware, settled).await? else { return Ok(0) };
    if !is_older(&behind.firmware, &usual) {
        return Ok(0);
    }
    let homes = store::left_behind(&mut tx, behind, settled, TURN).await?;
    let mut opened = 0;
    for at in homes {
        let evidence = evidence(&behind.hardware, &behind.firmware, &usual);
        opened += i64::from(found(&mut tx, &Found { kind: Kind::OldFirmware, at, since, evidence }).await?);
    }
    tx.commit().await?;
    Ok(opened)
}

fn evidence(hardware: &str, firmware: &str, usual: &str) -> Details {
    let mut evidence = Details::new();
    evidence.insert("model".to_owned(), json!(hardware));
    evidence.insert("firmware".to_owned(), json!(firmware));
    evidence.insert("usual".to_owned(), json!(usual));
    evidence
}

/// Closes those that are no longer older; the others tell what is run by now.
async fn close(db: &Db, isp: IspId) -> Result<()> {
    let mut tx = access::system().read(db).await?;
    tx.enter(isp).await?;
    let settled = tx.now() - SETTLED_MS;
    let open = store::open(&mut tx).await?;
    drop(tx);
    let is_behind =
        |it: &store::Open| it.usual.as_ref().is_some_and(|(usual, _)| is_older(&it.firmware, usual));
    let (behind, done): (Vec<_>, Vec<_>) = open.into_iter().partition(is_behind);
    let done: Vec<Subject> = done.into_iter().map(|it| it.at).collect();
    for some in done.chunks(100) {
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        close_some(&mut tx, some).await?;
        tx.commit().await?;
    }
    let mut changed = Vec::new();
    for it in behind {
        // What became usual lately is not what homes were to have by now.
        let Some((usual, _)) = it.usual.filter(|(_, since)| *since <= settled) else { continue };
        let evidence = evidence(&it.hardware, &it.firmware, &usual);
        if text(&evidence)? != it.evidence {
            changed.push((it.at, evidence));
        }
    }
    for some in changed.chunks(100) {
        let mut tx = access::system().write(db).await?;
        tx.enter(isp).await?;
        for (at, evidence) in some {
            lasts(&mut tx, *at, Kind::OldFirmware, evidence).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn close_some(scope: &mut Scope, some: &[Subject]) -> Result<()> {
    for at in some {
        over(scope, *at, Kind::OldFirmware).await?;
    }
    Ok(())
}

/// The usual version of each model that has one.
fn usual(shares: &[Share]) -> Vec<Share> {
    let mut models: BTreeMap<&str, (i64, &Share)> = BTreeMap::new();
    for share in shares {
        let (all, most) = models.entry(share.hardware.as_str()).or_insert((0, share));
        *all += share.homes;
        if share.homes > most.homes {
            *most = share;
        }
    }
    let clear = |(all, most): &(i64, &Share)| *all >= HOMES && most.homes * 2 > *all;
    models.into_values().filter(clear).map(|(_, most)| most.clone()).collect()
}

/// Whether a version comes before another, as people count: 9 before 10.
fn is_older(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    one.iter()
        .zip(&other)
        .map(|(a, b)| a.compare(b))
        .find(|it| it.is_ne())
        .unwrap_or(one.len().cmp(&other.len()))
        == Ordering::Less
}

/// A run of digits, or of anything else.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    Number(&'a str),
    Text(&'a str),
}

impl Part<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Part::Number(a), Part::Number(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
            (Part::Text(a), Part::Text(b)) => a.cmp(b),
            (Part::Number(_), Part::Text(_)) => Ordering::Greater,
            (Part::Text(_), Part::Number(_)) => Ordering::Less,
        }
    }
}

fn parts(version: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = version.trim().trim_start_matches(['v', 'V']);
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        // Leading zeros count nothing.
        parts.push(if is_number { Part::Number(part.trim_start_matches('0')) } else { Part::Text(part) });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_older_and_newer_as_people_count() {
        for (one, other) in [
            ("22.03.2", "22.03.5"),
            ("9.1", "10.0"),
            ("v1.2", "1.3"),
            ("1.2", "1.2.1"),
            ("2022.4.7.1", "2022.4.10.0"),
            ("1.09", "1.10"),
        ] {
            assert!(is_older(one, other) && !is_older(other, one), "{one} {other}");
        }
        for same in [("1.02", "1.2"), ("V3", "3"), ("", "")] {
            assert!(!is_older(same.0, same.1) && !is_older(same.1, same.0), "{same:?}");
        }
    }

    #[test]
    fn the_usual_version_is_that_of_more_than_half_of_ten_homes() {
        let share = |hardware: &str, firmware: &str, homes| Share {
            hardware: hardware.to_owned(),
            firmware: firmware.to_owned(),
            homes,
        };
        let all = [
            share("clear", "2", 6),
            share("clear", "1", 4),
            share("split", "2", 50),
            share("split", "1", 50),
            share("few", "1", 9),
        ];
        assert_eq!(usual(&all), [share("clear", "2", 6)]);
    }
}
