//! Whole runs over the loopback against a tiny server.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly anywhere")]

mod server;

use server::{Rule, Seen, Server};
use simulate::{Behaviour, Homes, Mac, Mix, Options, Ramp, Simulation, Summary, TrustedCa};
use std::path::Path;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const FIRST: Mac = Mac([0x60, 0x6c, 0x63, 0, 0xaa, 1]);

fn options(server: &Server, folder: &Path, count: usize) -> Options {
    let url = format!("https://{}", server.address).parse().unwrap();
    let ca = TrustedCa::Pem(server.ca_pem.clone().into_bytes());
    let homes = Homes::Numbered { first: FIRST, count };
    let ramp = Ramp { first: 0, within: Duration::ZERO, then_per_second: 1_000.0 };
    Options { homes, ramp, speed: 200.0, ..Options::new(url, ca, folder.to_owned()) }
}

/// Runs until the server has seen enough.
async fn run_until(
    server: &mut Server,
    options: Options,
    enough: impl Fn(&[Seen]) -> bool,
) -> (Vec<Seen>, Summary) {
    let simulation = Simulation::prepare(options).await.unwrap();
    let stop = CancellationToken::new();
    let run = tokio::spawn(simulation.run(stop.clone()));
    let seen = server.wait_for(enough).await;
    stop.cancel();
    (seen, run.await.unwrap().unwrap())
}

fn of<'a>(seen: &'a [Seen], what: &str) -> Vec<&'a Seen> {
    seen.iter().filter(|seen| seen.what == what).collect()
}

async fn served(rule: Rule) -> (Server, tempfile::TempDir) {
    (Server::start(rule).await, tempfile::tempdir().unwrap())
}

#[tokio::test]
async fn homes_get_certificates_and_report_under_their_names_each_request_on_a_connection_of_its_own() {
    let (mut server, folder) = served(|_, _| None).await;
    let options = options(&server, folder.path(), 3);
    let (seen, summary) =
        run_until(&mut server, options, |seen| of(seen, "POST devices/telemetry").len() >= 6).await;
    for request in &seen {
        let expected = match request.what.as_str() {
            "GET /time" | "GET certificate" => None,
            _ => request.mac.clone(),
        };
        assert_eq!(request.name, expected, "{}", request.what);
    }
    for kind in ["POST telemetry", "POST radios", "POST firewall", "POST router_configs/raw"] {
        assert!(!of(&seen, kind).is_empty(), "{kind}");
    }
    let mut connections: Vec<usize> = seen.iter().map(|request| request.connection).collect();
    connections.sort_unstable();
    connections.dedup();
    assert_eq!(connections.len(), seen.len());
    assert_eq!((summary.started, summary.up), (3, 0));
    assert_eq!((summary.certificates, summary.activations), (3, 3));
    assert_eq!((summary.transport_errors, summary.lost), (0, 0));
    assert!(summary.acknowledged > 6 && summary.p99 >= summary.p50 && summary.p50 > Duration::ZERO);
}

#[tokio::test]
async fn a_home_that_is_refused_a_certificate_asks_until_it_gets_one() {
    let (mut server, folder) =
        served(|what, before| (what == "GET certificate" && before < 3).then_some(403)).await;
    let options = options(&server, folder.path(), 1);
    let (seen, summary) =
        run_until(&mut server, options, |seen| !of(seen, "POST telemetry").is_empty()).await;
    assert_eq!(of(&seen, "GET certificate").len(), 4);
    assert_eq!(summary.refused[&403], 3);
    assert_eq!(summary.certificates, 1);
}

