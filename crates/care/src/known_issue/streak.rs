//! The rules that are judged span by span, from what a router's row holds.
//!
//! A rule opens after so many bad spans in a row and closes after so many good ones; what is neither keeps an open issue open
//! and lets none open. All that has to be remembered for that is one small number a rule, so the numbers of all rules are one
//! column of the router's row ([`Streaks`]), and no report asks the database anything: up to the number at which a rule opens it
//! counts bad spans, from there on good ones.

use serde_json::json;

use super::Kind;
use crate::audit::Details;
use crate::history::{Length, Span};

/// What a router complains of at the end of a span; none: it did not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Flags {
    /// It cannot use DNS.
    pub(crate) no_dns: Option<bool>,
    /// Its clock was wrong and had to be set.
    pub(crate) clock_was_wrong: Option<bool>,
}

/// What a span tells by one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Bad,
    Good,
    Between,
}

struct Rule {
    kind: Kind,
    /// Bad spans in a row that open an issue.
    opens: u8,
    /// Good spans in a row that close it.
    closes: u8,
    look: fn(&Span, Flags) -> Option<Told>,
}

/// In the order of their bytes, which are kept: a new rule goes to the end.
const RULES: [Rule; 4] = [
    Rule {
        kind: Kind::HighCpu,
        opens: 3,
        closes: 3,
        look: |span, _| span.cpu().map(|mean| edges(mean >= 90, mean < 75)),
    },
    Rule {
        kind: Kind::LowMemory,
        opens: 3,
        closes: 3,
        look: |span, _| span.memory().map(|mean| edges(mean <= 10, mean >= 20)),
    },
    Rule { kind: Kind::NoDns, opens: 2, closes: 2, look: |_, said| said.no_dns.map(|is| edges(is, !is)) },
    Rule {
        kind: Kind::WrongClock,
        opens: 2,
        closes: 2,
        look: |_, said| said.clock_was_wrong.map(|is| edges(is, !is)),
    },
];

fn edges(bad: bool, good: bool) -> Told {
    match (bad, good) {
        (true, _) => Told::Bad,
        (false, true) => Told::Good,
        (false, false) => Told::Between,
    }
}

/// Something that a span showed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Finding {
    /// An issue opens: its kind, when it began in milliseconds UTC, and what was measured.
    Opens(Kind, i64, Details),
    /// An open one lasts, and this was measured lately.
    Lasts(Kind, Details),
    /// An issue is over.
    Over(Kind),
}

/// How far each rule has come, one byte a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Streaks(pub(crate) i64);

impl Streaks {
    /// Takes in a span that is over. `torn` when the next one does not follow at once: nobody knows what was in between, so what
    /// had not opened yet begins anew.
    pub(crate) fn judge(&mut self, span: &Span, said: Flags, torn: bool) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut bytes = self.0.to_le_bytes();
        for (byte, rule) in bytes.iter_mut().zip(&RULES) {
            let Some(told) = (rule.look)(span, said) else { continue };
            let before = *byte;
            *byte = rule.next(before, told);
            if before < rule.opens && *byte == rule.opens {
                let since = span.at - i64::from(rule.opens - 1) * Length::Minutes.ms();
                found.push(Finding::Opens(rule.kind, since, measured(rule, span)));
            } else if before >= rule.opens && told != Told::Good && Length::Hour.begin(span.at) == span.at {
                // Once an hour, so that what is said of a router that is always busy stays true and costs next to nothing.
                let measured = measured(rule, span);
                found.extend((!measured.is_empty()).then_some(Finding::Lasts(rule.kind, measured)));
            } else if before >= rule.opens && *byte == 0 {
                found.push(Finding::Over(rule.kind));
            }
            if torn && *byte < rule.opens {
                *byte = 0;
            }
        }
        self.0 = i64::from_le_bytes(bytes);
        found
    }

    /// Whether this kind is judged span by span.
    pub(crate) fn judges(kind: Kind) -> bool {
        RULES.iter().any(|rule| rule.kind == kind)
    }

    /// What is left of a router's streaks, bit by bit, when the one of this kind begins anew; all of them, if it has none.
    pub(crate) fn without(kind: Kind) -> i64 {
        let bytes: [u8; 8] =
            std::array::from_fn(
                |n| if RULES.get(n).is_some_and(|rule| rule.kind == kind) { 0 } else { 0xff },
            );
        i64::from_le_bytes(bytes)
    }
}

impl Rule {
    fn next(&self, count: u8, told: Told) -> u8 {
        let open = count >= self.opens;
        match told {
            Told::Bad if open => self.opens,
            Told::Bad => count + 1,
            Told::Good if open && count + 1 < self.opens + self.closes => count + 1,
            Told::Between if open => self.opens,
            Told::Good | Told::Between => 0,
        }
    }
}

