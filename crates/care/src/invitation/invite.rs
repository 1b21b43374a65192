//! Inviting.

use uuid::Uuid;

use super::letter::{CREATE, Letter, tell_added};
use super::{InviteRole, Seat, store};
use crate::access::{Scope, Tx, may};
use crate::email::Email;
use crate::isp;
use crate::link::{self, Kind, Provenance, Token};
use crate::mail;
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

/// Invites an address to be a collaborator, and mails it.
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
    invite_to(tx, email, Seat::Collaborator(role)).await
}

/// Invites an address to a seat at the transaction's ISP, whose turn is taken.
pub(super) async fn invite_to(scope: &mut Scope, email: Email, seat: Seat) -> Result<Invited> {
    let own = match scope.actor().person() {
        Some(id) => person::by_id(scope, id)
            .await?
            .is_some_and(|person| person.email.canonical() == email.canonical()),
        None => false,
    };
    if own {
        return Err(Problem::field(
            "email",
            Say::new(match seat {
                Seat::Collaborator(_) => "invite-own-address",
                Seat::MobileUser(_) => "invite-own-address-home",
            }),
        ));
    }
    if seat.is_taken(scope, email.canonical()).await? {
        return Err(already_there(seat, &email));
    }
    let inviter = scope.actor().name().unwrap_or_default().to_owned();
    let isp = isp::card(scope).await?;
    seat.tell(scope);

    let subject = match person::by_email(scope, email.canonical()).await? {
        Some(known) if known.verified && known.password.is_some() => {
            // A pending invitation from before they were verified is answered by this.
            store::answer(scope, email.canonical(), seat.home()).await?;
            if !seat.give(scope, known.id).await? {
                // Somebody else was first, just now.
                return Err(already_there(seat, &email));
            }
            throttle::count_invitation(scope, &email).await?;
            tell_added(scope, &isp, &inviter, seat, &known.email).await?;
            known.id.0
        }
        _ => {
            let Offered { token, invitation } =
                offer(scope, &email, seat, &inviter, Provenance::Mail).await?;
            let link = token.address(seat.audience(), &scope.site());
            let letter = Letter { isp: &isp, inviter: &inviter, seat, how: CREATE, link: &link };
            throttle::count_invitation(scope, &email).await?;
            let mail = letter.to(scope, &email, invitation).await?;
            mail::post(scope, mail).await?;
            invitation
        }
    };
    let happened = match seat {
        Seat::Collaborator(role) => Happened::new("collaborator-invited").with("role", role.role().as_str()),
        Seat::MobileUser(home) => Happened::new("mobile-user-invited").customer(home),
    };
    let happened = happened.about(subject).with("email", email.shown());
    timeline::note(scope, happened).await?;
    Ok(Invited { email })
}

/// The operator invites an Admin, or brings a lost one back: the link is printed, and its provenance verifies the
/// identity and may set a new password. Mails nothing; always on record.
pub async fn invite_admin(tx: &mut Tx<may::Shell>, email: &Email) -> Result<Token> {
    tx.take_turn().await?;
    let (seat, operator) = (Seat::Collaborator(InviteRole::Admin), Words::english().t("operator"));
    seat.tell(tx);
    store::void_pending(tx, email.canonical()).await?;
    let offered = offer(tx, email, seat, &operator, Provenance::Operator).await?;
    let happened =
        Happened::new("admin-invited-by-operator").about(offered.invitation).with("email", email.shown());
    timeline::note(tx, happened).await?;
    Ok(offered.token)
}

fn already_there(seat: Seat, email: &Email) -> Problem {
    let why = match seat {
        Seat::Collaborator(_) => "invite-already-collaborator",
        Seat::MobileUser(_) => "invite-already-mobile-user",
    };
    Problem::field("email", Say::new(why).with("email", email))
}

struct Offered {
    token: Token,
    invitation: Uuid,
}

async fn offer(
    scope: &mut Scope,
    email: &Email,
    seat: Seat,
    inviter: &str,
    provenance: Provenance,
) -> Result<Offered> {
    // One that can no longer be accepted, or whose mail never went, must not stand in the way of the next.
    store::void_dead(scope, email.canonical(), seat.home()).await?;
    let id = store::insert(scope, email, seat, inviter).await.map_err(|problem| {
        if problem.is_duplicate() {
            Problem::field("email", Say::new("invite-already-invited").with("email", email))
        } else {
            problem
        }
    })?;
    let token = link::mint(scope, Kind::Invitation, provenance, Some(id.0), email.canonical()).await?;
    Ok(Offered { token, invitation: id.0 })
}
