//! Portico's own certificate authority for routers.
//!
//! Routers get their certificate from us and trust our listener because their `trusted-ca` file holds our CA certificate
//! (agent protocol 1.4, 3.4). The CA is two files in the data folder, made on the first start and never again: with the
//! key gone, every router would have to be provisioned anew.
//!
//! **ECDSA P-256, not RSA**, for the CA and for our listener. Every request of a router is a fresh TLS handshake (agent
//! protocol 1.1), and a P-256 signature costs the server a small fraction of an RSA one. It shuts nobody out: rustls agrees
//! on keys by ECDHE alone, so a router that reaches us at all has elliptic curves. An operator whose fleet was built without
//! ECDSA configures an RSA certificate of their own for the listener; the chain of a *client* certificate is read by nobody
//! but us. Only the routers' own keys are RSA, because the agent finds no other kind.

mod files;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use care::claim::LabelKey;
use care::push;
use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData, SerialNumber,
};
use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::OID_SIG_ECDSA_WITH_SHA256;

use super::key_stock::RsaKey;
use super::peer::public_key;

/// How long a router's certificate lives. The agent neither checks nor renews it (agent protocol 1.4), so it outlives the
/// hardware.
pub const ROUTER_LIFETIME: SignedDuration = years(20);
const SERVER_LIFETIME: SignedDuration = years(20);
const CA_LIFETIME: SignedDuration = years(30);

/// A router without a battery-backed clock boots years in the past. A certificate that is not valid *yet* would keep it
/// from `/time`, which is what mends its clock; so what we show to routers has always been valid.
const ALWAYS: Timestamp = Timestamp::UNIX_EPOCH;

/// Why the CA cannot be opened, or cannot make a certificate.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// A file of the CA cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// There is a CA certificate and no key: making a new pair would cut off every router, so a person decides.
    #[error(
        "{} is missing although its certificate exists; restore it from a backup, or move ca.pem away to start a \
         new CA, which every router must then be told to trust",
        .0.display()
    )]
    KeyLost(PathBuf),
    /// A file of the CA does not hold what it should.
    #[error("{} {what}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, to be read after the file's name.
        what: &'static str,
    },
    /// A name cannot stand in a certificate, or signing failed.
    #[error("cannot make a certificate: {0}")]
    Making(#[from] rcgen::Error),
}

/// The authority that signs routers' certificates and, unless the operator brings one, our listener's.
#[derive(Debug)]
pub struct Ca {
    issuer: Issuer<'static, KeyPair>,
    der: Vec<u8>,
    pem: String,
    push: push::Key,
}

/// A router's certificate and key, to be sent once and then forgotten.
pub struct Issued {
    /// The router's certificate, then the CA's, in PEM.
    pub certificate_pem: String,
    /// The key as PKCS#1, in PEM ("BEGIN RSA PRIVATE KEY"; agent protocol 3.4).
    pub private_key_pem: String,
    /// SHA-256 of the router's certificate in DER: what [`super::peer::judge`] reports when the router comes back. Let in
    /// only the one issued last; a list of voided ones would not do, since the same certificate can be written in more than
    /// one way.
    pub fingerprint: [u8; 32],
    /// The last second of the certificate's life.
    pub not_after: Timestamp,
}

impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issued").field("not_after", &self.not_after).finish_non_exhaustive()
    }
}

/// The certificate and key that our listener shows to routers, in DER.
pub struct ServerCertificate {
    /// The listener's certificate, then the CA's.
    pub chain: Vec<Vec<u8>>,
    /// The key as PKCS#8.
    pub key: Vec<u8>,
}

impl Ca {
    /// Opens the CA kept in `dir` as `ca.pem` and `ca.key`, or makes it there. Any number of processes may do this at once:
    /// one of them makes each file and all of them use it, and a crash at any point leaves either file whole or absent.
    ///
    /// # Errors
    /// See [`CaError`]; nothing that exists is ever overwritten.
    pub fn open_or_create(dir: &Path, now: Timestamp) -> Result<Ca, CaError> {
        let (key_path, key) = files::key(dir)?;
        let key = KeyPair::from_pem(&key).ok().filter(|key| key.algorithm() == &PKCS_ECDSA_P256_SHA256);
        let Some(key) = key else {
            return Err(CaError::Unusable { path: key_path, what: "is not a P-256 private key in PEM" });
        };
        let (path, pem) = files::certificate(dir, || Ok(ca_params(now).self_signed(&key)?.pem()))?;
        let Ok(der) = pem::parse(&pem) else {
            return Err(CaError::Unusable { path, what: "is not a certificate in PEM" });
        };
        let der = der.into_contents();
        if public_key(&der).is_none_or(|certified| certified.bits != key.der_bytes()) {
            return Err(CaError::Unusable { path, what: "does not belong to ca.key beside it" });
        }
        let Some(push) = push::Key::derived(&key.serialize_der()) else {
            return Err(CaError::Unusable { path: key_path, what: "makes no key for push services" });
        };
        Ok(Ca { issuer: Issuer::from_ca_cert_der(&der.as_slice().into(), key)?, der, pem, push })
    }

