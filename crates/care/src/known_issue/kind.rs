//! The kinds of issues: what they are called, how bad they are, what to do about them.

use std::str::FromStr;

/// A kind of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The home has not been heard for too long.
    Offline,
    /// It keeps going on and off.
    Flapping,
    /// The router or its agent starts again and again.
    Restarts,
    /// The router cannot resolve names.
    NoDns,
    /// The router has no valid certificate and cannot have one: it is not heard.
    Certificate,
    /// The router is always busy.
    HighCpu,
    /// The router is short of memory.
    LowMemory,
    /// The router's clock was wrong.
    WrongClock,
    /// The router runs older firmware than most of its model.
    OldFirmware,
}

/// How bad a kind is for the people in the home, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// They are without service.
    Down,
    /// They suffer.
    Degraded,
    /// They do not notice yet.
    Notice,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Kind {
    /// All of them, the worst first.
    pub const ALL: [Kind; 9] = [
        Kind::Offline,
        Kind::Certificate,
        Kind::NoDns,
        Kind::Flapping,
        Kind::Restarts,
        Kind::HighCpu,
        Kind::LowMemory,
        Kind::WrongClock,
        Kind::OldFirmware,
    ];

    /// The word in the database, in addresses and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Offline => "offline",
            Kind::Flapping => "flapping",
            Kind::Restarts => "restarts",
            Kind::NoDns => "no-dns",
            Kind::Certificate => "certificate",
            Kind::HighCpu => "high-cpu",
            Kind::LowMemory => "low-memory",
            Kind::WrongClock => "wrong-clock",
            Kind::OldFirmware => "old-firmware",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Offline => "issue-offline",
            Kind::Flapping => "issue-flapping",
            Kind::Restarts => "issue-restarts",
            Kind::NoDns => "issue-no-dns",
            Kind::Certificate => "issue-certificate",
            Kind::HighCpu => "issue-high-cpu",
            Kind::LowMemory => "issue-low-memory",
            Kind::WrongClock => "issue-wrong-clock",
            Kind::OldFirmware => "issue-old-firmware",
        }
    }

    /// The message key of what was measured.
    pub fn evidence(self) -> &'static str {
        match self {
            Kind::Offline => "evidence-offline",
            Kind::Flapping => "evidence-flapping",
            Kind::Restarts => "evidence-restarts",
            Kind::NoDns => "evidence-no-dns",
            Kind::Certificate => "evidence-certificate",
            Kind::HighCpu => "evidence-high-cpu",
            Kind::LowMemory => "evidence-low-memory",
            Kind::WrongClock => "evidence-wrong-clock",
            Kind::OldFirmware => "evidence-old-firmware",
        }
    }

    /// The message key of what to do.
    pub fn remedy(self) -> &'static str {
        match self {
            Kind::Offline => "remedy-offline",
            Kind::Flapping => "remedy-flapping",
            Kind::Restarts => "remedy-restarts",
            Kind::NoDns => "remedy-no-dns",
            Kind::Certificate => "remedy-certificate",
            Kind::HighCpu => "remedy-high-cpu",
            Kind::LowMemory => "remedy-low-memory",
            Kind::WrongClock => "remedy-wrong-clock",
            Kind::OldFirmware => "remedy-old-firmware",
        }
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        match self {
            Kind::Offline | Kind::Certificate | Kind::NoDns => Severity::Down,
            Kind::Flapping | Kind::Restarts | Kind::HighCpu | Kind::LowMemory => Severity::Degraded,
            Kind::WrongClock | Kind::OldFirmware => Severity::Notice,
        }
    }

    /// How long it takes to open, in milliseconds: one that was resolved and is not over is noticed again after as long.
    pub fn lasting_ms(self) -> i64 {
        match self {
            Kind::Offline | Kind::Flapping | Kind::Certificate => HOUR,
            Kind::Restarts => DAY,
            Kind::NoDns | Kind::WrongClock => 10 * MINUTE,
            Kind::HighCpu | Kind::LowMemory => 15 * MINUTE,
            Kind::OldFirmware => 7 * DAY,
        }
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| format!("no kind {text:?}"))
    }
}
