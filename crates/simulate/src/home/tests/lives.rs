use super::script::{Late, Nothing, Now, kindly, live, live_at};
use crate::behaviour::Behaviour;
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_home_checks_the_time_gets_its_certificate_activates_and_reports_on_schedule() {
    let told = live(Behaviour::Steady, 310, kindly).await;
    let first: Vec<&str> = told.all().iter().take(6).map(|seen| seen.what.as_str()).collect();
    assert_eq!(first, ["/time", "certificate", "activate", "telemetry", "router_configs/raw", "firewall"]);
    assert_eq!(told.times("telemetry")[..4], [0, 15, 30, 45]);
    assert_eq!(told.times("telemetry").len(), 21);
    assert_eq!(told.times("radios")[..3], [5, 35, 65]);
    assert_eq!(told.times("devices/telemetry")[..3], [30, 60, 90]);
    assert_eq!(told.times("neighboring_access_points"), [10]);
    assert_eq!(told.times("firewall"), [0, 300]);
    assert_eq!(told.times("router_configs/raw"), [0], "the server has it; it did not change");
    assert_eq!(told.reasons(), ["normal_start"]);
    assert_eq!(told.counts.sent, told.counts.acknowledged);
    assert_eq!((told.counts.certificates, told.counts.activations, told.counts.missed), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn the_certificate_is_offered_on_every_request_once_there_is_one() {
    let told = live(Behaviour::Steady, 60, kindly).await;
    for (number, seen) in told.all().iter().enumerate() {
        assert_eq!(seen.identified, number >= 2, "{}", seen.what);
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_sets_the_periods_with_its_answer_to_the_activation() {
    let told = live(Behaviour::Steady, 60, |what, _| {
        (what == "activate").then_some(Now(200, r#"{"rtr-t-period":5,"tpcap-period":20,"ipt-period":1}"#))
    })
    .await;
    assert_eq!(told.times("telemetry")[..4], [0, 5, 10, 15]);
    assert_eq!(told.times("devices/telemetry"), [20, 40, 60]);
    assert_eq!(told.times("firewall").len(), 61);
}

#[tokio::test(start_paused = true)]
async fn at_ten_times_the_speed_every_wait_is_ten_times_shorter() {
    let told = live_at(10.0, Behaviour::Steady, 30, kindly).await;
    assert_eq!(told.times("telemetry").len(), 21);
    assert_eq!(told.times("firewall"), [0, 30]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_home_asks_again_ever_more_slowly_and_never_gives_up() {
    let told =
        live(Behaviour::Steady, 40_000, |what, _| (what == "certificate").then_some(Now(403, ""))).await;
    let times = told.times("certificate");
    let delays: Vec<u64> = times.windows(2).map(|two| two[1] - two[0]).collect();
    for two in delays.windows(2) {
        // Times are cut to whole seconds.
        assert!(two[1] + 1 >= two[0] && two[1] <= two[0] + 30, "{delays:?}");
    }
    assert!(delays[0] <= 29);
    assert!(delays.iter().all(|delay| *delay <= 600));
    assert!(delays.ends_with(&[600, 600, 600]));
    assert_eq!(told.counts.refused[&403], times.len() as u64);
    assert!(told.times("activate").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_certificate_in_the_wrong_form_is_as_good_as_none() {
    let told = live(Behaviour::Steady, 200, |what, before| {
        (what == "certificate" && before == 0).then_some(Now(200, "-----BEGIN PRIVATE KEY-----"))
    })
    .await;
    assert_eq!(told.of("certificate").len(), 2);
    assert_eq!(told.counts.certificates, 1);
}

#[tokio::test(start_paused = true)]
async fn a_400_makes_the_home_drop_its_certificate_and_come_back_with_a_new_one() {
    for refused in ["telemetry", "activate"] {
        let told = live(Behaviour::Steady, 60, move |what, before| {
            (what == refused && before == 0).then_some(Now(400, ""))
        })
        .await;
        assert_eq!(told.of("certificate").len(), 2, "{refused}");
        assert_eq!(told.reasons(), ["normal_start", "provision"]);
        assert_eq!(told.counts.up, 0, "the plug was pulled in the end");
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_refusal_of_telemetry_is_outlived_and_the_same_is_said_again() {
    let told = live(Behaviour::Steady, 60, |what, before| match what {
        "telemetry" if before < 3 => Some(Now([401, 403, 503][before], "")),
        _ => None,
    })
    .await;
    let posts: Vec<_> = told.of("telemetry").iter().map(|seen| seen.json()).collect();
    assert_eq!(told.of("certificate").len(), 1);
    assert!(posts[..4].iter().all(|post| post["seq_num"] == 0 && post["lan_ip_address"].is_string()));
    assert_eq!(posts[4]["seq_num"], 1);
    assert!(posts[4]["lan_ip_address"].is_null());
}

#[tokio::test(start_paused = true)]
async fn a_slow_server_gets_no_second_report_of_a_kind_while_the_first_is_underway() {
    let told = live(Behaviour::Steady, 100, |what, before| {
        (what == "telemetry" && before == 1).then_some(Late(Duration::from_secs(40)))
    })
    .await;
    // Due at 30 and 45, while that of 15 is underway until 55.
    assert_eq!(told.times("telemetry"), [0, 15, 60, 75, 90]);
    assert_eq!(told.counts.missed, 2);
    assert_eq!(told.times("devices/telemetry"), [30, 60, 90], "other kinds go on");
    assert!(told.counts.p99 >= Duration::from_secs(40));
}

#[tokio::test(start_paused = true)]
async fn telemetry_is_tried_once_and_other_reports_three_times() {
    let told = live(Behaviour::Steady, 14, |what, _| {
        matches!(what, "telemetry" | "firewall" | "radios").then_some(Nothing)
    })
    .await;
    assert_eq!(told.of("telemetry").len(), 1);
    assert_eq!(told.of("firewall").len(), 1);
    assert_eq!(told.of("radios").len(), 3);
    assert_eq!((told.counts.lost, told.counts.transport_errors), (3, 5));
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_without_any_answer_restart_the_agent() {
    let told = live(Behaviour::Steady, 700, |what, before| {
        (what == "telemetry" && before > 0 && before < 45).then_some(Nothing)
    })
    .await;
    assert_eq!(told.reasons(), ["normal_start", "conncheck"]);
    assert_eq!(told.of("certificate").len(), 1, "the certificate is kept");
}

#[tokio::test(start_paused = true)]
async fn a_slow_start_makes_the_agent_distrust_name_resolution() {
    let told =
        live(Behaviour::Steady, 400, |what, before| (what == "/time" && before < 30).then_some(Nothing))
            .await;
    let times = told.times("/time");
    assert_eq!(times[..3], [0, 5, 10]);
    assert_eq!(times[25] - times[24], 35, "after two minutes it lets the line rest");
    assert!(told.of("telemetry").iter().all(|seen| seen.says("no_dns") == "1"));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_set_from_the_server_and_admitted_in_every_report() {
    let told = live(Behaviour::WrongClock, 60, kindly).await;
    assert_eq!(told.times("/time"), [0, 5], "asked twice before it believes");
    assert!(told.of("telemetry").iter().all(|seen| seen.says("no_time") == "1"));
    let end = told.of("devices/telemetry")[0].json()["interfaces"][0]["end_sec"].as_i64().unwrap();
    assert_eq!(end, 1_795_286_200 + 35);
}

#[tokio::test(start_paused = true)]
async fn a_home_without_name_resolution_says_so_every_time() {
    let told = live(Behaviour::NoDns, 60, kindly).await;
    assert!(told.of("telemetry").len() > 3);
    assert!(told.of("telemetry").iter().all(|seen| seen.says("no_dns") == "1"));
}

#[tokio::test(start_paused = true)]
async fn a_flapping_home_is_silent_for_periods_and_its_numbers_show_the_gap() {
    let told = live(Behaviour::Flapping, 900, kindly).await;
    let posts = told.of("telemetry");
    let gap = posts.windows(2).find(|two| two[1].at - two[0].at > 45).expect("a silence of several periods");
    let lost = (gap[1].at - gap[0].at) / 15 - 1;
    let number = |seen: &super::script::Seen| seen.json()["seq_num"].as_u64().unwrap();
    assert_eq!(number(&gap[1]) - number(&gap[0]), lost + 1);
    assert_eq!(told.reasons(), ["normal_start"], "the router was up all the time");
}

#[tokio::test(start_paused = true)]
async fn a_rebooting_home_starts_again_and_again_each_time_from_number_zero() {
    let told = live(Behaviour::Rebooting, 3_000, kindly).await;
    let reasons = told.reasons();
    assert!(reasons.len() > 5, "{reasons:?}");
    assert!(reasons[1..].iter().all(|why| ["reboot-fail", "exception", "killed"].contains(&why.as_str())));
    let zeros = told.of("telemetry").iter().filter(|seen| seen.json()["seq_num"] == 0).count();
    assert_eq!(zeros, reasons.len());
    let starts = told.of("activate");
    for (start, reason) in starts.iter().zip(&reasons) {
        let uptime = start.json()["uptime"].as_u64().unwrap();
        assert_eq!(reason == "reboot-fail" || start.at == 0, uptime == 30, "only a reboot resets the uptime");
    }
    assert_eq!(told.of("certificate").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_home_that_goes_offline_is_never_heard_of_again() {
    let told = live(Behaviour::GoesOffline, 50_000, kindly).await;
    assert!(told.gone);
    assert!(told.all().last().unwrap().at <= 600);
    assert_eq!(told.counts.up, 0);
}

#[tokio::test(start_paused = true)]
async fn a_new_public_address_is_the_only_thing_said_of_it() {
    let told = live(Behaviour::WanChanges, 1_000, kindly).await;
    let posts: Vec<_> = told.of("telemetry").iter().map(|seen| seen.json()).collect();
    let addresses: Vec<_> = posts.iter().filter(|post| post["wan_ip_address"].is_string()).collect();
    assert!(addresses.len() > 1);
    assert!(addresses.windows(2).all(|two| two[0]["wan_ip_address"] != two[1]["wan_ip_address"]));
    assert!(addresses[1..].iter().all(|post| post["lan_ip_address"].is_null()));
}

#[tokio::test(start_paused = true)]
async fn the_server_can_make_an_access_point_of_a_gateway() {
    let told =
        live(Behaviour::Steady, 30, |what, _| (what == "activate").then_some(Now(200, r#"{"opmode":"ap"}"#)))
            .await;
    let first = told.of("telemetry")[0].json();
    assert!(first["wan_ip_address"].is_null() && first["wan_mac_address"].is_null());
    assert!(told.of("devices/telemetry")[0].json()["devices"].as_array().unwrap().is_empty());
}
