//! A real mail server, in a process of its own (`e2e/smtp-server.mjs`), with a certificate of its own authority.

use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde::Deserialize;
use tokio::process::Command;

use super::program::Program;

/// A mail server that runs.
pub(crate) struct MailServer {
    program: Program,
    pub(crate) port: u16,
}

/// A mail as the server took it.
#[derive(Deserialize)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// The whole message.
    pub(crate) raw: String,
    /// Whether it came over TLS.
    pub(crate) secure: bool,
    /// Who signed in.
    pub(crate) user: Option<String>,
}

impl MailServer {
    /// Starts it with these flags; see the head of its file.
    pub(crate) async fn start(flags: &[&str]) -> MailServer {
        let e2e = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e");
        assert!(
            e2e.join("node_modules/smtp-server").is_dir(),
            "the mail server's packages are not installed: run `cargo xtask setup`"
        );
        let mut program =
            Program::start(Command::new("node").arg("smtp-server.mjs").args(flags).current_dir(e2e));
        let port = program.says("listening ").await.rsplit_once(' ').unwrap().1.parse().unwrap();
        MailServer { program, port }
    }

    /// The next mail that it takes.
    pub(crate) async fn takes(&mut self) -> Taken {
        serde_json::from_str(&self.program.says("{\"from\":").await).unwrap()
    }

    /// Ends it, which frees its port, and asserts that it took no mail that nobody waited for.
    pub(crate) async fn stop(self) {
        self.program.terminate();
        let (_, said) = self.program.ended().await;
        assert!(!said.contains("{\"from\":"), "it took a mail: {said}");
    }
}

/// The files of a certificate for `localhost`, and of the authority that signed it.
pub(crate) struct Certificate {
    pub(crate) ca: PathBuf,
    chain: String,
    key: String,
}

impl Certificate {
    /// Makes both in this folder.
    pub(crate) fn make(folder: &Path) -> Certificate {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf =
            CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &ca).unwrap();
        let write = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        Certificate {
            ca: write("mail-ca.pem", ca.pem()),
            chain: write("mail.pem", leaf.pem()).display().to_string(),
            key: write("mail.key", key.serialize_pem()).display().to_string(),
        }
    }

    /// The server's flags for TLS of this kind, with these further ones.
    pub(crate) fn flags<'a>(&'a self, tls: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        [&["--tls", tls, "--cert", &self.chain, "--key", &self.key], more].concat()
    }
}
