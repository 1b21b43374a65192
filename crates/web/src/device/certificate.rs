//! A router asks for its certificate. Its MAC is all that it shows, and neighbours can guess that.
//!
//! So a certificate is given once, for a MAC that an inventory row names, and again only inside a window that staff opened.
//! Whoever is refused learns nothing: an unknown MAC and one that has had its certificate get the same answer. The agent
//! takes any refusal alike and asks again, each time a little later. Source: agent protocol 3.4; captures/02.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use care::Problem;
use care::mac::Mac;
use care::throttle::{self, CERTIFICATE_ADDRESS, CERTIFICATE_MAC};
use jiff::SignedDuration;
use uuid::Uuid;
use wire::unum::CertificateReply;

use super::answer::Answer;
use super::ca::{Issued, ROUTER_LIFETIME};
use super::key_stock::RsaKey;
use super::who::Claimed;
use crate::app::App;
use crate::client::{PeerAddr, client_address};
use crate::may::Public;

/// A certificate is valid from a little before it is made, since the next request may come to a process whose clock is
/// behind.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(10);

pub(super) async fn issue(
    Public(anyone): Public,
    Claimed(mac): Claimed,
    State(app): State<App>,
    Extension(PeerAddr(peer)): Extension<PeerAddr>,
    headers: HeaderMap,
) -> Answer {
    let client = client_address(peer, &headers, &app.trusted_proxies);
    throttle::take(&app.db, CERTIFICATE_ADDRESS, &throttle::place(client)).await?;
    throttle::take(&app.db, CERTIFICATE_MAC, mac.as_str()).await?;

    let mut tx = anyone.read(&app.db).await?;
    if !care::router::may_certify(&mut tx, &mac).await? {
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

/// Signs on a thread that nobody waits for.
async fn sign(app: App, mac: Mac, key: RsaKey, serial: Uuid) -> Result<(App, Mac, Issued), Problem> {
    let work = move || {
        let now = app.db.clock().now();
        let not_before = now.saturating_sub(CLOCKS_DIFFER).unwrap_or(now);
        let issued = app.ca.issue(mac.as_str(), &key, serial.into_bytes(), not_before, ROUTER_LIFETIME);
        issued.map(|issued| (app, mac, issued))
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::broken)?.map_err(Problem::broken)
}
