//! Asking one question and timing the whole answer.

use crate::cases::pages::posted;
use anyhow::{Context, Result};
use axum::body::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// A door at which a stranger may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// A password that is not theirs, for an address.
    SignIn,
    /// A new password, for an address.
    Forgot,
    /// What a link of an invitation shows.
    OpenInvitation,
    /// Accepting by it.
    Accept,
}

/// What a stranger sees of an answer, what they typed themselves left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// One connection to one server.
pub(super) struct Probe {
    sender: SendRequest<Full<Bytes>>,
    origin: String,
    asked: usize,
}

impl Probe {
    pub(super) async fn connect(address: SocketAddr, origin: String) -> Result<Probe> {
        let stream = TcpStream::connect(address).await.context("nobody listens")?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Ends with the connection; its error reaches the caller through `sender`.
        tokio::spawn(connection);
        Ok(Probe { sender, origin, asked: 0 })
    }

    /// Asks, and gives how long the whole answer took.
    pub(super) async fn ask(&mut self, question: Question, typed: &str) -> Result<(Duration, Seen)> {
        let (path, form) = match question {
            Question::SignIn => ("/sign-in", format!("email={typed}&password=not+the+password+at+all")),
            Question::Forgot => ("/forgot", format!("email={typed}")),
            Question::OpenInvitation => ("/join", format!("token={typed}")),
            Question::Accept => {
                let answers = "name=Mallory&password=quiet+otter+under+seven+bridges";
                ("/acceptances", format!("token={typed}&{answers}"))
            }
        };
        let request = posted(path, &self.origin, self.asked).body(Full::from(form))?;
        self.asked += 1;
        self.sender.ready().await.context("the server closed the connection")?;
        let start = Instant::now();
        let answer = self.sender.send_request(request).await.context("no answer")?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await.context("half an answer")?.to_bytes();
        let time = start.elapsed();
        let headers =
            head.headers.iter().filter(|(name, _)| !matches!(name.as_str(), "date" | "x-request-id"));
        let headers =
            headers.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
        let body = String::from_utf8_lossy(&body).replace(typed, "TYPED");
        Ok((time, Seen { status: head.status.as_u16(), headers: headers.collect(), body }))
    }
}
