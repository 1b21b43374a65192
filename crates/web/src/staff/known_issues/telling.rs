//! An issue and an outage in words.

use care::known_issue::{Closed, Issue, Outage, Severity, State as Standing, Tally};
use care::words::Words;
use jiff::Timestamp;

use super::filter::DAY;
use crate::staff::told::when;
use crate::staff::views::{IssueActs, IssueRow, IssueTally, OutageRow};
use crate::ui::{Control, State, Tone};

/// Where an issue is shown.
pub(super) struct Around<'a> {
    /// The ISP's part of addresses.
    pub(super) isp: &'a str,
    /// What stands behind the addresses of acts: the way back.
    pub(super) query: &'a str,
    /// Why nothing can be done; none where it can.
    pub(super) why: Option<&'a str>,
    pub(super) now: Timestamp,
    pub(super) w: Words,
}

/// The message key of where an issue stands.
pub(super) fn standing(state: Standing) -> &'static str {
    match state {
        Standing::New => "issue-new",
        Standing::Acknowledged => "issue-acknowledged",
        Standing::Snoozed => "issue-snoozed",
        Standing::Closed => "issue-closed",
    }
}

/// The message key of how one was closed.
pub(super) fn ending(how: Closed) -> &'static str {
    match how {
        Closed::Over => "issue-closed-over",
        Closed::Resolved => "issue-closed-resolved",
        Closed::Left => "issue-closed-left",
    }
}

fn state(it: &Issue, w: Words) -> State {
    let (word, tone) = match (it.state, it.closed) {
        (_, Some((_, how))) => (ending(how), Tone::Good),
        (Standing::New, None) => (standing(it.state), Tone::Warning),
        (Standing::Acknowledged, None) => (standing(it.state), Tone::Waiting),
        (Standing::Snoozed | Standing::Closed, None) => (standing(it.state), Tone::Plain),
    };
    State { word: w.t(word), tone }
}

fn severity(it: &Issue, w: Words) -> State {
    match it.kind.severity() {
        Severity::Down => State { word: w.t("severity-down"), tone: Tone::Bad },
        Severity::Degraded => State { word: w.t("severity-degraded"), tone: Tone::Warning },
        Severity::Notice => State { word: w.t("severity-notice"), tone: Tone::Plain },
    }
}

/// What it is called: a home that is silent with others is part of something larger, and not by itself offline too long.
pub(super) fn name(it: &Issue, w: Words) -> String {
    w.t(if it.folded { "issue-in-outage" } else { it.kind.key() })
}

/// What to do about it. What took many homes is not mended in one of them.
pub(super) fn remedy(it: &Issue, w: Words) -> String {
    w.t(if it.folded { "remedy-outage" } else { it.kind.remedy() })
}

/// What was measured, in words.
pub(super) fn evidence(it: &Issue, w: Words) -> String {
    let told = it.evidence.iter().map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.clone(), text)
    });
    w.told(it.kind.evidence(), &told.collect::<Vec<_>>())
}

/// By whom, and with which note.
fn handled(it: &Issue) -> Option<String> {
    let parts = [it.handled_by.clone(), Some(it.note.clone()).filter(|note| !note.is_empty())];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// An issue in the list, or on its own page.
pub(super) fn row(it: &Issue, around: &Around<'_>) -> IssueRow {
    let Around { isp, query, why, now, w } = around;
    let act = |what: &str| Control {
        href: format!("{isp}/known-issues/{}/{what}{query}", it.id),
        why: why.map(str::to_owned),
    };
    let acts = IssueActs {
        acknowledge: (it.state != Standing::Acknowledged).then(|| act("acknowledgement")),
        snooze: act("snooze"),
        resolve: act("resolution"),
    };
    IssueRow { acts: it.closed.is_none().then_some(acts), ..brief(it, isp, *now, *w) }
}

/// An issue where nothing is done about it: on its home's page, or in an outage.
pub(in crate::staff) fn brief(it: &Issue, isp: &str, now: Timestamp, w: Words) -> IssueRow {
    IssueRow {
        key: it.id.to_string(),
        href: format!("{isp}/known-issues/{}", it.id),
        name: name(it, w),
        severity: severity(it, w),
        customer: (it.name.clone(), format!("{isp}/customers/{}", it.customer)),
        address: it.address.clone(),
        evidence: evidence(it, w),
        remedy: remedy(it, w),
        outage: it.outage.filter(|_| it.folded).map(|id| format!("{isp}/outages/{id}")),
        since: when(it.since, now, w),
        over: it.closed.map(|(at, _)| when(at, now, w)),
        state: state(it, w),
        until: it.snoozed_until.map(|at| when(at, now, w)),
        handled: handled(it),
        acts: None,
    }
}

/// An outage in a list, or on its own page.
pub(in crate::staff) fn outage(it: &Outage, isp: &str, now: Timestamp, w: Words) -> OutageRow {
    let name = match &it.prefix {
        Some(prefix) => w.t2("outage-of-network", "homes", it.homes, "prefix", prefix),
        None => w.t1("outage-of-minute", "homes", it.homes),
    };
    let state = match it.ended {
        Some(_) => State { word: w.t("outage-over"), tone: Tone::Good },
        None => State { word: w.t1("outage-offline", "homes", it.offline), tone: Tone::Bad },
    };
    OutageRow { href: format!("{isp}/outages/{}", it.id), name, state, since: when(it.began, now, w) }
}

/// How many issues of a kind there are.
pub(in crate::staff) fn tally(it: &Tally, isp: &str, now: Timestamp, w: Words) -> IssueTally {
    let href = format!("{isp}/known-issues?kind={}", it.kind.as_str());
    IssueTally {
        new_href: format!("{href}&since={DAY}"),
        oldest_href: format!("{href}&sort=oldest"),
        href,
        name: w.t(it.kind.key()),
        new: it.new,
        open: it.open,
        oldest: when(it.oldest, now, w),
    }
}
