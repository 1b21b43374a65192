//! What is one's own under Your account: another session, an invitation that waits, a passkey.
//!
//! Each is made by the real verbs, anew for each knock, by whom it is to belong to. Another person's has the address of one that
//! exists, and nobody is told so.

use std::sync::atomic::{AtomicU16, Ordering};

use care::access;
use care::isp::{self, Name, Slug};
use care::session::Cookie;
use care::testing::{PASSWORD, Person};
use care::{factor, invitation};

use crate::app::{TestApp, Who};
use crate::browser::Browser;
use crate::doors::{NO_ID, Replies, filled, send};
use crate::golden::{Row, Variant};

/// Knocks with something of one's own, with the same of somebody else, and with nothing.
pub(crate) async fn knock(app: &TestApp<'_>, who: Who, browser: &mut Browser, row: &Row) -> Replies {
    let other = if who == Who::Stranger { app.admin().await } else { app.stranger().await };
    let theirs = thing(app, &other, &row.path).await.expect("they are signed in");
    let own = thing(app, browser, &row.path).await.unwrap_or_else(|| theirs.clone());
    let names = [(Variant::Own, own), (Variant::Foreign, theirs), (Variant::Nothing, NO_ID.to_owned())];
    let mut replies = Replies::new();
    for (variant, name) in names {
        let path = filled(&row.path, "", &name);
        let reply = send(&browser.fork(), row, &path, String::new()).await;
        replies.insert((variant, path), reply);
    }
    for browser in [browser, &other] {
        take_back(app, browser).await;
    }
    replies
}

/// Whoever is signed in to the portal in this browser.
async fn person(app: &TestApp<'_>, browser: &Browser) -> Option<Person> {
    let cookie = Cookie::sent(&browser.cookie("portico")?);
    access::person(&app.world.db, access::Audience::Portal, &cookie.hash()).await.ok()?;
    Some(app.world.person(cookie).await)
}

/// Something of theirs that such a door is about.
async fn thing(app: &TestApp<'_>, browser: &Browser, path: &str) -> Option<String> {
    let mut me = person(app, browser).await?;
    Some(if path.contains("{session}") {
        let elsewhere = person(app, &app.signed_in(&me.email).await).await?;
        let permit =
            access::person(&app.world.db, access::Audience::Portal, &elsewhere.hash()).await.unwrap();
        permit.session().unwrap().id.to_string()
    } else if path.contains("{invitation}") {
        waiting(app, &me).await
    } else {
        // What was mailed at other doors is none of this.
        app.world.mails().await;
        app.world.with_passkey(&mut me).await;
        // The session has another secret since.
        browser.set_cookie("portico", &me.cookie);
        let mine = app.world.oneself(&me, factor::mine).await.unwrap();
        mine.passkeys[0].id.to_string()
    })
}

/// An invitation that waits for them in the portal, to an ISP where nobody else is: whether they accept changes nothing elsewhere.
pub(crate) async fn waiting(app: &TestApp<'_>, me: &Person) -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let (name, slug) = (format!("Aside {n}"), format!("aside-{n}"));
    let (name, slug) = (Name::parse(&name).unwrap(), Slug::parse(&slug).unwrap());
    let isp = app.world.shell(None, async |tx| isp::create(tx, &name, &slug).await).await.unwrap();
    let invited = app.world.shell(Some(isp), async |tx| invitation::invite_admin(tx, &me.email).await).await;
    invited.unwrap();
    let in_the_portal = app.world.sign_in(&me.email, PASSWORD).await.unwrap();
    let waiting = app.world.oneself(&in_the_portal, invitation::waiting).await.unwrap();
    waiting.into_iter().find(|it| it.isp.id == isp).unwrap().id.to_string()
}

/// Takes a passkey back: with one, signing in would be another thing at the doors that follow.
async fn take_back(app: &TestApp<'_>, browser: &Browser) {
    let Some(me) = person(app, browser).await else { return };
    for key in app.world.oneself(&me, factor::mine).await.unwrap().passkeys {
        let removed = app.world.oneself(&me, async |tx| factor::remove_passkey(tx, key.id).await).await;
        removed.unwrap();
    }
}
