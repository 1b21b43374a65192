//! How much of the time a home was online, in words that say no more than is known.

use care::history::Availability;
use care::words::Words;
use care::words::calendar::said;
use jiff::Zoned;
use jiff::civil::Date;

use super::lasting;
use crate::staff::views::DayCell;

/// The time of which something is known, by the home's own clocks.
pub(super) struct Known {
    /// When it was first heard.
    pub(super) since: Zoned,
    /// The day on which somebody looks.
    pub(super) today: Date,
}

impl Known {
    /// All days in one sentence: of how long, and how often and how long it was offline.
    pub(super) fn summary(&self, days: &[Availability], w: Words) -> String {
        let (seconds, offline, times) = days.iter().fold((0, 0, 0), |(seconds, offline, times), it| {
            (seconds + it.seconds, offline + it.offline, times + it.times)
        });
        let Some(share) = share(&Availability { day: self.today, seconds, offline, times }, w) else {
            return w.t("availability-soon");
        };
        let first = self.since.date();
        let (over, since) = if days.first().is_some_and(|it| first < it.day) {
            ("month", String::new())
        } else if first == self.today {
            ("today", self.clock())
        } else {
            ("days", said("%-d %b", first, w))
        };
        let mut args = vec![
            ("share".to_owned(), share),
            ("over".to_owned(), over.to_owned()),
            ("since".to_owned(), since),
        ];
        if offline == 0 {
            return w.told("availability-full", &args);
        }
        args.extend([("times".to_owned(), times.to_string()), ("lasting".to_owned(), lasting(offline, w))]);
        w.told("availability-part", &args)
    }

    /// One day.
    pub(super) fn cell(&self, it: &Availability, w: Words) -> DayCell {
        let is_first = it.day == self.since.date();
        let day = said("%a %-d %b", it.day, w);
        let day = if is_first && it.seconds > 0 {
            w.t2("day-from", "day", day, "since", self.clock())
        } else {
            day
        };
        let (class, text) = match (it.basis_points(), it.offline) {
            (None, _) => ("", w.t1("day-unknown", "day", day)),
            (Some(_), 0) if is_first => ("full", w.t1("day-online", "day", day)),
            (Some(_), 0) if it.day == self.today => ("full", w.t1("day-so-far", "day", day)),
            (Some(_), 0) => ("full", w.t1("day-full", "day", day)),
            (Some(share), offline) => {
                let args = [
                    ("day".to_owned(), day),
                    ("lasting".to_owned(), lasting(offline, w)),
                    ("times".to_owned(), it.times.to_string()),
                ];
                (if share < 5_000 { "most" } else { "part" }, w.told("day-part", &args))
            }
        };
        DayCell { class, text }
    }

    /// The time of day at which it was first heard.
    fn clock(&self) -> String {
        self.since.strftime("%H:%M").to_string()
    }
}

/// "99.87 %", as its reader writes numbers.
fn share(it: &Availability, w: Words) -> Option<String> {
    it.basis_points().map(|share| {
        let (whole, rest) = (share / 100, share % 100);
        w.t2("share-of-hundred", "whole", whole, "rest", format!("{rest:02}").as_str())
    })
}

#[cfg(test)]
mod tests {
    use care::words::Language;
    use jiff::Span;

    use super::*;

    /// Thirty days up to the 27th of November at this time, of a home that was first heard so long ago.
    fn home(heard: &str, offline: i64) -> (Known, Vec<Availability>) {
        let now: Zoned = "2026-11-27T14:30:00[America/Los_Angeles]".parse().unwrap();
        let since: Zoned = heard.parse().unwrap();
        let today = now.date();
        let days = (0..30).rev().map(|n| {
            let day = today.checked_sub(Span::new().days(n)).unwrap();
            let midnight = |day: Date| day.to_zoned(now.time_zone().clone()).unwrap();
            let (begin, end) =
                (midnight(day).max(since.clone()), midnight(day.tomorrow().unwrap()).min(now.clone()));
            let seconds = begin.duration_until(&end).as_secs().max(0);
            let offline = if day == today { offline } else { 0 };
            Availability { day, seconds, offline, times: usize::from(offline > 0) }
        });
        let days = days.collect();
        (Known { since, today }, days)
    }

    fn told(heard: &str, offline: i64, language: Language) -> (String, String, String) {
        let ((known, days), w) = (home(heard, offline), Words::of(language));
        let first = days.iter().find(|it| it.seconds > 0).unwrap_or(&days[29]);
        (known.summary(&days, w), known.cell(first, w).text, known.cell(&days[29], w).text)
    }

    #[test]
    fn a_home_that_is_half_a_minute_old_is_said_to_be_online_since_then() {
        let at = "2026-11-27T14:29:30[America/Los_Angeles]";
        let (all, _, today) = told(at, 0, Language::English);
        assert_eq!(all, "100.00 % since 14:29 today.");
        assert_eq!(today, "Fri 27 Nov, from 14:29 on: online");
        let (all, _, today) = told(at, 0, Language::Spanish);
        assert_eq!(all, "100,00 % desde las 14:29 de hoy.");
        assert_eq!(today, "vie 27 nov, desde las 14:29: en línea");
        let (all, _, today) = told("2026-11-27T14:30:00[America/Los_Angeles]", 0, Language::English);
        assert_eq!(
            (all.as_str(), today.as_str()),
            ("The router was heard just now.", "Fri 27 Nov: not known")
        );
    }

    #[test]
    fn a_home_that_is_ten_days_old_is_not_said_to_have_been_online_for_thirty() {
        let at = "2026-11-17T06:05:00[America/Los_Angeles]";
        let (all, first, today) = told(at, 0, Language::English);
        assert_eq!(all, "100.00 % since 17 Nov.");
        assert_eq!(
            (first.as_str(), today.as_str()),
            ("Tue 17 Nov, from 06:05 on: online", "Fri 27 Nov: online so far")
        );
        let (all, _, today) = told(at, 600, Language::English);
        assert_eq!(all, "99.93 % since 17 Nov; offline once, 10 min in all.");
        assert_eq!(today, "Fri 27 Nov: offline 10 min, once");
        let (all, _, _) = told(at, 600, Language::Spanish);
        assert_eq!(all, "99,93 % desde el 17 nov; sin conexión una vez, 10 min en total.");
    }

    #[test]
    fn one_that_was_there_before_is_told_of_the_last_thirty_days() {
        let (all, first, _) = told("2026-01-02T06:05:00[America/Los_Angeles]", 0, Language::English);
        assert_eq!(
            (all.as_str(), first.as_str()),
            ("100.00 % of the last 30 days.", "Thu 29 Oct: online all day")
        );
    }
}
