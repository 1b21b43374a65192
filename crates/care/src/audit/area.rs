//! What an entry is about, and by which way it came to be: the two things that every entry can be found by.

use std::str::FromStr;

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Who may do what here, and how they get in: collaborators, invitations, roles, the reset of a colleague's factor.
    Access,
    /// People's own accounts, which are no place's business: passwords, factors, sessions, addresses.
    Account,
    /// The settings of the ISP or cluster.
    Settings,
    /// Inventory, customers and their routers.
    Homes,
}

impl Area {
    /// All of them.
    pub const ALL: [Area; 4] = [Area::Access, Area::Account, Area::Settings, Area::Homes];

    /// What entries of an ISP or cluster can be about: accounts are at no place.
    pub const AT_A_PLACE: [Area; 3] = [Area::Access, Area::Settings, Area::Homes];

    /// The word in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Area::Access => "access",
            Area::Account => "account",
            Area::Settings => "settings",
            Area::Homes => "homes",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Area::Access => "audit-area-access",
            Area::Account => "audit-area-account",
            Area::Settings => "audit-area-settings",
            Area::Homes => "audit-area-homes",
        }
    }

    /// What a kind is about, by how it begins; none for one that nobody has placed yet.
    pub(super) fn placed(kind: &str) -> Option<Area> {
        const BEGINNINGS: &[(Area, &[&str])] = &[
            (
                Area::Access,
                &[
                    "collaborator",
                    "mobile-user",
                    "admin",
                    "invitation",
                    "access",
                    "factor-reset",
                    "member",
                    "role",
                ],
            ),
            (
                Area::Account,
                &[
                    "account", "address", "device", "email", "factor", "notices", "passkey", "password",
                    "person", "recovery", "session", "signed", "totp",
                ],
            ),
            (Area::Settings, &["agreement", "audit", "cluster", "isp", "plan", "settings", "two-factor"]),
            (Area::Homes, &["certificate", "customer", "inventory", "issue", "outage", "router"]),
        ];
        let (area, _) = BEGINNINGS.iter().find(|(_, words)| words.iter().any(|it| kind.starts_with(it)))?;
        Some(*area)
    }

    /// What a kind is about.
    pub(crate) fn of(kind: &str) -> Area {
        Area::placed(kind).unwrap_or(Area::Settings)
    }
}

impl FromStr for Area {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Area::ALL.into_iter().find(|area| area.as_str() == text).ok_or_else(|| format!("no area {text:?}"))
    }
}

/// By which way something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a person in a browser, in the portal or in the app: who they are says in which.
    Portal,
    /// By whoever runs the server, from its command line.
    Shell,
    /// By the service itself.
    System,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 3] = [Way::Portal, Way::Shell, Way::System];

    /// The word in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Portal => "portal",
            Way::Shell => "shell",
            Way::System => "system",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Way::Portal => "audit-way-portal",
            Way::Shell => "audit-way-shell",
            Way::System => "audit-way-system",
        }
    }
}

impl FromStr for Way {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Way::ALL.into_iter().find(|way| way.as_str() == text).ok_or_else(|| format!("no way {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_has_words_has_an_area() {
        let words = include_str!("../../../../locales/en.ftl");
        let kinds = words.lines().filter_map(|line| line.strip_prefix("timeline-")?.split(' ').next());
        let lost: Vec<&str> =
            kinds.filter(|kind| *kind != "a-home" && Area::placed(kind).is_none()).collect();
        assert!(lost.is_empty(), "give these a beginning in Area::placed: {lost:?}");
    }
}
