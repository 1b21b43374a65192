//! Routers and the homes that they stand in.

use tokio_util::sync::CancellationToken;

use super::{Isp, World};
use crate::access::{self, Permit, may};
use crate::customer::Information;
use crate::db::{CustomerId, RouterId};
use crate::inventory::{self, Beginning, Filter, Order};
use crate::mac::Mac;
use crate::router::{self, Intake};

impl World {
    /// Puts a router in stock.
    pub async fn stock(&self, isp: &Isp, mac: &str) -> RouterId {
        self.by(isp, &isp.admin, async |tx| inventory::add(tx, mac).await).await.unwrap();
        let wanted = Filter { mac: Some(Beginning::parse(mac).unwrap()), ..Filter::default() };
        let order = Order::usual(&wanted);
        let found =
            self.by(isp, &isp.admin, async |tx| inventory::list(tx, &wanted, order, None).await).await;
        found.unwrap().rows[0].id
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
