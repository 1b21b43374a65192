//! Why a mail did not go, in words that whoever sent it can act on. What the server said word for word names hosts and
//! policies that are the operator's business, and stands beside it for them.

use std::str::FromStr;

use super::transport::SIGN_IN;

/// Why a mail did not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody has this address.
    NoMailbox,
    /// There is no room for it.
    MailboxFull,
    /// The other side will not have it.
    Refused,
    /// The other side asks to come again later.
    Later,
    /// No server could be spoken to.
    Unreachable,
    /// The mail server does not let this service send.
    NotLetIn,
    /// Something else, of which the operator knows more.
    Other,
}

impl Reason {
    const ALL: [Reason; 7] = [
        Reason::NoMailbox,
        Reason::MailboxFull,
        Reason::Refused,
        Reason::Later,
        Reason::Unreachable,
        Reason::NotLetIn,
        Reason::Other,
    ];

    /// The word in the database.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Reason::NoMailbox => "no-mailbox",
            Reason::MailboxFull => "mailbox-full",
            Reason::Refused => "refused",
            Reason::Later => "later",
            Reason::Unreachable => "unreachable",
            Reason::NotLetIn => "not-let-in",
            Reason::Other => "other",
        }
    }

    /// The message key of half a sentence that says it.
    pub fn key(self) -> &'static str {
        match self {
            Reason::NoMailbox => "mail-why-no-mailbox",
            Reason::MailboxFull => "mail-why-mailbox-full",
            Reason::Refused => "mail-why-refused",
            Reason::Later => "mail-why-later",
            Reason::Unreachable => "mail-why-unreachable",
            Reason::NotLetIn => "mail-why-not-let-in",
            Reason::Other => "mail-why-other",
        }
    }

    /// What a server's answer means: by its enhanced code (RFC 3463) where it gives one, since many say 550 for everything,
    /// else by its code (RFC 5321).
    pub(super) fn of_answer(code: u16, text: &str) -> Reason {
        if SIGN_IN.contains(&code) {
            return Reason::NotLetIn;
        }
        match (enhanced(text), code) {
            // Beside these, the first subject is about the sender's address, or about how one is written.
            (Some((1, 1..=3 | 6 | 10)), 500..) => Reason::NoMailbox,
            (Some((1, _)), 500..) => Reason::Refused,
            (Some((2, 2)), _) => Reason::MailboxFull,
            (Some((7, _)), _) if code >= 500 => Reason::Refused,
            (_, 550 | 551 | 553) => Reason::NoMailbox,
            (_, 452 | 552) => Reason::MailboxFull,
            (_, 500..) => Reason::Refused,
            _ => Reason::Later,
        }
    }
}

/// Subject and detail of the first enhanced code in a text: `5.1.1` says 1 and 1.
fn enhanced(text: &str) -> Option<(u16, u16)> {
    text.split_whitespace().find_map(|word| {
        let mut parts = word.split('.');
        let class = parts.next().filter(|class| matches!(*class, "4" | "5"));
        let (_, subject, detail) = (class?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        parts.next().is_none().then_some((subject, detail))
    })
}

impl FromStr for Reason {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Reason::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| format!("no reason {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_answer_is_told_in_words() {
        for (code, text, expected) in [
            (550, "permanent error (550): 5.1.1 <bo@mail.example>: user unknown", Reason::NoMailbox),
            (550, "permanent error (550): No such user", Reason::NoMailbox),
            (550, "permanent error (550): 5.7.1 blocked by 192.0.2.7", Reason::Refused),
            (552, "permanent error (552): 5.2.2 over quota", Reason::MailboxFull),
            (452, "transient error (452): 4.2.2 over quota", Reason::MailboxFull),
            (554, "permanent error (554): no", Reason::Refused),
            (451, "transient error (451): 4.7.1 greylisted", Reason::Later),
            (450, "transient error (450): 4.1.1 not known yet", Reason::Later),
            (553, "permanent error (553): 5.1.8 sender's domain not found", Reason::Refused),
            (421, "transient error (421): busy", Reason::Later),
            (535, "permanent error (535): 5.7.8 authentication failed", Reason::NotLetIn),
        ] {
            assert_eq!(Reason::of_answer(code, text), expected, "{text}");
        }
    }

    #[test]
    fn every_reason_is_read_as_it_was_written_and_has_words() {
        for reason in Reason::ALL {
            assert_eq!(reason.as_str().parse(), Ok(reason));
            assert!(crate::words::Words::english().knows(reason.key()), "{reason:?}");
        }
    }
}
