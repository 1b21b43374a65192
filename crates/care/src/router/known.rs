//! What is known of a router while a batch of reports is written, and what its reports change in it.

use serde_json::Value;

use super::place::{Stands, place_of_lan};
use super::report::StatusReport;
use crate::db::CustomerId;
use crate::history::{Length, Span};
use crate::known_issue::{Finding, Flags, Streaks};

/// A router, held still for the transaction.
pub(super) struct Known {
    /// The one that is valid.
    pub(super) certificate: Vec<u8>,
    /// Whose home it is in; none: in stock.
    pub(super) customer: Option<CustomerId>,
    /// Its address on the line's side, and since when, in milliseconds UTC.
    pub(super) wan_ipv4: Option<String>,
    pub(super) wan_since: Option<i64>,
    /// How busy its processors are, in percent, as it last said: it says so only when that changed.
    pub(super) cpu: Option<i64>,
    /// How much of its memory could be had, in percent.
    pub(super) memory: Option<i64>,
    /// The span that runs.
    pub(super) span: Span,
    /// How far the rules about spans have come.
    pub(super) streaks: Streaks,
    /// Where people stand who are at its home, as its directory of places says.
    pub(super) stands: Stands,
}

/// Another address on the line's side.
pub(super) struct Moved {
    pub(super) before: String,
    pub(super) after: String,
    /// Whether it had the one before for a while, and did not only pass through.
    pub(super) settled: bool,
}

/// An address that was had for less than this is not worth a line in the timeline: some lines change it all the time.
const SETTLED_MS: i64 = 60_000;

impl Known {
    /// Takes in so many reports of this content, now. Gives the span that is over by that, if one is, and where the line moved to, if it
    /// did.
    pub(super) fn hear(
        &mut self,
        reports: i64,
        status: &StatusReport,
        now: i64,
    ) -> (Option<Span>, Option<Moved>) {
        overlay(&mut self.cpu, status, "cpu_percent", Value::as_i64);
        overlay(&mut self.memory, status, "memory_available_percent", Value::as_i64);
        let begun = Length::Minutes.begin(now);
        let over = (self.span.at < begun)
            .then(|| std::mem::replace(&mut self.span, Span::begun(begun)))
            .filter(|span| span.reports > 0);
        self.span.add(reports, self.cpu, self.memory);
        (over, self.move_to(status, now))
    }

    /// Judges a span that is over, at the home whose it was. What the router complains of it says in every report, so the one that
    /// ended the span tells.
    pub(super) fn judge(&mut self, over: &Span, status: &StatusReport) -> Vec<Finding> {
        let says = |word| status.patch.get(word).and_then(Value::as_bool);
        let said = Flags { no_dns: says("no_dns"), clock_was_wrong: says("clock_was_wrong") };
        let torn = self.span.at - over.at > Length::Minutes.ms();
        self.streaks.judge(over, said, torn)
    }

    /// Notes from which place a report came, and which network its home is now; says whether either is another than before.
    pub(super) fn stand(&mut self, status: &StatusReport, heard_from: Option<&str>) -> bool {
        let before = self.stands.clone();
        if let Some(place) = heard_from {
            self.stands.hear(place);
        }
        overlay(&mut self.stands.lan, status, "lan_ipv6", |value| value.as_str().and_then(place_of_lan));
        self.stands != before
    }

    fn move_to(&mut self, status: &StatusReport, now: i64) -> Option<Moved> {
        let before = self.wan_ipv4.clone();
        overlay(&mut self.wan_ipv4, status, "wan_ipv4", |value| value.as_str().map(str::to_owned));
        if self.wan_ipv4 == before {
            return None;
        }
        let since = self.wan_since.replace(now);
        let settled = since.is_none_or(|since| now - since >= SETTLED_MS);
        Some(Moved { before: before?, after: self.wan_ipv4.clone()?, settled })
    }
}

/// What a report says of one word: a value, that there is none now, or nothing, which changes nothing unless the report is all
/// there is.
fn overlay<T>(known: &mut Option<T>, status: &StatusReport, word: &str, read: impl Fn(&Value) -> Option<T>) {
    match status.patch.get(word) {
        Some(value) => *known = read(value),
        None if status.full => *known = None,
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FIVE: i64 = Length::Minutes.ms();

    fn known() -> Known {
        Known {
            certificate: Vec::new(),
            customer: None,
            wan_ipv4: None,
            wan_since: None,
            cpu: None,
            memory: None,
            span: Span::begun(0),
            streaks: Streaks::default(),
            stands: Stands::default(),
        }
    }

    fn says(patch: Value) -> StatusReport {
        let Value::Object(patch) = patch else { panic!("a patch is an object") };
        StatusReport { full: false, patch }
    }

    #[test]
    fn load_that_is_not_said_again_is_as_it_was() {
        let mut it = known();
        it.hear(1, &says(json!({ "cpu_percent": 40, "memory_available_percent": 70 })), 2 * FIVE);
        it.hear(3, &says(json!({})), 2 * FIVE + 1);
        it.hear(1, &says(json!({ "cpu_percent": 90 })), 2 * FIVE + 2);
        let span = it.span;
        assert_eq!((span.reports, span.known, span.cpu_sum, span.cpu_max), (5, 5, 4 * 40 + 90, 90));
        assert_eq!((span.memory_sum, span.memory_min), (5 * 70, 70));
    }

    #[test]
    fn a_span_is_over_with_the_first_report_after_it_and_one_in_which_nothing_came_is_none() {
        let mut it = known();
        assert!(it.hear(1, &says(json!({})), FIVE).0.is_none(), "there was none before");
        let (over, _) = it.hear(1, &says(json!({})), 2 * FIVE);
        assert_eq!(over.map(|span| (span.at, span.reports)), Some((FIVE, 1)));
        let (over, _) = it.hear(1, &says(json!({})), 90 * FIVE);
        assert_eq!(over.map(|span| span.at), Some(2 * FIVE));
    }

    #[test]
    fn a_full_picture_forgets_what_it_does_not_say() {
        let mut it = known();
        it.hear(1, &says(json!({ "cpu_percent": 40, "memory_available_percent": 70 })), FIVE);
        it.hear(1, &StatusReport { full: true, ..says(json!({ "cpu_percent": 50 })) }, FIVE);
        assert_eq!((it.cpu, it.memory, it.span.known), (Some(50), None, 1));
    }

    #[test]
    fn a_line_moves_from_one_address_to_another_and_a_short_stay_is_not_worth_a_word() {
        let mut it = known();
        let to = |address: &str| says(json!({ "wan_ipv4": address }));
        assert!(it.hear(1, &to("192.0.2.1"), 0).1.is_none(), "the first it ever had");
        assert!(it.hear(1, &to("192.0.2.1"), 50_000).1.is_none());
        let moved = it.hear(1, &to("192.0.2.9"), 70_000).1.unwrap();
        assert_eq!(
            (moved.before.as_str(), moved.after.as_str(), moved.settled),
            ("192.0.2.1", "192.0.2.9", true)
        );
        assert!(!it.hear(1, &to("192.0.2.1"), 80_000).1.unwrap().settled);
        assert!(it.hear(1, &says(json!({ "wan_ipv4": null })), 200_000).1.is_none(), "it has none now");
    }
}
