//! The certificate and key of a router: how they are cut out of the server's answer, and where they are kept.
//!
//! The agent looks for text markers and validates nothing: a chain from the first `BEGIN CERTIFICATE` to the last
//! `END CERTIFICATE`, and one RSA key in PKCS#1. A PKCS#8 key is not found. Source: agent protocol 3.4.

use crate::mac::Mac;
use anyhow::Context;
use rustls::ClientConfig;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What a router offers to every server after provisioning.
#[derive(Debug)]
pub(crate) struct Identity {
    /// PEM: the certificate chain, then the key.
    pem: String,
    /// The TLS settings that carry this certificate; made when the first request needs them, then kept.
    pub(crate) tls: OnceLock<Arc<ClientConfig>>,
}

impl Identity {
    /// Finds certificate and key in an answer, wherever and in whichever order they stand.
    pub(crate) fn find(answer: &str) -> Option<Self> {
        let chain = between(answer, "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")?;
        let key = between(answer, "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----")?;
        Some(Self { pem: format!("{chain}\n{key}\n"), tls: OnceLock::new() })
    }

    /// Certificates and key as PEM text.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let from = text.find(begin)?;
    let to = text.rfind(end)? + end.len();
    text.get(from..to)
}

/// The persistent storage of all routers: one file each, readable by its owner alone.
#[derive(Clone, Debug)]
pub(crate) struct Store(PathBuf);

impl Store {
    /// Opens the folder, making it if needed.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self(folder.to_owned()))
    }

    fn file(&self, mac: Mac) -> PathBuf {
        self.0.join(format!("{}.pem", mac.to_string().replace(':', "-")))
    }

    /// The kept identity. A missing, empty or unreadable file means that the router must ask for a certificate.
    pub(crate) fn load(&self, mac: Mac) -> Option<Identity> {
        Identity::find(&fs::read_to_string(self.file(mac)).ok()?)
    }

    /// Keeps an identity. The file is complete or absent, never half written.
    pub(crate) fn keep(&self, mac: Mac, identity: &Identity) -> anyhow::Result<()> {
        let target = self.file(mac);
        let unfinished = target.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let write = || -> std::io::Result<()> {
            options.open(&unfinished)?.write_all(identity.pem().as_bytes())?;
            fs::rename(&unfinished, &target)
        };
        write().with_context(|| format!("cannot keep a certificate in {}", target.display()))
    }

    /// Drops an identity; dropping one that is not there is fine.
    pub(crate) fn drop(&self, mac: Mac) -> anyhow::Result<()> {
        match fs::remove_file(self.file(mac)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot drop the certificate of {mac}"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIN: &str = "-----BEGIN CERTIFICATE-----\na\n-----END CERTIFICATE-----\n\
                         -----BEGIN CERTIFICATE-----\nb\n-----END CERTIFICATE-----";
    const KEY: &str = "-----BEGIN RSA PRIVATE KEY-----\nk\n-----END RSA PRIVATE KEY-----";
    const ROUTER: Mac = Mac([0x4e, 0, 0, 0x12, 0x34, 0x56]);

    #[test]
    fn chain_and_key_are_found_in_either_order_with_text_around_them() {
        for answer in [format!("hello\n{CHAIN}\n{KEY}\nbye"), format!("{KEY}\n{CHAIN}")] {
            assert_eq!(Identity::find(&answer).unwrap().pem(), format!("{CHAIN}\n{KEY}\n"));
        }
    }

    #[test]
    fn a_key_in_pkcs8_is_not_found() {
        let answer = format!("{CHAIN}\n{}", KEY.replace("RSA ", ""));
        assert!(Identity::find(&answer).is_none());
    }

    #[test]
    fn the_captured_answer_holds_an_identity() {
        let capture: serde_json::Value =
            serde_json::from_str(include_str!("../fixtures/02-certificate.json")).unwrap();
        assert!(Identity::find(capture["reply"]["body"].as_str().unwrap()).is_some());
    }

    #[test]
    fn a_kept_identity_is_there_again_after_a_restart_and_gone_after_a_drop() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::find(&format!("{CHAIN}\n{KEY}")).unwrap();
        Store::open(folder.path()).unwrap().keep(ROUTER, &identity).unwrap();

        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.load(ROUTER).unwrap().pem(), identity.pem());
        assert!(store.load(ROUTER.plus(1)).is_none());

        store.drop(ROUTER).unwrap();
        store.drop(ROUTER).unwrap();
        assert!(store.load(ROUTER).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.keep(ROUTER, &Identity::find(&format!("{CHAIN}\n{KEY}")).unwrap()).unwrap();
        let file = folder.path().join("4e-00-00-12-34-56.pem");
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
