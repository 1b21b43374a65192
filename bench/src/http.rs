//! A lane over one kept-alive HTTP/1.1 connection, on any stream: plain or TLS.

use crate::load::{Answer, Lane};
use anyhow::{Context, Result, bail};
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// A request with its whole body.
pub(crate) type Asked = Request<Full<Bytes>>;

/// One connection, and what is asked on it.
pub(crate) struct KeepAlive<F> {
    sender: SendRequest<Full<Bytes>>,
    ask: F,
    /// The one good answer; none: every 2xx.
    good: Option<StatusCode>,
}

impl<F: FnMut() -> Result<Asked> + Send + 'static> KeepAlive<F> {
    /// Speaks HTTP over a stream; `ask` makes each request.
    pub(crate) async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        ask: F,
    ) -> Result<Self> {
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.context("no HTTP here")?;
        // Ends with the connection; its error reaches the caller through `sender`.
        tokio::spawn(connection);
        Ok(Self { sender, ask, good: None })
    }

    /// Takes this answer as good and no other, so that a page of errors is not counted for what was asked.
    pub(crate) fn expecting(self, good: StatusCode) -> Self {
        Self { good: Some(good), ..self }
    }

    /// Connects by plain TCP.
    pub(crate) async fn connect(address: SocketAddr, ask: F) -> Result<Self> {
        let stream =
            TcpStream::connect(address).await.with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        Self::over(stream, ask).await
    }
}

impl<F: FnMut() -> Result<Asked> + Send + 'static> Lane for KeepAlive<F> {
    async fn call(&mut self) -> Result<Answer> {
        self.sender.ready().await.context("the server closed the connection")?;
        let answer = self.sender.send_request((self.ask)()?).await.context("no answer")?;
        let status = answer.status();
        answer.into_body().collect().await.context("half an answer")?;
        match self.good {
            Some(good) if status == good => Ok(Answer::Served),
            None if status.is_success() => Ok(Answer::Served),
            _ if matches!(status.as_u16(), 429 | 503) => Ok(Answer::Refused),
            _ => bail!("the server answered {status}"),
        }
    }
}
