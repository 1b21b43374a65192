//! The promise of `wire` that is checked beside "no panic": what comes out can be stored.

use serde_json::Value;

/// Ends the run if any text of a decoded report holds a control character or any number leaves 64 signed bits.
pub fn check(report: impl serde::Serialize) {
    let report = serde_json::to_value(report).expect("reports are JSON");
    assert!(fits(&report), "{report} cannot be stored");
}

fn fits(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= 3 * 4096 && !text.contains(char::is_control),
        Value::Number(number) => number.as_i64().is_some(),
        Value::Array(items) => items.iter().all(fits),
        Value::Object(map) => map.values().all(fits),
        Value::Null | Value::Bool(_) => true,
    }
}
