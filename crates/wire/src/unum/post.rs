//! The posts that are kept as they came. Source: agent protocol 2, rows 5 to 9, 12, 13, 15 and 17.

use crate::Mac;

/// A post other than activate and telemetry, by what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Post {
    /// Devices, their traffic and how they were recognised, for one slice of time.
    Devices,
    /// Radios, networks and stations; `decode_wifi` reads it.
    Radios,
    /// Networks of the neighbours.
    Neighbours,
    /// The firewall's rules.
    Firewall,
    /// The router's configuration, secrets included, with a NUL at its end.
    RouterConfig,
    /// A page that was fetched from inside the home.
    UrlContents {
        /// The name that the request for the page gave it.
        cookie: String,
    },
    /// Open ports of a device.
    PortInfo {
        /// The device.
        device: Mac,
    },
    /// A measurement of the line, whole or in progress. Agents cut it at 255 bytes, so it may be no JSON.
    SpeedTest(SpeedTest),
}

/// Which measurement of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeedTest {
    /// Latency, download and upload.
    Full,
    /// Latency alone.
    CafLatency,
    /// Download alone.
    CafDownload,
    /// Upload alone.
    CafUpload,
}

impl Post {
    /// A database key for its kind. Never change one: it is stored.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::Radios => "radios",
            Self::Neighbours => "neighbours",
            Self::Firewall => "firewall",
            Self::RouterConfig => "router_config",
            Self::UrlContents { .. } => "url_contents",
            Self::PortInfo { .. } => "port_info",
            Self::SpeedTest(SpeedTest::Full) => "speed_test",
            Self::SpeedTest(SpeedTest::CafLatency) => "caf_latency",
            Self::SpeedTest(SpeedTest::CafDownload) => "caf_download",
            Self::SpeedTest(SpeedTest::CafUpload) => "caf_upload",
        }
    }

    /// Which one of its kind, where a router has several at a time: the page's cookie or the device's address.
    pub fn item(&self) -> Option<String> {
        match self {
            Self::UrlContents { cookie } => Some(cookie.clone()),
            Self::PortInfo { device } => Some(device.to_string()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_keys_stay_as_they_are() {
        let device = Mac::new([0x5c, 0xaa, 0xfd, 0, 0, 1]);
        let posts = [
            Post::Devices,
            Post::Radios,
            Post::Neighbours,
            Post::Firewall,
            Post::RouterConfig,
            Post::UrlContents { cookie: "c1".into() },
            Post::PortInfo { device },
            Post::SpeedTest(SpeedTest::Full),
            Post::SpeedTest(SpeedTest::CafLatency),
            Post::SpeedTest(SpeedTest::CafDownload),
            Post::SpeedTest(SpeedTest::CafUpload),
        ];
        let keys = posts.each_ref().map(Post::as_str).join(" ");
        assert_eq!(
            keys,
            "devices radios neighbours firewall router_config url_contents port_info \
             speed_test caf_latency caf_download caf_upload"
        );
        assert_eq!(posts[5].item().as_deref(), Some("c1"));
        assert_eq!(posts[6].item().as_deref(), Some("5c:aa:fd:00:00:01"));
        assert_eq!(posts[0].item(), None);
    }
}
