//! What the operator decides: defaults, then `portico.toml`, then `PORTICO_*` variables, then flags; the later one wins.
//!
//! All four are read into the same shape, a text for each key together with where it came from, so that there is one
//! parser, one set of checks, and an error always names the place to mend. A key nobody knows is an error too: a typing
//! mistake must not silently leave a default in force. `portico.example.toml` documents every key.

mod check;
mod env;
mod file;
mod keys;
mod secret;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use care::push::Services;
use web::client::Network;

pub(crate) use secret::Secret;
pub(crate) use values::{Address, LogFormat, Security};

/// The file that is read when `--config` names none.
const DEFAULT_FILE: &str = "portico.toml";

/// A complete, checked configuration. Printing it shows no secret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Config {
    /// The folder of the database, the routers' CA and unsent mails.
    pub(crate) data: PathBuf,
    /// Where pages are served.
    pub(crate) listen: Address,
    /// Where routers are served, with TLS.
    pub(crate) router_listen: Address,
    /// Where `/time` is served in plain HTTP, if at all.
    pub(crate) time_listen: Option<Address>,
    /// A PostgreSQL URL; without one, SQLite in the data folder.
    pub(crate) database: Option<Secret>,
    /// Names and addresses that routers know this server by: they go into its certificate.
    pub(crate) router_hosts: Vec<String>,
    /// Certificate and key for the pages; without them, plain HTTP.
    pub(crate) tls: Option<KeyFiles>,
    /// Certificate and key for the routers' listener; without them, one signed by Portico's own CA.
    pub(crate) router_tls: Option<KeyFiles>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<Network>,
    /// How mail is sent; without it, mails are written to files.
    pub(crate) smtp: Option<Smtp>,
    /// How notices reach phones.
    pub(crate) push: Push,
    /// What is logged: a tracing filter such as `info,portico=debug`.
    pub(crate) log: String,
    /// How it is logged.
    pub(crate) log_format: LogFormat,
    /// Ask [`Config::public_url`] instead.
    public_url: Option<String>,
}

/// An operator's own certificate: two PEM files.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyFiles {
    /// The chain, leaf first.
    pub(crate) certificate: PathBuf,
    /// The private key.
    pub(crate) key: PathBuf,
}

/// The mail server that takes our mails.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Smtp {
    /// Its name or address.
    pub(crate) host: String,
    /// Its port.
    pub(crate) port: u16,
    /// How the connection is protected.
    pub(crate) security: Security,
    /// A certificate to trust beside those that the system trusts: a PEM file.
    pub(crate) ca: Option<PathBuf>,
    /// User and password, when it wants them.
    pub(crate) login: Option<(String, Secret)>,
    /// The sender of every mail: `Portico <portico@example.net>`.
    pub(crate) from: String,
}

/// The push services that take our notices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Push {
    /// Those that are trusted; with none, there are no notices.
    pub(crate) services: Services,
    /// Where the operators of push services reach ours.
    pub(crate) contact: Option<String>,
    /// A certificate to trust beside those that the system trusts: a PEM file.
    pub(crate) ca: Option<PathBuf>,
}

impl Config {
    /// Reads all sources. `file` is what `--config` named; without it, `./portico.toml` is read if it is there.
    /// `environment` is all of it (other programs' variables are passed over), `flags` are pairs of a key and its value.
    ///
    /// # Errors
    /// The first thing that is wrong, with the place to mend and never with a secret.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> anyhow::Result<Config> {
        let mut settings = keys::defaults();
        settings.extend(match file {
            Some(file) => file::read(file)?,
            None if Path::new(DEFAULT_FILE).exists() => file::read(Path::new(DEFAULT_FILE))?,
            None => Settings::new(),
        });
        settings.extend(env::read(environment)?);
        settings.extend(flags.into_iter().map(|(name, text)| {
            (name, Setting { text, origin: format!("--{}", name.replace(['_', '.'], "-")) })
        }));
        check::check(&settings)
    }

    /// The origin as it is set, if it is.
    pub(crate) fn set_public_url(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Whether nobody elsewhere can reach the pages.
    pub(crate) fn is_for_this_machine_alone(&self) -> bool {
        let public = self.public_url.as_deref().is_none_or(|url| {
            let host = url.split_once("://").map_or(url, |(_, rest)| rest);
            host.parse::<Address>()
                .or_else(|_| format!("{host}:80").parse())
                .is_ok_and(|address: Address| address.is_loopback())
        });
        public && self.listen.is_loopback()
    }

    /// The origin that people reach the pages by, without a slash at its end. `port` is the one listened on.
    pub(crate) fn public_url(&self, port: u16) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.public_url.clone().unwrap_or_else(|| format!("{scheme}://localhost:{port}"))
    }
}

/// What is set, by key.
type Settings = BTreeMap<&'static str, Setting>;

/// A value as text, and where it came from in words that an operator can find: a file's key, a variable, a flag.
struct Setting {
    text: String,
    origin: String,
}
