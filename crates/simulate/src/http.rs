//! HTTP/1.1 as the agent's libcurl writes it, to the byte.
//!
//! Written by hand because the order and the set of headers are part of what is simulated, and client libraries
//! add their own.

use crate::call::{Call, Headers, Method, Reply};
use anyhow::{Context, bail, ensure};
use tokio::io::{AsyncRead, AsyncReadExt};

/// No answer of a sane server to a router is longer, in bytes.
const LONGEST: usize = 4 << 20;
/// Nor is its head.
const LONGEST_HEAD: usize = 64 << 10;

/// The bytes of a request to `host`, written as it stands in the `Host` header.
pub(crate) fn request(call: &Call, host: &str) -> Vec<u8> {
    let method = match call.method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
    };
    let length = call.body.len();
    let json = "application/json";
    let headers = match call.headers {
        Headers::Plain => "Accept: */*\r\n".to_owned(),
        Headers::AsksJson => format!("Accept: {json}\r\n"),
        Headers::Json => {
            format!("Content-Type: {json}\r\nAccept: {json}\r\nContent-Length: {length}\r\n")
        }
        Headers::GzipJson => format!(
            "Content-Type: {json}\r\nAccept: {json}\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n"
        ),
        Headers::Bytes => {
            format!(
                "Content-Type: application/octet-stream\r\nAccept: {json}\r\nContent-Length: {length}\r\n"
            )
        }
        Headers::GzipBytes => format!(
            "Content-Type: application/octet-stream\r\nAccept: {json}\r\n\
             Content-Encoding: gzip\r\nContent-Length: {length}\r\n"
        ),
        Headers::FormAsksJson => format!(
            "Accept: {json}\r\nContent-Length: {length}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        ),
        Headers::Form => format!(
            "Accept: */*\r\nContent-Length: {length}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        ),
    };
    let mut bytes = format!("{method} {} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n", call.path).into_bytes();
    bytes.extend_from_slice(&call.body);
    bytes
}

/// Reads one answer. The second value tells whether the connection may carry another request.
pub(crate) async fn reply<S: AsyncRead + Unpin>(stream: &mut S) -> anyhow::Result<(Reply, bool)> {
    let mut bytes = Vec::with_capacity(1024);
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = Head::read(bytes.get(..end).unwrap_or_default())?;
            bytes.drain(..end + 4);
            // An interim answer such as 100 or 103 announces another.
            if head.status >= 200 {
                break head;
            }
            continue;
        }
        ensure!(bytes.len() < LONGEST_HEAD, "the head of the answer has no end");
        ensure!(stream.read_buf(&mut bytes).await? > 0, "the connection ended before an answer");
    };
    let body = loop {
        let complete = match head.body {
            Body::None => Some(Vec::new()),
            Body::Length(length) => bytes.get(..length).map(<[u8]>::to_vec),
            Body::Chunked => dechunk(&bytes)?,
            Body::UntilClose => None,
        };
        if let Some(body) = complete {
            break body;
        }
        ensure!(bytes.len() < LONGEST, "the answer is too long");
        if stream.read_buf(&mut bytes).await? == 0 {
            ensure!(head.body == Body::UntilClose, "the connection ended within an answer");
            break bytes;
        }
    };
    let reusable = head.keep && head.body != Body::UntilClose;
    Ok((Reply { status: head.status, body }, reusable))
}

/// What the head of an answer says about the rest.
struct Head {
    status: u16,
    keep: bool,
    body: Body,
}

#[derive(PartialEq, Eq)]
enum Body {
    None,
    Length(usize),
    Chunked,
    UntilClose,
}

impl Head {
    fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(bytes).context("the head of the answer is not text")?;
        let mut lines = text.split("\r\n");
        let status_line = lines.next().unwrap_or_default();
        let (version, rest) = status_line.split_once(' ').context("the answer is not HTTP")?;
        ensure!(version.starts_with("HTTP/1."), "the answer is not HTTP/1");
        let status =
            rest.split(' ').next().unwrap_or_default().parse().context("the answer has no status")?;
        let mut head = Self { status, keep: version == "HTTP/1.1", body: Body::UntilClose };
        for line in lines {
            let (name, value) = line.split_once(':').context("a header of the answer has no colon")?;
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") && head.body != Body::Chunked {
                head.body = Body::Length(value.parse().context("the answer's length is no number")?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") && value.eq_ignore_ascii_case("chunked")
            {
                head.body = Body::Chunked;
            } else if name.eq_ignore_ascii_case("connection") && value.eq_ignore_ascii_case("close") {
                head.keep = false;
            }
        }
        if status == 204 || status == 304 || status < 200 {
            head.body = Body::None;
        }
        Ok(head)
    }
}

/// The body within chunks, once the last one has come.
fn dechunk(mut rest: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        let Some(end) = rest.windows(2).position(|two| two == b"\r\n") else { return Ok(None) };
        let (line, after) = rest.split_at(end);
        let size = std::str::from_utf8(line)?.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).context("a chunk has no size")?;
        if size > LONGEST {
            bail!("a chunk is too long");
        }
        let after = after.get(2..).unwrap_or_default();
        if size == 0 {
            // Trailers may follow; the empty line after them ends the body.
            let ended = after.starts_with(b"\r\n") || after.windows(4).any(|four| four == b"\r\n\r\n");
            return Ok(ended.then_some(body));
        }
        let (Some(chunk), Some(next)) = (after.get(..size), after.get(size + 2..)) else { return Ok(None) };
        body.extend_from_slice(chunk);
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(mut bytes: &[u8]) -> anyhow::Result<(u16, String, bool)> {
        let (reply, reusable) = reply(&mut bytes).await?;
        Ok((reply.status, String::from_utf8(reply.body)?, reusable))
    }

    #[tokio::test]
    async fn an_answer_ends_where_its_length_its_chunks_or_the_connection_say() {
        let told = [
            (&b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"[..], (200, "{}", true)),
            (b"HTTP/1.1 204 No Content\r\n\r\n", (204, "", true)),
            (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", (200, "", false)),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{\"\r\n3;x=y\r\na\"}\r\n0\r\n\r\n",
                (200, "{\"a\"}", true),
            ),
            (b"HTTP/1.0 404 Not Found\r\n\r\ngone", (404, "gone", false)),
            (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", (201, "", true)),
        ];
        for (bytes, (status, body, reusable)) in told {
            assert_eq!(read(bytes).await.unwrap(), (status, body.to_owned(), reusable));
        }
    }

    #[tokio::test]
    async fn a_broken_answer_is_an_error_and_not_a_short_answer() {
        for bytes in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
            b"SSH-2.0-OpenSSH\r\n\r\n",
            b"HTTP/2 200\r\n\r\n",
        ] {
            assert!(read(bytes).await.is_err(), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
