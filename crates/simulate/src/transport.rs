//! The line to the server: TCP, TLS and one HTTP exchange.

use crate::call::{Call, Cloud, Reply};
use crate::http;
use crate::identity::Identity;
use crate::tls::Trust;
use anyhow::Context;
use rustls::pki_types::ServerName;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_rustls::{TlsConnector, client::TlsStream};

/// Source: agent protocol 1.3.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// From the first byte out to the last one in, connecting included. Source: agent protocol 1.3.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(30);
/// A home that keeps connections keeps as many idle as it has kinds of reports that fall due together.
const IDLE_CONNECTIONS: usize = 3;

/// The server as all homes see it.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) name: ServerName<'static>,
    /// As it stands in the `Host` header: with the port unless that is 443.
    pub(crate) host: String,
    pub(crate) trust: Trust,
    pub(crate) keep_alive: bool,
}

/// One home's line.
#[derive(Debug)]
pub(crate) struct Line {
    target: Arc<Target>,
    /// The address to call from; only for servers on this machine.
    source: Option<Ipv4Addr>,
    idle: Mutex<Vec<Kept>>,
}

/// An open connection and the identity under which it was made.
type Kept = (TlsStream<TcpStream>, Option<Arc<Identity>>);

impl Line {
    /// The line of home number `index`.
    ///
    /// Towards a server on the loopback each home calls from a loopback address of its own: a connection per
    /// request from one address would use up its ports within a minute, and the server would see a single client.
    /// Other systems than Linux own only 127.0.0.1; there the system chooses.
    pub(crate) fn new(target: Arc<Target>, index: usize) -> Self {
        let local = target.addresses.iter().all(|address| match address.ip() {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(_) => false,
        });
        let source = (local && cfg!(target_os = "linux")).then(|| {
            // 127.1.0.1 onwards; the low range belongs to other services of the machine.
            let [_, b, c, d] = (0x0001_0001 + (index as u32 % 0x00f0_0000)).to_be_bytes();
            Ipv4Addr::new(127, b, c, d)
        });
        Self { target, source, idle: Mutex::default() }
    }

    async fn dial(&self, call: &Call) -> anyhow::Result<TlsStream<TcpStream>> {
        let settings = self.target.trust.settings(call.identity.as_deref())?;
        let tcp = match (self.source, self.target.addresses.first()) {
            (Some(source), Some(address)) => {
                let socket = TcpSocket::new_v4()?;
                socket.bind((source, 0).into())?;
                socket.connect(*address).await
            }
            _ => TcpStream::connect(self.target.addresses.as_slice()).await,
        };
        let tcp = tcp.context("no connection")?;
        tcp.set_nodelay(true)?;
        let handshake = TlsConnector::from(settings).connect(self.target.name.clone(), tcp);
        handshake.await.context("no TLS session")
    }

    async fn attempt(&self, call: &Call) -> anyhow::Result<Reply> {
        let request = http::request(call, &self.target.host);
        let kept = self.kept(call.identity.as_ref());
        if let Some(mut stream) = kept {
            // The server may have closed it meanwhile, which is no failure of this request.
            if let Ok(answer) = converse(&mut stream, &request).await {
                return Ok(self.finish(stream, answer, call).await);
            }
        }
        let mut stream =
            timeout(CONNECT_TIMEOUT, self.dial(call)).await.context("connecting took too long")??;
        let answer = converse(&mut stream, &request).await?;
        Ok(self.finish(stream, answer, call).await)
    }

    /// An idle connection made under this very identity; those under another one would say the wrong name.
    fn kept(&self, identity: Option<&Arc<Identity>>) -> Option<TlsStream<TcpStream>> {
        let mut idle = self.idle();
        idle.retain(|(_, of)| of.as_ref().map(Arc::as_ptr) == identity.map(Arc::as_ptr));
        idle.pop().map(|(stream, _)| stream)
    }

    async fn finish(&self, mut stream: TlsStream<TcpStream>, answer: (Reply, bool), call: &Call) -> Reply {
        let (reply, reusable) = answer;
        if self.target.keep_alive && reusable {
            let mut idle = self.idle();
            if idle.len() < IDLE_CONNECTIONS {
                idle.push((stream, call.identity.clone()));
            }
        } else if let Err(error) = stream.shutdown().await {
            tracing::trace!(%error, "the server was quicker to close");
        }
        reply
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn converse(stream: &mut TlsStream<TcpStream>, request: &[u8]) -> anyhow::Result<(Reply, bool)> {
    stream.write_all(request).await?;
    stream.flush().await?;
    http::reply(stream).await
}

impl Cloud for Line {
    async fn exchange(&self, call: &Call) -> anyhow::Result<Reply> {
        timeout(TOTAL_TIMEOUT, self.attempt(call)).await.context("the answer took too long")?
    }
}
