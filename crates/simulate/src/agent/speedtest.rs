//! Results of a speed test. Source: agent protocol 9, captures/61.

use serde::Serialize;
use serde_json::Value;

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct SpeedTest {
    pub(crate) speed_test: Measured,
}

/// Phases that have not run yet are absent.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(crate) struct Measured {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) test_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) download_speed_kbps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) upload_speed_kbps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) latency_ms: Option<u32>,
    pub(crate) ping_endpoints: Vec<String>,
    pub(crate) ping_latencies: Vec<u32>,
    pub(crate) endpoint: String,
    /// 1 in the last post of a test.
    pub(crate) complete: u8,
}

/// The body of a result: cut to 255 bytes whether or not that breaks the JSON, a bug of the real agent.
pub(crate) fn body(measured: &Measured) -> Vec<u8> {
    let mut body = super::compact(&SpeedTest { speed_test: measured.clone() });
    body.truncate(255);
    body
}

/// Reads test settings. None if a required key is missing or out of range; the real agent then measures against a
/// stranger's server and reports nothing.
pub(crate) fn settings(answer: &[u8]) -> Option<Measured> {
    let told: Value = serde_json::from_slice(answer).ok()?;
    for (key, range) in [
        ("download_concurrency", 1..=10),
        ("latency_samples", 1..=10),
        ("ookla_size", 1000..=10_000),
        ("num_sizes", 1..=10),
        ("test_timeout_in_sec", 5..=120),
    ] {
        told.get(key)?.as_u64().filter(|value| range.contains(value))?;
    }
    let listed = told.pointer("/endpoints/0/domain");
    let endpoint = told.get("endpoint_domain").or(listed)?.as_str()?.to_owned();
    let pings = told.get("ping_endpoints").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let ping_endpoints = pings.iter().filter_map(|ping| ping.get("domain")?.as_str()).take(5);
    Some(Measured {
        test_id: told.get("test_id").and_then(Value::as_i64),
        ping_endpoints: ping_endpoints.map(str::to_owned).collect(),
        endpoint,
        ..Measured::default()
    })
}
