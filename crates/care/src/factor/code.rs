//! The arithmetic of authenticator apps: RFC 6238, with the parameters that all of them know (SHA-1, six digits, thirty
//! seconds). HMAC with SHA-1 is sound; it is collisions that SHA-1 does not withstand, and none are asked for here.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

use crate::email::Email;
use crate::link::random;
use crate::problem::{Problem, Result};

/// How long a code is right, in milliseconds.
const STEP_MS: i64 = 30 * 1000;
/// RFC 4648, which apps read secrets in.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the app and the server both know.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret([u8; 20]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    pub(super) fn new() -> Secret {
        Secret(random())
    }

    /// From its row.
    pub(super) fn stored(bytes: &[u8]) -> Result<Secret> {
        bytes.try_into().map(Secret).map_err(|_| Problem::broken("a secret of another length"))
    }

    /// For its row.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it where a camera does not help.
    pub(super) fn text(&self) -> String {
        self.0.chunks(5).map(base32).collect()
    }

    /// As apps read it from a QR code. Source: the Key Uri Format of Google Authenticator.
    pub(super) fn address(&self, issuer: &str, email: &Email) -> String {
        let (issuer, account) = (escaped(issuer), escaped(email.shown()));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.text())
    }

    /// The six digits of a step.
    fn digits(&self, step: i64) -> Result<String> {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).map_err(Problem::broken)?;
        mac.update(&step.to_be_bytes());
        let bytes = mac.finalize().into_bytes();
        let at = usize::from(bytes[19] & 0x0f);
        let four = [bytes[at] & 0x7f, bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        Ok(format!("{:06}", u32::from_be_bytes(four) % 1_000_000))
    }

    /// The step that a code is of: this one, the one before for slow fingers, or the next for clocks that are ahead.
    pub(super) fn step(&self, code: &str, now: i64) -> Result<Option<i64>> {
        let this = now.div_euclid(STEP_MS);
        let mut found = None;
        for step in [this - 1, this, this + 1] {
            if bool::from(self.digits(step)?.as_bytes().ct_eq(code.as_bytes())) {
                found = Some(step);
            }
        }
        Ok(found)
    }
}

/// Five bytes in eight letters.
fn base32(five: &[u8]) -> String {
    let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).rev().map(|n| char::from(BASE32[(bits >> (5 * n) & 31) as usize])).collect()
}

/// Text as a part of an address.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escape = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escape).collect()
}

/// What an app shows that was given this text, at this moment.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn shown_by_app(text: &str, now: i64) -> Result<String> {
    let value = |letter| BASE32.iter().position(|it| *it == letter).unwrap_or_default() as u64;
    let five = |eight: &[u8]| eight.iter().fold(0, |bits, letter| bits << 5 | value(*letter)).to_be_bytes();
    let bytes: Vec<u8> = text.as_bytes().chunks(8).flat_map(|eight| five(eight)[3..].to_vec()).collect();
    Secret::stored(&bytes)?.digits(now.div_euclid(STEP_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn known() -> Secret {
        Secret(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // Its codes have eight digits, of which the last six are ours.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(shown_by_app(&known().text(), second * 1000).unwrap(), code);
        }
    }

    #[test]
    fn a_code_is_right_for_its_step_and_the_ones_beside_it() {
        let code = shown_by_app(&known().text(), 300_000).unwrap();
        let step = |now| known().step(&code, now).unwrap();
        assert_eq!([270_000, 300_000, 329_999, 359_999].map(step), [Some(10); 4]);
        assert_eq!([269_999, 360_000].map(step), [None; 2]);
        for wrong in ["", "00000", "0000000", "０００００", &code[..5], "      "] {
            assert_eq!(known().step(wrong, 300_000).unwrap(), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_app_reads_the_secret_the_account_and_the_issuer() {
        let email = Email::parse("ada+x@barnet.example").unwrap();
        assert_eq!(known().text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            known().address("Bar Net", &email),
            "otpauth://totp/Bar%20Net:ada%2Bx%40barnet.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bar%20Net"
        );
    }

    #[test]
    fn a_secret_does_not_show_itself_in_debug_output() {
        assert_eq!(format!("{:?}", known()), "Secret(…)");
    }
}
