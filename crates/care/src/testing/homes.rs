//! Routers and the homes that they stand in.

use tokio_util::sync::CancellationToken;

use super::{Isp, World};
use crate::access::{self, Permit, may};
use crate::customer::Information;
use crate::db::{CustomerId, RouterId};
use crate::inventory;
use crate::mac::Mac;
use crate::router::{self, Intake};

/// The smallest picture that is one: two pixels of a PNG.
pub const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0xf4, 0x22, 0x7f, 0x8a, 0x00,
    0x00, 0x00, 0x0e, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xe0, 0x2f, 0xcb, 0xfb, 0x0f, 0xc2, 0x00,
    0x0e, 0xc3, 0x03, 0xe5, 0xb9, 0x8e, 0xdf, 0x31, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

impl World {
    /// Puts a router in stock.
    pub async fn stock(&self, isp: &Isp, mac: &str) -> RouterId {
        self.by(isp, &isp.admin, async |tx| inventory::add(tx, mac).await).await.unwrap();
        self.router_of(&Mac::parse(mac).unwrap()).await
    }

    /// Enables a router for a new customer of this name.
    pub async fn enable(&self, isp: &Isp, router: RouterId, name: &str) -> CustomerId {
        let information = Information::parse(name, "1 Elm St", "", "").unwrap();
        self.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &information).await).await.unwrap()
    }

    /// Gives a router a certificate of this fingerprint, and what the door makes of it.
    pub async fn certify(&self, mac: &str, fingerprint: &[u8]) -> Permit<may::BeRouter> {
        let parsed = Mac::parse(mac).unwrap();
        self.anyone(async |tx| router::certify(tx, &parsed, fingerprint).await).await.unwrap();
        access::router(&self.db, parsed.as_str(), fingerprint).await.unwrap()
    }

    /// Opens an intake that is served until the story ends.
    pub fn intake(&self) -> Intake {
        let (intake, writer) = Intake::open(self.db.clone(), CancellationToken::new());
        tokio::spawn(writer);
        intake
    }
}
