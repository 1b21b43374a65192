//! The command line: what can be asked of `portico`, and the help that explains it. What is done about it is elsewhere.

mod examples;
#[cfg(test)]
mod tests;

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A care portal for internet service providers.
///
/// Staff of an ISP look after their customers' home networks in the browser; routers report over the protocol they
/// already speak. Without a command, portico serves.
#[derive(Debug, Parser)]
#[command(name = "portico", version, after_help = examples::PORTICO, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

impl Cli {
    /// What was asked for; serving, when nothing was.
    pub(crate) fn into_command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

/// The subcommands. Their doc comments are their help.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the pages and the routers (the default)
    ///
    /// Makes what is missing in the data folder (database, the routers' certificate authority), brings the database up to
    /// date, and serves until it is told to stop (Ctrl-C or SIGTERM). The first start prints a link that sets up the first
    /// ISP and its admin.
    #[command(after_help = examples::SERVE)]
    Serve(ServeArgs),
    /// Show Portico with a throw-away ISP and simulated homes
    ///
    /// Starts on a database that is gone afterwards, prints who can sign in, and lets simulated routers report over the real
    /// protocol, some of them failing in interesting ways.
    #[command(after_help = examples::DEMO)]
    Demo(DemoArgs),
    /// Run simulated homes against a server
    ///
    /// Each home speaks the router protocol as the real agent does, on its own schedule whether or not the server keeps up.
    /// Their MACs must be in an inventory of that server for it to accept them. Certificates are kept in the state folder
    /// between runs.
    #[command(after_help = examples::SIMULATE)]
    Simulate(SimulateArgs),
    /// Bring the database up to date and leave
    ///
    /// Serving does this too; on its own it serves to upgrade before several servers start on one PostgreSQL database.
    #[command(after_help = examples::MIGRATE)]
    Migrate(StoreArgs),
    /// Create and list ISPs
    #[command(subcommand)]
    Isp(IspCommand),
    /// Create and list clusters, and say which ISPs are in them
    #[command(subcommand)]
    Cluster(ClusterCommand),
    /// Invite the admin of an ISP or a cluster
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Help somebody back in who lost their second factor
    #[command(subcommand)]
    Person(PersonCommand),
    /// Fill an ISP's inventory
    #[command(subcommand)]
    Inventory(InventoryCommand),
    /// Print what each role may do
    ///
    /// The table that the server enforces, row for row. It needs no database.
    #[command(after_help = examples::ROLES)]
    Roles {
        /// As tab-separated values: ability, admin, user, read_only; yes or no
        #[arg(long)]
        tsv: bool,
    },
    /// Check configuration, database and storage, and change nothing
    ///
    /// Says what is wrong and what to do about it; leaves with an error if anything is. Also verifies the audit log's chain, and
    /// prints its heads: kept elsewhere, they show later whether its end was cut off.
    #[command(after_help = examples::CHECK)]
    Check(CheckArgs),
}