fn measured(rule: &Rule, span: &Span) -> Details {
    let mut details = Details::new();
    match rule.kind {
        Kind::HighCpu => {
            details.insert("mean".to_owned(), json!(span.cpu()));
            details.insert("peak".to_owned(), json!(span.cpu_max));
        }
        Kind::LowMemory => {
            details.insert("mean".to_owned(), json!(span.memory()));
            details.insert("least".to_owned(), json!(span.memory_min));
        }
        _ => {}
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: i64 = Length::Minutes.ms();

    fn span(n: i64, cpu: i64, memory: i64) -> Span {
        let mut span = Span::begun(n * FIVE);
        span.add(20, Some(cpu), Some(memory));
        span
    }

    /// What spans of this load, one after the other, open and close.
    fn cpu(loads: &[i64]) -> Vec<(usize, &'static str)> {
        run(loads.iter().map(|load| (*load, 50, Flags::default(), false)))
    }

    fn run(spans: impl Iterator<Item = (i64, i64, Flags, bool)>) -> Vec<(usize, &'static str)> {
        let mut streaks = Streaks::default();
        let mut all = Vec::new();
        for (n, (cpu, memory, said, torn)) in spans.enumerate() {
            for found in streaks.judge(&span(i64::try_from(n).unwrap(), cpu, memory), said, torn) {
                all.push((
                    n,
                    match found {
                        Finding::Opens(..) => "opens",
                        Finding::Lasts(..) => "lasts",
                        Finding::Over(_) => "over",
                    },
                ));
            }
        }
        all
    }

    #[test]
    fn three_busy_spans_in_a_row_open_and_two_do_not() {
        assert_eq!(cpu(&[90, 90, 89, 90, 90]), []);
        assert_eq!(cpu(&[89, 90, 90, 90, 90, 90]), [(3, "opens")]);
    }

    #[test]
    fn it_closes_after_three_calm_spans_and_what_is_between_keeps_it_open() {
        assert_eq!(cpu(&[95, 95, 95, 74, 74, 75, 74, 74]), [(2, "opens")]);
        assert_eq!(cpu(&[95, 95, 95, 74, 74, 74, 95, 95, 95]), [(2, "opens"), (5, "over"), (8, "opens")]);
        assert_eq!(cpu(&[95, 95, 95, 89, 89, 89, 89, 89, 89]), [(2, "opens")]);
        assert_eq!(cpu(&[95, 95, 95, 10, 10, 95, 10, 10, 10]), [(2, "opens"), (8, "over")]);
    }

    #[test]
    fn what_lasts_is_measured_anew_once_an_hour_while_it_is_bad() {
        assert_eq!(cpu(&[95; 30]), [(2, "opens"), (12, "lasts"), (24, "lasts")]);
        let mut calmer = [95; 14];
        calmer[12] = 80;
        assert_eq!(cpu(&calmer), [(2, "opens"), (12, "lasts")]);
        calmer[12] = 10;
        assert_eq!(cpu(&calmer), [(2, "opens")], "it may be over soon");
        let complains = Flags { no_dns: Some(true), clock_was_wrong: None };
        assert_eq!(run((0..30).map(|_| (5, 50, complains, false))), [(1, "opens")], "nothing is measured");
    }

    #[test]
    fn memory_is_short_at_a_tenth_and_well_again_at_a_fifth() {
        let memory = |left: &[i64]| run(left.iter().map(|left| (5, *left, Flags::default(), false)));
        assert_eq!(memory(&[10, 10, 11, 10, 10]), []);
        assert_eq!(memory(&[10, 9, 0, 19, 19, 19]), [(2, "opens")]);
        assert_eq!(memory(&[10, 9, 0, 20, 20, 20]), [(2, "opens"), (5, "over")]);
    }

    #[test]
    fn a_router_that_does_not_say_changes_nothing() {
        let says = |no_dns: &[Option<bool>]| {
            let flags = no_dns.iter().map(|it| Flags { no_dns: *it, clock_was_wrong: None });
            run(flags.map(|flags| (5, 50, flags, false)))
        };
        assert_eq!(says(&[Some(true), None, Some(true)]), [(2, "opens")]);
        assert_eq!(says(&[Some(true), Some(false), Some(true)]), []);
        let on_and_off = [true, true, false, true, false, false].map(Some);
        assert_eq!(says(&on_and_off), [(1, "opens"), (5, "over")]);
    }

    #[test]
    fn a_silence_in_between_begins_anew_what_is_not_open_and_closes_nothing() {
        let torn = |at: usize, loads: &[i64]| {
            run(loads.iter().enumerate().map(|(n, load)| (*load, 50, Flags::default(), n == at)))
        };
        assert_eq!(torn(1, &[95, 95, 95, 95]), []);
        assert_eq!(torn(2, &[95, 95, 95, 10, 10]), [(2, "opens")]);
        assert_eq!(torn(1, &[95, 95, 95, 95, 95]), [(4, "opens")]);
    }

    #[test]
    fn rules_do_not_touch_each_others_bytes_and_evidence_is_of_the_last_span() {
        let said = Flags { no_dns: Some(true), clock_was_wrong: Some(true) };
        let mut streaks = Streaks::default();
        let all: Vec<Finding> =
            (0..3).flat_map(|n| streaks.judge(&span(10 + n, 90 + n, 10 - n), said, false)).collect();
        let kinds: Vec<Kind> = all
            .iter()
            .map(|it| match it {
                Finding::Opens(kind, ..) => *kind,
                Finding::Lasts(..) | Finding::Over(_) => panic!("nothing was open"),
            })
            .collect();
        assert_eq!(kinds, [Kind::NoDns, Kind::WrongClock, Kind::HighCpu, Kind::LowMemory]);
        let Finding::Opens(_, since, measured) = &all[2] else { panic!("it opens") };
        assert_eq!((*since, &measured["mean"], &measured["peak"]), (10 * FIVE, &json!(92), &json!(92)));

        streaks.0 &= Streaks::without(Kind::HighCpu);
        assert_eq!(streaks.0.to_le_bytes(), [0, 3, 2, 2, 0, 0, 0, 0]);
        assert_eq!(Streaks::without(Kind::Offline), -1, "one without a streak keeps all");
    }
}
