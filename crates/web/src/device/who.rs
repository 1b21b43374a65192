//! Decisions at the routers' door: who is it?
//!
//! A router is whoever holds the key of the certificate that was last issued for the MAC in the path. Everybody else is
//! refused by a 403, which an agent answers by trying again later.
//!
//! **The one 400.** A router that offers no certificate of ours, or one that was replaced, would offer it for ever: agents
//! neither check nor renew theirs. A 400 on activate or telemetry makes it throw the certificate away and ask for another.
//! It is given only while a certificate can be had for this MAC. The router then gets it, and none can be had any more:
//! so the 400 cannot repeat. Source: agent protocol 3.4.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use care::Problem;
use care::access::{self, Permission, Permit, may};
use care::mac::Mac;

use super::answer::Refused;
use super::certificate;
use super::peer::{PeerCertificate, PeerVerdict, fingerprint_if_current, judge};
use crate::app::App;
use crate::client::believed;
use crate::doors::Decision;

/// A router under its own name.
#[derive(Debug)]
pub(crate) struct ByRouter(pub(super) Permit<may::BeRouter>);

/// The same, at the two doors where a router without a good certificate is told to ask for one.
#[derive(Debug)]
pub(crate) struct ByRouterOrAnew(pub(super) Permit<may::BeRouter>);

/// The MAC that the path names. It proves nothing.
#[derive(Debug)]
pub(crate) struct Claimed(pub(super) Mac);

impl Decision for ByRouter {
    const WHO: &'static str = may::BeRouter::NAME;
}

impl Decision for ByRouterOrAnew {
    const WHO: &'static str = may::BeRouter::NAME;
}

impl FromRequestParts<App> for ByRouter {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        match recognise(parts, app).await? {
            Seen::Router(permit) => Ok(ByRouter(permit)),
            Seen::WithoutCertificate(_) => Err(Refused::Bare(StatusCode::FORBIDDEN)),
        }
    }
}

impl FromRequestParts<App> for ByRouterOrAnew {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let mac = match recognise(parts, app).await? {
            Seen::Router(permit) => return Ok(ByRouterOrAnew(permit)),
            Seen::WithoutCertificate(mac) => mac,
        };
        // The answer tells whether a certificate can be had for a MAC, so asking counts like asking for one.
        certificate::count(parts, app, &mac).await?;
        let mut tx = access::anyone().read(&app.db).await?;
        let anew = care::router::may_certify(&mut tx, &mac).await?;
        if !anew {
            certificate::turned_away(app, mac);
        }
        Err(Refused::Bare(if anew { StatusCode::BAD_REQUEST } else { StatusCode::FORBIDDEN }))
    }
}

impl FromRequestParts<App> for Claimed {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let nobody = || Refused::Bare(StatusCode::NOT_FOUND);
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(|_| nobody())?;
        let (_, mac) = path.iter().find(|(name, _)| *name == "mac").ok_or_else(nobody)?;
        // The protocol has one spelling of a MAC; the product takes every spelling that people use.
        let mac: wire::Mac = mac.parse().map_err(|_| nobody())?;
        Mac::parse(&mac.to_string()).map(Claimed).map_err(|_| nobody())
    }
}

/// Whom a request comes from, as far as it proves.
enum Seen {
    /// The router it claims to be.
    Router(Permit<may::BeRouter>),
    /// Somebody who claims this MAC with no certificate, another cloud's, one that expired or one that was replaced.
    WithoutCertificate(Mac),
}

/// The certificate that was issued last for this MAC is known by its fingerprint, so for every report of a router in good
/// standing nothing is left to ask of it but its dates. The chain of all others is judged only to tell them apart: checking
/// a signature costs more than all the rest of a report.
async fn recognise(parts: &mut Parts, app: &App) -> Result<Seen, Refused> {
    let Claimed(mac) = Claimed::from_request_parts(parts, app).await?;
    let offered = parts.extensions.get::<PeerCertificate>().and_then(|peer| peer.0.as_deref());
    let now = app.db.clock().wall();
    if let Some(fingerprint) = offered.and_then(|der| fingerprint_if_current(der, now)) {
        match access::router(&app.db, mac.as_str(), &fingerprint).await {
            Ok(permit) => {
                let from = believed(parts, app).map(|address| address.to_string());
                return Ok(Seen::Router(match from {
                    Some(address) => permit.from_address(address),
                    None => permit,
                }));
            }
            Err(Problem::Forbidden(_) | Problem::NotFound(_)) => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    match judge(offered, &app.ca, mac.as_str(), now) {
        // A router in good standing that claims to be its neighbour: no certificate would mend that.
        PeerVerdict::OtherMac => Err(Refused::Bare(StatusCode::FORBIDDEN)),
        _ => Ok(Seen::WithoutCertificate(mac)),
    }
}
