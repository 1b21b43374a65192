//! Browsers that a person signed in from before, so that a new one can be told to them.
//!
//! A browser is known by a random cookie of its own, which lives for a year and proves nothing: signing in asks for the same
//! with it and without, and answers the same. Kept is its SHA-256 for each person. Whoever signs in from a browser that
//! is not known is told so by mail; not told is what nobody could be surprised by, the first one that an identity ever has.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{From, device_name, store};
use crate::access::Scope;
use crate::audit::{self, Details};
use crate::db::{LinkHash, PersonId};
use crate::email::Email;
use crate::link::{digest, random};
use crate::mail::{self, Notice};
use crate::problem::Result;
use crate::words::{Say, Words};

/// How long a browser is remembered, in milliseconds, and its cookie in seconds.
pub(super) const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

/// A browser's own cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Device(String);

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Device(…)")
    }
}

impl Device {
    /// One for a browser that has none.
    #[must_use]
    pub fn random() -> Device {
        let secret: [u8; 32] = random();
        Device(URL_SAFE_NO_PAD.encode(secret))
    }

    /// What a browser sent, if we could have given it.
    #[must_use]
    pub fn sent(text: &str) -> Option<Device> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Device(text.to_owned()))
    }

    /// To be set in the browser.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> LinkHash {
        digest(&self.0)
    }
}

/// Somebody has signed in by the session of this hash: remembers the browser, and tells its owner if it is a new one.
pub(super) async fn meet(scope: &mut Scope, person: PersonId, from: &From, session: &LinkHash) -> Result<()> {
    let hash = from.device.hash();
    if store::use_device(scope, person, &hash).await? {
        return Ok(());
    }
    // Of two sign-ins at once from one new browser, one tells.
    let first_ever = !store::was_here(scope, person, session).await?;
    if !store::insert_device(scope, person, &hash).await? || first_ever {
        return Ok(());
    }
    note(scope, from).await?;
    let to = store::address(scope, person).await?;
    tell(scope, &to, from).await
}

/// Somebody has just proved an identity to be theirs: this is its one known browser, and what was known before is forgotten,
/// since it may have been somebody else's.
pub(crate) async fn know_only(scope: &mut Scope, person: PersonId, from: &From) -> Result<()> {
    store::forget_devices(scope, person).await?;
    store::insert_device(scope, person, &from.device.hash()).await?;
    Ok(())
}

async fn note(scope: &mut Scope, from: &From) -> Result<()> {
    let mut details = Details::new();
    let device = device_name(&from.agent).unwrap_or_else(|| Words::english().t("unknown-device"));
    details.insert("device".to_owned(), device.into());
    audit::note_at_no_place(scope, "device-new", &details).await
}

async fn tell(scope: &mut Scope, to: &Email, from: &From) -> Result<()> {
    let text = Say::new("mail-device-text").with("address", &from.address).with_time("at", scope.time());
    let text = match device_name(&from.agent) {
        Some(device) => text.with("device", device),
        None => text.with_words("device", "unknown-device"),
    };
    let notice = Notice {
        to,
        isp: None,
        subject: Say::new("mail-device-subject"),
        text,
        next: Say::new("mail-device-next"),
        page: "/account",
    };
    mail::tell(scope, &notice).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_could_have_given_is_a_browsers_cookie() {
        let ours = Device::random();
        assert_eq!(Device::sent(ours.reveal()), Some(ours.clone()));
        for text in ["", "abc", &"a".repeat(10_000), &format!("{}=", ours.reveal()), "ñandú"] {
            assert_eq!(Device::sent(text), None, "{text:?}");
        }
        assert_eq!(format!("{ours:?}"), "Device(…)");
    }
}
