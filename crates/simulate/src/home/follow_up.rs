//! Commands that are more than a word: what the agent asks next, and what it sends in the end.
//! Source: agent protocol 8 and 9.

use crate::agent::calls::Caller;
use crate::agent::commands::PULL_ROUTER_CONFIG;
use crate::agent::json::Json;
use crate::agent::{compact, speedtest};
use crate::call::Call;
use crate::dice::Dice;
use crate::household::Household;
use std::time::Duration;

/// A request to be sent some time after the one before.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) after: Duration,
    pub(super) call: Call,
}

/// Most items of a list that the agent takes in.
const LONGEST_LIST: usize = 64;
const LONGEST_COOKIE: usize = 32;

/// The request with which a command begins; none for a name that cannot stand in a path, which the real agent's
/// HTTP library would refuse, and for the tests that it does not know.
pub(super) fn inquiry(caller: &Caller, command: &str) -> Option<Call> {
    match command {
        PULL_ROUTER_CONFIG => Some(caller.pull_config()),
        "speedtest" => Some(caller.test_settings(None)),
        "caf_latency" | "caf_download" | "caf_upload" => Some(caller.test_settings(Some(command))),
        _ if command.starts_with("caf") => None,
        _ => fits_a_path(command).then(|| caller.payload(command)),
    }
}

/// The requests that follow from the answer to the inquiry. A shell script, which is what any unknown command
/// brings, is not run: its real effect shows in no request either.
pub(super) fn results(
    command: &str,
    answer: &[u8],
    caller: &Caller,
    house: &Household,
    dice: &mut Dice,
) -> Vec<Step> {
    match command {
        "port_scan" => port_scan(answer, caller, house),
        "fetch_urls" => fetch_urls(answer, caller, house),
        "speedtest" => speed_test(answer, caller, dice, None),
        phase if phase.starts_with("caf_") => speed_test(answer, caller, dice, Some(phase)),
        _ => Vec::new(),
    }
}

/// One result for each item: the item itself and the ports that were open.
fn port_scan(answer: &[u8], caller: &Caller, house: &Household) -> Vec<Step> {
    let Ok(Json::List(items)) = serde_json::from_slice(answer) else { return Vec::new() };
    let results = items.into_iter().take(LONGEST_LIST).filter_map(|item| {
        let mac = item.get("mac")?.text()?.to_owned();
        let Some(Json::List(asked)) = item.get("ports") else { return None };
        let asked: Vec<_> = asked.iter().filter_map(Json::text).filter_map(port_range).collect();
        let open =
            house.open_ports(&mac).iter().filter(|port| asked.iter().any(|range| range.contains(port)));
        let open = open.map(|port| Json::Text(port.to_string())).collect();
        let wait = match item.get("wait_time") {
            Some(Json::Number(wait)) => wait.as_u64().unwrap_or(5_000),
            _ => 5_000,
        };
        let Json::Object(mut result) = item else { return None };
        result.push(("open".to_owned(), Json::List(open)));
        let call = fits_a_path(&mac).then(|| caller.port_info(&mac, compact(&Json::Object(result))))?;
        Some(Step { after: Duration::from_millis(wait.min(60_000)), call })
    });
    results.collect()
}

/// "22" or "8000-8100".
fn port_range(text: &str) -> Option<std::ops::RangeInclusive<u16>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

/// Only addresses of the home's own devices answer; nothing is fetched for real, and nothing is sent for a failure.
fn fetch_urls(answer: &[u8], caller: &Caller, house: &Household) -> Vec<Step> {
    let Ok(Json::Object(items)) = serde_json::from_slice(answer) else { return Vec::new() };
    let fetched = items.iter().take(LONGEST_LIST).filter_map(|(cookie, item)| {
        let page = house.web_page(item.get("url")?.text()?)?;
        let wants = |key| item.get(key) == Some(&Json::Bool(true));
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close",
            page.len()
        );
        let contents = if wants("headers_only") {
            head
        } else if wants("headers_add") {
            format!("{head}\r\n\r\n{page}")
        } else {
            page
        };
        let fits = cookie.len() <= LONGEST_COOKIE && fits_a_path(cookie);
        let call = fits.then(|| caller.url_contents(cookie, contents.into_bytes()))?;
        Some(Step { after: Duration::from_millis(300), call })
    });
    fetched.collect()
}

