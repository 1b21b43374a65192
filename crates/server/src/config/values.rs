//! What a setting's text may say. Each type here says in its error what was expected.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use hyper::Uri;

/// What a text should have been, to be read after "expected".
#[derive(Debug)]
pub(crate) struct Expected(&'static str);

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Where to listen: a name or an address, and a port (0 picks a free one).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// The name or address, an IPv6 address in brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Whether only this machine can reach it.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
    }
}

impl FromStr for Address {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Address, Expected> {
        let expected = || Expected("host:port, such as localhost:8080 or [::]:8080");
        let (host, port) = text.rsplit_once(':').ok_or_else(expected)?;
        let bare_ipv6 = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
        if host.is_empty() || bare_ipv6 || host.contains(char::is_whitespace) {
            return Err(expected());
        }
        Ok(Address { host: host.to_owned(), port: port.parse().map_err(|_| expected())? })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For collectors: one JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = Expected;

    fn from_str(text: &str) -> Result<LogFormat, Expected> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err(Expected("text or json")),
        }
    }
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Security {
    /// It begins in the clear and must then become TLS.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: for a mail server on this machine.
    None,
}

impl Security {
    /// The port that goes with it by convention.
    pub(super) fn port(self) -> u16 {
        match self {
            Security::StartTls => 587,
            Security::Tls => 465,
            Security::None => 25,
        }
    }
}

impl FromStr for Security {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Security, Expected> {
        match text {
            "starttls" => Ok(Security::StartTls),
            "tls" => Ok(Security::Tls),
            "none" => Ok(Security::None),
            _ => Err(Expected("starttls, tls or none")),
        }
    }
}

/// An http(s) origin as browsers write it: lower case, no default port, no path.
pub(super) struct Origin(pub(super) String);

impl FromStr for Origin {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Origin, Expected> {
        let expected = || Expected("an http(s) address without a path, such as https://care.example.net");
        let uri: Uri = text.parse().map_err(|_| expected())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(expected());
        };
        let default_port = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err(expected()),
        };
        let only_an_origin = uri.path() == "/" && uri.query().is_none() && !text.contains(['#', '@']);
        if !only_an_origin || authority.host().is_empty() {
            return Err(expected());
        }
        let host = authority.host().to_ascii_lowercase();
        let port = match authority.as_str().rsplit_once(':') {
            Some((before, port)) if before.len() >= host.len() => {
                Some(port.parse::<u16>().map_err(|_| expected())?)
            }
            _ => None,
        };
        Ok(Origin(match port.filter(|port| *port != default_port) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }))
    }
}

/// A port to connect to.
pub(super) struct Port(pub(super) u16);

impl FromStr for Port {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Port, Expected> {
        let port = text.parse().ok().filter(|port| *port != 0);
        port.map(Port).ok_or(Expected("a port number, 1 to 65535"))
    }
}

/// The URL of a PostgreSQL database.
pub(super) struct Postgres(pub(super) String);

impl FromStr for Postgres {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Postgres, Expected> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Postgres(text.to_owned()))
        } else {
            Err(Expected(
                "postgres://user:password@host/database; leave it out for SQLite in the data folder",
            ))
        }
    }
}

/// A name or an address, as it stands in a certificate: no port, no scheme.
pub(super) struct Host(pub(super) String);

impl FromStr for Host {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Host, Expected> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        if text.parse::<IpAddr>().is_ok() || (!text.is_empty() && text.chars().all(is_name)) {
            Ok(Host(text.to_ascii_lowercase()))
        } else {
            Err(Expected("host names or addresses, without a port"))
        }
    }
}

/// Where somebody is reached, as push services take it (RFC 8292, section 2.1).
pub(super) struct Contact(pub(super) String);

impl FromStr for Contact {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Contact, Expected> {
        let mailbox = text.strip_prefix("mailto:").is_some_and(|address| address.contains('@'));
        if mailbox || text.starts_with("https://") {
            Ok(Contact(text.to_owned()))
        } else {
            Err(Expected("mailto:noc@example.net or an https address"))
        }
    }
}

/// A sender: it must at least hold an address.
pub(super) struct Sender(pub(super) String);

impl FromStr for Sender {
    type Err = Expected;

    fn from_str(text: &str) -> Result<Sender, Expected> {
        match text.split_once('@') {
            Some((before, after)) if !before.is_empty() && !after.is_empty() => Ok(Sender(text.to_owned())),
            _ => Err(Expected("a sender such as Portico <portico@example.net>")),
        }
    }
}
