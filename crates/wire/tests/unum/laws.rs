use proptest::prelude::*;
use serde_json::Value;
use wire::report::{Said, Status};
use wire::unum::{decode_start, decode_status, decode_wifi};

use crate::generate::{agent_json, telemetry};

/// Everything the decoders make of a body, as JSON.
fn decoded(body: &[u8]) -> Vec<Value> {
    let json = |value: Result<Value, _>| value.unwrap();
    [
        decode_start(body).ok().map(|start| json(serde_json::to_value(start))),
        decode_status(body).ok().map(|status| json(serde_json::to_value(status))),
        decode_wifi(body).ok().map(|wifi| json(serde_json::to_value(wifi))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether every database column could hold it.
fn can_be_stored(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= 3 * 4096 && !text.contains(char::is_control),
        Value::Number(number) => number.as_i64().is_some(),
        Value::Array(items) => items.iter().all(can_be_stored),
        Value::Object(map) => map.values().all(can_be_stored),
        Value::Null | Value::Bool(_) => true,
    }
}

fn status(body: &Value) -> Status {
    decode_status(body.to_string().as_bytes()).unwrap()
}

fn merged(mut older: Status, newer: Status) -> Status {
    older.merge(newer);
    older
}

proptest! {
    #[test]
    fn no_bytes_bring_a_decoder_down(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(decoded(&bytes).iter().all(can_be_stored));
    }

    #[test]
    fn whatever_an_object_holds_it_is_read_and_can_be_stored(body in agent_json()) {
        let decoded = decoded(body.to_string().as_bytes());
        prop_assert_eq!(decoded.len(), 3, "an object was refused");
        for report in decoded {
            prop_assert!(can_be_stored(&report), "{report}");
        }
    }

    #[test]
    fn a_cut_off_object_is_malformed_and_nothing_worse(body in agent_json(), cut in any::<prop::sample::Index>()) {
        let text = body.to_string().into_bytes();
        prop_assert!(decoded(&text[..cut.index(text.len())]).is_empty());
    }

    #[test]
    fn indenting_changes_nothing(body in agent_json()) {
        let indented = serde_json::to_vec_pretty(&body).unwrap();
        prop_assert_eq!(decoded(&indented), decoded(body.to_string().as_bytes()));
    }

    #[test]
    fn a_batch_may_be_folded_in_any_grouping(a in telemetry(), b in telemetry(), c in telemetry()) {
        let [a, b, c] = [a, b, c].map(|body| status(&body));
        let one_by_one = merged(merged(a.clone(), b.clone()), c.clone());
        prop_assert_eq!(one_by_one, merged(a, merged(b, c)));
    }

    #[test]
    fn a_full_report_forgets_everything_before_it(before in telemetry(), mut full in telemetry()) {
        full["seq_num"] = 0.into();
        prop_assert_eq!(merged(status(&before), status(&full)), status(&full));
    }

    #[test]
    fn a_later_report_changes_what_it_says_and_nothing_else(before in telemetry(), mut later in telemetry()) {
        later["seq_num"] = 3.into();
        let (before, later) = (status(&before), status(&later));
        // As JSON, what a report does not say is not there; so the fold is one object laid over the other.
        let mut expected = serde_json::to_value(&before).unwrap();
        lay_over(&mut expected, serde_json::to_value(&later).unwrap());
        expected["full"] = before.full.into();
        prop_assert_eq!(serde_json::to_value(merged(before, later)).unwrap(), expected);
    }
}

fn lay_over(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                lay_over(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

#[test]
fn a_router_turned_access_point_has_no_wan_address_any_more() {
    let gateway = decode_status(&crate::fixture::capture("10-telemetry-first").body).unwrap();
    let access_point = decode_status(&crate::fixture::capture("14-telemetry-ap-mode").body).unwrap();
    assert!(gateway.wan.ipv4.value().is_some());
    assert_eq!(merged(gateway, access_point).wan.ipv4, Said::Unsaid);
}
