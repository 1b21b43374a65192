use std::fmt;

use serde::{Serialize, Serializer};

use crate::Mac;

/// The home's air at one moment, as its router sees it. Replaces the picture before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Wifi {
    /// The radios that are up; none when all are down or the box has no Wi-Fi.
    pub radios: Vec<Radio>,
}

/// One radio of a router.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Radio {
    /// The router's name for it, such as `phy0`.
    pub name: Option<String>,
    /// The band, said by the router or told by its mode and channel.
    pub band: Option<Band>,
    /// The channel's number, 1 to 233.
    pub channel: Option<u16>,
    /// The country whose radio rules it keeps, two letters.
    pub country: Option<String>,
    /// The standards it speaks, in the router's word, such as `11anac`.
    pub hwmode: Option<String>,
    /// The networks it carries.
    pub networks: Vec<Network>,
}

/// A Wi-Fi band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Band {
    /// 2.4 GHz.
    #[serde(rename = "2.4 GHz")]
    Ghz2_4,
    /// 5 GHz.
    #[serde(rename = "5 GHz")]
    Ghz5,
    /// 6 GHz.
    #[serde(rename = "6 GHz")]
    Ghz6,
}

/// One network on a radio.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Network {
    /// The name for people: the SSID as text, what is not text replaced by `�`. Empty when hidden or not said.
    pub name: String,
    /// The SSID as it is on the air.
    pub ssid: Ssid,
    /// The address it sends from.
    pub bssid: Option<Mac>,
    /// The router's interface, such as `wlan0`.
    pub interface: Option<String>,
    /// What the router is in this network.
    pub role: Option<NetworkRole>,
    /// Whom the network is for.
    pub kind: Option<NetworkKind>,
    /// The highest power the radio may send with, in dBm.
    pub max_power_dbm: Option<i8>,
    /// Noise on the channel, in dBm.
    pub noise_dbm: Option<i8>,
    /// Who is connected; for a role of `Client`, the access point that the router is connected to.
    pub stations: Vec<Station>,
}

/// What a router is in a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkRole {
    /// It offers the network.
    AccessPoint,
    /// It is one node of a mesh.
    Mesh,
    /// It is connected to somebody else's network.
    Client,
}

/// Whom a network is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkKind {
    /// The people of the home.
    Home,
    /// Their guests.
    Guest,
    /// Other access points of the same home.
    Mesh,
}

/// A device connected by Wi-Fi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Station {
    /// Its address.
    pub mac: Mac,
    /// How strongly the router hears it, in dBm (-30 is near, -80 is hardly usable).
    pub signal_dbm: Option<i8>,
    /// Milliseconds since it last sent anything.
    pub idle_ms: Option<u64>,
    /// Whether it has proved that it knows the password.
    pub authorised: Option<bool>,
    /// What the router sent to it.
    pub to_station: Traffic,
    /// What the router received from it.
    pub from_station: Traffic,
    /// Packets that had to be sent to it again.
    pub retries: Option<u64>,
    /// Packets that could not be sent to it.
    pub failures: Option<u64>,
}

/// One direction between a router and a station.
///
/// Counters run since the station connected, and on most drivers they wrap at 32 bits. A counter lower than before is
/// therefore a new connection or a wrap, never negative traffic.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Traffic {
    /// Packets since the station connected.
    pub packets: Option<u64>,
    /// Bytes since the station connected.
    pub bytes: Option<u64>,
    /// The speed of the air link now.
    pub rate: Option<Rate>,
}

/// The speed of an air link and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Kilobits a second.
    pub kbps: u64,
    /// The modulation's index.
    pub mcs: Option<u8>,
    /// Width of the channel in MHz.
    pub width_mhz: Option<u16>,
    /// How many spatial streams.
    pub streams: Option<u8>,
    /// Whether the short guard interval is in use.
    pub short_guard: bool,
}

/// The bytes of a network's name: at most 32, of any value.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Ssid(Vec<u8>);

impl Ssid {
    /// As many bytes as 802.11 gives a name.
    pub const LONGEST: usize = 32;

    /// The name made of these bytes; none when there are more than [`LONGEST`](Self::LONGEST).
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() <= Self::LONGEST).then_some(Self(bytes))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name for people: what is no text, or would upset a terminal or a database, becomes `�`.
    ///
    /// A name of zero bytes only is how a hidden network is announced, so it is no name.
    pub fn name(&self) -> String {
        if self.0.iter().all(|byte| *byte == 0) {
            return String::new();
        }
        String::from_utf8_lossy(&self.0)
            .chars()
            .map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c })
            .collect()
    }
}

/// As hexadecimal digits.
impl fmt::Display for Ssid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Ssid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ssid({self})")
    }
}

impl Serialize for Ssid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
