//! The post that opens every run of an agent. Source: agent protocol 3.5; captures/03 to 07.

use super::fields::{Fields, object};
use crate::report::{Crash, Start, StartReason};
use crate::{Mac, Malformed};

/// The longest name, version or key that is believed, in bytes. Agents cut theirs at 31 or little more.
const WORD: usize = 128;
/// The longest text about a crash.
const STORY: usize = 4096;

/// Reads the body of an activate request.
///
/// # Errors
///
/// [`Malformed`] when the body is no JSON object. Do not answer that by a 400.
pub fn decode_start(body: &[u8]) -> Result<Start, Malformed> {
    let map = object(body)?;
    let fields = Fields::of(&map);
    let reason_word = fields.text("start_reason", WORD);
    Ok(Start {
        hardware: fields.text("hardware_type", WORD),
        firmware: fields.text("firmware_version", WORD),
        agent_version: fields.text("unum_agent_version", WORD),
        reason: reason_word.as_deref().map(reason),
        reason_word,
        uptime_seconds: fields.count("uptime"),
        serial: fields.text("serial_number", WORD),
        label_key: fields.text("auth_info_key", WORD),
        wan_mac: fields.mac("wan_mac_address"),
        macs: fields.text("mac_list", STORY).as_deref().map(macs).unwrap_or_default(),
        developer_build: fields.flag("developer_build"),
        crash: crash(fields),
    })
}

fn reason(word: &str) -> StartReason {
    match word {
        "normal_start" => StartReason::Normal,
        "server-cmd" => StartReason::Asked,
        "exception" | "test-crash" | "wd-timeout" => StartReason::Crashed,
        "start-fail" | "support-start-fail" | "test-fail" | "reboot-fail" | "fw-process-fail" => {
            StartReason::Failed
        }
        "conncheck" => StartReason::Unreachable,
        "opmode-change" => StartReason::ModeChanged,
        "provision" => StartReason::Provisioned,
        _ => StartReason::Other,
    }
}

/// The protocol does not say what stands between the addresses of `mac_list`, so anything may.
fn macs(text: &str) -> Vec<Mac> {
    let mut macs = Vec::new();
    for mac in text.split(|c: char| !c.is_ascii_hexdigit() && c != ':').filter_map(|word| word.parse().ok()) {
        if !macs.contains(&mac) {
            macs.push(mac);
        }
    }
    macs
}

fn crash(fields: Fields<'_>) -> Option<Crash> {
    let info = fields.inside("crash_info");
    let crash = Crash {
        kind: info.text("type", WORD),
        location: info.text("location", STORY),
        description: info.text("description", STORY),
        report_url: info.text("report_url", STORY),
    };
    (crash != Crash::default()).then_some(crash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_on_a_build_with_the_tracer_tells_its_story() {
        let body = r#"{"start_reason":"exception",
            "crash_info":{"type":"SIGSEGV","location":"main.c:7","description":5}}"#;
        let start = decode_start(body.as_bytes()).unwrap();
        assert_eq!(start.reason, Some(StartReason::Crashed));
        let crash = start.crash.unwrap();
        assert_eq!(crash.kind.as_deref(), Some("SIGSEGV"));
        assert_eq!(crash.location.as_deref(), Some("main.c:7"));
        assert_eq!(crash.description, None, "a number is no description");
    }

    #[test]
    fn the_addresses_of_the_box_may_stand_in_any_list() {
        let body = br#"{"mac_list":"60:6C:63:00:AA:01, 60:6c:63:00:aa:02;nonsense 60:6c:63:00:aa:01"}"#;
        let macs = decode_start(body).unwrap().macs;
        assert_eq!(macs, ["60:6c:63:00:aa:01".parse().unwrap(), "60:6c:63:00:aa:02".parse().unwrap()]);
    }

    #[test]
    fn every_reason_that_agents_give_has_a_meaning() {
        let meanings = [
            ("normal_start", StartReason::Normal),
            ("server-cmd", StartReason::Asked),
            ("exception test-crash wd-timeout", StartReason::Crashed),
            ("start-fail support-start-fail test-fail reboot-fail fw-process-fail", StartReason::Failed),
            ("conncheck", StartReason::Unreachable),
            ("opmode-change", StartReason::ModeChanged),
            ("provision", StartReason::Provisioned),
            ("self_restart deviceinfo killed", StartReason::Other),
        ];
        for (words, meaning) in meanings {
            for word in words.split(' ') {
                assert_eq!(reason(word), meaning, "{word}");
            }
        }
    }

    #[test]
    fn a_word_we_never_heard_is_kept() {
        let start = decode_start(br#"{"start_reason":"full-moon"}"#).unwrap();
        assert_eq!(
            (start.reason, start.reason_word.as_deref()),
            (Some(StartReason::Other), Some("full-moon"))
        );
    }
}
