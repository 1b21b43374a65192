//! Pages of clusters, and what an ISP's Settings show of its cluster.

use askama::Template;

use crate::ui::{Chrome, State, When, Words};

/// `GET /clusters/{cluster}/overview`. Live topics: `customers`, `inventory`, `collaborators`, `settings`, of the cluster and of
/// each of its ISPs.
#[derive(Template)]
#[template(path = "staff/cluster_overview.html")]
pub(crate) struct ClusterOverview {
    pub(crate) w: Words,
    pub(crate) chrome: Chrome,
    /// The sums over all ISPs whose numbers are shown.
    pub(crate) online: i64,
    /// Likewise.
    pub(crate) offline: i64,
    /// Likewise.
    pub(crate) in_stock: i64,
    /// By name.
    pub(crate) isps: Vec<Beside>,
}

/// An ISP of the cluster.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    /// Its name.
    pub(crate) name: String,
    /// Where its pages are.
    pub(crate) path: String,
    /// None while the ISP wants a second factor that the reader has not shown.
    pub(crate) numbers: Option<Numbers>,
    /// Whether two-factor is required there.
    pub(crate) two_factor: State,
}

/// How an ISP is, in numbers.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// Customers whose router reports.
    pub(crate) online: i64,
    /// Customers whose router does not.
    pub(crate) offline: i64,
    /// Routers that wait for a customer.
    pub(crate) in_stock: i64,
    /// Collaborators of its own, and invitations that can be accepted: for readers who may see its Settings.
    pub(crate) staff: Option<(i64, i64)>,
}

/// Who has access to an ISP through its cluster.
#[derive(Clone, Debug)]
pub(crate) struct ThroughCluster {
    /// The cluster's name.
    pub(crate) name: String,
    /// The cluster's own Settings, for those who may use them.
    pub(crate) settings_href: Option<String>,
    /// Its collaborators, by address.
    pub(crate) people: Vec<ThroughRow>,
}

/// A collaborator of the cluster.
#[derive(Clone, Debug)]
pub(crate) struct ThroughRow {
    /// Their address.
    pub(crate) email: String,
    /// Empty until they gave one.
    pub(crate) name: String,
    /// The role's word.
    pub(crate) role: String,
    /// The reader.
    pub(crate) you: bool,
    /// Their last request at the cluster or through it.
    pub(crate) last_seen: Option<When>,
}