/// A result after each phase: latency, download, upload. A phase of its own has one result.
fn speed_test(answer: &[u8], caller: &Caller, dice: &mut Dice, phase: Option<&str>) -> Vec<Step> {
    let Some(mut measured) = speedtest::settings(answer) else { return Vec::new() };
    let latency = dice.between(4, 45) as u32;
    let mut steps = Vec::new();
    let pings = measured.ping_endpoints.len();
    measured.ping_latencies = (0..pings).map(|_| latency + dice.between(0, 9) as u32).collect();
    if phase.is_none() || phase == Some("caf_latency") {
        measured.latency_ms = Some(latency);
        steps.push((Duration::from_secs(2), measured.clone()));
    }
    if phase.is_none() || phase == Some("caf_download") {
        measured.download_speed_kbps = Some(dice.between(40_000, 900_000) as u32);
        steps.push((Duration::from_secs(8), measured.clone()));
    }
    if phase.is_none() || phase == Some("caf_upload") {
        measured.upload_speed_kbps = Some(dice.between(8_000, 110_000) as u32);
        steps.push((Duration::from_secs(8), measured));
    }
    if let Some((_, last)) = steps.last_mut() {
        last.complete = 1;
    }
    let step =
        |(after, measured)| Step { after, call: caller.test_result(phase, speedtest::body(&measured)) };
    steps.into_iter().map(step).collect()
}

fn fits_a_path(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::Behaviour;
    use crate::household::Span;
    use crate::mac::Mac;

    /// A home with a device that offers services, and that device's MAC and address.
    fn home_with_services() -> (Household, String, String) {
        for index in 0..50 {
            let mac = Mac([0x60, 0x6c, 0x63, 0, 0, index]);
            let mut house = Household::new(mac, 0, Behaviour::Steady, 1);
            let slice = house.slice(Span { end_unix_ms: 0, length_ms: 30_000 }, true);
            let Some(found) = slice.fingerprint.and_then(|mut prints| prints.ssdp.pop()) else { continue };
            let location = found.info.split_once("LOCATION: http://").unwrap().1;
            let ip = location.split_once(':').unwrap().0.to_owned();
            return (house, found.mac, ip);
        }
        panic!("no home of fifty has a television, a printer or a speaker");
    }

    fn sent(command: &str, answer: &str, house: &Household) -> Vec<(String, String)> {
        let caller = Caller { mac: house.mac, identity: None, gzip_above: 0 };
        let steps = results(command, answer.as_bytes(), &caller, house, &mut Dice::new(1, 1));
        let seen = steps.into_iter().map(|step| (step.call.path, String::from_utf8(step.call.body).unwrap()));
        seen.collect()
    }

    #[test]
    fn a_scan_finds_open_ports_of_a_device_within_what_was_asked() {
        let (house, mac, ip) = home_with_services();
        let item = |ports: &str| format!(r#"[{{"mac":"{mac}","ipv4":"{ip}","ports":{ports}}}]"#);
        let all = sent("port_scan", &item(r#"["1-65535"]"#), &house);
        assert!(all[0].0.ends_with(&format!("devices/{mac}/port_info")));
        assert!(!all[0].1.ends_with(r#""open":[]}"#));
        assert!(sent("port_scan", &item(r#"["7"]"#), &house)[0].1.ends_with(r#""open":[]}"#));
    }

    #[test]
    fn a_page_of_a_device_is_fetched_and_one_of_the_world_is_not() {
        let (house, _, ip) = home_with_services();
        let answer = format!(
            r#"{{"cookie-1":{{"url":"http://{ip}:8060/","headers_add":true}},
                 "cookie-2":{{"url":"http://{ip}/","headers_only":true}},
                 "cookie-3":{{"url":"http://198.51.100.1/"}},
                 "../../x":{{"url":"http://{ip}/"}}}}"#
        );
        let pages = sent("fetch_urls", &answer, &house);
        assert_eq!(pages.len(), 2);
        assert!(pages[0].0.ends_with("url_contents/cookie-1"));
        assert!(pages[0].1.starts_with("HTTP/1.1 200 OK\r\n") && pages[0].1.ends_with("</root>"));
        assert!(pages[1].1.ends_with("Connection: close"));
    }

    #[test]
    fn a_script_or_nonsense_has_no_results() {
        let (house, ..) = home_with_services();
        assert!(sent("say_hello", r#"{"command":"reboot"}"#, &house).is_empty());
        for command in ["port_scan", "fetch_urls", "speedtest", "caf_upload"] {
            assert!(sent(command, "nonsense", &house).is_empty());
        }
    }
}
