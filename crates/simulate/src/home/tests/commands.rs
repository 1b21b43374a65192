use super::script::{Now, Told, live};
use crate::behaviour::Behaviour;

/// A home whose first telemetry is answered with commands, and whose other requests are answered by `rules`.
async fn told_to(
    commands: &'static str,
    seconds: u64,
    rules: fn(&str, usize) -> Option<&'static str>,
) -> Told {
    live(Behaviour::Steady, seconds, move |what, before| match what {
        "telemetry" if before == 0 => Some(Now(200, commands)),
        _ => rules(what, before).map(|body| Now(200, body)),
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn restart_and_reboot_are_told_apart_by_the_next_start() {
    let restarted = told_to(r#"{"cmds":["restart_agent"]}"#, 60, |_, _| None).await;
    assert_eq!(restarted.reasons(), ["normal_start", "server-cmd"]);
    let rebooted = told_to(r#"{"cmds":["reboot"]}"#, 120, |_, _| None).await;
    assert_eq!(rebooted.reasons(), ["normal_start", "normal_start"]);
    assert_eq!(rebooted.times("activate"), [0, 45]);
    assert_eq!(rebooted.of("certificate").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_batch_runs_one_command_in_ten_seconds_and_only_the_first_at_once() {
    let told = told_to(r#"{"cmds":["a","b","c"]}"#, 60, |_, _| None).await;
    assert_eq!(told.times("commands/a"), [0]);
    assert_eq!(told.times("commands/b"), [10]);
    assert_eq!(told.times("commands/c"), [20]);
    assert_eq!(told.counts.commands, 3);
}

#[tokio::test(start_paused = true)]
async fn a_name_that_would_break_a_request_is_never_asked_for() {
    let told = told_to(r#"{"cmds":["a b\r\nX: y","../x"]}"#, 60, |_, _| None).await;
    assert!(told.all().iter().all(|seen| !seen.what.starts_with("commands/")));
}

#[tokio::test(start_paused = true)]
async fn a_scan_is_made_when_asked_for() {
    let told = told_to(r#"{"cmds":["wireless_scan"]}"#, 60, |_, _| None).await;
    assert_eq!(told.times("neighboring_access_points"), [0, 10]);
}

#[tokio::test(start_paused = true)]
async fn a_pulled_configuration_is_asked_for_until_it_comes_and_then_reported() {
    let told = told_to(r#"{"cmds":["pull_router_config"]}"#, 100, |what, before| match (what, before) {
        // The upload at the start and the first pull share the path; the second pull comes a minute later.
        ("router_configs/raw", 1) => Some(""),
        ("router_configs/raw", 2) => Some("ssid_wlan=\"NewName\"\n"),
        _ => None,
    })
    .await;
    let config = told.of("router_configs/raw");
    assert_eq!(config.iter().map(|seen| seen.at).collect::<Vec<_>>(), [0, 0, 60, 60]);
    assert!(config[0].body.ends_with(&[0]) && config[1].body.is_empty() && config[2].body.is_empty());
    assert_eq!(config[3].body, b"ssid_wlan=\"NewName\"\n\0");
}

#[tokio::test(start_paused = true)]
async fn a_port_scan_echoes_each_item_with_its_keys_in_order() {
    let told = told_to(r#"{"cmds":["port_scan"]}"#, 60, |what, _| {
        (what == "commands/port_scan").then_some(
            r#"[{"mac":"5c:aa:fd:00:00:01","ipv4":"192.168.77.103","ports":["22"],"wait_time":1000,"tag":"x"}]"#,
        )
    })
    .await;
    let result = &told.of("devices/5c:aa:fd:00:00:01/port_info")[0];
    assert_eq!(result.at, 1);
    assert_eq!(
        String::from_utf8(result.body.clone()).unwrap(),
        r#"{"mac":"5c:aa:fd:00:00:01","ipv4":"192.168.77.103","ports":["22"],"wait_time":1000,"tag":"x","open":[]}"#
    );
}

const TEST_SETTINGS: &str = r#"{"endpoint_domain":"203.0.113.1","endpoint_protocol":"http://","endpoint_port":8080,
    "download_concurrency":2,"latency_samples":3,"ookla_size":4000,"num_sizes":2,"test_timeout_in_sec":6,
    "ping_endpoints":[{"domain":"203.0.113.1","samples":2}]}"#;

#[tokio::test(start_paused = true)]
async fn a_speed_test_reports_after_each_phase() {
    let told = told_to(r#"{"cmds":["speedtest"]}"#, 60, |what, _| {
        (what == "speed_tests/settings").then_some(TEST_SETTINGS)
    })
    .await;
    let results: Vec<_> =
        told.of("speed_tests").iter().map(|seen| seen.json()["speed_test"].clone()).collect();
    assert_eq!(results.len(), 3);
    assert!(results[0]["download_speed_kbps"].is_null() && results[0]["latency_ms"].is_u64());
    assert!(results[1]["download_speed_kbps"].is_u64() && results[1]["upload_speed_kbps"].is_null());
    assert!(results[2]["upload_speed_kbps"].is_u64());
    assert_eq!(
        results.iter().map(|result| result["complete"].as_u64().unwrap()).collect::<Vec<_>>(),
        [0, 0, 1]
    );
}

#[tokio::test(start_paused = true)]
async fn a_speed_test_without_settings_reports_nothing() {
    let told = told_to(r#"{"cmds":["speedtest"]}"#, 60, |_, _| None).await;
    assert_eq!(told.of("speed_tests/settings").len(), 1);
    assert!(told.of("speed_tests").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_search_for_services_shows_in_the_next_slice_only() {
    let told = told_to(r#"{"cmds":["do_ssdp_discovery"]}"#, 60, |_, _| None).await;
    let found = |number: usize| {
        let slice = told.of("devices/telemetry")[number].json();
        slice["fingerprint"]["ssdp"].as_array().unwrap().len()
    };
    assert!(found(0) > 0);
    assert_eq!(found(1), 0);
}

#[tokio::test(start_paused = true)]
async fn a_test_of_one_phase_has_a_single_result() {
    let told = told_to(r#"{"cmds":["caf_latency"]}"#, 30, |what, _| {
        what.ends_with("caf_latency/settings").then_some(TEST_SETTINGS)
    })
    .await;
    let results: Vec<_> = told.all().iter().filter(|seen| seen.what.ends_with("caf_latency")).collect();
    assert_eq!(results.len(), 1);
    let result = results[0].json();
    assert_eq!(result["speed_test"]["complete"], 1);
    assert!(result["speed_test"]["download_speed_kbps"].is_null());
}

#[tokio::test(start_paused = true)]
async fn a_test_of_an_unknown_phase_does_nothing() {
    let told = told_to(r#"{"cmds":["caf_magic"]}"#, 30, |_, _| None).await;
    assert!(told.all().iter().all(|seen| !seen.what.contains("caf_magic")));
}
