//! One connection, from its TLS handshake to its last response.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::client::PeerAddr;
use web::device::peer::PeerCertificate;

use super::Limits;

/// What all connections of a listener share.
pub(super) struct Connections {
    name: &'static str,
    tls: Option<TlsAcceptor>,
    app: axum::Router,
    limits: Limits,
    handshakes: Semaphore,
    stop: CancellationToken,
}

#[derive(Clone, Copy, PartialEq)]
enum Version {
    Http1,
    H2,
}

impl Connections {
    pub(super) fn new(
        name: &'static str,
        tls: Option<TlsAcceptor>,
        app: axum::Router,
        limits: Limits,
        stop: CancellationToken,
    ) -> Connections {
        Connections { name, tls, app, limits, handshakes: Semaphore::new(limits.handshakes), stop }
    }

    /// Serves one connection to its end. Whatever a peer does wrong ends its own connection and is worth a debug line only.
    pub(super) async fn serve(&self, socket: TcpStream, peer: SocketAddr) {
        // Answers are small and written at once; waiting to fill a packet only delays them.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(listener = self.name, %error, "a connection broke before it began");
            return;
        }
        let Some(acceptor) = &self.tls else {
            return self.http(socket, peer, PeerCertificate(None), Version::Http1).await;
        };
        match self.stop.run_until_cancelled(self.shake_hands(acceptor, socket)).await {
            Some(Ok(stream)) => {
                let (_, session) = stream.get_ref();
                let certificate =
                    session.peer_certificates().and_then(<[_]>::first).map(|leaf| leaf.to_vec());
                let version =
                    if session.alpn_protocol() == Some(b"h2") { Version::H2 } else { Version::Http1 };
                self.http(stream, peer, PeerCertificate(certificate), version).await;
            }
            Some(Err(error)) => tracing::debug!(listener = self.name, %error, "TLS handshake failed"),
            None => {}
        }
    }

    async fn shake_hands(
        &self,
        acceptor: &TlsAcceptor,
        socket: TcpStream,
    ) -> anyhow::Result<TlsStream<TcpStream>> {
        timeout(self.limits.handshake, async {
            let _place = self.handshakes.acquire().await?;
            Ok(acceptor.accept(socket).await?)
        })
        .await?
    }

    async fn http<S>(&self, stream: S, peer: SocketAddr, certificate: PeerCertificate, version: Version)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let requests = watch::Sender::new(());
        let mut request_seen = requests.subscribe();
        let app = self.app.clone();
        let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
            requests.send_replace(());
            request.extensions_mut().insert(PeerAddr(peer));
            request.extensions_mut().insert(certificate.clone());
            app.clone().oneshot(request)
        });

        let builder = protocol(version, &self.limits);
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let mut made_a_request = false;
        let ended = loop {
            tokio::select! {
                ended = connection.as_mut() => break Some(ended),
                () = self.stop.cancelled() => break None,
                next = timeout(self.limits.quiet, request_seen.changed()) => match next {
                    Ok(Ok(())) => made_a_request = true,
                    _ if made_a_request => break None,
                    _ => return,
                },
            }
        };
        let ended = match ended {
            Some(ended) => ended,
            None => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(listener = self.name, %error, "a connection broke");
        }
    }
}

/// The version is known before the first byte (ALPN decides, and without it there is HTTP/1.1 only), so hyper need not wait
/// for that byte to guess, which it would do without a time limit.
fn protocol(version: Version, limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    match version {
        Version::Http1 => {
            builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head);
            builder.http1_only()
        }
        Version::H2 => {
            // A peer that vanished without a word is noticed by an unanswered ping.
            builder.http2().timer(TokioTimer::new()).keep_alive_interval(Duration::from_secs(20));
            builder.http2().max_concurrent_streams(100).max_header_list_size(64 * 1024);
            builder.http2_only()
        }
    }
}
