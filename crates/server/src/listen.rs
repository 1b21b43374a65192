//! Portico's own accept loop: TCP, TLS when asked for, HTTP/1.1 and h2, and an end in good order.
//!
//! Our own, because a router's certificate is only known here and each request must carry it (others hide it). A slow or
//! silent peer costs a bounded time and one of a bounded number of places, never another peer's turn: handshakes run in
//! tasks of their own, and nothing in the loop waits for a peer.

mod connection;
#[cfg(test)]
pub(crate) mod tests;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use connection::Connections;

/// How long peers may take, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// For a TLS handshake, the wait for a place included.
    pub(crate) handshake: Duration,
    /// For the head of an HTTP/1.1 request; the pause between two of them counts.
    pub(crate) head: Duration,
    /// Without a new request. Then an h2 connection is asked to leave, and one that never made a request is dropped.
    pub(crate) quiet: Duration,
    /// For requests in flight to end after the stop; then they are dropped.
    pub(crate) drain: Duration,
    /// Open connections of one listener. More wait in the kernel's queue.
    pub(crate) connections: usize,
    /// TLS handshakes of one listener at the same time.
    pub(crate) handshakes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(15),
            quiet: Duration::from_secs(60),
            drain: Duration::from_secs(10),
            connections: 20_000,
            handshakes: 2_000,
        }
    }
}

/// A bound socket, ready to serve.
pub(crate) struct Listener {
    name: &'static str,
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
    limits: Limits,
}

impl Listener {
    /// Binds `address` (`host:port`; port 0 picks a free one). `name` is for logs. Without `tls` it speaks plain HTTP/1.1.
    ///
    /// # Errors
    /// When the name does not resolve or the port is taken; says which listener and address.
    pub(crate) async fn bind(
        name: &'static str,
        address: &str,
        tls: Option<Arc<ServerConfig>>,
    ) -> anyhow::Result<Listener> {
        let bind = async {
            let mut addresses: Vec<SocketAddr> = tokio::net::lookup_host(address).await?.collect();
            // Whoever asks for "localhost" tries both families, whoever asks for 127.0.0.1 only this one.
            addresses.sort_by_key(SocketAddr::is_ipv6);
            TcpListener::bind(addresses.as_slice()).await
        };
        let socket = bind.await.with_context(|| format!("cannot listen on {address} ({name})"))?;
        Ok(Listener { name, socket, tls: tls.map(TlsAcceptor::from), limits: Limits::default() })
    }

    /// The same listener with other limits.
    #[cfg(test)]
    pub(crate) fn with_limits(mut self, limits: Limits) -> Listener {
        self.limits = limits;
        self
    }

    /// The address it listens on, with the port that was picked.
    ///
    /// # Errors
    /// When the operating system does not say.
    pub(crate) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves `app` until `stop`, then takes no more connections, lets requests in flight end and returns.
    ///
    /// Each request carries [`web::client::PeerAddr`] and [`web::device::peer::PeerCertificate`] in its extensions.
    /// Responses without an end (event streams) must end themselves at `stop`, or they are cut when the drain time is over.
    pub(crate) async fn serve(self, app: axum::Router, stop: CancellationToken) {
        let places = Arc::new(Semaphore::new(self.limits.connections));
        let connections = Arc::new(Connections::new(self.name, self.tls, app, self.limits, stop.clone()));
        let mut open = JoinSet::new();
        let mut failures = 0;
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => break,
                accepted = accept(&self.socket, &places) => accepted,
            };
            while open.try_join_next().is_some() {}
            match accepted {
                Ok((place, socket, peer)) => {
                    failures = 0;
                    let connections = connections.clone();
                    open.spawn(async move {
                        connections.serve(socket, peer).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    let Some(pause) = pause_after(&error, failures) else { continue };
                    failures += 1;
                    tracing::warn!(listener = self.name, %error, ?pause, "cannot accept connections");
                    stop.run_until_cancelled(tokio::time::sleep(pause)).await;
                }
            }
        }
        drop(self.socket);
        let all_ended = async { while open.join_next().await.is_some() {} };
        if tokio::time::timeout(self.limits.drain, all_ended).await.is_err() {
            tracing::warn!(listener = self.name, dropped = open.len(), "requests did not end in time");
            open.shutdown().await;
        }
    }
}

async fn accept(
    socket: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = socket.accept().await?;
    Ok((place, stream, peer))
}

/// How long to wait after a failed accept. Not at all when only that one peer is gone; else (no file descriptors or no
/// memory left) the next accept would fail at once too, so ever longer, up to a second.
fn pause_after(error: &io::Error, failures: u32) -> Option<Duration> {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    match error.kind() {
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted => None,
        _ => Some(Duration::from_millis(50 << failures.min(5)).min(Duration::from_secs(1))),
    }
}
