//! The worker's part: what an address that forgot its password is sent.

use std::time::Duration;

use askama::Template;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Wish, store};
use crate::access::{self, Audience, Scope};
use crate::db::Db;
use crate::email::Email;
use crate::invitation::{self, Open, Seat};
use crate::isp;
use crate::link::{self, Kind, Provenance};
use crate::mail::{self, Mail};
use crate::person;
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

/// How many are answered in one go.
const BATCH: i64 = 20;

#[derive(Template)]
#[template(path = "recovery/reset.txt")]
struct ResetText<'a> {
    w: Words,
    letter: &'a Letter,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "recovery/reset.html")]
struct ResetHtml<'a> {
    w: Words,
    letter: &'a Letter,
    link: &'a str,
}

/// What a mail with a link says.
struct Letter {
    subject: Say,
    text: Say,
    /// The word on the button.
    act: Say,
    /// Why one gets it, and what to do if it was not oneself who asked.
    why: Say,
    /// The invitation that it is about.
    about: Option<Uuid>,
}

/// Answers until it is told to stop.
pub async fn run_worker(db: Db, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match answer_due(&db).await {
            Ok(0) => Duration::from_millis(500),
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "what was asked for could not be answered");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}

/// Answers what was asked for; gives how many that were.
pub async fn answer_due(db: &Db) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let due = store::due(&mut tx, BATCH).await?;
    drop(tx);
    let mut answered = 0;
    for id in due {
        let mut tx = access::system().write(db).await?;
        // Another worker may have been first.
        if let Some((email, audience, wish)) = store::take(&mut tx, id).await? {
            match wish {
                Wish::Reset => answer(&mut tx, &email, audience).await?,
                Wish::SignUp => answer_sign_up(&mut tx, &email).await?,
            }
            answered += 1;
        }
        tx.commit().await?;
    }
    Ok(answered)
}

async fn answer(scope: &mut Scope, typed: &Email, audience: Audience) -> Result<()> {
    let known = person::by_email(scope, typed.canonical()).await?;
    if let Some(person) = known.filter(|person| person.password.is_some()) {
        // To the address that is stored, which is not always what was typed.
        let to = &person.email;
        let token =
            link::mint(scope, Kind::Reset, Provenance::Mail, Some(person.id.0), to.canonical()).await?;
        let link = token.address(audience, &scope.site());
        let letter = Letter {
            subject: Say::new("mail-reset-subject"),
            text: Say::new("mail-reset-text"),
            act: Say::new("mail-reset-act"),
            why: Say::new("mail-reset-why"),
            about: None,
        };
        return send(scope, to, &letter, &link).await;
    }
    let now = scope.now();
    let open = invitation::open_for(scope, typed.canonical()).await?;
    let (live, expired): (Vec<Open>, Vec<Open>) = open.into_iter().partition(|it| it.expires_at > now);
    // Where they asked comes first. What waits for them in the other of the two is accepted there, by its own mail.
    let (here, there): (Vec<Open>, Vec<Open>) =
        live.into_iter().partition(|it| it.seat.audience() == audience);
    let live = if here.is_empty() { there } else { here };
    if let Some(last) = live.iter().max_by_key(|it| it.expires_at) {
        return recover(scope, &live, last).await;
    }
    for invitation in expired {
        explain(scope, &invitation).await?;
    }
    Ok(())
}

