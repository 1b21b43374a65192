//! What the database and the doors say, beside what the model says.

use care::access::may;
use care::link::Kind;
use care::{Problem, access, invitation, recovery};
use model::state::{Invitation, Isp, Party, Proof, Purpose, State};

use crate::stage::{Stage, chooser, hashed, kind_of, role_of, word_of};

/// What differs, in words.
pub(crate) async fn compare(stage: &mut Stage<'_>, model: &State) -> Result<(), String> {
    the_person(stage, model).await?;
    for isp in Isp::BOTH {
        the_seat(stage, model, isp).await?;
    }
    the_links(stage, model).await
}

async fn the_person(stage: &mut Stage<'_>, model: &State) -> Result<(), String> {
    let identity = stage.world.identity(stage.email.canonical()).await;
    same("whether there is an identity", model.person.password.is_some(), identity.is_some())?;
    if let (Some(known), Some(identity)) = (model.person.password, identity) {
        same("whether it is verified", model.person.verified, identity.verified)?;
        let password = hashed(chooser(known)).await;
        same("whether the password is the one that was chosen", true, identity.has(&password))?;
    }
    for party in Party::BOTH {
        let alive = match &stage.browsers[party as usize] {
            Some(browser) => {
                access::person(&stage.world.db, access::Audience::Portal, &browser.hash()).await.is_ok()
            }
            None => false,
        };
        same(&format!("whether {party:?} is signed in"), model.person.sessions.has(party), alive)?;
    }
    Ok(())
}

async fn the_seat(stage: &mut Stage<'_>, model: &State, isp: Isp) -> Result<(), String> {
    let place = &stage.isps[isp as usize];
    let (invited, role) = stage.world.seat(place, stage.email.canonical()).await;
    let seat = model.seat(isp);
    same(&format!("the role at {isp:?}"), seat.member.map(role_of), role)?;
    let word = invited.as_ref().map(|it| it.state.as_str());
    same(&format!("the invitation at {isp:?}"), word_of(seat.invitation), word)?;
    if let (Invitation::Pending { role, days, asked }, Some(row)) = (seat.invitation, invited) {
        same("as what", role_of(role), row.role)?;
        let expired = row.expires_at <= stage.world.db.clock().millis();
        same("whether it has expired", days == 0, expired)?;
        same("whether the invitee asked for a new one", asked, row.asked)?;
    }
    // What the doors say of whoever is signed in, and not only the rows.
    for party in Party::BOTH.into_iter().filter(|party| model.person.sessions.has(*party)) {
        let browser = stage.browsers[party as usize].as_ref().unwrap();
        let let_in = access::staff::<may::ViewTabs>(&stage.world.db, &browser.hash(), &place.slug).await;
        same(&format!("whether {isp:?} lets {party:?} in"), model.can_enter(party, isp), let_in.is_ok())?;
    }
    Ok(())
}

async fn the_links(stage: &mut Stage<'_>, model: &State) -> Result<(), String> {
    let mut tx = access::anyone().read(&stage.world.db).await.unwrap();
    for (link, token) in model.links.iter().zip(&stage.tokens) {
        same("the kind of a link", kind_of(link.purpose), token.kind())?;
        let opened = match token.kind() {
            Kind::Invitation => invitation::open(&mut tx, token).await.map(|_| ()),
            _ => recovery::look(&mut tx, token).await.map(|_| ()),
        };
        let opens = match opened {
            Ok(()) => Opens::Whole,
            Err(Problem::Conflict(say)) if say.key == "accept-needs-mail" => Opens::NeedsMailbox,
            Err(_) => Opens::Gone,
        };
        let modelled = match link.purpose {
            _ if !model.is_live(*link) => Opens::Gone,
            // Somebody else may have chosen the password: only the mailbox lets in, and whoever opens a copied link is told so.
            Purpose::Accept(_, Proof::Link) if model.person.password.is_some() && !model.person.verified => {
                Opens::NeedsMailbox
            }
            _ => Opens::Whole,
        };
        same(&format!("what opening {link:?} says"), modelled, opens)?;
    }
    Ok(())
}

/// What opening a link says.
#[derive(Debug, PartialEq)]
enum Opens {
    /// It can be used.
    Whole,
    /// It lives, and only a mail to the same address is of use.
    NeedsMailbox,
    /// It is dead.
    Gone,
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, model: T, real: T) -> Result<(), String> {
    if model == real {
        Ok(())
    } else {
        Err(format!("{what}: {model:?} in the model, {real:?} in the database"))
    }
}
