//! An entry in words.

use care::audit::{Details, Entry};
use care::words::{Words, calendar};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::staff::told;
use crate::staff::views::Fact;
use crate::ui::When;

/// Details whose names have words; others are shown by their own name.
const NAMES: &[(&str, &str)] = &[
    ("address", "install-address"),
    ("before", "access-level"),
    ("billing_day", "billing-day"),
    ("colour", "brand-colour"),
    ("count", "audit-count"),
    ("customer", "customer"),
    ("device", "device"),
    ("down", "plan-down"),
    ("email", "email"),
    ("history_days", "history-days"),
    ("isp", "isp-name"),
    ("mac", "mac"),
    ("name", "name"),
    ("note", "issue-note"),
    ("person", "audit-person"),
    ("phone", "phone"),
    ("plan", "plan"),
    ("reports", "customer-reports"),
    ("retention_days", "retention-days"),
    ("role", "access-level"),
    ("router", "router"),
    ("timezone", "timezone"),
    ("up", "plan-up"),
    ("web", "support-web"),
    ("what", "two-factor"),
];

/// What sentences say of people and things, and cannot any more once it was erased.
const GAPS: [&str; 9] = ["before", "count", "customer", "email", "issue", "name", "plan", "role", "what"];

/// A time to the second; script says it again in the reader's own zone.
pub(in crate::staff) fn exactly(at: Timestamp, w: Words) -> When {
    let exact = calendar::said_at("%-d %b %Y, %H:%M:%S UTC", &at.to_zoned(TimeZone::UTC), w);
    When { iso: at.to_string(), said: exact.clone(), exact }
}

/// Who did it, as they were called then.
pub(super) fn who(entry: &Entry, w: Words) -> String {
    let name = entry.personal.as_ref().and_then(|personal| personal.actor.clone());
    name.unwrap_or_else(|| {
        w.t(match (entry.actor_kind.as_str(), &entry.personal) {
            ("shell", _) => "operator",
            ("system", _) => "product",
            (_, None) => "audit-erased-name",
            _ => "audit-somebody",
        })
    })
}

/// As what they did it.
pub(super) fn who_kind(entry: &Entry, w: Words) -> String {
    w.t(match entry.actor_kind.as_str() {
        "staff" => "audit-who-staff",
        "person" => "audit-who-person",
        "subscriber" => "audit-who-subscriber",
        "shell" => "audit-who-shell",
        "system" => "audit-who-system",
        _ => "audit-who-anyone",
    })
}

/// What was done.
pub(super) fn sentence(entry: &Entry, w: Words) -> String {
    let details = entry.details.clone().unwrap_or_else(|| erased(w));
    told::sentence(&entry.kind, who(entry, w), w.t("timeline-a-home"), &details, w)
}

/// Details that say of each thing that it was erased.
pub(in crate::staff) fn erased(w: Words) -> Details {
    GAPS.iter().map(|gap| ((*gap).to_owned(), format!("({})", w.t("audit-erased")).into())).collect()
}

/// What the sentence does not say.
pub(in crate::staff) fn facts(details: Option<&Details>, sentence: &str, w: Words) -> Vec<Fact> {
    let Some(details) = details else {
        return vec![Fact { name: w.t("audit-details"), before: None, value: w.t("audit-erased") }];
    };
    let mut facts = Vec::new();
    for (name, value) in details {
        let fact = match value {
            // An old value that stands beside its new one is told with it.
            _ if name == "before" && details.contains_key("role") => continue,
            // The sentence tells it in people's words.
            _ if name == "issue" || name == "reason" => continue,
            Value::Object(change) => (change.get("before"), change.get("after")),
            value if name == "role" => (details.get("before"), Some(value)),
            value => (None, Some(value)),
        };
        let (before, now) = (fact.0.map(|it| word(it, w)), fact.1.map(|it| word(it, w)));
        let value = now.unwrap_or_default();
        if before.is_none() && sentence.contains(&value) {
            continue;
        }
        let key = NAMES.iter().find(|(known, _)| known == name);
        let name = key.map_or_else(|| name.replace('_', " "), |(_, key)| w.t(key));
        facts.push(Fact { name, before, value });
    }
    facts
}

/// A value as people read it.
fn word(value: &Value, w: Words) -> String {
    match value.as_str() {
        Some("") => w.t("audit-nothing"),
        Some("admin") => w.t("role-admin"),
        Some("user") => w.t("role-user"),
        Some("read_only") => w.t("role-read-only"),
        Some("on") => w.t("reports-on"),
        Some("off") => w.t("reports-off"),
        Some(text) => text.to_owned(),
        None if value.is_null() => w.t("audit-nothing"),
        None => value.to_string(),
    }
}
