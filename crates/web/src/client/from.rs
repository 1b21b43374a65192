//! Where a request comes from, as handlers get it.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use care::access::Audience;
use care::session::Device;
use care::words::Language;
use care::{session, throttle};

use super::{PeerAddr, client_address};
use crate::app::App;
use crate::{audience, cookies};

/// The client's address, as far as it can be believed, and what its browser says it is.
#[derive(Debug, Clone)]
pub(crate) struct From {
    audience: Audience,
    address: IpAddr,
    agent: String,
    device: Device,
    language: Language,
}

impl From {
    /// For what they come: the portal or the app.
    pub(crate) fn audience(&self) -> Audience {
        self.audience
    }

    /// The place to count by.
    pub(crate) fn place(&self) -> String {
        throttle::place(self.address)
    }

    /// The address, for the record.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// For the list of a person's sessions.
    pub(crate) fn session(&self) -> session::From {
        let (address, agent) = (self.address.to_string(), self.agent.clone());
        let (audience, device) = (self.audience, self.device.clone());
        session::From { audience, address, agent, device, language: self.language }
    }

    /// The browser's own cookie, or one for a browser that has none, to be set when somebody signs in.
    pub(crate) fn device(&self) -> &Device {
        &self.device
    }
}

/// The address that a request comes from; none where it came by no listener of ours.
pub(crate) fn believed(parts: &Parts, app: &App) -> Option<IpAddr> {
    let peer = parts.extensions.get::<PeerAddr>()?.0;
    Some(client_address(peer, &parts.headers, &app.trusted_proxies))
}

impl FromRequestParts<App> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        // Without a listener of ours there is no address: everybody then shares one count, which is safe.
        let address = believed(parts, app).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let agent =
            parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let device = cookies::device(&parts.headers, app.db.site()).unwrap_or_else(Device::random);
        let language = cookies::language(&parts.headers);
        let audience = audience::of(parts.uri.path());
        Ok(From { audience, address, agent: agent.to_owned(), device, language })
    }
}
