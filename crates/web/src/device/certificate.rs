//! A router asks for its certificate. Its MAC is all that it shows, and neighbours can guess that.
//!
//! So a certificate is given once, for a MAC that an inventory row names, and again only inside a window that staff opened.
//! Whoever is refused learns nothing: an unknown MAC and one that has had its certificate get the same answer. The agent
//! takes any refusal alike and asks again, each time a little later. Source: agent protocol 3.4; captures/02.

use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use care::Problem;
use care::mac::Mac;
use care::throttle::{self, CERTIFICATE_ADDRESS, CERTIFICATE_MAC};
use jiff::SignedDuration;
use uuid::Uuid;
use wire::unum::CertificateReply;

use super::answer::{Answer, Refused};
use super::ca::{Issued, ROUTER_LIFETIME};
use super::key_stock::RsaKey;
use super::who::Claimed;
use crate::app::App;
use crate::client::From;
use crate::may::Public;

/// A certificate is valid from a little before it is made, since the next request may come to a process whose clock is
/// behind.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn issue(
    Public(anyone): Public,
    Claimed(mac): Claimed,
    State(app): State<App>,
    _: Counted,
) -> Answer {
    let mut tx = anyone.read(&app.db).await?;
    if !care::router::may_certify(&mut tx, &mac).await? {
        turned_away(&app, mac);
        return Err(Problem::Forbidden("certificate").into());
    }
    let serial = tx.id();
    drop(tx);
    let key = app.keys.take().ok_or(Problem::Busy)?;
    let (app, mac, issued) = sign(app, mac, key, serial).await?;
    // A text that the agent cannot take apart would be stored by it all the same: better none than that.
    let reply =
        CertificateReply::new(issued.certificate_pem + &issued.private_key_pem).map_err(Problem::broken)?;

    let mut tx = anyone.write(&app.db).await?;
    care::router::certify(&mut tx, &mac, &issued.fingerprint).await?;
    tx.commit().await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], reply.into_body()).into_response())
}

/// That this request was counted, and is not one too many.
pub(super) struct Counted;

impl FromRequestParts<App> for Counted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let Claimed(mac) = Claimed::from_request_parts(parts, app).await?;
        count(parts, app, &mac).await.map(|()| Counted)
    }
}

/// Counts a question about a MAC's certificate. A MAC is counted per place, so that a stranger who asks for somebody's MAC
/// does not use up what its own router may ask.
pub(super) async fn count(parts: &mut Parts, app: &App, mac: &Mac) -> Result<(), Refused> {
    let Ok(from) = From::from_request_parts(parts, app).await;
    throttle::take(&app.db, CERTIFICATE_ADDRESS, &from.place()).await?;
    Ok(throttle::take(&app.db, CERTIFICATE_MAC, &format!("{mac} {}", from.place())).await?)
}

/// Notes it beside the answer, which tells by nothing, not even by the time it takes, whether the MAC is known.
pub(super) fn turned_away(app: &App, mac: Mac) {
    let db = app.db.clone();
    tokio::spawn(async move {
        if let Err(error) = care::router::turned_away(&db, &mac).await {
            tracing::warn!(%error, "that a router was turned away could not be noted");
        }
    });
}

/// Signs on a thread that nobody waits for.
async fn sign(app: App, mac: Mac, key: RsaKey, serial: Uuid) -> Result<(App, Mac, Issued), Problem> {
    let work = move || {
        let now = app.db.clock().wall();
        let not_before = now.saturating_sub(CLOCKS_DIFFER).unwrap_or(now);
        let issued = app.ca.issue(mac.as_str(), &key, serial.into_bytes(), not_before, ROUTER_LIFETIME);
        issued.map(|issued| (app, mac, issued))
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::broken)?.map_err(Problem::broken)
}