    /// What routers' labels are made with: of the CA's key, which lasts as long as routers do and is shared by all processes.
    pub fn label_key(&self) -> LabelKey {
        LabelKey::derived(&self.issuer.key().serialize_der())
    }

    /// What push services know this service by; of the CA's key too, for the same reasons.
    pub fn push_key(&self) -> push::Key {
        self.push.clone()
    }

    /// The CA's certificate in PEM: what a router's `trusted-ca` file must hold.
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    /// Signs a client certificate for the router that calls itself `mac` (canonical form: lower case, colons), and hands out
    /// its key with it. `serial` must be new each time; the bytes of a UUID are.
    ///
    /// # Errors
    /// [`CaError::Making`] when `mac` cannot stand in a certificate.
    pub fn issue(
        &self,
        mac: &str,
        key: &RsaKey,
        serial: [u8; 16],
        not_before: Timestamp,
        lifetime: SignedDuration,
    ) -> Result<Issued, CaError> {
        let not_after = whole_second(not_before.saturating_add(lifetime).unwrap_or(Timestamp::MAX));
        let mut params = leaf_params(mac, not_before, not_after);
        params.serial_number = Some(SerialNumber::from_slice(&serial));
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let leaf = params.signed_by(key, &self.issuer)?;
        Ok(Issued {
            certificate_pem: leaf.pem() + &self.pem,
            private_key_pem: key.pkcs1_pem(),
            fingerprint: Sha256::digest(leaf.der()).into(),
            not_after,
        })
    }

    /// Makes the certificate of the routers' listener, good for `hosts` (DNS names or IP addresses) and for this machine.
    /// A new one at each start costs nothing, and leaves no key on disk.
    ///
    /// # Errors
    /// [`CaError::Making`] when a host name is not one.
    pub fn server_certificate(&self, hosts: &[String], now: Timestamp) -> Result<ServerCertificate, CaError> {
        let mut names = hosts.to_vec();
        names.extend(["localhost", "127.0.0.1", "::1"].map(String::from));
        names.sort();
        names.dedup();
        let not_after = now.saturating_add(SERVER_LIFETIME).unwrap_or(Timestamp::MAX);
        let mut params = leaf_params("Portico", ALWAYS, not_after);
        params.subject_alt_names = CertificateParams::new(names)?.subject_alt_names;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let leaf = params.signed_by(&key, &self.issuer)?;
        Ok(ServerCertificate { chain: vec![leaf.der().to_vec(), self.der.clone()], key: key.serialize_der() })
    }

    /// Whether this CA's key signed that certificate. Says nothing about its purpose or its dates.
    pub(super) fn signed(&self, certificate: &X509Certificate<'_>) -> bool {
        let signature = &certificate.signature_value;
        certificate.signature_algorithm.algorithm == OID_SIG_ECDSA_WITH_SHA256
            && signature.unused_bits == 0
            && UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, self.issuer.key().der_bytes())
                .verify(certificate.tbs_certificate.as_ref(), &signature.data)
                .is_ok()
    }
}

const fn years(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n * (365 * 24 + 6))
}

fn ca_params(now: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name("Portico router CA");
    live(&mut params, ALWAYS, now.saturating_add(CA_LIFETIME).unwrap_or(Timestamp::MAX));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn leaf_params(common_name: &str, not_before: Timestamp, not_after: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = name(common_name);
    live(&mut params, not_before, not_after);
    params.is_ca = IsCa::ExplicitNoCa;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    params
}

fn name(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "Portico");
    name.push(DnType::CommonName, common_name);
    name
}

fn whole_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// Sets the dates of a certificate, in whole seconds. Times before 1970 become 1970.
fn live(params: &mut CertificateParams, not_before: Timestamp, not_after: Timestamp) {
    let since_1970 = |time: Timestamp| Duration::from_secs(u64::try_from(time.as_second()).unwrap_or(0));
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    params.not_before = epoch + since_1970(not_before);
    params.not_after = epoch + since_1970(not_after);
}
