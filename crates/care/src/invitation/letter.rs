//! What mails of invitations say.

use askama::Template;
use uuid::Uuid;

use super::Seat;
use crate::access::{IspCard, Scope};
use crate::email::Email;
use crate::mail::{self, Mail, Notice};
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

#[derive(Template)]
#[template(path = "invitation/invited.txt")]
struct InvitedText<'a> {
    w: Words,
    says: &'a [String],
    how: &'static str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "invitation/invited.html")]
struct InvitedHtml<'a> {
    w: Words,
    isp: &'a IspCard,
    subject: &'a str,
    says: &'a [String],
    how: &'static str,
    link: &'a str,
}

/// What somebody does with the link who has no password that is known to be theirs.
pub(super) const CREATE: &str = "mail-invited-how";
/// What somebody does with it who has one: a link never signs in.
pub(super) const SIGN_IN: &str = "mail-invited-sign-in";

/// The mail with an invitation's link.
pub(super) struct Letter<'a> {
    pub(super) isp: &'a IspCard,
    pub(super) inviter: &'a str,
    pub(super) seat: Seat,
    /// The message key of what is to be done with the link.
    pub(super) how: &'static str,
    pub(super) link: &'a str,
}

impl Letter<'_> {
    pub(super) async fn to(&self, scope: &mut Scope, to: &Email, invitation: Uuid) -> Result<Mail> {
        let w = mail::words_for(scope, to).await?;
        let &Letter { isp, inviter, seat, how, link } = self;
        let (subject, says) = match seat {
            Seat::Collaborator(_) => (
                "mail-invited-subject",
                vec![
                    w.t2("mail-invited-text", "inviter", inviter, "isp", &isp.name),
                    w.t1("mail-invited-role", "role", w.t(seat.key())),
                ],
            ),
            Seat::MobileUser(_) => (
                "mail-invited-home-subject",
                vec![
                    w.t2("mail-invited-home-text", "inviter", inviter, "isp", &isp.name),
                    w.t("mail-invited-home-app"),
                ],
            ),
        };
        let subject = w.t1(subject, "isp", &isp.name);
        let text = InvitedText { w, says: &says, how, link };
        let html = InvitedHtml { w, isp, subject: &subject, says: &says, how, link };
        Ok(Mail {
            to: to.clone(),
            from_name: isp.name.clone(),
            text: text.render().map_err(Problem::broken)?,
            html: html.render().map_err(Problem::broken)?,
            subject,
            about: Some(invitation),
        })
    }
}

/// Tells somebody that they were given access at once.
pub(super) async fn tell_added(
    scope: &mut Scope,
    isp: &IspCard,
    inviter: &str,
    seat: Seat,
    to: &Email,
) -> Result<()> {
    let text = |key| Say::new(key).with("inviter", inviter).with("isp", &isp.name);
    let page = seat.landing(scope).await?;
    let notice = match seat {
        Seat::Collaborator(_) => Notice {
            to,
            isp: Some(isp),
            subject: Say::new("mail-added-subject").with("isp", &isp.name),
            text: text("mail-added-text").with_words("role", seat.key()),
            next: Say::new("mail-added-next"),
            page: &page,
        },
        Seat::MobileUser(_) => Notice {
            to,
            isp: Some(isp),
            subject: Say::new("mail-added-home-subject").with("isp", &isp.name),
            text: text("mail-added-home-text"),
            next: Say::new("mail-added-home-next").with("isp", &isp.name),
            page: &page,
        },
    };
    mail::tell(scope, &notice).await
}
