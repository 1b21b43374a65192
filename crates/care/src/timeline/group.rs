//! What kinds of things happen at a home, as people look for them.

use std::str::FromStr;

/// A group of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The home came online and went offline.
    Connectivity,
    /// The router itself.
    Router,
    /// What the portal noticed to be wrong, and what was done about it.
    Issues,
    /// The account: who the customer is, and what staff changed of it.
    Account,
    /// Who may use the home by the app.
    Users,
    /// That colleagues looked.
    Visits,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 6] =
        [Group::Connectivity, Group::Router, Group::Issues, Group::Account, Group::Users, Group::Visits];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Connectivity => "connectivity",
            Group::Router => "router",
            Group::Issues => "issues",
            Group::Account => "account",
            Group::Users => "users",
            Group::Visits => "visits",
        }
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Group::Connectivity => "history-connectivity",
            Group::Router => "history-router",
            Group::Issues => "history-issues",
            Group::Account => "history-account",
            Group::Users => "history-users",
            Group::Visits => "history-visits",
        }
    }

    /// The kinds that are in it.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Group::Connectivity => &[
                "router-online",
                "router-offline",
                "router-flapping",
                "router-steady",
                "router-stays-offline",
                "router-wan-moved",
            ],
            Group::Router => &[
                "router-certified",
                "router-started",
                "router-agent-restarted",
                "router-firmware-changed",
                "router-replaced",
                "certificate-window-opened",
            ],
            Group::Issues => {
                &["issue-opened", "issue-over", "issue-acknowledged", "issue-snoozed", "issue-resolved"]
            }
            Group::Account => {
                &["customer-activated", "customer-updated", "customer-deactivated", "customer-restored"]
            }
            Group::Users => &[
                "mobile-user-invited",
                "mobile-user-reinvited",
                "mobile-user-link-generated",
                "mobile-user-invitation-revoked",
                "mobile-user-invitation-asked-for",
                "mobile-user-joined",
                "mobile-user-removed",
                "mobile-user-left",
                "mobile-user-primary",
                "mobile-user-claimed",
                "mobile-user-access-requested",
                "mobile-user-access-withdrawn",
                "mobile-user-access-approved",
                "mobile-user-access-declined",
            ],
            Group::Visits => &["customer-viewed"],
        }
    }

    /// What staff do at a home that its mobile users are told, between commas.
    pub(super) fn told_at_home() -> String {
        let kinds = [Group::Account, Group::Users, Group::Visits].into_iter().flat_map(Group::kinds);
        let kinds: Vec<&str> =
            kinds.chain(&["router-replaced", "certificate-window-opened"]).copied().collect();
        format!(",{},", kinds.join(","))
    }

    /// The kinds between commas, as the statement looks for one among them.
    pub(super) fn listed(self) -> String {
        format!(",{},", self.kinds().join(","))
    }
}

impl FromStr for Group {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Group::ALL
            .into_iter()
            .find(|group| group.as_str() == text)
            .ok_or_else(|| format!("no group {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Area;

    /// What is told of no home: the inventory's own, and what is left when a home is gone.
    const OF_NO_HOME: [&str; 3] = ["customer-erased", "outage-began", "outage-over"];

    #[test]
    fn everything_that_happens_at_homes_is_in_one_group() {
        let words = include_str!("../../../../locales/en.ftl");
        let kinds = words.lines().filter_map(|line| line.strip_prefix("timeline-")?.split(' ').next());
        let of_a_home = |kind: &&str| {
            let at_homes = Area::of(kind) == Area::Homes && !kind.starts_with("inventory-");
            (at_homes || kind.starts_with("mobile-user-")) && !OF_NO_HOME.contains(kind)
        };
        let of_homes = kinds.filter(of_a_home);
        let mut count = 0;
        for kind in of_homes {
            let groups = Group::ALL.into_iter().filter(|group| group.kinds().contains(&kind)).count();
            assert_eq!(groups, 1, "put {kind} into one group of the timeline");
            count += 1;
        }
        assert!(count >= 8, "{count}");
    }
}
