//! Which request this is, by method and path. Source: agent protocol 2, rows 1 to 18.

use std::fmt;

use super::{Post, SpeedTest};
use crate::Mac;

/// A request that an agent makes of its server.
///
/// Content types say nothing here: agents send JSON as form data. Source: agent protocol 1.1.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// What time is it? The one request without a name.
    Time,
    /// Give me a certificate. The address is all that the router shows for itself.
    Certificate(Mac),
    /// I have started.
    Activate(Mac),
    /// This is how I am; what shall I do?
    Telemetry(Mac),
    /// Something to keep.
    Post(Mac, Post),
    /// Give me the configuration you hold for me.
    ConfigDownload(Mac),
    /// Give me the details of the command of this name, which may be any.
    CommandPayload(Mac, String),
    /// How shall I measure the line?
    SpeedTestSettings(Mac, SpeedTest),
    /// Is there new firmware for me?
    Firmware {
        /// Who asks.
        mac: Mac,
        /// The product's name.
        product: String,
        /// It wants the kind of image that upgrades a running system.
        sysupgrade: bool,
    },
}

impl Endpoint {
    /// Recognises a request by its method and its path with query, exactly as they came: nothing is decoded, for
    /// agents encode nothing.
    pub fn parse(method: &str, target: &str) -> Option<Self> {
        let (path, query) =
            target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let parts: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        if let ["release_server", "releases", mac, "active", image] = *parts {
            return firmware(method, mac.parse().ok()?, image, query);
        }
        if query.is_some() {
            return None;
        }
        match *parts {
            ["time"] => (method == "GET").then_some(Self::Time),
            ["v3", "unums", mac, ref rest @ ..] => agent(method, mac.parse().ok()?, rest),
            ["v3", "caf", "unums", mac, ref rest @ ..] => caf(method, mac.parse().ok()?, rest),
            _ => None,
        }
    }

    /// The router that the path names.
    pub const fn mac(&self) -> Option<Mac> {
        match self {
            Self::Time => None,
            Self::Certificate(mac)
            | Self::Activate(mac)
            | Self::Telemetry(mac)
            | Self::Post(mac, _)
            | Self::ConfigDownload(mac)
            | Self::CommandPayload(mac, _)
            | Self::SpeedTestSettings(mac, _)
            | Self::Firmware { mac, .. } => Some(*mac),
        }
    }

    /// Its method.
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Activate(_) | Self::Post(_, Post::UrlContents { .. }) => "PUT",
            Self::Telemetry(_) | Self::Post(..) => "POST",
            _ => "GET",
        }
    }
}

fn agent(method: &str, mac: Mac, rest: &[&str]) -> Option<Endpoint> {
    Some(match (method, rest) {
        ("GET", ["certificate"]) => Endpoint::Certificate(mac),
        ("PUT", ["activate"]) => Endpoint::Activate(mac),
        ("POST", ["telemetry"]) => Endpoint::Telemetry(mac),
        ("POST", ["devices", "telemetry"]) => Endpoint::Post(mac, Post::Devices),
        ("POST", ["radios"]) => Endpoint::Post(mac, Post::Radios),
        ("POST", ["neighboring_access_points"]) => Endpoint::Post(mac, Post::Neighbours),
        ("POST", ["firewall"]) => Endpoint::Post(mac, Post::Firewall),
        ("POST", ["router_configs", "raw"]) => Endpoint::Post(mac, Post::RouterConfig),
        ("GET", ["router_configs", "raw"]) => Endpoint::ConfigDownload(mac),
        ("GET", ["commands", name]) => Endpoint::CommandPayload(mac, word(name, 127)?),
        ("PUT", ["url_contents", cookie]) => {
            Endpoint::Post(mac, Post::UrlContents { cookie: word(cookie, 32)? })
        }
        ("POST", ["devices", device, "port_info"]) => {
            Endpoint::Post(mac, Post::PortInfo { device: device.parse().ok()? })
        }
        ("GET", ["speed_tests", "settings"]) => Endpoint::SpeedTestSettings(mac, SpeedTest::Full),
        ("POST", ["speed_tests"]) => Endpoint::Post(mac, Post::SpeedTest(SpeedTest::Full)),
        _ => return None,
    })
}

fn caf(method: &str, mac: Mac, rest: &[&str]) -> Option<Endpoint> {
    let (test, rest) = rest.split_first()?;
    let test = match *test {
        "caf_latency" => SpeedTest::CafLatency,
        "caf_download" => SpeedTest::CafDownload,
        "caf_upload" => SpeedTest::CafUpload,
        _ => return None,
    };
    match (method, rest) {
        ("GET", ["settings"]) => Some(Endpoint::SpeedTestSettings(mac, test)),
        ("POST", []) => Some(Endpoint::Post(mac, Post::SpeedTest(test))),
        _ => None,
    }
}

fn firmware(method: &str, mac: Mac, image: &str, query: Option<&str>) -> Option<Endpoint> {
    let product = word(image.strip_suffix("_firmware")?, 64)?;
    let sysupgrade = match query {
        None => false,
        Some("image=sysupgrade") => true,
        Some(_) => return None,
    };
    (method == "GET").then_some(Endpoint::Firmware { mac, product, sysupgrade })
}

/// A part of a path that we or the vendor chose: short, and of characters that mean nothing anywhere.
fn word(text: &str, longest: usize) -> Option<String> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let fits = !text.is_empty() && text.len() <= longest;
    (plain && fits).then(|| text.to_owned())
}

/// The path and query that [`Endpoint::parse`] reads back.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time => write!(f, "/time"),
            Self::Certificate(mac) => write!(f, "/v3/unums/{mac}/certificate"),
            Self::Activate(mac) => write!(f, "/v3/unums/{mac}/activate"),
            Self::Telemetry(mac) => write!(f, "/v3/unums/{mac}/telemetry"),
            Self::Post(mac, post) => match post {
                Post::Devices => write!(f, "/v3/unums/{mac}/devices/telemetry"),
                Post::Radios => write!(f, "/v3/unums/{mac}/radios"),
                Post::Neighbours => write!(f, "/v3/unums/{mac}/neighboring_access_points"),
                Post::Firewall => write!(f, "/v3/unums/{mac}/firewall"),
                Post::RouterConfig => write!(f, "/v3/unums/{mac}/router_configs/raw"),
                Post::UrlContents { cookie } => write!(f, "/v3/unums/{mac}/url_contents/{cookie}"),
                Post::PortInfo { device } => write!(f, "/v3/unums/{mac}/devices/{device}/port_info"),
                Post::SpeedTest(SpeedTest::Full) => write!(f, "/v3/unums/{mac}/speed_tests"),
                Post::SpeedTest(_) => write!(f, "/v3/caf/unums/{mac}/{}", post.as_str()),
            },
            Self::ConfigDownload(mac) => write!(f, "/v3/unums/{mac}/router_configs/raw"),
            Self::CommandPayload(mac, name) => write!(f, "/v3/unums/{mac}/commands/{name}"),
            Self::SpeedTestSettings(mac, test) => {
                write!(f, "{}/settings", Self::Post(*mac, Post::SpeedTest(*test)))
            }
            Self::Firmware { mac, product, sysupgrade } => {
                let query = if *sysupgrade { "?image=sysupgrade" } else { "" };
                write!(f, "/release_server/releases/{mac}/active/{product}_firmware{query}")
            }
        }
    }
}