#[tokio::test]
async fn a_400_costs_a_home_its_certificate_and_it_comes_back_with_another() {
    let (mut server, folder) =
        served(|what, before| (what == "POST telemetry" && before == 0).then_some(400)).await;
    let options = options(&server, folder.path(), 1);
    let (seen, summary) = run_until(&mut server, options, |seen| of(seen, "POST telemetry").len() >= 2).await;
    assert_eq!(of(&seen, "GET certificate").len(), 2);
    let second = String::from_utf8(of(&seen, "PUT activate")[1].body.clone()).unwrap();
    assert!(second.contains(r#""start_reason":"provision""#), "{second}");
    assert_eq!(summary.certificates, 2);
}

#[tokio::test]
async fn certificates_are_kept_between_runs() {
    let (mut server, folder) = served(|_, _| None).await;
    let homes = options(&server, folder.path(), 2);
    let first = |seen: &[Seen]| of(seen, "PUT activate").len() >= 2;
    let (_, summary) = run_until(&mut server, homes.clone(), first).await;
    assert_eq!(summary.certificates, 2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);

    // Reports of the first run may still be in the queue; activations are not.
    let again = |seen: &[Seen]| of(seen, "PUT activate").len() >= 2;
    let (seen, summary) = run_until(&mut server, homes, again).await;
    assert_eq!(summary.certificates, 0);
    assert!(of(&seen, "GET certificate").is_empty());
    assert!(of(&seen, "GET /time").iter().all(|seen| seen.name.is_some()));
}

#[tokio::test]
async fn connections_are_kept_for_benchmarks_only() {
    let (mut server, folder) = served(|_, _| None).await;
    let options = Options { keep_alive: true, ..options(&server, folder.path(), 1) };
    let (seen, summary) =
        run_until(&mut server, options, |seen| of(seen, "POST telemetry").len() >= 10).await;
    let connections = seen.iter().map(|request| request.connection).max().unwrap();
    assert!(connections < seen.len() / 2, "{connections} connections for {} requests", seen.len());
    assert!(seen.iter().filter(|seen| seen.what == "POST telemetry").all(|seen| seen.name == seen.mac));
    assert_eq!(summary.transport_errors, 0);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn on_the_loopback_every_home_calls_from_an_address_of_its_own() {
    let (mut server, folder) = served(|_, _| None).await;
    let options = options(&server, folder.path(), 2);
    let (seen, _) = run_until(&mut server, options, |seen| of(seen, "PUT activate").len() >= 2).await;
    let activations = of(&seen, "PUT activate");
    assert_ne!(activations[0].mac, activations[1].mac);
    assert_ne!(activations[0].from.ip(), activations[1].from.ip());
}

#[tokio::test]
async fn a_server_that_a_home_does_not_trust_gets_no_request() {
    let (server, folder) = served(|_, _| None).await;
    let (stranger, _) = served(|_, _| None).await;
    let mut options = options(&server, folder.path(), 1);
    options.trusted_ca = TrustedCa::Pem(stranger.ca_pem.into_bytes());
    let simulation = Simulation::prepare(options).await.unwrap();
    let (progress, stop) = (simulation.progress(), CancellationToken::new());
    let run = tokio::spawn(simulation.run(stop.clone()));
    while progress.counts().transport_errors < 3 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    let summary = run.await.unwrap().unwrap();
    assert_eq!((summary.certificates, summary.sent), (0, 0));
    assert!(server.requests.is_empty());
}

#[tokio::test]
async fn a_run_ends_by_itself_when_the_last_home_has_gone_offline() {
    let (server, folder) = served(|_, _| None).await;
    let options =
        Options { mix: Mix::All(Behaviour::GoesOffline), speed: 400.0, ..options(&server, folder.path(), 2) };
    let summary = simulate::run(options, CancellationToken::new()).await.unwrap();
    assert_eq!((summary.started, summary.up), (2, 0));
    assert!(summary.acknowledged > 0);
}

#[tokio::test]
async fn what_cannot_work_is_said_before_the_first_request() {
    let (server, folder) = served(|_, _| None).await;
    let good = options(&server, folder.path(), 1);
    let no_ca = Options { trusted_ca: TrustedCa::Pem(b"no certificate".to_vec()), ..good.clone() };
    assert!(Simulation::prepare(no_ca).await.is_err());
    let no_file = Options { trusted_ca: TrustedCa::File(folder.path().join("none.pem")), ..good };
    assert!(Simulation::prepare(no_file).await.unwrap_err().to_string().contains("none.pem"));
}
