//! Routers that are heard from an address, and people who stand there.

use serde_json::json;

use super::people::{called, password};
use super::subscribers::from_the_app;
use super::{Isp, Person, World, finish};
use crate::access::{self, Audience, Tx, may};
use crate::db::CustomerId;
use crate::email::Email;
use crate::link::{Kind, Token};
use crate::mac::Mac;
use crate::problem::Result;
use crate::recovery;
use crate::router::{Report, StatusReport, WIFI_KIND, WifiNetwork};

/// The MAC of the n-th router.
fn mac(n: u8) -> String {
    format!("60:6c:63:00:cc:{n:02x}")
}

impl World {
    /// A new customer's home, whose n-th router is heard from an address and offers a Wi-Fi of this name.
    pub async fn online_home(&self, isp: &Isp, n: u8, address: &str, wifi: &str) -> CustomerId {
        let router = self.stock(isp, &mac(n)).await;
        let home = self.enable(isp, router, &format!("Home {n}")).await;
        self.certify(&mac(n), &[n]).await;
        self.hear(n, address, json!({})).await;
        let network = WifiNetwork { name: wifi.to_owned(), band: None, channel: None, devices: 0 };
        let post =
            Report::Post { kind: WIFI_KIND.to_owned(), body: b"{}".to_vec(), wifi: Some(vec![network]) };
        self.hand_in(n, address, post).await;
        home
    }

    /// The n-th router says how it is, from an address.
    pub async fn hear(&self, n: u8, address: &str, patch: serde_json::Value) {
        let serde_json::Value::Object(patch) = patch else { panic!("a patch is an object") };
        self.hand_in(n, address, Report::Status(StatusReport { full: false, patch })).await;
    }

    async fn hand_in(&self, n: u8, address: &str, report: Report) {
        self.hear_router(&mac(n), &[n], address, report).await;
    }

    /// The router of this MAC, which shows the certificate of this fingerprint, says something from an address.
    pub async fn hear_router(&self, mac: &str, fingerprint: &[u8], address: &str, report: Report) {
        let mac = Mac::parse(mac).unwrap();
        let permit = access::router(&self.db, mac.as_str(), fingerprint).await.unwrap();
        self.intake().hand_in(&permit.from_address(address.to_owned()), report).await.unwrap();
    }

    /// Somebody who is nobody's customer yet signs up for the app.
    pub async fn sign_up(&self, email: &str) -> Person {
        let token = self.ask_to_sign_up(email).await;
        self.sign_up_by(&token).await
    }

    /// Somebody asks for an account in the app; gives the link of the mail.
    pub async fn ask_to_sign_up(&self, email: &str) -> Token {
        let address = Email::parse(email).unwrap();
        self.anyone(async |tx| recovery::ask_to_sign_up(tx, &address).await).await.unwrap();
        self.mail_to(email).await.token(Kind::SignUp)
    }

    /// The account is made by the link.
    pub async fn sign_up_by(&self, token: &Token) -> Person {
        let (password, from) = (password().await, from_the_app());
        let create = async |tx: &mut Tx<_>| recovery::sign_up(tx, token, &called(""), &password, &from).await;
        let cookie = self.anyone(create).await.unwrap();
        let who = self.signed_in(cookie, Audience::App).await;
        self.agree(who.id).await;
        who
    }

    /// One act of somebody whose phone has this address.
    pub async fn standing<T>(
        &self,
        who: &Person,
        address: &str,
        act: impl AsyncFnOnce(&mut Tx<may::Oneself>) -> Result<T>,
    ) -> Result<T> {
        let permit = access::person(&self.db, who.audience, &who.hash()).await?;
        finish(permit.from_address(address.to_owned()).write(&self.db).await?, act).await
    }
}
