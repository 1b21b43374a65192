//! A speed in Mbit/s, as plans are sold: whole ones, and parts for those on copper.

use std::fmt;

use crate::words::Say;

/// The fastest that can be written: a million Mbit/s.
const MOST_KBIT: i64 = 1_000_000_000;

/// A speed, kept in kbit/s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(i64);

impl Speed {
    /// Reads Mbit/s as typed: `300`, `0.768`, and with a comma where that is how people write it.
    pub fn parse(text: &str) -> Result<Speed, Say> {
        let refused = || Say::new("invalid-speed");
        let text = text.trim().replace(',', ".");
        if text.is_empty() {
            return Err(Say::new("missing-speed"));
        }
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if !digits(whole) || !digits(part) || whole.is_empty() || whole.len() > 7 || part.len() > 3 {
            return Err(refused());
        }
        let kbit = whole.parse::<i64>().map_err(|_| refused())? * 1000
            + format!("{part:0<3}").parse::<i64>().map_err(|_| refused())?;
        if (1..=MOST_KBIT).contains(&kbit) { Ok(Speed(kbit)) } else { Err(refused()) }
    }

    /// In kbit/s.
    pub fn kbit(self) -> i64 {
        self.0
    }

    /// From a row of ours.
    pub(crate) fn stored(kbit: i64) -> Speed {
        Speed(kbit)
    }
}

impl fmt::Display for Speed {
    /// In Mbit/s, with as many places as it needs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1000, self.0 % 1000);
        if part == 0 {
            return write!(f, "{whole}");
        }
        let part = format!("{part:03}");
        write!(f, "{whole}.{}", part.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_shown_as_it_is_sold() {
        for (typed, shown, kbit) in
            [("300", "300", 300_000), (" 0.768 ", "0.768", 768), ("1,5", "1.5", 1500), ("2.50", "2.5", 2500)]
        {
            let speed = Speed::parse(typed).unwrap();
            assert_eq!((speed.to_string().as_str(), speed.kbit()), (shown, kbit));
        }
    }

    #[test]
    fn what_is_no_speed_is_refused() {
        for text in ["0", "0.0", "-1", "1e3", "1.2345", ".5", "1.2.3", "10000000", "fast", "NaN", "٣"] {
            assert_eq!(Speed::parse(text).unwrap_err().key, "invalid-speed", "{text}");
        }
        assert_eq!(Speed::parse(" ").unwrap_err().key, "missing-speed");
    }
}