/// A link that creates the account; of somebody who was invited, the one that accepts, which creates it too.
async fn answer_sign_up(scope: &mut Scope, typed: &Email) -> Result<()> {
    let known = person::by_email(scope, typed.canonical()).await?;
    if let Some(person) = known.filter(|person| person.password.is_some()) {
        let letter = Letter {
            subject: Say::new("mail-sign-up-known-subject"),
            text: Say::new("mail-sign-up-known-text"),
            act: Say::new("mail-sign-up-known-act"),
            why: Say::new("mail-sign-up-why"),
            about: None,
        };
        let page = scope.site().page("/app/sign-in");
        return send(scope, &person.email, &letter, &page).await;
    }
    let now = scope.now();
    let mut live = invitation::open_for(scope, typed.canonical()).await?;
    live.retain(|it| it.expires_at > now);
    if let Some(last) = live.iter().max_by_key(|it| it.expires_at) {
        return recover(scope, &live, last).await;
    }
    let token = link::mint_for_address(scope, Kind::SignUp, typed.canonical()).await?;
    let link = token.address(Audience::App, &scope.site());
    let letter = Letter {
        subject: Say::new("mail-sign-up-subject"),
        text: Say::new("mail-sign-up-text"),
        act: Say::new("mail-sign-up-act"),
        why: Say::new("mail-sign-up-why"),
        about: None,
    };
    send(scope, typed, &letter, &link).await
}

/// A way to set the first password. One link for all open invitations: it proves the mailbox, and which of them it accepts is
/// decided when it is used.
async fn recover(scope: &mut Scope, live: &[Open], last: &Open) -> Result<()> {
    let to = &last.email;
    for invitation in live {
        // The operator's word stands until it is used: a stranger who types an address must not void it.
        link::void_but_operators(scope, Kind::Invitation, invitation.id.0).await?;
    }
    link::void_of_address(scope, Kind::Reset, to.canonical()).await?;
    let token = link::mint_until(
        scope,
        Kind::Reset,
        Provenance::Mail,
        Some(last.id.0),
        to.canonical(),
        last.expires_at,
    )
    .await?;
    let link = token.address(last.seat.audience(), &scope.site());
    let mut isps: Vec<&str> = live.iter().map(|it| it.isp_name.as_str()).collect();
    // Several homes may be of one ISP, and not one after the other.
    isps.sort_unstable();
    isps.dedup();
    let isps = isps.join(", ");
    let letter = Letter {
        subject: Say::new("mail-reset-subject"),
        text: Say::new(match last.seat {
            _ if live.len() > 1 => "mail-recover-several-text",
            Seat::Collaborator(_) => "mail-recover-text",
            Seat::MobileUser(_) => "mail-recover-home-text",
        })
        .with("isp", &isps),
        act: Say::new("mail-reset-act"),
        why: Say::new("mail-recover-why").with("isp", &isps),
        about: Some(last.id.0),
    };
    send(scope, to, &letter, &link).await
}

/// No way in, since the two days are over: why, and how to ask for a new invitation.
async fn explain(scope: &mut Scope, expired: &Open) -> Result<()> {
    let to = &expired.email;
    scope.enter(expired.isp).await?;
    let card = isp::card(scope).await?;
    let token =
        link::mint(scope, Kind::Renewal, Provenance::Mail, Some(expired.id.0), to.canonical()).await?;
    let link = token.address(expired.seat.audience(), &scope.site());
    let letter = Letter {
        subject: Say::new("mail-expired-subject").with("isp", &card.name),
        text: Say::new(match expired.seat {
            Seat::Collaborator(_) => "mail-expired-text",
            Seat::MobileUser(_) => "mail-expired-home-text",
        })
        .with("isp", &card.name),
        act: Say::new("mail-expired-act"),
        why: Say::new("mail-expired-why").with("isp", &card.name),
        about: None,
    };
    send(scope, to, &letter, &link).await
}

async fn send(scope: &mut Scope, to: &Email, letter: &Letter, link: &str) -> Result<()> {
    let w = mail::words_for(scope, to).await?;
    let mail = Mail {
        to: to.clone(),
        from_name: w.t("product"),
        subject: w.say(&letter.subject),
        text: ResetText { w, letter, link }.render().map_err(Problem::broken)?,
        html: ResetHtml { w, letter, link }.render().map_err(Problem::broken)?,
        about: letter.about,
    };
    mail::post(scope, mail).await?;
    Ok(())
}
