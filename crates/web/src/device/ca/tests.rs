use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Barrier;

use super::*;

const MAC: &str = "4e:00:00:12:34:56";
const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn parsed(der: &[u8]) -> X509Certificate<'_> {
    x509_parser::parse_x509_certificate(der).unwrap().1
}

#[test]
fn the_second_start_finds_the_same_ca() {
    let dir = folder();
    let first = Ca::open_or_create(&dir.path().join("ca"), NOW).unwrap();
    let second = Ca::open_or_create(&dir.path().join("ca"), NOW + SignedDuration::from_hours(1)).unwrap();
    assert_eq!(first.certificate_pem(), second.certificate_pem());
    assert!(second.signed(&parsed(&first.der)));
}

#[test]
fn only_the_owner_may_read_the_key_and_no_other_file_is_left() {
    let dir = folder();
    Ca::open_or_create(dir.path(), NOW).unwrap();
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("ca.key"), mode("ca.pem")), (0o600, 0o644));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

/// Each opener stands for a process: they share nothing but the folder, for there is no lock in memory to share.
#[test]
fn any_number_that_start_at_once_agree_on_one_ca() {
    for _ in 0..20 {
        let (dir, gate) = (folder(), Barrier::new(8));
        let made: Vec<(String, Vec<u8>)> = std::thread::scope(|scope| {
            let start = || {
                gate.wait();
                let ca = Ca::open_or_create(dir.path(), NOW).unwrap();
                (ca.pem.clone(), ca.issuer.key().serialize_der())
            };
            let openers: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            openers.into_iter().map(|opener| opener.join().unwrap()).collect()
        });
        assert!(made.iter().all(|one| *one == made[0]), "two processes have different CAs");
    }
}

#[test]
fn a_crash_between_the_two_files_is_made_good() {
    let dir = folder();
    let before = Ca::open_or_create(dir.path(), NOW).unwrap();
    fs::remove_file(dir.path().join("ca.pem")).unwrap();
    let after = Ca::open_or_create(dir.path(), NOW).unwrap();
    assert_eq!(before.issuer.key().der_bytes(), after.issuer.key().der_bytes());
}

#[test]
fn a_lost_key_is_told_and_never_replaced() {
    let dir = folder();
    Ca::open_or_create(dir.path(), NOW).unwrap();
    fs::remove_file(dir.path().join("ca.key")).unwrap();
    let error = Ca::open_or_create(dir.path(), NOW).unwrap_err();
    assert!(matches!(error, CaError::KeyLost(_)));
    assert!(error.to_string().contains("restore it from a backup"));
    assert!(!dir.path().join("ca.key").exists());
}

#[test]
fn a_key_and_a_certificate_that_do_not_belong_together_are_refused() {
    let (one, other) = (folder(), folder());
    Ca::open_or_create(one.path(), NOW).unwrap();
    Ca::open_or_create(other.path(), NOW).unwrap();
    fs::copy(other.path().join("ca.pem"), one.path().join("ca.pem")).unwrap();
    let error = Ca::open_or_create(one.path(), NOW).unwrap_err().to_string();
    assert!(error.contains("ca.pem does not belong to ca.key"), "{error}");
}

