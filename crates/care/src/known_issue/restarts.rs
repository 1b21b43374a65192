//! A router that starts again and again.

use serde_json::json;

use super::{Found, Kind, Subject, found, store};
use crate::access::Scope;
use crate::audit::Details;
use crate::problem::Result;

/// So many starts,
const TIMES: usize = 3;
/// within this.
pub(super) const WINDOW_MS: i64 = 24 * 60 * 60 * 1000;
/// None for so long, and it is over: one that restarts at the same hour every night, as its owner set it to, is not in
/// trouble.
pub(super) const CALM_MS: i64 = 12 * 60 * 60 * 1000;

/// Reasons that are somebody's doing, or the line's: in the protocol's words (agent protocol 3.5).
pub(super) const ASKED_FOR: [&str; 5] =
    ["server-cmd", "provision", "opmode-change", "deviceinfo", "conncheck"];
/// Reasons that are crashes.
const CRASHES: [&str; 7] =
    ["exception", "killed", "wd-timeout", "start-fail", "reboot-fail", "fw-process-fail", "test-crash"];

/// Whether a start of this reason counts.
pub(super) fn counts(reason: Option<&str>) -> bool {
    !reason.is_some_and(|reason| ASKED_FOR.contains(&reason))
}

/// A router at a customer's home started for this reason.
pub(crate) async fn started(scope: &mut Scope, at: Subject, reason: Option<&str>) -> Result<()> {
    if !counts(reason) {
        return Ok(());
    }
    let since = scope.now() - WINDOW_MS;
    let starts = store::starts(scope, at, since).await?;
    if let Some((since, evidence)) = judge(&starts) {
        found(scope, &Found { kind: Kind::Restarts, at, since, evidence }).await?;
    }
    Ok(())
}

/// The starts of a day, oldest first, as (when, why).
fn judge(starts: &[(i64, Option<String>)]) -> Option<(i64, Details)> {
    let counted: Vec<&(i64, Option<String>)> =
        starts.iter().filter(|(_, reason)| counts(reason.as_deref())).collect();
    let (since, _) = counted.first().filter(|_| counted.len() >= TIMES)?;
    let crash = |reason: &&str| CRASHES.contains(reason);
    let crashes: Vec<&str> = counted.iter().filter_map(|(_, why)| why.as_deref()).filter(crash).collect();
    let mut evidence = Details::new();
    evidence.insert("times".to_owned(), json!(counted.len()));
    evidence.insert("crashes".to_owned(), json!(crashes.len()));
    // One of the protocol's own words, or none.
    evidence.insert("reason".to_owned(), json!(crashes.last().copied().unwrap_or("none")));
    Some((*since, evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    fn judged(reasons: &[&str]) -> Option<(i64, String)> {
        let starts: Vec<(i64, Option<String>)> =
            (1..).zip(reasons).map(|(at, why)| (at, Some((*why).to_owned()))).collect();
        judge(&starts)
            .map(|(since, it)| (since, format!("{} {} {}", it["times"], it["crashes"], it["reason"])))
    }

    #[test]
    fn every_crash_is_told_in_words_and_no_raw_word_is_shown() {
        for words in Language::ALL.map(Words::of) {
            let told = |key: &str, crashes: &str, reason: &str| {
                let said = [("times", "3"), ("crashes", crashes), ("reason", reason), ("home", "Ana Lima")];
                words.told(key, &said.map(|(name, value)| (name.to_owned(), value.to_owned())))
            };
            for reason in CRASHES {
                for crashes in ["1", "2"] {
                    let evidence = told("evidence-restarts", crashes, reason);
                    assert_ne!(evidence, told("evidence-restarts", crashes, "none"), "{reason}");
                }
                assert_ne!(
                    told("timeline-router-started", "", reason),
                    told("timeline-router-started", "", "none")
                );
            }
            for key in ["evidence-restarts", "timeline-router-started", "timeline-router-agent-restarted"] {
                for reason in CRASHES.into_iter().chain(ASKED_FOR).chain(["normal_start", "full_moon"]) {
                    let told = told(key, "2", reason);
                    let raw = reason.contains(|c: char| !c.is_ascii_alphabetic());
                    assert!(!raw || !told.contains(reason), "{told}");
                }
            }
        }
    }

    #[test]
    fn three_starts_are_trouble_and_two_are_not() {
        assert_eq!(judged(&["normal_start", "normal_start"]), None);
        let three = judged(&["normal_start", "normal_start", "normal_start"]);
        assert_eq!(three, Some((1, "3 0 \"none\"".to_owned())));
    }

    #[test]
    fn what_somebody_asked_for_does_not_count_and_crashes_are_told() {
        assert_eq!(judged(&["server-cmd", "normal_start", "provision", "conncheck", "exception"]), None);
        let crashed = judged(&["server-cmd", "exception", "normal_start", "wd-timeout"]);
        assert_eq!(crashed, Some((2, "3 2 \"wd-timeout\"".to_owned())));
        assert_eq!(judge(&[(5, None), (6, None), (7, None)]).map(|it| it.0), Some(5), "for no known reason");
    }
}
