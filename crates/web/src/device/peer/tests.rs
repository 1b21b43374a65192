use std::sync::LazyLock;

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::device::ca::ROUTER_LIFETIME;
use crate::device::key_stock::RsaKey;

const MAC: &str = "4e:00:00:12:34:56";
const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

static KEY: LazyLock<RsaKey> = LazyLock::new(|| RsaKey::generate().unwrap());
static OURS: LazyLock<Ca> = LazyLock::new(new_ca);
static CERTIFICATE: LazyLock<Vec<u8>> = LazyLock::new(|| issued_by(&OURS).0);

fn new_ca() -> Ca {
    Ca::open_or_create(tempfile::tempdir().unwrap().path(), NOW).unwrap()
}

/// The certificate in DER and the fingerprint that was noted with it.
fn issued_by(ca: &Ca) -> (Vec<u8>, [u8; 32]) {
    let issued = ca.issue(MAC, &KEY, [1; 16], NOW, ROUTER_LIFETIME).unwrap();
    (pem::parse(&issued.certificate_pem).unwrap().into_contents(), issued.fingerprint)
}

#[test]
fn the_routers_own_certificate_is_good_and_has_the_fingerprint_noted_when_it_was_issued() {
    let (certificate, fingerprint) = issued_by(&OURS);
    assert_eq!(judge(Some(&certificate), &OURS, MAC, NOW), PeerVerdict::Good { fingerprint });
}

#[test]
fn a_router_that_offers_nothing_is_absent() {
    assert_eq!(judge(None, &OURS, MAC, NOW), PeerVerdict::Absent);
}

#[test]
fn another_clouds_certificate_is_foreign_even_under_the_same_names() {
    let (certificate, _) = issued_by(&new_ca());
    assert_eq!(judge(Some(&certificate), &OURS, MAC, NOW), PeerVerdict::Foreign);
}

#[test]
fn a_certificate_is_expired_after_its_last_second_and_before_its_first() {
    let last = NOW + ROUTER_LIFETIME;
    let second = SignedDuration::from_secs(1);
    let verdict = |now| judge(Some(&CERTIFICATE), &OURS, MAC, now);
    assert!(matches!(verdict(last), PeerVerdict::Good { .. }));
    assert_eq!(verdict(last + second), PeerVerdict::Expired);
    assert_eq!(verdict(NOW - second), PeerVerdict::Expired);
}

#[test]
fn a_neighbours_certificate_does_not_open_this_routers_door() {
    for other in ["4e:00:00:12:34:57", "4E:00:00:12:34:56", "4e:00:00:12:34:5", ""] {
        assert_eq!(judge(Some(&CERTIFICATE), &OURS, other, NOW), PeerVerdict::OtherMac);
    }
}

#[test]
fn the_listeners_own_certificate_and_the_cas_are_no_routers() {
    let chain = OURS.server_certificate(&[MAC.replace(':', "-")], NOW).unwrap().chain;
    for certificate in chain {
        assert_eq!(judge(Some(&certificate), &OURS, "Portico", NOW), PeerVerdict::Foreign);
    }
}

#[test]
fn bytes_after_the_certificate_make_it_foreign() {
    let longer = [&CERTIFICATE[..], &[0]].concat();
    assert_eq!(judge(Some(&longer), &OURS, MAC, NOW), PeerVerdict::Foreign);
}

#[test]
fn the_public_key_of_any_certificate_can_be_read_but_not_of_rubbish() {
    use rcgen::PublicKeyData;
    let key = public_key(&CERTIFICATE).unwrap();
    assert_eq!((key.info, key.bits), (KEY.subject_public_key_info(), KEY.der_bytes().to_vec()));
    assert!(public_key(b"rubbish").is_none());
}

/// Every single bit. The frame around the signed part can be written in more than one way that the parser accepts, and so can
/// an ECDSA signature; the fingerprint is of all bytes, so such a twin is not the certificate that was issued.
#[test]
fn a_certificate_with_a_bit_flipped_is_foreign_or_a_twin_that_was_never_issued() {
    let (certificate, issued) = issued_by(&OURS);
    let signed_length = parse_x509_certificate(&certificate).unwrap().1.tbs_certificate.as_ref().len();
    let signed_part = 4..4 + signed_length;
    for (at, bit) in (0..certificate.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut bent = certificate.clone();
        bent[at] ^= 1 << bit;
        match judge(Some(&bent), &OURS, MAC, NOW) {
            PeerVerdict::Foreign => {}
            PeerVerdict::Good { fingerprint } if !signed_part.contains(&at) => {
                assert_ne!(fingerprint, issued)
            }
            verdict => panic!("bit {bit} of byte {at}: {verdict:?}"),
        }
    }
}

proptest! {
    #[test]
    fn rubbish_is_foreign(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert_eq!(judge(Some(&bytes), &OURS, MAC, NOW), PeerVerdict::Foreign);
        prop_assert!(public_key(&bytes).is_none());
    }

    #[test]
    fn a_certificate_cut_short_is_foreign(at in any::<prop::sample::Index>()) {
        let cut = &CERTIFICATE[..at.index(CERTIFICATE.len())];
        prop_assert_eq!(judge(Some(cut), &OURS, MAC, NOW), PeerVerdict::Foreign);
    }
}
