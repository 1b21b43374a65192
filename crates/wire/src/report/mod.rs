//! What a router says, in words that fit a router of any protocol.
//!
//! A router reports in pieces. [`Start`] comes once when its software starts. [`Status`] comes all the time and says
//! only what changed, so every field can be absent, and absent means "as before". [`Wifi`] is a picture of the air at
//! one moment and replaces the one before.
//!
//! An `Option` here says whether the router told us. Where it can also tell us that there is none (a line that lost
//! its address), the field is a [`Said`].

mod address;
mod said;
mod start;
mod status;
mod wifi;

pub use address::Ipv6Cidr;
pub use said::Said;
pub use start::{Crash, Start, StartReason};
pub use status::{Addresses, Disk, Status};
pub use wifi::{Band, Network, NetworkKind, NetworkRole, Radio, Rate, Ssid, Station, Traffic, Wifi};
