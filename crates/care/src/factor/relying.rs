//! The *relying party* of passkeys: this service, as authenticators know it, by the host of its public address and by
//! nothing that a request says. A passkey is bound to that host for good.

use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

use crate::db::Site;
use crate::words::Words;

/// Whether browsers offer passkeys at this address: on https, or on this very machine; and at a name, not a number.
pub fn passkeys_work(site: &Site) -> bool {
    relying_party(site).is_some()
}

pub(super) fn relying_party(site: &Site) -> Option<Webauthn> {
    let origin = Url::parse(site.origin()).ok()?;
    let host = origin.domain()?.to_owned();
    let local = host == "localhost" || host.ends_with(".localhost");
    if origin.scheme() != "https" && !local {
        return None;
    }
    let name = Words::english().t("product");
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name(&name).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_https_or_this_machine_and_a_name() {
        let work = |origin| passkeys_work(&Site::new(origin));
        assert!(work("https://care.example.net") && work("https://care.example.net:8443"));
        assert!(work("http://localhost:8080") && work("http://portico.localhost"));
        assert!(
            !work("http://care.example.net") && !work("https://192.0.2.7") && !work("http://127.0.0.1:8080")
        );
        assert!(!work("http://localhost.example.net") && !work("nonsense"));
    }
}
