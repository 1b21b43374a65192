/// Bytes that cannot be read at all, with a sentence that says why.
///
/// A single wrong key is never `Malformed`; it is skipped. The sentences hold no part of the body, so they may be
/// logged.
///
/// Careful at the door: an agent answers a 400 to its activate or telemetry post by deleting its certificate and
/// starting over, several times a second for as long as the 400 lasts, so a malformed post is answered with another
/// status. Source: agent protocol 3.4.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// Not JSON, cut off, or nested deeper than any report is.
    #[error("the body is not JSON that can be read: {0}")]
    NotJson(#[from] serde_json::Error),

    /// JSON, but a list, a text or a number where an object belongs.
    #[error("the body is JSON but not an object")]
    NotAnObject,

    /// Not six pairs of hexadecimal digits with colons between them.
    #[error("a MAC address is six pairs of hexadecimal digits with colons between them")]
    Mac,

    /// Not an IPv6 address with a prefix length of at most 128 behind a slash.
    #[error("an IPv6 address with its prefix is written like 2001:db8::1/64")]
    Ipv6Cidr,

    /// Not the PEM text that an agent accepts as its certificate and key.
    #[error("an agent would not find its certificate and key in this text: {0}")]
    Certificate(&'static str),
}
