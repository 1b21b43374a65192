//! Real sockets on loopback. Peers that misbehave do it to limits of milliseconds while all others are minutes, and the proof
//! is always that the server ends the connection by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use axum::Extension;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use web::client::PeerAddr;
use web::device::peer::PeerCertificate;

use super::*;

/// A listener that serves until it is stopped.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    stop: CancellationToken,
    ended: JoinHandle<()>,
}

impl Served {
    pub(crate) async fn start(tls: Option<Arc<ServerConfig>>, limits: Limits, app: axum::Router) -> Served {
        let listener = Listener::bind("test", "127.0.0.1:0", tls).await.unwrap().with_limits(limits);
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let ended = tokio::spawn(listener.serve(app, stop.clone()));
        Served { address, stop, ended }
    }

    /// Tells it to stop and waits until it has.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.ended.await.unwrap();
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

/// Answers who it thinks the peer is.
pub(crate) fn who() -> axum::Router {
    axum::Router::new().fallback(
        |Extension(PeerAddr(peer)): Extension<PeerAddr>,
         Extension(PeerCertificate(certificate)): Extension<PeerCertificate>| async move {
            format!("{} with {} bytes", peer.ip(), certificate.map_or(0, |der| der.len()))
        },
    )
}

/// Everything that the peer sends until it closes, which must be before any limit that a test does not lower; a reset counts
/// as closing.
pub(crate) async fn rest(mut stream: impl AsyncRead + Unpin) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes));
    let _reset = read.await.expect("the server keeps the connection open");
    String::from_utf8_lossy(&bytes).into_owned()
}

pub(crate) const LAST_GET: &[u8] = b"GET / HTTP/1.1\r\nhost: portico\r\nconnection: close\r\n\r\n";
const GET: &[u8] = b"GET / HTTP/1.1\r\nhost: portico\r\n\r\n";
pub(crate) const SOON: Duration = Duration::from_millis(40);

pub(crate) fn patient() -> Limits {
    let long = Duration::from_secs(600);
    Limits { handshake: long, head: long, quiet: long, drain: long, ..Limits::default() }
}

fn certificate() -> Arc<ServerConfig> {
    let dir = tempfile::tempdir().unwrap();
    let now = jiff::Timestamp::constant(1_800_000_000, 0);
    let ca = web::device::ca::Ca::open_or_create(dir.path(), now).unwrap();
    crate::tls::for_routers(ca.server_certificate(&[], now).unwrap().into()).unwrap()
}

#[tokio::test]
async fn a_plain_request_is_answered_and_carries_its_peer() {
    let server = Served::start(None, patient(), who()).await;
    let mut stream = server.connect().await;
    stream.write_all(LAST_GET).await.unwrap();
    let answer = rest(stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("127.0.0.1 with 0 bytes"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_peer_that_never_speaks_tls_is_dropped() {
    let server = Served::start(Some(certificate()), Limits { handshake: SOON, ..patient() }, who()).await;
    assert_eq!(rest(server.connect().await).await, "");
    let mut stops_midway = server.connect().await;
    stops_midway.write_all(&[0x16, 0x03, 0x01, 0x02, 0x00]).await.unwrap();
    rest(stops_midway).await;
}

#[tokio::test]
async fn silent_peers_are_dropped_also_while_they_wait_for_a_place_to_shake_hands() {
    let limits = Limits { handshakes: 1, handshake: SOON, ..patient() };
    let server = Served::start(Some(certificate()), limits, who()).await;
    let (first, second) = (server.connect().await, server.connect().await);
    assert_eq!(tokio::join!(rest(first), rest(second)), (String::new(), String::new()));
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_cut_off() {
    let server = Served::start(None, Limits { head: SOON, ..patient() }, who()).await;
    let mut stream = server.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: por").await.unwrap();
    assert!(!rest(stream).await.contains("200 OK"));
}

#[tokio::test]
async fn a_peer_that_connects_and_asks_nothing_is_dropped() {
    let server = Served::start(None, Limits { quiet: SOON, ..patient() }, who()).await;
    assert_eq!(rest(server.connect().await).await, "");
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_let_go_when_none_comes() {
    let server = Served::start(None, Limits { head: SOON, ..patient() }, who()).await;
    let mut stream = server.connect().await;
    stream.write_all(&[GET, GET].concat()).await.unwrap();
    assert_eq!(rest(stream).await.matches("200 OK").count(), 2);
}

/// Each request lets all others run while it is served, so two at a time would be seen.
#[tokio::test]
async fn connections_beyond_the_limit_wait_for_a_place() {
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let app = axum::Router::new().fallback(|| async {
        MOST.fetch_max(NOW.fetch_add(1, Relaxed) + 1, Relaxed);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        NOW.fetch_sub(1, Relaxed);
    });
    let server = Served::start(None, Limits { connections: 2, ..patient() }, app).await;
    let mut peers = JoinSet::new();
    for _ in 0..6 {
        let mut stream = server.connect().await;
        stream.write_all(LAST_GET).await.unwrap();
        peers.spawn(rest(stream));
    }
    assert!(peers.join_all().await.iter().all(|answer| answer.contains("200 OK")));
    assert_eq!(MOST.load(Relaxed), 2);
}

/// A handler that says when it was reached, and answers when it is told to.
fn slow() -> (axum::Router, Arc<Notify>, Arc<Notify>) {
    let (reached, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (say, wait) = (reached.clone(), go_on.clone());
    let app = axum::Router::new().fallback(move || async move {
        say.notify_one();
        wait.notified().await;
        "done"
    });
    (app, reached, go_on)
}

#[tokio::test]
async fn a_stop_lets_a_request_in_flight_end_and_takes_no_other() {
    let (app, reached, go_on) = slow();
    let server = Served::start(None, patient(), app).await;
    let (idle, mut stream) = (server.connect().await, server.connect().await);
    stream.write_all(GET).await.unwrap();
    reached.notified().await;
    server.stop.cancel();
    assert_eq!(rest(idle).await, "", "a connection without a request ends at once");
    go_on.notify_one();
    let answer = rest(stream).await;
    assert!(answer.ends_with("done") && answer.contains("connection: close"), "{answer}");
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_when_the_drain_time_is_over() {
    let (app, reached, _never) = slow();
    let server = Served::start(None, Limits { drain: SOON, ..patient() }, app).await;
    let mut stream = server.connect().await;
    stream.write_all(GET).await.unwrap();
    reached.notified().await;
    server.stop.cancel();
    assert_eq!(rest(stream).await, "");
    server.ended.await.unwrap();
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let server = Served::start(None, patient(), who()).await;
    let taken = server.address.to_string();
    let Err(error) = Listener::bind("pages", &taken, None).await else { panic!("bound twice") };
    assert_eq!(error.to_string(), format!("cannot listen on {taken} (pages)"));
}

#[tokio::test]
async fn localhost_can_be_reached_as_127_0_0_1() {
    let listener = Listener::bind("test", "localhost:0", None).await.unwrap();
    assert!(listener.local_addr().unwrap().is_ipv4());
}

#[test]
fn running_out_of_file_descriptors_slows_down_and_a_peer_that_left_does_not() {
    const EMFILE: i32 = 24;
    let full = io::Error::from_raw_os_error(EMFILE);
    let pauses: Vec<u128> = (0..40).map(|n| pause_after(&full, n).unwrap().as_millis()).collect();
    assert_eq!(&pauses[..7], [50, 100, 200, 400, 800, 1000, 1000]);
    assert_eq!(pauses[39], 1000);
    assert_eq!(pause_after(&io::ErrorKind::ConnectionAborted.into(), 3), None);
}
