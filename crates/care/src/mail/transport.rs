//! Where mails go: an SMTP server, or files.

use std::path::PathBuf;

use lettre::message::{Mailbox, MultiPart, header};
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::{Delivery, Reason};

/// How the connection to the SMTP server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Plain at first, then TLS or nothing is sent (usually port 587).
    StartTls,
    /// TLS from the first byte (usually port 465).
    Tls,
    /// Plain: only for a relay on the same machine.
    None,
}

/// How to reach the SMTP server.
#[derive(Clone)]
pub struct Smtp {
    /// Host name; also what its certificate must be for.
    pub host: String,
    /// Port.
    pub port: u16,
    /// TLS or not.
    pub security: Security,
    /// User and password, where it wants them.
    pub login: Option<(String, String)>,
    /// Another root certificate to trust, PEM.
    pub trusted_ca: Option<Vec<u8>>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

/// With these a server refuses us and not the mail.
pub(super) const SIGN_IN: [u16; 4] = [530, 534, 535, 538];

/// Where mails go.
#[derive(Debug, Clone)]
pub struct Transport {
    way: Way,
    from: Address,
}

#[derive(Debug, Clone)]
enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

/// Why a mail did not go.
#[derive(Debug)]
pub(super) struct NotSent {
    /// What the server said, for the operator.
    pub(super) why: String,
    /// The same for everybody else.
    pub(super) reason: Reason,
    /// The server said that it never will.
    pub(super) for_good: bool,
}

impl Transport {
    /// Whether mails stay on this machine, where the mailbox page shows them for an hour.
    pub(super) fn keeps(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    /// To an SMTP server, from this address.
    pub fn smtp(smtp: &Smtp, from: &str) -> Result<Transport, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host).port(smtp.port);
        let tls = || {
            let mut parameters = TlsParameters::builder(smtp.host.clone());
            if let Some(pem) = &smtp.trusted_ca {
                parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(text)?);
            }
            parameters.build_rustls().map_err(text)
        };
        let mut builder = builder.tls(match smtp.security {
            Security::StartTls => Tls::Required(tls()?),
            Security::Tls => Tls::Wrapper(tls()?),
            Security::None => Tls::None,
        });
        if let Some((user, password)) = &smtp.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Transport { way: Way::Smtp(Box::new(builder.build())), from: sender(from)? })
    }

    /// Into `.eml` files of this folder.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Transport, String> {
        Ok(Transport { way: Way::Folder(folder), from: sender(from)? })
    }

    pub(super) async fn send(&self, delivery: &Delivery) -> Result<(), NotSent> {
        let message = self.message(delivery).map_err(|why| NotSent {
            why,
            reason: Reason::NoMailbox,
            for_good: true,
        })?;
        match &self.way {
            Way::Smtp(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(not_sent(&error)),
            },
            Way::Folder(folder) => write_file(folder, delivery, &message.formatted())
                .await
                .map_err(|error| NotSent { why: error.to_string(), reason: Reason::Other, for_good: false }),
        }
    }

    fn message(&self, delivery: &Delivery) -> Result<Message, String> {
        message(delivery, &self.from)
    }
}

fn not_sent(error: &smtp::Error) -> NotSent {
    let why = error.to_string();
    let reason = match error.status() {
        Some(code) => Reason::of_answer(code.into(), &why),
        None if error.is_client() => Reason::Other,
        None => Reason::Unreachable,
    };
    NotSent { why, reason, for_good: is_for_good(error) }
}

/// Whether the server will never take this very mail. When it refuses *us*, for a wrong password or none, somebody can mend
/// that, and the mails wait for it. Source: RFC 4954, section 6.
fn is_for_good(error: &smtp::Error) -> bool {
    error.is_permanent() && error.status().is_none_or(|code| !SIGN_IN.contains(&code.into()))
}

/// The address of a sender that may be written with a name; the name of each mail is its own.
fn sender(text: &str) -> Result<Address, String> {
    text.parse::<Mailbox>().map(|mailbox| mailbox.email).map_err(self::text)
}

/// A mail as it goes over the wire, from no address in particular: for the page that shows it.
pub fn source(delivery: &Delivery) -> Result<String, String> {
    let from = "portico@localhost".parse().map_err(text)?;
    message(delivery, &from).map(|message| String::from_utf8_lossy(&message.formatted()).into_owned())
}

fn message(delivery: &Delivery, from: &Address) -> Result<Message, String> {
    let to: Address = delivery.recipient.parse().map_err(text)?;
    Message::builder()
        .from(Mailbox::new(Some(delivery.sender_name.clone()), from.clone()))
        .to(Mailbox::new(None, to))
        .subject(&delivery.subject)
        // Stable over retries, so that a mail sent twice is known to be one.
        .message_id(Some(format!("<{}@{}>", delivery.id, from.domain())))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(delivery.text.clone(), delivery.html.clone()))
        .map_err(text)
}

/// Tells vacation responders to keep quiet (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }
    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

async fn write_file(folder: &std::path::Path, delivery: &Delivery, bytes: &[u8]) -> std::io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let half = folder.join(format!(".{}.part", delivery.id));
    tokio::fs::write(&half, bytes).await?;
    tokio::fs::rename(&half, folder.join(format!("{}.eml", delivery.id))).await
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
