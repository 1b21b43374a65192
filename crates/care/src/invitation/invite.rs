//! Inviting.

use askama::Template;

use super::{InviteRole, store};
use crate::access::{IspCard, Role, Scope, Tx, may};
use crate::collaborator;
use crate::db::live::Topic;
use crate::email::Email;
use crate::isp;
use crate::link::{self, Kind, Provenance, Token};
use crate::mail::{self, Mail, Notice};
use crate::person;
use crate::problem::{Fields, Problem, Result};
use crate::throttle;
use crate::timeline::{self, Happened};
use crate::words::{Say, Words};

/// That somebody was invited. The same for known and unknown addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The address, as typed.
    pub email: Email,
}

#[derive(Template)]
#[template(path = "invitation/invited.txt")]
struct InvitedText<'a> {
    w: Words,
    isp: &'a IspCard,
    inviter: &'a str,
    role: String,
    how: &'static str,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "invitation/invited.html")]
struct InvitedHtml<'a> {
    w: Words,
    isp: &'a IspCard,
    inviter: &'a str,
    role: String,
    how: &'static str,
    link: &'a str,
}

/// Invites an address, and mails it.
///
/// [`Problem::Invalid`] beside the field when the address cannot be used: not an address, the inviter's own, already a
/// collaborator, or already invited (then its row offers to send it again). [`Problem::TooManyMails`] when it was invited too
/// often lately, by however many ISPs. Giving access is sensitive: a stolen session
/// alone must not let an accomplice in.
pub async fn invite(tx: &mut Tx<may::InviteCollaborators>, email: &str, role: &str) -> Result<Invited> {
    tx.must_be_fresh()?;
    let mut fields = Fields::default();
    let email = fields.check("email", Email::parse(email));
    let role = fields.check("role", role.parse::<InviteRole>().map_err(|_| Say::new("missing-role")));
    fields.into_result()?;
    let (Some(email), Some(role)) = (email, role) else {
        return Err(Problem::broken("a field went unchecked"));
    };

    let own = match tx.actor().person() {
        Some(id) => {
            person::by_id(tx, id).await?.is_some_and(|person| person.email.canonical() == email.canonical())
        }
        None => false,
    };
    if own {
        return Err(Problem::field("email", Say::new("invite-own-address")));
    }
    if collaborator::role_of(tx, email.canonical()).await?.is_some() {
        return Err(already_collaborator(&email));
    }
    let inviter = tx.actor().name().unwrap_or_default().to_owned();
    let isp = isp::card(tx).await?;
    tx.tell(Topic::Collaborators);

    let subject = match person::by_email(tx, email.canonical()).await? {
        Some(known) if known.verified && known.password.is_some() => {
            // A pending invitation from before they were verified is answered by this.
            store::answer(tx, email.canonical()).await?;
            if !collaborator::give(tx, known.id, role.role()).await? {
                // Another Admin was first, just now.
                return Err(already_collaborator(&email));
            }
            throttle::count_invitation(tx, &email).await?;
            tell_added(tx, &isp, &inviter, role.role(), &known.email).await?;
            known.id.0
        }
        _ => {
            let Offered { token, invitation } = offer(tx, &email, role, &inviter, Provenance::Mail).await?;
            let link = token.address(&tx.site());
            let letter = Letter { isp: &isp, inviter: &inviter, role: role.role(), how: CREATE, link: &link };
            throttle::count_invitation(tx, &email).await?;
            let mail = letter.to(tx, &email, invitation).await?;
            mail::post(tx, mail).await?;
            invitation
        }
    };
    let happened = Happened::new("collaborator-invited")
        .about(subject)
        .with("email", email.shown())
        .with("role", role.role().as_str());
    timeline::note(tx, happened).await?;
    Ok(Invited { email })
}

/// The operator invites an Admin, or brings a lost one back: the link is printed, and its provenance verifies the
/// identity and may set a new password. Mails nothing; always on record.
pub async fn invite_admin(tx: &mut Tx<may::Shell>, email: &Email) -> Result<Token> {
    tx.take_turn().await?;
    tx.tell(Topic::Collaborators);
    let operator = Words::english().t("operator");
    store::void_pending(tx, email.canonical()).await?;
    let offered = offer(tx, email, InviteRole::Admin, &operator, Provenance::Operator).await?;
    let happened =
        Happened::new("admin-invited-by-operator").about(offered.invitation).with("email", email.shown());
    timeline::note(tx, happened).await?;
    Ok(offered.token)
}

fn already_collaborator(email: &Email) -> Problem {
    Problem::field("email", Say::new("invite-already-collaborator").with("email", email))
}

struct Offered {
    token: Token,
    invitation: uuid::Uuid,
}

async fn offer(
    scope: &mut Scope,
    email: &Email,
    role: InviteRole,
    inviter: &str,
    provenance: Provenance,
) -> Result<Offered> {
    // One that can no longer be accepted, or whose mail never went, must not stand in the way of the next.
    store::void_dead(scope, email.canonical()).await?;
    let id = store::insert(scope, email, role, inviter).await.map_err(|problem| {
        if problem.is_duplicate() {
            Problem::field("email", Say::new("invite-already-invited").with("email", email))
        } else {
            problem
        }
    })?;
    let token = link::mint(scope, Kind::Invitation, provenance, Some(id.0), email.canonical()).await?;
    Ok(Offered { token, invitation: id.0 })
}

/// What somebody does with the link who has no password that is known to be theirs.
pub(super) const CREATE: &str = "mail-invited-how";
/// What somebody does with it who has one: a link never signs in.
pub(super) const SIGN_IN: &str = "mail-invited-sign-in";

/// The mail with an invitation's link.
pub(super) struct Letter<'a> {
    pub(super) isp: &'a IspCard,
    pub(super) inviter: &'a str,
    pub(super) role: Role,
    /// The message key of what is to be done with the link.
    pub(super) how: &'static str,
    pub(super) link: &'a str,
}

impl Letter<'_> {
    pub(super) async fn to(&self, scope: &mut Scope, to: &Email, invitation: uuid::Uuid) -> Result<Mail> {
        let w = mail::words_for(scope, to).await?;
        let &Letter { isp, inviter, how, link, .. } = self;
        let role = w.t(self.role.key());
        let text = InvitedText { w, isp, inviter, role: role.clone(), how, link };
        let html = InvitedHtml { w, isp, inviter, role, how, link };
        Ok(Mail {
            to: to.clone(),
            from_name: isp.name.clone(),
            subject: w.t1("mail-invited-subject", "isp", &isp.name),
            text: text.render().map_err(Problem::broken)?,
            html: html.render().map_err(Problem::broken)?,
            about: Some(invitation),
        })
    }
}

/// Tells somebody that they were given access at once.
async fn tell_added(scope: &mut Scope, isp: &IspCard, inviter: &str, role: Role, to: &Email) -> Result<()> {
    let notice = Notice {
        to,
        isp: Some(isp),
        subject: Say::new("mail-added-subject").with("isp", &isp.name),
        text: Say::new("mail-added-text")
            .with("inviter", inviter)
            .with("isp", &isp.name)
            .with_words("role", role.key()),
        next: Say::new("mail-added-next"),
        page: &isp.path(),
    };
    mail::tell(scope, &notice).await
}