/// `portico isp`.
#[derive(Debug, Subcommand)]
pub(crate) enum IspCommand {
    /// Create an ISP
    #[command(after_help = examples::ISP_CREATE)]
    Create {
        /// Its name, as its staff and customers know it
        #[arg(long)]
        name: String,
        /// Its name in addresses; made from the name when left out ("Bar Net" becomes bar-net)
        #[arg(long)]
        slug: Option<String>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List the ISPs
    #[command(after_help = examples::ISP_LIST)]
    List(StoreArgs),
}

/// `portico cluster`.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// Create a cluster
    ///
    /// A cluster groups ISPs: its collaborators have their role in each of them.
    #[command(after_help = examples::CLUSTER_CREATE)]
    Create {
        /// Its name, as its staff knows it
        #[arg(long)]
        name: String,
        /// Its name in addresses; made from the name when left out ("Bar Group" becomes bar-group)
        #[arg(long)]
        slug: Option<String>,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// List the clusters
    #[command(after_help = examples::CLUSTER_LIST)]
    List(StoreArgs),
    /// Put an ISP into a cluster
    ///
    /// The cluster's collaborators have access to the ISP at once. An ISP is in one cluster at most. It is on record at both.
    #[command(after_help = examples::CLUSTER_ADD)]
    Add {
        /// The cluster, by its name in addresses
        #[arg(long, value_name = "SLUG")]
        cluster: String,
        /// The ISP, by its name in addresses
        #[arg(long, value_name = "SLUG")]
        isp: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Take an ISP out of its cluster
    ///
    /// Whoever had access to the ISP only through the cluster has none any more. It is on record at both.
    #[command(after_help = examples::CLUSTER_REMOVE)]
    Remove {
        /// The ISP, by its name in addresses
        #[arg(long, value_name = "SLUG")]
        isp: String,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// `portico admin`.
#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// Invite somebody as an admin and print the link
    ///
    /// For the first admin of an ISP or a cluster, and for one that has lost theirs. The invitation is on record as made from
    /// a shell.
    #[command(after_help = examples::ADMIN_INVITE)]
    Invite {
        #[command(flatten)]
        place: PlaceArgs,
        /// The mail address of the person
        email: String,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// `portico person`.
#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Remove somebody's authenticator app, passkeys and recovery codes
    ///
    /// For those who lost all of them, and whom no Admin can help since they belong to several ISPs. They are signed out
    /// everywhere and told by mail; it is on record as made from a shell. Be sure who asked.
    #[command(after_help = examples::PERSON_RESET)]
    ResetTwoFactor {
        /// The mail address of the person
        email: String,
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Erase what is personal of somebody from the audit log
    ///
    /// For those who are gone and ask to be forgotten: their name, address and what entries say of them go, everywhere; that
    /// something was done then stays, and the chain with it. Nobody who still has access somewhere. It cannot be taken back.
    #[command(after_help = examples::PERSON_ERASE)]
    EraseFromAuditLog {
        /// The mail address of the person, or one that was invited
        email: String,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// `portico inventory`.
#[derive(Debug, Subcommand)]
pub(crate) enum InventoryCommand {
    /// Add routers by their MAC addresses
    #[command(after_help = examples::INVENTORY_ADD)]
    Add {
        /// The ISP, by its name in addresses
        #[arg(long, value_name = "SLUG")]
        isp: String,
        /// MAC addresses, in any common notation
        #[arg(required = true, value_name = "MAC")]
        macs: Vec<String>,
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// Which ISP or cluster is meant: exactly one.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct PlaceArgs {
    /// The ISP, by its name in addresses
    #[arg(long, value_name = "SLUG")]
    pub(crate) isp: Option<String>,
    /// The cluster, by its name in addresses
    #[arg(long, value_name = "SLUG")]
    pub(crate) cluster: Option<String>,
}

/// Which installation is meant.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct StoreArgs {
    /// The configuration file [default: ./portico.toml if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The data folder [default: ./portico-data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
    /// A PostgreSQL database, postgres://... [default: SQLite in the data folder]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

/// What `portico check` takes.
#[derive(Args, Debug, Default)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// What an earlier check printed: the audit log's heads in it must still be part of the log
    #[arg(long, value_name = "FILE")]
    pub(crate) audit_heads: Option<PathBuf>,
    /// Also say what is kept and what it costs: by table, by home and by ISP
    #[arg(long)]
    pub(crate) storage: bool,
}

/// What `portico serve` takes.
#[derive(Args, Debug, Default)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// Where pages are served [default: localhost:8080]
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// Where routers are served, with TLS [default: localhost:8443]
    #[arg(long, value_name = "HOST:PORT")]
    router_listen: Option<String>,
    /// A certificate chain for the pages, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<String>,
    /// Its private key, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<String>,
    /// For development: shows sent mails on a page of their own; never where others can reach it
    #[arg(long)]
    pub(crate) dev: bool,
}

/// What `portico demo` takes.
#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// Where pages are served
    #[arg(long, value_name = "HOST:PORT", default_value = "localhost:8080")]
    pub(crate) listen: String,
    /// Where the simulated routers are served
    #[arg(long, value_name = "HOST:PORT", default_value = "localhost:8443")]
    pub(crate) router_listen: String,
    /// How many homes there are
    #[arg(long, value_name = "N", default_value = "300")]
    pub(crate) homes: NonZeroU32,
}

/// What `portico simulate` takes.
#[derive(Args, Debug)]
pub(crate) struct SimulateArgs {
    /// How many homes to run
    #[arg(long, value_name = "N", default_value = "20")]
    pub(crate) homes: NonZeroU32,
    /// The routers' address of the server
    #[arg(long, value_name = "URL", default_value = "https://localhost:8443")]
    pub(crate) server: String,
    /// The certificate authority that the homes trust: ca/ca.pem of the server's data folder
    #[arg(long, value_name = "FILE", default_value = "./portico-data/ca/ca.pem")]
    pub(crate) ca: PathBuf,
    /// Where the homes keep their certificates between runs
    #[arg(long, value_name = "DIR", default_value = "./portico-data/simulated")]
    pub(crate) state: PathBuf,
    /// How many homes start in a second
    #[arg(long, value_name = "R", default_value = "10")]
    pub(crate) ramp: NonZeroU32,
}

impl StoreArgs {
    /// The flags that were given, as settings that win over all others.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        given([("data", &self.data), ("database", &self.database)])
    }
}

impl ServeArgs {
    /// The flags that were given, as settings that win over all others.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = self.store.settings();
        settings.extend(given([
            ("listen", &self.listen),
            ("router_listen", &self.router_listen),
            ("tls_certificate", &self.tls_certificate),
            ("tls_key", &self.tls_key),
        ]));
        settings
    }
}

fn given<const N: usize>(flags: [(&'static str, &Option<String>); N]) -> Vec<(&'static str, String)> {
    flags.into_iter().filter_map(|(name, text)| Some((name, text.clone()?))).collect()
}
