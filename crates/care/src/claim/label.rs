//! Labels: the code on the square that an ISP sends along with a router.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use super::store;
use crate::access::{Tx, may};
use crate::db::{RouterId, Site};
use crate::link::keyed;
use crate::mac::Mac;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// How many labels are printed at once, at most.
pub const MOST: usize = 100;

const PREFIX: &str = "k1_";
/// Bytes of a MAC, and of the proof after it.
const MAC: usize = 6;
const PROOF: usize = 26;

/// What codes are made with. `Debug` hides it.
#[derive(Clone)]
pub struct LabelKey([u8; 32]);

impl fmt::Debug for LabelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LabelKey(…)")
    }
}

impl LabelKey {
    /// Made from a secret of the service's that lasts.
    pub fn derived(secret: &[u8]) -> LabelKey {
        LabelKey(keyed(secret, &[b"portico router labels 1"]))
    }

    /// Of one router, not of its MAC alone: a router that is deleted and added again counts its labels anew.
    fn proof(&self, mac: [u8; MAC], router: RouterId, epoch: i64) -> [u8; PROOF] {
        let all = keyed(&self.0, &[&mac, router.0.as_bytes(), &epoch.to_be_bytes()]);
        let mut proof = [0; PROOF];
        proof.copy_from_slice(&all[..PROOF]);
        proof
    }
}

/// A label's code as somebody shows it. `Debug` hides it.
#[derive(Clone)]
pub struct Code {
    mac: [u8; MAC],
    proof: [u8; PROOF],
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("k1_…")
    }
}

impl Code {
    /// Reads what a label says, as a whole address or its code alone.
    pub fn parse(text: &str) -> Result<Code> {
        let gone = || Problem::Gone(Say::new("gone-label"));
        let text = text.trim();
        let text = text.rsplit_once('#').map_or(text, |(_, fragment)| fragment);
        let bytes = text
            .strip_prefix(PREFIX)
            .or_else(|| text.strip_prefix("K1_"))
            .and_then(|rest| URL_SAFE_NO_PAD.decode(rest).ok());
        let bytes: [u8; MAC + PROOF] = bytes.and_then(|it| it.try_into().ok()).ok_or_else(gone)?;
        let (mut mac, mut proof) = ([0; MAC], [0; PROOF]);
        mac.copy_from_slice(&bytes[..MAC]);
        proof.copy_from_slice(&bytes[MAC..]);
        Ok(Code { mac, proof })
    }

    /// The router that it says it is of.
    pub(super) fn mac(&self) -> String {
        self.mac.map(|byte| format!("{byte:02x}")).join(":")
    }

    /// Whether it is the one label of that router that is good.
    pub(super) fn is_good(&self, key: &LabelKey, router: RouterId, epoch: i64) -> bool {
        key.proof(self.mac, router, epoch).ct_eq(&self.proof).into()
    }

    /// As it stands on a page or a label.
    pub fn reveal(&self) -> String {
        let bytes: Vec<u8> = self.mac.into_iter().chain(self.proof).collect();
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The address that a label's square holds: the code is in the fragment, which no server sees.
    pub fn address(&self, site: &Site) -> String {
        format!("{}#{}", site.page("/app/claim"), self.reveal())
    }
}

/// A label to be printed.
#[derive(Debug, Clone)]
pub struct Label {
    /// Of which router.
    pub mac: String,
    /// Its make and model, once it said so.
    pub model: Option<String>,
    /// What it proves by; shown this once.
    pub code: Code,
}

/// Makes new labels for routers of the ISP, in stock or at a home, by MAC; those printed before are void. One that is not the
/// ISP's is [`Problem::NotFound`], and nothing is made.
pub async fn print(
    tx: &mut Tx<may::ChangeInventory>,
    key: &LabelKey,
    routers: &[RouterId],
) -> Result<Vec<Label>> {
    tx.must_be_fresh()?;
    if routers.is_empty() || routers.len() > MOST {
        return Err(Problem::Conflict(Say::new("labels-how-many").with("most", MOST)));
    }
    let mut labels = Vec::new();
    // In one order, so that two who print do not wait for each other.
    let routers: BTreeSet<&RouterId> = routers.iter().collect();
    for router in routers {
        let (mac, model, epoch) = store::next_epoch(tx, *router).await?.ok_or(Problem::NotFound("router"))?;
        let bytes = bytes(&mac)?;
        let code = Code { mac: bytes, proof: key.proof(bytes, *router, epoch) };
        labels.push(Label { mac: mac.as_str().to_owned(), model, code });
    }
    labels.sort_by(|one: &Label, next| one.mac.cmp(&next.mac));
    let happened = Happened::new("inventory-labels-printed").with("count", labels.len());
    timeline::note(tx, happened.with("first", labels.first().map_or("", |it| &it.mac))).await?;
    Ok(labels)
}

fn bytes(mac: &Mac) -> Result<[u8; MAC]> {
    let mut bytes = [0; MAC];
    for (byte, pair) in bytes.iter_mut().zip(mac.as_str().split(':')) {
        *byte = u8::from_str_radix(pair, 16).map_err(Problem::broken)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_router_its_epoch_and_its_key_alone() {
        let (key, other) = (LabelKey::derived(b"one"), LabelKey::derived(b"two"));
        let mac = [0x60, 0x6c, 0x63, 0, 0xaa, 1];
        let (router, another) = (RouterId(uuid::Uuid::from_u128(1)), RouterId(uuid::Uuid::from_u128(2)));
        let code = Code { mac, proof: key.proof(mac, router, 3) };
        let shown = code.reveal();
        assert!(shown.starts_with("k1_") && shown.len() == 46, "{shown}");
        for text in [shown.clone(), format!(" https://isp.example/app/claim#{shown}\n")] {
            let read = Code::parse(&text).unwrap();
            assert_eq!(read.mac(), "60:6c:63:00:aa:01");
            assert!(read.is_good(&key, router, 3) && !read.is_good(&key, another, 3));
            assert!(!read.is_good(&key, router, 2) && !read.is_good(&key, router, 4));
            assert!(!read.is_good(&other, router, 3));
        }
        let neighbour = Code { mac: [0x60, 0x6c, 0x63, 0, 0xaa, 2], proof: code.proof };
        assert!(!neighbour.is_good(&key, router, 3));
    }

    #[test]
    fn what_is_no_code_says_so_and_nothing_shows_one() {
        for text in [
            "",
            "k1_",
            "60:6c:63:00:aa:01",
            "i1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "k1_AAAA",
            "k1_%",
        ] {
            assert!(matches!(Code::parse(text), Err(Problem::Gone(_))), "{text}");
        }
        let key = LabelKey::derived(b"one");
        let code = Code { mac: [0; 6], proof: key.proof([0; 6], RouterId(uuid::Uuid::nil()), 1) };
        assert_eq!(format!("{key:?} {code:?}"), "LabelKey(…) k1_…");
    }
}
