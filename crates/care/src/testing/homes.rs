//! Routers and the homes that they stand in.

use tokio_util::sync::CancellationToken;

use super::{Isp, World};
use crate::access::{self, Permit, may};
use crate::audit::Details;
use crate::customer::Information;
use crate::db::{CustomerId, IssueId, OutageId, RouterId, query};
use crate::inventory;
use crate::known_issue::{self, Found, Kind, Subject};
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

    /// Something is found wrong with a home: its router is busy, or its clock is wrong.
    pub async fn trouble(&self, isp: &Isp, router: RouterId, customer: CustomerId) -> IssueId {
        let evidence = |text: &str| serde_json::from_str::<Details>(text).unwrap();
        let cpu = evidence(r#"{"mean":97,"peak":99}"#);
        let (at, since) = (Subject { customer, router }, self.db.clock().millis());
        let mut tx = access::system().write(&self.db).await.unwrap();
        tx.enter(isp.id).await.unwrap();
        for (kind, evidence) in [(Kind::HighCpu, cpu), (Kind::WrongClock, Details::new())] {
            known_issue::found(&mut tx, &Found { kind, at, since, evidence }).await.unwrap();
        }
        let open = "SELECT id FROM known_issue WHERE isp_id = $1 AND customer_id = $2 AND kind = 'high-cpu'";
        let row = query(open).bind(isp.id).bind(customer).one(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        IssueId(row.get("id").unwrap())
    }

    /// An outage of which this home is a part.
    pub async fn outage(&self, isp: &Isp, router: RouterId, customer: CustomerId) -> OutageId {
        let (at, since) = (Subject { customer, router }, self.db.clock().millis());
        let mut tx = access::system().write(&self.db).await.unwrap();
        tx.enter(isp.id).await.unwrap();
        let evidence = Details::new();
        known_issue::found(&mut tx, &Found { kind: Kind::Offline, at, since, evidence }).await.unwrap();
        let id = OutageId(tx.id());
        let begin = "INSERT INTO outage (isp_id, id, began_at, prefix, homes) VALUES ($1, $2, $3, $4, 1)";
        // One of a network is open at a time; this is none's.
        let prefix = format!("{id}.");
        query(begin).bind(isp.id).bind(id).bind(since).bind(prefix).run(&mut tx).await.unwrap();
        let fold = "UPDATE known_issue SET outage_id = $3, folded = TRUE
                    WHERE isp_id = $1 AND customer_id = $2 AND kind = 'offline'";
        query(fold).bind(isp.id).bind(customer).bind(id).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}
