//! Lenient reading of one JSON object.
//!
//! Every getter gives nothing for a key that is missing, of the wrong type or out of range, so that no single key can
//! cost a report. Source: agent protocol 16, point 5.

use std::ops::RangeInclusive;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::report::Said;
use crate::{Mac, Malformed};

/// Reads a body as an object: a trailing NUL is ignored, and of a repeated key the last one counts.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, Malformed> {
    // Agents relay bytes that they heard on the air; one bad byte in a text must not cost the report.
    let text = String::from_utf8_lossy(body);
    match serde_json::from_str(text.trim_end_matches('\0'))? {
        Value::Object(map) => Ok(map),
        _ => Err(Malformed::NotAnObject),
    }
}

/// The keys of one object.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(Option<&'a Map<String, Value>>);

impl<'a> Fields<'a> {
    pub(super) fn of(map: &'a Map<String, Value>) -> Self {
        Self(Some(map))
    }

    fn get(self, key: &str) -> Option<&'a Value> {
        self.0?.get(key)
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The object under `key`; one without keys when there is none.
    pub(super) fn inside(self, key: &str) -> Self {
        Self(self.get(key).and_then(Value::as_object))
    }

    /// The list under `key`.
    pub(super) fn list(self, key: &str) -> Option<&'a [Value]> {
        self.get(key)?.as_array().map(Vec::as_slice)
    }

    /// The objects in the list under `key`; what is no object is skipped.
    pub(super) fn objects(self, key: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.list(key).unwrap_or_default().iter().filter_map(Value::as_object).map(Self::of)
    }

    /// Text of at most `longest` bytes, trimmed, its control characters replaced. Longer text is skipped, for half a
    /// serial number is a wrong one.
    pub(super) fn text(self, key: &str, longest: usize) -> Option<String> {
        let text = self.get(key)?.as_str()?.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        let fits = !text.is_empty() && text.len() <= longest;
        fits.then(|| text.replace(char::is_control, "\u{fffd}"))
    }

    /// A whole number that is not negative and fits a signed 64-bit column.
    pub(super) fn count(self, key: &str) -> Option<u64> {
        self.get(key)?.as_i64()?.try_into().ok()
    }

    /// A whole number within `range`.
    pub(super) fn number<T: TryFrom<i64> + PartialOrd>(
        self,
        key: &str,
        range: RangeInclusive<T>,
    ) -> Option<T> {
        let number = self.get(key)?.as_i64()?.try_into().ok()?;
        range.contains(&number).then_some(number)
    }

    /// A percentage.
    pub(super) fn percent(self, key: &str) -> Option<u8> {
        self.number(key, 0..=100)
    }

    /// Whether `key` is there as yes: agents write 1, `"1"` or true.
    pub(super) fn flag(self, key: &str) -> bool {
        self.yes_or_no(key) == Some(true)
    }

    /// Yes or no, if said.
    pub(super) fn yes_or_no(self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => Some(number.as_i64()? != 0),
            Value::String(text) if text == "1" => Some(true),
            Value::String(text) if text == "0" => Some(false),
            _ => None,
        }
    }

    /// What the text under `key` parses to.
    pub(super) fn parsed<T: FromStr>(self, key: &str) -> Option<T> {
        self.get(key)?.as_str()?.trim().parse().ok()
    }

    /// What the text under `key` parses to. An empty text says that there is none; a wrong one says nothing.
    pub(super) fn said<T: FromStr>(self, key: &str) -> Said<T> {
        match self.get(key).and_then(Value::as_str).map(str::trim) {
            Some("") => Said::None,
            Some(text) => text.parse().map_or(Said::Unsaid, Said::Some),
            None => Said::Unsaid,
        }
    }

    /// What the texts in the list under `key` parse to; wrong ones are skipped.
    pub(super) fn parsed_list<T: FromStr>(self, key: &str) -> Option<Vec<T>> {
        let texts = self.list(key)?.iter().filter_map(Value::as_str);
        Some(texts.filter_map(|text| text.trim().parse().ok()).collect())
    }

    /// A MAC address.
    pub(super) fn mac(self, key: &str) -> Option<Mac> {
        self.parsed(key)
    }
}
