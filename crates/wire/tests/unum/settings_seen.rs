use serde_json::{Value, json};
use wire::unum::Settings;

use crate::fixture::capture;

fn json_of(settings: Settings) -> Value {
    serde_json::from_str(&settings.encode()).unwrap()
}

#[test]
fn our_settings_are_written_as_the_agent_was_seen_to_take_them() {
    let settings = Settings::default()
        .status_every(5)
        .and_then(|s| s.devices_every(15))
        .and_then(|s| s.radios_every(15))
        .and_then(|s| s.scan_every(60))
        .and_then(|s| s.firewall_every(30))
        .and_then(|s| s.load_every(10))
        .unwrap();
    let mut seen: Value = serde_json::from_str(&capture("03-activate-debug-build").reply).unwrap();
    // The captured server also tried to redirect the agent, which refuses it.
    assert_eq!(seen.as_object_mut().unwrap().remove("set-url-pfx"), Some(json!("x")));
    assert_eq!(json_of(settings), seen);

    let seen: Value = serde_json::from_str(&capture("04-activate-release-build").reply).unwrap();
    let settings = Settings::default().status_every(15).and_then(|s| s.devices_every(30)).unwrap();
    assert_eq!(json_of(settings), seen);
}
