//! The push services that are trusted: to where we connect on a browser's word.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// Those of the browsers in use: Chrome and what is made of it, Firefox, Safari, Edge.
pub const TRUSTED: &str = "https://fcm.googleapis.com,https://*.push.services.mozilla.com,https://*.push.apple.com,https://*.notify.windows.com";

/// Which push services are trusted; with none, there are no notices.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Services(Vec<Service>);

impl Services {
    /// These.
    pub fn new(services: Vec<Service>) -> Services {
        Services(services)
    }

    /// Whether there is any.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether an address is one of theirs.
    pub(super) fn accept(&self, endpoint: &str) -> bool {
        let Ok(url) = Url::parse(endpoint) else { return false };
        let plain = url.username().is_empty() && url.password().is_none();
        plain && self.0.iter().any(|service| service.is_of(&url))
    }
}

/// One push service: an origin, or all below a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// With its scheme and port; of a domain, without the star.
    origin: Url,
    /// Whether any host below it is meant, and not it itself.
    below: bool,
}

impl Service {
    fn is_of(&self, url: &Url) -> bool {
        let same = self.origin.scheme() == url.scheme()
            && self.origin.port_or_known_default() == url.port_or_known_default();
        let (Some(ours), Some(theirs)) = (self.origin.host_str(), url.host_str()) else { return false };
        let host = if self.below {
            theirs.strip_suffix(ours).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
        } else {
            ours == theirs
        };
        same && host
    }
}

/// What a text should have been.
#[derive(Debug)]
pub struct NoService;

impl fmt::Display for NoService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "addresses of push services, such as https://fcm.googleapis.com or https://*.push.apple.com (http only on this machine)",
        )
    }
}

impl FromStr for Service {
    type Err = NoService;

    fn from_str(text: &str) -> Result<Service, NoService> {
        let below = text.contains("://*.");
        if text.matches('*').count() > usize::from(below) {
            return Err(NoService);
        }
        let origin = Url::parse(&text.replacen("://*.", "://", 1)).map_err(|_| NoService)?;
        let on_this_machine = match origin.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        let safe = origin.scheme() == "https" || origin.scheme() == "http" && on_this_machine;
        let only_an_origin = origin.as_str() == format!("{}/", origin.origin().ascii_serialization());
        // All below a domain must leave out the domains of countries and of everybody.
        let narrow = !below || origin.domain().is_some_and(|name| name.contains('.'));
        if safe && only_an_origin && narrow { Ok(Service { origin, below }) } else { Err(NoService) }
    }
}
