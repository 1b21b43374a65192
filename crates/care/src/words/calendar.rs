//! Days as people write them, with names in the reader's language.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Words;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A form for `strftime` in which `%a` and `%b` are this day's own names already, short: jiff knows them in English only.
fn form(form: &str, day: Date, w: Words) -> String {
    let name = |names: &[&str], nth: i8| {
        names.get(usize::try_from(nth).unwrap_or_default()).map(|key| w.t(key)).unwrap_or_default()
    };
    form.replace("%a", &name(&WEEKDAYS, day.weekday().to_monday_zero_offset()))
        .replace("%b", &name(&MONTHS, day.month() - 1))
}

/// A time in this form, by the clocks of its zone.
pub fn said_at(text: &str, at: &Zoned, w: Words) -> String {
    at.strftime(&form(text, at.date(), w)).to_string()
}

/// A moment by the clocks of UTC, where nobody knows the reader's zone.
pub fn said_in_utc(at: Timestamp, w: Words) -> String {
    said_at("%-d %b %Y, %H:%M UTC", &at.to_zoned(TimeZone::UTC), w)
}

/// A day with its month and year.
pub fn whole_day(day: Date, w: Words) -> String {
    said("%-d %b %Y", day, w)
}

/// A day in this form.
pub fn said(text: &str, day: Date, w: Words) -> String {
    day.strftime(&form(text, day, w)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use jiff::civil::date;

    #[test]
    fn a_day_has_its_names_in_every_language() {
        let said =
            |day: Date, language| day.strftime(&form("%a %-d %b %Y", day, Words::of(language))).to_string();
        assert_eq!(said(date(2026, 11, 27), Language::English), "Fri 27 Nov 2026");
        assert_eq!(said(date(2026, 11, 27), Language::Spanish), "vie 27 nov 2026");
        // Ours in English are jiff's, on every day of a year.
        for day in date(2026, 1, 1).series(jiff::Span::new().days(1)).take(365) {
            assert_eq!(said(day, Language::English), day.strftime("%a %-d %b %Y").to_string());
        }
    }
}
