//! A mail taken apart as mail programs do it (RFC 5322, 2045 and 2046), as far as ours go.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A message with two parts.
pub(crate) struct Letter {
    head: Vec<(String, String)>,
    /// Kind and text of each.
    pub(crate) parts: Vec<(String, String)>,
}

impl Letter {
    pub(crate) fn read(raw: &str) -> Letter {
        let (head, body) = raw.split_once("\r\n\r\n").expect("a head, an empty line, a body");
        let head = headers(head);
        let kind = one(&head, "content-type");
        assert!(kind.starts_with("multipart/alternative"), "{kind}");
        let boundary = kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let (body, _) = body.split_once(&format!("--{boundary}--")).expect("a last boundary");
        let parts = body.split(&format!("--{boundary}\r\n")).skip(1).map(part).collect();
        Letter { head, parts }
    }

    /// The header of this name, which must be there once.
    pub(crate) fn header(&self, name: &str) -> &str {
        one(&self.head, name)
    }

    /// The names of all headers, in lower case.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.head.iter().map(|(name, _)| name.as_str()).collect()
    }
}

fn one<'a>(head: &'a [(String, String)], name: &str) -> &'a str {
    let mut found = head.iter().filter(|(known, _)| known == name);
    let (Some((_, value)), None) = (found.next(), found.next()) else { panic!("not one {name} in {head:?}") };
    value
}

/// A line that begins with a space goes on with the one before.
fn headers(text: &str) -> Vec<(String, String)> {
    let unfolded = text.replace("\r\n ", " ").replace("\r\n\t", " ");
    let pairs = unfolded
        .split("\r\n")
        .map(|line| line.split_once(':').unwrap_or_else(|| panic!("a header: {line:?}")));
    pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect()
}

fn part(text: &str) -> (String, String) {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let head = headers(head);
    let body = match one(&head, "content-transfer-encoding") {
        "7bit" => body.to_owned(),
        "quoted-printable" => quoted_printable(body),
        "base64" => String::from_utf8(STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap(),
        other => panic!("an encoding of ours: {other}"),
    };
    (one(&head, "content-type").to_owned(), body)
}

fn quoted_printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (hex, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).unwrap()
}