#[test]
fn files_that_hold_something_else_are_refused_by_name() {
    for (name, says) in [("ca.key", "is not a P-256 private key"), ("ca.pem", "is not a certificate")] {
        let dir = folder();
        Ca::open_or_create(dir.path(), NOW).unwrap();
        fs::write(dir.path().join(name), "half a fi").unwrap();
        let error = Ca::open_or_create(dir.path(), NOW).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(says), "{error}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let dir = folder();
    fs::write(dir.path().join("file"), "").unwrap();
    let error = Ca::open_or_create(&dir.path().join("file/ca"), NOW).unwrap_err();
    assert!(matches!(error, CaError::File { .. }) && error.to_string().contains("file/ca"));
}

#[test]
fn a_router_gets_what_the_agent_looks_for() {
    let (dir, key) = (folder(), RsaKey::generate().unwrap());
    let ca = Ca::open_or_create(dir.path(), NOW).unwrap();
    let issued = ca.issue(MAC, &key, [0xfe; 16], NOW, ROUTER_LIFETIME).unwrap();

    assert_eq!(issued.certificate_pem.matches("-----BEGIN CERTIFICATE-----").count(), 2);
    assert!(issued.private_key_pem.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
    assert!(issued.private_key_pem.ends_with("-----END RSA PRIVATE KEY-----\n"));
    assert!(!format!("{issued:?}").contains("KEY"), "a key must never be printed");

    let leaf = pem::parse(&issued.certificate_pem).unwrap();
    let leaf = parsed(leaf.contents());
    assert_eq!(leaf.subject().to_string(), format!("O=Portico, CN={MAC}"));
    assert_eq!(leaf.raw_serial(), [&[0][..], &[0xfe; 16]].concat());
    assert_eq!(leaf.validity().not_before.timestamp(), NOW.as_second());
    assert_eq!(leaf.validity().not_after.timestamp(), issued.not_after.as_second());
    assert_eq!(issued.not_after, NOW + ROUTER_LIFETIME);
    let usage = leaf.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.client_auth && !usage.server_auth);
    assert!(leaf.key_usage().unwrap().unwrap().value.digital_signature());
    assert!(!leaf.is_ca() && ca.signed(&leaf));
}

#[test]
fn the_listeners_certificate_names_its_hosts_and_this_machine_and_was_always_valid() {
    let dir = folder();
    let ca = Ca::open_or_create(dir.path(), NOW).unwrap();
    let hosts = ["routers.example.net".to_owned(), "192.0.2.7".to_owned(), "localhost".to_owned()];
    let made = ca.server_certificate(&hosts, NOW).unwrap();
    assert_eq!(made.chain[1], ca.der);
    let leaf = parsed(&made.chain[0]);
    let names = leaf.subject_alternative_name().unwrap().unwrap().value;
    let names: Vec<String> = names.general_names.iter().map(ToString::to_string).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("DNSName")).count(), 2, "{names:?}");
    assert_eq!(leaf.validity().not_before.timestamp(), 0);
    assert_eq!(parsed(&ca.der).validity().not_before.timestamp(), 0);
    assert!(ca.signed(&leaf));
}

#[test]
fn a_host_name_that_is_none_is_refused() {
    let dir = folder();
    let ca = Ca::open_or_create(dir.path(), NOW).unwrap();
    assert!(ca.server_certificate(&["bücher.example".to_owned()], NOW).is_err());
}

/// A second implementation reads what we made: the key is sound, it belongs to the certificate, and the chain holds. Only
/// where there is an `openssl` command.
#[test]
fn openssl_agrees() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: no openssl command here");
        return;
    }
    let (dir, key) = (folder(), RsaKey::generate().unwrap());
    let at = |name: &str| dir.path().join(name).display().to_string();
    let ca = Ca::open_or_create(dir.path(), NOW).unwrap();
    let issued = ca.issue(MAC, &key, [7; 16], NOW, ROUTER_LIFETIME).unwrap();
    let server = ca.server_certificate(&[], NOW).unwrap();
    fs::write(at("unum.pem"), &issued.certificate_pem).unwrap();
    fs::write(at("unum.key"), &issued.private_key_pem).unwrap();
    fs::write(at("server.der"), &server.chain[0]).unwrap();

    let openssl = |arguments: &[&str]| {
        let ran = Command::new("openssl").args(arguments).output().unwrap();
        assert!(ran.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    assert!(openssl(&["rsa", "-check", "-noout", "-in", &at("unum.key")]).contains("RSA key ok"));
    assert_eq!(
        openssl(&["rsa", "-pubout", "-in", &at("unum.key")]),
        openssl(&["x509", "-pubkey", "-noout", "-in", &at("unum.pem")])
    );
    let now = NOW.as_second().to_string();
    let (anchor, strict) = (at("ca.pem"), ["verify", "-x509_strict", "-attime", &now, "-CAfile"]);
    openssl(&[&strict[..], &[&anchor, "-purpose", "sslclient", &at("unum.pem")]].concat());
    openssl(&[&strict[..], &[&anchor, "-purpose", "sslserver", &at("server.der")]].concat());
}
